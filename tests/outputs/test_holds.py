"""Every producer says the same of what holds where: lists, counts, facets, feeds, files, calendars, letters, filters.

One small catalogue, whose answers were worked out by hand, is walked through everything that is published.
"""

import csv
import io
import json
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.analysis.digest import Journal, Tranche
from prst.outputs.data.exports import exports
from prst.outputs.data.flux import feeds
from prst.outputs.facettes import facet_values
from prst.outputs.pages.common import Pages
from prst.outputs.pages.programme import Programme
from prst.outputs.pages.sections import facets
from prst.outputs.pages.written import from_tokens, to_tokens
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue, create_pages, find_first, plain, render_lists, render_pages

LIVRABLES: Any = {
    "pl-corse": {"cibles": ["poids-lourds"], "territoires": ["2a"], "secteurs": ["moteurs"], "date": "2026"},
    "garage-region": {"cibles": ["garages"], "territoires": ["region"], "secteurs": ["auto"], "date": "2025"},
    "garage-reunion": {"cibles": ["garages"], "territoires": ["974"], "secteurs": ["auto"], "date": "2024"},
    "tpe-france": {"cibles": ["tpe"], "territoires": ["national"], "secteurs": ["tous"], "date": "2023"},
    "tpe-corse": {"cibles": ["tpe"], "territoires": ["2b", "2a"], "date": "2022"},
    "tpe-mayotte": {"cibles": ["tpe"], "territoires": ["976", "59"], "date": "2021"},
    "peche-guadeloupe": {"cibles": ["peche"], "territoires": ["971"], "date": "2020"},
    "entreprises": {"cibles": ["entreprises"], "secteurs": ["tous"], "date": "2019"},
    "moteurs": {"cibles": ["mer"], "secteurs": ["moteurs"], "territoires": ["2b"], "date": "2018"},
}
HELD: dict[tuple[str, str], list[str]] = {
    ("cibles", "poids-lourds"): [
        "pl-corse",
        "garage-region",
        "tpe-france",
        "tpe-corse",
        "entreprises",
        "garage-reunion",
        "tpe-mayotte",
    ],
    ("cibles", "garages"): ["garage-region", "tpe-france", "tpe-corse", "entreprises", "garage-reunion", "tpe-mayotte"],
    ("cibles", "tpe"): ["tpe-france", "tpe-corse", "entreprises", "tpe-mayotte"],
    ("cibles", "entreprises"): ["entreprises"],
    ("cibles", "mer"): ["moteurs"],
    ("cibles", "peche"): ["peche-guadeloupe"],
    ("territoires", "2a"): ["pl-corse", "tpe-corse", "garage-region", "tpe-france", "entreprises"],
    ("territoires", "2b"): ["tpe-corse", "moteurs", "garage-region", "tpe-france", "entreprises"],
    ("territoires", "region"): ["garage-region", "pl-corse", "tpe-corse", "moteurs", "tpe-france", "entreprises"],
    ("territoires", "national"): ["tpe-france", "entreprises"],
    ("territoires", "974"): ["garage-reunion", "tpe-france", "entreprises"],
    ("territoires", "976"): ["tpe-mayotte", "tpe-france", "entreprises"],
    ("territoires", "971"): ["peche-guadeloupe", "tpe-france", "entreprises"],
    ("territoires", "59"): ["tpe-mayotte", "tpe-france", "entreprises"],
    ("secteurs", "moteurs"): ["pl-corse", "moteurs", "garage-region", "tpe-france", "entreprises", "garage-reunion"],
    ("secteurs", "auto"): ["garage-region", "tpe-france", "entreprises", "garage-reunion"],
    ("secteurs", "tous"): ["tpe-france", "entreprises"],
}
"""The deliverables that hold for each target, territory and sector, in their order; worked out by hand."""

