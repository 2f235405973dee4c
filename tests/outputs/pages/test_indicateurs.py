"""What a group measures: the target, the last reading, the readings over time; where there is none, that is said."""

from collections.abc import Iterator
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.charts import ROWS
from prst.outputs.pages.fiches import Fiches
from prst.outputs.pages.indicateurs import Mesure, files, of
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue, create_pages, every_page, plain

GUIDES = {"nom": "Guides remis", "genre": "suivi", "unite": "guides", "attendu": "500"}
ACCIDENTS = {"nom": "Accidents", "genre": "resultat", "unite": "accidents"}


def reading(name: str, day: str, value: str, **fields: str) -> dict[str, str]:
    return {"indicateur": name, "le": day, "valeur": value, **fields}


READINGS = [
    reading("guides remis", "2026-06-30", "320", source="Bons de livraison"),
    reading("Guides remis", "2026-01-31", "100"),
    reading("Guides remis", "2026-03", "120,5"),
    reading("Accidents", "2025", "12"),
]


def catalogue(*indicators: dict[str, Any], readings: list[dict[str, str]] | None = None) -> Catalogue:
    given = {"indicateurs": list(indicators), "releves": READINGS if readings is None else readings}
    return create_catalogue(groupes={"gt": given})


def measures(*indicators: dict[str, Any], readings: list[dict[str, str]] | None = None) -> Iterator[Mesure]:
    for genre in of(catalogue(*indicators, readings=readings).groupes["gt"]):
        yield from genre.mesures


def test_kinds_stand_apart_and_those_that_say_none_come_last() -> None:
    found = of(catalogue({"nom": "Visites"}, ACCIDENTS, GUIDES).groupes["gt"])
    assert [(genre.cle, [one.nom for one in genre.mesures]) for genre in found] == [
        ("suivi", ["Guides remis"]),
        ("resultat", ["Accidents"]),
        ("", ["Visites"]),
    ]


def test_the_last_reading_is_said_against_the_target() -> None:
    (one,) = measures(GUIDES)
    assert plain(one.valeur) == "320 guides le 30 juin 2026"
    assert plain(one.attendu) == "Valeur attendue : 500 guides ; le dernier relevé en est à 64 %"
    assert one.graphique is not None
    assert plain(one.graphique.message) == "Guides remis : 320 guides le 30 juin 2026"


@pytest.mark.parametrize(
    ("values", "given", "said"),
    [
        (["996"], {"attendu": "1000"}, "le dernier relevé en est à 99 %"),
        (["999,9999"], {"attendu": "1000"}, "le dernier relevé en est à 99 %"),
        (["3", "1000"], {"attendu": "1000"}, "le dernier relevé en est à 100 %"),
        (["3", "1200"], {"attendu": "1000"}, "le dernier relevé en est à 120 %"),
        (["20"], {"attendu": "10"}, "il reste à passer de 20 à 10 accidents"),
        (["30", "20,5"], {"attendu": "10"}, "il reste à passer de 20,5 à 10 accidents"),
        (["30", "40"], {"attendu": "10"}, "il reste à passer de 40 à 10 accidents"),
        (["30", "10"], {"attendu": "10"}, "elle est atteinte"),
        (["30", "2"], {"attendu": "0"}, "il reste à passer de 2 à 0 (accidents)"),
        (["20"], {"attendu": "10", "unite": "%"}, "il reste à passer de 20 à 10 %"),
        (["600"], {"attendu": "500", "genre": "suivi"}, ""),
        (["600", "900"], {"attendu": "500", "genre": "suivi"}, ""),
        (["600", "900"], {"attendu": "500", "genre": ""}, ""),
        (["600", "550"], {"attendu": "500", "genre": "suivi"}, "il reste à passer de 550 à 500 accidents"),
        (["1", "4"], {"attendu": "1000"}, "le dernier relevé en est à moins de 1 %"),
        (["0", "0"], {"attendu": "1000"}, "le dernier relevé en est à 0 %"),
        (["2"], {"attendu": "10", "unite": "%"}, ""),
        (["-2"], {"attendu": "10"}, ""),
    ],
)
def test_a_target_is_said_to_be_reached_when_it_is_and_what_is_to_fall_has_no_share(
    values: list[str], given: dict[str, str], said: str
) -> None:
    readings = [reading("Accidents", str(2020 + rank), value) for rank, value in enumerate(values)]
    (one,) = measures({**ACCIDENTS, **given}, readings=readings)
    assert plain(one.attendu).partition(" ; ")[2] == said


def test_readings_stand_by_date_on_the_curve_and_in_the_table() -> None:
    (one,) = measures(GUIDES)
    assert one.releves.lignes == (
        ("31 janvier 2026", 100, None),
        ("mars 2026", "120,5", None),
        ("30 juin 2026", 320, "Bons de livraison"),
    )
    assert one.graphique is not None
    across = [float(point.split(",")[0]) for point in one.graphique.dessin.points.split()]
    assert across == [0, pytest.approx(100 * 59 / 150, abs=0.01), 100]  # 59 of the 150 days from January to June
    assert one.graphique.dessin.attendu == pytest.approx(100 / 6, abs=0.01)  # 500 on a scale of 600, from the top
    (file,) = files(catalogue(GUIDES).groupes["gt"])
    assert file.path == "groupes/gt/indicateur-1.csv"
    assert file.content.decode("utf-8-sig").splitlines()[2] == "mars 2026;120,5;"


