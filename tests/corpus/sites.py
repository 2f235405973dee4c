"""Injections: one text in every field of every record and in a stranger's calendar, and all that is published of it."""

import csv
import io
import json
import struct
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import PurePosixPath
from xml.etree import ElementTree

import pikepdf
import vobject
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from prst.agendas.events import read_events
from prst.agendas.limits import IN_WORDS
from prst.outputs import Output
from prst.records.catalogue import Catalogue, window
from prst.records.copies import copy_of
from prst.records.reading import decode
from tests.agendas.calendars import calendar, event
from tests.corpus.verdicts import Verdict
from tests.hostile import VARIANTS, Attacker, create_hostile, find_all, find_faults
from tests.texts import LONGEST

CALM = r"""Essai {}

# Titre

## Titre

### Titre

#### Titre

*a* **b** `c` <https://exemple.fr/> [d](https://exemple.fr/ "e")\
f

- a

3. b

> c

---

    d

| a | b | c |
|:--|:-:|--:|
| 1 | 2 | 3 |
"""
"""All that the Markdown of records may become."""
MORE = frozenset({"ol[start]", "code[class]"})
NATURES = ("evenements", "reperes")
FORMULA = frozenset("=+-@")


def judge_injection(text: str, find: Callable[[str], Iterator[Output]] | None = None) -> Verdict:
    """Return whether a site whose every text is `text` has no other parts than the site of a harmless one.

    `find` gives all that is published of a text.
    """
    if decode(text.encode())[1]:
        return Verdict(True, "refusés par le lecteur de fiches")
    faults: dict[str, set[str]] = defaultdict(set)
    for output in (find or published)(text):
        if found := faults_of(output):
            faults[PurePosixPath(output.path).suffix].update(f"{output.path} : {fault}" for fault in found)
    firsts = [min(found) for found in faults.values()]
    return Verdict(not firsts, " ; ".join(firsts) or "restés du texte dans tout ce qui est publié")


def published(text: str) -> Iterator[Output]:
    """Yield all that is published of a catalogue whose every text is `text`, or its beginning in shorter fields."""
    escaped = text.replace("{", "{{").replace("}", "}}")
    short = text[:LONGEST].replace("{", "{{").replace("}", "}}")
    variant = len(text) % len(VARIANTS)
    yield from _find(variant, (f"{escaped}\n\n{escaped}", escaped, short, "Essai {}"), text)


def _find(variant: int, texts: tuple[str, ...], text: str) -> Iterator[Output]:
    catalogue = create_hostile(Attacker(variant, texts=texts), example="non")
    return find_all(_announced(catalogue, text), title=text)


def _announced(catalogue: Catalogue, text: str) -> Catalogue:
    """Return the catalogue with a stranger's calendar of such texts, once as events and once as days to know."""
    first, last = window(catalogue)
    lines = (f"LOCATION:{text}", f"URL:{text}", f"DESCRIPTION:{text}", f"CATEGORIES:{text}")
    content = calendar(event(*lines, title=text, uid=text), event(*lines[:2], "RRULE:FREQ=MONTHLY", title=text))
    answer = read_events(content, first, last)
    return replace(
        catalogue,
        agendas={nature: catalogue.agendas["x"].model_copy(update={"nature": nature}) for nature in NATURES},
        copies={nature: copy_of(nature, "x.ics", answer, None, IN_WORDS) for nature in NATURES},
    )


def faults_of(output: Output) -> list[str]:
    """Return what is wrong with a published file: it cannot be read, or has parts that no harmless text gives."""
    suffix = PurePosixPath(output.path).suffix
    try:
        parts = PARTS[suffix](output.content)
    except Exception as error:  # readers raise whatever they stumble upon
        return [f"illisible, {type(error).__name__} : {error}"]
    return sorted(parts - _known()[suffix])


