"""Every internal link and anchor of the site leads somewhere."""

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

_ELSEWHERE = ("http:", "https:", "mailto:", "tel:", "data:", "webcal:", "//")


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

    Links are resolved at once to addresses from the root of the site: thousands of pages share a few of them, and only
    the first page that has one is remembered. `base` is the path under which the site is published: the page shown for
    an unknown address uses it, since it may be shown at any depth.
    """

    def __init__(self, base: str = "/") -> None:
        self._base = base
        self._links: dict[str, tuple[str, str]] = {}
        self._ids: dict[str, frozenset[str]] = {}
        self._id_sets: dict[frozenset[str], frozenset[str]] = {}

    def add(self, path: str, html: bytes | str) -> None:
        """Collect the links and ids of one page; `path` is its file, relative to the site.

        `html` may be what the page does not share with others, once the rest was collected from one of them.
        """
        folder = posixpath.dirname(path)
        up = "../" * (folder.count("/") + 1) if folder else ""
        links = self._links
        ids = []
        for node in LexborHTMLParser(html).css("[href],[src],[id],[action]"):
            attributes = node.attributes
            if identity := attributes.get("id"):
                ids.append(identity)
            for name in ("href", "src", "action"):
                href = attributes.get(name)
                if not href or href[:7].lower().startswith(_ELSEWHERE):
                    continue
                if href[0] == "/":
                    if not href.startswith(self._base):
                        continue  # another site of the same host
                    href = "/" + href[len(self._base) :]
                if up and href.startswith(up) and "/." not in href[len(up) - 1 :]:
                    target = href[len(up) :]
                else:
                    target = _from_root(path, folder, href)
                if target not in links:
                    links[target] = (path, href)
        found = frozenset(ids)
        self._ids[path] = self._id_sets.setdefault(found, found)

    def merge(self, other: "LinkCollector") -> None:
        """Add what another collector found."""
        for target, place in other._links.items():
            self._links.setdefault(target, place)
        self._ids.update(other._ids)

    def broken(self, exists: Callable[[str], bool]) -> list[BrokenLink]:
        """Return the broken links, by page. `exists` tells whether the site has a file of this path."""
        found = []
        for target, (page, href) in self._links.items():
            path, _, fragment = target.partition("#")
            path, fragment = unquote(path.partition("?")[0]), unquote(fragment)
            file = f"{path}index.html" if not path or path.endswith("/") else path
            if not exists(file) or (fragment and fragment not in self._ids.get(file, {fragment})):
                found.append(BrokenLink(page, href))
        return sorted(found)


def _from_root(path: str, folder: str, href: str) -> str:
    """Return the address from the root of the site that a relative address leads to; above it, one with `..`."""
    address, mark, fragment = href.partition("#")
    address, _, _query = address.partition("?")
    if not address:
        return f"{path}{mark}{fragment}"
    joined = posixpath.join("/", folder, address).lstrip("/") if not address.startswith("/") else address.lstrip("/")
    target = posixpath.normpath(joined) if joined else "."
    if target == ".":
        target = ""
    elif address.endswith(("/", "/.", "/..")) or address in (".", ".."):
        target += "/"
    return f"{target}{mark}{fragment}"


def check(pages: Iterable[tuple[str, bytes]], exists: Callable[[str], bool]) -> list[BrokenLink]:
    """Return the broken links of a whole site, given its pages as (path, HTML)."""
    collector = LinkCollector()
    for path, html in pages:
        collector.add(path, html)
    return collector.broken(exists)
