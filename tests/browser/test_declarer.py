"""The form of an act in a browser: the record that it writes passes the check, whatever is typed."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from prst.records.loading import load
from prst.records.naming import id_of_act
from tests.browser.chromium import DESKTOP, FRANCE, PHONE, Journal, Visitors, faults
from tests.catalogues import EXEMPLE

TODAY = "2026-11-27T10:00:00+01:00"
FULL = {
    "#d-date": "12/05/2026",
    "#d-canal": "réunion « flash » : 3 # 2",
    "#d-touches": "1 200",
    "#d-commentaire": "Un \"oui\" : l’équipe a dit #merci 👩‍🔧\n- à refaire : 'vite' \\ {a: [b]}\u200b",
    "#d-lien": "https://exemple-de-site.fr/post?a=1&b=%C3%A9#haut",
}


@pytest.fixture(scope="module")
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Visitors of one day."""
    visitors = Visitors(browser, TODAY, **FRANCE)
    yield visitors
    visitors.close()


@pytest.fixture
def form(page: Page, published: Path, serve_folder: Callable[[Path], str]) -> Page:
    """The open form of a relay."""
    page.goto(f"{serve_folder(published)}/relais/carsat-ra/#declarer")
    expect(page.locator("form[data-declarer]")).to_be_visible()
    return page


def fill(page: Page, values: Mapping[str, str]) -> None:
    for selector, text in values.items():
        page.locator(selector).fill(text)


def record(page: Page) -> tuple[str, str]:
    """The name of the file and the record."""
    return page.locator("[data-fichier]").inner_text(), page.locator("[data-fiche]").text_content() or ""


def test_what_it_writes_passes_the_check(form: Page, journal: Journal, tmp_path: Path) -> None:
    shutil.copytree(EXEMPLE / "catalogue", tmp_path / "catalogue")
    form.locator("#d-livrable").select_option(index=1)
    form.locator("#d-cible").select_option(index=1)
    form.locator("#d-bilan").select_option("a_marche")
    resource = form.locator("#d-livrable").input_value()
    written = []
    for changed in (
        {},
        {"#d-date": "05/2026", "#d-canal": "null", "#d-touches": "0", "#d-commentaire": "", "#d-lien": ""},
        {"#d-date": "2026-11-27", "#d-canal": "~ & * ! | > % @ ` - ? : {}", "#d-touches": "", "#d-commentaire": "# x"},
        {"#d-date": "1.3.2026", "#d-canal": "<script>alert(1)</script>", "#d-commentaire": "é" * 600},
    ):
        fill(form, {**FULL, **changed})
        name, text = record(form)
        written.append(name)
        (tmp_path / name).write_text(text, encoding="utf-8")
    ways = (FULL["#d-canal"], "null", "~ & * ! | > % @ ` - ? : {}", "<script>alert(1)</script>")
    days = ("2026-05-12", "2026-05", "2026-11-27", "2026-03-01")
    ids = [id_of_act(day, "carsat-ra", resource, way) for day, way in zip(days, ways, strict=True)]
    assert written == [f"catalogue/diffusions/{identity}.yml" for identity in ids]
    loaded = load(tmp_path / "catalogue")
    assert [str(problem) for problem in loaded.problems if "diffusions/" in str(problem)] == []
    assert loaded.catalogue is not None
    first = loaded.catalogue.diffusions[ids[0]]
    assert (first.touches, first.bilan, str(first.ajoute_le)) == (1200, "a_marche", "2026-11-27")
    assert (first.commentaire or "").replace("\u00a0", " ") == (
        "Un \"oui\" : l’équipe a dit #merci 👩‍🔧 - à refaire : 'vite' \\ {a: [b]}"
    )
    assert journal.console == []


def test_the_mail_holds_the_record_or_says_to_paste_it(form: Page) -> None:
    """Nobody has a mailbox in the catalogue of the tests."""
    form.locator("#d-livrable").select_option(index=1)

    def mail() -> str:
        name, text = record(form)
        site, given = {"courriel": "prst@organisme-essai.fr"}, {"sujet": "A & B", "texte": text, "fichier": name}
        script = """([site, fiche]) =>
          import('../../assets/javascripts/declarer.js').then(({ mailAddress }) => mailAddress(site, fiche).href)"""
        href: str = form.evaluate(script, [site, given])
        assert href.startswith("mailto:prst@organisme-essai.fr?subject=A%20%26%20B&body=")
        assert len(href) <= 2_000
        return parse_qs(urlsplit(href).query)["body"][0].replace("\r\n", "\n")

    fill(form, {**FULL, "#d-commentaire": "Bien reçu."})
    editors, _, said = record(form)[1].partition("\n")
    assert editors.startswith("# yaml-language-server")
    assert editors not in mail()
    assert said in mail()
    form.locator("#d-commentaire").fill("é" * 600)
    assert "collez ici la fiche" in mail()


