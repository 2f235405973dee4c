""".ics files to events (RFC 5545): the work of a process of its own, because strangers wrote the files.

The process is asked with a line of JSON, `{"premier": …, "dernier": …, "fichiers": [{"mots": […], "octets": …}, …]}`,
which the bytes of the files follow. For each it says `{"debut": rank}` and, once it has one, `{"rang": rank, "reponse":
…}`, a line of JSON each. Nothing in a file is fetched, opened or run; the time zones that it defines are left out.
"""

import json
import re
import signal
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from html import unescape
from typing import Any, TypeVar

import recurring_ical_events
from icalendar import Calendar, Event
from icalendar.error import BrokenCalendarProperty
from pydantic import TypeAdapter, ValidationError

from prst.agendas.lines import READ, RECURRING, SEARCHED, Lines, Unreadable, event_lines, is_whole
from prst.records.dates import FIRST_YEAR, LAST_YEAR, PARIS
from prst.records.types import Url, fold

EVENTS_CAP = 20_000
"""A calendar with more events is not read."""
KEPT_CAP = 2_000
"""Occurrences that a calendar gives at most: the first ones from its second year on, which is the present one."""
OFTEN = 300
"""An event that recurs more often between the two days would hide all others: once a week is 265 times."""
LINE_CAP = 20_000
LINES_CAP = 500
"""Longest line and most lines of one event, in characters and lines that are read at all."""
ROUNDS = (0.5, 2.5)
"""Seconds of work that a file is worth. Those that took too long get a second chance once all others had their first,
so that a bad calendar costs only itself."""
MEMORY = 1 << 30
CPU_SECONDS = 10
"""What the process may take of a machine that can hold it to that; whoever starts it watches the clock."""

LONGEST = timedelta(days=400)
"""An event that lasts longer is left out once its start is over for that time."""
SLOW_WITH_DAYS = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
"""Parts that make a daily or weekly rule scan eight thousand years of days."""
STATUSES = {"CANCELLED": "annule", "CANCELED": "annule", "TENTATIVE": "confirme", "CONFIRMED": "confirme"}

Fields = dict[str, Any]
Item = TypeVar("Item")
_DAY = re.compile(r":\s*(\d{8})[^:]*$")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
"""What web sites leave in the titles of their calendars."""
_UNTIL = re.compile(r"UNTIL=(\d{8})")


class _Notes:
    """What is worth saying about a calendar, by code: how many events, and the title of the first."""

    def __init__(self) -> None:
        self._found: dict[str, Fields] = {}

    def add(self, code: str, title: str = "") -> None:
        note = self._found.setdefault(code, {"code": code, "nombre": 0, "exemple": title})
        note["nombre"] += 1

    def all(self) -> list[Fields]:
        return list(self._found.values())


def read_events(content: bytes, first: date, last: date, words: Sequence[str] = ()) -> Fields:
    """Return what a file holds from one day to another: `{"evenements": […], "notes": […]}`, ready for JSON.

    Events come by date; days are ISO texts, the last one included; hours carry the offset of Paris. One that cannot be
    read costs only itself, and is told in a note. `words` keeps the events that hold one of them.
    """
    notes = _Notes()
    try:
        blocks = _near(event_lines(content), first, last, words, notes)
    except Unreadable as error:
        notes.add(str(error))
        return {"evenements": [], "notes": notes.all()}
    if not is_whole(content):
        notes.add("agenda_coupe")
    found = {
        (row["uid"], row["debut"], row["heure_debut"] or "", row["titre"]): row
        for row in _rows(_parsed(blocks, notes), first, last, notes)
    }
    rows = sorted(found.values(), key=lambda row: (row["debut"], row["heure_debut"] or "", row["titre"], row["uid"]))
    for _row in rows[KEPT_CAP:]:
        notes.add("agenda_trop")
    kept = _first_to_come(rows, lambda row: str(row["debut"]), first)
    return {"evenements": kept, "notes": notes.all()}


# Lines


def _near(blocks: Iterable[Lines], first: date, last: date, words: Sequence[str], notes: _Notes) -> list[Sequence[str]]:
    """Return the lines of the events that recur, and of those that begin about when it matters; raises Unreadable.

    Reading an event costs a library half a millisecond: those of other years are left out before that.
    """
    earliest, latest = f"{first - LONGEST:%Y%m%d}", f"{last + timedelta(days=2):%Y%m%d}"
    folded = [fold(word) for word in words]
    known = 0
    recurring, single = [], []
    for lines in blocks:
        known += 1
        if known > EVENTS_CAP:
            raise Unreadable("agenda_enorme")
        if folded and not _holds(lines, folded):
            continue
        text = [line for name, line in lines if name in READ | RECURRING]
        if any(name in RECURRING for name, _line in lines):
            if not _is_over(lines, earliest, latest):
                recurring.append(text)
        elif not (day := _day_of(lines, "DTSTART")) or earliest <= day <= latest:
            single.append((day, text))
    if not known:
        raise Unreadable("agenda_vide")
    chosen = _first_to_come(single, lambda item: item[0], first)
    for _item in [*recurring[KEPT_CAP:], *single[KEPT_CAP:]]:
        notes.add("agenda_trop")
    return [*recurring[:KEPT_CAP], *(text for _day, text in chosen)]


