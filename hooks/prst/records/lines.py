"""Lines that mail, Word and hurried fingers wrote, as YAML wants them: where only one meaning is possible.

`MENDS` is the table: what each looks for in a line, and what it writes instead. Only a file that has a problem is read
by it, and the texts under `|` and `>` are left alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import NamedTuple

from pydantic import BaseModel

from prst.records.keys import all_spellings, inner_model, is_list, models_in, plain, spellings
from prst.records.reading import Location, character_name, read
from prst.records.shapes import Shape
from prst.records.types import OTHER_SPACES
from prst.records.typography import BULLETS
from prst.records.values import part_of
from prst.records.writing import scalar, single_quoted


class Edit(NamedTuple):
    """What is written instead of a part of a text, and the message that says so."""

    start: int
    end: int
    instead: str
    code: str
    said: Mapping[str, str]
    location: Location = ()
    """Of the value, where it has one."""


_S = f"[ \t{OTHER_SPACES}]"
_BULLETS = f"{BULLETS}–—*"
_ROW = re.compile(
    rf"(?P<indent>{_S}*)(?P<bullet>(?:-{_S}+)?[{_BULLETS}]{_S}*|-{_S}+|-(?=[^\W_])|-$)?(?P<rest>.*)", re.DOTALL
)
_KEY = re.compile(
    rf"(?P<key>[^\W\d_][^:,{{}}\[\]\"']{{0,39}}?)(?P<before>{_S}*)(?P<colon>:)(?P<after>{_S}*)(?P<value>.*)", re.DOTALL
)
_FENCE = re.compile(rf"(?:```|~~~)\w*{_S}*")
_END = re.compile(rf"(?:---|\.\.\.){_S}*")
"""Ends the head of a written page; no record follows it."""
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?")
_CURLY = re.compile("[“”„‟](?P<text>[^“”„‟]*)[“”„‟]|‘(?P<single>[^‘’]*)’")
_FRENCH = re.compile(rf"«{_S}*(?P<text>[^«»]*[^«» \t{OTHER_SPACES}]){_S}*»")
_COLOUR = re.compile("#[0-9a-fA-F]{3,8}")
"""What begins with a sharp sign, and is no comment."""
_NAMES = ("titre", "nom", "label", "libelle")
"""Keys of which a value wholly in French quotes is quoted as mails quote it; elsewhere it may be a quotation."""
_YAML = re.compile(r"[\[{]*(?:&\S|!\S|\*\w+[\s,\]}]*$)|---|<<")
"""What nobody writes who does not know YAML."""
_ANCHOR = re.compile(r"&\S+[ \t]*")
"""A name for a value that stands below: for those lines, a key without value."""
_BOX = re.compile(rf"{_S}*-?{_S}*\[(?P<tick>[ xX✓✔]?)\]{_S}+(?P<rest>\S.*)")
"""A box of a form of issues or of a mail; only what is ticked is chosen."""
_WHOLE = re.compile(r"(?:'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\")[ \t]*(?:#.*)?")
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_WHITE = f" \t{''.join(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))}"


@dataclass
class Line:
    """One line, and what stands around it."""

    start: int
    """Its place in the text."""
    text: str
    indent: str = ""
    bullet: str = ""
    rest: str = ""
    key: str = ""
    before: str = ""
    after: str = ""
    value: str = ""
    tail: str = ""
    """The lines under it that go on with its value."""
    in_list: bool = False
    """Whether it may be an item: a key without value stands above."""
    dashless: bool = False
    """Whether it stands where the dashes of its list do, and has none."""
    known: bool = False
    """Whether its key is one of the model's."""
    several: bool = False
    """Whether what its key takes is a list."""
    keys: frozenset[str] = frozenset()
    """All that keys of the file may be written as."""
    column: int = 0
    """Where its key or dash stands once spaces are counted as YAML counts them."""
    wanted: int | None = None
    """Where it should stand."""
    owner: str = ""
    """Of an item: the key of its list."""
    extra: list[Edit] = field(default_factory=list)

    @property
    def inside(self) -> int:
        """Where its key stands: after its dash, where it has one."""
        return self.column + 2 if self.bullet else self.column

    @property
    def value_start(self) -> int:
        """The place of its value in the text."""
        return self.start + len(self.text) - len(self.value)


