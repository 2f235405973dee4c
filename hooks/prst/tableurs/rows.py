"""Rows that are no record: headers that pages repeat, totals, titles between rows, another table; and « idem »."""

import re
from collections.abc import Collection, Mapping, Sequence

from prst.tableurs.columns import Names, all_names
from prst.tableurs.headers import group_of
from prst.tableurs.matching import TITLES, Sheet
from prst.tableurs.reading import NUMBER, TEXT, Cellule
from prst.tableurs.workbooks import letters, named

HEADER, TOTAL, ALONE, TABLE = "entete", "total", "seule", "autre_tableau"
"""What a row is that is no record."""
TOLD = {
    HEADER: "l’en-tête y est répété, et n’est pas lu.",
    TOTAL: "un total n’est pas une fiche, et n’est pas lu.",
    ALONE: "un texte seul sur sa ligne n’est pas une fiche, et n’est repris dans aucune\u00a0: {texts}.",
}
NAMED = 12
"""Rows that a sentence names at most."""
FEW = 3
"""Columns of a table in which a text that stands alone is no record."""
_TOTAL = re.compile(
    r"(?:sous[- ]?)?tota(?:l|ux)\b(?: (?:général|des?|par|du|de la) ?\w*)?\s*:?\s*(?:\d[\d\s]*)?", re.IGNORECASE
)
_OF_SOME = re.compile(r"\s*(?:sous[- ]?)?tota(?:l|ux)\b", re.IGNORECASE)
_A_NUMBER = re.compile(r"[\d\s.,%€]+")
_LEGEND = re.compile(r"\s*(?:légende|sources?|nota|n\.?b\.?|mise? à jour)\b[^:]*:", re.IGNORECASE)
"""Begins what people write under a table about it."""
DITTO = frozenset({"idem", "id.", "ditto", '"', "″", "〃", "''", "’’", "//"})
"""What says « as above »."""


class Asides:
    """The rows of a sheet that are no record."""

    def __init__(self, sheet: Sheet, names: Names) -> None:
        self._sheet = sheet
        self._heads = {column: named(group_of(header)[1]) for column, header in sheet.headers.items() if header}
        self._first = next(iter(self._heads), 0)
        self._begins = group_of(sheet.headers.get(self._first, ""))[1][:1].casefold()
        needed = sum(column.required for column in names.columns.values())
        self._are_wide = needed > 1 and len(sheet.columns) >= FEW and not sheet.defaults
        self._named = {column for column, (pattern, _rank) in sheet.columns.items() if pattern in TITLES}
        self._rows: dict[str, list[tuple[int, str]]] = {}
        self._before = sheet.header

    def sort_of(self, row: int, cells: Mapping[int, Cellule], known: Collection[str]) -> str:
        """Return what a row is that is no record, and keep it to be told; '' for what may be one.

        `known` are the titles of records, as they are compared: such a title may stand alone.
        """
        follows, self._before = row == self._before + 1, row
        if not cells:
            return ""
        first = next(iter(cells.values()))
        if len(cells) == 1 and self._is_alone(first.texte, known):
            sort = TOTAL if _is_total(first.texte) else ALONE
        elif self._is_header(cells):
            sort = HEADER
        elif self._are_wide and len(cells) == 2 and first.texte.rstrip().endswith(":"):  # « Rempli par : »
            sort = ALONE
        elif _sums(list(cells.values())) or self._has_but_numbers(cells):
            sort = TOTAL
        elif not follows and _is_header_of_another(cells):
            return TABLE
        else:
            return ""
        self._rows.setdefault(sort, []).append((row, " ".join(cell.texte for cell in cells.values())))
        return sort

    def notes(self) -> list[str]:
        """Return what is told of these rows."""
        told = []
        for sort, rows in self._rows.items():
            lines = ", ".join(str(row) for row, _text in rows[:NAMED]) + ("…" if len(rows) > NAMED else "")
            texts = ", ".join(f"«\u00a0{' '.join(text.split())[:60]}\u00a0»" for _row, text in rows[:NAMED])
            where = (
                f"Feuille «\u00a0{self._sheet.name}\u00a0», {'lignes' if len(rows) > 1 else 'ligne'} {lines}\u00a0: "
            )
            told.append(where + TOLD[sort].format(texts=texts))
        return told

    def _has_but_numbers(self, cells: Mapping[int, Cellule]) -> bool:
        """Whether a row is sums alone: no name stands beside them."""
        return (
            bool(self._named) and self._named.isdisjoint(cells) and all(one.sorte == NUMBER for one in cells.values())
        )

    def _is_alone(self, text: str, known: Collection[str]) -> bool:
        """Whether the one text of a row can be no record: of a kind that says more, or as people close a table."""
        if _LEGEND.match(text) or _is_total(text):
            return True
        return self._are_wide and " ".join(text.casefold().split()) not in known

    def _is_header(self, cells: Mapping[int, Cellule]) -> bool:
        first = cells.get(self._first)
        if first is None or first.texte[:1].casefold() != self._begins or len(cells) < 2:
            return False
        return all(named(cell.texte) == self._heads.get(column) for column, cell in cells.items())


def _sums(cells: Sequence[Cellule]) -> bool:
    """Whether a row is a total: it says so, and besides it hardly any text."""
    first, *others = cells
    if _is_total(first.texte):
        return sum(cell.sorte == TEXT for cell in others) < FEW - 1
    return _OF_SOME.match(first.texte) is not None and all(_A_NUMBER.fullmatch(cell.texte) for cell in others)


def _is_total(text: str) -> bool:
    return "tota" in text[:12].casefold() and _TOTAL.fullmatch(text.strip()) is not None


def _is_header_of_another(cells: Mapping[int, Cellule]) -> bool:
    """Whether a row names columns: what follows it is another table."""
    if any(cell.sorte != TEXT for cell in cells.values()):
        return False
    names = sum(named(cell.texte) in all_names() for cell in cells.values())
    return names > 1 and names >= 0.6 * len(cells)


def dittos_in(cells: Collection[Cellule]) -> frozenset[str]:
    """Return the texts of cells that say « as above »."""
    return frozenset(cell.texte for cell in cells if len(cell.texte) < 6 and cell.texte.strip().casefold() in DITTO)


def repeat(cells: dict[int, Cellule], above: Mapping[int, Cellule], dittos: Collection[str]) -> dict[int, str]:
    """Put what stands above in the place of cells that say so; return what was read, by column, '' for nothing."""
    found = {}
    for column, cell in cells.items():
        if cell.texte in dittos:
            found[column] = above[column].texte if column in above else ""
    for column, text in found.items():
        if text:
            cells[column] = above[column]
    return found


def address_told(sheet: str, row: int, column: int, cell: Cellule, *, is_written: bool) -> str:
    """Return the sentence on the address of a cell that is not read, '' where its text is the same one."""
    if is_written and bare(cell.texte) == bare(cell.adresse):
        return ""
    what = "c’est ce qui est écrit qui est lu" if is_written else "cette adresse n’est pas lue"
    text = " ".join(cell.texte.split())[:60]
    where = f"Feuille «\u00a0{sheet}\u00a0», {letters(column)}{row}\u00a0: "
    return f"{where}«\u00a0{text}\u00a0» mène à {cell.adresse[:200]}\u00a0: {what}."


def bare(address: str) -> str:
    """Return what is compared of an address or a mailbox."""
    return (
        re.sub(r"^(?:mailto:|https?://)?(?:www\.)?", "", address.strip().casefold())
        .partition("?subject")[0]
        .rstrip("/")
    )
