"""Where a site may be published: a folder that is empty, or that we published and nobody added to."""

import json
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from prst.files import KINDS, cause_of, read_file
from prst.outputs import Output

MARK = "catalogue-prst.json"
"""What tells a folder that we published from another one: it names every file that was written there."""
LARGEST_MARK = 200_000_000
SOURCES = ("catalogue", "docs", "hooks", "overrides", "tests")
"""Folders of a project from which a site is made."""
DEFAULT = "site"
"""Folder of a project in which its site is published where no other is named."""
DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that systems leave in each folder that somebody looks at."""
SHOWN = 5

INDEX = re.compile("recherche/[0-9a-f]{12}/")
"""Folder of an index of the search. That of the former site is kept beside the new one's, and in no mark."""

FORMER = (
    "index.html", "404.html", "sitemap.xml", "robots.txt", "catalogue.json", "catalogue.csv", "catalogue.jsonld",
    "datapackage.json", "recherche/index.json",
)  # fmt: skip
"""Files of every site that was published before there was a mark: one that has them all is recognised, once."""
_FORMER_AT_THE_TOP = frozenset({*FORMER, "flux.xml", "opensearch.xml", "sitemap.xml.gz"})
_FORMER_FOLDERS = frozenset({
    "a-propos", "agenda", "annuaire", "assets", "boite-a-outils", "cibles", "contribuer", "evenements", "formats",
    "groupes", "lettre", "livrables", "que-diffuser-quand", "recherche", "relais", "secteurs", "territoires", "themes",
})  # fmt: skip
_FORMER_BELOW = re.compile(
    r"(?:index|lettre)\.html|lettre\.txt|[^/]+\.(?:css|js|json|csv|xml|ics|eml|docx|svg|map|png|ico)", re.ASCII
)


class DestinationError(Exception):
    """A folder in which nothing may be published; the message says why, in French."""


def mark(paths: Collection[str]) -> Output:
    """Return the file that marks a site as ours: the names of its files by folder, '' for those at the top."""
    folders: dict[str, list[str]] = {}
    for path in sorted(paths):
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append(name)
    text = json.dumps({"catalogue_prst": 1, "fichiers": folders}, ensure_ascii=False, indent=0)
    return Output(MARK, text.encode())


def look(site: Path, project: Path) -> int:
    """Return how many files a folder holds that the next site will replace, 0 where there is none yet.

    Links are followed before: `site` is a real path. Raises DestinationError where something would be lost that is
    not ours, where the folder is part of a project or of another site, or cannot be replaced in one go.
    """
    try:
        count = _look_inside(site, project)
        _look_around(site, project)
    except OSError as error:
        cause, remedy = cause_of(error)
        raise DestinationError(f"{error.filename or site}\u00a0: {cause}. {remedy}".rstrip()) from None
    return count


