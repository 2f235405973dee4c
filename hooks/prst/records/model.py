"""What a catalogue holds: one class per record kind, in the words of the people who fill them in.

Each field carries its French name and explanation once: messages, JSON Schemas and the reference page read them here.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from inspect import get_annotations
from itertools import islice
from math import ceil
from typing import Annotated, Any, ClassVar, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from prst.browsers import as_browsers_write
from prst.records.couleurs import ENOUGH_CONTRAST, FORM, contrast_with_white, quoted_colour, readable
from prst.records.dates import PARIS, PartialDate, Saison, recurring_days
from prst.records.types import (
    ID_PATTERN,
    YES,
    Amount,
    Article,
    Choice,
    Choix,
    CibleId,
    CompetenceId,
    Day,
    DayOrLess,
    Email,
    FormatId,
    GroupeId,
    Id,
    Libelle,
    Line,
    LivrableId,
    Markdown,
    Message,
    Number,
    Paragraph,
    People,
    Phone,
    Prose,
    Reach,
    Recurrence,
    RelaisId,
    Season,
    SecteurId,
    Share,
    SiteAddress,
    Somebody,
    StructureId,
    StructureNommee,
    Term,
    TerritoireId,
    ThemeId,
    Url,
    When,
    Word,
    Words,
    Year,
    YesNo,
    Zone,
    choix_of,
    fold,
    is_id,
    percent,
    spelled_like,
)

LIST_CAP = 200
WHOLE = 100
"""Percent."""
REGION, NATIONAL = "region", "national"
"""Territories that are no department: the region of this site, and all of France."""

# Choices: what records write, and what it is called

STATUT_LIVRABLE = Choix(
    publie=Libelle("Publié", dits=("paru", "diffusé")),
    archive=Libelle(
        "Archivé",
        "Cette ressource est gardée pour mémoire\u00a0: son contenu n’est plus tenu à jour.",
        dits=("obsolète", "périmé", "dépassé"),
    ),
    brouillon=Libelle("Brouillon, pas encore publié", dits=("en cours", "à venir", "à paraître", "non publié")),
)
STATUT_EVENEMENT = Choix(
    confirme=Libelle("Confirmé", dits=("maintenu", "prévu")),
    reporte=Libelle("Reporté", "La nouvelle date n’est pas encore connue.", dits=("décalé", "repoussé")),
    annule=Libelle("Annulé", "Ce rendez-vous n’aura pas lieu.", dits=("supprimé", "abandonné")),
)
PRATIQUE = Choix(
    large=Libelle("Diffusion large, à tout son public"),
    ciblee=Libelle("Diffusion ciblée, à une partie de son public"),
)
ETAT = Choix(
    en_panne=Libelle(
        "À l’arrêt",
        "Le groupe ne se réunit plus\u00a0: il cherche de l’aide pour repartir.",
        dits=("arrêté", "en pause", "en sommeil", "suspendu", "inactif"),
    ),
    au_travail=Libelle("Au travail", "Le groupe se réunit et avance.", dits=("en cours", "actif", "lancé")),
    tres_actif=Libelle("Très actif", "Le groupe se réunit souvent et publie."),
    termine=Libelle(
        "Terminé",
        "Le groupe a fini ses travaux.",
        dits=("fini", "achevé", "clos", "clôturé"),
    ),
)
ETAT_ACTION = Choix(
    prevue=Libelle("Prévue", dits=("à venir", "à faire", "planifiée")),
    en_cours=Libelle("En cours", dits=("commencée", "lancée")),
    faite=Libelle("Faite", dits=("réalisée", "terminée", "finie", "achevée")),
    abandonnee=Libelle("Abandonnée", dits=("annulée", "arrêtée")),
)
ETAT_JALON = Choix(
    prevu=Libelle("Prévu", dits=("à venir", "à faire", "planifié", "en cours", "en retard")),
    fait=Libelle("Fait", dits=("réalisé", "terminé", "fini", "achevé", "atteint", "livré")),
    decale=Libelle("Décalé", dits=("reporté", "repoussé", "déplacé")),
    abandonne=Libelle("Abandonné", dits=("annulé", "arrêté")),
)
NEEDED_BY_STATE = {"fait": "fait_le", "decale": "nouvelle_date", "abandonne": "raison"}
"""What a milestone says besides its state."""
GENRE_INDICATEUR = Choix(
    suivi=Libelle("Suivi", "L’action avance.", dits=("réalisation", "moyens")),
    resultat=Libelle("Résultat", "L’action a des effets.", dits=("impact", "effet")),
)
BILAN = Choix(
    a_marche=Libelle("A bien marché", dits=("oui", "bien", "réussi", "succès", "positif")),
    mitige=Libelle("Bilan mitigé", dits=("moyen", "en partie", "partiellement")),
    echec=Libelle("N’a pas marché", dits=("non", "raté", "négatif")),
)
LEVIER = Choix(
    lettre=Libelle("Lettre d’information", dits=("newsletter", "infolettre", "lettre d’info")),
    reunion=Libelle("Réunion, atelier ou webinaire", dits=("webinaire", "atelier", "réunion d’information")),
    evenement=Libelle("Événement, salon", dits=("salon", "forum")),
    formation=Libelle("Formation"),
    challenge=Libelle("Challenge sécurité, concours", dits=("challenge", "concours")),
    visite=Libelle("Visite d’entreprise", dits=("visite en entreprise",)),
    conseil=Libelle("Conseil, accompagnement", dits=("accompagnement",)),
    aide_financiere=Libelle("Aide financière", dits=("subvention", "financement")),
    reseaux_sociaux=Libelle("Réseaux sociaux", dits=("linkedin", "facebook", "réseau social")),
    presse=Libelle("Presse, magazine", dits=("magazine", "revue", "journal")),
    outil=Libelle("Outil ou guide mis à disposition", dits=("guide",)),
)
Levier = Literal[
    "lettre",
    "reunion",
    "evenement",
    "formation",
    "challenge",
    "visite",
    "conseil",
    "aide_financiere",
    "reseaux_sociaux",
    "presse",
    "outil",
]
PHASE = Choix(
    mobiliser=Libelle("Mobiliser", "Faire venir des partenaires, et les garder.", ("mobilisation",)),
    animer=Libelle("Animer", "Cadrer, réunir, avancer ensemble.", ("animation",)),
    produire=Libelle("Produire", "Choisir et faire ce qui servira.", ("production", "réaliser")),
    relayer=Libelle("Relayer", "Faire arriver jusqu’à la cible.", ("diffusion", "diffuser")),
    evaluer=Libelle("Évaluer", "Savoir ce que cela a changé.", ("évaluation", "bilan")),
)
Phase = Literal["mobiliser", "animer", "produire", "relayer", "evaluer"]
GENRE_ENQUETE = Choix(
    flash=Libelle("Enquête flash", "Quelques questions, pour orienter une action.", ("sondage",)),
    impact=Libelle("Enquête d’impact", "Après une action, pour savoir ce qu’elle a changé.", ("évaluation",)),
)
NATURE = Choix(
    evenements=Libelle("Événements", dits=("agenda", "rendez-vous")),
    reperes=Libelle("Jours fériés ou vacances", dits=("jours fériés", "vacances")),
)

Statut = Literal["confirme", "reporte", "annule"]


def about(title: str, description: str, **constraints: Any) -> Any:
    """Return the pydantic field of an optional key, with its French title and explanation."""
    constraints.setdefault("default", None)
    return Field(title=title, description=description, **constraints)


def required(title: str, description: str, **constraints: Any) -> Any:
    """Return the pydantic field of a required key."""
    return Field(title=title, description=description, **constraints)


def several(title: str, description: str, **constraints: Any) -> Any:
    """Return the pydantic field of an optional list."""
    return Field(title=title, description=description, default=(), max_length=LIST_CAP, **constraints)


def given(key: str, **value: Any) -> dict[str, Any]:
    """Return the JSON Schema of a part in which a key has a value, or has this one."""
    return {"required": [key], "properties": {key: value or {"not": {"enum": ["", None]}}}}


def needs(key: str, other: str) -> dict[str, Any]:
    """Return the JSON Schema of a part in which one key takes another."""
    return {"if": given(key), "then": given(other)}


def excludes(key: str, other: str) -> dict[str, Any]:
    """Return the JSON Schema of a part in which two keys do not stand together."""
    return {"not": {"allOf": [given(key), given(other)]}}


def in_state(state: str) -> dict[str, Any]:
    """Return the JSON Schema of a part whose state is this one, however it is spelled."""
    return given("etat", type="string", pattern=spelled_like(state))


STATES: list[Any] = [{"if": in_state(state), "then": given(needed)} for state, needed in NEEDED_BY_STATE.items()]
ZERO: dict[str, Any] = {"anyOf": [{"const": 0}, {"type": "string", "pattern": r"^[\s0]+$"}]}
AN_HOUR: dict[str, Any] = {"type": "string", "pattern": ":"}
A_DAY: dict[str, Any] = {"type": "string", "pattern": r"^\s*\d{4}-\d{2}-\d{2}\s*$"}
A_MONTH_OR_YEAR: dict[str, Any] = {
    "anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\s*\d{4}(?:-\d{2})?\s*$"}]
}
SAME_PRECISION: list[Any] = [
    {"if": {"allOf": [given("debut", **form), given("fin")]}, "then": given("fin", **form)}
    for form in (AN_HOUR, A_DAY, A_MONTH_OR_YEAR)
]
"""An end is written as its start is."""
SAFELY: dict[str, Any] = {
    "properties": {"url": {"anyOf": [{"enum": ["", None]}, {"pattern": r"^\s*[hH][tT][tT][pP][sS]://"}]}}
}
"""What is fetched has an https address."""


class Part(BaseModel):
    """Anything written in a record: unknown keys are refused and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, given: Any) -> Any:
        # Forms write all their keys. One that is required or unknown is told all the same.
        if type(given) is not dict or not (None in (values := given.values()) or "" in values):
            return given
        fields = cls.model_fields
        return {
            key: value
            for key, value in given.items()
            if (value is not None and value != "") or key not in fields or (value == "" and fields[key].is_required())
        }

    def choix(self, name: str) -> Libelle:
        """Return what the choice of a field that takes one is called. Raises KeyError where none was made."""
        return _choix_of(type(self), name)[getattr(self, name)]

    def les_choix(self, name: str) -> list[Libelle]:
        """Return what the choices of a field that takes several are called, in their order."""
        return [_choix_of(type(self), name)[value] for value in getattr(self, name)]


