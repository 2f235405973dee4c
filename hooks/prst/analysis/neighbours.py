"""Deliverables near another one: same target, same theme."""

from collections import defaultdict
from itertools import zip_longest

from prst.records.catalogue import Catalogue
from prst.records.model import Livrable


class Neighbours:
    """Finds the neighbours of a deliverable in time that does not grow with the catalogue.

    Deliverables that share a target and a theme stand in one row, most recent first; neighbours are the nearest in
    that row, so that each of them is also somebody's neighbour.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._rows: dict[tuple[str, str], list[Livrable]] = defaultdict(list)
        self._places: dict[tuple[str, str, str], int] = {}
        for fiche in catalogue.livrables.values():
            if fiche.statut == "publie":
                for key in self._keys(fiche):
                    self._places[(*key, fiche.id)] = len(self._rows[key])
                    self._rows[key].append(fiche)

    @staticmethod
    def _keys(fiche: Livrable) -> list[tuple[str, str]]:
        return [(cible, theme) for theme in fiche.themes for cible in fiche.cibles]

    def of(self, fiche: Livrable, count: int) -> list[Livrable]:
        """Return up to `count` deliverables, those of the first theme and target first."""
        found: dict[str, Livrable] = {}
        for key in self._keys(fiche):
            row = self._rows.get(key, [])
            place = self._places.get((*key, fiche.id), 0)
            before = row[max(0, place - count) : place][::-1]
            after = row[place : place + count + 1]
            for other in (other for pair in zip_longest(after, before) for other in pair if other):
                if other.id != fiche.id:
                    found.setdefault(other.id, other)
                if len(found) == count:
                    return list(found.values())
        return list(found.values())
