"""What a reader may choose for a letter or a year of occasions: a target, a territory, and what each of them takes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from prst.outputs import french
from prst.outputs.pages.common import Pages
from prst.records.model import NATIONAL, REGION, Cible, Relais
from prst.records.types import fold

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


LETTERS = 3
"""Letters that the page and the kit of one relay propose: of its first targets."""


@dataclass(frozen=True, slots=True)
class Lettre:
    """The letter of a target and a territory, each '' for any."""

    titre: str
    cible: str = ""
    territoire: str = ""

    @property
    def adresse(self) -> str:
        """Where the browser composes it, from the root of the site."""
        chosen = {name: one for name in ("cible", "territoire") if (one := getattr(self, name))}
        return f"lettre/?{urlencode(chosen)}" if chosen else "lettre/"


def letters_of(pages: Pages, fiche: Relais | Cible) -> list[Lettre]:
    """Return the letters that a relay may take up, one for each of its targets; that of a target for the region."""
    catalogue = pages.catalogue
    place = REGION if isinstance(fiche, Cible) else _place_of(pages, fiche)
    where = place if place in catalogue.territoires else ""
    if isinstance(fiche, Cible):
        return [Lettre(f"La lettre\u00a0: {fiche.nom}", fiche.id, where)]
    found = [catalogue.cibles[one.cible] for one in fiche.cibles[:LETTERS]]
    known = [Lettre(f"La lettre\u00a0: {cible.nom}", cible.id, where) for cible in found if not cible.exemple]
    return known or [Lettre("La lettre", territoire=where)]


def _place_of(pages: Pages, relais: Relais) -> str:
    """Return the one place of a relay, or the region where it is in several of its parts."""
    places = [one for one in relais.territoires if one != NATIONAL]
    return places[0] if len(places) == 1 or (places and pages.site.lieux.isdisjoint(places)) else REGION


def targets(pages: Pages) -> list[Choix]:
    """Return the targets, in the order of the catalogue."""
    found = (cible for cible in pages.catalogue.cibles.values() if not cible.exemple)
    return [replace(_choix(pages, "cibles", cible.id, cible.intitule), anciens=cible.anciens_ids) for cible in found]


def other_words(pages: Pages, chosen: Iterable[str]) -> list[tuple[str, Cible]]:
    """Return other words for targets, by the alphabet: their own, and those of the sectors that one target alone is of.

    Of two that differ by their plural, the first one.
    """
    catalogue = pages.catalogue
    cibles = [catalogue.cibles[identity] for identity in chosen]
    of_sector: dict[str, list[Cible]] = defaultdict(list)
    for cible in cibles:
        for identity in cible.secteurs:
            of_sector[identity].append(cible)
    words = [(word, cible) for cible in cibles for word in cible.synonymes]
    for identity, named in of_sector.items():
        secteur = catalogue.secteurs[identity]
        words += [(word, named[0]) for word in (secteur.label, *secteur.synonymes) if len(named) == 1]
    known = {_singular(cible.nom) for cible in cibles}
    found = []
    for word, cible in words:
        if _singular(word) not in known:
            known.add(_singular(word))
            found.append((word[0].upper() + word[1:], cible))
    return sorted(found, key=lambda one: french.sort_key(one[0]))


def _singular(word: str) -> str:
    return fold(word).rstrip("s")


def names(pages: Pages) -> dict[str, dict[str, str]]:
    """Return the names of targets and territories by all the ids that they have or had."""
    cibles = {identity: one.nom for one in targets(pages) for identity in (*one.anciens, one.id)}
    territoires = {one.id: one.nom for _region, found in territories(pages) for one in found}
    return {"cibles": cibles, "territoires": territoires}


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
