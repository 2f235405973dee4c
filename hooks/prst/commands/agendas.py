"""`prst agendas`: the copies of external calendars, asked for again."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from prst.agendas import refreshing
from prst.agendas.outcomes import is_failure
from prst.cache import Cache
from prst.commands.reading import sound_of
from prst.records.loading import load
from prst.records.problems import as_text


def run(project: Path, verifier: bool) -> int:
    """Refresh a project's copies, or only say what would change; 1 where somebody should look."""
    catalogue_folder = project / "catalogue"
    loaded = load(catalogue_folder)
    catalogue = sound_of(loaded)
    if catalogue is None:
        return 2
    wrong = [problem for problem in loaded.errors if problem.file.endswith("/agendas.yml")]
    if wrong:  # what is wrong there would be asked of nobody, without a word
        typer.echo(as_text(wrong), err=True)
    outcomes = refreshing.refresh(catalogue, catalogue_folder)
    for outcome in outcomes:
        typer.echo(f"{outcome.nom}\u00a0: {outcome.message}", err=outcome.failed)
    if not outcomes and not wrong:
        typer.echo("Aucun calendrier de catalogue/agendas.yml n’a d’adresse\u00a0: il n’y a rien à demander.")
    if not verifier:
        refreshing.write_copies(outcomes, catalogue, catalogue_folder, datetime.now(UTC).date())
    return 1 if wrong or is_failure(outcomes) else 0


def cache_of_copies(project: Path) -> Cache:
    """Return where what copies hold is kept."""
    return Cache(project / ".cache" / "agendas")