def test_what_is_wrong_is_told_at_its_field(form: Page) -> None:
    form.get_by_role("button", name="Copier la fiche").click()
    expect(form.locator("#d-livrable")).to_be_focused()
    fill(form, {"#d-date": "31/02/2026", "#d-touches": "beaucoup", "#d-lien": "exemple"})
    told = {
        "livrable": "Choisissez la ressource",
        "date": "Cette date n’existe pas",
        "canal": "Dites comment",
        "touches": "Écrivez un nombre entier",
        "lien": "commence par https://",
    }
    for name, text in told.items():
        expect(form.locator(f"#d-{name}-erreur")).to_contain_text(text)
        expect(form.locator(f"#d-{name}")).to_have_attribute("aria-invalid", "true")
    form.locator("#d-date").fill("28/11/2026")
    expect(form.locator("#d-date-erreur")).to_contain_text("pas encore passée")
    form.locator("#d-date").fill("27/11/2026")
    expect(form.locator("#d-date-erreur")).to_be_hidden()
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        form.set_viewport_size(viewport)
        form.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert faults(form) == [], scheme
        assert form.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_an_address_needs_no_https(form: Page) -> None:
    """The field shows what is sent, and nothing is refused where only one meaning is possible."""
    for typed in ("www.exemple-de-site.fr/lettre", "exemple-de-site.fr/lettre?a=1"):
        form.locator("#d-lien").fill(typed)
        assert f"\nlien: https://{typed}\n" in record(form)[1]
        form.locator("#d-lien").blur()
        expect(form.locator("#d-lien")).to_have_value(f"https://{typed}")
        expect(form.locator("#d-lien-erreur")).to_be_hidden()


def test_any_resource_is_found_by_its_title_or_its_page(form: Page) -> None:
    form.locator("#d-livrable").select_option("?")
    expect(form.locator("#d-titres option").first).to_be_attached()
    for typed in ("memento-jeunes", "https://ailleurs.fr/livrables/memento-jeunes/#lire"):
        form.locator("#d-autre").fill(typed)
        assert "\nlivrable: memento-jeunes\n" in record(form)[1]
    form.locator("#d-autre").fill(form.locator("#d-titres option").nth(3).get_attribute("value") or "")
    assert "\nlivrable: " in record(form)[1]
    form.locator("#d-autre").fill("Un titre que personne ne porte")
    form.get_by_role("button", name="Copier la fiche").click()
    expect(form.locator("#d-autre-erreur")).to_contain_text("Aucune ressource ne porte ce titre")


def test_the_record_is_copied_and_downloaded(form: Page) -> None:
    form.locator("#d-livrable").select_option(index=1)
    fill(form, {"#d-date": "05/2026", "#d-canal": "salon"})
    form.get_by_role("button", name="Copier la fiche").click()
    expect(form.locator(".declarer-etat")).to_contain_text("Copié")
    with form.expect_download() as download:
        form.get_by_role("button", name="La télécharger").click()
    name, text = record(form)
    assert download.value.suggested_filename == name.rpartition("/")[2]
    assert download.value.path().read_text(encoding="utf-8") == text


DATES = {
    "1/3/2026": "2026-03-01",
    "29-02-2024": "2024-02-29",
    "29/02/2026": "",
    "2026-5": "2026-05",
    "13/2026": "",
    "hier": "",
    "2026": "",
}
"""Dates as people write them, and what the record says; nothing of what is no date."""


def test_dates_are_read_as_people_write_them(form: Page) -> None:
    for typed, written in DATES.items():
        form.locator("#d-date").fill(typed)
        text = record(form)[1]
        assert (f"\ndate: {written}\n" if written else "\nrelais: ") in text, typed
        assert ("date: " in text) == bool(written), typed
