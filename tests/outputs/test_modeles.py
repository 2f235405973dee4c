"""Templates of the toolbox as Word documents."""

import io
import os
import subprocess
import sys
import time
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn

from prst.outputs.modeles import INVENTED, document, documents, download_name, parted

MARKDOWN = """\
# Lettre de mission

*À discuter.* Une **page** suffit,
pas plus.

## Pour faire quoi

La mission :

- ☐ cadrer la fiche-action ;
- ☐ préparer **les réunions**.

1. D’abord
2. Ensuite

| Rubrique | À remplir |
|---|---|
| *Structure* | |
| Durée & <temps> | 3 |

### Détail

> Une citation.
"""
HOSTILE = "<img src=x onerror=alert(1)>\"'&]]>"


def create(markdown: str, title: str = "Lettre") -> bytes:
    return document("boite-a-outils/modeles/lettre/", title, markdown).content


def open_docx(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def read_paragraphs(content: bytes) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in open_docx(content).paragraphs]


def test_document_stands_beside_the_folder_of_its_page() -> None:
    assert download_name("boite-a-outils/modeles/lettre/") == "boite-a-outils/modeles/lettre.docx"
    assert document("boite-a-outils/modeles/lettre/", "x", "x").path == "boite-a-outils/modeles/lettre.docx"


def test_document_has_the_headings_and_lists_of_the_page() -> None:
    assert read_paragraphs(create(MARKDOWN)) == [
        ("Title", "Lettre de mission"),
        ("Normal", "À discuter. Une page suffit, pas plus."),
        ("Heading 1", "Pour faire quoi"),
        ("Normal", "La mission\u00a0:"),
        ("List Bullet", "☐ cadrer la fiche-action\u00a0;"),
        ("List Bullet", "☐ préparer les réunions."),
        ("List Number", "D’abord"),
        ("List Number", "Ensuite"),
        ("Heading 2", "Détail"),
        ("Normal", "Une citation."),
    ]


def test_a_line_to_tick_has_a_box_and_no_bullet() -> None:
    made = open_docx(create("- ☐ à faire\n- ☒ fait\n- un point\n\n1. ☐ d’abord\n"))
    assert [bool(paragraph._p.xpath("./w:pPr/w:numPr/w:numId[@w:val='0']")) for paragraph in made.paragraphs] == [
        True,
        True,
        False,
        False,
    ]


def test_document_has_the_tables_of_the_page() -> None:
    (table,) = open_docx(create(MARKDOWN)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Rubrique", "À remplir"],
        ["Structure", ""],
        ["Durée & <temps>", "3"],
    ]
    assert [run.bold for cell in table.rows[0].cells for run in cell.paragraphs[0].runs] == [True, True]
    assert [run.italic for run in table.rows[1].cells[0].paragraphs[0].runs] == [True]


def test_document_is_printed_on_a4_with_two_centimetres_around() -> None:
    section = open_docx(create(MARKDOWN)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 13, 13]
    widths = sum(column.width.mm for column in open_docx(create(MARKDOWN)).tables[0].columns)
    assert 165 < widths < 171


@pytest.mark.parametrize(
    ("table", "shares"),
    [
        ("| A | B |\n|---|---|\n| | |", [1 / 2, 1 / 2]),  # to be filled in
        ("| A | B |\n|---|---|\n| x | y |", [1 / 2, 1 / 2]),
        # 8 and 13 letters of 78 at least; of the 57 left, 40 parts to the long texts and 10 to the short ones
        (f"| Mois | Diffusions |\n|---|---|\n| {'texte ' * 20}| 3 |", [(8 + 45.6) / 78, (13 + 11.4) / 78]),
        (
            f"| Nom | Fait | N |\n|---|---|---|\n| {'mot ' * 6}| | 1 |",
            [(6 + 42 * 23 / 24) / 78, 1 / 3, (4 + 42 / 24) / 78],
        ),
        (f"| {'a' * 75} | {'b' * 36} |\n|---|---|\n| 1 | 2 |", [2 / 3, 1 / 3]),  # words longer than the line
        # what is to be noted of each thing that the first column names
        (f"| Critère | A | B | C |\n|---|---|---|---|\n| {'mot ' * 9}| | | |", [1 - 9 / 16, *[3 / 16] * 3]),
        ("| Critère | A | B | C |\n|---|---|---|---|\n| | | | |", [1 / 4] * 4),
    ],
)
def test_a_column_is_as_wide_as_what_it_says(table: str, shares: list[float]) -> None:
    (found,) = open_docx(create(f"# T\n\n{table}\n")).tables
    widths = [column.width for column in found.columns]
    assert sum(widths) == pytest.approx(170 * 36_000, abs=2_000)  # the whole line
    assert [width / sum(widths) for width in widths] == pytest.approx(shares, abs=0.005)
    assert [[cell.width for cell in row.cells] for row in found.rows] == [widths] * len(found.rows)


