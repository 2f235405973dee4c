"""What a calendar of others announces: days, hours of Paris, recurrences; what is odd costs only itself."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prst.agendas import events
from prst.agendas.limits import KEPT_CAP
from prst.records.problems import MESSAGES
from tests.agendas.calendars import FOOT, GOOD, HEAD, HOSTILE, calendar, event, many

FIRST, LAST = date(2025, 1, 1), date(2029, 12, 31)
SLOW = {"slow-rules", "slow-rules-again", "20-mb"}
"""Calendars that need the process to be killed, or are not even read: see test_agendas.py."""


def read(content: bytes, *words: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The events of a file, and the codes of its notes."""
    found = events.read_events(content, FIRST, LAST, words)
    assert json.loads(json.dumps(found)) == found
    return found["evenements"], [note["code"] for note in found["notes"]]


def days(content: bytes) -> list[tuple[str, str]]:
    """First and last day of each event of a file."""
    return [(row["debut"], row["fin"]) for row in read(content)[0]]


def hours(content: bytes) -> list[tuple[str | None, str | None]]:
    """Start and end of each event of a file."""
    return [(row["heure_debut"], row["heure_fin"]) for row in read(content)[0]]


# Days: the end is the day after (RFC 5545, section 3.6.1)


@pytest.mark.parametrize(
    ("lines", "found", "notes"),
    [
        ([], ("2026-06-16", "2026-06-16"), []),
        (["DTEND;VALUE=DATE:20260617"], ("2026-06-16", "2026-06-16"), []),
        (["DTEND;VALUE=DATE:20260619"], ("2026-06-16", "2026-06-18"), []),
        (["DURATION:P2D"], ("2026-06-16", "2026-06-17"), []),
        (["DTEND;VALUE=DATE:20260616"], ("2026-06-16", "2026-06-16"), []),  # public holidays of Etalab
        (["DTEND;VALUE=DATE:20260615"], ("2026-06-16", "2026-06-16"), ["agenda_fin"]),
        (["DTEND;VALUE=DATE:20260101"], ("2026-06-16", "2026-06-16"), ["agenda_fin"]),
        (["DTEND;VALUE=DATE:20269999"], ("2026-06-16", "2026-06-16"), ["agenda_fin"]),
        (["DURATION:-P2D"], ("2026-06-16", "2026-06-16"), ["agenda_fin"]),
    ],
)
def test_last_day_is_the_one_before_the_end(lines: list[str], found: tuple[str, str], notes: list[str]) -> None:
    content = calendar(event(*lines))
    assert (days(content), read(content)[1]) == ([found], notes)


# Hours


@pytest.mark.parametrize(
    ("start", "hour"),
    [
        ("DTSTART:20260115T090000Z", "2026-01-15T10:00:00+01:00"),
        ("DTSTART:20260715T090000Z", "2026-07-15T11:00:00+02:00"),
        ("DTSTART;TZID=Europe/Paris:20260715T090000", "2026-07-15T09:00:00+02:00"),
        ("DTSTART;TZID=America/New_York:20260715T090000", "2026-07-15T15:00:00+02:00"),
        ("DTSTART;TZID=Romance Standard Time:20260715T090000", "2026-07-15T09:00:00+02:00"),  # Windows' own names
        ("DTSTART:20260715T090000", "2026-07-15T09:00:00+02:00"),  # of no zone: of the reader's
        ("DTSTART:20261025T003000Z", "2026-10-25T02:30:00+02:00"),
        ("DTSTART:20261025T013000Z", "2026-10-25T02:30:00+01:00"),
    ],
)
def test_hours_are_those_of_paris(start: str, hour: str) -> None:
    content = calendar(event(start=start))
    assert (hours(content), read(content)[1]) == ([(hour, None)], [])


def test_an_unknown_zone_is_read_as_that_of_paris_and_told() -> None:
    content = calendar(event(start="DTSTART;TZID=Mars/Olympus:20260616T100000"))
    assert (hours(content), read(content)[1]) == ([("2026-06-16T10:00:00+02:00", None)], ["agenda_fuseau"])


def test_a_calendar_does_not_say_what_the_hour_of_paris_is() -> None:
    assert hours(HOSTILE["zone-of-its-own"]) == [("2026-06-16T10:00:00+02:00", None)]


