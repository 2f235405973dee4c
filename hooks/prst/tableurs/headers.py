"""The header of a table as people lay it out: on two lines, under groups of columns, with the codes of a survey."""

import re
from collections.abc import Mapping, Sequence

from prst.tableurs.columns import Names
from prst.tableurs.reading import Cellule, Feuille
from prst.tableurs.workbooks import numbered

Row = tuple[int, Mapping[int, Cellule]]
"""The number of a row, and its cells by column."""
BETWEEN = " › "
"""Between a group of columns and the header of one of them."""
_CODED = re.compile(r"\w{1,20}(?:\[\w+\])?\.\s+(?=\S)")
"""Begins each header that LimeSurvey exports with both the code and the text of its question."""
_OPTION = re.compile(r"(?P<group>.+?)\s*\[(?P<own>[^\[\]]+)\]\s*")
"""A question that has a column for each of its answers, as surveys export it."""
MOST = 0.8
"""Part of the headers that are written as surveys write them, where they come from one."""


def texts_of(cells: Mapping[int, Cellule]) -> dict[int, str]:
    """Return the texts of a row by column, in their order."""
    return {column: cell.texte for column, cell in sorted(cells.items()) if cell.texte.strip()}


def headers_of(feuille: Feuille, row: Row, above: Row | None, names: Names) -> dict[int, str]:
    """Return what stands over each column, where a row is the header, or the second line of one.

    The line above says what a column without a text of its own is, and the group of those that have one: « Contact »
    over « Mail ». A group is kept where its name or the two together mean something.
    """
    number, cells = row
    own = _without_codes(texts_of(cells))
    if above is None or above[0] != number - 1:
        return {column: _of_option(text, names) for column, text in own.items()}
    first = texts_of(above[1])
    groups = {} if set(own) <= set(first) and not feuille.fusions else _spread(feuille, above[0], first, own)
    found = {column: _in_group(text, groups.get(column, ""), names) for column, text in own.items()}
    found |= {column: text for column, text in first.items() if column not in own}
    return dict(sorted(found.items()))


def group_of(header: str) -> tuple[str, str]:
    """Return the group of a header, '' for none, and its own text."""
    group, between, own = header.partition(BETWEEN)
    return (group, own) if between else ("", header)


def _without_codes(texts: Mapping[int, str]) -> dict[int, str]:
    coded = sum(_CODED.match(text) is not None for text in texts.values())
    if coded > 1 and coded >= MOST * len(texts):
        return {column: _CODED.sub("", text, count=1) for column, text in texts.items()}
    return dict(texts)


def _of_option(text: str, names: Names) -> str:
    found = _OPTION.fullmatch(text)
    return _in_group(found["own"], found["group"], names) if found else text


def _in_group(own: str, group: str, names: Names) -> str:
    """Return the header of a column with its group, where that tells what it is."""
    joined = f"{group}{BETWEEN}{own}"
    if group and (names.meant(joined) or (names.meant(group) and not names.meant(own))):
        return joined
    return own


def _spread(feuille: Feuille, row: int, first: Mapping[int, str], own: Mapping[int, str]) -> dict[int, str]:
    """Return the group above each column: what merged cells or, failing that, empty ones after it extend."""
    found: dict[int, str] = {}
    ends = {}
    for area in feuille.fusions:
        place = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", area)
        if place and int(place[2]) == row:
            ends[numbered(place[1])] = numbered(place[3])
    group, until = "", 0
    for column in sorted({*first, *own}):
        if column in first:
            group, until = first[column], ends.get(column, 0)
        if group and (not until or column <= until):
            found[column] = group
    if len(set(found.values())) == 1 and set(own) <= set(found):
        return {}  # « Contacts » over a whole table is its title
    return found


def told_by_first_column(rows: Sequence[Row], names: Names) -> int:
    """Return how many rows begin by the name of a column: a table that is turned has its header there."""
    return sum(
        names.meant(next(iter(texts.values()))) is not None for _row, cells in rows if (texts := texts_of(cells))
    )
