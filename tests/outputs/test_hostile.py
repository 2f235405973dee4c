"""A catalogue whose every text is an attack stays a catalogue of texts, in everything that is published."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs import site_files
from prst.outputs.data.exports import exports
from prst.outputs.data.flux import feeds
from prst.records.model import MODELS, VOCABULARIES
from tests.catalogues import create_project, find_first, read_tree, run_prst
from tests.hostile import ATTACK, OF_A_PERSON, VARIANTS, Attacker, create_hostile, find_all, find_faults


@pytest.fixture(scope="module", params=VARIANTS)
def attacker(request: pytest.FixtureRequest) -> Attacker:
    return Attacker(request.param)


@pytest.fixture(scope="module")
def outputs(attacker: Attacker) -> dict[str, bytes]:
    """Everything that is published of a hostile catalogue, by path."""
    return {output.path: output.content for output in find_all(create_hostile(attacker))}


def test_every_kind_of_text_is_attacked(attacker: Attacker, outputs: dict[str, bytes]) -> None:
    attacked = set(attacker.fields.values())
    assert {path.partition(".")[0] for path in attacked} == {
        *MODELS,
        *VOCABULARIES,
        "retraits",
        "agendas",
        "partenaires",
        "site",
    }
    assert attacked >= {
        "livrables.titre",
        "livrables.contact.structure",
        "livrables.description",
        "livrables.mots_cles",
        "livrables.liens.libelle",
        "groupes.pilotes.contact.nom",
        "groupes.jalons.intitule",
        "relais.canaux.type",
        "formats.synonymes",
        "site.editeur.directeur_de_publication",
    }


def test_no_attack_becomes_an_element_an_attribute_or_an_address(outputs: dict[str, bytes]) -> None:
    pages = {path: content.decode() for path, content in outputs.items() if path.endswith(".html")}
    assert len(pages) > 25
    assert {path: faults for path, html in pages.items() if (faults := find_faults(html))} == {}


def test_attacks_are_shown_as_the_texts_that_they_are(attacker: Attacker, outputs: dict[str, bytes]) -> None:
    """Each text of a deliverable is on its page, whole and once escaped."""
    page = LexborHTMLParser(outputs["livrables/z/index.html"])
    title = find_first(page, "h1").text()
    number = next(number for number, path in attacker.fields.items() if path == "livrables.titre")
    assert title.startswith(ATTACK.format(number))
    assert "jetonPRST0jeton" in title
    assert "&lt;" not in title


def test_milestones_are_the_texts_that_they_are_wherever_they_stand(
    attacker: Attacker, outputs: dict[str, bytes]
) -> None:
    """On the page of their group, in its time line and its table, among all groups, in the agenda."""
    number = next(number for number, path in attacker.fields.items() if path == "groupes.jalons.intitule")
    page = LexborHTMLParser(outputs["groupes/x/index.html"])
    assert find_first(page, ".jalon-titre").text().startswith(ATTACK.format(number)[:30])
    assert ATTACK.format(number)[:30] in find_first(page, ".jalons").text()
    month = next(path for path in outputs if path.startswith("agenda/") and b"data-jalon" in outputs[path])
    assert ATTACK.format(number)[:30] in find_first(outputs[month], "[data-jalon] .rendez-vous-titre").text()
    if rows := outputs.get("groupes/x/jalons.csv"):
        cells = list(csv.reader(io.StringIO(rows.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
        assert {len(row) for row in cells} == {8}
        assert [cell for row in cells for cell in row if cell.lstrip()[:1] in set("=+-@")] == []


def test_no_slot_is_filled_by_a_record(outputs: dict[str, bytes]) -> None:
    for path in ("livrables/z/index.html", "cibles/x/index.html", "relais/x/index.html", "groupes/x/index.html"):
        html = outputs[path].decode()
        assert html.count("<h1 ") == 1
        assert "SLOTcorpsSLOT" in html


def test_json_ld_is_json_and_keeps_each_text(outputs: dict[str, bytes]) -> None:
    for path in ("livrables/z/index.html", "evenements/x/index.html"):
        page = LexborHTMLParser(outputs[path])
        (script,) = page.css('script[type="application/ld+json"]')
        assert json.loads(script.text())["name"] == find_first(page, "h1").text()


def test_search_cards_are_json_and_keep_each_title(attacker: Attacker) -> None:
    """Of a catalogue without examples, which are not found."""
    catalogue = create_hostile(attacker, example="non")
    outputs = {output.path: output.content for output in find_all(catalogue)}
    files = [content for path, content in outputs.items() if re.fullmatch(r"recherche/\w+/fiches/\d+\.json", path)]
    titles = {address: title for content in files for address, _genre, title, *_rest in json.loads(content)}
    assert titles["a/"] == ATTACK.format(1)
    for kind in ("livrables", "cibles", "relais", "groupes", "evenements"):
        fiches = getattr(catalogue, kind).values()
        assert fiches
        assert {titles[f"{kind}/{fiche.id}/"] for fiche in fiches} == {fiche.intitule for fiche in fiches}


def test_description_of_the_search_is_xml(outputs: dict[str, bytes]) -> None:
    tree = ElementTree.fromstring(outputs["opensearch.xml"])  # noqa: S314 - our own file
    assert {element.tag.rpartition("}")[2] for element in tree} == {
        "ShortName", "LongName", "Description", "Language", "InputEncoding", "OutputEncoding", "Image", "Url",
    }  # fmt: skip


def test_sitemap_is_xml(outputs: dict[str, bytes]) -> None:
    tree = ElementTree.fromstring(outputs["sitemap.xml"])  # noqa: S314 - our own file
    assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= {"urlset", "url", "loc", "lastmod"}


def test_redirections_lead_to_records_only(outputs: dict[str, bytes]) -> None:
    page = LexborHTMLParser(outputs["livrables/vieux-z/index.html"])
    assert find_first(page, "meta[http-equiv]").attributes["content"] == "0; url=../../livrables/z/"
    assert [node.tag for node in page.css("body *")] == ["p", "a"]


def test_style_sheet_holds_colours_only(outputs: dict[str, bytes]) -> None:
    assert re.fullmatch(
        rb":root\{--couleur-principale:#[0-9a-f]{6};--couleur-accent:#[0-9a-f]{6}\}",
        outputs["assets/stylesheets/site.css"],
    )


def test_robots_have_no_line_of_their_own(outputs: dict[str, bytes]) -> None:
    assert len(outputs["robots.txt"].decode().splitlines()) == 4


def test_word_document_is_xml(outputs: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(outputs["a.docx"])) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                tree = ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own file
                assert [element.tag for element in tree.iter() if element.tag.endswith(("}img", "}script"))] == []


def test_paths_are_made_of_ids(outputs: dict[str, bytes]) -> None:
    assert [path for path in outputs if not re.fullmatch(r"[a-z0-9-]+(?:[./][a-z0-9_-]+)*", path)] == []


def test_addresses_cannot_leave_their_element() -> None:
    html = site_files.redirection("a/b/", 'x"><script>alert(1)</script>', "t").content.decode()
    assert find_faults(html) == []


# Exported: examples would stay out


@pytest.fixture(scope="module")
def exporter() -> Attacker:
    return Attacker(0)


@pytest.fixture(scope="module")
def exported(exporter: Attacker) -> dict[str, bytes]:
    """The feeds and data of a hostile catalogue, by path."""
    catalogue = create_hostile(exporter, example="non")
    return {output.path: output.content for output in (*feeds(catalogue), *exports(catalogue))}


def test_feeds_are_xml_and_their_entries_keep_each_text(exporter: Attacker, exported: dict[str, bytes]) -> None:
    number = next(number for number, path in exporter.fields.items() if path == "livrables.titre")
    for path in ("flux.xml", "themes/x/flux.xml", "cibles/x/flux.xml", "relais/x/flux.xml", "groupes/x/flux.xml"):
        tree = ElementTree.fromstring(exported[path])  # noqa: S314 - our own file
        known = "feed title link id updated author name email uri subtitle rights entry published summary category"
        assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= set(known.split())
        titles = [element.findtext("{*}title", "") for element in tree.iterfind("{*}entry")]
        reached = [title for title in titles if title.startswith("Jalon atteint")]  # by a group
        assert len(reached) == (1 if path.startswith("groupes/") else 0)
        assert len(titles) - len(reached) == 3
        assert {title.startswith(ATTACK.format(number)) for title in titles if title not in reached} == {True}
        assert all(re.search(r"<img src=x onerror=alert\(\d+\)>", title) for title in titles)
        for summary in tree.iterfind("{*}entry/{*}summary"):
            assert {node.tag for node in LexborHTMLParser(summary.text or "").css("body *")} == {"p"}


def test_data_are_json_and_keep_each_text(exporter: Attacker, exported: dict[str, bytes]) -> None:
    whole = json.loads(exported["catalogue.json"])
    number = next(number for number, path in exporter.fields.items() if path == "livrables.titre")
    assert {row["titre"].startswith(ATTACK.format(number)) for row in whole["livrables"]} == {True}
    for path in ("datapackage.json", "catalogue.jsonld", "themes/x/livrables.json"):
        assert json.loads(exported[path])


def test_spreadsheets_have_a_row_for_each_deliverable(exported: dict[str, bytes]) -> None:
    for path in ("catalogue.csv", "themes/x/livrables.csv"):
        text = exported[path].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
        assert len(rows) == 4
        assert {len(row) for row in rows} == {len(rows[0])}
        assert [cell for row in rows for cell in row if cell.lstrip()[:1] in set("=+-@")] == []


def test_no_person_of_any_record_is_exported(exporter: Attacker, exported: dict[str, bytes]) -> None:
    """Whatever kind has a contact, today or tomorrow."""
    persons = {
        f"onerror=alert({number})".encode(): path
        for number, path in exporter.fields.items()
        if path.endswith(("contact.nom", "contact.suppleant", "fonctions.nom"))
    }
    assert set(persons.values()) >= {
        "livrables.contact.nom", "groupes.pilotes.contact.nom", "structures.fonctions.nom", "site.contact.nom",
    }  # fmt: skip
    assert {path for content in exported.values() for person, path in persons.items() if person in content} == set()
    ways = [way.encode() for way in OF_A_PERSON.values()]
    assert {path for path, content in exported.items() for way in ways if way in content} == set()


# The same, published


@pytest.fixture(scope="module")
def published(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a site whose every record, and whose own identity, is an attack."""
    tree = Attacker(0, line_separators=False).catalogue()
    tree["site"]["adresse"] = "https://exemple.fr/"  # the repository, an attack, is not a part of the site
    tree["site"]["depot"] = tree["site"]["depot"].replace("exemple.fr", "forge-essai.fr")
    project = create_project(tmp_path_factory.mktemp("hostile") / "projet", repository, **tree)
    for fichier in tree["livrables"]["x"]["fichiers"]:
        (project / "docs" / fichier["chemin"]).write_text("x", encoding="utf-8")
    result = run_prst(project, "construire")
    assert result.returncode == 0, result.stderr
    return read_tree(project / "site")


def test_no_attack_gets_through_the_theme_either(published: dict[str, bytes]) -> None:
    pages = {path: content.decode() for path, content in published.items() if path.endswith(".html")}
    assert {"index.html", "404.html", "livrables/x/index.html", "agenda/index.html"} <= set(pages)
    assert {path: faults for path, html in pages.items() if (faults := find_faults(html))} == {}


def test_the_name_of_the_site_is_a_text(published: dict[str, bytes]) -> None:
    page = LexborHTMLParser(published["index.html"])
    assert "<img src=x onerror=alert" in find_first(page, "title").text()
    assert "<img src=x onerror=alert" in find_first(page, ".entete-nom").text()
    assert "<img src=x onerror=alert" in find_first(page, "h1").text()
