"""The keys that people write for those of the model: with capitals, accents, in the singular, or by their title."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from prst.records.types import fold

_SAME: dict[str, str | tuple[str, ...]] = {
    "mail": "courriel",
    "email": "courriel",
    "e_mail": "courriel",
    "mel": "courriel",
    "adresse_mail": "courriel",
    "adresse_electronique": "courriel",
    "tel": "telephone",
    "telephone_fixe": "telephone",
    "public": "cibles",
    "publics": "cibles",
    "public_cible": "cibles",
    "public_vise": "cibles",
    "destinataires": "cibles",
    "pour": "cibles",
    "pour_qui": "cibles",
    "s_adresse_a": "cibles",
    "a_qui_s_adresse_t_il": "cibles",
    "lien": ("liens", "url"),
    "link": ("liens", "url"),
    "url": "liens",
    "site": "url",
    "site_internet": "url",
    "site_web": "url",
    "lien_internet": "url",
    "intitule": ("titre", "nom", "label"),
    "titre": ("nom", "label", "intitule"),
    "nom": ("titre", "label"),
    "date": "debut",
    "du": "debut",
    "au": "fin",
    "date_de_debut": "debut",
    "date_de_fin": "fin",
    "ville": "lieu",
    "adresse": ("lieu", "url"),
    "adresse_de_la_ressource": ("liens", "url"),
    "adresse_du_document": ("liens", "url"),
    "adresse_internet": ("liens", "url"),
    "organise_par": "organisateur",
    "titre_du_livrable": "titre",
    "titre_de_la_ressource": "titre",
    "titre_de_l_evenement": "titre",
    "nom_de_l_evenement": "titre",
    "nom_du_relais": "nom",
    "nom_du_groupe": "nom",
    "type": "format",
    "type_de_document": "format",
    "type_de_support": "format",
    "departements": "territoires",
    "territoire": "territoires",
    "sujet": "themes",
    "sujets": "themes",
    "thematique": "themes",
    "thematiques": "themes",
    "mots_clefs": "mots_cles",
    "description_courte": "resume",
    "descriptif": "resume",
    "presentation": "resume",
    "organisme": "structure",
    "fonction": "role",
    "label": ("libelle", "nom"),
    "texte": "libelle",
    "cadre": "perimetre",
    "date_reelle": "fait_le",
    "date_prevue": "date",
    "reporte_au": "nouvelle_date",
    "cible": "attendu",
    "objectif": "attendu",
    "id": "cible",
}
"""What people call a key, where the model has the other, or the first of them that it has, and not this one."""


def plain(key: str) -> str:
    """Return a key as the model writes its own: without accents, capitals, nor signs."""
    return "_".join(re.findall(r"[a-z0-9]+", fold(key)))


@cache
def spellings(model: type[BaseModel]) -> dict[str, str]:
    """Return the keys of a model by all that they may be written as."""
    names = [name for name in model.model_fields if name != "id"]
    found: dict[str, str] = {}
    titles = [(plain(model.model_fields[name].title or name), name) for name in names]
    for said, name in [*((name, name) for name in names), *titles]:
        found.setdefault(said, name)
    for said, name in list(found.items()):
        found.setdefault(said.rstrip("s"), name)
        found.setdefault(f"{said}s", name)
        found.setdefault(said.replace("_", ""), name)
    for said, meant in _SAME.items():
        if name := next((one for one in ((meant,) if isinstance(meant, str) else meant) if one in names), ""):
            found.setdefault(said, name)
    return found


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """Return the part that stands in a field, alone or as the items of a list; None for a field of texts."""
    return _inner(annotation)


@cache
def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := inner_model(part))), None)


def is_list(annotation: Any) -> bool:
    """Whether a field holds a list."""
    return get_origin(annotation) is tuple


def models_in(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and all the parts that stand in it."""
    yield model
    for info in model.model_fields.values():
        if inner := inner_model(info.annotation):
            yield from models_in(inner)


@cache
def all_spellings(model: type[BaseModel]) -> frozenset[str]:
    """Return all that a key of a model, or of a part of it, may be written as."""
    return frozenset(said for one in models_in(model) for said in spellings(one))
