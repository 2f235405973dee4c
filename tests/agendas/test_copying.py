"""A copy holds what the site reads, and no other word of a stranger."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prst.agendas.copying import copied, is_same
from prst.agendas.limits import SIZE_CAP
from prst.agendas.lines import WANTED, Unreadable
from tests.agendas.calendars import GOOD, HOSTILE, calendar, event
from tests.agendas.sheets import lines, read

FULL = lines(
    "UID:camille.martin@partenaire.fr",
    "DTSTAMP:20260101T000000Z",
    "DTSTART;TZID=Europe/Paris:20270303T090000",
    "DTEND;TZID=Europe/Paris:20270303T100000",
    'SUMMARY;LANGUAGE=fr;X-AUTEUR="Camille:Martin":Réunion\\, suite',
    "ORGANIZER;CN=Camille Martin:mailto:camille.martin@partenaire.fr",
    "ATTENDEE;CN=Élise Petit:mailto:elise.petit@partenaire.fr",
    "CONTACT:Camille Martin\\, 04 72 00 00 00",
    "COMMENT:à voir avec Camille Martin",
    "DESCRIPTION:Le bruit. Code de la porte : 1234. 04 72 00 00 00",
    "X-ALT-DESC;FMTTYPE=text/html:<p>Code 1234</p>",
    "ATTACH:https://partenaire.fr/liste-des-invites.pdf",
    "CATEGORIES:Prévention,Camille Martin",
    'LOCATION;ALTREP="mailto:camille.martin@partenaire.fr":Lyon',
    "URL;VALUE=URI:https://partenaire.fr/agenda",
    "STATUS:CONFIRMED",
    "CLASS:PUBLIC",
    "BEGIN:VALARM",
    "DESCRIPTION:Appeler Camille Martin",
    "END:VALARM",
)
SECRETS = ("Camille", "Petit", "partenaire.fr>", "mailto", "1234", "72 00", "invites", "ORGANIZER", "ATTENDEE", "CLASS")


def test_a_copy_holds_only_the_properties_that_are_read() -> None:
    copy = copied(calendar(FULL)).decode()
    assert copy.split("\r\n")[3:-2] == [
        "BEGIN:VEVENT",
        "UID:7dab71e336a57196ac95bfdf8f885f28",
        'DTSTART;TZID="Europe/Paris":20270303T090000',
        'DTEND;TZID="Europe/Paris":20270303T100000',
        "SUMMARY:Réunion\\, suite",
        "LOCATION:Lyon",
        "URL:https://partenaire.fr/agenda",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]
    assert [secret for secret in SECRETS if secret in copy] == []


def test_of_what_words_are_looked_for_in_a_copy_holds_the_words() -> None:
    content = calendar(FULL, event(title="Autre"))
    copy = copied(content, ("bruit", "prévention", "lyon", "absent")).decode()
    assert copy.count("BEGIN:VEVENT") == 1
    assert "DESCRIPTION:bruit\\, prévention\r\n" in copy
    assert [secret for secret in SECRETS if secret in copy] == []
    assert len(read(content, "bruit", "absent")[0]) == 1


def test_private_events_are_not_in_a_copy() -> None:
    change = ["RECURRENCE-ID:20270310T090000Z", "DTSTART:20270311T090000Z", "SUMMARY:Entretien", "LOCATION:Bureau 12"]
    series = lines("UID:a", "DTSTART:20270303T090000Z", "RRULE:FREQ=WEEKLY", "SUMMARY:Réunion")
    content = calendar(
        series, lines("UID:a", *change, "CLASS:PRIVATE"), lines("UID:b", *change[1:], "CLASS:CONFIDENTIAL")
    )
    copy = copied(content).decode()
    assert ("Réunion" in copy, "Entretien" in copy, "Bureau" in copy, "20270311" in copy) == (True, False, False, False)


def test_a_copy_is_the_calendar_that_it_is_of() -> None:
    copy = copied(calendar(GOOD, event(title="a" * 200)))
    assert copy.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert copy.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert max(map(len, copy.split(b"\r\n"))) <= 75
    assert copied(calendar(GOOD)[:-15]).endswith(b"END:VEVENT\r\n")


def test_copies_are_the_same_whatever_their_identifiers() -> None:
    one, other = (copied(calendar(event(uid=f"{letter * 100}@exemple"))) for letter in "ab")
    assert is_same(one, other)
    assert not is_same(one, copied(calendar(event(title="Autre"))))
    assert not is_same(b"", one)


@pytest.mark.parametrize("name", [name for name, content in HOSTILE.items() if len(content) <= SIZE_CAP])
def test_a_hostile_calendar_has_a_copy_or_is_refused(name: str) -> None:
    try:
        copy = copied(HOSTILE[name])
    except Unreadable:
        return
    assert copied(copy) == copy


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(sorted(WANTED | {"BEGIN", "END", "X"})))
def test_any_line_has_a_copy_that_is_its_own(content: bytes, name: str) -> None:
    written = calendar(GOOD, event("X")).replace(b"\r\nX\r\n", b"\r\n" + name.encode() + b":" + content + b"\r\n")
    copy = copied(written)
    assert copied(copy) == copy