EVENEMENTS: Any = {
    "e-pl-corse": {"cibles": ["poids-lourds"], "territoires": ["2a"]},
    "e-tpe-france": {"cibles": ["tpe"], "territoires": ["national"]},
    "e-garages": {"cibles": ["garages"]},
    "e-tpe-reunion": {"cibles": ["tpe"], "territoires": ["974"]},
    "e-region": {"territoires": ["region"]},
}
ATTENDED: dict[tuple[str, str], set[str]] = {
    ("cibles", "poids-lourds"): {"e-pl-corse", "e-tpe-france", "e-garages", "e-tpe-reunion"},
    ("cibles", "garages"): {"e-tpe-france", "e-garages", "e-tpe-reunion"},
    ("cibles", "tpe"): {"e-tpe-france", "e-tpe-reunion"},
    ("cibles", "entreprises"): set(),
    ("cibles", "mer"): set(),
    ("cibles", "peche"): set(),
    ("territoires", "2a"): {"e-pl-corse", "e-tpe-france", "e-garages", "e-region"},
    ("territoires", "2b"): {"e-tpe-france", "e-garages", "e-region"},
    ("territoires", "region"): {"e-pl-corse", "e-tpe-france", "e-garages", "e-region"},
    ("territoires", "national"): {"e-tpe-france", "e-garages"},
    ("territoires", "974"): {"e-tpe-reunion", "e-tpe-france", "e-garages"},
    ("territoires", "976"): {"e-tpe-france", "e-garages"},
    ("territoires", "971"): {"e-tpe-france", "e-garages"},
    ("territoires", "59"): {"e-tpe-france", "e-garages"},
}
RELAIS: Any = {
    "r-pl": {"cibles": [{"cible": "poids-lourds"}]},
    "r-tpe-corse": {"cibles": [{"cible": "tpe"}], "territoires": ["2b"]},
    "r-tpe-reunion": {"cibles": [{"cible": "tpe"}], "territoires": ["974"]},
    "r-region": {"territoires": ["region"], "secteurs": ["moteurs"]},
}
CALLED: dict[tuple[str, str], list[str]] = {
    ("cibles", "poids-lourds"): ["r-pl", "r-tpe-corse", "r-tpe-reunion"],
    ("cibles", "garages"): ["r-tpe-corse", "r-tpe-reunion"],
    ("cibles", "tpe"): ["r-tpe-corse", "r-tpe-reunion"],
    ("cibles", "mer"): [],
    ("territoires", "2a"): ["r-region", "r-pl"],
    ("territoires", "2b"): ["r-tpe-corse", "r-region", "r-pl"],
    ("territoires", "region"): ["r-region", "r-tpe-corse", "r-pl"],
    ("territoires", "national"): ["r-pl"],
    ("territoires", "974"): ["r-tpe-reunion", "r-pl"],
    ("territoires", "976"): ["r-pl"],
}
PUSHED = {
    "r-pl": ["pl-corse", "garage-region", "tpe-corse", "tpe-france", "entreprises"],
    "r-tpe-corse": ["tpe-corse", "tpe-france", "entreprises"],
    "r-tpe-reunion": ["tpe-france", "entreprises"],
    "r-region": ["pl-corse", "moteurs", "garage-region", "tpe-france", "entreprises"],
}
"""What each relay may pass on."""


@cache
def catalogue() -> Catalogue:
    """Corsica, with places overseas and on the mainland; a target and a sector three deep, said from both ends."""
    return create_catalogue(
        site={"departements": ["2a", "2b"]},
        cibles={
            "poids-lourds": {"fait_partie_de": "garages"},
            "garages": {"fait_partie_de": "tpe"},
            "tpe": {},
            "mer": {},
            "peche": {},
            "entreprises": {"comprend": ["tpe"]},
        },
        secteurs={"tous": {"comprend": ["auto"]}, "auto": {}, "moteurs": {"fait_partie_de": "auto"}},
        territoires={one: {} for one in ("region", "national", "2a", "2b", "59", "971", "974", "976")},
        livrables={one: {"ajoute_le": "2026-06-01", **fields} for one, fields in LIVRABLES.items()},
        evenements={one: {"debut": "2026-06-16", **fields} for one, fields in EVENEMENTS.items()},
        relais={one: {"ajoute_le": "2026-01-01", **fields} for one, fields in RELAIS.items()},
    )


@cache
def pages() -> dict[str, str]:
    """Every page by address."""
    return {**render_pages(catalogue()), **render_lists(catalogue())}


@cache
def created() -> Pages:
    return create_pages(catalogue())


def ids_in(html: str, selector: str, section: str = "livrables") -> list[str]:
    """Ids of the records to which the links in a part of a page lead."""
    links = LexborHTMLParser(html).css(f"{selector} a[href*='{section}/']")
    return [
        found[1] for link in links if (found := re.search(rf"{section}/([a-z0-9-]+)/$", link.attributes["href"] or ""))
    ]


