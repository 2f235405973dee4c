"""Atom feeds.

The golden file is the feed of a small catalogue. After a change that is meant, write it again and read the difference:

    MISE_A_JOUR=1 .venv/bin/pytest tests/outputs/data/test_flux.py
"""

import os
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.data.flux import NEWEST, feeds
from prst.records.catalogue import Catalogue
from prst.records.loading import load
from tests.catalogues import create_catalogue
from tests.texts import HOSTILE, UNHURRIED

GOLDEN = Path(__file__).with_name("golden") / "flux.xml"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
BASE = "https://essai.example.org/"

SMALL: dict[str, Any] = {
    "livrables": {
        "guide-echelles": {
            "titre": "Échelles & escabeaux : « le guide »",
            "promesse": "Moins de chutes < moins d’arrêts",
            "resume": "Choisir, vérifier et utiliser une échelle.",
            "cibles": ["btp", "tpe"],
            "themes": ["chutes", "bruit"],
            "ajoute_le": "2026-01-05",
            "modifie_le": "2026-02-01",
            "anciens_ids": ["echelles", "guide-echelle"],
            "contact": {
                "structure": "OPPBTP",
                "nom": "Camille Personne",
                "publication_consentie": "2026-01-01",
                "courriel": "camille.personne@organisme-essai.fr",
            },
        },
        "affiche": {"ajoute_le": "2026-01-20"},
        "corrigee-seulement": {"modifie_le": "2026-01-10"},
        "sans-jour": {"date": "2030-01-01"},
        "archive": {"ajoute_le": "2026-03-01", "statut": "archive"},
        "fictive": {"ajoute_le": "2026-03-01", "exemple": "oui"},
        "brouillon": {"ajoute_le": "2026-03-01", "statut": "brouillon"},
    },
    "cibles": {"tpe": {"nom": "Très petites entreprises"}, "btp": {"nom": "Bâtiment"}},
    "themes": {"chutes": {"label": "Chutes"}, "bruit": {"label": "Bruit"}},
}


def read_feeds(catalogue: Catalogue) -> dict[str, ElementTree.Element]:
    """Every feed by its path, as another parser reads it."""
    return {output.path: ElementTree.fromstring(output.content) for output in feeds(catalogue)}  # noqa: S314


def texts(tree: ElementTree.Element, path: str) -> list[str | None]:
    return [node.text for node in tree.findall(path, ATOM)]


def links(tree: ElementTree.Element) -> dict[str | None, str | None]:
    return {node.get("rel"): node.get("href") for node in tree.findall("a:link", ATOM)}


def test_feed_of_a_small_catalogue() -> None:
    (content,) = (output.content for output in feeds(create_catalogue(**SMALL)) if output.path == "flux.xml")
    if os.environ.get("MISE_A_JOUR"):
        GOLDEN.write_bytes(content)
    assert content == GOLDEN.read_bytes()


def test_feed_says_what_it_is() -> None:
    """RFC 4287, section 4.1.1: what a feed must have."""
    site = {"editeur": {"nom": "Réseau", "courriel": "reseau@organisme-essai.fr", "url": "https://organisme-essai.fr/"}}
    tree = read_feeds(create_catalogue(site=site, **SMALL))["cibles/btp/flux.xml"]
    assert tree.tag == "{http://www.w3.org/2005/Atom}feed"
    assert texts(tree, "a:title") == ["Catalogue d’essai\u00a0: Bâtiment"]
    assert texts(tree, "a:id") == [f"{BASE}cibles/btp/flux.xml"]
    assert links(tree) == {"self": f"{BASE}cibles/btp/flux.xml", "alternate": f"{BASE}cibles/btp/"}
    assert texts(tree, "a:author/a:name") == ["Réseau"]
    assert texts(tree, "a:author/a:email") == ["reseau@organisme-essai.fr"]
    assert texts(tree, "a:author/a:uri") == ["https://organisme-essai.fr/"]
    assert texts(tree, "a:rights") == ["Licence Ouverte 2.0"]
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_dates_are_those_of_the_records_the_last_changed_first() -> None:
    tree = read_feeds(create_catalogue(**SMALL))["flux.xml"]
    entries = tree.findall("a:entry", ATOM)
    assert [(entry.findtext("a:title", "", ATOM)[:7], entry.findtext("a:updated", "", ATOM)) for entry in entries] == [
        ("Échelle", "2026-02-01T00:00:00Z"),
        ("Affiche", "2026-01-20T00:00:00Z"),
        ("Corrige", "2026-01-10T00:00:00Z"),
    ]
    assert [entry.findtext("a:published", None, ATOM) for entry in entries] == [
        "2026-01-05T00:00:00Z",
        "2026-01-20T00:00:00Z",
        None,
    ]
    assert texts(tree, "a:updated") == ["2026-02-01T00:00:00Z"]


def test_an_empty_feed_is_dated_without_the_clock() -> None:
    here, there = {"territoires": ["69"]}, {"territoires": ["73"], "ajoute_le": "2026-01-05"}
    catalogue = create_catalogue(livrables={"l": there}, relais={"seul": here}, territoires={"69": {}, "73": {}})
    tree = read_feeds(catalogue)["relais/seul/flux.xml"]
    assert tree.findall("a:entry", ATOM) == []
    assert texts(tree, "a:updated") == ["2026-01-05T00:00:00Z"]


def test_an_entry_keeps_its_id_when_its_record_is_renamed() -> None:
    entry = read_feeds(create_catalogue(**SMALL))["flux.xml"].find("a:entry", ATOM)
    assert entry is not None
    assert entry.findtext("a:id", "", ATOM) == f"{BASE}livrables/echelles/"
    assert links(entry) == {"alternate": f"{BASE}livrables/guide-echelles/"}