def _first_to_come(items: Iterable[Item], day_of: Callable[[Item], str], first: date) -> list[Item]:
    """Return KEPT_CAP items at most, by day: those of the first year, which is over, make room for the others."""
    ordered = sorted(items, key=day_of)
    over = bisect_left(ordered, f"{first.year + 1}", key=day_of)
    start = max(min(over, len(ordered) - KEPT_CAP), 0)
    return ordered[start : start + KEPT_CAP]


def _is_over(lines: Lines, earliest: str, latest: str) -> bool:
    """Whether a rule ends long before it matters, or a change is about days that do not matter."""
    rules = [line for name, line in lines if name in ("RRULE", "RDATE")]
    if rules:
        ends = [_UNTIL.search(line) for line in rules]
        return all(end is not None and end[1] < earliest for end in ends)
    days = [_day_of(lines, name) for name in ("RECURRENCE-ID", "DTSTART")]
    if "" in days or any("RANGE=" in line for name, line in lines if name == "RECURRENCE-ID"):
        return False
    return all(day < earliest for day in days) or all(day > latest for day in days)


def _day_of(lines: Lines, name: str) -> str:
    """Return the eight digits of the first day that a property holds, or ''."""
    found = next((_DAY.search(line) for known, line in lines if known == name), None)
    return found[1] if found else ""


def _holds(lines: Lines, folded: Sequence[str]) -> bool:
    text = " ".join(line.partition(":")[2].replace("\\n", " ") for name, line in lines if name in SEARCHED)
    return any(re.search(rf"(?<!\w){re.escape(word)}", fold(text)) for word in folded)


# Events


def _parsed(blocks: Iterable[Sequence[str]], notes: _Notes) -> Iterator[Any]:
    """Yield the events that can be read, mended where one can tell what is meant."""
    for block in blocks:
        title = ""
        try:
            if len(block) > LINES_CAP or any(len(line) > LINE_CAP for line in block):
                raise ValueError("too long")
            # bytes, because a text of one line would be taken for the path of a file
            event = Event.from_ical("\r\n".join(["BEGIN:VEVENT", *block, "END:VEVENT", ""]).encode())
            title = _text(event.get("SUMMARY", ""))
            code = _mend(event, title, notes)
        except Exception:  # libraries raise whatever they stumble upon
            code = "agenda_evenement"
        if code:
            notes.add(code, title)
        else:
            yield event


def _mend(event: Any, title: str, notes: _Notes) -> str:
    """Set right what is odd about an event; return the code of what makes it useless, or ''."""
    broken = {str(name) for name, _error in event.errors}
    start = _value(event, "DTSTART")
    if "DTSTART" in broken or not isinstance(start, date) or not FIRST_YEAR <= start.year <= LAST_YEAR:
        return "agenda_sans_debut"
    if not title:
        return "agenda_sans_titre"
    if broken & {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}:
        return "agenda_recurrence"
    planned = _value(event, "RECURRENCE-ID")
    if "RECURRENCE-ID" in event and not (isinstance(planned, date) and FIRST_YEAR <= planned.year <= LAST_YEAR):
        return "agenda_recurrence"
    if not isinstance(event.get("SEQUENCE", 0), int):
        del event["SEQUENCE"]
    if isinstance(start, datetime) and start.tzinfo is None:
        if event["DTSTART"].params.get("TZID"):
            notes.add("agenda_fuseau", title)
        start = start.replace(tzinfo=PARIS)
        _replace(event, "DTSTART", start)
    _mend_end(event, start, title, notes)
    if "RRULE" in event and not _is_calm(event["RRULE"]):
        return "agenda_recurrence"
    return ""


def _mend_end(event: Any, start: date, title: str, notes: _Notes) -> None:
    """Leave out an end that is broken, or not after the start: a day then lasts a day, and an hour has no end."""
    end = _value(event, "DTEND")
    if end is None and isinstance(length := _value(event, "DURATION"), timedelta):
        if length.seconds and not isinstance(start, datetime):
            length = timedelta(length.days + 1)
        end = start + length
    if end is None and "DTEND" not in event and "DURATION" not in event:
        return
    event.pop("DURATION", None)
    if isinstance(end, datetime) != isinstance(start, datetime) and isinstance(end, date):
        end = (
            _local_day(end) if not isinstance(start, datetime) else datetime(end.year, end.month, end.day, tzinfo=PARIS)
        )
    if isinstance(end, datetime) and end.tzinfo is None:
        end = end.replace(tzinfo=start.tzinfo if isinstance(start, datetime) else PARIS)
    if not isinstance(end, date) or end <= start or end.year > LAST_YEAR:
        notes.add("agenda_fin", title)
        event.pop("DTEND", None)
    else:
        _replace(event, "DTEND", end)


