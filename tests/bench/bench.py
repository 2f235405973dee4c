"""`make bench`: seconds and memory of this project and of its peers on catalogues of the same records.

Everything is built in the folder for temporary files, which needs room for all that is made until the end: removing it
between two runs would slow the next one down, because ext4 does not use again at once what a removed file held.
`TMPDIR=/dev/shm` leaves the disk out of the measures.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from typing import Any

from prst.outputs.search.files import create_files

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from prst import publishing
from prst.commands import exporter
from prst.outputs import classeurs
from prst.records.loading import load
from prst.records.model import MODELS
from tests.bench import journaux, peers, previews, searches
from tests.bench.catalogue import SEED, generate
from tests.browser.chromium import find_chromium
from tests.catalogues import copy_program

ROOT = Path(__file__).resolve().parents[2]
MEASURE = Path(__file__).with_name("measure.py")
LOG_LINES = 2_000_000
"""Lines of an access log: a year or two of a site that is read."""
AROUND, EVENTS = 1000, 5000
"""Records, and events on top of theirs, of the measure of the calendar."""
MILESTONES = 10
"""Steps of each group that is made up, of the measure of groups."""
OURS, OURS_FOLLOWED = "Catalogue PRST, tout publié", "mkdocs build"
MATERIAL = {"MkDocs + Material, sans recherche": False, "MkDocs + Material, avec recherche": True}
"""Whether the search of each is on."""
HUGO, PAGEFIND, BOTH = "Hugo", "Pagefind", "Hugo + Pagefind"
READING, PAGES, LINKS, SEARCH, DATA, PICTURES = (
    "lecture et vérification des fiches",
    "pages, recherche, flux et données, liens vérifiés",
    "dont liens, cumul des processus",
    "dont recherche, dans l’un des processus",
    "dont flux et données, dans l’un des processus",
    "dont affiches, images et codes, gardés d’une fois à l’autre",
)


@dataclass(frozen=True)
class Contender:
    """A command, where it runs, and what it makes, put aside before each run: every build starts from nothing."""

    name: str
    command: Sequence[str | Path]
    folder: Path
    produces: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """One measured run, as `measure.py` describes it."""

    seconds: float
    processor: float
    others: float
    memory: int
    lines: list[tuple[float, str]]


@dataclass
class Row:
    """A line of the table; lists hold one figure per run, `memory` is the highest, in bytes."""

    name: str
    seconds: list[float]
    processor: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    memory: int = 0
    pages: int = 0
    html: int = 0
    """Bytes of all pages."""
    part: bool = False
    """Whether the line is a part of the one above."""

    @property
    def median(self) -> float:
        """The figure that the table compares."""
        return median(self.seconds)


class FailedRunError(Exception):
    """A command did not end well; the message holds its last lines."""


def run(contender: Contender, *, anew: bool = True) -> Run:
    """Run a contender in a small process of its own and return what was measured.

    With `anew` off, what it made before stays in place. Python keeps what it compiles, as it does unless it is told
    otherwise: else each start would compile the program, half a second that readers of these figures do not wait.
    """
    if anew and contender.produces.exists():
        contender.produces.rename(tempfile.mkdtemp(prefix="fait-", dir=contender.folder.parent))
    os.sync()  # what the run before left to write is not this one's work
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    helper = subprocess.run(
        [sys.executable, "-I", "-S", MEASURE, *contender.command],
        cwd=contender.folder,
        env={**environment, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **contender.environment},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found = json.loads(helper.stdout)
    lines = [(float(second), str(text)) for second, text in found["lines"]]
    if found["code"]:
        raise FailedRunError("".join(text for _second, text in lines[-20:]).strip())
    return Run(found["seconds"], found["processor"], found["others"], found["memory"], lines)


# What is measured


def copy_project(folder: Path, count: int, **more: int) -> None:
    """Copy the program and the written pages of the tests into a new folder, with a catalogue of `count` records.

    `more` is what `generate` takes besides.
    """
    copy_program(folder, ROOT)
    generate(folder / "catalogue", count, SEED, **more)


def ours(folder: Path) -> list[Contender]:
    """Return our command, and the part of it that tells how far it is."""
    environment = {"PYTHONPATH": str(folder / "hooks")}  # the copy rather than the installed package
    followed = folder / "suivi"
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(followed)]
    return [
        Contender(OURS, [sys.executable, "-m", "prst", "construire"], folder, folder / "site", environment),
        Contender(OURS_FOLLOWED, build, folder, followed, {**environment, "PRST_SUIVI": "1"}),
    ]


def theirs(folder: Path, project: Path, programs: Mapping[str, Path], *, material: bool = True) -> list[Contender]:
    """Write the same records for the peers, MkDocs with Material among them where asked, and return their commands."""
    catalogue = load(project / "catalogue").catalogue
    if catalogue is None:
        raise FailedRunError("the generated catalogue is not correct")
    found = []
    for name, searchable in MATERIAL.items() if material else ():
        place = folder / ("mkdocs-recherche" if searchable else "mkdocs")
        peers.write_mkdocs(catalogue, place, search=searchable)
        found.append(Contender(name, [sys.executable, "-m", "mkdocs", "build", "--quiet"], place, place / "site"))
    if programs:
        place = folder / "hugo"
        peers.write_hugo(catalogue, place)
        public = place / "public"
        found.append(Contender(HUGO, [programs["hugo"], "--quiet"], place, public))
        found.append(Contender(PAGEFIND, [programs["pagefind"], "--site", public], place, public / "pagefind"))
    return found


def measure(
    count: int, repetitions: int, programs: Mapping[str, Path] | None, *, material: bool = True
) -> tuple[list[Row], str]:
    """Return the rows of a catalogue of `count` records, and what its search costs; without `programs`, ours alone."""
    with tempfile.TemporaryDirectory(prefix="prst-bench-") as name:
        folder = Path(name)
        project = folder / "prst"
        tell(f"{_thousands(count)} fiches : préparation…")
        copy_project(project, count)
        contenders = ours(project)
        if programs is not None:
            contenders += theirs(folder, project, programs, material=material)
        runs: dict[str, list[Run]] = {contender.name: [] for contender in contenders}
        pages: dict[str, tuple[int, int]] = {}
        for contender in list(contenders):  # the first run fills caches and is not counted
            tell(f"{_thousands(count)} fiches : {contender.name}, à blanc…")
            try:
                run(contender)
            except FailedRunError as error:
                if contender.name in (OURS, OURS_FOLLOWED):
                    raise
                tell(f"{contender.name} a échoué et manque au tableau : {error}")
                contenders.remove(contender)
                continue
            pages[contender.name] = _pages_of(contender.produces)
        for number in range(repetitions):
            first = number * len(contenders) // repetitions  # nobody always comes after the same one
            for contender in contenders[first:] + contenders[:first]:
                tell(f"{_thousands(count)} fiches : {contender.name}, mesure {number + 1} sur {repetitions}…")
                runs[contender.name].append(run(contender))
        rows = [_row(name, found, pages[name]) for name, found in runs.items() if found]
        tell(f"{_thousands(count)} fiches : premières constructions…")
        again = run(contenders[0], anew=False)
        shutil.rmtree(project / ".cache", ignore_errors=True)
        cold = run(contenders[1])
        for contender in contenders:
            if contender.name == PAGEFIND:
                run(contender)  # Hugo may have run last, and removed its index
        asked = searched(project, folder / "hugo")
        more = [*_checked(project, repetitions), *_followed(project, repetitions)]
    found = [
        *_ours_in_detail(rows, runs[OURS_FOLLOWED]),
        _row(f"{OURS_FOLLOWED}, gabarits à compiler, images à dessiner (première fois)", [cold], pages[OURS]),
        Row("dont affiches, images et codes à dessiner", [phases(cold)[PICTURES]], part=True),
        _row("Catalogue PRST, à la place d’un site déjà publié", [again], pages[OURS]),
        *more,
        *rows[2:],
        *_sum(runs, pages),
    ]
    return found, asked


def _checked(project: Path, repetitions: int) -> list[Row]:
    """Return the rows of the check, whole and of one record."""
    command: list[str | Path] = [sys.executable, "-m", "prst", "verifier"]
    record = next(iter(sorted((project / "catalogue" / "livrables").glob("*.yml"))))
    environment = {"PYTHONPATH": str(project / "hooks")}
    rows = []
    for name, asked in (("prst verifier", command), ("prst verifier, une fiche", [*command, record])):
        tell(f"{name}…")
        contender = Contender(name, asked, project, project / "rien", environment)
        rows.append(_row(name, [run(contender) for _ in range(repetitions)]))
    return rows


def _followed(project: Path, repetitions: int) -> list[Row]:
    """Return the rows of the preview: from a save to the page that shows it."""
    tell("make serve…")
    found = previews.follow(project, {"PYTHONPATH": str(project / "hooks")}, repetitions)
    return [Row(f"make serve, {name} enregistrée", seconds) for name, seconds in found.items()]


def _pages_of(site: Path) -> tuple[int, int]:
    """Return how many HTML pages a site has, and their bytes: how much there is to make tells as much."""
    weights = [page.stat().st_size for page in site.rglob("*.html")]
    return len(weights), sum(weights)


def _row(name: str, runs: Sequence[Run], pages: tuple[int, int] = (0, 0)) -> Row:
    return Row(
        name,
        [one.seconds for one in runs],
        [one.processor for one in runs],
        [one.others for one in runs],
        max(one.memory for one in runs),
        *pages,
    )


def cost(name: str, without: Row, more: Row) -> Row:
    """Return the row of what one catalogue costs beside a smaller one: seconds, processor and memory."""
    processor = [median(more.processor) - median(without.processor)]
    return Row(name, [more.median - without.median], processor, memory=more.memory - without.memory, part=True)


def _ours_in_detail(rows: Sequence[Row], followed: Sequence[Run]) -> list[Row]:
    """Return our row and its parts, as told by builds of their own."""
    found: dict[str, list[float]] = {}
    for one in followed:
        for part, seconds in phases(one).items():
            found.setdefault(part, []).append(seconds)
    row, build = rows[:2]
    found["commande prst, mise en place du site"] = [max(0.0, row.median - build.median)]
    return [row, *(Row(name, seconds, part=True) for name, seconds in found.items())]


def phases(followed: Run) -> dict[str, float]:
    """Return the seconds of each step of a build, from the lines that it told and when.

    They make the whole, except those that are part of another: processes that work side by side add theirs up.
    """
    told: dict[str, tuple[float, dict[str, Any]]] = {}
    for second, text in followed.lines:
        if text.startswith("{"):
            step = json.loads(text)
            told[step["etape"]] = (second, step)
    read, reading = told["lecture"]
    end, ending = told["fin"]
    publishing = ending["secondes"]["total"]
    return {
        "démarrage de Python et de MkDocs": read - reading["secondes"],
        READING: reading["secondes"],
        "pages écrites et thème (MkDocs)": end - read - publishing,
        PAGES: publishing,
        LINKS: ending["secondes"]["liens"],
        SEARCH: ending["secondes"]["recherche"],
        DATA: ending["secondes"]["donnees"],
        PICTURES: ending["secondes"]["affiches"],
        "fin du processus": followed.seconds - end,
    }


def _sum(runs: Mapping[str, Sequence[Run]], pages: Mapping[str, tuple[int, int]]) -> list[Row]:
    """Return the row of Hugo followed by Pagefind, where both ran."""
    pairs = list(zip(runs.get(HUGO, ()), runs.get(PAGEFIND, ()), strict=False))
    if not pairs:
        return []
    return [
        Row(
            BOTH,
            [hugo.seconds + pagefind.seconds for hugo, pagefind in pairs],
            [hugo.processor + pagefind.processor for hugo, pagefind in pairs],
            [],
            max(max(hugo.memory, pagefind.memory) for hugo, pagefind in pairs),
            *pages[HUGO],
        )
    ]


# What is shown


def measure_events(repetitions: int, programs: Mapping[str, Path] | None) -> list[Row]:
    """Return the rows of a catalogue without and with many more events, and of what these cost.

    To Hugo an event is one more page: neither calendars to subscribe to, nor months, nor what to pass on and when.
    """
    contenders: list[Contender] = []
    with tempfile.TemporaryDirectory(prefix="prst-bench-") as name:
        for events in (0, EVENTS):
            label = f"{_thousands(AROUND)} fiches" + (f" et {_thousands(events)} événements" if events else "")
            tell(f"{label} : préparation…")
            folder = Path(name) / str(events)
            folder.mkdir()
            project = folder / "prst"
            copy_project(project, AROUND, more_events=events)
            found = [ours(project)[0], *(theirs(folder, project, programs, material=False) if programs else [])]
            contenders += [replace(one, name=f"{one.name}, {label}") for one in found if one.name in (OURS, HUGO)]
        for contender in contenders:
            run(contender)
        runs: dict[str, list[Run]] = {contender.name: [] for contender in contenders}
        pages = {one.name: _pages_of(one.produces) for one in contenders}
        for number in range(repetitions):
            for contender in contenders:
                tell(f"{contender.name}, mesure {number + 1} sur {repetitions}…")
                runs[contender.name].append(run(contender))
    rows = [_row(contender.name, runs[contender.name], pages[contender.name]) for contender in contenders]
    half = len(rows) // 2
    return [
        row
        for without, more in zip(rows[:half], rows[half:], strict=True)
        for row in (without, more, cost("ce qu’ils coûtent", without, more))
    ]


def measure_log(lines: int, count: int = 10_000) -> list[Row]:
    """Return the rows of access logs of `lines` lines for a catalogue of `count` records: read once, each format.

    Reading the records, which names the addresses that count, is in the measure.
    """
    with tempfile.TemporaryDirectory(prefix="prst-bench-") as name:
        tell(f"Journaux de {_thousands(lines)} lignes : préparation…")
        project = Path(name) / "prst"
        copy_project(project, count)
        catalogue = load(project / "catalogue").catalogue
        if catalogue is None:
            raise FailedRunError("the generated catalogue is not correct")
        rows = []
        for label, caddy in (("combined", False), ("JSON de Caddy", True)):
            log = Path(name) / "access.log"
            last = date.today() - timedelta(days=1)  # noqa: DTZ011 - a log of yesterday, wherever that is
            journaux.write_log(log, lines, list(catalogue.livrables), list(catalogue.relais), last, SEED, caddy=caddy)
            command = [sys.executable, "-m", "prst", "frequentation", "--verifier", str(log)]
            environment = {"PYTHONPATH": str(project / "hooks")}
            tell(f"Journal {label}…")
            done = run(Contender(label, command, project, project / "aucun", environment))
            rows.append(_row(f"Journal d’accès, {label}, {_thousands(lines)} lignes", [done]))
    return rows


def measure_more(said: str, more: Mapping[str, int], repetitions: int, count: int) -> list[Row]:
    """Return the rows of a catalogue of `count` records without and with what `said` names, and what it costs."""
    found: list[tuple[Contender, list[Run]]] = []
    with tempfile.TemporaryDirectory(prefix="prst-bench-") as name:
        for number, options in enumerate(({}, more)):
            label = f"{_thousands(count)} fiches" + (f" et {said}" if options else "")
            tell(f"{label} : préparation…")
            project = Path(name) / str(number)
            copy_project(project, count, **options)
            contender = replace(ours(project)[0], name=f"{OURS}, {label}")
            tell(f"{contender.name}, à blanc…")
            run(contender)
            found.append((contender, []))
        for number in range(repetitions):
            for contender, runs in found:
                tell(f"{contender.name}, mesure {number + 1} sur {repetitions}…")
                runs.append(run(contender))
    without, more_rows = (_row(contender.name, runs) for contender, runs in found)
    return [without, more_rows, cost("ce que cela coûte", without, more_rows)]


def measure_table(count: int, repetitions: int) -> list[Row]:
    """Return the rows of a workbook of `count` records that goes into an empty catalogue: told, then written."""
    with tempfile.TemporaryDirectory(prefix="prst-bench-") as name:
        tell(f"Tableau de {_thousands(count)} lignes : préparation…")
        project, table = Path(name) / "prst", Path(name) / "inventaire.xlsx"
        copy_project(project, count)
        folder = project / "catalogue"
        table.write_bytes(classeurs.workbook(exporter.trees_of(folder)))
        full = Path(name) / "plein"
        folder.rename(full)
        shutil.copytree(full, folder, ignore=lambda place, names: names if Path(place).name in MODELS else [])
        rows = []
        for label, options in (("à blanc", []), ("--ecrire", ["--ecrire"])):
            runs = []
            for number in range(repetitions if not options else 1):  # what is written once is there the next time
                tell(f"prst importer, {label}, mesure {number + 1}…")
                command = [sys.executable, "-m", "prst", "importer", str(table), *options]
                environment = {"PYTHONPATH": str(project / "hooks")}
                runs.append(run(Contender(label, command, project, project / "aucun", environment)))
            rows.append(_row(f"prst importer, {label}, {_thousands(count)} lignes", runs))
    return rows


def searched(project: Path, hugo: Path) -> str:
    """Return the table of what a search costs in a browser; '' where there is no Chromium or no Pagefind."""
    chromium = find_chromium()
    if chromium is None or not (hugo / "public" / "pagefind").is_dir():
        return ""
    tell("Recherche dans le navigateur…")
    sites = {
        **{f"Catalogue PRST, {name}": (project / "site", ask) for name, ask in searches.OURS.items()},
        PAGEFIND: (hugo / "public", searches.pagefind),
    }
    return searches.aligned(searches.compare(chromium, sites))


def measure_index(count: int) -> str:
    """Return what the index of a catalogue of `count` records costs to make and to ask: it alone, once."""
    with tempfile.TemporaryDirectory(prefix="prst-bench-") as name:
        tell(f"{_thousands(count)} fiches : préparation…")
        generate(Path(name) / "catalogue", count, SEED)
        catalogue = load(Path(name) / "catalogue").catalogue
        if catalogue is None:
            raise FailedRunError("the generated catalogue is not correct")
        before = getrusage(RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        site = Path(name) / "site"
        publishing.write(create_files(catalogue, ()), site)
        seconds = time.perf_counter() - start
        more = (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024
        (site / "index.html").write_text('<!doctype html><link rel="icon" href="data:,">', encoding="utf-8")
        shutil.copytree(ROOT / "docs/assets/javascripts", site / "assets/javascripts")
        files = [path for path in site.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 2**20
        made = (
            f"Index de {_thousands(count)} fiches : {_french(seconds)} s, {more:.0f} Mio de mémoire en plus, "
            f"{_thousands(len(files))} fichiers, {size:.0f} Mio"
        )
        chromium = find_chromium()
        asked = searches.compare(chromium, {"Catalogue PRST": (site, searches.engine)}) if chromium else []
        return "\n".join([made, searches.aligned(asked) if asked else ""])


def table(rows: Sequence[Row]) -> str:
    """Return the rows as text; ratios are of medians."""
    of = {row.name: row.median for row in rows}
    head = ("", "secondes", "min – max", "processeur", "mémoire", "÷ Hugo", "÷ Hugo + Pagefind", "pages HTML", "Mo")
    lines = [head]
    for row in rows:
        spread = f"{_french(min(row.seconds))} – {_french(max(row.seconds))}" if len(row.seconds) > 1 else "une mesure"
        whole = not row.part
        lines.append(
            (
                f"{'' if whole else '  '}{row.name}",
                _french(row.median),
                spread if whole else "",
                _french(median(row.processor)) if row.processor else "",
                f"{row.memory / 2**20:.0f} Mio" if row.memory else "",
                _french(row.median / of[HUGO]) if whole and HUGO in of else "",
                _french(row.median / of[BOTH]) if whole and BOTH in of else "",
                _thousands(row.pages) if row.pages and row.name != PAGEFIND else "",
                f"{row.html / 1e6:.0f}" if row.pages and row.name != PAGEFIND else "",
            )
        )
    return searches.aligned(lines)


def disturbance(rows: Sequence[Row]) -> str:
    """Return the sentence that says how much other programs disturbed the measures."""
    others = [one for row in rows for one in row.others]
    if not any(others):
        return ""
    return (
        f"Autres programmes pendant les mesures : {_french(sum(others) / len(others))} cœur en moyenne, "
        f"{_french(max(others))} au plus ; au-delà de 0,2, ne comparez que les temps de processeur."
    )


def _french(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def tell(sentence: str) -> None:
    """Show how far the benchmark is."""
    print(sentence, file=sys.stderr, flush=True)


def machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    return {
        "systeme": platform.platform(),
        "python": platform.python_version(),
        "coeurs": os.cpu_count(),
        "charge": [round(load, 2) for load in os.getloadavg()],
    }


ALONE: Mapping[str, Callable[[int, int, int], list[Row]]] = {
    "tableur": lambda lines, runs, _count: measure_table(lines, runs),
    "diffusions": lambda acts, runs, count: measure_more(f"{_thousands(acts)} diffusions", {"acts": acts}, runs, count),
    "groupes": lambda groups, runs, count: measure_more(
        f"{_thousands(groups)} groupes de {MILESTONES} jalons",
        {"groups": groups, "milestones": MILESTONES},
        runs,
        count,
    ),
}
"""What an option measures alone, given a number, how often, and among how many records."""


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description="Mesurer le temps et la mémoire sur de grands catalogues.")
    parser.add_argument("--tailles", type=int, nargs="+", default=[1000, 10000], help="nombres de fiches")
    parser.add_argument("--repetitions", type=int, default=3, help="mesures de chaque commande (3 par défaut)")
    parser.add_argument("--sans-pairs", action="store_true", help="ne mesurer que ce projet")
    parser.add_argument("--sans-material", action="store_true", help="ni MkDocs avec Material, de loin le plus long")
    parser.add_argument(
        "--sans-agenda", action="store_true", help="ne pas mesurer ce que coûtent de nombreux événements"
    )
    parser.add_argument("--sans-journal", action="store_true", help="ne pas mesurer la lecture de journaux d’accès")
    parser.add_argument(
        "--diffusions", type=int, metavar="NOMBRE", help="ne mesurer que ce que coûtent des actes de diffusion"
    )
    parser.add_argument(
        "--groupes", type=int, metavar="NOMBRE", help="ne mesurer que ce que coûtent autant de groupes, de dix jalons"
    )
    parser.add_argument(
        "--tableur",
        type=int,
        metavar="LIGNES",
        help="ne mesurer que l’import d’un tableau",
    )
    parser.add_argument("--journal", type=int, metavar="LIGNES", help="ne mesurer, une fois, que celle de journaux")
    parser.add_argument("--index", type=int, metavar="NOMBRE", help="ne mesurer, une fois, que l’index de recherche")
    parser.add_argument("--json", type=Path, metavar="FICHIER", help="écrire aussi les mesures dans ce fichier")
    options = parser.parse_args()
    if options.index:
        print(measure_index(options.index))
        return
    if options.journal:
        print(table(measure_log(options.journal)))
        return
    if asked := next((name for name in ALONE if getattr(options, name)), ""):
        rows = ALONE[asked](getattr(options, asked), options.repetitions, max(options.tailles))
        print(f"{table(rows)}\n{disturbance(rows)}")
        return
    programs: Mapping[str, Path] | None = None
    if not options.sans_pairs:
        tell("Hugo et Pagefind : installation dans .cache/bench/ (la première fois)…")
        try:
            programs = peers.install(ROOT / ".cache" / "bench")
        except OSError as error:
            programs = {}
            print(f"Hugo et Pagefind n’ont pas pu être installés et manquent aux tableaux : {error}")
    told = machine()
    charge = " ".join(_french(load) for load in told["charge"])
    print(f"{told['systeme']}, {told['coeurs']} cœurs, Python {told['python']} ; charge au départ : {charge}")
    results = {}
    for count in options.tailles:
        rows, asked = measure(count, options.repetitions, programs, material=not options.sans_material)
        results[count] = [{**asdict(row), "median": row.median} for row in rows]
        heading = f"{_thousands(count)} fiches, médiane de {options.repetitions} mesures"
        print(f"\n{heading}\n{table(rows)}\n{disturbance(rows)}\n{asked}", flush=True)
    if not options.sans_agenda:
        rows = measure_events(options.repetitions, programs)
        results[EVENTS] = [{**asdict(row), "median": row.median} for row in rows]
        print(f"\n{_thousands(EVENTS)} événements\n{table(rows)}\n{disturbance(rows)}", flush=True)
    if not options.sans_journal:
        rows = measure_log(LOG_LINES)
        results[LOG_LINES] = [{**asdict(row), "median": row.median} for row in rows]
        print(f"\n{table(rows)}\n{disturbance(rows)}", flush=True)
    if options.json:
        report = {"machine": told, "tailles": results}
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