def test_no_column_cuts_a_telephone_number() -> None:
    table = f"| {'Contact'} | Tâche |\n|---|---|\n| (nom), 04 72 00 00 00 | {'mot ' * 30}|"
    (found,) = open_docx(create(f"# T\n\n{table}\n")).tables
    assert found.cell(1, 0).text == "(nom), 04\u00a072\u00a000\u00a000\u00a000"
    assert found.columns[0].width / (170 * 36_000) > 17 / 78  # fourteen letters, and the edges


def test_word_reads_the_document_again_in_french() -> None:
    (language,) = open_docx(create(MARKDOWN)).styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "fr-FR"


def test_the_first_row_of_a_table_is_its_heading() -> None:
    (table,) = open_docx(create(MARKDOWN)).tables
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [True, False, False]


def test_word_and_libreoffice_lay_documents_out_alike() -> None:
    """LibreOffice has no font of Word's themes, and one of the widths of Arial."""
    fonts = list(open_docx(create(MARKDOWN)).styles.element.iter(qn("w:rFonts")))
    assert {value for font in fonts for value in font.attrib.values()} == {"Arial"}


def luminance(colour: Any) -> float:
    """The relative luminance of a colour (WCAG 2.1)."""
    parts: list[float] = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_headings_are_read_on_white_paper() -> None:
    styles = open_docx(create(MARKDOWN)).styles
    for level in range(1, 5):
        assert 1.05 / (luminance(styles[f"Heading {level}"].font.color.rgb) + 0.05) > 4.5


def test_word_opens_a_document_of_its_present_version_and_checks_it_in_french() -> None:
    settings = open_docx(create(MARKDOWN)).settings.element
    assert settings.xpath("string(w:zoom/@w:percent)") == "100"
    assert settings.xpath("string(w:compat/w:compatSetting[@w:name='compatibilityMode']/@w:val)") == "15"
    assert settings.xpath("string(w:themeFontLang/@w:val)") == "fr-FR"
    assert not settings.xpath("w:proofState")


def test_a_row_stands_whole_on_its_page() -> None:
    (table,) = open_docx(create(MARKDOWN)).tables
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)


def kept(content: bytes) -> list[str]:
    """The paragraphs that stand on the page of what follows them, but for headings."""
    return [one.text for one in open_docx(content).paragraphs if one.paragraph_format.keep_with_next]


def test_what_leads_to_a_table_or_list_stands_on_its_page() -> None:
    made = create("Avant.\n\nVoici :\n\n| a |\n|---|\n\nPuis.\n\n- un\n- deux\n\nFin.")
    assert kept(made) == ["Voici\u00a0:", "Puis."]


def test_what_may_be_ticked_stands_on_one_page() -> None:
    text = "**1. Lu ?**\n\n- ☐ Oui\n- ☐ Non\n\n**2. Pourquoi ?**"
    assert kept(create(text)) == ["1. Lu\u00a0?", "☐ Oui"]


@pytest.mark.parametrize("rows", [2, 3, 20])
def test_a_small_table_stands_on_one_page(rows: int) -> None:
    """Whoever signs a letter does not do so alone on a page."""
    (table,) = open_docx(create("| A | B |\n|---|---|\n" + "| a | b |\n" * rows)).tables
    kept_rows = [all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells) for row in table.rows]
    assert kept_rows == [rows < 4] * rows + [False]


def test_tables_stand_apart_from_what_follows() -> None:
    table = "| a |\n|---|\n| 1 |\n"
    made = open_docx(create(f"{table}\n{table}\nTexte.\n\n{table}\n- point\n"))
    body = [one.tag.rpartition("}")[2] for one in made.element.body]
    assert body == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]
    assert [one.paragraph_format.space_before is not None for one in made.paragraphs] == [False, True, True]


def test_each_numbered_list_begins_with_its_own_number() -> None:
    made = open_docx(create("1. un\n2. deux\n\nPuis\n\n1. un\n\nEnfin\n\n5. cinq\n- point\n"))
    numbers = [one._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)") for one in made.paragraphs]
    first, same, text, second, other, third, bullet = numbers
    assert first == same
    assert len({first, second, third}) == 3
    assert [text, other, bullet] == ["", "", ""]
    numberings = made.part.numbering_part.element
    starts = [
        numberings.num_having_numId(int(one)).xpath("string(w:lvlOverride/w:startOverride/@w:val)")
        for one in (first, second, third)
    ]
    assert starts == ["1", "1", "5"]


FILLED = f"{MARKDOWN}\n## Exemple rempli\n\n### Pour faire quoi\n\nCadrer.\n"


