"""The ways to choose among deliverables, and the values of each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from prst.outputs.addresses import record_address
from prst.records.catalogue import Catalogue
from prst.records.model import Livrable


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
    "territoires": Facette("Territoire", "territoires", lambda fiche: fiche.territoires),
    "groupes": Facette("Groupe de travail", "groupes", lambda fiche: (fiche.groupe,) if fiche.groupe else ()),
    "annees": Facette("Année", "", _year),
}


class Value(NamedTuple):
    """A value of a facet that some deliverable has."""

    id: str
    label: str
    address: str
    """Where its page is; '' where it has none."""
    places: list[int]
    """Places of the deliverables that have it, rising."""


def facet_values(catalogue: Catalogue, fiches: Iterable[Livrable]) -> Iterator[tuple[str, list[Value]]]:
    """Yield (name, values) of each facet, in the order of the catalogue; years, the last one first."""
    fiches = list(fiches)
    for name, facet in FACETTES.items():
        holders: dict[str, list[int]] = defaultdict(list)
        for place, fiche in enumerate(fiches):
            for value in facet.values(fiche):
                holders[value].append(place)
        known: Mapping[str, Any] = getattr(catalogue, facet.section) if facet.section else {}
        order = known if known else sorted(holders, reverse=True)
        yield (
            name,
            [
                Value(
                    value,
                    known[value].intitule if known else value,
                    record_address(facet.section, value) if known and catalogue.has_page(facet.section, value) else "",
                    holders[value],
                )
                for value in order
                if value in holders
            ],
        )