def _value(event: Any, name: str) -> Any:
    """Return the date or length that a property holds; None where it is absent, broken or written twice."""
    with suppress(BrokenCalendarProperty):
        return getattr(event.get(name), "dt", None)
    return None


def _replace(event: Any, name: str, value: date) -> None:
    event.pop(name, None)
    event.add(name, value)


def _is_calm(rule: Any) -> bool:
    """Whether a recurrence rule is one, comes daily at most, and asks for no long search (RFC 5545, section 3.3.10)."""
    if not isinstance(rule, Mapping):
        return False
    frequency = [str(value).upper() for value in rule.get("FREQ", ())]
    intervals = rule.get("INTERVAL", [1])
    if len(frequency) != 1 or frequency[0] not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        return False
    if len(intervals) != 1 or not 1 <= int(intervals[0]) <= 1000:
        return False
    if {"BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER"} & set(rule):
        return False
    return frequency[0] not in ("DAILY", "WEEKLY") or not set(SLOW_WITH_DAYS) & set(rule)


# Occurrences


def _rows(events: Iterable[Any], first: date, last: date, notes: _Notes) -> Iterator[Fields]:
    """Yield what takes place from one day to another. Events of one UID are one, which recurs or was changed."""
    series: dict[str, list[Any]] = defaultdict(list)
    for event in events:
        if uid := _text(event.get("UID", "")):
            series[uid].append(event)
        else:
            series[_made_up(event)].append(event)
    for uid, members in ((uid, group) for uid, found in series.items() for group in _apart(found)):
        recurs = any(name in event for event in members for name in RECURRING)
        title = _text(members[0].get("SUMMARY", ""))
        try:
            occurrences = _expanded(members, first, last) if recurs else members
            rows = [_row(uid, occurrence, recurs) for occurrence in occurrences]
        except Exception:  # libraries raise whatever they stumble upon
            notes.add("agenda_recurrence" if recurs else "agenda_evenement", title)
            continue
        if len(rows) > OFTEN and recurs:
            notes.add("agenda_trop_souvent", title)
            continue
        yield from (row for row in rows if row["fin"] >= first.isoformat() and row["debut"] <= last.isoformat())


