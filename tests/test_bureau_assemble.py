"""The editors' desk as `make vendor` and `make bureau` join it: of what is committed, light, asking nobody."""

import gzip
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from prst.outputs.pages.bureau import WEIGHT

ASKED_AT_ONCE = ("sveltia-cms.js", "bureau.js", "porte.js", "source-sans", "material-symbols")


@pytest.fixture(scope="module")
def folder(repository: Path) -> Path:
    return repository / "hooks" / "javascripts" / "bureau"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_it_is_made_of_these_sources(folder: Path) -> None:
    noted = read(folder / "bundle.json")
    made = {path.relative_to(folder).as_posix() for path in (folder / "publie").rglob("*") if path.is_file()}
    assert made == {name for name in noted if name.startswith("publie/")}
    sources = {path.name for path in folder.glob("*.*js*")} - {"bundle.json"}
    assert sources <= set(noted)
    now = {name: sha256((folder / name).read_bytes()).hexdigest() for name in noted}
    assert now == noted, "run `make vendor` (for the host, `make bureau`)"


def test_its_version_is_fixed_by_hashes(folder: Path) -> None:
    packages = {name: one for name, one in read(folder / "package-lock.json")["packages"].items() if name}
    version = read(folder / "package.json")["devDependencies"]["@sveltia/cms"]
    assert packages["node_modules/@sveltia/cms"]["version"] == version
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in packages.values())


def test_the_licence_of_each_part_goes_with_it(folder: Path) -> None:
    for name in ("sveltia-cms", "yaml", "material-symbols-outlined", "source-sans-3", "noto-mono"):
        assert "opyright" in (folder / "publie" / f"LICENCE-{name}.txt").read_text(encoding="utf-8"), name


def test_it_weighs_what_its_page_says(folder: Path) -> None:
    """Fonts are cut to the icons in use, and what no record asks for is left out."""
    files = [path for path in (folder / "publie").rglob("*") if path.name.startswith(ASKED_AT_ONCE)]
    weight = sum(
        len(gzip.compress(path.read_bytes())) if path.suffix == ".js" else path.stat().st_size for path in files
    )
    assert len(files) == len(ASKED_AT_ONCE)
    assert weight / 1e6 == pytest.approx(float(WEIGHT.split()[0].replace(",", ".")), abs=0.05)


def test_what_it_says_of_the_name_of_a_file_is_french(folder: Path) -> None:
    script = (folder / "publie" / "sveltia-cms.js").read_text(encoding="utf-8")
    assert 'edit_slug_error:{empty:"Donnez un nom au fichier."' in script
    assert not re.findall(r'"[^"]*[LlCc]e slug[^"]*"', script)


def test_its_style_names_no_font_of_another_site(folder: Path) -> None:
    script = (folder / "publie" / "sveltia-cms.js").read_text(encoding="utf-8")
    assert re.findall(r"url\(['\"]?https?:[^)]*", script) == []
