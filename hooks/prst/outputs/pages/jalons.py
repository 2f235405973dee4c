"""The milestones of a group in words, as a time line, and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prst.analysis.jalons import OPEN, Ecart, Echeance, came, day_of, gap, in_calendar, in_time, of_group, works
from prst.analysis.rendez_vous import KEPT
from prst.outputs import french
from prst.outputs.addresses import record_address
from prst.outputs.charts import BARS, Etape, Graphique, Tableau, timeline
from prst.records.catalogue import Catalogue
from prst.records.model import ETAT_JALON, Groupe, Jalon

BEFORE = 4
"""Of many milestones, those that are shown before the first that is still to be reached."""
COLUMNS = ("Jalon", "Date prévue", "Nouvelle date", "Fait le", "Écart", "État", "Ce qui en est sorti", "Raison")
_DAYLESS = (
    "jalon n’y est pas\u00a0: on n’en connaît que le mois ou l’année.",
    "jalons n’y sont pas\u00a0: on n’en connaît que le mois ou l’année.",
)
_OVER = (
    "jalon n’y est plus\u00a0: il date de plus d’un an.",
    "jalons n’y sont plus\u00a0: ils datent de plus d’un an.",
)
_UNITS = {"jours": ("jour", "jours"), "mois": ("mois", "mois"), "annees": ("an", "ans")}


@dataclass(frozen=True, slots=True)
class Ligne:
    """A milestone as a page says it."""

    jalon: Jalon
    etat: str
    """Its state, in one word."""
    phrase: str
    """What became of it, whole: « Fait le 12 octobre 2026, 11 jours après la date prévue »."""
    attendue: str
    """The last day on which it is on time, where it is still awaited, as ISO 8601; else ''."""
    sortie: str
    """What it gave, in words; ''."""
    adresse: str
    """Where that is, relative to the root, where the catalogue has it."""


@dataclass(frozen=True, slots=True)
class Jalons:
    """What the page of a group shows of its milestones."""

    montres: tuple[Ligne, ...]
    autres: tuple[Ligne, ...]
    """Those that are folded, in order of time."""
    frise: Graphique | None
    """None where there is no length of time to be drawn."""
    sans_jour: int
    """Those that no calendar has: only their month or year is known."""
    dates: int
    """Those that its calendar has: no others but those that are over for long."""
    au_calendrier: bool
    """Whether its calendar gives something to wait for: nothing is proposed to be received of a group that has ended,
    nor where the calendar has none or those that were given up."""

    @property
    def absents(self) -> str:
        """What the calendar lacks, in words; ''."""
        over = len(self.montres) + len(self.autres) - self.sans_jour - self.dates
        told = ((self.sans_jour, _DAYLESS), (over, _OVER))
        return " ".join(french.plural(count, *forms) for count, forms in told if count)


def jalons_of(catalogue: Catalogue, groupe: Groupe, reference: date) -> Jalons | None:
    """Return the milestones of a group in order of time, or None; `reference` tells which of many are shown."""
    if not groupe.jalons:
        return None
    lines = [_line(catalogue, groupe, jalon) for jalon in in_time(groupe)]
    first = _first_shown(lines, reference)
    shown = lines[first : first + BARS]
    dayless = sum(not day_of(jalon).is_full for jalon in groupe.jalons)
    kept = in_calendar(of_group(groupe), reference - KEPT)
    return Jalons(
        tuple(shown),
        (*lines[:first], *lines[first + BARS :]),
        _chart(groupe, shown, lines, first),
        dayless,
        len(kept),
        works(groupe) and any(one.statut == "confirme" for one in kept),
    )


def _first_shown(lines: Sequence[Ligne], reference: date) -> int:
    """Return the rank of the first of BARS milestones: a few that are over, then what comes."""
    day = reference.isoformat()
    coming = next((rank for rank, line in enumerate(lines) if line.attendue >= day), len(lines))
    return max(min(coming - BEFORE, len(lines) - BARS), 0)


def _line(catalogue: Catalogue, groupe: Groupe, jalon: Jalon) -> Ligne:
    resource = catalogue.livrables.get(jalon.livrable or "")
    return Ligne(
        jalon,
        str(ETAT_JALON[jalon.avancement].nom),
        phrase(jalon),
        str(jalon.attendu_le.last_day) if jalon.avancement in OPEN and works(groupe) else "",
        resource.titre if resource else jalon.produit or "",
        record_address("livrables", resource.id) if resource else "",
    )


def gap_in_words(found: Ecart) -> str:
    """Return « 11 jours après la date prévue », « 2 mois plus tôt que prévu » or « à la date prévue »."""
    if not found.nombre:
        return "à la date prévue"
    length = french.plural(abs(found.nombre), *_UNITS[found.unite])
    if found.unite == "jours":
        return f"{length} {'après' if found.nombre > 0 else 'avant'} la date prévue"
    return f"{length} plus {'tard' if found.nombre > 0 else 'tôt'} que prévu"


def _gap_of(jalon: Jalon) -> str:
    then = came(jalon)
    return gap_in_words(gap(jalon.date, then)) if then else ""


def phrase(jalon: Jalon) -> str:
    """Return a milestone in words, whatever became of it."""
    state, then = jalon.avancement, came(jalon)
    if state == "abandonne":
        said = f"Abandonné, prévu {french.on(jalon.date)}"
    elif then and state == "fait":
        said = f"Fait {french.on(then)}, {_gap_of(jalon)}"
    elif then:
        late = gap(jalon.date, then)
        said = f"Décalé\u00a0: attendu {french.on(then)}" + (f", {gap_in_words(late)}" if late.nombre else "")
    else:
        said = f"Prévu {french.on(jalon.date)}"
    return f"{said}. {jalon.raison}" if jalon.raison else said


def became(jalon: Jalon) -> str:
    """Return what became of a milestone, beside its planned date; '' of one that is still to come as it was planned."""
    return "" if jalon.avancement == "prevu" and not jalon.raison else phrase(jalon)


def told_in_calendar(one: Echeance) -> str:
    """Return what a calendar says of a milestone besides its words and its day."""
    return f"Jalon du groupe «\u00a0{one.groupe.nom}\u00a0». {phrase(one.jalon)}"


def _chart(groupe: Groupe, shown: Sequence[Ligne], lines: Sequence[Ligne], first: int) -> Graphique | None:
    states = [line.jalon.avancement for line in lines]
    dates = {day for line in shown for day in (line.jalon.date, came(line.jalon)) if day}
    if len(dates) < 2:
        return None
    return Graphique(
        "jalons-frise",
        _reached(states, works(groupe)),
        "Ce qui était prévu, et ce qui est venu",
        timeline([_step(line) for line in shown]),
        Tableau(COLUMNS, tuple(_row(line) for line in lines), premiere=first),
        f"{record_address('groupes', groupe.id)}jalons.csv",
    )


def _reached(states: Sequence[str], works: bool) -> str:
    """Return « 7 jalons, dont 2 atteints », as one says it of one, of none and of all.

    Nothing is still to come of those that were given up, nor known of what a group that has ended leaves unsaid.
    """
    total, done = len(states), states.count("fait")
    said = french.plural(total, "jalon", "jalons")
    if states.count("abandonne") == total:
        return f"{said}, {'tous abandonnés' if total > 1 else 'abandonné'}"
    if total == 1:
        return f"{said}, {'atteint' if done else 'pas encore atteint' if works else 'pas noté comme atteint'}"
    if not done:
        return f"{said}, dont aucun n’est {'encore atteint' if works else 'noté comme atteint'}"
    if done == total:
        return f"{said}, tous atteints"
    return f"{said}, dont {french.number(done)} {'atteints' if done > 1 else 'atteint'}"


def _step(line: Ligne) -> Etape:
    jalon, then = line.jalon, came(line.jalon)
    state = jalon.avancement
    planned = ("abandonne" if state == "abandonne" else "prevu", jalon.date)
    own = ((state if state == "fait" else "decale", then),) if then else ()
    return Etape(jalon.intitule, line.etat, (planned, *own))


def _row(line: Ligne) -> tuple[str, ...]:
    jalon = line.jalon
    days = [french.long_date(day) if day else "" for day in (jalon.date, jalon.nouvelle_date, jalon.fait_le)]
    return (jalon.intitule, *days, _gap_of(jalon), line.etat, line.sortie, jalon.raison or "")
