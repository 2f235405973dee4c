"""Naughty strings as texts of a record, YAML files as records, and addresses of the URL Standard."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ada_url import URL
from pydantic import TypeAdapter, ValidationError
from selectolax.lexbor import LexborHTMLParser

from prst.records.loading import Loaded, load
from prst.records.reading import decode, read
from prst.records.types import Url
from tests.catalogues import find_first, plain, render_pages, write_catalogue
from tests.corpus.verdicts import Verdict

SCHEMES = frozenset({"http:", "https:", "mailto:", "tel:"})
_URL: TypeAdapter[str] = TypeAdapter(Url)
_PAGE = "livrables/x/"


def judge_string(text: str, render: Callable[[Loaded], str] | None = None) -> Verdict:
    """Return whether a text, as title and summary, is shown as it was written, or refused where it stands."""
    with TemporaryDirectory() as name:
        folder = write_catalogue(Path(name) / "catalogue", livrables={"x": {"titre": text, "resume": text}})
        loaded = load(folder)
    if loaded.problems:
        return _refusal(loaded, "refusées avec ligne et colonne")
    shown = (render or _title_of_page)(loaded)
    whole = _as_read(shown) == _as_read(text)
    return Verdict(whole, "montrées telles quelles" if whole else f"montrée comme {shown!r}")


def _title_of_page(loaded: Loaded) -> str:
    assert loaded.catalogue is not None
    return find_first(LexborHTMLParser(render_pages(loaded.catalogue)[_PAGE]), "h1").text()


def _as_read(text: str) -> str:
    """Return a text as its reader sees it: in Unicode form NFC, whatever its spaces are."""
    return " ".join(plain(decode(text.encode())[0]).split())


def _refusal(loaded: Loaded, said: str) -> Verdict:
    """Return whether every problem has its line and column, and what to do."""
    for problem in loaded.problems:
        if problem.line < 1 or problem.column < 1 or not problem.message or "Traceback" in problem.message:
            return Verdict(False, f"refus sans place : {problem}")
    return Verdict(True, said)


def judge_yaml(content: bytes, reader: Callable[..., Any] = read) -> Verdict:
    """Return whether a file is read, alike with and without positions, or refused where it is wrong."""
    quick, careful = reader(content, positions=False), reader(content, positions=True)
    if careful.faults != quick.faults or (not careful.faults and careful.value != quick.value):
        return Verdict(False, f"lu de deux façons : {quick.value!r} et {careful.value!r}")
    for (line, column), _location, code, _values in careful.faults:
        if not (1 <= line <= content.count(b"\n") + content.count(b"\r") + 2 and column >= 1):
            return Verdict(False, f"« {code} » à la ligne {line}, colonne {column}")
    with TemporaryDirectory() as name:
        folder = write_catalogue(Path(name) / "catalogue", livrables={"y": {}})
        (folder / "livrables" / "x.yml").write_bytes(content)
        loaded = load(folder)
    if not loaded.problems:
        return Verdict(False, "accepté comme fiche")
    return _refusal(
        loaded, "refusés comme YAML, avec leur ligne" if careful.faults else "lus, puis refusés comme fiche"
    )


def judge_address(case: Mapping[str, Any], accept: Callable[[str], object] = _URL.validate_python) -> Verdict:
    """Return whether an address is refused, or is to everybody what the URL Standard says of it, and harmless.

    A case is one of urltestdata.json: `input`, then `failure` or what a browser makes of it.
    """
    given = str(case["input"])
    try:
        given.encode()
        accept(given)
    except UnicodeEncodeError:
        return Verdict(True, "impossibles dans un fichier")
    except ValidationError:
        return Verdict(True, "refusées")
    if case.get("failure"):
        return Verdict(False, "acceptée, et aucun navigateur ne l’ouvre")
    if case["protocol"] not in SCHEMES:
        return Verdict(False, f"acceptée sous le protocole {case['protocol']}")
    if case["username"] or case["password"]:
        return Verdict(False, "acceptée avec un nom d’utilisateur")
    if URL(given).hostname != case["hostname"]:
        return Verdict(False, f"lue comme {URL(given).hostname!r} au lieu de {case['hostname']!r}")
    return Verdict(True, "acceptées, sans danger")


# Cases


def strings_of(path: Path) -> list[tuple[str, str]]:
    """Return the strings of blns.json, or of a text file: one a line, but for those that begin with #."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".json":
        return [(repr(one), one) for one in json.loads(text)]
    return [(repr(one), one) for one in text.split("\n") if one and not one.startswith("#")]


def addresses_of(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the cases of urltestdata.json, whose comments are texts."""
    cases = json.loads(path.read_text(encoding="utf-8"))
    return [(repr(case["input"]), case) for case in cases if isinstance(case, dict)]


VISIBLE = str.maketrans({"␣": " ", "↵": "", "∎": "", "←": "\r", "⇔": "\ufeff", "»": "\t", "—": ""})
"""How yaml-test-suite writes in src/ what cannot be seen (its ReadMe, "Special characters")."""


def yaml_of(path: Path) -> list[tuple[str, bytes]]:
    """Return the files of yaml-test-suite: its branch data (in.yaml) or main (src/*.yaml, several cases each)."""
    import yaml

    found = []
    for file in sorted(path.rglob("*.yaml")):
        name = file.relative_to(path).as_posix()
        if file.name == "in.yaml":
            found.append((name, file.read_bytes()))
        elif "yaml:" in (text := file.read_text(encoding="utf-8")):
            cases = yaml.safe_load(text)
            found += [
                (f"{name} nᵒ {rank}", written(str(case["yaml"])))
                for rank, case in enumerate(cases, 1)
                if "yaml" in case
            ]
    return found


def written(text: str) -> bytes:
    """Return what a text of src/ stands for."""
    content = text.translate(VISIBLE)
    return (content.removesuffix("\n") if "∎" in text else content).encode()
