"""The pages of records and lists.

Golden files hold the page of one small record of each kind, so that a change of what readers see is seen in a review.
After a change that is meant, write them again and read the difference:

    MISE_A_JOUR=1 .venv/bin/pytest tests/outputs/pages/test_fiches.py
    git diff tests/outputs/pages/golden
"""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.analysis.derived import Derived
from prst.outputs.pages.common import EACH, PER_PAGE, SHOWN, Pages
from prst.outputs.pages.fiches import CALLED, FIRST, NEIGHBOURS, PER_THEME, START, Fiches, describe_link
from prst.records.catalogue import PAGE_THRESHOLD
from prst.records.schemas import SINGULAR
from tests.catalogues import (
    CONTACT,
    Kind,
    create_catalogue,
    create_pages,
    every_page,
    find_first,
    plain,
    render_lists,
    render_months,
    render_pages,
)

GOLDEN = Path(__file__).with_name("golden")
TO_CONFIRM = {"structure": "Carsat", "a_confirmer": "oui"}

SMALL: dict[str, Kind] = {
    "livrables": {
        "guide-echelles": {
            "titre": "Échelles & escabeaux : « le guide »",
            "resume": "Choisir, vérifier et utiliser une échelle.",
            "promesse": "Moins de chutes, sans arrêter le chantier",
            "description": "Il comprend :\n\n- une *fiche* par métier ;\n- un [quiz](https://exemple.fr/quiz).",
            "cibles": ["btp", "tpe"],
            "format": "guide",
            "contact": {
                "structure": "OPPBTP",
                "role": "Conseil en prévention",
                "courriel": "conseil@organisme-essai.fr",
                "telephone": "04 72 00 00 00",
                "suppleant": "L’accueil",
            },
            "themes": ["chutes", "bruit"],
            "secteurs": ["batiment"],
            "territoires": ["region"],
            "groupe": "ga-chutes",
            "relais": ["capeb"],
            "liens": [
                {"libelle": "Télécharger le guide", "url": "https://www.exemple.fr/guide.PDF?v=2"},
                {"libelle": "Une copie", "url": "https://fr.copies.fr/guide"},
            ],
            "fichiers": [{"libelle": "L’affiche", "chemin": "assets/fichiers/affiche.pdf"}],
            "date": "2024-03",
            "a_revoir_le": "2027-01-01",
            "mots_cles": ["escabeau"],
            "licence": "Licence Ouverte 2.0",
            "source": "https://exemple.fr/releve",
            "ajoute_le": "2026-01-05",
            "modifie_le": "2026-02-01",
        },
        "fiche-minimale": {"cibles": ["tpe"], "contact": TO_CONFIRM},
        "affiche": {
            "cibles": ["btp"],
            "themes": ["chutes"],
            "date": "2023",
            "contact": {"structure": "direccte", "a_confirmer": "oui"},
        },
        "quiz": {"cibles": ["btp"], "themes": ["chutes"], "date": "2022", "exemple": "oui"},
    },
    "cibles": {
        "btp": {
            "nom": "Entreprises du BTP",
            "accroche": "Vous dirigez un chantier",
            "description": "Gros œuvre et **finitions**.",
            "secteurs": ["batiment"],
            "taille": "moins de 50 salariés",
            "effectif": "12000",
            "moments": ["L’hiver"],
            "icone": "material/hard-hat",
            "ajoute_le": "2026-01-05",
        },
        "tpe": {"nom": "Très petites entreprises"},
    },
    "relais": {
        "capeb": {
            "nom": "Capeb",
            "type": "organisation professionnelle",
            "cibles": [{"cible": "btp", "portee": "1 500"}, {"cible": "tpe"}],
            "adherents": "4000",
            "territoires": ["region"],
            "canaux": [{"type": "lettre d’information", "frequence": "chaque mois"}],
            "pratique": "large",
            "sollicite": "oui",
            "contact": CONTACT,
            "url": "https://capeb.fr/",
        }
    },
    "groupes": {
        "ga-chutes": {
            "nom": "Groupe chutes",
            "plan": "PRST 4",
            "fiche_action": {"numero": "1.17", "objectif": "Moins de chutes."},
            "pilotes": [{"structure": "direccte", "role": "pilote", "competences": ["animer"]}],
            "contributeurs": ["Carsat"],
            "etat": "au_travail",
            "themes": ["chutes"],
            "cibles": ["btp"],
            "jalons": [{"date": "2026-06", "intitule": "Version 2", "livrable": "guide-echelles"}],
            "indicateurs": [{"nom": "Téléchargements"}],
        },
        "ga-voisin": {"nom": "Groupe voisin", "themes": ["chutes"]},
    },
    "evenements": {
        "semaine": {
            "titre": "Semaine européenne",
            "debut": "2026-10-19",
            "fin": "2026-10-23",
            "recurrence": "FREQ=YEARLY;BYWEEKNO=43;BYDAY=MO",
            "organisateur": "EU-OSHA",
            "cibles": ["btp"],
            "themes": ["chutes"],
            "livrables": ["guide-echelles"],
            "a_envoyer_le": "2026-10-01",
        },
        "matinee": {
            "titre": "Matinée",
            "debut": "2026-05-12T09:00",
            "fin": "2026-05-12T12:30",
            "lieu": "Lyon",
            "en_ligne": "oui",
            "contact": TO_CONFIRM,
        },
    },
    "diffusions": {
        "envoi": {
            "date": "2026-01",
            "livrable": "guide-echelles",
            "relais": "capeb",
            "canal": "lettre d’information",
            "touches": "1200",
            "bilan": "a_marche",
        }
    },
    "formats": {"guide": {"label": "Guide", "description": "Un document.", "icone": "material/book-open-variant"}},
    "themes": {"chutes": {"label": "Chutes"}, "bruit": {"label": "Bruit"}},
    "secteurs": {"batiment": {"label": "Bâtiment"}},
    "territoires": {"region": {"label": "Toute la région"}},
    "structures": {
        "dreets": {
            "nom": "Direction régionale",
            "sigle": "DREETS",
            "type": "service de l’État",
            "telephone": "04 72 00 00 01",
            "a_confirmer": "oui",
            "url": "https://dreets.fr/",
            "territoires": ["region"],
        },
        "direccte": {"nom": "DIRECCTE", "type": "service de l’État", "remplacee_par": "dreets"},
    },
    "retours": {
        "essai": {
            "titre": "Un brouillon montré tôt",
            "phases": ["produire", "evaluer"],
            "essai": "Un brouillon montré à trois entreprises.",
            "pour_qui": "les chefs de chantier",
            "a_marche": "Elles ont rayé la moitié du texte.",
            "n_a_pas_marche": "Un rendez-vous a été reporté.",
            "nous_ferions": "Le montrer plus tôt encore.",
            "themes": ["chutes"],
            "cibles": ["btp"],
            "groupe": "ga-chutes",
            "livrables": ["guide-echelles"],
            "plan": "PRST 3",
            "date": "2025-11",
            "source": "Bilan du groupe, p. 3",
        },
        "reunion": {"titre": "Une réunion plus courte", "a_marche": "Tous sont restés.", "exemple": "oui"},
    },
    "retraits": {"livrables/vieux-guide": {"titre": "Vieux guide", "voir": "livrables/guide-echelles"}},
}


@pytest.fixture(scope="module")
def small() -> dict[str, str]:
    """Every page of a small catalogue, by address."""
    catalogue = create_catalogue(**SMALL)
    return {**render_pages(catalogue), **render_lists(catalogue), **render_months(catalogue)}


