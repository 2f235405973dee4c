"""« Que diffuser, quand »: pages of months, and calendars of dates of sending that read back."""

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.programme import SHOWN, Programme
from prst.records.catalogue import Catalogue
from prst.records.copies import Copie
from tests.catalogues import Kind, create_catalogue, create_external, create_pages, find_first, plain

EVENTS: dict[str, Kind] = {
    "livrables": {
        "guide": {"titre": "Guide <des> échelles", "ajoute_le": "2026-11-21"},
        "quiz": {"statut": "archive"},
    },
    "cibles": {
        "btp": {"nom": "Entreprises du BTP", "moments": ["L’hiver"]},
        "tpe": {"nom": "TPE"},
        "rh": {"nom": "RH"},
    },
    "evenements": {
        "journee": {
            "titre": "Journée mondiale",
            "debut": "2026-04-28",
            "recurrence": "FREQ=YEARLY",
            "cibles": ["btp", "tpe"],
            "livrables": ["guide", "quiz"],
            "modifie_le": "2026-10-05",
        },
        "salon": {"titre": "Salon", "debut": "2027-03", "cibles": ["btp"], "livrables": ["guide"]},
        "vide": {"titre": "Sans ressource", "debut": "2027-01-28"},
        "fictif": {"titre": "Fictif", "debut": "2027-02-28", "livrables": ["guide"], "exemple": "oui"},
        "annee": {"titre": "Année entière", "debut": "2027", "cibles": ["btp"]},
    },
}


def programme(catalogue: Catalogue) -> Programme:
    return Programme(create_pages(catalogue))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {output.path: output.content for output in programme(create_catalogue(**EVENTS)).outputs()}


@pytest.fixture(scope="module")
def index() -> LexborHTMLParser:
    return LexborHTMLParser(str(programme(create_catalogue(**EVENTS)).index()))


