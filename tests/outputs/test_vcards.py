"""Contact cards: what address books read of a function."""

from typing import Any

import pytest
import vobject
from hypothesis import given

from prst.analysis.derived import Derived
from prst.outputs.vcards import create_card, outputs
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue
from tests.texts import HOSTILE, UNHURRIED

MAILBOX = {"courriel": "prevention@organisme-essai.fr"}


def catalogue(fonction: dict[str, Any], **structure: Any) -> Catalogue:
    fields = {"nom": "Carsat ; Rhône, Alpes", "fonctions": [{"role": "préventeur", **fonction}], **structure}
    return create_catalogue(
        structures={"carsat": fields},
        groupes={"ga": {"nom": "Chutes"}},
        competences={"animer": {"label": "Animer, à distance"}},
    )


def cards(found: Catalogue) -> dict[str, bytes]:
    return {output.path: output.content for output in outputs(found, Derived(found).annuaire)}


def card(fonction: dict[str, Any], **structure: Any) -> Any:
    (content,) = cards(catalogue(fonction, **structure)).values()
    return vobject.readOne(content.decode())


def test_a_card_says_who_answers_and_on_what() -> None:
    found = card({**MAILBOX, "telephone": "04 72 00 00 00", "competences": ["animer"], "groupes": ["ga"]})
    assert found.version.value == "4.0"
    assert found.fn.value == "Carsat\u00a0; Rhône, Alpes, préventeur"
    assert found.contents["kind"][0].value == "org"
    assert found.org.value == ["Carsat\u00a0; Rhône, Alpes"]
    assert found.title.value == "préventeur"
    assert found.email.value == MAILBOX["courriel"]
    assert found.tel.value == "04 72 00 00 00"
    assert found.categories.value == ["Animer, à distance"]
    assert found.note.value == "Contribue à\u00a0: Chutes.\nPeut aider sur\u00a0: Animer, à distance."
    assert found.url.value == "https://essai.example.org/structures/carsat/"


def test_a_card_names_somebody_who_has_consented() -> None:
    found = card({**MAILBOX, "nom": "Camille Personne", "publication_consentie": "2026-01-01"})
    assert (found.fn.value, found.contents["kind"][0].value) == ("Camille Personne", "individual")
    assert "Camille" not in card(MAILBOX).serialize()


def test_the_version_comes_first_and_lines_are_folded() -> None:
    """RFC 6350, sections 6.7.9 and 3.2."""
    (content,) = cards(catalogue({**MAILBOX, "role": "préventeur é" + "x" * 200})).values()
    lines = content.split(b"\r\n")
    assert lines[:2] == [b"BEGIN:VCARD", b"VERSION:4.0"]
    assert lines[-2:] == [b"END:VCARD", b""]
    assert max(map(len, lines)) <= 75


@pytest.mark.parametrize(
    ("fonction", "structure"),
    [({}, {}), ({}, {"page_contact": "https://structure.fr/"}), (MAILBOX, {"exemple": "oui"})],
)
def test_there_is_none_where_there_is_nothing_to_keep(fonction: dict[str, Any], structure: dict[str, Any]) -> None:
    assert cards(catalogue(fonction, **structure)) == {}


def test_the_way_of_the_structure_is_that_of_its_functions() -> None:
    assert card({}, telephone="3939").tel.value == "3939"


@UNHURRIED
@given(HOSTILE)
def test_no_text_gives_a_line_of_its_own(text: str) -> None:
    found = catalogue({**MAILBOX, "competences": ["animer"]})
    (membre,) = Derived(found).annuaire.membres
    object.__setattr__(membre, "role", text.replace("\r", "") or "x")
    read = vobject.readOne(create_card(membre, found).decode("utf-8"))
    assert set(read.contents) == {
        "version", "kind", "fn", "n", "org", "title", "email", "categories", "note", "url", "uid",
    }  # fmt: skip
