"""What contains what, and what holds for whom."""

from typing import Any

import pytest

from prst.analysis.holds import ELSEWHERE, Holds, said
from prst.records.model import REGION
from tests.catalogues import create_catalogue

PLACES: Any = {identity: {} for identity in ("region", "national", "69", "73", "59")}
HERE: Any = {"departements": ["69", "73"]}


def create(**kinds: Any) -> Holds:
    """What holds in a catalogue of two departments."""
    return Holds(create_catalogue(**{"site": HERE, "territoires": PLACES, **kinds}))


def ids(holds: Holds, section: str, identity: str, kind: str = "livrables") -> dict[str, list[str]]:
    """Ids of what holds, under their headings."""
    return {palier.titre: [one.id for one in palier.fiches] for palier in holds.paliers(kind, section, identity)}


# What contains what


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("69", ["69", "region", "national"]),
        ("59", ["59", "national"]),
        ("region", ["region", "69", "73", "national"]),
        ("national", ["national"]),
    ],
)
def test_a_department_is_in_its_region_and_a_region_in_france(place: str, expected: list[str]) -> None:
    found = create().cercles("territoires", place)
    assert [one for cercle in found for one in cercle.ids] == expected


def test_whoever_is_part_of_something_is_part_of_what_contains_it() -> None:
    holds = create(
        cibles={
            "macons": {"fait_partie_de": "btp"},
            "btp": {"fait_partie_de": "tpe"},
            "artisans": {"comprend": ["macons"]},
            "tpe": {"pour": "toute petite entreprise"},
        }
    )
    assert [cercle.ids for cercle in holds.cercles("cibles", "macons")] == [
        ("macons",),
        ("artisans",),
        ("btp",),
        ("tpe",),
    ]
    assert holds.cercles("cibles", "macons")[0].titre == "Pour votre métier"
    assert holds.cercles("cibles", "macons")[-1].titre == "Pour toute petite entreprise"
    assert holds.cercles("cibles", "artisans")[0].titre == "Pour vous"
    assert holds.is_part("cibles", "macons", "tpe")
    assert not holds.is_part("cibles", "tpe", "macons")
    assert not holds.is_part("cibles", "tpe", "tpe")


def test_a_ring_that_a_preview_still_holds_comes_to_an_end() -> None:
    holds = create(secteurs={"a": {"fait_partie_de": "b"}, "b": {"fait_partie_de": "a"}})
    assert holds.around("secteurs", "a") == {"a", "b"}


# Whether a record holds


def test_what_names_no_place_holds_anywhere_and_what_names_no_target_for_none() -> None:
    holds = create(relais={"opco": {}})
    opco = holds.catalogue.relais["opco"]
    assert said("territoires", opco) == ("national",)
    assert all(holds.holds("territoires", place, opco) for place in PLACES)
    assert not holds.holds("cibles", "tpe", opco)
    assert holds.holds("cibles", "", opco)  # nothing is asked for


@pytest.mark.parametrize(
    ("where", "here"), [([], True), (["region"], True), (["69"], True), (["59"], False), (["59", "69"], True)]
)
def test_what_has_a_part_in_this_region_is_here(where: list[str], here: bool) -> None:
    holds = create(livrables={"guide": {"territoires": where}})
    guide = holds.catalogue.livrables["guide"]
    assert holds.here(guide) is here
    assert (not holds.catalogue.site.lieux.isdisjoint(said("territoires", guide))) is here  # as lists are sorted
    assert bool(holds.of("livrables", "territoires", REGION)) is here


# Lists


def test_what_was_made_for_you_comes_first_and_other_regions_last() -> None:
    holds = create(
        cibles={"garages": {"fait_partie_de": "tpe"}, "tpe": {}},
        livrables={
            "ailleurs": {"cibles": ["garages"], "territoires": ["59"], "date": "2026"},
            "large": {"cibles": ["tpe"], "date": "2025"},
            "les-deux": {"cibles": ["tpe", "garages"], "date": "2024"},
            "metier": {"cibles": ["garages"], "date": "2023"},
            "large-ailleurs": {"territoires": ["59"], "cibles": ["tpe"]},
        },
    )
    assert ids(holds, "cibles", "garages") == {
        "Pour votre métier": ["les-deux", "metier"],
        "Tpe": ["large"],
        ELSEWHERE.titre: ["ailleurs", "large-ailleurs"],
    }
    assert holds.count("livrables", "cibles", "garages") == 5
    assert [one.id for one in holds.own("livrables", "cibles", "garages")] == ["les-deux", "metier", "ailleurs"]
    assert ids(holds, "cibles", "tpe") == {
        "Pour vous": ["large", "les-deux"],
        ELSEWHERE.titre: ["large-ailleurs"],
    }


