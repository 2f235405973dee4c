"""The copies of what strangers publish, asked for again: what `prst agendas` and `prst moissonner` share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Generic

import typer

from prst.agendas.outcomes import Copy, Outcome, is_failure
from prst.commands.reading import sound_of
from prst.records.catalogue import Catalogue
from prst.records.loading import load
from prst.records.problems import as_text


@dataclass(frozen=True)
class Sources(Generic[Copy]):
    """The sources that a file of the catalogue names, and how their copies are refreshed."""

    file: str
    """Its name in the project."""
    ask: Callable[[Catalogue, Path], Sequence[Outcome[Copy]]]
    """Returns what came of asking each, given the catalogue and its folder."""
    write: Callable[[Sequence[Outcome[Copy]], Catalogue, Path, date], None]
    """Writes the copies that changed, with their day."""
    none: str
    """What is said where there is nobody to ask."""


def refresh(project: Path, sources: Sources[Copy], *, verifier: bool) -> int:
    """Refresh a project's copies, or only say what would change.

    Return 1 where somebody should look, 2 where there is no catalogue to read.
    """
    catalogue_folder = project / "catalogue"
    loaded = load(catalogue_folder)
    catalogue = sound_of(loaded)
    if catalogue is None:
        return 2
    wrong = [problem for problem in loaded.errors if problem.file == sources.file]
    if wrong:  # what is wrong there would be asked of nobody, without a word
        typer.echo(as_text(wrong), err=True)
    outcomes = sources.ask(catalogue, catalogue_folder)
    for outcome in outcomes:
        typer.echo(f"{outcome.nom}\u00a0: {outcome.message}", err=outcome.failed)
    if not outcomes and not wrong:
        typer.echo(sources.none)
    if not verifier:
        sources.write(outcomes, catalogue, catalogue_folder, datetime.now(UTC).date())
    return 1 if wrong or is_failure(outcomes) else 0
