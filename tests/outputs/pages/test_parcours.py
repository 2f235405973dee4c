"""What a new pilot finds on the page of a group: its facts, the path of the toolbox to tick, its papers."""

import io
from typing import Any

import pytest
from docx import Document
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages import parcours
from prst.outputs.pages.fiches import Fiches
from prst.outputs.pages.papiers import LAST, TEMPLATES, Papiers
from prst.outputs.pages.rendering import ROOT
from prst.outputs.prerempli import MORE
from tests.catalogues import CONTACT, EXEMPLE, Fields, Kind, create_catalogue, create_pages, every_page, plain

PATH = """\
# Accueillir

Bonjour.

## La première semaine

- ☐ Lire la **fiche** et [le rôle](role.md#debut) de [[groupe:g|ce groupe]].
- ☐ Appeler <b>quelqu’un</b>, ou voir [ailleurs](https://exemple.organisme.fr/).
- Rien à cocher.

## L’évaluation finale

| Gardez | Qui |
|---|---|
| Un [bilan](modeles/bilan.md) | Nous |
| Des relevés | Eux |

## Ailleurs

| Autre | Tableau |
|---|---|
| Rien | Ici |
"""
SHEET: Fields = {
    "numero": "1.2",
    "objectif": "Moins d’accidents.",
    "moyens": "Un graphiste",
    "ecarts": "Deux départements",
    "cadre_valide_le": "2026-01-20",
    "valide_par": "le groupe permanent",
    "actions": [{"intitule": "Relire", "par": "Carsat", "etat": "en_cours"}],
    "revisions": [{"le": "2026-03-02", "objet": "L’agricole s’ajoute", "cadre": "oui"}],
}
GROUP: Fields = {
    "nom": "Groupe d’essai",
    "plan": "PRST 4",
    "etat": "au_travail",
    "cibles": ["tpe"],
    "fiche_action": SHEET,
    "pilotes": [{"structure": "DREETS", "contact": {**CONTACT, "suppleant": "Accueil"}}],
    "contributeurs": ["Carsat"],
    "jalons": [
        {"date": "2027-01", "intitule": "Fin"},
        {"date": "2026-09", "intitule": "Guide", "produit": "Un plan détaillé"},
        {"date": "2026-05", "intitule": "Essai", "fait_le": "2026-06-12"},
    ],
    "indicateurs": [{"nom": "Guides", "genre": "suivi", "unite": "guides", "attendu": "500"}],
    "modifie_le": "2026-04-15",
}
KINDS: dict[str, Kind] = {
    "cibles": {"tpe": {"nom": "Petites entreprises"}},
    "groupes": {"g": GROUP, "voisin": {"nom": "Groupe voisin", "cibles": ["tpe"]}},
    "relais": {"opco": {"nom": "OPCO"}},
    "livrables": {
        f"l{number}": {"groupe": "g", "titre": f"Guide {number}", "date": f"20{10 + number}", "relais": ["opco"]}
        for number in range(LAST + 2)
    },
}


def made(groupes: Kind | None = None, path: str = PATH, **more: Kind) -> Any:
    """The pages of a catalogue beside the templates of the toolbox."""
    kinds = {**KINDS, "groupes": groupes or KINDS["groupes"], **more}
    kinds["livrables"] = KINDS["livrables"] if "g" in kinds["groupes"] else {}
    pages = create_pages(create_catalogue(**kinds))
    pages.parcours = path
    pages.modeles = {
        source: (source.removesuffix(".md") + "/", "Modèle\u00a0: papier", _body(source))
        for source in TEMPLATES.values()
    }
    return pages


def _body(source: str) -> str:
    return (EXEMPLE / "docs" / source).read_text(encoding="utf-8").split("---\n", 2)[2]


def page(pages: Any, identity: str = "g") -> LexborHTMLParser:
    found = {output.path: output.content.decode() for output in every_page(Fiches(pages))}
    return LexborHTMLParser(found[f"groupes/{identity}/index.html"])


def words(html: Any, selector: str) -> list[str]:
    return [" ".join(plain(node.text()).split()) for node in html.css(selector)]


# The path


def test_the_path_is_that_of_the_toolbox() -> None:
    read = parcours.read(PATH)
    assert [etape.titre for etape in read.etapes] == ["La première semaine"]
    first, second = (pas.html for pas in read.etapes[0].pas)
    assert first == (
        f'Lire la <strong>fiche</strong> et <a href="{ROOT}boite-a-outils/role/#debut">le rôle</a> de ce groupe.'
    )
    assert "&lt;b&gt;" in second
    assert 'href="https://exemple.organisme.fr/"' in second
    assert read.evaluation == (
        f'Un <a href="{ROOT}boite-a-outils/modeles/bilan/">bilan</a>',
        "Des relevés",
    )