@cache
def _choix_of(model: type[Part], name: str) -> Choix:
    info = model.model_fields[name]
    return choix_of(info.annotation, info.metadata) or Choix()


class Contact(Part):
    """Whom to write to. A functional mailbox rather than a person: people change, mailboxes stay."""

    structure: StructureNommee = required(
        "Structure", "L’organisme qui répond : un identifiant de catalogue/structures/, ou son nom."
    )
    role: Somebody | None = about(
        "Rôle", "La fonction qui répond, par exemple « chargée de prévention ».", examples=["chargée de prévention"]
    )
    courriel: Email | None = about(
        "Courriel",
        "Une boîte fonctionnelle, par exemple prevention@structure.fr.",
        examples=["prevention@structure.fr"],
    )
    formulaire: Annotated[Url, Reach()] | None = about(
        "Formulaire", "L’adresse d’un formulaire de contact.", examples=["https://www.inrs.fr/"]
    )
    telephone: Phone | None = about("Téléphone", "Un standard ou un accueil.", examples=["04 72 00 00 00"])
    suppleant: Somebody | None = about(
        "Suppléant",
        "Qui répond en l’absence du contact : une fonction ou une structure.",
        examples=["le secrétariat de la structure"],
    )
    nom: Line | None = about(
        "Nom de la personne", "Une personne, seulement si elle a consenti à paraître ici.", examples=["Une personne"]
    )
    publication_consentie: Day | None = about(
        "Publication consentie", "La date de l’accord de la personne nommée.", examples=["2026-01-05"]
    )
    a_confirmer: YesNo = about("À confirmer", "« oui » quand aucune coordonnée n’est encore connue.", default=False)

    @field_validator("publication_consentie")
    @classmethod
    def _consent_needs_a_name(cls, value: date | None, info: ValidationInfo) -> date | None:
        if value and not info.data.get("nom", "unread"):
            raise PydanticCustomError("consentement_sans_nom", "consent without a name")
        return value

    @field_validator("a_confirmer")
    @classmethod
    def _some_way_to_reach(cls, value: bool, info: ValidationInfo) -> bool:
        # The last field of the class, so that the other ones have been read: a validator of the whole would be
        # skipped whenever any field fails, and its message would be hidden.
        consent = info.data.get("publication_consentie", "unread")
        if info.data.get("nom") and consent is None:
            raise PydanticCustomError("nom_sans_consentement", "a person is named without consent")
        ways = [info.data.get(key, "unread") for key in ("courriel", "formulaire", "telephone")]
        if not value and not any(ways) and not is_id(info.data.get("structure", "")):
            raise PydanticCustomError("contact_muet", "no way to reach the contact")
        return value

    model_config = ConfigDict(
        validate_default=True,
        json_schema_extra={
            "allOf": [
                needs("nom", "publication_consentie"),
                needs("publication_consentie", "nom"),
                {
                    "anyOf": [
                        *map(given, ("courriel", "formulaire", "telephone")),
                        given("a_confirmer", **YES),
                        given("structure", type="string", pattern=rf"^\s*{ID_PATTERN}\s*$"),
                    ]
                },
            ]
        },
    )


class Lien(Part):
    """An address where the deliverable can be read or used."""

    libelle: Line = required(
        "Libellé",
        "Ce que l’on trouve au bout du lien, par exemple « Télécharger le guide (PDF) ».",
        examples=["Télécharger le guide (PDF)"],
    )
    url: Url = required("Adresse", "L’adresse complète, qui commence par https://.", examples=["https://www.inrs.fr/"])


class Fichier(Part):
    """A file published with the catalogue, kept in docs/."""

    libelle: Line = required("Libellé", "Ce que contient le fichier.", examples=["Le guide (PDF)"])
    chemin: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$", max_length=200)
    ] = required(
        "Chemin",
        "Le chemin du fichier dans docs/, par exemple assets/fichiers/guide.pdf.",
        examples=["assets/fichiers/guide.pdf"],
    )


class ModeEmploi(Part):
    """When, to whom and how a deliverable is passed on."""

    quand: Line | None = about(
        "Quand", "Le bon moment, par exemple « avant les embauches d’été ».", examples=["avant les embauches d’été"]
    )
    a_qui: Line | None = about(
        "À qui",
        "Qui doit le recevoir, par exemple « aux gérants qui embauchent ».",
        examples=["aux gérants qui embauchent"],
    )
    comment: Line | None = about(
        "Comment",
        "La bonne façon, par exemple « par courriel, puis en réunion ».",
        examples=["par courriel, puis en réunion"],
    )


class Kit(Part):
    """What a relay sends as it is: each text that stands here takes the place of the one that the record gives."""

    message: Annotated[Message, Words(200)] | None = about(
        "Texte du courriel",
        "Le texte d’un courriel aux adhérents, sans « Bonjour » ni signature : 200 mots au plus, une ligne vide entre "
        "deux paragraphes.",
        examples=["Vous accueillez un apprenti ? Ce guide de quatre pages vous aide à préparer son premier jour."],
    )
    breve: Annotated[Prose, Words(50)] | None = about(
        "Brève",
        "Pour une lettre d’information : environ 40 mots, 50 au plus.",
        examples=["Un apprenti demain ? Quatre pages pour l’accueillir sans accident."],
    )
    paragraphe: Annotated[Prose, Words(100)] | None = about(
        "Paragraphe",
        "Pour une lettre d’information : environ 80 mots, 100 au plus.",
        examples=[
            "Les premiers jours sont ceux où l’on se blesse le plus. Ce guide de quatre pages dit quoi montrer à un "
            "apprenti, et dans quel ordre."
        ],
    )
    reseaux: Annotated[Prose, Words(50)] | None = about(
        "Réseaux sociaux",
        "Le texte d’une publication : 50 mots au plus. Le lien s’y ajoute.",
        examples=["Un apprenti demain ? Quatre pages pour l’accueillir sans accident."],
    )
    article: Annotated[Article, Words(250)] | None = about(
        "Article",
        "Un article prêt à paraître (Markdown) : environ 150 mots, 250 au plus.",
        examples=[
            "Les premiers jours sont ceux où l’on se blesse le plus. Un accueil préparé change tout : une visite, un "
            "tuteur, un point le soir."
        ],
    )
    mode_emploi: ModeEmploi | None = about("Mode d’emploi", "Quand, à qui et comment le transmettre.")
    arguments: tuple[Line, ...] = several(
        "Arguments",
        "Ce que l’on répond à un adhérent qui hésite.",
        examples=["Un quart d’heure suffit le premier jour."],
    )
    en_une_heure: Prose | None = about(
        "En une heure",
        "Ce que l’on peut en faire avec un groupe, en une heure.",
        examples=["Lire le guide à deux, puis faire la visite avec lui."],
    )
    en_une_demi_journee: Prose | None = about(
        "En une demi-journée",
        "Ce que l’on peut en faire avec un groupe, en une demi-journée.",
        examples=["Préparer ensemble l’accueil de chaque nouvel arrivant."],
    )
    texte_alternatif: Line | None = about(
        "Texte de remplacement",
        "Ce que montre son image, pour qui ne la voit pas : « Affiche : un garagiste… ».",
        examples=["Affiche : un garagiste montre un pont élévateur à une apprentie."],
    )


class Record(Part):
    """What all kinds have in common. `id` is the name of the file, never written in it."""

    id: Id = Field(title="Identifiant", description="Le nom du fichier, sans .yml.")
    source: Paragraph | None = about(
        "Source", "D’où vient cette fiche : une adresse ou un document.", examples=["https://www.inrs.fr/"]
    )
    ajoute_le: Day | None = about("Ajoutée le", "Le jour où la fiche est entrée au catalogue.", examples=["2026-03-10"])
    modifie_le: Day | None = about(
        "Modifiée le", "Le jour de la dernière correction de la fiche.", examples=["2026-04-02"]
    )
    anciens_ids: tuple[Id, ...] = several(
        "Anciens identifiants",
        "Les noms que la fiche a portés : leurs adresses y mènent.",
        examples=["ancien-nom-de-la-fiche"],
    )
    exemple: YesNo = about("Exemple", "« oui » pour une fiche fictive : le site le dit où il la montre.", default=False)

    kind: ClassVar[str]

    @property
    def intitule(self) -> str:
        """The text that names the record on pages."""
        fields = vars(self)  # asking pydantic for a field that a kind has not is slow, and lists ask thousands of times
        return str(fields.get("titre") or fields.get("nom") or self.id)

    @field_validator("modifie_le")
    @classmethod
    def _modified_after_added(cls, value: date | None, info: ValidationInfo) -> date | None:
        added = info.data.get("ajoute_le")
        if value and added and value < added:
            raise PydanticCustomError("fin_avant_debut", "ends before it begins", {"debut": "ajoute_le"})
        return value


def in_order(model: type[BaseModel]) -> list[str]:
    """Return the fields of a part in the order of its file: those that its class declares, then what all records have.

    Where a record comes from, and when, stands at its end, but for a kind that declares it among its own.
    """
    own = get_annotations(model) if issubclass(model, Record) else {}
    return [
        *(name for name in own if name in model.model_fields),
        *(name for name in model.model_fields if name not in own),
    ]


