"""What people call fields: keys with capitals, accents, in the singular, by title or another word; heads of columns."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from prst.records.types import fold


class Called(NamedTuple):
    """What people call a field, by how sure it is that they mean it."""

    sure: tuple[str, ...] = ()
    """Words that mean it as a key, and above a column."""
    loose: tuple[str, ...] = ()
    """Words that mean it above a column alone: there « contact » may be a mailbox, and « document » a title."""
    keys: tuple[str, ...] = ()
    """Words that mean it as a key alone, for what it stands in tells more: a column « adresse » may be a postal one."""


_TITLES = ("intitulé", "titre")
_MAILS = ("mail", "email", "e-mail", "mél", "adresse mail", "adresse électronique")
_PHONES = ("tél", "téléphone fixe")
_LINKS = ("lien", "link", "adresse internet", "adresse du document", "adresse de la ressource")
_SITES = ("site internet", "site web", "lien internet")

CALLED: Mapping[str, Called] = {
    "id": Called(loose=("nom du fichier", "code", "référence", "ref")),
    "titre": Called(
        (
            "intitulé", "nom", "titre du livrable", "titre de la ressource", "titre de l’événement",
            "nom de l’événement",
        ),
        (
            "libellé", "document", "ressource", "livrable", "outil", "événement", "titre du document",
            "intitulé du document", "nom du document", "nom de la ressource", "nom de l’outil", "nom du livrable",
            "name", "title",
        ),
    ),
    "libelle": Called(keys=("label", "texte")),
    "nom": Called(
        (*_TITLES, "nom du relais", "nom du groupe"),
        (
            "libellé", "dénomination", "raison sociale", "organisme", "groupe", "groupe de travail", "name",
            "nom développé", "nom complet", "nom de la structure", "nom de l’organisme", "intitulé du groupe",
        ),
        ("label",),
    ),
    "label": Called(keys=(*_TITLES, "nom")),
    "intitule": Called(keys=("titre",)),
    "resume": Called(
        ("descriptif", "présentation", "description courte"), (
            "contenu", "objet", "description du livrable", "de quoi s’agit-il", "de quoi il s’agit", "de quoi ça parle",
            "de quoi parle-t-il", "en deux mots", "en quelques mots", "en bref", "en résumé",
        ),
    ),
    "cibles": Called(
        (
            "public", "publics", "public visé", "public cible", "destinataires", "pour", "pour qui", "s’adresse à",
            "à qui s’adresse-t-il",
        ),
        (
            "cible visée", "métiers", "public concerné", "publics concernés", "bénéficiaires",
            "à qui s’adresse la ressource", "à qui s’adresse le document", "à qui ça s’adresse", "à qui cela s’adresse",
        ),
    ),
    "cibles..cible": Called(loose=("public", "public touché", "cible touchée", "cible")),
    "cible": Called(keys=("id",)),
    "attendu": Called(keys=("cible", "objectif")),
    "format": Called(
        ("type", "type de document", "type de support"), ("type de livrable", "support", "nature", "forme")
    ),
    "contact": Called(
        ("qui contacter", "qui appeler", "à qui s’adresser", "à qui écrire"),
        ("contact", "interlocuteur"),
        ("personne à contacter", "contacts", "pour en savoir plus"),
    ),
    "contact.structure": Called(
        ("organisme",),
        (
            "structure", "porteur", "éditeur", "producteur", "auteur", "structure porteuse", "organisation", "pilote",
            "structure pilote", "organisme producteur", "structure productrice", "porté par", "produit par",
            "réalisé par", "publié par", "édité par", "qui l’a produit", "qui l’a fait",
        ),
    ),
    "contact.courriel": Called(
        _MAILS,
        (
            "courriel", "courriel de contact", "bal", "adresse mail générique", "mail générique", "boîte mail",
            "mail de contact", "mail du contact",
        ),
    ),
    "contact.telephone": Called(_PHONES, ("téléphone", "numéro de téléphone", "téléphone de contact")),
    "role": Called(keys=("fonction",)),
    "themes": Called(
        ("thématique", "thématiques", "sujet", "sujets"), ("risque", "thème abordé", "risque professionnel")
    ),
    "secteurs": Called(loose=("secteur d’activité", "branche", "filière", "activité", "branche professionnelle")),
    "territoires": Called(
        ("territoire", "départements"), ("zone", "zone géographique", "périmètre", "lieu de diffusion")
    ),
    "perimetre": Called(keys=("cadre",)),
    "groupe": Called(loose=("groupe", "gt", "groupe projet", "fiche action")),
    "liens..url": Called(
        (*_LINKS, "url"),
        (
            *_SITES, "site", "adresse", "adresse web", "lien web", "lien de téléchargement", "lien vers le document",
            "où le trouver", "où trouver le document", "où le télécharger", "page web",
        ),
    ),
    "liens..libelle": Called(loose=("texte du lien", "libellé du lien", "intitulé du lien")),
    "page_contact": Called(loose=("formulaire", "formulaire de contact")),
    "date": Called(
        ("année", "date de parution", "date de publication", "année de parution", "publié le", "parution"),
        ("jour",),
        ("date prévue",),
    ),
    "debut": Called(("date", "date de début", "du", "quand"), ("jour",)),
    "fin": Called(("date de fin", "au"), ("jusqu’au",)),
    "debut.heure": Called(
        loose=("heure", "heures", "horaire", "horaires", "heure de début", "heure début", "heure de paris", "créneau"),
    ),
    "fin.heure": Called(loose=("heure de fin", "heure fin")),
    "fait_le": Called(keys=("date réelle",)),
    "nouvelle_date": Called(keys=("reporté au",)),
    "le": Called(keys=("date", "jour", "quand", "date du relevé")),
    "raison": Called(keys=("motif", "pourquoi")),
    "objet": Called(keys=("changement", "motif")),
    "valeur": Called(keys=("mesure", "chiffre", "résultat")),
    "question": Called(keys=("texte", *_TITLES, "libellé", "énoncé")),
    "reponse": Called(keys=("choix",)),
    "nombre": Called(keys=("nb", "effectif", "combien")),
    "interroges": Called(keys=("sollicités", "envoyés")),
    "reponses": Called(keys=("répondants", "nombre de réponses")),
    "lieu": Called(("ville", "adresse", "endroit", "où")),
    "url": Called(
        (*_LINKS, *_SITES, "inscription", "inscriptions", "lien d’inscription", "s’inscrire"),
        ("url", "adresse web", "page web"),
        ("site", "adresse"),
    ),
    "organisateur": Called(("organisé par",), ("structure organisatrice", "qui organise", "qui l’organise")),
    "mots_cles": Called(("mots clefs",), ("tags", "étiquettes", "motclé")),
    "statut": Called(loose=("état",)),
    "type": Called(loose=("nature", "catégorie", "type de structure", "statut")),
    "sigle": Called(("acronyme", "abréviation")),
    "telephone": Called(_PHONES, ("numéro de téléphone", "standard")),
    "courriel": Called(_MAILS, ("contact",)),
    "description": Called(loose=("détail", "texte", "commentaire")),
    "canal": Called(("moyen",), ("support", "comment")),
    "livrable": Called(keys=("ressource", "document", "outil")),
    "touches": Called(
        (),
        (
            "nombre touché", "nombre de personnes", "audience", "portée", "combien", "diffusé à",
            "nombre de destinataires", "nb de destinataires", "nombre de personnes touchées",
        ),
        ("nombre",),
    ),
    "commentaire": Called(loose=("remarque", "retour", "observations")),
    "adherents": Called(loose=("nombre d’adhérents", "nb adhérents", "nb d’adhérents", "nbre d’adhérents", "membres")),
    "fiche_action.numero": Called(
        loose=("fiche action", "numéro de fiche", "action", "n° fiche action", "n° de fiche action"),
    ),
    "pilotes..structure": Called(loose=("pilote", "structure pilote", "copilote", "piloté par", "pilotage")),
    "jalons..intitule": Called(loose=("jalon", "étape", "livrable attendu")),
    "jalons..date": Called(loose=("échéance", "date du jalon", "date de l’étape")),
    "contributeurs": Called(loose=("participants", "partenaires", "membres")),
}  # fmt: skip
"""What people call fields, by keys, of which two dots stand for the rank of a part. A word may mean one field for one
kind and another for the next: the first one here that a record or part has wins, and a key that it has means itself."""


OF_PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Contact": {"courriel": ("contact",)},
    "Lien": {"libelle": ("titre", "nom", "intitulé")},
    "Fichier": {"libelle": ("titre", "nom", "intitulé"), "chemin": ("fichier", "nom du fichier")},
    "Pilote": {"structure": ("nom", "pilote")},
    "Canal": {"type": ("nom", "canal", "moyen"), "frequence": ("périodicité", "rythme", "quand")},
    "CibleTouchee": {"cible": ("nom",), "portee": ("nombre", "effectif", "touchés")},
    "Jalon": {"date": ("échéance", "quand", "pour le"), "intitule": ("nom", "jalon", "étape", "libellé")},
    "Indicateur": {"attendu": ("valeur attendue", "valeur cible")},
    "Releve": {"indicateur": ("nom", "intitulé")},
    "Resultat": {"part": ("pourcentage", "pourcent", "taux")},
    "Fonction": {"role": ("poste", "titre", "métier")},
    "Demande": {"objet": ("nom", "titre", "intitulé", "demande"), "pour_le": ("pour", "échéance", "date souhaitée")},
    "Appui": {"nom": ("appui", "aide", "titre")},
}
"""What people call the fields of one part, and of no other, by the names of the classes of parts."""


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
    for name, words in OF_PARTS.get(model.__name__, {}).items():
        for said in words:
            found.setdefault(plain(said), name)
    for path, called in CALLED.items():
        if name := next((one for one in keys_of(path) if one in names), ""):
            for said in (*called.sure, *called.keys):
                found.setdefault(plain(said), name)
    return found


def keys_of(path: str) -> tuple[str, ...]:
    """Return the keys that a path may be written as: the last one, or that of the list in which it stands."""
    above, _dots, last = path.rpartition("..")
    return (above, last) if above else (path.rpartition(".")[2],)


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
