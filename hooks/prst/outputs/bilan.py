"""The review of a year as documents to be sent and completed: a Word document and a PDF that screen readers read.

Both say what the page of the year says. What records write is text there too, whatever signs it holds.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from prst.outputs import Output, modeles
from prst.outputs.charts import Cell, Tableau
from prst.outputs.french import number, plural
from prst.outputs.imprimerie import Drawing, all_breakable
from prst.outputs.textes import literal

ROWS = 20
"""Rows of one table of a document: the page has a file of all."""
TO_COMPLETE = (
    ("Ce qui a aidé, ce qui a freiné", ""),
    ("Publics que nous n’avons pas touchés, et par qui les toucher", ""),
    ("Relais à solliciter ou à remercier", ""),
    ("Décisions pour l’an prochain\u00a0: qui, pour quand", ""),
)
"""What facts do not say, and those who met do: the Word document leaves room for it."""


@dataclass(frozen=True, slots=True)
class Partie:
    """A part of a document: a heading, a line, and a table or a list."""

    titre: str
    texte: str = ""
    colonnes: tuple[str, ...] = ()
    lignes: tuple[tuple[str, ...], ...] = ()
    liste: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The review of a year, before it is laid out."""

    adresse: str
    """Address of its page, relative to the root of the site."""
    titre: str
    sous_titre: str
    parties: tuple[Partie, ...]
    principale: str
    """The region's colour."""
    auteur: str
    page: str = ""
    """The whole address of its page."""

    @property
    def shows(self) -> str:
        """All that the PDF holds, as JSON, in which long words may break."""
        values = asdict(self)
        del values["adresse"]  # of which a QR code would be drawn
        return json.dumps(all_breakable(values), ensure_ascii=False, sort_keys=True)


def cells(tableau: Tableau, columns: int) -> tuple[tuple[str, ...], ...]:
    """Return the first rows and columns of a table, as texts, and how many rows are left out."""
    kept = tuple(tuple(_said(cell) for cell in row[:columns]) for row in tableau.lignes[:ROWS])
    left = len(tableau.lignes) - ROWS
    if left <= 0:
        return kept
    more = f"et {plural(left, 'autre', 'autres')}, sur la page du bilan"
    return (*kept, (more, *[""] * (len(kept[0]) - 1)))


def _said(cell: Cell) -> str:
    return "non dit" if cell is None else number(cell) if isinstance(cell, int) else cell


def pdf(document: Document) -> Drawing:
    """Return the PDF to be drawn by bilan.typ (PDF/UA-1, ISO 14289-1)."""
    return Drawing(f"{document.adresse.rstrip('/')}.pdf", "bilan", document.shows)


class Word(NamedTuple):
    """The Word document to be made, with room for what facts do not say."""

    document: Document

    @property
    def path(self) -> str:
        """Where it stands."""
        return modeles.download_name(self.document.adresse)

    @property
    def key(self) -> str:
        """What its bytes depend on."""
        makers = [sha256(Path(file).read_bytes()).hexdigest() for file in (__file__, modeles.__file__)]
        return "\0".join(["bilan", *makers, version("python-docx"), self.document.shows])

    def make(self) -> Output:
        """Return it (ECMA-376)."""
        document = self.document
        complete = Partie("À compléter ensemble", "", ("Question", "Réponse"), TO_COMPLETE)
        parts = (*document.parties, complete)
        text = "\n".join([f"# {literal(document.titre)}", "", literal(document.sous_titre), "", *_lines(parts)])
        return modeles.document(document.adresse, document.titre, text)


def _lines(parts: Sequence[Partie]) -> Iterator[str]:
    for part in parts:
        yield from (f"## {literal(part.titre)}", "")
        if part.texte:
            yield from (literal(part.texte), "")
        if part.colonnes:
            for row in (part.colonnes, ("---",) * len(part.colonnes), *part.lignes):
                yield f"| {' | '.join(cell if cell == '---' else literal(cell) for cell in row)} |"
            yield ""
        if part.liste:
            yield from (f"- {literal(line)}" for line in part.liste)
            yield ""
