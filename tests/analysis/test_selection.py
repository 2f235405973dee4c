"""What relays can pass on: hand-computed selections of small catalogues."""

from typing import Any

import pytest

from prst.analysis.derived import Derived
from prst.analysis.selection import KIT, Selection
from tests.catalogues import create_catalogue

LINK: Any = {"liens": [{"libelle": "Lire", "url": "https://www.inrs.fr/guide"}]}
COPY: Any = {"liens": [{"libelle": "Lire", "url": "https://fr.copies.fr/guide"}]}
PLACES: Any = {identity: {} for identity in ("region", "national", "69", "73", "59")}
FORMATS: Any = {"guide": {}, "article": {"a_lire": "oui"}}
TARGETS: Any = {"macons": {"fait_partie_de": "btp"}, "btp": {}, "cafes": {}}
REFERENCE = {"ajoute_le": "2026-11-21"}
"""The records of which the day of reference is made."""


def create(**kinds: Any) -> Selection:
    """The selections of a catalogue of two departments."""
    given = {"site": {"departements": ["69", "73"]}, "territoires": PLACES, "formats": FORMATS, "cibles": TARGETS}
    return Derived(create_catalogue(**{**given, **kinds})).selection


def passed_on(relais: Any, **kinds: Any) -> list[str]:
    """Ids of what a relay can pass on."""
    selection = create(relais={"relais": relais}, **kinds)
    return [one.id for one in selection.of_relay(selection._catalogue.relais["relais"])]


def for_btp(**kinds: Any) -> list[str]:
    return passed_on({"cibles": [{"cible": "btp"}], "territoires": ["69"]}, **kinds)


# What holds


def test_it_holds_for_a_target_and_a_place_of_the_relay_and_is_to_be_spread() -> None:
    btp: Any = {"cibles": ["btp"], **LINK}
    assert for_btp(
        livrables={
            "ici": {**btp, "territoires": ["69"]},
            "region": {**btp, "territoires": ["region"]},
            "partout": btp,
            "plus-etroit": {**btp, "cibles": ["macons"]},
            "autre-cible": {**btp, "cibles": ["cafes"]},
            "autre-departement": {**btp, "territoires": ["73"]},
            "autre-region": {**btp, "territoires": ["59"]},
            "archive": {**btp, "statut": "archive"},
            "brouillon": {**btp, "statut": "brouillon"},
            "exemple": {**btp, "exemple": "oui"},
        }
    ) == ["ici", "region", "partout"]


@pytest.mark.parametrize(
    ("relais", "expected"),
    [
        ({"cibles": [{"cible": "macons"}]}, ["lyon", "savoie", "partout"]),
        ({"cibles": [{"cible": "macons"}], "territoires": ["national"]}, ["lyon", "savoie", "partout"]),
        ({"cibles": [{"cible": "macons"}], "territoires": ["59"]}, ["nord", "partout"]),
        ({"territoires": ["73"]}, ["cafes", "savoie", "partout"]),  # no target: all that holds there
        ({}, ["cafes", "lyon", "savoie", "partout"]),  # nor any place: all that holds in the region
        ({"secteurs": ["industrie"], "territoires": ["73"]}, ["usine"]),
        ({"cibles": [{"cible": "cafes"}], "territoires": ["59"]}, []),
    ],
)
def test_a_relay_that_says_less_is_asked_about_what_it_says(relais: Any, expected: list[str]) -> None:
    livrables: Any = {
        "cafes": {"cibles": ["cafes"], "territoires": ["region"]},
        "lyon": {"cibles": ["btp"], "territoires": ["69"]},
        "nord": {"cibles": ["btp"], "territoires": ["59"]},
        "partout": {"cibles": ["btp"]},
        "savoie": {"cibles": ["btp"], "territoires": ["73"]},
    }
    if "secteurs" in relais:
        livrables["usine"] = {"secteurs": ["industrie"]}
    assert passed_on(relais, livrables=livrables) == expected


def test_what_is_for_some_sectors_is_for_their_relays() -> None:
    secteurs = {"batiment": {"comprend": ["toiture"]}, "toiture": {}, "industrie": {}}
    livrables = {
        identity: {"cibles": ["btp"], "secteurs": named}
        for identity, named in {"a": ["batiment"], "b": ["industrie"], "c": ["toiture", "industrie"], "d": []}.items()
    }
    relais = {"cibles": [{"cible": "btp"}], "secteurs": ["toiture"]}
    assert passed_on(relais, livrables=livrables, secteurs=secteurs) == ["a", "c", "d"]


