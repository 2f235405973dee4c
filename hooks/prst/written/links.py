"""The links and images of a written page, each with the place where it is written, and whether it leads somewhere.

What is looked for is quick and sees too much rather than too little; whatever seems wrong is looked up in the HTML that
the page will be, made by the same library and extensions as the site's.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from prst.outputs.addresses import RECORD_SECTIONS, SECTIONS, address_of
from prst.records import urls
from prst.records.problems import ERREUR, NOTE, Problem, describe, did_you_mean, nearest

_INLINE = re.compile(
    r"(?P<image>!)?\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\]){0,400})\]"
    r"\(\s*<?(?P<href>(?:[^\s<>()]|\([^\s()]*\))*(?:[ ]+[^\s<>()\"']+)*)"
)
_DEFINED = re.compile(r"^ {0,3}\[(?P<text>[^\]^\n]+)\]:[ \t]*\n?[ \t]*<?(?P<href>[^\s>]+)", re.MULTILINE)
_HTML = re.compile(r"<(?P<tag>[a-z][a-z0-9]*)\b(?P<rest>[^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\b(?P<name>href|src|alt)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))", re.IGNORECASE
)
_NAMED = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|heic)|(?:img|dsc|image|photo|capture)[ _-]?\d*", re.IGNORECASE)
"""What stands for an image and does not say what it shows: its file, or that it is one."""
_UNSEEN = re.compile(r"\.(?:heic|heif|tiff?|bmp|pdf|docx?|pptx?)$", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SITE = re.compile(r"www\.|[\w-]+\.(?:fr|com|org|net|eu|gouv\.fr)(?:/|$)", re.IGNORECASE)
_MADE = re.compile(
    r"\.(?:ics|csv|json|jsonld|xml|atom|docx|css|js)$|^(?:agenda|lettre|que-diffuser-quand)/|/page/\d+/$"
)
"""What a build makes beside pages of records: it alone knows all of it."""


@dataclass(frozen=True)
class Link:
    """One link or image, as written."""

    href: str
    start: int
    image: bool = False
    text: str | None = ""
    """What it says; None for an image of HTML that does not say what it shows."""
    html: bool = False
    """Whether it is written in HTML, which MkDocs leaves as it is."""
    loads: bool = False


@dataclass
class Site:
    """What links may lead to."""

    files: Collection[str]
    """Everything in docs/, by its path there."""
    ids: Callable[[str], Collection[str]]
    """The ids of the page that a file of docs/ becomes."""
    html: Callable[[str], str]
    """The HTML of a file of docs/."""
    addresses: Collection[str]
    """Addresses of records and terms, such as `livrables/guide`."""
    composed: Collection[str] = ()
    """Files of docs/ around whose text a template puts more: their ids are known once they are built."""
    base: str = ""
    """The site's own address."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """The word by which a page cites a record, by folder."""

    @cached_property
    def pages(self) -> dict[str, str]:
        """The file of docs/ that each address shows."""
        return {address_of(name): name for name in self.files if name.endswith(".md")}


def find(text: str, hidden: Callable[[int], bool]) -> Iterator[Link]:
    """Yield the links of a page that are not hidden in code, in no order."""
    for link in (*_of_markdown(text), *_of_html(text)):
        if not hidden(link.start):
            yield link


def _of_markdown(text: str) -> Iterator[Link]:
    for found in _INLINE.finditer(text):
        image = bool(found["image"])
        yield Link(found["href"], found.start(), image, found["text"], loads=image)
        for inner in _INLINE.finditer(found["text"]):  # an image that is a link
            image = bool(inner["image"])
            yield Link(inner["href"], found.start("text") + inner.start(), image, inner["text"], loads=image)
    for found in _DEFINED.finditer(text):
        yield Link(found["href"], found.start(), text=found["text"])


def _of_html(text: str) -> Iterator[Link]:
    for found in _HTML.finditer(text):
        given = {a["name"].lower(): a["a"] or a["b"] or a["c"] or "" for a in _ATTRIBUTE.finditer(found["rest"])}
        image = found["tag"].lower() == "img"
        said = given.get("alt") if image else "-"
        for name in {"href", "src"} & given.keys():
            yield Link(given[name], found.start(), image, said, html=True, loads=name == "src")


def check(text: str, name: str, hidden: Callable[[int], bool], site: Site) -> Iterator[Problem]:
    """Yield what is wrong with the links of a page; `name` is its path in docs/."""
    shown: tuple[set[str], set[str]] | None = None
    for link in find(text, hidden):
        for code, values in _faults(link, name, site):
            if shown is None:
                shown = _shown(site.html(name))
            if link.href in shown[0] or _plain(link.href) in shown[1]:
                line = text.count("\n", 0, link.start) + 1
                column = link.start - text.rfind("\n", 0, link.start)
                severity = NOTE if code == "lien_de_passage" else ERREUR
                yield Problem(f"docs/{name}", line, column, "", *describe(code, **values), code, severity)


def _shown(html: str) -> tuple[set[str], set[str]]:
    found = {
        value or ""
        for node in LexborHTMLParser(html).css("[href],[src]")
        for key, value in node.attributes.items()
        if key in ("href", "src")
    }
    return found, {_plain(value) for value in found}


def _plain(href: str) -> str:
    return unquote(href).replace("&amp;", "&").replace("\\", "")


