"""The page of a pitch, and that of all: what is missing is asked on the screen, and nowhere else."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs import Output
from prst.outputs.pages.pitchs import Pitchs
from prst.outputs.pitchs import BASE, Feuilles
from prst.outputs.search.documents import documents
from tests.analysis.test_pitchs import LOG
from tests.catalogues import create_catalogue, create_pages, find_first, plain, render_pages
from tests.hostile import create_site
from tests.outputs.test_affiches import Counting
from tests.outputs.test_pitchs import WHOLE

SILENT: dict[str, Any] = {"nom": "Muet", "plan": "PRST 4"}


def made(groupes: Any, site: Any = None, **kinds: Any) -> tuple[Pitchs, Counting]:
    catalogue = create_catalogue(site, groupes={"b": {}, **groupes}, **kinds)
    keeper = Counting()
    return Pitchs(create_pages(catalogue), Feuilles(catalogue, keeper)), keeper


def page(pitchs: Pitchs, identity: str = "a") -> LexborHTMLParser:
    [first, *_] = pitchs.page(pitchs._catalogue.groupes[identity])
    return LexborHTMLParser(first.content)


def text(html: LexborHTMLParser, selector: str) -> str:
    return plain(" ".join(find_first(html, selector).text().split()))


def test_a_page_says_what_the_paper_says_and_leads_to_both_files_with_their_weight() -> None:
    pitchs, keeper = made({"a": WHOLE}, **LOG)
    html = page(pitchs)
    titles = [node.text() for node in html.css("h2")]
    assert titles == [
        "Ce que nous avons produit",
        "Ce qui a été transmis",
        "Ce que nous mesurons",
        "Prochain jalon",
        "Ce qui nous freine",
        "Ce que nous vous demandons",
        "L’emporter en réunion",
    ]
    assert text(html, ".fiche-promesse") == "Nous aidons."
    links = {node.attributes["href"] for node in html.css("a[download]")}
    assert links == {"pitch.pdf", "pitch.png"}
    assert sorted(keeper.made) == ["groupes/a/pitch/pitch.pdf", "groupes/a/pitch/pitch.png"]
    assert "PDF, A4 en paysage" in text(html, ".emporter")


def test_a_milestone_whose_date_is_over_on_the_day_of_the_reader_says_so_there_and_not_on_paper() -> None:
    pitchs, _keeper = made({"a": WHOLE})
    (mark,) = page(pitchs).css("[data-apres]")
    index = next(one for one in pitchs.outputs() if one.path.endswith("index.html"))
    (other,) = LexborHTMLParser(index.content).css("[data-apres]")
    for node in (mark, other):
        assert node.attributes["data-apres"] == "2027-02-28"
        assert "hidden" in node.attributes
        assert node.text().strip() == "Date passée"
    assert "Date passée" not in str([one.shows for one in pitchs.drawings()])


def test_what_is_missing_is_asked_where_no_printer_sees_it_and_answered_in_the_form() -> None:
    pitchs, _keeper = made({"a": {"nom": "Groupe", "fiche_action": {"objectif": "Réduire."}}})
    html = page(pitchs)
    asked = [node.text().strip() for node in html.css("li") if "?" in node.text()]
    assert len(asked) == 5
    for node in html.css("*"):
        if node.tag != "html" and "\u00a0?" in node.text(deep=False):
            above = [node, *iter_parents(node)]
            assert any("contribuer" in (one.attributes.get("class") or "") for one in above), node.html
    forms = [node.attributes["href"] for node in html.css(".contribuer a")]
    assert "../../../contribuer/formulaire/groupe/?modifier=groupes/a#f-pitch-demande-aide" in forms
    assert not html.css("a[href='../../../boite-a-outils/pitch/']")
    pitchs._pages.written = ["boite-a-outils/pitch/"]
    assert page(pitchs).css("a[href='../../../boite-a-outils/pitch/']")


def iter_parents(node: Any) -> Any:
    while node := node.parent:
        yield node


def test_a_whole_pitch_asks_nothing() -> None:
    pitchs, _keeper = made({"a": WHOLE}, **LOG)
    assert not page(pitchs).css(".contribuer")


@pytest.mark.parametrize(
    ("more", "asked", "not_asked"),
    [
        ({"etat": "termine"}, "qui ont-ils touché", "prochain jalon"),
        ({"etat": "termine"}, "qui ont-ils touché", "freine"),
        ({"etat": "termine"}, "qui ont-ils touché", "Que demandez-vous"),
        ({"jalons": [{"date": "2020", "intitule": "x"}]}, "est-il atteint", "prochain jalon"),
        ({}, "prochain jalon", "est-il atteint"),
    ],
)
def test_nothing_is_asked_that_makes_no_sense(more: Any, asked: str, not_asked: str) -> None:
    pitchs, _keeper = made({"a": {**SILENT, **more}}, livrables={"l": {"groupe": "a"}})
    said = text(page(pitchs), "section.contribuer")
    assert asked in said
    assert not_asked not in said


def test_a_group_that_says_nothing_has_no_file_and_its_page_says_what_would_make_one() -> None:
    pitchs, keeper = made({"a": SILENT})
    html = page(pitchs)
    assert keeper.made == {}
    assert pitchs.drawings() == []
    assert "Une réponse suffit" in text(html, ".vide.contribuer")
    assert 'content="noindex"' in str(html.html)
    assert pitchs.addresses() == []
    assert pitchs.found() == []


def test_neither_pitch_nor_page_asks_for_what_the_site_leaves_out() -> None:
    groups = {"a": SILENT}
    for sections, asked in (([], True), (["groupes"], False)):
        catalogue = create_catalogue({"sections": sections}, groupes=groups, cibles={})
        pages = {one.path: one.content.decode() for one in Pitchs(create_pages(catalogue)).page(catalogue.groupes["a"])}
        assert ("Pour qui travaillez-vous" in pages["groupes/a/pitch/index.html"]) is asked
        page = LexborHTMLParser(render_pages(catalogue)["groupes/a/"])
        assert bool(page.css("[aria-labelledby=livrables]")) is asked


def test_a_group_that_has_ended_is_not_waited_for() -> None:
    pitchs, _keeper = made({"a": {**SILENT, "etat": "termine"}})
    assert "Ce groupe a terminé" in text(page(pitchs), ".vide.contribuer")
    index = LexborHTMLParser(next(iter(pitchs.outputs())).content)
    assert [node.text() for node in index.css(".contribuer li a")] == ["B"]
    group = render_pages(create_catalogue(groupes={"a": {**SILENT, "etat": "termine"}}))["groupes/a/"]
    assert not LexborHTMLParser(group).css("a[href='pitch/']")
    assert "livrables" not in plain(find_first(group, ".etat-termine").text())
    assert "n’a pas de livrable au catalogue" in plain(find_first(group, "[aria-labelledby=livrables]").text())


def test_the_page_of_all_tells_the_weight_of_the_booklet_and_who_has_none_yet() -> None:
    pitchs, keeper = made({"a": WHOLE, "c": SILENT, "d": {**WHOLE, "nom": "Fictif", "exemple": "oui"}}, **LOG)
    index, booklet = pitchs.outputs()
    html = LexborHTMLParser(index.content)
    assert (index.path, booklet.path) == (f"{BASE}index.html", f"{BASE}livret.pdf")
    assert "PDF, 2 groupes, une page chacun" in text(html, "body")
    assert [node.text() for node in html.css(".carte-titre")] == ["Accueil", "B", "Fictif"]
    assert [node.text() for node in html.css(".contribuer li a")] == ["Muet"]
    assert pitchs.addresses() == [BASE, "groupes/a/pitch/", "groupes/b/pitch/"]
    assert len(keeper.made[booklet.path]) == len(booklet.content)
    assert {one.path for one in pitchs.drawings()} >= {booklet.path, "groupes/a/pitch/pitch.pdf"}


def test_a_booklet_of_one_group_is_not_said_to_have_a_page_for_each() -> None:
    pitchs, _keeper = made({"a": WHOLE, "b": {"nom": "Fictif", "exemple": "oui"}}, **LOG)
    assert "PDF, 1 groupe, une page, " in text(LexborHTMLParser(next(iter(pitchs.outputs())).content), "body")


def test_the_search_finds_the_words_of_a_pitch_and_the_page_of_all() -> None:
    pitchs, _keeper = made({"a": {**WHOLE, "fiche_action": {"objectif": "Réduire."}}})
    derived = pitchs._pages.derived
    found = {one.address: one for one in documents(derived, pitchs.found())}
    texts = [text for field in found["groupes/a/"].texts for text in field]
    assert {"Nous aidons.", "Réduire.", "Peu répondent.", "Une heure."} <= set(texts)
    assert found[BASE].title == "Les pitchs des groupes"


def test_nothing_is_drawn_told_or_found_where_groups_are_left_out() -> None:
    site = create_site(create_catalogue({"sections": ["livrables", "cibles"]}, groupes={"a": WHOLE}))
    assert site._pitchs.drawings() == []
    assert not any("pitch" in address for address in site._addresses())
    assert not any(b"pitchs" in output.content for output in site._search())


def test_a_former_address_leads_to_the_pitch() -> None:
    pitchs, _keeper = made({"a": {**SILENT, "anciens_ids": ["avant"]}})
    paths = [output.path for output in pitchs.page(pitchs._catalogue.groupes["a"])]
    assert paths == ["groupes/a/pitch/index.html", "groupes/avant/pitch/index.html"]


def test_there_is_a_page_of_all_where_there_is_no_group() -> None:
    catalogue = create_catalogue()
    outputs: list[Output] = [*Pitchs(create_pages(catalogue), Feuilles(catalogue, Counting())).outputs()]
    assert len(outputs) == 1
    assert "Aucun groupe de travail" in outputs[0].content.decode()


def test_the_page_of_a_group_promises_a_pitch_only_where_there_is_one() -> None:
    found = render_pages(create_catalogue(groupes={"a": WHOLE, "muet": SILENT}))
    links = {one: find_first(found[f"groupes/{one}/"], "a[href='pitch/']") for one in ("a", "muet")}
    assert {one: link.text() for one, link in links.items()} == {
        "a": "Le pitch du groupe, en une page",
        "muet": "Préparer le pitch du groupe",
    }
    asking = links["muet"].parent
    assert asking is not None
    assert asking.attributes["class"] == "contribuer"
