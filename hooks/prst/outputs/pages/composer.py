"""What a browser composes a letter of: the rules' figures, the layouts, and all that a letter may have to tell.

Everything is decided here but the reader's day and choice: the browser filters, orders, cuts and joins
(docs/assets/javascripts/lettre-regles.js). Files stay small however large the catalogue is: of each month they hold
what is among the first lines for some target and territory.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from prst.analysis.digest import COMING, EVENTS, LITTLE, NEWS, SURE, was_there
from prst.analysis.holds import said
from prst.analysis.moments import coming_months
from prst.analysis.rendez_vous import RendezVous
from prst.outputs import Output
from prst.outputs.courriels import WIDTH, headers
from prst.outputs.pages.common import Pages
from prst.outputs.pages.lettre import (
    BASE,
    COMPOSER,
    FAREWELL,
    MONTHS,
    PARTS,
    Layouts,
    entry,
    month_address,
)
from prst.outputs.pages.lettre_pilotes import FILE as PILOTES
from prst.outputs.pages.lettre_pilotes import Pilotes
from prst.outputs.pages.pieces import Entree
from prst.records.model import Livrable

NEWS_OF_MONTH = "nouveautes.json"
"""Name of what entered or changed in a month, beside the letter of that month."""
LONGEST = 3
"""Months that a letter may span."""
TIMES = 53
"""Dates of one event that are published: a year of a weekly one, for a site that is not built again meanwhile."""


def outputs(pages: Pages, layouts: Layouts) -> Iterator[Output]:
    """Yield what every letter takes, what each month brought, and what letters of pilots take where some group is."""
    months = pages.derived.journal.months(MONTHS)
    yield _as_json(COMPOSER, _index(pages, layouts, months))
    for month in months:
        yield _as_json(f"{month_address(month)}{NEWS_OF_MONTH}", _news(pages, month))
    pilotes = Pilotes(pages)
    if pilotes.groupes:
        yield _as_json(PILOTES, pilotes.published)


def _as_json(path: str, value: Any) -> Output:
    return Output(path, json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())


def _index(pages: Pages, layouts: Layouts, months: Sequence[date]) -> Mapping[str, Any]:
    journal = pages.derived.journal
    series, dates = coming(pages)
    return {
        "base": pages.site.base,
        "nom": pages.site.nom,
        "entetes": headers(pages.contacts.region),
        "adieu": FAREWELL,
        "pilotes": PILOTES,
        "lettres": BASE,
        "limites": {
            "nouveautes": NEWS,
            "evenements": EVENTS,
            "sures": SURE,
            "peu": LITTLE,
            "jours": COMING.days,
            "colonnes": WIDTH,
        },
        "parties": PARTS,
        "mois": [f"{month:%Y-%m}" for month in months],
        "page": layouts.page.parts,
        "courriel": layouts.mail.parts,
        "sures": [_item(fiche, pages) for fiche in journal.told_somewhere(journal.sure, SURE + LITTLE - 1)],
        "series": series,
        "a_venir": dates,
    }


def _news(pages: Pages, month: date) -> Mapping[str, Any]:
    """Return what entered and what changed in a month, the latest first; one line more than letters tell."""
    journal = pages.derived.journal
    last = coming_months(month, 2)[1] - timedelta(days=1)
    changed = journal.changed.between(month, last)
    # A letter that began earlier takes fewer of those that changed: the others are new to it.
    begins = [_months_before(month, months) for months in range(LONGEST)]
    told = {
        fiche.id
        for first in begins
        for fiche in journal.told_somewhere((fiche for fiche in changed if was_there(fiche, first)), NEWS + 1)
    }
    new = journal.told_somewhere(journal.added.between(month, last), NEWS + 1)
    return {
        "nouveaux": [_item(fiche, pages) for fiche in new],
        "mis_a_jour": [_item(fiche, pages) for fiche in changed if fiche.id in told],
    }


def _months_before(month: date, months: int) -> date:
    number = month.year * 12 + month.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _item(fiche: Livrable, pages: Pages) -> Mapping[str, Any]:
    days = {"ajoute": fiche.ajoute_le, "modifie": fiche.modifie_le}
    return {
        **_as_data(entry(fiche, pages)),
        **_said(fiche),
        **{name: day.isoformat() for name, day in days.items() if day},
    }


def coming(pages: Pages) -> tuple[Sequence[Mapping[str, Any]], Sequence[Sequence[Any]]]:
    """Return what several dates have in common, and the dates in order: its rank, first and last day, detail."""
    first = pages.derived.reference
    ranks: dict[str, int] = {}
    told: list[Mapping[str, Any]] = []
    dates: list[Sequence[Any]] = []
    seen: dict[str, tuple[int, Iterator[int]]] = {}
    for one in pages.derived.journal.coming:
        if one.fin < first:
            continue
        serie, times = seen.setdefault(one.serie, (len(seen), count()))
        if next(times) >= TIMES:
            continue
        line = entry(one, pages)
        data = {**_as_data(line), **_said(one), "serie": serie}
        detail = data.pop("detail")
        rank = ranks.setdefault(json.dumps(data, sort_keys=True), len(told))
        if rank == len(told):
            told.append(data)
        dates.append((rank, one.debut.isoformat(), one.fin.isoformat(), detail))
    return told, dates


def _as_data(line: Entree) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in ("titre", "adresse", "detail", "texte", "ressources")}
    return {name: value for name, value in values.items() if value}


def _said(told: Livrable | RendezVous) -> Mapping[str, Iterable[str]]:
    return {"cibles": list(said("cibles", told)), "territoires": list(said("territoires", told))}
