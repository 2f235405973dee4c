"""What is read of a calendar in tests, between two days that hold all of theirs."""

from datetime import date
from typing import Any

from prst.agendas.copying import copied
from prst.agendas.events import read_events

FIRST, LAST = date(2025, 1, 1), date(2029, 12, 31)


def lines(*content: str) -> str:
    """The lines of an event."""
    return "\r\n".join(["BEGIN:VEVENT", *content, "END:VEVENT", ""])


def read(content: bytes, *words: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The events of a file, and the codes of its notes. Its copy gives the same events, and is its own copy."""
    found = read_events(content, FIRST, LAST, words)
    copy = copied(content, words)
    assert read_events(copy, FIRST, LAST, words)["evenements"] == found["evenements"]
    assert copied(copy, words) == copy
    return found["evenements"], [note["code"] for note in found["notes"]]
