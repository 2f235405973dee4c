"""While a title is typed, what is near it is proposed, and nothing is stopped."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from prst.outputs.search.files import create_files
from tests.browser.chromium import Journal
from tests.catalogues import create_catalogue

RESOURCES: dict[str, dict[str, object]] = {
    "chaleurs": {"titre": "Affiche fortes chaleurs sur les chantiers", "themes": ["chaleur"]},
    "echelles": {"titre": "Guide de l’échelle et de l’escabeau"},
    "accueil": {"titre": "Livret d’accueil du nouvel embauché"},
    **{f"chutes-{rank}": {"titre": f"Fiche chutes de hauteur n° {rank}"} for rank in range(5)},
}
THEMES = {"chaleur": {"label": "Fortes chaleurs", "synonymes": ["canicule"]}}


@pytest.fixture(scope="module")
def base(serve_folder: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory, repository: Path) -> str:
    """A small site: its search, and the module as it is written."""
    folder = tmp_path_factory.mktemp("proche")
    relais = {"echelles": {"nom": "Fédération de l’échelle et de l’escabeau"}}
    catalogue = create_catalogue(livrables=RESOURCES, themes=THEMES, relais=relais)
    for output in create_files(catalogue, ()):
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.content)
    shutil.copytree(repository / "hooks/javascripts/formulaire", folder / "formulaire")
    shutil.copytree(repository / "docs/assets/javascripts", folder / "assets/javascripts")
    html = '<!doctype html><html lang="fr"><link rel="icon" href="data:,"><input aria-label="Titre"><div></div>'
    (folder / "index.html").write_text(html, encoding="utf-8")
    return serve_folder(folder)


START = """async (options) => {
  const { watchTitle } = await import("/formulaire/proche.js");
  const [champ, ou] = ["input", "div"].map((nom) => document.querySelector(nom));
  watchTitle(champ, ou, { racine: "/", sorte: "livrables", sauf: () => options.sauf });
}"""


def near(page: Page, title: str) -> list[str]:
    """What is proposed of a title."""
    script = """async (titre) => {
      const { near } = await import("/formulaire/proche.js");
      const { ask } = await import("/assets/javascripts/recherche/recherche.js");
      return (await ask("/", (moteur) => near(moteur, titre, "livrables"))).map(({ titre }) => titre);
    }"""
    found: list[str] = page.evaluate(script, title)
    return found


def test_what_is_near_is_found(page: Page, base: str) -> None:
    """By its words, misspelt or not, and by synonyms; of the same kind, three at most."""
    page.goto(base)
    heat, ladder = "Affiche fortes chaleurs sur les chantiers", "Guide de l’échelle et de l’escabeau"
    assert near(page, "affiche canicule") == [heat]
    assert near(page, "Guide des échelles et escabeaux") == [ladder]
    assert near(page, "Livret d’acceuil des nouveaux embauchés") == ["Livret d’accueil du nouvel embauché"]
    assert len(near(page, "Fiche chutes de hauteur")) == 3
    for other in (
        "",
        "guide",
        "Affiche",
        "Radon dans les caves viticoles",
        "<b> ]]> \" ' &",
        "Guide du télétravail au bureau",
    ):
        assert near(page, other) == [], other


def test_it_is_told_politely(page: Page, base: str, journal: Journal) -> None:
    page.goto(base)
    page.evaluate(START, {})
    page.get_by_label("Titre").press_sequentially("Guide de l’échelle")
    expect(page.get_by_role("status")).to_have_text("Une fiche proche existe déjà : voyez la liste sous le titre.")
    link = page.get_by_role("link", name="Guide de l’échelle et de l’escabeau")
    expect(link).to_have_attribute("href", "/livrables/echelles/")
    expect(link).to_have_attribute("target", "_blank")
    assert page.evaluate("document.activeElement.localName") == "input", "it takes no focus"
    page.get_by_label("Titre").fill("Radon")
    expect(link).to_be_hidden()
    assert journal.console == []


def test_a_record_that_is_modified_is_not_near_itself(page: Page, base: str) -> None:
    page.goto(base)
    page.get_by_label("Titre").fill("Guide de l’échelle et de l’escabeau")
    page.evaluate(START, {"sauf": "livrables/echelles/"})
    with page.expect_response("**/termes/*.json"):
        page.get_by_label("Titre").dispatch_event("change")
    expect(page.get_by_role("link")).to_have_count(0)


def test_a_search_that_cannot_be_had_is_no_matter(page: Page, base: str, journal: Journal) -> None:
    page.goto(base)
    page.route("**/recherche/index.json", lambda route: route.fulfill(status=404))
    page.evaluate(START, {})
    with page.expect_response("**/recherche/index.json"):
        page.get_by_label("Titre").fill("Guide de l’échelle")
    expect(page.get_by_role("status")).to_be_empty()
    assert [line for line in journal.console if "404" not in line] == []
