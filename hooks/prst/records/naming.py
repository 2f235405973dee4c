"""Records and terms that words name: by id, name, label or synonym; accents, capitals and plurals do not matter."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from prst.records import problems
from prst.records.model import Structure
from prst.records.personnes import without_people
from prst.records.types import fold, slugify

_SMALL = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "un", "une"])
"""Words that tell nothing apart."""
_SUPPORT = frozenset(["pdf", "word", "imprimable", "papier", "telechargeable"])
"""What people add to a format, and that is none."""

ACT_LENGTH = 97
"""Characters of the id of an act."""
MOST_KEYS = 2_000
"""Words of a folder or vocabulary that are looked for, one by one, within others."""

NamedWords = tuple[str, Sequence[str]]
"""An id, and the words that name what bears it, the first of them in full."""


def key_of(words: str) -> str:
    """Return what is compared of some words: folded, without articles, plurals nor punctuation."""
    found = re.findall(r"[a-z0-9]+", fold(words))
    kept = [word for word in found if word not in _SMALL] or found
    return " ".join(word.rstrip("sx") if len(word) > 3 else word for word in kept)


class _Index:
    """What words mean among the records of a folder, or the terms of a vocabulary."""

    def __init__(self, named: Iterable[NamedWords]) -> None:
        self._named = list(named)
        self.names = {identity: words[0] if words else identity for identity, words in self._named}

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The ids by what is compared of words, worked out once somebody writes words instead of ids.

        Where all write ids, it spares the check of 10,000 records 0.4 s of CPU of 8.5.
        """
        found: dict[str, list[str]] = defaultdict(list)
        for identity, words in self._named:
            own, *others = (key_of(word) for word in (identity, *words))
            both = [f"{own} {other}" for other in others[:1] if other]  # « 42 Loire »
            for key in (own, *others, *both, *(f"{other} {own}" for other in others[:1] if other)):
                if key and identity not in found[key]:
                    found[key].append(identity)
        return found

    @cached_property
    def within(self) -> list[tuple[str, str]]:
        """The keys, longest first, each between spaces, and itself; none where they are titles by the thousand."""
        if len(self.ids) > MOST_KEYS:
            return []
        return [(f" {key} ", key) for key in sorted(self.ids, key=lambda key: (-len(key), key))]

    @cached_property
    def sorted(self) -> list[str]:
        """The ids, by the alphabet."""
        return sorted(self.names)


class Words:
    """What words mean, wherever a record may name another one or a term."""

    def __init__(self, named: Callable[[str], Iterable[NamedWords]]) -> None:
        """Take what gives the names of a folder or vocabulary; it is asked once of each, when words of it come."""
        self._named = named
        self._indexes: dict[str, _Index] = {}

    def _index(self, target: str) -> _Index:
        if target not in self._indexes:
            self._indexes[target] = _Index(self._named(target))
        return self._indexes[target]

    def besides(self, target: str, named: Iterable[NamedWords]) -> "Words":
        """Return the same but for one folder or vocabulary, whose names are these."""
        names = list(named)
        return Words(lambda one: names if one == target else self._named(one))

    def name_of(self, target: str, identity: str) -> str:
        """Return the name of a record or term, or its id where it has none."""
        return self._index(target).names.get(identity, identity)

    def ids(self, target: str) -> list[str]:
        """Return the ids of the records or terms that may be named."""
        return self._index(target).sorted

    def told(self, target: str, ids: Iterable[str]) -> str:
        """Return ids with the names that they stand for, as a message lists them."""
        return ", ".join(f"« {identity} » ({self.name_of(target, identity)})" for identity in ids)

    def meant(self, target: str, words: str) -> tuple[str, ...]:
        """Return the ids that some words mean: one, several where they are ambiguous, none where nobody knows them."""
        index = self._index(target)
        for identity in (words, words.lower()):
            if identity in index.names:
                return (identity,)
        key = key_of(words)
        if target == "territoires":
            key = re.sub("^(?:tout|toute|ensemble|departement|dep|dpt) ", "", key)  # « toute la région »
            key = f"0{key}" if len(key) == 1 and key.isdigit() else key  # what spreadsheets leave of 01
        found = index.ids.get(key)
        if not found and target == "formats":
            found = index.ids.get(" ".join(word for word in key.split() if word not in _SUPPORT))
        return tuple(found or ())

    def near(self, target: str, words: str) -> tuple[str, ...]:
        """Return the ids, three at most, that some words may mean: what they hold, what holds them, or the nearest."""
        index = self._index(target)
        said = f" {key_of(words)} "
        found: dict[str, None] = {}
        for spaced, key in index.within:
            if spaced in said and not (len(key) < 3 and not key.isdigit()):
                found |= dict.fromkeys(index.ids[key])
                said = said.replace(spaced, " | ")
        if not found and len(said) > 4:
            for spaced, key in reversed(index.within):  # « FFB »: those that say least besides come first
                found |= dict.fromkeys(index.ids[key] if said in spaced else ())
        if not found and (close := problems.nearest(key_of(words), index.ids)):
            found |= dict.fromkeys(index.ids[close])
        return tuple(found)[:3]


