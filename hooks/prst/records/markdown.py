"""The Markdown of records: one parser for what is published and for what is checked."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from prst.records import urls

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MAY_LINK = re.compile(r"\]\s*[(:\[]|<[A-Za-z]")
"""What every link begins with: most texts have none, and parsing takes time."""
_BLOCK = re.compile(r"\n[ \t]*\n")
WHOLE = "Écrivez l’adresse complète, qui commence par https:// : une fiche se lit à plusieurs endroits."
BRACKETS = 500
"""How many opening brackets a paragraph may have: the time that Markdown's readers take grows with their square."""


@cache
def parser() -> "MarkdownIt":
    """Return the reader of CommonMark, and of tables, that takes no HTML."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False}).enable("table")


def links(text: str) -> Iterator[str]:
    """Yield the addresses to which the links of a text lead, as written."""
    if not _MAY_LINK.search(text):
        return
    for token in parser().parse(text):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs.get("href", ""))


def crowded(text: str) -> int | None:
    """Return where the first paragraph begins that has too many brackets to be read in a short time, or None."""
    if text.count("[") + text.count("<") <= BRACKETS:
        return None
    begin = 0
    for block in _BLOCK.split(text):
        if not block.lstrip().startswith("|") and block.count("[") + block.count("<") > BRACKETS:
            return text.index(block, begin)
        begin += len(block)
    return None


def check(text: str) -> None:
    """Raise AddressError for the first link that leads nowhere, whatever else the catalogue holds."""
    for href in links(text):
        scheme = href.partition(":")[0].lower() if ":" in href.partition("/")[0] else ""
        try:
            if scheme in ("http", "https"):
                urls.check_web_address(href)
            elif scheme == "mailto":
                urls.mailbox_of(href)
            elif scheme not in ("", "tel") or href.startswith("/"):
                raise urls.AddressError(remedy=WHOLE)
        except urls.AddressError as error:
            raise urls.AddressError(error.reason, error.remedy, href) from None


def relative(text: str) -> Iterator[str]:
    """Yield the relative addresses of a text: what they lead to depends on the other records."""
    for href in links(text):
        if ":" not in href.partition("/")[0] and not href.startswith("/"):
            yield href
