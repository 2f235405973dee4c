"""When events take place, as days a page can show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from prst.records.catalogue import Catalogue
from prst.records.model import Evenement

HORIZON_YEARS = 3
"""Recurring events are shown this many years ahead of the catalogue's last change; a rebuild moves it on."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an event takes place; first and last day, both included."""

    evenement: Evenement
    debut: date
    fin: date


def reference_day(catalogue: Catalogue) -> date:
    """Return the last day on which a record was added or changed.

    Pages count from it rather than from the day of the build, so that the same commit gives the same bytes.
    """
    days = [day for record in catalogue.records() for day in (record.ajoute_le, record.modifie_le) if day]
    return max(days, default=date(2026, 1, 1))


def occurrences_of(evenement: Evenement, last: date) -> Iterator[Occurrence]:
    """Yield the occurrences of an event that begin up to `last`, in order (RFC 5545, section 3.8.5.3).

    An event that does not recur has one, whatever its date; a month or a year counts from its first to its last day.
    """
    first = evenement.debut.first_day
    end = evenement.fin or evenement.debut
    length = max(end.last_day - first, timedelta())
    if not evenement.recurrence:
        yield Occurrence(evenement, first, first + length)
        return
    from dateutil.rrule import rrulestr

    skipped = set(evenement.exceptions)
    rule = rrulestr(evenement.recurrence, dtstart=datetime(first.year, first.month, first.day), ignoretz=True)
    for moment in takewhile(lambda moment: moment.date() <= last, rule):
        if moment.date() not in skipped:
            yield Occurrence(evenement, moment.date(), moment.date() + length)


def occurrences(evenements: Iterable[Evenement], last: date) -> list[Occurrence]:
    """Return the occurrences of several events up to `last`, by date then title."""
    found = [occurrence for evenement in evenements for occurrence in occurrences_of(evenement, last)]
    return sorted(found, key=lambda o: (o.debut, o.fin, o.evenement.titre))


def horizon(reference: date) -> date:
    """Return the last day of the horizon: the end of a year, so that it seldom moves."""
    return date(reference.year + HORIZON_YEARS, 12, 31)


def since(found: Sequence[Occurrence], first: date) -> list[Occurrence]:
    """Return the occurrences that are not over on the day `first`."""
    return [occurrence for occurrence in found if occurrence.fin >= first]
