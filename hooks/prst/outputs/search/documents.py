"""What the search reads: records, vocabulary terms and written pages as documents, their cards and their facets.

lunr ranks in the browser, over the few files of the index that a query needs.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files as package_files
from itertools import chain
from typing import Any, NamedTuple

import rjsmin
from lunr.builder import Builder

from prst.outputs import Output, french
from prst.outputs.addresses import FACET_SECTIONS, SECTIONS, record_address
from prst.outputs.search import scripts
from prst.outputs.search.inverted import InvertedIndex
from prst.outputs.search.shards import Shards, numbers, rising
from prst.outputs.search.words import IRREGULAR, STOP_WORDS, SameMeaning, Words, forms, same_meaning, stem
from prst.records.catalogue import Catalogue
from prst.records.model import Cible, Contact, Evenement, Groupe, Livrable, Record, Relais

FIELDS = {"titre": 10, "promesse": 6, "mots_cles": 5, "resume": 3, "cibles": 2, "corps": 1}
"""Fields of a document, and how much a word found there weighs."""
CARDS_A_FILE = 5
SUMMARY_LENGTH = 180
FOLDER = "recherche/"
ENGINE = f"{scripts.FOLDER}lunr.js"
KINDS = {
    "livrables": "Ressources",
    "cibles": "Publics",
    "relais": "Relais",
    "groupes": "Groupes",
    "evenements": "Rendez-vous",
    "pages": "Pages",
}
"""What readers choose among results, in the order of documents: sections, then vocabulary terms and written pages."""

Texts = tuple[Sequence[str | None], ...]
"""The texts of each field, in the order of FIELDS."""


class Document(NamedTuple):
    """Something that can be found."""

    address: str
    genre: str
    """What it is, in the words of its reader: the format of a deliverable, the kind of another record."""
    title: str
    summary: str
    texts: Texts
    fiche: Record | None = None


class Written(NamedTuple):
    """A written page."""

    address: str
    title: str
    description: str
    markdown: str


def search(catalogue: Catalogue, written: Iterable[Written]) -> Iterator[Output]:
    """Yield the files of the search: its entry `recherche/index.json`, and a folder named after what it holds.

    The folder's name changes with its content, so that browsers may keep its files; the entry tells it. A document is
    known by its number; deliverables come first, in the order of their list.
    """
    found = list(documents(catalogue, written))
    reader = Reader(catalogue)
    index = InvertedIndex(list(FIELDS))
    for document in found:
        index.add(reader.read(document))
    tags = {tag: words for tag, words in reader.tags().items() if tag in index}
    known = {term: words for term, words in reader.forms().items() if term in index}
    shards = Shards(index, known)
    fiches = [fiche for document in found if isinstance(fiche := document.fiche, Livrable)]
    contents = [
        *((f"termes/{place}.json", text) for place, text in enumerate(shards)),
        ("formes.json", _json(" ".join(sorted(set(chain(*known.values(), *tags.values())))))),
        *((f"fiches/{place}.json", text) for place, text in enumerate(_cards(catalogue, found))),
        *((f"facettes/{name}.json", _json(facet)) for name, facet in _facets(catalogue, fiches)),
        ("titres.json", _json(_by_title(fiches))),
    ]
    digest = sha256()
    for path, text in contents:
        digest.update(f"{path}\0{text}\0".encode())
    folder = f"{FOLDER}{digest.hexdigest()[:12]}/"
    for path, text in contents:
        yield Output(folder + path, text.encode())
    lunr = Builder()
    entry = {
        "dossier": folder,
        "documents": len(found),
        "sortes": _kinds(found),
        "champs": FIELDS,
        "moyennes": index.average_lengths(),
        "k1": lunr._k1,
        "b": lunr._b,
        "termes": shards.firsts,
        "fiches": CARDS_A_FILE,
        "etiquettes": {tag: " ".join(words) for tag, words in tags.items()},
        "facettes": list(FACETS),
        "vides": " ".join(STOP_WORDS.split()),
        "irreguliers": IRREGULAR,
    }
    yield Output(f"{FOLDER}index.json", _json(entry).encode())


def _kinds(found: Iterable[Document]) -> list[tuple[str, str, int]]:
    """Return (name, label, number of documents) of each kind."""
    counts = Counter(document.fiche.kind if document.fiche else "pages" for document in found)
    return [(name, label, counts[name]) for name, label in KINDS.items()]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def engine() -> Output:
    """Return lunr and Snowball's French stemmer as one module: both come from installed packages, without an import."""
    stemmer = package_files("sphinx").joinpath("search", "minified-js")
    lunr = package_files("mkdocs").joinpath("contrib", "search", "templates", "search", "lunr.js")
    source = (
        f"{stemmer.joinpath('base-stemmer.js').read_text('utf-8').replace('BaseStemmer=', 'var BaseStemmer=', 1)}\n"
        f"{stemmer.joinpath('french-stemmer.js').read_text('utf-8').replace('var ', 'export const ', 1)}\n"
        "const module={exports:{}},exports=module.exports;\n"  # lunr looks for what to fill
        f"{rjsmin.jsmin(lunr.read_text('utf-8'), keep_bang_comments=True)}\n"
        "export const lunr=module.exports;\n"
    )
    return Output(ENGINE, source.encode())


