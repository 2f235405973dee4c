"""A spreadsheet, read by a process that is killed when it takes too long."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from prst.apart import asking
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
    rows: Sequence[tuple[int, Sequence[int]]]
    """The number of each, from 1, with its columns, each followed by the rank of what stands there."""
    cellules: Sequence[Cellule]
    fusions: Sequence[str] = ()
    """Ranges of cells that are merged, such as `A2:A5`: the first one alone holds their text."""
    loin: str = ""
    """The first cell beyond the columns that are read; '' where there is none."""

    def lignes(self) -> Iterator[tuple[int, dict[int, Cellule]]]:
        """Yield the number of each row that holds something, from 1, and its cells by column, from 1."""
        for number, cells in self.rows:
            yield number, dict(zip(cells[::2], map(self.cellules.__getitem__, cells[1::2]), strict=True))


@dataclass(frozen=True)
class Classeur:
    """The sheets of a file, and sentences on how it was read."""

    feuilles: tuple[Feuille, ...]
    notes: tuple[str, ...] = ()


Rows = Callable[[], Classeur]
"""What returns the sheets of a spreadsheet, once they are read."""


@contextmanager
def opened(path: Path) -> Iterator[Rows]:
    """Give what returns the sheets of a spreadsheet (.xlsx, .ods, .csv), told by its bytes.

    A process reads them meanwhile, and ends with the block. Whoever asks for the sheets gets UnusableError for a file
    of which nothing can be read, FileNotFoundError and UnreadableError as of `read_file`.
    """
    try:
        content = read_file(path, SIZE_CAP)
    except OSError as error:
        yield partial(_refuse, UnusableError("tableur_gros") if isinstance(error, TooLargeError) else error)
        return
    with asking(READER, content) as asked:
        yield lambda: classeur_of(asked.answer(SECONDS).output)


def _refuse(error: Exception) -> Classeur:
    raise error


def classeur_of(answer: bytes) -> Classeur:
    """Return the sheets that the process tells. Raises UnusableError where it tells why there is none, or nothing."""
    try:
        told = json.loads(answer)
    except ValueError:  # it was killed, for its time or its memory
        raise UnusableError("tableur_lent") from None
    if "refus" in told:
        code, values = told["refus"]
        raise UnusableError(code, **values)
    cells = [Cellule(one) if isinstance(one, str) else Cellule(*one) for one in told["cellules"]]
    sheets = (Feuille(one["nom"], one["lignes"], cells, one["fusions"], one["loin"]) for one in told["feuilles"])
    return Classeur(tuple(sheets), tuple(" ".join(describe(code, **values)).strip() for code, values in told["notes"]))
