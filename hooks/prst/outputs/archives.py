"""ZIP archives of which the same files give the same bytes, and what of a kit an archive has room for."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

EPOCH = date(1980, 1, 1)
"""The first day that an archive can hold (APPNOTE 6.3.10, section 4.4.6: MS-DOS dates)."""
LAST = date(2107, 12, 31)
LARGEST = 4 << 20
"""Bytes of the files of a kit: what a slow phone still takes; pictures give way first."""
STORED = (".png", ".pdf", ".jpg", ".zip", ".docx")
"""Endings of files that are compressed already."""
_UNIX = 3
"""Whose attributes entries have, whatever the machine of the build (APPNOTE, section 4.4.2.2)."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)*")


class Fichier(NamedTuple):
    """A file of a kit."""

    nom: str
    """Its path in the archive."""
    titre: str
    """What a link to it says."""
    contenu: bytes
    ressource: str = ""
    """Id of the deliverable that it is about."""
    image: bool = False
    """Whether a kit that is too heavy does without it first."""


def zipped(parts: Mapping[str, bytes], day: date = EPOCH, first: str = "") -> bytes:
    """Return an archive of files by path: sorted but for the one that must come first, and all of one day."""
    result = io.BytesIO()
    stamp = (*min(max(day, EPOCH), LAST).timetuple()[:3], 0, 0, 0)
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(parts, key=lambda name: (name != first, name)):
            info = zipfile.ZipInfo(name, date_time=stamp)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
            info.create_system = _UNIX
            info.external_attr = 0o644 << 16
            target.writestr(info, parts[name])
    return result.getvalue()


def path_of(*names: str) -> str:
    """Return the path of a file in an archive; ValueError is raised where a name might lead out of its folder.

    Ids are checked when records are read. Whoever unpacks a kit must not depend on that: a name that holds a slash, a
    colon or two dots writes elsewhere (« Zip Slip », CWE-22).
    """
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not the name of a file in an archive: {name!r}")
    return "/".join(names)


def within(fichiers: Sequence[Fichier], largest: int = LARGEST) -> tuple[list[Fichier], list[Fichier]]:
    """Return what an archive of some bytes has room for, and what is left out: the last images, then the last files.

    Files that are about no deliverable always stay.
    """
    weight = sum(len(one.contenu) for one in fichiers)
    left: set[str] = set()
    for _rank, one in sorted(enumerate(fichiers), key=lambda ranked: (not ranked[1].image, -ranked[0])):
        if weight <= largest:
            break
        if one.ressource:
            left.add(one.nom)
            weight -= len(one.contenu)
    return [one for one in fichiers if one.nom not in left], [one for one in fichiers if one.nom in left]


def of_resource(fichiers: Iterable[Fichier], identity: str) -> list[Fichier]:
    """Return the files that are about a deliverable."""
    return [one for one in fichiers if one.ressource == identity]
