"""What to begin with, on a small catalogue whose answers were found by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from prst.analysis.holds import Holds
from prst.analysis.starting import to_start_with, worth_discovering
from prst.records.catalogue import Catalogue
from prst.records.liens import Liens, LienSuivi
from tests.catalogues import Fields, Kind, create_catalogue

REFERENCE = date(2026, 6, 15)
LINK = {"liens": [{"libelle": "Ouvrir", "url": "https://exemple.fr/guide"}]}
COPY = {"liens": [{"libelle": "Ouvrir", "url": "https://fr.copies.fr/guide"}]}
FILE = {"fichiers": [{"libelle": "Ouvrir", "chemin": "assets/fichiers/a.pdf"}]}
TRADE: Fields = {"cibles": ["garages"], **LINK}
LIVRABLES: Kind = {
    "vieux": {"date": "2021-06-14", **TRADE},  # five years and a day
    "recent": {"date": "2021-06-17", **TRADE},
    "dernier": {"date": "2026-05", "cibles": ["garages"], **FILE},
    "sans-date": {**TRADE},
    "a-revoir": {"date": "2025", "a_revoir_le": "2026-06-14", **TRADE},
    "magazine": {"date": "2026-05", "format": "magazine", **TRADE},
    "archive": {"date": "2026-05", "statut": "archive", **TRADE},
    "fictif": {"date": "2026-05", "exemple": "oui", **TRADE},
    "copie": {"date": "2026-05", "cibles": ["garages"], **COPY},
    "ferme": {"date": "2026-05", "cibles": ["garages"]},
    "nord": {"date": "2026-05", "territoires": ["59"], **TRADE},
    "pour-tous": {"date": "2026-06", "cibles": ["tpe"], **LINK},
    "petites": {"cibles": ["tpe", "mer"], **LINK},
    "petits-garages": {"date": "2026-06", "cibles": ["tpe", "garages"], **LINK},
    "petits-restaurants": {"date": "2026-06", "cibles": ["restaurants", "tpe"], **LINK},
    "camions": {"date": "2026-06", "cibles": ["tpe"], "secteurs": ["transport"], **LINK},
    "autre-metier": {"date": "2026-06", "cibles": ["mer"], **LINK},
}
TRADES = ["petits-garages", "dernier", "recent", "sans-date", "a-revoir", "vieux"]


def catalogue() -> Catalogue:
    return create_catalogue(
        site={"departements": ["69"]},
        formats={"guide": {}, "magazine": {"a_lire": "oui"}},
        secteurs={"tous": {"comprend": ["transport", "auto"]}, "transport": {}, "auto": {}},
        cibles={
            "tpe": {"secteurs": ["tous"]},
            "garages": {"fait_partie_de": "tpe", "secteurs": ["auto"]},
            "restaurants": {"fait_partie_de": "tpe"},
            "mer": {},
        },
        territoires={"region": {}, "69": {}, "59": {}},
        livrables=LIVRABLES,
    )


@pytest.mark.parametrize(
    ("cible", "count", "expected"),
    [
        ("garages", 7, [*TRADES, "pour-tous"]),
        ("garages", 9, [*TRADES, "pour-tous", "petites", "camions"]),
        ("garages", 2, ["petits-garages", "dernier"]),
        ("tpe", 7, ["pour-tous", "petites", "camions", "petits-garages", "petits-restaurants"]),
    ],
)
def test_what_opens_and_serves_comes_by_nearness_then_by_age(cible: str, count: int, expected: list[str]) -> None:
    found = to_start_with(Holds(catalogue()), cible, REFERENCE, count)
    assert [fiche.id for fiche in found] == expected


def test_what_is_worth_discovering_tells_of_one_theme_after_the_other() -> None:
    """By hand: the last reviewed of each theme that comes first, then the others, the last reviewed before."""
    known: Kind = {
        "tms-vieux": {"themes": ["tms"], "modifie_le": "2025-01-01", **LINK},
        "tms": {"themes": ["tms", "chutes"], "modifie_le": "2026-05-01", **LINK},
        "sans-theme": {"modifie_le": "2026-06-01", **LINK},
        "tms-second": {"themes": ["tms"], "modifie_le": "2026-04-01", **LINK},
        "chutes": {"themes": ["chutes", "tms"], "modifie_le": "2024-01-01", **LINK},
        "copie": {"themes": ["amiante"], "modifie_le": "2026-06-01", **COPY},
        "archive": {"themes": ["amiante"], "modifie_le": "2026-06-01", "statut": "archive", **LINK},
    }
    themes: Kind = {"tms": {}, "chutes": {}, "amiante": {}}
    found = worth_discovering(create_catalogue(livrables=known, themes=themes))
    assert [fiche.id for fiche in found] == ["tms", "chutes", "sans-theme", "tms-second", "tms-vieux"]


def test_a_link_that_is_known_to_be_dead_opens_nothing() -> None:
    links = [
        {"libelle": "Ouvrir", "url": f"https://{host}.fr/guide#page=2"} for host in ("mort", "muet", "panne", "refus")
    ]
    known: Kind = {
        **{one["url"][8:12]: {"liens": [one]} for one in links},
        "deux": {"liens": links[::3]},
        "fichier": {"liens": links[:1], **FILE},
    }
    states = {"mort": ("mort", 20), "muet": ("injoignable", 20), "panne": ("injoignable", 2), "refus": ("refuse", 20)}
    liens = Liens.model_construct(
        le=date(2026, 6, 1) + timedelta(days=20),
        verifies=4,
        liens=tuple(
            LienSuivi.model_construct(
                adresse=f"https://{host}.fr/guide", etat=etat, depuis=date(2026, 6, 1) - timedelta(days=days)
            )
            for host, (etat, days) in states.items()
        ),
    )
    found = worth_discovering(replace(create_catalogue(livrables=known), liens=liens))
    assert sorted(fiche.id for fiche in found) == ["deux", "fichier", "pann", "refu"]
