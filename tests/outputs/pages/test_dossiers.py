"""Kits: what an archive holds, and what its page and its manifest say of it."""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from prst.outputs import Output
from prst.outputs.affiches import Visuels
from prst.outputs.archives import LARGEST
from prst.outputs.imprimerie import Drawing
from prst.outputs.pages.dossiers import PICTURES, WEIGHT, Dossiers
from prst.outputs.pages.fiches import Fiches
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue, create_pages, find_first, plain

PLACES: Any = {identity: {} for identity in ("region", "national", "69")}
BASE = "https://essai.example.org/"


def create(**kinds: Any) -> Catalogue:
    """A relay of one target in one department, two resources, and what is to be sent for a fair."""
    given: dict[str, Any] = {
        "site": {"departements": ["69"]},
        "territoires": PLACES,
        "cibles": {"btp": {"nom": "Entreprises du BTP"}},
        "relais": {"capeb": {"nom": "Capeb", "cibles": [{"cible": "btp"}], "territoires": ["69"]}},
        "livrables": {
            "guide": {
                "titre": "Guide des chutes",
                "promesse": "Évitez une chute.",
                "licence": "CC BY 4.0",
                "ajoute_le": "2026-11-20",
            },
            "affiche": {"titre": "Affiche", "ajoute_le": "2026-11-21"},
        },
        "evenements": {
            "salon": {"titre": "Salon du BTP", "debut": "2027-01-20", "cibles": ["btp"], "livrables": ["guide"]}
        },
    }
    return create_catalogue(**{**given, **kinds})


def open_kit(catalogue: Catalogue, dossiers: Dossiers | None = None, section: str = "relais") -> zipfile.ZipFile:
    """The archive beside the page of a relay or target."""
    fiches = Fiches(create_pages(catalogue), dossiers=dossiers)
    if section == "relais":
        identity, outputs = "capeb", fiches.relais(catalogue.relais["capeb"])
    else:
        identity, outputs = "btp", fiches.cible(catalogue.cibles["btp"])
    found = {one.path: one.content for one in outputs}
    return zipfile.ZipFile(io.BytesIO(found[f"{section}/{identity}/kit-{identity}.zip"]))


def test_a_kit_holds_a_page_a_manifest_a_letter_and_dates() -> None:
    archive = open_kit(create())
    assert archive.namelist() == [
        "index.html",
        "envois.ics",
        "lettre-btp-69.html",
        "lettre-btp-69.txt",
        "manifeste.json",
        "ressources/01-guide/textes.html",
        "ressources/01-guide/textes.txt",
        "ressources/02-affiche/textes.html",
        "ressources/02-affiche/textes.txt",
    ]
    assert "Guide des chutes" in archive.read("lettre-btp-69.txt").decode()
    (event,) = Calendar.from_ical(archive.read("envois.ics")).walk("VEVENT")
    assert event["DTSTART"].to_ical() == b"20261230"
    assert event["STATUS"] == "CONFIRMED"  # one of three words (RFC 5545, section 3.8.1.11)


def test_its_page_opens_alone_and_leads_where_it_says() -> None:
    archive = open_kit(create())
    html = archive.read("index.html").decode()
    page = LexborHTMLParser(html)
    assert not page.css("script, img, link, [style], [src]")
    links = [str(one.attributes["href"]) for one in page.css("a")]
    inside = {link for link in links if not link.startswith(("https://", "mailto:"))}
    assert inside == set(archive.namelist()) - {"index.html"}
    assert [link for link in links if "/livrables/" in link] == [
        f"{BASE}livrables/guide/?via=capeb",  # what is to be sent soon
        f"{BASE}livrables/guide/?via=capeb",
        f"{BASE}livrables/affiche/?via=capeb",
    ]
    assert f"{BASE}relais/capeb/#declarer" in links
    text = plain(find_first(page, "main").text())
    assert "2 ressources à transmettre : Capeb" in text
    assert "Il date du 21 novembre 2026" in text
    assert "Avant le 30 décembre 2026, pour « Salon du BTP » Guide des chutes" in " ".join(text.split())
    assert "Évitez une chute." in text
    assert "Conditions : CC BY 4.0" in text