# Documents


def documents(catalogue: Catalogue, written: Iterable[Written]) -> Iterator[Document]:
    """Yield what can be found; examples cannot."""
    names = _Names(catalogue)
    for section, texts_of in _TEXTS.items():
        one = SECTIONS[section].one.capitalize()
        for fiche in getattr(catalogue, section).values():
            if not fiche.exemple:
                genre = catalogue.formats[fiche.format].label if section == "livrables" else one
                address = record_address(section, fiche.id)
                yield Document(address, genre, fiche.intitule, _summary(fiche), texts_of(fiche, names), fiche)
    for section in FACET_SECTIONS:
        one = SECTIONS[section].one.capitalize()
        for terme in getattr(catalogue, section).values():
            if catalogue.has_page(section, terme.id):
                texts: Texts = ((terme.label,), (), terme.synonymes, (terme.description,), (), ())
                yield Document(record_address(section, terme.id), one, terme.label, terme.description or "", texts)
    for address, title, description, markdown in written:
        texts = ((title,), (), (), (description,), (), (plain(markdown),))
        yield Document(address, "Page", title, description, texts)


_MARKS = re.compile(r"\]\([^)]*\)|\{\{.*?\}\}|\{:?[^}]*\}|\[\[[^\]]*\]\]|<[^>]*>")


def plain(markdown: str) -> str:
    """Return the words of a Markdown text, without the addresses, calls and tags that it holds."""
    return _MARKS.sub(" ", markdown)


def _summary(fiche: Record) -> str:
    for name in ("promesse", "resume", "accroche", "type", "organisateur", "plan"):
        if value := getattr(fiche, name, None):
            return str(value)
    return ""


