"""What a page shows of the communication network: all that the file says, and without it the template and a contact."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from urllib.parse import quote

from docx import Document
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.modeles import document
from prst.outputs.pages.fiches import Fiches
from prst.outputs.pages.reseau import LIGNES, PAGE, documents, section, token_of
from prst.records.catalogue import Catalogue
from prst.records.reseau import Reseau
from tests.catalogues import create_catalogue, create_pages, plain

RELECTURE = {"id": "relecture", "nom": "Relire une affiche"}


def network(reseau: dict[str, Any] | None, **kinds: Any) -> Catalogue:
    """A catalogue with a network."""
    catalogue = create_catalogue(**kinds)
    return replace(catalogue, reseau=Reseau.model_validate(reseau) if reseau is not None else None)


def shown(reseau: dict[str, Any] | None, **kinds: Any) -> LexborHTMLParser:
    return LexborHTMLParser(str(section(create_pages(network(reseau, **kinds)), "../../")))


def text_of(tree: LexborHTMLParser, selector: str = "body") -> str:
    node = tree.css_first(selector)
    return " ".join(plain(node.text()).split()) if node else ""


def titles(tree: LexborHTMLParser) -> list[str]:
    return [plain(node.text()) for node in tree.css("h2")]


def test_without_a_file_there_are_the_template_and_the_general_contact() -> None:
    tree = shown(None)
    assert titles(tree) == ["Faire la demande"]
    assert "site@organisme-essai.fr" in text_of(tree)
    (modele,) = [node.attributes["href"] for node in tree.css("p a") if "modèle" in node.text()]
    assert modele == "../../boite-a-outils/modeles/demande-au-reseau-communication/"
    assert text_of(shown({})) == text_of(tree)


def test_only_a_page_that_has_the_form_says_what_it_answers() -> None:
    given: list[Any] = [None, {"appuis": [RELECTURE]}, {"appuis": [{**RELECTURE, "delai": "2 semaines"}]}]
    said = [text_of(shown(one)) for one in given]
    assert ["prépare la demande" in text for text in said] == [False, True, True]
    assert ["si vous êtes dans les temps" in text for text in said] == [False, False, True]


def test_each_help_says_how_early_and_what_to_do_meanwhile() -> None:
    tree = shown(
        {
            "principes": ["Anticipez."],
            "appuis": [
                {
                    **RELECTURE,
                    "delai": "10 jours ouvrés",
                    "faire_seul": ["La montrer"],
                    "pages": [{"libelle": "Choisir un format", "chemin": "boite-a-outils/choisir-un-format.md"}],
                },
                {"id": "video", "nom": "Tourner une vidéo", "a_confirmer": "oui"},
            ],
        }
    )
    assert titles(tree) == [
        "Les règles du réseau",
        "Faire la demande",
        "Ce que l’on peut demander, et combien de temps avant",
    ]
    assert text_of(tree, "#appui-relecture td:last-child") == "10 jours ouvrés"
    assert "La montrer" in text_of(tree, "#appui-relecture")
    (page,) = tree.css("#appui-relecture a")
    assert page.attributes["href"] == "../../boite-a-outils/choisir-un-format/"
    assert text_of(tree, "#appui-video td:last-child") == "Délai non connu : demandez dès maintenant"
    assert "À confirmer" in text_of(tree, "#appui-video")
    assert "À confirmer" not in text_of(tree, "#appui-relecture")


def test_where_no_lead_time_is_known_it_is_said_once() -> None:
    tree = shown({"appuis": [RELECTURE, {"id": "video", "nom": "Tourner une vidéo"}]})
    assert text_of(tree).count("Délai non connu") == 1
    assert [len(row.css("th, td")) for row in tree.css("tr")] == [1, 1, 1]


def test_whom_to_ask_follows_the_chain_of_contact() -> None:
    kinds = {
        "structures": {
            "service-com": {"nom": "Service com", "courriel": "com@organisme-essai.fr"},
            "ancien-studio": {"nom": "Ancien studio", "remplacee_par": "studio"},
            "studio": {"nom": "Studio", "telephone": "04 72 00 00 01"},
        }
    }
    tree = shown(
        {
            "contact": {"structure": "service-com", "role": "secrétariat du réseau"},
            "appuis": [
                RELECTURE,
                {"id": "video", "nom": "Vidéo", "contact": {"structure": "ancien-studio"}},
                {"id": "radio", "nom": "Radio", "contact": {"structure": "Radio d’ici", "a_confirmer": "oui"}},
            ],
        },
        **kinds,
    )
    assert "com@organisme-essai.fr" in text_of(tree, ".contact")
    assert "secrétariat du réseau" in text_of(tree, ".contact")
    assert "@" not in text_of(tree, "#appui-relecture")
    assert "04 72 00 00 01" in text_of(tree, "#appui-video")
    radio = text_of(tree, "#appui-radio")
    assert "Radio d’ici Nous n’avons pas encore l’adresse où lui écrire. Adressez-vous à : Service com" in radio
    assert "com@organisme-essai.fr" in radio


def test_nobody_is_named_even_who_agreed_to_be() -> None:
    person = {
        "structure": "Service com",
        "role": "chargée de communication",
        "nom": "Camille Essai",
        "publication_consentie": "2026-01-02",
        "courriel": "camille.essai@organisme-essai.fr",
    }
    tree = shown({"contact": person, "appuis": [{**RELECTURE, "contact": person}]})
    assert "camille" not in str(tree.html).lower()
    assert "site@organisme-essai.fr" in text_of(tree, ".contact"), "the region answers instead"


def test_requests_come_by_the_day_on_which_they_are_wanted() -> None:
    tree = shown(
        {
            "contact": {"structure": "Service com", "role": "secrétariat", "courriel": "com@organisme-essai.fr"},
            "appuis": [RELECTURE],
            "demandes": [
                {"appui": "relecture", "objet": "Sans date"},
                {"appui": "relecture", "objet": "Tard", "pour_le": "2027-06-03", "groupe": "chutes", "etat": "faite"},
                {"appui": "relecture", "objet": "Tôt", "pour_le": "2027-02", "structure": "Chambre d’ici"},
            ],
        },
        groupes={"chutes": {"nom": "Groupe des chutes"}},
    )
    found = [" ".join(plain(node.text()).split()) for node in tree.css("#demandes ~ ul > li")]
    assert found == [
        "Tôt Pour février 2027. Relire une affiche, demandé à Service com, secrétariat. Par Chambre d’ici",
        "Tard Faite Pour le 3 juin 2027. Relire une affiche, demandé à Service com, secrétariat. Par Groupe des chutes",
        "Sans date Sans date. Relire une affiche, demandé à Service com, secrétariat.",
    ]
    (groupe,) = [node.attributes["href"] for node in tree.css("#demandes ~ ul a")]
    assert groupe == "../../groupes/chutes/"


def test_a_group_that_cannot_be_shown_leaves_its_request() -> None:
    """In a preview, where a record went wrong."""
    reseau = {"appuis": [RELECTURE], "demandes": [{"appui": "relecture", "objet": "Affiche", "groupe": "absent"}]}
    assert "Affiche" in text_of(shown(reseau), "#demandes ~ ul")


def test_what_is_written_is_text() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    reseau = {
        "presentation": hostile,
        "principes": [hostile],
        "appuis": [{**RELECTURE, "nom": hostile, "description": hostile, "faire_seul": [hostile], "source": hostile}],
        "demandes": [{"appui": "relecture", "objet": hostile}],
        "source": hostile,
    }
    assert shown(reseau).css("img") == []


def test_the_form_knows_the_lead_time_and_the_mailbox_of_each_help() -> None:
    contact = {"structure": "Service com", "courriel": "com@organisme-essai.fr"}
    tree = shown(
        {"contact": contact, "appuis": [{**RELECTURE, "delai": "1 semaine", "en_reunion": "oui"}]},
        groupes={"chutes": {"nom": "Chutes", "fiche_action": {"numero": "9.3"}}},
    )
    (option,) = [one.attributes for one in tree.css("#r-aide option") if one.attributes["value"]]
    assert (option["data-nombre"], option["data-unite"], option["data-delai"]) == ("1", "semaines", "1 semaine")
    assert (option["data-courriel"], option["data-qui"]) == ("com@organisme-essai.fr", "Service com")
    assert "data-reunion" in option
    assert [one.attributes["value"] for one in tree.css("#r-groupes option")] == ["Chutes (fiche-action 9.3)"]
    assert shown({"appuis": [RELECTURE]}).css("[name=pour]") == [], (
        "nobody comes to a meeting: partners ask for nothing"
    )
    assert shown({}).css("form, script") == []


def test_a_reminder_is_a_calendar_of_one_day_for_the_browser_to_change() -> None:
    tree = shown({"appuis": [{**RELECTURE, "nom": "Relire ; une, affiche", "delai": "1 semaine"}]})
    (text,) = [one.attributes["data-rappel"] or "" for one in tree.css("option[data-rappel]")]
    (event,) = Calendar.from_ical(text.replace("\r\n", "\n").replace("\n", "\r\n")).walk("VEVENT")
    assert plain(str(event["SUMMARY"])) == "Dernier jour pour demander au réseau communication : Relire ; une, affiche"
    for mark, count in (("20200101T000000Z", 1), ("20200102", 1), ("0" * 32, 1)):
        assert text.count(mark) == count, "a mark that is folded, or stands twice, would stay"


def test_the_document_has_a_cell_for_each_line_of_a_request() -> None:
    assert list(documents(None)) == list(documents(Reseau())) == []
    (page,) = documents(Reseau.model_validate({"appuis": [RELECTURE]}))
    output = document(*page)
    assert output.path == "boite-a-outils/solliciter-le-reseau-communication/demande.docx"
    table = Document(BytesIO(output.content)).tables[0]
    assert [(row.cells[0].text, [run.text for run in row.cells[1].paragraphs[0].runs]) for row in table.rows[1:]] == [
        (label, [token_of(name)]) for name, label in LIGNES.items()
    ]


def test_the_page_of_a_group_leads_to_the_form_with_its_name_in_it() -> None:
    """Where there is something to ask for, and the page to do it."""
    name = "Bruit & vibrations : « 50 % » ?"
    for reseau, written, wanted in (
        ({"appuis": [RELECTURE]}, (PAGE,), [f"../../{PAGE}?groupe="]),
        ({"appuis": [RELECTURE]}, (), []),
        ({}, (PAGE,), []),
        (None, (PAGE,), []),
    ):
        pages = create_pages(network(reseau, groupes={"bruit": {"nom": name}}))
        pages.written = written
        (groupe,) = pages.catalogue.groupes.values()
        page = next(one for one in Fiches(pages).groupe(groupe) if one.path == "groupes/bruit/index.html")
        links = LexborHTMLParser(page.content).css("a[href*='?groupe=']")
        assert [link.attributes["href"] for link in links] == [f"{one}{quote(groupe.nom)}" for one in wanted]
