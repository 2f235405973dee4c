"""The texts of records that the form modifies: all that is published, to the byte, and nothing else."""

import json
from typing import Any

import pytest

from prst.outputs.addresses import RECORD_SECTIONS
from prst.outputs.sources import BASE, LARGEST, outputs
from tests.catalogues import CONTACT, create_catalogue

TEXT = "# un commentaire\ntitre: 'L''été'  # gardé\r\n"


def published(texts: dict[str, str], **kinds: Any) -> dict[str, Any]:
    """What is published of a catalogue whose files have these texts; the others have one in common."""
    return {
        output.path.removeprefix(BASE): json.loads(output.content)
        for output in outputs(create_catalogue(**kinds), lambda kind, identity: texts.get(identity, TEXT).encode())
    }


def test_every_kind_that_has_pages_has_an_index() -> None:
    found = published({})
    assert {path for path in found if path.endswith("index.json")} == {f"{kind}/index.json" for kind in RECORD_SECTIONS}
    assert found["groupes/index.json"] == []


def test_texts_are_those_of_the_files() -> None:
    found = published({"guide": TEXT + "é 👩‍🔧\n"}, livrables={"guide": {}}, relais={"capeb": {}})
    assert found["livrables/0.json"] == {"guide": TEXT + "é 👩‍🔧\n"}
    assert found["relais/0.json"] == {"capeb": TEXT}


def test_a_file_holds_some_records_in_the_order_of_their_ids() -> None:
    """So that one that is asked for is found by the first ids alone."""
    texts = {f"guide-{rank:02}": "x" * (LARGEST // 4 + rank) for rank in range(9)} | {"guide-05": "x" * 2 * LARGEST}
    found = published(texts, livrables={identity: {} for identity in texts})
    files = [found[f"livrables/{rank}.json"] for rank in range(len(found["livrables/index.json"]))]
    assert [identity for file in files for identity in file] == sorted(texts)
    assert found["livrables/index.json"] == [min(file) for file in files]
    assert all(len(file) == 1 or sum(map(len, file.values())) <= LARGEST for file in files)
    assert f"livrables/{len(files)}.json" not in found


@pytest.mark.parametrize("statut", ["publie", "archive", "brouillon"])
def test_drafts_stay_out(statut: str) -> None:
    found = published({}, livrables={"guide": {"statut": statut}})
    assert ("guide" in str(found)) == (statut != "brouillon")


def test_a_record_that_names_somebody_is_there_without_its_text() -> None:
    contact = {**CONTACT, "nom": "Camille Personne", "publication_consentie": "2026-01-01"}
    text = "contact:\n  nom: Camille Personne\n  publication_consentie: 2026-01-01\n"
    found = published({"guide": text}, livrables={"guide": {"contact": contact}, "autre": {}})
    assert found["livrables/0.json"] == {"autre": TEXT, "guide": None}
    assert "Personne" not in str(found)
