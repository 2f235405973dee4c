"""What a relay frames: what holds, nothing that is not to be passed on, and code that no title can break out of."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.integrer import HOST_SCRIPT, SHOWN, STYLE, Integrer
from tests.catalogues import Kind, create_catalogue, create_pages

BASE = "https://essai.example.org/"
HOSTILE = '"><script>alert(1)</script> & l’eau'


def files(**kinds: Kind) -> Mapping[str, str]:
    """Every file of the frames of a catalogue, by path."""
    return {one.path: one.content.decode() for one in Integrer(create_pages(create_catalogue(**kinds))).outputs()}


def listed(html: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css("li a")]


def test_each_target_place_and_theme_that_has_a_page_has_a_frame() -> None:
    found = files(
        cibles={"tpe": {}, "essai": {"exemple": "oui"}},
        themes={"chutes": {}, "bruit": {}},
        livrables={
            f"l{number}": {"themes": ["chutes"], "territoires": ["region"], "cibles": ["tpe"]} for number in range(3)
        },
    )
    assert sorted(path.removesuffix("index.html") for path in found if path.endswith(".html")) == [
        "integrer/agenda/", "integrer/cibles/tpe/", "integrer/territoires/region/", "integrer/themes/chutes/",
    ]  # fmt: skip
    pages = {path.rpartition("/")[0] for path in found if path.endswith(".html")}
    assert {path.rpartition("/")[0] for path in found if path.endswith("oembed.json")} == pages


def test_a_frame_shows_what_can_be_passed_on_and_leads_to_the_rest() -> None:
    livrables: Kind = {f"l{number:02}": {"titre": f"Titre {number:02}", "cibles": ["tpe"]} for number in range(20)}
    found = files(livrables={**livrables, "vieux": {"statut": "archive"}, "essai": {"exemple": "oui"}})
    html = found["integrer/cibles/tpe/index.html"]
    assert len(listed(html)) == SHOWN
    assert "Voir les 20\u00a0ressources" in html
    page = LexborHTMLParser(html)
    assert {link.attributes["target"] for link in page.css("a")} == {"_blank"}
    assert {link.attributes["rel"] for link in page.css("a")} == {"noopener"}
    head = {
        (node.attributes.get("name") or node.attributes.get("rel")): node.attributes
        for node in page.css("head [name], head [rel]")
    }
    assert head["robots"]["content"] == "noindex"
    assert head["canonical"]["href"] == f"{BASE}cibles/tpe/"
    assert head["responsive-embedded-sizing"]["content"] == "allow-origins=*"
    assert html.index("responsive-embedded-sizing") < html.index("<body>")


def test_the_agenda_shows_the_next_date_of_each_event() -> None:
    html = files(
        evenements={
            "salon": {"titre": "Salon", "debut": "2026-12-10", "ajoute_le": "2026-11-01"},
            "mensuel": {"titre": "Mensuel", "debut": "2026-11-20", "recurrence": "FREQ=MONTHLY"},
            "essai": {"titre": "Essai", "debut": "2026-12-01", "exemple": "oui"},
            "passe": {"titre": "Passé", "debut": "2020-12-01"},
        },
    )["integrer/agenda/index.html"]
    assert listed(html) == ["Mensuel", "Salon"]


def test_nothing_to_show_still_reads_well() -> None:
    assert "Rien à montrer ici" in files()["integrer/agenda/index.html"]


def test_a_title_stays_text_in_frames_and_in_what_is_pasted() -> None:
    found = files(cibles={"tpe": {"nom": HOSTILE}}, livrables={"a": {"titre": HOSTILE, "resume": HOSTILE}})
    html = found["integrer/cibles/tpe/index.html"]
    assert [node.attributes for node in LexborHTMLParser(html).css("script")] == [
        {"src": "../../../assets/javascripts/integre.js"}
    ]
    told = json.loads(found["integrer/cibles/tpe/oembed.json"])
    pasted = LexborHTMLParser(told["html"])
    assert not pasted.css("script")
    (frame,), (link,) = pasted.css("iframe"), pasted.css("a")
    assert frame.attributes["src"] == f"{BASE}integrer/cibles/tpe/"
    assert HOSTILE in str(frame.attributes["title"]).replace("\u00a0", " ")
    assert frame.attributes["style"] == STYLE
    assert link.attributes["href"] == f"{BASE}cibles/tpe/"
    assert HOSTILE in link.text().replace("\u00a0", " ")


def test_what_tells_other_sites_follows_oembed() -> None:
    """A rich answer (oEmbed 1.0, sections 2.3.4 and 2.3.4.4) holds what it must."""
    told = json.loads(files()["integrer/agenda/oembed.json"])
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert {type(told[name]) for name in ("width", "height")} == {int}
    assert told["html"].startswith("<iframe ")


def test_the_page_that_chooses_shows_the_same_code() -> None:
    page = LexborHTMLParser(Integrer(create_pages(create_catalogue())).page())
    simple, fitted = (node.text() for node in page.css("[data-code]"))
    assert simple == json.loads(files()["integrer/agenda/oembed.json"])["html"]
    assert fitted.startswith(simple.replace("<iframe ", '<iframe data-catalogue-prst="" ', 1))
    assert fitted.endswith(f'<script src="{BASE}{HOST_SCRIPT}" async></script>')


def test_what_runs_on_the_sites_of_others_is_small(repository: Path) -> None:
    text = (repository / "docs" / HOST_SCRIPT).read_text(encoding="utf-8")
    assert len(text.encode()) <= 1024
    assert not [word for word in ("cookie", "localStorage", "fetch", "XMLHttpRequest", "eval") if word in text]


def test_the_style_sheet_of_frames_names_no_part_of_the_window() -> None:
    """A frame that is fitted to what it shows would grow with it, or shrink."""
    sheet = files()["integrer/integre.css"]
    assert "{{" not in sheet
    assert not re.search(r"\d(?:[dsl]?v[hwib]|vmin|vmax|%)", re.sub(r"color-mix\(.*?\);", "", sheet))


def test_a_frame_of_what_was_renamed_or_withdrawn_leads_somewhere() -> None:
    found = files(
        cibles={"neuve": {"anciens_ids": ["vieille"]}},
        livrables={},
        retraits={"cibles/partie": {"titre": "Partie"}, "territoires/59": {"titre": "Nord"}},
    )
    led = {
        path: re.findall(r'<p>[^<]*<a href="([^"]+)"', html)
        for path, html in found.items()
        if "changé d’adresse" in html
    }
    assert led == {
        "integrer/cibles/vieille/index.html": ["../../../integrer/cibles/neuve/"],
        "integrer/cibles/partie/index.html": ["../../../cibles/partie/"],
        "integrer/territoires/59/index.html": ["../../../territoires/59/"],
    }
