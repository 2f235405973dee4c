"""The addresses that records name, and the report on those that do not lead there any more: `catalogue/liens.yml`."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel

from prst.records import markdown
from prst.records.model import Part, about, required
from prst.records.reading import Location
from prst.records.types import Choice, Choix, Day, Libelle, Line, Number, Url

FILE = "liens.yml"
LARGEST = 16_000_000
"""Bytes of the report: ten thousand links that are dead take three million."""

MOST = 100_000
"""Rows of one list of the report, which a program writes: more than its bytes can hold."""

SILENT = timedelta(days=30)
"""How long an address that does not answer may come back."""

ETAT = Choix(
    mort=Libelle("Ne mène plus nulle part"),
    injoignable=Libelle("Ne répond pas"),
    deplace=Libelle("A changé d’adresse"),
    refuse=Libelle("À ouvrir à la main", "Le site refuse de répondre à un programme\u00a0: ouvrez-le vous-même."),
)
Etat = Literal["mort", "injoignable", "deplace", "refuse"]


class LienSuivi(Part):
    """An address that did not simply answer."""

    adresse: Url = required("Adresse", "L’adresse, telle que la fiche l’écrit.")
    etat: Annotated[Etat, Choice, ETAT] = required("État", "« mort », « injoignable », « deplace » ou « refuse ».")
    raison: Line = required("Raison", "Ce que le site a répondu.")
    depuis: Day = required("Depuis", "Le premier jour où on l’a vu ainsi.")
    vers: Url | None = about("Vers", "La nouvelle adresse, que le site annonce lui-même.")
    fiches: tuple[Line, ...] = about("Fiches", "Les fiches qui la citent.", default=(), max_length=MOST)
    pages: tuple[Line, ...] = about("Pages", "Les pages écrites qui la citent.", default=(), max_length=MOST)


class Liens(Part):
    """What the last round came to."""

    le: Day = required("Le", "Le jour où les liens ont été vérifiés.")
    verifies: Number = required("Vérifiés", "Combien d’adresses ont une réponse connue.")
    liens: tuple[LienSuivi, ...] = about("Liens", "Les adresses à revoir.", default=(), max_length=MOST)

    @property
    def mortes(self) -> frozenset[str]:
        """The addresses that lead nowhere: gone, or silent for a month."""
        return frozenset(
            lien.adresse
            for lien in self.liens
            if lien.etat == "mort" or (lien.etat == "injoignable" and self.le - lien.depuis >= SILENT)
        )


SCHEMA = "# yaml-language-server: $schema=./schemas/liens.schema.json"
HEAD = "# Écrit par « prst liens » : les adresses à revoir. Le prochain passage le refait."


def as_yaml(report: Liens) -> str:
    """Return the text of the report: the same report gives the same bytes."""
    rows = [SCHEMA, HEAD, f"le: {report.le}", f"verifies: {report.verifies}"]
    rows += ["liens:"] if report.liens else []
    for lien in report.liens:
        given = {name: getattr(lien, name) for name in LienSuivi.model_fields}
        lines = [f"{name}: {_written(value)}" for name, value in given.items() if value]
        rows += [f"  {'-' if rank == 0 else ' '} {line}" for rank, line in enumerate(lines)]
    return "\n".join(rows) + "\n"


def _written(value: Any) -> str:
    """Return a value as YAML: a text in quotation marks, so that nothing in it is special."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def addresses_of(part: Any) -> Iterator[tuple[Location, str]]:
    """Yield the web addresses that a record names, with the place of each: whole values, and links of its texts."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            for location, address in addresses_of(getattr(part, name)):
                yield (name, *location), address
    elif isinstance(part, tuple):
        for index, one in enumerate(part):
            for location, address in addresses_of(one):
                yield (index, *location), address
    elif isinstance(part, str):
        if _WEB.fullmatch(part):
            yield (), part
        else:
            yield from (((), href) for href in markdown.links(part) if _WEB.fullmatch(href))
