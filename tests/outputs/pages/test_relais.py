"""The directory of relays: whole, by place, with what chooses among them, and the region's map."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from prst.outputs.carte import SIDE
from prst.outputs.pages.relais import directory
from tests.catalogues import create_catalogue, create_pages, find_first, plain

PLACES: Any = {
    "region": {},
    "national": {},
    "69": {"label": "Rhône"},
    "73": {"label": "Savoie"},
    "974": {"label": "La Réunion"},
    "59": {"label": "Nord", "region": "Hauts-de-France"},
}


def create(**kinds: Any) -> LexborHTMLParser:
    """The directory of a region of three departments, one of them overseas."""
    given: dict[str, Any] = {
        "site": {"departements": ["69", "73", "974"]},
        "territoires": PLACES,
        "cibles": {"macons": {"nom": "Maçons", "fait_partie_de": "btp"}, "btp": {"nom": "BTP"}, "cafes": {}},
        "relais": {
            "etat": {"nom": "État", "type": "service de l’État"},
            "ailleurs": {"territoires": ["59"]},
            "savoie": {"territoires": ["73"], "cibles": [{"cible": "macons"}], "leviers": ["lettre"]},
            "deux": {
                "territoires": ["73", "69"],
                "cibles": [{"cible": "btp", "portee": "1200", "source": "Enquête"}],
                "canaux": [{"type": "lettre", "frequence": "chaque mois"}, {"type": "réunions"}],
                "leviers": ["lettre", "formation"],
            },
        },
    }
    return LexborHTMLParser(str(directory(create_pages(create_catalogue(**{**given, **kinds})))))


def read(node: LexborNode) -> str:
    return " ".join(plain(node.text(separator=" ")).split())


def values(page: LexborHTMLParser, facet: str) -> dict[str, str]:
    """Which relays hold for each value of a facet, by their numbers on the page."""
    lines = page.css(f"[data-facette={facet}] [data-valeur]")
    return {str(line.attributes["data-valeur"]): str(line.attributes["data-numeros"]) for line in lines}


def test_all_relays_stand_under_where_they_are_other_regions_last() -> None:
    page = create()
    groups = {
        read(find_first(group.html or "", "h3")): [read(title) for title in group.css(".carte-titre")]
        for group in page.css(".explorer-toutes section")
    }
    assert groups == {
        "Dans toute la région 1": ["État"],
        "Savoie (73) 1": ["Savoie"],
        "Dans plusieurs départements 1": ["Deux"],
        "Autres régions 1": ["Ailleurs"],
    }


def test_a_card_says_whom_it_reaches_where_how_and_how_often() -> None:
    cards = create().css(".carte-relais")
    texts = {read(find_first(card.html or "", ".carte-titre")): read(card) for card in cards}
    assert "Touche BTP (1 200 réellement touchés)" in texts["Deux"]
    assert "Où Savoie, Rhône" in texts["Deux"]
    assert "Comment lettre (chaque mois), réunions" in texts["Deux"]
    assert "Touche Maçons Où" in texts["Savoie"]  # nobody says how many
    assert "Comment Lettre d’information" in texts["Savoie"]


def test_a_card_counts_in_the_number_that_french_asks_for() -> None:
    for portee, said in (("0", "0 réellement touché"), ("1", "1 réellement touché"), ("2", "2 réellement touchés")):
        page = create(relais={"un": {"cibles": [{"cible": "btp", "portee": portee}]}})
        assert f"Touche BTP ({said})" in read(find_first(page, ".carte-relais"))


def test_a_card_leads_to_whoever_answers_for_a_relay() -> None:
    relais: Any = {"joint": {"contact": {"structure": "Capeb", "telephone": "04 72 00 00 00"}}, "muet": {}}
    cards = create(relais=relais).css(".carte-relais .contact-voie")
    assert [[str(link.attributes["href"]) for link in card.css("a")] for card in cards] == [
        ["tel:0472000000"],
        ["mailto:site@organisme-essai.fr"],
    ]
    assert read(cards[1]) == "Par : Structure du site"


def test_values_hold_for_relays_by_inclusion() -> None:
    page = create()
    assert [card.attributes["data-numero"] for card in page.css(".carte-relais")] == ["0", "1", "2", "3"]
    # whoever reaches all of a trade reaches the masons; whoever reaches masons does not reach all of the trade
    assert values(page, "cibles") == {"macons": "1 2", "btp": "2"}
    assert values(page, "territoires") == {"region": "0 1 2", "69": "0 2", "73": "0 1 2", "974": "0", "59": "0 3"} | {
        "national": "0"
    }
    assert values(page, "types") == {"federation": "1 2 3", "service-de-l-etat": "0"}
    assert values(page, "leviers") == {"lettre": "1 2", "formation": "2"}


def test_the_map_and_its_table_count_a_department_s_own_relays_and_all() -> None:
    page = create()
    rows = [[read(cell) for cell in row.css("th, td")] for row in page.css(".carte-et-table tbody tr")]
    assert rows == [["Rhône (69)", "1", "2"], ["Savoie (73)", "2", "3"], ["La Réunion (974)", "0", "1"]]
    links = page.css(".carte-departements a")
    assert [plain(str(link.attributes["aria-label"])) for link in links] == [
        "Rhône : 1 relais propre, 2 en tout",
        "Savoie : 2 relais propres, 3 en tout",
        "La Réunion : 0 relais propre, 1 en tout",
    ]
    assert [read(find_first(link.html or "", "text")) for link in links] == ["1", "2", "974 : 0"]
    assert "CC BY 4.0" in read(page.css_first("body") or links[0])


def test_a_map_of_squares_alone_owes_nobody_its_outlines() -> None:
    page = create(site={"departements": ["974"]})
    assert len(page.css("svg.carte-departements a")) == 1
    assert "CC BY 4.0" not in read(find_first(page, "body"))


def test_a_place_that_is_no_department_is_known_by_its_name() -> None:
    places = {
        **PLACES,
        **{f"pays-{rank}": {"label": "Pays basque intérieur"} for rank in range(8)},
        "2a": {"label": "2"},
    }
    page = create(site={"departements": ["974", "2a", *(f"pays-{rank}" for rank in range(8))]}, territoires=places)
    rows = [read(row) for row in page.css(".carte-et-table tbody th")]
    assert rows[:3] == ["La Réunion (974)", "2 (2A)", "Pays basque intérieur"]
    squares = page.css(".carte-departements text")
    assert [read(square) for square in squares][2] == "Pays basque intérieur 0"
    for square in squares:
        size = float(str(square.attributes["font-size"]))
        lines = [read(line) for line in square.css("tspan")] or [read(square)]
        assert max(map(len, lines)) * size * 0.6 < SIDE, lines
        assert len(lines) * size * 1.1 < SIDE, lines
    headings = [read(heading) for heading in page.css("h3")]
    assert "Pays basque intérieur (PAYS-0)" not in " ".join(headings)


def test_a_region_that_names_no_department_has_no_map() -> None:
    page = create(site={"departements": []})
    assert not page.css("svg.carte-departements")
    assert not page.css("a[href='#carte']")


def test_no_relay_says_what_to_do_and_one_needs_no_filter() -> None:
    nobody = create(relais={})
    assert "Aucun relais n’est encore décrit" in read(find_first(nobody, ".vide"))
    assert not nobody.css("script, svg.carte-departements")
    alone = create(relais={"seul": {}})
    assert not alone.css("dl.carte-faits")
    assert len(alone.css(".carte-relais")) == 1
    assert not alone.css("script, .explorer-panneau")