def test_what_ends_at_midnight_ends_the_day_before() -> None:
    start = "DTSTART;TZID=Europe/Paris:20260616T200000"
    assert days(calendar(event("DTEND;TZID=Europe/Paris:20260617T000000", start=start))) == [
        ("2026-06-16", "2026-06-16")
    ]
    assert days(calendar(event("DTEND;TZID=Europe/Paris:20260617T010000", start=start))) == [
        ("2026-06-16", "2026-06-17")
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("DTSTART;TZID=Europe/Paris:20260616T000000", "DTEND;TZID=Europe/Paris:20260618T000000"),
        ("DTSTART:20260616T000000", "DTEND:20260618T000000"),
        ("DTSTART:20260615T220000Z", "DTEND:20260617T220000Z"),
        ("DTSTART:20260616T000000Z", "DTEND:20260618T000000Z"),
        ("DTSTART;VALUE=DATE:20260616T000000", "DTEND;VALUE=DATE:20260618T000000"),
    ],
)
def test_hours_from_midnight_to_midnight_are_days(start: str, end: str) -> None:
    content = calendar(event(end, start=start))
    assert (days(content), hours(content)) == ([("2026-06-16", "2026-06-17")], [(None, None)])


def test_a_day_is_that_of_paris() -> None:
    assert days(calendar(event(start="DTSTART:20260615T230000Z"))) == [("2026-06-16", "2026-06-16")]


# Recurrences


def test_a_recurring_hour_stays_when_the_clocks_change() -> None:
    start = "DTSTART;TZID=Europe/Paris:20261020T090000"
    content = calendar(event("RRULE:FREQ=WEEKLY;COUNT=2", "DTEND;TZID=Europe/Paris:20261020T100000", start=start))
    assert hours(content) == [
        ("2026-10-20T09:00:00+02:00", "2026-10-20T10:00:00+02:00"),
        ("2026-10-27T09:00:00+01:00", "2026-10-27T10:00:00+01:00"),
    ]


def test_exceptions_changes_and_cancellations_are_known() -> None:
    content = calendar(
        event("RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20270616"),
        event("RECURRENCE-ID;VALUE=DATE:20280616", start="DTSTART;VALUE=DATE:20280701", title="Essai déplacé"),
        event("RECURRENCE-ID;VALUE=DATE:20290616", "STATUS:CANCELLED", start="DTSTART;VALUE=DATE:20290616"),
    )
    assert [(row["debut"], row["jour_prevu"], row["titre"], row["statut"]) for row in read(content)[0]] == [
        ("2026-06-16", "2026-06-16", "Essai", "confirme"),
        ("2028-07-01", "2028-06-16", "Essai déplacé", "confirme"),
        ("2029-06-16", "2029-06-16", "Essai", "annule"),
    ]


@pytest.mark.parametrize(
    ("status", "unsure"), [("TENTATIVE", True), ("tentative", True), ("CONFIRMED", False), ("CANCELLED", False)]
)
def test_what_is_tentative_is_known(status: str, unsure: bool) -> None:
    """RFC 5545, section 3.8.1.11."""
    (row,) = read(calendar(event(f"STATUS:{status}")))[0]
    assert row["a_confirmer"] is unsure


@pytest.mark.parametrize("name", ["secondly", "minutely", "hourly", "hours-of-a-day", "interval-of-nothing"])
def test_a_recurrence_that_never_ends_is_refused(name: str) -> None:
    assert read(HOSTILE[name]) == ([], ["agenda_recurrence"])


def moved(planned: str, start: str = "DTSTART;TZID=Europe/Paris:20261028T090000") -> str:
    return event(planned, start=start, title="Essai déplacé")


@pytest.mark.parametrize(
    "planned",
    [
        "RECURRENCE-ID;TZID=Europe/Paris:20261027T090000",
        "RECURRENCE-ID:20261027T080000Z",
        "RECURRENCE-ID:20261027T090000",
        "RECURRENCE-ID;VALUE=DATE:20261027",
        "RECURRENCE-ID;TZID=Customized Time Zone:20261027T090000",
    ],
)
def test_a_change_replaces_its_day_whatever_the_kind_in_which_that_is_written(planned: str) -> None:
    start = "DTSTART;TZID=Europe/Paris:20261020T090000"
    found, _notes = read(calendar(event("RRULE:FREQ=WEEKLY;COUNT=3", start=start), moved(planned)))
    assert [(row["debut"], row["jour_prevu"]) for row in found] == [
        ("2026-10-20", "2026-10-20"),
        ("2026-10-28", "2026-10-27"),
        ("2026-11-03", "2026-11-03"),
    ]


