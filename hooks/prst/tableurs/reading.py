"""A spreadsheet, read by a process that is killed when it takes too long."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from prst.apart import ask
from prst.files import TooLargeError, read_file
from prst.tableurs.limits import SECONDS, SIZE_CAP
from prst.tableurs.messages import describe

READER = "prst.tableurs.workbooks"
"""The module that the process runs; it is not imported here, because its libraries take two tenths of a second."""
TEXT, NUMBER, DATE, ERROR, UNCOMPUTED = "texte", "nombre", "date", "erreur", "formule"
"""Sorts of cells, as the process names them."""


class UnusableError(Exception):
    """Nothing of a file is read; its text says why and what to do, in French. `code` is that of its message."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(" ".join(describe(code, **values)))
        self.code = code


class Cellule(NamedTuple):
    """What a cell shows, its sort, and the address that it leads to."""

    texte: str
    sorte: str = TEXT
    adresse: str = ""


@dataclass(frozen=True)
class Feuille:
    """A sheet: its rows that hold something."""

    nom: str
    """'' for the only table of a CSV file."""
    rows: Sequence[tuple[int, Sequence[Sequence[Any]]]]
    fusions: Sequence[str] = ()
    """Ranges of cells that are merged, such as `A2:A5`: the first one alone holds their text."""
    loin: str = ""
    """The first cell beyond the columns that are read; '' where there is none."""

    def lignes(self) -> Iterator[tuple[int, dict[int, Cellule]]]:
        """Yield the number of each row that holds something, from 1, and its cells by column, from 1."""
        for number, cells in self.rows:
            yield number, {column: Cellule(*rest) for column, *rest in cells}


@dataclass(frozen=True)
class Classeur:
    """The sheets of a file, and sentences on how it was read."""

    feuilles: tuple[Feuille, ...]
    notes: tuple[str, ...] = ()


def read_workbook(path: Path, known: Iterable[str] = ()) -> Classeur:
    """Return the sheets of a spreadsheet (.xlsx, .ods, .csv), told by its bytes.

    `known` are the names of columns as `workbooks.named` gives them: they tell the separator of a CSV file.
    Raises UnusableError for a file of which nothing can be read; FileNotFoundError and UnreadableError as `read_file`.
    """
    try:
        content = read_file(path, SIZE_CAP)
    except TooLargeError:
        raise UnusableError("tableur_gros") from None
    return read_content(content, known)


def read_content(content: bytes, known: Iterable[str] = ()) -> Classeur:
    """Return the sheets of a spreadsheet by its bytes, as `read_workbook`."""
    question = json.dumps({"connus": sorted(known)}).encode()
    ended = ask(READER, question + b"\n" + content, SECONDS)
    try:
        answer = json.loads(ended.output)
    except ValueError:  # it was killed, for its time or its memory
        raise UnusableError("tableur_lent") from None
    if "refus" in answer:
        code, values = answer["refus"]
        raise UnusableError(code, **values)
    feuilles = tuple(Feuille(one["nom"], one["lignes"], one["fusions"], one["loin"]) for one in answer["feuilles"])
    return Classeur(feuilles, tuple(" ".join(describe(code, **values)).strip() for code, values in answer["notes"]))
