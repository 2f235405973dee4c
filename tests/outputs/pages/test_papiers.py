"""What the papers of a group say of its record, before any document is made; test_parcours.py reads the documents."""

from collections.abc import Mapping

import pytest

from prst.outputs.pages.papiers import LAST, NEIGHBOURS, TASKS, TEMPLATES, Paper, Papiers, latest
from prst.outputs.prerempli import Faits
from tests.catalogues import Fields, Kind, create_catalogue, create_pages, plain

LETTER, HANDOVER, SHEET = "lettre-de-mission", "passation", "fiche-action"


def papers(group: Fields, others: Kind | None = None, **kinds: Kind) -> Mapping[str, Paper]:
    """The papers of a group « g » among others, by their name."""
    pages = create_pages(create_catalogue(groupes={"g": {"nom": "Essai", **group}, **(others or {})}, **kinds))
    pages.modeles = {page: ("adresse/", f"Modèle\u00a0: {name}", "Texte") for name, page in TEMPLATES.items()}
    found = (one for one in Papiers(pages).outputs() if one.path.startswith("groupes/g/"))
    return {one.path.rpartition("/")[2].removesuffix(".docx"): one for one in found}


def facts(name: str, group: Fields, others: Kind | None = None, **kinds: Kind) -> Faits:
    return papers(group, others, **kinds)[name].faits


def tasks(group: Fields, **kinds: Kind) -> list[Mapping[str, str]]:
    return [*facts(HANDOVER, group, **kinds).grilles["Qui fait quoi"]]


def test_a_paper_is_called_by_its_template_and_its_group() -> None:
    titles = {name: plain(one.titre) for name, one in papers({"fiche_action": {"objectif": "Moins de chutes"}}).items()}
    assert titles == {
        SHEET: "Fiche-action : Essai",
        HANDOVER: "Passation : Essai",
        LETTER: "Lettre-de-mission : Essai",
    }


@pytest.mark.parametrize(
    ("group", "kinds", "given"),
    [
        ({}, {}, []),
        ({"fiche_action": {"numero": "1.2"}}, {}, []),
        ({"pilotes": [{"structure": "DREETS"}]}, {}, [HANDOVER, LETTER]),
        ({"contributeurs": ["Carsat"]}, {}, [HANDOVER, LETTER]),
        ({"jalons": [{"date": "2027", "intitule": "Fin"}]}, {}, [HANDOVER, LETTER]),
        ({}, {"livrables": {"guide": {"groupe": "g"}}}, [HANDOVER, LETTER]),
        ({"fiche_action": {"objectif": "Moins de chutes"}}, {}, [SHEET, HANDOVER, LETTER]),
    ],
)
def test_a_paper_is_made_where_the_record_fills_something_in(
    group: Fields, kinds: dict[str, Kind], given: list[str]
) -> None:
    assert [*papers(group, **kinds)] == given


def test_a_paper_whose_template_the_region_left_out_is_not_made() -> None:
    pages = create_pages(create_catalogue(groupes={"g": {"pilotes": [{"structure": "DREETS"}]}}))
    pages.modeles = {TEMPLATES[LETTER]: ("adresse/", "Lettre", "Texte")}
    assert [one.path for one in Papiers(pages).outputs()] == ["groupes/g/lettre-de-mission.docx"]


def test_what_a_paper_depends_on_changes_with_what_it_says_and_with_nothing_else() -> None:
    group: Fields = {"fiche_action": {"objectif": "Moins de chutes"}}
    first = papers(group)
    same = papers(group, {"autre": {"nom": "Autre"}})
    moved = papers({**group, "jalons": [{"date": "2027", "intitule": "Fin"}]})
    assert {name: one.key for name, one in same.items()} == {name: one.key for name, one in first.items()}
    assert [name for name in first if moved[name].key != first[name].key] == [SHEET, HANDOVER]


def test_the_last_resources_come_first_and_those_without_a_date_after_them() -> None:
    dates = {"vieux": "2019", "sans": None, "recent": "2026-03", "fin": "2026", "autre": "2020", "encore": "2021"}
    livrables = create_catalogue(
        livrables={name: {"date": day} if day else {} for name, day in dates.items()}
    ).livrables
    assert [one.id for one in latest(livrables.values())] == ["fin", "recent", "encore", "autre", "vieux"]
    assert len(livrables) == LAST + 1
    assert [one.id for one in latest(one for one in livrables.values() if one.id in ("sans", "vieux"))] == [
        "vieux",
        "sans",
    ]