class Livrable(Record):
    """A deliverable: a guide, a poster, a webinar, a tool."""

    kind = "livrables"

    titre: Line = required(
        "Titre",
        "Le titre du livrable, tel qu’il figure sur le document.",
        examples=["Accueillir un apprenti au garage"],
    )
    resume: Paragraph = required(
        "Résumé",
        "Ce que c’est, en deux ou trois phrases.",
        examples=["Un guide de quatre pages pour préparer le premier jour d’un apprenti."],
    )
    cibles: tuple[CibleId, ...] = required(
        "Cibles",
        "À qui il s’adresse : un ou plusieurs identifiants de catalogue/cibles/.",
        min_length=1,
        max_length=LIST_CAP,
    )
    format: FormatId = required("Format", "Un identifiant de vocabulaires/formats.yml : guide, fiche, jeu…")
    contact: Contact = required("Contact", "Qui répond aux questions sur ce livrable.")
    promesse: Line | None = about(
        "Promesse", "Ce que l’entreprise y gagne, en une ligne.", examples=["Un premier jour sans accident"]
    )
    description: Markdown | None = about(
        "Description",
        "Un texte plus long, avec des titres et des listes (Markdown).",
        examples=["Le guide suit la première journée, heure par heure."],
    )
    themes: tuple[ThemeId, ...] = several("Thèmes", "Des identifiants de vocabulaires/themes.yml.")
    secteurs: tuple[SecteurId, ...] = several("Secteurs", "Des identifiants de vocabulaires/secteurs.yml.")
    territoires: tuple[TerritoireId, ...] = several("Territoires", "Codes de département, « region » ou « national ».")
    groupe: GroupeId | None = about("Groupe de travail", "Le groupe qui l’a produit.")
    relais: tuple[RelaisId, ...] = several("Relais", "Les relais qui peuvent le transmettre.")
    liens: tuple[Lien, ...] = several("Liens", "Où le consulter ou le télécharger.")
    fichiers: tuple[Fichier, ...] = several("Fichiers", "Les fichiers publiés avec le catalogue.")
    date: DayOrLess | None = about("Date", "La date de parution : AAAA, AAAA-MM ou AAAA-MM-JJ.", examples=["2026-03"])
    a_revoir_le: Day | None = about("À revoir le", "Le jour où son contenu devra être relu.", examples=["2028-03-01"])
    statut: Annotated[Literal["publie", "archive", "brouillon"], Choice, STATUT_LIVRABLE] = about(
        "Statut", "« brouillon » : non publié ; « archive » : gardé pour mémoire.", default="publie"
    )
    mots_cles: tuple[Word, ...] = several(
        "Mots-clés", "D’autres mots par lesquels on le chercherait.", examples=["intégration"]
    )
    licence: Line | None = about(
        "Licence", "Les conditions de réutilisation du livrable.", examples=["Licence Ouverte 2.0"]
    )
    kit: Kit | None = about(
        "Kit", "Les textes que les relais enverront tels quels, s’ils méritent d’être écrits exprès."
    )

    @property
    def actuel(self) -> bool:
        """Whether it is to be spread: published, real, and not kept as a memory only."""
        return self.statut == "publie" and not self.exemple


class Cible(Record):
    """A target audience, and what a group needs to know to reach it."""

    kind = "cibles"

    nom: Line = required("Nom", "Le nom de la cible.", examples=["Toiletteurs pour animaux"])
    synonymes: tuple[Term, ...] = several(
        "Synonymes",
        "Les autres mots par lesquels on la nomme, par exemple « garagistes » ; un mot n’en nomme qu’une.",
        examples=["salons de toilettage"],
    )
    accroche: Line | None = about(
        "Accroche",
        "Une phrase qui commence par « Vous » : « Vous dirigez une petite entreprise ».",
        examples=["Vous dirigez une petite entreprise du bâtiment"],
    )
    description: Markdown | None = about(
        "Description", "Qui en fait partie.", examples=["Les entreprises de moins de dix salariés, et leurs gérants."]
    )
    pour: Line | None = about(
        "Pour",
        "Comment la nommer après « Pour » dans un titre : « toute petite entreprise ». Sans elle, son nom.",
        examples=["artisan du bâtiment"],
    )
    fait_partie_de: CibleId | None = about(
        "Fait partie de", "La cible plus large dont elle fait partie : ce qui vaut pour celle-ci vaut pour elle."
    )
    comprend: tuple[CibleId, ...] = several("Comprend", "Les cibles qui en font partie, si leur fiche ne le dit pas.")
    secteurs: tuple[SecteurId, ...] = several("Secteurs", "Des identifiants de vocabulaires/secteurs.yml.")
    taille: Line | None = about(
        "Taille", "La taille des entreprises, par exemple « moins de 50 salariés ».", examples=["moins de 10 salariés"]
    )
    effectif: People | None = about(
        "Effectif",
        "Le nombre d’entreprises ou de personnes à toucher dans la région : la portée des relais s’y compare.",
        examples=["1200"],
    )
    niveau_connaissance: Line | None = about(
        "Niveau de connaissance",
        "Ce que la cible sait déjà de la prévention.",
        examples=["connaît les chutes, moins les poussières"],
    )
    moments: tuple[Line, ...] = several(
        "Bons moments", "Quand s’adresser à elle.", examples=["en janvier, avant la reprise des chantiers"]
    )
    supports: tuple[Line, ...] = several(
        "Supports", "Les supports qu’elle lit ou utilise.", examples=["l’affiche de vestiaire"]
    )
    prescripteurs: tuple[Line, ...] = several("Prescripteurs", "Qui elle écoute.", examples=["l’expert-comptable"])
    donneurs_ordre: tuple[Line, ...] = several(
        "Donneurs d’ordre", "Qui lui commande du travail.", examples=["les promoteurs"]
    )
    financeurs: tuple[Line, ...] = several("Financeurs", "Qui peut l’aider à payer.", examples=["la caisse régionale"])
    ambassadrices: tuple[Line, ...] = several(
        "Entreprises ambassadrices",
        "Les entreprises sur lesquelles s’appuyer.",
        examples=["une entreprise qui a réduit ses accidents"],
    )
    icone: Annotated[str, Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$", max_length=100)] | None = about(
        "Icône", "Une icône du thème Material, par exemple material/hard-hat.", examples=["material/hard-hat"]
    )
    ordre: Number | None = about(
        "Ordre", "Son rang dans « Vous êtes… » ; sans rang, l’ordre alphabétique.", examples=["3"]
    )


class CibleTouchee(Part):
    """A target that a relay reaches."""

    cible: CibleId = required("Cible", "Un identifiant de catalogue/cibles/.")
    portee: People | None = about(
        "Portée",
        "Combien de personnes ou d’entreprises de la région sont réellement touchées, comptées comme l’effectif de la "
        "cible.",
        examples=["800"],
    )
    source: Line | None = about(
        "Source", "D’où vient ce chiffre : une adresse, un document, ou qui l’a donné.", examples=["rapport d’activité"]
    )
    annee: Year | None = about("Année", "L’année de ce chiffre.", examples=["2025"])


class Canal(Part):
    """A way by which a relay passes things on."""

    type: Line = required(
        "Type", "Par exemple « lettre d’information », « réunion », « formation ».", examples=["lettre d’information"]
    )
    frequence: Line | None = about("Fréquence", "Par exemple « chaque mois ».", examples=["chaque mois"])


class Relais(Record):
    """An organisation that can pass deliverables on to a target."""

    kind = "relais"

    nom: Line = required("Nom", "Le nom du relais.", examples=["Chambre des artisans"])
    type: Line = required(
        "Type",
        "Par exemple « chambre consulaire », « organisation professionnelle », « SPSTI ».",
        examples=["chambre consulaire"],
    )
    description: Markdown | None = about(
        "Description",
        "Ce que fait le relais.",
        examples=["Elle accompagne les artisans de leur installation à leur retraite."],
    )
    cibles: tuple[CibleTouchee, ...] = several("Cibles", "Qui il touche, et combien en réalité.")
    adherents: People | None = about(
        "Adhérents",
        "Son nombre d’adhérents, qui ne dit pas combien de personnes il touche réellement.",
        examples=["1500"],
    )
    salaries: People | None = about(
        "Salariés", "Combien de salariés comptent les entreprises qu’il touche.", examples=["6000"]
    )
    secteurs: tuple[SecteurId, ...] = several("Secteurs", "Des identifiants de vocabulaires/secteurs.yml.")
    territoires: tuple[TerritoireId, ...] = several("Territoires", "Codes de département, « region » ou « national ».")
    inclus_dans: tuple[RelaisId, ...] = several(
        "Inclus dans",
        "Les relais plus larges dont il est une partie, comme une chambre dans sa fédération : ils touchent aussi tous "
        "ceux qu’il touche.",
    )
    recoupe: tuple[RelaisId, ...] = several(
        "Recoupe", "Les relais qui touchent en partie les mêmes personnes ou entreprises que lui."
    )
    canaux: tuple[Canal, ...] = several("Canaux", "Par quels moyens il diffuse.")
    leviers: tuple[Annotated[Levier, Choice, LEVIER], ...] = several(
        "Leviers", f"Ce qu’il peut actionner : {', '.join(get_args(Levier))}."
    )
    moyens: Line | None = about(
        "Moyens", "Le temps, l’argent, les personnes qu’il peut y consacrer.", examples=["une journée par mois"]
    )
    priorites: tuple[Line, ...] = several(
        "Priorités", "Ce qui compte pour lui en ce moment.", examples=["l’apprentissage"]
    )
    pratique: Annotated[Literal["large", "ciblee"], Choice, PRATIQUE] | None = about(
        "Pratique", "Diffusion « large » ou « ciblee »."
    )
    sensibilite: Line | None = about(
        "Sensibilité", "Son rapport à la prévention.", examples=["déjà engagée contre les chutes"]
    )
    sollicite: YesNo | None = about("Déjà sollicité", "« oui » si un groupe l’a déjà sollicité.")
    repondu: YesNo | None = about("A répondu", "Une fois sollicité : « oui » s’il a répondu, « non » sinon.")
    structure: StructureNommee | None = about(
        "Organisme", "L’organisme qu’est ce relais : un identifiant de catalogue/structures/."
    )
    contact: Contact | None = about("Contact", "Qui répond pour ce relais, si ce n’est pas sa structure.")
    url: Url | None = about("Site", "Son site internet.", examples=["https://www.inrs.fr/"])

    @field_validator("repondu")
    @classmethod
    def _answers_when_asked(cls, value: bool | None, info: ValidationInfo) -> bool | None:
        if value is not None and not info.data.get("sollicite", "unread"):
            raise PydanticCustomError("reponse_sans_demande", "answered without having been asked")
        return value

    model_config = ConfigDict(
        json_schema_extra={"allOf": [{"if": given("repondu"), "then": given("sollicite", **YES)}]}
    )


class Action(Part):
    """Something that the action sheet has done."""

    intitule: Line = required("Intitulé", "Ce qui est à faire.", examples=["Relire le guide avec trois entreprises"])
    par: StructureNommee | None = about(
        "Par", "Qui s’en charge : un identifiant de catalogue/structures/, ou le nom de l’organisme."
    )
    etat: Annotated[Literal["prevue", "en_cours", "faite", "abandonnee"], Choice, ETAT_ACTION] = about(
        "État", "« prevue », « en_cours », « faite » ou « abandonnee ».", default="prevue"
    )


class Revision(Part):
    """A change of the action sheet, told by those who made it."""

    le: Day = required("Le", "Le jour du changement.", examples=["2026-09-15"])
    objet: Line = required(
        "Objet", "Ce qui a changé, et pourquoi.", examples=["Le secteur agricole s’ajoute aux cibles"]
    )
    cadre: YesNo = about(
        "Cadre", "« oui » quand le changement touche au cadre : il se valide de nouveau.", default=False
    )