# The table


def _spaces(line: Line) -> Iterator[Edit]:
    """Other spaces and tabs before a line, after its dash, around the colon of its key."""
    key_end = line.value_start - len(line.after) - 1 - len(line.before)
    places = [
        (line.start, line.indent, line.indent.replace("\t", "  ")),
        (line.start + len(line.indent), line.bullet, "- "),
        (key_end, line.before, ""),
        (line.value_start - len(line.after), line.after, " " if line.value else ""),
        (key_end - len(line.key), line.key, line.key),
    ]
    for place, said, instead in places if line.key else places[:2]:
        odd = re.search(f"[\t{OTHER_SPACES}]", said)
        if not odd or (place == line.start and said == line.indent and line.wanted is not None):
            continue  # the indentation is set elsewhere altogether
        if said == line.bullet and said.strip(_WHITE) != "-":
            continue
        code = "lu_tabulation" if odd.group() == "\t" else "lu_espace"
        right = re.sub(f"[{OTHER_SPACES}]", " ", instead)
        yield Edit(place, place + len(said), right, code, {"nom": character_name(odd.group())})


def _bullet(line: Line) -> Iterator[Edit]:
    """« • garages » under a key without value is an item; « -garages » and « [x] garages » too."""
    sign = line.bullet.strip(_WHITE)
    if (line.in_list or line.bullet) and not line.key and (box := _BOX.fullmatch(line.text)):
        end, said = line.start + box.start("rest"), {"value": f"[{box['tick']}]", "ligne": f"- {box['rest']}"}
        yield Edit(line.start + len(line.indent), end, "- ", "lu_puce", said)
        return
    if line.dashless:
        yield Edit(line.value_start, line.value_start, "- ", "lu_puce", {"value": line.rest, "ligne": f"- {line.rest}"})
    elif line.in_list and line.bullet and line.rest and (sign != "-" or line.bullet == "-"):
        place = line.start + len(line.indent)
        yield Edit(place, place + len(line.bullet), "- ", "lu_puce", {"value": sign, "ligne": f"- {line.rest}"})


def _indent(line: Line) -> Iterator[Edit]:
    """A line that is one step off from those it belongs with."""
    if line.wanted is not None:
        yield Edit(line.start, line.start + len(line.indent), " " * line.wanted, "lu_decalage", {"value": line.rest})


def _colon(line: Line) -> Iterator[Edit]:
    """« format:guide » has no space after its colon."""
    if line.key and line.known and line.value and not line.after:
        said = {"value": f"{line.key}:{line.value}", "ligne": f"{line.key}: {line.value}"}
        yield Edit(line.value_start, line.value_start, " ", "lu_deux_points", said)


def _beside_its_sign(line: Line) -> Edit | None:
    """Return what sets off a text that begins on the line of its sign: « description: | Un texte »."""
    sign = re.match(r"([|>])[ \t]+(?=[^\s#])", line.value) if "\n" in line.tail else None
    if not sign:
        return None
    margin = re.match(r"\s*\n( *)", line.tail)
    said = {"value": line.value, "ligne": f"{line.key}: {sign[1]}"}
    below = f"{sign[1]}\n{margin[1] if margin else '  '}"
    return Edit(line.value_start, line.value_start + sign.end(), below, "lu_texte", said)


