"""All groups at a glance: objective, state, next milestone, last output, whom to call, and what chooses among them."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from prst.analysis.holds import ELSEWHERE
from prst.analysis.jalons import open_ones
from prst.analysis.pitchs import produced
from prst.outputs import french
from prst.outputs.addresses import SECTIONS, asked_at, record_address, root_from
from prst.outputs.pages.common import PER_PAGE, Pages
from prst.outputs.pages.sur_place import facets, held, named
from prst.records.catalogue import Catalogue
from prst.records.dates import PartialDate
from prst.records.model import ETAT, Groupe

OBJECTIVE = 220
"""Characters of an objective on a card."""
NEXT = 6
"""Milestones to come of which a card shows the first that is not over on its reader's day; the page has more."""


class Production(NamedTuple):
    """What a group gave last."""

    titre: str
    adresse: str
    """Where it is, relative to the root; '' where the catalogue has no page of it."""
    quand: PartialDate | None


def overview(pages: Pages) -> Markup:
    """Return what follows the introduction of `groupes/index.md`."""
    base, holds, catalogue = SECTIONS["groupes"].index, pages.derived.holds, pages.catalogue
    by_name = sorted(catalogue.groupes.values(), key=lambda one: french.sort_key(one.nom))
    everyone = sorted(by_name, key=lambda one: not holds.here(one))
    numbers = {one.id: rank for rank, one in enumerate(everyone)}
    parts = {title: [one for one in everyone if holds.here(one) is here] for title, here in _parts(pages).items()}
    states = {key: str(one.nom) for key, one in ETAT.libelles.items()}
    found = {
        "themes": ("Sujet", held(holds, "themes", everyone)),
        "cibles": ("Pour qui il travaille", held(holds, "cibles", everyone)),
        "etats": ("Où il en est", named(states, everyone, lambda one: (one.etat or "",))),
    }
    return pages.fill(
        "groupes.html",
        racine=root_from(base),
        parties=[(title, [(numbers[one.id], one) for one in some]) for title, some in parts.items() if some],
        facettes=facets(found) if len(everyone) > 1 else [],
        objectif=_objective,
        prochaines=lambda one: open_ones(one, pages.derived.reference),
        montrees=NEXT,
        derniere=partial(last_output, catalogue),
        contact=partial(asked_at, pages.contacts),
        ailleurs=holds.elsewhere,
        total=len(everyone),
        par_page=PER_PAGE,
        vide=SECTIONS["groupes"].vide,
    )


def _parts(pages: Pages) -> dict[str, bool]:
    return {pages.site.region: True, ELSEWHERE.titre: False}


def _objective(groupe: Groupe) -> str:
    sheet = groupe.fiche_action
    return french.shorten(sheet.objectif, OBJECTIVE) if sheet and sheet.objectif else ""


def last_output(catalogue: Catalogue, groupe: Groupe) -> Production | None:
    """Return the last resource of a group that has a date, or product of a milestone; None where it gave nothing."""
    found = list(_outputs(catalogue, groupe))
    return max(found, key=_day, default=None)


def _day(one: Production) -> date:
    return one.quand.last_day if one.quand else date.min


def _outputs(catalogue: Catalogue, groupe: Groupe) -> Iterator[Production]:
    for one in produced(groupe, catalogue):
        yield Production(one.texte, record_address("livrables", one.livrable) if one.livrable else "", one.quand)
