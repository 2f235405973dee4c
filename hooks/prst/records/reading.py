"""YAML text to plain strings, lists and mappings, with the position of each.

The events of libyaml are walked rather than its nodes: composing recurses in C, and nodes lose anchors. YAML's own
typing is left out on purpose (it would read `01` as 1, `non` as a text but `no` as False, `14:30` as 870).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from prst.files import size
from prst.records.types import OTHER_SPACES

MAX_BYTES = 1_000_000
MAX_DEPTH = 12

Location = tuple[str | int, ...]
"""Keys, and ranks in lists from 0, that lead to a value."""
Position = tuple[int, int]
"""Line and column, from 1."""
Fault = tuple[Position, Location, str, dict[str, Any]]
"""Where, of what key, which message, and what it quotes."""

# C0 and C1 controls but tab, line feed and carriage return; other line separators; soft hyphens and zero-width
# spaces; bidirectional controls (UAX #9, Trojan Source); non-characters; an inner byte order mark.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u00ad\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069"
    "\ufdd0-\ufdef\ufeff\ufffd-\uffff\ud800-\udfff]|[\U0001fffe\U0001ffff\U000e0000-\U000e007f]"
)
_COMMENT = re.compile(r"[ \t]+#")
_INDENTED_COMMENT = re.compile(r"^[ \t]+#", re.MULTILINE)
SHOWN_OF_A_LINE = 60
"""Characters of a line that a message shows."""
_OTHER_SPACE = re.compile(f"[{OTHER_SPACES}]")
_SPACED_AMISS = re.compile(
    f"^[ ]*(?:-[ ]+)*(?:[{OTHER_SPACES}]|-[{OTHER_SPACES}]|[\\w-]+[ ]*[{OTHER_SPACES}]+[ ]*:(?:[ {OTHER_SPACES}]|$)"
    f"|[\\w-]+:[ ]*[{OTHER_SPACES}])"
)
"""Where YAML wants the keyboard's own space: before a line, after a dash, around the colon of a key."""
_KEY = re.compile(r"[ ]*(?:-[ ]+)*[\w-]+:(?: |$)")
_END_OF_FIRST_LINE = yaml.Mark("", 0, 0, 10_000, None, 0)
_ITEM_AMISS = re.compile(f"-[{OTHER_SPACES}]|[{OTHER_SPACES}]+-[ {OTHER_SPACES}]")
"""An item of a list that YAML takes for a text."""
_UNMERGED = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
"""What git writes around two versions of the same lines (git-merge, "How conflicts are presented")."""
NOTHING = frozenset({"", "null", "Null", "NULL", "~"})
"""How YAML writes that there is no value (YAML 1.2.2, section 10.3.2)."""

_FLAT = re.compile(r"(?:#[^\n]*\n)*(?:[a-z_]+: [^\W_][^:#\t\r\n]*\n)+")

_NAMES = {
    0x0000: "nul",
    0x00AD: "trait d’union conditionnel",
    0x200B: "espace de largeur nulle",
    0x200E: "marque de gauche à droite",
    0x200F: "marque de droite à gauche",
    0x061C: "marque de lettre arabe",
    0x2028: "séparateur de lignes",
    0x2029: "séparateur de paragraphes",
    0x2060: "gluon de mots",
    0xFEFF: "marque d’ordre des octets",
    0xFFFD: "caractère de remplacement",
    0x00A0: "espace insécable",
    0x202F: "espace fine insécable",
    0x2007: "espace de la largeur d’un chiffre",
    0x2009: "espace fine",
    0x3000: "espace idéographique",
    **dict.fromkeys(range(0x202A, 0x202F), "commande de sens d’écriture"),
    **dict.fromkeys(range(0x2066, 0x206A), "commande de sens d’écriture"),
    **dict.fromkeys(range(0x2061, 0x2065), "opérateur invisible"),
    **dict.fromkeys((0x1680, *range(0x2000, 0x2007), 0x2008, 0x200A, 0x205F), "espace typographique"),
    **dict.fromkeys((*range(0x01, 0x20), *range(0x7F, 0xA0)), "caractère de commande"),
}
"""French names of characters that nobody sees."""

