"""Outputs that take long to make: each is made once, and kept from one build to the next."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from prst.cache import Files
from prst.outputs import Output
from prst.side_by_side import in_two

TOLD = 10
"""Outputs made between two words about it."""
WORTH_ANOTHER = 8
"""Outputs from which a second process is quicker than what it loads."""


class Costly(Protocol):
    """An output that takes long to make."""

    @property
    def path(self) -> str:
        """Where it stands."""
        ...

    @property
    def key(self) -> str:
        """What its content depends on, and nothing else."""
        ...

    def make(self) -> Output:
        """Return it."""
        ...


Wanted = TypeVar("Wanted", bound=Costly)


class Task(NamedTuple):
    """One that is made by a function."""

    path: str
    key: str
    function: Callable[[], Output]

    def make(self) -> Output:
        """Return it."""
        return self.function()


class Made:
    """What was made, in a folder, or in memory where there is none or it keeps nothing.

    Nothing is made in this process where another one can be had: what is loaded for it would stay.
    """

    def __init__(self, folder: Path | None) -> None:
        """Take the folder of what former builds made."""
        self._cache = Files(folder) if folder else None
        self._here: dict[str, bytes] = {}
        """What no folder keeps, by key."""

    def missing(self, wanted: Iterable[Wanted]) -> list[Wanted]:
        """Return what was not made yet, once for each key."""
        return list({one.key: one for one in wanted if not self._has(one)}.values())

    def prepare(self, wanted: Iterable[Costly], tell: Callable[[int, int], None] | None = None) -> None:
        """Make what was not made yet, in two processes of their own: the libraries for it take memory.

        `tell` is given how many are made, about, and how many are to be. Whatever making one raises is raised here.
        """
        if missing := self.missing(wanted):
            self._make(missing, tell)
            if tell:
                tell(len(missing), len(missing))

    def _make(self, missing: Sequence[Costly], tell: Callable[[int, int], None] | None = None) -> None:
        if "typst" in sys.modules:  # a process that is forked now would wait for its threads for ever
            self._make_all((missing, tell, len(missing)))
            return
        _nothing, made = in_two(self._make_in_two, ([], None), (missing, tell))
        self._here.update(made)
        if self._cache:
            self._cache.look_again()

    def outputs(self, wanted: Iterable[Costly]) -> Iterator[Output]:
        """Yield what is asked for; what was not made yet is made first."""
        everything = list(wanted)
        self.prepare(everything)
        yield from map(self.output, everything)

    def output(self, one: Costly) -> Output:
        """Return one output, made now where it was not before or was spoilt since."""
        found = self._found(one)
        if found is None:
            self._make([one])
            found = self._found(one)
        if found is None:
            raise RuntimeError(f"what was made of {one.path} is nowhere")
        content, kept = found
        return Output(one.path, content, kept=kept)

    def _found(self, one: Costly) -> tuple[bytes, str] | None:
        if one.key in self._here:
            return self._here[one.key], ""
        return self._cache.kept(one.key) if self._cache else None

    def _has(self, one: Costly) -> bool:
        return one.key in self._here or bool(self._cache and self._cache.has(one.key))

    def _make_in_two(self, work: tuple[Sequence[Costly], Callable[[int, int], None] | None]) -> dict[str, bytes]:
        """Make some outputs in this process and another, and return those that no folder keeps."""
        missing, tell = work
        if len(missing) < WORTH_ANOTHER:
            return self._make_all((missing, tell, len(missing)))
        first, second = in_two(self._make_all, (missing[::2], tell, len(missing)), (missing[1::2], None, 0))
        return {**first, **second}

    def _make_all(self, work: tuple[Sequence[Costly], Callable[[int, int], None] | None, int]) -> dict[str, bytes]:
        missing, tell, total = work
        for number, one in enumerate(missing):
            if tell and number % TOLD == 0:
                tell(min(2 * number, total), total)
            content = one.make().content
            if self._cache:
                self._cache.put(one.key, content)
            if not self._cache or self._cache.get(one.key) is None:
                self._here[one.key] = content
        return self._here
