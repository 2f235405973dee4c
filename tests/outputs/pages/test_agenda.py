"""The calendar on pages: months, grids, filters."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.analysis.holds import Holds
from prst.outputs.pages.agenda import (
    IN_A_CELL,
    IN_A_WEEK,
    LISTED,
    LONGEST_GAP,
    PAST,
    Ligne,
    filters,
    gather,
    grid,
    months,
)
from prst.records.copies import Copie, EvenementExterne
from tests.catalogues import (
    Kind,
    create_catalogue,
    create_external,
    create_pages,
    find_first,
    plain,
    render_lists,
    render_months,
)

CHANGED = {"ajoute_le": "2026-05-10"}
REFERENCE = date(2026, 5, 10)


def create_line(first: date, last: date | None = None, **fields: Any) -> Ligne:
    values: dict[str, Any] = {
        "identite": f"e{first}",
        "titre": "Salon",
        "titre_marque": "Salon",
        "page": "evenements/e/",
        "url": "",
        "debut": first,
        "fin": last or first,
        "mois": (first.year, first.month),
        "quand": "",
        "heure": "",
        "lieu": "",
        "statut": "confirme",
        "marques": (),
        "source": "",
        "facettes": {"sorte": ("unique",)},
    }
    return Ligne(**{**values, **fields})


def show(evenements: Kind, **kinds: Kind) -> tuple[str, dict[str, str]]:
    """The list, and the months by address."""
    catalogue = create_catalogue(evenements={"repere": {"debut": "2026-05-10", **CHANGED}, **evenements}, **kinds)
    return render_lists(catalogue)["agenda/"], render_months(catalogue)


def read_texts(html: str, selector: str) -> list[str]:
    nodes = LexborHTMLParser(html).css(selector)
    return [re.sub(r"\s+", " ", plain(node.text())).strip() for node in nodes]


# Months


def test_months_go_from_the_one_before_to_fourteen_after() -> None:
    found = months([], REFERENCE)
    assert (found[0], found[-1], len(found)) == ((2026, 4), (2027, 7), 16)


def test_every_month_that_holds_an_event_has_a_page_and_so_have_those_between() -> None:
    found = months([create_line(date(2025, 11, 3)), create_line(date(2027, 12, 24))], REFERENCE)
    assert (found[0], found[-1]) == ((2025, 11), (2027, 12))
    assert len(found) == len(set(found)) == 26


def test_a_slip_of_the_keyboard_does_not_make_a_thousand_pages() -> None:
    assert len(months([create_line(date(1926, 5, 1))], REFERENCE)) == 17


@pytest.mark.parametrize(("empty", "pages"), [(LONGEST_GAP - 1, LONGEST_GAP), (LONGEST_GAP, 1)])
def test_the_way_to_the_next_month_jumps_long_gaps_only(empty: int, pages: int) -> None:
    last = 2027 * 12 + 6 + empty + 1  # months since the year 0; July 2027 is the last one around the reference day
    found = months([create_line(date(last // 12, last % 12 + 1, 1))], REFERENCE)
    assert len(found) - 16 == pages


def test_months_lead_to_the_ones_before_and_after() -> None:
    _, pages = show({})
    addresses = sorted(pages)
    for previous, address, following in zip(addresses, addresses[1:], addresses[2:], strict=False):
        assert find_first(pages[address], "a[rel=prev]").attributes["href"] == f"../../{previous}"
        assert find_first(pages[address], "a[rel=next]").attributes["href"] == f"../../{following}"
    assert not LexborHTMLParser(pages[addresses[0]]).css("a[rel=prev]")
    assert not LexborHTMLParser(pages[addresses[-1]]).css("a[rel=next]")


# Grids


@pytest.mark.parametrize("month", [(2026, 2), (2026, 3), (2027, 2), (2028, 2), (2026, 11)])
def test_a_grid_holds_each_day_of_its_month_once_under_its_weekday(month: tuple[int, int]) -> None:
    weeks = grid(month, {}, {})
    assert {len(week) for week in weeks} == {7}
    days = [cell.jour for week in weeks for cell in week if cell.jour]
    assert [day.day for day in days] == list(range(1, len(days) + 1))
    assert {(day.year, day.month) for day in days} == {month}
    assert (days[-1] + timedelta(1)).month != month[1]
    for week in weeks:
        assert all(cell.jour is None or cell.jour.weekday() == column for column, cell in enumerate(week))


@pytest.mark.parametrize(
    ("count", "named", "others"), [(1, 1, 0), (IN_A_CELL + 1, IN_A_CELL + 1, 0), (15, IN_A_CELL, 12)]
)
def test_a_cell_names_a_few_events_and_counts_the_rest(count: int, named: int, others: int) -> None:
    events: Kind = {f"e{number:02}": {"debut": "2026-06-16"} for number in range(count)}
    html = show(events)[1]["agenda/2026-06/"]
    assert len(LexborHTMLParser(html).css('td[data-jour="2026-06-16"] .grille-titres li')) == named
    assert read_texts(html, ".grille-autres") == ([f"et {others} autres le 16 juin 2026"] if others else [])
    assert read_texts(html, ".grille-nombre") == [f"{count} rendez-vous le 16 juin 2026"]
    assert len(LexborHTMLParser(html).css(".rendez-vous-mois > li")) == count
    for link in LexborHTMLParser(html).css(".grille-autres a, .grille-nombre a"):
        assert LexborHTMLParser(html).css(f"li{link.attributes['href']}")


def test_an_event_of_some_days_is_a_bar_across_them_and_a_long_one_stands_beside_the_grid() -> None:
    pages = show(
        {"court": {"debut": "2026-06-29", "fin": "2026-07-01"}, "long": {"debut": "2026-06-01", "fin": "2026-08-15"}}
    )[1]
    shown = {address: read_texts(html, ".grille-barres li") for address, html in pages.items()}
    assert shown["agenda/2026-06/"] == shown["agenda/2026-07/"] == ["du 29 juin au 1er juillet 2026 : Court"]
    (june,) = LexborHTMLParser(pages["agenda/2026-06/"]).css(".grille-barres li")
    (july,) = LexborHTMLParser(pages["agenda/2026-07/"]).css(".grille-barres li")
    assert june.attributes["class"] == "barre-1 sur-2"
    assert july.attributes["class"] == "barre-3 sur-1 barre-suite"
    assert read_texts(pages["agenda/2026-06/"], ".grille-titres li") == []
    beside = {address: read_texts(html, ".grille-aussi li") for address, html in pages.items()}
    assert [beside[f"agenda/2026-0{month}/"] for month in (6, 7, 8, 9)] == [
        ["du 1er juin au 15 août 2026 Long"],
        ["du 1er juin au 15 août 2026 Long"],
        ["du 1er juin au 15 août 2026 Long"],
        [],
    ]
    lists = {address: read_texts(html, ".rendez-vous-titre") for address, html in pages.items()}
    assert [lists[f"agenda/2026-0{month}/"] for month in (6, 7, 8, 9)] == [
        ["Long", "Court"],
        ["Long", "Court"],
        ["Long"],
        [],
    ]


def test_a_week_shows_a_few_bars_and_counts_the_rest() -> None:
    events: Kind = {f"e{number:02}": {"debut": "2026-06-16", "fin": "2026-06-18"} for number in range(12)}
    html = show(events)[1]["agenda/2026-06/"]
    assert len(LexborHTMLParser(html).css(".grille-barres li")) == IN_A_WEEK
    assert read_texts(html, ".grille-autres") == [f"et {12 - IN_A_WEEK} autres sur plusieurs jours cette semaine"]
    assert LexborHTMLParser(html).css(f"li{find_first(html, '.grille-autres a').attributes['href']}")


def test_ways_to_other_months_are_arrows_that_say_where_they_lead() -> None:
    html = show({})[1]["agenda/2026-05/"]
    assert read_texts(html, ".mois-pas a")[:2] == ["Mois précédent : ‹ avril 2026", "Mois suivant : juin 2026 ›"]


@pytest.mark.parametrize(
    ("debut", "fin", "said"),
    [
        ("2027-01", "2027-02", "de janvier à février 2027"),
        ("2026-12", "2027-02", "de décembre 2026 à février 2027"),
        ("2027-04", "2027-10", "d’avril à octobre 2027"),
        ("2027", "2028", "de 2027 à 2028"),
    ],
)
def test_months_of_one_year_say_it_once(debut: str, fin: str, said: str) -> None:
    pages = create_pages(create_catalogue(evenements={"e": {"debut": debut, "fin": fin}}))
    (occurrence,) = pages.derived.occurrences["e"]
    assert pages.dated(occurrence).libelle == said


def test_what_has_no_day_yet_stands_beside_the_grid_of_its_month() -> None:
    html = show({"foire": {"debut": "2026-06", "statut": "annule"}})[1]["agenda/2026-06/"]
    assert read_texts(html, ".grille-titres a") == []
    assert read_texts(html, ".grille-aussi li") == ["en juin 2026 Annulé : Foire"]


def test_the_lines_of_a_day_follow_its_hours_and_say_them_whether_or_not_they_recur() -> None:
    html = show(
        {
            "midi": {"debut": "2026-06-16T12:00"},
            "matin": {"debut": "2026-06-16T09:30", "fin": "2026-06-16T11:00"},
            "cafe": {"debut": "2026-06-16T08:00", "fin": "2026-06-16T09:00", "recurrence": "FREQ=MONTHLY;COUNT=2"},
            "journee": {"debut": "2026-06-16"},
        }
    )[1]["agenda/2026-06/"]
    assert read_texts(html, ".rendez-vous-date") == [
        "le 16 juin 2026",
        "le 16 juin 2026 à 8 h",
        "le 16 juin 2026 à 9 h 30",
        "le 16 juin 2026 à 12 h",
    ]
    assert read_texts(html, ".grille-titres li") == ["Journee", "8 h Cafe", "9 h 30 Matin", "12 h Midi"]


def test_an_evening_past_midnight_says_its_hours_and_one_that_ends_there_has_one_day() -> None:
    pages = show(
        {
            "nuit": {"debut": "2026-12-31T22:00", "fin": "2027-01-01T02:00"},
            "soiree": {"debut": "2026-12-30T20:00", "fin": "2026-12-31T00:00"},
        }
    )[1]
    assert read_texts(pages["agenda/2026-12/"], ".rendez-vous-date") == [
        "le 30 décembre 2026 à 20 h",
        "du 31 décembre 2026 à 22 h au 1er janvier 2027 à 2 h",
    ]
    assert read_texts(pages["agenda/2026-12/"], ".grille-titres li") == ["20 h Soiree"]
    assert len(read_texts(pages["agenda/2027-01/"], ".rendez-vous-date")) == 1


def test_a_grid_is_a_table_with_its_caption_and_full_names_of_days() -> None:
    html = show({})[1]["agenda/2026-05/"]
    assert read_texts(html, "table caption") == ["mai 2026"]
    heads = LexborHTMLParser(html).css("th[scope=col] .grille-long")
    assert [head.text() for head in heads] == ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    assert len(LexborHTMLParser(html).css("td > time[datetime]")) == 31


# The list


def test_what_is_to_come_stands_under_its_month_and_unknown_months_last() -> None:
    events: Kind = {
        "annee": {"debut": "2027"},
        "mois": {"debut": "2026-10"},
        "jour": {"debut": "2026-10-08T09:00"},
        "tard": {"debut": "2027-11-01"},
    }
    listed, pages = show(events)
    assert read_texts(listed, ".agenda-mois h3") == [
        "mai 2026",
        "octobre 2026",
        "novembre 2027",
        "2027, mois à préciser",
    ]
    assert read_texts(listed, ".agenda-mois .rendez-vous-titre") == ["Repere", "Jour", "Mois", "Tard", "Annee"]
    october = pages["agenda/2026-10/"]
    assert read_texts(october, ".grille-titres li") == ["9 h Jour"]
    assert read_texts(october, ".rendez-vous-titre") == ["Jour", "Mois"]


@pytest.mark.parametrize(("statut", "mark"), [("annule", "Annulé"), ("reporte", "Reporté")])
def test_what_does_not_take_place_is_kept_and_marked(statut: str, mark: str) -> None:
    listed, pages = show({"e": {"titre": "Salon", "debut": "2026-06-16", "statut": statut}})
    assert mark in read_texts(listed, ".marque-alerte")
    assert f"{mark} : Salon" in read_texts(pages["agenda/2026-06/"], ".grille-titres li")


def test_a_day_that_moved_stands_on_its_new_date_and_says_so() -> None:
    changes = [{"date": "2026-06-02", "debut": "2026-06-09"}]
    _, pages = show({"e": {"debut": "2026-05-05", "recurrence": "FREQ=MONTHLY;BYDAY=1TU", "modifications": changes}})
    june = pages["agenda/2026-06/"]
    assert [node.attributes["data-jour"] for node in LexborHTMLParser(june).css("td:has(.grille-titres)")] == [
        "2026-06-09"
    ]
    assert read_texts(june, ".marque-alerte") == ["Déplacé : prévu le 2 juin 2026"]


def test_the_list_is_bounded_and_leads_to_the_month_that_goes_on() -> None:
    events: Kind = {f"e{n:03}": {"debut": str(REFERENCE + timedelta(n + 1))} for n in range(LISTED + 30)}
    events = {**events, **{f"p{n:03}": {"debut": "2025-01-01"} for n in range(PAST + 5)}}
    listed = show(events)[0]
    assert len(LexborHTMLParser(listed).css(".rendez-vous-mois > li")) == LISTED
    assert len(LexborHTMLParser(listed).css(".rendez-vous-passes > li")) == PAST
    link = find_first(listed, ".suite a")
    assert plain(link.text()) == "La suite, à partir de novembre 2026"
    assert link.attributes["href"] == "../agenda/2026-11/"


# Events of others


def create_with_copies(*externes: EvenementExterne, nature: str = "evenements", **agenda: Any) -> Any:
    catalogue = create_catalogue(
        agendas={"salons": {"nom": "Salons de France", "nature": nature, "cibles": ["tpe"], **agenda}},
        evenements={"e": {"debut": "2026-06-16", **CHANGED}},
    )
    return replace(catalogue, copies={"salons": Copie(externes, (), date(2026, 5, 9))})


def test_events_of_others_stand_among_ours_with_their_source_and_the_day_of_its_copy() -> None:
    catalogue = create_with_copies(create_external(titre="Salon <b>d’ailleurs</b>", debut=date(2026, 6, 20)))
    for html in (render_lists(catalogue)["agenda/"], render_months(catalogue)["agenda/2026-06/"]):
        assert read_texts(html, ".rendez-vous-mois .rendez-vous-titre") == ["E", "Salon <b>d’ailleurs</b>"]
        assert "Annoncé par : Salons de France (copie du 9 mai 2026)" in read_texts(html, ".rendez-vous-lieu")
        assert find_first(html, 'a[href="https://exemple.fr/salon"]').attributes["rel"] == "noreferrer"


def test_two_titles_of_one_uid_and_moment_are_two_lines_of_a_month() -> None:
    """And so are an event of ours and one of others whose UID is its id."""
    others = [create_external(uid="z", titre=titre, debut=date(2026, 6, 20)) for titre in ("Ouverture", "Clôture")]
    others.append(create_external(uid="e", titre="Salon", debut=date(2026, 6, 21)))
    html = render_months(create_with_copies(*others))["agenda/2026-06/"]
    lines = LexborHTMLParser(html).css(".rendez-vous-mois > li")
    assert len(lines) == 4
    for name in ("id", "data-ligne"):
        assert len({line.attributes[name] for line in lines}) == 4


def test_holidays_stand_in_the_grid_and_are_no_events() -> None:
    whit_monday = create_external(titre="Lundi de Pentecôte", debut=date(2026, 5, 25), fin=date(2026, 5, 25))
    summer = create_external(uid="x", titre="Vacances d’été", debut=date(2026, 7, 4), fin=date(2026, 8, 31))
    catalogue = create_with_copies(whit_monday, summer, nature="reperes")
    pages = render_months(catalogue)
    assert read_texts(pages["agenda/2026-05/"], ".grille-ferie .grille-repere") == ["Lundi de Pentecôte"]
    for month, expected in (("06", []), ("07", ["Vacances d’été du 4 juillet au 31 août 2026 (Salons de France)"])):
        assert read_texts(pages[f"agenda/2026-{month}/"], ".grille-periodes li") == expected
    assert "Vacances d’été" not in render_lists(catalogue)["agenda/"]


def test_a_landmark_does_not_repeat_what_its_calendar_is_called() -> None:
    """The ministry's files end each title with the zone, which is that of the first of several calendars."""
    days = {"debut": date(2026, 12, 19), "fin": date(2027, 1, 3)}
    found = [
        create_external(titre=f"Vacances de Noël - Zone {zone.upper()}", provenance=(zone,), **days) for zone in "ab"
    ]
    catalogue = create_catalogue(
        agendas={zone: {"nom": f"Vacances, zone {zone.upper()}", "nature": "reperes"} for zone in "ab"},
        evenements={"e": CHANGED},
    )
    copies = {externe.provenance[0]: Copie((externe,), (), None) for externe in found}
    html = render_months(replace(catalogue, copies=copies))["agenda/2026-12/"]
    expected = "Vacances de Noël du 19 décembre 2026 au 3 janvier 2027 (Vacances, zone A, Vacances, zone B)"
    assert read_texts(html, ".grille-periodes li") == [expected]


