"""The home page: targets, what is new, what comes next."""

from typing import Any

from markupsafe import Markup

from prst.outputs.addresses import SECTIONS
from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import counted_targets, counts
from prst.records.catalogue import Catalogue
from prst.records.model import Livrable

TARGETS = 48
"""Targets on the home page, of any number: the list of all has a page of its own."""
NEWS = 3
"""Deliverables that the home page shows as new."""


def news(catalogue: Catalogue, count: int) -> list[Livrable]:
    """Return the deliverables that entered the catalogue last; those of one day by their own date."""
    shown = (fiche for fiche in catalogue.livrables.values() if fiche.actuel)
    return sorted(shown, key=lambda fiche: fiche.ajoute_le.toordinal() if fiche.ajoute_le else 0, reverse=True)[:count]


def home(pages: Pages) -> Markup:
    """Return what follows the sentence of the home page."""
    return pages.fill(
        "accueil.html",
        cibles=_fullest(counted_targets(pages)),
        nouveautes=pages.cards(news(pages.catalogue, NEWS), "./"),
        occurrences=pages.coming(pages.catalogue.evenements.values()),
        nombres=counts(pages),
        vide=SECTIONS["cibles"].vide,
    )


def _fullest(targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the targets for which there is most, in the order of the catalogue."""
    ranks = sorted(range(len(targets)), key=lambda rank: -targets[rank]["nombre"])[:TARGETS]
    return [targets[rank] for rank in sorted(ranks)]
