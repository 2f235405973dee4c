"""The form of a record in a browser: what is typed becomes a record that passes the check, and nothing is lost."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from prst.outputs.pages.formulaire import GENRES
from prst.records.loading import load
from prst.records.model import MODELS
from prst.records.naming import id_of_act
from prst.records.problems import describe
from prst.records.reading import read
from prst.records.types import count_words
from prst.records.values import french_date, french_range
from tests.browser.chromium import FRANCE, PHONE, Journal, Visitors, faults
from tests.catalogues import EXEMPLE

TODAY = "2026-11-27T10:00:00+01:00"
MOST = 60 * 1024
"""Bytes of a form over the wire, before its last step."""
OPENED = """(valeurs) => import("../../../assets/javascripts/formulaire.js").then(
  ({ ouvert }) => valeurs.map((une) => (ouvert.fill(une), ouvert.values())))"""
"""What a form gives back of the values that it is given, one after the other."""

Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Visitors of one day."""
    visitors = Visitors(browser, TODAY, **FRANCE)
    yield visitors
    visitors.close()


@pytest.fixture
def form(page: Page, published: Path, serve_folder: Callable[[Path], str]) -> Open:
    """Opens the form of a kind."""
    base = serve_folder(published)

    def open_form(kind: str) -> Page:
        page.goto(f"{base}/{GENRES[kind].adresse}")
        expect(page.locator("form[data-formulaire]")).to_be_visible()
        return page

    return open_form