class FicheAction(Part):
    """The sheet of a group's action: a frame that is validated, and all the rest, which lives."""

    numero: Word | None = about(
        "Numéro",
        "Le numéro de la fiche-action, tel qu’écrit dans le plan : « 9.3 », « 1.17 et 1.18 ».",
        examples=["9.3"],
    )
    objectif: Paragraph | None = about(
        "Objectif", "Ce que l’action doit obtenir.", examples=["Réduire les accidents des nouveaux embauchés."]
    )
    resultats_attendus: tuple[Line, ...] = several(
        "Résultats attendus",
        "Ce que l’on verra une fois l’action réussie.",
        examples=["Chaque centre de formation remet le guide à ses apprentis"],
    )
    perimetre: Paragraph | None = about(
        "Périmètre",
        "Ce que l’action couvre, et ce qu’elle laisse à d’autres.",
        examples=["Les petites entreprises, dans toute la région ; l’intérim a son propre groupe."],
    )
    cadre_valide_le: Day | None = about(
        "Cadre validé le",
        "Le jour où objectif, résultats attendus, périmètre et cibles ont été validés pour la dernière fois.",
        examples=["2026-01-20"],
    )
    valide_par: Somebody | None = about(
        "Validé par", "L’instance ou la fonction qui a validé le cadre.", examples=["le groupe permanent régional"]
    )
    actions: tuple[Action, ...] = several("Actions", "Ce que le groupe fait pour y arriver.")
    moyens: Paragraph | None = about(
        "Moyens",
        "Ce dont le groupe dispose : temps, budget, appuis.",
        examples=["Une journée par mois et par structure pilote, un graphiste partagé."],
    )
    ecarts: Paragraph | None = about(
        "Écarts", "Ce qui a changé entre la fiche et la réalité.", examples=["Le secteur agricole s’y est ajouté."]
    )
    revisions: tuple[Revision, ...] = several("Révisions", "Les changements de la fiche, chacun avec son jour.")
    url: Url | None = about("Page de la fiche-action", "Où la lire.", examples=["https://www.inrs.fr/"])

    @field_validator("valide_par")
    @classmethod
    def _validated_on_a_day(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value and not info.data.get("cadre_valide_le", "unread"):
            raise PydanticCustomError("validation_sans_jour", "validated on no day")
        return value

    model_config = ConfigDict(json_schema_extra={"allOf": [needs("valide_par", "cadre_valide_le")]})

    @property
    def dit_quelque_chose(self) -> bool:
        """Whether it says more than its number and where it can be read."""
        return any(getattr(self, name) for name in (*FRAME, "actions", "moyens", "ecarts", "revisions"))

    @property
    def cadre_revu_le(self) -> date | None:
        """The last day on which its frame changed after its validation; None where it holds or was never validated."""
        changed = max((one.le for one in self.revisions if one.cadre), default=None)
        return changed if changed and self.cadre_valide_le and changed > self.cadre_valide_le else None


FRAME = ("objectif", "resultats_attendus", "perimetre")
"""Fields of the action sheet that are framing ones, besides the group's own `cibles` (workshop A1, seed S1)."""


class Pilote(Part):
    """A structure that leads a group."""

    structure: StructureNommee = required(
        "Structure", "L’organisme qui pilote : un identifiant de catalogue/structures/, ou son nom."
    )
    role: Line | None = about("Rôle", "Par exemple « pilote » ou « copilote ».", examples=["copilote"])
    contact: Contact | None = about("Contact", "Qui répond pour ce pilotage.")
    competences: tuple[CompetenceId, ...] = several(
        "Peut aider sur",
        "Ce que ce pilote peut apporter aux autres : des identifiants de vocabulaires/competences.yml.",
    )
    recherche: tuple[CompetenceId, ...] = several(
        "Cherche de l’aide sur",
        "Ce qu’il aimerait trouver auprès des autres : des identifiants de vocabulaires/competences.yml.",
    )


PILOTE = "pilote"
"""What is said of a pilot whose record names no role."""


class Jalon(Part):
    """A milestone of a group's work: when it was planned, and what became of it."""

    date: DayOrLess = required("Date", "La date prévue : AAAA, AAAA-MM ou AAAA-MM-JJ.", examples=["2026-09"])
    intitule: Line = required("Intitulé", "Ce qui est attendu.", examples=["Première version du guide"])
    nouvelle_date: DayOrLess | None = about("Nouvelle date", "La date à laquelle il est reporté.", examples=["2026-11"])
    fait_le: DayOrLess | None = about("Fait le", "La date à laquelle il a été atteint.", examples=["2026-10-12"])
    raison: Line | None = about(
        "Raison", "Pourquoi il est décalé ou abandonné.", examples=["Un guide national paraît au printemps"]
    )
    etat: Annotated[Literal["prevu", "fait", "decale", "abandonne"], Choice, ETAT_JALON] | None = about(
        "État",
        "« prevu », « fait » (avec « fait_le »), « decale » (avec « nouvelle_date ») ou « abandonne » (avec "
        "« raison »). Sans cette ligne, les dates le disent.",
    )
    livrable: LivrableId | None = about("Livrable", "Le livrable, intermédiaire ou final, qui en est sorti.")
    produit: Line | None = about(
        "Produit", "Ce qui en est sorti, si ce n’est pas un livrable du catalogue.", examples=["Un plan détaillé"]
    )

    @field_validator("etat")
    @classmethod
    def _says_what_its_state_needs(cls, value: str | None, info: ValidationInfo) -> str | None:
        needed = NEEDED_BY_STATE.get(value or "")
        if needed and not info.data.get(needed, "unread"):
            raise PydanticCustomError("jalon_incomplet", "a state without its date or reason", {"cle": needed})
        if value and value != "fait" and info.data.get("fait_le"):
            raise PydanticCustomError("jalon_deja_fait", "reached, and said not to be")
        if value == "prevu" and info.data.get("nouvelle_date"):
            raise PydanticCustomError("jalon_deja_decale", "moved, and said not to be")
        return value

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                *STATES,
                {"not": {"allOf": [given("fait_le"), given("etat"), {"not": in_state("fait")}]}},
                {"not": {"allOf": [given("nouvelle_date"), in_state("prevu")]}},
            ]
        },
    )

    @property
    def avancement(self) -> str:
        """Its state: the one that its record says, else the one that its dates tell."""
        return self.etat or ("fait" if self.fait_le else "decale" if self.nouvelle_date else "prevu")

    @property
    def attendu_le(self) -> PartialDate:
        """When it is expected now: the date that it was moved to, else the planned one."""
        return self.nouvelle_date or self.date


