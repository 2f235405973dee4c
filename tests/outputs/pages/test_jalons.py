"""The milestones of a group on its page: in words, as a time line, as a table; and nothing where there is none."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.charts import BARS, ROWS
from prst.outputs.pages.fiches import Fiches
from prst.outputs.pages.jalons import jalons_of, phrase
from prst.records.model import Jalon
from tests.catalogues import create_catalogue, create_pages, find_first, plain

JALONS: Any = [
    {"date": "2026-06-01", "intitule": "Plan", "fait_le": "2026-06-13", "produit": "Un plan détaillé"},
    {"date": "2026-03", "intitule": "Enquête", "fait_le": "2026-03-31"},
    {"date": "2026-09", "intitule": "Guide", "nouvelle_date": "2026-11", "livrable": "guide", "raison": "Relecture."},
    {"date": "2026-10", "intitule": "Affiche", "etat": "abandonne", "raison": "Une affiche nationale paraît."},
    {"date": "2027", "intitule": "Bilan"},
]


def create(jalons: Any, **group_fields: str) -> dict[str, bytes]:
    """The page of a group and its files, by path."""
    catalogue = create_catalogue(
        groupes={"ga": {"jalons": jalons, **group_fields}}, livrables={"guide": {"titre": "Guide des échelles"}}
    )
    group = catalogue.groupes["ga"]
    return {one.path: one.content for one in Fiches(create_pages(catalogue)).groupe(group)}


def words(node: Any) -> str:
    return " ".join(plain(node.text(separator=" ")).split())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Prévu le 10 mars 2026"),
        ({"date": "2026"}, "Prévu en 2026"),
        ({"fait_le": "2026-03-22"}, "Fait le 22 mars 2026, 12 jours après la date prévue"),
        ({"fait_le": "2026-03-09"}, "Fait le 9 mars 2026, 1 jour avant la date prévue"),
        ({"fait_le": "2026-03"}, "Fait en mars 2026, à la date prévue"),
        ({"date": "2026-03", "nouvelle_date": "2026-03-20"}, "Décalé : attendu le 20 mars 2026"),
        ({"nouvelle_date": "2026-05"}, "Décalé : attendu en mai 2026, 2 mois plus tard que prévu"),
        ({"date": "2027", "fait_le": "2026-05"}, "Fait en mai 2026, 1 an plus tôt que prévu"),
        ({"etat": "abandonne", "raison": "Trop cher."}, "Abandonné, prévu le 10 mars 2026. Trop cher."),
    ],
)
def test_each_milestone_says_what_became_of_it(fields: dict[str, str], said: str) -> None:
    assert plain(phrase(Jalon.model_validate({"date": "2026-03-10", "intitule": "A", **fields}))) == said


@pytest.mark.parametrize(
    ("done", "left", "said"),
    [
        (1, 0, "1 jalon, atteint"),
        (0, 1, "1 jalon, pas encore atteint"),
        (0, 2, "2 jalons, dont aucun n’est encore atteint"),
        (1, 1, "2 jalons, dont 1 atteint"),
        (2, 1, "3 jalons, dont 2 atteints"),
        (3, 0, "3 jalons, tous atteints"),
    ],
)
def test_how_many_are_reached_is_said_as_one_says_it(done: int, left: int, said: str) -> None:
    steps = [{"date": "2026-03-01", "intitule": f"F{rank}", "fait_le": "2026-03-09"} for rank in range(done)]
    steps += [{"date": "2026-04-01", "intitule": f"D{rank}", "nouvelle_date": "2026-05-01"} for rank in range(left)]
    groupe = create_catalogue(groupes={"ga": {"jalons": steps}}).groupes["ga"]
    shown = jalons_of(create_catalogue(groupes={"ga": {"jalons": steps}}), groupe, date(2026, 6, 1))
    assert shown is not None
    assert shown.frise is not None
    assert plain(shown.frise.message) == said


GIVEN_UP = {"date": "2026-03-01", "intitule": "A", "etat": "abandonne", "raison": "Plus personne."}
OPEN_ONES = [{"date": day, "intitule": day} for day in ("2026-03-01", "2026-04-01")]


@pytest.mark.parametrize(
    ("steps", "state", "said"),
    [
        ([GIVEN_UP, {**GIVEN_UP, "date": "2026-04"}], "en_panne", "2 jalons, tous abandonnés"),
        ([GIVEN_UP, OPEN_ONES[1]], "au_travail", "2 jalons, dont aucun n’est encore atteint"),
        (OPEN_ONES, "termine", "2 jalons, dont aucun n’est noté comme atteint"),
        ([{**OPEN_ONES[0], "nouvelle_date": "2026-05"}], "termine", "1 jalon, pas noté comme atteint"),
    ],
)
def test_nothing_is_still_to_come_of_what_was_given_up_nor_in_a_group_that_has_ended(
    steps: Any, state: str, said: str
) -> None:
    page = LexborHTMLParser(create(steps, etat=state)["groupes/ga/index.html"])
    assert words(find_first(page.html or "", "#jalons-frise")) == said
    proposed = state == "au_travail"
    assert bool(page.css("details.abonnement")) == proposed
    assert bool(page.css(".jalons [data-apres]")) == proposed


@pytest.mark.parametrize(("day", "title"), [("2027-01-05", "Recevoir ces jalons"), ("2027-01", "S’abonner à ces rend")])
def test_milestones_that_no_calendar_has_are_not_proposed_to_be_received(day: str, title: str) -> None:
    catalogue = create_catalogue(
        groupes={"ga": {"jalons": [{"date": day, "intitule": "Guide"}], "modifie_le": "2026-11-20"}},
        livrables={"guide": {"groupe": "ga", "ajoute_le": "2026-11-20"}},
        evenements={"salon": {"debut": "2027-02-10", "livrables": ["guide"]}},
    )
    page = next(iter(Fiches(create_pages(catalogue)).groupe(catalogue.groupes["ga"])))
    (subscription,) = LexborHTMLParser(page.content).css("details.abonnement > summary")
    assert subscription.text().startswith(title)


def test_the_page_tells_milestones_in_order_of_time_with_what_they_gave() -> None:
    section = find_first(create(JALONS)["groupes/ga/index.html"], "[aria-labelledby=jalons]")
    rows = [words(one) for one in section.css(".jalons > li")]
    assert [row.split()[0] for row in rows] == ["Enquête", "Plan", "Guide", "Affiche", "Bilan"]
    assert "Produit : Un plan détaillé" in rows[1]
    assert "Ressource : Guide des échelles" in rows[2]
    assert find_first(section.html or "", ".jalons a").attributes["href"] == "../../livrables/guide/"
    assert "Une affiche nationale paraît." in rows[3]


def test_what_is_late_is_decided_on_the_day_of_the_reader() -> None:
    page = find_first(create(JALONS)["groupes/ga/index.html"], ".jalons")
    marks = {mark.attributes["data-apres"]: "hidden" in mark.attributes for mark in page.css("[data-apres]")}
    assert marks == {"2026-11-30": True, "2027-12-31": True}


def test_what_the_subscription_lacks_is_said_under_it() -> None:
    def said(jalons: Any) -> list[str]:
        page = LexborHTMLParser(create(jalons)["groupes/ga/index.html"])
        return [words(one) for one in page.css("details.abonnement > p") if "on n’en connaît" in words(one)]

    assert said(JALONS) == ["3 jalons n’y sont pas : on n’en connaît que le mois ou l’année."]
    assert said([JALONS[0], JALONS[-1]]) == ["1 jalon n’y est pas : on n’en connaît que le mois ou l’année."]
    assert said(JALONS[:2]) == []


def test_what_left_the_calendar_because_it_is_old_is_said_too() -> None:
    old = {"date": "2024-02-29", "intitule": "Réunion", "fait_le": "2024-03-01"}
    catalogue = create_catalogue(groupes={"ga": {"jalons": [*JALONS[:2], JALONS[-1], old]}})
    found = jalons_of(catalogue, catalogue.groupes["ga"], date(2026, 6, 1))
    assert found is not None
    assert plain(found.absents) == (
        "1 jalon n’y est pas : on n’en connaît que le mois ou l’année. 1 jalon n’y est plus : il date de plus d’un an."
    )


def test_the_time_line_gives_each_state_its_shape_and_its_word() -> None:
    drawing = find_first(create(JALONS)["groupes/ga/index.html"], ".graphique-dessin")
    values = [words(one) for one in drawing.css(".graphique-valeur")]
    assert values == ["Fait", "Fait", "Décalé", "Abandonné", "Prévu"]
    for name in ("prevu", "fait", "decale", "abandonne"):
        assert drawing.css(f"svg > .frise-{name}"), name
    assert len(drawing.css("svg[overflow] > *")) == 8  # five that were planned, two that came, one that moved
    assert len(drawing.css(".frise-duree")) == 5
    assert "Frise de 5 jalons, de mars 2026 à décembre 2027." in words(find_first(drawing.html or "", "desc"))


def test_the_table_and_its_file_have_all_milestones() -> None:
    files = create(JALONS)
    rows = list(csv.reader(io.StringIO(files["groupes/ga/jalons.csv"].decode("utf-8-sig")), delimiter=";"))
    assert rows[2][:4] == ["Plan", "1er juin 2026", "", "13 juin 2026"]
    assert plain(rows[2][4]) == "12 jours après la date prévue"
    assert len(rows) == 1 + len(JALONS)
    page = LexborHTMLParser(files["groupes/ga/index.html"])
    assert len(page.css("#jalons-frise ~ details tbody tr")) == len(JALONS)
    assert find_first(page, "#jalons-frise ~ details a[download]").attributes["href"] == "../../groupes/ga/jalons.csv"


def test_a_group_without_milestones_shows_nothing_of_them() -> None:
    files = create([])
    assert "groupes/ga/jalons.csv" not in files
    assert not LexborHTMLParser(files["groupes/ga/index.html"]).css("#jalons, .graphique")


def test_dates_that_are_all_the_same_have_no_time_line() -> None:
    files = create([{"date": "2026", "intitule": "A"}, {"date": "2026", "intitule": "B"}])
    page = LexborHTMLParser(files["groupes/ga/index.html"])
    assert len(page.css(".jalons > li")) == 2
    assert not page.css(".graphique")


def test_of_many_milestones_the_page_shows_those_around_what_comes_and_folds_the_rest() -> None:
    many = [{"date": f"{2000 + number // 12}-{1 + number % 12:02}", "intitule": f"N{number}"} for number in range(200)]
    catalogue = create_catalogue(groupes={"ga": {"jalons": many}})
    found = jalons_of(catalogue, catalogue.groupes["ga"], date(2008, 5, 10))
    assert found
    assert found.frise
    assert [line.jalon.intitule for line in found.montres] == [f"N{number}" for number in range(96, 96 + BARS)]
    assert len(found.montres) + len(found.autres) == 200
    assert len(found.frise.dessin.lignes) == BARS
    assert [row[0] for row in found.frise.tableau.montrees] == [f"N{number}" for number in range(96, 96 + ROWS)]
    assert len(found.frise.tableau.repliees) == 200 - ROWS
    page = LexborHTMLParser(create(many)["groupes/ga/index.html"])
    assert len(page.css(".jalons > li")) == 200
    assert len(page.css("details .jalons > li")) == 200 - BARS
