"""Rows to proposed records: new ones, and changes of those that the catalogue has; checked as if they stood there."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any, TypeVar

from prst.files import read_file
from prst.records.dates import PARIS
from prst.records.fuseaux import place_of
from prst.records.loading import WORTH_TWO_PROCESSES, Loaded, Memory, Proposed, load
from prst.records.model import MODELS
from prst.records.naming import id_of_act
from prst.records.problems import ERREUR, NOTE, Problem
from prst.records.problems import describe as described
from prst.records.reading import FORBIDDEN, MAX_BYTES, Location, read, value_at
from prst.records.types import RESERVED_IDS, fold, is_id, slugify
from prst.records.values import LINK, says_paris
from prst.records.writing import edited, text_of
from prst.side_by_side import at_once, in_two
from prst.tableurs.cells import CLEARED, Understood, Words, cell_of, contact_of, says_no, says_yes, understand
from prst.tableurs.columns import CONTACT, IDENTIFIANT, Colonne, key_of, names_of, path_of
from prst.tableurs.limits import TEXT_CAP
from prst.tableurs.matching import Said, Sheet
from prst.tableurs.messages import describe
from prst.tableurs.reading import ERROR, TEXT, UNCOMPUTED, Cellule
from prst.tableurs.rows import TABLE, Asides, address_told, bare, dittos_in, repeat
from prst.tableurs.together import (
    Together,
    Written,
    join_hours,
    name_contacts,
    name_own_contact,
    part_targets,
    part_texts,
)
from prst.tableurs.workbooks import letters, named, numbered

Result = TypeVar("Result")

EXAMPLE = re.compile(r"exemple\s*:", re.IGNORECASE)
"""Begins the first text of the row that shows how to fill a template: it is left out."""
PDF_LINK = "Télécharger le document (PDF)"
"""What is written of a link to a document whose text nobody gave."""
QUOTES = ("\u201c", "\u2018", "«")
"""Begin texts that somebody may have put between quotes: the check has something to say of them."""
FAULTS = {UNCOMPUTED: "cellule_formule", ERROR: "cellule_erreur"}
SAID = 5
"""Texts above a header that a sentence quotes at most."""
SHORT = 40
"""Characters of a cell that other rows probably repeat."""
EXAMPLE_ID = "guide-chutes"
ROUNDS = 5
"""Times that right records are looked for among wrong ones: one may lead to the next."""


@dataclass(frozen=True, order=True)
class Trouble:
    """A problem of a cell, or of a row where no cell is to blame."""

    sheet: str
    row: int
    column: int
    """From 1; 0 where no cell is to blame."""
    field: str
    message: str
    remedy: str
    code: str
    severity: str = ERREUR
    outside: bool = False
    """Whether it stands in a file of the catalogue, and no row leads to it."""

    @property
    def cell(self) -> str:
        """The cell as spreadsheets name it, or its row."""
        return f"{letters(self.column)}{self.row}" if self.column else f"ligne {self.row}"


@dataclass(slots=True)
class Proposal:
    """A record as a row proposes it."""

    kind: str
    identity: str
    sheet: Sheet
    row: int
    places: Mapping[str, int]
    """Columns of its sheet by the key that they give: `liens[1].url`."""
    values: dict[str, Any] = field(default_factory=dict)
    """Of a new record: its tree."""
    changes: dict[Location, Any] = field(default_factory=dict)
    """Of one that the catalogue has: what would change."""
    before: dict[str, Any] | None = None
    """What the catalogue has: None for a new one."""
    text: str = ""
    """The file of `before`."""
    made: bytes | None = None
    """Its file as the cells say it, once that is made."""
    mended: str = ""
    """What its file will hold where the check reads something else than what its cells say."""
    rows: dict[str, int] = field(default_factory=dict)
    """The rows of parts that other rows of the same record say: `jalons[2]`."""

    @property
    def file(self) -> str:
        """The name of its file in the catalogue."""
        return f"{self.kind}/{self.identity}.yml"

    @property
    def is_new(self) -> bool:
        """Whether the catalogue does not have it."""
        return self.before is None

    @property
    def content(self) -> bytes:
        """What its file will hold."""
        return self.mended.encode() if self.mended else self.proposed()

    def proposed(self) -> bytes:
        """Return its file as the cells say it."""
        if self.made is None:
            new = self.before is None
            text = text_of(self.kind, self.values) if new else edited(self.kind, self.text, self.changes)
            self.made = text.encode()
        return self.made

    def known(self) -> dict[str, Any] | None:
        """Return what its file will say, where it is new and the reader of files would find nothing odd in it."""
        return None if self.before is not None or _is_odd(self.values) else self.values

    def column_of_id(self) -> int:
        """Return the column that gives the id, or what it is made of; 0 for none."""
        return self.column_of("id") or self.column_of("titre") or self.column_of("nom")

    def column_of(self, key: str) -> int:
        """Return the column that gives a key, or the part that holds it; 0 for none."""
        while key:
            within = (
                column for name, column in self.places.items() if name == key or name.startswith((f"{key}.", f"{key}["))
            )
            if found := next(within, 0):
                return found
            key = re.sub(r"(?:\.?[^.\[]+|\[\d+\])$", "", key)
        return 0


@dataclass
class Import:
    """All that a file proposes, and what is told of it."""

    proposals: list[Proposal] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    guesses: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """How often which words of which field were read as what."""
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often which words of which field were not understood."""
    notes: list[str] = field(default_factory=list)
    unchanged: int = 0

    def add(self, sheet: Sheet, row: int, column: int, key: str, code: str, **values: str) -> None:
        """Note what is wrong with a cell."""
        self.troubles.append(Trouble(sheet.name, row, column, key, *describe(code, **values), code))