def parse(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def read_text(html: str, selector: str = "body") -> str:
    """The text of the first element that matches, with plain and single spaces."""
    return re.sub(r"\s+", " ", find_first(html, selector).text()).strip()


def find_links(html: str, selector: str = "") -> list[str]:
    return [str(node.attributes["href"]) for node in parse(html).css(f"{selector} a[href]")]


def find_cards(html: str) -> list[str]:
    """Ids of the deliverables whose cards are shown."""
    return [href.rstrip("/").rpartition("/")[2] for href in find_links(html, ".carte-titre")]


def create_many(count: int, **fields: Any) -> Kind:
    """Deliverables from the most recent to the oldest."""
    return {
        f"fiche-{number:03}": {"date": f"{2026 - number // 12}-{12 - number % 12:02}", **fields}
        for number in range(count)
    }


# Golden files

GOLDEN_PAGES = {
    "livrable": "livrables/guide-echelles/",
    "livrable-minimal": "livrables/fiche-minimale/",
    "cible": "cibles/btp/",
    "relais": "relais/capeb/",
    "groupe": "groupes/ga-chutes/",
    "evenement-recurrent": "evenements/semaine/",
    "evenement": "evenements/matinee/",
    "structure": "structures/dreets/",
    "structure-remplacee": "structures/direccte/",
    "structures": "structures/",
    "retour": "retours/essai/",
    "retours": "retours/",
    "terme": "themes/chutes/",
    "retrait": "livrables/vieux-guide/",
    "liste": "livrables/",
    "agenda": "agenda/",
    "agenda-mois": "agenda/2026-10/",
    "accueil": "",
    "annuaire": "annuaire/",
    "etat": "a-propos/etat-du-catalogue/",
}


@pytest.mark.parametrize("name", GOLDEN_PAGES)
def test_page_is_as_it_was(small: dict[str, str], name: str) -> None:
    """Icons are left out: they are Material's."""
    html = re.sub(r"<svg.*?</svg>", "<svg></svg>", small[GOLDEN_PAGES[name]], flags=re.DOTALL)
    html = re.sub(r"(?=<(?:link|meta|script))|(?<=</script>)", "\n", html)
    text = "".join(f"{line.rstrip()}\n" for line in html.splitlines() if line.strip())
    path = GOLDEN / f"{name}.html"
    if os.environ.get("MISE_A_JOUR"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_golden_files_are_all_used() -> None:
    assert {path.stem for path in GOLDEN.glob("*.html")} == set(GOLDEN_PAGES)


# Every page


def test_each_record_has_its_page_and_others_have_none(small: dict[str, str]) -> None:
    expected = {
        f"{kind}/{identity}/"
        for kind in ("livrables", "cibles", "relais", "groupes", "evenements", "structures", "retours")
        for identity in SMALL[kind]
    }
    others = {"livrables/vieux-guide/", "formats/guide/", "themes/chutes/", "groupes/ga-chutes/fiche-action/"}
    others |= {f"groupes/{identity}/pitch/" for identity in SMALL["groupes"]}
    others |= {f"territoires/{identity}/" for identity in create_catalogue(**SMALL).named("territoires")}
    assert set(render_pages(create_catalogue(**SMALL))) == expected | others


def test_no_page_has_an_id_twice(small: dict[str, str]) -> None:
    for address, html in small.items():
        ids = [node.attributes["id"] for node in parse(html).css("[id]")]
        assert len(ids) == len(set(ids)), address


def test_each_page_has_one_title() -> None:
    for address, html in render_pages(create_catalogue(**SMALL)).items():
        assert [node.attributes.get("id") for node in parse(html).css("h1")] == ["titre"], address


def test_headings_never_skip_a_level(small: dict[str, str]) -> None:
    for address, html in small.items():
        levels = [int(str(node.tag)[1]) for node in parse(html).css("h1, h2, h3, h4, h5, h6")]
        start = 1 if levels and levels[0] == 1 else 2
        assert all(after <= before + 1 for before, after in zip([start, *levels], levels, strict=False)), address


def test_each_section_is_named_by_a_heading_that_exists(small: dict[str, str]) -> None:
    for address, html in small.items():
        tree = parse(html)
        ids = {node.attributes["id"] for node in tree.css("[id]")}
        named = {
            one for node in tree.css("[aria-labelledby]") for one in (node.attributes["aria-labelledby"] or "").split()
        }
        assert named <= ids, address


def test_same_catalogue_same_pages() -> None:
    assert render_pages(create_catalogue(**SMALL)) == render_pages(create_catalogue(**SMALL))


def test_order_of_files_does_not_matter() -> None:
    backwards = {kind: dict(reversed(list(records.items()))) for kind, records in SMALL.items()}
    assert render_pages(create_catalogue(**backwards)) == render_pages(create_catalogue(**SMALL))


# A deliverable


def test_first_screen_says_what_for_whom_where_and_whom_to_call(small: dict[str, str]) -> None:
    html = small["livrables/guide-echelles/"]
    words = read_text(html, ".fiche")
    parts = ["le guide »", "Moins de chutes", "Entreprises du BTP", "Télécharger le guide", "OPPBTP", "Repères"]
    assert sorted(parts, key=words.index) == parts


def test_links_say_their_nature_and_host(small: dict[str, str]) -> None:
    acces = [
        re.sub(r"\s+", " ", node.text()).strip() for node in parse(small["livrables/guide-echelles/"]).css(".acces li")
    ]
    assert acces == [
        "L’affiche à télécharger ici",
        "Télécharger le guide PDF, exemple.fr",
        "Une copie page web, copie hébergée par fr.copies.fr, qui n’est pas l’éditeur du document",
    ]


@pytest.mark.parametrize(
    ("url", "host", "nature", "copy"),
    [
        ("https://exemple.fr/a.pdf", "exemple.fr", "PDF", False),
        ("https://www.exemple.fr/a.PDF#page=2", "exemple.fr", "PDF", False),
        ("https://exemple.fr/a.pdf/lire", "exemple.fr", "page web", False),
        ("https://exemple.fr/?f=a.pdf", "exemple.fr", "page web", False),
        ("https://exemple.fr/a.docx", "exemple.fr", "document Word", False),
        ("https://www.youtube.com/watch?v=1", "youtube.com", "vidéo", False),
        ("https://youtu.be/1", "youtu.be", "vidéo", False),
        ("https://pasyoutube.com/1", "pasyoutube.com", "page web", False),
        ("https://copies.fr/a", "copies.fr", "page web", True),
        ("https://FR.COPIES.FR./a.pdf", "fr.copies.fr", "PDF", True),
        ("https://mescopies.fr/a", "mescopies.fr", "page web", False),
        ("https://copies.fr.exemple.fr/", "copies.fr.exemple.fr", "page web", False),
        ("https://exemple.fr:8443/a", "exemple.fr", "page web", False),
        ("mailto:a@b.fr", "", "courriel", False),
        ("tel:+33400000000", "", "téléphone", False),
    ],
)
def test_nature_of_a_link(url: str, host: str, nature: str, copy: bool) -> None:
    link = describe_link("Lire", url, ("copies.fr",))
    assert (link.libelle, link.url, link.hote, link.nature, link.copie) == ("Lire", url, host, nature, copy)


def test_contact_to_confirm_says_how_to_help(small: dict[str, str]) -> None:
    html = small["livrables/fiche-minimale/"]
    assert "Contact à confirmer" in read_text(html, ".contact")
    relais, mail, tell = find_links(html, ".contact")
    assert (relais, mail) == ("../../relais/capeb/", "mailto:prevention@organisme-essai.fr")
    assert tell == "../../contribuer/formulaire/livrable/?modifier=livrables/fiche-minimale&confirmer=contact"


def test_whoever_answers_can_confirm_it() -> None:
    contact = {"structure": "Structure d’essai", "telephone": "04 72 00 00 00", "a_confirmer": "oui"}
    html = render_pages(create_catalogue(livrables={"a": {"contact": contact}}))["livrables/a/"]
    assert "Je confirme ce contact" in read_text(html, ".contact-manque")
    assert (
        find_links(html, ".contact-manque")
        == ["../../contribuer/formulaire/livrable/?modifier=livrables/a&confirmer=contact"] * 2
    )


def test_nobody_confirms_what_the_record_does_not_say() -> None:
    """Its structure answers: whoever knows better says so."""
    structures = {"inrs": {"nom": "INRS", "telephone": "01 40 44 30 00"}}
    contact = {"structure": "inrs", "a_confirmer": "oui"}
    html = render_pages(create_catalogue(livrables={"a": {"contact": contact}}, structures=structures))["livrables/a/"]
    assert "Dites-le-nous" in read_text(html, ".contact-manque")
    assert "Je confirme" not in read_text(html, ".contact-manque")


def test_deliverable_without_a_link_says_where_to_ask(small: dict[str, str]) -> None:
    assert "Demandez cette ressource au contact" in read_text(small["livrables/fiche-minimale/"], ".vide")


def test_contact_shows_its_ways(small: dict[str, str]) -> None:
    html = small["livrables/guide-echelles/"]
    assert find_links(html, ".contact") == ["mailto:conseil@organisme-essai.fr", "tel:0472000000"]
    assert "En cas d’absence : L’accueil" in read_text(html, ".contact")


def test_nobody_is_named_without_consent() -> None:
    catalogue = create_catalogue(
        livrables={
            "a": {"contact": {**CONTACT, "nom": "Dominique Untel", "publication_consentie": "2026-01-01"}},
            "b": {},
        }
    )
    pages = render_pages(catalogue)
    assert [address for address, html in pages.items() if "Dominique Untel" in html] == ["livrables/a/"]


def test_each_record_can_be_corrected(small: dict[str, str]) -> None:
    for kind in ("livrables", "cibles", "relais", "groupes", "evenements"):
        for identity in SMALL[kind]:
            report, edit = find_links(small[f"{kind}/{identity}/"], ".fiche-agir")
            assert report.startswith("mailto:site@organisme-essai.fr?subject=")
            assert edit == f"../../contribuer/formulaire/{SINGULAR[kind]}/?modifier={kind}/{identity}"


@pytest.mark.parametrize(
    ("depot", "start", "title", "text"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/issues/new?", "title", "body"),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/issues/new?", "issue[title]", "issue[description]"),
    ],
)
def test_without_a_mailbox_mistakes_are_reported_in_the_forge(depot: str, start: str, title: str, text: str) -> None:
    """The issue names the record."""
    contact = {"structure": "Structure du site", "formulaire": "https://organisme-essai.fr/contact"}
    catalogue = create_catalogue({"depot": depot, "contact": contact}, livrables={"a": {"titre": "A & B"}})
    report, edit = find_links(render_pages(catalogue)["livrables/a/"], ".fiche-agir")
    assert report.startswith(start)
    asked = parse_qs(urlsplit(report).query)
    assert asked[title] == ["Fiche « A & B » (livrables/a)"]
    assert "/livrables/a/" in asked[text][0]
    assert edit.startswith("../../contribuer/formulaire/")


def test_without_repository_nor_mailbox_no_link_is_made_up() -> None:
    catalogue = create_catalogue({"depot": None, "contact": TO_CONFIRM}, livrables={"a": {"contact": TO_CONFIRM}})
    pages = render_pages(catalogue)
    (form,) = find_links(pages["livrables/a/"], ".fiche-agir")
    assert form == "../../contribuer/formulaire/livrable/?modifier=livrables/a"
    assert find_links(pages["livrables/a/"], ".contact") == ["../../relais/", f"{form}&confirmer=contact"]
    assert 'href=""' not in pages["livrables/a/"]


def test_deliverable_leads_to_its_neighbours() -> None:
    catalogue = create_catalogue(livrables=create_many(30, themes=["chutes"]))
    links = find_links(render_pages(catalogue)["livrables/fiche-010/"], "section[aria-labelledby=voisins]")
    assert len(links) == len(set(links)) == NEIGHBOURS
    assert "../../livrables/fiche-010/" not in links


def test_what_is_probably_the_same_comes_first_and_is_marked_once() -> None:
    livrables = {
        **create_many(30, themes=["chutes"]),
        "guide": {"titre": "Guide des échafaudages", "themes": ["chutes"], "date": "2026"},
        "jumeau": {"titre": "Guide de l’échafaudage", "themes": ["chutes"], "date": "2001"},
        "ancien": {"titre": "Guide des échafaudages", "statut": "archive"},
    }
    pages = render_pages(create_catalogue(livrables=livrables))
    near = find_first(pages["livrables/guide/"], "section[aria-labelledby=voisins]")
    lines = near.css("li")
    assert [line.text(strip=True).endswith("Presque le même sujet") for line in lines] == [True, *[False] * 3]
    assert find_first(lines[0].html or "", "a").attributes["href"] == "../../livrables/jumeau/"
    links = find_links(pages["livrables/guide/"], "section[aria-labelledby=voisins]")
    assert len(links) == len(set(links)) == NEIGHBOURS
    old = find_links(pages["livrables/ancien/"], "section[aria-labelledby=voisins]")
    assert sorted(old) == ["../../livrables/guide/", "../../livrables/jumeau/"]


def test_near_deliverables_are_text_and_nothing_else() -> None:
    title = "Guide <script>alert(1)</script> & échafaudages"
    html = render_pages(create_catalogue(livrables={"a": {"titre": title}, "b": {"titre": title}}))["livrables/a/"]
    assert find_first(html, "section[aria-labelledby=voisins] a").text() == title
    assert "<script>alert" not in html


def test_archive_is_marked_and_stays_reachable() -> None:
    catalogue = create_catalogue(livrables={"a": {"statut": "archive"}, "b": {}})
    page = render_pages(catalogue)["livrables/a/"]
    assert "gardée pour mémoire" in read_text(page, ".bandeau")
    assert "Archivé" in read_text(render_lists(catalogue)["livrables/"], ".carte:has(a[href$='/a/'])")
    assert "Archivé" not in read_text(render_lists(catalogue)["livrables/"], ".carte:has(a[href$='/b/'])")


def test_review_date_is_left_to_the_reader_s_day(small: dict[str, str]) -> None:
    notice = find_first(small["livrables/guide-echelles/"], "[data-depuis]")
    assert notice.attributes["data-depuis"] == "2027-01-01"
    assert "hidden" in notice.attributes


def test_an_act_leads_to_what_was_published_online() -> None:
    acts: Kind = {"a": {"lien": "https://a.fr/lettre"}, "b": {}}
    pages = render_pages(create_catalogue(livrables={"guide": {}}, relais={"opco": {}}, diffusions=acts))
    for address in ("livrables/guide/", "relais/opco/"):
        links = [href for href in find_links(pages[address]) if href == "https://a.fr/lettre"]
        assert len(links) == 1, address


def test_a_page_tells_the_ten_latest_acts_and_where_all_are() -> None:
    acts: Kind = {f"a{day}": {"date": f"2026-05-{day:02}"} for day in range(1, 13)}
    pages = render_pages(create_catalogue(livrables={"guide": {}}, relais={"opco": {}}, diffusions=acts))
    for address in ("livrables/guide/", "relais/opco/"):
        told = find_first(pages[address], "section[aria-labelledby=diffusions]")
        days = [found.text() for found in told.css("li .doux")]
        assert (len(days), days[0][:11], days[-1][:9]) == (10, "12 mai 2026", "3 mai 202"), address
        assert "Et 2 autres, plus anciennes" in read_text(pages[address], "section[aria-labelledby=diffusions] > p")
        assert "../../tableau-de-bord/diffusions.csv" in find_links(pages[address])


# Drafts and examples


def test_a_draft_is_nowhere() -> None:
    draft: Kind = {"brouillon": {"titre": "Secret de fabrique", "themes": ["chutes"], "statut": "brouillon"}, "a": {}}
    catalogue = create_catalogue(
        livrables=draft,
        relais={"r": {}},
        groupes={"g": {"jalons": [{"date": "2026", "intitule": "Étape", "livrable": "brouillon"}]}},
        evenements={"e": {"livrables": ["brouillon"]}},
        diffusions={"d": {"livrable": "brouillon", "relais": "r"}},
    )
    everything = {**render_pages(catalogue), **render_lists(catalogue)}
    assert "livrables/brouillon/" not in everything
    assert [address for address, html in everything.items() if "Secret" in html or "brouillon/" in html] == []


@pytest.mark.parametrize("kind", ["livrables", "cibles", "relais", "groupes", "evenements"])
def test_an_example_says_so_and_is_not_indexed(kind: str) -> None:
    kinds: dict[str, Kind] = {"cibles": {"tpe": {}}}
    kinds[kind] = {**kinds.get(kind, {}), "fictif": {"exemple": "oui"}, "vrai": {}}
    pages = render_pages(create_catalogue(**kinds))
    fictitious, real = pages[f"{kind}/fictif/"], pages[f"{kind}/vrai/"]
    assert "Cette fiche est fictive" in read_text(fictitious, ".bandeau")
    assert "fictive" not in real
    assert [bool(parse(html).css("meta[name=robots][content=noindex]")) for html in (fictitious, real)] == [True, False]


def test_the_pages_of_an_example_s_list_are_not_indexed_either() -> None:
    catalogue = create_catalogue(
        livrables=create_many(PER_PAGE + 1, relais=["fictif"]), relais={"fictif": {"exemple": "oui"}}
    )
    for address, html in render_pages(catalogue).items():
        if address.startswith("relais/"):
            assert parse(html).css("meta[name=robots][content=noindex]"), address


@pytest.mark.parametrize(
    ("kind", "index"),
    [("livrables", "livrables/"), ("relais", "relais/"), ("groupes", "groupes/"), ("evenements", "agenda/")],
)
def test_an_example_says_so_in_lists(kind: str, index: str) -> None:
    html = render_lists(create_catalogue(**{kind: {"fictif": {"exemple": "oui"}}}))[index]
    assert "Exemple" in read_text(html, f"*:has(> * a[href$='/{kind}/fictif/']), li:has(a[href$='/{kind}/fictif/'])")


# Lists in pages


def find_pagination(html: str) -> tuple[list[str], str | None, str | None, str | None]:
    """Addresses of the numbered pages, of the current, previous and next ones."""
    tree = parse(html)

    def first(selector: str) -> str | None:
        node = tree.css_first(f".pagination {selector}")
        return node.attributes["href"] if node else None

    numbers = [str(node.attributes["href"]) for node in tree.css(".pagination ol a")]
    return numbers, first("[aria-current=page]"), first("[rel=prev]"), first("[rel=next]")


def test_twenty_five_deliverables_take_two_pages() -> None:
    catalogue = create_catalogue(livrables=create_many(PER_PAGE + 1))
    first, pages = render_lists(catalogue)["livrables/"], render_pages(catalogue)
    assert [address for address in pages if address.startswith("livrables/page/")] == ["livrables/page/2/"]
    second = pages["livrables/page/2/"]
    assert find_cards(first) == [f"fiche-{number:03}" for number in range(PER_PAGE)]
    assert find_cards(second) == [f"fiche-{PER_PAGE:03}"]
    assert find_pagination(first) == (
        ["../livrables/", "../livrables/page/2/"],
        "../livrables/",
        None,
        "../livrables/page/2/",
    )
    assert find_pagination(second) == (
        ["../../../livrables/", "../../../livrables/page/2/"],
        "../../../livrables/page/2/",
        "../../../livrables/",
        None,
    )
    assert read_text(second, "h1") == "Ressources (page 2 sur 2)"


def test_twenty_four_deliverables_take_one_page() -> None:
    catalogue = create_catalogue(livrables=create_many(PER_PAGE))
    assert find_pagination(render_lists(catalogue)["livrables/"]) == ([], None, None, None)
    assert [address for address in render_pages(catalogue) if address.startswith("livrables/page/")] == []


def test_long_lists_link_to_the_first_the_last_and_the_nearest_pages() -> None:
    catalogue = create_catalogue(livrables=create_many(PER_PAGE * 10))
    numbers, _, before, after = find_pagination(render_pages(catalogue)["livrables/page/5/"])
    assert [href.removeprefix("../../../livrables/") for href in numbers] == [
        "",
        *(f"page/{number}/" for number in (3, 4, 5, 6, 7, 10)),
    ]
    assert (before, after) == ("../../../livrables/page/4/", "../../../livrables/page/6/")


def test_every_deliverable_is_on_exactly_one_page_of_the_list() -> None:
    catalogue = create_catalogue(livrables=create_many(PER_PAGE * 2 + 3))
    pages = render_pages(catalogue)
    shown = find_cards(render_lists(catalogue)["livrables/"])
    shown += [card for number in (2, 3) for card in find_cards(pages[f"livrables/page/{number}/"])]
    assert shown == list(catalogue.livrables)


@pytest.mark.parametrize(
    ("kind", "fields", "address"),
    [
        ("groupes", {"groupe": "un"}, "groupes/un/"),
        ("themes", {"themes": ["un"]}, "themes/un/"),
        ("formats", {"format": "un"}, "formats/un/"),
    ],
)
def test_long_lists_of_a_record_go_on_over_pages(kind: str, fields: dict[str, Any], address: str) -> None:
    catalogue = create_catalogue(livrables=create_many(PER_PAGE + 1, **fields), **{kind: {"un": {}}})
    pages = render_pages(catalogue)
    assert len(find_cards(pages[address])) == PER_PAGE
    assert len(parse(pages[address]).css(".cartes-compactes .carte")) == PER_PAGE - FIRST
    assert find_cards(pages[f"{address}page/2/"]) == [f"fiche-{PER_PAGE:03}"]
    assert find_pagination(pages[f"{address}page/2/"])[2] == f"../../../../{address}"
    assert "page 2 sur 2" in read_text(pages[f"{address}page/2/"], "h1")


# A relay


def test_a_relay_shows_what_was_chosen_and_leads_to_all_that_names_it() -> None:
    catalogue = create_catalogue(livrables=create_many(PER_PAGE + 1, relais=["un"]), relais={"un": {}})
    pages = render_pages(catalogue)
    chosen = Derived(catalogue).selection.of_relay(catalogue.relais["un"])
    assert find_cards(pages["relais/un/"]) == [fiche.id for fiche in chosen]
    assert "../../relais/un/page/1/" in find_links(pages["relais/un/"])
    assert len(find_cards(pages["relais/un/page/1/"])) == PER_PAGE
    assert find_cards(pages["relais/un/page/2/"]) == [f"fiche-{PER_PAGE:03}"]


def test_a_relay_s_news_letter_and_dates_are_those_of_its_targets_and_place() -> None:
    catalogue = create_catalogue(
        site={"departements": ["73"]},
        cibles={"btp": {"nom": "BTP"}, "cafes": {"nom": "Cafés"}},
        territoires={"region": {}, "73": {}},
        relais={"capeb": {"cibles": [{"cible": "btp"}, {"cible": "cafes"}], "territoires": ["73"]}},
        livrables={"a": {"cibles": ["btp"], "ajoute_le": "2026-03-01"}, "b": {"cibles": ["cafes"]}},
        evenements={"salon": {"debut": "2026-04-20", "cibles": ["cafes"], "livrables": ["b"]}},
    )
    html = render_pages(catalogue)["relais/capeb/"]
    assert read_text(html, "[data-jour='2026-03-01']") == "A ajoutée le 1er mars 2026"
    assert read_text(html, ".moment-envoi time") == "30 mars 2026"
    links = find_links(html, "section[aria-labelledby=suivre]")
    assert [link for link in links if "/lettre/" in link or link.startswith("webcal:")] == [
        "../../lettre/?cible=btp&territoire=73",
        "../../lettre/?cible=cafes&territoire=73",
        "webcal://essai.example.org/relais/capeb/envois.ics",
    ]


# A target


def test_target_groups_its_deliverables_by_theme_the_fullest_first() -> None:
    """A theme of two has no heading of its own: both stand with what has no theme."""
    livrables: Kind = {
        **{f"b{number}": {"themes": ["bruit"]} for number in range(3)},
        **{f"c{number}": {"themes": ["chutes", "bruit"]} for number in range(4)},
        **{f"r{number}": {"themes": ["route"]} for number in range(2)},
        "sans": {},
    }
    themes: Kind = {"bruit": {}, "chutes": {}, "route": {}}
    html = render_pages(create_catalogue(livrables=livrables, themes=themes))["cibles/tpe/"]
    titles = [node.attributes["id"] for node in parse(html).css(".themes h3[id]")]
    assert titles == ["theme-chutes", "theme-bruit", "theme-autres"]
    assert [href for href in find_links(html) if href.startswith("#theme")] == [f"#{title}" for title in titles]
    assert [find_first(html, f"#{title} .compte").text() for title in titles] == ["4", "3", "3"]


def test_few_deliverables_stand_without_a_heading() -> None:
    livrables: Kind = {"b": {"themes": ["bruit"]}, "c": {"themes": ["chutes"]}}
    html = render_pages(create_catalogue(livrables=livrables, themes={"bruit": {}, "chutes": {}}))["cibles/tpe/"]
    assert parse(html).css(".themes h3[id]") == []
    assert len(find_cards(html)) == 2


def test_target_shows_what_to_begin_with_first_and_once() -> None:
    """What opens has a whole card above all; the rest takes a line, under a count of what is left."""
    link = {"liens": [{"libelle": "Ouvrir", "url": "https://exemple.fr/"}]}
    livrables: Kind = {**create_many(START + 1, **link), "sans-lien": {"date": "2026-12-31"}, "tous": {"cibles": ["a"]}}
    catalogue = create_catalogue(livrables=livrables, cibles={"tpe": {"fait_partie_de": "a"}, "a": {}})
    html = render_pages(catalogue)["cibles/tpe/"]
    assert find_links(html, "#debut + .cartes .carte-titre") == [
        f"../../livrables/fiche-{number:03}/" for number in range(START)
    ]
    assert find_cards(html)[START:] == ["sans-lien", f"fiche-{START:03}", "tous"]
    assert plain(read_text(html, "#ressources")) == f"{START + 3} ressources pour vous"
    assert [node.text() for node in parse(html).css(".partie-palier .compte")] == ["2", "1"]
    assert len(parse(html).css(".cartes-compactes .carte")) == 3


def test_where_relays_are_many_those_that_can_be_reached_come_first_and_the_others_are_folded() -> None:
    relais: Kind = {f"r{number}": {"cibles": [{"cible": "tpe"}]} for number in range(CALLED + 2)}
    relais = {**relais, f"r{CALLED + 1}": {"cibles": [{"cible": "tpe"}], "contact": CONTACT}}
    html = render_pages(create_catalogue(relais=relais))["cibles/tpe/"]
    part = "section[aria-labelledby=relais]"
    shown = [f"r{CALLED + 1}", *(f"r{number}" for number in range(CALLED - 1))]
    first = [node.attributes["href"] for node in parse(html).css(f"{part} > ul > li > a:first-child")]
    assert first == [f"../../relais/{one}/" for one in shown]
    assert len(find_links(html, f"{part} details")) == 2
    few = render_pages(create_catalogue(relais=dict(list(relais.items())[1:])))["cibles/tpe/"]
    assert parse(few).css(f"{part} details") == []


def test_target_whose_themes_are_all_shown_has_one_page() -> None:
    pages = render_pages(create_catalogue(livrables=create_many(PER_THEME, themes=["chutes"])))
    assert len(find_cards(pages["cibles/tpe/"])) == PER_THEME
    assert [address for address in pages if address.startswith("cibles/tpe/page/")] == []


def test_target_with_more_than_a_theme_s_share_leads_to_the_whole_list() -> None:
    count = PER_PAGE + 1
    catalogue = create_catalogue(livrables=create_many(count, themes=["chutes"]))
    pages = render_pages(catalogue)
    landing = pages["cibles/tpe/"]
    assert len(find_cards(landing)) == PER_THEME
    assert "../../cibles/tpe/page/1/" in find_links(landing)
    assert find_cards(pages["cibles/tpe/page/1/"]) + find_cards(pages["cibles/tpe/page/2/"]) == list(
        catalogue.livrables
    )
    numbers, current, before, _ = find_pagination(pages["cibles/tpe/page/2/"])
    assert numbers == [f"../../../../cibles/tpe/page/{number}/" for number in (1, 2)]
    assert (current, before) == (numbers[1], numbers[0])


def test_most_recent_deliverables_come_first() -> None:
    livrables: Kind = {
        "sans-date": {},
        "an": {"date": "2025"},
        "mois": {"date": "2025-06"},
        "jour": {"date": "2025-06-02"},
        "vieux": {"date": "2001-12-31"},
    }
    cards = find_cards(render_lists(create_catalogue(livrables=livrables))["livrables/"])
    assert cards == ["jour", "mois", "an", "vieux", "sans-date"]


def test_a_relay_says_whom_it_reaches_by_which_source_and_with_what() -> None:
    relays: Kind = {
        "chambre": {
            "cibles": [
                {"cible": "tpe", "portee": "640", "source": "https://a.fr/rapport", "annee": "2025"},
                {"cible": "btp", "source": "Rapport d’activité"},
            ],
            "salaries": "9000",
            "inclus_dans": ["federation"],
            "recoupe": ["opco"],
            "leviers": ["lettre", "aide_financiere"],
            "sollicite": "oui",
            "repondu": "non",
        },
        "federation": {"nom": "Fédération"},
        "opco": {"nom": "Opco"},
    }
    page = render_pages(create_catalogue(cibles={"tpe": {}, "btp": {}}, relais=relays))["relais/chambre/"]
    said = " ".join(plain(read_text(page, ".fiche-deux")).split())
    for words in (
        "640 personnes ou entreprises réellement touchées (2025, source)",
        "nombre non connu (Rapport d’activité)",
        "Salariés9 000 dans les entreprises qu’il touche",
        "Fait partie deFédération",
        "Public commun avecOpco",
        "LeviersLettre d’informationAide financière",
        "Oui, par un groupe du plan ; il n’a pas répondu",
    ):
        assert words in said
    assert {"https://a.fr/rapport", "../../relais/federation/", "../../relais/opco/"} <= set(find_links(page))


def test_who_is_around_a_relay_is_told_on_both_pages() -> None:
    relays: Kind = {
        "chambre": {"nom": "Chambre", "inclus_dans": ["federation"], "recoupe": ["opco"]},
        "federation": {"nom": "Fédération"},
        "opco": {"nom": "Opco", "recoupe": ["chambre"]},
        "fictif": {"nom": "Fictif", "inclus_dans": ["federation"], "recoupe": ["opco"], "exemple": "oui"},
    }
    pages = render_pages(create_catalogue(relais=relays))
    said = {one: " ".join(plain(read_text(pages[f"relais/{one}/"], ".fiche-deux")).split()) for one in relays}
    assert "Fait partie deFédération" in said["chambre"]
    assert "Public commun avecOpco" in said["chambre"]
    assert "ComprendChambre" in said["federation"]
    assert "Public commun avecChambre" in said["opco"]
    assert "Fictif" not in said["federation"] + said["opco"]
    many: Kind = {"federation": {}, **{f"c{rank}": {"inclus_dans": ["federation"]} for rank in range(14)}}
    page = render_pages(create_catalogue(relais=many))["relais/federation/"]
    assert "C11 et 2 autres" in plain(read_text(page, ".fiche-deux"))


def test_an_act_that_reached_nobody_says_so() -> None:
    acts: Kind = {"a": {"touches": "0"}, "b": {}}
    catalogue = create_catalogue(livrables={"a": {}}, relais={"r": {}}, diffusions=acts)
    said = plain(read_text(render_pages(catalogue)["livrables/a/"], "[aria-labelledby=diffusions]"))
    assert said.count("0 personne ou entreprise touchée") == 1


def test_a_relay_that_passed_something_on_did_answer() -> None:
    relays: Kind = {"chambre": {"sollicite": "oui", "repondu": "non"}}
    catalogue = create_catalogue(livrables={"a": {}}, relais=relays, diffusions={"x": {}})
    said = plain(read_text(render_pages(catalogue)["relais/chambre/"], ".fiche-deux"))
    assert "Oui, par un groupe du plan" in said
    assert "répondu" not in said


@pytest.mark.parametrize(
    ("sections", "said"),
    [([], "La lettre, l’agenda, le flux"), (["livrables", "cibles", "relais"], "L’agenda, le flux")],
)
def test_a_relay_is_promised_no_letter_where_the_site_has_none(sections: list[str], said: str) -> None:
    page = render_pages(create_catalogue({"sections": sections}, relais={"chambre": {}}))["relais/chambre/"]
    assert find_first(page, "#suivre").text() == said
    assert ("Lettre" in find_first(page, ".sommaire").text()) == (not sections)


@pytest.mark.parametrize(
    ("acts", "said"),
    [({}, "Pas encore"), ({"x": {"exemple": "oui"}}, "Pas encore"), ({"x": {}}, "Non, mais il a transmis de lui-même")],
)
def test_a_relay_that_nobody_asked_may_have_passed_something_on(acts: Kind, said: str) -> None:
    catalogue = create_catalogue(livrables={"a": {}}, relais={"chambre": {"sollicite": "non"}}, diffusions=acts)
    page = plain(read_text(render_pages(catalogue)["relais/chambre/"], ".fiche-deux"))
    assert f"Déjà sollicité{said}" in page.replace("sollicité ", "sollicité")


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("https://a.fr/x", True),
        ("https://a.fr/x ; page 3", False),
        ("https://a.fr/x, https://b.fr/", False),
        ("A", False),
    ],
)
def test_a_source_is_a_link_where_it_is_an_address_and_nothing_else(source: str, linked: bool) -> None:
    relais = {"source": source, "cibles": [{"cible": "tpe", "source": source}]}
    page = render_pages(create_catalogue(relais={"opco": relais}))["relais/opco/"]
    assert [href for href in find_links(page) if "a.fr" in href] == (["https://a.fr/x"] * 2 if linked else [])