def test_holidays_of_other_regions_are_left_out() -> None:
    externe = create_external(titre="Saint-Étienne", debut=date(2026, 12, 26), fin=date(2026, 12, 26))
    territoires: Kind = {"region": {}, "67": {}}
    catalogue = create_catalogue(
        agendas={"a": {"nature": "reperes", "territoires": ["67"]}},
        evenements={"e": CHANGED},
        territoires=territoires,
    )
    catalogue = replace(catalogue, copies={"a": Copie((replace(externe, provenance=("a",)),), (), None)})
    assert not read_texts(render_months(catalogue)["agenda/2026-12/"], ".grille-repere")


# Filters


def test_filters_offer_what_some_event_answers() -> None:
    catalogue = create_catalogue(
        cibles={"btp": {"nom": "BTP"}, "tpe": {}},
        territoires={"region": {}, "national": {}, "69": {"label": "Rhône"}, "75": {}},
        site={"departements": ["69"]},
        evenements={"a": {"cibles": ["btp"], "territoires": ["69"]}, "b": {"territoires": ["region"]}},
    )
    found = {one["nom"]: one["choix"] for one in filters(Holds(catalogue), gather(create_pages(catalogue)))}
    assert found["cible"] == [{"valeur": "btp", "nom": "BTP", "vaut": "btp"}]
    assert [(choice["valeur"], choice["vaut"]) for choice in found["territoire"]] == [
        ("region", "69 national region"),
        ("69", "69 national region"),
    ]
    assert set(found) == {"cible", "territoire"}  # all are of one kind, and none says where or how


