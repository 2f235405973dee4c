"""What the sheets of a file hold: which records, where the header is, what each column means; and what was said of it.

What was found is kept in a small file of YAML that people correct, and that is read back.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from prst.files import read_file
from prst.records.model import MODELS
from prst.records.reading import read
from prst.records.types import is_id
from prst.records.writing import single_quoted
from prst.tableurs.cells import Words
from prst.tableurs.columns import CONTACT, Names, Pattern, kind_of, names_of
from prst.tableurs.crosses import OF_SHEETS, crosses_of, fields_of, term_of
from prst.tableurs.headers import headers_of, told_by_first_column
from prst.tableurs.reading import Cellule, Feuille
from prst.tableurs.workbooks import letters, named

HEADER_WITHIN = 20
"""Rows among which a table begins."""
LOOKED_AT = 50
"""Cells of a column that tell what it holds."""
SEEN = 200
"""Rows that tell whether a column holds anything."""
ENOUGH = 0.8
"""Part of them that must be of one form."""
TABLE = "tableau"
"""What the only sheet of a CSV file is called."""
_BY_THOUSANDS = re.compile(r"\b(?:milliers?|millions?|milliards?|k€|keur|m€|meur)(?!\w)", re.IGNORECASE)
"""What a header says of numbers that are not written whole."""
_NUMBERS = frozenset({"number", "amount", "people"})
"""Types of fields that count."""
_MAIL = re.compile(r"\S+@\S+\.\S+")
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


class MappingError(Exception):
    """The columns of a file cannot be told, or what was said of them is wrong; its text says why, in French."""


class NoHeaderError(MappingError):
    """A sheet has no header that is known: a cover, or a table of something else. `said` tells it beside others."""

    def __init__(self, name: str, why: str, remedy: str) -> None:
        model = "Un modèle\u00a0: «\u00a0prst exporter --modele\u00a0»."
        super().__init__(f"Feuille «\u00a0{name}\u00a0»\u00a0: {why}. {remedy} {model}")
        self.said = f"la feuille «\u00a0{name}\u00a0» n’est pas lue\u00a0: {why}"


NO_HEADER = f"les {HEADER_WITHIN} premières lignes n’ont aucun en-tête connu"
TURNED = "sa première colonne a les noms des champs, qu’un tableau a sur sa première ligne"
TURN = "Copiez-la, puis collez-la par «\u00a0Collage spécial\u00a0», «\u00a0Transposer\u00a0»."
NO_NAME = "aucune colonne ne donne le {title} de chaque fiche"


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
    crosses: dict[int, tuple[Pattern, str]] = field(default_factory=dict)
    """Columns of crosses, with the list and the term that each stands for."""
    left_out: dict[int, str] = field(default_factory=dict)
    """Columns that are not read, with the reason in French; '' for one that somebody chose to leave out."""
    defaults: dict[Pattern, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What is told of the sheet besides its columns."""

    def meaning(self, column: int) -> tuple[Pattern, int] | None:
        """Return what a column means, one of crosses included; None for one that is not read."""
        return (self.crosses[column][0], 0) if column in self.crosses else self.columns.get(column)

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
        labels = _labels(sheet.headers)
        lines += [f"      {single_quoted(label)}: {_meaning(sheet, column)}" for column, label in labels.items()]
        lines.append("    valeurs:")
        lines += [f"      {_key(pattern, 0)}: {single_quoted(value)}" for pattern, value in sheet.defaults.items()]
        lines += [] if sheet.defaults else ["      # contact.a_confirmer: oui"]
    lines += ["mots:", "  # secteurs:", "  #   'coiffure': services"]
    return "\n".join(lines) + "\n"


def _labels(headers: Mapping[int, str]) -> dict[int, str]:
    """Return what a file of correspondences calls columns: those of one name by their letters too."""
    said = Counter(named(header) for header in headers.values())
    labels = {column: " ".join(header.split()) for column, header in headers.items() if header}
    return {
        column: label if said[named(label)] == 1 else f"{label} (colonne {letters(column)})"
        for column, label in labels.items()
    }


