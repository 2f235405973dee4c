"""What a search costs its reader: files, bytes and time of the first question and of those that follow.

Sites are served by the same server, which compresses as a host does and has the delay and rate of a phone. They are
asked through their own modules, without their pages, so that they compare: the answer is there when the first results
can be shown. This one is asked as its readers do too, in its box and on its page, whose own scripts then count.
`python -m tests.bench.searches DOSSIER` measures a site of this project that is already made.
"""

import argparse
import gzip
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Lock, Thread
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import FLAGS, find_chromium

QUESTIONS = (
    "sécurité chantier", "tms", "document unique", "chute de hauteur", "amiante", "accueil nouveaux embauchés",
    "garage", "risque chimique", "addictions", "qualité de vie au travail", "canicule", "maintien en emploi",
)  # fmt: skip
DELAY = 0.06
"""Seconds from a request to its answer."""
RATE = 1_000_000
"""Bytes a second of each answer."""
SHOWN = 6
"""Results that the box in the header shows."""
COMPRESSED = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".css": "text/css",
}
"""Kinds of files that hosts compress; Pagefind's own are compressed already."""
OF_A_SEARCH = re.compile(r"/(recherche|pagefind)/.*[^/]$")
"""Files that only a search asks for: scripts and parts of an index, not the page that a reader opens."""
QUIET = 300
"""Milliseconds without a request after which none is expected any more."""
_ENGINE = """async ([question, shown]) => {
  globalThis.moteur ??= await (await import("/assets/javascripts/recherche/recherche.js")).ready("/");
  const { resultats } = await moteur.search(question);
  const fiches = await moteur.fiches(resultats.slice(0, shown).map(({ numero }) => numero));
  return [resultats.length, fiches[0]?.titre ?? ""];
}"""
_PAGEFIND = """async ([question, shown]) => {
  globalThis.pagefind ??= await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(question);
  const pages = await Promise.all(results.slice(0, shown).map((result) => result.data()));
  return [results.length, pages[0]?.meta.title ?? ""];
}"""

Ask = Callable[[Page, str], int]
"""Asks a question on a page of a site, and returns the number of results once the first of them can be read."""


def engine(page: Page, question: str) -> int:
    """Ask the engine of this project, without the scripts of a box or page."""
    return int(page.evaluate(_ENGINE, [question, SHOWN])[0])


def pagefind(page: Page, question: str) -> int:
    """Ask Pagefind."""
    return int(page.evaluate(_PAGEFIND, [question, SHOWN])[0])


def in_box(page: Page, question: str) -> int:
    """Ask in the box of the page's header; the pause that waits for the end of a word is in its time."""
    page.fill("#q-entete", "")
    page.fill("#q-entete", question)
    suggestions = page.locator(".entete-recherche [role=option]")
    suggestions.first.wait_for()
    told = re.sub(r"\D", "", suggestions.last.inner_text()) if page.locator(".suggestion-suite").count() else ""
    return int(told or suggestions.count())


def on_page(page: Page, question: str) -> int:
    """Open the search page at a question, or ask another one there; opening the page is in its time."""
    results = page.locator(".resultats-liste > li")
    if page.locator("#q").count():
        page.fill("#q", "")
        results.first.wait_for(state="detached")
        page.fill("#q", question)
    else:
        page.goto(f"{page.url}recherche/?q={question}", wait_until="commit")
    results.first.wait_for()
    return int(re.sub(r"\D", "", page.locator(".resultats-compte").inner_text().partition(" pour ")[0]))


OURS: Mapping[str, Ask] = {"moteur seul": engine, "zone de recherche": in_box, "page de recherche": on_page}
"""The ways to ask this project."""


@dataclass
class Cost:
    """What one question cost."""

    question: str
    files: int
    size: int
    """Bytes as sent, without headers."""
    seconds: float
    results: int