class Importer:
    """Reads the rows of sheets beside a catalogue that was loaded."""

    def __init__(self, folder: Path, words: Words, said: Said, today: date, loaded: Loaded) -> None:
        self._folder = folder
        self._words = _SaidWords(words, said)
        self._today = today
        self._titles: dict[str, dict[str, str]] = {}
        self._loaded = loaded
        self._known = loaded.known
        self._zone = loaded.sound.site.fuseau if loaded.sound else PARIS.key
        self._places: Mapping[str, int] = {}
        self._loose: Collection[Location] = ()
        self._seen: dict[tuple[str, str], _Seen] = {}
        self._dittos: frozenset[str] | None = None
        self._understood: dict[tuple[int, Cellule], Understood] = {}
        self.found = Import()

    def take(self, sheet: Sheet) -> None:
        """Take in the rows of a sheet."""
        if self._zone != PARIS.key:
            _leave_out_hours_of_paris(sheet, place_of(self._zone))
        columns = self._columns(sheet)
        self._places = {key_of(column.path): place for place, column in reversed(columns.items())}
        names = names_of(sheet.kind)
        self._loose = {
            column.path
            for place, column in columns.items()
            if column.champ.type in ("line", "named") and not names.is_exact(sheet.headers[place])
        }
        for row, cells in self._records_of(sheet, columns):
            self._take_row(sheet, row, cells, columns)
        if above := _above(sheet):
            texts = ", ".join(f"«\u00a0{' '.join(text.split())[:60]}\u00a0»" for text in above[:SAID])
            self.found.notes.append(
                f"Feuille «\u00a0{sheet.name}\u00a0», au-dessus de l’en-tête, pas lu\u00a0: {texts}."
            )
        if sheet.feuille.rows[-1][0] <= sheet.header:
            self.found.notes.append(f"Feuille «\u00a0{sheet.name}\u00a0»\u00a0: il n’y a aucune ligne sous l’en-tête.")
        if sheet.feuille.loin:
            where = f"Feuille «\u00a0{sheet.name}\u00a0»"
            self.found.notes.append(
                f"{where}\u00a0: ce qui est écrit en {sheet.feuille.loin} n’est pas lu\u00a0: trop loin."
            )

    def _records_of(self, sheet: Sheet, columns: Mapping[int, Colonne]) -> Iterator[tuple[int, dict[int, Cellule]]]:
        """Yield the rows that may be records, with what merged cells and « idem » say of them; tell of the others."""
        if self._dittos is None:
            self._dittos = dittos_in(sheet.feuille.cellules)
        spans = _merged(sheet, self.found)
        asides = Asides(sheet, names_of(sheet.kind))
        titles = self._of_title(sheet.kind)
        above: dict[int, Cellule] = {}
        for row, cells in sheet.feuille.lignes():
            if row <= sheet.header:
                continue
            for column in spans.get(row, ()):
                if column not in cells and column in above and column in columns:
                    cells[column] = above[column]
            sort = asides.sort_of(row, cells, titles)
            if sort == TABLE:
                self.found.add(sheet, row, 0, "", "autre_tableau")
                break
            if not sort:
                if self._dittos:
                    self._repeat(sheet, row, cells, above)
                above = cells
                yield row, cells
        self.found.notes += asides.notes()

    def _repeat(self, sheet: Sheet, row: int, cells: dict[int, Cellule], above: Mapping[int, Cellule]) -> None:
        """Read « idem » as what stands above it, and tell it."""
        for column, text in repeat(cells, above, self._dittos or ()).items():
            if text:
                self.found.guesses[sheet.headers.get(column, ""), "idem", text] += 1
            elif column in sheet.columns:
                self.found.add(sheet, row, column, "", "idem_seul", value=cells[column].texte)

    def _columns(self, sheet: Sheet) -> dict[int, Colonne]:
        names = names_of(sheet.kind)
        found = {}
        for column, (pattern, rank) in sheet.columns.items():
            model = names.column(pattern)
            found[column] = Colonne(path_of(pattern, rank), model.titre, model.champ, model.required)
        return found

    def _take_row(self, sheet: Sheet, row: int, cells: dict[int, Cellule], columns: Mapping[int, Colonne]) -> None:
        first = next((cell.texte for column, cell in sorted(cells.items()) if column in columns), "")
        if EXAMPLE.match(first):
            self.found.notes.append(
                f"Feuille «\u00a0{sheet.name}\u00a0», ligne {row}\u00a0: l’exemple du modèle est laissé de côté."
            )
            return
        self._note_outside(sheet, row, cells)
        given = {
            column: cell
            for column, cell in cells.items()
            if column in columns and (cell.texte.strip() or cell.sorte == UNCOMPUTED)
        }
        if not given:
            return
        proposal = Proposal(sheet.kind, "", sheet, row, self._places)
        wrong = len(self.found.troubles)
        written = self._written(sheet, row, given, columns)
        if sheet.crosses:
            self._cross(sheet, row, cells, written)
        self._complete_row(sheet, row, written)
        self._identify(proposal, written, wrong)

    def _note_outside(self, sheet: Sheet, row: int, cells: Mapping[int, Cellule]) -> None:
        outside = [column for column in cells if column not in sheet.headers]
        if outside:
            self.found.add(sheet, row, outside[0], "", "cellule_dehors", value=cells[outside[0]].texte[:60])

    def _written(self, sheet: Sheet, row: int, given: Mapping[int, Cellule], columns: Mapping[int, Colonne]) -> Written:
        """Return the cells of a row by the place that they fill; what cannot be read is told."""
        written: Written = {}
        for column, cell in given.items():
            found = columns[column]
            if (cell.sorte != TEXT or len(cell.texte) > TEXT_CAP) and (code := _fault(cell)):
                self.found.add(sheet, row, column, found.key, code, value=cell.texte[:60], length=str(TEXT_CAP))
            elif found.path == CONTACT:
                self._write_contact(sheet, row, column, cell, written)
            elif found.path in written and found.champ.several:
                before = written[found.path][1]
                written[found.path] = (found, Cellule(f"{before.texte}\n{cell.texte}"))
            else:
                written[found.path] = (found, cell)
            if cell.adresse and found.path not in (("titre",), CONTACT):
                is_written = (
                    found.champ.type in ("url", "mailbox") and re.search(r"@|^https?:|^www\.", cell.texte) is not None
                )
                if is_written or found.champ.type not in ("url", "mailbox"):
                    self._tell_address(sheet, row, column, cell, is_written=is_written)
        return written

    def _tell_address(self, sheet: Sheet, row: int, column: int, cell: Cellule, *, is_written: bool = False) -> None:
        if told := address_told(sheet.name, row, column, cell, is_written=is_written):
            self.found.notes.append(told)

    def _write_contact(self, sheet: Sheet, row: int, column: int, cell: Cellule, written: Written) -> None:
        """Write the fields of a contact that one cell says, and tell what of it is not kept."""
        said, left = contact_of(cell.texte)
        if cell.adresse.lower().startswith("mailto:"):
            said.setdefault("courriel", cell.adresse[len("mailto:") :].partition("?")[0])
        elif cell.adresse:
            self._tell_address(sheet, row, column, cell)
        columns = names_of(sheet.kind).columns
        for name, text in said.items():
            place: Location = ("contact", name)
            inner = columns["contact", name]
            written.setdefault(place, (Colonne(place, inner.titre, inner.champ), Cellule(text)))
        for one in left:
            self.found.guesses[
                sheet.headers[column], cell.texte, f"sans «\u00a0{one}\u00a0», qui n’est pas repris"
            ] += 1

    def _cross(self, sheet: Sheet, row: int, cells: Mapping[int, Cellule], written: Written) -> None:
        """Write the terms whose columns have a cross."""
        names = names_of(sheet.kind)
        for column, (pattern, term) in sheet.crosses.items():
            said = fold(cells[column].texte) if column in cells else ""
            if not says_yes(said):
                if said and not says_no(said):
                    self.found.add(sheet, row, column, key_of(path_of(pattern, 0)), "croix_fausse", value=said[:60])
                continue
            model = names.columns[pattern]
            self.found.guesses[model.champ.title, f"croix sous {' '.join(sheet.headers[column].split())}", term] += 1
            taken = (
                sum(place[0] == pattern[0] and place[2:] == pattern[2:] for place in written) if None in pattern else 0
            )
            place = path_of(pattern, taken)
            before = f"{written[place][1].texte}\n" if place in written else ""
            written[place] = Colonne(place, model.titre, model.champ), Cellule(before + term)

    def _complete_row(self, sheet: Sheet, row: int, written: Written) -> None:
        """Add what goes without saying, and set apart or together what cells say of two places or in two."""
        names = names_of(sheet.kind)
        if sheet.kind == "livrables":
            _add_link(written)
        if sheet.kind == "relais":
            self._note_together(sheet, row, part_targets(written, names, self._words))
            self._note_together(sheet, row, name_own_contact(written, names))
        for pattern, value in sheet.defaults.items():
            place = path_of(pattern, 0)
            if place not in written and value:
                written[place] = (names.column(pattern), Cellule(value))
        if self._loose:
            self._note_together(sheet, row, part_texts(written, sheet.kind, names, self._loose))
        if sheet.kind == "groupes":
            self._note_together(sheet, row, name_contacts(written, names))
        if sheet.kind == "evenements":
            self._refuse_hours_of_paris(sheet, row, written)
            self._note_together(sheet, row, join_hours(written))

    def _refuse_hours_of_paris(self, sheet: Sheet, row: int, written: Written) -> None:
        """Tell the hours that are those of Paris where the site counts others, as the check does of a file."""
        for column, cell in written.values() if self._zone != PARIS.key else ():
            if column.champ.type == "when" and says_paris(cell.texte):
                told = described("heure_de_paris", value=cell.texte, lieu=place_of(self._zone))
                place = self._places.get(column.key, 0)
                self.found.troubles.append(Trouble(sheet.name, row, place, column.key, *told, "heure_de_paris"))

    def _note_together(self, sheet: Sheet, row: int, together: Together) -> None:
        for guess in together.guesses:
            self.found.guesses[guess] += 1
        for key, code, values in together.wrong:
            self.found.add(sheet, row, self._places.get(key, 0), key, code, **values)

    def _understand(self, cell: Cellule, column: Colonne) -> Understood:
        """Return what a cell says; of short ones, which many rows repeat, it is kept."""
        if len(cell.texte) > SHORT:
            return understand(cell, column.champ, self._words)
        key = id(column.champ), cell
        found = self._understood.get(key)
        if found is None:
            found = self._understood[key] = understand(cell, column.champ, self._words)
        return found

    # Which record

    def _identify(self, proposal: Proposal, written: Written, wrong: int) -> None:
        sheet, row, kind = proposal.sheet, proposal.row, proposal.kind
        said = written.pop(("id",), None)
        identity = said[1].texte.strip() if said else self._made(kind, written)
        if code := _fault_of_id(identity):
            column = proposal.column_of_id()
            title = next((written[place][1].texte for place in (("titre",), ("nom",)) if place in written), "")
            fits = [one for one in map(slugify, (identity, title)) if one and one not in RESERVED_IDS]
            why = RESERVED_IDS.get(slugify(identity), "")
            suggestion = [*fits, EXAMPLE_ID][0]
            self.found.add(sheet, row, column, "id", code, value=identity, suggestion=suggestion, raison=why)
            return
        if self._is_taken(proposal, identity):
            return
        proposal.identity = identity
        if before := self._seen.get((kind, identity)):
            if before.proposal.sheet is sheet and (more := before.added(written)):
                self._continue(before, more, row, wrong)
                return
            other = before.proposal.sheet
            where = f"ligne {before.proposal.row}" + (
                "" if other is sheet else f" de la feuille «\u00a0{other.name}\u00a0»"
            )
            self.found.add(sheet, row, proposal.column_of_id(), "id", "ligne_double", value=identity, autre=where)
            return
        self._seen[kind, identity] = _Seen(proposal, written)
        self._compare(proposal, written)
        if len(self.found.troubles) > wrong:
            self.found.proposals.append(proposal)
            return
        if proposal.before is not None and not proposal.changes:
            self.found.unchanged += 1
            return
        self.found.proposals.append(proposal)

    def _continue(self, seen: "_Seen", written: Written, row: int, wrong: int) -> None:
        """Add to a record what one more of its rows says: the next of its milestones, of its targets."""
        proposal = seen.proposal
        was_unchanged = (
            proposal.before is not None and not proposal.changes and proposal not in self.found.proposals[-1:]
        )
        for place in written:
            proposal.rows[key_of(place[: _rank_in(place) + 1])] = row
        self._compare(proposal, written)
        if was_unchanged and (proposal.changes or len(self.found.troubles) > wrong):
            self.found.unchanged -= 1
            self.found.proposals.append(proposal)

    def _is_taken(self, proposal: Proposal, identity: str) -> bool:
        """Whether an id is that of a record that has another one now, or that was withdrawn; this is told."""
        kind, sound = proposal.kind, self._loaded.sound
        if sound is None or identity in self._known.get(kind, ()):
            return False
        now = sound.resolve(kind, identity)
        if now is None and f"{kind}/{identity}" not in sound.retraits:
            return False
        code, values = ("identifiant_ancien", {"autre": now}) if now else ("identifiant_retire", {})
        self.found.add(proposal.sheet, proposal.row, proposal.column_of_id(), "id", code, value=identity, **values)
        return True

    def _made(self, kind: str, written: Mapping[Location, tuple[Colonne, Cellule]]) -> str:
        """Return the id of a row that says none: that of the record of the same title, or one made of the title."""
        if kind == "diffusions":
            cells = [written.get((name,)) for name in ("date", "relais", "livrable", "canal")]
            return id_of_act(
                *(str(understand(one[1], one[0].champ, self._words).value or "") if one else "" for one in cells)
            )
        title = next((written[place][1].texte for place in (("titre",), ("nom",)) if place in written), "")
        return self._of_title(kind).get(" ".join(fold(title).split())) or slugify(title)

    def _of_title(self, kind: str) -> dict[str, str]:
        if kind not in self._titles:
            sound = self._loaded.sound
            records = {**getattr(sound, kind, {}), **(sound.brouillons if sound and kind == "livrables" else {})}
            titles: dict[str, list[str]] = {}
            for identity, record in records.items():
                fields = vars(record)
                titles.setdefault(" ".join(fold(fields.get("titre") or fields.get("nom") or "").split()), []).append(
                    identity
                )
            self._titles[kind] = {title: ids[0] for title, ids in titles.items() if title and len(ids) == 1}
        return self._titles[kind]

    # What changes

    def _compare(self, proposal: Proposal, written: Mapping[Location, tuple[Colonne, Cellule]]) -> None:
        self._recall(proposal)
        before, changes = proposal.before, proposal.changes
        for place, (column, cell) in written.items():
            present = None if before is None else value_at(before, place)
            if before is not None and cell.texte == cell_of(present, column.champ):
                continue
            if cell.texte.strip() == CLEARED:
                if present is not None:
                    changes[place] = None
                continue
            found = self._understand(cell, column)
            if found.guesses or found.unknown:
                self._note_words(found, column)
            if found.value is not None and found.value != present:
                changes[place] = found.value
        if proposal.before is None:
            self._complete(proposal)
        elif proposal.changes and ("modifie_le",) not in proposal.changes:
            proposal.changes[("modifie_le",)] = self._today.isoformat()

    def _note_words(self, found: Understood, column: Colonne) -> None:
        for guess in found.guesses:
            self.found.guesses[column.champ.title, *guess] += 1
        for word in found.unknown:
            self.found.unknown[column.champ.title, word] += 1

    def _recall(self, proposal: Proposal) -> None:
        """Give a proposal what the catalogue has of its record."""
        if proposal.identity not in self._known.get(proposal.kind, ()):
            return
        path = self._folder / proposal.file
        if path.is_file() and not path.is_symlink():
            content = read_file(path, MAX_BYTES)
            tree = read(content, positions=False).value
            proposal.before = tree if isinstance(tree, dict) else {}
            proposal.text = content.decode("utf-8", "replace")

    def _complete(self, proposal: Proposal) -> None:
        """Make the tree of a new record of what its row says, with what goes without saying."""
        for place, value in sorted(proposal.changes.items(), key=lambda one: _rank_of(one[0])):
            _put(proposal.values, place, value)
        proposal.changes = {}
        for link in proposal.values.get("liens", ()):
            if isinstance(link, dict) and link.get("url") and not link.get("libelle"):
                link["libelle"] = PDF_LINK if str(link["url"]).lower().endswith(".pdf") else LINK
                self.found.guesses["Libellé", "(aucun texte pour le lien)", link["libelle"]] += 1
        proposal.values.setdefault("ajoute_le", self._today.isoformat())


