"""Pages whose address changed, as their visitors meet them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from prst import publishing
from prst.outputs import Output
from prst.outputs.site_files import redirections
from tests.browser.chromium import Journal
from tests.catalogues import create_catalogue


@pytest.fixture(scope="module")
def base(serve_folder: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory, repository: Path) -> str:
    """A site with a former address."""
    folder = tmp_path_factory.mktemp("redirections")
    script = "assets/javascripts/redirection.js"
    head = '<!doctype html><title>Guide</title><link rel="icon" href="data:,">'
    catalogue = create_catalogue(livrables={"guide": {"titre": "Guide", "anciens_ids": ["vieux"]}})
    publishing.write(
        [
            *redirections(catalogue),
            Output(script, (repository / "docs" / script).read_bytes()),
            Output("livrables/guide/index.html", head.encode()),
        ],
        folder,
    )
    return serve_folder(folder)


@pytest.mark.parametrize("rest", ["", "?q=1", "#description", "?q=a%26b&c=//d#e?f"])
def test_what_follows_the_address_is_kept(page: Page, journal: Journal, base: str, rest: str) -> None:
    page.goto(f"{base}/")
    page.goto(f"{base}/livrables/vieux/{rest}")
    expect(page).to_have_url(f"{base}/livrables/guide/{rest}")
    page.go_back()
    expect(page).to_have_url(f"{base}/")
    assert [line for line in journal.console if "404" not in line] == []


def test_without_javascript_the_new_address_is_reached(without_scripts: Page, base: str) -> None:
    page = without_scripts
    page.goto(f"{base}/livrables/vieux/?q=1")
    page.wait_for_url(f"{base}/livrables/guide/")
