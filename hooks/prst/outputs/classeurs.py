"""Workbooks that `prst importer` reads: the whole catalogue with a sheet for each kind, the template of an inventory.

Cells are texts, never formulas. The same records give the same bytes.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Any, NamedTuple

from prst.outputs import Output
from prst.records.catalogue import Catalogue
from prst.records.champs import Champ
from prst.records.model import MODELS, VOCABULARIES
from prst.records.reading import value_at
from prst.tableurs.cells import cell_of
from prst.tableurs.columns import BETWEEN, REQUIRED, SHEETS, Colonne, columns_of, counts_of
from prst.tableurs.limits import TEXT_CAP
from prst.tableurs.workbooks import LISTS

TEMPLATE = "contribuer/modele-inventaire.xlsx"
"""Address of the template on the site."""
EXAMPLE = f"Exemple{BETWEEN}"
"""Begins the first text of the row that shows how to fill a template."""
ROWS = 2_000
"""Rows of a template that have drop-downs."""
A4 = 9
"""The paper of each sheet (ECMA-376 part 1, section 18.3.1.63)."""
CREATED = datetime(2026, 1, 1)
WIDTHS = {"line": 40, "paragraph": 60, "markdown": 60, "message": 60, "article": 60, "prose": 60, "url": 40}
NARROW, ID_WIDTH = 22, 34
LINE, TALLEST = 15, 12
"""Points of a line, and the most lines that a row shows: what a long text says beyond is read in its cell."""
INPUT_TITLE, INPUT_TEXT = 32, 255
"""Characters of a help that Excel shows."""
OF_TEMPLATE: Mapping[str, Sequence[str]] = {
    "livrables": (
        "promesse", "contact.courriel", "contact.a_confirmer", "themes", "secteurs", "territoires", "liens[1].libelle",
        "liens[1].url", "date", "mots_cles", "source",
    ),
    "evenements": ("fin", "lieu", "en_ligne", "organisateur", "description", "cibles", "territoires", "themes", "url"),
    "relais": (
        "description", "cibles[1].cible", "cibles[1].portee", "adherents", "secteurs", "territoires", "canaux[1].type",
        "canaux[1].frequence", "contact.structure", "contact.courriel", "url",
    ),
    "structures": ("sigle", "courriel", "telephone", "page_contact", "url", "territoires", "a_confirmer"),
}  # fmt: skip
"""What a template asks for besides what is required, for the kinds of which inventories exist."""


class Choices(NamedTuple):
    """What a drop-down shows: the texts of a column of the hidden sheet."""

    name: str
    texts: tuple[str, ...]


class TooLongError(ValueError):
    """A text that no cell can hold; its text says which, in French."""


def template(catalogue: Catalogue) -> bytes:
    """Return a workbook to fill in: a sheet for each kind of which inventories exist, with help and choices."""
    book, content = _book("Modèle d’inventaire")
    lists = _Lists(book)
    for kind in OF_TEMPLATE:
        known = {column.key: column for column in columns_of(kind)}
        wanted = [column for column in known.values() if column.required]
        _sheet(book, kind, [*wanted, *(known[key] for key in OF_TEMPLATE[kind])], catalogue, lists)
    lists.write()
    book.close()
    return content.getvalue()


def outputs(catalogue: Catalogue) -> Iterable[Output]:
    """Yield the template, as the site offers it."""
    yield Output(TEMPLATE, template(catalogue))


def workbook(records: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> bytes:
    """Return all records, given as trees of texts by kind and id, as a workbook. Raises TooLongError."""
    book, content = _book("Catalogue")
    header, text = book.add_format(_HEADER), book.add_format(_TEXT)
    for kind in MODELS:
        trees = records.get(kind, {})
        columns = _used(kind, trees)
        sheet = book.add_worksheet(SHEETS[kind])
        _lay_out(sheet, columns, header, text)
        for row, (identity, tree) in enumerate(sorted(trees.items()), 1):
            cells = []
            for place, column in enumerate(columns):
                cell = identity if column.path == ("id",) else cell_of(value_at(tree, column.path), column.champ)
                if len(cell.encode("utf-16-le")) > 2 * TEXT_CAP:  # as Excel counts
                    raise TooLongError(
                        f"{kind}/{identity}, {column.titre}\u00a0: le texte dépasse {TEXT_CAP} caractères."
                    )
                cells.append(cell)
                if cell:
                    sheet.write_string(row, place, cell, text)
            sheet.set_row(row, _height(cells, columns))
    book.close()
    return content.getvalue()


def _width(place: int, column: Colonne) -> int:
    """Return the characters of a line of a column."""
    return ID_WIDTH if place == 0 else WIDTHS.get(column.champ.type, NARROW)


def _height(cells: Sequence[str], columns: Sequence[Colonne]) -> int:
    """Return about how tall a row is, in points: Excel finds it by itself, LibreOffice would show one line of each."""
    lines = 1
    for place, (text, column) in enumerate(zip(cells, columns, strict=True)):
        width = _width(place, column)
        lines = max(lines, sum(max(1, ceil(len(line) / width)) for line in text.split("\n")))
    return LINE * min(lines, TALLEST)


_HEADER = {"bold": True, "bg_color": "#e6efe9", "bottom": 1, "text_wrap": True, "valign": "top"}
_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
"""All cells are texts: a spreadsheet would read 01 as 1, and 9.3 as a day."""


def _book(title: str) -> tuple[Any, io.BytesIO]:
    from prst.tableurs.books import Book  # takes 60 ms, and few builds write one

    content = io.BytesIO()
    book = Book(content)
    book.set_properties({"title": title, "created": CREATED})
    return book, content


def _used(kind: str, trees: Mapping[str, Mapping[str, Any]]) -> list[Colonne]:
    """Return the columns that some record fills, besides those that are required."""
    columns = columns_of(kind, counts_of(trees.values()))
    return [
        column
        for column in columns
        if column.required or column.path == ("id",) or any(value_at(tree, column.path) for tree in trees.values())
    ]


def _lay_out(sheet: Any, columns: Sequence[Colonne], header: Any, text: Any) -> None:
    headers = [_header(column) for column in columns]
    sheet.set_row(0, _height(headers, columns))
    for place, column in enumerate(columns):
        sheet.write_string(0, place, headers[place], header)
        sheet.set_column(place, place, _width(place, column), text)
        sheet.write_comment(0, place, _help(column), {"x_scale": 2.5, "y_scale": 1.5, "author": ""})
    sheet.freeze_panes(1, 2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.repeat_rows(0)  # a sheet is wider than a page: each says its columns, and whose line it shows
    sheet.repeat_columns(0)


def _header(column: Colonne) -> str:
    return column.titre + (REQUIRED if column.required else "")


def _help(column: Colonne) -> str:
    champ = column.champ
    parts = [champ.description]
    if champ.several:
        parts.append("Plusieurs valeurs\u00a0: une par ligne (Alt+Entrée), ou séparées par «\u00a0|\u00a0».")
    if champ.choices:
        parts.append(f"Choix\u00a0: {', '.join(value for value, _label in champ.choices)}.")
    if champ.longest and champ.type != "id":
        parts.append(f"{champ.longest} signes au plus.")
    if champ.example:
        parts.append(f"Par exemple\u00a0: {champ.example}")
    return "\n".join(parts)


# The template


class _Lists:
    """The hidden sheet: a column for each list of choices.

    A list that stands in a cell may have 255 characters; Excel takes a longer one for a broken file.
    """

    def __init__(self, book: Any) -> None:
        self._book = book
        self._lists: dict[str, tuple[str, ...]] = {}

    def range_of(self, choices: Choices) -> str:
        """Return the range of the hidden sheet that holds some choices."""
        self._lists.setdefault(choices.name, choices.texts)
        place = list(self._lists).index(choices.name)
        column = _letters(place)
        return f"={LISTS}!${column}$2:${column}${len(choices.texts) + 1}"

    def write(self) -> None:
        """Write the sheet, once all lists are known."""
        sheet = self._book.add_worksheet(LISTS)
        for place, (name, texts) in enumerate(self._lists.items()):
            for row, text in enumerate([name, *texts]):
                sheet.write_string(row, place, text)
        sheet.hide()


def _letters(place: int) -> str:
    return chr(65 + place) if place < 26 else _letters(place // 26 - 1) + chr(65 + place % 26)


def _sheet(book: Any, kind: str, columns: Sequence[Colonne], catalogue: Catalogue, lists: _Lists) -> None:
    header, text = book.add_format(_HEADER), book.add_format(_TEXT)
    example = book.add_format({**_TEXT, "italic": True, "font_color": "#595959"})
    sheet = book.add_worksheet(SHEETS[kind])
    _lay_out(sheet, columns, header, text)
    shown = [_example(column.champ, catalogue) for column in columns]
    shown[0] = f"{EXAMPLE}{shown[0]}"
    sheet.set_row(1, _height(shown, columns))
    for place, column in enumerate(columns):
        sheet.write_string(1, place, shown[place], example)
        if choices := _choices(column.champ, catalogue):
            sheet.data_validation(
                1,
                place,
                ROWS,
                place,
                {
                    "validate": "list",
                    "source": lists.range_of(choices),
                    "ignore_blank": True,
                    "error_type": "information",  # several values, and words that the importer knows, are right too
                    "error_title": "Autre valeur",
                    "error_message": "Cette valeur n’est pas dans la liste. Gardez-la si elle est juste.",
                    "input_title": column.champ.title[:INPUT_TITLE],
                    "input_message": column.champ.description[:INPUT_TEXT],
                },
            )


def _choices(champ: Champ, catalogue: Catalogue) -> Choices | None:
    """Return what a drop-down shows for a field; None where there is nothing to choose among."""
    if champ.choices:
        return Choices(
            f"{champ.name} {champ.type}",
            tuple(label.nom if champ.type == "yes_no" else value for value, label in champ.choices),
        )
    if champ.type != "reference":
        return None
    if champ.reference not in (*VOCABULARIES, "cibles"):
        return None
    parts = getattr(catalogue, champ.reference).values()
    names = sorted(part.intitule for part in parts if not getattr(part, "exemple", False))
    return Choices(champ.reference, tuple(names)) if names else None


def _example(champ: Champ, catalogue: Catalogue) -> str:
    if champ.example or champ.type == "named":
        return champ.example or "Nom de la structure"
    choices = _choices(champ, catalogue)
    return choices.texts[0] if choices else ""
