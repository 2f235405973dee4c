"""Small catalogues as folders of YAML, written by the line so that a test can name lines and columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from prst.records.loading import Loaded, load
from prst.records.problems import Problem

LIVRABLE = """\
titre: Guide des chutes
resume: Prévenir les chutes dans les petites entreprises du bâtiment.
cibles:
  - tpe-btp
format: guide
contact:
  structure: Structure d’essai
  courriel: prevention@organisme-essai.fr
"""
"""A deliverable with just the keys that it needs. Lines that a test adds start at line 9."""

MINIMAL = {
    "site.yml": """\
region: Région d’essai
nom: Catalogue d’essai
adresse: https://catalogue.structure.fr/
editeur:
  nom: Réseau d’essai
contact:
  structure: Structure d’essai
  a_confirmer: oui
""",
    "vocabulaires/formats.yml": "guide:\n  label: Guide\naffiche:\n  label: Affiche\n",
    "vocabulaires/themes.yml": "chutes:\n  label: Chutes\nbruit:\n  label: Bruit\n",
    "vocabulaires/secteurs.yml": "batiment:\n  label: Bâtiment\n",
    "vocabulaires/territoires.yml": "region:\n  label: Région d’essai\n'01':\n  label: Ain\n"
    "2a:\n  label: Corse-du-Sud\n",
    "cibles/tpe-btp.yml": "nom: Petites entreprises du bâtiment\n",
    "livrables/guide-chutes.yml": LIVRABLE,
}
"""The files of a catalogue without any problem."""

Place = tuple[str, int, int, str, str]
"""File (from catalogue/ on), line, column, field and code of a problem."""


@dataclass(frozen=True)
class Folder:
    """A project in a temporary folder, and its catalogue."""

    project: Path

    @property
    def root(self) -> Path:
        """The folder of the catalogue."""
        return self.project / "catalogue"

    def write(self, name: str, content: str | bytes) -> Path:
        """Writes a file of the catalogue; a text is written as it is, line breaks included."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def write_all(self, files: Iterable[tuple[str, str | bytes]]) -> None:
        for name, content in files:
            self.write(name, content)

    def load(self, *, notes: bool = False) -> Loaded:
        return load(self.root, self.project / "docs", notes=notes)

    def problems(self, name: str = "") -> list[Problem]:
        """What is wrong with the catalogue, or with one of its files."""
        return [problem for problem in self.load().problems if problem.file.endswith(name)]

    def places(self, name: str = "") -> list[Place]:
        """Where the problems are and what they are, without their words."""
        return [place_of(problem) for problem in self.problems(name)]

    def codes(self, name: str = "") -> list[str]:
        return [problem.code for problem in self.problems(name)]


def place_of(problem: Problem) -> Place:
    return problem.file.removeprefix("catalogue/"), problem.line, problem.column, problem.field, problem.code


def sentence(problem: Problem) -> str:
    """What a problem says, without regard to which spaces are no-break ones."""
    return f"{problem.message} {problem.remedy}".strip().replace("\u00a0", " ").replace("\u202f", " ")


def create_folder(project: Path) -> Folder:
    """A project that holds the least valid catalogue, and the two things by which `prst` knows a project."""
    folder = Folder(project)
    (project / "docs").mkdir(parents=True)
    (project / "mkdocs.yml").touch()
    folder.write_all(MINIMAL.items())
    return folder