class _Seen:
    """A record that a row proposed, and what this row and those that go on with it say."""

    __slots__ = ("_parts", "_places", "_texts", "proposal")

    def __init__(self, proposal: Proposal, written: Written) -> None:
        self.proposal = proposal
        self._places = _shared(tuple(written))
        self._texts = tuple([cell.texte for _column, cell in written.values()])
        self._parts: dict[Location, list[dict[Location, str]]] | None = None

    def _open(self) -> tuple[dict[Location, str], dict[Location, list[dict[Location, str]]]]:
        """Return what the first row says, and the parts of each list that are there."""
        said = dict(zip(self._places, self._texts, strict=True))
        if self._parts is None:
            self._parts = {}
            for (above, _rank), part in _parts_of(said).items():
                self._parts.setdefault(above, []).append(part)
        return said, self._parts

    def added(self, written: Written) -> Written:
        """Return the parts that one more row adds, with the ranks that come next; {} where it is no row of this record.

        All that it says besides its parts is what the first one says.
        """
        said, parts = self._open()
        if any(_rank_in(place) < 0 and said.get(place) != cell.texte for place, (_column, cell) in written.items()):
            return {}
        more: Written = {}
        for (above, _rank), part in _parts_of(written).items():
            texts = {last: cell.texte for last, (_column, cell) in part.items()}
            there = parts.setdefault(above, [])
            if texts in there:
                continue
            for last, (column, cell) in part.items():
                here: Location = (*above, len(there), *last)
                more[here] = Colonne(here, column.titre, column.champ), cell
            there.append(texts)
        return more


