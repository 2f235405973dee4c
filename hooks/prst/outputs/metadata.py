"""What machines read in the head of a page: schema.org, Dublin Core, Open Graph."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from prst.analysis.contacts import Interlocuteur
from prst.analysis.occurrences import Occurrence
from prst.outputs import images
from prst.outputs.textes import plain, shown
from prst.records.catalogue import Catalogue
from prst.records.model import Evenement, Livrable, Site, Structure

SCHEMA = "https://schema.org/"
SCHEMA_STATUS = {
    "confirme": f"{SCHEMA}EventScheduled",
    "reporte": f"{SCHEMA}EventPostponed",
    "annule": f"{SCHEMA}EventCancelled",
}


class Licence(NamedTuple):
    """Terms of reuse: SPDX identifier, name and address."""

    id: str
    name: str
    url: str


LICENCE = Licence("etalab-2.0", "Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
"""Of the records (LICENCE-DONNEES.md); the deliverables that they describe have their own."""
LISTED_DATES = 12
"""Occurrences of one event that the head of its page names."""
_JSON_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def json_ld(data: Mapping[str, Any]) -> Markup:
    """Return a JSON-LD script that no value can close (HTML standard, "Restrictions for script elements")."""
    kept = {key: value for key, value in data.items() if value not in (None, "", [], ())}
    text = json.dumps({"@context": "https://schema.org", **kept}, ensure_ascii=False, separators=(",", ":"))
    for char, escaped in _JSON_ESCAPES.items():
        text = text.replace(char, escaped)  # five times quicker than str.translate on accented text
    return Markup(f'<script type="application/ld+json">{text}</script>')


def head(
    *,
    title: str,
    description: str,
    url: str,
    site: Site,
    kind: str = "website",
    indexed: bool = True,
    image: str = images.SITE,
    says: str = "",
) -> Markup:
    """Return the canonical link and the Open Graph and Dublin Core metas of a page (ogp.me; DCMI metadata terms).

    `image` is the path of the picture that a shared address shows; it must be named whole, as `url` is. `says` tells it
    to who does not see it, where it says more than the title.
    """
    safe_title, safe_text, safe_url = shown(title), shown(description), shown(url)
    width, height = images.SHARED
    return Markup(
        f'<link rel="canonical" href="{safe_url}">'
        f'<meta property="og:type" content="{kind}">'
        f'<meta property="og:title" content="{safe_title}">'
        f'<meta property="og:description" content="{safe_text}">'
        f'<meta property="og:url" content="{safe_url}">'
        f'<meta property="og:site_name" content="{shown(site.nom)}">'
        '<meta property="og:locale" content="fr_FR">'
        f'<meta property="og:image" content="{shown(site.base + image)}">'
        f'<meta property="og:image:width" content="{width}"><meta property="og:image:height" content="{height}">'
        + (f'<meta property="og:image:alt" content="{shown(says)}">' if says else "")
        + '<meta name="twitter:card" content="summary_large_image">'
        f'<meta name="DC.title" content="{safe_title}">'
        f'<meta name="DC.description" content="{safe_text}">'
        '<meta name="DC.language" content="fr">'
        f'<meta name="DC.identifier" content="{safe_url}">'
        + ("" if indexed else '<meta name="robots" content="noindex">')
    )


def feed_link(title: str, href: str) -> Markup:
    """Return the link by which feed readers find the feed of a list (HTML standard, link type "alternate")."""
    link = Markup('<link rel="alternate" type="application/atom+xml" title="Nouveautés\u00a0: {}" href="{}">')
    return link.format(title, href)


def _labels(vocabulary: Mapping[str, Any], ids: tuple[str, ...]) -> list[str]:
    return [vocabulary[identity].intitule for identity in ids if identity in vocabulary]


def of_livrable(fiche: Livrable, catalogue: Catalogue, url: str, image: str, says: str = "") -> Markup:
    """Return the head of a deliverable's page: CreativeWork, and the Dublin Core terms that only it has.

    `image` is the path of the picture that its shared address shows, and `says` what it says.
    """
    themes = _labels(catalogue.themes, fiche.themes)
    audience = _labels(catalogue.cibles, fiche.cibles)
    creator = catalogue.nom_de(fiche.contact.structure)
    works = json_ld(
        {
            "@type": "CreativeWork",
            "@id": url,
            "url": url,
            "name": fiche.titre,
            "description": fiche.promesse or fiche.resume,
            "inLanguage": "fr",
            "genre": catalogue.formats[fiche.format].label,
            "datePublished": str(fiche.date) if fiche.date else None,
            "dateModified": str(fiche.modifie_le) if fiche.modifie_le else None,
            "keywords": [*themes, *fiche.mots_cles],
            "audience": [{"@type": "Audience", "name": name} for name in audience],
            "creator": {"@type": "Organization", "name": creator},
            "license": fiche.licence,
            "sameAs": [lien.url for lien in fiche.liens if lien.url.startswith("http")],
        }
    )
    core = [("DC.creator", creator), ("DC.type", catalogue.formats[fiche.format].label)]
    core += [("DC.date", str(fiche.date))] if fiche.date else []
    core += [("DC.subject", theme) for theme in themes] + [("DC.audience", name) for name in audience]
    metas = "".join(f'<meta name="{name}" content="{shown(value)}">' for name, value in core)
    base = head(
        title=fiche.titre,
        description=fiche.promesse or fiche.resume,
        url=url,
        site=catalogue.site,
        kind="article",
        indexed=not fiche.exemple,
        image=image,
        says=says,
    )
    return base + Markup(metas) + works


def of_evenement(
    fiche: Evenement, occurrences: Sequence[Occurrence], catalogue: Catalogue, url: str, description: str = ""
) -> Markup:
    """Return the head of an event's page: schema.org Event, and its occurrences where it has several.

    Several are its parts, LISTED_DATES at most, and its own dates are those of the first. `description` says when it
    takes place; what is shared shows it.
    """
    known = [occurrence for occurrence in occurrences if occurrence.complete]
    several = len(known) > 1
    event = {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": fiche.titre,
        "description": plain(fiche.description) if fiche.description else None,
        "organizer": {"@type": "Organization", "name": catalogue.nom_de(fiche.organisateur)}
        if fiche.organisateur
        else None,
        **_where(fiche, fiche.lieu, url),
        "eventStatus": SCHEMA_STATUS[fiche.statut],
        **(_when(known[0]) if known else {}),
    }
    if several:
        event["subEvent"] = [
            {
                "@type": "Event",
                "name": fiche.titre,
                "url": url,
                **_where(fiche, occurrence.lieu, url),
                "eventStatus": SCHEMA_STATUS[occurrence.statut],
                **_when(occurrence),
            }
            for occurrence in known[:LISTED_DATES]
        ]
    base = head(
        title=fiche.titre,
        description=description or fiche.titre,
        url=url,
        site=catalogue.site,
        indexed=not fiche.exemple,
    )
    return base + json_ld(event)


def _when(occurrence: Occurrence) -> dict[str, str]:
    """Return start and end, hours with their offset from UTC; the last day of whole days is included (schema.org)."""
    end = occurrence.heure_fin if occurrence.heure_debut else occurrence.fin if occurrence.jusqua else None
    found = {
        "startDate": (occurrence.heure_debut or occurrence.debut).isoformat(),
        "endDate": end.isoformat() if end else "",
    }
    if occurrence.deplace and occurrence.jour_prevu and occurrence.statut == "confirme":
        found |= {"eventStatus": f"{SCHEMA}EventRescheduled", "previousStartDate": occurrence.jour_prevu.isoformat()}
    return {name: value for name, value in found.items() if value}


def _where(fiche: Evenement, lieu: str | None, url: str) -> dict[str, Any]:
    """Return the place, the address on line, or both."""
    place = {"@type": "Place", "name": lieu, "address": lieu} if lieu else None
    online = {"@type": "VirtualLocation", "url": fiche.url or url} if fiche.en_ligne else None
    if not place and not online:
        return {}
    mode = "Mixed" if place and online else "Online" if online else "Offline"
    return {
        "eventAttendanceMode": f"{SCHEMA}{mode}EventAttendanceMode",
        "location": [place, online] if place and online else place or online,
    }


def of_structure(structure: Structure, catalogue: Catalogue, url: str) -> Markup:
    """Return what machines read of a structure: schema.org Organization."""
    return json_ld(
        {
            "@type": "Organization",
            "@id": url,
            "name": structure.nom,
            "alternateName": structure.sigle,
            "url": structure.url or url,
            "email": structure.courriel,
            "telephone": structure.telephone,
            "areaServed": _labels(catalogue.territoires, structure.territoires),
        }
    )


def report_address(contact: Interlocuteur | None, subject: str) -> str:
    """Return where to report a mistake: a mail with its subject (RFC 6068), a form, or '' where none is known."""
    if contact and contact.courriel:
        return f"mailto:{contact.courriel}?subject={quote(subject)}"
    return (contact.formulaire or "") if contact else ""
