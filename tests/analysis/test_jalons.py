"""Milestones: in order of time, how far what came is from what was planned, and a lasting identity."""

from datetime import date
from typing import Any

import pytest

from prst.analysis.derived import Derived
from prst.analysis.jalons import gap, in_time, is_late, late_ones, of_group, open_ones
from prst.records.dates import parse_partial_date
from prst.records.model import Groupe, Jalon
from tests.catalogues import Kind, create_catalogue


def create_group(*jalons: dict[str, str], **fields: Any) -> Groupe:
    return Groupe.model_validate({"id": "ga", "nom": "GA", "jalons": list(jalons), **fields})


def milestone(**fields: str) -> dict[str, str]:
    return {"intitule": "Guide", "date": "2026-03-10", **fields}


@pytest.mark.parametrize(
    ("planned", "then", "expected"),
    [
        ("2026-03-10", "2026-03-22", (12, "jours")),
        ("2026-03-10", "2026-03-07", (-3, "jours")),
        ("2025-12-31", "2026-03-01", (60, "jours")),
        ("2026-03-10", "2026-05", (2, "mois")),
        ("2026-11", "2026-11-30", (0, "mois")),
        ("2025-11", "2027-01", (14, "mois")),
        ("2026", "2026-12-31", (0, "annees")),
        ("2026-03-10", "2025", (-1, "annees")),
    ],
)
def test_gaps_are_days_between_days_and_months_or_years_where_no_more_is_known(
    planned: str, then: str, expected: tuple[int, str]
) -> None:
    assert gap(parse_partial_date(planned), parse_partial_date(then)) == expected


def test_milestones_stand_as_they_were_planned_whatever_the_order_of_the_record() -> None:
    group = create_group(milestone(date="2026"), milestone(date="2026-05"), milestone(date="2026-05-03"))
    assert [str(one.date) for one in in_time(group)] == ["2026-05-03", "2026-05", "2026"]


@pytest.mark.parametrize(
    ("fields", "when", "status"),
    [
        ({}, "2026-03-10", "confirme"),
        ({"nouvelle_date": "2026-09-01"}, "2026-09-01", "confirme"),
        ({"nouvelle_date": "2026-09-01", "fait_le": "2026-09-04"}, "2026-09-04", "confirme"),
        ({"raison": "Un autre paraît", "etat": "abandonne"}, "2026-03-10", "annule"),
    ],
)
def test_a_milestone_takes_place_when_it_was_reached_or_is_expected_now(
    fields: dict[str, str], when: str, status: str
) -> None:
    (one,) = of_group(create_group(milestone(**fields)))
    assert (str(one.quand), one.statut) == (when, status)


def test_the_identity_stays_when_dates_order_and_address_change() -> None:
    (one,) = of_group(create_group(milestone()))
    moved = create_group(milestone(intitule="Autre"), milestone(date="2026-04-01", nouvelle_date="2026-06-01"))
    assert list(of_group(moved))[1].identite == one.identite
    (renamed,) = of_group(create_group(milestone(), id="ga-neuf", anciens_ids=["ga"]))
    assert renamed.identite == one.identite


def test_nothing_is_next_nor_late_for_a_group_that_has_ended() -> None:
    steps = [{"date": "2026-01-05", "intitule": "Passé"}, {"date": "2027-06", "intitule": "À venir"}]
    reached = {"date": "2026-02", "intitule": "Atteint", "fait_le": "2026-02-03"}
    groups: Kind = {"a": {"etat": "termine", "jalons": [*steps, reached]}, "b": {"jalons": [*steps, reached]}}
    catalogue = create_catalogue(groupes=groups)
    day = date(2026, 11, 28)
    names = {
        groupe.id: [one.intitule for one in (*open_ones(groupe, day), *late_ones(groupe, day))]
        for groupe in catalogue.groupes.values()
    }
    assert names == {"a": [], "b": ["À venir", "Passé"]}
    told = [(one.groupe.id, one.titre) for one in Derived(catalogue).jalons]
    assert sorted(told) == [("a", "Atteint"), ("b", "Atteint"), ("b", "Passé"), ("b", "À venir")]
    assert len(Derived(catalogue).jalons_de["a"]) == 3  # its own calendar goes on, so that nobody's changes by itself


def test_milestones_of_the_same_words_are_told_apart() -> None:
    found = [one.identite for one in of_group(create_group(milestone(), milestone(), milestone(intitule="GUIDE")))]
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    ("fields", "late"),
    [
        ({"date": "2026-06-14"}, True),
        ({"date": "2026-06-15"}, False),
        ({"date": "2026-06"}, False),
        ({"date": "2026-05"}, True),
        ({"date": "2026-05", "nouvelle_date": "2026-07"}, False),
        ({"date": "2026-05", "fait_le": "2026-06"}, False),
        ({"date": "2026-05", "etat": "abandonne", "raison": "A"}, False),
    ],
)
def test_a_milestone_is_late_once_its_last_day_is_over_and_nobody_says_what_became_of_it(
    fields: dict[str, str], late: bool
) -> None:
    assert is_late(Jalon.model_validate({"intitule": "A", **fields}), date(2026, 6, 15)) is late
