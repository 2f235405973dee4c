"""Structures that words name: in full, or by a short name that no other bears; accents and capitals do not matter."""

import re
from collections import Counter
from collections.abc import Mapping

from prst.records import problems
from prst.records.model import Structure
from prst.records.types import fold, slugify


def names_of_structures(structures: Mapping[str, Structure]) -> dict[str, Structure]:
    """Return structures by their folded names, full and short.

    A short name that several share, such as that of all the services of one kind, tells none of them.
    """
    short = Counter(fold(one.sigle) for one in structures.values() if one.sigle)
    names = {fold(one.sigle): one for one in structures.values() if one.sigle and short[fold(one.sigle)] == 1}
    return names | {fold(one.nom): one for one in structures.values()}


def held_by(words: str, names: Mapping[str, Structure]) -> list[Structure]:
    """Return the structures whose names stand in some words, in their order."""
    said = fold(words)
    found = ((re.search(rf"\b{re.escape(name)}\b", said), one) for name, one in names.items())
    places = sorted((place.start(), -len(place[0]), one.id) for place, one in found if place)
    ids = dict.fromkeys(identity for _start, _length, identity in places)
    by_id = {one.id: one for one in names.values()}
    return [by_id[identity] for identity in ids]


def nearest_structure(words: str, structures: Mapping[str, Structure]) -> Structure | None:
    """Return the structure that some words most probably mean; None for none."""
    names = names_of_structures(structures)
    if found := names.get(fold(words)) or structures.get(slugify(words)):
        return found
    if close := problems.nearest(words, names):
        return names[close]
    within = held_by(words, names)
    return within[0] if len(within) == 1 else None
