"""The calendar of the repository's own catalogue, as its visitors use it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.chromium import DESKTOP, PHONE, Journal, faults

MONTH = "agenda/2027-06/"
TODAY = "2027-06-22T10:00:00+02:00"


@pytest.fixture(scope="session")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where the published site is served."""
    return serve_folder(published)


@pytest.mark.parametrize("path", ["agenda/", MONTH, "agenda/2026-11/"])
def test_calendar_is_accessible_with_all_of_it_open(page: Page, journal: Journal, address: str, path: str) -> None:
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{address}/{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert faults(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "the page scrolls sideways"
    assert journal.console == []
    assert journal.third_parties(address) == []


def test_filters_stand_in_the_address_and_the_back_button_takes_them_back(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-11-23T10:00:00+01:00")
    page.goto(f"{address}/agenda/")
    lines = page.locator(".rendez-vous-mois > li:visible")
    before = lines.count()
    page.get_by_label("Sujet").select_option(label="Qualité de vie et conditions de travail (QVCT)")
    expect(page).to_have_url(f"{address}/agenda/?theme=qvct")
    after = lines.count()
    assert 0 < after < before
    expect(page.get_by_role("status")).to_contain_text(f"{after}")
    expect(page.locator(".agenda-mois:visible")).to_have_count(after)
    page.go_back()
    expect(page).to_have_url(f"{address}/agenda/")
    expect(lines).to_have_count(before)
    page.go_forward()
    expect(lines).to_have_count(after)
    page.get_by_role("button", name="Tout afficher").click()
    expect(lines).to_have_count(before)
    expect(page).to_have_url(f"{address}/agenda/")


def test_an_address_with_filters_opens_filtered_and_links_between_months_keep_them(page: Page, address: str) -> None:
    page.goto(f"{address}/{MONTH}?theme=evaluation-des-risques&sorte=inconnue")
    expect(page.get_by_text("Aucun rendez-vous ne répond à tous ces choix")).to_be_visible()
    expect(page.locator(".grille-titres > li:visible")).to_have_count(0)
    page.get_by_role("link", name="Mois suivant").click()
    expect(page).to_have_url(f"{address}/agenda/2027-07/?theme=evaluation-des-risques")


def test_filters_work_on_the_grid(page: Page, address: str) -> None:
    page.goto(f"{address}/{MONTH}?theme=qvct")
    expect(page.locator(".grille-barres > li:visible")).to_have_count(1)
    expect(page.locator(".grille-titres > li:visible")).to_have_count(0)
    expect(page.locator(".rendez-vous-mois > li:visible")).to_have_count(1)


def test_the_readers_day_is_marked_and_their_month_is_a_link_away(page: Page, address: str) -> None:
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{address}/agenda/2026-11/")
    assert page.locator("[aria-current=date]").count() == 0
    page.get_by_role("link", name="Ce mois-ci").click()
    expect(page).to_have_url(f"{address}/{MONTH}")
    expect(page.locator("td[aria-current=date] time")).to_have_text("22")
    page.clock.set_fixed_time("2041-01-01T10:00:00+01:00")
    page.goto(f"{address}/{MONTH}")
    expect(page.locator("[data-ce-mois]")).to_be_hidden()


def test_what_is_over_moves_to_the_past_by_the_readers_day(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2027-05-01T10:00:00+02:00")
    page.goto(f"{address}/agenda/")
    expect(page.locator(".rendez-vous-mois > li:visible").first).to_contain_text("juin 2027")
    page.get_by_text("Revoir les rendez-vous passés").click()
    expect(page.locator(".rendez-vous-passes > li").first).to_contain_text("28 avril 2027")


def test_calendar_without_javascript_is_whole_and_offers_calendars_instead_of_filters(
    without_scripts: Page, address: str
) -> None:
    page = without_scripts
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/agenda/")
    expect(page.locator("form.filtres")).to_be_hidden()
    expect(page.locator(".rendez-vous-mois > li").first).to_be_visible()
    page.locator(".abonnement summary", has_text="Pour qui").click()
    link = page.locator(".abonnement a[href^='webcal:']:visible", has_text="s’abonner").first
    expect(link).to_be_visible()
    page.get_by_role("link", name="juin 2027").click()
    expect(page.get_by_role("table", name="juin 2027")).to_be_visible()
    page.get_by_role("link", name="Mois suivant").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Agenda de juillet 2027")


def test_a_phone_shows_how_many_events_a_day_has_and_leads_to_them(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/agenda/2027-04/")
    expect(page.locator(".grille-titres:visible")).to_have_count(0)
    count = page.get_by_role("link", name="1 rendez-vous le 28 avril 2027")
    box = count.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, success criterion 2.5.8
    count.press("Enter")
    expect(page).to_have_url(re.compile(r"/agenda/2027-04/#rdv-\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_event_of_several_days_is_one_bar_from_its_first_to_its_last(
    page: Page, address: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.goto(f"{address}/{MONTH}")
    bar = page.get_by_role("list", name="Sur plusieurs jours").get_by_role("listitem").first
    expect(bar).to_contain_text("du 21 au 25 juin 2027")
    box = bar.bounding_box()
    first, last = (page.locator(f'td[data-jour="2027-06-{day}"]').bounding_box() for day in (21, 25))
    assert box
    assert first
    assert last
    assert box["x"] == pytest.approx(first["x"], abs=6)
    assert box["x"] + box["width"] == pytest.approx(last["x"] + last["width"], abs=6)
    assert box["height"] >= 24  # WCAG 2.2, success criterion 2.5.8


def test_an_event_is_added_to_a_calendar_of_ones_own(page: Page, journal: Journal, address: str) -> None:
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{address}/evenements/semaine-qvct/")
    page.get_by_text("Ajouter à mon agenda").click()
    expect(page.get_by_role("link", name="Google Agenda").first).to_be_visible()
    file = page.get_by_role("link", name="Fichier pour tout agenda").get_attribute("href")
    assert file
    content = page.request.get(f"{address}/evenements/semaine-qvct/{file}")
    assert content.text().startswith("BEGIN:VCALENDAR")
    assert journal.third_parties(address) == []
    page.clock.set_fixed_time("2041-01-01T10:00:00+01:00")
    page.reload()
    expect(page.get_by_text("Ajouter à mon agenda")).to_be_hidden()


def test_a_list_that_the_filters_empty_no_longer_says_how_many_it_had(page: Page, address: str) -> None:
    page.goto(f"{address}/{MONTH}")
    heading = page.locator("#liste")
    expect(heading).to_have_text("1\u00a0rendez-vous en juin 2027")
    page.get_by_label("Sujet").select_option("evaluation-des-risques")
    expect(heading).to_have_text("Aucun rendez-vous en juin 2027")
    page.get_by_role("button", name="Tout afficher").click()
    expect(heading).to_have_text("1\u00a0rendez-vous en juin 2027")


def test_a_phone_opens_the_line_of_months_at_the_readers_own(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{address}/agenda/")
    own = page.locator(".mois-choix a[aria-current]")
    expect(own).to_have_text("juin 2027")
    expect(own).to_be_in_viewport(ratio=1)


def test_links_that_keep_the_filters_stay_relative_so_that_paper_does_not_write_them_out(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/{MONTH}?theme=qvct")
    kept = page.locator("main a[data-garde]")
    addresses = [link.get_attribute("href") or "" for link in kept.all()]
    assert addresses
    assert all(one.startswith("../") and one.endswith("/?theme=qvct") for one in addresses)


@pytest.mark.parametrize("path", ["agenda/", MONTH, "que-diffuser-quand/", "lettre/2026-11/"])
def test_at_four_times_the_size_nothing_slides_sideways(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # WCAG 2.1, success criterion 1.4.10
    page.goto(f"{address}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
