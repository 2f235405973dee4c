"""The menu of mkdocs.yml: each written page stands in it, and it names no other."""

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from typing import Any

import yaml
from pathspec.gitignore import GitIgnoreSpec

from prst.records.problems import Problem, describe, did_you_mean
from prst.records.reading import read

FILE = "mkdocs.yml"
_HIDDEN = (".*", "/templates/")
"""What MkDocs never takes for a page (mkdocs.structure.files)."""

_SITE = re.compile(r"www\.|[\w-]+\.(?:fr|com|org|net|eu)(?:/|$)", re.IGNORECASE)
"""An address without its scheme, which MkDocs takes for a file."""


class _Loader(yaml.CSafeLoader):
    """Reads tags as what they stand before: `!ENV` names a variable that does not matter here."""


_Loader.add_multi_constructor("", lambda loader, _tag, node: getattr(node, "value", None))


class Menu:
    """What mkdocs.yml says of pages; empty where it cannot be read.

    `inherited` gives the file that it builds upon, by its name (mkdocs.org, "Configuration Inheritance").
    """

    def __init__(self, content: bytes, inherited: Callable[[str], bytes] | None = None) -> None:
        self._text = content.decode("utf-8", "replace")
        self._settings: dict[str, Any] = {}
        self.problems: list[Problem] = []
        try:
            found = yaml.load(self._text, _Loader)  # noqa: S506 - a safe loader
            self._settings = found if isinstance(found, dict) else {}
            if inherited and isinstance(name := self._settings.get("INHERIT"), str):
                with suppress(OSError):  # MkDocs says so
                    self._settings = {**Menu(inherited(name))._settings, **self._settings}
        except (yaml.YAMLError, ValueError, RecursionError):
            faults = [
                fault for fault in read(content).faults if fault[2] in ("syntaxe", "caractere", "conflit", "espace")
            ]
            for position, _location, code, values in faults[:1]:
                self.problems.append(Problem(FILE, *position, "", *describe(code, **values), code))

    def pages(self, files: Collection[str]) -> list[str]:
        """Return the files of docs/ that are written pages."""
        excluded = self._spec("exclude_docs", _HIDDEN)
        return sorted(name for name in files if name.endswith(".md") and not excluded.match_file(name))

    def _spec(self, key: str, more: Collection[str] = ()) -> GitIgnoreSpec:
        return GitIgnoreSpec.from_lines([*more, *str(self._settings.get(key) or "").splitlines()])

    def check(
        self, pages: Collection[str], titles: dict[str, str], left_out: Callable[[str], bool] = lambda _path: False
    ) -> Iterator[Problem]:
        """Yield the pages that the menu lacks, and what it names that is no page, unless the site leaves it out."""
        nav = self._settings.get("nav")
        if not isinstance(nav, list):
            return
        named = list(_paths(nav))
        apart = self._spec("not_in_nav")
        for name in sorted(set(pages) - set(named)):
            if not apart.match_file(name):
                values = {"ou": self._beside(name, named), "ligne": _line(titles.get(name, ""), name)}
                yield Problem(f"docs/{name}", 1, 1, "", *describe("page_hors_menu", **values), "page_hors_menu")
        for path in named:
            if (
                (path.endswith(".md") or _SITE.match(path))
                and path not in pages
                and ":" not in path
                and not left_out(path)
            ):
                whole = f" ; un autre site s’écrit avec son adresse entière, https://{path}"
                values = {"value": path, "nearest": whole if _SITE.match(path) else did_you_mean(path, pages)}
                line = self._line_of(path)
                yield Problem(FILE, line, 1, "nav", *describe("menu_sans_page", **values), "menu_sans_page")

    def _line_of(self, path: str) -> int:
        found = re.search(rf"^.*(?<![\w/-]){re.escape(path)}\s*(?:['\"]|#|$)", self._text, re.MULTILINE)
        return self._text.count("\n", 0, found.start()) + 1 if found else 1

    def _beside(self, name: str, named: list[str]) -> str:
        """Return where the menu has room for a page: after the last one of its folder."""
        folder = posixpath.dirname(name)
        near = [path for path in named if posixpath.dirname(path) == folder]
        return f" après la ligne {self._line_of(near[-1])}, alignée avec elle" if folder and near else ""


def without(nav: Any, left_out: Callable[[str], bool]) -> Any:
    """Return a menu without the pages that a site leaves out; of a group of which one entry is left, that entry."""
    if isinstance(nav, dict):
        kept = {title: (inner, without(inner, left_out)) for title, inner in nav.items()}
        alone = [
            left[0] for inner, left in kept.values() if inner != left and isinstance(left, list) and len(left) == 1
        ]
        return alone[0] if alone else {title: left for title, (_inner, left) in kept.items() if left}
    if isinstance(nav, list):
        return [left for one in nav if (left := without(one, left_out))]
    return None if isinstance(nav, str) and left_out(nav) else nav


def _paths(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict | list):
        for inner in nav.values() if isinstance(nav, dict) else nav:
            yield from _paths(inner)


def _line(title: str, name: str) -> str:
    if not title:
        return f"- {name}"
    shown = title if re.fullmatch(r"[\w’' ,()/-]+", title) and title[0].isalpha() else f'"{title}"'
    return f"- {shown}: {name}"
