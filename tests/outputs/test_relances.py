"""The mails to structures: what they say, in both forms, and that nothing in a record gets out of its place."""

from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from prst.analysis.relance import Relance, relances
from prst.outputs.pages.common import Pages
from prst.outputs.relances import ASKED, OTHERS, mail, outputs, summary
from tests.catalogues import create_catalogue, create_pages, find_first, plain

TODAY, SINCE = date(2026, 11, 27), date(2025, 11, 27)
FRESH = {"ajoute_le": "2026-10-01"}


def drafts(site: dict[str, Any] | None = None, **kinds: Any) -> tuple[Pages, list[Relance]]:
    pages = create_pages(create_catalogue(site, **kinds))
    return pages, relances(pages.derived, pages.contacts, SINCE, TODAY)


FORM = "https://essai.example.org/contribuer/formulaire/livrable/?modifier=livrables/guide"
KINDS: dict[str, Any] = {
    "structures": {"inrs": {"nom": "INRS", "courriel": "info@inrs-essai.fr", **FRESH}},
    "livrables": {
        "guide": {"titre": "Guide", "contact": {"structure": "inrs"}, **FRESH},
        "autre": {
            "titre": "Autre",
            "contact": {"structure": "inrs"},
            "liens": [{"libelle": "Lire", "url": "https://a.fr/"}],
            **FRESH,
        },
    },
    "relais": {"opco": {"nom": "Opco", "contact": {"structure": "Opco", "courriel": "a@opco-essai.fr"}, **FRESH}},
    "evenements": {"salon": {"titre": "Salon", "debut": "2026-12-10", "organisateur": "inrs", **FRESH}},
    "diffusions": {
        "a": {"date": "2026-05-04", "livrable": "guide", "relais": "opco", "touches": "1200", "bilan": "a_marche"}
    },
}


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def forms(message: EmailMessage) -> tuple[str, str]:
    """The plain text and the HTML of a mail."""
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content().replace("\r\n", "\n"), html.get_content()


@pytest.fixture(scope="module")
def message() -> EmailMessage:
    pages, (one,) = drafts(**KINDS)
    return read(mail(pages, one, SINCE))


def test_a_draft_goes_to_the_structure_and_comes_from_the_region(message: EmailMessage) -> None:
    assert message["To"] == "info@inrs-essai.fr"
    assert message["From"] == "Structure du site <site@organisme-essai.fr>"
    assert message["X-Unsent"] == "1"
    assert plain(message["Subject"]) == "Catalogue d’essai : vos fiches à relire (INRS)"
    assert message["Date"] is None


def test_the_text_says_all_of_it(message: EmailMessage) -> None:
    text = plain(forms(message)[0])
    assert "Pouvez-vous relire 4 fiches ?" in text.replace("\n", " ")
    assert "Aujourd’hui, le site dit de vous joindre ainsi : info@inrs-essai.fr." in text.replace("\n", " ")
    asked = text[text.index("CE QUE NOUS VOUS DEMANDONS") : text.index("VOS AUTRES FICHES")]
    assert "* Guide (ressource)\n  - Où peut-on la lire ou la télécharger ?\n" in asked
    assert "  Voir : https://essai.example.org/livrables/guide/\n" in asked
    assert f"  Corriger : {FORM}\n" in asked
    assert "VOS RENDEZ-VOUS À VENIR" in text
    assert "* Salon\n  le 10 décembre 2026\n  https://essai.example.org/evenements/salon/" in text
    said = "* 4 mai 2026, Opco, lettre d’information, « Guide », 1 200 personnes ou entreprises touchées, a bien marché"
    assert said in " ".join(text.split())
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= 72


def test_the_html_says_the_same_with_links(message: EmailMessage) -> None:
    html = forms(message)[1]
    hrefs = [node.attributes["href"] for node in find_first(html, "table").css("a")]
    assert "https://essai.example.org/livrables/guide/" in hrefs
    assert FORM in hrefs
    confirm = next(href for href in hrefs if href and href.startswith("mailto:"))
    assert confirm.startswith("mailto:site@organisme-essai.fr?subject=Tout%20est%20juste")
    assert confirm.endswith("%28livrables/guide%29")
    text = plain(find_first(html, "body").text())
    for said in ("Où peut-on la lire ou la télécharger ?", "Vos rendez-vous à venir", "1 200 personnes", "Autre"):
        assert said in text
    assert "<style" not in html
    assert "http-equiv" in html


