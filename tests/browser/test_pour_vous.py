"""« Pour vous » in a browser: the two questions of the home page, and what is made of the answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESKTOP, PHONE, Journal, faults


@pytest.fixture(scope="session")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where the published site is served."""
    return serve_folder(published)


def test_two_answers_on_the_home_page_lead_to_what_holds(page: Page, journal: Journal, address: str) -> None:
    page.clock.set_fixed_time("2026-11-27T10:00:00+01:00")
    page.goto(address)
    page.get_by_label("Que faites-vous ?").select_option("entreprises-btp")
    page.get_by_label("Où êtes-vous ?").fill("73 000")
    page.get_by_role("button", name="Voir ce qu’il y a pour vous").click()
    expect(page).to_have_url(f"{address}/pour-vous/?cible=entreprises-btp&territoire=73")
    for heading in ("Vos ressources", "Qui appeler près de vous", "Ce qui se passe près de vous", "Pour suivre"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.locator("#ressources ~ ul > li").first).to_be_visible()
    expect(page.locator("#appeler ~ ul > li").first).to_be_visible()
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert faults(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.get_by_role("link", name="Voir toutes ces ressources").click()
    expect(page).to_have_url(f"{address}/livrables/?cibles=entreprises-btp&territoires=73")
    assert journal.console == []
    assert journal.third_parties(address) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("73", "73"),
        ("73 000", "73"),
        ("01000", "01"),
        ("20090", "2A"),
        ("20200", "2B"),
        ("2a", "2A"),
        ("97410", "974"),
        ("20", ""),
        ("7300", ""),
        ("Lyon", ""),
        ("", ""),
    ],
)
def test_a_postal_code_tells_its_department(page: Page, address: str, typed: str, code: str) -> None:
    page.goto(f"{address}/pour-vous/")
    script = "typed => import('../assets/javascripts/pour-vous.js').then((module) => module.departmentOf(typed))"
    assert page.evaluate(script, typed) == code


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("?cible=%3Cscript%3Ealert(1)%3C/script%3E", "que le catalogue ne connaît pas ou plus"),
        ("?cible=disparue&territoire=73", "que le catalogue ne connaît pas ou plus"),
        ("?lieu=atlantide", "n’est pas un lieu que le catalogue connaît"),
        ("?lieu=" + "9" * 500, "n’est pas un lieu que le catalogue connaît"),
    ],
)
def test_what_nobody_knows_is_told(page: Page, journal: Journal, address: str, question: str, said: str) -> None:
    page.goto(f"{address}/pour-vous/{question}")
    expect(page.get_by_role("status")).to_contain_text(said)
    assert journal.console == []


@pytest.mark.parametrize("typed", ["Chambéry", "chambery", "CHAMBÉRY ", "Savoie"])
def test_a_town_leads_to_its_department(page: Page, address: str, typed: str) -> None:
    page.goto(f"{address}/pour-vous/?cible=garages&lieu={typed}")
    expect(page).to_have_url(f"{address}/pour-vous/?cible=garages&territoire=73")


def test_a_choice_stays_on_the_device_only_where_the_reader_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/pour-vous/?cible=garages")
    expect(page.locator("#ressources")).to_be_visible()
    page.goto(f"{address}/pour-vous/")
    expect(page.locator(".pour-vous")).to_be_hidden()
    page.get_by_label("Pour qui ?").select_option("garages")
    page.get_by_label("Retenir ce choix").check()
    page.goto(f"{address}/pour-vous/")
    expect(page).to_have_url(f"{address}/pour-vous/?cible=garages")
    page.get_by_label("Retenir ce choix").uncheck()
    page.goto(f"{address}/pour-vous/")
    expect(page.locator(".pour-vous")).to_be_hidden()


def test_a_choice_that_was_kept_and_no_longer_exists_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}/pour-vous/")
    page.evaluate("localStorage.setItem('prst.pour-vous', '?cible=disparue')")
    page.goto(f"{address}/pour-vous/")
    expect(page.get_by_role("status")).to_contain_text("« disparue »")


def test_the_back_button_takes_a_choice_back(page: Page, address: str) -> None:
    page.goto(f"{address}/pour-vous/?cible=garages")
    page.get_by_label("Où ?").select_option("73")
    expect(page).to_have_url(f"{address}/pour-vous/?cible=garages&territoire=73")
    page.go_back()
    expect(page.get_by_label("Où ?")).to_have_value("")
    expect(page.get_by_role("heading", name="Qui appeler", exact=True)).to_be_visible()
