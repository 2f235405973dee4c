"""What of a region's files holds in another one: words, calendars of others, pages that cite no record."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from prst import projet
from prst.outputs.pages.absent import of_no_record
from prst.records.copies import DATES
from prst.records.types import fold
from prst.records.writing import single_quoted

LEFT_OUT = ("catalogue/LISEZMOI.md", "docs/assets/images/apercu.png")
KEPT = ("catalogue/vocabulaires", "catalogue/agendas", "catalogue/agendas.yml", "catalogue/retraits.yml")
"""What of a catalogue holds in every region: words, public and school holidays, explanations."""
PICTURE = re.compile(r"^!\[.*\n\n?", re.MULTILINE)
_LABEL = re.compile(r"^  label: (?P<label>.+)$", re.MULTILINE)
"""Of a place: that of an overseas region is also that of its one department, and one word stands for one place."""
_PLACE = re.compile(r"^'(?P<code>\w+)':\n(?:[ \t].*\n)*\n?", re.MULTILINE)
_CALENDAR = re.compile(r"(?:^#.*\n)?^(?P<id>[a-z][a-z0-9-]*):\n(?:[ \t].*\n)*\n?", re.MULTILINE)
_PLACES = re.compile(r"territoires: \[[^\]]*\]")
_CODE = re.compile(r'"(\w+)"')
TO_COMPLETE = "**À compléter**"
"""Begins a line of a written page that a new region has to write; `prst verifier --notes` names it."""
_DECLARED = re.compile(r"^Cette déclaration a été établie le [^.]*\.", re.MULTILINE)
_END = "\n---\n"
ORIGIN = "\n## D’où viennent ces fiches"
"""Where the document beside the records begins to tell of those of one region."""


def neutral(text: str) -> str:
    """Return a written page that holds in any region: it cites no record, and dates no statement of another one."""
    to_write = f"{TO_COMPLETE}\u00a0: le jour où cette déclaration a été établie, et par qui."
    return _DECLARED.sub(to_write, of_no_record(text))


def copy_region(project: Path, half: Path, answers: Mapping[str, str]) -> None:
    """Copy what of a region's files holds everywhere, without what tells of its records."""
    for path in projet.files_of(project, ("docs", *KEPT)):
        if projet.owner(path) == "région" and path not in LEFT_OUT:
            (half / path).parent.mkdir(parents=True, exist_ok=True)
            if path.endswith(".md"):
                text = neutral((project / path).read_text(encoding="utf-8"))
                (half / path).write_text(text, encoding="utf-8")
            else:
                shutil.copy(project / path, half / path)
    for path, change in CHANGED.items():
        if (project / path).is_file():
            text = (project / path).read_text(encoding="utf-8")
            (half / path).write_text(change(text, answers), encoding="utf-8")
    leave_copies(half / "catalogue")


def leave_copies(catalogue: Path) -> None:
    """Remove the copies of calendars that are left out."""
    named = {found["id"] for found in _CALENDAR.finditer((catalogue / "agendas.yml").read_text(encoding="utf-8"))}
    for copy in (catalogue / "agendas").glob("*.ics"):
        if copy.stem not in named:
            copy.unlink()
    notes = catalogue / "agendas" / DATES
    if notes.is_file():
        known = {name: note for name, note in json.loads(notes.read_bytes()).items() if name in named}
        notes.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _place(text: str, answers: Mapping[str, str]) -> str:
    """Return the vocabulary of places with the name of another region."""
    region = answers["region"]
    entry = (
        f"region:\n  label: {single_quoted(region)}\n  description: {single_quoted(f'Partout : {region}.')}\n"
        "  synonymes: [partout]\n  icone: material/map-marker-radius-outline\n"
    )
    text = re.sub(r"^region:\n(?:[ \t].*\n)*", lambda _: entry, text, count=1, flags=re.MULTILINE)
    own = codes_of(answers)

    def kept(found: re.Match[str]) -> str:
        return _LABEL.sub(other_label, found[0]) if not own or found["code"] in own else ""

    def other_label(found: re.Match[str]) -> str:
        same = fold(found["label"].strip("'\"")) == fold(region)
        return f"  label: {single_quoted(f'{region} (département)')}" if same else found[0]

    return _PLACE.sub(kept, text)


def _calendars(text: str, answers: Mapping[str, str]) -> str:
    """Return the calendars of others that hold in some departments at least, and of their places only those."""
    own = codes_of(answers)

    def kept(found: re.Match[str]) -> str:
        codes = [code for code in _CODE.findall(found[0]) if code in own]
        if not own or not _CODE.search(found[0]):
            return found[0]
        return _PLACES.sub(f"territoires: [{', '.join(map(single_quoted, codes))}]", found[0]) if codes else ""

    return _CALENDAR.sub(kept, text).rstrip() + "\n"


def words_of(answer: str) -> list[str]:
    """Return the words of an answer that is a list."""
    return [word for word in re.findall(r"[\w-]+", answer) if word != "et"]


def codes_of(answers: Mapping[str, str]) -> list[str]:
    """Return the codes of the departments that were answered."""
    return [code.lower() for code in words_of(answers["departements"])]


def _mark(text: str, answers: Mapping[str, str]) -> str:
    """Return the mark in other colours: those of a background and of a stroke, in this order."""
    text = re.sub(r'(<rect[^>]*fill=")#[0-9a-f]{6}', rf"\g<1>{answers['principale']}", text)
    return re.sub(r'stroke="#[0-9a-f]{6}', f'stroke="{answers["accent"]}', text)


def _named(text: str, answers: Mapping[str, str]) -> str:
    text = re.sub(r'^url: ".*"', f"url: {json.dumps(_repository(answers))}", text, flags=re.MULTILINE)
    return re.sub(r"^name: .*", f"name: {single_quoted(answers['nom'])}", text, flags=re.MULTILINE)


def _repository(answers: Mapping[str, str]) -> str:
    return answers["depot"] or "https://example.org/catalogue-prst.git"


def _home(text: str, answers: Mapping[str, str]) -> str:
    """Return the home page of a network in its own words: that of a region speaks of its plan."""
    if not answers["reseau"]:
        return neutral(text)
    said = json.dumps(answers["accroche"], ensure_ascii=False)
    head = re.sub(r"^description: .*", lambda _: f"description: {said}", text, count=1, flags=re.MULTILINE)
    return f"{head[: head.index(_END, 3)]}{_END}{answers['region']} réunit ici ce qu’il propose, et dit qui appeler.\n"


CHANGED: Mapping[str, Callable[[str, Mapping[str, str]], str]] = {
    "README.md": lambda text, _: PICTURE.sub("", text),
    "LICENCE-DONNEES.md": lambda text, answers: text.replace("Catalogue PRST", answers["nom"]),
    "publiccode.yml": _named,
    "catalogue/LISEZMOI.md": lambda text, _: text.partition(ORIGIN)[0].rstrip() + "\n",
    "catalogue/vocabulaires/territoires.yml": _place,
    "catalogue/agendas.yml": _calendars,
    "docs/index.md": _home,
    "docs/assets/images/favicon.svg": _mark,
    "docs/assets/images/logo.svg": _mark,
}
"""Files that say the name, the colours or the records of a region, and what becomes of them."""
