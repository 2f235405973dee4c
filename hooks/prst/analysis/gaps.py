"""What the catalogue does not say yet: the work list of the communication network."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from prst.analysis.holds import Holds
from prst.records.catalogue import Catalogue
from prst.records.model import Record


@dataclass(frozen=True, slots=True)
class Gap:
    """Records of one kind that lack the same thing."""

    kind: str
    message: str
    remedy: str
    fiches: tuple[Record, ...]


_Lacks = Callable[[Any, Holds], bool]


def _nobody_refers(kind: str, target: str) -> _Lacks:
    return lambda fiche, holds: not holds.catalogue.referring(kind, target, fiche.id)


RULES: tuple[tuple[str, str, str, _Lacks], ...] = (
    (
        "livrables",
        "Livrables dont le contact est à confirmer",
        "Sans contact, personne ne répond aux questions. Une boîte fonctionnelle suffit.",
        lambda fiche, _: fiche.contact.a_confirmer,
    ),
    (
        "livrables",
        "Livrables sans lien ni fichier",
        "On sait qu’ils existent, mais on ne peut pas les ouvrir.",
        lambda fiche, _: not fiche.liens and not fiche.fichiers,
    ),
    (
        "livrables",
        "Livrables sans date de parution",
        "L’année suffit pour savoir si le contenu est récent.",
        lambda fiche, _: fiche.date is None,
    ),
    (
        "livrables",
        "Livrables sans promesse",
        "Une ligne suffit\u00a0: elle ouvre le courriel et la publication que les relais envoient.",
        lambda fiche, _: fiche.actuel and not fiche.promesse,
    ),
    (
        "livrables",
        "Livrables sans conditions de réutilisation",
        "Les relais peuvent envoyer le lien, mais n’osent ni imprimer ni reprendre le document.",
        lambda fiche, _: fiche.actuel and not fiche.licence,
    ),
    (
        "livrables",
        "Livrables sans relais",
        "Qui pourrait les transmettre à leur cible\u00a0?",
        lambda fiche, _: not fiche.relais,
    ),
    (
        "cibles",
        "Cibles qu’aucun relais ne touche",
        "Cherchez un relais, ou une instance, un accord-cadre, un donneur d’ordre sur lequel s’appuyer.",
        lambda fiche, holds: not holds.count("relais", "cibles", fiche.id),
    ),
    (
        "cibles",
        "Cibles sans livrable",
        "Rien ne leur est encore destiné.",
        lambda fiche, holds: not holds.own("livrables", "cibles", fiche.id),
    ),
    (
        "relais",
        "Relais associés à aucun livrable",
        "Ont-ils déjà été sollicités\u00a0?",
        _nobody_refers("livrables", "relais"),
    ),
    (
        "groupes",
        "Groupes sans pilote connu",
        "Indiquez au moins une structure, de préférence deux.",
        lambda fiche, _: not fiche.pilotes,
    ),
    (
        "groupes",
        "Groupes sans livrable",
        "Un livrable intermédiaire compte aussi.",
        _nobody_refers("livrables", "groupes"),
    ),
)
"""Kind, what is lacking, how to help, and the test; in the order in which gaps hurt readers."""


def gaps(catalogue: Catalogue) -> list[Gap]:
    """Return the gaps that concern at least one record."""
    found, holds = [], Holds(catalogue)
    for kind, message, remedy, lacks in RULES:
        fiches: Mapping[str, Record] = getattr(catalogue, kind)
        lacking = tuple(fiche for fiche in fiches.values() if lacks(fiche, holds))
        if lacking:
            found.append(Gap(kind, message, remedy, lacking))
    return found