def test_a_change_of_a_whole_day_may_be_written_with_an_hour() -> None:
    found, _notes = read(
        calendar(event("RRULE:FREQ=WEEKLY;COUNT=2"), moved("RECURRENCE-ID:20260623T000000", "DTSTART:20260624"))
    )
    assert [row["debut"] for row in found] == ["2026-06-16", "2026-06-24"]


def test_a_change_from_one_day_on_goes_on() -> None:
    start = "DTSTART;TZID=Europe/Paris:20261020T090000"
    later = moved(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20261027T090000",
        "DTSTART;TZID=Europe/Paris:20261027T110000",
    )
    content = calendar(event("RRULE:FREQ=WEEKLY;COUNT=3", start=start), later)
    assert [row["heure_debut"][11:16] for row in read(content)[0]] == ["09:00", "11:00", "11:00"]


def test_a_change_without_its_event_is_an_event() -> None:
    found, notes = read(calendar(moved("RECURRENCE-ID:20261027T090000")))
    assert ([row["debut"] for row in found], notes) == (["2026-10-28"], [])


def test_a_number_of_revision_that_is_none_costs_nothing() -> None:
    found, notes = read(calendar(event("RRULE:FREQ=YEARLY;COUNT=2", "SEQUENCE:deux", "SEQUENCE:3")))
    assert (len(found), notes) == (2, [])


def test_what_recurred_long_ago_takes_neither_time_nor_room() -> None:
    old = [
        event("RRULE:FREQ=WEEKLY;UNTIL=20150101T000000Z", uid=str(n), start="DTSTART;VALUE=DATE:20140101")
        + event("RECURRENCE-ID;VALUE=DATE:20140108", uid=str(n), start="DTSTART;VALUE=DATE:20140109")
        for n in range(KEPT_CAP)
    ]
    found, notes = read(calendar(*old, event("RRULE:FREQ=YEARLY;COUNT=1")))
    assert ([row["debut"] for row in found], notes) == (["2026-06-16"], [])


def test_once_a_week_is_often_enough() -> None:
    weekly, notes = read(calendar(event("RRULE:FREQ=WEEKLY", start="DTSTART;VALUE=DATE:20200101")))
    assert (len(weekly), notes) == (261, [])
    assert read(HOSTILE["rule-of-every-day"]) == ([], ["agenda_trop_souvent"])


def test_events_outside_of_the_two_days_are_left_out_silently() -> None:
    content = calendar(
        event(start="DTSTART;VALUE=DATE:20241231", uid="a"),
        event("DTEND;VALUE=DATE:20250103", start="DTSTART;VALUE=DATE:20241231", uid="b"),
        event(start="DTSTART;VALUE=DATE:20291231", uid="c"),
        event(start="DTSTART;VALUE=DATE:20300101", uid="d"),
    )
    found, notes = read(content)
    assert ([row["uid"] for row in found], notes) == (["b", "c"], [])


# Identity


def test_one_uid_for_several_events_loses_none() -> None:
    content = calendar(*(event(start=f"DTSTART;VALUE=DATE:2026061{day}") for day in (6, 7, 8)))
    assert len(days(content)) == 3


def test_one_uid_for_events_of_which_one_recurs_loses_none() -> None:
    found, notes = read(
        calendar(
            event("RRULE:FREQ=YEARLY;COUNT=2"),
            event("RRULE:FREQ=YEARLY;COUNT=2", start="DTSTART;VALUE=DATE:20260701", title="Autre"),
            event(start="DTSTART;VALUE=DATE:20260801", title="Seul"),
            event("RECURRENCE-ID;VALUE=DATE:20270701", "STATUS:CANCELED", start="DTSTART;VALUE=DATE:20270701"),
        )
    )
    assert [(row["debut"], row["titre"], row["statut"]) for row in found] == [
        ("2026-06-16", "Essai", "confirme"),
        ("2026-07-01", "Autre", "confirme"),
        ("2026-08-01", "Seul", "confirme"),
        ("2027-06-16", "Essai", "confirme"),
        ("2027-07-01", "Essai", "annule"),
    ]
    assert notes == []


