"""Every internal link and anchor leads somewhere, or is reported."""

import pytest

from prst.links import BrokenLink, LinkCollector, check

SITE = {
    "index.html": '<h1 id="titre">A</h1>',
    "404.html": "",
    "livrables/index.html": '<h2 id="liste">L</h2>',
    "livrables/guide/index.html": '<h1 id="titre">G</h1><h2 id="qui-contacter">Q</h2><a name="vieux"></a>',
    "livrables/page/2/index.html": "",
    "été/index.html": '<p id="à-venir"></p>',
    "un deux.html": "",
    "a#b.html": "",
    "assets/guide.pdf": "",
    "recherche/index.html": "",
}


def find_broken(page: str, href: str, base: str = "/", attribute: str = "href", tag: str = "a") -> list[str]:
    """Links reported broken on a site in which one page has one more link."""
    pages = {**SITE, page: f'{SITE.get(page, "")}<{tag} {attribute}="{href}"></{tag}>'}
    collector = LinkCollector(base)
    for path, html in pages.items():
        if path.endswith(".html"):
            collector.add(path, html.encode())
    return [link.href for link in collector.broken(pages.__contains__)]


@pytest.mark.parametrize(
    ("page", "href"),
    [
        # a directory's address ends in a slash
        ("index.html", "livrables/"),
        ("index.html", "./livrables/"),
        ("index.html", "livrables/guide/"),
        ("index.html", "livrables/guide/index.html"),
        ("livrables/index.html", "guide/"),
        ("livrables/guide/index.html", "../"),
        ("livrables/guide/index.html", ".."),
        ("livrables/guide/index.html", "../../"),
        ("livrables/guide/index.html", "../.."),
        ("livrables/guide/index.html", "./"),
        ("livrables/guide/index.html", "."),
        ("livrables/guide/index.html", "../../livrables/page/2/"),
        ("livrables/guide/index.html", "../.././livrables/./guide/"),
        ("livrables/guide/index.html", "../../livrables/guide/../../assets/guide.pdf"),
        ("livrables/guide/index.html", "../../livrables/.."),
        ("index.html", "livrables/../"),
        ("index.html", "."),
        ("index.html", "./"),
        # files
        ("livrables/guide/index.html", "../../assets/guide.pdf"),
        ("index.html", "un%20deux.html"),
        ("index.html", "%C3%A9t%C3%A9/"),
        ("index.html", "été/"),
        ("index.html", "a%23b.html"),
        # anchors
        ("index.html", "#titre"),
        ("index.html", "#"),
        ("index.html", ""),
        ("index.html", "livrables/guide/#qui-contacter"),
        ("livrables/index.html", "guide/#titre"),
        ("livrables/guide/index.html", "../../#titre"),
        ("livrables/guide/index.html", "../#liste"),
        ("index.html", "%C3%A9t%C3%A9/#%C3%A0-venir"),
        ("index.html", "été/#à-venir"),
        # questions
        ("index.html", "recherche/?q=chutes+%23"),
        ("livrables/guide/index.html", "../../recherche/?q=a/../b"),
        ("index.html", "?q=1"),
        ("index.html", "?q=1#titre"),
        # from the root
        ("404.html", "/"),
        ("404.html", "/livrables/guide/#titre"),
        ("livrables/guide/index.html", "/assets/guide.pdf"),
    ],
)
def test_sound_link_is_not_reported(page: str, href: str) -> None:
    assert find_broken(page, href) == []


@pytest.mark.parametrize(
    ("page", "href"),
    [
        ("index.html", "absent/"),
        ("index.html", "livrables/absent/"),
        ("index.html", "absent.pdf"),
        ("index.html", "livrables"),
        ("index.html", "assets/"),
        ("index.html", "Livrables/"),
        ("index.html", "livrables/index.md"),
        ("livrables/guide/index.html", "livrables/guide/"),
        ("livrables/guide/index.html", "../guide.pdf"),
        # above the root, where a server would still show something
        ("index.html", "../livrables/"),
        ("index.html", "../"),
        ("index.html", ".."),
        ("livrables/index.html", "../../livrables/"),
        ("livrables/guide/index.html", "../../../"),
        ("livrables/guide/index.html", "../../../../"),
        ("livrables/guide/index.html", "../../../livrables/guide/"),
        ("index.html", "livrables/../../livrables/"),
        ("livrables/guide/index.html", "./../../../livrables/"),
        # anchors
        ("index.html", "#absent"),
        ("index.html", "#Titre"),
        ("index.html", "livrables/#titre"),
        ("index.html", "livrables/guide/#liste"),
        ("index.html", "livrables/guide/?q=1#liste"),
        ("livrables/guide/index.html", "../../#qui-contacter"),
        ("livrables/guide/index.html", "./#liste"),
        ("index.html", "absent/#titre"),
        # others
        ("404.html", "/absent/"),
        ("index.html", "javascript:alert(1)"),
        ("index.html", "http//exemple.fr/"),
        ("index.html", "www.exemple.fr"),
    ],
)
def test_link_that_leads_nowhere_is_reported(page: str, href: str) -> None:
    assert find_broken(page, href) == [href]


