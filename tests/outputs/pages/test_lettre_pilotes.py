"""The letter of pilots: what a month was for groups, apart from what companies read."""

from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.analysis.digest import Tranche
from prst.outputs.pages.lettre import Letters
from prst.outputs.pages.lettre_pilotes import LINES, DesGroupes, Pilotes
from tests.catalogues import Kind, create_catalogue, create_pages, plain

TODAY = date(2026, 11, 20)
GROUPES: Kind = {
    "bruit": {
        "nom": "Bruit",
        "themes": ["ouie"],
        "cibles": ["tpe"],
        "jalons": [
            {"date": "2026-11-02", "intitule": "Enquête", "fait_le": "2026-11-04", "livrable": "guide"},
            {"date": "2026-11", "intitule": "Essai", "nouvelle_date": "2027-02-01", "raison": "Salle prise."},
            {"date": "2026-12-15", "intitule": "Réunion"},
            {"date": "2026-11-10", "intitule": "Application", "etat": "abandonne", "raison": "Elle existe."},
            {"date": "2026-10-30", "intitule": "Atelier", "fait_le": "2026-10-30"},
            {"date": "2027-09-01", "intitule": "Bilan"},
        ],
        "pitch": {"demande": "Une heure de vos réseaux."},
        "modifie_le": "2026-11-20",
    },
    "chimie": {"nom": "Chimie", "jalons": [{"date": "2026-11-25", "intitule": "Fiches relues"}]},
    "fini": {"nom": "Fini", "etat": "termine", "pitch": {"demande": "Rien."}},
    "fictif": {"nom": "Fictif", "exemple": "oui", "jalons": [{"date": "2026-11-25", "intitule": "Inventé"}]},
}


def pilots(groupes: Kind = GROUPES, **site: Any) -> Pilotes:
    livrables: Kind = {
        "guide": {"titre": "Guide du bruit", "groupe": "bruit", "ajoute_le": "2026-11-05", "cibles": ["tpe"]},
        "vieux": {"titre": "Vieux guide", "groupe": "bruit", "ajoute_le": "2026-09-05", "cibles": ["tpe"]},
        "seul": {"titre": "Sans groupe", "ajoute_le": "2026-11-05", "cibles": ["tpe"]},
    }
    retours: Kind = {"r": {"titre": "Relire à trois", "groupe": "bruit", "ajoute_le": "2026-11-06"}}
    cibles: Kind = {"tpe": {"nom": "TPE"}, "mairies": {"nom": "Mairies"}}
    themes: Kind = {"ouie": {"label": "Ouïe"}, "gestes": {"label": "Gestes"}}
    given: dict[str, Kind] = {"groupes": groupes, "livrables": livrables, "retours": retours, "cibles": cibles}
    return Pilotes(create_pages(create_catalogue(site, themes=themes, **given)))


def told(found: Pilotes, asked: DesGroupes | None = None, **slices: str) -> dict[str, list[str]]:
    catalogue = found._pages.catalogue
    tranche = Tranche(catalogue.cibles.get(slices.get("cible", "")))
    month = date(2026, 11, 1), date(2026, 11, 30)
    parts = found.parts(*month, tranche, asked or DesGroupes(), today=TODAY)
    return {part.titre: [line.titre for line in part.lignes] for part in parts}


def test_a_month_of_groups_by_hand() -> None:
    found = told(pilots())
    to_do = found.pop("À faire dans les fiches")
    assert found == {
        "Jalons attendus": ["Fiches relues", "Réunion", "Essai"],
        "Jalons atteints": ["Enquête"],
        "Jalons décalés ou abandonnés": ["Essai", "Application"],
        "Nouveaux livrables des groupes": ["Guide du bruit"],
        "Ce que les groupes demandent": ["Bruit"],
        "Nouveaux retours d’expérience": ["Relire à trois"],
    }
    assert "Fictif" not in to_do


