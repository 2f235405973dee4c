"""The directory: who takes part in the plan, what each can offer the others, and circles of one trade."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from markupsafe import Markup

from prst.analysis.annuaire import CercleDeMetier, Membre
from prst.analysis.holds import said
from prst.outputs.addresses import form_address
from prst.outputs.courriels import to_all
from prst.outputs.pages.common import PER_PAGE, Pages
from prst.outputs.pages.sur_place import Facette, facets, held, named
from prst.outputs.vcards import card_address, has_card

ADDRESS = "annuaire/"
ASKED = {"structures": "f-fonctions-aide", "groupes": "f-pilotes-aide"}
"""Where a form asks what a function offers: its part opens with the address."""
PLACES = 4
"""Places that a card names."""


def directory(pages: Pages) -> Markup:
    """Return what follows the introduction of `annuaire.md`."""
    annuaire = pages.derived.annuaire
    ranks = count()
    told = {one.terme.id for one in annuaire.rapprochements}
    return pages.fill(
        "annuaire.html",
        racine="../",
        total=len(annuaire.membres),
        structures=[
            {"nom": name, "structure": structure, "membres": [(next(ranks), one) for one in some]}
            for name, structure, some in annuaire.par_structure
        ],
        sans_pilote=annuaire.sans_pilote,
        rapprochements=annuaire.rapprochements,
        libres=[one for identity, one in pages.catalogue.competences.items() if identity not in told],
        cercles=[_circle(one) for one in annuaire.cercles],
        facettes=_facets(pages) if len(annuaire.membres) > 1 else [],
        par_page=PER_PAGE,
        lieux=lambda one: [place.label for place in pages.of("territoires", one.territoires)],
        places=PLACES,
        **_ways(pages),
    )


def _ways(pages: Pages) -> Mapping[str, Any]:
    """Return what a template asks of each function: its card, its form, who may help."""
    annuaire = pages.derived.annuaire
    return {
        "carte": lambda one: card_address(one) if has_card(one) else "",
        "formulaire": lambda fiche: f"{form_address(fiche.kind, fiche.id)}#{ASKED[fiche.kind]}",
        "aidants": annuaire.aidants,
    }


def _facets(pages: Pages) -> list[Facette]:
    """Return the ways to choose among functions."""
    everyone: Sequence[Membre] = pages.derived.annuaire.membres
    holds = pages.derived.holds
    places = pages.site.lieux | {place for one in everyone for place in said("territoires", one)}
    subjects = {identity: terme.label for identity, terme in pages.catalogue.competences.items()}
    return facets(
        {
            "competences": ("Peut aider sur", named(subjects, everyone, lambda one: one.competences)),
            "recherche": ("Cherche de l’aide sur", named(subjects, everyone, lambda one: one.recherche)),
            "secteurs": ("Métier", held(holds, "secteurs", everyone)),
            "territoires": ("Où", held(holds, "territoires", everyone, places)),
            "themes": ("Thème", held(holds, "themes", everyone)),
        }
    )


def _circle(cercle: CercleDeMetier) -> dict[str, Any]:
    """Return a circle with the mails that reach all of it, as many as mail programs take."""
    mailboxes = list(dict.fromkeys(one.courriel for one in cercle.membres if one.courriel and not one.exemple))
    return {
        "terme": cercle.terme,
        "membres": cercle.membres,
        "courriels": mailboxes,
        "envois": to_all(mailboxes, f"Cercle «\u00a0{cercle.terme.label}\u00a0»"),
        "sans": sum(not one.courriel for one in cercle.membres),
    }


def who_helps(pages: Pages, competence: str, racine: str) -> Markup:
    """Return who offers help with a subject, for a written page; a kind word where nobody does yet."""
    annuaire = pages.derived.annuaire
    return pages.fill(
        "_qui_aide.html",
        racine=racine,
        sujet=pages.catalogue.competences.get(competence),
        offrent=annuaire.offrent(competence),
        adresse=racine + ADDRESS,
        **_ways(pages),
    )
