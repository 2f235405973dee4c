"""The state of the catalogue: what links to other sites became."""

from dataclasses import replace
from datetime import date

from prst.records.liens import Liens, LienSuivi
from tests.catalogues import create_catalogue, find_first, plain, render_lists

PAGE = "a-propos/etat-du-catalogue/"


def test_links_that_were_never_asked_are_not_spoken_of() -> None:
    assert "Liens à revoir" not in render_lists(create_catalogue(livrables={"guide": {}}))[PAGE]


def test_links_to_mend_are_shown_with_their_records_and_their_successor() -> None:
    lien = LienSuivi.model_construct(
        adresse="https://a.fr/<b>",
        etat="deplace",
        raison="le site annonce une nouvelle adresse",
        depuis=date(2026, 10, 3),
        vers="https://a.fr/neuf",
        fiches=("livrables/guide", "livrables/parti", "diffusions/acte"),
        pages=("docs/index.md",),
    )
    liens = Liens.model_construct(le=date(2026, 11, 20), verifies=12, liens=(lien,))
    html = render_lists(replace(create_catalogue(livrables={"guide": {}}), liens=liens))[PAGE]
    section = find_first(html, "section[aria-labelledby=liens]")
    text = " ".join(plain(section.text()).split())
    assert "12 adresses d’autres sites vérifiées, la dernière fois le 20 novembre 2026." in text
    assert "A changé d’adresse 1" in text
    assert (
        "nouvelle adresse, vu le 3 octobre 2026 pour la première fois. À écrire à la place : https://a.fr/neuf" in text
    )
    assert [node.attributes["href"] for node in section.css("a")] == ["https://a.fr/<b>", "../../livrables/guide/"]
    assert [node.text() for node in section.css("code")] == ["https://a.fr/neuf", "docs/index.md"]


def test_links_that_all_answer_are_said_to() -> None:
    liens = Liens.model_construct(le=date(2026, 11, 20), verifies=1, liens=())
    html = render_lists(replace(create_catalogue(livrables={"guide": {}}), liens=liens))[PAGE]
    text = " ".join(plain(find_first(html, "section[aria-labelledby=liens]").text()).split())
    assert text.startswith("Liens à revoir 1 adresse d’autres sites vérifiée, la dernière fois")
    assert text.endswith("Toutes répondent.")
