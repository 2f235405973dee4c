"""What is kept of a calendar that was received: the properties that the site reads, of the events that it may show."""

from collections.abc import Iterable, Iterator, Sequence

from icalendar import vText
from icalendar.parser import Contentline, Contentlines

from prst.agendas.limits import LINE_CAP, LINES_CAP
from prst.agendas.lines import READ, Sheet, Unreadable, is_whole, read_sheet, unfolded
from prst.agendas.series import chosen, shown
from prst.agendas.texts import found_words, identity
from prst.agendas.zones import Lines

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Catalogue PRST//Copie d’un calendrier//FR")


def copied(content: bytes, words: Sequence[str] = ()) -> bytes:
    """Return the copy of a calendar, an .ics file. Raises Unreadable.

    Private events are not in it, nor are those that hold none of the words. Descriptions and categories are read for
    the words only: of an event that is kept for its words, the copy says which ones. A copy is its own copy. That of a
    calendar that was cut is cut, so that one who reads it knows.
    """
    sheet = read_sheet(content)
    events, _private = chosen(sheet.events, words)
    lines = [*HEAD, *_zones(sheet, events)]
    for event in events:
        held = list(_event(event, words))
        if len(held) <= LINES_CAP and all(len(line) <= LINE_CAP for line in held):  # what is longer is not read
            lines += ["BEGIN:VEVENT", *held, "END:VEVENT"]
    if is_whole(content):
        lines.append("END:VCALENDAR")
    folded: bytes = Contentlines(map(Contentline, (line.replace("\r", " ") for line in lines))).to_ical()  # type: ignore[no-untyped-call]
    return folded


def is_same(one: bytes, other: bytes) -> bool:
    """Whether two copies differ in nothing but the identifiers of their events.

    The ministry of education gives holidays other ones with each export.
    """
    try:
        return _without_identifiers(one) == _without_identifiers(other)
    except Unreadable:
        return False


def _event(event: Lines, words: Sequence[str]) -> Iterator[str]:
    for name, line in shown(event):
        yield f"UID:{identity(line.partition(':')[2].strip())}" if name == "UID" else line
    visible = [(name, line) for name, line in event if name in READ]
    held = set(found_words(event, words)) - set(found_words(visible, words))
    if held:
        yield f"DESCRIPTION:{vText(', '.join(word for word in words if word in held)).to_ical().decode()}"


def _zones(sheet: Sheet, events: Iterable[Lines]) -> Iterator[str]:
    text = "\n".join(line for event in events for _name, line in event if ";TZID=" in line)
    for name, rules in sheet.zones.items():
        if f'"{name}"' in text:
            yield from ("BEGIN:VTIMEZONE", f"TZID:{name}", *rules.split("\n"), "END:VTIMEZONE")


def _without_identifiers(content: bytes) -> list[str]:
    return [line for line in unfolded(content) if not line.startswith("UID:")]