def _rank_in(place: Location) -> int:
    """Return where in a path the rank of a part stands; -1 for none."""
    return next((number for number, step in enumerate(place) if isinstance(step, int)), -1)


@cache
def _shared(places: tuple[Location, ...]) -> tuple[Location, ...]:
    """Return the same tuple for all rows that fill the same places: most do."""
    return places


def _parts_of(row: Mapping[Location, Any]) -> dict[tuple[Location, int], dict[Location, Any]]:
    """Return what a row says of parts that may stand several times, by their list and rank."""
    found: dict[tuple[Location, int], dict[Location, Any]] = {}
    for place, said in row.items():
        if (number := _rank_in(place)) >= 0:
            found.setdefault((place[:number], int(place[number])), {})[place[number + 1 :]] = said
    return dict(sorted(found.items(), key=lambda one: one[0][1]))


class _SaidWords:
    """Words, those first that somebody explained."""

    def __init__(self, words: Words, said: Said) -> None:
        self._words, self._said = words, said.words

    def meant(self, target: str, words: str) -> tuple[str, ...]:
        told = self._said[target].get(named(words)) if target in self._said else None
        return (told,) if told else self._words.meant(target, words)


def _leave_out_hours_of_paris(sheet: Sheet, place: str) -> None:
    """Leave out the columns whose header says that their hours are those of Paris, which those of `place` are not."""
    names = names_of(sheet.kind)
    for column, (pattern, _rank) in list(sheet.columns.items()):
        if names.column(pattern).champ.type == "when" and "paris" in fold(sheet.headers[column]):
            del sheet.columns[column]
            sheet.left_out[column] = f"ses heures sont celles de Paris, et celles de ce site ne le sont pas ({place})"


