"""A made-up group from its action sheet to its pitch, by its record alone: every output of it, as its readers meet it.

One group says everything, one has only a name, one is as bad as the check accepts. What is expected of the first was
worked out by hand.
"""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
import vobject
from docx import Document
from icalendar import Calendar
from playwright.sync_api import Browser, Page, ViewportSize
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.browser.chromium import Journal, count_requests, faults, settle, violations
from tests.browser.test_impression import CUT
from tests.catalogues import EXEMPLE, Kind, create_project, plain, write_mapping
from tests.conftest import publish

TODAY = "2026-11-27T10:00:00+01:00"
PHONE: ViewportSize = {"width": 390, "height": 844}
PERSON = {"nom": "Zéphyrine Quelquun", "publication_consentie": "2026-01-05"}
HOSTILE = '<script>alert(1)</script> & "l’autre" ; =1+1, \\n {{ site }} </textarea>'
SHEET = {
    "numero": "1.17",
    "objectif": "Réduire les accidents des apprentis pendant leur première année.",
    "resultats_attendus": ["Chaque centre remet le guide", "Les maîtres d’apprentissage l’ont lu"],
    "perimetre": "Les métiers du bâtiment, dans toute la région.",
    "cadre_valide_le": "2026-01-20",
    "valide_par": "le groupe permanent d’essai",
    "actions": [
        {"intitule": "Relire le guide dans trois entreprises", "par": "carsat", "etat": "faite"},
        {"intitule": "Tourner une vidéo", "par": "Centre d’apprentissage d’essai", "etat": "en_cours"},
        {"intitule": "Former les tuteurs"},
        {"intitule": "Une application", "etat": "abandonnee"},
    ],
    "moyens": "Une journée par mois et par structure pilote.",
    "ecarts": "Le secteur des toits s’y est ajouté.",
    "revisions": [
        {"le": "2026-02-10", "objet": "Une action s’ajoute"},
        {"le": "2026-09-15", "objet": "Les toits entrent dans le périmètre", "cadre": "oui"},
    ],
    "url": "https://organisme-essai.fr/fiche-1-17",
}
JALONS = [
    {"date": "2027", "intitule": "Bilan avec les centres"},
    {
        "date": "2026-03-10",
        "intitule": "Enquête auprès des tuteurs",
        "fait_le": "2026-03-22",
        "produit": "Un relevé des besoins",
    },
    {"date": "2026-06-01", "intitule": "Guide relu", "fait_le": "2026-05-28", "livrable": "guide"},
    {
        "date": "2026-09",
        "intitule": "Vidéo tournée",
        "nouvelle_date": "2027-01",
        "raison": "Le studio était pris.",
    },
    {"date": "2026-10-05", "intitule": "Réunion avec les centres"},
    {"date": "2026-12-01", "intitule": "Application", "etat": "abandonne", "raison": "Une application existe."},
    {"date": "2027-03-15", "intitule": "Journée des tuteurs"},
]
GROUPES: Kind = {
    "accueil": {
        "nom": "Accueil des apprentis",
        "plan": "PRST 4",
        "description": "Le groupe réunit ce qui existe et l’adapte au bâtiment.",
        "etat": "au_travail",
        "fiche_action": SHEET,
        "pilotes": [
            {
                "structure": "carsat",
                "role": "pilote",
                "contact": {
                    "structure": "carsat",
                    "role": "chargée de prévention",
                    "courriel": "apprentis@carsat-essai.fr",
                    "telephone": "04 72 00 00 01",
                    "suppleant": "le secrétariat de la prévention",
                    **PERSON,
                },
                "competences": ["animer"],
                "recherche": ["enqueter"],
            },
            {"structure": "Chambre d’essai", "role": "copilote"},
        ],
        "contributeurs": ["cfa", "Union d’essai"],
        "themes": ["accueil"],
        "cibles": ["apprentis"],
        "territoires": ["region"],
        "jalons": JALONS,
        "indicateurs": [
            {"nom": "Guides remis", "genre": "suivi", "unite": "guides", "attendu": "500"},
            {"nom": "Tuteurs qui l’ont lu", "genre": "resultat", "unite": "%", "attendu": "80"},
            {"nom": "Accidents de la première année", "genre": "resultat"},
        ],
        "releves": [
            {"indicateur": "Guides remis", "le": "2026-09-30", "valeur": "410", "source": "Bons de livraison"},
            {"indicateur": "Guides remis", "le": "2026-03", "valeur": "120"},
            {"indicateur": "Guides remis", "le": "2026-06-30", "valeur": "320"},
            {"indicateur": "Tuteurs qui l’ont lu", "le": "2026-06", "valeur": "62,5"},
        ],
        "pitch": {
            "en_bref": "Nous aidons les petites entreprises à accueillir un apprenti sans accident.",
            "difficulte": "Les entreprises sans salarié ne répondent pas.",
            "demande": "Une heure de vos réseaux à la rentrée.",
        },
        "modifie_le": "2026-11-20",
    },
    "voisin": {
        "nom": "Travail en hauteur",
        "cibles": ["apprentis"],
        "themes": ["accueil"],
        "contributeurs": ["cfa"],
        "pilotes": [{"structure": "cfa", "contact": {"structure": "cfa", "courriel": "hauteur@cfa-essai.fr"}}],
        "modifie_le": "2026-11-20",
    },
    "nu": {"nom": "Groupe sans rien"},
    "rude": {
        "nom": f"Groupe rude {HOSTILE}",
        "fiche_action": {
            "objectif": ("Agir " * 80)[:400] + "sansespace" * 19 + "t",
            "moyens": HOSTILE,
            "actions": [{"intitule": HOSTILE}],
        },
        "contributeurs": [f"Organisme numéro {rank} {HOSTILE}"[:120] for rank in range(200)],
        "jalons": [
            {
                "date": f"{2021 + rank * 7 % 10}-{1 + rank * 5 % 12:02}",
                "intitule": f"Étape {rank} {HOSTILE}",
                **({"etat": "abandonne", "raison": HOSTILE} if rank % 9 == 4 else {}),
                **(
                    {"nouvelle_date": f"{2021 + rank * 7 % 10}-{2 + rank * 5 % 12:02}"}
                    if rank * 5 % 12 < 9 and rank % 9 in (1, 2, 3)
                    else {}
                ),
            }
            for rank in range(200)
        ],
        "indicateurs": [{"nom": HOSTILE, "unite": "&<b>", "attendu": "-3"}],
        "releves": [{"indicateur": HOSTILE, "le": f"202{rank}", "valeur": str(rank - 2)} for rank in range(1, 6)],
        "pitch": {"demande": HOSTILE},
    },
}
KINDS: dict[str, Kind] = {
    "cibles": {"apprentis": {"nom": "Apprentis", "secteurs": ["btp"]}},
    "themes": {"accueil": {"label": "Accueil"}},
    "secteurs": {"btp": {"label": "Bâtiment"}},
    "competences": {"animer": {"label": "Animer à distance"}, "enqueter": {"label": "Mener une enquête"}},
    "groupes": GROUPES,
    "structures": {
        "carsat": {"nom": "Carsat d’essai", "courriel": "accueil@carsat-essai.fr"},
        "cfa": {
            "nom": "Centre d’apprentissage d’essai",
            "telephone": "04 72 00 00 02",
            "fonctions": [
                {
                    "role": "référente sécurité",
                    "courriel": "securite@cfa-essai.fr",
                    "competences": ["enqueter"],
                    "groupes": ["accueil"],
                }
            ],
        },
    },
    "relais": {"opco": {"nom": "Opco d’essai"}, "federation": {"nom": "Fédération d’essai"}},
    "livrables": {
        "guide": {
            "titre": "Guide d’accueil",
            "groupe": "accueil",
            "date": "2026-05-28",
            "relais": ["opco"],
            "ajoute_le": "2026-11-19",
        },
        "memo": {"titre": "Mémo des tuteurs", "groupe": "accueil", "date": "2026-09", "ajoute_le": "2026-11-18"},
        "harnais": {"titre": "Le harnais", "groupe": "voisin", "relais": ["opco"]},
    },
    "diffusions": {
        "une": {"date": "2026-06-04", "livrable": "guide", "relais": "opco", "touches": "120"},
        "deux": {"date": "2026-09", "livrable": "guide", "relais": "federation", "touches": "80"},
        "trois": {"date": "2026-10-02", "livrable": "memo", "relais": "opco"},
        "ailleurs": {"date": "2026-10-02", "livrable": "harnais", "relais": "opco", "touches": "7000"},
    },
    "enquetes": {
        "flash": {
            "titre": "Les tuteurs et le guide",
            "genre": "flash",
            "date": "2026-03",
            "questions": [{"question": "Avez-vous lu le guide ?"}, {"question": "Que manque-t-il ?"}],
            "interroges": "120",
            "reponses": "45",
            "resultats": [{"reponse": "Oui", "nombre": "27"}, {"reponse": "Non", "nombre": "18"}],
            "enseignements": ["Le guide sert le premier jour."],
            "livrables": ["guide"],
            "groupes": ["accueil"],
        },
        "impact": {"titre": "Le guide, un an après", "genre": "impact", "groupes": ["accueil"]},
    },
    "retours": {
        "essai": {
            "titre": "Trois entreprises valent une relecture",
            "groupe": "accueil",
            "n_a_pas_marche": "Le rendez-vous de fin de mois.",
            "nous_ferions": "Aller voir trois entreprises avant d’écrire.",
        }
    },
}
NETWORK = {
    "contact": {"structure": "Réseau d’essai", "courriel": "reseau-com@organisme-essai.fr"},
    "appuis": [{"id": "relecture", "nom": "Relire une affiche", "delai": "10 jours ouvrés"}],
    "demandes": [
        {
            "appui": "relecture",
            "objet": "L’affiche du guide",
            "groupe": "accueil",
            "pour_le": "2027-06",
            "etat": "acceptee",
        }
    ],
}
SURVEY = """\
---
title: "Enquête d’essai"
description: "Deux questions."
modele: true
questionnaire: true
---
# Enquête d’essai

**1. Qu’est-ce qui vous gêne ?** *Réponse libre.*

**2. Avez-vous lu le guide ?** *Une seule réponse.*

- ☐ Oui
- ☐ Non
"""
SOLLICITER = "boite-a-outils/solliciter-le-reseau-communication"


