"""What the page of a group shows besides its record; its parts are tested where they are made."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages import groupes
from prst.outputs.pages.fiches import Fiches
from prst.outputs.pages.groupes import AWAITED, Groupes
from prst.outputs.pages.jalons import jalons_of
from prst.outputs.pages.papiers import TEMPLATES
from tests.catalogues import Fields, Kind, create_catalogue, create_pages, plain

PATH = "# Accueillir\n\n## La première semaine\n\n- ☐ Lire la fiche.\n"
STEPS = [{"date": f"2027-{month:02}", "intitule": f"Étape {month}"} for month in range(1, AWAITED + 3)]
INDICATOR: Fields = {
    "indicateurs": [{"nom": "Guides", "unite": "guides"}],
    "releves": [{"indicateur": "Guides", "le": day, "valeur": "3"} for day in ("2026-01", "2026-02", "2026-03")],
}


def made(group: Fields, templates: tuple[str, ...] = (), path: str = "", **kinds: Kind) -> tuple[Groupes, Any]:
    """What is shown of a group « g », and that group."""
    catalogue = create_catalogue(groupes={"g": {"nom": "Essai", **group}}, **kinds)
    pages = create_pages(catalogue)
    pages.parcours = path
    pages.modeles = {TEMPLATES[name]: ("adresse/", "Modèle", "Texte") for name in templates}
    return Groupes(pages), catalogue.groupes["g"]


def shown(group: Fields, templates: tuple[str, ...] = (), path: str = "", **kinds: Kind) -> dict[str, Any]:
    found, groupe = made(group, templates, path, **kinds)
    return found.shown(groupe)


def test_a_group_that_has_only_a_name_shows_nothing_more() -> None:
    found = shown({})
    assert not any(found[part] for part in ("voisins", "indicateurs", "feuille", "jalons", "contribuent", "nouveau"))
    assert found["autres_voisins"] == 0


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ({}, "Groupe de travail."),
        ({"plan": "PRST 4", "etat": "en_panne"}, "Groupe de travail du PRST 4."),
        ({"fiche_action": {"objectif": "Moins de chutes."}}, "Moins de chutes."),
        ({"description": "Le groupe **relit**.\n\nEt publie."}, "Le groupe relit."),
        ({"pitch": {"en_bref": "En bref."}, "fiche_action": {"objectif": "Moins de chutes."}}, "En bref."),
    ],
)
def test_who_is_told_of_its_page_elsewhere_reads_what_it_does_and_no_promise(group: Fields, said: str) -> None:
    catalogue = create_catalogue(groupes={"g": {"nom": "Essai", **group}})
    page = next(iter(Fiches(create_pages(catalogue)).groupe(catalogue.groupes["g"])))
    node = LexborHTMLParser(page.content).css_first("meta[property='og:description']")
    assert node is not None
    assert plain(node.attributes["content"] or "") == said


def test_actions_that_are_over_are_folded_however_few_they_are() -> None:
    states = ["faite", "en_cours", "abandonnee"]
    sheet = shown({"fiche_action": {"actions": [{"intitule": one, "etat": one} for one in states]}})["feuille"]
    found = {one["nom"]: (one["finies"], len(one["montrees"]), len(one["suite"])) for one in sheet["etats"]}
    assert found == {"En cours": (False, 1, 0), "Faites": (True, 0, 1), "Abandonnées": (True, 0, 1)}


def test_the_sheet_leads_to_its_paper_where_the_region_has_its_template() -> None:
    group: Fields = {"fiche_action": {"objectif": "Moins de chutes"}}
    assert shown(group)["feuille"]["word"] == ""
    assert shown(group, ("fiche-action",))["feuille"]["word"] == "groupes/g/fiche-action.docx"


def test_a_sheet_whose_frame_says_nothing_shows_no_frame() -> None:
    assert not shown({"fiche_action": {"actions": [{"intitule": "Relire"}]}})["feuille"]["cadre"]
    assert shown({"fiche_action": {"perimetre": "La région"}})["feuille"]["cadre"]


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ({"numero": "1.2", "objectif": "Moins de chutes"}, "Fiche-action 1.2 : Essai"),
        ({"objectif": "Moins de chutes"}, "Fiche-action : Essai"),
    ],
)
def test_the_sheet_alone_is_called_by_its_number(sheet: Fields, title: str) -> None:
    found, groupe = made({"fiche_action": sheet})
    page = found.sheet(groupe)
    assert page is not None
    assert page.path == "groupes/g/fiche-action/index.html"
    assert title in plain(page.content.decode())


def test_a_new_pilot_is_told_of_few_milestones_the_next_ones_first() -> None:
    told = shown({"jalons": STEPS[::-1]}, path=PATH)["nouveau"]
    assert [one.intitule for one in told["jalons"]] == [f"Étape {month}" for month in range(1, AWAITED + 1)]
    assert told["passes"] == []


def test_a_new_pilot_is_given_the_letter_then_the_handover_sheet_of_those_that_are_made() -> None:
    group: Fields = {"pilotes": [{"structure": "DREETS"}]}
    both = shown(group, ("passation", "lettre-de-mission"), PATH)["nouveau"]["papiers"]
    assert both == [
        ("lettre de mission", "groupes/g/lettre-de-mission.docx"),
        ("fiche de passation", "groupes/g/passation.docx"),
    ]
    assert shown(group, ("passation",), PATH)["nouveau"]["papiers"] == both[1:]


def test_the_path_is_the_same_text_for_all_groups() -> None:
    catalogue = create_catalogue(groupes={"a": {"nom": "A"}, "b": {"nom": "B"}})
    pages = create_pages(catalogue)
    pages.parcours = PATH
    found = Groupes(pages)
    first, second = (found.shown(one)["nouveau"] for one in catalogue.groupes.values())
    assert "Lire la fiche." in first["parcours"]
    assert first["parcours"] is second["parcours"]


@pytest.mark.parametrize(
    ("group", "files"),
    [
        ({}, []),
        ({"jalons": STEPS[:1]}, []),
        ({"jalons": STEPS}, ["groupes/g/jalons.csv"]),
        ({"jalons": STEPS, **INDICATOR}, ["groupes/g/jalons.csv", "groupes/g/indicateur-1.csv"]),
    ],
)
def test_the_files_are_those_of_the_tables_of_its_page(group: Fields, files: list[str]) -> None:
    found, groupe = made(group)
    assert [one.path for one in found.files(groupe)] == files


def test_the_page_of_a_group_and_its_files_are_made_of_the_same_milestones(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(catalogue: Any, groupe: Any, reference: Any) -> Any:
        asked.append(groupe.id)
        return jalons_of(catalogue, groupe, reference)

    monkeypatch.setattr(groupes, "jalons_of", noted)
    found, groupe = made({"jalons": STEPS})
    page = found.shown(groupe)["jalons"]
    (file,) = found.files(groupe)
    assert page.frise.fichier == file
    assert asked == ["g"]
