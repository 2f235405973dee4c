"""When events take place, as days a page can show."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from prst.records.catalogue import Catalogue
from prst.records.dates import recurring_days
from prst.records.model import Evenement

HORIZON_YEARS = 3
"""Recurring events are shown this many years ahead of the catalogue's last change; a rebuild moves it on."""

COMING_OF_EACH = 30
"""Coming occurrences of one event that a page holds: half a year of a weekly one."""


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
    skipped = set(evenement.exceptions)
    for day in recurring_days(evenement.recurrence, first, max(last.year - first.year, 0)):
        if day <= last and day not in skipped:
            yield Occurrence(evenement, day, day + length)


def by_date(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Return occurrences of several events by date, then title."""
    return sorted(found, key=lambda o: (o.debut, o.fin, o.evenement.titre))


def horizon(reference: date) -> date:
    """Return the last day of the horizon: the end of a year, so that it seldom moves."""
    return date(reference.year + HORIZON_YEARS, 12, 31)


def since(found: Sequence[Occurrence], first: date, each: int = COMING_OF_EACH) -> list[Occurrence]:
    """Return the occurrences that are not over on the day `first`, at most `each` of one event."""
    counts: Counter[str] = Counter()
    coming = []
    for occurrence in found:
        if occurrence.fin >= first and counts[occurrence.evenement.id] < each:
            counts[occurrence.evenement.id] += 1
            coming.append(occurrence)
    return coming


def before(found: Sequence[Occurrence], first: date) -> list[Occurrence]:
    """Return the last occurrence of each event that is over on the day `first`, the latest first."""
    last = {occurrence.evenement.id: occurrence for occurrence in found if occurrence.fin < first}
    return sorted(last.values(), key=lambda occurrence: occurrence.fin, reverse=True)
