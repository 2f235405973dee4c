"""Whom relays reach: ranges worked out by hand, and held against every truth that agrees with the figures."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prst.analysis.couverture import Couverte, Couverture, Etendue
from prst.analysis.derived import Derived
from tests.catalogues import Fields, Kind, create_catalogue

DEPARTMENTS = [f"{number:02}" for number in range(1, 13)]
SITE = {"departements": DEPARTMENTS}
TERRITORIES = {**{one: {"label": one} for one in (*DEPARTMENTS, "59")}, "region": {}, "national": {}}
SECTORS: Kind = {"btp": {"comprend": ["toitures"]}, "bois": {"comprend": ["toitures"]}, "toitures": {}, "mer": {}}


def of(relays: Kind, cible: Fields = {}, site: Fields = SITE, **kinds: Kind) -> Couverture:  # noqa: B006 - never changed
    cibles = {"tpe": cible, "toutes": {}, **kinds.pop("cibles", {})}
    catalogue = create_catalogue(site, relais=relays, cibles=cibles, territoires=TERRITORIES, secteurs=SECTORS, **kinds)
    return Derived(catalogue).couverture


def relay(portee: int | None, *places: str, **fields: Any) -> dict[str, Any]:
    """A relay of some places that reaches so many of the target."""
    touchee = {"cible": "tpe"} | ({"portee": str(portee)} if portee is not None else {})
    return {"cibles": [touchee], "territoires": list(places), **fields}


def target(couverture: Couverture) -> Couverte:
    return couverture.of(couverture._catalogue.cibles["tpe"])


def ranged(relays: Kind, effectif: int | None = None, **more: Any) -> Etendue | None:
    return target(of(relays, {"effectif": str(effectif)} if effectif is not None else {}, **more)).etendue


def bounds(relays: Kind, effectif: int | None = None, **more: Any) -> tuple[int, int]:
    found = ranged(relays, effectif, **more)
    assert found
    assert not found.contredite
    return found.au_moins, found.au_plus


# By hand


def test_chambers_of_twelve_departments_and_a_federation_of_all() -> None:
    chambers = {f"chambre-{one}": relay(1000, one) for one in DEPARTMENTS}
    found = ranged({**chambers, "federation": relay(3000, "region")}, 20_000)
    assert found
    assert (found.au_moins, found.au_plus, found.part) == (12_000, 15_000, (60, 75))
    assert found.estimation == 13_200  # of the 8,000 that no chamber reaches, 15 %


def test_chambers_that_are_part_of_their_federation_add_nothing_to_it() -> None:
    chambers = {f"chambre-{one}": relay(200, one, inclus_dans=["federation"]) for one in DEPARTMENTS}
    assert bounds({**chambers, "federation": relay(3000, "region")}, 20_000) == (3000, 3000)
    assert bounds({**chambers, "federation": relay(None, "region")}, 20_000) == (2400, 2400)


@pytest.mark.parametrize(
    ("relays", "expected"),
    [
        ({"a": relay(10, "01")}, (10, 10)),
        ({"a": relay(0, "01")}, (0, 0)),
        ({"a": relay(10, "01"), "b": relay(7, "01")}, (10, 17)),
        ({"a": relay(10, "01"), "b": relay(7, "02")}, (17, 17)),
        ({"a": relay(10, "01", "02"), "b": relay(7, "02"), "c": relay(6, "01")}, (13, 23)),
        # a triangle, of which the truth may be anything from 15
        ({"a": relay(10, "01", "02"), "b": relay(10, "02", "03"), "c": relay(10, "01", "03")}, (10, 30)),
        # nobody knows where the people of a wide one are
        ({"a": relay(10, "01"), "b": relay(7)}, (10, 17)),
        ({"a": relay(10, "01"), "b": relay(7, "national")}, (10, 17)),
        ({"a": relay(10, "01"), "b": relay(7, "region")}, (10, 17)),
        # sectors
        ({"a": relay(10, secteurs=["btp"]), "b": relay(7, secteurs=["mer"])}, (17, 17)),
        ({"a": relay(10, secteurs=["btp"]), "b": relay(7, secteurs=["toitures"])}, (10, 17)),
        ({"a": relay(10, secteurs=["btp"]), "b": relay(7, secteurs=["bois"])}, (10, 17)),  # roofs are both
        ({"a": relay(10, secteurs=["btp"]), "b": relay(7)}, (10, 17)),
        ({"a": relay(10, "01", secteurs=["btp"]), "b": relay(7, "02", secteurs=["btp"])}, (17, 17)),
        # said to overlap, by one of the two
        ({"a": relay(10, "01", recoupe=["b"]), "b": relay(7, "02")}, (10, 17)),
        ({"a": relay(10, "01"), "b": relay(7, "02", recoupe=["a"])}, (10, 17)),
        # whom a part shares, the whole shares too
        (
            {
                "a": relay(4, "01", inclus_dans=["w"], recoupe=["b"]),
                "w": relay(10, "01"),
                "b": relay(7, "02"),
            },
            (10, 17),
        ),
        # one that is part of another is no wider than that
        ({"a": relay(8, inclus_dans=["w"]), "w": relay(None, "01"), "b": relay(7, "02")}, (15, 15)),
        # by way of one without figure
        ({"a": relay(8, inclus_dans=["m"]), "m": relay(None, inclus_dans=["w"]), "w": relay(9)}, (9, 9)),
        # places that contradict each other say nothing
        ({"a": relay(8, "01", inclus_dans=["w"]), "w": relay(None, "02"), "b": relay(7, "01")}, (8, 15)),
        # one of another region does not say where those are whom its part reaches here
        ({"a": relay(8, "01", inclus_dans=["w"]), "w": relay(None, "59"), "b": relay(7, "02")}, (15, 15)),
        ({"a": relay(8, "01", "02", inclus_dans=["w"]), "w": relay(None, "59"), "b": relay(7, "02")}, (8, 15)),
        # no figure is no zero
        ({"a": relay(10, "01"), "b": relay(None, "02")}, (10, 10)),
        # members are no reach
        ({"a": relay(10, "01"), "b": relay(None, "02", adherents="5000", salaries="90000")}, (10, 10)),
        # those of other regions, and samples
        ({"a": relay(10, "01"), "b": relay(70, "59"), "c": relay(70, "02", exemple="oui")}, (10, 10)),
    ],
)
def test_ranges_worked_out_by_hand(relays: Kind, expected: tuple[int, int]) -> None:
    assert bounds(relays) == expected
    assert bounds(relays, 1000) == expected


def test_nobody_is_reached_twice_nor_beyond_all() -> None:
    assert bounds({"a": relay(80, "region"), "b": relay(70, "region")}, 100) == (80, 100)
    found = ranged({"a": relay(80, "region"), "b": relay(70, "region")}, 100)
    assert found
    assert found.estimation == 94  # 100·(1 − 0.2·0.3)


def test_a_part_is_in_its_whole_and_no_other_public_of_chance() -> None:
    found = ranged(
        {
            "federation": relay(2500, "region"),
            "chambre": relay(1200, "01", inclus_dans=["federation"]),
            "autre": relay(1500, "02", recoupe=["club"]),
            "club": relay(700, "03"),
        },
        10_000,
    )
    assert found
    assert (found.au_moins, found.au_plus) == (2700, 4700)  # chamber and other; federation, other and club
    assert found.estimation == 4071  # 10,000·(1 − 0.75·0.85·0.93): the chamber is in its federation


def test_percents_are_rounded_so_as_not_to_flatter() -> None:
    found = ranged({"a": relay(199, "region"), "b": relay(2, "region")}, 1000)
    assert found
    assert found.part == (19, 21)


@pytest.mark.parametrize(
    ("relays", "effectif"),
    [
        ({"a": relay(60, "01"), "b": relay(60, "02")}, 100),  # more than there are
        ({"a": relay(60, inclus_dans=["w"]), "w": relay(50)}, 1000),  # a part larger than the whole
        (
            {"a": relay(30, "01", inclus_dans=["w"]), "b": relay(30, "02", inclus_dans=["w"]), "w": relay(50)},
            None,
        ),
    ],
)
def test_figures_that_contradict_each_other_say_nothing(relays: Kind, effectif: int | None) -> None:
    found = ranged(relays, effectif)
    assert found
    assert found.contredite
    assert (found.part, found.estimation) == (None, None)
    assert found.au_moins <= found.au_plus


@pytest.mark.parametrize("relays", [{}, {"a": relay(None, "01")}, {"a": relay(None, "01", adherents="500")}])
def test_without_a_figure_there_is_no_range(relays: Kind) -> None:
    assert ranged(relays, 100) is None


def test_a_range_without_headcount_has_no_share() -> None:
    found = ranged({"a": relay(10, "01"), "b": relay(7, "01")})
    assert found == Etendue(None, 10, 17, None)
    assert found.part is None


def test_where_nobody_is_to_be_reached_nothing_is_divided() -> None:
    assert ranged({"a": relay(0, "01")}, 0) == Etendue(0, 0, 0, None)


def test_a_region_that_names_no_department_has_relays_of_all_of_it_alone() -> None:
    relays = {"a": relay(10, "region"), "b": relay(7, "national"), "c": relay(90, "01")}
    assert bounds(relays, site={}) == (10, 17)


# Against every truth

_NAMES = "abcdef"
_PLACES = DEPARTMENTS[:3]


World = tuple[dict[str, dict[str, Any]], dict[str, set[int]], int]
"""Relays, whom each really reaches, and how many people there are."""


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Some relays whose figures agree with what is said of them."""
    people = [(place, sector) for place in _PLACES for sector in ("toitures", "mer") for _ in range(3)]
    some: list[str] = list(_NAMES[: draw(st.integers(1, 6))])
    relays: dict[str, dict[str, Any]] = {}
    reached: dict[str, set[int]] = {}
    for number, name in enumerate(some):
        within = draw(st.lists(st.sampled_from(some[:number]), max_size=1)) if number else []
        around = [relays[one] for wider in within for one in contained(relays, wider)]
        there = next((one["territoires"] for one in around if one["territoires"]), _PLACES)
        trades = next((one["secteurs"] for one in around if one["secteurs"]), ["btp", "bois", "mer"])
        places = draw(st.lists(st.sampled_from(there), max_size=2, unique=True))
        sectors = draw(st.lists(st.sampled_from(trades), max_size=2, unique=True))
        known = {one if one == "mer" else "toitures" for one in sectors}
        admitted = {
            index
            for index, (place, sector) in enumerate(people)
            if (not places or place in places) and (not known or sector in known)
        }
        for wider in within:
            admitted &= reached[wider]
        reached[name] = set(draw(st.lists(st.sampled_from(sorted(admitted)), unique=True))) if admitted else set()
        relays[name] = {"territoires": places, "secteurs": sectors, "inclus_dans": within}
    count = len(people)
    for one, other in (
        draw(st.lists(st.sampled_from(list(combinations(some, 2))), max_size=2, unique=True)) if some[1:] else []
    ):
        relays[one]["recoupe"] = [*relays[one].get("recoupe", ()), other]
        for name in {*contained(relays, one), *contained(relays, other)}:
            reached[name].add(count)  # somebody whom both reach, wherever they are, and what contains them
        count += 1
    for name in some:
        counted = draw(st.booleans()) or name == "a"
        relays[name]["cibles"] = [{"cible": "tpe", "portee": str(len(reached[name]))} if counted else {"cible": "tpe"}]
    return relays, reached, count


