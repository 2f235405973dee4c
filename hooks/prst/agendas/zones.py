"""Names of time zones as programs write them, to zones; and the zones that a file defines itself (RFC 5545, 3.6.5)."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from functools import cache, lru_cache
from hashlib import sha256
from io import StringIO
from zoneinfo import ZoneInfo

from dateutil.tz import tzical, tzoffset
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from prst.agendas.limits import LINE_CAP, LINES_CAP
from prst.records.fuseaux import zone_names
from prst.records.types import fold

UNKNOWN = "x-inconnu"
"""Stands for a name that no zone has and that the library would stumble upon."""
OWN = "x-"
"""Begins the names of zones that are not of the time zone database."""
NAME_CAP = 200
MOST = timedelta(hours=24)
Lines = list[tuple[str, str]]
"""Content lines, each after the name of its property."""

_UNIVERSAL = re.compile(
    r"(?:tzone://Microsoft/)?\(?(?:utc|gmt|z|zulu|etc/(?:utc|gmt))\)?(?:\s*coordinated universal time|"
    r"\s*temps universel coordonné)?|coordinated universal time|temps universel coordonné",
    re.IGNORECASE,
)
"""« tzone://Microsoft/Utc » of Exchange, « (UTC) Coordinated Universal Time » of Outlook."""
_OFFSET = re.compile(r"(?:utc|gmt|tu)?\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_SHOWN = re.compile(r"\((?:utc|gmt|tu)\s*(?:([+-])(\d{1,2})[:.h]?(\d{2})?)?\)\s*", re.IGNORECASE)
"""Windows shows its zones as « (UTC+01:00) Brussels, Copenhagen, Madrid, Paris », and programs export what it shows."""
_PLACE = re.compile(r"[A-Za-z_]+(?:/[A-Za-z_+-]+)+")
_FIXED = re.compile(rf"{OWN}utc([+-])(\d\d)(\d\d)(-environ)?")
_PART = re.compile(r"\s*[,;:/&]\s*|\s+(?:et|and)\s+", re.IGNORECASE)
_YEARS = re.compile(r"(DTSTART[^:]*:)(\d{4})(?!0229)", re.IGNORECASE)
CONTINENTS = frozenset(
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]
)
DIRECTIONS = frozenset(["north", "south", "west", "east", "center"])
"""Last words of the names of zones that are no cities."""
EPOCH = 1970
"""Rules that begin in 1601, as those of Exchange do, begin here: nothing earlier is read."""


def resolve(written: str, definitions: Mapping[str, Lines]) -> tuple[str, str]:
    """Return the name under which a zone is found, and its rules where it is one that the file defines.

    A place of the database, and a name of Windows, mean what everybody takes them for. For other names what the file
    defines counts (`definitions`, by the names that the file gives), and only then what the name seems to say. The name
    of no zone is returned as it is.
    """
    name = written.replace('"', "").strip()[:NAME_CAP]
    if _UNIVERSAL.fullmatch(name):
        return "UTC", ""
    plain = name.strip("/")
    if "/" in plain and (known := zone_names().get(plain.casefold())):
        return known, ""
    if plain in WINDOWS_TO_OLSON:
        return WINDOWS_TO_OLSON[plain], ""
    if name.casefold() in definitions and (rules := _rules(definitions[name.casefold()])):
        return f"{OWN}{sha256(rules.encode()).hexdigest()[:16]}", rules
    return ("", "") if not name else (name if _FIXED.fullmatch(name) else next(_guesses(name), _harmless(name)), "")


def zone_of(name: str, rules: Mapping[str, str]) -> tuple[tzinfo | None, bool]:
    """Return the zone of a name that `resolve` gave, and whether it is sure; None for a name of no zone of ours."""
    if fixed := _FIXED.fullmatch(name):
        length = _length(*fixed.group(1, 2, 3))
        return (tzoffset(None, length) if length is not None else None), not fixed[4]
    zone = _made(rules[name]) if name in rules else None
    return zone, zone is not None


def _rules(lines: Lines) -> str:
    """Return the rules of a VTIMEZONE, as they are written and read again; '' where they are of no use.

    A copy of a copy is the copy: what is written here gives itself.
    """
    if len(lines) > LINES_CAP or any(len(line) > LINE_CAP for _name, line in lines):
        return ""
    found, part = [], ""
    for name, line in lines:
        value = line.partition(":")[2].strip().upper()
        if name in ("BEGIN", "END"):
            part = value if name == "BEGIN" else ""
            found.append(f"{name}:{value}")
        elif part in ("STANDARD", "DAYLIGHT") and name == "DTSTART":
            found.append(_YEARS.sub(_since, f"DTSTART:{value if 'T' in value else f'{value}T000000'}"))
        elif part in ("STANDARD", "DAYLIGHT") and name in ("RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO"):
            found.append(f"{name}:{value}")
    rules = "\n".join(found)
    return rules if _made(rules) else ""


