"""MkDocs' events as a thin adapter over prst: the only file that imports mkdocs."""

import gc
import html
import json
import logging
import os
import sys
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

sys.path.insert(0, str(Path(__file__).parent))  # MkDocs drops the folder again once this file is loaded
from prst.agendas.reading import with_copies
from prst.building import Build
from prst.cache import Cache
from prst.failures import explain
from prst.outputs import french, images, styles
from prst.outputs.addresses import SECTIONS, counted, edit_address
from prst.outputs.gabarit import Gabarit, slot
from prst.outputs.pages.rendering import CompiledTemplates
from prst.outputs.rubriques import Kept
from prst.partenaires.copies import with_partners
from prst.preview import Preview, Watched, as_page, made_when_asked
from prst.publishing import PublishingError
from prst.records.catalogue import Catalogue
from prst.records.docs import unreadable
from prst.records.loading import Loaded, Memory, load, told_by_forge
from prst.records.problems import NOTE, Problem, as_text
from prst.written import navigation
from prst.written.checks import check as check_pages
from prst.written.checks import check_page

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.prst")  # --strict counts the warnings of mkdocs.* only

UNREADABLE = frozenset({"crochets", "trop_de_niveaux"})
"""What is wrong with pages that a preview leaves out: it would stop at them."""
DESK = Path(__file__).parent / "javascripts" / "bureau" / "publie"
"""What `make bureau` joined."""
CALM = 2.0
"""Seconds without a save or a visit after which a preview has time for itself."""
LONGEST = 30.0
"""Seconds after which it takes that time all the same: each save leaves some 15 MiB at ten thousand records."""
ANNOUNCE = '<div data-md-component="announce">'
"""Where overrides/main.html has room for an announcement."""


class _Preview:
    """What outlives a build of `mkdocs serve`, where each one has a new config: the one exception to no globals."""

    serving = False
    memory = Memory()
    last_good: Catalogue | None = None
    shown: "tuple[_Host, Preview] | None" = None
    """The last whole build of MkDocs, and what is made of it when it is asked for."""
    failure = ""
    """Why the last build failed, as a page; '' where it did not."""


class _Host(NamedTuple):
    """What MkDocs needs to render a written page once more."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment

    @property
    def written(self) -> dict[str, File]:
        """The files of written pages, by the path of what is made of each."""
        return {file.dest_uri: file for file in self.files.documentation_pages()}

    def populate(self, file: File) -> Page:
        """Return the page of a file, read again, as MkDocs does (mkdocs.commands.build)."""
        page, plugins = file.page, self.config.plugins
        if page is None:
            raise PluginError(f"docs/{file.src_uri} n’a pas de page.")
        page.read_source(self.config)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=self.config, files=self.files)
        page.render(self.config, self.files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=self.config, files=self.files)
        return page

    def render(self, path: str) -> bytes:
        """Return a written page, made again, by the path of its file."""
        page = self.populate(self.written[path])
        page.active = True
        try:
            context = get_context(self.nav, self.files.documentation_pages(), self.config, page)
            html = self.env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            page.active = False
        return self.config.plugins.on_post_page(html, page=page, config=self.config).encode()


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether a preview is being served, and have what fails told to `prst construire`."""
    _Preview.serving = command == "serve"
    if os.environ.get("PRST_SUIVI"):
        sys.excepthook = _tell_failure


