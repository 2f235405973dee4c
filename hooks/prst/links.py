"""Every internal link and anchor of the site leads somewhere."""

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link whose file or anchor does not exist."""

    page: str
    href: str

    def __str__(self) -> str:
        """One line of French."""
        return f"{self.page} : le lien « {self.href} » ne mène nulle part."


class LinkCollector:
    """Collects links and ids from pages as they are written, and tells at the end which ones are broken.

    Most links stand on thousands of pages: each (folder, href) is resolved once, and only the first page that has it
    is remembered.
    """

    def __init__(self) -> None:
        self._links: dict[tuple[str, str], str] = {}
        self._ids: dict[str, frozenset[str]] = {}

    def add(self, path: str, html: bytes) -> None:
        """Collect the links and ids of one page; `path` is its file, relative to the site."""
        tree = LexborHTMLParser(html)
        folder = posixpath.dirname(path)
        ids: set[str] = set()
        for node in tree.css("[href],[src],[id],[action]"):
            attributes = node.attributes
            if identity := attributes.get("id"):
                ids.add(identity)
            for name in ("href", "src", "action"):
                if (href := attributes.get(name)) is not None:
                    # An anchor of its own page differs from page to page
                    self._links.setdefault((path if href.startswith("#") else folder, href), path)
        self._ids[path] = frozenset(ids)

    def merge(self, other: "LinkCollector") -> None:
        """Add what another collector found."""
        for key, page in other._links.items():
            self._links.setdefault(key, page)
        self._ids.update(other._ids)

    def broken(self, exists: Callable[[str], bool]) -> list[BrokenLink]:
        """Return the broken links, by page. `exists` tells whether the site has a file of this path."""
        found = []
        for (start, href), page in self._links.items():
            if href.startswith("#"):
                if len(href) > 1 and unquote(href[1:]) not in self._ids[page]:
                    found.append(BrokenLink(page, href))
                continue
            parts = urlsplit(href)
            if parts.scheme or parts.netloc:
                continue
            target = self._resolve(start, unquote(parts.path)) if parts.path else page
            if (
                target is None
                or not exists(target)
                or (parts.fragment and target in self._ids and unquote(parts.fragment) not in self._ids[target])
            ):
                found.append(BrokenLink(page, href))
        return sorted(found)

    @staticmethod
    def _resolve(folder: str, path: str) -> str | None:
        """Return the file that a relative address leads to, or None above the root of the site."""
        joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
        target = posixpath.normpath(joined) if joined else "."
        if target.startswith(".."):
            return None
        if path.endswith(("/", "/.", "/..")) or path in (".", "..") or target == ".":
            return "index.html" if target == "." else f"{target}/index.html"
        return target


def check(pages: Iterable[tuple[str, bytes]], exists: Callable[[str], bool]) -> list[BrokenLink]:
    """Return the broken links of a whole site, given its pages as (path, HTML)."""
    collector = LinkCollector()
    for path, html in pages:
        collector.add(path, html)
    return collector.broken(exists)
