"""The search page, as it is without JavaScript."""

from markupsafe import Markup

from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import counted_targets, used_terms

FULLEST = 8
"""Themes that the search page offers."""


def search(pages: Pages) -> Markup:
    """Return the form, the place for results and the lists that follow the introduction of `recherche.md`."""
    themes = [un for un in used_terms(pages, "themes") if un["page"]]
    fullest = sorted(themes, key=lambda un: -int(un["nombre"]))[:FULLEST]
    return pages.fill("recherche.html", racine="../", cibles=counted_targets(pages), themes=fullest)