def _meaning(sheet: Sheet, column: int) -> str:
    """Return what a column means as a file of correspondences says it."""
    if column in sheet.crosses:
        pattern, term = sheet.crosses[column]
        return single_quoted(f"{_key(pattern, 0)} = {term}")
    return _key(*sheet.columns[column]) if column in sheet.columns else repr("")


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
    names = names_of(found.kind)
    _leave_out_people(found)
    _name_columns(found, names)
    samples = _samples(found)
    waiting = {column: texts for column, texts in samples.items() if column not in found.columns}
    taken = {pattern for pattern, _rank in found.columns.values()}
    found.crosses |= crosses_of(found.headers, waiting, taken, names, words)
    _guess_columns(found, names)
    _by_content(found, samples, words)
    _leave_out_references(found, samples, words)
    _read_actions(found, samples)
    _leave_out_unnamed(found)
    if not given:
        _name_records(found, names)
        _take_name_of_sheet(found, names, words)
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
    return found, [one.said for one in unknown] + [note for sheet in found for note in sheet.notes]


def _first(feuille: Feuille, count: int) -> list[tuple[int, dict[int, Cellule]]]:
    return [row for row, _rank in zip(feuille.lignes(), range(count), strict=False)]


def _as_said(feuille: Feuille, rows: Sequence[tuple[int, dict[int, Cellule]]], given: Mapping[str, Any]) -> Sheet:
    name, kind, number = feuille.nom or TABLE, str(given["fiches"]), int(given.get("entete") or rows[0][0])
    around = [row for row in feuille.lignes() if row[0] in (number - 1, number)]
    if not around or around[-1][0] != number:
        raise MappingError(f"Feuille «\u00a0{name}\u00a0»\u00a0: la ligne {number}, dite d’en-tête, est vide.")
    names = names_of(kind)
    sheet = Sheet(feuille, kind, number, headers_of(feuille, around[-1], around[0], names))
    told = {named(header): str(key or "") for header, key in (given.get("colonnes") or {}).items()}
    for column, label in _labels(sheet.headers).items():
        key = told.get(named(label), told.get(named(sheet.headers[column])))
        if key == "":
            sheet.left_out[column] = ""
        elif key is not None and "=" in key:
            place, term = key.split("=", 1)
            sheet.crosses[column] = _pattern(place, names, name)[0], term.strip()
        elif key is not None:
            sheet.columns[column] = _pattern(key, names, name)
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
    best: list[_Candidate] = []
    turned = 0
    for one in [kind] if kind else list(MODELS):
        names = names_of(one)
        needed = {pattern for pattern, column in names.columns.items() if column.required}
        turned = max(turned, told_by_first_column(rows, names))
        for above, row in zip([None, *rows], rows, strict=False):
            number, headers = row[0], headers_of(feuille, row, above, names)
            meant = [pattern for _header, pattern in _meanings(headers, names)]
            exact = sum(map(names.is_exact, headers.values()))
            titled = any(meant in TITLES and names.is_exact(header) for header, meant in _meanings(headers, names))
            best.append(_Candidate((len(meant), titled, exact, len(needed & set(meant))), one, number, headers))
    most = max(best, key=lambda row: row.score)  # the first of equals
    if not _is_titled(most):  # another table below, which has more columns: what is above it would be lost
        higher = [row for row in best if row.kind == most.kind and row.number < most.number and row.score[0] > 1]
        most = max([most, *filter(_is_titled, higher)], key=lambda row: (_is_titled(row), row.score))
    name = feuille.nom or TABLE
    if turned > max(most.score[0], 2):
        raise NoHeaderError(name, TURNED, TURN)
    if most.score[0] < (1 if kind else 2):
        columns = ", ".join(column.titre for column in list(names_of(kind or "livrables").columns.values())[:8])
        raise NoHeaderError(name, NO_HEADER, f"Nommez les colonnes, par exemple\u00a0: {columns}.")
    others = sorted({row.kind for row in best if row.score == most.score and row.kind != most.kind})
    if others:
        raise MappingError(
            f"Feuille «\u00a0{name}\u00a0»\u00a0: ce peuvent être des {most.kind} ou des {' ou des '.join(others)}. "
            f"Dites-le par «\u00a0--fiches {most.kind}\u00a0»."
        )
    return Sheet(feuille, most.kind, most.number, most.headers)


TITLES: tuple[Pattern, ...] = (("id",), ("titre",), ("nom",))
"""What names a record."""


class _Candidate(NamedTuple):
    """A row that may be the header of a kind of records."""

    score: tuple[int, bool, int, int]
    """How many names it has, whether one is the very name of titles, how many are such names, or must be there."""
    kind: str
    number: int
    headers: dict[int, str]


