"""What access logs say of the links that relays passed on, beside what relays say: both are a least."""

from datetime import date
from itertools import pairwise

from prst.analysis.diffusion import Diffusions
from prst.analysis.frequentation import by_relay, monthly
from prst.outputs import french
from prst.outputs.charts import Graphique, Rangee, Tableau, bars, curve
from prst.records.catalogue import Catalogue

UNIT = ("lecture", "lectures")
MONTHS = 12
"""Months that the chart shows, the last ones."""
ENOUGH = 3
"""Months from which a curve says more than bars."""


def lectures(catalogue: Catalogue, base: str) -> Graphique | None:
    """Return how often resources were read by a link that a relay passed on; None where no log was counted.

    A month that nobody counted is missing, and no curve is drawn across it.
    """
    counted = monthly(catalogue)
    if not counted:
        return None
    months = list(counted.items())[-MONTHS:]
    names = [(french.month(first), count) for first, count in months]
    last, count = names[-1]
    regular = len(months) >= ENOUGH and all(_next(one) == other for (one, _), (other, _) in pairwise(months))
    drawn = curve(names, UNIT) if regular else bars([Rangee(name, (value,)) for name, value in reversed(names)], UNIT)
    return Graphique(
        "lectures",
        f"En {last}, au moins {french.plural(count, *UNIT)} par un lien que des relais ont transmis",
        "Nombre de lectures de ressources par un lien transmis, par mois",
        drawn,
        Tableau(
            ("Mois", "Lectures, au moins"),
            tuple((french.month(first), value) for first, value in counted.items()),
            premiere=len(counted),
        ),
        f"{base}lectures.csv",
    )


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def declared_and_read(catalogue: Catalogue, diffusions: Diffusions) -> Tableau:
    """Return, for each relay of which something is known, what it says and what its links were read."""
    declared = {row.cle: row.compte for row in diffusions.par("relais")}
    read = {relais: sum(counts.values()) for relais, counts in by_relay(catalogue).items()}
    taken = {relais: sum(counts.values()) for relais, counts in by_relay(catalogue, "telechargements").items()}
    rows = [
        (
            catalogue.relais[identity].nom,
            declared[identity].actes if identity in declared else None,
            declared[identity].touches if identity in declared and declared[identity].chiffres else None,
            read.get(identity),
            taken.get(identity),
        )
        for identity in {*declared, *read, *taken}
        if identity in catalogue.relais
    ]
    rows.sort(key=lambda row: (-(row[3] or 0), -(row[1] or 0), french.sort_key(row[0])))
    return Tableau(
        ("Relais", "Diffusions notées", "Touchés, au moins", "Lectures par ses liens, au moins", "Téléchargements"),
        tuple(rows),
    )
