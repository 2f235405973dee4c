"""The form of a request in a browser: it says whether there is time enough, and writes what its reader sends."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from docx import Document
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import DESKTOP, FRANCE, PHONE, Journal, Visitors, faults
from tests.catalogues import plain

PAGE = "boite-a-outils/solliciter-le-reseau-communication/"
TODAY = "2027-04-29T10:00:00+02:00"
WANTED = "2027-05-18"
"""A Tuesday. Ten working days earlier comes Friday 30 April: Ascension Day (6 May) and Whit Monday (17 May) are off."""
FULL = {
    "#r-qui": "Groupe d’essai & <b>Cie</b>",
    "#r-quand": WANTED,
    "#r-projet": 'Une affiche\nen deux <formats> & "guillemets"\u200b',
    "#r-attente": "Deux regards neufs",
    "#r-suivi": "copilote, copilote@organisme-essai.fr",
}


@pytest.fixture(scope="module")
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Visitors of a day on which there is time enough."""
    visitors = Visitors(browser, TODAY, **FRANCE)
    yield visitors
    visitors.close()


@pytest.fixture
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    return f"{serve_folder(published)}/{PAGE}"


@pytest.fixture
def form(page: Page, address: str) -> Page:
    """The form."""
    page.goto(address)
    expect(page.locator("form[data-solliciter]")).to_be_visible()
    return page


def choose(page: Page, aide: str, quand: str) -> None:
    page.locator("#r-aide").select_option(aide)
    page.locator("#r-quand").fill(quand)


def fill(page: Page, aide: str = "relecture", **changed: str) -> None:
    page.locator("#r-aide").select_option(aide)
    for selector, text in {**FULL, **{f"#r-{name}": text for name, text in changed.items()}}.items():
        page.locator(selector).fill(text)


def test_the_page_of_a_group_brings_its_name(page: Page, address: str) -> None:
    name = "Bruit & <b>vibrations</b> : « 50 % » ?"
    page.goto(f"{address}?groupe={quote(name)}")
    expect(page.locator("#r-qui")).to_have_value(name)
    assert name in plain(page.locator("[data-texte]").inner_text())


