"""Pieces of HTML of which a letter is made, here and in the reader's browser: a layout is written once, and cut."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from prst.outputs.gabarit import slot

_INNERMOST = re.compile(r"<!--\[([a-z]+)\]-->((?:(?!<!--\[).)*)<!--\[/\1\]-->", re.DOTALL)
"""A piece between two marks, which holds no other."""
_MARKER = re.compile(r"SLOT([a-z]+)SLOT")
WHOLE = "lettre"
"""Name of the piece that is the whole of a layout."""


@dataclass(frozen=True, slots=True)
class Entree:
    """One record in a letter, or what others announce. Addresses are relative to the root of the site."""

    titre: str
    adresse: str
    """Where it is told of: elsewhere where others announce it, '' where they do not say."""
    detail: str = ""
    texte: str = ""
    ressources: tuple[tuple[str, str], ...] = ()
    """Titles and addresses of deliverables that go with an event."""

    def vers(self, racine: str) -> str:
        """Return the address from a page whose way to the root is `racine`; '' for none."""
        return racine + self.adresse if self.adresse and not urlsplit(self.adresse).scheme else self.adresse


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A part of a letter: a heading and its lines, and where the others are when it does not tell all."""

    titre: str
    lignes: tuple[Entree, ...]
    suite: tuple[str, str] | None
    """What leads to the others, and the address of the list in which they are; None where there are no others."""


class Pieces:
    """A layout cut at its marks: `<!--[nom]-->…<!--[/nom]-->` is a piece, and leaves a slot of its name.

    A piece that comes several times, or not at all, fills the slot of the one that it stands in. Every value is filled
    in a single pass, so that a title that is a marker names no slot. The browser does the same (lettre.js).
    """

    def __init__(self, html: str) -> None:
        self._html: dict[str, str] = {}
        while found := _INNERMOST.search(html):
            self._html[found[1]] = found[2]
            html = f"{html[: found.start()]}{slot(found[1])}{html[found.end() :]}"
        self._html[WHOLE] = html

    @cached_property
    def parts(self) -> dict[str, Sequence[str]]:
        """Each piece: its texts, and between two of them the name of a slot."""
        return {name: _MARKER.split(html) for name, html in self._html.items()}

    def fill(self, name: str, **values: str) -> Markup:
        """Return a piece. Plain strings are escaped, Markup is not; a slot without a value is left empty."""
        parts = self.parts[name]
        return Markup("".join(escape(values.get(one, "")) if rank % 2 else one for rank, one in enumerate(parts)))

    def body(self, titre: str, found: Iterable[Rubrique], racine: str) -> Markup:
        """Return the body of a letter, for a page whose way to the root is `racine`."""
        parts = [self._part(str(rank), part, racine) for rank, part in enumerate(found, 1)]
        return self.fill("corps", titre=titre, partie=Markup("").join(parts))

    def _part(self, rang: str, part: Rubrique, racine: str) -> Markup:
        lines = Markup("").join([self._line(line, racine) for line in part.lignes])
        more = self.fill("suite", texte=part.suite[0], adresse=racine + part.suite[1]) if part.suite else ""
        return self.fill("partie", rang=rang, titre=part.titre, ligne=lines, suite=more)

    def _line(self, line: Entree, racine: str) -> Markup:
        values: dict[str, Any] = {}
        if address := line.vers(racine):
            values["lien"] = self.fill("lien", adresse=address, titre=line.titre)
        else:
            values["nom"] = self.fill("nom", titre=line.titre)
        for name in ("detail", "texte"):
            if text := getattr(line, name):
                values[name] = self.fill(name, texte=text)
        if line.ressources:
            each = [self.fill("ressource", titre=titre, adresse=racine + one) for titre, one in line.ressources]
            values["ressources"] = self.fill("ressources", ressource=Markup("").join(each))
        return self.fill("ligne", **values)
