"""Wherever a structure is named by its id, its name is published: in pages, feeds, calendars, exports, search."""

import re
from typing import Any

import pytest
from pydantic import BaseModel
from selectolax.lexbor import LexborHTMLParser

from prst.outputs import Output
from prst.records.catalogue import Catalogue, names_of, values_at
from prst.records.model import MODELS, Record, Site
from tests.catalogues import create_catalogue
from tests.hostile import find_all

ID, NAME = "zz-temoin", "Structure témoin"
CONTACT = {"structure": ID, "a_confirmer": "oui"}
KINDS: dict[str, Any] = {
    "livrables": {"guide": {"contact": CONTACT, "ajoute_le": "2026-01-01"}, "z": {"exemple": "oui"}},
    "cibles": {"x": {}},
    "relais": {
        "x": {"structure": ID, "contact": CONTACT, "cibles": [{"cible": "x"}], "ajoute_le": "2026-01-01"},
        "sans": {"cibles": [{"cible": "x"}]},
    },
    "groupes": {
        "x": {
            "pilotes": [{"structure": ID, "contact": CONTACT}],
            "contributeurs": [ID],
            "fiche_action": {"actions": [{"intitule": "Relire", "par": ID}]},
        }
    },
    "evenements": {"x": {"organisateur": ID, "contact": CONTACT, "debut": "2026-06-01", "recurrence": "FREQ=YEARLY"}},
    "enquetes": {"x": {"structure": ID}},
    "structures": {ID: {"nom": NAME, "courriel": "temoin@organisme-essai.fr"}},
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return create_catalogue({"editeur": {"nom": ID}, "hebergeur": {"nom": ID}, "contact": CONTACT}, **KINDS)


@pytest.fixture(scope="module")
def outputs(catalogue: Catalogue) -> list[Output]:
    return list(find_all(catalogue))


def test_the_catalogue_names_a_structure_wherever_a_record_can(catalogue: Catalogue) -> None:
    records: list[Record | Site] = [catalogue.site, *catalogue.records()]
    named = {
        (type(record), pattern)
        for record in records
        for pattern, _target in names_of(type(record))
        for _location, value in values_at(record, pattern)
        if value == ID
    }
    models: list[type[BaseModel]] = [*MODELS.values(), Site]
    assert named == {(model, pattern) for model in models for pattern, _target in names_of(model)}


def without_addresses(text: str) -> str:
    """A text without the places where an id belongs: addresses, and the names of files in the forge."""
    text = re.sub(rf"annuaire/[a-z-]*{ID}\.vcf", "", text)
    for place in (f"structures/{ID}", f'"id":"{ID}"', f'"structures":["{ID}"]'):
        text = text.replace(place, "")
    return text


def test_no_id_of_a_structure_is_shown(outputs: list[Output]) -> None:
    texts = {
        output.path: output.content.decode()
        for output in outputs
        if not output.path.endswith((".docx", ".png", ".ico", ".zip", ".pdf"))
        and not output.path.startswith("contribuer/")  # which shows what records write
    }
    assert [path for path, text in texts.items() if ID in without_addresses(text)] == []
    shown = {path.rpartition(".")[2] for path, text in texts.items() if NAME in text}
    assert shown >= {"html", "csv", "json", "jsonld", "ics", "xml"}


def test_relays_are_listed_with_the_first_way_to_reach_them(outputs: list[Output]) -> None:
    page = next(output.content.decode() for output in outputs if output.path == "cibles/x/index.html")
    found = LexborHTMLParser(page).css("section[aria-labelledby=relais] li")
    links = [[node.attributes["href"] for node in item.css("a")] for item in found]
    assert links == [["../../relais/x/", "mailto:temoin@organisme-essai.fr"], ["../../relais/sans/"]]


def test_every_record_leads_to_the_mailbox_of_its_structure(outputs: list[Output]) -> None:
    pages = {output.path: output.content.decode() for output in outputs if output.path.endswith("/index.html")}
    for address in ("livrables/guide", "relais/x", "groupes/x", "evenements/x", f"structures/{ID}"):
        assert 'href="mailto:temoin@organisme-essai.fr"' in pages[f"{address}/index.html"], address
