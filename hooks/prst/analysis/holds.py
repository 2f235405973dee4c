"""What holds where somebody is, and for what they do: the one place that says what contains what.

A department is in its region, and a region in France; a target or a sector may be part of a wider one. A record holds
for a place, target or sector when it was made for that one, or for one that contains it. Lists, counts, facets, feeds,
calendars, letters, exports and the filters of the browser all ask here, and none compares ids.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from prst.records.catalogue import Catalogue
from prst.records.model import NATIONAL, REGION, Cible, Livrable, Relais, Terme

NAMED = 2
"""Regions that a card names."""


@dataclass(frozen=True, slots=True)
class Cercle:
    """Ids for which what is made holds alike, and the heading of what is made for them."""

    titre: str
    ids: tuple[str, ...]


ELSEWHERE = Cercle("Autres régions", ())
"""What concerns other regions only, after all the rest."""


@dataclass(frozen=True, slots=True)
class Palier:
    """Records that hold for the same reason, in list order."""

    cercle: Cercle
    fiches: tuple[Any, ...]

    @property
    def titre(self) -> str:
        """Its heading."""
        return self.cercle.titre


class Holds:
    """What holds in one catalogue. Everything is worked out once, when it is first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._cercles: dict[tuple[str, str], tuple[Cercle, ...]] = {}
        self._around: dict[tuple[str, str], frozenset[str]] = {}
        self._beside: dict[tuple[str, str], tuple[frozenset[str], tuple[str, ...]]] = {}
        self._paliers: dict[tuple[str, str, str], list[Palier]] = {}
        self._named: dict[tuple[str, str, tuple[str, ...]], list[Any]] = {}
        self._for_sectors: dict[tuple[frozenset[str], tuple[str, ...]], bool] = {}
        self._for_all: dict[str, frozenset[str]] = {}
        self._by_place: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    # What contains what

    def cercles(self, section: str, identity: str) -> tuple[Cercle, ...]:
        """Return a place, target or term and what contains it, the nearest first.

        Whoever asks for the whole region is anywhere in it: what concerns one of its departments comes too.
        """
        key = section, identity
        if key not in self._cercles:
            made = self._places(identity) if section == "territoires" else self._wider(section, identity)
            self._cercles[key] = tuple(made)
        return self._cercles[key]

    def around(self, section: str, identity: str) -> frozenset[str]:
        """Return the ids for which something must have been made to hold for this one."""
        key = section, identity
        if key not in self._around:
            self._around[key] = frozenset(one for cercle in self.cercles(section, identity) for one in cercle.ids)
        return self._around[key]

    def wider(self, section: str, identity: str) -> list[str]:
        """Return what contains something, the nearest first."""
        return [one for cercle in self.cercles(section, identity)[1:] for one in cercle.ids]

    def is_part(self, section: str, part: str, whole: str) -> bool:
        """Whether one is part of another one."""
        return part != whole and whole in self.around(section, part)

    def for_all(self, section: str) -> frozenset[str]:
        """Return the targets or sectors of which all others are part: « tous secteurs » is no trade."""
        if section not in self._for_all:
            known = getattr(self.catalogue, section)
            self._for_all[section] = frozenset(
                whole
                for whole in known
                if len(known) > 1 and all(self.is_part(section, one, whole) for one in known if one != whole)
            )
        return self._for_all[section]

    def is_beside(self, section: str, identity: str, fiche: Any) -> bool:
        """Whether a record was made for neighbours of a target or sector, whatever else it names.

        It names another part of what contains this one, or sectors none of which is the target's. « OiRA Restauration »
        is for restaurants and small companies, and so holds for garages: after all the rest.
        """
        beside, sectors = self._neighbours(section, identity)
        named = getattr(fiche, "secteurs", ())
        return not beside.isdisjoint(said(section, fiche)) or bool(
            sectors and named and not self.share("secteurs", sectors, named)
        )

    def _neighbours(self, section: str, identity: str) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return what is beside a target or sector, rather than part of it or around it; and its sectors."""
        key = section, identity
        if key not in self._beside:
            around, wider = self.around(section, identity), set(self.wider(section, identity))
            known = getattr(self.catalogue, section) if section in ("cibles", "secteurs") else {}
            near = (one for one in known if one not in around and not wider.isdisjoint(self.wider(section, one)))
            others = frozenset(one for one in near if not self.is_part(section, one, identity))
            self._beside[key] = others, getattr(known.get(identity), "secteurs", ())
        return self._beside[key]

    def _places(self, identity: str) -> Iterator[Cercle]:
        departments = self.catalogue.site.departements
        if identity not in (REGION, NATIONAL):
            yield Cercle("Dans votre département", (identity,))
        if identity == REGION or identity in departments:
            yield Cercle("Dans votre région", (REGION,))
        if identity == REGION and departments:
            yield Cercle("Dans un département de la région", departments)
        yield Cercle("Partout", (NATIONAL,))

    def _wider(self, section: str, identity: str) -> Iterator[Cercle]:
        known = getattr(self.catalogue, section)
        found = [identity]
        for one in found:
            found += sorted(whole for whole in self._wholes.get((section, one), ()) if whole not in found)
        yield Cercle(_own_heading(known.get(identity), alone=len(found) == 1), (identity,))
        for one in found[1:]:
            yield Cercle(_called(known[one]), (one,))

    @cached_property
    def _wholes(self) -> Mapping[tuple[str, str], set[str]]:
        """What each target or sector is said to be part of, by itself or by the wider one."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for section in ("cibles", "secteurs"):
            known = getattr(self.catalogue, section)
            for identity, one in known.items():
                if one.fait_partie_de in known:
                    found[section, identity].add(one.fait_partie_de)
                for part in one.comprend:
                    found[section, part].add(identity)
        return found

    # What a record says, and whether it holds

    def holds(self, section: str, identity: str, fiche: Any) -> bool:
        """Whether a record, or a rendez-vous, holds for a place, target or term. None may be asked for: ''."""
        return not identity or not self.around(section, identity).isdisjoint(said(section, fiche))

    def share(self, section: str, one: Collection[str], other: Collection[str]) -> bool:
        """Whether what holds for one of some ids may hold for one of others."""
        return any(not self.around(section, identity).isdisjoint(other) for identity in one) or any(
            not self.around(section, identity).isdisjoint(one) for identity in other
        )

    def here(self, fiche: Any) -> bool:
        """Whether a record or a rendez-vous has a part in the region of this site."""
        return self.holds("territoires", REGION, fiche)

    def elsewhere(self, fiche: Any) -> str:
        """Return the name of the department or regions that a record concerns, where none is here; '' otherwise."""
        if self.here(fiche):
            return ""
        terms = [self.catalogue.territoires[one] for one in said("territoires", fiche)]
        names = list(dict.fromkeys(one.region or one.label for one in terms)) if len(terms) > 1 else [terms[0].label]
        return ", ".join(names) if len(names) <= NAMED else ELSEWHERE.titre

    # Lists

    def paliers(self, kind: str, section: str, identity: str) -> list[Palier]:
        """Return the records of a kind that hold for a place, target, term, relay or group, each once.

        What was made for it comes first, then what was made for what contains it, the nearest first, of which what
        names a neighbour too comes last; what concerns other regions only comes after all, where no place is asked for.
        """
        key = kind, section, identity
        if key not in self._paliers:
            self._paliers[key] = list(self._sorted_out(kind, section, identity))
        return self._paliers[key]

    def of(self, kind: str, section: str, identity: str) -> list[Any]:
        """Return the records of `paliers`, one after the other."""
        return [fiche for palier in self.paliers(kind, section, identity) for fiche in palier.fiches]

    def around_relay(self, relais: Relais) -> frozenset[str]:
        """Return the ids of places of which something must name one to hold where a relay is.

        A relay of all of France is in this region too.
        """
        places = {REGION if one == NATIONAL else one for one in said("territoires", relais)}
        return frozenset().union(*(self.around("territoires", one) for one in places))

    def for_sectors(self, sectors: frozenset[str], fiche: Livrable) -> bool:
        """Whether something is for some sectors; what names none is for all, and who names none takes everything."""
        key = sectors, fiche.secteurs
        if not (sectors and fiche.secteurs):
            return True
        if key not in self._for_sectors:
            self._for_sectors[key] = self.share("secteurs", sectors, fiche.secteurs)
        return self._for_sectors[key]

    def own(self, kind: str, section: str, identity: str) -> list[Any]:
        """Return the records of a kind that were made for this one itself, those of other regions last."""
        return list(self._naming(kind, section, self.cercles(section, identity)[0].ids))

    def count(self, kind: str, section: str, identity: str) -> int:
        """Return how many records of a kind hold."""
        return sum(len(palier.fiches) for palier in self.paliers(kind, section, identity))

    def _sorted_out(self, kind: str, section: str, identity: str) -> Iterator[Palier]:
        cercles = self.cercles(section, identity)
        far = frozenset() if section == "territoires" else self._places_of(kind)[1]
        taken: set[str] = set()
        elsewhere: list[Any] = []
        for cercle in cercles:
            named = self._naming(kind, section, cercle.ids)
            if len(cercles) > 1:
                named = [fiche for fiche in named if fiche.id not in taken]
                taken.update([fiche.id for fiche in named])
            if far:
                elsewhere += [fiche for fiche in named if fiche.id in far]
                named = [fiche for fiche in named if fiche.id not in far]
            if cercle is not cercles[0] and any(self._neighbours(section, identity)):
                named = sorted(named, key=lambda fiche: self.is_beside(section, identity, fiche))
            if named:
                yield Palier(cercle, tuple(named))
        if elsewhere:
            yield Palier(ELSEWHERE, tuple(elsewhere))

    def _naming(self, kind: str, section: str, ids: tuple[str, ...]) -> Sequence[Any]:
        """Return the records of a kind that name one of some ids, in list order; what names no place is anywhere."""
        anywhere = self._places_of(kind)[0] if section == "territoires" and NATIONAL in ids else frozenset()
        if len(ids) == 1 and not anywhere:
            return self.catalogue.referring(kind, section, ids[0])
        key = kind, section, ids
        if key not in self._named:
            found = (self.catalogue.referring(kind, section, identity) for identity in ids)
            wanted = anywhere.union(*({fiche.id for fiche in some} for some in found))
            fiches: Mapping[str, Any] = getattr(self.catalogue, kind)
            self._named[key] = [fiche for identity, fiche in fiches.items() if identity in wanted]
        return self._named[key]

    def _places_of(self, kind: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the ids of the records of a kind that name no place, and of those that name other regions only."""
        if kind not in self._by_place:
            fiches = [fiche for fiche in getattr(self.catalogue, kind).values() if hasattr(fiche, "territoires")]
            nowhere = frozenset(fiche.id for fiche in fiches if not fiche.territoires)
            self._by_place[kind] = nowhere, frozenset(fiche.id for fiche in fiches if not self.here(fiche))
        return self._by_place[kind]


def said(section: str, fiche: Any) -> Collection[str]:
    """Return the ids that a record or a rendez-vous names; what names no territory is for all of France.

    A relay also says how far it reaches each target.
    """
    ids: Sequence[Any] = getattr(fiche, section, ())
    if section == "territoires":
        return ids or (NATIONAL,)
    return [getattr(one, "cible", one) for one in ids]


def _called(one: Cible | Terme) -> str:
    """Return what is made for a target or sector, as a heading names it."""
    return f"Pour {one.pour}" if isinstance(one, Cible) and one.pour else one.intitule


def _own_heading(one: Any, *, alone: bool) -> str:
    if isinstance(one, Cible):
        return _called(one) if one.pour else "Pour vous" if alone else "Pour votre métier"
    return one.intitule if one else ""