def test_filled_example_is_a_document_of_its_own() -> None:
    template, example = documents("modeles/lettre/", "Modèle", FILLED)
    assert read_paragraphs(document(*template).content) == read_paragraphs(create(MARKDOWN))
    made = document(*example)
    assert made.path == "modeles/lettre-exemple.docx"
    assert read_paragraphs(made.content) == [
        ("Title", "Lettre de mission (exemple rempli)"),
        ("Normal", INVENTED),
        ("Heading 1", "Pour faire quoi"),
        ("Normal", "Cadrer."),
    ]


@pytest.mark.parametrize("text", ["", "# A\n", "# A\n\nVoir ## Exemple rempli\n", "### Exemple rempli\n"])
def test_template_without_example_is_one_document(text: str) -> None:
    assert parted(text) == (text, "")
    assert list(documents("a/", "A", text)) == [("a/", "A", text)]


def test_document_keeps_emphasis() -> None:
    paragraph = open_docx(create(MARKDOWN)).paragraphs[1]
    assert [run.text for run in paragraph.runs if run.bold] == ["page"]
    assert [run.text for run in paragraph.runs if run.italic] == ["À discuter."]


def test_document_keeps_the_text_of_links() -> None:
    assert read_paragraphs(create("Voir [le guide](../a.md) et `code`.")) == [("Normal", "Voir le guide et code.")]


def test_document_says_its_title_and_language_and_names_nobody() -> None:
    properties = open_docx(create(MARKDOWN, "Lettre de mission")).core_properties
    assert (properties.title, properties.language) == ("Lettre de mission", "fr-FR")
    assert (properties.author, properties.comments) == ("", "")


@pytest.mark.parametrize(
    "markdown", ["", "\n", "- ", "# ", "|a|\n|-|", "| a | b |\n|---|---|\n| 1 | 2 | 3 |", "1. - a"]
)
def test_odd_pages_give_documents_too(markdown: str) -> None:
    open_docx(create(markdown))


@pytest.mark.parametrize(("length", "kept"), [(255, 255), (256, 255), (2000, 255)])
def test_a_long_title_is_cut_in_the_properties_of_the_document(length: int, kept: int) -> None:
    title = "é" * length
    found = Document(io.BytesIO(create("# a", title))).core_properties.title
    assert len(found) == kept
    assert title.startswith(found.rstrip("…"))


def test_hostile_text_is_text() -> None:
    content = create(f"# {HOSTILE}\n\n{HOSTILE}\n\n| {HOSTILE} |\n|---|\n| {HOSTILE} |\n", HOSTILE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    tags = {element.tag for part in parts for element in ElementTree.fromstring(part).iter()}  # noqa: S314 - our own
    assert [tag for tag in tags if tag.endswith(("img", "script"))] == []
    assert [text for _, text in read_paragraphs(content)] == [HOSTILE, HOSTILE]


def test_document_is_a_sound_archive_without_dates() -> None:
    with zipfile.ZipFile(io.BytesIO(create(MARKDOWN))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_document_holds_no_style_that_nothing_uses() -> None:
    doc = Document(io.BytesIO(document("a/", "A", MARKDOWN).content))
    shown: list[Any] = [*doc.paragraphs, *doc.tables]
    used = {one.style.name for one in shown}
    assert used <= {style.name for style in doc.styles}
    assert len(list(doc.styles)) < 20
    assert len(document("a/", "A", MARKDOWN).content) < 15_000


def test_same_text_same_bytes_whatever_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    before = create(MARKDOWN)
    monkeypatch.setattr(time, "time", lambda: 1e9)  # zipfile stamps each entry with it
    assert create(MARKDOWN) == before


def test_nothing_of_the_page_is_lost() -> None:
    """Code and nested lists are rare in templates; they are kept too."""
    text = "- un\n\n    - deux\n\n      trois\n\n```\nquatre\n```\n\n    cinq\n\n> - six\n\n1. sept\n\n    huit\n"
    words = " ".join(paragraph for _, paragraph in read_paragraphs(create(text))).split()
    assert words == ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"]


def test_same_bytes_elsewhere_on_earth() -> None:
    script = (
        "import sys; from prst.outputs.modeles import document;"
        "sys.stdout.buffer.write(document('a/', sys.argv[1], sys.argv[2]).content)"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    made = {
        subprocess.run(
            [sys.executable, "-c", script, "Été", MARKDOWN],
            env={"PYTHONPATH": path, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for zone, seed in (("Pacific/Kiritimati", "1"), ("America/Los_Angeles", "2"))
    }
    assert made == {document("a/", "Été", MARKDOWN).content}


def test_a_machine_that_lost_its_clock_makes_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """ZIP holds no date before 1980."""
    expected = document("a/", "A", MARKDOWN)
    localtime = time.localtime
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: 0.0)
        patch.setattr(time, "localtime", lambda *_: localtime(0))
        assert document("a/", "A", MARKDOWN) == expected
