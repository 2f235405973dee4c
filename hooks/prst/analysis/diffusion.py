"""What was passed on, by whom, to whom, and what came of it: the figures of the dissemination log.

What nobody said is missing, never zero. A date of which only the month or the year is known counts where it counts
whatever its day, and is told apart elsewhere. Samples never mix with real acts. The indicators are those of RE-AIM
(reach, adoption, implementation, maintenance; re-aim.org), in words that a relay would use.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from operator import attrgetter
from statistics import median
from typing import Any, TypeVar

from prst.analysis.holds import Holds, said
from prst.analysis.moments import sendings
from prst.analysis.occurrences import Occurrence
from prst.records.dates import PartialDate
from prst.records.model import Diffusion, Livrable, Relais
from prst.records.types import fold, percent

AHEAD = timedelta(days=92)
"""How long before a send-by date an act may be meant for it: a quarter."""
_R = TypeVar("_R", Relais, Livrable)
UNSAID = ""
"""Key of the acts of which nobody said a target or a place."""


@dataclass(slots=True)
class Compte:
    """What some acts come to."""

    actes: int = 0
    touches: int = 0
    """People or companies reached, as far as acts tell."""
    chiffres: int = 0
    """Acts that tell whom they reached."""
    a_marche: int = 0
    mitige: int = 0
    echec: int = 0

    @property
    def sans_chiffre(self) -> int:
        """Acts that tell no figure: where there are some, the sum is « au moins »."""
        return self.actes - self.chiffres

    @property
    def doublons(self) -> bool:
        """Whether the sum may count somebody twice: it is of several acts."""
        return self.chiffres > 1 and self.touches > 1

    @property
    def sans_bilan(self) -> int:
        """Acts of which nobody says whether they worked."""
        return self.actes - self.a_marche - self.mitige - self.echec

    def add(self, acte: Diffusion) -> None:
        """Count one more act."""
        self.actes += 1
        if acte.touches is not None:
            self.touches += acte.touches
            self.chiffres += 1
        if acte.bilan:
            setattr(self, acte.bilan, getattr(self, acte.bilan) + 1)

    def __add__(self, other: "Compte") -> "Compte":
        """Return what the acts of both come to."""
        return Compte(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Ligne:
    """The acts that have something in common."""

    cle: str
    """Id of what they have in common, or its folded name; UNSAID where nobody said."""
    libelle: str
    compte: Compte


@dataclass(frozen=True, slots=True)
class Adoption:
    """How far relays are engaged; each number is part of the one before, but for the last."""

    connus: int
    sollicites: int
    repondus: int
    actifs: int
    """Relays that surely passed something on in the period."""
    peut_etre: int
    """Relays that may have: their only acts have no day, and may be of another time."""
    fideles: int
    """Active relays that were active in the period before too."""
    non_dits: int = 0
    """Relays of which nobody says whether they were solicited."""


@dataclass(frozen=True, slots=True)
class Delai:
    """How long resources wait for their first relay, in days."""

    mediane: float | None
    ressources: int
    """Resources of which it is known."""
    sans_jour: int
    """Resources whose first act has no day, or which do not say when they entered the catalogue."""
    avant: int
    """Resources that were passed on before they entered the catalogue: they waited for nobody."""


@dataclass(frozen=True, slots=True)
class Envois:
    """Acts of resources that an occasion pushes, by whether they came by its send-by date."""

    a_temps: int
    en_retard: int
    indecis: int
    """Acts whose date is not precise enough to tell."""

    @property
    def part(self) -> int | None:
        """Share of acts that came in time, in percent; None where none can be told."""
        known = self.a_temps + self.en_retard
        return percent(self.a_temps, known) if known else None


@dataclass(frozen=True, slots=True)
class Periode:
    """Days from a first to a last one."""

    debut: date
    fin: date

    def surely(self, when: "Periode") -> bool:
        """Whether a date is in it, whatever its day."""
        return self.debut <= when.debut and when.fin <= self.fin

    def perhaps(self, when: "Periode") -> bool:
        """Whether a date may be in it."""
        return self.debut <= when.fin and when.debut <= self.fin


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Return what tells channels apart: acts write the same few in many ways."""
    return fold(text)


@lru_cache(maxsize=4096)
def _days_of(when: PartialDate) -> Periode:
    """Return the days of which a date may be one: thousands of acts share a few hundred."""
    return Periode(when.first_day, when.last_day)


