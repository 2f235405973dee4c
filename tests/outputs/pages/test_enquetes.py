"""Surveys on pages: what was answered and by how many, what was not measured, and the same in short where it helps."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.enquetes import answered, charts_of, in_short, unmeasured
from prst.outputs.pages.fiches import Fiches
from prst.records.catalogue import Catalogue
from prst.records.model import Enquete
from tests.catalogues import create_catalogue, create_pages, find_first, plain

QUESTIONS = [
    {"question": "Vous en êtes-vous servi ?"},
    {"question": "Par qui ?", "plusieurs_reponses": "oui"},
    {"question": "Que corriger ?"},
]
RESULTS = [
    {"reponse": "Oui", "nombre": "30"},
    {"reponse": "Non", "nombre": "18"},
    {"question": "2", "reponse": "Un relais", "nombre": "60"},
    {"question": "2", "reponse": "Le site", "nombre": "6"},
]
"""Sixty answers of several kinds were given by 48 people."""


def catalogue(**fields: Any) -> Catalogue:
    survey = {
        "titre": "Le guide, six mois après",
        "genre": "impact",
        "questions": QUESTIONS,
        "resultats": RESULTS,
        "interroges": "120",
        "reponses": "48",
        "date": "2026-09",
        "livrables": ["guide"],
        "groupes": ["gt"],
        "cibles": ["tpe"],
        "enseignements": ["Le guide sert le premier jour."],
        "non_mesure": ["On ne sait rien de ceux qui n’ont pas répondu."],
    }
    return create_catalogue(livrables={"guide": {}}, groupes={"gt": {}}, enquetes={"apres": {**survey, **fields}})


def survey(**fields: Any) -> Enquete:
    return catalogue(**fields).enquetes["apres"]


@pytest.fixture(scope="module")
def outputs() -> dict[str, bytes]:
    tasks = Fiches(create_pages(catalogue())).tasks()
    return {output.path: output.content for _place, task in tasks for output in task()}


def test_each_question_has_its_chart_its_table_and_its_file(outputs: dict[str, bytes]) -> None:
    page = LexborHTMLParser(outputs["enquetes/apres/index.html"].decode())
    assert [plain(node.text()) for node in page.css(".graphique h3")] == ["Vous en êtes-vous servi ?", "Par qui ?"]
    assert [node.text() for node in page.css(".graphique tbody td")] == ["30", "63", "18", "38", *(
        cell for number in ("60", "6") for cell in (number, "non dit")
    )]  # fmt: skip  # 60 of 48 is no share
    lines = outputs["enquetes/apres/question-1.csv"].decode("utf-8-sig").splitlines()
    assert lines == ["Réponse;Nombre;Part (%)", "Oui;30;63", "Non;18;38"]
    assert "enquetes/apres/question-3.csv" not in outputs


def test_the_page_says_how_many_answered_and_what_was_not_measured(outputs: dict[str, bytes]) -> None:
    page = LexborHTMLParser(outputs["enquetes/apres/index.html"].decode())
    assert plain(find_first(page, ".fiche-promesse").text()) == "48 réponses sur 120 interrogés, soit 40 %"
    found = [plain(node.text()) for node in page.css("#non-mesure + ul li")]
    assert found == [
        "Les réponses à « Que corriger ? » : elles ne sont pas comptées ici.",
        "On ne sait rien de ceux qui n’ont pas répondu.",
    ]
    links = [node.attributes["href"] for node in page.css(".reperes a")]
    assert links == ["../../livrables/guide/", "../../groupes/gt/"]


@pytest.mark.parametrize("address", ["livrables/guide", "groupes/gt"])
def test_what_it_is_about_tells_the_results_in_short(address: str, outputs: dict[str, bytes]) -> None:
    page = LexborHTMLParser(outputs[f"{address}/index.html"].decode())
    told = [plain(" ".join(node.text().split())) for node in page.css("[aria-labelledby=enquetes] li")]
    assert told == [
        "Vous en êtes-vous servi ? Oui (63 %), Non (38 %)",
        "Par qui ? Un relais (60 fois), Le site (13 %)",
        "Le guide sert le premier jour.",
    ]
    assert find_first(page, "[aria-labelledby=enquetes] h3 a").attributes["href"] == "../../enquetes/apres/"


def test_the_page_of_whom_was_asked_leads_to_it(outputs: dict[str, bytes]) -> None:
    page = LexborHTMLParser(outputs["cibles/tpe/index.html"].decode())
    assert "../../enquetes/apres/" in [node.attributes["href"] for node in page.css("#connaitre ~ .reperes a")]


def test_what_nobody_counted_is_said() -> None:
    one = survey(interroges="", reponses="", resultats=[], non_mesure=[])
    assert answered(one) == ""
    assert [plain(text) for text in unmeasured(one)] == [
        "Combien ont répondu.",
        "Combien ont été interrogés exactement : cette page ne calcule donc pas la part de ceux qui ont répondu.",
    ]
    assert charts_of(one) == [(question, None) for question in one.questions]
    assert in_short([one])[0].lignes == ()


@pytest.mark.parametrize(
    ("fields", "said", "unknown"),
    [
        ({"reponses": "", "enseignements": []}, "Pas encore de résultat.", "Ce que l’on ne sait pas encore"),
        ({"reponses": "3"}, "Les réponses à chaque question ne sont pas publiées.", "Ce qui n’a pas été mesuré"),
        ({"reponses": "3", "enseignements": []}, "Pas encore de résultat.", "Ce qui n’a pas été mesuré"),
    ],
)
def test_a_survey_without_figures_promises_none_that_will_not_come(fields: Any, said: str, unknown: str) -> None:
    """Of very few answers the check asks to publish what was learnt, and no figure."""
    one = catalogue(resultats=[], **fields)
    page = find_first(next(iter(Fiches(create_pages(one)).enquete(one.enquetes["apres"]))).content.decode(), "body")
    assert plain(find_first(page.html or "", "#resultats ~ p").text()) == said
    assert plain(find_first(page.html or "", "#non-mesure").text()) == unknown


def test_a_part_of_many_is_not_said_to_be_nobody_and_nobody_is_said() -> None:
    one = survey(interroges="1000", reponses="400", resultats=[{"reponse": "Oui", "nombre": "1"}])
    assert plain(in_short([one])[0].lignes[0][1]) == "Oui (moins de 1 %)"
    few = survey(interroges="1000", reponses="4", resultats=[])
    assert plain(answered(few)) == "4 réponses sur 1 000 interrogés, soit moins de 1 %"
    none = survey(interroges="50", reponses="0", resultats=[])
    assert plain(answered(none)) == "0 réponse sur 50 interrogés, soit 0 %"
    pages = Fiches(create_pages(catalogue(interroges="50", reponses="0", resultats=[]))).enquete(none)
    assert "Personne n’a répondu." in next(iter(pages)).content.decode()


@pytest.mark.parametrize(("count", "more"), [(3, ""), (4, " et 1 autre choix"), (6, " et 3 autres choix")])
def test_answers_that_are_left_out_in_short_are_counted(count: int, more: str) -> None:
    one = survey(reponses="48", resultats=[{"reponse": f"R{rank}", "nombre": "6"} for rank in range(count)])
    ((_question, said),) = in_short([one])[0].lignes
    assert plain(said) == f"R0 (13 %), R1 (13 %), R2 (13 %){more}"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (12, []),
        (13, ["1 autre ligne n’est pas dessinée : elle est dans le tableau."]),
        (30, ["18 autres lignes ne sont pas dessinées : elles sont dans le tableau."]),
    ],
)
def test_choices_that_are_not_drawn_are_counted_under_the_chart(count: int, said: list[str]) -> None:
    one = catalogue(resultats=[{"reponse": f"Choix {rank}", "nombre": "1"} for rank in range(count)])
    page = find_first(next(iter(Fiches(create_pages(one)).enquete(one.enquetes["apres"]))).content.decode(), "body")
    assert len(page.css(".graphique tbody tr")) == count
    assert [plain(node.text()) for node in page.css(".graphique p") if "dessinée" in node.text()] == said


def test_a_survey_to_come_has_a_page_without_a_figure() -> None:
    pages = create_pages(catalogue(resultats=[], reponses="", date="2027-01"))
    html = pages.fill("enquetes.html", fiches=list(pages.catalogue.enquetes.values()), ailleurs=lambda _one: "",
                      total=1, pagination=None, vide="")  # fmt: skip
    assert "Pas encore de résultat" in html


def test_shares_are_drawn_on_a_scale_of_a_hundred() -> None:
    results = [{"reponse": "Oui", "part": "30"}]
    (_question, chart), *_others = charts_of(survey(resultats=results))
    assert chart is not None
    assert chart.dessin.reperes[-1][1] == "100"
    assert plain(chart.dessin.barres[0].valeur) == "30 %"
    assert chart.tableau.lignes == (("Oui", None, 30),)


def test_the_last_survey_comes_first() -> None:
    found = create_catalogue(enquetes={"a": {"date": "2025"}, "b": {}, "c": {"date": "2026-02"}})
    assert list(found.enquetes) == ["c", "a", "b"]
