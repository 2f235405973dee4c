"""What to pass on, and when: hand-computed dates of sending."""

from datetime import date
from typing import Any

import pytest

from prst.analysis.holds import Holds
from prst.analysis.moments import Moment, coming_months, for_target, moments
from prst.analysis.occurrences import occurrences_of
from prst.records.catalogue import Catalogue, horizon
from tests.catalogues import Kind, create_catalogue

FIRST = date(2026, 11, 21)


def find(catalogue: Catalogue, first: date = FIRST) -> list[Moment]:
    found = {event.id: list(occurrences_of(event, horizon(first))) for event in catalogue.evenements.values()}
    return moments(catalogue, found, first)


def sendings(**evenement: Any) -> list[tuple[str, str, bool]]:
    """Day of the event, when to send, and whether that is only advised, of the occasions of one event."""
    found = find(create_catalogue(evenements={"salon": evenement}))
    return [(str(moment.occurrence.quand), str(moment.envoi), moment.conseille) for moment in found]


def test_twelve_months_begin_with_that_of_the_day() -> None:
    months = coming_months(date(2026, 11, 21))
    assert (months[0], months[1], months[2], months[-1]) == (
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 10, 1),
    )
    assert len(months) == 12


def test_three_weeks_before_is_advised_where_nobody_says() -> None:
    assert sendings(debut="2027-04-28") == [("2027-04-28", "2027-04-07", True)]


def test_a_date_of_sending_that_is_written_holds() -> None:
    assert sendings(debut="2027-04-28", a_envoyer_le="2027-03-01") == [("2027-04-28", "2027-03-01", False)]


def test_a_recording_is_sent_after_its_event() -> None:
    assert sendings(debut="2027-04-28", a_envoyer_le="2027-05-10") == [("2027-04-28", "2027-05-10", False)]


def test_other_years_keep_the_advance_of_the_one_that_is_written() -> None:
    # 2026-10-19 less 18 days; week 43 of 2027 begins on 25 October
    event = {
        "debut": "2026-10-19",
        "fin": "2026-10-23",
        "recurrence": "FREQ=YEARLY;BYWEEKNO=43;BYDAY=MO",
        "a_envoyer_le": "2026-10-01",
    }
    assert sendings(**event) == [("2027-10-25", "2027-10-07", True)]


def test_a_date_of_sending_may_be_that_of_a_later_year() -> None:
    event = {"debut": "2020-04-28", "recurrence": "FREQ=YEARLY", "a_envoyer_le": "2027-04-01"}
    assert sendings(**event) == [("2027-04-28", "2027-04-01", False)]


def test_only_the_month_is_advised_where_only_the_month_is_known() -> None:
    # three weeks before 1 March 2027 is 8 February
    (moment,) = find(create_catalogue(evenements={"salon": {"debut": "2027-03"}}))
    assert (str(moment.envoi), moment.jour, moment.mois) == ("2027-02", None, date(2027, 2, 1))


def test_a_day_of_sending_that_is_written_is_known_even_where_the_event_has_no_day() -> None:
    (moment,) = find(create_catalogue(evenements={"salon": {"debut": "2027-03", "a_envoyer_le": "2027-01-15"}}))
    assert (moment.jour, moment.conseille) == (date(2027, 1, 15), False)


def test_an_event_of_which_only_the_year_is_known_comes_last_and_without_a_month() -> None:
    found = find(create_catalogue(evenements={"annee": {"debut": "2027"}, "salon": {"debut": "2027-10-28"}}))
    assert [(moment.evenement.id, moment.envoi is None, moment.mois) for moment in found] == [
        ("salon", False, date(2027, 10, 1)),
        ("annee", True, None),
    ]


@pytest.mark.parametrize(
    ("debut", "month"),
    [
        ("2026-10-31", None),  # over before the first month
        ("2026-11-01", date(2026, 11, 1)),  # to be sent in October, and still there in November
        ("2026-12-22", date(2026, 12, 1)),
        ("2027-11-21", date(2027, 10, 1)),  # to be sent on 31 October
        ("2027-11-22", None),  # to be sent on 1 November, in the thirteenth month
    ],
)
def test_twelve_months_hold_what_is_not_over_and_is_to_be_sent_in_them(debut: str, month: date | None) -> None:
    found = find(create_catalogue(evenements={"salon": {"debut": debut}}))
    assert [moment.mois for moment in found] == ([month] if month else [])


@pytest.mark.parametrize("statut", ["annule", "reporte"])
def test_what_does_not_take_place_is_left_out(statut: str) -> None:
    assert sendings(debut="2027-04-28", statut=statut) == []


def test_a_cancelled_edition_does_not_lend_its_date_of_sending_to_another_one() -> None:
    event = {
        "debut": "2027-04-28",
        "recurrence": "FREQ=YEARLY",
        "a_envoyer_le": "2027-04-01",
        "modifications": [{"date": "2027-04-28", "statut": "annule"}],
    }
    assert sendings(**event) == []


def test_an_event_that_comes_back_stands_once_a_month() -> None:
    found = find(create_catalogue(evenements={"cafe": {"debut": "2027-03-02", "recurrence": "FREQ=WEEKLY;COUNT=6"}}))
    # 2, 9, 16, 23, 30 March and 6 April, each sent three weeks before: 9, 16 and 23 February; 2, 9 and 16 March
    assert [(str(moment.envoi), moment.autres_dates) for moment in found] == [("2027-02-09", 2), ("2027-03-02", 2)]


def test_only_deliverables_that_are_published_are_to_be_pushed() -> None:
    livrables: Kind = {"guide": {}, "vieux": {"statut": "archive"}, "ebauche": {"statut": "brouillon"}}
    catalogue = create_catalogue(
        livrables=livrables, evenements={"salon": {"debut": "2027-04-28", "livrables": list(livrables)}}
    )
    assert [fiche.id for fiche in find(catalogue)[0].livrables] == ["guide"]


def test_a_target_has_the_occasions_that_hold_for_it() -> None:
    catalogue = create_catalogue(
        cibles={"tpe": {}, "btp": {}, "macons": {"fait_partie_de": "btp"}},
        evenements={
            "a": {"debut": "2027-04-28", "cibles": ["btp"]},
            "b": {"debut": "2027-05-28", "cibles": ["tpe", "btp"]},
            "c": {"debut": "2027-06-28"},
        },
    )
    holds = Holds(catalogue)
    for cible, expected in (("btp", ["a", "b"]), ("tpe", ["b"]), ("macons", ["a", "b"])):
        assert [moment.evenement.id for moment in for_target(find(catalogue), cible, holds)] == expected