def has_page(section: str, identity: str) -> bool:
    return catalogue().has_page(section, identity)


# Lists of deliverables


@pytest.mark.parametrize(("section", "identity"), HELD)
def test_page_shows_what_holds_and_how_many(section: str, identity: str) -> None:
    if not has_page(section, identity):
        return
    html = pages()[f"{section}/{identity}/"]
    assert ids_in(html, ".carte-titre") == HELD[section, identity]
    count = len(HELD[section, identity])
    assert plain(find_first(html, "#ressources").text()).startswith(f"{count} ressource")
    headings = [
        int(node.text().split()[-1])
        for node in LexborHTMLParser(html).css(".partie-palier .compte, .partie-palier.compte")
    ]
    parts = [int(plain(node.text())) for node in LexborHTMLParser(html).css(".partie-palier > .compte")]
    assert not parts or sum(parts) == count
    assert headings == parts


@pytest.mark.parametrize("section", ["cibles", "territoires", "secteurs"])
def test_index_counts_what_holds(section: str) -> None:
    expected = {identity: len(ids) for (of, identity), ids in HELD.items() if of == section}
    html = LexborHTMLParser(pages()[f"{section}/"])
    found = {}
    for node in html.css(".grille-cibles li, .termes > li"):
        link = find_first(LexborHTMLParser(node.html or ""), "a")
        identity = re.split(r"[/=]", (link.attributes["href"] or "").rstrip("/"))[-1]
        found[identity] = int(re.findall(r"(\d+) ressource", plain(node.text()))[0])
    assert found == expected


def test_home_page_counts_what_holds_and_leaves_out_whom_nothing_here_concerns() -> None:
    tiles = LexborHTMLParser(pages()[""]).css(".grille-cibles li")
    found = [" ".join(plain(node.text()).split()) for node in tiles]
    assert found == [
        "Entreprises 1 ressource",
        "Garages 6 ressources",
        "Mer 1 ressource",
        "Poids lourds 7 ressources",
        "Tpe 4 ressources",
    ]


def test_facets_count_what_holds() -> None:
    fiches = list(catalogue().livrables.values())
    found = {
        (name, value.id): {fiches[place].id for place in value.places}
        for name, values in facet_values(created().derived.holds, fiches)
        for value in values
        if name in ("cibles", "territoires", "secteurs")
    }
    assert found == {key: set(ids) for key, ids in HELD.items()}
    shown = {
        (facet["nom"], value.id): len(value.places)
        for facet in facets(created().derived.holds)
        for value, _icon in facet["valeurs"]
        if facet["nom"] in ("cibles", "territoires", "secteurs")
    }
    assert shown == {key: len(ids) for key, ids in HELD.items()}


@cache
def files() -> dict[str, bytes]:
    return {output.path: output.content for output in (*exports(catalogue()), *feeds(catalogue()))}


@pytest.mark.parametrize(("section", "identity"), HELD)
def test_files_hold_what_the_page_shows_in_its_order(section: str, identity: str) -> None:
    base = f"{section}/{identity}/"
    followed = catalogue().has_files(section, identity)
    assert (f"{base}livrables.json" in files()) == followed
    if not followed:
        return
    told = json.loads(files()[f"{base}livrables.json"])["livrables"]
    assert [one["id"] for one in told] == HELD[section, identity]
    rows = csv.DictReader(io.StringIO(files()[f"{base}livrables.csv"].decode("utf-8-sig")), delimiter=";")
    assert [row["id"] for row in rows] == HELD[section, identity]
    links = LexborHTMLParser(files()[f"{base}flux.xml"]).css("entry > link")
    found = {(link.attributes["href"] or "").rstrip("/").rpartition("/")[2] for link in links}
    assert found == set(HELD[section, identity])


# Letters


@cache
def journal() -> Journal:
    return Journal(catalogue(), created().derived.rendez_vous)