def _quotes(line: Line) -> Iterator[Edit]:
    """Curly quotes around a value, quotes within quotes, one that is not closed, signs that YAML would read."""
    text, whole = line.value, line.value + line.tail
    if edit := _beside_its_sign(line):
        yield edit
        return
    if (
        not (line.key or line.bullet)
        or not text
        or any((_YAML.match(text), _BLOCK.fullmatch(text), _WHOLE.fullmatch(whole)))
    ):
        return
    if right := (not line.tail and _in_braces(line)) or _quoted_texts(line):
        yield Edit(line.value_start, line.value_start + len(text), right, "lu_valeur", {"value": text, "lu": right})
        return
    if curly := _CURLY.fullmatch(text):
        instead, code = curly["text"] or curly["single"] or "", "lu_guillemets"
    elif line.key.lower() in _NAMES and not line.tail and (french := _FRENCH.fullmatch(text)):
        instead, code = french["text"], "lu_guillemets"
    elif text[0] in "'\"":
        instead, code = _unquoted(line), "lu_guillemets"
    elif _COLOUR.fullmatch(text):
        instead, code = text, "lu_texte"
    elif _reads(whole, line) or _is_comment(text) or _names_a_key(text, line):
        return
    else:
        instead, code = whole, "lu_texte"
    if instead is None or (code == "lu_texte" and text[0] == "[" and text.count("[") > text.count("]")):
        return
    end = line.value_start + (len(whole) if code == "lu_texte" else len(text))
    written = single_quoted(instead) if "\n" in instead else scalar(instead)
    said = {"value": text, "ligne": f"{line.key}: {written}" if line.key else f"- {written}"}
    yield Edit(line.value_start, end, written, code, said)


_PART = r"\{[^{}\[\]]*\}"
_PARTS = re.compile(rf"(?P<open>\[?)\s*(?P<parts>{_PART}(?:\s*,\s*{_PART})*)\s*\]?\s*")


def _in_braces(line: Line) -> str:
    """Return parts between braces as YAML wants them, « {portee: '12,5'} »; '' where they are so, or are no parts."""
    found = _PARTS.fullmatch(line.value)
    if not found or bool(found["open"]) != line.value.rstrip().endswith("]") or _reads(line.value, line):
        return ""
    parts = []
    for part in re.findall(_PART, found["parts"]):
        pairs = [one.partition(":") for one in re.split(r",\s*(?=[^\W\d][\w ’'-]{0,30}\s*:)", part[1:-1])]
        if not all(plain(key) in line.keys and value.strip() for key, _colon, value in pairs):
            return ""
        if any(plain(word) in line.keys for _key, _colon, value in pairs for word in value.split(",")[1:]):
            return ""  # a key whose value is missing
        said = [(key.strip(), value.strip()) for key, _colon, value in pairs]
        inside = (
            f"{key}: {value if _WHOLE.fullmatch(value) else scalar(value, in_braces=True)}" for key, value in said
        )
        parts.append(f"{{{', '.join(inside)}}}")
    right = ", ".join(parts)
    return f"[{right}]" if found["open"] else right


_TEXTS = re.compile(r"(?:\"[^\"]*\"|'[^']*')(?:(?:\s*[,;]\s*|\s+et\s+)(?:\"[^\"]*\"|'[^']*'))+")


def _quoted_texts(line: Line) -> str:
    """Return several texts, each in its quotes, as a list, or as one text where a list has no place; '' for others."""
    if not _TEXTS.fullmatch(line.value) or line.tail:
        return ""
    texts = [one[1:-1] for one in re.findall(r"\"[^\"]*\"|'[^']*'", line.value)]
    return f"[{', '.join(scalar(one, in_braces=True) for one in texts)}]" if line.several else single_quoted(line.value)


def _unquoted(line: Line) -> str | None:
    """Return the text of a value whose straight quotes are misplaced; None where nobody can tell."""
    text, quote = line.value.rstrip(), line.value[0]
    inner = text[1:]
    if len(text) > 1 and text.endswith(quote):
        return inner[:-1].replace(quote * 2, quote)
    if quote not in inner:
        return None if line.tail else inner
    return text  # "Guide" du bruit: the quotes are of the text


def _reads(text: str, line: Line) -> bool:
    """Whether YAML reads a value as one text, or as what stands between brackets."""
    found = read(f"a: {text}\n".encode() if line.key else f"- {text}\n".encode(), positions=False)
    return not found.faults


def _is_comment(text: str) -> bool:
    return text.startswith("#") or bool(re.search(r"\s#", text))


def _names_a_key(text: str, line: Line) -> bool:
    """Whether a value begins with what may be a key on a line that should have been two."""
    first, _colon, _rest = text.partition(":")
    return line.known and plain(first) in _MAY_BE_KEYS and first == first.strip()


