"""The page of the directory: who can help, who is looking for whom, what chooses among functions, circles."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.courriels import LONGEST
from prst.outputs.pages.annuaire import directory, who_helps
from prst.outputs.pages.written import check
from tests.catalogues import CONTACT, Kind, create_catalogue, create_pages, plain, render_pages

SUBJECTS: Kind = {"animer": {"label": "Animer à distance"}, "enquetes": {"label": "Mener une enquête"}, "libre": {}}
SECTORS: Kind = {"btp": {"label": "Bâtiment", "comprend": ["toits"]}, "toits": {"label": "Toits"}, "mer": {}}


def functions(*given: dict[str, Any]) -> Kind:
    return {
        "carsat": {
            "nom": "Carsat",
            "fonctions": [{"role": f"fonction {rank}", **one} for rank, one in enumerate(given)],
        }
    }


def page(**kinds: Kind) -> LexborHTMLParser:
    catalogue = create_catalogue(**{"competences": SUBJECTS, "secteurs": SECTORS, **kinds})
    return LexborHTMLParser(str(directory(create_pages(catalogue))))


def words(html: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(plain(node.text()).split()) for node in html.css(selector)]


def ranks(html: LexborHTMLParser, facet: str) -> dict[str, str]:
    """The ranks of the cards of each value of a facet."""
    found = html.css(f"[data-facette={facet}] [data-valeur]")
    return {str(node.attributes["data-valeur"]): str(node.attributes["data-numeros"]) for node in found}


# Who stands there


def test_a_group_that_has_ended_is_said_to_have_and_waits_for_no_pilot() -> None:
    html = page(
        groupes={
            "g": {"nom": "Groupe", "pilotes": [{"structure": "DREETS"}], "etat": "termine"},
            "sans": {"etat": "termine"},
        },
    )
    assert "Groupe (terminé)" in words(html, ".carte-fonction")[0]
    assert words(html, "section[aria-labelledby=sans-pilote] li") == []


def test_each_function_says_what_it_offers_what_it_looks_for_and_how_to_reach_it() -> None:
    pilots = [{"structure": "DREETS", "contact": CONTACT, "competences": ["animer"]}, {"structure": "Aract"}]
    html = page(
        groupes={"g": {"nom": "Groupe", "pilotes": pilots}, "sans": {}},
        structures=functions({"recherche": ["animer"]}),
    )
    assert words(html, ".annuaire-structure h3") == ["Aract", "Carsat", "DREETS"]
    pilot = next(text for text in words(html, ".carte-fonction") if "DREETS" in text)
    assert "Peut aiderAnimer à distance" in pilot
    assert "prevention@organisme-essai.fr" in pilot
    assert "Carte de contact (.vcf)" in pilot
    assert "ChercheAnimer à distance (1 peut l’aider)" in words(html, ".carte-fonction")[1]
    assert "Contact à confirmer" in words(html, ".carte-fonction")[0]
    assert words(html, "section[aria-labelledby=sans-pilote] li") == ["Sans Dire qui le pilote : Sans"]


def test_each_structure_leads_to_the_form_that_completes_it() -> None:
    html = page(structures=functions({}), groupes={"g": {"pilotes": [{"structure": "DREETS"}]}})
    assert [node.attributes["href"] for node in html.css(".annuaire-completer a")] == [
        "../contribuer/formulaire/structure/?modifier=structures/carsat#f-fonctions-aide",
        "../contribuer/formulaire/groupe/?modifier=groupes/g#f-pilotes-aide",
    ]


def test_an_empty_directory_is_kind_and_says_what_to_do() -> None:
    html = page()
    assert "l’entraide commence avec le premier" in words(html, "section[aria-labelledby=aide]")[0]
    assert words(html, ".annuaire-sujets li") == ["Animer à distance", "Mener une enquête", "Libre"]
    assert "encore vide" in words(html, "section[aria-labelledby=liste]")[0]
    assert not html.css("#cercles, script")


def test_two_hundred_functions_stand_on_the_page_each_once() -> None:
    html = page(
        structures={
            f"s-{number}": {
                "fonctions": [
                    {
                        "role": f"préventeur {rank}",
                        "courriel": f"prevention-{number}-{rank}@organisme-essai-tres-long.fr",
                        "competences": ["animer"],
                        "secteurs": ["btp"],
                    }
                    for rank in range(10)
                ]
            }
            for number in range(20)
        }
    )
    assert words(html, "#liste") == ["200 fonctions"]
    assert [node.attributes["data-numero"] for node in html.css("[data-numero]")] == [str(rank) for rank in range(200)]
    mails = [str(node.attributes["href"]) for node in html.css(".annuaire-cercle .bouton")]
    assert all(len(mail) <= LONGEST for mail in mails)
    reached = [one for mail in mails for one in parse_qs(urlsplit(mail).query)["bcc"][0].split(",")]
    assert len(reached) == len(set(reached)) == 200


# Who can help


def test_a_subject_names_who_can_help_and_who_looks_for_the_same() -> None:
    html = page(structures=functions({"competences": ["animer"]}, {"recherche": ["animer", "enquetes"]}))
    assert words(html, ".annuaire-sujet summary") == [
        "Animer à distance 1 peut aider, 1 cherche",
        "Mener une enquête 1 cherche",
    ]
    assert words(html, "#aide-animer li") == ["fonction 0, Carsat", "fonction 1, Carsat"]
    assert "Personne ne l’a encore proposé" in words(html, "#aide-enquetes")[0]
    assert words(html, ".annuaire-sujets li") == ["Libre"]


@pytest.mark.parametrize(
    ("offered", "expected"), [(["animer"], "fonction 0, Carsat"), ([], "Personne n’a encore dit pouvoir aider")]
)
def test_a_written_page_lists_who_helps(offered: list[str], expected: str) -> None:
    pages = create_pages(create_catalogue(competences=SUBJECTS, structures=functions({"competences": offered})))
    assert check('# Titre\n\n{{ qui_aide(competence="animer") }}\n', "a.md", pages) == []
    html = LexborHTMLParser(str(who_helps(pages, "animer", "../../")))
    assert expected in words(html, ".qui-aide")[0]
    assert "../../annuaire/" in {str(node.attributes["href"]).partition("#")[0] for node in html.css("a")}


def test_a_subject_that_does_not_exist_is_told_where_there_are_subjects() -> None:
    text = '# Titre\n\n{{ qui_aide(competence="annimer") }}\n'
    (problem,) = check(text, "a.md", create_pages(create_catalogue(competences=SUBJECTS)))
    assert "vouliez-vous dire « animer »" in plain(problem.message)
    assert "vocabulaires/competences.yml" in problem.remedy
    assert check(text, "a.md", create_pages(create_catalogue(competences={}))) == []


# What chooses


def test_functions_are_chosen_by_subject_trade_place_and_theme_with_what_contains_them() -> None:
    html = page(
        territoires={"region": {}, "national": {}, "73": {}},
        themes={"chutes": {}},
        structures=functions(
            {"competences": ["animer"], "secteurs": ["btp"], "territoires": ["region"], "themes": ["chutes"]},
            {"recherche": ["animer"], "secteurs": ["toits"], "territoires": ["73"]},
            {"competences": ["animer"], "secteurs": ["mer"]},
        ),
    )
    assert ranks(html, "competences") == {"animer": "0 2"}
    assert ranks(html, "recherche") == {"animer": "1"}
    assert ranks(html, "secteurs") == {"toits": "0 1", "btp": "0", "mer": "2"}
    assert ranks(html, "themes") == {"chutes": "0"}
    assert ranks(html, "territoires")["73"] == "1 2"


# Circles


def test_a_circle_writes_to_all_unseen_by_one_another() -> None:
    html = page(
        structures=functions(
            {"secteurs": ["btp"], "courriel": "a+b@organisme-essai.fr"},
            {"secteurs": ["toits"], "courriel": "c@organisme-essai.fr"},
            {"secteurs": ["btp"]},
        )
    )
    assert words(html, ".annuaire-cercle summary") == ["Bâtiment 3 fonctions"]
    (mail,) = (str(node.attributes["href"]) for node in html.css(".annuaire-cercle .bouton"))
    assert mail.startswith("mailto:?bcc=a%2Bb@organisme-essai.fr,c@organisme-essai.fr&subject=Cercle%20")
    assert "Bâtiment" in unquote(mail)
    assert "1 fonction n’a pas encore de boîte aux lettres connue." in words(html, ".annuaire-cercle")[0]


def test_the_page_of_a_structure_says_who_takes_part_after_all_that_companies_look_for() -> None:
    fonction = {"competences": ["animer"], "courriel": "a@organisme-essai.fr", "groupes": ["g"]}
    kinds: dict[str, Kind] = {
        "competences": SUBJECTS,
        "structures": functions(fonction),
        "groupes": {"g": {"nom": "Groupe"}},
    }
    html = LexborHTMLParser(render_pages(create_catalogue(**kinds))["structures/carsat/"])
    assert words(html, "h2")[-1] == "Qui y prend part au plan"
    (section,) = words(html, "section[aria-labelledby=fonctions]")
    for text in ("Fonction 0", "a@organisme-essai.fr", "Peut aider sur : Animer à distance.", "Contribue à : Groupe."):
        assert text in section
