"""What the guides show to copy would be admitted: an example that the check refuses is the worst of teachers."""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from prst.records.loading import load
from prst.records.model import MODELS, Agenda, Partenaire, Retrait, Site
from prst.records.reading import Reading, read
from prst.records.reseau import Reseau
from prst.records.schemas import SINGULAR
from tests.catalogues import plain
from tests.guides import OUR_GUIDES, TEXTS

MAILBOX = "prevention@structure.fr"
"""The mailbox of every example, which is refused so that nobody publishes it."""
KINDS = {name: MODELS[kind] for kind, name in SINGULAR.items()}
"""Record classes by the name of their schema."""

_BLOCK = re.compile(r"^(?P<indent> *)```ya?ml\n(?P<text>.*?)^ *```$", re.DOTALL | re.MULTILINE)
_SCHEMA = re.compile(r"# yaml-language-server: \$schema=\.\./schemas/(\w+)\.schema\.json\n")


def find_blocks() -> Iterator[tuple[str, str]]:
    """Place (file and line) and text of each block of YAML, but for the head of a page, which MkDocs reads."""
    for path, text in TEXTS.items():
        for block in _BLOCK.finditer(text):
            place = f"{path}:{text.count(chr(10), 0, block.start()) + 1}"
            if not block["text"].startswith("---\n"):
                yield place, block["text"]


BLOCKS = dict(find_blocks())
RECORDS = {place: text for place, text in BLOCKS.items() if "$schema=" in text}
PARTS = {place: text for place, text in BLOCKS.items() if place not in RECORDS}


def each(blocks: Mapping[str, str]) -> pytest.MarkDecorator:
    """Runs a test once for each block, named by its place."""
    return pytest.mark.parametrize("text", [pytest.param(text, id=place) for place, text in blocks.items()])


def read_block(text: str) -> Reading:
    """What the project's reader makes of a block, with a mailbox that its reader would have put in."""
    return read(text.replace(MAILBOX, "prevention@organisme-essai.fr").encode())


def find_mistakes(model: type[BaseModel], value: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Field and type of each mistake that the model finds."""
    try:
        model.model_validate({"id": "exemple", **value} if "id" in model.model_fields else value)
    except ValidationError as error:
        return [(".".join(map(str, one["loc"])), one["type"]) for one in error.errors(include_url=False)]
    return []


def find_misfits(model: type[BaseModel], value: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Mistakes of some lines of a record: the record's other lines are not missing, they are only not shown."""
    return [(field, kind) for field, kind in find_mistakes(model, value) if kind != "missing" or "." in field]


@OUR_GUIDES
def test_guides_show_records() -> None:
    assert {"README.md", "docs/contribuer/proposer-un-livrable.md", "catalogue/diffusions/LISEZMOI.md"} <= {
        place.partition(":")[0] for place in RECORDS
    }


@each(RECORDS)
def test_record_that_is_shown_names_its_schema_first(text: str) -> None:
    """As each file of the catalogue does, so that an editor helps whoever starts from a copy."""
    schema = _SCHEMA.match(text)
    assert schema
    assert schema[1] in KINDS


@each(RECORDS)
def test_record_that_is_shown_would_be_admitted(text: str) -> None:
    schema = _SCHEMA.match(text)
    reading = read_block(text)
    assert schema
    assert reading.faults == []
    assert find_mistakes(KINDS[schema[1]], reading.value) == []


def test_record_that_is_shown_refers_to_what_there_is(exemple: Path, tmp_path: Path) -> None:
    shutil.copytree(exemple / "catalogue", tmp_path / "catalogue")
    folders = {name: kind for kind, name in SINGULAR.items()}
    places = dict(enumerate(RECORDS))
    for number, text in enumerate(RECORDS.values()):
        schema = _SCHEMA.match(text)
        assert schema
        path = tmp_path / "catalogue" / folders[schema[1]] / f"exemple-{number}.yml"
        path.write_text(text.replace(MAILBOX, "prevention@organisme-essai.fr"), encoding="utf-8")
    told = [
        f"{places[int(found[1])]}: {problem}"
        for problem in load(tmp_path / "catalogue").problems
        if (found := re.search(r"exemple-(\d+)", problem.file))
        and "« nom-d" not in plain(problem.message)  # « nom-du-relais »
        and problem.code != "exemple_laisse"  # « Nom de votre structure », told so that nobody publishes it
    ]
    assert told == []


@each(PARTS)
def test_part_that_is_shown_fits_a_record(text: str) -> None:
    """Some lines to add to a record or to site.yml, or an entry of retraits.yml or agendas.yml."""
    reading = read_block(text)
    assert reading.faults == []
    misfits = {name: found for name, model in KINDS.items() if (found := find_misfits(model, reading.value))}
    withdrawn = all("/" in key and not find_mistakes(Retrait, value) for key, value in reading.value.items())
    calendars = all(isinstance(value, dict) and not find_mistakes(Agenda, value) for value in reading.value.values())
    partners = all(isinstance(value, dict) and not find_mistakes(Partenaire, value) for value in reading.value.values())
    site = not find_misfits(Site, reading.value)
    network = not find_misfits(Reseau, reading.value)
    assert withdrawn or calendars or partners or site or network or misfits.keys() < KINDS.keys(), misfits


@each(BLOCKS)
def test_whole_record_names_its_schema(text: str) -> None:
    """A block that is a whole record and names no schema would escape the tests above."""
    value = read_block(text).value
    whole = [name for name, model in KINDS.items() if not find_mistakes(model, value)]
    assert "$schema=" in text or not whole


@pytest.mark.parametrize("path", sorted({place.partition(":")[0] for place, text in BLOCKS.items() if MAILBOX in text}))
def test_example_mailbox_is_said_to_be_refused(path: str) -> None:
    """A reader should not learn from the refusal that it was to be replaced."""
    warning = f"{MAILBOX}.*la vérification refuse|mailbox is an example, which the check refuses"
    assert re.search(warning, _BLOCK.sub("", TEXTS[path]))
