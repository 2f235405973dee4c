"""The calendar on pages: what is to come by month, and a grid of each month."""

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup

from prst.analysis.holds import Holds, said
from prst.analysis.jalons import Echeance
from prst.analysis.occurrences import before
from prst.analysis.rendez_vous import RendezVous, order
from prst.outputs import Output, calendars, french
from prst.outputs.addresses import SECTIONS, root_from
from prst.outputs.pages import rendering
from prst.outputs.pages.common import Pages
from prst.outputs.pages.rendez_vous import credit, place_of, title_of
from prst.outputs.pages.reperes import Reperes
from prst.records.catalogue import Catalogue

MONTHS_BEFORE, MONTHS_AFTER = 1, 14
"""Months around the catalogue's last change that have a page whatever they hold: plans are made a year ahead."""
LONGEST_GAP = 24
"""Empty months in a row that have a page, so that the way to the next month never skips one; one slip of the keyboard
(1926) must not make a thousand pages."""
LISTED = 200
"""Lines of the list of what is to come; months hold all of theirs."""
LISTED_MONTHS = 24
"""Months ahead that the list shows of what recurs: a yearly week need not be read there until the horizon."""
PAST = 50
"""Events that are over, under the list."""
IN_A_CELL = 3
"""Titles in one day of a grid."""
IN_A_WEEK = 6
"""Bars under one week of a grid."""
LONG = 7
"""Days from which an event stands under the grid rather than in each of its days."""
KINDS = {"unique": "Événements", "recurrent": "Rendez-vous qui reviennent", "externe": "Annoncés par d’autres agendas"}
FILTERED = {"cible": "cibles", "theme": "themes", "territoire": "territoires"}
"""Filters whose choices are ids, and where these stand."""
MILESTONES = {
    "nom": "jalons",
    "titre": "Jalons des groupes",
    "tout": "Masqués",
    "vaut": "sans",
    "choix": [
        {"valeur": "avec", "nom": "Avec le reste", "vaut": "avec"},
        {"valeur": "seuls", "nom": "Eux seuls", "vaut": "seuls"},
    ],
}
"""The filter that shows the milestones of groups, which companies have no use for."""
ACCESS = {"place": "Sur place", "ligne": "En ligne"}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

Month = tuple[int, int]
"""Year and month; month 13 stands for a year whose month is not known, after those that are."""


@dataclass(frozen=True)
class Ligne:
    """One line of the calendar, in the words of its readers."""

    identite: str
    titre: str
    titre_marque: str
    """The same, after what a reader must know before going there."""
    page: str
    """Address of its page, relative to the root; '' for one that only others tell of."""
    url: str
    """Where others announce it."""
    debut: date
    fin: date
    mois: Month
    quand: str
    heure: str
    """Its first hour, such as « 9 h 30 »; '' where it is not known."""
    lieu: str
    statut: str
    marques: tuple[str, ...]
    source: str
    """Who announces it, and of what day the copy is; '' for ours."""
    facettes: Mapping[str, tuple[str, ...]]
    complete: bool = True
    attendue: str = ""
    """The last day on which a milestone is on time, where it is still to be reached, as ISO 8601."""

    @property
    def valeurs(self) -> str:
        """What the filters compare: « cible:btp territoire:69 »."""
        return " ".join(f"{name}:{value}" for name, values in self.facettes.items() for value in values)

    @property
    def jalon(self) -> bool:
        """Whether it is a milestone of a group."""
        return self.facettes["sorte"] == ("jalon",)

    @property
    def revient(self) -> bool:
        """Whether a rule gives its day."""
        return self.facettes["sorte"] == ("recurrent",)

    @property
    def longue(self) -> bool:
        """Whether it lasts too long to stand in each of its days."""
        return (self.fin - self.debut).days >= LONG

    @property
    def barre(self) -> bool:
        """Whether it stands in a grid as a bar that spans its days."""
        return self.debut != self.fin and not self.hors_grille

    @property
    def hors_grille(self) -> bool:
        """Whether a month names it beside its grid, because it has no day or too many."""
        return self.longue or not self.complete


@dataclass(frozen=True)
class Jour:
    """One cell of a grid; `jour` is None outside of the month."""

    jour: date | None = None
    lignes: tuple[Ligne, ...] = ()
    autres: int = 0
    """Events of the day beyond those that the cell names."""
    suite: str = ""
    """Identity of the first of them."""
    reperes: tuple[str, ...] = ()
    jalons: tuple[Ligne, ...] = ()
    """Milestones of groups, which are hidden until their reader wants them."""
    autres_jalons: int = 0

    @property
    def nombre(self) -> int:
        """How many events the day has."""
        return len(self.lignes) + self.autres


