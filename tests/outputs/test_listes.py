"""Which lists can be followed, and where their files stand."""

from selectolax.lexbor import LexborHTMLParser

from prst.analysis.holds import Holds
from prst.outputs.data.exports import exports
from prst.outputs.listes import WHOLE, liste_of, listes, livrables_of
from prst.records.catalogue import PAGE_THRESHOLD
from tests.catalogues import Kind, create_catalogue, create_pages, find_first, render_lists, render_pages

ENOUGH: Kind = {f"fiche-{number}": {"themes": ["chutes"]} for number in range(PAGE_THRESHOLD)}


def test_each_list_that_has_a_page_can_be_followed() -> None:
    catalogue = create_catalogue(livrables=ENOUGH, relais={"capeb": {}}, groupes={"ga": {}}, evenements={"e": {}})
    assert {liste.page for liste in listes(catalogue)} == {
        "cibles/tpe/",
        "relais/capeb/",
        "groupes/ga/",
        "formats/guide/",
        "themes/chutes/",
    }


def test_files_stand_beside_their_page() -> None:
    (liste,) = (liste for liste in listes(create_catalogue(livrables=ENOUGH)) if liste.section == "themes")
    assert liste.title == "Chutes"
    assert (liste.flux, liste.csv, liste.json) == (
        "themes/chutes/flux.xml",
        "themes/chutes/livrables.csv",
        "themes/chutes/livrables.json",
    )


def test_an_example_is_not_followed() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"relais": ["fictif", "vrai"]}},
        relais={"fictif": {"exemple": "oui"}, "vrai": {}},
    )
    assert liste_of(catalogue, "relais", catalogue.relais["fictif"]) is None
    assert {liste.page for liste in listes(catalogue)} == {"cibles/tpe/", "relais/vrai/"}


def test_a_territory_of_another_region_has_its_page_alone() -> None:
    """Its files would hold once more all that is for all of France."""
    places = ("national", "region", "73", "59")
    catalogue = create_catalogue(
        {"departements": ["73"]},
        livrables={"guide": {"territoires": places}},
        evenements={"salon": {"territoires": places}},
        territoires={place: {} for place in places},
    )
    addresses = {f"territoires/{place}/" for place in ("national", "region", "73")}
    assert {liste.page for liste in listes(catalogue) if liste.section == "territoires"} == addresses
    made = (*exports(catalogue), *create_pages(catalogue).calendars.outputs())
    paths = [output.path for output in made if output.path.startswith("territoires/")]
    assert {path.rpartition("/")[0] + "/" for path in paths} == addresses
    assert len(paths) == 3 * len(addresses)
    assert 'class="suivre"' not in render_pages(catalogue)["territoires/59/"]


def test_deliverables_stand_in_the_order_of_the_page() -> None:
    catalogue = create_catalogue(livrables={"a": {"date": "2020"}, "b": {"date": "2024"}, "c": {"date": "2022"}})
    (liste,) = (liste for liste in listes(catalogue) if liste.page == "cibles/tpe/")
    pages = {**render_pages(catalogue), **render_lists(catalogue)}
    for one, page in ((liste, liste.page), (WHOLE, "livrables/")):
        assert [fiche.id for fiche in livrables_of(Holds(catalogue), one)] == ["b", "c", "a"]
        titles = [node.text(strip=True) for node in LexborHTMLParser(pages[page]).css(".carte-titre")]
        assert titles == ["B", "C", "A"], page


def test_every_page_offers_the_files_of_its_list() -> None:
    catalogue = create_catalogue(
        livrables=ENOUGH, relais={"capeb": {}, "fictif": {"exemple": "oui"}}, groupes={"g": {}}
    )
    pages = render_pages(catalogue)
    for liste in listes(catalogue):
        html = pages[liste.page]
        found = [node.attributes["href"] for node in find_first(html, ".suivre").css("a[download]")]
        expected = [liste.csv, liste.json] if livrables_of(Holds(catalogue), liste) else []
        assert found == [f"../../{path}" for path in expected]
        link = find_first(html, 'link[rel="alternate"]').attributes
        assert (link["type"], link["href"]) == ("application/atom+xml", f"../../{liste.flux}")
        assert link["title"] == f"Nouveautés\u00a0: {liste.title}"
    offering = {address for address, html in pages.items() if 'class="suivre"' in html}
    assert offering == {liste.page for liste in listes(catalogue)}
    whole = find_first(render_lists(catalogue)["livrables/"], ".suivre")
    assert [node.attributes["href"] for node in whole.css("a[download]")] == ["../catalogue.csv", "../catalogue.json"]


def test_the_address_to_paste_is_absolute() -> None:
    html = render_pages(create_catalogue(livrables=ENOUGH))["themes/chutes/"]
    assert (
        find_first(html, ".suivre [data-copier]").attributes["data-copier"] == find_first(html, ".suivre code").text()
    )
    assert find_first(html, ".suivre code").text() == "https://essai.example.org/themes/chutes/flux.xml"
