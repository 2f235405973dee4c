""".ics files to events (RFC 5545): the work of a process of its own, because strangers wrote the files.

The process is asked with a line of JSON, `{"premier": …, "dernier": …, "fichiers": [{"mots": […], "fuseau": …,
"octets": …}, …]}`, which the bytes of the files follow. For each it says `{"debut": rank}` and, once it has one,
`{"rang": rank, "reponse": …}`, a line of JSON each. Nothing in a file is fetched, opened or run.
"""

import json
import re
import signal
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event
from icalendar.error import BrokenCalendarProperty
from pydantic import TypeAdapter, ValidationError

from prst.agendas.lengths import Length, is_after, later, local_day, whole_days
from prst.agendas.limits import KEPT_CAP, LINE_CAP, LINES_CAP, OFTEN, ROUNDS
from prst.agendas.lines import DAMAGE, MOMENTS, RECURRING, Unreadable, is_whole, read_sheet
from prst.agendas.series import chosen, day_of, is_change, recurs, shown
from prst.agendas.texts import identity, is_seen, names_somebody, opens_something, plain
from prst.agendas.zones import Lines, zone_of
from prst.apart import hold_to
from prst.records.dates import FIRST_YEAR, LAST_YEAR, PARIS
from prst.records.types import Url

LONGEST = timedelta(days=400)
"""An event that lasts longer is left out once its start is over for that time."""
SLOW_WITH_DAYS = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
"""Parts that make a daily or weekly rule scan eight thousand years of days."""
STATUSES = {"CANCELLED": "annule", "CANCELED": "annule", "TENTATIVE": "confirme", "CONFIRMED": "confirme"}

LENGTH = "X-PRST-LENGTH"
"""Carries the length of an event as it is written from one occurrence to another: the library keeps its sum only."""

Fields = dict[str, Any]
Item = TypeVar("Item")
_UNTIL = re.compile(r"UNTIL=(\d{8})")


class _Notes:
    """What is worth saying about a calendar, by code: how many events, and the title of the first."""

    def __init__(self) -> None:
        self._found: dict[str, Fields] = {}

    def add(self, code: str, title: str = "", count: int = 1) -> None:
        if count > 0:
            note = self._found.setdefault(code, {"code": code, "nombre": 0, "exemple": title})
            note["nombre"] += count

    def all(self) -> list[Fields]:
        return list(self._found.values())


def read_events(content: bytes, first: date, last: date, words: Sequence[str] = (), zone: tzinfo = PARIS) -> Fields:
    """Return what a file holds from one day to another: `{"evenements": […], "notes": […]}`, ready for JSON.

    Events come by date; days are ISO texts, the last one included. Days and hours are those of `zone`, which hours
    without any are taken for, and carry its offset. One that cannot be read costs only itself, and is told in a note.
    `words` keeps the events that hold one of them.
    """
    notes = _Notes()
    try:
        sheet = read_sheet(content)
    except Unreadable as error:
        notes.add(str(error))
        return {"evenements": [], "notes": notes.all()}
    if not sheet.events:
        notes.add("agenda_vide")
    elif not is_whole(content):
        notes.add("agenda_coupe")
    public, private = chosen(sheet.events, words)
    notes.add("agenda_prive", count=private)
    near = _near(public, first, last, notes)
    found = {
        (row["uid"], row["debut"], row["heure_debut"] or "", row["titre"]): row
        for row in _rows(_parsed(near, sheet.zones, notes, zone), (first, last), notes, zone)
    }
    rows = sorted(found.values(), key=lambda row: (row["debut"], row["heure_debut"] or "", row["titre"], row["uid"]))
    notes.add("agenda_trop", count=len(rows) - KEPT_CAP)
    kept = _first_to_come(rows, lambda row: str(row["debut"]), first)
    _note_what_is_personal(kept, notes)
    return {"evenements": kept, "notes": notes.all()}


def _note_what_is_personal(rows: Iterable[Fields], notes: _Notes) -> None:
    """Tell what is about to be published of a person, or opens a meeting, by its day: its words may be the secret."""
    for row in rows:
        texts = (row["titre"], row["lieu"], row["url"])
        if names_somebody(*texts):
            notes.add("agenda_personne", row["debut"])
        if opens_something(*texts):
            notes.add("agenda_acces", row["debut"])


