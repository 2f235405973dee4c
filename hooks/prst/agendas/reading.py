"""The copies of external calendars, read by a process that is killed when it takes too long."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from prst.records.catalogue import Catalogue, window
from prst.records.copies import DATES, FOLDER, Copie, copy_of, file_of, note
from prst.records.model import Agenda

READER = Path(__file__).with_name("events.py")
"""The module that the process runs; it is not imported here, because its libraries take a tenth of a second."""
READ_BY = (READER, READER.with_name("lines.py"))
"""The modules on which answers that are kept depend."""
SIZE_CAP = 5 << 20
"""Bytes of the largest copy."""
ALL_SECONDS = 8.0
"""Seconds that the reading of all calendars may take together."""
TOO_SLOW = "agenda_lent"


@dataclass(frozen=True)
class _Copy:
    """A copy to read: the bytes of its file, the words that filter it, and where its answer is kept."""

    identity: str
    file: str
    content: bytes
    words: tuple[str, ...]
    kept: Path | None


def with_copies(catalogue: Catalogue, catalogue_folder: Path, cache: Path | None = None) -> Catalogue:
    """Return the catalogue with what the last good copies of its external calendars hold.

    Nothing is raised and nothing is fetched: what cannot be read is told in the notes of its copy, and takes
    ALL_SECONDS at most. What was read is kept in `cache`, under the hash of all it depends on.
    """
    found = read_copies(dict.fromkeys(catalogue.agendas), catalogue, catalogue_folder, cache)
    return replace(catalogue, copies=found)


def read_copies(
    given: Mapping[str, bytes | None], catalogue: Catalogue, catalogue_folder: Path, cache: Path | None = None
) -> dict[str, Copie]:
    """Return what calendars hold, by id, in the order given: the bytes given, or those of the copy where it is None."""
    dates, days = dates_of(catalogue_folder), window(catalogue)
    copies: dict[str, Copie] = {}
    waiting: list[_Copy] = []
    for identity, content in given.items():
        agenda = catalogue.agendas[identity]
        file = file_of(identity, agenda)
        if content is None:
            content, code = _content_of(catalogue_folder / FOLDER / file)
            if code:
                copies[identity] = Copie(notes=(note(file, code, limite=f"{SIZE_CAP >> 20} Mio"),))
                continue
        waiting.append(_prepared(identity, agenda, content, days, cache))
    answers = _ask_all(waiting, days)
    for copy in waiting:
        copies[copy.identity] = _understood(copy, answers[copy.identity], dates.get(copy.identity))
    return {identity: copies[identity] for identity in given}


def dates_of(catalogue_folder: Path) -> dict[str, date]:
    """Return the day of each copy, by the id of its calendar; {} where the file that notes them cannot be read."""
    try:
        noted = json.loads((catalogue_folder / FOLDER / DATES).read_text(encoding="utf-8"))
        return {str(identity): date.fromisoformat(day) for identity, day in noted.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def stray_copies(catalogue: Catalogue, catalogue_folder: Path) -> list[str]:
    """Return the names of the files beside the copies that no calendar reads."""
    known = {DATES, *(file_of(identity, agenda) for identity, agenda in catalogue.agendas.items())}
    folder = catalogue_folder / FOLDER
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [name for name in names if name not in known and not name.startswith(".") and name != "LISEZMOI.md"]


def _content_of(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a copy, or the code of what is wrong with its file."""
    try:
        if path.is_symlink() or not path.is_file():
            return b"", "agenda_absent"
        if path.stat().st_size > SIZE_CAP:
            return b"", "agenda_gros"
        return path.read_bytes(), ""
    except OSError:
        return b"", "agenda_absent"


def _prepared(identity: str, agenda: Agenda, content: bytes, days: tuple[date, date], cache: Path | None) -> _Copy:
    used = [version(name) for name in ("icalendar", "recurring-ical-events", "tzdata", "python-dateutil")]
    known = json.dumps([used, agenda.mots, [day.isoformat() for day in days]])
    key = sha256(b"\0".join([*(module.read_bytes() for module in READ_BY), known.encode(), content])).hexdigest()
    return _Copy(identity, file_of(identity, agenda), content, agenda.mots, cache / f"{key}.json" if cache else None)


# Processes


Answer = Mapping[str, Any]


def _ask_all(copies: Sequence[_Copy], days: tuple[date, date]) -> dict[str, Answer | None]:
    """Return the answer for each copy, None for those that took too long, or too much memory."""
    answers = {copy.identity: _kept_answer(copy) for copy in copies}
    deadline = time.monotonic() + ALL_SECONDS
    waiting = sorted((copy for copy in copies if answers[copy.identity] is None), key=lambda copy: len(copy.content))
    while waiting and (left := deadline - time.monotonic()) > 0:
        told, reading = _ask(waiting, days, left)
        for rank, answer in told.items():
            answers[waiting[rank].identity] = answer
            _keep_answer(waiting[rank], answer)
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
    files = [{"mots": copy.words, "octets": len(copy.content)} for copy in copies]
    question = json.dumps({"premier": first, "dernier": last, "fichiers": files})
    try:
        output = subprocess.run(
            [sys.executable, "-m", f"prst.agendas.{READER.stem}"],
            input=b"".join([question.encode(), b"\n", *(copy.content for copy in copies)]),
            capture_output=True,
            env=_bare_environment(),
            timeout=seconds,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as error:
        output = error.stdout or b""
    except OSError:
        output = b""
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


def _bare_environment() -> dict[str, str]:
    """Return the environment of a process that reads what strangers wrote: no secret of ours is in it."""
    needed = {name: value for name in ("PATH", "SYSTEMROOT") if (value := os.environ.get(name))}
    return {**needed, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}


def _kept_answer(copy: _Copy) -> Answer | None:
    with suppress(OSError, ValueError, RecursionError):
        answer = json.loads(copy.kept.read_bytes()) if copy.kept else None
        _understand(copy, answer, None)
        return answer if isinstance(answer, dict) else None
    return None


def _keep_answer(copy: _Copy, answer: Answer | None) -> None:
    if copy.kept is None or answer is None:
        return
    with suppress(OSError):  # a cache that cannot be written costs time only
        half = copy.kept.with_suffix(f".{os.getpid()}.tmp")
        half.write_text(json.dumps(answer), encoding="utf-8")
        half.replace(copy.kept)


def _understand(copy: _Copy, answer: Any, le: date | None) -> Copie:
    try:
        return copy_of(copy.identity, copy.file, answer, le)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not an answer of ours") from error


def _understood(copy: _Copy, answer: Answer | None, le: date | None) -> Copie:
    with suppress(ValueError):
        if answer is not None:
            return _understand(copy, answer, le)
    return Copie(notes=(note(copy.file, TOO_SLOW),), le=le)
