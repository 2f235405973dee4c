"""What a reader may choose for a letter or a year of occasions: a target, a territory, and what each of them takes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prst.outputs.pages.common import Pages

ELSEWHERE = "France"
"""Heading of territories that belong to no region."""


@dataclass(frozen=True, slots=True)
class Choix:
    """A target or a territory that may be chosen."""

    id: str
    nom: str
    autour: tuple[str, ...]
    """Ids of which a record must name one to concern it: the browser compares nothing else."""
    anciens: tuple[str, ...] = ()
    """Ids that it had: addresses that were kept still choose it."""


def targets(pages: Pages) -> list[Choix]:
    """Return the targets, in the order of the catalogue."""
    found = (cible for cible in pages.catalogue.cibles.values() if not cible.exemple)
    return [replace(_choix(pages, "cibles", cible.id, cible.intitule), anciens=cible.anciens_ids) for cible in found]


def territories(pages: Pages) -> list[tuple[str, Sequence[Choix]]]:
    """Return the territories by region: that of the site first, as a whole and then its departments."""
    known, site = pages.catalogue.territoires, pages.site
    ours = [identity for identity in ("region", *site.departements) if identity in known]
    groups: dict[str, list[Choix]] = {site.region: []}
    for identity in (*ours, *(one for one in known if one not in ours)):
        terme = known[identity]
        name = site.region if identity in ours else terme.region or ELSEWHERE
        groups.setdefault(name, []).append(_choix(pages, "territoires", identity, terme.intitule))
    return [(name, found) for name, found in groups.items() if found]


def _choix(pages: Pages, section: str, identity: str, nom: str) -> Choix:
    return Choix(identity, nom, tuple(sorted(pages.derived.journal.around(section, identity))))
