"""A record that stands, opened in the form by `?modifier=`: what is changed is changed, and nothing else."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from prst.outputs.addresses import form_address
from prst.records.reading import Location, read
from prst.records.writing import edited
from tests.browser.chromium import FRANCE, Journal, Visitors, faults
from tests.catalogues import EXEMPLE

TODAY = "2026-11-27"
COMMENTED = "carsat-ra-sp1214"
"""A resource whose file has a comment."""
TO_CONFIRM = "aap-dreets-aura-2025"
"""One whose contact is to be confirmed."""


@pytest.fixture(scope="module")
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Visitors of one day."""
    visitors = Visitors(browser, f"{TODAY}T10:00:00+01:00", **FRANCE)
    yield visitors
    visitors.close()


@pytest.fixture
def base(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """The address of the site."""
    return serve_folder(published)


def record(kind: str, identity: str) -> str:
    return (EXEMPLE / "catalogue" / kind / f"{identity}.yml").read_bytes().decode()


def modify(page: Page, base: str, kind: str, identity: str, *, confirming: bool = False) -> None:
    page.goto(f"{base}/{form_address(kind, identity, confirming=confirming)}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(" : ")


def sent(page: Page) -> str:
    """The text of the file that the last step gives."""
    page.get_by_role("button", name="Vérifier et envoyer").click()
    return page.locator("[data-envoi] pre").text_content() or ""


def test_one_field_is_changed_and_the_day(page: Page, base: str, journal: Journal) -> None:
    """By the bytes of the command line: comments and all the rest are kept."""
    modify(page, base, "livrables", COMMENTED)
    page.get_by_role("button", name="Vérifier et envoyer").click()
    expect(page.locator("[data-envoi]")).to_contain_text("rien changé")
    page.locator("#f-titre").fill("Un autre titre : le bon")
    changes: dict[Location, Any] = {("titre",): "Un autre titre : le bon", ("modifie_le",): TODAY}
    assert sent(page) == edited("livrables", record("livrables", COMMENTED), changes)
    expect(page.locator("[data-envoi] .envoi-fichier p")).to_have_text(f"catalogue/livrables/{COMMENTED}.yml")
    assert faults(page) == []
    assert journal.console == []


def test_a_contact_is_confirmed(page: Page, base: str) -> None:
    """Nothing else changes but the day; where nothing says how to reach it, that stays to be confirmed."""
    modify(page, base, "livrables", TO_CONFIRM, confirming=True)
    assert page.evaluate("document.activeElement.closest('[data-champ=contact]') !== null")
    assert sent(page) == edited("livrables", record("livrables", TO_CONFIRM), {("modifie_le",): TODAY})
    expect(page.locator(".reprise")).to_contain_text("décochez « À confirmer »")
    page.locator("#f-contact-courriel").fill("dreets@organisme-essai.fr")
    page.locator("#f-contact-a_confirmer").uncheck()
    changes: dict[Location, Any] = {
        ("contact", "courriel"): "dreets@organisme-essai.fr",
        ("contact", "a_confirmer"): None,
        ("modifie_le",): TODAY,
    }
    assert sent(page) == edited("livrables", record("livrables", TO_CONFIRM), changes)


def test_what_is_changed_is_kept_as_a_draft_of_this_record(page: Page, base: str) -> None:
    modify(page, base, "livrables", COMMENTED)
    page.locator("#f-titre").fill("À finir demain")
    expect(page.locator("[data-brouillon]")).to_contain_text("Gardé à")
    page.goto(f"{base}/{form_address('livrables')}")
    expect(page.get_by_role("button", name="Reprendre")).to_have_count(0)
    modify(page, base, "livrables", COMMENTED)
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("#f-titre")).to_have_value("À finir demain")


def opened(page: Page, name: str, text: str) -> None:
    file: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.locator("[data-ouvrir]").set_input_files([file])
    expect(page.locator(".formulaire-ouvrir [role=status]")).to_contain_text("Fiche ouverte.")


def test_a_file_of_another_record_is_not_written_over_the_first(page: Page, base: str) -> None:
    modify(page, base, "livrables", COMMENTED)
    page.locator("#f-titre").fill("À finir demain")
    opened(page, "un-autre.yml", "titre: Un autre\n")
    told = page.locator(".formulaire-ouvrir [role=status]")
    expect(told).to_contain_text(f"Vous ne modifiez plus la fiche « {COMMENTED} ».")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Modifier")
    assert "titre: Un autre\n" in sent(page)
    expect(page.locator("[data-envoi] .envoi-fichier p")).to_have_text("catalogue/livrables/un-autre.yml")
    modify(page, base, "livrables", COMMENTED)
    expect(page.get_by_role("button", name="À finir demain")).to_be_visible()


def test_a_modification_that_was_kept_is_one_of_the_same_record(page: Page, base: str) -> None:
    """Opened where a new one is proposed, with its comments and what the form does not show."""
    page.goto(f"{base}/{form_address('livrables')}")
    given = record("livrables", COMMENTED).replace("titre: ", "titre: Bis ", 1)
    opened(page, f"{COMMENTED}.yml", given)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Modifier une fiche : Bis")
    assert sent(page) == given
    page.locator("#f-titre").fill("Un autre titre")
    changes: dict[Location, Any] = {("titre",): "Un autre titre", ("modifie_le",): TODAY}
    assert sent(page) == edited("livrables", given, changes)
    expect(page.locator("[data-envoi] .envoi-fichier p")).to_have_text(f"catalogue/livrables/{COMMENTED}.yml")
    assert page.url.endswith(f"?modifier=livrables%2F{COMMENTED}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titre: Un\nrésumé: Deux\nresume: Trois\n", ["« résumé » et « resume »"]),
        ("titre: Un\ntheme: [chutes]\nthemes: [tms]\n", ["« theme » et « themes »"]),
        ("titre: Un\nliens:\n- {url: https://a.fr, URL: https://b.fr}\n", ["« url » et « URL »"]),
        ("titre: Un\nresume: Deux\nliens:\n- url: https://a.fr\n- url: https://b.fr\n", []),
    ],
)
def test_a_key_that_a_file_writes_twice_is_told(text: str, told: list[str], page: Page, base: str) -> None:
    page.goto(f"{base}/{form_address('livrables')}")
    opened(page, "un-autre.yml", text)
    said = page.locator(".formulaire-ouvrir [role=status]").text_content() or ""
    said = said.replace("\u00a0", " ")
    sentences = [f"{keys} sont une même clé : gardez une seule des deux lignes du fichier." for keys in told]
    assert all(one in said for one in sentences)
    assert said.count("une même clé") == len(told)


