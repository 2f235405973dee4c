"""Spreadsheets become rows of texts, as a person reads them; what attacks is refused, and nothing of it is run."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prst.tableurs.limits import COLUMNS_CAP
from prst.tableurs.messages import MESSAGES
from prst.tableurs.workbooks import Reading, Refused, letters, read
from tests.tableurs.classeurs import SHEET, archive, changed, hostile, ods, xlsx

HOSTILE = {name: (content, code) for name, (content, code) in hostile().items() if code}
HEADER = ["Titre", "Public", "Date"]


def cells(reading: Reading, sheet: int = 0) -> dict[str, str]:
    return {place: said[0] for place, said in told(reading, sheet).items()}


def told(reading: Reading, sheet: int = 0) -> dict[str, tuple[str, ...]]:
    """What stands in each cell."""
    said = list(reading.ranks)
    return {
        f"{letters(column)}{number}": said[rank]
        for number, row in reading.feuilles[sheet].lignes
        for column, rank in zip(row[::2], row[1::2], strict=True)
    }


def sorts(reading: Reading) -> dict[str, str]:
    return {place: said[1] for place, said in told(reading).items() if len(said) > 1}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_told_by_its_cause(name: str) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(Refused) as refusal:
        read(content, ["titre", "public"])
    assert refusal.value.code == code
    assert code in MESSAGES


# .xlsx


def _numbers(book: Any, sheet: Any) -> None:
    sheet.write_number("A2", 1200.0)
    sheet.write_number("B2", 9.3)
    sheet.write_number("C2", 0.35, book.add_format({"num_format": "0 %"}))
    sheet.write_number("D2", 0.075, book.add_format({"num_format": "0.0%"}))
    sheet.write_boolean("E2", True)
    sheet.write_boolean("F2", False)
    sheet.write_number("G2", 1e15)
    sheet.write_number("H2", 0.00001)


def test_numbers_percents_and_booleans_are_read_as_they_would_be_typed() -> None:
    found = cells(read(xlsx([["Titre"]], then=_numbers), []))
    assert found == {
        "A1": "Titre",
        "A2": "1200",
        "B2": "9.3",
        "C2": "35\u00a0%",
        "D2": "7.5\u00a0%",
        "E2": "oui",
        "F2": "non",
        "G2": "1000000000000000",
        "H2": "0.00001",
    }


def _dates(book: Any, sheet: Any) -> None:
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_datetime("A1", datetime(2026, 4, 2), day)
    sheet.write_datetime("B1", datetime(2026, 4, 2, 8, 30), day)
    sheet.write_number("C1", 0.354166667, book.add_format({"num_format": "hh:mm"}))
    sheet.write_number("D1", 46114)


def test_dates_are_read_as_records_write_them_and_a_bare_number_stays_one() -> None:
    found = read(xlsx(then=_dates), [])
    assert cells(found) == {"A1": "2026-04-02", "B1": "2026-04-02T08:30", "C1": "08:30", "D1": "46114"}
    assert sorts(found) == {"A1": "date", "B1": "date", "C1": "date", "D1": "nombre"}


def test_a_workbook_of_a_mac_counts_its_days_from_1904() -> None:
    content = changed(xlsx(then=_dates), "xl/workbook.xml", b"<workbookPr ", b'<workbookPr date1904="1" ')
    assert cells(read(content, []))["A1"] == "2030-04-03"


def test_a_formula_is_read_by_its_value_and_told_where_it_has_none() -> None:
    content = xlsx(then=lambda _book, sheet: [sheet.write_formula("A1", "=1+1", value=2), sheet.write_number("B1", 1)])
    found = read(changed(content, SHEET, b"<v>1</v>", b"<f>A1+1</f>"), [])
    assert cells(found) == {"A1": "2", "B1": ""}
    assert sorts(found) == {"A1": "nombre", "B1": "formule"}


def test_an_error_is_told_as_one() -> None:
    found = read(xlsx(then=lambda _book, sheet: sheet.write_formula("A1", "=1/0", value="#DIV/0!")), [])
    assert sorts(found) == {"A1": "erreur"}


def _empty_text(content: bytes) -> bytes:
    """A formula whose text is empty, as Excel keeps it."""
    return changed(content, SHEET, b'<c r="A1"><f>IF(B1="","",B1)</f><v></v>', b'<c r="A1" t="str"><f>B1</f><v></v>')


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell() -> None:
    content = xlsx(then=lambda _book, sheet: sheet.write_formula("A1", '=IF(B1="","",B1)', value=""))
    assert cells(read(_empty_text(content), [])) == {}


def test_a_formula_that_leads_to_an_address_gives_it() -> None:
    def link(_book: Any, sheet: Any) -> None:
        sheet.write_formula("A1", '=HYPERLINK("https://a.fr/g.pdf","Guide")', value="Guide")
        sheet.write_formula("A2", "=HYPERLINK(B1,B2)", value="Guide")

    assert told(read(xlsx(then=link), [])) == {"A1": ("Guide", "texte", "https://a.fr/g.pdf"), "A2": ("Guide",)}


@pytest.mark.parametrize(
    ("form", "day", "expected"),
    [
        ("mmm\\-yy", datetime(2025, 3, 1), "2025-03"),
        ("[$-40C]mmmm\\ yyyy;@", datetime(2025, 3, 1), "2025-03"),
        ("mm/yyyy", datetime(2025, 3, 14), "2025-03-14"),
        ("yyyy", datetime(2025, 1, 1), "2025"),
        ("yyyy", datetime(2025, 3, 1), "2025-03-01"),
        ("dd/mm/yyyy", datetime(2025, 1, 1), "2025-01-01"),
        ("dddd d mmmm yyyy", datetime(2025, 3, 1), "2025-03-01"),
    ],
)
def test_a_month_or_a_year_is_not_taken_for_its_first_day(form: str, day: datetime, expected: str) -> None:
    content = xlsx(then=lambda book, sheet: sheet.write_datetime("A1", day, book.add_format({"num_format": form})))
    assert told(read(content, [])) == {"A1": (expected, "date")}


def _comments(_book: Any, sheet: Any) -> None:
    sheet.write_comment("B1", "Remplacé en mai")
    sheet.write_comment("A2", "À relire")


def _struck(book: Any, sheet: Any) -> None:
    struck = book.add_format({"font_strikeout": True})
    sheet.write_string("A2", "ancien", struck)
    sheet.write_rich_string("B2", struck, "dix ", "douze")
    sheet.write_blank("C2", None, struck)


def _grey(book: Any, sheet: Any) -> None:
    for row, colour in ((0, "#DDEEFF"), (2, "#BFBFBF"), (4, "#FFFFFF")):
        for column in range(2):
            sheet.write_string(row, column, "x", book.add_format({"bg_color": colour}))


@pytest.mark.parametrize(
    ("then", "note"),
    [
        (_comments, ("tableur_commentaires", {"feuille": "Feuille", "cellules": "B1, A2"})),
        (_struck, ("tableur_barre", {"feuille": "Feuille", "cellules": "A2, B2"})),
        (_grey, ("tableur_couleurs", {"feuille": "Feuille", "lignes": "3"})),
    ],
)
def test_what_a_sheet_says_otherwise_than_by_texts_is_told(
    then: Callable[[Any, Any], None], note: tuple[str, dict[str, str]]
) -> None:
    found = read(xlsx([["a", "b"]] * 6, then=then), [])
    assert found.notes == [note]
    assert MESSAGES[note[0]][1]


def test_stripes_and_the_colour_of_a_header_are_nothing_to_tell() -> None:
    def stripes(book: Any, sheet: Any) -> None:
        grey = book.add_format({"bg_color": "#EEEEEE"})
        for row in (0, 2, 4, 6):
            sheet.write_row(row, 0, ["a", "b"], grey)

    assert read(xlsx([["a", "b"]] * 8, then=stripes), []).notes == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "tableur_pdf"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html><table>", "tableur_page"),
        (b"<table><tr><td>Titre</td></tr></table>", "tableur_page"),
        (b'<?xml version="1.0"?><Workbook/>', "tableur_page"),
        (archive({"Index/Document.iwa": b"x"}), "tableur_numbers"),
        (archive({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"x"}), "tableur_xlsb"),
    ],
)
def test_files_that_bear_the_name_of_a_workbook_are_told_by_what_they_are(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(content, ["titre"])
    assert refusal.value.code == code
    assert code in MESSAGES


def test_accents_that_were_broken_before_a_csv_was_saved_are_restored_and_told() -> None:
    found = read("Titre;RÃ©sumÃ©\nLâ€™Ã©tÃ©;Ã lire\n".encode(), ["titre", "resume"])
    assert cells(found) == {"A1": "Titre", "B1": "Résumé", "A2": "L’été", "B2": "à lire"}
    assert found.notes[0] == ("tableur_accents", {})


def test_a_link_keeps_its_address() -> None:
    found = read(xlsx(then=lambda _b, sheet: sheet.write_url("A2", "https://a.fr/g.pdf", string="Guide")), [])
    assert told(found) == {"A2": ("Guide", "texte", "https://a.fr/g.pdf")}


def test_merged_cells_are_told_and_hidden_sheets_left_out() -> None:
    def merge(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "Inventaire")
        book.worksheets()[1].hide()

    found = read(xlsx(then=merge, Un=[["x"]], Ailleurs=[["secret"]]), [])
    assert [(sheet.nom, sheet.fusions) for sheet in found.feuilles] == [("Un", ["A1:C1"])]
    assert found.notes == [("tableur_masquee", {"feuille": "Ailleurs"})]


def _hidden_row(_book: Any, sheet: Any) -> None:
    sheet.set_row(1, None, None, {"hidden": 1})


def _hidden_column(_book: Any, sheet: Any) -> None:
    sheet.set_column(0, 0, None, None, {"hidden": 1})


@pytest.mark.parametrize("hide", [_hidden_row, _hidden_column])
def test_hidden_rows_and_columns_are_read_and_told(hide: Callable[[Any, Any], None]) -> None:
    found = read(xlsx([["a"], ["b"]], then=hide), [])
    assert cells(found) == {"A1": "a", "A2": "b"}
    assert found.notes == [("tableur_cachees", {"feuille": "Feuille"})]


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_hidden_rows_of_libreoffice_are_told_too(how: str) -> None:
    cell = "<table:table-cell><text:p>a</text:p></table:table-cell>"
    found = read(ods(f'<table:table-row table:visibility="{how}">{cell}</table:table-row>' * 2), [])
    assert found.notes == [("tableur_cachees", {"feuille": "Feuille"})]


def _far(_book: Any, sheet: Any) -> None:
    sheet.write_string("XFD1048576", "loin")
    sheet.write_string("B1048576", "en bas")


def test_a_far_cell_costs_nothing_and_is_told() -> None:
    found = read(xlsx([HEADER], then=_far), [])
    assert found.feuilles[0].loin == "XFD1048576"
    assert cells(found) == {"A1": "Titre", "B1": "Public", "C1": "Date", "B1048576": "en bas"}


def test_fifty_thousand_empty_rows_are_skipped() -> None:
    def blank(book: Any, sheet: Any) -> None:
        grey = book.add_format({"bg_color": "#eeeeee"})
        for row in range(1, 50_001):
            sheet.write_blank(row, 0, None, grey)
        sheet.write_string(50_001, 0, "Guide")

    assert cells(read(xlsx([["Titre"]], then=blank), [])) == {"A1": "Titre", "A50002": "Guide"}


FIT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=60)


@given(st.lists(st.lists(FIT, max_size=4), max_size=4))
def test_every_text_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    expected = {
        f"{letters(column)}{number}": text for number, row in enumerate(rows, 1) for column, text in enumerate(row, 1)
    }
    assert cells(read(xlsx(rows or [[]]), [])) == expected


@pytest.mark.parametrize("text", ["_x0041_", "_x005F_", "x005F_", "a\rb", "=1+1", " a ", "'a", "\n"])
def test_texts_that_look_like_something_else_come_back(text: str) -> None:
    assert cells(read(xlsx([[text]]), [])) == {"A1": text}


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail_otherwise_than_by_a_refusal(content: bytes) -> None:
    for begins in (b"", b"PK\x03\x04"):
        with suppress(Refused):
            read(begins + content, [])


@pytest.mark.parametrize(
    ("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_their_letters(column: int, name: str) -> None:
    assert letters(column) == name


# .ods

CELL = "<table:table-cell{}>{}</table:table-cell>"


def _ods_row(*cells: tuple[str, str]) -> str:
    inside = "".join(CELL.format(f" {marks}" if marks else "", inner) for marks, inner in cells)
    return f"<table:table-row>{inside}</table:table-row>"


def test_a_sheet_of_libreoffice_is_read_like_one_of_excel() -> None:
    table = _ods_row(
        ("", "<text:p>Deux<text:s text:c='2'/>espaces</text:p><text:p>et une ligne</text:p>"),
        ('office:value-type="float" office:value="1200"', "<text:p>1 200,00</text:p>"),
        ('office:value-type="percentage" office:value="0.35"', "<text:p>35 %</text:p>"),
        ('office:value-type="date" office:date-value="2026-04-02"', "<text:p>02/04/26</text:p>"),
        ('office:value-type="boolean" office:boolean-value="true"', "<text:p>VRAI</text:p>"),
        ("", '<text:p><text:a xlink:href="https://a.fr/">Guide</text:a></text:p>'),
        ('table:formula="of:=A1"', ""),
        ('table:formula="of:=1/0" office:value-type="string"', "<text:p>#DIV/0!</text:p>"),
        ("", "<office:annotation><text:p>aide</text:p></office:annotation><text:p>dit</text:p>"),
    )
    found = read(ods(table), [])
    assert cells(found) == {
        "A1": "Deux  espaces\net une ligne",
        "B1": "1200",
        "C1": "35\u00a0%",
        "D1": "2026-04-02",
        "E1": "oui",
        "F1": "Guide",
        "G1": "",
        "H1": "#DIV/0!",
        "I1": "dit",
    }
    assert sorts(found)["G1"] == "formule"
    assert sorts(found)["H1"] == "erreur"
    assert told(found)["F1"][2] == "https://a.fr/"


def _with_styles(content: bytes) -> bytes:
    styles = (
        '<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
        '<style:style style:name="off"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="out"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        "</office:automatic-styles><office:body>"
    )
    return changed(content, "content.xml", b"<office:body>", styles.encode())


def test_comments_struck_texts_and_hidden_sheets_of_libreoffice_are_told() -> None:
    rows = _ods_row(
        ('table:number-columns-repeated="2"', "<text:p>a</text:p>"),
        ('table:style-name="out"', "<text:p>b</text:p>"),
        ("", '<office:annotation><text:p>aide</text:p></office:annotation><text:p table:style-name="out">c</text:p>'),
    )
    hidden = (
        f'</table:table><table:table table:name="Secret" table:style-name="off">{_ods_row(("", "<text:p>d</text:p>"))}'
    )
    found = read(_with_styles(ods(rows + hidden)), [])
    assert [sheet.nom for sheet in found.feuilles] == ["Feuille"]
    assert found.notes == [
        ("tableur_commentaires", {"feuille": "Feuille", "cellules": "D1"}),
        ("tableur_barre", {"feuille": "Feuille", "cellules": "C1, D1"}),
        ("tableur_masquee", {"feuille": "Secret"}),
    ]


@pytest.mark.parametrize(
    ("day", "shown", "expected"),
    [
        ("2025-03-01", "mars 2025", "2025-03"),
        ("2025-03-01", "03/2025", "2025-03"),
        ("2025-01-01", "2025", "2025"),
        ("2025-03-01", "01/03/2025", "2025-03-01"),
    ],
)
def test_libreoffice_shows_no_more_of_a_day_than_its_month(day: str, shown: str, expected: str) -> None:
    cell = (f'office:value-type="date" office:date-value="{day}"', f"<text:p>{shown}</text:p>")
    assert told(read(ods(_ods_row(cell)), [])) == {"A1": (expected, "date")}


def test_what_a_sheet_repeats_is_read_as_often_and_empty_ends_cost_nothing() -> None:
    table = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2">'
        "<text:p>a</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert cells(read(ods(table), [])) == {"A4": "a", "B4": "a", "A5": "a", "B5": "a"}


def test_cells_repeated_too_far_are_told() -> None:
    table = _ods_row(('table:number-columns-repeated="16384"', "<text:p>a</text:p>"))
    found = read(ods(table), [])
    assert len(cells(found)) == COLUMNS_CAP
    assert found.feuilles[0].loin


# .csv


@pytest.mark.parametrize(
    ("content", "separator", "encoding"),
    [
        ("Titre;Public\nÉté, [a, b];c\n".encode(), "point-virgule", "UTF-8"),
        ('Titre,Public\n"Été, [a; b; c; d]",c\n'.encode("utf-8-sig"), "virgule", "UTF-8"),
        ("Titre\tPublic\nÉté;;;,,,\tc\n".encode("cp1252"), "tabulation", "Windows-1252 (ANSI)"),
        ("Titre\tPublic\r\nÉté\tc\r\n".encode("utf-16"), "tabulation", "UTF-16"),
        ("sep=|\r\nTitre|Public\r\nÉté|c\r\n".encode(), "barre verticale", "UTF-8"),
        ("Inventaire, mis à jour, en mai\n\nTitre;Public\nÉté;c\n".encode(), "point-virgule", "UTF-8"),
    ],
)
def test_the_separator_is_that_by_which_the_header_names_columns(content: bytes, separator: str, encoding: str) -> None:
    found = read(content, ["titre", "public"])
    assert found.notes == [("tableur_csv", {"encodage": encoding, "separateur": separator})]
    last = [text for place, text in cells(found).items() if place[1:] != "1"][-2:]
    assert last[0].startswith("Été")
    assert last[1] == "c"


@pytest.mark.parametrize(
    ("encoding", "said"), [("cp1252", "Windows-1252 (ANSI)"), ("mac_roman", "Mac OS Roman"), ("cp850", "CP850 (DOS)")]
)
@pytest.mark.parametrize("header", ["Titre;Résumé", "Titre;Public"])
@pytest.mark.parametrize("text", ["Élagage;L'été, où ça brûle à côté du chêne", "Échelle;réparé", "Bruit;à l'arrêt"])
def test_french_is_read_as_windows_a_mac_or_dos_saves_it(encoding: str, said: str, header: str, text: str) -> None:
    found = read(f"{header}\n{text}\n".encode(encoding), ["titre", "resume", "public"])
    assert found.notes == [("tableur_csv", {"encodage": said, "separateur": "point-virgule"})]
    assert [cells(found)["A2"], cells(found)["B2"]] == text.split(";")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_csv_end_as_any_system_ends_them(end: str) -> None:
    found = read(end.join(["Titre;Public", '"Un ""guide""\nà lire";b', ""]).encode(), ["titre", "public"])
    assert cells(found)["A2"] == 'Un "guide"\nà lire'
