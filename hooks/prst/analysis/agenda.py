"""The one calendar: our rendez-vous and those that others announce, each shown once, with all who announce it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from urllib.parse import urlsplit
from zlib import crc32

from prst.analysis.alike import Names, named_alike, nearly, same_place, words_of
from prst.analysis.holds import Holds, said
from prst.analysis.occurrences import Occurrence, first_id
from prst.analysis.rendez_vous import RendezVous, Source, order
from prst.records.catalogue import Catalogue
from prst.records.copies import EvenementExterne
from prst.records.dates import PartialDate
from prst.records.model import Evenement

COMPARED = 100
"""Titles of one day that others are compared with: beyond, only equal ones are found, so that none takes long."""


def uid(identite: str, adresse: str) -> str:
    """Return the UID under which an occurrence of ours is published (RFC 5545, section 3.8.4.7).

    `identite` is that of the occurrence, `adresse` that of the site.
    """
    return f"{identite}@{urlsplit(adresse).hostname}"


def announced(catalogue: Catalogue, ours: Iterable[Occurrence], nature: str = "evenements") -> list[RendezVous]:
    """Return what the external calendars of a nature add to occurrences of ours, by date.

    An event that stands in several calendars is told in the words of the first one, which the others complete.
    """
    known = _Known(catalogue, whole=nature == "reperes")
    identities = set()
    for occurrence in ours:
        identities.add(occurrence.identite)
        uids = [uid(name, catalogue.site.base) for name in (occurrence.identite, first_id(occurrence.evenement))]
        known.add(_Seen(occurrence, (), ours=True), uids)
    kept: list[_Seen] = []
    for identity, copie in catalogue.copies.items():
        if catalogue.agendas[identity].nature != nature:
            continue
        added: list[_Seen] = []
        for externe in dict.fromkeys(copie.evenements):
            one = of_external(externe, catalogue)
            if seen := known.find(one, externe.uid):
                seen.announced(one)
            else:
                added.append(_Seen(one, _names(externe)))
        # only now, because the events of one calendar are not compared with each other: it tells them apart itself
        for seen in added:
            known.add(seen, [seen.names[0]])
        kept += added
    return sorted(_identified(kept, identities), key=order)


def of_external(externe: EvenementExterne, catalogue: Catalogue) -> RendezVous:
    """Return what a calendar of others announces; it is for those whom the calendar is for, and where that is.

    Its identity is the UID that it has there, which is not yet one among all others.
    """
    sources = tuple(Source(one, catalogue.agendas[one], catalogue.copies[one].le) for one in externe.provenance)
    start, end = externe.heure_debut, externe.heure_fin
    return RendezVous(
        identite=externe.uid,
        serie=f"{externe.provenance[0]} {externe.uid}",
        titre=externe.titre,
        quand=_day(externe.debut, start.hour if start else -1, start.minute if start else 0),
        jusqua=_day(externe.fin, end.hour, end.minute) if end and end.date() == externe.fin else _day(externe.fin),
        heure_debut=start,
        heure_fin=end,
        statut=externe.statut,
        jour_prevu=externe.jour_prevu,
        lieu=externe.lieu,
        url=externe.url or "",
        cibles=_targets(sources),
        territoires=_territories(sources),
        sources=sources,
        a_confirmer=externe.a_confirmer and externe.statut == "confirme",
    )


def _day(day: date, hour: int = -1, minute: int = 0) -> PartialDate:
    return PartialDate(day.year, day.month, day.day, hour, minute)


def _targets(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cible for source in sources for cible in source.agenda.cibles))


def _territories(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return the territories of calendars; one that names none is for anywhere."""
    places = [source.agenda.territoires for source in sources]
    return tuple(dict.fromkeys(one for some in places for one in some)) if all(places) else ()


# Identities


def _names(externe: EvenementExterne) -> tuple[str, ...]:
    """Return identities of an event of others, each more precise: several may share a UID, and even a moment."""
    planned = f"{externe.uid}.{externe.jour_prevu:%Y%m%d}" if externe.jour_prevu else externe.uid
    dated = f"{planned}.{externe.heure_debut or externe.debut:%Y%m%dT%H%M}"
    rest = (externe.titre, externe.fin, externe.heure_fin, externe.lieu, externe.url, externe.statut)
    titled, whole = (crc32(text.encode()) for text in (externe.titre, "\n".join(map(str, rest))))
    return externe.uid, planned, dated, f"{dated}.{titled:08x}", f"{dated}.{titled:08x}.{whole:08x}"


def _identified(found: Iterable["_Seen"], taken: Collection[str]) -> Iterator[RendezVous]:
    """Yield what others announce under the shortest name that nothing else has.

    Pages, filters and calendar files all tell rendez-vous apart by it.
    """
    found = list(found)
    counts = Counter(name for seen in found for name in dict.fromkeys(seen.names[1:]))
    counts.update(taken)
    for seen in found:
        name = next((name for name in seen.names[1:] if counts[name] == 1), seen.names[-1])
        yield replace(seen.rendez_vous, identite=name)


