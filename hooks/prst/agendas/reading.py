"""The copies of external calendars, read by a process that is killed when it takes too long."""

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache as once
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from prst.agendas.limits import ALL_SECONDS, IN_WORDS, SIZE_CAP
from prst.apart import ask
from prst.cache import Cache
from prst.records import dates, fuseaux, types
from prst.records.catalogue import Catalogue, window
from prst.records.copies import DATES, FOLDER, Copie, copy_of, file_of, note
from prst.records.model import Agenda
from prst.records.problems import Problem

READER = Path(__file__).with_name("events.py")
"""The module that the process runs; it is not imported here, because its libraries take a tenth of a second."""
READ_BY = (*sorted(READER.parent.glob("*.py")), *(Path(str(one.__file__)) for one in (types, dates, fuseaux)))
"""The modules on which answers that are kept depend."""
LIBRARIES = ("icalendar", "recurring-ical-events", "tzdata", "python-dateutil", "babel")
TOO_SLOW = "agenda_lent"
ABSENT = "agenda_absent"
DATES_CAP = 1 << 20
"""Bytes of the largest list of days."""
PERSONAL = ("ATTENDEE", "ORGANIZER", "CONTACT", "COMMENT", "DESCRIPTION", "X-ALT-DESC", "ATTACH", "CONFERENCE")
"""Properties that the site never shows, and in which programs put people, their numbers and passwords."""


@dataclass(frozen=True)
class _Copy:
    """A copy to read: the bytes of its file, the words that filter it, and under which key its answer is kept.

    Its hours become those of `zone`, which those without any zone are taken for.
    """

    identity: str
    file: str
    content: bytes
    words: tuple[str, ...]
    zone: ZoneInfo
    key: str


def with_copies(catalogue: Catalogue, catalogue_folder: Path, cache: Cache | None = None) -> Catalogue:
    """Return the catalogue with what the last good copies of its external calendars hold.

    Nothing is raised and nothing is fetched: what cannot be read is told in the notes of its copy, and takes
    ALL_SECONDS at most. What was read is kept in `cache`, under the hash of all it depends on.
    """
    found = read_copies(dict.fromkeys(catalogue.agendas), catalogue, catalogue_folder, cache)
    return replace(catalogue, copies=found)


def read_copies(
    given: Mapping[str, bytes | None], catalogue: Catalogue, catalogue_folder: Path, cache: Cache | None = None
) -> dict[str, Copie]:
    """Return what calendars hold, by id, in the order given: the bytes given, or those of the copy where it is None."""
    days = window(catalogue)
    known, spoilt = _read_dates(catalogue_folder)
    copies: dict[str, Copie] = {}
    waiting: list[_Copy] = []
    for identity, content in given.items():
        agenda = catalogue.agendas[identity]
        file = file_of(identity, agenda)
        if content is None:
            content, code = _content_of(catalogue_folder / FOLDER / file, SIZE_CAP)
            if code:
                copies[identity] = Copie(notes=(note(file, code, **IN_WORDS),))
                continue
        waiting.append(_prepared(identity, agenda, content, days, catalogue.site.zone))
    answers = _ask_all(waiting, days, cache)
    for copy in waiting:
        copies[copy.identity] = _understood(copy, answers[copy.identity], known.get(copy.identity))
        if given[copy.identity] is None:
            copies[copy.identity] = _with_notes(copies[copy.identity], _personal(copy))
    found = {identity: copies[identity] for identity in given}
    for identity, problem in _told_once(spoilt, found).items():
        found[identity] = _with_notes(found[identity], [problem])
    return found


def dates_of(catalogue_folder: Path) -> dict[str, date]:
    """Return the day of each copy that has one, by the id of its calendar."""
    return _read_dates(catalogue_folder)[0]


def _read_dates(catalogue_folder: Path) -> tuple[dict[str, date], set[str]]:
    """Return the days that are noted, and the ids of the calendars whose day is spoilt; {""} where the file is."""
    content, code = _content_of(catalogue_folder / FOLDER / DATES, DATES_CAP)
    if code == ABSENT and not os.path.lexists(catalogue_folder / FOLDER / DATES):
        return {}, set()
    try:
        noted = json.loads(content)
    except (ValueError, RecursionError):
        noted = None
    if code or not isinstance(noted, dict):
        return {}, {""}
    found, spoilt = {}, set()
    for identity, day in noted.items():
        try:
            found[identity] = date.fromisoformat(day)
        except (ValueError, TypeError):
            spoilt.add(identity)
    return found, spoilt


def _told_once(spoilt: Iterable[str], copies: Mapping[str, Copie]) -> dict[str, Problem]:
    """Return the notes about the list of days, by the calendar with which they are told: the first one's for all."""
    told = {identity or next(iter(copies), ""): identity for identity in sorted(spoilt)}
    return {
        identity: note(DATES, "agenda_jour" if named else "agenda_jours", value=named)
        for identity, named in told.items()
        if identity in copies
    }


def _personal(copy: _Copy) -> list[Problem]:
    """Return the note about properties of a file that are not read, and may name people; words need descriptions."""
    text = copy.content.upper()
    names = [
        name
        for name in PERSONAL
        if not (copy.words and name == "DESCRIPTION")
        and any(b"\n" + name.encode() + end in text for end in (b":", b";"))
    ]
    return [note(copy.file, "agenda_superflu", noms=", ".join(names))] if names else []


