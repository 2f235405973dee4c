"""Calendars of other projects against two other readers, and ours as others read them."""

import re
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import median_low
from tempfile import TemporaryDirectory
from typing import Any

import recurring_ical_events
import vobject
from icalendar import Calendar

from prst.agendas.events import read_events
from prst.agendas.reading import read_copies
from prst.agendas.texts import plain
from prst.building import Build
from prst.records.catalogue import Catalogue, window
from prst.records.copies import Copie
from prst.records.dates import PARIS
from prst.records.loading import load
from tests.catalogues import create_catalogue
from tests.corpus.verdicts import Verdict
from tests.hostile import create_site

DATELESS = frozenset({"agenda_acces", "agenda_personne", "agenda_prive", "agenda_superflu"})
"""Notes that explain no difference: the other readers are asked for public events too."""
Found = set[tuple[date, str]]
"""When occurrences begin, in Paris, and their titles."""
Reader = Callable[[bytes, date, date], Found]
_START = re.compile(rb"(?s)BEGIN:VEVENT(?:(?!END:VEVENT).)*?\nDTSTART[^:\r\n]*:(\d{4})")
"""The year in which an event begins; zones have a start too."""
_OFTEN = re.compile(rb"FREQ=(?:SECONDLY|MINUTELY|HOURLY)")
"""What other readers would count for hours."""


def calendars_of(path: Path) -> list[tuple[str, bytes]]:
    """Return the .ics files under a folder."""
    return [(file.relative_to(path).as_posix(), file.read_bytes()) for file in sorted(path.rglob("*.ics"))]


def judge_calendar(content: bytes, read: Callable[[bytes, Catalogue], Copie] | None = None) -> Verdict:
    """Return whether we read what two other readers agree on, in the years in which a calendar has its events.

    What we leave out is told in a note. Where one of them stumbles the other one counts; where they differ, either may
    be right.
    """
    years = [int(found) for found in _START.findall(content)] or [2026]
    day = f"{min(max(median_low(years), 1902), 2095)}-06-15"
    catalogue = create_catalogue(livrables={"a": {"modifie_le": day}, "b": {"modifie_le": day}}, agendas={"x": {}})
    copie = (read or read_ours)(content, catalogue)
    told = {note.code for note in copie.notes} - DATELESS
    first, last = window(catalogue)
    ours = {(one.debut, plain(one.titre)) for one in copie.evenements if first <= one.debut <= last}
    if _OFTEN.search(content):
        return Verdict(True, "trop fréquents pour être comparés")
    found = [_found_by(reader, content, first, last) for reader in READERS]
    others = [one for one in found if one is not None]
    if not others:
        return Verdict(True, "qu’aucun autre lecteur ne lit")
    if lost := sorted(set.intersection(*others) - ours):
        why = f"{len(lost)} dates de moins que {len(others)} autres, dont {_said(lost[0])}"
        return Verdict(bool(told), "lus en disant ce qui manque" if told else why)
    if more := sorted(ours.difference(*others)):
        why = f"{len(more)} dates de plus que {len(others)} autres, dont {_said(more[0])}"
        return Verdict(bool(told), "lus en disant ce qui est réparé" if told else why)
    if not ours and not any(others):
        return Verdict(True, "sans date à publier")
    alike = sum(one == ours for one in others)
    return Verdict(True, f"lus comme {alike} autres sur {len(others)}")


def _found_by(reader: Reader, content: bytes, first: date, last: date) -> Found | None:
    """Return what another reader finds, under titles as we show them, None where it stumbles."""
    try:
        with warnings.catch_warnings(action="ignore"):
            found = reader(content, first, last)
    except Exception:  # libraries raise whatever they stumble upon
        return None
    return {(day, plain(title)) for day, title in found if plain(title)}


def _said(found: tuple[date, str]) -> str:
    return f"{found[0]} {found[1]!r}"


def read_ours(content: bytes, catalogue: Catalogue) -> Copie:
    """Return what we read of a calendar, in the process that can be killed."""
    with TemporaryDirectory() as folder:
        return read_copies({"x": content}, catalogue, Path(folder))["x"]


def day_of(moment: date) -> date:
    """Return the day in Paris."""
    if isinstance(moment, datetime):
        return (moment.astimezone(PARIS) if moment.tzinfo else moment).date()
    return moment


