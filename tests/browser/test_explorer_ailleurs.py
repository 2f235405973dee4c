"""What partners publish, in the list of resources: a switch adds it, after ours and told apart."""

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from prst.outputs.data.exports import exports
from prst.outputs.pages.ailleurs import Partenaires
from prst.outputs.pages.sections import index
from prst.outputs.search.files import create_files
from prst.records.partenaires import CopiePartenaire, Ressource
from tests.browser.chromium import DESKTOP, Journal, faults
from tests.catalogues import create_catalogue, create_pages, plain

OURSELVES = "+ Prévention"
"""A name that a spreadsheet would take for a formula."""
PARTNER = "Réseau ; « voisin »"
THEIRS = (
    Ressource("vieux", "Zones de bruit", "https://voisin.fr/vieux", resume="Le bruit des machines.", date="2019"),
    Ressource(
        "guide", "Guide du bruit", "https://voisin.fr/guide", cibles=("Garages",), themes=("Bruit",), date="2026-03"
    ),
    Ressource("formule", "=1+1 bruit", "https://voisin.fr/formule", date="2024"),
)
OURS: dict[str, dict[str, Any]] = {
    "bruit": {"titre": "Affiche du bruit", "cibles": ["garages"], "themes": ["bruit"], "date": "2025"},
    "chutes": {"titre": "Chutes de hauteur", "date": "2020"},
}
TITLES = "[...document.querySelectorAll('.explorer-resultats .carte-titre')].map((un) => un.textContent)"
OF_PARTNERS = "Ailleurs, chez nos partenaires"


@pytest.fixture(scope="module")
def address(repository: Path, serve_folder: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A list of resources alone: its page without chrome, the search, the files that it takes rows from."""
    folder = tmp_path_factory.mktemp("liste")
    catalogue = create_catalogue(
        {"nom": OURSELVES},
        cibles={"tpe": {}, "garages": {"nom": "Garages"}},
        themes={"bruit": {"label": "Bruit"}},
        livrables=OURS,
        partenaires={"voisin": {"nom": PARTNER}},
    )
    catalogue = replace(catalogue, ailleurs={"voisin": CopiePartenaire(THEIRS)})
    pages = create_pages(catalogue)
    shutil.copytree(repository / "docs/assets/javascripts", folder / "assets/javascripts")
    made = [*create_files(catalogue, []), *Partenaires(pages).outputs(), *exports(catalogue)]
    for output in made:
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.content)
    (folder / "livrables").mkdir(exist_ok=True)
    head = '<meta charset="utf-8"><title>Liste</title><link rel="icon" href="data:,">'
    main = f"<main><h1>Liste</h1>{index(pages, 'livrables')}</main>"
    html = f'<!doctype html><html lang="fr">{head}{main}'
    (folder / "livrables/index.html").write_text(html, encoding="utf-8")
    return f"{serve_folder(folder)}/livrables/"


@pytest.fixture(autouse=True)
def desktop(page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    page.set_default_timeout(10_000)


def titles(page: Page, expected: list[str]) -> None:
    expect(page.locator(".explorer-resultats .carte-titre")).to_have_count(len(expected))
    assert page.evaluate(TITLES) == expected


def test_a_switch_adds_what_partners_publish_after_ours(page: Page, address: str, journal: Journal) -> None:
    page.goto(address)
    page.locator(".explorer-panneau").evaluate("panneau => (panneau.open = true)")
    page.locator('[data-facette="ailleurs"]').evaluate("facette => (facette.open = true)")
    switch = page.get_by_label("Avec les ressources de nos partenaires")
    switch.check()
    titles(page, ["Affiche du bruit", "Chutes de hauteur", "Guide du bruit", "=1+1 bruit", "Zones de bruit"])
    assert page.url.endswith("?ailleurs=avec")
    expect(page.locator(".explorer-resultats h3.partie-palier")).to_have_text([f"{OF_PARTNERS} 3"])
    expect(page.locator(".explorer-resultats .carte-format").nth(2)).to_have_text(f"Ailleurs : {PARTNER}")
    links = page.locator(".explorer-resultats .carte-titre a")
    assert "/ailleurs/voisin/#r-guide" in (links.nth(2).get_attribute("href") or "")
    assert faults(page) == []
    page.get_by_role("button", name="Retirer Ailleurs").click()
    expect(page.locator(".explorer-resultats")).to_be_hidden()
    assert "ailleurs" not in page.url.rpartition("/")[2]
    assert journal.console == []


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (
            "ailleurs=avec&tri=titre",
            ["Affiche du bruit", "Chutes de hauteur", "=1+1 bruit", "Guide du bruit", "Zones de bruit"],
        ),
        ("cibles=garages", ["Affiche du bruit"]),
        ("cibles=garages&ailleurs=avec", ["Affiche du bruit", "Guide du bruit"]),
        ("themes=bruit&ailleurs=avec", ["Affiche du bruit", "Guide du bruit"]),
        ("annees=2020&ailleurs=avec", ["Chutes de hauteur"]),
        ("q=bruit", ["Affiche du bruit"]),
        ("q=machines&ailleurs=avec", ["Zones de bruit"]),
    ],
)
def test_other_choices_hold_for_what_partners_publish_too(
    page: Page, address: str, choices: str, expected: list[str]
) -> None:
    page.goto(f"{address}?{choices}")
    titles(page, expected)
    headings = page.locator(".explorer-resultats h3.partie-palier")
    theirs = len(set(expected) & {one.titre for one in THEIRS})
    if theirs:
        expect(headings.last).to_have_text(f"{OF_PARTNERS} {theirs}")


def test_words_find_what_partners_publish_after_ours(page: Page, address: str) -> None:
    page.goto(f"{address}?q=bruit&ailleurs=avec")
    expect(page.locator(".explorer-resultats .carte-titre")).to_have_count(4)
    found = page.evaluate(TITLES)
    assert found[0] == "Affiche du bruit"
    assert set(found[1:]) == {one.titre for one in THEIRS}


def test_the_file_of_a_list_says_whose_each_is(page: Page, address: str) -> None:
    page.goto(f"{address}?q=bruit&ailleurs=avec")
    expect(page.locator(".explorer-resultats .carte-titre")).to_have_count(4)
    with page.expect_download() as download:
        page.locator(".explorer-csv").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert rows[0]["titre"] == "Affiche du bruit"
    assert [plain(row["provenance"]) for row in rows] == [f"'{OURSELVES}", *[PARTNER] * 3]
    assert {row["titre"] for row in rows[1:]} == {"Zones de bruit", "Guide du bruit", "'=1+1 bruit"}
    assert {row["adresse"] for row in rows[1:]} == {one.adresse for one in THEIRS}
    assert None not in {key for row in rows for key in row}


def test_without_partners_there_is_no_switch() -> None:
    alone = str(index(create_pages(create_catalogue(livrables={"guide": {}})), "livrables"))
    assert "partenaires" not in alone
    assert "provenance" not in alone