def test_target_names_the_relays_that_reach_it_and_how_many_people() -> None:
    catalogue = create_catalogue(**SMALL)
    pages = render_pages(catalogue)
    assert "touche 1 500 personnes ou entreprises" in read_text(pages["cibles/btp/"], "section[aria-labelledby=relais]")
    assert "Capeb organisation professionnelle" in read_text(pages["cibles/tpe/"], "section[aria-labelledby=relais]")


def test_a_target_on_a_card_is_named_three_at_most() -> None:
    targets: Kind = {f"c{number}": {} for number in range(5)}
    for count, last in ((3, "C2"), (4, "et 1 autre"), (5, "et 2 autres")):
        catalogue = create_catalogue(livrables={"a": {"cibles": list(targets)[:count]}}, cibles=targets)
        chips = parse(render_lists(catalogue)["livrables/"]).css(".puces li")
        assert len(chips) == min(count, 4)
        assert chips[-1].text().strip() == last


# A vocabulary term


def test_a_term_has_a_page_from_three_deliverables_on() -> None:
    def render(count: int) -> tuple[dict[str, str], str]:
        catalogue = create_catalogue(livrables=create_many(count, themes=["chutes"]))
        return render_pages(catalogue), render_lists(catalogue)["themes/"]

    pages, index = render(PAGE_THRESHOLD)
    assert len(find_cards(pages["themes/chutes/"])) == PAGE_THRESHOLD
    assert "../themes/chutes/" in find_links(index)
    assert "../../themes/chutes/" in find_links(pages["livrables/fiche-000/"])
    pages, index = render(PAGE_THRESHOLD - 1)
    assert "themes/chutes/" not in pages
    assert find_links(index) == ["../livrables/?themes=chutes"]  # no name is dead text
    assert "../../livrables/?themes=chutes" in find_links(pages["livrables/fiche-000/"])


