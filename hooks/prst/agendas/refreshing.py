"""The copies of external calendars, asked for again: a source that fails keeps the last good one."""

import json
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Thread

from prst.agendas import fetching
from prst.agendas.fetching import FetchingError
from prst.agendas.lines import is_whole
from prst.agendas.reading import dates_of, read_copies
from prst.records.catalogue import Catalogue
from prst.records.copies import DATES, FOLDER, Copie, file_of
from prst.records.model import Agenda


@dataclass(frozen=True)
class Outcome:
    """What asking one source came to, in French."""

    identity: str
    nom: str
    message: str
    failed: bool = False
    content: bytes | None = None
    """The new copy, where there is one to write."""
    kept: bool = True
    """Whether a good copy of it exists, this one or an earlier one."""


Fetch = Callable[[str], bytes]
MADE_ANEW = (b"DTSTAMP", b"LAST-MODIFIED", b"CREATED", b"UID", b"X-PUBLISHED-TTL")
"""Properties whose change alone is none: the ministry of education gives holidays other UIDs with each export."""


def refresh(catalogue: Catalogue, catalogue_folder: Path, fetch: Fetch = fetching.fetch) -> list[Outcome]:
    """Return what came of asking each calendar that has an address; nothing is written.

    All are asked at once. A source that does not answer, or sends anything but a calendar with events, keeps its copy.
    """
    asked = {identity: agenda for identity, agenda in catalogue.agendas.items() if agenda.url}
    received = _fetch_all({identity: str(agenda.url) for identity, agenda in asked.items()}, fetch)
    contents = {identity: content for identity, content in received.items() if isinstance(content, bytes)}
    # whatever the words that it is filtered by: a calendar that holds none of them today is a good one
    whole = {identity: agenda.model_copy(update={"mots": ()}) for identity, agenda in asked.items()}
    read = read_copies(contents, replace(catalogue, agendas=whole), catalogue_folder)
    outcomes = []
    for identity, agenda in asked.items():
        content = received[identity]
        before = _copy_at(catalogue_folder / FOLDER / file_of(identity, agenda))
        kept = before is not None
        refusal = content if isinstance(content, str) else _refusal(read[identity], content, before)
        if refusal:
            end = "la dernière bonne copie est gardée" if kept else "il n’en existe encore aucune copie"
            outcomes.append(Outcome(identity, agenda.nom, f"{refusal}\u00a0; {end}.", failed=True, kept=kept))
        else:
            assert isinstance(content, bytes)  # noqa: S101 - a text is a refusal
            outcomes.append(_outcome(identity, agenda, content, before, len(read[identity].evenements)))
    return outcomes


def is_failure(outcomes: Collection[Outcome]) -> bool:
    """Whether somebody should look: no source answers any more, or one has no copy yet and gives none.

    A source that is out of reach now and then is no failure: its copy is there, and pages show the day of it.
    """
    return any(not outcome.kept for outcome in outcomes) or (bool(outcomes) and all(o.failed for o in outcomes))


def write_copies(outcomes: Iterable[Outcome], catalogue: Catalogue, catalogue_folder: Path, today: date) -> None:
    """Write the copies that changed, and the day of each."""
    changed = [outcome for outcome in outcomes if outcome.content is not None]
    if not changed:
        return
    folder = catalogue_folder / FOLDER
    folder.mkdir(exist_ok=True)
    dates = dates_of(catalogue_folder)
    for outcome in changed:
        path = folder / file_of(outcome.identity, catalogue.agendas[outcome.identity])
        half = path.with_suffix(".tmp")
        half.write_bytes(outcome.content or b"")
        half.replace(path)
        dates[outcome.identity] = today
    known = {identity: day.isoformat() for identity, day in sorted(dates.items()) if identity in catalogue.agendas}
    (folder / DATES).write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8", newline="\n")


def _copy_at(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _outcome(identity: str, agenda: Agenda, content: bytes, before: bytes | None, count: int) -> Outcome:
    known = f"{count} événement{'s' if count > 1 else ''}"
    if before is not None and _unstamped(before) == _unstamped(content):
        return Outcome(identity, agenda.nom, f"rien de nouveau ({known}).")
    return Outcome(
        identity, agenda.nom, f"{'copie refaite' if before else 'première copie'} ({known}).", content=content
    )


def _unstamped(content: bytes) -> list[bytes]:
    """Return the lines of a calendar without what many servers make anew each time they are asked: moments and UIDs."""
    unfolded = re.sub(rb"\r?\n[ \t]", b"", content)
    return [line for line in unfolded.splitlines() if not line.upper().startswith(MADE_ANEW)]


def _refusal(copy: Copie, content: bytes, before: bytes | None) -> str:
    """Return why a calendar that was received is not worth keeping, or ''.

    One that is cut never takes the place of one that is whole.
    """
    if copy.evenements and before is not None and is_whole(before) and not is_whole(content):
        return "le calendrier reçu s’arrête avant sa fin"
    if copy.evenements:
        return ""
    messages = [problem.message.removesuffix(".") for problem in copy.notes]
    return messages[0] if messages else "ce calendrier n’annonce rien entre les dates que montre le site"


def _fetch_all(addresses: Mapping[str, str], fetch: Fetch) -> dict[str, bytes | str]:
    """Return the bytes behind each address, or a sentence that says why there are none, after SECONDS at most."""
    received: dict[str, bytes | str] = {}

    def ask(identity: str, address: str) -> None:
        try:
            received[identity] = fetch(address)
        except FetchingError as error:
            received[identity] = str(error)
        except Exception as error:  # a server may send whatever no library foresees
            received[identity] = f"sa réponse est incompréhensible ({type(error).__name__})"

    # threads that nobody waits for at the end: looking up a name cannot be interrupted
    threads = [Thread(target=ask, args=item, daemon=True) for item in addresses.items()]
    deadline = time.monotonic() + fetching.SECONDS
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(deadline - time.monotonic(), 0))
    late = f"aucune réponse complète en {fetching.SECONDS} secondes"
    return {identity: received.get(identity, late) for identity in addresses}