_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "un « : » suivi d’une espace coupe le texte.",
        "Mettez tout le texte entre guillemets droits.",
    ),
    (
        "found character that cannot start any token",
        "ce caractère ne peut pas commencer un texte.",
        "Mettez tout le texte entre guillemets droits ; pour décaler une ligne, tapez des espaces, non Tab.",
    ),
    ("found a tab character", "une tabulation décale la ligne.", "Remplacez-la par deux espaces."),
    ("found unexpected end of stream", "un guillemet ou un crochet ouvert n’est pas fermé.", "Fermez-le."),
    ("could not find expected ':'", "il manque « : » après une clé.", "Écrivez « clé: valeur »."),
    (
        "did not find expected key",
        "cette ligne n’est pas alignée avec les autres, ou un guillemet est mal placé.",
        "Alignez-la ; un texte qui contient des guillemets se met entre guillemets droits simples.",
    ),
    ("did not find expected '-' indicator", "cette ligne n’est pas alignée avec la liste.", "Alignez les tirets."),
    (
        "did not find expected",
        "un signe de ponctuation manque ou est en trop.",
        "Vérifiez les crochets, virgules et guillemets de la ligne.",
    ),
    (
        "block sequence entries are not allowed",
        "un tiret de liste ne peut pas être ici.",
        "Placez la liste sous sa clé, un tiret par ligne.",
    ),
    ("found unknown escape", "une barre oblique inverse est mal placée.", "Utilisez des guillemets simples ('…')."),
    ("found undefined tag handle", "un « ! » ne peut pas commencer un texte.", "Mettez le texte entre guillemets."),
)


@dataclass(slots=True)
class Reading:
    """What was read of one file: a tree of str, list and dict, and what is wrong with its form.

    `faults` holds (position, location, code, values) in the terms of `problems.MESSAGES`.
    """

    value: Any = None
    positions: dict[Location, Position] = field(default_factory=dict)
    keys: dict[Location, Position] = field(default_factory=dict)
    spans: dict[Location, tuple[int, int]] = field(default_factory=dict)
    """First character of each value in the text, and the one after its last."""
    key_spans: dict[Location, tuple[int, int]] = field(default_factory=dict)
    between_braces: set[Location] = field(default_factory=set)
    """Lists and mappings that are written on one line, between brackets or braces."""
    faults: list[Fault] = field(default_factory=list)

    def position(self, location: Sequence[str | int]) -> Position:
        """Return the position of the longest prefix of the location that stands in the file."""
        location = tuple(location)
        for length in range(len(location), -1, -1):
            if found := self.positions.get(location[:length]):
                return found
        return (1, 1)


class _Stop(Exception):
    """The rest of the file cannot be read."""


def decode(content: bytes, largest: int = MAX_BYTES) -> tuple[str, Reading | None]:
    """Return the text of a file, in Unicode form NFC, or the reading that says why there is none."""
    refusal = Reading()
    if len(content) > largest:
        refusal.faults.append(((1, 1), (), "trop_gros", {"limite": size(largest)}))
        return "", refusal
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]  # without the byte order mark, where there is one
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        detail = " (c’est de l’UTF-16)" if utf16 else " (peut-être de l’ANSI ou du latin-1)"
        refusal.faults.append((((1, 1) if utf16 else (line, column)), (), "encodage", {"detail": detail}))
        return "", refusal
    if found := FORBIDDEN.search(text):
        refusal.faults.append((_place(text, found.start()), (), "caractere", {"nom": character_name(found.group())}))
        return "", refusal
    if ("<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text) and (found := _UNMERGED.search(text)):
        refusal.faults.append((_place(text, found.start()), (), "conflit", {"value": found.group()[:7]}))
        return "", refusal
    return (text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)), None