def test_a_draft_does_not_give_a_term_its_page() -> None:
    livrables = {**create_many(2, themes=["chutes"]), "brouillon": {"themes": ["chutes"], "statut": "brouillon"}}
    assert "themes/chutes/" not in render_pages(create_catalogue(livrables=livrables))


# An event


@pytest.mark.parametrize(
    ("fields", "wording"),
    [
        ({"debut": "2026-04-28"}, "le 28 avril 2026"),
        ({"debut": "2026-06-16", "fin": "2026-06-20"}, "du 16 au 20 juin 2026"),
        ({"debut": "2026-05-12T09:00"}, "le 12 mai 2026 à 9 h"),
        ({"debut": "2026-05-12T09:00", "fin": "2026-05-13T12:00"}, "du 12 au 13 mai 2026"),
        ({"debut": "2026-11"}, "en novembre 2026"),
        ({"debut": "2026"}, "en 2026"),
        ({"debut": "2026-11", "fin": "2027-01"}, "de novembre 2026 à janvier 2027"),
        ({"debut": "2026-08", "fin": "2026-10"}, "d’août à octobre 2026"),
        ({"debut": "2026", "fin": "2027"}, "de 2026 à 2027"),
        ({"debut": "2026-11", "fin": "2026-11"}, "en novembre 2026"),
    ],
)
def test_event_says_when_in_french(fields: dict[str, Any], wording: str) -> None:
    html = render_pages(create_catalogue(evenements={"e": fields}))["evenements/e/"]
    assert read_text(html, ".dates") == wording


