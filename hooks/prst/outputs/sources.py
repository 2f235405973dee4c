"""The texts of published records, for the form that modifies them: several a file, so that one costs a phone little."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from prst.outputs import Output
from prst.outputs.addresses import RECORD_SECTIONS
from prst.records.catalogue import Catalogue

BASE = "contribuer/formulaire/fiches/"
INDEX = "index.json"
"""Of each kind: the first id of each file, in their order (hooks/javascripts/formulaire/reprise.js)."""
LARGEST = 40_000
"""Bytes of records that a file holds, unless one alone is longer: some ten kilobytes over the wire."""
NAMES_SOMEBODY = b"publication_consentie"
"""Key of a record that names a person, whose details stay on the pages that show them (outputs/data/tables.py)."""

Read = Callable[[str, str], bytes]
"""Gives the file of a record, by its kind and id."""


def outputs(catalogue: Catalogue, read: Read) -> Iterator[Output]:
    """Yield the texts of each kind by id, in files of some records, and their index; null for one that names somebody.

    Drafts are in no list of a catalogue, so that their texts stay out. Raises what `read` raises.
    """
    for kind in RECORD_SECTIONS:
        firsts = []
        for rank, texts in enumerate(_files(kind, sorted(getattr(catalogue, kind)), read)):
            firsts.append(next(iter(texts)))
            yield _json(f"{kind}/{rank}.json", texts)
        yield _json(f"{kind}/{INDEX}", firsts)


def _files(kind: str, ids: list[str], read: Read) -> Iterator[dict[str, str | None]]:
    texts: dict[str, str | None] = {}
    size = 0
    for identity in ids:
        content = read(kind, identity)
        if texts and size + len(content) > LARGEST:
            yield texts
            texts, size = {}, 0
        texts[identity] = None if NAMES_SOMEBODY in content else content.decode("utf-8", "replace")
        size += len(content)
    if texts:
        yield texts


def _json(path: str, value: Any) -> Output:
    return Output(BASE + path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
