"""Calendar files (RFC 5545): one for each event, and those that readers subscribe to.

An event is serialised once and stands in several calendars. The icalendar library writes every value with its escapes,
and the frame of each calendar. Lines are joined and folded here, and those that many events share (a status, a day, a
town) are written once for all of them: a whole component of the library for each event takes several times as long.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, cached_property, lru_cache, partial
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Event,
    vCategory,
    vDDDTypes,
    vInt,
    vRecur,
    vText,
    vUnknown,
    vUri,
)

from prst.analysis.agenda import events_of, uid
from prst.analysis.holds import Holds, said
from prst.analysis.jalons import Echeance, in_calendar, of_group
from prst.analysis.occurrences import Occurrence, first_id, occurrences_of
from prst.analysis.rendez_vous import KEPT, RendezVous
from prst.outputs import Output, french
from prst.outputs.addresses import record_address
from prst.outputs.fuseaux import vtimezone
from prst.outputs.pages.jalons import told_in_calendar
from prst.outputs.pages.rendez_vous import credit, place_of, title_of
from prst.outputs.textes import plain
from prst.records.catalogue import Catalogue
from prst.records.model import Evenement

ALL = "agenda/calendrier.ics"
"""Address of the calendar of every event."""
SUBSCRIBED = ("cibles", "themes", "territoires", "groupes")
"""What has a calendar of its own."""
REFRESH = timedelta(hours=12)
"""How often a calendar asks to be read again (RFC 7986, section 5.7): a nightly build changes it once a day at most."""
ROOM = 74
"""Octets of a line, to which the space that begins each of its continuations adds one."""
CALENDAR_NAME, UNNAMED = "X-WR-CALNAME", "-"
"""What many programs read in the place of NAME (RFC 7986, section 5.1), and what stands there in the frame of all."""
DESCRIBED = 300
"""Characters of a description: the page holds the rest, and a calendar of thousands of events stays light."""
NAMED = 3
"""Deliverables to pass on that a description names."""

PRODID = "-//Catalogue PRST//Agenda//FR"
UNDATED = date(2020, 1, 1)
"""Day of a record that says none, and from which SEQUENCE counts: never the clock, nor the day of another record."""
RULE_LAST_YEARS = 6
"""A recurrence gives its first day within this time (records/model.py refuses others)."""
_STATUS = {"confirme": "CONFIRMED", "reporte": "CANCELLED", "annule": "CANCELLED"}
"""RFC 5545, section 3.8.1.11: an event whose new date is not known does not take place on the old one."""
_RARELY_READ = re.compile(
    r"""BYWEEKNO|BYYEARDAY
    |(?=.*FREQ=MONTHLY).*BYMONTH=
    |(?=.*FREQ=YEARLY)(?!.*BYMONTH=).*(BYMONTHDAY|BYDAY=[^;]*\d)
    |(?=.*FREQ=YEARLY)(?=.*(BYMONTHDAY=[^;]*|-)(29|30|31)).*(-02-29|BYMONTH=(\d+,|2\b))""",
    re.VERBOSE,
)
"""Rules, each before its first day, that usual calendars get wrong: ical.js 2.2, which Thunderbird and Nextcloud use,
reads BYWEEKNO=43 as every week, some months of a monthly rule as all of them, the 15th of the months of a year as that
of one, and 29 February as 1 March of most years. The days that they give are published one by one, up to the horizon.
"""


@dataclass(frozen=True)
class Abonnement:
    """A calendar to subscribe to."""

    nom: str
    """What its events have in common, such as « BTP »; '' for all of them."""
    adresse: str
    """Its address, relative to the root of the site."""
    url: str
    """Its whole https address."""

    @property
    def webcal(self) -> str:
        """The address that opens the reader's own calendar."""
        return f"webcal:{self.url.partition(':')[2]}"


def _own_file(identity: str) -> str:
    return f"{record_address('evenements', identity)}evenement.ics"


