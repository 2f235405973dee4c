"""Pictures made of the site's identity: what a shared address shows, and the icons of a home screen."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from prst.outputs import Output
from prst.outputs.imprimerie import Drawing, breakable, drawing
from prst.outputs.pages.rendering import icon
from prst.records.catalogue import Catalogue
from prst.records.model import Site

MARK = "assets/images/favicon.svg"
"""The region's mark, in docs/: the icon of every page, of which the others are made."""
TEMPLATE = "images"
FOLDER = "assets/partage/"
"""Where pictures to share stand."""
SITE = f"{FOLDER}site.png"
"""The picture of every page that has none of its own."""
SHARED = 1200, 630
"""Pixels of a picture to share: what networks crop least."""
TOUCH_ICON, MANIFEST = "apple-touch-icon.png", "manifest.webmanifest"
ICONS = {TOUCH_ICON: 180, "icone-192.png": 192, "icone-512.png": 512}
"""Pixels of each icon. The first is asked for at the root by phones that read no page."""


def of_format(identity: str) -> str:
    """Return the path of the picture of a format, which its deliverables share."""
    return f"{FOLDER}formats/{identity}.png"


def wanted(catalogue: Catalogue, mark: str) -> Iterator[Drawing]:
    """Yield the pictures of a site: its own, one for each format in use, and icons of `mark`, an SVG or ''."""
    site = catalogue.site
    card = of_site(site, mark)
    first = {
        "titre": breakable(site.nom),
        "texte": breakable(site.accroche or ""),
        "pied": [site.region, urlsplit(site.adresse).netloc],
    }
    yield drawing(SITE, TEMPLATE, {**card, "sorte": "partage", "taille": SHARED, **first})
    for identity in sorted({fiche.format for fiche in catalogue.livrables.values()}):
        terme = catalogue.formats[identity]
        details = {
            "titre": breakable(terme.label),
            "texte": breakable(terme.description or ""),
            "icone": str(icon(terme.icone)),
        }
        yield drawing(of_format(identity), TEMPLATE, {**card, "sorte": "partage", "taille": SHARED, **details})
    for path, side in ICONS.items() if mark else ():
        fond = site.couleurs.principale if path == TOUCH_ICON else ""  # iOS paints what is transparent black
        yield drawing(path, TEMPLATE, {"sorte": "icone", "taille": (side, side), "marque": mark, "fond": fond})


def of_site(site: Site, mark: str) -> dict[str, Any]:
    """Return what every picture shows of the site, and nothing else."""
    return {
        "principale": site.couleurs.principale,
        "accent": site.couleurs.accent,
        "marque": mark,
        "pied": [site.nom, site.region, urlsplit(site.adresse).netloc],
        "texte": "",
        "pour": "",
        "icone": "",
    }


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
