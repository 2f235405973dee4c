r"""Records as YAML text: the file of a new one, and changes to one that stands, of which all the rest is kept.

The canonical text of a record, of which the browser has a twin that gives the same bytes:

1. **Lines.** Unicode form NFC, a line feed after each line. The first line is the comment that names the schema,
   `# yaml-language-server: $schema=../schemas/livrable.schema.json`; the keys follow, without any empty line.
2. **Keys** come in the order of `order_of`: the model's, but that those of all kinds (where it comes from, and when)
   come after the kind's own; keys that the model does not have come last, in the order given. So it is in nested parts.
   What is empty is left out: None, an empty text, list or mapping, and what holds only such.
3. **Nesting.** Two spaces. A list stands under its key, each item after two spaces and `- `; a mapping in a list begins
   on the line of its dash, and its other keys stand under the first one.
4. **Texts** are written by the first of these rules that holds (lengths are counted in code points):

   a. *Double-quoted*: the text holds a character that the reader refuses (`reading.FORBIDDEN`) or a carriage return; or
      it has one line and holds a tab; or it has several and begins with a white space (space, tab, line feed), or ends
      with two line feeds or with a last line of spaces and tabs. `\` and `"` stand behind a `\`; line feed, carriage
      return and tab are `\n`, `\r`, `\t`; what the reader refuses is `\uXXXX`, or `\UXXXXXXXX`, in capitals.
   b. *Literal block*: the text holds a line feed. `|` if it ends with one, else `|-`; then each line, two spaces
      further than the key or dash that it belongs to; an empty line is left empty.
   c. *Folded block*: the text holds a space, none at its ends and no two in a row, and the line that rules d and e
      would give passes 110 characters, its margin included. `>-`, then its words under it as in b: a word goes on the
      line unless the words of the line would pass 108 characters, its margin apart; a longer word has a line of its
      own. Only U+0020 parts words.
   d. *Plain*: the text has no white space at its ends (of any kind, no-break spaces too), holds neither `: ` nor ` #`,
      does not end with `:`, begins with none of ``- ? : , [ ] { } # & * ! | > ' " % @ ` ~ = < . +``, and is not `null`,
      in capitals or not. And where the model keeps the field as a text, nothing may take it for another type: it is
      none of `true false yes no on off y n`, in capitals or not, nor a digit followed only by digits, letters among
      `a b c d e f o t x z` in capitals or not, spaces and `- + . : _`. So `date: 2015` and `ajoute_le: 2026-11-21`,
      which the model keeps as days, but `numero: '9.3'` and `- '01'`. Capitals are those of ASCII.
   e. *Single-quoted*, with each `'` doubled.

   A key is written by the rules d (that of texts) and e.

What changes in a file that stands (`edited`) is written by the same rules, at the margin that stands there; between
brackets or braces on one line, where a text that holds one of `, [ ] { } : ? #` is quoted too.
"""

import re
import typing
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from prst.records.model import MODELS, VOCABULARIES, Agenda, Retrait, Site, Terme, in_order
from prst.records.reading import FORBIDDEN, Location, read
from prst.records.reseau import Reseau
from prst.records.schemas import SINGULAR

LONGEST_LINE = 110
"""Longest line that holds a text beside its key; a text without any space may pass it."""
FOLDED_AT = 108
"""Most characters of a line of a folded text, its margin apart: most shipped records were written so."""

