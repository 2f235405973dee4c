"""A file that is written whole or not at all: whoever reads it meanwhile finds the one before."""

import os
from contextlib import suppress
from pathlib import Path
from threading import get_native_id


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there. Raises OSError, and leaves what was there as it was.

    The half has a name of its own in each process and thread, so that two that write one file meet at its end only.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}-{get_native_id()}.tmp")
    try:
        half.write_bytes(content)
        half.replace(path)
    except OSError:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise
