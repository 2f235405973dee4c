"""What groups have in common: worked out by hand on a few, and bounded on many."""

from typing import Any

from prst.analysis.derived import Derived
from prst.analysis.recoupements import APART, EVERYBODY, NAMED, OVER, SORTES, TOGETHER, Motif, Recoupements
from tests.catalogues import Kind, create_catalogue

TARGETS: Kind = {
    "tpe": {"nom": "Petites entreprises"},
    "garages": {"nom": "Garages", "fait_partie_de": "tpe", "secteurs": ["auto"]},
    "mairies": {"nom": "Mairies"},
}


def of(groupes: Kind, site: Any = None, **kinds: Kind) -> Recoupements:
    given: dict[str, Any] = {"cibles": TARGETS, "secteurs": {"auto": {"label": "Automobile"}}, **kinds}
    return Derived(create_catalogue(site, groupes=groupes, **given)).recoupements


def shared(found: Recoupements, one: str, other: str) -> dict[str, tuple[str, ...]]:
    """What two groups share, by kind."""
    return next((dict(each.motifs) for each in found.of(one) if each.autre.id == other), {})


def test_groups_share_targets_by_inclusion_and_the_narrower_one_is_named() -> None:
    found = of({"a": {"cibles": ["tpe"]}, "b": {"cibles": ["garages"]}, "c": {"cibles": ["mairies"]}})

    assert shared(found, "a", "b") == {"cibles": ("Garages",)}
    assert shared(found, "b", "a") == {"cibles": ("Garages",)}
    assert found.of("c") == ()


def test_what_they_produced_and_who_passed_it_on_count_too() -> None:
    found = of(
        {"a": {}, "b": {"cibles": ["garages"]}},
        livrables={
            "x": {"groupe": "a", "cibles": ["garages"], "relais": ["cma"]},
            "y": {"groupe": "b", "cibles": ["mairies"]},
        },
        relais={"cma": {"nom": "Chambre"}},
        diffusions={"d": {"livrable": "y", "relais": "cma"}},
    )

    # the targets of b are its own, not those of what it produced; those of a are those of its resource
    assert shared(found, "a", "b") == {"cibles": ("Garages",), "relais": ("Chambre",)}


def test_what_holds_for_all_sectors_is_no_shared_trade() -> None:
    sectors: Kind = {"tous": {"comprend": ["auto", "interim"]}, "auto": {"label": "Automobile"}, "interim": {}}
    targets: Kind = {"tpe": {"secteurs": ["tous"]}, "pme": {"secteurs": ["tous"]}, "garages": {"secteurs": ["auto"]}}
    groupes: Kind = {"a": {"cibles": ["tpe"]}, "b": {"cibles": ["pme"]}, "c": {"cibles": ["garages"]}, "d": {}}
    made: Kind = {"x": {"groupe": "d", "cibles": ["mairies"], "secteurs": ["tous", "auto"]}}
    found = of(groupes, cibles={**targets, "mairies": {}}, secteurs=sectors, livrables=made)

    assert [shared(found, *pair) for pair in ("ab", "ac", "bc", "ad")] == [{}, {}, {}, {}]
    assert shared(found, "c", "d") == {"secteurs": ("Automobile",)}
    assert not found.to({"cibles": ["tpe"]}, but="a")


def test_a_structure_is_one_by_its_id_its_name_or_after_a_merger() -> None:
    found = of(
        {
            "a": {"pilotes": [{"structure": "carsat"}]},
            "b": {"contributeurs": ["Caisse d’assurance retraite"]},
            "c": {"contributeurs": ["ancienne", "Club des DRH"]},
            "d": {"contributeurs": ["club des drh"]},
        },
        structures={
            "carsat": {"nom": "Caisse d’assurance retraite"},
            "ancienne": {"nom": "Ancienne caisse", "remplacee_par": "carsat"},
        },
    )

    assert shared(found, "a", "b") == {"structures": ("Caisse d’assurance retraite",)}
    assert shared(found, "a", "c") == {"structures": ("Caisse d’assurance retraite",)}
    assert shared(found, "d", "c") == {"structures": ("Club des DRH",)}


def test_a_structure_takes_part_by_its_functions_too() -> None:
    found = of(
        {"a": {"pilotes": [{"structure": "carsat"}]}, "b": {}},
        structures={"carsat": {"nom": "Carsat", "fonctions": [{"role": "Préventrice", "groupes": ["b"]}]}},
    )

    assert shared(found, "a", "b") == {"structures": ("Carsat",)}


def test_objectives_are_near_by_the_words_that_few_groups_use() -> None:
    objective = "Réduire les accidents des apprentis pendant les premiers jours d’accueil"
    found = of(
        {
            "a": {"nom": "A", "fiche_action": {"objectif": objective}},
            "b": {
                "nom": "B",
                "fiche_action": {"objectif": "L’accueil des apprentis : moins d’accidents les premiers jours"},
            },
            "c": {"nom": "C", "fiche_action": {"objectif": "Réduire le bruit dans les crèches"}},
        }
    )

    assert set(shared(found, "a", "b")) == {"objectif"}
    assert shared(found, "a", "b")["objectif"] == ("accidents", "accueil", "apprentis", "premiers")
    assert shared(found, "a", "c") == {}