def _above(sheet: Sheet) -> list[str]:
    """Return what is written above a header, and is no part of it."""
    told = " ".join(sheet.headers.values())
    first = takewhile(lambda row: row[0] < sheet.header, sheet.feuille.lignes())
    return [
        cell.texte for _row, cells in first for cell in cells.values() if cell.texte.strip() and cell.texte not in told
    ]


def _fault_of_id(identity: str) -> str:
    """Return the code of what is wrong with an id by itself; '' for a right one."""
    if not identity:
        return "ligne_sans_nom"
    if slugify(identity) in RESERVED_IDS:
        return "identifiant_reserve"
    return "" if is_id(identity) else "identifiant_faux"


def _fault(cell: Cellule) -> str:
    """Return the code of what makes a cell useless; '' for a right one."""
    if cell.sorte in FAULTS:
        return FAULTS[cell.sorte]
    return "cellule_longue" if len(cell.texte) > TEXT_CAP else ""


def _add_link(written: Written) -> None:
    """Give a resource the address to which its title leads, where no column has one."""
    title = written.get(("titre",))
    if not title or not title[1].adresse:
        return
    said = [cell for place, (_column, cell) in written.items() if place[0] == "liens" and place[-1] == "url"]
    if all(bare(one.adresse or one.texte) != bare(title[1].adresse) for one in said):
        place: Location = ("liens", len(said), "url")
        column = names_of("livrables").columns["liens", None, "url"]
        written[place] = Colonne(place, column.titre, column.champ), Cellule(title[1].adresse)