def answer(page: Page) -> str:
    return plain(" ".join(page.locator(".reseau-reponse p").all_inner_texts()))


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def downloaded(page: Page, name: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        button(page, name).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def event_of(content: bytes) -> Any:
    """The event of a calendar file."""
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


ANSWERS = (
    (
        "2027-04-29",
        "relecture",
        WANTED,
        "Vous êtes dans les temps : demandez au plus tard le vendredi 30 avril 2027.",
    ),
    ("2027-04-30", "relecture", WANTED, "C’est le dernier jour : envoyez votre demande aujourd’hui."),
    (
        "2027-05-03",
        "relecture",
        WANTED,
        "Le délai est dépassé. Il faut 10 jours ouvrés au réseau. Le dernier jour était le vendredi 30 avril 2027. "
        "Demandez quand même, en disant ce qui peut attendre. En demandant aujourd’hui, comptez sur le "
        "mercredi 19 mai 2027.",
    ),
    # Three weeks before a Thursday comes Ascension Day, on which nobody reads the mail.
    ("2027-04-29", "specialiste", "2027-05-27", "demandez au plus tard le mercredi 5 mai 2027. Il faut 3 semaines"),
    ("2027-05-05", "specialiste", "2027-05-27", "C’est le dernier jour"),
    # A day that is wanted for may be one on which nobody works: a Sunday.
    ("2027-05-27", "relecture", "2027-06-13", "au plus tard le lundi 31 mai 2027"),
    ("2027-05-02", "specialiste", "2027-05-09", "comptez sur le lundi 24 mai 2027"),
    # A request of Saturday 24 or Sunday 25 April is read on Monday: its ten days end one after those of Friday.
    ("2027-04-24", "relecture", "2027-05-07", "comptez sur le mardi 11 mai 2027"),
    ("2027-04-25", "relecture", "2027-05-07", "comptez sur le mardi 11 mai 2027"),
    ("2027-04-24", "relecture", "2027-05-11", "au plus tard le lundi 26 avril 2027"),
    ("2027-04-29", "outils", WANTED, "Délai non connu. Demandez dès aujourd’hui"),
    ("2027-04-29", "outils", WANTED, "Le réseau n’a pas encore dit s’il peut prendre ce genre de demande"),
    ("2027-04-29", "relecture", "2048-06-03", "Les jours fériés de cette année-là ne sont pas encore connus"),
)
"""Today, what is asked for, the day on which it is wanted, and what is answered; worked out by hand."""


def test_it_says_at_once_whether_there_is_time(form: Page) -> None:
    for today, aide, wanted, expected in ANSWERS:
        form.clock.set_fixed_time(f"{today}T10:00:00+02:00")
        choose(form, aide, wanted)
        assert expected in answer(form), (today, aide, wanted)


WRONG_DAYS = """async () => {
  const { firstDay, lastDay } = await import(document.querySelector("script[src*='solliciter']").src);
  const feries = new Set(document.querySelector("form[data-solliciter]").dataset.feries.split(" "));
  const jour = (rang) => new Date(Date.UTC(2027, 0, 1 + rang)).toISOString().slice(0, 10);
  const ouvre = (un) => ![0, 6].includes(new Date(un).getUTCDay()) && !feries.has(un);
  const faux = [];
  for (let rang = 0; rang < 330; rang += 1) {
    for (const [nombre, unite] of [[1, "jours"], [10, "jours"], [3, "semaines"]]) {
      const delai = { nombre, unite };
      const premier = firstDay(jour(rang), delai, feries);
      let veille = rang - 1;
      for (let avant = rang; jour(avant) < premier; avant += 1) if (ouvre(jour(avant))) veille = avant;
      const juste = ouvre(premier) && lastDay(premier, delai, feries) >= jour(rang);
      const auPlusTot = lastDay(jour(veille), delai, feries) < jour(rang);
      if (!juste || !auPlusTot) faux.push([jour(rang), nombre, premier]);
    }
  }
  return faux;
}"""
"""Days of a year for which the first day to count on is not in time, or not the first worked one that is."""


def test_the_first_day_to_count_on_is_in_time_and_no_worked_day_before_it_is(form: Page) -> None:
    assert form.evaluate(WRONG_DAYS) == []


def test_it_says_nothing_of_a_day_that_is_over_or_not_told(form: Page) -> None:
    choose(form, "relecture", "")
    assert answer(form) == ""
    choose(form, "relecture", "2027-04-28")
    form.locator("#r-projet").focus()
    expect(form.locator("#r-quand-erreur")).to_contain_text("Cette date est passée")
    assert answer(form) == ""
    choose(form, "relecture", "2027-04-29")
    expect(form.locator("#r-quand-erreur")).to_be_hidden()
    assert "Le délai est dépassé" in answer(form)


def test_what_the_group_can_do_meanwhile_is_shown(form: Page) -> None:
    alone = form.locator("form [data-seul]")
    expect(alone).to_be_hidden()
    form.locator("#r-aide").select_option("relecture")
    expect(alone).to_contain_text("La montrer à cinq personnes de la cible")
    expect(alone.get_by_role("link", name="Choisir un format")).to_be_visible()
    form.locator("#r-aide").select_option("outils")
    expect(alone).to_be_hidden()


def test_the_mail_goes_to_who_answers_and_holds_the_request_or_says_to_paste_it(form: Page) -> None:
    fill(form)
    mail = form.get_by_role("link", name="L’envoyer par courriel")
    found = urlsplit(mail.get_attribute("href") or "")
    assert found.path == "reseau-com@organisme-essai.fr"
    assert parse_qs(found.query)["subject"] == ["Demande au réseau communication\u00a0: Relire une affiche"]
    body = parse_qs(found.query)["body"][0]
    assert body.replace("\r\n", "\n") == (
        "Bonjour,\n\n"
        "Qui demande\u00a0: Groupe d’essai & <b>Cie</b>\n"
        "Aide demandée\u00a0: Relire une affiche\n"
        'Ce qui se prépare\u00a0: \nUne affiche\nen deux <formats> & "guillemets"\n'
        "Ce que nous attendons du réseau\u00a0: Deux regards neufs\n"
        "Pour le\u00a0: mardi 18 mai 2027\n"
        "Dernier jour pour demander\u00a0: vendredi 30 avril 2027\n"
        "Qui suit la demande\u00a0: copilote, copilote@organisme-essai.fr\n"
    )
    form.locator("#r-projet").fill("é" * 1_000)
    href = mail.get_attribute("href") or ""
    assert len(href) <= 2_000
    assert "collez ici la demande" in parse_qs(urlsplit(href).query)["body"][0]
    form.locator("#r-aide").select_option("video")
    expect(mail).to_be_hidden()
    page = form.get_by_role("link", name="Ouvrir la page de contact")
    expect(page).to_have_attribute("href", "https://www.inrs.fr/")


def test_targets_and_aim_are_told(form: Page) -> None:
    fill(form)
    form.locator("#r-but").select_option("Faire agir")
    form.locator("form summary", has_text="Pour qui").click()
    names = []
    for rank in (0, 2):
        box = form.locator("[name=cibles]").nth(rank)
        box.check()
        names.append(box.get_attribute("value"))
    text = form.locator("[data-texte]").inner_text()
    assert f"\nBut\u00a0: Faire agir\nPour qui\u00a0: {names[0]}, {names[1]}\n" in text


def test_the_word_document_holds_what_was_typed(form: Page, journal: Journal) -> None:
    fill(form)
    name, content = downloaded(form, "La garder en document Word")
    assert name == "demande-au-reseau-communication.docx"
    document = Document(BytesIO(content))
    rows = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert rows == {
        "Rubrique": "Notre demande",
        "Qui demande": "Groupe d’essai & <b>Cie</b>",
        "Aide demandée": "Relire une affiche",
        "Ce qui se prépare": 'Une affiche\nen deux <formats> & "guillemets"',
        "But": "",
        "Pour qui": "",
        "Ce que nous attendons du réseau": "Deux regards neufs",
        "Pour le": "mardi 18 mai 2027",
        "Dernier jour pour demander": "vendredi 30 avril 2027",
        "Qui suit la demande": "copilote, copilote@organisme-essai.fr",
    }
    assert [row.cells[1].text for row in document.tables[1].rows] == ["À remplir", "", "", ""]
    assert journal.console == []


def test_the_reminder_is_of_the_last_day(form: Page) -> None:
    fill(form)
    name, content = downloaded(form, "Un rappel dans votre agenda")
    assert name == "rappel-reseau-communication.ics"
    event = event_of(content)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 4, 30), date(2027, 5, 1))
    assert plain(str(event["SUMMARY"])).endswith("Relire une affiche")
    assert event["URL"].endswith(PAGE)
    assert event["DTSTAMP"].dt.isoformat() == "2027-04-29T08:00:00+00:00"
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt.total_seconds() == -15 * 3600
    other = event_of(downloaded(form, "Un rappel dans votre agenda")[1])
    assert event["UID"] != other["UID"]
    assert "00000000000000000000000000000000" not in event["UID"]


