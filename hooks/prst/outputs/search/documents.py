"""What the search reads: records, vocabulary terms and written pages as documents, their cards and their facets.

lunr ranks in the browser, over the few files of the index that a query needs.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from prst.analysis.derived import Derived
from prst.outputs.addresses import FACET_SECTIONS, SECTIONS, addresses_of, record_address
from prst.outputs.textes import searched
from prst.records.catalogue import Catalogue
from prst.records.model import (
    PHASE,
    Cible,
    Contact,
    Enquete,
    Evenement,
    Groupe,
    Livrable,
    Record,
    Relais,
    Retour,
    Structure,
)

FIELDS = {"titre": 10, "promesse": 6, "mots_cles": 5, "resume": 3, "cibles": 2, "corps": 1}
"""Fields of a document, and how much a word found there weighs."""

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
    tag: str = ""
    """Of a vocabulary term: the term of the index that all its words lead to."""


class Written(NamedTuple):
    """A written page."""

    address: str
    title: str
    description: str
    markdown: str


MANUAL = ("boite-a-outils/", "contribuer/", "retours/", "groupes/pitchs/")
"""Where the pages and lessons stand that are written for pilots: they answer apart, and never companies first."""
FOR_PILOTS = ("retours",)
"""Sections of records that answer with the manual."""
_LISTS = ("", *(section.index for name, section in SECTIONS.items() if name != "evenements"))
"""Written pages that only stand above a list of what is found by itself. The calendar is looked for as such."""


def tag_of(section: str, identity: str) -> str:
    """Return the term of the index for a vocabulary term or target; no word holds its mark."""
    return f"~{section}/{identity}"


class Late(NamedTuple):
    """How late a record comes among others as near to the question, whatever the day."""

    tiers: int
    """0 for what serves its reader now, 1 for what is rather read and for groups and pages, 2 for what is archived."""
    far: bool
    """Whether it concerns other regions only."""


def lateness(derived: Derived, fiche: Record) -> Late:
    """Return how late a record comes."""
    tiers = int(isinstance(fiche, Groupe | Retour))
    if isinstance(fiche, Livrable):
        tiers = 2 if fiche.statut == "archive" else int(derived.catalogue.formats[fiche.format].a_lire)
    return Late(tiers, hasattr(fiche, "territoires") and not derived.holds.here(fiche))


def last_months(derived: Derived) -> dict[str, str]:
    """Return the last month in which each event is known to take place, by id; December of what has a year alone."""
    return {
        identity: max(f"{str(one.fin)[:4]}-{str(one.fin)[5:7] or '12'}" for one in found) if found else "9999-12"
        for identity, found in derived.occurrences.items()
    }


# Documents


def documents(derived: Derived, written: Iterable[Written]) -> Iterator[Document]:
    """Yield what can be found; examples cannot.

    Of each kind, what comes as late stands together (`lateness`), so that a few ranges tell it. Events then come in the
    order in which they end: what is over on the reader's day stands before the rest. Lessons and the pages of the
    manual come last.
    """
    catalogue = derived.catalogue
    for section in _TEXTS:
        if section not in FOR_PILOTS:
            yield from _records(derived, section)
    for identity, copie in catalogue.ailleurs.items():
        genre = f"Ailleurs : {catalogue.partenaires[identity].nom}"
        for one_there, address in addresses_of(identity, copie):
            there: Texts = (
                (one_there.titre,),
                (),
                (),
                (one_there.resume,),
                one_there.cibles,
                (*one_there.themes, one_there.editeur),
            )
            yield Document(address, genre, one_there.titre, one_there.resume, there)
    for section in FACET_SECTIONS:
        one = SECTIONS[section].title_one
        for terme in getattr(catalogue, section).values():
            if catalogue.has_page(section, terme.id):
                texts: Texts = ((terme.label,), (), terme.synonymes, (terme.description,), (), ())
                tag = tag_of(section, terme.id)
                yield Document(
                    record_address(section, terme.id), one, terme.label, terme.description or "", texts, tag=tag
                )
    pages = [page for page in written if page.address not in _LISTS]
    manual = [page for page in pages if page.address.startswith(MANUAL)]
    yield from map(_page, (page for page in pages if page not in manual))
    for section in FOR_PILOTS:
        yield from _records(derived, section)
    yield from map(_page, manual)


def _records(derived: Derived, section: str) -> Iterator[Document]:
    """Yield the records of a section that are no examples, those that come as late together."""
    catalogue = derived.catalogue
    names, ends, one = _Names(catalogue), last_months(derived), SECTIONS[section].title_one
    fiches = getattr(catalogue, section).values()
    for fiche in sorted(fiches, key=lambda fiche: (lateness(derived, fiche), ends.get(fiche.id, ""))):
        if not fiche.exemple:
            genre = catalogue.formats[fiche.format].label if section == "livrables" else one
            address, texts = record_address(section, fiche.id), _TEXTS[section](fiche, names)
            yield Document(address, genre, fiche.intitule, _summary(fiche, names), texts, fiche)


def _page(page: Written) -> Document:
    texts: Texts = ((page.title,), (), (), (page.description,), (), (searched(_CALLS.sub(" ", page.markdown)),))
    return Document(page.address, "Page", page.title, page.description, texts)


_CALLS = re.compile(r"\{\{.*?\}\}|\{:?[^}]*\}|\[\[[^\]]*\]\]|<[^>]*>")
"""Calls of the catalogue, attributes and tags: what a written page holds besides Markdown."""


def _summary(fiche: Record, names: "_Names") -> str:
    for name in (
        "promesse",
        "resume",
        "accroche",
        "nous_ferions",
        "a_marche",
        "n_a_pas_marche",
        "type",
        "organisateur",
        "plan",
    ):
        if value := getattr(fiche, name, None):
            return names.structure(value) or "" if name == "organisateur" else str(value)
    return ""


class _Names:
    """The names of records by their ids."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def of(self, section: str, ids: Iterable[str | None]) -> list[str]:
        """Return the names of records."""
        known: Mapping[str, Record] = getattr(self._catalogue, section)
        return [known[identity].intitule for identity in ids if identity and identity in known]

    def subjects(self, ids: Iterable[str]) -> list[str]:
        """Return the words of what somebody can help with, each once."""
        known = self._catalogue.competences
        found = [known[one] for one in dict.fromkeys(ids) if one in known]
        return [word for terme in found for word in (terme.label, *terme.synonymes)]

    def structure(self, named: Contact | str | None) -> str | None:
        """Return the organisation of a contact, or the one that is named: a person is never searched for."""
        name = named.structure if isinstance(named, Contact) else named
        return self._catalogue.nom_de(name) if name else None


