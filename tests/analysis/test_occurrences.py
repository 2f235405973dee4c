"""When events take place: dates that are known in part, recurrences, and a horizon that no clock moves."""

from datetime import date
from typing import Any

import pytest

from prst.analysis.occurrences import COMING_OF_EACH, Occurrence, before, occurrences_of, since
from prst.analysis.rendez_vous import order
from prst.records.catalogue import HORIZON_YEARS, horizon, reference_day
from prst.records.dates import PartialDate
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


# A season


@pytest.mark.parametrize(
    ("debut", "saison", "days"),
    [
        ("2027-06-01", "06-01/09-15", [("2027-06-01", "2027-09-15"), ("2028-06-01", "2028-09-15")]),
        ("2026-11-01", "11-01/03-31", [(f"{year}-11-01", f"{year + 1}-03-31") for year in (2026, 2027, 2028)]),
        ("2027-02-01", "02-01/03-01", [("2027-02-01", "2027-03-01"), ("2028-02-01", "2028-03-01")]),
        ("2028-12-31", "12-31/12-31", [("2028-12-31", "2028-12-31")]),
    ],
)
def test_a_season_comes_each_year_and_ends_on_its_last_day(
    debut: str, saison: str, days: list[tuple[str, str]]
) -> None:
    """A year of 366 days moves no end, and a season may end in the year after the one in which it begins."""
    assert find_days(debut=debut, saison=saison) == days


def test_a_date_that_is_written_out_is_confirmed() -> None:
    fields = {
        "debut": "2026-06-15",
        "recurrence": "FREQ=YEARLY;BYMONTH=6;BYDAY=3MO",
        "date_a_confirmer": "oui",
        "modifications": [
            {"date": "2027-06-21", "debut": "2027-06-21"},
            {"date": "2028-06-19", "statut": "annule"},
        ],
        "autres_dates": [{"debut": "2026-10-01"}],
    }
    evenement = create_catalogue(evenements={"semaine": fields}).evenements["semaine"]
    found = {str(one.debut): one.a_confirmer for one in occurrences_of(evenement, LAST)}
    assert found == {"2026-06-15": True, "2027-06-21": False, "2028-06-19": False, "2026-10-01": False}


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


def test_rendez_vous_come_by_day_then_hour_then_title_and_those_without_a_day_end_their_month_or_year() -> None:
    catalogue = create_catalogue(
        evenements={
            "c": {"titre": "Zèbre", "debut": "2026-05-02"},
            "b": {"titre": "Abeille", "debut": "2026-05-02"},
            "d": {"titre": "Matin", "debut": "2026-05-02T09:00"},
            "e": {"titre": "Fin de matinée", "debut": "2026-05-02T10:30"},
            "a": {"titre": "Toujours", "debut": "2026-05-01", "recurrence": "FREQ=YEARLY"},
            "f": {"titre": "En mai", "debut": "2026-05"},
            "g": {"titre": "Dans l’année", "debut": "2026"},
            "h": {"titre": "Décembre", "debut": "2026-12-31"},
        }
    )
    last = date(2027, 12, 31)
    everything = (one for event in catalogue.evenements.values() for one in occurrences_of(event, last))
    found = sorted(everything, key=order)
    assert [(str(one.debut), one.evenement.titre) for one in found] == [
        ("2026-05-01", "Toujours"),
        ("2026-05-02", "Abeille"),
        ("2026-05-02", "Zèbre"),
        ("2026-05-02", "Matin"),
        ("2026-05-02", "Fin de matinée"),
        ("2026-05-01", "En mai"),
        ("2026-12-31", "Décembre"),
        ("2026-01-01", "Dans l’année"),
        ("2027-05-01", "Toujours"),
    ]


def test_an_event_is_to_come_until_its_last_day_is_over() -> None:
    evenement = create_catalogue(evenements={"essai": {}}).evenements["essai"]
    week = Occurrence.of(evenement, PartialDate(2026, 6, 16), PartialDate(2026, 6, 20))
    assert list(since([week], date(2026, 6, 20))) == [week]
    assert list(since([week], date(2026, 6, 21))) == []
    assert before([week], date(2026, 6, 20)) == []
    assert before([week], date(2026, 6, 21)) == [week]


