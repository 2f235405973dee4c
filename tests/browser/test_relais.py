"""Relays in a browser: from the home page to a kit, and a relay's page on the reader's day."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP, PHONE, Journal, faults

SCREENS = 8
"""Screens of a phone that the page of a relay takes at most."""
RELAY = "ffb-aura"


@pytest.fixture(scope="session")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where the published site is served."""
    return serve_folder(published)


def test_a_kit_is_reached_from_the_home_page_in_three_clicks(page: Page, journal: Journal, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/")
    page.get_by_role("link", name="Trouver mon kit").click()
    page.get_by_role("link", name="FFB").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger le kit").click()
    assert download.value.suggested_filename == f"kit-{RELAY}.zip"
    archive = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert archive.testzip() is None
    assert {"index.html", "manifeste.json"} <= set(archive.namelist())
    assert journal.console == []


def test_the_page_of_a_kit_opens_from_a_folder(page: Page, journal: Journal, published: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(published / "relais" / RELAY / f"kit-{RELAY}.zip") as archive:
        archive.extractall(tmp_path)
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto((tmp_path / "index.html").as_uri())
        assert faults(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.get_by_role("link", name="Les textes à envoyer").first.click()
    expect(page.get_by_role("heading", name="Courriel")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Retour au contenu du kit").click()
    page.get_by_role("link", name="La lettre").last.click()
    expect(page.locator("pre")).to_contain_text("la lettre")
    assert journal.console == []


def test_the_page_of_a_relay_takes_eight_screens_of_a_phone(page: Page, published: Path, address: str) -> None:
    page.set_viewport_size(PHONE)
    heights = {}
    for folder in sorted((published / "relais").glob("*/kit-*.zip"))[::6]:
        page.goto(f"{address}/relais/{folder.parent.name}/")
        heights[folder.parent.name] = page.evaluate("document.documentElement.scrollHeight") / PHONE["height"]
    assert {name: height for name, height in heights.items() if height > SCREENS} == {}


def news(page: Page) -> int:
    return page.locator(".nouveautes li:visible").count()


def test_what_is_new_counts_from_the_last_visit_until_the_reader_forgets_it(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-11-01T10:00:00+01:00")
    page.goto(f"{address}/relais/{RELAY}/")
    everything = page.locator(".nouveautes li").count()
    expect(page.locator(".nouveautes-depuis")).to_be_hidden()  # a first visit
    assert 0 < news(page) < everything
    page.clock.set_fixed_time("2026-12-02T10:00:00+01:00")
    for _again in range(2):  # the day of a visit does not hide what it showed
        page.reload()
        expect(page.locator(".nouveautes-depuis")).to_contain_text("Depuis votre dernière visite, le 1er novembre 2026")
        assert news(page) == everything
    page.clock.set_fixed_time("2026-12-03T10:00:00+01:00")
    page.reload()
    expect(page.locator(".nouveautes-depuis")).to_contain_text("le 2 décembre 2026\u00a0: rien de nouveau")
    assert news(page) == 0
    page.get_by_role("button", name="Voir aussi les précédentes").click()
    assert news(page) == everything
    page.get_by_role("button", name="Oublier cette date").click()
    expect(page.locator(".nouveautes-depuis")).to_contain_text("oubliée")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    "spoil",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })",
        f"localStorage.setItem('/visite:{RELAY}', '<b>9999 2026-99-99</b>')",
    ],
)
def test_storage_that_is_refused_or_spoilt_hides_nothing(
    page: Page, journal: Journal, address: str, spoil: str
) -> None:
    page.add_init_script(spoil)
    page.goto(f"{address}/relais/{RELAY}/")
    assert news(page) > 0
    assert journal.console == []


def test_only_the_next_sendings_that_are_not_over_are_shown(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-12-10T10:00:00+01:00")
    page.goto(f"{address}/relais/{RELAY}/")
    shown = page.locator(".moments-prochains > li:visible")
    assert 0 < shown.count() <= 3
    expect(
        page.locator(".moments-prochains > li:visible .marque", has_text="Terminé").locator("visible=true")
    ).to_have_count(0)
    page.clock.set_fixed_time("2041-01-01T10:00:00+01:00")
    page.reload()
    expect(page.get_by_role("heading", name="À envoyer maintenant")).to_be_hidden()


def test_without_javascript_all_is_there_with_its_dates(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{address}/relais/{RELAY}/")
    lines = page.locator(".nouveautes li")
    assert news(page) == lines.count()
    expect(lines.first.locator("time")).to_be_visible()
    expect(page.get_by_role("button", name="Oublier cette date")).to_be_hidden()
    context.close()