def test_of_many_readings_the_page_shows_the_last_ones_and_has_the_others_on_demand() -> None:
    days = [f"{2010 + month // 12}-{1 + month % 12:02}" for month in range(ROWS + 20)]
    found = catalogue(GUIDES, readings=[reading("Guides remis", day, str(rank)) for rank, day in enumerate(days)])
    (one,) = next(iter(of(found.groupes["gt"]))).mesures
    assert [row[1] for row in one.releves.montrees] == list(range(20, ROWS + 20))
    assert [row[1] for row in one.releves.repliees] == list(range(20))
    page = next(page for page in every_page(Fiches(create_pages(found))) if page.path == "groupes/gt/index.html")
    folded = LexborHTMLParser(page.content).css("details.plus tbody tr")
    assert len(folded) == 20


def test_readings_below_zero_stay_numbers_in_their_file() -> None:
    found = catalogue(ACCIDENTS, readings=[reading("Accidents", "2025", "-12,5"), reading("Accidents", "2026", "-3")])
    (file,) = files(found.groupes["gt"])
    assert file.content.decode("utf-8-sig").splitlines()[1:] == ["2025;-12,5;", "2026;-3;"]


def test_a_single_one_is_not_said_in_the_plural() -> None:
    wanted = {**ACCIDENTS, "attendu": "0"}
    (one,) = measures(wanted, readings=[reading("Accidents", "2024", "1"), reading("Accidents", "2025", "1")])
    assert plain(one.valeur) == "1 (accidents) en 2025"
    assert plain(one.attendu) == "Valeur attendue : 0 (accidents) ; il reste à passer de 1 à 0 (accidents)"
    assert one.graphique
    assert "toujours 1 (accidents)" in plain(one.graphique.dessin.desc)


@pytest.mark.parametrize(("value", "wide"), [("6", "88%"), ("1234567", "82%"), ("123456789", "78%")])
def test_figures_of_a_scale_stand_free_of_the_curve_however_long_they_are(value: str, wide: str) -> None:
    readings = [reading("Accidents", year, value) for year in ("2024", "2025")]
    found = every_page(Fiches(create_pages(catalogue(ACCIDENTS, readings=readings))))
    page = LexborHTMLParser(next(one.content for one in found if one.path == "groupes/gt/index.html"))
    assert [node.attributes["width"] for node in page.css("svg > svg:has(polyline)")] == [wide]


@pytest.mark.parametrize(
    ("readings", "drawn"),
    [
        ([], False),
        (READINGS[:1], False),
        (READINGS[:2], True),
        ([*READINGS[:2], reading("Guides remis", "2027", "-3")], False),
    ],
)
def test_there_is_a_curve_from_two_readings_on_none_below_zero(readings: list[dict[str, str]], drawn: bool) -> None:
    (one,) = measures(GUIDES, readings=readings)
    assert (one.graphique is not None) is drawn


def test_two_readings_of_one_day_do_not_divide_by_nothing() -> None:
    (one,) = measures(GUIDES, readings=[reading("Guides remis", day, "1") for day in ("2026-12", "2026-12-31")])
    assert one.graphique is not None


def test_what_nobody_measured_yet_is_said() -> None:
    pages = create_pages(catalogue(GUIDES, readings=[]))
    outputs = {output.path: output.content for _place, task in Fiches(pages).tasks() for output in task()}
    page = LexborHTMLParser(outputs["groupes/gt/index.html"].decode())
    texts = [
        plain(" ".join(node.text().split())) for node in page.css("[aria-labelledby=indicateurs-suivi] :is(h3, p)")
    ]
    assert texts[1:] == ["Guides remis : pas encore mesuré", "Valeur attendue : 500 guides"]
    assert not any(path.endswith(".csv") for path in outputs)


def test_tables_of_indicators_that_share_a_target_are_told_apart_by_their_names() -> None:
    both = [{**GUIDES, "nom": name} for name in ("Guides remis", "Guides lus")]
    readings = [reading(one["nom"], year, "1") for one in both for year in ("2024", "2025")]
    outputs = {one.path: one.content for one in every_page(Fiches(create_pages(catalogue(*both, readings=readings))))}
    page = LexborHTMLParser(outputs["groupes/gt/index.html"].decode())
    names = [plain(node.text()).strip() for node in page.css(".graphique summary, .graphique a[download]")]
    assert names == [
        f"{what} : {one['nom']}" for one in both for what in ("Le tableau des chiffres", "Télécharger ce tableau (CSV)")
    ]
    assert [node.attributes["aria-label"] for node in page.css(".graphique .tableau")] == [one["nom"] for one in both]


def test_a_group_that_measures_nothing_shows_nothing() -> None:
    assert of(create_catalogue(groupes={"gt": {}}).groupes["gt"]) == []
