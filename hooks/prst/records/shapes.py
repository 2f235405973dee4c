"""What each file that a person writes in the catalogue holds: a part of the model, or one of them for each id.

`shape_of` is the table: whatever reads a file as it was meant (mending.py), or types it, asks here what it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from prst.records import reseau
from prst.records.catalogue import references_of, values_at
from prst.records.keys import inner_model, spellings
from prst.records.model import MODELS, VOCABULARIES, Agenda, Partenaire, Retrait, Site, Terme
from prst.records.naming import Words
from prst.records.reading import Location
from prst.records.types import is_id, slugify


def field_at(model: type[BaseModel], location: Location) -> FieldInfo | None:
    """Return the field of a model, or of a part of it, that stands at a location, or whose list holds it."""
    found: FieldInfo | None = None
    inner: type[BaseModel] | None = model
    for part in location:
        if isinstance(part, int):
            continue
        if inner is None or part not in inner.model_fields:
            return None
        found = inner.model_fields[part]
        inner = inner_model(found.annotation)
    return found


Refusal = tuple[Location, str, Any]
"""Where the model refuses a value, by which code, and the value."""


@dataclass(frozen=True)
class Shape:
    """What a file holds."""

    model: type[BaseModel]
    of_entries: bool = False
    """Whether it holds a part of the model for each id, rather than one alone."""
    own: str = ""
    """What other parts of the same file may name: the vocabulary that it is, or one of its lists."""

    def field_at(self, location: Location) -> FieldInfo | None:
        """Return the field that stands at a location, or whose list holds it."""
        return field_at(self.model, location[1:] if self.of_entries else location)

    def key_of(self, key: str) -> str:
        """Return the id that the key of an entry is read as; '' where nothing is left of it."""
        if self.model is Retrait:
            parts = [slugify(part) for part in re.sub(r"^\w+://[^/]*", "", key).strip("/ ").split("/")]
            return "/".join(parts) if len(parts) == 2 and parts[0] in (*MODELS, *VOCABULARIES) and parts[1] else ""
        known = is_id(key) or (self.own == "territoires" and is_id(key.lower()))
        return key if known else slugify(key)

    def refusals(self, tree: Mapping[str, Any]) -> Iterator[Refusal]:
        """Yield what the model refuses of what a file says; an id that stands in it is told elsewhere."""
        for under, part in self._parts(tree):
            if not isinstance(part, dict):
                yield under, "model_type", part
                continue
            given = {key: value for key, value in part.items() if key != "id"}
            try:
                self.model.model_validate({"id": "fiche", **given} if "id" in self.model.model_fields else given)
            except ValidationError as error:
                for one in error.errors(include_url=False):
                    yield (*under, *one["loc"]), one["type"], one["input"]

    def references(self, tree: Mapping[str, Any]) -> Iterator[tuple[Location, str, Any]]:
        """Yield where a file refers to records or terms: place, folder or vocabulary, and what is written there."""
        for under, part in self._parts(tree):
            for pattern, target in references_of(self.model):
                for location, value in values_at(part, pattern):
                    yield (*under, *location), target, value

    def _parts(self, tree: Mapping[str, Any]) -> Iterable[tuple[Location, Any]]:
        return (((key,), part) for key, part in tree.items()) if self.of_entries else [((), tree)]

    def words(self, words: Words, tree: Any) -> Words:
        """Return what words mean in a file of which the parts may name each other."""
        if not self.own or not isinstance(tree, dict):
            return words
        parts = tree.items() if self.of_entries else ((one["id"], one) for one in _with_id(tree.get(self.own)))
        return words.besides(self.own, [(identity, _named(one)) for identity, one in parts])


def _with_id(parts: Any) -> Iterator[dict[str, Any]]:
    for one in parts if isinstance(parts, list) else ():
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            yield one


def _named(part: Any) -> tuple[str, ...]:
    if not isinstance(part, dict):
        return (part,) if isinstance(part, str) and part else ()
    found = [part[key] for key in ("label", "nom") if key in part]
    found += part["synonymes"] if isinstance(part.get("synonymes"), list) else []
    return tuple(one for one in found if isinstance(one, str))


FILES: Mapping[str, Shape] = {
    "site.yml": Shape(Site),
    reseau.FILE: Shape(reseau.Reseau, own="appuis"),
    "retraits.yml": Shape(Retrait, of_entries=True),
    "agendas.yml": Shape(Agenda, of_entries=True),
    "partenaires.yml": Shape(Partenaire, of_entries=True),
    **{f"vocabulaires/{name}.yml": Shape(Terme, of_entries=True, own=name) for name in VOCABULARIES},
}
"""Files of the catalogue that are no records, by their names in it."""


@cache
def of_records(model: type[BaseModel]) -> Shape:
    """Return the shape of the records of a kind, and of any file that is one part."""
    return Shape(model)


def spelled(shape: Shape) -> Mapping[str, str]:
    """Return the keys of the parts of a file by all that they may be written as."""
    return spellings(shape.model)
