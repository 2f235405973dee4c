"""Workbooks are the same for the same records, hold no formula, and a template shows what to write."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prst.outputs.classeurs import OF_TEMPLATE, TooLongError, template, workbook
from prst.outputs.data.tables import BOM, csv_line
from prst.tableurs.columns import SHEETS, columns_of
from prst.tableurs.limits import TEXT_CAP
from prst.tableurs.workbooks import LISTS, read
from tests.catalogues import create_catalogue

TREES = {"livrables": {"a": {"titre": "=1+1", "resume": "@x", "mots_cles": ["+1", "-2"], "date": "2026-04-02"}}}
CATALOGUE = create_catalogue(livrables={"a": {}})


def test_the_same_records_give_the_same_bytes() -> None:
    assert workbook(TREES) == workbook(TREES)
    assert template(CATALOGUE) == template(CATALOGUE)


def test_cells_are_texts_and_never_formulas() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(TREES))) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in text
    assert 't="s"' in text


def test_a_workbook_has_a_sheet_for_each_kind_whose_header_stays() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(TREES)))
    assert book.sheetnames == list(SHEETS.values())
    assert {sheet.freeze_panes for sheet in book} == {"C2"}


def test_each_printed_page_of_a_sheet_says_its_columns_and_whose_lines_it_shows() -> None:
    for content in (workbook(TREES), template(CATALOGUE)):
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")  # A4
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")


def test_a_row_is_as_tall_as_what_it_says_and_grows_with_it() -> None:
    """LibreOffice shows the first line of each cell otherwise; a height of its own would keep a row from growing."""
    trees = {
        "un": {"titre": "Court", "resume": "Une ligne."},
        "deux": {"titre": "x" * 41, "resume": "Une ligne."},
        "trois": {"titre": "Court", "resume": "a\nb\n" + "c" * 61},
        "trop": {"titre": "Court", "resume": "a\n" * 50},
    }
    content = workbook({"livrables": trees})
    sheet = openpyxl.load_workbook(io.BytesIO(content))[SHEETS["livrables"]]
    heights = {sheet.cell(row, 1).value: sheet.row_dimensions[row].height for row in range(2, 6)}
    assert heights == {"un": None, "deux": 2 * 15, "trois": 4 * 15, "trop": 12 * 15}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"customHeight" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("sign", ["x", "\N{FIRE ENGINE}"])
def test_a_text_that_no_cell_holds_is_told(sign: str) -> None:
    with pytest.raises(TooLongError, match="livrables/a"):  # Excel counts a sign beyond U+FFFF twice
        workbook({"livrables": {"a": {"titre": "a", "description": sign * (TEXT_CAP // len(sign.encode()) * 2 + 2)}}})


PIECES = st.one_of(
    st.sampled_from(["_x0041_", "_x005F_", "x0042_", "_", "<r>", "</r>", "<t>", "&amp;", "]]>", "=1+1", "'", '"', ";"]),
    st.sampled_from(["\r", "\n", "\t", "\0", "\x0b", "\x1f", "\x7f", "\x85", "\ufffe", "\uffff", "\ufeff"]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4),
)
HOSTILE = st.lists(PIECES, min_size=1, max_size=8).map("".join).filter(str.strip)


def cells_of(content: bytes, known: tuple[str, ...] = ()) -> list[list[str]]:
    """The texts of the first sheet, below its header."""
    reading = read(content, known)
    said = list(reading.ranks)
    return [[said[rank][0] for rank in cells[1::2]] for _number, cells in reading.feuilles[0].lignes[1:]]


@settings(max_examples=20, deadline=None)
@given(st.lists(HOSTILE, min_size=1, max_size=20))
@example(["_x0041_x0042_", "_x005F_x005F_", "<r><t>a</t></r>", " a\r\nb\t"])
def test_any_text_comes_back_from_a_workbook(texts: list[str]) -> None:
    trees = {f"{rank:02}": {"titre": text} for rank, text in enumerate(texts)}
    assert cells_of(workbook({"livrables": trees})) == [[f"{rank:02}", text] for rank, text in enumerate(texts)]


@given(st.lists(HOSTILE.filter(lambda text: "\0" not in text), min_size=1, max_size=3))
def test_any_text_comes_back_from_a_csv_file(texts: list[str]) -> None:
    content = BOM + csv_line(["Titre", "Public", "Type"]).encode() + csv_line(texts).encode()
    assert cells_of(content, ("titre", "public", "type")) == [texts]


def test_a_template_marks_what_is_required_helps_and_offers_choices() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(CATALOGUE)))
    assert book.sheetnames == [*(SHEETS[kind] for kind in OF_TEMPLATE), LISTS]
    assert book[LISTS].sheet_state == "hidden"
    sheet = book["Livrables"]
    headers = [cell.value for cell in sheet[1]]
    assert headers[:5] == ["Titre *", "Résumé *", "Cibles *", "Format *", "Contact\u00a0: Structure *"]
    assert not any(header.endswith("*") for header in headers[5:])
    assert all(cell.comment.text for cell in sheet[1])
    assert sheet["A2"].value.startswith("Exemple\u00a0: ")
    sources = [validation.formula1 for validation in sheet.data_validations.dataValidation]
    assert len(sources) >= 4
    assert all(source.startswith(f"{LISTS}!") for source in sources)  # a list of 255 characters breaks it


@pytest.mark.parametrize("kind", OF_TEMPLATE)
def test_a_template_asks_for_fields_that_there_are(kind: str) -> None:
    assert set(OF_TEMPLATE[kind]) <= {column.key for column in columns_of(kind)}
