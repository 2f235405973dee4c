"""`prst exporter` writes a workbook, and never over a file unless it is asked to."""

import io
from pathlib import Path

import openpyxl
import pytest

from prst.commands import exporter
from tests.catalogues import plain, write_catalogue


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "catalogue", livrables={"guide": {"titre": "Un guide"}})
    return tmp_path


def test_the_catalogue_is_written_and_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "tout.xlsx"
    assert exporter.run(project, path, modele=False, remplacer=False) == 0
    assert "Livrables 1" in plain(capsys.readouterr().out)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert [cell.value for cell in book["Livrables"][2]][:2] == ["guide", "Un guide"]


def test_a_file_is_not_overwritten_unless_it_is_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "modele.xlsx"
    path.write_bytes(b"a moi")
    assert exporter.run(project, path, modele=True, remplacer=False) == 1
    assert "--remplacer" in capsys.readouterr().err
    assert path.read_bytes() == b"a moi"
    assert exporter.run(project, path, modele=True, remplacer=True) == 0
    assert path.read_bytes().startswith(b"PK")


def test_another_format_and_a_wrong_catalogue_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exporter.run(project, project / "a.ods", modele=False, remplacer=False) == 2
    (project / "catalogue" / "livrables" / "faux.yml").write_text("titre: Faux\n")
    assert exporter.run(project, project / "a.xlsx", modele=False, remplacer=False) == 1
    assert "Rien n’est écrit" in plain(capsys.readouterr().err)
    assert not (project / "a.xlsx").exists()


@pytest.mark.parametrize("folder", ["catalogue", "catalogue/livrables", "catalogue/../docs"])
def test_a_workbook_is_not_written_among_the_sources(
    project: Path, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    (project / "docs").mkdir()
    path = project / folder / "x.xlsx"
    for modele in (True, False):
        assert exporter.run(project, path, modele=modele, remplacer=True) == 2
        assert "Écrivez-le ailleurs, par exemple « x.xlsx »." in plain(capsys.readouterr().err)
    assert not path.exists()
