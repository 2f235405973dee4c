"""The directory in a browser: a subject that opens, what chooses among functions, and nothing that axe-core blames."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from prst.outputs.pages.annuaire import directory
from tests.browser.chromium import DESKTOP, PHONE, Journal, faults
from tests.catalogues import CONTACT, Kind, create_catalogue, create_pages

KINDS: dict[str, Kind] = {
    "competences": {"animer": {"label": "Animer à distance"}, "enquetes": {"label": "Mener une enquête"}},
    "secteurs": {"btp": {"label": "Bâtiment", "comprend": ["toits"]}, "toits": {"label": "Toits"}},
    "groupes": {"ga": {"pilotes": [{"structure": "DREETS", "contact": CONTACT, "recherche": ["animer"]}]}, "seul": {}},
    "structures": {
        "carsat": {
            "nom": "Carsat",
            "telephone": "3939",
            "fonctions": [
                {"role": "préventeur", "competences": ["animer", "enquetes"], "secteurs": ["toits"]},
                {"role": "animatrice", "competences": ["animer"], "secteurs": ["btp"], "courriel": CONTACT["courriel"]},
            ],
        }
    },
}


@pytest.fixture(scope="module")
def address(published: Path, serve_folder: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The directory of made-up functions, in the published page and under its style sheets and scripts."""
    page = (published / "annuaire" / "index.html").read_text(encoding="utf-8")
    start = page.index('<section class="partie" aria-labelledby="aide">')
    end = page.index("</div>", page.index('explorer.js"></script>'))
    folder = tmp_path_factory.mktemp("annuaire")
    (folder / "assets").symlink_to(published / "assets")
    (folder / "annuaire").mkdir()
    following = directory(create_pages(create_catalogue(**KINDS)))
    (folder / "annuaire" / "index.html").write_text(f"{page[:start]}{following}{page[end:]}", encoding="utf-8")
    return f"{serve_folder(folder)}/annuaire/"


def test_a_subject_opens_from_the_card_of_who_looks_for_it(page: Page, journal: Journal, address: str) -> None:
    page.goto(address)
    expect(page.locator("#aide-animer")).to_be_hidden()
    page.locator(".carte-fonction", has_text="Cherche").get_by_role("link", name="Animer à distance").click()
    expect(page.locator("#aide-animer")).to_be_visible()
    expect(page.locator("#aide-animer li")).to_have_count(3)
    assert journal.console == []


def test_functions_are_chosen_by_subject_and_by_trade_with_what_contains_it(page: Page, address: str) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto(address)
    page.get_by_role("checkbox", name="Animer à distance").first.check()
    expect(page.locator("#liste")).to_have_text("2 fonctions")
    page.goto(f"{address}?secteurs=toits")
    expect(page.locator(".explorer-resultats h3")).to_have_text(["Préventeur", "Animatrice"])
    expect(page.locator(".explorer-resultats").get_by_role("link", name="Carsat").first).to_be_visible()


@pytest.mark.parametrize(("scheme", "viewport"), [("light", DESKTOP), ("dark", PHONE)])
def test_it_reads_well_on_each_screen(page: Page, address: str, scheme: str, viewport: dict[str, int]) -> None:
    page.set_viewport_size(viewport)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{address}#aide-animer")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
