"""The letter: golden files of its three forms, and rules of those who read mails.

After a change that is meant, write the golden files again and read the difference:

    MISE_A_JOUR=1 .venv/bin/pytest tests/outputs/pages/test_lettre.py
    git diff tests/outputs/pages/golden_lettre
"""

import os
import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import html5lib
import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.analysis.digest import NEWS, Journal, Tranche
from prst.building import Build
from prst.outputs.courriels import WIDTH
from prst.outputs.pages.lettre import HTML, MAIL, SUMMARY, TEXT, Letter, Letters, create_letter, period
from prst.records.catalogue import Catalogue
from prst.records.copies import Copie
from tests.catalogues import TEMPLATES, Kind, create_catalogue, create_external, create_pages, find_first, plain
from tests.hostile import Attacker, create_hostile

GOLDEN = Path(__file__).with_name("golden_lettre")
SMALL: dict[str, Kind] = {
    "livrables": {
        "guide": {
            "titre": "Échelles & escabeaux : « le guide »",
            "promesse": "Moins de chutes, sans arrêter le chantier",
            "date": "2026-09",
            "ajoute_le": "2026-10-05",
        },
        "affiche": {
            "titre": "Une affiche dont le titre est bien trop long pour tenir sur une seule ligne de texte",
            "resume": "Un résumé. " * 40,
            "ajoute_le": "2026-10-06",
        },
        "sure": {"titre": "Guide sûr", "liens": [{"libelle": "Lire", "url": "https://inrs.fr/guide"}]},
        "ancien": {"titre": "Fiche ancienne", "ajoute_le": "2026-01-05", "modifie_le": "2026-10-07"},
    },
    "relais": {"capeb": {"nom": "Capeb", "type": "organisation professionnelle", "ajoute_le": "2026-10-08"}},
    "groupes": {"ga": {"nom": "Groupe chutes", "plan": "PRST 4", "ajoute_le": "2026-10-08"}},
    "evenements": {
        "salon": {
            "titre": "Salon de la prévention",
            "debut": "2026-11-12",
            "lieu": "Lyon",
            "livrables": ["guide", "affiche"],
            "ajoute_le": "2026-10-09",
        }
    },
    "formats": {"guide": {"label": "Guide"}},
}


def write_letter(catalogue: Catalogue, depuis: str = "2026-10-01", jusqua: str = "2026-10-31") -> Letter:
    pages = create_pages(catalogue)
    journal = Journal(catalogue, pages.derived.rendez_vous)
    return create_letter(pages, journal.digest(date.fromisoformat(depuis), date.fromisoformat(jusqua)))


@pytest.fixture(scope="module")
def letter() -> Letter:
    return write_letter(create_catalogue(**SMALL))


def parse_mail(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=default)
    assert isinstance(mail, EmailMessage)
    assert mail.defects == []
    return mail


def read_parts(mail: EmailMessage) -> dict[str, str]:
    return {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in mail.iter_parts()}


# Golden files