def _tell_failure(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell in French what nobody expected; the traceback goes where the log does."""
    sys.__excepthook__(kind, error, trace)
    with suppress(OSError):
        _tell(etape="panne", texte=explain(error))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the catalogue before MkDocs empties the site: a bad record costs nothing."""
    project = Path(config.config_file_path).parent
    catalogue, loaded = _read_catalogue(config)
    build = Build(catalogue, project / "overrides" / "fiches", _cache(project, "pages"))
    build.pages.broken = loaded.broken
    build.take_records(lambda kind, identity: (project / "catalogue" / kind / f"{identity}.yml").read_bytes())
    build.desk = _desk
    config.extra["prst"] = build
    config.extra["prst_problemes"] = {"": loaded.errors}
    config.extra["prst_serve"] = _Preview.serving
    config.extra["region"] = catalogue.site.region
    config.extra["section"] = Kept(catalogue.site.sections)
    if config.nav:
        config.nav = navigation.without(config.nav, build.leaves)
    config.site_name = catalogue.site.nom
    config.site_description = catalogue.site.accroche
    if not _Preview.serving:
        config.site_url = catalogue.site.base
    # MkDocs' {path} is relative to docs/; a repository left unnamed gives no link
    config.edit_uri_template = edit_address(catalogue.site.depot, catalogue.site.branche, "docs/{path}") or None
    return config


def _desk() -> dict[str, bytes]:
    """Return the files of the editors' desk, which are not among those that every site publishes."""
    return {path.relative_to(DESK).as_posix(): path.read_bytes() for path in sorted(DESK.rglob("*")) if path.is_file()}


def _read_catalogue(config: MkDocsConfig) -> tuple[Catalogue, Loaded]:
    """Return the catalogue to show, and what was found; a publication is refused where anything is wrong."""
    project = Path(config.config_file_path).parent
    start = time.perf_counter()
    # Records live as long as the build: visiting them again and again took an eighth of the time to read them.
    gc.disable()
    try:
        loaded = load(
            project / "catalogue",
            Path(config.docs_dir),
            site=told_by_forge(os.environ),
            memory=_Preview.memory if _Preview.serving else None,
        )
    finally:
        if not _Preview.serving:  # where each rebuild makes new ones, and they are visited in between
            gc.enable()
            gc.freeze()
    seconds = time.perf_counter() - start
    _tell(etape="lecture", fiches=dict(loaded.counts), dit=counted(loaded.counts), secondes=seconds)
    if unread := [one for one in unreadable(Path(config.docs_dir)) if one.severity != NOTE]:
        _refuse([*loaded.errors, *unread])  # in a preview too: MkDocs would fail on them, or wait for ever
    if loaded.errors and not _Preview.serving:
        _refuse(loaded.errors)
    catalogue = loaded.sound or _Preview.last_good
    if catalogue is None:
        raise PluginError(as_text(loaded.errors))
    start = time.perf_counter()
    catalogue = with_copies(catalogue, project / "catalogue", Cache(project / ".cache" / "agendas"))
    catalogue = with_partners(catalogue, project / "catalogue")
    _tell(etape="agendas", **_count_copies(catalogue), secondes=time.perf_counter() - start)
    if loaded.catalogue is not None or _Preview.last_good is None:
        _Preview.last_good = catalogue
    return catalogue, loaded


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the theme's files, and hand over what is published joined."""
    for file in list(files):
        if file.src_dir not in (config.docs_dir, config.theme.custom_dir):
            files.remove(file)
    build: Build = config.extra["prst"]
    for file in list(files):
        if build.leaves(file.src_uri):
            files.remove(file)
    sheets, absent = _taken_sheets(files, config)
    address, problems = build.take_sheets(sheets)
    config.extra_css = [address]
    config.extra["prst_problemes"][styles.FOLDER] = [*absent, *problems]
    if mark := files.get_file_from_path(images.MARK):
        build.take_mark(mark.content_bytes)
    found = check_pages(Path(config.config_file_path).parent, build)
    for problem in found:
        config.extra["prst_problemes"].setdefault(problem.file, []).append(problem)
    if not _Preview.serving and (problems := _problems(config)):
        _refuse(problems)  # before MkDocs says in English what it understands of them
    for problem in found:
        if problem.code in UNREADABLE and (lost := files.get_file_from_path(problem.file.removeprefix("docs/"))):
            files.remove(lost)
    return files


def _taken_sheets(files: Files, config: MkDocsConfig) -> tuple[dict[str, str], list[Problem]]:
    """Return the style sheets that mkdocs.yml names, by file in its order, and what is wrong with these names.

    None is published alone.
    """
    sheets, absent = {}, []
    known = {file.src_uri: file for file in files if file.src_uri.startswith(styles.FOLDER)}
    for path in dict.fromkeys(map(str, config.extra_css)):
        if path in known:
            sheets[f"docs/{path}"] = known[path].content_string
            files.remove(known[path])
        else:
            absent.append(styles.absent(path, known))
    return sheets, absent


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation for the pages that MkDocs does not know."""
    config.extra["prst_nav"] = nav
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the calls to the catalogue by tokens, and note those that cannot be answered."""
    build: Build = config.extra["prst"]
    said = {key: page.meta[key] for key in ("title", "description") if isinstance(page.meta.get(key), str)}
    page.meta.update((key, french.unbroken(text)) for key, text in said.items())
    if _Preview.serving:  # its text may have changed since the pages were checked together
        found = list(check_page(page.file.src_uri, page.file.content_string, build))
        config.extra["prst_problemes"][f"docs/{page.file.src_uri}"] = found
    return build.before_markdown(page.file.src_uri, page.url.removeprefix("./"), markdown, page.meta)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the tokens by HTML, and add what follows the introduction of a list page."""
    build: Build = config.extra["prst"]
    title, description = str(page.meta.get("title") or page.title or ""), str(page.meta.get("description") or "")
    page.meta["tete"] = build.head_of(page.url.removeprefix("./"), "" if page.is_homepage else title, description)
    return build.after_markdown(page.file.src_uri, html)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give prst the means to render chrome: one page per section and depth, filled once per record."""
    project = Path(config.config_file_path).parent
    env.bytecode_cache = CompiledTemplates(Cache(_cache(project, "theme")))
    nav: Navigation = config.extra["prst_nav"]

    def chrome(section: str, depth: int) -> Gabarit:
        file = File.generated(config, f"{section}{'/x' * (depth - 1)}.md", content="")
        page = Page(slot("titre"), file, config)
        folder = SECTIONS[section].index if section in SECTIONS else f"{section}/"
        index = files.get_file_from_path(f"{folder}index.md")
        page.parent = index.page.parent or index.page if index and index.page else None  # type: ignore[assignment]
        page.meta = {"title": slot("titre"), "description": slot("resume"), "gabarit": True}
        page.toc = get_toc([{"level": 1, "id": "titre", "name": slot("titre"), "children": []}])
        page.content = slot("corps")
        page.canonical_url = None  # each record's head holds its own
        page.edit_url = None
        page.active = True
        rendered = _with_problems(env.get_template("main.html").render(get_context(nav, files, config, page)), config)
        page.active = False
        return Gabarit(build.rubriques.html(rendered))

    build: Build = config.extra["prst"]
    build.chrome = chrome
    config.extra["prst_hote"] = _Host(config, files, nav, env)
    return env


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Leave MkDocs' sitemap out: ours knows the records."""
    build: Build = config.extra["prst"]
    return "" if template_name == "sitemap.xml" else build.rubriques.html(output_content)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Leave out what leads to no page, and show what is wrong, where a preview goes on despite of it."""
    build: Build = config.extra["prst"]
    return _with_problems(build.rubriques.html(output), config)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what the catalogue gives, and check every link of the site; a preview does when it is asked for a page."""
    build: Build = config.extra["prst"]
    folder = Path(config.site_dir)
    if _Preview.serving:
        host: _Host = config.extra["prst_hote"]
        _Preview.shown = host, Preview(folder, build, host.written, host.render)
        return
    try:
        report = build.publish(folder, _tell)
    except PublishingError as error:
        _refuse_text(str(error))
    if report.broken:
        _refuse_text("\n".join(str(link) for link in report.broken))
    for name in ("pages", "theme", "agendas"):
        Cache(_cache(Path(config.config_file_path).parent, name)).prune()


# The preview


def on_serve(server: "LiveReloadServer", config: MkDocsConfig, builder: Any) -> "LiveReloadServer":
    """Make pages when they are asked for, read again only what changed, and survive whatever is written."""
    from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
    from watchdog.observers import Observer  # a build follows nothing, and needs no server

    project = Path(config.config_file_path).parent
    watched = Watched(Path(config.config_file_path), *map(Path, (config.docs_dir, *config.watch)))
    rebuild = server.builder
    busy = Event()
    Thread(target=_free_memory, args=(busy,), daemon=True).start()

    def survive() -> None:
        busy.set()
        changed = watched.changed()
        start = time.perf_counter()
        try:
            if not _follow(changed, project):
                rebuild()
            _Preview.failure = ""
        except (Exception, SystemExit) as error:
            log.error("La mise à jour a échoué : la page montre pourquoi.\n%s", error)
            _Preview.failure = as_page(error)
        log.info("À jour en %.2f s", time.perf_counter() - start)

    server.builder = survive
    # The system tells the observer of each change, where the usual one asks for every file twice a second. It need not
    # tell of what is only read, as a build does.
    already = (config.docs_dir, config.config_file_path)
    for path in already:
        server.unwatch(path)
    observer = Observer()
    changes = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
    observer.schedule = partial(observer.schedule, event_filter=changes)  # type: ignore[method-assign]
    server.observer = observer  # type: ignore[assignment]
    for path in already:
        server.watch(path)
    send = server.get_app()
    assert send  # noqa: S101 - MkDocs sets it when it makes the server

    def make(path: str) -> None:
        busy.set()
        _make(path)

    server.set_app(made_when_asked(send, server.mount_path, make, _version))
    return server


def _free_memory(busy: Event) -> None:
    """Collect what is no longer used when nothing has been asked for a while, or has been for long; never return.

    Python would in the midst of a save: at ten thousand records, each look for it takes 0.3 s.
    """
    while busy.wait():
        latest = time.monotonic() + LONGEST
        while busy.is_set() and time.monotonic() < latest:
            busy.clear()
            time.sleep(CALM)
        gc.collect()


def _version() -> object:
    """Return what differs once something else is to be shown."""
    return _Preview.shown, _Preview.shown and _Preview.shown[1].version, _Preview.failure


def _follow(changed: Collection[Path], project: Path) -> bool:
    """Take changes of records and of the text of pages into the preview; False where MkDocs must build again."""
    if _Preview.shown is None or _Preview.failure:
        return False
    host, pages = _Preview.shown
    written = {file.abs_src_path: file for file in host.written.values()}
    records = project / "catalogue"
    texts = [written[str(path)] for path in changed if str(path) in written and path.is_file()]
    others = [path for path in changed if str(path) not in written or not path.is_file()]
    if any(not path.is_relative_to(records) or path == records / "site.yml" for path in others):
        return False
    build = pages.build
    if others:
        catalogue, loaded = _read_catalogue(host.config)
        build = build.renewed(catalogue)
        build.pages.broken = loaded.broken
        host.config.extra["prst"] = build
        host.config.extra["prst_problemes"][""] = loaded.errors
        texts = list(written.values())  # what they call may be gone
    problems: dict[str, Sequence[Problem]] = host.config.extra["prst_problemes"]
    for file in texts:  # not all pages: the system tells of reading them too, and would have them read again
        problems[f"docs/{file.src_uri}"] = list(check_page(file.src_uri, file.content_string, build))
    for file in texts if not others else ():
        host.populate(file)  # its title stands in the navigation of the others
    pages.renew(build, host.written)
    return True


def _make(path: str) -> None:
    """Have the file of a path made in the folder that is served; where that fails, the page says why."""
    if _Preview.shown is None:
        return
    host, pages = _Preview.shown
    file = Path(host.config.site_dir, path)
    failure, broken = _Preview.failure, []
    if not failure:
        try:
            broken = pages.make(path)
        except (Exception, SystemExit) as error:
            failure = as_page(error)
    if failure and path.endswith("index.html"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(failure, encoding="utf-8")
    elif broken:
        items = "".join(f"<li>{html.escape(str(link))}</li>" for link in broken)
        file.write_text(_with_box(file.read_text(encoding="utf-8"), "Liens cassés", items), encoding="utf-8")


def _with_problems(page: str, config: MkDocsConfig) -> str:
    """Return the page with the problems of the catalogue on top, in a preview that has some."""
    problems = _problems(config)
    if not problems:
        return page
    items = "".join(f"<li><code>{html.escape(str(problem))}</code></li>" for problem in problems)
    count = french.plural(len(problems), "problème", "problèmes")
    title = f"{count} dans le catalogue\u00a0: cet aperçu laisse de côté ce qui ne va pas"
    return _with_box(page, title, items)


def _problems(config: MkDocsConfig) -> list[Problem]:
    """Return what is wrong with the records, and with each written page."""
    found: dict[str, Sequence[Problem]] = config.extra["prst_problemes"]
    return sorted({problem for problems in found.values() for problem in problems})


def _with_box(page: str, title: str, items: str) -> str:
    """Return the page with an alert on top: a title, and list items in HTML."""
    box = f'<div role="alert" class="problemes"><p><strong>{html.escape(title)}</strong></p><ul>{items}</ul></div>'
    return page.replace(ANNOUNCE, f"{ANNOUNCE}{box}", 1)


def _refuse(problems: Any) -> None:
    """Stop the build and say why."""
    _refuse_text(as_text(sorted({problem for problem in problems if problem.severity != NOTE})))


def _refuse_text(text: str) -> None:
    _tell(etape="refus", texte=text)
    raise PluginError(text)


def _cache(project: Path, name: str) -> Path:
    """Return a folder of what builds keep: compiling Material's templates takes as long as a thousand records."""
    return project / ".cache" / name


def _count_copies(catalogue: Catalogue) -> dict[str, int]:
    copies = catalogue.copies.values()
    return {
        "nombre": sum(1 for copie in copies if copie.evenements),
        "evenements": sum(len(copie.evenements) for copie in copies),
        "notes": sum(len(copie.notes) for copie in copies),
    }


def _tell(**step: Any) -> None:
    """Tell `prst construire`, which started this process, how far the build is: a line of JSON."""
    if os.environ.get("PRST_SUIVI"):
        sys.stdout.write(json.dumps(step, ensure_ascii=False) + "\n")
        sys.stdout.flush()
