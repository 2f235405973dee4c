"""The action sheet of a group: its frame apart from what lives, on its page and alone on paper."""

from functools import cache

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.catalogues import Fields, Kind, create_catalogue, find_first, plain, render_pages

FRAME: Fields = {
    "numero": "1.2",
    "objectif": "Réduire les accidents",
    "resultats_attendus": ["Un guide remis", "Un essai mené"],
    "perimetre": "Toute la région",
    "cadre_valide_le": "2026-01-20",
    "valide_par": "le groupe permanent",
}
REVISED = [
    {"le": "2026-02-01", "objet": "Une action s’ajoute"},
    {"le": "2026-03-02", "objet": "Le secteur agricole s’ajoute", "cadre": "oui"},
]


def pages(fiche_action: Fields, **more: object) -> dict[str, str]:
    groupe = {"nom": "Groupe d’essai", "cibles": ["tpe"], "fiche_action": fiche_action, **more}
    return render_pages(create_catalogue(cibles={"tpe": {"nom": "Petites entreprises"}}, groupes={"g": groupe}))


def section(fiche_action: Fields, **more: object) -> LexborHTMLParser:
    return LexborHTMLParser(find_first(pages(fiche_action, **more)["groupes/g/"], ".fiche-action").html or "")


@cache
def alone() -> LexborHTMLParser:
    more = {
        "pilotes": [{"structure": "DREETS", "role": "copilote"}],
        "contributeurs": [f"Structure {number}" for number in range(200)],
        "jalons": [
            {"date": "2026-09", "intitule": "Guide"},
            {"date": "2026-05", "intitule": "Essai", "fait_le": "2026-06-12"},
            {"date": "2026-11", "intitule": "Fin", "nouvelle_date": "2027-02", "raison": "Un guide national paraît"},
            {"date": "2026-12", "intitule": "Vidéo", "etat": "abandonne", "raison": "Trop chère"},
        ],
        "indicateurs": [{"nom": "Guides remis", "unite": "guides", "attendu": "500"}, {"nom": "Accidents"}],
        "releves": [
            {"indicateur": "guides remis", "le": "2026-06-30", "valeur": "1320,5"},
            {"indicateur": "Guides remis", "le": "2026", "valeur": "20"},
            {"indicateur": "Guides remis", "le": "2026-01", "valeur": "3"},
        ],
    }
    actions = [{"intitule": f"Action {number}", "etat": "faite", "par": "Fédération"} for number in range(199)]
    sheet = {**FRAME, "actions": [*actions, {"intitule": "En route", "etat": "en_cours"}], "revisions": REVISED}
    return LexborHTMLParser(pages(sheet, **more)["groupes/g/fiche-action/"])


def words(node: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(plain(one.text()).split()) for one in node.css(selector)]


def rows(title: str) -> list[list[str]]:
    table = find_first(alone(), f"[aria-label='{title}']")
    return [[plain(cell.text()).strip() for cell in row.css("td")] for row in table.css("tbody tr")]


@pytest.mark.parametrize("sheet", [{}, {"numero": "1.2"}, {"cadre_valide_le": "2026-01-20"}])
def test_a_sheet_that_says_nothing_shows_nothing(sheet: Fields) -> None:
    found = pages(sheet)
    assert ".fiche-action" not in found["groupes/g/"]
    assert "groupes/g/fiche-action/" not in found
    assert not LexborHTMLParser(found["groupes/g/"]).css("#fiche-action")


def test_a_frame_stands_apart_and_says_who_validated_it() -> None:
    html = section({**FRAME, "moyens": "Un graphiste", "ecarts": "Deux départements"})
    assert words(html, ".cadre dt") == ["Objectif", "Cibles visées", "Résultats attendus", "Périmètre"]
    assert words(html, ".cadre-etat") == ["Validé le 20 janvier 2026 par le groupe permanent."]
    assert words(html, ".fiche-action > .reperes dt") == ["Moyens", "Ce qui a changé en route"]


def test_a_frame_that_changed_since_is_to_be_validated_again() -> None:
    (said,) = words(section({**FRAME, "revisions": REVISED}), ".cadre-etat")
    assert said == (
        "À revalider. Une révision du cadre, du 2 mars 2026, est plus récente que sa validation, du 20 janvier 2026 "
        "par le groupe permanent."
    )
    again = section({**FRAME, "cadre_valide_le": "2026-03-02", "revisions": REVISED})
    assert words(again, ".cadre-etat") == ["Validé le 2 mars 2026 par le groupe permanent."]