def test_no_reminder_of_a_day_that_is_over_or_not_known(form: Page) -> None:
    reminder = button(form, "Un rappel dans votre agenda")
    choose(form, "relecture", WANTED)
    expect(reminder).to_be_visible()
    choose(form, "outils", WANTED)
    expect(reminder).to_be_hidden()
    choose(form, "relecture", "2027-05-03")
    expect(reminder).to_be_hidden()


def test_a_partner_asks_for_a_specialist_at_a_meeting(form: Page) -> None:
    form.locator("#r-aide").select_option("relecture")
    form.get_by_label("une structure partenaire").check()
    expect(form.locator("#r-aide")).to_have_value("specialiste")
    assert form.locator("#r-aide option:not([hidden])").all_inner_texts() == [
        "Choisissez",
        "Un spécialiste à une réunion",
    ]
    form.get_by_label("Quelle structure ?").fill("Chambre d’essai")
    form.get_by_label("Le jour de la réunion ?").fill("2027-06-24")
    form.get_by_label("La réunion : quel sujet").fill("Le bruit, à Lyon")
    form.get_by_label("Quelle question trancher").fill("Guide ou vidéo ?")
    assert "au plus tard le jeudi 3 juin 2027" in answer(form)
    text = form.locator("[data-texte]").inner_text()
    assert text.startswith("Qui demande\u00a0: Chambre d’essai\nAide demandée\u00a0: Un spécialiste à une réunion\n")
    form.get_by_label("un groupe de travail").check()
    expect(form.get_by_label("Quel groupe ?")).to_have_value("Chambre d’essai")
    assert form.locator("#r-aide option:not([hidden])").count() == 5


