"""How often each address was asked for in a month, by the relay that led to it: figures, and nothing about anybody.

A month is one file, `catalogue/frequentation/AAAA-MM.yml`, written by `prst frequentation`. Its figures stand in a
block of text, a line for each address: ten thousand addresses by fifty relays would be half a million keys of YAML.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from prst.records.model import Part, about, required
from prst.records.types import ID_PATTERN, Choice, Choix, Day, Libelle, Number

FOLDER = "frequentation"
LARGEST = 16_000_000
"""Bytes of the file of a month: ten thousand addresses by fifty relays take twelve million."""
SMALLEST = 5
"""The least that is written down: fewer people than that could be somebody."""
SANS_RELAIS, AUTRES = "sans_relais", "autres_relais"
"""Who led to an address where no relay did, or one that the catalogue does not know: no id has an underscore."""
COUNTED = ("livrables", "relais", "cibles")
"""Sections whose addresses are counted."""

Comptes = Mapping[str, Mapping[str, int]]
"""How often, by address (`livrables/guide`) and by the id of a relay, SANS_RELAIS or AUTRES."""

_ADDRESS = rf"(?:{'|'.join(COUNTED)})/{ID_PATTERN}"
_COUNT = rf"(?:{ID_PATTERN}|{SANS_RELAIS}|{AUTRES}) [0-9]{{1,9}}"
_LINE = re.compile(rf"({_ADDRESS}): ({_COUNT}(?:, {_COUNT})*)", re.ASCII)


def _parse_comptes(value: Any) -> Comptes:
    if not isinstance(value, str):
        raise PydanticCustomError("texte_attendu", "expected a text")
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(value.strip().splitlines(), 1):
        matched = _LINE.fullmatch(line.strip())
        if not matched:
            raise PydanticCustomError("comptes", "not a line of figures", {"rang": number, "ligne": line.strip()[:80]})
        if matched[1] in found:
            raise PydanticCustomError("comptes_double", "an address comes twice", {"adresse": matched[1]})
        pairs = [pair.split(" ") for pair in matched[2].split(", ")]
        row = found[matched[1]] = {relay: int(count) for relay, count in pairs}
        if len(row) < len(pairs):
            raise PydanticCustomError("comptes_double", "a relay comes twice", {"adresse": matched[1]})
        if min(row.values()) < SMALLEST:
            raise PydanticCustomError(
                "comptes_petits", "could be somebody", {"adresse": matched[1], "moins": min(row.values())}
            )
    return found


_Comptes = Annotated[
    Any,
    PlainValidator(_parse_comptes),
    WithJsonSchema({"type": "string", "pattern": rf"^\s*(?:{_LINE.pattern}\s*)*$"}),
]

ROBOTS = Choix(
    ecartes=Libelle("Écartés"),
    inconnus=Libelle(
        "Non reconnus", "Le journal ne dit pas avec quel programme on lit\u00a0: des robots sont comptés."
    ),
)


class Frequentation(Part):
    """The figures of one month."""

    du: Day = required("Du", "Le premier jour que couvrent les journaux.")
    au: Day = required("Au", "Le dernier jour que couvrent les journaux.")
    robots: Annotated[Literal["ecartes", "inconnus"], Choice, ROBOTS] = about(
        "Robots", "« ecartes », ou « inconnus » quand le journal ne permet pas de les reconnaître.", default="ecartes"
    )
    vues: _Comptes = about("Vues", "Combien de fois chaque page a été lue, par relais.", default={})
    telechargements: _Comptes = about(
        "Téléchargements", "Combien de fois un fichier de chaque page a été pris, par relais.", default={}
    )
    moins_de_5: Number | None = about(
        "Moins de 5", "La somme de tous les nombres plus petits que 5 du mois, vues et téléchargements réunis."
    )


def month_of(name: str) -> date | None:
    """Return the first day of the month that `AAAA-MM` names, None where it names none."""
    try:
        return date.fromisoformat(f"{name}-01") if re.fullmatch(r"[0-9]{4}-[0-9]{2}", name, re.ASCII) else None
    except ValueError:
        return None


SCHEMA = "# yaml-language-server: $schema=../schemas/frequentation.schema.json"
HEAD = "# Écrit par « prst frequentation » : des nombres, aucune adresse ni aucune personne. Ne pas modifier à la main."


def as_yaml(month: Frequentation) -> str:
    """Return the text of the file of a month: the same figures give the same bytes."""
    rows = [SCHEMA, HEAD, f"du: {month.du}", f"au: {month.au}", f"robots: {month.robots}"]
    for name in ("vues", "telechargements"):
        comptes: Comptes = getattr(month, name)
        rows += [f"{name}: |", *(f"  {line}" for line in _lines(comptes))] if comptes else []
    rows += [] if month.moins_de_5 is None else [f"moins_de_5: {month.moins_de_5}"]
    return "\n".join(rows) + "\n"


def _lines(comptes: Comptes) -> list[str]:
    return [
        f"{address}: {', '.join(f'{relay} {count}' for relay, count in sorted(row.items()))}"
        for address, row in sorted(comptes.items())
    ]
