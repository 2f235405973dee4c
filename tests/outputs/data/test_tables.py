"""The columns of a spreadsheet, and the cells that no spreadsheet computes."""

import csv
import io
import re

import pytest
from hypothesis import given

from prst.outputs.data.tables import NOT_IN_CSV, OF_CONTACT, SUMMARY, WITHHELD, columns, csv_line, safe_cell
from prst.records.model import Contact, Livrable
from tests.catalogues import create_catalogue
from tests.texts import HOSTILE, UNHURRIED


def test_each_field_of_the_model_is_a_column_or_is_said_not_to_be_one() -> None:
    first, others = columns(create_catalogue())
    named = {re.sub("^contact_.*", "contact", column.name) for column in (*first, *others)}
    assert named == {"adresse", *Livrable.model_fields} - NOT_IN_CSV - WITHHELD
    assert [name for name in SUMMARY if name not in Livrable.model_fields] == ["adresse"]


def test_titles_and_explanations_are_those_of_the_model() -> None:
    first, others = columns(create_catalogue())
    found = {column.name: column for column in (*first, *others)}
    for name in ("titre", "resume", "promesse", "date", "licence"):
        info = Livrable.model_fields[name]
        assert (found[name].title, found[name].description) == (info.title, info.description)
    assert found["contact_structure"].title == "Contact\u00a0: structure"
    assert found["contact_role"].description == Contact.model_fields["role"].description
    for column in found.values():
        assert column.title
        assert column.description.endswith((".", "…"))


def test_days_are_dates_and_dates_of_less_are_texts() -> None:
    first, others = columns(create_catalogue())
    days = {column.name for column in (*first, *others) if column.type == "date"}
    assert days == {"ajoute_le", "modifie_le", "a_revoir_le"}


def test_of_a_contact_nothing_else_can_leave() -> None:
    """A field that is added to contacts stays at home until somebody decides otherwise."""
    parts = ["structure", "role", "repond", "courriel", "telephone", "formulaire"]
    assert list(OF_CONTACT) == parts
    names = [column.name for column in columns(create_catalogue())[0] if column.name.startswith("contact")]
    assert names == [f"contact_{part}" for part in parts]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        '=HYPERLINK("https://exemple.fr";"x")',
        "+33 4 72 00 00 00",
        "-20 % d’accidents",
        "-1+1",
        "-1-1",
        "-cmd",
        "-12;",
        "-12\n",
        "-12,5,5",
        "- 12",
        "--12",
        "+12",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        " =1+1",
        "\u00a0@x",
        "\u2003+1",
        " \t=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
    ],
)
def test_what_a_spreadsheet_would_compute_becomes_a_text(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-12", "-12,5", "-0.5", "\u221212", "\u221212,5", "12", "0"])
def test_a_number_below_zero_stays_a_number(cell: str) -> None:
    assert safe_cell(cell) == cell


@pytest.mark.parametrize(
    "cell", ["Guide", "1 = 1", "a@b.fr", "« = »", "'=1", "20 %", "–2", "#NOM", "https://x.fr/?a=b"]
)
def test_other_cells_are_left_alone(cell: str) -> None:
    assert safe_cell(cell) == cell


def test_what_is_not_known_is_an_empty_cell() -> None:
    assert safe_cell(None) == safe_cell("") == ""


@UNHURRIED
@given(cell=HOSTILE)
def test_a_line_reads_back_and_no_cell_is_a_formula(cell: str) -> None:
    line = csv_line([safe_cell(cell), "b", safe_cell(f"{cell}\r\n=1")])
    assert line.endswith("\r\n")
    (row,) = csv.reader(io.StringIO(line, newline=""), delimiter=";", strict=True)
    assert [value.removeprefix("'") for value in row] == [
        cell.removeprefix("'"),
        "b",
        f"{cell}\r\n=1".removeprefix("'"),
    ]
    computed = [value for value in row if value.lstrip()[:1] in set("=+-@＝＋－＠")]
    assert [value for value in computed if not re.fullmatch(r"-[0-9]+([.,]\d+)?", value)] == []
