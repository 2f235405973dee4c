"""`prst …`: what pilots, editors and continuous integration run. Messages are French."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, Any

import typer

from prst import publishing
from prst.outputs.addresses import SECTIONS

if TYPE_CHECKING:
    from prst.records.loading import Loaded
    from prst.records.problems import Problem

# The records' modules are imported where they are used: `construire` leaves them to the process that it starts, and
# building their models before that would make a small publication a quarter longer.

app = typer.Typer(
    name="prst",
    help="Le catalogue des livrables du plan régional santé au travail.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def project_folder() -> Path:
    """Return the nearest folder, from here up, that holds mkdocs.yml. Exits with a sentence where there is none."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    typer.echo("Aucun mkdocs.yml ici : lancez la commande depuis le dossier du catalogue.", err=True)
    raise typer.Exit(2)


@app.command()
def verifier(
    fichiers: Annotated[list[Path] | None, typer.Argument(help="Ne montrer que les problèmes de ces fichiers.")] = None,
    format: Annotated[str, typer.Option(help="Forme du rapport : texte, json, gitlab, github.")] = "texte",
    depuis: Annotated[
        str | None,
        typer.Option(
            metavar="REF", help="Vérifier aussi qu’aucune adresse publiée à cette référence git ne disparaît."
        ),
    ] = None,
    notes: Annotated[bool, typer.Option(help="Montrer aussi les notes, qui n’empêchent pas de publier.")] = False,
) -> None:
    """Vérifier toutes les fiches du catalogue, et dire comment réparer celles qui ne vont pas."""
    from prst.commands import verifier
    from prst.records import history
    from prst.records.loading import load
    from prst.records.problems import FORMATS, NOTE

    if format not in FORMATS:
        typer.echo(f"Forme de rapport inconnue : « {format} ». Choix possibles : {', '.join(FORMATS)}.", err=True)
        raise typer.Exit(2)
    root = project_folder()
    loaded = load(root / "catalogue", root / "docs", notes=True)
    problems = [*loaded.problems, *verifier.written_pages(loaded, root), *verifier.notes(loaded, root)]
    problems += _notes_of_copies(loaded, root)
    if depuis is not None:
        try:
            problems += history.vanished(root, depuis, loaded)
        except history.HistoryError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from None
    if fichiers:
        wanted = {_relative(path, root) for path in fichiers}
        missing = sorted(name for name in wanted if not (root / name).exists())
        if missing:
            typer.echo(f"Fichier introuvable : {', '.join(missing)}.", err=True)
            raise typer.Exit(2)
        problems = [problem for problem in problems if _is_within(problem.file, wanted)]
    errors = [problem for problem in problems if problem.severity != NOTE]
    shown = problems if notes or format != "texte" else errors
    report = FORMATS[format](sorted(shown))
    if report:
        typer.echo(report)
    if format == "texte":
        _conclude(errors, len(problems) - len(errors), notes, loaded, " dans ce qui est demandé" if fichiers else "")
    raise typer.Exit(1 if errors else 0)


def _conclude(errors: list["Problem"], noted: int, shown: bool, loaded: "Loaded", where: str) -> None:
    files = sum(loaded.counts.values())
    more = (
        f" ({noted} note{'s' if noted > 1 else ''}{'' if shown else ' : ajoutez --notes pour les lire'})"
        if noted
        else ""
    )
    if errors:
        count = f"{len(errors)} problème{'s' if len(errors) > 1 else ''}"
        typer.echo(f"\n{count} à corriger{where}, {files} fiches lues{more}.", err=True)
    else:
        typer.echo(f"{files} fiches vérifiées, rien à corriger{where}{more}.", err=True)


def _relative(path: Path, root: Path) -> str:
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path.as_posix()


def _is_within(file: str, wanted: set[str]) -> bool:
    """Whether a file is one of those wanted, or in a folder that is."""
    return any(name in (file, ".") or file.startswith(f"{name}/") for name in wanted)


@app.command()
def similaires(
    fichier: Annotated[Path, typer.Argument(help="La fiche, même en cours d’écriture, où qu’elle soit.")],
    format: Annotated[str, typer.Option(help="Forme de la réponse : texte, json.")] = "texte",
) -> None:
    """Chercher dans le catalogue les livrables qui ressemblent à celui d’une fiche, avant de produire à nouveau."""
    from prst.commands import similaires
    from prst.records.loading import load

    if format not in similaires.FORMATS:
        choices = ", ".join(similaires.FORMATS)
        typer.echo(f"Forme de réponse inconnue : « {format} ». Choix possibles : {choices}.", err=True)
        raise typer.Exit(2)
    root = project_folder()
    try:
        answer = similaires.compare(fichier, load(root / "catalogue"), root)
    except similaires.DraftError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(similaires.FORMATS[format](answer))


def _notes_of_copies(loaded: "Loaded", root: Path) -> list["Problem"]:
    catalogue = loaded.catalogue or loaded.sound
    if catalogue is None:
        return []
    from prst.agendas.reading import stray_copies, with_copies
    from prst.records.copies import note

    copies = with_copies(catalogue, root / "catalogue", _cache_of_copies(root)).copies.values()
    strays = [note(name, "agenda_orphelin") for name in stray_copies(catalogue, root / "catalogue")]
    return [*(problem for copie in copies for problem in copie.notes), *strays]


def _cache_of_copies(root: Path) -> Path:
    folder = root / ".cache" / "agendas"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@app.command()