def _meanings(headers: Mapping[int, str], names: Names) -> Iterator[tuple[str, Pattern]]:
    """Yield the headers that are names, each with what it means."""
    for header in headers.values():
        if found := names.meant(header):
            yield header, found[0]


def _is_titled(row: _Candidate) -> bool:
    """Whether a row that may be a header has a column of titles."""
    return any(meant in TITLES for _header, meant in _meanings(row.headers, names_of(row.kind)))


def _waiting(sheet: Sheet) -> list[int]:
    """Return the columns of which nothing is known yet."""
    known = (sheet.columns, sheet.crosses, sheet.left_out)
    return [column for column in sheet.headers if not any(column in one for one in known)]


def _leave_out_people(sheet: Sheet) -> None:
    """Leave out the names of persons: where there are first names, « Nom » is that of no record."""
    said = {named(header): column for column, header in sheet.headers.items()}
    if "prenom" in said and "nom" in said and said["nom"] not in sheet.columns:
        sheet.left_out[said["nom"]] = "avec « Prénom », c’est le nom d’une personne"


def _name_columns(sheet: Sheet, names: Names) -> None:
    """Give each column that has none yet its meaning, where its header is a name."""
    filled = {column for _row, cells in sheet.feuille.rows[:SEEN] for column in cells[::2] if _row > sheet.header}
    for column in sorted(_waiting(sheet), key=lambda one: one not in filled):  # an empty one takes no name from another
        if meant := names.meant(sheet.headers[column]):
            _place(sheet, column, names, *meant)
    sheet.columns = dict(sorted(sheet.columns.items()))


def _guess_columns(sheet: Sheet, names: Names) -> None:
    """Give each column that has none yet the meaning that its header most probably has."""
    for column in _waiting(sheet):
        if near := names.near(sheet.headers[column]):
            _place(sheet, column, names, near, None)
            if column in sheet.columns:
                sheet.guessed[column] = "nom"


def _place(sheet: Sheet, column: int, names: Names, pattern: Pattern, rank: int | None) -> None:
    """Give a column its meaning, or leave it out where another one has it, or its numbers are not whole."""
    if _is_by_thousands(sheet.headers[column], names, pattern):
        sheet.left_out[column] = "ses nombres ne sont pas écrits en entier, et 12 y vaut peut-être 12 000"
        return
    taken = {place for place in sheet.columns.values() if place[0] == pattern}
    if rank is None:
        rank = next(number for number in range(len(taken) + 1) if (pattern, number) not in taken)
    if pattern != CONTACT and None not in pattern and taken:
        if not names.column(pattern).champ.several:
            sheet.left_out[column] = f"une autre colonne donne déjà «\u00a0{names.column(pattern).titre}\u00a0»"
            return
        rank = 0
    sheet.columns[column] = (pattern, rank)


def _is_by_thousands(header: str, names: Names, pattern: Pattern) -> bool:
    """Whether a column counts in thousands or millions what a field counts by ones."""
    known = names.columns.get(pattern)
    return known is not None and known.champ.type in _NUMBERS and _BY_THOUSANDS.search(header) is not None


def _samples(sheet: Sheet) -> dict[int, list[str]]:
    """Return what the first filled cells say of columns whose header does not tell what they are, or not surely."""
    numbered = [column for column, (pattern, _rank) in sheet.columns.items() if pattern == _NUMBER]
    columns = [*_waiting(sheet), *_loose_ids(sheet), *numbered]
    samples: dict[int, list[str]] = {column: [] for column in columns}
    for number, cells in sheet.feuille.lignes() if columns else ():
        for column in columns if number > sheet.header else ():
            if (cell := cells.get(column)) and len(samples[column]) < LOOKED_AT and cell.texte.strip():
                samples[column].append(cell.texte.strip())
    return samples


def _by_content(sheet: Sheet, samples: Mapping[int, Sequence[str]], words: Words) -> None:
    """Give columns whose header says nothing their meaning by what they hold."""
    names = names_of(sheet.kind)
    for column in _waiting(sheet):
        taken = {pattern for pattern, _rank in sheet.columns.values()}
        free = [pattern for pattern in names.columns if pattern not in taken]
        if pattern := _told_by(samples[column], free, names, words):
            sheet.columns[column], sheet.guessed[column] = (pattern, 0), "contenu"
        else:
            sheet.left_out[column] = "on ne sait pas ce qu’elle contient"