class Calendars:
    """Calendar files of a catalogue: the occurrences of its events by their id, and what only others announce."""

    def __init__(
        self,
        catalogue: Catalogue,
        occurrences: Mapping[str, Sequence[Occurrence]],
        announced: Sequence[RendezVous],
        reference: date,
        holds: Holds | None = None,
        jalons: Mapping[str, Iterable[Echeance]] | None = None,
    ) -> None:
        """Take what there is; `jalons` are the milestones of each group by its id, where they were found before."""
        self._catalogue = catalogue
        self._site = catalogue.site
        self._base = catalogue.site.base
        self._occurrences = occurrences
        self._announced = announced
        self._first = reference - KEPT
        self._serialised: dict[str, bytes] = {}
        self._holds = holds or Holds(catalogue)
        self._jalons = jalons
        self.events = cache(partial(events_of, self._holds))
        """Gives `events_of` this catalogue, once for all who ask."""

    # What there is

    def of_event(self, evenement: Evenement) -> str:
        """Return the address of an event's own file; '' where it is over for long, or stands in no calendar."""
        if not self._stands(evenement) or self._ends[evenement.id] < self._first:
            return ""
        return _own_file(evenement.id)

    def of(self, section: str, identity: str) -> Abonnement | None:
        """Return the calendar of a target, theme, territory or group, or None where it would be empty."""
        return self.subscriptions.get((section, identity))

    @cached_property
    def everything(self) -> Abonnement | None:
        """The calendar of every event, or None where there is none."""
        return self._abonnement("", ALL) if self._has("", "") else None

    @cached_property
    def subscriptions(self) -> dict[tuple[str, str], Abonnement]:
        """Return the calendars by section and id, in the order of the catalogue."""
        return {
            (section, identity): self._abonnement(record.intitule, f"{record_address(section, identity)}agenda.ics")
            for section in SUBSCRIBED
            for identity, record in getattr(self._catalogue, section).items()
            if self._has(section, identity)
        }

    def _abonnement(self, nom: str, adresse: str) -> Abonnement:
        return Abonnement(nom, adresse, self._base + adresse)

    def _stands(self, evenement: Evenement) -> bool:
        return evenement.id in self._ends

    @cached_property
    def _ends(self) -> dict[str, date]:
        """Last day of each event that stands in calendars, by id."""
        return {
            event.id: max(ends)
            for event in self._catalogue.evenements.values()
            if not (event.exemple or event.saison)
            and (ends := [one.fin for one in self._occurrences[event.id] if one.complete])
        }

    def _has(self, section: str, identity: str) -> bool:
        """Whether there is a calendar; a territory of another region, or that nothing names, has none."""
        if section == "territoires" and not self._catalogue.has_files(section, identity):
            return False
        return bool(
            self._ours(section, identity) or self._others(section, identity) or self._milestones(section, identity)
        )

    def _ours(self, section: str, identity: str) -> list[Evenement]:
        """Return our events of a calendar; of those that are over for long, only the last where nothing else is left.

        Thus a calendar that readers subscribe to does not vanish when its events grow old.
        """
        events = [event for event in self.events(section, identity) if self._stands(event)]
        kept = [event for event in events if self._ends[event.id] >= self._first]
        return kept or ([max(events, key=lambda event: self._ends[event.id])] if events else [])

    def _milestones(self, section: str, identity: str) -> list[Echeance]:
        """Return the milestones of a group whose day is known; of those that are over for long, at most the last."""
        return self._steps.get(identity, []) if section == "groupes" else []

    @cached_property
    def _steps(self) -> dict[str, list[Echeance]]:
        found: dict[str, list[Echeance]] = {}
        for identity, groupe in self._catalogue.groupes.items():
            steps = of_group(groupe) if self._jalons is None else self._jalons[identity]
            found[identity] = in_calendar(steps, self._first)
        return found

    def _others(self, section: str, identity: str) -> list[RendezVous]:
        """Return what others announce that belongs to a calendar, by date."""
        around = self._holds.around(section, identity) if section else {""}
        found = [self._theirs.get((section, one), []) for one in around]
        if sum(map(bool, found)) < 2:
            return max(found, key=len, default=[])
        near = {one.identite for some in found for one in some}
        return [one for one in self._announced if one.identite in near]

    @cached_property
    def _theirs(self) -> dict[tuple[str, str], list[RendezVous]]:
        """What others announce and is not over for long: all of it, by target, theme and territory."""
        found: dict[tuple[str, str], list[RendezVous]] = defaultdict(list)
        for one in self._announced:
            if one.fin >= self._first:
                about = ((section, one_id) for section in SUBSCRIBED for one_id in said(section, one))
                for key in (("", ""), *about):
                    found[key].append(one)
        return dict(found)

    # Files

    def outputs(self) -> Iterator[Output]:
        """Yield every calendar file; those of a record that was renamed, under its former addresses as well."""
        for evenement in self._catalogue.evenements.values():
            if address := self.of_event(evenement):
                vevents = self._event(evenement)
                head, tail = _frame((), self._site.zone, zoned=b";TZID=" in vevents)
                content = b"".join((*head, vevents, tail))
                for known in (address, *map(_own_file, evenement.anciens_ids)):
                    yield Output(known, content)
        if self.everything:
            yield self._calendar(self.everything, "", "")
        for (section, identity), abonnement in self.subscriptions.items():
            output = self._calendar(abonnement, section, identity)
            yield output
            for former in getattr(getattr(self._catalogue, section)[identity], "anciens_ids", ()):
                yield Output(f"{record_address(section, former)}agenda.ics", output.content)

    def _calendar(self, abonnement: Abonnement, section: str, identity: str) -> Output:
        nom = f"{abonnement.nom} – {self._site.nom}" if abonnement.nom else f"Agenda – {self._site.nom}"
        ours, others = self._ours(section, identity), self._others(section, identity)
        milestones = map(self._milestone, self._milestones(section, identity))
        vevents = chain(map(self._event, ours), map(_of_others, others), milestones)
        return Output(abonnement.adresse, calendar_file(nom, abonnement.url, vevents, self._site.zone))

    def _event(self, evenement: Evenement) -> bytes:
        """Return the VEVENTs of an event, serialised once."""
        if evenement.id not in self._serialised:
            self._serialised[evenement.id] = b"".join(self._vevents(evenement))
        return self._serialised[evenement.id]

    def _milestone(self, one: Echeance) -> bytes:
        """Return the VEVENT of a milestone: it stays the same one when it moves, and one that was given up says so."""
        groupe = one.groupe
        address = self._base + record_address(groupe.kind, groupe.id)
        return _vevent(
            _text("UID", uid(one.identite, self._base)),
            _stamp(groupe.modifie_le or groupe.ajoute_le or UNDATED),
            _text("DESCRIPTION", f"{told_in_calendar(one)}\n{address}"),
            _line("URL", vUri(address)),
            _when_and_where(one),
        )

    def _vevents(self, evenement: Evenement) -> Iterator[bytes]:
        common = self._common(evenement)
        rule = f"{evenement.recurrence} {evenement.debut.first_day}"
        by_rule = evenement.recurrence is not None and not _RARELY_READ.search(rule)
        for occurrence in self._occurrences[evenement.id]:
            if occurrence.complete and not (by_rule and occurrence.jour_prevu):
                yield _vevent(_text("UID", uid(occurrence.identite, self._base)), common, _when_and_where(occurrence))
        if by_rule:
            yield from self._recurring(evenement, _text("UID", uid(first_id(evenement), self._base)), common)

    def _recurring(self, evenement: Evenement, identity: bytes, common: bytes) -> Iterator[bytes]:
        """Yield an event that recurs, then each of its days that changed (RFC 5545, section 3.8.4.4)."""
        first = self._first_by_rule(evenement)
        if first is None:
            return
        days = [change.date for change in evenement.modifications]
        changed = [
            occurrence
            for occurrence in (occurrences_of(evenement, max(days)) if days else ())
            if occurrence.jour_prevu in days
        ]
        gone = {occurrence.jour_prevu for occurrence in changed if not occurrence.complete}
        gone |= {day for day in evenement.exceptions if day not in days}
        timed = first.heure_debut is not None
        # as on the wall: placed_in moves the hour that is left out in spring, which the other days of a rule have
        start = _start(first.debut, first)
        when_and_where = _placed(title_of(first), _status_of(first), place_of(first)) + _period(start, first.bornes[1])
        rule = _line("RRULE", vRecur(_rule(str(evenement.recurrence), self._site.zone if timed else None)))
        skipped = b"".join(_line("EXDATE", vDDDTypes(_start(day, first))) for day in sorted(filter(None, gone)))
        yield _vevent(identity, common, when_and_where, rule, skipped)
        for occurrence in changed:
            if occurrence.complete and occurrence.jour_prevu:
                replaced = _line("RECURRENCE-ID", vDDDTypes(_start(occurrence.jour_prevu, first)))
                yield _vevent(identity, replaced, common, _when_and_where(occurrence))

    def _first_by_rule(self, evenement: Evenement) -> Occurrence | None:
        """Return the first occurrence that the rule of an event gives, as if nothing had changed it."""
        if not (evenement.exceptions or evenement.modifications):
            known = next((one for one in self._occurrences[evenement.id] if one.jour_prevu), None)
            if known:
                return known
        plain = evenement.model_copy(update={"exceptions": (), "modifications": (), "autres_dates": ()})
        last = date(evenement.debut.year + RULE_LAST_YEARS, 12, 31)
        return next(occurrences_of(plain, last, self._site.zone), None)

    def _common(self, evenement: Evenement) -> bytes:
        """Return the lines that all dates of an event share."""
        changed = evenement.modifie_le or evenement.ajoute_le or UNDATED
        address = self._base + record_address("evenements", evenement.id)
        themes = [self._catalogue.themes[theme].label for theme in evenement.themes if theme in self._catalogue.themes]
        return b"".join(
            (
                _stamp(changed),
                _text("DESCRIPTION", "\n".join((*self._sentences(evenement), address))),
                _line("URL", vUri(address)),
                _categories(tuple(themes)),
            )
        )

    def _sentences(self, evenement: Evenement) -> Iterator[str]:
        if evenement.description:
            yield french.shorten(plain(evenement.description), DESCRIBED)
        if evenement.organisateur:
            yield f"Organisé par\u00a0: {self._catalogue.nom_de(evenement.organisateur)}"
        known = self._catalogue.livrables
        fiches = filter(None, map(known.get, evenement.livrables))
        titles = [fiche.titre for fiche in fiches if fiche.actuel]  # an archived one is not to be passed on
        if titles:
            more = len(titles) - NAMED
            others = [f"et {more} autre{'s' if more > 1 else ''}"] if more > 0 else []
            yield f"À diffuser à cette occasion\u00a0: {french.listed([*titles[:NAMED], *others])}"