# Lines


def _near(events: Iterable[Lines], first: date, last: date, notes: _Notes) -> list[list[str]]:
    """Return the lines of the events that recur, and of those that begin about when it matters.

    Reading an event costs a library half a millisecond: those of other years are left out before that.
    """
    earliest, latest = f"{first - LONGEST:%Y%m%d}", f"{last + timedelta(days=2):%Y%m%d}"
    recurring, single = [], []
    for lines in events:
        if recurs(lines) or is_change(lines):
            if not _is_over(lines, earliest, latest):
                recurring.append(lines)
        elif not (day := day_of(lines, "DTSTART")) or earliest <= day <= latest:
            single.append((day, lines))
    to_come = _first_to_come(single, lambda item: item[0], first)
    notes.add("agenda_trop", count=max(len(recurring) - KEPT_CAP, 0) + max(len(single) - KEPT_CAP, 0))
    near = [*recurring[:KEPT_CAP], *(lines for _day, lines in to_come)]
    return [[line for _name, line in shown(lines)] for lines in near]


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
    days = [day_of(lines, name) for name in ("RECURRENCE-ID", "DTSTART")]
    if "" in days or any("RANGE=" in line for name, line in lines if name == "RECURRENCE-ID"):
        return False
    return all(day < earliest for day in days) or all(day > latest for day in days)


# Events


def _parsed(blocks: Iterable[Sequence[str]], zones: Mapping[str, str], notes: _Notes, zone: tzinfo) -> Iterator[Any]:
    """Yield the events that can be read, mended where one can tell what is meant."""
    for block in blocks:
        title = ""
        try:
            if len(block) > LINES_CAP or any(len(line) > LINE_CAP for line in block):
                raise ValueError("too long")
            # bytes, because a text of one line would be taken for the path of a file
            lengths = [f"{LENGTH}:{line.partition(':')[2]}" for line in block if line.startswith("DURATION:")]
            if any(line.startswith("DTEND") for line in block):  # which alone counts (RFC 5545, section 3.6.1)
                lengths = []
            event = Event.from_ical("\r\n".join(["BEGIN:VEVENT", *block, *lengths[:1], "END:VEVENT", ""]).encode())
            title = _text(event.get("SUMMARY", ""))
            _place_in_zones(event, zones, title, notes)
            code = _mend(event, title, notes, zone)
        except Exception:  # libraries raise whatever they stumble upon
            code = "agenda_evenement"
        if code:
            notes.add(code, title)
            continue
        if any(DAMAGE in line for line in block):
            notes.add("agenda_caractere", title)
        yield event


def _place_in_zones(event: Any, rules: Mapping[str, str], title: str, notes: _Notes) -> None:
    """Give its zone to each hour of an event whose zone the library does not know."""
    unknown = False
    for name in MOMENTS:
        values = event.get(name, [])
        for value in values if isinstance(values, list) else [values]:
            with suppress(BrokenCalendarProperty):
                written = value.params.get("TZID")
                if not written:
                    continue
                zone, sure = zone_of(str(written), rules)
                for moment in getattr(value, "dts", [value]):
                    unknown |= _place(moment, zone) and not sure
    if unknown:
        notes.add("agenda_fuseau", title)


def _place(moment: Any, zone: tzinfo | None) -> bool:
    """Give a zone to an hour or a period that has none; return whether it had none."""
    hours = moment.dt if isinstance(moment.dt, tuple) else (moment.dt,)
    bare = [hour for hour in hours if isinstance(hour, datetime) and hour.tzinfo is None]
    if bare and zone is not None:
        placed = tuple(hour.replace(tzinfo=zone) if hour in bare else hour for hour in hours)
        moment.dt = placed if isinstance(moment.dt, tuple) else placed[0]
    return bool(bare)