def _look_inside(site: Path, project: Path) -> int:
    try:
        kind = stat.S_IFMT(os.lstat(site).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return 0
    other = f"{site} contient autre chose qu’un site publié"
    if project.is_relative_to(site):
        raise DestinationError(f"{other}\u00a0: tout le catalogue. Choisissez un autre dossier.")
    if kind == stat.S_IFLNK:
        raise DestinationError(f"{site} est un lien qui tourne en rond\u00a0: supprimez-le, ou choisissez un dossier.")
    if kind != stat.S_IFDIR:
        what = KINDS.get(kind, "c’est un fichier").partition(",")[0]
        raise DestinationError(f"{other}\u00a0: {what}. Choisissez un dossier.")
    if _is_mounted(site):
        raise DestinationError(
            f"{site} est un point de montage, qu’un autre dossier ne peut pas remplacer\u00a0: "
            f"publiez dans un dossier qu’il contient, par exemple «\u00a0--sortie {site / DEFAULT}\u00a0»."
        )
    return _look_at_files(site, project, other)


def _look_at_files(site: Path, project: Path, other: str) -> int:
    there = set(_files(site))
    if not there:
        return 0
    written = _written(site)
    if written is None:
        if not is_former(site):
            names = _named(sorted(there))
            raise DestinationError(f"{other}\u00a0: {names}. Choisissez un autre dossier, ou videz celui-ci.")
        strangers = {path for path in there if not _is_former_file(path, project)}
    else:
        strangers = {path for path in there - written - {MARK} if not INDEX.match(path)}
    if strangers:
        raise DestinationError(
            f"{other}\u00a0: la publication effacerait {_named(sorted(strangers))}, qu’elle n’a pas écrit. "
            "Mettez ces fichiers dans docs/, d’où chaque publication les recopie, ou hors de ce dossier."
        )
    return len(there)


def _named(paths: list[str]) -> str:
    """Return the names of some files, those of hidden folders and of folders first given whole."""
    more = len(paths) - SHOWN
    shown = ", ".join(path.encode("utf-8", "replace").decode() for path in paths[:SHOWN])
    return f"{shown} et {more} autre{'s' if more > 1 else ''}" if more > 0 else shown


def _files(site: Path) -> Iterator[str]:
    """Yield the path of each file of a folder, whatever it is; links and empty folders are too. Raises OSError."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(site / folder) as found:
            entries = list(found)
        if folder and not entries:
            yield f"{folder}/"
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.name not in DROPPINGS:
                yield f"{path} (lien)" if entry.is_symlink() else path


def _written(site: Path) -> set[str] | None:
    """Return the paths of the files that we wrote in a folder, None where its mark is missing or says nothing."""
    try:
        folders = json.loads(read_file(site / MARK, LARGEST_MARK))["fichiers"]
        return {f"{folder}/{name}" if folder else name for folder, names in folders.items() for name in names}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def is_former(site: Path) -> bool:
    """Whether a folder holds a site that was published before there was a mark."""
    return all((site / name).is_file() for name in FORMER)


def _is_former_file(path: str, project: Path) -> bool:
    """Whether a file may be one of a site that has no mark: it has such a name, or stands in docs/ too."""
    top, _, rest = path.partition("/")
    if (project / "docs" / path).is_file():
        return True
    if not rest:
        return top in _FORMER_AT_THE_TOP
    known = top in _FORMER_FOLDERS or (project / "docs" / top).exists() or (project / "docs" / f"{top}.md").exists()
    name = path.rpartition("/")[2]
    return known and "/." not in path and _FORMER_BELOW.fullmatch(name) is not None


def _look_around(site: Path, project: Path) -> None:
    """Raise DestinationError where the folder is within what a site is made from, or within another site."""
    around = (site, *site.parents)
    for root in {project, *(folder for folder in around if (folder / "mkdocs.yml").is_file())}:
        if not site.is_relative_to(root):
            continue
        first = root / site.relative_to(root).parts[0]
        if first.name.startswith(".") or any(_is_same(first, root / name) for name in SOURCES):
            raise DestinationError(
                f"{site} est dans {first.name}/, qui fait partie du catalogue\u00a0: choisissez un autre dossier."
            )
        if site != root / DEFAULT and _is_same(first, root / DEFAULT):
            raise DestinationError(f"{site} est dans un autre site, {first}\u00a0: choisissez un autre dossier.")
    for folder in site.parents:
        if (folder / MARK).is_file() or is_former(folder):
            raise DestinationError(f"{site} est dans un autre site, {folder}\u00a0: choisissez un autre dossier.")


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one folder, be it by another spelling where the disk knows no case."""
    with suppress(OSError):
        return one == other or one.samefile(other)
    return False


def _is_mounted(folder: Path) -> bool:
    """Whether something is mounted on a folder, of the same disk too (proc_pid_mountinfo(5), fifth field)."""
    if folder.is_mount():
        return True
    with suppress(OSError):
        lines: Iterable[bytes] = Path("/proc/self/mountinfo").read_bytes().splitlines()
        unescape = re.compile(rb"\\([0-7]{3})")
        for line in lines:
            fields = line.split(b" ", 5)
            if len(fields) == 6 and os.fsencode(folder) == unescape.sub(lambda o: bytes([int(o[1], 8)]), fields[4]):
                return True
    return False
