"""The shared calendar: our events and those of external calendars, each shown once, with all who announce it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from prst.analysis.occurrences import Occurrence, first_id
from prst.records.catalogue import Catalogue
from prst.records.copies import EvenementExterne
from prst.records.model import Agenda, Evenement
from prst.records.types import fold

_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
ALIKE = 88
"""Similarity, of a hundred, from which two titles of the same day name the same event."""
COMPARED = 100
"""Titles of one day that others are compared with: beyond, only equal ones are found, so that none takes long."""


@dataclass(frozen=True)
class AgendaCommun:
    """What is shown together, and who announces what."""

    externes: tuple[EvenementExterne, ...]
    """What only others announce, by date; their `provenance` names every calendar that does."""
    aussi: Mapping[str, tuple[str, ...]]
    """The calendars that announce an occurrence of ours as well, by its identity."""


def uid(identite: str, adresse: str) -> str:
    """Return the UID under which an occurrence of ours is published (RFC 5545, section 3.8.4.7).

    `identite` is that of the occurrence, `adresse` that of the site.
    """
    return f"{identite}@{urlsplit(adresse).hostname}"


def shared(occurrences: Iterable[Occurrence], catalogue: Catalogue, nature: str = "evenements") -> AgendaCommun:
    """Return the events that external calendars of a nature add to occurrences of ours.

    An event that stands in several calendars is taken from the first one: it has the same UID there, or about the same
    title on the same day; holidays end on the same day as well.
    """
    known = _Known(nature)
    for occurrence in occurrences:
        names = (occurrence.identite, first_id(occurrence.evenement))
        uids = [uid(identity, catalogue.site.adresse) for identity in names]
        known.add(occurrence, occurrence.evenement.titre, uids, occurrence)
    kept: dict[_Key, EvenementExterne] = {}
    also: dict[str, list[str]] = defaultdict(list)
    for identity, copie in catalogue.copies.items():
        if catalogue.agendas[identity].nature != nature:
            continue
        added: list[EvenementExterne] = []
        for externe in copie.evenements:
            match known.find(externe):
                case Occurrence() as ours:
                    also[ours.identite].append(identity)
                case tuple() as key:
                    kept[key] = _announced(kept[key], identity)
                case _:
                    added.append(externe)
        # only now, because the events of one calendar are not compared with each other: it tells them apart itself
        for externe in added:
            key = (externe.uid, externe.debut, externe.heure_debut, externe.titre)
            kept[key] = externe
            known.add(externe, externe.titre, [externe.uid], key)
    ordered = sorted(kept.values(), key=lambda e: (e.debut, e.fin, e.heure_debut is not None, e.titre, e.uid))
    return AgendaCommun(tuple(ordered), {key: tuple(dict.fromkeys(ids)) for key, ids in also.items()})


def _announced(externe: EvenementExterne, identity: str) -> EvenementExterne:
    """Return an event with one more calendar that announces it."""
    return replace(externe, provenance=tuple(dict.fromkeys((*externe.provenance, identity))))


def sources(externe: EvenementExterne, catalogue: Catalogue) -> list[Agenda]:
    """Return the calendars that announce an event, in the order in which they are to be named."""
    return [catalogue.agendas[identity] for identity in externe.provenance]


def targets(externe: EvenementExterne, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids of the targets that the calendars of an event are for."""
    return tuple(dict.fromkeys(cible for agenda in sources(externe, catalogue) for cible in agenda.cibles))


def territories(externe: EvenementExterne, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the territories of the calendars of an event; () for anywhere."""
    found = [agenda.territoires for agenda in sources(externe, catalogue)]
    return tuple(dict.fromkeys(one for some in found for one in some)) if all(found) else ()


def is_near(externe: EvenementExterne, catalogue: Catalogue) -> bool:
    """Whether an event takes place in the region of this site, in one of its departments, or everywhere."""
    where = territories(externe, catalogue)
    return not where or not {"region", "national", *catalogue.site.departements}.isdisjoint(where)


_Key = tuple[str, date, datetime | None, str]
"""UID, first day, hour and title of an event of others."""


class _Known:
    """What was met already: occurrences of ours, and keys of events of others, by UID and by title."""

    def __init__(self, nature: str) -> None:
        self._whole = nature == "reperes"
        self._uids: dict[tuple[str, date], Occurrence | _Key] = {}
        self._ours: dict[str, Occurrence] = {}
        self._titles: dict[tuple[date, date], dict[str, Occurrence | _Key]] = defaultdict(dict)

    def add(self, one: Occurrence | EvenementExterne, titre: str, uids: Iterable[str], what: Occurrence | _Key) -> None:
        """Remember what an event is to be found as."""
        for identity in uids:
            self._uids.setdefault((identity, one.debut), what)
            if isinstance(what, Occurrence):
                self._ours.setdefault(identity, what)
        self._titles[self._days(one)].setdefault(_words(titre), what)

    def find(self, externe: EvenementExterne) -> Occurrence | _Key | None:
        """Return what is the same as an event, or None."""
        # one of ours on another day is an older copy of it
        if found := self._uids.get((externe.uid, externe.debut)) or self._ours.get(externe.uid):
            return found
        named, words = self._titles[self._days(externe)], _words(externe.titre)
        if words in named or not named:
            return named.get(words)
        return named.get(_nearest(words, list(named)[:COMPARED]) or "")

    def _days(self, one: Occurrence | EvenementExterne) -> tuple[date, date]:
        return one.debut, one.fin if self._whole else one.debut


def _words(titre: str) -> str:
    """Return the words of a title without its year, which one calendar writes and another does not."""
    return " ".join(word for word in re.findall(r"\w+", fold(titre)) if not _YEAR.fullmatch(word))


def _nearest(words: str, titles: Iterable[str]) -> str | None:
    """Return the title most alike that holds the same numbers: « Atelier 1 » and « Atelier 2 » are two events."""
    from rapidfuzz import fuzz, process  # costs 80 ms, and a catalogue without external calendars needs none of it

    numbers = _NUMBER.findall(words)
    candidates = [title for title in titles if _NUMBER.findall(title) == numbers]
    near = process.extractOne(words, candidates, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return near[0] if near else None


def territories_around(catalogue: Catalogue, identity: str) -> frozenset[str]:
    """Return the territories whose events concern whoever is in one of them.

    The whole region and the country concern each of its departments, and what happens in one of them concerns who asks
    for the region.
    """
    departments = catalogue.site.departements
    if identity == "region":
        return frozenset({"region", "national", *departments})
    return frozenset({identity, "national"} | ({"region"} if identity in departments else set()))


def events_of(catalogue: Catalogue, section: str, identity: str) -> list[Evenement]:
    """Return the events that concern a target, theme, territory or group; with '', all of them.

    A group's are those at which to pass on one of its deliverables: an event names no group. A territory's are those
    that it or what it stands in names, from the first that names it alone on: else there would be a hundred calendars
    of the same national events.
    """
    everything = catalogue.evenements.values()
    match section:
        case "":
            return list(everything)
        case "groupes":
            made = catalogue.referring("livrables", "groupes", identity)
            named = {event.id for fiche in made for event in catalogue.referring("evenements", "livrables", fiche.id)}
            return [event for event in everything if event.id in named] if named else []
        case "territoires":
            around = territories_around(catalogue, identity)
            own = catalogue.referring("evenements", "territoires", identity)
            return [event for event in everything if not around.isdisjoint(event.territoires)] if own else []
    return list(catalogue.referring("evenements", section, identity))
