"""What relays should pass on, and when: the days by which the deliverables of an event are to be sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from prst.analysis.holds import Holds
from prst.analysis.occurrences import Occurrence
from prst.records.catalogue import Catalogue
from prst.records.dates import PartialDate
from prst.records.model import Evenement, Livrable

MONTHS = 12
ADVANCE = timedelta(weeks=3)
"""How long before an event its deliverables are to be sent, where nobody says: the time to enter a monthly letter."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An occasion to pass deliverables on."""

    occurrence: Occurrence
    envoi: PartialDate | None
    """When to send: a day, the month where no more is known of the event, None where only its year is."""
    conseille: bool
    """Whether the date of sending was derived from that of the event, rather than written by its author."""
    livrables: tuple[Livrable, ...]
    """The deliverables to push that are published; () where none was chosen yet."""
    mois: date | None = None
    """First day of the month under which it is listed."""
    autres_dates: int = 0
    """How many other dates of the same event come under the same month."""

    @property
    def evenement(self) -> Evenement:
        """The event whose occurrence it is."""
        return self.occurrence.evenement

    @property
    def jour(self) -> date | None:
        """The day of sending; what has none is listed, and never stands in a calendar file."""
        return self.envoi.first_day if self.envoi and self.envoi.is_full else None


def coming_months(first: date, count: int = MONTHS) -> list[date]:
    """Return the first day of each of `count` months, that of `first` included."""
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def moments(catalogue: Catalogue, occurrences: Mapping[str, Sequence[Occurrence]], first: date) -> list[Moment]:
    """Return the occasions of the twelve months that begin with that of `first`, by date of sending.

    `occurrences` are those of each event, by its id. An occasion stands under the month in which to send; one whose day
    has gone by, and which is not over, under the first month. What was cancelled, or postponed without a date, is left
    out. An event comes once a month. Those of which only the year is known come last, without a month.
    """
    months = coming_months(first)
    end = coming_months(first, MONTHS + 1)[-1]
    found: dict[tuple[str, date | None], Moment] = {}
    for evenement in catalogue.evenements.values():
        livrables = _to_push(evenement, catalogue)
        for occurrence, envoi, advised in sendings(evenement, occurrences[evenement.id]):
            if occurrence.statut != "confirme" or not _is_listed(occurrence, envoi, months[0], end):
                continue
            month = max(envoi.first_day.replace(day=1), months[0]) if envoi else None
            key = evenement.id, month
            if key in found:
                found[key] = replace(found[key], autres_dates=found[key].autres_dates + 1)
            else:
                found[key] = Moment(occurrence, envoi, advised, livrables, month)
    return sorted(found.values(), key=_order)


def for_target(found: Iterable[Moment], cible: str, holds: Holds) -> list[Moment]:
    """Return the occasions that hold for a target."""
    return [moment for moment in found if holds.holds("cibles", cible, moment.evenement)]


def _to_push(evenement: Evenement, catalogue: Catalogue) -> tuple[Livrable, ...]:
    """Return the deliverables of an event that are still to be spread: neither drafts nor archived ones."""
    known = (catalogue.livrables.get(identity) for identity in evenement.livrables)
    return tuple(fiche for fiche in known if fiche is not None and fiche.statut == "publie")


def sendings(
    evenement: Evenement, found: Sequence[Occurrence]
) -> Iterable[tuple[Occurrence, PartialDate | None, bool]]:
    """Yield each occurrence, in order, with its date of sending, and whether that is only advised.

    `a_envoyer_le` is that of the nearest occurrence; the others are sent as long before, so that a yearly event needs
    it once.
    """
    asked = evenement.a_envoyer_le
    anchor = min(found, key=lambda o: (abs(o.debut - asked), -o.debut.toordinal()), default=None) if asked else None
    advance = anchor.debut - asked if asked and anchor and anchor.complete else ADVANCE
    for occurrence in sorted(found, key=lambda o: o.debut):
        if asked and occurrence is anchor:
            yield occurrence, PartialDate(asked.year, asked.month, asked.day), False
        else:
            yield occurrence, _advised(occurrence, advance), True


def _advised(occurrence: Occurrence, advance: timedelta) -> PartialDate | None:
    """Return a date of sending that is as precise as that of the event."""
    if not occurrence.quand.month:
        return None
    day = occurrence.debut - advance
    return PartialDate(day.year, day.month, day.day if occurrence.complete else 0)


def _is_listed(occurrence: Occurrence, envoi: PartialDate | None, first: date, end: date) -> bool:
    """Whether an occasion is not over on the day `first`, and is to be sent before the day `end`."""
    sent = envoi.first_day if envoi else occurrence.debut
    return sent < end and max(occurrence.fin, sent) >= first


def _order(moment: Moment) -> tuple[date, date, str]:
    return moment.mois or date.max, (moment.envoi or moment.occurrence.quand).first_day, moment.evenement.titre
