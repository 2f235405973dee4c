"""A process of its own for what strangers wrote: it has no secret of ours, and is killed when it takes too long."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

SECONDS = 10
"""For reading one file, by the processor and by the clock, where its kind asks for no more."""
MEMORY = 1 << 30
"""Bytes that the process may take of a machine that can hold it to that; whoever starts it watches the clock."""


class Ended(NamedTuple):
    """What a process said before it ended, and whether it had to be killed."""

    output: bytes
    too_long: bool = False


def ask(module: str, question: bytes, seconds: float = SECONDS) -> Ended:
    """Return what a module of prst, run in a process of its own, says to a question.

    Nothing is raised: of a process that was killed after some seconds, or could not start, what it said so far.
    """
    with asking(module, question) as asked:
        return asked.answer(seconds)


class Asked:
    """A question that a process works on."""

    def __init__(self, process: subprocess.Popen[bytes] | None, said: IO[bytes]) -> None:
        self._process, self._said = process, said

    def answer(self, seconds: float) -> Ended:
        """Return what the process says, as `ask` does."""
        too_long = False
        if self._process:
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                too_long = True
                self.end()
        self._said.seek(0)
        return Ended(self._said.read(), too_long)

    def end(self) -> None:
        """Kill the process, if it still works."""
        if self._process:
            self._process.kill()
            self._process.wait()


@contextmanager
def asking(module: str, question: bytes) -> Iterator[Asked]:
    """Give a question to a module, as `ask` does, and go on meanwhile; the process does not outlive the block.

    Files carry both: nobody has to read one pipe while the other one fills.
    """
    with TemporaryFile() as given, TemporaryFile() as said:
        given.write(question)
        given.seek(0)
        process = None
        with suppress(OSError):
            process = subprocess.Popen(
                [sys.executable, "-m", module],
                stdin=given,
                stdout=said,
                stderr=subprocess.DEVNULL,
                env=_bare_environment(),
            )
        asked = Asked(process, said)
        try:
            yield asked
        finally:
            asked.end()


def _bare_environment() -> dict[str, str]:
    """Return the environment of a process that reads what strangers wrote: no secret of ours is in it."""
    needed = {name: value for name in ("PATH", "SYSTEMROOT") if (value := os.environ.get(name))}
    return {**needed, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}


def hold_to(seconds: int = SECONDS) -> None:
    """Hold this process to some seconds of processor and to its memory, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MEMORY, MEMORY))  # its answer is a file
