"""The home page stays short whatever the catalogue holds."""

from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.accueil import TARGETS
from tests.catalogues import Fields, Kind, create_catalogue, find_first, plain, render_lists


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


def band(site: Fields, **kinds: Kind) -> str:
    catalogue = create_catalogue(site, **kinds)
    return plain(" ".join(find_first(render_lists(catalogue)[""], ".qui-publie").text().split()))


def test_home_says_who_publishes_from_how_many_structures_and_with_whom() -> None:
    """A structure counts as the one that took its place, and a name in words as a structure of its own."""
    structures: Kind = {"inrs": {"nom": "INRS"}, "ancienne": {"remplacee_par": "inrs"}, "carsat": {"nom": "Carsat"}}
    livrables: Kind = {
        one: {"contact": {"structure": name, "a_confirmer": "oui"}}
        for one, name in {"a": "inrs", "b": "ancienne", "c": "Une union", "d": "Une union"}.items()
    }
    site = {"editeur": {"nom": "carsat"}, "partenaires": ["carsat", "ancienne", "inrs"]}
    said = band(site, structures=structures, livrables=livrables)
    assert said == (
        "Qui publie ce catalogue Carsat y réunit 4 ressources de 2 structures. Partenaires du plan : Carsat INRS"
    )


def test_home_of_an_empty_catalogue_names_its_publisher_alone() -> None:
    assert band({"editeur": {"nom": "Réseau"}}) == "Qui publie ce catalogue Réseau."
