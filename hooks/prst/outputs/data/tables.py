"""Which fields of the records are exported, and the columns that they make in a spreadsheet.

What leaves is what anybody may reuse: of a contact neither a person nor that person's mailbox.
"""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from prst.analysis.contacts import Chaine, Contacts
from prst.outputs.addresses import record_address
from prst.records.catalogue import Catalogue, references_of
from prst.records.model import Contact, Livrable, Record
from prst.records.types import ID_PATTERN, Day

SUMMARY = (
    "id", "adresse", "titre", "promesse", "resume", "format", "cibles", "themes", "secteurs", "territoires", "date",
    "statut", "contact", "ajoute_le", "modifie_le",
)  # fmt: skip
"""What the files of one list say of a deliverable, and the files of the whole catalogue say first."""
WITHHELD = frozenset({"exemple", "icone", "ordre"})
"""Fields that say how this site shows a record."""


class Part(NamedTuple):
    """A part of what is told of whom to ask."""

    title: str
    description: str
    read: Callable[[Chaine], str | None]


def _of_the_first(name: str) -> Callable[[Chaine], str | None]:
    return lambda chain: getattr(chain.qui[0], name) if chain.qui else None


def _switchboard(chain: Chaine) -> str | None:
    structure = chain.qui[0].structure if chain.qui else None
    return structure.telephone if structure else None


OF_CONTACT = {
    "structure": Part("structure", "L’organisme que nomme la fiche.", lambda chain: chain.nommee or None),
    "role": Part(
        "rôle",
        str(Contact.model_fields["role"].description),
        lambda chain: chain.contact.role if chain.contact else None,
    ),
    "repond": Part(
        "qui répond",
        "L’organisme à joindre\u00a0: le même, celui qui l’a remplacé, un relais ou le site.",
        _of_the_first("nom"),
    ),
    "courriel": Part("courriel", "Sa boîte fonctionnelle.", _of_the_first("courriel")),
    "telephone": Part("téléphone", "Son standard ou son accueil.", _switchboard),
    "formulaire": Part(
        "formulaire", "L’adresse de son formulaire ou de sa page de contact.", _of_the_first("formulaire")
    ),
}
"""What is told of whom to ask. A telephone number is that of a structure's own record, which is a switchboard."""
NOT_IN_CSV = frozenset({"description", "kit", "anciens_ids"})
"""Texts of many lines, and what programs alone need: all are in the JSON."""
BETWEEN = " | "
"""Between the values of one cell."""
BOM = b"\xef\xbb\xbf"
"""Without it Excel takes the file for one of an older encoding."""
FORMULA = re.compile(r"[\t\r\n]|[\s\x1c-\x1f\x85\ufeff]*[=+\-@＝＋－＠]")
"""Beginnings of texts that a spreadsheet would compute."""
NUMBER = re.compile(r"[-−]?[0-9]+(?:[.,][0-9]+)?")
"""A plain number, which a spreadsheet has nothing to compute of: below zero as well."""


@cache
def kept_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a model that are exported: those of the kind first, then those of every record."""
    common = [name for name in Record.model_fields if name in model.model_fields]
    own = [name for name in model.model_fields if name not in common]
    return tuple(name for name in (*own, *common) if name != "id" and name not in WITHHELD)


def contact_of(chain: Chaine) -> dict[str, str | None]:
    """Return whom to ask, by a chain without any person: of somebody who is named, only the function is told."""
    return {name: part.read(chain) for name, part in OF_CONTACT.items()}


@dataclass(frozen=True)
class Column:
    """A column of the CSV files: what the model says of it, and how a record's cell is read."""

    name: str
    title: str
    description: str
    constraints: Mapping[str, Any]
    type: str
    read: Callable[[Livrable], str | None]


def columns(catalogue: Catalogue, contacts: Contacts | None = None) -> tuple[list[Column], list[Column]]:
    """Return the columns of the files of one list, and those that catalogue.csv has besides.

    Spreadsheets are read by people: in the place of ids stand names, which the JSON files do not give.
    """
    base, chains = catalogue.site.base, contacts or Contacts(catalogue)
    targets = {pattern[0]: target for pattern, target in references_of(Livrable)}

    def of(name: str) -> list[Column]:
        if name == "adresse":
            return [_address(base)]
        if name == "contact":
            return [_of_contact(part, chains) for part in OF_CONTACT]
        return [_of_reference(name, catalogue, targets[name]) if name in targets else _of_field(name, base)]

    others = (name for name in kept_of(Livrable) if name not in SUMMARY and name not in NOT_IN_CSV)
    return [column for name in SUMMARY for column in of(name)], [column for name in others for column in of(name)]