@pytest.mark.parametrize(("section", "identity"), ATTENDED)
def test_letter_tells_what_holds(section: str, identity: str) -> None:
    one: Any = getattr(catalogue(), section)[identity]
    tranche = Tranche(cible=one) if section == "cibles" else Tranche(territoire=one)
    digest = journal().digest(date(2026, 6, 1), date(2026, 6, 1), tranche)
    assert {fiche.id for fiche in digest.nouveaux} == set(HELD[section, identity])
    assert {rendez_vous.serie for rendez_vous in digest.a_venir} == ATTENDED[section, identity]


# Events


@pytest.mark.parametrize(("section", "identity"), ATTENDED)
def test_events_are_those_that_hold(section: str, identity: str) -> None:
    expected = ATTENDED[section, identity]
    html = pages()[f"{section}/{identity}/"]
    assert set(ids_in(html, ".rendez-vous-titre", "evenements")) == expected
    calendars = created().calendars
    made = {output.path: output.content.decode() for output in calendars.outputs()}
    calendar = made.get(f"{section}/{identity}/agenda.ics", "")
    told = expected if created().catalogue.has_files(section, identity) else set()
    assert set(re.findall(r"UID:(e-[a-z-]+?)(?:\.\d+)?@", calendar)) == told
    assert bool(calendars.of(section, identity)) == bool(told)


@pytest.mark.parametrize(("section", "identity"), ATTENDED)
def test_filters_of_the_calendar_keep_what_holds(section: str, identity: str) -> None:
    name = {"cibles": "cible", "territoires": "territoire"}[section]
    html = LexborHTMLParser(pages()["agenda/"])
    choice = html.css_first(f'select[name="{name}"] option[value="{identity}"]')
    wanted = [f"{name}:{one}" for one in (choice.attributes.get("data-vaut") or identity).split()] if choice else []
    lines = html.css(".rendez-vous-mois > li")
    kept = {
        ids_in(node.html or "", "li", "evenements")[0]
        for node in lines
        if has_one(node.attributes["data-valeurs"], wanted)
    }
    assert kept == ATTENDED[section, identity]


def has_one(values: str | None, wanted: Iterable[str]) -> bool:
    """As agenda.js does."""
    return not set((values or "").split()).isdisjoint(wanted)


def test_a_year_to_pass_on_is_that_of_what_holds() -> None:
    programme = Programme(created())
    made = {output.path: output.content.decode() for output in programme.outputs()}
    index = str(programme.index())
    for identity in catalogue().cibles:
        expected = ATTENDED["cibles", identity]
        page = made.get(f"que-diffuser-quand/{identity}/index.html", "")
        assert set(ids_in(page, ".moment-titre", "evenements")) == expected
        assert (f"que-diffuser-quand/{identity}/" in index) == bool(expected)
    assert "1 ressource à transmettre toute l’année" in plain(index)  # of whom has no occasion


def test_a_month_without_an_occasion_proposes_what_needs_none() -> None:
    for output in Programme(created()).outputs():
        if output.path.endswith("index.html"):
            quiet = LexborHTMLParser(output.content).css(".mois-rien")
            assert len(quiet) >= 9
            assert all(node.css_first("a[href*='livrables/']") for node in quiet)
            assert "mayotte" not in "".join(node.html or "" for node in quiet)  # another region's
    empty = create_pages(create_catalogue())
    assert "Rien de prévu." in str(Programme(empty).index())


# Relays


@pytest.mark.parametrize(("section", "identity"), CALLED)
def test_relays_are_those_that_hold(section: str, identity: str) -> None:
    html = pages()[f"{section}/{identity}/"]
    assert ids_in(html, "section[aria-labelledby=relais]", "relais") == CALLED[section, identity]


@pytest.mark.parametrize("identity", RELAIS)
def test_a_relay_is_offered_what_holds_for_its_targets_and_places(identity: str) -> None:
    assert (
        ids_in(pages()[f"relais/{identity}/"], "section[aria-labelledby=transmettre] .carte-titre") == PUSHED[identity]
    )


# Written pages


@pytest.mark.parametrize(("section", "identity"), HELD)
def test_written_pages_are_answered_with_what_holds(section: str, identity: str) -> None:
    key = {"cibles": "cible", "territoires": "territoire", "secteurs": "secteur"}[section]
    tokens, answers = to_tokens(f'{{{{ livrables({key}="{identity}", limite=20) }}}}', created(), "../")
    assert ids_in(from_tokens(tokens, answers), ".carte-titre") == HELD[section, identity]
