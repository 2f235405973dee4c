"""QR codes of addresses, one look for pages, printed sheets and posters (ISO/IEC 18004)."""

import io
from functools import lru_cache

import segno

from prst.outputs import Output

SVG, PNG = "qr.svg", "qr.png"
"""Names of the two files, beside the page to which they lead."""
BORDER = 4
"""Modules of quiet zone around the symbol (ISO/IEC 18004, section 9.1)."""
INK, PAPER = "#111", "#fff"
SCALE = 8
"""Pixels of a module in a picture: some four hundred across, enough for a leaflet."""


def svg(address: str) -> str:
    """Return the drawing of an address, a file of its own that a page may hold too."""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=BORDER, dark=INK, light=PAPER, omitsize=True, xmldecl=False, nl=False)
    return out.getvalue().decode()


def png(address: str) -> bytes:
    """Return the picture of an address, in black and white."""
    out = io.BytesIO()
    _code(address).save(out, kind="png", border=BORDER, scale=SCALE)
    return out.getvalue()


def draw(base: str, address: str, name: str) -> Output:
    """Return one of the two files that stand beside a page of a site."""
    content = svg(base + address).encode() if name == SVG else png(base + address)
    return Output(address + name, content)


@lru_cache(maxsize=16)
def _code(address: str) -> segno.QRCode:
    """Return the symbol, which can be read with a seventh of it hidden: it is printed, folded and stained."""
    return segno.make(address, error="m", micro=False, boost_error=False)