PAPERS = ("fiche-action", "passation", "lettre-de-mission")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The folder of the published site."""
    folder = tmp_path_factory.mktemp("groupe")
    project = create_project(
        folder / "projet", repository, {"plans": [{"nom": "PRST 4", "debut": "2021", "fin": "2027"}]}, **KINDS
    )
    write_mapping(project / "catalogue" / "reseau-communication.yml", NETWORK)
    with (project / "docs" / f"{SOLLICITER}.md").open("a", encoding="utf-8") as page:
        page.write("\n{{ reseau_communication() }}\n")
    templates = "boite-a-outils/modeles"
    (project / "docs" / templates / "enquete-flash.md").write_text(SURVEY, encoding="utf-8")
    for paper in PAPERS:
        shutil.copy(EXEMPLE / "docs" / templates / f"{paper}.md", project / "docs" / templates)
    publish(project, folder / "site")
    return folder / "site"


PAGES: dict[str, tuple[str, ...]] = {
    "groupes/": (
        "4 groupes de travail",
        "PRST 4, fiche-action 1.17 Accueil des apprentis",
        "Réduire les accidents des apprentis pendant leur première année.",
        "Où il en est Au travail",
        "Prochain jalon Vidéo tournée (janvier 2027)",
        "Dernière production Mémo des tuteurs (septembre 2026)",
        "Piloté par Carsat d’essai, Chambre d’essai 04 72 00 00 01",
        "Groupe sans rien Par : Structure du site",
    ),
    "groupes/accueil/": (
        "Au travail. Le groupe se réunit et avance.",
        "Zéphyrine Quelquun, chargée de prévention",
        "En cas d’absence : le secrétariat de la prévention",
        "Cherche de l’aide sur : Mener une enquête",
        "Une révision du cadre, du 15 septembre 2026, est plus récente que sa validation, du 20 janvier 2026",
        "En cours 1 Tourner une vidéo Centre d’apprentissage d’essai",
        "Ce qui a changé en route Le secteur des toits s’y est ajouté.",
        "10 février 2026 Une action s’ajoute",
        "7 jalons, dont 2 atteints",
        "Fait le 22 mars 2026, 12 jours après la date prévue Produit : Un relevé des besoins",
        "Fait le 28 mai 2026, 4 jours avant la date prévue Ressource : Guide d’accueil",
        "Décalé : attendu en janvier 2027, 4 mois plus tard que prévu. Le studio était pris.",
        "Abandonné, prévu le 1er décembre 2026. Une application existe.",
        "Prévu en 2027",
        "Guides remis : 410 guides le 30 septembre 2026",
        "Valeur attendue : 500 guides ; le dernier relevé en est à 82 %",
        "Tuteurs qui l’ont lu : 62,5 % en juin 2026 Valeur attendue : 80 %",
        "Accidents de la première année : pas encore mesuré",
        "Enquête flash, mars 2026 : 45 réponses sur 120 interrogés, soit 38 %",
        "Avez-vous lu le guide ? Oui (60 %), Non (40 %)",
        "Centre d’apprentissage d’essai (référente sécurité), Union d’essai",
        "2 livrables",
        "Trois entreprises valent une relecture Aller voir trois entreprises avant d’écrire.",
    ),
    "groupes/accueil/fiche-action/": (
        "fiche-action 1.17",
        "Carsat d’essai (pilote), Chambre d’essai (copilote)",
        "Résultats attendus Chaque centre remet le guide",
        "Les métiers du bâtiment, dans toute la région.",
        "Relire le guide dans trois entreprises Carsat d’essai Faite",
        "Vidéo tournée septembre 2026 Décalé : attendu en janvier 2027, 4 mois plus tard que prévu.",
        "Guides remis 500 guides 410 guides le 30 septembre 2026",
        "Accidents de la première année Pas encore mesuré",
        "Une journée par mois et par structure pilote.",
        "Les toits entrent dans le périmètre",
    ),
    "groupes/accueil/pitch/": (
        "Nous aidons les petites entreprises à accueillir un apprenti sans accident.",
        "3 réalisations Mémo des tuteurs (septembre 2026) Guide d’accueil (28 mai 2026) "
        "Un relevé des besoins (22 mars 2026)",
        "3 diffusions De juin à octobre 2026, par 2 relais. "
        "Au moins 200 personnes ou entreprises touchées, doublons compris : 1 diffusion ne dit pas combien.",
        "Tuteurs qui l’ont lu : 62,5 % en juin 2026 (attendu : 80 %)",
        "Tuteurs qui l’ont lu : 62,5 % en juin 2026 (attendu : 80 %)",
        "janvier 2027 Vidéo tournée (prévu d’abord : septembre 2026)",
        "Les entreprises sans salarié ne répondent pas.",
        "Une heure de vos réseaux à la rentrée.",
    ),
    "groupes/pitchs/": ("3 pitchs", "3 réalisations, 3 diffusions notées", "1 réalisation, 1 diffusion notée"),
    "annuaire/": (
        "Mener une enquête 1 peut aider, 1 cherche",
        "référente sécurité, Centre d’apprentissage d’essai securite@cfa-essai.fr",
        "Zéphyrine Quelquun chargée de prévention",
        "205 fonctions",
    ),
    "recoupements/": (
        "1 paire de groupes a quelque chose en commun",
        "Mêmes relais : Opco d’essai. Sollicitez-les ensemble",
        "Carsat d’essai : 04 72 00 00 01 Centre d’apprentissage d’essai : hauteur@cfa-essai.fr",
    ),
    "enquetes/": ("2 enquêtes", "45 réponses, 38 % des interrogés", "Pas encore de résultat"),
    "enquetes/flash/": (
        "45 réponses sur 120 interrogés, soit 38 %",
        "Nombre de réponses, sur 45",
        "Les réponses à « Que manque-t-il ? » : elles ne sont pas comptées ici.",
    ),
    "enquetes/impact/": ("Pas encore de résultat.", "Combien ont répondu."),
    "retours/": ("Trois entreprises valent une relecture", "N’a pas marché Le rendez-vous de fin de mois."),
    "retours/essai/": ("À qui en parler Accueil des apprentis Carsat d’essai Zéphyrine Quelquun",),
    "agenda/?jalons=avec": ("en janvier 2027 Vidéo tournée Décalé", "le 15 mars 2027 Journée des tuteurs"),
    f"{SOLLICITER}/": ("10 jours ouvrés", "L’affiche du guide", "Par Accueil des apprentis"),
    "groupes/nu/": ("Groupe sans rien",),
    "groupes/nu/pitch/": ("Groupe sans rien",),
    "groupes/rude/": (HOSTILE, "200 jalons", "Étape 199", "Organisme numéro 199"),
    "groupes/rude/fiche-action/": (HOSTILE, "Étape 199", "Organisme numéro 199"),
    "groupes/rude/pitch/": (HOSTILE,),
}
"""What each page says, in words."""
FEW = """document.querySelectorAll("li, tr, article, section, option").forEach(one => {
  if ([...one.parentElement.children].indexOf(one) >= 5) one.remove(); });
