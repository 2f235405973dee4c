"""The list that follows the introduction of a section's written page, and its further pages."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from markupsafe import Markup

from prst.analysis.holds import ELSEWHERE, Holds
from prst.outputs import Output, french
from prst.outputs.addresses import RECORD_SECTIONS, SECTIONS, page_address, root_from
from prst.outputs.data.tables import safe_cell
from prst.outputs.facettes import FACETTES, code_of, facet_values, in_order
from prst.outputs.listes import WHOLE, listed_at
from prst.outputs.pages import relais, retours, tous_les_groupes
from prst.outputs.pages.common import PER_PAGE, Pages
from prst.records.catalogue import Catalogue

CHOICES = 8
"""Values of a facet that the list of deliverables offers before all of them are asked for."""
KEEP_ORDER = ("territoires", "annees")
"""Facets whose values keep their order, whatever they hold; so in hooks/javascripts/recherche/donnees.js."""
PAGINATED = {"enquetes": "enquetes.html", "structures": "structures.html"}
"""Template of each list of records, other than deliverables, that goes on over several pages."""
BY_NAME = ("structures",)
"""Of these, what is looked for by its name; the others keep the order of the catalogue."""


def index(pages: Pages, section: str) -> Markup:
    """Return the list that follows the introduction of a section's written page."""
    base, vide = SECTIONS[section].index, SECTIONS[section].vide
    racine = root_from(base)
    if section in PAGINATED:
        return _page_of(pages, section, 1)
    if section == "livrables" and pages.catalogue.livrables:
        fiches = list(pages.catalogue.livrables.values())
        return pages.fill(
            "explorer.html",
            racine=racine,
            cartes=pages.cards(fiches[:PER_PAGE], racine),
            par_page=PER_PAGE,
            pagination=pages.pagination(base, racine, 1, len(fiches)),
            total=len(fiches),
            suivre=WHOLE,
            facettes=facets(pages.derived.holds),
            provenance=safe_cell(pages.site.nom),
            partenaires=sum(len(copie.ressources) for copie in pages.catalogue.ailleurs.values()),
            ailleurs=sum(not pages.derived.holds.here(fiche) for fiche in fiches if not fiche.exemple),
        )
    if section == "livrables":
        return pages.fill(
            "liste.html", racine=racine, cartes="", pagination=None, total=0, suivre=WHOLE, vide=vide, affiner=""
        )
    if section == "cibles":
        return targets(pages, racine)
    if section == "relais":
        return relais.directory(pages)
    if section == "groupes":
        return tous_les_groupes.overview(pages)
    if section == "retours":
        return retours.directory(pages)
    return pages.fill("termes.html", racine=racine, groupes=_grouped(pages, section), vide=vide)


def _grouped(pages: Pages, section: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the terms of a vocabulary under headings: of the territories, those of other regions come last."""
    terms = used_terms(pages, section)
    if section != "territoires":
        return [("", terms)] if terms else []
    here = [one for one in terms if one["terme"].id in pages.site.lieux]
    far = sorted((one for one in terms if one not in here), key=lambda one: french.sort_key(one["terme"].region or ""))
    return [group for group in ((pages.site.region, here), (ELSEWHERE.titre, far)) if group[1]]


def used_terms(pages: Pages, section: str) -> list[dict[str, Any]]:
    """Return the terms that have a page or for which deliverables hold: how many, and where they are listed."""
    holds, catalogue = pages.derived.holds, pages.catalogue
    return [
        {
            "terme": (terme := getattr(catalogue, section)[identity]),
            "code": code_of(section, identity),
            "region": "" if identity in pages.site.lieux else terme.region,
            "nombre": count,
            "adresse": listed_at(catalogue, section, identity),
        }
        for identity in in_order(catalogue, section)
        if (section != "territoires" or catalogue.has_page(section, identity))
        and (count := holds.count("livrables", section, identity))
    ]


def facets(holds: Holds) -> list[dict[str, Any]]:
    """Return the facets of real deliverables, each with the values that hold most; years and places keep their order.

    Formats are all there: their icons also stand on the cards that the browser makes.
    """
    catalogue = holds.catalogue
    real = [fiche for fiche in catalogue.livrables.values() if not fiche.exemple]
    found = []
    for name, values in facet_values(holds, real):
        facet = FACETTES[name]
        values = [value for value in values if value.places]
        by_use = values if name in KEEP_ORDER else sorted(values, key=lambda value: -len(value.places))
        shown = by_use if name == "formats" else by_use[:CHOICES]
        icons = catalogue.formats if name == "formats" else {}
        if values:
            found.append(
                {
                    "nom": name,
                    "titre": facet.title,
                    "index": SECTIONS[facet.section].index if facet.section else "",
                    "tous": len(values) if facet.section and len(values) > len(shown) else 0,
                    "valeurs": [(value, icons[value.id].icone if icons else None) for value in shown],
                }
            )
    return found


def targets(pages: Pages, racine: str) -> Markup:
    """Return the grid of targets, with the number of deliverables of each."""
    return pages.fill("cibles.html", racine=racine, cibles=counted_targets(pages), vide=SECTIONS["cibles"].vide)


def counted_targets(pages: Pages) -> list[dict[str, Any]]:
    """Return the targets, how many deliverables hold for each, and whether one of them has a part in this region."""
    holds = pages.derived.holds
    return [
        {
            "cible": cible,
            "nombre": holds.count("livrables", "cibles", cible.id),
            "ici": any(palier.cercle != ELSEWHERE for palier in holds.paliers("livrables", "cibles", cible.id)),
        }
        for cible in holds.catalogue.cibles.values()
    ]


def targets_here(pages: Pages) -> list[dict[str, Any]]:
    """Return the targets of `counted_targets` but those for which there is something in other regions only."""
    return [one for one in counted_targets(pages) if one["ici"] or not one["nombre"]]


def by_name(catalogue: Catalogue, section: str) -> list[Any]:
    """Return the records of a section in the order of French dictionaries."""
    return sorted(getattr(catalogue, section).values(), key=lambda fiche: french.sort_key(fiche.nom))


def _page_of(pages: Pages, section: str, number: int) -> Markup:
    base = SECTIONS[section].index
    racine = root_from(page_address(base, number))
    here = pages.derived.holds.here
    listed = by_name(pages.catalogue, section) if section in BY_NAME else getattr(pages.catalogue, section).values()
    everyone = sorted(listed, key=lambda fiche: not here(fiche))
    return pages.fill(
        PAGINATED[section],
        racine=racine,
        ailleurs=pages.derived.holds.elsewhere,
        fiches=everyone[(number - 1) * PER_PAGE : number * PER_PAGE],
        total=len(everyone),
        pagination=pages.pagination(base, racine, number, len(everyone)),
        vide=SECTIONS[section].vide,
    )


def further_pages(pages: Pages) -> Iterator[Output]:
    """Yield the second and following pages of the lists of records other than deliverables."""
    for section in PAGINATED:
        count = ceil(len(getattr(pages.catalogue, section)) / PER_PAGE)
        for number in range(2, count + 1):
            title = f"{SECTIONS[section].title} (page {number} sur {count})"
            body = Markup('<h1 id="titre">{}</h1>').format(title) + _page_of(pages, section, number)
            yield pages.plain_page(section, page_address(SECTIONS[section].index, number), title, f"{title}.", body)


def counts(pages: Pages, sections: Sequence[str] = RECORD_SECTIONS) -> dict[str, int]:
    """Return how many records each section has."""
    return {name: len(getattr(pages.catalogue, name)) for name in sections}