def test_the_last_revision_of_an_event_counts() -> None:
    again = event("SEQUENCE:2", start="DTSTART;VALUE=DATE:20260701")
    other = event(start="DTSTART;VALUE=DATE:20260702", title="Autre")
    assert [row["debut"] for row in read(calendar(event(), again, other))[0]] == ["2026-07-01", "2026-07-02"]


def test_an_event_without_uid_has_a_lasting_one() -> None:
    first, again = (read(calendar(event(uid=""), *more))[0] for more in ([], [event(uid="", title="Autre")]))
    assert first[0]["uid"] in {row["uid"] for row in again}
    assert len({row["uid"] for row in again}) == 2


# Words


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ((), ["Addictions", "Le bruit", "Répondre au TÉLÉPHONE"]),
        (("pont",), []),
        (("telephone",), ["Répondre au TÉLÉPHONE"]),
        (("bruit", "addiction"), ["Addictions", "Le bruit"]),
        (("lyon",), ["Le bruit"]),
        (("vibrations",), ["Le bruit"]),
    ],
)
def test_words_choose_events_whatever_their_accents(words: tuple[str, ...], titles: list[str]) -> None:
    content = calendar(
        event(uid="a", title="Addictions"),
        event("LOCATION:Lyon", r"DESCRIPTION:Le bruit\net les vibrations", uid="b", title="Le bruit"),
        event(uid="c", title="Répondre au TÉLÉPHONE"),
    )
    assert [row["titre"] for row in read(content, *words)[0]] == titles


# Hostile files


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in SLOW])
def test_hostile_calendar_is_read_or_told(name: str) -> None:
    found, notes = read(HOSTILE[name])
    assert found or notes or name == "rule-that-ended-before"
    assert set(notes) <= set(MESSAGES)
    assert len(found) <= KEPT_CAP
    for row in found:
        assert row["titre"].isprintable()
        assert len(row["titre"]) <= 250
        assert row["url"] is None or row["url"].startswith("https://")
        assert "1900-01-01" <= row["debut"] <= row["fin"] <= "2101-01-01"


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("html", ["agenda_page"]),
        ("json", ["agenda_autre"]),
        ("path", ["agenda_autre"]),
        ("utf-16", []),
        ("no-end", ["agenda_coupe"]),
        ("no-event", ["agenda_vide"]),
        ("no-start", ["agenda_sans_debut"]),
        ("start-of-no-day", ["agenda_sans_debut"]),
        ("start-is-a-word", ["agenda_sans_debut"]),
        ("start-is-an-hour", ["agenda_sans_debut"]),
        ("two-starts", ["agenda_sans_debut"]),
        ("no-title", ["agenda_sans_titre"]),
        ("rule-that-never-falls", ["agenda_recurrence"]),
        ("title-of-5-mb", ["agenda_evenement"]),
        ("10000-events", ["agenda_trop"]),
        ("20001-events", ["agenda_trop"]),
    ],
)
def test_a_note_says_what_is_wrong(name: str, notes: list[str]) -> None:
    assert read(HOSTILE[name])[1] == notes


BAD_EVENTS = [
    "no-start",
    "start-is-a-word",
    "secondly",
    "interval-of-nothing",
    "rule-is-a-word",
    "title-of-5-mb",
    "no-title",
]


@pytest.mark.parametrize("name", BAD_EVENTS)
def test_a_bad_event_costs_only_itself(name: str) -> None:
    bad = HOSTILE[name].decode().removeprefix(HEAD).removesuffix(FOOT)
    found, notes = read(calendar(GOOD, bad, GOOD.replace("bon@", "meilleur@").replace("20260301", "20260302")))
    assert [row["debut"] for row in found] == ["2026-03-01", "2026-03-02"]
    assert len(notes) == 1


def test_notes_count_and_name_the_first() -> None:
    found = events.read_events(calendar(*(event(start="", title=f"Essai {n}") for n in range(5))), FIRST, LAST)
    assert found["notes"] == [{"code": "agenda_sans_debut", "nombre": 5, "exemple": "Essai 0"}]


