"""The copies of external calendars, asked for again: a source that fails keeps the last good one."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from prst.agendas import fetching
from prst.agendas.copying import copied, is_same
from prst.agendas.lines import is_calendar, is_whole
from prst.agendas.outcomes import Fetch, Outcome, fetch_all
from prst.agendas.reading import dates_of, read_copies
from prst.records.catalogue import Catalogue
from prst.records.copies import DATES, FOLDER, Copie, file_of
from prst.records.model import Agenda
from prst.whole import write_whole

HARMLESS = {
    "agenda_vide",
    "agenda_prive",
    "agenda_fin",
    "agenda_fuseau",
    "agenda_caractere",
    "agenda_personne",
    "agenda_acces",
    "agenda_trop",
}
"""Notes that leave an empty calendar what it is. After others it may hold events that nobody could read."""
TOLD = ("agenda_prive", "agenda_caractere", "agenda_personne", "agenda_acces")
"""Notes that whoever is about to keep a copy should see."""


def refresh(catalogue: Catalogue, catalogue_folder: Path, fetch: Fetch = fetching.fetch) -> list[Outcome[bytes]]:
    """Return what came of asking each calendar that has an address; nothing is written.

    All are asked at once. A source that does not answer, or sends anything but a calendar, keeps its copy. A calendar
    from its first line to its last that holds no event any more empties it.
    """
    asked = {identity: agenda for identity, agenda in catalogue.agendas.items() if agenda.url}
    received = fetch_all({identity: str(agenda.url) for identity, agenda in asked.items()}, fetch)
    contents = {identity: content for identity, content in received.items() if isinstance(content, bytes)}
    # whatever the words that it is filtered by: a calendar that holds none of them today is a good one
    whole = {identity: agenda.model_copy(update={"mots": ()}) for identity, agenda in asked.items()}
    read = read_copies(contents, replace(catalogue, agendas=whole), catalogue_folder)
    return [
        _outcome(identity, agenda, received[identity], _copy_at(catalogue_folder, identity, agenda), read.get(identity))
        for identity, agenda in asked.items()
    ]


def write_copies(outcomes: Iterable[Outcome[bytes]], catalogue: Catalogue, catalogue_folder: Path, today: date) -> None:
    """Write the copies that changed, and the day of each."""
    changed = [outcome for outcome in outcomes if outcome.content is not None]
    if not changed:
        return
    folder = catalogue_folder / FOLDER
    folder.mkdir(exist_ok=True)
    dates = dates_of(catalogue_folder)
    for outcome in changed:
        write_whole(folder / file_of(outcome.identity, catalogue.agendas[outcome.identity]), outcome.content or b"")
        dates[outcome.identity] = today
    known = {identity: day.isoformat() for identity, day in sorted(dates.items()) if identity in catalogue.agendas}
    write_whole(folder / DATES, f"{json.dumps(known, indent=2)}\n".encode())


def _copy_at(catalogue_folder: Path, identity: str, agenda: Agenda) -> bytes | None:
    path = catalogue_folder / FOLDER / file_of(identity, agenda)
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _outcome(
    identity: str, agenda: Agenda, received: bytes | str, before: bytes | None, read: Copie | None
) -> Outcome[bytes]:
    """Return what a source came to: `received` is its bytes, or why there are none, and `read` what they hold."""
    refusal, copy = (received, b"") if isinstance(received, str) else ("", received)
    if read is not None and isinstance(received, bytes):
        refusal = _refusal(read, received, before)
        try:
            copy = b"" if refusal else copied(received, agenda.mots)
        except Exception as error:  # a stranger's file may hold whatever nobody foresees
            refusal = f"sa copie n’a pas pu être faite ({type(error).__name__})"
    if refusal or read is None:
        return Outcome.of_refusal(identity, agenda.nom, refusal, kept=before is not None)
    same = before is not None and is_same(before, copy)
    return Outcome.of_copy(identity, agenda.nom, _told(read), copy, kept=before is not None, same=same)


def _told(read: Copie) -> str:
    """Return how many events a calendar has, and what whoever keeps its copy should know."""
    count = len(read.evenements)
    known = f"{count} événement{'s' if count > 1 else ''}" if count else "aucun événement"
    messages = [problem.message for problem in read.notes if problem.code in TOLD]
    return " ".join([f"({known}).", *(f"{message[0].upper()}{message[1:]}" for message in messages)])


def _refusal(copy: Copie, content: bytes, before: bytes | None) -> str:
    """Return why a calendar that was received is not worth keeping, or ''.

    One that is cut never takes the place of one that is whole.
    """
    if copy.evenements and (before is None or is_whole(content) or not is_whole(before)):
        return ""
    if not copy.evenements:
        messages = [problem.message.removesuffix(".") for problem in copy.notes if problem.code not in HARMLESS]
        if messages:
            return messages[0]
        if is_calendar(content):
            return ""
    return (
        "le calendrier reçu s’arrête avant sa fin"
        if not is_whole(content)
        else "le fichier reçu n’est pas un calendrier"
    )
