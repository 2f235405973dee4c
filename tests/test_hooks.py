"""The house keeps its floors apart, and a preview survives whatever is written."""

import ast
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.catalogues import calm_environment, create_project

FLOORS = (
    ("apart", "asking", "browsers", "cache", "failures", "files", "links", "side_by_side", "whole"),
    ("records",),
    ("agendas",),
    ("partenaires",),
    ("analysis",),
    ("tableurs",),
    ("outputs",),
    ("destination", "made", "publishing", "projet", "ailleurs"),
    ("building",),
    ("preview",),
    ("written",),
    ("commands",),
    ("usage",),
    ("cli",),
    ("__init__", "__main__"),
)
"""Folders and modules of prst, from the ground up. What the package itself says of it is asked by none of them."""
PURE = ("records", "analysis", "outputs")
"""Floors of functions of the catalogue."""
CLOCKS = re.compile(
    r"\b(?:time\.time|perf_counter|monotonic|datetime\.(?:now|utcnow|today)|date\.today|time\.localtime|strftime\(\s*\))"
)
NETWORKS = {
    "urllib.request",
    "http",
    "http.client",
    "socket",
    "ssl",
    "requests",
    "urllib3",
    "httpx",
    "ftplib",
    "smtplib",
}
WRITES = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "rmtree", "makedirs", "write_whole"}

READS = {"open", "read_text", "read_bytes", "read_file", "iterdir", "scandir", "rglob", "glob"}
OWN_FILES = {
    "bilan.py": "the code that makes its documents, of which their key is made",
    "carte.py": "shapes of departments",
    "imprimerie.py": "templates of Typst, and the code that fills them",
    "modeles.py": "the code that makes its documents",
    "pages/rendering.py": "icons, and the code that compiles templates",
    "prerempli.py": "the code that makes its documents",
}
"""Modules of outputs/ that read files, and which of the program."""


def find_modules(repository: Path, floor: str = "") -> list[Path]:
    return sorted((repository / "hooks" / "prst" / floor).rglob("*.py"))


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """All that a module says."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def find_imports(path: Path) -> frozenset[str]:
    """Names of the modules that a module imports, those of its own package included."""
    found = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return frozenset(found)


# Floors


def test_only_the_hook_imports_mkdocs(repository: Path) -> None:
    importing = [
        path.relative_to(repository / "hooks").as_posix()
        for path in sorted((repository / "hooks").rglob("*.py"))
        if any(name.split(".")[0] in ("mkdocs", "properdocs") for name in find_imports(path))
    ]
    assert importing == ["mkdocs_hooks.py"]


def test_every_module_stands_on_a_floor(repository: Path) -> None:
    there = {path.stem for path in (repository / "hooks" / "prst").iterdir() if path.suffix == ".py" or path.is_dir()}
    assert there - {"__pycache__"} == {name for floor in FLOORS for name in floor}


def test_imports_only_go_down(repository: Path) -> None:
    height = {name: number for number, floor in enumerate(FLOORS) for name in floor}
    climbing = set()
    for path in find_modules(repository):
        own = path.relative_to(repository / "hooks" / "prst").with_suffix("").parts[0]
        for name in find_imports(path):
            package, _, rest = name.partition(".")
            other = rest.partition(".")[0]
            if package == "prst" and other in height and height[other] > height[own]:
                climbing.add((path.name, name))
    assert climbing == set()


def test_the_map_names_every_module_once(repository: Path) -> None:
    """One line of ARCHITECTURE.md for each module, under its path, and its floors from the top down."""
    package = repository / "hooks" / "prst"
    text = (repository / "ARCHITECTURE.md").read_text(encoding="utf-8")
    told = [one for one in re.findall(r"^  ([\w/]+\.py) +\S", text, re.MULTILINE) if one != "mkdocs_hooks.py"]
    there = [path.relative_to(package).as_posix() for path in package.rglob("*.py") if not path.name.startswith("__")]
    assert sorted(told) == sorted(there)
    height = {name: number for number, floor in enumerate(FLOORS) for name in floor}
    heights = [height[one.partition("/")[0].removesuffix(".py")] for one in told]
    assert heights == sorted(heights, reverse=True)


def calls(path: Path, names: set[str]) -> set[str]:
    """Which of some functions and methods a module calls or hands on."""
    found = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
    return found & names


def test_what_is_published_is_written_by_no_floor_of_functions(repository: Path) -> None:
    """Schemas of the editors, and an earlier commit unpacked for a while, are no part of the site."""
    package = repository / "hooks" / "prst"
    writing = {
        path.relative_to(package).as_posix()
        for floor in PURE
        for path in find_modules(repository, floor)
        if calls(path, WRITES)
    }
    assert writing == {"records/schemas.py", "records/history.py"}


def test_producers_read_the_program_s_own_files_alone(repository: Path) -> None:
    """What the host has on its disk, it hands over: style sheets, the region's mark, records as they are written."""
    outputs = repository / "hooks" / "prst" / "outputs"
    modules = find_modules(repository, "outputs")
    assert {path.relative_to(outputs).as_posix() for path in modules if calls(path, READS)} == set(OWN_FILES)


