"""Hours of a site that has not those of Paris: the same moment on pages, in calendars, in data, whoever reads them."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from prst.analysis.derived import Derived
from prst.outputs.calendars import ALL, Calendars
from prst.outputs.data.exports import exports
from prst.outputs.fuseaux import vtimezone
from prst.outputs.pages.integrer import Integrer
from prst.outputs.pages.programme import Programme
from prst.outputs.pages.web_calendars import web_links
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue, create_pages, plain, render_pages

PLACES: dict[str, dict[str, str]] = {"region": {}, "national": {}, "974": {}, "972": {}, "75": {}}
REUNION = {"region": "La Réunion", "fuseau": "Indian/Reunion", "departements": ["974"]}
MIQUELON = {"region": "Saint-Pierre-et-Miquelon", "fuseau": "America/Miquelon"}
VISIT = {"titre": "Visite", "debut": "2026-11-05T09:00", "fin": "2026-11-05T11:30", "ajoute_le": "2026-10-01"}


def create(site: dict[str, Any], **fields: Any) -> Catalogue:
    return create_catalogue(site=site, territoires=PLACES, evenements={"visite": {**VISIT, **fields}})


def publish(catalogue: Catalogue) -> dict[str, bytes]:
    """The calendar files."""
    derived = Derived(catalogue)
    calendars = Calendars(catalogue, derived.occurrences, derived.announced, derived.reference)
    return {output.path: output.content for output in calendars.outputs()}


def moments(content: bytes) -> list[tuple[datetime, datetime]]:
    """When the events of a calendar begin and end, as vobject reads them by the zone that the file defines."""
    events = vobject.readOne(content.decode()).contents["vevent"]
    return [(event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)) for event in events]


def days(content: bytes, first: date, last: date) -> Sequence[datetime]:
    """When what recurs begins, as recurring-ical-events reads it."""
    found = recurring_ical_events.of(Calendar.from_ical(content)).between(first, last)
    return sorted(event["DTSTART"].dt.astimezone(UTC) for event in found)


def test_nine_in_la_reunion_is_five_in_greenwich_wherever_it_is_read() -> None:
    catalogue = create(REUNION)
    begin, end = datetime(2026, 11, 5, 5, tzinfo=UTC), datetime(2026, 11, 5, 7, 30, tzinfo=UTC)
    files = publish(catalogue)
    for path in (ALL, "evenements/visite/evenement.ics"):
        assert moments(files[path]) == [(begin, end)]
        assert b"DTSTART;TZID=Indian/Reunion:20261105T090000" in files[path]
        assert b"Europe/Paris" not in files[path]
    assert b"X-WR-TIMEZONE:Indian/Reunion" in files[ALL]

    html = render_pages(catalogue)["evenements/visite/"]
    (script,) = LexborHTMLParser(html).css('script[type="application/ld+json"]')
    told = json.loads(script.text())
    assert (told["startDate"], told["endDate"]) == ("2026-11-05T09:00:00+04:00", "2026-11-05T11:30:00+04:00")
    assert "De 9 h à 11 h 30" in plain(html)
    assert "heure de" not in plain(html)

    (occurrence,) = Derived(catalogue).occurrences["visite"]
    assert all("20261105T050000Z" in url or "T05%3A00%3A00Z" in url for _name, url in web_links(occurrence, ""))

    whole = json.loads({output.path: output.content for output in exports(catalogue)}["catalogue.json"])
    written = datetime.fromisoformat(whole["evenements"][0]["debut"]).replace(tzinfo=ZoneInfo(whole["fuseau"]))
    assert written == begin


def test_a_site_of_paris_says_what_it_said() -> None:
    catalogue = create({})
    assert moments(publish(catalogue)[ALL])[0][0] == datetime(2026, 11, 5, 8, tzinfo=UTC)
    assert "fuseau" not in json.loads({one.path: one.content for one in exports(catalogue)}["catalogue.json"])


def test_a_weekly_hour_stays_on_the_clock_when_it_changes() -> None:
    """In Miquelon summer time ends on the first Sunday of November."""
    catalogue = create(MIQUELON, debut="2026-10-27T09:00", fin="2026-10-27T10:00", recurrence="FREQ=WEEKLY;COUNT=3")
    expected = [datetime(2026, 10, 27, 11, tzinfo=UTC), *(datetime(2026, 11, day, 12, tzinfo=UTC) for day in (3, 10))]
    content = publish(catalogue)[ALL]
    assert days(content, date(2026, 10, 1), date(2026, 12, 1)) == expected
    found = [one.heure_debut for one in Derived(catalogue).occurrences["visite"]]
    assert [one.astimezone(UTC) for one in found if one] == expected


def test_the_hour_that_spring_leaves_out_is_that_of_the_zone() -> None:
    html = render_pages(create(MIQUELON, debut="2026-03-08T02:30", fin="2026-03-08T05:00"))["evenements/visite/"]
    assert "De 3 h 30 à 5 h" in plain(html)


def test_the_last_day_of_a_rule_ends_where_the_site_is() -> None:
    rule = {"debut": "2026-10-06T20:00", "fin": "2026-10-06T21:00", "recurrence": "FREQ=WEEKLY;UNTIL=20261020"}
    content = publish(create(MIQUELON, **rule))[ALL]
    assert b"UNTIL=20261021T015959Z" in content
    assert len(days(content, date(2026, 10, 1), date(2026, 12, 1))) == 3


@pytest.mark.parametrize(
    ("site", "territoires", "told"),
    [
        (REUNION, ["974"], ""),
        (REUNION, ["region"], ""),
        (REUNION, [], ""),
        (REUNION, ["75"], "heure de La Réunion"),
        (REUNION, ["national"], "heure de La Réunion"),
        (REUNION, ["974", "75"], ""),
        ({"fuseau": "America/Guadeloupe"}, ["972"], ""),  # clocks there show the same hour
        ({"fuseau": "America/Guadeloupe"}, ["974"], "heure de Guadeloupe"),
        ({"fuseau": "Africa/Abidjan"}, ["974"], "heure d’Abidjan"),
        ({}, ["974"], "heure de Paris"),
        ({}, ["75"], ""),
        ({}, ["national"], ""),
    ],
)
def test_whose_hour_it_is_is_said_where_clocks_show_another(
    site: dict[str, Any], territoires: list[str], told: str
) -> None:
    html = plain(render_pages(create(site, territoires=territoires))["evenements/visite/"])
    assert told in html
    assert ("(heure d" in html) == bool(told)


def test_frames_hide_what_is_over_where_the_site_is() -> None:
    def scripts(site: dict[str, Any]) -> list[dict[str, str | None]]:
        found = {one.path: one.content.decode() for one in Integrer(create_pages(create(site))).outputs()}
        return [node.attributes for node in LexborHTMLParser(found["integrer/agenda/index.html"]).css("script")]

    (frame,) = scripts(REUNION)
    assert frame["data-fuseau"] == "Indian/Reunion"
    (frame,) = scripts({})
    assert "data-fuseau" not in frame


def test_calendars_of_days_name_the_zone_too() -> None:
    content = Programme(create_pages(create(REUNION))).calendar("a.ics", "Essai", ()).content
    assert b"TZID:Indian/Reunion" in content


# How a zone counts its hours

ZONES = ("America/Miquelon", "Indian/Reunion", "Pacific/Noumea", "America/Montreal", "Europe/London", "Asia/Tokyo")


@given(st.sampled_from(ZONES), st.integers(0, 91 * 366 * 24))
@settings(deadline=None, max_examples=120)
def test_a_zone_is_that_of_the_database(name: str, hours: int) -> None:
    """As vobject reads it, from 2008 on: of rules that ended before, dateutil takes the end for a local time."""
    moment, zone = datetime(2008, 1, 1) + timedelta(hours=hours), ZoneInfo(name)
    frame = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%sEND:VCALENDAR\r\n" % vtimezone(zone)
    read = vobject.readOne(frame.decode()).vtimezone.tzinfo
    expected = moment.replace(tzinfo=zone)
    if expected.replace(fold=1).utcoffset() == expected.utcoffset():
        assert moment.replace(tzinfo=read).utcoffset() == expected.utcoffset()


def test_a_zone_without_rule_names_its_days() -> None:
    """Clocks follow the moon in Morocco, and changed twice in a fortnight in Nunavut."""
    casablanca = vtimezone(ZoneInfo("Africa/Casablanca"))
    assert b"RDATE:" in casablanca
    assert len(casablanca) < 5000
    assert b"20001105T000000" in vtimezone(ZoneInfo("America/Cambridge_Bay"))


def test_france_is_told_in_three_rules() -> None:
    assert vtimezone(ZoneInfo("Europe/Paris")).decode().splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Paris",
        "BEGIN:DAYLIGHT",
        "DTSTART:19810329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19810927T030000",
        "RRULE:FREQ=YEARLY;UNTIL=19950924T010000Z;BYDAY=-1SU;BYMONTH=9",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]
