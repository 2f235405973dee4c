"""What went wrong, as one French line: the cause, and what to do about it."""

import re
import signal
from pathlib import Path
from traceback import extract_tb

from prst.files import cause_of

NO_MEMORY = "La mémoire manque. Fermez d’autres programmes, puis relancez."
TRACE = "PRST_TRACE"
"""Variable of the environment that asks for the traceback of a failure; `--trace` sets it."""
MORE = "Relancez avec «\u00a0--trace\u00a0» pour voir où."


class StoppedError(RuntimeError):
    """A process that was to answer ended without a word."""


def explain(error: BaseException) -> str:
    """Return in French why an exception was raised, and the remedy where one is known."""
    if isinstance(error, StoppedError):
        return killed(signal.SIGKILL)
    if isinstance(error, MemoryError):
        return NO_MEMORY
    if type(error).__name__ == "TemplateNotFound":  # Jinja's, an OSError without a number
        return f"Le modèle «\u00a0{error}\u00a0» n’existe pas. Corrigez la ligne «\u00a0template:\u00a0» qui le nomme."
    if isinstance(error, OSError):
        cause, remedy = cause_of(error)
        name = error.filename
        where = f"{name if isinstance(name, str) else str(name)}\u00a0: {cause}" if name else _capitalize(cause)
        return f"{where}. {remedy or MORE}"
    if isinstance(error, UnicodeDecodeError):
        return f"Un fichier n’est pas écrit en UTF-8{_where(error)}. Enregistrez-le à nouveau dans cet encodage."
    said = " ".join(str(error).split()) or type(error).__name__
    return f"Échec inattendu\u00a0: {said}{_where(error)} ({type(error).__name__}). {MORE}"


def in_words(line: str) -> str:
    """Return in French what the last line of a traceback says, of a process that could not tell it itself."""
    if line.startswith("MemoryError"):
        return NO_MEMORY
    if found := re.search(r"\[Errno (\d+)\]", line):
        return explain(OSError(int(found[1]), line))
    return f"Échec inattendu\u00a0: {line}. {MORE}"


def killed(number: int) -> str:
    """Return in French that a signal ended a build."""
    if number == signal.SIGKILL:
        return (
            "Le système a arrêté la construction, sans doute faute de mémoire. "
            "Fermez d’autres programmes, ou donnez plus de mémoire à cette machine, puis relancez."
        )
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = str(number)
    return f"La construction a été arrêtée (signal {name}). Relancez."


def _where(error: BaseException) -> str:
    """Return the template and the line in which an exception was raised, '' where it was none."""
    for frame in reversed(extract_tb(error.__traceback__)):
        if frame.filename.endswith((".html", ".xml")):
            return f", dans {Path(frame.filename).name}, ligne {frame.lineno}"
    return ""


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