_MAY_BE_KEYS = frozenset({"structure", "courriel", "telephone", "formulaire", "role", "url", "libelle", "cible", "nom"})

MENDS: tuple[Callable[[Line], Iterator[Edit]], ...] = (_spaces, _bullet, _indent, _colon, _quotes)
"""In the order of a line: each yields what it would write elsewhere than the others."""


# Lines, and what stands around each

_QUOTED = re.compile(rf"(?:>{_S}?)+")


def quoted_lines(text: str) -> list[Edit]:
    """Return what takes the signs away by which a mail quotes a record; nothing unless each line has one."""
    rows = [(found.start(), found.group()) for found in _LINES.finditer(text) if found.group().strip(_WHITE + "\r\n")]
    signs = [(start, row, _QUOTED.match(row)) for start, row in rows]
    if not signs or not all(sign for _start, _row, sign in signs):
        return []
    depth = min(sign[0].count(">") for _start, _row, sign in signs if sign)
    sign = re.compile(rf"(?:>{_S}?){{{depth}}}")
    return [
        Edit(start, start + found.end(), "", "lu_citation", {"value": row.strip(_WHITE + "\r\n")})
        for start, row, _sign in signs
        if (found := sign.match(row))
    ]


_BARE = re.compile(
    rf"(?m)^(?P<dash>- )?(?P<key>[^\W\d_][^:#{{}}\[\]\"'\n]{{0,60}}?)(?P<bare>{_S}*)\n"
    rf"[ ]+(?:(?P<next>[^\W\d_][\w -]{{0,39}}?){_S}*:(?=\s)|-[ ])"
)
"""A line at the margin without a colon, over one that is deeper and is a key or an item."""


def keys_without_colon(text: str, shape: Shape) -> list[Edit]:
    """Return what ends a key that is followed by what stands under it: « contact », then « structure: … »."""
    inner, _alone = _parts_of(shape.model)
    fields = shape.model.model_fields
    lists = {said for said, name in spellings(shape.model).items() if is_list(fields[name].annotation)}
    edits = []
    for found in _BARE.finditer(text):
        said, below = plain(found["key"]), plain(found["next"] or "")
        of_entry = shape.of_entries and below in spellings(shape.model)
        known = not found["dash"] and (below in inner.get(said, ()) if below else said in lists)
        if of_entry or known:
            noted = {"value": found["key"], "ligne": f"{found['key']}:"}
            edits.append(Edit(found.start(), found.end("bare"), noted["ligne"], "lu_deux_points", noted))
    return edits


MOST_ITEMS = 200
"""Items of a file whose list is looked for above them."""
_GOES_ON = re.compile(
    rf"(?m)^(?P<margin> *)- +(?P<text>[^\W_][^\n#:]*?){_S}*\n(?P<deep> +)(?P<key>[^\W\d_][\w -]{{0,39}}?){_S}*:(?=\s)"
)
"""An item without a key, over a key that is deeper."""


def items_with_keys(text: str, shape: Shape) -> list[Edit]:
    """Return the key that is missing before the text of items whose other keys stand below: « - DREETS »."""
    edits = []
    for found in islice(_GOES_ON.finditer(text), MOST_ITEMS):
        part = _models_by_key(shape.model).get(_list_above(text[: found.start()], len(found["margin"])))
        if part is None or len(found["deep"]) <= len(found["margin"]):
            continue
        needed = [name for name, info in part.model_fields.items() if info.is_required() and name != "id"]
        first, name = (
            next(iter(part_of(found["text"], part)), next(iter(needed), "")),
            spellings(part).get(plain(found["key"])),
        )
        if first and name not in (None, first) and len(part_of(found["text"], part)) < 2:
            said = {"value": found["text"], "lu": f"{first}: {found['text']}"}
            written = f"{first}: {scalar(found['text'])}"
            edits.append(Edit(found.start("text"), found.end("text"), written, "lu_partie", said))
    return edits


