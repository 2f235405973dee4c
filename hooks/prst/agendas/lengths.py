"""How long an event lasts: days by the calendar, hours by the clock of the world (RFC 5545, section 3.3.6)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from prst.records.dates import PARIS

_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?", re.IGNORECASE
)
_LAST_MINUTES = (time(23, 59), time(23, 59, 59))
"""How programs without days write the end of one."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length as it is written: a day is the same hour on the next one, twenty-four hours are not always."""

    days: int
    seconds: int

    @classmethod
    def of(cls, text: str) -> "Length | None":
        """Return the length that a DURATION says, None where it says none."""
        found = _LENGTH.fullmatch(text.strip())
        if not found or not any(found.groups()[1:]):
            return None
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
        sign = -1 if found[1] == "-" else 1
        return cls(sign * (7 * weeks + days), sign * (3600 * hours + 60 * minutes + seconds))

    @classmethod
    def between(cls, length: timedelta) -> "Length":
        """Return a length of which only the sum is known: whole days are days."""
        return cls(length.days, 0) if not length.seconds else cls(0, length.days * 86_400 + length.seconds)

    def after(self, start: date) -> date:
        """Return the end of what begins on a day or at an hour. Raises OverflowError."""
        if not isinstance(start, datetime):
            return start + timedelta(days=self.days + -(-self.seconds // 86_400))
        return later(start + timedelta(days=self.days), timedelta(seconds=self.seconds))


def later(start: datetime, length: timedelta) -> datetime:
    """Return the hour that comes so much later, in the zone of the first one, whatever its clocks do meanwhile."""
    return (start.astimezone(UTC) + length).astimezone(start.tzinfo) if length else start


def is_after(end: date, start: date) -> bool:
    """Whether an end comes after a start of its kind: when clocks go back, the hour on them may be an earlier one."""
    if isinstance(end, datetime) and isinstance(start, datetime):
        return end.astimezone(UTC) > start.astimezone(UTC)
    return end > start


def whole_days(start: datetime, end: datetime, zone: tzinfo) -> tuple[date, date] | None:
    """Return the days of hours that are days in disguise, the one after the last as second; None for other hours.

    They begin at midnight, of their own zone, of `zone` or of Paris, and end at another, or in the minute before.
    Calendars for all of France count their days in Paris, and say so in universal time, wherever they are read.
    """
    for midnight in (start.tzinfo, zone, PARIS):
        first, last = start.astimezone(midnight), end.astimezone(midnight)
        if first.time() != time() or last.date() < first.date():
            continue
        if last.time() in _LAST_MINUTES:
            return first.date(), last.date() + timedelta(days=1)
        if last.time() == time() and first < last:
            return first.date(), last.date()
    return None


def local_day(value: date, zone: tzinfo) -> date:
    """Return the day of an hour in a zone, or a day itself."""
    if isinstance(value, datetime):
        return (value.astimezone(zone) if value.tzinfo else value).date()
    return value
