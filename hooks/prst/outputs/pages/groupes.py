"""What the page of a group shows besides its record and its deliverables."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from prst.analysis.gaps import Gap, by_group
from prst.outputs.pages.common import Pages
from prst.outputs.pages.recoupements import Recoupes
from prst.records.model import Groupe


class Groupes:
    """What is worked out once for the pages of all groups."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._recoupes = Recoupes(pages)

    def shown(self, groupe: Groupe) -> dict[str, Any]:
        """Return what groupe.html and its parts show of a group, by the names that they have there."""
        neighbours, others = self._recoupes.of(groupe)
        return {"voisins": neighbours, "autres_voisins": others, "a_faire": self._to_do.get(groupe.id, ())}

    @cached_property
    def _to_do(self) -> Mapping[str, Sequence[Gap]]:
        return by_group(self._pages.gaps)
