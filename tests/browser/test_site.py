"""The site of the repository's own catalogue, as its visitors see it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP, PHONE, Journal, faults, settle, violations

PAGES = {
    "home": "",
    "livrables": "livrables/",
    "second page of a list": "livrables/page/2/",
    "livrable": "livrables/cahier-duerp-passeport/",
    "livrable without a link": "livrables/umih-guide-addictions/",
    "targets": "cibles/",
    "target": "cibles/tpe-pme/",
    "relays": "relais/",
    "relay": "relais/carsat-ra/",
    "coverage": "couverture/",
    "groups": "groupes/",
    "group": "groupes/ga-9-3/",
    "pitch": "groupes/ga-9-3/pitch/",
    "pitches": "groupes/pitchs/",
    "calendar": "agenda/",
    "event that recurs": "evenements/semaine-qvct/",
    "event that is over": "evenements/preventica-lyon-2018/",
    "formats": "formats/",
    "format": "formats/guide/",
    "territory": "territoires/69/",
    "structure": "structures/inrs/",
    "month of the calendar": "agenda/2026-06/",
    "for you": "pour-vous/?cible=tpe-pme&territoire=69",
    "dashboard": "tableau-de-bord/",
    "directory": "annuaire/",
    "lessons": "retours/",
    "lesson": "retours/relais-accompagnes/",
    "surveys": "enquetes/",
    "survey": "enquetes/bilan-a-mi-parcours-prst4-hdf/",
    "toolbox": "boite-a-outils/",
    "template": "boite-a-outils/modeles/lettre-de-mission/",
    "guide": "contribuer/proposer-un-livrable/",
    "reference": "contribuer/reference/livrable/",
    "message": "contribuer/messages/diese/",
    "about": "a-propos/accessibilite/",
    "data": "a-propos/licence-des-donnees/",
    "state": "a-propos/etat-du-catalogue/",
    "what to pass on, when": "que-diffuser-quand/",
    "what to pass on to a target": "que-diffuser-quand/tpe-pme/",
    "letters": "lettre/",
    "letter of a month": "lettre/2026-11/",
    "ways to follow": "rester-au-courant/",
    "search": "recherche/?q=duerp",
    "unknown address": "n-existe-pas/",
}
"""One page of each kind."""


@pytest.fixture(scope="session")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where the published site is served."""
    return serve_folder(published)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_is_accessible_silent_and_calls_nobody(page: Page, journal: Journal, address: str, path: str) -> None:
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{address}/{path}")
        settle(page)
        assert faults(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "the page scrolls sideways"
    page.emulate_media(color_scheme="dark", forced_colors="active")
    assert violations(page, ["color-contrast"]) == []
    expected = ["error: Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert journal.console == (expected * 2 if path == "n-existe-pas/" else [])
    assert journal.third_parties(address) == []
    assert page.locator("h1").count() == 1


def test_no_list_scrolls_sideways_on_the_narrowest_phone(page: Page, address: str, published: Path) -> None:
    """WCAG 2.1, 1.4.10: 320 px wide. What is hidden from the eye widens a page too, out of a table that scrolls."""
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for path in sorted(found.parent.relative_to(published) for found in published.glob("*/index.html")):
        page.goto(f"{address}/{path}/")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wide[str(path)] = width
    assert wide == {}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_reads_without_javascript(without_scripts: Page, address: str, path: str) -> None:
    page = without_scripts
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/{path}")
    expect(page.locator("h1")).to_be_visible()
    page.locator("header summary").click()
    expect(page.locator("header details nav a").first).to_be_visible()
    if path.startswith("recherche"):
        expect(page.locator("noscript p")).to_be_visible()  # text selectors look over <noscript>
        for list_page in ("formats/", "themes/", "secteurs/", "territoires/", "cibles/", "agenda/", "relais/"):
            expect(page.locator(f"noscript a[href='../{list_page}']")).to_be_visible()


LONGEST = (
    "",
    "cibles/tpe-pme/",
    "cibles/tpe-pme/page/1/",
    "territoires/59/",
    "territoires/region/",
    "relais/",
    "relais/presanse-hdf/",
    "couverture/",
    "tableau-de-bord/",
    "que-diffuser-quand/",
    "que-diffuser-quand/tpe-pme/",
    "livrables/",
)
SCREENS = 8
"""Phone screens that a page takes at most: beyond them nobody reads on."""


def test_no_page_is_longer_than_readers_scroll(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    heights = {}
    for path in LONGEST:
        page.goto(f"{address}/{path}")
        heights[path] = page.evaluate("document.documentElement.scrollHeight") / 844
    page.close()
    assert {path: height for path, height in heights.items() if height > SCREENS} == {}


def test_what_coverage_folds_opens_for_whoever_asks_and_on_paper(page: Page, address: str) -> None:
    page.goto(f"{address}/couverture/")
    rule, places = page.locator("#regle-au-moins"), page.locator(".couverture-lieux")
    expect(rule).to_be_hidden()
    page.locator("#legende_cibles").get_by_role("link", name="Comment c’est compté").click()
    expect(rule).to_be_visible()
    expect(places).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(places).to_be_visible()


def test_calendar_without_javascript_shows_dates(without_scripts: Page, address: str) -> None:
    page = without_scripts
    page.goto(f"{address}/agenda/")
    expect(page.get_by_text("28 avril 2027")).to_be_visible()


def test_what_is_past_is_decided_by_the_readers_day(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2027-04-27T10:00:00+02:00")
    page.goto(f"{address}/")
    coming = page.locator("ul.rendez-vous > li:visible")
    expect(coming).to_have_count(3)
    expect(coming.first).to_contain_text("28 avril 2027")


def test_calendar_that_is_all_past_says_what_to_do(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2041-01-01T10:00:00+02:00")
    page.goto(f"{address}/agenda/")
    expect(page.get_by_text("Aucun rendez-vous annoncé")).to_be_visible()
    page.get_by_text("Revoir les rendez-vous passés").click()
    expect(page.get_by_role("link", name="Préventica Lyon 2018")).to_be_visible()


def test_keyboard_reaches_the_content_first(page: Page, address: str) -> None:
    page.goto(f"{address}/livrables/cahier-duerp-passeport/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_visible()
    assert skip.get_attribute("href") == "#contenu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_keyboard_opens_the_menu_of_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/")
    page.locator("header summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('header nav') !== null")


def test_colour_scheme_is_all_that_is_stored(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Couleurs sombres").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.goto(f"{address}/livrables/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after
    assert page.evaluate("localStorage.length") == 1
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [360, 768, 959, 960, 1010, 1366])
def test_home_shows_counts_at_every_width_and_its_drawing_covers_nothing(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/")
    counts = page.locator(".grille-cibles .grille-nombre")
    assert counts.count()
    for count in counts.all():
        expect(count).to_be_visible()
    drawing = page.locator(".accueil-motif")
    if drawing.is_visible():
        box = drawing.bounding_box()
        assert box
        for text in page.locator(".accueil-tete-fond > :not(svg)").all():
            other = text.bounding_box()
            assert other
            assert other["x"] + other["width"] <= box["x"]


def test_printed_record_has_no_chrome(page: Page, address: str) -> None:
    page.goto(f"{address}/livrables/cahier-duerp-passeport/")
    page.emulate_media(media="print")
    for chrome in (".onglets", ".entete-recherche", ".menu", ".fil", "footer nav"):
        expect(page.locator(chrome).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Qui contacter")).to_be_visible()


def test_template_downloads_as_a_document(page: Page, address: str) -> None:
    page.goto(f"{address}/boite-a-outils/modeles/lettre-de-mission/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger ce modèle").click()
    assert download.value.suggested_filename == "lettre-de-mission.docx"


def test_letter_is_copied_with_its_looks(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/lettre/2026-11/")
    page.get_by_role("button", name="Copier la mise en page").click()
    expect(page.get_by_role("status")).to_contain_text("Copié")
    copied = page.evaluate(
        "async () => { const [item] = await navigator.clipboard.read();"
        " return Promise.all(['text/html', 'text/plain'].map(async (type) => (await item.getType(type)).text())); }"
    )
    assert "style=" in copied[0]
    assert "https://catalogue-prst.example/livrables/" in copied[0]
    assert "NOUVELLES RESSOURCES" in copied[1]
    assert "<" not in copied[1]


def test_letter_that_cannot_be_copied_says_what_to_do(page: Page, address: str) -> None:
    page.route("**/composer.json", lambda route: route.abort())
    page.goto(f"{address}/lettre/2026-11/")
    expect(page.get_by_role("heading", name="Nouvelles ressources")).to_be_visible()
    page.get_by_role("button", name="Copier la mise en page").click()
    expect(page.get_by_role("status")).to_contain_text("Ouvrez la lettre seule")


def test_letter_is_read_on_a_phone_and_calls_nobody(page: Page, journal: Journal, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/lettre/2026-11/lettre.html")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert journal.console == []
    assert journal.third_parties(address) == []


@pytest.mark.parametrize(("day", "over"), [("2026-11-01", 0), ("2041-01-01", 12)])
def test_month_that_is_over_on_the_readers_day_is_marked(page: Page, address: str, day: str, over: int) -> None:
    page.clock.set_fixed_time(f"{day}T10:00:00+01:00")
    page.goto(f"{address}/que-diffuser-quand/")
    expect(page.locator(".mois")).to_have_count(12)
    expect(page.locator(".mois > h3 .marque:visible")).to_have_count(over)


def test_printed_months_have_no_chrome(page: Page, address: str) -> None:
    page.goto(f"{address}/que-diffuser-quand/tpe-pme/")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Mettre ces dates")).to_be_hidden()
    expect(page.locator(".mois h2:visible")).to_have_count(12)


def test_an_example_is_copied_as_it_is_shown(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for path in ("contribuer/reference/livrable/", "contribuer/messages/diese/", "contribuer/proposer-un-livrable/"):
        page.goto(f"{address}/{path}")
        button = page.locator("[data-copier-texte]").first
        button.click()
        expect(page.locator("[data-copier-texte] + .copier-etat").first).to_have_text("Copié : il reste à coller.")
        shown = page.locator(f"#{button.get_attribute('data-copier-texte')}").text_content()
        assert page.evaluate("navigator.clipboard.readText()") == shown