def contained(relays: Kind, name: str) -> list[str]:
    """A relay, and those of which it is part."""
    found = [name]
    for one in found:
        found += [wider for wider in relays[one].get("inclus_dans", ()) if wider not in found]
    return found


def apart(relays: Kind, one: str, other: str) -> bool:
    """Whether what is said of two relays excludes that they share anybody: the definition, in the simplest words."""
    around, beside = contained(relays, one), contained(relays, other)
    if one in beside or other in around:
        return False
    for first in relays:
        for second in relays[first].get("recoupe", ()):
            ends = contained(relays, first), contained(relays, second)
            if (one in ends[0] and other in ends[1]) or (one in ends[1] and other in ends[0]):
                return False
    return not any(
        all(may_be_in(relays[name], place, sector) for name in (*around, *beside))
        for place in _PLACES
        for sector in ("toitures", "mer", "elsewhere")
    )


def may_be_in(relais: Fields, place: str, sector: str) -> bool:
    places, sectors = relais["territoires"], relais["secteurs"]
    there = {"toitures": {"btp", "bois"}, "mer": {"mer"}, "elsewhere": set()}[sector]
    return (not places or place in places) and (not sectors or not there.isdisjoint(sectors))


@settings(max_examples=80, deadline=None)
@given(world=worlds())
def test_no_truth_is_outside_the_range_and_the_least_is_that_of_trying_every_set(world: World) -> None:
    relays, reached, count = world
    couverture = of(relays, {"effectif": str(count)})
    found = target(couverture).etendue
    assert found
    assert not found.contredite
    counted = {name: len(reached[name]) for name in relays if "portee" in relays[name]["cibles"][0]}
    assert found.au_moins <= len(set().union(*(reached[name] for name in counted))) <= found.au_plus <= count
    assert found.estimation is not None
    assert found.au_moins <= found.estimation <= found.au_plus
    sets = (some for size in range(len(counted) + 1) for some in combinations(counted, size))
    assert found.au_moins == max(
        sum(counted[name] for name in some)
        for some in sets
        if all(apart(relays, *pair) for pair in combinations(some, 2))
    )


