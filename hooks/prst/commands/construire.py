"""`prst construire`: check, build beside the published site, swap."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import typer

from prst import publishing
from prst.outputs.addresses import SECTIONS

# No module of the records is imported: they are left to the process that is started, and building their models before
# that would make a small publication a quarter longer.


def run(project: Path, sortie: Path | None) -> int:
    """Publish a project's site in a folder, by default site/; 1 where nothing was published."""
    site = (project / "site" if sortie is None else sortie).resolve()
    if _holds_something_else(site, project):
        typer.echo(f"{site} contient autre chose qu’un site publié : choisissez un autre dossier.", err=True)
        return 2
    start = time.perf_counter()
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with publishing.alone(site):
            publishing.recover(site)
            steps = _build(project, publishing.beside(site))
            publishing.swap(publishing.beside(site), site)
    except (publishing.PublishingError, OSError) as error:
        typer.echo(f"{error}\n\nRien n’a été publié : le site précédent reste en place.", err=True)
        return 1
    _summary(steps, site, time.perf_counter() - start)
    return 0


def _build(project: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """Have MkDocs build into a folder, and return the last line that it told of each step.

    Raises PublishingError, with all that is wrong, where it refuses; the folder is cleared then.
    """
    # A file rather than a second pipe: one that nobody reads until the end would fill up and stop the build for ever.
    # Not --quiet, which would hide the warnings that --strict counts.
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        with subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
            cwd=project,
            env={**os.environ, "PRST_SUIVI": "1", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
        ) as process:
            steps = _follow(process)
        log.seek(0)
        errors = "".join(line for line in log if not line.startswith("INFO "))
    if process.returncode or "fin" not in steps:
        shutil.rmtree(folder, ignore_errors=True)
        refusal = steps.get("refus")
        raise publishing.PublishingError(refusal["texte"] if refusal else errors.strip())
    return steps


def _holds_something_else(site: Path, project: Path) -> bool:
    """Whether the folder to publish holds something else than a site, which would be lost."""
    filled = site.is_file() or (site.is_dir() and any(site.iterdir()))
    return project.is_relative_to(site) or (filled and not (site / "sitemap.xml").is_file()) or (site / ".git").exists()


def _follow(process: "subprocess.Popen[str]") -> dict[str, dict[str, Any]]:
    """Show how far the build is, and return its last line of each step."""
    steps: dict[str, dict[str, Any]] = {}
    if not sys.stderr.isatty():
        return {step["etape"]: step for step in _steps(process)}
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("Lecture des fiches…") as status:
        for step in _steps(process):
            steps[step["etape"]] = step
            if step["etape"] == "lecture":
                status.update(f"Construction des pages de {sum(step['fiches'].values())} fiches…")
            elif step["etape"] == "pages":
                status.update(f"Construction des pages… {step['nombre']}")
    return steps


def _steps(process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    for line in process.stdout or ():
        if line.startswith("{"):
            yield json.loads(line)


def _summary(steps: dict[str, dict[str, Any]], site: Path, seconds: float) -> None:
    read, end = steps["lecture"], steps["fin"]
    kinds = ", ".join(f"{count} {_label(kind)}" for kind, count in read["fiches"].items() if count)
    links = end["secondes"]["liens"]
    typer.echo(f"Fiches lues        {kinds}")
    typer.echo(f"Pages publiées     {end['pages']} ({end['fichiers']} fichiers)")
    if (agendas := steps["agendas"])["nombre"] or agendas["notes"]:
        typer.echo(
            f"Calendriers repris {agendas['nombre']} ({_events(agendas['evenements'])}){_noted(agendas['notes'])}"
        )
    typer.echo(f"Liens vérifiés     aucun lien cassé ({_french(links)} s)")
    typer.echo(f"Durée              {_french(seconds)} s")
    typer.echo(f"À ouvrir           {site / 'index.html'}")


def _events(count: int) -> str:
    return f"{count} événement{'s' if count > 1 else ''}"


def _noted(count: int) -> str:
    return f", {count} note{'s' if count > 1 else ''}\u00a0: voir « prst verifier --notes »" if count else ""


def _label(kind: str) -> str:
    return SECTIONS[kind].many if kind in SECTIONS else kind


def _french(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")