def test_an_empty_calendar_says_what_to_do_and_offers_nothing_to_subscribe_to() -> None:
    catalogue = create_catalogue(evenements={})
    listed = render_lists(catalogue)["agenda/"]
    assert "Un titre et une date suffisent" in plain(find_first(listed, "[data-rien]").text())
    assert not LexborHTMLParser(listed).css(".abonnement, form")
    assert not LexborHTMLParser(render_months(catalogue)["agenda/2026-01/"]).css("a[href*=abonner]")


def test_who_misses_an_event_is_told_whom_to_tell() -> None:
    """An organiser writes no record: the region's contact answers, as it does where nothing is found."""
    html, _months = show({})
    links = [node.attributes["href"] for node in LexborHTMLParser(html).css(".publier a")]
    assert links == ["mailto:site@organisme-essai.fr", "../contribuer/formulaire/evenement/"]


# Milestones of groups

STEPS: Any = {
    "ga": {
        "nom": "Chutes",
        "jalons": [
            {"date": "2026-06-10", "intitule": "Guide"},
            {"date": "2026-06", "intitule": "Enquête"},
            {"date": "2026-06-12", "intitule": "Affiche", "etat": "abandonne", "raison": "Trop cher."},
            {"date": "2026-01-05", "intitule": "Plan", "fait_le": "2026-01-06"},
            {"date": "2027", "intitule": "Bilan"},
        ],
    }
}