def _loose_ids(sheet: Sheet) -> list[int]:
    """Return the columns that are taken for ids: « Identifiant », but « Code », « Référence », « ID » too."""
    return [column for column, (pattern, _rank) in sheet.columns.items() if pattern == ("id",)]


def _read_actions(sheet: Sheet, samples: Mapping[int, Sequence[str]]) -> None:
    """Read « Action » as what a group does where it says no numbers: as milestones, where a column has their dates."""
    meant = {pattern: column for column, (pattern, _rank) in sheet.columns.items()}
    column = meant.get(_NUMBER)
    texts = samples.get(column, ()) if column else ()
    if column and texts and not any(re.match(r"\D{0,3}\d", text) for text in texts):
        dated = _STEP_DATE in meant and _STEP not in meant
        sheet.columns[column], sheet.guessed[column] = (_STEP if dated else _ACTION, 0), "contenu"


_NUMBER: Pattern = ("fiche_action", "numero")
_ACTION: Pattern = ("fiche_action", "actions", None, "intitule")
_STEP: Pattern = ("jalons", None, "intitule")
_STEP_DATE: Pattern = ("jalons", None, "date")


def _leave_out_references(sheet: Sheet, samples: Mapping[int, Sequence[str]], words: Words) -> None:
    """Leave out a column of « ED 6340 » or of 1, 2, 3: such a code is no name of a file.

    Under our own name it takes numbers alone, none of which the catalogue has: other ids that are wrong are told.
    """
    for column in _loose_ids(sheet):
        texts = samples.get(column, ())
        if names_of(sheet.kind).is_exact(sheet.headers[column]):
            is_none = (
                bool(texts) and not any(words.meant(sheet.kind, one) for one in texts) and all(map(str.isdigit, texts))
            )
        else:
            ids = sum(is_id(one) and re.search("[a-z]", one) is not None for one in texts)
            is_none = ids < ENOUGH * len(texts)
        if is_none:
            del sheet.columns[column]
            sheet.left_out[column] = "ses valeurs ne sont pas des noms de fiches"


def _leave_out_unnamed(sheet: Sheet) -> None:
    """Leave out the columns that have no name and that most rows fill: it is said once, and not of each row."""
    rows = [cells for number, cells in sheet.feuille.rows if number > sheet.header]
    last = max(sheet.headers, default=0)
    filled = Counter(column for cells in rows for column in cells[::2] if column < last and column not in sheet.headers)
    for column, count in filled.items():
        if count > 1 and count >= ENOUGH * len(rows):
            sheet.headers[column], sheet.left_out[column] = "", "elle n’a pas de nom"


def _name_records(sheet: Sheet, names: Names) -> None:
    """See that a column gives the name of each record. Raises NoHeaderError where none does.

    In a table of relays, « Organisme » is what each is called, unless another column says that.
    """
    titles: tuple[Pattern, ...] = (("titre",), ("nom",))
    title = next((one for one in titles if one in names.columns), None)
    meant = {pattern: column for column, (pattern, _rank) in sheet.columns.items()}
    if title is None or title in meant or ("id",) in meant:
        return
    if sheet.kind == "relais" and (column := meant.get(("structure",))):
        sheet.columns[column], sheet.guessed[column] = (title, 0), "contenu"
        return
    why = NO_NAME.format(title=names.columns[title].champ.name)
    raise NoHeaderError(sheet.name, why, f"Nommez cette colonne «\u00a0{names.columns[title].titre}\u00a0».")


def _take_name_of_sheet(sheet: Sheet, names: Names, words: Words) -> None:
    """Give records the term that their sheet is called after, where no column says it; tell of a year that none has."""
    called = sheet.feuille.nom
    where = f"Feuille «\u00a0{called}\u00a0»\u00a0"
    taken = {pattern for pattern, _rank in (*sheet.columns.values(), *sheet.crosses.values())}
    for pattern in fields_of(names, OF_SHEETS) if called and kind_of(called) is None else ():
        if pattern not in taken and (term := term_of(called, pattern, names, words)):
            sheet.defaults[pattern] = term
            title = names.columns[pattern].titre
            sheet.notes.append(f"{where}: son nom donne «\u00a0{title}\u00a0» ({term}) à ses fiches, deviné.")
            return
    if _A_YEAR.search(called) and not {("date",), ("debut",)} & taken:
        sheet.notes.append(f"{where}: l’année de son nom n’est reprise dans aucune fiche.")


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