def test_event_says_its_hours_once() -> None:
    dates = {"debut": "2026-05-12T09:00", "fin": "2026-05-12T10:30"}
    html = render_pages(create_catalogue(evenements={"e": dates}))["evenements/e/"]
    assert read_text(html, ".dates") == "le 12 mai 2026"
    assert read_text(html, "[aria-labelledby=quand]").count("De 9 h à 10 h 30") == 1
    html = render_pages(create_catalogue(evenements={"e": {**dates, "autres_dates": [{"debut": "2026-05-13T14:00"}]}}))[
        "evenements/e/"
    ]
    assert read_text(html, ".dates li:nth-child(1)") == "le 12 mai 2026, de 9 h à 10 h 30"
    assert read_text(html, ".dates li:nth-child(2)") == "le 13 mai 2026, de 14 h à 15 h 30"


@pytest.mark.parametrize(
    ("debut", "fin", "days", "hours"),
    [
        ("2026-12-31T22:00", "2027-01-01T02:00", "du 31 décembre 2026 à 22 h au 1er janvier 2027 à 2 h", ""),
        ("2027-01-05T20:00", "2027-01-06T00:30", "du 5 janvier à 20 h au 6 janvier 2027 à 0 h 30", ""),
        ("2027-01-05T20:00", "2027-01-06T00:00", "le 5 janvier 2027", "De 20 h à 0 h"),
        ("2027-01-05T09:00", "2027-01-06T17:00", "du 5 au 6 janvier 2027", "De 9 h à 17 h"),
        ("2027-01-05T09:00", "2027-01-07T00:00", "du 5 au 6 janvier 2027", "De 9 h à 0 h"),
    ],
)
def test_an_evening_past_midnight_is_not_two_days(debut: str, fin: str, days: str, hours: str) -> None:
    html = render_pages(create_catalogue(evenements={"e": {"debut": debut, "fin": fin}}))["evenements/e/"]
    assert read_text(html, ".dates").replace("\u00a0", " ") == days
    assert hours in read_text(html, "[aria-labelledby=quand]").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"debut": "2027-03-28T02:30", "fin": "2027-03-28T05:00"}, "De 3 h 30 à 5 h"),  # left out by a clock change
        ({"debut": "2026-10-25T02:30", "fin": "2026-10-25T05:00"}, "De 2 h 30 à 5 h"),  # comes twice
        ({"debut": "2026-11-05T09:00", "territoires": ["974"]}, "le 5 novembre 2026 à 9 h (heure de Paris)"),
        (
            {"debut": "2026-11-05T09:00", "fin": "2026-11-05T11:00", "territoires": ["974"]},
            "De 9 h à 11 h (heure de Paris)",
        ),
        ({"debut": "2026-11-05T09:00", "territoires": ["974", "73"]}, "le 5 novembre 2026 à 9 h"),
        ({"debut": "2026-11-05", "territoires": ["974"]}, "le 5 novembre 2026"),
    ],
)  # fmt: skip
def test_event_says_the_hours_of_its_calendar_file(fields: dict[str, Any], words: str) -> None:
    territoires: dict[str, dict[str, str]] = {"region": {}, "73": {}, "974": {}}
    html = render_pages(create_catalogue(territoires=territoires, evenements={"e": fields}))["evenements/e/"]
    told = read_text(html, "[aria-labelledby=quand]")
    assert words in told
    assert ("heure de Paris" in told) == ("heure de Paris" in words)


