"""The preview of a record says what its page says: both come of one template."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser, LexborNode

from prst.outputs import french
from prst.outputs.addresses import form_address
from prst.outputs.pages.apercu import ADDED, TEMPLATES
from prst.outputs.pages.enquetes import answered, charts_of
from prst.records.catalogue import Catalogue
from prst.records.loading import load
from prst.records.model import VOCABULARIES
from prst.records.reading import read
from tests.browser.chromium import DESKTOP, PHONE, Journal, faults
from tests.catalogues import EXEMPLE, complete_all, create_catalogue, create_pages, plain

PREVIEW = """async ([fiches, noms]) => {
  const [{ ouvert }, { preview }] = await Promise.all(
    ["formulaire", "apercu"].map((nom) => import(`../../../assets/javascripts/${nom}.js`)));
  const dessin = await (await fetch(`../../../${ouvert.data.apercu}`)).json();
  return fiches.map((fiche) => {
    const page = preview(ouvert.data, dessin, fiche, "../../../", (vers, id) => noms[vers]?.[id]);
    const tout = document.createElement("div");
    tout.append(page);
    return tout.innerHTML;
  });
}"""
OF_THE_CATALOGUE = ".contact-suite, .fiche-pied, script, .papier, svg, .contribuer"
"""What a page takes from other records, beside what its kind says; what is not read out."""
UNKNOWN = {
    ".dates, .dates-suite, .dates-une": ("recurrence", "saison", "autres_dates", "modifications"),
    ".fiche-cote": ("remplacee_par",),
}
"""What a page works out where a record says one of some things."""


@pytest.fixture
def form(page: Page, published: Path, serve_folder: Callable[[Path], str]) -> Callable[[str], Page]:
    def open_form(kind: str) -> Page:
        page.goto(f"{serve_folder(published)}/{form_address(kind)}")
        expect(page.locator("form[data-formulaire]")).to_be_visible()
        return page

    return open_form


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(EXEMPLE / "catalogue").catalogue
    assert loaded is not None
    return loaded


def names(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    kinds = (*TEMPLATES, *VOCABULARIES)
    return {kind: {key: one.intitule for key, one in getattr(catalogue, kind).items()} for kind in kinds}


def said(html: str, kind: str, fiche: dict[str, Any]) -> tuple[str, list[str]]:
    """The words of a page and the addresses outside of the site to which it leads, without what other records say."""
    page = LexborHTMLParser(html).css_first(".fiche")
    assert page is not None
    unknown = [selector for selector, names in UNKNOWN.items() if any(name in fiche for name in names)]
    for selector in (OF_THE_CATALOGUE, *unknown, *ADDED[kind]):
        for node in page.css(selector):
            node.decompose()
    written = json.dumps(fiche, ensure_ascii=False)
    for ways in page.css(".contact-voies li"):
        if not any(
            one in written for one in (ways.text().strip(), *(link.attributes["href"] or "" for link in ways.css("a")))
        ):
            ways.decompose()
    for unsure in page.css(".contact-manque") if '"a_confirmer": "oui"' not in written else ():
        unsure.decompose()
    for banner in page.css(".bandeau"):
        if "autre région" in banner.text():
            banner.decompose()
    for heading in page.css("section > h2, section > h3"):
        if heading.parent is not None and is_alone(heading):
            heading.parent.decompose()
    links = [link.attributes.get("href") or "" for link in page.css("a")]
    outside = [one for one in links if one.startswith(("http", "mailto:", "tel:"))]
    return re.sub(r" (?=[,.])", "", " ".join(plain(page.text(separator=" ")).split())), outside


def is_alone(heading: LexborNode) -> bool:
    """Whether nothing is left under a heading: a preview has no such part, a page loses its dates above."""
    return heading.parent is not None and plain(heading.parent.text()).strip() == plain(heading.text()).strip()


def words(node: LexborNode) -> str:
    return " ".join(plain(node.text()).split())


def pages(published: Path, kind: str, ids: Iterator[str]) -> Iterator[str]:
    for identity in ids:
        yield (published / kind / identity / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [kind for kind in TEMPLATES if kind != "diffusions"])
def test_it_says_what_pages_say(kind: str, form: Callable[[str], Page], published: Path, catalogue: Catalogue) -> None:
    ids = list(getattr(catalogue, kind))
    values: list[Any] = [read((EXEMPLE / "catalogue" / kind / f"{one}.yml").read_bytes()).value for one in ids]
    shown = form(kind).evaluate(PREVIEW, [values, names(catalogue)])
    for identity, fiche, html, page in zip(ids, values, shown, pages(published, kind, iter(ids)), strict=True):
        assert said(html, kind, fiche) == said(page, kind, fiche), identity


ACTS: dict[str, dict[str, str]] = {
    "nu": {},
    "plein": {
        "date": "2026-11-01",
        "touches": "1 200",
        "bilan": "mitige",
        "commentaire": "Peu d’appels <après> l’envoi.",
        "lien": "https://lettre.structure.fr/12",
        "exemple": "oui",
    },
    "un": {"date": "2026", "touches": "1"},
}
"""What an act says besides what it has to."""


def test_an_act_reads_as_on_the_pages_of_its_relay_and_resource(form: Callable[[str], Page]) -> None:
    catalogue = create_catalogue(livrables={"guide": {}}, relais={"chambre": {}}, diffusions=ACTS)
    values = list(
        complete_all({"livrables": {"guide": {}}, "relais": {"chambre": {}}, "diffusions": ACTS})["diffusions"].values()
    )
    shown = form("diffusions").evaluate(PREVIEW, [values, names(catalogue)])
    pages = create_pages(catalogue)
    for act, html in zip(catalogue.diffusions.values(), shown, strict=True):
        page = pages.fill("diffusion.html", racine="../../../", fiche=act)
        lines, expected = ([words(line) for line in LexborHTMLParser(one).css("li")] for one in (html, page))
        assert lines == expected
        assert len(lines) == 2


def test_what_an_act_does_not_say_yet_leads_nowhere(form: Callable[[str], Page]) -> None:
    (html,) = form("diffusions").evaluate(PREVIEW, [[{"touches": "12"}], {}])
    page = LexborHTMLParser(html)
    assert {words(one) for one in page.css("a")} == {"Relais à dire", "Livrable à dire"}
    assert [one.attributes.get("href") for one in page.css("a")] == [None, None]
    assert all("date à dire, canal à dire, 12 personnes" in words(one) for one in page.css("li"))


QUESTION = {"question": "Le guide vous sert-il ?"}
SURVEYS: dict[str, dict[str, Any]] = {
    "comptee": {
        "reponses": "1600",
        "questions": [QUESTION, {"question": "Qu’en faites-vous <vous> ?", "plusieurs_reponses": "oui"}],
        "resultats": [
            {"reponse": "Oui", "nombre": "1594"},
            {"reponse": "Non", "nombre": "6"},
            {"reponse": "Affiché", "nombre": "1200", "question": "2"},
            {"reponse": "Lu & gardé", "nombre": "500", "question": "2"},
        ],
    },
    "en-parts": {"reponses": "40", "questions": [QUESTION], "resultats": [{"reponse": "Oui", "part": "62,5"}]},
    "des-deux": {
        "reponses": "200",
        "questions": [QUESTION],
        "resultats": [{"reponse": "Oui", "nombre": "25"}, {"reponse": "Non", "part": "40"}],
    },
    "personne": {"interroges": "50", "reponses": "0", "questions": [QUESTION]},
    "presque-personne": {"interroges": "1000", "reponses": "4", "questions": [QUESTION]},
    "rien-encore": {"questions": [QUESTION]},
    "une": {"reponses": "1", "questions": [QUESTION], "resultats": [{"reponse": "Oui", "nombre": "1"}]},
}
"""Figures as people type them: counted, in percent, both; several answers; what is nearly all, and a half."""


def test_the_figures_of_a_survey_are_those_of_its_tables(form: Callable[[str], Page]) -> None:
    catalogue = create_catalogue(enquetes=SURVEYS)
    given = complete_all({"enquetes": SURVEYS})["enquetes"]
    values = [given[identity] for identity in catalogue.enquetes]
    shown = form("enquetes").evaluate(PREVIEW, [values, names(catalogue)])
    for enquete, html in zip(catalogue.enquetes.values(), shown, strict=True):
        page = LexborHTMLParser(html)
        assert [words(one) for one in page.css(".fiche-promesse")] == list(filter(None, [plain(answered(enquete))]))
        said = "Personne n’a répondu." if enquete.reponses == 0 else "Pas encore de résultat."
        assert (said in words(page.css("body")[0])) is not bool(enquete.resultats)
        charts = page.css(".graphique")
        expected = [one for _question, one in charts_of(enquete) if one]
        assert [words(one.css("h3")[0]) for one in charts] == [plain(one.message) for one in expected]
        assert [words(one.css("p")[0]) for one in charts] == [plain(one.sous_titre) for one in expected]
        rows = [[[words(cell) for cell in row.css("th, td")] for row in one.css("tbody tr")] for one in charts]
        assert rows == [[[in_words(cell) for cell in row] for row in one.tableau.lignes] for one in expected]


def in_words(cell: str | int | None) -> str:
    """A cell of a table as a page shows it (_graphique.html)."""
    return "non dit" if cell is None else cell if isinstance(cell, str) else plain(french.number(cell))


def test_it_is_shown_on_demand_and_follows_what_is_typed(form: Callable[[str], Page], journal: Journal) -> None:
    page = form("livrables")
    assert not any("apercu" in url for url in journal.requests), "who does not ask for it pays nothing"
    button = page.get_by_role("button", name="Voir l’aperçu")
    section = page.locator("[data-apercu]")
    expect(section).to_be_hidden()
    page.locator("#f-titre").fill("Un <b>titre</b>")
    button.click()
    expect(section.locator("h1")).to_have_text("Un <b>titre</b>")
    expect(section).to_contain_text("Aucun lien n’est connu")
    page.locator("#f-promesse").evaluate("champ => (champ.closest('details').open = true)")
    page.locator("#f-promesse").fill("Moins de chutes")
    expect(section.locator(".fiche-promesse")).to_have_text("Moins de chutes")
    page.locator("#f-contact-structure").fill("Organisme d’essai")
    page.locator("#f-contact-courriel").fill("prevention@organisme-essai.fr")
    expect(section.locator(".contact a")).to_have_attribute("href", "mailto:prevention@organisme-essai.fr")
    assert section.locator("[aria-live], [role=status]").count() == 0, "it is not read out at each key"
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.get_by_role("button", name="Fermer l’aperçu").click()
    expect(section).to_be_hidden()
    assert journal.console == []


@pytest.mark.parametrize("kind", TEMPLATES)
def test_it_is_one_column_in_which_no_part_is_empty(kind: str, form: Callable[[str], Page]) -> None:
    page = form(kind)
    page.set_viewport_size(DESKTOP)
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.locator("[data-apercu] .fiche")).to_be_visible()
    places = page.evaluate(
        """() => [...document.querySelectorAll("[data-apercu] .fiche > *")].map((part) => {
            const { left, top, bottom } = part.getBoundingClientRect();
            return [left, top, bottom];
        })"""
    )
    assert len({left for left, _top, _bottom in places}) <= 1
    assert all(before[2] <= after[1] for before, after in pairwise(places))
    assert page.locator("[data-apercu] section > :is(h2, h3):only-child").count() == 0
    assert all(text.strip() for text in page.locator("[data-apercu] .fiche-type > :is(a, span)").all_inner_texts())
    assert not re.search(r", ,|undefined|null|NaN", page.locator("[data-apercu]").inner_text())


@pytest.mark.parametrize("kind", TEMPLATES)
def test_an_empty_form_has_a_preview_which_says_what_the_page_adds(kind: str, form: Callable[[str], Page]) -> None:
    page = form(kind)
    page.get_by_role("button", name="Voir l’aperçu").click()
    section = page.locator("[data-apercu]")
    expect(section.locator(".fiche")).to_be_visible()
    for said in ADDED[kind].values():
        expect(section.locator("> p.doux")).to_contain_text(plain(said))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(({ id }) => id)")
    assert len(ids) == len(set(ids))


def test_what_is_typed_is_text_and_an_address_that_runs_code_leads_nowhere(form: Callable[[str], Page]) -> None:
    page = form("livrables")
    code = '<img src=x onerror="window.ran = 1">'
    fiche = {
        "titre": code,
        "description": f"{code}\n\n[lien](javascript:window.ran=1) [autre](data:text/html,x) &lt;script&gt;",
        "liens": [
            {"libelle": code, "url": one} for one in ("javascript:alert(1)", " JaVaScRiPt:alert(1)", "//ailleurs")
        ],
        "contact": {"structure": code, "formulaire": "data:text/html,x"},
    }
    (html,) = page.evaluate(PREVIEW, [[fiche], {}])
    tree = LexborHTMLParser(html)
    assert tree.css("img, script") == []
    assert [link.attributes.get("href") for link in tree.css("a") if link.attributes.get("href")] == []
    assert page.evaluate("window.ran") is None


def test_a_preview_that_cannot_be_fetched_says_so_and_comes_the_next_time(form: Callable[[str], Page]) -> None:
    page = form("cibles")
    page.route("**/apercu/*.json", lambda route: route.abort())
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.locator("[data-apercu]")).to_contain_text("L’aperçu n’a pas pu être chargé")
    page.unroute("**/apercu/*.json")
    page.get_by_role("button", name="Fermer l’aperçu").click()
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.locator("[data-apercu] .fiche")).to_be_visible()
