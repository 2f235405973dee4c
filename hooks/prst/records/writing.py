r"""Records as YAML text: the file of a new one.

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
"""

import re
import typing
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from prst.records.model import MODELS, Record
from prst.records.reading import FORBIDDEN
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


def text_of(kind: str, values: Mapping[str, Any]) -> str:
    """Return the text of a new record's file; `values` are texts, lists and mappings, as `reading.read` gives them."""
    lines = [f"# yaml-language-server: $schema=../schemas/{SINGULAR[kind]}.schema.json"]
    return "\n".join([*lines, *_mapping(without_empty(values), 0, MODELS[kind])]) + "\n"


def without_empty(value: Any) -> Any:
    """Return a value without what is empty in it: None where nothing is left."""
    if isinstance(value, Mapping):
        value = {key: kept for key, one in value.items() if (kept := without_empty(one)) is not None}
    elif isinstance(value, list | tuple):
        value = [kept for one in value if (kept := without_empty(one)) is not None]
    return value or None


@cache
def order_of(model: type[BaseModel] | None) -> Mapping[str, Any]:
    """Return the keys of a part in the order of its file, each with the type that the model keeps.

    Where it comes from, and when, stands at the end of a record, after what it is.
    """
    fields = model.model_fields if model else {}
    common = Record.model_fields if model and issubclass(model, Record) else {}
    names = [*(name for name in fields if name not in common), *(name for name in fields if name in common)]
    return {name: _kept_as(fields[name].annotation) for name in names if model is None or name != "id"}


def _kept_as(annotation: Any) -> Any:
    """Return the class of a field's values, or of the items of its list; str for one of some words."""
    origin = get_origin(annotation)
    if origin is typing.Literal:
        return str
    if origin is None:
        return annotation
    return _kept_as(next(part for part in get_args(annotation) if part is not type(None)))


def _mapping(values: Mapping[str, Any] | None, margin: int, model: Any) -> list[str]:
    values = values or {}
    types = order_of(model if isinstance(model, type) and issubclass(model, BaseModel) else None)
    keys = [*(key for key in types if key in values), *(key for key in values if key not in types)]
    return [line for key in keys for line in _entry(key, values[key], margin, types.get(key, str))]


def _entry(key: str, value: Any, margin: int, kept_as: Any) -> list[str]:
    """Return the lines of a key and its value; `margin` counts the spaces before it."""
    head = " " * margin + _on_one_line(unicodedata.normalize("NFC", key), str) + ":"
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


def single_quoted(text: str) -> str:
    """Return a text of one line between single quotes (YAML 1.2.2, section 7.3.2)."""
    return "'" + text.replace("'", "''") + "'"


def double_quoted(text: str) -> str:
    """Return any text between double quotes, on one line (YAML 1.2.2, section 7.3.1)."""
    return '"' + "".join(_ESCAPES.get(one) or (_escaped(one) if FORBIDDEN.match(one) else one) for one in text) + '"'


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"
