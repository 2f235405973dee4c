"""Pictures of shared addresses, and icons."""

import json
import struct

import pytest

from prst.outputs.images import ICONS, MARK, SHARED, SITE, manifest, of_format, wanted
from prst.outputs.imprimerie import NotDrawnError
from tests.catalogues import create_catalogue
from tests.drawings import drawn

MARKED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#123456"/></svg>'
HOSTILE = '#read("/etc/passwd") $x$ *b* // ]] \\ « Œuvre » \N{GREEK SMALL LETTER OMEGA} ' + "incompressible" * 12


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG (specification, section 11.2.2)."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_site_and_used_formats_have_a_picture() -> None:
    catalogue = create_catalogue(formats={"guide": {}, "jeu": {}}, livrables={"a": {"format": "guide"}})
    assert [image.path for image in wanted(catalogue, "")] == [SITE, of_format("guide")]
    assert [image.path for image in wanted(catalogue, MARKED)][2:] == list(ICONS)


def test_pictures_have_their_size_and_the_same_bytes_each_time() -> None:
    for image in wanted(create_catalogue(livrables={"a": {}}), MARKED):
        content = drawn(image)
        assert size_of(content) == (SHARED if image.path.startswith("assets/") else (ICONS[image.path],) * 2)
        assert drawn(image) == content


def test_pictures_follow_the_colours_and_the_mark() -> None:
    """What changes a picture changes its key: it is not taken from the cache."""
    catalogue = create_catalogue()
    other = create_catalogue({"couleurs": {"principale": "#402060", "accent": "#905010"}})
    keys = [next(wanted(*one)).key for one in ((catalogue, MARKED), (catalogue, ""), (other, MARKED))]
    assert len(set(keys)) == 3


def test_texts_stay_texts_however_long() -> None:
    catalogue = create_catalogue(
        {"nom": HOSTILE, "accroche": HOSTILE, "region": HOSTILE},
        formats={"guide": {"label": HOSTILE, "description": HOSTILE}},
        livrables={"a": {}},
    )
    assert {size_of(drawn(image)) for image in wanted(catalogue, "")} == {SHARED}


@pytest.mark.parametrize("svg", ["", "<svg", "pas une image", '<?xml version="1.0"?><a/>'])
def test_a_mark_that_cannot_be_drawn_is_refused(svg: str) -> None:
    images = wanted(create_catalogue(), svg)
    if not svg:
        assert drawn(next(images))
    else:
        with pytest.raises(NotDrawnError):
            drawn(next(images))


def test_manifest_names_the_site_and_its_icons() -> None:
    content = json.loads(manifest(create_catalogue().site).content)
    assert content["name"] == "Catalogue d’essai, Région d’essai"
    assert {icon["src"] for icon in content["icons"]} == {MARK, "icone-192.png", "icone-512.png"}
    assert content["start_url"] == content["scope"] == "./"