def _mend(event: Any, title: str, notes: _Notes, zone: tzinfo) -> str:
    """Set right what is odd about an event; return the code of what makes it useless, or ''."""
    broken = {str(name) for name, _error in event.errors}
    start = _value(event, "DTSTART")
    if "DTSTART" in broken or not isinstance(start, date) or not FIRST_YEAR <= start.year <= LAST_YEAR:
        return "agenda_sans_debut"
    if not title and not is_hidden(event):
        return "agenda_sans_titre"
    if broken & {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}:
        return "agenda_recurrence"
    planned = _value(event, "RECURRENCE-ID")
    if "RECURRENCE-ID" in event and not (isinstance(planned, date) and FIRST_YEAR <= planned.year <= LAST_YEAR):
        return "agenda_recurrence"
    if not isinstance(event.get("SEQUENCE", 0), int):
        del event["SEQUENCE"]
    if isinstance(start, datetime) and start.tzinfo is None:
        start = start.replace(tzinfo=zone)
        _replace(event, "DTSTART", start)
    _mend_end(event, start, title, notes, zone)
    if "RRULE" in event and not _is_calm(event["RRULE"]):
        return "agenda_recurrence"
    if isinstance(start, datetime):
        _give_hours(event, start)
    return ""


def _give_hours(event: Any, start: datetime) -> None:
    """Give their hours to days among the dates of an event that has hours, and its whole last day to its rule."""
    values = event.get("RDATE", [])
    for value in values if isinstance(values, list) else [values]:
        for one in value.dts:
            if isinstance(one.dt, date) and not isinstance(one.dt, datetime):
                one.dt = datetime.combine(one.dt, start.timetz())
    ends = event["RRULE"].get("UNTIL", []) if "RRULE" in event else []
    for rank, end in enumerate(ends):
        if not isinstance(end, datetime):
            ends[rank] = datetime.combine(end, time(23, 59, 59), start.tzinfo).astimezone(UTC)


def is_hidden(event: Any) -> bool:
    """Whether an event is there to take its day away from a series: a private change of it."""
    return "CLASS" in event or "X-CALENDARSERVER-ACCESS" in event


def _mend_end(event: Any, start: date, title: str, notes: _Notes, zone: tzinfo) -> None:
    """Leave out an end that is broken, or not after the start: a day then lasts a day, and an hour has no end.

    A day that ends on itself lasts a day too, and nobody is told: calendars of public holidays write it so, though the
    end is the day after (RFC 5545, section 3.6.1), and it can mean nothing else.
    """
    end = _value(event, "DTEND")
    if end is None and (length := Length.of(str(event.get(LENGTH, "")))):
        end = length.after(start)
    if end is None and "DTEND" not in event and "DURATION" not in event:
        return
    event.pop("DURATION", None)
    if isinstance(end, datetime) != isinstance(start, datetime) and isinstance(end, date):
        timed = isinstance(start, datetime)
        end = datetime(end.year, end.month, end.day, tzinfo=zone) if timed else local_day(end, zone)
    if isinstance(end, datetime) and end.tzinfo is None:
        end = end.replace(tzinfo=start.tzinfo if isinstance(start, datetime) else zone)
    if not isinstance(end, date) or not is_after(end, start) or end.year > LAST_YEAR:
        if isinstance(start, datetime) or end != start:
            notes.add("agenda_fin", title)
        event.pop("DTEND", None)
        event.pop(LENGTH, None)
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


def _rows(events: Iterable[Any], days: tuple[date, date], notes: _Notes, zone: tzinfo) -> Iterator[Fields]:
    """Yield what takes place from one day to another. Events of one UID are one, which recurs or was changed."""
    first, last = days
    series: dict[str, list[Any]] = defaultdict(list)
    for event in events:
        if uid := _text(event.get("UID", "")):
            series[identity(uid)].append(event)
        else:
            series[_made_up(event)].append(event)
    for uid, members in ((uid, group) for uid, found in series.items() for group in _apart(found, zone)):
        recurs = any(name in event for event in members for name in RECURRING)
        title = _text(members[0].get("SUMMARY", ""))
        try:
            occurrences = _expanded(members, first, last) if recurs else members
            periods = _periods(members, zone)
            shown = (occurrence for occurrence in occurrences if not is_hidden(occurrence))
            rows = [_row(uid, occurrence, recurs, periods, zone) for occurrence in shown]
        except Exception:  # libraries raise whatever they stumble upon
            notes.add("agenda_recurrence" if recurs else "agenda_evenement", title)
            continue
        if len(rows) > OFTEN and recurs:
            notes.add("agenda_trop_souvent", title)
            continue
        yield from (row for row in rows if row["fin"] >= first.isoformat() and row["debut"] <= last.isoformat())