def test_event_of_several_places_says_each_beside_its_date() -> None:
    dates: list[dict[str, str]] = [{"debut": "2026-05-13", "lieu": "Roanne"}]
    fields = {"debut": "2026-05-12", "lieu": "Lyon", "autres_dates": dates}
    html = render_pages(create_catalogue(evenements={"e": fields}))["evenements/e/"]
    assert read_text(html, ".dates li:nth-child(1)") == "le 12 mai 2026, Lyon"
    assert read_text(html, ".dates li:nth-child(2)") == "le 13 mai 2026, Roanne"
    assert read_text(html, "[aria-labelledby=quand]").count("Lyon") == 1


def test_event_gives_its_days_to_the_reader_s_browser(small: dict[str, str]) -> None:
    items = parse(small["evenements/semaine/"]).css(".dates li")
    days = [(item.attributes["data-debut"], item.attributes["data-fin"]) for item in items]
    assert days[:2] == [("2026-10-19", "2026-10-23"), ("2027-10-25", "2027-10-29")]


@pytest.mark.parametrize(
    ("statut", "words"),
    [("annule", "Ce rendez-vous n’aura pas lieu"), ("reporte", "La nouvelle date n’est pas encore")],
)
def test_event_that_does_not_take_place_says_so(statut: str, words: str) -> None:
    catalogue = create_catalogue(evenements={"e": {"statut": statut}})
    assert words in read_text(render_pages(catalogue)["evenements/e/"], ".bandeau-alerte")
    assert parse(render_lists(catalogue)["agenda/"]).css(".marque-alerte")


