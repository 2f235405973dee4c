"""A file of the catalogue that has a problem, read as its author meant it wherever only one meaning is possible.

The reader (reading.py) and the model stay strict, and are one truth with the schemas of editors, which underline
what is only tolerated. That is looked for here, in files that have a problem: it becomes text (`Patched`) that the
reader and the model accept, and a note with what to write. `prst reparer` writes that same text. So what is read and
what is repaired cannot differ, and a catalogue without any problem pays nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from prst.records.keys import inner_model, spellings
from prst.records.lines import Edit, mended_lines, whole_line
from prst.records.model import CibleTouchee, Contact, Jalon, Lien
from prst.records.naming import Words
from prst.records.patching import Lines, Patched
from prst.records.reading import Fault, Location, Position, Reading, decode, read
from prst.records.shapes import Shape, spelled
from prst.records.types import is_id
from prst.records.values import MENDS, Given, french_date, is_of_list, items_of, named_like, part_of
from prst.records.writing import scalar

READABLE = frozenset({"ancre", "cle_double", "diese", "espace", "etiquette", "sans_valeur"})
"""Faults that leave the rest of their file readable: its other problems are told with them."""
HOPELESS = frozenset({"trop_gros", "encodage", "caractere", "conflit", "profondeur", "vide"})
"""Faults of a file as a whole."""
ROUNDS = 8
"""A value may be mended after its key, and a list before its items."""
LINES_LEFT_OUT = 20
"""How many lines may be left out so that the others are checked."""


LONGEST = 100_000
"""Characters of a file that is worth it: records have a few thousand."""
MOST = 500
"""Mends of a file that somebody may have written; what has more of them is no record."""


_STRAY = re.compile(r"[^\s:#-][^:#]*")
"""A line at the margin that is neither a key, an item nor a comment: « Bonjour, »."""


_OF_NO_KEY = {
    "raison": "cette ligne n’est ni une clé, ni un élément de liste.",
    "remede": "Retirez-la, ou écrivez « clé: valeur » ; un texte de plusieurs paragraphes se met sous « clé: | », "
    "chaque ligne décalée de deux espaces.",
}


class Mend(NamedTuple):
    """What was read otherwise than it is written: where, what to write instead, and the message that says so."""

    start: int
    end: int
    instead: str
    code: str
    said: Mapping[str, str]
    location: Location


@dataclass
class Mended:
    """What came of a file that has a problem."""

    reading: Reading
    """What it says, as it was meant; its positions are those of the file as it is written."""
    mends: Sequence[Mend] = ()
    written: str = ""
    text: str = ""
    """The file as it is read: what `prst reparer` writes."""
    first: Any = None
    """What it says before its keys are taken for those of its kind."""
    whole: bool = False
    """Whether it was read to its end, but for lines that were left out."""
    lost: frozenset[str] = field(default_factory=frozenset)
    """Keys of lines that could not be read."""
    has_gaps: bool = False
    """Whether lines were left out: it may hold more than it says."""
    words: Words | None = None
    """What words mean in it, those that its own parts bear included."""


_QUOTES = tuple(f": {sign}".encode() for sign in "“‘«")
"""Begin a value that may stand in quotes that YAML does not know."""


def suspicious(content: bytes) -> bool:
    """Whether a file that has no problem for the reader nor the model may have one all the same: odd quotes."""
    return any(sign in content for sign in _QUOTES)


def mended(content: bytes, shape: Shape, words: Words) -> Mended:
    """Return what a file of a shape says, with what had to be read otherwise than it is written."""
    text, refusal = decode(content)
    if refusal:
        return Mended(refusal)
    return _Mending(text, shape, words).run()


class _Mending:
    """One file, from what is written to what was meant."""

    def __init__(self, text: str, shape: Shape, words: Words) -> None:
        self._patched = Patched(text)
        self._text = text
        """The mended text, in which the lines that are left out are comments of the same length."""
        self._shape = shape
        self._words = words
        self._made: list[tuple[int, Edit]] = []
        self._faults: list[Fault] = []
        self._lost: set[str] = set()
        self._lines = Lines(text)

    def run(self) -> Mended:
        reading = read(self._text.encode())
        if len(self._text) < LONGEST and not any(
            code in HOPELESS for _position, _location, code, _values in reading.faults
        ):
            reading = self._mend_lines(reading)
            reading = self._leave_out(reading)
        first = reading.value
        words = self._words
        for _round in range(ROUNDS if len(self._text) < LONGEST else 0):
            if not isinstance(reading.value, dict) or _fatal(reading):
                break
            self._words = self._shape.words(words, reading.value)
            edits = list(self._keys(reading)) or list(self._values(reading))
            if not edits or len(edits) > MOST or not self._apply(edits):
                break
            reading = read(self._text.encode())
        return self._result(reading, first)

    def _mend_lines(self, reading: Reading) -> Reading:
        edits = mended_lines(self._text, self._shape)
        if not edits or len(edits) > MOST:
            return reading
        written = self._text
        self._apply(edits)
        again = read(self._text.encode())
        if len(again.faults) > len(reading.faults) or (_fatal(again) and not _fatal(reading)):
            self._patched, self._text = Patched(written), written
            self._made.clear()
            return reading
        return again

    def _leave_out(self, reading: Reading) -> Reading:
        """Make comments of the lines that cannot be read, one after the other, and note what is wrong with each."""
        last = -1
        for _attempt in range(LINES_LEFT_OUT):
            fatal = _fatal(reading)
            if fatal is None:
                return reading
            position, location, code, values = fatal
            rows = self._text.split("\n")
            number = min(position[0], len(rows)) - 1
            while number > 0 and (not rows[number].strip() or rows[number].startswith("#")):
                number -= 1
            if number and _STRAY.fullmatch(rows[number - 1]):
                number -= 1  # YAML took it for the beginning of the key below
                position, values = (number + 1, 1), _OF_NO_KEY
            row = rows[number].removesuffix("\r")
            if not row.strip() or row.startswith("#") or "\r" in row:
                break
            if not (number == last + 1 and last >= 0) or re.match(
                r"[\w-]+ ?:", row
            ):  # what hangs on one left out is told with it
                said = _told(code, values, row)
                self._faults.append((self._written(position), location, code, said))
            if key := re.match(r"\s*(?:- )?([^:#]{1,40}?)\s*:", row):
                self._lost.add(named_like(key[1], spelled(self._shape)) or key[1])
            last = number
            if code == "plusieurs_documents":
                return self._leave_rest_out("\n".join(rows[number:]))
            start = sum(len(one) + 1 for one in rows[:number])
            self._text = self._text[:start] + "#" + " " * (len(row) - 1) + self._text[start + len(row) :]
            reading = read(self._text.encode())
        fatal = _fatal(reading)
        if fatal and not (fatal[2] == "vide" and self._faults):  # what was left out is all that there was
            self._faults.append((self._written(fatal[0]), *fatal[1:]))
        return reading

    def _leave_rest_out(self, rest: str) -> Reading:
        self._text = self._text[: len(self._text) - len(rest)] + re.sub(r"[^\n]", "#", rest)
        return read(self._text.encode())

    def _written(self, position: Position) -> Position:
        """Return where a place of the mended text stands in the written one."""
        place = Lines(self._text).place(position)
        return self._lines.position(self._patched.written_at(place))

    def _keys(self, reading: Reading) -> Iterator[Edit]:
        """Yield the keys that written ones are: ids of entries, keys of parts."""
        if not self._shape.of_entries:
            yield from _keys(self._shape.model, reading, self._text, (), reading.value)
            return
        taken = set(reading.value)
        meant = {key: self._shape.key_of(key) for key in reading.value}
        renamed = {key: identity for key, identity in meant.items() if identity and identity not in taken}
        for key, identity in renamed.items():
            if list(renamed.values()).count(identity) == 1:
                yield _key_edit(reading, self._text, (key,), identity)
        for key, part in reading.value.items() if not renamed else ():
            yield from _keys(self._shape.model, reading, self._text, (key,), part)

    def _values(self, reading: Reading) -> Iterator[Edit]:
        """Yield what to write instead of values that the model refuses, or that nobody knows."""
        for location, code, given in self._shape.refusals(reading.value):
            yield from self._value(reading, location, code, given)
        for location, target, value in self._shape.references(reading.value):
            if isinstance(value, str) and is_id(value.lower()):
                found = self._words.meant(target, value)
                if found and value.lower() not in found:
                    yield from self._value(reading, location, "inconnu", value)

    def _value(self, reading: Reading, location: Location, code: str, given: Any) -> Iterator[Edit]:
        if code == "model_type" and self._shape.of_entries and len(location) == 1:
            yield from self._entry(reading, location, given)
            return
        field = self._shape.field_at(location)
        told = any(fault[1][: len(location)] == location for fault in reading.faults if location)
        if field is None or told or location not in reading.spans:
            return
        place = _Place(reading, self._text, location)
        if isinstance(given, str):
            yield from self._text_value(place, code, given, field)
        elif code == "tuple_type" and isinstance(given, dict) and not place.in_braces:
            yield from place.as_item()
        elif code in ("string_type", "texte_attendu") and isinstance(given, list) and len(given) == 1:
            if isinstance(given[0], str) and given[0]:
                yield place.alone(given[0])
        elif code == "string_type" or code == "string_type":
            yield from place.quoted()
        elif code == "model_type" and isinstance(given, list) and len(given) == 1 and isinstance(given[0], dict):
            yield from place.without_dash()

    def _entry(self, reading: Reading, location: Location, given: Any) -> Iterator[Edit]:
        """An entry that is written as one text: « affiche: Affiche »."""
        place = _Place(reading, self._text, location)
        if isinstance(given, str) and (part := part_of(given.strip(), self._shape.model)):
            yield place.part(part)
        elif isinstance(given, list) and len(given) == 1 and isinstance(given[0], dict):
            yield from place.without_dash()

    def _text_value(self, place: "_Place", code: str, given: str, field: FieldInfo) -> Iterator[Edit]:
        if code == "tuple_type":
            written = place.written  # of several lines, each is an item
            text = written if "\n" in written and written[0] not in "'\"|>" else given.strip()
            if items := items_of(text, field, self._words):
                yield place.list(items)
        elif code == "nom_et_courriel":
            yield from self._name_and_mailbox(place, given)
        elif code == "model_type" and (inner := inner_model(field.annotation)):
            if part := part_of(given.strip(), inner):
                yield place.part(part)
        elif code in MENDS:
            note, mend = MENDS[code]
            owner: Any = self._owner(place)
            found = mend(Given(given, field, self._words, owner if isinstance(owner, dict) else {}))
            if found and found != given and _accepts(field, found):
                yield place.value(found, note, given, self._named(field, found))
            elif not found and code in ("id", "inconnu") and isinstance(place.location[-1], int):
                several = [part for part in re.split(r"\s*[,;]\s*", given) if part]
                target = Given(given, field, self._words, {}).target
                if len(several) > 1 and target and all(len(self._words.meant(target, one)) == 1 for one in several):
                    yield place.items(several)

    def _name_and_mailbox(self, place: "_Place", given: str) -> Iterator[Edit]:
        """« DREETS <a@b.fr> »: the mailbox goes to its own key, or to the contact of the part."""
        two, owner = part_of(given.strip(), Contact), self._owner(place)
        outer = self._shape.field_at(place.location[:-1])
        model = inner_model(outer.annotation) if outer else self._shape.model
        if len(two) < 2 or model is None or not isinstance(owner, dict) or isinstance(place.location[-1], int):
            return
        if "courriel" in model.model_fields and "courriel" not in owner:
            yield place.beside(two["structure"], {"courriel": two["courriel"]})
        elif "contact" in model.model_fields and "contact" not in owner and not place.in_braces:
            yield place.beside(two["structure"], {"contact": two})

    def _owner(self, place: "_Place") -> Any:
        value = place.reading.value
        for part in place.location[:-1]:
            value = value[part]
        if isinstance(value, dict) and "debut" not in value:  # a day of its own, or that of the event
            return {**value, "debut": place.reading.value.get("debut")}
        return value

    def _named(self, field: FieldInfo, identity: str) -> str:
        target = Given("", field, self._words, {}).target
        name = self._words.name_of(target, identity) if target else identity
        return f" ({name})" if name != identity else ""

    def _apply(self, edits: Sequence[Edit]) -> bool:
        """Write edits of the present text, of which none may stand in another; return whether there was any."""
        done = len(self._text) + 1
        for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
            if edit.end > done or (edit.end == done and edit.start == edit.end == done):
                continue
            if self._text[edit.start : edit.end] == edit.instead:
                continue
            done = edit.start
            where = self._patched.replace(edit.start, edit.end, edit.instead)
            self._text = self._text[: edit.start] + edit.instead + self._text[edit.end :]
            self._made.append((where, edit))
        return done <= len(self._text)

    def _result(self, reading: Reading, first: Any) -> Mended:
        mends = []
        whole = _fatal(reading) is None
        for where, edit in self._made:
            start, end, instead = self._patched.around(where)
            mends.append(Mend(start, end, instead, edit.code, edit.said, edit.location))
        positions = _moved(reading, self._text, self._patched, self._lines) if mends else reading
        faults = [
            *self._faults,
            *(fault for fault in positions.faults if not ((_is_fatal(fault) or fault[2] == "vide") and self._faults)),
        ]
        for index, (position, location, code, values) in enumerate(faults):
            if code == "diese":
                row = self._patched.written.splitlines()[position[0] - 1 : position[0]]
                faults[index] = position, location, code, {**values, **_to_paste("".join(row))}
        positions.faults = faults
        texts = self._patched.written, self._patched.text
        lost = frozenset(self._lost)
        return Mended(positions, _each_once(mends), *texts, first, whole, lost, bool(self._faults), self._words)


def _each_once(mends: Sequence[Mend]) -> list[Mend]:
    """Return one mend for each replacement, that which was made last: it says what is meant, not how it is spaced."""
    last = {(mend.start, mend.end, mend.code == "lu_cloture"): mend for mend in mends}
    return sorted(last.values(), key=lambda mend: (mend.start, mend.end))


def _is_fatal(fault: Fault) -> bool:
    return fault[2] not in READABLE


def _fatal(reading: Reading) -> Fault | None:
    """Return the first fault that keeps the rest of a file from being read."""
    return next((fault for fault in reading.faults if _is_fatal(fault)), None)


def _told(code: str, values: Mapping[str, Any], row: str) -> dict[str, Any]:
    """Return what is said of a line that is left out."""
    if code == "syntaxe" and _STRAY.fullmatch(row):
        return {**_OF_NO_KEY, "suite": ""}
    return {**values, "suite": "", **(_to_paste(row) if code == "syntaxe" else {})}


def _to_paste(row: str) -> dict[str, str]:
    line = whole_line(row)
    return {"ligne": f" Par exemple : « {line.strip()} »."} if line else {}


def _moved(reading: Reading, text: str, patched: Patched, lines: Lines) -> Reading:
    """Return a reading of a mended text with the positions of the written one."""
    now = Lines(text)

    def back(position: Position) -> Position:
        return lines.position(patched.written_at(now.place(position)))

    return Reading(
        reading.value,
        {location: back(at) for location, at in reading.positions.items()},
        {location: back(at) for location, at in reading.keys.items()},
        faults=[(back(at), *rest) for at, *rest in reading.faults],  # type: ignore[misc]
    )


@cache
def _adapter(field: int, holder: "_Held") -> TypeAdapter[Any]:
    return TypeAdapter(holder.field.rebuild_annotation())


@dataclass(frozen=True, eq=False)
class _Held:
    field: FieldInfo


_HELD: dict[int, _Held] = {}


def _accepts(field: FieldInfo, text: str) -> bool:
    """Whether a field takes a text, alone or in its list."""
    held = _HELD.setdefault(id(field), _Held(field))
    try:
        _adapter(id(field), held).validate_python([text] if is_of_list(field) else text)
    except ValidationError:
        return False
    return True


def _key_edit(reading: Reading, text: str, location: Location, name: str) -> Edit:
    """Return the change of a key that is read as another."""
    start, end = reading.key_spans[location]
    end += len(text[end:]) - len(text[end:].lstrip(" "))
    return Edit(start, end, name, "lu_cle", {"value": str(location[-1]), "lu": name}, (*location[:-1], name))


_PAIRS: Mapping[type[BaseModel], tuple[str, Callable[[str], Any], str, str]] = {
    Lien: ("libelle", bool, "url", r"(?:https?://|www\.)\S+"),
    Jalon: ("date", french_date, "intitule", r".*\w.*"),
    CibleTouchee: ("cible", bool, "portee", r"[\d\s]+"),
}
"""Parts of which two keys are written as one: what the first must be, and the form of the second."""


def _pair(model: type[BaseModel], value: Mapping[str, Any]) -> dict[str, str]:
    """Return the two keys that one is read as: « Le guide: https://… », « 2026-03: Premier guide »."""
    ((key, inside),) = value.items()
    if model not in _PAIRS or named_like(key, spellings(model)) or not isinstance(inside, str):
        return {}
    first, is_one, second, form = _PAIRS[model]
    return {first: key.strip(), second: inside} if is_one(key.strip()) and re.fullmatch(form, inside) else {}