def _place(text: str, offset: int) -> Position:
    """Return the line and column, from 1, of a character of a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def character_name(char: str) -> str:
    """Return the French name of an invisible character, and its code point."""
    return f"« {_NAMES.get(ord(char), 'caractère sans forme')} » (U+{ord(char):04X})"


def read(content: bytes, *, positions: bool = True, largest: int = MAX_BYTES) -> Reading:
    """Return what a YAML file says.

    A key without a value stands with None: whether that is a mistake depends on the key, which the model knows.
    Without `positions`, a file that has no fault is read in half the time; a caller that meets a problem reads again
    with them.
    """
    text, refusal = decode(content, largest)
    if refusal:
        return refusal
    if not positions:
        if flat := _flat(text):
            return Reading(flat)
        try:
            return Reading(_Quick(text).document())
        except (_Unusual, yaml.YAMLError):
            pass  # the careful walk tells what it is, and where
    reading = Reading()
    try:
        _Walker(text, reading).run()
    except _Stop:
        pass
    except yaml.YAMLError as error:
        reading.faults.append(_other_space(text, getattr(error, "problem_mark", None)) or _syntax_fault(error))
    except RecursionError:  # pragma: no cover - libyaml's events do not recurse
        reading.faults.append(((1, 1), (), "profondeur", {}))
    if not reading.faults and reading.value is None:
        reading.faults.append(((1, 1), (), "vide", {}))
    elif not reading.faults and type(reading.value) is str and (found := _other_space(text, _END_OF_FIRST_LINE)):
        reading.faults.append(found)
    return reading


def value_at(tree: Any, location: Location) -> Any:
    """Return what stands at a place of a tree of strings, lists and mappings; None where nothing does."""
    for step in location:
        if isinstance(tree, dict):
            tree = tree.get(str(step))
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def _other_space(text: str, mark: Any) -> Fault | None:
    """Return the fault of a space that only looks like one, at or above the mark where YAML stopped, or None.

    YAML takes a line whose colon it does not see for the beginning of a text, and stops at a later line.
    """
    if mark is None or text.isascii():
        return None
    lines = text.splitlines()[: mark.line + 1]
    for number in range(len(lines), max(len(lines) - 10, 0), -1):
        line = lines[number - 1]
        if (found := _SPACED_AMISS.match(line)) and (space := _OTHER_SPACE.search(found.group())):
            return (number, space.start() + 1), (), "espace", {"nom": character_name(space.group())}
        if _KEY.match(line[: mark.column] if number == len(lines) else line):
            break  # this line is as it should be: what is above it is not the cause
    return None


REST = " La suite du fichier n’a pas pu être vérifiée : relancez après correction."


def _syntax_fault(error: yaml.YAMLError) -> Fault:
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if re.search("end of stream|while parsing a flow|while scanning a simple key", str(error)):
        marks.reverse()  # the end says nothing: show where the quote or bracket was opened, or the key begins
    mark = marks[0] or marks[1]
    position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    english = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    for words, reason, remedy in _SYNTAX:
        if words in english:
            return position, (), "syntaxe", {"raison": reason, "remede": remedy, "suite": REST}
    return (
        position,
        (),
        "syntaxe",
        {"raison": "cette ligne n’est pas du YAML.", "remede": "Vérifiez guillemets et décalages.", "suite": REST},
    )


@dataclass(slots=True)
class _Open:
    """A list or mapping being read."""

    value: Any
    location: Location
    flow: bool = False
    """Whether it stands between braces."""
    key: str | None = None
    key_end: int = 0
    """Where its key ends in the text."""
    key_mark: Any = None
    """Where its key begins."""

    @property
    def awaits_key(self) -> bool:
        return self.key is None and type(self.value) is dict

    def location_of_next(self) -> Location:
        if type(self.value) is list:
            return (*self.location, len(self.value))
        return self.location if self.key is None else (*self.location, self.key)

    def add(self, value: Any) -> None:
        if type(self.value) is list:
            self.value.append("" if value is None else value)
        else:
            self.value[self.key] = value
            self.key = None


class _Unusual(Exception):
    """Something that records are not written with: a fault, most often."""


class _Quick:
    """Builds the tree of a file in which nothing is unusual; raises _Unusual or YAMLError for any other one.

    It refuses all that _Walker finds a fault in, and notes no place: it is the walk of a build, where files are right.
    It saves 1.2 s of processor in 10,000 deliverables (1.6 s in place of 2.8 s).
    """

    def __init__(self, text: str) -> None:
        self._next = yaml.CSafeLoader(text).get_event
        self._commented = _commented(text)
        self._lines = _lines_with_indented_comments(text)

    def document(self) -> Any:
        """Return the list or mapping that the only document is."""
        self._next(), self._next()  # the starts of the stream and of the document
        event = self._next()
        if type(event) not in _COLLECTIONS:
            raise _Unusual
        found = self._value(event, 0)
        self._next()  # the end of the document
        if type(self._next()) is not StreamEndEvent:
            raise _Unusual
        return found

    def _value(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            raise _Unusual
        if kind is ScalarEvent:
            return self._text(event)
        if depth == MAX_DEPTH:
            raise _Unusual
        return self._list(depth + 1) if kind is SequenceStartEvent else self._mapping(depth + 1, event.flow_style)

    def _list(self, depth: int) -> list[Any]:
        found = []
        while type(event := self._next()) is not SequenceEndEvent:
            if self._lines and type(event) is ScalarEvent and _lost_line(self._lines, event, None):
                raise _Unusual
            value = self._value(event, depth)
            found.append("" if value is None else value)
        return found

    def _mapping(self, depth: int, flow: bool) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while type(event := self._next()) is not MappingEndEvent:
            key = self._value(event, depth)
            if type(key) is not str or key == "<<" or key in found:
                raise _Unusual
            if not key.isascii() and _OTHER_SPACE.search(key):
                raise _Unusual
            after = self._next()
            if self._lines and type(after) is ScalarEvent and _lost_line(self._lines, after, event.start_mark):  # type: ignore[union-attr]
                raise _Unusual
            found[key] = value = self._value(after, depth)
            if value is None and flow:
                raise _Unusual
        return found

    def _text(self, event: Any) -> str | None:
        if event.style:
            text: str = event.value
            if event.style == '"' and FORBIDDEN.search(text):
                raise _Unusual
            return unicodedata.normalize("NFC", text)
        if event.end_mark.line in self._commented and _cut_by_comment(self._commented, event):
            raise _Unusual
        if not event.value.isascii() and _ITEM_AMISS.match(event.value):
            raise _Unusual
        return None if event.value in NOTHING else event.value


def _flat(text: str) -> dict[str, str | None] | None:
    """Return what lines of `key: some words` say, when there are no others; None of any other text.

    Words that begin with a letter or a digit and hold neither a colon nor a hash are what they seem (YAML 1.2.2,
    section 7.3.3). Acts of dissemination are written so, in thousands of files: it takes half the time to read them.
    """
    if not _FLAT.fullmatch(text):
        return None
    pairs = [line.split(": ") for line in text[:-1].split("\n") if line[0] != "#"]
    found = {key: None if (words := said.rstrip(" ")) in NOTHING else words for key, said in pairs}
    return found if len(found) == len(pairs) else None  # a key that is there twice is told with its place


class _Walker:
    """Builds the tree of the only document from libyaml's events, and notes where everything stands."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        self._commented = _commented(text)
        self._lines = _lines_with_indented_comments(text)
        self._reading = reading
        self._stack: list[_Open] = []

    def run(self) -> None:
        documents = 0
        for event in yaml.parse(self._text, Loader=yaml.CSafeLoader):
            kind = type(event)
            if kind in _VALUES:
                self._value(event)
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                ended = self._stack.pop()
                start, _end = self._reading.spans[ended.location]
                self._reading.spans[ended.location] = start, event.end_mark.index  # type: ignore[union-attr]
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._fault((event.start_mark.line + 1, 1), (), "plusieurs_documents", signe=" (« --- »)")  # type: ignore[union-attr]
                    raise _Stop

    def _fault(self, at: Position, location: Location, code: str, **values: Any) -> None:
        self._reading.faults.append((at, location, code, values))

    def _value(self, event: Any) -> None:
        """Take in a scalar, an alias, or the start of a list or mapping."""
        mark = event.start_mark
        at = (mark.line + 1, mark.column + 1)
        top = self._stack[-1] if self._stack else None
        location = top.location_of_next() if top else ()
        kind = type(event)
        value: Any = None
        if event.anchor is not None:  # an alias carries its anchor too
            self._fault(at, location, "ancre")
        if kind is not AliasEvent:
            if event.tag is not None:
                self._fault(at, location, "etiquette", etiquette=event.tag)
            if kind is ScalarEvent:
                value = self._scalar(event, at, location, top)
            else:
                value = [] if kind is SequenceStartEvent else {}
        if top is not None and top.awaits_key:
            self._key(top, value, at, location)
            top.key_end = event.end_mark.index
            top.key_mark = mark
            self._reading.key_spans[*location, str(top.key)] = mark.index, top.key_end
        else:
            if value is None and top is not None and top.flow and ":" not in self._text[top.key_end : mark.index]:
                self._fault(self._reading.keys[location], location, "sans_valeur", cle=top.key)
            self._reading.spans[location] = mark.index, event.end_mark.index
            self._keep(top, value, at, location, flow=bool(getattr(event, "flow_style", False)))

    def _scalar(self, event: Any, at: Position, location: Location, top: "_Open | None") -> str | None:
        if event.style:  # quoted or block; of a plain one libyaml says '', the pure Python parser None
            text = str(event.value)
            if event.style == '"' and (found := FORBIDDEN.search(text)):  # written as an escape: "\u202e"
                self._fault(at, location, "caractere", nom=character_name(found.group()))
            return unicodedata.normalize("NFC", text)
        if self._commented and not (top and top.awaits_key) and _cut_by_comment(self._commented, event):
            self._fault(at, location, "diese")
        if self._lines and top and not top.awaits_key:
            key = top.key_mark if type(top.value) is dict else None
            if number := _lost_line(self._lines, event, key):
                ligne = self._lines[number - 1].strip()[:SHOWN_OF_A_LINE]
                place = number, self._lines[number - 1].index("#") + 1
                self._fault(place, location, "titre_perdu", ligne=ligne)
        if _ITEM_AMISS.match(event.value or ""):
            self._other_space(event.value, at, location)
        return None if (event.value or "") in NOTHING else event.value

    def _other_space(self, text: str, at: Position, location: Location) -> None:
        """Note a space that only looks like one, in a text that begins at a place."""
        if space := _OTHER_SPACE.search(text):
            place = at[0], at[1] + space.start()
            self._fault(place, location, "espace", nom=character_name(space.group()))

    def _key(self, top: "_Open", value: Any, at: Position, location: Location) -> None:
        if type(value) is not str:
            self._fault(at, location, "cle_complexe")
            raise _Stop
        if value == "<<":
            self._fault(at, (*location, value), "ancre")
        if _OTHER_SPACE.search(value):
            written, value = value, _OTHER_SPACE.sub(" ", value).strip()
            self._other_space(written, at, (*location, value))
        if value in top.value:
            self._fault(at, (*location, value), "cle_double", cle=value, avant=top.value[value])
        top.key = value
        self._reading.positions[(*location, value)] = self._reading.keys[(*location, value)] = at

    def _keep(self, top: "_Open | None", value: Any, at: Position, location: Location, *, flow: bool) -> None:
        positions = self._reading.positions
        if type(value) is str or location not in positions:
            positions[location] = at  # a list, a mapping and a missing value are best shown at their key
        if top is None:
            self._reading.value = value
        else:
            top.add(value)
        if type(value) is list or type(value) is dict:
            if len(self._stack) >= MAX_DEPTH:
                self._fault(at, location, "profondeur")
                raise _Stop
            if flow:
                self._reading.between_braces.add(location)
            self._stack.append(_Open(value, location, flow and type(value) is dict))