@pytest.mark.parametrize("floor", PURE)
def test_nothing_that_is_published_depends_on_a_clock_or_a_network(repository: Path, floor: str) -> None:
    for path in find_modules(repository, floor):
        assert CLOCKS.search(path.read_text(encoding="utf-8")) is None, path
        assert find_imports(path) & NETWORKS == set(), path


def test_nothing_random_is_published(repository: Path) -> None:
    for path in find_modules(repository):
        names = find_imports(path)
        assert {name.split(".")[0] for name in names} & {"random", "secrets"} == set(), path
        # that one is made of what it is given, and nothing else (RFC 9562, section 5.5)
        assert {name for name in names if name.startswith("uuid.")} <= {"uuid.uuid5", "uuid.NAMESPACE_URL"}, path


def test_no_function_assigns_a_global(repository: Path) -> None:
    """What a preview holds from one save to the next stands in the hook; caches of prst are keyed by their input."""
    for path in find_modules(repository):
        assert [node for node in nodes_of(path) if isinstance(node, ast.Global)] == [], path


def test_every_event_of_the_hook_is_one_of_mkdocs(repository: Path) -> None:
    from mkdocs.plugins import EVENTS

    tree = ast.parse((repository / "hooks" / "mkdocs_hooks.py").read_text(encoding="utf-8"))
    events = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("on_")]
    assert [event for event in events if event.removeprefix("on_") not in EVENTS] == []
    assert {"on_config", "on_env", "on_post_build", "on_serve"} <= set(events)


def test_prst_is_loaded_without_mkdocs() -> None:
    """The package works where MkDocs is not installed."""
    script = (
        "import sys; sys.modules['mkdocs'] = None;"
        "import prst.cli, prst.building, prst.outputs.pages.common, prst.outputs.pages.written, prst.records.loading"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={"PYTHONPATH": ":".join(sys.path)})


def test_publishing_is_asked_for_without_loading_what_reads_records() -> None:
    """The process that builds loads it, and who asks would wait for it twice."""
    script = "import sys, prst.cli, prst.commands.construire; sys.exit('pydantic' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True, env={"PYTHONPATH": ":".join(sys.path)})


# Preview


class Preview:
    """A running `mkdocs serve` of a project."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.log = project.with_name(f"{project.name}.log")
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self._port}"],
                cwd=project,
                env=calm_environment(project),
                stdout=log,
                stderr=log,
            )

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)

    def get(self, address: str) -> str:
        """The page at an address, whatever its status; '' where nobody answers yet."""
        try:
            with urlopen(f"http://127.0.0.1:{self._port}/{address}", timeout=5) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            with error:
                return error.read().decode()
        except (URLError, TimeoutError, ConnectionError):
            return ""

    def wait_for(self, address: str, words: str, *, absent: bool = False, seconds: float = 15) -> str:
        """The page once it holds some words, or does not any more. Fails with the server's log after a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            page = self.get(address)
            if page and (words in page) != absent:
                return page
            time.sleep(0.1)
        log = self.log.read_text(encoding="utf-8")[-3000:]
        raise AssertionError(f"{words!r} {'is still' if absent else 'is not'} on /{address}\n{log}")


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    return create_project(tmp_path / "projet", repository, livrables={"guide": {"titre": "Guide"}, "quiz": {}})


@pytest.fixture
def previews() -> Iterator[list[Preview]]:
    """Previews to stop at the end of the test."""
    started: list[Preview] = []
    yield started
    for preview in started:
        preview.stop()