def test_summary_is_html_that_says_each_text_as_it_is() -> None:
    entry = read_feeds(create_catalogue(**SMALL))["flux.xml"].find("a:entry", ATOM)
    assert entry is not None
    summary = entry.find("a:summary", ATOM)
    assert summary is not None
    assert summary.get("type") == "html"
    assert [node.text() for node in LexborHTMLParser(summary.text or "").css("p")] == [
        "Moins de chutes < moins d’arrêts",
        "Choisir, vérifier et utiliser une échelle.",
        "Pour qui\u00a0? Bâtiment\u00a0; Très petites entreprises.",
    ]
    assert [node.get("term") for node in entry.findall("a:category", ATOM)] == ["Guide", "Chutes", "Bruit"]


def test_no_person_is_named_in_a_feed() -> None:
    assert not [output.path for output in feeds(create_catalogue(**SMALL)) if b"ersonne" in output.content]


def test_a_feed_holds_the_newest_entries() -> None:
    first = date(2026, 1, 1).toordinal()
    many = {f"l-{number}": {"ajoute_le": date.fromordinal(first + number).isoformat()} for number in range(NEWEST + 5)}
    tree = read_feeds(create_catalogue(livrables=many))["flux.xml"]
    found = [str(text).removeprefix(f"{BASE}livrables/l-") for text in texts(tree, "a:entry/a:id")]
    assert found == [f"{number}/" for number in range(NEWEST + 4, 4, -1)]


def test_ids_are_unique_in_each_feed_of_the_catalogue(exemple: Path) -> None:
    """RFC 4287, section 4.1.1: entries of one id would be the same entry."""
    catalogue = load(exemple / "catalogue", exemple / "docs").catalogue
    assert catalogue is not None
    found = read_feeds(catalogue)
    for tree in found.values():
        ids = texts(tree, "a:entry/a:id")
        assert len(set(ids)) == len(ids)
        for entry in tree.findall("a:entry", ATOM):
            for name in ("title", "id", "updated", "link", "summary"):
                assert len(entry.findall(f"a:{name}", ATOM)) == 1
    assert len({tree.findtext("a:id", "", ATOM) for tree in found.values()}) == len(found)


@UNHURRIED
@given(title=HOSTILE, label=HOSTILE, name=HOSTILE)
def test_any_text_comes_through(title: str, label: str, name: str) -> None:
    catalogue = create_catalogue(
        livrables={"l": {"titre": title, "ajoute_le": "2026-01-05"}},
        formats={"guide": {"label": label}},
        cibles={"tpe": {"nom": name}},
        site={"nom": name},
    )
    tree = read_feeds(catalogue)["cibles/tpe/flux.xml"]
    (entry,) = tree.findall("a:entry", ATOM)
    assert entry.findtext("a:title", None, ATOM) == catalogue.livrables["l"].titre
    assert [node.get("term") for node in entry.findall("a:category", ATOM)] == [catalogue.formats["guide"].label]
    assert texts(tree, "a:title") == [f"{catalogue.site.nom}\u00a0: {catalogue.cibles['tpe'].nom}"]
    assert texts(entry, "a:updated") == ["2026-01-05T00:00:00Z"]


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    assert list(feeds(create_catalogue(**SMALL))) == list(feeds(create_catalogue(**SMALL)))


@pytest.mark.parametrize("address", ["https://essai.example.org/a&b;c='/", "https://essai.example.org/projet"])
def test_feeds_are_xml_whatever_the_address_of_the_site(address: str) -> None:
    tree = read_feeds(create_catalogue(site={"adresse": address}, **SMALL))["flux.xml"]
    assert links(tree)["self"] == f"{address.rstrip('/')}/flux.xml"


def test_the_feed_of_a_group_tells_the_milestones_that_it_reached() -> None:
    steps: Any = [
        {"date": "2026-02-10", "intitule": "Plan <b>", "fait_le": "2026-02-12", "produit": "Un <plan>"},
        {"date": "2026-03", "intitule": "À venir"},
        {"date": "2026-01", "intitule": "Enquête", "fait_le": "2026-01"},
    ]
    groups: Any = {"ga": {"jalons": steps, "anciens_ids": ["gt"]}, "fictif": {"jalons": steps, "exemple": "oui"}}
    found = read_feeds(create_catalogue(groupes=groups, livrables={"l": {"groupe": "ga", "ajoute_le": "2026-01-20"}}))
    tree = found["groupes/ga/flux.xml"]
    entries = [
        (one.findtext("a:title", "", ATOM), one.findtext("a:updated", "", ATOM)[:10])
        for one in tree.findall("a:entry", ATOM)
    ]
    assert entries == [
        ("Jalon atteint\u00a0: Plan <b>", "2026-02-12"),
        ("L", "2026-01-20"),
        ("Jalon atteint\u00a0: Enquête", "2026-01-01"),
    ]
    assert texts(tree, "a:updated") == ["2026-02-12T00:00:00Z"]
    summary = LexborHTMLParser(texts(tree, "a:entry/a:summary")[0] or "")
    assert [node.tag for node in summary.css("body *")] == ["p", "p"]
    assert summary.css("p")[1].text() == "Un <plan>"
    (first, *_rest) = texts(tree, "a:entry/a:id")
    assert str(first).startswith(f"{BASE}groupes/#gt.jalon.")
    assert "Plan" not in ElementTree.tostring(found["flux.xml"], encoding="unicode")
    assert "groupes/fictif/flux.xml" not in found


def test_who_follows_a_record_under_its_former_id_goes_on_doing_so() -> None:
    found = {one.path: one.content for one in feeds(create_catalogue(cibles={"neuve": {"anciens_ids": ["vieille"]}}))}
    assert found["cibles/vieille/flux.xml"] == found["cibles/neuve/flux.xml"]