def _is_odd(value: Any) -> bool:
    """Whether the reader of files might have something to say of a text of a tree."""
    if isinstance(value, str):
        may_be = not value.isprintable() or "\ufffd" in value  # far quicker than a search
        return value.startswith(QUOTES) or (may_be and FORBIDDEN.search(value) is not None)
    return any(map(_is_odd, value.values() if isinstance(value, dict) else value))


@cache
def _rank_of(place: Location) -> tuple[tuple[bool, Any], ...]:
    """Return what sorts changes: ranks before keys, in their order."""
    return tuple((isinstance(step, str), step) for step in place)


def _put(values: dict[str, Any], place: Location, value: Any) -> None:
    """Put a value at a place of a tree; a rank past the end of a list adds to it."""
    inner: Any = values
    for step, after in pairwise(place):
        empty: Any = [] if isinstance(after, int) else {}
        if isinstance(step, int):
            if step >= len(inner):
                inner.append(empty)
            inner = inner[min(step, len(inner) - 1)]
        else:
            inner = inner.setdefault(step, empty)
    inner[place[-1]] = value


def _merged(sheet: Sheet, found: Import) -> dict[int, set[int]]:
    """Return the cells under the first of those that are merged, by row: what it says holds for each."""
    spans: dict[int, set[int]] = {}
    filled = {row for row, _cells in sheet.feuille.rows}
    for area in sheet.feuille.fusions:
        place = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", area)
        if not place or int(place[4]) <= sheet.header or place[2] == place[4]:
            continue
        column = numbered(place[1])
        for row in filled:
            if max(int(place[2]), sheet.header) < row <= int(place[4]):
                spans.setdefault(row, set()).add(column)
    if spans:
        where = f"Feuille «\u00a0{sheet.name}\u00a0»"
        found.notes.append(f"{where}\u00a0: la valeur de cellules fusionnées vaut pour chacune de leurs lignes.")
    return spans


