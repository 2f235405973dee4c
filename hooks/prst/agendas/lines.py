"""Bytes of an .ics file to the content lines of its events (RFC 5545, section 3.1), mended where many programs err."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator

READ = frozenset({"UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "LOCATION", "URL", "STATUS", "SEQUENCE", "EXDATE"})
RECURRING = frozenset({"RRULE", "RDATE", "RECURRENCE-ID"})
"""Properties that are read: of all events, and of those that recur."""
SEARCHED = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES"})
"""Properties in which the words that filter a calendar are looked for."""
MOMENTS = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
"""Properties that hold days and hours."""
UNIVERSAL = re.compile(r"(tzone://Microsoft/|\(?)(Utc|Z)\b(?!\s*[+-])", re.IGNORECASE)
PARISIAN = re.compile(r"\bParis\b", re.IGNORECASE)
"""Names of time zones that programs make up: Exchange writes « tzone://Microsoft/Utc » and « (UTC+01:00) Brussels,
Copenhagen, Madrid, Paris », Evolution a path, and some number the zones of a file, « Europe/Paris 1 »."""
_ZONE = re.compile(r';TZID=("[^"]*"|[^;]*)', re.IGNORECASE)

Lines = list[tuple[str, str]]
"""Content lines, each after the name of its property."""


class Unreadable(Exception):
    """No event can be read; the message is the code of a problem."""


def event_lines(content: bytes) -> Iterator[Lines]:
    """Yield the lines of each event that matter, with their names, without those of its alarms. Raises Unreadable.

    An event ends where the next one or the calendar does, too. One that the end of the file cuts is left out.
    """
    block: Lines | None = None
    inner = 0
    for line in _unfolded(content):
        name, _, value = line.partition(":")
        name = name.partition(";")[0].strip().upper()
        part = value.strip().upper()
        if name == "BEGIN" and part == "VEVENT":
            if block:
                yield block
            block, inner = [], 0
        elif block is None:
            continue
        elif name == "END" and part in ("VEVENT", "VCALENDAR"):
            yield block
            block = None
        elif name in ("BEGIN", "END"):
            inner = max(inner + (1 if name == "BEGIN" else -1), 0)
        elif not inner and name in READ | RECURRING | SEARCHED:
            block.append((name, _mended(name, line) if name in MOMENTS else line))


def is_whole(content: bytes) -> bool:
    """Whether the calendar ends after its last event: a file that does not was cut on its way."""
    text = _unmarked(content).upper()
    return text.rfind(b"END:VCALENDAR") > text.rfind(b"BEGIN:V")


def _unmarked(content: bytes) -> bytes:
    """Return a text as UTF-8, or as what it was where no mark says that it is UTF-16 (RFC 5545, section 3.1.4)."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").encode("utf-8", "replace")
    return content.removeprefix(BOM_UTF8)


def _unfolded(content: bytes) -> Iterator[str]:
    """Yield content lines. Lines are joined before they are decoded: some programs fold inside a character."""
    text = _unmarked(content).replace(b"\0", b"").replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n")
    if b"\n" not in text:
        text = text.replace(b"\r", b"\n")
    if not re.search(rb"^[ \t]*BEGIN:VCALENDAR[ \t\r]*$", text, re.IGNORECASE | re.MULTILINE):
        page = re.search(rb"<(!doctype|html)\b", text[:5000], re.IGNORECASE)
        raise Unreadable("agenda_page" if page else "agenda_autre")
    for line in re.sub(rb"\n[ \t]", b"", re.sub(rb"\n\n+", b"\n", text)).split(b"\n"):
        try:
            yield line.decode()
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")


def _mended(name: str, line: str) -> str:
    """Return the line of days or hours as the library reads it: of a zone that it knows, without hours of a day."""
    head, _, value = line.rpartition(":")
    if re.search(r";VALUE=DATE(;|$)", head, re.IGNORECASE):
        return f"{name};VALUE=DATE:{re.sub('T[0-9]{6}Z?', '', value)}"
    return f"{_ZONE.sub(_named, head)}:{value}"


def _named(zone: re.Match[str]) -> str:
    """Return the parameter of a time zone in quotes, because the names of some hold commas and colons."""
    name = zone[1].replace('"', "").strip()
    if UNIVERSAL.match(name):
        name = "UTC"
    elif PARISIAN.search(name):
        name = "Europe/Paris"
    return f';TZID="{name}"' if name else ""
