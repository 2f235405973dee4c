"""Every internal link and anchor of the site leads somewhere."""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

_ELSEWHERE = re.compile(r"(?!javascript:)[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""Beginning of an address that names a scheme (RFC 3986, section 3.1) or another host."""


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """A link whose file or anchor does not exist, or something that a page would load from another site."""

    page: str
    href: str
    third_party: bool = False

    def __str__(self) -> str:
        """One line of French."""
        if self.third_party:
            return f"{self.page} : « {self.href} » serait chargé depuis un autre site. Copiez le fichier dans docs/."
        return f"{self.page} : le lien « {self.href} » ne mène nulle part."


class LinkCollector:
    """Collects links and ids from pages as they are written, and tells at the end which ones are broken.

    Links are resolved at once to addresses from the root of the site: thousands of pages share a few of them, and only
    the first page that has one, by name, is remembered. `site` is the address under which the site is published: links
    to it are the site's own, and the page shown for an unknown address uses its path, since it may be shown at any
    depth.
    """

    def __init__(self, site: str = "") -> None:
        self._site = f"{site.rstrip('/')}/" if site else ""
        self._base = urlsplit(self._site).path or "/"
        self._foreign: set[BrokenLink] = set()
        self._links: dict[str, tuple[str, str]] = {}
        self._ids: dict[str, frozenset[str]] = {}
        self._id_sets: dict[frozenset[str], frozenset[str]] = {}

    def add(self, path: str, html: bytes | str) -> None:
        """Collect the links and ids of one page; `path` is its file, relative to the site.

        `html` may be what the page does not share with others, once the rest was collected from one of them.
        """
        folder = posixpath.dirname(path)
        ids = []
        for node in LexborHTMLParser(html).css("[href],[src],[id],[action]"):
            attributes = node.attributes
            if identity := attributes.get("id"):
                ids.append(identity)
            for name in ("href", "src", "action"):
                if href := attributes.get(name):
                    self._add_link(path, folder, href.strip(), loads=name == "src")
        found = frozenset(ids)
        self._ids[path] = self._id_sets.setdefault(found, found)

    def _add_link(self, path: str, folder: str, href: str, *, loads: bool) -> None:
        """Collect a link of a page; one that `loads` something asks for it before anybody follows it."""
        target = href
        if self._site and target.startswith(self._site):
            target = self._base + target[len(self._site) :]
        if _ELSEWHERE.match(target):
            if loads and not target.lower().startswith("data:"):
                self._foreign.add(BrokenLink(path, href, third_party=True))
            return
        if target.startswith("/"):
            if not target.startswith(self._base):
                return  # another site of the same host
            target = "/" + target[len(self._base) :]
        up = "../" * (folder.count("/") + 1) if folder else ""
        if up and target.startswith(up) and "/." not in target[len(up) - 1 :]:
            target = target[len(up) :]
        elif target and target != "#top":  # the top of any page (HTML standard, "Scrolling to a fragment")
            target = _from_root(path, folder, target)
        else:
            return
        self._keep(target, (path, href))

    def _keep(self, target: str, place: tuple[str, str]) -> None:
        """Remember the first place by name: which process comes first to a link differs from one build to the next."""
        known = self._links.setdefault(target, place)
        if place < known:
            self._links[target] = place

    def merge(self, other: "LinkCollector") -> None:
        """Add what another collector found."""
        for target, place in other._links.items():
            self._keep(target, place)
        self._ids.update(other._ids)
        self._foreign |= other._foreign

    def broken(self, exists: Callable[[str], bool]) -> list[BrokenLink]:
        """Return the broken links, by page. `exists` tells whether the site has a file of this path."""
        found = list(self._foreign)
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
