"""The form of an act on a relay's page: what it proposes, and what is there without JavaScript."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.declarer import TITLES, outputs
from prst.records.model import Diffusion
from prst.records.reading import read
from tests.catalogues import Fields, Kind, create_catalogue, find_first, render_pages

KINDS: dict[str, Kind] = {
    "cibles": {"tpe": {"nom": "Petites entreprises"}, "btp": {"nom": "Bâtiment"}},
    "relais": {"capeb": {"nom": "CAPEB", "cibles": [{"cible": "btp"}], "canaux": [{"type": "Réunion de section"}]}},
    "livrables": {
        "guide": {"relais": ["capeb"], "titre": "Guide des échelles"},
        "autre": {"cibles": ["tpe"], "titre": "Écran et posture"},
        "vieux": {"relais": ["capeb"], "statut": "archive"},
        "fictif": {"exemple": "oui"},
    },
}


def form(site: Fields | None = None) -> LexborHTMLParser:
    page = render_pages(create_catalogue(site, **KINDS))["relais/capeb/"]
    return LexborHTMLParser(find_first(page, "[aria-labelledby=declarer]").html or "")


def options(page: LexborHTMLParser, selector: str) -> list[str]:
    return [node.attributes.get("value") or "" for node in page.css(f"{selector} option")]


def test_proposes_what_the_relay_can_pass_on_and_its_own_targets_and_ways_first() -> None:
    page = form()
    assert options(page, "#d-livrable") == ["", "guide", "?"]
    assert options(page, "#d-cible") == ["", "btp", "tpe"]
    assert options(page, "#d-canaux")[:2] == ["Réunion de section", "lettre d’information"]
    assert options(page, "#d-bilan") == ["", "a_marche", "mitige", "echec"]


def test_has_a_field_for_each_key_that_an_act_may_have() -> None:
    names = {node.attributes["name"] for node in form().css("form [name]")}
    assert names - {"autre"} | {"relais"} == Diffusion.model_fields.keys() - {
        "id", "source", "ajoute_le", "modifie_le", "anciens_ids", "exemple",
    }  # fmt: skip


def test_each_field_has_its_label_and_what_is_said_of_it() -> None:
    page = form()
    for field in page.css("form input, form select, form textarea"):
        identity = field.attributes["id"]
        assert find_first(page, f"label[for={identity}]").text().strip()
        for told in (field.attributes["aria-describedby"] or "").split():
            find_first(page, f"#{told}")


def test_the_lengths_are_those_of_the_model() -> None:
    page = form()
    lengths = {name: find_first(page, f"#d-{name}").attributes["maxlength"] for name in ("canal", "commentaire")}
    assert lengths == {"canal": "250", "commentaire": "600"}


def test_without_javascript_the_record_is_filled_in_by_hand_and_mailed() -> None:
    page = form()
    assert "hidden" in find_first(page, "form").attributes
    text = find_first(page, "[data-sans-script] code").text()
    assert read(text.encode()).faults == []
    asked = urlsplit(find_first(page, "[data-sans-script] a").attributes["href"] or "")
    assert (asked.scheme, asked.path) == ("mailto", "site@organisme-essai.fr")
    assert parse_qs(asked.query)["body"][0].replace("\r\n", "\n").endswith(text)


@pytest.mark.parametrize(
    ("depot", "expected"),
    [
        ("https://gitlab.com/a/b", ("https://gitlab.com/a/b/-/new/main", "file_name", "")),
        ("https://github.com/a/b", ("https://github.com/a/b/new/main", "filename", "value")),
        ("", None),
    ],
)
def test_the_forge_is_offered_where_there_is_one(depot: str, expected: tuple[str, str, str] | None) -> None:
    found: Any = find_first(form({"depot": depot}), "form").attributes
    given = (found["data-forge"], found["data-nom"], found["data-contenu"] or "") if "data-forge" in found else None
    assert given == expected


def test_a_region_without_a_mailbox_leads_to_its_page_of_contact() -> None:
    page = form({"contact": {"structure": "DREETS", "formulaire": "https://dreets.fr/contact"}})
    assert not page.css("[data-envoyer]")
    assert len(page.css("a[href='https://dreets.fr/contact']")) == 1


def test_a_region_that_has_but_a_telephone_says_to_whom_a_record_is_handed() -> None:
    page = form({"contact": {"structure": "DREETS", "telephone": "04 72 68 29 00"}, "depot": ""})
    said = " ".join(page.text().split())
    assert "remettez-la à : DREETS (04 72 68 29 00)" in said


def test_the_names_of_all_resources_are_asked_for_apart() -> None:
    (output,) = outputs(create_catalogue(**KINDS))
    assert output.path == TITLES
    assert json.loads(output.content) == {"autre": "Écran et posture", "guide": "Guide des échelles"}
    assert list(json.loads(output.content)) == ["autre", "guide"]