def test_words_of_objectives_are_told_as_groups_write_them() -> None:
    found = of(
        {
            "a": {"nom": "Prévenir l’épuisement au cœur des métiers d’élevage"},
            "b": {"nom": "Épuisement, cœurs, métiers : prévenir", "fiche_action": {"objectif": "Les métiers. Élevage"}},
        }
    )

    assert shared(found, "a", "b") == {"objectif": ("cœur", "élevage", "épuisement", "métiers", "prévenir")}


def test_no_group_shares_anything_with_itself_nor_with_a_sample() -> None:
    themes: dict[str, Any] = {"themes": ["bruit"]}
    found = of({"a": themes, "exemple": {**themes, "exemple": "oui"}}, themes={"bruit": {}})

    assert found.of("a") == ()
    assert found.pairs == []


def test_a_pair_is_told_once_and_what_weighs_most_comes_first() -> None:
    groupes: Kind = {
        "a": {"themes": ["bruit"], "cibles": ["garages"]},
        "b": {"themes": ["bruit"], "cibles": ["garages"]},
        "c": {"themes": ["bruit"]},
    }
    found = of(groupes, themes={"bruit": {}})

    assert [(one.groupe.id, one.autre.id) for one in found.pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [one.autre.id for one in found.of("b")] == ["a", "c"]


def test_a_group_that_is_being_written_is_compared_whatever_its_tree_holds() -> None:
    found = of({"a": {"cibles": ["garages"], "pilotes": [{"structure": "Carsat"}]}})

    near = found.to({"nom": "N", "cibles": ["garages"], "pilotes": [{"structure": "carsat"}, "x", {}], "themes": "y"})
    assert [(one.autre.id, [motif.sorte for motif in one.motifs]) for one in near] == [
        ("a", ["cibles", "structures", "secteurs"])
    ]
    assert found.to({"nom": "A", "cibles": ["garages"]}, "a") == []
    assert found.to({"cibles": {"a": "b"}, "pilotes": "x", "fiche_action": [1]}) == []


def test_many_things_in_common_are_counted_after_the_first() -> None:
    motif = Motif("structures", tuple(f"S{number}" for number in range(NAMED + 3)))

    assert motif.dit.endswith("S7 et 3 autres")
    assert Motif("themes", ("Bruit",)).dit == "Bruit"


def test_what_everybody_shares_brings_nobody_together_and_is_told_of_those_who_share_more() -> None:
    groups: Kind = {f"g{number:03}": {"cibles": ["mairies"]} for number in range(EVERYBODY + 5)}
    found = of(
        {
            **groups,
            "y": {"cibles": ["mairies"], "themes": ["bruit"]},
            "z": {"cibles": ["mairies"], "themes": ["bruit"]},
        },
        themes={"bruit": {}},
    )

    assert [(one.groupe.id, one.autre.id) for one in found.pairs] == [("y", "z")]  # wherever they stand in the order
    assert set(shared(found, "y", "z")) == {"cibles", "themes"}


PLACES: Kind = {
    "region": {"label": "La région"},
    "national": {"label": "France entière"},
    **{code: {"label": code} for code in ("01", "38", "59")},
}


def test_what_to_agree_on_depends_on_where_both_work_and_whether_one_has_ended() -> None:
    themes: dict[str, Any] = {"themes": ["bruit"]}
    found = of(
        {
            "ain": {**themes, "territoires": ["01"], "cibles": ["garages"]},
            "fini": {**themes, "territoires": ["01"], "cibles": ["garages"], "etat": "termine"},
            "fini-aussi": {**themes, "etat": "termine"},
            "ici": {**themes, "territoires": ["region"]},
            "nord": {**themes, "territoires": ["59"], "cibles": ["garages"]},
            "partout": themes,
        },
        themes={"bruit": {"label": "Bruit"}},
        territoires=PLACES,
        site={"departements": ["01", "38"]},
    )
    situations = {one.autre.id: one.situation for one in found.of("ain")}

    # those who can work together come first, whatever the others share
    assert list(situations) == ["ici", "partout", "fini", "nord", "fini-aussi"]
    assert situations == {"ici": TOGETHER, "partout": TOGETHER, "fini": OVER, "nord": APART, "fini-aussi": OVER}
    assert "fini-aussi" not in {one.autre.id for one in found.of("fini")}  # nobody is left to tell anything
    for one in found.of("fini"):
        assert all("terminé" in one.a_se_dire(motif) for motif in one.motifs if motif.sorte != "secteurs")
    nord = next(one for one in found.of("nord") if one.autre.id == "ain")
    assert "pas au même endroit" in nord.a_se_dire(nord.motifs[0])


def test_each_kind_says_what_to_agree_on_however_two_groups_stand_to_each_other() -> None:
    assert all(set(sorte.a_se_dire) == {TOGETHER, APART, OVER} for sorte in SORTES.values())
