"""What lunr.py answers on the whole index: the truth that the browser's answers are held to."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lunr.builder import Builder
from lunr.pipeline import Pipeline
from lunr.query import QueryPresence
from lunr.token import Token
from rapidfuzz.distance import OSA

from prst.outputs.search.documents import FIELDS, Document
from prst.outputs.search.terms import Reader
from prst.outputs.search.words import is_kept, stem
from prst.records.catalogue import Catalogue
from prst.records.types import fold


def cut(question: str) -> tuple[list[str], list[str]]:
    """The words of a question to search for, and those of every text; acronyms in capitals are among the first."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", question[:200]) if not "\u0300" <= c <= "\u036f")
    words = [(word, fold(word)) for word in re.findall("[a-zA-Z0-9œŒæÆßẞ]+", bare)]
    shouted = all(word == word.upper() for word, _form in words)
    kept, common = [], []
    for word, form in words:
        acronym = not shouted and word.isupper() and word.isalpha() and len(form) > 1
        if acronym or is_kept(form):
            kept.append(form)
        elif len(form) > 1:
            common.append(form)
    return list(dict.fromkeys(kept))[:12], list(dict.fromkeys(common))[:12]


@dataclass(frozen=True)
class Answer:
    """What a query finds: document numbers and scores, best first."""

    mode: str
    found: list[tuple[int, float]]
    corrections: dict[str, list[str]]


class Oracle:
    """lunr.py over the same terms, with every document in one index; what a word stands for is looked up in lists."""

    def __init__(self, catalogue: Catalogue, documents: Iterable[Document]) -> None:
        reader = Reader(catalogue)
        builder = Builder()
        for name, weight in FIELDS.items():
            builder.field(name, weight)
        for number, document in enumerate(documents):
            builder.add({"id": number, **dict(zip(FIELDS, reader.read(document), strict=True))})
        meaning: dict[str, list[str]] = {}

        def expand(token: Token, *_rest: Any) -> list[Token]:
            return [Token(term, {}) for term in meaning[str(token)]]

        Pipeline.register_function(expand, "meaning")
        builder.search_pipeline.add(expand)
        self._meaning = meaning
        self._index = builder.build()
        terms = self._index.inverted_index
        self._many = builder.document_count > 2000
        self.forms: dict[str, set[str]] = {}
        for term, words in [*reader.forms().items(), *reader.tags().items()]:
            if term in terms:
                for word in words:
                    self.forms.setdefault(word, set()).add(term)
        self._tags = {tag: {stem(word) for word in words} for tag, words in reader.tags().items() if tag in terms}

    def _exactly(self, word: str) -> set[str]:
        term = stem(word)
        own = {term} if term in self._index.inverted_index else set()
        return own | {tag for tag, terms in self._tags.items() if term in terms}

    def search(self, question: str, typing: bool = False) -> Answer:
        """Return the answer to a question whose last word, when `typing`, may be the beginning of one."""
        words, exact, large = self._asked(question, typing)
        if not words:
            return Answer("vide", [], {})
        corrections = {}
        for word in words:
            if not large[word] and len(word) > 3:
                near = [form for form in sorted(self.forms) if OSA.distance(word, form) <= 1][:5]
                for form in near:
                    large[word] |= self._exactly(form)
                if near:
                    corrections[word] = near
        known = [word for word in words if large[word]]
        if not known:
            return Answer("inconnu", [], {})
        self._meaning.update({word: sorted(terms) for word, terms in large.items()})
        found = self._query(known, exact, large, QueryPresence.REQUIRED) if len(known) == len(words) else []
        if found or len(words) == 1:
            return Answer("et", found, corrections)
        found = self._query(known, exact, large, QueryPresence.OPTIONAL)
        held = {number: sum(self._holds(number, large[word]) for word in known) for number, _score in found}
        return Answer("ou", sorted(found, key=lambda one: -held[one[0]]), corrections)

    def _asked(self, question: str, typing: bool) -> tuple[list[str], dict[str, set[str]], dict[str, set[str]]]:
        """The words to search for, the terms of each, and with them those of words that begin so."""
        kept, common = cut(question)
        words = kept or common
        if not words:
            return [], {}, {}
        exact = {word: self._exactly(word) for word in words}
        large = {word: set(terms) for word, terms in exact.items()}
        if typing and len(words[-1]) >= (4 if self._many else 3) and fold(question).endswith(words[-1]):
            for form, terms in self.forms.items():
                if form.startswith(words[-1]):
                    large[words[-1]] |= terms
        words = self._cut_apart([word for word in words if large[word] or is_kept(word)], exact, large)
        return words, exact, large

    def _cut_apart(self, words: list[str], exact: dict[str, set[str]], large: dict[str, set[str]]) -> list[str]:
        """The words, where those that nothing holds give way to their letters and digits that something holds."""
        found: list[str] = []
        for word in words:
            parts = [part for part in re.findall("[a-z]+|[0-9]+", word) if is_kept(part)]
            mixed = re.search("[a-z]", word) and re.search("[0-9]", word)
            apart = not large[word] and mixed and parts and all(self._exactly(part) for part in parts)
            for part in parts if apart else [word]:
                if part not in large:
                    exact[part], large[part] = self._exactly(part), self._exactly(part)
                found.append(part)
        return list(dict.fromkeys(found))

    def _holds(self, number: int, terms: set[str]) -> bool:
        inverted = self._index.inverted_index
        return any(str(number) in inverted[term][name] for term in terms for name in FIELDS)

    def _query(
        self, words: list[str], exact: dict[str, set[str]], large: dict[str, set[str]], presence: QueryPresence
    ) -> list[tuple[int, float]]:
        query = self._index.create_query()
        for word in words:
            query.term(word, presence=presence)
            if exact[word] and exact[word] < large[word]:
                for term in sorted(exact[word]):
                    query.term(term, boost=8, use_pipeline=False)
        return [(int(result["ref"]), result["score"]) for result in self._index.query(query)]
