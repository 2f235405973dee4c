"""QR codes: one look for all, the same bytes each time."""

import struct
import xml.etree.ElementTree as ET
import zlib

from prst.outputs.qr import BORDER, PNG, SCALE, SVG, draw, png, svg

PAGE = "https://essai.example.org/livrables/guide-chutes/?via=cma-01&x=é"


def rows(picture: bytes) -> list[str]:
    """The lines of a picture of one bit a pixel (PNG specification, sections 7.2 and 9), as 0 and 1."""
    width, _height, depth, kind = struct.unpack(">IIBB", picture[16:26])
    assert (depth, kind) in ((1, 0), (1, 3))
    data, at = b"", 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        data += picture[at + 8 : at + 8 + length] if picture[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    raw, step = zlib.decompress(data), 1 + (width + 7) // 8
    lines = [bytes(step - 1)]
    for start in range(0, len(raw), step):
        filtered, line = raw[start], raw[start + 1 : start + step]
        assert filtered in (0, 2)  # none, and « up »
        lines.append(
            bytes((one + above) % 256 for one, above in zip(line, lines[-1], strict=True)) if filtered else line
        )
    return ["".join(f"{byte:08b}" for byte in line)[:width] for line in lines[1:]]


def test_a_picture_is_square_and_has_its_quiet_zone() -> None:
    lines = rows(png(PAGE))
    assert {len(line) for line in lines} == {len(lines)}
    white, edge = lines[0][0], BORDER * SCALE
    assert all(set(line) == {white} for line in (*lines[:edge], *lines[-edge:]))
    finder = lines[edge][edge : edge + 8 * SCALE : SCALE]
    assert [char != white for char in finder] == [True] * 7 + [False]  # the corner by which readers find it


def test_a_drawing_can_be_read_by_xml_and_names_nothing_outside() -> None:
    drawing = svg(PAGE)
    root = ET.fromstring(drawing)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    left, top, width, height = (float(value) for value in root.attrib["viewBox"].split())
    assert (left, top, width) == (0, 0, height)
    assert width * SCALE == len(rows(png(PAGE)))
    assert "href" not in drawing


def test_files_stand_beside_their_page_and_keep_their_bytes() -> None:
    for name in (SVG, PNG):
        first, again = (draw("https://essai.example.org/", "livrables/a/", name) for _ in range(2))
        assert first == again
        assert first.path == f"livrables/a/{name}"
        assert first.content != draw("https://autre.example.org/", "livrables/a/", name).content
