"""Maps of departments: those that are asked for, where they are, and squares for those that have no shape."""

import re

import pytest

from prst.outputs.carte import MARGIN, SIDE, Forme, _rings, create_map


def read_frame(frame: str) -> tuple[float, float, float, float]:
    left, top, width, height = map(float, frame.split())
    return left, top, width, height


def test_outlines_are_read_from_where_the_pen_is() -> None:
    assert _rings("m 10,10 5,0 0,5 z m 20,0 1,1 -1,0 z") == [
        [(10, 10), (15, 10), (15, 15)],
        [(30, 10), (31, 11), (30, 11)],
    ]


def test_the_frame_is_that_of_the_departments_asked_for() -> None:
    one, both = create_map(["73"]), create_map(["73", "29"])
    assert one
    assert both
    assert [forme.id for forme in both.formes] == ["73", "29"]
    assert read_frame(one.cadre)[2] < read_frame(both.cadre)[2] / 5  # Savoy and the end of Brittany
    savoie, finistere = both.formes
    assert savoie.centre[0] > finistere.centre[0]


@pytest.mark.parametrize("code", ["01", "29", "2a", "2A", "69", "75", "95"])
def test_a_figure_stands_inside_its_department(code: str) -> None:
    carte = create_map([code])
    assert carte
    left, top, width, height = read_frame(carte.cadre)
    x, y = carte.formes[0].centre
    assert left + MARGIN < x < left + width - MARGIN
    assert top + MARGIN < y < top + height - MARGIN
    assert not carte.formes[0].carre


def corner_of(forme: Forme) -> tuple[float, float]:
    found = re.match(r"m (\S+),(\S+) ", forme.trace)
    assert found
    return float(found[1]), float(found[2])


def test_a_department_without_a_shape_has_a_square_beside_the_others() -> None:
    carte = create_map(["971", "73", "974"])
    assert carte
    assert [(forme.id, forme.carre) for forme in carte.formes] == [("971", True), ("73", False), ("974", True)]
    alone = create_map(["73"])
    assert alone
    right = sum(read_frame(alone.cadre)[::2]) - MARGIN
    corners = [corner_of(carte.formes[rank]) for rank in (0, 2)]
    assert all(x > right for x, _ in corners)
    assert corners[1][1] - corners[0][1] > SIDE
    left, _, width, _ = read_frame(carte.cadre)
    assert left + width == pytest.approx(corners[0][0] + SIDE + MARGIN, abs=0.2)


def test_a_region_overseas_has_squares_in_rows() -> None:
    carte = create_map(["971", "972", "973", "974", "976", "977", "978", "986", "987"])
    assert carte
    corners = [corner_of(forme) for forme in carte.formes]
    assert len({y for _, y in corners}) == 2
    assert len(set(corners)) == 9


def test_no_department_gives_no_map() -> None:
    assert create_map([]) is None
