"""Bytes kept by key in a folder, to spare time and nothing else: what was kept is never believed without a look."""

import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from prst.whole import write_whole

MARK = b"prst 1"
"""Begins each file: one of another form is no entry."""
LARGEST = 64 << 20
"""Bytes of an entry at most: what is longer is neither kept nor read."""


@dataclass(frozen=True)
class Cache:
    """A folder of entries, each in a file that holds its key and the hash of its content.

    Nothing is raised whatever the disk holds or refuses: an entry that is spoilt, of another key or in the way is as
    good as none, and is made again; a folder that cannot be written keeps nothing.
    """

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key, None where there is nothing or not what was kept."""
        with suppress(OSError, MemoryError):
            path = self.path_of(key)
            status = path.stat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:  # opening a pipe would wait for ever
                return None
            head, _, rest = path.read_bytes().partition(b"\n")
            return rest if head == _head(key, rest) else None
        return None

    def has(self, key: str) -> bool:
        """Whether something seems to be kept under a key: only `get` looks at it."""
        with suppress(OSError):
            return stat.S_ISREG(self.path_of(key).stat().st_mode)
        return False

    def put(self, key: str, content: bytes) -> None:
        """Keep some bytes under a key, in the place of what is there."""
        if len(content) >= LARGEST:
            return
        path = self.path_of(key)
        with suppress(OSError):
            if not self.folder.is_dir() and (self.folder.is_symlink() or self.folder.exists()):
                self.folder.unlink()
            self.folder.mkdir(parents=True, exist_ok=True)
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            write_whole(path, b"\n".join([_head(key, content), content]))

    def path_of(self, key: str) -> Path:
        """Return the file of an entry, whatever characters its key holds."""
        return self.folder / f"{sha256(key.encode()).hexdigest()}.garde"


def _head(key: str, content: bytes) -> bytes:
    """Return the first line of an entry. Its hash is that of key and content, so that neither can be exchanged."""
    named = key.encode()
    whole = sha256(len(named).to_bytes(8, "big") + named + content).hexdigest()
    return b" ".join([MARK, sha256(named).hexdigest().encode(), whole.encode()])
