"""What a relay can pass on to its members, and what there is to pass on to a target: few resources, the best first.

The rule, for a relay: first what names it, because somebody chose it for it. Then each of its targets in turn gives
what holds for it where the relay is, as it does for a target alone:

1. what is to be sent for an occasion of the coming months, the next sending first;
2. what helps to do something and opens (the letter's « valeurs sûres »), unless its review is overdue; then the rest;
3. of these, what was made for the target itself, then for what contains it, the nearest first,
   and what names a neighbour of it too (another trade) last;
4. then what was made for where the relay is, before what is for all of France;
5. then the last reviewed, then the last published.

What is archived, a draft or fictitious is never passed on. A relay that names no target is asked about its sectors, and
one that names none either about all that holds where it is. What is for some sectors only is for the relays of these,
and for a target of these where it was not made for the target itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, zip_longest

from prst.analysis.digest import Journal
from prst.analysis.holds import Holds, said
from prst.analysis.moments import Moment, coming_months
from prst.analysis.starting import last_reviewed
from prst.records.model import NATIONAL, REGION, Cible, Livrable, Record, Relais

KIT = 12
"""Resources of one selection: what a relay can read through at once, and one for each month of a year."""
SOON = 3
"""Months whose sendings come first, that of the reference day included: as long before, a quarterly letter is made."""

_Public = tuple[str, str]
"""Section and id of a target or sector; two '' where nothing says whom something is for."""
_Key = tuple[_Public, frozenset[str], frozenset[str]]
"""For whom, the places around, the sectors: relays that are alike in these have the same selection."""


class Selection:
    """What can be passed on in one catalogue. What several relays have in common is worked out once."""

    def __init__(self, holds: Holds, journal: Journal, moments: Iterable[Moment], reference: date) -> None:
        """Take what holds, what never grows old, and the occasions that are to come on the day of reference."""
        self._holds = holds
        self._catalogue = holds.catalogue
        self._journal = journal
        self._reference = reference
        soon = coming_months(reference, SOON)
        self._moments = [moment for moment in moments if not _is_over(moment, reference)]
        self._soon = [moment for moment in self._moments if moment.mois in soon]
        self._ranked: dict[_Public, list[Livrable]] = {}
        self._pushed: dict[_Public, list[tuple[Record, Livrable]]] = {}
        self._held: dict[_Public, list[int]] = {}
        self._first: dict[_Key, tuple[Livrable, ...]] = {}
        self._dated: dict[_Public, list[Livrable]] = {}
        self._latest: dict[tuple[_Key, int], tuple[Livrable, ...]] = {}

    def of_relay(self, relais: Relais) -> tuple[Livrable, ...]:
        """Return what a relay can pass on, the best first; () where nothing holds for it."""
        named = self._catalogue.referring("livrables", "relais", relais.id)
        own = sorted((fiche for fiche in named if fiche.actuel), key=self._rank)
        where, sectors = self._holds.around_relay(relais), frozenset(relais.secteurs)
        turns = (self._best(public, where, sectors) for public in publics_of(relais))
        rest = filter(None, chain.from_iterable(zip_longest(*turns)))
        return _few(chain(own, rest))

    def of_target(self, cible: Cible) -> tuple[Livrable, ...]:
        """Return what there is to pass on to a target anywhere in the region, the best first; () where nothing is."""
        return self._best(("cibles", cible.id), self._holds.around("territoires", REGION), frozenset())

    def news_of_relay(self, relais: Relais, most: int = KIT) -> list[Livrable]:
        """Return the last of what entered or changed that a relay can pass on, `most` at most, the latest first."""
        where, sectors = self._holds.around_relay(relais), frozenset(relais.secteurs)
        own = self._catalogue.referring("livrables", "relais", relais.id)
        some = [self._last(most, public, where, sectors) for public in publics_of(relais)]
        found = {fiche.id: fiche for fiche in chain(own, *some) if fiche.actuel and changed(fiche) > date.min}
        return sorted(found.values(), key=lambda fiche: (-changed(fiche).toordinal(), self._rank(fiche)))[:most]

    def occasions_of_relay(self, relais: Relais) -> list[Moment]:
        """Return the occasions of the coming twelve months that hold for a relay, by date of sending."""
        where, publics = self._holds.around_relay(relais), publics_of(relais)
        wanted = frozenset(chain.from_iterable(self._occasions(public) for public in publics))
        return [
            moment
            for rank, moment in enumerate(self._moments)
            if rank in wanted and not where.isdisjoint(said("territoires", moment.evenement))
        ]

    def _occasions(self, public: _Public) -> list[int]:
        """Return the places, among all occasions, of those that hold for a public."""
        if public not in self._held:
            section, identity = public
            self._held[public] = [
                rank
                for rank, moment in enumerate(self._moments)
                if not section or self._holds.holds(section, identity, moment.evenement)
            ]
        return self._held[public]

    def to_pass_on(self) -> Sequence[Livrable]:
        """Return all that some selection holds, in list order; those of fictitious relays and targets do not count."""
        return self._to_pass_on

    @cached_property
    def _to_pass_on(self) -> list[Livrable]:
        relays = (self.of_relay(one) for one in self._catalogue.relais.values() if not one.exemple)
        targets = (self.of_target(one) for one in self._catalogue.cibles.values() if not one.exemple)
        chosen = {fiche.id for fiche in chain.from_iterable(chain(relays, targets))}
        return [fiche for fiche in self._catalogue.livrables.values() if fiche.id in chosen]

    def _best(self, public: _Public, where: frozenset[str], sectors: frozenset[str]) -> tuple[Livrable, ...]:
        """Return the first of what holds for one of those that a relay is for."""
        key = public, where, sectors
        if key not in self._first:
            ranked = self._known(public)
            if public not in self._pushed:
                self._pushed[public] = list(self._to_push(public))
            soon = (fiche for event, fiche in self._pushed[public] if not where.isdisjoint(said("territoires", event)))
            holding = self._holding(where, sectors)
            self._first[key] = _few(filter(holding, chain(soon, ranked)))
        return self._first[key]

    def _last(self, most: int, public: _Public, where: frozenset[str], sectors: frozenset[str]) -> tuple[Livrable, ...]:
        """Return the last of what holds for one of those that a relay is for and says when it entered or changed."""
        key = (public, where, sectors), most
        if key not in self._latest:
            if public not in self._dated:
                dated = (fiche for fiche in self._known(public) if changed(fiche) > date.min)
                self._dated[public] = sorted(dated, key=lambda fiche: -changed(fiche).toordinal())
            self._latest[key] = _few(filter(self._holding(where, sectors), self._dated[public]), most)
        return self._latest[key]

    def _holding(self, where: frozenset[str], sectors: frozenset[str]) -> Callable[[Livrable], bool]:
        """Return what tells whether something that holds for a public holds in a place, and for sectors."""
        holds = self._holds
        return lambda fiche: not where.isdisjoint(said("territoires", fiche)) and holds.for_sectors(sectors, fiche)

    def _known(self, public: _Public) -> list[Livrable]:
        if public not in self._ranked:
            self._ranked[public] = self._sorted(public)
        return self._ranked[public]

    def _sorted(self, public: _Public) -> list[Livrable]:
        """Return what holds for a public wherever it is, by the rule but for occasions."""
        section, identity = public
        if not section:
            return self._all
        cercles = self._holds.cercles(section, identity)
        ring = {one: number for number, cercle in enumerate(cercles) for one in cercle.ids}
        named = (self._catalogue.referring("livrables", section, one) for one in ring)
        sectors = frozenset(getattr(getattr(self._catalogue, section)[identity], "secteurs", ()))
        found = {
            fiche.id: fiche
            for fiche in chain.from_iterable(named)
            if fiche.actuel and (identity in said(section, fiche) or self._holds.for_sectors(sectors, fiche))
        }

        def nearest(fiche: Livrable) -> tuple[bool, int, bool, int]:
            number = min(ring[one] for one in said(section, fiche) if one in ring)
            beside = number > 0 and self._holds.is_beside(section, identity, fiche)
            return fiche.id not in self._usable, number, beside, self._rank(fiche)

        return sorted(found.values(), key=nearest)

    def _to_push(self, public: _Public) -> Iterator[tuple[Record, Livrable]]:
        """Yield the resources that hold for a public of occasions that hold for it, with the occasion, by sending."""
        known = {fiche.id for fiche in self._known(public)}
        section, identity = public
        for moment in self._soon:
            if not section or self._holds.holds(section, identity, moment.evenement):
                for fiche in moment.livrables:
                    if fiche.id in known:
                        yield moment.evenement, fiche

    @cached_property
    def _usable(self) -> frozenset[str]:
        """Ids of what helps to do something and opens, and whose review is not overdue."""
        day = self._reference
        return frozenset(one.id for one in self._journal.sure if one.a_revoir_le is None or one.a_revoir_le >= day)

    @cached_property
    def _all(self) -> list[Livrable]:
        """All that may be passed on, by the part of the rule that is the same for everybody."""

        def best(fiche: Livrable) -> tuple[bool, bool]:
            return fiche.id not in self._usable, NATIONAL in said("territoires", fiche)

        current = [fiche for fiche in self._catalogue.livrables.values() if fiche.actuel]
        return sorted(sorted(current, key=last_reviewed, reverse=True), key=best)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {fiche.id: number for number, fiche in enumerate(self._all)}

    def _rank(self, fiche: Livrable) -> int:
        return self._ranks[fiche.id]


def publics_of(relais: Relais) -> list[_Public]:
    """Return whom a relay passes things on to: its targets, else its sectors, else anybody."""
    section = "cibles" if relais.cibles else "secteurs"
    return [(section, one) for one in said(section, relais)] or [("", "")]


def _is_over(moment: Moment, day: date) -> bool:
    """Whether neither an occasion nor its sending is to come; where only the year is known, that is not said."""
    last = max(moment.occurrence.fin, moment.envoi.first_day) if moment.envoi else moment.occurrence.fin
    return last < day


def changed(fiche: Livrable) -> date:
    """Return the day on which a deliverable last changed or entered; the first of all days where it says none."""
    return fiche.modifie_le or fiche.ajoute_le or date.min


def _few(fiches: Iterable[Livrable], most: int = KIT) -> tuple[Livrable, ...]:
    """Return the first of some resources, each once."""
    found: dict[str, Livrable] = {}
    for fiche in fiches:
        found.setdefault(fiche.id, fiche)
        if len(found) == most:
            break
    return tuple(found.values())