def test_a_very_long_calendar_gives_what_others_give() -> None:
    found, notes = read(HOSTILE["20001-events"])
    assert (len(found), notes) == (KEPT_CAP, ["agenda_trop"])


def test_a_byte_that_is_none_is_told_with_its_event() -> None:
    content = calendar(event(title="Essai"), GOOD).replace(b"Essai", "Journée".encode() + b"\xc3")
    found = events.read_events(content, FIRST, LAST)
    assert found["notes"] == [{"code": "agenda_caractere", "nombre": 1, "exemple": "Journée\ufffd"}]


def test_of_too_many_those_of_the_year_that_is_over_make_room() -> None:
    found, _notes = read(many(10_000))
    assert len(found) == KEPT_CAP
    assert {row["debut"][:4] for row in found} == {"2026"}
    some = [event(uid=str(n), start=f"DTSTART;VALUE=DATE:202503{1 + n % 28:02}") for n in range(KEPT_CAP + 10)]
    found, notes = read(calendar(*some, GOOD))
    assert (len(found), found[-1]["debut"], notes) == (KEPT_CAP, "2026-03-01", ["agenda_trop"])


def test_what_web_sites_leave_in_texts_is_read() -> None:
    title = "L&#8217\\;amiante &amp\\; la pr&eacute\\;vention : R&D, &#x202e\\;AT&T; &inconnu;"
    [row] = read(calendar(event("LOCATION:Salle A\\n12 rue B\\, \\n69003 Lyon\\n", title=title)))[0]
    assert row["titre"] == "L’amiante & la prévention : R&D, AT&T; &inconnu;"
    assert row["lieu"] == "Salle A, 12 rue B, 69003 Lyon"


def test_a_text_has_nothing_invisible_left() -> None:
    assert read(HOSTILE["invisible"])[0][0]["titre"] == "gnp.exe"


def test_an_address_leads_to_the_web_only() -> None:
    rows = read(calendar(event("URL:https://a.fr/x", uid="a"), event("URL:javascript:alert(1)", uid="b")))[0]
    assert [row["url"] for row in rows] == ["https://a.fr/x", None]


LINES = st.lists(
    st.sampled_from(
        ["BEGIN", "END", "DTSTART", "DTEND", "RRULE", "RDATE", "EXDATE", "SUMMARY", "UID", "DURATION", "\r\n "]
    )
    | st.text(max_size=8),
    max_size=6,
)
VALUES = st.sampled_from(
    [
        "VEVENT",
        "VALARM",
        "20260616",
        "20260616T100000Z",
        "FREQ=WEEKLY",
        "FREQ=YEARLY;BYDAY=1MO",
        "P1D",
        "-P1D",
        "=",
        ",",
    ]
) | st.text(max_size=20)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_are_no_reason_to_fail(content: bytes) -> None:
    read(content)
    read(HEAD.encode() + b"BEGIN:VEVENT\r\n" + content + b"\r\nEND:VEVENT\r\n" + FOOT.encode())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(LINES, VALUES), max_size=12))
def test_random_lines_are_no_reason_to_fail(lines: list[tuple[list[str], str]]) -> None:
    text = "\r\n".join(f"{';'.join(names)}:{value}" for names, value in lines)
    found, _notes = read(calendar(GOOD, f"BEGIN:VEVENT\r\nSUMMARY:Essai\r\n{text}\r\nEND:VEVENT\r\n"))
    assert any(row["uid"] == "bon@exemple" for row in found)


