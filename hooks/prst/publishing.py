"""Outputs to a folder, all or nothing: the only module that writes what is published."""

import ctypes
import errno
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from prst.destination import INDEX
from prst.files import cause_of
from prst.outputs import Output
from prst.whole import write_all

ENTRY = "recherche/index.json"
"""Entry of the search, which names the folder of its index."""
SMALL = 2000
"""Files of a former site up to which it is removed at once; a larger one goes while nobody waits."""


class PublishingError(Exception):
    """Nothing was published; the message says why, in French."""


def write(
    outputs: Iterable[Output], folder: Path, seen: Callable[[Output], None] | None = None, *, linked: bool = False
) -> set[str]:
    """Write outputs under a folder as they come, and return their paths.

    `seen` is called with each of them. With `linked`, the site has the very files in which some are kept: for a folder
    in which nothing is ever written anew. Raises PublishingError for a path that leaves the folder or comes twice.
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
        if not (linked and output.kept and _linked(output.kept, f"{base}/{output.path}")):
            write_all(f"{base}/{output.path}", output.content)
        if seen:
            seen(output)
    return written


def _linked(kept: str, path: str) -> bool:
    """Give a kept file one more name; False where the disk cannot, or something stands there.

    It takes 10 µs of processor, and writing 50 kB anew 70 to 330, as the disk is full or not.
    """
    try:
        os.link(kept, path)
    except OSError:
        return False
    return True


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
def alone(site: Path) -> Iterator[int]:
    """Let one publication run at a time in a folder: a second one would clear the folder in which the first builds.

    Gives the descriptor that holds the lock, for the process that builds to inherit: it may outlive the one that
    started it. Raises PublishingError where another one is running. The lock is on the folder around the site: it
    leaves no file, and goes with the last of its processes, however that ends.
    """
    import fcntl  # Windows has none, and needs none to check a catalogue

    lock = os.open(site.parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishingError("Une autre publication est en cours : attendez qu’elle finisse.") from None
        yield lock
    finally:
        os.close(lock)


def beside(site: Path) -> Path:
    """Return the folder in which the next site is built; on the same disk, so that a rename suffices to swap."""
    return site.with_name(f".{site.name}.nouveau")


def _old(site: Path) -> Path:
    return site.with_name(f".{site.name}.ancien")


def prepare(site: Path) -> Path:
    """Make the folder in which the next site is built, and return it. Raises OSError where nothing can be written."""
    folder = beside(site)
    folder.mkdir()
    folder.chmod(0o755)  # whatever the umask: a web server reads it
    return folder


# Swapping


def recover(site: Path) -> list[str]:
    """Put back the site that an interrupted swap had moved away, and clear what is left of earlier publications.

    Returns what could not be removed, as French sentences. Raises PublishingError where something stays in the way.
    """
    old = _old(site)
    if _is_folder(old) and not _is_filled(site):
        with suppress(FileNotFoundError):
            site.rmdir()
        old.rename(site)
    for leftover in (old, beside(site)):
        if os.path.lexists(leftover):
            _set_aside(leftover, site)
    return _clear(site)


def swap(new: Path, site: Path) -> list[str]:
    """Make `new` the published site in one step, or in two renames where the system knows no better.

    Readers never see half of a site. Returns what could not be removed of the former one, as French sentences. Raises
    PublishingError, and leaves the site as it was, when the system refuses.
    """
    try:
        with _undisturbed():
            if os.path.lexists(site):
                old = _exchange(new, site)
                _keep_former_index(old, site)
                _set_aside(old, site)
            else:
                new.rename(site)
    except OSError as error:
        raise PublishingError(_not_replaced(site, error)) from error
    return _clear(site)


def _not_replaced(site: Path, error: OSError) -> str:
    cause, remedy = cause_of(error)
    if error.errno == errno.EBUSY:
        cause = "un disque y est monté, ou le système s’en sert"
        remedy = f"Publiez dans un dossier qu’il contient, par exemple «\u00a0--sortie {site / 'site'}\u00a0»."
    return f"Le site n’a pas pu être remplacé ({cause}) : l’ancien reste en place. {remedy}".rstrip()


def _exchange(new: Path, site: Path) -> Path:
    """Put a folder in the place of another one, and return where that one is now. Raises OSError."""
    if _swap_names(new, site):
        return new
    old = _old(site)
    site.rename(old)
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise
    return old


def _swap_names(one: Path, other: Path) -> bool:
    """Exchange two names in one step (renameat2(2), RENAME_EXCHANGE); False where the system cannot. Raises OSError."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if call is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if not call(here, os.fsencode(one), here, os.fsencode(other), exchange):
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let an interruption from the keyboard wait until two names are exchanged."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# What is left of earlier publications


