"""Exports in the manner of usual programs: days, hours of Paris, places and statuses as their readers expect."""

from datetime import date
from typing import Any

import pytest

from prst.agendas import events

MINISTRY = r"""
PRODID:-//data.education.gouv.fr//NONSGML//FR
X-WR-CALNAME:Calendrier scolaire - Zone A
BEGIN:VEVENT
UID:20260918T084701Z-Zone-A@data.education.gouv.fr
DTSTAMP:20260918T084701Z
DTSTART;VALUE=DATE:20270213
DTEND;VALUE=DATE:20270301
SUMMARY:Vacances d'Hiver - Zone A
LOCATION:Besançon\, Bordeaux\, Clermont-Ferrand\, Dijon\, Grenoble\, Limoges\, Lyon\, Poitiers
END:VEVENT
BEGIN:VEVENT
UID:20260918T084701Z-Zone-A@data.education.gouv.fr
DTSTAMP:20260918T084701Z
DTSTART;VALUE=DATE:20270703
DTEND;VALUE=DATE:20270703
SUMMARY:Début des Vacances d'Été - Zone A
END:VEVENT
"""

GOOGLE = r"""
PRODID:-//Google Inc//Google Calendar 70.9054//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Prévention
X-WR-TIMEZONE:Europe/Paris
BEGIN:VTIMEZONE
TZID:Europe/Paris
X-LIC-LOCATION:Europe/Paris
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DTSTART:20261012T120000Z
DTEND:20261012T133000Z
DTSTAMP:20260901T101112Z
UID:1abc2def@google.com
CREATED:20260801T000000Z
DESCRIPTION:<p>Inscription&nbsp\;: <a href="https://exemple.fr">ici</a></p>
LAST-MODIFIED:20260801T000000Z
LOCATION:CCI\, 1 place de la Bourse\, 69002 Lyon\, France
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:Webinaire « bruit »
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:This is an event reminder
TRIGGER:-P0DT0H30M0S
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Paris:20261020T090000
DTEND;TZID=Europe/Paris:20261020T100000
RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261110T225959Z;BYDAY=TU
EXDATE;TZID=Europe/Paris:20261103T090000
UID:3ghi@google.com
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Permanence
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Paris:20261028T140000
DTEND;TZID=Europe/Paris:20261028T150000
UID:3ghi@google.com
RECURRENCE-ID;TZID=Europe/Paris:20261027T090000
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Permanence
END:VEVENT
"""

OUTLOOK = r"""
METHOD:PUBLISH
PRODID:Microsoft Exchange Server 2010
X-WR-CALNAME:Calendrier
BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DESCRIPTION:\n
RRULE:FREQ=MONTHLY;COUNT=2;INTERVAL=1;BYDAY=1TH
UID:040000008200E00074C5B7101A82E00800000000
SUMMARY:Réunion du réseau
DTSTART;TZID=Romance Standard Time:20261001T093000
DTEND;TZID=Romance Standard Time:20261001T110000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20260901T074512Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:0
LOCATION:Réunion Microsoft Teams
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-DISALLOW-COUNTER:FALSE
END:VEVENT
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E00800000001
SUMMARY:Séminaire
DTSTART;TZID="(UTC+01:00) Brussels, Copenhagen, Madrid, Paris":20261105T000000
DTEND;TZID="(UTC+01:00) Brussels, Copenhagen, Madrid, Paris":20261107T000000
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
STATUS:TENTATIVE
END:VEVENT
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E00800000002
SUMMARY:Point à distance
DTSTART;TZID=tzone://Microsoft/Utc:20261110T080000
DTEND;TZID=tzone://Microsoft/Utc:20261110T090000
END:VEVENT
"""

NEXTCLOUD = r"""
PRODID:-//SabreDAV//SabreDAV//EN
CALSCALE:GREGORIAN
X-WR-CALNAME:Agenda public
REFRESH-INTERVAL;VALUE=DURATION:PT4H
X-PUBLISHED-TTL:PT4H
BEGIN:VEVENT
CREATED:20260801T120000Z
DTSTAMP:20260801T120500Z
LAST-MODIFIED:20260801T120500Z
SEQUENCE:2
UID:6f3c1f6e-9d6b-4c1e-8f29-000000000001
DTSTART;TZID=Europe/Paris:20261025T013000
DTEND;TZID=Europe/Paris:20261025T040000
STATUS:CANCELLED
SUMMARY:Nuit de l'horloge
END:VEVENT
BEGIN:VEVENT
UID:6f3c1f6e-9d6b-4c1e-8f29-000000000002
DTSTAMP:20260801T120500Z
DTSTART;VALUE=DATE:20261231
DURATION:P2D
SUMMARY:Passage à l'an neuf
END:VEVENT
"""

