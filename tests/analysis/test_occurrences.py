"""When events take place: dates that are known in part, recurrences, and a horizon that no clock moves."""

from datetime import date
from typing import Any

import pytest

from prst.analysis.occurrences import (
    COMING_OF_EACH,
    HORIZON_YEARS,
    Occurrence,
    before,
    by_date,
    horizon,
    occurrences_of,
    reference_day,
    since,
)
from tests.catalogues import create_catalogue

LAST = date(2028, 12, 31)


def find_days(last: date = LAST, **fields: Any) -> list[tuple[str, str]]:
    """First and last day of each occurrence of one event."""
    evenement = create_catalogue(evenements={"essai": fields}).evenements["essai"]
    return [(str(one.debut), str(one.fin)) for one in occurrences_of(evenement, last)]


# An event that does not recur


@pytest.mark.parametrize(
    ("debut", "fin", "days"),
    [
        ("2026-06-16", None, ("2026-06-16", "2026-06-16")),
        ("2026-06-16", "2026-06-20", ("2026-06-16", "2026-06-20")),
        ("2026-06-16T14:30", None, ("2026-06-16", "2026-06-16")),
        ("2026-06-16T09:00", "2026-06-17T12:00", ("2026-06-16", "2026-06-17")),
        ("2026-02", None, ("2026-02-01", "2026-02-28")),
        ("2028-02", None, ("2028-02-01", "2028-02-29")),
        ("2026-12", None, ("2026-12-01", "2026-12-31")),
        ("2026-11", "2027-01", ("2026-11-01", "2027-01-31")),
        ("2026", None, ("2026-01-01", "2026-12-31")),
    ],
)
def test_partial_date_counts_from_its_first_to_its_last_day(debut: str, fin: str | None, days: tuple[str, str]) -> None:
    fields: dict[str, Any] = {"debut": debut, "fin": fin} if fin else {"debut": debut}
    assert find_days(**fields) == [days]


def test_single_event_is_found_whatever_the_horizon() -> None:
    assert find_days(last=date(2000, 1, 1), debut="2026-06-16") == [("2026-06-16", "2026-06-16")]


# One that recurs


def test_week_43_begins_on_a_monday() -> None:
    days = find_days(debut="2026-10-19", fin="2026-10-23", recurrence="FREQ=YEARLY;BYWEEKNO=43;BYDAY=MO")
    assert days == [("2026-10-19", "2026-10-23"), ("2027-10-25", "2027-10-29"), ("2028-10-23", "2028-10-27")]
    assert {(date.fromisoformat(first).isocalendar()[1:]) for first, _ in days} == {(43, 1)}


def test_third_monday_of_june() -> None:
    days = find_days(debut="2026-06-15", fin="2026-06-19", recurrence="FREQ=YEARLY;BYMONTH=6;BYDAY=3MO")
    assert days == [("2026-06-15", "2026-06-19"), ("2027-06-21", "2027-06-25"), ("2028-06-19", "2028-06-23")]


def test_same_day_each_year() -> None:
    days = find_days(debut="2026-04-28", recurrence="FREQ=YEARLY")
    assert [first for first, _ in days] == ["2026-04-28", "2027-04-28", "2028-04-28"]


def test_29_february_recurs_in_leap_years_only() -> None:
    assert [first for first, _ in find_days(debut="2024-02-29", recurrence="FREQ=YEARLY")] == [
        "2024-02-29",
        "2028-02-29",
    ]


@pytest.mark.parametrize("end", ["COUNT=2", "UNTIL=20270630", "UNTIL=20270630T220000Z"])
def test_recurrence_may_end(end: str) -> None:
    days = find_days(debut="2026-04-28", recurrence=f"FREQ=YEARLY;{end}")
    assert [first for first, _ in days] == ["2026-04-28", "2027-04-28"]