_parts = attrgetter("year", "month", "day", "hour", "minute")
"""What dates are compared by: as a tuple, thousands of acts are sorted in half the time."""


def latest_first(actes: Iterable[Diffusion]) -> list[Diffusion]:
    """Return acts, the latest first; of those of one day that whose id comes last."""
    return sorted(actes, key=lambda acte: (_parts(acte.date), acte.id), reverse=True)


class Diffusions:
    """The figures of the log of one catalogue: of its real acts, or of its samples."""

    def __init__(
        self,
        holds: Holds,
        occurrences: Mapping[str, Sequence[Occurrence]],
        reference: date,
        *,
        exemples: bool = False,
    ) -> None:
        """Take the occurrences of each event by its id, and the day from which the last twelve months are counted."""
        catalogue = self._catalogue = holds.catalogue
        self._holds = holds
        self._occurrences = occurrences
        self.reference = reference
        self._fictitious = exemples
        self._counts: dict[str, dict[int, Mapping[str, Compte]]] = {}
        self._rows: dict[tuple[str, int | None], Sequence[Ligne]] = {}
        fictitious = {
            kind: frozenset(one.id for one in getattr(catalogue, kind).values() if one.exemple)
            for kind in ("relais", "livrables")
        }

        def is_sample(acte: Diffusion) -> bool:
            return acte.exemple or acte.relais in fictitious["relais"] or acte.livrable in fictitious["livrables"]

        self.actes = latest_first(acte for acte in catalogue.diffusions.values() if is_sample(acte) == exemples)
        """All acts, the latest first."""

    @cached_property
    def par_annee(self) -> Mapping[int, list[Diffusion]]:
        """Acts by year, the latest first: the year of an act is always known."""
        found: dict[int, list[Diffusion]] = defaultdict(list)
        for acte in self.actes:
            found[acte.date.year].append(acte)
        return dict(found)

    @cached_property
    def par_groupe(self) -> Mapping[str, list[Diffusion]]:
        """Acts by the id of the group that made their resource, the latest first."""
        found: dict[str, list[Diffusion]] = defaultdict(list)
        for acte in self.actes:
            for group in self._groups(acte):
                found[group].append(acte)
        return dict(found)

    @property
    def douze_mois(self) -> Periode:
        """The twelve months that end with the reference day, and what was noted of later days."""
        last = self.reference
        noted = max((days.fin for days in self._activity), default=last)
        return Periode(_year_before(last) + timedelta(days=1), max(last, noted))

    def compte(self, annee: int | None = None) -> Compte:
        """Return what all acts come to, or those of a year."""
        counts = self._by_year
        return counts.get(annee, Compte()) if annee else sum(counts.values(), Compte())

    @cached_property
    def _by_year(self) -> Mapping[int, Compte]:
        found: dict[int, Compte] = {}
        for year, actes in self.par_annee.items():
            found[year] = total = Compte()
            for acte in actes:
                total.add(acte)
        return found

    def par(self, axe: str, annee: int | None = None) -> Sequence[Ligne]:
        """Return acts by `cible`, `canal`, `territoire`, `groupe`, `relais` or `livrable`, most first, unsaid last.

        An act has the places of its relay, and counts in each. A page, its files and its documents ask for the same.
        """
        if (axe, annee) not in self._rows:
            self._rows[axe, annee] = self._sorted(axe, annee)
        return self._rows[axe, annee]

    def _sorted(self, axe: str, annee: int | None) -> list[Ligne]:
        by_year = self._counted(axe)
        found: dict[str, Compte] = {}
        for counts in by_year.values() if annee is None else (by_year.get(annee, {}),):
            for key, compte in counts.items():
                found[key] = found[key] + compte if key in found else compte
        rows = [Ligne(key, self.name(axe, key), compte) for key, compte in found.items()]
        return sorted(rows, key=lambda row: (row.cle == UNSAID, -row.compte.actes, fold(row.libelle)))

    def _counted(self, axe: str) -> Mapping[int, Mapping[str, Compte]]:
        """Return what acts come to by year and key: counted once, for the whole and for each year."""
        if axe not in self._counts:
            keys_of = self._AXES[axe]
            self._counts[axe] = found = {}
            for year, actes in self.par_annee.items():
                counts: dict[str, Compte] = defaultdict(Compte)
                for acte in actes:
                    for key in keys_of(self, acte):
                        counts[key].add(acte)
                found[year] = counts
        return self._counts[axe]

    def annees(self) -> list[Ligne]:
        """Return acts by year, the latest first, with the years between in which there is none."""
        known = self.par_annee
        years = range(max(known), min(known) - 1, -1) if known else ()
        return [Ligne(str(year), str(year), self.compte(year)) for year in years]

    # What acts have in common

    def _places(self, acte: Diffusion) -> Collection[str]:
        relais = self._catalogue.relais.get(acte.relais)
        return said("territoires", relais) if relais else (UNSAID,)

    def _groups(self, acte: Diffusion) -> Collection[str]:
        fiche = self._catalogue.livrables.get(acte.livrable)
        return (fiche.groupe or UNSAID,) if fiche else (UNSAID,)

    _AXES: Mapping[str, Callable[["Diffusions", Diffusion], Collection[str]]] = {
        "cible": lambda _self, acte: (acte.cible or UNSAID,),
        "canal": lambda _self, acte: (_folded(acte.canal),),
        "territoire": _places,
        "groupe": _groups,
        "relais": lambda _self, acte: (acte.relais,),
        "livrable": lambda _self, acte: (acte.livrable,),
    }
    """Keys under which an act counts, by axis."""

    def name(self, axe: str, key: str) -> str:
        """Return what acts have in common under a key of an axis, in words."""
        if key == UNSAID:
            return _UNSAID_NAMES.get(axe, "Non précisé")
        if axe == "canal":
            return self._channels[key]
        known: Mapping[str, Any] = getattr(self._catalogue, _FOLDERS[axe])
        return known[key].intitule if key in known else "Ressource en cours de rédaction"

    @cached_property
    def _channels(self) -> Mapping[str, str]:
        """The name of each channel, as most acts write it."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for acte in self.actes:
            found[_folded(acte.canal)][acte.canal] += 1
        best = {key: min(names, key=lambda name: (-names[name], name)) for key, names in found.items()}
        return {key: name[:1].upper() + name[1:] for key, name in best.items()}

    # Relays

    def adoption(self, annee: int | None = None) -> Adoption:
        """Return how far relays are engaged, as for activity in the last twelve months or in a year.

        One that passed something on was solicited and answered, whatever its record says; one that answered was asked.
        Those of other regions count once they passed something on: nobody here expects it of them.
        """
        period = Periode(date(annee, 1, 1), date(annee, 12, 31)) if annee else self.douze_mois
        before = Periode(_year_before(period.debut), period.debut - timedelta(days=1))
        relays = self._ours(self._catalogue.relais, self.passeurs)
        answered = [one for one in relays if self._answered(one)]
        sure = self._active(period.surely)
        return Adoption(
            connus=len(relays),
            sollicites=sum(bool(one.sollicite) or self._answered(one) for one in relays),
            repondus=len(answered),
            actifs=len(sure),
            peut_etre=len(self._active(period.perhaps) - sure),
            fideles=len(sure & self._active(before.surely)),
            non_dits=sum(one.sollicite is None and not self._answered(one) for one in relays),
        )

    def _active(self, holds: Callable[[Periode], bool]) -> set[str]:
        """Return the ids of the relays that passed something on at a date for which something holds."""
        return {relais for days, relays in self._activity.items() if holds(days) for relais in relays}

    @cached_property
    def _activity(self) -> Mapping[Periode, set[str]]:
        """Who passed something on, by date."""
        found: dict[Periode, set[str]] = defaultdict(set)
        for acte in self.actes:
            found[_days_of(acte.date)].add(acte.relais)
        return found

    def _answered(self, relais: Relais) -> bool:
        return bool(relais.repondu) or relais.id in self.passeurs

    @cached_property
    def passeurs(self) -> frozenset[str]:
        """Ids of the relays that passed something on."""
        return frozenset(acte.relais for acte in self.actes)

    # Resources

    def relayees(self) -> tuple[int, int]:
        """Return how many of the resources to be spread were passed on at least once, and how many there are.

        Those of other regions count once they were passed on.
        """
        to_spread = [one.id for one in self._ours(self._catalogue.livrables, self._first) if one.statut == "publie"]
        return sum(identity in self._first for identity in to_spread), len(to_spread)

    def _ours(self, records: Mapping[str, _R], passed: Container[str]) -> list[_R]:
        """Return the records of this region, and those of others that took part; samples, or none of them."""
        return [
            one
            for one in records.values()
            if one.exemple == self._fictitious and (one.id in passed or self._holds.here(one))
        ]

    @cached_property
    def _first(self) -> Mapping[str, PartialDate]:
        """The date of the first act of each resource; a day goes before a month or a year that begins with it."""
        found: dict[str, PartialDate] = {}
        for acte in self.actes:
            known = found.get(acte.livrable)
            if known is None or _rank(acte.date) < _rank(known):
                found[acte.livrable] = acte.date
        return found

    def delai(self, annee: int | None = None) -> Delai:
        """Return how long resources waited for their first relay, or those first passed on in a year."""
        days: list[int] = []
        unknown = before = 0
        for identity, first in self._first.items():
            fiche = self._catalogue.livrables.get(identity)
            if fiche is None or (annee and first.year != annee):
                continue
            if fiche.ajoute_le is None:
                unknown += 1
            elif first.last_day < fiche.ajoute_le:
                before += 1
            elif not first.is_full:
                unknown += 1
            else:
                days.append((first.first_day - fiche.ajoute_le).days)
        return Delai(median(days) if days else None, len(days), unknown, before)

    # Occasions

    def envois(self, annee: int | None = None) -> Envois:
        """Return how many acts came by the send-by date of the occasion that pushes their resource.

        It is the next one that is not over, if its date is no more than AHEAD away.
        """
        by_year = self._timings
        found = by_year.get(annee, Counter()) if annee else sum(by_year.values(), Counter())
        return Envois(found["a_temps"], found["en_retard"], found["indecis"])

    @cached_property
    def _timings(self) -> Mapping[int, Counter[str]]:
        return {year: Counter(map(self._timing, actes)) for year, actes in self.par_annee.items()}

    def _timing(self, acte: Diffusion) -> str:
        """Return `a_temps`, `en_retard` or `indecis`; '' for an act that no occasion asked for."""
        occasions = self._occasions.get(acte.livrable)
        if not occasions:
            return ""
        ends, limits = occasions
        days = _days_of(acte.date)
        index = bisect_left(ends, days.debut)
        if index == len(ends) or limits[index] - days.fin > AHEAD:
            return ""
        if days.fin <= limits[index]:
            return "a_temps"
        return "en_retard" if days.debut > limits[index] else "indecis"

    @cached_property
    def _occasions(self) -> Mapping[str, tuple[list[date], list[date]]]:
        """The last day and the send-by date of the occasions that push each resource, by their last day."""
        found: dict[str, list[tuple[date, date]]] = defaultdict(list)
        for identity, last, limit in self._limits():
            found[identity].append((last, limit))
        return {
            identity: ([last for last, _limit in rows], [limit for _last, limit in rows])
            for identity, rows in ((identity, sorted(rows)) for identity, rows in found.items())
        }

    def _limits(self) -> Iterator[tuple[str, date, date]]:
        """Yield resource, last day and send-by date of each occasion that takes place."""
        passed = {acte.livrable for acte in self.actes}
        for evenement in self._catalogue.evenements.values():
            wanted = passed.intersection(evenement.livrables)
            if not wanted:
                continue
            for occurrence, envoi, _advised in sendings(evenement, self._occurrences.get(evenement.id, ())):
                if envoi and occurrence.statut == "confirme":
                    limit = envoi.last_day
                    yield from ((identity, max(occurrence.fin, limit), limit) for identity in sorted(wanted))


_FOLDERS = {
    "cible": "cibles",
    "territoire": "territoires",
    "groupe": "groupes",
    "relais": "relais",
    "livrable": "livrables",
}
_UNSAID_NAMES = {"cible": "Public non précisé", "territoire": "Lieu non précisé", "groupe": "Hors des groupes"}


@lru_cache(maxsize=4096)
def _rank(when: PartialDate) -> tuple[date, bool]:
    """Return the key of the earliest date: a day goes before a month or a year that begins with it."""
    return _days_of(when).debut, not when.is_full


def _year_before(day: date) -> date:
    """Return the same day of the year before; that of 29 February is 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
