"""Charts: their geometry, what they say to who cannot see them, and the table behind each."""

import csv
import io
from itertools import pairwise

import pytest

from prst.outputs.charts import (
    BARS,
    EDGE,
    LEVEL,
    LINES,
    SCALE,
    SHAPE,
    STEP,
    TICKS,
    Etape,
    Graphique,
    Rangee,
    Tableau,
    bars,
    curve,
    table_file,
    ticks,
    timeline,
)
from prst.records.dates import parse_partial_date

UNIT = ("diffusion", "diffusions")


@pytest.mark.parametrize(
    ("highest", "expected"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (12, [0, 5, 10, 15]),
        (100, [0, 50, 100]),
        (20_001, [0, 10_000, 20_000, 30_000]),
    ],
)
def test_grid_lines_are_few_and_round(highest: int, expected: list[int]) -> None:
    assert ticks(highest) == expected


def test_the_last_grid_line_is_the_first_that_no_value_passes() -> None:
    for highest in (*range(1, 300), 10**6, 10**9 + 7):
        found = ticks(highest)
        assert found[-2] < highest <= found[-1], highest
        assert len(found) <= LINES, highest


def test_a_bar_is_as_long_as_its_value() -> None:
    drawn = bars([Rangee("Salon", (10,)), Rangee("Lettre", (5,)), Rangee("Réunion", (0,))], UNIT)
    assert [[s.largeur for s in bar.segments] for bar in drawn.barres] == [[SCALE], [SCALE / 2], []]
    assert [bar.valeur for bar in drawn.barres] == ["10", "5", "0"]
    assert [place for place, _text in drawn.reperes] == [0, 39, 78]
    assert [bar.y for bar in drawn.barres] == [0.4, 3.1, 5.8]


def test_parts_follow_each_other_and_show_the_figure_that_fits() -> None:
    (bar,) = bars([Rangee("Lettre", (6, 1, 0, 3))], UNIT, ("A marché", "Mitigé", "Échec", "Non dit")).barres
    assert [(s.serie, s.x, s.largeur, s.texte) for s in bar.segments] == [
        (0, 0, 46.8, "6"),
        (1, 46.8, 7.8, ""),
        (3, 54.6, 23.4, "3"),
    ]


def test_says_type_size_and_range() -> None:
    rows = [Rangee("Salon", (1200,)), Rangee("Lettre", (1,))]
    assert bars(rows, UNIT).desc.replace("\u202f", " ").replace("\xa0", " ") == (
        "Barres horizontales : 2 barres, de 1 à 1 200 diffusions. La plus longue : Salon."
    )
    assert "Chaque barre se partage en\xa0: oui, non." in bars(rows, UNIT, ("Oui", "Non")).desc
    assert bars([], UNIT).desc == "Barres horizontales, sans aucune donnée."


def test_many_rows_are_in_the_table_alone() -> None:
    drawn = bars([Rangee(f"Relais {number}", (50 - number,)) for number in range(50)], UNIT)
    assert len(drawn.barres) == BARS
    assert "les premières de 50" in drawn.desc


def test_a_long_label_is_cut_between_words() -> None:
    (bar,) = bars([Rangee("Un très long nom de public que personne ne lit en entier", (1,))], UNIT).barres
    assert bar.libelle == "Un très long nom de public que…"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([3], "1\u00a0barre, de 3\u00a0diffusions. "),
        ([2, 2], "2\u00a0barres, de 2\u00a0diffusions chacune. "),
        ([0, 1], "2\u00a0barres, de 0 à 1\u00a0diffusion. "),
    ],
)
def test_bars_that_are_alike_are_told_once(values: list[int], said: str) -> None:
    assert said in bars([Rangee(f"Public {rank}", (value,)) for rank, value in enumerate(values)], UNIT).desc