class Indicateur(Part):
    """What says that an action advances, or that it has effects."""

    nom: Line = required("Nom", "Ce que l’on compte.", examples=["Guides remis aux apprentis"])
    genre: Annotated[Literal["suivi", "resultat"], Choice, GENRE_INDICATEUR] | None = about(
        "Genre", "« suivi » : l’action avance ; « resultat » : elle a des effets."
    )
    unite: Word | None = about("Unité", "En quoi on le compte : « guides », « % », « jours ».", examples=["guides"])
    attendu: Amount | None = about("Valeur attendue", "La valeur à atteindre.", examples=["500"])

    @field_validator("attendu")
    @classmethod
    def _counts_something(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is not None and not info.data.get("unite", "unread"):
            raise PydanticCustomError("indicateur_sans_unite", "a value of nothing")
        return value

    model_config = ConfigDict(json_schema_extra={"allOf": [needs("attendu", "unite")]})


class Releve(Part):
    """What an indicator was, one day."""

    indicateur: Line = required(
        "Indicateur", "Son nom, tel qu’écrit dans « indicateurs ».", examples=["Guides remis aux apprentis"]
    )
    le: DayOrLess = required("Le", "Le jour, le mois ou l’année du relevé.", examples=["2026-06-30"])
    valeur: Amount = required("Valeur", "La valeur relevée, sans son unité.", examples=["320"])
    source: Somebody | None = about("Source", "Qui l’a comptée, et comment.", examples=["Bons de livraison"])


class Pitch(Part):
    """The words of a group's pitch, where its record does not say them well enough."""

    en_bref: Annotated[Prose, Words(40)] | None = about(
        "En bref",
        "Ce que fait le groupe, pour qui ne le connaît pas : 40 mots au plus. Sans lui, l’objectif de la fiche-action.",
        examples=["Nous aidons les petites entreprises à accueillir un apprenti sans accident."],
    )
    difficulte: Annotated[Prose, Words(40)] | None = about(
        "Difficulté",
        "Ce qui freine le groupe : 40 mots au plus.",
        examples=["Nous ne savons pas comment joindre les entreprises sans salarié."],
    )
    demande: Annotated[Prose, Words(40)] | None = about(
        "Demande",
        "Ce que le groupe demande à ceux qui l’écoutent : 40 mots au plus.",
        examples=["Une heure de votre réseau d’apprentissage à la rentrée."],
    )


class Groupe(Record):
    """A working group of the plan."""

    kind = "groupes"

    nom: Line = required("Nom", "Le nom du groupe.", examples=["Accueil des nouveaux embauchés"])
    plan: Word | None = about("Plan", "Le plan dont il relève, par exemple « PRST 4 ».", examples=["PRST 4"])
    description: Markdown | None = about(
        "Description",
        "Ce que fait le groupe.",
        examples=["Le groupe réunit ce qui existe et l’adapte aux petites entreprises."],
    )
    fiche_action: FicheAction | None = about("Fiche-action", "La fiche qui cadre son action.")
    pilotes: tuple[Pilote, ...] = several("Pilotes", "Les structures qui le pilotent.")
    contributeurs: tuple[StructureNommee, ...] = several(
        "Contributeurs", "Les autres structures qui y travaillent : leurs identifiants, ou leurs noms."
    )
    etat: Annotated[Literal["en_panne", "au_travail", "tres_actif", "termine"], Choice, ETAT] | None = about(
        "État", "« en_panne », « au_travail », « tres_actif » ou « termine »."
    )
    themes: tuple[ThemeId, ...] = several("Thèmes", "Des identifiants de vocabulaires/themes.yml.")
    cibles: tuple[CibleId, ...] = several("Cibles", "À qui s’adresse son travail.")
    territoires: tuple[TerritoireId, ...] = several("Territoires", "Codes de département, « region » ou « national ».")
    jalons: tuple[Jalon, ...] = several("Jalons", "Les étapes de son travail.")
    indicateurs: tuple[Indicateur, ...] = several(
        "Indicateurs", "Ce qui dit que l’action avance et produit des effets."
    )
    releves: tuple[Releve, ...] = several("Relevés", "Ce que valent ses indicateurs, date par date.")
    pitch: Pitch | None = about("Pitch", "Les mots de sa présentation en une page.")
    url: Url | None = about("Page publique", "La page publique du groupe.", examples=["https://www.inrs.fr/"])

    def releves_de(self, indicateur: Indicateur) -> list[Releve]:
        """Return the readings of one of its indicators in order of time; a year ends after its last day."""
        own = [one for one in self.releves if fold(one.indicateur) == fold(indicateur.nom)]
        return sorted(own, key=lambda one: (one.le.last_day, -one.le.first_day.toordinal()))


def _ends_after_its_start(value: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
    start = info.data.get("debut")
    if value and start:
        if value.has_time != start.has_time or value.is_full != start.is_full:
            raise PydanticCustomError("fin_autre_precision", "start and end differ in precision")
        if value < start:
            raise PydanticCustomError("fin_avant_debut", "ends before it begins", {"debut": "debut"})
    return value


YEARS_CHECKED = 5
"""A rule must give a day within this many years of its start."""
OFTEN = 53 * (YEARS_CHECKED + 1)
"""Most days that a rule may give in that time: an event comes once a week at most."""


class AutreDate(Part):
    """Another time or place of the same event; what it leaves out is the event's own."""

    debut: When = required(
        "Début", "AAAA-MM-JJ, avec l’heure si elle change (AAAA-MM-JJTHH:MM), ou AAAA-MM.", examples=["2026-10-08"]
    )
    fin: When | None = about("Fin", "Le dernier jour, ou l’heure de fin, si la durée change.", examples=["2026-10-09"])
    lieu: Line | None = about("Lieu", "La ville et la salle, si elles changent.", examples=["Salle des fêtes"])
    statut: Annotated[Statut, Choice, STATUT_EVENEMENT] = about(
        "Statut", "« confirme », « reporte » ou « annule ».", default="confirme"
    )

    _ends_after_its_start = field_validator("fin")(_ends_after_its_start)

    model_config = ConfigDict(json_schema_extra={"allOf": SAME_PRECISION})


class Modification(Part):
    """What changes on one day of an event, most often one that recurs; what it leaves out stays as it was."""

    date: Day = required("Date", "Le jour prévu, tel que le donne la récurrence.", examples=["2026-06-16"])
    statut: Annotated[Statut, Choice, STATUT_EVENEMENT] = about(
        "Statut", "« annule », ou « reporte » tant que la nouvelle date n’est pas connue.", default="confirme"
    )
    debut: When | None = about("Début", "La nouvelle date, et l’heure si elle change.", examples=["2026-06-18"])
    fin: When | None = about("Fin", "Le nouveau dernier jour, ou la nouvelle heure de fin.", examples=["2026-06-19"])
    lieu: Line | None = about("Lieu", "La ville et la salle, si elles changent.", examples=["Maison des associations"])

    @field_validator("fin")
    @classmethod
    def _ends_a_new_date(cls, value: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        if value and "debut" in info.data and info.data["debut"] is None:
            raise PydanticCustomError("fin_sans_debut", "an end without a start")
        return _ends_after_its_start(value, info)

    model_config = ConfigDict(json_schema_extra={"allOf": [needs("fin", "debut"), *SAME_PRECISION]})


class Evenement(Record):
    """An event, or a yearly opportunity to pass deliverables on."""

    kind = "evenements"

    titre: Line = required("Titre", "Le nom de l’événement.", examples=["Journée de la prévention"])
    debut: When = required(
        "Début", "AAAA-MM-JJ, avec l’heure si elle est connue (AAAA-MM-JJTHH:MM), ou AAAA-MM.", examples=["2026-06-16"]
    )
    fin: When | None = about("Fin", "Le dernier jour, ou l’heure de fin.", examples=["2026-06-17"])
    recurrence: Recurrence | None = about(
        "Récurrence", "Une règle RRULE, par exemple FREQ=YEARLY.", examples=["FREQ=YEARLY"]
    )
    exceptions: tuple[Day, ...] = several(
        "Exceptions", "Les jours où l’événement récurrent n’a pas lieu.", examples=["2028-06-16"]
    )
    saison: Season | None = about(
        "Saison",
        "Une occasion qui dure et revient chaque année : MM-JJ/MM-JJ, par exemple 06-01/09-15, ou 11-01/03-31 "
        "par-dessus le nouvel an. « debut » est son premier jour, la première année.",
        examples=["06-01/09-15"],
    )
    date_a_confirmer: YesNo = about(
        "Date à confirmer",
        "« oui » tant que l’organisateur n’a pas annoncé la date, par exemple quand elle suit d’une règle déduite. "
        "Une date écrite dans « modifications » ou « autres_dates » est confirmée.",
        default=False,
    )
    modifications: tuple[Modification, ...] = several(
        "Modifications", "Ce qui change pour une seule des dates de la récurrence : annulée, déplacée, ailleurs."
    )
    autres_dates: tuple[AutreDate, ...] = several(
        "Autres dates", "Les autres dates ou villes du même événement. Ajoutez les nouvelles à la fin."
    )
    lieu: Line | None = about("Lieu", "La ville et la salle.", examples=["Palais des congrès"])
    en_ligne: YesNo = about("En ligne", "« oui » pour un événement à distance.", default=False)
    organisateur: StructureNommee | None = about(
        "Organisateur", "La structure qui organise : un identifiant de catalogue/structures/, ou son nom."
    )
    description: Markdown | None = about(
        "Description", "De quoi il s’agit.", examples=["Des ateliers d’une heure, et des stands."]
    )
    cibles: tuple[CibleId, ...] = several("Cibles", "À qui il s’adresse.")
    territoires: tuple[TerritoireId, ...] = several("Territoires", "Codes de département, « region » ou « national ».")
    themes: tuple[ThemeId, ...] = several("Thèmes", "Des identifiants de vocabulaires/themes.yml.")
    livrables: tuple[LivrableId, ...] = several("Livrables", "Les livrables à diffuser à cette occasion.")
    a_envoyer_le: Day | None = about(
        "À envoyer le", "Le jour où les relais devraient diffuser ces livrables.", examples=["2026-05-04"]
    )
    statut: Annotated[Statut, Choice, STATUT_EVENEMENT] = about(
        "Statut", "« confirme », « reporte » ou « annule ».", default="confirme"
    )
    url: Url | None = about("Page de l’événement", "Celle de son organisateur.", examples=["https://www.inrs.fr/"])
    contact: Contact | None = about("Contact", "Qui répond pour cet événement.")

    _ends_after_its_start = field_validator("fin")(_ends_after_its_start)

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                *SAME_PRECISION,
                excludes("saison", "fin"),
                excludes("saison", "recurrence"),
                {"if": given("saison"), "then": {"properties": {"debut": A_DAY}}},
                {"if": given("recurrence"), "then": {"properties": {"debut": {"anyOf": [A_DAY, AN_HOUR]}}}},
                {
                    "not": {
                        "allOf": [given("modifications", type="array", minItems=1), given("debut", **A_MONTH_OR_YEAR)]
                    }
                },
            ]
        },
    )

    @field_validator("saison")
    @classmethod
    def _seasons_from_its_first_day(cls, value: Saison | None, info: ValidationInfo) -> Saison | None:
        start = info.data.get("debut")
        if not value or not start:
            return value
        for key in ("fin", "recurrence"):
            if info.data.get(key):
                raise PydanticCustomError("saison_et_dates", "a season has its own end and rule", {"cle": key})
        if not start.is_full or start.has_time or (start.month, start.day) != value.debut:
            example = f"{start.year}-{value.debut[0]:02}-{value.debut[1]:02}"
            raise PydanticCustomError("saison_ailleurs", "does not begin on its first day", {"exemple": example})
        return value

    @property
    def regle(self) -> str | None:
        """The rule of the days on which it recurs (RFC 5545, section 3.3.10), None for one that does not."""
        return self.saison.rule if self.saison else self.recurrence

    @field_validator("recurrence")
    @classmethod
    def _recurs_from_a_day(cls, value: str | None, info: ValidationInfo) -> str | None:
        start = info.data.get("debut")
        if not value or not start:
            return value
        if not start.is_full:
            raise PydanticCustomError("recurrence_sans_jour", "a recurrence needs the day of its first occurrence")
        first_years = list(islice(recurring_days(value, start.first_day, YEARS_CHECKED), OFTEN + 1))
        if not first_years:
            raise PydanticCustomError("recurrence_jamais", "the rule gives no day")
        if len(first_years) > OFTEN:
            raise PydanticCustomError("recurrence_trop_frequente", "the rule gives too many days")
        return value

    @field_validator("modifications")
    @classmethod
    def _changes_what_recurs(cls, value: tuple[Modification, ...], info: ValidationInfo) -> tuple[Modification, ...]:
        start = info.data.get("debut")
        if not value or start is None or "recurrence" not in info.data:
            return value
        days = [change.date for change in value]
        given = {start.first_day} if start.is_full else set()
        season = info.data.get("saison")
        if rule := season.rule if season else info.data["recurrence"]:
            given = set(recurring_days(rule, start.first_day, max(max(days).year - start.year, 0)))
        for day in days:
            if days.count(day) > 1:
                raise PydanticCustomError("modification_double", "a day changes twice", {"jour": day.isoformat()})
            if day not in given:
                raise PydanticCustomError("modification_ailleurs", "no such day", {"jour": day.isoformat()})
        return value


class Diffusion(Record):
    """One act of passing a deliverable on, and what came of it."""

    kind = "diffusions"

    date: DayOrLess = required("Date", "Quand : AAAA-MM-JJ, ou AAAA-MM.", examples=["2026-05-04"])
    livrable: LivrableId = required("Livrable", "Ce qui a été diffusé.")
    relais: RelaisId = required("Relais", "Par qui.")
    canal: Line = required(
        "Canal", "Comment : lettre d’information, réunion, salon…", examples=["lettre d’information"]
    )
    cible: CibleId | None = about("Cible", "Pour qui.")
    touches: People | None = about(
        "Touchés", "Combien de personnes ou d’entreprises ont été touchées.", examples=["800"]
    )
    bilan: Annotated[Literal["a_marche", "mitige", "echec"], Choice, BILAN] | None = about(
        "Bilan", "« a_marche », « mitige » ou « echec »."
    )
    commentaire: Paragraph | None = about(
        "Commentaire", "Ce que l’on en retient.", examples=["Trois demandes de précisions dans la semaine."]
    )
    lien: Url | None = about(
        "Lien", "L’adresse de la publication, si elle est en ligne.", examples=["https://www.inrs.fr/"]
    )


