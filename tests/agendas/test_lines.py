"""Files that are odd in form give the lines that their authors meant."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prst.agendas.lines import Unreadable, is_calendar, is_whole, read_sheet
from tests.agendas.calendars import FOOT, GOOD, HEAD, calendar, event

TITLE = "Été à Nîmes, œuvre"


def titles(content: bytes) -> list[str]:
    """The titles of the events of a file."""
    return [line.partition(":")[2] for lines in read_sheet(content).events for name, line in lines if name == "SUMMARY"]


# Bytes


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace("\r\n", "\n").encode(),
        lambda text: text.replace("\r\n", "\r").encode(),
        lambda text: text.replace("\r\n", "\r\r\n").encode(),
        lambda text: text.replace("\r\n", "\r\n\r\n").encode(),
        lambda text: b"\r\n" + text.encode(),
    ],
    ids=["utf-8", "marked", "utf-16", "utf-16-be", "windows", "lf", "cr", "crcrlf", "double-spaced", "blank-line"],
)
def test_text_is_read_whatever_its_encoding_and_its_ends_of_lines(encode: Callable[[str], bytes]) -> None:
    assert titles(encode(calendar(event(title=TITLE)).decode())) == [TITLE]


def test_a_character_that_is_folded_in_two_is_one() -> None:
    whole = calendar(event(title=TITLE))
    cut = whole.index("é".encode()) + 1
    assert titles(whole[:cut] + b"\r\n " + whole[cut:]) == [TITLE]


def test_one_bad_character_spoils_its_own_line_only() -> None:
    assert titles(calendar(event(title=TITLE), event(title="?")).replace(b":?", b":\xe9t\xe9")) == [TITLE, "été"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Journée… activit".encode() + b"\xc3", "Journée… activit\ufffd"),
        (b"activit\xc3", "activit\ufffd"),
        (b"l\xe2\x80 emploi", "l\ufffd emploi"),
        (b"a\xffb", "a\ufffdb"),
        ("prév".encode() + b"\xe9", "prév\ufffd"),
        (b"\x93Journ\xe9e\x94, c\x9cur", "“Journée”, cœur"),
        (b"NO\xcbL", "NOËL"),
    ],
)
def test_a_bad_byte_is_replaced_alone_among_lines_of_utf_8(written: bytes, title: str) -> None:
    content = calendar(event(title=TITLE), event(title="?")).replace(b":?", b":" + written)
    assert titles(content) == [TITLE, title]


def test_a_file_of_windows_may_hold_other_letters() -> None:
    assert titles(calendar(event(title="S?o, ?2")).replace(b"S?o, ?2", b"S\xe3o, \x802")) == ["São, €2"]
    assert titles(calendar(event(title="?")).replace(b":?", b":activit\xc3")) == ["activit\ufffd"]


def test_separators_of_other_alphabets_end_no_line() -> None:
    assert titles(calendar(event(title="a\u2028b\x85c\x0bd"))) == ["a\u2028b\x85c\x0bd"]


@pytest.mark.parametrize("space", [b"\n", b"\r\n", b"\r", b" "])
def test_nothing_but_space_is_no_calendar_and_is_seen_soon(space: bytes) -> None:
    with pytest.raises(Unreadable, match="agenda_autre"):
        titles(space * 2_000_000)


# Ends


def test_an_event_ends_where_the_next_one_or_the_calendar_does() -> None:
    opened = event(title="Ouvert").removesuffix("END:VEVENT\r\n")
    assert titles(calendar(opened, GOOD, opened)) == ["Ouvert", "Bon", "Ouvert"]


def test_an_event_that_the_end_of_the_file_cuts_is_left_out() -> None:
    assert titles(calendar(GOOD, event())[:-30]) == ["Bon"]


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (calendar(GOOD), True),
        (calendar(GOOD) + calendar(), True),
        (calendar(GOOD).lower() + b"<!-- 0.2 s -->", True),
        (calendar(GOOD).decode().encode("utf-16"), True),
        (calendar(GOOD)[: -len(FOOT)], False),
        (calendar(GOOD) + HEAD.encode(), False),
        (calendar(GOOD)[:-40], False),
        (b"", False),
    ],
    ids=["whole", "two", "in-small-letters", "utf-16", "no-end", "a-second-begins", "cut", "nothing"],
)
def test_a_calendar_that_is_whole_ends_after_its_last_event(content: bytes, whole: bool) -> None:
    assert is_whole(content) == whole


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (calendar(GOOD), True),
        (calendar(), True),
        (b"\xef\xbb\xbf" + calendar().lower() + b"\r\n", True),
        (calendar()[: -len(FOOT)], False),
        (calendar(GOOD).replace(b"END:VEVENT", b"X:"), False),
        (calendar() + b"<!-- erreur -->", False),
        (b"Erreur\n" + calendar(), False),
        (calendar().replace(b"VERSION", b"X"), False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_a_calendar_is_one_from_its_first_line_to_its_last(content: bytes, is_one: bool) -> None:
    assert is_calendar(content) == is_one


# Days, hours and zones


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("DTSTART:20260616T090000", "DTSTART:20260616T090000"),
        ("DTSTART;VALUE=DATE:20260616", "DTSTART;VALUE=DATE:20260616"),
        ("DTSTART;VALUE=DATE:20260616T000000", "DTSTART;VALUE=DATE:20260616"),
        ("DTSTART;VALUE=DATE-TIME:20260616T090000", "DTSTART;VALUE=DATE-TIME:20260616T090000"),
        ("DTSTART;TZID=Asia/Tokyo:20260616T090000", 'DTSTART;TZID="Asia/Tokyo":20260616T090000'),
        (
            "DTSTART;TZID=(UTC+01:00) Brussels, Copenhagen, Madrid, Paris:20260616T090000",
            'DTSTART;TZID="Europe/Paris":20260616T090000',
        ),
        ("DTSTART;TZID=tzone://Microsoft/Utc:20260616T090000", 'DTSTART;TZID="UTC":20260616T090000'),
        ('DTSTART;TZID="(UTC) Coordinated Universal Time":20260616T090000', 'DTSTART;TZID="UTC":20260616T090000'),
        ("DTSTART;TZID=(UTC-05:00) Eastern:20260616T090000", 'DTSTART;TZID="America/New_York":20260616T090000'),
        ("DTSTART;TZID=UTC+1:20260616T090000", 'DTSTART;TZID="x-utc+0100":20260616T090000'),
        ("DTSTART;TZID=/a.org/2005_1/Europe/Paris:20260616T090000", 'DTSTART;TZID="Europe/Paris":20260616T090000'),
        ("DTSTART;TZID=:20260616T090000", "DTSTART:20260616T090000"),
        (
            "RDATE;TZID=Europe/Paris 1;VALUE=PERIOD:20260616T090000/PT1H",
            'RDATE;TZID="Europe/Paris";VALUE=PERIOD:20260616T090000/PT1H',
        ),
        (
            "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20260616T090000",
            'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID="Europe/Paris":20260616T090000',
        ),
    ],
)
def test_zones_and_days_are_written_as_the_library_reads_them(line: str, mended: str) -> None:
    [lines] = read_sheet(calendar(event(line, start=""))).events
    assert lines[-1][1] == mended


@given(st.binary(max_size=200), st.sampled_from([b"", b"DTSTART;TZID=", b"RDATE;VALUE=DATE"]))
def test_any_bytes_cost_their_own_line_only(content: bytes, name: bytes) -> None:
    line = name + content.replace(b"\r", b"").replace(b"\n", b"").replace(b"BEGIN", b"").replace(b"END", b"")
    assert titles(calendar(event("X", title="A"), GOOD).replace(b"\r\nX\r\n", b"\r\nX" + line + b"\r\n")) == [
        "A",
        "Bon",
    ]
