"""Where a Chromium is looked for and how one is installed, on made-up machines; what a journal notes, in a real one."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.chromium import (
    Journal,
    NoChromiumError,
    Visitors,
    find_chromium,
    provide_chromium,
    violations,
)

PLAYWRIGHT_CHROMIUM = Path("/playwright/chrome")
PLAYWRIGHT_STARTS = "python -m playwright --version"
PLAYWRIGHT_INSTALLS = "python -m playwright install chromium"
APT_UPDATES = "apt-get update"
APT_INSTALLS = "apt-get install --yes --no-install-recommends"


class Machine:
    """The commands that it has, those that fail on it, and those that were run."""

    def __init__(self) -> None:
        self.commands: set[str] = set()
        self.failing: set[str] = set()
        self.ran: list[str] = []
        self.announced: list[str] = []
        self.playwright_chromium: Path | None = None

    def which(self, name: str) -> str | None:
        return f"/bin/{name}" if name in self.commands else None

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        line = " ".join(command).removeprefix("/")
        self.ran.append(line)
        if line in self.failing:
            return subprocess.CompletedProcess(command, 1)
        if line.startswith(f"{APT_INSTALLS} chromium"):
            self.commands.add(line.removeprefix(APT_INSTALLS).split()[0])
        if line == PLAYWRIGHT_INSTALLS:
            self.playwright_chromium = PLAYWRIGHT_CHROMIUM
        return subprocess.CompletedProcess(command, 0)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", machine.which)
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("sys.executable", "/python")
    monkeypatch.setattr(chromium, "MACOS_APPLICATIONS", ())
    monkeypatch.setattr(chromium, "find_playwright_chromium", lambda: machine.playwright_chromium)
    return machine


def test_the_one_that_is_named_comes_first(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.commands = {"chromium", "le-mien"}
    monkeypatch.setenv("CHROMIUM", "le-mien")
    assert find_chromium() == Path("/bin/le-mien")


def test_a_wrong_name_is_an_error_even_where_another_is_there(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.commands = {"chromium"}
    monkeypatch.setenv("CHROMIUM", "/nulle/part")
    with pytest.raises(NoChromiumError, match="/nulle/part"):
        provide_chromium(machine.announced.append)


def test_the_commands_of_the_system_come_in_their_order(machine: Machine) -> None:
    order = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    machine.commands = set(order)
    for name in order:
        assert find_chromium() == Path("/bin", name)
        machine.commands.remove(name)
    assert find_chromium() is None


def test_a_macos_application_comes_after_the_commands(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    application = tmp_path / "Google Chrome"
    application.touch()
    monkeypatch.setattr(chromium, "MACOS_APPLICATIONS", (tmp_path / "Chromium", application))
    assert find_chromium() == application
    machine.commands = {"google-chrome"}
    assert find_chromium() == Path("/bin/google-chrome")


def test_playwright_s_own_comes_last(machine: Machine) -> None:
    machine.playwright_chromium = PLAYWRIGHT_CHROMIUM
    assert find_chromium() == PLAYWRIGHT_CHROMIUM
    machine.commands = {"google-chrome-stable"}
    assert find_chromium() == Path("/bin/google-chrome-stable")


def test_nothing_is_installed_where_one_is_there(machine: Machine) -> None:
    machine.commands = {"apt-get", "chromium"}
    assert provide_chromium(machine.announced.append) == Path("/bin/chromium")
    assert machine.ran == [PLAYWRIGHT_STARTS]
    assert machine.announced == []


def test_root_on_debian_installs_the_distribution_s(machine: Machine) -> None:
    machine.commands = {"apt-get"}
    assert provide_chromium(machine.announced.append) == Path("/bin/chromium-headless-shell")
    assert machine.ran == [PLAYWRIGHT_STARTS, APT_UPDATES, f"{APT_INSTALLS} chromium-headless-shell fonts-liberation"]
    assert len(machine.announced) == 1


def test_a_distribution_without_the_headless_one_installs_the_whole(machine: Machine) -> None:
    machine.commands = {"apt-get"}
    machine.failing = {f"{APT_INSTALLS} chromium-headless-shell fonts-liberation"}
    assert provide_chromium(machine.announced.append) == Path("/bin/chromium")


@pytest.mark.parametrize(("commands", "user"), [({"apt-get"}, 1000), (set[str](), 0)], ids=["not root", "not Debian"])
def test_anybody_else_installs_playwright_s_own(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, commands: set[str], user: int
) -> None:
    machine.commands = commands
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert provide_chromium(machine.announced.append) == PLAYWRIGHT_CHROMIUM
    assert machine.ran == [PLAYWRIGHT_STARTS, PLAYWRIGHT_INSTALLS]


def test_playwright_s_own_is_installed_where_apt_fails(machine: Machine) -> None:
    machine.commands = {"apt-get"}
    machine.failing = {f"{APT_INSTALLS} {name} fonts-liberation" for name in ("chromium-headless-shell", "chromium")}
    assert provide_chromium(machine.announced.append) == PLAYWRIGHT_CHROMIUM


def test_the_library_that_playwright_lacks_is_installed_first(machine: Machine) -> None:
    machine.commands = {"apt-get", "chromium"}
    machine.failing = {PLAYWRIGHT_STARTS}
    assert provide_chromium(machine.announced.append) == Path("/bin/chromium")
    assert machine.ran == [PLAYWRIGHT_STARTS, APT_UPDATES, f"{APT_INSTALLS} libatomic1"]


@pytest.mark.parametrize(
    ("failing", "advice"),
    [({APT_UPDATES, PLAYWRIGHT_INSTALLS}, "CHROMIUM="), ({APT_UPDATES, PLAYWRIGHT_STARTS}, "apt install libatomic1")],
    ids=["no Chromium", "no driver"],
)
def test_one_sentence_says_what_to_do_where_none_can_be_had(machine: Machine, failing: set[str], advice: str) -> None:
    machine.commands = {"apt-get"}
    machine.failing = failing
    with pytest.raises(NoChromiumError) as caught:
        provide_chromium(machine.announced.append)
    sentence = str(caught.value)
    assert advice in sentence
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    assert "\n" not in sentence


def test_a_journal_notes_what_a_page_does(
    page: Page, journal: Journal, serve_folder: Callable[[Path], str], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
        <script src="https://example.org/traceur.js"></script>
        <script>console.log(new Date(0).toLocaleString()); throw new Error("aïe")</script>""",
        encoding="utf-8",
    )
    base_url = serve_folder(tmp_path)
    page.goto(f"{base_url}/")
    assert journal.third_parties(base_url) == ["https://example.org/traceur.js"]
    assert journal.console == [
        "error: Failed to load resource: net::ERR_NAME_NOT_RESOLVED",
        "log: 01/01/1970 01:00:00",
        "exception: aïe",
    ]