def _with_notes(copie: Copie, notes: Iterable[Problem]) -> Copie:
    return replace(copie, notes=(*copie.notes, *notes))


def stray_copies(catalogue: Catalogue, catalogue_folder: Path) -> list[str]:
    """Return the names of the files beside the copies that no calendar reads."""
    known = {DATES, *(file_of(identity, agenda) for identity, agenda in catalogue.agendas.items())}
    folder = catalogue_folder / FOLDER
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [name for name in names if name not in known and not name.startswith(".") and name != "LISEZMOI.md"]


def _content_of(path: Path, cap: int) -> tuple[bytes, str]:
    """Return the bytes of a file beside the copies, or the code of what is wrong with it."""
    try:
        if path.is_symlink() or not path.is_file():
            return b"", ABSENT
        with path.open("rb") as file:
            content = file.read(cap + 1)
        return (content, "") if len(content) <= cap else (b"", "agenda_gros")
    except OSError:
        return b"", ABSENT


def _prepared(identity: str, agenda: Agenda, content: bytes, days: tuple[date, date], zone: ZoneInfo) -> _Copy:
    known = json.dumps([_readers(), agenda.mots, [day.isoformat() for day in days], zone.key])
    key = sha256(known.encode() + b"\0" + content).hexdigest()
    return _Copy(identity, file_of(identity, agenda), content, agenda.mots, zone, key)


@once
def _readers() -> str:
    """Return what an answer depends on besides its file: the modules and the libraries that read it."""
    used = [version(name) for name in LIBRARIES]
    return sha256(b"\0".join([json.dumps(used).encode(), *(path.read_bytes() for path in READ_BY)])).hexdigest()


# Processes


Answer = Mapping[str, Any]


def _ask_all(copies: Sequence[_Copy], days: tuple[date, date], cache: Cache | None) -> dict[str, Answer | None]:
    """Return the answer for each copy, None for those that took too long, or too much memory.

    What a process found too long for the work that a file is worth is kept as well: the same file would cost each check
    the same seconds. A copy that was not read because others took the time is asked for again.
    """
    kept = {copy.identity: _kept_answer(copy, cache) for copy in copies}
    answers = {identity: answer for identity, (_known, answer) in kept.items()}
    deadline = time.monotonic() + ALL_SECONDS
    waiting = sorted((copy for copy in copies if not kept[copy.identity][0]), key=lambda copy: len(copy.content))
    while waiting and (left := deadline - time.monotonic()) > 0:
        told, reading = _ask(waiting, days, left)
        for rank, answer in told.items():
            answers[waiting[rank].identity] = answer
            _keep_answer(waiting[rank], answer, cache)
        if reading is None:
            break
        # the process died over this one: another goes on without it
        waiting = [copy for rank, copy in enumerate(waiting) if rank not in told and rank != reading]
    return answers


def _ask(
    copies: Sequence[_Copy], days: tuple[date, date], seconds: float
) -> tuple[dict[int, Answer | None], int | None]:
    """Have a process of its own read copies, and kill it after some seconds.

    Returns its answers by rank, and the rank of the copy that it was reading when it ended early; None if it did not.
    """
    first, last = (day.isoformat() for day in days)
    files = [{"mots": copy.words, "fuseau": copy.zone.key, "octets": len(copy.content)} for copy in copies]
    question = json.dumps({"premier": first, "dernier": last, "fichiers": files})
    output = ask(
        f"prst.agendas.{READER.stem}",
        b"".join([question.encode(), b"\n", *(copy.content for copy in copies)]),
        seconds,
    ).output
    told: dict[int, Answer | None] = {}
    reading = None
    for line in output.splitlines():
        with suppress(ValueError):  # the last line may be cut
            said = json.loads(line)
            if "debut" in said:
                reading = said["debut"]
            else:
                told[said["rang"]] = said["reponse"]
    return told, None if reading in told or len(told) == len(copies) else reading


def _kept_answer(copy: _Copy, cache: Cache | None) -> tuple[bool, Answer | None]:
    """Return whether an answer was kept, and it: None where the calendar was refused."""
    content = cache.get(copy.key) if cache else None
    if content is None:
        return False, None
    with suppress(ValueError, RecursionError):
        answer = json.loads(content)
        if answer is not None:
            _understand(copy, answer, None)
        return True, answer
    return False, None


def _keep_answer(copy: _Copy, answer: Answer | None, cache: Cache | None) -> None:
    if cache:
        cache.put(copy.key, json.dumps(answer).encode())


def _understand(copy: _Copy, answer: Any, le: date | None) -> Copie:
    try:
        return copy_of(copy.identity, copy.file, answer, le, IN_WORDS, copy.zone)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not an answer of ours") from error


def _understood(copy: _Copy, answer: Answer | None, le: date | None) -> Copie:
    with suppress(ValueError):
        if answer is not None:
            return _understand(copy, answer, le)
    return Copie(notes=(note(copy.file, TOO_SLOW),), le=le)