@settings(max_examples=200, deadline=None)
@given(st.datetimes(datetime(2025, 1, 2), datetime(2029, 12, 30)), st.timedeltas(timedelta(), timedelta(days=3)))
def test_an_hour_written_in_paris_comes_back(start: datetime, length: timedelta) -> None:
    zone = ZoneInfo("Europe/Paris")
    # by way of UTC: the hour that March leaves out does not exist, and cannot come back as it was
    begin = start.replace(microsecond=0, tzinfo=zone).astimezone(ZoneInfo("UTC")).astimezone(zone)
    end = (begin.astimezone(ZoneInfo("UTC")) + timedelta(minutes=1, seconds=length // timedelta(seconds=1))).astimezone(
        zone
    )
    lines = f"DTEND:{end.astimezone(ZoneInfo('UTC')):%Y%m%dT%H%M%SZ}"
    utc = f"DTSTART:{begin.astimezone(ZoneInfo('UTC')):%Y%m%dT%H%M%SZ}"
    [(found_start, found_end)] = hours(calendar(event(lines, start=utc)))
    # as texts: an hour that comes twice equals none of another zone (PEP 495)
    assert (found_start, found_end) == (begin.isoformat(), end.isoformat())


# What other programs write


def told(*lines: str) -> list[tuple[str, str | None, str | None]]:
    """Day, start and end of each date of an event at nine in Paris."""
    rows, notes = read(calendar(event("DTEND;TZID=Europe/Paris:20270303T100000", *lines, start=NINE)))
    assert notes == []
    return [(row["debut"], row["heure_debut"][11:16], (row["heure_fin"] or "")[11:16]) for row in rows]


NINE = "DTSTART;TZID=Europe/Paris:20270303T090000"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20270310T080000Z"], ["2027-03-03", "2027-03-17"]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20270310"], ["2027-03-03", "2027-03-17"]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20270310"], ["2027-03-03", "2027-03-17"]),
        (["RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE;TZID=Europe/Paris:20270303T090000"], ["2027-03-10"]),
        (["RRULE:FREQ=WEEKLY;COUNT=2", "RDATE;TZID=Europe/Paris:20270310T090000"], ["2027-03-03", "2027-03-10"]),
        (["RDATE;VALUE=DATE:20270401"], ["2027-03-03", "2027-04-01"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20270310"], ["2027-03-03", "2027-03-10"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20270309"], ["2027-03-03"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20270310T090000"], ["2027-03-03", "2027-03-10"]),
        (["rrule:freq=weekly;count=2;"], ["2027-03-03", "2027-03-10"]),
        (["DURATION:PT5H"], ["2027-03-03"]),
        (["RDATE;TZID=Europe/Paris: 20270401t090000, 20270402T090000 "], ["2027-03-03", "2027-04-01", "2027-04-02"]),
        (["RDATE: 20270401t070000z"], ["2027-03-03", "2027-04-01"]),
    ],
    ids=range(13),
)
def test_days_and_hours_that_are_mixed_are_told_as_people_mean_them(lines: list[str], found: list[str]) -> None:
    """A day among hours has the hours of its series, the last day of a rule is one of it, an end counts alone."""
    assert told(*lines) == [(day, "09:00", "10:00") for day in found]


def test_an_hour_that_clocks_leave_out_is_the_next_one() -> None:
    start = "DTSTART;TZID=Europe/Paris:20270328T023000"
    assert hours(calendar(event("DURATION:PT1H", start=start))) == [
        ("2027-03-28T03:30:00+02:00", "2027-03-28T04:30:00+02:00")
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Journ=C3=A9e s=C3=A9curit=C3=A9", "Journée sécurité"),
        (
            "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Journ=C3=A9e s=\r\n=C3=A9cu=\r\nrit=C3=A9",
            "Journée sécurité",
        ),
        ("SUMMARY;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Journ=E9e", "Journée"),
        ("SUMMARY;CHARSET=essai;ENCODING=QUOTED-PRINTABLE:Journ=C3=A9e", "Journée"),
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE:Un=0D=0ADeux=00", "Un Deux"),
        ("SUMMARY;ENCODING=QUOTED-PRINTABLE:Fin=", "Fin"),
        ("SUMMARY:Atelier 2=C3", "Atelier 2=C3"),
    ],
)
def test_letters_in_figures_are_read(line: str, title: str) -> None:
    rows, notes = read(calendar(event(line, "LOCATION:Lyon", title="")))
    assert ([(row["titre"], row["lieu"]) for row in rows], notes) == ([(title, "Lyon")], [])


def test_a_zone_may_be_defined_within_the_event_and_in_other_capitals() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Maison\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"
        "TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    within = calendar(event(zone, start="DTSTART;TZID=MAISON:20270703T090000"))
    beside = calendar(f"{zone}\r\n", event(start='DTSTART;TZID="maison":20270703T090000'))
    for content in (within, beside):
        assert (hours(content), read(content)[1]) == ([("2027-07-03T11:00:00+02:00", None)], [])