@dataclass(frozen=True)
class Barre:
    """What a week holds of an event of several days."""

    ligne: Ligne
    colonne: int
    """Its first day in the week: 1 is Monday."""
    etendue: int
    """Its number of days in the week."""
    suite: bool
    """Whether it began before."""


@dataclass(frozen=True)
class Semaine:
    """One row of a grid, and the bars under it."""

    jours: list[Jour]
    debut: date
    fin: date
    barres: tuple[Barre, ...] = ()
    autres: int = 0
    """Bars of the week beyond those that it shows."""
    suite: str = ""
    """Identity of the first of them."""


# Lines


def _line(pages: Pages, one: RendezVous) -> Ligne:
    dated = pages.dated(one)
    return Ligne(
        identite=one.identite,
        titre=one.titre,
        titre_marque=title_of(one),
        page=dated.page,
        url=one.url,
        debut=one.debut,
        fin=one.fin,
        mois=one.mois,
        quand=dated.libelle,
        heure=french.hour(one.quand.hour, one.quand.minute) if one.quand.has_time else "",
        lieu=place_of(one) or pages.catalogue.nom_de(one.organisateur or ""),
        statut=one.statut,
        marques=(*((dated.marque,) if dated.marque else ()), *(("Exemple",) if one.exemple else ())),
        source=credit(one.sources),
        facettes={
            "cible": one.cibles,
            "theme": one.themes,
            "territoire": tuple(said("territoires", one)),
            "sorte": ("externe" if one.sources else "recurrent" if one.jour_prevu else "unique",),
            "acces": (*(("place",) if one.lieu else ()), *(("ligne",) if one.en_ligne else ())),
        },
        complete=one.complete,
    )


def _milestone(pages: Pages, one: Echeance) -> Ligne:
    line = _line(pages, one)
    facets = {**line.facettes, "sorte": ("jalon",), "acces": (), "jalons": ("avec", "seuls")}
    return replace(line, lieu=one.groupe.nom, facettes=facets, attendue=str(one.fin) if one.ouvert else "")


def gather(pages: Pages) -> list[Ligne]:
    """Return every line of the calendar by date; of a month, unknown days come last."""
    lines = [_line(pages, one) for one in pages.derived.rendez_vous]
    if not pages.derived.jalons:
        return lines
    return [replace(line, facettes={**line.facettes, "jalons": ("sans", "avec")}) for line in lines]


def milestones(pages: Pages) -> list[Ligne]:
    """Return the lines of the milestones of groups, by date."""
    return [_milestone(pages, one) for one in pages.derived.jalons]


def months(lines: Iterable[Ligne], reference: date) -> list[Month]:
    """Return the months that have a page, in order.

    They are those around the reference day, those that hold an event, and those between two of them unless LONGEST_GAP
    or more are empty.
    """
    now = _number((reference.year, reference.month))
    held = {_number(line.mois) for line in lines if line.mois[1] <= 12}
    wanted = sorted(held | set(range(now - MONTHS_BEFORE, now + MONTHS_AFTER + 1)))
    found: list[int] = []
    for number in wanted:
        if found and number - found[-1] - 1 < LONGEST_GAP:
            found += range(found[-1] + 1, number)
        found.append(number)
    return [_month(number) for number in found]


def _number(month: Month) -> int:
    return month[0] * 12 + month[1] - 1


def _month(number: int) -> Month:
    return number // 12, number % 12 + 1


def address_of(month: Month) -> str:
    """Return the address of a month's page, relative to the root: `agenda/2026-11/`."""
    return f"{SECTIONS['evenements'].index}{month[0]:04}-{month[1]:02}/"


@lru_cache(maxsize=1024)
def name_of(month: Month) -> str:
    """Return « novembre 2026 », or « 2027, mois à préciser »."""
    year, number = month
    return french.month(date(year, number, 1)) if number <= 12 else f"{year}, mois à préciser"


# Pages


