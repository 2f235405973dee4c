"""Where the form sends a record: addresses of forges and mails are parsed back, and give what was to be sent."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from prst.analysis.contacts import Contacts
from prst.outputs.envoi import destination
from tests.browser.chromium import Journal
from tests.catalogues import create_catalogue

NASTY = (
    "titre: 'A & B # C % D + E = F ? G'\n"
    "resume: \"guillemets\" 'apostrophes' « français » `accents graves`\n"
    "description: |-\n  é 👩‍🔧 ```yaml\n  ligne\n\n  %0A &value=x &filename=../../y <script>\n"
)
FILE = "catalogue/livrables/a-b.yml"
RECORD = {
    "fichier": FILE,
    "texte": NASTY,
    "titre": 'A & B\n # 👩‍🔧 "C"',
    "nature": "ressource",
}
FORGES = {
    "github": "https://github.com/reseau/catalogue",
    "gitlab": "https://forge.essai.fr/reseau/catalogue",
    "gitea": "https://codeberg.org/reseau/catalogue",
}


def given(depot: str | None = None, courriel: str = "prst@organisme-essai.fr", **site: Any) -> dict[str, Any]:
    """Return where records of a site are sent."""
    contact = {"structure": "Réseau d’essai", **({"courriel": courriel} if courriel else {"a_confirmer": "oui"})}
    editor = {"nom": "Réseau d’essai"}
    catalogue = create_catalogue(site={"depot": depot, "contact": contact, "editeur": editor, **site})
    return destination(catalogue.site, Contacts(catalogue))


@pytest.fixture
def envoi(page: Page, modules: str) -> Page:
    """A page of a site, where modules are imported from."""
    page.goto(f"{modules}/page.html")
    return page


def ways(page: Page, site: Mapping[str, Any], **record: Any) -> dict[str, dict[str, Any]]:
    """Return the ways that a site has for a record, by key, in their order."""
    script = "([site, fiche]) => import('/formulaire/envoi.js').then(({ waysOf }) => waysOf(site, fiche))"
    return {one["cle"]: one for one in page.evaluate(script, [site, RECORD | record])}


def query(page: Page, href: str) -> dict[str, str]:
    """Return what a browser reads in an address; Python must read the same."""
    read: dict[str, str] = page.evaluate("href => Object.fromEntries(new URL(href).searchParams)", href)
    assert {name: one[0] for name, one in parse_qs(urlsplit(href).query, keep_blank_values=True).items()} == read
    return read


@pytest.mark.parametrize("forge", ["github", "gitea"])
def test_the_forge_is_given_the_name_and_the_content(envoi: Page, forge: str) -> None:
    way = ways(envoi, given(FORGES[forge]))["deposer"]
    new = "_new/main" if forge == "gitea" else "new/main"
    assert way["href"].startswith(f"{FORGES[forge]}/{new}?")
    assert way["entier"]
    assert query(envoi, way["href"]) == {"filename": FILE, "value": NASTY}


@pytest.mark.parametrize("forge", FORGES)
def test_an_issue_holds_the_record_between_fences(envoi: Page, forge: str) -> None:
    way = ways(envoi, given(FORGES[forge]))["demander"]
    title, text = ("issue[title]", "issue[description]") if forge == "gitlab" else ("title", "body")
    read = query(envoi, way["href"])
    assert set(read) == {title, text}
    assert read[title] == 'Proposition (ressource)\u00a0: A & B # 👩‍🔧 "C"'
    assert read[text].endswith(f"````yaml\n{NASTY}````"), "its own fence must not end it"


def test_what_a_forge_does_not_take_is_copied(envoi: Page) -> None:
    gitlab = ways(envoi, given(FORGES["gitlab"]))["deposer"]
    assert query(envoi, gitlab["href"]) == {"file_name": FILE}
    assert not gitlab["entier"]
    assert "copiée" in " ".join(gitlab["suite"])
    site = given(FORGES["github"])
    for size in (500, 1_000, 2_000, 4_000, 20_000):
        found = ways(envoi, site, texte="é & #\n" * (size // 6))
        for key in ("deposer", "demander"):
            href = found[key]["href"]
            assert len(f"/login?return_to={quote(href, safe='')}") < 8_191, "with the way by the page that signs in"
            assert found[key]["entier"] == ("+%23%0A" in href), size
    assert ways(envoi, site, texte="é & #\n" * 50)["deposer"]["entier"]


def test_a_file_that_is_there_is_opened(envoi: Page) -> None:
    for forge, start in (("github", "/edit/main/"), ("gitlab", "/-/edit/main/"), ("gitea", "/_edit/main/")):
        found = ways(envoi, given(FORGES[forge]), existe=True)
        assert found["deposer"]["href"] == f"{FORGES[forge]}{start}{FILE}"
        assert not found["deposer"]["entier"]
        assert "Modification" in unquote(found["demander"]["href"])


def test_a_mail_holds_the_record_or_says_to_paste_it(envoi: Page) -> None:
    def mail(**record: Any) -> tuple[bool, dict[str, list[str]]]:
        way = ways(envoi, given(None), **record)["ecrire"]
        assert way["href"].startswith("mailto:prst@organisme-essai.fr?subject=")
        assert len(way["href"]) <= 2_000
        assert "+" not in way["href"], "a mail program keeps it (RFC 6068, section 5)"
        assert "%0A" not in way["href"].replace("%0D%0A", "")
        return way["entier"], parse_qs(urlsplit(way["href"]).query)

    whole, read = mail()
    assert whole
    assert read["subject"] == ['Proposition (ressource)\u00a0: A & B # 👩‍🔧 "C"']
    assert read["body"][0].replace("\r\n", "\n").endswith(f"à mettre dans {FILE} :\n\n{NASTY}")
    whole, read = mail(texte="é" * 400)
    assert not whole
    assert "collez ici la fiche" in read["body"][0]


def test_an_incomplete_record_goes_to_people(envoi: Page) -> None:
    """The forge's check would refuse it; a mail and an issue take it as it is."""
    found = ways(envoi, given(FORGES["github"]), manques=3)
    assert list(found) == ["demander", "ecrire"]
    assert "à compléter" in unquote(found["ecrire"]["href"])