def construire(
    sortie: Annotated[Path | None, typer.Option(help="Le dossier à publier (par défaut, site/).")] = None,
) -> None:
    """Vérifier le catalogue, construire le site à côté de celui qui est publié, puis le mettre à sa place."""
    root = project_folder()
    site = (root / "site" if sortie is None else sortie).resolve()
    _refuse_to_replace(site, root)
    start = time.perf_counter()
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with publishing.alone(site):
            publishing.recover(site)
            steps = _build(root, publishing.beside(site))
            publishing.swap(publishing.beside(site), site)
    except (publishing.PublishingError, OSError) as error:
        typer.echo(f"{error}\n\nRien n’a été publié : le site précédent reste en place.", err=True)
        raise typer.Exit(1) from None
    _summary(steps, site, time.perf_counter() - start)


def _build(root: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """Have MkDocs build into a folder, and return the last line that it told of each step.

    Raises PublishingError, with all that is wrong, where it refuses; the folder is cleared then.
    """
    # A file rather than a second pipe: one that nobody reads until the end would fill up and stop the build for ever.
    # Not --quiet, which would hide the warnings that --strict counts.
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        with subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
            cwd=root,
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


def _refuse_to_replace(site: Path, root: Path) -> None:
    """Exit where the folder to publish holds something else than a site, which would be lost."""
    filled = site.is_file() or (site.is_dir() and any(site.iterdir()))
    if root.is_relative_to(site) or (filled and not (site / "sitemap.xml").is_file()) or (site / ".git").exists():
        typer.echo(f"{site} contient autre chose qu’un site publié : choisissez un autre dossier.", err=True)
        raise typer.Exit(2)


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


@app.command()
def agendas(
    verifier: Annotated[bool, typer.Option("--verifier", help="Dire ce qui changerait, sans rien écrire.")] = False,
) -> None:
    """Demander à nouveau les calendriers extérieurs, et garder une copie de ceux qui sont bons."""
    from prst.agendas import refreshing
    from prst.records.loading import load
    from prst.records.problems import as_text

    root = project_folder() / "catalogue"
    loaded = load(root)
    catalogue = loaded.catalogue or loaded.sound
    if catalogue is None:
        typer.echo(as_text(loaded.errors), err=True)
        raise typer.Exit(2)
    outcomes = refreshing.refresh(catalogue, root)
    for outcome in outcomes:
        typer.echo(f"{outcome.nom}\u00a0: {outcome.message}", err=outcome.failed)
    if not outcomes:
        typer.echo("Aucun calendrier de catalogue/agendas.yml n’a d’adresse\u00a0: il n’y a rien à demander.")
    if not verifier:
        refreshing.write_copies(outcomes, catalogue, root, datetime.now(UTC).date())
    raise typer.Exit(1 if refreshing.is_failure(outcomes) else 0)


@app.command()
def lettre(
    depuis: Annotated[str, typer.Option(metavar="JOUR", help="Le premier jour, par exemple 2026-10-01.")] = "",
    jusqu_a: Annotated[str, typer.Option(metavar="JOUR", help="Le dernier jour (par défaut, aujourd’hui).")] = "",
    cible: Annotated[str, typer.Option(help="Une seule cible : le nom de sa fiche, sans .yml.")] = "",
    territoire: Annotated[
        str, typer.Option(help="Un seul territoire : un code de département, region ou national.")
    ] = "",
    sortie: Annotated[Path | None, typer.Option(help="Le dossier de la lettre (par défaut, lettre/).")] = None,
) -> None:
    """Composer une lettre : ce qui est nouveau, ce qui vient, prêt à coller dans un message."""
    from prst.agendas.reading import with_copies
    from prst.analysis.occurrences import PARIS
    from prst.building import Build, told_by_forge
    from prst.commands import lettre
    from prst.outputs.pages.lettre import create_letter
    from prst.records.loading import load
    from prst.records.problems import as_text

    root = project_folder()
    folder = root / "lettre" if sortie is None else sortie
    loaded = load(root / "catalogue", site=told_by_forge(os.environ))
    if loaded.catalogue is None or loaded.errors:
        typer.echo(
            f"{as_text(loaded.errors)}\n\nAucune lettre n’est écrite\u00a0: corrigez d’abord les fiches.", err=True
        )
        raise typer.Exit(1)
    try:
        request = lettre.understand(
            loaded.catalogue, depuis, jusqu_a, cible, territoire, today=datetime.now(PARIS).date()
        )
    except lettre.RequestError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    catalogue = with_copies(loaded.catalogue, root / "catalogue", _cache_of_copies(root))
    pages = Build(catalogue, root / "overrides" / "fiches").pages
    try:
        digest = lettre.digest_of(pages, request)
        folder.mkdir(parents=True, exist_ok=True)
        publishing.write(create_letter(pages, digest).files(), folder)
    except lettre.RequestError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        typer.echo(f"La lettre n’a pas pu être écrite dans {folder}\u00a0: {error.strerror}.", err=True)
        raise typer.Exit(1) from None
    contact = loaded.catalogue.site.contact
    typer.echo(lettre.summary(digest, request, str(folder), sender_known=bool(contact.courriel)))


@app.command()
def schemas() -> None:
    """Écrire les schémas JSON des fiches dans catalogue/schemas/, pour l’aide à la saisie des éditeurs."""
    folder = project_folder() / "catalogue" / "schemas"
    from prst.records.schemas import write_schemas

    names = write_schemas(folder)
    typer.echo(f"{len(names)} schémas écrits dans {folder}.")


def main() -> None:
    """Run the command line."""
    app()