def test_event_none_of_whose_dates_is_left_has_a_page() -> None:
    fields = {"debut": "2026-04-28", "recurrence": "FREQ=YEARLY;COUNT=1", "exceptions": ["2026-04-28"]}
    catalogue = create_catalogue(evenements={"e": fields})
    assert "28 avril 2026" in read_text(render_pages(catalogue)["evenements/e/"], ".encart")


def test_calendar_shows_what_is_to_come_first() -> None:
    """Counted from the last change of the catalogue; the reader's browser counts from its own day."""
    events: Kind = {
        "passe": {"debut": "2025-01-01"},
        "ancien": {"debut": "2020-01-01"},
        "loin": {"debut": "2027-01-01"},
        "proche": {"debut": "2026-02-01", "ajoute_le": "2026-01-15"},
    }
    html = render_lists(create_catalogue(evenements=events))["agenda/"]
    order = [node.attributes["data-ligne"] for node in parse(html).css("[data-ligne]")]
    assert order == ["proche", "loin", "passe", "ancien"]


def test_home_shows_three_events_at_most_without_javascript() -> None:
    events: Kind = {f"e{number}": {"debut": f"2026-0{number}-01"} for number in range(1, 9)}
    items = parse(render_lists(create_catalogue(evenements=events))[""]).css("[data-fiche]")
    assert ["hidden" in item.attributes for item in items] == [False] * 3 + [True] * 5


# Home


def test_home_shows_what_was_added_last() -> None:
    livrables: Kind = {
        "ajoute": {"ajoute_le": "2026-03-01", "date": "1999"},
        "sans": {"date": "2026"},
        "avant": {"ajoute_le": "2026-01-01"},
        "archive": {"ajoute_le": "2026-09-01", "statut": "archive"},
        "meme-jour": {"ajoute_le": "2026-01-01", "date": "2025"},
    }
    assert find_cards(render_lists(create_catalogue(livrables=livrables))[""]) == ["ajoute", "meme-jour", "avant"]


def test_home_leads_to_every_target_in_its_order() -> None:
    targets: Kind = {"b": {"nom": "Bêta"}, "a": {"nom": "Alpha"}, "premier": {"nom": "Zêta", "ordre": "1"}}
    html = render_lists(create_catalogue(cibles=targets))[""]
    assert find_links(html, ".grille-cibles") == ["./cibles/premier/", "./cibles/a/", "./cibles/b/"]


def test_home_proposes_what_people_say_of_the_fullest_themes() -> None:
    themes: Kind = {
        "tms": {"label": "Troubles", "synonymes": ["TMS", "troubles musculo-squelettiques", "mal de dos", "dos"]},
        "duerp": {"label": "Document unique (DUERP)", "synonymes": ["DUERP"]},
        "amiante": {"label": "Amiante"},
    }
    fiches: Kind = {
        "une": {"themes": ["duerp", "tms"]},
        "deux": {"themes": ["tms"]},
        "vieille": {"themes": ["amiante"], "statut": "archive"},
    }
    html = render_lists(create_catalogue(livrables=fiches, themes=themes))[""]
    assert find_links(html, ".recherche-exemples:first-of-type") == [
        "./recherche/?q=mal%20de%20dos",
        "./recherche/?q=Document%20unique%20%28DUERP%29",
    ]


# Nothing there


EMPTY: dict[str, Kind] = {kind: {} for kind in ("livrables", "cibles", "relais", "groupes", "evenements", "themes")}


def test_an_empty_catalogue_has_pages_that_say_what_to_do() -> None:
    lists = render_lists(create_catalogue(**EMPTY, formats={}, secteurs={}, territoires={}))
    for address, html in lists.items():
        if address not in ("recherche/", "a-propos/etat-du-catalogue/", "contribuer/reference/"):
            assert [node for node in parse(html).css(".vide") if "hidden" not in node.attributes], address
    assert "Rien ne manque" in lists["a-propos/etat-du-catalogue/"]
    assert render_pages(create_catalogue(**EMPTY)) == {}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("cibles", ["Aucune ressource ne s’adresse encore à vous", "Aucun rendez-vous", "Aucun relais"]),
        (
            "relais",
            ["Nous ne savons pas encore qui ce relais touche", "Aucune ressource ne vaut encore pour ses publics"],
        ),
        ("groupes", ["Aucun pilote n’est encore connu", "n’a pas encore de livrable"]),
        ("evenements", ["Aucune ressource n’est encore choisie"]),
        ("livrables", ["Aucun lien n’est connu"]),
    ],
)
def test_a_record_with_nothing_around_says_what_to_do(kind: str, words: list[str]) -> None:
    kinds: dict[str, Kind] = {"cibles": {"tpe": {}}, **({} if kind == "cibles" else {kind: {"tpe": {}}})}
    text = " ".join(node.text() for node in parse(render_pages(create_catalogue(**kinds))[f"{kind}/tpe/"]).css(".vide"))
    assert [word for word in words if word not in text] == []


# Withdrawn


def test_withdrawn_record_says_when_why_and_what_to_read(small: dict[str, str]) -> None:
    html = small["livrables/vieux-guide/"]
    assert "retirée le 1er février 2026. Une autre fiche la remplace." in read_text(html, ".fiche-resume")
    assert find_links(html)[0] == "../../livrables/guide-echelles/"
    assert "le guide »" in read_text(html, ".bouton")
    assert parse(html).css("meta[name=robots][content=noindex]")


def test_withdrawn_record_may_have_no_successor() -> None:
    pages = render_pages(create_catalogue(retraits={"cibles/vieille": {}}))
    assert find_links(pages["cibles/vieille/"]) == ["../../livrables/"]


# Lists of the other kinds


def test_relays_and_groups_come_in_alphabetical_order() -> None:
    names = {"z": {"nom": "Zoo"}, "e": {"nom": "Économie"}, "a": {"nom": "abeille"}, "f": {"nom": "Forge"}}
    lists = render_lists(create_catalogue(relais=names, groupes=names))
    for address, heading in {"relais/": "h4", "groupes/": "h4"}.items():
        assert [href.rstrip("/")[-1] for href in find_links(lists[address], heading)] == ["a", "e", "f", "z"], address


def test_near_groups_share_a_theme_a_target_or_a_pilot() -> None:
    groups: Kind = {
        "un": {"themes": ["chutes"], "cibles": ["tpe"], "pilotes": [{"structure": "DREETS"}]},
        "theme": {"themes": ["chutes"]},
        "cible": {"cibles": ["tpe"]},
        "pilote": {"pilotes": [{"structure": "DREETS"}]},
        "loin": {"pilotes": [{"structure": "Carsat"}]},
    }
    html = render_pages(create_catalogue(groupes=groups))["groupes/un/"]
    assert {href.split("/")[-2] for href in find_links(html, "section[aria-labelledby=voisins] details")} == {
        "theme",
        "cible",
        "pilote",
    }


