"""What the tests share: the repository, a real browser, and a server for the folders that they look at."""

import compileall
import fcntl
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import (
    FLAGS,
    FRANCE,
    NO_CHROMIUM,
    Journal,
    NoChromiumError,
    Visitors,
    find_chromium,
    provide_chromium,
)
from tests.browser.serving import served
from tests.catalogues import EXEMPLE, KEPT, REPOSITORY, copy_exemple
from tests.guard import watch

watch()


def pytest_configure(config: pytest.Config) -> None:
    """Gives this run a folder of what takes long to make; workers have its name from who starts them.

    Where the environment has Python compile everything anew in each process, a run would do little else.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if KEPT not in os.environ:
        compileall.compile_dir(REPOSITORY / "hooks" / "prst", quiet=2)  # copies of the program take this along
        kept = Path(mkdtemp(prefix="essais-"), "gardes")
        kept.mkdir()
        os.environ[KEPT] = str(kept)
        config.add_cleanup(lambda: shutil.rmtree(Path(os.environ.pop(KEPT)).parent, ignore_errors=True))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Has a browser ready before the first test, where the tests run in one process.

    What was collected stays until the end: the collector of garbage need not look at it again and again.
    """
    gc.freeze()
    if not hasattr(session.config, "workerinput"):
        prepare_browser(session.config, (item.nodeid for item in session.items))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """Has a browser ready before the first test, where several workers share the tests.

    pytest-xdist calls this in the process that hands out the tests, so that two workers never install at once.
    """
    prepare_browser(node.config, ids)


def prepare_browser(config: pytest.Config, node_ids: Iterable[str]) -> None:
    """Ends the run with one sentence if tests of the folder browser/ are in it and no Chromium is to be had."""
    if not any("/browser/" in node_id for node_id in node_ids):
        return
    terminal = config.get_terminal_writer()
    try:
        provide_chromium(lambda sentence: terminal.line(f"\n{sentence}", flush=True))
    except NoChromiumError as error:
        pytest.exit(str(error), returncode=pytest.ExitCode.TESTS_FAILED)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def exemple() -> Path:
    """The catalogue of the tests (catalogue/) and its written pages (docs/)."""
    return EXEMPLE


@pytest.fixture(scope="session")
def published(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site that the catalogue of the tests gives, published as `make site` does, once for all."""
    site = Path(os.environ[KEPT]).with_name("publie")
    with site.with_suffix(".verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            project = copy_exemple(tmp_path_factory.mktemp("publie") / "projet", repository)
            publish(project, project / "site")
            shutil.move(project / "site", site)
    return site


def publish(project: Path, folder: Path) -> None:
    """Publishes a project into a folder; the test fails with what the command says where it cannot."""
    command = [sys.executable, "-m", "prst", "construire", "--sortie", str(folder)]
    path = {"PYTHONPATH": str(project / "hooks")}
    result = subprocess.run(
        command, cwd=project, env={**os.environ, **path}, capture_output=True, text=True, check=False
    )
    if result.returncode:
        pytest.fail(f"{result.stdout}\n{result.stderr}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium (Playwright leaves its sandbox off, which root needs)."""
    chromium = find_chromium() or pytest.fail(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def journal() -> Journal:
    """What the test's page did."""
    return Journal()


@pytest.fixture(scope="session")
def visitors(browser: Browser) -> Visitors:
    """Visitors in France; a file of tests may have its own, for instance of a fixed day."""
    return Visitors(browser, **FRANCE)


@pytest.fixture
def page(visitors: Visitors, journal: Journal) -> Iterator[Page]:
    """A page of a visitor in France, who has never come before; `journal` notes what it does."""
    with visitors.visit() as page:
        journal.follow(page)
        yield page


@pytest.fixture(scope="session")
def visitors_without_scripts(browser: Browser) -> Visitors:
    """Visitors whose browser runs no JavaScript."""
    return Visitors(browser, java_script_enabled=False)


@pytest.fixture
def without_scripts(visitors_without_scripts: Visitors) -> Iterator[Page]:
    """A page of a visitor whose browser runs no JavaScript, who has never come before."""
    with visitors_without_scripts.visit() as page:
        yield page


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder until the end of the session, and returns its address without a final slash."""
    with ExitStack() as servers:
        yield cache(lambda folder: servers.enter_context(served(folder)))


@pytest.fixture(scope="session")
def modules(repository: Path, serve_folder: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the modules of search and form are served one by one, as they are written; the site holds them joined.

    Those that everybody loads stand beside them, as on the site.
    """
    folder = tmp_path_factory.mktemp("modules")
    for name in ("recherche", "formulaire", "vendor"):
        shutil.copytree(repository / "hooks" / "javascripts" / name, folder / name)
    for path in (repository / "docs" / "assets" / "javascripts").glob("*.js"):
        shutil.copy(path, folder)
    (folder / "page.html").write_text('<!doctype html><link rel="icon" href="data:,">', encoding="utf-8")
    return serve_folder(folder)