def test_one_event_does_not_crowd_the_others_out() -> None:
    fields = {"debut": "2026-01-05", "recurrence": "FREQ=WEEKLY"}
    evenement = create_catalogue(evenements={"essai": fields}).evenements["essai"]
    found = list(occurrences_of(evenement, date(2028, 12, 31)))
    assert len(list(since(found, date(2026, 6, 1)))) == COMING_OF_EACH < len(found)
    assert [str(one.debut) for one in before(found, date(2026, 6, 1))] == ["2026-05-25"]


# Counting without a clock


def test_reference_day_is_the_last_change_of_any_record() -> None:
    catalogue = create_catalogue(
        livrables={"a": {"ajoute_le": "2024-01-01", "modifie_le": "2024-05-01"}},
        cibles={"tpe": {"ajoute_le": "2024-06-02"}},
        evenements={"e": {"debut": "2030-01-01"}},
    )
    assert reference_day(catalogue) == date(2024, 6, 2)


@pytest.mark.parametrize("wrong", [["2027-11-21"], ["2062-11-21"], ["2027-11-21"] * 2, ["2062-11-21", "2027-03-01"]])
def test_a_wrong_year_does_not_move_the_reference_day(wrong: list[str]) -> None:
    days = ["2026-11-21", "2026-11-02", "2026-10-15", "2026-01-01", *wrong]
    livrables = {f"l{rank}": {"ajoute_le": "2025-01-01", "modifie_le": day} for rank, day in enumerate(days)}
    assert reference_day(create_catalogue(livrables=livrables)) == date(2026, 11, 21)


def test_the_reference_day_moves_on_with_the_third_change_after_a_silence() -> None:
    days = ["2024-01-01", "2024-01-02", "2024-01-03", "2026-02-01", "2026-02-10", "2026-03-20"]
    seen = [
        reference_day(create_catalogue(livrables={f"l{rank}": {"ajoute_le": day} for rank, day in enumerate(found)}))
        for found in (days[:5], days)
    ]
    assert seen == [date(2024, 1, 3), date(2026, 3, 20)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2026-03-01"], "2026-03-01"),
        (["2026-03-01", "2026-02-01"], "2026-03-01"),
        (["2062-03-01", "2026-02-01"], "2026-02-01"),
        (["2026-01-01", "2025-01-01", "2024-01-01"], "2025-01-01"),
    ],
)
def test_a_young_or_quiet_catalogue_has_a_reference_day_too(days: list[str], expected: str) -> None:
    livrables = {f"l{rank}": {"ajoute_le": day} for rank, day in enumerate(days)}
    assert reference_day(create_catalogue(livrables=livrables)) == date.fromisoformat(expected)


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


# Hours of Paris


def find_all(last: date = LAST, **fields: Any) -> list[Occurrence]:
    """The occurrences of one event."""
    return list(occurrences_of(create_catalogue(evenements={"essai": fields}).evenements["essai"], last))


def find_hours(**fields: Any) -> list[tuple[str, str]]:
    """Start and end of each occurrence of one event, as ISO texts."""
    return [(str(one.heure_debut), str(one.heure_fin)) for one in find_all(**fields)]


@pytest.mark.parametrize(
    ("debut", "hour"),
    [
        ("2026-01-15T09:30", "2026-01-15 09:30:00+01:00"),
        ("2026-07-15T09:30", "2026-07-15 09:30:00+02:00"),
        ("2026-03-29T01:59", "2026-03-29 01:59:00+01:00"),
        ("2026-03-29T02:30", "2026-03-29 03:30:00+02:00"),  # an hour that does not exist
        ("2026-03-29T03:00", "2026-03-29 03:00:00+02:00"),
        ("2026-10-25T01:59", "2026-10-25 01:59:00+02:00"),
        ("2026-10-25T02:30", "2026-10-25 02:30:00+02:00"),  # the first of two
        ("2026-10-25T03:00", "2026-10-25 03:00:00+01:00"),
        ("2026-06-16", "None"),
        ("2026-06", "None"),
    ],
)
def test_hour_is_that_of_paris_on_both_sides_of_a_clock_change(debut: str, hour: str) -> None:
    assert find_hours(debut=debut) == [(hour, "None")]


