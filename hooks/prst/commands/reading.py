"""The catalogue that a command works with, whatever is wrong with some of its records."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from prst.files import read_file
from prst.records.catalogue import Catalogue
from prst.records.dates import PARIS
from prst.records.fuseaux import zone_names
from prst.records.loading import Loaded
from prst.records.problems import as_text
from prst.records.reading import MAX_BYTES, read


@contextmanager
def all_kept() -> Iterator[None]:
    """Give a command that keeps what it reads until its end: looking for what could go takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def sound_of(loaded: Loaded) -> Catalogue | None:
    """Return the records that can be shown; None where there are none, and what keeps them from being read is told."""
    if loaded.sound is None:
        typer.echo(as_text(loaded.errors), err=True)
    return loaded.sound


def today_in(project: Path) -> date:
    """Return what day it is where the site of a project is: in Paris where site.yml cannot be read, or does not say."""
    try:
        tree = read(read_file(project / "catalogue" / "site.yml", MAX_BYTES), positions=False).value
    except OSError:
        tree = None
    written = tree.get("fuseau") if isinstance(tree, dict) else None
    name = zone_names().get(written.strip().casefold()) if isinstance(written, str) else None
    return datetime.now(ZoneInfo(name) if name else PARIS).date()
