"""Which document holds which term, how often and in which field: all that lunr's ranking (BM25) needs."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

_FIELD_BITS, _COUNT_BITS = 4, 20
_COUNT = (1 << _COUNT_BITS) - 1
_FIELD = (1 << _FIELD_BITS) - 1


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands in one field."""

    documents: list[int]
    """Numbers of documents, which rise."""
    counts: list[int]
    """How often the term comes in each."""
    lengths: list[int]
    """Number of terms in the field of each."""


class InvertedIndex:
    """Index of documents that are numbered from 0 in the order in which they come."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = fields
        self.lengths: list[array[int]] = [array("I") for _ in fields]
        """Number of terms in each field of each document."""
        # One array a term rather than one a term and field: a place, packed into a number, is the document, the field
        # and the count. A catalogue of 10,000 records has half a million places.
        self._places: dict[str, array[int]] = defaultdict(lambda: array("Q"))

    def add(self, fields: Iterable[Collection[str]]) -> None:
        """Add a document: the terms of each field, as many times as they come."""
        number = len(self)
        for field, terms in enumerate(fields):
            self.lengths[field].append(len(terms))
            if not terms:  # as are most fields of most documents
                continue
            place = (number << _FIELD_BITS | field) << _COUNT_BITS
            for term, count in Counter(terms).items():
                self._places[term].append(place | min(count, _COUNT))

    def __len__(self) -> int:
        """Number of documents."""
        return len(self.lengths[0])

    def __contains__(self, term: str) -> bool:
        """Whether some document holds the term."""
        return term in self._places

    def terms(self) -> list[str]:
        """Return all terms, sorted."""
        return sorted(self._places)

    def postings(self, term: str) -> list[Postings]:
        """Return where a term stands, field by field."""
        found = [Postings([], [], []) for _ in self.fields]
        for place in self._places[term]:
            field, document = place >> _COUNT_BITS & _FIELD, place >> _COUNT_BITS + _FIELD_BITS
            postings = found[field]
            postings.documents.append(document)
            postings.counts.append(place & _COUNT)
            postings.lengths.append(self.lengths[field][document])
        return found

    def average_lengths(self) -> list[float]:
        """Return the mean number of terms of each field."""
        return [sum(lengths) / (len(lengths) or 1) for lengths in self.lengths]
