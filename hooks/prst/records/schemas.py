"""The model as JSON Schemas (draft 2020-12), which editors use to help while typing."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from prst.records.model import MODELS, Agenda, Retrait, Site, Terme

SINGULAR = {
    "livrables": "livrable",
    "cibles": "cible",
    "relais": "relais",
    "groupes": "groupe",
    "evenements": "evenement",
    "diffusions": "diffusion",
}
"""Name of the schema of each record folder."""


def schema_of(model: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema of one file of a kind; its `id` is the file's name and never written in it."""
    schema = model.model_json_schema(by_alias=False)
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("description", None)  # the docstring of the class, which is for readers of the code
    schema.get("properties", {}).pop("id", None)
    schema["required"] = [name for name in schema.get("required", []) if name != "id"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}


def mapping_of(model: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema of a file that maps ids to parts of a kind."""
    inner = schema_of(model, title)
    definitions = inner.pop("$defs", {})
    inner.pop("$schema")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": ["object", "null"],
        "additionalProperties": inner,
        **({"$defs": definitions} if definitions else {}),
    }


def schemas() -> Mapping[str, dict[str, Any]]:
    """Return every schema by the name of its file."""
    found = {
        f"{SINGULAR[kind]}.schema.json": schema_of(model, f"Fiche {SINGULAR[kind]}") for kind, model in MODELS.items()
    }
    found["site.schema.json"] = schema_of(Site, "Identité du site")
    found["vocabulaire.schema.json"] = mapping_of(Terme, "Vocabulaire")
    found["retraits.schema.json"] = mapping_of(Retrait, "Adresses retirées")
    found["agendas.schema.json"] = mapping_of(Agenda, "Calendriers extérieurs")
    return found


def as_file(schema: Mapping[str, Any]) -> str:
    """Return the text of a schema's file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> list[str]:
    """Write every schema into a folder, and return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(as_file(schema), encoding="utf-8", newline="\n")
    return list(schemas())
