"""The catalogue as data: a JSON and a CSV file of each list, and of the whole."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import to_json

from prst.analysis.contacts import Contacts
from prst.analysis.holds import Holds
from prst.outputs import Output
from prst.outputs.addresses import record_address
from prst.outputs.data.descriptions import datapackage, dcat
from prst.outputs.data.tables import BOM, SUMMARY, columns, contact_of, csv_line, kept_of, safe_cell
from prst.outputs.listes import WHOLE, Liste, listes, livrables_of
from prst.outputs.metadata import LICENCE
from prst.records.catalogue import Catalogue, Pattern, named, names_of, reference_day, references_of
from prst.records.dates import PARIS, PartialDate, Saison
from prst.records.model import (
    MODELS,
    VOCABULARIES,
    Contact,
    Fichier,
    Fonction,
    Jalon,
    Livrable,
    Part,
    Pilote,
    Record,
    Terme,
)

VERSION = 1
"""Of the form of the JSON files: a key that goes or changes its meaning makes it the next one."""

# What is exported of a record


@cache
def _structured_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the exported fields of a model that hold more than texts, numbers and lists of them."""

    def is_plain(annotation: Any) -> bool:
        if get_origin(annotation) is Annotated:
            return is_plain(get_args(annotation)[0])
        inner = get_args(annotation)
        return all(map(is_plain, inner)) if inner else not isinstance(annotation, type) or annotation in _PLAIN

    return tuple(name for name in kept_of(model) if not is_plain(model.model_fields[name].annotation))


_PLAIN = (str, int, float, bool, type(None))
_DATES = (PartialDate, Saison, date)


def _plain(value: Any, base: str, contacts: Contacts) -> Any:
    """Return a value of a record as JSON has it; every contact passes here, however deep it stands."""
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple):
        return [_plain(item, base, contacts) for item in value]
    if isinstance(value, _DATES):
        return str(value)
    if isinstance(value, Contact):
        return contact_of(contacts.of_contact(value))
    if isinstance(value, Fonction):
        return _function(value, base, contacts)
    if isinstance(value, Fichier):
        return {"libelle": value.libelle, "url": base + value.chemin}
    if isinstance(value, Part):
        return {name: _plain(inner, base, contacts) for name, inner in value.__dict__.items()} | _told(value, contacts)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _told(part: Part, contacts: Contacts) -> dict[str, Any]:
    """Return what is told of a part besides what its record writes, or in its place: as pages tell it."""
    if isinstance(part, Pilote):
        return {"contact": contact_of(contacts.of_pilot(part, persons=False))}
    return {"etat": part.avancement} if isinstance(part, Jalon) else {}


OF_A_PERSON = frozenset({"nom", "publication_consentie", "telephone"})
"""Fields of a function that may lead to somebody: the pages that somebody consented to alone show them."""


def _function(fonction: Fonction, base: str, contacts: Contacts) -> dict[str, Any]:
    """Return a function as JSON has it: its mailbox only where nobody is named."""
    kept = {name: _plain(value, base, contacts) for name, value in fonction.__dict__.items() if name not in OF_A_PERSON}
    return {**kept, "courriel": None if fonction.nom else fonction.courriel}


def _json(value: Any) -> bytes:
    """Return the JSON of plain values, as UTF-8 (RFC 8259)."""
    return to_json(value, inf_nan_mode="null")


def _at(value: Any, pattern: Pattern, change: Callable[[Any], Any]) -> Any:
    """Return a JSON value in which what stands at a pattern is changed, where there is something."""
    if value is None or not pattern:
        return None if value is None else change(value)
    if pattern[0] == "*":
        return [_at(item, pattern[1:], change) for item in value]
    return {**value, pattern[0]: _at(value[pattern[0]], pattern[1:], change)}


def _without(value: Any, pattern: Pattern, gone: frozenset[str]) -> Any:
    """Return a JSON value in which the ids `gone` at a pattern are left out of lists, and null elsewhere."""
    if value is None:
        return None
    if not pattern:
        return None if value in gone else value
    if pattern[0] == "*":
        kept = (_without(item, pattern[1:], gone) for item in value)
        return [item for item in kept if item is not None]
    return {**value, pattern[0]: _without(value[pattern[0]], pattern[1:], gone)}


