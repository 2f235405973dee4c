"""Milestones of groups: as rendez-vous, in order of time, and how far what happened is from what was planned."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zlib import crc32

from prst.analysis.rendez_vous import RendezVous
from prst.records.dates import PartialDate
from prst.records.model import Groupe, Jalon
from prst.records.types import fold

OPEN = ("prevu", "decale")
"""States of a milestone that is still to be reached."""


class Ecart(NamedTuple):
    """How long after its planned date something came, or is to come; a number below zero is before it."""

    nombre: int
    unite: str
    """`jours` between two days, else `mois`; `annees` where only a year is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance(RendezVous):
    """A milestone in the calendar: on the day when it was reached, else when it is expected now."""

    groupe: Groupe
    jalon: Jalon

    @property
    def ouvert(self) -> bool:
        """Whether it is still to be reached."""
        return self.jalon.avancement in OPEN

    @property
    def laisse(self) -> bool:
        """Whether its group ended without saying what became of it: nobody waits for it any more."""
        return self.ouvert and not works(self.groupe)


def works(groupe: Groupe) -> bool:
    """Whether a group has not ended its work."""
    return groupe.etat != "termine"


def in_time(groupe: Groupe) -> list[Jalon]:
    """Return the milestones of a group as they were planned, whatever the order of its record.

    One of which only the year or month is known comes after those of which more is.
    """
    return sorted(groupe.jalons, key=lambda jalon: (jalon.date.last_day, jalon.attendu_le.last_day))


def open_ones(groupe: Groupe, first: date) -> list[Jalon]:
    """Return the milestones that are still to be reached and not over on the day `first`, the next one first.

    Nothing is next for a group that has ended.
    """
    found = [one for one in unsettled(groupe) if works(groupe) and one.attendu_le.last_day >= first]
    return sorted(found, key=lambda one: one.attendu_le.last_day)


def late_ones(groupe: Groupe, day: date) -> list[Jalon]:
    """Return the milestones whose date is over on a day and that nobody says reached, the last one first.

    Nothing is late in a group that has ended.
    """
    found = (one for one in groupe.jalons if works(groupe) and is_late(one, day))
    return sorted(found, key=lambda one: one.attendu_le.last_day, reverse=True)


def unsettled(groupe: Groupe) -> list[Jalon]:
    """Return the milestones of which nobody says what became, whatever their date."""
    return [one for one in groupe.jalons if one.avancement in OPEN]


def came(jalon: Jalon) -> PartialDate | None:
    """Return when a milestone came or is to come, where that may differ from the plan; None where nothing says so."""
    if jalon.avancement == "abandonne":
        return None
    return jalon.fait_le if jalon.avancement == "fait" else jalon.nouvelle_date


def gap(planned: PartialDate, then: PartialDate) -> Ecart:
    """Return how long after the planned date something came, as precisely as both dates allow.

    Two days are counted in days. A day in the month that was planned, or a month in the year, is on time.
    """
    if planned.is_full and then.is_full:
        return Ecart((then.first_day - planned.first_day).days, "jours")
    if planned.month and then.month:
        return Ecart((then.year - planned.year) * 12 + then.month - planned.month, "mois")
    return Ecart(then.year - planned.year, "annees")


def day_of(jalon: Jalon) -> PartialDate:
    """Return when a milestone was reached or is awaited."""
    return jalon.fait_le if jalon.avancement == "fait" and jalon.fait_le else jalon.attendu_le


def of_group(groupe: Groupe) -> Iterator[Echeance]:
    """Yield the milestones of a group as rendez-vous.

    The identity of one is made of its words, and so stays when its date moves; of several that have the same words the
    first of the record is the first one. No event's has these three parts (analysis/occurrences.py).
    """
    first = groupe.anciens_ids[0] if groupe.anciens_ids else groupe.id
    counts: Counter[str] = Counter()
    for jalon in groupe.jalons:
        words = f"{crc32(fold(jalon.intitule).encode()):08x}"
        counts[words] += 1
        name = f"{first}.jalon.{words}" + (f".{counts[words]}" if counts[words] > 1 else "")
        state = jalon.avancement
        yield Echeance(
            groupe=groupe,
            jalon=jalon,
            identite=name,
            serie=name,
            titre=jalon.intitule,
            quand=day_of(jalon),
            statut="annule" if state == "abandonne" else "confirme",
            cibles=groupe.cibles,
            themes=groupe.themes,
            territoires=groupe.territoires,
            livrables=(jalon.livrable,) if jalon.livrable else (),
            fiche=(groupe.kind, groupe.id),
            exemple=groupe.exemple,
        )


def in_calendar(found: Iterable[Echeance], first: date) -> list[Echeance]:
    """Return the milestones that a calendar from the day `first` has: those whose day is known.

    Where all of them are over for longer the last one stays: a calendar that readers subscribe to does not vanish.
    """
    known = [one for one in found if one.complete and not one.exemple]
    return [one for one in known if one.fin >= first] or sorted(known, key=lambda one: one.fin)[-1:]


def that_give(found: Iterable[Echeance], first: date, end: date) -> list[Echeance]:
    """Return the milestones from a day to another, that one excluded, that gave something or are to."""
    return [
        one
        for one in found
        if first <= one.fin
        and one.debut < end
        and one.statut == "confirme"
        and not one.exemple
        and (one.livrables or one.jalon.produit)
    ]


def is_late(jalon: Jalon, day: date) -> bool:
    """Whether a milestone was to be reached before a day, and nobody says that it was."""
    return jalon.avancement in OPEN and jalon.attendu_le.last_day < day
