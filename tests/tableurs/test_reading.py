"""A spreadsheet is read elsewhere, for a while, without our secrets."""

from pathlib import Path

import pytest

from prst.files import UnreadableError
from prst.tableurs import reading
from prst.tableurs.reading import Cellule, Classeur, UnusableError, opened
from tests.tableurs.classeurs import STRINGS, changed, hostile, xlsx


def read_workbook(path: Path) -> Classeur:
    with opened(path) as rows:
        return rows()


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
def test_what_is_refused_says_why_and_what_to_do(tmp_path: Path, name: str) -> None:
    content, code = hostile()[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnusableError) as error:
        read_workbook(tmp_path / name)
    assert error.value.code == code
    assert "{" not in str(error.value)


def test_a_process_that_takes_too_long_or_says_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    (tmp_path / "a.xlsx").write_bytes(xlsx([["Titre"]]))
    with pytest.raises(UnusableError, match="secondes"):
        read_workbook(tmp_path / "a.xlsx")


def test_a_csv_file_is_parted_by_what_its_header_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Titre;Public\nUn, deux, trois, quatre;TPE\n", encoding="utf-8")
    rows = list(read_workbook(tmp_path / "a.csv").feuilles[0].lignes())
    assert rows[1] == (2, {1: Cellule("Un, deux, trois, quatre"), 2: Cellule("TPE")})


def test_a_text_that_no_file_may_hold_comes_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(changed(xlsx([["Titre"]]), STRINGS, b">Titre<", b">_xD800_<"))
    assert list(read_workbook(tmp_path / "a.xlsx").feuilles[0].lignes()) == [(1, {1: Cellule("\ud800")})]


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SIZE_CAP", 10)
    (tmp_path / "a.csv").write_bytes(b"Titre;Public\n")
    with pytest.raises(UnusableError, match="Mo"):
        read_workbook(tmp_path / "a.csv")
    with pytest.raises(UnreadableError):
        read_workbook(tmp_path)
