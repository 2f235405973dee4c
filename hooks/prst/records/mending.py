"""A file of the catalogue that has a problem, read as its author meant it wherever only one meaning is possible.

The reader (reading.py) and the model stay strict, and are one truth with the schemas of editors, which underline
what is only tolerated. That is looked for here, in files that have a problem: it becomes text (`Patched`) that the
reader and the model accept, and a note with what to write. `prst reparer` writes that same text. So what is read and
what is repaired cannot differ, and a catalogue without any problem pays nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from prst.records.keys import inner_model, plain
from prst.records.lines import (
    Edit,
    items_with_keys,
    keys_with_dashes,
    keys_without_colon,
    mended_lines,
    quoted_lines,
    whole_line,
)
from prst.records.misnamed import key_edit, meant_keys, pairs_of
from prst.records.model import (
    CibleTouchee,
    Contact,
    Indicateur,
    Terme,
)
from prst.records.naming import Words
from prst.records.patching import Lines, Patched
from prst.records.places import Place
from prst.records.reading import Fault, Location, Position, Reading, decode, read, value_at
from prst.records.shapes import Shape, spelled
from prst.records.types import is_id
from prst.records.values import (
    MENDS,
    Given,
    amount_and_unit,
    day_beside,
    french_date,
    french_range,
    is_named,
    is_of_list,
    items_of,
    named_like,
    part_of,
    target_of,
    unquoted,
)
from prst.records.writing import scalar

READABLE = frozenset({"ancre", "cle_double", "diese", "espace", "etiquette", "sans_valeur", "titre_perdu"})
"""Faults that leave the rest of their file readable: its other problems are told with them."""
HOPELESS = frozenset({"trop_gros", "encodage", "caractere", "conflit", "profondeur", "vide"})
"""Faults of a file as a whole."""
ROUNDS = 8
"""A value may be mended after its key, and a list before its items."""
SEVERAL = 3
"""Keys that stand twice where two records stand in one file."""
LINES_LEFT_OUT = 20
"""How many lines may be left out so that the others are checked."""
LONGEST = 100_000
"""Characters of a file that is worth it: records have a few thousand."""
LONGEST_VALUE = 2_000
"""Characters of a text that may be a value, or the keys of a part."""
MOST = 500
"""Mends of a file that somebody may have written; what has more of them is no record."""
_DAY_OF = {"fait": "fait_le", "decale": "nouvelle_date"}
"""The key of the day of a milestone, by its state."""
_STRAY = re.compile(r"[^\s:#-][^:#]*")
"""A line at the margin that is neither a key, an item nor a comment: « Bonjour, »."""
_GOES_ON = re.compile(r" *[-*•] ?\S")
_SAYS = re.compile(r"[\w-]+ ?: *[^\s|>&]")
"""An item at the margin, and a key that has its value."""


def _goes_on(rows: Sequence[str], number: int) -> bool:
    """Whether a row is an item at the margin, under a key that has its value: a text of several paragraphs."""
    above = (row for row in reversed(rows[:number]) if row.strip() and row[0] not in "-*• #")
    return bool(_GOES_ON.match(rows[number]) and _SAYS.match(next(above, "")))


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


def _says_several(given: Any, place: Place) -> bool:
    """Whether what stands in the place of a text is several texts, or lines of their own: its author is asked."""
    if isinstance(given, list):
        return len(given) > 1
    return place.location in place.reading.key_spans and not place.in_braces


def _is_one_part(given: Any) -> bool:
    """Whether the items of a list are one part: alone, or each of them another key of it."""
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        return False
    keys = [key for one in given for key in one]
    return len(given) == 1 or (len({*keys}) == len(keys) and all(len(one) == 1 for one in given))


def _in_pieces(model: type[BaseModel], reading: Reading, text: str) -> Iterator[Edit]:
    """Yield what joins the items of lists of parts of which each holds one key: « - libelle: A », « - url: … »."""
    for name, items in reading.value.items():
        field = model.model_fields.get(name)
        inner = inner_model(field.annotation) if field and is_of_list(field) else None
        if (
            inner is None
            or not isinstance(items, list)
            or not all(isinstance(one, dict) and len(one) == 1 for one in items)
        ):
            continue
        keys = [next(iter(one)) for one in items]
        period = len({*keys})
        needed = {key for key, info in inner.model_fields.items() if info.is_required()}
        if period < 2 or len(keys) % period or keys != keys[:period] * (len(keys) // period) or not needed <= {*keys}:
            continue
        for rank in range(len(keys)):
            start = text.rfind("-", 0, reading.spans[name, rank][0])
            if rank % period and text[start : start + 2] == "- ":
                row = text[start:].partition("\n")[0]
                yield Edit(start, start + 2, "  ", "lu_valeur", {"value": row, "lu": row[2:]}, (name, rank))


_TICKS = {"oui": True, "x": True, "vrai": True, "true": True, "yes": True, "non": False, "no": False, "faux": False}


def _ticked(given: Mapping[str, Any]) -> list[str]:
    """Return the keys to which a mapping says yes, or that have no value, in the place of a list; none for another."""
    if not any(given.values()):
        return list(given)
    said = {key: _TICKS.get(value.lower()) if isinstance(value, str) else None for key, value in given.items()}
    return [key for key, yes in said.items() if yes] if None not in said.values() else []


def _alone(given: Any, field: FieldInfo) -> str:
    """Return the one text of a list, or of a part where an id or a name is expected: « - cible: garages »."""
    if not isinstance(given, list | dict) or len(given) != 1:
        return ""
    if isinstance(given, dict) and not target_of(field) and not (is_named(field) and given.keys() <= _NAMING):
        return ""
    (inside,) = given.values() if isinstance(given, dict) else given
    return inside if isinstance(inside, str) else ""


_NAMING = frozenset({"structure", "nom", "organisme", "id"})
"""Keys that a name alone may stand under."""


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
            if self._shape.of_entries and isinstance(reading.value, list) and not _fatal(reading):
                if not self._apply(list(self._listed(reading))):
                    break
                reading = read(self._text.encode())
            if not isinstance(reading.value, dict) or _fatal(reading):
                break
            self._words = self._shape.words(words, reading.value)
            edits = list(self._keys(reading)) or list(self._values(reading))
            if not edits or len(edits) > MOST or not self._apply(edits):
                break
            reading = read(self._text.encode())
        return self._result(reading, first)

    def _mend_lines(self, reading: Reading) -> Reading:
        written = self._text
        made = 0
        for edits in (
            quoted_lines,
            self._without_colon,
            self._with_keys,
            self._mended,
        ):  # each reads what the one before it wrote
            found = edits(self._text)
            made += len(found)
            if made > MOST:
                self._patched, self._text = Patched(written), written
                self._made.clear()
                return reading
            self._apply(found)
        if not made:
            return reading
        again = read(self._text.encode())
        if len(again.faults) > len(reading.faults) or (_fatal(again) and not _fatal(reading)):
            self._patched, self._text = Patched(written), written
            self._made.clear()
            return reading
        return again

    def _without_colon(self, text: str) -> Sequence[Edit]:
        return keys_without_colon(text, self._shape)

    def _with_keys(self, text: str) -> Sequence[Edit]:
        return items_with_keys(text, self._shape) or keys_with_dashes(text, self._shape)

    def _mended(self, text: str) -> Sequence[Edit]:
        return mended_lines(text, self._shape)

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
            values = _OF_NO_KEY if _goes_on(rows, number) else values
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

    def _listed(self, reading: Reading) -> Iterator[Edit]:
        """Yield the entries that are written as a list: « - Chutes », or parts that say their id."""
        ids: set[str] = set()
        for index, one in enumerate(reading.value):
            place = Place(reading, self._text, (index,))
            dash = self._text.rfind("-", 0, place.span[0])
            if isinstance(one, dict) and not place.in_braces and "\n" not in self._text[dash : place.span[0]]:
                identity = self._id_of(one)
                if not identity and not (len(one) == 1 and not named_like(next(iter(one)), spelled(self._shape))):
                    return
                row = self._text[place.span[0] :].partition("\n")[0]
                said = {"value": f"- {row}", "lu": f"{identity}: {row}" if identity else row}
                begun = f"{scalar(identity, typed=True)}:\n  " if identity else ""
                if identity in ids:
                    return
                ids.add(identity or next(iter(one)))
                yield Edit(dash, place.span[0], begun, "lu_partie", said, (index,))
                continue
            key = self._shape.key_of(one) if isinstance(one, str) and self._shape.model is Terme else ""
            if not key or place.in_braces or "\n" in self._text[dash : place.span[0]]:
                return
            said = {"value": f"- {one}", "lu": f"{key}: label: {one}"}
            instead = f"{scalar(key, typed=True)}:\n  label: {scalar(one)}"
            start = self._text.rfind("\n", 0, dash) + 1
            yield Edit(start, place.span[1], instead, "lu_partie", said, (key,))

    def _id_of(self, part: Mapping[str, Any]) -> str:
        """Return the id that a part gets by its name, where all its keys are those of an entry; '' for another one."""
        known = spelled(self._shape)
        meant = {named_like(key, known): value for key, value in part.items()}
        needed = {name for name, info in self._shape.model.model_fields.items() if info.is_required() and name != "id"}
        name = meant.get("nom") or meant.get("label")
        if "" in meant or not needed <= meant.keys() or not isinstance(name, str):
            return ""
        return self._shape.key_of(name)

    def _alone(self, reading: Reading) -> Iterator[Edit]:
        """Yield what sets off the lines of a file of entries that is one entry, without its id."""
        if any(isinstance(value, dict) for value in reading.value.values()) or not (
            identity := self._id_of(reading.value)
        ):
            return
        for rank, found in enumerate(re.finditer(r"(?m)^(?=[^#\n])", self._text)):
            row = self._text[found.start() :].partition("\n")[0]
            begun = "  " if rank else f"{scalar(identity, typed=True)}:\n  "
            said = {"value": row, "lu": f"{identity}: {row.strip()}"}
            yield Edit(found.start(), found.start(), begun, "lu_partie", said, (identity,))

    def _keys(self, reading: Reading) -> Iterator[Edit]:
        """Yield the keys that written ones are: ids of entries, keys of parts."""
        if not self._shape.of_entries:
            yield from meant_keys(self._shape.model, reading, self._text, (), reading.value)
            return
        if inside := self._wrapped(reading) or list(self._alone(reading)):
            yield from inside
            return
        taken = set(reading.value)
        meant = {key: self._shape.key_of(key) for key in reading.value}
        renamed = {key: identity for key, identity in meant.items() if identity and identity not in taken}
        for key, identity in renamed.items():
            if list(renamed.values()).count(identity) == 1:
                yield key_edit(reading, self._text, (key,), identity)
        for key, part in reading.value.items() if not renamed else ():
            yield from meant_keys(self._shape.model, reading, self._text, (key,), part)

    def _wrapped(self, reading: Reading) -> list[Edit]:
        """Return what takes entries out of a key that names their own file: « themes: » over all the themes."""
        key = next(iter(reading.value)) if len(reading.value) == 1 else ""
        inside = reading.value[key] if key else None
        if (
            plain(key) != self._shape.own
            or not isinstance(inside, dict)
            or not all(isinstance(one, dict) for one in inside.values())
        ):
            return []
        first, _end = Place(reading, self._text, (key,)).line
        places = [Place(reading, self._text, (key, one)) for one in inside]
        depth, start = places[0].margin, places[0].line[0]
        said = {"value": f"{key}:"}
        edits = [Edit(first, start, "", "lu_cloture", said, (key,))]
        for found in re.finditer(rf"(?m)^ {{{depth}}}(?=\S| )", self._text[start:]):
            moved = {"value": self._text[start + found.end() :].partition("\n")[0].strip()}
            edits.append(Edit(start + found.start(), start + found.end(), "", "lu_decalage", moved, (key,)))
        return edits

    def _values(self, reading: Reading) -> Iterator[Edit]:
        """Yield what to write instead of values that the model refuses, or that nobody knows."""
        if edits := [] if self._shape.of_entries else list(_in_pieces(self._shape.model, reading, self._text)):
            yield from edits
            return
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
        place = Place(reading, self._text, location)
        if isinstance(given, str):
            yield from self._text_value(place, code, given, field)
        elif code == "tuple_type" and isinstance(given, dict):
            yield from self._no_list(place, given, field)
        elif code in ("string_type", "texte_attendu") and (alone := _alone(given, field)):
            yield place.alone(alone)
        elif code == "string_type" and given and not _says_several(given, place):
            yield from place.quoted()
        elif code == "model_type" and _is_one_part(given):
            yield from place.without_dash(len(given))

    def _no_list(self, place: Place, given: Mapping[str, Any], field: FieldInfo) -> Iterator[Edit]:
        """Keys and values in the place of a list: ticks, a part for each, or the keys of one."""
        inner = inner_model(field.annotation)
        if ticked := _ticked(given):
            yield place.list(ticked)
        elif not place.in_braces and (pairs := place.pairs(pairs_of(inner, given, place.reading.value))):
            yield from pairs
        elif not place.in_braces and (inner is None or any(key in inner.model_fields for key in given)):
            yield from place.as_item()

    def _entry(self, reading: Reading, location: Location, given: Any) -> Iterator[Edit]:
        """An entry that is written as one text: « affiche: Affiche »."""
        place = Place(reading, self._text, location)
        if isinstance(given, str) and (part := part_of(given.strip(), self._shape.model)):
            yield place.part(part)
        elif _is_one_part(given):
            yield from place.without_dash(len(given))

    def _text_value(self, place: Place, code: str, given: str, field: FieldInfo) -> Iterator[Edit]:
        if len(given) > LONGEST_VALUE and code != "tuple_type":
            return
        if code == "tuple_type":
            if items := items_of(place.said(given), field, self._words):
                yield place.list(items)
        elif code == "nom_et_courriel":
            yield from self._name_and_mailbox(place, given)
        elif code == "model_type" and (inner := inner_model(field.annotation)):
            part = part_of(given.strip(), inner)
            needed = {name for name, info in inner.model_fields.items() if info.is_required()}
            if part and not (part.keys() < needed):  # a line for each key that it needs is then asked for at once
                yield place.part(part)
        elif code == "date" and any(ends := french_range(given, day_beside(self._given(place, given, field)))):
            yield from self._range(place, ends, self._owner(place))
        elif code in MENDS:
            yield from self._one_value(place, code, given, field)

    def _one_value(self, place: Place, code: str, given: str, field: FieldInfo) -> Iterator[Edit]:
        note, mend = MENDS[code]
        if code == "valeur" and any(two := amount_and_unit(given)) and self._takes_unit(place):
            yield place.beside(two[0], {"unite": two[1]})
            return
        bare = unquoted(given)
        found = mend(self._given(place, bare, field)) or ("" if bare == given else bare)
        if found and found != given and accepts(field, found):
            yield place.value(found, note, given, self._named(field, found))
        elif not found:
            yield from self._several_things(place, code, given, field)

    def _takes_unit(self, place: Place) -> bool:
        """Whether a value stands in an indicator that says no unit yet."""
        outer, owner = self._shape.field_at(place.location[:-1]), self._owner(place)
        return outer is not None and inner_model(outer.annotation) is Indicateur and "unite" not in owner

    def _several_things(self, place: Place, code: str, given: str, field: FieldInfo) -> Iterator[Edit]:
        """What says more than its key takes."""
        if code in ("id", "inconnu"):
            yield from self._with_reach(place, given)
            yield from self._several(place, given, field)
        elif code == "literal_error" and place.location[-1] == "etat":
            yield from self._with_day(place, given, field)
        elif code == "date" and place.location == ("debut",) and "date_a_confirmer" in self._shape.model.model_fields:
            yield from self._to_be_confirmed(place, given)

    def _to_be_confirmed(self, place: Place, given: str) -> Iterator[Edit]:
        """« octobre 2026 (date à confirmer) »: a key of its own says so."""
        found = re.fullmatch(r"(.+?)[\s,(]+(?:date )?[àa] confirmer\)?", given.strip(), re.IGNORECASE)
        day = french_date(found[1]) if found else ""
        if day and "date_a_confirmer" not in self._owner(place):
            yield place.beside(day, {"date_a_confirmer": "oui"})

    def _several(self, place: Place, given: str, field: FieldInfo) -> Iterator[Edit]:
        """« garages, artisans » in one item of a list of ids."""
        several = [part for part in re.split(r"\s*[,;]\s*", given) if part]
        target = target_of(field) if isinstance(place.location[-1], int) else ""
        if len(several) > 1 and target and all(len(self._words.meant(target, one)) == 1 for one in several):
            yield place.items(several)

    def _given(self, place: Place, text: str, field: FieldInfo) -> Given:
        owner = self._owner(place)
        return Given(text, field, self._words, owner if isinstance(owner, dict) else {})

    def _range(self, place: Place, ends: tuple[str, str], owner: Any) -> Iterator[Edit]:
        """« du 8 au 9 octobre 2026 », « 14h-17h »: the end goes to its own key, where the part has one that is free."""
        start, end = ends
        outer = self._shape.field_at(place.location[:-1])
        model = inner_model(outer.annotation) if outer else self._shape.model
        if model is None or not {"debut", "fin"} <= model.model_fields.keys() or not isinstance(owner, dict):
            return
        beginning = (*place.location[:-1], "debut")
        if place.location[-1] == "debut" and "fin" not in owner:
            yield place.beside(start, {"fin": end})
        elif place.location[-1] == "fin" and beginning in place.reading.spans and "T" in end and end[:10] == start[:10]:
            whole = Place(place.reading, self._text, beginning)
            yield whole.value(start, "lu_date", whole.written)
            yield place.value(end, "lu_date", place.written)

    def _with_day(self, place: Place, given: str, field: FieldInfo) -> Iterator[Edit]:
        """« etat: fait le 3 mars 2026 »: the day goes to its own key, where that is free."""
        words = given.replace("_", " ").strip()  # as the model compares it
        said = re.fullmatch(r"(\D+?),? (?:(?:le|au|en|a) )?(\S*\d.*|\w+ \d{4})", words)
        owner, day = self._owner(place), french_date(said[2]) if said else ""
        state = MENDS["literal_error"][1](self._given(place, said[1], field)) if said and day else ""
        key = _DAY_OF.get(state, "")
        if key and isinstance(owner, dict) and key not in owner:
            yield place.beside(state, {key: day})

    def _with_reach(self, place: Place, given: str) -> Iterator[Edit]:
        """« cible: garages (1 200) »: the number goes to its own key, where that is free."""
        two = part_of(given.strip(), CibleTouchee) if place.location[-1] == "cible" else {}
        owner = self._owner(place)
        if "portee" in two and isinstance(owner, dict) and "portee" not in owner:
            yield place.beside(two["cible"], {"portee": two["portee"]})

    def _name_and_mailbox(self, place: Place, given: str) -> Iterator[Edit]:
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

    def _owner(self, place: Place) -> Any:
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
        doubles = [fault for fault in faults if fault[2] == "cle_double" and len(fault[1]) == 1]
        if len(doubles) >= SEVERAL and isinstance(first, dict) and doubles[0][1][0] == next(iter(first), None):
            second: Fault = (doubles[0][0], (), "plusieurs_documents", {})  # another one begins there, without a sign
            faults = [second if fault is doubles[0] else fault for fault in faults if fault not in doubles[1:]]
        for index, (position, location, code, values) in enumerate(faults):
            row = "".join(self._patched.written.splitlines()[position[0] - 1 : position[0]])
            if code == "cle_double":
                faults[index] = position, location, code, {**values, **self._both(location, values, reading)}
            elif code == "diese":
                faults[index] = (
                    position,
                    location,
                    code,
                    {**values, **(self._uncut(location, row, reading) or _to_paste(row))},
                )
            elif code == "etiquette":
                faults[index] = position, location, code, {**values, **_to_paste(row)}
        positions.faults = faults
        texts = self._patched.written, self._patched.text
        lost = frozenset(self._lost)
        return Mended(positions, _each_once(mends), *texts, first, whole, lost, bool(self._faults), self._words)

    def _both(self, location: Location, values: Mapping[str, Any], reading: Reading) -> dict[str, str]:
        """Return the one line that says what two lists of one key say."""
        field, after = self._shape.field_at(location), value_at(reading.value, location)
        both = [*_texts(values.get("avant")), *_texts(after)]
        if field is None or not is_of_list(field) or not both or inner_model(field.annotation):
            return {}
        words = ", ".join(scalar(one, in_braces=True) for one in dict.fromkeys(both))
        return {"ensemble": f" : « {location[-1]}: [{words}] » dit les deux"}

    def _uncut(self, location: Location, row: str, reading: Reading) -> dict[str, str]:
        """Return the line to paste of a value that can hold no « # »: without the comment, or its words as a list."""
        field, value = self._shape.field_at(location), value_at(reading.value, location)
        said = re.match(r"\s*(?:- )?(?:[^\s:#][^:#]*:)? *(.*)", row)
        whole = said[1].strip() if said else ""
        key = f"{location[-1]}: " if isinstance(location[-1], str) else "- "
        if field is None or not whole:
            return {}
        if is_of_list(field) and re.fullmatch(r"#[^\s#]+(?:[ ,;]+#[^\s#]+)*", whole) and key != "- ":
            words = ", ".join(scalar(one.strip(",;"), in_braces=True) for one in whole.replace("#", " ").split())
            return {"ligne": f" Par exemple : « {key}[{words}] »."}
        if isinstance(value, str) and accepts(field, value) and not accepts(field, whole):
            return {"ligne": f" Par exemple : « {key}{scalar(value, typed=True)} »."}
        return {}


def _texts(value: Any) -> list[str]:
    """Return the texts of a list, or a text alone; none of anything else."""
    given = value if isinstance(value, list) else [value]
    return given if all(isinstance(one, str) and one for one in given) else []


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
    if code == "syntaxe" and (_STRAY.fullmatch(row) or values is _OF_NO_KEY):
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


def accepts(field: FieldInfo, text: str) -> bool:
    """Whether a field takes a text, alone or in its list."""
    held = _HELD.setdefault(id(field), _Held(field))
    try:
        _adapter(id(field), held).validate_python([text] if is_of_list(field) else text)
    except ValidationError:
        return False
    return True
