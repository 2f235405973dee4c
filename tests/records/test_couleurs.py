"""Colours as people say them: read where they can be one only, else proposed, and dark enough."""

import pytest

from prst.records.couleurs import ENOUGH_CONTRAST, NAMED, contrast_with_white, near_colour, read_colour, readable
from tests.records.folders import MINIMAL, Folder, sentence


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("14532D", "#14532d"),
        ("#842", "#884422"),
        ("rgb(0, 80, 150)", "#005096"),
        ("RGB(0 80 150)", "#005096"),
        ("rgba(0,80,150,1)", "#005096"),
        ("rgb(0 80 150 / 100%)", "#005096"),
        ("rvb 0/80/150", "#005096"),
        ("rgba(0,80,150,.5)", ""),
        ("rgb(0, 80, 350)", ""),
        ("0, 80, 150", ""),
        ("hsl(208, 100%, 29%)", ""),
        ("bleu", ""),
        ("#00509", ""),
        ("", ""),
    ],
)
def test_a_colour_is_read_where_it_can_be_one_only(text: str, colour: str) -> None:
    assert read_colour(text) == colour


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("hsl(208, 100%, 29%)", "#004f94"),
        ("hsl(400, 200%, 29%)", ""),
        ("0, 80, 150", "#005096"),
        ("rgb(0, 80, 350)", ""),
        ("#005096FF", "#005096"),
        ("Vert foncé", "#14532d"),
        ("bleu-marine", "#1e3a8a"),
        ("un bleu soutenu", "#1d4ed8"),
        ("CMJN 100 47 0 41", ""),
        ("fuchsia", ""),
    ],
)
def test_a_colour_is_proposed_where_it_is_probable(text: str, colour: str) -> None:
    assert near_colour(text) == colour


def test_each_named_colour_can_be_read_on_white() -> None:
    assert [name for name, colour in NAMED.items() if contrast_with_white(colour) < ENOUGH_CONTRAST] == []


@pytest.mark.parametrize("colour", ["#ffe000", "#ffffff", "#abcdef", "#808080", "#14532d"])
def test_a_pale_colour_gets_the_lightest_of_its_hue_that_can_be_read(colour: str) -> None:
    found = readable(colour)
    assert contrast_with_white(found) >= ENOUGH_CONTRAST
    assert (found == colour) is (contrast_with_white(colour) >= ENOUGH_CONTRAST)
    assert contrast_with_white(found) < ENOUGH_CONTRAST + 0.2 or found == colour


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("principale: bleu", "vouliez-vous dire « '#1d4ed8' » ?"),
        ("principale: '#ffe000'", "par exemple « '#857400' »"),
        ("principale: '#00509'", "n’a pas la forme attendue. «"),
    ],
)
def test_a_colour_of_a_site_gets_one_that_can_be_pasted(written: str, proposed: str, folder: Folder) -> None:
    folder.write("site.yml", f"{MINIMAL['site.yml']}couleurs:\n  {written}\n")
    (problem,) = folder.problems("site.yml")
    assert proposed in sentence(problem)


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("bleu et orange", "« principale: '#1d4ed8' », « accent: '#c2410c' »."),
        ("rgb(0 80 150); vert", "« principale: '#005096' », « accent: '#15803d' »."),
        ("fuchsia et or", "Attendu : principale, accent."),
    ],
)
def test_colours_on_one_line_are_told_with_their_keys(written: str, proposed: str, folder: Folder) -> None:
    folder.write("site.yml", f"{MINIMAL['site.yml']}couleurs: {written}\n")
    (problem,) = folder.problems("site.yml")
    assert sentence(problem).endswith(proposed)
