"""All that is wrong with the written pages of a project: what `prst verifier` tells, and a build refuses."""

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from prst.building import Build
from prst.files import read_file
from prst.outputs.addresses import address_of
from prst.outputs.pages.written import code_spans
from prst.records.problems import Problem, describe
from prst.records.reading import decode
from prst.written import examples, form, headers, links, signs
from prst.written.navigation import FILE, Menu

_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)

CROWDED = frozenset({"crochets", "trop_de_niveaux"})
"""What is wrong with pages that would take too long to read: nothing more is looked for there."""


def check(project: Path, build: Build) -> list[Problem]:
    """Return what is wrong with the pages of docs/ and their menu."""
    docs = project / "docs"
    files = _files(docs)
    try:
        menu = Menu(read_file(project / FILE), lambda name: read_file(project / name))
    except OSError:
        menu = Menu(b"")
    problems = list(menu.problems)
    texts: dict[str, str] = {}
    gone = {name for name in files if build.leaves(name)}
    files -= gone
    pages = menu.pages(files)
    for name in pages:
        try:
            text, refusal = decode(read_file(docs / name))
        except OSError:
            continue  # told by records.docs, which looks through the folder before
        for position, _location, code, values in refusal.faults if refusal else ():
            problems.append(Problem(f"docs/{name}", *position, "", *describe(code, **values), code))
        if refusal is None:
            texts[name] = text.replace("\r\n", "\n").replace("\r", "\n")
    crowded: set[str] = set()
    site = _site(build, files, texts, crowded)
    for name, text in texts.items():
        found = list(check_page(name, text, build))
        if any(problem.code in CROWDED for problem in found):
            crowded.add(name)
        problems += found
    for name, text in texts.items():
        if name not in crowded:
            problems += links.check(text, name, hidden_in(text), site)
    problems += _same_addresses(pages, build)
    problems += menu.check(pages, {name: _title(text) for name, text in texts.items()}, build.leaves)
    return problems


def _same_addresses(pages: Sequence[str], build: Build) -> Iterator[Problem]:
    """Yield the pages that would stand where a record or another page stands: only one of them could be read."""
    records = build.catalogue.addresses()
    taken: dict[str, str] = {}
    for name in pages:
        address = address_of(name)
        other = taken.setdefault(address, f"docs/{name}")
        if address.rstrip("/") in records:
            other = "une fiche"
        if other != f"docs/{name}":
            values = {"value": address, "autre": other}
            yield Problem(f"docs/{name}", 1, 1, "", *describe("page_double", **values), "page_double")


def check_page(name: str, text: str, build: Build) -> Iterator[Problem]:
    """Yield what is wrong with one page by itself: its header, calls and form, but not where its links lead."""
    folder = build.templates_folder.parent
    templates = {path.name for path in folder.glob("*.html")} - {"404.html"} | {"main.html"}
    file = f"docs/{name}"
    yield from _by_its_text(text, file, frozenset(templates))
    yield from build.check_written(text, file)
    yield from examples.check(text, name, build.catalogue)


@lru_cache(1_000)  # a preview checks all pages at each save of a record: 0.2 s of it need no second look
def _by_its_text(text: str, file: str, templates: frozenset[str]) -> Sequence[Problem]:
    """Return what is wrong with one page whatever the records are: its header and form."""
    begin = headers.end_of(text)
    found = [*headers.check(text, file, templates), *form.check(text, begin, file, hidden_in(text))]
    return found if any(problem.code in CROWDED for problem in found) else [*found, *signs.check(text, begin, file)]


def hidden_in(text: str) -> Callable[[int], bool]:
    """Return whether what stands at an offset of a page is header or code, which are not read as Markdown."""
    spans = sorted([(0, headers.end_of(text)), *code_spans(text)])
    starts = [start for start, _end in spans]

    def hidden(offset: int) -> bool:
        rank = bisect_right(starts, offset) - 1
        return rank >= 0 and offset < spans[rank][1]

    return hidden


def _site(build: Build, files: set[str], texts: dict[str, str], crowded: set[str]) -> links.Site:
    made: dict[str, str] = {}

    def html(name: str) -> str:
        if name not in made:
            text = texts.get(name, "")
            made[name] = "" if name in crowded else build.html_of(name, address_of(name), text[headers.end_of(text) :])
        return made[name]

    def ids(name: str) -> set[str]:
        return {node.attributes.get("id") or "" for node in LexborHTMLParser(html(name)).css("[id]")}

    composed = {name for name, text in texts.items() if "\ntemplate:" in text[: headers.end_of(text)]}
    return links.Site(files, ids, html, build.catalogue.addresses(), composed, build.catalogue.site.base, links.KINDS)


def _files(docs: Path) -> set[str]:
    """Return everything in docs/, by its path there."""
    base = str(docs)
    return {
        os.path.relpath(os.path.join(parent, name), base).replace(os.sep, "/")  # noqa: PTH118 - thousands of files
        for parent, _folders, names in os.walk(base)
        for name in names
    }


def _title(text: str) -> str:
    found = _TITLE.search(text, headers.end_of(text))
    return found[1] if found else ""