def test_an_action_sheet_names_the_groups_that_share_most_with_it() -> None:
    sheet: Fields = {"cibles": ["tpe"], "themes": ["chutes"], "fiche_action": {"objectif": "Moins de chutes"}}
    others = {f"g{number:02}": {"nom": f"Groupe {number}", "themes": ["chutes"]} for number in range(NEIGHBOURS + 2)}
    others["proche"] = {"nom": "Proche", "themes": ["chutes"], "cibles": ["tpe"]}
    named = facts(SHEET, sheet, others, cibles={"tpe": {"nom": "TPE"}}, themes={"chutes": {"label": "Chutes"}})
    neighbours = named.grilles["Groupes voisins"]
    assert neighbours[0] == {"Groupe": "Proche", "En commun": "TPE, Chutes"}
    assert len(neighbours) == NEIGHBOURS


def test_a_handover_sheet_names_some_of_the_tasks_that_go_on_and_who_has_them() -> None:
    actions = [
        *({"intitule": f"Action {number}", "par": "DREETS", "etat": "en_cours"} for number in range(TASKS + 1)),
        {"intitule": "Finie", "par": "DREETS", "etat": "faite"},
        {"intitule": "Relire", "par": "Carsat", "etat": "en_cours"},
        {"intitule": "De personne", "etat": "en_cours"},
    ]
    group: Fields = {
        "pilotes": [{"structure": "DREETS"}],
        "contributeurs": ["Aract"],
        "fiche_action": {"actions": actions},
    }
    found = [(row["Nom et structure"], plain(row["Tâche en cours"])) for row in tasks(group)]
    assert found == [
        ("(nom), DREETS", "Action 0 ; Action 1 ; Action 2…"),
        ("(nom), Aract", ""),
        ("(nom), Carsat", "Relire"),
    ]


@pytest.mark.parametrize(
    ("contact", "way"),
    [
        ({"courriel": "gt@dreets.fr", "telephone": "04 00 00 00 00"}, "gt@dreets.fr"),
        ({"telephone": "04 00 00 00 00"}, "04 00 00 00 00"),
        ({"formulaire": "https://dreets.fr/contact"}, "https://dreets.fr/contact"),
        ({"a_confirmer": "oui"}, ""),
    ],
)
def test_a_handover_sheet_tells_one_way_to_the_function_of_a_pilot(contact: Fields, way: str) -> None:
    pilot = {"structure": "DREETS", "contact": {"structure": "DREETS", **contact}}
    assert [row["Contact"] for row in tasks({"pilotes": [pilot]})] == [way]


def test_a_handover_sheet_says_which_resources_are_kept_as_a_memory() -> None:
    resources: Kind = {
        "a": {"groupe": "g", "titre": "Guide", "date": "2026"},
        "b": {"groupe": "g", "titre": "Mémo", "date": "2019", "statut": "archive"},
    }
    rows = facts(HANDOVER, {}, livrables=resources).grilles["Où en sommes-nous"]
    assert [(row["Jalon ou livrable"], row["État"]) for row in rows] == [("Guide", "publié"), ("Mémo", "archivé")]


def test_a_handover_sheet_of_a_group_that_has_ended_asks_what_became_of_its_last_milestones() -> None:
    steps = [
        {"date": "2025", "intitule": "Fait", "fait_le": "2025-05"},
        {"date": "2025-06", "intitule": "Passé"},
        {"date": "2031", "intitule": "Loin"},
    ]
    grids = facts(HANDOVER, {"etat": "termine", "jalons": steps}).grilles
    told = [(row["Jalon ou livrable"], row["État"]) for row in grids["Où en sommes-nous"]]
    assert told == [("Passé", "à dire"), ("Loin", "à dire")]
    assert grids["Dates à ne pas manquer"] == []


def test_a_handover_sheet_names_each_relay_of_its_resources_once() -> None:
    kinds: dict[str, Kind] = {
        "relais": {"opco": {"nom": "OPCO"}, "cma": {"nom": "CMA"}},
        "livrables": {
            "a": {"groupe": "g", "relais": ["opco"]},
            "b": {"groupe": "g", "relais": ["opco", "cma"]},
            "c": {"relais": ["cma"]},
        },
    }
    assert facts(HANDOVER, {}, **kinds).grilles["Relais et partenaires"] == [{"Relais": "OPCO"}, {"Relais": "CMA"}]


def test_the_objective_goes_into_the_sentence_of_a_letter_of_mission() -> None:
    words = facts(LETTER, {"fiche_action": {"numero": "1.2", "objectif": "Moins de chutes. "}}).mots
    assert words == {"nom du groupe": "Essai", "numéro": "1.2", "objectif de la fiche-action": "Moins de chutes"}
