"""The benchmark measures what it says; no test here looks at how long anything takes."""

import json
import sys
from pathlib import Path

import pytest

from prst.records.loading import load
from prst.records.model import MODELS
from tests.bench import peers
from tests.bench.bench import BOTH, DATA, HUGO, LINKS, OURS, PICTURES, READING, SEARCH, Row, Run, cost, phases, table
from tests.bench.catalogue import REAL
from tests.bench.measure import measure

NOT_LESS = 100 * 2**20
ALLOCATE = f"import time; kept = bytearray({NOT_LESS}); print(' fini ', flush=True); time.sleep(0.3)"


def test_memory_counts_the_processes_that_a_command_starts() -> None:
    start_two = (
        "import subprocess, sys; "
        f"two = [subprocess.Popen([sys.executable, '-c', {ALLOCATE!r}]) for _ in range(2)]; "
        "sys.exit(sum(one.wait() for one in two))"
    )
    found = measure([sys.executable, "-c", start_two])
    assert found["code"] == 0
    assert found["memory"] >= NOT_LESS * (2 if sys.platform == "linux" else 1)
    assert "".join(line for _second, line in found["lines"]).split() == ["fini", "fini"]


def test_failure_is_told() -> None:
    assert measure([sys.executable, "-c", "raise SystemExit(3)"])["code"] == 3


def test_of_a_long_telling_the_first_and_the_last_lines_are_kept() -> None:
    told = [text.strip() for _, text in measure([sys.executable, "-c", "print(*range(1000), sep='\\n')"])["lines"]]
    assert (told[0], told[-1], len(told)) == ("0", "999", 200)


def test_phases_make_the_whole() -> None:
    seconds = {"total": 2.0, "liens": 0.5, "recherche": 0.25, "donnees": 0.1, "affiches": 0.2}
    lines = [
        (2.0, '{"etape": "lecture", "fiches": {"livrables": 3}, "secondes": 1.5}\n'),
        (2.5, "un avertissement\n"),
        (5.0, json.dumps({"etape": "fin", "pages": 3, "fichiers": 4, "secondes": seconds})),
    ]
    found = phases(Run(5.25, 5.0, 0.0, 0, lines))
    assert [found.pop(part) for part in (LINKS, SEARCH, DATA, PICTURES)] == [0.5, 0.25, 0.1, 0.2]
    assert sum(found.values()) == pytest.approx(5.25)
    assert found[READING] == 1.5


def test_table_compares_medians() -> None:
    text = table([Row(OURS, [9.0, 3.0, 6.0], [5.0], [0.1], 2**20, 10, 2_400_000), Row(HUGO, [2.0]), Row(BOTH, [4.0])])
    figures = text.splitlines()[1].removeprefix(OURS).split()
    assert figures == ["6,00", "3,00", "–", "9,00", "5,00", "1", "Mio", "3,00", "1,50", "10", "2"]


def test_what_more_records_cost_is_told_in_seconds_processor_and_memory() -> None:
    without = Row("sans", [9.0, 3.0, 6.0], [8.0, 10.0, 9.0], memory=200 * 2**20)
    more = Row("avec", [7.0, 9.0, 8.0], [11.0, 13.0, 12.0], memory=250 * 2**20)
    line = table([cost("ce qu’ils coûtent", without, more)]).splitlines()[1]
    assert line.split()[3:] == ["2,00", "3,00", "50", "Mio"]


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real catalogue as the projects of both peers."""
    folder = tmp_path_factory.mktemp("peers")
    catalogue = load(REAL).catalogue
    assert catalogue is not None
    peers.write_mkdocs(catalogue, folder / "mkdocs", search=True)
    peers.write_hugo(catalogue, folder / "hugo")
    return folder


def test_peers_have_a_page_for_each_record(projects: Path) -> None:
    for path in REAL.glob("*/*.yml"):
        if path.parent.name in MODELS:
            page = f"{path.parent.name}/{path.stem}"
            assert (projects / "mkdocs" / "docs" / f"{page}.md").is_file()
            name = f"{page}/_index.md" if path.parent.name == "cibles" else f"{page}.md"
            assert (projects / "hugo" / "content" / name).is_file()


def test_peers_say_what_the_record_says(projects: Path) -> None:
    catalogue = load(REAL).catalogue
    assert catalogue is not None
    for fiche in catalogue.livrables.values():
        text = (projects / "hugo" / "content" / "livrables" / f"{fiche.id}.md").read_text(encoding="utf-8")
        for said in (fiche.resume, fiche.contact.structure, *(lien.url for lien in fiche.liens)):
            assert said in text
