"""Markdown to the plain text that calendars, metadata and the search hold, and texts to the HTML that shows them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it.token import Token
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # what `escape` calls

from prst.outputs import french
from prst.records.markdown import parser

_MARKED = re.compile(r"[*_`\[\\<>&#|~]|^ {0,3}(?:[-+=]|\d+[.)])|^(?: {4}|\t)|\s$", re.MULTILINE)
"""What a text without Markdown has none of: most texts need no parser."""
_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
"""Every sign that Markdown may read (CommonMark 0.31, section 2.4)."""
_SPACES = re.compile(r"[ \t\r\n]+")
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
_LISTS = frozenset({"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"})


_ADDRESSES = re.compile(
    r"\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\]\[[^\]\n]*\]|^\[[^\]\n]+\]:\s*\S+|&#?\w+;", re.MULTILINE
)
"""Addresses of links, where they stand or by their name, and characters written as entities."""


def shown(value: object) -> str:
    """Return the HTML that shows a value as it is, or an HTML's own: what `escape` gives, as a plain text.

    `escape` takes six times longer for a text, most of it to make a Markup of what it gives: 1.4 µs instead of 0.2.
    """
    kind = type(value)
    if kind is str:
        return _escape_inner(value)  # type: ignore[arg-type]  # mypy does not follow `kind`
    if kind is float or kind is int:  # drawings hold thousands, and no figure has a sign to escape
        return str(value)
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


def literal(text: str) -> str:
    """Return the Markdown of one line that shows a text as it is, whatever signs and lines it holds."""
    return _SIGNS.sub(r"\\\1", _SPACES.sub(" ", text).strip(" "))


def searched(markdown: str) -> str:
    """Return a Markdown text without the addresses of its links, for the words that it holds.

    Marks are no letters, so that the search needs no parser, which would take longer than all the rest of its work.
    """
    return _ADDRESSES.sub("] ", markdown) if "]" in markdown or "&" in markdown else markdown


@lru_cache(maxsize=4096)
def plain(markdown: str) -> str:
    """Return what a reader sees of a Markdown text: paragraphs, and a line for each row or item."""
    return _plain(markdown, addresses=False)


def whole(markdown: str) -> str:
    """Return the same with the address of each link after its words, for who reads it without any link."""
    return _plain(markdown, addresses=True)


def _plain(markdown: str, *, addresses: bool) -> str:
    return french.unbroken(_read_out(markdown, addresses=addresses))


def _read_out(markdown: str, *, addresses: bool) -> str:
    if not _MARKED.search(markdown):
        return "\n\n".join(" ".join(block.split()) for block in re.split(r"\n\s*\n", markdown) if block.strip())
    text, before = "", False
    for line, inside in _lines(parser().parse(markdown), addresses=addresses):
        if line.strip():
            text += ("" if not text else "\n" if before and inside else "\n\n") + line
            before = inside
    return text


def _lines(tokens: Sequence[Token], *, addresses: bool) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it stands inside a list or a table."""
    mark, cells, in_cell, lists = "", list[str](), False, 0
    for token in tokens:
        if token.type in _LISTS:
            lists += token.nesting
        if token.type == "list_item_open":
            mark = "– "
        elif token.type == "tr_close":
            yield ", ".join(cells), True
            cells.clear()
        elif in_cell and token.type == "inline":
            cells.append(_text(token, addresses=addresses))
        elif token.type in ("fence", "code_block", "inline"):
            yield mark + _text(token, addresses=addresses), lists > 0
            mark = ""
        in_cell = token.type in ("td_open", "th_open")


def _text(token: Token, *, addresses: bool) -> str:
    if not token.children:
        return token.content.strip()
    return "".join(_words(token.children, addresses=addresses))


def _words(tokens: Sequence[Token], *, addresses: bool) -> Iterator[str]:
    href, said = "", ""
    alone = tokens[0].type == "link_open" and [one.type for one in tokens].index("link_close") == len(tokens) - 1
    for token in tokens:
        if token.type == "link_open":
            href, said = str(token.attrs.get("href", "")), ""
        if token.type == "link_close":
            whole = f"\u00a0: {href}" if alone else f" ({href})"
            yield whole if addresses and said != href.removeprefix("mailto:") else ""
        else:  # an image has as its content what it says to whoever does not see it
            words = token.content if token.type == "image" else _BREAKS.get(token.type, token.content)
            said += words
            yield words
