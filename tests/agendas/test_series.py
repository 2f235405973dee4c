"""Cancelled and moved occurrences, revisions, private events: what readers are told of a series."""

import pytest

from tests.agendas.calendars import calendar, event
from tests.agendas.sheets import lines, read

SERIES = lines(
    "UID:a",
    "DTSTART:20270303T090000Z",
    "DTEND:20270303T103000Z",
    "RRULE:FREQ=WEEKLY;COUNT=3",
    "SUMMARY:Réunion",
    "LOCATION:Lyon",
)
SINGLE = lines("UID:a", "DTSTART:20270303T090000Z", "SUMMARY:Réunion", "SEQUENCE:1")
Told = list[tuple[str, str, str]]
KEPT: Told = [(f"2027-03-{day}", "Réunion", "confirme") for day in ("03", "10", "17")]


def told(content: bytes, *words: str) -> Told:
    """Day, title and status of each event that a file announces without any note."""
    found, notes = read(content, *words)
    assert notes == []
    return [(row["debut"], row["titre"], row["statut"]) for row in found]


def sent(method: str, *events: str) -> bytes:
    """A calendar of a method."""
    return calendar(*events).replace(b"VERSION:2.0", f"METHOD:{method}\r\nVERSION:2.0".encode())


# Changes of one day


@pytest.mark.parametrize(
    "change",
    [
        ["RECURRENCE-ID:20270310T090000Z", "DTSTART:20270310T090000Z", "STATUS:CANCELLED"],
        ["RECURRENCE-ID:20270310T090000Z", "STATUS:CANCELLED"],
        ["RECURRENCE-ID;TZID=Europe/Paris:20270310T100000", "STATUS:CANCELED"],
        ["RECURRENCE-ID;VALUE=DATE:20270310", "STATUS:cancelled"],
        ["RECURRENCE-ID:20270310T090000Z", "STATUS:CANCELLED", "SUMMARY:Réunion", "SEQUENCE:3"],
    ],
    ids=["no-title", "no-start", "local-hour", "day", "whole"],
)
def test_a_cancelled_day_is_told_whatever_it_lacks(change: list[str]) -> None:
    content = calendar(SERIES, lines("UID:a", *change))
    assert told(content) == [KEPT[0], ("2027-03-10", "Réunion", "annule"), KEPT[2]]
    cancelled = read(content)[0][1]
    assert (cancelled["heure_fin"], cancelled["lieu"]) == ("2027-03-10T11:30:00+01:00", "Lyon")
    # the day goes with its series, whose words it does not repeat
    assert told(content, "réunion") == told(content)
    assert told(content, "autre") == []


def test_a_moved_day_takes_from_its_series_what_it_does_not_say() -> None:
    moved = lines("UID:a", "RECURRENCE-ID:20270310T090000Z", "DTSTART:20270311T130000Z")
    row = read(calendar(SERIES, moved))[0][1]
    assert (row["titre"], row["lieu"], row["heure_debut"], row["heure_fin"], row["jour_prevu"]) == (
        "Réunion",
        "Lyon",
        "2027-03-11T14:00:00+01:00",
        "2027-03-11T15:30:00+01:00",
        "2027-03-10",
    )


def test_a_change_keeps_what_it_says() -> None:
    own = ["SUMMARY:Visite", "LOCATION:Bron", "DTEND:20270310T100000Z", "DTSTART:20270310T090000Z"]
    row = read(calendar(SERIES, lines("UID:a", "RECURRENCE-ID:20270310T090000Z", *own)))[0][1]
    assert (row["titre"], row["lieu"], row["heure_fin"]) == ("Visite", "Bron", "2027-03-10T11:00:00+01:00")


def test_the_last_revision_of_a_change_counts_then_its_cancellation() -> None:
    moved = lines("UID:a", "SEQUENCE:2", "RECURRENCE-ID:20270310T090000Z", "DTSTART:20270311T090000Z")
    for number, status in ((1, "confirme"), (2, "annule"), (3, "annule")):
        cancelled = lines("UID:a", f"SEQUENCE:{number}", "RECURRENCE-ID:20270310T090000Z", "STATUS:CANCELLED")
        for order in ([moved, cancelled], [cancelled, moved]):
            assert [row[2] for row in told(calendar(SERIES, *order))] == ["confirme", status, "confirme"]


def test_what_is_cancelled_from_one_day_on_is_so_to_the_end() -> None:
    content = calendar(SERIES, lines("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270310T090000Z", "STATUS:CANCELLED"))
    assert [row[2] for row in told(content)] == ["confirme", "annule", "annule"]


