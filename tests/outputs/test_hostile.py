"""A catalogue whose every text is an attack stays a catalogue of texts, in everything that is published.

The records are made from the models, so that a field that is added tomorrow is attacked too.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin
from xml.etree import ElementTree

import pytest
from markdown import Markdown
from pydantic import BaseModel, TypeAdapter, ValidationError
from selectolax.lexbor import LexborHTMLParser, LexborNode

from prst.building import Build
from prst.outputs import Output, site_files
from prst.outputs.data.exports import exports
from prst.outputs.data.flux import feeds
from prst.outputs.gabarit import Gabarit
from prst.records.catalogue import Catalogue
from prst.records.model import MODELS, VOCABULARIES, Agenda, Retrait, Site, Terme
from prst.records.types import Reference
from tests.catalogues import (
    CHROME,
    PARTS,
    TEMPLATES,
    compiled_templates,
    create_project,
    find_first,
    read_tree,
    run_prst,
)

ATTACK = "<img src=x onerror=alert({})>\"'&SLOTcorpsSLOT</script>"
"""Fits in the shortest texts; its number tells which field got through."""
LONG_ATTACK = (
    ATTACK
    + "</title></textarea><!--<script>alert(1)</script>--> ]]> {{{{ site.nom }}}} {{% raw %}} jetonPRST0jeton"
    + "\u2028<svg/onload=alert(1)><a href=javascript:alert(1)>x</a>"
)
MARKDOWN_ATTACK = (
    LONG_ATTACK
    + "\n\n# Titre\n\n[a](javascript:alert(1)) ![b](https://exemple.fr/b.png) <javascript:alert(1)>"
    + " [c](data:text/html,x)\n\n[d](https://exemple.fr/ '\" onmouseover=\"alert(1)')\n\n<script>alert(1)</script>"
    + "\n\n| <b> |\n|---|\n| <img src=x> |"
)
TYPED = (
    "https://exemple.fr/?a='&b=SLOTcorpsSLOT;onload=alert(1)",
    "https://exemple.fr/l'attaque&SLOTcorpsSLOT;onload=alert(1)/",
    "a'SLOTcorpsSLOT{onload}@organisme-essai.fr",
    "04 72 00 00 00",
    "1234",
    "oui",
    "2026-03-04T10:30",
    "2026-03-04",
    "FREQ=YEARLY",
    "livrables/x",
    "#123456",
    "vieux",
    "agenda.ics",
)
"""Values for fields that refuse free text; each field takes the first that it admits."""

VARIANTS = range(4)
"""Choices of a field are tried one after the other: the largest has four."""


class Attacker:
    """Makes records in which every text is an attack, and remembers where each attack stands."""

    def __init__(self, variant: int, line_separators: bool = True) -> None:
        self._variant = variant
        self._line_separators = line_separators
        self._numbers = count(1000)
        self.fields: dict[int, str] = {}

    def record(self, model: type[BaseModel], path: str) -> dict[str, Any]:
        """What the file of a hostile record says: a value for each of its fields."""
        return {
            name: self._value(
                Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation, f"{path}.{name}"
            )
            for name, field in model.model_fields.items()
            if name != "id"
        }

    def _value(self, annotation: Any, path: str) -> Any:
        references = list(find_references(annotation))
        if get_origin(annotation) is Annotated:
            inner, *_ = get_args(annotation)
            if get_origin(inner) is tuple or find_models(inner):
                return self._value(inner, path)
        if get_origin(annotation) is tuple:
            return [self._value(get_args(annotation)[0], path)]
        if models := find_models(annotation):
            return self.record(models[0], path)
        if references:
            return "x"
        if choices := list(find_choices(annotation)):
            return choices[self._variant % len(choices)]
        return self._text(annotation, path)

    def _text(self, annotation: Any, path: str) -> str:
        number = next(self._numbers)
        for value in (MARKDOWN_ATTACK, LONG_ATTACK, ATTACK, *TYPED):
            text = value.format(number) if value not in TYPED else value
            if not self._line_separators:
                text = text.replace("\u2028", " ")
            try:
                kept = TypeAdapter(annotation).validate_python(text)
            except ValidationError:
                continue
            if value is MARKDOWN_ATTACK and "\n" not in kept:
                continue  # a text of one line
            if value not in TYPED:
                self.fields[number] = path
            return text
        raise AssertionError(f"no value fits {path}: add one to TYPED")

    def catalogue(self) -> dict[str, Any]:
        """Every kind with one record, the parts of each file, and the site."""
        return {
            **{kind: {"x": self.record(model, kind)} for kind, model in MODELS.items()},
            **{name: {"x": self.record(Terme, name)} for name in VOCABULARIES},
            "retraits": {"livrables/retire": self.record(Retrait, "retraits")},
            "agendas": {"x": self.record(Agenda, "agendas")},
            "site": self.record(Site, "site"),
        }


def find_references(annotation: Any) -> Iterator[Reference]:
    for part in get_args(annotation):
        if isinstance(part, Reference):
            yield part
        yield from find_references(part)


def find_choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
        return
    for part in get_args(annotation):
        yield from find_choices(part)


def find_models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in find_models(part)]


def create_hostile(attacker: Attacker, example: str = "oui") -> Catalogue:
    """The catalogue of an attacker, with three deliverables so that terms have their page, and one that is a draft."""
    tree = attacker.catalogue()
    for kind in MODELS:
        tree[kind]["x"]["exemple"] = example
    livrable = tree["livrables"]["x"]
    for identity in ("y", "z"):
        tree["livrables"][identity] = {**livrable, "anciens_ids": [f"vieux-{identity}"], "statut": "publie"}
    records: dict[str, dict[str, Any]] = {kind: {} for kind in tree if kind != "site"}
    for kind, parts in records.items():
        model: type[BaseModel] = PARTS.get(kind) or MODELS[kind]
        for identity, fields in tree[kind].items():
            parts[identity] = model.model_validate({"id": identity, **fields} if "id" in model.model_fields else fields)
    return Catalogue.of(Site.model_validate(tree["site"]), records)


def create_site(catalogue: Catalogue) -> Build:
    return Build(
        catalogue,
        TEMPLATES,
        compiled_templates(),
        chrome=lambda section, depth: Gabarit(f"<title>SLOTtitreSLOT</title>{CHROME}"),
    )


WRITTEN = """\
# Page

