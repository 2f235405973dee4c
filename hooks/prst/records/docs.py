"""The folder of written pages: what stands in it and cannot be read, before anything that would wait for it or fail."""

import os
from collections.abc import Iterator
from pathlib import Path

from prst.files import LARGEST, TooLargeError, cause_of, is_pointer, read_file
from prst.records.problems import ERREUR, NOTE, Problem, describe
from prst.records.reading import decode

LARGEST_ATTACHMENT = 100_000_000
"""Bytes of a file to download: more than forges take (GitHub documentation, "About large files on GitHub")."""


def unreadable(folder: Path) -> list[Problem]:
    """Return what is wrong with the files of a folder such as docs/, whatever they say; paths start with its name.

    Refused are what is no regular file, what cannot be read or decoded, links that lead out of the folder or in
    circles, and what Git LFS has not fetched; an empty file is noted. Hidden files, which MkDocs leaves out, are too.
    """
    home = Path(os.path.realpath(folder))
    return sorted(_in_folder(folder, folder.name, home)) if folder.is_dir() else []


def _in_folder(folder: Path, name: str, home: Path) -> Iterator[Problem]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield _problem(name, "lecture", raison=cause_of(error)[0])
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path, its_name = Path(entry.path), f"{name}/{entry.name}"
        if entry.is_symlink() and os.path.lexists(os.path.realpath(path)):
            target = Path(os.path.realpath(path))
            if not target.is_relative_to(home):
                yield _problem(its_name, "lien_ailleurs")
                continue
            if path.is_dir() and Path(os.path.realpath(folder)).is_relative_to(target):
                yield _problem(its_name, "lien_en_rond")
                continue
        if path.is_dir():
            yield from _in_folder(path, its_name, home)
        else:
            yield from _file(path, its_name)


def _file(path: Path, name: str) -> Iterator[Problem]:
    if path.suffix == ".md":
        yield from _page(path, name)
        return
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_ATTACHMENT:
            read_file(path, LARGEST_ATTACHMENT)  # says why
        with path.open("rb") as file:
            beginning = file.read(64)
    except OSError as error:
        yield _refused(name, error)
        return
    if is_pointer(beginning):
        yield _problem(name, "pointeur")
    elif not beginning:
        yield _problem(name, "fichier_vide", NOTE)


def _page(path: Path, name: str) -> Iterator[Problem]:
    try:
        content = read_file(path, LARGEST)
    except OSError as error:
        yield _refused(name, error)
        return
    if is_pointer(content):
        yield _problem(name, "pointeur")
        return
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        _text, refusal = decode(content)
        for (line, column), _location, code, values in refusal.faults if refusal else ():
            yield Problem(name, line, column, "", *describe(code, **values), code)


def _refused(name: str, error: OSError) -> Problem:
    code = "trop_lourd" if isinstance(error, TooLargeError) else "lecture"
    limit = error.limit if isinstance(error, TooLargeError) else ""
    return _problem(name, code, raison=cause_of(error)[0], limite=limit)


def _problem(name: str, code: str, severity: str = ERREUR, **values: str) -> Problem:
    shown = name.encode("utf-8", "replace").decode("utf-8")
    return Problem(shown, 1, 1, "", *describe(code, **values), code, severity)
