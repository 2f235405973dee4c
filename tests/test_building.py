"""One site as a whole: the catalogue of the tests as it is published, and a small one without a host."""

import csv
import io
import json
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

import prst.building
from prst.building import STEPS, Build
from prst.links import BrokenLink, check
from prst.outputs import Output, modeles, questionnaires, styles
from prst.outputs.addresses import FACET_SECTIONS, RECORD_SECTIONS, address_of
from prst.outputs.affiches import TITLES, banner
from prst.outputs.gabarit import Gabarit
from prst.outputs.pages import integrer, parcours, reseau
from prst.outputs.pages.agenda import MONTHS_AFTER, MONTHS_BEFORE
from prst.publishing import PublishingError
from prst.records.catalogue import PAGE_THRESHOLD, Catalogue, references_of, values_at
from prst.records.loading import load
from prst.records.model import MODELS
from tests.catalogues import (
    CHROME,
    MAIL,
    TEMPLATES,
    Kind,
    compiled_templates,
    create_catalogue,
    every_page,
    find_first,
    read_tree,
)

REQUESTING = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("use", "href"),
    ("image", "href"),
    ("form", "action"),
    ("input", "src"),
}
"""Attributes by which a page calls somebody before its reader clicks, and where a form sends what is typed."""
SILENT_LINKS = {"canonical"}
"""Kinds of <link> that make no request."""

# The catalogue of the tests


FRAME = re.compile(r"integrer/[^/]+/")
"""Paths of what other sites show in a frame."""


@pytest.fixture(scope="module")
def catalogue(exemple: Path) -> Catalogue:
    found = load(exemple / "catalogue", exemple / "docs").catalogue
    assert found is not None
    return found


@pytest.fixture(scope="module")
def files(published: Path) -> dict[str, bytes]:
    """The content of every published file, by path."""
    return read_tree(published)


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, LexborHTMLParser]:
    """Every published page, by path; those that are framed elsewhere have a chrome of their own."""
    return {
        path: LexborHTMLParser(content)
        for path, content in files.items()
        if path.endswith(".html") and not path.endswith(MAIL) and not FRAME.match(path)
    }