def test_five_hundred_relays_of_one_target_are_ranged_by_department() -> None:
    relays = {f"r{number}": relay(number + 1, DEPARTMENTS[number % 12]) for number in range(488)}
    relays |= {f"w{number}": relay(50 * number, "region") for number in range(12)}
    best = sum(max(number + 1 for number in range(488) if number % 12 == rest) for rest in range(12))
    assert bounds(relays, 10**7) == (best, sum(range(1, 489)) + sum(50 * number for number in range(12)))


# Who reaches whom


def test_a_relay_of_a_wider_target_reaches_it_without_a_figure() -> None:
    couverture = of(
        {
            "direct": relay(10, "01"),
            "large": {"cibles": [{"cible": "toutes", "portee": "900"}]},
            "les-deux": {"cibles": [{"cible": "toutes", "portee": "900"}, {"cible": "tpe", "portee": "30"}]},
            "autre": {"cibles": []},
        },
        {"fait_partie_de": "toutes", "effectif": "100"},
    )
    found = target(couverture)
    assert [(one.relais.id, one.portee, one.par and one.par.id) for one in found.touches] == [
        ("les-deux", 30, None),
        ("direct", 10, None),
        ("large", None, "toutes"),
    ]
    assert found.chiffres == 2
    assert found.etendue
    assert (found.etendue.au_moins, found.etendue.au_plus) == (30, 40)
    wide = couverture.of(couverture._catalogue.cibles["toutes"])  # whom a part reaches does not count for the whole
    assert [one.relais.id for one in wide.touches] == ["large", "les-deux"]