_COLLECTIONS = frozenset({SequenceStartEvent, MappingStartEvent})
_VALUES = _COLLECTIONS | {ScalarEvent, AliasEvent}


def _commented(text: str) -> dict[int, str]:
    """Return the lines, by number from 0, that may hold a comment."""
    return {number: line for number, line in enumerate(text.splitlines()) if "#" in line} if "#" in text else {}


def _cut_by_comment(commented: Mapping[int, str], scalar: Any) -> bool:
    """Whether a plain text loses its end to a comment: `titre: Guide # 3`, or `titre: #Objectifs`."""
    end = scalar.end_mark
    rest = commented.get(end.line, "")[end.column :]
    return bool(_COMMENT.match(rest)) or (not scalar.value and rest.lstrip(" \t:-").startswith("#"))


def _lines_with_indented_comments(text: str) -> Sequence[str]:
    """Return the lines of a text in which some comment is indented; none where there is none, as in most."""
    return text.splitlines() if _INDENTED_COMMENT.search(text) else ()


def _lost_line(lines: Sequence[str], scalar: Any, key: Any) -> int | None:
    """Return the number, from 1, of a heading of Markdown that a plain text loses; None where it loses none.

    For YAML it is a comment, wherever it stands (YAML 1.2.2, section 6.6). It is one to its author too where a text
    stands on the line of its key; but who writes a text under its key writes « # Objectif » as a part of it, and nobody
    begins a comment by two hashes.
    """
    if scalar.style or not scalar.value:
        return None
    start, end = scalar.start_mark, scalar.end_mark
    below = key is not None and key.line < start.line
    margin = start.column if below or key is None else key.column + 1
    heading = re.compile(rf"[ \t]{{{margin},}}#" if below else rf"[ \t]{{{margin},}}##+[ \t]*\w")
    after = end.line + 1
    while after < len(lines) and not lines[after].strip():
        after += 1
    around = [*(range(key.line + 1, start.line) if below else ()), after]
    return next((number + 1 for number in around if number < len(lines) and heading.match(lines[number])), None)
