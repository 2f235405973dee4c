"""What leaves the form: where a record is sent, who reviews it, and how its file is laid out."""

from dataclasses import asdict
from functools import cache
from typing import Any

from pydantic import BaseModel

from prst.analysis.contacts import Contacts
from prst.outputs.addresses import edit_address, forge_of, new_file, new_issue
from prst.records.model import MODELS, Site
from prst.records.writing import order_of


def destination(site: Site, contacts: Contacts) -> dict[str, Any]:
    """Return the ways to send a record, as JSON holds them (`Destination` in hooks/javascripts/formulaire/envoi.js)."""
    asked = contacts.written_to or contacts.region
    new, issue = new_file(site.depot, site.branche), new_issue(site.depot)
    return {
        "site": site.nom,
        "base": site.base,
        "forge": forge_of(site.depot),
        "nouveau": asdict(new) if new else None,
        "modifier": edit_address(site.depot, site.branche, ""),
        "demande": asdict(issue) if issue else None,
        "courriel": (asked.courriel or "") if asked else "",
        "joindre": (asked.formulaire or (asked.telephone or "").replace(" ", "\u00a0")) if asked else "",
        "qui": asked.nom if asked else contacts.editeur.nom,
        "relecture": site.relecture or "",
    }


Shape = dict[str, "bool | Shape"]


@cache
def shape_of(kind: str) -> Shape:
    """Return the keys of a record kind in the order of its file, for the twin of `writing.text_of` (ecriture.js).

    Each has True where the model keeps a text, False where it keeps another type, or the keys of its part.
    """
    return _shape(MODELS[kind])


def _shape(model: type[BaseModel]) -> Shape:
    return {
        name: _shape(kept_as) if issubclass(kept_as, BaseModel) else kept_as is str
        for name, kept_as in order_of(model).items()
    }
