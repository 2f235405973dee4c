"""The model as JSON Schemas (draft 2020-12), which editors use to help while typing."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from prst.records.frequentation import Frequentation
from prst.records.keys import is_list, models_in
from prst.records.liens import Liens
from prst.records.model import MODELS, VOCABULARIES, WITHOUT_PAGE, Agenda, Partenaire, Retrait, Site, Terme
from prst.records.reseau import Reseau
from prst.records.types import ID_PATTERN, choix_of, spelled_like
from prst.records.values import is_named, target_of

SINGULAR = {
    "livrables": "livrable",
    "cibles": "cible",
    "relais": "relais",
    "groupes": "groupe",
    "evenements": "evenement",
    "diffusions": "diffusion",
    "enquetes": "enquete",
    "structures": "structure",
    "retours": "retour",
}
"""Name of the schema of each record folder."""


NOTHING = {"type": "null"}
EMPTY = {"enum": ["", None]}
"""What a form writes for a key that was left empty."""
UNKNOWN_KEY = {"not": {}, "errorMessage": "Cette clé est inconnue, ou mal placée."}
"""The schema of a key that the model does not have."""


def schema_of(model: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema of one file of a kind; its `id` is the file's name and never written in it."""
    schema = model.model_json_schema(by_alias=False)
    schema.get("properties", {}).pop("id", None)
    schema["required"] = [name for name in schema.get("required", []) if name != "id"]
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("description", None)  # the docstring of the class, which is for readers of the code
        part["properties"] = {
            name: _as_read(field, optional=name not in part.get("required", ()))
            for name, field in part["properties"].items()
        }
        part["additionalProperties"] = UNKNOWN_KEY
    for one in models_in(model):
        part = schema if one is model else schema.get("$defs", {})[one.__name__]
        for name in part["properties"]:
            _once(part["properties"][name], one.model_fields[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}


def _once(field: dict[str, Any], info: FieldInfo) -> None:
    """Say of a list of records, terms or choices that it names none twice, as records/checks.py does."""
    is_choice = choix_of(info.annotation, info.metadata) is not None
    if not is_list(info.annotation) or not (target_of(info) or is_choice or is_named(info)):
        return
    for option in field.get("anyOf", [field]):
        if "items" in option:
            option["uniqueItems"] = True


ABOUT = ("title", "description", "default")
"""What a schema says about a field rather than about its value."""


def _as_read(field: Mapping[str, Any], *, optional: bool = False) -> dict[str, Any]:
    """Return the schema of what the reader takes for a field, which is more than the model keeps of it.

    A choice may be spelled in several ways; a text that looks like a number is one to an editor; the key of what is
    optional may stand without a value, or with an empty one, as if it were not there.
    """
    about = {key: field[key] for key in ABOUT if field.get(key) is not None}
    given = {key: value for key, value in field.items() if key not in (*ABOUT, "examples")}  # for the reference
    options = [one for option in given.get("anyOf", [given]) for one in _spellings(option)]
    options = [option for option in options if option != NOTHING]
    if optional:
        one = options[0]
        types = _listed(one.get("type", []))
        if len(options) > 1 or not types:
            options.append(EMPTY)
        elif "string" not in types:  # an empty text is the only one
            options = [{**one, "type": [*types, "null", "string"], "maxLength": 0}]
        elif "pattern" in one:  # editors then say what the pattern asks for
            options = [{**one, "type": [*types, "null"], "pattern": f"^$|{one['pattern']}"}]
        else:
            options.append(EMPTY)
    return {**about, **options[0]} if len(options) == 1 else {**about, "anyOf": options}


def _spellings(option: dict[str, Any]) -> list[dict[str, Any]]:
    if "items" in option:
        return [{**option, "items": _as_read(option["items"])}]
    if "enum" in option and "type" in option:  # the first form of each is the one that editors offer
        choices = option["enum"]
        says = f"Écrivez l’un de ces mots : {', '.join(choices)}."
        pattern = "|".join(f"(?:{spelled_like(choice)})" for choice in choices)
        return [{"enum": choices}, {"type": "string", "pattern": pattern, "patternErrorMessage": says}]
    if option.get("type") == "string" and re.search(option.get("pattern", ""), "2026"):
        return [{**option, "type": ["string", "number", "boolean"]}]
    return [option]


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


def mapping_of(model: type[BaseModel], title: str, keys: str, *, may_be_empty: bool = True) -> dict[str, Any]:
    """Return the JSON Schema of a file that maps keys (a regular expression) to parts of a kind."""
    inner = schema_of(model, title)
    definitions = inner.pop("$defs", {})
    del inner["$schema"], inner["title"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": ["object", "null"] if may_be_empty else "object",
        "patternProperties": {f"^{keys}$": inner},
        "additionalProperties": UNKNOWN_KEY,
        **({"$defs": definitions} if definitions else {}),
    }


def schemas() -> Mapping[str, dict[str, Any]]:
    """Return every schema by the name of its file."""
    found = {
        f"{SINGULAR[kind]}.schema.json": schema_of(model, f"Fiche {SINGULAR[kind]}") for kind, model in MODELS.items()
    }
    found["frequentation.schema.json"] = schema_of(Frequentation, "Fréquentation d’un mois")
    found["liens.schema.json"] = schema_of(Liens, "Liens à revoir")
    network = schema_of(Reseau, "Réseau communication")
    found["reseau-communication.schema.json"] = {**network, "type": ["object", "null"]}
    found["site.schema.json"] = schema_of(Site, "Identité du site")
    term = ID_PATTERN.replace("a-z", "A-Za-z")  # the INSEE code of Corse-du-Sud is 2A
    found["vocabulaire.schema.json"] = mapping_of(Terme, "Vocabulaire", term, may_be_empty=False)
    folders = "|".join(kind for kind in (*MODELS, *VOCABULARIES) if kind not in WITHOUT_PAGE)
    found["retraits.schema.json"] = mapping_of(Retrait, "Adresses retirées", f"(?:{folders})/{ID_PATTERN}")
    found["agendas.schema.json"] = mapping_of(Agenda, "Calendriers extérieurs", ID_PATTERN)
    found["partenaires.schema.json"] = mapping_of(Partenaire, "Catalogues de partenaires", ID_PATTERN)
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
