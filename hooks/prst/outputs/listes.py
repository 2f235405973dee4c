"""Lists of deliverables that can be followed and downloaded, and where their files stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prst.outputs.addresses import FACET_SECTIONS, record_address
from prst.records.catalogue import Catalogue
from prst.records.model import Livrable, Record, Terme

FOLLOWED = ("cibles", "relais", "groupes", *FACET_SECTIONS)
"""Sections whose pages list deliverables."""


@dataclass(frozen=True)
class Liste:
    """One list of deliverables: its page and its files, as addresses from the root of the site."""

    title: str
    page: str
    flux: str
    csv: str
    json: str
    section: str = ""
    identity: str = ""


WHOLE = Liste("toutes les ressources", "livrables/", "flux.xml", "catalogue.csv", "catalogue.json")
"""The list of all deliverables; its JSON holds the records of the other kinds too."""


def liste_of(section: str, fiche: Record | Terme) -> Liste | None:
    """Return the list of a target, relay, group or term; None for an example, of which nothing is exported."""
    if getattr(fiche, "exemple", False):
        return None
    page = record_address(section, fiche.id)
    files = (f"{page}flux.xml", f"{page}livrables.csv", f"{page}livrables.json")
    return Liste(fiche.intitule, page, *files, section, fiche.id)


def listes(catalogue: Catalogue) -> Iterator[Liste]:
    """Yield every list that has a page, but the whole."""
    for section in FOLLOWED:
        for identity, fiche in getattr(catalogue, section).items():
            if catalogue.has_page(section, identity) and (liste := liste_of(section, fiche)):
                yield liste


def livrables_of(catalogue: Catalogue, liste: Liste) -> Sequence[Livrable]:
    """Return the deliverables of a list in the order of its page, examples included."""
    if liste.section:
        return catalogue.referring("livrables", liste.section, liste.identity)
    return list(catalogue.livrables.values())
