"""What a letter tells: what entered the catalogue or changed in it, and what is coming, whole or a slice of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from prst.analysis.agenda import territories_around
from prst.analysis.rendez_vous import RendezVous
from prst.records.catalogue import Catalogue
from prst.records.model import Cible, Groupe, Livrable, Record, Relais, Terme

COMING = timedelta(days=90)
"""How far ahead a letter announces: an event that is to be entered in a diary, or in the next letter of a relay."""

_Record = TypeVar("_Record", bound=Record)
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
    """What is new from one day to another, both included, and what comes after; the latest change first."""

    depuis: date
    jusqua: date
    tranche: Tranche
    nouveaux: tuple[Livrable, ...]
    mis_a_jour: tuple[Livrable, ...]
    """Deliverables that were there before, and changed."""
    arrives: tuple[Relais | Groupe, ...]
    a_venir: tuple[RendezVous, ...]
    """The next one of each event, by date."""

    @property
    def vide(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.nouveaux or self.mis_a_jour or self.arrives or self.a_venir)


class Journal:
    """What happened in a catalogue, day by day. Fictitious and archived records are left out.

    `rendez_vous` are those of the calendar.
    """

    def __init__(self, catalogue: Catalogue, rendez_vous: Iterable[RendezVous]) -> None:
        self._catalogue = catalogue
        livrables = [fiche for fiche in catalogue.livrables.values() if fiche.actuel]
        partners: list[Relais | Groupe] = [*catalogue.relais.values(), *catalogue.groupes.values()]
        others = [fiche for fiche in partners if not fiche.exemple]
        events = [fiche for fiche in catalogue.evenements.values() if not fiche.exemple]
        self._added = _ByDay(livrables, lambda fiche: fiche.ajoute_le)
        self._changed = _ByDay(livrables, lambda fiche: fiche.modifie_le)
        self._arrived = _ByDay(others, lambda fiche: fiche.ajoute_le)
        self._days = {
            day
            for fiche in (*livrables, *others, *events)
            for day in (fiche.ajoute_le, fiche.modifie_le)
            if day is not None
        }
        self._coming = sorted(
            (one for one in rendez_vous if one.statut == "confirme" and not one.exemple),
            key=lambda one: (one.debut, one.fin, one.titre),
        )

    def digest(
        self, depuis: date, jusqua: date, tranche: Tranche = EVERYTHING, coming_from: date | None = None
    ) -> Digest:
        """Return what is new from `depuis` to `jusqua`, and what is not over on `coming_from`, `jusqua` by default.

        A department takes what concerns it, its region, or all of France; a region what concerns one of its
        departments as well. What names no place is for everywhere. A target takes what names it.
        """
        kept = self._filter(tranche)
        new = tuple(fiche for fiche in self._added.between(depuis, jusqua) if kept(fiche))
        changed = tuple(
            fiche
            for fiche in self._changed.between(depuis, jusqua)
            if (fiche.ajoute_le is None or fiche.ajoute_le < depuis) and kept(fiche)
        )
        arrived = tuple(fiche for fiche in self._arrived.between(depuis, jusqua) if kept(fiche))
        return Digest(depuis, jusqua, tranche, new, changed, arrived, self._announced(coming_from or jusqua, kept))

    def _announced(self, first: date, kept: Callable[[_Told], bool]) -> tuple[RendezVous, ...]:
        found: dict[str, RendezVous] = {}
        for one in self._coming:
            if one.debut > first + COMING:
                break
            if one.fin >= first and one.serie not in found and kept(one):
                found[one.serie] = one
        return tuple(found.values())

    def _filter(self, tranche: Tranche) -> Callable[[_Told], bool]:
        cible = tranche.cible.id if tranche.cible else None
        places = territories_around(self._catalogue, tranche.territoire.id) if tranche.territoire else None

        def kept(told: _Told) -> bool:
            where: Sequence[str] = getattr(told, "territoires", ())
            return (cible is None or cible in _targets_of(told)) and (
                places is None or not where or not places.isdisjoint(where)
            )

        return kept

    def months(self, count: int) -> list[date]:
        """Return the first day of the last `count` months in which a record was added or changed, the latest first."""
        return sorted({day.replace(day=1) for day in self._days}, reverse=True)[:count]


def _targets_of(told: _Told) -> Iterable[str]:
    """Return the ids of the targets that a record or a rendez-vous names; a relay also says how far it reaches them."""
    return (getattr(one, "cible", one) for one in getattr(told, "cibles", ()))


class _ByDay(Generic[_Record]):
    """Records that have a day, the latest first; those of one day in the order of the catalogue."""

    def __init__(self, fiches: Iterable[_Record], day: Callable[[_Record], date | None]) -> None:
        dated = [(-found.toordinal(), fiche) for fiche in fiches if (found := day(fiche)) is not None]
        dated.sort(key=lambda pair: pair[0])
        self._days = [day for day, _ in dated]
        self._fiches = [fiche for _, fiche in dated]

    def between(self, first: date, last: date) -> list[_Record]:
        """Return the records of the days from `first` to `last`, both included."""
        begin = bisect_left(self._days, -last.toordinal())
        return self._fiches[begin : bisect_right(self._days, -first.toordinal())]
