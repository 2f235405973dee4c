"""Files that machines ask a site for."""

from typing import Any
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.site_files import open_search, redirection, redirections, robots, sitemap
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue, find_first

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def read_sitemap(catalogue: Catalogue, *written: str) -> dict[str, str | None]:
    """Day of the last change by address."""
    output = sitemap(catalogue, written)
    assert output.path == "sitemap.xml"
    tree = ElementTree.fromstring(output.content)  # noqa: S314 - our own file
    assert tree.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    rows = [
        (row.findtext("s:loc", namespaces=NAMESPACE), row.findtext("s:lastmod", namespaces=NAMESPACE)) for row in tree
    ]
    assert len(dict(rows)) == len(rows), "an address comes twice"
    return {str(address).removeprefix("https://essai.example.org/"): day for address, day in rows}


# Sitemap


def test_sitemap_says_when_records_changed() -> None:
    catalogue = create_catalogue(
        livrables={
            "corrige": {"ajoute_le": "2024-01-01", "modifie_le": "2026-05-03"},
            "ajoute": {"ajoute_le": "2024-01-01"},
            "sans-date": {"date": "2020-01-01"},
        }
    )
    rows = read_sitemap(catalogue)
    assert rows == {
        "livrables/corrige/": "2026-05-03",
        "livrables/ajoute/": "2024-01-01",
        "livrables/sans-date/": None,
        "cibles/tpe/": None,
        "formats/guide/": None,
    }


def test_sitemap_names_each_kind_that_has_pages() -> None:
    catalogue = create_catalogue(
        livrables={"l": {}}, relais={"r": {}}, groupes={"g": {}}, evenements={"e": {}}, diffusions={"d": {}}
    )
    assert set(read_sitemap(catalogue)) == {"livrables/l/", "cibles/tpe/", "relais/r/", "groupes/g/", "evenements/e/"}


def test_sitemap_names_written_pages() -> None:
    assert set(read_sitemap(create_catalogue(cibles={}), "", "agenda/")) == {"", "agenda/"}


@pytest.mark.parametrize("kind", ["livrables", "cibles", "relais", "groupes", "evenements"])
def test_sitemap_leaves_examples_out(kind: str) -> None:
    kinds: dict[str, Any] = {"cibles": {}, kind: {"fictif": {"exemple": "oui", "cibles": []}}}
    if kind == "livrables":
        kinds |= {"cibles": {"vraie": {}}, "livrables": {"fictif": {"exemple": "oui"}}}
    elif kind == "cibles":
        kinds = {"cibles": {"fictif": {"exemple": "oui"}}}
    assert [address for address in read_sitemap(create_catalogue(**kinds)) if "fictif" in address] == []


def test_sitemap_leaves_drafts_former_ids_and_withdrawn_pages_out() -> None:
    catalogue = create_catalogue(
        livrables={"brouillon": {"statut": "brouillon"}, "guide": {"anciens_ids": ["vieux"]}},
        retraits={"livrables/retire": {}},
    )
    assert set(read_sitemap(catalogue)) == {"livrables/guide/", "cibles/tpe/"}


def test_sitemap_is_valid_whatever_the_address_of_the_site() -> None:
    catalogue = create_catalogue(site={"adresse": "https://essai.example.org/a&b;c='"})
    assert set(read_sitemap(catalogue)) == {"a&b;c='/cibles/tpe/"}


# Robots


def test_robots_are_told_where_the_sitemap_is() -> None:
    output = robots(create_catalogue(site={"adresse": "https://essai.example.org/projet"}).site)
    assert output.path == "robots.txt"
    assert output.content.decode().splitlines() == [
        "User-agent: *",
        "Allow: /",
        "",
        "Sitemap: https://essai.example.org/projet/sitemap.xml",
    ]


# Redirections


def test_a_former_id_leads_to_its_record() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"titre": "Guide <1> & 2", "anciens_ids": ["vieux", "tres-vieux"]}}
    )
    pages = {output.path: output.content for output in redirections(catalogue)}
    assert set(pages) == {
        "livrables/vieux/index.html",
        "livrables/tres-vieux/index.html",
        "evenements/index.html",
    }
    tree = LexborHTMLParser(pages["livrables/vieux/index.html"])
    target = "../../livrables/guide/"
    assert find_first(tree, "meta[http-equiv=refresh]").attributes["content"] == f"0; url={target}"
    assert find_first(tree, "meta[name=robots]").attributes["content"] == "noindex"
    assert find_first(tree, "link[rel=canonical]").attributes["href"] == target
    assert find_first(tree, "a").attributes["href"] == target
    assert find_first(tree, "a").text() == find_first(tree, "title").text() == "Guide <1> & 2"


def test_the_folder_of_events_leads_to_the_calendar() -> None:
    (output,) = redirections(create_catalogue())
    assert output.path == "evenements/index.html"
    assert b'url=../agenda/"' in output.content


def test_a_redirection_says_where_it_leads_without_javascript() -> None:
    html = redirection("livrables/a/", "livrables/b/", "Guide").content.decode()
    assert find_first(html, "noscript meta").attributes["content"] == "0; url=../../livrables/b/"
    assert "Cette page a changé d’adresse" in html


def test_a_redirection_runs_no_script_but_ours() -> None:
    """A title or an address runs nothing; the script reads where it leads as a text."""
    html = redirection("livrables/a/", 'livrables/"><script>1', "</title><script>1</script>").content.decode()
    [script] = LexborHTMLParser(html).css("script")
    assert script.attributes["src"] == "../../assets/javascripts/redirection.js"
    assert script.attributes["data-vers"] == '../../livrables/"><script>1'
    assert script.text() == ""


# Search from the address bar


OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def read_open_search(**site: Any) -> dict[str, ElementTree.Element]:
    """Elements of the description by their name."""
    output = open_search(create_catalogue(site=site).site)
    assert output.path == "opensearch.xml"
    tree = ElementTree.fromstring(output.content)  # noqa: S314 - our own file
    assert tree.tag == f"{OPEN_SEARCH}OpenSearchDescription"
    return {element.tag.removeprefix(OPEN_SEARCH): element for element in tree}


def test_browsers_are_told_where_to_search() -> None:
    elements = read_open_search(nom="Catalogue PRST", region="Bretagne", adresse="https://essai.example.org/projet")
    assert elements["ShortName"].text == "Catalogue PRST"
    assert elements["LongName"].text == "Catalogue PRST Bretagne"
    assert elements["Language"].text == "fr"
    assert elements["Url"].attrib == {
        "type": "text/html",
        "method": "get",
        "template": "https://essai.example.org/projet/recherche/?q={searchTerms}",
    }
    assert elements["Image"].text == "https://essai.example.org/projet/assets/images/favicon.svg"


@pytest.mark.parametrize("name", ['Les ressources en santé au travail de la région <A> & "B"', "x" * 60])
def test_names_keep_to_the_lengths_of_open_search(name: str) -> None:
    elements = read_open_search(nom=name, adresse="https://essai.example.org/a&'")
    assert 1 <= len(elements["ShortName"].text or "") <= 16
    assert 1 <= len(elements["LongName"].text or "") <= 48
    assert name.startswith(elements["ShortName"].text or "?")
    assert elements["Url"].attrib["template"] == "https://essai.example.org/a&'/recherche/?q={searchTerms}"
