"""How long a save takes to show in `make serve`, from the write to the answer that holds it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from urllib.request import urlopen

PATIENCE = 300.0
"""Seconds after which a preview that shows nothing is given up."""
PAGE = "annuaire"
"""A written page of the tests' catalogue."""


def follow(project: Path, environment: Mapping[str, str], saves: int) -> dict[str, list[float]]:
    """Return the seconds until each of some saves of a record, and of a written page, shows.

    Raises TimeoutError where a page does not come.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    record = next(iter(sorted((project / "catalogue" / "livrables").glob("*.yml"))))
    page = project / "docs" / f"{PAGE}.md"
    kept = {path: path.read_text(encoding="utf-8") for path in (record, page)}
    found: dict[str, list[float]] = {"fiche": [], "page écrite": []}
    with (
        TemporaryFile() as log,
        subprocess.Popen(command, cwd=project, env={**os.environ, **environment}, stdout=log, stderr=log) as server,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}/{PAGE}/", "<h1")
            for number in range(saves):
                word = f"Mesure{number}"
                titled = re.sub(r"(?m)^titre: .*(\n  .*)*", f"titre: {word}", kept[record], count=1)
                record.write_text(titled, encoding="utf-8")
                found["fiche"].append(_wait(f"http://127.0.0.1:{port}/livrables/{record.stem}/", word))
                _wait(f"http://127.0.0.1:{port}/{PAGE}/", "<h1")  # it is on screen, as the former record was
                page.write_text(f"{kept[page]}\n\n{word}\n", encoding="utf-8")
                found["page écrite"].append(_wait(f"http://127.0.0.1:{port}/{PAGE}/", word))
        finally:
            server.terminate()
            for path, text in kept.items():
                path.write_text(text, encoding="utf-8")
    return found


def _wait(address: str, words: str) -> float:
    """Return the seconds until a page holds some words."""
    start = time.perf_counter()
    while time.perf_counter() - start < PATIENCE:
        with suppress(OSError, HTTPException), urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - ours
            if words in answer.read().decode():
                return time.perf_counter() - start
        time.sleep(0.02)
    raise TimeoutError(f"{address} never held {words!r}")
