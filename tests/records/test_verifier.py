"""`prst verifier`: the same mistakes in four forms, for one file or all, and what the exit status says."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from prst.cli import app
from tests.records.folders import LIVRABLE, MINIMAL, Folder
from tests.records.mistakes import CODE_QUALITY, MISTAKES, write_mistakes

GUIDE = "catalogue/livrables/guide-a.yml"
ERRORS = [mistake for mistake in MISTAKES if not mistake.code.startswith("lu_")]
"""Those that stop a publication: the others are read, and told."""


WHOLE_SITE = (
    MINIMAL["site.yml"].replace(
        "  nom: Réseau d’essai\n", "  nom: Réseau d’essai\n  directeur_de_publication: direction\n"
    )
    + "depot: https://gitlab.com/essai/catalogue\nhebergeur: {nom: Hébergeur, adresse: 1 rue du Port}\n"
)
"""The identity of a site of which nothing is left to be written."""


@pytest.fixture
def verifier(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that runs `prst verifier` in the project, with arguments."""
    monkeypatch.chdir(folder.project)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["verifier", *arguments])

    return run


def unbreakable(text: str) -> str:
    """A text without regard to which spaces are no-break ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# Exit status


def test_a_valid_catalogue_passes_with_a_sentence(verifier: Any) -> None:
    result = verifier()
    assert (result.exit_code, result.stdout) == (0, "")
    assert unbreakable(result.stderr) == ("2 fiches vérifiées, rien à corriger ; les notes se lisent avec --notes.\n")


def test_mistakes_fail_and_are_counted(folder: Folder, verifier: Any) -> None:
    write_mistakes(folder)
    result = verifier()
    assert result.exit_code == 1
    assert f"{len(ERRORS)} problèmes à corriger, 17 fiches lues" in unbreakable(result.stderr)


def test_one_mistake_is_one(folder: Folder, verifier: Any) -> None:
    folder.write("notes.txt", "")
    result = verifier()
    assert result.exit_code == 1
    assert "\n1 problème à corriger, 2 fiches lues" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format", "xml"], "Forme de rapport inconnue : « xml ». Choix possibles : texte, json, gitlab, github."),
        (["catalogue/livrables/absent.yml"], "Fichier introuvable : catalogue/livrables/absent.yml."),
        (["--depuis", "absente"], "git n’a pas de catalogue à « absente »"),
        (["--depuis", "--output=x"], "« --output=x » n’est pas une référence git."),
    ],
)
def test_a_wrong_call_is_told_apart_from_a_wrong_catalogue(arguments: list[str], sentence: str, verifier: Any) -> None:
    result = verifier(*arguments)
    assert result.exit_code == 2
    assert sentence in unbreakable(result.stderr)
    assert result.stdout == ""


def test_outside_a_project_there_is_nothing_to_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["verifier"])
    assert result.exit_code == 2
    assert "Aucun mkdocs.yml ici" in result.stderr


def test_a_project_is_found_from_a_folder_inside_it(
    folder: Folder, verifier: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.root / "livrables")
    assert verifier("guide-chutes.yml").exit_code == 0


# The four forms


def test_the_text_report_has_a_line_for_each_mistake(folder: Folder, verifier: Any) -> None:
    write_mistakes(folder)
    lines = unbreakable(verifier().stdout).splitlines()
    assert lines == [
        f"catalogue/{m.file}:{m.line}:{m.column}: {f'{m.field} : ' if m.field else ''}{m.says}" for m in MISTAKES
    ]


def test_the_json_report_can_be_parsed(folder: Folder, verifier: Any) -> None:
    write_mistakes(folder)
    result = verifier("--format", "json")
    rows = [row for row in json.loads(result.stdout) if row["gravite"] == "erreur"]
    assert [
        (
            row["fichier"],
            row["ligne"],
            row["colonne"],
            row["champ"],
            row["code"],
            unbreakable(f"{row['message']} {row['remede']}"),
        )
        for row in rows
    ] == [(f"catalogue/{m.file}", *m[1:]) for m in ERRORS]
    assert (result.exit_code, result.stderr) == (1, "")


def test_the_gitlab_report_is_a_code_quality_report(folder: Folder, verifier: Any) -> None:
    write_mistakes(folder)
    result = verifier("--format", "gitlab")
    rows = json.loads(result.stdout)
    Draft202012Validator(CODE_QUALITY).validate(rows)
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    major = [row for row in rows if row["severity"] == "major"]
    assert [(row["location"]["path"], row["location"]["lines"]["begin"], row["check_name"]) for row in major] == [
        (f"catalogue/{m.file}", m.line, m.code) for m in ERRORS
    ]
    for row, mistake in zip(major, ERRORS, strict=True):
        page = f"https://catalogue.structure.fr/contribuer/messages/{mistake.code}/"
        assert unbreakable(row["description"]).endswith(f"{mistake.says} {page}")
    assert (result.exit_code, result.stderr) == (1, "")


def test_the_github_report_annotates_each_line(folder: Folder, verifier: Any) -> None:
    write_mistakes(folder)
    folder.write("livrables/a,b%.yml", "")
    result = verifier("--format", "github")
    errors = [line for line in unbreakable(result.stdout).splitlines() if line.startswith("::error ")]
    places = [f"::error file=catalogue/{m.file},line={m.line},col={m.column}," for m in ERRORS]
    assert {place for place in places if not any(line.startswith(place) for line in errors)} == set()
    assert len(errors) == len(ERRORS) + 1
    assert any(line.startswith("::error file=catalogue/livrables/a%2Cb%25.yml,line=1,col=1,") for line in errors)
    assert all(line.startswith(("::error ", "::notice ")) for line in result.stdout.splitlines())
    assert (result.exit_code, result.stderr) == (1, "")


@pytest.mark.parametrize(("form", "report"), [("json", "[]"), ("gitlab", "[]"), ("github", "")])
def test_a_report_of_nothing_can_be_read_too(form: str, report: str, folder: Folder, verifier: Any) -> None:
    kit = "promesse: A\nlicence: B\nkit: {mode_emploi: {quand: C}, arguments: [D], article: E}\n"
    folder.write("livrables/guide-chutes.yml", f"{LIVRABLE}{kit}ajoute_le: 2026-01-01\n")
    folder.write("cibles/tpe-btp.yml", "nom: A\najoute_le: 2026-01-01\n")
    folder.write("site.yml", WHOLE_SITE)
    result = verifier("--format", form)
    assert (result.exit_code, result.stdout.strip(), result.stderr) == (0, report, "")


def test_notes_are_shown_on_demand_and_never_fail(folder: Folder, verifier: Any) -> None:
    folder.write("site.yml", WHOLE_SITE)
    result = verifier("--notes")
    assert result.exit_code == 0
    assert [line.split(": ")[1] for line in unbreakable(result.stdout).splitlines()] == [
        "la fiche n’a pas de date d’ajout. Ajoutez « ajoute_le",
        "la fiche n’a pas de date d’ajout. Ajoutez « ajoute_le",
        "pour que les relais l’envoient telle quelle, il manque ",
    ]
    assert unbreakable(result.stderr).endswith(
        "\nContacts : chaque fiche mène à sa structure.\n2 fiches vérifiées, rien à corriger (3 notes).\n"
    )
    assert {row["gravite"] for row in json.loads(verifier("--format", "json").stdout)} == {"note"}


# Some files only


@pytest.mark.parametrize("name", [GUIDE, f"./{GUIDE}", "catalogue/../" + GUIDE])
def test_the_report_of_a_file_shows_its_mistakes_only(name: str, folder: Folder, verifier: Any) -> None:
    write_mistakes(folder)
    result = verifier(name, "catalogue/cibles/artisans.yml")
    shown = [line.split(":")[0] for line in result.stdout.splitlines()]
    wanted = [f"catalogue/{m.file}" for m in MISTAKES if m.file in ("cibles/artisans.yml", "livrables/guide-a.yml")]
    assert (result.exit_code, shown) == (1, wanted)


def test_an_absolute_name_is_one_of_the_project(folder: Folder, verifier: Any) -> None:
    write_mistakes(folder)
    result = verifier(str(folder.project / GUIDE))
    assert {line.split(":")[0] for line in result.stdout.splitlines()} == {GUIDE}


def test_a_file_without_mistake_passes_in_a_catalogue_that_has_some(folder: Folder, verifier: Any) -> None:
    write_mistakes(folder)
    result = verifier("catalogue/livrables/guide-chutes.yml")
    assert (result.exit_code, result.stdout) == (0, "")


# The program itself


def test_the_program_tells_mistakes_without_a_traceback_in_the_plainest_locale(folder: Folder) -> None:
    write_mistakes(folder)
    result = subprocess.run(
        [sys.executable, "-m", "prst", "verifier"],
        cwd=folder.project,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"LC_ALL": "C"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 1
    assert len(result.stdout.decode("utf-8").splitlines()) == len(MISTAKES)
    assert b"Traceback" not in result.stderr
