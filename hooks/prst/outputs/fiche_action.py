"""What the action sheet of a group says, as texts: the page of the sheet and its documents say the same."""

from collections.abc import Sequence

from prst.outputs import french
from prst.records.catalogue import Catalogue
from prst.records.model import Action, Groupe, Indicateur, Releve
from prst.records.types import percent

STATES = {
    "en_cours": ("En cours", False),
    "prevue": ("Prévues", False),
    "faite": ("Faites", True),
    "abandonnee": ("Abandonnées", True),
}
"""States of actions in the order in which they are read: what those of each are called, and whether they are over."""

UNREAD = "Pas encore mesuré"
"""What is said of an indicator that has no reading."""


def actions(groupe: Groupe) -> list[Action]:
    """Return the actions of a group: those that go on, then those to come, then those that are over."""
    found = groupe.fiche_action.actions if groupe.fiche_action else ()
    order = list(STATES)
    return sorted(found, key=lambda action: order.index(action.etat))


def action_rows(groupe: Groupe, catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Return the actions of a group: what, by whom, their state."""
    return [
        (action.intitule, catalogue.nom_de(action.par) if action.par else "", action.choix("etat").nom)
        for action in actions(groupe)
    ]


def indicator_rows(groupe: Groupe) -> list[tuple[str, str, str]]:
    """Return the indicators of a group: what, the value to reach, and the last one that was read, or that none was."""
    return [
        (one.nom, measured(one.attendu, one.unite), last_reading(groupe, one) or UNREAD) for one in groupe.indicateurs
    ]


def measured(value: float | None, unit: str | None) -> str:
    """Return a value with its unit; '' for none."""
    return "" if value is None else french.measured(value, unit)


def last_reading(groupe: Groupe, indicateur: Indicateur) -> str:
    """Return the last reading of an indicator and when it was; '' where there is none."""
    readings = groupe.releves_de(indicateur)
    if not readings:
        return ""
    last = readings[-1]
    return f"{french.measured(last.valeur, indicateur.unite)} {french.on(last.le)}"


def progress(indicateur: Indicateur, readings: Sequence[Releve]) -> str:
    """Return how far the last of some readings is from the value to reach; '' where nothing can be told.

    Less is better where the first reading is above that value: there a share would mean nothing. What is above it from
    the start and did not fall says neither, unless it counts effects: more guides than hoped for are none too many.
    """
    target = indicateur.attendu
    if target is None or not readings:
        return ""
    first, last = readings[0].valeur, readings[-1].valeur
    if first > target:
        if last <= target:
            return "elle est atteinte"
        unclear = last >= first and indicateur.genre != "resultat"
        return "" if unclear else f"il reste à passer de {french.amount(last)} à {measured(target, indicateur.unite)}"
    if target <= 0 or last < 0 or indicateur.unite == "%":
        return ""
    return f"le dernier relevé en est à {french.share(percent(last, target), last)}"


def listed(values: Sequence[str]) -> str:
    """Return several texts as one."""
    return "\u00a0; ".join(values)