class Calendrier:
    """The calendar of a site: its list and its months, of the same lines."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    @cached_property
    def _lines(self) -> list[Ligne]:
        return gather(self._pages)

    @cached_property
    def _milestones(self) -> list[Ligne]:
        return milestones(self._pages)

    @cached_property
    def _months(self) -> list[Month]:
        return months([*self._lines, *self._milestones], self._pages.derived.reference)

    @cached_property
    def _near(self) -> list[Month]:
        """Months around the reference day: they all have a page."""
        now = _number((self._pages.derived.reference.year, self._pages.derived.reference.month))
        return [month for month in self._months if -MONTHS_BEFORE <= _number(month) - now <= MONTHS_AFTER]

    @cached_property
    def _shared(self) -> dict[str, Any]:
        """What the list and each month show alike."""
        first, last = self._near[0], self._near[-1]
        filtrer = self._pages.fill(
            "_filtres.html",
            racine=rendering.ROOT,
            filtres=[
                *filters(self._pages.derived.holds, self._lines),
                *([MILESTONES] if self._milestones else []),
            ],
            bornes={"premier": "{:04}-{:02}".format(*first), "dernier": "{:04}-{:02}".format(*last)},
        )
        return {"abonnement": self._pages.calendars.everything, "filtrer": filtrer}

    def following(self) -> Markup:
        """Return what follows the introduction of the calendar's written page: what is to come, by month."""
        pages = self._pages
        racine = root_from(SECTIONS["evenements"].index)
        last = _number((pages.derived.reference.year, pages.derived.reference.month)) + LISTED_MONTHS
        coming = [
            line
            for line in self._lines
            if line.fin >= pages.derived.reference and (not line.revient or _number(line.mois) <= last)
        ]
        jalons = [line for line in self._milestones if line.fin >= pages.derived.reference]
        everything = (one for found in pages.derived.occurrences.values() for one in found)
        over = before(sorted(everything, key=order), pages.derived.reference)
        return pages.fill(
            "agenda.html",
            racine=racine,
            groupes=_grouped(coming[:LISTED]),
            jalons=_grouped(jalons[:LISTED]),
            autres_jalons=len(jalons) > LISTED,
            suite=_link(racine, coming[LISTED].mois) if len(coming) > LISTED else None,
            mois=[_link(racine, month) for month in self._near],
            passees=[_line(pages, occurrence) for occurrence in over[:PAST]],
            abonnements=_subscriptions(pages),
            vide=SECTIONS["evenements"].vide,
            **self._shared,
        )

    def addresses(self) -> list[str]:
        """Return the addresses of the months that search engines may know: those around the reference day."""
        return [address_of(month) for month in self._near]

    def month_pages(self) -> Iterator[Output]:
        """Yield the page of each month: its grid, then its list."""
        days, held, landmarks = _by_day(self._lines), _by_month(self._lines), self._pages.reperes
        steps, steps_held = _by_day(self._milestones), _by_month(self._milestones)
        for index, month in enumerate(self._months):
            around = (self._months[index - 1] if index else None, *self._months[index + 1 : index + 2])
            weeks = grid(month, days, landmarks.jours, steps)
            yield self._month(month, (held.get(month, []), steps_held.get(month, [])), weeks, landmarks, around)

    def _month(
        self,
        month: Month,
        held: tuple[Sequence[Ligne], Sequence[Ligne]],
        weeks: list[list[Jour]],
        landmarks: Reperes,
        around: tuple[Month | None, ...],
    ) -> Output:
        lines, jalons = held
        address = address_of(month)
        racine = root_from(address)
        name = name_of(month)
        title = f"Agenda {french.of(name)}"
        first, last = date(*month, 1), date(*month, calendar.monthrange(*month)[1])
        periods = [one for one in landmarks.periodes if one.touches(first, last)]
        holidays = [one for one in landmarks.feries if one.touches(first, last)]
        before, after = (_link(racine, one) if one else None for one in (*around, None)[:2])
        body = self._pages.fill(
            "agenda_mois.html",
            racine=racine,
            nom=name,
            titre=title,
            jours=WEEKDAYS,
            semaines=[week_of(week, lines) for week in weeks],
            lignes=lines,
            jalons=jalons,
            rangs={line.identite: rank for rank, line in enumerate((*lines, *jalons), start=1)},
            reperes=periods,
            sources=list(dict.fromkeys(source for one in (*holidays, *periods) for source in one.sources)),
            precedent=before,
            suivant=after,
            **self._shared,
        )
        count = french.plural(len(lines), "rendez-vous", "rendez-vous") if lines else "Aucun rendez-vous"
        return self._pages.plain_page("evenements", address, title, f"{count} en {name}.", body)


def _grouped(lines: Iterable[Ligne]) -> list[tuple[str, str, list[Ligne]]]:
    """Return lines by month: its name, its number, which sorts, and those that it holds."""
    groups: dict[Month, list[Ligne]] = defaultdict(list)
    for line in lines:
        groups[line.mois].append(line)
    return [(name_of(month), f"{month[0]}-{month[1]:02}", found) for month, found in sorted(groups.items())]


def _link(racine: str, month: Month) -> dict[str, str]:
    return {"nom": name_of(month), "url": racine + address_of(month)} if month[1] <= 12 else {"nom": "", "url": ""}


def _subscriptions(pages: Pages) -> list[tuple[str, list[calendars.Abonnement]]]:
    """Return the calendars to subscribe to, under the kind of what they are about."""
    titles = {"cibles": "Pour qui", "themes": "Sujets", "territoires": "Territoires", "groupes": "Groupes de travail"}
    found: dict[str, list[calendars.Abonnement]] = defaultdict(list)
    for (section, _identity), abonnement in pages.calendars.subscriptions.items():
        found[section].append(abonnement)
    return [(title, found[section]) for section, title in titles.items() if section in found]


