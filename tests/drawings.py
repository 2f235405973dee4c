"""What is drawn in tests: never in their own process, which would then fork without the threads of Typst."""

import io
from collections.abc import Sequence

import pikepdf

from prst.made import Made
from prst.outputs.imprimerie import Drawing


def drawn(one: Drawing) -> bytes:
    """The bytes of a drawing."""
    return Made(None).output(one).content


def all_drawn(several: Sequence[Drawing]) -> dict[str, bytes]:
    """The bytes of several, by path, made together."""
    return {output.path: output.content for output in Made(None).outputs(several)}


def letters_of(pdf: bytes) -> set[str]:
    """All letters that a reader can copy of a PDF, by the maps of its fonts (ISO 32000-1, section 9.10.3)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        maps = [one.read_bytes().decode("ascii") for one in _maps(opened)]
    assert maps
    found = (line.split()[-1].strip("<>") for one in maps for line in one.splitlines() if line.endswith(">"))
    return {letter for code in found for letter in bytes.fromhex(code).decode("utf-16-be")}


def _maps(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one.ToUnicode for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]