def _of_others(one: RendezVous) -> bytes:
    """Return the VEVENT of what others announce, with their names, under the UID that it has there."""
    return _vevent(
        _text("UID", one.identite),
        _stamp(one.sources[0].copie or UNDATED),
        _text("DESCRIPTION", credit(one.sources)),
        _line("URL", vUri(one.url)) if one.url else b"",
        _when_and_where(one),
    )


def reminder(name: str, changed: date | None, title: str, text: str, url: str, day: date) -> bytes:
    """Return the VEVENT of a whole day on which something is to be done; `changed` is the day of its record."""
    return _vevent(
        _text("UID", name),
        _stamp(changed or UNDATED),
        _text("DESCRIPTION", text),
        _line("URL", vUri(url)),
        _placed(title, _STATUS["confirme"], ""),
        _period(day, french.day_after(day)),
    )


def calendar_file(name: str, url: str, vevents: Iterable[bytes], zone: ZoneInfo) -> bytes:
    """Return a calendar to subscribe to (RFC 5545, section 3.4); `url` is where it is published, `zone` the site's."""
    own = ((CALENDAR_NAME, name), ("NAME", name), ("URL", url))
    head, tail = _frame(tuple((known, UNNAMED) for known, _value in own), zone, zoned=True)
    said = {_line(known, _value_of(known, UNNAMED)): _line(known, _value_of(known, value)) for known, value in own}
    return b"".join((*(said.get(line, line) for line in head), *vevents, tail))