# What is the same


@dataclass(slots=True)
class _Seen:
    """A rendez-vous that was met, and what the calendars that announce it too have added to it."""

    rendez_vous: RendezVous
    names: tuple[str, ...]
    """Its identities, the UID that it has elsewhere first; () for one of ours."""
    ours: bool = False

    @property
    def words(self) -> str:
        """The words of its title."""
        return words_of(self.rendez_vous.titre)

    def announced(self, other: RendezVous) -> None:
        """Note one more calendar. What one of ours leaves out is noted to compare others with, and shown nowhere."""
        mine = self.rendez_vous
        sources = tuple(dict.fromkeys((*mine.sources, *other.sources)))
        timed = mine if mine.heure_debut or (mine.debut, mine.fin) != (other.debut, other.fin) else other
        self.rendez_vous = replace(
            mine,
            quand=timed.quand,
            jusqua=timed.jusqua,
            heure_debut=timed.heure_debut,
            heure_fin=timed.heure_fin,
            lieu=mine.lieu or other.lieu,
            url=mine.url or other.url,
            sources=sources,
            cibles=mine.cibles if self.ours else _targets(sources),
            territoires=mine.territoires if self.ours else _territories(sources),
        )


class _Known:
    """What was met already, by UID and by title."""

    def __init__(self, catalogue: Catalogue, *, whole: bool) -> None:
        self._holds = Holds(catalogue)
        self._whole = whole
        """Whether only days and titles count: holidays of several zones are the same ones if they end together."""
        self._territories = Names(catalogue)
        self._uids: dict[tuple[str, date], list[_Seen]] = defaultdict(list)
        self._ours: dict[str, _Seen] = {}
        self._titles: dict[tuple[date, date], dict[str, list[_Seen]]] = defaultdict(lambda: defaultdict(list))

    def add(self, seen: _Seen, uids: Iterable[str]) -> None:
        """Remember what a rendez-vous is to be found as."""
        one = seen.rendez_vous
        for identity in uids:
            self._uids[identity, one.debut].append(seen)
            if seen.ours:
                self._ours.setdefault(identity, seen)
        self._titles[self._days(one)][seen.words].append(seen)

    def find(self, one: RendezVous, identity: str) -> _Seen | None:
        """Return what is the same as a rendez-vous that has a UID elsewhere, or None."""
        words = words_of(one.titre)
        if same := self._uids.get((identity, one.debut)):  # some calendars give several events one UID
            return max(same, key=lambda seen: (seen.words == words, seen.rendez_vous.minute == one.minute))
        if older := self._ours.get(identity):  # a copy from before its day changed
            return older
        named = self._titles.get(self._days(one), {})
        for title in self._called(words, named):
            for seen in named[title]:
                if self._whole or self._agree(seen.rendez_vous, one):
                    return seen
        return None

    def _called(self, words: str, named: Collection[str]) -> Iterator[str]:
        if words in named:
            yield words
        some = [title for title in islice(named, COMPARED) if title != words]
        yield from nearly(words, some) if self._whole else named_alike(words, some, self._territories)

    def _agree(self, mine: RendezVous, other: RendezVous) -> bool:
        """Whether nothing that both say keeps them apart.

        The territories of a calendar count where no place is known: a partner also announces what is elsewhere.
        """
        if not {source.identite for source in mine.sources}.isdisjoint(source.identite for source in other.sources):
            return False  # a calendar that announces two tells them apart
        if mine.minute >= 0 and other.minute >= 0 and mine.minute != other.minute:
            return False
        here, there = _place(mine), _place(other)
        if not same_place(here, there):
            return False
        if here and there:
            return True
        return self._holds.share("territoires", said("territoires", mine), said("territoires", other))

    def _days(self, one: RendezVous) -> tuple[date, date]:
        return one.debut, one.fin if self._whole else one.debut


def _place(one: RendezVous) -> str:
    return ", ".join(filter(None, (one.lieu, "en ligne" if one.en_ligne else None)))


# Whom it concerns


def events_of(holds: Holds, section: str, identity: str) -> list[Evenement]:
    """Return the events that hold for a target, theme or territory, or concern a group; with '', all of them.

    A group's are those at which to pass on one of its deliverables: an event names no group.
    """
    catalogue = holds.catalogue
    everything = catalogue.evenements.values()
    if not section:
        return list(everything)
    if section == "groupes":
        made = catalogue.referring("livrables", "groupes", identity)
        named = {event.id for fiche in made for event in catalogue.referring("evenements", "livrables", fiche.id)}
    else:
        named = {event.id for event in holds.of("evenements", section, identity)}
    return [event for event in everything if event.id in named] if named else []
