"""`prst recevoir`: the records of a mail, an issue or a form's text, mended where that is sure, checked and written."""

import io
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from prst.commands.changes import (
    Attempt,
    Change,
    Gathered,
    NotTogetherError,
    RequestError,
    carry_out,
    cautious,
    day_of,
    loaded_of,
    not_written,
    say,
    text_of_file,
)
from prst.commands.nouveau import NewRecord, kind_of
from prst.files import cause_of, read_file
from prst.outputs import french
from prst.records.keys import plain, spellings
from prst.records.loading import Loaded, check_draft
from prst.records.model import MODELS, Contact
from prst.records.problems import NOTE, Problem, as_text
from prst.records.received import LARGEST, LONGEST, MOST, Received, message_of
from prst.records.schemas import SINGULAR
from prst.records.writing import edited

SHOWN = 8
"""Lines left aside that are shown."""
SHORT = 100
"""Characters of each of them."""


def run(project: Path, fichier: str, sorte: str, jour: str, essai: bool) -> int:
    """Write the records of a message; 1 where one is not written, 2 where there is none or the question is wrong."""
    try:
        today = day_of(project, jour)
        kind = kind_of(sorte) if sorte else ""
        message = message_of(_content(fichier))
        for origin in message.coupe:
            say(
                f"{origin.capitalize()} est trop long\u00a0: seuls ses {french.number(LONGEST)} premiers caractères "
                "sont lus. Enregistrez la suite à part, puis relancez avec elle."
            )
        if not message.fiches:
            raise RequestError(
                f"{_called(fichier)}\u00a0: aucune fiche n’y a été trouvée. Une fiche a des lignes « clé: valeur », "
                "par exemple « titre: Guide des chutes ». Copiez-la dans un fichier .txt, puis relancez."
            )
        fiches = [replace(one, sorte=kind, sortes=()) if kind else one for one in message.fiches]
        code = _take_all(Gathered(project, today), fiches, essai=essai)
    except RequestError as error:
        typer.echo(str(error), err=True)
        return 2
    _tell_left(message.laisse)
    if len(message.fiches) == MOST:
        say(f"\nUn message est lu jusqu’à {MOST} fiches\u00a0: s’il en reste, coupez-le.")
    return code


def _called(fichier: str) -> str:
    return "Le message" if fichier == "-" else fichier


def _content(fichier: str) -> bytes:
    try:
        if fichier != "-":
            return read_file(Path(fichier), LARGEST)
    except OSError as error:
        raise RequestError(
            f"{fichier}\u00a0: {cause_of(error)[0]}. Enregistrez le message seul, puis relancez."
        ) from None
    content = sys.stdin.buffer.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise RequestError("Le message dépasse 25 Mo. Enregistrez-le sans ses pièces jointes, puis relancez.")
    return content


def _take_all(gathered: Gathered, fiches: Sequence[Received], *, essai: bool) -> int:
    """Write records together, where all are right; else one by one, so that right ones are not kept back.

    Raises RequestError where the catalogue cannot be read.
    """
    project, today = gathered.project, gathered.today
    said = io.StringIO()
    if len(fiches) > 1 and _are_right(gathered, fiches, said, essai=essai):
        try:
            if not essai:
                gathered.write_all()
        except OSError as error:
            say(not_written(error))
            return 1
        typer.echo(said.getvalue(), nl=False)
        return 0
    alone = Attempt(project, today)
    return max(_take(loaded_of(project), one, alone, essai=essai) for one in fiches)


def _are_right(gathered: Gathered, fiches: Sequence[Received], said: io.StringIO, *, essai: bool) -> bool:
    """Whether all records are right together; what is to be told of them then stands in `said`."""
    try:
        with redirect_stdout(said), redirect_stderr(said):
            codes = (_take(gathered.loaded(), one, gathered, essai=essai) for one in fiches)
            return not any(codes) and not gathered.all_wrong()
    except (NotTogetherError, RequestError):  # said where records are taken one by one
        return False


