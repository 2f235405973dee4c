"""Files that machines ask a site for: sitemap, robots, redirections, colours, the search list."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape as html_escape

from markupsafe import escape

from prst.outputs import Output
from prst.outputs.addresses import FACET_SECTIONS, RECORD_SECTIONS, SECTIONS, file_of, record_address, root_from
from prst.records.catalogue import Catalogue
from prst.records.model import Record, Site
from prst.records.types import fold


def sitemap(catalogue: Catalogue, written: Iterable[str]) -> Output:
    """Return sitemap.xml: written pages, then records with the day they changed (sitemaps.org, protocol 0.9)."""
    base = catalogue.site.adresse.rstrip("/") + "/"
    rows = [_row(base + address, None) for address in sorted(written)]
    for section in RECORD_SECTIONS:
        for fiche in getattr(catalogue, section).values():
            if not fiche.exemple:
                rows.append(_row(base + record_address(section, fiche.id), fiche.modifie_le or fiche.ajoute_le))
    for section in FACET_SECTIONS:
        for terme in getattr(catalogue, section).values():
            if catalogue.has_page(section, terme.id):
                rows.append(_row(base + record_address(section, terme.id), None))
    body = "".join(rows)
    return Output(
        "sitemap.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}</urlset>\n'.encode(),
    )


def _row(url: str, changed: date | None) -> str:
    day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    # XML's three characters; xml.sax.saxutils does the same, and takes 20 ms to load a web client
    return f"<url><loc>{html_escape(url, quote=False)}</loc>{day}</url>\n"


def robots(site: Site) -> Output:
    """Return robots.txt, which allows everything and names the sitemap (RFC 9309)."""
    return Output(
        "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.adresse.rstrip('/')}/sitemap.xml\n".encode()
    )


def colours(site: Site) -> Output:
    """Return the style sheet that holds the two colours of the region."""
    css = f":root{{--couleur-principale:{site.couleurs.principale};--couleur-accent:{site.couleurs.accent}}}\n"
    return Output("assets/stylesheets/couleurs.css", css.encode())


def redirections(catalogue: Catalogue) -> Iterator[Output]:
    """Yield, for each former id, a page that leads to the record that bears it."""
    for section in RECORD_SECTIONS:
        if SECTIONS[section].index != f"{section}/":
            yield redirection(f"{section}/", SECTIONS[section].index, SECTIONS[section].many.capitalize())
        for fiche in getattr(catalogue, section).values():
            for former in fiche.anciens_ids:
                yield redirection(record_address(section, former), record_address(section, fiche.id), fiche.intitule)


def redirection(old: str, new: str, title: str) -> Output:
    """Return a page that sends its visitor on at once, with or without JavaScript."""
    target = escape(root_from(old) + new)
    html = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        f'<meta http-equiv="refresh" content="0; url={target}"><meta name="robots" content="noindex">'
        f'<link rel="canonical" href="{target}"></head>'
        f'<body><p>Cette page a changé d’adresse : <a href="{target}">{escape(title)}</a></p></body></html>\n'
    )
    return Output(file_of(old), html.encode())


def search_list(catalogue: Catalogue, written: Iterable[tuple[str, str, str]] = ()) -> Output:
    """Return what the search page reads: address, kind, title, summary and folded words of records and written pages.

    `written` gives the address, title and summary of each written page.

    Folded words hold the title, the summary, the key words, and the labels and synonyms of the terms and targets that
    the record names, so that « tms » finds « troubles musculo-squelettiques ».
    """
    synonyms = {
        (name, terme.id): " ".join((terme.label, *terme.synonymes))
        for name in FACET_SECTIONS
        for terme in getattr(catalogue, name).values()
    }
    rows = []
    for section in RECORD_SECTIONS:
        for fiche in getattr(catalogue, section).values():
            if not fiche.exemple:
                text = _summary(fiche)
                words = _folded(" ".join((fiche.intitule, text, *_more_words(fiche, catalogue, synonyms))))
                rows.append([record_address(section, fiche.id), SECTIONS[section].one, fiche.intitule, text, words])
    rows += [[address, "page", title, text, _folded(f"{title} {text}")] for address, title, text in written]
    return Output("recherche/index.json", json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def _summary(fiche: Record) -> str:
    for name in ("promesse", "resume", "accroche", "type", "organisateur", "plan"):
        if value := getattr(fiche, name, None):
            return str(value)
    return ""


def _more_words(fiche: Record, catalogue: Catalogue, synonyms: dict[tuple[str, str], str]) -> Iterator[str]:
    yield from getattr(fiche, "mots_cles", ())
    yield getattr(fiche, "resume", None) or ""
    if contact := getattr(fiche, "contact", None):
        yield contact.structure
    if form := getattr(fiche, "format", None):
        yield synonyms["formats", form]
    for name in ("themes", "secteurs"):
        for identity in getattr(fiche, name, ()):
            yield synonyms[name, identity]
    for one in getattr(fiche, "cibles", ()):
        yield catalogue.cibles[getattr(one, "cible", one)].nom


def _folded(text: str) -> str:
    return " ".join(dict.fromkeys(re.findall(r"[^\W_]+", fold(text).replace("'", " "))))
