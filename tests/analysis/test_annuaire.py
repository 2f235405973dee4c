"""The directory: who takes part, what each offers and looks for, and circles of one trade."""

from typing import Any

import pytest

from prst.analysis.annuaire import Annuaire, Membre
from prst.analysis.derived import Derived
from tests.catalogues import CONTACT, Kind, create_catalogue

NAMED = {"nom": "Camille Personne", "publication_consentie": "2026-01-01"}
SUBJECTS: Kind = {"animer": {}, "enquetes": {}, "projet": {}}


def annuaire(**kinds: Kind) -> Annuaire:
    return Derived(create_catalogue(**{"competences": SUBJECTS, **kinds})).annuaire


def functions(*given: dict[str, Any], **more: Any) -> Kind:
    """One structure with these functions."""
    return {"carsat": {"nom": "Carsat", "fonctions": [{"role": "préventeur", **one} for one in given], **more}}


def told(membres: Any) -> list[tuple[str, str]]:
    return [(one.nommee, one.role) for one in membres]


def only(found: Annuaire) -> Membre:
    (one,) = found.membres
    return one


# Who stands there


def test_a_structure_stands_once_however_it_is_named_and_contributes_to_no_group_that_it_leads() -> None:
    found = annuaire(
        structures={"carsat": {"nom": "Carsat"}, "cram": {"nom": "Cram", "remplacee_par": "carsat"}},
        groupes={
            "a": {"pilotes": [{"structure": "Zoo"}], "contributeurs": ["ZOO", "cram"]},
            "b": {"contributeurs": ["zoo", "Carsat"]},
        },
    )
    assert [(name, len(some)) for name, _structure, some in found.par_structure] == [("Carsat", 1), ("Zoo", 2)]
    assert [told(found.contribuent(found._catalogue.groupes[one])) for one in "ab"] == [
        [("Carsat", "")],
        [("Carsat", ""), ("zoo", "")],
    ]


def test_pilots_come_first_then_functions_then_structures_that_only_contribute() -> None:
    found = annuaire(
        structures=functions({}),
        groupes={
            "a": {"pilotes": [{"structure": "Zoo"}, {"structure": "carsat", "role": "copilote"}]},
            "b": {"contributeurs": ["carsat", "Zoo", "Aract"]},
            "c": {"contributeurs": ["Zoo"]},
        },
    )
    assert told(found.membres) == [
        ("Aract", ""),
        ("Carsat", "copilote"),
        ("Carsat", "préventeur"),
        ("Carsat", ""),
        ("Zoo", "pilote"),
        ("Zoo", ""),
    ]
    assert [(name, len(some)) for name, _structure, some in found.par_structure] == [
        ("Aract", 1),
        ("Carsat", 3),
        ("Zoo", 2),
    ]
    assert [groupe.id for groupe in found.membres[-1].groupes] == ["b", "c"]
    assert [groupe.id for groupe in found.sans_pilote] == ["b", "c"]


def test_a_structure_whose_function_contributes_to_a_group_does_not_stand_there_twice() -> None:
    found = annuaire(structures=functions({"groupes": ["a"]}), groupes={"a": {"contributeurs": ["carsat"]}})
    assert told(found.membres) == [("Carsat", "préventeur")]


def test_a_group_knows_who_works_in_it_without_leading_it() -> None:
    groupes: Kind = {"a": {"pilotes": [{"structure": "carsat"}], "contributeurs": ["Zoo"]}, "b": {}}
    catalogue = create_catalogue(structures=functions({"groupes": ["a"]}), groupes=groupes)
    found = Derived(catalogue).annuaire
    assert told(found.contribuent(catalogue.groupes["a"])) == [("Carsat", "préventeur"), ("Zoo", "")]
    assert found.contribuent(catalogue.groupes["b"]) == ()


def test_a_pilot_that_is_named_as_a_contributor_too_stands_as_a_pilot_alone() -> None:
    pilots = [{"structure": "carsat", "role": "Préventeur"}, {"structure": "Zoo"}]
    groupes: Kind = {"a": {"pilotes": pilots, "contributeurs": ["Zoo", "Aract"]}}
    given = functions({"groupes": ["a"]}, {"role": "graphiste", "groupes": ["a"]})
    catalogue = create_catalogue(structures=given, groupes=groupes)
    assert told(Derived(catalogue).annuaire.contribuent(catalogue.groupes["a"])) == [
        ("Aract", ""),
        ("Carsat", "graphiste"),
    ]


def test_a_structure_that_was_replaced_stands_under_the_one_that_took_its_place() -> None:
    found = annuaire(
        structures={**functions({}, remplacee_par="neuve"), "neuve": {"nom": "Neuve"}},
        groupes={"a": {"pilotes": [{"structure": "carsat"}]}},
    )
    assert told(found.membres) == [("Neuve", "pilote"), ("Neuve", "préventeur")]
    assert len(found.par_structure) == 1


