"""Records that guides show to copy: what they name is the catalogue's own, so that no region refuses them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from prst.outputs.exemples import ids_of
from prst.records.catalogue import Catalogue, names_of, references_of, values_at
from prst.records.model import MODELS
from prst.records.reading import read
from prst.records.renaming import followed
from prst.records.schemas import SINGULAR
from prst.records.types import is_id
from prst.records.writing import edited

_BLOCK = re.compile(
    r"^```ya?ml\n(?P<text># yaml-language-server: \$schema=\.\./schemas/(?P<name>[a-z]+)\.schema\.json\n.*?)^```[ ]*$",
    re.DOTALL | re.MULTILINE,
)
_KINDS = {name: kind for kind, name in SINGULAR.items()}
TO_REPLACE = re.compile(r"(?:nom|identifiant)-d(?:e|u|es)-")
"""Begins what a reader is told to replace by the name of a record, such as « nom-du-relais »."""


class Modele(NamedTuple):
    """A record that a page shows: its kind, its text, and where this stands in the page."""

    kind: str
    text: str
    start: int


def find(page: str) -> Iterator[Modele]:
    """Yield the whole records that a page shows, in their order: those that name their schema."""
    for block in _BLOCK.finditer(page):
        if block["name"] in _KINDS:
            yield Modele(_KINDS[block["name"]], block["text"], block.start("text"))


def adapted(page: str, catalogue: Catalogue) -> str:
    """Return a page whose records to copy name what the catalogue has; all else is as it was."""
    for modele in reversed(list(find(page))):
        end = modele.start + len(modele.text)
        page = page[: modele.start] + of_this_catalogue(modele, catalogue) + page[end:]
    return page


def with_records(page: str, target: str, old: str, new: str) -> str:
    """Return a page whose records to copy name a record or term by its new id. Raises as `followed`."""
    for modele in reversed(list(find(page))):
        text = followed(modele.kind, "exemple", modele.text, target, old, new)
        page = page[: modele.start] + text + page[modele.start + len(modele.text) :]
    return page


def of_this_catalogue(modele: Modele, catalogue: Catalogue, *, filled: bool = False) -> str:
    """Return the text of a record in which names of what is not there are those of what is.

    What a reader is told to replace stays, unless it is to be `filled` in too.
    """
    reading = read(modele.text.encode(), positions=False)
    if reading.faults or not isinstance(reading.value, dict):
        return modele.text
    changes: dict[tuple[str | int, ...], str | None] = {}
    model = MODELS[modele.kind]
    in_words = names_of(model)
    for pattern, target in (*references_of(model), *in_words):
        given = [(location, str(value)) for location, value in values_at(reading.value, pattern)]
        if (pattern, target) in in_words:
            given = [(location, value) for location, value in given if is_id(value) and "-" in value]
        said = {value for _location, value in given}
        absent = [
            (location, value)
            for location, value in given
            if (filled or not TO_REPLACE.match(value)) and catalogue.resolve(target, value) is None
        ]
        free = [one for one in _own(catalogue, target) if one not in said] if absent else []
        for location, _value in absent:
            if free:
                changes[tuple(location)] = free.pop(0)
            elif (item := _item_of(location)) and (pattern, target) not in in_words:
                changes[item] = None
    return edited(modele.kind, modele.text, changes) if changes else modele.text


def _item_of(location: Sequence[str | int]) -> tuple[str | int, ...]:
    """Return the place of the item of a list in which a value stands; () where it stands in none."""
    last = max((index for index, part in enumerate(location) if isinstance(part, int)), default=-1)
    return tuple(location[: last + 1])


def _own(catalogue: Catalogue, target: str) -> list[str]:
    """Return what an example may name: places of this region, before those that hold everywhere."""
    if target == "territoires":
        return [*catalogue.site.departements, "region", "national"]
    return ids_of(catalogue, target)