def test_a_weekly_event_keeps_its_hour_when_the_clocks_change() -> None:
    fields = {"debut": "2026-10-20T09:00", "fin": "2026-10-20T10:00", "recurrence": "FREQ=WEEKLY;COUNT=2"}
    assert find_hours(**fields) == [
        ("2026-10-20 09:00:00+02:00", "2026-10-20 10:00:00+02:00"),
        ("2026-10-27 09:00:00+01:00", "2026-10-27 10:00:00+01:00"),
    ]


def test_a_night_ends_at_the_hour_that_is_written() -> None:
    fields = {"debut": "2026-10-17T22:00", "fin": "2026-10-18T06:00", "recurrence": "FREQ=WEEKLY;COUNT=2"}
    assert find_hours(**fields)[1] == ("2026-10-24 22:00:00+02:00", "2026-10-25 06:00:00+01:00")


def test_days_of_a_calendar_file_end_the_day_after() -> None:
    """RFC 5545, section 3.6.1: DTEND is exclusive."""
    assert [str(one.lendemain) for one in find_all(debut="2026-02-27", fin="2026-02-28")] == ["2026-03-01"]
    assert [str(one.lendemain) for one in find_all(debut="2026-12-31")] == ["2027-01-01"]


@pytest.mark.parametrize(("debut", "complete"), [("2026", False), ("2026-11", False), ("2026-11-02", True)])
def test_what_has_no_day_is_not_complete(debut: str, complete: bool) -> None:
    assert [one.complete for one in find_all(debut=debut)] == [complete]


# Several dates and cities


def test_what_another_date_leaves_out_is_the_event_s() -> None:
    found = find_all(
        debut="2026-10-08T08:30",
        fin="2026-10-08T10:00",
        lieu="Saint-Étienne",
        autres_dates=[
            {"debut": "2026-10-15", "lieu": "Roanne"},
            {"debut": "2026-11-05T18:00"},
            {"debut": "2026-12", "statut": "reporte"},
            {"debut": "2026-12-01", "fin": "2026-12-03"},
        ],
    )
    assert [(str(one.quand), str(one.jusqua), one.lieu, one.statut) for one in found] == [
        ("2026-10-08T08:30", "2026-10-08T10:00", "Saint-Étienne", "confirme"),
        ("2026-10-15T08:30", "2026-10-15T10:00", "Roanne", "confirme"),
        ("2026-11-05T18:00", "2026-11-05T19:30", "Saint-Étienne", "confirme"),
        ("2026-12", "None", "Saint-Étienne", "reporte"),
        ("2026-12-01", "2026-12-03", "Saint-Étienne", "confirme"),
    ]


@pytest.mark.parametrize(
    ("debut", "fin", "other", "days"),
    [
        ("2026-10-08", "2026-10-10", "2026-10-30", ("2026-10-30", "2026-11-01")),
        ("2026-10-08", None, "2026-10-30T09:00", ("2026-10-30", "2026-10-30")),
        ("2026-10-08", "2026-10-10", "2026-10-30T09:00", ("2026-10-30", "2026-10-30")),
        ("2026-10", "2026-11", "2026-12-01", ("2026-12-01", "2026-12-01")),
        ("2026-10-08T22:00", "2026-10-09T02:00", "2026-10-30T23:00", ("2026-10-30", "2026-10-31")),
    ],
)
def test_another_date_lasts_as_long(debut: str, fin: str | None, other: str, days: tuple[str, str]) -> None:
    fields: dict[str, Any] = {"debut": debut, **({"fin": fin} if fin else {}), "autres_dates": [{"debut": other}]}
    assert find_days(**fields)[1] == days


def test_other_dates_add_to_a_recurrence_and_have_no_horizon() -> None:
    days = find_days(
        date(2026, 12, 31), debut="2026-04-28", recurrence="FREQ=YEARLY", autres_dates=[{"debut": "2040-01-01"}]
    )
    assert [first for first, _ in days] == ["2026-04-28", "2040-01-01"]


# What was moved or cancelled


