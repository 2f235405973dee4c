"""« Pour vous » in a browser: the two questions of the home page, and what is made of the answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP, FLAGS, PHONE, Journal, faults, find_chromium


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


@pytest.mark.parametrize(
    "typed",
    ["Chambéry", "chambery", "CHAMBÉRY ", "Savoie", "73000 Chambéry Cedex", "73 - Savoie", "en Savoie", "dép. 73"],
)
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


def keep(page: Page, address: str, choice: str) -> None:
    """Have the device keep a choice, as the page does."""
    page.goto(f"{address}/pour-vous/")
    page.evaluate("choice => localStorage.setItem('/pour-vous', choice)", choice)


@pytest.mark.parametrize("question", ["livrables/", "pour-vous/"])
def test_a_choice_that_was_kept_and_no_longer_exists_is_forgotten(
    page: Page, journal: Journal, address: str, question: str
) -> None:
    keep(page, address, "?cible=disparue&territoire=73")
    page.goto(f"{address}/{question}")
    expect(page.locator(".choix-garde, .choix-garde-bande")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('/pour-vous')") is None
    expect(page.get_by_text("disparue")).to_have_count(0)
    assert page.url == f"{address}/{question}"
    assert journal.console == []


SHIFTS = """() => new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((seen) => seen.getEntries().forEach(({ value }) => (total += value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(total), 300);
})"""


def test_a_choice_that_was_kept_is_offered_by_other_pages_until_it_is_taken_back(
    page: Page, journal: Journal, address: str
) -> None:
    keep(page, address, "?cible=garages&territoire=73")
    offered = page.get_by_role("link", name="Pour vous : Garages et réparation automobile, Savoie")
    for path in ("", "cibles/garages/", "agenda/", "livrables/"):
        page.goto(f"{address}/{path}")
        expect(offered).to_be_visible()
        assert page.evaluate(SHIFTS) < 0.1, path
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert faults(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert offered.get_attribute("href") == f"{address}/livrables/?cibles=garages&territoires=73"
    page.goto(f"{address}/a-propos/")
    expect(offered).to_have_count(0)
    page.goto(address)
    assert offered.get_attribute("href") == f"{address}/pour-vous/?cible=garages&territoire=73"
    page.get_by_role("button", name="Oublier ce choix : Garages et réparation automobile, Savoie").press("Enter")
    expect(offered).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    page.reload()
    expect(page.locator(".choix-garde")).to_have_count(0)
    assert journal.console == []


def test_other_words_choose_a_target(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Que faites-vous ?").select_option(label="Carrosserie")
    page.get_by_role("button", name="Voir ce qu’il y a pour vous").click()
    expect(page).to_have_url(f"{address}/pour-vous/?cible=garages&lieu=")
    page.get_by_label("Pour qui ?").select_option(label="Mécanique")
    expect(page.get_by_role("status").first).to_have_text("Pour : Garages et réparation automobile.")


def test_a_town_of_two_departments_asks_which_one(page: Page, address: str) -> None:
    page.goto(f"{address}/pour-vous/?cible=garages")
    page.evaluate("for (const id of ['73', '38']) document.querySelector(`[value='${id}']`).dataset.villes = 'Pont'")
    page.get_by_label("Code postal, ville ou département").fill("pont")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("« pont » peut être dans Isère ou Savoie : choisissez")
    assert page.url == f"{address}/pour-vous/?cible=garages"


@pytest.mark.parametrize(
    ("typed", "chosen"), [("38200 Vienne", "38"), ("AuRA", "region"), ("toute la France", "national"), ("1", "01")]
)
def test_other_names_of_a_place_choose_it(page: Page, address: str, typed: str, chosen: str) -> None:
    page.goto(f"{address}/pour-vous/?lieu={typed}")
    expect(page).to_have_url(f"{address}/pour-vous/?territoire={chosen}")


@pytest.mark.parametrize(
    ("typed", "told"), [("Clermont", "Oise ou Puy-de-Dôme"), ("Chamonix", "Haute-Savoie"), ("le Puy", "Haute-Loire")]
)
def test_the_beginning_of_a_town_asks_whether_it_is_there(page: Page, address: str, typed: str, told: str) -> None:
    """Who lives in Clermont-Ferrand is not in Clermont, in the Oise."""
    page.goto(f"{address}/pour-vous/?lieu={typed}")
    expect(page.get_by_role("status").first).to_contain_text(f"« {typed} » peut être dans")
    for name in told.split(" ou "):
        expect(page.get_by_role("status").first).to_contain_text(name)
    expect(page.get_by_label("Où ?")).to_have_value("")


def test_what_to_follow_names_the_feed_of_the_choice(page: Page, address: str) -> None:
    page.goto(f"{address}/pour-vous/?cible=garages")
    follow = page.get_by_role("region", name="Pour suivre")
    expect(follow.locator("code")).to_have_text(f"{address}/cibles/garages/flux.xml")
    expect(follow.get_by_role("button", name="Copier l’adresse du flux")).to_be_visible()
    follow.get_by_role("link", name="Comment s’y abonner").click()
    expect(page).to_have_url(f"{address}/rester-au-courant/#flux")


def test_without_javascript_the_page_leads_to_targets_and_territories(
    without_scripts: Page, published: Path, address: str
) -> None:
    page = without_scripts
    page.goto(f"{address}/pour-vous/?cible=garages&lieu=73")
    expect(page.get_by_role("link", name="Savoie", exact=True)).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Garages et réparation automobile").click()
    expect(page).to_have_url(f"{address}/cibles/garages/")


def test_the_back_button_takes_a_choice_back(page: Page, address: str) -> None:
    page.goto(f"{address}/pour-vous/?cible=garages")
    page.get_by_label("Où ?").select_option("73")
    expect(page).to_have_url(f"{address}/pour-vous/?cible=garages&territoire=73")
    page.go_back()
    expect(page.get_by_label("Où ?")).to_have_value("")
    expect(page.get_by_role("heading", name="Qui appeler", exact=True)).to_be_visible()


def test_one_step_back_takes_one_choice_back_whatever_was_asked_twice(page: Page, address: str) -> None:
    page.goto(f"{address}/pour-vous/?cible=garages")
    place = page.get_by_label("Code postal, ville ou département")
    place.fill("Atlantide")
    place.press("Enter")
    place.press("Enter")
    page.get_by_label("Où ?").select_option("73")
    expect(place).to_have_value("")
    place.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Pour : Garages et réparation automobile, Savoie.")
    page.go_back()
    expect(page).to_have_url(f"{address}/pour-vous/?cible=garages")


def test_what_was_kept_and_is_no_choice_changes_no_address(page: Page, address: str) -> None:
    keep(page, address, "x/../../livrables/")
    page.goto(f"{address}/pour-vous/")
    expect(page.get_by_label("Pour qui ?")).to_have_value("")
    assert page.url == f"{address}/pour-vous/"


def test_the_home_page_does_not_scroll_sideways_where_scrollbars_take_room(browser: Browser, address: str) -> None:
    other = browser.browser_type.launch(
        executable_path=find_chromium(), args=FLAGS, ignore_default_args=["--hide-scrollbars"]
    )
    for viewport in (DESKTOP, PHONE):
        page = other.new_page(viewport=viewport)
        page.goto(address)
        narrow, wide = page.evaluate(
            "(({clientWidth, scrollWidth}) => [clientWidth, scrollWidth])(document.documentElement)"
        )
        assert narrow < viewport["width"], "the scrollbar takes room"
        assert wide == narrow
    other.close()


def test_whoever_can_be_called_comes_before_whom_nobody_can_reach(page: Page, address: str) -> None:
    page.goto(f"{address}/pour-vous/?cible=entreprises-btp&territoire=73")
    expect(page.locator("#appeler ~ ul > li").first).to_be_visible()
    ways = [line.locator("a").count() > 1 for line in page.locator("#appeler ~ ul > li").all()]
    assert ways == sorted(ways, reverse=True)
