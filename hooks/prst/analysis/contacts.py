"""Whom to call about a record: the chain of contact, worked out in this one place.

The record's own mailbox, form or telephone; else those of its structure, or of the one that took its place; else the
relays that serve its place and its targets; else the general contact of the region. Pages, cards, exports and letters
all ask here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any, Literal

from prst.analysis.holds import Holds
from prst.records.catalogue import Catalogue
from prst.records.model import (
    NATIONAL,
    REGION,
    Contact,
    Enquete,
    Evenement,
    Fonction,
    Groupe,
    Livrable,
    Pilote,
    Record,
    Relais,
    Structure,
)
from prst.records.naming import held_by, names_of_structures
from prst.records.reseau import Appui

ASKED = 3
"""Relays that a record proposes at most, where neither it nor its structure tells how to be reached."""
ANSWERING = ("livrables", "relais", "groupes", "evenements")
"""Kinds about which somebody is asked."""

Origine = Literal["fiche", "structure", "relais", "region", ""]
"""Whose way to be reached a chain ends with; nobody's where it ends nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interlocuteur:
    """Somebody who can be asked, and how."""

    nom: str
    structure: Structure | None = None
    relais: Relais | None = None
    courriel: str | None = None
    telephone: str | None = None
    formulaire: str | None = None
    site: str | None = None
    a_confirmer: bool = False

    @property
    def joignable(self) -> bool:
        """Whether one can write or call."""
        return bool(self.courriel or self.telephone or self.formulaire)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaine:
    """Whom to ask about a record."""

    nommee: str
    """The structure that the record names, in words; '' where it names none."""
    structure: Structure | None
    """The same as a record, if it has one."""
    actuelle: Structure | None
    """The one that exists today: the same, or the one that took its place."""
    contact: Contact | None
    """What the record says of the one that was chosen."""
    origine: Origine
    qui: tuple[Interlocuteur, ...]
    """Whom to ask: one, or several relays; none where the chain ends nowhere."""
    site: str | None
    """The site of a structure that can neither be written to nor called."""

    @property
    def directe(self) -> bool:
        """Whether the record or its structure answers."""
        return self.origine in ("fiche", "structure")

    @property
    def a_confirmer(self) -> bool:
        """Whether nobody has yet confirmed that this way is the right one."""
        unsure = self.contact.a_confirmer if self.contact else not self.directe
        return unsure or not self.directe or any(one.a_confirmer for one in self.qui)


_Named = tuple[Contact | None, str]
"""A structure that may answer, as the record names it, and what else the record says of it."""


