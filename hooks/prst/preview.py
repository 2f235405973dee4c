"""A preview of the site: each file is made when it is asked for, of what was read last."""

import os
import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from html import escape
from itertools import accumulate
from pathlib import Path
from threading import RLock
from traceback import format_exception
from typing import Any

from prst import publishing
from prst.building import Build, Producer
from prst.links import BrokenLink, LinkCollector
from prst.outputs import Output
from prst.records.loading import Signature

SKIPPED = frozenset({"__pycache__", "schemas"})
"""Folders in which nothing concerns the site."""


class Watched:
    """The files of some folders, and those of them that changed since one last looked."""

    def __init__(self, *places: Path) -> None:
        self._places = places
        self._known = dict(self._signed())

    def _signed(self) -> Iterator[tuple[str, Signature]]:
        waiting = [str(place) for place in self._places]
        while waiting:
            place = waiting.pop()
            try:
                with os.scandir(place) as entries:
                    for entry in entries:
                        if entry.is_dir():
                            waiting += [entry.path] if entry.name not in SKIPPED else []
                        else:
                            found = entry.stat()
                            yield entry.path, (found.st_mtime_ns, found.st_size, found.st_ino)
            except NotADirectoryError:
                found = os.stat(place)  # noqa: PTH116 - as scandir gives it
                yield place, (found.st_mtime_ns, found.st_size, found.st_ino)
            except OSError:
                continue  # gone between two looks: its absence is the change

    def changed(self) -> set[Path]:
        """Return the files that came, went or changed."""
        before, self._known = self._known, dict(self._signed())
        return {Path(path) for path, _ in before.items() ^ self._known.items()}


class Preview:
    """The files of one site in a folder, made anew where they are older than what was read last.

    `render` makes a written page, known by the path of its file. Both it and `make` may be called from any thread.
    """

    def __init__(self, folder: Path, build: Build, written: Collection[str], render: Callable[[str], bytes]) -> None:
        self._folder = folder
        self._render = render
        self._lock = RLock()
        self._made: set[str] = set()
        self.version = 0
        """How often it was renewed."""
        self.renew(build, written)

    def renew(self, build: Build, written: Collection[str]) -> None:
        """Take another build for the true one: whatever was made is made again when it is asked for."""
        with self._lock:
            self.build = build
            self._written = frozenset(written)
            producers = build.producers()
            self._by_folder: dict[str, list[Producer]] = defaultdict(list)
            for one in producers:
                self._by_folder[one.place if one.place.endswith("/") else ""].append(one)
            self._fresh: set[str] = set()
            self._absent: set[str] = set()
            self.version += 1

    def make(self, path: str) -> list[BrokenLink]:
        """Put the file of a path into the folder, or take it away where the site has none, and return its broken links.

        What the host put there beside pages, such as images, stays as it is.
        """
        with self._lock:
            if not self._has(path) or not path.endswith(".html"):
                return []
            links = LinkCollector(self.build.catalogue.site.base)
            links.add(path, (self._folder / path).read_bytes())
            return links.broken(self._leads_somewhere)

    def _has(self, path: str) -> bool:
        """Whether the site has a file of a path; it is made for that."""
        if path in self._fresh:
            return True
        if path in self._absent:
            return False
        if path in self._written:
            self._write([Output(path, self._render(path))])
            return True
        for producer in self._that_may_give(path):
            self._write(producer.give())
            if path in self._fresh:
                return True
        if path in self._made:
            (self._folder / path).unlink(missing_ok=True)
        if (self._folder / path).is_file():  # the host put it there
            return True
        self._absent.add(path)
        return False

    def _that_may_give(self, path: str) -> Iterator[Producer]:
        """Yield the producers to ask for a path, those of the nearest folder first."""
        folders = list(accumulate(path.split("/")[:-1], lambda above, name: f"{above}{name}/", initial=""))
        return (one for folder in reversed(folders) for one in self._by_folder.get(folder, ()) if one.may_give(path))

    def _write(self, outputs: Iterable[Output]) -> None:
        paths = publishing.write(outputs, self._folder)
        self._fresh |= paths
        self._made |= paths

    def _leads_somewhere(self, path: str) -> bool:
        """Whether a link leads to a file. Those that are no pages are made for the whole site, and are believed."""
        if not path.endswith(".html") and "assets/" not in path:
            return True
        if path in self._written or path.removesuffix("index.html") in self._by_folder:
            return True  # none is made for that: the menu leads to most written pages, and some tell of all records
        try:
            return self._has(path)
        except Exception:
            return True  # it is there, and will say itself what is wrong with it


Application = Callable[[Any, Any], Any]
"""A WSGI application (PEP 3333)."""


def made_when_asked(
    send: Application, mount: str, make: Callable[[str], None], version: Callable[[], object]
) -> Application:
    """Return an application that has the file of an address made before `send` sends it.

    `mount` is the address under which the site is shown. What changed in between is made and sent again, because its
    page would otherwise wait for the next change.
    """

    def answer(environ: Any, start_response: Any) -> Any:
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if not address.startswith(mount) or address.startswith("/livereload/"):
            return send(environ, start_response)
        path = posixpath.normpath(f"/{address.removeprefix(mount)}{'index.html' if address.endswith('/') else ''}")
        while True:
            before = version()
            make(path.lstrip("/"))
            started: list[Any] = []
            body = send(environ, lambda *given, begun=started: begun.append(given))
            if before == version():
                start_response(*started[0])
                return body

    return answer


def as_page(error: BaseException) -> str:
    """Return a page that says why there is none."""
    return (
        '<!doctype html><html lang="fr"><meta charset="utf-8"><title>La mise à jour a échoué</title>'
        "<h1>La mise à jour a échoué</h1><p>Corrigez : cette page suivra d’elle-même.</p>"
        f"<pre>{escape(str(error))}</pre>"
        f"<details><summary>Détails</summary><pre>{escape(''.join(format_exception(error)))}</pre></details>"
        "<body></body></html>"
    )
