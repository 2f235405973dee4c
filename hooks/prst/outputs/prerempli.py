"""Papers of a group as Word documents: templates of the toolbox that say already what its record says.

A template is a written page of the region, which may reword it. What the record says goes where its words ask for it:
in the row of a table of two columns by its label, in the columns of a grid by their names under its heading, below a
heading, between brackets. What finds no place stands at the end. All the rest stays to be filled in by hand: these
papers are private and have room for names, which the record never holds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from prst.outputs import french, textes
from prst.outputs.textes import literal
from prst.records import types
from prst.records.types import fold

ROWS = 40
"""Rows of one grid that are filled in: the page of the group has all, and the paper says how many more there are."""
BLANK = 2
"""Rows of a grid that are left for what is not known."""
MORE = "Ce que dit aussi la fiche du groupe"
"""Heading of what no part of the template asks for."""
AND = "\u00a0; "
Said = TypeVar("Said")
_HEADING = re.compile(r"#{2,6} +(.+)")
_RULE = re.compile(r"\|[\s:|-]*-[\s:|-]*")
SAME = {"etape": "jalon", "prevue": "prevu", "elle": "il"}
"""Words of templates that call a milestone « étape », as ours once did, and what ours say for them."""
_OTHER = re.compile(rf"\b({'|'.join(SAME)})(?=s?\b)")
_BRACKETS = re.compile(r"\[([^\[\]\n]+)\](?!\()")


@dataclass(frozen=True)
class Faits:
    """What a record says to a template, by the words that ask for it, without what follows a colon or a comma there."""

    cases: Mapping[str, str] = field(default_factory=dict)
    """By the label of a row."""
    grilles: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    """Rows by the heading above a grid, each value by the name of its column."""
    textes: Mapping[str, str] = field(default_factory=dict)
    """By the heading above."""
    mots: Mapping[str, str] = field(default_factory=dict)
    """By what stands between brackets."""


class _Table(NamedTuple):
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    """The first two, which say its columns."""


class _Heading(NamedTuple):
    key: str
    line: str


def key_of(markdown: str, faits: Faits) -> str:
    """Return what a template depends on once it is filled in, as a hash: papers are looked up by it."""
    return sha256("\0".join([_maker(), markdown, repr(faits)]).encode()).hexdigest()


@cache
def _maker() -> str:
    """Return what fills templates in: other code may give another text."""
    code = b"\0".join(Path(file).read_bytes() for file in (__file__, textes.__file__, types.__file__))
    return sha256(code).hexdigest()


def filled(markdown: str, faits: Faits) -> str:
    """Return the Markdown of a template with what a record says."""
    asked = Faits(_keyed(faits.cases), _keyed(faits.grilles), _keyed(faits.textes), _keyed(faits.mots))
    found: set[str] = set()
    lines: list[str] = []
    for block in _blocks(markdown):
        if isinstance(block, _Table):
            lines += _table(block, asked, found)
        elif isinstance(block, _Heading):
            lines.append(block.line)
            if asked.textes.get(block.key):
                found.add(block.key)
                lines += ["", literal(asked.textes[block.key])]
        elif "[" not in block:
            lines.append(block)
        else:
            lines.append(_BRACKETS.sub(lambda said: _word(said, asked.mots), block))
    return "\n".join([*lines, *_left(faits, found)])


def _keyed(some: Mapping[str, Said]) -> dict[str, Said]:
    return {_key(label): value for label, value in some.items()}


@lru_cache(maxsize=512)
def _key(label: str) -> str:
    return _OTHER.sub(lambda said: SAME[said[0]], fold(re.split("[,:(]", label, maxsplit=1)[0]).strip())


@lru_cache(maxsize=16)
def _blocks(markdown: str) -> Sequence[str | _Table | _Heading]:
    """Return the lines of a template, its headings and its tables: the same for every group."""
    return tuple(_read(markdown.split("\n")))


def _read(lines: Sequence[str]) -> Iterator[str | _Table | _Heading]:
    heading, rank = "", 0
    while rank < len(lines):
        line = lines[rank]
        if said := _HEADING.fullmatch(line.strip()):
            heading = _key(said[1])
            yield _Heading(heading, line)
        elif line.startswith("|") and rank + 1 < len(lines) and _RULE.fullmatch(lines[rank + 1].strip()):
            end = next((at for at in range(rank, len(lines)) if not lines[at].startswith("|")), len(lines))
            columns, _rule, *rows = (_cells(one) for one in lines[rank:end])
            yield _Table(heading, tuple(map(_key, columns)), tuple(rows), tuple(lines[rank : rank + 2]))
            rank = end - 1
        else:
            yield line
        rank += 1


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _table(table: _Table, asked: Faits, found: set[str]) -> Iterator[str]:
    """Yield the lines of a table with what the record says, and note what of it was asked for."""
    yield from table.lines
    if len(table.columns) == 2 and any(row[0] for row in table.rows):
        for label, value in ((row[0], row[-1]) for row in table.rows):
            said = asked.cases.get(_key(label), "")
            if said:
                found.add(_key(label))
            yield f"| {label} | {literal(said) if said and not value else value} |"
        return
    rows = asked.grilles.get(table.heading, ())
    known = [{_key(name): value for name, value in row.items()} for row in rows]
    fits = any(set(row) & set(table.columns) for row in known)
    if fits:
        found.add(table.heading)
        for row in known[:ROWS]:
            yield f"| {' | '.join(literal(row.get(column, '')) for column in table.columns)} |"
        if more := _others(rows):
            yield f"| {more} |{' |' * (len(table.columns) - 1)}"
    blank = table.rows[:BLANK] if fits and known else table.rows
    yield from (f"| {' | '.join(row)} |" for row in blank)


def _others(rows: Sequence[object]) -> str:
    """Return how many rows are left out, in words; '' for none."""
    count = len(rows) - ROWS
    return f"et {french.plural(count, 'autre', 'autres')}, sur la page du groupe" if count > 0 else ""


def _word(said: re.Match[str], words: Mapping[str, str]) -> str:
    value = words.get(_key(said[1]))
    return literal(value) if value else said[0]


def _left(faits: Faits, found: set[str]) -> Iterator[str]:
    """Yield what no part of the template asked for."""
    grids = {
        heading: AND.join(
            filter(None, (*(", ".join(filter(None, row.values())) for row in rows[:ROWS]), _others(rows)))
        )
        for heading, rows in faits.grilles.items()
    }
    everything = {**faits.cases, **faits.textes, **grids}
    kept = [(label, value) for label, value in everything.items() if value and _key(label) not in found]
    if kept:
        yield from ("", f"## {MORE}", "")
        yield from (f"- {literal(label)}\u00a0: {literal(value)}" for label, value in kept)