def test_a_curve_fills_its_square_from_the_first_to_the_last_value() -> None:
    drawn = curve([("janvier", 0), ("février", 5), ("mars", 10)], UNIT)
    assert drawn.points == "0.00,100.00 50.00,50.00 100.00,0.00"
    assert "de janvier à mars" in drawn.desc
    assert "\u00a0: toujours 5\u00a0diffusions\u00a0; 5 à la fin." in curve([("2024", 5), ("2026", 5)], UNIT).desc
    days = curve([("3 mars 2026", 0), ("1er octobre 2026", 5)], UNIT)
    assert "2 valeurs, du 3 mars au 1er octobre 2026\u00a0:" in days.desc
    assert "2 valeurs, d’août 2025 à avril 2026" in curve([("août 2025", 0), ("avril 2026", 5)], UNIT).desc


def test_the_table_is_a_file_that_computes_nothing_and_leaves_empty_what_nobody_said() -> None:
    table = Tableau(("Public", "Touchés"), (("=1+1", None), ("Bâtiment ; travaux", 12)))
    chart = Graphique("publics", "Message", "Sous-titre", bars([], UNIT), table, "tableau-de-bord/publics.csv")
    assert chart.fichier == table_file("tableau-de-bord/publics.csv", table)
    text = chart.fichier.content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [
        ["Public", "Touchés"],
        ["'=1+1", ""],
        ["Bâtiment ; travaux", "12"],
    ]


def create_step(*dates: str) -> Etape:
    kinds = ("prevu", "fait")
    return Etape("Guide", "Fait", tuple(zip(kinds, map(parse_partial_date, dates), strict=False)))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2026-03-10", "2026-03-20"), ["mars 2026", "avr. 2026"]),
        (("2026-02", "2026-11"), ["janv. 2026", "juil. 2026", "janv. 2027"]),
        (("2024-05", "2026"), ["2024", "2025", "2026", "2027"]),
        (("1999", "2026"), ["1980", "2000", "2020", "2040"]),
    ],
)
def test_a_time_line_begins_and_ends_at_even_months_or_years(dates: tuple[str, str], expected: list[str]) -> None:
    marks = timeline([create_step(*dates)]).reperes
    assert [text for _place, text in marks] == expected
    assert (marks[0][0], marks[-1][0]) == (EDGE, 100 - EDGE)
    assert len(marks) <= TICKS


def test_a_day_is_a_point_and_a_month_as_long_as_it_is() -> None:
    (row,) = timeline([create_step("2026-04", "2026-06-16")]).lignes
    planned, done = row.marques
    quarter = (100 - 2 * EDGE) / 91  # a day of the second quarter, which is the whole line
    assert planned.x == EDGE
    assert planned.largeur == pytest.approx(30 * quarter, abs=0.02)
    assert done.x == pytest.approx(EDGE + 76 * quarter, abs=0.02)
    assert done.largeur == 0


def test_two_shapes_of_a_row_that_a_phone_cannot_show_apart_stand_one_below_the_other() -> None:
    steps = [("2026-03-02", "2026-03-04"), ("2026-03-02", "2026-09-30"), ("2026-03", "2026-03-31"), ("2026-06-01",)]
    rows = timeline([create_step(*dates) for dates in steps]).lignes

    assert [[round(mark.y - row.y, 2) for mark in row.marques] for row in rows] == [
        [SHAPE, SHAPE + LEVEL],
        [SHAPE, SHAPE],
        [SHAPE, SHAPE + LEVEL],
        [SHAPE],
    ]
    heights = [round(after.y - row.y, 2) for row, after in pairwise(rows)]
    assert heights == [STEP + LEVEL, STEP, STEP + LEVEL]


def test_a_time_line_names_the_shapes_that_it_has_and_how_many_rows_it_leaves_out() -> None:
    drawn = timeline([create_step("2026-03")] * (BARS + 3))
    assert drawn.cle == (("prevu", "date prévue"),)
    assert len(drawn.lignes) == BARS
    assert "12 jalons, sur 15" in drawn.desc.replace("\xa0", " ")
