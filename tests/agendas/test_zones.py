"""An hour is that of the zone which its file means, whatever it is called."""

import pytest

from tests.agendas.calendars import calendar
from tests.agendas.sheets import lines, read


def hours(*content: str, zones: str = "") -> tuple[list[str], list[str]]:
    """The hours of Paris at which the events of a file begin, and the codes of its notes."""
    found, notes = read(calendar(zones, lines("UID:a", "SUMMARY:A", *content)))
    return [row["heure_debut"][:16] for row in found], notes


def zone(name: str, *parts: str) -> str:
    """The definition of a zone in a file."""
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *parts, "END:VTIMEZONE", ""])


def part(kind: str, before: str, after: str, *rules: str, start: str = "16010101T020000") -> str:
    """One half of a year of a zone, or all of it."""
    content = [f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", *rules]
    return "\r\n".join([f"BEGIN:{kind}", *content, f"END:{kind}"])


WINTER = part("STANDARD", "-0400", "-0500", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11")
SUMMER = part("DAYLIGHT", "-0500", "-0400", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3")


# Names


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ('"(UTC) Dublin, Edinburgh, Lisbon, London"', "11:00"),
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "11:00"),
        ("Dublin, Edinburgh, Lisbon, London", "11:00"),
        ("(UTC+00:00) Dublin, Édimbourg, Lisbonne, Londres", "11:00"),
        ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", "11:00"),
        ("GMT Standard Time", "11:00"),
        ("London", "11:00"),
        ("europe/london", "11:00"),
        ("(UTC+02:00) Athens, Bucharest", "09:00"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "10:00"),
        ("(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris", "10:00"),
        ("Heure de Paris", "10:00"),
        ("Central European Time", "10:00"),
        ("(UTC+00:00) Monrovia, Reykjavik", "12:00"),
        ("(UTC) Coordinated Universal Time", "12:00"),
        ("(UTC) Temps universel coordonné", "12:00"),
        ("Coordinated Universal Time", "12:00"),
        ("GMT", "12:00"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "16:00"),
        ("Eastern Time (US & Canada)", "16:00"),
        ("(UTC-08:00) Pacific Time (US & Canada)", "19:00"),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "06:30"),
        ("(UTC-06:00) Guadalajara, Mexico City, Monterrey", "18:00"),
        ("UTC+02:00", "10:00"),
        ("GMT-0500", "17:00"),
        ("+0530", "06:30"),
        ("Etc/GMT-2", "10:00"),
        ("/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires", "15:00"),
    ],
)
def test_a_name_of_a_zone_is_understood(name: str, hour: str) -> None:
    assert hours(f"DTSTART;TZID={name}:20270615T100000") == ([f"2027-06-15T{hour}"], [])


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("(UTC-05:00) Est (É.-U. et Canada)", "17:00"),
        ("(UTC+04:00) Ville-Inconnue", "08:00"),
        ("Europe", "10:00"),
        ("Chose", "10:00"),
    ],
)
def test_a_name_that_says_a_little_is_followed_and_told(name: str, hour: str) -> None:
    assert hours(f"DTSTART;TZID={name}:20270615T100000") == ([f"2027-06-15T{hour}"], ["agenda_fuseau"])


# Definitions


@pytest.mark.parametrize("before_its_events", [True, False])
def test_a_zone_of_the_file_is_followed_in_winter_and_in_summer(before_its_events: bool) -> None:
    defined = zone("Eastern Office", WINTER, SUMMER)
    events = [
        lines("UID:a", "SUMMARY:A", "DTSTART;TZID=Eastern Office:20270115T090000"),
        lines("UID:b", "SUMMARY:B", 'DTSTART;TZID="Eastern Office":20270615T090000'),
        lines("UID:c", "SUMMARY:C", "DTSTART;TZID=Eastern Office:20270320T090000"),
    ]
    found, notes = read(calendar(*([defined, *events] if before_its_events else [*events, defined])))
    begins = [row["heure_debut"] for row in found]
    assert begins == ["2027-01-15T15:00:00+01:00", "2027-03-20T14:00:00+01:00", "2027-06-15T15:00:00+02:00"]
    assert notes == []


def test_a_zone_of_one_offset_is_followed() -> None:
    defined = zone("Customized Time Zone", part("STANDARD", "+0000", "+0000"))
    assert hours("DTSTART;TZID=Customized Time Zone:20261203T100000", zones=defined) == (["2026-12-03T11:00"], [])


def test_series_exceptions_and_changes_follow_a_zone_of_the_file() -> None:
    series = [
        "DTSTART;TZID=Eastern:20270301T090000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Eastern:20270308T090000",
    ]
    change = lines("UID:a", "RECURRENCE-ID;TZID=Eastern:20270322T090000", "DTSTART;TZID=Eastern:20270322T110000")
    content = calendar(zone("Eastern", WINTER, SUMMER), lines("UID:a", "SUMMARY:A", *series), change)
    found, notes = read(content)
    assert [row["heure_debut"][:16] for row in found] == ["2027-03-01T15:00", "2027-03-15T14:00", "2027-03-22T16:00"]
    assert notes == []


def test_each_file_has_its_own_zones() -> None:
    start = "DTSTART;TZID=Chose:20270115T090000"
    assert hours(start, zones=zone("Chose", part("STANDARD", "-0500", "-0500")))[0] == ["2027-01-15T15:00"]
    assert hours(start, zones=zone("Chose", part("STANDARD", "+0900", "+0900")))[0] == ["2027-01-15T01:00"]


def test_dates_of_a_change_of_hours_may_be_listed() -> None:
    summer = part("DAYLIGHT", "+0900", "+1000", "RDATE:20270401T000000", start="20270401T000000")
    defined = zone("Chose", part("STANDARD", "+0900", "+0900", start="19700101T000000"), summer)
    assert hours("DTSTART;TZID=Chose:20270615T090000", zones=defined) == (["2027-06-15T01:00"], [])
    assert hours("DTSTART;TZID=Chose:20270315T090000", zones=defined) == (["2027-03-15T01:00"], [])


def test_a_place_means_the_same_in_each_file() -> None:
    defined = zone("Europe/Paris", part("STANDARD", "+0900", "+0900"))
    assert hours("DTSTART;TZID=Europe/Paris:20270615T090000", zones=defined) == (["2027-06-15T09:00"], [])


def test_an_abbreviation_means_what_its_file_says() -> None:
    assert hours("DTSTART;TZID=EST:20270615T090000", zones=zone("EST", WINTER, SUMMER))[0] == ["2027-06-15T15:00"]
    assert hours("DTSTART;TZID=EST:20270615T090000")[0] == ["2027-06-15T16:00"]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [WINTER],
        [part("STANDARD", "+9999", "+9999")],
        [part("STANDARD", "+0100", "midi")],
        [part("STANDARD", "-0400", "-0400", "RRULE:FREQ=SECONDLY")],
        [part("STANDARD", "-0400", "-0400", "RRULE:FREQ=YEARLY;BYHOUR=1,2,3")],
        [part("STANDARD", "-0400", "-0400", "RRULE:toujours")],
        [part("STANDARD", "-0400", "-0400", *["RDATE:20270101T000000"] * 1000)],
        [part("AUTRE", "-0400", "-0400")],
    ],
    ids=["nothing", "half", "99-hours", "word", "each-second", "hours", "no-rule", "endless", "another-part"],
)
def test_a_definition_of_no_use_is_told(parts: list[str]) -> None:
    start = "DTSTART;TZID=Chose:20270115T090000"
    assert hours(start, zones=zone("Chose", *parts)) == (["2027-01-15T09:00"], ["agenda_fuseau"])
