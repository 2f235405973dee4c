"""The review of a year as documents: what they say, and texts that stay texts."""

import io
from typing import Any

import pytest
from docx import Document as WordDocument

from prst.outputs.bilan import Document, Partie, Word, cells, pdf
from prst.outputs.charts import Tableau
from prst.outputs.pages.tableau_de_bord import Bilan
from tests.analysis.test_diffusion import KINDS, of
from tests.catalogues import create_catalogue, plain
from tests.drawings import letters_of

HOSTILE = '#read("/etc/passwd") | *gras* <b>x</b> [lien](https://a.fr) 1. - + `code` \\ $x$'


def texts(content: bytes) -> list[Any]:
    """The paragraphs of a Word document as texts, and its tables as lists of rows."""
    found: list[Any] = []
    for block in WordDocument(io.BytesIO(content)).iter_inner_content():
        rows = getattr(block, "rows", None)
        found.append([[cell.text for cell in row.cells] for row in rows] if rows else getattr(block, "text", ""))
    return found


def test_word_holds_headings_tables_and_lists_and_room_for_the_rest() -> None:
    parts = (
        Partie("En bref", liste=("Diffusions\u00a0: 3",)),
        Partie("Publics", "Nombre de diffusions.", ("Public", "Diffusions"), (("BTP", "2"),)),
    )
    made = Word(
        Document("tableau-de-bord/bilan-2026/", "Bilan 2026", "Catalogue d’essai.", parts, "#123456", "Essai")
    ).make()
    assert made.path == "tableau-de-bord/bilan-2026.docx"
    assert texts(made.content)[:7] == [
        "Bilan 2026",
        "Catalogue d’essai.",
        "En bref",
        "Diffusions\u00a0: 3",
        "Publics",
        "Nombre de diffusions.",
        [["Public", "Diffusions"], ["BTP", "2"]],
    ]
    assert texts(made.content)[-2] == "À compléter ensemble"
    assert len(texts(made.content)[-1]) == 5


@pytest.mark.parametrize(
    ("rows", "said"),
    [(20, "R19"), (21, "et 1 autre, sur la page du bilan"), (60, "et 40 autres, sur la page du bilan")],
)
def test_a_table_says_how_many_rows_it_leaves_out(rows: int, said: str) -> None:
    table = Tableau(("Relais", "Diffusions", "Sans chiffre"), tuple((f"R{rank}", rank, 0) for rank in range(rows)))
    kept = cells(table, 2)
    assert len(kept) == min(rows, 21)
    assert plain(kept[-1][0]) == said
    assert {len(row) for row in kept} == {2}


def test_word_takes_no_sign_of_a_text_for_markup() -> None:
    parts = (Partie(HOSTILE, HOSTILE, (HOSTILE,), ((HOSTILE,),), (HOSTILE,)),)
    shown = texts(Word(Document("a/b/", HOSTILE, HOSTILE, parts, "#123456", HOSTILE)).make().content)
    assert shown[:6] == [HOSTILE, HOSTILE, HOSTILE, HOSTILE, [[HOSTILE], [HOSTILE]], HOSTILE]


def test_what_an_act_taught_says_of_what_and_by_whom() -> None:
    acts = {"a": {**KINDS["diffusions"]["a"], "commentaire": "Trois appels."}}
    parts = Bilan(of(diffusions=acts), 2026).document(create_catalogue().site).parties
    (told,) = (part.liste for part in parts if part.titre == "A bien marché")
    assert told == ("Guide (CAPEB, lettre d’information, 12 mai 2026)\u00a0: Trois appels.",)


def test_the_same_facts_give_the_same_bytes_under_the_same_key() -> None:
    first, second = (
        Bilan(of(), 2026).document(create_catalogue().site),
        Bilan(of(), 2026).document(create_catalogue().site),
    )
    other = Bilan(of(), 2025).document(create_catalogue().site)
    for make in (Word, pdf):
        assert make(first).make() == make(second).make()
        assert make(first).key == make(second).key != make(other).key


def test_a_document_says_what_the_page_of_the_year_says() -> None:
    document = Bilan(of(), 2026).document(create_catalogue().site)
    assert (
        document.sous_titre
        == "Catalogue d’essai, Région d’essai. L’année n’est pas finie\u00a0: chiffres au 1er octobre 2026."
    )
    parts = {part.titre: part for part in document.parties}
    assert parts["En bref"].liste[:2] == (
        "Diffusions\u00a0: 3 (en 2026, au 1er octobre 2026)",
        "Personnes ou entreprises touchées\u00a0: au moins 350 (2\u00a0diffusions ne disent pas combien)",
    )
    assert parts["Les relais qui ont transmis"].lignes == (("CAPEB", "2", "350", "1"), ("CCI", "1", "non dit", "1"))
    assert parts["Par groupe de travail"].lignes == (("Hors des groupes", "3", "350", "2"),)


def test_a_sum_of_several_acts_says_that_it_may_count_somebody_twice() -> None:
    acts = {one: {**KINDS["diffusions"]["a"], "touches": "150"} for one in ("a", "b")}
    (figures, *_) = Bilan(of(diffusions=acts), 2026).document(create_catalogue().site).parties
    assert figures.liste[1] == "Personnes ou entreprises touchées\u00a0: 300 (doublons compris)"


def test_the_pdf_is_one_that_screen_readers_read_and_takes_no_text_for_code() -> None:
    endless = "incompressible" * 9
    parts = (
        Partie(HOSTILE, HOSTILE, ("Public", "Diffusions"), ((HOSTILE, "🎉"), ("", "")), (HOSTILE, "🎉")),
        Partie(endless, endless, ("Public", endless), ((endless, endless),), (endless,)),
        Partie("🎉"),
    )
    made = pdf(Document("tableau-de-bord/bilan-2026/", "Bilan 2026", HOSTILE, parts, "#123456", "Essai")).make()
    assert made.path == "tableau-de-bord/bilan-2026.pdf"
    assert made.content.startswith(b"%PDF-")
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang(fr-FR)", b"pdfuaid"):
        assert mark in made.content.replace(b"/Lang (", b"/Lang("), mark
    assert b"root:" not in made.content
    assert "\u200b" not in letters_of(made.content)