def test_a_milestone_says_whose_it_is_what_became_of_it_and_leads_there() -> None:
    parts = pilots().parts(date(2026, 11, 1), date(2026, 11, 30), Tranche(), DesGroupes(), today=TODAY)
    (done,) = next(part.lignes for part in parts if part.titre == "Jalons atteints")
    assert (done.detail, done.adresse) == ("Bruit", "groupes/bruit/#jalons")
    assert plain(done.texte) == "Fait le 4 novembre 2026, 2 jours après la date prévue"
    assert done.ressources == (("Guide du bruit", "livrables/guide/"),)


@pytest.mark.parametrize(
    ("asked", "cible", "groups"),
    [
        ("groupe.chimie", "", {"Chimie"}),
        ("theme.ouie", "", {"Bruit"}),
        ("tous", "tpe", {"Bruit"}),
        ("tous", "mairies", set()),
        ("tous", "", {"Bruit", "Chimie"}),
    ],
)
def test_a_letter_is_of_a_theme_a_group_or_a_target(asked: str, cible: str, groups: set[str]) -> None:
    found = pilots()
    chosen = found.asked(asked)
    assert chosen is not None
    tranche = Tranche(found._pages.catalogue.cibles.get(cible))
    parts = found.parts(date(2026, 11, 1), date(2026, 11, 30), tranche, chosen, today=TODAY)
    assert {line.detail for part in parts for line in part.lignes if part.titre.startswith("Jalons")} == groups


def test_what_nobody_knows_is_no_choice() -> None:
    found = pilots()
    assert [found.asked(one) for one in ("groupe.fictif", "theme.gestes", "groupe.", "x", "")] == [None] * 5
    themes, groupes = found.choices()
    assert [one.id for one in (*themes, *groupes)] == ["theme.ouie", "groupe.bruit", "groupe.chimie", "groupe.fini"]


def test_a_part_has_few_lines_and_leads_to_the_others() -> None:
    many = [{"date": "2026-12-15", "intitule": f"Jalon {rank}"} for rank in range(LINES + 1)]
    found = pilots({"bruit": {"nom": "Bruit", "jalons": many}})
    (part, *_) = found.parts(date(2026, 11, 1), date(2026, 11, 30), Tranche(), DesGroupes(), today=TODAY)
    assert len(part.lignes) == LINES
    assert part.suite == ("D’autres jalons sont dans l’agenda", "agenda/?jalons=avec")


def test_companies_are_told_of_groups_only_where_somebody_asks() -> None:
    found = pilots()
    page = LexborHTMLParser(str(Letters(found._pages, found.choices).index()))
    options = [one.attributes["value"] for one in page.css("#choix-groupes option")]
    assert options == ["", "tous", "theme.ouie", "groupe.bruit", "groupe.chimie", "groupe.fini"]
    assert not page.css("#choix-groupes option[selected]")


def test_a_network_that_shows_no_groups_has_no_letter_of_pilots() -> None:
    found = pilots(sections=["livrables", "lettre", "agenda"])
    assert found.choices() == ([], [])
    assert told(found) == {}
    assert "choix-groupes" not in Letters(found._pages, found.choices).index()


def test_the_file_for_the_browser_says_once_what_news_of_a_group_share() -> None:
    found = pilots({**GROUPES, "passe": {"nom": "Passé", "jalons": [{"date": "2026-01-05", "intitule": "Oublié"}]}})
    published = found.published
    groupes = published["groupes"]
    assert groupes["chimie"] == {"detail": "Chimie", "territoires": ("national",)}
    news = {(one["partie"], one["titre"]): one for one in published["nouvelles"]}
    assert not {"detail", "themes", "cibles", "territoires"} & set(news["faits", "Enquête"])
    asked = news["demandes", "Bruit"]  # its title is the name of the group already
    assert asked["detail"] == ""
    assert news["ressources", "Guide du bruit"]["detail"].startswith("Bruit, ")
    whole = [{**groupes.get(one.get("groupe", ""), {}), **one} for one in published["nouvelles"]]
    read = [
        (one["titre"], one.get("detail", ""), tuple(one.get("themes", ())), tuple(one.get("cibles", ())))
        for one in whole
    ]
    kept = [
        one for one in found.nouvelles if one.entree.titre != "Oublié"
    ]  # over for months: nobody awaits it any more
    assert read == [(one.entree.titre, one.entree.detail, tuple(one.themes), tuple(one.cibles)) for one in kept]