def test_milestones_stand_apart_from_what_companies_read() -> None:
    listed, _months = show({"a": {"debut": "2026-06-16"}}, groupes=STEPS)
    assert read_texts(listed, "[data-liste] .rendez-vous-titre") == ["Repere", "A"]
    assert read_texts(listed, "[data-jalons] .rendez-vous-titre") == ["Guide", "Affiche", "Enquête", "Bilan"]
    assert read_texts(listed, "[data-jalons] .marque:not([hidden])") == ["Abandonné"]
    assert not LexborHTMLParser(listed).css("[data-jalons] details[open]")


def test_a_month_keeps_milestones_hidden_in_its_grid_and_apart_under_its_list() -> None:
    _listed, pages = show({"a": {"debut": "2026-06-10"}}, groupes=STEPS)
    june = pages["agenda/2026-06/"]
    assert read_texts(june, "td[data-jour='2026-06-10'] li:not([hidden])") == ["A"]
    assert read_texts(june, "td li[hidden]") == ["Jalon : Guide", "Abandonné : Affiche"]
    assert read_texts(june, ".grille-aussi[hidden] li[hidden]") == ["en juin 2026 Jalon : Enquête"]
    assert read_texts(june, "[data-liste] .rendez-vous-titre") == ["A"]
    assert read_texts(june, "#liste") == ["1 rendez-vous en juin 2026"]
    assert len(read_texts(june, "[data-jalons] li")) == 3
    alone = pages["agenda/2026-01/"]
    assert read_texts(alone, "[data-jour='2026-01-06'] .grille-nombre[hidden]") == ["0 rendez-vous le 6 janvier 2026"]
    assert "Rien n’est annoncé" in plain(find_first(alone, "[data-rien]").text())


def test_a_filter_offers_milestones_and_leaves_them_out_by_default() -> None:
    listed, _ = show({}, groupes=STEPS)
    select = find_first(listed, "select[name=jalons]")
    assert [option.attributes.get("data-vaut", option.attributes["value"]) for option in select.css("option")] == [
        "sans", "avec", "seuls",
    ]  # fmt: skip
    page = LexborHTMLParser(listed)
    assert "jalons:sans" in str(find_first(page, "[data-liste] li").attributes["data-valeurs"])
    assert "jalons:sans" not in str(find_first(page, "[data-jalons] li").attributes["data-valeurs"])
    assert not LexborHTMLParser(show({})[0]).css("select[name=jalons], [data-jalons]")
