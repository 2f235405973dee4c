"""What follows the introduction of a written page: lists of records, the home page, the directory, the state."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from markupsafe import Markup

from prst.analysis.gaps import gaps
from prst.outputs import Output, french
from prst.outputs.addresses import RECORD_SECTIONS, SECTIONS, page_address, record_address, root_from
from prst.outputs.listes import WHOLE
from prst.outputs.pages.common import PER_PAGE, Pages
from prst.outputs.search.documents import FACETS, facet_values
from prst.records.catalogue import Catalogue
from prst.records.model import Livrable

NEWS = 3
"""Deliverables that the home page shows as new."""
FULLEST = 8
"""Themes that the search page offers."""
CHOICES = 8
"""Values of a facet that the list of deliverables offers before all of them are asked for."""
PAGINATED = {"relais": "relais_liste.html", "groupes": "groupes.html"}
"""Template of each list of records, other than deliverables, that goes on over several pages."""


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
            pagination=pages.pagination(base, racine, 1, len(fiches)),
            total=len(fiches),
            suivre=WHOLE,
            facettes=facets(pages.catalogue),
        )
    if section == "livrables":
        return pages.fill(
            "liste.html", racine=racine, cartes="", pagination=None, total=0, suivre=WHOLE, vide=vide, affiner=""
        )
    if section == "cibles":
        return targets(pages, racine)
    return pages.fill("termes.html", racine=racine, vocabulaire=section, termes=_used_terms(pages, section), vide=vide)


def _used_terms(pages: Pages, section: str) -> list[dict[str, Any]]:
    """Return the terms of a vocabulary that deliverables use: how many do, and whether there is a page for them."""
    return [
        {"terme": terme, "nombre": count, "page": pages.catalogue.has_page(section, terme.id)}
        for terme in getattr(pages.catalogue, section).values()
        if (count := len(pages.catalogue.referring("livrables", section, terme.id)))
    ]


def facets(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the facets of real deliverables, each with the values that most of them have; years keep their order.

    Formats are all there: their icons also stand on the cards that the browser makes.
    """
    real = [fiche for fiche in catalogue.livrables.values() if not fiche.exemple]
    found = []
    for name, values in facet_values(catalogue, real):
        facet = FACETS[name]
        by_use = sorted(values, key=lambda value: -len(value.places)) if facet.section else values
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
    return pages.fill("cibles.html", racine=racine, cibles=_counted_targets(pages), vide=SECTIONS["cibles"].vide)


def _counted_targets(pages: Pages) -> list[dict[str, Any]]:
    catalogue = pages.catalogue
    return [
        {"cible": cible, "nombre": len(catalogue.referring("livrables", "cibles", cible.id))}
        for cible in catalogue.cibles.values()
    ]


def _by_name(catalogue: Catalogue, section: str) -> list[Any]:
    return sorted(getattr(catalogue, section).values(), key=lambda fiche: french.sort_key(fiche.nom))


def _page_of(pages: Pages, section: str, number: int) -> Markup:
    base = SECTIONS[section].index
    racine = root_from(page_address(base, number))
    everyone = _by_name(pages.catalogue, section)
    return pages.fill(
        PAGINATED[section],
        racine=racine,
        fiches=everyone[(number - 1) * PER_PAGE : number * PER_PAGE],
        total=len(everyone),
        pagination=pages.pagination(base, racine, number, len(everyone)),
        vide=SECTIONS[section].vide,
    )


def further_pages(pages: Pages) -> Iterator[Output]:
    """Yield the second and following pages of the lists of relays and groups."""
    for section in PAGINATED:
        count = ceil(len(getattr(pages.catalogue, section)) / PER_PAGE)
        for number in range(2, count + 1):
            title = f"{SECTIONS[section].many.capitalize()} (page {number} sur {count})"
            body = Markup('<h1 id="titre">{}</h1>').format(title) + _page_of(pages, section, number)
            yield pages.plain_page(section, page_address(SECTIONS[section].index, number), title, f"{title}.", body)


def news(catalogue: Catalogue, count: int) -> list[Livrable]:
    """Return the deliverables that entered the catalogue last; those of one day by their own date."""
    shown = (fiche for fiche in catalogue.livrables.values() if fiche.statut == "publie" and not fiche.exemple)
    return sorted(shown, key=lambda fiche: fiche.ajoute_le.toordinal() if fiche.ajoute_le else 0, reverse=True)[:count]


def _counts(pages: Pages, sections: Sequence[str] = RECORD_SECTIONS) -> dict[str, int]:
    return {name: len(getattr(pages.catalogue, name)) for name in sections}


def home(pages: Pages) -> Markup:
    """Return what follows the sentence of the home page."""
    return pages.fill(
        "accueil.html",
        cibles=_counted_targets(pages),
        nouveautes=pages.cards(news(pages.catalogue, NEWS), "./"),
        occurrences=pages.coming(pages.catalogue.evenements.values()),
        nombres=_counts(pages),
        vide=SECTIONS["cibles"].vide,
    )


def directory(pages: Pages) -> Markup:
    """Return the directory of groups that follows the introduction of `annuaire.md`."""
    return pages.fill("annuaire.html", racine="../", groupes=_by_name(pages.catalogue, "groupes"))


def state(pages: Pages) -> Markup:
    """Return the figures and gaps that follow the introduction of `a-propos/etat-du-catalogue.md`."""
    racine = "../../"
    lacking = [
        {
            "titre": gap.message,
            "aide": gap.remedy,
            "fiches": [(fiche.intitule, racine + record_address(fiche.kind, fiche.id)) for fiche in gap.fiches],
        }
        for gap in gaps(pages.catalogue)
    ]
    figures = [
        (SECTIONS[name].many.capitalize(), count, racine + SECTIONS[name].index)
        for name, count in _counts(pages).items()
    ]
    return pages.fill("etat.html", racine=racine, nombres=figures, manques=lacking)


def data(pages: Pages, racine: str) -> Markup:
    """Return the table of the files that hold the whole catalogue, for a page whose way to the root is `racine`."""
    return pages.fill("_donnees.html", racine=racine, tout=WHOLE)


def search(pages: Pages) -> Markup:
    """Return the form, the place for results and the lists that follow the introduction of `recherche.md`."""
    themes = [un for un in _used_terms(pages, "themes") if un["page"]]
    fullest = sorted(themes, key=lambda un: -int(un["nombre"]))[:FULLEST]
    return pages.fill("recherche.html", racine="../", cibles=_counted_targets(pages), themes=fullest)
