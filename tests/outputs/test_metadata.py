"""What machines read in the head of a page."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from prst.analysis.contacts import Interlocuteur
from prst.analysis.occurrences import occurrences_of
from prst.outputs.images import of_format
from prst.outputs.metadata import LISTED_DATES, head, json_ld, of_evenement, of_livrable, report_address
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue

URL = "https://essai.example.org/livrables/guide/"
GUIDE: dict[str, Any] = {
    "titre": 'Guide & <hauteur> "1"',
    "resume": "Un résumé.",
    "promesse": "Moins d’accidents",
    "cibles": ["tpe"],
    "themes": ["chutes"],
    "date": "2020-03",
    "modifie_le": "2026-01-02",
    "licence": "Licence Ouverte 2.0",
    "mots_cles": ["échelle"],
    "liens": [
        {"libelle": "Lire", "url": "https://exemple.fr/guide.pdf"},
        {"libelle": "Demander", "url": "mailto:prevention@organisme-essai.fr"},
    ],
}
EVENT: dict[str, Any] = {
    "titre": "Journée",
    "debut": "2026-04-28T09:30",
    "fin": "2026-04-28T12:00",
    "description": "Une matinée.",
    "lieu": "Lyon",
    "organisateur": "OIT",
}


def create(livrable: dict[str, Any] | None = None, evenement: dict[str, Any] | None = None) -> Catalogue:
    return create_catalogue(livrables={"guide": livrable or {}}, evenements={"journee": evenement or {}})


def parse_ld(html: str) -> dict[str, Any]:
    (script,) = LexborHTMLParser(html).css('script[type="application/ld+json"]')
    data: dict[str, Any] = json.loads(script.text())
    return data


def find_metas(html: str, attribute: str = "name") -> list[tuple[str | None, str | None]]:
    metas = LexborHTMLParser(html).css(f"meta[{attribute}]")
    return [(meta.attributes[attribute], meta.attributes["content"]) for meta in metas]


def describe(fields: dict[str, Any]) -> Markup:
    catalogue = create(livrable=fields)
    return of_livrable(catalogue.livrables["guide"], catalogue, URL, of_format("guide"))


def announce(fields: dict[str, Any]) -> Markup:
    catalogue = create(evenement=fields)
    event = catalogue.evenements["journee"]
    return of_evenement(event, list(occurrences_of(event, date(2028, 12, 31))), catalogue, URL)


# Deliverables


def test_deliverable_is_a_creative_work() -> None:
    assert parse_ld(describe(GUIDE)) == {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": URL,
        "url": URL,
        "name": 'Guide & <hauteur> "1"',
        "description": "Moins d’accidents",
        "inLanguage": "fr",
        "genre": "Guide",
        "datePublished": "2020-03",
        "dateModified": "2026-01-02",
        "keywords": ["Chutes", "échelle"],
        "audience": [{"@type": "Audience", "name": "Tpe"}],
        "creator": {"@type": "Organization", "name": "Structure d’essai"},
        "license": "Licence Ouverte 2.0",
        "sameAs": ["https://exemple.fr/guide.pdf"],
    }


def test_what_is_unknown_is_left_out() -> None:
    assert set(parse_ld(describe({}))) == {
        *("@context", "@type", "@id", "url", "name", "description", "inLanguage", "genre", "audience", "creator")
    }


def test_deliverable_has_dublin_core_and_open_graph() -> None:
    html = describe(GUIDE)
    core = [(name, value) for name, value in find_metas(html) if name and name.startswith("DC.")]
    assert core == [
        ("DC.title", 'Guide & <hauteur> "1"'),
        ("DC.description", "Moins d’accidents"),
        ("DC.language", "fr"),
        ("DC.identifier", URL),
        ("DC.creator", "Structure d’essai"),
        ("DC.type", "Guide"),
        ("DC.date", "2020-03"),
        ("DC.subject", "Chutes"),
        ("DC.audience", "Tpe"),
    ]
    assert dict(find_metas(html, "property")) == {
        "og:type": "article",
        "og:title": 'Guide & <hauteur> "1"',
        "og:description": "Moins d’accidents",
        "og:url": URL,
        "og:site_name": "Catalogue d’essai",
        "og:locale": "fr_FR",
        "og:image": "https://essai.example.org/assets/partage/formats/guide.png",
        "og:image:width": "1200",
        "og:image:height": "630",
    }


# Events


def test_event_has_its_dates_and_place() -> None:
    assert parse_ld(announce(EVENT)) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": URL,
        "url": URL,
        "name": "Journée",
        "description": "Une matinée.",
        "startDate": "2026-04-28T09:30:00+02:00",
        "endDate": "2026-04-28T12:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "Lyon", "address": "Lyon"},
        "organizer": {"@type": "Organization", "name": "OIT"},
    }


@pytest.mark.parametrize(
    ("statut", "expected"),
    [("confirme", "EventScheduled"), ("reporte", "EventPostponed"), ("annule", "EventCancelled")],
)
def test_event_says_whether_it_takes_place(statut: str, expected: str) -> None:
    assert parse_ld(announce({"statut": statut}))["eventStatus"] == f"https://schema.org/{expected}"


def test_online_event() -> None:
    event = parse_ld(announce({"en_ligne": "oui", "url": "https://exemple.fr/visio"}))
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert event["location"] == {"@type": "VirtualLocation", "url": "https://exemple.fr/visio"}


def test_event_in_a_room_and_online() -> None:
    event = parse_ld(announce({"en_ligne": "oui", "lieu": "Lyon"}))
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in event["location"]] == ["Place", "VirtualLocation"]


def test_event_that_recurs_has_parts_of_which_one_moved_and_one_is_off() -> None:
    changes = [{"date": "2027-04-28", "statut": "annule"}, {"date": "2028-04-28", "debut": "2028-05-02"}]
    event = parse_ld(
        announce({"debut": "2026-04-28", "recurrence": "FREQ=YEARLY", "modifications": changes, "lieu": "Lyon"})
    )
    assert event["startDate"] == "2026-04-28"
    parts = event["subEvent"]
    assert [(part["startDate"], part["eventStatus"].rpartition("/")[2]) for part in parts] == [
        ("2026-04-28", "EventScheduled"),
        ("2027-04-28", "EventCancelled"),
        ("2028-05-02", "EventRescheduled"),
    ]
    assert parts[2]["previousStartDate"] == "2028-04-28"


def test_a_weekly_event_does_not_fill_its_page() -> None:
    weekly = announce({"debut": "2026-04-28", "recurrence": "FREQ=WEEKLY"})
    assert len(parse_ld(weekly)["subEvent"]) == LISTED_DATES


def test_a_month_is_no_start_date() -> None:
    assert "startDate" not in parse_ld(announce({"debut": "2026-04"}))


# Every page


def test_canonical_address_is_the_page_s_own() -> None:
    for html in (describe(GUIDE), announce(EVENT)):
        (link,) = LexborHTMLParser(html).css("link[rel=canonical]")
        assert link.attributes["href"] == URL


@pytest.mark.parametrize(("exemple", "expected"), [("oui", [("robots", "noindex")]), ("non", [])])
def test_examples_are_not_indexed(exemple: str, expected: list[tuple[str, str]]) -> None:
    for html in (describe({"exemple": exemple}), announce({"exemple": exemple})):
        assert [meta for meta in find_metas(html) if meta[0] == "robots"] == expected


@given(st.text())
def test_any_text_stays_a_text(text: str) -> None:
    html = head(title=text, description=text, url=URL, site=create().site) + json_ld({"name": text or "x"})
    tree = LexborHTMLParser(html)
    assert {node.tag for node in tree.css("head *, body *")} == {"link", "meta", "script"}
    assert len(tree.css("script")) == 1
    kept = json.loads(html.partition('ld+json">')[2].removesuffix("</script>"))
    assert kept["name"] == (text or "x")


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028\u2029", "&lt;"])
def test_json_ld_closes_no_script(text: str) -> None:
    html = json_ld({"name": text})
    inside = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside)["name"] == text


# Reporting a mistake


def create_contact(courriel: str | None = None, formulaire: str | None = None) -> Interlocuteur:
    return Interlocuteur(nom="S", courriel=courriel, formulaire=formulaire)


def test_a_mistake_is_reported_by_mail_with_its_subject() -> None:
    address = report_address(create_contact(courriel="a@b.fr"), "Fiche « a&b ? »\r\nBcc: x")
    assert address == "mailto:a@b.fr?subject=Fiche%20%C2%AB%20a%26b%20%3F%20%C2%BB%0D%0ABcc%3A%20x"


def test_a_mistake_is_reported_by_form_where_there_is_no_mailbox() -> None:
    assert report_address(create_contact(formulaire="https://exemple.fr/ecrire"), "x") == "https://exemple.fr/ecrire"
    assert report_address(create_contact(), "x") == report_address(None, "x") == ""
