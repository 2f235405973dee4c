"""`prst construire`: check, build beside the published site, swap."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import typer

from prst import destination, publishing
from prst.failures import MORE, TRACE, explain, in_words, killed

NOTHING_PUBLISHED = "Rien n’a été publié : le site précédent reste en place."

# No module of the records is imported: they are left to the process that is started, and building their models before
# that would make a small publication a quarter longer. A test holds it.


def run(project: Path, sortie: Path | None) -> int:
    """Publish a project's site in a folder, by default site/; 1 where nothing was published, 2 where nothing may be."""
    site = Path(os.path.realpath(project / destination.DEFAULT if sortie is None else sortie))
    project = project.resolve()
    start = time.perf_counter()
    try:
        held = destination.look(site, project)
        site.parent.mkdir(parents=True, exist_ok=True)
        with _stopped_like_an_interruption(), publishing.alone(site) as lock:
            told = publishing.recover(site)
            if not held:  # an interrupted publication may have been put back
                destination.look(site, project)
            try:
                steps = _build(project, publishing.prepare(site), lock)
                told += publishing.swap(publishing.beside(site), site)
            finally:
                publishing.remove(publishing.beside(site))
    except destination.DestinationError as error:
        typer.echo(str(error), err=True)
        return 2
    except (publishing.PublishingError, OSError) as error:
        said = str(error) if isinstance(error, publishing.PublishingError) else explain(error)
        typer.echo(f"{said}\n\n{NOTHING_PUBLISHED}", err=True)
        return 1
    except KeyboardInterrupt:
        typer.echo(f"Interrompu. {NOTHING_PUBLISHED}", err=True)
        return 130
    for sentence in told:
        typer.echo(sentence, err=True)
    _summary(steps, site, time.perf_counter() - start)
    return 0


@contextmanager
def _stopped_like_an_interruption() -> Iterator[None]:
    """Have a request to end, as `kill` and forges make it, leave nothing behind either."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _build(project: Path, folder: Path, lock: int) -> dict[str, dict[str, Any]]:
    """Have MkDocs build into a folder, and return the last line that it told of each step.

    Raises PublishingError, with all that is wrong, where it refuses. The process inherits the lock: it may outlive
    this one.
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
            pass_fds=(lock,),
            umask=_readable_umask(),
            process_group=0,  # so that it is stopped with the process that it forks
        ) as process:
            try:
                steps = _follow(process)
            except BaseException:
                _stop(process)
                raise
        log.seek(0)
        lines = log.readlines()
    if process.returncode or "fin" not in steps:
        if os.environ.get(TRACE):
            typer.echo("".join(lines), err=True)
        raise publishing.PublishingError(_reason(process.returncode, steps, lines))
    return steps


def _reason(code: int, steps: dict[str, dict[str, Any]], lines: list[str]) -> str:
    """Return in French why a build published nothing: what it refused, what failed, or what ended it."""
    if refusal := steps.get("refus") or steps.get("panne"):
        return str(refusal["texte"])
    if code < 0:
        return killed(-code)
    if any(line.startswith("Traceback ") for line in lines):
        return in_words(lines[-1].strip())
    said = "".join(line for line in lines if not line.startswith("INFO ")).strip()
    return said or f"La construction s’est arrêtée sans dire pourquoi (code {code}). {MORE}"


def _readable_umask() -> int:
    """Return this process's umask, less what would keep a web server from reading the site."""
    umask = os.umask(0)
    os.umask(umask)
    return umask & 0o022


def _stop(process: "subprocess.Popen[str]") -> None:
    """End a build and the process that it forked: it would go on writing into the folder that is cleared."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
    end = time.monotonic() + 1
    with suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < end:  # what was forked has the lock until it is gone
            os.killpg(process.pid, 0)
            time.sleep(0.01)


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
            elif step["etape"] == "images":
                status.update(_drawing(step["nombre"], step["total"]))
            elif step["etape"] == "pages":
                status.update(f"Construction des pages… {step['nombre']}")
    return steps


def _drawing(done: int, total: int) -> str:
    """Return what is told while posters and pictures are drawn, and after the last one."""
    if done == total:
        return "Construction des pages…"
    return f"Dessin des affiches et des images, cette fois seulement… {done} sur {total}"


def _steps(process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    for line in process.stdout or ():
        if line.startswith("{"):
            with suppress(ValueError):  # a line that its end cut
                yield json.loads(line)


def _summary(steps: dict[str, dict[str, Any]], site: Path, seconds: float) -> None:
    read, end = steps["lecture"], steps["fin"]
    links = end["secondes"]["liens"]
    typer.echo(f"Fiches lues        {read['dit']}")
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


def _french(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")