def rewrite(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


SHOWN = "cet aperçu laisse de côté ce qui ne va pas"
"""What stands above every page of a preview while something is wrong."""


def find_sheet(page: str) -> str:
    """The address of a page's style sheet."""
    found = re.search(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert found
    return found[1].removeprefix("./")


def test_preview_shows_mistakes_and_goes_on(project: Path, previews: list[Preview]) -> None:
    previews.append(preview := Preview(project))
    guide = project / "catalogue" / "livrables" / "guide.yml"
    page = project / "docs" / "annuaire.md"
    address = "livrables/guide/"
    preview.wait_for(address, "Guide")

    rewrite(guide, '"Guide"', '"Guide <b>corrigé</b>"')
    preview.wait_for(address, "Guide &lt;b&gt;corrigé&lt;/b&gt;")

    # a broken record: the last good version, under what is wrong with it
    rewrite(guide, 'format: "guide"', 'format: "<i>guida</i>"')
    broken = preview.wait_for(address, SHOWN)
    assert "catalogue/livrables/guide.yml:4:9: format" in broken
    assert "&lt;i&gt;guida&lt;/i&gt;" in broken
    assert "<i>guida" not in broken
    assert "Guide &lt;b&gt;corrigé" in broken
    assert SHOWN in preview.get("")
    rewrite(guide, "<i>guida</i>", "guide")
    preview.wait_for(address, SHOWN, absent=True)

    # a broken call in a written page
    with page.open("a", encoding="utf-8") as file:
        file.write("\n[[livrable:absent]]\n")
    assert "docs/annuaire.md" in preview.wait_for("annuaire/", SHOWN)
    rewrite(page, "[[livrable:absent]]", "[[livrable:quiz]]")
    preview.wait_for("annuaire/", SHOWN, absent=True)
    assert "../livrables/quiz/" in preview.get("annuaire/")

    # a style sheet, whose address changes with it
    sheet = project / "docs" / "assets" / "stylesheets" / "base.css"
    former = find_sheet(preview.get(""))
    rewrite(sheet, "--rayon: 10px", "--rayon: 11px")
    preview.wait_for("", former, absent=True)
    assert "--rayon:11px" in preview.get(find_sheet(preview.get("")))
    rewrite(sheet, "--rayon: 11px;", '--rayon: "11px;')
    assert "docs/assets/stylesheets/base.css" in preview.wait_for("", SHOWN)
    rewrite(sheet, '--rayon: "11px;', "--rayon: 10px;")
    preview.wait_for("", former)

    # what no record may do: a template that fails
    template = project / "overrides" / "fiches" / "livrable.html"
    rewrite(template, "{{ fiche.titre }}", "{{ fiche.absent.titre }}")
    assert "absent" in preview.wait_for(address, "La mise à jour a échoué")
    assert "La mise à jour a échoué" not in preview.get("")
    rewrite(template, "{{ fiche.absent.titre }}", "{{ fiche.titre }}")
    preview.wait_for(address, "Guide &lt;b&gt;corrigé")


def test_preview_follows_right_records_beside_a_wrong_one(project: Path, previews: list[Preview]) -> None:
    previews.append(preview := Preview(project))
    folder = project / "catalogue" / "livrables"
    preview.wait_for("livrables/guide/", "Guide")
    rewrite(folder / "guide.yml", 'format: "guide"', 'format: "guida"')
    preview.wait_for("livrables/quiz/", SHOWN)
    text = (folder / "quiz.yml").read_text(encoding="utf-8")
    titled = re.sub("(?m)^titre: .*$", 'titre: "Quiz des chutes"', text)
    (folder / "quiz.yml").write_text(titled, encoding="utf-8")
    (folder / "neuf.yml").write_text(titled.replace("Quiz des chutes", "Tout neuf"), encoding="utf-8")
    assert SHOWN in preview.wait_for("livrables/quiz/", "Quiz des chutes")
    assert "Tout neuf" in preview.wait_for("livrables/neuf/", "Tout neuf")
    assert "Tout neuf" in preview.get("livrables/")
    (folder / "neuf.yml").unlink()
    preview.wait_for("livrables/neuf/", "Tout neuf", absent=True)
    assert "Tout neuf" not in preview.get("livrables/")


def test_preview_makes_what_is_no_page_when_it_is_asked_for(project: Path, previews: list[Preview]) -> None:
    previews.append(preview := Preview(project))
    preview.wait_for("livrables/guide/", "Guide")
    assert "Guide" in preview.get("catalogue.csv")
    folder = re.search(r'"dossier":"([^"]+)"', preview.get("recherche/index.json"))
    assert folder
    assert preview.get(f"{folder[1]}formes.json")
    rewrite(project / "docs" / "annuaire.md", "# ", "# Nouvel ")
    assert "Nouvel" in preview.wait_for("annuaire/", "Nouvel")
    rewrite(project / "mkdocs.yml", "Annuaire: annuaire.md", "Qui pilote quoi: annuaire.md")
    assert "Qui pilote quoi" in preview.wait_for("annuaire/", "Qui pilote quoi")


def test_preview_starts_in_spite_of_mistakes(project: Path, previews: list[Preview]) -> None:
    guide = project / "catalogue" / "livrables" / "guide.yml"
    rewrite(guide, 'format: "guide"', 'format: "guida"')
    previews.append(preview := Preview(project))
    assert "catalogue/livrables/guide.yml:4:9: format" in preview.wait_for("", SHOWN)
    assert "Quiz" in preview.get("livrables/quiz/")
    rewrite(guide, "guida", "guide")
    preview.wait_for("", SHOWN, absent=True)
    assert "<h1" in preview.get("livrables/guide/")


def test_preview_starts_in_spite_of_broken_links(project: Path, previews: list[Preview]) -> None:
    """A link to a record that is about to be written, and a page that is not in the navigation yet."""
    with (project / "catalogue" / "livrables" / "guide.yml").open("a", encoding="utf-8") as file:
        file.write('description: "[x](../a-venir/)"\n')
    (project / "docs" / "nouvelle.md").write_text("# Nouvelle\n\n[x](a-venir.md)\n", encoding="utf-8")
    previews.append(preview := Preview(project))
    assert "../a-venir/" in preview.wait_for("livrables/guide/", "Guide")
    assert "Nouvelle" in preview.get("nouvelle/")
