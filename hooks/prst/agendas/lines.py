"""Bytes of an .ics file to the content lines of its events (RFC 5545, section 3.1), mended where many programs err."""

import quopri
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from prst.agendas.limits import LINES_CAP
from prst.agendas.zones import Lines, resolve

READ = frozenset({"UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "LOCATION", "URL", "STATUS", "SEQUENCE", "EXDATE"})
RECURRING = frozenset({"RRULE", "RDATE", "RECURRENCE-ID"})
"""Properties that are read: of all events, and of those that recur."""
SEARCHED = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES"})
"""Properties in which the words that filter a calendar are looked for."""
ACCESS = frozenset({"CLASS", "X-CALENDARSERVER-ACCESS"})
"""Properties that say who may know (RFC 5545, section 3.8.1.3, and Apple's extension for a whole calendar)."""
WANTED = READ | RECURRING | SEARCHED | ACCESS
MOMENTS = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
"""Properties that hold days and hours."""
DAMAGE = "\N{REPLACEMENT CHARACTER}"

_ZONE = re.compile(r';TZID=("[^"]*"|[^;]*)', re.IGNORECASE)
_RANGE = re.compile(r";RANGE=THISANDFUTURE(?=;|$)", re.IGNORECASE)
_HEAD = re.compile(r'[^:"]*(?:"[^"]*"[^:"]*)*:')
"""Name and parameters of a line; what stands in quotes may hold a colon."""
_PRINTABLE = b";ENCODING=QUOTED-PRINTABLE"
_PROPERTY = re.compile(rb"[A-Z][A-Z-]+[:;]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CUT = r"Ã|[Ââ](?!\w)"
"""What the bytes of a character of UTF-8 that was cut are in the alphabet of Windows."""
_NO_TEXT = re.compile(rf"[^\w«»‘’“”‹›–—…€°·•©®\xa0\xad§²³%\x00-\x7f]|{_CUT}")
_NO_FRENCH = re.compile(rf"[^àâäçéèêëîïôöùûüœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ«»‘’“”–—…°\xa0\x00-\x7f]|{_CUT}")
"""What a text of Windows does not hold, and what a French line does not that stands among lines of UTF-8."""


class Unreadable(Exception):
    """No event can be read; the message is the code of a problem."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What matters in a file."""

    events: list[Lines] = field(default_factory=list)
    """The lines of each event, without those of its alarms, nor parameters that are not read."""
    zones: dict[str, str] = field(default_factory=dict)
    """Rules of the zones that the file defines, by the names that the lines of its events give them."""


def read_sheet(content: bytes) -> Sheet:
    """Return the lines of a file's events that matter. Raises Unreadable.

    An event ends where the next one or the calendar does, too. One that the end of the file cuts is left out. What a
    calendar says of all its events, each of them says: that they are cancelled (METHOD, RFC 5546, section 3.2.5) or
    private.
    """
    reader = _Reader()
    for line in unfolded(content):
        reader.take(line)
    rules: dict[str, str] = {}
    names: dict[str, str] = {}

    def named(zone: re.Match[str]) -> str:
        if zone[1] not in names:
            names[zone[1]], known = resolve(zone[1], reader.definitions)
            if known:
                rules[names[zone[1]]] = known
        return f';TZID="{names[zone[1]]}"' if names[zone[1]] else ""

    return Sheet([_said(lines, calendar, named) for lines, calendar in reader.events], rules)


class _Reader:
    """Takes the lines of a file one after the other, and keeps those of events and of time zones."""

    def __init__(self) -> None:
        self.events: list[tuple[Lines, dict[str, str]]] = []
        """Lines of events, each with what its calendar says."""
        self.definitions: dict[str, Lines] = {}
        """Lines of time zones, by name in small letters."""
        self._calendar: dict[str, str] = {}
        self._event: Lines | None = None
        self._zone: Lines | None = None
        self._inner = 0

    def take(self, line: str) -> None:
        head = line.partition(":")
        name = head[0].partition(";")[0].strip().upper()
        part = head[2].strip().upper() if name in ("BEGIN", "END") else ""
        if part in ("VEVENT", "VCALENDAR"):
            self._begin_or_end(name, part)
        elif part == "VTIMEZONE":  # within an event too, as some programs write it
            self._begin_or_end_zone(name)
        elif self._zone is not None:
            if len(self._zone) <= LINES_CAP:
                self._zone.append((name, line))
        elif self._event is not None:
            if part:
                self._inner = max(self._inner + (1 if name == "BEGIN" else -1), 0)
            elif not self._inner and name in WANTED:
                self._event.append((name, line))
        elif part:
            self._inner = max(self._inner + (1 if name == "BEGIN" else -1), 0)
        elif not self._inner and name in ("METHOD", *ACCESS):
            self._calendar[name] = line

    def _begin_or_end(self, name: str, part: str) -> None:
        if self._event or (self._event is not None and name == "END"):
            self.events.append((self._event or [], self._calendar))
        self._event = [] if (name, part) == ("BEGIN", "VEVENT") else None
        self._zone, self._inner = None, 0
        if part == "VCALENDAR":
            self._calendar = {}

    def _begin_or_end_zone(self, name: str) -> None:
        if name == "END" and self._zone is not None:
            found = next((line.partition(":")[2] for known, line in self._zone if known == "TZID"), "")
            self.definitions.setdefault(found.replace('"', "").strip().casefold(), self._zone)
        self._zone = [] if name == "BEGIN" else None


def is_whole(content: bytes) -> bool:
    """Whether the calendar ends after its last event: a file that does not was cut on its way."""
    text = _unmarked(content).upper()
    return text.rfind(b"END:VCALENDAR") > text.rfind(b"BEGIN:V")


def is_calendar(content: bytes) -> bool:
    """Whether a file is a calendar from its first line to its last, that says which version of the format it follows.

    Anything else may be what a server sends in the place of a calendar: that it holds no event means nothing.
    """
    try:
        lines = [line.strip().upper() for line in unfolded(content) if line.strip()]
    except Unreadable:
        return False
    opened = sum(line.startswith("BEGIN:") for line in lines) - sum(line.startswith("END:") for line in lines)
    ends = lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    return ends and not opened and any(line.startswith("VERSION:") for line in lines)


def value_of(lines: Lines, name: str) -> str:
    """Return the text of a property of an event, the first one where it stands twice, '' where it is absent."""
    return next((line.partition(":")[2].strip() for known, line in lines if known == name), "")


def unfolded(content: bytes) -> Iterator[str]:
    """Yield the content lines of a file. Raises Unreadable where there is no calendar in it.

    Lines are joined before they are decoded: some programs fold inside a character.
    """
    text = _unmarked(content).replace(b"\0", b"").replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n")
    if b"\n" not in text:
        text = text.replace(b"\r", b"\n")
    if not re.search(rb"^[ \t]*BEGIN:VCALENDAR[ \t\r]*$", text, re.IGNORECASE | re.MULTILINE):
        page = re.search(rb"<(!doctype|html)\b", text[:5000], re.IGNORECASE)
        raise Unreadable("agenda_page" if page else "agenda_autre")
    whole = re.sub(rb"\n[ \t]", b"", re.sub(rb"\n\n+", b"\n", text))
    if _PRINTABLE in whole.upper():
        whole = b"\n".join(_readable(whole.split(b"\n")))
    try:
        yield from whole.decode().split("\n")
    except UnicodeDecodeError:
        odd = _NO_FRENCH if _SEQUENCE.search(whole) else _NO_TEXT
        yield from (_decoded(line, odd) for line in whole.split(b"\n"))


def _readable(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines without the encoding of vCalendar 1.0 ("Property Value Encoding"), which some programs still write.

    Where a text ends with `=`, the next line goes on, unless it begins as a property does.
    """
    waiting: list[bytes] = []
    for line in lines:
        if waiting and waiting[-1].endswith(b"=") and not _PROPERTY.match(line):
            waiting.append(line)
            continue
        if waiting:
            yield _letters(b"\n".join(waiting))
        waiting = [line] if _PRINTABLE in line.partition(b":")[0].upper() else []
        if not waiting:
            yield line
    if waiting:
        yield _letters(b"\n".join(waiting))


def _letters(line: bytes) -> bytes:
    """Return a line with its letters in the place of figures, of UTF-8 or, where they are not, of Windows."""
    head, _, value = line.partition(b":")
    content = quopri.decodestring(value).replace(b"\0", b"")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return head + b":" + "\\n".join(text.splitlines()).encode()


def _unmarked(content: bytes) -> bytes:
    """Return a text as UTF-8, or as what it was where no mark says that it is UTF-16 (RFC 5545, section 3.1.4)."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").encode("utf-8", "replace")
    return content.removeprefix(BOM_UTF8)


def _decoded(line: bytes, odd: re.Pattern[str]) -> str:
    """Return a line of UTF-8 without its bad bytes, or one that an old program wrote as Windows did."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        windows = line.decode("cp1252", "replace")
    if _SEQUENCE.search(line) or DAMAGE in windows or odd.search(windows):
        return line.decode("utf-8", "replace")
    return windows


def _said(lines: Lines, calendar: dict[str, str], named: Callable[[re.Match[str]], str]) -> Lines:
    """Return the lines of an event as they are read, and what its calendar says of all its events."""
    found = [(name, _mended(name, line, named) if name in MOMENTS else _bare(name, line)) for name, line in lines]
    if not calendar:
        return found
    if _bare("METHOD", calendar.get("METHOD", "")).strip().upper() == "METHOD:CANCEL":
        found = [*((name, line) for name, line in found if name != "STATUS"), ("STATUS", "STATUS:CANCELLED")]
    return [*found, *((name, _bare(name, line)) for name, line in calendar.items() if name in ACCESS)]


def _bare(name: str, line: str) -> str:
    """Return a line without its parameters: those of texts are never read, and may hold whatever their program puts."""
    if line.startswith(f"{name}:"):
        return line
    head = _HEAD.match(line)
    return f"{name}:{line[head.end() :] if head else line.partition(':')[2]}"


def _mended(name: str, line: str, named: Callable[[re.Match[str]], str]) -> str:
    """Return the line of days or hours as it is read: of a zone that is known, without hours of a day, nor spaces."""
    head, _, written = line.rpartition(":")
    value = "".join(written.split()).upper()
    if head == name:
        return f"{name}:{value}"
    onwards = ";RANGE=THISANDFUTURE" if _RANGE.search(head) else ""
    if re.search(r";VALUE=DATE(;|$)", head, re.IGNORECASE):
        return f"{name};VALUE=DATE{onwards}:{re.sub('T[0-9]{6}Z?', '', value)}"
    kind = re.search(r";VALUE=(PERIOD|DATE-TIME)(?=;|$)", head, re.IGNORECASE)
    zone = _ZONE.search(head)
    return f"{name}{onwards}{named(zone) if zone else ''}{kind[0].upper() if kind else ''}:{value}"