OPENAGENDA = r"""
PRODID:-//OpenAgenda//FR
X-WR-CALNAME:Santé au travail
BEGIN:VEVENT
UID:12345678-1@openagenda.com
DTSTAMP:20260901T000000Z
DTSTART:20261124T130000Z
DTEND:20261124T150000Z
SUMMARY:Atelier DUERP
DESCRIPTION:Un atelier pour les TPE\n\nhttps://openagenda.com/sante/events/atelier
LOCATION:Maison de l'emploi\, 12 rue de la Paix\, 42000 Saint-Étienne
GEO:45.43;4.39
URL:https://openagenda.com/sante/events/atelier
END:VEVENT
BEGIN:VEVENT
UID:12345678-2@openagenda.com
DTSTAMP:20260901T000000Z
DTSTART:20261125T130000Z
DTEND:20261125T150000Z
SUMMARY:Atelier DUERP
LOCATION:Maison de l'emploi\, 12 rue de la Paix\, 42000 Saint-Étienne
URL:https://openagenda.com/sante/events/atelier
END:VEVENT
"""

WORDPRESS = r"""
PRODID:-//Association - ECPv6.6.4//NONSGML v1.0//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Association
X-ORIGINAL-URL:https://association.fr
BEGIN:VEVENT
DTSTART;TZID=Europe/Paris:20261119T180000
DTEND;TZID=Europe/Paris:20261119T200000
DTSTAMP:20260901T093000
CREATED:20260701T080000Z
LAST-MODIFIED:20260702T080000Z
UID:4321-1795111200-1795118400@association.fr
SUMMARY:Conférence : prévenir l&#8217\;usure &#8211\; 2e édition
DESCRIPTION:&nbsp\;
URL:https://association.fr/evenement/conference/
LOCATION:Salle des fêtes\, 1 place de la Mairie\, Villeurbanne\, 69100\, France
CATEGORIES:Conférences
ORGANIZER;CN="Association":MAILTO:contact@association.fr
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261126
DTEND;VALUE=DATE:20261128
DTSTAMP:20260901T093000
UID:4322-1795651200-1795823999@association.fr
SUMMARY:Salon
URL:https://association.fr/evenement/salon/
END:VEVENT
"""

DRUPAL = r"""
METHOD:PUBLISH
X-WR-CALNAME;VALUE=TEXT:Agenda | Agence régionale
PRODID:-//Drupal iCal API//EN
BEGIN:VEVENT
UID:calendar.987.field_date.0@agence.fr
SUMMARY:Rencontre &quot;santé au travail&quot;
DTSTAMP:20260901T120000Z
DTSTART:20261203T083000Z
DTEND:20261203T113000Z
URL;VALUE=URI:https://agence.fr/agenda/rencontre
LOCATION:Hôtel de Région
END:VEVENT
BEGIN:VEVENT
UID:calendar.988.field_date.0@agence.fr
SUMMARY:Journée portes ouvertes
DTSTAMP:20260901T120000Z
DTSTART:20261210T000000Z
DTEND:20261211T000000Z
URL;VALUE=URI:/agenda/portes-ouvertes
END:VEVENT
"""