def test_what_was_made_for_other_sectors_than_those_of_a_target_is_not_for_it_unless_it_names_it() -> None:
    cibles: Any = {"btp": {"fait_partie_de": "tpe", "secteurs": ["batiment"]}, "tpe": {}}
    livrables: Any = {
        "garage": {"cibles": ["tpe"], "secteurs": ["auto"]},
        "les-deux": {"cibles": ["btp"], "secteurs": ["auto"]},
        "toit": {"cibles": ["tpe"], "secteurs": ["batiment"]},
    }
    found = for_btp(cibles=cibles, livrables=livrables, secteurs={"auto": {}, "batiment": {}})
    assert found == ["les-deux", "toit"]


# The rule of their order


def test_what_names_the_relay_comes_first_wherever_it_holds() -> None:
    assert for_btp(
        livrables={
            "autre": {"cibles": ["btp"], **LINK},
            "archive": {"relais": ["relais"], "statut": "archive"},
            "choisi": {"cibles": ["cafes"], "territoires": ["59"], "relais": ["relais"]},
            "choisi-utile": {"cibles": ["btp"], "relais": ["relais"], **LINK},
        }
    ) == ["choisi-utile", "choisi", "autre"]


def test_what_helps_to_do_something_and_opens_comes_before_the_rest() -> None:
    found = for_btp(
        livrables={
            "a-lire": {"cibles": ["btp"], "format": "article", **REFERENCE, **LINK},
            "copie": {"cibles": ["btp"], **REFERENCE, **COPY},
            "a-revoir": {"cibles": ["btp"], "a_revoir_le": "2026-11-20", **REFERENCE, **LINK},
            "utile": {"cibles": ["btp"], "a_revoir_le": "2026-11-21", "ajoute_le": "2026-01-01", **LINK},
        }
    )
    assert found[0] == "utile"
    assert set(found[1:]) == {"a-lire", "copie", "a-revoir"}


def test_the_nearest_target_then_the_region_then_the_last_reviewed_come_first() -> None:
    found = passed_on(
        {"cibles": [{"cible": "macons"}]},
        livrables={
            "btp-region": {"cibles": ["btp"], "territoires": ["region"], **LINK},
            "france-ancien": {"cibles": ["macons"], "ajoute_le": "2026-01-05", **LINK},
            "france-revu": {"cibles": ["macons"], "ajoute_le": "2026-01-04", "modifie_le": "2026-02-01", **LINK},
            "france-paru": {"cibles": ["macons"], "ajoute_le": "2026-01-05", "date": "2025", **LINK},
            "region": {"cibles": ["btp", "macons"], "territoires": ["73"], **LINK},
        },
    )
    assert found == ["region", "france-revu", "france-paru", "france-ancien", "btp-region"]


def test_what_is_to_be_sent_for_an_occasion_of_the_coming_months_comes_before_what_is_not() -> None:
    # counted from 21 November: sendings of November, December and January, three weeks before
    livrables: Any = {identity: {"cibles": ["btp"], **REFERENCE} for identity in ("a", "b", "c", "d", "e", "f")} | {
        "utile": {"cibles": ["btp"], **LINK},
        "autre": {"cibles": ["cafes"], **LINK},
    }
    assert for_btp(
        livrables=livrables,
        evenements={
            "janvier": {"debut": "2027-02-20", "cibles": ["btp"], "livrables": ["e", "autre"]},
            "decembre": {"debut": "2027-01-10", "cibles": ["btp"], "livrables": ["d"], "territoires": ["69"]},
            "plus-tard": {"debut": "2027-02-25", "cibles": ["btp"], "livrables": ["a"]},
            "ailleurs": {"debut": "2027-01-10", "cibles": ["btp"], "livrables": ["b"], "territoires": ["73"]},
            "autres": {"debut": "2027-01-10", "cibles": ["cafes"], "livrables": ["c"]},
        },
    )[:3] == ["d", "e", "utile"]


def test_each_target_of_a_relay_gives_in_turn() -> None:
    livrables = {
        f"{cible}-{number}": {"cibles": [cible], "date": f"20{20 - number}"}
        for cible in ("btp", "cafes")
        for number in range(10)
    }
    both = {"cibles": [{"cible": "cafes"}, {"cible": "btp"}]}
    found = passed_on(both, livrables={**livrables, "les-deux": {"cibles": ["btp", "cafes"], "date": "2026"}})
    assert found[:5] == ["les-deux", "cafes-0", "btp-0", "cafes-1", "btp-1"]
    assert len(found) == KIT


# What is new, and when to send


