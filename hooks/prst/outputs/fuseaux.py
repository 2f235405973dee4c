"""How a time zone counts its hours, as calendar files say it (RFC 5545, section 3.6.5), of its transitions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from prst.records.dates import LAST_YEAR

SINCE = 1981
"""First year that is told of: summer time has followed one rule in France since then, and no event is older."""
_STEP = timedelta(days=5)
"""Less than lies between two transitions of any zone since then."""
_UNIT = timedelta(minutes=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Change:
    """A transition."""

    locally: datetime
    """When it comes, on the clocks of before (RFC 5545, section 3.6.5, DTSTART)."""
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def kind(self) -> tuple[timedelta, timedelta, str, bool]:
        """What it has in common with those of other years."""
        return self.before, self.after, self.name, self.is_summer

    @property
    def ranks(self) -> set[int]:
        """Which one of its month its day of the week is, counted from the first and, for the last, from the end."""
        day = self.locally
        return {(day.day - 1) // _WEEK + 1, *({-1} if (day + timedelta(days=_WEEK)).month != day.month else ())}

    def is_a_year_before(self, other: "_Change") -> bool:
        """Whether another one comes in the next year, in the same month, on the same day of the week and hour."""
        mine, its = self.locally, other.locally
        there = (its.year - 1, its.month, its.weekday(), its.time())
        return (mine.year, mine.month, mine.weekday(), mine.time()) == there


@cache
def vtimezone(zone: ZoneInfo) -> bytes:
    """Return the VTIMEZONE of a zone from SINCE to LAST_YEAR, which all calendars of a site have alike.

    The icalendar library has one for any zone, but says when clocks change by those of after, an hour late in spring.
    """
    found = Timezone()
    found.add("TZID", zone.key)
    changes = list(_changes(zone))
    if not changes or changes[0].locally.year > SINCE:
        start = datetime(SINCE, 1, 1, tzinfo=zone)
        offset = _offset(start)
        found.add_component(_part([_Change(start.replace(tzinfo=None), offset, offset, *_named(start))]))
    kinds = dict.fromkeys(one.kind for one in changes)
    runs = [run for kind in kinds for run in _together([one for one in changes if one.kind == kind])]
    for run in sorted(runs, key=lambda run: run[0].locally):
        found.add_component(_part(run))
    content: bytes = found.to_ical()
    return content


def _changes(zone: tzinfo) -> Iterator[_Change]:
    """Yield the transitions of a zone, by date."""
    moment = datetime(SINCE, 1, 1, tzinfo=UTC)
    known = _seen(moment, zone)
    while moment.year <= LAST_YEAR:
        start, moment = moment, moment + _STEP
        before, known = known, _seen(moment, zone)
        if before != known:
            least, most = 0, _STEP // _UNIT
            while most - least > 1:
                middle = (least + most) // 2
                least, most = (middle, most) if _seen(start + middle * _UNIT, zone) == before else (least, middle)
            exact = (start + most * _UNIT).astimezone(zone)
            old = _offset((start + least * _UNIT).astimezone(zone))
            locally = (start + most * _UNIT + old).replace(tzinfo=None)
            yield _Change(locally, old, _offset(exact), *_named(exact))


def _seen(moment: datetime, zone: tzinfo) -> tuple[Any, ...]:
    there = moment.astimezone(zone)
    return _offset(there), *_named(there)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _named(moment: datetime) -> tuple[str, bool]:
    """Return the name of the time that counts at a moment, and whether it is that of summer."""
    return moment.tzname() or "", (moment.dst() or timedelta()) > timedelta()


def _together(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Yield transitions of a kind in groups, those of one rule (the last Sunday of March) and those of none."""
    runs: list[list[_Change]] = []
    for one in changes:
        if runs and runs[-1][-1].is_a_year_before(one) and _ranks([*runs[-1], one]):
            runs[-1].append(one)
        else:
            runs.append([one])
    yield from (run for run in runs if len(run) > 1)
    if alone := [run[0] for run in runs if len(run) == 1]:
        yield alone


def _ranks(run: Iterable[_Change]) -> set[int]:
    return set.intersection(*(one.ranks for one in run))


def _part(run: Sequence[_Change]) -> TimezoneStandard | TimezoneDaylight:
    """Return transitions of one rule, which has no end where it holds in LAST_YEAR, or each by its day."""
    first, last = run[0], run[-1]
    part = TimezoneDaylight() if first.is_summer else TimezoneStandard()
    part.add("DTSTART", first.locally)
    ranks = _ranks(run)
    if len(run) > 1 and first.is_a_year_before(run[1]) and ranks:
        day = f"{min(ranks)}{_WEEKDAYS[first.locally.weekday()]}"
        rule: dict[str, Any] = {"FREQ": "YEARLY", "BYDAY": day, "BYMONTH": first.locally.month}
        if last.locally.year < LAST_YEAR:
            rule["UNTIL"] = (last.locally - last.before).replace(tzinfo=UTC)
        part.add("RRULE", rule)
    elif len(run) > 1:
        part.add("RDATE", [one.locally for one in run[1:]])
    part.add("TZOFFSETFROM", first.before)
    part.add("TZOFFSETTO", first.after)
    part.add("TZNAME", first.name)
    return part
