"""Whether two titles of one day may be of one event."""

import re
from collections.abc import Iterable

from prst.records.types import fold

ALIKE = 88
"""Similarity, of a hundred, from which two titles may name the same event."""
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)'")


def words_of(titre: str) -> str:
    """Return the words of a title without its year, which one calendar writes and another does not."""
    words = re.findall(r"\w+", _ELISION.sub("", fold(titre)))
    return " ".join(word for word in words if not _YEAR.fullmatch(word))


def nearly(words: str, titles: Iterable[str]) -> list[str]:
    """Return the titles of nearly the same letters and of the same numbers, the most alike first.

    « Atelier 1 » and « Atelier 2 » are two events.
    """
    from rapidfuzz import fuzz, process  # costs 80 ms, and a catalogue without external calendars needs none of it

    numbers = _NUMBER.findall(words)
    candidates = [title for title in titles if _NUMBER.findall(title) == numbers]
    found = process.extract(words, candidates, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None)
    return [title for title, _score, _index in found]