def test_each_place_says_who_acts_there_and_whom_it_surely_reaches() -> None:
    couverture = of(
        {
            "a": relay(10, "01", secteurs=["btp"]),
            "b": relay(7, "01", secteurs=["mer"]),
            "c": relay(5, "01"),
            "d": relay(50, "01", "02"),
            "e": relay(900, "region"),
            "f": relay(None, "03"),
        }
    )
    cells = couverture.in_places(target(couverture))
    assert list(cells) == DEPARTMENTS
    assert {place: cells[place] for place in ("01", "02", "03", "04")} == {
        "01": (5, 4, 17),
        "02": (2, 1, None),
        "03": (2, 1, None),
        "04": (1, 0, None),
    }


def test_a_region_of_one_department_is_no_other_place_than_that() -> None:
    couverture = of({"a": relay(10, "01"), "b": relay(7, "region"), "c": relay(None)}, site={"departements": ["01"]})
    assert couverture.in_places(target(couverture)) == {"01": (3, 3, 10)}


# What is to be done


def test_lists_name_targets_resources_and_relays_that_wait() -> None:
    couverture = of(
        {
            "a": relay(10, "01"),
            "b": {"sollicite": "oui"},
            "c": {"sollicite": "non"},
            "loin": relay(10, "59"),
            "fictif": relay(10, "01", exemple="oui"),
            "d": {},
        },
        cibles={"seule": {}, "fictive": {"exemple": "oui"}},
        livrables={
            "nomme": {"relais": ["a"]},
            "transmis": {},
            "oublie": {},
            "archive": {"statut": "archive"},
            "fictif": {"exemple": "oui"},
            "ailleurs": {"territoires": ["59"]},
        },
        diffusions={"x": {"livrable": "transmis", "relais": "d"}, "y": {"livrable": "oublie", "exemple": "oui"}},
    )
    assert [one.cible.id for one in couverture.cibles] == ["seule", "toutes", "tpe"]
    assert [one.cible.id for one in couverture.sans_relais] == ["seule", "toutes"]
    assert [one.cible.id for one in couverture.un_seul_relais] == ["tpe"]
    assert [one.id for one in couverture.sans_passeur] == ["oublie"]
    assert [one.id for one in couverture.jamais_sollicites] == ["c", "a"]


