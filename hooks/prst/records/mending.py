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
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from prst.records.keys import inner_model, plain, spellings
from prst.records.lines import (
    Edit,
    items_with_keys,
    keys_with_dashes,
    keys_without_colon,
    mended_lines,
    quoted_lines,
    whole_line,
)
from prst.records.model import (
    Canal,
    CibleTouchee,
    Contact,
    Fonction,
    Indicateur,
    Jalon,
    Lien,
    Pilote,
    Releve,
    Resultat,
    Terme,
)
from prst.records.naming import Words
from prst.records.patching import Lines, Patched
from prst.records.reading import Fault, Location, Position, Reading, decode, read, value_at
from prst.records.shapes import Shape, spelled
from prst.records.types import is_id
from prst.records.values import (
    MENDS,
    OFTEN,
    ROLES,
    SITE,
    Given,
    about,
    amount_and_unit,
    day_beside,
    french_date,
    french_hour,
    french_range,
    is_named,
    is_of_list,
    is_whole_day,
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


def _says_several(given: Any, place: "_Place") -> bool:
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
            place = _Place(reading, self._text, (index,))
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
            yield from _keys(self._shape.model, reading, self._text, (), reading.value)
            return
        if inside := self._wrapped(reading) or list(self._alone(reading)):
            yield from inside
            return
        taken = set(reading.value)
        meant = {key: self._shape.key_of(key) for key in reading.value}
        renamed = {key: identity for key, identity in meant.items() if identity and identity not in taken}
        for key, identity in renamed.items():
            if list(renamed.values()).count(identity) == 1:
                yield _key_edit(reading, self._text, (key,), identity)
        for key, part in reading.value.items() if not renamed else ():
            yield from _keys(self._shape.model, reading, self._text, (key,), part)

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
        first, _end = _Place(reading, self._text, (key,)).line
        places = [_Place(reading, self._text, (key, one)) for one in inside]
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
        place = _Place(reading, self._text, location)
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

    def _no_list(self, place: "_Place", given: Mapping[str, Any], field: FieldInfo) -> Iterator[Edit]:
        """Keys and values in the place of a list: ticks, a part for each, or the keys of one."""
        inner = inner_model(field.annotation)
        if ticked := _ticked(given):
            yield place.list(ticked)
        elif not place.in_braces and (pairs := place.pairs(_pairs(inner, given, place.reading.value))):
            yield from pairs
        elif not place.in_braces and (inner is None or any(key in inner.model_fields for key in given)):
            yield from place.as_item()

    def _entry(self, reading: Reading, location: Location, given: Any) -> Iterator[Edit]:
        """An entry that is written as one text: « affiche: Affiche »."""
        place = _Place(reading, self._text, location)
        if isinstance(given, str) and (part := part_of(given.strip(), self._shape.model)):
            yield place.part(part)
        elif _is_one_part(given):
            yield from place.without_dash(len(given))

    def _text_value(self, place: "_Place", code: str, given: str, field: FieldInfo) -> Iterator[Edit]:
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

    def _one_value(self, place: "_Place", code: str, given: str, field: FieldInfo) -> Iterator[Edit]:
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

    def _takes_unit(self, place: "_Place") -> bool:
        """Whether a value stands in an indicator that says no unit yet."""
        outer, owner = self._shape.field_at(place.location[:-1]), self._owner(place)
        return outer is not None and inner_model(outer.annotation) is Indicateur and "unite" not in owner

    def _several_things(self, place: "_Place", code: str, given: str, field: FieldInfo) -> Iterator[Edit]:
        """What says more than its key takes."""
        if code in ("id", "inconnu"):
            yield from self._with_reach(place, given)
            yield from self._several(place, given, field)
        elif code == "literal_error" and place.location[-1] == "etat":
            yield from self._with_day(place, given, field)
        elif code == "date" and place.location == ("debut",) and "date_a_confirmer" in self._shape.model.model_fields:
            yield from self._to_be_confirmed(place, given)

    def _to_be_confirmed(self, place: "_Place", given: str) -> Iterator[Edit]:
        """« octobre 2026 (date à confirmer) »: a key of its own says so."""
        found = re.fullmatch(r"(.+?)[\s,(]+(?:date )?[àa] confirmer\)?", given.strip(), re.IGNORECASE)
        day = french_date(found[1]) if found else ""
        if day and "date_a_confirmer" not in self._owner(place):
            yield place.beside(day, {"date_a_confirmer": "oui"})

    def _several(self, place: "_Place", given: str, field: FieldInfo) -> Iterator[Edit]:
        """« garages, artisans » in one item of a list of ids."""
        several = [part for part in re.split(r"\s*[,;]\s*", given) if part]
        target = target_of(field) if isinstance(place.location[-1], int) else ""
        if len(several) > 1 and target and all(len(self._words.meant(target, one)) == 1 for one in several):
            yield place.items(several)

    def _given(self, place: "_Place", text: str, field: FieldInfo) -> Given:
        owner = self._owner(place)
        return Given(text, field, self._words, owner if isinstance(owner, dict) else {})

    def _range(self, place: "_Place", ends: tuple[str, str], owner: Any) -> Iterator[Edit]:
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
            whole = _Place(place.reading, self._text, beginning)
            yield whole.value(start, "lu_date", whole.written)
            yield place.value(end, "lu_date", place.written)

    def _with_day(self, place: "_Place", given: str, field: FieldInfo) -> Iterator[Edit]:
        """« etat: fait le 3 mars 2026 »: the day goes to its own key, where that is free."""
        words = given.replace("_", " ").strip()  # as the model compares it
        said = re.fullmatch(r"(\D+?),? (?:(?:le|au|en|a) )?(\S*\d.*|\w+ \d{4})", words)
        owner, day = self._owner(place), french_date(said[2]) if said else ""
        state = MENDS["literal_error"][1](self._given(place, said[1], field)) if said and day else ""
        key = _DAY_OF.get(state, "")
        if key and isinstance(owner, dict) and key not in owner:
            yield place.beside(state, {key: day})

    def _with_reach(self, place: "_Place", given: str) -> Iterator[Edit]:
        """« cible: garages (1 200) »: the number goes to its own key, where that is free."""
        two = part_of(given.strip(), CibleTouchee) if place.location[-1] == "cible" else {}
        owner = self._owner(place)
        if "portee" in two and isinstance(owner, dict) and "portee" not in owner:
            yield place.beside(two["cible"], {"portee": two["portee"]})

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


def _key_edit(reading: Reading, text: str, location: Location, name: str) -> Edit:
    """Return the change of a key that is read as another."""
    start, end = reading.key_spans[location]
    end += len(text[end:]) - len(text[end:].lstrip(" "))
    return Edit(start, end, name, "lu_cle", {"value": str(location[-1]), "lu": name}, (*location[:-1], name))


_PAIRS: Mapping[type[BaseModel], tuple[str, Callable[[str], Any], str, str]] = {
    Lien: ("libelle", bool, "url", rf"(?i:(?:https?://|www\.)\S+|{SITE})"),
    Jalon: ("date", lambda said: french_date(said) or about(said), "intitule", r".*\w.*"),
    Resultat: ("reponse", bool, "part", r"\d[\d.,]* ?%"),
    CibleTouchee: ("cible", bool, "portee", r"[\d\s]+"),
    Pilote: ("structure", bool, "role", rf"(?i:{ROLES})"),
    Canal: ("type", bool, "frequence", rf"(?i:{OFTEN})"),
    Fonction: ("role", bool, "courriel", r"[^\s@]+@[^\s@]+"),
    Indicateur: ("nom", bool, "attendu", r"\d[\d\s.,]*"),
}
"""Parts of which two keys are written as one: what the first must be, and the form of the second."""


def _pair(model: type[BaseModel], value: Mapping[str, Any]) -> dict[str, str]:
    """Return the two keys that one is read as: « Le guide: https://… », « 2026-03: Premier guide »."""
    ((key, inside),) = value.items()
    if named_like(key, spellings(model)) or not isinstance(inside, str):
        return {}
    if model.__name__ == "Plan":  # « PRST 4 : 2021-2025 »
        return part_of(f"{key} : {inside}", model)
    if model.__name__ in ("Jalon", "AutreDate") and french_date(inside) and not french_date(key):
        return part_of(f"{key} : {inside}", model)
    if model not in _PAIRS:
        return {}
    first, is_one, second, form = _PAIRS[model]
    return {first: key.strip(), second: inside} if is_one(key.strip()) and re.fullmatch(form, inside) else {}


def _measured(model: type[BaseModel], record: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, str]:
    """Return a measure that says its day and its value, where the group has one indicator: « mars 2026 : 120 »."""
    ((key, inside),) = value.items()
    indicators = record.get("indicateurs")
    if model is not Releve or not isinstance(indicators, list) or not isinstance(inside, str):
        return {}
    names = [one.get("nom") for one in indicators if isinstance(one, dict)]
    said = re.fullmatch(r"(.+?)\s*[,(–-]\s*(.+?)\)?", key)  # « Guides remis, mars 2026 »
    name, when = (said[1], said[2]) if said and said[1] in names else (names[0] if len(names) == 1 else None, key)
    day = french_date(when)
    return {"indicateur": name, "le": day, "valeur": inside} if name and day and re.match(r"-?\d", inside) else {}


def _pairs(model: type[BaseModel] | None, given: Mapping[str, Any], record: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the parts that the keys of a mapping are, each with its value; none where one of them is no such pair."""
    each = ({key: value} for key, value in given.items())
    found = [_pair(model, one) or _measured(model, record, one) for one in each] if model else []
    return found if found and all(found) else []


_HOURS = {"heure": 0, "heures": 0, "horaire": 0, "horaires": 0, "heure_de_debut": 1, "heure_debut": 1}
_LAST_HOUR = ("heure_de_fin", "heure_fin")
"""Keys of hours, which a model that has « debut » writes with their day."""


def _hours(
    model: type[BaseModel], reading: Reading, text: str, location: Location, value: Mapping[str, Any]
) -> Iterator[Edit]:
    """Yield what says « heure: 14h-17h » with the day of « debut », and takes the line of its hour away."""
    written = {plain(key): key for key in value if isinstance(value[key], str)}
    start, day = (*location, "debut"), french_date(value["debut"]) if isinstance(value.get("debut"), str) else ""
    first = next((written[key] for key in _HOURS if key in written), "")
    if not first or first in model.model_fields or len(day) != 10 or location in reading.between_braces:
        return
    last = next((written[key] for key in _LAST_HOUR if key in written), "")
    if not last and is_whole_day(value[first]):
        row = f"{first}: {value[first]}"
        noted = {"value": row, "lu": f"debut: {value['debut']}"}
        yield Edit(*_Place(reading, text, (*location, first)).line, "", "lu_date", noted, (*location, first))
        return
    hour, end = french_hour(value[first]), french_hour(value[last]) if last else ""
    begins, ends = (f"{day}T{hour}" if hour else "", f"{day}T{end}" if end else "")
    if not hour and not last:
        begins, ends = french_range(value[first], day)
    if not begins or (last and not ends) or (ends and "fin" in value):
        return
    place = _Place(reading, text, start)
    yield place.value(begins, "lu_date", f"{day}, {value[first]}")
    for key, said in ((first, ends if not last else ""), (last, ends)):
        if key:
            line = _Place(reading, text, (*location, key)).line
            code, told = ("lu_date", f"fin: {said}") if said else ("lu_date", f"debut: {begins}")
            instead = f"{' ' * place.margin}fin: {said}\n" if said else ""
            yield Edit(*line, instead, code, {"value": f"{key}: {value[key]}", "lu": told}, (*location, key))


def _flat(
    model: type[BaseModel], reading: Reading, text: str, location: Location, value: Mapping[str, Any]
) -> Iterator[Edit]:
    """Yield what sets lines off under the key of their part: « structure » and « courriel » without « contact »."""
    if location or "contact" not in model.model_fields or "contact" in value:
        return
    inner = spellings(Contact)
    found = [key for key in value if not named_like(key, spellings(model)) and named_like(key, inner)]
    rows = [_Place(reading, text, (key,)).line for key in found if isinstance(value[key], str)]
    if not any(named_like(key, inner) == "structure" for key in found) or len(rows) != len(found):
        return
    if any(before[1] != after[0] for before, after in pairwise(rows)):
        return  # lines of others stand between them
    for index, (start, end) in enumerate(rows):
        written = text[start:end].strip()
        said = {"value": written, "lu": f"contact: {written}"}
        yield Edit(start, start, "  " if index else "contact:\n  ", "lu_partie", said, (found[index],))


_POSTAL = re.compile(r"^(?!\S*\.\S*$).*\d.*\s")
"""A postal address: words and a number."""


_LEADS = re.compile("liens?_|telecharger_|consulter_|voir_|lire_")
"""Begins a key that says where to go: « Lien vers le guide »."""


def _link(
    model: type[BaseModel], reading: Reading, text: str, value: Mapping[str, Any], given: tuple[str, str]
) -> Iterator[Edit]:
    """Yield what a key in words and its address are read as: a link, or the page of what has but one."""
    key, address = given
    if not re.fullmatch(_PAIRS[Lien][3], address):
        return
    if "liens" in model.model_fields and "liens" not in value:
        noted = {"value": f"{key}: {address}", "lu": f"liens: libelle: {key}, url: {address}"}
        lines = f"liens:\n  - libelle: {scalar(key)}\n    url: {scalar(address)}\n"
        yield Edit(*_Place(reading, text, (key,)).line, lines, "lu_partie", noted, ("liens",))
    elif "url" in model.model_fields and "url" not in value:
        yield _key_edit(reading, text, (key,), "url")


def _is_of_another(name: str, key: str, value: Any) -> bool:
    """Whether the value of a key shows that it does not mean what it is called: a postal address, somebody's name."""
    if name == "url" and plain(key) == "adresse":
        return isinstance(value, str) and bool(_POSTAL.search(value))
    return name == "courriel" and plain(key) == "contact" and not (isinstance(value, str) and "@" in value)


def _keys(model: type[BaseModel], reading: Reading, text: str, location: Location, value: Any) -> Iterator[Edit]:
    """Yield the keys of the model that written ones are, in a part and in those within it."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _keys(model, reading, text, (*location, index), item)
    elif isinstance(value, dict):
        yield from _keys_of_part(model, reading, text, location, value)


def _keys_of_part(
    model: type[BaseModel], reading: Reading, text: str, location: Location, value: Mapping[str, Any]
) -> Iterator[Edit]:
    taken = set(value)
    known = spellings(model)
    if any(edits := [*_hours(model, reading, text, location, value), *_flat(model, reading, text, location, value)]):
        yield from edits
        return
    if len(value) == 1 and location and (pair := _pair(model, value) or _measured(model, reading.value, value)):
        yield _Place(reading, text, location).part(pair)
        return
    for key, inside in value.items():
        name = key if key in model.model_fields else named_like(key, known)
        if _is_of_another(name, key, inside):
            continue
        if not name and not location and isinstance(inside, str) and _LEADS.match(plain(key)):
            yield from _link(model, reading, text, value, (key, inside))
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

    def said(self, given: str) -> str:
        """Return a text as it is written where it takes several lines, each of which is an item; else as it is read."""
        return self.written if "\n" in self.written and self.written[0] not in "'\"|>" else given.strip()

    @property
    def line(self) -> tuple[int, int]:
        """The lines on which its key and value stand, with the break after them."""
        start, end = self.reading.key_spans[self.location][0], self.span[1]
        after = self.text.find("\n", end)
        return self.text.rfind("\n", 0, start) + 1, len(self.text) if after < 0 else after + 1

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
        typed = key == "debut"  # days need no quotes
        said, written = [f"{key}: {text}"], scalar(text, in_braces=self.in_braces, typed=typed)
        for name, value in more.items():
            if isinstance(value, str):
                said.append(f"{name}: {value}")
                written += f"{break_}{name}{colon}{scalar(value, in_braces=self.in_braces, typed=typed)}"
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

    def pairs(self, parts: Sequence[Mapping[str, str]]) -> Sequence[Edit]:
        """Keys that are parts of a list, each with its value: « Oui: 34 % »."""
        if not parts:
            return []
        margin = "\n" + " " * (self.margin + 2)
        lines = ["- " + f"{margin}  ".join(f"{key}: {scalar(value)}" for key, value in part.items()) for part in parts]
        said = {"value": self.first_line, "lu": ", ".join(f"{key}: {value}" for key, value in parts[0].items())}
        whole = "".join(margin + line for line in lines)
        return [Edit(self._after_key(), self.span[1], whole, "lu_partie", said, self.location)]

    def as_item(self) -> Iterator[Edit]:
        """A part that stands where a list is expected: its first line takes a dash, the others two spaces."""
        start, end = self.span
        said = {"value": self.first_line, "lu": f"- {self.first_line}"}
        yield Edit(start, start, "- ", "lu_liste", said, self.location)
        for found in re.finditer(r"\n(?=[ ]*\S)", self.text[start:end]):
            yield Edit(start + found.end(), start + found.end(), "  ", "lu_liste", said, self.location)

    def without_dash(self, items: int = 1) -> Iterator[Edit]:
        """A list of one part, or of one key of it in each item, read as that part."""
        starts = [self.reading.spans[self.location][0]]
        starts += [self.text.rfind("-", 0, self.reading.spans[*self.location, rank][0]) for rank in range(1, items)]
        if self.in_braces or not all(self.text[start : start + 2] == "- " for start in starts):
            return
        for start in starts:
            row = self.text[start:].partition("\n")[0]
            yield Edit(start, start + 2, "  ", "lu_valeur", {"value": row, "lu": row[2:]}, self.location)
