"""Pages on paper: nothing is cut, no page is empty, no heading is left alone, nobody is asked to click."""

import re
from collections.abc import Callable
from math import ceil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Journal, settle

PAGES = {
    "livrables": "livrables/",
    "livrable": "livrables/cahier-duerp-passeport/",
    "livrable without a link": "livrables/umih-guide-addictions/",
    "target": "cibles/tpe-pme/",
    "relay": "relais/carsat-ra/",
    "group": "groupes/ga-9-3/",
    "pitch": "groupes/ga-9-3/pitch/",
    "pitch of a group that says nothing": "groupes/hdf-chutes/pitch/",
    "pitches": "groupes/pitchs/",
    "lesson": "retours/relais-accompagnes/",
    "survey": "enquetes/bilan-a-mi-parcours-prst4-hdf/",
    "event": "evenements/semaine-qvct/",
    "agenda": "agenda/",
    "month": "agenda/2026-06/",
    "empty month": "agenda/2027-07/",
    "structure": "structures/inrs/",
    "territory": "territoires/69/",
    "letters": "lettre/",
    "letter": "lettre/2026-11/",
    "for you": "pour-vous/",
    "ways to follow": "rester-au-courant/",
    "year": "que-diffuser-quand/",
    "written page": "a-propos/accessibilite/",
    "state": "a-propos/etat-du-catalogue/",
}
ONE_SHEET = (
    "livrable",
    "livrable without a link",
    "group",
    "pitch",
    "pitches",
    "month",
    "empty month",
    "ways to follow",
    "for you",
)
WRITTEN = ("livrables", "agenda", "letters", "for you", "ways to follow", "year", "written page", "state")
"""Pages whose introduction is an editor's, who asks what he likes."""
PAPER: tuple[int, int] = 680, 1002
"""Pixels of an A4 sheet between its margins (impression.css): 180 mm by 265 mm."""
ALONE = 72
"""Points from the foot of a sheet, margin included, under which a heading has less than a line after it."""
CUT = """() => [...document.querySelectorAll("main *")].filter(element => element.checkVisibility()
  && getComputedStyle(element).overflow !== "visible" && !element.matches(".invisible, .grille-long, .grille-repere")
  && element.scrollHeight > element.clientHeight + 1).map(element => element.className)"""


@pytest.fixture
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(published)


def print_page(page: Page) -> tuple[int, list[float]]:
    """How many sheets a page takes, and how far each heading is from the foot of its sheet, in points."""
    pdf = page.pdf(format="A4", outline=True, tagged=True)
    feet = re.findall(rb"/Dest \[\d+ 0 R /XYZ [\d.]+ ([\d.]+)", pdf)
    return len(re.findall(rb"/Type /Page\b", pdf)), [float(foot) for foot in feet]


@pytest.mark.parametrize("name", PAGES)
def test_paper_holds_all_and_no_more(page: Page, address: str, name: str) -> None:
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    page.goto(f"{address}/{PAGES[name]}")
    settle(page)
    page.emulate_media(media="print")
    height = page.evaluate("document.body.scrollHeight")
    sheets, feet = print_page(page)
    assert page.evaluate(CUT) == []
    assert sheets <= (1 if name in ONE_SHEET else ceil(height / PAPER[1] * 1.15)), "a sheet is nearly empty"
    assert feet
    assert min(feet) >= ALONE, "a heading stands alone at the foot of a sheet"


@pytest.mark.parametrize("name", [name for name in PAGES if name not in WRITTEN])
def test_paper_asks_nobody_to_click(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/{PAGES[name]}")
    page.emulate_media(media="print")
    asking = page.locator('main .contribuer, main a[href*="contribuer/"], main .fiche-agir, main button, .pied')
    for link in asking.all():
        expect(link).to_be_hidden()


def test_paper_takes_the_letter_that_was_composed(page: Page, without_scripts: Page, address: str) -> None:
    page.goto(f"{address}/lettre/?cible=garages")
    letter = page.get_by_role("region", name="Votre lettre")
    expect(letter.get_by_role("heading").first).to_be_visible()
    page.emulate_media(media="print")
    expect(letter.get_by_role("link").first).to_be_visible()
    expect(page.get_by_text("Objet :")).to_be_visible()
    for asking in page.locator(".lettre-composer").locator("select, button, .doux:not(.lettre-apercu *)").all():
        expect(asking).to_be_hidden()
    without_scripts.goto(f"{address}/lettre/")
    without_scripts.emulate_media(media="print")
    expect(without_scripts.locator(".lettre-composer")).to_be_hidden()


FOLDED = ".manque > :not(summary), .plus > :not(summary)"


@pytest.mark.parametrize("name", ["state", "year"])
def test_what_is_folded_on_a_screen_opens_on_paper(page: Page, without_scripts: Page, address: str, name: str) -> None:
    """By the style sheet alone, and by a script where a browser knows no `::details-content`."""
    for one in (page, without_scripts):
        one.goto(f"{address}/{PAGES[name]}")
        parts = one.locator(FOLDED)
        seen = "parts => parts.filter(part => part.checkVisibility()).length"
        assert parts.count() > parts.evaluate_all(seen)
    without_scripts.emulate_media(media="print")
    assert without_scripts.locator(FOLDED).evaluate_all(seen) == parts.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(FOLDED).evaluate_all(seen) == parts.count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(FOLDED).evaluate_all(seen) < parts.count()


def test_a_printed_resource_bears_the_code_of_its_address(page: Page, address: str, journal: Journal) -> None:
    """A screen neither shows nor asks for it; a printer waits for it."""
    page.goto(f"{address}/{PAGES['livrable']}")
    page.wait_for_load_state("networkidle")
    code = page.locator(".fiche-code")
    expect(code).to_be_hidden()
    assert not any("qr.svg" in one for one in journal.requests)
    page.pdf()
    assert f"{address}/{PAGES['livrable']}qr.svg" in journal.requests
    assert code.evaluate("code => code.complete && code.naturalWidth > 0")
