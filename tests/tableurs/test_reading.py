"""A spreadsheet is read elsewhere, for a while, without our secrets."""

from pathlib import Path

import pytest

from prst.files import UnreadableError
from prst.tableurs import reading
from prst.tableurs.reading import Cellule, UnusableError, read_content, read_workbook
from tests.tableurs.classeurs import hostile, xlsx


def test_a_workbook_is_read_by_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(Livrables=[["Titre", "Public"], [], ["Guide", "garages"]]))
    (sheet,) = read_workbook(path).feuilles
    assert sheet.nom == "Livrables"
    assert list(sheet.lignes()) == [
        (1, {1: Cellule("Titre"), 2: Cellule("Public")}),
        (3, {1: Cellule("Guide"), 2: Cellule("garages")}),
    ]


@pytest.mark.parametrize("name", ["macros", "entites-feuille", "guillemet-ouvert.csv", "ods-bombe"])
def test_what_is_refused_says_why_and_what_to_do(name: str) -> None:
    content, code = hostile()[name]
    with pytest.raises(UnusableError) as error:
        read_content(content, ["titre"])
    assert error.value.code == code
    assert "{" not in str(error.value)


def test_a_process_that_takes_too_long_or_says_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    with pytest.raises(UnusableError, match="secondes"):
        read_content(xlsx([["Titre"]]))


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SIZE_CAP", 10)
    (tmp_path / "a.csv").write_bytes(b"Titre;Public\n")
    with pytest.raises(UnusableError, match="Mo"):
        read_workbook(tmp_path / "a.csv")
    with pytest.raises(UnreadableError):
        read_workbook(tmp_path)
