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


LINK = {"liens": [{"libelle": "Lire", "url": "https://inrs.fr/guide"}]}


def test_what_has_just_arrived_gives_way_to_what_is_worth_discovering() -> None:
    """A card each for 92 days; then the lots of what serves at once and holds here, one theme after the other."""
    livrables: Kind = {
        "recent": {"ajoute_le": "2026-11-01"},
        "moins": {"ajoute_le": "2026-10-01"},
        **{f"s{number}": {"ajoute_le": f"2026-01-{number:02}", **LINK} for number in range(1, 5)},
        "loin": {"ajoute_le": "2026-02-01", "territoires": ["59"], **LINK},
    }
    territoires: Kind = {"region": {}, "59": {}}
    home = LexborHTMLParser(render_lists(create_catalogue(livrables=livrables, territoires=territoires))[""])
    news = home.css("#nouveautes ~ .cartes > [data-jusqua]")
    assert [node.attributes["data-jusqua"] for node in news] == ["2027-02-01", "2027-01-01", "2026-04-06"]
    lots = [[link.text() for link in lot.css(".carte-titre a")] for lot in home.css("[data-lot]")]
    assert lots == [["S4", "S3", "S2"], ["S1"]]
    (apart,) = home.css("#nouveautes ~ [data-apres]")
    assert apart.attributes["data-apres"] == "2027-02-01"
    assert "hidden" in apart.attributes


def test_a_catalogue_where_nothing_serves_at_once_shows_what_it_has() -> None:
    home = LexborHTMLParser(render_lists(create_catalogue(livrables={"guide": {}}))[""])
    assert [node.text() for node in home.css("#nouveautes ~ .cartes .carte-titre a")] == ["Guide"]
    assert home.css("[data-lot], #nouveautes ~ [data-jusqua], #nouveautes span[data-apres]") == []