class Contacts:
    """The chains of contact of one catalogue."""

    def __init__(self, catalogue: Catalogue, holds: Holds | None = None) -> None:
        self._catalogue = catalogue
        self.holds = holds or Holds(catalogue)
        self._chains: dict[tuple[str, str, bool], Chaine] = {}
        self._known: dict[str, Sequence[Structure]] = {}
        self._asked: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, None]] = {}
        self._served: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, fiche: Record, *, persons: bool = True) -> Chaine:
        """Return whom to ask about a record; without `persons`, the mailbox of somebody who is named is left out."""
        key = fiche.kind, fiche.id, persons
        if key not in self._chains:  # an export asks once a column
            led = fiche.groupes if isinstance(fiche, Enquete) and not fiche.structure else ()
            self._chains[key] = self._chain(
                list(_named_by(fiche, map(self._catalogue.groupes.__getitem__, led))), fiche, persons
            )
        return self._chains[key]

    def of_pilot(self, pilote: Pilote, *, persons: bool = True) -> Chaine:
        """Return whom to ask about one pilot of a group."""
        return self._chain(list(_of_pilot(pilote)), None, persons)

    def of_function(self, structure: Structure, fonction: Fonction, *, persons: bool = True) -> Chaine:
        """Return whom to ask about one function of a structure."""
        return self._chain([(fonction.contact(structure.id), structure.id)], None, persons)

    def of_named(self, name: str) -> Chaine:
        """Return whom to ask about a structure that a record names, by its id or in words."""
        return self._chain([(None, name)], None, False)

    def of_contact(self, contact: Contact) -> Chaine:
        """Return whom to ask about what has this contact alone, without any person."""
        return self._chain([(contact, contact.structure)], None, False)

    def of_network(self, appui: Appui | None = None) -> Chaine:
        """Return whom to ask for a kind of help, or the communication network in general, without any person."""
        reseau = self._catalogue.reseau
        general = reseau.contact if reseau else None
        network = self.of_contact(general) if general else self._chain((), None, False)
        if appui is None or appui.contact is None:
            return network
        own = self.of_contact(appui.contact)
        return own if own.directe else replace(own, origine=network.origine and "region", qui=network.qui)

    def current(self, structure: Structure) -> Structure:
        """Return the structure that took the place of another one; itself where none has."""
        seen = {structure.id}
        while (following := self._catalogue.structures.get(structure.remplacee_par or "")) and following.id not in seen:
            seen.add(following.id)
            structure = following
        return structure

    def short_name(self, one: Interlocuteur) -> str:
        """Return the name of somebody for one short line: the acronym of a structure that alone bears it."""
        known = one.structure if not one.relais else None
        said_apart = known and known.sigle and known.intitule != known.nom and self._acronyms[known.sigle] == 1
        return known.sigle or one.nom if known and said_apart else one.nom

    @cached_property
    def _acronyms(self) -> Counter[str]:
        return Counter(one.sigle for one in self._catalogue.structures.values() if one.sigle)

    @cached_property
    def region(self) -> Interlocuteur | None:
        """The general contact of the region, or None where it cannot be reached."""
        contact = self._catalogue.site.contact
        return self._of_contact(contact) if _has_a_way(contact) else self._public_region

    @cached_property
    def _public_region(self) -> Interlocuteur | None:
        """The same, but for the mailbox of somebody who is named."""
        return next((one for one in self._asked_for_region() if one.joignable), None)

    @cached_property
    def written_to(self) -> Interlocuteur | None:
        """Who is written to about the site itself: the region's contact, or the next of its chain that can be."""
        asked = (*((self.region,) if self.region else ()), *self._asked_for_region())
        return next((one for one in asked if one.courriel or one.formulaire), None)

    def _asked_for_region(self) -> Iterator[Interlocuteur]:
        """Yield whom the region asks, in their order: the site's contact, its structure, its editor."""
        contact = self._catalogue.site.contact
        if not contact.nom:
            yield self._of_contact(contact)
        yield from map(self._of_structure, self._named(contact.structure))
        yield self.editeur

    @cached_property
    def editeur(self) -> Interlocuteur:
        """Who publishes the site."""
        site = self._catalogue.site
        known = self._catalogue.structure(site.editeur.nom)
        structure = self._of_structure(known) if known else Interlocuteur(nom=site.editeur.nom)
        return replace(
            structure, courriel=site.editeur.courriel or structure.courriel, site=site.editeur.url or structure.site
        )

    def _chain(self, named: Sequence[_Named], fiche: Record | None, persons: bool) -> Chaine:
        site = None
        for contact, name in named:
            if contact and _has_a_way(contact) and (persons or not contact.nom):
                return self._ending("fiche", (self._of_contact(contact),), contact, name)
        for contact, name in named:
            for structure in self._named(name):
                found = self._of_structure(structure)
                if found.joignable:
                    return self._ending("structure", (found,), contact, name)
                site = site or found.site
        contact, name = named[0] if named else (None, "")
        if fiche and (relays := self._relays(fiche)):
            return self._ending("relais", relays, contact, name, site)
        if region := self.region if persons else self._public_region:
            return self._ending("region", (region,), contact, name, site)
        return self._ending("", (), contact, name, site)

    def _ending(
        self,
        origine: Origine,
        qui: tuple[Interlocuteur, ...],
        contact: Contact | None,
        name: str,
        site: str | None = None,
    ) -> Chaine:
        structure = self._catalogue.structure(name)
        return Chaine(
            nommee=self._catalogue.nom_de(name),
            structure=structure,
            actuelle=self.current(structure) if structure else None,
            contact=contact,
            origine=origine,
            qui=qui,
            site=site,
        )

    def _of_contact(self, contact: Contact) -> Interlocuteur:
        """Return how to reach a contact by its own ways."""
        structure = self._catalogue.structure(contact.structure)
        return Interlocuteur(
            nom=self._catalogue.nom_de(contact.structure),
            structure=self.current(structure) if structure else None,
            courriel=contact.courriel,
            telephone=contact.telephone,
            formulaire=contact.formulaire,
            a_confirmer=contact.a_confirmer,
        )

    def _named(self, name: str) -> Sequence[Structure]:
        """Return the structure that a field names by its id, or those whose names stand in its words."""
        if name not in self._known:
            structure = self._catalogue.structure(name)
            self._known[name] = [structure] if structure else held_by(name, self._names)
        return self._known[name]

    @cached_property
    def _names(self) -> Mapping[str, Structure]:
        return names_of_structures(self._catalogue.structures)

    def _of_structure(self, structure: Structure) -> Interlocuteur:
        """Return how to reach a structure, or the one that took its place."""
        now = self.current(structure)
        return Interlocuteur(
            nom=now.intitule,
            structure=now,
            courriel=now.courriel,
            telephone=now.telephone,
            formulaire=now.page_contact,
            site=now.url,
            a_confirmer=now.a_confirmer,
        )

    # Relays

    def _relays(self, fiche: Record) -> tuple[Interlocuteur, ...]:
        """Return the relays to ask about what is to be passed on: those that the record names first."""
        if not isinstance(fiche, Livrable | Evenement):
            return ()
        near = self._near(fiche.territoires, fiche.cibles)
        named = fiche.relais if isinstance(fiche, Livrable) else ()
        first = [identity for identity in named if identity in near]
        others = islice((identity for identity in near if identity not in first), ASKED)
        found = [*first, *others] or [identity for identity in named if identity in self._reachable]
        return tuple(self._reachable[identity] for identity in found[:ASKED])

    def _near(self, territoires: tuple[str, ...], cibles: tuple[str, ...]) -> Mapping[str, None]:
        """Return the ids of the relays that can be reached and serve some places and targets, in list order."""
        key = territoires, cibles
        if key not in self._asked:
            # What is for all of France, or names no place, is asked for by who lives in this site's region.
            places = (REGION,) if not territoires or NATIONAL in territoires else territoires
            serving = self._serving("cibles", cibles) & self._serving("territoires", places)
            self._asked[key] = dict.fromkeys(identity for identity in self._reachable if identity in serving)
        return self._asked[key]

    def _serving(self, section: str, ids: Iterable[str]) -> frozenset[str]:
        """Return the ids of the relays that can be reached and serve one of some targets or places.

        Each is asked for once: records name few of them, again and again.
        """
        found: frozenset[str] = frozenset()
        for one in ids:
            if (section, one) not in self._served:
                reached = self._reachable.items()
                self._served[section, one] = frozenset(
                    identity for identity, to in reached if self.holds.holds(section, one, to.relais)
                )
            found |= self._served[section, one]
        return found

    @cached_property
    def _reachable(self) -> dict[str, Interlocuteur]:
        """The relays that can be reached by their own way or by that of their structure, by id."""
        found = {}
        for relais in self._catalogue.relais.values():
            chain = self.of(relais, persons=False)
            if chain.directe and not relais.exemple:
                one = chain.qui[0]
                found[relais.id] = replace(one, nom=relais.nom, relais=relais, a_confirmer=chain.a_confirmer)
        return found


