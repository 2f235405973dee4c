"""`?modifier=livrables/ID`: the text of the record that is asked for, or why there is none and what to do."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from prst.records.model import MODELS, WITHOUT_PAGE
from tests.catalogues import EXEMPLE

FILES = sorted(path for kind in MODELS for path in (EXEMPLE / "catalogue" / kind).glob("*.yml"))
FORGE = "https://forge.essai.fr/a/b/-/edit/main/"
WRONG = ("", "guide", "livrables/", "../a/b", "livrables/../x", "livrables/a/b", "site/a", "livrables/A", "__proto__/a")
SITE = {
    "racine": "/",
    "modifier": FORGE,
    "courriel": "prst@organisme-essai.fr",
    "joindre": "",
    "qui": "le réseau",
}


ASKED: dict[str, dict[str, Any] | None] = {
    "": None,
    "?q=a": None,
    "?modifier=livrables/guide-2": {"sorte": "livrables", "id": "guide-2", "confirmer": False},
    "?modifier=/relais/capeb/&confirmer=contact": {"sorte": "relais", "id": "capeb", "confirmer": True},
    "?modifier=relais%2Fcapeb.yml&confirmer=x": {"sorte": "relais", "id": "capeb", "confirmer": False},
    **{
        f"?modifier={kind}/un": {"sorte": kind, "id": "un", "confirmer": False}
        for kind in MODELS
        if kind not in WITHOUT_PAGE
    },
    **{f"?modifier={wrong}": {"sorte": "", "id": "", "confirmer": False} for wrong in WRONG},
}
"""What is understood of the end of an address."""


def test_what_an_address_asks_for(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    script = "(all) => import('/formulaire/reprise.js').then(({ asked }) => all.map((one) => asked(one)))"
    assert dict(zip(ASKED, page.evaluate(script, list(ASKED)), strict=True)) == ASKED


TEXTS = """async ([dossier, demandes]) => {
  const { textOfRecord } = await import("/formulaire/reprise.js");
  return Promise.all(demandes.map(([sorte, id]) => textOfRecord(dossier, { sorte, id })));
}"""


def test_every_record_is_found(page: Page, modules: str, published: Path) -> None:
    """With the bytes of its file."""
    page.goto(f"{modules}/page.html")
    page.route("**/fiches/**", lambda route: route.fulfill(path=published / route.request.url.split("/", 3)[3]))
    asked = [(path.parent.name, path.stem) for path in FILES]
    absent = [("livrables", "aaa"), ("livrables", "zzz"), ("relais", "m-inconnu"), ("livrables", "constructor")]
    found = page.evaluate(TEXTS, [f"{modules}/contribuer/formulaire/fiches/", [*asked, *absent]])
    given = {path: one.get("texte") for path, one in zip(FILES, found, strict=False)}
    drafts = {path for path in FILES if "\nstatut: brouillon" in path.read_text(encoding="utf-8")}
    assert given == {path: None if path in drafts else path.read_bytes().decode() for path in FILES}
    assert found[len(FILES) :] == [{"motif": "inconnue"}] * len(absent)


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": "<html>"}, {"json": None}])
def test_what_does_not_come_is_told(page: Page, modules: str, answer: dict[str, Any]) -> None:
    page.goto(f"{modules}/page.html")
    page.route("**/fiches/**", lambda route: route.fulfill(**answer))
    assert page.evaluate(TEXTS, [f"{modules}/fiches/", [["livrables", "guide"]]]) == [{"motif": "panne"}]


EXPLAIN = """([motif, site]) => import("/formulaire/reprise.js").then(({ explain }) => {
  document.body.replaceChildren(explain(motif, { sorte: "livrables", id: "guide-chutes" }, site));
})"""


@pytest.mark.parametrize(
    ("reason", "links"),
    [
        ("forme", []),
        ("inconnue", ["/livrables/guide-chutes/", "/recherche/?q=guide+chutes"]),
        ("personne", [f"{FORGE}catalogue/livrables/guide-chutes.yml", "mailto:prst@organisme-essai.fr?subject="]),
        ("panne", [f"{FORGE}catalogue/livrables/guide-chutes.yml", "mailto:prst@organisme-essai.fr?subject="]),
    ],
)
def test_why_it_cannot_be_modified_is_told(page: Page, modules: str, reason: str, links: list[str]) -> None:
    """With what to do about it."""
    page.goto(f"{modules}/page.html")
    page.evaluate(EXPLAIN, [reason, SITE])
    expect(page.get_by_role("alert")).to_contain_text("Vous pouvez aussi")
    found = page.eval_on_selector_all("a", "all => all.map((one) => one.getAttribute('href'))")
    assert len(found) == len(links)
    assert all(one.startswith(link) for one, link in zip(found, links, strict=True))
    page.evaluate(EXPLAIN, [reason, SITE | {"modifier": "", "courriel": "", "joindre": ""}])
    assert "undefined" not in page.inner_text("body")
    page.evaluate(
        EXPLAIN, [reason, SITE | {"modifier": "", "courriel": "", "joindre": "04\u00a072\u00a000\u00a000\u00a000"}]
    )
    called = page.eval_on_selector_all("a[href^='tel:']", "all => all.map((one) => one.getAttribute('href'))")
    assert called == (["tel:0472000000"] if any(link.startswith("mailto:") for link in links) else [])


SURE = (
    {"structure": "Une structure", "courriel": "prevention@organisme-essai.fr"},
    {"structure": "inrs"},
    {"nom": "Une structure", "page_contact": "https://organisme-essai.fr/contact"},
)
UNSURE = ({"structure": "Une structure", "role": "chargée de prévention"},)


def test_a_contact_is_sure_once_something_says_how_to_reach_it(page: Page, modules: str) -> None:
    """A record that says nothing of it would be refused by the check."""
    page.goto(f"{modules}/page.html")
    script = "(all) => import('/formulaire/reprise.js').then(({ confirmed }) => all.map((one) => confirmed(one)))"
    given = [contact | {"a_confirmer": "oui"} for contact in (*SURE, *UNSURE)]
    assert page.evaluate(script, given) == [*SURE, *given[len(SURE) :]]