def test_what_names_a_neighbour_too_comes_after_what_is_for_all() -> None:
    holds = create(
        cibles={
            "tpe": {},
            "garages": {"fait_partie_de": "tpe", "secteurs": ["auto"]},
            "peintres": {"fait_partie_de": "garages"},
            "restaurants": {"fait_partie_de": "tpe"},
            "traiteurs": {"fait_partie_de": "restaurants"},
            "rh": {},
        },
        livrables={
            "restaurants": {"cibles": ["restaurants", "tpe"], "date": "2026"},
            "traiteurs": {"cibles": ["tpe", "traiteurs"], "date": "2025"},
            "tous": {"cibles": ["tpe"], "date": "2024"},
            "une-partie": {"cibles": ["tpe", "peintres"], "date": "2023"},
            "aucun-voisin": {"cibles": ["tpe", "rh"], "date": "2022"},
            "metier-et-voisin": {"cibles": ["garages", "restaurants"], "date": "2021"},
            "camions": {"cibles": ["tpe"], "secteurs": ["transport"], "date": "2020"},
            "metier-ailleurs": {"cibles": ["garages"], "secteurs": ["transport"], "date": "2019"},
            "tous-secteurs": {"cibles": ["tpe"], "secteurs": ["tous"], "date": "2018"},
        },
        secteurs={"tous": {"comprend": ["auto", "transport"]}, "auto": {}, "transport": {}},
    )
    assert ids(holds, "cibles", "garages") == {
        "Pour votre métier": ["metier-et-voisin", "metier-ailleurs"],
        "Tpe": ["tous", "une-partie", "aucun-voisin", "tous-secteurs", "restaurants", "traiteurs", "camions"],
    }
    assert ids(holds, "cibles", "tpe") == {
        "Pour vous": ["restaurants", "traiteurs", "tous", "une-partie", "aucun-voisin", "camions", "tous-secteurs"],
    }


def test_a_place_has_its_own_then_its_region_then_everywhere() -> None:
    fiches = {
        "nulle-part": {},
        "france": {"territoires": ["national"]},
        "region": {"territoires": ["region", "73"]},
        "savoie": {"territoires": ["73", "national"]},
        "rhone": {"territoires": ["69"]},
        "nord": {"territoires": ["59"]},
    }
    holds = create(livrables=fiches)
    assert ids(holds, "territoires", "73") == {
        "Dans votre département": ["region", "savoie"],
        "Partout": ["france", "nulle-part"],
    }
    assert ids(holds, "territoires", "69") == {
        "Dans votre département": ["rhone"],
        "Dans votre région": ["region"],
        "Partout": ["france", "nulle-part", "savoie"],
    }
    assert ids(holds, "territoires", "region") == {
        "Dans votre région": ["region"],
        "Dans un département de la région": ["rhone", "savoie"],
        "Partout": ["france", "nulle-part"],
    }
    assert ids(holds, "territoires", "59") == {
        "Dans votre département": ["nord"],
        "Partout": ["france", "nulle-part", "savoie"],
    }


def test_two_share_what_contains_one_of_them() -> None:
    share = create(cibles={"garages": {"fait_partie_de": "tpe"}, "tpe": {}, "rh": {}}).share
    assert share("cibles", ["garages"], ["tpe"])
    assert share("cibles", ["tpe"], ["garages"])
    assert not share("cibles", ["rh"], ["garages", "tpe"])
    assert not share("territoires", ["69"], ["73"])


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ([], ""),
        (["69", "59"], ""),
        (["59"], "Nord"),
        (["59", "62"], "Hauts-de-France"),
        (["59", "35"], "Hauts-de-France, Bretagne"),
        (["59", "35", "971"], "Autres régions"),
    ],
)
def test_what_concerns_other_regions_only_is_named_after_them(where: list[str], name: str) -> None:
    places = {
        **PLACES,
        "59": {"label": "Nord", "region": "Hauts-de-France"},
        "62": {"region": "Hauts-de-France"},
        "35": {"region": "Bretagne"},
        "971": {"label": "Guadeloupe"},
    }
    holds = create(territoires=places, livrables={"guide": {"territoires": where}})
    assert holds.elsewhere(holds.catalogue.livrables["guide"]) == name