def _since(start: re.Match[str]) -> str:
    return f"{start[1]}{max(int(start[2]), EPOCH)}"


@lru_cache(maxsize=200)
def _made(rules: str) -> tzinfo | None:
    """Return the zone of rules; None where they are none, or half of them, or would take long."""
    frequencies = re.findall(r"^RRULE:.*?FREQ=(\w+)", rules, re.MULTILINE)
    parts = re.findall(r"^BEGIN:(\w+)", rules, re.MULTILINE)
    changes = dict(re.findall(r"^TZOFFSET(FROM|TO):(\S+)", rules, re.MULTILINE))
    if not parts or set(parts) - {"STANDARD", "DAYLIGHT"} or set(frequencies) - {"YEARLY"}:
        return None
    if rules.count("RRULE:") != len(frequencies) or re.search(r"COUNT=|INTERVAL=(?!1\b)|BY(?:HOUR|MINUTE|SEC)", rules):
        return None
    if len(set(parts)) == 1 and frequencies and changes.get("FROM") != changes.get("TO"):
        return None  # one half of a year, as some programs export it
    with suppress(Exception):  # the library raises whatever it stumbles upon
        zone = tzical(StringIO(f"BEGIN:VTIMEZONE\nTZID:{OWN}\n{rules}\nEND:VTIMEZONE\n")).get()
        offsets = [datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in range(1, 13)]
        if all(offset is not None and abs(offset) < MOST for offset in offsets):
            return zone
    return None


def _guesses(name: str) -> Iterator[str]:
    """Yield what a name that nobody defines seems to mean, the surest first."""
    places = zone_names()
    yield from (places[part.casefold()] for part in _PLACE.findall(name) for part in _ends(part) if _is_place(part))
    if offset := _OFFSET.fullmatch(name):
        length = _length(*offset.groups())
        if length is not None:
            yield _fixed(length)
    shown = _SHOWN.match(name)
    told = _length(*shown.groups()) if shown and shown[1] else timedelta() if shown else None
    rest = name[shown.end() :] if shown else name
    for found in _named(rest):
        if told is None or told in _offsets(found):
            yield found
    if told is not None:
        yield f"{_fixed(told)}-environ"
    if not shown and name.casefold() in places:
        yield places[name.casefold()]


def _named(text: str) -> Iterator[str]:
    """Yield the zones that a text of Windows names: by the region or by cities, in English or in French."""
    if re.search(r"\bParis\b", text.replace("_", " "), re.IGNORECASE):
        yield "Europe/Paris"
    for region in (text, re.sub(r"\s*\(.*?\)", "", text)):
        for ending in ("", " Standard Time"):
            plain = re.sub(r"\s+(?:Daylight Time|Summer Time|Time)$", " Standard Time", region.strip()) + ending
            if plain in WINDOWS_TO_OLSON:
                yield WINDOWS_TO_OLSON[plain]
    for part in _PART.split(re.sub(r"[()]", ",", text)):
        if city := _cities().get(fold(part).strip()):
            yield city
    for word in re.findall(r"[^\W_]{4,}", text):
        if city := _cities().get(fold(word)):
            yield city


def _ends(place: str) -> Iterator[str]:
    """Yield « /freeassociation.sourceforge.net/Europe/Paris » without its first parts, one after the other."""
    parts = place.split("/")
    yield from ("/".join(parts[rank:]) for rank in range(len(parts) - 1))


def _is_place(name: str) -> bool:
    return name.casefold() in zone_names()


def _length(sign: str, hours: str, minutes: str | None) -> timedelta | None:
    length = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return (-length if sign == "-" else length) if length < timedelta(hours=18) else None


def _fixed(length: timedelta) -> str:
    minutes = abs(length) // timedelta(minutes=1)
    return f"{OWN}utc{'-' if length < timedelta() else '+'}{minutes // 60:02}{minutes % 60:02}"


def _offsets(name: str) -> set[timedelta | None]:
    return {datetime(2026, month, 1, tzinfo=ZoneInfo(name)).utcoffset() for month in (1, 7)}


def _harmless(name: str) -> str:
    """Return a name of no zone, or what stands for it where looking it up would fail."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError):  # what the library foresees, too
        return name
    except OSError:
        return UNKNOWN
    return name


@cache
def _cities() -> dict[str, str]:
    """Return the zones by the cities that name them, in English and in French, without accents."""
    from babel import Locale  # takes a tenth of a second, and few files need it

    places = {name for name in zone_names().values() if name.partition("/")[0] in CONTINENTS}
    english = {fold(name.rpartition("/")[2].replace("_", " ")): name for name in places}
    french = {fold(str(at["city"])): name for name, at in Locale("fr").time_zones.items() if "city" in at}
    known = {city: name for city, name in french.items() if name in places}
    return {city: name for city, name in {**known, **english}.items() if city not in DIRECTIONS}
