"""What is being written in a form is kept on the reader's device: offered back, never overwritten, never a surprise."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Journal

OPEN = """async () => {
  document.body.innerHTML = "<form><textarea></textarea></form><aside></aside>";
  const { keepDrafts } = await import("/formulaire/brouillon.js");
  const champ = document.querySelector("textarea");
  window.brouillon = keepDrafts(document.querySelector("aside"), {
    prefixe: "/site/formulaire:livrables:",
    read: () => ({ titre: champ.value }),
    write: (valeurs) => (champ.value = valeurs.titre),
    title: (valeurs) => valeurs.titre,
    focus: () => champ.focus(),
  });
  champ.addEventListener("input", () => brouillon.changed());
}"""


def open_form(page: Page, modules: str) -> Page:
    page.goto(f"{modules}/page.html")
    page.evaluate(OPEN)
    return page


def write(page: Page, text: str) -> None:
    page.locator("textarea").fill(text)
    page.evaluate("brouillon.flush()")


def kept(page: Page) -> list[str]:
    """Return the titles that the browser keeps for this form, in alphabetical order."""
    return sorted(page.evaluate("Object.values(localStorage).map((un) => JSON.parse(un).titre)"))


def resume(page: Page) -> list[str]:
    return [name.strip() for name in page.get_by_role("button", name="Reprendre").all_inner_texts()]


def test_what_was_left_is_offered_back(page: Page, modules: str, journal: Journal) -> None:
    open_form(page, modules)
    assert kept(page) == [], "an empty form leaves nothing"
    write(page, "Guide « chutes »\nà revoir")
    expect(page.locator(".brouillon-ou")).to_contain_text("Gardé à")
    open_form(page, modules)
    assert page.locator("textarea").input_value() == ""
    (offer,) = resume(page)
    assert offer.startswith("Reprendre le brouillon du ")
    assert "Guide « chutes »" in offer
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("textarea")).to_have_value("Guide « chutes »\nà revoir")
    assert resume(page) == []
    assert len(kept(page)) == 1
    assert journal.console == []


def test_it_is_kept_without_being_asked(page: Page, modules: str) -> None:
    open_form(page, modules)
    page.locator("textarea").press_sequentially("abc")
    expect(page.locator(".brouillon-ou")).to_contain_text("Gardé à")
    assert kept(page) == ["abc"]


def test_what_was_typed_meanwhile_is_not_lost(page: Page, modules: str) -> None:
    open_form(page, modules)
    write(page, "hier")
    open_form(page, modules)
    write(page, "aujourd’hui")
    page.get_by_role("button", name="Reprendre").click()
    assert kept(page) == ["aujourd’hui", "hier"]
    assert "aujourd’hui" in resume(page)[0]
    expect(page.locator("textarea")).to_be_focused()
    write(page, "hier, la suite")
    page.get_by_role("button", name="Reprendre").click()
    assert kept(page) == ["aujourd’hui", "hier, la suite"], "none takes another's place"


def test_the_focus_stays_when_a_draft_is_erased(page: Page, modules: str) -> None:
    for text in ("un", "deux"):
        open_form(page, modules)
        write(page, text)
    open_form(page, modules)
    for focused in ("Reprendre", "Effacer le brouillon"):
        page.get_by_role("button", name="Effacer", exact=True).first.click()
        expect(page.locator("button:focus")).to_contain_text(focused)


def test_two_tabs_overwrite_nothing(page: Page, modules: str) -> None:
    open_form(page, modules)
    write(page, "premier onglet")
    second = open_form(page.context.new_page(), modules)
    expect(second.get_by_role("status").first).to_contain_text("déjà ouvert dans un autre onglet")
    expect(page.get_by_role("status").first).to_be_empty()
    assert resume(second) == [], "the draft of a page that is open is not on offer"
    write(second, "second onglet")
    write(page, "premier onglet, la suite")
    assert kept(page) == ["premier onglet, la suite", "second onglet"]
    second.close(run_before_unload=False)
    expect(page.get_by_role("button", name="Reprendre")).to_have_count(1)
    page.get_by_role("button", name="Effacer", exact=True).click()
    assert kept(page) == ["premier onglet, la suite"]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("Object.defineProperty(window, 'localStorage', { get: fail('SecurityError') })", "refuse"),
        ("Storage.prototype.setItem = fail('QuotaExceededError')", "pleine"),
    ],
)
def test_storage_that_fails_is_told_once(page: Page, modules: str, journal: Journal, broken: str, told: str) -> None:
    page.add_init_script(f"const fail = (nom) => () => {{ throw new DOMException('non', nom); }}; {broken}")
    open_form(page, modules)
    told_by = page.get_by_role("status").first
    write(page, "un")
    expect(told_by).to_contain_text(told)
    expect(told_by).to_contain_text("éléchargez")
    expect(page.locator(".brouillon-ou")).not_to_contain_text("est gardé")
    for answer, wanted in (("Escape", False), ("Rester ici", False), ("Remplacer ce que j’ai écrit", True)):
        page.evaluate("void (window.parti = brouillon.mayGo())")
        question = page.get_by_role("dialog", name="Ce que vous avez écrit ici n’est pas gardé, et sera remplacé.")
        expect(question).to_be_visible()
        if answer == "Escape":
            page.keyboard.press(answer)
        else:
            question.get_by_role("button", name=answer).click()
        assert page.evaluate("window.parti") is wanted, "what cannot be kept is replaced only if the reader agrees"
        expect(question).to_have_count(0)
    page.evaluate("document.querySelector('.brouillon-avis').textContent = ''")
    write(page, "deux")
    expect(told_by).to_be_empty()
    assert page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))"), "closing would lose it"
    assert journal.console == []


def test_a_reader_may_keep_nothing(page: Page, modules: str) -> None:
    open_form(page, modules)
    expect(page.locator(".brouillon-ou")).to_contain_text("sur cet appareil")
    expect(page.locator(".brouillon-ou")).to_contain_text("ordinateur partagé")
    write(page, "secret")
    page.get_by_role("button", name="Effacer le brouillon").click()
    assert kept(page) == []
    write(page, "secret encore")
    assert kept(page) == []
    assert page.locator("textarea").input_value() == "secret encore", "what is on the page stays"
    page.get_by_role("button", name="Garder un brouillon").click()
    assert kept(page) == ["secret encore"]


def test_the_draft_stays_until_the_reader_says_that_the_record_has_left(page: Page, modules: str) -> None:
    open_form(page, modules)
    write(page, "une fiche")
    assert page.evaluate("brouillon.sent()")
    assert kept(page) == ["une fiche"]
    expect(page.locator(".brouillon-ou")).to_contain_text("gardée sur cet appareil tant que vous ne l’effacez pas")
    page.evaluate("brouillon.erase()")
    assert kept(page) == []
    expect(page.locator(".brouillon-ou")).to_contain_text("effacé de cet appareil")
    page.get_by_role("button", name="Pas encore envoyée").click()
    assert kept(page) == ["une fiche"]
    page.evaluate("brouillon.erase()")
    write(page, "une autre fiche")
    assert kept(page) == ["une autre fiche"]


def test_what_is_not_a_draft_is_left_alone(page: Page, modules: str) -> None:
    """Other pages of the host, other forms, and what somebody else wrote there."""
    page.goto(f"{modules}/page.html")
    page.evaluate("""() => {
      const bon = { quand: "2026-01-01T00:00:00Z", titre: "<img src=x onerror=alert(1)>", valeurs: {} };
      const ecrit = [["livrables:a", "{"], ["livrables:b", "null"], ["relais:d", JSON.stringify(bon)],
        ["livrables:c", JSON.stringify({ ...bon, quand: "hier" })], ["livrables:e", JSON.stringify(bon)]];
      for (const [cle, texte] of ecrit) localStorage.setItem(`/site/formulaire:${cle}`, texte);
    }""")
    page.evaluate(OPEN)
    (offer,) = resume(page)
    assert "<img src=x onerror=alert(1)>" in offer
    assert page.locator("img").count() == 0
