"""What partners publish that is near one of ours, and the other way round."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from prst.analysis.similar import Similar
from prst.records.catalogue import Catalogue
from prst.records.model import Lien, Livrable
from prst.records.partenaires import Ressource
from prst.records.types import fold


@dataclass(frozen=True, slots=True)
class Voisine:
    """A resource of a partner, and whose it is."""

    partenaire: str
    """Id of the partner."""
    ressource: Ressource


class Ailleurs:
    """What is near between our resources and those of partners: asked for once, by way of keys as ours are."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def prepare(self) -> None:
        """Compare all now, before the work is shared between two processes."""
        if self._catalogue.ailleurs:
            self._near  # noqa: B018 - worked out once

    def near_ours(self, identity: str) -> list[Voisine]:
        """Return what partners publish that is very near one of ours, best first."""
        return self._near[0].get(identity, []) if self._catalogue.ailleurs else []

    def ours(self, partner: str, ressource: Ressource) -> list[Livrable]:
        """Return ours that are very near a resource of a partner, best first."""
        return self._near[1].get((partner, ressource.id), [])

    @cached_property
    def _near(self) -> tuple[Mapping[str, list[Voisine]], Mapping[tuple[str, str], list[Livrable]]]:
        known = self._catalogue.livrables
        theirs = {
            f"{partner}/{one.id}": Voisine(partner, one)
            for partner, copie in self._catalogue.ailleurs.items()
            for one in copie.ressources
        }
        similar = Similar([*known.values(), *(self._as_ours(key, one.ressource) for key, one in theirs.items())])
        similar.prepare()
        to_ours: dict[str, list[Voisine]] = defaultdict(list)
        to_theirs: dict[tuple[str, str], list[Livrable]] = defaultdict(list)
        for identity in known:
            to_ours[identity] = [theirs[near.fiche.id] for near in similar.of(identity) if near.fiche.id in theirs]
        for key, one in theirs.items():
            found = [known[near.fiche.id] for near in similar.of(key) if near.fiche.id in known]
            to_theirs[one.partenaire, one.ressource.id] = found
        return to_ours, to_theirs

    def _as_ours(self, key: str, one: Ressource) -> Livrable:
        """Return what is compared of a resource, as a record: nothing of it was checked, and nothing else shows it."""
        addresses = dict.fromkeys((one.adresse, *one.liens))
        return Livrable.model_construct(
            id=key,  # no id of ours has a slash
            titre=one.titre,
            liens=tuple(Lien.model_construct(libelle="", url=address) for address in addresses),
            cibles=self.ids("cibles", one.cibles),
            themes=self.ids("themes", one.themes),
        )

    def ids(self, section: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return our targets or themes that a partner's words name, those that we have."""
        return tuple(found for word in words if (found := self._by_word[section].get(fold(word))))

    @cached_property
    def _by_word(self) -> Mapping[str, Mapping[str, str]]:
        """Our targets and themes by what they are called."""
        return {
            section: {
                fold(word): identity
                for identity, one in getattr(self._catalogue, section).items()
                for word in (identity, one.intitule, *getattr(one, "synonymes", ()))
            }
            for section in ("cibles", "themes")
        }
