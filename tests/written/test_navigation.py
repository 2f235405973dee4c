"""The menu without what a site leaves out."""

import pytest

from prst.written.navigation import without

MENU = [
    {"Accueil": "index.md"},
    {"Ressources": [{"Toutes": "livrables/index.md"}, {"Par format": "formats/index.md"}]},
    {"Pilotes": ["boite-a-outils/index.md", {"Contribuer": ["contribuer/index.md", "contribuer/relais.md"]}]},
    {"Un seul": ["a.md"]},
]


@pytest.mark.parametrize(
    ("starts", "left"),
    [
        ((), MENU),
        (("livrables", "formats"), [MENU[0], *MENU[2:]]),
        (("formats",), [MENU[0], {"Toutes": "livrables/index.md"}, *MENU[2:]]),
        (("boite",), [*MENU[:2], {"Contribuer": ["contribuer/index.md", "contribuer/relais.md"]}, MENU[3]]),
        (("a.md",), MENU[:3]),
    ],
)
def test_what_is_left_out_is_in_no_menu(starts: tuple[str, ...], left: object) -> None:
    assert without(MENU, lambda path: path.startswith(starts) if starts else False) == left