def test_exceptions_do_not_take_place() -> None:
    days = find_days(debut="2026-04-28", recurrence="FREQ=YEARLY", exceptions=["2027-04-28", "2027-04-29"])
    assert [first for first, _ in days] == ["2026-04-28", "2028-04-28"]


def test_exception_is_a_day_whatever_the_hour_of_the_event() -> None:
    days = find_days(debut="2026-04-28T14:30", recurrence="FREQ=YEARLY", exceptions=["2026-04-28", "2028-04-28"])
    assert [first for first, _ in days] == ["2027-04-28"]


def test_horizon_is_the_last_day_shown() -> None:
    assert find_days(last=date(2027, 4, 28), debut="2026-04-28", recurrence="FREQ=YEARLY")[-1][0] == "2027-04-28"
    assert find_days(last=date(2027, 4, 27), debut="2026-04-28", recurrence="FREQ=YEARLY")[-1][0] == "2026-04-28"


# Several events


def test_occurrences_come_by_date_then_title() -> None:
    catalogue = create_catalogue(
        evenements={
            "c": {"titre": "Zèbre", "debut": "2026-05-02"},
            "b": {"titre": "Abeille", "debut": "2026-05-02"},
            "a": {"titre": "Toujours", "debut": "2026-05-01", "recurrence": "FREQ=YEARLY"},
        }
    )
    last = date(2027, 12, 31)
    found = by_date(one for event in catalogue.evenements.values() for one in occurrences_of(event, last))
    assert [(str(one.debut), one.evenement.titre) for one in found] == [
        ("2026-05-01", "Toujours"),
        ("2026-05-02", "Abeille"),
        ("2026-05-02", "Zèbre"),
        ("2027-05-01", "Toujours"),
    ]


def test_an_event_is_to_come_until_its_last_day_is_over() -> None:
    evenement = create_catalogue(evenements={"essai": {}}).evenements["essai"]
    week = Occurrence(evenement, date(2026, 6, 16), date(2026, 6, 20))
    assert since([week], date(2026, 6, 20)) == [week]
    assert since([week], date(2026, 6, 21)) == []
    assert before([week], date(2026, 6, 20)) == []
    assert before([week], date(2026, 6, 21)) == [week]


def test_one_event_does_not_crowd_the_others_out() -> None:
    fields = {"debut": "2026-01-05", "recurrence": "FREQ=WEEKLY"}
    evenement = create_catalogue(evenements={"essai": fields}).evenements["essai"]
    found = list(occurrences_of(evenement, date(2028, 12, 31)))
    assert len(since(found, date(2026, 6, 1))) == COMING_OF_EACH < len(found)
    assert [str(one.debut) for one in before(found, date(2026, 6, 1))] == ["2026-05-25"]


# Counting without a clock


def test_reference_day_is_the_last_change_of_any_record() -> None:
    catalogue = create_catalogue(
        livrables={"a": {"ajoute_le": "2024-01-01", "modifie_le": "2024-05-01"}},
        cibles={"tpe": {"ajoute_le": "2024-06-02"}},
        evenements={"e": {"debut": "2030-01-01"}},
    )
    assert reference_day(catalogue) == date(2024, 6, 2)


def test_a_draft_does_not_move_the_reference_day() -> None:
    catalogue = create_catalogue(
        livrables={"a": {"ajoute_le": "2024-01-01"}, "b": {"ajoute_le": "2025-01-01", "statut": "brouillon"}}
    )
    assert reference_day(catalogue) == date(2024, 1, 1)


def test_reference_day_of_a_catalogue_without_dates_is_fixed() -> None:
    assert reference_day(create_catalogue()) == reference_day(create_catalogue(livrables={"a": {}})) == date(2026, 1, 1)


def test_horizon_is_the_end_of_a_year() -> None:
    """So that it seldom moves."""
    assert horizon(date(2026, 1, 1)) == horizon(date(2026, 12, 31)) == date(2026 + HORIZON_YEARS, 12, 31)
