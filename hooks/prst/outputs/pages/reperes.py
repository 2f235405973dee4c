"""Landmarks of the year, such as public and school holidays, that the calendars of partners tell."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from prst.analysis.agenda import announced
from prst.analysis.holds import Holds
from prst.outputs import french
from prst.records.catalogue import Catalogue
from prst.records.types import fold


@dataclass(frozen=True)
class Repere:
    """A day or some days to know of when a date is chosen, such as school holidays."""

    titre: str
    debut: date
    fin: date
    quand: str
    noms: str
    """The calendars that hold it, those that concern this region."""
    sources: tuple[str, ...]
    """The same, each with the day of its copy."""

    def touches(self, first: date, last: date) -> bool:
        """Whether some of its days are from `first` to `last`, both included."""
        return self.debut <= last and self.fin >= first


@dataclass(frozen=True)
class Reperes:
    """Public holidays and other single days, and longer ones."""

    feries: tuple[Repere, ...]
    periodes: tuple[Repere, ...]

    @property
    def jours(self) -> dict[date, tuple[str, ...]]:
        """Titles of single days, by day."""
        days: dict[date, tuple[str, ...]] = defaultdict(tuple)
        for one in self.feries:
            days[one.debut] += (one.titre,)
        return days


def _without_name(titre: str, names: Iterable[str]) -> str:
    """Return a title without the end that one of its calendars' names says: « Vacances d'hiver - Zone A »."""
    begin, mark, end = titre.rpartition(" - ")
    return begin if mark and any(fold(end) in fold(name) for name in names) else titre


def landmarks(catalogue: Catalogue) -> Reperes:
    """Return what the external calendars of landmarks tell of this region, by date, each once."""
    found, holds = [], Holds(catalogue)
    for one in announced(catalogue, (), "reperes"):
        ours = [source for source in one.sources if holds.here(source.agenda)]
        if ours and one.statut == "confirme":
            names = [source.agenda.nom for source in ours]
            dated = [french.copied(source.agenda.nom, source.copie) for source in ours]
            title, span = _without_name(one.titre, names), french.span(one.debut, one.fin)
            found.append(Repere(title, one.debut, one.fin, span, ", ".join(names), tuple(dated)))
    return Reperes(
        tuple(one for one in found if one.debut == one.fin), tuple(one for one in found if one.debut != one.fin)
    )
