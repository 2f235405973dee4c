"""`prst relancer`: drafts of mails that ask structures to read their records again. Nothing is sent."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from prst import publishing
from prst.agendas.reading import with_copies
from prst.analysis.relance import Relance, relances
from prst.building import Build
from prst.commands.agendas import cache_of_copies
from prst.commands.reading import sound_of, today_in
from prst.files import cause_of
from prst.outputs import Output, french
from prst.outputs.pages.common import Pages
from prst.outputs.relances import SUMMARY, outputs
from prst.records.catalogue import Catalogue
from prst.records.dates import parse_partial_date
from prst.records.loading import load, told_by_forge
from prst.records.problems import nearest
from prst.records.types import fold, slugify

SHOWN = 5
"""Files in the way that a message names."""


class RequestError(Exception):
    """Drafts that cannot be made as they were asked for: reason and remedy, in French."""


def run(project: Path, dossier: Path, structure: str, depuis: str) -> int:
    """Write the drafts into a folder; 1 where there is nothing to ask or no room, 2 where the question is wrong."""
    catalogue = sound_of(load(project / "catalogue", site=told_by_forge(os.environ)))
    if catalogue is None:
        return 2
    today = today_in(project)
    catalogue = with_copies(catalogue, project / "catalogue", cache_of_copies(project))
    pages = Build(catalogue, project / "overrides" / "fiches").pages
    try:
        since = since_day(depuis, today)
        found = chosen(relances(pages.derived, pages.contacts, since, today), catalogue, structure)
    except RequestError as error:
        typer.echo(str(error), err=True)
        return 2
    if not found:
        typer.echo("Rien à demander\u00a0: aucune fiche n’a besoin d’être relue. Aucun brouillon n’est écrit.")
        return 1
    return _write(pages, found, since, dossier)


def since_day(text: str, today: date) -> date:
    """Return the day that is asked for, by default the same one a year ago. Raises RequestError."""
    if not text:
        return today.replace(year=today.year - 1, day=min(today.day, 28) if today.month == 2 else today.day)
    try:
        parsed = parse_partial_date(text)
    except (LookupError, ValueError):
        parsed = None
    if parsed is None or not parsed.is_full:
        raise RequestError(f"--depuis\u00a0: « {text} » n’est pas un jour. Écrivez par exemple 2026-01-31.")
    if parsed.first_day > today:
        raise RequestError(f"--depuis\u00a0: le {french.long_date(parsed.first_day)} n’est pas encore arrivé.")
    return parsed.first_day


def chosen(found: Sequence[Relance], catalogue: Catalogue, structure: str) -> list[Relance]:
    """Return the drafts of one structure, all of them where none is named. Raises RequestError for an unknown one."""
    if not structure:
        return list(found)
    known = catalogue.resolve("structures", structure) or structure
    if mine := [one for one in found if one.cle == known]:
        return mine
    if known in catalogue.structures:
        return []
    names = {one.cle: one.nom for one in found} | {one.id: one.intitule for one in catalogue.structures.values()}
    by_name = {fold(name): identity for identity, name in names.items()}
    near = nearest(slugify(structure), names) or by_name.get(nearest(fold(structure), by_name) or "")
    question = f" Vouliez-vous dire « {near} » ({names[near]})\u00a0?" if near else ""
    raise RequestError(f"--structure\u00a0: « {structure} » est inconnue.{question}")


def _write(pages: Pages, found: Sequence[Relance], since: date, dossier: Path) -> int:
    files = list(outputs(pages, found, since))
    if taken := in_the_way(files, dossier):
        names = ", ".join(taken[:SHOWN]) + (", …" if len(taken) > SHOWN else "")
        typer.echo(
            f"{dossier} contient déjà {names}\u00a0: rien n’est écrit, pour ne pas effacer ce que vous y avez changé. "
            "Choisissez un autre dossier, ou videz celui-ci.",
            err=True,
        )
        return 1
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        publishing.write(files, dossier)
    except OSError as error:
        cause, remedy = cause_of(error)
        typer.echo(f"Les brouillons n’ont pas pu être écrits dans {dossier}\u00a0: {cause}. {remedy}".strip(), err=True)
        return 1
    known = sum(bool(one.courriel) for one in found)
    drafts = french.plural(len(found), "brouillon écrit", "brouillons écrits")
    typer.echo(
        f"{drafts} dans {dossier}, dont {french.number(known)} avec un destinataire. Rien n’est envoyé\u00a0: "
        f"{SUMMARY} dit à qui chacun va, et où l’adresse est à trouver."
    )
    return 0


def in_the_way(files: Sequence[Output], dossier: Path) -> list[str]:
    """Return the names of the files that are there already and say something else."""
    return [
        file.path
        for file in files
        if os.path.lexists(path := dossier / file.path) and not (path.is_file() and path.read_bytes() == file.content)
    ]
