"""What newcomers get wrong is read, or answered by one remedy that can be obeyed: at the first time."""

import re
from collections import Counter
from pathlib import Path

import pytest

from prst.records.loading import Loaded, load
from prst.records.problems import NOTE, Problem
from tests.records.folders import LIVRABLE, Folder, create_folder, sentence
from tests.records.newcomers import ALONE, SLIPS, Slip
from tests.records.test_mending import NAMES

PASTE = re.compile("Par exemple : « (.*) »")
FILES = [
    slip.name.replace("essai.yml", f"essai-{index}.yml") if not slip.name.startswith("..") else slip.name
    for index, slip in enumerate(SLIPS)
]
"""A file for each mistake, all of them in one catalogue."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A catalogue in which all the mistakes stand."""
    folder = create_folder(tmp_path_factory.mktemp("essais"))
    folder.write_all(NAMES.items())
    folder.write_all((name, slip.content) for name, slip in zip(FILES, SLIPS, strict=True))
    return folder


@pytest.fixture(scope="module")
def loaded(folder: Folder) -> Loaded:
    """What the first check finds."""
    return load(folder.root)


def errors_of(loaded: Loaded, name: str) -> list[Problem]:
    """The problems of a file that are no notes."""
    place = f"catalogue/{name}" if not name.startswith("..") else name.removeprefix("../")
    return [problem for problem in loaded.errors if problem.file == place]


def is_answered(slip: Slip, errors: list[Problem], text: str) -> bool:
    """Whether a mistake is read as it was meant, or one remedy says what to write."""
    if slip.says:
        return len(errors) == 1 and slip.says in sentence(errors[0])
    return not errors and slip.lit in text


def test_each_mistake_gets_a_good_first_answer(folder: Folder, loaded: Loaded) -> None:
    unanswered = [
        (slip.about, slip.content[-80:], [sentence(error) for error in errors])
        for slip, name in zip(SLIPS, FILES, strict=True)
        if not is_answered(slip, errors := errors_of(loaded, name), loaded.mended.get(folder.root / name, slip.content))
    ]
    assert unanswered == []


@pytest.mark.parametrize("slip", ALONE, ids=[f"{slip.name} {slip.content[-40:]!r}" for slip in ALONE])
def test_each_mistake_in_a_file_of_its_kind_gets_one_too(slip: Slip, tmp_path: Path) -> None:
    folder = create_folder(tmp_path)
    folder.write_all(NAMES.items())
    path = folder.write(slip.name, slip.content)
    found = load(folder.root)
    assert is_answered(slip, list(found.errors), found.mended.get(path, slip.content)), list(
        map(sentence, found.errors)
    )


def test_there_are_as_many_mistakes_as_people_made() -> None:
    assert len(SLIPS) >= 207
    assert len(Counter(slip.about for slip in SLIPS)) >= 25
    assert sum(not slip.says for slip in SLIPS) > len(SLIPS) / 2


def test_each_remedy_that_is_obeyed_ends_in_a_right_record(loaded: Loaded, folder: Folder, tmp_path: Path) -> None:
    """Replacements are written, and lines that a remedy shows are pasted in the place of the wrong one."""
    again = create_folder(tmp_path)
    again.write_all(NAMES.items())
    obeyed = []
    for slip, name in zip(SLIPS, FILES, strict=True):
        errors = errors_of(loaded, name)
        lines = loaded.mended.get(folder.root / name, slip.content).splitlines()
        pasted = [(error.line, line) for error in errors for line in PASTE.findall(sentence(error))]
        for number, line in pasted:
            lines[number - 1] = lines[number - 1][: len(lines[number - 1]) - len(lines[number - 1].lstrip())] + line
        if not errors or pasted:
            again.write(name, "\n".join(lines) + "\n")
            obeyed.append(name)
    found = load(again.root)
    assert len(obeyed) > 150
    assert [str(problem) for problem in found.problems if problem.severity != NOTE or problem.correction] == []


@pytest.mark.parametrize(
    ("address", "led"),
    [
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Finrs.fr%2Fa&data=x", "https://inrs.fr/a"),
        ("https://www.google.com/url?q=https://inrs.fr/a&sa=D", "https://inrs.fr/a"),
        ("https://www.google.fr/url?sa=t&url=https%3A%2F%2Finrs.fr%2Fa", "https://inrs.fr/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Finrs.fr%2Fa&h=x", "https://inrs.fr/a"),
        ("https://urldefense.com/v3/__https://inrs.fr/a__;!!x$", "https://inrs.fr/a"),
        ("https://urldefense.com/v3/__https:/inrs.fr/a__;!!x$", "https://inrs.fr/a"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__inrs.fr_a&d=x", ""),
        ("https://www.google.com/search?q=https://inrs.fr/a", None),
        ("https://www.google.com/url.html", None),
        ("https://inrs.fr/url?q=https://inrs.fr/a", None),
    ],
)
def test_an_address_that_passes_by_another_site_is_noted_with_where_it_leads(
    address: str, led: str | None, tmp_path: Path
) -> None:
    folder = create_folder(tmp_path)
    folder.write("livrables/essai.yml", LIVRABLE + f"liens:\n  - libelle: A\n    url: {address}\n")
    found = [one for one in load(folder.root, notes=True).problems if one.code == "lien_de_passage"]
    assert len(found) == (led is not None)
    assert led is None or (f"Écrivez : {led}" if led else "Ouvrez l’adresse") in found[0].remedy
