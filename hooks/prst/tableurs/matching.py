"""What the sheets of a file hold: which records, where the header is, what each column means; and what was said of it.

What was found is kept in a small file of YAML that people correct, and that is read back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prst.files import read_file
from prst.records.model import MODELS
from prst.records.reading import read
from prst.records.writing import single_quoted
from prst.tableurs.cells import Words
from prst.tableurs.columns import CONTACT, Names, Pattern, kind_of, names_of
from prst.tableurs.reading import Cellule, Feuille
from prst.tableurs.workbooks import named

HEADER_WITHIN = 20
"""Rows among which a table begins."""
LOOKED_AT = 50
"""Cells of a column that tell what it holds."""
ENOUGH = 0.8
"""Part of them that must be of one form."""
TABLE = "tableau"
"""What the only sheet of a CSV file is called."""
_BY_THOUSANDS = re.compile(r"\b(?:milliers?|millions?|milliards?|k€|keur|m€|meur)(?!\w)", re.IGNORECASE)
"""What a header says of numbers that are not written whole."""
_NUMBERS = frozenset({"number", "amount", "people"})
"""Types of fields that count."""
_MAIL = re.compile(r"\S+@\S+\.\S+")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


class MappingError(Exception):
    """The columns of a file cannot be told, or what was said of them is wrong; its text says why, in French."""


class NoHeaderError(MappingError):
    """A sheet has no header that is known: a cover, or a table of something else. `said` tells it beside others."""

    def __init__(self, name: str, columns: str) -> None:
        lines = f"les {HEADER_WITHIN} premières lignes n’ont aucun en-tête connu"
        super().__init__(
            f"Feuille «\u00a0{name}\u00a0»\u00a0: {lines}. Nommez les colonnes, par exemple\u00a0: {columns}. "
            "Un modèle\u00a0: «\u00a0prst exporter --modele\u00a0»."
        )
        self.said = f"la feuille «\u00a0{name}\u00a0» n’est pas lue\u00a0: {lines}"


@dataclass
class Sheet:
    """What a sheet holds. `columns` gives what each column means, '' for one that is left out."""

    feuille: Feuille
    kind: str
    header: int
    headers: dict[int, str]
    columns: dict[int, tuple[Pattern, int]] = field(default_factory=dict)
    guessed: dict[int, str] = field(default_factory=dict)
    """Columns of which nobody said what they are, with what tells it: `nom`, `contenu`."""
    left_out: dict[int, str] = field(default_factory=dict)
    """Columns that are not read, with the reason in French; '' for one that somebody chose to leave out."""
    defaults: dict[Pattern, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the sheet is called in messages and in the file."""
        return self.feuille.nom or TABLE


