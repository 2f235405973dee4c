"""A record or term under another id: what changes in the files that name it."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from prst.records import markdown
from prst.records.catalogue import names_of, references_of, values_at
from prst.records.model import MODELS, VOCABULARIES, Agenda, Retrait, Site, Terme
from prst.records.reading import Location, read
from prst.records.reseau import Reseau
from prst.records.types import fold
from prst.records.writing import edited, rekeyed

ONE_EACH: Mapping[str, type[BaseModel]] = {**MODELS, "site": Site, "reseau-communication": Reseau}
"""Kinds of files that hold one part; the others map ids to parts."""
PARTS: Mapping[str, type[BaseModel]] = {
    **dict.fromkeys(VOCABULARIES, Terme),
    "agendas": Agenda,
    "retraits": Retrait,
}


def followed(kind: str, own: str, text: str, target: str, old: str, new: str) -> str:
    """Return the text of a file in which a record or term of `target` is named by its new id; the same for most.

    `kind` is that of the file, and `own` its id. Raises ValueError where the text has a fault, UnsafeChangeError as
    `edited` does.
    """
    if old not in text:
        return text
    tree = tree_of(text)
    changes: dict[Location, Any] = dict.fromkeys(_places(kind, tree, target, old), new)
    if kind == "retraits":
        changes |= {(key, "voir"): f"{target}/{new}" for key, part in tree.items() if _sees(part, f"{target}/{old}")}
    description = tree.get("description") if kind in MODELS else None
    if isinstance(description, str) and (said := _links_followed(f"{kind}/{own}", description, target, old, new)):
        changes["description",] = said
    return edited(kind, text, changes)


def renamed(kind: str, text: str, old: str, new: str) -> str:
    """Return the text of a record's file under its new name: its former one leads to it, where it was published."""
    tree = tree_of(text)
    if kind == "diffusions" or fold(str(tree.get("statut", ""))).strip() == "brouillon":
        return text  # these never had an address
    former = tree.get("anciens_ids") or []
    kept = [one for one in former if one != new]
    return edited(kind, text, {("anciens_ids",): [*kept, *([] if old in kept else [old])]})


def term_renamed(vocabulary: str, text: str, old: str, new: str) -> str:
    """Return the text of a vocabulary in which a term has another id."""
    return rekeyed(text, (old,), new)


def withdrawn(text: str, address: str, titre: str, le: str, motif: str, voir: str) -> str:
    """Return the text of retraits.yml with one more address."""
    return edited("retraits", text, {(address,): {"titre": titre, "le": le, "motif": motif, "voir": voir}})


def tree_of(text: str) -> dict[str, Any]:
    """Return what a file says as texts, lists and mappings. Raises ValueError where it has a fault."""
    reading = read(text.encode("utf-8"))
    if [code for _at, _location, code, _values in reading.faults if code != "vide"]:
        raise ValueError("a text that cannot be read")
    return reading.value if isinstance(reading.value, dict) else {}


def _places(kind: str, tree: Mapping[str, Any], target: str, old: str) -> Iterator[Location]:
    """Yield where a file names a record or term by its id."""
    model = ONE_EACH.get(kind) or PARTS[kind]
    patterns = [pattern for pattern, aim in (*references_of(model), *names_of(model)) if aim == target]
    for key, part in [((), tree)] if kind in ONE_EACH else [((key,), part) for key, part in tree.items()]:
        for pattern in patterns:
            for location, value in values_at(part, pattern):
                if isinstance(value, str) and value.strip() == old:
                    yield *key, *location


def _sees(part: Any, address: str) -> bool:
    return isinstance(part, dict) and part.get("voir") == address


def _links_followed(own: str, text: str, target: str, old: str, new: str) -> str:
    """Return a text whose relative links lead to the new address; '' where none led to the former one."""
    found = text
    for href in markdown.relative(text):
        path = href.partition("#")[0].partition("?")[0]
        if posixpath.normpath(posixpath.join(own, path)) == f"{target}/{old}":
            slash = "/" if path.endswith("/") else ""
            moved = path.removesuffix(slash).removesuffix(old) + new + slash + href[len(path) :]
            found = re.sub(rf"(?<=[(<:\s]){re.escape(href)}(?=[)>\s]|\Z)", moved.replace("\\", r"\\"), found)
    return found if found != text else ""