def test_nothing_is_typed_before_the_record_is_there(page: Page, base: str) -> None:
    held: list[Route] = []
    page.route("**/fiches/livrables/index.json", lambda route: held.append(route))
    page.goto(f"{base}/{form_address('livrables', COMMENTED)}")
    expect(page.get_by_role("status").first).to_contain_text("quand elle sera là")
    expect(page.locator("form[data-formulaire]")).to_have_attribute("aria-busy", "true")
    page.locator("#f-titre").focus()
    page.keyboard.type("perdu")
    expect(page.locator("#f-titre")).to_have_value("")
    held[0].continue_()
    expect(page.locator("form[data-formulaire]")).to_have_attribute("aria-busy", "false")
    page.locator("#f-titre").focus()
    page.keyboard.type("gardé")
    expect(page.locator("#f-titre")).to_have_value(re.compile("gardé"))


def test_an_unknown_record_is_told_and_a_new_one_can_be_proposed(page: Page, base: str) -> None:
    page.goto(f"{base}/{form_address('livrables', 'guide-inconnu')}")
    expect(page.get_by_role("alert")).to_contain_text("Aucune fiche publiée ne porte l’identifiant")
    assert faults(page) == []
    page.locator("#f-titre").fill("Un guide")
    expect(page.locator("[data-brouillon]")).to_contain_text("Gardé à")


@pytest.mark.parametrize("page_of", ["contribuer/formulaire/", "contribuer/formulaire/livrable/"])
def test_another_form_leads_to_the_right_one(page: Page, base: str, page_of: str) -> None:
    page.goto(f"{base}/{page_of}?modifier=structures/inrs")
    page.wait_for_url(f"{base}/{form_address('structures', 'inrs')}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Modifier une fiche : ")


def test_a_page_leads_to_its_form(page: Page, base: str) -> None:
    page.goto(f"{base}/livrables/{TO_CONFIRM}/")
    page.get_by_role("link", name="Dites-le-nous").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Confirmer un contact : ")
    page.go_back()
    page.get_by_role("link", name="Modifier cette fiche").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Modifier une fiche : ")


def test_what_is_near_is_shown_under_the_title(page: Page, base: str) -> None:
    """But for the record itself."""
    path = EXEMPLE / "catalogue/livrables" / f"{TO_CONFIRM}.yml"
    title = str(read(path.read_bytes()).value["titre"])
    page.goto(f"{base}/{form_address('livrables')}")
    page.locator("#f-titre").fill(title)
    link = page.locator(f".proches a[href$='/livrables/{TO_CONFIRM}/']")
    expect(link).to_be_visible()
    with page.expect_response("**/termes/*.json"):
        modify(page, base, "livrables", TO_CONFIRM)
        page.locator("#f-titre").dispatch_event("change")
    expect(link).to_have_count(0)


def test_a_file_that_no_change_can_keep_is_written_anew_and_it_is_told(page: Page, base: str) -> None:
    text = "titre: A\nresume: B\nformat: guide\ncibles: [tpe-pme, # une\n  garages]\ncontact: {structure: inrs}\n"
    page.route("**/fiches/livrables/*.json", lambda route: route.fulfill(json={TO_CONFIRM: text}))
    page.route("**/fiches/livrables/index.json", lambda route: route.fulfill(json=["a"]))
    modify(page, base, "livrables", TO_CONFIRM)
    page.locator("[data-champ=cibles] input:checked").first.uncheck()
    assert "# une" not in sent(page)
    expect(page.locator("[data-envoi]")).to_contain_text("ses commentaires n’y sont plus")
