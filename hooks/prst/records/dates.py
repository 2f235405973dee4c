"""Dates as pilots know them: a year, a month, a day, or a day with its hour."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::00)?)?)?)?", re.ASCII)
_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years outside of which a date is a slip of the keyboard."""

PARIS = ZoneInfo("Europe/Paris")
"""Whose hours records are written in, where site.yml names no other zone."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of the precision that its author had (ISO 8601-1:2019, 5.2.2, reduced representations).

    Unknown parts are 0, so that `2019` sorts before `2019-01`, which sorts before `2019-01-01`.
    """

    year: int
    month: int = 0
    day: int = 0
    hour: int = -1
    minute: int = 0

    @property
    def is_full(self) -> bool:
        """Whether the day is known."""
        return self.day > 0

    @property
    def has_time(self) -> bool:
        """Whether the hour is known (local time, of the site's zone)."""
        return self.hour >= 0

    @property
    def first_day(self) -> date:
        """First day that this date may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """Last day that this date may be."""
        if self.day:
            return self.first_day
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def moment(self) -> datetime:
        """First minute of this date, without time zone."""
        first = self.first_day
        return datetime(first.year, first.month, first.day, max(self.hour, 0), self.minute)

    def __str__(self) -> str:
        """ISO text, with just the parts that are known."""
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        if self.has_time:
            text += f"T{self.hour:02}:{self.minute:02}"
        return text


@lru_cache(maxsize=1 << 13)
def parse_partial_date(text: str) -> PartialDate:
    """Return the date written `AAAA`, `AAAA-MM`, `AAAA-MM-JJ` or `AAAA-MM-JJTHH:MM`.

    Raises ValueError, with a suggestion in ISO form where the text is a French date, and LookupError
    where the form is right, or French, but no such day exists.
    """
    match = _ISO.fullmatch(text.strip())
    if not match:
        suggestion = _suggestion(text)
        if not suggestion and _FRENCH.fullmatch(text.strip()):
            raise LookupError(text)
        raise ValueError(suggestion)
    year, month, day, hour, minute = match.groups()
    parts = PartialDate(int(year), int(month or 0), int(day or 0), int(hour) if hour else -1, int(minute or 0))
    try:
        datetime(parts.year, 1 if month is None else parts.month, 1 if day is None else parts.day)
        if hour:
            parts.moment  # noqa: B018 - an hour such as 25:00 raises here
    except ValueError as error:
        raise LookupError(text) from error
    if not FIRST_YEAR <= parts.year <= LAST_YEAR:
        raise LookupError(text)
    return parts


def recurring_days(rule: str, start: date, years: int) -> Iterator[date]:
    """Yield the days that a recurrence rule gives from `start` on, for a number of years (RFC 5545, section 3.8.5.3).

    The rule is one that `types.Recurrence` accepts.
    """
    from dateutil.rrule import rrulestr  # costs 40 ms and few records recur

    last = start.year + years
    for moment in rrulestr(rule, dtstart=datetime(start.year, start.month, start.day), ignoretz=True):
        if moment.year > last:
            return
        yield moment.date()


@dataclass(frozen=True, slots=True)
class Saison:
    """The same days of each year, from a first to a last one, which may be one of the next year."""

    debut: tuple[int, int]
    """Month and day of the first day; never 29 February, which most years have not."""
    fin: tuple[int, int]

    @property
    def rule(self) -> str:
        """The recurrence rule of its first day (RFC 5545, section 3.3.10)."""
        month, day = self.debut
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"

    def end_from(self, start: date) -> date:
        """Return the last day of the season that begins on a day."""
        return date(start.year + (self.fin < self.debut), *self.fin)

    def __str__(self) -> str:
        """As it is written: `06-01/09-15`."""
        return "/".join(f"{month:02}-{day:02}" for month, day in (self.debut, self.fin))


@dataclass(frozen=True, slots=True)
class Duree:
    """How long beforehand something is asked for: whole weeks, or working days."""

    nombre: int
    en_semaines: bool

    def __str__(self) -> str:
        """As it is written: `3 semaines`, `1 jour ouvré`."""
        end = "s" if self.nombre > 1 else ""
        return f"{self.nombre} semaine{end}" if self.en_semaines else f"{self.nombre} jour{end} ouvré{end}"


def _suggestion(text: str) -> str:
    match = _FRENCH.fullmatch(text.strip())
    if not match:
        return ""
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
