"""Documents to the terms of the index, and the words that lead to each term."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from prst.outputs.addresses import FACET_SECTIONS
from prst.outputs.search.documents import FIELDS, Document, tag_of
from prst.outputs.search.repairs import spelt
from prst.outputs.search.words import Compounds, SameMeaning, Words, forms, more_forms, same_meaning, stem
from prst.records.catalogue import Catalogue
from prst.records.model import Evenement, Groupe, Livrable, Record

# Tags: a term that stands for all words of a label and its synonyms

TAGGED = {
    "format": ("formats", "promesse"),
    "themes": ("themes", "mots_cles"),
    "secteurs": ("secteurs", "mots_cles"),
    "territoires": ("territoires", "mots_cles"),
    "cibles": ("cibles", "cibles"),
}
"""Keys of records that name vocabulary terms and targets, where these are, and the field in which they count.

« formation » asks first for what is one.
"""
_AIMED = (Livrable, Groupe, Evenement)
"""Records whose targets are those that they were made for; a relay's are told by their names."""


MOST_TAGS = 8
"""A word of more tags than this, such as « travail », tells none from the others: only texts are searched for it."""


_PLACES = {name: place for place, name in enumerate(FIELDS)}
_TITLE, _KEY_WORDS, _SHORT = _PLACES["titre"], _PLACES["mots_cles"], _PLACES["resume"] + 1
"""Fields of short texts, which come first: title, promise, key words, summary."""


def _tags_of(fiche: Record | None) -> Iterator[tuple[int, str]]:
    """Yield the tags of a record, each after the place of its field."""
    fields = vars(fiche) if fiche else {}
    for key, (section, field) in TAGGED.items():
        if key != "cibles" or isinstance(fiche, _AIMED):
            value = fields.get(key, ())
            for identity in (value,) if isinstance(value, str) else value:
                yield _PLACES[field], tag_of(section, identity)


def _told_by_tags(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return the texts that each tag stands for: name or label, and synonyms."""
    told: dict[str, tuple[str, ...]] = {
        tag_of("cibles", cible.id): (cible.nom, *cible.synonymes) for cible in catalogue.cibles.values()
    }
    for section in FACET_SECTIONS:  # a subject of help is told by its words: pilots write them, companies do not ask
        for terme in getattr(catalogue, section).values():
            told[tag_of(section, terme.id)] = (terme.label, *terme.synonymes)
    return told


def _same_meaning(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return groups of phrases of one meaning, by a tag of their own: a text that holds one of them is about all.

    It stands beside the tag of the vocabulary term, which the same words lead to: one file often holds both.
    """
    return {
        f"{tag_of(section, terme.id)}=": group
        for section in ("formats", "themes", "secteurs")
        for terme in getattr(catalogue, section).values()
        if (group := tuple(same_meaning(terme)))
    }


def _longer(found: list[str]) -> list[str]:
    """Return words without single digits: « CO2 » is not what « 2 » asks for."""
    return [form for form in found if len(form) > 1]


# Terms


class Reader:
    """Reads the terms of documents, and knows afterwards which words lead to them."""

    def __init__(self, catalogue: Catalogue, documents: Iterable[Document]) -> None:
        """Learn, before any of them is read, which words the documents write as one and as two."""
        groups = _same_meaning(catalogue)
        self._others = SameMeaning(groups)
        self._told_by_tags = {**_told_by_tags(catalogue), **groups}
        self._named = [
            text for document in documents for place in (_TITLE, _KEY_WORDS) for text in document.texts[place] if text
        ]
        self._named += chain.from_iterable(self._told_by_tags.values())
        self.compounds = Compounds(self._named)
        self._words = Words(self.compounds)

    def read(self, document: Document) -> list[list[str]]:
        """Return the terms of each field; what one text names otherwise counts as a key word.

        A tag is one term where its label and synonyms would be twenty.
        """
        terms = self._words.terms
        fields = [[term for text in texts if text for term in terms(text)] for texts in document.texts]
        for place, tag in _tags_of(document.fiche):
            fields[place].append(tag)
        if document.tag:
            fields[_TITLE].append(document.tag)
        told = (text for texts in document.texts[:_SHORT] for text in texts if text)
        fields[_KEY_WORDS] += sorted({tag for text in told for tag in self._others.of(terms(text))})
        return fields

    def tags(self) -> dict[str, list[str]]:
        """Return the words that lead to each tag, sorted; not those that lead to too many.

        A territory is named as a place (places.py): no word leads to its tag.
        """
        told = {
            tag: {form for text in texts for form in self._leading(text)}
            for tag, texts in self._told_by_tags.items()
            if not tag.startswith(tag_of("territoires", ""))
        }
        common = Counter(term for words in told.values() for term in {stem(form) for form in words})
        return {
            tag: sorted(form for form in words if common[stem(form)] <= MOST_TAGS)
            for tag, words in sorted(told.items())
        }

    def _leading(self, text: str) -> Iterator[str]:
        words = forms(text)
        yield from words
        yield from _longer(more_forms(text))
        yield from self.compounds.of(words)

    def spelt(self, tags: Mapping[str, Sequence[str]]) -> list[str]:
        """Return the words of titles, key words and vocabularies, as written: a misspelt one may be taken for them."""
        return spelt(self._named, chain(*self.forms().values(), *tags.values()))

    def forms(self) -> dict[str, list[str]]:
        """Return the words that lead to each term, sorted."""
        return self._words.forms()