def read_survey(repository: Path) -> list[tuple[str, str]]:
    survey: dict[str, list[dict[str, Any]]] = yaml.load(
        (repository / "tests" / "records" / "depart.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    return [(kind, fact["id"]) for kind, facts in survey.items() for fact in facts]


def test_each_surveyed_record_has_its_page(repository: Path, pages: dict[str, LexborHTMLParser]) -> None:
    surveyed = read_survey(repository)
    assert len(surveyed) == 159
    assert [record for record in surveyed if "/".join((*record, "index.html")) not in pages] == []


def test_each_record_has_its_page_under_its_own_title(catalogue: Catalogue, pages: dict[str, LexborHTMLParser]) -> None:
    for section in RECORD_SECTIONS:
        for fiche in getattr(catalogue, section).values():
            tree = pages[f"{section}/{fiche.id}/index.html"]
            (title,) = tree.css("h1")
            assert title.text() == fiche.intitule
            assert find_first(tree, "title").text().startswith(fiche.intitule)


def test_each_written_page_is_published(exemple: Path, pages: dict[str, LexborHTMLParser]) -> None:
    docs = exemple / "docs"
    written = [path.relative_to(docs) for path in docs.rglob("*.md")]
    addresses = [path.parent if path.stem == "index" else path.with_suffix("") for path in written]
    assert len(addresses) > 30
    assert [str(address) for address in addresses if (address / "index.html").as_posix() not in pages] == []


def find_addresses(tree: Any) -> Iterator[str]:
    """Every address of a JSON file."""
    if isinstance(tree, dict | list):
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from find_addresses(value)
    elif isinstance(tree, str) and tree.startswith("http"):
        yield tree


def leads_somewhere(address: str, base: str, files: dict[str, bytes]) -> bool:
    path = address.removeprefix(base).partition("#")[0]
    return (f"{path}index.html" if not path or path.endswith("/") else path) in files


def test_every_address_of_feeds_and_data_is_published(catalogue: Catalogue, files: dict[str, bytes]) -> None:
    """The link checker reads pages only."""
    base = catalogue.site.base
    found: dict[str, set[str]] = {}
    for path, content in files.items():
        if path.endswith("flux.xml"):
            tree = ElementTree.fromstring(content)  # noqa: S314 - our own file
            found[path] = {node.get("href", "") for node in tree.iter("{http://www.w3.org/2005/Atom}link")}
        elif path.endswith(("livrables.json", "catalogue.json", "datapackage.json", ".jsonld")):
            found[path] = set(find_addresses(json.loads(content)))
        elif path.endswith(".csv"):
            rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
            found[path] = {row.get("adresse") or row.get("Adresse") or "" for row in rows}
    ours = {path: {address for address in addresses if address.startswith(base)} for path, addresses in found.items()}
    assert sum(map(len, ours.values())) > 500
    assert {"flux.xml", "catalogue.json", "catalogue.csv", "catalogue.jsonld", "datapackage.json"} <= set(ours)
    broken = {
        (path, one) for path, addresses in ours.items() for one in addresses if not leads_somewhere(one, base, files)
    }
    assert broken == set()


def test_every_id_that_the_data_name_is_there(files: dict[str, bytes]) -> None:
    whole = json.loads(files["catalogue.json"])
    known = {name: {row["id"] for row in rows} for name, rows in whole.items() if isinstance(rows, list)}
    missing = [
        (kind, row["id"], identity)
        for kind, model in MODELS.items()
        for row in whole[kind]
        for pattern, target in references_of(model)
        for _location, identity in values_at(row, pattern)
        if identity not in known[target]
    ]
    assert missing == []
    assert len(known["livrables"]) > 50


def test_data_package_resources_are_published(files: dict[str, bytes]) -> None:
    package = json.loads(files["datapackage.json"])
    table, whole = package["resources"]
    assert {table["path"], whole["path"]} <= set(files)
    header = files[table["path"]].decode("utf-8-sig").partition("\r\n")[0].split(table["dialect"]["delimiter"])
    assert header == [field["name"] for field in table["schema"]["fields"]]


def test_no_internal_link_is_broken(files: dict[str, bytes]) -> None:
    html = [(path, content) for path, content in files.items() if path.endswith(".html")]
    assert check(html, files.__contains__) == []


def test_each_template_is_a_document_too(exemple: Path, files: dict[str, bytes]) -> None:
    templates = [path for path in (exemple / "docs").rglob("*.md") if "\nmodele: true\n" in path.read_text("utf-8")]
    names = {path.relative_to(exemple / "docs").with_suffix(".docx").as_posix() for path in templates}
    assert len(names) >= 10
    filled = [path for path in templates if "\n## Exemple rempli\n" in path.read_text("utf-8")]
    assert filled
    names |= {f"{path.relative_to(exemple / 'docs').with_suffix('').as_posix()}-exemple.docx" for path in filled}
    papers = {path for path in files if path.endswith(".docx") and path.startswith("groupes/")}
    assert papers
    written = {path for path in files if path.endswith(".docx")} - papers
    assert written == {*names, modeles.download_name(reseau.WORD)}


def test_pages_call_nobody(pages: dict[str, LexborHTMLParser]) -> None:
    called = set()
    for path, tree in pages.items():
        for node in tree.css("link, script, img, iframe, source, video, audio, embed, object, use, image, form, input"):
            if node.tag == "link" and node.attributes.get("rel") in SILENT_LINKS:
                continue
            for name, value in node.attributes.items():
                if (node.tag, name) in REQUESTING and urlsplit(value or "").netloc:
                    called.add((path, value))
        for node in tree.css("a[ping]"):
            called.add((path, node.attributes["ping"]))
    assert called == set()


def test_style_sheets_and_scripts_of_our_own_call_nobody(repository: Path) -> None:
    for name in ("stylesheets", "javascripts"):
        for path in (repository / "docs" / "assets" / name).rglob("*.*"):
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert re.findall(r"""(?:url\(|@import|src=|fetch\(|import\(?)\s*["'`]?(?:https?:)?//""", text) == [], path


def test_style_sheet_calls_nobody(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        if path.endswith(".css"):
            assert re.findall(rb"""(?:url\(|@import)\s*["']?(?:https?:)?//""", content) == [], path


def test_each_page_asks_for_one_style_sheet_and_those_of_its_folder(
    pages: dict[str, LexborHTMLParser], files: dict[str, bytes]
) -> None:
    sheets = {path: Output(path, content) for path, content in files.items() if path.endswith(".css")}
    framed = f"{integrer.BASE}{integrer.SHEET}"
    assert set(sheets) == {styles.PATH, framed, *styles.APART.values()}
    for path, tree in pages.items():
        if not tree.css_first("meta[http-equiv=refresh]"):
            asked = [str(node.attributes["href"]) for node in tree.css("link[rel=stylesheet]")]
            own = [sheet for start, sheet in styles.APART.items() if path.startswith(start)]
            expected = [styles.address(sheets[name]) for name in (styles.PATH, *own)]
            assert [one.lstrip("./").removeprefix("/") for one in asked] == expected, path


@pytest.mark.parametrize(
    ("script", "used"),
    [("lettre", "[data-lettre]"), ("programme", "[data-programme]"), ("solliciter", "[data-solliciter]")],
)
def test_a_script_is_on_the_pages_that_use_it_only(pages: dict[str, LexborHTMLParser], script: str, used: str) -> None:
    for path, tree in pages.items():
        assert bool(tree.css_first(used)) == bool(tree.css_first(f"script[src$='/{script}.js']")), path


def test_no_link_opens_a_feed(pages: dict[str, LexborHTMLParser]) -> None:
    """Browsers show its code: pages give the address to paste, and lead to what to do with it."""
    for path, tree in pages.items():
        links = [node.attributes.get("href") or "" for node in tree.css("a[href]")]
        assert [href for href in links if href.endswith("flux.xml")] == [], path
        for section in tree.css("section.suivre"):
            assert section.css_first("a[href$='rester-au-courant/#flux']"), path
            assert section.css_first("button[data-copier$='/flux.xml']"), path


COMMAND = re.compile(r"\bprst [a-z]+|\bmake [a-z]+|\.venv/")


def test_command_lines_are_shown_to_contributors_only(pages: dict[str, LexborHTMLParser]) -> None:
    """A chamber, a company or an organiser has no terminal."""
    shown = {path for path, tree in pages.items() if (main := tree.css_first("main")) and COMMAND.search(main.text())}
    assert shown
    assert {path for path in shown if not path.startswith("contribuer/")} == set()


def test_scripts_are_files(pages: dict[str, LexborHTMLParser]) -> None:
    """The Content-Security-Policy admits no other."""
    for path, tree in pages.items():
        for script in tree.css("script"):
            if script.attributes.get("type") in ("application/ld+json", "application/json"):  # data: nothing runs it
                json.loads(script.text())
            else:
                assert script.attributes.get("src"), path
                assert not script.text().strip(), path
        attributes = {name for node in tree.css("body *") for name in node.attributes}
        assert not {name for name in attributes if name.startswith("on") or name == "style"}, path


def test_sitemap_names_every_page_that_is_to_be_found(
    repository: Path, catalogue: Catalogue, files: dict[str, bytes]
) -> None:
    """Records, written pages, terms, months; neither redirections, nor the further pages of lists, nor search."""
    base = catalogue.site.base
    tree = ElementTree.fromstring(files["sitemap.xml"])  # noqa: S314 - our own file
    listed = [str(row[0].text).removeprefix(base) for row in tree]
    assert len(listed) == len(set(listed))
    records = {
        f"{section}/{fiche.id}/"
        for section in RECORD_SECTIONS
        for fiche in getattr(catalogue, section).values()
        if not fiche.exemple
    }
    assert {
        address for address in listed if re.fullmatch(rf"(?:{'|'.join(RECORD_SECTIONS)})/[^/]+/", address)
    } == records | {"groupes/pitchs/"}
    assert [address for address in listed if f"{address}index.html" not in files] == []
    assert [address for address in listed if "/page/" in address or address == "recherche/"] == []
    months = [address for address in listed if re.fullmatch(r"agenda/\d{4}-\d{2}/", address)]
    assert len(months) == MONTHS_BEFORE + 1 + MONTHS_AFTER
    assert {"", "livrables/", "agenda/", "annuaire/", "a-propos/mentions-legales/"} <= set(listed)


def test_each_page_names_its_own_address(catalogue: Catalogue, pages: dict[str, LexborHTMLParser]) -> None:
    base = catalogue.site.base
    for path, tree in pages.items():
        links = [node.attributes["href"] for node in tree.css("link[rel=canonical]")]
        if path != "404.html" and not tree.css("meta[http-equiv=refresh]"):
            assert links == [base + path.removesuffix("index.html")], path


def test_each_page_has_one_description_and_one_title(pages: dict[str, LexborHTMLParser]) -> None:
    for path, tree in pages.items():
        if tree.css("meta[http-equiv=refresh]"):
            continue
        assert len(tree.css("head > title")) == 1, path
        assert len(tree.css("h1")) == 1, path
        (description,) = tree.css("meta[name=description]")
        assert description.attributes["content"], path


def test_no_page_has_an_id_twice(pages: dict[str, LexborHTMLParser]) -> None:
    for path, tree in pages.items():
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids)), path


def test_no_token_slot_or_call_is_left(files: dict[str, bytes]) -> None:
    """Written pages show some calls on purpose, as code."""
    for path, content in files.items():
        if path.endswith((".html", ".json", ".xml")):
            assert not re.search(rb"jetonPRST|SLOT[a-z]+SLOT|[\x00\x01]", content, re.I), path
    for path, content in files.items():
        if path.endswith(".html"):
            tree = LexborHTMLParser(content)
            for node in tree.css("code, pre"):
                node.decompose()
            assert not re.search(r"\{\{|\{%|\[\[[a-z]+:", tree.text()), path


def test_terms_have_a_page_when_they_are_used_enough_and_territories_when_they_are_named(
    catalogue: Catalogue, files: dict[str, bytes]
) -> None:
    for section in FACET_SECTIONS:
        for identity in getattr(catalogue, section):
            used = len(catalogue.referring("livrables", section, identity)) >= PAGE_THRESHOLD
            expected = identity in catalogue.named(section) if section == "territoires" else used
            assert (f"{section}/{identity}/index.html" in files) == expected, f"{section}/{identity}"


def test_no_reserved_mailbox_is_published(files: dict[str, bytes]) -> None:
    assert [path for path, content in files.items() if re.search(rb"@[a-z.-]*example\.(?:org|com|net)", content)] == []


def test_files_that_readers_have_no_use_for_are_not_published(files: dict[str, bytes]) -> None:
    endings = {Path(path).suffix for path in files}
    data = {".json", ".jsonld", ".csv", ".xml", ".ics", ".eml"}
    assert endings <= data | {
        ".html",
        ".css",
        ".js",
        ".svg",
        ".txt",
        ".docx",
        ".xlsx",
        ".pdf",
        ".png",
        ".webmanifest",
        ".zip",
    }


def test_the_way_back_ends_with_the_page_itself(pages: dict[str, LexborHTMLParser]) -> None:
    for path, page in pages.items():
        if steps := page.css(".fil li"):
            assert steps[-1].attributes.get("aria-current") == "page", path
            assert find_first(page, "title").text().startswith(steps[-1].text()), path
            assert len({step.text() for step in steps}) == len(steps), path
            assert [step.attributes.get("aria-current") for step in steps[:-1]] == [None] * (len(steps) - 1)
        else:
            assert path in ("index.html", "404.html") or not page.css("main"), path


def test_every_page_can_be_shared(files: dict[str, bytes], pages: dict[str, LexborHTMLParser]) -> None:
    """A shared address shows a title, a text and a picture, which is published; written pages and home included."""
    known = {"og:title", "og:description", "og:url", "og:image"}
    base = find_first(pages["index.html"], 'link[rel="canonical"]').attributes["href"] or ""
    for path, page in pages.items():
        if path == "404.html" or not page.css("main"):
            continue  # shown at any address, and pages that only send on
        metas = {node.attributes["property"]: node.attributes["content"] or "" for node in page.css("meta[property]")}
        assert {name for name in known if metas.get(name)} == known, path
        assert metas["og:url"] == base + path.removesuffix("index.html")
        assert metas["og:image"].removeprefix(base) in files, path
        for node in page.css('link[rel="apple-touch-icon"], link[rel="manifest"]'):
            assert (node.attributes["href"] or "").lstrip("./") in files


# A small catalogue, without a host


CHROME_PAGE = f'<!doctype html><title>x</title><a href="RACINE">Accueil</a>{CHROME}'


def create_site(catalogue: Catalogue) -> Build:
    def chrome(section: str, depth: int) -> Gabarit:
        return Gabarit(CHROME_PAGE.replace("RACINE", "../" * depth or "./"))

    return Build(catalogue, TEMPLATES, compiled_templates(), chrome)


def publish(catalogue: Catalogue, folder: Path) -> tuple[prst.building.Report, list[dict[str, Any]]]:
    """What a publication did, and what it told."""
    told: list[dict[str, Any]] = []
    folder.mkdir(parents=True, exist_ok=True)
    report = create_site(catalogue).publish(folder, lambda **step: told.append(step))
    return report, told


LIVRABLES: dict[str, Any] = {
    f"fiche-{number:02}": {"themes": ["chutes"], "date": str(1990 + number), "relais": ["chambre"]}
    for number in range(30)
}
AROUND: dict[str, Kind] = {
    "relais": {"chambre": {"cibles": [{"cible": "tpe"}]}},
    "groupes": {"groupe": {}},
    "evenements": {"semaine": {"recurrence": "FREQ=YEARLY"}},
    "retraits": {"livrables/retire": {}},
}


def create_small(**kinds: Kind) -> Catalogue:
    return create_catalogue(**{"livrables": LIVRABLES, **AROUND, **kinds})


def test_two_processes_publish_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = create_small()
    monkeypatch.setattr(prst.building, "WORTH_TWO_PROCESSES", 10**9)
    alone, _ = publish(catalogue, tmp_path / "alone")
    monkeypatch.setattr(prst.building, "WORTH_TWO_PROCESSES", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    together, _ = publish(catalogue, tmp_path / "together")
    assert read_tree(tmp_path / "alone") == read_tree(tmp_path / "together")
    assert (alone.pages, alone.files) == (together.pages, together.files)
    # The page that is named for a link of the chrome is the first that each process made.
    assert {target_of(link) for link in alone.broken} == {target_of(link) for link in together.broken}


def target_of(link: BrokenLink) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(link.page), link.href))


