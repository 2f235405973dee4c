"""The editors' desk in a browser: silent, asking nobody, and writing files that pass the check."""

import json
import re
import shutil
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from prst.outputs.envoi import shape_of
from prst.outputs.pages.bureau import HEAD
from prst.records.loading import load
from prst.records.model import MODELS
from prst.records.schemas import SINGULAR
from tests.browser.chromium import DESKTOP, PHONE, Journal, faults, settle, violations
from tests.catalogues import EXEMPLE
from tests.hostile import create_site
from tests.outputs.test_styles import texts_of

PAGE = "boite-a-outils/fiche-action.md"
SEEN = ["catalogue/livrables/anact-travail-realites.yml", f"docs/{PAGE}"]
"""A record and a page that are edited."""
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
"""A picture of one point."""
LONG = 20_000
"""Milliseconds that the desk may take to start on a busy machine."""
INSIDE = {"landmark-one-main", "meta-viewport", "region"}
"""What axe-core finds in the host's own pages, which the page on accessibility tells."""
WRITE = """async (files) => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("sveltia-cms-test", { create: true });
  for (const [path, text] of Object.entries(files)) {
    let folder = root;
    const names = path.split("/");
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
    const file = await (await folder.getFileHandle(names.at(-1), { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
READ = """async (path) => {
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("sveltia-cms-test");
  const names = path.split("/");
  try {
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
    return await (await (await folder.getFileHandle(names.at(-1))).getFile()).text();
  } catch {
    return "";
  }
}"""


def desk_of(repository: Path, folder: Path, **fields: str) -> Path:
    """A folder that holds the desk of the example's catalogue, and nothing else of its site."""
    catalogue = load(EXEMPLE / "catalogue", EXEMPLE / "docs").catalogue
    assert catalogue
    site = catalogue.site.model_copy(update={"bureau": True, **fields})
    build = create_site(replace(catalogue, site=site))
    build.take_sheets(texts_of(repository))
    build.before_markdown(PAGE, PAGE.removesuffix(".md") + "/", "# Titre", {"title": "Fiche-action"})
    joined = repository / "hooks" / "javascripts" / "bureau" / "publie"
    build.desk = lambda: {
        path.relative_to(joined).as_posix(): path.read_bytes() for path in joined.rglob("*") if path.is_file()
    }
    for producer in build.producers():
        if producer.name in ("bureau", "styles"):
            for output in producer.give():
                (folder / output.path).parent.mkdir(parents=True, exist_ok=True)
                (folder / output.path).write_bytes(output.content)
    mark = folder / "assets" / "images" / "favicon.svg"
    mark.parent.mkdir(parents=True)
    shutil.copy(EXEMPLE / "docs" / "assets" / "images" / "favicon.svg", mark)
    return folder


@pytest.fixture(scope="module")
def desk(repository: Path, serve_folder: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the desk of a site on GitHub is served."""
    folder = desk_of(repository, tmp_path_factory.mktemp("bureau"), depot="https://github.com/reseau/catalogue")
    return serve_folder(folder)


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The records of the example and two pages, by path."""
    found = {path.relative_to(EXEMPLE).as_posix(): path for path in (EXEMPLE / "catalogue").rglob("*.yml")}
    chosen = {path: file for path, file in found.items() if path.split("/")[1] in ("cibles", "structures")}
    chosen |= {path: EXEMPLE / path for path in SEEN}
    return {path: file.read_text(encoding="utf-8") for path, file in chosen.items()}


@pytest.fixture
def opened(page: Page, desk: str, files: dict[str, str]) -> Page:
    """The open desk over a repository of trial, kept in the browser."""

    def on_trial(route: Route) -> None:
        given = json.loads(route.fetch().text())
        given["config"] |= {"backend": {"name": "test-repo"}, "publish_mode": "simple"}
        route.fulfill(json=given)

    page.route("**/configuration.json", on_trial)
    page.clock.install(time="2026-11-27T10:00:00+01:00")
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 800, "height": 4200})  # fields are made as they come into view
    page.goto(f"{desk}/admin/")
    page.evaluate(WRITE, files)
    page.get_by_role("button", name="Ouvrir le bureau").click()
    page.get_by_role("button", name="Travailler avec un dépôt de test").click()
    expect(page.get_by_role("button", name="Créer une entrée", exact=True)).to_be_visible(timeout=LONG)
    return page