def _list_above(text: str, margin: int) -> str:
    """Return the key of the list to which an item of a margin belongs that follows a text; '' for none.

    What stands in a text under `|` or `>` is no list.
    """
    key = ""
    for row in reversed(text.splitlines()):
        indent = len(row) - len(row.lstrip(" "))
        if not row.strip() or indent > margin or (indent == margin and (key or row.lstrip().startswith("-"))):
            continue
        if re.search(r":[ \t]+[|>][-+0-9]*[ \t]*$", row):
            return ""
        if not key:
            found = re.fullmatch(rf" *(?:- +)?([^\W\d_][\w -]{{0,39}}?){_S}*:[ \t]*", row)
            if not found:
                return ""
            key = plain(found[1])
        margin = indent
        if not indent:
            break
    return key


_DASHED = re.compile(
    rf"(?m)^(?P<margin> *)- +(?P<above>[^\W\d_][\w -]{{0,39}}?){_S}*: +\S[^\n]*\n(?P<deep> +)(?P<dash>- +)"
    rf"(?P<key>[^\W\d_][\w -]{{0,39}}?){_S}*:(?=\s)"
)
"""An item that is a key and its value, over a deeper one."""


def keys_with_dashes(text: str, shape: Shape) -> list[Edit]:
    """Return what takes the dash away from other keys of an item: « - date: … », then « - intitule: … » under it."""
    edits = []
    for found in islice(_DASHED.finditer(text), MOST_ITEMS):
        part = _models_by_key(shape.model).get(_list_above(text[: found.start()], len(found["margin"])))
        known = spellings(part) if part else {}
        above, name = known.get(plain(found["above"])), known.get(plain(found["key"]))
        if above and name and above != name and len(found["deep"]) > len(found["margin"]):
            said = {"value": f"- {found['key']}:", "lu": f"{found['key']}:"}
            edits.append(Edit(found.start("dash"), found.end("dash"), "", "lu_valeur", said))
    return edits


@cache
def _models_by_key(model: type[BaseModel]) -> Mapping[str, type[BaseModel]]:
    """Return the parts that stand in lists of a model, by all that the keys of these may be written as."""
    return {
        said: part
        for one in models_in(model)
        for said, name in spellings(one).items()
        if is_list(one.model_fields[name].annotation) and (part := inner_model(one.model_fields[name].annotation))
    }


def mended_lines(text: str, shape: Shape) -> list[Edit]:
    """Return what to write instead of the lines that YAML would not follow, in their order."""
    found: list[Edit] = []
    for line in _Layout(shape).lines(text):
        found += line.extra
        for mend in MENDS:
            found += mend(line)
    return sorted(_apart(found))


def _apart(edits: list[Edit]) -> Iterator[Edit]:
    """Yield edits of which none stands in another."""
    last = -1
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start >= last:
            yield edit
            last = max(edit.end, edit.start)


@cache
def _parts_of(model: type[BaseModel]) -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """Return the keys of each part of a model by all that its own key may be written as, and of which it has but one.

    It is asked for each file that has a problem, and one wrong term stands in thousands.
    """
    inner: dict[str, frozenset[str]] = {}
    alone: set[str] = set()
    for one in models_in(model):
        for said, name in spellings(one).items():
            annotation = one.model_fields[name].annotation
            if part := inner_model(annotation):
                inner.setdefault(said, frozenset(spellings(part)))
                if one is model and not is_list(annotation):
                    alone.add(said)
    return inner, frozenset(alone)


