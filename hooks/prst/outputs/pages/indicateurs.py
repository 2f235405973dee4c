"""What a group measures: each indicator with its target value, its last reading, and its readings over time."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from prst.outputs import Output, fiche_action, french
from prst.outputs.addresses import record_address
from prst.outputs.charts import Graphique, Tableau, cell, curve, table_file
from prst.records.model import GENRE_INDICATEUR, Groupe, Indicateur, Releve
from prst.records.types import Libelle

OTHERS = Libelle("Autres")
"""Those that do not say whether they follow the action or its effects."""
ENOUGH = 2
"""Readings from which there is a curve."""


class Mesure(NamedTuple):
    """An indicator and what it was."""

    nom: str
    valeur: str
    """The last reading with its day; or that there is none."""
    attendu: str
    """The target value, and how near it the last reading is; '' where none is told."""
    releves: Tableau
    """All readings, the first one first."""
    csv: str
    """Path of their file."""
    graphique: Graphique | None
    """None for fewer than two readings, and where one is below zero."""


class Genre(NamedTuple):
    """Indicators of one kind."""

    cle: str
    libelle: Libelle
    mesures: tuple[Mesure, ...]


def of(groupe: Groupe) -> list[Genre]:
    """Return the indicators of a group, those that follow the action apart from those of its effects."""
    found = []
    for key, libelle in (*GENRE_INDICATEUR.libelles.items(), ("", OTHERS)):
        ranked = [(rank, one) for rank, one in enumerate(groupe.indicateurs, 1) if (one.genre or "") == key]
        if ranked:
            found.append(Genre(key, libelle, tuple(_mesure(groupe, one, rank) for rank, one in ranked)))
    return found


def files(groupe: Groupe) -> Iterator[Output]:
    """Yield the table of the readings of each indicator that has some."""
    for genre in of(groupe):
        yield from (table_file(one.csv, one.releves) for one in genre.mesures if one.releves.lignes)


def _mesure(groupe: Groupe, indicateur: Indicateur, rank: int) -> Mesure:
    readings = groupe.releves_de(indicateur)
    table = _table(indicateur, readings)
    csv = f"{record_address('groupes', groupe.id)}indicateur-{rank}.csv"
    if not readings:
        return Mesure(indicateur.nom, fiche_action.UNREAD, _target(indicateur, readings), table, csv, None)
    last = readings[-1]
    value = f"{french.measured(last.valeur, indicateur.unite)} {french.on(last.le)}"
    target = _target(indicateur, readings)
    drawn = len(readings) >= ENOUGH and min(one.valeur for one in readings) >= 0
    chart = _chart(indicateur, readings, f"indicateur-{rank}", value, target, table, csv) if drawn else None
    return Mesure(indicateur.nom, value, target, table, csv, chart)


def _chart(
    indicateur: Indicateur, readings: Sequence[Releve], identity: str, value: str, target: str, table: Tableau, csv: str
) -> Graphique:
    first, last = (readings[place].le.last_day.toordinal() for place in (0, -1))
    span = last - first
    drawing = curve(
        [(french.long_date(one.le), one.valeur) for one in readings],
        french.unit_forms(indicateur.unite) if indicateur.unite else ("", ""),
        places=[(one.le.last_day.toordinal() - first) / span for one in readings] if span else (),
        target=indicateur.attendu,
    )
    sub = target or (f"En {indicateur.unite}" if indicateur.unite else "Valeurs relevées")
    return Graphique(identity, f"{indicateur.nom}\u00a0: {value}", sub, drawing, table, csv, indicateur.nom)


def _target(indicateur: Indicateur, readings: Sequence[Releve]) -> str:
    """Return the target value, and how far the last reading is from it."""
    if indicateur.attendu is None:
        return ""
    said = f"Valeur attendue\u00a0: {french.measured(indicateur.attendu, indicateur.unite)}"
    near = fiche_action.progress(indicateur, readings)
    return f"{said}\u00a0; {near}" if near else said


def _table(indicateur: Indicateur, readings: Sequence[Releve]) -> Tableau:
    value = f"Valeur ({indicateur.unite})" if indicateur.unite else "Valeur"
    rows = tuple((french.long_date(one.le), cell(one.valeur), one.source) for one in readings)
    return Tableau(("Date", value, "Source"), rows, premiere=len(rows))
