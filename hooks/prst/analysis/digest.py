"""What a letter tells: what entered the catalogue or changed in it, and what is coming, whole or a slice of it.

A letter is short, by the same rules whoever composes it: `prst lettre`, the pages of months, or a reader's browser.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from prst.analysis.holds import Holds, said
from prst.analysis.rendez_vous import RendezVous, order
from prst.analysis.starting import worth_discovering
from prst.records.catalogue import Catalogue
from prst.records.model import Cible, Livrable, Record, Terme

COMING = timedelta(days=90)
"""How far ahead a letter announces: an event that is to be entered in a diary, or in the next letter of a relay."""
NEWS, EVENTS, SURE = 8, 6, 2
"""Lines of a letter that is read to its end: deliverables that are new or changed, events, and what never grows old."""
LITTLE = 4
"""With fewer deliverables that are new or changed, a letter recalls what never grows old."""

_Told = Record | RendezVous
"""What a letter may tell of."""


@dataclass(frozen=True, slots=True)
class Tranche:
    """The part of the catalogue that a network takes; everything where nothing is named."""

    cible: Cible | None = None
    territoire: Terme | None = None


EVERYTHING = Tranche()


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new from one day to another, both included, and what comes after.

    What was made for the target itself comes before what holds for it too, then the latest change before the others.
    """

    depuis: date
    jusqua: date
    tranche: Tranche
    nouveaux: tuple[Livrable, ...]
    mis_a_jour: tuple[Livrable, ...]
    """Deliverables that were there before, and changed."""
    a_venir: tuple[RendezVous, ...]
    """The next one of each event, in order."""
    sures: tuple[Livrable, ...]
    """What never grows old, where there is little news."""

    @property
    def vide(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.nouveaux or self.mis_a_jour or self.a_venir or self.sures)

    @property
    def told(self) -> Mapping[str, Sequence[Livrable | RendezVous]]:
        """What a letter has room for, by the name of its part."""
        new = self.nouveaux[:NEWS]
        changed = self.mis_a_jour[: NEWS - len(new)]
        return {"nouveaux": new, "mis_a_jour": changed, "a_venir": self.a_venir[:EVENTS], "sures": self.sures}


