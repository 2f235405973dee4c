"""The directory of working groups and their pilots."""

from markupsafe import Markup

from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import by_name


def directory(pages: Pages) -> Markup:
    """Return the directory of groups that follows the introduction of `annuaire.md`."""
    return pages.fill("annuaire.html", racine="../", groupes=by_name(pages.catalogue, "groupes"))
