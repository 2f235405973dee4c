"""The home page: targets, what is new, what comes next."""

from markupsafe import Markup

from prst.outputs.addresses import SECTIONS
from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import counted_targets, counts
from prst.records.catalogue import Catalogue
from prst.records.model import Livrable

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
        cibles=counted_targets(pages),
        nouveautes=pages.cards(news(pages.catalogue, NEWS), "./"),
        occurrences=pages.coming(pages.catalogue.evenements.values()),
        nombres=counts(pages),
        vide=SECTIONS["cibles"].vide,
    )
