"""The page of what groups have in common, and the part of each group's page that leads there."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs import Output
from prst.outputs.pages import recoupements
from prst.outputs.pages.recoupements import CROSSED, ON_A_GROUP, SHOWN, UNFOLDED, Recoupes
from tests.catalogues import Kind, create_catalogue, create_pages, find_first, plain, render_pages

CARSAT: dict[str, Any] = {"structure": "Carsat", "contact": {"structure": "Carsat", "courriel": "gt@carsat-essai.fr"}}


def outputs(groupes: Kind) -> dict[str, Output]:
    pages = create_pages(
        create_catalogue(groupes=groupes, themes={"bruit": {"label": "Bruit"}}, cibles={"tpe": {"nom": "tpe"}})
    )
    return {one.path: one for one in Recoupes(pages).outputs()}


def many(count: int) -> Kind:
    return {f"g{number:03}": {"nom": f"Groupe {number}", "themes": ["bruit"]} for number in range(count)}


def test_a_pair_says_what_it_shares_what_to_agree_on_and_whom_to_write_to() -> None:
    found = outputs(
        {"a": {"nom": "Bruit", "themes": ["bruit"], "pilotes": [CARSAT]}, "b": {"nom": "Son", "themes": ["bruit"]}}
    )
    page = LexborHTMLParser(found["recoupements/index.html"].content)

    text = plain(find_first(page, "article.duo").text())
    assert "Mêmes thèmes : Bruit. Qui produit quoi" in text
    mail = next(a.attributes["href"] or "" for a in page.css("a") if "subject=" in (a.attributes["href"] or ""))
    body = parse_qs(urlsplit(mail).query)["body"][0]
    assert "« Bruit » et « Son »" in plain(body)
    assert "\r\n" in body
    assert "/groupes/a/" in body
    cell = find_first(page, "table.croise td a")
    assert page.css_first(cell.attributes["href"] or "")


def test_a_mail_says_whom_it_reaches() -> None:
    other = {"structure": "Cfa", "contact": {"structure": "Cfa", "courriel": "gt@cfa-essai.fr"}}
    known: Kind = {
        "a": {"nom": "Bruit", "themes": ["bruit"], "pilotes": [CARSAT]},
        "b": {"nom": "Son", "themes": ["bruit"], "pilotes": [other]},
        "c": {"nom": "Voix", "themes": ["bruit"]},
    }
    page = LexborHTMLParser(outputs(known)["recoupements/index.html"].content)
    said = [plain(node.text(deep=False)) for node in page.css("article.duo a[href^=mailto][href*=subject]")]
    assert said == ["Écrire aux deux groupes", "Écrire au groupe « Bruit »", "Écrire au groupe « Son »"]


def test_the_page_of_a_group_proposes_no_mail_to_itself_alone() -> None:
    known: Kind = {
        "a": {"nom": "Bruit", "themes": ["bruit"], "pilotes": [CARSAT]},
        "b": {"nom": "Son", "themes": ["bruit"]},
    }
    pages = render_pages(create_catalogue(groupes=known, themes={"bruit": {"label": "Bruit"}}))
    said = {
        name: [
            plain(node.text())
            for node in LexborHTMLParser(pages[f"groupes/{name}/"]).css("[aria-labelledby=voisins] p a")
        ]
        for name in "ab"
    }
    assert said["a"][:-1] == ["Sa page, et qui appeler"]
    assert said["b"][:-1] == ["Sa page, et qui appeler", "Écrire au groupe « Bruit »"]


def test_who_answers_for_both_is_called_once() -> None:
    known: Kind = {name: {"nom": name, "themes": ["bruit"], "pilotes": [CARSAT]} for name in "ab"}
    duo = find_first(outputs(known)["recoupements/index.html"].content.decode(), "article.duo")
    called = [" ".join(plain(node.text()).split()) for node in duo.css("p + ul > li")]
    assert called == ["Carsat : gt@carsat-essai.fr", "Écrire aux deux groupes : a, b"]


def test_the_file_has_a_row_for_each_thing_of_each_pair() -> None:
    rows = outputs(many(3))["recoupements/recoupements.csv"].content.decode("utf-8-sig").splitlines()

    assert len(rows) == 1 + 3
    assert rows[0].count(",") + rows[0].count(";") == 4


def test_the_file_of_very_many_pairs_has_those_that_share_most_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recoupements, "IN_FILE", 2)
    groupes = {**many(3), "a": {"nom": "A", "themes": ["bruit"], "cibles": ["tpe"]}, "b": {"cibles": ["tpe"]}}
    found = outputs(groupes)

    rows = found["recoupements/recoupements.csv"].content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 2
    assert "tpe" in rows[1]
    assert "Télécharger les 2 premières (CSV)" in plain(found["recoupements/index.html"].content.decode())


def test_of_many_groups_the_first_pairs_are_told_and_the_table_gives_way() -> None:
    page = LexborHTMLParser(outputs(many(CROSSED + 1))["recoupements/index.html"].content)

    assert not page.css("table")
    assert len(page.css("article.duo")) == SHOWN
    assert len(page.css("details.plus article.duo")) == SHOWN - UNFOLDED
    total = (CROSSED + 1) * CROSSED // 2
    assert f"{total} paires de groupes ont quelque chose en commun" in plain(find_first(page, "main, body").text())


def test_without_anything_in_common_there_is_no_page() -> None:
    assert outputs({"a": {}, "b": {}}) == {}


def test_the_page_of_a_group_names_some_and_leads_to_all() -> None:
    catalogue = create_catalogue(groupes=many(ON_A_GROUP + 3), themes={"bruit": {"label": "Bruit"}})
    page = LexborHTMLParser(render_pages(catalogue)["groupes/g000/"])

    part = find_first(page, "section[aria-labelledby=voisins]")
    assert len(part.css("details")) == ON_A_GROUP
    assert re.search(r"2 autres groupes ont quelque chose en commun", plain(part.text()))
    assert "recoupements/" in (part.html or "")


def test_the_part_of_the_table_and_what_scrolls_in_it_have_names_of_their_own() -> None:
    """Landmarks of one kind are told apart by their names."""
    page = LexborHTMLParser(outputs(many(3))["recoupements/index.html"].content)
    scrolling = find_first(page, "[role=region]")
    assert scrolling.attributes["aria-label"]
    assert "aria-labelledby" not in scrolling.attributes


def test_a_group_that_has_ended_is_said_to_have_and_is_asked_for_what_it_did() -> None:
    known: Kind = {
        "a": {"nom": "Bruit", "themes": ["bruit"], "etat": "termine"},
        "b": {"nom": "Son", "themes": ["bruit"]},
    }
    page = find_first(outputs(known)["recoupements/index.html"].content.decode(), "article.duo")
    assert plain(find_first(page.html or "", "h3").text()) == "Bruit (terminé) et Son"
    assert "peut-on en reprendre" in plain(page.text())
    pages = render_pages(create_catalogue(groupes=known, themes={"bruit": {"label": "Bruit"}}))
    ended, going = (
        plain(find_first(pages[f"groupes/{name}/"], "[aria-labelledby=voisins]").text()) for name in ("a", "b")
    )
    assert "avant de produire" in going
    assert "Bruit terminé, mêmes thèmes" in going
    assert "avant de produire" not in ended