def filters(holds: Holds, lines: Sequence[Ligne]) -> list[dict[str, Any]]:
    """Return the filters of the calendar and the choices that some event answers, unless all answer the only one.

    A choice holds the values of which an event must have one: a department is concerned by what its region announces.
    """
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for name, values in line.facettes.items():
            used[name].update(values)
    catalogue = holds.catalogue
    every: tuple[tuple[str, str, str, list[tuple[str, str]]], ...] = (
        ("cible", "Pour qui", "Tous", [(one.id, one.nom) for one in catalogue.cibles.values()]),
        ("theme", "Sujet", "Tous", _terms(catalogue, "themes")),
        ("territoire", "Où", "Partout", _terms(catalogue, "territoires")),
        ("acces", "Comment", "Les deux", list(ACCESS.items())),
        ("sorte", "Sorte", "Toutes", list(KINDS.items())),
    )
    found = []
    for name, title, everything, known in every:
        choices = [
            {"valeur": value, "nom": label, "vaut": " ".join(sorted(around))}
            for value, label in known
            if (around := _worth(holds, name, value)) and not around.isdisjoint(used[name])
        ]
        alone = len(choices) == 1 and used[name][choices[0]["valeur"]] == len(lines)
        if choices and not alone:
            found.append({"nom": name, "titre": title, "tout": everything, "choix": choices})
    return found


def _terms(catalogue: Catalogue, vocabulary: str) -> list[tuple[str, str]]:
    return [(term.id, term.label) for term in getattr(catalogue, vocabulary).values()]


def _worth(holds: Holds, name: str, value: str) -> frozenset[str]:
    """Return the values of which an event must have one; none for a territory that nothing names."""
    section = FILTERED.get(name)
    if section == "territoires" and not holds.catalogue.has_page(section, value):
        return frozenset()
    return holds.around(section, value) if section else frozenset({value})


# Grids


def _by_day(lines: Iterable[Ligne]) -> dict[date, list[Ligne]]:
    """Return the lines of each day, without those of several."""
    days: dict[date, list[Ligne]] = defaultdict(list)
    for line in lines:
        if not line.barre and not line.hors_grille:
            days[line.debut].append(line)
    return days


def _by_month(lines: Iterable[Ligne]) -> dict[Month, list[Ligne]]:
    """Return the lines of each month that they touch; a year whose month is not known stands in the list only."""
    held: dict[Month, list[Ligne]] = defaultdict(list)
    for line in lines:
        if line.mois[1] <= 12:
            last = min(_number((line.fin.year, line.fin.month)), _number(line.mois) + LONGEST_GAP)
            for number in range(_number(line.mois), last + 1):
                held[_month(number)].append(line)
    return held


def grid(
    month: Month,
    days: Mapping[date, Sequence[Ligne]],
    landmarks: Mapping[date, tuple[str, ...]],
    jalons: Mapping[date, Sequence[Ligne]] | None = None,
) -> list[list[Jour]]:
    """Return the weeks of a month from Monday to Sunday; days of other months are empty cells."""
    steps = jalons or {}

    def cell(day: date) -> Jour:
        return _cell(day, days.get(day, ()), landmarks.get(day, ()), steps.get(day, ()))

    weeks = calendar.Calendar().monthdatescalendar(*month)
    return [[cell(day) if day.month == month[1] else Jour() for day in week] for week in weeks]


def _cell(day: date, lines: Sequence[Ligne], landmarks: tuple[str, ...], jalons: Sequence[Ligne]) -> Jour:
    """Return a day with its first titles. One more than fits is named too, rather than counted."""
    shown = len(lines) if len(lines) <= IN_A_CELL + 1 else IN_A_CELL
    beyond = len(lines) - shown
    return Jour(
        day,
        tuple(lines[:shown]),
        beyond,
        lines[shown].identite if beyond else "",
        landmarks,
        tuple(jalons[:IN_A_CELL]),
        len(jalons[IN_A_CELL:]),
    )


def week_of(cells: list[Jour], lines: Iterable[Ligne]) -> Semaine:
    """Return a week with the bars of its month: what lasts several days, cut at both ends."""
    days = [cell.jour for cell in cells if cell.jour]
    held = [line for line in lines if line.barre and line.debut <= days[-1] and line.fin >= days[0]]
    shown = len(held) if len(held) <= IN_A_WEEK + 1 else IN_A_WEEK
    return Semaine(
        cells,
        days[0],
        days[-1],
        tuple(_bar(line, days) for line in held[:shown]),
        len(held) - shown,
        held[shown].identite if held[shown:] else "",
    )


def _bar(line: Ligne, days: Sequence[date]) -> Barre:
    first, last = max(line.debut, days[0]), min(line.fin, days[-1])
    return Barre(line, first.weekday() + 1, (last - first).days + 1, line.debut < first)
