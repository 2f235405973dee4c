"""Documents to the terms of the index, and the words that lead to each term."""

from collections import Counter
from itertools import chain

from prst.outputs.search.documents import FIELDS, Document
from prst.outputs.search.words import SameMeaning, Words, forms, more_forms, same_meaning, stem
from prst.records.catalogue import Catalogue
from prst.records.model import Evenement, Groupe, Livrable, Record

# Tags: a term that stands for all words of a label and its synonyms

TAGGED = {"format": "formats", "themes": "themes", "secteurs": "secteurs", "territoires": "territoires"}
"""Keys of records whose vocabulary terms count as key words, and the vocabularies."""


MOST_TAGS = 8
"""A word of more tags than this, such as « travail », tells none from the others: only texts are searched for it."""


_KEY_WORDS, _TARGETS = list(FIELDS).index("mots_cles"), list(FIELDS).index("cibles")


def _tag(section: str, identity: str) -> str:
    """Return the term of a vocabulary term or target; no word holds its mark."""
    return f"~{section}/{identity}"


def _tags_of(fiche: Record | None) -> dict[int, list[str]]:
    """Return the tags of a record by the place of their field."""
    found: dict[int, list[str]] = {_KEY_WORDS: [], _TARGETS: []}
    fields = vars(fiche) if fiche else {}
    for key, section in TAGGED.items():
        value = fields.get(key, ())
        found[_KEY_WORDS] += [_tag(section, identity) for identity in ((value,) if isinstance(value, str) else value)]
    if isinstance(fiche, Livrable | Groupe | Evenement):
        found[_TARGETS] += [_tag("cibles", identity) for identity in fiche.cibles]
    return found


def _told_by_tags(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return the texts that each tag stands for: name or label, and synonyms."""
    told: dict[str, tuple[str, ...]] = {_tag("cibles", cible.id): (cible.nom,) for cible in catalogue.cibles.values()}
    for section in TAGGED.values():
        for terme in getattr(catalogue, section).values():
            told[_tag(section, terme.id)] = (terme.label, *terme.synonymes)
    return told


def _same_meaning(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return groups of phrases of one meaning, by a tag of their own: a text that holds one of them is about all.

    It stands beside the tag of the vocabulary term, which the same words lead to: one file often holds both.
    """
    return {
        f"{_tag(section, terme.id)}=": group
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

    def __init__(self, catalogue: Catalogue) -> None:
        self._words = Words()
        groups = _same_meaning(catalogue)
        self._others = SameMeaning(self._words, groups)
        self._told_by_tags = {**_told_by_tags(catalogue), **groups}

    def read(self, document: Document) -> list[list[str]]:
        """Return the terms of each field; what one text names otherwise counts as a key word.

        A tag is one term where its label and synonyms would be twenty.
        """
        terms = self._words.terms
        fields = [[term for text in texts if text for term in terms(text)] for texts in document.texts]
        for place, tags in _tags_of(document.fiche).items():
            fields[place] += tags
        told = chain.from_iterable(document.texts[: _KEY_WORDS + 2])  # title, promise, key words, summary
        fields[_KEY_WORDS] += sorted({tag for text in told if text for tag in self._others.of(terms(text))})
        return fields

    def tags(self) -> dict[str, list[str]]:
        """Return the words that lead to each tag, sorted; not those that lead to too many."""
        told = {
            tag: {form for text in texts for form in (*forms(text), *_longer(more_forms(text)))}
            for tag, texts in self._told_by_tags.items()
        }
        common = Counter(term for words in told.values() for term in {stem(form) for form in words})
        return {
            tag: sorted(form for form in words if common[stem(form)] <= MOST_TAGS)
            for tag, words in sorted(told.items())
        }

    def forms(self) -> dict[str, list[str]]:
        """Return the words that lead to each term, sorted."""
        return self._words.forms()
