"""« Solliciter le réseau communication »: what may be asked for, of whom, how early, and what was asked."""

from typing import Any

from markupsafe import Markup

from prst.analysis.contacts import Chaine
from prst.outputs.addresses import address_of, record_address
from prst.outputs.pages.common import Pages
from prst.records.model import Fichier
from prst.records.reseau import Appui, Demande, Reseau

MODELE = "boite-a-outils/modeles/demande-au-reseau-communication/"
"""Address of the template to fill in by hand."""


def section(pages: Pages, racine: str) -> Markup:
    """Return what a written page shows of the network; without its file, the template and whom to write to."""
    reseau, partout = pages.catalogue.reseau or Reseau(), pages.contacts.of_network()
    appuis = {one.id: _appui(one, pages.contacts.of_network(one), partout) for one in reseau.appuis}
    return pages.fill(
        "reseau.html",
        racine=racine,
        reseau=reseau,
        modele=MODELE,
        partout=partout,
        appuis=list(appuis.values()),
        demandes=[_demande(one, pages, appuis[one.appui]) for one in _soonest_first(reseau)],
    )


def _appui(appui: Appui, chaine: Chaine, partout: Chaine) -> dict[str, Any]:
    """Return a kind of help, whom to ask, whether that is somebody of its own, and where what helps is read."""
    return {
        "appui": appui,
        "chaine": chaine,
        "a_part": chaine != partout,
        "pages": [(page.libelle, _address(page)) for page in appui.pages],
    }


def _address(page: Fichier) -> str:
    return address_of(page.chemin) if page.chemin.endswith(".md") else page.chemin


def _soonest_first(reseau: Reseau) -> list[Demande]:
    """Return the requests in the order of the days on which they are wanted; those that name none come last."""
    return sorted(reseau.demandes, key=lambda one: (one.pour_le is None, str(one.pour_le or "")))


def _demande(demande: Demande, pages: Pages, appui: dict[str, Any]) -> dict[str, Any]:
    """Return a request, who makes it and to whom."""
    groupe, chaine = pages.catalogue.groupes.get(demande.groupe or ""), appui["chaine"]
    return {
        "demande": demande,
        "appui": appui["appui"].nom,
        "groupe": (groupe.nom, record_address("groupes", groupe.id)) if groupe else None,
        "a_qui": ", ".join(filter(None, (chaine.nommee, chaine.contact.role if chaine.contact else None)))
        or next((one.nom for one in chaine.qui), ""),
    }
