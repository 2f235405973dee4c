"""What the catalogue does not say yet."""

import re
from typing import Any

import pytest

from prst.analysis.gaps import CONTINUITY, COVERAGE, HELP, RULES, by_group, gaps
from prst.records.model import MODELS
from tests.catalogues import CONTACT, EXEMPLE, Fields, Kind, create_catalogue

DEPUTY = {**CONTACT, "suppleant": "Service prévention"}
TO_CONFIRM = {"structure": "Structure d’essai", "a_confirmer": "oui"}
PILOTS = [{"structure": "DREETS", "contact": DEPUTY}, {"structure": "Carsat"}]
WHOLE: dict[str, Kind] = {
    "livrables": {
        "entier": {
            "cibles": ["tpe"],
            "liens": [{"libelle": "Lire", "url": "https://a.fr/"}],
            "date": "2025",
            "promesse": "Moins d’accidents.",
            "licence": "Licence Ouverte 2.0",
            "relais": ["chambre"],
            "groupe": "pilotes",
        }
    },
    "cibles": {"tpe": {}},
    "relais": {"chambre": {"contact": CONTACT, "cibles": [{"cible": "tpe"}], "sollicite": "oui"}},
    "groupes": {
        "pilotes": {
            "pilotes": PILOTS,
            "cibles": ["tpe"],
            "fiche_action": {
                "objectif": "Moins d’accidents",
                "resultats_attendus": ["Un guide remis"],
                "cadre_valide_le": "2026-01-20",
                "actions": [{"intitule": "Relire"}],
            },
        }
    },
}
LACKING: dict[str, Kind] = {
    "livrables": {"muet": {"contact": TO_CONFIRM}, "fichier": {"fichiers": [{"libelle": "Lire", "chemin": "a.pdf"}]}},
    "cibles": {"seule": {}},
    "relais": {"sans-contact": {}, "a-confirmer": {"contact": TO_CONFIRM}},
    "groupes": {"vide": {}, "commence": {"fiche_action": {"moyens": "Un graphiste"}, "pilotes": PILOTS}},
}


def test_whole_catalogue_has_no_gap() -> None:
    assert gaps(create_catalogue(**WHOLE)) == []


def test_nothing_is_asked_for_a_section_that_the_site_leaves_out() -> None:
    groups: Kind = {"g": {"pilotes": PILOTS, "fiche_action": {"objectif": "Moins d’accidents"}}}

    def asked(sections: list[str]) -> set[str]:
        found = gaps(create_catalogue({"sections": sections}, groupes=groups, cibles={}))
        return {gap.message for gap in found if gap.kind == "groupes"}

    assert asked([]) - asked(["groupes"]) == {
        "Groupes dont la fiche-action ne dit pas pour qui",
        "Groupes sans livrable",
    }


def test_each_gap_names_the_records_that_have_it() -> None:
    catalogue = create_catalogue(**{kind: {**WHOLE[kind], **LACKING[kind]} for kind in WHOLE})
    found = {gap.message: [fiche.id for fiche in gap.fiches] for gap in gaps(catalogue)}
    assert {message: sorted(ids) for message, ids in found.items()} == {
        "Livrables dont le contact est à confirmer": ["muet"],
        "Livrables sans lien ni fichier": ["muet"],
        "Livrables sans date de parution": ["fichier", "muet"],
        "Livrables sans promesse": ["fichier", "muet"],
        "Livrables sans conditions de réutilisation": ["fichier", "muet"],
        "Livrables sans relais": ["fichier", "muet"],
        "Cibles sans relais": ["seule"],
        "Cibles sans livrable": ["seule"],
        "Relais jamais sollicités": ["a-confirmer", "sans-contact"],
        "Groupes sans pilote connu": ["vide"],
        "Groupes dont la fiche-action n’est pas écrite": ["vide"],
        "Groupes dont la fiche-action ne dit pas l’objectif": ["commence"],
        "Groupes dont la fiche-action ne dit pas pour qui": ["commence"],
        "Groupes dont la fiche-action ne dit pas les résultats attendus": ["commence"],
        "Groupes dont la fiche-action ne dit pas ce qu’ils font": ["commence"],
        "Groupes sans livrable": ["commence", "vide"],
    }
    validated = "Groupes dont le cadre n’est pas dit validé"  # of those that say their objective
    assert {rule[1] for rule in RULES} - found.keys() == {validated}


def test_a_draft_has_no_gap_and_fills_none() -> None:
    catalogue = create_catalogue(livrables={"brouillon": {"contact": TO_CONFIRM, "statut": "brouillon"}})
    assert [gap.message for gap in gaps(catalogue)] == ["Cibles sans livrable", "Cibles sans relais"]


