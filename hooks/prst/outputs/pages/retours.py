"""Lessons: the list under headings of the moments of a group's work, and the few that another page shows."""

from collections.abc import Collection, Sequence
from typing import Any

from markupsafe import Markup

from prst.outputs import french
from prst.outputs.addresses import SECTIONS, root_from
from prst.outputs.pages.common import PER_PAGE, Pages
from prst.outputs.pages.sur_place import Facette, held, most_used_first, named
from prst.records.model import PHASE, Retour
from prst.records.types import slugify

BASE = SECTIONS["retours"].index
NEAR = 3
"""Other lessons of the same moment that the page of one shows."""
FEW = 3
"""Lessons that another page shows before the others are folded."""


def directory(pages: Pages) -> Markup:
    """Return what follows the introduction of `retours/index.md`: each lesson once, under its first moment."""
    lessons = list(pages.catalogue.retours.values())
    groups = [
        (key, phase, some)
        for key, phase in PHASE.libelles.items()
        if (some := [r for r in lessons if r.phases[0] == key])
    ]
    everyone = [one for _key, _phase, some in groups for one in some]
    headed = {key for key, _phase, _some in groups}
    numbers = {one.id: rank for rank, one in enumerate(everyone)}
    return pages.fill(
        "retours.html",
        racine=root_from(BASE),
        groupes=[(key, phase, [(numbers[one.id], one) for one in some]) for key, phase, some in groups],
        facettes=_facets(pages, everyone, headed),
        total=len(everyone),
        par_page=PER_PAGE,
        vide=SECTIONS["retours"].vide,
    )


def _facets(pages: Pages, everyone: Sequence[Retour], headed: Collection[str]) -> list[Facette]:
    """Return the ways to choose that choose something; moments that have a heading lead there without JavaScript."""
    phases = {key: str(one.nom) for key, one in PHASE.libelles.items()}
    plans = {slugify(one): one for one in sorted({one.plan for one in everyone if one.plan}, key=french.sort_key)}
    holds = pages.derived.holds

    def anchor(phase: str) -> str:
        return f"{BASE}#phase-{phase}" if phase in headed else ""

    kept = (
        Facette("phases", "Moment du travail", named(phases, everyone, lambda one: one.phases, anchor)),
        Facette("themes", "Sujet", most_used_first(held(holds, "themes", everyone))),
        Facette("cibles", "Pour qui", most_used_first(held(holds, "cibles", everyone))),
        Facette("plans", "Plan", named(plans, everyone, lambda one: (slugify(one.plan or ""),))),
    )
    return [facet for facet in kept if any(len(value.numeros) < len(everyone) for value in facet.valeurs)]


def of_moment(pages: Pages, phase: str) -> list[Retour]:
    """Return the lessons of a moment: those of which it is the first one come first."""
    found = [one for one in pages.catalogue.retours.values() if phase in one.phases]
    return sorted(found, key=lambda one: one.phases.index(phase))


def near(pages: Pages, fiche: Retour) -> list[Retour]:
    """Return other lessons of the first moment of one."""
    return [one for one in of_moment(pages, fiche.phases[0]) if one.id != fiche.id][:NEAR]


def shown(pages: Pages, racine: str, lessons: Sequence[Retour], **context: Any) -> Markup:
    """Return lessons in the middle of a page, the others folded; '' for none."""
    return pages.fill("_retours_seuls.html", racine=racine, retours=lessons, **context) if lessons else Markup("")
