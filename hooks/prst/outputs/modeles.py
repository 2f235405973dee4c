"""Templates of the pilots' toolbox as files to fill in: the Markdown of a page becomes Word documents."""

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from prst.outputs import Output
from prst.outputs.archives import zipped
from prst.outputs.french import shorten

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
PROPERTY = 255
"""Characters of the longest property of a document: python-docx refuses more, as Word does."""
PAGE = (210, 297)
"""Width and height of a page, in millimetres (A4, ISO 216): python-docx begins with the paper of North America."""
MARGIN = 20
_LANGUAGE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}lang"
EXAMPLE = re.compile(r"^## Exemple rempli[ \t]*\n", re.MULTILINE)
"""Begins the last part of a template page, which shows it filled in."""
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
BULLETS = "List Bullet"
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
    doc.core_properties.author = ""
    doc.core_properties.language = "fr-FR"
    tokens = _MARKDOWN.parse(markdown)
    lists: list[str] = []
    paragraph: Any = None
    index = 0
    while index < len(tokens):
        token = tokens[index]
        match token.type:
            case "heading_open":
                paragraph = doc.add_heading(level=min(int(token.tag[1]), 4) - 1)
            case "bullet_list_open":
                lists.append(BULLETS)
            case "ordered_list_open":
                lists.append("List Number")
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "paragraph_open":
                paragraph = doc.add_paragraph(style=lists[-1] if lists else None)
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
    return Output(download_name(address), _archive(doc))


@cache
def _blank() -> bytes:
    """Return a document without any text: its paper, its language, and the styles that others use."""
    from docx import Document

    doc = Document()
    _set_page(doc)
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
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    for language in doc.styles.element.iter(_LANGUAGE):
        language.attrib.update(dict.fromkeys(language.attrib, "fr-FR"))


def _mark_by_its_box(paragraph: Any) -> None:
    """Leave out the bullet of a line to tick, whose box is mark enough (ECMA-376 part 1, section 17.9.18)."""
    from docx.shared import Mm

    if paragraph.style.name != BULLETS or not paragraph.text.startswith(BOXES):
        return
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0
    paragraph.paragraph_format.left_indent = Mm(6)
    paragraph.paragraph_format.first_line_indent = Mm(-6)


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
                run = paragraph.add_run(child.content)
                run.bold, run.italic = bool(bold) or None, bool(italic) or None
            case _:
                pass


def _table(doc: Any, tokens: Sequence[Token]) -> None:
    from docx.oxml import OxmlElement

    rows: list[list[tuple[bool, Sequence[Token]]]] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append((token.type == "th_open", tokens[index + 1].children or []))
    table = doc.add_table(rows=len(rows), cols=max(len(row) for row in rows), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # read again on each page, and aloud
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, (heading, children) in zip(row.cells, cells, strict=False):
            _runs(cell.paragraphs[0], children)
            for run in cell.paragraphs[0].runs if heading else ():
                run.bold = True


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
