"""Spreadsheets (.xlsx, .ods, .csv) to rows of texts: the work of a process of its own, because strangers wrote them.

The process is given the bytes of the file, and says
one line of JSON: `{"cellules": [[text, sort, link], …], "feuilles": [{"nom": …, "lignes": [[row, [column, rank,
…]], …]}], "notes": […]}`, where a text alone stands for its list and cells that say the same stand once, or `{"refus":
[code, values]}`. Nothing in a file is computed, fetched, opened or run.
"""

import csv
import gc
import io
import json
import os
import re
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse
from xml.parsers import expat

from prst.apart import hold_to
from prst.tableurs import marks
from prst.tableurs.accents import is_broken, restored
from prst.tableurs.limits import (
    CELLS_CAP,
    COLUMNS_CAP,
    ENTRIES_CAP,
    ROWS_CAP,
    SECONDS,
    TEXT_CAP,
    UNPACKED_CAP,
)

Said = tuple[str, ...]
"""The text of a cell, and where there is more to say its sort and the address that it leads to."""
Cell = tuple[int, Said]
"""Column from 1, and what stands there."""
TEXT, NUMBER, DATE, ERROR, UNCOMPUTED = "texte", "nombre", "date", "erreur", "formule"
SEPARATORS = (";", "\t", ",", "|")
LISTS = "listes"
"""The hidden sheet of our template, of which nothing is told."""
HEADER_WITHIN = 20
"""Rows among which a table begins."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""Begins a compound file (MS-CFB, section 2.2): an old workbook, or one that a password protects."""
ZIP = b"PK"
OTHERS = {
    "tableur_pdf": re.compile(rb"%PDF"),
    "tableur_page": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|meta|body|style|table|\?xml)\b", re.IGNORECASE
    ),
}
"""What begins files that bear the name of a workbook and are none: a web page is what many programs call an .xls."""
ERROR_TEXT = re.compile(r"#(?:REF|N/A|VALUE|VALEUR|NAME|NOM|DIV/0|NUM|NOMBRE|NULL|NUL|SPILL|CALC)[!?/]?|Err:[0-9]{3}")

BROKEN = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, OverflowError, ValueError)
"""What the libraries raise of an archive that is no archive, or of XML that is none."""


class Refused(Exception):
    """Why nothing of a file is read: a code of records/problems.py and what it quotes."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass
class Sheet:
    """A sheet: its rows that hold something, each with its number from 1."""

    nom: str
    lignes: list[tuple[int, list[int]]] = field(default_factory=list)
    """Of each row the columns from 1, each followed by the rank of what stands there."""
    fusions: list[str] = field(default_factory=list)
    loin: str = ""
    """The first cell beyond the columns that are read."""


@dataclass
class Reading:
    """What was read of a file, within the limits of all its sheets together."""

    feuilles: list[Sheet] = field(default_factory=list)
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    ranks: dict[Said, int] = field(default_factory=dict)
    """What cells say, each once, with its rank."""
    rows: int = 0
    cells: int = 0

    def rank(self, said: Said) -> int:
        """Return the rank of what a cell says."""
        return self.ranks.setdefault(said, len(self.ranks))

    def add(self, sheet: Sheet, number: int, cells: list[Cell]) -> None:
        """Take in a row, if it holds something. Raises Refused where there are too many."""
        kept = cells
        if cells and cells[-1][0] > COLUMNS_CAP:
            kept = [cell for cell in cells if cell[0] <= COLUMNS_CAP]
            sheet.loin = sheet.loin or f"{letters(cells[len(kept)][0])}{number}"
        if not kept:
            return
        self.rows += 1
        self.cells += len(kept)
        if self.rows > ROWS_CAP:
            raise Refused("tableur_lignes")
        if self.cells > CELLS_CAP:
            raise Refused("tableur_cellules")
        row: list[int] = []
        for column, said in kept:
            row += column, self.rank(said)
        sheet.lignes.append((number, row))


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1, as spreadsheets name it."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def numbered(name: str) -> int:
    """Return the number of a column, from 1, of its letters."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def read(content: bytes, known: Iterable[str]) -> Reading:
    """Return the sheets of a file, told by its bytes and not by its name. Raises Refused where it cannot be read.

    `known` are the names of columns, by which the separator of a CSV file is recognised.
    """
    if content.startswith(OLE):
        raise Refused("tableur_ancien")
    if other := next((code for code, form in OTHERS.items() if form.match(content)), ""):
        raise Refused(other)
    if content.startswith(ZIP):
        return _read_archive(content)
    return _read_csv(content, frozenset(known))