def _apart(members: Sequence[Any], zone: tzinfo) -> Iterator[list[Any]]:
    """Yield the events of one UID in groups: each rule with its changes, and each event that stands alone.

    Some programs give several events one UID; the library would take all but one of them for replaced.
    """

    def first_day(event: Any) -> date:
        return local_day(event["DTSTART"].dt, zone)

    changes = [event for event in members if "RECURRENCE-ID" in event]
    planned = {local_day(event["RECURRENCE-ID"].dt, zone) for event in changes}
    others = [event for event in members if "RECURRENCE-ID" not in event]
    rules = sorted(filter(_is_rule, others), key=first_day)
    starts = [first_day(event) for event in rules]
    groups: list[list[Any]] = [[rule] for rule in rules]
    latest: dict[tuple[int, date], Any] = {}
    for change in changes:
        rank = max(bisect_right(starts, local_day(change["RECURRENCE-ID"].dt, zone)) - 1, 0)
        if rules:
            _align(change, rules[rank], zone)
        day = change["RECURRENCE-ID"].dt
        key = (rank, day.astimezone(UTC) if isinstance(day, datetime) and day.tzinfo else day)
        latest[key] = max(latest.get(key, change), change, key=_revision)
    for (rank, _day), change in latest.items():
        if not groups:
            groups.append([])
        groups[rank].append(change)
    yield from groups
    yield from ([event] for event in others if not _is_rule(event) and first_day(event) not in planned)


def _revision(change: Any) -> tuple[int, bool]:
    """Return what makes a change count more than another one of the same day: its number, then that it is cancelled."""
    return int(change.get("SEQUENCE", 0)), _status(change) == "annule"


def _is_rule(event: Any) -> bool:
    return "RRULE" in event or "RDATE" in event


def _align(change: Any, rule: Any, zone: tzinfo) -> None:
    """Give a change what it needs of its rule: the kind of the day to replace (RFC 5545, section 3.8.4.4), a length."""
    planned, start = change["RECURRENCE-ID"].dt, rule["DTSTART"].dt
    onwards = change["RECURRENCE-ID"].params.get("RANGE")
    if isinstance(start, datetime) and not isinstance(planned, datetime):
        _replace(change, "RECURRENCE-ID", datetime.combine(planned, start.timetz()))
        if change["DTSTART"].dt == planned:
            _replace(change, "DTSTART", datetime.combine(planned, start.timetz()))
    elif isinstance(planned, datetime) and not isinstance(start, datetime):
        _replace(change, "RECURRENCE-ID", local_day(planned, zone))
    elif isinstance(planned, datetime) and planned.tzinfo is None:
        _replace(change, "RECURRENCE-ID", planned.replace(tzinfo=zone))
    if onwards:
        change["RECURRENCE-ID"].params["RANGE"] = onwards
    begins, ends = change["DTSTART"].dt, _value(rule, "DTEND")
    if "DTEND" not in change and ends is not None and isinstance(begins, datetime) == isinstance(start, datetime):
        length = Length.of(str(rule.get(LENGTH, "")))
        change.add("DTEND", length.after(begins) if length else begins + (ends - start))


def _expanded(members: Sequence[Any], first: date, last: date) -> list[Any]:
    calendar = Calendar()
    for member in members:
        calendar.add_component(member)
    return list(recurring_ical_events.of(calendar, components=["VEVENT"]).between(first, last + timedelta(days=1)))


def _periods(members: Iterable[Any], zone: tzinfo) -> dict[datetime, date | timedelta]:
    """Return the ends, or the lengths, of the dates that a series gives with them (RDATE;VALUE=PERIOD), by start."""
    found: dict[datetime, date | timedelta] = {}
    for event in members:
        values = event.get("RDATE", [])
        for value in values if isinstance(values, list) else [values]:
            for period in (one.dt for one in value.dts if isinstance(one.dt, tuple)):
                start, end = (one.replace(tzinfo=zone) if _is_bare_hour(one) else one for one in period)
                found[start.astimezone(UTC)] = end
    return found


