"""One site being built: what the host of the written pages (MkDocs) asks for, as text in and text out."""

import os
import posixpath
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from prst import destination, publishing
from prst.links import BrokenLink, LinkCollector
from prst.made import Made, Task
from prst.outputs import (
    Output,
    classeurs,
    images,
    metadata,
    modeles,
    qr,
    questionnaires,
    site_files,
    sources,
    styles,
    vcards,
)
from prst.outputs.addresses import ELSEWHERE_BASE, SECTIONS, address_of, record_address, root_from
from prst.outputs.affiches import TITLES, Visuels
from prst.outputs.data import exports, flux
from prst.outputs.gabarit import Gabarit
from prst.outputs.imprimerie import Drawing, NotDrawnError
from prst.outputs.pages import (
    accueil,
    annuaire,
    bureau,
    composer,
    declarer,
    etat,
    integrer,
    parcours,
    pour_vous,
    recherche,
    reference,
    rendering,
    reseau,
    rester,
    sections,
    written,
)
from prst.outputs.pages.absent import without_links
from prst.outputs.pages.agenda import Calendrier
from prst.outputs.pages.ailleurs import Partenaires
from prst.outputs.pages.common import PROGRAMME, Pages
from prst.outputs.pages.couverture import BASE as COVERAGE
from prst.outputs.pages.couverture import Tables
from prst.outputs.pages.dossiers import Dossiers
from prst.outputs.pages.fiches import Fiches
from prst.outputs.pages.formulaire import BASE as FORMS
from prst.outputs.pages.formulaire import GENRES, Formulaires
from prst.outputs.pages.integrer import Integrer
from prst.outputs.pages.lettre import BASE as LETTERS
from prst.outputs.pages.lettre import Letters
from prst.outputs.pages.lettre_pilotes import Pilotes
from prst.outputs.pages.messages import Messages
from prst.outputs.pages.modeles_a_copier import adapted
from prst.outputs.pages.papiers import Papiers
from prst.outputs.pages.pitchs import Pitchs
from prst.outputs.pages.programme import CALENDAR, Programme
from prst.outputs.pages.recoupements import BASE as RECOUPEMENTS
from prst.outputs.pages.recoupements import Recoupes
from prst.outputs.pages.reference import Reference
from prst.outputs.pages.tableau_de_bord import BASE as BOARD
from prst.outputs.pages.tableau_de_bord import Bord
from prst.outputs.pitchs import BASE as PITCHES
from prst.outputs.pitchs import DIAPO, FEUILLE, Feuilles
from prst.outputs.rubriques import Rubriques
from prst.outputs.search.documents import Written
from prst.outputs.search.files import create_files
from prst.records.catalogue import Catalogue
from prst.records.explications import FOLDER as MESSAGES
from prst.records.model import Groupe, Livrable
from prst.records.problems import Problem
from prst.side_by_side import at_once, from_both_ends, in_two

HOME_PAGE = "index.md"
"""Written page that the catalogue surrounds."""
SEARCH_PAGE = "recherche.md"
"""Written page that stays out of the sitemap and of its own results."""
WORTH_TWO_PROCESSES = 500
"""Number of producers from which a second process is quicker than it costs to start; each record has its own."""
EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc"]
"""Of Python-Markdown: those of mkdocs.yml, and the one that MkDocs adds; a test compares them."""

STEPS: Mapping[str, Sequence[str]] = {
    "recherche": ("recherche",),
    "donnees": ("flux", "donnees"),
    "affiches": ("codes", "images", "affiches"),
}
"""What a report tells the time of, and the producers that take it."""

Tell = Callable[..., None]

PAGES = ("/index.html",)
"""Ending of the paths of pages."""
DRAWN = tuple(f"/{name}" for name in TITLES)
"""Endings of what shows a resource."""