def _keys(model: type[BaseModel], reading: Reading, text: str, location: Location, value: Any) -> Iterator[Edit]:
    """Yield the keys of the model that written ones are, in a part and in those within it."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _keys(model, reading, text, (*location, index), item)
    if not isinstance(value, dict):
        return
    taken = set(value)
    known = spellings(model)
    if len(value) == 1 and location and (pair := _pair(model, value)):
        yield _Place(reading, text, location).part(pair)
        return
    for key, inside in value.items():
        name = key if key in model.model_fields else named_like(key, known)
        if name != key and name and name not in taken:
            taken.add(name)
            yield _key_edit(reading, text, (*location, key), name)
        if name and (inner := inner_model(model.model_fields[name].annotation)):
            yield from _keys(inner, reading, text, (*location, key), inside)


@dataclass(frozen=True)
class _Place:
    """Where a value stands in a text, and how to write another one there."""

    reading: Reading
    text: str
    location: Location

    @property
    def span(self) -> tuple[int, int]:
        start, end = self.reading.spans[self.location]
        return start, start + len(self.text[start:end].rstrip())

    @property
    def in_braces(self) -> bool:
        return any(self.location[:length] in self.reading.between_braces for length in range(len(self.location) + 1))

    @property
    def written(self) -> str:
        start, end = self.span
        return self.text[start:end]

    @property
    def first_line(self) -> str:
        return self.written.partition("\n")[0]

    @property
    def margin(self) -> int:
        """How many spaces stand before the key of the value, or before the text of an item."""
        start = self.reading.key_spans.get(self.location, self.reading.spans[self.location])[0]
        return start - self.text.rfind("\n", 0, start) - 1

    def value(self, text: str, code: str, given: str, more: str = "") -> Edit:
        said = {"value": given, "lu": text, "nom": more}
        typed = code in ("lu_date", "lu_valeur")
        return Edit(*self.span, scalar(text, in_braces=self.in_braces, typed=typed), code, said, self.location)

    def _after_key(self) -> int:
        """Return the place after the colon of its key."""
        return self.text.index(":", self.reading.key_spans[self.location][1]) + 1

    def _list_edit(self, items: Sequence[str], code: str, value: str) -> Edit:
        said = {"value": value, "lu": " ".join(f"- {item}" for item in items)}
        if self.in_braces or self.location not in self.reading.key_spans:
            inside = ", ".join(scalar(item, in_braces=True) for item in items)
            return Edit(*self.span, f"[{inside}]", code, said, self.location)
        margin = "\n" + " " * (self.margin + 2)
        lines = "".join(f"{margin}- {scalar(item)}" for item in items)
        return Edit(self._after_key(), self.span[1], lines, code, said, self.location)

    def list(self, items: Sequence[str]) -> Edit:
        """A text that is read as a list."""
        return self._list_edit(items, "lu_liste", self.written)

    def items(self, items: Sequence[str]) -> Edit:
        """An item that is read as several."""
        said = {"value": self.written, "lu": " ".join(f"- {item}" for item in items)}
        if self.in_braces:
            return Edit(
                *self.span, ", ".join(scalar(item, in_braces=True) for item in items), "lu_liste", said, self.location
            )
        margin = "\n" + " " * (self.margin - 2) + "- "
        return Edit(*self.span, margin.join(map(scalar, items)), "lu_liste", said, self.location)

    def part(self, part: Mapping[str, str]) -> Edit:
        """A text that is read as the keys of a part."""
        said = {"value": self.written, "lu": ", ".join(f"{key}: {value}" for key, value in part.items())}
        if self.in_braces:
            inside = ", ".join(f"{key}: {scalar(value, in_braces=True)}" for key, value in part.items())
            return Edit(*self.span, f"{{{inside}}}", "lu_partie", said, self.location)
        if self.location in self.reading.key_spans:
            margin = "\n" + " " * (self.margin + 2)
            lines = "".join(f"{margin}{key}: {scalar(value)}" for key, value in part.items())
            return Edit(self._after_key(), self.span[1], lines, "lu_partie", said, self.location)
        margin = "\n" + " " * self.margin
        lines = margin.join(f"{key}: {scalar(value)}" for key, value in part.items())
        return Edit(*self.span, lines, "lu_partie", said, self.location)

    def beside(self, text: str, more: Mapping[str, str | Mapping[str, str]]) -> Edit:
        """A text that is read as one value and other keys beside its own."""
        key = self.location[-1]
        break_, colon = (", ", ": ") if self.in_braces else (f"\n{' ' * self.margin}", ": ")
        said, written = [f"{key}: {text}"], scalar(text, in_braces=self.in_braces)
        for name, value in more.items():
            if isinstance(value, str):
                said.append(f"{name}: {value}")
                written += f"{break_}{name}{colon}{scalar(value, in_braces=self.in_braces)}"
                continue
            said.append(f"{name}: {', '.join(f'{inner}: {one}' for inner, one in value.items())}")
            written += f"{break_}{name}:" + "".join(f"{break_}  {inner}: {scalar(one)}" for inner, one in value.items())
        noted = {"value": self.written, "lu": ", ".join(said)}
        return Edit(*self.span, written, "lu_partie", noted, self.location)

    def alone(self, item: str) -> Edit:
        """A list of one, read as that one."""
        said = {"value": self.written, "lu": item}
        written = f" {scalar(item)}" if self.location in self.reading.key_spans and not self.in_braces else scalar(item)
        start = self._after_key() if written[0] == " " else self.span[0]
        return Edit(start, self.span[1], written, "lu_valeur", said, self.location)

    def quoted(self) -> Iterator[Edit]:
        """What stands on one line, read as the text that it is."""
        written = self.written
        if "\n" not in written and written:
            said = {"value": written, "ligne": scalar(written)}
            yield Edit(*self.span, scalar(written), "lu_texte", said, self.location)

    def as_item(self) -> Iterator[Edit]:
        """A part that stands where a list is expected: its first line takes a dash, the others two spaces."""
        start, end = self.span
        said = {"value": self.first_line, "lu": f"- {self.first_line}"}
        yield Edit(start, start, "- ", "lu_liste", said, self.location)
        for found in re.finditer(r"\n(?=[ ]*\S)", self.text[start:end]):
            yield Edit(start + found.end(), start + found.end(), "  ", "lu_liste", said, self.location)

    def without_dash(self) -> Iterator[Edit]:
        """A list of one part, read as that part."""
        start = self.reading.spans[self.location][0]
        if not self.in_braces and self.text[start : start + 2] == "- ":
            said = {"value": self.first_line, "lu": self.first_line[2:]}
            yield Edit(start, start + 2, "  ", "lu_valeur", said, self.location)
