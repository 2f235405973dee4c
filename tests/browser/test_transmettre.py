"""« Transmettre », as a relay uses it: texts are copied, sent and shared as the kit says, and read without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from prst.analysis.derived import Derived
from prst.outputs.kits import ARCHIVED, Kit, Lien, Texte, kit_of
from prst.records.loading import load
from tests.browser.chromium import DESKTOP, PHONE, Journal, faults

RESOURCE = "livrables/presoa-dry-january/"
COPIED = """async () => {
  const [copie] = await navigator.clipboard.read();
  const formes = await Promise.all(copie.types.map(async (type) => [type, await (await copie.getType(type)).text()]));
  return Object.fromEntries(formes);
}"""


@pytest.fixture(scope="session")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where the published site is served."""
    return serve_folder(published)


@pytest.fixture(scope="module")
def kit(exemple: Path) -> Kit:
    catalogue = load(exemple / "catalogue").catalogue
    assert catalogue
    return kit_of(catalogue.livrables[RESOURCE.split("/")[1]], Derived(catalogue))


@pytest.fixture
def section(page: Page, address: str) -> Locator:
    """The section of a page, folded."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async (donnees) => { window.partage = donnees; }")
    page.goto(f"{address}/{RESOURCE}")
    return page.locator("section", has=page.locator("#transmettre"))


def test_each_text_is_copied_as_the_kit_says(page: Page, section: Locator, kit: Kit, journal: Journal) -> None:
    expect(section.locator("[data-texte]").first).not_to_be_visible()
    for text in kit.textes.values():
        fold = section.locator("details", has=page.locator(f"[data-texte={text.nom}]"))
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(fold.get_by_role("button").first).to_be_visible()
        page.keyboard.press("Tab")  # the link of the text
        while page.evaluate("document.activeElement.tagName") == "A":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(fold.get_by_role("status")).to_contain_text("Copié")
        assert page.evaluate("navigator.clipboard.readText()") == text.texte
        fold.get_by_role("button", name="mise en forme").click()
        copied = page.evaluate(COPIED)
        assert copied["text/plain"] == text.texte
        assert f'<a href="{kit.lien}"' in copied["text/html"].replace(' style="', "").replace('" href', " href")
    assert journal.console == []


ARTICLE = """\
## Chuter moins

Lisez le [*guide*](https://a.fr/guide), <https://b.fr>, ou écrivez à <a@b.fr>.

- [Le jeu](https://a.fr/jeu)
- sans lien

Métier par métier :

| Métier | Risque |
|---|---|
| couvreur | **chute** |
"""


def test_an_article_is_copied_as_the_kit_says_too(page: Page, section: Locator, kit: Kit) -> None:
    text = Texte("article", "Article", [[Lien("Voir la ressource", kit.lien)]], ARTICLE)
    fold = section.locator("details", has=page.locator("[data-texte=courriel]"))
    fold.locator("[data-texte]").evaluate("(bloc, html) => { bloc.innerHTML = html; }", text.html)
    fold.locator("summary").click()
    fold.get_by_role("button").first.click()
    expect(fold.get_by_role("status")).to_contain_text("Copié")
    assert page.evaluate("navigator.clipboard.readText()") == text.texte


def test_the_banner_is_copied_with_its_whole_addresses(page: Page, section: Locator, kit: Kit) -> None:
    """What a signature holds is read far from this site."""
    fold = section.locator("details", has=page.locator("[data-texte=signature]"))
    fold.locator("summary").click()
    shown = fold.locator("img")
    expect(shown).to_have_js_property("naturalWidth", 1200)
    fold.get_by_role("button", name="mise en forme").click()
    expect(fold.get_by_role("status")).to_contain_text("Copié")
    copied = page.evaluate(COPIED)
    assert f'href="{kit.lien}"' in copied["text/html"]
    assert f'src="{kit.lien}bandeau.png"' in copied["text/html"]
    assert copied["text/plain"] == f"{shown.get_attribute('alt')}\u00a0: {kit.lien}"


def test_what_pictures_say_is_copied_for_who_does_not_see_them(page: Page, section: Locator, kit: Kit) -> None:
    fold = section.locator("details", has=page.locator("[data-texte=remplacement]"))
    fold.locator("summary").click()
    fold.get_by_role("button", name="Copier le texte").click()
    expect(fold.get_by_role("status")).to_contain_text("Copié")
    assert kit.fiche.titre in page.evaluate("navigator.clipboard.readText()")


def test_it_goes_by_mail_and_by_the_share_sheet_of_the_device(page: Page, section: Locator, kit: Kit) -> None:
    assert section.get_by_role("link", name="Préparer un courriel").get_attribute("href") == kit.courriel
    section.get_by_role("button", name="Partager").click()
    shared = page.evaluate("window.partage")
    assert (shared["title"], shared["url"]) == (kit.fiche.titre, kit.lien)
    assert f"{shared['text']}\n{kit.lien}" == kit.textes["reseaux"].texte


def test_it_is_accessible_unfolded_and_stays_off_paper(page: Page, section: Locator) -> None:
    for fold in section.locator("summary").all():
        fold.click()
    expect(section.get_by_role("button", name="mise en forme").last).to_be_visible()
    for scheme, viewport in (("light", PHONE), ("dark", DESKTOP)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert faults(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.emulate_media(media="print")
    expect(section).not_to_be_visible()


def test_without_javascript_texts_are_read_and_the_mail_opens(without_scripts: Page, address: str, kit: Kit) -> None:
    page = without_scripts
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/{RESOURCE}")
    section = page.locator("section", has=page.locator("#transmettre"))
    expect(section.get_by_role("button")).to_have_count(0)
    assert section.get_by_role("link", name="Préparer un courriel").get_attribute("href") == kit.courriel
    section.get_by_text("Brève de lettre d’information").click()
    expect(section.locator("[data-texte=breve]")).to_be_visible()
    page.goto(f"{address}/livrables/aap-dreets-aura-2025/")
    expect(page.get_by_text(ARCHIVED)).to_be_visible()
    expect(page.locator("[data-texte]")).to_have_count(0)
