"""Who takes part in the plan, by function: what each can offer the others, what it is looking for, and how to reach it.

Pilots stand in the records of groups, other functions in those of their structures; a structure that only contributes
to groups stands for itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from prst.analysis.contacts import Chaine, Contacts
from prst.analysis.holds import Holds
from prst.analysis.jalons import works
from prst.records.catalogue import Catalogue
from prst.records.model import PILOTE, Fonction, Groupe, Pilote, Record, Structure, Terme
from prst.records.naming import keys_of_structures
from prst.records.types import fold, slugify

TOGETHER = 2
"""Functions that make a circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membre:
    """A function that takes part in the plan."""

    id: str
    """Tells it from all others, for addresses."""
    nommee: str
    """Its structure, in words."""
    structure: Structure | None
    """The same as a record, or the one that took its place."""
    role: str
    """'' for a structure that contributes without saying by which function."""
    chaine: Chaine
    groupes: tuple[Groupe, ...]
    pilote: bool = False
    competences: tuple[str, ...] = ()
    recherche: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    secteurs: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()
    fiche: Record
    """The record that says it, which its people may complete."""

    @property
    def nom(self) -> str:
        """The name of somebody who has consented to stand here; '' otherwise."""
        contact = self.chaine.contact
        answers = not self.pilote or self.chaine.origine == "fiche"  # as the page of a group tells it
        return (contact.nom or "") if contact and answers else ""

    @property
    def courriel(self) -> str:
        """The mailbox of the function, or that of its structure; '' where neither is known."""
        return (self.chaine.qui[0].courriel or "") if self.chaine.directe else ""

    @property
    def exemple(self) -> bool:
        """Whether it is a made-up one."""
        return self.fiche.exemple


class Rapprochement(NamedTuple):
    """A subject of the vocabulary: who offers help with it, and who is looking for some."""

    terme: Terme
    offrent: tuple[Membre, ...]
    cherchent: tuple[Membre, ...]


class CercleDeMetier(NamedTuple):
    """Functions that know one trade, side by side."""

    terme: Terme
    membres: tuple[Membre, ...]


