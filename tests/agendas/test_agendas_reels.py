"""Copies of real calendars say what independent sources say."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from vacances_scolaires_france import SchoolHolidayDates

from prst.agendas.reading import stray_copies, with_copies
from prst.records.catalogue import Catalogue, window
from prst.records.loading import load

ZONES = ("a", "b", "c")
CORSICA = {"2a", "2b"}


@pytest.fixture(scope="module")
def catalogue(exemple: Path) -> Catalogue:
    """The catalogue of the tests with what its calendars hold."""
    loaded = load(exemple / "catalogue")
    assert loaded.catalogue is not None
    return with_copies(loaded.catalogue, exemple / "catalogue")


def days_of(catalogue: Catalogue, identity: str) -> set[date]:
    """Every day that a calendar covers."""
    return {
        one.debut + timedelta(days=index)
        for one in catalogue.copies[identity].evenements
        for index in range((one.fin - one.debut).days + 1)
    }


def test_each_calendar_has_a_copy_with_its_day_and_a_licence(catalogue: Catalogue, exemple: Path) -> None:
    assert catalogue.agendas
    for identity, agenda in catalogue.agendas.items():
        copie = catalogue.copies[identity]
        assert copie.evenements, identity
        assert copie.le, identity
        assert agenda.licence, identity
        assert not copie.notes, identity  # « prst init » ships these: nobody could answer a note about them
    assert stray_copies(catalogue, exemple / "catalogue") == []


@pytest.mark.parametrize(
    ("identity", "subdivision"), [("jours-feries-metropole", None), ("jours-feries-alsace-moselle", "57")]
)
def test_public_holidays_are_those_of_the_labour_code(
    catalogue: Catalogue, identity: str, subdivision: str | None
) -> None:
    first, last = window(catalogue)
    expected = set(holidays.country_holidays("FR", subdiv=subdivision, years=range(first.year, last.year + 1)))
    assert days_of(catalogue, identity) == expected


def school_holidays(zone: str, first: date, last: date) -> Iterator[tuple[date, str]]:
    """The days of a zone that the package knows, with their names."""
    known = SchoolHolidayDates()
    for year in range(first.year, min(last.year, known.max_year) + 1):
        for row in known.holidays_for_year(year).values():
            if row[f"vacances_zone_{zone}"]:
                yield row["date"], row["nom_vacances"]


@pytest.mark.parametrize("zone", ZONES)
def test_school_holidays_are_those_of_the_zone(catalogue: Catalogue, zone: str) -> None:
    """Winter and spring tell zones apart. First and last days are left out: some sources count them, others do not."""
    days = days_of(catalogue, f"vacances-zone-{zone}")
    expected = {
        day
        for day, name in school_holidays(zone, *window(catalogue))
        if name in ("Vacances d'hiver", "Vacances de printemps")
    }
    assert len(expected) > 60
    inner = {day for day in expected if {day - timedelta(1), day + timedelta(1)} <= expected}
    assert inner - days == set()
    around = {day + timedelta(shift) for day in expected for shift in (-1, 0, 1)}
    for year in {day.year for day in expected}:
        assert {day for day in days if date(year, 2, 1) <= day <= date(year, 4, 30)} - around == set()


def test_each_department_of_the_continent_is_in_one_zone(catalogue: Catalogue) -> None:
    departments = {identity for identity in catalogue.territoires if identity[0].isdigit() and len(identity) == 2}
    in_zones = [code for zone in ZONES for code in catalogue.agendas[f"vacances-zone-{zone}"].territoires]
    assert len(in_zones) == len(set(in_zones))
    assert set(in_zones) == departments - CORSICA


def test_our_region_is_in_one_zone(catalogue: Catalogue) -> None:
    ours = set(catalogue.site.departements)
    assert ours
    zones = [zone for zone in ZONES if ours <= set(catalogue.agendas[f"vacances-zone-{zone}"].territoires)]
    assert zones == ["a"]
