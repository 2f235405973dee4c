"""What Typst draws and sets: one compiler for all templates, the letters of a locked package, nothing else."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any, NamedTuple

from prst.outputs import Output, qr

_DOUBLE = 144
"""Pixels per inch at which a point is two pixels."""
_STANDARD = "ua-1"
"""PDF/UA-1 (ISO 14289-1): the compiler refuses what a screen reader could not read."""
_DAY = datetime(2020, 1, 1, tzinfo=UTC)
"""The day that every document says it was made: the same inputs give the same bytes."""
_COMMON = re.compile(
    "[\n\x20-\x7e\xa0-\xac\xae-\xff\u0152\u0153\u0178\u200b\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u202f\u20ac\u2122]*"
)
"""What Lato surely draws: most texts have nothing else."""


_JOINERS = "\u200d\ufe0e\ufe0f"
"""What joins the signs of one emoji, or says how it looks (Unicode, UTS 51)."""
_LONG = re.compile(r"\S{24,}")
_MARKS = re.compile(r"[^-/.@]*[-/.@]+|[^-/.@]+")


class NotDrawnError(ValueError):
    """A template could not be drawn with what it was given; the message says why."""


class Drawing(NamedTuple):
    """A PNG or PDF to be made: where it stands, and what a template shows there."""

    path: str
    template: str
    shows: str
    """JSON, by which alone the template knows what to draw.

    A picture has its `taille`, in pixels; an `adresse` and each of the `adresses` are given as QR codes too.
    """

    @property
    def key(self) -> str:
        """What its bytes depend on: another template, compiler or font may give other ones."""
        return "\0".join(["image", _maker(), self.template, str(self.path.endswith(".pdf")), self.shows])

    def make(self) -> Output:
        """Return the file; the same inputs give the same bytes. Raises NotDrawnError."""
        shows = json.loads(self.shows)
        given = {"code": qr.svg(shows["adresse"])} if "adresse" in shows else {}
        if "adresses" in shows:
            given["codes"] = json.dumps([qr.svg(one) for one in shows["adresses"]])
        if self.path.endswith(".pdf"):
            return Output(self.path, _made(self, given, format="pdf", pdf_standards=_STANDARD, timestamp=_DAY))
        width, height = shows["taille"]
        size = {"largeur": str(width / 2), "hauteur": str(height / 2)}
        return Output(self.path, _made(self, {**given, **size}, format="png", ppi=_DOUBLE))


def drawing(path: str, template: str, shows: Mapping[str, Any]) -> Drawing:
    """Return the drawing of a path, of values that its template shows."""
    return Drawing(path, template, json.dumps(shows, ensure_ascii=False, sort_keys=True))


def _made(drawing: Drawing, given: Mapping[str, str], **wanted: Any) -> bytes:
    """Return what a template shows, less what no font has: a picture would show boxes, a document be refused."""
    import typst

    values = {**given, "montre": _drawable_json(drawing.shows)}
    try:
        made = _compiler().compile(str(_folder() / f"{drawing.template}.typ"), sys_inputs=values, **wanted)
    except typst.TypstError as error:
        raise NotDrawnError(str(error)) from None
    return made if isinstance(made, bytes) else b"".join(made or ())


def breakable(text: str) -> str:
    """Return a text whose words may break where they are longer than a line, at zero-width spaces, which no PDF keeps.

    Addresses and compounds break after their marks; where there are none, a word breaks anywhere.
    """
    return _LONG.sub(lambda word: "\u200b".join(_pieces(word[0])), text)


def all_breakable(value: Any) -> Any:
    """Return what JSON can hold with each of its texts `breakable`."""
    return _texts(breakable, value)


def _texts(made: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _texts(made, one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(made, one) for one in value]
    return made(value) if isinstance(value, str) else value


def _pieces(word: str) -> Iterator[str]:
    for piece in _MARKS.findall(word):
        yield from piece if _LONG.fullmatch(piece) else (piece,)


def drawable(text: str) -> str:
    """Return a text without the characters that no font here can draw, emoji above all, nor what joined these."""
    if _COMMON.fullmatch(text):
        return text
    lost = {char for char in set(text) if not _COMMON.fullmatch(char) and not _is_drawn(char)}
    if not lost:
        return text
    left = re.sub(f"[{re.escape(''.join(lost))}][{re.escape(''.join(lost))}{_JOINERS}]*", "", text)
    return re.sub(r" +(?=[.,]|$)", "", re.sub(r" {2,}", " ", left)).strip(" ")


def _drawable_json(text: str) -> str:
    """Return JSON with each of its texts `drawable`."""
    if _COMMON.fullmatch(text):
        return text
    return json.dumps(_texts(drawable, json.loads(text)), ensure_ascii=False, sort_keys=True)


@cache
def _is_drawn(char: str) -> bool:
    """Whether the compiler finds a character in a font: it alone knows which it takes for which."""
    import typst

    if unicodedata.category(char) in ("Cn", "Co"):
        return False
    mark = unicodedata.combining(char) or unicodedata.category(char).startswith("M")
    try:
        pdf_of = _compiler().compile(
            str(_folder() / "signe.typ"),
            sys_inputs={"signe": f"a{char}" if mark else char},
            format="pdf",
            pdf_standards=_STANDARD,
            timestamp=_DAY,
        )
    except typst.TypstError:
        return False
    return bool(pdf_of)


@cache
def _compiler() -> Any:
    """Return the one compiler. It sees its templates and the fonts of a locked package: no system's, no network's."""
    import typst

    fonts = package_files("font_lato").joinpath("files")
    return typst.Compiler(root=str(_folder()), font_paths=[str(fonts)], ignore_system_fonts=True)


def _folder() -> Path:
    return Path(__file__).parent


@cache
def _maker() -> str:
    templates = b"\0".join(path.read_bytes() for path in sorted(_folder().glob("*.typ")))
    code = b"\0".join(Path(file).read_bytes() for file in (__file__, qr.__file__))
    return f"{sha256(templates + code).hexdigest()} {version('typst')} {version('font-lato')} {version('segno')}"
