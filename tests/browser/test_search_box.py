"""The search box of every page and the search page, as visitors use them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.chromium import DESKTOP, PHONE, Journal, faults, settle
from tests.naming import naming

INDEX = re.compile(r"/recherche/[^?]*\.js(on)?$")
"""Files of the search: its scripts and its index."""
FOUND = {
    "securite": "livrables/memento-jeunes/",
    "sécurité": "livrables/memento-jeunes/",
    "SECURITE": "livrables/memento-jeunes/",
    "l'employeur": "themes/reglementation/",
    "employeur": "themes/reglementation/",
    "troubles musculo squelettiques": "themes/tms/",
    "tms": "themes/tms/",
    "duerp": "livrables/cahier-duerp-passeport/",
    "document unique": "livrables/oppbtp-prems/",
    "amainte": "livrables/guide-amiante-gestion-batiments/",
}
"""What a person expects among the first five results of a question."""
NOTHING = ("xqzwvk", "licorne", "zzzz qqqq")
PAUSE = 200
"""Milliseconds after which the box has asked: a little longer than it waits for who types (boite.js)."""
ODD = (
    "*", "~~~", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a" * 10_000, "\u202eabc", "🦺", "مرحبا",
    "titre:amiante", "+ - ^2", "constructor __proto__ hasOwnProperty", "le la les", '"', "%", "&q=1", "\\",
)  # fmt: skip


@pytest.fixture(scope="session")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where the published site is served."""
    return serve_folder(published)


def in_header(page: Page) -> Locator:
    return page.locator("#q-entete")


def suggestions(page: Page) -> Locator:
    return page.locator("[role=option]")


def results(page: Page) -> Locator:
    return page.locator(".resultats-liste a")


def count(page: Page) -> Locator:
    return page.locator(".resultats-compte")


def read_the_first_page(page: Page) -> None:
    """Scrolls down to the fifth result, which brings the others, even if a later answer replaces the list meanwhile."""
    page.wait_for_function(
        """() => {
            const links = document.querySelectorAll(".resultats-liste a");
            links[4]?.scrollIntoView();
            return links.length === 10;
        }"""
    )
    expect(results(page)).to_have_count(10)


# The box


def test_nothing_is_fetched_before_the_box_is_touched(page: Page, journal: Journal, address: str) -> None:
    for path in ("", "agenda/", "livrables/cahier-duerp-passeport/"):
        page.goto(f"{address}/{path}")
        page.wait_for_load_state("networkidle")
    assert [url for url in journal.requests if INDEX.search(url)] == []
    in_header(page).focus()
    in_header(page).press_sequentially("amiante")
    expect(suggestions(page).first).to_be_visible()
    fetched = [url for url in journal.requests if INDEX.search(url)]
    assert any(url.endswith("recherche/index.json") for url in fetched)
    assert len(fetched) == len(set(fetched)) <= 16
    assert journal.console == []


def test_the_search_page_waits_for_a_question(page: Page, journal: Journal, address: str) -> None:
    page.goto(f"{address}/recherche/")
    page.wait_for_load_state("networkidle")
    assert [url for url in journal.requests if url.endswith(("/recherche.js", ".json"))] == []


def test_the_box_suggests_what_is_expected(page: Page, address: str) -> None:
    page.goto(f"{address}/agenda/")
    for question, expected in FOUND.items():
        in_header(page).fill("")
        expect(page.get_by_role("listbox")).to_be_hidden()
        in_header(page).fill(question)
        with naming(question):
            expect(page.locator(f"[role=option][href$='/{expected}']")).to_be_visible()
            assert 1 <= suggestions(page).count() <= 7


def test_the_box_suggests_while_a_word_is_being_typed(page: Page, address: str) -> None:
    page.goto(f"{address}/agenda/")
    in_header(page).press_sequentially("amian")
    expect(suggestions(page).first.locator("mark")).to_have_text("amiante")


