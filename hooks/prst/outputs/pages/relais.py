"""The directory of relays: by place, with what chooses among them, and a map of the region's departments."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from prst.analysis.holds import ELSEWHERE, said
from prst.outputs import french
from prst.outputs.addresses import SECTIONS, asked_at, record_address, root_from
from prst.outputs.carte import SIDE, create_map
from prst.outputs.facettes import code_of, official
from prst.outputs.pages.common import PER_PAGE, Pages
from prst.outputs.pages.sur_place import Facette, held, most_used_first, named
from prst.records.model import LEVIER, NATIONAL, REGION, Relais
from prst.records.types import slugify

SHADES = ((1, "peu"), (2, "quelques"), (4, "beaucoup"))
"""From how many relays of its own on a department is drawn in which shade; the figure says the rest."""

WIDE, HIGH = 0.7, 1.2
"""What a letter takes of a line, and a line of a column, in the size of the letters."""


def directory(pages: Pages) -> Markup:
    """Return what follows the introduction of `relais/index.md`."""
    base, holds = SECTIONS["relais"].index, pages.derived.holds
    groups = _by_place(pages)
    everyone = [one for _heading, some in groups for one in some]
    numbers = {one.id: rank for rank, one in enumerate(everyone)}
    return pages.fill(
        "relais_liste.html",
        racine=root_from(base),
        groupes=[{"titre": heading, "relais": [(numbers[one.id], one) for one in some]} for heading, some in groups],
        facettes=_facets(pages, everyone) if len(everyone) > 1 else [],
        lieux=lambda one: pages.of("territoires", one.territoires),
        comment=how,
        contact=partial(asked_at, pages.contacts),
        ailleurs=holds.elsewhere,
        total=len(everyone),
        par_page=PER_PAGE,
        carte=_map(pages) if everyone else None,
        vide=SECTIONS["relais"].vide,
    )


def how(relais: Relais) -> list[str]:
    """Return how a relay passes things on and how often: its channels, then the levers that these do not tell."""
    channels = [f"{one.type} ({one.frequence})" if one.frequence else one.type for one in relais.canaux]
    return channels or [str(LEVIER[one].nom) for one in relais.leviers]


def _by_place(pages: Pages) -> list[tuple[str, list[Relais]]]:
    """Return relays under where they are, by name: the whole region, each department, several of them, elsewhere."""
    catalogue, holds = pages.catalogue, pages.derived.holds
    departments = pages.site.departements
    headings = {
        "": "Dans toute la région",
        **{one: f"{catalogue.territoires[one].label}{code_of('territoires', one)}" for one in departments},
        "plusieurs": "Dans plusieurs départements",
        "ailleurs": ELSEWHERE.titre,
    }
    found: dict[str, list[Relais]] = {key: [] for key in headings}
    for relais in sorted(catalogue.relais.values(), key=lambda one: french.sort_key(one.nom)):
        own = [one for one in said("territoires", relais) if one in departments]
        wide = {REGION, NATIONAL} & set(said("territoires", relais))
        key = "ailleurs" if not holds.here(relais) else "" if wide else own[0] if len(own) == 1 else "plusieurs"
        found[key].append(relais)
    return [(headings[key], some) for key, some in found.items() if some]


# What chooses among them


def _facets(pages: Pages, everyone: Sequence[Relais]) -> list[Facette]:
    """Return the ways to choose, each with the values that some relay has; the most used first, places in order."""
    types = {slugify(one.type): one.type for one in everyone}
    holds = pages.derived.holds
    places = pages.site.lieux | {one for relais in everyone for one in said("territoires", relais)}
    levers = {key: one.nom for key, one in LEVIER.libelles.items()}
    kept = (
        Facette("cibles", "À qui il s’adresse", most_used_first(held(holds, "cibles", everyone))),
        Facette("territoires", "Où", held(holds, "territoires", everyone, places)),
        Facette("types", "Type", most_used_first(named(types, everyone, lambda one: (slugify(one.type),)))),
        Facette("leviers", "Comment", most_used_first(named(levers, everyone, lambda one: one.leviers))),
    )
    return [facet for facet in kept if facet.valeurs]


# The map


def _map(pages: Pages) -> dict[str, Any] | None:
    """Return the map of the region's departments with how many relays each has; None for a region that names none."""
    drawn = create_map(pages.site.departements)
    if drawn is None:
        return None
    catalogue, holds = pages.catalogue, pages.derived.holds
    _left, _top, width, height = map(float, drawn.cadre.split())
    size = round(max(width, height) / 22, 1)
    rows = []
    for forme in drawn.formes:
        terme = catalogue.territoires[forme.id]
        own = len(holds.own("relais", "territoires", forme.id))
        dit = _written(official(forme.id), terme.label, own) if forme.carre else [str(own)]
        shade = next((name for least, name in reversed(SHADES) if own >= least), "aucun")
        rows.append(
            {
                "forme": forme,
                "nom": terme.label,
                "code": code_of("territoires", forme.id),
                "dit": dit,
                "corps": min(size, _fitting(dit)) if forme.carre else size,
                "adresse": record_address("territoires", forme.id),
                "propres": own,
                "tous": holds.count("relais", "territoires", forme.id),
                "teinte": shade,
            }
        )
    return {
        "cadre": drawn.cadre,
        "traces": any(not forme.carre for forme in drawn.formes),
        "lignes": rows,
    }


def _written(code: str, name: str, own: int) -> list[str]:
    """Return the lines in a square, which has no outline to be known by: its code, or the words of its name."""
    return [f"{code}\u00a0: {own}"] if code else [*name.split(), str(own)]


def _fitting(lines: Sequence[str]) -> float:
    """Return the greatest size of letters at which lines stay within a square."""
    return round(SIDE / max(*(len(line) * WIDE for line in lines), len(lines) * HIGH), 1)