class Question(Part):
    """A question of a survey."""

    question: Line = required(
        "Question", "La question, telle qu’elle a été posée.", examples=["Vous êtes-vous servi du guide ?"]
    )
    plusieurs_reponses: YesNo = about(
        "Plusieurs réponses", "« oui » si chacun pouvait en donner plusieurs.", default=False
    )


class Resultat(Part):
    """How many gave one answer to a question."""

    reponse: Line = required("Réponse", "La réponse, telle qu’elle était proposée.", examples=["Oui, et je m’en sers"])
    question: Number | None = about(
        "Numéro de la question", "Laquelle, s’il y en a plusieurs. Sans lui, la première.", examples=["1"]
    )
    nombre: People | None = about("Nombre", "Combien l’ont donnée.", examples=["34"])
    part: Share | None = about(
        "Part",
        "Le pourcentage, sans signe : seulement si vous ne connaissez pas le nombre.",
        examples=["40"],
        validate_default=True,
    )

    @field_validator("part")
    @classmethod
    def _says_how_many(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is None and info.data.get("nombre", 0) is None:
            raise PydanticCustomError("resultat_sans_chiffre", "neither a number nor a share")
        if value is not None and not 0 <= value <= WHOLE:
            raise PydanticCustomError("part_excessive", "more than all of them, or less than none")
        if value is not None and info.data.get("nombre") is not None:
            raise PydanticCustomError("resultat_deux_fois", "both a number and a share")
        return value

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [given("nombre"), given("part")],
            "allOf": [excludes("nombre", "part"), {"not": given("question", **ZERO)}],
        }
    )

    @property
    def rang(self) -> int:
        """The rank of its question, from 1."""
        return 1 if self.question is None else self.question


class Enquete(Record):
    """A survey: what was asked of whom, and what came of it. Of those who answered it holds numbers alone."""

    kind = "enquetes"

    titre: Line = required(
        "Titre", "Le sujet de l’enquête, et qui répond.", examples=["Le guide d’accueil, six mois après"]
    )
    genre: Annotated[Literal["flash", "impact"], Choice, GENRE_ENQUETE] = required(
        "Genre", "« flash », pour orienter une action ; « impact », pour savoir ce qu’elle a changé."
    )
    questions: tuple[Question, ...] = required(
        "Questions", "Ce qui a été demandé : une question, ou plusieurs.", min_length=1, max_length=LIST_CAP
    )
    resultats: tuple[Resultat, ...] = several(
        "Résultats", "Les réponses et leur nombre. Rien tant qu’elles ne sont pas comptées."
    )
    date: DayOrLess | None = about(
        "Date", "Quand elle a eu lieu, ou doit avoir lieu : AAAA, AAAA-MM ou AAAA-MM-JJ.", examples=["2026-09"]
    )
    interroges: People | None = about(
        "Interrogés", "À combien de personnes ou d’entreprises la question a été posée.", examples=["120"]
    )
    reponses: People | None = about(
        "Réponses",
        "Combien ont répondu ; nécessaire dès qu’il y a des résultats.",
        examples=["48"],
        validate_default=True,
    )
    methode: Paragraph | None = about(
        "Méthode",
        "Qui a été interrogé, par quel moyen, et ce qui a été fait des réponses.",
        examples=["Un courriel aux entreprises qui ont reçu le guide. Les réponses ont été détruites après comptage."],
    )
    structure: StructureNommee | None = about(
        "Structure", "L’organisme qui l’a menée : un identifiant de catalogue/structures/, ou son nom."
    )
    enseignements: tuple[Line, ...] = several(
        "Enseignements", "Ce que l’on en retient, et ce que l’on décide.", examples=["Le guide sert le premier jour."]
    )
    non_mesure: tuple[Line, ...] = several(
        "Non mesuré",
        "Ce que l’enquête ne dit pas : qui n’a pas répondu, ce qui n’a pas été demandé.",
        examples=["On ne sait rien des entreprises qui n’ont pas répondu."],
    )
    livrables: tuple[LivrableId, ...] = several("Livrables", "Les livrables dont elle parle.")
    groupes: tuple[GroupeId, ...] = several("Groupes", "Les groupes qui l’ont menée ou qui s’en servent.")
    cibles: tuple[CibleId, ...] = several("Cibles", "Qui a été interrogé.")
    territoires: tuple[TerritoireId, ...] = several("Territoires", "Codes de département, « region » ou « national ».")
    outil: Url | None = about(
        "Outil", "L’adresse où l’on y répond, tant qu’elle est ouverte.", examples=["https://www.inrs.fr/"]
    )
    rapport: Url | None = about("Rapport", "Où lire tous les résultats.", examples=["https://www.inrs.fr/"])

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                {
                    "if": given("resultats", type="array", minItems=1),
                    "then": given("reponses", **{"not": {"anyOf": [{"enum": ["", None]}, ZERO]}}),
                }
            ]
        }
    )

    @field_validator("resultats")
    @classmethod
    def _answers_some_question(cls, value: tuple[Resultat, ...], info: ValidationInfo) -> tuple[Resultat, ...]:
        asked = len(info.data["questions"]) if "questions" in info.data else max((one.rang for one in value), default=1)
        wrong = next((one.rang for one in value if not 1 <= one.rang <= asked), None)
        if wrong is not None:
            raise PydanticCustomError("resultat_sans_question", "no such question", {"rang": wrong, "questions": asked})
        told: set[tuple[int, str]] = set()
        for one in value:
            if (one.rang, fold(one.reponse)) in told:
                raise PydanticCustomError("reponse_double", "an answer twice", {"reponse": one.reponse})
            told.add((one.rang, fold(one.reponse)))
        return value

    @field_validator("reponses")
    @classmethod
    def _answers_add_up(cls, value: int | None, info: ValidationInfo) -> int | None:
        results: tuple[Resultat, ...] = info.data.get("resultats", ())
        asked = info.data.get("interroges")
        if value is None:
            if results:
                raise PydanticCustomError("resultats_sans_reponses", "results of nobody knows how many answers")
            return value
        if results and not value:
            raise PydanticCustomError("resultats_de_personne", "results of nobody")
        if asked is not None and value > asked:
            raise PydanticCustomError("reponses_au_dela", "more answers than asked", {"interroges": asked})
        for rank, question in enumerate(info.data.get("questions", ()), 1):
            if not question.plusieurs_reponses:
                _add_up(question, [one for one in results if one.rang == rank], value)
        return value

    @property
    def taux(self) -> int | None:
        """How many answered of a hundred who were asked; None where nobody counted."""
        return None if self.reponses is None or not self.interroges else percent(self.reponses, self.interroges)

    def resultats_de(self, question: int) -> tuple[Resultat, ...]:
        """Return the results of a question by its rank, from 1, in their order."""
        return tuple(one for one in self.resultats if one.rang == question)


def _add_up(question: Question, results: Sequence[Resultat], answers: int) -> None:
    """Refuse results that are more than all answers; shares are rounded, by half a percent each at most."""
    shares = [one.part for one in results if one.part is not None]
    whole = round(sum(shares), 4)
    if whole > WHOLE + len(shares) / 2:
        said = {"question": question.question, "total": f"{whole:g}".replace(".", ",")}
        raise PydanticCustomError("parts_au_dela", "more than all of them", said)
    counted = sum(one.nombre or 0 for one in results)
    least = sum(max(share - 0.5, 0) for share in shares)
    if counted + round(least * answers / WHOLE, 4) > answers:
        total = ceil(counted + round(whole * answers / WHOLE, 4))
        said = {"question": question.question, "total": str(total)}
        raise PydanticCustomError("resultats_au_dela", "more results than answers", said)


class Retour(Record):
    """A lesson: what was tried, what came of it, and what its authors would do now."""

    kind = "retours"

    titre: Line = required(
        "Titre",
        "Ce que l’on en retient, en une ligne.",
        examples=["Un essai dans trois garages vaut mieux qu’une relecture de plus"],
    )
    phases: tuple[Annotated[Phase, Choice, PHASE], ...] = required(
        "Phases",
        f"À quel moment du travail cela sert, la principale d’abord : {', '.join(get_args(Phase))}.",
        min_length=1,
        max_length=LIST_CAP,
    )
    a_marche: Paragraph | None = about(
        "Ce qui a marché",
        "Ce qui a aidé, et à quoi on l’a vu.",
        examples=["Ils ont rayé la moitié du texte : la version publiée tient sur une page."],
    )
    n_a_pas_marche: Paragraph | None = about(
        "Ce qui n’a pas marché",
        "Ce qui a gêné ou manqué, dit sans juger personne.",
        examples=["Le rendez-vous pris en fin de mois a été reporté deux fois."],
        validate_default=True,
    )
    source: Paragraph = required(
        "Source",
        "D’où vient ce retour : un document et sa page, une réunion de bilan, le groupe lui-même.",
        examples=["Bilan du groupe, janvier 2026"],
    )
    essai: Paragraph | None = about(
        "Ce qui a été essayé",
        "Ce que l’on a fait, et dans quelles circonstances.",
        examples=["Nous avons montré un brouillon du guide à trois garagistes, dans leur atelier."],
    )
    pour_qui: Line | None = about(
        "Pour qui",
        "Pour qui c’était, si aucune cible du catalogue ne le dit.",
        examples=["les nouveaux membres du groupe"],
    )
    nous_ferions: Paragraph | None = about(
        "Ce que nous ferions",
        "Le conseil à qui commence : une ou deux phrases.",
        examples=["Aller voir trois entreprises avant d’écrire la deuxième version."],
    )
    themes: tuple[ThemeId, ...] = several("Thèmes", "Des identifiants de vocabulaires/themes.yml.")
    cibles: tuple[CibleId, ...] = several("Cibles", "Pour qui c’était : des identifiants de catalogue/cibles/.")
    groupe: GroupeId | None = about("Groupe de travail", "Le groupe qui l’a vécu, ou à qui en parler aujourd’hui.")
    livrables: tuple[LivrableId, ...] = several(
        "Livrables", "Les livrables dont il est question, ou qui en disent plus."
    )
    plan: Word | None = about("Plan", "Le plan pendant lequel c’était, par exemple « PRST 3 ».", examples=["PRST 4"])
    date: DayOrLess | None = about("Date", "Quand on l’a constaté : AAAA, AAAA-MM ou AAAA-MM-JJ.", examples=["2026-01"])

    @field_validator("n_a_pas_marche")
    @classmethod
    def _says_what_came_of_it(cls, value: str | None, info: ValidationInfo) -> str | None:
        if not value and not info.data.get("a_marche", "unread"):
            raise PydanticCustomError("retour_muet", "neither what worked nor what did not")
        return value

    model_config = ConfigDict(json_schema_extra={"if": {"not": given("a_marche")}, "then": given("n_a_pas_marche")})


