"""The browser's modules of the search, joined: what a page loads together is one request.

Modules keep a scope of their own. They import and export as ours do: a statement a line, names in braces, no default.
"""

import re
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath, relpath

import rjsmin

from prst.outputs import Output

FOLDER = "assets/javascripts/recherche/"
"""Where the modules are; none of them is published on its own. Those of other folders are, and stay imported."""
ENTRIES = tuple(f"{FOLDER}{name}.js" for name in ("recherche", "page", "explorer"))
"""What pages load."""

_FROM = re.compile(r'^(import|export) \{ ((?:\w+, )*\w+) \} from "(\..+)";$', re.MULTILINE)
_DECLARED = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^(?:import\b(?!\()|export\b).*$", re.MULTILINE)


def joined(sources: Mapping[str, str]) -> Iterator[Output]:
    """Yield each entry that is there with the modules that it imports, from their texts by path on the site.

    Raises KeyError for a module that is not there, ValueError for a statement that is not understood, CycleError for
    modules that import each other.
    """
    for entry in ENTRIES:
        if entry not in sources:
            continue
        graph = _imports(entry, sources)
        order = list(TopologicalSorter(graph).static_order())
        apart = [path for path in order if not path.startswith(FOLDER)]
        text = "".join(f'import * as {_variable(path)} from "{relpath(path, dirname(entry))}";\n' for path in apart)
        text += "".join(_scoped(path, sources[path]) for path in order if path not in apart)
        if names := ", ".join(_exported(sources[entry])):
            text += f"export const {{ {names} }} = {_variable(entry)};\n"
        # rjsmin takes what follows `=>` for no regular expression: ours stand elsewhere
        yield Output(entry, rjsmin.jsmin(text, keep_bang_comments=True).encode())


def _imports(entry: str, sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what each module imports, of the entry and all that it leads to."""
    found: dict[str, list[str]] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path not in found and path.startswith(FOLDER):
            found[path] = [_path(path, match[3]) for match in _FROM.finditer(sources[path])]
            waiting += found[path]
    return found


def _path(module: str, address: str) -> str:
    return normpath(join(dirname(module), address))


def _variable(path: str) -> str:
    """Return the name of what a module exports; none of ours begins so."""
    return f"${PurePosixPath(path).stem}"


def _exported(source: str) -> list[str]:
    """Return the names that a module exports, its own and those of others."""
    others = [match[2] for match in _FROM.finditer(source) if match[1] == "export"]
    return [*_DECLARED.findall(source), *(name for names in others for name in names.split(", "))]


def _scoped(path: str, source: str) -> str:
    """Return a module as a function that is called at once and returns what it exports."""

    def taken(match: re.Match[str]) -> str:
        return f"const {{ {match[2]} }} = {_variable(_path(path, match[3]))};"

    body = _DECLARED.sub("", _FROM.sub(taken, source))
    if left := _LEFT.search(body):
        raise ValueError(f"{path}: {left[0]!r} is neither an import nor an export of names")
    exported = ", ".join(_exported(source))
    return f"const {_variable(path)} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();\n"