# Lines


def _line(name: str, value: Any) -> bytes:
    """Return the line of a property, whose value and parameters the library writes."""
    parameters = b";" + value.params.to_ical() if value.params else b""
    return fold(b"%s%s:%s" % (name.encode(), parameters, value.to_ical()))


def fold(line: bytes) -> bytes:
    """Return a content line with its end, in lines of at most 75 octets (RFC 5545, section 3.1).

    Neither a character of several octets nor an escape is cut in two. The library does the same one character after
    the other, which takes longer than all else in a line.
    """
    pieces = []
    start = 0
    while len(line) - start > ROOM:
        end = start + ROOM
        while line[end] & 0xC0 == 0x80:  # inside a character of UTF-8
            end -= 1
        escapes = len(line[start:end]) - len(line[start:end].rstrip(b"\\"))
        end -= escapes % 2
        pieces.append(line[start:end])
        start = end
    pieces.append(line[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def _text(name: str, text: str) -> bytes:
    return _line(name, vText(text))


_shared_text = lru_cache(maxsize=4096)(_text)


@lru_cache(maxsize=4096)
def _stamp(changed: date) -> bytes:
    """Return when and how often a record changed: a later day always has a higher SEQUENCE (RFC 5545, 3.8.7.4)."""
    moment = vDDDTypes(datetime.combine(changed, time(), UTC))
    return b"".join(
        (
            _line("DTSTAMP", moment),
            _line("LAST-MODIFIED", moment),
            _line("SEQUENCE", vInt(max((changed - UNDATED).days, 0))),
        )
    )


@lru_cache(maxsize=4096)
def _categories(labels: tuple[str, ...]) -> bytes:
    return _line("CATEGORIES", vCategory(list(labels))) if labels else b""


def _placed(titre: str, statut: str, lieu: str) -> bytes:
    """Return the title, the status, the place; an announcement takes no time in its reader's calendar."""
    return b"".join(
        (
            _text("SUMMARY", titre),
            _shared_text("LOCATION", lieu) if lieu else b"",
            _shared_text("STATUS", statut),
            _shared_text("TRANSP", "TRANSPARENT"),
        )
    )


def _status_of(one: RendezVous) -> str:
    """Return the status of an event (RFC 5545, section 3.8.1.11)."""
    return "TENTATIVE" if one.a_confirmer else _STATUS[one.statut]


def _when_and_where(occurrence: RendezVous) -> bytes:
    return _placed(title_of(occurrence), _status_of(occurrence), place_of(occurrence)) + _period(*occurrence.bornes)


def _period(start: date | datetime, end: date | datetime | None) -> bytes:
    # hours are not shared: two of the same moment are equal, whatever their time zones
    return _lasting(start, end) if isinstance(start, datetime) else _whole_days(start, end)


def _lasting(start: date | datetime, end: date | datetime | None) -> bytes:
    return _line("DTSTART", vDDDTypes(start)) + (_line("DTEND", vDDDTypes(end)) if end else b"")


_whole_days = lru_cache(maxsize=4096)(_lasting)


def _start(day: date, first: Occurrence) -> date | datetime:
    """Return when the occurrence of a day was to begin, in the form of the first one's start."""
    if first.heure_debut is None:
        return day
    return datetime.combine(day, time(first.quand.hour, first.quand.minute), first.heure_debut.tzinfo)


def _rule(text: str, zone: tzinfo | None) -> vRecur:
    """Return a rule whose UNTIL has the form of the event's start (RFC 5545, section 3.3.10): of `zone` if it is timed.

    In a record UNTIL is a day, which still counts.
    """
    rule: vRecur = vRecur.from_ical(text)
    if "UNTIL" in rule:
        last = rule["UNTIL"][0]
        day = last.date() if isinstance(last, datetime) else last
        rule["UNTIL"] = [datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC) if zone else day]
    return rule


@cache
def _ends_of_event() -> tuple[bytes, bytes]:
    begin, end, _ = Event().to_ical().partition(b"END:")
    return begin, end + _


def _vevent(*lines: bytes) -> bytes:
    begin, end = _ends_of_event()
    return b"".join((begin, *lines, end))


@lru_cache(maxsize=4)
def _frame(own: tuple[tuple[str, str], ...], zone: ZoneInfo, *, zoned: bool) -> tuple[Sequence[bytes], bytes]:
    """Return what stands before the events of a calendar, line by line, and what stands after them.

    `own` is what one to subscribe to adds, and one that is `zoned` says how `zone` counts hours. It names no METHOD: a
    calendar is a snapshot and no message (RFC 5545, section 3.7.2), of which « PUBLISH » would want an organiser's
    mailbox in each event (RFC 5546, section 3.2.1), which few have.
    """
    calendar = Calendar()
    for name, value in (("PRODID", PRODID), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN")):
        calendar.add(name, value)
    for name, value in own:
        calendar.add(name, _value_of(name, value))
    if own:
        calendar.add("X-WR-TIMEZONE", zone.key)
        calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", vDDDTypes(REFRESH))
    end = b"END:VCALENDAR\r\n"
    lines = calendar.to_ical().removesuffix(end).splitlines(keepends=True)
    return (*lines, vtimezone(zone) if zoned else b""), end


def _value_of(name: str, value: str) -> Any:
    """Return what a calendar says of itself, in the type that programs expect: a name, even with commas, is one."""
    return vUri(value) if name == "URL" else vUnknown(value)
