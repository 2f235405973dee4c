"""When and where a rendez-vous takes place, and who announces it, in French."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from prst.analysis.jalons import Echeance
from prst.analysis.rendez_vous import RendezVous, Source
from prst.outputs import french
from prst.outputs.addresses import record_address
from prst.records.dates import PartialDate
from prst.records.fuseaux import place_of as place_of_zone
from prst.records.fuseaux import same_hour
from prst.records.model import ETAT_JALON, REGION, STATUT_EVENEMENT
from prst.records.types import fold

UNSURE = "Date à confirmer"
"""Mark of a rendez-vous whose date follows from a rule, and which its organiser has not announced yet."""


@dataclass(frozen=True)
class Dated:
    """A rendez-vous and its French wording."""

    rendez_vous: RendezVous
    debut: date
    fin: date
    libelle: str
    """Its days, and the hour at which it starts where it has one day; both hours where it goes past midnight."""
    jours: str
    """The same without the hour where `heures` says it, for the page that shows both."""
    lieu: str | None
    statut: str
    page: str
    """Address of its page, relative to the root; '' where it has none."""
    heures: str = ""
    """« De 9 h à 12 h 30 », or '' where `jours` says all that is known."""
    marque: str = ""
    """What is odd about it: that it does not take place, or was moved, or that its date is not sure."""

    @property
    def alerte(self) -> bool:
        """Whether who does not read the mark would go there in vain."""
        return self.marque != UNSURE


def _hours(start: PartialDate, end: PartialDate | None) -> str:
    if not start.has_time:
        return ""
    first = french.hour(start.hour, start.minute)
    return f"De {first} à {french.hour(end.hour, end.minute)}" if end and end.has_time else f"À {first}"


def word(one: RendezVous) -> Dated:
    """Return a rendez-vous as one says it, at least « en novembre 2026 »."""
    start, end = _on_the_clock(one.quand, one.heure_debut), one.jusqua and _on_the_clock(one.jusqua, one.heure_fin)
    if not one.complete:
        first, last = french.long_date(start), french.long_date(end or start)
        wording = french.from_to(first, last) if first != last else f"en {first}"
    else:
        wording = french.span(one.debut, one.fin)
    hours, label = _hours(start, end), wording
    if end and one.nocturne:
        hours, label = "", french.night(start, end)
        wording = label
    elif hours and one.debut == one.fin:
        label = f"le {french.long_date(start)}"
        if not (end and end.has_time) and not one.jour_prevu:
            wording, hours = label, ""
    if whose := _whose_hour(one):
        zone = f" ({whose})"
        label += zone if label != french.span(one.debut, one.fin) else ""
        wording, hours = (wording, hours + zone) if hours else (wording + zone, "")
    return Dated(
        one,
        one.debut,
        one.fin,
        label,
        wording,
        one.lieu,
        one.statut,
        page=record_address(*one.fiche) if one.fiche else "",
        heures=hours,
        marque=_mark(one),
    )


def _whose_hour(one: RendezVous) -> str:
    """Return « heure de Paris », or of where the site is, for a time at which clocks show another hour where it is."""
    moment = one.heure_debut
    if moment is None or not one.territoires:
        return ""
    if any(place == REGION or same_hour(place, moment) for place in one.territoires):
        return ""
    place = place_of_zone(str(moment.tzinfo))
    return f"heure d’{place}" if fold(place[0]) in "aeiouy" else f"heure de{french.NBSP}{place}"


def _on_the_clock(written: PartialDate, moment: datetime | None) -> PartialDate:
    """Return a date at its hour: for one that a clock change leaves out, that of the calendar file."""
    return replace(written, hour=moment.hour, minute=moment.minute) if written.has_time and moment else written


def _mark(one: RendezVous) -> str:
    if isinstance(one, Echeance):
        return "" if one.jalon.avancement == "prevu" else str(ETAT_JALON[one.jalon.avancement].nom)
    if one.statut != "confirme":
        return STATUT_EVENEMENT[one.statut].nom
    if one.a_confirmer:
        return UNSURE
    return f"Déplacé\u00a0: prévu le {french.long_date(one.jour_prevu)}" if one.deplace and one.jour_prevu else ""


def in_words(dated: Dated) -> str:
    """Return when it takes place, and what is odd about it: « le 21 juin 2027 (date à confirmer) »."""
    mark = f" ({dated.marque[0].lower()}{dated.marque[1:]})" if dated.marque else ""
    return f"{dated.libelle}{mark}"


def title_of(one: RendezVous) -> str:
    """Return the title after what a reader must know before going there."""
    if isinstance(one, Echeance):
        before = _mark(one) if one.statut != "confirme" else "Jalon"
    else:
        before = STATUT_EVENEMENT[one.statut].nom if one.statut != "confirme" else UNSURE if one.a_confirmer else ""
    return f"{before}\u00a0: {one.titre}" if before else one.titre


def place_of(one: RendezVous) -> str:
    """Return where it takes place, in words; '' where nobody says."""
    if one.lieu:
        return f"{one.lieu}, et en ligne" if one.en_ligne else one.lieu
    return "En ligne" if one.en_ligne else ""


def credit(sources: Sequence[Source], *, dated: bool = True) -> str:
    """Return who announces it, and of what day the copy is; '' for one of ours."""
    if not sources:
        return ""
    names = ", ".join(source.agenda.nom for source in sources)
    return f"Annoncé par\u00a0: {french.copied(names, sources[0].copie if dated else None)}"