class _Layout:
    """Reads lines one after the other, and knows to what each belongs."""

    def __init__(self, shape: Shape) -> None:
        model = shape.model
        self._known = all_spellings(model)
        self._top = frozenset() if shape.of_entries else frozenset(spellings(model))
        self._of_entries = frozenset(spellings(model)) if shape.of_entries else frozenset()
        self._lists = {said for said, name in spellings(model).items() if is_list(model.model_fields[name].annotation)}
        self._several = frozenset(
            said
            for one in models_in(model)
            for said, name in spellings(one).items()
            if is_list(one.model_fields[name].annotation)
        )
        self._inner, self._parts = _parts_of(model)
        self._above: Line | None = None  # the last key
        self._items: list[Line] = []  # the last item of each list in which we are
        self._part: Line | None = None  # the last key without value whose lines may stand beside it
        self._at_margin = False  # whether a key stands at the margin: those of the record then all do

    def _parsed(self, start: int, text: str, in_list: bool) -> Line:
        row = _ROW.fullmatch(text)
        line = Line(start, text, in_list=in_list)
        if row:
            bullet = row["bullet"] or ""
            if bullet[:1] in ("-", "") or in_list:
                line.indent, line.bullet, line.rest = row["indent"], bullet, row["rest"]
            else:
                line.indent, line.rest = row["indent"], bullet + row["rest"]
            if bullet == "-" and not in_list:
                line.bullet, line.rest = "", bullet + row["rest"]
        line.value = line.rest
        if key := _KEY.fullmatch(line.rest):
            known = plain(key["key"]) in self._known
            simple = bool(re.fullmatch(r"[\w-]+", key["key"]))
            if (known and not key["value"].startswith("//")) or (simple and (key["after"] or not key["value"])):
                line.key, line.before, line.after, line.value = key["key"], key["before"], key["after"], key["value"]
                line.known = known
                line.several = plain(line.key) in self._several
        line.keys = self._known
        line.column = len(line.indent.replace("\t", "  "))
        return line

    def lines(self, text: str) -> Iterator[Line]:
        """Yield the lines that are keys, items or values; texts under `|` and `>` are left out."""
        rows = [(found.start(), found.group().rstrip("\r\n")) for found in _LINES.finditer(text)]
        self._at_margin = any(re.match(r"[^\W\d_][\w-]*[ \t]*:", row) for _start, row in rows)
        full = [row for row in rows if row[1].strip(_WHITE)]
        fences = {start for start, row in full[:1] + full[-1:] if _FENCE.fullmatch(row)}
        fences |= {start for start, row in full[1:][-1:] if _END.fullmatch(row)}
        block: int | None = None  # the column of the key whose text stands below
        first = 0  # that of its first line
        skip = 0
        for number, (start, row) in enumerate(rows):
            stripped = row.strip(_WHITE)
            if start in fences:
                yield _left_out(rows, number, text, "lu_cloture")
                continue
            if number < skip or not stripped:
                continue
            if block is not None:
                column = len(row) - len(row.lstrip(" "))
                first = first or column
                if column > block:
                    yield from [_set_off(self._parsed(start, row, False), first)] if column < first else ()
                    continue
                line = self._parsed(start, row, False)
                if not (line.column <= block and (line.key or line.bullet[:1] == "-" or stripped[0] == "#")):
                    yield _set_off(line, block + 2)  # its text, which a tab or nothing sets off
                    continue
                block = None
            if stripped[0] == "#":
                continue
            in_list = bool(self._items) or bool(self._above and not self._above.value)
            if in_list and _is_unticked(row):
                yield _left_out(rows, number, text, "lu_case")
                continue
            line = self._parsed(start, row, in_list)
            line.dashless = self._is_dashless(line)
            skip = self._tail(line, rows, number, text)
            self._settle(line)
            yield line
            if line.key and _BLOCK.fullmatch(line.value):
                block, first = line.inside, 0

    def _is_dashless(self, line: Line) -> bool:
        if not self._items or line.bullet or line.key:
            return False
        return line.column == self._items[-1].column > 0 and not self._items[-1].key

    def _tail(self, line: Line, rows: list[tuple[int, str]], number: int, text: str) -> int:
        """Take in the lines that go on with a value, and return the number of the first one that does not."""
        at = line.column + (2 if line.bullet else 0)
        last = number
        quote = line.value[:1] if line.value[:1] in ("'", '"') and not _WHOLE.fullmatch(line.value) else ""
        for follow in range(number + 1, len(rows)):
            row = rows[follow][1]
            if not row.strip():
                continue
            parsed = self._parsed(rows[follow][0], row, False)
            deeper = parsed.column > line.inside if line.key else parsed.column > at - 1
            if not line.value or _BLOCK.fullmatch(line.value) or not deeper or (parsed.key and parsed.known):
                break
            if parsed.bullet or row.lstrip().startswith("#") or (line.in_list and _BOX.fullmatch(row)):
                break
            last = follow
            if quote and row.rstrip().endswith(quote):
                break
        if last > number:
            line.tail = text[line.start + len(line.text) : rows[last][0] + len(rows[last][1])]
        return last + 1

    def _settle(self, line: Line) -> None:
        """Tell where a line should stand, and remember it for those below."""
        wanted = self._item(line) if line.bullet else self._key(line) if line.key and line.known else None
        if wanted is not None and wanted != line.column:
            line.wanted = line.column = wanted
        self._items = [
            one for one in self._items if one.column < line.column or (one.column == line.column and line.bullet)
        ]
        if line.bullet:
            line.owner = (
                self._items[-1].owner if self._items and self._items[-1].column == line.column else self._owner()
            )
            self._items = [one for one in self._items if one.column < line.column] + [line]
        if line.key:
            self._above = replace(line, value="") if _ANCHOR.fullmatch(line.value) else line
            if self._part and line.wanted is None:
                self._part = None
            is_entry = bool(self._of_entries) and not line.column
            if not self._above.value and (plain(line.key) in self._parts or is_entry) and not line.bullet:
                self._part = line

    def _owner(self) -> str:
        return plain(self._above.key) if self._above else ""

    def _item(self, line: Line) -> int | None:
        """An item one sign off from the items of its list, or at the margin; one under a key that is set off."""
        above = self._above
        if above and above.wanted is not None and not above.value and line.column < above.column:
            return above.column
        if not self._items or not self._above or not (self._above.value or self._above.column <= self._items[0].column):
            return None
        last = self._items[-1]
        near = abs(last.column - line.column) == 1
        outside = line.column < self._items[0].column and self._above.column <= line.column and not self._above.bullet
        return last.column if bool(last.key) == bool(line.key) and (near or outside) else None

    def _key(self, line: Line) -> int | None:
        """A key deeper than the one above, which has its value; or less deep than its item; or than its part."""
        above, name = self._above, plain(line.key)
        if above is None and line.column and self._at_margin and name in self._top:
            return 0
        if above and above.value and not _BLOCK.fullmatch(above.value) and line.column > above.inside:
            return above.inside
        if above and line.column == 1 and name in self._top and not above.column and (above.value or self._items):
            return 0
        if above and above.value and line.column and line.column == above.inside - 1 and name not in self._top:
            return above.inside
        for item in reversed(self._items):
            within = self._inner.get(item.owner, frozenset())
            if item.key and item.column <= line.column < item.inside and name in within:
                return item.inside if line.column or name not in self._top else None
        part = self._part
        if part and line.column <= part.column and name not in self._top:
            # « region: » may be an entry of its own
            of_entry = self._of_entries and not part.column and (line.value or name in self._lists)
            if name in (self._of_entries if of_entry else self._inner.get(plain(part.key), ())):
                return part.column + 2
        return None


