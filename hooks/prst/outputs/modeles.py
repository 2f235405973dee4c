"""Templates of the pilots' toolbox as files to fill in: the Markdown of a page becomes Word documents."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from prst.outputs import Output
from prst.outputs.archives import zipped
from prst.outputs.french import NBSP, shorten, unbroken

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
PROPERTY = 255
"""Characters of the longest property of a document: python-docx refuses more, as Word does."""
PAGE = (210, 297)
"""Width and height of a page, in millimetres (A4, ISO 216): python-docx begins with the paper of North America."""
MARGIN, ABOVE = 20, 13
"""Millimetres left at the sides of a page, and above and below: with 20 there too, two letters of one page had two."""
FONT = "Arial"
"""On every machine of Word; LibreOffice brings one of the same widths, so that both cut lines and pages alike."""
DARK = "365F91"
"""Blue of headings: 6.6 to 1 on white. That of python-docx for the second level has 4 to 1, for texts of 13 points."""
SIZES = {
    "Title": (22, 0, 8),
    "Heading 1": (14, 10, 3),
    "Heading 2": (12, 8, 3),
    "Heading 3": (11, 6, 2),
    "Heading 4": (10, 6, 2),
}
"""Points of the letters of a style, before and after its paragraphs."""
DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "w:rPrDefault/w:rPr/w:sz": {"w:val": "20"},
    "w:rPrDefault/w:rPr/w:szCs": {"w:val": "20"},
    "w:pPrDefault/w:pPr/w:spacing": {"w:after": "100", "w:line": "259"},
}
"""Of all texts, in halves and twentieths of a point: what a style of paragraphs says, that of tables cannot change."""
CELLS = {f"w:tblPr/w:tblCellMar/w:{side}": {"w:w": "40"} for side in ("top", "bottom")}
"""Twentieths of a point above and below what a cell says, where the style of python-docx has none."""
LETTERS, AROUND, WIDEST = 78, 3, 40
"""Letters of a bold line of a table, those that the edges of a cell take, and the most for which a column asks."""
SEVERAL, NARROWER = 3, 0.75
"""Columns to be filled in beside which one that says something asks for room, and what is left to each then."""
GAP = 8
"""Points between a table and what follows it."""
SETTINGS: Mapping[str, Mapping[str, str]] = {
    "w:zoom": {"w:percent": "100"},  # required (section 17.15.1.94), and left out by python-docx
    "w:compat/w:compatSetting[@w:name='compatibilityMode']": {
        "w:val": "15"
    },  # else Word says « Mode de compatibilité »
    "w:themeFontLang": {"w:val": "fr-FR"},
}
"""Attributes of the settings of a document, by their element."""
EXAMPLE = re.compile(r"^## Exemple rempli[ \t]*\n", re.MULTILINE)
"""Begins the last part of a template page, which shows it filled in."""
_NUMBER = re.compile(r"(?<!\d)(?:0\d|\+\d{1,3} \d)(?: \d\d){4}(?!\d)")
"""A telephone number as French writes it."""
_TITLE = re.compile(r"^# +(.+?)[ \t]*$", re.MULTILINE)
STYLES = ("Title", *(f"Heading {level}" for level in range(1, 5)))
KEPT = {
    *STYLES,
    *(f"{name} Char" for name in STYLES),
    *("Normal", "List Bullet", "List Number", "Table Grid"),
    *("Default Paragraph Font", "Normal Table", "No List"),
}
"""Styles that documents use. python-docx brings 164, and looks through all of them for each paragraph."""
UNUSED = ("/stylesWithEffects", "/thumbnail")
"""Ends of the kinds of parts that say the same for Word 2010, or show another document."""
BOXES = ("☐", "☒")
BULLETS, NUMBERS = "List Bullet", "List Number"
WHOLE = 4
"""Rows of a table that stand on one page: those of who signs below a letter."""
INVENTED = "Cas inventé, structures comprises."
"""Said above each filled example."""


def download_name(address: str) -> str:
    """Return the path of the document of a template page: `…/lettre-de-mission/` gives `…/lettre-de-mission.docx`."""
    return f"{address.rstrip('/')}.docx"


def parted(markdown: str) -> tuple[str, str]:
    """Return the Markdown of a template, and that of its filled example, or '' where it has none."""
    found = EXAMPLE.search(markdown)
    return (markdown[: found.start()], markdown[found.end() :]) if found else (markdown, "")


def documents(address: str, title: str, markdown: str) -> Iterator[tuple[str, str, str]]:
    """Yield the arguments of `document` for what a template page gives: the template, and its example if it has one."""
    template, example = parted(markdown)
    yield address, title, template
    if example:
        heading = _TITLE.search(template)
        name = f"{heading[1] if heading else title} (exemple rempli)"
        text = re.sub("^##", "#", example, flags=re.MULTILINE)
        yield example_of(address), name, f"# {name}\n\n*{INVENTED}*\n\n{text}"


def example_of(address: str) -> str:
    """Return the address whose document is the filled example of a template page."""
    return f"{address.rstrip('/')}-exemple/"


def key_of(title: str, markdown: str) -> str:
    """Return what the bytes of a document depend on."""
    return "\0".join([_maker(), title, markdown])


@cache
def _maker() -> str:
    """Return what makes documents: other code, and another library, may give another one."""
    return f"{sha256(Path(__file__).read_bytes()).hexdigest()} {version('python-docx')}"


def document(address: str, title: str, markdown: str) -> Output:
    """Return the Word document (ECMA-376) of a template whose Markdown holds headings, lists, tables and text."""
    from docx import Document

    doc = Document(io.BytesIO(_blank()))
    doc.core_properties.title = shorten(title, PROPERTY - 1)
    doc.core_properties.author = doc.core_properties.comments = ""  # the library signs there, in English
    doc.core_properties.language = "fr-FR"
    tokens = _MARKDOWN.parse(markdown)
    lists: list[tuple[str, int]] = []
    paragraph: Any = None
    index = 0
    while index < len(tokens):
        token = tokens[index]
        match token.type:
            case "heading_open":
                paragraph = doc.add_heading(level=min(int(token.tag[1]), 4) - 1)
            case "bullet_list_open" | "ordered_list_open":
                lists.append(_list(doc, token))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "paragraph_open":
                paragraph = _paragraph(doc, *lists[-1:])
            case "inline" if paragraph is not None:
                _runs(paragraph, token.children or [])
                _mark_by_its_box(paragraph)
            case "fence" | "code_block":
                doc.add_paragraph(token.content.rstrip("\n"))
            case "table_open":
                end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                _table(doc, tokens[index:end])
                index = end
            case _:
                pass
        index += 1
    _keep_together(doc)
    return Output(download_name(address), _archive(doc))


@cache
def _blank() -> bytes:
    """Return a document without any text: its paper, its language, and the styles that others use."""
    from docx import Document

    doc = Document()
    _set_page(doc)
    _set_settings(doc)
    _set_looks(doc)
    for style in [style for style in doc.styles if style.name not in KEPT]:
        style.delete()
    for rels in (doc.part.rels, doc.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(UNUSED)]:
            del rels[key]
    return _archive(doc)


def _set_page(doc: Any) -> None:
    """Give a document its paper, and the language in which Word reads it again."""
    from docx.shared import Mm

    section = doc.sections[0]
    section.page_width, section.page_height = map(Mm, PAGE)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(ABOVE)


def _set_settings(doc: Any) -> None:
    """Say in which language Word reads the document again, from the first time on, and how it shows it."""
    from docx.oxml.ns import qn

    for language in doc.styles.element.iter(qn("w:lang")):
        language.attrib.update(dict.fromkeys(language.attrib, "fr-FR"))
    settings = doc.settings.element
    _write(settings, SETTINGS)
    for checked in settings.xpath("w:proofState"):
        settings.remove(checked)


def _write(part: Any, attributes: Mapping[str, Mapping[str, str]]) -> None:
    """Write attributes of elements that a part of a document has already."""
    from docx.oxml.ns import qn

    for path, values in attributes.items():
        (element,) = part.xpath(path)
        element.attrib.update({qn(name): value for name, value in values.items()})


def _set_looks(doc: Any) -> None:
    """Give the styles of a document one font, headings that can be read, and rows with room."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for fonts in doc.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        fonts.attrib.update({qn(f"w:{script}"): FONT for script in ("ascii", "hAnsi", "cs", "eastAsia")})
    for name, (letters, before, after) in SIZES.items():
        style = doc.styles[name]
        style.font.size = Pt(letters)
        if name.startswith("Heading"):
            style.font.color.rgb = RGBColor.from_string(DARK)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    _write(doc.styles.element, {f"w:docDefaults/{path}": values for path, values in DEFAULTS.items()})
    _write(doc.styles["Table Grid"].element, CELLS)


