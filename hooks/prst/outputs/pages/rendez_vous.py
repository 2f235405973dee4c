"""When and where an occurrence takes place, in French."""

from dataclasses import dataclass
from datetime import date

from prst.analysis.occurrences import Occurrence
from prst.outputs import french
from prst.records.dates import PartialDate
from prst.records.model import Evenement


@dataclass(frozen=True)
class Dated:
    """An occurrence and its French wording."""

    evenement: Evenement
    debut: date
    fin: date
    libelle: str
    """Its days, and the hour at which it starts where it has one day."""
    jours: str
    """The same without the hour where `heures` says it, for the page that shows both."""
    lieu: str | None
    statut: str
    heures: str = ""
    """« De 9 h à 12 h 30 », or '' where `jours` says all that is known."""
    prevu: str = ""
    """The day that it was moved from."""


def _hours(start: PartialDate, end: PartialDate | None) -> str:
    if not start.has_time:
        return ""
    first = french.hour(start.hour, start.minute)
    return f"De {first} à {french.hour(end.hour, end.minute)}" if end and end.has_time else f"À {first}"


def word(occurrence: Occurrence) -> Dated:
    """Return an occurrence as one says it, at least « en novembre 2026 »."""
    start, end = occurrence.quand, occurrence.jusqua
    if not occurrence.complete:
        wording = french.long_date(start)
        if end and end != start:
            wording = f"{'d’' if wording[0] in 'ao' else 'de '}{wording} à {french.long_date(end)}"
        else:
            wording = f"en {wording}"
    else:
        wording = french.span(occurrence.debut, occurrence.fin)
    hours, label = _hours(start, end), wording
    if hours and occurrence.debut == occurrence.fin:
        label = f"le {french.long_date(start)}"
        if not (end and end.has_time) and not occurrence.jour_prevu:
            wording, hours = label, ""
    return Dated(
        occurrence.evenement,
        occurrence.debut,
        occurrence.fin,
        label,
        wording,
        occurrence.lieu,
        occurrence.statut,
        heures=hours,
        prevu=french.long_date(occurrence.jour_prevu) if occurrence.deplacee and occurrence.jour_prevu else "",
    )
