"""What the page of a group shows besides its record and its deliverables."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from prst.analysis.gaps import Gap, by_group
from prst.outputs.pages.common import Pages
from prst.records.model import Groupe

NEIGHBOURS = 4
"""Groups near another one that its page shows."""


class Groupes:
    """What is worked out once for the pages of all groups."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._catalogue = pages.catalogue

    def shown(self, groupe: Groupe) -> dict[str, Any]:
        """Return what groupe.html and its parts show of a group, by the names that they have there."""
        return {"voisins": self._near(groupe), "a_faire": self._to_do.get(groupe.id, ())}

    @cached_property
    def _to_do(self) -> Mapping[str, Sequence[Gap]]:
        return by_group(self._pages.gaps)

    def _near(self, groupe: Groupe) -> list[Groupe]:
        """Return the groups to get in touch with early: same target, or same pilot structure (workshop A1)."""
        pilots = {pilote.structure for pilote in groupe.pilotes}
        themes, share = set(groupe.themes), self._pages.derived.holds.share
        near = []
        for other in self._catalogue.groupes.values():
            if other.id != groupe.id and (
                themes & set(other.themes)
                or share("cibles", groupe.cibles, other.cibles)
                or pilots & {p.structure for p in other.pilotes}
            ):
                near.append(other)
        return near[:NEIGHBOURS]
