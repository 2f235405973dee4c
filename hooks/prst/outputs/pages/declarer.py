"""« Dites-nous ce que vous avez transmis »: the form of an act on a relay's page, which writes the record of it.

The browser writes it as it is typed (hooks/javascripts/pages/declarer.js); without it, a template to fill in and the
address to send it to say the same.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from prst.analysis.contacts import Interlocuteur
from prst.analysis.derived import Derived
from prst.outputs import Output, french
from prst.outputs.addresses import NewFile, new_file
from prst.outputs.envoi import Shape, shape_of
from prst.records.catalogue import Catalogue
from prst.records.model import BILAN, Cible, Diffusion, Livrable, Relais
from prst.records.types import fold

FOLDER = "catalogue/diffusions/"
"""Where the record is to be put."""
CHOICES = 40
"""Resources that the form proposes at once; the others are found by their name."""
CHANNELS = ("lettre d’information", "courriel", "réunion", "formation", "salon", "réseaux sociaux", "site internet")
"""Ways that the form proposes besides the relay's own."""
TITLES = "relais/ressources.json"
"""Path of the names of all resources, which the form asks for where none of its choices is the one."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the form of one relay holds."""

    relais: Relais
    ressources: tuple[Livrable, ...]
    siennes: tuple[Cible, ...]
    """Targets that the relay reaches."""
    autres: tuple[Cible, ...]
    canaux: tuple[str, ...]
    contact: Interlocuteur | None
    """To whom the record is sent."""
    forge: NewFile | None
    sujet: str
    modele: str
    """The record to be filled in, as a text."""
    courriel: str
    """Mail that holds it (RFC 6068); '' where nobody has a mailbox."""

    @property
    def forme(self) -> Shape:
        """The keys of the record in the order of its file, for who writes it."""
        return shape_of(Diffusion.kind)

    @property
    def bilans(self) -> list[tuple[str, str]]:
        """The outcomes: what a record writes, and what it is called."""
        return [(key, libelle.nom) for key, libelle in BILAN.libelles.items()]

    @property
    def longueurs(self) -> dict[str, int]:
        """Characters that each text may have."""
        return {name: _longest(name) for name in ("canal", "commentaire")}


def of_relay(relais: Relais, derived: Derived, contact: Interlocuteur | None) -> Declaration:
    """Return the form of a relay, sent to the contact of the region."""
    catalogue = derived.catalogue
    named = [one for one in catalogue.referring("livrables", "relais", relais.id) if one.statut == "publie"]
    proposed = {one.id: one for one in (*derived.selection.of_relay(relais), *named)}
    reached = {one.cible for one in relais.cibles}
    subject = f"{catalogue.site.nom}\u00a0: ce qu’a transmis {relais.nom}"
    text = _template(relais)
    return Declaration(
        relais=relais,
        ressources=tuple(proposed.values())[:CHOICES],
        siennes=tuple(one for one in catalogue.cibles.values() if one.id in reached),
        autres=tuple(one for one in catalogue.cibles.values() if one.id not in reached),
        canaux=tuple(_channels(relais)),
        contact=contact,
        forge=new_file(catalogue.site.depot, catalogue.site.branche),
        sujet=subject,
        modele=text,
        courriel=_mail(contact, subject, text),
    )


def _channels(relais: Relais) -> Iterator[str]:
    """Yield the relay's own ways first, each once."""
    seen = set()
    for name in (*(canal.type for canal in relais.canaux), *CHANNELS):
        if fold(name) not in seen:
            seen.add(fold(name))
            yield name


def _template(relais: Relais) -> str:
    """Return the record that a relay fills in by hand: what is left empty is left out when it is read."""
    optional = ("cible", "touches", "bilan", "commentaire", "lien")
    return "\n".join(
        (
            "date: AAAA-MM-JJ",
            "livrable: identifiant-de-la-ressource",
            f"relais: {relais.id}",
            "canal: lettre d’information",
            *(f"{name}:" for name in optional),
            "",
        )
    )


def _mail(contact: Interlocuteur | None, subject: str, text: str) -> str:
    if not contact or not contact.courriel:
        return ""
    body = "Bonjour,\r\n\r\nVoici ce que nous avons transmis.\r\n\r\n" + text.replace("\n", "\r\n")
    return f"mailto:{contact.courriel}?subject={quote(subject)}&body={quote(body)}"


@cache
def _longest(name: str) -> int:
    """Return how many characters the model lets a text have."""
    (longest,) = [
        mark.max_length
        for mark in _marks(Diffusion.model_fields[name])
        if getattr(mark, "max_length", None) is not None
    ]
    return int(longest)


def _marks(info: Any) -> Iterator[Any]:
    yield from info.metadata
    for part in getattr(info.annotation, "__args__", ()):
        yield from getattr(part, "__metadata__", ())


def outputs(catalogue: Catalogue) -> Iterator[Output]:
    """Yield the names of all resources that can be passed on, by id."""
    titles = {one.id: one.titre for one in catalogue.livrables.values() if one.statut == "publie" and not one.exemple}
    rows = dict(sorted(titles.items(), key=lambda item: french.sort_key(item[1])))
    yield Output(TITLES, f"{json.dumps(rows, ensure_ascii=False, separators=(',', ':'))}\n".encode())
