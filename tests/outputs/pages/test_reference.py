"""The reference says all that records may say, as the model and the vocabularies have it."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.exemples import SORTES, Sorte, example_of
from prst.outputs.pages.messages import Messages, wording
from prst.outputs.pages.reference import BASE, FORMER, ONE, Reference, address_of
from prst.outputs.pages.written import check
from prst.records.catalogue import Catalogue
from prst.records.champs import TYPES, Champ, fields_of
from prst.records.explications import COURANTS, EXPLICATIONS, FOLDER
from prst.records.problems import MESSAGES
from tests.catalogues import create_catalogue, create_pages, find_first, plain
from tests.naming import naming

THEMES = {"bruit": {"label": "Bruit", "synonymes": ["niveau sonore"]}, "chutes": {}}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return create_catalogue(
        themes=THEMES, livrables={"guide": {"themes": ["bruit"]}, "affiche": {"themes": ["bruit"]}}, relais={"a": {}}
    )


@pytest.fixture(scope="module")
def shown(catalogue: Catalogue) -> dict[str, str]:
    """The pages of the reference and of messages, by address."""
    pages = create_pages(catalogue)
    outputs = [*Reference(pages).outputs(()), *Messages(pages).outputs(())]
    return {output.path.removesuffix("index.html"): output.content.decode() for output in outputs}


def each(fields: tuple[Champ, ...]) -> list[Champ]:
    return [one for champ in fields for one in (champ, *each(champ.fields))]


@pytest.mark.parametrize("sorte", SORTES, ids=lambda sorte: sorte.slug)
def test_a_kind_has_one_page_with_all_its_keys_and_its_example(
    sorte: Sorte, shown: dict[str, str], catalogue: Catalogue
) -> None:
    page = LexborHTMLParser(shown[address_of(sorte.slug)])
    codes = [node.text() for node in page.css("li > p:first-child > code:first-child")]
    wanted = [champ for champ in each(fields_of(sorte.model)) if not (sorte.cle and champ.name == "id")]
    assert sorted(codes) == sorted(champ.name for champ in wanted)
    text = " ".join(plain(page.text()).split())
    for champ in wanted:
        needed = " (obligatoire)" if champ.required else ""
        assert f"{champ.name} {champ.title}{needed}. {' '.join(plain(champ.description).split())}" in text
        for name, libelle in champ.choices if champ.type == "choice" else ():
            assert f"{name} : affiché « {plain(libelle.nom)} »." in text
    assert find_first(page, "#exemple-complet").text() == example_of(sorte, catalogue)
    assert find_first(page, "[data-copier-texte]").attributes["data-copier-texte"] == "exemple-complet"


def test_the_keys_of_a_part_are_one_link_away(shown: dict[str, str]) -> None:
    page = LexborHTMLParser(shown[address_of("livrable")])
    links = [node.attributes["href"] or "" for node in page.css('li a[href^="#cles-"]')]
    assert "#cles-contact" in links
    assert "#cles-kit-mode_emploi" in links
    assert all(page.css_first(f'[id="{link[1:]}"]') for link in links)
    assert find_first(page, "#cle-contact-courriel").tag == "li"


def test_each_type_of_value_is_said_in_words() -> None:
    assert set(ONE) == {*TYPES, "reference", "named", "choice", "pattern", "part"}


def test_limits_and_what_pages_show_are_told(shown: dict[str, str]) -> None:
    text = plain(LexborHTMLParser(shown[address_of("livrable")]).text())
    assert "Une ligne de texte, 250 signes au plus." in text
    assert "200 mots au plus" in text
    assert "Exemple : 2026-03, affiché « mars 2026 »." in text
    assert "Sans elle : « publie »." in text


def test_terms_come_with_their_synonyms_and_how_many_records_name_them(shown: dict[str, str]) -> None:
    page = LexborHTMLParser(shown[address_of("vocabulaire")])
    (line,) = [node for node in page.css("li") if (code := node.css_first("code")) and code.text() == "bruit"]
    assert " ".join(plain(line.text()).split()) == "bruit Bruit, 2 fiches. Aussi : niveau sonore."


def test_lists_stand_where_no_written_page_holds_them_and_the_former_page_leads_there(
    shown: dict[str, str], catalogue: Catalogue
) -> None:
    pages = create_pages(catalogue)
    assert {BASE, FOLDER, FORMER} <= set(shown)
    assert 'content="0; url=../../contribuer/reference/"' in shown[FORMER]
    written = {BASE, FOLDER, FORMER}
    left = {*Reference(pages).outputs(written), *Messages(pages).outputs(written)}
    assert not {output.path.removesuffix("index.html") for output in left} & written


def test_a_message_has_a_page_that_says_what_to_do(shown: dict[str, str]) -> None:
    for code in EXPLICATIONS:
        with naming(code):
            page = LexborHTMLParser(shown[f"{FOLDER}{code}/"])
            text = plain(page.text())
            assert plain(EXPLICATIONS[code].sens) in text
            assert not re.search(r"\{\w+\}|…\.|\( *\)| \.(?!yml|ics)", find_first(page, "h1").text()), (
                "a message that is not filled"
            )
            assert re.search(r"\w", find_first(page, "#que-faire + p").text())
            assert 'name="robots" content="noindex"' in shown[f"{FOLDER}{code}/"]


def test_examples_of_messages_name_what_the_catalogue_holds(shown: dict[str, str]) -> None:
    assert find_first(LexborHTMLParser(shown[f"{FOLDER}doublon/"]), "#exemple-juste").text() == "cibles:\n  - tpe"


def test_a_message_is_quoted_without_what_it_is_filled_with() -> None:
    assert wording(MESSAGES["fin_avant_debut"][0]) == "« … » est avant « … »."
    assert wording(MESSAGES["date"][0]) == "« … » n’est pas une date."
    assert wording(MESSAGES["date"][1]) == "Écrivez AAAA-MM-JJ."
    assert wording(MESSAGES["lu_mot"][0]) == "« … » est lu « … »."
    assert wording(MESSAGES["doublon"][0]) == "« … » est citée deux fois."


def test_a_page_asks_for_nothing_that_it_cannot_know() -> None:
    """What a remedy is filled with when it is told leaves a hole on the page of its message: that says it in words."""
    for code in EXPLICATIONS:
        with naming(code):
            geste = EXPLICATIONS[code].geste or wording(MESSAGES[code][1])
            assert "…" not in geste or "…" in MESSAGES[code][1] + EXPLICATIONS[code].geste
            assert not re.search(r"……|[  ]: *\.|\.…|»…", wording(MESSAGES[code][0]))


def test_all_messages_are_listed_and_the_common_ones_in_a_table(shown: dict[str, str], catalogue: Catalogue) -> None:
    page = LexborHTMLParser(shown[FOLDER])
    listed = page.css(".explorer-toutes li[data-numero] a[href*='contribuer/messages/']")
    assert len(listed) == len(EXPLICATIONS)
    headings = {f"#{heading.attributes['id']}" for heading in page.css(".explorer-toutes h3")}
    kinds = page.css("[data-facette=sortes] a")
    assert {str(kind.attributes["href"]).rpartition("/")[2] for kind in kinds} == headings
    table = LexborHTMLParser(str(Messages(create_pages(catalogue)).common("./")))
    assert len(table.css("tbody tr")) == len(COURANTS)


def test_written_pages_cite_these_pages(catalogue: Catalogue) -> None:
    pages = create_pages(catalogue)
    assert check("Voir [[message:diese]] et [[reference:livrable|les clés]].", "docs/a.md", pages) == []
    (problem,) = check("Voir [[message:diesse]].", "docs/a.md", pages)
    assert "vouliez-vous dire « diese » ?" in plain(problem.message)


def test_messages_that_say_the_same_are_told_apart_by_their_codes(catalogue: Catalogue) -> None:
    links = LexborHTMLParser(str(Messages(create_pages(catalogue)).index("./"))).css("a")
    assert len({link.text() for link in links}) == len(links)
    assert any(link.text() == "Un texte est attendu ici. (string_type)" for link in links)