def _address(base: str) -> Column:
    return Column(
        "adresse",
        "Adresse",
        "La page du livrable.",
        {"required": True, "unique": True},
        "string",
        lambda fiche: base + record_address("livrables", fiche.id),
    )


def _of_contact(part: str, contacts: Contacts) -> Column:
    title, description, read = OF_CONTACT[part]
    return Column(
        f"contact_{part}",
        f"{Livrable.model_fields['contact'].title}\u00a0: {title}",
        description,
        {"required": True} if part == "structure" else {},
        "string",
        lambda fiche: read(contacts.of(fiche, persons=False)),
    )


def _of_reference(name: str, catalogue: Catalogue, target: str) -> Column:
    info = Livrable.model_fields[name]
    names = {
        identity: fiche.intitule
        for identity, fiche in getattr(catalogue, target).items()
        if not getattr(fiche, "exemple", False)
    }
    several = get_args(info.annotation)[-1:] == (...,)
    title = str(info.title)

    def one(fiche: Livrable) -> str | None:
        return names.get(fiche.__dict__[name])

    @cache
    def join(ids: tuple[str, ...]) -> str:
        return BETWEEN.join([names[identity] for identity in ids if identity in names])

    def all_of(fiche: Livrable) -> str:
        return join(fiche.__dict__[name])

    return Column(
        name,
        title,
        f"{title}\u00a0: les noms, séparés par «\u00a0|\u00a0»." if several else f"{title}\u00a0: le nom.",
        {},
        "string",
        all_of if several else one,
    )


_TEXTS: Mapping[str, Callable[[Any, str], str]] = {
    "liens": lambda liens, _base: BETWEEN.join([lien.url for lien in liens]),
    "fichiers": lambda fichiers, base: BETWEEN.join([base + fichier.chemin for fichier in fichiers]),
    "mots_cles": lambda words, _base: BETWEEN.join(words),
}
"""How a list of a deliverable becomes a cell."""


def _of_field(name: str, base: str) -> Column:
    info = Livrable.model_fields[name]
    as_text: Callable[[Any, str], str] = _TEXTS.get(name, lambda value, _base: str(value))
    constraints: dict[str, Any] = {"required": True} if info.is_required() else {}
    if name == "id":
        constraints |= {"unique": True, "pattern": ID_PATTERN}
    choices = [word for word in get_args(info.annotation) if isinstance(word, str)]
    if choices:
        constraints["enum"] = [word for word in choices if word != "brouillon"]

    def read(fiche: Livrable) -> str | None:
        value = fiche.__dict__[name]
        return as_text(value, base) if value is not None else None

    suffix = " Plusieurs valeurs sont séparées par «\u00a0|\u00a0»." if name in _TEXTS else ""
    kind = "date" if Day in get_args(info.annotation) else "string"
    return Column(name, str(info.title), f"{info.description}{suffix}", constraints, kind, read)


def safe_cell(text: str | None) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, "CSV Injection").

    A spreadsheet computes a cell that begins with = + - @, their full-width twins included, even after spaces; a tab or
    a line's end at the start may hide one. An apostrophe before it makes it a text, and stays visible: that is the one
    change that a text undergoes. A number below zero (-12,5) stays one: nothing in it is computed. Quotes and
    separators within are doubled and enclosed by the csv module (RFC 4180).
    """
    if not text:
        return ""
    if text[0].isalnum():  # most cells
        return text
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


class _Line:
    """What csv.writer writes to: it returns the line, which the writer hands on."""

    def write(self, line: str) -> str:
        return line


_WRITER: Any = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")


def csv_line(cells: Sequence[str]) -> str:
    """Return a line of a CSV file (RFC 4180, with the semicolon that French spreadsheets expect), its end included."""
    line: str = _WRITER.writerow(cells)
    return line
