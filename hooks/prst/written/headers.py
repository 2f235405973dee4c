"""The header of a written page: the lines between two `---`, read as a record is."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from prst.records.problems import Problem, describe, did_you_mean
from prst.records.reading import read

_HEADER = re.compile(r"-{3}[ \t]*\r?\n(?P<yaml>.*?\n)?(?:-{3}|\.{3})[ \t]*(?:\r?\n|\Z)", re.DOTALL)
"""MkDocs' own rule (mkdocs.utils.meta): from the first character of the file."""
_BEGUN = re.compile(r"\s*[-–—]{2,6}[ \t]*\r?\n(?=[ \t]*[\w-]+[ \t\u00a0\u202f]*:)")
_TEXTS = ("title", "description")
_KEYS = (*_TEXTS, "template", "modele", "questionnaire", "hide", "icon", "status", "subtitle", "search")
_FRENCH = {"titre": "title", "modèle": "modele", "gabarit": "template"}


def end_of(text: str) -> int:
    """Return where the text of a page begins, after its header."""
    found = _HEADER.match(text)
    return found.end() if found else 0


def check(text: str, file: str, templates: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the header of a page; `templates` are the names of those that exist."""
    header = _HEADER.match(text)
    if header is None:
        if begun := _BEGUN.match(text):
            yield _problem(file, text.count("\n", 0, begun.end()), 1, "", "entete_ouvert")
        return
    if not (header["yaml"] or "").strip():
        return
    reading = read(b"\n" + header["yaml"].encode("utf-8", "replace"))  # a line for the one of the dashes
    for (line, column), location, code, values in reading.faults:
        if code != "vide":
            yield _problem(file, line, column, ".".join(map(str, location)), code, **values)
    if reading.faults or not isinstance(reading.value, dict):
        if not reading.faults:
            yield _problem(file, 2, 1, "", "pas_un_entete")
        return
    for key, value in reading.value.items():
        for code, values in _faults(key, value, templates):
            yield _problem(file, *reading.position((key,)), key, code, **values)


def _faults(key: str, value: Any, templates: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    if key not in _KEYS:
        near = _FRENCH.get(key.lower())
        nearest = f" ; vouliez-vous dire « {near} » ?" if near else did_you_mean(key, _KEYS)
        yield "cle_d_entete", {"value": key, "nearest": nearest, "choix": ", ".join(_KEYS[:4])}
    elif key in (*_TEXTS, "template") and not (isinstance(value, str) and value.strip()):
        yield "texte_d_entete", {"cle": key}
    elif key == "template" and value not in templates:
        yield (
            "gabarit_inconnu",
            {
                "value": value,
                "nearest": did_you_mean(value, templates),
                "choix": ", ".join(sorted(templates)),
            },
        )
    elif key in ("modele", "questionnaire") and str(value).lower() not in ("true", "false"):
        yield "modele_d_entete", {"cle": key, "value": value if isinstance(value, str) else ""}


def _problem(file: str, line: int, column: int, field: str, code: str, **values: Any) -> Problem:
    return Problem(file, line, column, field, *describe(code, **values), code)
