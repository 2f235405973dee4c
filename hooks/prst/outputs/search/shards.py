"""An inverted index as small files, so that a query fetches only the terms that it names.

Lists of numbers are written as text: most hosts compress JSON and leave binary files as they are.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from posixpath import commonprefix

from prst.outputs.search.inverted import InvertedIndex, Postings
from prst.outputs.search.words import stem

SHARD_SIZE = 10_000
"""Characters of one shard, about 6 KiB once compressed; a term that is longer stands alone."""

ALPHABET = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\')
"""Printable ASCII that JSON writes as it is: 93 digits."""
LAST = 62
"""The first digits end a number; the 31 others say that more follow."""
_BASE = len(ALPHABET) - LAST


def number(value: int) -> str:
    """Return a number from 0 in variable length, lowest digit first: one character up to 61, two up to 1,921."""
    digits = ""
    while value >= LAST:
        digits += ALPHABET[LAST + value % _BASE]
        value //= _BASE
    return digits + ALPHABET[value]


class _Numbers(dict[int, str]):
    """Numbers that were written once: gaps between documents are few and small."""

    def __missing__(self, value: int) -> str:
        self[value] = number(value)
        return self[value]


_NUMBERS = _Numbers()


def numbers(values: Iterable[int]) -> str:
    """Return numbers one after the other."""
    return "".join([_NUMBERS[value] for value in values])


def rising(values: Sequence[int]) -> str:
    """Return numbers that rise, as the gaps between them."""
    if not values:
        return ""
    return numbers([values[0], *[after - before - 1 for before, after in pairwise(values)]])


def _postings(postings: Postings) -> tuple[str, str, str]:
    """Return the documents of a field, the counts of those that hold the term more than once, and the lengths.

    Lengths stand beside each term rather than in a file of their own: a query reads those of the documents that it
    finds, and not those of all.
    """
    several = [place for place, count in enumerate(postings.counts) if count > 1]
    counts = ""
    before = -1
    for place in several:
        counts += _NUMBERS[place - before - 1] + _NUMBERS[postings.counts[place] - 2]
        before = place
    return rising(postings.documents), counts, numbers(postings.lengths)


def _ending(term: str, form: str) -> str:
    """Return how a word is made from its term: what is added, after `-n-` where the last n letters go first."""
    common = len(commonprefix((term, form)))
    gone = f"-{len(term) - common}-" if common < len(term) else ""
    return gone + form[common:]


class Shards:
    """The files of an index, in the order of their terms; `forms` holds the words of each of them."""

    def __init__(
        self,
        index: InvertedIndex,
        forms: Mapping[str, Sequence[str]],
        names: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Cut the index; `names` of places stand where the first word of each is looked for."""
        self.firsts: list[str] = []
        """First term of each file: the others are found between two of them."""
        self._entries: list[list[str]] = []
        size = 0
        for term in index.terms():
            entry = _entry(term, forms.get(term, ()), index.postings(term))
            if not self._entries or size + len(entry) > SHARD_SIZE:
                self.firsts.append(term)
                self._entries.append([])
                size = 0
            self._entries[-1].append(entry)
            size += len(entry)
        self._add_distant(forms)
        for name, identities in (names or {}).items():
            if self.firsts:
                entry = _json([name, "@" + " ".join(identities)])
                self._entries[self.place(stem(name.split(" ")[0].rstrip("@=")))].append(entry)

    def _add_distant(self, forms: Mapping[str, Sequence[str]]) -> None:
        """Add, where typing would look for a word, the term of each one whose term stands in another file."""
        for term, words in forms.items():
            home = self.place(term)
            for form in words:
                if (place := self.place(form)) != home:
                    self._entries[place].append(_json([form, term]))

    def place(self, word: str) -> int:
        """Return the number of the file where a word is looked for."""
        return max(bisect_right(self.firsts, word) - 1, 0)

    def __iter__(self) -> Iterator[str]:
        """Yield the text of each file: [[term, endings of its words, postings of each field] or [word, term], …].

        The term of the name of a place is `@` and its territories.
        """
        return (f"[{','.join(entries)}]" for entries in self._entries)


def _entry(term: str, forms: Iterable[str], fields: Iterable[Postings]) -> str:
    parts = [term, " ".join([_ending(term, form) for form in forms])]
    for postings in fields:
        parts += _postings(postings)
    while not parts[-1]:
        parts.pop()
    return _json(parts)


def _json(parts: Sequence[str]) -> str:
    return json.dumps(parts, separators=(",", ":"))
