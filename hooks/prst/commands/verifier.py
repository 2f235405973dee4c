"""`prst verifier`: all files or some, and the report."""

import os
from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path

import typer

from prst.commands.reading import all_kept, today_in
from prst.records import history
from prst.records.docs import unreadable
from prst.records.explications import FOLDER as PAGES_OF_MESSAGES
from prst.records.explications import page_of
from prst.records.loading import Loaded, load, told_by_forge
from prst.records.model import MODELS
from prst.records.placing import reading_with_positions
from prst.records.problems import FORMATS, NOTE, Problem

EXPLAINED = 10
"""Pages of messages that a report names."""


@all_kept()
def run(
    project: Path,
    fichiers: Sequence[Path],
    format: str,
    depuis: str | None,
    notes: bool,
    a_defaut: str | None = None,
    today: date | None = None,
) -> int:
    """Check a project and print the report; 1 where something is to be mended, 2 where the question is wrong.

    `today` is the day after which no record can have changed; by default that of where the site is.
    """
    if format not in FORMATS:
        typer.echo(f"Forme de rapport inconnue : « {format} ». Choix possibles : {', '.join(FORMATS)}.", err=True)
        return 2
    names = {path: _relative(path, project) for path in fichiers}
    if outside := [str(path) for path, name in names.items() if name is None and path.exists()]:
        told = f"Hors de ce projet : {', '.join(outside)}. « prst verifier » vérifie celui du dossier où on le lance."
        typer.echo(told, err=True)
        return 2
    wanted = {name or path.as_posix() for path, name in names.items()}
    if missing := sorted(name for name in wanted if not (project / name).exists()):
        typer.echo(f"Fichier introuvable : {', '.join(missing)}.", err=True)
        return 2
    today = today or today_in(project)
    shown = notes or format != "texte"
    try:
        problems, files, chains = _problems(project, wanted, (depuis, a_defaut), shown, today)
    except history.HistoryError as error:
        typer.echo(str(error), err=True)
        return 2
    problems = sorted(set(problems))  # a page that cannot be read is told of twice
    if wanted:
        problems = [problem for problem in problems if _is_within(problem.file, wanted)]
    site = site_of(project)
    report = FORMATS[format](problems, site)
    if report:
        typer.echo(report)
    errors = [problem for problem in problems if problem.severity != NOTE]
    if format == "texte":
        where = " dans ce qui est demandé" if wanted else ""
        _explain([problem for problem in problems if notes or problem.severity != NOTE], site)
        if notes and chains:
            typer.echo(chains, err=True)
        _conclude(len(errors), len(problems) - len(errors) if notes else None, files, where)
        if mended := sum(problem.correction is not None and problem.severity == NOTE for problem in problems):
            read = f"{mended} lignes sont lues" if mended > 1 else "1 ligne est lue"
            typer.echo(f"{read} autrement que cela n’est écrit : « prst reparer » montre comment l’écrire.", err=True)
    return 1 if errors else 0


def _since(project: Path, depuis: str, a_defaut: str | None, loaded: Loaded) -> list[Problem]:
    """Return what is wrong with the changes since a reference, or since another one where the first does not exist."""
    try:
        return history.since(project, depuis, loaded)
    except history.UnknownReferenceError as error:
        if a_defaut is None:
            raise
        try:
            problems = history.since(project, a_defaut, loaded)
        except history.UnknownReferenceError:
            typer.echo(f"{error}\nNi « {a_defaut} » : les adresses ne sont comparées à rien.", err=True)
            return []
        typer.echo(f"{error}\nLes adresses sont comparées à « {a_defaut} ».", err=True)
        return problems


def _problems(
    project: Path, wanted: Collection[str], since: tuple[str | None, str | None], notes: bool, today: date
) -> tuple[list[Problem], int, str]:
    """Return what is wrong, how many records were read, and where chains of contact end.

    Notes, which take long to find, and chains are looked for where they are shown.

    `since` are the reference whose addresses must still be there, and the one that is compared in its absence.
    """
    depuis, a_defaut = since
    catalogue = project / "catalogue"
    if wanted and not notes and depuis is None and all(map(_is_record, wanted)):
        only = load(catalogue, project / "docs", today=today, only=[project / name for name in wanted])
        return list(only.problems), len(wanted), ""
    # It takes as long to import as the check of one record, and a sixth of that of ten thousand.
    imported = partial(import_module, "prst.commands.ensemble")
    loaded = load(catalogue, project / "docs", notes=notes, today=today, meanwhile=imported)
    from prst.commands import ensemble

    problems = [*loaded.problems, *unreadable(project / "docs"), *ensemble.written_pages(loaded, project)]
    if notes:
        problems += [*ensemble.better(loaded, project), *ensemble.notes_of_copies(loaded, project)]
    if depuis is not None:
        problems += _since(project, depuis, a_defaut, loaded)
    return problems, sum(loaded.counts.values()), ensemble.chains(loaded) if notes else ""


def _is_record(name: str) -> bool:
    """Whether a file, by its name in the project, is a record: what is said of it needs no other one."""
    folder, *inside = name.split("/")
    return folder == "catalogue" and len(inside) == 2 and inside[0] in MODELS and inside[1].endswith(".yml")


def _conclude(errors: int, noted: int | None, files: int, where: str) -> None:
    """Tell how it went; without a number of notes, how to read them."""
    more = " ; les notes se lisent avec --notes" if noted is None else ""
    if noted:
        more = f" ({noted} note{'s' if noted > 1 else ''})"
    count = f"{files} fiche{'s' if files > 1 else ''}"
    if errors:
        found = f"{errors} problème{'s' if errors > 1 else ''}"
        typer.echo(f"\n{found} à corriger{where}, {count} {_read(files)}{more}.", err=True)
    else:
        checked = "vérifiées" if files > 1 else "vérifiée"
        typer.echo(f"{count} {checked}, rien à corriger{where}{more}.", err=True)


def _explain(problems: Sequence[Problem], site: str) -> None:
    """Tell where each message is explained, once."""
    codes = list(dict.fromkeys(problem.code for problem in problems))
    if site and codes:
        rest = "" if len(codes) <= EXPLAINED else f"\n  {site}{PAGES_OF_MESSAGES} pour les autres"
        pages = "\n  ".join(page_of(code, site) for code in codes[:EXPLAINED])
        typer.echo(f"\nPour comprendre, avec des exemples :\n  {pages}{rest}", err=True)


def site_of(project: Path) -> str:
    """Return the address of the site of a project, as the forge or site.yml says it; '' where none can be read."""
    tree = reading_with_positions(project / "catalogue" / "site.yml").value
    written = tree.get("adresse") if isinstance(tree, dict) else None
    address = told_by_forge(os.environ).get("adresse", written)
    is_one = isinstance(address, str) and address.lower().startswith(("https://", "http://"))
    return f"{str(address).strip().rstrip('/')}/" if is_one else ""


def _read(files: int) -> str:
    return "lues" if files > 1 else "lue"


def _relative(path: Path, project: Path) -> str | None:
    """Return the name of a file in the project; None for one that is not there."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    return absolute.relative_to(project).as_posix() if absolute.is_relative_to(project) else None


def _is_within(file: str, wanted: set[str]) -> bool:
    """Whether a file is one of those wanted, or in a folder that is."""
    return any(name in (file, ".") or file.startswith(f"{name}/") for name in wanted)