@pytest.mark.parametrize(
    "href",
    [
        "https://exemple.fr/absent/",
        "http://exemple.fr",
        "HTTPS://EXEMPLE.FR/",
        "Http://exemple.fr/",
        "//exemple.fr/a",
        "mailto:prevention@organisme-essai.fr?subject=a%20b",
        "MAILTO:prevention@organisme-essai.fr",
        "tel:+33400000000",
        "Tel:15",
        "https://[",
        "data:image/svg+xml,%3Csvg/%3E",
        "webcal://exemple.fr/a.ics",
    ],
)
def test_what_is_elsewhere_is_not_looked_at(href: str) -> None:
    assert find_broken("livrables/guide/index.html", href) == []


@pytest.mark.parametrize(
    ("tag", "attribute"),
    [("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("form", "action")],
)
def test_every_kind_of_link_is_followed(tag: str, attribute: str) -> None:
    assert find_broken("index.html", "absent", attribute=attribute, tag=tag) == ["absent"]


@pytest.mark.parametrize(
    ("href", "broken"),
    [
        ("/projet/", []),
        ("/projet/livrables/guide/#titre", []),
        ("/projet/absent/", ["/projet/absent/"]),
        ("/autre-projet/absent/", []),
    ],
)
def test_a_site_may_be_published_below_the_root_of_its_host(href: str, broken: list[str]) -> None:
    """The page for unknown addresses names the whole path, since it may be shown at any depth."""
    assert [link.endswith("/absent/") for link in find_broken("404.html", href, base="/projet/")] == [True] * len(
        broken
    )


def test_links_are_reported_once_by_the_first_page_that_has_them() -> None:
    pages = [("a/index.html", b'<a href="../x/"></a>'), ("b/index.html", b'<a href="../x/"></a><a href="y"></a>')]
    assert check(pages, set().__contains__) == [BrokenLink("a/index.html", "../x/"), BrokenLink("b/index.html", "y")]


def test_same_address_from_different_folders_is_not_mistaken() -> None:
    pages = [("index.html", b'<a href="b.html"></a>'), ("c/index.html", b'<a href="b.html"></a>')]
    assert [link.page for link in check(pages, {"b.html"}.__contains__)] == ["c/index.html"]


def test_same_anchor_on_different_pages_is_not_mistaken() -> None:
    pages = [("a.html", b'<a href="#x"></a><p id="x">'), ("b.html", b'<a href="#x"></a>')]
    assert [link.page for link in check(pages, {"a.html", "b.html"}.__contains__)] == ["b.html"]


def test_collections_of_two_processes_are_one() -> None:
    first, second = LinkCollector(), LinkCollector()
    first.add("a.html", b'<a href="b.html#ici"></a><a href="b.html#la"></a>')
    second.add("b.html", b'<p id="ici"></p><a href="c.html"></a>')
    first.merge(second)
    assert [(link.page, link.href) for link in first.broken({"a.html", "b.html"}.__contains__)] == [
        ("a.html", "b.html#la"),
        ("b.html", "c.html"),
    ]


def test_broken_link_is_said_in_french() -> None:
    assert str(BrokenLink("a/index.html", "../x")) == "a/index.html : le lien « ../x » ne mène nulle part."


def test_order_of_pages_does_not_matter() -> None:
    pages = [("b.html", b'<a href="x"></a>'), ("a.html", b'<a href="y"></a>'), ("c.html", b'<a href="z"></a>')]
    assert check(pages, set().__contains__) == check(reversed(pages), set().__contains__)


def test_html_that_browsers_mend_is_read_as_they_do() -> None:
    pages = [
        (
            "a.html",
            b"<A HREF = 'un&amp;deux'><p ID=x><a href=\"#x\"><!-- <a href=rien> --><script>'<a href=z>'</script>",
        )
    ]
    assert [link.href for link in check(pages, {"a.html"}.__contains__)] == ["un&deux"]
