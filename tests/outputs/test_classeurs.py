"""Workbooks are the same for the same records, hold no formula, and a template shows what to write."""

import io
import zipfile

import openpyxl
import pytest

from prst.outputs.classeurs import OF_TEMPLATE, TooLongError, template, workbook
from prst.tableurs.columns import SHEETS, columns_of
from prst.tableurs.workbooks import LISTS
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


def test_a_text_that_no_cell_holds_is_told() -> None:
    with pytest.raises(TooLongError, match="livrables/a"):
        workbook({"livrables": {"a": {"titre": "a", "description": "x" * 40_000}}})


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