def test_what_is_missing_is_told_at_its_field_on_a_phone_too(form: Page) -> None:
    button(form, "Copier la demande").click()
    expect(form.locator("#r-qui")).to_be_focused()
    for name in ("qui", "aide", "quand", "projet", "attente"):
        expect(form.locator(f"#r-{name}-erreur")).to_be_visible()
        expect(form.locator(f"#r-{name}")).to_have_attribute("aria-invalid", "true")
    choose(form, "relecture", WANTED)
    form.locator("form summary", has_text="Pour qui").click()
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        form.set_viewport_size(viewport)
        form.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert faults(form) == [], scheme
        assert form.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_request_is_made_by_the_keyboard_alone(form: Page) -> None:
    form.locator("[name=pour][value=groupe]").focus()
    for key in ("Tab", "Groupe d’essai", "Tab", "R", "Tab"):
        form.keyboard.press(key) if len(key) < 4 else form.keyboard.type(key)
    expect(form.locator("#r-quand")).to_be_focused()
    form.locator("#r-quand").fill(WANTED)  # how a date is typed is the browser's own
    form.locator("#r-projet").focus()
    for key in ("Une affiche", "Tab", "Deux regards"):
        form.keyboard.press(key) if key == "Tab" else form.keyboard.type(key)
    for _field in ("but", "pour qui", "suivi", "texte", "envoyer", "copier"):
        form.keyboard.press("Tab")
    expect(button(form, "Copier la demande")).to_be_focused()
    form.keyboard.press("Enter")
    expect(form.locator(".reseau-etat")).to_contain_text("Copié")


def test_nothing_is_sent_nor_kept(form: Page, journal: Journal, address: str) -> None:
    fill(form)
    downloaded(form, "La garder en document Word")
    button(form, "Copier la demande").click()
    assert all("Groupe" not in url for url in journal.requests)
    assert journal.third_parties(address.removesuffix(f"/{PAGE}")) == []
    assert form.evaluate("localStorage.length + sessionStorage.length") == 0
    assert form.context.cookies() == []


def test_without_javascript_lead_times_template_and_contact_are_there(without_scripts: Page, address: str) -> None:
    page = without_scripts
    page.set_viewport_size(PHONE)
    page.goto(address)
    expect(page.locator("form[data-solliciter]")).to_be_hidden()
    expect(page.get_by_role("row", name="Tourner une vidéo")).to_contain_text("8 semaines")
    expect(page.get_by_role("row", name="Se former à un outil")).to_contain_text("Délai non connu")
    expect(page.get_by_role("link", name="reseau-com@organisme-essai.fr")).to_be_visible()
    expect(page.get_by_role("heading", name="Qui demande quoi, à qui, pour quand")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("La montrer à cinq personnes de la cible")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="modèle de demande").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demande au réseau communication")
