"""Whom relays reach of each target: a range that cannot flatter, and what follows from it.

A reach is what a relay really reaches of a target in this region (`portee`), never its members. Who gave no figure is
missing, and never counts as zero. Of a target of N:

- at least: the heaviest set of relays that cannot share anybody, for their departments or sectors are apart. One that
  is part of another shares with it, and those that are said to overlap do. Less than the truth, never more;
- at most: the sum, or N; one that is part of another that has a figure adds nothing to it. A pair of these bounds is
  that of Boole and Fréchet. It is the most of those that gave a figure: where others reach the target or a part of it,
  the page says so;
- between them, an estimate: N·(1−Π(1−rᵢ/N)), as though publics overlapped at random (the formula of Sainsbury, in
  media planning). Those of the first line, which share nobody, count as one public; a part is in its whole, and adds
  nothing here either.

Samples are left out, and relays of other regions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import NamedTuple

from prst.analysis.diffusion import Compte, Diffusions
from prst.analysis.disjoint import heaviest
from prst.analysis.holds import Holds, said
from prst.records.model import REGION, Cible, CibleTouchee, Livrable, Relais


@dataclass(frozen=True, slots=True)
class Touche:
    """A relay that reaches a target."""

    relais: Relais
    figure: CibleTouchee
    """What it says of the target, or of a wider one."""
    par: Cible | None
    """The wider target that it names; None where it names the target itself."""
    actes: int
    """How often it really passed something on to the target."""

    @property
    def portee(self) -> int | None:
        """How many of the target it reaches; None where nobody counted, or counted those of a wider one."""
        return None if self.par else self.figure.portee


@dataclass(frozen=True, slots=True)
class Etendue:
    """How many of a target are reached, as far as figures tell."""

    effectif: int | None
    au_moins: int
    au_plus: int
    estimation: int | None
    """None where the headcount is not known, or nobody is to be reached."""
    contredite: bool = False
    """Whether no truth agrees with all figures: they say nothing then."""

    @property
    def part(self) -> tuple[int, int] | None:
        """The least and the most that is reached, in percent, the least rounded down and the most up."""
        if not self.effectif or self.contredite:
            return None
        return 100 * self.au_moins // self.effectif, min(100, -(-100 * self.au_plus // self.effectif))


@dataclass(frozen=True, slots=True)
class Couverte:
    """A target, who reaches it, and how far."""

    cible: Cible
    touches: tuple[Touche, ...]
    """The farthest reaching first, then those without figure."""
    etendue: Etendue | None
    """None where no relay gave a figure."""
    actes: Compte
    """What was really passed on to it."""
    parties: tuple[Relais, ...] = ()
    """Relays that reach but a part of it: they count for that part."""
    autres: tuple[Relais, ...] = ()
    """Relays that passed something on to it, though their record does not say that they reach any of it."""

    @property
    def deserte(self) -> bool:
        """Whether there is nobody to be reached."""
        return self.cible.effectif == 0

    @property
    def silencieuse(self) -> bool:
        """Whether some reach it and nobody said how many: the most that figures come to is then not the most."""
        return self.chiffres < len(self.touches) or bool(self.parties)

    @property
    def sans_personne(self) -> bool:
        """Whether nobody is known to reach any of it."""
        return not self.touches and not self.parties

    @property
    def chiffres(self) -> int:
        """Relays that gave a figure."""
        return sum(one.portee is not None for one in self.touches)

    @property
    def actifs(self) -> int:
        """Relays that really passed something on to it."""
        return sum(one.actes > 0 for one in self.touches)


class Cellule(NamedTuple):
    """A target in a place."""

    relais: int
    """Relays that act there and reach it."""
    proches: int
    """Those of them that do not act all over a region of several places."""
    au_moins: int | None
    """Whom those that act nowhere else reach; None where none of these gave a figure."""


class _Public(NamedTuple):
    """Where the people are whom a relay reaches, and what they do."""

    places: frozenset[str]
    sectors: frozenset[str]


class Couverture:
    """How far the relays of one catalogue reach its targets."""

    def __init__(self, holds: Holds, diffusions: Diffusions) -> None:
        """Take what holds, and what was really passed on."""
        self._holds = holds
        self._catalogue = holds.catalogue
        self._log = diffusions
        self._publics: dict[str, _Public] = {}
        self.lieux = self._catalogue.site.departements or (REGION,)
        """The places of this region, none of which has a part in another."""
        self.relais = tuple(one for one in self._catalogue.relais.values() if not one.exemple and holds.here(one))
        """Real relays of this region, national ones among them, in list order."""

    # Targets

    @cached_property
    def cibles(self) -> tuple[Couverte, ...]:
        """Every real target, in list order."""
        return tuple(map(self._covered, filter(_is_real, self._catalogue.cibles.values())))

    @property
    def chiffrees(self) -> list[Couverte]:
        """Targets of which a part is known to be reached."""
        return [one for one in self.cibles if one.etendue and one.etendue.part]

    def of(self, cible: Cible) -> Couverte:
        """Return how far a target is reached."""
        return self._by_target[cible.id]

    @cached_property
    def _by_target(self) -> Mapping[str, Couverte]:
        return {one.cible.id: one for one in self.cibles}

    def _covered(self, cible: Cible) -> Couverte:
        reached = [touche for relais in self.relais if (touche := self._reaching(relais, cible))]
        reached.sort(key=lambda one: (one.portee is None, -(one.portee or 0), one.relais.nom, one.relais.id))
        counted = [(one.relais, one.portee) for one in reached if one.portee is not None]
        etendue = self.range_of(cible.effectif, counted) if counted else None
        known = {one.relais.id for one in reached}
        parts = {one for one in self._catalogue.cibles if self._holds.is_part("cibles", one, cible.id)}
        within = [one for one in self.relais if one.id not in known and not parts.isdisjoint(said("cibles", one))]
        known.update(one.id for one in within)
        others = [one for one in self.relais if one.id not in known and self._acts[one.id, cible.id]]
        passed = self._passed_on.get(cible.id, Compte())
        return Couverte(cible, tuple(reached), etendue, passed, tuple(within), tuple(others))

    def _reaching(self, relais: Relais, cible: Cible) -> Touche | None:
        """Return how a relay reaches a target: by naming it, else the nearest wider one."""
        figures = {one.cible: one for one in relais.cibles}
        for one in (cible.id, *self._holds.wider("cibles", cible.id)):
            if one in figures:
                wider = None if one == cible.id else self._catalogue.cibles[one]
                return Touche(relais, figures[one], wider, self._acts[relais.id, cible.id])
        return None

    @cached_property
    def _acts(self) -> Counter[tuple[str, str | None]]:
        return Counter((acte.relais, acte.cible) for acte in self._log.actes)

    @cached_property
    def _passed_on(self) -> Mapping[str, Compte]:
        return {row.cle: row.compte for row in self._log.par("cible")}

    # Ranges

    def range_of(self, effectif: int | None, counted: Sequence[tuple[Relais, int]]) -> Etendue:
        """Return how many relays reach together, of a target of so many; `counted` says how many each reaches."""
        figures = {relais.id: portee for relais, portee in counted}
        chosen = self._apart(counted)
        least = sum(figures[identity] for identity in chosen)
        adding = {identity for identity in figures if self._wider[identity].isdisjoint(figures)}
        most = sum(figures[identity] for identity in adding)
        wrong = least > most or (effectif is not None and least > effectif)
        most = max(least, most if effectif is None else min(effectif, most))
        if not effectif or wrong:
            return Etendue(effectif, least, most, None, wrong)
        others = (figures[identity] for identity in sorted(adding.difference(chosen)))
        apart = sum(figures[identity] for identity in adding.intersection(chosen))
        missed = prod((1 - portee / effectif for portee in others), start=1 - apart / effectif)
        return Etendue(effectif, least, most, min(max(round(effectif * (1 - missed)), least), most))

    def _apart(self, counted: Sequence[tuple[Relais, int]]) -> list[str]:
        """Return the ids of the relays that share nobody and reach most together.

        It takes n² comparisons of publics, after those that cannot be told apart are left to the farthest reaching.
        """
        kept: dict[_Public | str, tuple[Relais, int]] = {}
        for relais, portee in sorted(counted, key=lambda one: (-one[1], one[0].id)):
            kept.setdefault(relais.id if relais.id in self._tied else self._public(relais), (relais, portee))
        some = [relais for relais, _portee in kept.values()]
        publics = [self._public(relais) for relais in some]
        overlaps = [
            sum(1 << other for other in range(len(some)) if other != one and self._share(some, publics, one, other))
            for one in range(len(some))
        ]
        weights = [portee for _relais, portee in kept.values()]
        return [some[one].id for one in heaviest(weights, overlaps, [len(public.places) for public in publics])]

    def _share(self, some: Sequence[Relais], publics: Sequence[_Public], one: int, other: int) -> bool:
        """Whether two relays may reach the same people."""
        first, second = some[one].id, some[other].id
        if second in self._crossing.get(first, ()) or first in self._wider[second] or second in self._wider[first]:
            return True
        return not (
            publics[one].places.isdisjoint(publics[other].places)
            or publics[one].sectors.isdisjoint(publics[other].sectors)
        )

    def _public(self, relais: Relais) -> _Public:
        """Return where the public of a relay is and what it does: no wider than that of those that contain it.

        One that acts in no place of this region does not say where those are whom it reaches here.
        """
        if relais.id not in self._publics:
            around = [self._catalogue.relais[one] for one in sorted(self._wider[relais.id])]
            places = list(filter(None, map(self._places, (relais, *around)))) or [frozenset(self.lieux)]
            sectors = [self._sectors(one) for one in (relais, *around)]
            self._publics[relais.id] = _Public(_common(places), _common(sectors))
        return self._publics[relais.id]

    def _places(self, relais: Relais) -> frozenset[str]:
        return frozenset(one for one in self.lieux if self._holds.holds("territoires", one, relais))

    def _sectors(self, relais: Relais) -> frozenset[str]:
        """Return all that is part of the sectors of a relay: two wide ones may share a narrow one."""
        known = self._catalogue.secteurs
        if not relais.secteurs:
            return frozenset(("", *known))
        return frozenset(one for one in known if self._holds.holds("secteurs", one, relais))

    @cached_property
    def _wider(self) -> Mapping[str, frozenset[str]]:
        """Ids of the relays of which each is part, by its id, directly or by way of others."""
        relays = self._catalogue.relais
        found = {}
        for identity in relays:
            queue = [identity]
            for one in queue:
                queue += [whole for whole in relays[one].inclus_dans if whole in relays and whole not in queue]
            found[identity] = frozenset(queue[1:])
        return found

    @cached_property
    def _crossing(self) -> Mapping[str, set[str]]:
        """Ids of those that each relay is said to overlap; whom a part shares, the whole shares too."""
        found: dict[str, set[str]] = defaultdict(set)
        for relais in self._catalogue.relais.values():
            for other in relais.recoupe:
                for one in (relais.id, *self._wider[relais.id]):
                    found[one].update((other, *self._wider.get(other, ())))
                    for whole in (other, *self._wider.get(other, ())):
                        found[whole].add(one)
        return found

    @cached_property
    def _tied(self) -> frozenset[str]:
        """Ids of the relays of which something is said besides their places and sectors."""
        parts = {identity for identity, around in self._wider.items() if around}
        return frozenset(parts.union(self._crossing, *self._wider.values()))

    # Places

    def in_places(self, couverte: Couverte) -> dict[str, Cellule]:
        """Return who reaches a target in each place of the region."""
        publics = [(one, self._public(one.relais).places) for one in couverte.touches]
        found = {}
        for place in self.lieux:
            only = [one for one, places in publics if places == {place}]
            counted = [(one.relais, one.portee) for one in only if one.portee is not None]
            least = self.range_of(None, counted).au_moins if counted else None
            there = [places for _one, places in publics if place in places]
            near = sum(len(places) < max(len(self.lieux), 2) for places in there)
            found[place] = Cellule(len(there), near, least)
        return found

    # What is to be done

    @property
    def sans_relais(self) -> list[Couverte]:
        """Targets that no relay reaches, though there is somebody to reach."""
        return [one for one in self.cibles if not one.touches and not one.deserte]

    @property
    def un_seul_relais(self) -> list[Couverte]:
        """Targets that one relay alone reaches, though there is somebody to reach."""
        return [one for one in self.cibles if len(one.touches) == 1 and not one.deserte]

    @cached_property
    def sans_passeur(self) -> list[Livrable]:
        """Resources of this region to be spread that name no relay and that none has passed on."""
        passed = {acte.livrable for acte in self._log.actes}
        every = self._catalogue.livrables.values()
        waiting = (one for one in every if one.actuel and not one.relais and one.id not in passed)
        return [one for one in waiting if self._holds.here(one)]

    @cached_property
    def jamais_sollicites(self) -> list[Relais]:
        """Relays that nobody is known to have asked, by record or log; those first that say so."""
        asked = {acte.relais for acte in self._log.actes}
        never = [one for one in self.relais if not one.sollicite and one.id not in asked]
        return sorted(never, key=lambda one: one.sollicite is None)

    def for_resource(self, fiche: Livrable) -> list[Relais]:
        """Return the relays that could pass a resource on, those that reach most of its targets first.

        One that reaches but a part of a target is among them: what is for the whole is for the part.
        """
        reach: dict[str, int] = {}
        known = [self._by_target[one] for one in fiche.cibles if one in self._by_target]
        for touche in (touche for one in known for touche in one.touches):
            reach[touche.relais.id] = reach.get(touche.relais.id, 0) + (touche.portee or 0)
        for relais in (relais for one in known for relais in one.parties):
            reach.setdefault(relais.id, 0)
        near = [one for one in reach if self._meet(self._catalogue.relais[one], said("territoires", fiche))]
        return [self._catalogue.relais[one] for one in sorted(near, key=lambda one: -reach[one])]

    def _meet(self, relais: Relais, places: Iterable[str]) -> bool:
        """Whether a relay has a part in one of some places."""
        there = frozenset(places)
        return any(not self._holds.around("territoires", one).isdisjoint(there) for one in self._places(relais))


def _is_real(cible: Cible) -> bool:
    return not cible.exemple


def _common(extents: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return what some extents have in common; all of it where they contradict each other, to be on the safe side."""
    return frozenset.intersection(*extents) or frozenset().union(*extents)
