"""A whole record of each kind, commented, which the check accepts: made of the model, and of what the catalogue holds.

What an example names (targets, formats, groups…) is the catalogue's own, so that it is right in any region.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from textwrap import wrap
from typing import Any

from prst.records.catalogue import Catalogue
from prst.records.champs import Champ, fields_of
from prst.records.explications import NAMES
from prst.records.model import MODELS, Agenda, Livrable, Part, Partenaire, Retrait, Site, Terme
from prst.records.reading import read
from prst.records.reseau import Reseau
from prst.records.schemas import SINGULAR

WIDTH = 110
"""Columns of a comment."""
SEVERAL = 2
"""Values that an example gives of a list, where the catalogue has as many."""
APART: Mapping[str, str] = {
    "contact.courriel": "mettez votre boîte à la place, et retirez « a_confirmer »",
    "contact.nom": "une personne ne paraît qu’avec son accord",
    "contact.publication_consentie": "le jour de cet accord",
    "livrable.fichiers": "le fichier se dépose dans docs/",
    "cible.comprend": "si les cibles plus étroites ne le disent pas elles-mêmes",
    "jalons.etat": "sans cette ligne, les dates le disent",
    "resultats.part": "à la place de « nombre »",
    "evenement.saison": "à la place de « fin », « recurrence » et « modifications »",
    "site.sections": "seulement pour laisser de côté une partie du site",
    "structure.remplacee_par": "seulement si elle n’existe plus",
    "structure.courriel": "mettez sa boîte à la place",
    "fonctions.courriel": "mettez sa boîte à la place",
    "fonctions.nom": "une personne ne paraît qu’avec son accord",
    "fonctions.publication_consentie": "le jour de cet accord",
    "editeur.courriel": "mettez sa boîte à la place",
    "hebergeur.courriel": "mettez sa boîte à la place",
    "appuis.pages": "ce sont des pages et des fichiers de docs/",
    "agenda.fichier": "seulement s’il ne s’appelle pas comme l’entrée",
    "vocabulaire.region": "pour un département",
    "vocabulaire.villes": "pour un département",
    "vocabulaire.fait_partie_de": "pour un secteur",
    "vocabulaire.comprend": "pour un secteur",
}
"""Keys that an example shows behind a « # », by what holds them, and why: written with all the rest, they would be
refused, or be said of something else."""


@dataclass(frozen=True, slots=True)
class Sorte:
    """A kind of file that people write."""

    slug: str
    titre: str
    model: type[Part]
    fichier: str
    """Where one stands."""
    cle: str = ""
    """Key under which the parts of one file stand."""


TITRES = {
    "diffusions": "Diffusion",
    "enquetes": "Enquête",
    "evenements": "Événement",
    "groupes": "Groupe de travail",
    "retours": "Retour d’expérience",
}

SORTES: tuple[Sorte, ...] = (
    *(
        Sorte(SINGULAR[kind], TITRES.get(kind, SINGULAR[kind].capitalize()), model, f"catalogue/{kind}/")
        for kind, model in MODELS.items()
    ),
    Sorte("vocabulaire", "Vocabulaires", Terme, "catalogue/vocabulaires/", "carnet-de-chantier"),
    Sorte("site", "Identité du site", Site, "catalogue/site.yml"),
    Sorte("retrait", "Adresse retirée", Retrait, "catalogue/retraits.yml", "livrables/ancien-guide"),
    Sorte("agenda", "Calendrier extérieur", Agenda, "catalogue/agendas.yml", "salons-de-la-region"),
    Sorte("partenaire", "Catalogue partenaire", Partenaire, "catalogue/partenaires.yml", "region-voisine"),
    Sorte("reseau-communication", "Réseau communication", Reseau, "catalogue/reseau-communication.yml"),
)
"""All of them, in the order in which they are told of."""


FIRST_ONES = 500
"""Records of a kind at most that examples choose from: all but those of a large catalogue, and more than any names."""


def example_of(sorte: Sorte, catalogue: Catalogue) -> str:
    """Return the text of a file of a kind, with all its keys, each under a comment that explains it."""
    return _Example(catalogue, sorte).text()


def filled(text: str, catalogue: Catalogue) -> str:
    """Return an example whose names in braces (explications.NAMES) are ids of the catalogue."""
    for name in NAMES:
        token = "{" + name + "}"
        if token in text:
            target = next(kind for kind in (f"{name}s", name) if hasattr(catalogue, kind))
            text = text.replace(token, next(iter(ids_of(catalogue, target)), f"mon-{name}"))
    return text


def ids_of(catalogue: Catalogue, target: str) -> list[str]:
    """Return the ids that examples name: those of real records that are not about to go, the first ones alone."""
    records: Mapping[str, Any] = getattr(catalogue, target)
    real = (
        identity
        for identity, one in records.items()
        if not vars(one).get("exemple")
        and not (isinstance(one, Livrable) and not one.actuel)
        and not vars(one).get("remplacee_par")
    )
    return list(islice(real, FIRST_ONES)) or list(islice(records, FIRST_ONES))


class _Example:
    def __init__(self, catalogue: Catalogue, sorte: Sorte) -> None:
        self._catalogue = catalogue
        self._sorte = sorte
        self._own: Mapping[str, Callable[[], str]] = {
            "cibletouchee.portee": self._reach,
            "retrait.voir": lambda: next((f"livrables/{one}" for one in ids_of(catalogue, "livrables")), ""),
            "site.region": lambda: catalogue.site.region,
        }
        """What only the catalogue can say, by the key that says it."""

    def text(self) -> str:
        head = f"# yaml-language-server: $schema={self._schema()}\n"
        fields = fields_of(self._sorte.model)
        if not self._sorte.cle:
            return head + "\n".join(self._lines(fields, self._sorte.slug, 0)) + "\n"
        fields = tuple(champ for champ in fields if champ.name != "id")
        inner = "\n".join(self._lines(fields, self._sorte.slug, 2))
        return f"{head}{self._sorte.cle}:\n{inner}\n"

    def _schema(self) -> str:
        folder = ".." if self._sorte.fichier.endswith("/") else "."
        return f"{folder}/schemas/{self._name()}.schema.json"

    def _name(self) -> str:
        whole = self._sorte.cle and self._sorte.fichier.endswith(".yml")
        return f"{self._sorte.slug}s" if whole else self._sorte.slug

    def _lines(self, fields: tuple[Champ, ...], owner: str, margin: int) -> Iterator[str]:
        for champ in fields:
            place = f"{owner}.{champ.name}"
            value = list(self._written(champ, place, margin))
            why = APART.get(place) or ("" if value else "le catalogue n’en décrit encore aucun")
            yield from _comment(champ, margin, why)
            if value and place in APART:
                yield from (f"{' ' * margin}# {line[margin:]}" for line in value)
            elif value:
                yield from value

    def _written(self, champ: Champ, place: str, margin: int) -> Iterator[str]:
        """Yield the lines of a key and its value; none where the catalogue has nothing to name."""
        pad = " " * margin
        if champ.type == "part":
            inner = list(self._lines(champ.fields, _owner(champ), margin + (4 if champ.several else 2)))
            yield f"{pad}{champ.name}:"
            if champ.several:
                first = next(rank for rank, line in enumerate(inner) if not line.lstrip().startswith("#"))
                yield from (
                    f"{line[:margin]}{line[margin + 2 :]}" if rank < first else line
                    for rank, line in enumerate(inner[:first])
                )
                yield f"{pad}  - {inner[first].lstrip()}"
                yield from inner[first + 1 :]
            else:
                yield from inner
            return
        values = self._values(champ, place)
        if not values:
            return
        if champ.several:
            yield f"{pad}{champ.name}:"
            yield from (f"{pad}  - {_scalar(one)}" for one in values)
            return
        line = f"{pad}{champ.name}: {_scalar(values[0])}"
        if len(line) <= WIDTH:
            yield line
        else:
            yield f"{pad}{champ.name}: >-"
            yield from wrap(values[0], WIDTH, initial_indent=f"{pad}  ", subsequent_indent=f"{pad}  ")

    def _values(self, champ: Champ, place: str) -> list[str]:
        if place in self._own:
            return [value] if (value := self._own[place]()) else []
        if champ.reference:
            known = ids_of(self._catalogue, champ.reference)
            if champ.reference == "territoires":
                known = (
                    list(self._catalogue.site.departements)
                    if place.startswith("site.")
                    else ["region"] * ("region" in known)
                )
            in_words = [self._catalogue.nom_de(self._catalogue.site.editeur.nom)] if champ.type == "named" else []
            return known[: SEVERAL if champ.several else 1] or in_words
        if champ.type == "yes_no":
            return ["oui" if place.endswith("a_confirmer") and place.startswith("contact.") else champ.default or "oui"]
        if champ.choices:
            names = [name for name, _libelle in champ.choices]
            return names[:SEVERAL] if champ.several else [champ.default or names[0]]
        return [champ.example] if champ.example else []

    def _reach(self) -> str:
        """Return how many a relay reaches: no more than there are of the target."""
        (cible,) = ids_of(self._catalogue, "cibles")[:1] or [""]
        most = self._catalogue.cibles[cible].effectif if cible else None
        return str(min(800, most if most is not None else 800))


def _owner(champ: Champ) -> str:
    """Return the word by which the keys of a part are named in tables: of several of one form, the form."""
    return {"cibles": "cibletouchee"}.get(champ.name, champ.name)


def _comment(champ: Champ, margin: int, why: str) -> Iterator[str]:
    needed = " (obligatoire)" if champ.required else ""
    choices = ", ".join(f"{name} ({libelle.nom})" for name, libelle in champ.choices) if champ.type == "choice" else ""
    says = [f"{champ.title}{needed}. {champ.description}"]
    says += [f"Choix : {choices}."] if choices else []
    says += [f"En commentaire ici : {why}."] if why else []
    mark = f"{' ' * margin}# "
    for text in says:
        yield from wrap(text, WIDTH, initial_indent=mark, subsequent_indent=mark, break_long_words=False)


def _scalar(text: str) -> str:
    """Return a text as YAML writes it: plain where it reads back as itself and nothing may take it for a number."""
    plain = read(f"a: {text}\n".encode())
    same = not plain.faults and isinstance(plain.value, dict) and plain.value.get("a") == text
    if same and not re.fullmatch(r"0\d*|\d+\.\d+|\d?[a-z0-9]", text):
        return text
    return "'" + text.replace("'", "''") + "'"
