"""Lists of records that follow written pages: they go on over several pages, and the news keep to what is real."""

from selectolax.lexbor import LexborHTMLParser

from prst.analysis.holds import Holds
from prst.outputs.pages.accueil import NEWS, news
from prst.outputs.pages.common import PER_PAGE
from prst.outputs.pages.sections import PAGINATED, further_pages, index
from tests.catalogues import create_catalogue, create_pages


def find_titles(html: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css(".carte-titre")]


def test_lists_of_records_go_on_over_further_pages() -> None:
    many = {f"fiche-{number:03}": {"nom": f"Fiche {number:03}"} for number in range(2 * PER_PAGE + 1)}
    surveys = {one: {"titre": fields["nom"]} for one, fields in many.items()}
    pages = create_pages(create_catalogue(structures=many, enquetes=surveys))
    outputs = {output.path: output.content.decode() for output in further_pages(pages)}
    for section in PAGINATED:
        paths = [f"{section}/page/{number}/index.html" for number in (2, 3)]
        assert [path for path in outputs if path.startswith(section)] == paths
        first = find_titles(str(index(pages, section)))
        following = [title for path in paths for title in find_titles(outputs[path])]
        assert first + following == [fields["nom"] for fields in many.values()]
        assert f'href="../../../{section}/page/2/"' in outputs[paths[1]]


def test_a_list_of_one_page_has_no_further_one() -> None:
    pages = create_pages(create_catalogue(structures={"opco": {}}))
    assert list(further_pages(pages)) == []
    assert "pagination" not in str(index(pages, "structures"))


def test_an_example_is_no_news() -> None:
    fiches = {
        "vrai": {"ajoute_le": "2026-01-01"},
        "exemple": {"ajoute_le": "2026-02-01", "exemple": "oui"},
        "archive": {"ajoute_le": "2026-02-01", "statut": "archive"},
    }
    assert [fiche.id for fiche in news(Holds(create_catalogue(livrables=fiches)), NEWS)] == ["vrai"]