_SURPRISING = frozenset("-?:,[]{}#&*!|>'\"%@`~=<.+")
"""First characters that mean something in YAML (1.2.2, section 5.3), or in what readers make of plain texts."""
_OTHER_TYPE = re.compile("true|false|yes|no|on|off|y|n|[0-9][-+.:_ 0-9a-fotxz]*", re.ASCII | re.IGNORECASE)
"""What YAML 1.1 or 1.2 may take for a boolean, a number or a date."""
_UNFIT = re.compile(r"\A[ \t\n]|\n\n\Z|\n[ \t]+\n?\Z")
"""What a literal block would lose of a text of several lines."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}

Splice = tuple[int, int, str]
"""Beginning and end of what is replaced in a text, and by what."""
_FLOW_SIGNS = frozenset(",[]{}:?#")
"""What has a meaning inside a plain text between brackets, in one version of YAML or another."""
_GONE: Any = object()
"""Stands for what is taken away, until all changes are known."""


def text_of(kind: str, values: Mapping[str, Any]) -> str:
    """Return the text of a new record's file; `values` are texts, lists and mappings, as `reading.read` gives them."""
    lines = [f"# yaml-language-server: $schema=../schemas/{SINGULAR[kind]}.schema.json"]
    return "\n".join([*lines, *_mapping(without_empty(values) or {}, 0, MODELS[kind])]) + "\n"


def without_empty(value: Any) -> Any:
    """Return a value without what is empty in it: None where nothing is left."""
    if isinstance(value, str):  # most are
        return value or None
    if isinstance(value, Mapping):
        value = {key: kept for key, one in value.items() if (kept := without_empty(one)) is not None}
    elif isinstance(value, list | tuple):
        value = [kept for one in value if (kept := without_empty(one)) is not None]
    return value or None


@cache
def order_of(model: type[BaseModel]) -> Mapping[str, Any]:
    """Return the keys of a part in the order of its file, each with the type that the model keeps."""
    return {name: _kept_as(model.model_fields[name].annotation) for name in in_order(model) if name != "id"}


def _kept_as(annotation: Any) -> Any:
    """Return the class of a field's values, or of the items of its list; str for one of some words."""
    origin = get_origin(annotation)
    if origin is typing.Literal:
        return str
    if origin is None:
        return annotation
    return _kept_as(next(part for part in get_args(annotation) if part is not type(None)))


@dataclass(frozen=True)
class _Keyed:
    """A file that maps ids to parts of one kind, as vocabularies do."""

    model: type[BaseModel]


FILES: Mapping[str, Any] = {
    **MODELS,
    **{name: _Keyed(Terme) for name in VOCABULARIES},
    "site": Site,
    "retraits": _Keyed(Retrait),
    "agendas": _Keyed(Agenda),
    "reseau-communication": Reseau,
}
"""What each kind of file holds."""


def _order(kept_as: Any) -> Mapping[str, Any]:
    """Return the keys of a part in their order, each with its type; none where the order is free."""
    return order_of(kept_as) if isinstance(kept_as, type) and issubclass(kept_as, BaseModel) else {}


def _type_of(kept_as: Any, key: str) -> Any:
    """Return what the model keeps the value of a key as."""
    if isinstance(kept_as, _Keyed):
        return kept_as.model
    return _order(kept_as).get(key, str)


def _mapping(values: Mapping[str, Any], margin: int, kept_as: Any) -> list[str]:
    order = _order(kept_as)
    types = [(key, order[key]) for key in order if key in values]
    if len(types) < len(values):
        types += [(key, _type_of(kept_as, key)) for key in values if key not in order]
    return [line for key, inner in types for line in _entry(key, values[key], margin, inner)]


@lru_cache(1 << 12)
def _head(key: str, margin: int) -> str:
    return " " * margin + _on_one_line(unicodedata.normalize("NFC", key), str) + ":"


def _entry(key: str, value: Any, margin: int, kept_as: Any) -> list[str]:
    """Return the lines of a key and its value; `margin` counts the spaces before it."""
    head = _head(key, margin)
    if not value and value != "":  # it stands so in a file, and is left as it is
        return [head if value is None else f"{head} {_in_flow(value, kept_as)}"]
    if isinstance(value, Mapping):
        return [head, *_mapping(value, margin + 2, kept_as)]
    if isinstance(value, list):
        return [head, *(line for one in value for line in _item(one, margin + 2, kept_as))]
    first, *others = _text(value, margin, len(head) + 1, kept_as)
    return [f"{head} {first}", *others]