def _apart(members: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield the events of one UID in groups: each rule with its changes, and each event that stands alone.

    Some programs give several events one UID; the library would take all but one of them for replaced.
    """
    changes = [event for event in members if "RECURRENCE-ID" in event]
    planned = {_local_day(event["RECURRENCE-ID"].dt) for event in changes}
    others = _latest([event for event in members if "RECURRENCE-ID" not in event])
    rules = sorted(filter(_is_rule, others), key=_first_day)
    starts = [_first_day(event) for event in rules]
    groups: list[list[Any]] = [[rule] for rule in rules]
    for change in changes:
        if not groups:
            groups.append([])
        rank = max(bisect_right(starts, _local_day(change["RECURRENCE-ID"].dt)) - 1, 0)
        groups[rank].append(_aligned(change, rules[rank]["DTSTART"].dt) if rules else change)
    yield from groups
    yield from ([event] for event in others if not _is_rule(event) and _first_day(event) not in planned)


def _is_rule(event: Any) -> bool:
    return "RRULE" in event or "RDATE" in event


def _latest(events: Sequence[Any]) -> list[Any]:
    """Return events of one UID without those that a later one of the same title replaces (RFC 5545, 3.8.7.4)."""
    highest: dict[str, int] = defaultdict(int)
    numbered = [(_text(event["SUMMARY"]), int(event.get("SEQUENCE", 0)), event) for event in events]
    for title, sequence, _event in numbered:
        highest[title] = max(highest[title], sequence)
    return [event for title, sequence, event in numbered if sequence == highest[title]]


def _aligned(change: Any, start: date) -> Any:
    """Return a change whose day or hour to replace is of the kind of its event's start (RFC 5545, section 3.8.4.4)."""
    planned = change["RECURRENCE-ID"].dt
    if isinstance(start, datetime) and not isinstance(planned, datetime):
        _replace(change, "RECURRENCE-ID", datetime.combine(planned, start.timetz()))
    elif isinstance(planned, datetime) and not isinstance(start, datetime):
        _replace(change, "RECURRENCE-ID", _local_day(planned))
    return change


def _first_day(event: Any) -> date:
    return _local_day(event["DTSTART"].dt)


def _expanded(members: Sequence[Any], first: date, last: date) -> list[Any]:
    calendar = Calendar()
    for member in members:
        calendar.add_component(member)
    return list(recurring_ical_events.of(calendar, components=["VEVENT"]).between(first, last + timedelta(days=1)))


def _row(uid: str, event: Any, recurs: bool) -> Fields:
    start, end = event["DTSTART"].dt, _value(event, "DTEND")
    planned = _value(event, "RECURRENCE-ID") if recurs else None
    days = [_local_day(day).year for day in (start, end, planned) if day is not None]
    if not all(FIRST_YEAR <= year <= LAST_YEAR for year in days):
        raise ValueError("a year of no event")
    if isinstance(start, datetime) and isinstance(end, datetime):
        start, end = _whole_days(start, end) or (start, end)
    hours = isinstance(start, datetime)
    last_moment = (
        start if end is None or end <= start else end - timedelta(minutes=1) if hours else end - timedelta(days=1)
    )
    return {
        "uid": uid,
        "titre": _text(event["SUMMARY"]),
        "debut": _local_day(start).isoformat(),
        "fin": _local_day(last_moment).isoformat(),
        "heure_debut": start.astimezone(PARIS).isoformat() if hours else None,
        "heure_fin": end.astimezone(PARIS).isoformat() if hours and end is not None and end > start else None,
        "lieu": _text(re.sub(r"[\s,]*\n\s*", ", ", _first(event.get("LOCATION", "")).strip())) or None,
        "url": _address(event.get("URL", "")),
        "statut": STATUSES.get(str(event.get("STATUS", "")).strip().upper(), "confirme"),
        "jour_prevu": None if planned is None else _local_day(planned).isoformat(),
    }


def _whole_days(start: datetime, end: datetime) -> tuple[date, date] | None:
    """Return the days of hours that are days in disguise: from a midnight to another, of their own zone or of Paris."""
    for zone in (start.tzinfo, PARIS):
        first, last = start.astimezone(zone), end.astimezone(zone)
        if first < last and first.time() == last.time() == time():
            return first.date(), last.date()
    return None


def _local_day(value: date) -> date:
    if isinstance(value, datetime):
        return (value.astimezone(PARIS) if value.tzinfo else value).date()
    return value


def _made_up(event: Any) -> str:
    """Return an identity for an event that has none (RFC 5545, section 3.8.4.7, demands one)."""
    text = f"{_text(event.get('SUMMARY', ''))}\0{event['DTSTART'].dt.isoformat()}\0{_text(event.get('LOCATION', ''))}"
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _first(value: Any) -> str:
    """Return the text of a property, the first one where it stands twice."""
    return str(value[0] if isinstance(value, list) else value)


def _text(value: Any, cap: int = 250) -> str:
    """Return a text on one line, without what is invisible or turns the direction of writing."""
    text = _ENTITY.sub(lambda match: unescape(match[0]), _first(value)[: 20 * cap])
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())[:cap].rstrip()


_URL = TypeAdapter[str](Url)


def _address(value: Any) -> str | None:
    try:
        url = _URL.validate_python(str(value).strip())
    except ValidationError:
        return None
    return url if url.lower().startswith(("https://", "http://")) and url.isprintable() else None


# The process


class _TooSlow(BaseException):
    """Time is up. No Exception, because those are taken for odd events."""


def main() -> None:
    """Answer on the standard output what the files on the standard input hold."""
    _hold_to_limits()
    asked = json.loads(sys.stdin.buffer.readline())
    first, last = date.fromisoformat(asked["premier"]), date.fromisoformat(asked["dernier"])
    waiting = [
        (rank, sys.stdin.buffer.read(file["octets"]), file["mots"]) for rank, file in enumerate(asked["fichiers"])
    ]
    for seconds in ROUNDS:
        late = []
        for rank, content, words in waiting:
            _say(debut=rank)
            try:
                with _at_most(seconds):
                    answer = read_events(content, first, last, words)
            except (_TooSlow, MemoryError):
                late.append((rank, content, words))
            else:
                _say(rang=rank, reponse=answer)
        waiting = late
    for rank, _content, _words in waiting:
        _say(rang=rank, reponse=None)


def _say(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _hold_to_limits() -> None:
    with suppress(ImportError, ValueError, OSError):  # not every system can
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise _TooSlow once the process has worked for that time, however busy the machine is; not on Windows."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    try:
        signal.signal(signal.SIGPROF, _time_is_up)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _time_is_up(*_signal: Any) -> None:
    raise _TooSlow


if __name__ == "__main__":
    main()