def _take(loaded: Loaded, received: Received, attempt: Attempt, *, essai: bool) -> int:
    """Write one record, new or changed, beside a catalogue."""
    project, today, kind = attempt.project, attempt.today, received.sorte
    name = received.identifiant or SINGULAR[kind]
    path = project / "catalogue" / kind / f"{name}.yml"
    read, problems = check_draft(received.texte.encode("utf-8", "replace"), kind, path, loaded)
    values, unknown = _understood(read, kind)
    called = "fiche" if received.sortes else SINGULAR[kind]
    what = f"{called} «\u00a0{_title(values)}\u00a0»" if _title(values) else called
    say(f"\n{received.origine.capitalize()}\u00a0: {what}")
    if received.sortes:
        say(_which(received))
        return 1
    _tell_mends(problems)
    for key, value in unknown.items():
        say(f"  «\u00a0{key}\u00a0» n’est pas compris, et laissé de côté\u00a0: {str(value)[:SHORT]}")
    if received.identifiant in loaded.known[kind]:
        return _change(attempt, kind, received.identifiant, values, essai=essai)
    new = NewRecord(project, kind, loaded, today)
    new.values.update(values)
    try:
        return new.write(received.identifiant, questions=False, essai=essai, attempt=attempt)
    except RequestError as error:
        say(f"  {error}")
        return 1


def _which(received: Received) -> str:
    """Return what is asked of a record that may be of several kinds."""
    names = [SINGULAR[kind] for kind in received.sortes]
    lines = ", ".join(f"«\u00a0Sorte\u00a0: {name}\u00a0»" for name in names)
    return (
        f"  Rien n’y dit si c’est {' ou '.join(names)}. Ajoutez au message l’une de ces lignes\u00a0: {lines}\u00a0; "
        f"ou relancez avec --sorte."
    )


def _title(values: Mapping[str, Any]) -> str:
    return str(values.get("titre") or values.get("nom") or "")


def _understood(read: Mapping[str, Any], kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values that a kind of record has, and the others.

    What belongs to a contact goes there: messages say it line by line.
    """
    own = spellings(MODELS[kind])
    inner = spellings(Contact) if "contact" in MODELS[kind].model_fields else {}
    values = {key: value for key, value in read.items() if key in MODELS[kind].model_fields}
    unknown = {key: value for key, value in read.items() if key not in values}
    of_a_contact = {key: inner[plain(key)] for key in unknown if plain(key) in inner and plain(key) not in own}
    contact = values.get("contact", {})
    if of_a_contact and isinstance(contact, dict):
        values["contact"] = {**{name: unknown.pop(key) for key, name in of_a_contact.items()}, **contact}
    return values, unknown


def _tell_mends(problems: Sequence[Problem]) -> None:
    for problem in problems:
        if problem.severity == NOTE:
            say(f"  {problem.field + ' : ' if problem.field else ''}{problem.message}")
    if unread := [one for one in problems if one.code == "syntaxe"]:
        say(as_text(unread))


def _change(attempt: Attempt, kind: str, identity: str, values: Mapping[str, Any], *, essai: bool) -> int:
    """Change a record that is there: what the message does not say stays as it is."""
    project, today = attempt.project, attempt.today
    name = f"catalogue/{kind}/{identity}.yml"
    text = text_of_file(project, name)
    with cautious(name, f"« {identity} »"):
        found = edited(kind, text, {(key,): value for key, value in values.items()})
        if found == text:
            say(f"  {name} le dit déjà\u00a0: rien à changer.")
            return 0
        if "modifie_le" not in values:
            found = edited(kind, found, {("modifie_le",): today.isoformat()})
    change = Change({name: found.encode("utf-8")}, {})
    return carry_out(project, change, today, essai=essai, tell=say, attempt=attempt)


def _tell_left(lines: Sequence[str]) -> None:
    if not lines:
        return
    said = "\n".join(f"  {line[:SHORT]}{'…' if len(line) > SHORT else ''}" for line in lines[:SHOWN])
    rest = len(lines) - SHOWN
    more = f"\n  … et {french.plural(rest, 'autre ligne', 'autres lignes')}" if rest > 0 else ""
    say(f"\nLaissé de côté, à relire\u00a0:\n{said}{more}")
