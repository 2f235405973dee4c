"""What a search costs its reader: files, bytes and time of the first question and of those that follow.

Both sites are served by the same server, which compresses as a host does and has the delay and rate of a phone; both
are asked through their own modules, without their pages: the answer is there when the first results can be shown.
"""

import gzip
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Lock, Thread
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS

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
OURS = """async ([question, shown]) => {
  globalThis.moteur ??= await (await import("/assets/javascripts/recherche/moteur.js")).ouvrir("/");
  const { resultats } = await moteur.chercher(question);
  const fiches = await moteur.fiches(resultats.slice(0, shown).map(({ numero }) => numero));
  return [resultats.length, fiches[0]?.titre ?? ""];
}"""
PAGEFIND = """async ([question, shown]) => {
  globalThis.pagefind ??= await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(question);
  const pages = await Promise.all(results.slice(0, shown).map((result) => result.data()));
  return [results.length, pages[0]?.meta.title ?? ""];
}"""


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
    sent: list[int] = field(default_factory=list)
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
                host.sent.append(len(data or b""))

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        host.address = f"http://127.0.0.1:{server.server_port}"
        yield host
        server.shutdown()


def costs(browser: Any, folder: Path, script: str) -> tuple[list[Cost], list[Cost]]:
    """Return the cost of each question asked first, on a page just opened, and of each that follows another."""
    first, following = [], []
    with hosted(folder) as host:
        for rank, question in enumerate(QUESTIONS):
            context = browser.new_context(locale="fr-FR")
            page = context.new_page()
            page.goto(f"{host.address}/")
            page.wait_for_load_state("networkidle")
            first.append(_ask(page, host, script, question))
            if rank == 0:
                following += [_ask(page, host, script, other) for other in QUESTIONS[1:]]
            context.close()
    return first, following


def _ask(page: Any, host: Host, script: str, question: str) -> Cost:
    host.sent.clear()
    start = time.perf_counter()
    results, _title = page.evaluate(script, [question, SHOWN])
    seconds = time.perf_counter() - start
    return Cost(question, len(host.sent), sum(host.sent), seconds, results)


HEAD = ("recherche dans le navigateur", "fichiers", "Kio", "secondes", "résultats")


def compare(chromium: Path, sites: Mapping[str, tuple[Path, str]]) -> list[tuple[str, ...]]:
    """Return the lines of a table, HEAD first: for each site, a folder and the script that asks it."""
    lines: list[tuple[str, ...]] = [HEAD]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, (folder, script) in sites.items():
            first, following = costs(browser, folder, script)
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
