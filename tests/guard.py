"""What a region replaces is not the tests' to read: they have a catalogue and written pages of their own.

`catalogue/` and `docs/` change every day, by people who do not know this program, and another region has its own. A
test that read them would stop what it does not concern. Scripts and style sheets of `docs/` are the program's though.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
REGION = tuple(f"{REPOSITORY / name}{os.sep}" for name in ("catalogue", "docs"))
PROGRAM = tuple(
    f"{REPOSITORY / name}{os.sep}"
    for name in ("docs/assets/javascripts", "docs/assets/stylesheets", "catalogue/schemas")
)
READING = frozenset({"open", "os.listdir", "os.scandir", "glob.glob", "shutil.copytree", "shutil.copyfile"})
"""Events by which Python tells that a file or folder is read (its documentation, "Audit events table")."""
_documents_are_read: list[bool] = []


def watch() -> None:
    """Has every test fail, from now on, that reads a file or folder of the region in this process."""
    sys.addaudithook(_refuse)


@contextmanager
def reading_documents() -> Iterator[None]:
    """Lets the tests of the documents read those of docs/: see guides.py."""
    _documents_are_read.append(True)
    yield
    _documents_are_read.pop()


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in READING or _documents_are_read or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    name = os.fsdecode(arguments[0])
    if event == "open" and arguments[1] is None and not os.path.isabs(name):  # noqa: PTH117 - at each file
        return  # os.open, perhaps in another folder than the current one (dir_fd), which is not told
    path = os.path.join(os.path.abspath(name), "")  # noqa: PTH100, PTH118
    if path.startswith(REGION) and not path.startswith(PROGRAM):
        pytest.fail(f"{path.rstrip(os.sep)} is a region's, not the tests': take tests/exemple (see tests/guard.py)")