def reach(page: Page, selector: str) -> None:
    """Goes to an element by the Tab key."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by the Tab key")


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[data-champ="{name}"]').first


def error(page: Page, name: str) -> Locator:
    """What is told to be wrong with a field, or with that of a part: `contact-courriel`."""
    return page.locator(" ".join(f"[data-champ={one}]" for one in name.split("-")) + " > .champ-erreur")


def fill(page: Page, values: Mapping[str, str]) -> None:
    for name, text in values.items():
        page.locator(f"#f-{name}").fill(text)


def sent(page: Page) -> tuple[str, str]:
    """The file that the last step gives, and its text."""
    page.get_by_role("button", name="Vérifier et envoyer").click()
    file = page.locator("[data-envoi] .envoi-fichier")
    return file.locator("p code").text_content() or "", file.locator("pre").text_content() or ""


ESSENTIAL = {"titre": "Un guide", "resume": "Ce que c’est.", "contact-structure": "Une structure"}


def test_the_keyboard_alone_makes_a_record_that_passes_the_check(form: Open, journal: Journal, tmp_path: Path) -> None:
    page = form("livrables")
    page.locator("#titre").evaluate("title => { title.tabIndex = -1; title.focus(); }")
    for selector, keys in {
        "#f-titre": "Accueillir : « dix gestes » # à l’atelier",
        "#f-resume": "Une liste à cocher.",
        '[data-champ="cibles"] [value="garages"]': " ",
        '[data-champ="cibles"] [value="apprentis-jeunes"]': " ",
        "#f-format": "Gui",
        "#f-contact-structure": "Une structure",
        "#f-contact-telephone": "04 72 00 00 00",
    }.items():
        reach(page, selector)
        page.keyboard.type(keys)
    reach(page, "button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-envoi]")).to_be_focused()
    expect(page.locator("[data-verdict]")).to_have_text("Tout est bon : la fiche peut être envoyée.")
    name, text = sent(page)
    assert name == "catalogue/livrables/accueillir-dix-gestes-a-l-atelier.yml"
    shutil.copytree(EXEMPLE / "catalogue", tmp_path / "catalogue")
    (tmp_path / name).write_text(text, encoding="utf-8")
    loaded = load(tmp_path / "catalogue")
    assert not loaded.errors
    assert loaded.catalogue is not None
    fiche = loaded.catalogue.livrables["accueillir-dix-gestes-a-l-atelier"]
    assert (fiche.cibles, str(fiche.ajoute_le)) == (("garages", "apprentis-jeunes"), "2026-11-27")
    assert journal.console == []


def test_errors_wait_until_a_field_was_left_or_the_form_sent(form: Open) -> None:
    page = form("livrables")
    expect(page.locator("[aria-invalid]")).to_have_count(0)
    page.locator("#f-titre").focus()
    page.locator("#f-resume").focus()  # who passes by was not wrong
    expect(page.locator("[aria-invalid]")).to_have_count(0)
    page.locator("#f-contact-courriel").fill("moi")
    expect(error(page, "contact-courriel")).to_be_hidden()
    right = page.locator("#f-contact-telephone").evaluate("field => getComputedStyle(field).borderColor")
    page.locator("#f-contact-telephone").focus()
    expect(page.locator("#f-contact-courriel")).not_to_have_css("border-color", right)
    expect(page.locator("#f-contact-courriel")).to_have_css("border-width", "2px")
    expect(error(page, "contact-courriel")).to_have_text(" ".join(describe("courriel", value="moi")))
    assert page.locator("[aria-invalid]").get_attribute("aria-describedby") == ("f-contact-courriel-aide erreur-1")
    page.locator("#f-contact-courriel").fill("moi@inrs.fr")
    expect(page.locator("[aria-invalid]")).to_have_count(0)


@pytest.mark.parametrize("kind", ["livrables", "groupes", "relais", "enquetes"])
def test_what_is_wrong_is_read_out_with_its_field_list_or_part(form: Open, kind: str) -> None:
    page = form(kind)
    for button in page.locator("[data-ajouter]").all():
        button.evaluate("one => one.click()")
    sent(page)
    expect(page.locator(".champ-erreur").first).to_be_attached()
    told = page.locator(".champ-erreur").evaluate_all("""all => all.map(one => {
        const field = one.parentElement;
        const named = field.matches("fieldset") ? field : field.querySelector("input, textarea, select");
        return [one.id, named.getAttribute("aria-describedby").split(" ").at(-1)]; })""")
    assert len({name for name, _last in told}) == len(told) > 0
    assert [name for name, _last in told] == [last for _name, last in told]


def test_words_are_counted_as_the_check_counts_them(form: Open) -> None:
    page = form("livrables")
    text = "Dès lundi : « trois gestes » – et pas plus ! :-) «» "
    count = page.locator(".compte[data-mots]").first
    write = "(control, text) => { control.value = text; control.dispatchEvent(new Event('input', { bubbles: true })); }"
    count.locator("xpath=ancestor::*[@data-champ][1]").locator("textarea").evaluate(write, text)
    assert count_words(text) == 8
    expect(count).to_have_text(f"8 / {count.get_attribute('data-mots')} mots")


def test_no_room_is_left_for_what_is_not_offered(form: Open) -> None:
    page = form("livrables")
    expect(page.locator(".brouillon-ou")).to_be_visible()
    above, below = page.locator(".fiche-resume").bounding_box(), page.locator(".brouillon-ou").bounding_box()
    assert above
    assert below
    assert below["y"] - above["y"] - above["height"] < 45


def test_a_form_with_gaps_is_never_refused_and_says_what_is_missing(form: Open) -> None:
    page = form("livrables")
    button = page.get_by_role("button", name="Vérifier et envoyer")
    expect(button).to_be_enabled()
    assert page.locator("button:disabled, input:disabled").count() == 0
    expect(page.locator("[data-verdict]")).to_have_text(
        "Il manque encore Titre ; Résumé ; Cibles ; Format ; Contact, Structure ; de quoi joindre le contact : "
        "vous pouvez tout de même garder ou envoyer la fiche."
    )
    page.locator("#f-titre").fill("Un guide commencé")
    name, text = sent(page)
    assert (name, "titre: Un guide commencé\n" in text) == ("catalogue/livrables/un-guide-commence.yml", True)
    summary = page.locator("[data-resume]")
    expect(summary).to_be_focused()
    expect(summary.locator("h2")).to_have_text("5 choses à revoir")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger").click()
    assert download.value.path().read_text(encoding="utf-8") == text
    summary.get_by_role("link", name="Format").click()
    expect(page.locator("#f-format")).to_be_focused()
    expect(error(page, "format")).to_have_text("Ce renseignement manque.")
    assert faults(page) == []


def test_a_link_of_the_summary_opens_what_is_folded(form: Open) -> None:
    page = form("livrables")
    page.locator("details.formulaire-groupe").nth(4).evaluate("details => { details.open = true; }")
    page.locator("#f-a_revoir_le").fill("31/02/2027")
    page.locator("details.formulaire-groupe").nth(4).evaluate("details => { details.open = false; }")
    sent(page)
    page.locator("[data-resume]").get_by_role("link", name="À revoir le").click()
    expect(page.locator("#f-a_revoir_le")).to_be_focused()
    expect(error(page, "a_revoir_le")).to_contain_text("La date « 31/02/2027 » n’existe pas.")


def test_the_enter_key_sends_and_loses_nothing(form: Open) -> None:
    page = form("livrables")
    fill(page, ESSENTIAL)
    for name in ESSENTIAL:
        page.locator(f"#f-{name}").press("Enter")
    expect(page.locator("[data-envoi]")).to_be_hidden()
    expect(page.locator("#f-titre")).to_have_value("Un guide")
    assert "\n" in page.locator("#f-resume").input_value()


@pytest.mark.parametrize(
    ("kind", "values", "expected", "why"),
    [
        ("relais", {"nom": "Agemetra"}, "relais/agemetra-2", "déjà pris"),
        ("livrables", {"titre": "Index"}, "livrables/index-2", "réservé (une page du site"),
        ("livrables", {"titre": "Aux"}, "livrables/aux-2", "réservé (Windows"),
        ("relais", {"nom": "Un relais de plus"}, "relais/un-relais-de-plus", ""),
    ],
)
def test_a_new_record_takes_no_name_that_is_taken(
    kind: str, values: Mapping[str, str], expected: str, why: str, form: Open
) -> None:
    page = form(kind)
    fill(page, values)
    file, _text = sent(page)
    if expected.endswith("-2"):
        expect(page.locator("[data-nom-pris]")).to_contain_text(f"« {expected.partition('/')[2]} »")
        expect(page.locator("[data-nom-pris]")).to_contain_text(why)
        expect(page.locator("[data-envoi] .envoi-fichier p code")).to_have_text(f"catalogue/{expected}.yml")
    else:
        assert file == f"catalogue/{expected}.yml"
        expect(page.locator("[data-nom-pris]")).to_be_empty()


def test_two_acts_of_a_day_by_two_ways_have_two_files(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    script = """() => import("/formulaire/nom.js").then(({ idOf }) =>
      ["Lettre", "Site"].map((canal) =>
        idOf("diffusions", { date: "2026-05-12", relais: "un", livrable: "deux", canal })))"""
    assert page.evaluate(script) == [id_of_act("2026-05-12", "un", "deux", way) for way in ("Lettre", "Site")]
    assert id_of_act("2026-05-12", "un", "deux", "Lettre n° 3") == "2026-05-12-un-deux-lettre-n-3"


def test_the_keyboard_passes_by_boxes_without_a_word(form: Open) -> None:
    """Neither does Enter on one send the form, and what was unchecked again is said to be missing."""
    page = form("livrables")
    box = page.locator('[data-champ="cibles"] [type=checkbox]').first
    box.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-envoi]")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(error(page, "cibles")).to_be_hidden()
    box.check()
    page.keyboard.press("Tab")
    box.uncheck()
    expect(error(page, "cibles")).to_have_text("Ce renseignement manque.")


def test_the_summary_follows_what_is_corrected(form: Open) -> None:
    page = form("structures")
    summary = page.locator("[data-resume]")
    sent(page)
    expect(summary).to_be_visible()
    count = summary.locator("li").count()
    page.locator("#f-nom").fill("Une structure")
    expect(page.locator("#f-nom")).to_be_focused()
    expect(summary.locator("li")).to_have_count(count - 1)
    page.evaluate("import('../../../assets/javascripts/formulaire.js').then(({ ouvert }) => ouvert.fill({}))")
    expect(summary.locator("li")).to_have_count(count)


def yaml_file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_a_file_that_is_opened_takes_the_place_of_nothing(form: Open) -> None:
    """What was typed before is kept as a draft, also where it was typed a moment ago."""
    page = form("livrables")
    page.locator("#f-titre").fill("Ce que j’écrivais")
    page.locator("[data-ouvrir]").set_input_files([yaml_file("autre-guide.yml", "titre: Un autre guide\n")])
    expect(page.locator("#f-titre")).to_have_value("Un autre guide")
    expect(page.locator(".formulaire-ouvrir [role=status]")).to_contain_text("gardé en brouillon")
    page.get_by_role("button", name="Ce que j’écrivais").click()
    expect(page.locator("#f-titre")).to_have_value("Ce que j’écrivais")
    expect(page.locator("#f-titre")).to_be_focused()


def test_what_a_field_cannot_show_of_a_file_is_told(form: Open) -> None:
    page = form("livrables")
    text = "titre: [Un, deux]\nformat: tractt\nliens: une seule\nexemple: 'peut-être'\ncontact: moi\nautre: x\n"
    page.locator("[data-ouvrir]").set_input_files([yaml_file("un guide.yml", text)])
    told = page.locator(".formulaire-ouvrir [role=status]")
    for line in (
        "autre",
        'titre : ["Un","deux"]',
        "format : tractt",
        "liens : une seule",
        "exemple : peut-être",
        "contact : moi",
    ):
        expect(told).to_contain_text(line)
    expect(field(page, "liens").locator("[data-partie]")).to_have_count(0)


def test_the_name_of_a_file_stays_that_of_its_record(form: Open) -> None:
    page = form("livrables")
    page.locator("[data-ouvrir]").set_input_files([yaml_file("premier-nom (1).yml", "titre: Un guide\n")])
    expect(page.locator("#f-titre")).to_have_value("Un guide")
    page.locator("#f-titre").fill("Un tout autre titre")
    assert sent(page)[0] == "catalogue/livrables/premier-nom.yml"
    page.locator("#f-titre").fill("Index")
    assert sent(page)[0] == "catalogue/livrables/premier-nom.yml"
    expect(page.locator("[data-nom-pris]")).to_be_empty()


def test_parts_are_added_and_removed_with_the_focus_kept(form: Open) -> None:
    page = form("livrables")
    page.locator("summary", has_text="Où la trouver").click()
    links = field(page, "liens")
    for number in (1, 2):
        links.get_by_role("button", name="Ajouter un lien").click()
        expect(links.locator("[data-partie]").nth(number - 1).locator("input").first).to_be_focused()
        page.keyboard.type(f"Lire {number}")
        page.keyboard.press("Tab")
        page.keyboard.type(f"https://inrs.fr/{number}")
    assert "liens:\n  - libelle: Lire 1\n    url: https://inrs.fr/1\n  - libelle: Lire 2\n" in sent(page)[1]
    links.get_by_role("button", name="Retirer lien 1").click()
    expect(links.get_by_role("button", name="Ajouter un lien")).to_be_focused()
    assert "Lire 1" not in sent(page)[1]
    links.get_by_role("button", name="Remettre").click()
    expect(links.locator("legend")).to_have_text(["Liens", "Lien 1", "Lien 2"])
    assert "- libelle: Lire 1\n" in sent(page)[1]
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(({ id }) => id)")
    assert len(ids) == len(set(ids))


def test_what_is_looked_for_is_found_by_its_name(form: Open) -> None:
    """No id stands in the page: what has many values is looked for by name, in a file that comes when it is reached."""
    page = form("diffusions")
    page.locator("#f-livrable").focus()
    expect(page.locator("#f-livrable-mots option").first).to_be_attached()
    title = page.locator("#f-livrable-mots option").nth(3)
    page.locator("#f-livrable").fill(title.get_attribute("value") or "")
    assert f"livrable: {title.get_attribute('data-id')}\n" in sent(page)[1]
    page.locator("#f-livrable").fill("Un titre que personne ne porte")
    page.locator("#f-canal").focus()
    expect(error(page, "livrable")).to_contain_text("est inconnue")
    expect(error(page, "livrable")).not_to_contain_text("identifiant")


@pytest.mark.parametrize("kind", MODELS)
def test_a_form_gives_back_what_it_is_given(kind: str, form: Open) -> None:
    """Every record of the catalogue goes into the form and comes out the same."""
    files = sorted((EXEMPLE / "catalogue" / kind).glob("*.yml"))
    given = [read(file.read_bytes()).value for file in files]
    page = form(kind)
    for one, values in zip(given, page.evaluate(OPENED, given), strict=True):
        assert values == {key: plain(value) for key, value in one.items() if value}


def plain(value: Any) -> Any:
    """A value without what a line of a form does not keep: spaces around it, line breaks within."""
    if isinstance(value, str):
        return value.strip()
    return [plain(one) for one in value] if isinstance(value, list) else {key: plain(one) for key, one in value.items()}


@pytest.mark.parametrize("kind", MODELS)
def test_each_form_is_clean_light_and_silent(
    kind: str, form: Open, journal: Journal, published: Path, serve_folder: Callable[[Path], str]
) -> None:
    page = form(kind)
    loaded = {request.partition("?")[0] for request in journal.requests}
    paths = [published / url.split("/", 3)[3] for url in loaded if url.startswith("http")]
    files = [path / "index.html" if path.is_dir() else path for path in paths]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= MOST
    page.evaluate("for (const details of document.querySelectorAll('.formulaire details')) details.open = true")
    for button in page.locator("[data-ajouter]").all():
        button.click()
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light" if kind == "cibles" else "dark")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert journal.console == []
    assert json.loads(page.locator("[data-donnees]").text_content() or "")["kind"] == kind


DATES = {
    "12/05/2026": "2026-05-12",
    "1.3.2026 à 8h30": "2026-03-01T08:30",
    "mardi 12 mai 2026, 14:30": "2026-05-12T14:30",
    "1er août 2026": "2026-08-01",
    "mai 2026": "2026-05",
    "2026-05-12 14h": "2026-05-12T14:00",
    "juin 2026": "2026-06",
    "juil. 2026": "2026-07",
    "Mercredi 12 mai 2027 à 9 heures": "2027-05-12T09:00",
    "le mercredi 12 mai 2027 à 9h": "2027-05-12T09:00",
    "mercredi, le 12/05/2027 à partir de 9 heures 30": "2027-05-12T09:30",
    "mardi 12 mai 2027": "mardi 12 mai 2027",
    "le lundi 12/05/2027 à 9h": "le lundi 12/05/2027 à 9h",
    "jeudi mai 2027": "2027-05",
    "1 er mars 2027": "2027-03-01",
    "1° mars 2027": "2027-03-01",
    "bientôt": "bientôt",
}
"""Dates as people write them, and what they are read as; what is no date stays as it is."""


def test_dates_are_read_as_people_write_them(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    script = "all => import('./formulaire/dates-francaises.js').then(({ isoOf }) => all.map((typed) => isoOf(typed)))"
    assert dict(zip(DATES, page.evaluate(script, list(DATES)), strict=True)) == DATES
    assert {typed: french_date(typed) or typed for typed in DATES} == DATES


STARTS = {
    "8 octobre 2026 de 14h à 16h": ("2026-10-08T14:00", "2026-10-08T16:00"),
    "jeudi 8 octobre 2026, 14h-16h30": ("2026-10-08T14:00", "2026-10-08T16:30"),
    "08/10/2026 14:00 – 16:00": ("2026-10-08T14:00", "2026-10-08T16:00"),
    "2026-10-08 de 9h à 12h": ("2026-10-08T09:00", "2026-10-08T12:00"),
    "du 8 au 9 octobre 2026": ("2026-10-08", "2026-10-09"),
    "8 - 9 octobre 2026": ("2026-10-08", "2026-10-09"),
    "du 8 octobre au 9 novembre 2026": ("2026-10-08", "2026-11-09"),
    "08/10/2026 au 09/10/2026": ("2026-10-08", "2026-10-09"),
    "du jeudi 8 au vendredi 9 octobre 2026": ("2026-10-08", "2026-10-09"),
    "octobre à décembre 2026": ("2026-10", "2026-12"),
    "8 octobre 2026 de 16h à 14h": ("", ""),
    "du 9 au 8 octobre 2026": ("", ""),
    "8 et 15 octobre 2026": ("", ""),
    "lundi 8 octobre 2026 de 14h à 16h": ("", ""),
    "8 octobre 2026 de 9h à 12h et de 14h à 17h": ("", ""),
}


def test_a_start_that_says_its_end_too_is_read_as_the_check_reads_it(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    script = """async (typed) => {
    const { isoOf, withWholeEnd } = await import('./formulaire/dates-francaises.js');
    return typed.map((debut) => {
      const { fin = "", ...found } = withWholeEnd({ debut: isoOf(debut, "when") });
      return fin ? [found.debut, fin] : ["", ""];
    }); }"""
    assert [tuple(one) for one in page.evaluate(script, list(STARTS))] == list(STARTS.values())
    assert [french_range(typed) for typed in STARTS] == list(STARTS.values())


def test_a_range_of_hours_fills_the_end(form: Open) -> None:
    page = form("evenements")
    fill(page, {"titre": "Une réunion", "debut": "8 octobre 2027 de 14h à 16h"})
    _file, text = sent(page)
    assert "debut: 2027-10-08T14:00\nfin: 2027-10-08T16:00\n" in text
    expect(page.locator("[data-verdict]")).to_contain_text("Tout est bon")


def test_an_end_may_be_an_hour_of_the_day_of_the_start(form: Open) -> None:
    page = form("evenements")
    fill(page, {"titre": "Une réunion", "debut": "12/05/2027 à 14h"})
    for end in ("17h", "à 17 h 00", "17 heures"):
        fill(page, {"fin": ""})
        assert "fin: " not in sent(page)[1]
        fill(page, {"fin": end})
        assert "debut: 2027-05-12T14:00\nfin: 2027-05-12T17:00\n" in sent(page)[1], end
    fill(page, {"fin": "12/05/27"})
    assert error(page, "fin").text_content() == (
        "«\u00a012/05/27\u00a0» n’est pas une date : l’année a quatre chiffres. Est-ce « 2027-05-12 » ? "
        "Par exemple 12/05/2026, 05/2026 ou 2026 ; avec l’heure : 12/05/2026 à 14:30."
    )


def test_what_a_browser_cannot_know_is_not_said_to_be_right(form: Open) -> None:
    """What the other records have is fetched: until it is there, it is only said that somebody will look."""
    page = form("cibles")
    page.route("**/pris/cibles.json", lambda route: route.abort())
    page.evaluate("for (const details of document.querySelectorAll('.formulaire details')) details.open = true")
    fill(page, {"nom": "Des saisonniers", "synonymes": "Agriculture", "anciens_ids": "garages"})
    page.get_by_role("button", name="Vérifier et envoyer").click()
    expect(page.locator("[data-verdict]")).to_contain_text("qu’aucune autre cible n’a ces synonymes")
    page.unroute("**/pris/cibles.json")
    page.locator("#f-nom").focus()
    expect(error(page, "anciens_ids")).to_contain_text("celui d’une autre fiche (garages.yml)")
    expect(page.locator("[data-verdict]")).not_to_contain_text("qu’aucune autre")
    fill(page, {"anciens_ids": ""})
    expect(error(page, "anciens_ids")).to_be_hidden()


def test_a_form_on_paper_shows_what_was_typed(form: Open) -> None:
    page = form("cibles")
    fill(page, {"nom": "Des saisonniers"})
    page.emulate_media(media="print")
    expect(page.locator("#f-nom")).to_be_visible()
    expect(page.locator("#f-synonymes")).to_be_visible()
    expect(page.get_by_role("button", name="Vérifier et envoyer")).to_be_hidden()


def test_what_breaks_a_line_in_word_parts_words(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    script = """() => import("./formulaire/textes.js").then(({ onOneLine, tidy }) =>
      [..."\\u000b\\u000c\\u0085\\u2028\\u2029"].map((sign) => [onOneLine(`un${sign}deux`), tidy(`un${sign}deux`)]))"""
    assert page.evaluate(script) == [["un deux", "un\ndeux"]] * 5


def test_a_list_that_was_pasted_leaves_its_bullets(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    page.set_content('<form><p data-champ="a" data-controle="lignes"><textarea></textarea></p></form>')
    script = "() => import('./formulaire/champs.js').then(({ read }) => read(document.forms[0]).a)"
    for bullet in ("- ", "•\t", "\uf0b7\t", "\uf0b7", "o\t", "1. ", "12)\t"):
        page.locator("textarea").fill(f"{bullet}orage\n1. mars 2026\n2024 en bref")
        assert page.evaluate(script) == ["orage", "1. mars 2026", "2024 en bref"], bullet


def test_a_list_that_has_to_hold_something_shows_one_to_fill_in(form: Open) -> None:
    """And keeps one once a record that has none is put in; what is not filled in is not written."""
    page = form("enquetes")
    questions = page.locator('[data-champ="questions"] [data-elements] > *')
    expect(questions).to_have_count(1)
    expect(page.locator("#f-questions-question-1")).to_be_visible()
    assert page.evaluate(OPENED, [{"titre": "Une enquête"}]) == [{"titre": "Une enquête"}]
    expect(questions).to_have_count(1)
    page.evaluate(OPENED, [{"questions": [{"question": "Une"}, {"question": "Deux"}]}])
    expect(questions).to_have_count(2)