class Fonction(Part):
    """A function of a structure that takes part in the plan: what it can offer, and what it is looking for."""

    role: Somebody = required(
        "Fonction", "La fonction, par exemple « chargée de prévention ».", examples=["chargée de prévention"]
    )
    courriel: Email | None = about(
        "Courriel",
        "La boîte de cette fonction, si ce n’est pas celle de la structure.",
        examples=["prevention@structure.fr"],
    )
    telephone: Phone | None = about(
        "Téléphone", "Le numéro du service, si ce n’est pas celui de la structure.", examples=["04 72 00 00 00"]
    )
    nom: Line | None = about(
        "Nom de la personne", "Une personne, seulement si elle a consenti à paraître ici.", examples=["Une personne"]
    )
    publication_consentie: Day | None = about(
        "Publication consentie", "La date de l’accord de la personne nommée.", examples=["2026-01-05"]
    )
    competences: tuple[CompetenceId, ...] = several(
        "Peut aider sur",
        "Ce qu’elle peut apporter aux autres : des identifiants de vocabulaires/competences.yml.",
    )
    recherche: tuple[CompetenceId, ...] = several(
        "Cherche de l’aide sur",
        "Ce qu’elle aimerait trouver auprès des autres : des identifiants de vocabulaires/competences.yml.",
    )
    themes: tuple[ThemeId, ...] = several("Thèmes", "Des identifiants de vocabulaires/themes.yml.")
    secteurs: tuple[SecteurId, ...] = several(
        "Secteurs", "Les métiers qu’elle connaît : des identifiants de vocabulaires/secteurs.yml."
    )
    territoires: tuple[TerritoireId, ...] = several(
        "Territoires", "Où elle agit, si ce n’est pas partout où agit sa structure : des codes de département."
    )
    groupes: tuple[GroupeId, ...] = several(
        "Groupes", "Les groupes auxquels elle contribue : des identifiants de catalogue/groupes/."
    )

    @field_validator("publication_consentie")
    @classmethod
    def _a_name_goes_with_its_consent(cls, value: date | None, info: ValidationInfo) -> date | None:
        named = info.data.get("nom", "unread")
        if value and not named:
            raise PydanticCustomError("consentement_sans_nom", "consent without a name")
        if "nom" in info.data and named and not value:
            raise PydanticCustomError("nom_sans_consentement", "a person is named without consent")
        return value

    model_config = ConfigDict(
        validate_default=True,
        json_schema_extra={
            "allOf": [needs("nom", "publication_consentie"), needs("publication_consentie", "nom")],
        },
    )

    def contact(self, structure: str) -> Contact:
        """Return the function as the contact of its structure, which was checked when it was read."""
        return Contact.model_construct(
            structure=structure,
            role=self.role,
            courriel=self.courriel,
            telephone=self.telephone,
            nom=self.nom,
            publication_consentie=self.publication_consentie,
        )


class Structure(Record):
    """An organisation that publishes, leads, organises or answers: written once, named everywhere by its id."""

    kind = "structures"

    nom: Line = required(
        "Nom", "Le nom de la structure, en toutes lettres.", examples=["Service de santé au travail des Monts"]
    )
    type: Line = required(
        "Type",
        "Par exemple « service de l’État », « organisation professionnelle ».",
        examples=["service de prévention et de santé au travail"],
    )
    sigle: Word | None = about(
        "Sigle", "Le nom court sous lequel on la connaît, par exemple « OPPBTP ».", examples=["SPST des Monts"]
    )
    courriel: Email | None = about(
        "Courriel", "Une boîte fonctionnelle, jamais celle d’une personne.", examples=["prevention@structure.fr"]
    )
    telephone: Phone | None = about(
        "Téléphone", "Un standard ou un accueil, jamais la ligne d’une personne.", examples=["04 72 00 00 00"]
    )
    page_contact: Url | None = about(
        "Page de contact", "La page de son site qui dit comment la joindre.", examples=["https://www.inrs.fr/"]
    )
    a_confirmer: YesNo = about(
        "À confirmer", "« oui » quand une coordonnée vient d’une source ancienne ou indirecte.", default=False
    )
    url: Url | None = about("Site", "Son site internet.", examples=["https://www.inrs.fr/"])
    territoires: tuple[TerritoireId, ...] = several("Territoires", "Codes de département, « region » ou « national ».")
    remplacee_par: StructureId | None = about(
        "Remplacée par", "La structure qui a pris sa suite, après une fusion ou un changement de nom."
    )
    fonctions: tuple[Fonction, ...] = several(
        "Fonctions",
        "Qui, chez elle, travaille avec les groupes : ce que chaque fonction peut offrir, et ce qu’elle cherche.",
    )

    @property
    def intitule(self) -> str:
        """The name, and the short one by which many know it."""
        return self.nom if not self.sigle or fold(self.sigle) in fold(self.nom) else f"{self.nom} ({self.sigle})"


class Terme(Part):
    """A word of a controlled vocabulary."""

    id: Id = required("Identifiant", "Le mot par lequel les fiches le citent.", examples=["carnet-de-chantier"])
    label: Line = required("Libellé", "Le mot affiché.", examples=["Carnet de chantier"])
    description: Paragraph | None = about(
        "Description", "Ce qu’il recouvre, en une phrase.", examples=["Se remplit chaque jour, et reste sur place."]
    )
    synonymes: tuple[Term, ...] = several(
        "Synonymes", "Les autres mots par lesquels on le cherche.", examples=["carnet de bord"]
    )
    icone: Annotated[str, Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$", max_length=100)] | None = about(
        "Icône", "Une icône du thème Material, par exemple material/file-document.", examples=["material/file-document"]
    )
    region: Line | None = about("Région", "Pour un département : sa région.", examples=["Bretagne"])
    fait_partie_de: SecteurId | None = about(
        "Fait partie de", "Pour un secteur : le secteur plus large dont il fait partie. Ce qui vaut là vaut ici."
    )
    comprend: tuple[SecteurId, ...] = several("Comprend", "Pour un secteur : les secteurs qui en font partie.")
    villes: tuple[Term, ...] = several(
        "Villes", "Pour un département : les villes par lesquelles on le cherche.", examples=["Brest"]
    )
    a_lire: YesNo = about(
        "À lire",
        "Pour un format qui se lit plus qu’il ne s’utilise : la recherche le place après, la lettre l’omet.",
        default=False,
    )

    @property
    def intitule(self) -> str:
        """The text that names the term on pages."""
        return self.label


class Retrait(Part):
    """The announced end of a published address."""

    titre: Line = required("Titre", "Le titre de la fiche retirée.", examples=["Ancien guide de l’accueil"])
    le: Day = required("Retirée le", "Le jour du retrait.", examples=["2026-04-02"])
    motif: Paragraph = required(
        "Motif", "Pourquoi la fiche n’est plus publiée.", examples=["Un guide plus complet le remplace."]
    )
    voir: Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9-]+$", max_length=150)] | None = about(
        "Voir", "La fiche à lire à la place, par exemple livrables/autre-guide.", examples=["livrables/autre-guide"]
    )


class Agenda(Part):
    """An external calendar to aggregate."""

    nom: Line = required("Nom", "Le nom du calendrier, tel qu’affiché.", examples=["Salons de la région"])
    url: Url | None = about(
        "Adresse",
        "L’adresse https de son fichier .ics ; sans elle, le fichier est tenu à la main.",
        examples=["https://www.inrs.fr/agenda.ics"],
    )
    fichier: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*\.ics$", max_length=120)] | None = about(
        "Fichier",
        "Le nom de sa copie dans catalogue/agendas/, si ce n’est pas l’identifiant suivi de .ics.",
        examples=["salons.ics"],
    )
    nature: Annotated[Literal["evenements", "reperes"], Choice, NATURE] = about(
        "Nature",
        "« reperes » pour des jours fériés ou des vacances, que l’on consulte sans y participer.",
        default="evenements",
    )
    licence: Line | None = about("Licence", "Les conditions de réutilisation.", examples=["Licence Ouverte 2.0"])
    cibles: tuple[CibleId, ...] = several("Cibles", "À qui s’adressent ses événements.")
    territoires: tuple[TerritoireId, ...] = several("Territoires", "Où ils ont lieu.")
    mots: tuple[Word, ...] = several(
        "Mots", "Ne garder que les événements qui contiennent l’un de ces mots.", examples=["prévention"]
    )

    @field_validator("url")
    @classmethod
    def _travels_safely(cls, value: str | None) -> str | None:
        if value and not value.lower().startswith("https://"):
            raise PydanticCustomError("adresse_https", "a calendar is fetched over https")
        return value

    model_config = ConfigDict(json_schema_extra={"allOf": [SAFELY]})


class Partenaire(Part):
    """Another catalogue of which the resources are shown, apart from ours."""

    nom: Line = required("Nom", "Le nom du partenaire, tel qu’affiché.", examples=["Catalogue d’une région voisine"])
    url: Url = required(
        "Adresse",
        "L’adresse https de son catalogue.json, ou d’un catalogue DCAT en JSON-LD.",
        examples=["https://catalogue.organisme.fr/catalogue.json"],
    )
    site: Url | None = about("Site", "Le site que l’on peut visiter.", examples=["https://catalogue.organisme.fr/"])
    mots: tuple[Word, ...] = several(
        "Mots", "Ne garder que les ressources qui contiennent l’un de ces mots.", examples=["prévention"]
    )

    @field_validator("url")
    @classmethod
    def _travels_safely(cls, value: str) -> str:
        if not value.lower().startswith("https://"):
            raise PydanticCustomError("adresse_https", "a catalogue is fetched over https")
        return value

    model_config = ConfigDict(json_schema_extra={"allOf": [SAFELY]})


class Organisme(Part):
    """Who publishes or hosts the site: what the legal notice asks to be told."""

    nom: StructureNommee = required("Nom", "Un identifiant de catalogue/structures/, ou le nom de l’organisme.")
    adresse: Line | None = about("Adresse", "Son adresse postale.", examples=["1 place du Marché, 35000 Rennes"])
    courriel: Email | None = about("Courriel", "Sa boîte fonctionnelle.", examples=["prevention@structure.fr"])
    url: Url | None = about("Site", "Son site internet.", examples=["https://www.inrs.fr/"])
    directeur_de_publication: Somebody | None = about(
        "Direction de la publication", "La fonction responsable, non une personne.", examples=["la direction du réseau"]
    )