@cache
def _known() -> Mapping[str, set[str]]:
    """Return the names of parts that harmless texts give, by ending of file."""
    known: dict[str, set[str]] = {suffix: set() for suffix in PARTS}
    for variant in VARIANTS:
        for output in _find(variant, (CALM, "Essai {}"), "Essai"):
            suffix = PurePosixPath(output.path).suffix
            known[suffix] |= PARTS[suffix](output.content)
    known[".html"] |= MORE
    return known


# Names of parts, by a reader of each format


def _of_html(content: bytes) -> set[str]:
    """Return elements and attributes, and what is a fault on a page; letters, which are mails, have styles."""
    html = content.decode()
    nodes = LexborHTMLParser(html).css("*")
    return {*(f"{node.tag}[{name}]" for node in nodes for name in ("", *node.attributes)), *find_faults(html)}


def _of_xml(content: bytes) -> set[str]:
    tree = ElementTree.fromstring(content)  # noqa: S314 - our own file
    return {f"{element.tag}[{name}]" for element in tree.iter() for name in ("", *element.attrib)}


def _of_json(content: bytes) -> set[str]:
    json.loads(content)
    return set()  # keys of the search are words of the texts


def _of_csv(content: bytes) -> set[str]:
    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    formulas = [f"formule {cell}" for row in rows for cell in row if cell.lstrip()[:1] in FORMULA and cell.strip()]
    return {*formulas, *(f"{len(row)} colonnes au lieu de {len(rows[0])}" for row in rows if len(row) != len(rows[0]))}


def _of_ics(content: bytes) -> set[str]:
    found = Calendar.from_ical(content)
    vobject.readOne(content.decode())
    return {f"{part.name}.{name}" for part in found.walk() for name in ("", *part)}


def _of_vcf(content: bytes) -> set[str]:
    """The properties of a contact card, which another reader than ours reads."""
    return set(vobject.readOne(content.decode()).contents)


def _of_docx(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {*archive.namelist(), *(part for name in names for part in _of_xml(archive.read(name)))}


def _of_zip(content: bytes) -> set[str]:
    """Return the names of the files of a kit, and their parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {part for name in names for part in PARTS[PurePosixPath(name).suffix](archive.read(name))}
    return {*names, *parts}


def _of_eml(content: bytes) -> set[str]:
    message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    parts = list(message.walk())
    names = {f"{part.get_content_type()}.{name}" for part in parts for name in ("", *part)}
    return names | {f"défaut {defect}" for part in parts for defect in part.defects}


def _of_text(content: bytes) -> set[str]:
    content.decode()
    return set()


def _of_font(content: bytes) -> set[str]:
    if not content.startswith(b"wOF2"):  # WOFF 2.0, section 4.1
        raise ValueError("not a font")
    return set()


def _of_png(content: bytes) -> set[str]:
    """Return the types of its chunks (PNG specification, section 5.3): a text in one would be a part of its own."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError("not a PNG image")
    found, place = set(), 8
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        found.add(kind.decode("ascii"))
        place += length + 12
    return found


def _of_pdf(content: bytes) -> set[str]:
    """Return the types of its objects and structure elements, and what its links and actions are."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
        return {f"{key} {one[key]}" for one in found for key in ("/Type", "/Subtype", "/S") if key in one}


PARTS: dict[str, Callable[[bytes], set[str]]] = {
    ".html": _of_html,
    ".xml": _of_xml,
    ".lss": _of_xml,
    ".json": _of_json,
    ".jsonld": _of_json,
    ".csv": _of_csv,
    ".ics": _of_ics,
    ".vcf": _of_vcf,
    ".docx": _of_docx,
    ".xlsx": _of_docx,
    ".zip": _of_zip,
    ".eml": _of_eml,
    ".txt": _of_text,
    ".css": _of_text,
    ".js": _of_text,
    ".woff2": _of_font,
    ".png": _of_png,
    ".svg": _of_xml,
    ".pdf": _of_pdf,
}
"""Another kind of file needs a reader here before it is published."""
