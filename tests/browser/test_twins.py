"""What is written twice, in Python and for the browser, does the same with the same texts."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from prst.analysis.derived import Derived
from prst.analysis.occurrences import since
from prst.analysis.rendez_vous import order
from prst.outputs.search.files import create_files
from prst.records.types import fold
from tests.catalogues import create_catalogue
from tests.oracle import cut
from tests.texts import HOSTILE, PIECES

SPACES = [chr(code) for code in (*range(0x20, 0xA1), *range(0x2000, 0x3001), 0xFEFF) if not chr(code).strip("\ufeff")]
ODD = (
    *PIECES, "", " ", "－1", "＋1", "＠x", "\t=1", "a=1", *(space + "=1" for space in SPACES),
    "L’Été À ŒUVRE ÆQUO", "STRASSE straße STRAẞE", "ﬁche ²³ ½ Å ſ K İ ı ŉ", "aujourd’hui l'été", "_a_b_ a_b",
    "marquage CE", "CE", "ce", "LE GUIDE", "ED 6087 ED6087 R.486", "constructor __proto__", "été 🦺e\u0301té",
    "a\u200bb", "ΑΒΓ ΟΔΟΣ Привет ꭲ", " ".join(f"mot{rank}" for rank in range(20)), "x" * 300,
)  # fmt: skip
"""Texts that two programs are likely to read differently."""


@pytest.fixture(scope="module")
def base(serve_folder: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory, repository: Path) -> str:
    """A small site, with what pages load."""
    folder = tmp_path_factory.mktemp("jumeaux")
    for output in create_files(create_catalogue(livrables={"guide": {}}), ()):
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.content)
    (folder / "index.html").write_text('<!doctype html><link rel="icon" href="data:,">', encoding="utf-8")
    (folder / "recherche.js").write_bytes((repository / "docs/assets/javascripts/recherche/recherche.js").read_bytes())
    return serve_folder(folder)


ASK = """async (texts) => {
  const { fold, ready } = await import("/recherche.js");
  const moteur = await ready("/");
  const mots = texts.map((text) => moteur.cut(text)).map(({ gardes, courants }) => [gardes, courants]);
  return { plies: texts.map(fold), mots };
}"""


def check(page: Page, base: str, texts: list[str]) -> None:
    page.goto(base)
    found = page.evaluate(ASK, texts)
    assert [text.replace("’", "'") for text in found["plies"]] == [fold(text) for text in texts]
    for text, words in zip(texts, found["mots"], strict=True):
        assert words == list(cut(text)), text


def test_odd_texts_are_read_alike(page: Page, base: str) -> None:
    """Folded, and cut into words."""
    check(page, base, list(ODD))


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(HOSTILE, min_size=40, max_size=40))
def test_hostile_texts_are_read_alike(page: Page, base: str, texts: list[str]) -> None:
    check(page, base, texts)


def test_cards_show_hostile_texts_as_text(page: Page, modules: str) -> None:
    page.goto(modules)
    script = """async (texts) => {
      const { carte } = await import("/recherche/cartes.js");
      return texts.map((text) => {
        const fiche = { adresse: "x/", genre: text, titre: text, resume: text, cibles: [text], date: "" };
        const html = carte(fiche, { racine: "/", recognises: () => true, icone: () => "" });
        document.body.append(html);
        const [titre, resume] = ["a", ".carte-resume"].map((part) => html.querySelector(part).textContent);
        return [titre, resume, html.querySelectorAll("b, script, img").length];
      });
    }"""
    shown = page.evaluate(script, list(ODD))
    assert shown == [[text, text, 0] for text in ODD]


EVENTS: dict[str, Any] = {
    "annuel": {"debut": "2026-04-28", "recurrence": "FREQ=YEARLY"},
    "deduit": {"debut": "2026-06-15", "fin": "2026-06-19", "recurrence": "FREQ=YEARLY", "date_a_confirmer": "oui"},
    "mensuel": {"debut": "2026-01-05T14:30", "recurrence": "FREQ=MONTHLY;COUNT=6"},
    "villes": {"debut": "2026-03-30", "fin": "2026-04-02", "autres_dates": [{"debut": "2026-06"}]},
    "semaine": {"debut": "2026-03-30", "fin": "2026-04-03"},
}


def test_results_show_the_next_date_of_an_event(page: Page, modules: str) -> None:
    """As its page does; where all are over, the last one, and it says so."""
    catalogue = create_catalogue(evenements=EVENTS, livrables={"guide": {"modifie_le": "2026-01-01"}})
    derived = Derived(catalogue)
    contents = {output.path: output.content for output in create_files(catalogue, ())}
    dates = {card[0].split("/")[-2]: card[5] for card in cards(contents) if card[1] == "Événement"}
    days = [date(2026, 1, 1) + timedelta(days=rank) for rank in range(0, 500, 7)]
    page.goto(modules)
    script = """async ([dates, days]) => {
      const { dateMark, shownDate } = await import("/recherche/jours.js");
      return days.map((day) => [shownDate(dates, day), dateMark(dates, day)]);
    }"""
    for name, found in derived.occurrences.items():
        shown = page.evaluate(script, [dates[name], [day.isoformat() for day in days]])
        coming = [next(since(sorted(found, key=order), day), None) for day in days]
        marks = ["Passé" if one is None else "Date à confirmer" if one.a_confirmer else "" for one in coming]
        assert shown == [[str((one or found[-1]).quand), mark] for one, mark in zip(coming, marks, strict=True)], name
        assert len(set(map(tuple, shown))) > 1, name


def cards(contents: dict[str, bytes]) -> list[Any]:
    """The cards of a search, whatever their files."""
    return [card for path, text in contents.items() if "/fiches/" in path for card in json.loads(text)]


PLACES: dict[str, list[str]] = {
    "01": ["Ain", "Bourg-en-Bresse", "Saint-Germain"],
    "2A": ["Corse-du-Sud", "Ajaccio"],
    "2B": ["Haute-Corse"],
    "38": ["Isère", "Grenoble", "La Côte-Saint-André"],
    "42": ["Loire", "Saint-Étienne"],
    "69": ["Rhône", "Lyon"],
    "73": ["Savoie", "Chambéry", "Saint-Germain"],
    "74": ["Haute-Savoie"],
    "971": ["Guadeloupe"],
    "974": ["La Réunion"],
    "977": [],
    "978": [],
    "988": [],
}
"""Names by territory."""


READ = {
    "73": ["73"],
    "73 000": ["73"],
    "01000": ["01"],
    "20000": ["2A"],
    "20100": ["2A"],
    "20600": ["2B"],
    "20 200 ": ["2B"],
    "20": [],  # two departments were it
    "98800": ["988"],
    "971": ["971"],
    "2a": ["2A"],
    "97410": ["974"],
    "97133": ["977"],
    "97150": ["978"],
    "97 133": ["977"],
    "97110": ["971"],
    "7300": [],
    "Lyon": ["69"],
    "LYON 3ème": ["69"],
    "Lyon 8e arrondissement": ["69"],
    "69 003 Lyon": ["69"],
    "69423 Lyon Cedex 03": ["69"],
    "Grenoble cedex 9": ["38"],
    "38000 GRENOBLE": ["38"],
    "St Etienne": ["42"],
    "saint-etienne": ["42"],
    "la cote st andré": ["38"],
    "Bourg en Bresse": ["01"],
    "haute savoie": ["74"],
    "Saint Germain": ["01", "73"],
    "69000 Grenoble": ["38", "69"],
    "73000 Saint-Germain": ["73"],
    "Saint Germain (01)": ["01"],
    "Saint-Germain, Isère": ["01", "38", "73"],
    "Lyon ou ailleurs": [],
    "Lyon 38": ["38", "69"],
    "73 - Savoie": ["73"],
    "38 Grenoble": ["38"],
    "12 Savoie": [],
    "en Savoie": ["73"],
    "dans l’Isère": ["38"],
    "Département de l'Isère": ["38"],
    "dép. 38": ["38"],
    "Lyon ou Chambéry": ["69", "73"],
    "Réunion": ["974"],
    "côte-saint-andré": ["38"],
    "1": ["01"],
    "8": [],
    "la": [],
    "": [],
    "constructor": [],
}
"""What is typed as a place, and the territories that it may be in."""


def test_a_place_is_read_as_addresses_are_written(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    script = """([typed, places]) => import("/recherche/lieux.js").then(({ territoriesOf }) =>
      typed.map((one) => territoriesOf(one, places).toSorted()))"""
    places = [{"id": identity, "noms": names} for identity, names in PLACES.items()]
    assert dict(zip(READ, page.evaluate(script, [list(READ), places]), strict=True)) == READ


BEGUN = {
    "Clermont": ["63"],
    "le puy": ["43"],
    "Saint-Germain": ["01", "63"],
    "Clermont-Ferrand": [],
    "Cler": [],
    "Puy-de-Dôme": [],
    "Saint": [],
    "la": [],
    "": [],
}
"""The beginning of a town’s name, and where such a town is."""
TOWNS = {
    "01": ["Saint-Germain-les-Paroisses", "Saint-Genis-Pouilly"],
    "43": ["Le Puy-en-Velay", "Sainte-Sigolène"],
    "63": ["Clermont-Ferrand", "Saint-Germain-Lembron"],
    **{identity: ["Saint-Martin-le-Vieux"] for identity in ("42", "69", "87")},
}
"""Towns by territory."""


def test_the_beginning_of_a_town_tells_where_it_may_be(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    script = """([typed, places]) => import("/recherche/lieux.js").then(({ territoriesBeginning }) =>
      typed.map((one) => territoriesBeginning(one, places).toSorted()))"""
    places = [{"id": identity, "villes": names} for identity, names in TOWNS.items()]
    assert dict(zip(BEGUN, page.evaluate(script, [list(BEGUN), places]), strict=True)) == BEGUN


def test_lots_take_turns_with_the_month_of_the_reader(page: Page, modules: str) -> None:
    page.goto(modules)
    days = ["2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01", "2027-02-01"]
    script = "days => import('/dates.js').then(({ lotOf }) => days.map((day) => lotOf(day, 3)))"
    first, *others = page.evaluate(script, days)
    assert others == [(first + months) % 3 for months in (1, 1, 2, 3)]
