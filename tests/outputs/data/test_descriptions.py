"""The descriptions of the data: Data Package and DCAT."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prst.analysis.contacts import Contacts
from prst.outputs.data.descriptions import dcat
from prst.outputs.data.exports import exports
from prst.records.catalogue import Catalogue
from prst.records.loading import load
from tests.catalogues import create_catalogue

BASE = "https://essai.example.org/"


@pytest.fixture(scope="module")
def ours(exemple: Path) -> Catalogue:
    found = load(exemple / "catalogue", exemple / "docs").catalogue
    assert found is not None
    return found


def read(catalogue: Catalogue, path: str) -> Any:
    (content,) = (output.content for output in exports(catalogue) if output.path == path)
    return json.loads(content)


# Data Package


def test_data_package_has_what_the_standard_asks() -> None:
    """Rules of datapackage.org, version 2: Data Package, Data Resource, Table Dialect, Table Schema."""
    package = read(create_catalogue(livrables={"l": {"modifie_le": "2026-02-01"}}), "datapackage.json")
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert package["version"] == "2026-02-01"
    assert package["homepage"] == BASE
    for licence in package["licenses"]:
        assert re.fullmatch(r"[-a-zA-Z0-9._]+", licence["name"])
        assert licence["path"].startswith("https://")
    assert {role for one in package["contributors"] for role in one["roles"]} == {"publisher"}
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        assert re.fullmatch(r"[-a-z0-9._]+", resource["name"])
        assert re.fullmatch(r"(?![./])[a-z.]+", resource["path"]), "a path leads down from the descriptor"
        assert re.fullmatch(r"[a-z]+/[a-z]+", resource["mediatype"])


def test_fields_of_the_table_are_described() -> None:
    table = read(create_catalogue(), "datapackage.json")["resources"][0]
    names = [field["name"] for field in table["schema"]["fields"]]
    assert len(set(names)) == len(names)
    assert set(table["schema"]["primaryKey"]) <= set(names)
    for field in table["schema"]["fields"]:
        assert field["type"] in {"string", "date"}
        assert field["title"]
        assert field["description"]
        assert set(field.get("constraints", {})) <= {"required", "unique", "pattern", "enum"}


def test_every_cell_keeps_what_the_schema_says_of_it(ours: Catalogue) -> None:
    """As a validator of tabular data would read them."""
    files = {output.path: output.content for output in exports(ours)}
    table = json.loads(files["datapackage.json"])["resources"][0]
    text = files[table["path"]].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=table["dialect"]["delimiter"], strict=True))
    assert len(rows) == len([fiche for fiche in ours.livrables.values() if not fiche.exemple])
    for field in table["schema"]["fields"]:
        cells = [row[field["name"]] for row in rows]
        known = [cell for cell in cells if cell not in table["schema"]["missingValues"]]
        constraints = field.get("constraints", {})
        if constraints.get("required"):
            assert known == cells
        if constraints.get("unique"):
            assert len(set(known)) == len(known)
        for cell in known:
            assert re.fullmatch(constraints.get("pattern", "(?s:.*)"), cell)
            assert cell in constraints.get("enum", [cell])
            if field["type"] == "date":
                date.fromisoformat(cell)


def test_a_name_without_any_letter_is_replaced() -> None:
    package = read(create_catalogue(site={"nom": "🦺", "region": "🦺"}), "datapackage.json")
    assert package["name"] == "catalogue"


# DCAT

DCAT, TERMS = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"


def expand(node: Any, context: dict[str, Any]) -> Any:
    """A node with its keys and types in full (JSON-LD 1.1, "IRI Compaction" undone), for the context that we write."""

    def full(term: str) -> str:
        definition = context.get(term, term)
        name = definition["@id"] if isinstance(definition, dict) else definition
        prefix, colon, rest = name.partition(":")
        return f"{context[prefix]}{rest}" if colon and isinstance(context.get(prefix), str) else name

    if isinstance(node, list):
        return [expand(one, context) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        key if key.startswith("@") else full(key): full(value) if key == "@type" else expand(value, context)
        for key, value in node.items()
    }


def read_graph(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    tree = read(catalogue, "catalogue.jsonld")
    nodes = expand(tree["@graph"], tree["@context"])
    assert not [key for node in nodes for key in node if not key.startswith(("@", "http"))], "a key has no meaning"
    return {node["@id"]: node for node in nodes}


def test_catalogue_dataset_and_files_hold_together() -> None:
    graph = read_graph(create_catalogue(livrables={"l": {"modifie_le": "2026-02-01"}}))
    catalogue, dataset = graph[f"{BASE}#catalogue"], graph[f"{BASE}#donnees"]
    assert catalogue["@type"] == f"{DCAT}Catalog"
    assert catalogue[f"{DCAT}dataset"] == [{"@id": f"{BASE}#donnees"}]
    assert dataset[f"{TERMS}identifier"] == f"{BASE}#donnees"  # portals skip what has none
    small = create_catalogue()
    named = [node for node in dcat(small, Contacts(small))["@graph"] if node["@type"].startswith("dcat:")]
    assert [node["identifier"] for node in named] == [node["@id"] for node in named]
    assert dataset["@type"] == f"{DCAT}Dataset"
    for node in (catalogue, dataset):
        for name in ("title", "description", "publisher", "modified"):
            assert node[f"{TERMS}{name}"], f"DCAT-AP asks for {name}"
        assert graph[node[f"{TERMS}publisher"]["@id"]]["http://xmlns.com/foaf/0.1/name"] == "Réseau d’essai"
    files = [graph[one["@id"]] for one in dataset[f"{DCAT}distribution"]]
    assert [file[f"{DCAT}downloadURL"] for file in files] == [
        f"{BASE}catalogue.json",
        f"{BASE}catalogue.csv",
        f"{BASE}flux.xml",
    ]
    for file in files:
        assert file["@type"] == f"{DCAT}Distribution"
        assert file[f"{DCAT}accessURL"] == file[f"{DCAT}downloadURL"]
        assert file[f"{TERMS}license"] == "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
        assert file[f"{TERMS}modified"] == "2026-02-01"


def test_places_are_those_of_the_region() -> None:
    catalogue = create_catalogue(
        site={"departements": ["2A", "69", "pays-basque"]},
        territoires={
            "2a": {"label": "Corse-du-Sud"},
            "69": {"label": "Rhône"},
            "pays-basque": {"label": "Pays basque"},
        },
    )
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    places = read_graph(catalogue)[f"{BASE}#donnees"][f"{TERMS}spatial"]
    assert [(place.get("@id"), place[label]) for place in places] == [
        (None, "Région d’essai"),
        ("http://id.insee.fr/geo/departement/2A", "Corse-du-Sud"),
        ("http://id.insee.fr/geo/departement/69", "Rhône"),
        (None, "Pays basque"),  # no department, of which Insee knows nothing
    ]


def test_whom_to_ask_is_a_functional_mailbox() -> None:
    named = {"nom": "Camille Personne", "publication_consentie": "2026-01-01"}
    contact = {"structure": "DREETS", "courriel": "prst@organisme-essai.fr", "telephone": "04 72 00 00 00"}
    point = f"{DCAT}contactPoint"
    vcard = "http://www.w3.org/2006/vcard/ns#"
    for extra, mail in (({}, {f"{vcard}hasEmail": "mailto:prst@organisme-essai.fr"}), (named, {})):
        dataset = read_graph(create_catalogue(site={"contact": {**contact, **extra}}))[f"{BASE}#donnees"]
        assert dataset[point] == {"@type": f"{vcard}Organization", f"{vcard}fn": "DREETS", **mail}
