"""Whether two announcements of one day may be of one event: what they call it, and where it takes place.

Two events that are shown as one lose an hour and a place; one that is shown twice loses nothing. So all that both say
must agree, and what only one of them says keeps nothing apart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from prst.records.catalogue import Catalogue
from prst.records.types import fold

ALIKE = 88
"""Similarity, of a hundred, from which two titles may name the same event."""
SAME_WORD = 80
"""The same for two words: a plural, a slip of the keyboard. « Ain » and « Aisne » have 75."""
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)'")
_LINKS = frozenset(re.findall(r"\w+", "a au aux avec dans de des du en et la le les ou par pour sur un une"))
"""Words that one writes and another leaves out."""
_SIDES = frozenset(re.findall(r"\w+", "basse bas haut haute hautes hauts est nord ouest sud"))
"""Words that make another place of the one they go with: « Savoie », « Haute-Savoie »."""

# Titles


def words_of(titre: str) -> str:
    """Return the words of a title without its year, which one calendar writes and another does not."""
    words = re.findall(r"\w+", _ELISION.sub("", fold(titre)))
    return " ".join(word for word in words if not _YEAR.fullmatch(word))


def named_alike(words: str, titles: Iterable[str], names: "Names") -> list[str]:
    """Return the titles that may name the same event, the most alike first.

    They name no other territory, and no word of one stands for quite another word of the other.
    """
    return [title for title in nearly(words, titles) if not names.differ(words, title) and _same_words(words, title)]


def nearly(words: str, titles: Iterable[str]) -> list[str]:
    """Return the titles of nearly the same letters and of the same numbers, the most alike first.

    « Atelier 1 » and « Atelier 2 » are two events.
    """
    from rapidfuzz import fuzz, process  # costs 80 ms, and a catalogue without external calendars needs none of it

    numbers = _NUMBER.findall(words)
    candidates = [title for title in titles if _NUMBER.findall(title) == numbers]
    found = process.extract(words, candidates, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None)
    return [title for title, _score, _index in found]


def _same_words(one: str, other: str) -> bool:
    """Whether the words that only one of two titles has are no others than a slip, a link, or a precision."""
    from rapidfuzz import fuzz

    first, second = set(one.split()), set(other.split())
    mine, theirs = first - second - _LINKS, second - first - _LINKS
    few, many = sorted((mine, theirs), key=len)
    if (mine | theirs) & _SIDES or (not few and any(len(word) == 1 for word in many)):
        return False
    return all(any(fuzz.ratio(word, known) >= SAME_WORD for known in many) for word in few)


class Names:
    """The territories and regions of a catalogue, as titles name them."""

    def __init__(self, catalogue: Catalogue) -> None:
        labels = {label: term.id for term in catalogue.territoires.values() for label in (term.label, *term.synonymes)}
        labels |= {term.region: term.region for term in catalogue.territoires.values() if term.region}
        self._ids = {words_of(label): identity for label, identity in labels.items()}
        longest_first = sorted(filter(None, self._ids), key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b")
        self._named = lru_cache(maxsize=4096)(self._find)

    def _find(self, words: str) -> frozenset[str]:
        return frozenset(self._ids[name] for name in self._pattern.findall(words))

    def differ(self, one: str, other: str) -> bool:
        """Whether the words of two titles name territories, and not the same."""
        first, second = self._named(one), self._named(other)
        return bool(first and second and first != second)


# Places

_POSTCODE = re.compile(r"\b(?:\d{5}|\d{2} \d{3})\b")
_ONLINE = re.compile(
    r"https?://\S+|\b(?:en ligne|a distance|distanciel|online|visio\w*|webinaire|zoom|teams|webex|internet)\b"
)
_PART = re.compile(r"[,;/()\n]|\s[-\u2013\u2014|]\s")
_VENUE = frozenset(
    re.findall(
        r"\w+",
        """allee amphi amphitheatre auditorium avenue bd batiment boulevard campus carsat cci centre chambre chemin cma
        cours cpam cpme direction dreets ecole espace esplanade faubourg federation hall hotel impasse maison mairie
        medef msa palais parc place pole prefecture quai restaurant route rue salle siege square universite zone""",
    )
)
"""Words of a street, a hall or a house: many towns have one of the same name."""
_NO_TOWN = frozenset({"arrondissement", "cedex", "e", "eme", "er", "france"})


def same_place(one: str | None, other: str | None) -> bool:
    """Whether two places, as two calendars write them, may be one: « Lyon », « 12 rue Garibaldi, 69003 Lyon »."""
    if not one or not other:
        return True
    first, second = _Place(one), _Place(other)
    if first.only_online or second.only_online:
        return first.online and second.online
    if first.codes & second.codes:
        return True
    if first.towns or second.towns:
        return any(_within(a, b) for a in first.towns or first.parts for b in second.towns or second.parts)
    few, many = sorted((first.parts, second.parts), key=len)
    return all(any(_within(part, known) for known in many) for part in few)


class _Place:
    """What the text of a place tells."""

    def __init__(self, text: str) -> None:
        text = fold(text)
        self.online = bool(_ONLINE.search(text))
        pieces = _PART.split(_ONLINE.sub(" ", text))
        self.codes = {code.replace(" ", "") for piece in pieces for code in _POSTCODE.findall(piece)}
        self.towns = list(_towns(pieces))
        """What stands beside a postcode."""
        named = [words for piece in pieces if (words := _words(piece))]
        self.parts = [
            words
            for piece in pieces
            if (words := _words(piece)) and not words & _VENUE and not piece.lstrip()[:1].isdigit()
        ] or named
        """What may be a town: neither a street nor a hall, where something else is said."""
        self.only_online = self.online and not named


def _towns(pieces: Sequence[str]) -> Iterator[frozenset[str]]:
    for piece, following in zip(pieces, (*pieces[1:], ""), strict=True):
        for code in _POSTCODE.finditer(piece):
            if town := _words(piece[code.end() :]) or _words(piece[: code.start()]) or _words(following):
                yield town


def _words(piece: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", _ELISION.sub("", piece))
    return frozenset(words) - _LINKS - _NO_TOWN


def _within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one name is the other, or a part of it that no word such as « Haute » makes another."""
    return (one <= other or other <= one) and not (one ^ other) & _SIDES