def test_each_function_has_an_id_of_its_own() -> None:
    found = annuaire(
        structures=functions({}, {}, {"role": "Préventeur !"}),
        groupes={
            "a-b": {"pilotes": [{"structure": "c"}, {"structure": "C"}]},
            "a": {"pilotes": [{"structure": "b c"}], "contributeurs": ["Д", "Ж"]},
        },
    )
    assert len(found.membres) == 8
    assert len({one.id for one in found.membres}) == 8


def test_a_pilot_works_on_what_its_group_works_on() -> None:
    one = only(
        annuaire(
            groupes={
                "a": {
                    "pilotes": [{"structure": "Carsat"}],
                    "themes": ["chutes"],
                    "cibles": ["tpe"],
                    "territoires": ["region"],
                }
            },
            cibles={"tpe": {"secteurs": ["industrie"]}},
        )
    )
    assert (one.themes, one.secteurs, one.territoires) == (("chutes",), ("industrie",), ("region",))


def test_a_function_says_otherwise_than_its_structure_and_its_groups() -> None:
    kinds: dict[str, Kind] = {
        "secteurs": {"btp": {}, "mer": {}},
        "territoires": {"region": {}, "73": {}},
        "themes": {"chutes": {}, "bruit": {}},
        "cibles": {"tpe": {"secteurs": ["btp"]}},
        "groupes": {"a": {"themes": ["chutes"], "cibles": ["tpe"], "pilotes": []}},
    }
    silent = only(annuaire(structures=functions({"groupes": ["a"]}, territoires=["region"]), **kinds))
    assert (silent.themes, silent.secteurs, silent.territoires) == (("chutes",), ("btp",), ("region",))
    own = {"groupes": ["a"], "themes": ["bruit"], "secteurs": ["mer"], "territoires": ["73"]}
    said = only(annuaire(structures=functions(own, territoires=["region"]), **kinds))
    assert (said.themes, said.secteurs, said.territoires) == (("bruit",), ("mer",), ("73",))


# How to reach it


@pytest.mark.parametrize(
    ("fonction", "structure", "expected"),
    [
        ({"courriel": "a@organisme-essai.fr"}, {"courriel": "b@organisme-essai.fr"}, "a@organisme-essai.fr"),
        ({}, {"courriel": "b@organisme-essai.fr"}, "b@organisme-essai.fr"),
        ({"telephone": "3939"}, {"courriel": "b@organisme-essai.fr"}, ""),
        ({}, {}, ""),  # the region answers, which is no mailbox of the function
    ],
)
def test_a_function_is_reached_by_its_own_way_or_by_its_structure(
    fonction: dict[str, Any], structure: dict[str, Any], expected: str
) -> None:
    assert only(annuaire(structures=functions(fonction, **structure))).courriel == expected


def test_somebody_is_named_who_has_consented() -> None:
    assert only(annuaire(structures=functions(NAMED))).nom == "Camille Personne"
    assert only(annuaire(structures=functions({}))).nom == ""
    pilot = {"structure": "Carsat", "contact": {**CONTACT, **NAMED}}
    assert only(annuaire(groupes={"a": {"pilotes": [pilot]}})).nom == "Camille Personne"


# Who helps whom


def test_a_subject_brings_together_who_offers_and_who_looks_for_it() -> None:
    found = annuaire(
        structures=functions(
            {"role": "a", "competences": ["animer"]}, {"role": "b", "recherche": ["animer", "projet"]}
        ),
        groupes={"g": {"pilotes": [{"structure": "X", "competences": ["animer"]}]}},
    )
    assert [
        (one.terme.id, [each.role for each in one.offrent], [each.role for each in one.cherchent])
        for one in found.rapprochements
    ] == [("animer", ["a", "pilote"], ["b"]), ("projet", [], ["b"])]


def test_nobody_helps_himself() -> None:
    found = annuaire(structures=functions({"competences": ["animer"], "recherche": ["animer"]}))
    assert found.offrent("animer") == found.cherchent("animer") == tuple(found.membres)
    assert found.aidants(only(found), "animer") == ()


# Circles


def test_a_circle_holds_who_knows_a_trade_or_a_part_of_it_or_what_contains_it() -> None:
    found = annuaire(
        secteurs={"btp": {"comprend": ["toits"]}, "toits": {}, "mer": {}},
        structures=functions(
            {"role": "a", "secteurs": ["btp"]},
            {"role": "b", "secteurs": ["toits"]},
            {"role": "c", "secteurs": ["btp", "mer"]},
            {"role": "seul", "secteurs": ["mer"]},
            {"role": "sans"},
        ),
    )
    assert [(one.terme.id, [each.role for each in one.membres]) for one in found.cercles] == [
        ("btp", ["a", "b", "c"]),
        ("mer", ["c", "seul"]),
    ]


def test_what_holds_for_all_sectors_is_no_trade() -> None:
    found = annuaire(
        secteurs={"tous": {"comprend": ["btp", "mer"]}, "btp": {}, "mer": {}},
        structures=functions(
            {"role": "a", "secteurs": ["tous"]}, {"role": "b", "secteurs": ["tous"]}, {"role": "c", "secteurs": ["btp"]}
        ),
    )
    assert list(found.cercles) == []
