"""When and where events take place: days, hours of Paris, and an identity that a change of date leaves alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from prst.records.dates import PARIS, PartialDate, recurring_days
from prst.records.model import AutreDate, Evenement, Modification

COMING_OF_EACH = 30
"""Coming occurrences of one event that a page holds: half a year of a weekly one."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time and place of an event, as its author wrote it: partial dates stay partial."""

    evenement: Evenement
    quand: PartialDate
    jusqua: PartialDate | None = None
    lieu: str | None = None
    statut: str = "confirme"
    """`confirme`, `reporte` (the new date is not known) or `annule`."""
    numero: int = 1
    """1 for the record's own date or recurrence, 2 for the first of `autres_dates`, and so on."""
    jour_prevu: date | None = None
    """For an event that recurs, the day that its rule gives, wherever it was moved (RFC 5545, section 3.8.4.4)."""
    debut: date = field(init=False, repr=False, compare=False)
    """First day; that of the month or year where no day is known."""
    fin: date = field(init=False, repr=False, compare=False)
    """Last day, included; that of the month or year where no day is known."""

    def __post_init__(self) -> None:
        """Work the days out once: lists compare and sort them all the time."""
        object.__setattr__(self, "debut", self.quand.first_day)
        object.__setattr__(self, "fin", max((self.jusqua or self.quand).last_day, self.debut))

    @property
    def complete(self) -> bool:
        """Whether its days are known: what is not complete is listed, and never stands in a calendar file."""
        return self.quand.is_full

    @property
    def heure_debut(self) -> datetime | None:
        """Its start, of the time zone Europe/Paris; None where the hour is not known."""
        return in_paris(self.quand.moment) if self.quand.has_time else None

    @property
    def heure_fin(self) -> datetime | None:
        """Its end, of the time zone Europe/Paris; None where the hour is not known."""
        return in_paris(self.jusqua.moment) if self.jusqua and self.jusqua.has_time else None

    @property
    def lendemain(self) -> date:
        """The day after its last one, where a calendar file ends an event of whole days (RFC 5545, section 3.6.1)."""
        return self.fin + timedelta(days=1)

    @property
    def deplacee(self) -> bool:
        """Whether it takes place on another day than its rule gives."""
        return self.jour_prevu is not None and self.jour_prevu != self.debut

    @property
    def identite(self) -> str:
        """An identity among all occurrences of a catalogue, which stays when the date, place or status changes.

        `guide`, `guide.2` for the first of its `autres_dates`, `guide.20270428` for the day that a rule gives. An id
        holds no full stop, and that of a record that was renamed is its first one.
        """
        name = first_id(self.evenement)
        if self.jour_prevu:
            return f"{name}.{self.jour_prevu:%Y%m%d}"
        return name if self.numero == 1 else f"{name}.{self.numero}"


def first_id(evenement: Evenement) -> str:
    """Return the id under which an event was published first: in the calendars of readers it stays the same event."""
    return evenement.anciens_ids[0] if evenement.anciens_ids else evenement.id


def in_paris(moment: datetime) -> datetime:
    """Return a local time of Paris with its time zone.

    The hour that comes twice in October is the first one; the one that is left out in March counts from the offset
    before it, and 02:30 becomes 03:30 (RFC 5545, section 3.3.5, form 3).
    """
    return moment.replace(tzinfo=PARIS).astimezone(UTC).astimezone(PARIS)


def occurrences_of(evenement: Evenement, last: date) -> Iterator[Occurrence]:
    """Yield the occurrences of an event that begin up to `last`: its own or its rule's, then its other dates.

    What was cancelled or moved is among them, and `exceptions` are not. Dates that are written out have an occurrence
    each, however late; a month or a year counts from its first to its last day (RFC 5545, section 3.8.5.3).
    """
    changes = {change.date: change for change in evenement.modifications}
    first = evenement.debut.first_day
    if evenement.recurrence:
        skipped = set(evenement.exceptions) - set(changes)
        for day in recurring_days(evenement.recurrence, first, max(last.year - first.year, 0)):
            if day <= last and day not in skipped:
                yield _own(evenement, _on(day, evenement.debut), changes.get(day), day)
    else:
        yield _own(evenement, evenement.debut, changes.get(first))
    for numero, other in enumerate(evenement.autres_dates, start=2):
        yield _changed(evenement, other, numero)


def _own(
    evenement: Evenement, start: PartialDate, change: Modification | None, jour_prevu: date | None = None
) -> Occurrence:
    """Return the occurrence on the event's own day, or on one that its rule gives."""
    if change is not None and change.debut is not None:
        return _changed(evenement, change, jour_prevu=jour_prevu)
    end = _end_from(evenement, start) if start.is_full else evenement.fin
    lieu = (change.lieu if change else None) or evenement.lieu
    statut = _status(evenement, change.statut if change else "confirme")
    return Occurrence(evenement, start, end, lieu, statut, jour_prevu=jour_prevu)


def _changed(
    evenement: Evenement, change: AutreDate | Modification, numero: int = 1, jour_prevu: date | None = None
) -> Occurrence:
    """Return the occurrence of a date that is written out; the hour, length and place it leaves out are the event's."""
    start = change.debut or evenement.debut
    if start.is_full and not start.has_time:
        start = _on(start.first_day, evenement.debut) if change.fin is None else start
    end = change.fin or _end_from(evenement, start)
    statut = _status(evenement, change.statut)
    return Occurrence(evenement, start, end, change.lieu or evenement.lieu, statut, numero, jour_prevu)


def _status(evenement: Evenement, own: str) -> str:
    """Return the status of one occurrence: an event that is cancelled or postponed as a whole has no other."""
    return own if evenement.statut == "confirme" else evenement.statut


def _on(day: date, hour: PartialDate) -> PartialDate:
    """Return a day, with the hour of another date where that has one."""
    return PartialDate(day.year, day.month, day.day, hour.hour, hour.minute)


def _end_from(evenement: Evenement, start: PartialDate) -> PartialDate | None:
    """Return the end of an occurrence that lasts as long as the event's first one, on the clock of the wall.

    A night that holds a clock change still ends at the hour that its author wrote.
    """
    end = evenement.fin
    if end is None or not start.is_full or not evenement.debut.is_full:
        return None
    days = end.first_day - evenement.debut.first_day
    if start.has_time and (start.hour, start.minute) != (evenement.debut.hour, evenement.debut.minute):
        if not evenement.debut.has_time:
            return None
        moment = start.moment + (end.moment - evenement.debut.moment)
        return PartialDate(moment.year, moment.month, moment.day, moment.hour, moment.minute)
    return _on(start.first_day + days, end)


def by_date(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Return occurrences of several events by day, then hour, then title; whole days come before hours."""
    return sorted(found, key=lambda o: (o.debut, o.fin, o.quand.hour, o.quand.minute, o.evenement.titre))


def since(found: Iterable[Occurrence], first: date, each: int = COMING_OF_EACH) -> Iterator[Occurrence]:
    """Yield the occurrences that are not over on the day `first`, at most `each` of one event."""
    counts: Counter[str] = Counter()
    for occurrence in found:
        if occurrence.fin >= first and counts[occurrence.evenement.id] < each:
            counts[occurrence.evenement.id] += 1
            yield occurrence


def before(found: Sequence[Occurrence], first: date) -> list[Occurrence]:
    """Return the last occurrence of each event that is over on the day `first`, the latest first."""
    last = {occurrence.evenement.id: occurrence for occurrence in found if occurrence.fin < first}
    return sorted(last.values(), key=lambda occurrence: occurrence.fin, reverse=True)
