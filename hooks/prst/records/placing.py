"""A problem gets its place: the file, line and column of what is wrong."""

from pathlib import Path
from typing import Any

from prst.files import UnreadableError, read_file
from prst.records import frequentation, liens
from prst.records import problems as messages
from prst.records.keys import plain
from prst.records.problems import NOTE, Correction, Problem
from prst.records.reading import MAX_BYTES, Location, Reading, read

ABOUT_KEYS = frozenset({"cle_autrement", "extra_forbidden", "id_dans_la_fiche"})
"""Problems of a key rather than of its value: shown where the key stands."""


def largest_of(path: Path) -> int:
    """Return how many bytes a file of the catalogue may have: somebody wrote it, or a command of ours did."""
    if path.parent.name == frequentation.FOLDER:
        return frequentation.LARGEST
    return liens.LARGEST if path.name == liens.FILE else MAX_BYTES


def reading_with_positions(path: Path) -> Reading:
    """Return what a file says, with positions; an empty reading where it cannot be read any more."""
    try:
        largest = largest_of(path)
        return read(read_file(path, largest), largest=largest)
    except (UnreadableError, FileNotFoundError):
        return Reading()


class Placing:
    """The problems of the files of one folder, in the order in which they were found."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last_reading: tuple[Path, Reading] | None = None
        self._mended: dict[Path, Reading] = {}
        self.problems: list[Problem] = []

    def add(
        self,
        path: Path,
        reading: Reading | None,
        location: Location,
        code: str,
        severity: str = messages.ERREUR,
        **values: Any,
    ) -> None:
        """Report a problem; without a reading, the file is read again to know its lines."""
        if reading is None:
            reading = self.reading_of(path) if severity != NOTE or location else Reading()
        position = reading.keys.get(tuple(location)) if code in ABOUT_KEYS else None
        self.place(path, position or reading.position(location), location, code, severity, **values)

    def remember(self, path: Path, reading: Reading) -> None:
        """Keep how a file is read that is not read as it is written: where things stand in it is asked later."""
        self._mended[path] = reading

    def reading_of(self, path: Path) -> Reading:
        """Return what a file says, with positions; the last one is kept, for files that have many problems."""
        if path in self._mended:
            return self._mended[path]
        if self._last_reading is None or self._last_reading[0] != path:
            self._last_reading = path, reading_with_positions(path)
        return self._last_reading[1]

    def place(
        self,
        path: Path,
        position: tuple[int, int],
        location: Location,
        code: str,
        severity: str = messages.ERREUR,
        correction: Correction | None = None,
        **values: Any,
    ) -> None:
        """Report a problem at a line and column, with what to write instead where that is sure."""
        message, remedy = messages.describe(code, **values)
        remedy = messages.OF_KEYS.get((code, plain(str(location[-1])) if location else ""), remedy)
        field = messages.field_name(location)
        self.problems.append(
            Problem(self.name(path), *position, field, message, remedy, code, severity, correction=correction)
        )

    def name(self, path: Path) -> str:
        """Return the name of a file in messages: relative to the project, with forward slashes."""
        if path.parent == self._folder.parent:  # the catalogue, or what stands beside it
            name = path.name
        else:
            name = (Path(self._folder.name) / path.relative_to(self._folder)).as_posix()
        return name.encode("utf-8", "replace").decode("utf-8")  # one that is not in UTF-8 is told of, and must be shown
