"""The descriptions by which programs understand the catalogue's files and data portals find them."""

from collections.abc import Mapping, Sequence
from typing import Any

from prst.analysis.contacts import Contacts
from prst.outputs.data.tables import Column, contact_of
from prst.outputs.facettes import official
from prst.outputs.listes import WHOLE
from prst.outputs.metadata import LICENCE
from prst.records.catalogue import Catalogue, reference_day
from prst.records.types import slugify


def datapackage(catalogue: Catalogue, table: Sequence[Column], contacts: Contacts) -> dict[str, Any]:
    """Return the Data Package of the whole catalogue (datapackage.org, version 2; its CSV reads with version 1 too)."""
    site = catalogue.site
    editeur = contacts.editeur
    publisher = {"title": editeur.nom, "roles": ["publisher"], "role": "publisher"}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slugify(f"{site.nom} {site.region}") or "catalogue",
        "title": f"{site.nom}, {site.region}",
        **({"description": site.accroche} if site.accroche else {}),
        "homepage": site.base,
        "version": str(reference_day(catalogue)),
        "licenses": [{"name": LICENCE.id, "title": LICENCE.name, "path": LICENCE.url}],
        "contributors": [{**publisher, **({"path": editeur.site} if editeur.site else {})}],
        "resources": [
            {
                "name": "livrables",
                "title": "Livrables",
                "type": "table",
                "profile": "tabular-data-resource",
                "path": WHOLE.csv,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
                "schema": {
                    "fields": [
                        {
                            "name": column.name,
                            "title": column.title,
                            "description": column.description,
                            "type": column.type,
                            **({"constraints": column.constraints} if column.constraints else {}),
                        }
                        for column in table
                    ],
                    "missingValues": [""],
                    "primaryKey": ["id"],
                },
            },
            {
                "name": "catalogue",
                "title": "Toutes les fiches",
                "path": WHOLE.json,
                "format": "json",
                "mediatype": "application/json",
                "encoding": "utf-8",
            },
        ],
    }


_EUROPE = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPES = "http://www.iana.org/assignments/media-types"
_DISTRIBUTIONS = (
    (WHOLE.json, "Toutes les fiches (JSON)", "application/json"),
    (WHOLE.csv, "Les livrables (CSV)", "text/csv"),
    (WHOLE.flux, "Les nouveautés (Atom)", "application/atom+xml"),
)


def dcat(catalogue: Catalogue, contacts: Contacts) -> dict[str, Any]:
    """Return the catalogue as data portals read it: JSON-LD in the terms of DCAT-AP 3.0 (W3C DCAT 3).

    The context is written out, so that nothing need be fetched to read it.
    """
    site = catalogue.site
    base = site.base
    publisher = {"@id": f"{base}#editeur"}
    texts = {"title": site.nom, "description": f"{site.accroche or site.nom} ({site.region})"}
    changed = str(reference_day(catalogue))
    return {
        "@context": _CONTEXT,
        "@graph": [
            {
                "@id": f"{base}#catalogue",
                "@type": "dcat:Catalog",
                "identifier": f"{base}#catalogue",
                **texts,
                "publisher": publisher,
                "license": LICENCE.url,
                "language": f"{_EUROPE}/language/FRA",
                "homepage": base,
                "modified": changed,
                "dataset": [{"@id": f"{base}#donnees"}],
            },
            {
                "@id": f"{base}#donnees",
                "@type": "dcat:Dataset",
                "identifier": f"{base}#donnees",  # harvesters skip what has none (udata)
                **texts,
                "publisher": publisher,
                "contactPoint": _contact_point(catalogue, contacts),
                "landingPage": base,
                "language": f"{_EUROPE}/language/FRA",
                "theme": [f"{_EUROPE}/data-theme/HEAL", f"{_EUROPE}/data-theme/SOCI"],
                "keyword": ["santé au travail", "prévention", "plan régional santé au travail", site.region],
                "spatial": _places(catalogue),
                "accrualPeriodicity": f"{_EUROPE}/frequency/IRREG",
                "accessRights": f"{_EUROPE}/access-right/PUBLIC",
                "modified": changed,
                "distribution": [{"@id": base + path} for path, _title, _media in _DISTRIBUTIONS],
            },
            *(
                {
                    "@id": base + path,
                    "@type": "dcat:Distribution",
                    "identifier": base + path,
                    "title": title,
                    "accessURL": base + path,
                    "downloadURL": base + path,
                    "mediaType": f"{_MEDIA_TYPES}/{media}",
                    "license": LICENCE.url,
                    "modified": changed,
                }
                for path, title, media in _DISTRIBUTIONS
            ),
            {"@id": publisher["@id"], "@type": "foaf:Agent", "name": contacts.editeur.nom}
            | ({"page": contacts.editeur.site} if contacts.editeur.site else {}),
        ],
    }


def _contact_point(catalogue: Catalogue, contacts: Contacts) -> dict[str, Any]:
    contact = contact_of(contacts.of_contact(catalogue.site.contact))
    mail = {"hasEmail": f"mailto:{contact['courriel']}"} if contact["courriel"] else {}
    return {"@type": "vcard:Organization", "fn": contact["repond"] or contact["structure"], **mail}


def _places(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the region, and its departments by their address at Insee."""
    places = [{"@type": "dct:Location", "prefLabel": catalogue.site.region}]
    for code in catalogue.site.departements:
        known = {"@id": f"http://id.insee.fr/geo/departement/{official(code)}"} if official(code) else {}
        name = {"prefLabel": catalogue.territoires[code].label} if code in catalogue.territoires else {}
        places.append({**known, "@type": "dct:Location", **name})
    return places


def _address_term(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "@id"}


def _french(term: str) -> dict[str, str]:
    return {"@id": term, "@language": "fr"}


_CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": _french("dct:title"),
    "description": _french("dct:description"),
    "keyword": _french("dcat:keyword"),
    "prefLabel": _french("skos:prefLabel"),
    "identifier": "dct:identifier",
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "name": "foaf:name",
    "fn": "vcard:fn",
    "hasEmail": _address_term("vcard:hasEmail"),
    "page": _address_term("foaf:page"),
    "homepage": _address_term("foaf:homepage"),
    "landingPage": _address_term("dcat:landingPage"),
    "publisher": _address_term("dct:publisher"),
    "license": _address_term("dct:license"),
    "language": _address_term("dct:language"),
    "theme": _address_term("dcat:theme"),
    "accrualPeriodicity": _address_term("dct:accrualPeriodicity"),
    "accessRights": _address_term("dct:accessRights"),
    "dataset": "dcat:dataset",
    "distribution": "dcat:distribution",
    "contactPoint": "dcat:contactPoint",
    "spatial": "dct:spatial",
    "accessURL": _address_term("dcat:accessURL"),
    "downloadURL": _address_term("dcat:downloadURL"),
    "mediaType": _address_term("dcat:mediaType"),
}