EVERY = [*RULES, *((kind, message, remedy, lacks) for _, kind, message, remedy, lacks in COVERAGE), *CONTINUITY]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule[1]) for rule in EVERY])
def test_each_gap_says_how_to_help(rule: tuple[str, str, str, object]) -> None:
    kind, message, remedy, _ = rule
    assert kind in MODELS
    assert message[0].isupper()
    assert re.search(r"[.?]$", remedy)
    # The page of a group says « Ce groupe » in the place of the message.
    assert kind != "groupes" or not re.search(r"^(Est-il|S’il|Ils?) |l’a-t-|dites ce qu’ils", remedy)


def found(**kinds: Kind) -> dict[str, list[str]]:
    """What ages or hangs on one person, by what is said of it; silences are left out."""
    return {
        gap.message: [fiche.id for fiche in gap.fiches]
        for gap in gaps(create_catalogue(**{**WHOLE, **kinds}))
        if gap.continuite
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"a_revoir_le": "2026-01-01"}, ["Livrables dont la relecture est due"]),
        ({"a_revoir_le": "2026-01-02"}, []),
        ({"a_revoir_le": "2025-06-01", "statut": "archive"}, []),
        ({"date": "2022"}, ["Livrables de plus de trois ans"]),
        ({"date": "2023"}, []),
        ({"date": "2022-12-31"}, ["Livrables de plus de trois ans"]),
        ({"date": "2023-01-01"}, []),
        ({"date": "2019", "a_revoir_le": "2027-01-01"}, []),
        ({"date": "2019", "statut": "archive"}, []),
        ({"contact": {**CONTACT, "role": "Chargée de prévention"}}, ["Livrables dont le contact n’a pas de suppléant"]),
        ({"contact": {**DEPUTY, "role": "Chargée de prévention"}}, []),
    ],
)
def test_a_resource_ages_by_the_reference_day(fields: Fields, expected: list[str]) -> None:
    """The catalogue names no day: its reference day is 2026-01-01."""
    assert list(found(livrables={"guide": fields})) == expected


@pytest.mark.parametrize("kind", ["livrables", "relais", "groupes", "cibles"])
def test_a_record_that_nobody_touched_for_a_year_is_named(kind: str) -> None:
    """The reference day is 2026-03-10, on which two others changed."""
    others: Kind = {name: {"ajoute_le": "2026-03-10"} for name in ("a", "b", "c")}
    whole = WHOLE.get(kind, {})
    records = {
        **{name: {**fields, "ajoute_le": "2025-03-10"} for name, fields in whole.items()},
        "vieille": {"ajoute_le": "2024-01-05", "modifie_le": "2025-03-09"},
        "relue": {"ajoute_le": "2024-01-05", "modifie_le": "2025-03-10"},
        "sans-date": {},
    }
    assert [
        ids for message, ids in found(structures=others, **{kind: records}).items() if message.endswith("depuis un an")
    ] == [["vieille"]]


def test_a_group_that_hangs_on_one_pilot_is_named_until_it_ends() -> None:
    alone = {"pilotes": [{"structure": "DREETS"}]}
    groups: Kind = {"seul": alone, "fini": {**alone, "etat": "termine"}, **WHOLE["groupes"]}
    assert found(groupes=groups) == {"Groupes avec un seul pilote": ["seul"], "Groupes sans suppléant": ["seul"]}


def test_a_record_that_leads_nowhere_is_named() -> None:
    nobody = {"contact": {"structure": "Structure inconnue", "a_confirmer": "oui"}}
    catalogue = create_catalogue({**nobody}, relais={"muet": {}}, livrables={"guide": {}})
    assert {gap.message: [one.id for one in gap.fiches] for gap in gaps(catalogue) if gap.continuite} == {
        "Relais qui ne mènent à personne": ["muet"]
    }