def _set_aside(leftover: Path, site: Path) -> None:
    """Give what is in the way of a publication a name of its own. Raises PublishingError where that fails."""
    try:
        if not _is_folder(leftover):
            leftover.unlink()
            return
        number = 1
        while os.path.lexists(aside := site.with_name(f".{site.name}.reste-{number}")):
            number += 1
        leftover.rename(aside)
    except OSError as error:
        cause, _remedy = cause_of(error)
        raise PublishingError(
            f"{leftover} gêne la publication et ne peut pas être déplacé\u00a0: {cause}. Déplacez-le, puis relancez."
        ) from error


def _keep_former_index(old: Path, site: Path) -> None:
    """Move into the new site the index that the former one searched: pages that are open and caches still name it.

    It stays for one publication. The entry of the search names the new site's own; another folder beside it is the
    former site's, and a clean build has none. One that cannot be kept is no reason to fail: browsers then read the
    entry anew.
    """
    try:
        former = json.loads((old / ENTRY).read_text(encoding="utf-8"))["dossier"]
        if INDEX.fullmatch(former) and not (site / former).exists():
            (old / former).rename(site / former)
    except (OSError, ValueError, KeyError, TypeError):
        return


def _clear(site: Path) -> list[str]:
    """Remove what was set aside: at once where it is little, in a process of its own otherwise."""
    told = []
    for aside in sorted(site.parent.glob(f".{glob.escape(site.name)}.reste-*")):
        if not _is_folder(aside):
            continue
        if _is_more_than(SMALL, aside):
            _remove_later(aside)
        elif error := remove(aside):
            cause, _remedy = cause_of(error)
            told.append(f"{aside}, reste d’une publication, ne peut pas être supprimé\u00a0: {cause}. Supprimez-le.")
    return told


def remove(folder: Path) -> OSError | None:
    """Remove a folder, those of its folders that may only be read included; return why something of it is left."""
    shutil.rmtree(folder, ignore_errors=True)
    if not os.path.lexists(folder):
        return None
    for parent, _folders, _names in os.walk(folder):
        with suppress(OSError):
            os.chmod(parent, 0o700)  # noqa: PTH101
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        return error
    return None


_REMOVER = """
import fcntl, os, shutil, sys
if os.fork():
    os._exit(0)
os.setsid()
os.nice(19)
fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""
"""Removes a folder after whoever asked for it has gone on; once, however often it is asked for."""


def _remove_later(folder: Path) -> None:
    """Have a process of low priority remove a folder. What it leaves goes at the next publication."""
    with suppress(OSError):
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", _REMOVER, str(folder)],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_filled(path: Path) -> bool:
    """Whether something other than an empty folder stands there."""
    if not _is_folder(path):
        return os.path.lexists(path)
    with os.scandir(path) as found:
        return any(found)


def _is_more_than(count: int, folder: Path) -> bool:
    """Whether a folder holds more files than that."""
    for _parent, _folders, names in os.walk(folder):
        count -= len(names)
        if count < 0:
            return True
    return False
