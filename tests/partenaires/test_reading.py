"""What strangers' catalogues become: resources with a title and an address, and nothing that could be run."""

import json
import re
from typing import Any

import pytest

from prst.partenaires.reading import read
from prst.records.partenaires import KEPT, CopiePartenaire, Ressource, as_json, read_copy, resources_of

ROW: dict[str, Any] = {"id": "guide", "titre": "Guide", "adresse": "https://ailleurs.fr/guide/"}


def ours(*rows: Any, **more: Any) -> bytes:
    """The catalogue.json of a site of this kind."""
    return json.dumps({"version": 1, "titre": "Ailleurs", "licence": "Libre", "livrables": rows, **more}).encode()


def test_a_site_of_this_kind_is_read_with_what_it_calls_things() -> None:
    row = {
        **ROW,
        "promesse": "Moins de chutes",
        "format": "g",
        "cibles": ["tpe"],
        "themes": ["bruit"],
        "date": "2026-03",
        "contact": {"structure": "Atelier"},
        "liens": [{"libelle": "Lire", "url": "https://ailleurs.fr/guide.pdf"}],
    }
    archived = {**ROW, "id": "vieux", "statut": "archive"}
    content = ours(row, archived, formats=[{"id": "g", "label": "Guide"}], cibles=[{"id": "tpe", "nom": "Artisans"}])
    found = read(content)
    assert (found["nom"], found["licence"]) == ("Ailleurs", "Libre")
    assert [*resources_of(found["ressources"])] == [
        Ressource(
            id="guide",
            titre="Guide",
            adresse="https://ailleurs.fr/guide/",
            resume="Moins de chutes",
            format="Guide",
            editeur="Atelier",
            date="2026-03",
            cibles=("Artisans",),
            themes=("bruit",),
            liens=("https://ailleurs.fr/guide.pdf",),
        )
    ]


DCAT: dict[str, Any] = {
    "@context": {"dct": "http://purl.org/dc/terms/"},
    "@graph": [
        {"@id": "#c", "@type": "dcat:Catalog", "dct:title": "Portail", "dcat:dataset": [{"@id": "#d"}]},
        {
            "@id": "#d",
            "@type": ["http://www.w3.org/ns/dcat#Dataset"],
            "dct:title": [{"@value": "Noise", "@language": "en"}, {"@value": "Bruit", "@language": "fr"}],
            "description": "Mesurer le bruit.",
            "dcat:distribution": {"@id": "#f"},
            "dct:publisher": {"foaf:name": "Atelier"},
            "dct:issued": {"@value": "2026-03-10T00:00:00Z"},
            "dcat:keyword": ["bruit", 3],
        },
        {"@id": "#f", "@type": "dcat:Distribution", "dcat:downloadURL": {"@id": "https://ailleurs.fr/bruit.csv"}},
    ],
}


def test_a_dcat_catalogue_is_read_by_the_ends_of_its_terms() -> None:
    found = read(json.dumps(DCAT).encode())
    (one,) = resources_of(found["ressources"])
    assert found["nom"] == "Portail"
    assert (one.titre, one.adresse, one.editeur, one.date, one.themes) == (
        "Bruit",
        "https://ailleurs.fr/bruit.csv",
        "Atelier",
        "2026-03-10",
        ("bruit",),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "illisible"),
        (b"\0" * 10, "illisible"),
        (b"<!doctype html><html>", "page"),
        (b"[" * 100_000, "illisible"),
        (b'{"a":' * 900 + b"1" + b"}" * 900, "autre"),
        (b'{"version": 1, "livrables": []}', "autre"),
        (b"1", "autre"),
        (b'"' + b"9" * 10_000 + b'"', "autre"),
        (b"9" * 10_000, "illisible"),
        (ours({"titre": "Sans adresse"}, 3, None, [ROW]), "vide"),
        (json.dumps({"@type": "Dataset", "title": "x", "landingPage": "javascript:alert(1)"}).encode(), "vide"),
    ],
)
def test_what_is_no_catalogue_is_refused(content: bytes, code: str) -> None:
    assert read(content) == {"refus": code}


HOSTILE = [
    {"titre": "<script>alert(1)</script>", "adresse": "https://ailleurs.fr/", "id": "../../etc/passwd"},
    {"titre": "a\u202eb\x00c\nd", "adresse": "https://ailleurs.fr/", "id": "..", "resume": "x" * 9_000},
    {"titre": "b", "adresse": "javascript:alert(1)"},
    {"titre": "c", "adresse": "https://192.168.0.1/"},
    {"titre": "d", "adresse": "data:text/html,x"},
    {"titre": "e", "adresse": "mailto:a@b.fr"},
    {"titre": {"a": 1}, "adresse": "https://ailleurs.fr/"},
    {"titre": "f", "adresse": "https://ailleurs.fr/", "liens": ["javascript:x", 3], "date": "demain", "cibles": "tous"},
    {"titre": "g\ud800", "adresse": "https://ailleurs.fr/", "id": 5},
]


def test_hostile_rows_become_harmless_texts_or_nothing() -> None:
    found = list(resources_of(HOSTILE))
    assert [one.id for one in found] == ["etc-passwd", "a-b-c-d", "f", "g"]
    assert [one.titre for one in found] == ["<script>alert(1)</script>", "a b c d", "f", "g"]
    assert (found[2].liens, found[2].date, found[2].cibles) == ((), "", ())
    assert len(found[1].resume) == 600
    assert all(re.fullmatch(r"[a-z0-9-]+", one.id) for one in found)


def test_two_resources_never_have_the_same_id_and_no_more_are_kept_than_are_shown() -> None:
    assert [one.id for one in resources_of([ROW, ROW, ROW])] == ["guide", "guide-2", "guide-3"]
    rows = [{**ROW, "id": f"guide-{number}"} for number in range(KEPT + 5)]
    assert len(list(resources_of(rows))) == KEPT
    assert read(ours(*rows))["trop"] == 5


def test_a_copy_is_read_as_it_was_written_and_as_a_strangers_file() -> None:
    copie = CopiePartenaire(tuple(resources_of([ROW])), None, "Ailleurs", "Libre")
    assert read_copy(as_json(copie)) == copie
    assert read_copy(as_json(copie).replace(b"https://ailleurs.fr/guide/", b"javascript:alert(1)")) == CopiePartenaire(
        (), None, "Ailleurs", "Libre"
    )
    for spoilt in (b"", b"{}", b"[]", b'{"version": 2, "ressources": []}', b"[" * 100_000):
        assert read_copy(spoilt) is None
