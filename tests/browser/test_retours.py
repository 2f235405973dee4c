"""The list of lessons in a browser: chosen by moment and by words, and whole without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Journal


@pytest.fixture(scope="session")
def lessons(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """The address of the list, which holds three lessons."""
    return f"{serve_folder(published)}/retours/"


def test_lessons_are_chosen_by_moment_and_by_their_words(page: Page, journal: Journal, lessons: str) -> None:
    page.goto(f"{lessons}?phases=relayer")
    expect(page.locator("#liste")).to_have_text("2 retours")
    page.get_by_label("Chercher un retour").fill("consulaires")
    titles = page.locator(".explorer-resultats .carte-titre")
    expect(titles).to_have_text(["Pour toucher les TPE et PME, leurs représentants manquaient autour de la table"])
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator(".explorer-toutes")).to_be_visible()
    assert journal.console == []


def test_without_javascript_all_lessons_stand_under_their_moments(without_scripts: Page, lessons: str) -> None:
    page = without_scripts
    page.goto(lessons)
    expect(page.locator(".explorer-toutes h3")).to_have_text(["Mobiliser 1", "Animer 1", "Relayer 1"])
    expect(page.locator(".carte-titre a")).to_have_count(3)
