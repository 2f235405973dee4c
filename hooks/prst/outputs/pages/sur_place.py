"""What chooses among the cards of a page that holds them all (hooks/javascripts/recherche/sur-place.js)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from prst.analysis.holds import Holds, said
from prst.outputs.addresses import record_address
from prst.outputs.facettes import code_of, in_order
from prst.records.model import Record

One = TypeVar("One")


class Valeur(NamedTuple):
    """A value by which cards are chosen."""

    id: str
    label: str
    adresse: str
    """Where it has a page; '' where it has none."""
    numeros: Sequence[int]
    """Ranks of the cards that hold for it, in the order of the page."""
    mots: Sequence[str] = ()
    """The other words by which it is asked for: its synonyms, the towns of a department."""


class Facette(NamedTuple):
    """A way to choose."""

    nom: str
    titre: str
    valeurs: Sequence[Valeur]

    @property
    def seule(self) -> bool:
        """Whether none of its values has a page: without JavaScript it has nothing to offer."""
        return not any(value.adresse for value in self.valeurs)


def held(holds: Holds, section: str, everyone: Sequence[Any], wanted: Collection[str] | None = None) -> list[Valeur]:
    """Return the targets, terms or places for which records hold: what was made for a wider one is for it too.

    `wanted` are the only ids to be offered, where not all are.
    """
    catalogue = holds.catalogue
    known: Mapping[str, Any] = getattr(catalogue, section)
    return [
        Valeur(
            identity,
            f"{known[identity].intitule}{code_of(section, identity)}",
            record_address(section, identity) if catalogue.has_page(section, identity) else "",
            found,
            (*known[identity].synonymes, *getattr(known[identity], "villes", ())),
        )
        for identity in in_order(catalogue, section)
        if (wanted is None or identity in wanted) and (found := _holding(holds, section, identity, everyone))
    ]


def _holding(holds: Holds, section: str, identity: str, everyone: Sequence[Record]) -> list[int]:
    around = holds.around(section, identity)
    return [rank for rank, one in enumerate(everyone) if not around.isdisjoint(said(section, one))]


def named(
    labels: Mapping[str, str],
    everyone: Sequence[One],
    of: Callable[[One], Iterable[str]],
    address: Callable[[str], str] = lambda _key: "",
) -> list[Valeur]:
    """Return the values by key that some record has, in the order of their labels here."""
    return [
        Valeur(key, label, address(key), found)
        for key, label in labels.items()
        if (found := [rank for rank, one in enumerate(everyone) if key in of(one)])
    ]


def facets(found: Mapping[str, tuple[str, Sequence[Valeur]]]) -> list[Facette]:
    """Return titles and values by name as facets: the most used values first, places in order; none without values."""
    return [
        Facette(name, title, values if name == "territoires" else most_used_first(values))
        for name, (title, values) in found.items()
        if values
    ]


def most_used_first(values: Iterable[Valeur]) -> list[Valeur]:
    """Return values, those that hold for most first."""
    return sorted(values, key=lambda value: -len(value.numeros))