def _has_a_way(contact: Contact) -> bool:
    return bool(contact.courriel or contact.telephone or contact.formulaire)


def _named_by(fiche: Record, groupes: Iterable[Groupe] = ()) -> Iterator[_Named]:
    """Yield the structures that may answer for a record or for the groups that led it, in the order of asking."""
    if isinstance(fiche, Groupe):
        for pilote in fiche.pilotes:
            yield from _of_pilot(pilote)
    contact: Contact | None = getattr(fiche, "contact", None)
    if contact:
        yield contact, contact.structure
    if isinstance(fiche, Relais):
        yield None, fiche.structure or fiche.nom
    if isinstance(fiche, Evenement) and fiche.organisateur:
        yield None, fiche.organisateur
    if isinstance(fiche, Enquete) and fiche.structure:
        yield None, fiche.structure
    for groupe in groupes:
        yield from _named_by(groupe)
    if isinstance(fiche, Structure):
        yield None, fiche.id


def _of_pilot(pilote: Pilote) -> Iterator[_Named]:
    if pilote.contact:
        yield pilote.contact, pilote.contact.structure
    yield pilote.contact, pilote.structure


# What is missing


@dataclass(frozen=True, slots=True)
class Muette:
    """A structure that neither its record nor those that name it tell how to reach."""

    nom: str
    structure: Structure | None
    fiches: tuple[Record, ...]
    sans_issue: bool
    """Whether nobody else answers in its place either."""


def mute(catalogue: Catalogue, contacts: Contacts) -> list[Muette]:
    """Return the structures that do not answer for some records, those of most records first."""
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    ways: dict[tuple[str, str], bool] = {}
    for fiche in asked_about(catalogue):
        chain = contacts.of(fiche)
        if not chain.directe:
            now = chain.actuelle
            key = (now.id, now.intitule) if now else ("", chain.nommee)
            found[key].append(fiche)
            ways[key] = ways.get(key, False) or not chain.origine
    rows = [
        Muette(name, catalogue.structures.get(identity), tuple(fiches), ways[identity, name])
        for (identity, name), fiches in found.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.fiches), row.nom))


def asked_about(catalogue: Catalogue) -> Iterator[Any]:
    """Yield the records about which somebody is asked."""
    for kind in ANSWERING:
        yield from getattr(catalogue, kind).values()
