"""One type of rendez-vous, whoever holds or announces it: when, where, for whom, and where it is told of."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from prst.records.dates import PartialDate
from prst.records.model import Agenda

KEPT = timedelta(days=365)
"""What is over for longer leaves the calendars to which readers subscribe and has no file of its own; pages keep it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A calendar of others that announces a rendez-vous, and the day of its copy."""

    identite: str
    """The id of the calendar in agendas.yml."""
    agenda: Agenda
    copie: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RendezVous:
    """One time and place of an event. Partial dates stay as partial as their author wrote them."""

    identite: str
    """An identity among all those of a catalogue, which stays when the date, place or status changes."""
    serie: str
    """What all times of one event have in common, and no other event."""
    titre: str
    quand: PartialDate
    jusqua: PartialDate | None = None
    heure_debut: datetime | None = None
    """Its start, of the site's time zone; None where the hour is not known."""
    heure_fin: datetime | None = None
    """Its end, likewise."""
    statut: str = "confirme"
    """`confirme`, `reporte` (the new date is not known) or `annule`."""
    jour_prevu: date | None = None
    """For an event that recurs, the day that its rule gives, wherever it was moved (RFC 5545, section 3.8.4.4)."""
    lieu: str | None = None
    en_ligne: bool = False
    organisateur: str | None = None
    cibles: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()
    """() for anywhere."""
    livrables: tuple[str, ...] = ()
    """Ids of the deliverables to pass on."""
    fiche: tuple[str, str] | None = None
    """Section and id of the record whose page tells of it; None for one that only others tell of."""
    url: str = ""
    """Where others tell of it."""
    sources: tuple[Source, ...] = ()
    """The calendars of others that announce it, in the order of agendas.yml; () for one of ours."""
    exemple: bool = False
    a_confirmer: bool = False
    """Whether its date follows from a rule or a habit, and nobody who organises it has announced it yet."""
    debut: date = field(init=False, repr=False, compare=False)
    """First day; that of the month or year where no day is known."""
    fin: date = field(init=False, repr=False, compare=False)
    """Last day, included; that of the month or year where no day is known."""

    def __post_init__(self) -> None:
        """Work the days out once: lists compare and sort them all the time."""
        object.__setattr__(self, "debut", self.quand.first_day)
        object.__setattr__(self, "fin", max(self._last_day(), self.debut))

    def _last_day(self) -> date:
        """Return the day on which it ends: what ends at midnight does not take place on the day that begins there."""
        if self.jusqua and self.jusqua.has_time and self.jusqua.moment.time() == time.min:
            return self.jusqua.last_day - timedelta(days=1)
        return (self.jusqua or self.quand).last_day

    @property
    def complete(self) -> bool:
        """Whether its days are known: what is not complete is listed, and never stands in a calendar file."""
        return self.quand.is_full

    @property
    def lendemain(self) -> date:
        """The day after its last one, where a calendar file ends an event of whole days (RFC 5545, section 3.6.1)."""
        return self.fin + timedelta(days=1)

    @property
    def bornes(self) -> tuple[date | datetime, date | datetime | None]:
        """Its start and exclusive end: hours of the site's zone, or whole days; None for an end that nobody knows."""
        if self.heure_debut is None:
            return self.debut, self.lendemain
        return self.heure_debut, self.heure_fin if self.heure_fin and self.heure_fin > self.heure_debut else None

    @property
    def nocturne(self) -> bool:
        """Whether it ends on the day after its first one, within 24 hours: an evening, not two days."""
        start, end = self.heure_debut, self.heure_fin
        return bool(start and end and self.fin > self.debut and end - start <= timedelta(days=1))

    @property
    def deplace(self) -> bool:
        """Whether it takes place on another day than its rule gives."""
        return self.jour_prevu is not None and self.jour_prevu != self.debut

    @property
    def mois(self) -> tuple[int, int]:
        """Year and month of its first day; month 13 where no month is known, after those that are."""
        return self.quand.year, self.quand.month or 13

    @property
    def minute(self) -> int:
        """Its first minute after midnight, -1 where it is not known: « 10 h » comes after « 9 h »."""
        return self.quand.hour * 60 + self.quand.minute if self.quand.has_time else -1


def order(one: RendezVous) -> tuple[tuple[int, int], bool, date, date, int, str]:
    """Return what sorts rendez-vous by month, day, hour and title; of a month, those whose day is not known last."""
    return one.mois, not one.complete, one.debut, one.fin, one.minute, one.titre
