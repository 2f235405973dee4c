"""The Chromium that the browser tests drive, fetched where there is none, and what a page does in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Error, Page, Request, ViewportSize, sync_playwright

SHELL = "chromium-headless-shell"
"""Chromium without the windows that nobody sees here: a new visitor costs it a third of the processor time."""
COMMANDS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS_APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # Else a second process is made ready for each new visitor, in case a page of another site comes next.
    "--renderer-process-limit=1",
    # A page that calls a third party gets no answer, and the tests need no network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
FRANCE = {"locale": "fr-FR", "timezone_id": "Europe/Paris"}
"""Options of a visitor's context."""
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ALIKE = """() => {
  const ground = ["backgroundColor", "backgroundImage", "filter", "mixBlendMode", "opacity", "position", "zIndex"];
  const text = ["color", "fontSize", "fontWeight", "textShadow", "webkitTextStroke"];
  const numbers = new Map(), known = new Map(), judged = new Set();
  const number = key => numbers.get(key) ?? numbers.set(key, numbers.size).get(key);
  const look = (element, names) => {
    const style = getComputedStyle(element);
    return [element.tagName, element.getAttribute("class"), ...names.map(name => style[name])].join("|");
  };
  const grounds = element => {
    if (!element) return "";
    if (!known.has(element)) known.set(element, number(grounds(element.parentElement) + "|" + look(element, ground)));
    return known.get(element);
  };
  const written = ({ props, children }) =>
    ["input", "select", "textarea"].includes(props.nodeName) ||
    children.some(({ props, actualNode }) => props.nodeName === "#text" && actualNode.nodeValue.trim());
  const rule = axe._audit.rules.find(({ id }) => id === "color-contrast");
  rule.whole ??= rule.matches;
  rule.matches = function (element, node, ...others) {
    if (!written(node)) return false;
    const key = grounds(element) + "|" + look(element, text);
    if (judged.has(key) || !rule.whole.call(this, element, node, ...others)) return false;
    judged.add(key);
    return true;
  };
}"""
"""Has axe-core judge once the contrast of texts of one look: the same colours, classes and grounds below one another.

A list shows the same card a dozen times, and contrast takes nearly all of axe-core's time. What holds no text of its
own has none to be judged: axe-core says so too, once it has read all that it holds.
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
"""Tags of the rules of axe-core that pages keep."""
NO_CHROMIUM = (
    "Les tests du navigateur demandent Chromium ou Google Chrome : installez l’un des deux, "
    "ou donnez l’adresse du vôtre avec « CHROMIUM=/chemin/vers/chromium make test »."
)
NO_DRIVER = (
    "Playwright, qui conduit les tests du navigateur, ne démarre pas, sans doute faute de la bibliothèque libatomic : "
    "sous Debian ou Ubuntu, lancez « sudo apt install libatomic1 », puis relancez."
)


class NoChromiumError(Exception):
    """No Chromium is to be had; the message is a French sentence that says what to do."""


@dataclass
class Journal:
    """What a page did since it was opened."""

    console: list[str] = field(default_factory=list)
    """Messages of the console, with their kind ("error: …"), and exceptions that no script caught."""

    requests: list[str] = field(default_factory=list)
    """Addresses asked for, whether they answered or not."""

    def follow(self, page: Page) -> None:
        """Notes from now on what a page does."""
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"exception: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))

    def third_parties(self, base_url: str) -> list[str]:
        """The addresses asked for outside `base_url` (no final slash); data: and blob: stay within the page."""
        return [url for url in self.requests if not url.startswith((f"{base_url}/", "data:", "blob:"))]


_under_way: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()
"""Requests of each page that have no answer yet."""
IDLE = "() => scheduler.postTask(() => new Promise((done) => setTimeout(done, 40)), { priority: 'background' })"
"""Waits until the page has nothing more urgent to do, and a little longer."""


CLOCK = """() => {
  if (location.protocol.startsWith("http")) localStorage.clear();
  return Function.prototype.toString.call(Date).includes("[native code]") ? null : Date.now();
}"""
"""What the clock of a page was set to. What the page kept goes too, before its process would still know of it."""


class Visitors:
    """Visitors one after the other, none of whom has ever come before.

    A new context for each costs a new process, which reads every script anew: one serves until somebody sets its clock,
    since all else that a visitor leaves can be taken away. Visitors of a fixed `day` have theirs set already.
    """

    def __init__(self, browser: Browser, day: str | None = None, **options: Any) -> None:
        self._browser = browser
        self._options = options
        self._day = day
        self._first: Page | None = None
        """An empty page of the context, without which its process would end with each visitor's."""

    @contextmanager
    def visit(self) -> Iterator[Page]:
        """A page of the next visitor."""
        first = self._first = self._first or self._come()
        origins: set[str] = set()

        def note(request: Request) -> None:
            if request.url.startswith("http"):
                origins.add("/".join(request.url.split("/")[:3]))

        first.context.on("request", note)
        page = first.context.new_page()
        count_requests(page)
        yield page
        first.context.remove_listener("request", note)
        try:
            self._leave(first, page, origins)
        except Error:  # the page was closed, or its browser
            self.close()

    def close(self) -> None:
        """Ends the context that serves."""
        if self._first:
            self._first.context.close()
            self._first = None

    def _come(self) -> Page:
        context = self._browser.new_context(**self._options)
        if self._day:
            context.clock.set_fixed_time(self._day)
        return context.new_page()

    def _leave(self, first: Page, page: Page, origins: Iterable[str]) -> None:
        """Closes what a visitor has opened, and takes away what is left of them."""
        if page.evaluate(CLOCK) != (datetime.fromisoformat(self._day).timestamp() * 1000 if self._day else None):
            self.close()
            return
        context = first.context
        for one in context.pages:
            if one != first:
                one.close()
        context.unroute_all()
        context.clear_permissions()
        context.clear_cookies()
        debugger = context.new_cdp_session(first)
        debugger.send("Network.clearBrowserCache")
        for origin in origins:
            debugger.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        debugger.detach()