def _searched(markdown: str | None) -> str | None:
    return searched(markdown) if markdown else None


def _livrable(fiche: Livrable, names: _Names) -> Texts:
    return (
        (fiche.titre,),
        (fiche.promesse,),
        fiche.mots_cles,
        (fiche.resume,),
        (),
        (
            _searched(fiche.description),
            names.structure(fiche.contact),
            *names.of("groupes", (fiche.groupe,)),
        ),
    )


def _cible(fiche: Cible, names: _Names) -> Texts:
    return (
        (fiche.nom,),
        (fiche.accroche,),
        (fiche.id.replace("-", " "), *fiche.synonymes),
        (_searched(fiche.description),),
        (),
        (fiche.taille, *fiche.moments, *fiche.supports, *fiche.prescripteurs, *fiche.donneurs_ordre, *fiche.financeurs),
    )


CALLED = {
    re.compile(
        r"\bSPSTI?\b|prévention et de santé au travail"
    ): "médecine du travail, médecin du travail, visite médicale",
    re.compile(r"\bD(?:R|RI)EETS\b"): "inspection du travail, inspecteur du travail",
    re.compile(r"\bCarsat\b"): "caisse d’assurance retraite et de la santé au travail, CRAM",
    re.compile(r"\bMSA\b"): "mutualité sociale agricole, sécurité sociale agricole",
}
"""What people call relays whose name or type says so: few know what « médecine du travail » is called now."""


def _relais(fiche: Relais, names: _Names) -> Texts:
    said = f"{fiche.nom} {fiche.type}"
    return (
        (fiche.nom,),
        (fiche.type,),
        [others for called, others in CALLED.items() if called.search(said)],
        (_searched(fiche.description),),
        names.of("cibles", (one.cible for one in fiche.cibles)),
        (*(canal.type for canal in fiche.canaux), *fiche.priorites, names.structure(fiche.contact)),
    )


def _groupe(fiche: Groupe, names: _Names) -> Texts:
    sheet, pitch = fiche.fiche_action, fiche.pitch
    return (
        (fiche.nom,),
        (fiche.plan, sheet.numero if sheet else None),
        (),
        (pitch.en_bref if pitch else None, sheet.objectif if sheet else None),
        (),
        (
            _searched(fiche.description),
            *map(names.structure, _of_group(fiche)),
            *names.subjects(one for pilote in fiche.pilotes for one in pilote.competences),
            *((pitch.difficulte, pitch.demande) if pitch else ()),
        ),
    )


def _evenement(fiche: Evenement, names: _Names) -> Texts:
    return (
        (fiche.titre,),
        (fiche.lieu, names.structure(fiche.organisateur)),
        (),
        (),
        (),
        (_searched(fiche.description), names.structure(fiche.contact)),
    )


def _enquete(fiche: Enquete, names: _Names) -> Texts:
    return (
        (fiche.titre,),
        (),
        (),
        tuple(one.question for one in fiche.questions),
        names.of("cibles", fiche.cibles),
        (
            fiche.methode,
            *fiche.enseignements,
            names.structure(fiche.structure),
            *(one.reponse for one in fiche.resultats),
        ),
    )


def _of_group(groupe: Groupe) -> list[str]:
    return [*(pilote.structure for pilote in groupe.pilotes), *groupe.contributeurs]


def _structure(structure: Structure, names: _Names) -> Texts:
    """Return the texts of a structure: all are body, so that what it published comes first."""
    functions = structure.fonctions
    subjects = names.subjects(subject for one in functions for subject in one.competences)
    return ((), (), (), (), (), (structure.intitule, structure.type, *(one.role for one in functions), *subjects))


def _retour(fiche: Retour, names: _Names) -> Texts:
    return (
        (fiche.titre,),
        (),
        [str(PHASE[one].nom) for one in fiche.phases],
        (fiche.essai, fiche.nous_ferions),
        names.of("cibles", fiche.cibles),
        (
            fiche.a_marche,
            fiche.n_a_pas_marche,
            fiche.pour_qui,
            fiche.plan,
            *names.of("themes", fiche.themes),
            *names.of("groupes", (fiche.groupe,)),
        ),
    )


_TEXTS: dict[str, Callable[[Any, _Names], Texts]] = {
    "livrables": _livrable,
    "cibles": _cible,
    "relais": _relais,
    "groupes": _groupe,
    "evenements": _evenement,
    "enquetes": _enquete,
    "structures": _structure,
    "retours": _retour,
}