def test_a_step_is_known_by_its_words_wherever_it_stands() -> None:
    moved = PATH.replace("- ☐ Lire", "- ☐ Avant tout\n- ☐ Lire")
    keys = [{pas.cle for etape in parcours.read(text).etapes for pas in etape.pas} for text in (PATH, moved)]
    assert keys[0] < keys[1]


def test_the_page_of_a_group_tells_its_facts_then_the_path() -> None:
    html = page(made())
    assert words(html, ".nouveau-pilote dt") == [
        "Qui appeler",
        "Fiche-action",
        "Jalons à venir",
        "Derniers livrables",
        "Groupes à qui parler",
        "Papiers déjà commencés",
    ]
    facts = words(html, ".nouveau-pilote dd")
    assert "prevention@organisme-essai.fr" in facts[0]
    assert facts[2] == "Guide septembre 2026 Date passée Fin janvier 2027 Date passée"
    assert facts[3].split(" Guide ") == ["Guide 6", "5", "4", "3", "2"]
    assert facts[4] == "Groupe voisin"
    assert words(html, ".a-cocher label")[0] == "Lire la fiche et le rôle de ce groupe."
    assert not html.css(".nouveau-pilote[open]")
    assert len(html.css(".a-cocher input[type=checkbox]")) == 2


LATE = [
    {"date": "2022", "intitule": "Avant le plan"},
    {"date": "2025-01", "intitule": "Essai"},
    {"date": "2025-02", "intitule": "Bilan", "nouvelle_date": "2026-01", "raison": "Peu de retours."},
    {"date": "2026-02", "intitule": "Film"},
    *({"date": f"2027-0{month}", "intitule": f"Étape {month}"} for month in (4, 3, 2, 1)),
]


def test_a_milestone_whose_date_is_over_is_never_told_as_one_to_come() -> None:
    pages = made({"g": {**GROUP, "jalons": LATE}})
    html = page(pages)
    facts = dict(zip(words(html, ".nouveau-pilote dt"), words(html, ".nouveau-pilote dd"), strict=True))
    coming = "Étape 1 janvier 2027 Date passée Étape 2 février 2027 Date passée Étape 3 mars 2027 Date passée"
    assert facts["Jalons à venir"] == coming
    marks = html.css(".nouveau-pilote [data-apres]")  # which the browser shows once the date is over
    assert [(one.attributes["data-apres"], "hidden" in one.attributes) for one in marks] == [
        ("2027-01-31", True),
        ("2027-02-28", True),
        ("2027-03-31", True),
    ]
    assert facts["Jalons dont la date est passée"] == "Film février 2026 Bilan janvier 2026 Essai janvier 2025"
    shown = rows(papers(pages)["groupes/g/passation.docx"])
    states = [[plain(cell) for cell in row[:2]] for row in shown if any(row[0] == one["intitule"] for one in LATE)]
    assert states == [
        *([f"Étape {month}", "à venir"] for month in (1, 2, 3, 4)),
        ["Film", "date passée"],
        ["Bilan", "Décalé : attendu en janvier 2026, 11 mois plus tard que prévu. Peu de retours. Date passée"],
        ["Essai", "date passée"],
        ["Avant le plan", "date passée"],
    ]
    assert [row[1] for row in shown if row[0].startswith("janvier ")] == ["Étape 1"]


def test_a_group_that_says_nothing_shows_no_empty_line() -> None:
    html = page(made({"seul": {"nom": "Seul"}}), "seul")
    assert words(html, ".nouveau-pilote dt") == ["Qui appeler"]


def test_without_a_path_in_the_toolbox_there_is_nothing_to_fold() -> None:
    assert not page(made(path="")).css("#nouveau-pilote")


# Papers


def papers(pages: Any) -> dict[str, Any]:
    return {one.path: Document(io.BytesIO(one.make().content)) for one in Papiers(pages).outputs()}


def rows(doc: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in doc.tables for row in table.rows]


def test_papers_are_made_for_groups_that_say_something() -> None:
    pages = made({"g": GROUP, "pilote": {"pilotes": [{"structure": "DREETS"}]}, "muet": {}})
    assert sorted(papers(pages)) == [
        "groupes/g/fiche-action.docx",
        "groupes/g/lettre-de-mission.docx",
        "groupes/g/passation.docx",
        "groupes/pilote/lettre-de-mission.docx",
        "groupes/pilote/passation.docx",
    ]
    links = {f"groupes/{one}/{link}" for one in ("g", "pilote", "muet") for link in _papers_of(page(pages, one))}
    assert links == set(papers(pages))


def _papers_of(html: LexborHTMLParser) -> set[str]:
    found = (node.attributes["href"] or "" for node in html.css("a[href$='.docx']"))
    return {href.rpartition("/")[2] for href in found}