def either(ids: Iterable[str]) -> str:
    """Return the French question that names what may have been meant, or ''."""
    said = " ou ".join(f"« {identity} »" for identity in ids)
    return f" ; vouliez-vous dire {said} ?" if said else ""


def id_of_act(date: str, relais: str, livrable: str, canal: str) -> str:
    """Return the id of an act, '' where a day, relay or resource is missing: two of a day by two ways are two acts.

    The browser does the same (hooks/javascripts/formulaire/nom.js), and leaves as much room for a rank.
    """
    parts = [slugify(one) for one in (date, relais, livrable)]
    return "-".join(filter(None, (*parts, slugify(canal))))[:ACT_LENGTH].strip("-") if all(parts) else ""


def names_of_structures(structures: Mapping[str, Structure]) -> dict[str, Structure]:
    """Return structures by their folded names, full and short.

    A short name that several share, such as that of all the services of one kind, tells none of them.
    """
    short = Counter(fold(one.sigle) for one in structures.values() if one.sigle)
    names = {fold(one.sigle): one for one in structures.values() if one.sigle and short[fold(one.sigle)] == 1}
    return names | {fold(one.nom): one for one in structures.values()}


def keys_of_structures(structures: Mapping[str, Structure]) -> Callable[[str], str]:
    """Return what tells whether two fields name one structure, by its id or its name: what took its place counts."""
    names = names_of_structures(structures)

    def key_of(named: str) -> str:
        structure, seen = structures.get(named) or names.get(fold(named)), set[str]()
        while structure and (following := structures.get(structure.remplacee_par or "")) and structure.id not in seen:
            seen.add(structure.id)
            structure = following
        return structure.id if structure else fold(named)

    return key_of


def held_by(words: str, names: Mapping[str, Structure]) -> list[Structure]:
    """Return the structures whose names stand in some words, in their order."""
    said = fold(words)
    found = ((re.search(rf"\b{re.escape(name)}\b", said), one) for name, one in names.items())
    places = sorted((place.start(), -len(place[0]), one.id) for place, one in found if place)
    ids = dict.fromkeys(identity for _start, _length, identity in places)
    by_id = {one.id: one for one in names.values()}
    return [by_id[identity] for identity in ids]


def nearest_structure(words: str, structures: Mapping[str, Structure]) -> Structure | None:
    """Return the structure that some words most probably mean, that of whom they name too; None for none."""
    words = without_people(words)
    names = names_of_structures(structures)
    if found := names.get(fold(words)) or structures.get(slugify(words)):
        return found
    close = problems.nearest(words, names)
    # Two structures of one region share most of their letters: what they begin with tells them apart.
    if close and problems.nearest(key_of(words).partition(" ")[0], [key_of(close).partition(" ")[0]], cutoff=75):
        return names[close]
    within = held_by(words, names)
    return within[0] if len(within) == 1 else None
