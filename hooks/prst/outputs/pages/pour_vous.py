"""« Pour vous »: what there is for a trade in a place. The page asks, and a browser shows what holds for the answer."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from prst.analysis.contacts import Chaine
from prst.analysis.holds import said
from prst.analysis.starting import serves_at_once
from prst.outputs import Output, french
from prst.outputs.addresses import record_address, root_from
from prst.outputs.listes import WHOLE, liste_of, listed_at
from prst.outputs.pages import choices, composer
from prst.outputs.pages.common import PROGRAMME, Pages
from prst.outputs.pages.lettre import BASE as LETTERS
from prst.records.model import Livrable, Relais

BASE = "pour-vous/"
SHOWN = 6
"""Deliverables under one heading, relays and rendez-vous that the page shows before it leads to all of them."""
SUMMARY = 160
"""Signs of a summary."""


def page(pages: Pages) -> Markup:
    """Return what follows the sentence of `pour-vous.md`: the form, the way on without JavaScript, room for answers."""
    cibles, places = choices.targets(pages), choices.territories(pages)
    return pages.fill(
        "pour_vous.html",
        racine=root_from(BASE),
        cibles=cibles,
        autres=choices.other_words(pages, [one.id for one in cibles]),
        territoires=places,
        villes={terme.id: (*terme.synonymes, *terme.villes) for terme in pages.catalogue.territoires.values()},
        listed={
            one.id: listed_at(pages.catalogue, "territoires", one.id) for _region, found in places for one in found
        },
        nombre=SHOWN,
    )


def outputs(pages: Pages) -> Iterator[Output]:
    """Yield what holds for each target, for no target in particular, and what is the same for all of them.

    `noms` tells other pages what a choice that a device kept is called, and whether it still exists.
    """
    series, dates = composer.coming(pages)
    relais = (one for one in pages.catalogue.relais.values() if not one.exemple)
    yield _as_json("noms", choices.names(pages))
    yield _as_json("relais", [_relay(one, pages) for one in relais])
    yield _as_json("rendez-vous", {"series": series, "dates": dates})
    yield _as_json("tous", _for_target("", "Pour vous", pages))
    for cible in pages.catalogue.cibles.values():
        if not cible.exemple:
            yield _as_json(f"cibles/{cible.id}", _for_target(cible.id, cible.intitule, pages))


def _as_json(name: str, value: Any) -> Output:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Output(f"{BASE}{name}.json", text.encode())


def _for_target(identity: str, name: str, pages: Pages) -> Mapping[str, Any]:
    """Return the deliverables that hold for a target, by heading, and what it can follow.

    What serves at once comes before what is to be read or asked for, and what names no other public first: an app for
    apprentices serves masons too. The browser then puts the nearest first.
    """
    catalogue, holds = pages.catalogue, pages.derived.holds
    found = [(name, list(catalogue.livrables.values()))]
    if identity:
        found = [(palier.titre, list(palier.fiches)) for palier in holds.paliers("livrables", "cibles", identity)]
    at_once = serves_at_once(catalogue)
    around = holds.around("cibles", identity) if identity else frozenset(catalogue.cibles)
    ranked = (
        (titre, sorted(fiches, key=lambda fiche: (not at_once(fiche), not around.issuperset(said("cibles", fiche)))))
        for titre, fiches in found
    )
    kept = (
        (titre, [{**_item(fiche, pages), "sert": at_once(fiche)} for fiche in _enough(fiches)])
        for titre, fiches in ranked
    )
    cible = catalogue.cibles.get(identity)
    liste = liste_of(catalogue, "cibles", cible) if cible else WHOLE
    calendar = pages.calendars.of("cibles", identity) if cible else pages.calendars.everything
    programmed = cible in pages.derived.with_programme if cible else True
    return {
        "page": record_address("cibles", identity) if cible else "",
        "groupes": [{"titre": titre, "fiches": fiches} for titre, fiches in kept if fiches],
        "flux": liste.flux if liste else "",
        "agenda": calendar.adresse if calendar else "",
        "programme": f"{PROGRAMME}{identity}/" if cible and programmed else PROGRAMME,
        "lettre": LETTERS,
    }


def _enough(fiches: Iterable[Livrable]) -> Iterator[Livrable]:
    """Yield what is among the first few of some place: all that the page may show, wherever its reader is."""
    shown: Counter[str] = Counter()
    for fiche in fiches:
        places = said("territoires", fiche)
        if fiche.actuel and any(shown[place] < SHOWN for place in places):
            shown.update(places)
            yield fiche


def _item(fiche: Livrable, pages: Pages) -> Mapping[str, Any]:
    return {
        "titre": fiche.titre,
        "adresse": record_address("livrables", fiche.id),
        "format": pages.catalogue.formats[fiche.format].label,
        "resume": french.shorten(fiche.promesse or fiche.resume, SUMMARY),
        "territoires": list(said("territoires", fiche)),
    }


def _relay(relais: Relais, pages: Pages) -> Mapping[str, Any]:
    return {
        "titre": relais.nom,
        "adresse": record_address("relais", relais.id),
        "type": relais.type,
        "cibles": list(said("cibles", relais)),
        "territoires": list(said("territoires", relais)),
        "voies": [{"href": href, "texte": texte} for href, texte in _ways(pages.contacts.of(relais, persons=False))],
    }


def _ways(chaine: Chaine) -> Iterator[tuple[str, str]]:
    """Yield the addresses by which one can write or call, and their words; nothing where others answer instead."""
    if chaine.directe:
        qui = chaine.qui[0]
        if qui.courriel:
            yield f"mailto:{qui.courriel}", qui.courriel
        if qui.telephone:
            yield f"tel:{re.sub('[ .]', '', qui.telephone)}", qui.telephone
        if qui.formulaire:
            yield qui.formulaire, "Page de contact"