def months(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """Titles of the occasions of each month that has some."""
    found = {}
    for section in tree.css(".mois"):
        title = find_first(section.html or "", "h2, h3").text(deep=False).strip()
        found[title] = [node.text() for node in section.css(".moment-titre a")]
    return {title: titles for title, titles in found.items() if titles}


def test_the_page_has_twelve_months_from_that_of_the_last_change(index: LexborHTMLParser) -> None:
    titles = [node.text(deep=False).strip() for node in index.css(".mois h3")]
    assert (titles[0], titles[-1], len(titles)) == ("Novembre 2026", "Octobre 2027", 12)


def test_what_there_is_of_a_month_opens_but_for_the_first(index: LexborHTMLParser) -> None:
    folded = {find_first(one.html or "", "h3").text(deep=False).strip() for one in index.css(".mois:has(details)")}
    with_occasions = {
        find_first(one.html or "", "h3").text(deep=False).strip() for one in index.css(".mois:has(.moment)")
    }
    assert folded == with_occasions - {"Novembre 2026"}
    found = {node.text() for node in index.css(".mois details > summary")}
    assert found == {"1\u00a0occasion", "2\u00a0occasions"}


def test_an_occasion_stands_under_the_month_in_which_to_send(index: LexborHTMLParser) -> None:
    assert months(index) == {
        "Janvier 2027": ["Sans ressource"],
        "Février 2027": ["Salon", "Fictif"],
        "Avril 2027": ["Journée mondiale"],
    }
    assert [node.text() for node in index.css("[aria-labelledby=sans-mois] .moment-titre a")] == ["Année entière"]


def test_a_season_is_named_in_each_month_that_it_covers() -> None:
    seasons: Kind = {
        "ete": {"titre": "Été", "debut": "2026-06-01", "saison": "06-01/09-15"},
        "hiver": {"titre": "Hiver", "debut": "2026-12-01", "saison": "12-01/02-15", "modifie_le": "2026-10-05"},
    }
    tree = LexborHTMLParser(str(programme(create_catalogue(evenements=seasons)).index()))
    shown = {
        (node.attributes["aria-labelledby"] or "").removeprefix("mois-"): [
            [one.text() for one in node.css(place)] for place in (".moment-titre a", ".mois-en-cours a", ".mois-rien")
        ]
        for node in tree.css(".mois")
    }
    winter = {key: [[], ["Hiver"], []] for key in ("2026-12", "2027-01", "2027-02")}
    summer = {key: [[], ["Été"], []] for key in ("2027-06", "2027-07", "2027-08", "2027-09")}
    free = {key: [[], [], ["Rien de prévu."]] for key in ("2026-10", "2027-03", "2027-04")}
    sent = {"2026-11": [["Hiver"], [], []], "2027-05": [["Été"], [], []]}
    assert shown == {**winter, **summer, **free, **sent}


def test_an_occasion_says_when_to_send_what_and_what_is_only_advised(index: LexborHTMLParser) -> None:
    (line,) = [node for node in index.css(".moment") if "Journée mondiale" in node.text()]
    for later in line.css("[hidden]"):  # dates.js shows it once the day has gone by
        later.decompose()
    text = " ".join(plain(line.text()).split())
    assert text.startswith("À envoyer avant le 7 avril 2027 (conseillé) Journée mondiale Le 28 avril 2027")
    assert [node.text() for node in line.css(".moment-livrables li")] == ["Guide <des> échelles"]


def test_a_month_that_is_over_is_for_the_reader_to_know(index: LexborHTMLParser) -> None:
    days = [node.attributes["data-apres"] for node in index.css(".mois > :first-child .marque[hidden]")]
    assert (days[0], days[3], days[-1]) == ("2026-11-30", "2027-02-28", "2027-10-31")


def test_each_target_with_something_to_tell_has_its_page(files: dict[str, bytes], index: LexborHTMLParser) -> None:
    assert sorted(path for path in files if path.endswith(".html")) == [
        "que-diffuser-quand/btp/index.html",
        "que-diffuser-quand/tpe/index.html",
    ]
    links = [node.attributes["href"] for node in index.css("[aria-labelledby=par-cible] a")]
    assert links == ["../que-diffuser-quand/btp/", "../cibles/rh/", "../que-diffuser-quand/tpe/"]


def test_what_is_kept_as_a_memory_is_not_to_be_passed_on() -> None:
    catalogue = create_catalogue(
        cibles={"ports": {"nom": "Ports"}, "quais": {"nom": "Quais"}},
        livrables={
            "memo": {"cibles": ["ports"], "statut": "archive"},
            "guide": {"cibles": ["quais"]},
            "ancien": {"cibles": ["quais"], "statut": "archive"},
        },
    )
    section = find_first(str(programme(catalogue).index()), "[aria-labelledby=par-cible]")
    said = [plain(node.text()) for node in section.css("li")]
    assert said == ["Ports pas encore de ressource", "Quais 1 ressource à transmettre toute l’année"]


def test_the_page_of_a_target_holds_its_occasions_and_its_good_moments(files: dict[str, bytes]) -> None:
    tree = LexborHTMLParser(files["que-diffuser-quand/btp/index.html"])
    assert months(tree) == {"Février 2027": ["Salon"], "Avril 2027": ["Journée mondiale"]}
    assert find_first(tree, ".encart li").text() == "L’hiver"
    assert find_first(tree, ".moment a").attributes["href"] == "../../evenements/salon/"


def test_a_month_tells_the_school_holidays_of_the_region_and_who_says_so() -> None:
    """What a relay sends during holidays is not read: the zones matter as much as the occasions."""
    days = {"debut": date(2026, 12, 19), "fin": date(2027, 1, 3)}
    ours = create_external(titre="Vacances de Noël", provenance=("a",), **days)
    theirs = create_external(
        titre="Vacances de printemps", provenance=("b",), debut=date(2027, 4, 3), fin=date(2027, 4, 18)
    )
    catalogue = create_catalogue(
        **{**EVENTS, "territoires": {"69": {}, "59": {}}},
        site={"departements": ["69"]},
        agendas={
            "a": {"nom": "Zone A", "nature": "reperes", "territoires": ["69"]},
            "b": {"nom": "Zone B", "nature": "reperes", "territoires": ["59"]},
        },
    )
    copies = {"a": Copie((ours,), (), date(2026, 9, 1)), "b": Copie((theirs,), (), None)}
    made = programme(replace(catalogue, copies=copies))
    (page,) = [output.content.decode() for output in made.outputs() if output.path.endswith("/btp/index.html")]
    for html in (str(made.index()), page):
        tree = LexborHTMLParser(html)
        told = {
            month.attributes["aria-labelledby"]: month.css(".mois-reperes li") for month in tree.css("section.mois")
        }
        assert {month: [plain(node.text()) for node in nodes] for month, nodes in told.items() if nodes} == {
            "mois-2026-12": ["Vacances de Noël : du 19 décembre 2026 au 3 janvier 2027"],
            "mois-2027-01": ["Vacances de Noël : du 19 décembre 2026 au 3 janvier 2027"],
        }
        assert "Vacances : Zone A (copie du 1er septembre 2026)." in plain(tree.text())


def test_a_month_with_very_many_occasions_sends_to_the_targets() -> None:
    events = {f"e-{number:03}": {"debut": "2026-04-28", "ajoute_le": "2026-03-01"} for number in range(SHOWN + 5)}
    tree = LexborHTMLParser(str(programme(create_catalogue(evenements=events)).index()))
    assert len(tree.css(".moment")) == SHOWN
    assert "Et 5 autres occasions ce mois-ci" in plain(find_first(tree, ".mois > details > .doux").text())


# Calendars


def entries(content: bytes) -> list[dict[str, str]]:
    return [
        {name: str(value) for name, value in event.items() if name not in ("DTSTART", "DTEND", "DTSTAMP")}
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_calendar_holds_the_known_days_on_which_there_is_something_to_send(files: dict[str, bytes]) -> None:
    (entry,) = entries(files["que-diffuser-quand/envois.ics"])
    assert entry["UID"] == "journee.20270428.envoi@essai.example.org"
    assert plain(entry["SUMMARY"]) == "À diffuser : Journée mondiale"
    assert entry["URL"] == "https://essai.example.org/evenements/journee/"
    assert entry["TRANSP"] == "TRANSPARENT"
    assert plain(entry["DESCRIPTION"]).splitlines() == [
        "Journée mondiale, le 28 avril 2027. Date d’envoi conseillée.",
        "",
        "Ressources à transmettre :",
        "- Guide <des> échelles",
        "  https://essai.example.org/livrables/guide/",
    ]


def test_an_entry_says_that_a_date_is_not_sure() -> None:
    debat = {"titre": "Et si on parlait ?", "debut": "2027-03-01", "date_a_confirmer": "oui", "livrables": ["guide"]}
    found = programme(create_catalogue(**{**EVENTS, "evenements": {"debat": debat}})).outputs()
    content = next(one.content for one in found if one.path == "que-diffuser-quand/envois.ics")
    (entry,) = entries(content)
    assert plain(entry["DESCRIPTION"]).splitlines()[0] == (
        "Et si on parlait ? Le 1er mars 2027 (date à confirmer). Date d’envoi conseillée."
    )


def test_calendar_entries_last_a_day_ring_nobody_and_bear_the_date_of_their_record(files: dict[str, bytes]) -> None:
    calendar = Calendar.from_ical(files["que-diffuser-quand/envois.ics"])
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == date(2027, 4, 7)
    assert event.decoded("dtend") == date(2027, 4, 8)
    assert event.decoded("dtstamp").isoformat() == "2026-10-05T00:00:00+00:00"
    assert calendar.walk("VALARM") == []
    assert plain(str(calendar["NAME"])) == "Catalogue d’essai : que diffuser, quand"
    assert str(calendar["URL"]) == "https://essai.example.org/que-diffuser-quand/envois.ics"
    assert "REFRESH-INTERVAL" in calendar  # a day of sending that moves, moves where it was subscribed to
    assert int(str(event["SEQUENCE"])) > 0


def test_calendar_files_are_folded_and_end_their_lines_as_the_standard_says(files: dict[str, bytes]) -> None:
    calendars = [content for path, content in files.items() if path.endswith(".ics")]
    assert len(calendars) == 3
    for content in calendars:
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert content.count(b"BEGIN:VCALENDAR") == 1
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_identity_stays_when_the_day_of_sending_moves(files: dict[str, bytes]) -> None:
    moved = {**EVENTS["evenements"]["journee"], "a_envoyer_le": "2026-04-01"}
    catalogue = create_catalogue(**{**EVENTS, "evenements": {"journee": moved}})
    later = {output.path: output.content for output in programme(catalogue).outputs()}
    ours, theirs = (entries(some["que-diffuser-quand/envois.ics"])[0] for some in (files, later))
    assert ours["UID"] == theirs["UID"]
    # 27 days before 28 April 2027
    (event,) = Calendar.from_ical(later["que-diffuser-quand/envois.ics"]).walk("VEVENT")
    assert event.decoded("dtstart") == date(2027, 4, 1)


def test_a_calendar_of_nothing_is_still_a_calendar() -> None:
    (output,) = programme(create_catalogue()).outputs()
    assert entries(output.content) == []


@pytest.mark.parametrize("title", ["a\u2028b;c,d\\n", "BEGIN:VALARM", "é" * 160, "X:Y;Z=\"'"])
def test_a_hostile_title_stays_a_text(title: str) -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"titre": title}},
        evenements={"salon": {"titre": title, "debut": "2026-04-28", "livrables": ["guide"]}},
    )
    content = next(output.content for output in programme(catalogue).outputs())
    (entry,) = entries(content)
    assert entry["SUMMARY"] == f"À diffuser\u00a0: {title}"
    assert title in entry["DESCRIPTION"]
    assert Calendar.from_ical(content).walk("VALARM") == []


