"""The list of messages in a browser: one that is pasted finds its page, and all stand there without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from prst.records.explications import EXPLICATIONS, SORTES
from tests.browser.chromium import Journal
from tests.naming import naming

PASTED = {
    "catalogue/livrables/a.yml:5:5: cibles[1] : « garaje » est inconnue ; vouliez-vous dire « garages » ?": "inconnu",
    "resume : le texte dépasse 500 caractères (612 ici).": "string_too_long",
    "« 31/02/2026 » : la date « 31/02/2026 » n’existe pas.": "date_inexistante",
    "une tabulation": "lu_tabulation",
}
"""What readers paste of a report, and the code of the page that explains it."""


@pytest.fixture(scope="session")
def messages(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """The address of the list."""
    return f"{serve_folder(published)}/contribuer/messages/"


def test_a_message_that_is_pasted_finds_its_page(page: Page, journal: Journal, messages: str) -> None:
    page.goto(messages)
    for pasted, code in PASTED.items():
        with naming(pasted):
            page.get_by_label("Chercher un message").fill(pasted)
            expect(page.locator(".explorer-resultats a").first).to_have_attribute(
                "href", f"../../contribuer/messages/{code}/"
            )
    page.get_by_label("Chercher un message").fill("zzzz")
    expect(page.locator("#liste")).to_have_text("Aucun message")
    expect(page.locator(".explorer-vide")).not_to_contain_text("en proposer un")
    assert journal.console == []


def test_messages_are_chosen_by_kind(page: Page, messages: str) -> None:
    page.goto(f"{messages}?sortes=1")
    expect(page.locator("#liste")).to_contain_text(f"{len(next(iter(SORTES.values())))} messages")


def test_without_javascript_all_messages_stand_folded_under_their_kinds(without_scripts: Page, messages: str) -> None:
    page = without_scripts
    page.goto(messages)
    expect(page.locator(".explorer-toutes h3")).to_have_count(len(SORTES))
    expect(page.locator(".explorer-toutes li a")).to_have_count(len(EXPLICATIONS))
    page.locator(".explorer-toutes summary").first.click()
    expect(page.locator(".explorer-toutes li a").first).to_be_visible()
