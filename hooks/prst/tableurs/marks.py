"""What sheets say otherwise than by texts, and no record keeps: comments, what is struck through, colours."""

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any
from xml.etree.ElementTree import iterparse

Note = tuple[str, dict[str, str]]
"""The code of what is told of a file, and what its message quotes."""
NAMED = 12
"""Cells or rows that a message names at most."""
FEW = 3
"""One row in so many has a colour of its own where colours mean something: more are stripes."""
_NO_COLOUR = frozenset({"00FFFFFF", "FFFFFFFF"})


class Marks:
    """What is seen of one sheet while it is read."""

    def __init__(self, book: Any = None, struck: Set[str] = frozenset()) -> None:
        """Take the workbook of an .xlsx file, and the ranks of its texts of which some words are struck through."""
        self.comments: list[str] = []
        self._struck: list[str] = []
        self._coloured: list[int] = []
        styles = list(enumerate(book._cell_styles)) if book else []
        self._texts = struck
        self._strikes = {str(rank) for rank, style in styles if book._fonts[style.fontId].strike}
        self._fills = {str(rank): style.fillId for rank, style in styles if _is_coloured(book._fills[style.fillId])}
        self.strikes = bool(self._strikes or struck)
        """Whether anything in the file is struck through."""

    def strike(self, cell: Any) -> None:
        """Note a cell of an .xlsx file of which words are struck through."""
        if not len(cell):
            return
        if cell.get("s") in self._strikes or (cell.get("t") == "s" and cell[0].text in self._texts):
            self._struck.append(str(cell.get("r", "")))

    def colour(self, number: int, row: Any) -> None:
        """Note a row of an .xlsx file whose cells all have one colour."""
        first = next((cell for cell in row if len(cell)), None) if self._fills else None
        if first is not None and (fill := self._fills.get(first.get("s"))) is not None:
            filled = [self._fills.get(cell.get("s")) for cell in row if len(cell)]
            if len(filled) > 1 and all(one == fill for one in filled):
                self._coloured.append(number)

    def look_at(self, number: int, row: Any, styles: "Styles") -> None:
        """Note the comments of a row of an .ods file, and what is struck through in it."""
        for rank, cell in enumerate(row):
            if any(one.tag.endswith("}annotation") for one in cell):
                self.comments.append(f"{_column(row, rank)}{number}")
            if styles.struck and len(cell) and any(_of(one, "style-name") in styles.struck for one in cell.iter()):
                self._struck.append(f"{_column(row, rank)}{number}")

    def notes(self, name: str, rows: Sequence[int]) -> Iterator[Note]:
        """Yield what is told of the sheet, of which these rows hold something."""
        for code, cells in (("tableur_commentaires", self.comments), ("tableur_barre", self._struck)):
            if cells:
                yield code, {"feuille": name, "cellules": _named(cells)}
        coloured = set(self._coloured)
        body = next((rank for rank, row in enumerate(rows) if row not in coloured and rank), len(rows))
        some = [row for row in rows[body:] if row in coloured]  # the header is none of them
        if len(some) == 1 or (some and FEW * len(some) <= len(rows) - body):
            yield "tableur_couleurs", {"feuille": name, "lignes": _named([str(row) for row in some])}


class Styles:
    """The styles of an .ods file that are told."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        """Those of tables that are hidden."""
        self.struck: set[str] = set()
        """Those of texts that are struck through."""

    def take(self, style: Any) -> None:
        """Take in a style (OpenDocument 1.3, part 3, sections 19.494 and 20.382)."""
        name = _of(style, "name") or ""
        for one in style:
            if _tag(one) == "table-properties" and _of(one, "display") == "false":
                self.hidden.add(name)
            if _tag(one) == "text-properties" and _of(one, "text-line-through-style") not in (None, "none"):
                self.struck.add(name)


def comments_of(archive: Any, beside: Iterable[Any]) -> list[str]:
    """Return the cells of a sheet that have a comment (ECMA-376, part 1, section 18.7), of the parts that it names."""
    found: list[str] = []
    for one in beside:
        if str(one.Type).endswith("/comments") and one.Target in archive.namelist():
            with archive.open(one.Target) as source:
                elements = (element for _event, element in iterparse(source) if _tag(element) == "comment")  # noqa: S314
                found += [str(element.get("ref", "")) for element in elements]
    return found


def _is_coloured(fill: Any) -> bool:
    colour = getattr(fill, "fgColor", None)
    if getattr(fill, "fill_type", None) != "solid" or colour is None:
        return False
    return not (colour.type == "rgb" and colour.rgb in _NO_COLOUR) and not (colour.type == "theme" and not colour.theme)


def _named(cells: Sequence[str]) -> str:
    return ", ".join(cells[:NAMED]) + ("…" if len(cells) > NAMED else "")


def _column(row: Any, rank: int) -> str:
    """Return the letters of the column of a cell of an .ods file: those before it may be repeated."""
    from prst.tableurs.workbooks import letters

    return letters(1 + sum(int(_of(cell, "number-columns-repeated") or 1) for cell in list(row)[:rank]))


def _tag(element: Any) -> str:
    return str(element.tag.rpartition("}")[2])


def _of(element: Any, name: str) -> str | None:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
