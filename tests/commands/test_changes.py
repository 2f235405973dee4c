"""A change is judged by what it makes wrong, and written whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from prst.commands.changes import Change, RequestError, carry_out, day_of, tried
from tests.catalogues import plain
from tests.commands.projets import create, everything, write

TODAY = date(2026, 11, 20)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create(tmp_path)


def test_what_was_wrong_before_does_not_stop_a_change(project: Path) -> None:
    write(project, "cibles/autre.yml", "nom: Autre\ninconnue: x\n")
    good = Change({"catalogue/cibles/garages.yml": b"nom: Garages\n"}, {})
    assert tried(project, good, TODAY) == ()
    bad = Change({"catalogue/cibles/garages.yml": b"nom: Garages\nordre: x\n"}, {})
    (problem,) = tried(project, bad, TODAY)
    assert (problem.file, problem.line, problem.field) == ("catalogue/cibles/garages.yml", 2, "ordre")


def test_written_pages_are_judged_too(project: Path) -> None:
    (problem,) = tried(project, Change({"docs/index.md": b"# Accueil\n\n[[livrable:absent]]\n"}, {}), TODAY)
    assert (problem.file, problem.line, problem.code) == ("docs/index.md", 3, "jeton")


def test_a_disk_that_refuses_is_told_and_nothing_changes(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(project)

    def full(_files: object) -> None:
        raise OSError(28, "No space left on device", "guide.yml")

    monkeypatch.setattr("prst.commands.changes.write_together", full)
    monkeypatch.setattr("prst.commands.changes.tried", lambda *_given: ())
    change = Change({"catalogue/cibles/garages.yml": b"nom: G\n"}, {})
    assert carry_out(project, change, TODAY, essai=False, tell=print) == 1
    assert "Rien n’est écrit : guide.yml : le disque est plein. Libérez de la place" in plain(capsys.readouterr().out)
    assert everything(project) == before


@pytest.mark.parametrize("text", ["hier", "2026-01", "2999-01-01"])
def test_a_day_that_is_none_is_told(text: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="Écrivez par exemple 20"):
        day_of(tmp_path, text)


def test_a_day_that_is_given_is_taken(tmp_path: Path) -> None:
    assert day_of(tmp_path, "2026-01-02") == date(2026, 1, 2)
