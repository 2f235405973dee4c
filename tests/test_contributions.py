"""What people contribute every day passes the check, the help of editors and a build, each alone and all together."""

import re
import shutil
from pathlib import Path

import pytest

from prst.records.loading import load
from prst.records.schemas import SINGULAR, schemas
from tests.catalogues import Kind, create_project, run_prst
from tests.records.editors import Editor, load_as_editors_do

LIVRABLE = """\
titre: Accueillir un apprenti dans un garage
resume: Un livret pour préparer son premier jour.
cibles:
  - garages
format: guide
contact:
  structure: Structure d’essai
"""
RELAIS = "nom: Chambre d’essai\ntype: chambre consulaire\n"

CONTRIBUTIONS = {
    "a record without the line that names its schema": ("livrables/sans-ligne.yml", f"{LIVRABLE}  a_confirmer: oui\n"),
    "departments without quotes": (
        "livrables/departements.yml",
        f"{LIVRABLE}  a_confirmer: oui\nterritoires:\n  - 42\n  - 2A\n",
    ),
    "a contact to confirm, with a capital": ("livrables/a-confirmer.yml", f"{LIVRABLE}  a_confirmer: Oui\n"),
    "a state with its accent": ("livrables/publie.yml", f"{LIVRABLE}  a_confirmer: oui\nstatut: publié\n"),
    "a practice with its accent": ("relais/ciblee.yml", f"{RELAIS}pratique: ciblée\n"),
    "a number in thousands": ("relais/portee.yml", f"{RELAIS}cibles:\n  - cible: garages\n    portee: 1 200\n"),
    "an event in May": ("evenements/mai.yml", "titre: Matinée des garages\ndebut: 2027-05-18\nfin: 2027-05-18\n"),
    "the first act of dissemination": (
        "diffusions/premiere.yml",
        "date: 2026-11\nlivrable: memento-jeunes\nrelais: carsat-ra\ncanal: réunion\nbilan: mitigé\n",
    ),
}
"""Files that a pilot adds, as the guides invite to."""
NAMED: dict[str, Kind] = {
    "livrables": {"memento-jeunes": {}},
    "cibles": {"garages": {}},
    "relais": {"carsat-ra": {}},
    "territoires": {"42": {}, "2a": {}},
}
"""The records that they name."""


def contribute(catalogue: Path, *names: str) -> None:
    """Adds contributions to a catalogue."""
    for name in names:
        path, text = CONTRIBUTIONS[name]
        if path.startswith("livrables/"):  # titles differ
            text = text.replace("un garage", f"un garage ({Path(path).stem})")
        (catalogue / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", CONTRIBUTIONS)
def test_an_ordinary_contribution_passes_the_check_and_the_help_of_editors(
    exemple: Path, tmp_path: Path, name: str
) -> None:
    catalogue = shutil.copytree(exemple / "catalogue", tmp_path / "catalogue")
    contribute(catalogue, name)
    assert [str(problem) for problem in load(catalogue, exemple / "docs").errors] == []
    path, text = CONTRIBUTIONS[name]
    schema = schemas()[f"{SINGULAR[path.partition('/')[0]]}.schema.json"]
    assert [error.message for error in Editor(schema).iter_errors(load_as_editors_do(text))] == []


def test_they_are_published_together(repository: Path, tmp_path: Path) -> None:
    project = create_project(tmp_path / "projet", repository, **NAMED)
    (project / "catalogue" / "diffusions").mkdir()
    (project / "catalogue" / "evenements").mkdir()
    contribute(project / "catalogue", *CONTRIBUTIONS)
    checked = run_prst(project, "verifier")
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout
    built = run_prst(project, "construire")
    assert built.returncode == 0, built.stdout + built.stderr
    for path, _text in CONTRIBUTIONS.values():
        published = project / "site" / path.removesuffix(".yml") / "index.html"
        assert published.is_file() != path.startswith("diffusions/"), path  # one of these is told on other pages
    mai = (project / "site" / "agenda" / "2027-05" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"Matinée des\sgarages", mai)