def _is_bare_hour(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is None


def _end(event: Any, periods: Mapping[datetime, date | timedelta]) -> Any:
    """Return the end of an occurrence. The library adds hours to those of a clock, which may have been changed."""
    start, end = event["DTSTART"].dt, _value(event, "DTEND")
    told = periods.get(start.astimezone(UTC)) if isinstance(start, datetime) and periods else None
    if isinstance(told, timedelta):
        return Length.between(told).after(start)
    length = Length.of(str(event.get(LENGTH, ""))) if told is None else None
    return told or (length.after(start) if length else end)


def _row(uid: str, event: Any, recurs: bool, periods: Mapping[datetime, date | timedelta], zone: tzinfo) -> Fields:
    start, end = event["DTSTART"].dt, _end(event, periods)
    planned = _value(event, "RECURRENCE-ID") if recurs else None
    days = [local_day(day, zone).year for day in (start, end, planned) if day is not None]
    if not all(FIRST_YEAR <= year <= LAST_YEAR for year in days):
        raise ValueError("a year of no event")
    if isinstance(start, datetime) and isinstance(end, datetime):
        start, end = whole_days(start, end, zone) or (start, end)
    hours = isinstance(start, datetime)
    ends = end is not None and is_after(end, start)
    last_moment = start if not ends else later(end, -timedelta(minutes=1)) if hours else end - timedelta(days=1)
    return {
        "uid": uid,
        "titre": _text(event["SUMMARY"]),
        "debut": local_day(start, zone).isoformat(),
        "fin": local_day(last_moment, zone).isoformat(),
        "heure_debut": _hour(start, zone) if hours else None,
        "heure_fin": _hour(end, zone) if hours and ends else None,
        "lieu": _text(re.sub(r"[\s,]*\n\s*", ", ", _first(event.get("LOCATION", "")).strip())) or None,
        "url": _address(event.get("URL", "")),
        "statut": _status(event),
        "a_confirmer": _written_status(event) == "TENTATIVE",
        "jour_prevu": None if planned is None else local_day(planned, zone).isoformat(),
    }


def _hour(moment: datetime, zone: tzinfo) -> str:
    """Return an hour of a zone. One that clocks leave out is an hour later on them (RFC 5545, section 3.3.5)."""
    return moment.astimezone(UTC).astimezone(zone).isoformat()


def _status(event: Any) -> str:
    return STATUSES.get(_written_status(event), "confirme")


def _written_status(event: Any) -> str:
    return str(event.get("STATUS", "")).strip().upper()


def _made_up(event: Any) -> str:
    """Return an identity for an event that has none (RFC 5545, section 3.8.4.7, demands one)."""
    text = f"{_text(event.get('SUMMARY', ''))}\0{event['DTSTART'].dt.isoformat()}\0{_text(event.get('LOCATION', ''))}"
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _first(value: Any) -> str:
    """Return the text of a property, the first one where it stands twice."""
    return str(value[0] if isinstance(value, list) else value)


def _text(value: Any) -> str:
    return plain(_first(value))


_URL = TypeAdapter[str](Url)


def _address(value: Any) -> str | None:
    try:
        url = _URL.validate_python(str(value).strip())
    except ValidationError:
        return None
    return url if url.lower().startswith(("https://", "http://")) and is_seen(url) else None


# The process


class _TooSlow(BaseException):
    """Time is up. No Exception, because those are taken for odd events."""


def main() -> None:
    """Answer on the standard output what the files on the standard input hold."""
    hold_to()
    asked = json.loads(sys.stdin.buffer.readline())
    first, last = date.fromisoformat(asked["premier"]), date.fromisoformat(asked["dernier"])
    waiting = [
        (rank, sys.stdin.buffer.read(file["octets"]), file["mots"], ZoneInfo(file["fuseau"]))
        for rank, file in enumerate(asked["fichiers"])
    ]
    for seconds in ROUNDS:
        late = []
        for rank, content, words, zone in waiting:
            _say(debut=rank)
            try:
                with _at_most(seconds):
                    answer = read_events(content, first, last, words, zone)
            except (_TooSlow, MemoryError):
                late.append((rank, content, words, zone))
            else:
                _say(rang=rank, reponse=answer)
        waiting = late
    for rank, *_unread in waiting:
        _say(rang=rank, reponse=None)


def _say(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


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
