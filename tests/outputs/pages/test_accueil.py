"""The home page stays short whatever the catalogue holds."""

from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.accueil import TARGETS
from tests.catalogues import create_catalogue, render_lists


def find_links(html: str, selector: str) -> list[str]:
    return [str(node.attributes["href"]) for node in LexborHTMLParser(html).css(f"{selector} a")]


def test_of_many_targets_the_fullest_are_shown_and_all_are_a_click_away() -> None:
    targets = {f"cible-{number:03}": {"nom": f"Cible {number}"} for number in range(TARGETS + 20)}
    last = f"cible-{TARGETS + 19:03}"
    pages = render_lists(create_catalogue(cibles=targets, livrables={"a": {"cibles": [last]}}))
    home, everyone = pages[""], find_links(pages["cibles/"], ".grille-cibles li")
    shown = find_links(home, ".grille-cibles li")
    assert len(shown) == TARGETS
    assert shown == [f".{href[2:]}" for href in everyone if f".{href[2:]}" in shown]
    assert any(last in href for href in shown)
    assert find_links(home, "[aria-labelledby=vous-etes] .suite") == ["./cibles/"]


def test_few_targets_are_all_there() -> None:
    home = render_lists(create_catalogue(cibles={"a": {}, "b": {}}, livrables={"x": {"cibles": ["a"]}}))[""]
    assert len(find_links(home, ".grille-cibles li")) == 2
    assert find_links(home, "[aria-labelledby=vous-etes] .suite") == []
