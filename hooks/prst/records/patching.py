"""A text that is mended piece by piece, and where each of its places stood in what somebody wrote."""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the written text, and what takes its place; None where it stays."""

    start: int
    end: int
    instead: str | None = None

    def __len__(self) -> int:
        return self.end - self.start if self.instead is None else len(self.instead)


class Patched:
    """A written text and its replacements, which never overlap."""

    def __init__(self, written: str) -> None:
        self.written = written
        self._pieces = [_Piece(0, len(written))]

    @property
    def text(self) -> str:
        """The text with all its replacements."""
        return "".join(
            self.written[one.start : one.end] if one.instead is None else one.instead for one in self._pieces
        )

    def replace(self, start: int, end: int, instead: str) -> int:
        """Replace a part of `text`, and return where in the written text what it replaces begins.

        A replacement that was made there before becomes a part of this one.
        """
        before: list[_Piece] = []
        after: list[_Piece] = []
        first, last, head, tail = None, 0, "", ""
        place = 0
        for piece in self._pieces:
            begin, place = place, place + len(piece)
            if place <= start and not (start == end == begin == place) and first is None:
                before.append(piece)
                continue
            if (
                begin >= end
                and first is not None
                and not (begin == end and piece.instead is not None and not len(piece))
            ):
                after.append(piece)
                continue
            cut, rest = max(start - begin, 0), max(min(place, end) - begin, 0)
            if piece.instead is None:
                if cut:
                    before.append(_Piece(piece.start, piece.start + cut))
                if piece.start + rest < piece.end:
                    after.append(_Piece(piece.start + rest, piece.end))
                first = piece.start + cut if first is None else first
                last = piece.start + rest
            else:
                head += piece.instead[:cut]
                tail = piece.instead[rest:]
                first = piece.start if first is None else first
                last = piece.end
        first = len(self.written) if first is None else first
        self._pieces = [*before, _Piece(first, max(first, last), head + instead + tail), *after]
        return first

    def written_at(self, place: int) -> int:
        """Return where a place of `text` stood in the written one: the start of what was replaced, where it was."""
        begin = 0
        for piece in self._pieces:
            if place < begin + len(piece):
                return piece.start + (place - begin if piece.instead is None else 0)
            begin += len(piece)
        return len(self.written)

    def around(self, place: int) -> tuple[int, int, str]:
        """Return the replacements that touch each other around a place of the written text, as one.

        That is its start, its end, and what stands instead.
        """
        runs: list[tuple[int, int, str]] = []
        kept = True
        for piece in self._pieces:
            if piece.instead is None:
                kept = kept or piece.start < piece.end
            elif kept or not runs:
                runs.append((piece.start, piece.end, piece.instead))
                kept = False
            else:
                start, _end, instead = runs.pop()
                runs.append((start, piece.end, instead + piece.instead))
        return next((run for run in runs if run[0] <= place <= run[1]), (place, place, ""))


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        for index, char in enumerate(text):
            if char == "\n" or (char == "\r" and text[index + 1 : index + 2] != "\n"):
                self._starts.append(index + 1)

    def position(self, place: int) -> tuple[int, int]:
        """Return the line and column, from 1, of a place."""
        line = bisect_right(self._starts, place)
        return line, place - self._starts[line - 1] + 1

    def place(self, position: tuple[int, int]) -> int:
        """Return the place of a line and column."""
        line = min(position[0], len(self._starts))
        return self._starts[line - 1] + position[1] - 1
