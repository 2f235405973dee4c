"""The preview of a resource says what its page says: both come of one template."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.addresses import form_address
from prst.records.loading import load
from prst.records.reading import read
from tests.browser.chromium import DESKTOP, PHONE, Journal, faults
from tests.catalogues import EXEMPLE, plain

PARTS = ("h1", ".fiche-promesse", ".fiche-resume", ".puces li", ".bandeau", ".contact-structure", ".contact-suppleant")
"""What is compared: title, promise or summary, targets, what warns, whom to ask."""
PREVIEW = """async ([fiches, noms, parties]) => {
  const { ouvert, preview } = await import("../../../assets/javascripts/formulaire.js");
  return fiches.map((fiche) => {
    const page = preview(ouvert.data.apercu, fiche, "../../../", (vers, id) => noms[vers]?.[id]);
    const found = (partie) => page.querySelectorAll(`.fiche-tete ${partie}, .contact ${partie}`);
    return parties.map((partie) => [...found(partie)].map((un) => un.textContent));
  });
}"""
ELSEWHERE = "Cette ressource a été faite pour une autre région"
"""What the catalogue alone knows."""
HEAD = ".fiche-tete {0}, .contact {0}"


@pytest.fixture
def form(page: Page, published: Path, serve_folder: Callable[[Path], str]) -> Page:
    page.goto(f"{serve_folder(published)}/{form_address('livrables')}")
    expect(page.locator("form[data-formulaire]")).to_be_visible()
    return page


def words(text: str) -> str:
    return " ".join(plain(text).split())


def test_it_says_what_pages_say(form: Page, published: Path) -> None:
    """Of every resource, but for links by which those who answer in its place are reached."""
    loaded = load(EXEMPLE / "catalogue").catalogue
    assert loaded is not None
    names = {
        "cibles": {one.id: one.nom for one in loaded.cibles.values()},
        "structures": {one.id: one.intitule for one in loaded.structures.values()},
        "formats": {one.id: one.label for one in loaded.formats.values()},
    }
    files = [EXEMPLE / "catalogue/livrables" / f"{identity}.yml" for identity in loaded.livrables]
    shown = form.evaluate(PREVIEW, [[read(path.read_bytes()).value for path in files], names, PARTS])
    for path, parts in zip(files, shown, strict=True):
        page = LexborHTMLParser((published / "livrables" / path.stem / "index.html").read_bytes())
        found = [[words(node.text()) for node in page.css(HEAD.format(part))] for part in PARTS]
        expected = [[text for text in texts if ELSEWHERE not in text] for texts in found]
        assert [[words(text) for text in part] for part in parts] == expected, path.stem


def test_it_is_shown_on_demand_and_follows_what_is_typed(form: Page, journal: Journal) -> None:
    button = form.get_by_role("button", name="Voir l’aperçu")
    section = form.locator("[data-apercu]")
    expect(section).to_be_hidden()
    form.locator("#f-titre").fill("Un <b>titre</b>")
    button.click()
    expect(section.locator("h1")).to_have_text("Un <b>titre</b>")
    expect(section).to_contain_text("Aucun lien n’est connu")
    form.locator("#f-promesse").evaluate("champ => (champ.closest('details').open = true)")
    form.locator("#f-promesse").fill("Moins de chutes")
    expect(section.locator(".fiche-promesse")).to_have_text("Moins de chutes")
    form.locator("#f-contact-structure").fill("Organisme d’essai")
    form.locator("#f-contact-courriel").fill("prevention@organisme-essai.fr")
    expect(section.locator(".contact a")).to_have_attribute("href", "mailto:prevention@organisme-essai.fr")
    assert section.locator("[aria-live], [role=status]").count() == 0, "it is not read out at each key"
    assert "⟦" not in section.inner_html()
    for viewport in (DESKTOP, PHONE):
        form.set_viewport_size(viewport)
        assert faults(form) == []
        assert form.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    form.get_by_role("button", name="Fermer l’aperçu").click()
    expect(section).to_be_hidden()
    assert journal.console == []


def test_an_address_that_runs_code_leads_nowhere(form: Page) -> None:
    script = """async () => {
      const { ouvert, preview } = await import("../../../assets/javascripts/formulaire.js");
      const liens = ["javascript:alert(1)", " JaVaScRiPt:alert(1)"].map((url) => ({ libelle: "<img src=x>", url }));
      const fiche = { liens, contact: { formulaire: "data:text/html,x" } };
      const page = preview(ouvert.data.apercu, fiche, "/", () => undefined);
      return [...page.querySelectorAll("a")].map((un) => un.getAttribute("href"));
    }"""
    assert form.evaluate(script) == [None, None, None]
