"""Records whose titles are markup, in a real browser: every page shows them as text and runs nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Journal, settle
from tests.catalogues import create_project
from tests.conftest import publish

TITLE = "<img src=x onerror=alert(1)>"
SHOWN = {
    "home": "",
    "deliverable": "livrables/piege/",
    "deliverables": "livrables/",
    "deliverables, chosen": "livrables/?cibles=piege",
    "target": "cibles/piege/",
    "targets": "cibles/",
    "relay": "relais/piege/",
    "relays": "relais/",
    "group": "groupes/piege/",
    "groups": "groupes/",
    "pitch": "groupes/piege/pitch/",
    "pitches": "groupes/pitchs/",
    "lesson": "retours/piege/",
    "lessons": "retours/?phases=animer",
    "event": "evenements/piege/",
    "calendar": "agenda/",
    "month": "agenda/2030-05/",
    "theme": "themes/piege/",
    "directory": "annuaire/",
    "state": "a-propos/etat-du-catalogue/",
    "dashboard": "tableau-de-bord/",
    "review of a year": "tableau-de-bord/bilan-2026/",
    "what to pass on": "que-diffuser-quand/",
    "letter": "lettre/2026-11/",
    "search": "recherche/?q=onerror",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, repository: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where a site is served whose every name and title is markup."""
    folder = tmp_path_factory.mktemp("piege")
    day = {"ajoute_le": "2026-11-02"}
    livrable = {"titre": TITLE, "resume": TITLE, "cibles": ["piege"], "themes": ["piege"], **day}
    project = create_project(
        folder / "projet",
        repository,
        livrables={
            "piege": {**livrable, "promesse": TITLE, "groupe": "piege", "relais": ["piege"]},
            "piege-2": livrable,
            "piege-3": livrable,
        },
        cibles={"piege": {"nom": TITLE, "accroche": TITLE, "moments": [TITLE]}},
        relais={"piege": {"nom": TITLE, "type": TITLE, "cibles": [{"cible": "piege"}]}},
        groupes={"piege": {"nom": TITLE, "pilotes": [{"structure": TITLE}]}},
        retours={
            "piege": {"titre": TITLE, "a_marche": TITLE, "plan": TITLE, "source": TITLE, "groupe": "piege"},
            "piege-2": {"phases": ["relayer"]},
        },
        evenements={
            "piege": {"titre": TITLE, "debut": "2030-05-14", "lieu": TITLE, "cibles": ["piege"], "livrables": ["piege"]}
        },
        themes={"piege": {"label": TITLE}},
        diffusions={
            "piege": {
                "date": "2026-05-12",
                "livrable": "piege",
                "relais": "piege",
                "cible": "piege",
                "canal": TITLE,
                "touches": "12",
                "bilan": "echec",
                "commentaire": TITLE,
            }
        },
    )
    publish(project, folder / "site")
    return serve_folder(folder / "site")


@pytest.mark.parametrize("path", SHOWN.values(), ids=SHOWN.keys())
def test_titles_are_shown_as_text(page: Page, journal: Journal, address: str, path: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"something was executed: {dialog.message}"))
    page.goto(f"{address}/{path}")
    settle(page)
    expect(page.locator("main")).to_contain_text("img src=x onerror=alert(1)")
    assert page.locator("img[src=x]").count() == 0
    assert journal.console == []
    assert journal.third_parties(address) == []


def test_suggestions_are_shown_as_text(page: Page, journal: Journal, address: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"something was executed: {dialog.message}"))
    page.goto(f"{address}/annuaire/")
    page.get_by_role("banner").get_by_role("searchbox").or_(page.get_by_role("banner").get_by_role("combobox")).fill(
        "onerror"
    )
    expect(page.get_by_role("option").first).to_contain_text(TITLE)
    assert page.locator("img[src=x]").count() == 0
    assert journal.console == []
