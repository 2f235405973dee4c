"""When and where events take place: days, hours, and an identity that a change of date leaves alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from prst.analysis.rendez_vous import RendezVous
from prst.records.dates import PARIS, PartialDate, recurring_days
from prst.records.model import AutreDate, Evenement, Modification

COMING_OF_EACH = 30
"""Coming occurrences of one event that a page holds: half a year of a weekly one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence(RendezVous):
    """One time and place of an event of ours."""

    evenement: Evenement

    @classmethod
    def of(
        cls,
        evenement: Evenement,
        quand: PartialDate,
        jusqua: PartialDate | None = None,
        lieu: str | None = None,
        statut: str = "confirme",
        numero: int = 1,
        jour_prevu: date | None = None,
        a_confirmer: bool = False,
        zone: tzinfo = PARIS,
    ) -> "Occurrence":
        """Return an occurrence of an event.

        `numero` is 1 for the record's own date or recurrence, 2 for the first of `autres_dates`, and so on;
        `jour_prevu` is the day that a rule gives. Its identity is `guide`, `guide.2` for the first of the other dates,
        `guide.20270428` for the day that a rule gives. An id holds no full stop, and that of a record that was renamed
        is its first one.
        """
        name = first_id(evenement)
        if jour_prevu:
            name = f"{name}.{jour_prevu:%Y%m%d}"
        elif numero > 1:
            name = f"{name}.{numero}"
        return cls(
            evenement=evenement,
            identite=name,
            serie=evenement.id,
            titre=evenement.titre,
            quand=quand,
            jusqua=jusqua,
            heure_debut=placed_in(zone, quand.moment) if quand.has_time else None,
            heure_fin=placed_in(zone, jusqua.moment) if jusqua and jusqua.has_time else None,
            statut=statut,
            jour_prevu=jour_prevu,
            lieu=lieu,
            en_ligne=evenement.en_ligne,
            organisateur=evenement.organisateur,
            cibles=evenement.cibles,
            themes=evenement.themes,
            territoires=evenement.territoires,
            livrables=evenement.livrables,
            fiche=(evenement.kind, evenement.id),
            exemple=evenement.exemple,
            a_confirmer=a_confirmer,
        )


def first_id(evenement: Evenement) -> str:
    """Return the id under which an event was published first: in the calendars of readers it stays the same event."""
    return evenement.anciens_ids[0] if evenement.anciens_ids else evenement.id


def placed_in(zone: tzinfo, moment: datetime) -> datetime:
    """Return a local time with its time zone.

    The hour that comes twice in autumn is the first one; the one that is left out in spring counts from the offset
    before it, and 02:30 becomes 03:30 (RFC 5545, section 3.3.5, form 3).
    """
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def occurrences_of(evenement: Evenement, last: date, zone: tzinfo = PARIS) -> Iterator[Occurrence]:
    """Yield the occurrences of an event that begin up to `last`: its own or its rule's, then its other dates.

    Their hours are those of `zone`, the site's.

    What was cancelled or moved is among them, and `exceptions` are not. Dates that are written out have an occurrence
    each, however late; a month or a year counts from its first to its last day (RFC 5545, section 3.8.5.3).
    """
    changes = {change.date: change for change in evenement.modifications}
    first = evenement.debut.first_day
    if evenement.regle:
        skipped = set(evenement.exceptions) - set(changes)
        for day in recurring_days(evenement.regle, first, max(last.year - first.year, 0)):
            if day <= last and day not in skipped:
                yield _own(zone, evenement, _on(day, evenement.debut), changes.get(day), day)
    else:
        yield _own(zone, evenement, evenement.debut, changes.get(first))
    for numero, other in enumerate(evenement.autres_dates, start=2):
        yield _changed(zone, evenement, other, numero)


def _own(
    zone: tzinfo, evenement: Evenement, start: PartialDate, change: Modification | None, jour_prevu: date | None = None
) -> Occurrence:
    """Return the occurrence on the event's own day, or on one that its rule gives."""
    if change is not None and change.debut is not None:
        return _changed(zone, evenement, change, jour_prevu=jour_prevu)
    end = _end_from(evenement, start) if start.is_full else evenement.fin
    lieu = (change.lieu if change else None) or evenement.lieu
    statut = _status(evenement, change.statut if change else "confirme")
    unsure = evenement.date_a_confirmer and statut == "confirme"
    return Occurrence.of(evenement, start, end, lieu, statut, jour_prevu=jour_prevu, a_confirmer=unsure, zone=zone)


def _changed(
    zone: tzinfo,
    evenement: Evenement,
    change: AutreDate | Modification,
    numero: int = 1,
    jour_prevu: date | None = None,
) -> Occurrence:
    """Return the occurrence of a date that is written out; the hour, length and place it leaves out are the event's."""
    start = change.debut or evenement.debut
    if start.is_full and not start.has_time:
        start = _on(start.first_day, evenement.debut) if change.fin is None else start
    end = change.fin or _end_from(evenement, start)
    statut = _status(evenement, change.statut)
    lieu = change.lieu or evenement.lieu
    return Occurrence.of(evenement, start, end, lieu, statut, numero, jour_prevu, zone=zone)


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
    if evenement.saison and start.is_full:
        last = evenement.saison.end_from(start.first_day)
        return PartialDate(last.year, last.month, last.day)
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
