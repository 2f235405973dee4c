"""Deliverables near another one: same target and same theme, the nearest in date."""

from typing import Any

import pytest

from prst.analysis.neighbours import Neighbours
from prst.records.catalogue import Catalogue
from tests.catalogues import Kind, create_catalogue

TERMS: dict[str, Kind] = {
    "cibles": {"tpe": {}, "btp": {}},
    "themes": {"chutes": {}, "bruit": {}},
}


def create(livrables: dict[str, dict[str, Any]]) -> Catalogue:
    """A catalogue of deliverables for « tpe » about « chutes », unless they say otherwise."""
    return create_catalogue(
        livrables={
            identity: {"cibles": ["tpe"], "themes": ["chutes"], **fields} for identity, fields in livrables.items()
        },
        **TERMS,
    )


def find_neighbours(catalogue: Catalogue, identity: str, count: int = 4) -> list[str]:
    return [near.id for near in Neighbours(catalogue).of(catalogue.livrables[identity], count)]


YEARS = {f"de-{year}": {"date": str(year)} for year in range(2010, 2020)}


def test_neighbours_share_a_target_and_a_theme() -> None:
    catalogue = create(
        {
            "un": {},
            "proche": {},
            "autre-cible": {"cibles": ["btp"]},
            "autre-theme": {"themes": ["bruit"]},
            "sans-theme": {"themes": []},
            "un-en-commun": {"cibles": ["btp", "tpe"], "themes": ["bruit", "chutes"]},
        }
    )
    assert set(find_neighbours(catalogue, "un")) == {"proche", "un-en-commun"}


def test_neighbours_are_the_nearest_in_date() -> None:
    assert set(find_neighbours(create(YEARS), "de-2015")) == {"de-2013", "de-2014", "de-2016", "de-2017"}


@pytest.mark.parametrize(
    ("identity", "near"),
    [("de-2019", ["de-2018", "de-2017", "de-2016"]), ("de-2010", ["de-2011", "de-2012", "de-2013"])],
)
def test_first_and_last_of_a_row_have_as_many_neighbours(identity: str, near: list[str]) -> None:
    assert find_neighbours(create(YEARS), identity, count=3) == near


@pytest.mark.parametrize("count", [0, 1, 4, 50])
def test_never_itself_never_twice_and_never_more_than_asked(count: int) -> None:
    livrables = {identity: {**fields, "themes": ["chutes", "bruit"]} for identity, fields in YEARS.items()}
    catalogue = create(livrables)
    for identity in livrables:
        near = find_neighbours(catalogue, identity, count)
        assert identity not in near
        assert len(near) == len(set(near)) == min(count, len(livrables) - 1)


def test_first_theme_comes_first() -> None:
    catalogue = create({"un": {"themes": ["bruit", "chutes"]}, "chute": {}, "bruit": {"themes": ["bruit"]}})
    assert find_neighbours(catalogue, "un") == ["bruit", "chute"]


def test_what_is_not_current_is_nobody_s_neighbour() -> None:
    catalogue = create({"un": {}, "archive": {"statut": "archive"}, "brouillon": {"statut": "brouillon"}})
    assert find_neighbours(catalogue, "un") == []


def test_an_archived_deliverable_leads_to_current_ones() -> None:
    assert find_neighbours(create({"archive": {"statut": "archive"}, "un": {}}), "archive") == ["un"]


def test_every_deliverable_of_a_row_is_somebody_s_neighbour() -> None:
    catalogue = create({f"fiche-{number}": {} for number in range(40)})
    led_to = {near for identity in catalogue.livrables for near in find_neighbours(catalogue, identity)}
    assert led_to == set(catalogue.livrables)
