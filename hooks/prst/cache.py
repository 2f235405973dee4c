"""Bytes kept by key in a folder, to spare time and nothing else: what was kept is never believed without a look."""

import os
import shutil
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from prst.whole import write_whole

MARK = "prst 1"
"""Begins each file: one of another form is no entry."""
LARGEST = 64 << 20
"""Bytes of an entry at most: what is longer is neither kept nor read."""
DAY = 24 * 3600
FORGOTTEN = 30 * DAY
"""Seconds after which an entry goes that nobody asked for: as long as branches that build with other records live."""
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that stands there does not make wait."""
_ANYBODY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
PRUNED = "elague"
"""File whose date tells when that was last looked at."""


@dataclass(frozen=True)
class Cache:
    """A folder of entries, each in a file that holds its key and the hash of its content.

    Nothing is raised whatever the disk holds or refuses: an entry that is spoilt, of another key or in the way is as
    good as none, and is made again; a folder that cannot be written keeps nothing.
    """

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key, None where there is nothing or not what was kept."""
        content, _status = self._read(name_of(key)) or (b"", None)
        head, _, rest = content.partition(b"\n")
        return rest if head and head == _head(key, rest) else None

    def _read(self, name: str) -> tuple[bytes, os.stat_result] | None:
        """Return what a file holds, and what the disk says of it; one that is asked for stays for a month more."""
        path = f"{self.folder}/{name}"
        with suppress(OSError, MemoryError):
            file = os.open(path, _READING)
            try:
                status = os.fstat(file)
                if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
                    return None
                content = os.read(file, status.st_size + 1)
            finally:
                os.close(file)
            if status.st_mtime < time.time() - DAY:
                os.utime(path)
            return content, status
        return None

    def put(self, key: str, content: bytes) -> None:
        """Keep some bytes under a key, in the place of what is there."""
        if len(content) < LARGEST:
            self._write(self.path_of(key), b"\n".join([_head(key, content), content]))

    def _write(self, path: Path, content: bytes) -> None:
        with suppress(OSError):
            if not self.folder.is_dir() and (self.folder.is_symlink() or self.folder.exists()):
                self.folder.unlink()
            self.folder.mkdir(parents=True, exist_ok=True)
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            write_whole(path, content)

    def prune(self) -> None:
        """Remove the files that nobody asked for in a month, what former versions kept included.

        Once a day at most: asking for the dates of the files of a large catalogue takes a second.
        """
        now, last = time.time(), self.folder / PRUNED
        with suppress(OSError):
            if last.exists() and now - last.stat().st_mtime < DAY:
                return
            with os.scandir(self.folder) as found:
                old = [one.path for one in found if one.stat(follow_symlinks=False).st_mtime < now - FORGOTTEN]
            for path in old:
                with suppress(OSError):
                    os.unlink(path)  # noqa: PTH108
            last.touch()

    def path_of(self, key: str) -> Path:
        """Return the file of an entry, whatever characters its key holds."""
        return self.folder / name_of(key)


class Files(Cache):
    """Entries whose files hold their content alone, so that a site may have the very file: its name tells the rest."""

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of the files that seem to hold entries, by the hash of their key; listed once."""
        with suppress(OSError), os.scandir(self.folder) as found:
            return {one.name.partition("-")[0]: one.name for one in found if one.is_file(follow_symlinks=False)}
        return {}

    def look_again(self) -> None:
        """See what another process kept."""
        self.__dict__.pop("_names", None)

    def has(self, key: str) -> bool:
        """Whether there seems to be an entry: only `kept` looks at it."""
        return sha256(key.encode()).hexdigest() in self._names

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key, None where there is nothing or not what was kept."""
        found = self.kept(key)
        return found[0] if found else None

    def kept(self, key: str) -> tuple[bytes, str] | None:
        """Return what was kept under a key, and its file, or '' where not everybody may read it."""
        name = self._names.get(sha256(key.encode()).hexdigest())
        found = self._read(name) if name else None
        if not found or name != _file_of(key, found[0]):
            return None
        content, status = found
        return content, f"{self.folder}/{name}" if status.st_mode & _ANYBODY == _ANYBODY else ""

    def put(self, key: str, content: bytes) -> None:
        """Keep some bytes under a key, in the place of what is there."""
        if len(content) < LARGEST:
            name = _file_of(key, content)
            named = name.partition("-")[0]
            if self._names.get(named, name) != name:  # what is there was spoilt
                for path in self.folder.glob(f"{named}-*"):
                    with suppress(OSError):
                        path.unlink()
            self._write(self.folder / name, content)
            self._names[named] = name

    def path_of(self, key: str) -> Path:
        """Return the file of an entry that there is."""
        return self.folder / self._names[sha256(key.encode()).hexdigest()]


def name_of(key: str) -> str:
    """Return the name of the file of an entry."""
    return f"{sha256(key.encode()).hexdigest()}.garde"


def _head(key: str, content: bytes) -> bytes:
    """Return the first line of an entry. Its hash is that of key and content, so that neither can be exchanged."""
    named = key.encode()
    whole = sha256(len(named).to_bytes(8, "big") + named)
    whole.update(content)
    return f"{MARK} {sha256(named).hexdigest()} {whole.hexdigest()}".encode()


def _file_of(key: str, content: bytes) -> str:
    """Return the name of the file of an entry that holds its content alone."""
    _mark, named, whole = _head(key, content).decode().rsplit(" ", 2)
    return f"{named}-{whole}.garde"
