"""Relays in a browser: from the home page to a kit, and a relay's page on the reader's day."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

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
    door = page.get_by_role("link", name="Trouvez votre kit")
    expect(door).to_be_in_viewport()  # without a first gesture that is no click
    door.click()
    page.get_by_role("link", name="FFB").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger le kit").click()
    assert download.value.suggested_filename == f"kit-{RELAY}.zip"
    archive = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert archive.testzip() is None
    assert {"index.html", "manifeste.json"} <= set(archive.namelist())
    assert journal.console == []


def test_what_stands_under_the_box_of_the_home_page_stays_where_it_is_pressed(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/")
    below = page.locator(".recherche-exemples").first
    before = below.bounding_box()
    page.get_by_role("searchbox").or_(page.get_by_role("combobox", name="Un métier, un risque, un mot")).focus()
    assert below.bounding_box() == before
    below.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/recherche/"))


def test_the_page_of_a_kit_opens_from_a_folder(page: Page, journal: Journal, published: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(published / "relais" / RELAY / f"kit-{RELAY}.zip") as archive:
        archive.extractall(tmp_path)
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto((tmp_path / "index.html").as_uri())
        assert faults(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.evaluate("document.querySelector('main p').textContent = 'é'.repeat(300)")  # a word that no line holds
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
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


def test_without_javascript_all_is_there_with_its_dates(without_scripts: Page, address: str) -> None:
    page = without_scripts
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/relais/{RELAY}/")
    lines = page.locator(".nouveautes li")
    assert news(page) == lines.count()
    expect(lines.first.locator("time")).to_be_visible()
    expect(page.get_by_role("button", name="Oublier cette date")).to_be_hidden()


# The directory


SHOWN = ".explorer-liste .carte-titre:visible"


def names(page: Page) -> list[str]:
    return page.locator(SHOWN).all_inner_texts()


def test_relays_are_chosen_by_target_place_type_and_lever(page: Page, journal: Journal, address: str) -> None:
    page.goto(f"{address}/relais/")
    page.get_by_text("Les voir").click()  # those of other regions
    everyone = names(page)
    assert len(everyone) > 24  # the list is whole
    page.get_by_role("checkbox", name="Cafés, hôtels, restaurants et discothèques").check()
    expect(page).to_have_url(f"{address}/relais/?cibles=restauration-chrd")
    expect(page.locator(SHOWN)).not_to_have_count(len(everyone))
    some = names(page)
    assert 0 < len(some) < len(everyone)
    page.locator("[data-facette=types] summary").click()
    page.get_by_role("checkbox", name="Carsat").check()
    expect(page.locator(SHOWN)).not_to_have_count(len(some))
    assert set(names(page)) < set(some)
    expect(page.locator(".explorer-annonce")).to_contain_text("relais")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator(SHOWN)).to_have_count(len(everyone))
    assert names(page) == everyone
    page.get_by_label("Chercher un relais").fill("présanse")
    expect(page.locator(".explorer-liste h2")).to_contain_text("relais")
    expect(page.locator(".explorer-resultats .carte").first).to_be_visible()
    assert all("sanse" in name for name in names(page))
    assert journal.console == []


@pytest.mark.parametrize(
    ("asked", "first", "others"),
    [
        ("les maçons", "FFB Auvergne-Rhône-Alpes", {"OPPBTP"}),
        ("btp 73000", "CCCA-BTP", {"Carsat Rhône-Alpes"}),
        ("Bourg-en-Bresse sst", "SST 01", set()),
    ],
)
def test_the_directory_is_asked_in_the_words_of_trades_and_places(
    page: Page, address: str, asked: str, first: str, others: set[str]
) -> None:
    page.goto(f"{address}/relais/?q={quote(asked)}")
    expect(page.locator(".explorer-resultats .carte").first).to_be_visible()
    found = names(page)
    assert first in found[0]
    assert others <= {*found} if others else len(found) == 1


def test_what_the_card_of_a_relay_leaves_out_is_found_too(page: Page, address: str) -> None:
    def described(route: Route) -> None:
        number = 'data-numero="4"'
        body = route.fetch().text().replace(number, f'{number} data-mots="Pour les chambres de métiers."')
        route.fulfill(body=body, content_type="text/html")

    page.goto(f"{address}/relais/")
    name = page.locator('[data-numero="4"] h4').inner_text()
    page.route("**/relais/?q=*", described)
    page.goto(f"{address}/relais/?q={quote('chambre de métier')}")
    expect(page.locator(SHOWN)).to_have_text([name])


def test_those_of_other_regions_come_after_whatever_they_say(page: Page, address: str) -> None:
    page.goto(f"{address}/relais/?q=garage")
    expect(page.locator(".explorer-resultats .carte").first).to_be_visible()
    far = page.locator(".explorer-resultats .carte").evaluate_all(
        "all => all.map((one) => !!one.querySelector('.marque-lieu'))"
    )
    assert far == sorted(far)
    assert {*far} == {False, True}


def test_words_that_no_relay_has_can_be_asked_of_the_whole_site(page: Page, address: str) -> None:
    page.goto(f"{address}/relais/?q=capeb")
    expect(page.get_by_role("link", name="cherchez-les sur tout le site")).to_have_attribute(
        "href", re.compile(r"recherche/\?q=capeb$")
    )


def test_the_address_of_the_directory_holds_the_choice(page: Page, journal: Journal, address: str) -> None:
    page.goto(f"{address}/relais/?territoires=73&types=inconnu")
    expect(page.get_by_text("un choix qui n’existe pas")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Savoie (73)")).to_be_checked()
    assert len(names(page)) > 0
    page.goto(f"{address}/relais/?q=zzzzzz")
    expect(page.get_by_text("Aucun relais ne répond à tous vos choix")).to_be_visible()
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{address}/relais/?territoires=73")
        expect(page.locator(".explorer-resultats .carte").first).to_be_visible()
        assert faults(page) == [], scheme
    assert journal.console == []


def test_the_map_is_reached_by_the_keyboard_and_says_what_the_table_says(page: Page, address: str) -> None:
    page.goto(f"{address}/relais/")
    page.get_by_text("Le même en tableau").click()
    departments = page.locator(".carte-departements a")
    rows = page.locator(".carte-et-table tbody tr")
    assert departments.count() == rows.count() == 12
    for rank in range(12):
        figures = rows.nth(rank).locator("td").all_inner_texts()
        label = str(departments.nth(rank).get_attribute("aria-label"))
        assert [word for word in label.replace("\u00a0", " ").split() if word.isdigit()] == figures
    departments.first.focus()
    page.keyboard.press("Tab")
    expect(departments.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/territoires/03/")


def test_the_map_keeps_its_figures_in_forced_colours(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{address}/relais/")
    colours = page.evaluate(
        "['path', 'text'].map((name) => getComputedStyle(document.querySelector('.carte-departements ' + name)).fill)"
    )
    assert colours[0] != colours[1]