def test_halves_of_characters_break_no_address(envoi: Page) -> None:
    script = """([site, fiche]) => import('/formulaire/envoi.js').then(({ waysOf }) =>
      waysOf(site, { ...fiche, titre: "a\\ud83d", texte: "b\\udc4d" }).length)"""
    assert envoi.evaluate(script, [given(FORGES["github"]), RECORD]) == 3


SHOW = """([site, fiche]) => import('/formulaire/envoi.js').then(async ({ showWays }) => {
  const { copy } = await import('/copier.js');
  window.envoyees = [];
  document.body.innerHTML = "<main></main>";
  const gestes = { copy, sent: ({ cle }) => envoyees.push(cle), erase: () => envoyees.push("effacer") };
  showWays(document.querySelector("main"), site, fiche, gestes);
})"""


def test_what_is_sent_is_told_with_what_follows(envoi: Page, journal: Journal) -> None:
    site = given(FORGES["gitlab"], relecture="le réseau, en une semaine.")
    site["nouveau"]["page"] = envoi.url  # no test asks the network
    envoi.context.grant_permissions(["clipboard-read", "clipboard-write"])
    envoi.evaluate(SHOW, [site, RECORD])
    receipt = envoi.locator(".envoi-accuse")
    expect(receipt).to_be_hidden()
    with envoi.expect_popup() as forge:
        envoi.get_by_role("link", name="Déposer le fichier sur GitLab").click()
    assert forge.value.evaluate("opener") is None
    forge.value.close()
    assert envoi.evaluate("navigator.clipboard.readText()") == NASTY
    for told in ("Collez dans le grand cadre", "Relecture : le réseau, en une semaine.", FILE):
        expect(receipt).to_contain_text(told)
    expect(receipt).to_contain_text("/livrables/a-b/")
    assert envoi.evaluate("envoyees") == ["deposer"]
    expect(receipt).to_contain_text("La fiche est gardée sur cet appareil tant que vous ne l’effacez pas.")
    receipt.get_by_role("button", name="C’est envoyé : effacer le brouillon").click()
    expect(receipt).to_be_focused()
    expect(receipt).to_contain_text("Brouillon effacé de cet appareil.")
    assert envoi.evaluate("envoyees") == ["deposer", "effacer"]
    assert journal.console == []


@pytest.mark.parametrize("site", [{}, {"depot": FORGES["gitlab"]}, {"courriel": ""}])
def test_it_can_always_be_downloaded_and_copied(envoi: Page, site: dict[str, Any]) -> None:
    where = given(**site)
    envoi.evaluate(SHOW, [where, RECORD | {"manques": 5}])
    with envoi.expect_download() as download:
        envoi.get_by_role("button", name="Télécharger").click()
    assert download.value.suggested_filename == "a-b.yml"
    assert download.value.path().read_text(encoding="utf-8") == NASTY
    envoi.get_by_role("button", name="Copier").click()
    expect(envoi.get_by_role("status")).to_contain_text("Copié")
    if not where["courriel"] and not where["demande"]:
        expect(envoi.locator("main")).to_contain_text("Ce site ne dit pas encore où envoyer")


def test_a_site_says_who_reviews_though_it_says_no_delay(envoi: Page) -> None:
    script = "([site, fiche]) => import('/formulaire/envoi.js').then(({ receiptOf }) => receiptOf(site, fiche))"
    first, *_ = envoi.evaluate(script, [given(None), RECORD])
    assert first.startswith("Réseau d’essai relit les fiches")
    assert "écrivez à prst@organisme-essai.fr" in first
    called, *_ = envoi.evaluate(script, [given(None, courriel="") | {"joindre": "04 72 00 00 00"}, RECORD])
    assert "sans nouvelles, adressez-vous à Réseau d’essai (04 72 00 00 00)" in called
    assert "agenda" not in str(
        envoi.evaluate(script, [given(None), RECORD | {"fichier": "catalogue/diffusions/x.yml"}])
    )
