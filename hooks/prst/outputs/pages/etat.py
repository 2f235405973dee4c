"""The state of the catalogue: its figures, what is missing, its files."""

from markupsafe import Markup

from prst.analysis.gaps import gaps
from prst.outputs.addresses import SECTIONS, record_address
from prst.outputs.listes import WHOLE
from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import counts


def state(pages: Pages) -> Markup:
    """Return the figures and gaps that follow the introduction of `a-propos/etat-du-catalogue.md`."""
    racine = "../../"
    lacking = [
        {
            "titre": gap.message,
            "aide": gap.remedy,
            "fiches": [(fiche.intitule, racine + record_address(fiche.kind, fiche.id)) for fiche in gap.fiches],
        }
        for gap in gaps(pages.catalogue)
    ]
    figures = [
        (SECTIONS[name].many.capitalize(), count, racine + SECTIONS[name].index)
        for name, count in counts(pages).items()
    ]
    return pages.fill("etat.html", racine=racine, nombres=figures, manques=lacking)


def data(pages: Pages, racine: str) -> Markup:
    """Return the table of the files that hold the whole catalogue, for a page whose way to the root is `racine`."""
    return pages.fill("_donnees.html", racine=racine, tout=WHOLE)