@dataclass(frozen=True)
class Said:
    """What a file of correspondences says."""

    sheets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Ids by field or vocabulary, and by word as it is compared."""


def read_said(path: Path) -> Said:
    """Return what a file of correspondences says. Raises MappingError where it is wrong, OSError as `read_file`."""
    reading = read(read_file(path))
    if reading.faults:
        (line, _column), _location, _code, values = reading.faults[0]
        more = f" ({values['raison']})" if "raison" in values else ""
        raise MappingError(f"{path}, ligne {line}\u00a0: ce fichier ne se lit pas{more}. Corrigez-le, ou supprimez-le.")
    tree = reading.value if isinstance(reading.value, dict) else {}
    sheets, words = tree.get("feuilles") or {}, tree.get("mots") or {}
    if set(tree) - {"feuilles", "mots"} or not _is_table(sheets) or not _is_table(words):
        raise MappingError(
            f"{path}\u00a0: on y attend «\u00a0feuilles\u00a0» et «\u00a0mots\u00a0», et sous chacun des lignes."
        )
    for name, sheet in sheets.items():
        if wrong := set(sheet) - {"fiches", "entete", "colonnes", "valeurs"}:
            raise MappingError(f"{path}\u00a0: «\u00a0{min(wrong)}\u00a0» n’est pas attendu sous «\u00a0{name}\u00a0».")
        if sheet.get("fiches") not in MODELS:
            raise MappingError(
                f"{path}\u00a0: sous «\u00a0{name}\u00a0», écrivez «\u00a0fiches: …\u00a0», parmi {', '.join(MODELS)}."
            )
        if not str(sheet.get("entete", "1")).isdecimal():
            raise MappingError(
                f"{path}\u00a0: sous «\u00a0{name}\u00a0», «\u00a0entete\u00a0» est le numéro d’une ligne."
            )
    folded = {field: {named(word): str(value) for word, value in one.items()} for field, one in words.items()}
    return Said(sheets, folded)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())


def said_text(sheets: Sequence[Sheet], source: str) -> str:
    """Return the file of correspondences that says what was found."""
    lines = [
        f"# Ce que «\u00a0prst importer\u00a0» a compris de {' '.join(source.split())}. Corrigez, puis relancez.",
        "# Une colonne suivie de '' n’est pas lue. «\u00a0valeurs\u00a0» complète les cases vides.",
        "feuilles:",
    ]
    for sheet in sheets:
        lines += [
            f"  {single_quoted(sheet.name)}:",
            f"    fiches: {sheet.kind}",
            f"    entete: {sheet.header}",
            "    colonnes:",
        ]
        for column, header in sheet.headers.items():
            meant = sheet.columns.get(column)
            lines.append(f"      {single_quoted(' '.join(header.split()))}: {_key(*meant) if meant else repr('')}")
        lines.append("    valeurs:")
        lines += [f"      {_key(pattern, 0)}: {single_quoted(value)}" for pattern, value in sheet.defaults.items()]
        lines += [] if sheet.defaults else ["      # contact.a_confirmer: oui"]
    lines += ["mots:", "  # secteurs:", "  #   'coiffure': services"]
    return "\n".join(lines) + "\n"


def _key(pattern: Pattern, rank: int) -> str:
    text = ""
    for part in pattern:
        text += f"[{rank + 1}]" if part is None else f".{part}" if text else part
    return text


def match(feuille: Feuille, said: Said, words: Words, only: str | None = None) -> Sheet | None:
    """Return what a sheet holds, by what is said of it, its name, its header, and at last its cells.

    None for an empty sheet. Raises NoHeaderError where no header is found, MappingError where it may be that of
    several kinds.
    """
    rows = list(feuille.lignes()) if len(feuille.rows) <= HEADER_WITHIN else _first(feuille, HEADER_WITHIN)
    if not rows:
        return None
    given = said.sheets.get(feuille.nom or TABLE)
    found = _as_said(feuille, rows, given) if given else _found(feuille, rows, only)
    _by_content(found, words)
    return found


def match_all(
    feuilles: Sequence[Feuille], said: Said, words: Words, only: str | None = None
) -> tuple[list[Sheet], list[str]]:
    """Return what the sheets of a file hold, and what is told of those that hold nothing known beside others that do.

    Raises as `match` does where no sheet is known.
    """
    found: list[Sheet] = []
    unknown: list[NoHeaderError] = []
    for feuille in feuilles:
        try:
            sheet = match(feuille, said, words, only)
        except NoHeaderError as error:
            unknown.append(error)
        else:
            found += [sheet] if sheet else []
    if unknown and not found:
        raise unknown[0]
    return found, [one.said for one in unknown]


def _first(feuille: Feuille, count: int) -> list[tuple[int, dict[int, Cellule]]]:
    return [row for row, _rank in zip(feuille.lignes(), range(count), strict=False)]


def _headers(cells: Mapping[int, Cellule]) -> dict[int, str]:
    return {column: cell.texte for column, cell in sorted(cells.items()) if cell.texte.strip()}


def _as_said(feuille: Feuille, rows: Sequence[tuple[int, dict[int, Cellule]]], given: Mapping[str, Any]) -> Sheet:
    name, kind, number = feuille.nom or TABLE, str(given["fiches"]), int(given.get("entete") or rows[0][0])
    cells = next((cells for row, cells in feuille.lignes() if row == number), None)
    if cells is None:
        raise MappingError(f"Feuille «\u00a0{name}\u00a0»\u00a0: la ligne {number}, dite d’en-tête, est vide.")
    sheet = Sheet(feuille, kind, number, _headers(cells))
    names = names_of(kind)
    told = {named(header): str(key or "") for header, key in (given.get("colonnes") or {}).items()}
    for column, header in sheet.headers.items():
        key = told.get(named(header))
        if key == "":
            sheet.left_out[column] = ""
        elif key is not None:
            sheet.columns[column] = _pattern(key, names, name)
    _name_columns(sheet, names)
    for key, value in (given.get("valeurs") or {}).items():
        pattern, _rank = _pattern(str(key), names, name)
        sheet.defaults[pattern] = str(value or "")
    return sheet


def _pattern(key: str, names: Names, sheet: str) -> tuple[Pattern, int]:
    """Return what a key of a file of correspondences names. Raises MappingError for what is no key."""
    steps = re.findall(r"[a-z_]+|\[\d+\]", key)
    rank = next((int(step[1:-1]) - 1 for step in steps if step[0] == "["), 0)
    pattern: Pattern = tuple(None if step[0] == "[" else step for step in steps)
    if pattern not in names.columns and pattern not in names.asides:
        near = names.meant(key)
        if near is None:
            keys = ", ".join(_key(one, 0) for one in names.columns)
            where = f"Feuille «\u00a0{sheet}\u00a0»"
            raise MappingError(f"{where}\u00a0: «\u00a0{key}\u00a0» n’est pas une clé. Clés possibles\u00a0: {keys}.")
        return near[0], near[1] or rank
    return pattern, rank


def _found(feuille: Feuille, rows: Sequence[tuple[int, dict[int, Cellule]]], only: str | None) -> Sheet:
    kind = only or kind_of(feuille.nom)
    best: list[tuple[int, int, int, str, int, dict[int, str]]] = []
    for one in [kind] if kind else list(MODELS):
        names = names_of(one)
        needed = {pattern for pattern, column in names.columns.items() if column.required}
        for number, cells in rows:
            headers = _headers(cells)
            meant = [found[0] for header in headers.values() if (found := names.meant(header))]
            exact = sum(map(names.is_exact, headers.values()))
            best.append((len(meant), exact, len(needed & set(meant)), one, number, headers))
    most = max(best, key=lambda row: row[:3])  # the first of equals
    name = feuille.nom or TABLE
    if most[0] < (1 if kind else 2):
        columns = ", ".join(column.titre for column in list(names_of(kind or "livrables").columns.values())[:8])
        raise NoHeaderError(name, columns)
    others = sorted({row[3] for row in best if row[:3] == most[:3] and row[3] != most[3]})
    if others:
        raise MappingError(
            f"Feuille «\u00a0{name}\u00a0»\u00a0: ce peuvent être des {most[3]} ou des {' ou des '.join(others)}. "
            f"Dites-le par «\u00a0--fiches {most[3]}\u00a0»."
        )
    sheet = Sheet(feuille, most[3], most[4], most[5])
    _name_columns(sheet, names_of(sheet.kind))
    return sheet


def _name_columns(sheet: Sheet, names: Names) -> None:
    """Give each column that has none yet its meaning, by its header."""
    for column, header in sheet.headers.items():
        if column in sheet.columns or column in sheet.left_out:
            continue
        meant = names.meant(header)
        if meant is None and (near := names.near(header)):
            meant = near, None
            sheet.guessed[column] = "nom"
        if meant is None:
            continue
        pattern, rank = meant
        if _is_by_thousands(header, names, pattern):
            sheet.left_out[column] = "ses nombres ne sont pas écrits en entier, et 12 y vaut peut-être 12 000"
            sheet.guessed.pop(column, None)
            continue
        taken = {place for place in sheet.columns.values() if place[0] == pattern}
        if rank is None:
            rank = next(number for number in range(len(taken) + 1) if (pattern, number) not in taken)
        if pattern != CONTACT and None not in pattern and taken:
            if not names.column(pattern).champ.several:
                sheet.left_out[column] = f"une autre colonne donne déjà «\u00a0{names.column(pattern).titre}\u00a0»"
                sheet.guessed.pop(column, None)
                continue
            rank = 0
        sheet.columns[column] = (pattern, rank)


def _is_by_thousands(header: str, names: Names, pattern: Pattern) -> bool:
    """Whether a column counts in thousands or millions what a field counts by ones."""
    known = names.columns.get(pattern)
    return known is not None and known.champ.type in _NUMBERS and _BY_THOUSANDS.search(header) is not None


def _by_content(sheet: Sheet, words: Words) -> None:
    """Give columns whose header says nothing their meaning by what they hold."""
    names = names_of(sheet.kind)
    waiting = [column for column in sheet.headers if column not in sheet.columns and column not in sheet.left_out]
    if waiting:
        samples: dict[int, list[str]] = {column: [] for column in waiting}
        for number, cells in sheet.feuille.lignes():
            for column in waiting if number > sheet.header else ():
                if (cell := cells.get(column)) and len(samples[column]) < LOOKED_AT:
                    samples[column].append(cell.texte.strip())
        for column, texts in samples.items():
            taken = {pattern for pattern, _rank in sheet.columns.values()}
            free = [pattern for pattern in names.columns if pattern not in taken]
            if pattern := _told_by(texts, free, names, words):
                sheet.columns[column], sheet.guessed[column] = (pattern, 0), "contenu"
            else:
                sheet.left_out[column] = "on ne sait pas ce qu’elle contient"


def _told_by(texts: Sequence[str], free: Iterable[Pattern], names: Names, words: Words) -> Pattern | None:
    """Return the field whose values some texts are, among those that have no column yet; None for none."""
    if len(texts) < 2:
        return None

    def mostly(held: Iterable[bool]) -> bool:
        return sum(held) >= ENOUGH * len(texts)

    web, mail = mostly(bool(_WEB.fullmatch(one)) for one in texts), mostly(bool(_MAIL.fullmatch(one)) for one in texts)
    for pattern in free:
        champ = names.columns[pattern].champ
        if (web and pattern[0] in ("liens", "url") and champ.type == "url") or (mail and champ.type == "mailbox"):
            return pattern
        if champ.type == "reference" and mostly(len(words.meant(champ.reference, one)) == 1 for one in texts):
            return pattern
    return None
