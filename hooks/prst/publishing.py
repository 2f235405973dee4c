"""Outputs to a folder, all or nothing: the only module that writes what is published."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prst.outputs import Output


class PublishingError(Exception):
    """Nothing was published; the message says why, in French."""


def write(outputs: Iterable[Output], folder: Path, seen: Callable[[Output], None] | None = None) -> set[str]:
    """Write outputs under a folder as they come, and return their paths.

    `seen` is called with each of them. Raises PublishingError for a path that leaves the folder or comes twice.
    """
    written: set[str] = set()
    made: set[str] = set()
    base = str(folder)
    for output in outputs:
        if output.path in written:
            refuse_twice({output.path})
        _check_path(output.path)
        written.add(output.path)
        parent = output.path.rpartition("/")[0]
        if parent not in made:
            _make_folder(f"{base}/{parent}")
            made.add(parent)
        with open(f"{base}/{output.path}", "wb", buffering=0) as file:  # noqa: PTH123 - pathlib is three times slower
            file.write(output.content)
        if seen:
            seen(output)
    return written


def _make_folder(folder: str) -> None:
    """Make a folder: most often its parent is there, and one call to the system suffices."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def refuse_twice(paths: set[str]) -> None:
    """Raise PublishingError where an address was written twice."""
    if paths:
        raise PublishingError(f"Deux pages ont la même adresse : {min(paths)}.")


def _check_path(path: str) -> None:
    if path.startswith("/") or ".." in path.split("/") or "\\" in path or "\x00" in path:
        raise PublishingError(f"Adresse refusée : {path}.")


@contextmanager
def alone(site: Path) -> Iterator[None]:
    """Let one publication run at a time in a folder: a second one would clear the folder in which the first builds.

    Raises PublishingError where another one is running. The lock is on the folder around the site: it leaves no file,
    and goes with its process, however that ends.
    """
    lock = os.open(site.parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PublishingError("Une autre publication est en cours : attendez qu’elle finisse.") from None
        yield
    finally:
        os.close(lock)


def beside(site: Path) -> Path:
    """Return the folder in which the next site is built; on the same disk, so that a rename suffices to swap."""
    return site.with_name(f".{site.name}.nouveau")


def _old(site: Path) -> Path:
    return site.with_name(f".{site.name}.ancien")


def recover(site: Path) -> None:
    """Put back the site that an interrupted swap had moved away, and clear left-overs."""
    old = _old(site)
    if old.exists() and not site.exists():
        old.rename(site)
    for leftover in (old, beside(site)):
        if leftover.exists():
            shutil.rmtree(leftover)


def swap(new: Path, site: Path) -> None:
    """Make `new` the published site with two renames, so that readers never see half of one.

    Raises PublishingError, and leaves the site as it was, when a rename fails.
    """
    old = _old(site)
    try:
        if site.exists():
            site.rename(old)
        try:
            new.rename(site)
        except OSError:
            if old.exists():
                old.rename(site)
            raise
    except OSError as error:
        raise PublishingError(
            f"Le site n’a pas pu être remplacé ({error.strerror}) : l’ancien reste en place."
        ) from error
    _keep_former_index(old, site)
    shutil.rmtree(old, ignore_errors=True)  # the new site is in place: what is left goes at the next publication


ENTRY = "recherche/index.json"
_INDEX = re.compile("recherche/[0-9a-f]{12}/")


def _keep_former_index(old: Path, site: Path) -> None:
    """Move into the new site the index that the former one searched: pages that are open and caches still name it.

    It stays for one publication. The entry of the search names the new site's own; another folder beside it is the
    former site's, and a clean build has none. One that cannot be kept is no reason to fail: browsers then read the
    entry anew.
    """
    try:
        former = json.loads((old / ENTRY).read_text(encoding="utf-8"))["dossier"]
        if _INDEX.fullmatch(former) and not (site / former).exists():
            (old / former).rename(site / former)
    except (OSError, ValueError, KeyError, TypeError):
        return
