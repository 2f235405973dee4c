"""A process of its own for what strangers wrote: it has no secret of ours, and is killed when it takes too long."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

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
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=question,
            capture_output=True,
            env=_bare_environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return Ended(error.stdout or b"", too_long=True)
    except OSError:
        return Ended(b"")
    return Ended(done.stdout)


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
