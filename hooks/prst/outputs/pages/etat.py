"""The state of the catalogue: its figures, what is missing, its files."""

from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from prst.analysis.contacts import Muette, mute
from prst.analysis.gaps import Gap
from prst.outputs import french
from prst.outputs.addresses import SECTIONS, record_address
from prst.outputs.listes import WHOLE
from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import counts
from prst.records.liens import ETAT, Etat

COVERAGE = "couverture/"
"""Address of the page that says whom to call about some gaps."""
BASE = "a-propos/etat-du-catalogue/"
"""Address of the page; its file is `a-propos/etat-du-catalogue.md`."""
TITLES = 5
"""Records that the mail to a structure names."""


def state(pages: Pages) -> Markup:
    """Return the figures and gaps that follow the introduction of `a-propos/etat-du-catalogue.md`."""
    racine = "../../"
    figures = [
        (SECTIONS[name].many.capitalize(), count, racine + SECTIONS[name].index)
        for name, count in counts(pages).items()
    ]
    return pages.fill(
        "etat.html",
        racine=racine,
        nombres=figures,
        manques=[_shown(gap, racine) for gap in pages.gaps if not gap.continuite],
        continuite=[_shown(gap, racine) for gap in pages.gaps if gap.continuite],
        muettes=mute_structures(pages, racine),
        liens=links_to_mend(pages, racine),
    )


def _shown(gap: Gap, racine: str) -> dict[str, Any]:
    return {
        "titre": gap.message,
        "aide": gap.remedy,
        "suite": f"{racine}{COVERAGE}#{gap.liste}" if gap.liste else "",
        "fiches": [(fiche.intitule, racine + record_address(fiche.kind, fiche.id)) for fiche in gap.fiches],
    }


def links_to_mend(pages: Pages, racine: str) -> dict[str, Any] | None:
    """Return what the last round of `prst liens` found to be gone, by what is to be done; None where there was none."""
    report = pages.catalogue.liens
    if report is None:
        return None
    rows: dict[Etat, list[dict[str, Any]]] = {}
    for lien in report.liens:
        known = (identity.split("/") for identity in lien.fiches)
        fiches = [(kind, getattr(pages.catalogue, kind, {}).get(identity)) for kind, identity in known]
        rows.setdefault(lien.etat, []).append(
            {
                "adresse": lien.adresse,
                "raison": lien.raison,
                "depuis": french.long_date(lien.depuis),
                "vers": lien.vers or "",
                "fiches": [
                    (fiche.intitule, racine + record_address(kind, fiche.id))
                    for kind, fiche in fiches
                    if fiche is not None and pages.catalogue.has_page(kind, fiche.id)
                ],
                "pages": lien.pages,
            }
        )
    return {
        "le": french.long_date(report.le),
        "verifies": report.verifies,
        "etats": [(ETAT[etat], found) for etat, found in rows.items()],
    }


def mute_structures(pages: Pages, racine: str) -> list[dict[str, Any]]:
    """Return the structures whose address is to be found, with the mail that asks for it."""
    return [
        {
            "nom": row.nom or "Sans structure connue",
            "page": racine + record_address("structures", row.structure.id) if row.structure else "",
            "courriel": asking_mail(pages, row) if row.nom else "",
            "fiches": [(fiche.intitule, racine + record_address(fiche.kind, fiche.id)) for fiche in row.fiches],
        }
        for row in mute(pages.catalogue, pages.contacts)
    ]


def asking_mail(pages: Pages, row: Muette) -> str:
    """Return the mail that asks a structure for its address, whose sender fills in to whom it goes (RFC 6068).

    Mail programs cut long addresses: a few titles say enough.
    """
    site = pages.site
    subject = f"{site.nom}\u00a0: à quelle adresse vous joindre\u00a0?"
    titles = [f"- {french.shorten(fiche.intitule, 80)}" for fiche in row.fiches[:TITLES]]
    more = len(row.fiches) - len(titles)
    titles += [f"- et {french.plural(more, 'autre', 'autres')}"] if more else []
    page = f"{site.base}{record_address('structures', row.structure.id)}" if row.structure else site.base
    text = "\r\n".join(
        (
            "Bonjour,",
            "",
            f"{site.nom} ({site.region}) présente, pour «\u00a0{row.nom}\u00a0»\u00a0:",
            *titles,
            "",
            "À quelle boîte fonctionnelle, quelle page de contact ou quel accueil téléphonique peut-on vous joindre "
            f"à ce sujet\u00a0? Nous l’afficherons ici\u00a0: {page}",
            "",
            "Merci de votre aide.",
        )
    )
    return f"mailto:?subject={quote(subject)}&body={quote(text)}"


def data(pages: Pages, racine: str) -> Markup:
    """Return the table of the files that hold the whole catalogue, for a page whose way to the root is `racine`."""
    return pages.fill("_donnees.html", racine=racine, tout=WHOLE)
