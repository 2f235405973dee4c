"""« Rester au courant »: three ways to follow what is new, each with an address to copy and what to do with it."""

from markupsafe import Markup

from prst.outputs.addresses import root_from
from prst.outputs.listes import WHOLE
from prst.outputs.pages.common import Pages
from prst.outputs.pages.programme import Programme

BASE = "rester-au-courant/"
"""Address of the page; its file is `rester-au-courant.md`."""


def ways(pages: Pages, programme: Programme) -> Markup:
    """Return what follows the introduction of the page."""
    return pages.fill(
        "rester.html",
        racine=root_from(BASE),
        agenda=pages.calendars.everything,
        envois=programme.subscription,
        flux=pages.site.base + WHOLE.flux,
    )
