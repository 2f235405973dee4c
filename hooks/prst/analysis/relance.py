"""What to ask each structure again: whether its records still hold, and what there is to tell it in return."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from prst.analysis.contacts import Chaine, Contacts, Interlocuteur
from prst.analysis.derived import Derived
from prst.analysis.occurrences import Occurrence
from prst.analysis.rendez_vous import order
from prst.records.catalogue import Catalogue
from prst.records.liens import LienSuivi, addresses_of
from prst.records.model import Diffusion, Evenement, Livrable, Record, Relais, Structure
from prst.records.naming import held_by, names_of_structures
from prst.records.types import slugify

KINDS = ("livrables", "relais", "groupes", "evenements", "structures")
"""Kinds of records that a structure answers for, in the order in which it is asked about them."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be said about a record."""

    code: str
    valeurs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sujet:
    """A record of a structure, and what is asked about it; nothing where it holds as far as anybody knows."""

    fiche: Record
    questions: tuple[Question, ...]


@dataclass(slots=True)
class Relance:
    """What one structure is asked and told."""

    cle: str
    """Its id, or what resembles its name most."""
    nom: str
    structure: Structure | None
    contact: Interlocuteur | None
    """How it is reached today, by its own ways, else by those of the first record that says some; None where nobody
    knows."""
    courriel: str | None
    """The mailbox of the structure or of a function, never that of a person."""
    contact_a_dire: bool = False
    """Whether a record leads to it by ways that nobody confirmed, or by none: asked once, whatever the records."""
    sujets: list[Sujet] = field(default_factory=list)
    a_venir: list[Occurrence] = field(default_factory=list)
    transmis: list[Diffusion] = field(default_factory=list)
    """What its relays passed on, and what others passed on of its resources, the last first."""

    @property
    def demandes(self) -> list[Sujet]:
        """The records about which something is asked."""
        return [sujet for sujet in self.sujets if sujet.questions]


def relances(derived: Derived, contacts: Contacts, since: date, today: date) -> list[Relance]:
    """Return what to ask each structure, by name; those that are asked nothing are left out.

    Of a record that nobody changed since a day it is asked whether it still holds; what was passed on since that day is
    told. Samples, drafts and archived records are left out, and events that are over.
    """
    found: dict[tuple[str, str], Relance] = {}
    names = names_of_structures(derived.catalogue.structures)
    held = cache(lambda words: held_by(words, names))  # the same words stand in many records
    taken: set[str] = set()
    links = {lien.adresse: lien for lien in derived.catalogue.liens.liens} if derived.catalogue.liens else {}
    coming = {
        identity: [one for one in dates if one.fin >= today and not one.evenement.saison]
        for identity, dates in derived.coming_of.items()
    }
    for fiche in _alive(derived, coming):
        chain = contacts.of(fiche, persons=False)
        sujet = Sujet(fiche, (*_of_links(fiche, links), *_questions(fiche, chain, derived, coming, since, today)))
        answering = list(_answering(chain, contacts, held))
        for structure, name in answering:
            key = (structure.id, "") if structure else ("", name)
            if key not in found:
                found[key] = _begun(structure, name, contacts, taken)
                taken.add(found[key].cle)
            found[key].sujets.append(sujet)
            found[key].contact_a_dire |= chain.origine != "fiche" and chain.a_confirmer
            if len(answering) == 1:
                _reach(found[key], chain)
    acts = _by_record(derived.catalogue, since)
    for one in found.values():
        _complete(one, coming, acts)
    return sorted((one for one in found.values() if one.demandes or one.contact_a_dire), key=lambda one: one.nom)


_Coming = Mapping[str, Sequence[Occurrence]]
"""What is to come of each event, by its id."""


def _alive(derived: Derived, coming: _Coming) -> Iterator[Record]:
    for kind in KINDS:
        for fiche in getattr(derived.catalogue, kind).values():
            is_over = isinstance(fiche, Evenement) and not coming[fiche.id]
            if not fiche.exemple and getattr(fiche, "statut", "") not in ("archive", "annule") and not is_over:
                yield fiche


