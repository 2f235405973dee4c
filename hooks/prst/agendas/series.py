"""Events of one identifier: which revision counts, what a change takes from its series, what is cancelled or private.

Each function takes and gives the lines of events, and none reads a day: a calendar may hold twenty years of them.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf

from prst.agendas.lines import ACCESS, READ, RECURRING, SEARCHED, value_of
from prst.agendas.texts import found_words
from prst.agendas.zones import Lines

INHERITED = ("SUMMARY", "LOCATION", "URL", "STATUS", *sorted(ACCESS), *sorted(SEARCHED - READ))
"""What a change of one day takes from its series where it does not say it."""
CANCELLED = ("CANCELLED", "CANCELED")
PUBLIC = "PUBLIC"
_DAY = re.compile(r":\s*(\d{8})[^:]*$")

Key = tuple[str, ...]
Family = list[Lines]
"""The events of one identifier."""


def chosen(events: Iterable[Lines], words: Sequence[str] = ()) -> tuple[list[Lines], int]:
    """Return the events of a file that may be shown and hold one of the words, and how many others are private."""
    found: list[Lines] = []
    private = 0
    for family in families(events):
        public, hidden = without_private(settle(family))
        found += holding(public, words)
        private += hidden
    return found, private


def families(events: Iterable[Lines]) -> Iterator[Family]:
    """Yield the events of each identifier, each event without one alone, in the order in which they first come."""
    found: dict[object, Family] = defaultdict(list)
    for rank, lines in enumerate(events):
        found[value_of(lines, "UID") or rank].append(lines)
    yield from found.values()


def settle(family: Family) -> Family:
    """Return the events that count: the last revisions, changes completed, cancellations applied (RFC 5546, 3.2.5).

    A cancellation needs neither title nor start. One of which nothing is known is left out.
    """
    if len(family) == 1 and not is_cancelled(family[0]) and not is_change(family[0]):
        return family
    changes = [lines for lines in family if is_change(lines)]
    masters, changes = _without_cancellations([lines for lines in family if not is_change(lines)], changes)
    masters = _latest(masters)
    series = Series(masters)
    found = [*masters, *(_completed(lines, series.of(lines)) for lines in changes)]
    return [lines for lines in found if not is_cancelled(lines) or (_has(lines, "SUMMARY") and _has(lines, "DTSTART"))]


def without_private(family: Family) -> tuple[Family, int]:
    """Return the events that everybody may know, and how many are left out.

    A private change of a public series takes its day away, and says no more than which.
    """
    if not any(name in ACCESS for lines in family for name, _line in lines):
        return family, 0
    public = [lines for lines in family if not is_private(lines)]
    series = Series([lines for lines in public if not is_change(lines)])
    hidden = [lines for lines in family if is_private(lines)]
    marks = [_mark(lines) for lines in hidden if is_change(lines) and series.of(lines) is not None]
    return [*public, *marks], len(hidden)


def is_private(lines: Lines) -> bool:
    """Whether an event says that it is for some only: an unknown class is one (RFC 5545, section 3.8.1.3)."""
    return any(line.partition(":")[2].strip(' "').upper() != PUBLIC for name, line in lines if name in ACCESS)


def is_change(lines: Lines) -> bool:
    """Whether an event changes one day of a series."""
    return _has(lines, "RECURRENCE-ID")


def recurs(lines: Lines) -> bool:
    """Whether an event is a series."""
    return _has(lines, "RRULE") or _has(lines, "RDATE")


def is_cancelled(lines: Lines) -> bool:
    """Whether an event does not take place."""
    return value_of(lines, "STATUS").upper() in CANCELLED


class Series:
    """The events of one identifier that changes may belong to."""

    def __init__(self, masters: Sequence[Lines]) -> None:
        known = sorted(filter(recurs, masters), key=lambda lines: day_of(lines, "DTSTART"))
        self._masters = known or list(masters)
        self._days = [day_of(lines, "DTSTART") for lines in self._masters]

    def of(self, change: Lines) -> Lines | None:
        """Return the event that a change belongs to: of several of one identifier, the last one that began before."""
        if not self._masters:
            return None
        return self._masters[max(bisect_right(self._days, day_of(change, "RECURRENCE-ID")) - 1, 0)]


def day_of(lines: Lines, name: str) -> str:
    """Return the eight digits of the first day that a property holds, or ''."""
    found = next((_DAY.search(line) for known, line in lines if known == name), None)
    return found[1] if found else ""


def _has(lines: Lines, name: str) -> bool:
    return any(known == name for known, _line in lines)


def _number(lines: Lines, absent: float = 0) -> float:
    """Return the number of a revision (RFC 5545, section 3.8.7.4)."""
    number = value_of(lines, "SEQUENCE")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else absent


def _completed(change: Lines, master: Lines | None) -> Lines:
    """Return a change with what it does not say: its day, and what its series says. Nothing of a private series."""
    lines = list(change)
    if not _has(lines, "DTSTART"):
        planned = next(line for name, line in lines if name == "RECURRENCE-ID")
        start = re.sub(r"^RECURRENCE-ID", "DTSTART", planned).replace(";RANGE=THISANDFUTURE", "")
        lines.append(("DTSTART", start))
    if master is None:
        return lines
    names = ACCESS if is_private(master) else INHERITED
    missing = {name for name in names if not _has(change, name)}
    if ACCESS & {name for name, _line in change}:
        missing -= ACCESS
    return [*lines, *((name, line) for name, line in master if name in missing)]


def _latest(masters: Family) -> Family:
    """Return events of one identifier without those that a later one of the same title replaces (RFC 5545, 3.8.7.4).

    Some programs give several events one identifier: another title is another event.
    """
    highest: dict[str, float] = defaultdict(float)
    for lines in masters:
        title = value_of(lines, "SUMMARY")
        highest[title] = max(highest[title], _number(lines))
    return [lines for lines in masters if _number(lines) == highest[value_of(lines, "SUMMARY")]]


def _without_cancellations(masters: Family, changes: Family) -> tuple[Family, Family]:
    """Return events of one identifier, those cancelled that another one, of a later revision, says to be so.

    Some programs give several events one identifier: a cancellation is about those that begin with it, or that have its
    title on its day, unless it is older; about those of its title, and the only one, where it is later; and about all
    where it says neither title nor start.
    """
    standing = [lines for lines in masters if not is_cancelled(lines)]
    cancellations = [lines for lines in masters if is_cancelled(lines)]
    if not cancellations:
        return masters, changes
    lone = len(standing) == 1
    same = _extremes(((key, _number(one, inf)) for one in cancellations for key in _same_as(one)), max)
    raised = _extremes(((key, _number(one)) for one in cancellations for key in _later_than(one, lone)), max)
    there = {key for lines in standing for key in _same_as(lines, standing=True)}
    oldest = _extremes(((key, _number(lines)) for lines in standing for key in _later_than(lines, lone)), min)
    found = [
        _cancelled(lines)
        if any(same.get(key, -1) >= _number(lines) for key in _same_as(lines, standing=True))
        or any(raised.get(key, -1) > _number(lines) for key in _later_than(lines, lone))
        else lines
        for lines in standing
    ]
    told = [
        one
        for one in cancellations
        if there.intersection(_same_as(one))
        or any(oldest.get(key, inf) < _number(one) for key in _later_than(one, lone))
    ]
    others = [one for one in cancellations if not any(one is other for other in told)]
    if (lone and found[0] is not standing[0]) or any(not _has(one, "SUMMARY") for one in others):
        number = max(_number(one, inf) for one in cancellations)
        changes = [_cancelled(lines) if number >= _number(lines) else lines for lines in changes]
    return [*found, *others], changes


def _extremes(numbers: Iterable[tuple[Key, float]], choose: Callable[[float, float], float]) -> dict[Key, float]:
    found: dict[Key, float] = {}
    for key, number in numbers:
        found[key] = choose(found.get(key, number), number)
    return found


def _same_as(lines: Lines, *, standing: bool = False) -> Iterator[Key]:
    """Yield by what a cancellation and what it cancels know each other, whichever came later."""
    title, day = value_of(lines, "SUMMARY"), day_of(lines, "DTSTART")
    start = next((line for name, line in lines if name == "DTSTART"), "")
    if standing or not (title or start):
        yield ("tout",)
    if start:
        yield ("début", start)
        yield ("jour", title, day)
    if title and (standing or not start):
        yield ("titre", title)


def _later_than(lines: Lines, lone: bool) -> Iterator[Key]:
    """Yield by what a cancellation knows what it cancels where its number is a later one."""
    if title := value_of(lines, "SUMMARY"):
        yield ("titre", title)
    if lone:
        yield ("seul",)


def _cancelled(lines: Lines) -> Lines:
    """Return an event where readers know it, as one that does not take place."""
    return [*((name, line) for name, line in lines if name != "STATUS"), ("STATUS", "STATUS:CANCELLED")]


def _mark(change: Lines) -> Lines:
    """Return of a private change the day that it takes from its series, and no more."""
    kept = [(name, line) for name, line in change if name in ("UID", "RECURRENCE-ID", "SEQUENCE")]
    return _completed([*kept, ("CLASS", "CLASS:PRIVATE")], None)


def holding(family: Family, words: Sequence[str]) -> Family:
    """Return the events that hold one of some words, all where there are none. Changes go with their series."""
    if not words:
        return family
    masters = [lines for lines in family if not is_change(lines)]
    series = Series(masters)
    held = {id(lines) for lines in masters if found_words(lines, words)}
    return [
        lines
        for lines in family
        if id(series.of(lines) if is_change(lines) else lines) in held
        or (is_change(lines) and not is_private(lines) and found_words(lines, words))
    ]


def shown(lines: Lines) -> Lines:
    """Return the lines of an event that the site reads. What is private of it is its day only."""
    return [(name, line) for name, line in lines if name in READ | RECURRING or (name in ACCESS and is_private(lines))]
