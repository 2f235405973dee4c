"""What the form shows of the page that a record will have: the very templates of such pages, as trees.

The browser fills them with what was typed (hooks/javascripts/formulaire/apercu.js): a template that changes changes its
preview. What a page takes from other records is left out, and said (`ADDED`).
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import jinja2

from prst.outputs import Output
from prst.outputs.addresses import FORM
from prst.outputs.fiche_action import STATES
from prst.outputs.pages.arbres import Read, reading, trees
from prst.outputs.pages.fiches import NATURES, VIDEO_HOSTS
from prst.outputs.pages.groupes import ACTIONS
from prst.records.champs import champs_of
from prst.records.model import FRAME, Site
from prst.records.schemas import SINGULAR

TEMPLATES: Mapping[str, str] = {
    "livrables": "livrable.html",
    "evenements": "evenement.html",
    "relais": "relais.html",
    "cibles": "cible.html",
    "groupes": "groupe.html",
    "enquetes": "enquete.html",
    "structures": "structure.html",
    "retours": "retour.html",
    "diffusions": "diffusion.html",
}
"""What draws a record of each kind."""

_CONTACT = {".contact-repli, .contact-autres": "qui répond à la place du contact, s’il ne peut être joint"}
ADDED: Mapping[str, Mapping[str, str]] = {
    "livrables": {
        "[aria-labelledby=transmettre]": "les textes prêts à transmettre",
        "[aria-labelledby=relais]": "les relais",
        "[aria-labelledby=occasions], [aria-labelledby=diffusions], [aria-labelledby=enquetes]": (
            "les événements, diffusions et enquêtes qui la citent"
        ),
        "[aria-labelledby=voisins], [aria-labelledby=voisines]": "les ressources proches",
        **_CONTACT,
    },
    "evenements": {
        ".passe": "les dates à venir d’un événement qui revient ou change",
        ".ajouter": "de quoi l’ajouter à un agenda",
        "[aria-labelledby=diffuser]": "les ressources à diffuser",
        **_CONTACT,
    },
    "relais": {
        ".fiche-cote": "le kit à envoyer",
        ".sommaire, .fiche-corps, .suivre, [aria-labelledby=transmettre], [aria-labelledby=suivre]": (
            "les ressources, les dates et la lettre qui valent pour ses publics"
        ),
        "[aria-labelledby=diffusions], .declarer": "ce qu’il a diffusé",
        ".reperes > div:has(a[href*='/relais/'])": "les relais qu’il comprend ou qui le comprennent",
        **_CONTACT,
    },
    "cibles": {
        ".sommaire, .fiche-parente": "ce qu’elle comprend",
        "[aria-labelledby=relais]": "les relais à qui s’adresser",
        "[aria-labelledby=ressources], .themes, .palier, .suite, .suivre": "les ressources",
        "[aria-labelledby=agenda]": "les prochains rendez-vous",
        ".retours, .reperes > div:has(a[href*='/enquetes/'])": "les enquêtes et les retours d’expérience",
    },
    "groupes": {
        "[aria-labelledby=jalons], [aria-labelledby^=indicateurs]": "les jalons et les indicateurs, dessinés",
        ".fiche-action > .suite": "la fiche-action à imprimer",
        "[aria-labelledby=livrables], [aria-labelledby=agenda], .suivre": "ses livrables et leurs occasions",
        "[aria-labelledby=enquetes], .retours, [aria-labelledby=voisins]": "les groupes voisins, enquêtes et retours",
        "[aria-labelledby=nouveau-pilote], [aria-labelledby=a-faire], .a-faire": "ce qu’il faut à un nouveau pilote",
        "a[href$='pitch/'], a[href*='?groupe=']": "son pitch, et la demande au réseau communication",
        **_CONTACT,
    },
    "enquetes": {
        ".graphique-dessin, .graphique details > p": "un graphique pour chaque question qui a des résultats",
        **_CONTACT,
    },
    "structures": {
        "[aria-labelledby=reperes]:has(a[href*='/structures/']):not(:has(div + div)), "
        ".reperes > div:has(a[href*='/structures/'])": "les structures dont elle a pris la suite",
        "[aria-labelledby=relais], [aria-labelledby=groupes], [aria-labelledby=enquetes], "
        "[aria-labelledby=rendez-vous], [aria-labelledby=publications]": "ses ressources, groupes et rendez-vous",
        **_CONTACT,
    },
    "retours": {
        "[aria-labelledby=proches]": "les retours du même moment",
        ".fiche-cote": "le contact du groupe",
    },
    "diffusions": {"section > p": "les autres diffusions du relais et de la ressource"},
}
"""Of each kind, what a page adds that other records say: by the selector of where it stands, in words."""
_FOOT = ".fiche-pied, script"
"""Ways to correct a page that does not exist yet."""

_ABSENT: Mapping[str, Collection[str]] = {
    "": ("modifier", "confirmer", "signaler", "kit", "suivre", "retours", "affiner", "abonnement", "diffusions",
         "code"),
    "livrables": ("proches", "voisines", "evenements", "enquetes", "relais"),
    "evenements": ("livrables", "ajouter", "calendrier", "ailleurs"),
    "relais": ("nouveautes", "envois", "choisies", "toutes", "lettres", "autour", "confiees"),
    "cibles": ("appeler", "relais", "groupes_par_theme", "debut", "titre_propre", "toutes", "programme", "enquetes",
               "plus_larges", "comprises", "total", "kit"),
    "groupes": ("cartes", "occurrences", "enquetes", "parle", "jalons", "nouveau", "voisins",
                "solliciter"),
    "enquetes": ("ailleurs",),
    "structures": ("cartes", "lignes", "relais", "groupes", "evenements", "enquetes", "anciennes"),
    "retours": ("proches",),
}  # fmt: skip
"""Names of a template's context that hold nothing in a preview."""
_LEFT_OUT = frozenset(
    ("_suivre.html", "_a_faire.html", "_declarer.html", "_groupe_jalons.html", "_groupe_indicateurs.html",
     "_groupe_voisins.html", "_groupe_nouveau_pilote.html", "agir", "affiner_liste", "cartes", "liste_de_cartes",
     "pages", "rendez_vous", "abonnement_plie", "transmettre", "pour_les_groupes", "ce_que_l_on_retient",
     "pas_encore_connu", "relais_par_palier", "paliers_de", "repli")
)  # fmt: skip
"""Parts and macros that show other records."""
_INSTEAD = {"graphique": "chiffres"}
"""Macros in whose place hooks/javascripts/formulaire/apercu.js has its own: it makes the table of a chart alone."""