@dataclass
class Host:
    """A server of a folder and what it sent."""

    address: str = ""
    sent: list[tuple[str, int]] = field(default_factory=list)
    """Path and bytes of each answer."""
    lock: Any = field(default_factory=Lock)


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serve a folder as a host of static sites does, at the delay and rate of a phone."""
    host = Host()

    @cache
    def content(path: str) -> bytes | None:
        file = (folder / path.lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            return None
        data = file.read_bytes()
        return gzip.compress(data, 6) if file.suffix in COMPRESSED else data

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            data = content(path)
            time.sleep(DELAY + len(data or b"") / RATE)
            self.send_response(200 if data is not None else 404)
            suffix = Path(path).suffix or ".html"
            self.send_header("Content-Type", COMPRESSED.get(suffix, "application/octet-stream"))
            if data is not None and suffix in COMPRESSED:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")
            with host.lock:
                host.sent.append((path, len(data or b"")))

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        host.address = f"http://127.0.0.1:{server.server_port}"
        yield host
        server.shutdown()


def costs(browser: Any, folder: Path, ask: Ask) -> tuple[list[Cost], list[Cost]]:
    """Return the cost of each question asked first, on a page just opened, and of each that follows another."""
    first, following = [], []
    with hosted(folder) as host:
        for rank, question in enumerate(QUESTIONS):
            context = browser.new_context(locale="fr-FR")
            page = context.new_page()
            page.goto(f"{host.address}/")
            page.wait_for_load_state("networkidle")
            first.append(_cost(page, host, ask, question))
            if rank == 0:
                following += [_cost(page, host, ask, other) for other in QUESTIONS[1:]]
            context.close()
    return first, following


def _cost(page: Page, host: Host, ask: Ask, question: str) -> Cost:
    """Return what a question cost; files that come after its first results, without more being done, count too."""
    host.sent.clear()
    start = time.perf_counter()
    results = ask(page, question)
    seconds = time.perf_counter() - start
    before = -1
    while before != len(host.sent):
        before = len(host.sent)
        page.wait_for_timeout(QUIET)
    sizes = [size for path, size in host.sent if OF_A_SEARCH.search(path)]
    return Cost(question, len(sizes), sum(sizes), seconds, results)


HEAD = ("recherche dans le navigateur", "fichiers", "Kio", "secondes", "résultats")


def compare(chromium: Path, sites: Mapping[str, tuple[Path, Ask]]) -> list[tuple[str, ...]]:
    """Return the lines of a table, HEAD first: for each site, a folder and the way to ask it."""
    lines: list[tuple[str, ...]] = [HEAD]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, (folder, ask) in sites.items():
            first, following = costs(browser, folder, ask)
            lines += [_line(f"{name}, première question", first), _line(f"{name}, suivantes", following)]
        browser.close()
    return lines


def _line(name: str, found: list[Cost]) -> tuple[str, ...]:
    """Return medians and, of files and bytes, the extremes."""
    files, sizes = [cost.files for cost in found], [cost.size / 1024 for cost in found]
    return (
        name,
        f"{median(files):.0f} ({min(files)} – {max(files)})",
        f"{median(sizes):.0f} ({min(sizes):.0f} – {max(sizes):.0f})",
        f"{median(cost.seconds for cost in found):.2f}".replace(".", ","),
        f"{median(cost.results for cost in found):.0f}",
    )


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Return a table whose first column stands on the left and the others on the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        )
        for line in lines
    )


def main() -> None:
    """Measure a site that is already made, and print the table."""
    parser = argparse.ArgumentParser(description="Mesurer ce que coûte une recherche dans un site déjà publié.")
    parser.add_argument("dossier", type=Path, help="dossier du site")
    folder = parser.parse_args().dossier
    chromium = find_chromium() or sys.exit("Cette mesure demande Chromium.")
    print(aligned(compare(chromium, {name: (folder, ask) for name, ask in OURS.items()})))


if __name__ == "__main__":
    main()