def test_texts_to_send_say_by_whom_they_were_passed_on_and_lead_back() -> None:
    catalogue = create(relais={one: {"cibles": [{"cible": "btp"}]} for one in ("autre", "capeb")})
    dossiers = Dossiers(create_pages(catalogue))  # texts are made once for all relays
    list(Fiches(create_pages(catalogue), dossiers=dossiers).relais(catalogue.relais["autre"]))
    archive = open_kit(catalogue, dossiers)
    link = f"{BASE}livrables/guide/?via=capeb"
    for name in ("textes.txt", "textes.html"):
        text = archive.read(f"ressources/01-guide/{name}").decode()
        assert link in text
        assert "%00" not in text
    assert "COURRIEL\n--------\n\nObjet : Guide des chutes\n\nBonjour," in plain(
        archive.read("ressources/01-guide/textes.txt").decode()
    )
    page = LexborHTMLParser(archive.read("ressources/01-guide/textes.html").decode())
    assert not page.css("script, img, link, [style], [src]")
    assert find_first(page, "a").attributes["href"] == "../../index.html"
    kit_of_target = open_kit(catalogue, dossiers, section="cibles")
    assert f"{BASE}livrables/guide/\n" in kit_of_target.read("ressources/01-guide/textes.txt").decode()
    for ending in ("html", "txt"):  # the letter too, which is made once for all of a place
        letter = archive.read(f"lettre-btp-region.{ending}").decode()
        assert letter.count(f"{BASE}livrables/") == letter.count("/?via=capeb") > 0
        assert link in letter
        assert "?via=" not in kit_of_target.read(f"lettre-btp-region.{ending}").decode()


def test_its_manifest_tells_what_is_there() -> None:
    archive = open_kit(create())
    told = json.loads(archive.read("manifeste.json"))
    assert told["adresse"] == f"{BASE}relais/capeb/"
    assert [(one["id"], one["titre"], one["licence"]) for one in told["ressources"]] == [
        ("guide", "Guide des chutes", "CC BY 4.0"),
        ("affiche", "Affiche", ""),
    ]
    assert {one["nom"] for one in told["fichiers"]} == set(archive.namelist()) - {"manifeste.json"}
    for one in told["fichiers"]:
        content = archive.read(one["nom"])
        assert (one["taille"], one["sha256"]) == (len(content), sha256(content).hexdigest())
        assert one["titre"]


def test_the_kit_of_a_target_says_by_no_relay() -> None:
    archive = open_kit(create(), section="cibles")
    assert "lettre-btp-region.txt" in archive.namelist()
    html = archive.read("index.html").decode()
    assert "via=" not in html
    assert f"{BASE}livrables/guide/" in html


class Printer:
    """Gives some bytes for each drawing."""

    def __init__(self, content: bytes = b"%P") -> None:
        self._content = content

    def prepare(self, wanted: Sequence[Drawing]) -> None:
        pass

    def outputs(self, wanted: Sequence[Drawing]) -> Iterator[Output]:
        yield from (Output(one.path, self._content) for one in wanted)

    def size(self, one: Drawing) -> int:
        return len(self._content)


def test_resources_come_with_their_poster_and_the_first_ones_with_a_picture() -> None:
    catalogue = create(livrables={f"guide-{number}": {} for number in range(PICTURES + 2)}, evenements={})
    pages = create_pages(catalogue)
    pages.visuels = Visuels(catalogue, lambda: frozenset(catalogue.livrables), Printer())
    archive = open_kit(catalogue, Dossiers(pages))
    names = [name.rpartition("/")[2] for name in archive.namelist()]
    assert names.count("affiche.pdf") == PICTURES + 2
    assert names.count("image.png") == PICTURES
    assert f"ressources/{PICTURES:02}-guide-{PICTURES - 1}/image.png" in archive.namelist()
    texts = plain(LexborHTMLParser(archive.read("ressources/01-guide-0/textes.html").decode()).text())
    assert "L’affiche, l’image du kit : Guide 0. Guide." in texts  # what they show, for who does not see them
    links = {node.attributes["href"] for node in LexborHTMLParser(archive.read("index.html").decode()).css("a")}
    assert {name for name in archive.namelist() if name != "index.html"} <= links


class Telling:
    """Gives, in the place of a drawing, the values that its template shows."""

    def outputs(self, wanted: Sequence[Drawing]) -> Iterator[Output]:
        yield from (Output(one.path, one.shows.encode()) for one in wanted)


def test_the_code_of_a_poster_says_by_whom_it_was_passed_on() -> None:
    catalogue = create(evenements={})
    pages = create_pages(catalogue)
    pages.visuels = Visuels(catalogue, lambda: frozenset(catalogue.livrables), Telling())
    dossiers = Dossiers(pages)
    guide = f"{BASE}livrables/guide/"
    for section, address in (("relais", f"{guide}?via=capeb"), ("cibles", guide)):
        archive = open_kit(catalogue, dossiers, section)
        (name,) = (name for name in archive.namelist() if name.endswith("-guide/affiche.pdf"))
        shows = json.loads(archive.read(name))
        assert shows["adresse"] == address
        assert shows["code_dit"] == f"Code QR\u00a0: il ouvre {address}"
        assert shows["adresse_courte"] == guide.removeprefix("https://").rstrip("/")  # what is typed stays short
    drawn = {json.loads(one.shows)["adresse"] for one in dossiers.drawings()}
    assert drawn == {f"{BASE}livrables/{one}/?via=capeb" for one in ("guide", "affiche")}


