"""The ways to choose among deliverables, and the values of each."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from prst.analysis.holds import Cercle, Holds, said
from prst.outputs.addresses import FACET_SECTIONS, record_address
from prst.records.catalogue import Catalogue
from prst.records.model import NATIONAL, REGION, Livrable

_OFFICIAL = re.compile(r"9[78][0-9]|[0-9][0-9AaBb]")
INCLUSIVE = ("cibles", "secteurs", "territoires")
"""Sections of which one may be part of a wider one."""


class Facette(NamedTuple):
    """A way to choose among deliverables."""

    title: str
    section: str
    """Where its values have their pages; '' for values without."""
    values: Callable[[Livrable], Iterable[str]]


def _year(fiche: Livrable) -> Iterable[str]:
    return (str(fiche.date.year),) if fiche.date else ()


FACETTES: dict[str, Facette] = {
    "cibles": Facette("Pour qui", "cibles", lambda fiche: fiche.cibles),
    "formats": Facette("Format", "formats", lambda fiche: (fiche.format,)),
    "themes": Facette("Thème", "themes", lambda fiche: fiche.themes),
    "secteurs": Facette("Secteur", "secteurs", lambda fiche: fiche.secteurs),
    "territoires": Facette("Territoire", "territoires", lambda fiche: said("territoires", fiche)),
    "groupes": Facette("Groupe de travail", "groupes", lambda fiche: (fiche.groupe,) if fiche.groupe else ()),
    "annees": Facette("Année", "", _year),
}


class Value(NamedTuple):
    """A value of a facet."""

    id: str
    label: str
    address: str
    """Where its page is; '' where it has none."""
    places: list[int]
    """Places of the deliverables that hold for it, rising."""
    own: list[int]
    """Places of those that name it."""
    cercles: tuple[Cercle, ...] = ()
    """What contains it, itself first, where a value may be part of a wider one."""


def facet_values(holds: Holds, fiches: Iterable[Livrable]) -> Iterator[tuple[str, list[Value]]]:
    """Yield (name, values) of each facet, in the order of the catalogue; years, the last one first.

    Territories begin with the region of the site and its departments, each with its code, by which people look for it.
    """
    fiches = list(fiches)
    for name, facet in FACETTES.items():
        holders: dict[str, list[int]] = defaultdict(list)
        for place, fiche in enumerate(fiches):
            for value in facet.values(fiche):
                holders[value].append(place)
        if facet.section:
            yield name, list(_values(holds, facet.section, holders))
        else:
            yield name, [Value(year, year, "", holders[year], holders[year]) for year in sorted(holders, reverse=True)]


def _values(holds: Holds, section: str, holders: Mapping[str, list[int]]) -> Iterator[Value]:
    """Yield what some deliverable holds for, and what a record names all the same: an address may choose it."""
    catalogue = holds.catalogue
    known: Mapping[str, Any] = getattr(catalogue, section)
    named = catalogue.named(section) if section in FACET_SECTIONS else known
    for value in in_order(catalogue, section):
        found = [holders[one] for one in holds.around(section, value) if one in holders]
        if value in named or (found and section != "territoires"):
            places = found[0] if len(found) == 1 else sorted({place for some in found for place in some})
            label = f"{known[value].intitule}{code_of(section, value)}"
            page = catalogue.has_page(section, value)
            address = record_address(section, value) if page else ""
            cercles = holds.cercles(section, value) if section in INCLUSIVE else ()
            yield Value(value, label, address, places, holders.get(value, []), cercles)


def code_of(section: str, identity: str) -> str:
    """Return « (73) » for a department, by whose number people look for it; '' for anything else."""
    return f" ({code})" if section == "territoires" and (code := official(identity)) else ""


def official(identity: str) -> str:
    """Return the code of a department as Insee writes it, « 2A »; '' for any other place, which has only a name."""
    return identity.upper() if _OFFICIAL.fullmatch(identity) else ""


def in_order(catalogue: Catalogue, section: str) -> Iterable[str]:
    """Return the ids of a section as lists show them: of the territories, those of the site first, the widest first."""
    known: Mapping[str, Any] = getattr(catalogue, section)
    if section != "territoires":
        return known
    ranks = {identity: rank for rank, identity in enumerate((REGION, *catalogue.site.departements, NATIONAL))}
    return sorted(known, key=lambda identity: ranks.get(identity, len(ranks)))
