"""Templates of the toolbox, filled in with what a record says: in its places, nothing lost, with room for the rest."""

import io

import pytest
from docx import Document

from prst.outputs.modeles import document
from prst.outputs.prerempli import BLANK, MORE, ROWS, Faits, filled, key_of
from tests.catalogues import plain

TEMPLATE = """\
# Fiche

*Consigne.* Voir [la page](autre.md) du [nom du groupe].

| Rubrique | À remplir |
|---|---|
| Objectif : en une phrase | |
| Prêt d’avance | déjà écrit |
| Inconnu | |

## Étapes

| Étape | Qui | Date, heure |
|---|---|---|
| | | |
| | | |
| | | |

### Moyens

- ☐ Temps :
"""


def test_each_fact_goes_where_the_words_of_the_template_ask_for_it() -> None:
    said = filled(
        TEMPLATE,
        Faits(
            cases={"objectif": "Moins de chutes", "Prêt d’avance": "autre chose"},
            grilles={"Étapes": [{"Étape": "Essai", "Date": "juin"}]},
            textes={"Moyens": "Un graphiste"},
            mots={"nom du groupe": "Groupe A"},
        ),
    )
    assert "| Objectif : en une phrase | Moins de chutes |" in said
    assert "| Prêt d’avance | déjà écrit |" in said
    assert "| Inconnu |  |" in said
    assert "| Essai |  | juin |" in said
    assert said.count("|  |  |  |") == BLANK
    assert "### Moyens\n\nUn graphiste\n" in said
    assert "[la page](autre.md) du Groupe A." in said
    assert MORE not in said


def test_a_record_that_says_nothing_leaves_the_template_as_it_is() -> None:
    nothing = Faits({"Objectif": ""}, {"Étapes": []}, {"Moyens": ""}, {"nom du groupe": ""})
    assert filled(TEMPLATE, nothing).replace(" ", "") == TEMPLATE.replace(" ", "")


def test_what_a_reworded_template_does_not_ask_for_stands_at_its_end() -> None:
    faits = Faits(
        cases={"But": "Moins de chutes", "Vide": ""},
        grilles={"Calendrier": [{"Quoi": "Essai", "Date": "juin"}, {"Quoi": "Fin"}], "Rien": []},
        textes={"Écarts": "Deux départements"},
        mots={"numéro": "1.2"},
    )
    end = filled(TEMPLATE, faits).partition(f"## {MORE}")[2]
    assert end.split("\n")[2:] == [
        "- But\u00a0: Moins de chutes",
        "- Écarts\u00a0: Deux départements",
        "- Calendrier\u00a0: Essai\\, juin\u00a0\\; Fin",
    ]


def test_a_template_may_still_call_a_milestone_by_its_former_word() -> None:
    template = "## Étapes\n\n| Étape | Prévue | Où en est-elle |\n|---|---|---|\n| | | |\n"
    row = {"Jalon": "Essai", "Prévu": "juin", "Où en est-il": "Fait le 3"}
    said = filled(template, Faits(grilles={"Jalons": [row]}))
    assert "| Essai | juin | Fait le 3 |" in said
    assert MORE not in said


def test_a_grid_whose_columns_were_renamed_keeps_its_rows_blank() -> None:
    said = filled(TEMPLATE, Faits(grilles={"Étapes": [{"Quoi": "Essai"}]}))
    assert said.count("|  |  |  |") == 3
    assert "- Étapes\u00a0: Essai" in said


@pytest.mark.parametrize(
    "text", ["a | b", "**gras**", "[lien](https://a.fr)", "<b>", "ligne\n\n# titre", "`code`", "\\"]
)
def test_what_a_record_says_is_text_whatever_its_signs(text: str) -> None:
    said = filled(TEMPLATE, Faits({"Objectif": text}, textes={"Moyens": text}, mots={"nom du groupe": text}))
    doc = Document(io.BytesIO(document("a/", "A", said).content))
    cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    shown = [*(paragraph.text for paragraph in doc.paragraphs), *cells]
    assert sum(" ".join(text.split()) in one for one in shown) == 3
    assert len(doc.tables) == 2


@pytest.mark.parametrize(
    ("rows", "more"), [(ROWS, ""), (ROWS + 1, "et 1 autre, sur la page"), (200, "et 160 autres, sur la page du groupe")]
)
def test_many_rows_are_cut_and_the_paper_says_how_many_more_the_page_has(rows: int, more: str) -> None:
    steps = {"Étapes": [{"Étape": f"E{rank}"} for rank in range(rows)]}
    said = filled(TEMPLATE, Faits(grilles=steps))
    assert said.count("| E") == ROWS
    assert more in plain(said)
    assert ("sur la page" in said) is bool(more)
    doc = Document(io.BytesIO(document("a/", "A", said).content))
    assert [len(row.cells) for row in doc.tables[1].rows] == [len(doc.tables[1].columns)] * len(doc.tables[1].rows)
    elsewhere = filled("# Sans grille", Faits(grilles=steps))
    assert ("sur la page" in elsewhere) is bool(more)


def test_what_a_paper_depends_on_tells_templates_and_facts_apart() -> None:
    """A paper that was kept is found without filling its template in."""
    given = [
        (TEMPLATE, Faits()),
        (f"{TEMPLATE}.", Faits()),
        (TEMPLATE, Faits(cases={"a": "b"})),
        (TEMPLATE, Faits(textes={"a": "b"})),
        (TEMPLATE, Faits(grilles={"a": [{"b": "c"}]})),
    ]
    assert len({key_of(*one) for one in given}) == len(given)
    assert key_of(TEMPLATE, Faits(mots={"a": "b"})) == key_of(TEMPLATE, Faits(mots={"a": "b"}))