def test_pictures_give_way_where_a_kit_is_too_heavy_and_its_page_says_which() -> None:
    catalogue = create()
    pages = create_pages(catalogue)
    pages.visuels = Visuels(catalogue, lambda: frozenset(catalogue.livrables), Printer(b"x" * (LARGEST // 4)))
    archive = open_kit(catalogue, Dossiers(pages))
    assert [name for name in archive.namelist() if name.endswith((".pdf", ".png"))] == [
        "ressources/01-guide/affiche.pdf",
        "ressources/01-guide/image.png",
        "ressources/02-affiche/affiche.pdf",
    ]
    text = plain(LexborHTMLParser(archive.read("index.html").decode()).text())
    assert "Trop lourd pour ce kit, à prendre sur sa page : Image pour les réseaux (PNG)." in text
    assert "1 fichier a été laissé de côté" in text


def test_a_day_of_sending_that_has_gone_by_says_now() -> None:
    salon = {"titre": "Salon du BTP", "debut": "2026-12-01", "cibles": ["btp"], "livrables": ["guide"]}
    html = open_kit(create(evenements={"salon": salon})).read("index.html").decode()
    assert "Dès maintenant, pour « Salon du BTP » Guide des chutes" in " ".join(
        plain(LexborHTMLParser(html).text()).split()
    )


def test_where_kits_are_many_fewer_resources_come_with_what_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prst.outputs.pages.dossiers.DRAWN", 2 * 3 * WEIGHT)  # a relay and a target: three each
    catalogue = create(livrables={f"guide-{number}": {} for number in range(5)}, evenements={})
    pages = create_pages(catalogue)
    pages.visuels = Visuels(catalogue, lambda: frozenset(catalogue.livrables), Printer())
    archive = open_kit(catalogue, Dossiers(pages))
    posters = [name.split("/")[1][:2] for name in archive.namelist() if name.endswith("affiche.pdf")]
    assert posters == ["01", "02", "03"]
    assert "sont sur la page de chaque ressource" in archive.read("index.html").decode()


def test_the_page_of_a_relay_says_what_its_kit_weighs() -> None:
    catalogue = create()
    page, archive, *_ = Fiches(create_pages(catalogue)).relais(catalogue.relais["capeb"])
    assert archive.path == "relais/capeb/kit-capeb.zip"
    text = plain(LexborHTMLParser(page.content.decode()).text())
    assert f"archive ZIP, {max(round(len(archive.content) / 1000), 1)} ko" in text
    assert "2 ressources, la lettre et les dates d’envoi. Ouvrez" in text


def test_the_page_of_a_relay_promises_no_dates_where_there_are_none() -> None:
    catalogue = create(evenements={})
    page, archive, *_ = Fiches(create_pages(catalogue)).relais(catalogue.relais["capeb"])
    assert "envois.ics" not in zipfile.ZipFile(io.BytesIO(archive.content)).namelist()
    assert "2 ressources et la lettre. Ouvrez" in plain(LexborHTMLParser(page.content.decode()).text())
    index = LexborHTMLParser(open_kit(catalogue).read("index.html").decode())
    assert [one.text() for one in index.css("h2")] == ["Par où commencer", "Les ressources", "La lettre", "Conditions"]
    assert "date conseillée" not in find_first(index, "ol").text()


def test_a_letter_with_nothing_to_tell_is_left_out() -> None:
    """Nothing is filler: what there is to pass on is older than the months that a letter tells."""
    today = {"ajoute_le": "2026-11-20"}
    catalogue = create(
        cibles={"btp": {"nom": "Entreprises du BTP", **today}},
        relais={"capeb": {"cibles": [{"cible": "btp"}], **today}},
        livrables={"guide": {"titre": "Guide des chutes", "ajoute_le": "2025-01-20"}},
        evenements={},
    )
    page, archive, *_ = Fiches(create_pages(catalogue)).relais(catalogue.relais["capeb"])
    assert "1 ressource. Ouvrez" in plain(LexborHTMLParser(page.content.decode()).text())
    kit = zipfile.ZipFile(io.BytesIO(archive.content))
    assert [name for name in kit.namelist() if "lettre" in name] == []
    index = LexborHTMLParser(kit.read("index.html").decode())
    assert [one.text() for one in index.css("h2")] == ["Par où commencer", "Les ressources", "Conditions"]


@pytest.mark.parametrize("kinds", [{"livrables": {}, "evenements": {}}, {"relais": {"capeb": {"exemple": "oui"}}}])
def test_nothing_to_pass_on_and_what_is_fictitious_have_no_kit(kinds: Any) -> None:
    catalogue = create(**kinds)
    outputs = list(Fiches(create_pages(catalogue)).relais(catalogue.relais["capeb"]))
    assert not [one for one in outputs if one.path.endswith(".zip")]
    page = plain(LexborHTMLParser(outputs[0].content.decode()).text())
    assert "kit-capeb.zip" not in outputs[0].content.decode()
    assert ("Cette fiche est un exemple : elle n’a pas de kit." in page) == catalogue.relais["capeb"].exemple
    assert ("Pas encore de kit" in page) != catalogue.relais["capeb"].exemple