def test_news_are_what_holds_and_what_names_the_relay_by_their_last_change() -> None:
    selection = create(
        relais={"relais": {"cibles": [{"cible": "btp"}], "territoires": ["69"]}},
        livrables={
            "ancien": {"cibles": ["btp"], "ajoute_le": "2025-01-01"},
            "revu": {"cibles": ["btp"], "ajoute_le": "2025-01-02", "modifie_le": "2026-11-20"},
            "choisi": {"cibles": ["cafes"], "relais": ["relais"], "ajoute_le": "2026-11-19"},
            "autre-cible": {"cibles": ["cafes"], "ajoute_le": "2026-11-21"},
            "ailleurs": {"cibles": ["btp"], "territoires": ["73"], "ajoute_le": "2026-11-21"},
            "archive": {"cibles": ["btp"], "statut": "archive", "ajoute_le": "2026-11-21"},
            "sans-date": {"cibles": ["btp"]},
        },
    )
    relais = selection._catalogue.relais["relais"]
    assert [one.id for one in selection.news_of_relay(relais)] == ["revu", "choisi", "ancien"]


def test_news_hold_for_the_targets_of_a_relay_where_it_is() -> None:
    selection = create(
        relais={
            "garagistes": {"cibles": [{"cible": "garages"}], "territoires": ["69"]},
            "nord": {"cibles": [{"cible": "tpe"}], "territoires": ["59"]},
            "france": {"cibles": [{"cible": "garages"}], "territoires": ["national"]},
            "sans-cible": {"territoires": ["73"]},
        },
        cibles={"garages": {"fait_partie_de": "tpe"}, "tpe": {}, "rh": {}},
        livrables={
            "large": {"cibles": ["tpe"], "ajoute_le": "2026-01-01"},
            "metier": {"cibles": ["garages"], "territoires": ["69"], "ajoute_le": "2026-01-02"},
            "nord": {"cibles": ["tpe"], "territoires": ["59"], "ajoute_le": "2026-01-03"},
            "autre": {"cibles": ["rh"], "ajoute_le": "2026-01-04"},
            "deja": {"cibles": ["rh"], "relais": ["garagistes"], "ajoute_le": "2026-01-05"},
        },
    )
    relays = selection._catalogue.relais
    assert {identity: [one.id for one in selection.news_of_relay(relais)] for identity, relais in relays.items()} == {
        "garagistes": ["deja", "metier", "large"],
        "nord": ["nord", "large"],
        "france": ["metier", "large"],
        "sans-cible": ["deja", "autre", "large"],
    }
    assert [one.id for one in selection.news_of_relay(relays["sans-cible"], most=1)] == ["deja"]


def test_occasions_hold_for_a_target_and_a_place_and_are_not_over() -> None:
    btp: Any = {"debut": "2027-01-10", "cibles": ["btp"]}
    selection = create(
        relais={"relais": {"cibles": [{"cible": "macons"}], "territoires": ["69"]}},
        livrables={"a": REFERENCE, "b": REFERENCE},  # 21 November is the day of reference
        evenements={
            "a-venir": btp,
            "ici": {**btp, "territoires": ["69"], "debut": "2027-01-11"},
            "ailleurs": {**btp, "territoires": ["73"]},
            "autres": {**btp, "cibles": ["cafes"]},
            "finie": {**btp, "debut": "2026-11-20"},
            "compte-rendu": {**btp, "debut": "2026-11-20", "a_envoyer_le": "2026-11-22"},
        },
    )
    found = selection.occasions_of_relay(selection._catalogue.relais["relais"])
    assert [one.evenement.id for one in found] == ["compte-rendu", "a-venir", "ici"]


# All together


def test_a_target_has_what_holds_for_it_anywhere_in_the_region() -> None:
    selection = create(
        livrables={
            "savoie": {"cibles": ["btp"], "territoires": ["73"]},
            "nord": {"cibles": ["btp"], "territoires": ["59"]},
            "macons": {"cibles": ["macons"]},
        }
    )
    cibles = selection._catalogue.cibles
    assert [one.id for one in selection.of_target(cibles["btp"])] == ["savoie"]
    assert [one.id for one in selection.of_target(cibles["macons"])] == ["macons", "savoie"]
    assert selection.of_target(cibles["cafes"]) == ()


def test_to_pass_on_is_what_some_selection_holds_in_the_order_of_the_catalogue() -> None:
    many = {f"guide-{number:02}": {"cibles": ["btp"], "date": f"20{30 - number}"} for number in range(KIT + 3)}
    selection = create(
        cibles={**TARGETS, "fictive": {"exemple": "oui"}},
        relais={
            "nord": {"cibles": [{"cible": "cafes"}], "territoires": ["59"]},
            "fictif": {"exemple": "oui", "cibles": [{"cible": "cafes"}]},
        },
        livrables={
            **many,
            "du-nord": {"cibles": ["cafes"], "territoires": ["59"]},
            "du-fictif": {"cibles": ["fictive"], "relais": ["fictif"]},
        },
    )
    assert [one.id for one in selection.to_pass_on()] == [*list(many)[:KIT], "du-nord"]


def test_a_catalogue_of_nothing_has_nothing_to_pass_on() -> None:
    selection = create(relais={"relais": {}})
    assert selection.to_pass_on() == []