def count_requests(page: Page) -> None:
    """Has `settle` know what a page asks for."""
    asked = _under_way.setdefault(page, set())
    page.on("request", lambda request: asked.add(request))
    page.on("requestfinished", lambda request: asked.discard(request))
    page.on("requestfailed", lambda request: asked.discard(request))


def settle(page: Page, seconds: float = 5) -> None:
    """Waits until a page has loaded, does nothing more and waits for no answer, twice in a row.

    The `networkidle` of Playwright is half a second of silence each time, which is most of what a visit takes.
    """
    page.wait_for_load_state()
    end, calm = monotonic() + seconds, 0
    while calm < 2 and monotonic() < end:
        page.evaluate(IDLE)
        calm = 0 if _under_way[page] else calm + 1
    if calm < 2:
        page.wait_for_load_state("networkidle")


class Violation(NamedTuple):
    """A rule of axe-core that a page breaks."""

    rule: str
    help: str
    places: list[str]
    """Beginnings of the elements."""


def violations(page: Page, rules: Sequence[str] = RULES) -> list[Violation]:
    """What axe-core finds wrong with a page, by rules or by tags of rules."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE)  # over the debugger, which the page's policy does not bind
    page.evaluate(ALIKE)
    result: dict[str, Any] = page.evaluate(
        "only => axe.run(document, { runOnly: only, resultTypes: ['violations'] })", list(rules)
    )
    return [
        Violation(one["id"], one["help"], [node["html"][:150] for node in one["nodes"]]) for one in result["violations"]
    ]


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong with a page, a line each: rule, reason and place."""
    return [f"{rule}: {reason}: {places}" for rule, reason, places in violations(page)]


def provide_chromium(announce: Callable[[str], None]) -> Path:
    """The Chromium of this machine, installed where there is none, after a sentence that says so.

    As root on Debian the distribution's is installed, else Playwright's own. Raises NoChromiumError.
    """
    # The Node that drives Playwright needs a library that the smallest Debian images lack.
    if not playwright_starts() and not install_with_apt("libatomic1"):
        raise NoChromiumError(NO_DRIVER)
    if found := find_chromium():
        return found
    announce("Installation de Chromium pour les tests du navigateur…")
    fonts = "fonts-liberation"
    if install_with_apt(SHELL, fonts) or install_with_apt("chromium", fonts) or install_with_playwright():
        found = find_chromium()
    if not found:
        raise NoChromiumError(NO_CHROMIUM)
    return found


def find_chromium() -> Path | None:
    """The Chromium of this machine: the one that CHROMIUM names, else the system's, else Playwright's own.

    Raises NoChromiumError where CHROMIUM names something that cannot be run: another one would be a surprise.
    """
    if chosen := os.environ.get("CHROMIUM"):
        if command := shutil.which(chosen):
            return Path(command)
        raise NoChromiumError(f"CHROMIUM désigne « {chosen} », qui n’est pas un programme : corrigez cette adresse.")
    return find_system_chromium() or find_playwright_chromium()


def find_system_chromium() -> Path | None:
    """The first of the usual commands that is on PATH, else the first of the usual macOS applications."""
    for name in COMMANDS:
        if command := shutil.which(name):
            return Path(command)
    return next((application for application in MACOS_APPLICATIONS if application.exists()), None)


def find_playwright_chromium() -> Path | None:
    """The Chromium that `playwright install` has put on this machine."""
    with sync_playwright() as playwright:
        executable = Path(playwright.chromium.executable_path)
    return executable if executable.exists() else None


def playwright_starts() -> bool:
    """Whether Playwright's driver can run on this machine."""
    return run([sys.executable, "-m", "playwright", "--version"])


def install_with_playwright() -> bool:
    """Whether Playwright could download its own Chromium."""
    return run([sys.executable, "-m", "playwright", "install", "chromium"])


def install_with_apt(*packages: str) -> bool:
    """Whether apt-get could install these packages of the distribution, which takes root."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    return run(["apt-get", "update"]) and run(["apt-get", "install", "--yes", "--no-install-recommends", *packages])


def run(command: list[str]) -> bool:
    """Whether the command succeeded; what it prints is of no use to whoever only wants to run the tests."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode == 0