class Couleurs(Part):
    """Two colours make the visual identity of a region."""

    principale: Annotated[str, Field(pattern=FORM)] = about(
        "Couleur principale", "Titres, liens et en-tête, par exemple #14532d.", default="#14532d", examples=["#14532d"]
    )
    accent: Annotated[str, Field(pattern=FORM)] = about(
        "Couleur d’accent", "Boutons et repères, par exemple #b45309.", default="#b45309", examples=["#b45309"]
    )

    @field_validator("principale", "accent")
    @classmethod
    def _reads_on_white(cls, value: str) -> str:
        ratio = contrast_with_white(value)
        if ratio < ENOUGH_CONTRAST:
            said = {"ratio": f"{ratio:.1f}".replace(".", ","), "fonce": quoted_colour(readable(value))}
            raise PydanticCustomError("contraste", "too pale", said)
        return value


WITH_ARTICLE = r"^\s*(?:(?:le|la|les)\s+\S|l[’']\S)"


class Mots(Part):
    """What this network calls what others call otherwise, as French needs it after each preposition."""

    plan: Annotated[Word, Field(json_schema_extra={"pattern": WITH_ARTICLE})] = about(
        "Le plan",
        "Ce dont relèvent les groupes, avec son article : « la stratégie régionale », « l’accord-cadre ».",
        default="le plan",
        examples=["la stratégie régionale"],
    )

    @field_validator("plan")
    @classmethod
    def _begins_with_its_article(cls, value: str) -> str:
        if not re.match(r"(?:le|la|les) \S|l’\S", value := value.replace("l'", "l’", 1)):
            raise PydanticCustomError("mot_sans_article", "no article")
        return value

    @property
    def du_plan(self) -> str:
        """« du plan », « de la stratégie », « des accords »."""
        return _contracted(self.plan, {"le": "du", "les": "des"}, "de")

    @property
    def au_plan(self) -> str:
        """« au plan », « à la stratégie », « aux accords »."""
        return _contracted(self.plan, {"le": "au", "les": "aux"}, "à")


def _contracted(named: str, contractions: Mapping[str, str], preposition: str) -> str:
    article, _, rest = named.partition(" ")
    return f"{contractions[article]} {rest}" if article in contractions else f"{preposition} {named}"


SECTION = Choix(
    livrables=Libelle("Ressources"),
    cibles=Libelle("Vous êtes…"),
    relais=Libelle("Relais"),
    agenda=Libelle("Agenda"),
    groupes=Libelle("Groupes de travail et annuaire"),
    enquetes=Libelle("Enquêtes"),
    pour_vous=Libelle("Pour vous"),
    couverture=Libelle("Couverture"),
    tableau_de_bord=Libelle("Tableau de bord"),
    que_diffuser_quand=Libelle("Que diffuser, quand"),
    lettre=Libelle("La lettre"),
    integrer=Libelle("Sur votre site"),
    boite_a_outils=Libelle("Boîte à outils et retours d’expérience"),
)
Section = Literal[
    "livrables",
    "cibles",
    "relais",
    "agenda",
    "groupes",
    "enquetes",
    "pour_vous",
    "couverture",
    "tableau_de_bord",
    "que_diffuser_quand",
    "lettre",
    "integrer",
    "boite_a_outils",
]
SECTIONS: tuple[str, ...] = get_args(Section)
"""Parts of the site that a network may leave out."""
NEEDS: Mapping[str, frozenset[str]] = {
    "livrables": frozenset({"cibles"}),
    "pour_vous": frozenset({"livrables"}),
    "couverture": frozenset({"cibles", "relais"}),
    "tableau_de_bord": frozenset({"livrables", "relais"}),
    "que_diffuser_quand": frozenset({"livrables"}),
    "integrer": frozenset({"livrables"}),
}
"""Sections that are about others."""


def kept_sections(chosen: Collection[str]) -> frozenset[str]:
    """Return the sections that a site has, from those that it names: none named means all."""
    kept = frozenset(chosen or SECTIONS)
    while lost := {name for name in kept if not NEEDS.get(name, frozenset()) <= kept}:
        kept -= lost
    return kept


KINDS_OF: Mapping[str, str] = {
    "livrables": "livrables",
    "cibles": "cibles",
    "relais": "relais",
    "agenda": "evenements",
    "groupes": "groupes",
    "boite_a_outils": "retours",
    "enquetes": "enquetes",
}
"""Records of sections that have some."""


class Plan(Part):
    """A plan, and the years that it lasts."""

    nom: Word = required("Nom", "Le nom du plan, tel que le citent les groupes.", examples=["PRST 4"])
    debut: Year = required("Début", "Sa première année.", examples=["2021"])
    fin: Year = required("Fin", "Sa dernière année.", examples=["2025"])

    @field_validator("fin")
    @classmethod
    def _lasts(cls, value: int, info: ValidationInfo) -> int:
        if value < info.data.get("debut", value):
            raise PydanticCustomError("plan_a_l_envers", "ends before it begins")
        return value


class OutilNumerique(Part):
    """What pilots and contributors work with between meetings: a forum, shared folders, a room to meet from afar."""

    nom: Line = required("Nom", "Le nom de l’outil.", examples=["Espace de travail du plan"])
    usage: Line = required(
        "Usage",
        "Ce que les groupes y font, en une phrase.",
        examples=["Poser une question visible par tous, partager les fichiers du groupe"],
    )
    url: Url | None = about(
        "Adresse", "La page où l’on y entre, si elle peut être publique.", examples=["https://espace.organisme.fr/"]
    )


class Site(Part):
    """This site's identity: the only file that another region must rewrite."""

    region: Line = required("Région", "Le nom de la région.", examples=["Bretagne"])
    nom: Line = required("Nom", "Le nom du site.", examples=["Catalogue de la prévention"])
    accroche: Line | None = about(
        "Accroche", "Une phrase sous le nom.", examples=["Les ressources des partenaires, au même endroit"]
    )
    adresse: SiteAddress = required(
        "Adresse", "L’adresse publique du site.", examples=["https://catalogue.organisme.fr/"]
    )
    depot: SiteAddress | None = about(
        "Dépôt",
        "L’adresse du dépôt qui contient les fiches (GitLab ou GitHub).",
        examples=["https://gitlab.com/organisme/catalogue"],
    )
    branche: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9._/-]*$", max_length=80)] = about(
        "Branche", "La branche publiée.", default="main", examples=["main"]
    )
    editeur: Organisme = required("Éditeur", "Qui publie le site.")
    hebergeur: Organisme | None = about("Hébergeur", "Qui héberge le site.")
    contact: Contact = required("Contact", "À qui écrire pour signaler une erreur.")
    relecture: Line | None = about(
        "Relecture",
        "Qui relit ce que l’on propose et en combien de temps : le formulaire le dit à qui vient d’envoyer une fiche.",
        examples=["le réseau de communication, en une semaine environ"],
    )
    partenaires: tuple[StructureId, ...] = several(
        "Partenaires", "Les structures qui font vivre le site : identifiants de catalogue/structures/."
    )
    plans: tuple[Plan, ...] = several("Plans", "Les plans dont relèvent les groupes, et leurs années.")
    outils_numeriques: tuple[OutilNumerique, ...] = several(
        "Outils numériques", "Avec quoi les groupes travaillent à distance : la boîte à outils les nomme."
    )
    couleurs: Couleurs = about("Couleurs", "L’identité visuelle.", default=Couleurs())
    mots: Mots = about("Mots", "Ce que votre réseau nomme autrement ; sans ces lignes, les mots d’ici.", default=Mots())
    departements: tuple[TerritoireId, ...] = several("Départements", "Les départements de la région.")
    fuseau: Zone = about(
        "Fuseau horaire",
        "Les heures des fiches, des pages et des calendriers sont celles de ce fuseau (base IANA) ; sans cette ligne, "
        "celles de Paris.",
        default=PARIS.key,
        examples=["Indian/Reunion"],
    )
    sections: tuple[Annotated[Section, Choice, SECTION], ...] = several(
        "Sections", f"Celles que le site garde ; sans cette ligne, toutes : {', '.join(SECTIONS)}."
    )
    copies: tuple[Term, ...] = several(
        "Sites de copies", "Les hébergeurs qui ne gardent que des copies de documents.", examples=["docplayer.fr"]
    )
    bureau: YesNo = about(
        "Bureau des rédacteurs",
        "« oui » pour publier à l’adresse admin/ de quoi modifier fiches et pages sans écrire de fichier ; il y faut "
        "« depot ».",
        default=False,
    )
    bureau_application: Word | None = about(
        "Application du bureau",
        "Pour GitLab : l’identifiant de l’application qui y est déclarée pour le bureau. Sans lui, chacun s’y connecte "
        "par un jeton.",
        examples=["a1b2c3d4e5f6"],
    )

    @field_validator("bureau")
    @classmethod
    def _desk_needs_a_repository(cls, value: bool, info: ValidationInfo) -> bool:
        if value and not info.data.get("depot", "unread"):
            raise PydanticCustomError("bureau_sans_depot", "a desk that writes nowhere")
        return value

    model_config = ConfigDict(
        json_schema_extra={"allOf": [{"if": given("bureau", **YES), "then": given("depot")}]},
    )

    @property
    def base(self) -> str:
        """The address as browsers write it, with the slash that ends it: what the addresses of pages follow."""
        return as_browsers_write(self.adresse.rstrip("/") + "/")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone whose hours records are written in."""
        return ZoneInfo(self.fuseau)

    @property
    def lieux(self) -> frozenset[str]:
        """The territories that have a part in this region: itself, its departments, and all of France."""
        return frozenset((REGION, NATIONAL, *self.departements))


MODELS: dict[str, type[Record]] = {
    model.kind: model for model in (Livrable, Cible, Relais, Groupe, Evenement, Diffusion, Enquete, Structure, Retour)
}
"""Record classes by the folder that holds them."""

VOCABULARIES = ("formats", "themes", "secteurs", "territoires", "competences")
"""Names of the controlled vocabularies, files of `catalogue/vocabulaires/`."""
OPTIONAL_VOCABULARIES = frozenset({"competences"})
"""Those that a catalogue may do without: regions that began before there was one have no such file."""
WITHOUT_PAGE = frozenset({"diffusions", "competences"})
"""Kinds and vocabularies that have no page of their own: pages about others show them."""
