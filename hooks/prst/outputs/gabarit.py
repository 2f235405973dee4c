"""Chrome rendered once, filled for each record."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

SLOTS = frozenset({"tete", "titre", "resume", "corps"})
"""What differs from one page of a Gabarit to the next; `tete` and `corps` are HTML, the others text."""

_MARKER = re.compile(r"SLOT([a-z]+)SLOT")


def slot(name: str) -> str:
    """Return the marker of a slot; it survives YAML, Markdown, URL quoting and HTML escaping unchanged."""
    return f"SLOT{name}SLOT"


class Gabarit:
    """One page rendered by MkDocs, cut at its slots.

    `fill` joins it in a single pass, so that a record whose title is a marker cannot name a slot. Raises ValueError
    when the page lacks a slot or has an unknown one, so that an upgrade of the theme is noticed.
    """

    def __init__(self, html: str, slots: frozenset[str] = SLOTS) -> None:
        parts = _MARKER.split(html)
        found = frozenset(parts[1::2])
        if found != slots:
            raise ValueError(f"slots of the page: {sorted(found)}, expected: {sorted(slots)}")
        self._chrome = [part.encode() for part in parts[::2]]
        self._slots = parts[1::2]

    def fill(self, values: Mapping[str, str | Markup]) -> bytes:
        """Return one page in UTF-8. Plain strings are escaped (text and quoted attributes alike), Markup is not."""
        safe = {name: escape(value).encode() for name, value in values.items()}
        pieces = [self._chrome[0]]
        for name, chrome in zip(self._slots, self._chrome[1:], strict=True):
            pieces += (safe[name], chrome)
        return b"".join(pieces)