@pytest.mark.parametrize("name", [HTML, TEXT, MAIL])
def test_letter_is_as_it_was(letter: Letter, name: str) -> None:
    (content,) = [output.content for output in letter.files() if output.path == name]
    path = GOLDEN / name
    if os.environ.get("MISE_A_JOUR"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    assert content == path.read_bytes()


def test_same_catalogue_same_bytes(letter: Letter) -> None:
    assert write_letter(create_catalogue(**SMALL)) == letter


# What it says


def test_parts_come_in_the_order_that_readers_want(letter: Letter) -> None:
    headings = [node.text() for node in LexborHTMLParser(letter.html).css("h2")]
    assert headings == [
        "Nouvelles ressources",
        "Ressources mises à jour",
        "À venir",
        "Des valeurs sûres",
    ]


def test_a_part_with_nothing_to_say_is_left_out() -> None:
    found = write_letter(create_catalogue(livrables={"guide": {"ajoute_le": "2026-10-05"}}))
    assert [node.text() for node in LexborHTMLParser(found.html).css("h2")] == ["Nouvelles ressources"]
    assert "À VENIR" not in found.texte


def test_a_long_part_leads_to_what_it_leaves_to_the_site() -> None:
    many: Kind = {f"fiche-{number:02}": {"ajoute_le": "2026-10-05"} for number in range(NEWS + 7)}
    found = write_letter(create_catalogue(livrables=many))
    assert len(LexborHTMLParser(found.html).css("h3")) == NEWS
    assert "D’autres nouveautés sont sur le site :\nhttps://essai.example.org/livrables/" in plain(found.texte)


def test_a_long_summary_ends_with_a_sentence(letter: Letter) -> None:
    (text,) = [node.text() for node in LexborHTMLParser(letter.html).css("p") if node.text().startswith("Un résumé")]
    assert SUMMARY - len("Un résumé. ") <= len(text) <= SUMMARY
    assert re.fullmatch(r"(Un résumé\. ?)+(?<! )", text)


def test_a_sentence_that_is_too_long_ends_at_a_word() -> None:
    long = f"Un résumé {'sans point ' * 40}"
    found = write_letter(create_catalogue(livrables={"guide": {"ajoute_le": "2026-10-05", "resume": long}}))
    (text,) = [node.text() for node in LexborHTMLParser(found.html).css("p") if node.text().startswith("Un résumé")]
    assert len(text) <= SUMMARY + 1
    assert re.search(r"\w…$", text)


def test_a_promise_that_is_the_title_gives_way_to_the_summary() -> None:
    fields = {"titre": "Prévenir les chutes", "promesse": "Prévenir les chutes.", "resume": "Dix fiches claires."}
    found = write_letter(create_catalogue(livrables={"guide": {"ajoute_le": "2026-10-05", **fields}}))
    assert found.texte.count("Prévenir les chutes") == 1
    assert "  Dix fiches claires.\n" in found.texte


def test_a_summary_that_is_the_title_is_not_said_again() -> None:
    fields = {"titre": "Prévenir les chutes", "resume": "Prévenir les chutes"}
    found = write_letter(create_catalogue(livrables={"guide": {"ajoute_le": "2026-10-05", **fields}}))
    assert "* Prévenir les chutes\n  Guide\n  https://" in found.texte


@pytest.mark.parametrize(
    ("depuis", "jusqua", "said"),
    [
        ("2026-10-01", "2026-10-31", "octobre 2026"),
        ("2026-02-01", "2026-02-28", "février 2026"),
        ("2026-10-01", "2026-10-30", "du 1er au 30 octobre 2026"),
        ("2026-10-01", "2026-11-30", "du 1er octobre au 30 novembre 2026"),
        ("2026-10-05", "2026-10-05", "le 5 octobre 2026"),
    ],
)
def test_period_is_said_as_one_says_it(depuis: str, jusqua: str, said: str) -> None:
    assert period(date.fromisoformat(depuis), date.fromisoformat(jusqua)) == said


def test_subject_names_the_slice() -> None:
    catalogue = create_catalogue(
        **{**SMALL, "cibles": {"tpe": {"nom": "TPE"}}, "territoires": {"69": {"label": "Rhône"}}}
    )
    pages = create_pages(catalogue)
    tranche = Tranche(catalogue.cibles["tpe"], catalogue.territoires["69"])
    digest = Journal(catalogue, pages.derived.rendez_vous).digest(date(2026, 10, 1), date(2026, 10, 31), tranche)
    assert plain(create_letter(pages, digest).sujet) == "Catalogue d’essai : la lettre, octobre 2026 (TPE, Rhône)"


def test_a_date_that_is_not_sure_is_told_as_such() -> None:
    event = {"debut": "2026-11-12", "lieu": "Lyon", "date_a_confirmer": "oui"}
    found = write_letter(create_catalogue(evenements={"salon": event}))
    assert "Le 12 novembre 2026, Lyon (date à confirmer)" in plain(found.texte)


def test_what_others_announce_leads_to_them_and_names_them() -> None:
    first = create_external(titre="Salon <b>", debut=date(2026, 6, 20))
    second = create_external(uid="x", titre="Sans page", debut=date(2026, 6, 21), lieu=None, url=None)
    catalogue = create_catalogue(agendas={"salons": {"nom": "Salons de France"}})
    pages = create_pages(replace(catalogue, copies={"salons": Copie((first, second))}))
    journal = Journal(pages.catalogue, pages.derived.rendez_vous)
    letter = create_letter(pages, journal.digest(date(2026, 5, 1), date(2026, 5, 31)))
    announced = plain(letter.texte).partition("-------\n\n")[2].splitlines()
    assert announced[:8] == [
        "* Salon <b>",
        "  Le 20 juin 2026, Lyon",
        "  Annoncé par : Salons de France",
        "  https://exemple.fr/salon",
        "",
        "* Sans page",
        "  Le 21 juin 2026",
        "  Annoncé par : Salons de France",
    ]
    titles = LexborHTMLParser(letter.html).css("h3")
    assert [title.text() for title in titles] == ["Salon <b>", "Sans page"]
    assert [find_first(titles[0].html or "", "a").attributes["href"], titles[1].css_first("a")] == [first.url, None]


# HTML that mail programs show


def test_looks_are_in_style_attributes_and_nothing_else_is_needed(letter: Letter) -> None:
    tree = LexborHTMLParser(letter.html)
    assert tree.css("style, link, script, img, iframe, form") == []
    for node in tree.css("body, h1, h2, h3, p, li, a"):
        assert node.attributes.get("style"), node.html
    (sheet,) = tree.css("table.feuille")
    assert sheet.attributes["width"] == "600"  # what Outlook reads
    assert "max-width: 600px" in (sheet.attributes["style"] or "")
    assert "var(" not in letter.html


def test_a_mail_that_is_opened_as_a_page_may_run_and_load_nothing(letter: Letter) -> None:
    (policy,) = LexborHTMLParser(letter.html).css("meta[http-equiv]")
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_html_parses_without_error(letter: Letter) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(letter.html)
    assert parser.errors == []
    assert find_first(letter.html, "html").attributes["lang"] == "fr"


def test_links_are_absolute_and_lead_to_pages(letter: Letter) -> None:
    catalogue = create_catalogue(**SMALL)
    addresses = {f"{fiche.kind}/{fiche.id}/" for fiche in catalogue.records()} | {
        "",
        "lettre/",
        "livrables/",
        "agenda/",
    }
    links = [node.attributes["href"] or "" for node in LexborHTMLParser(letter.html).css("a")]
    written = re.findall(r"https?://\S+", letter.texte)
    assert len(links) > 6
    assert {link.removeprefix("https://essai.example.org/") for link in (*links, *written)} <= addresses


# Plain text


def test_a_number_stays_with_its_sign() -> None:
    title = "Mutualiser des ressources humaines, une forme d’emploi (fiche pratique n° 27)"
    found = write_letter(create_catalogue(livrables={"guide": {"titre": title, "ajoute_le": "2026-10-05"}}))
    assert "(fiche pratique\n  n°\u00a027)\n" in found.texte


def test_plain_text_is_wrapped_and_holds_no_markup(letter: Letter) -> None:
    lines = letter.texte.splitlines()
    assert [line for line in lines if len(line) > WIDTH and "https://" not in line] == []
    assert re.findall(r"&\w+;|<\w+", letter.texte) == []
    assert "* Échelles & escabeaux : « le guide »" in plain(letter.texte)
    assert [line for line in lines if line != line.rstrip()] == []


# Mail


def test_mail_reads_back_with_both_forms(letter: Letter) -> None:
    mail = parse_mail(letter.courriel)
    assert mail.get_content_type() == "multipart/alternative"
    assert read_parts(mail) == {"text/plain": letter.texte, "text/html": letter.html}
    assert mail["Subject"] == letter.sujet.replace("\u00a0", " ")
    assert mail["X-Unsent"] == "1"


def test_a_long_subject_loses_nothing() -> None:
    title = "du 1er juin au 31 août 2026 (Les petites entreprises & « leurs » amis, Lieu 42) " * 2
    catalogue = create_catalogue(
        {"nom": title.strip(), "contact": {"structure": title.strip(), "courriel": "prevention@organisme.fr"}}, **SMALL
    )
    mail = message_from_bytes(write_letter(catalogue).courriel)  # the other policy adds spaces where it reads names
    subject, sender = (str(make_header(decode_header(mail[name]))) for name in ("Subject", "From"))
    assert subject.startswith(f"{title.strip()} : la lettre")
    assert sender == f"{title.strip()} <prevention@organisme.fr>"


def test_mail_is_the_same_whenever_it_is_made(letter: Letter) -> None:
    mail = parse_mail(letter.courriel)
    assert mail["Date"] is None
    assert re.fullmatch(r"<lettre\.[0-9a-f]{32}@essai\.example\.org>", mail["Message-ID"])


def test_mail_comes_from_the_functional_mailbox(letter: Letter) -> None:
    mail = parse_mail(letter.courriel)
    assert mail["From"] == "Structure du site <site@organisme-essai.fr>"
    assert mail["To"] is None


def test_mail_without_a_mailbox_says_that_it_is_to_be_filled_in() -> None:
    catalogue = create_catalogue({"contact": {"structure": "DREETS", "a_confirmer": "oui"}}, **SMALL)
    assert parse_mail(write_letter(catalogue).courriel)["From"] == "Votre structure <a-remplir@expediteur.invalid>"


def test_mail_is_made_of_short_ascii_lines(letter: Letter) -> None:
    """RFC 5322, section 2.1.1, and RFC 2045, section 6.7."""
    lines = letter.courriel.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert letter.courriel.isascii()
    assert b"\n" not in letter.courriel.replace(b"\r\n", b"")


# Months


def letters(**kinds: Kind) -> Letters:
    return Letters(create_pages(create_catalogue(**kinds)))


def test_a_month_in_which_something_changed_has_its_page_and_its_files() -> None:
    paths = [output.path for output in letters(**SMALL).outputs()]
    assert paths == [
        f"lettre/{month}/{name}" for month in ("2026-10", "2026-01") for name in ("index.html", HTML, TEXT, MAIL)
    ]


def test_only_the_last_twelve_months_are_published() -> None:
    many = {f"fiche-{n:02}": {"ajoute_le": f"{2025 + n // 12}-{n % 12 + 1:02}-15"} for n in range(15)}
    published = letters(livrables=many).addresses()
    assert (len(published), published[0], published[-1]) == (12, "lettre/2026-03/", "lettre/2025-04/")


def test_the_page_of_a_month_that_goes_on_announces_from_the_last_change() -> None:
    found = letters(
        livrables={"guide": {"ajoute_le": "2026-10-05"}},
        evenements={"hier": {"debut": "2026-10-04"}, "demain": {"debut": "2026-10-06"}},
    )
    page = next(output.content.decode() for output in found.outputs())
    assert "evenements/demain/" in page
    assert "evenements/hier/" not in page


def test_the_page_of_a_past_month_announces_what_came_after_it() -> None:
    found = letters(
        livrables={"guide": {"ajoute_le": "2026-01-05"}, "autre": {"ajoute_le": "2026-10-05"}},
        evenements={"fevrier": {"debut": "2026-02-10"}, "novembre": {"debut": "2026-11-10"}},
    )
    (page,) = [output.content.decode() for output in found.outputs() if output.path == "lettre/2026-01/index.html"]
    assert "evenements/fevrier/" in page
    assert "evenements/novembre/" not in page


def test_months_are_listed_the_latest_first() -> None:
    tree = LexborHTMLParser(str(letters(**SMALL).index()))
    assert [" ".join(plain(node.text()).split()) for node in tree.css("li")] == [
        "Octobre 2026 2 nouvelles ressources, 1 mise à jour",
        "Janvier 2026 1 nouvelle ressource",
    ]


def test_without_any_letter_the_list_says_what_to_do() -> None:
    assert "Contribuer au catalogue" in str(letters(livrables={"guide": {}}).index())


def test_page_of_a_month_in_french() -> None:
    pages = {
        output.path: find_first(output.content, "h1").text()
        for output in letters(**SMALL).outputs()
        if output.path.endswith("index.html")
    }
    assert list(pages.values()) == ["La lettre d’octobre 2026", "La lettre de janvier 2026"]


# Attacks


def attacked(attacker: Attacker) -> Catalogue:
    """The catalogue of an attacker, whose records are real and new, so that letters hold them."""
    catalogue = create_hostile(attacker)
    day = date(2026, 3, 4)
    changes: dict[str, Any] = {"exemple": False, "ajoute_le": day, "modifie_le": day}
    for kind in ("livrables", "relais", "groupes"):
        records: Any = getattr(catalogue, kind)
        for identity, fiche in records.items():
            more = {"statut": "publie"} if kind == "livrables" else {}
            records[identity] = fiche.model_copy(update={**changes, **more})
    return catalogue


@pytest.fixture(scope="module", params=[0, 1])
def hostile(request: pytest.FixtureRequest) -> list[Letter]:
    pages = Build(attacked(Attacker(request.param)), TEMPLATES).pages
    journal = Journal(pages.catalogue, pages.derived.rendez_vous)
    return [create_letter(pages, journal.digest(date(2026, 3, 1), date(2026, 3, 31)))]


def test_attacks_add_no_element_and_no_style_to_a_letter(hostile: list[Letter], letter: Letter) -> None:
    safe = LexborHTMLParser(letter.html)
    tags = {node.tag for node in safe.css("*")}
    rules = {rule for node in safe.css("[style]") for rule in (node.attributes["style"] or "").split(";")}
    rules |= {rule.replace("#14532d", "#123456") for rule in rules}
    for found in hostile:
        tree = LexborHTMLParser(found.html)
        assert len(tree.css("h3")) == 3
        assert {node.tag for node in tree.css("*")} <= tags
        assert {rule for node in tree.css("[style]") for rule in (node.attributes["style"] or "").split(";")} <= rules
        for node in tree.css("*"):
            assert [name for name in node.attributes if name.startswith("on")] == []
            assert not (node.attributes.get("href") or "https").startswith(("javascript", "data"))


def test_attacks_stay_texts_in_a_mail(hostile: list[Letter]) -> None:
    for found in hostile:
        mail = parse_mail(found.courriel)
        assert set(mail.keys()) == {"Subject", "From", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"}
        assert "onerror=alert(" in read_parts(mail)["text/plain"]
        assert "&lt;img src=x onerror=alert(" in read_parts(mail)["text/html"]