{{ livrables() }}

{{ livrables(cible="x", limite=1) }}

{{ evenements() }}

{{ cibles() }}

Voir [[livrable:z]], [[cible:x]], [[relais:x]], [[groupe:x]] et [[evenement:x]].
"""


def find_all(catalogue: Catalogue) -> Iterator[Output]:
    """Everything that the catalogue gives, without a host."""
    site = create_site(catalogue)
    for name in site._following:
        yield Output(f"{name}.html", site.after_markdown(name, "").encode())
    keys = [
        f"{name}.{part}" for name in ("editeur", "contact", "hebergeur") for part in ("nom", "structure", "adresse")
    ]
    calls = [f'{{{{ site("{key}") }}}}' for key in ("region", "nom", "accroche", *keys)]
    text = site.before_markdown(
        "a.md", "a/", "\n\n".join([WRITTEN, *calls]), {"modele": True, "title": ATTACK.format(1)}
    )
    yield Output("a/index.html", site.after_markdown("a.md", Markdown(extensions=["tables"]).convert(text)).encode())
    for producer in site.producers():
        yield from producer.give()


def find_faults(html: str) -> list[str]:
    """What an attack became in a page: an element, an attribute, an address."""
    faults = []
    for node in LexborHTMLParser(html).css("*"):
        if node.tag in ("img", "iframe", "object", "embed", "base", "style", "textarea", "template"):
            faults.append(f"<{node.tag}>")
        if node.tag == "script" and not is_known_script(node):
            faults.append(str(node.html))
        if node.tag in ("svg", "path") and node.css("[onload]"):
            faults.append(str(node.html))
        for name, value in node.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                faults.append(f"{name}={value}")
            if name in ("href", "src", "action") and re.match(
                r"\s*(?:javascript|data|vbscript)\s*:", value or "", re.I
            ):
                faults.append(f"{name}={value}")
    return faults


def is_known_script(node: LexborNode) -> bool:
    if node.attributes.get("type") == "application/ld+json":
        json.loads(node.text())
        return True
    source = node.attributes.get("src") or ""
    known = re.fullmatch(r"(?:\.\./|/)*(?:\./)?assets/javascripts/(?:recherche/)?[a-z]+\.js", source)
    return bool(known) and not node.text()


@pytest.fixture(scope="module", params=VARIANTS)
def attacker(request: pytest.FixtureRequest) -> Attacker:
    return Attacker(request.param)


@pytest.fixture(scope="module")
def outputs(attacker: Attacker) -> dict[str, bytes]:
    """Everything that is published of a hostile catalogue, by path."""
    return {output.path: output.content for output in find_all(create_hostile(attacker))}


def test_every_kind_of_text_is_attacked(attacker: Attacker, outputs: dict[str, bytes]) -> None:
    attacked = set(attacker.fields.values())
    assert {path.partition(".")[0] for path in attacked} == {*MODELS, *VOCABULARIES, "retraits", "agendas", "site"}
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
    assert [path for path in outputs if not re.fullmatch(r"[a-z0-9-]+(?:[./][a-z0-9-]+)*", path)] == []


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
        assert len(titles) == 3
        assert {title.startswith(ATTACK.format(number)) for title in titles} == {True}
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
        if path.endswith(("contact.nom", "contact.suppleant"))
    }
    assert set(persons.values()) >= {"livrables.contact.nom", "groupes.pilotes.contact.nom", "site.contact.nom"}
    assert {path for content in exported.values() for person, path in persons.items() if person in content} == set()
    named = {path: content for path, content in exported.items() if not path.endswith("flux.xml")}  # the publisher's
    assert not [path for path, content in named.items() if b"SLOTcorpsSLOT{onload}@" in content]
    assert not [path for path, content in exported.items() if b"04 72 00 00 00" in content]


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
