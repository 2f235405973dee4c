"""Where a record goes from the form: what envoi.js needs to know of the site, its forge and who reviews."""

from dataclasses import asdict
from typing import Any

from prst.analysis.contacts import Contacts
from prst.outputs.addresses import edit_address, forge_of, new_file, new_issue
from prst.records.model import Site


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
        "joindre": (asked.formulaire or "") if asked else "",
        "qui": asked.nom if asked else contacts.editeur.nom,
        "relecture": site.relecture or "",
    }
