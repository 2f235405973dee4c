"""What is heard of tables, and seen with letters spaced wider (WCAG 2.1, 1.4.12): axe-core looks at neither."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import settle

NARROWEST = {"width": 320, "height": 640}
"""What remains of 1,280 pixels at four times their size (WCAG 2.1, 1.4.10)."""
SPACED = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet]; }"""
NAMELESS = """() => [...document.querySelectorAll("[role='region'] table")]
  .filter(table => !table.caption && !table.ariaLabel && !table.getAttribute("aria-labelledby"))
  .map(table => table.textContent.trim().replace(/\\s+/g, " ").slice(0, 60))"""
MUTE = """() => [...document.querySelectorAll("span[aria-label], div[aria-label], p[aria-label]")]
  .filter(element => !element.hasAttribute("role")).map(element => element.outerHTML.slice(0, 80))"""


@pytest.fixture
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(published)


@pytest.mark.parametrize("path", ["", "annuaire/", "contribuer/formulaire/livrable/"])
def test_wider_letters_on_the_narrowest_screen_slide_nothing_sideways(page: Page, address: str, path: str) -> None:
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    page.goto(f"{address}/{path}")
    settle(page)
    bar = page.locator(".entete-barre")
    assert bar.bounding_box()["height"] < 75, "the banner takes one line where letters are as they come"  # type: ignore[index]
    page.evaluate(SPACED)
    page.evaluate("document.querySelectorAll('main details').forEach(details => details.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST["width"]
    menu = page.locator(".menu > summary").bounding_box()
    assert menu
    assert menu["x"] + menu["width"] <= NARROWEST["width"]


@pytest.mark.parametrize("path", ["recoupements/", "tableau-de-bord/", "enquetes/bilan-a-mi-parcours-prst4-hdf/"])
def test_a_table_has_the_name_of_its_frame_and_no_cell_is_mute(page: Page, address: str, path: str) -> None:
    """Lists of tables and « table suivante » tell names of tables; a label on what has no role is read by few."""
    page.goto(f"{address}/{path}")
    assert page.locator("[role='region'] table").count()
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(MUTE) == []


@pytest.mark.parametrize("path", ["", "livrables/", "404.html"])
def test_icons_are_not_read_out(page: Page, address: str, path: str) -> None:
    """RGAA 4.1, 1.2.4: a picture that only decorates is left out of what is read; a chart has a role and a name."""
    page.goto(f"{address}/{path}")
    assert page.locator("svg").count()
    assert page.locator("svg:not([aria-hidden='true'], [role])").count() == 0
