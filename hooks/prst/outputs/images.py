"""Pictures made of the site's identity: what a shared address shows, and the icons of a home screen."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from prst.outputs import Output
from prst.outputs.pages.rendering import icon
from prst.records.catalogue import Catalogue
from prst.records.model import Site

MARK = "assets/images/favicon.svg"
"""The region's mark, in docs/: the icon of every page, of which the others are made."""
FOLDER = "assets/partage/"
"""Where pictures to share stand."""
SITE = f"{FOLDER}site.png"
"""The picture of every page that has none of its own."""
SHARED = 1200, 630
"""Pixels of a picture to share: what networks crop least."""
TOUCH_ICON, MANIFEST = "apple-touch-icon.png", "manifest.webmanifest"
ICONS = {TOUCH_ICON: 180, "icone-192.png": 192, "icone-512.png": 512}
"""Pixels of each icon. The first is asked for at the root by phones that read no page."""
_DOUBLE = 144
"""Pixels per inch at which a point is two pixels."""


class Image(NamedTuple):
    """A PNG to be made: where it stands, and all that it shows."""

    path: str
    shows: str
    """JSON of what the template draws."""

    @property
    def key(self) -> str:
        """What the picture depends on: another template, compiler or font may give another one."""
        return "\0".join(["image", _maker(), self.shows])


class UnreadableMarkError(ValueError):
    """The mark is no SVG that can be drawn; the message says why."""


def of_format(identity: str) -> str:
    """Return the path of the picture of a format, which its deliverables share."""
    return f"{FOLDER}formats/{identity}.png"


def wanted(catalogue: Catalogue, mark: str) -> Iterator[Image]:
    """Yield the pictures of a site: its own, one for each format in use, and icons of `mark`, an SVG or ''."""
    site = catalogue.site
    card = {
        "sorte": "partage",
        "taille": SHARED,
        "principale": site.couleurs.principale,
        "accent": site.couleurs.accent,
        "marque": mark,
        "site": site.nom,
        "region": site.region,
        "hote": urlsplit(site.adresse).netloc,
    }
    yield _image(SITE, {**card, "titre": site.nom, "texte": site.accroche or "", "icone": ""})
    for identity in sorted({fiche.format for fiche in catalogue.livrables.values()}):
        terme = catalogue.formats[identity]
        details = {"titre": terme.label, "texte": terme.description or "", "icone": str(icon(terme.icone))}
        yield _image(of_format(identity), {**card, **details})
    for path, side in ICONS.items() if mark else ():
        fond = site.couleurs.principale if path == TOUCH_ICON else ""  # iOS paints what is transparent black
        yield _image(path, {"sorte": "icone", "taille": (side, side), "marque": mark, "fond": fond})


def _image(path: str, shows: Mapping[str, Any]) -> Image:
    return Image(path, json.dumps(shows, ensure_ascii=False, sort_keys=True))


def draw(image: Image) -> Output:
    """Return a picture; the same inputs give the same bytes. Raises UnreadableMarkError."""
    import typst

    width, height = json.loads(image.shows)["taille"]
    given = {"montre": image.shows, "largeur": str(width / 2), "hauteur": str(height / 2)}
    try:
        content = _compiler().compile(format="png", ppi=_DOUBLE, sys_inputs=given)
    except typst.TypstError as error:
        raise UnreadableMarkError(str(error)) from None
    return Output(image.path, content if isinstance(content, bytes) else b"".join(content or ()))


@cache
def _compiler() -> Any:
    """Return the one compiler. It sees its template and the fonts of a locked package: no system's, no network's."""
    import typst

    template = _template()
    fonts = package_files("font_lato").joinpath("files")
    return typst.Compiler(str(template), root=str(template.parent), font_paths=[str(fonts)], ignore_system_fonts=True)


def _template() -> Path:
    return Path(__file__).with_suffix(".typ")


@cache
def _maker() -> str:
    return f"{sha256(_template().read_bytes()).hexdigest()} {version('typst')} {version('font-lato')}"


def manifest(site: Site) -> Output:
    """Return the web app manifest, by which a home screen names the site (W3C, Web Application Manifest)."""
    icons = [
        {"src": path, "sizes": f"{side}x{side}", "type": "image/png"}
        for path, side in ICONS.items()
        if path != TOUCH_ICON
    ]
    content = {
        "name": f"{site.nom}, {site.region}",
        "short_name": site.nom,
        "lang": "fr",
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "theme_color": site.couleurs.principale,
        "background_color": "#ffffff",
        "icons": [{"src": MARK, "sizes": "any", "type": "image/svg+xml"}, *icons],
    }
    return Output(MANIFEST, f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode())