def test_revisions_are_read_from_the_last_one_on_and_say_which_touched_the_frame() -> None:
    assert words(section({**FRAME, "revisions": REVISED}), ".revisions li") == [
        "2 mars 2026 cadre Le secteur agricole s’ajoute",
        "1er février 2026 Une action s’ajoute",
    ]


def test_actions_stand_under_their_states_with_who_does_them() -> None:
    states = ["faite", "prevue", "en_cours", "abandonnee", "prevue"]
    actions = [{"intitule": f"A{rank}", "etat": state, "par": "DREETS"} for rank, state in enumerate(states)]
    html = section({"actions": actions})
    assert words(html, "h4, .plus > summary") == ["En cours 1", "Prévues 2", "Faites 1", "Abandonnées 1"]
    assert words(html, ".actions li") == ["A2 DREETS", "A1 DREETS", "A4 DREETS", "A0 DREETS", "A3 DREETS"]


@pytest.mark.parametrize(("count", "shown"), [(7, 7), (8, 6), (200, 6)])
def test_many_actions_are_folded_and_none_is_left_out(count: int, shown: int) -> None:
    html = section({"actions": [{"intitule": f"Action {number}"} for number in range(count)]})
    assert len(html.css(".actions li")) == count
    assert len(html.css(".plus .actions li")) == count - shown
    assert words(html, ".plus > summary") == ([f"Les {count - shown} autres : Prévues"] if count > shown else [])


def test_the_sheet_alone_holds_all_that_the_record_says() -> None:
    assert words(alone(), ".fiche-corps > h2") == ["Cadre", "Actions", "Jalons", "Indicateurs", "Révisions"]
    assert len(rows("Actions")) == 200
    assert rows("Actions")[0] == ["En route", "", "En cours"]
    assert rows("Jalons") == [
        ["Essai", "mai 2026", "Fait le 12 juin 2026, 1 mois plus tard que prévu"],
        ["Guide", "septembre 2026", ""],
        [
            "Fin",
            "novembre 2026",
            "Décalé : attendu en février 2027, 3 mois plus tard que prévu. Un guide national paraît",
        ],
        ["Vidéo", "décembre 2026", "Abandonné, prévu en décembre 2026. Trop chère"],
    ]
    assert rows("Indicateurs") == [
        ["Guides remis", "500 guides", "20 guides en 2026"],
        ["Accidents", "", "Pas encore mesuré"],
    ]
    assert words(alone(), ".fiche-corps > .reperes dd")[0] == "DREETS (copilote)"


def test_the_sheet_alone_is_left_to_its_group_by_search_engines() -> None:
    assert alone().css("meta[name=robots][content=noindex]")
    page = pages(FRAME)["groupes/g/"]
    assert find_first(page, ".fiche-action .suite a").attributes["href"] == "../../groupes/g/fiche-action/"


def test_addresses_below_a_group_that_was_renamed_or_withdrawn_lead_somewhere() -> None:
    groupes: Kind = {
        "g": {"nom": "Neuf", "anciens_ids": ["vieux"], "fiche_action": FRAME},
        "muet": {"nom": "Muet", "anciens_ids": ["tu"]},
    }
    found = render_pages(create_catalogue(groupes=groupes, retraits={"groupes/parti": {"titre": "Groupe parti"}}))
    led = {
        f"groupes/{old}": find_first(found[f"groupes/{old}"], "body a").attributes["href"]
        for old in ("vieux/fiche-action/", "vieux/pitch/", "tu/fiche-action/", "parti/fiche-action/", "parti/pitch/")
    }
    assert led == {
        "groupes/vieux/fiche-action/": "../../../groupes/g/fiche-action/",
        "groupes/vieux/pitch/": "../../../groupes/g/pitch/",
        "groupes/tu/fiche-action/": "../../../groupes/muet/",
        "groupes/parti/fiche-action/": "../../../groupes/parti/",
        "groupes/parti/pitch/": "../../../groupes/parti/",
    }
