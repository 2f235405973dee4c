"""The search page, as it is without JavaScript."""

from markupsafe import Markup

from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import targets_here, used_terms

FULLEST = 8
"""Themes that the search page offers."""


def search(pages: Pages) -> Markup:
    """Return the form, the place for results and the lists that follow the introduction of `recherche.md`."""
    fullest = sorted(used_terms(pages, "themes"), key=lambda un: -int(un["nombre"]))[:FULLEST]
    return pages.fill("recherche.html", racine="../", cibles=targets_here(pages), themes=fullest)