class Producer(NamedTuple):
    """Something that gives outputs, and where these stand: under a folder, with one of some endings."""

    name: str
    """Its time is told under this name."""
    give: Callable[[], Iterable[Output]]
    place: str = ""
    endings: tuple[str, ...] = PAGES

    def may_give(self, path: str) -> bool:
        """Whether a path may be one of its outputs."""
        return path.startswith(self.place) and path.endswith(self.endings)


@dataclass(frozen=True)
class Report:
    """What a publication did."""

    pages: int
    files: int
    seconds: dict[str, float]
    broken: list[BrokenLink]


@dataclass
class Build:
    """State of one build. `chrome` is given by the host once it knows its navigation."""

    catalogue: Catalogue
    templates_folder: Path
    cache: Path | None = None
    chrome: Callable[[str, int], Gabarit] | None = None

    def __post_init__(self) -> None:
        """Prepare the pages."""
        env = rendering.environment(self.templates_folder, self.catalogue, self.cache)
        self.rubriques = Rubriques.of(self.catalogue.site.sections)
        self.pages = Pages(self.catalogue, env, self._gabarit)
        self._made = Made(self.cache)
        self.pages.visuels = self._visuels = Visuels(self.catalogue, lambda: self.pages.derived.passed_on, self._made)
        self.calendrier = Calendrier(self.pages)
        self._programme = Programme(self.pages)
        self._feuilles = Feuilles(self.catalogue, self._made)
        self._pitchs = Pitchs(self.pages, None if self.rubriques.leaves(PITCHES) else self._feuilles)
        self._dossiers = Dossiers(self.pages, self._programme)
        self.fiches = Fiches(self.pages, dossiers=self._dossiers, pitchs=self._pitchs)
        self._letters = Letters(self.pages, Pilotes(self.pages).choices)
        self._forms = Formulaires(self.pages)
        self._bord = Bord(self.pages)
        self._tables = Tables(self.pages)
        self._recoupes = Recoupes(self.pages)
        self._integrer = Integrer(self.pages)
        self._partenaires = Partenaires(self.pages)
        self._reference, self._messages = Reference(self.pages), Messages(self.pages)
        self.take_sheets({})  # those of a host, where there is one
        self._source_of: sources.Read | None = None
        self._gabarits: dict[tuple[str, int], Gabarit] = {}
        self._written: dict[str, Written] = {}
        """Written pages by their address."""
        self.pages.written = self._written
        self._titles: dict[str, str] = {}
        """Titles of written pages by their path in docs/."""
        self.desk: bureau.Files = dict
        """What gives the files of the editors' desk, which the host reads."""
        self._answers: dict[str, list[tuple[bool, Markup]]] = {}
        self._questionnaires: dict[str, tuple[str, str]] = {}
        """Address and Markdown of each page whose questions are published as surveys to import."""
        self._templates: dict[str, tuple[str, str, str]] = {}
        """Address, title and Markdown of each page that is published as a Word document too."""
        self.pages.modeles = self._templates
        self._following: dict[str, Callable[[], Markup]] = {
            **{
                f"{section.index}index.md": partial(sections.index, self.pages, name)
                for name, section in SECTIONS.items()
            },
            f"{SECTIONS['evenements'].index}index.md": self.calendrier.following,
            "annuaire.md": partial(annuaire.directory, self.pages),
            "pour-vous.md": partial(pour_vous.page, self.pages),
            "que-diffuser-quand/index.md": self._programme.index,
            "lettre/index.md": self._letters.index,
            "tableau-de-bord.md": self._bord.following,
            "couverture.md": self._tables.following,
            "rester-au-courant.md": partial(rester.ways, self.pages, self._programme),
            "integrer.md": self._integrer.page,
            f"{FORMS.rstrip('/')}.md": self._forms.index,
            SEARCH_PAGE: partial(recherche.search, self.pages),
            f"{reference.BASE}index.md": self._reference.index,
            "a-propos/etat-du-catalogue.md": partial(etat.state, self.pages),
        }

    def renewed(self, catalogue: Catalogue) -> "Build":
        """Return a build of another catalogue between the same written pages, as the host gave them."""
        other = Build(catalogue, self.templates_folder, self.cache, self.chrome)
        other.fiches.compared = self.fiches.compared
        other._written = other.pages.written = self._written
        other._titles, other.desk = self._titles, self.desk
        other._templates, other._questionnaires = self._templates, self._questionnaires
        other.pages.modeles, other.pages.parcours = self._templates, self.pages.parcours
        other._sheets, other.pages.sheets = self._sheets, self.pages.sheets
        other._visuels.mark = other._feuilles.mark = self._visuels.mark
        other._source_of = self._source_of
        return other

    def _gabarit(self, section: str, depth: int) -> Gabarit:
        key = section, depth
        if key not in self._gabarits:
            if self.chrome is None:
                raise RuntimeError("the chrome is asked for before the host can render it")
            self._gabarits[key] = self.chrome(section, depth)
        return self._gabarits[key]

    def take_sheets(self, sheets: Mapping[str, str]) -> tuple[str, list[Problem]]:
        """Join the style sheets, texts by file in their order. Return what pages are to ask for, and what is wrong."""
        self._sheets, problems = styles.joined(self.catalogue.site.couleurs, sheets)
        self.pages.sheets = styles.apart(self._sheets)
        return styles.address(self._sheets[0]), problems

    def take_mark(self, svg: bytes) -> None:
        """Take the region's mark, of which icons and pictures are made."""
        self._visuels.mark = self._feuilles.mark = svg.decode("utf-8", "replace")

    def take_records(self, read: sources.Read) -> None:
        """Take what gives the file of a record, so that the form may modify it."""
        self._source_of = read

    # Written pages

    def head_of(self, address: str, title: str, description: str) -> Markup:
        """Return what machines read in the head of a written page."""
        site = self.catalogue.site
        text = description or site.accroche or site.nom
        head = metadata.head(title=title or site.nom, description=text, url=site.base + address, site=site)
        oembed = integrer.discovery(integrer.AGENDA, root_from(address)) if address == integrer.AGENDA.complete else ""
        return head + self.pages.own_sheet(address) + oembed

    def check_written(self, text: str, file: str) -> list[Problem]:
        """Return what is wrong with the calls of a written page."""
        return written.check(text, file, self.pages)

    def before_markdown(self, src_uri: str, address: str, markdown: str, meta: Mapping[str, Any]) -> str:
        """Return the Markdown of a written page with tokens in the place of calls."""
        if meta.get("modele"):
            self._templates[src_uri] = (address, str(meta.get("title", "")), markdown)
        if meta.get(questionnaires.KEY):
            self._questionnaires[src_uri] = (address, markdown)
        self._titles[src_uri] = str(meta.get("title", ""))
        if src_uri != SEARCH_PAGE:
            title, description = str(meta.get("title", "")), str(meta.get("description", ""))
            shown = modeles.parted(markdown)[0] if meta.get("modele") else markdown  # nobody looks for made-up cases
            self._written[address] = Written(address, title, description, shown)
        kept = self._without_gone(adapted(markdown, self.catalogue), src_uri)
        if src_uri == parcours.PAGE:
            self.pages.parcours = kept
        text, answers = written.to_tokens(kept, self.pages, root_from(address))
        if src_uri in self._templates:
            name = modeles.download_name(address).rpartition("/")[2]
            asked = questionnaires.files_of(address, markdown) if src_uri in self._questionnaires else []
            links = [(one.path.rpartition("/")[2], one.titre) for one in asked]
            filled = self.pages.fill("_telecharger.html", nom=name, questionnaires=links)
            text = written.under_title(text, answers, filled)
            example = modeles.download_name(modeles.example_of(address)).rpartition("/")[2]
            opening = self.pages.fill("_exemple_rempli.html", nom=example, invente=modeles.INVENTED)
            text = written.folded(text, answers, modeles.EXAMPLE, opening)
        self._answers[src_uri] = answers
        return text

    def after_markdown(self, src_uri: str, html: str) -> str:
        """Return the HTML of a written page with its calls answered, and its list after it where it has one."""
        typed = written.with_unbreakable_spaces(written.with_boxes(html))
        html = written.with_parts(written.from_tokens(typed, self._answers.pop(src_uri, [])), self.pages)
        return self._completed(src_uri, written.with_copies(html, self.pages))

    def _completed(self, src_uri: str, html: str) -> str:
        """Return the HTML of a written page with what the catalogue adds to it."""
        if src_uri == HOME_PAGE:
            return accueil.home(self.pages, Markup(html))
        following = self._following.get(src_uri)
        return f"{html}{following()}" if following else html  # `+` would have Markup escape the page's own HTML

    def html_of(self, src_uri: str, address: str, text: str) -> str:
        """Return the HTML that a written page will have, as far as its ids and links go, without the host."""
        import markdown  # its work is the host's when a site is built

        kept = self._without_gone(text, src_uri)
        tokens, answers = written.to_tokens(kept, self.pages, root_from(address))
        return self._completed(src_uri, written.from_tokens(markdown.markdown(tokens, extensions=EXTENSIONS), answers))

    def leaves(self, src_uri: str) -> bool:
        """Whether a file of docs/ is a written page of a section that the site leaves out."""
        return src_uri.endswith(".md") and self.rubriques.leaves(address_of(src_uri))

    def _without_gone(self, text: str, src_uri: str) -> str:
        """Return the Markdown of a written page without its links to pages that the site leaves out."""
        folder = posixpath.dirname(src_uri)
        if not self.rubriques.starts:
            return text
        return without_links(
            text, lambda href: self.leaves(posixpath.normpath(posixpath.join(folder, href.partition("#")[0])))
        )

    # Everything else

    def producers(self) -> list[Producer]:
        """Return all that is published beside the written pages, in the order in which it is made.

        Lists come after what they list: they show the same cards, which are rendered once.
        """
        made = self._all_producers()
        if not self.rubriques.starts:
            return made
        return [one._replace(give=partial(self._kept, one.give)) for one in made]

    def _kept(self, give: Callable[[], Iterable[Output]]) -> Iterator[Output]:
        return self.rubriques.outputs(give())

    def _all_producers(self) -> list[Producer]:
        site, holds = self.catalogue.site, self.pages.derived.holds
        return [
            *self._records(),
            Producer("listes", partial(sections.further_pages, self.pages)),
            Producer("redirections", partial(site_files.redirections, self.catalogue)),
            Producer("documents", self._documents, endings=(".docx",)),
            Producer("questionnaires", self._surveys, endings=(questionnaires.ENDING,)),
            Producer("papiers", self._papers, SECTIONS["groupes"].index, (".docx",)),
            Producer("codes", self._codes, "livrables/", (f"/{qr.SVG}", f"/{qr.PNG}")),
            Producer("modele", partial(classeurs.outputs, self.catalogue), classeurs.TEMPLATE, ("",)),
            Producer("images", self._images, endings=(".png", images.MANIFEST)),
            Producer("programme", self._programme.outputs, PROGRAMME, (*PAGES, ".ics")),
            Producer("lettres", self._letters.outputs, LETTERS, (*PAGES, ".html", ".txt", ".eml")),
            Producer("composer", partial(composer.outputs, self.pages, self._letters.layouts), LETTERS, (".json",)),
            Producer("agenda", self.calendrier.month_pages, SECTIONS["evenements"].index),
            Producer("declarer", partial(declarer.outputs, self.catalogue), declarer.TITLES, ("",)),
            Producer("sources", self._sources, sources.BASE, (".json",)),
            *(Producer("formulaires", partial(self._forms.form, genre), genre.adresse) for genre in GENRES.values()),
            Producer("formulaires", self._forms.outputs, FORMS, (".json",)),
            Producer("couverture", self._tables.outputs, COVERAGE, (".csv",)),
            Producer("recoupements", self._recoupes.outputs, RECOUPEMENTS, (*PAGES, ".csv")),
            Producer("tableau de bord", self._bord.outputs, BOARD, (*PAGES, ".csv")),
            Producer("pitchs", self._all_pitches, PITCHES, (*PAGES, ".pdf")),
            Producer("bilans", self._reviews, BOARD, (".docx", ".pdf")),
            Producer("calendriers", self.pages.calendars.outputs, endings=(".ics",)),
            Producer("annuaire", self._vcards, vcards.BASE, (vcards.ENDING,)),
            Producer("pour vous", partial(pour_vous.outputs, self.pages), pour_vous.BASE, (".json",)),
            Producer(
                "integrer", self._integrer.outputs, integrer.BASE, (*PAGES, f"/{integrer.OEMBED}", integrer.SHEET)
            ),
            Producer("reference", lambda: self._reference.outputs(self._written), reference.SECTION),
            Producer("messages", lambda: self._messages.outputs(self._written), MESSAGES),
            Producer("ailleurs", self._partenaires.outputs, ELSEWHERE_BASE),
            Producer("styles", lambda: self._sheets, endings=(".css",)),
            Producer("site", lambda: [site_files.open_search(site), site_files.robots(site)], endings=(".xml", ".txt")),
            Producer("plan", lambda: [site_files.sitemap(self.catalogue, self._addresses())], "sitemap.xml", ("",)),
            Producer("flux", partial(flux.feeds, self.catalogue, self.pages.derived), endings=(".xml",)),
            Producer("donnees", partial(exports.exports, self.catalogue, holds), endings=(".csv", ".json", ".jsonld")),
            Producer("recherche", self._search, "recherche/", (".json",)),
            *([Producer("bureau", self._desk, bureau.BASE, ("",))] if bureau.forge_of(site) else []),
        ]

    def _records(self) -> Iterator[Producer]:
        """Yield what gives the pages of records, and beside the page of each what shows it."""
        shown = {record_address("livrables", fiche.id): fiche for fiche in self._visuels.fiches()}
        groups = {record_address("groupes", one.id): one for one in self.catalogue.groupes.values()}
        for place, task in self.fiches.tasks():
            yield Producer("fiches", task, place, (*PAGES, ".zip", ".csv", CALENDAR))
            if place in shown:
                yield Producer("affiches", partial(self._shown, shown[place]), place, DRAWN)
            if place in groups:
                yield Producer("affiches", partial(self._pitched, groups[place]), place, (f"/{FEUILLE}", f"/{DIAPO}"))

    def _desk(self) -> Iterator[Output]:
        """Yield the editors' desk."""
        page = bureau.page(self.pages, styles.address(self._sheets[0]), self._written)
        return bureau.outputs(self.catalogue, self._titles, page, self.desk())

    def _vcards(self) -> Iterable[Output]:
        return vcards.outputs(self.catalogue, self.pages.derived.annuaire)

    def _search(self) -> Iterable[Output]:
        pages = [*self._written.values(), *([] if self.rubriques.leaves(PITCHES) else self._pitchs.found())]
        return create_files(self.catalogue, pages, self.pages.derived)

    def _sources(self) -> Iterable[Output]:
        return sources.outputs(self.catalogue, self._source_of) if self._source_of else ()

    def _addresses(self) -> list[str]:
        """Return the addresses of pages, beside those of records, that search engines are told."""
        made = [
            *self.calendrier.addresses(),
            *self._programme.addresses(),
            *self._letters.addresses(),
            *self._bord.addresses(),
            *self._recoupes.addresses(),
            *self._pitchs.addresses(),
            *self._reference.addresses(),
            *self._forms.addresses(),
        ]
        return [one for one in (*self._written, *made) if not self.rubriques.leaves(one)]

    def _surveys(self) -> Iterator[Output]:
        """Yield the files by which LimeSurvey takes the questions of template pages."""
        for page in self._questionnaires.values():
            yield from questionnaires.outputs(*page)

    def _documents(self) -> Iterator[Output]:
        """Yield the Word document of each template page: making ten takes 0.8 s, and python-docx 35 MiB."""
        return self._made.outputs(
            Task(modeles.download_name(one[0]), modeles.key_of(*one[1:]), partial(modeles.document, *one))
            for page in (*self._templates.values(), *reseau.documents(self.catalogue.reseau))
            for one in modeles.documents(*page)
        )

    def _papers(self) -> Iterator[Output]:
        """Yield what groups fill in by hand: templates that say already what their records say."""
        return self._made.outputs(Papiers(self.pages).outputs())

    def _reviews(self) -> Iterator[Output]:
        """Yield the documents of the review of each year."""
        return self._made.outputs(self._bord.documents())

    def _codes(self) -> Iterator[Output]:
        """Yield the QR codes of what relays can choose: the two of a page take some milliseconds."""
        base = self.catalogue.site.base
        maker = f"{version('segno')} {sha256(Path(qr.__file__).read_bytes()).hexdigest()} {base}"
        addresses = [record_address("livrables", identity) for identity in sorted(self.pages.derived.passed_on)]
        return self._made.outputs(
            Task(f"{address}{name}", f"{name} {maker}{address}", partial(qr.draw, base, address, name))
            for address in addresses
            for name in (qr.SVG, qr.PNG)
        )

    def _images(self) -> Iterator[Output]:
        """Yield the pictures of the site, and what names its icons: drawing seventeen takes 0.2 s, and Typst 30 MiB."""
        if self._visuels.mark:
            yield images.manifest(self.catalogue.site)
        with _mark_is_drawn():
            yield from self._made.outputs(images.wanted(self.catalogue, self._visuels.mark))

    def _shown(self, fiche: Livrable) -> Iterator[Output]:
        """Yield what shows a resource that relays pass on."""
        with _mark_is_drawn():
            yield from self._visuels.files(fiche)

    def _pitched(self, groupe: Groupe) -> Iterator[Output]:
        """Yield the page to print and the slide of a group's pitch."""
        with _mark_is_drawn():
            yield from self._pitchs.files(groupe)

    def _all_pitches(self) -> Iterator[Output]:
        """Yield the page of all pitches, and their booklet."""
        with _mark_is_drawn():
            yield from self._pitchs.outputs()

    def _undrawn(self) -> list[Drawing]:
        """Return what was not drawn yet."""
        drawings = (one for fiche in self._visuels.fiches() for one in self._visuels.drawings(fiche))
        return self._made.missing(chain(drawings, self._dossiers.drawings(), self._pitchs.drawings()))

    def _prepare(self, tell: Tell) -> float:
        """Compare records, and draw what was not drawn yet, before pages tell its size. Return the seconds to draw.

        What is missing is looked for in a second process meanwhile: it takes as long, a second at 10,000 records.
        """
        self.pages.derived.passed_on  # noqa: B018 - found once, before there are two processes
        _compared, drawings = at_once(self.fiches.prepare, self._undrawn)
        begin = time.perf_counter()
        with _mark_is_drawn():
            self._made.prepare(drawings, lambda done, total: tell(etape="images", nombre=done, total=total))
        return time.perf_counter() - begin

    def publish(self, folder: Path, tell: Callable[..., None]) -> Report:
        """Write everything beside the written pages that the host has put into the folder, and check all links."""
        start = time.perf_counter()
        site = self.catalogue.site.base
        batch = _Batch(folder, tell, site)
        present = set(_walk(folder))
        for path in sorted(present):
            if path.endswith(".html"):
                batch.found(Output(path, (folder / path).read_bytes()))
        drawn = self._prepare(tell)
        tasks = self.producers()
        if len(tasks) < WORTH_TWO_PROCESSES:
            batch.run(tasks)
        else:
            with from_both_ends(tasks) as (first, second):
                for half in in_two(_work_in(folder, site), (first, tell), (second, _say_nothing)):
                    batch.merge(half)
        begin = time.perf_counter()
        present |= batch.paths
        present.discard(destination.MARK)  # of the build before, in a preview
        present |= publishing.write([destination.mark(present)], folder)
        broken = batch.links.broken(present.__contains__)
        now = time.perf_counter()
        seconds = {
            "liens": batch.seconds["liens"] + now - begin,
            **{step: sum(batch.seconds[name] for name in names) for step, names in STEPS.items()},
            "total": now - start,
        }
        seconds["affiches"] += drawn
        tell(etape="fin", pages=batch.pages, fichiers=len(present), secondes=seconds)
        return Report(batch.pages, len(present), seconds, broken)


