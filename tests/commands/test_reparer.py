"""`prst reparer`: shown first, written on demand, nothing left to do the second time."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from prst.cli import app
from tests.records.folders import LIVRABLE, Folder, create_folder

WRONG = LIVRABLE.replace("format: guide", "Format\u00a0: Les guides").replace("  - tpe-btp", "• tpe-btp")
RIGHT = LIVRABLE.replace("  - tpe-btp", "- tpe-btp")
NAME = "livrables/guide.yml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project in which a record is read otherwise than it is written."""
    folder = create_folder(tmp_path)
    folder.write(NAME, f"# une note\n{WRONG}")
    monkeypatch.chdir(folder.project)
    return folder


@pytest.fixture
def prst(folder: Folder) -> Callable[..., Result]:
    """A function that runs `prst` in the project."""
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_nothing_is_written_unless_it_is_asked_for(folder: Folder, prst: Callable[..., Result]) -> None:
    result = prst("reparer")
    assert result.exit_code == 0
    assert "-Format\u00a0: Les guides\n+- tpe-btp\n+format: guide\n" in result.stdout
    assert "--ecrire" in result.stderr
    assert (folder.root / NAME).read_text("utf-8") == f"# une note\n{WRONG}"


def test_what_is_written_has_nothing_left_to_repair(folder: Folder, prst: Callable[..., Result]) -> None:
    assert prst("reparer", "--ecrire").stdout == f"catalogue/{NAME}\n"
    assert (folder.root / NAME).read_text("utf-8") == f"# une note\n{RIGHT}"
    assert folder.problems(NAME) == []
    again = prst("reparer", "--ecrire")
    assert (again.stdout, "Rien à réparer" in again.stderr) == ("", True)


def test_the_files_that_are_named_are_repaired_alone(folder: Folder, prst: Callable[..., Result]) -> None:
    other = folder.write("livrables/autre.yml", WRONG)
    assert prst("reparer", f"catalogue/{NAME}", "--ecrire").stdout == f"catalogue/{NAME}\n"
    assert other.read_text("utf-8") == WRONG
    assert prst("reparer", "catalogue/livrables").stdout.count("+++") == 1
    assert prst("reparer", "absent.yml").exit_code == 2


def test_line_breaks_stay_those_of_the_file(folder: Folder, prst: Callable[..., Result]) -> None:
    path = folder.write(NAME, WRONG.replace("\n", "\r\n") + "themes: chutes, bruit\r\n")
    prst("reparer", "--ecrire")
    assert path.read_bytes() == (RIGHT + "themes:\n  - chutes\n  - bruit\n").replace("\n", "\r\n").encode()


def test_the_check_says_how_many_lines_it_reads_otherwise(prst: Callable[..., Result]) -> None:
    result = prst("verifier")
    assert result.exit_code == 0
    assert "« prst reparer »" in result.stderr


def test_replacements_of_the_report_give_what_is_written(folder: Folder, prst: Callable[..., Result]) -> None:
    """An editor that obeys each of them, from the last one on, gives the same file."""
    rows = json.loads(prst("verifier", "--format", "json").stdout)
    text = (folder.root / NAME).read_text("utf-8")
    lines = text.splitlines(keepends=True)
    given = {json.dumps(row["correction"], sort_keys=True): row["correction"] for row in rows if "correction" in row}
    assert len(given) == 3

    def place(at: dict[str, int]) -> int:
        return sum(map(len, lines[: at["ligne"] - 1])) + at["colonne"] - 1

    for one in sorted(given.values(), key=lambda one: place(one["debut"]), reverse=True):
        text = text[: place(one["debut"])] + one["remplacement"] + text[place(one["fin"]) :]
    assert text == f"# une note\n{RIGHT}"


def test_what_only_its_author_can_mend_is_counted(folder: Folder, prst: Callable[..., Result]) -> None:
    folder.write(NAME, WRONG.replace("resume:", "resumee:"))
    folder.write("livrables/autre.yml", "titre: Sans le reste\n")
    assert "Il reste 2\u00a0problèmes" in prst("reparer", f"catalogue/{NAME}").stderr
    assert "Il reste" in prst("reparer", "catalogue/livrables/autre.yml").stderr
    folder.write(NAME, LIVRABLE)
    assert "Il reste" not in prst("reparer", f"catalogue/{NAME}").stderr


def test_other_files_of_the_catalogue_are_repaired_by_the_same_hand(
    folder: Folder, prst: Callable[..., Result]
) -> None:
    path = folder.write("vocabulaires/themes.yml", "Chutes:\n\tLibellé : Chutes\nbruit: Bruit\n")
    prst("reparer", "--ecrire")
    assert path.read_text("utf-8") == "chutes:\n  label: Chutes\nbruit:\n  label: Bruit\n"
    assert folder.problems("themes.yml") == []
