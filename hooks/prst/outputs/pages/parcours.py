"""The path of a new pilot, as the toolbox tells it: its steps to tick, and what the final evaluation asks for.

The page of the toolbox is the one home of the steps: the pages of groups show what stands there.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from prst.outputs.addresses import address_of
from prst.outputs.pages.rendering import ROOT
from prst.records.types import fold

PAGE = "boite-a-outils/accueillir-un-nouveau-pilote.md"
BOX = "☐"
EVALUATION = "evaluation"
"""Word of the heading under which a table says what is to be kept for the final evaluation."""
_CALL = re.compile(r"\[\[[^\]\n|]*\|([^\]\n]*)\]\]")
"""A link to a record, which written pages may hold: its text is enough here."""
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


class Pas(NamedTuple):
    """A step: what is kept in the browser when it is ticked, and its HTML."""

    cle: str
    html: Markup


class Etape(NamedTuple):
    """The steps of one moment."""

    titre: str
    pas: tuple[Pas, ...]


class Parcours(NamedTuple):
    """The path, and what the final evaluation asks for."""

    adresse: str
    etapes: tuple[Etape, ...]
    evaluation: tuple[Markup, ...]


@lru_cache(maxsize=4)
def read(markdown: str) -> Parcours:
    """Return the path that the Markdown of PAGE tells; without steps where it has no line to tick."""
    etapes: list[Etape] = []
    evaluation: list[Markup] = []
    for titre, tokens in _parts(_MARKDOWN.parse(_CALL.sub(r"\1", markdown))):
        lines = [token for token in tokens if token.type == "inline"]
        pas = tuple(_pas(line) for line in lines if line.content.startswith(BOX))
        if pas:
            etapes.append(Etape(titre, pas))
        if EVALUATION in fold(titre):
            evaluation += [_html(cell) for cell in _first_cells(tokens)]
    return Parcours(address_of(PAGE), tuple(etapes), tuple(evaluation))


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Yield each part of a page with its heading."""
    title, found = "", list[Token]()
    for rank, token in enumerate(tokens):
        if token.type == "heading_open":
            yield title, found
            title, found = tokens[rank + 1].content, []
        elif tokens[rank - 1].type != "heading_open":
            found.append(token)
    yield title, found


def _first_cells(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the first cell of each row of the tables among tokens, their heads left out."""
    for rank, token in enumerate(tokens):
        if token.type == "tr_open" and tokens[rank + 1].type == "td_open":
            yield tokens[rank + 2]


def _pas(line: Token) -> Pas:
    text = line.content.removeprefix(BOX).strip()
    return Pas(f"{crc32(text.encode()):08x}", _html(line))


def _html(line: Token) -> Markup:
    """Return the HTML of one line: its words, its emphasis, its links from any page of the site."""
    parts = []
    for child in line.children or ():
        match child.type:
            case "link_open":
                parts.append(Markup('<a href="{}">').format(_href(str(child.attrs["href"]))))
            case "link_close":
                parts.append(Markup("</a>"))
            case "strong_open" | "strong_close":
                parts.append(Markup("<strong>" if child.type == "strong_open" else "</strong>"))
            case "softbreak" | "hardbreak":
                parts.append(Markup(" "))
            case "text" | "code_inline":
                parts.append(escape(child.content))
            case _:
                pass
    html = Markup("").join(parts)
    return Markup(html.removeprefix(BOX).strip())


def _href(href: str) -> str:
    """Return where a link of PAGE leads from a page whose way to the root takes the place of ROOT."""
    path, hash_, anchor = href.partition("#")
    if ":" in path or path.startswith("/"):
        return href
    page = posixpath.normpath(posixpath.join(posixpath.dirname(PAGE), path)) if path else PAGE
    return f"{ROOT}{address_of(page)}{hash_}{anchor}"
