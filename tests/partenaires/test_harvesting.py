"""Two catalogues show each other's resources, and a partner that goes wrong costs its own freshness only."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from prst.agendas.fetching import fetch
from prst.agendas.limits import SIZE_CAP
from prst.agendas.outcomes import Fetch, Outcome, is_failure
from prst.outputs import Output
from prst.outputs.data import exports, flux
from prst.outputs.pages.ailleurs import Partenaires
from prst.outputs.pages.lettre import Letters
from prst.outputs.search.files import create_files
from prst.partenaires.copies import strays, with_partners
from prst.partenaires.harvesting import harvest, write_copies
from prst.records.catalogue import Catalogue
from prst.records.partenaires import CopiePartenaire, path_of, read_copy
from tests.agendas.test_fetching import HOST, OTHER, Server
from tests.agendas.test_fetching import server as server
from tests.catalogues import Kind, create_catalogue, create_pages, find_first, plain, render_lists, render_pages

TODAY = date(2026, 11, 27)
SAME: Kind = {"echelles": {"titre": "Travailler en hauteur sur une échelle", "ajoute_le": "2026-03-10"}}


def create(name: str, other: str, port: int, **livrables: dict[str, object]) -> Catalogue:
    """The catalogue of a region whose partner is another one."""
    return create_catalogue(
        {"adresse": f"https://{name}/", "nom": f"Catalogue de {name}"},
        livrables={**SAME, **livrables},
        partenaires={"voisine": {"nom": "Région voisine", "url": f"https://{other}:{port}/catalogue.json"}},
    )


def publish(server: Server, catalogue: Catalogue, path: str = "/catalogue.json") -> None:
    """Has the server answer with the catalogue as it is published."""
    content = next(one.content for one in exports.exports(catalogue) if one.path == "catalogue.json")
    server.handler.answers[path] = lambda h: h.reply(content)


def fetching(server: Server) -> Fetch:
    """The fetcher of calendars, by way of a server of this machine."""
    return lambda address: server.fetch("/" + address.split("/", 3)[3], address.split("/")[2].partition(":")[0])


def run(catalogue: Catalogue, folder: Path, fetch: Fetch) -> Outcome[CopiePartenaire]:
    (outcome,) = outcomes = harvest(catalogue, folder, fetch)
    write_copies(outcomes, folder, TODAY)
    return outcome


def all_outputs(catalogue: Catalogue) -> Iterator[Output]:
    """What we publish as ours: feeds, files, letters."""
    pages = create_pages(catalogue)
    yield from flux.feeds(catalogue, pages.derived)
    yield from exports.exports(catalogue)
    yield from Letters(pages).outputs()


def test_two_regions_show_each_other_what_they_publish(server: Server, tmp_path: Path) -> None:
    here = create(HOST, OTHER, server.port, bruit={"titre": "Mesurer le bruit"})
    there = create(OTHER, HOST, server.port, poussieres={"titre": "Capter les poussières"})
    shown = {}
    for name, one, partner, own in (("ici", here, there, "bruit"), ("la", there, here, "poussieres")):
        publish(server, partner)
        folder = tmp_path / name
        folder.mkdir()
        outcome = run(one, folder, fetching(server))
        assert (plain(outcome.message), outcome.failed) == ("première copie (2 ressources).", False)
        federated = with_partners(one, folder)
        pages = create_pages(federated)
        shown[name] = {output.path: output.content.decode() for output in Partenaires(pages).outputs()}
        page = shown[name]["ailleurs/voisine/index.html"]
        theirs = next(fiche for fiche in partner.livrables.values() if fiche.id != "echelles")
        assert theirs.titre in page
        assert f'href="{partner.site.base}livrables/{theirs.id}/"' in page
        assert "copie du 27 novembre 2026" in plain(page)
        # near ours, said on both pages
        assert 'Presque la même chez nous : <a href="../../livrables/echelles/">' in plain(page)
        ours = render_pages(federated)
        assert 'href="../../ailleurs/voisine/#r-echelles"' in ours["livrables/echelles/"]
        assert "voisine" not in ours[f"livrables/{own}/"]
        # and never as ours
        assert [output.path for output in all_outputs(federated) if theirs.titre.encode() in output.content] == []
        assert theirs.titre not in ours["livrables/echelles/"]
        assert theirs.titre not in render_lists(federated)["livrables/"]


def test_the_search_finds_them_after_ours_and_apart(tmp_path: Path, server: Server) -> None:
    publish(server, create(OTHER, HOST, server.port, poussieres={"titre": "Capter les poussières"}))
    here = create(HOST, OTHER, server.port)
    run(here, tmp_path, fetching(server))
    files = {output.path: output.content for output in create_files(with_partners(here, tmp_path), ())}
    entry = json.loads(files["recherche/index.json"])
    kinds = {name: (label, count) for name, label, count in entry["sortes"]}
    assert kinds["ailleurs"] == ("Ailleurs", 2)
    first = sum(count for name, _label, count in entry["sortes"][: list(kinds).index("ailleurs")])
    assert [1, 1, first, first + 2] in entry["apres"]
    cards = [card for path, text in sorted(files.items()) if "/fiches/" in path for card in json.loads(text)]
    assert sorted(card[:2] for card in cards if card[0].startswith("ailleurs/")) == [
        ["ailleurs/voisine/#r-echelles", "Ailleurs : Région voisine"],
        ["ailleurs/voisine/#r-poussieres", "Ailleurs : Région voisine"],
    ]


def test_what_a_partner_says_stands_under_our_address_is_left_out(tmp_path: Path, server: Server) -> None:
    """A page of ours that is not there would keep the whole site from being published."""
    here = create(HOST, OTHER, server.port)
    publish(server, create_catalogue({"adresse": here.site.base.upper()}, livrables={"fantome": {"titre": "Fantôme"}}))
    run(here, tmp_path, fetching(server))
    (copie,) = with_partners(here, tmp_path).ailleurs.values()
    assert copie.ressources == ()


def test_without_partners_nothing_weighs_more() -> None:
    catalogue = create_catalogue(livrables=SAME)
    assert list(Partenaires(create_pages(catalogue)).outputs()) == []
    entry = next(json.loads(one.content) for one in create_files(catalogue, ()) if one.path == "recherche/index.json")
    assert "ailleurs" not in {name for name, _label, _count in entry["sortes"]}
    assert "ailleurs/" not in render_lists(catalogue)["livrables/"]
    assert "ailleurs/" not in render_pages(catalogue)["livrables/echelles/"]


GONE = {
    "page": b"<!doctype html><html></html>",
    "json": b'{"a": 1}',
    "nothing": b"",
    "deep": b"[" * 200_000,
    "huge": b" " * (SIZE_CAP + 1),
    "hostile": json.dumps({"version": 1, "livrables": [{"titre": "x", "adresse": "javascript:alert(1)"}]}).encode(),
}


@pytest.mark.parametrize("content", GONE.values(), ids=GONE.keys())
def test_a_partner_that_goes_wrong_keeps_its_last_good_copy(content: bytes, server: Server, tmp_path: Path) -> None:
    here = create(HOST, OTHER, server.port)
    server.handler.answers["/catalogue.json"] = lambda h: h.reply(content)
    first = run(here, tmp_path, fetching(server))
    assert first.failed
    assert plain(first.message).endswith(" ; il n’en existe encore aucune copie.")
    assert is_failure([first])
    publish(server, here)
    run(here, tmp_path, fetching(server))
    before = path_of(tmp_path, "voisine").read_bytes()
    server.handler.answers["/catalogue.json"] = lambda h: h.reply(content)
    second = run(here, tmp_path, fetching(server))
    assert (second.failed, second.kept) == (True, True)
    assert plain(second.message).endswith(" ; la dernière bonne copie est gardée.")
    assert path_of(tmp_path, "voisine").read_bytes() == before


def test_a_partner_that_answers_no_more_or_leads_to_our_network_is_told(server: Server, tmp_path: Path) -> None:
    here = create(HOST, OTHER, server.port)
    server.handler.answers["/catalogue.json"] = lambda h: h.reply(b"", 404)
    assert "le serveur répond 404" in run(here, tmp_path, fetching(server)).message
    (outcome,) = harvest(here, tmp_path, lambda address: fetch(address, lambda _host, _port: ["127.0.0.1"]))
    assert "n’est pas à une adresse publique" in plain(outcome.message)


def test_what_has_not_changed_is_not_written_again_and_words_choose(server: Server, tmp_path: Path) -> None:
    here = create(HOST, OTHER, server.port, bruit={"titre": "Mesurer le bruit"})
    publish(server, here)
    run(here, tmp_path, fetching(server))
    assert plain(run(here, tmp_path, fetching(server)).message) == "rien de nouveau (2 ressources)."
    chosen = here.partenaires["voisine"].model_copy(update={"mots": ("BRUIT",)})
    run(replace(here, partenaires={"voisine": chosen}), tmp_path, fetching(server))
    copie = read_copy(path_of(tmp_path, "voisine").read_bytes())
    assert copie is not None
    assert [one.id for one in copie.ressources] == ["bruit"]


def test_a_copy_that_is_absent_spoilt_or_of_nobody_is_noted_and_stops_nothing(tmp_path: Path) -> None:
    here = create(HOST, OTHER, 443)
    assert [one.code for one in with_partners(here, tmp_path).ailleurs["voisine"].notes] == ["partenaire_absent"]
    path = path_of(tmp_path, "voisine")
    path.parent.mkdir()
    path.write_bytes(b"{")
    assert [one.code for one in with_partners(here, tmp_path).ailleurs["voisine"].notes] == ["partenaire_illisible"]
    path.with_name("autre.json").touch()
    assert [(one.file, one.code) for one in strays(here, tmp_path)] == [
        ("catalogue/partenaires/autre.json", "partenaire_orphelin")
    ]


def test_strangers_texts_are_shown_as_texts(tmp_path: Path) -> None:
    here = create(HOST, OTHER, 443)
    row = {"id": "../x", "titre": "<script>alert(1)</script>", "adresse": "https://a.fr/?a=1&b='\"", "resume": "<b>x"}
    path = path_of(tmp_path, "voisine")
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 1, "ressources": [row, {**row, "adresse": "https://a.fr/?a=1&b=2"}]}))
    pages = create_pages(with_partners(here, tmp_path))
    page = next(one.content for one in Partenaires(pages).outputs() if one.path == "ailleurs/voisine/index.html")
    link = find_first(page, "#r-x a")
    assert (link.text(), link.attributes["href"]) == ("<script>alert(1)</script>", "https://a.fr/?a=1&b=2")
    assert b"<script" not in page
    assert b"<b>" not in page