# Checking


def make(proposals: Iterable[Proposal]) -> None:
    """Make the files of proposals, in two processes where many are not made yet; of few, each when it is asked for."""
    waiting = [one for one in proposals if one.made is None]
    if len(waiting) >= WORTH_TWO_PROCESSES:
        half = len(waiting) // 2
        first, second = in_two(_contents, waiting[:half], waiting[half:])
        _keep(waiting, first + second)


def made_meanwhile(proposals: Iterable[Proposal], work: Callable[[], Result]) -> Result:
    """Return what some work gives, during which the files of many new records are made in a second process."""
    waiting = [one for one in proposals if one.is_new and one.made is None]
    if len(waiting) < WORTH_TWO_PROCESSES:
        return work()
    result, contents = at_once(work, partial(_contents, waiting))
    _keep(waiting, contents)
    return result


def _contents(proposals: Sequence[Proposal]) -> list[bytes]:
    return [one.proposed() for one in proposals]


def _keep(proposals: Sequence[Proposal], contents: Sequence[bytes]) -> None:
    for one, content in zip(proposals, contents, strict=True):
        one.made = content


def check(
    found: Import, folder: Path, docs: Path, today: date, before: Loaded, memory: Memory | None = None
) -> Loaded | None:
    """Check the catalogue as it would be, and note what is wrong by cells. None where nothing is proposed.

    With the `memory` of the reading before, only what is proposed is read.
    """
    if not found.proposals:
        return None
    make(one for one in found.proposals if not one.is_new)  # the check reads them
    by_path = {folder / one.file: one for one in found.proposals}
    proposed = {path: Proposed(one.proposed, one.known) for path, one in by_path.items()}
    loaded = load(folder, docs, today=today, proposed=proposed, memory=memory)
    for path, one in by_path.items():
        one.mended = loaded.mended.get(path, "")
    by_file = {f"{folder.name}/{one.file}": one for one in found.proposals}
    known = {(problem.file, problem.field, problem.message) for problem in before.problems}
    for problem in loaded.problems:
        if proposal := by_file.get(problem.file):
            found.troubles.append(_trouble(problem, proposal))
        elif problem.severity != NOTE and (problem.file, problem.field, problem.message) not in known:
            found.troubles.append(_trouble_outside(problem, found.proposals))
    found.troubles = sorted(set(found.troubles))
    return loaded