class _Names:
    """The names of records by their ids."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def of(self, section: str, ids: Iterable[str | None]) -> list[str]:
        """Return the names of records."""
        known: Mapping[str, Record] = getattr(self._catalogue, section)
        return [known[identity].intitule for identity in ids if identity and identity in known]


def _structure(contact: Contact | None) -> str | None:
    """Return the organisation of a contact: a person is never searched for."""
    return contact.structure if contact else None


def _livrable(fiche: Livrable, names: _Names) -> Texts:
    return (
        (fiche.titre,),
        (fiche.promesse,),
        fiche.mots_cles,
        (fiche.resume,),
        (),
        (
            fiche.description,
            _structure(fiche.contact),
            *names.of("groupes", (fiche.groupe,)),
        ),
    )


def _cible(fiche: Cible, names: _Names) -> Texts:
    return (
        (fiche.nom,),
        (fiche.accroche,),
        (),
        (fiche.description,),
        (),
        (fiche.taille, *fiche.moments, *fiche.supports, *fiche.prescripteurs, *fiche.donneurs_ordre, *fiche.financeurs),
    )


def _relais(fiche: Relais, names: _Names) -> Texts:
    return (
        (fiche.nom,),
        (fiche.type,),
        (),
        (fiche.description,),
        names.of("cibles", (one.cible for one in fiche.cibles)),
        (*(canal.type for canal in fiche.canaux), *fiche.priorites, _structure(fiche.contact)),
    )


def _groupe(fiche: Groupe, names: _Names) -> Texts:
    sheet = fiche.fiche_action
    return (
        (fiche.nom,),
        (fiche.plan, sheet.numero if sheet else None),
        (),
        (sheet.objectif if sheet else None,),
        (),
        (fiche.description, *(pilote.structure for pilote in fiche.pilotes), *fiche.contributeurs),
    )


def _evenement(fiche: Evenement, names: _Names) -> Texts:
    return (
        (fiche.titre,),
        (fiche.lieu, fiche.organisateur),
        (),
        (),
        (),
        (fiche.description, _structure(fiche.contact)),
    )


_TEXTS: dict[str, Callable[[Any, _Names], Texts]] = {
    "livrables": _livrable,
    "cibles": _cible,
    "relais": _relais,
    "groupes": _groupe,
    "evenements": _evenement,
}


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
        told = {tag: {form for text in texts for form in forms(text)} for tag, texts in self._told_by_tags.items()}
        common = Counter(term for words in told.values() for term in {stem(form) for form in words})
        return {
            tag: sorted(form for form in words if common[stem(form)] <= MOST_TAGS)
            for tag, words in sorted(told.items())
        }

    def forms(self) -> dict[str, list[str]]:
        """Return the words that lead to each term, sorted."""
        return self._words.forms()


# Cards and facets


def _cards(catalogue: Catalogue, documents: Sequence[Document]) -> Iterator[str]:
    """Yield files of cards: [address, genre, title, summary], and where there is a date [targets, date, archived]."""
    for start in range(0, len(documents), CARDS_A_FILE):
        yield _json([_card(catalogue, document) for document in documents[start : start + CARDS_A_FILE]])


def _card(catalogue: Catalogue, document: Document) -> list[Any]:
    summary = french.shorten(document.summary, SUMMARY_LENGTH)
    card: list[Any] = [document.address, document.genre, document.title, summary]
    fiche = document.fiche
    if isinstance(fiche, Livrable):
        cibles = [catalogue.cibles[identity].nom for identity in fiche.cibles]
        card += [cibles, french.iso(fiche.date) if fiche.date else "", int(fiche.statut == "archive")]
    elif isinstance(fiche, Evenement):
        card += [[], french.iso(fiche.debut), 0]
    return card


class Facet(NamedTuple):
    """A way to choose among deliverables."""

    title: str
    section: str
    """Where its values have their pages; '' for values without."""
    values: Callable[[Livrable], Iterable[str]]


def _year(fiche: Livrable) -> Iterable[str]:
    return (str(fiche.date.year),) if fiche.date else ()


FACETS: dict[str, Facet] = {
    "cibles": Facet("Pour qui", "cibles", lambda fiche: fiche.cibles),
    "formats": Facet("Format", "formats", lambda fiche: (fiche.format,)),
    "themes": Facet("Thème", "themes", lambda fiche: fiche.themes),
    "secteurs": Facet("Secteur", "secteurs", lambda fiche: fiche.secteurs),
    "territoires": Facet("Territoire", "territoires", lambda fiche: fiche.territoires),
    "groupes": Facet("Groupe de travail", "groupes", lambda fiche: (fiche.groupe,) if fiche.groupe else ()),
    "annees": Facet("Année", "", _year),
}


class Value(NamedTuple):
    """A value of a facet that some deliverable has."""

    id: str
    label: str
    address: str
    """Where its page is; '' where it has none."""
    places: list[int]
    """Places of the deliverables that have it, rising."""


def facet_values(catalogue: Catalogue, fiches: Iterable[Livrable]) -> Iterator[tuple[str, list[Value]]]:
    """Yield (name, values) of each facet, in the order of the catalogue; years, the last one first."""
    fiches = list(fiches)
    for name, facet in FACETS.items():
        holders: dict[str, list[int]] = defaultdict(list)
        for place, fiche in enumerate(fiches):
            for value in facet.values(fiche):
                holders[value].append(place)
        known: Mapping[str, Any] = getattr(catalogue, facet.section) if facet.section else {}
        order = known if known else sorted(holders, reverse=True)
        yield (
            name,
            [
                Value(
                    value,
                    known[value].intitule if known else value,
                    record_address(facet.section, value) if known and catalogue.has_page(facet.section, value) else "",
                    holders[value],
                )
                for value in order
                if value in holders
            ],
        )


def _facets(catalogue: Catalogue, fiches: Sequence[Livrable]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (name, facet): its title, and its values as [id, label, address of its page or '', documents].

    The last one, `etat`, tells which are archived, and which are to be read again from which day on: what is up to date
    is decided on the reader's day.
    """
    for name, values in facet_values(catalogue, fiches):
        listed = [[value.id, value.label, value.address, rising(value.places)] for value in values]
        yield name, {"titre": FACETS[name].title, "valeurs": listed}
    due: dict[str, list[int]] = defaultdict(list)
    for place, fiche in enumerate(fiches):
        if fiche.a_revoir_le:
            due[fiche.a_revoir_le.isoformat()].append(place)
    archived = [place for place, fiche in enumerate(fiches) if fiche.statut == "archive"]
    yield "etat", {"archives": rising(archived), "a_revoir": [[day, rising(due[day])] for day in sorted(due)]}


def _by_title(fiches: Sequence[Livrable]) -> str:
    """Return the numbers of deliverables in the order of their titles."""
    return numbers(sorted(range(len(fiches)), key=lambda place: french.sort_key(fiches[place].titre)))