Shown = tuple[str, str, str, str, str | None]
FEEDS: dict[str, tuple[str, list[Shown], list[str]]] = {
    "ministry": (
        MINISTRY,
        [
            (
                "Vacances d'Hiver - Zone A",
                "2027-02-13",
                "2027-02-28",
                "confirme",
                "Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers",
            ),
            ("Début des Vacances d'Été - Zone A", "2027-07-03", "2027-07-03", "confirme", None),
        ],
        [],
    ),
    "google": (
        GOOGLE,
        [
            (
                "Webinaire « bruit »",
                "2026-10-12T14:00:00+02:00",
                "2026-10-12T15:30:00+02:00",
                "confirme",
                "CCI, 1 place de la Bourse, 69002 Lyon, France",
            ),
            ("Permanence", "2026-10-20T09:00:00+02:00", "2026-10-20T10:00:00+02:00", "confirme", None),
            ("Permanence", "2026-10-28T14:00:00+01:00", "2026-10-28T15:00:00+01:00", "confirme", None),
            ("Permanence", "2026-11-10T09:00:00+01:00", "2026-11-10T10:00:00+01:00", "confirme", None),
        ],
        [],
    ),
    "outlook": (
        OUTLOOK,
        [
            (
                "Réunion du réseau",
                "2026-10-01T09:30:00+02:00",
                "2026-10-01T11:00:00+02:00",
                "confirme",
                "Réunion Microsoft Teams",
            ),
            ("Séminaire", "2026-11-05", "2026-11-06", "confirme", None),
            (
                "Réunion du réseau",
                "2026-11-05T09:30:00+01:00",
                "2026-11-05T11:00:00+01:00",
                "confirme",
                "Réunion Microsoft Teams",
            ),
            ("Point à distance", "2026-11-10T09:00:00+01:00", "2026-11-10T10:00:00+01:00", "confirme", None),
        ],
        [],
    ),
    "nextcloud": (
        NEXTCLOUD,
        [
            ("Nuit de l'horloge", "2026-10-25T01:30:00+02:00", "2026-10-25T04:00:00+01:00", "annule", None),
            ("Passage à l'an neuf", "2026-12-31", "2027-01-01", "confirme", None),
        ],
        [],
    ),
    "openagenda": (
        OPENAGENDA,
        [
            (
                "Atelier DUERP",
                f"2026-11-{day}T14:00:00+01:00",
                f"2026-11-{day}T16:00:00+01:00",
                "confirme",
                "Maison de l'emploi, 12 rue de la Paix, 42000 Saint-Étienne",
            )
            for day in (24, 25)
        ],
        [],
    ),
    "wordpress": (
        WORDPRESS,
        [
            (
                "Conférence : prévenir l’usure – 2e édition",
                "2026-11-19T18:00:00+01:00",
                "2026-11-19T20:00:00+01:00",
                "confirme",
                "Salle des fêtes, 1 place de la Mairie, Villeurbanne, 69100, France",
            ),
            ("Salon", "2026-11-26", "2026-11-27", "confirme", None),
        ],
        [],
    ),
    "drupal": (
        DRUPAL,
        [
            (
                'Rencontre "santé au travail"',
                "2026-12-03T09:30:00+01:00",
                "2026-12-03T12:30:00+01:00",
                "confirme",
                "Hôtel de Région",
            ),
            ("Journée portes ouvertes", "2026-12-10", "2026-12-10", "confirme", None),
        ],
        [],
    ),
}


def read(text: str) -> dict[str, Any]:
    """What is read of an export."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *text.strip().splitlines(), "END:VCALENDAR", ""]
    return events.read_events("\r\n".join(lines).encode(), date(2025, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize("name", FEEDS)
def test_an_export_gives_what_its_readers_expect(name: str) -> None:
    text, expected, notes = FEEDS[name]
    found = read(text)
    shown = [
        (row["titre"], row["heure_debut"] or row["debut"], row["heure_fin"] or row["fin"], row["statut"], row["lieu"])
        for row in found["evenements"]
    ]
    assert shown == expected
    assert [note["code"] for note in found["notes"]] == notes


def test_addresses_of_pages_are_kept_where_they_are_whole() -> None:
    found = {row["url"] for name in FEEDS for row in read(FEEDS[name][0])["evenements"]}
    assert found == {
        None,
        "https://openagenda.com/sante/events/atelier",
        "https://association.fr/evenement/conference/",
        "https://association.fr/evenement/salon/",
        "https://agence.fr/agenda/rencontre",
    }


def test_notes_say_how_many_events_and_name_the_first() -> None:
    before = MINISTRY.replace("DTEND;VALUE=DATE:20270703", "DTEND;VALUE=DATE:20270702")
    assert read(before)["notes"] == [
        {"code": "agenda_fin", "nombre": 1, "exemple": "Début des Vacances d'Été - Zone A"}
    ]
