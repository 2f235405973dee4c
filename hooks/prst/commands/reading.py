"""The catalogue that a command works with, whatever is wrong with some of its records."""

import typer

from prst.records.catalogue import Catalogue
from prst.records.loading import Loaded
from prst.records.problems import as_text


def sound_of(loaded: Loaded) -> Catalogue | None:
    """Return the records that can be shown; None where there are none, and what keeps them from being read is told."""
    if loaded.sound is None:
        typer.echo(as_text(loaded.errors), err=True)
    return loaded.sound