def test_nobody_is_looked_for_where_nobody_is_to_be_reached() -> None:
    couverture = of(
        {"a": {"cibles": [{"cible": "seule"}]}},
        cibles={"seule": {"effectif": "0"}, "vide": {"effectif": "0"}},
    )
    assert [one.cible.id for one in couverture.sans_relais] == ["toutes", "tpe"]
    assert couverture.un_seul_relais == []


def test_those_who_say_that_nobody_asked_them_come_before_those_of_whom_it_is_not_known() -> None:
    couverture = of({"a": {}, "b": {"sollicite": "non"}, "c": {}})
    assert [one.id for one in couverture.jamais_sollicites] == ["b", "a", "c"]


def test_a_relay_may_pass_on_to_a_target_that_its_record_does_not_name() -> None:
    couverture = of(
        {"a": relay(10, "01"), "b": {"cibles": [{"cible": "toutes"}]}, "c": {}},
        livrables={"guide": {}},
        diffusions={
            "x": {"relais": "a", "cible": "tpe"},
            "y": {"relais": "b", "cible": "tpe"},
            "z": {"relais": "c"},
        },
    )
    found = target(couverture)
    assert (found.actes.actes, [one.id for one in found.autres]) == (2, ["b"])
    assert [one.relais.id for one in found.touches] == ["a"]


def test_a_resource_is_for_the_relays_that_reach_most_of_its_targets_where_it_holds() -> None:
    couverture = of(
        {"peu": relay(10, "01"), "beaucoup": relay(50, "region"), "loin": relay(90, "02"), "autre": {}},
        livrables={"guide": {"cibles": ["tpe"], "territoires": ["01"]}},
    )
    guide = couverture._catalogue.livrables["guide"]
    assert [one.id for one in couverture.for_resource(guide)] == ["beaucoup", "peu"]


def test_what_was_passed_on_stands_beside_what_could_be() -> None:
    couverture = of(
        {"a": relay(10, "01"), "b": relay(7, "01")},
        livrables={"guide": {}},
        diffusions={
            "x": {"cible": "tpe", "touches": "4"},
            "y": {"cible": "tpe"},
            "z": {},
            "f": {"cible": "tpe", "touches": "900", "exemple": "oui"},
        },
    )
    actes = target(couverture).actes
    assert (actes.actes, actes.touches, actes.chiffres) == (2, 4, 1)
    assert [(one.relais.id, one.actes) for one in target(couverture).touches] == [("a", 2), ("b", 0)]
    assert target(couverture).actifs == 1


def test_an_empty_catalogue_has_nothing_to_say() -> None:
    couverture = Derived(create_catalogue(cibles={})).couverture
    assert (couverture.cibles, couverture.relais, couverture.chiffrees) == ((), (), [])
    assert (couverture.sans_passeur, couverture.jamais_sollicites) == ([], [])