def test_state_counts_records_and_names_gaps() -> None:
    html = render_lists(create_catalogue(**SMALL))["a-propos/etat-du-catalogue/"]
    assert [node.text() for node in parse(html).css(".chiffres dd")] == ["4", "2", "1", "2", "2", "0", "2", "2"]
    assert "../../livrables/fiche-minimale/" in find_links(html, ".manque")


def test_state_asks_each_mute_structure_for_its_address_by_a_ready_mail() -> None:
    muet = {"structure": "Chambre & Cie", "a_confirmer": "oui"}
    livrables = {f"guide-{number}": {"titre": f"Guide {number} ?", "contact": muet} for number in range(7)}
    catalogue = create_catalogue(
        livrables={**livrables, "autre": {"contact": {"structure": "carsat"}}},
        structures={"carsat": {"url": "https://carsat.fr/"}},
    )
    html = render_lists(catalogue)["a-propos/etat-du-catalogue/"]
    found = [node.text() for node in parse(html).css("#adresses ~ details summary")]
    assert [plain(" ".join(text.split())) for text in found] == ["Chambre & Cie 7", "Carsat 1"]
    mails = [urlsplit(link) for link in find_links(html, "#adresses ~ details") if link.startswith("mailto:")]
    assert [mail.path for mail in mails] == ["", ""]  # whoever sends it knows to whom
    text = plain(parse_qs(mails[0].query)["body"][0])
    assert "« Chambre & Cie » :\r\n- Guide 0 ?\r\n" in text
    assert text.count("- Guide") == 5
    assert "- et 2 autres\r\n" in text
    assert f"{catalogue.site.base}structures/carsat/" in parse_qs(mails[1].query)["body"][0]
    assert "../../structures/carsat/" in find_links(html, "#adresses ~ details")


# Chrome


def test_pages_ask_for_the_chrome_of_their_section_and_depth() -> None:
    from prst.outputs.gabarit import Gabarit
    from prst.outputs.pages.rendering import environment
    from tests.catalogues import CHROME, TEMPLATES

    asked: set[tuple[str, int]] = set()

    def chrome(section: str, depth: int) -> Gabarit:
        asked.add((section, depth))
        return Gabarit(CHROME)

    catalogue = create_catalogue(livrables=create_many(PER_PAGE + 1), retraits={"ailleurs/x": {}})
    list(every_page(Fiches(Pages(catalogue, environment(TEMPLATES, catalogue), chrome))))
    assert asked == {("livrables", 2), ("livrables", 3), ("cibles", 2), ("cibles", 4), ("formats", 2), ("formats", 4)}


def test_what_a_page_does_not_share_is_its_body() -> None:
    """Links of the chrome are collected from the first page that has it, and from no other."""
    outputs = list(every_page(Fiches(create_pages(create_catalogue(livrables=create_many(3))))))
    shared = [output for output in outputs if output.path.startswith("livrables/")]
    assert [bool(output.own) for output in shared] == [False, True, True]
    assert all(output.own in output.content.decode() for output in shared)


def test_a_page_holds_the_next_events_only_however_many_there_are() -> None:
    count = SHOWN * EACH
    events = {f"e{n}": {"debut": f"{2027 + n // 12}-{n % 12 + 1:02}-01", "cibles": ["btp"]} for n in range(count + 9)}
    pages = create_pages(create_catalogue(cibles={"btp": {}}, evenements=events))
    (page, *_) = Fiches(pages).cible(pages.catalogue.cibles["btp"])
    held = [node.attributes["data-fiche"] for node in LexborHTMLParser(page.content).css(".rendez-vous > li")]
    assert held == [f"e{n}" for n in range(count)]


def test_events_that_come_back_often_do_not_take_the_room_of_the_others() -> None:
    weekly = {"debut": "2027-01-05", "recurrence": "FREQ=WEEKLY"}
    events: Kind = {**{f"permanence-{n}": weekly for n in range(SHOWN - 1)}, "salon": {"debut": "2027-11-30"}}
    pages = create_pages(create_catalogue(evenements=events))
    assert {one.rendez_vous.serie for one in pages.coming(pages.catalogue.evenements.values())} == set(events)


@pytest.mark.parametrize(
    ("nom", "said"),
    [
        ("Aide à domicile", "0 ressource à transmettre : Aide à domicile."),
        ("Vous dirigez ?", "0 ressource à transmettre : Vous dirigez ?"),
    ],
)
def test_description_of_a_target_needs_no_article(nom: str, said: str) -> None:
    pages = render_pages(create_catalogue(cibles={"tpe": {"nom": nom}}))
    assert plain(str(find_first(pages["cibles/tpe/"], "meta[name='DC.description']").attributes["content"])) == said


def test_description_of_an_event_whose_title_asks_has_no_comma_after_it() -> None:
    pages = render_pages(
        create_catalogue(evenements={"debat": {"titre": "Et si on en parlait ?", "debut": "2099-06-15"}})
    )
    shared = find_first(pages["evenements/debat/"], "meta[property='og:description']").attributes["content"]
    assert plain(str(shared)) == "Et si on en parlait ? Le 15 juin 2099."


def test_description_of_an_event_says_its_next_date() -> None:
    """Search engines show it: the first date of what recurs is long over."""
    evenements = {
        "annuel": {"titre": "Journée", "debut": "2024-04-28", "recurrence": "FREQ=YEARLY"},
        "deduit": {"titre": "Semaine", "debut": "2027-06-21", "date_a_confirmer": "oui"},
        "passe": {"titre": "Salon", "debut": "2024-04-28"},
    }
    catalogue = create_catalogue(evenements=evenements, livrables={"guide": {"modifie_le": "2026-06-01"}})
    pages = render_pages(catalogue)
    texts = plain(" ".join(pages.values()))
    assert "Semaine, le 21 juin 2027 (date à confirmer)." in texts
    shared = find_first(pages["evenements/annuel/"], "meta[property='og:description']").attributes["content"]
    assert plain(str(shared)) == "Journée, le 28 avril 2027."
    assert "Journée, le 28 avril 2027." in texts
    assert "Journée, le 28 avril 2024." not in texts
    assert "Salon, le 28 avril 2024." in texts


def test_a_group_is_told_what_it_can_do_for_its_own_records() -> None:
    pages = render_pages(
        create_catalogue(
            groupes={"ga": {}, "seul": {"pilotes": [{"structure": "DREETS"}]}},
            livrables={f"guide-{number}": {"groupe": "ga"} for number in range(7)},
        )
    )
    text = plain(find_first(pages["groupes/ga/"], "[aria-labelledby=a-faire]").text())
    assert "Ce groupe Indiquez au moins une structure" in " ".join(text.split())
    assert "et 2 autres" in text
    assert "copilote" in find_first(pages["groupes/seul/"], "[aria-labelledby=a-faire]").text()


def test_of_many_contributors_the_first_are_named_and_the_others_folded() -> None:
    html = render_pages(create_catalogue(groupes={"g": {"contributeurs": [f"S{number:02}" for number in range(20)]}}))
    part = find_first(html["groupes/g/"], "dd:has(> details)")
    assert plain(part.text(deep=False)).strip().startswith("S00, S01, ")
    folded = find_first(part.html or "", "details")
    assert plain(find_first(folded.html or "", "summary").text()) == "et 8 autres"
    assert "S19" in folded.text()
    assert "S11" not in folded.text()


def test_relays_and_targets_say_what_is_not_known_of_them_yet() -> None:
    catalogue = create_catalogue(
        territoires={"national": {}},
        relais={
            "seul": {},
            "dit": {"territoires": ["national"], "canaux": [{"type": "lettre"}], "moyens": "Une personne"},
        },
        cibles={"pme": {"effectif": "0", "financeurs": ["La caisse"], "moments": ["L’hiver"]}},
    )
    pages = render_pages(catalogue)
    told = {
        address: plain(find_first(pages[address], ".inconnus").text()) for address in ("relais/dit/", "cibles/pme/")
    }
    assert told["relais/dit/"].startswith(
        "Pas encore connu : leviers, envoi à tous ou choisi, priorités, place de la prévention."
    )
    assert "combien elle compte" not in told["cibles/pme/"]
    assert "connu : où il agit, canaux, leviers" in plain(find_first(pages["relais/seul/"], ".inconnus").text())