@contextmanager
def _mark_is_drawn() -> Iterator[None]:
    """Say what to do where the region's mark cannot be drawn: all else that is drawn is ours."""
    try:
        yield
    except NotDrawnError as error:
        raise publishing.PublishingError(
            f"docs/{images.MARK} : cette image ne peut pas être dessinée ({error}). "
            "Enregistrez-la à nouveau au format SVG, sans lien vers un autre fichier."
        ) from None


class _Batch:
    """Outputs written and pages read by one process."""

    def __init__(self, folder: Path, tell: Tell, site: str) -> None:
        self._folder = folder
        self._tell = tell
        self.links = LinkCollector(site)
        self.paths: set[str] = set()
        self.pages = 0
        self.seconds: dict[str, float] = defaultdict(float)
        """Time spent on links, and on the producers of each name, writing included."""

    def run(self, tasks: Iterable[Producer]) -> "_Batch":
        """Write what tasks give, collect the links of the pages among it, and return this batch."""
        outputs = chain.from_iterable(map(self._timed, tasks))
        self._add_paths(publishing.write(outputs, self._folder, self._seen, linked=True))
        return self

    def _timed(self, producer: Producer) -> Iterator[Output]:
        """Yield what a producer gives, and note how long it takes to give and to write."""
        begin = time.perf_counter()
        yield from producer.give()
        self.seconds[producer.name] += time.perf_counter() - begin

    def found(self, page: Output) -> None:
        """Collect the links of a page that the host wrote."""
        self.paths.add(page.path)
        self._seen(page)

    def _seen(self, output: Output) -> None:
        """Collect the links of a page."""
        if not output.path.endswith(".html"):
            return
        begin = time.perf_counter()
        self.links.add(output.path, output.own or output.content)
        self.seconds["liens"] += time.perf_counter() - begin
        self.pages += 1
        if self.pages % 500 == 0:
            self._tell(etape="pages", nombre=self.pages)

    def merge(self, other: "_Batch") -> None:
        """Add what another batch did."""
        self._add_paths(other.paths)
        self.links.merge(other.links)
        self.pages += other.pages
        for name, seconds in other.seconds.items():
            self.seconds[name] += seconds

    def _add_paths(self, paths: set[str]) -> None:
        publishing.refuse_twice(self.paths & paths)
        self.paths |= paths


def _work_in(folder: Path, site: str) -> Callable[[tuple[Iterable[Producer], Tell]], _Batch]:
    def work(half: tuple[Iterable[Producer], Tell]) -> _Batch:
        tasks, tell = half
        batch = _Batch(folder, tell, site).run(tasks)
        batch._tell = _say_nothing  # the result travels between processes
        return batch

    return work


def _say_nothing(**_step: Any) -> None:
    """Stand in for `tell` where another process already tells."""


def _walk(folder: Path) -> Iterator[str]:
    """Yield the path of each file in a folder, relative to it."""
    base = str(folder)
    for parent, _folders, names in os.walk(base):
        inside = os.path.relpath(parent, base).replace(os.sep, "/")
        for name in names:
            yield name if inside == "." else f"{inside}/{name}"
