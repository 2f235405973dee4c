"""A partner's file to rows: the work of a process of its own, because strangers wrote it.

The process is given the bytes of a file, and says one line of JSON: `{"nom": …, "licence": …, "ressources": […]}`, or
`{"refus": code}`. Two forms are read: the `catalogue.json` of a site of this kind, and DCAT as JSON-LD (W3C DCAT 3), of
which no context is fetched: a term is known by the end of its name.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from prst.apart import hold_to
from prst.records.partenaires import KEPT, LENGTHS, plain, resources_of

_LAST = re.compile(r"[:/#]")
DEEPEST = 60
"""Levels of a graph that are looked through."""

Tree = Mapping[str, Any]


def read(content: bytes) -> dict[str, Any]:
    """Return what a file holds, ready for JSON, or the code of why nothing is read of it."""
    try:
        tree = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        page = content.lstrip()[:1] == b"<"
        return {"refus": "page" if page else "illisible"}
    rows, head = _of_ours(tree) if _is_ours(tree) else _of_dcat(tree)
    found = list(resources_of(rows))
    if not found:
        return {"refus": "autre" if not rows else "vide"}
    names = {name: plain(head.get(name), LENGTHS["editeur"]) for name in ("nom", "licence")}
    return {**names, "ressources": [asdict(one) for one in found], "trop": max(len(rows) - KEPT, 0)}


# A site of this kind


def _is_ours(tree: Any) -> bool:
    return isinstance(tree, dict) and isinstance(tree.get("livrables"), list) and "version" in tree


def _of_ours(tree: Tree) -> tuple[list[Any], Tree]:
    names = {kind: _labels(tree.get(kind)) for kind in ("cibles", "themes", "formats")}
    rows = [
        {
            **{key: one.get(key) for key in ("id", "titre", "adresse", "date")},
            "resume": one.get("promesse") or one.get("resume"),
            "format": names["formats"].get(str(one.get("format")), one.get("format")),
            "editeur": _part(one.get("contact"), "structure"),
            "cibles": [names["cibles"].get(str(two), two) for two in _list(one.get("cibles"))],
            "themes": [names["themes"].get(str(two), two) for two in _list(one.get("themes"))],
            "liens": [_part(lien, "url") for lien in _list(one.get("liens"))],
        }
        for one in tree["livrables"]
        if isinstance(one, dict) and one.get("statut") in (None, "publie")
    ]
    return rows, {"nom": tree.get("titre"), "licence": tree.get("licence")}


def _labels(records: Any) -> dict[str, Any]:
    """Return what records or terms are called, by their id."""
    return {str(one.get("id")): one.get("nom") or one.get("label") for one in _list(records) if isinstance(one, dict)}


def _part(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


# DCAT


def _of_dcat(tree: Any) -> tuple[list[Any], Tree]:
    nodes = list(_nodes(tree))
    known = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    catalogue = next((node for node in nodes if "Catalog" in _types(node)), {})
    rows = [_dataset(node, known) for node in nodes if "Dataset" in _types(node)]
    return rows, {"nom": _text(catalogue, "title"), "licence": _text(catalogue, "license")}


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a tree; one that is too deep is left out."""
    waiting = [(tree, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, dict):
            yield one
        if depth < DEEPEST:
            inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            waiting += [(two, depth + 1) for two in reversed(list(inner)) if isinstance(two, dict | list)]


def _name(term: str) -> str:
    return _LAST.split(term)[-1]


def _types(node: Tree) -> set[str]:
    return {_name(one) for one in _many(node.get("@type")) if isinstance(one, str)}


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _values(node: Tree, *names: str) -> Iterator[Any]:
    """Yield the values of the first of these terms that a node has, French ones first."""
    for name in names:
        found = [value for key, values in node.items() if _name(key) == name for value in _many(values)]
        if found:
            yield from sorted(found, key=lambda one: _part(one, "@language") not in ("fr", "fr-FR"))
            return


def _text(node: Tree, *names: str) -> str:
    for value in _values(node, *names):
        text = value if isinstance(value, str) else _part(value, "@value") or _part(value, "@id")
        if isinstance(text, str) and text:
            return text
    return ""


def _dataset(node: Tree, known: Mapping[str, Tree]) -> dict[str, Any]:
    distributions = [known.get(str(_part(one, "@id")), one) for one in _values(node, "distribution")]
    links = [_text(one, "downloadURL", "accessURL") for one in distributions if isinstance(one, dict)]
    publisher = next(_values(node, "publisher"), None)
    publisher = known.get(publisher if isinstance(publisher, str) else str(_part(publisher, "@id")), publisher)
    identity = str(node.get("@id", ""))
    return {
        "id": _text(node, "identifier") or identity,
        "titre": _text(node, "title"),
        "resume": _text(node, "description"),
        "adresse": _text(node, "landingPage") or next(filter(None, links), "") or identity,
        "editeur": _text(publisher, "name", "prefLabel") if isinstance(publisher, dict) else "",
        "date": _text(node, "issued", "modified"),
        "themes": [one for one in _values(node, "keyword") if isinstance(one, str)],
        "liens": [link for link in links if link],
    }


def main() -> None:
    """Read the file of the standard input, and say what it holds."""
    hold_to()
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