def _is_unticked(row: str) -> bool:
    box = _BOX.fullmatch(row)
    return box is not None and not box["tick"].strip()


def _left_out(rows: list[tuple[int, str]], number: int, text: str, code: str) -> Line:
    """Return a line that is not read."""
    start, row = rows[number]
    end = rows[number + 1][0] if number + 1 < len(rows) else len(text)
    return Line(start, "", extra=[Edit(start, end, "", code, {"value": row.strip(_WHITE)})])


def _set_off(line: Line, column: int) -> Line:
    place = Line(line.start, "")
    odd = re.search(f"[\t{OTHER_SPACES}]", line.indent)
    code = "lu_tabulation" if odd and odd.group() == "\t" else "lu_espace" if odd else "lu_decalage"
    said = {"nom": character_name(odd.group()) if odd else "", "value": line.text.strip()}
    place.extra.append(Edit(line.start, line.start + len(line.indent), " " * column, code, said))
    return place


def whole_line(row: str) -> str:
    """Return a line whose value stands in straight quotes, to be pasted in the place of a written one; '' for none."""
    line = _Layout(Shape(BaseModel))._parsed(0, row, False)
    text = line.value.strip()
    if not (line.key or line.bullet) or not text or text[0] in "[{":
        return ""
    if text[0] in "'\"":
        text = text.strip(text[0])
    return f"{line.indent}{line.bullet}{f'{line.key}: ' if line.key else ''}{single_quoted(text)}"