@pytest.mark.parametrize("processes", [1, 2])
def test_broken_links_are_found_wherever_they_were_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setattr(prst.building, "WORTH_TWO_PROCESSES", 1 if processes == 2 else 10**9)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    broken: dict[str, Any] = {
        **LIVRABLES,
        "fiche-00": {"description": "[x](../absente/)"},
        "fiche-29": {"date": "2030", "description": "[y](../fiche-01/#absent) [z](../fiche-01/#titre)"},
    }
    relais: Kind = {"chambre": {"description": "[w](../../absent.pdf)"}}
    report, _ = publish(create_small(livrables=broken, relais=relais), tmp_path)
    links = [(link.page, link.href) for link in report.broken if "contribuer" not in link.href]
    assert {link for link in links if "livrables/fiche" in link[0] or "relais/chambre" in link[0]} >= {
        ("livrables/fiche-00/index.html", "../absente/"),
        ("livrables/fiche-29/index.html", "../fiche-01/#absent"),
        ("relais/chambre/index.html", "../../absent.pdf"),
    }
    assert "../fiche-01/#titre" not in {href for _, href in links}


@pytest.mark.parametrize("processes", [1, 2])
def test_an_address_cannot_be_published_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    monkeypatch.setattr(prst.building, "WORTH_TWO_PROCESSES", 1 if processes == 2 else 10**9)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    catalogue = create_small(retraits={"livrables/fiche-00": {}})
    with pytest.raises(PublishingError, match=r"livrables/fiche-00/index\.html"):
        publish(catalogue, tmp_path)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_page_that_fails_stops_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    monkeypatch.setattr(prst.building, "WORTH_TWO_PROCESSES", 1 if processes == 2 else 10**9)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    site = create_site(create_small())
    monkeypatch.setattr(site.fiches, "cible", lambda cible: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        site.publish(tmp_path, lambda **step: None)


def test_publication_tells_what_it_did(tmp_path: Path) -> None:
    report, told = publish(create_small(), tmp_path)
    assert report.files == len(read_tree(tmp_path))
    assert report.pages == len([path for path in read_tree(tmp_path) if path.endswith(".html")])
    assert told[-1]["etape"] == "fin"
    assert (told[-1]["pages"], told[-1]["fichiers"]) == (report.pages, report.files)


def test_the_times_that_a_report_tells_are_those_of_producers() -> None:
    """One that has another name would take no time."""
    build = create_site(create_small())
    assert {name for names in STEPS.values() for name in names} <= {one.name for one in build.producers()}


def held(build: Build) -> dict[tuple[str, str], Any]:
    """What a build and its parts hold now, without the templates that they have filled."""
    parts = {"build": build, "pages": build.pages, "visuels": build._visuels, "feuilles": build._feuilles}
    return {
        (part, name): dict(value) if isinstance(value, dict) else value
        for part, one in parts.items()
        for name, value in vars(one).items()
        if name != "_templates" or one is build
    }


def test_a_build_that_is_renewed_has_what_the_host_gave() -> None:
    """The same catalogue between the same written pages: a preview loses nothing at the first change of a record."""
    build = create_site(create_small())
    before = held(build)
    build.take_sheets(
        {"assets/stylesheets/a.css": "a { color: red; }", "assets/stylesheets/carte.css": "b { top: 0; }"}
    )
    build.take_mark(b"<svg/>")
    build.take_records(lambda kind, identity: b"")
    build.desk = lambda: {"bureau.js": b""}
    pages: dict[str, dict[str, Any]] = {
        "a-propos/index.md": {"title": "À propos"},
        "modeles/lettre.md": {"title": "Lettre", "modele": True},
        "modeles/enquete.md": {"title": "Enquête", "modele": True, questionnaires.KEY: True},
        parcours.PAGE: {"title": "Nouveau pilote"},
    }
    for name, meta in pages.items():
        text = build.before_markdown(name, address_of(name), "# Titre\n\n1. Une question ?\n", meta)
        build.after_markdown(name, Markdown().convert(text))
    build.chrome = lambda section, depth: Gabarit(CHROME)
    build.fiches.prepare()
    given = {key: value for key, value in held(build).items() if value != before[key]}
    assert len(given) >= 10
    renewed = build.renewed(build.catalogue)
    after = held(renewed)
    assert {key for key, value in given.items() if after[key] != value} == set()
    assert renewed.fiches.compared is build.fiches.compared


def test_written_page_gets_its_list_after_its_introduction() -> None:
    site = create_site(create_small())
    assert site.before_markdown("livrables/index.md", "livrables/", "# Livrables", {}) == "# Livrables"
    html = site.after_markdown("livrables/index.md", "<h1>Livrables</h1><p>Introduction & suite</p>")
    assert html.startswith("<h1>Livrables</h1><p>Introduction & suite</p>")
    assert len(LexborHTMLParser(html).css(".carte")) == 20


def test_ordinary_page_gets_nothing_more() -> None:
    site = create_site(create_catalogue())
    assert site.before_markdown("a-propos/index.md", "a-propos/", "Un texte", {}) == "Un texte"
    assert site.after_markdown("a-propos/index.md", "<p>Un texte</p>") == "<p>Un texte</p>"


def documents(build: Build) -> Iterable[Output]:
    """What the producer of Word documents gives."""
    (producer,) = (one for one in build.producers() if one.name == "documents")
    return producer.give()


@pytest.mark.parametrize(
    "markdown",
    [
        "# Lettre\n\nUn texte.\n\n# x",
        "Lettre\n======\nUn texte.",
        "Un texte sans titre.\n\n## Partie",
        "```\n# commentaire\n```\n\n# Lettre\nUn texte.",
    ],
)
def test_template_page_can_be_downloaded_under_its_title(markdown: str) -> None:
    site = create_site(create_catalogue())
    meta = {"modele": True, "title": "Lettre"}
    text = site.before_markdown("modeles/lettre.md", "modeles/lettre/", markdown, meta)
    html = site.after_markdown("modeles/lettre.md", Markdown(extensions=["fenced_code"]).convert(text))
    if "<h1" not in html:  # the theme gives the title of such a page
        html = f"<h1>Lettre</h1>\n{html}"
    assert [node.attributes["href"] for node in LexborHTMLParser(html).css("h1 + p a[download]")] == ["../lettre.docx"]
    assert "jeton" not in html
    assert "modeles/lettre.docx" in [output.path for output in documents(site)]


def test_filled_example_of_a_template_is_folded_downloaded_and_not_searched() -> None:
    site = create_site(create_catalogue())
    text = "# Lettre\n\nUn texte.\n\n## Exemple rempli\n\n### Objet\n\nMission aux **abeilles**.\n"
    meta = {"modele": True, "title": "Lettre"}
    html = site.after_markdown("a.md", Markdown().convert(site.before_markdown("a.md", "m/a/", text, meta)))
    page = LexborHTMLParser(html)
    assert [node.text() for node in page.css("details > summary, details h3, details strong")] == [
        "Voir un exemple rempli",
        "Objet",
        "abeilles",
    ]
    assert [node.attributes["href"] for node in page.css("details a[download]")] == ["../a-exemple.docx"]
    assert "Exemple rempli" not in {node.text() for node in page.css("h2")}
    assert html.count("<details") == html.count("</details>") == 1
    assert "jeton" not in html
    assert {"m/a.docx", "m/a-exemple.docx"} <= {output.path for output in documents(site)}
    assert "abeilles" not in str(site._written["m/a/"])


def test_document_is_made_again_when_its_page_or_its_maker_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is taken from the cache otherwise: both give the same bytes."""

    def make(text: str) -> bytes:
        site = Build(create_catalogue(), TEMPLATES, tmp_path)
        site.before_markdown("a.md", "a/", text, {"modele": True, "title": "A"})
        return next(output.content for output in documents(site) if output.path == "a.docx")

    first = make("# Un")
    assert make("# Un") == first
    assert make("# Deux") != first
    other = tmp_path / "templates.py"
    other.write_text("# other code", encoding="utf-8")
    monkeypatch.setattr(modeles, "__file__", str(other))
    monkeypatch.setattr(modeles, "_maker", modeles._maker.__wrapped__)  # read once by each process
    monkeypatch.setattr(modeles, "document", lambda address, *_: Output(modeles.download_name(address), b"other"))
    assert make("# Un") == b"other"


def test_what_relays_pass_on_has_a_poster_that_its_page_and_kits_offer(tmp_path: Path) -> None:
    catalogue = create_catalogue(
        relais={"r": {"cibles": [{"cible": "tpe"}]}},
        livrables={"a": {"relais": ["r"]}, "b": {"statut": "archive"}, "c": {"kit": {"breve": "Une brève."}}},
    )
    create_site(catalogue).publish(tmp_path, lambda **step: None)
    with zipfile.ZipFile(tmp_path / "relais" / "r" / "kit-r.zip") as archive:
        assert "ressources/01-a/affiche.pdf" in archive.namelist()
    for identity, own in {"a": True, "b": False, "c": True}.items():
        page = (tmp_path / "livrables" / identity / "index.html").read_text(encoding="utf-8")
        for name in TITLES:
            assert (tmp_path / "livrables" / identity / name).exists() is own
        assert ("affiche.pdf" in page) is own
        copied = [node.attributes["data-html"] for node in LexborHTMLParser(page).css("[data-texte=signature]")]
        assert copied == ([banner(catalogue.livrables[identity], catalogue).html] if own else [])
        assert (f"livrables/{identity}/image.png" in page) is own
        said = LexborHTMLParser(page).css('meta[property="og:image:alt"]')
        assert [node.attributes["content"] for node in said] == (
            [f"{identity.upper()}. Guide. Catalogue d’essai."] if own else []
        )


def test_chrome_is_asked_for_once_for_each_section_and_depth(tmp_path: Path) -> None:
    asked: list[tuple[str, int]] = []

    def chrome(section: str, depth: int) -> Gabarit:
        asked.append((section, depth))
        return Gabarit(CHROME)

    Build(create_small(), TEMPLATES, chrome=chrome).publish(tmp_path, lambda **step: None)
    assert len(asked) == len(set(asked))


def test_pages_without_a_host_are_an_error_of_the_programmer() -> None:
    site = Build(create_catalogue(livrables={"a": {}}), TEMPLATES)
    outputs = every_page(site.fiches)
    with pytest.raises(RuntimeError, match="chrome"):
        next(outputs)
