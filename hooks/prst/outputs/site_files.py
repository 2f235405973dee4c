"""Files that machines ask a site for: sitemap, robots, redirections, the description of its search."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from html import escape as html_escape
from textwrap import shorten

from markupsafe import escape

from prst.outputs import Output
from prst.outputs.addresses import FACET_SECTIONS, RECORD_SECTIONS, SECTIONS, file_of, record_address, root_from
from prst.outputs.images import MARK
from prst.records.catalogue import Catalogue
from prst.records.model import Site


def sitemap(catalogue: Catalogue, written: Iterable[str]) -> Output:
    """Return sitemap.xml: written pages, then records with the day they changed (sitemaps.org, protocol 0.9)."""
    base = catalogue.site.base
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
    return Output("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.base}sitemap.xml\n".encode())


def open_search(site: Site) -> Output:
    """Return opensearch.xml, by which a browser searches the site from its address bar (OpenSearch 1.1, draft 6).

    The lengths are those of the specification: 16 characters for the short name, 48 for the long one.
    """
    base = site.base.replace("{", "%7B").replace("}", "%7D")
    texts = {
        "ShortName": shorten(site.nom, 16, placeholder="") or site.nom[:16],
        "LongName": shorten(f"{site.nom} {site.region}", 48, placeholder="") or site.nom[:48],
        "Description": shorten(site.accroche or f"Rechercher dans {site.nom}", 1024, placeholder="…"),
        "Language": "fr",
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
    }
    lines = "".join(f"<{name}>{html_escape(text, quote=False)}</{name}>\n" for name, text in texts.items())
    page = html_escape(f"{base}recherche/?q={{searchTerms}}")
    image = html_escape(f"{base}{MARK}", quote=False)
    return Output(
        "opensearch.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n{lines}'
        f'<Image width="16" height="16" type="image/svg+xml">{image}</Image>\n'
        f'<Url type="text/html" method="get" template="{page}"/>\n'
        "</OpenSearchDescription>\n".encode(),
    )


def redirections(catalogue: Catalogue) -> Iterator[Output]:
    """Yield, for each former id, a page that leads to the record that bears it."""
    for section in RECORD_SECTIONS:
        if SECTIONS[section].index != f"{section}/":
            yield redirection(f"{section}/", SECTIONS[section].index, SECTIONS[section].title)
        for fiche in getattr(catalogue, section).values():
            for former in fiche.anciens_ids:
                yield redirection(record_address(section, former), record_address(section, fiche.id), fiche.intitule)


def moved(catalogue: Catalogue, section: str, folder: str, published: Collection[str]) -> Iterator[Output]:
    """Yield redirections of the pages that a section has in another folder too, such as `que-diffuser-quand/`.

    What was renamed leads to its page there, where that is among those `published`, else to its own; what was withdrawn
    leads to the notice that says so.
    """
    for fiche in getattr(catalogue, section).values():
        there = f"{folder}{fiche.id}/"
        for former in getattr(fiche, "anciens_ids", ()):
            new = there if there in published else record_address(section, fiche.id)
            yield redirection(f"{folder}{former}/", new, fiche.intitule)
    for address, retrait in catalogue.retraits.items():
        kind, _, identity = address.partition("/")
        if kind == section:
            yield redirection(f"{folder}{identity}/", record_address(section, identity), retrait.titre)


def redirection(old: str, new: str, title: str) -> Output:
    """Return a page that sends its visitor on at once, with what followed its address where there is JavaScript."""
    racine = root_from(old)
    target = escape(racine + new)
    html = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        f'<link rel="icon" href="{racine}{MARK}" type="image/svg+xml">'  # else browsers ask for a favicon.ico
        f'<script src="{racine}assets/javascripts/redirection.js" data-vers="{target}"></script>'
        f'<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>'
        '<meta name="robots" content="noindex">'
        f'<link rel="canonical" href="{target}"></head>'
        f'<body><p>Cette page a changé d’adresse\u00a0: <a href="{target}">{escape(title)}</a></p></body></html>\n'
    )
    return Output(file_of(old), html.encode())
