"""The search of readers who came before the last publication: their page is open, or their browser kept its files."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESKTOP, Journal
from tests.browser.serving import QuietHandler, served
from tests.catalogues import create_project, run_prst, write_catalogue

GUIDES: Mapping[str, Any] = {
    "amiante": {"titre": "Repérer l’amiante", "themes": ["chutes"]},
    "garage": {"titre": "Tenir un garage"},
}
LATER: Mapping[str, Any] = {**GUIDES, "pont": {"titre": "Vérifier un pont élévateur", "themes": ["chutes"]}}
"""What is published next: the index of words, cards and facets changes."""


class CachedHandler(QuietHandler):
    """Tells browsers to keep every file for ten minutes, as GitHub Pages does."""

    answers: ClassVar[list[tuple[str, int]]] = []
    """Path and status of each answer."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Notes the answer."""
        self.answers.append((self.path, int(code)))

    def end_headers(self) -> None:
        """Adds the header."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


class Publication:
    """A site that is served, and the next one."""

    def __init__(self, site: Path, following: Path, address: str) -> None:
        self.address = address
        self._site = site
        self._following = following

    def publish_next(self) -> None:
        """Puts the next site in its place."""
        shutil.rmtree(self._site)
        shutil.copytree(self._following, self._site)


def publish_into(folder: Path, project: Path) -> Path:
    """Publishes a project, and copies its site into a folder."""
    built = run_prst(project, "construire")
    assert built.returncode == 0, built.stderr
    return shutil.copytree(project / "site", folder)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Mapping[str, Path]:
    """A site, the next one as it is published in its place, and as a forge publishes it, from nothing."""
    folder = tmp_path_factory.mktemp("sites")
    project = create_project(folder / "projet", repository, livrables=GUIDES)
    first = publish_into(folder / "premier", project)
    write_catalogue(project / "catalogue", livrables=LATER)
    kept = publish_into(folder / "garde", project)
    shutil.rmtree(project / "site")
    gone = publish_into(folder / "neuf", project)
    indexes = [sum(path.is_dir() for path in (site / "recherche").iterdir()) for site in (first, kept, gone)]
    assert indexes == [1, 2, 1]
    return {"first": first, "kept": kept, "gone": gone}


@pytest.fixture(params=["kept", "gone"], ids=["former index kept", "former index gone"])
def publication(sites: Mapping[str, Path], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Publication]:
    """The published site, served to browsers that keep its files; the former index stays after the next, or is gone."""
    site = shutil.copytree(sites["first"], tmp_path / "site")
    with served(site, handler=CachedHandler) as address:
        yield Publication(site, sites[request.param], address)


@pytest.fixture(autouse=True)
def desktop(page: Page) -> None:
    """A wide window, where every box is shown."""
    page.set_viewport_size(DESKTOP)
    page.set_default_timeout(10_000)


def results(page: Page) -> Any:
    return page.locator(".resultats-liste a")


def test_search_page(page: Page, publication: Publication) -> None:
    page.goto(f"{publication.address}/recherche/?q=amiante")
    expect(results(page)).to_have_text(["Repérer l’amiante"])
    publication.publish_next()
    page.get_by_label("Que cherchez-vous").fill("garage")
    expect(results(page)).to_have_text(["Tenir un garage"])
    page.get_by_label("Que cherchez-vous").fill("élévateur")
    new = page.context.new_page()
    new.goto(f"{publication.address}/recherche/?q=élévateur")
    expect(results(new)).to_have_text(["Vérifier un pont élévateur"])


def test_box_of_a_page(page: Page, publication: Publication) -> None:
    suggestions = "[role=option]"
    page.goto(f"{publication.address}/agenda/")
    page.locator("#q-entete").fill("amiante")
    expect(page.locator(suggestions)).to_have_text(["Guide Repérer l’amiante"])
    publication.publish_next()
    page.locator("#q-entete").fill("garage")
    expect(page.locator(suggestions)).to_have_text(["Guide Tenir un garage"])
    new = page.context.new_page()
    new.goto(f"{publication.address}/agenda/")
    new.locator("#q-entete").fill("élévateur")
    expect(new.locator(suggestions)).to_have_text(["Guide Vérifier un pont élévateur"])


def test_list_of_deliverables(page: Page, publication: Publication) -> None:
    cards = ".explorer-resultats .carte-titre"
    page.goto(f"{publication.address}/livrables/?themes=chutes")
    expect(page.locator(cards)).to_have_text(["Repérer l’amiante"])
    publication.publish_next()
    page.locator("#q-ressources").fill("amiante")
    expect(page.locator(cards)).to_have_text(["Repérer l’amiante"])
    page.get_by_role("button", name="Retirer les mots").click()
    expect(page.locator(".explorer-panne")).to_be_hidden()
    new = page.context.new_page()
    new.goto(f"{publication.address}/livrables/?themes=chutes&tri=titre")
    expect(new.locator(cards)).to_have_text(["Repérer l’amiante", "Vérifier un pont élévateur"])
    expect(new.locator(".explorer-panne")).to_be_hidden()


def test_rest_of_a_page_and_file_of_a_list(page: Page, publication: Publication) -> None:
    """What was shown before is asked anew where its files are gone: numbers of documents hold for one index only."""
    page.goto(f"{publication.address}/livrables/?themes=chutes")
    expect(page.locator(".explorer-resultats .carte-titre")).to_have_text(["Repérer l’amiante"])
    publication.publish_next()
    with page.expect_download() as download:
        page.locator(".explorer-csv").click()
    kept = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert ";Repérer l’amiante;" in kept[1]


def test_an_entry_that_did_not_change_is_not_sent_again(page: Page, journal: Journal, publication: Publication) -> None:
    CachedHandler.answers.clear()
    for _visit in range(2):
        page.goto(f"{publication.address}/recherche/?q=amiante")
        expect(results(page)).to_have_count(1)
    assert [code for path, code in CachedHandler.answers if path == "/recherche/index.json"] == [200, 304]
    assert journal.console == []
