"""What partners publish: the list of them, and the resources of each, with where they come from."""

from collections.abc import Iterator
from typing import Any

from prst.outputs import Output, french
from prst.outputs.addresses import ELSEWHERE_A_PAGE, ELSEWHERE_BASE, page_address, root_from
from prst.outputs.data.tables import BETWEEN, BOM, columns, csv_line, safe_cell
from prst.outputs.pages.common import Pages
from prst.records.dates import parse_partial_date
from prst.records.partenaires import CopiePartenaire, Ressource

SECTION = "livrables"
TITLE = "Ressources d’ailleurs"
TABLE = f"{ELSEWHERE_BASE}ressources.csv"
PROVENANCE = "provenance"
"""Column that says whose a resource is, in the files that hold others' beside ours."""


class Partenaires:
    """The pages of what partners publish; none where the catalogue names no partner, or has no copy of any."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._catalogue = pages.catalogue

    def outputs(self) -> Iterator[Output]:
        """Yield the list of partners, then the pages of each."""
        shown = {identity: copie for identity, copie in self._catalogue.ailleurs.items() if copie.ressources}
        if not shown:
            return
        body = self._pages.fill(
            "ailleurs.html",
            racine=root_from(ELSEWHERE_BASE),
            titre=TITLE,
            partenaires=[
                {
                    "partenaire": self._catalogue.partenaires[identity],
                    "copie": copie,
                    "adresse": f"{ELSEWHERE_BASE}{identity}/",
                }
                for identity, copie in shown.items()
            ],
        )
        yield from self.table()
        said = "Ce que publient nos partenaires, avec sa provenance."
        yield self._pages.plain_page(SECTION, ELSEWHERE_BASE, TITLE, said, body, indexed=False)
        for identity, copie in shown.items():
            yield from self._of(identity, copie)

    def table(self) -> Iterator[Output]:
        """Yield all of it as rows of catalogue.csv that say whose each is, for the file of a list that was chosen."""
        names = [column.name for some in columns(self._catalogue, self._pages.contacts) for column in some]
        rows = [
            {
                "id": one.id,
                "adresse": one.adresse,
                "titre": one.titre,
                "resume": one.resume,
                "format": one.format,
                "cibles": BETWEEN.join(one.cibles),
                "themes": BETWEEN.join(one.themes),
                "date": one.date,
                "contact_structure": one.editeur,
                PROVENANCE: self._catalogue.partenaires[identity].nom,
            }
            for identity, copie in self._catalogue.ailleurs.items()
            for one in copie.ressources
        ]
        if rows:
            lines = [csv_line([safe_cell(row.get(name)) for name in (*names, PROVENANCE)]) for row in rows]
            yield Output(TABLE, BOM + "".join((csv_line([*names, PROVENANCE]), *lines)).encode())

    def _of(self, identity: str, copie: CopiePartenaire) -> Iterator[Output]:
        partner, base = self._catalogue.partenaires[identity], f"{ELSEWHERE_BASE}{identity}/"
        starts = range(0, len(copie.ressources), ELSEWHERE_A_PAGE)
        groups = [copie.ressources[start : start + ELSEWHERE_A_PAGE] for start in starts]
        for number, group in enumerate(groups, 1):
            address = page_address(base, number)
            title = f"{partner.nom}\u00a0: ressources" + (f" (page {number} sur {len(groups)})" if number > 1 else "")
            body = self._pages.fill(
                "ailleurs_partenaire.html",
                racine=root_from(address),
                titre=title,
                partenaire=partner,
                copie=copie,
                total=len(copie.ressources),
                ressources=[self._row(identity, one) for one in group],
                suivante=page_address(base, number + 1) if number < len(groups) else "",
            )
            text = (
                f"{french.plural(len(copie.ressources), 'ressource publiée', 'ressources publiées')} par {partner.nom}."
            )
            yield self._pages.plain_page(SECTION, address, title, text, body, indexed=False)

    def _row(self, identity: str, one: Ressource) -> dict[str, Any]:
        return {
            "ressource": one,
            "date": french.long_date(parse_partial_date(one.date)) if one.date else "",
            "notres": self._pages.derived.ailleurs.ours(identity, one),
        }


def near(pages: Pages, identity: str) -> list[dict[str, Any]]:
    """Return what partners publish near one of ours: its title, its place on our site, and whose it is."""
    return [
        {
            "titre": one.ressource.titre,
            "adresse": pages.places_elsewhere[one.partenaire, one.ressource.id],
            "partenaire": pages.catalogue.partenaires[one.partenaire].nom,
        }
        for one in pages.derived.ailleurs.near_ours(identity)
    ]