def _faults(link: Link, name: str, site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    if link.image and (link.text is None or (not link.html and not link.text.strip())):
        yield "image_muette", {"value": link.href}
    elif link.image and _NAMED.fullmatch((link.text or "").strip()):
        yield "image_nommee", {"value": link.text}
    elif not link.html and (not (link.text or "").strip() or not link.href):
        yield "lien_vide", {"value": (link.text or "").strip() or link.href or "[]"}
        return
    if link.image and _UNSEEN.search(link.href):
        yield "image_illisible", {"value": link.href}
    href = link.href
    if href.startswith(("jetonPRST", "{{")):
        return
    if re.match(r"[a-z]:[\\/]|\\\\|file:", href, re.IGNORECASE):
        yield "lien_du_poste", {"value": href}
    elif href.startswith("//") or _SCHEME.match(href):
        yield from _elsewhere(link, name, site)
    else:
        yield from _inside(link, name, site)


def _elsewhere(link: Link, name: str, site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    href = link.href
    scheme = href.partition(":")[0].lower()
    if link.loads and scheme != "data":
        yield "lien_charge", {"value": href}
    elif scheme in ("http", "https") and site.base and href.startswith(site.base):
        pass  # the build looks it up
    else:
        try:
            if scheme in ("http", "https"):
                urls.check_web_address(href.replace("&amp;", "&"))
                if (led := urls.passage(href.replace("&amp;", "&"))) is not None:
                    vers = (
                        f"Écrivez «\u00a0{led}\u00a0»."
                        if led
                        else "Ouvrez l’adresse, et copiez celle de la page où elle mène."
                    )
                    yield "lien_de_passage", {"value": href, "vers": vers}
            elif scheme == "mailto":
                urls.mailbox_of(href.replace("&amp;", "&"))
            elif scheme not in ("tel", "data", "webcal"):
                raise urls.AddressError
        except urls.AddressError as error:
            yield "url", {"value": href, "raison": error.reason, "remede": error.remedy}


def _inside(link: Link, name: str, site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is wrong with a relative or absolute address of the site itself."""
    path, _, fragment = link.href.partition("#")
    path, fragment = unquote(path.partition("?")[0]), unquote(fragment)
    if path.startswith("/"):
        yield "lien_absolu", {"value": link.href, "remede": _instead(path.lstrip("/"), fragment, name, site)}
        return
    target: str | None = name
    if path:
        from_address = link.html or not _is_file(path, name, site)
        folder = address_of(name) if from_address else posixpath.dirname(name)
        joined = posixpath.normpath(posixpath.join(folder or ".", path))
        target = site.pages.get(_slash(joined)) if from_address else joined
        if from_address and target is None and not _made(joined, path, site):
            yield "lien_casse", {"value": link.href, "remede": _remedy(link, path, fragment, name, site)}
            return
    if (
        target
        and target not in site.composed
        and fragment not in ("", "top")
        and target.endswith(".md")
        and fragment not in site.ids(target)
    ):
        known = sorted(site.ids(target))
        where = "cette page" if target == name else f"docs/{target}"
        values = {"value": link.href, "page": where, "nearest": did_you_mean(fragment, known)}
        yield "ancre_cassee", values


def _is_file(path: str, name: str, site: Site) -> bool:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) in site.files


def _slash(path: str) -> str:
    return "" if path == "." else f"{path}/"


def _made(joined: str, path: str, site: Site) -> bool:
    """Whether a build may publish something at an address."""
    if joined.startswith(".."):
        return False
    if joined in site.files or joined in site.addresses:
        return not path.endswith(".md")
    return bool(_MADE.search(_slash(joined) if path.endswith("/") else joined))


def _remedy(link: Link, path: str, fragment: str, name: str, site: Site) -> str:
    if _SITE.match(path):
        return f"Un autre site s’écrit avec son adresse entière : https://{link.href}."
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    if link.html and joined in site.files:
        return "En HTML, une page s’écrit par son adresse : préférez un lien Markdown, [texte](page.md)."
    if not joined.startswith("..") and (instead := _known(joined, fragment, name, site)):
        return f"Écrivez {instead}."
    close = nearest(joined, [one for one in site.files if one.endswith(".md") == path.endswith(".md")])
    if close:
        return f"Vouliez-vous dire « {posixpath.relpath(close, posixpath.dirname(name) or '.')} » ?"
    return "Vérifiez le chemin : il part du dossier de cette page."


def _instead(path: str, fragment: str, name: str, site: Site) -> str:
    known = _known(posixpath.normpath(path), fragment, name, site)
    if known:
        return f"Écrivez {known}."
    return "Écrivez un chemin qui part du dossier de cette page, comme ../livrables/index.md."


def _known(joined: str, fragment: str, name: str, site: Site) -> str:
    """Return how a page writes a link to an address of the site, or ''."""
    page = site.pages.get(_slash(joined), joined if joined in site.files else "")
    if page:
        way = posixpath.relpath(page, posixpath.dirname(name) or ".")
        return f"{way}#{fragment}" if fragment else way
    kind, _, identity = joined.partition("/")
    if joined in site.addresses and kind in site.kinds:
        return f"[[{site.kinds[kind]}:{identity}]]"
    return ""


KINDS = {section: SECTIONS[section].one for section in RECORD_SECTIONS} | {"evenements": "evenement"}