def _trouble_outside(problem: Problem, proposals: Sequence[Proposal]) -> Trouble:
    """Return a problem of another file at the row whose record it names, or at that file where it names none."""
    said = f"{problem.field} {problem.message}"
    for one in proposals:
        if re.search(rf"(?<![\w-]){re.escape(one.identity)}(?![\w-])", said):
            message = f"{problem.file}, ligne {problem.line}\u00a0: {problem.message}"
            return Trouble(one.sheet.name, one.row, one.column_of_id(), "id", message, problem.remedy, problem.code)
    return Trouble(
        problem.file, problem.line, 0, problem.field, problem.message, problem.remedy, problem.code, outside=True
    )


def _trouble(problem: Problem, proposal: Proposal) -> Trouble:
    column = proposal.column_of(problem.field)
    remedy = problem.remedy
    if problem.code == "missing":
        remedy = describe("a_remplir", value=_title_of(proposal.kind, problem.field))[1]
    row = next((row for key, row in proposal.rows.items() if problem.field.startswith(key)), proposal.row)
    return Trouble(
        proposal.sheet.name,
        row,
        column,
        problem.field,
        problem.message,
        remedy,
        problem.code,
        problem.severity,
    )


def _title_of(kind: str, key: str) -> str:
    """Return the header of the column that gives a key, or of the first one that gives a part of it."""
    pattern = tuple(None if step[0] == "[" else step for step in re.findall(r"[a-z_]+|\[\d+\]", key))
    columns = names_of(kind).columns
    return next((one.titre for path, one in columns.items() if path[: len(pattern)] == pattern), IDENTIFIANT.title)


def wrong_rows(found: Import) -> set[tuple[str, int]]:
    """Return the sheets and rows that have a problem, and the first rows of records of which another one has."""
    wrong = {(one.sheet, one.row) for one in found.troubles if one.severity != NOTE}
    several = [one for one in found.proposals if one.rows] if wrong else []
    return wrong | {
        (one.sheet.name, one.row) for one in several if any((one.sheet.name, row) in wrong for row in one.rows.values())
    }


def right_only(found: Import, again: Callable[[Import], Loaded | None]) -> list[Proposal]:
    """Return the proposals that are right by themselves: without those that are wrong, and those that lead to them.

    There is none where another file would be wrong with them, and nobody can tell because of which.
    """
    kept = found.proposals
    for _round in range(ROUNDS):
        wrong = wrong_rows(found)
        left = [one for one in kept if (one.sheet.name, one.row) not in wrong]
        if len(left) == len(kept):
            return [] if any(one.outside for one in found.troubles) else left
        kept = left
        found = Import(list(kept))
        again(found)
    return []


def by_kind(proposals: Sequence[Proposal]) -> Iterator[tuple[str, int, int]]:
    """Yield each kind with how many new records there are of it, and how many that change."""
    for kind in MODELS:
        ours = [one for one in proposals if one.kind == kind]
        if ours:
            yield kind, sum(one.is_new for one in ours), sum(not one.is_new for one in ours)
