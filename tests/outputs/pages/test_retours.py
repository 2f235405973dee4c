"""Lessons: the list under moments of a group's work, with what chooses among them, and where else they are shown."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages import written
from prst.outputs.pages.retours import directory
from tests.catalogues import create_catalogue, create_pages, find_first, plain, render_pages

LESSONS: Any = {
    "vieux": {"phases": ["relayer"], "date": "2015", "plan": "PRST 2", "themes": ["chutes"], "cibles": ["garages"]},
    "recent": {"phases": ["relayer", "animer", "evaluer"], "date": "2024", "plan": "PRST 4", "themes": ["chutes"]},
    "autre": {"phases": ["animer"], "date": "2020", "n_a_pas_marche": "Trop long.", "groupe": "gt", "cibles": ["tpe"]},
}
KINDS: Any = {
    "retours": LESSONS,
    "groupes": {"gt": {}},
    "cibles": {"tpe": {}, "garages": {"fait_partie_de": "tpe"}},
    "themes": {"chutes": {}},
}


def create(**kinds: Any) -> LexborHTMLParser:
    return LexborHTMLParser(str(directory(create_pages(create_catalogue(**{**KINDS, **kinds})))))


def titles(html: str, selector: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css(f"{selector} a[href*='retours/']")]


def test_each_lesson_stands_once_under_its_first_moment_the_latest_first() -> None:
    groups = {
        find_first(group.html or "", "h3").text().split()[0]: titles(group.html or "", ".carte-titre")
        for group in create().css(".explorer-toutes section")
    }
    assert groups == {"Animer": ["Autre"], "Relayer": ["Recent", "Vieux"]}


def test_a_facet_tells_which_lessons_hold_for_each_value_and_one_that_chooses_nothing_is_left_out() -> None:
    page = create()
    found = {
        str(facet.attributes["data-facette"]): {
            str(line.attributes["data-valeur"]): str(line.attributes["data-numeros"])
            for line in facet.css("[data-valeur]")
        }
        for facet in page.css("[data-facette]")
    }
    assert found == {
        "phases": {"animer": "0 1", "relayer": "1 2", "evaluer": "1"},
        "themes": {"chutes": "1 2"},
        "cibles": {"garages": "0 2", "tpe": "0"},  # what was learnt with small companies holds for garages
        "plans": {"prst-2": "2", "prst-4": "1"},
    }
    everywhere = {name: {**one, "themes": ["chutes"]} for name, one in LESSONS.items()}
    assert not create(retours=everywhere).css("[data-facette=themes]")


def test_without_javascript_a_moment_leads_to_its_heading() -> None:
    page = create()
    anchors = [str(link.attributes["href"]).partition("#")[2] for link in page.css("[data-facette=phases] a")]
    assert anchors == ["phase-animer", "phase-relayer"]
    assert all(page.css_first(f"#{anchor}") for anchor in anchors)


def test_a_list_of_many_lessons_begins_with_their_moments() -> None:
    assert not create().css("nav.sommaire")
    more = {f"retour-{number}": dict(LESSONS[next(iter(LESSONS))]) for number in range(12)}
    links = create(retours={**LESSONS, **more}).css("nav.sommaire a")
    assert [link.attributes["href"] for link in links] == ["#phase-animer", "#phase-relayer"]


def test_without_any_lesson_the_page_says_how_to_tell_the_first() -> None:
    page = create(retours={})
    assert "Cinq minutes" in plain(find_first(page.html or "", ".vide").text())
    assert page.css_first("a[href$='contribuer/formulaire/retour/']")


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ('retours(phase="animer")', ["Autre", "Recent"]),  # of which it is the first moment come first
        ('retours(phase="relayer", limite=1)', ["Recent"]),
        ('retours(theme="chutes")', ["Recent", "Vieux"]),
        ('retours(cible="tpe")', ["Autre"]),
        ('retours(groupe="gt")', ["Autre"]),
        ('retours(phase="mobiliser")', []),
    ],
)
def test_a_written_page_calls_the_lessons_of_a_moment_or_subject(call: str, found: list[str]) -> None:
    pages = create_pages(create_catalogue(**KINDS))
    text = f"{{{{ {call} }}}}"
    assert written.check(text, "docs/a.md", pages) == []
    _tokens, ((block, html),) = written.to_tokens(text, pages, "../")
    assert block
    assert titles(html, "li") == found
    assert bool(html) == bool(found)  # nothing is shown empty


def test_lessons_stand_on_the_pages_of_what_they_are_about() -> None:
    guide = {"themes": ["chutes"]}
    pages = render_pages(create_catalogue(**KINDS, livrables={"a": guide, "b": guide, "c": guide}))
    shown = {address: titles(html, ".retours li") for address, html in pages.items()}
    assert {address: found for address, found in shown.items() if found} == {
        "groupes/gt/": ["Autre"],
        "cibles/tpe/": ["Autre"],
        "cibles/garages/": ["Vieux", "Autre"],
        "themes/chutes/": ["Recent", "Vieux"],
    }


def test_a_lesson_says_what_came_of_it_where_it_comes_from_and_whom_to_ask() -> None:
    html = render_pages(create_catalogue(**KINDS))["retours/autre/"]
    words = plain(find_first(html, ".fiche").text(separator=" "))
    assert "Trop long." in words
    assert words.count("Bilan d’essai") == 1
    assert "Ce qui a été essayé" not in words
    assert "À qui en parler" in words
    assert "À qui en parler" not in render_pages(create_catalogue(**KINDS))["retours/vieux/"]