def _mark_by_its_box(paragraph: Any) -> None:
    """Leave out the bullet of a line to tick, whose box is mark enough (ECMA-376 part 1, section 17.9.18)."""
    from docx.shared import Mm

    if paragraph.style.name != BULLETS or not paragraph.text.startswith(BOXES):
        return
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0
    paragraph.paragraph_format.left_indent = Mm(6)
    paragraph.paragraph_format.first_line_indent = Mm(-6)


def _list(doc: Any, token: Token) -> tuple[str, int]:
    """Return the style of a list, and the numbering of one that counts; else 0.

    Each has its own: those of one style would go on from one list to the next (section 17.9.27).
    """
    if token.type == "bullet_list_open":
        return BULLETS, 0
    numberings = doc.part.numbering_part.element
    used = numberings.num_having_numId(doc.styles[NUMBERS].element.pPr.numPr.numId.val)
    number = numberings.add_num(used.abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(int(token.attrs.get("start", 1)))
    return NUMBERS, number.numId


def _paragraph(doc: Any, within: tuple[str, int] = ("Normal", 0)) -> Any:
    """Add a paragraph, of a list where it stands in one."""
    style, number = within
    paragraph = doc.add_paragraph(style=style)
    if number:
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
    return paragraph


def _keep_together(doc: Any) -> None:
    """Keep what leads to a table or list on its page, and the lines to tick of one question; set tables apart."""
    from docx.oxml.ns import qn
    from docx.shared import Pt
    from docx.text.paragraph import Paragraph

    table, text = qn("w:tbl"), qn("w:p")
    listed = {doc.styles[name].style_id for name in (BULLETS, NUMBERS)}
    for one, after in pairwise(list(doc.element.body.iterchildren(table, text))):
        after_list = after.tag == text and after.style in listed
        if one.tag == text:
            first = one.style not in listed or Paragraph(one, doc).text.startswith(BOXES)
            if first and (after_list or after.tag == table):
                Paragraph(one, doc).paragraph_format.keep_with_next = True
        elif after.tag == table:
            between = doc.add_paragraph()  # two tables that touch are one to Word
            between.paragraph_format.space_after = Pt(0)
            one.addnext(between._p)
        elif after_list or after.style is None:
            Paragraph(after, doc).paragraph_format.space_before = Pt(GAP)


def _runs(paragraph: Any, children: Sequence[Token]) -> None:
    bold = italic = 0
    for child in children:
        match child.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open":
                italic += 1
            case "em_close":
                italic -= 1
            case "softbreak":
                paragraph.add_run(" ")
            case "hardbreak":
                paragraph.add_run().add_break()
            case "text" | "code_inline":
                run = paragraph.add_run(_unbroken(child.content))
                run.bold, run.italic = bool(bold) or None, bool(italic) or None
            case _:
                pass


def _unbroken(text: str) -> str:
    """Return a text of which narrow columns cut no telephone number, nor a line before high punctuation."""
    return _NUMBER.sub(lambda number: number[0].replace(" ", NBSP), unbroken(text))


def _table(doc: Any, tokens: Sequence[Token]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    rows: list[list[tuple[bool, Sequence[Token]]]] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append((token.type == "th_open", tokens[index + 1].children or []))
    table = doc.add_table(rows=len(rows), cols=max(len(row) for row in rows), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # a row stands whole on its page
        for cell, (heading, children) in zip(row.cells, cells, strict=False):
            _runs(cell.paragraphs[0], children)
            for run in cell.paragraphs[0].runs if heading else ():
                run.bold = True
    for cell in table._cells[: -len(table.columns)] if len(rows) <= WHOLE else ():
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    table.rows[0]._tr.trPr.append(OxmlElement("w:tblHeader"))  # read again on each page, and aloud
    said = [[cell.text for cell in row.cells] for row in table.rows]
    for column, share in zip(table.columns, _shares(said), strict=True):
        width = int(Mm(PAGE[0] - 2 * MARGIN) * share)
        column.width = width
        for cell in column.cells:  # Word follows the cells, LibreOffice the columns
            cell.width = width


def _shares(said: Sequence[Sequence[str]]) -> list[float]:
    """Return the share of a line that each column of a table takes: room for its longest word, then for what it says.

    A column that is to be filled in has as much room as in a table of equal ones; among several, three quarters of it,
    so that what stands before them does not take four lines.
    """
    columns = list(zip(*said, strict=True))
    blanks = sum(not any(text.strip() for text in column[1:]) for column in columns)
    room = (1 if blanks < SEVERAL or blanks == len(columns) else NARROWER) / len(columns)
    needs, wishes = [], []
    for column in columns:
        blank = not any(text.strip() for text in column[1:])
        need = (max(len(word) for text in column for word in text.split(" ")) + AROUND) / LETTERS
        needs.append(max(need, room) if blank else need)
        wishes.append(0.0 if blank else float(min(WIDEST, max(map(len, column)))))
    left, wished = 1 - sum(needs), sum(wishes)
    if left <= 0 or not wished:
        return [need / sum(needs) for need in needs]
    return [need + left * wish / wished for need, wish in zip(needs, wishes, strict=True)]


class _Parts(dict[str, bytes]):
    """Takes the parts of a document, where python-docx would write a file."""

    def write(self, pack_uri: Any, blob: bytes) -> None:
        """Take one part."""
        self[pack_uri.membername] = blob


def _archive(doc: Any) -> bytes:
    return zipped(_parts(doc), first="[Content_Types].xml")


def _parts(doc: Any) -> dict[str, bytes]:
    """Return the parts of a document by name.

    Its own `save` stamps each with the time of the build, and fails where a machine that has lost its clock believes
    that it is before 1980.
    """
    from docx.opc.pkgwriter import PackageWriter

    package, parts = doc.part.package, _Parts()
    for part in package.parts:
        part.before_marshal()
    PackageWriter._write_content_types_stream(parts, package.parts)  # type: ignore[no-untyped-call]
    PackageWriter._write_pkg_rels(parts, package.rels)  # type: ignore[no-untyped-call]
    PackageWriter._write_parts(parts, package.parts)  # type: ignore[arg-type]
    return parts