def _answering(
    chain: Chaine, contacts: Contacts, held: Callable[[str], Sequence[Structure]]
) -> Iterator[tuple[Structure | None, str]]:
    """Yield the structures that answer for a record: the one that it names, or those whose names stand in its words."""
    if chain.actuelle:
        yield chain.actuelle, ""
    elif found := held(chain.nommee):
        yield from ((one, "") for one in {now.id: now for now in map(contacts.current, found)}.values())
    elif chain.nommee:
        yield None, chain.nommee


def _begun(structure: Structure | None, name: str, contacts: Contacts, taken: set[str]) -> Relance:
    """Return what is known of a structure before its records."""
    key = structure.id if structure else slugify(name) or "structure"
    number = 2
    while key in taken:
        key = f"{key.rpartition('-')[0] if number > 2 else key}-{number}"
        number += 1
    chain = contacts.of(structure, persons=False) if structure else None
    contact = chain.qui[0] if chain and chain.directe and chain.qui else None
    return Relance(
        key, structure.intitule if structure else name, structure, contact, contact.courriel if contact else None
    )


def _reach(one: Relance, chain: Chaine) -> None:
    """Take the way that a record gives of a structure which gives none itself: what readers find on its page."""
    ways = chain.qui if chain.origine == "fiche" and not chain.a_confirmer else ()
    for way in ways:
        one.courriel = one.courriel or way.courriel
        one.contact = one.contact or way


def _complete(one: Relance, coming: _Coming, acts: Mapping[tuple[str, str], list[Diffusion]]) -> None:
    """Add what its records lead to: rendez-vous, and what was passed on."""
    passed: dict[str, Diffusion] = {}
    for sujet in one.sujets:
        fiche = sujet.fiche
        if isinstance(fiche, Evenement):
            one.a_venir += coming[fiche.id]
        passed |= {acte.id: acte for acte in acts.get((fiche.kind, fiche.id), ())}
    one.a_venir.sort(key=order)
    one.transmis = sorted(passed.values(), key=lambda acte: (acte.date, acte.id), reverse=True)


def _by_record(catalogue: Catalogue, since: date) -> Mapping[tuple[str, str], list[Diffusion]]:
    """Return the acts since a day by the record of their relay and of what they passed on."""
    found: dict[tuple[str, str], list[Diffusion]] = defaultdict(list)
    for acte in catalogue.diffusions.values():
        if not acte.exemple and acte.date.last_day >= since:
            found["relais", acte.relais].append(acte)
            found["livrables", acte.livrable].append(acte)
    return found


# What is asked


def _questions(
    fiche: Record, chain: Chaine, derived: Derived, coming: _Coming, since: date, today: date
) -> Iterator[Question]:
    """Yield what is asked about a record besides its links, what hurts its readers most first."""
    if chain.origine == "fiche" and chain.a_confirmer:
        yield Question("contact", {"voies": _ways(chain.qui)})
    if isinstance(fiche, Livrable):
        if not fiche.liens and not fiche.fichiers:
            yield Question("sans_lien")
        if fiche.a_revoir_le and fiche.a_revoir_le <= today:
            yield Question("a_revoir", {"jour": fiche.a_revoir_le})
    if isinstance(fiche, Relais) and (silent := [one.cible for one in fiche.cibles if one.portee is None]):
        yield Question("portee", {"cibles": [derived.catalogue.cibles[one].nom for one in silent]})
    if isinstance(fiche, Evenement) and any(found.a_confirmer for found in coming[fiche.id]):
        yield Question("date")
    changed = fiche.modifie_le or fiche.ajoute_le
    if changed and changed < since:
        yield Question("ancienne", {"jour": changed})


def _of_links(fiche: Record, links: Mapping[str, LienSuivi]) -> Iterator[Question]:
    told = set()
    for _place, address in addresses_of(fiche):
        lien = links.get(address.partition("#")[0])
        if lien and lien.etat != "refuse" and lien.adresse not in told:
            told.add(lien.adresse)
            yield Question("lien_deplace" if lien.vers else "lien_mort", {"adresse": address, "vers": lien.vers})


def _ways(people: Sequence[Interlocuteur]) -> list[str]:
    return [way for one in people for way in (one.courriel, one.telephone, one.formulaire) if way]