def test_the_list_is_a_combobox_that_the_keyboard_drives(page: Page, journal: Journal, address: str) -> None:
    page.goto(f"{address}/agenda/")
    page.keyboard.press("/")
    box = in_header(page)
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    box.press_sequentially("duerp")
    expect(suggestions(page)).to_have_count(7)
    expect(page.locator("[role=combobox]")).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".entete-recherche [role=status]")).to_contain_text(re.compile(r"^\d+ résultats\."))
    assert box.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == suggestions(page).nth(1).get_attribute("id")
    target = chosen.get_attribute("href") or ""
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(chosen).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(suggestions(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("duerp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert journal.console == []


def test_escape_closes_then_clears(page: Page, address: str) -> None:
    page.goto(f"{address}/agenda/")
    in_header(page).fill("duerp")
    expect(suggestions(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(in_header(page)).to_have_value("duerp")
    page.keyboard.press("Escape")
    expect(in_header(page)).to_have_value("")


def test_enter_without_a_choice_leads_to_the_search_page(page: Page, address: str) -> None:
    page.goto(f"{address}/livrables/cahier-duerp-passeport/")
    in_header(page).fill("document unique")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/recherche/?q=document+unique")
    expect(results(page).first).to_be_visible()


def test_last_suggestion_leads_to_as_many_results_as_it_says(page: Page, address: str) -> None:
    page.goto(f"{address}/agenda/")
    in_header(page).press_sequentially("amian")
    expect(suggestions(page).first).to_be_visible()
    in_header(page).fill("sécur")
    last = page.locator(".suggestion-suite")
    expect(last).to_have_text(re.compile(r"Tous les résultats \(\d+\)"))
    number = re.sub(r"\D", "", last.inner_text())
    last.click()
    expect(count(page)).to_have_text(re.compile(rf"^{number} résultats pour"))


@pytest.mark.parametrize("key", ["/", "s"])
def test_shortcuts_lead_to_the_box_but_not_from_a_field(page: Page, address: str, key: str) -> None:
    page.goto(f"{address}/agenda/")
    expect(page.locator(".entete-recherche kbd")).to_be_visible()
    page.keyboard.press(f"Control+{key}")
    expect(in_header(page)).not_to_be_focused()
    page.keyboard.press(key)
    expect(in_header(page)).to_be_focused()
    page.keyboard.press(key)
    expect(in_header(page)).to_have_value(key)


def test_shortcuts_can_be_turned_off(page: Page, address: str) -> None:
    """WCAG 2.1, criterion 2.1.4."""
    page.goto(f"{address}/a-propos/accessibilite/")
    switch = page.get_by_role("button", name="Désactiver les raccourcis")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.goto(f"{address}/agenda/")
    page.keyboard.press("/")
    expect(in_header(page)).not_to_be_focused()
    expect(page.locator(".entete-recherche kbd")).to_be_hidden()
    page.goto(f"{address}/a-propos/accessibilite/")
    switch.click()
    page.keyboard.press("s")
    expect(in_header(page)).to_be_focused()


def test_results_come_as_you_type_on_a_phone(page: Page, journal: Journal, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/agenda/")
    expect(in_header(page)).to_be_hidden()
    magnifier = page.locator(".entete-loupe")
    magnifier.click()
    expect(in_header(page)).to_be_focused()
    expect(magnifier).to_have_attribute("aria-expanded", "true")
    in_header(page).press_sequentially("chutes")
    expect(suggestions(page).first).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for _press in range(3):
        page.keyboard.press("Escape")
    expect(in_header(page)).to_be_hidden()
    expect(magnifier).to_be_focused()
    assert journal.console == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_list_is_accessible(page: Page, journal: Journal, address: str, scheme: str) -> None:
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path, field in (("agenda/", "#q-entete"), ("", "#q-accueil")):
        page.goto(f"{address}/{path}")
        for question in ("amainte", "xqzwvk"):
            page.locator(field).fill(question)
            expect(suggestions(page).first).to_be_visible()
            page.keyboard.press("ArrowDown")
            assert faults(page) == [], (path, question)
    assert journal.console == []
    assert journal.third_parties(address) == []


def test_box_says_that_the_search_could_not_load(page: Page, address: str) -> None:
    page.route("**/recherche/index.json", lambda route: route.abort())
    page.goto(f"{address}/agenda/")
    in_header(page).fill("amiante")
    expect(page.locator(".suggestions-note")).to_contain_text("n’a pas pu se charger")
    page.unroute("**/recherche/index.json")
    in_header(page).fill("amiantes")
    expect(suggestions(page).first).to_be_visible()


def test_late_answers_are_dropped(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/termes/*.json", lambda route: held.append(route))
    page.goto(f"{address}/agenda/")
    with page.expect_request("**/termes/*.json"):
        in_header(page).fill("amiante")
    page.wait_for_timeout(PAUSE)  # for the others that are asked with it
    in_header(page).fill("")
    assert held
    for route in held:
        route.continue_()
    page.wait_for_timeout(PAUSE)
    settle(page)
    expect(page.locator(".suggestions").first).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "field", "links"),
    [
        ("agenda/", "#q-entete", ".suggestions-liste a"),
        ("recherche/?q=amiante", "main input[type=search]", ".resultats-liste a"),
    ],
)
def test_a_link_is_followed_however_slowly_it_is_clicked(
    page: Page, address: str, path: str, field: str, links: str
) -> None:
    """The answer to what was typed just before comes while the button of the mouse is down."""
    page.goto(f"{address}/{path}")
    page.locator(field).fill("amiante")
    expect(page.locator(links).first).to_be_visible()
    settle(page)
    wanted = page.locator(links).first.get_attribute("href")
    assert wanted
    page.locator(links).first.hover()
    page.locator(field).fill("chutes")
    page.mouse.down()
    page.wait_for_timeout(2 * PAUSE)
    settle(page)
    page.mouse.up()
    page.wait_for_url(re.compile(re.escape(wanted)))


# The page


def test_the_page_fetches_what_is_read(page: Page, journal: Journal, address: str) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto(f"{address}/recherche/?q=prévention")
    expect(results(page)).to_have_count(5)
    settle(page)
    more = page.get_by_role("button", name="Voir plus de résultats")
    expect(more).to_be_hidden()
    first = [link.get_attribute("href") for link in results(page).all()]
    assert len([url for url in journal.requests if INDEX.search(url)]) <= 16
    read_the_first_page(page)
    assert [link.get_attribute("href") for link in results(page).all()][:5] == first
    expect(more).to_be_visible()
    assert journal.console == []


def test_results_that_could_not_come_are_asked_for_again(page: Page, address: str) -> None:
    page.goto(f"{address}/recherche/?q=prévention")
    expect(results(page)).to_have_count(5)
    page.route("**/fiches/*.json", lambda route: route.abort())
    results(page).last.scroll_into_view_if_needed()
    more = page.get_by_role("button", name="Voir plus de résultats")
    expect(more).to_be_visible()
    page.unroute("**/fiches/*.json")
    more.click()
    expect(results(page)).to_have_count(20)


@pytest.mark.parametrize("question", FOUND)
def test_the_page_finds_what_is_expected(page: Page, journal: Journal, address: str, question: str) -> None:
    page.goto(f"{address}/recherche/")
    page.get_by_label("Que cherchez-vous").fill(question)
    page.get_by_role("button", name="Rechercher").last.click()
    expect(results(page).first).to_be_visible()
    expect(count(page)).to_contain_text(f"pour « {question} »")
    first = [link.get_attribute("href") for link in results(page).all()[:5]]
    assert f"{address}/{FOUND[question]}" in first
    assert journal.console == []


@pytest.mark.parametrize("question", NOTHING)
def test_nothing_found_is_no_dead_end(page: Page, journal: Journal, address: str, question: str) -> None:
    page.goto(f"{address}/recherche/?q={question}")
    expect(count(page)).to_have_text(f"Rien ne correspond à « {question} ».")
    assert results(page).count() == 0
    expect(page.get_by_role("link", name="à qui demander")).to_be_visible()
    expect(page.locator(".recherche-aide .grille-cibles a").first).to_be_visible()
    expect(page.locator(".recherche-aide a[href$='boite-a-outils/']")).to_be_visible()
    assert faults(page) == []
    assert journal.console == []


def test_nothing_found_offers_the_nearest_words(page: Page, address: str) -> None:
    page.goto(f"{address}/recherche/?q=couleuvre")
    near = page.locator(".resultats-notes a", has_text=re.compile("^couleur$"))
    expect(near).to_be_visible()
    near.click()
    page.wait_for_url(f"{address}/recherche/?q=couleur")
    expect(results(page).first).to_contain_text("La couleur dans les lieux de travail")


def test_page_says_what_it_made_of_the_question(page: Page, address: str) -> None:
    notes = page.locator(".resultats-notes")
    page.goto(f"{address}/recherche/?q=amainte")
    expect(notes).to_have_text("Aucune page ne contient « amainte » : voici les résultats pour « amiante ».")
    page.goto(f"{address}/recherche/?q=amiante+licorne")
    expect(notes).to_have_text("Rien ne contient « licorne » : voici les pages qui contiennent les autres mots.")
    page.goto(f"{address}/recherche/?q=amiante")
    expect(results(page).first).to_be_visible()
    expect(notes).to_be_hidden()


@pytest.mark.parametrize("question", ODD, ids=lambda question: question[:20].encode("ascii", "replace").decode())
def test_anything_can_be_asked(page: Page, journal: Journal, address: str, question: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"something was executed: {dialog.message}"))
    page.goto(f"{address}/recherche/")
    page.evaluate("question => location.search = new URLSearchParams({q: question})", question)
    expect(count(page)).to_have_text(re.compile("^(Rien ne correspond|Écrivez au moins|[0-9]+ résultat)"))
    expect(page.get_by_role("heading", name="Vous ne trouvez pas")).to_be_visible()
    assert page.locator(".resultats :is(img, script)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    in_header(page).fill(question)
    page.wait_for_timeout(PAUSE)
    settle(page)
    assert page.locator(".suggestions :is(img, script)").count() == 0
    assert journal.console == []


def test_state_of_the_page_is_its_address(page: Page, address: str) -> None:
    page.goto(f"{address}/recherche/?q=amiante")
    expect(results(page).first).to_contain_text("risque amiante")
    field = page.get_by_label("Que cherchez-vous")
    field.fill("")
    field.press_sequentially("prévention")
    expect(page).to_have_url(f"{address}/recherche/?q=pr%C3%A9vention")
    expect(count(page)).to_contain_text("«\u00a0prévention\u00a0»")
    read_the_first_page(page)
    page.get_by_role("button", name="Voir plus de résultats").click()
    expect(results(page)).to_have_count(20)
    expect(results(page).nth(10)).to_be_focused()
    expect(page).to_have_url(f"{address}/recherche/?q=pr%C3%A9vention&page=2")
    page.reload()
    expect(results(page)).to_have_count(20)
    page.get_by_role("button", name=re.compile(r"^Relais \d+")).click()
    expect(page).to_have_url(f"{address}/recherche/?q=pr%C3%A9vention&sorte=relais")
    expect(page.locator(".resultat-genre").first).to_have_text(re.compile(r"^Relais\b"))
    expect(page.get_by_role("button", name=re.compile(r"^Relais \d+"))).to_be_focused()
    results(page).first.click()
    expect(page.locator("h1")).not_to_have_text("Rechercher")
    page.go_back()
    expect(page.get_by_role("button", name=re.compile(r"^Relais \d+"))).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(results(page)).to_have_count(20)
    page.go_back()
    expect(field).to_have_value("amiante")
    expect(results(page).first).to_contain_text("risque amiante")


def test_kinds_share_the_results(page: Page, address: str) -> None:
    """The manual, which answers pilots, is in none of them but its own, the last one."""
    page.goto(f"{address}/recherche/?q=prévention")
    read_the_first_page(page)
    kinds = page.locator(".sorte").all_inner_texts()
    numbers = [int(re.sub(r"\D", "", text)) for text in kinds]
    assert len(numbers) > 3
    assert kinds[-1].startswith("Pour les pilotes")
    assert numbers[0] == sum(numbers[1:-1])
    expect(count(page)).to_have_text(re.compile(rf"^{numbers[0]} résultats"))


def test_a_result_tells_what_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}/recherche/?q=duerp+passeport")
    result = page.locator(".resultat", has_text="Loi n° 2021-1018")
    expect(result.locator(".resultat-genre")).to_have_text("Fiche pratique · 2021 Hauts-de-France")
    expect(result.locator("mark").first).to_have_text("DUERP")
    expect(result.locator(".resultat-cibles")).to_contain_text("TPE et PME")
    page.goto(f"{address}/recherche/?q=préventica+2018")
    over = page.locator(".resultat", has=page.locator("a[href$='evenements/preventica-lyon-2018/']"))
    expect(over.locator(".resultat-genre")).to_have_text(re.compile(r" 2018 Passé"))


def test_page_that_cannot_load_offers_to_try_again(page: Page, address: str) -> None:
    page.route("**/termes/*.json", lambda route: route.abort())
    page.goto(f"{address}/recherche/?q=amiante")
    expect(count(page)).to_contain_text("n’a pas pu se charger")
    page.unroute("**/termes/*.json")
    page.get_by_role("button", name="Réessayer").click()
    expect(results(page).first).to_contain_text("risque amiante")


def test_dates_are_written_in_french(page: Page, modules: str) -> None:
    page.goto(modules)
    written = page.evaluate(
        "async dates => dates.map((await import('/recherche/affichage.js')).formatDate)",
        ["2026", "2026-03", "2026-03-01", "2026-12-31", "2026-03-03T14:30"],
    )
    assert written == ["2026", "mars 2026", "1er mars 2026", "31 décembre 2026", "3 mars 2026"]


def test_results_print_without_what_is_for_the_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/recherche/?q=prévention")
    read_the_first_page(page)
    page.emulate_media(media="print")
    for chrome in (
        ".entete-recherche",
        ".grande-recherche",
        ".resultats-sortes",
        ".resultats-suite",
        ".recherche-aide",
    ):
        expect(page.locator(chrome)).to_be_hidden()
    expect(results(page).first).to_be_visible()


def test_without_javascript_the_box_leads_to_a_page_that_says_so(without_scripts: Page, address: str) -> None:
    page = without_scripts
    page.goto(f"{address}/agenda/")
    in_header(page).fill("amiante")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/recherche/?q=amiante")
    expect(page.locator("noscript p")).to_contain_text("a besoin de JavaScript")
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/agenda/")
    page.locator("a.entete-loupe").click()
    page.wait_for_url(f"{address}/recherche/")


def test_a_place_is_a_choice_that_can_be_taken_back(page: Page, address: str) -> None:
    page.goto(f"{address}/recherche/?q=btp en savoie")
    place = page.get_by_role("button", name="Savoie : ne plus choisir ce territoire")
    expect(place).to_be_visible()
    expect(page.locator(".resultats-filtres a", has_text="Page de ce territoire")).to_have_attribute(
        "href", f"{address}/territoires/73/"
    )
    place.click()
    page.wait_for_url(f"{address}/recherche/?q=btp")
    expect(page.locator("#q")).to_have_value("btp")
    expect(page.locator("#q")).to_be_focused()
    expect(place).to_have_count(0)
    page.go_back()
    expect(place).to_be_visible()


def test_a_place_for_which_nothing_was_made_is_said_so(page: Page, address: str) -> None:
    page.goto(f"{address}/recherche/?q=97400")
    expect(count(page)).to_have_text("Rien n’est fait pour ce territoire en particulier : La Réunion.")


def test_results_lead_to_the_list_with_the_same_words(page: Page, address: str) -> None:
    page.goto(f"{address}/recherche/?q=btp en savoie")
    more = page.get_by_role("link", name=re.compile(r"^Affiner ces \d+ ressources$"))
    number = re.sub(r"\D", "", more.inner_text())
    more.click()
    page.wait_for_url(f"{address}/livrables/?q=btp*savoie")
    expect(page.locator("#liste")).to_contain_text(f"{number} ressources")


def test_pilots_find_their_pages_apart(page: Page, address: str) -> None:
    page.goto(f"{address}/recherche/?q=lettre de mission")
    page.locator(".resultats-notes a", has_text="pages du guide").click()
    expect(page.locator(".sorte[aria-pressed=true]")).to_contain_text("Pour les pilotes")
    expect(results(page).first).to_have_attribute("href", re.compile("/boite-a-outils/"))


def test_the_box_of_the_home_page_stands_above_the_keyboard(browser: Browser, address: str) -> None:
    """As the header's does: a phone's keyboard hides the lower half of the screen."""
    page = browser.new_page(viewport=PHONE, has_touch=True)
    page.goto(f"{address}/")
    under = page.locator(".accueil-tete h1").bounding_box()
    page.locator("#q-accueil").tap()
    page.locator("#q-accueil").fill("burnout")
    expect(suggestions(page).first).to_be_visible()
    box = page.locator(".accueil .suggestions").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, PHONE["width"])
    assert box["y"] < 100
    assert page.locator(".accueil-tete h1").bounding_box() == under
    page.close()


OBSERVE = """
globalThis.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("question", ["burn out", "btp en savoie", "vigneron"])
def test_nothing_jumps_while_results_come(browser: Browser, address: str, question: str) -> None:
    """On a slow phone; above 0.1 readers lose their place (web.dev, « Cumulative Layout Shift »)."""
    page = browser.new_page(viewport=PHONE, is_mobile=True, has_touch=True)
    page.add_init_script(OBSERVE)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"{address}/recherche/?q={question}")
    expect(count(page)).to_have_text(re.compile("résultats pour|Rien ne correspond"), timeout=20_000)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("shift") <= 0.1
    page.close()
