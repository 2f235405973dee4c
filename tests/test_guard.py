"""No test can read what a region replaces."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guard import reading_documents

READINGS: dict[str, Callable[[Path, Path], object]] = {
    "a record": lambda repository, _: (repository / "catalogue" / "site.yml").read_text(encoding="utf-8"),
    "a page": lambda repository, _: (repository / "docs" / "index.md").read_bytes(),
    "an image": lambda repository, _: (repository / "tests" / ".." / "docs" / "assets" / "images" / "x").read_bytes(),
    "names of records": lambda repository, _: list((repository / "catalogue").glob("*/*.yml")),
    "names of pages": lambda repository, _: list((repository / "docs").iterdir()),
    "a copy": lambda repository, folder: shutil.copytree(repository / "catalogue", folder / "copy"),
}


@pytest.mark.parametrize("read", READINGS.values(), ids=READINGS.keys())
def test_what_a_region_replaces_is_not_read(
    repository: Path, tmp_path: Path, read: Callable[[Path, Path], object]
) -> None:
    with pytest.raises(pytest.fail.Exception, match="tests/exemple"):
        read(repository, tmp_path)


def test_a_relative_path_is_seen_through(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "tests")
    with pytest.raises(pytest.fail.Exception, match="tests/exemple"):
        Path("../catalogue/site.yml").read_bytes()


def test_scripts_style_sheets_and_the_tests_own_catalogue_are_read(repository: Path, exemple: Path) -> None:
    assert list((repository / "docs" / "assets" / "stylesheets").glob("*.css"))
    assert (repository / "docs" / "assets" / "javascripts" / "dates.js").read_bytes()
    assert (exemple / "catalogue" / "site.yml").read_bytes()


def test_documents_are_read_by_their_own_tests_alone(repository: Path) -> None:
    with reading_documents():
        list((repository / "docs").iterdir())
    with pytest.raises(pytest.fail.Exception):
        list((repository / "docs").iterdir())