def test_a_range_of_days_without_hours_goes_on() -> None:
    series = lines("UID:a", "DTSTART;VALUE=DATE:20270303", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Réunion")
    change = lines("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270310", "STATUS:CANCELLED")
    assert [row[2] for row in told(calendar(series, change))] == ["confirme", "annule", "annule"]


def test_a_cancellation_of_what_nobody_announced_says_nothing() -> None:
    assert told(calendar(lines("UID:b", "RECURRENCE-ID:20270310T090000Z", "STATUS:CANCELLED"), SERIES)) == KEPT
    assert told(calendar(lines("UID:b", "STATUS:CANCELLED"), SERIES)) == KEPT


# Whole events


@pytest.mark.parametrize(
    "cancellation",
    [
        ["SEQUENCE:2"],
        ["SEQUENCE:1"],
        [],
        ["SEQUENCE:2", "DTSTART:20270303T090000Z"],
        ["SEQUENCE:2", "DTSTART;TZID=Europe/Paris:20270303T100000", "SUMMARY:Réunion"],
        ["SEQUENCE:2", "DTSTART:20270303T090000Z", "SUMMARY:ANNULÉ – Réunion"],
        ["SEQUENCE:2", "DTSTART:20270404T090000Z", "SUMMARY:Réunion"],
        ["SUMMARY:Réunion"],
    ],
    ids=["later", "same", "no-number", "start", "other-form", "other-title", "other-day", "title"],
)
def test_an_event_is_cancelled_by_a_revision_of_it(cancellation: list[str]) -> None:
    cancelled = lines("UID:a", "STATUS:CANCELLED", *cancellation)
    expected = [("2027-03-03", "Réunion", "annule")]
    for events in ([SINGLE, cancelled], [cancelled, SINGLE]):
        assert told(calendar(*events)) == expected
    by_method = lines("UID:a", *cancellation)
    assert told(calendar(SINGLE) + sent("CANCEL", by_method)) == expected


def test_an_older_cancellation_was_taken_back() -> None:
    assert told(calendar(SINGLE, lines("UID:a", "SEQUENCE:0", "STATUS:CANCELLED"))) == [KEPT[0]]


def test_a_cancelled_series_is_cancelled_on_all_its_days() -> None:
    moved = lines("UID:a", "RECURRENCE-ID:20270310T090000Z", "DTSTART:20270311T090000Z", "STATUS:CONFIRMED")
    found = told(calendar(SERIES, moved, lines("UID:a", "SEQUENCE:1", "STATUS:CANCELLED")))
    assert found == [(day, "Réunion", "annule") for day in ("2027-03-03", "2027-03-11", "2027-03-17")]


def test_a_calendar_of_cancellations_cancels() -> None:
    assert [row[2] for row in told(sent("CANCEL", SERIES))] == ["annule"] * 3
    assert [row[2] for row in told(sent("cancel", SERIES.replace("SUMMARY", "STATUS:CONFIRMED\r\nSUMMARY")))] == [
        "annule"
    ] * 3
    assert told(sent("PUBLISH", SERIES)) == KEPT
    # that of another calendar of the file is its own
    assert told(sent("CANCEL", lines("UID:b", "SUMMARY:B")) + calendar(SERIES)) == KEPT


def test_events_that_share_an_identifier_are_cancelled_one_by_one() -> None:
    other = lines("UID:a", "DTSTART:20270404T090000Z", "SUMMARY:Visite")
    found = told(
        calendar(SINGLE, other, lines("UID:a", "DTSTART:20270404T090000Z", "SUMMARY:Visite", "STATUS:CANCELLED"))
    )
    assert found == [("2027-03-03", "Réunion", "confirme"), ("2027-04-04", "Visite", "annule")]


# Private events

PRIVATE = [
    "CLASS:PRIVATE",
    "CLASS:CONFIDENTIAL",
    "CLASS:X-INTERNE",
    "class:private",
    "CLASS;X-A=1:Private",
    "CLASS:",
    "X-CALENDARSERVER-ACCESS:PRIVATE",
    "X-CALENDARSERVER-ACCESS:RESTRICTED",
]


@pytest.mark.parametrize("line", PRIVATE)
def test_a_private_event_reaches_nothing_and_is_counted(line: str) -> None:
    found, notes = read(calendar(event(line, uid="b", title="Entretien"), event(uid="c", title="Public")))
    assert ([row["titre"] for row in found], notes) == (["Public"], ["agenda_prive"])


@pytest.mark.parametrize("line", ["CLASS:PUBLIC", "CLASS:public", "X-CALENDARSERVER-ACCESS:PUBLIC"])
def test_a_public_event_is_shown(line: str) -> None:
    assert len(told(calendar(event(line)))) == 1


@pytest.mark.parametrize("value", ["PRIVATE", "CONFIDENTIAL", "RESTRICTED"])
def test_a_private_calendar_has_private_events(value: str) -> None:
    content = calendar(SERIES).replace(b"VERSION:2.0", f"VERSION:2.0\r\nX-CALENDARSERVER-ACCESS:{value}".encode())
    assert read(content) == ([], ["agenda_prive"])


def test_a_private_change_takes_its_day_away_and_says_no_more() -> None:
    change = ["UID:a", "RECURRENCE-ID:20270310T090000Z", "DTSTART:20270311T090000Z", "SUMMARY:Entretien"]
    found, notes = read(calendar(SERIES, lines(*change, "CLASS:PRIVATE")))
    assert ([row["debut"] for row in found], notes) == (["2027-03-03", "2027-03-17"], ["agenda_prive"])


def test_a_change_of_a_private_series_is_private_unless_it_says_otherwise() -> None:
    series = SERIES.replace("SUMMARY", "CLASS:CONFIDENTIAL\r\nSUMMARY")
    change = ["UID:a", "RECURRENCE-ID:20270310T090000Z", "DTSTART:20270311T090000Z"]
    assert read(calendar(series, lines(*change, "SUMMARY:Visite"))) == ([], ["agenda_prive"])
    [shown], _notes = read(calendar(series, lines(*change, "SUMMARY:Visite", "CLASS:PUBLIC")))
    assert (shown["titre"], shown["lieu"]) == ("Visite", None)


def test_the_note_does_not_name_what_is_private() -> None:
    from prst.agendas.events import read_events
    from tests.agendas.sheets import FIRST, LAST

    [note] = read_events(calendar(event("CLASS:PRIVATE"), event("CLASS:PRIVATE", uid="b")), FIRST, LAST)["notes"]
    assert note == {"code": "agenda_prive", "nombre": 2, "exemple": ""}
