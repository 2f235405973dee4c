"""MkDocs' events as a thin adapter over prst: the only file that imports mkdocs."""

import gc
import html
import json
import logging
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

sys.path.insert(0, str(Path(__file__).parent))  # MkDocs drops the folder again once this file is loaded
from prst.agendas.reading import with_copies
from prst.building import Build, told_by_forge
from prst.outputs.addresses import SECTIONS, edit_address
from prst.outputs.gabarit import Gabarit, slot
from prst.outputs.search import scripts
from prst.publishing import PublishingError
from prst.records.catalogue import Catalogue
from prst.records.loading import load
from prst.records.problems import NOTE, Problem, as_text

log = logging.getLogger("mkdocs.hooks.prst")  # --strict counts the warnings of mkdocs.* only

ANNOUNCE = '<div data-md-component="announce">'
"""Where overrides/main.html has room for an announcement."""


class _Preview:
    """What outlives a build of `mkdocs serve`, where each one has a new config: the one exception to no globals."""

    serving = False
    last_good: Any = None


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether a preview is being served."""
    _Preview.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the catalogue before MkDocs empties the site: a bad record costs nothing."""
    project = Path(config.config_file_path).parent
    start = time.perf_counter()
    # Records live as long as the build: visiting them again and again took an eighth of the time to read them.
    gc.disable()
    try:
        loaded = load(project / "catalogue", Path(config.docs_dir), site=told_by_forge(os.environ))
    finally:
        gc.enable()
    if not _Preview.serving:  # where each rebuild makes new ones
        gc.freeze()
    _tell(etape="lecture", fiches=dict(loaded.counts), secondes=time.perf_counter() - start)
    catalogue = loaded.catalogue
    if loaded.errors:
        if not _Preview.serving:
            _refuse(loaded.errors)
        catalogue = _Preview.last_good or loaded.sound
    if catalogue is None:
        raise PluginError(as_text(loaded.errors))
    start = time.perf_counter()
    catalogue = with_copies(catalogue, project / "catalogue", _cache(project, "agendas"))
    _tell(etape="agendas", **_count_copies(catalogue), secondes=time.perf_counter() - start)
    _Preview.last_good = catalogue
    build = Build(catalogue, project / "overrides" / "fiches", _cache(project, "pages"))
    build.pages.broken = loaded.broken
    config.extra["prst"] = build
    config.extra["prst_problemes"] = list(loaded.errors)
    config.extra["prst_serve"] = _Preview.serving
    config.extra["region"] = catalogue.site.region
    config.site_name = catalogue.site.nom
    config.site_description = catalogue.site.accroche
    if not _Preview.serving:
        config.site_url = catalogue.site.base
    # MkDocs' {path} is relative to docs/; a repository left unnamed gives no link
    config.edit_uri_template = edit_address(catalogue.site.depot, catalogue.site.branche, "docs/{path}") or None
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the theme's scripts, hand over those of the search, and refuse links that lead out of docs/."""
    home = Path(config.docs_dir).resolve()
    build: Build = config.extra["prst"]
    modules: dict[str, str] = {}
    for file in list(files):
        if file.src_dir != config.docs_dir:
            if file.src_uri.startswith("assets/javascripts/"):
                files.remove(file)
        elif file.abs_src_path and not Path(file.abs_src_path).resolve().is_relative_to(home):
            _refuse_text(f"docs/{file.src_uri} est un lien vers un fichier d’ailleurs : copiez le fichier lui-même.")
        elif file.src_uri.startswith(scripts.FOLDER):  # published joined
            modules[file.src_uri] = file.content_string
            files.remove(file)
    build.scripts = modules
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the navigation for the pages that MkDocs does not know."""
    config.extra["prst_nav"] = nav
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the calls to the catalogue by tokens, and note those that cannot be answered."""
    build: Build = config.extra["prst"]
    config.extra["prst_problemes"] += build.check_written(page.file.content_string, f"docs/{page.file.src_uri}")
    return build.before_markdown(page.file.src_uri, page.url.removeprefix("./"), markdown, page.meta)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace the tokens by HTML, and add what follows the introduction of a list page."""
    build: Build = config.extra["prst"]
    return build.after_markdown(page.file.src_uri, html)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Give prst the means to render chrome: one page per section and depth, filled once per record."""
    if config.extra["prst_problemes"] and not _Preview.serving:
        _refuse(config.extra["prst_problemes"])  # those of every written page at once
    project = Path(config.config_file_path).parent
    env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(_cache(project, "theme")))
    nav: Navigation = config.extra["prst_nav"]

    def chrome(section: str, depth: int) -> Gabarit:
        file = File.generated(config, f"{section}{'/x' * (depth - 1)}.md", content="")
        page = Page(slot("titre"), file, config)
        index = files.get_file_from_path(f"{SECTIONS[section].index}index.md")
        page.parent = index.page.parent or index.page if index and index.page else None  # type: ignore[assignment]
        page.meta = {"title": slot("titre"), "description": slot("resume"), "gabarit": True}
        page.toc = get_toc([{"level": 1, "id": "titre", "name": slot("titre"), "children": []}])
        page.content = slot("corps")
        page.canonical_url = None  # each record's head holds its own
        page.edit_url = None
        page.active = True
        rendered = _with_problems(env.get_template("main.html").render(get_context(nav, files, config, page)), config)
        page.active = False
        return Gabarit(rendered)

    build: Build = config.extra["prst"]
    build.chrome = chrome
    return env


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Leave MkDocs' sitemap out: ours knows the records."""
    return "" if template_name == "sitemap.xml" else output_content


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Show what is wrong with the catalogue, where a preview goes on despite of it."""
    return _with_problems(output, config)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what the catalogue gives, and check every link of the site."""
    build: Build = config.extra["prst"]
    folder = Path(config.site_dir)
    try:
        report = build.publish(folder, _tell)
    except PublishingError as error:
        _refuse_text(str(error))
    if report.broken and not _Preview.serving:
        _refuse_text("\n".join(str(link) for link in report.broken))
    for name in sorted({"index.html", *(link.page for link in report.broken)} if report.broken else ()):
        text = "".join(
            f"<li>{html.escape(str(link))}</li>" for link in report.broken if name in ("index.html", link.page)
        )
        page = folder / name
        page.write_text(_with_box(page.read_text(encoding="utf-8"), "Liens cassés", text), encoding="utf-8")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Keep the preview alive: a failing rebuild would hang every request until mended."""
    build = server.builder

    def survive() -> None:
        try:
            build()
        except (Exception, SystemExit) as error:
            log.error("La mise à jour a échoué : la page montre pourquoi.\n%s", error)
            page = (
                '<!doctype html><html lang="fr"><meta charset="utf-8"><title>La mise à jour a échoué</title>'
                "<h1>La mise à jour a échoué</h1><p>Corrigez, puis rechargez cette page.</p>"
                f"<pre>{html.escape(str(error))}</pre>"
                f"<details><summary>Détails</summary><pre>{html.escape(traceback.format_exc())}</pre></details></html>"
            )
            for name in ("index.html", "404.html"):
                Path(config.site_dir, name).write_text(page, encoding="utf-8")

    server.builder = survive
    return server


def _with_problems(page: str, config: MkDocsConfig) -> str:
    """Return the page with the problems of the catalogue on top, in a preview that has some."""
    problems: list[Problem] = config.extra["prst_problemes"]
    if not problems:
        return page
    items = "".join(f"<li><code>{html.escape(str(problem))}</code></li>" for problem in sorted(set(problems)))
    return _with_box(
        page, f"{len(set(problems))} problème(s) dans le catalogue : cet aperçu laisse de côté ce qui ne va pas", items
    )


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
    """Return the folder of compiled templates: compiling Material's takes longer than rendering a thousand records."""
    folder = project / ".cache" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


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
