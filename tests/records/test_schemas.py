"""The JSON Schemas that editors read: fresh, valid, and true of the real records."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from prst.cli import app
from prst.records.model import MODELS
from prst.records.schemas import SINGULAR, as_file, schemas, write_schemas
from tests.catalogues import EXEMPLE
from tests.naming import naming
from tests.records.editors import Editor, load_as_editors_do
from tests.records.folders import LIVRABLE, MINIMAL

CATALOGUE = EXEMPLE / "catalogue"
SCHEMAS = schemas()
SCHEMA_OF = {
    **{kind: f"{SINGULAR[kind]}.schema.json" for kind in MODELS},
    "frequentation": "frequentation.schema.json",
    "vocabulaires": "vocabulaire.schema.json",
    "site.yml": "site.schema.json",
    "retraits.yml": "retraits.schema.json",
    "agendas.yml": "agendas.schema.json",
    "partenaires.yml": "partenaires.schema.json",
    "liens.yml": "liens.schema.json",
    "reseau-communication.yml": "reseau-communication.schema.json",
}
"""The schema of each folder or file of the catalogue."""
FILES = sorted(path.relative_to(CATALOGUE).as_posix() for path in CATALOGUE.rglob("*.yml"))
each_schema = pytest.mark.parametrize("name", SCHEMAS)


def load_texts(text: str) -> Any:
    """What a file says, every scalar being the text that was written."""
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - makes texts, lists, dicts


@cache
def validator(name: str) -> Any:
    return Editor(SCHEMAS[name])


def refusals(name: str, value: Any) -> list[str]:
    """Where a schema refuses a value."""
    return [error.json_path for error in validator(name).iter_errors(value)]


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """The schema of every field, inner ones included; what a field does not say comes from what it refers to."""
    definitions = schema.get("$defs", {})
    for owner in (schema, *schema.get("patternProperties", {}).values(), *definitions.values()):
        for field in owner.get("properties", {}).values():
            reference = field.get("$ref") or field.get("anyOf", [{}])[0].get("$ref", "")
            yield {**definitions.get(reference.rpartition("/")[2], {}), **field}


# The files


@each_schema
def test_a_schema_is_fresh(name: str) -> None:
    written = (CATALOGUE / "schemas" / name).read_text(encoding="utf-8")
    fresh = "run « prst schemas », and copy catalogue/schemas into tests/exemple/catalogue"
    assert written == as_file(SCHEMAS[name]), f"the model has changed: {fresh}"


def test_there_is_one_schema_for_each_kind_of_file() -> None:
    assert {path.name for path in (CATALOGUE / "schemas").iterdir()} == set(SCHEMAS) == set(SCHEMA_OF.values())


def test_schemas_are_written_by_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["schemas"])
    assert result.exit_code == 0
    assert f"{len(SCHEMAS)} schémas" in result.stdout
    assert {path.name for path in (tmp_path / "catalogue" / "schemas").iterdir()} == set(SCHEMAS)


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    assert write_schemas(tmp_path / "a") == write_schemas(tmp_path / "b") == list(SCHEMAS)
    for name in SCHEMAS:
        content = (tmp_path / "a" / name).read_bytes()
        assert content == (tmp_path / "b" / name).read_bytes()
        assert b"\r" not in content
        assert content.endswith(b"}\n")


# What they say


@each_schema
def test_a_schema_is_valid_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMAS[name]["title"]
    json.loads(as_file(SCHEMAS[name]))


@each_schema
def test_a_schema_explains_every_field_to_who_types(name: str) -> None:
    fields = list(parts(SCHEMAS[name]))
    assert fields
    for field in fields:
        assert field["title"]
        assert field["description"]


@pytest.mark.parametrize("kind", MODELS)
def test_a_schema_does_not_ask_for_the_id(kind: str) -> None:
    schema = SCHEMAS[SCHEMA_OF[kind]]
    required = {name for name, info in MODELS[kind].model_fields.items() if info.is_required()} - {"id"}
    assert set(schema["required"]) == required
    assert "id" not in schema["properties"]
    assert set(schema["properties"]) == set(MODELS[kind].model_fields) - {"id"}


# The records of the tests


def test_the_first_line_of_a_file_names_its_schema() -> None:
    for name in FILES:
        with naming(name):
            path = CATALOGUE / name
            first = path.read_text(encoding="utf-8").splitlines()[0]
            expected = SCHEMA_OF[name.split("/")[0]]
            prefix = "../schemas" if "/" in name else "./schemas"
            assert first == f"# yaml-language-server: $schema={prefix}/{expected}"
            assert (path.parent / prefix / expected).is_file()


def test_a_file_is_what_its_schema_says() -> None:
    for name in FILES:
        with naming(name):
            text = (CATALOGUE / name).read_text(encoding="utf-8")
            schema = SCHEMA_OF[name.split("/")[0]]
            assert refusals(schema, load_as_editors_do(text)) == []
            assert refusals(schema, load_texts(text) or None) == []  # '' is a file of comments only


def test_the_catalogue_has_files_of_each_sort() -> None:
    assert {name.split("/")[0] for name in FILES} >= set(SCHEMA_OF) - {"diffusions"}
    assert len(FILES) >= 159


@pytest.mark.parametrize("name", MINIMAL)
def test_the_least_file_is_what_its_schema_says(name: str) -> None:
    assert refusals(SCHEMA_OF[name.split("/")[0]], load_as_editors_do(MINIMAL[name])) == []


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("couleur: rouge", "$.couleur"),
        ("date: 31/12/2026", "$.date"),
        ("ajoute_le: 2026", "$.ajoute_le"),
        ("statut: caché", "$.statut"),
        ("exemple: peut-être", "$.exemple"),
        ("groupe: Groupe Un", "$.groupe"),
        ("themes: chutes", "$.themes"),
        (f"promesse: {'a' * 251}", "$.promesse"),
        ("liens: [{libelle: A, url: www.structure.fr}]", "$.liens[0].url"),
        ("liens: [{url: 'https://structure.fr'}]", "$.liens[0]"),
        ("fichiers: [{libelle: A, chemin: ../a}]", "$.fichiers[0].chemin"),
    ],
)
def test_an_editor_underlines_what_the_catalogue_would_refuse(line: str, path: str) -> None:
    assert refusals("livrable.schema.json", load_as_editors_do(LIVRABLE)) == []
    assert refusals("livrable.schema.json", load_as_editors_do(f"{LIVRABLE}{line}\n")) == [path]


DATES = ["date: 2026", "date: 2026-03", "date: 2026-03-09", "ajoute_le: 2026-03-09"]
CHOICES = ["exemple: oui", "exemple: non", "exemple: true", "statut: archive"]
REFERENCES = ["groupe: gt", "themes: [chutes]", "territoires: ['01', 2a, region]"]


@pytest.mark.parametrize("line", [*DATES, *CHOICES, *REFERENCES])
def test_an_editor_accepts_what_the_catalogue_does(line: str) -> None:
    assert refusals("livrable.schema.json", load_as_editors_do(f"{LIVRABLE}{line}\n")) == []