def address_of(kind: str) -> str:
    """Return where the trees of a kind are published."""
    return f"{FORM}apercu/{SINGULAR[kind]}.json"


def outputs(env: jinja2.Environment, site: Site) -> Iterator[Output]:
    """Yield what the preview of each kind is drawn with."""
    read = reading(env, _LEFT_OUT, _INSTEAD)
    for kind in TEMPLATES:
        data = json.dumps(_drawn_with(read, site, kind), ensure_ascii=False, separators=(",", ":"))
        yield Output(address_of(kind), f"{data}\n".encode())


def _drawn_with(read: Read, site: Site, kind: str) -> Mapping[str, Any]:
    absent = frozenset((*_ABSENT[""], *_ABSENT.get(kind, ())))
    choices = {champ.name: champ.choices for champ in champs_of(kind) if champ.type == "choice"}
    return {
        "gabarit": TEMPLATES[kind],
        "gabarits": dict(trees(read, TEMPLATES[kind], absent)),
        "choix": {name: {key: (one.nom, one.phrase) for key, one in found} for name, found in choices.items()},
        "retire": [_FOOT, *ADDED[kind]],
        "ajoute": list(ADDED[kind].values()),
        **_facts(site, kind),
    }


def _facts(site: Site, kind: str) -> Mapping[str, Any]:
    """Return what the browser has to know of the site and of the program to draw a kind."""
    if kind == "livrables":
        return {"natures": NATURES, "videos": VIDEO_HOSTS, "copies": site.copies}
    if kind == "groupes":
        return {"cadre": FRAME, "etats": list(STATES.items()), "actions": ACTIONS}
    return {}
