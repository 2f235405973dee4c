"""Which files are the program's and which a region's, and how a region takes a later version of the first."""

import subprocess
from pathlib import Path

import pytest

from prst import projet


def test_every_file_has_an_owner(repository: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=repository, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a clone")
    nobody = {path for path in listed.stdout.splitlines() if not projet.owner(path)}
    assert nobody <= {".programme.json"}


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("hooks/prst/cli.py", "programme"),
        ("docs/assets/javascripts/dates.js", "programme"),
        ("catalogue/schemas/site.schema.json", "programme"),
        ("catalogue/site.yml", "région"),
        ("docs/index.md", "région"),
        ("docs/contribuer/index.md", "région"),
        ("mkdocs.yml", "partagé"),
        ("hooksfolder", ""),
    ],
)
def test_a_file_is_the_program_s_or_a_region_s(path: str, owner: str) -> None:
    assert projet.owner(path) == owner


def test_contributing_names_the_files_of_the_program(repository: Path) -> None:
    """The table for those who read, and the one by which files are copied, are one."""
    text = (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (row,) = [line for line in text.splitlines() if line.startswith("| the program's |")]
    beside = {name for name in projet.PROGRAMME if name.endswith(".md") and name != "README.md"}
    assert {name for name in projet.PROGRAMME if f"`{name}`" not in row and f"`{name}/`" not in row} == beside


MENU = "site_name: Un\nnav:\n  - Accueil: index.md\n\n  # À nous\n  - Autre: a.md\n\nvalidation:\n  nav:\n    x: y\n"


def test_the_menu_is_kept_by_a_later_version() -> None:
    later = "site_name: Deux\nnav:\n  - Accueil: index.md\n\nhooks: []\n"
    renewed = projet.with_nav(later, projet.nav_of(MENU))
    assert renewed == ("site_name: Deux\nnav:\n  - Accueil: index.md\n\n  # À nous\n  - Autre: a.md\n\nhooks: []\n")
    assert projet.nav_of("site_name: Un\n") == ""


def test_the_program_takes_the_place_of_the_former_one_and_nothing_else_moves(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    for path, text in {"hooks/a.py": "2", "hooks/__pycache__/a.pyc": "x", "mkdocs.yml": "nav:\n  - a.md\n"}.items():
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).write_text(text)
    mine = {"catalogue/site.yml": "mine", "docs/a.md": "mine", ".env": "mine"}
    for path, text in {**mine, "hooks/a.py": "1", "hooks/gone.py": "1", "mkdocs.yml": "nav:\n  - b.md\n"}.items():
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        (old / path).write_text(text)
    projet.copy_program(new, old)
    found = {path.relative_to(old).as_posix(): path.read_text() for path in old.rglob("*") if path.is_file()}
    assert found == {**mine, "hooks/a.py": "2", "mkdocs.yml": "nav:\n  - b.md\n\n"}
