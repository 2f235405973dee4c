"""Lists of deliverables that can be followed and downloaded, and where their files stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from prst.analysis.holds import Holds
from prst.outputs.addresses import FACET_SECTIONS, SECTIONS, record_address
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


def liste_of(catalogue: Catalogue, section: str, fiche: Record | Terme) -> Liste | None:
    """Return the list of a target, relay, group or term; None for what has no files, an example among them."""
    if getattr(fiche, "exemple", False) or not catalogue.has_files(section, fiche.id):
        return None
    page = record_address(section, fiche.id)
    files = (f"{page}flux.xml", f"{page}livrables.csv", f"{page}livrables.json")
    return Liste(fiche.intitule, page, *files, section, fiche.id)


def chosen_at(section: str, identity: str) -> str:
    """Return the address of the list of all deliverables, with a value chosen in one of its facets."""
    return f"{SECTIONS['livrables'].index}?{choices([(section, [identity])])}"


def choices(chosen: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return what that address says of values chosen in facets; hooks/javascripts/recherche/adresse.js reads it."""
    return "&".join(f"{section}={','.join(ids)}" for section, ids in chosen if ids)


def listed_at(catalogue: Catalogue, section: str, identity: str) -> str:
    """Return where what holds for a record or term is listed: its page, else the list of all with it chosen."""
    has_page = catalogue.has_page(section, identity)
    return record_address(section, identity) if has_page else chosen_at(section, identity)


def listes(catalogue: Catalogue) -> Iterator[Liste]:
    """Yield every list that has files, but the whole."""
    for section in FOLLOWED:
        for fiche in getattr(catalogue, section).values():
            if liste := liste_of(catalogue, section, fiche):
                yield liste


def livrables_of(holds: Holds, liste: Liste) -> Sequence[Livrable]:
    """Return the deliverables of a list in the order of its page, examples included: those that hold for it."""
    if liste.section:
        return holds.of("livrables", liste.section, liste.identity)
    return list(holds.catalogue.livrables.values())
