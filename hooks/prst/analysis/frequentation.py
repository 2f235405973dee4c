"""How often what was asked for: what logs come to as the figures of a month, and what those say of a relay."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from prst.analysis.journaux import Lecture, Sujet
from prst.records.catalogue import Catalogue
from prst.records.frequentation import SANS_RELAIS, SMALLEST, Frequentation, month_of

Mesure = Literal["vues", "telechargements"]


@dataclass(frozen=True, slots=True)
class Mois:
    """What logs come to for one month."""

    nom: str
    figures: Frequentation
    complet: bool
    """Whether the logs begin before it and end after it, or on its first and last days."""
    jours_vides: tuple[date, ...]
    """Days between its first and its last one of which there is no line: a log may be missing."""


def months(lecture: Lecture, today: date) -> list[Mois]:
    """Return the months that are over, the first one first, of which logs have a line."""
    if not lecture.jours:
        return []
    first, last = min(lecture.jours), max(lecture.jours)
    found = []
    for name in sorted({f"{day:%Y-%m}" for day in lecture.jours}):
        begins, ends = _span(name)
        if ends >= today:
            continue
        vues, telechargements, rest = merged(lecture.comptes.get(name, {}))
        found.append(
            Mois(
                name,
                Frequentation.model_construct(
                    du=max(begins, first),
                    au=min(ends, last),
                    robots="inconnus" if name in lecture.sans_programme else "ecartes",
                    vues=vues,
                    telechargements=telechargements,
                    moins_de_5=rest,
                ),
                first <= begins and last >= ends,
                _missing(max(begins, first), min(ends, last), lecture.jours),
            )
        )
    return found


def _span(name: str) -> tuple[date, date]:
    begins = month_of(name)
    if begins is None:
        raise ValueError(name)
    return begins, (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _missing(first: date, last: date, known: Iterable[date]) -> tuple[date, ...]:
    every = {first + timedelta(days=number) for number in range((last - first).days + 1)}
    return tuple(sorted(every - set(known)))


_Rows = dict[str, dict[str, int]]


def merged(rows: Mapping[Sujet, Mapping[str, int]]) -> tuple[_Rows, _Rows, int | None]:
    """Return the views and downloads of a month that may be told, and the sum of all that may not.

    What is under SMALLEST could be somebody. All that is small goes into one sum for the whole month, of addresses,
    relays, views and downloads together, and no sum of a row or of the whole is told beside it: from one figure that
    holds several unknown ones none can be worked out. A sum that is itself under SMALLEST is not told either; from
    there on it holds at least two figures.
    """
    told: dict[str, _Rows] = {"vues": {}, "telechargements": {}}
    rest = 0
    for (mesure, address), row in rows.items():
        kept = {relais: count for relais, count in row.items() if count >= SMALLEST}
        rest += sum(row.values()) - sum(kept.values())
        if kept:
            told[mesure][address] = kept
    return told["vues"], told["telechargements"], rest if rest >= SMALLEST else None


# What the figures say


def by_relay(catalogue: Catalogue, mesure: Mesure = "vues") -> Mapping[str, Counter[str]]:
    """Return how often each deliverable was asked for by way of each relay: by its id, then by that of the deliverable.

    Every figure is a least: what was asked for less than five times in a month is not known. Former ids count for the
    records that bore them; what the catalogue does not hold any more is left out.
    """
    found: dict[str, Counter[str]] = {}
    for address, row in _rows(catalogue, mesure):
        for relais, count in row.items():
            known = catalogue.resolve("relais", relais)
            if known:
                found.setdefault(known, Counter())[address] += count
    return found


def by_livrable(catalogue: Catalogue, mesure: Mesure = "vues") -> Mapping[str, Counter[str]]:
    """Return how often each deliverable was asked for, by its id: by SANS_RELAIS, AUTRES or the id of a relay."""
    found: dict[str, Counter[str]] = {}
    for address, row in _rows(catalogue, mesure):
        for relais, count in row.items():
            found.setdefault(address, Counter())[catalogue.resolve("relais", relais) or relais] += count
    return found


def monthly(catalogue: Catalogue) -> Mapping[date, int]:
    """Return how often deliverables were read by a link that a relay passed on, by the first day of a month."""
    found: dict[date, int] = {}
    for name, month in sorted(catalogue.frequentation.items()):
        first = month_of(name)
        if first:
            rows = (row for address, row in month.vues.items() if _known(catalogue, address))
            found[first] = sum(map(through_relays, rows))
    return found


def _known(catalogue: Catalogue, address: str) -> str | None:
    """Return the id that the deliverable of an address has today; None for another address."""
    kind, _, identity = address.partition("/")
    return catalogue.resolve(kind, identity) if kind == "livrables" else None


def _rows(catalogue: Catalogue, mesure: Mesure) -> Iterable[tuple[str, Mapping[str, int]]]:
    for month in catalogue.frequentation.values():
        for address, row in getattr(month, mesure).items():
            known = _known(catalogue, address)
            if known:
                yield known, row


def through_relays(row: Mapping[str, int]) -> int:
    """Return how many of the figures of a deliverable came by a link that a relay passed on."""
    return sum(count for relais, count in row.items() if relais != SANS_RELAIS)