class _Reader:
    """Reads what is exported of records: keys that are always there, in an order that never changes."""

    def __init__(self, catalogue: Catalogue, contacts: Contacts) -> None:
        self._catalogue = catalogue
        self._base = catalogue.site.base
        self._contacts = contacts
        self._hidden = {
            kind: frozenset(fiche.id for fiche in getattr(catalogue, kind).values() if fiche.exemple) for kind in MODELS
        }
        self._hidden["livrables"] |= catalogue.brouillons.keys()
        self._naming_hidden = {
            (kind, fiche.id)
            for target, ids in self._hidden.items()
            for identity in ids
            for kind in MODELS
            for fiche in catalogue.referring(kind, target, identity)
        }

    def record(self, fiche: Record) -> dict[str, Any]:
        """Return what is exported of a record; a reference to what is not exported is taken out."""
        fields, base = fiche.__dict__, self._base
        values: dict[str, Any] = {"id": fiche.id}
        if fiche.kind != "diffusions":  # which have no page
            values["adresse"] = base + record_address(fiche.kind, fiche.id)
        for name in kept_of(type(fiche)):
            values[name] = fields[name]
        for name in _structured_of(type(fiche)):
            values[name] = _plain(fields[name], base, self._contacts)
        if "contact" in values:
            values["contact"] = contact_of(self._contacts.of(fiche, persons=False))
        if patterns := names_of(type(fiche)):
            for pattern, _target in patterns:
                values = _at(values, pattern, self._catalogue.nom_de)
            values["structures"] = self._structures(fiche)
        if (fiche.kind, fiche.id) in self._naming_hidden:
            for pattern, target in references_of(type(fiche)):
                if target in self._hidden:
                    values = _without(values, pattern, self._hidden[target])
        return values

    def _structures(self, fiche: Record) -> list[str]:
        """Return the ids of the structures that a record names: elsewhere their names stand."""
        known = self._catalogue.structures.keys() - self._hidden["structures"]
        return [value for value in dict.fromkeys(value for _target, value in named(fiche)) if value in known]

    def livrable(self, fiche: Livrable) -> tuple[bytes, bytes]:
        """Return the summary of a deliverable, and the whole of it, which begins alike."""
        values = self.record(fiche)
        summary = _json({name: values.pop(name) for name in SUMMARY})
        return summary, b"%b,%b" % (summary[:-1], _json(values)[1:])

    def terme(self, section: str, terme: Terme) -> dict[str, Any]:
        """Return what is exported of a vocabulary term; without a page it has no address."""
        page = self._catalogue.has_page(section, terme.id)
        address = self._base + record_address(section, terme.id) if page else None
        fields = {name: _plain(getattr(terme, name), self._base, self._contacts) for name in kept_of(Terme)}
        return {"id": terme.id, "adresse": address, **fields}


# Files


def exports(catalogue: Catalogue, holds: Holds | None = None) -> Iterator[Output]:
    """Yield the files of each list that has a page, those of the whole catalogue, and what describes them.

    A deliverable stands in ten lists: its texts are made once, and joined. `holds` is what is worked out already.
    """
    holds = holds or Holds(catalogue)
    contacts = Contacts(catalogue, holds)
    reader = _Reader(catalogue, contacts)
    first, others = columns(catalogue, contacts)
    rows: dict[str, _Row] = {}
    whole_json, whole_csv = [], []
    for fiche in catalogue.livrables.values():
        if fiche.exemple:
            continue
        summary, everything = reader.livrable(fiche)
        head = csv_line([safe_cell(column.read(fiche)) for column in first])
        tail = csv_line([safe_cell(column.read(fiche)) for column in others])
        rows[fiche.id] = _Row(summary, head.encode(), fiche.modifie_le or fiche.ajoute_le or date.min)
        whole_json.append(everything)
        whole_csv.append(f"{head[:-2]};{tail}".encode())
    header = BOM + csv_line([column.name for column in first]).encode()
    for liste in listes(catalogue):
        kept = [row for fiche in livrables_of(holds, liste) if (row := rows.get(fiche.id))]
        yield Output(liste.json, _list_json(catalogue, liste, kept))
        yield Output(liste.csv, b"".join((header, *[row.csv for row in kept])))
    header = BOM + csv_line([column.name for column in (*first, *others)]).encode()
    yield Output(WHOLE.csv, b"".join((header, *whole_csv)))
    yield Output(WHOLE.json, _whole_json(catalogue, reader, whole_json))
    yield _json_file("datapackage.json", datapackage(catalogue, [*first, *others], contacts))
    yield _json_file("catalogue.jsonld", dcat(catalogue, contacts))


class _Row(NamedTuple):
    """One deliverable in the files of a list."""

    json: bytes
    csv: bytes
    changed: date


def _json_file(path: str, value: Any) -> Output:
    return Output(path, f"{json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)}\n".encode())


def _head(catalogue: Catalogue, title: str, page: str, changed: date) -> dict[str, Any]:
    """Return what every JSON file says first; what the licence asks a reuser to cite is there."""
    site = catalogue.site
    return {
        "version": VERSION,
        "titre": title,
        "adresse": site.base + page,
        "editeur": catalogue.nom_de(site.editeur.nom),
        "licence": LICENCE.name,
        "licence_url": LICENCE.url,
        "modifie_le": None if changed == date.min else str(changed),
    }


def _list_json(catalogue: Catalogue, liste: Liste, rows: Sequence[_Row]) -> bytes:
    changed = max((row.changed for row in rows), default=date.min)
    title = f"{catalogue.site.nom}\u00a0: {liste.title}"
    head = _json(_head(catalogue, title, liste.page, changed))
    return b"".join((head[:-1], b',"livrables":', *_array([row.json for row in rows]), b"}\n"))


def _array(rows: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the pieces of a JSON array of ready texts, one a line."""
    yield b"["
    for number, row in enumerate(rows):
        yield b",\n" if number else b"\n"
        yield row
    yield b"\n]" if rows else b"]"


def _whole_json(catalogue: Catalogue, reader: _Reader, livrables: Sequence[bytes]) -> bytes:
    """Return every record of every kind, and the vocabularies that they name."""
    head = _head(catalogue, catalogue.site.nom, "", reference_day(catalogue)) | {"region": catalogue.site.region}
    if catalogue.site.fuseau != PARIS.key:  # a key that readers of Paris have never met
        head["fuseau"] = catalogue.site.fuseau
    parts = [_json(head)[:-1], b',\n"livrables":', *_array(livrables)]
    for kind in MODELS:
        if kind != "livrables":
            fiches = [fiche for fiche in getattr(catalogue, kind).values() if not fiche.exemple]
            parts += [f',\n"{kind}":'.encode(), *_array([_json(reader.record(one)) for one in fiches])]
    for section in VOCABULARIES:
        rows = [_json(reader.terme(section, one)) for one in getattr(catalogue, section).values()]
        parts += [f',\n"{section}":'.encode(), *_array(rows)]
    return b"".join((*parts, b"}\n"))