def by_library(content: bytes, first: date, last: date) -> Found:
    """Return what recurring_ical_events finds by itself."""
    found: Found = set()
    for part in Calendar.from_ical(content, multiple=True):
        for event in recurring_ical_events.of(part).between(first, last + timedelta(days=1)):
            if str(event.get("CLASS", "PUBLIC")).upper() == "PUBLIC" and first <= day_of(event.start) <= last:
                found.add((day_of(event.start), str(event.get("SUMMARY", ""))))
    return found


def by_vobject(content: bytes, first: date, last: date) -> Found:
    """Return what vobject and dateutil find: the days of each rule but those that changed, and the changes."""
    found: Found = set()
    parts: Iterator[Any] = vobject.readComponents(content.decode("utf-8-sig"))
    for part in parts:
        events = [event for event in part.contents.get("vevent", ()) if _text(event, "class", "PUBLIC") == "PUBLIC"]
        changes = [event for event in events if "recurrence-id" in event.contents]
        changed = {(_text(event, "uid"), day_of(event.recurrence_id.value)) for event in changes}
        for event in events:
            for moment in _starts(event, first, last):
                day = day_of(moment)
                is_replaced = "recurrence-id" not in event.contents and (_text(event, "uid"), day) in changed
                if first <= day <= last and not is_replaced:
                    found.add((day, _text(event, "summary")))
    return found


def _text(event: Any, name: str, default: str = "") -> str:
    lines = event.contents.get(name)
    return str(lines[0].value) if lines else default


def _starts(event: Any, first: date, last: date) -> Iterator[date]:
    start = event.dtstart.value
    rules = event.getrruleset(addRDate=True) if "recurrence-id" not in event.contents else None
    if rules is None:
        yield start
        return
    zone = rules[0].tzinfo
    after, before = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    for moment in rules.between(after - timedelta(days=1), before, inc=True):
        yield moment if isinstance(start, datetime) else moment.date()


READERS: tuple[Reader, ...] = (by_library, by_vobject)


# Ours


def published_calendars(folder: Path) -> list[tuple[str, bytes]]:
    """Return the calendar files that the catalogue of a folder publishes. Raises ValueError where it has errors."""
    loaded = load(folder)
    if loaded.catalogue is None:
        raise ValueError(str(loaded.errors[0]))
    return _files(create_site(loaded.catalogue))


def _files(site: Build) -> list[tuple[str, bytes]]:
    producers = [one for one in site.producers() if ".ics" in one.endings]
    outputs = (output for one in producers for output in one.give())
    return [(output.path, output.content) for output in outputs if output.path.endswith(".ics")]


def judge_ours(content: bytes) -> Verdict:
    """Return whether icalendar, vobject and our own reader find the same in a file that we publish."""
    theirs, others = _by_icalendar(content), _by_vobject(content)
    if theirs != others:
        wrong = next(iter(set(map(str, theirs)) ^ set(map(str, others))), "un autre ordre")
        return Verdict(False, f"icalendar et vobject y lisent deux choses : {wrong}")
    years = [int(found) for found in _START.findall(content)]
    if not years:
        return Verdict(not theirs, "vides")
    first, last = date(min(years), 1, 1), date(max(years) + 1, 12, 31)
    answer = read_events(content, first, last)
    ours = {(date.fromisoformat(row["debut"]), row["titre"]) for row in answer["evenements"]}
    expected = _found_by(by_library, content, first, last)
    if answer["notes"] or ours != expected:
        return Verdict(False, f"relu autrement par nous : {answer['notes'] or sorted(ours ^ (expected or set()))[:1]}")
    return Verdict(True, "relus à l’identique par trois lecteurs")


NAMES = ("uid", "summary", "description", "location", "url", "status", "transp", "dtstart", "dtend", "recurrence-id")


def _by_icalendar(content: bytes) -> list[dict[str, str]]:
    events: list[Any] = Calendar.from_ical(content).walk("VEVENT")
    return [
        {name: _comparable(getattr(event[name], "dt", event[name])) for name in NAMES if name in event}
        | {"rrule": event["rrule"].to_ical().decode() if "rrule" in event else ""}
        for event in events
    ]


def _by_vobject(content: bytes) -> list[dict[str, str]]:
    read: Any = vobject.readOne(content.decode())
    events = read.contents.get("vevent", ())
    return [
        {name: _comparable(event.contents[name][0].value) for name in NAMES if name in event.contents}
        | {"rrule": event.contents["rrule"][0].value if "rrule" in event.contents else ""}
        for event in events
    ]


def _comparable(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(PARIS).isoformat()
    return str(value)
