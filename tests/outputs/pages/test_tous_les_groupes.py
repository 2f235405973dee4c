"""All groups at a glance: what each card says, what chooses among them, and nothing that hangs on a build's day."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from prst.outputs.pages.sections import index
from prst.outputs.pages.tous_les_groupes import NEXT
from tests.catalogues import create_catalogue, create_pages, plain

GROUPS: Any = {
    "chutes": {
        "nom": "Chutes",
        "plan": "PRST 4",
        "ajoute_le": "2026-06-01",
        "fiche_action": {"numero": "1.2", "objectif": "Moins de chutes."},
        "etat": "au_travail",
        "themes": ["chutes"],
        "cibles": ["macons"],
        "pilotes": [{"structure": "Carsat", "contact": {"structure": "Carsat", "courriel": "a@organisme-essai.fr"}}],
        "jalons": [
            {"date": "2026-04", "intitule": "Passée"},
            {"date": "2026-05-02", "intitule": "Plan", "fait_le": "2026-05-03", "produit": "Un plan détaillé"},
            {"date": "2026-12", "intitule": "Deuxième"},
            {"date": "2026-05", "intitule": "Première", "nouvelle_date": "2026-09-10"},
            {"date": "2026-10", "intitule": "Laissée", "etat": "abandonne", "raison": "Trop cher."},
        ],
    },
    "bruit": {"etat": "en_panne", "cibles": ["btp"]},
    "ailleurs": {"territoires": ["59"]},
}


def create(**kinds: Any) -> LexborHTMLParser:
    given: Any = {
        "site": {"region": "Ma région", "departements": ["69"]},
        "territoires": {"region": {}, "69": {"label": "Rhône"}, "59": {"label": "Nord", "region": "Hauts-de-France"}},
        "cibles": {"macons": {"nom": "Maçons", "fait_partie_de": "btp"}, "btp": {"nom": "BTP"}},
        "themes": {"chutes": {"label": "Chutes"}},
        "livrables": {
            "vieux": {"groupe": "chutes", "date": "2026-05-02"},
            "neuf": {"titre": "Guide", "groupe": "bruit", "date": "2025"},
            "sans-date": {"groupe": "bruit"},
        },
        "groupes": GROUPS,
    }
    return LexborHTMLParser(str(index(create_pages(create_catalogue(**{**given, **kinds})), "groupes")))


def read(node: LexborNode) -> str:
    return " ".join(plain(node.text(separator=" ")).split())


def cards(page: LexborHTMLParser) -> dict[str, str]:
    return {str(card.attributes["data-numero"]): read(card) for card in page.css(".carte-groupe")}


def values(page: LexborHTMLParser, facet: str) -> dict[str, str]:
    lines = page.css(f"[data-facette={facet}] [data-valeur]")
    return {str(line.attributes["data-valeur"]): str(line.attributes["data-numeros"]) for line in lines}


def test_a_card_says_objective_state_last_output_and_whom_to_call() -> None:
    text = cards(create())["1"]
    assert "Chutes Moins de chutes." in text
    assert "PRST 4, fiche-action 1.2" in text
    assert "Où il en est Au travail" in text
    assert "Dernière production Un plan détaillé (3 mai 2026)" in text
    assert text.endswith("a@organisme-essai.fr")


def test_the_next_milestone_is_chosen_on_the_day_of_the_reader() -> None:
    """All that may be the next one is there, each with the day until which it is; nothing says so last."""
    (line,) = create().css(".prochaine")
    spans = [(span.attributes.get("data-jusqua"), read(span)) for span in line.css("span")]
    assert spans == [
        ("2026-09-10", "Première (10 septembre 2026)"),
        ("2026-12-31", "Deuxième (décembre 2026)"),
        (None, "aucun n’est annoncé"),
    ]


def test_a_card_of_many_milestones_does_not_say_that_none_is_announced() -> None:
    many = [{"date": f"2027-03-{day:02}", "intitule": f"Étape {day}"} for day in range(1, NEXT + 2)]
    (line,) = create(groupes={"a": {"jalons": many, "ajoute_le": "2026-06-01"}}, livrables={}).css(".prochaine")
    assert [read(span) for span in line.css("span")][-2:] == [
        f"Étape {NEXT} ({NEXT} mars 2027)",
        "d’autres sont sur sa page",
    ]


def test_a_group_that_says_nothing_shows_nothing_empty() -> None:
    text = cards(create())["2"]
    assert text.startswith("Nord Ailleurs")
    assert not any(label in text for label in ("Où il en est", "Prochain jalon", "Dernière production", "Piloté"))


def test_a_resource_with_a_date_is_later_than_one_without() -> None:
    assert "Dernière production Guide (2025)" in cards(create())["0"]


def test_filters_include_what_was_made_for_a_wider_target() -> None:
    page = create()
    assert values(page, "cibles") == {"macons": "0 1", "btp": "0"}
    assert values(page, "etats") == {"en_panne": "0", "au_travail": "1"}


def test_groups_of_other_regions_come_last_and_folded() -> None:
    page = create()
    assert [read(title) for title in page.css(".partie-palier")] == ["Ma région 2", "Autres régions 1"]
    assert read(page.css(".explorer-toutes details .carte-titre")[0]) == "Ailleurs"


def test_all_groups_stand_on_one_page_and_one_alone_has_no_filter() -> None:
    many: Any = {f"g-{number}": {"etat": "au_travail"} for number in range(130)}
    assert len(create(groupes=many, livrables={}).css(".carte-groupe")) == 130
    alone = create(groupes={"seul": {"etat": "au_travail"}}, livrables={})
    assert not alone.css(".facettes, script")
    assert "Aucun groupe de travail n’est encore décrit" in plain(create(groupes={}, livrables={}).text())
