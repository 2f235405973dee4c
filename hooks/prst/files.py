"""The files of a project as bytes, in one function that everything reads them by; and what a system says, in French."""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

LARGEST = 1_000_000
"""Bytes of a file that somebody writes: a record, a vocabulary, a written page."""
KINDS = {
    stat.S_IFDIR: "c’est un dossier",
    stat.S_IFIFO: "c’est un tube, non un fichier",
    stat.S_IFSOCK: "c’est une prise réseau, non un fichier",
    stat.S_IFCHR: "c’est un périphérique, non un fichier",
    stat.S_IFBLK: "c’est un périphérique, non un fichier",
}
"""What stands where a file should, by its type."""
POINTER = b"version https://git-lfs.github.com/spec/"
"""Begins what Git LFS leaves in the place of a file that it has not fetched (git-lfs, docs/spec.md)."""

_CAUSES: Mapping[int, tuple[str, str]] = {
    errno.EACCES: ("l’accès n’en est pas permis", "Vérifiez les droits du fichier et de son dossier."),
    errno.EPERM: ("le système ne le permet pas", "Vérifiez les droits du fichier et de son dossier."),
    errno.ENOENT: ("il n’existe pas", "Vérifiez son nom."),
    errno.ENOTDIR: ("une partie de son chemin n’est pas un dossier", "Vérifiez le chemin."),
    errno.EISDIR: ("c’est un dossier", "Indiquez un fichier."),
    errno.EEXIST: ("quelque chose est déjà à sa place", "Déplacez-le, puis relancez."),
    errno.ENOTEMPTY: ("le dossier n’est pas vide", "Déplacez ce qu’il contient, puis relancez."),
    errno.ELOOP: ("le lien tourne en rond", "Supprimez ce lien, ou faites-le mener à un fichier."),
    errno.ENAMETOOLONG: ("le nom est trop long", "Choisissez un nom plus court."),
    errno.ENOSPC: ("le disque est plein", "Libérez de la place, puis relancez."),
    errno.EFBIG: (
        "le fichier dépasse la taille que le système permet",
        "Demandez une limite plus haute (« ulimit -f »), puis relancez.",
    ),
    errno.EROFS: ("le disque ne permet que la lecture", "Choisissez un autre dossier, ou permettez l’écriture."),
    errno.EIO: ("le disque répond mal", "Vérifiez le disque, puis relancez."),
    errno.EBUSY: ("le système s’en sert", "Attendez, ou choisissez un autre dossier."),
    errno.EXDEV: ("c’est un autre disque", "Choisissez un dossier du même disque."),
    errno.EMFILE: ("trop de fichiers sont ouverts", "Demandez une limite plus haute (« ulimit -n »), puis relancez."),
    errno.ENFILE: ("trop de fichiers sont ouverts", "Fermez d’autres programmes, puis relancez."),
    errno.EAGAIN: ("trop de programmes sont en cours", "Fermez-en, ou demandez une limite plus haute, puis relancez."),
    errno.ENOMEM: ("la mémoire manque", "Fermez d’autres programmes, puis relancez."),
    errno.EPIPE: ("qui lisait la réponse s’est arrêté", "Relancez."),
}
if hasattr(errno, "EDQUOT"):
    _CAUSES = {**_CAUSES, errno.EDQUOT: ("votre part du disque est pleine", "Libérez de la place, puis relancez.")}


class UnreadableError(OSError):
    """A file of the project that cannot be read; `strerror` says why in French, `code` is that of its message."""

    code = "lecture"
    limit = ""


class TooLargeError(UnreadableError):
    """A file of more bytes than its kind may have; `limit` is how many, as French writes it."""

    code = "trop_gros"

    def __init__(self, limit: str) -> None:
        super().__init__(errno.EFBIG, f"le fichier dépasse {limit}")
        self.limit = limit

    def __reduce__(self) -> tuple[type["TooLargeError"], tuple[str]]:
        return type(self), (self.limit,)


def read_file(path: Path, largest: int = LARGEST) -> bytes:
    """Return the content of a regular file of `largest` bytes at most.

    Raises FileNotFoundError where nothing bears the name; UnreadableError for all that stands there and cannot be
    read: a link that leads nowhere or to itself, a folder, a pipe (which would be waited for), a device, a file that is
    too large or not permitted.
    """
    try:
        _check(os.stat(path), largest)  # noqa: PTH116 - before opening: opening some devices acts on them
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            status = os.fstat(file)
            _check(status, largest)  # what stands there may have changed
            content = os.read(file, status.st_size + 1)
            if len(content) != status.st_size:  # some systems do not know it before, and a file may grow
                while len(content) <= largest and (more := os.read(file, largest + 1 - len(content))):
                    content += more
        finally:
            os.close(file)
    except UnreadableError:
        raise
    except ValueError:  # a name that no file can bear, such as one with a null byte
        raise UnreadableError(errno.EINVAL, "aucun fichier ne peut porter ce nom") from None
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not os.path.lexists(path):
            raise
        if isinstance(error, FileNotFoundError):
            raise UnreadableError(errno.ENOENT, "c’est un lien qui ne mène nulle part") from None
        raise UnreadableError(error.errno, cause_of(error)[0]) from None
    if len(content) > largest:
        raise TooLargeError(size(largest))
    return content


def _check(status: os.stat_result, largest: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(errno.EINVAL, KINDS.get(stat.S_IFMT(status.st_mode), "ce n’est pas un fichier"))
    if status.st_size > largest:
        raise TooLargeError(size(largest))


def size(count: int) -> str:
    """Return a number of bytes as French writes it, such as `100 Mo`."""
    return f"{count // 1_000_000} Mo" if count >= 10_000_000 else f"{count // 1000} ko"


def is_pointer(content: bytes) -> bool:
    """Whether these are the first bytes of what Git LFS leaves in the place of a file."""
    return content.startswith(POINTER)


def cause_of(error: OSError) -> tuple[str, str]:
    """Return in French why the system refuses something, and the remedy; in its own words where there are no others."""
    if isinstance(error, UnreadableError):
        return str(error.strerror), "Vérifiez ce fichier."
    known = _CAUSES.get(error.errno) if error.errno is not None else None
    return known or (error.strerror or str(error) or "erreur du système", "")
