"""Calendar files: what another reader finds in them, whatever the records say."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, vText
from icalendar.parser import Contentline

from prst.analysis.agenda import announced
from prst.analysis.occurrences import Occurrence, occurrences_of
from prst.analysis.rendez_vous import KEPT
from prst.outputs.calendars import ALL, Calendars, fold
from prst.outputs.pages.web_calendars import web_links
from prst.records.catalogue import Catalogue, horizon, reference_day
from prst.records.copies import Copie, EvenementExterne
from tests.catalogues import create_catalogue, create_external

PARIS = ZoneInfo("Europe/Paris")
MONTHLY: dict[str, Any] = {
    "titre": "Permanence",
    "debut": "2026-09-01T14:00",
    "fin": "2026-09-01T16:00",
    "recurrence": "FREQ=MONTHLY;BYDAY=1TU",
    "exceptions": ["2027-01-05"],
    "modifications": [
        {"date": "2026-10-06", "statut": "annule"},
        {"date": "2026-11-03", "debut": "2026-11-10", "lieu": "Lyon"},
        {"date": "2027-02-02", "debut": "2027-02"},
    ],
}


def find_occurrences(catalogue: Catalogue) -> dict[str, list[Occurrence]]:
    last = horizon(reference_day(catalogue))
    return {event.id: list(occurrences_of(event, last)) for event in catalogue.evenements.values()}


def publish(catalogue: Catalogue) -> dict[str, bytes]:
    occurrences = find_occurrences(catalogue)
    others = announced(catalogue, [one for found in occurrences.values() for one in found])
    calendars = Calendars(catalogue, occurrences, others, reference_day(catalogue))
    return {output.path: output.content for output in calendars.outputs()}


def publish_one(**fields: Any) -> bytes:
    return publish(create_catalogue(evenements={"e": fields}))["evenements/e/evenement.ics"]


def read(content: bytes) -> list[Any]:
    """The events of a calendar as vobject, which shares no code with the library that wrote it, reads them."""
    return list(vobject.readOne(content.decode()).contents.get("vevent", ()))


def unfold(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


# One event


def test_file_of_an_event_is_as_it_was() -> None:
    content = publish_one(
        titre="Petit-déjeuner, accueil ; suite",
        debut="2026-10-08T08:30",
        fin="2026-10-08T10:00",
        lieu="Saint-Étienne",
        organisateur="Ardab",
        description="Un café.\n\nPuis une visite.",
        themes=["chutes"],
        ajoute_le="2026-06-01",
        modifie_le="2026-06-03",
    )
    lines = content.decode().split("\r\n")
    assert lines[: lines.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Catalogue PRST//Agenda//FR",
        "CALSCALE:GREGORIAN",
    ]
    assert lines[lines.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        "UID:e@essai.example.org",
        "DTSTAMP:20260603T000000Z",
        "LAST-MODIFIED:20260603T000000Z",
        "SEQUENCE:2345",
        "DESCRIPTION:Un café.\\n\\nPuis une visite.\\nOrganisé par\u00a0: Ardab\\nhttps:/",
        " /essai.example.org/evenements/e/",
        "URL:https://essai.example.org/evenements/e/",
        "CATEGORIES:Chutes",
        "SUMMARY:Petit-déjeuner\\, accueil\u00a0\\; suite",
        "LOCATION:Saint-Étienne",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "DTSTART;TZID=Europe/Paris:20261008T083000",
        "DTEND;TZID=Europe/Paris:20261008T100000",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("day", "offset"),
    [("2026-03-28", 1), ("2026-03-29", 2), ("2026-10-24", 2), ("2026-10-25", 1), ("1985-10-01", 1), ("1985-09-28", 2)],
)
def test_hours_are_those_of_paris_on_both_sides_of_a_clock_change(day: str, offset: int) -> None:
    (event,) = read(publish_one(debut=f"{day}T09:00", fin=f"{day}T11:00", ajoute_le=day))
    assert event.dtstart.value.utcoffset() == timedelta(hours=offset)
    assert event.dtstart.value.astimezone(UTC).hour == 9 - offset
    assert event.dtend.value - event.dtstart.value == timedelta(hours=2)


@given(st.integers(0, 104 * 366 * 24))
@settings(deadline=None, max_examples=60)
def test_time_zone_is_that_of_the_database(hours: int) -> None:
    """The rules of the file, as vobject reads them, against the IANA database.

    From April 1996 on: of the rule before, dateutil, by which vobject reads zones, takes the end for a local time.
    """
    moment = datetime(1996, 4, 1) + timedelta(hours=hours)
    zone = vobject.readOne(publish_one(debut="2026-10-08T09:00").decode()).vtimezone.tzinfo
    expected = moment.replace(tzinfo=PARIS)
    if expected.replace(fold=1).utcoffset() == expected.utcoffset():  # readers differ on the hour that comes twice
        assert moment.replace(tzinfo=zone).utcoffset() == expected.utcoffset()


def test_the_hour_that_is_left_out_counts_as_the_next_one_and_ends_after_it_begins() -> None:
    (event,) = read(publish_one(debut="2026-03-29T02:30", fin="2026-03-29T03:00"))
    assert event.dtstart.value.replace(tzinfo=None) == datetime(2026, 3, 29, 3, 30)
    assert "dtend" not in event.contents


def test_a_file_says_how_paris_counts_its_hours_where_it_has_some() -> None:
    assert b"VTIMEZONE" in publish_one(debut="2026-10-08T09:00")
    assert b"VTIMEZONE" not in publish_one(debut="2026-10-08")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
@example("é" * 200)
@example("\\" * 200)
@example("x" * 73 + "\\;" + "x" * 80)
def test_lines_are_folded_as_the_library_folds_them_or_better(text: str) -> None:
    line = f"SUMMARY:{vText(text).to_ical().decode()}"
    folded = fold(line.encode())
    pieces = folded.removesuffix(b"\r\n").split(b"\r\n ")
    assert "".join(piece.decode() for piece in pieces) == line
    assert all(len(piece) <= 74 for piece in pieces)
    assert all((len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0 for piece in pieces), "an escape is cut in two"
    if "\\\\" not in line:  # the library cuts between two backslashes, which may be one escape
        assert folded == Contentline(line).to_ical() + b"\r\n"  # type: ignore[no-untyped-call]


def test_whole_days_end_on_the_day_after() -> None:
    (event,) = read(publish_one(debut="2026-10-30", fin="2026-10-31"))
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 10, 30), date(2026, 11, 1))


def test_only_known_days_stand_in_a_calendar() -> None:
    catalogue = create_catalogue(evenements={"mois": {"debut": "2026-10"}, "annee": {"debut": "2027"}})
    assert publish(catalogue) == {}


def test_fictitious_events_stand_in_no_calendar() -> None:
    assert publish(create_catalogue(evenements={"e": {"exemple": "oui"}})) == {}


@pytest.mark.parametrize(("statut", "prefix"), [("annule", "Annulé\u00a0: "), ("reporte", "Reporté\u00a0: ")])
def test_what_does_not_take_place_is_kept_and_says_so(statut: str, prefix: str) -> None:
    (event,) = read(publish_one(titre="Salon", statut=statut))
    assert (event.status.value, event.summary.value) == ("CANCELLED", f"{prefix}Salon")


def test_a_date_to_be_confirmed_is_tentative_and_says_so() -> None:
    """RFC 5545, section 3.8.1.11."""
    confirmed = [{"date": "2027-06-15", "debut": "2027-06-14"}]
    fields = {"titre": "Semaine", "debut": "2026-06-15", "recurrence": "FREQ=YEARLY", "modifications": confirmed}
    by_rule, changed = read(publish_one(**fields, date_a_confirmer="oui"))
    assert (by_rule.status.value, by_rule.summary.value) == ("TENTATIVE", "Date à confirmer\u00a0: Semaine")
    assert (changed.status.value, changed.summary.value) == ("CONFIRMED", "Semaine")


def test_an_event_names_what_to_pass_on_and_nothing_that_is_archived() -> None:
    livrables = {name: {"titre": name.upper()} for name in "abcde"} | {"vieux": {"statut": "archive"}}
    event = {"debut": "2026-06-16", "livrables": ["vieux", *"abcde"]}
    catalogue = create_catalogue(livrables=livrables, evenements={"e": event})
    (found,) = read(publish(catalogue)["evenements/e/evenement.ics"])
    assert found.description.value.split("\n")[0] == (
        "À diffuser à cette occasion\u00a0: A\u00a0; B\u00a0; C\u00a0; et 2 autres"
    )


def test_a_season_stands_in_no_calendar() -> None:
    assert publish(create_catalogue(evenements={"e": {"debut": "2026-06-01", "saison": "06-01/09-15"}})) == {}


def test_other_dates_are_events_of_their_own() -> None:
    others = [{"debut": "2026-10-15", "lieu": "Roanne"}, {"debut": "2026-11-05", "statut": "annule"}]
    events = read(publish_one(debut="2026-10-08T08:30", fin="2026-10-08T10:00", lieu="Lyon", autres_dates=others))
    assert [(event.uid.value, event.location.value, event.status.value) for event in events] == [
        ("e@essai.example.org", "Lyon", "CONFIRMED"),
        ("e.2@essai.example.org", "Roanne", "CONFIRMED"),
        ("e.3@essai.example.org", "Lyon", "CANCELLED"),
    ]
    assert events[2].dtend.value.replace(tzinfo=None) == datetime(2026, 11, 5, 10)


# What recurs


def expand(content: bytes, first: date, last: date) -> list[tuple[date, str]]:
    found = recurring_ical_events.of(Calendar.from_ical(content)).between(first, last + timedelta(1))
    days = [(one["DTSTART"].dt, str(one["STATUS"])) for one in found]
    return sorted((day.date() if isinstance(day, datetime) else day, status) for day, status in days)


@pytest.mark.parametrize(
    "fields",
    [
        MONTHLY,
        {"debut": "2026-10-19", "fin": "2026-10-23", "recurrence": "FREQ=YEARLY;BYWEEKNO=43;BYDAY=MO"},
        {"debut": "2026-06-16T09:00", "recurrence": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20270104"},
        {"debut": "2026-06-16", "recurrence": "FREQ=YEARLY;COUNT=2"},
        {"debut": "2026-06-30", "recurrence": "FREQ=MONTHLY;UNTIL=20270630T120000Z"},
        {"debut": "2026-01-31", "recurrence": "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU"},
    ],
)
def test_a_reader_finds_the_days_that_the_site_shows(fields: dict[str, Any]) -> None:
    catalogue = create_catalogue(evenements={"e": fields})
    first, last = date(2026, 1, 1), date(2028, 12, 31)
    shown = [one for one in occurrences_of(catalogue.evenements["e"], last) if one.complete and one.debut <= last]
    expected = sorted((one.debut, "CANCELLED" if one.statut == "annule" else "CONFIRMED") for one in shown)
    assert expected
    assert expand(publish(catalogue)["evenements/e/evenement.ics"], first, last) == expected


def test_days_of_a_rule_that_calendars_read_badly_are_written_out() -> None:
    changes = [{"date": "2027-10-25", "statut": "annule"}, {"date": "2028-10-23", "debut": "2028-11-06"}]
    rule = "FREQ=YEARLY;BYWEEKNO=43;BYDAY=MO"
    events = read(publish_one(debut="2026-10-19", fin="2026-10-23", recurrence=rule, modifications=changes))
    assert not [event for event in events if "rrule" in event.contents]
    assert [(event.uid.value.partition("@")[0], event.dtstart.value, event.status.value) for event in events] == [
        ("e.20261019", date(2026, 10, 19), "CONFIRMED"),
        ("e.20271025", date(2027, 10, 25), "CANCELLED"),
        ("e.20281023", date(2028, 11, 6), "CONFIRMED"),
        ("e.20291022", date(2029, 10, 22), "CONFIRMED"),
    ]


@pytest.mark.parametrize(
    ("debut", "rule", "by_rule"),
    [
        ("2026-06-15", "FREQ=YEARLY", True),
        ("2026-12-31", "FREQ=YEARLY", True),
        ("2026-11-16", "FREQ=YEARLY;BYMONTH=11;BYDAY=3MO", True),
        ("2026-09-01", "FREQ=MONTHLY;BYDAY=1TU", True),
        ("2026-01-31", "FREQ=MONTHLY", True),
        ("2026-02-03", "FREQ=MONTHLY;BYDAY=1TU;BYMONTH=2,6,10", False),
        ("2026-02-03", "BYMONTH=2,6,10;FREQ=MONTHLY;BYDAY=1TU", False),
        ("2026-01-15", "FREQ=YEARLY;BYMONTHDAY=15", False),
        ("2026-05-15", "FREQ=YEARLY;BYDAY=20FR", False),
        ("2026-12-31", "FREQ=YEARLY;BYYEARDAY=-1", False),
        ("2028-02-29", "FREQ=YEARLY", False),
        ("2026-01-31", "FREQ=YEARLY;BYMONTH=1,4,5", False),
        ("2026-03-30", "FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=30,31", False),
    ],
)
def test_only_rules_that_calendars_read_alike_are_published_as_rules(debut: str, rule: str, by_rule: bool) -> None:
    """Found by comparing thousands of rules with the days that ical.js 2.2.1 gives for them."""
    assert (b"RRULE" in publish_one(debut=debut, recurrence=rule)) == by_rule


def test_a_rule_keeps_its_hour_though_its_first_day_leaves_that_out() -> None:
    content = publish_one(debut="2026-03-29T02:30", fin="2026-03-29T04:00", recurrence="FREQ=WEEKLY;COUNT=2")
    found = recurring_ical_events.of(Calendar.from_ical(content)).between(date(2026, 3, 1), date(2026, 5, 1))
    assert [one["DTSTART"].dt.astimezone(UTC).isoformat()[:16] for one in found] == [
        "2026-03-29T01:30",
        "2026-04-05T00:30",
    ]


def test_a_day_that_changes_replaces_the_one_of_the_rule() -> None:
    master, cancelled, moved = read(publish_one(**MONTHLY))
    assert {event.uid.value for event in (master, cancelled, moved)} == {"e@essai.example.org"}
    assert [event.recurrence_id.value.date() for event in (cancelled, moved)] == [date(2026, 10, 6), date(2026, 11, 3)]
    assert cancelled.status.value == "CANCELLED"
    assert (moved.dtstart.value.date(), moved.location.value) == (date(2026, 11, 10), "Lyon")
    gone = [day.date() for line in master.contents["exdate"] for day in line.value]
    assert gone == [date(2027, 1, 5), date(2027, 2, 2)]  # the second has no day yet


@pytest.mark.parametrize(
    ("debut", "line"),
    [("2026-06-02", "EXDATE;VALUE=DATE:20260609"), ("2026-06-02T10:00", "EXDATE;TZID=Europe/Paris:20260609T100000")],
)
def test_an_exception_says_of_what_kind_it_is(debut: str, line: str) -> None:
    """RFC 5545, section 3.8.5.1: DATE-TIME where nothing is said; ical.js gives the whole event up for a day then."""
    lines = unfold(publish_one(debut=debut, recurrence="FREQ=WEEKLY;COUNT=3", exceptions=["2026-06-09"]))
    assert [one for one in lines if one.startswith("EXDATE")] == [line]


def test_summer_time_leaves_the_hour_of_what_recurs_alone() -> None:
    content = publish_one(debut="2026-10-13T09:00", recurrence="FREQ=WEEKLY", fin="2026-10-13T10:00")
    (event,) = read(content)
    found = recurring_ical_events.of(Calendar.from_ical(content)).between(date(2026, 10, 13), date(2026, 11, 4))
    hours = [one["DTSTART"].dt.astimezone(UTC).hour for one in found]
    assert hours == [7, 7, 8, 8]
    assert str(event.rrule.value) == "FREQ=WEEKLY"


# Identity


def test_uid_stays_when_date_place_status_and_even_the_id_change() -> None:
    def uids(identity: str, **fields: Any) -> list[str]:
        catalogue = create_catalogue(evenements={identity: fields})
        return [event.uid.value for event in read(publish(catalogue)[f"evenements/{identity}/evenement.ics"])]

    assert uids("salon") == uids("salon", debut="2027-01-01", lieu="Lyon", statut="annule", titre="Autre")
    assert uids("salon") == uids("grand-salon", anciens_ids=["salon", "le-salon"])


def test_sequence_and_stamp_come_from_the_record() -> None:
    contents = [publish_one(ajoute_le="2026-01-01", **fields) for fields in ({}, {"modifie_le": "2026-02-01"})]
    first, second = (read(content)[0] for content in contents)
    assert int(first.sequence.value) < int(second.sequence.value)
    assert second.dtstamp.value == datetime(2026, 2, 1, tzinfo=UTC)
    assert publish_one() == publish_one()
    assert read(publish_one())[0].sequence.value == "0"


# Calendars to subscribe to

SEVERAL: dict[str, Any] = {
    "cibles": {"btp": {"nom": "BTP", "anciens_ids": ["batiment"]}, "tpe": {}},
    "themes": {"chutes": {"label": "Chutes"}, "bruit": {}},
    "territoires": {"region": {}, "national": {}, "69": {}, "01": {}, "75": {}},
    "groupes": {"ga": {}, "autre": {}},
    "livrables": {"guide": {"groupe": "ga"}},
    "site": {"departements": ["01", "69"]},
    "evenements": {
        "salon": {"cibles": ["btp"], "territoires": ["69"], "livrables": ["guide"]},
        "semaine": {"territoires": ["national"], "themes": ["chutes"], "debut": "2026-07-01"},
        "paris": {"territoires": ["75"]},
        "journee": {"territoires": ["region"]},
    },
}


def members(content: bytes) -> set[str]:
    return {event.uid.value.partition("@")[0] for event in read(content)}


def test_there_is_a_calendar_for_each_target_theme_territory_and_group_that_has_events() -> None:
    files = publish(create_catalogue(**SEVERAL))
    found = {path: members(content) for path, content in files.items() if not path.startswith("evenements/")}
    everything = {"salon", "semaine", "paris", "journee"}
    assert found == {
        ALL: everything,
        "cibles/btp/agenda.ics": {"salon"},
        "cibles/batiment/agenda.ics": {"salon"},  # the former address goes on
        "themes/chutes/agenda.ics": {"semaine"},
        "territoires/01/agenda.ics": {"semaine", "journee"},
        "territoires/69/agenda.ics": {"salon", "semaine", "journee"},
        "territoires/region/agenda.ics": {"salon", "semaine", "journee"},
        "territoires/national/agenda.ics": {"semaine"},
        "groupes/ga/agenda.ics": {"salon"},
    }


def test_a_subscription_says_its_name_and_how_often_to_come_back() -> None:
    lines = unfold(publish(create_catalogue(**SEVERAL))["cibles/btp/agenda.ics"])
    for line in (
        "X-WR-CALNAME:BTP – Catalogue d’essai",
        "NAME:BTP – Catalogue d’essai",
        "X-WR-TIMEZONE:Europe/Paris",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "URL:https://essai.example.org/cibles/btp/agenda.ics",
    ):
        assert line in lines
    assert not [line for line in lines if "VALARM" in line]


def test_an_event_has_the_same_lines_in_each_of_its_calendars() -> None:
    files = publish(create_catalogue(**SEVERAL))
    own = files["evenements/salon/evenement.ics"].partition(b"BEGIN:VEVENT")[2].removesuffix(b"END:VCALENDAR\r\n")
    assert all(own in files[path] for path in (ALL, "cibles/btp/agenda.ics", "groupes/ga/agenda.ics"))


def test_the_file_of_an_event_that_was_renamed_stays_at_its_former_addresses() -> None:
    files = publish(create_catalogue(evenements={"grand-salon": {"anciens_ids": ["salon", "le-salon"]}}))
    own = [files[f"evenements/{identity}/evenement.ics"] for identity in ("grand-salon", "salon", "le-salon")]
    assert len(set(own)) == 1


def test_what_is_over_for_long_leaves_but_a_calendar_is_never_empty() -> None:
    changed = {"ajoute_le": "2026-06-01"}
    old = {"debut": str(date(2026, 6, 1) - KEPT - timedelta(1)), "cibles": ["btp"]}
    older = {"debut": "2015-01-01", "cibles": ["btp"]}
    catalogue = create_catalogue(
        cibles={"btp": {}}, evenements={"vieux": old, "ancien": older, "recent": {"debut": "2026-05-01", **changed}}
    )
    files = publish(catalogue)
    assert members(files[ALL]) == {"recent"}
    assert members(files["cibles/btp/agenda.ics"]) == {"vieux"}
    assert "evenements/ancien/evenement.ics" not in files
    assert "evenements/recent/evenement.ics" in files


def test_every_calendar_of_a_site_has_a_page_that_leads_to_it() -> None:
    catalogue = create_catalogue(**SEVERAL)
    calendars = Calendars(catalogue, find_occurrences(catalogue), (), reference_day(catalogue))
    named = {subscription.adresse for subscription in calendars.subscriptions.values()} | {ALL}
    assert named <= set(publish(catalogue))
    assert calendars.everything
    assert calendars.everything.webcal == f"webcal://essai.example.org/{ALL}"


# Events of others


def create_with_copies(*externes: EvenementExterne) -> Catalogue:
    catalogue = create_catalogue(agendas={"salons": {"nom": "Salons", "cibles": ["tpe"]}})
    return replace(catalogue, copies={"salons": Copie(externes, (), date(2026, 6, 1))})


def test_events_of_others_keep_their_uid_and_name_their_source() -> None:
    externe = create_external()
    files = publish(create_with_copies(externe))
    assert set(files) == {ALL, "cibles/tpe/agenda.ics"}
    (event,) = read(files[ALL])
    assert event.uid.value == "abc@ailleurs.fr"
    assert event.description.value == "Annoncé par\u00a0: Salons (copie du 1er juin 2026)"
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 7, 2), date(2026, 7, 4))
    assert event.url.value == "https://exemple.fr/salon"


@pytest.mark.parametrize(
    ("places", "calendars"),
    [
        (("69",), {"69", "region"}),  # what happens in a department concerns who asks for its region
        (("region",), {"69", "01", "region"}),
        (("59",), set()),
        ((), {"69", "01", "region"}),  # anywhere, hence wherever there is a calendar
    ],
)
def test_what_others_announce_stands_in_the_calendars_of_the_territories_that_it_concerns(
    places: tuple[str, ...], calendars: set[str]
) -> None:
    """As the filters of the agenda: those who subscribe to a department miss nothing that they would see there."""
    externe = create_external()
    catalogue = create_catalogue(
        site={"departements": ["69", "01"]},
        territoires={"69": {}, "01": {}, "59": {}, "region": {}},
        agendas={"salons": {"territoires": list(places)}},
        evenements={code: {"debut": "2026-07-09", "territoires": [code]} for code in ("69", "01", "59", "region")},
    )
    catalogue = replace(catalogue, copies={"salons": Copie((externe,), (), date(2026, 6, 1))})
    files = publish(catalogue)
    assert "territoires/59/agenda.ics" not in files, "a territory of another region has its page alone"
    told = {code for code in ("69", "01", "region") if b"abc@ailleurs.fr" in files[f"territoires/{code}/agenda.ics"]}
    assert told == calendars


def test_days_that_one_uid_gives_elsewhere_are_told_apart() -> None:
    days = [create_external(debut=date(2026, 7, day), fin=date(2026, 7, day)) for day in (2, 9)]
    moved = create_external(uid="x", debut=date(2026, 8, 3), fin=date(2026, 8, 3), jour_prevu=date(2026, 8, 2))
    files = publish(create_with_copies(*days, moved))
    uids = [event.uid.value for event in read(files[ALL])]
    assert uids == ["abc@ailleurs.fr.20260702T0000", "abc@ailleurs.fr.20260709T0000", "x.20260802"]


def test_no_two_events_of_others_have_one_uid() -> None:
    """Two hours of one day, two days that stand for one of the rule, two titles: readers would show one of them."""
    day = date(2026, 8, 2)
    noon = datetime(2026, 8, 2, 12, tzinfo=PARIS)
    events = [
        create_external(uid="x", debut=day, jour_prevu=day, heure_debut=noon),
        create_external(uid="x", debut=day, jour_prevu=day, heure_debut=noon + timedelta(hours=2)),
        create_external(uid="y", debut=day, jour_prevu=day),
        create_external(uid="y", debut=day + timedelta(7), jour_prevu=day),
        create_external(uid="z", debut=day, titre="Ouverture"),
        create_external(uid="z", debut=day, titre="Clôture"),
        create_external(uid="seul", debut=day, jour_prevu=day),
    ]
    uids = [event.uid.value for event in read(publish(create_with_copies(*events))[ALL])]
    assert len(set(uids)) == len(events)
    assert {"seul.20260802", "x.20260802.20260802T1200", "x.20260802.20260802T1400"} < set(uids)
    again = read(publish(create_with_copies(*events[::-1]))[ALL])
    assert {event.uid.value for event in again} == set(uids)


# Any text


def check_form(content: bytes) -> None:
    """RFC 5545, section 3.1: lines end in CRLF and hold 75 octets at most, characters whole."""
    assert content.endswith(b"\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()


HOSTILE = [
    "virgule, point-virgule ; barre \\ fin",
    "deux\nlignes\r\nou trois",
    "\\n n’est pas une fin de ligne",
    "BEGIN:VEVENT",
    "🦺" * 60,
    "é" * 240,
    "a" * 74 + "é" + "🦺",
    'guillemets " et : deux points',
    "x;ENCODING=BASE64:eA==",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_whole_from_both_readers(text: str) -> None:
    content = publish_one(titre=text, lieu=text, organisateur=text, description=text)
    check_form(content)
    catalogue = create_catalogue(evenements={"e": {"titre": text, "lieu": text}})
    titre = catalogue.evenements["e"].titre
    (event,) = read(content)
    assert event.summary.value == event.location.value == titre
    (again,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(again["SUMMARY"]) == titre
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
@settings(deadline=None)
def test_any_title_comes_back_from_a_round_trip(text: str) -> None:
    event = create_catalogue(evenements={"e": {}}).evenements["e"].model_copy(update={"titre": text})
    catalogue = create_catalogue(evenements={"e": {}})
    catalogue = Catalogue.of(catalogue.site, {"evenements": {"e": event}})
    content = publish(catalogue)["evenements/e/evenement.ics"]
    check_form(content)
    (read_back,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(read_back["SUMMARY"]) == text


def test_a_round_trip_gives_the_same_calendar() -> None:
    content = publish(create_catalogue(evenements={"e": MONTHLY, "f": {"description": "é" * 500}}))[ALL]
    again = Calendar.from_ical(content).to_ical()
    assert sorted(unfold(again)) == sorted(unfold(content))


# Web calendars


def links(**fields: Any) -> Mapping[str, dict[str, list[str]]]:
    catalogue = create_catalogue(evenements={"e": {"titre": "Journée & visite", "lieu": "Lyon", **fields}})
    occurrence = find_occurrences(catalogue)["e"][0]
    found = web_links(occurrence, "https://essai.example.org/evenements/e/")
    assert all(re.fullmatch(r"https://[a-z.]+/[!-~]+", url) for _name, url in found)
    return {str(urlsplit(url).hostname): parse_qs(urlsplit(url).query) for _name, url in found}


def test_web_calendars_get_hours_in_universal_time() -> None:
    found = links(debut="2026-10-08T08:30", fin="2026-10-08T10:00")
    google, outlook = found["calendar.google.com"], found["outlook.live.com"]
    assert google["dates"] == ["20261008T063000Z/20261008T080000Z"]
    assert google["text"] == outlook["subject"] == ["Journée & visite"]
    assert (outlook["startdt"], outlook["enddt"]) == (["2026-10-08T06:30:00Z"], ["2026-10-08T08:00:00Z"])
    assert "allday" not in outlook
    assert found["outlook.office.com"] == outlook


def test_web_calendars_get_an_exclusive_end_of_whole_days() -> None:
    found = links(debut="2026-10-19", fin="2026-10-23")
    assert found["calendar.google.com"]["dates"] == ["20261019/20261024"]
    outlook = found["outlook.live.com"]
    assert (outlook["startdt"], outlook["enddt"], outlook["allday"]) == (["2026-10-19"], ["2026-10-24"], ["true"])


def test_an_end_that_nobody_knows_is_proposed_after_an_hour() -> None:
    assert links(debut="2026-12-01T18:00")["calendar.google.com"]["dates"] == ["20261201T170000Z/20261201T180000Z"]


# Milestones of groups


STEPS: Any = [
    {"date": "2026-06-10", "intitule": "Guide", "nouvelle_date": "2026-09-01", "raison": "Relecture."},
    {"date": "2026-06-12", "intitule": "Affiche", "etat": "abandonne", "raison": "Une affiche nationale paraît."},
    {"date": "2026-05-01", "intitule": "Plan", "fait_le": "2026-05-04"},
    {"date": "2027", "intitule": "Bilan"},
]


def publish_steps(steps: Any = STEPS, **fields: Any) -> dict[str, bytes]:
    groups: Any = {"ga": {"nom": "Chutes", "modifie_le": "2026-06-01", "jalons": steps, **fields}}
    return publish(create_catalogue(groupes=groups))


def test_the_calendar_of_a_group_has_its_milestones_where_they_are_now() -> None:
    files = publish_steps()
    assert list(files) == ["groupes/ga/agenda.ics"]  # companies' calendars have none
    found = {one.summary.value: one for one in read(files["groupes/ga/agenda.ics"])}
    assert {title: one.dtstart.value for title, one in found.items()} == {
        "Jalon\u00a0: Guide": date(2026, 9, 1),
        "Abandonné\u00a0: Affiche": date(2026, 6, 12),
        "Jalon\u00a0: Plan": date(2026, 5, 4),
    }
    assert found["Abandonné\u00a0: Affiche"].status.value == "CANCELLED"
    assert found["Jalon\u00a0: Guide"].status.value == "CONFIRMED"
    said = found["Jalon\u00a0: Guide"].description.value.replace("\u00a0", " ")
    assert said.startswith("Jalon du groupe « Chutes ». Décalé : attendu le 1er septembre 2026, 83 jours après")
    assert said.endswith("https://essai.example.org/groupes/ga/")


def test_a_milestone_that_moves_stays_the_same_and_says_that_it_changed() -> None:
    def only(changed: str, **fields: str) -> Any:
        steps: Any = [{"date": "2026-06-10", "intitule": "Guide", **fields}]
        (one,) = read(publish_steps(steps, modifie_le=changed)["groupes/ga/agenda.ics"])
        return one

    before, after = only("2026-06-01"), only("2026-06-02", nouvelle_date="2026-09-01")
    assert before.uid.value == after.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1


def test_milestones_over_for_long_leave_but_the_calendar_stays() -> None:
    old: Any = [{"date": f"2019-0{month}-01", "intitule": f"N{month}"} for month in (3, 2)]
    (kept,) = read(publish_steps(old)["groupes/ga/agenda.ics"])
    assert kept.summary.value.endswith("N3")
    assert publish_steps(STEPS, exemple="oui") == {}
