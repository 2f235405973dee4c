"""What the communication network of a plan does for its groups: `catalogue/reseau-communication.yml`."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from prst.records.dates import PartialDate
from prst.records.model import Contact, Fichier, Part, about, required, several
from prst.records.types import (
    Choice,
    Choix,
    Day,
    DayOrLess,
    Delai,
    GroupeId,
    Id,
    Libelle,
    Line,
    Local,
    Paragraph,
    StructureNommee,
    YesNo,
)

FILE = "reseau-communication.yml"
"""Name of the file, in the catalogue."""
ETAT_DEMANDE = Choix(
    demandee=Libelle("Demandée", dits=("en attente", "envoyée")),
    acceptee=Libelle("Prise en charge", dits=("en cours", "validée")),
    faite=Libelle("Faite", dits=("terminée", "finie", "réalisée")),
    refusee=Libelle("Non retenue", dits=("rejetée", "déclinée")),
)
AppuiId = Annotated[Id, Local("appuis")]
OPEN = ("demandee", "acceptee", None)
"""States of a request that somebody still waits for."""


class Appui(Part):
    """A kind of help that the network gives, or that groups ask of it."""

    id: Annotated[Id, Local("appuis", bears=True)] = required(
        "Identifiant", "Le mot par lequel les demandes le citent.", examples=["relire-une-affiche"]
    )
    nom: Line = required("Nom", "L’aide, telle qu’on la demande.", examples=["Relire une affiche"])
    description: Paragraph | None = about(
        "Description", "Ce qu’elle apporte, et quand elle convient.", examples=["Deux regards neufs avant d’imprimer."]
    )
    contact: Contact | None = about(
        "Contact", "Qui répond : une fonction et sa structure. Sans lui, le contact du réseau répond."
    )
    delai: Delai | None = about(
        "Délai",
        "Le temps qu’il faut au réseau, en semaines ou en jours ouvrés. Sans lui, la page dit qu’il n’est pas connu.",
        examples=["3 semaines"],
    )
    en_reunion: YesNo = about(
        "En réunion",
        "« oui » quand un spécialiste vient à une réunion : les structures partenaires peuvent aussi le demander.",
        default=False,
    )
    faire_seul: tuple[Line, ...] = several(
        "Faire seul", "Ce qu’un groupe peut faire sans le réseau.", examples=["La montrer à cinq personnes de la cible"]
    )
    pages: tuple[Fichier, ...] = several("Pages", "Les pages et modèles de ce site qui aident à le faire.")
    a_confirmer: YesNo = about(
        "À confirmer", "« oui » tant que le réseau n’a pas dit qu’il peut rendre ce service.", default=False
    )
    source: Paragraph | None = about("Source", "D’où vient ce que l’on en dit.", examples=["https://www.inrs.fr/"])


class Demande(Part):
    """What a group or a partner asked the network for."""

    appui: AppuiId = required(
        "Appui", "L’aide demandée : l’identifiant d’un des appuis.", examples=["relire-une-affiche"]
    )
    objet: Line = required("Objet", "Ce qui est demandé, en une ligne.", examples=["L’affiche de la journée de juin"])
    groupe: GroupeId | None = about("Groupe", "Le groupe qui demande.")
    structure: StructureNommee | None = about("Structure", "La structure qui demande, si ce n’est pas un groupe.")
    demande_le: Day | None = about("Demandée le", "Le jour de la demande.", examples=["2026-03-10"])
    pour_le: DayOrLess | None = about("Pour le", "Quand il le faut : un jour ou un mois.", examples=["2026-06"])
    etat: Annotated[Literal["demandee", "acceptee", "faite", "refusee"], Choice, ETAT_DEMANDE] | None = about(
        "État", "« demandee », « acceptee », « faite » ou « refusee »."
    )

    @field_validator("pour_le")
    @classmethod
    def _wanted_after_it_is_asked(cls, value: PartialDate | None, info: ValidationInfo) -> PartialDate | None:
        asked: date | None = info.data.get("demande_le")
        if value and asked and value.last_day < asked:
            raise PydanticCustomError("fin_avant_debut", "wanted before it is asked for", {"debut": "demande_le"})
        return value


class Reseau(Part):
    """The communication network of a plan: whom to ask, for what, how early, and what was asked."""

    presentation: Paragraph | None = about(
        "Présentation", "Ce qu’est ce réseau.", examples=["Il réunit les chargés de communication des partenaires."]
    )
    contact: Contact | None = about(
        "Contact", "La bonne porte : qui reçoit les demandes, quand un appui ne dit pas qui répond."
    )
    principes: tuple[Paragraph, ...] = several(
        "Principes", "Les règles du réseau, une par ligne.", examples=["Anticiper les demandes."]
    )
    appuis: tuple[Appui, ...] = several("Appuis", "Les aides que l’on peut demander.")
    demandes: tuple[Demande, ...] = several("Demandes", "Ce qui a été demandé, à qui, pour quand.")
    source: Paragraph | None = about("Source", "D’où vient ce que dit ce fichier.", examples=["https://www.inrs.fr/"])