def _item(value: Any, margin: int, kept_as: Any) -> list[str]:
    """Return the lines of an item of a list; `margin` counts the spaces before its dash."""
    if isinstance(value, Mapping):
        first, *others = _mapping(value, margin + 2, kept_as)
    elif isinstance(value, list):
        first, *others = (line for one in value for line in _item(one, margin + 2, kept_as))
    else:
        first, *others = _text(value, margin, margin + 2, kept_as)
    return [" " * margin + "- " + first.lstrip(" "), *others]


def _text(text: str, margin: int, before: int, kept_as: Any) -> list[str]:
    """Return what follows a key or dash, then the lines under it; `before` is how much of the line is already taken."""
    text = unicodedata.normalize("NFC", text)
    one_line = _on_one_line(text, kept_as)
    inner = " " * (margin + 2)
    if one_line.startswith('"'):
        return [one_line]
    if "\n" in text:
        lines = text.removesuffix("\n").split("\n")
        return ["|" if text.endswith("\n") else "|-", *(inner + line if line else "" for line in lines)]
    words = text.split(" ")
    if before + len(one_line) > LONGEST_LINE and len(words) > 1 and all(words):
        return [">-", *(inner + line for line in _folded(words))]
    return [one_line]


def _folded(words: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= FOLDED_AT:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _on_one_line(text: str, kept_as: Any) -> str:
    """Return a text as rules a, d and e write it; of several lines, only what rule a says has a meaning."""
    if text.isprintable() and "\ufffd" not in text:  # far quicker than to look for what is not
        return text if _is_plain(text, kept_as) else single_quoted(text)
    several = "\n" in text
    if FORBIDDEN.search(text) or "\r" in text or (_UNFIT.search(text) if several else "\t" in text):
        return double_quoted(text)
    return text if _is_plain(text, kept_as) else single_quoted(text)


def _is_plain(text: str, kept_as: Any) -> bool:
    return (
        text == text.strip() != ""
        and text[0] not in _SURPRISING
        and ": " not in text
        and " #" not in text
        and text[-1] != ":"
        and text.lower() != "null"
        and not (kept_as is str and _OTHER_TYPE.fullmatch(text))
    )


def scalar(text: str, *, in_braces: bool = False, typed: bool = False) -> str:
    """Return a text on one line by the rules a, d and e, or as it stands between brackets.

    One that an editor would take for a number stands in quotes, unless it is `typed`: a date, a number, oui or non.
    """
    if "\n" in text:
        return double_quoted(text)
    kept_as = object if typed else str
    return _in_flow(text, kept_as) if in_braces else _on_one_line(text, kept_as)


def single_quoted(text: str) -> str:
    """Return a text of one line between single quotes (YAML 1.2.2, section 7.3.2)."""
    return "'" + text.replace("'", "''") + "'"


def double_quoted(text: str) -> str:
    """Return any text between double quotes, on one line (YAML 1.2.2, section 7.3.1)."""
    return '"' + "".join(_ESCAPES.get(one) or (_escaped(one) if FORBIDDEN.match(one) else one) for one in text) + '"'


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


# A file that stands


class UnsafeChangeError(ValueError):
    """A file is written in such a way that a change of it would lose something else."""


def edited(kind: str, text: str, changes: Mapping[Location, Any]) -> str:
    """Return a file's text with other values at some places: the rest keeps its comments, order, quotes and line ends.

    A place is a path of keys and of ranks in lists, as `reading.read` finds them in the text given. None, or what is
    empty, takes a value away, and the key or list that held nothing else; a rank past the end of a list adds to it. A
    new key goes to its place in the model's order. `kind` is one of `FILES`. Raises ValueError where the text has a
    fault or a place cannot be, UnsafeChangeError where something else would change too.
    """
    mark = text[:1] if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    before = _values(text)
    wanted = _changed(before, changes)
    if wanted == before:
        return mark + text
    line_break = "\r\n" if "\r\n" in text else "\n"
    added = line_break if text and not text.endswith("\n") else ""
    found = _Change(text + added, line_break).apply(before, wanted, FILES[kind])
    for candidate in (found.removesuffix(added), found):  # a block of lines at the end needs its line break
        if _values(candidate, or_none=True) == wanted:
            return mark + candidate
    raise UnsafeChangeError("the change would not be read back as it was asked for")


def rekeyed(text: str, location: Location, key: str) -> str:
    """Return a file's text in which a key has another name, and nothing else changes.

    Raises ValueError where the text has a fault, has no such key, or has the new one already.
    """
    mark = text[:1] if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    values, node = _values(text), _nodes(text)
    *path, old = location
    for step in path:
        rank = list(values).index(step) if isinstance(values, dict) else int(step)
        values, node = values[step], node.parts[rank] if node else None
    if not isinstance(values, dict) or node is None or old not in values or key in values:
        raise ValueError(f"no key {old!r} that could be {key!r}")
    place = node.keys[list(values).index(old)]
    written = _in_flow(key, str) if node.style == "flow" else _on_one_line(key, str)
    return mark + text[: place.start] + written + text[place.end :]


def _values(text: str, *, or_none: bool = False) -> Any:
    """Return what a text says; an empty mapping where it says nothing. Raises ValueError where it has a fault."""
    reading = read(text.encode("utf-8", "surrogatepass"), positions=False)
    if faults := [code for _at, _location, code, _values in reading.faults if code != "vide"]:
        if or_none:
            return None
        raise ValueError(f"a file that has faults: {faults}")
    return {} if reading.value is None else reading.value


def _changed(before: Any, changes: Mapping[Location, Any]) -> Any:
    """Return the values as they shall be. Raises ValueError where a place cannot be."""
    values = deepcopy(before)
    for location, value in changes.items():
        _put(values, location, _normalized(without_empty(value)))
    kept = _without_gone(values)
    return {} if kept is _GONE else kept


def _normalized(value: Any) -> Any:
    """Return a value as it is read back."""
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", key): _normalized(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_normalized(one) for one in value]
    return None if value is None else unicodedata.normalize("NFC", value)


def _put(values: Any, location: Location, value: Any) -> None:
    *path, last = location
    for step, after in zip(path, location[1:], strict=True):
        inner = _at(values, step)
        if inner is None or inner is _GONE or inner == "":
            if value is None:
                return
            inner = [] if isinstance(after, int) else {}
            _set(values, step, inner)
        values = inner
    present = _at(values, last) is not None
    if value is not None or present:
        _set(values, last, _GONE if value is None else value)


def _at(values: Any, step: str | int) -> Any:
    """Return what stands at a key or rank: None where there is none, "" where it has no value."""
    if type(values) is dict and isinstance(step, str):
        return ("" if values[step] is None else values[step]) if step in values else None
    if type(values) is list and isinstance(step, int) and step >= 0:
        return values[step] if step < len(values) else None
    raise ValueError(f"no such place: {step!r}")


def _set(values: Any, step: Any, value: Any) -> None:
    if type(values) is list and step >= len(values):
        values.append(value)
    else:
        values[step] = value


def _without_gone(values: Any) -> Any:
    """Return values without those that were taken away, nor the lists and mappings that held nothing else."""
    kept: Any
    if type(values) is dict:
        kept = {key: one for key, value in values.items() if (one := _without_gone(value)) is not _GONE}
    elif type(values) is list:
        kept = [one for value in values if (one := _without_gone(value)) is not _GONE]
    else:
        return values
    return _GONE if values and not kept else kept


@dataclass(slots=True)
class _Node:
    """Where a value stands in a text."""

    start: int
    end: int
    """After its last character; the line break after a block is none of its own."""
    style: str = ""
    """The sign that begins a quoted text or a block; `flow` for what stands between brackets or braces."""
    keys: list["_Node"] = field(default_factory=list)
    parts: list["_Node"] = field(default_factory=list)


def _nodes(text: str) -> _Node | None:
    """Return where the only value of a text stands, None where it has no list nor mapping."""
    events = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
    first = next((event for event in events if isinstance(event, (MappingStartEvent, SequenceStartEvent))), None)
    return _node(text, events, first) if first else None


def _node(text: str, events: Iterator[Any], event: Any) -> _Node:
    node = _Node(*_bounds(event))
    if isinstance(event, ScalarEvent):
        node.style = event.style or ""
        if node.style in ("|", ">"):
            node.end = _end_of_block(text, node.start, node.end)
        return node
    found: list[_Node] = []
    after: Any = next(events)
    while not isinstance(after, MappingEndEvent | SequenceEndEvent):
        found.append(_node(text, events, after))
        after = next(events)
    node.keys, node.parts = (found[::2], found[1::2]) if isinstance(event, MappingStartEvent) else ([], found)
    node.style = "flow" if event.flow_style else ""
    node.end = found[-1].end if found and not node.style else _bounds(after)[1]
    return node


def _bounds(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _end_of_block(text: str, start: int, end: int) -> int:
    """Return where the last line of a block ends; libyaml takes the empty lines that follow for a part of it."""
    header = text.find("\n", start, end)
    if header < 0:
        return end
    block = text[header:end]
    kept = re.search(r"(?:\r?\n[ \t]*)\Z" if "+" in text[start:header] else r"(?:\r?\n[ \t]*)+\Z", block)
    return header + (kept.start() if kept else len(block))


@dataclass(frozen=True, slots=True)
class _Whole:
    """A value with its key or dash, and the lines that would take its place."""

    start: int
    end: int
    lines: Callable[[], list[str]]


class _Change:
    """Finds what to replace in a text that ends with a line break, so that it says other values."""

    def __init__(self, text: str, line_break: str) -> None:
        self._text = text
        self._break = line_break

    def apply(self, before: Any, wanted: Any, kept_as: Any) -> str:
        """Return the text that says what is wanted. What it replaces never overlaps."""
        text, root = self._text, _nodes(self._text)
        if root and before and wanted:
            whole = _Whole(root.start, root.end, partial(_mapping, wanted, 0, kept_as))
            splices = list(self._changes(root, before, wanted, kept_as, whole))
        elif root and before:
            splices = [(*self._lines(root.start, root.end), "")]
        else:
            start, end = (root.start, root.end) if root else (len(text), len(text))
            lines = self._joined(_mapping(wanted, 0, kept_as))
            splices = [(start, end, lines if root else lines + self._break)]
        found, at = "", 0
        for start, end, new in sorted(splices, key=lambda splice: splice[:2]):  # at one place, in the order of finding
            if start < at:
                raise UnsafeChangeError("two changes of the same lines")
            found, at = found + text[at:start] + new, end
        return found + text[at:]

    def _changes(self, node: _Node, old: Any, new: Any, kept_as: Any, whole: _Whole | None) -> Iterator[Splice]:
        """Yield what changes in a value: as little as can be, or the whole; between brackets there is none."""
        if old == new:
            return
        if type(old) is dict and type(new) is dict and old.keys() & new.keys():
            yield from self._keys(node, old, new, kept_as)
        elif type(old) is list and type(new) is list and old and new:
            yield from self._items(node, old, new, kept_as)
        elif whole is None:
            yield node.start, node.end, _in_flow(new, kept_as)
        elif isinstance(old, str | None) and isinstance(new, str):
            yield from self._text_changed(node, new, kept_as, self._column(whole.start))
        else:
            yield whole.start, whole.end, self._joined(whole.lines()).lstrip(" ")

    def _keys(self, node: _Node, old: dict[str, Any], new: dict[str, Any], kept_as: Any) -> Iterator[Splice]:
        """Yield what changes in a mapping that keeps one of its keys."""
        flow = node.style == "flow"
        margin = self._column(node.keys[0].start)
        places = [(key.start, max(key.end, part.end)) for key, part in zip(node.keys, node.parts, strict=True)]
        for (key, value), part, place in zip(old.items(), node.parts, places, strict=True):
            if key in new:
                inner = _type_of(kept_as, key)
                whole = None if flow else _Whole(*place, partial(_entry, key, new[key], margin, inner))
                yield from self._changes(part, value, new[key], inner, whole)
        kept = [key in new for key in old]
        added = _added(list(old), new, _order(kept_as))
        if flow:
            texts = {
                rank: [f"{_in_flow(key, str)}: {_in_flow(new[key], _type_of(kept_as, key))}" for key in keys]
                for rank, keys in added.items()
            }
            yield from self._in_brackets(places, kept, texts)
        else:
            lines = {
                rank: [line for key in keys for line in _entry(key, new[key], margin, _type_of(kept_as, key))]
                for rank, keys in added.items()
            }
            yield from self._in_lines(places, kept, lines, margin)

    def _items(self, node: _Node, old: list[Any], new: list[Any], kept_as: Any) -> Iterator[Splice]:
        """Yield what changes in a list that keeps one of its items."""
        flow = node.style == "flow"
        margin = self._column(node.start)
        starts = [part.start if flow else self._dash(node, part) for part in node.parts]
        places = [(start, part.end) for start, part in zip(starts, node.parts, strict=True)]
        kept = [False] * len(old)
        added: dict[int, list[Any]] = {}
        for _tag, first, last, start, end in SequenceMatcher(
            None, [*map(repr, old)], [*map(repr, new)], False
        ).get_opcodes():
            both = min(last - first, end - start)
            for rank, value in zip(range(first, first + both), new[start : start + both], strict=True):
                kept[rank] = True
                whole = None if flow else _Whole(*places[rank], partial(_item, value, margin, kept_as))
                yield from self._changes(node.parts[rank], old[rank], value, kept_as, whole)
            if end - start > both:
                added[first + both - 1] = new[start + both : end]
        if flow:
            yield from self._in_brackets(
                places, kept, {rank: [_in_flow(one, kept_as) for one in added[rank]] for rank in added}
            )
        else:
            lines = {rank: [line for one in added[rank] for line in _item(one, margin, kept_as)] for rank in added}
            yield from self._in_lines(places, kept, lines, margin)

    def _text_changed(self, node: _Node, new: str, kept_as: Any, margin: int) -> Iterator[Splice]:
        """Yield what replaces a text by another one; a comment that follows it on its line stays there."""
        text = self._text
        end = node.end
        if node.style in ("|", ">"):
            end = node.start + len(re.match(r"[|>][-+0-9]*", text[node.start : node.start + 10])[0])  # type: ignore[index]
        space = " " if text[node.start - 1 : node.start] in (":", "-") else ""
        first, *others = _text(new, margin, node.start - self._line_start(node.start) + len(space), kept_as)
        after = self._line_end(end)
        if first == new and "#" in text[end:after]:
            first = single_quoted(new)
        yield node.start, end, space + first
        yield after, max(after, node.end), "".join(self._break + line for line in others)

    def _in_lines(
        self, places: list[tuple[int, int]], kept: list[bool], added: Mapping[int, list[str]], margin: int
    ) -> Iterator[Splice]:
        """Yield what takes lines away, and what adds some after the place of each rank, or before the first one."""
        text = self._text
        remaining = [rank for rank, stays in enumerate(kept) if stays]
        begun = text[self._line_start(places[0][0]) : places[0][0]].strip()  # behind the dash of a list
        for rank, (start, end) in enumerate(places):
            if not kept[rank] and not (begun and rank < remaining[0]):
                yield *self._lines(start, end), ""
        if begun and remaining[0] > 0:
            yield places[0][0], places[remaining[0]][0], self._comments(places[: remaining[0] + 1], margin)
        for rank, lines in added.items():
            if rank < 0:
                start = places[remaining[0]][0]
                yield start, start, self._joined(lines).lstrip(" ") + self._break + " " * margin
            else:
                end = self._line_end(places[rank][1])
                yield end, end, "".join(self._break + line for line in lines)

    def _comments(self, places: list[tuple[int, int]], margin: int) -> str:
        """Return the comments between some places, each with what ends its line."""
        gaps = (self._text[end:start] for (_, end), (start, _) in pairwise(places))
        found = [line.strip() for gap in gaps for line in gap.split("\n")[1:] if line.lstrip().startswith("#")]
        return "".join(f"{comment}{self._break}{' ' * margin}" for comment in found)

    def _in_brackets(
        self, places: list[tuple[int, int]], kept: list[bool], added: Mapping[int, list[str]]
    ) -> Iterator[Splice]:
        """Yield what takes values away from between brackets, and what adds some after the place of each rank."""
        remaining = [rank for rank, stays in enumerate(kept) if stays]
        for rank, (start, end) in enumerate(places):
            if kept[rank]:
                continue
            begins, ends = (start, places[rank + 1][0]) if rank < remaining[-1] else (places[rank - 1][1], end)
            if "#" in self._text[begins:start] + self._text[end:ends]:
                raise UnsafeChangeError("a comment between brackets")
            yield begins, ends, ""
        for rank, texts in added.items():
            place = places[remaining[0]][0] if rank < 0 else places[rank][1]
            yield place, place, ", ".join(["", *texts] if rank >= 0 else [*texts, ""])

    def _joined(self, lines: Iterable[str]) -> str:
        return self._break.join(lines)

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Return where the line of a place ends, before its line break."""
        end = self._text.index("\n", at)
        return end - 1 if self._text[end - 1 : end] == "\r" else end

    def _lines(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of whole lines with the line break before them: what is added after them stands outside."""
        before = self._line_start(start) - 1
        return (self._line_end(before), self._line_end(end)) if before >= 0 else (0, self._text.index("\n", end) + 1)

    def _column(self, at: int) -> int:
        return at - self._line_start(at)

    def _dash(self, node: _Node, item: _Node) -> int:
        """Return where the dash of an item of a block stands: libyaml tells it of the first one only."""
        column = self._column(node.start)
        start = self._line_start(item.start)
        while self._text[start + column : start + column + 1] != "-" or (
            self._text[start : start + column].strip() and start + column != node.start
        ):
            start = self._line_start(start - 1)
        return start + column


def _added(old: Sequence[str], new: Mapping[str, Any], order: Collection[str]) -> dict[int, list[str]]:
    """Return the keys that are new by the rank of the one that they follow: -1 before the first.

    A key follows the last one of the file that the model has before it, whatever the order of the others.
    """
    ranks = {key: rank for rank, key in enumerate(order)}
    last = len(order)
    found: dict[int, list[str]] = {}
    for key in sorted((key for key in new if key not in old), key=lambda key: ranks.get(key, last)):
        before = [rank for rank, one in enumerate(old) if one in new and ranks.get(one, last) <= ranks.get(key, last)]
        found.setdefault(before[-1] if before else -1, []).append(key)
    return found


def _in_flow(value: Any, kept_as: Any) -> str:
    """Return a value as it stands between brackets, on one line."""
    if isinstance(value, Mapping):
        pairs = (f"{_in_flow(key, str)}: {_in_flow(one, _type_of(kept_as, key))}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_in_flow(one, kept_as) for one in value) + "]"
    if "\n" in value:
        return double_quoted(value)
    text = _on_one_line(value, kept_as)
    return single_quoted(text) if text == value and _FLOW_SIGNS & set(value) else text
