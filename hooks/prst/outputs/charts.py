"""Charts drawn at build as SVG, each with the table and the CSV file of what it shows.

A heading says the message, a line under it the statistics; few light grid lines, horizontal text, values to the right
(UK Government Analysis Function, "Data visualisation: charts"; ONS, "Building a chart"). Lengths are in percent of the
width and in em, so that a text keeps its size on a phone and grows with the reader's own. Colours are those
of docs/assets/stylesheets/graphique.css; the drawing is that of overrides/fiches/_graphique.html.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from babel.dates import format_date

from prst.outputs import Output, french
from prst.outputs.data.tables import BOM, csv_line, safe_cell
from prst.records.dates import PartialDate

BARS = 12
"""Bars of one chart: the table has all rows."""
ROWS = 50
"""Rows of a table on a page."""
LABEL = 38
"""Characters of a label in a chart: what a phone shows in one line."""
SCALE = 78
"""Percent of the width that the longest bar takes; values stand to the right of it."""
LINES = 5
"""Grid lines of one chart, that of zero included, and perhaps one more."""
ROW, BAR, TOP = 2.7, 0.95, 0.4
"""In em: height of a row, of its bar, and what stands above the first row."""
MINIMUM = 12
"""Percent of the longest bar that a part needs to hold its figure."""
WHOLE, PERCENT = 100, f"{french.NBSP}%"

Cell = str | int | None
"""What a cell of a table holds; None where nobody said."""


@dataclass(frozen=True, slots=True)
class Tableau:
    """What a chart shows, all of it."""

    colonnes: tuple[str, ...]
    lignes: tuple[tuple[Cell, ...], ...]
    premiere: int | None = None
    """Rank of the first row that a page shows of rows in order of time; it has the others on demand."""

    @property
    def montrees(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows that a page shows: its file has all."""
        return self.lignes[self._from : self._from + ROWS]

    @property
    def repliees(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows that a page has on demand."""
        return () if self.premiere is None else (*self.lignes[: self._from], *self.lignes[self._from + ROWS :])

    @property
    def _from(self) -> int:
        return max(min(self.premiere or 0, len(self.lignes) - ROWS), 0)


class Rangee(NamedTuple):
    """A row to be drawn: one value, or the parts of a whole, in the order of the chart's series."""

    libelle: str
    parts: tuple[float, ...]

    @property
    def valeur(self) -> float:
        """The whole."""
        return sum(self.parts)


class Segment(NamedTuple):
    """A rectangle: where it begins and how long it is, in percent of the width, and the figure that it can hold."""

    serie: int
    x: float
    largeur: float
    texte: str


class Barre(NamedTuple):
    """A row as it is drawn; lengths down are in em."""

    libelle: str
    valeur: str
    y: float
    segments: tuple[Segment, ...]


class Marque(NamedTuple):
    """A date in a time line: where it begins in percent of the width, how long it lasts, and what it is."""

    genre: str
    """`prevu`, `fait`, `decale` or `abandonne`: each has its own shape."""
    x: float
    largeur: float
    """0 for a day; the month or year of a date that says no more is a bar behind its shape."""
    y: float
    """Where the middle of its shape stands, in em."""

    @property
    def milieu(self) -> float:
        """Where the shape of the whole stands."""
        return round(self.x + self.largeur / 2, 2)


class Ligne(NamedTuple):
    """A row of a time line as it is drawn; `y` is in em."""

    libelle: str
    valeur: str
    y: float
    marques: tuple[Marque, ...]


class Etape(NamedTuple):
    """A row to be drawn in a time line: its words, the word for its state, and its dates with the shape of each."""

    libelle: str
    etat: str
    dates: tuple[tuple[str, PartialDate], ...]


@dataclass(frozen=True, slots=True)
class Dessin:
    """A chart as it is drawn."""

    genre: str
    """`barres`, `courbe` or `frise`."""
    desc: str
    """Type, size, range, for who cannot see it; the message is its title."""
    hauteur: float
    reperes: tuple[tuple[float, str], ...]
    """Grid lines: place in percent of the width or height, and the figure."""
    barres: tuple[Barre, ...] = ()
    series: tuple[str, ...] = ()
    """Names of the parts of a bar, for the key above the chart."""
    ecartees: int = 0
    """Rows that are not drawn, because there are too many: the table has them."""
    points: str = ""
    """Points of a curve in a square of 100 by 100."""
    attendu: float | None = None
    """Where the line of the target value stands, in percent of the height."""
    marques: tuple[tuple[float, str, str], ...] = ()
    """Labels under a curve: place in percent, text, and to which side it is aligned."""
    lignes: tuple[Ligne, ...] = ()
    """The rows of a time line."""
    cle: tuple[tuple[str, str], ...] = ()
    """The shapes of a time line and what each means, for the key above it."""


@dataclass(frozen=True, slots=True)
class Graphique:
    """A chart with what stands around it."""

    identite: str
    message: str
    sous_titre: str
    dessin: Dessin
    tableau: Tableau
    csv: str
    """Path of the file of its table."""
    nom: str = ""
    """What its table and its links are called, where several of a page would share the subtitle."""

    @property
    def fichier(self) -> Output:
        """The table as a file that spreadsheets open."""
        return table_file(self.csv, self.tableau)


def table_file(path: str, tableau: Tableau) -> Output:
    """Return a table as a CSV file; what nobody said is empty."""
    rows = (tableau.colonnes, *tableau.lignes)
    lines = (csv_line([safe_cell(None if cell is None else str(cell)) for cell in row]) for row in rows)
    return Output(path, BOM + "".join(lines).encode())


def cell(value: float) -> Cell:
    """Return a value as French spreadsheets read it."""
    return int(value) if value == int(value) else str(value).replace(".", ",")


def ticks(highest: int) -> list[int]:
    """Return round figures from 0 to the first that is not below the highest value, at most LINES of them after 0."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * (LINES - 1) >= highest:
                return list(range(0, max(highest, 1) + step, step))
        size *= 10


def bars(
    rows: Sequence[Rangee], unit: tuple[str, str], series: tuple[str, ...] = (), *, shares: bool = False
) -> Dessin:
    """Return horizontal bars of rows in their order, at most BARS; with `series`, the names of their parts, stacked.

    `unit` is the singular and the plural of what is counted; of `shares`, in percent, all scales
    end at a hundred.
    """
    shown = rows[:BARS]
    highest = WHOLE if shares else ceil(max((row.valeur for row in shown), default=0))
    marks = ticks(highest)
    scale = SCALE / marks[-1]
    drawn = tuple(
        Barre(
            french.shorten(row.libelle, LABEL),
            french.number(row.valeur) + PERCENT * shares,
            round(TOP + rank * ROW, 2),
            _segments(row.parts, scale, texts=bool(series)),
        )
        for rank, row in enumerate(shown)
    )
    return Dessin(
        "barres",
        _described(rows, shown, unit, series),
        round(TOP + len(shown) * ROW + 1.3, 2),
        tuple((round(mark * scale, 2), french.number(mark)) for mark in marks),
        drawn,
        series,
        len(rows) - len(shown),
    )


def _segments(parts: Sequence[float], scale: float, *, texts: bool) -> tuple[Segment, ...]:
    segments, begin = [], 0.0
    for serie, part in enumerate(parts):
        if part:
            width = round(part * scale, 2)
            text = french.number(part) if texts and width >= MINIMUM else ""
            segments.append(Segment(serie, round(begin * scale, 2), width, text))
        begin += part
    return tuple(segments)


def _described(rows: Sequence[Rangee], shown: Sequence[Rangee], unit: tuple[str, str], series: tuple[str, ...]) -> str:
    kind = "Barres horizontales empilées" if series else "Barres horizontales"
    values = [row.valeur for row in shown]
    if not values:
        return f"{kind}, sans aucune donnée."
    more = f", les premières de {french.number(len(rows))}" if len(rows) > len(shown) else ""
    parts = f" Chaque barre se partage en\u00a0: {', '.join(series).lower()}." if series else ""
    longest = max(shown, key=lambda row: row.valeur)
    return (
        f"{kind}\u00a0: {french.plural(len(shown), 'barre', 'barres')}{more}, "
        f"{_between(values, unit, 'de {} chacune' if len(values) > 1 else 'de {}')}. "
        f"La plus longue\u00a0: {longest.libelle}.{parts}"
    )


def _between(values: Sequence[float], unit: tuple[str, str], alike: str) -> str:
    """Return « de 1 à 3 diffusions »; `alike` says it where all values are the same."""
    highest = max(values)
    most = f"{french.amount(highest)}\u00a0{unit[highest >= 2]}"
    return alike.format(most) if min(values) == highest else f"de {french.amount(min(values))} à {most}"


CURVE = 9.0
"""Height of a curve, in em."""


def curve(
    points: Sequence[tuple[str, float]],
    unit: tuple[str, str],
    *,
    places: Sequence[float] = (),
    target: float | None = None,
) -> Dessin:
    """Return a curve of values through time, none below zero, by the name of their day, month or year.

    There must be two at least. They stand as far apart as `places` say, from 0 to 1; without any, at equal distances.
    A `target` that is not below zero is a line of its own.
    """
    values = [value for _name, value in points]
    highest = max(values)
    target = None if target is not None and target < 0 else target
    marks = ticks(ceil(max(highest, target or 0)))
    top = marks[-1]
    across = places or [rank / (len(points) - 1) for rank in range(len(points))]
    line = " ".join(f"{100 * x:.2f},{100 - 100 * value / top:.2f}" for x, value in zip(across, values, strict=True))
    first, last = points[0], points[-1]
    return Dessin(
        "courbe",
        f"Courbe de {french.number(len(points))} valeurs, {french.from_to(first[0], last[0])}\u00a0: "
        f"{_between(values, unit, 'toujours {}')}\u00a0; "
        f"{french.amount(last[1])} à la fin."
        + (f" Une ligne marque la valeur attendue\u00a0: {french.amount(target)}." if target is not None else ""),
        CURVE + 2.6,
        tuple((round(100 - 100 * mark / top, 2), french.number(mark)) for mark in marks),
        points=line,
        attendu=None if target is None else round(100 - 100 * target / top, 2),
        marques=((0, first[0], "start"), (100, last[0], "end")),
    )


STEP, SHAPE = 3.2, 1.8
"""Height of a row of a time line, and where its shapes stand in it, in em."""
LEVEL, NEAR = 1.2, 6.0
"""What keeps two shapes apart: a level, in em, where they are nearer than that, in percent of the width of a phone."""
EDGE = 2
"""Percent of the width that stays free at both ends of a time line: a shape stands around its day."""
SHAPES = {"prevu": "date prévue", "fait": "fait", "decale": "nouvelle date", "abandonne": "abandonné"}
TICKS = 4
"""Grid lines of a time line: a phone shows as many months with their year."""
STEPS = (1, 3, 6, 12, 24, 60, 120, 240)
"""Months between two grid lines of a time line."""


def timeline(rows: Sequence[Etape]) -> Dessin:
    """Return a time line of rows in their order, at most BARS; there must be one date at least.

    Each date has the shape of the key; behind it a month or a year of which nobody says more is as long as it is.
    """
    shown = rows[:BARS]
    days = [day for row in shown for _kind, one in row.dates for day in (one.first_day, one.last_day)]
    months = _time_ticks(min(days), max(days))
    begin, whole = months[0].toordinal(), months[-1].toordinal() - months[0].toordinal()

    def place(day: int) -> float:
        return round(EDGE + (100 - 2 * EDGE) * (day - begin) / whole, 2)

    def mark(kind: str, one: PartialDate, y: float) -> Marque:
        first = place(one.first_day.toordinal())
        return Marque(kind, first, 0 if one.is_full else round(place(one.last_day.toordinal() + 1) - first, 2), y)

    pattern = "y" if (months[1].year - months[0].year) * 12 + months[1].month - months[0].month >= 12 else "MMM y"
    drawn = []
    y = TOP
    for row in shown:
        marks = _apart([mark(kind, one, round(y + SHAPE, 2)) for kind, one in row.dates])
        drawn.append(Ligne(french.shorten(row.libelle, LABEL), row.etat, round(y, 2), marks))
        y = max(one.y for one in marks) - SHAPE + STEP
    first, last = min(days), max(days)
    more = f", sur {french.number(len(rows))}" if len(rows) > len(shown) else ""
    return Dessin(
        "frise",
        f"Frise de {french.plural(len(shown), 'jalon', 'jalons')}{more}, "
        f"{french.from_to(french.month(first), french.month(last))}.",
        round(y + 1.3, 2),
        tuple((place(month.toordinal()), _tick(month, pattern)) for month in months),
        lignes=tuple(drawn),
        cle=tuple(
            (kind, name)
            for kind, name in SHAPES.items()
            if any(kind == mark.genre for row in drawn for mark in row.marques)
        ),
    )


def _apart(marks: Sequence[Marque]) -> tuple[Marque, ...]:
    """Return the marks of a row, each as many levels down as keep its shape and its bar off those before it."""
    placed: list[Marque] = []
    for mark in marks:
        while any(one.y == mark.y and _touch(one, mark) for one in placed):
            mark = mark._replace(y=round(mark.y + LEVEL, 2))
        placed.append(mark)
    return tuple(placed)


def _touch(one: Marque, other: Marque) -> bool:
    """Whether two shapes on one level, or the bars behind them, are nearer than a phone can show apart."""
    (first, end), (second, other_end) = _extent(one), _extent(other)
    return max(first, second) < min(end, other_end)


def _extent(mark: Marque) -> tuple[float, float]:
    """Return where what is drawn of a mark begins and ends, in percent of the width of a phone."""
    return min(mark.x, mark.milieu - NEAR / 2), max(mark.x + mark.largeur, mark.milieu + NEAR / 2)


@lru_cache(maxsize=1024)
def _tick(month: date, pattern: str) -> str:
    return format_date(month, pattern, locale="fr")


def _time_ticks(first: date, last: date) -> list[date]:
    """Return first days of months, at even steps, from before the first day to after the last, TICKS at most."""
    low, high = first.year * 12 + first.month - 1, last.year * 12 + last.month
    for step in STEPS:
        numbers = range(low // step * step, -(-high // step) * step + 1, step)
        if len(numbers) <= TICKS:
            break
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