LEFT = """async () => {
  localStorage.setItem("a", "1");
  document.cookie = "a=1";
  await caches.open("a");
  await new Promise((resolve) => (indexedDB.open("a").onsuccess = resolve));
  addEventListener("pagehide", () => localStorage.setItem("b", "1"));
}"""
FOUND = """async () => [
  ...Object.keys(localStorage), document.cookie, ...await caches.keys(), ...await indexedDB.databases(),
  (await navigator.permissions.query({ name: "clipboard-write" })).state,
  Function.prototype.toString.call(Date).includes("[native code]"),
]"""


def test_nothing_is_left_of_a_visitor(visitors: Visitors, serve_folder: Callable[[Path], str], tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<!doctype html><link rel="icon" href="data:,">', encoding="utf-8")
    base = serve_folder(tmp_path)
    for _visitor in range(3):
        with visitors.visit() as page:
            page.goto(base)
            assert page.evaluate(FOUND) == ["", "prompt", True]
            page.context.grant_permissions(["clipboard-write"])
            page.context.route("**/*", lambda route: route.abort())
            page.context.new_page()
            page.evaluate(LEFT)
    with visitors.visit() as page:
        page.clock.set_fixed_time("2041-01-01")
        page.goto(base)
    with visitors.visit() as page:
        page.goto(base)
        assert page.evaluate(FOUND) == ["", "prompt", True]


def test_visitors_of_a_day_have_its_clock(browser: Browser) -> None:
    visitors = Visitors(browser, "2031-06-01T10:00:00+02:00")
    for _visitor in range(3):
        with visitors.visit() as page:
            assert page.evaluate("new Date().toISOString()") == "2031-06-01T08:00:00.000Z"
            page.clock.set_fixed_time("2041-01-01")
    visitors.close()


CARD = "<li class=card><p class=name style='color: #111'>Un texte</p></li>"
BAD = "color-contrast"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"<ul>{CARD * 3}</ul>", []),
        (f"<ul>{CARD * 3}</ul>".replace("#111", "#aaa"), [1]),
        (f"<ul>{CARD * 3}{CARD.replace('#111', '#aaa')}</ul>", [1]),
        (f"<ul>{CARD * 3}{CARD.replace('#111', '#aaa')}{CARD.replace('#111', '#bbb')}</ul>", [2]),
        (f"<ul>{CARD * 3}</ul><ul style='background: #222'>{CARD}</ul>", [1]),
        (f"<ul>{CARD * 3}</ul><ul style='opacity: .3'>{CARD}</ul>", [1]),
        ("<button disabled style='color: #aaa'>Un</button><button style='color: #aaa'>Deux</button>", [1]),
    ],
    ids=["right", "all", "the last", "two kinds", "on a dark ground", "faded", "after one that is exempt"],
)
def test_of_texts_that_look_alike_one_is_judged(page: Page, body: str, found: list[int]) -> None:
    page.set_content(f"<!doctype html><html lang=fr><title>Essai</title><body style='background: white'>{body}")
    for _time in range(2):
        assert [len(one.places) for one in violations(page, [BAD])] == found
