"""The path of a new pilot on a group’s page: ticked, kept on the device alone, printed, usable without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import DESKTOP, PHONE, Journal, faults

GROUP, OTHER = "groupes/ga-9-3/", "groupes/hdf-chutes/"
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"


@pytest.fixture(scope="session")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where the published site is served."""
    return serve_folder(published)


def unfolded(page: Page, address: str, group: str = GROUP) -> Locator:
    """The path of a group, unfolded."""
    page.goto(f"{address}/{group}")
    path = page.locator(".nouveau-pilote")
    path.locator("summary").click()
    return path


def ticked(path: Locator) -> list[bool]:
    return [box.is_checked() for box in path.get_by_role("checkbox").all()]


def test_what_is_ticked_is_kept_for_this_group_on_this_device(page: Page, address: str, journal: Journal) -> None:
    path = unfolded(page, address)
    expect(path.locator("[data-avance]")).not_to_be_visible()
    path.get_by_role("checkbox").nth(1).focus()
    page.keyboard.press("Space")
    expect(path.locator("[data-avance]")).to_contain_text("1 sur")
    expect(path.get_by_text("Vos coches restent dans ce navigateur")).to_be_visible()
    assert ticked(unfolded(page, address))[:3] == [False, True, False]
    assert not any(ticked(unfolded(page, address, OTHER)))
    path = unfolded(page, address)
    path.get_by_role("button", name="Tout décocher").click()
    assert not any(ticked(path))
    assert page.evaluate("localStorage.length") == 0
    expect(path.get_by_role("checkbox").first).to_be_focused()
    assert journal.console == []


@pytest.mark.parametrize("refusal", [REFUSED, FULL], ids=["refused", "full"])
def test_a_browser_that_keeps_nothing_says_so(page: Page, address: str, refusal: str) -> None:
    page.add_init_script(refusal)
    path = unfolded(page, address)
    path.get_by_role("checkbox").first.check()
    assert ticked(path)[0]
    expect(path.get_by_text("ne garde pas vos coches")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_path_keeps_the_rules_of_accessibility(page: Page, address: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    path = unfolded(page, address)
    path.get_by_role("checkbox").first.check()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_path_is_read_and_ticked_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    path = unfolded(context.new_page(), address)
    path.get_by_role("checkbox").first.check()
    assert ticked(path)[:2] == [True, False]
    expect(path.get_by_text("Vos coches restent")).not_to_be_visible()
    context.close()


def test_the_path_is_printed_where_it_was_unfolded_and_only_there(page: Page, address: str) -> None:
    page.goto(f"{address}/{GROUP}")
    page.emulate_media(media="print")
    expect(page.locator(".nouveau-pilote")).not_to_be_visible()
    page.emulate_media(media="screen")
    path = unfolded(page, address)
    page.emulate_media(media="print")
    expect(path.get_by_role("checkbox").first).to_be_visible()
    expect(path.get_by_role("button")).to_have_count(0)