def test_without_templates_there_are_no_papers() -> None:
    pages = made()
    pages.modeles = {}
    assert papers(pages) == {}
    assert _papers_of(page(pages)) == set()


def test_the_sheet_says_all_that_the_record_says_and_leaves_room() -> None:
    doc = papers(made())["groupes/g/fiche-action.docx"]
    shown = rows(doc)
    for label, value in [
        ("Groupe", "Groupe d’essai"),
        ("Numéro et plan", "1.2, PRST 4"),
        ("Mise à jour le", "15 avril 2026"),
        ("Objectif", "Moins d’accidents."),
        ("Cibles visées", "Petites entreprises"),
        ("Validé le", "20 janvier 2026, à revalider : révision du 2 mars 2026"),
        ("Validé par", "le groupe permanent"),
        ("Périmètre", ""),
    ]:
        said = next(row[1] for row in shown if len(row) == 2 and plain(row[0]).split(" :")[0] == label)
        assert plain(said) == value, label
    for row in (
        ["Relire", "Carsat", "En cours"],
        ["Guide", "septembre 2026", "", "Un plan détaillé"],
        ["DREETS", "pilote", "", "Accueil"],
        ["2 mars 2026", "L’agricole s’ajoute", "oui"],
        ["Groupe voisin", "Petites entreprises", ""],
    ):
        assert row in shown
    assert ["", "", ""] in shown
    texts = [paragraph.text for paragraph in doc.paragraphs]
    assert {"Un graphiste", "Deux départements"} <= set(texts)
    assert doc.core_properties.title == "Papier\u00a0: Groupe d’essai"


def test_a_handover_sheet_has_room_for_names_which_the_site_never_holds() -> None:
    named = {
        "structure": "DREETS",
        "contact": {**CONTACT, "nom": "Camille Exemple", "publication_consentie": "2026-01-01"},
    }
    doc = papers(made({"g": {**GROUP, "pilotes": [named]}}))["groupes/g/passation.docx"]
    text = "\n".join([*(cell for row in rows(doc) for cell in row), *(one.text for one in doc.paragraphs)])
    assert "(nom), DREETS" in text
    assert "Camille" not in text
    assert ["Guide", "à venir", "", "", "septembre 2026"] in rows(doc)
    assert ["Guide 6", "publié", "", "", "2016"] in rows(doc)
    assert "https://essai.example.org/groupes/g/" in text


def test_page_sheet_and_papers_name_the_same_contributors() -> None:
    aract = {"nom": "Aract", "fonctions": [{"role": "ergonome", "groupes": ["g"]}]}
    pages = made({"g": {**GROUP, "contributeurs": ["DREETS", "Carsat"]}}, structures={"aract": aract})
    outputs = {output.path: output.content.decode() for output in every_page(Fiches(pages))}
    for path in ("groupes/g/index.html", "groupes/g/fiche-action/index.html"):
        html = LexborHTMLParser(outputs[path])
        (said,) = (node.parent.css("dd") for node in html.css("dt") if node.text() == "Y contribuent" and node.parent)
        assert " ".join(plain(said[0].text()).split()) == "Aract (ergonome), Carsat", path
    docs = papers(pages)
    members = [row[:2] for row in rows(docs["groupes/g/fiche-action.docx"]) if row[0] in ("DREETS", "Aract", "Carsat")]
    assert members == [["DREETS", "pilote"], ["Aract", "ergonome"], ["Carsat", ""]]
    named = [row[0] for row in rows(docs["groupes/g/passation.docx"]) if row[0].startswith("(nom), ")]
    assert named == ["(nom), DREETS", "(nom), Aract", "(nom), Carsat"]


def test_a_letter_of_mission_keeps_its_brackets_for_what_is_not_known() -> None:
    (doc,) = [one for path, one in papers(made()).items() if path == "groupes/g/lettre-de-mission.docx"]
    text = "\n".join(paragraph.text for paragraph in doc.paragraphs)
    for said in ("« Groupe d’essai »", "n° 1.2", "Moins d’accidents.", "[prénom et nom de la personne missionnée]"):
        assert said in plain(text)
    assert "[nom du groupe]" not in text


@pytest.mark.parametrize("name", ["groupes/g/fiche-action.docx", "groupes/g/passation.docx"])
def test_papers_of_the_toolbox_have_a_place_for_each_fact(name: str) -> None:
    assert MORE not in [paragraph.text for paragraph in papers(made())[name].paragraphs]


def test_the_same_record_gives_the_same_papers() -> None:
    first, second = ([(one.key, one.make()) for one in Papiers(made()).outputs()] for _ in range(2))
    assert first == second
    assert len({key for key, _ in first}) == len(first)