def test_a_group_is_told_what_it_can_do() -> None:
    kinds: dict[str, Kind] = {
        "groupes": {"ga": {}, "autre": {}},
        "livrables": {"guide": {"groupe": "ga"}, "libre": {}},
    }
    catalogue = create_catalogue(**kinds)
    told = by_group(gaps(catalogue))
    assert {gap.message: [one.id for one in gap.fiches] for gap in told["ga"]} == {
        "Livrables sans lien ni fichier": ["guide"],
        "Livrables sans date de parution": ["guide"],
        "Livrables sans promesse": ["guide"],
        "Livrables sans conditions de réutilisation": ["guide"],
        "Livrables sans relais": ["guide"],
        "Groupes sans pilote connu": ["ga"],
        "Groupes dont la fiche-action n’est pas écrite": ["ga"],
    }
    assert [gap.message for gap in told["autre"]] == [
        "Groupes sans pilote connu",
        "Groupes dont la fiche-action n’est pas écrite",
        "Groupes sans livrable",
    ]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ({"cadre_valide_le": None}, ["Groupes dont le cadre n’est pas dit validé"]),
        (
            {"revisions": [{"le": "2026-03-02", "objet": "A", "cadre": "oui"}]},
            ["Groupes dont le cadre est à valider de nouveau"],
        ),
        ({"revisions": [{"le": "2026-03-02", "objet": "A"}]}, []),
        ({"perimetre": None, "moyens": None, "ecarts": None}, []),
    ],
)
def test_a_sheet_is_asked_for_what_it_lacks(sheet: dict[str, Any], expected: list[str]) -> None:
    whole = WHOLE["groupes"]["pilotes"]
    said = {key: value for key, value in {**whole["fiche_action"], **sheet}.items() if value is not None}
    groups = {"pilotes": {**whole, "fiche_action": said}}
    assert [gap.message for gap in gaps(create_catalogue(**{**WHOLE, "groupes": groups}))] == expected


def test_nothing_is_asked_of_a_group_that_has_finished() -> None:
    over = {"etat": "termine", "pilotes": PILOTS}
    catalogue = create_catalogue(**{**WHOLE, "groupes": {"pilotes": over}})
    assert [gap.message for gap in gaps(catalogue)] == []


# What a group says of itself, and what its milestones and outputs say

DONE: Fields = {"date": "2025-06", "intitule": "A", "fait_le": "2025-06-10"}
LATE = "Groupes dont un jalon est passé"
SILENT = "Groupes au travail, sans nouvelle depuis un an"


def asked(livrables: Kind | None = None, **fields: Any) -> set[str]:
    """What the group is asked on 2026-03-10, but for its pilots."""
    given: Kind = {name: {"ajoute_le": "2026-03-10"} for name in "abc"}
    group = {"pilotes": WHOLE["groupes"]["pilotes"]["pilotes"], "ajoute_le": "2024-01-05", **fields}
    told = gaps(create_catalogue(groupes={"ga": group}, livrables=livrables or {}, structures=given))
    return {gap.message for gap in told if gap.kind == "groupes" and gap.continuite} - {
        "Groupes sans suppléant",
        "Groupes qui ne mènent à personne",
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"etat": "au_travail"}, {SILENT}),
        ({"etat": "tres_actif", "jalons": [{**DONE, "fait_le": "2025-03-09"}]}, {SILENT}),
        ({"etat": "au_travail", "jalons": [{**DONE, "fait_le": "2025-03-10"}]}, {"Groupes sans retouche depuis un an"}),
        ({"etat": "au_travail", "modifie_le": "2025-03-10"}, set()),
        ({"etat": "au_travail", "ajoute_le": ""}, set()),
        ({"etat": "en_panne", "modifie_le": "2026-01-01"}, {"Groupes à l’arrêt"}),
        ({"etat": "en_panne", "modifie_le": "2026-01-01", "jalons": [DONE]}, {"Groupes à l’arrêt qui avancent"}),
        ({"modifie_le": "2026-01-01", "jalons": [{"date": "2026-02", "intitule": "A"}]}, {LATE}),
        ({"modifie_le": "2026-01-01", "jalons": [{"date": "2026-03", "intitule": "A"}]}, set()),
        (
            {"etat": "termine", "modifie_le": "2026-01-01", "jalons": [{"date": "2026-05", "intitule": "A"}]},
            {"Groupes terminés à qui il reste des jalons"},
        ),
        (
            {"etat": "termine", "modifie_le": "2026-01-01", "jalons": [DONE, {"date": "2025-05", "intitule": "A"}]},
            {"Groupes terminés à qui il reste des jalons"},
        ),
        ({"etat": "termine", "modifie_le": "2026-01-01", "jalons": [DONE]}, set()),
    ],
)
def test_a_group_is_asked_where_what_it_says_and_what_it_does_differ(fields: Any, expected: set[str]) -> None:
    assert asked(**fields) == expected


def test_a_resource_of_the_year_is_news_of_its_group() -> None:
    recent: Kind = {"guide": {"groupe": "ga", "date": "2025-12"}}
    assert asked(recent, etat="au_travail", modifie_le="2024-02-01") == {"Groupes sans retouche depuis un an"}
    assert asked(recent, etat="en_panne", modifie_le="2026-01-01") == {"Groupes à l’arrêt qui avancent"}


def test_what_helps_are_pages_that_there_are() -> None:
    messages = {message for _kind, message, _remedy, _lacks in (*RULES, *CONTINUITY)}
    assert set(HELP) <= messages
    for _title, address in (page for pages in HELP.values() for page in pages):
        assert (EXEMPLE / "docs" / f"{address.rstrip('/')}.md").is_file(), address
