"""Hours are those of the world, days those of the calendar, and a day in disguise is a day."""

import pytest

from prst.agendas.lengths import Length
from tests.agendas.calendars import calendar
from tests.agendas.sheets import lines, read


def ends(start: str, *content: str) -> list[str]:
    """The hour, or the day, at which each event of a file in Paris ends."""
    found, notes = read(calendar(lines("UID:a", "SUMMARY:A", f"DTSTART;TZID=Europe/Paris:{start}", *content)))
    assert notes == []
    return [row["heure_fin"] or row["fin"] for row in found]


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("20261025T013000", "PT1H", "2026-10-25T02:30:00+02:00"),
        ("20261025T013000", "PT2H", "2026-10-25T02:30:00+01:00"),
        ("20261025T013000", "PT120M", "2026-10-25T02:30:00+01:00"),
        ("20270328T013000", "PT1H", "2027-03-28T03:30:00+02:00"),
        ("20261024T120000", "P1D", "2026-10-25T12:00:00+01:00"),
        ("20261024T120000", "PT24H", "2026-10-25T11:00:00+01:00"),
        ("20261024T120000", "P1DT2H", "2026-10-25T14:00:00+01:00"),
        ("20261024T120000", "P1W", "2026-10-31T12:00:00+01:00"),
        ("20260616T090000", "+PT1H30M15S", "2026-06-16T10:30:15+02:00"),
    ],
)
def test_hours_are_exact_and_days_nominal(start: str, length: str, end: str) -> None:
    assert ends(start, f"DURATION:{length}") == [end]


def test_each_day_of_a_series_lasts_what_it_says() -> None:
    weekly = ["RRULE:FREQ=WEEKLY;COUNT=2"]
    assert ends("20261018T013000", "DURATION:PT2H", *weekly)[1] == "2026-10-25T02:30:00+01:00"
    assert ends("20261018T013000", "DURATION:P1D", *weekly)[1] == "2026-10-26T01:30:00+01:00"
    # what ends at an hour of the clock ends at that hour
    assert ends("20261018T013000", "DTEND;TZID=Europe/Paris:20261018T040000", *weekly)[1] == "2026-10-25T04:00:00+01:00"


def test_a_date_with_its_own_end_has_it() -> None:
    dates = "RDATE;TZID=Europe/Paris;VALUE=PERIOD:20261025T013000/PT2H,20261101T013000/20261101T043000"
    assert ends("20261018T013000", "DURATION:PT1H", dates) == [
        "2026-10-18T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
        "2026-11-01T04:30:00+01:00",
    ]


@pytest.mark.parametrize("text", ["", "P", "PT", "1H", "P1H", "PT1D", "PT1.5H", "P-1D", "-", "P1W2", "PT99999999999H"])
def test_what_is_no_length_is_none(text: str) -> None:
    assert Length.of(text) is None


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("20261214T000000", "20261214T235900", ("2026-12-14", "2026-12-14")),
        ("20261214T000000", "20261214T235959", ("2026-12-14", "2026-12-14")),
        ("20261214T000000", "20261215T000000", ("2026-12-14", "2026-12-14")),
        ("20261214T000000", "20261216T235900", ("2026-12-14", "2026-12-16")),
        ("20261214T000000", "20261216T235959", ("2026-12-14", "2026-12-16")),
        ("20261025T000000", "20261025T235959", ("2026-10-25", "2026-10-25")),
        ("20270328T000000", "20270328T235900", ("2027-03-28", "2027-03-28")),
    ],
)
@pytest.mark.parametrize("zone", [";TZID=Europe/Paris:{}", ":{}", ":{}Z", ";TZID=America/New_York:{}"])
def test_hours_from_midnight_to_the_end_of_a_day_are_days(
    start: str, end: str, days: tuple[str, str], zone: str
) -> None:
    content = [f"DTSTART{zone.format(start)}", f"DTEND{zone.format(end)}"]
    [row], notes = read(calendar(lines("UID:a", "SUMMARY:A", *content)))
    assert ((row["debut"], row["fin"]), row["heure_debut"], row["heure_fin"], notes) == (days, None, None, [])


@pytest.mark.parametrize("length", ["PT23H59M", "PT24H", "P1D", "PT23H59M59S"])
def test_a_length_of_a_day_from_midnight_is_a_day(length: str) -> None:
    assert ends("20261214T000000", f"DURATION:{length}") == ["2026-12-14"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("20261214T000000", "20261214T230000"),
        ("20261214T000100", "20261214T235900"),
        ("20261214T000000", "20261214T235800"),
    ],
)
def test_other_hours_are_hours(start: str, end: str) -> None:
    assert ends(start, f"DTEND;TZID=Europe/Paris:{end}")[0].startswith("2026-12-14T23:")
