"""Whose each file of a project is: the program's, which later versions replace, or a region's, which they leave."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

PROGRAMME = (
    "hooks",
    "overrides",
    "tests",
    "docs/assets/javascripts",
    "docs/assets/stylesheets",
    "catalogue/schemas",
    ".ci",
    ".github",
    ".gitlab",
    "pyproject.toml",
    "requirements.txt",
    "requirements-develop.txt",
    "Makefile",
    ".gitlab-ci.yml",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
)
"""Files and folders of the program: a region changes none of them."""
MENU = "mkdocs.yml"
"""The program's but for its `nav`, which is a region's."""
REGION = ("catalogue", "docs", "publiccode.yml", "LICENCE-DONNEES.md", "CODEOWNERS")
"""Files and folders of a region, but for what of them is the program's."""
MADE = frozenset({"__pycache__", "node_modules", ".DS_Store"})
"""What commands and systems leave in folders of the program."""
_NAV = re.compile(r"^nav:.*\n(?:(?:[ \t#-].*)?\n)*", re.MULTILINE)


def owner(path: str) -> str:
    """Return whose a file is by its path in the project: « programme », « région », « partagé », or '' for neither."""
    if path == MENU:
        return "partagé"
    for name, files in (("programme", PROGRAMME), ("région", REGION)):
        if any(path == one or path.startswith(f"{one}/") for one in files):
            return name
    return ""


def files_of(project: Path, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the paths of the files under some names, in order, without what commands leave beside them."""
    for name in names:
        start = project / name
        if start.is_file():
            yield name
            continue
        for folder, folders, files in os.walk(start):
            folders[:] = sorted(one for one in folders if one not in MADE and not one.endswith(".egg-info"))
            for file in sorted(set(files) - MADE):
                yield (PurePosixPath(Path(folder).relative_to(project).as_posix()) / file).as_posix()


def copy_program(source: Path, target: Path) -> None:
    """Put the program of a project into another one, in the place of what is there of it. Raises OSError."""
    wanted = {path: source / path for path in files_of(source, PROGRAMME)}
    for gone in set(files_of(target, PROGRAMME)) - set(wanted):
        (target / gone).unlink()
    for path, file in wanted.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target / path)
    menu = target / MENU
    own = nav_of(menu.read_text(encoding="utf-8")) if menu.is_file() else ""
    text = (source / MENU).read_text(encoding="utf-8")
    menu.write_text(with_nav(text, own) if own else text, encoding="utf-8")


def nav_of(text: str) -> str:
    """Return the menu of an mkdocs.yml as it is written there; '' for none."""
    found = _NAV.search(text)
    return found[0].rstrip("\n") + "\n" if found else ""


def with_nav(text: str, nav: str) -> str:
    """Return an mkdocs.yml with another menu, all else kept."""
    return _NAV.sub(lambda _found: f"{nav}\n", text, count=1)