class Journal:
    """What happened in a catalogue, day by day. Fictitious and archived records are left out.

    `rendez_vous` are those of the calendar. New relays and groups are no news for those who read a relay's letter.
    """

    def __init__(self, catalogue: Catalogue, rendez_vous: Iterable[RendezVous]) -> None:
        self._catalogue = catalogue
        self._holds = Holds(catalogue)
        self._known_news: dict[tuple[date, date, str], tuple[list[Livrable], list[Livrable]]] = {}
        self._known_kinds: dict[tuple[str, ...], frozenset[frozenset[str]]] = {}
        livrables = [fiche for fiche in catalogue.livrables.values() if fiche.actuel]
        events = [fiche for fiche in catalogue.evenements.values() if not fiche.exemple]
        self.added = ByDay(livrables, lambda fiche: fiche.ajoute_le)
        self.changed = ByDay(livrables, lambda fiche: fiche.modifie_le)
        self._days = {
            day for fiche in (*livrables, *events) for day in (fiche.ajoute_le, fiche.modifie_le) if day is not None
        }
        self.coming = sorted((one for one in rendez_vous if one.statut == "confirme" and not one.exemple), key=order)

    @cached_property
    def sure(self) -> Sequence[Livrable]:
        """What never grows old, the best to discover first."""
        return worth_discovering(self._catalogue)

    def digest(
        self, depuis: date, jusqua: date, tranche: Tranche = EVERYTHING, coming_from: date | None = None
    ) -> Digest:
        """Return what is new from `depuis` to `jusqua`, and what is not over on `coming_from`, `jusqua` by default.

        A slice takes what holds for its target and its territory.
        """
        cible, place = (one.id if one else "" for one in (tranche.cible, tranche.territoire))
        there = self.concerns("", place)
        new, changed = (tuple(filter(there, news)) for news in self._news(depuis, jusqua, cible))
        told = {fiche.id for fiche in (*new, *changed)}
        lasting = self._for(cible, filter(there, self.sure)) if len(told) < LITTLE else []
        sure = [fiche for fiche in lasting if fiche.id not in told]
        coming = self._announced(coming_from or jusqua, self.concerns(cible, place))
        return Digest(depuis, jusqua, tranche, new, changed, coming, tuple(sure[:SURE]))

    def _news(self, depuis: date, jusqua: date, cible: str) -> tuple[list[Livrable], list[Livrable]]:
        """Return what is new and what changed for a target wherever it is, once for all the places that ask."""
        key = depuis, jusqua, cible
        if key not in self._known_news:
            changed = (fiche for fiche in self.changed.between(depuis, jusqua) if was_there(fiche, depuis))
            self._known_news[key] = self._for(cible, self.added.between(depuis, jusqua)), self._for(cible, changed)
        return self._known_news[key]

    def _for(self, cible: str, fiches: Iterable[Livrable]) -> list[Livrable]:
        """Return what concerns a target of some deliverables, what was made for it first; all where none is named."""
        kept = filter(self.concerns(cible, ""), fiches)
        return sorted(kept, key=lambda fiche: cible not in fiche.cibles) if cible else list(kept)

    def _announced(self, first: date, kept: Callable[[_Told], bool]) -> tuple[RendezVous, ...]:
        found: dict[str, RendezVous] = {}
        last = first + COMING
        for one in self.coming:
            if one.quand.year > last.year:
                break
            if one.fin >= first and one.debut <= last and one.serie not in found and kept(one):
                found[one.serie] = one
        return tuple(found.values())

    def months(self, count: int) -> list[date]:
        """Return the first day of the last `count` months in which something was added or changed, the latest first."""
        return sorted({day.replace(day=1) for day in self._days}, reverse=True)[:count]

    # What concerns whom

    def around(self, section: str, identity: str) -> frozenset[str]:
        """Return the ids of which a record must name one to hold for a target or territory."""
        return self._holds.around(section, identity)

    def concerns(self, cible: str, place: str) -> Callable[[Any], bool]:
        """Return what tells whether something that names targets and territories concerns some; '' is any of them."""
        wanted = [
            (section, self.around(section, one)) for section, one in (("cibles", cible), ("territoires", place)) if one
        ]
        return lambda told: not any(ids.isdisjoint(said(section, told)) for section, ids in wanted)

    def told_somewhere(self, fiches: Iterable[Livrable], count: int) -> Iterator[Livrable]:
        """Yield what is among the first `count` of a list for some target and territory: all that letters may tell.

        What was made for the target itself is counted apart, because it comes before the rest.
        """
        targets = [(cible, own) for cible in ("", *self._catalogue.cibles) for own in (True, False)]
        left = {target: dict.fromkeys(self._kinds_of_places, count) for target in targets}
        for fiche in fiches:
            useful = False
            kinds = self._kinds_around(tuple(said("territoires", fiche)))
            for lines in [left[target] for target in self._concerned(fiche)]:
                for kind in lines.keys() & kinds:
                    useful = True
                    lines[kind] -= 1
                    if not lines[kind]:
                        del lines[kind]
            if useful:
                yield fiche

    @cached_property
    def _kinds_of_places(self) -> frozenset[frozenset[str]]:
        """What territories take, once for those that take the same; nothing for all territories together."""
        named = {one for fiche in self._catalogue.livrables.values() for one in said("territoires", fiche)}
        kinds = (self.around("territoires", one) & named for one in self._catalogue.territoires)
        return frozenset((frozenset(), *kinds))

    def _kinds_around(self, where: tuple[str, ...]) -> frozenset[frozenset[str]]:
        """Return the kinds of territories that something concerns which names some."""
        if where not in self._known_kinds:
            kinds = (kind for kind in self._kinds_of_places if not kind or not kind.isdisjoint(where))
            self._known_kinds[where] = frozenset(kinds)
        return self._known_kinds[where]

    @cached_property
    def _targets_of(self) -> Mapping[str, Collection[str]]:
        """The targets that what names a target concerns, by its id."""
        found: dict[str, list[str]] = {identity: [] for identity in self._catalogue.cibles}
        for identity in self._catalogue.cibles:
            for one in self.around("cibles", identity):
                found.setdefault(one, []).append(identity)
        return found

    def _concerned(self, fiche: Livrable) -> Collection[tuple[str, bool]]:
        """Return the targets for which something counts, each with whether it was made for that one."""
        wide = {cible for one in fiche.cibles for cible in self._targets_of.get(one, ())}
        return [("", True), *((cible, cible in fiche.cibles) for cible in wide)]


def was_there(fiche: Livrable, depuis: date) -> bool:
    """Whether a deliverable was in the catalogue before a day."""
    return fiche.ajoute_le is None or fiche.ajoute_le < depuis


class ByDay:
    """Deliverables that have a day, the latest first; those of one day in the order of the catalogue."""

    def __init__(self, fiches: Iterable[Livrable], day: Callable[[Livrable], date | None]) -> None:
        dated = [(-found.toordinal(), fiche) for fiche in fiches if (found := day(fiche)) is not None]
        dated.sort(key=lambda pair: pair[0])
        self._days = [day for day, _ in dated]
        self._fiches = [fiche for _, fiche in dated]

    def between(self, first: date, last: date) -> list[Livrable]:
        """Return the deliverables of the days from `first` to `last`, both included."""
        begin = bisect_left(self._days, -last.toordinal())
        return self._fiches[begin : bisect_right(self._days, -first.toordinal())]