# Archives


def _read_archive(content: bytes) -> Reading:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = _look_at(archive)
            if "xl/vbaProject.bin" in names or any(name.endswith("vbaProject.bin") for name in names):
                raise Refused("tableur_macros")
            if "mimetype" in names:
                return _read_ods(archive, names)
            if "xl/workbook.bin" in names:
                raise Refused("tableur_xlsb")
            if any(name.endswith(".iwa") for name in names):
                raise Refused("tableur_numbers")
            if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
                return _read_xlsx(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        EOFError,
        NotImplementedError,
        OverflowError,
        ValueError,
    ) as error:
        raise Refused("tableur_abime") from error
    except RuntimeError as error:  # what zipfile says of an entry that asks for a password
        raise Refused("tableur_mot_de_passe") from error
    raise Refused("tableur_autre")


def _look_at(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the names in an archive. Raises Refused for more than a workbook may hold, declared or really there."""
    infos = archive.infolist()
    if len(infos) > ENTRIES_CAP:
        raise Refused("tableur_entrees")
    if sum(info.file_size for info in infos) > UNPACKED_CAP:
        raise Refused("tableur_deplie")
    left = UNPACKED_CAP
    for info in infos:  # what is declared may be a lie: two entries may share their bytes, or none be there
        is_xml = info.filename.endswith((".xml", ".rels"))
        with archive.open(info) as entry:
            take = _without_entities() if is_xml else len
            while chunk := entry.read(1 << 18):
                left -= len(chunk)
                if left < 0:
                    raise Refused("tableur_deplie")
                take(chunk)
    return frozenset(info.filename for info in infos)


def _without_entities() -> Callable[[bytes], object]:
    """Return what takes the bytes of an XML file, and raises Refused for a document type: entities begin there.

    It stands before the first element or nowhere (XML 1.0, section 2.8), so that nothing further is looked at.
    defusedxml refuses the same while it builds the tree in Python, three times slower than C: it reads what is small,
    and sheets and their texts are read by C once no document type is in them.
    """
    parser = expat.ParserCreate()
    begun = False

    def refuse(*_told: object) -> None:
        raise Refused("tableur_abime")

    def begin(*_told: object) -> None:
        nonlocal begun
        begun = True

    def take(chunk: bytes) -> None:
        if not begun:
            parser.Parse(chunk)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    return take


# .xlsx (ECMA-376, part 1, section 18)


def _read_xlsx(archive: zipfile.ZipFile) -> Reading:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.xml.constants import SHARED_STRINGS

    class Reader(ExcelReader):  # type: ignore[misc]  # ships no types
        def read_strings(self) -> None:  # openpyxl's takes signs that were escaped for others
            if part := self.package.find(SHARED_STRINGS):
                with self.archive.open(part.PartName[1:]) as source:
                    self.shared_strings = list(_strings_of(source, struck))

    warnings.simplefilter("ignore")
    found, struck = Reading(), set[str]()
    try:
        reader = Reader(archive.fp, read_only=True, data_only=True, keep_links=False)
        reader.read()
        book, texts = reader.wb, _Texts(reader.shared_strings)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                found.notes += [("tableur_masquee", {"feuille": str(sheet.title)})] if sheet.title != LISTS else []
                continue
            found.feuilles.append(_sheet_of(book, sheet, texts, marks.Marks(book, struck), found))
    except Refused:
        raise
    except MemoryError:
        raise
    except Exception as error:  # libraries raise whatever they stumble upon
        raise Refused("tableur_abime") from error
    return found


def _strings_of(source: Any, struck: set[str]) -> Iterator[str]:
    """Yield the texts that cells share (ECMA-376, part 1, section 18.4.8), without how they are pronounced.

    The ranks of those of which some words are struck through are put into `struck`.
    """
    number = 0
    for _event, element in iterparse(source):  # noqa: S314 - see _without_entities
        tag = element.tag
        if tag.endswith("}rPh"):
            element.clear()
        elif tag.endswith("}strike") and element.get("val") not in ("0", "false"):
            struck.add(str(number))
        elif tag.endswith("}si"):
            yield "".join(one.text or "" for one in element.iter() if one.tag.endswith("}t"))
            element.clear()
            number += 1


def _sheet_of(book: Any, sheet: Any, texts: "_Texts", seen: marks.Marks, found: Reading) -> Sheet:
    from openpyxl.packaging.relationship import get_dependents, get_rels_path

    shown = {
        rank: form for rank, style in enumerate(book._cell_styles) if (form := _shown(_format_of(book, style.numFmtId)))
    }
    parser = _parser_of(book, sheet, texts, shown, seen)
    result = Sheet(str(sheet.title))
    names: dict[tuple[int, int], str] = {}
    with sheet._get_source() as source:
        for number, cells in parser.rows(source):
            found.add(result, number, [cell for cell in cells if cell and cell[1] != _NOTHING])
    path = get_rels_path(sheet._worksheet_path)
    if path in book._archive.namelist():
        beside = list(get_dependents(book._archive, path))
        targets = {one.Id: str(one.Target) for one in beside if one.TargetMode == "External"}
        names = {place: targets[key] for place, key in parser.links.items() if key in targets}
        seen.comments += marks.comments_of(book._archive, beside)
    if names:
        said = list(found.ranks)
        for number, row in result.lignes:
            for place, column in enumerate(row[::2]):
                if address := names.get((number, column)):
                    text, *sort = said[row[2 * place + 1]]
                    row[2 * place + 1] = found.rank((text, sort[0] if sort else TEXT, address))
    result.fusions = parser.merged
    found.notes += [("tableur_cachees", {"feuille": result.nom})] if parser.hides else []
    found.notes += seen.notes(result.nom, [number for number, _row in result.lignes])
    return result


def _format_of(book: Any, identity: int) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    if identity < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(identity, ""))
    return str(book._number_formats[identity - BUILTIN_FORMATS_MAX_SIZE])


PERCENT, MONTH, YEAR = "%", "mois", "année"
"""What the format of a cell shows of its number: a share, or no more of a day than its month or year."""


def _shown(form: str) -> str:
    """Return what a format shows of a number, '' for all of it (ECMA-376, part 1, section 18.8.31)."""
    if "%" in form:
        return PERCENT
    signs = set(re.sub(r'\[[^\]]*\]|"[^"]*"|\\.|_.', "", form.lower()))
    return "" if "y" not in signs or signs & set("dhs") else MONTH if "m" in signs else YEAR


def _outside_cells(source: Any) -> Iterator[tuple[str, Any]]:
    """Yield the elements of a sheet as they end, with their names, but those of cells: they are in their row's."""
    for _event, element in iterparse(source):  # noqa: S314 - see _without_entities
        tag = element.tag.rpartition("}")[2]
        if tag not in ("c", "v"):
            yield tag, element


def _linked(element: Any) -> dict[tuple[int, int], str]:
    """Return the key of the address to which a cell leads, by its row and column; none of a link within the file."""
    from openpyxl.utils import range_boundaries

    key = _of(element, "id")
    column, row, *_last = range_boundaries(str(element.get("ref", "")))
    return {(row, column): key} if key and column and row else {}


def _hides(tag: str, element: Any) -> bool:
    return tag in ("row", "col") and element.get("hidden") in ("1", "true")


_NOTHING: Said = ("",)


class _Texts:
    """Reads the cells whose texts are shared, nine in ten of what people write: openpyxl makes a mapping of each."""

    def __init__(self, strings: Sequence[str]) -> None:
        self._said: list[Said] = [(_text(one),) for one in strings]
        self._columns: dict[str, int] = {}

    def shared(self, element: Any) -> Cell | None:
        """Return what a cell says, '' included; None for one of another sort."""
        place = element.get("r")
        if not place or element.get("t") != "s" or len(element) != 1 or not element[0].tag.endswith("}v"):
            return None
        name = place.rstrip("0123456789")
        column = self._columns.get(name)
        if column is None:
            from openpyxl.utils import column_index_from_string

            column = self._columns[name] = column_index_from_string(name)
        rank = element[0].text
        return column, self._said[int(rank)] if rank else _NOTHING


def _parser_of(book: Any, sheet: Any, texts: _Texts, shown: Mapping[int, str], seen: marks.Marks) -> Any:
    """Return openpyxl's reader of a sheet, which gives the cells that are there and pads none, however far."""
    from openpyxl.worksheet import _reader

    class Parser(_reader.WorkSheetParser):  # type: ignore[misc]  # ships no types
        merged: list[str]
        hides = False
        links: dict[tuple[int, int], str]

        def rows(self, source: Any) -> Iterator[tuple[int, list[Cell | None]]]:
            self.merged, self.links = [], {}
            for tag, element in _outside_cells(source):
                self.hides = self.hides or _hides(tag, element)
                if tag == "row":
                    number, cells = self.parse_row(element)
                    seen.colour(number, element)
                    yield number, cells
                    element.clear()
                elif tag == "mergeCell" and len(self.merged) < ROWS_CAP:
                    self.merged.append(str(element.get("ref", "")))
                elif tag == "hyperlink" and len(self.links) < ROWS_CAP:
                    self.links |= _linked(element)

        def parse_cell(self, element: Any) -> Cell | None:
            if seen.strikes:
                seen.strike(element)
            if found := texts.shared(element):
                self.col_counter = found[0]
                return found
            return _cell_of(super().parse_cell(element), shown, element)

    return Parser(
        None,
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


_LEADS = re.compile(r'(?:of:)?=?\s*HYPERLINK\(\s*"((?:https?://|mailto:)[^"]+)"', re.IGNORECASE)
"""A formula that shows a text and leads to an address."""


def _with_address(said: Said, formula: str) -> Said:
    """Return what a cell says with the address to which its formula leads, if it does."""
    leads = _LEADS.match(formula)
    return (said[0], TEXT, leads[1]) if leads and said[0] and len(said) == 1 else said


def _cell_of(cell: dict[str, Any], shown: Mapping[int, str], element: Any) -> Cell | None:
    """Return a cell as a person reads it, None for an empty one."""
    column = cell["column"]
    said = _said_of(cell, shown)
    formula = next((one for one in element if one.tag.endswith("}f")), None)
    if formula is None:
        return (column, said) if said else None
    if said is None:  # an empty text is one all the same
        is_text = element.get("t") == "str" and any(one.tag.endswith("}v") for one in element)
        return None if is_text else (column, ("", UNCOMPUTED))
    return column, _with_address(said, formula.text or "")


def _said_of(cell: dict[str, Any], shown: Mapping[int, str]) -> Said | None:
    """Return the text of a cell and its sort; None for an empty one."""
    value, sort = cell["value"], cell["data_type"]
    if sort == "s" and value:
        return (_text(value),)
    if value is None or value == "":
        return None
    if sort == "e":
        return str(value), ERROR
    if isinstance(value, bool):
        return ("oui" if value else "non",)
    if isinstance(value, datetime | date | time | timedelta):
        return _as_shown(moment(value), shown.get(cell["style_id"], "")), DATE
    if isinstance(value, int | float):
        if shown.get(cell["style_id"]) == PERCENT:
            return f"{number(round(value * 100, 10))}\u00a0%", NUMBER
        return number(value), NUMBER
    return (str(value)[: TEXT_CAP + 1],)


def _as_shown(day: str, shown: str) -> str:
    """Return of a day no more than its cell shows: a spreadsheet makes « mars 2026 » the first of the month."""
    if shown == YEAR and day.endswith("-01-01"):
        return day[:4]
    return day[:7] if shown == MONTH and re.fullmatch(r"\d{4}-\d\d-01", day) else day


def _text(text: str) -> str:
    return (unescape(text) if "_x" in text else text)[: TEXT_CAP + 1]


def unescape(text: str) -> str:
    """Return a text with the signs that XML cannot hold (ECMA-376, part 1, section 22.9.2.19, ST_Xstring)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def number(value: float) -> str:
    """Return a number as it would be typed: `1200` for 1200.0, `9.3`, and no exponent."""
    if not isfinite(value):
        return str(value)
    if float(value).is_integer():
        return str(int(value))
    text = repr(value)
    return text if "e" not in text else f"{value:.15f}".rstrip("0").rstrip(".")


def moment(value: date | time | timedelta) -> str:
    """Return a date as records write it; a length of time as a clock shows it."""
    if isinstance(value, datetime):
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)  # a double holds no whole second
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


# .ods (OpenDocument 1.3, part 3, section 9)

_COVERED = "covered-table-cell"
_A_MONTH = re.compile(r"[^\W\d]+\.?[ -]\d{2,4}|\d{1,2}[/-]\d{4}")
"""What is shown of a day where no more than its month is."""


def _read_ods(archive: zipfile.ZipFile, names: frozenset[str]) -> Reading:
    kind = archive.read("mimetype")[:200].decode("ascii", "replace")
    if "opendocument.spreadsheet" not in kind or "content.xml" not in names:
        raise Refused("tableur_autre")
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names):
        raise Refused("tableur_macros")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("tableur_mot_de_passe")
    try:
        with archive.open("content.xml") as source:
            return _tables_of(source)
    except (ParseError, KeyError, TypeError) as error:
        raise Refused("tableur_abime") from error


def _tables_of(source: Any) -> Reading:
    found, sheet, number, is_read = Reading(), Sheet(""), 0, True
    opened: list[Any] = []
    styles, seen = marks.Styles(), marks.Marks()
    for event, element in iterparse(source, ("start", "end")):  # noqa: S314 - see _without_entities
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            opened.append(element)
            if tag == "table":
                sheet, number, seen = Sheet(str(_of(element, "name") or "")), 0, marks.Marks()
                is_read = _of(element, "style-name") not in styles.hidden
                found.feuilles += [sheet] if is_read else []
                found.notes += [] if is_read else [("tableur_masquee", {"feuille": sheet.nom})]
            continue
        opened.pop()
        if tag == "style":
            styles.take(element)
        elif tag == "table" and is_read:
            found.notes += seen.notes(sheet.nom, [row for row, _cells in sheet.lignes])
        if tag == "table-row" and is_read:
            number = _add_row(found, sheet, number, element)
            seen.look_at(number, element, styles)
        note = ("tableur_cachees", {"feuille": sheet.nom})
        if tag in ("table-row", "table-column") and is_read and _is_hidden(element) and note not in found.notes:
            found.notes.append(note)
        if tag in ("table-row", "table", "style", "font-face") and opened:
            opened[-1].remove(element)
    return found


def _is_hidden(element: Any) -> bool:
    """Whether a row or column is hidden, by hand or by a filter (OpenDocument 1.3, part 3, section 19.749)."""
    return _of(element, "visibility") in ("collapse", "filter")


def _add_row(found: Reading, sheet: Sheet, number: int, element: Any) -> int:
    """Take in a row as often as it is repeated, and return the number of the last one."""
    repeated = _count(element, "number-rows-repeated")
    cells = list(_ods_cells(sheet, number + 1, element))
    for rank in range(1, repeated + 1 if cells else 1):
        found.add(sheet, number + rank, cells)  # refuses what is repeated too often
    return number + repeated


def _ods_cells(sheet: Sheet, row: int, element: Any) -> Iterator[Cell]:
    column = 1
    for one in element:
        tag = one.tag.rpartition("}")[2]
        if tag not in ("table-cell", _COVERED):
            continue
        repeated = _count(one, "number-columns-repeated")
        wide, high = _count(one, "number-columns-spanned"), _count(one, "number-rows-spanned")
        if (wide > 1 or high > 1) and len(sheet.fusions) < ROWS_CAP:
            sheet.fusions.append(f"{letters(column)}{row}:{letters(column + wide - 1)}{row + high - 1}")
        if tag != _COVERED and (cell := _ods_cell(one)):
            for rank in range(min(repeated, COLUMNS_CAP + 1)):
                yield column + rank, cell
        column += repeated


def _ods_cell(element: Any) -> Said | None:
    """Return the text of a cell, its sort and address; None for an empty one."""
    sort, value = _of(element, "value-type"), _of(element, "value")
    links: list[str] = []
    shown = "\n".join(_text_of(one, links) for one in element if one.tag.rpartition("}")[2] == "p")
    if sort is None and not shown:
        return ("", UNCOMPUTED) if _of(element, "formula") else None
    formula = _of(element, "formula")
    if formula and ERROR_TEXT.match(shown):
        return shown, ERROR
    if sort in ("float", "currency") and value:
        return number(float(value)), NUMBER
    if sort == "percentage" and value:
        return f"{number(round(float(value) * 100, 10))}\u00a0%", NUMBER
    if sort == "date" and (day := _of(element, "date-value")):
        form = MONTH if _A_MONTH.fullmatch(shown) else YEAR if re.fullmatch(r"\d{4}", shown) else ""
        return _as_shown(moment(datetime.fromisoformat(day)), form), DATE
    if sort == "boolean":
        return ("oui" if _of(element, "boolean-value") == "true" else "non",)
    text = str(_of(element, "string-value") or shown)[: TEXT_CAP + 1]
    if not text:
        return None
    return (text, TEXT, links[0]) if links else _with_address((text,), formula or "")


def _text_of(element: Any, links: list[str]) -> str:
    """Return the text of a paragraph (OpenDocument 1.3, part 3, section 6.1), and note the addresses in it."""
    parts = [element.text or ""]
    for one in element:
        match one.tag.rpartition("}")[2]:
            case "s":
                parts.append(" " * min(_count(one, "c"), TEXT_CAP))
            case "tab":
                parts.append("\t")
            case "line-break":
                parts.append("\n")
            case "annotation" | "note":
                pass
            case name:
                if name == "a" and (address := _of(one, "href")):
                    links.append(address)
                parts.append(_text_of(one, links))
        parts.append(one.tail or "")
    return "".join(parts)


def _of(element: Any, name: str) -> str | None:
    """Return an attribute, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _count(element: Any, name: str) -> int:
    text = _of(element, name) or "1"
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 9 else 1


# .csv (RFC 4180, as spreadsheets write it)


def _read_csv(content: bytes, known: frozenset[str]) -> Reading:
    found = Reading()
    text, encoding = _decoded(content, known)
    if is_broken(text):
        text = restored(text)
        found.notes.append(("tableur_accents", {}))
    told = re.match(r"sep=(.)\r?\n", text)  # what Excel writes, and shows as no row
    if told:
        text = text[told.end() :]
    tried = {separator: _header_of(text, separator, known) for separator in (told[1] if told else SEPARATORS)}
    separator = max(tried, key=lambda one: tried[one])  # the first of equals
    found.notes.append(("tableur_csv", {"encodage": encoding, "separateur": _named(separator)}))
    sheet = Sheet("")
    found.feuilles.append(sheet)
    rows = _rows_of(text, separator)
    before = 0
    try:
        for number, row in enumerate(rows, 1):
            before = rows.line_num
            cells: list[Cell] = [(place, (value,)) for place, value in enumerate(row, 1) if value.strip()]
            found.add(sheet, number, cells)
    except csv.Error as error:
        raise Refused("tableur_guillemets", ligne=str(before + 1)) from error
    return found


OF_A_SYSTEM = (("cp1252", "Windows-1252 (ANSI)"), ("mac_roman", "Mac OS Roman"), ("cp850", "CP850 (DOS)"))
"""Encodings of one byte a sign, in which spreadsheets of Windows, of the Mac and of DOS save French texts."""
_FRENCH_SIGN = re.compile("[àâçèéêëîïôöùûüœæ«»’‘“”…–—•°€²\u00a0]|(?<![a-zàâçèéêëîïôöùûüœæ])[ÀÂÇÈÉÊËÎÏÔÙÛÜŒÆ]")
"""A sign that French texts have, beyond ASCII; a capital within a word is none."""
_CONTROLS = re.compile("[\0-\x08\x0b\x0e-\x1f]")


def _decoded(content: bytes, known: frozenset[str]) -> tuple[str, str]:
    for encoding, said in (("utf-16", "UTF-16"), ("utf-8-sig", "UTF-8")):
        if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, said
    best: tuple[tuple[int, int], str, str] | None = None
    for encoding, said in OF_A_SYSTEM:
        text = content.decode(encoding, "replace")
        odd = sum(not sign.isascii() for sign in text)
        french = len(_FRENCH_SIGN.findall(text))
        if "\0" in text or "\ufffd" in text or (encoding != "cp1252" and (_CONTROLS.search(text) or 2 * french <= odd)):
            continue
        named_columns = max(_header_of(text, separator, known)[0] for separator in SEPARATORS)
        if best is None or (named_columns, french) > best[0]:
            best = (named_columns, french), text, said
    if best is None:
        raise Refused("tableur_autre")
    return best[1:]


def _rows_of(text: str, separator: str) -> Any:
    csv.field_size_limit(TEXT_CAP)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _header_of(text: str, separator: str, known: frozenset[str]) -> tuple[int, int]:
    """Return how many known columns the best of the first rows names with a separator, and how many it has."""
    best = (0, 0)
    try:
        for number, row in enumerate(_rows_of(text, separator)):
            if number == HEADER_WITHIN:
                break
            names = [named(cell) for cell in row]
            best = max(best, (sum(name in known for name in names), len(row) if number == 0 else 0))
    except csv.Error:
        pass
    return best


def _named(separator: str) -> str:
    return {"\t": "tabulation", ";": "point-virgule", ",": "virgule", "|": "barre verticale"}.get(separator, separator)


def named(text: str) -> str:
    """Return what of a column's name is compared: its letters and digits without accents, its words in the singular."""
    from prst.records.types import fold

    words = re.findall(r"[a-z0-9]+", fold(text[:200]))
    return " ".join(word[:-1] if word[-1:] in "sx" and len(word) > 3 else word for word in words)


def answer(content: bytes, known: Iterable[str]) -> dict[str, Any]:
    """Return what a file holds, ready for JSON, or why nothing is read of it."""
    try:
        found = read(content, known)
    except Refused as refusal:
        return {"refus": [refusal.code, refusal.values]}
    except MemoryError:
        return {"refus": ["tableur_lent", {}]}
    cells = [said[0] if len(said) == 1 else said for said in found.ranks]
    return {"cellules": cells, "feuilles": [vars(sheet) for sheet in found.feuilles], "notes": found.notes}


def _known() -> frozenset[str]:
    from prst.tableurs.columns import all_names  # asks for the whole model: half a second

    return all_names()


def main() -> None:
    """Answer on the standard output what the file on the standard input holds."""
    hold_to(SECONDS)
    gc.disable()  # what is read stays until the end
    os.environ["OPENPYXL_LXML"] = "False"  # before it is imported: defusedxml then reads all of its XML
    content = sys.stdin.buffer.read()
    found = answer(content, () if content.startswith((OLE, ZIP)) else _known())
    said = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(said.encode("utf-8", "surrogatepass"))  # as json.loads decodes it


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # nothing is given back piece by piece: the answer is waited for
