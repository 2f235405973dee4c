"""Files that are written whole or not at all, one or several: whoever reads one meanwhile finds the one before."""

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import get_native_id


def write_all(path: str, content: bytes) -> None:
    """Write a new file in a third of the time of pathlib. Raises OSError, and leaves what the disk took.

    A disk that is nearly full takes a part and says so by a number alone: the rest is then asked for (write(2)).
    """
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        taken = file.write(content)
        while taken < len(content):
            taken += file.write(content[taken:])


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


def write_together(files: Mapping[Path, bytes | None]) -> None:
    """Write several files, or none of them; None takes one away. Raises OSError, and leaves all as it was.

    Everything that a full disk could refuse is written beside its place before the first file changes: what is left to
    do then, and to undo, are renamings.
    """
    ready: dict[Path, str] = {}
    folders: dict[Path, str] = {}
    former: dict[Path, str] = {}
    made: list[Path] = []
    begun: list[Path] = []
    mark = f"{os.getpid()}-{get_native_id()}"
    try:
        for path, content in files.items():
            folder = folders.get(path.parent)
            if folder is None:
                folder = folders[path.parent] = str(path.parent)
                made += _folders_made_for(path) if content is not None else ()
            beside = f"{folder}/.{path.name}.{mark}"
            if os.path.exists(path):  # noqa: PTH110 - of ten thousand files, pathlib takes twice as long
                former[path] = f"{beside}.old"
                shutil.copy2(path, former[path])
            if content is not None:
                ready[path] = f"{beside}.tmp"
                write_all(ready[path], content)
        for path, content in files.items():
            begun.append(path)
            if content is None:
                path.unlink(missing_ok=True)
            else:
                os.replace(ready[path], path)  # noqa: PTH105
                del ready[path]
    except BaseException:  # an interruption too
        for path in begun:
            with suppress(OSError):
                os.replace(former[path], path) if path in former else path.unlink(missing_ok=True)  # noqa: PTH105
        _remove(ready.values())
        for one in reversed(made):
            with suppress(OSError):
                one.rmdir()
        raise
    finally:
        _remove([*ready.values(), *former.values()])


def _folders_made_for(path: Path) -> list[Path]:
    """Make the folders that a file needs, and return those that were not there, the outermost first."""
    missing = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _remove(paths: Iterable[str]) -> None:
    for path in paths:
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108