class Annuaire:
    """The directory of one catalogue."""

    def __init__(self, catalogue: Catalogue, contacts: Contacts, holds: Holds) -> None:
        self._catalogue = catalogue
        self._contacts = contacts
        self._holds = holds

    @cached_property
    def membres(self) -> Sequence[Membre]:
        """All functions, by structure; pilots first, and whoever only contributes last."""
        taken: set[str] = set()
        found = [*self._pilots(taken), *self._functions(taken), *self._contributors(taken)]
        found.sort(key=lambda one: (fold(one.nommee), not one.pilote, not one.role))
        return found

    @cached_property
    def par_structure(self) -> Sequence[tuple[str, Structure | None, Sequence[Membre]]]:
        """The functions of each structure, under its name."""
        found: dict[str, list[Membre]] = defaultdict(list)
        for one in self.membres:
            found[one.structure.id if one.structure else fold(one.nommee)].append(one)
        return [(some[0].nommee, some[0].structure, some) for some in found.values()]

    @cached_property
    def sans_pilote(self) -> Sequence[Groupe]:
        """The groups that go on and of which no pilot is known yet, by name."""
        alone = (one for one in self._catalogue.groupes.values() if works(one) and not one.pilotes)
        return sorted(alone, key=lambda one: fold(one.nom))

    def contribuent(self, groupe: Groupe) -> tuple[Membre, ...]:
        """Return the functions and structures that work in a group without leading it, none of them a pilot of it.

        A structure that leads it may have another function that contributes.
        """
        return self._contributing.get(groupe.id, ())

    @cached_property
    def _contributing(self) -> Mapping[str, tuple[Membre, ...]]:
        found: dict[str, list[Membre]] = defaultdict(list)
        leading = {
            (groupe.id, self._structure(pilote.structure)[0], fold(role))
            for groupe in self._catalogue.groupes.values()
            for pilote in groupe.pilotes
            for role in ("", PILOTE, pilote.role or "")
        }
        for one in self.membres:
            for groupe in () if one.pilote else one.groupes:
                if (groupe.id, one.nommee, fold(one.role)) not in leading:
                    found[groupe.id].append(one)
        return {identity: tuple(some) for identity, some in found.items()}

    def offrent(self, competence: str) -> tuple[Membre, ...]:
        """Return who offers help with a subject."""
        return self._offered.get(competence, ())

    def cherchent(self, competence: str) -> tuple[Membre, ...]:
        """Return who is looking for help with a subject."""
        return self._sought.get(competence, ())

    def aidants(self, membre: Membre, competence: str) -> tuple[Membre, ...]:
        """Return who else offers help with what a function is looking for."""
        return tuple(one for one in self.offrent(competence) if one is not membre)

    @cached_property
    def _offered(self) -> Mapping[str, tuple[Membre, ...]]:
        return _by_subject(self.membres, "competences")

    @cached_property
    def _sought(self) -> Mapping[str, tuple[Membre, ...]]:
        return _by_subject(self.membres, "recherche")

    @cached_property
    def rapprochements(self) -> Sequence[Rapprochement]:
        """The subjects that somebody offers or looks for, in the order of the vocabulary."""
        return [
            Rapprochement(terme, self.offrent(identity), self.cherchent(identity))
            for identity, terme in self._catalogue.competences.items()
            if identity in self._offered or identity in self._sought
        ]

    @cached_property
    def cercles(self) -> Sequence[CercleDeMetier]:
        """The trades that several functions know, with those that are part of one; the same people make one circle."""
        no_trade = self._holds.for_all("secteurs")
        trades = {one.id: [each for each in one.secteurs if each not in no_trade] for one in self.membres}
        named = {one for some in trades.values() for one in some}
        seen: set[frozenset[str]] = set()
        found = []
        for identity, terme in self._catalogue.secteurs.items():
            if identity not in named:
                continue
            some = tuple(one for one in self.membres if self._holds.share("secteurs", (identity,), trades[one.id]))
            ids = frozenset(one.id for one in some)
            if len(some) >= TOGETHER and ids not in seen:
                seen.add(ids)
                found.append(CercleDeMetier(terme, some))
        return found

    # The functions

    def _pilots(self, taken: set[str]) -> Iterator[Membre]:
        for groupe in self._catalogue.groupes.values():
            for pilote in groupe.pilotes:
                yield self._pilot(groupe, pilote, _new(taken, f"pilote-{groupe.id}-{slugify(pilote.structure)}"))

    def _pilot(self, groupe: Groupe, pilote: Pilote, identity: str) -> Membre:
        named, current = self._structure(pilote.structure)
        return Membre(
            id=identity,
            nommee=named,
            structure=current,
            role=pilote.role or PILOTE,
            chaine=self._contacts.of_pilot(pilote),
            groupes=(groupe,),
            pilote=True,
            competences=pilote.competences,
            recherche=pilote.recherche,
            themes=groupe.themes,
            secteurs=self._trades((groupe,)),
            territoires=groupe.territoires or (current.territoires if current else ()),
            fiche=groupe,
        )

    def _functions(self, taken: set[str]) -> Iterator[Membre]:
        for structure in self._catalogue.structures.values():
            for fonction in structure.fonctions:
                identity = _new(taken, f"fonction-{structure.id}-{slugify(fonction.role)}")
                yield self._function(structure, fonction, identity)

    def _function(self, structure: Structure, fonction: Fonction, identity: str) -> Membre:
        named, current = self._structure(structure.id)
        groupes = tuple(known for one in fonction.groupes if (known := self._catalogue.groupes.get(one)))
        return Membre(
            id=identity,
            nommee=named,
            structure=current,
            role=fonction.role,
            chaine=self._contacts.of_function(structure, fonction),
            groupes=groupes,
            competences=fonction.competences,
            recherche=fonction.recherche,
            themes=fonction.themes or tuple(dict.fromkeys(theme for one in groupes for theme in one.themes)),
            secteurs=fonction.secteurs or self._trades(groupes),
            territoires=fonction.territoires or structure.territoires,
            fiche=structure,
        )

    def _contributors(self, taken: set[str]) -> Iterator[Membre]:
        """Yield the structures that groups name without any function or pilot of theirs that says so."""
        key_of = keys_of_structures(self._catalogue.structures)
        told = {
            (key_of(structure.id), groupe)
            for structure in self._catalogue.structures.values()
            for fonction in structure.fonctions
            for groupe in fonction.groupes
        }
        told |= {
            (key_of(one.structure), groupe.id) for groupe in self._catalogue.groupes.values() for one in groupe.pilotes
        }
        names: dict[str, str] = {}
        found: dict[str, list[Groupe]] = defaultdict(list)
        for groupe in self._catalogue.groupes.values():
            for named in groupe.contributeurs:
                key = key_of(named)
                if (key, groupe.id) not in told:
                    found[names.setdefault(key, named)].append(groupe)
        for named, groupes in found.items():
            name, current = self._structure(named)
            yield Membre(
                id=_new(taken, f"contributeur-{slugify(named)}"),
                nommee=name,
                structure=current,
                role="",
                chaine=self._contacts.of_named(named),
                groupes=tuple(groupes),
                themes=tuple(dict.fromkeys(theme for one in groupes for theme in one.themes)),
                secteurs=self._trades(groupes),
                territoires=current.territoires if current else (),
                fiche=current or groupes[0],
            )

    def _structure(self, named: str) -> tuple[str, Structure | None]:
        """Return the name of a structure and its record; of one that was replaced, those of what took its place."""
        known = self._catalogue.structure(named)
        current = self._contacts.current(known) if known else None
        return current.intitule if current else named, current

    def _trades(self, groupes: Iterable[Groupe]) -> tuple[str, ...]:
        """Return the trades of the targets of some groups."""
        cibles = (self._catalogue.cibles.get(one) for groupe in groupes for one in groupe.cibles)
        return tuple(dict.fromkeys(secteur for cible in cibles if cible for secteur in cible.secteurs))


def _new(taken: set[str], wanted: str) -> str:
    """Return an id that no other function has yet, and take it."""
    identity, number = wanted, 1
    while identity in taken:
        number += 1
        identity = f"{wanted}-{number}"
    taken.add(identity)
    return identity


def _by_subject(membres: Iterable[Membre], key: str) -> Mapping[str, tuple[Membre, ...]]:
    found: dict[str, list[Membre]] = defaultdict(list)
    for one in membres:
        for subject in getattr(one, key):
            found[subject].append(one)
    return {subject: tuple(some) for subject, some in found.items()}
