"""« Solliciter le réseau communication »: what may be asked for, of whom, how early, and what was asked.

The browser says whether a request is in time and writes it (hooks/javascripts/pages/solliciter.js); without it, the
template, the lead times and whom to write to say the same.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event
from markupsafe import Markup

from prst.analysis.contacts import Chaine
from prst.outputs import modeles
from prst.outputs.addresses import address_of, record_address
from prst.outputs.calendars import PRODID
from prst.outputs.pages import choices
from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import by_name
from prst.records.model import Fichier
from prst.records.reseau import Appui, Demande, Reseau

PAGE = "boite-a-outils/solliciter-le-reseau-communication/"
MODELE = "boite-a-outils/modeles/demande-au-reseau-communication/"
"""Address of the template to fill in by hand."""
WORD = f"{PAGE}demande/"
"""Address of which the Word document is the one that the browser fills in."""
TITLE = "Demande au réseau communication"
LIGNES: Mapping[str, str] = {
    "qui": "Qui demande",
    "aide": "Aide demandée",
    "projet": "Ce qui se prépare",
    "but": "But",
    "cibles": "Pour qui",
    "attente": "Ce que nous attendons du réseau",
    "quand": "Pour le",
    "dernier": "Dernier jour pour demander",
    "suivi": "Qui suit la demande",
}
"""What a request says, in its order: in a mail, and in the Word document."""
BUTS = ("Faire connaître", "Faire adhérer", "Faire agir")
JOUR, DEMAIN, INSTANT, UID = "20200101", "20200102", "20200101T000000Z", "0" * 32
"""What the browser replaces in a reminder, by as many signs: the lines of the file stay folded where they are."""


def form_at(pages: Pages) -> str:
    """Return where the network is asked; '' where the region has no such page, or nothing that may be asked for."""
    reseau = pages.catalogue.reseau
    return PAGE if reseau and reseau.appuis and PAGE in pages.written else ""


def section(pages: Pages, racine: str) -> Markup:
    """Return what a written page shows of the network; without its file, the template and whom to write to."""
    reseau, partout = pages.catalogue.reseau or Reseau(), pages.contacts.of_network()
    appuis = {one.id: _appui(one, pages.contacts.of_network(one), partout, pages) for one in reseau.appuis}
    return pages.fill(
        "reseau.html",
        racine=racine,
        reseau=reseau,
        modele=MODELE,
        partout=partout,
        appuis=list(appuis.values()),
        demandes=[_demande(one, pages, appuis[one.appui]) for one in _soonest_first(reseau)],
        lignes=LIGNES,
        buts=BUTS,
        groupes=[_named(one) for one in by_name(pages.catalogue, "groupes")],
        cibles=choices.targets(pages),
        feries=sorted(one.isoformat() for one in pages.reperes.jours),
        word=modeles.download_name(WORD),
    )


def documents(reseau: Reseau | None) -> Iterator[tuple[str, str, str]]:
    """Yield the address, title and Markdown of the Word document of which the browser fills in the cells."""
    if reseau and reseau.appuis:
        rows = "\n".join(f"| {label} | {token_of(name)} |" for name, label in LIGNES.items())
        answer = "\n".join(f"| {label} | |" for label in ("Pris en charge : oui, en partie, non", "Par", "Pour le"))
        head = "| Rubrique | {} |\n|---|---|\n"
        yield (
            WORD,
            TITLE,
            f"# {TITLE}\n\n{head.format('Notre demande')}{rows}\n\n"
            f"## Réponse du réseau\n\n{head.format('À remplir')}{answer}\n",
        )


def token_of(name: str) -> str:
    """Return what stands in the Word document for a line of the request."""
    return f"JETON{name}JETON"


def _appui(appui: Appui, chaine: Chaine, partout: Chaine, pages: Pages) -> dict[str, Any]:
    """Return a kind of help, whom to ask, whether that is somebody of its own, and where what helps is read."""
    return {
        "appui": appui,
        "chaine": chaine,
        "qui": chaine.qui[0] if chaine.qui else None,
        "a_part": chaine != partout,
        "pages": [(page.libelle, _address(page)) for page in appui.pages],
        "rappel": _reminder(appui, pages) if appui.delai else "",
    }


def _address(page: Fichier) -> str:
    return address_of(page.chemin) if page.chemin.endswith(".md") else page.chemin


def _named(groupe: Any) -> str:
    """Return the name of a group, and the number of its sheet where it has one."""
    return f"{groupe.nom} (fiche-action {groupe.fiche_action.numero})" if groupe.fiche_action else groupe.nom


def _reminder(appui: Appui, pages: Pages) -> str:
    """Return the calendar file (RFC 5545) of the last day to ask, whose day, moment and identity the browser writes.

    It rings at nine in the morning of the day before.
    """
    event, alarm, calendar = Event(), Alarm(), Calendar()
    title = f"Dernier jour pour demander au réseau communication\u00a0: {appui.nom}"
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(hours=-15))
    event.add("uid", f"{UID}@catalogue-prst")
    event.add("dtstamp", datetime.fromisoformat(INSTANT))
    event.add("dtstart", date.fromisoformat(JOUR))
    event.add("dtend", date.fromisoformat(DEMAIN))
    event.add("summary", title)
    event.add("url", f"{pages.site.base}{PAGE}")
    event.add_component(alarm)
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def _soonest_first(reseau: Reseau) -> list[Demande]:
    """Return the requests in the order of the days on which they are wanted; those that name none come last."""
    return sorted(reseau.demandes, key=lambda one: (one.pour_le is None, str(one.pour_le or "")))


def _demande(demande: Demande, pages: Pages, appui: dict[str, Any]) -> dict[str, Any]:
    """Return a request, who makes it and to whom."""
    groupe, chaine = pages.catalogue.groupes.get(demande.groupe or ""), appui["chaine"]
    return {
        "demande": demande,
        "appui": appui["appui"].nom,
        "groupe": (groupe.nom, record_address("groupes", groupe.id)) if groupe else None,
        "a_qui": ", ".join(filter(None, (chaine.nommee, chaine.contact.role if chaine.contact else None)))
        or next((one.nom for one in chaine.qui), ""),
    }