for (const chrome of document.querySelectorAll("body > header, body > footer, .onglets, .menu")) chrome.remove();"""
"""Keeps five of a long list, and nothing of what all pages share: axe-core looks at the others for seconds."""
ASKING = """[...document.querySelectorAll("main .contribuer, main button")].filter(one => one.checkVisibility())
  .map(one => one.textContent)"""
"""What asks a reader to click, where it is seen."""
OPEN = "document.querySelectorAll('main details').forEach(one => one.open = true)"


def words(text: str) -> str:
    """A text on one line; capitals are the style sheet's."""
    return " ".join(plain(text).split()).casefold()


@pytest.fixture(scope="module")
def address(site: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(site)


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[tuple[Page, Journal]]:
    """A page for all of these tests, on the same day, and what it did."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport=PHONE)
    page, journal = context.new_page(), Journal()
    count_requests(page)
    journal.follow(page)
    page.clock.set_fixed_time(TODAY)
    yield page, journal
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_accessible_silent_and_calls_nobody(
    watched: tuple[Page, Journal], address: str, path: str
) -> None:
    page, journal = watched
    journal.console.clear()
    journal.requests.clear()
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}/{path}")
    settle(page)
    page.evaluate(FEW)
    page.evaluate(OPEN)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, ["color-contrast"]) == []
    assert page.locator("h1").count() == 1
    assert journal.console == []
    assert journal.third_parties(address) == []


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_each_page_says_it_all_without_javascript_and_on_paper(reader: Page, address: str, path: str) -> None:
    reader.emulate_media(media="screen")
    reader.goto(f"{address}/{path}")
    reader.evaluate(OPEN)
    shown = words(reader.locator("main").inner_text())
    assert [one for one in PAGES[path] if words(one) not in shown] == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "the page scrolls sideways"
    reader.emulate_media(media="print")
    printed = words(reader.locator("main").inner_text())
    assert [one for one in PAGES[path] if words(one) not in printed] == []
    assert reader.evaluate(CUT) == []
    assert reader.evaluate(ASKING) == []


TOUCHING = """() => {
  const half = one => parseFloat(getComputedStyle(one).strokeWidth) / 2;
  const shape = one => { const box = one.getBoundingClientRect(), more = half(one);
    return [box.left - more, box.top - more, box.right + more, box.bottom + more]; };
  const letters = one => { const box = one.getBoundingClientRect(), less = box.height * 0.2;
    return [box.left, box.top + less, box.right, box.bottom - less]; };
  return [...document.querySelectorAll(".graphique-dessin:has(.frise-prevu)")].flatMap(drawing => {
    const boxes = [...[...drawing.querySelectorAll(":scope > svg > [class^=frise-]")].map(shape),
      ...[...drawing.querySelectorAll("text")].map(letters)];
    const over = (one, other) => Math.min(one[2], other[2]) - Math.max(one[0], other[0]) > 0.5
      && Math.min(one[3], other[3]) - Math.max(one[1], other[1]) > 0.5;
    return boxes.flatMap((one, rank) => boxes.slice(rank + 1).filter(two => over(one, two)).map(two => [one, two]));
  }); }"""
"""Shapes and words of time lines that cover each other, as pairs of boxes; a stroke is part of its shape."""


@pytest.mark.parametrize("path", ["groupes/accueil/", "groupes/rude/"])
def test_no_shape_of_a_time_line_covers_another_one_nor_words(reader: Page, address: str, path: str) -> None:
    reader.goto(f"{address}/{path}")
    for media in ("screen", "print"):
        reader.emulate_media(media=media)
        assert reader.locator(".graphique-dessin svg > [class^=frise-]").count() >= 10
        assert reader.evaluate(TOUCHING) == [], media
    kept = reader.locator(".jalons li").first.evaluate("item => getComputedStyle(item).breakInside")
    assert kept == "avoid", "a milestone may be cut at the foot of a sheet"
    point = reader.locator(".jalons li").first.evaluate(
        "item => item.getBoundingClientRect().left + parseFloat(getComputedStyle(item, '::before').left)"
    )
    edge = reader.locator("h1").evaluate("title => title.getBoundingClientRect().left")
    assert point >= edge, "a point is cut at the edge of a sheet"


def test_a_table_of_many_groups_scrolls_in_its_frame_and_keeps_their_names_in_sight(reader: Page, address: str) -> None:
    reader.emulate_media(media="screen")
    reader.goto(f"{address}/recoupements/")
    reader.evaluate("""document.querySelectorAll('.croise tr').forEach(row => {
        for (let one = 0; one < 14; one++) row.append(row.children[2].cloneNode(true)); })""")
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    frame = reader.locator(".couverture-cadre")
    frame.evaluate("one => one.scrollLeft = one.scrollWidth")
    assert frame.evaluate("one => one.scrollLeft") > 0
    name = reader.locator(".croise tbody th").first.bounding_box()
    assert name is not None
    assert name["x"] >= 0
    assert name["width"] < PHONE["width"] / 2


# A group of which nothing is known


HEADINGS = {
    "groupes/nu/": ["Groupe sans rien", "Qui contacter", "Livrables", "Suivre et réutiliser"],
    "groupes/nu/pitch/": ["Groupe sans rien : le pitch", "Vous pilotez ce groupe ?"],
}
"""All headings of its pages: nothing that is empty has one."""


@pytest.mark.parametrize("path", HEADINGS)
def test_a_group_that_has_only_a_name_shows_no_empty_heading_and_no_promise(site: Path, path: str) -> None:
    main = LexborHTMLParser((site / path / "index.html").read_text(encoding="utf-8")).css_first("main")
    assert main
    unfolded = [one for one in main.css("h1, h2, h3, h4") if not _folded(one)]
    assert [plain(one.text()).strip() for one in unfolded] == HEADINGS[path]
    assert not main.css(".reperes, .jalons, .graphique, .mesure, .fiche-action, dl:empty, ul:empty")


def _folded(node: LexborNode) -> bool:
    """Whether it is within what a reader opens: what a new pilot needs."""
    parent = node.parent
    return parent is not None and (parent.tag == "details" or _folded(parent))


def test_a_group_that_has_only_a_name_leads_to_no_pitch_and_gives_no_file(site: Path) -> None:
    page = LexborHTMLParser((site / "groupes" / "nu" / "index.html").read_text(encoding="utf-8"))
    assert [one.parent.attributes.get("class") for one in page.css("main a[href='pitch/']") if one.parent] == [
        "contribuer"
    ]
    given = {one.name for one in (site / "groupes" / "nu").rglob("*") if one.suffix not in (".html", "")}
    assert given == {"flux.xml", "livrables.csv", "livrables.json"}
    assert "Groupe sans rien" not in str(pikepdf.open(site / "groupes" / "pitchs" / "livret.pdf").open_outline().root)


# Files


def rows(path: Path) -> list[list[str]]:
    """The cells of a table as French spreadsheets read them, without its heading."""
    return list(csv.reader(io.StringIO(plain(path.read_text(encoding="utf-8-sig"))), delimiter=";"))[1:]


def lines(path: Path) -> list[str]:
    """The same, each line as it is written."""
    return [";".join(row) for row in rows(path)]


def test_tables_hold_the_figures_that_pages_show(site: Path) -> None:
    group = site / "groupes" / "accueil"
    assert lines(group / "jalons.csv") == [
        "Enquête auprès des tuteurs;10 mars 2026;;22 mars 2026;"
        "12 jours après la date prévue;Fait;Un relevé des besoins;",
        "Guide relu;1er juin 2026;;28 mai 2026;4 jours avant la date prévue;Fait;Guide d’accueil;",
        "Vidéo tournée;septembre 2026;janvier 2027;;4 mois plus tard que prévu;Décalé;;Le studio était pris.",
        "Réunion avec les centres;5 octobre 2026;;;;Prévu;;",
        "Application;1er décembre 2026;;;;Abandonné;;Une application existe.",
        "Journée des tuteurs;15 mars 2027;;;;Prévu;;",
        "Bilan avec les centres;2027;;;;Prévu;;",
    ]
    readings = ["mars 2026;120;", "30 juin 2026;320;", "30 septembre 2026;410;Bons de livraison"]
    assert lines(group / "indicateur-1.csv") == readings
    assert lines(group / "indicateur-2.csv") == ["juin 2026;62,5;"]
    assert lines(site / "enquetes" / "flash" / "question-1.csv") == ["Oui;27;60", "Non;18;40"]
    assert [row[2:4] for row in rows(site / "recoupements" / "recoupements.csv")] == [
        ["Mêmes cibles", "Apprentis"],
        ["Mêmes relais", "Opco d’essai"],
        ["Mêmes structures", "Centre d’apprentissage d’essai"],
        ["Mêmes secteurs", "Bâtiment"],
        ["Mêmes thèmes", "Accueil"],
    ]


def test_a_hostile_table_keeps_its_lines_and_runs_nothing_in_a_spreadsheet(site: Path) -> None:
    found = rows(site / "groupes" / "rude" / "jalons.csv")
    assert len(found) == 200
    assert {row[0] for row in found} == {plain(one["intitule"]) for one in GROUPES["rude"]["jalons"]}
    assert not [cell for row in found for cell in row if cell.startswith(("=", "+", "@"))]
    assert [row[1][-4:] for row in found] == sorted(row[1][-4:] for row in found)


def test_the_calendar_holds_the_milestones_whose_day_is_known_and_says_which_was_given_up(site: Path) -> None:
    events = Calendar.from_ical((site / "groupes" / "accueil" / "agenda.ics").read_bytes()).walk("VEVENT")
    assert [(str(one.decoded("dtstart")), plain(str(one["summary"])), str(one["status"])) for one in events] == [
        ("2026-03-22", "Jalon : Enquête auprès des tuteurs", "CONFIRMED"),
        ("2026-05-28", "Jalon : Guide relu", "CONFIRMED"),
        ("2026-10-05", "Jalon : Réunion avec les centres", "CONFIRMED"),
        ("2026-12-01", "Abandonné : Application", "CANCELLED"),
        ("2027-03-15", "Jalon : Journée des tuteurs", "CONFIRMED"),
    ]


def test_contact_cards_hold_a_pilot_who_consented_and_functions(site: Path) -> None:
    cards = {one.stem: vobject.readOne(one.read_text(encoding="utf-8")) for one in (site / "annuaire").glob("*.vcf")}
    assert {name: plain(card.fn.value) for name, card in cards.items()} == {
        "pilote-accueil-carsat": "Zéphyrine Quelquun",
        "pilote-voisin-cfa": "Centre d’apprentissage d’essai, pilote",
        "fonction-cfa-referente-securite": "Centre d’apprentissage d’essai, référente sécurité",
    }
    pilot = cards["pilote-accueil-carsat"]
    assert (pilot.email.value, pilot.tel.value) == ("apprentis@carsat-essai.fr", "04 72 00 00 01")
    assert plain(pilot.note.value) == "Pilote : Accueil des apprentis.\nPeut aider sur : Animer à distance."


@pytest.mark.parametrize("identity", ["accueil", "rude"])
def test_the_pitch_is_one_tagged_page_in_french_and_a_slide(site: Path, identity: str) -> None:
    folder = site / "groupes" / identity / "pitch"
    with pikepdf.open(folder / "pitch.pdf") as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr-FR"
        with pdf.open_metadata() as metadata:
            assert plain(metadata["dc:title"]) == f"{plain(GROUPES[identity]['nom'])} : le pitch"
    assert (folder / "pitch.png").read_bytes()[:24][16:] == (1920).to_bytes(4, "big") + (1080).to_bytes(4, "big")


def test_the_booklet_has_a_page_for_each_group_that_says_something(site: Path) -> None:
    with pikepdf.open(site / "groupes" / "pitchs" / "livret.pdf") as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) == 4
        named = {plain(one.title).replace("\u200b", "") for whole in outline.root for one in whole.children}
    assert named == {plain(GROUPES[one]["nom"]) for one in ("accueil", "rude", "voisin")}


PAPER_SAYS = {
    "fiche-action": (
        "Réduire les accidents des apprentis pendant leur première année.",
        "Les métiers du bâtiment, dans toute la région.",
        "Tourner une vidéo",
        "4 mois plus tard que prévu",
        "410 guides",
        "Une journée par mois et par structure pilote.",
        "Les toits entrent dans le périmètre",
    ),
    "passation": ("Accueil des apprentis", "Réunion avec les centres", "Guide d’accueil"),
    "lettre-de-mission": ("Accueil des apprentis",),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_are_a4_say_what_the_record_says_and_name_nobody(site: Path, paper: str) -> None:
    document = Document(io.BytesIO((site / "groupes" / "accueil" / f"{paper}.docx").read_bytes()))
    pages = {(one.page_width, one.page_height) for one in document.sections}
    assert {(round(wide.mm), round(high.mm)) for wide, high in pages if wide and high} == {(210, 297)}
    said = plain(" ".join(document.element.body.itertext()))
    assert [one for one in PAPER_SAYS[paper] if one not in said] == []
    assert "Quelquun" not in said


def test_the_questionnaire_is_a_survey_of_its_two_questions(site: Path) -> None:
    content = (site / "boite-a-outils" / "modeles" / "enquete-flash.lss").read_bytes()
    survey = ElementTree.fromstring(content)  # noqa: S314 - our own file
    asked = [plain(one.text or "") for one in survey.iterfind("questions/rows/row/question")]
    assert asked == ["Qu’est-ce qui vous gêne ?", "Avez-vous lu le guide ?"]
    assert [one.text for one in survey.iterfind("answers/rows/row/answer")] == ["Oui", "Non"]
    assert [one.text for one in survey.iterfind("surveys/rows/row/anonymized")] == ["Y"]