def field(page: Page, path: str) -> Locator:
    return page.locator(f'[data-key-path="{path}"]').first


def write(page: Page, path: str, text: str) -> None:
    box = field(page, path).locator("input[type=text], textarea").first
    for _ in range(LONG // 200):  # a field that has just come takes the value of its draft once more
        box.fill(text)
        page.wait_for_timeout(200)
        if box.input_value() == text:
            return
    pytest.fail(f"{path} does not keep what is typed")


def choose(page: Page, path: str, name: str) -> None:
    field(page, path).get_by_role("combobox").first.click()
    page.get_by_role("option", name=name, exact=True).first.click()


def save(page: Page, path: str, before: str = "") -> str:
    """The file of a path, once it was saved."""
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    for _ in range(LONG // 100):
        found: str = page.evaluate(READ, path)
        if found not in ("", before):  # it may be read while it is written
            expect(page.get_by_role("toolbar", name="Globale")).to_be_visible(
                timeout=LONG
            )  # the list, once it is saved
            return found
        page.wait_for_timeout(100)
    pytest.fail(f"not saved: {page.locator('[data-key-path]:has([role=alert])').all_inner_texts()}")


def edit(page: Page, desk: str, entry: str, path: str) -> None:
    """Opens an entry at one of its fields; once more where the desk, after a save, went back to its list meanwhile."""
    for _ in range(3):
        page.goto(f"{desk}/admin/#/collections/{entry}")
        with suppress(AssertionError):
            expect(field(page, path).get_by_role("textbox").first).to_be_visible(timeout=LONG // 3)
            return
        page.goto(f"{desk}/admin/#/collections")
    pytest.fail(f"{entry} does not open: {page.url}")


def test_the_door_says_what_is_to_come_and_loads_none_of_it(page: Page, journal: Journal, desk: str) -> None:
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{desk}/admin/")
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not any(name in url for url in journal.requests for name in ("bureau.js", "sveltia-cms.js"))
    assert journal.console == []


def test_it_opens_in_silence_and_asks_nobody(page: Page, journal: Journal, desk: str) -> None:
    """Under its own policy, which has no eval: a violation would stand in the console."""
    page.goto(f"{desk}/admin/")
    page.get_by_role("button", name="Ouvrir le bureau").click()
    expect(page.get_by_role("button", name="Se connecter avec un jeton")).to_be_visible(timeout=LONG)
    settle(page)
    assert journal.third_parties(desk) == []
    assert [line for line in journal.console if not line.startswith("debug: CMS configuration")] == []
    assert page.locator("[data-porte]").count() == 0
    assert {rule for rule, _help, _places in violations(page)} <= INSIDE


def test_a_door_that_does_not_open_says_so_and_stays(page: Page, desk: str) -> None:
    page.route("**/configuration.json", lambda route: route.fulfill(status=503))
    page.goto(f"{desk}/admin/")
    page.get_by_role("button", name="Ouvrir le bureau").click()
    expect(page.get_by_role("alert")).to_contain_text("Le bureau ne s’est pas ouvert")
    expect(page.get_by_role("button", name="Ouvrir le bureau")).to_be_visible()


def test_a_resource_that_was_typed_passes_the_check(opened: Page, journal: Journal, tmp_path: Path) -> None:
    """What the check would refuse is not saved; then what is saved passes it."""
    path = "catalogue/livrables/guide-apprenti.yml"
    opened.get_by_role("button", name="Créer une entrée", exact=True).click()
    write(opened, "date", "mai 2026")
    opened.get_by_role("textbox", name="Nom du fichier").fill("guide-apprenti")
    opened.get_by_role("button", name="Enregistrer", exact=True).first.click()
    expect(field(opened, "date").get_by_role("alert")).to_contain_text("AAAA-MM")
    assert opened.evaluate(READ, path) == ""
    write(opened, "titre", "Guide : accueillir # l’apprenti")
    write(opened, "resume", "non")
    write(opened, "description", "# Un titre\n\n- 01\n- {{ livrables() }}")
    write(opened, "date", "2026-05")
    write(opened, "contact.structure", "inrs")
    field(opened, "contact.a_confirmer").get_by_role("radio", name="Oui").click()
    choose(opened, "cibles", "Garages et réparation automobile")
    choose(opened, "format", "Guide")
    choose(opened, "territoires", "Ain")
    choose(opened, "territoires", "Corse-du-Sud")
    field(opened, "liens").get_by_role("button", name=re.compile("Ajouter")).click()
    write(opened, "liens.0.libelle", "Lire le guide")
    write(opened, "liens.0.url", "https://www.exemple-de-site.fr/guide?a=1#b")
    field(opened, "mots_cles").locator("input").first.fill("accueil, apprenti")
    text = save(opened, path)
    assert text == (
        "# yaml-language-server: $schema=../schemas/livrable.schema.json\n"
        "titre: 'Guide : accueillir # l’apprenti'\nresume: non\ncibles:\n  - garages\nformat: guide\n"
        "contact:\n  structure: inrs\n  a_confirmer: oui\n"
        "description: |-\n  # Un titre\n\n  - 01\n  - {{ livrables() }}\n"
        "territoires:\n  - '01'\n  - '2a'\n"
        "liens:\n  - libelle: Lire le guide\n    url: https://www.exemple-de-site.fr/guide?a=1#b\n"
        "date: 2026-05\nmots_cles:\n  - accueil, apprenti\najoute_le: 2026-11-27\n"
    )
    shutil.copytree(EXEMPLE / "catalogue", tmp_path / "catalogue")
    (tmp_path / path).write_text(text, encoding="utf-8")
    loaded = load(tmp_path / "catalogue")
    assert [str(problem) for problem in loaded.errors if "guide-apprenti" in str(problem)] == []
    assert loaded.catalogue
    assert loaded.catalogue.livrables["guide-apprenti"].territoires == ("01", "2a")
    assert [line for line in journal.console if not line.startswith("debug:")] == []


def changed(before: str, after: str) -> list[str]:
    """The lines that went and came."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_an_edit_changes_its_own_lines(opened: Page, desk: str, files: dict[str, str]) -> None:
    record, written = SEEN
    edit(opened, desk, f"livrables/entries/{Path(record).stem}", "titre")
    write(opened, "titre", "Un titre neuf")
    assert changed(files[record], save(opened, record, files[record])) == [
        "-titre: Travail & Réalités (gamme de jeux pédagogiques)",
        "+titre: Un titre neuf",
        "-modifie_le: 2026-11-21",
        "+modifie_le: 2026-11-27",
    ]
    edit(opened, desk, f"pages/entries/{PAGE.removesuffix('.md').replace('/', '_')}", "body")
    box = field(opened, "body").get_by_role("textbox").first
    box.click()
    opened.keyboard.press("Control+End")
    opened.keyboard.type("\n\nVoyez [[cible:garages]] et {{ livrables(limite=2) }}.")
    field(opened, "images").get_by_role("button", name=re.compile("Ajouter")).click()
    picture = {"name": "Mon Affiche.png", "mimeType": "image/png", "buffer": DOT}
    field(opened, "images.0.fichier").locator("input[type=file]").first.set_input_files(picture)  # type: ignore[arg-type]
    write(opened, "images.0.texte", "Une affiche [verte]")
    assert changed(files[written], save(opened, written, files[written])) == [
        "+",
        "+Voyez [[cible:garages]] et {{ livrables(limite=2) }}.",
        "+",
        "+![Une affiche \\[verte\\]](../assets/images/mon-affiche.png)",
    ]


def test_what_is_read_and_not_changed_comes_out_as_it_was(page: Page, desk: str) -> None:
    """Every record of the example, and every page: comments, quotes and keys that the desk does not show included."""
    records = {
        str(path): (SINGULAR[kind], shape_of(kind), path.read_text(encoding="utf-8"))
        for kind in MODELS
        for path in (EXEMPLE / "catalogue" / kind).glob("*.yml")
    }
    pages = {str(path): path.read_text(encoding="utf-8") for path in (EXEMPLE / "docs").rglob("*.md")}
    page.goto(f"{desk}/admin/")
    other = page.evaluate(
        """async ([records, pages, head]) => {
          const { pageFormat, recordFormat } = await import("./bureau.js");
          const kept = (format, text) => format.toFile(format.fromFile(text.trim())) === text;
          const asRecord = (schema, shape) => recordFormat(schema, shape, () => "x");
          return [
            ...Object.entries(records).filter(([, [schema, shape, text]]) => !kept(asRecord(schema, shape), text)),
            ...Object.entries(pages).filter(([, text]) => !kept(pageFormat(head), text)),
          ].map(([path]) => path);
        }""",
        [records, pages, dict.fromkeys(HEAD, True)],
    )
    assert len(records) > 100
    assert other == []


COMMENTED = """\
# yaml-language-server: $schema=../schemas/livrable.schema.json
# Relu en mars
titre: Guide X   # en fin de ligne

# au-dessus du résumé
resume: >-
  Un texte
  plié
territoires: ['01', 2A]
contact:
  structure: "x"
  # dedans
  a_confirmer: Oui
inconnue: y
"""


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (
            {"titre": "01"},
            ["-titre: Guide X   # en fin de ligne", "+titre: '01'   # en fin de ligne", "+modifie_le: 2026-11-27"],
        ),
        ({"resume": ""}, ["-resume: >-", "-  Un texte", "-  plié", "+modifie_le: 2026-11-27"]),
        ({"cibles": ["a", ""]}, ["+cibles:", "+  - a", "+modifie_le: 2026-11-27"]),
        ({"contact": {"structure": "x", "a_confirmer": "Oui", "role": ""}, "liens": []}, []),
        ({"modifie_le": "2026-01-02"}, ["+modifie_le: 2026-01-02"]),
    ],
)
def test_comments_and_keys_stay_where_they_are(page: Page, desk: str, change: dict[str, Any], lines: list[str]) -> None:
    page.goto(f"{desk}/admin/")
    text = page.evaluate(
        """async ([text, change, shape]) => {
          const { recordFormat } = await import("./bureau.js");
          const format = recordFormat("livrable", shape, () => "2026-11-27");
          return format.toFile({ ...format.fromFile(text), ...change });
        }""",
        [COMMENTED, change, shape_of("livrables")],
    )
    assert changed(COMMENTED, text) == lines


def test_a_forge_that_signs_people_in_is_asked_as_its_standard_says(
    page: Page, repository: Path, serve_folder: Callable[[Path], str], tmp_path: Path
) -> None:
    """OAuth with a proof key (RFC 7636): no secret is in the page, and one comes back to the desk's own address."""
    forge = "https://gitlab.exemple-de-forge.fr"
    folder = desk_of(repository, tmp_path, depot=f"{forge}/groupe/catalogue", bureau_application="a1b2")
    base = serve_folder(folder)
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="", content_type="text/html")

    context: BrowserContext = page.context
    context.route(f"{forge}/**", answer)
    page.goto(f"{base}/admin/")
    page.get_by_role("button", name="Ouvrir le bureau").click()
    with page.expect_popup() as popup:
        page.get_by_role("button", name=re.compile("Se connecter avec .*GitLab")).click()
    popup.value.wait_for_url(f"{forge}/**")
    found = urlsplit(asked[0])
    query = {key: value[0] for key, value in parse_qs(found.query).items()}
    assert found.path == "/oauth/authorize"
    assert query["client_id"] == "a1b2"
    assert query["redirect_uri"] == f"{base}/admin/"
    assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