def test_same_catalogue_and_day_same_bytes() -> None:
    def made() -> dict[str, bytes]:
        pages, found = drafts(**KINDS)
        return {output.path: output.content for output in outputs(pages, found, SINCE)}

    assert made() == made()
    assert list(made()) == ["inrs.eml", "resume.md"]


def test_without_a_mailbox_the_form_confirms() -> None:
    silent = {"depot": "", "contact": {"structure": "Structure du site", "a_confirmer": "oui"}}
    pages, (one,) = drafts(silent, **KINDS)
    text, html = forms(read(mail(pages, one, SINCE)))
    assert "mailto:" not in html
    assert f'href="{FORM}&amp;confirmer=contact"' in html
    assert plain(f"  Tout est juste : {FORM}&confirmer=contact\n") in plain(text)
    assert f'href="{FORM}"' in html
    assert "répondez à ce message" in html


def test_a_structure_that_cannot_be_reached_is_asked_how() -> None:
    pages, found = drafts(**{**KINDS, "structures": {"inrs": {"nom": "INRS", "telephone": "04 72 00 00 00", **FRESH}}})
    (one,) = found
    message = read(mail(pages, one, SINCE))
    assert message["To"] is None
    assert "04 72 00 00 00" in forms(message)[0]
    assert "| INRS | inrs.eml | à trouver ; on la joint par 04 72 00 00 00 | 4 | 1 |" in plain(summary(found, SINCE))
    pages, found = drafts(**{**KINDS, "structures": {"inrs": {"nom": "INRS", **FRESH}}})
    assert "ne dit pas comment vous joindre" in plain(forms(read(mail(pages, found[0], SINCE)))[0])
    assert "| INRS | inrs.eml | à trouver | 4 | 1 |" in summary(found, SINCE)


def test_a_long_list_leads_to_the_page_of_the_structure() -> None:
    many = {f"guide-{number:02}": KINDS["livrables"]["autre"] for number in range(OTHERS + 3)}
    pages, (one,) = drafts(**{**KINDS, "livrables": {**KINDS["livrables"], **many}})
    text = plain(forms(read(mail(pages, one, SINCE)))[0])
    # with « autre », the event and the structure
    assert "Et 6 autres fiches :\n  https://essai.example.org/structures/inrs/" in text


def test_a_mail_asks_about_as_many_records_as_somebody_answers_for() -> None:
    old = {"ajoute_le": "2020-01-01", "contact": {"structure": "inrs"}}
    link = [{"libelle": "Lire", "url": "https://a.fr/"}]
    many = {f"guide-{number:03}": {"titre": "Vieux", "liens": link, **old} for number in range(500)}
    last = {"zz": {"titre": "Sans lien", **old}}
    pages, (one,) = drafts(structures=KINDS["structures"], livrables={**many, **last})
    content = mail(pages, one, SINCE)
    text = plain(forms(read(content))[0])
    assert text.count("\n* Vieux (") == ASKED - 1
    assert text.index("Sans lien") < text.index("Vieux")  # what hurts readers most first
    assert f"Et {501 - ASKED} autres fiches :\n  https://essai.example.org/structures/inrs/" in text
    assert len(content) < 102_000


@pytest.mark.parametrize("address", ["https://prévention.fr/", "https://Essai.FR:8443/a b".replace(" ", "%20")])
def test_a_site_of_any_name_has_drafts(address: str) -> None:
    pages, (one,) = drafts({"adresse": address}, **KINDS)
    content = mail(pages, one, SINCE)
    (host,) = {line.rpartition("@")[2] for line in content.decode().splitlines() if line.startswith("Message-ID: ")}
    assert host in ("xn--prvention-c4a.fr>", "essai.fr>")
    text, _html = forms(read(content))
    assert pages.site.base in text


def test_an_attack_stays_a_text() -> None:
    attack = "<script>alert(1)</script> \u2028Bcc: x@y.fr {jour} %s | a"
    pages, found = drafts(
        structures={"inrs": {"nom": attack, "courriel": "info@inrs-essai.fr", **FRESH}},
        livrables={"guide": {"titre": attack, "contact": {"structure": "inrs"}, **FRESH}},
    )
    message = read(mail(pages, found[0], SINCE))
    assert message["Bcc"] is None
    assert "{jour} %s" in message["Subject"]
    assert "<script" not in forms(message)[1]
    assert summary(found, SINCE).splitlines()[-1].count("|") == 6