# What groups give


STEPS: list[dict[str, str]] = [
    {"date": "2026-12-10", "intitule": "Guide relu", "livrable": "guide"},
    {"date": "2026-10", "intitule": "Enquête", "fait_le": "2026-10-20", "produit": "Une synthèse"},
    {"date": "2026-12", "intitule": "Réunion"},
    {"date": "2026-12", "intitule": "Affiche", "etat": "abandonne", "raison": "Trop cher.", "produit": "Une affiche"},
    {"date": "2026-07", "intitule": "Ancien", "produit": "Un plan"},
    {"date": "2027-11", "intitule": "Lointain", "produit": "Un bilan"},
]


def test_what_groups_gave_and_are_to_give_stands_apart_for_those_who_pilot() -> None:
    groups: Kind = {
        "ga": {"nom": "Chutes", "cibles": ["btp"], "jalons": STEPS},
        "fictif": {"jalons": STEPS, "exemple": "oui"},
        "ancien": {
            "jalons": [{"date": "2026-10-01", "intitule": "A", "fait_le": "2026-10-02", "livrable": "quiz"}]  # archived
        },
    }
    made = programme(create_catalogue(**EVENTS, groupes=groups))
    tree = LexborHTMLParser(str(made.index()))
    lines = [" ".join(plain(line.text()).split()) for line in tree.css("[aria-labelledby=a-paraitre] li")]
    assert lines == [
        "Fait le 20 octobre 2026 : Une synthèse Enquête, Chutes",
        "Attendu le 10 décembre 2026 : Guide <des> échelles Guide relu, Chutes Date passée",
    ]
    pages = {output.path: output.content.decode() for output in made.outputs() if output.path.endswith(".html")}
    assert {path.split("/")[1] for path, html in pages.items() if "a-paraitre" in html} == {"btp"}


def test_nothing_is_said_where_groups_give_nothing(index: LexborHTMLParser) -> None:
    assert not index.css("#a-paraitre")


def test_the_year_of_a_target_that_was_renamed_or_withdrawn_leads_somewhere() -> None:
    kinds = {
        **EVENTS,
        "cibles": {**EVENTS["cibles"], "btp": {"anciens_ids": ["batiment"]}, "muette": {"anciens_ids": ["tue"]}},
        "retraits": {"cibles/partie": {"titre": "Partie"}},
    }
    found = {one.path: one.content.decode() for one in programme(create_catalogue(**kinds)).outputs()}
    assert '<a href="../../que-diffuser-quand/btp/">' in found["que-diffuser-quand/batiment/index.html"]
    assert '<a href="../../cibles/muette/">' in found["que-diffuser-quand/tue/index.html"]
    assert '<a href="../../cibles/partie/">' in found["que-diffuser-quand/partie/index.html"]
    dates = (found[f"que-diffuser-quand/{one}/envois.ics"] for one in ("btp", "batiment"))
    assert len(set(dates)) == 1