def test_a_cancelled_occurrence_is_kept_and_marked() -> None:
    found = find_all(
        debut="2026-04-28", recurrence="FREQ=YEARLY", modifications=[{"date": "2027-04-28", "statut": "annule"}]
    )
    assert [(str(one.debut), one.statut) for one in found] == [
        ("2026-04-28", "confirme"),
        ("2027-04-28", "annule"),
        ("2028-04-28", "confirme"),
    ]


def test_a_moved_occurrence_keeps_its_hour_and_length() -> None:
    found = find_all(
        debut="2026-09-01T14:00",
        fin="2026-09-01T16:00",
        recurrence="FREQ=MONTHLY;BYDAY=1TU;COUNT=2",
        modifications=[{"date": "2026-10-06", "debut": "2026-10-27", "lieu": "Lyon"}],
    )[1]
    assert (str(found.heure_debut), str(found.heure_fin)) == ("2026-10-27 14:00:00+01:00", "2026-10-27 16:00:00+01:00")
    assert (found.lieu, found.statut, found.deplace, str(found.jour_prevu)) == ("Lyon", "confirme", True, "2026-10-06")


def test_a_place_may_change_once() -> None:
    found = find_all(
        debut="2026-04-28",
        lieu="Lyon",
        recurrence="FREQ=YEARLY",
        modifications=[{"date": "2027-04-28", "lieu": "Roanne"}],
    )
    assert [(one.lieu, one.deplace) for one in found] == [("Lyon", False), ("Roanne", False), ("Lyon", False)]


def test_a_modification_is_stronger_than_an_exception() -> None:
    days = find_days(
        debut="2026-04-28",
        recurrence="FREQ=YEARLY",
        exceptions=["2027-04-28", "2028-04-28"],
        modifications=[{"date": "2027-04-28", "debut": "2027-05-03"}],
    )
    assert [first for first, _ in days] == ["2026-04-28", "2027-05-03"]


def test_the_first_of_several_dates_may_be_cancelled_alone() -> None:
    found = find_all(
        debut="2026-10-08",
        modifications=[{"date": "2026-10-08", "statut": "annule"}],
        autres_dates=[{"debut": "2026-10-15"}],
    )
    assert [(one.identite, one.statut) for one in found] == [("essai", "annule"), ("essai.2", "confirme")]


def test_an_event_that_is_cancelled_has_no_confirmed_date() -> None:
    found = find_all(
        debut="2026-10-08",
        statut="annule",
        modifications=[{"date": "2026-10-08", "statut": "reporte"}],
        autres_dates=[{"debut": "2026-10-15"}],
    )
    assert {one.statut for one in found} == {"annule"}


# Identity


def test_identity_stays_when_dates_places_and_statuses_change() -> None:
    before_it: dict[str, Any] = {
        "debut": "2026-09-01",
        "recurrence": "FREQ=YEARLY",
        "autres_dates": [{"debut": "2026-10-15"}],
    }
    after_it: dict[str, Any] = {
        **before_it,
        "lieu": "Lyon",
        "modifications": [{"date": "2027-09-01", "debut": "2027-09-08T09:00", "statut": "confirme"}],
        "autres_dates": [{"debut": "2026-11-15", "statut": "annule"}, {"debut": "2026-12-01"}],
    }
    first, second = ([one.identite for one in find_all(**fields)] for fields in (before_it, after_it))
    assert first == ["essai.20260901", "essai.20270901", "essai.20280901", "essai.2"]
    assert second == [*first, "essai.3"]


def test_a_single_event_that_moves_keeps_its_identity() -> None:
    assert [one.identite for one in find_all(debut="2026-09-01")] == ["essai"]
    assert [one.identite for one in find_all(debut="2027-02-03T10:00")] == ["essai"]


def test_no_identity_is_another_event_s() -> None:
    """An id holds hyphens, and never a full stop."""
    catalogue = create_catalogue(
        evenements={"a": {"autres_dates": [{"debut": "2026-10-15"}]}, "a-2": {}, "a-20260616": {}, "a-1": {}}
    )
    found = [one.identite for event in catalogue.evenements.values() for one in occurrences_of(event, LAST)]
    assert len(found) == len(set(found)) == 5
