"""`prst …` on small projects: what is published, and what never is.

A build takes a second or two: the tests share one project, which is put back as it was after each of them.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from prst.cli import app
from tests.catalogues import (
    Kind,
    create_project,
    plain,
    put_back,
    read_tree,
    run_mkdocs,
    run_prst,
    write_catalogue,
    write_mapping,
)

SMALL: dict[str, Kind] = {
    "livrables": {
        "guide": {"titre": "Guide des échelles", "themes": ["chutes"], "anciens_ids": ["vieux-guide"]},
        "affiche": {"description": "Voir [le guide](../guide/).", "contact": {"structure": "S", "a_confirmer": "oui"}},
        "quiz": {"ajoute_le": "2026-01-05"},
    },
    "relais": {"chambre": {"cibles": [{"cible": "tpe", "portee": "12"}]}},
    "groupes": {"groupe": {}},
    "evenements": {"semaine": {"recurrence": "FREQ=YEARLY"}},
    "retraits": {"livrables/retire": {}},
}
NOTHING_PUBLISHED = "Rien n’a été publié : le site précédent reste en place."


@pytest.fixture(scope="module")
def shared(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project that was published once, and a copy of what its tests may change."""
    project = create_project(tmp_path_factory.mktemp("cli") / "projet", repository, **SMALL)
    result = run_prst(project, "construire")
    assert result.returncode == 0, result.stderr
    return project, shutil.copytree(project, project.with_name("original"), ignore=shutil.ignore_patterns(".cache"))


@pytest.fixture
def project(shared: tuple[Path, Path]) -> Iterator[Path]:
    """A published project, for one test to break."""
    project, original = shared
    yield project
    for name in ("catalogue", "docs", "overrides", "site"):
        put_back(project / name, original / name)
    for leftover in (".site.ancien", ".site.nouveau"):
        shutil.rmtree(project / leftover, ignore_errors=True)
    shutil.copy(original / "mkdocs.yml", project)


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `prst` in this process, from the project."""
    monkeypatch.chdir(project)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


# Publishing


def test_construire_publishes_and_sums_up(project: Path) -> None:
    result = run_prst(project, "construire")
    assert result.returncode == 0
    assert result.stderr == ""
    text = plain(result.stdout)
    assert "3 livrables, 1 cible, 1 relais, 1 groupe, 1 événement" in text
    assert re.search(r"Pages publiées +\d+ \(\d+ fichiers\)", text)
    assert re.search(r"Liens vérifiés +aucun lien cassé \(\d+,\d s\)", text)
    assert re.search(r"Durée +\d+,\d s", text)
    assert text.rstrip().endswith(str(project / "site" / "index.html"))


def test_site_holds_every_page_and_nothing_beside_it(project: Path) -> None:
    files = set(read_tree(project / "site"))
    assert {f"livrables/{name}/index.html" for name in ("guide", "affiche", "quiz", "vieux-guide", "retire")} <= files
    assert {"index.html", "404.html", "sitemap.xml", "robots.txt", "recherche/index.json"} <= files
    assert {"boite-a-outils/modeles/lettre-de-mission.docx", "assets/stylesheets/site.css"} <= files
    assert [name for name in files if name.endswith((".md", ".yml", ".py", ".gz"))] == []
    assert not list(project.glob(".site.*"))


def test_a_site_may_be_published_elsewhere_and_below_the_root_of_its_host(project: Path, tmp_path: Path) -> None:
    old = read_tree(project / "site")
    result = run_prst(project, "construire", "--sortie", str(tmp_path / "a" / "b"), PRST_ADRESSE="https://x.fr/projet/")
    assert result.returncode == 0, result.stderr
    assert 'href="/projet/livrables/"' in (tmp_path / "a" / "b" / "404.html").read_text(encoding="utf-8")
    assert "<loc>https://x.fr/projet/livrables/guide/</loc>" in (tmp_path / "a" / "b" / "sitemap.xml").read_text()
    assert read_tree(project / "site") == old


def test_commands_work_from_any_folder_of_the_project(project: Path, run: Callable[..., Result]) -> None:
    os.chdir(project / "catalogue" / "livrables")
    assert run("verifier").exit_code == 0


def test_outside_of_a_project_a_sentence_says_where_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("construire", "verifier", "schemas"):
        result = CliRunner().invoke(app, [command])
        assert result.exit_code == 2
        assert "Aucun mkdocs.yml ici" in result.stderr


# What must not be published


def break_record(project: Path) -> list[str]:
    append(project / "catalogue" / "livrables" / "guide.yml", 'inconnue: "x"\ndate: "2026-02-30"\n')
    append(project / "catalogue" / "cibles" / "tpe.yml", 'effectif: "beaucoup"\n')
    return ["guide.yml:8:1: inconnue", "« 2026-02-30 » n’existe pas", "cibles/tpe.yml:2:11: effectif"]


def break_link_of_record(project: Path) -> list[str]:
    append(project / "catalogue" / "livrables" / "quiz.yml", 'description: "[x](../absent/) [y](../guide/#absente)"\n')
    return ["livrables/quiz/index.html : le lien « ../absent/ » ne mène nulle part", "« ../guide/#absente »"]


def break_link_of_page(project: Path) -> list[str]:
    append(
        project / "docs" / "annuaire.md", '\n[x](absente.md)\n\n<a href="../livrables/absent/">y</a> [z](#nulle-part)\n'
    )
    return ["docs/annuaire.md", "« ../livrables/absent/ »", "« #nulle-part »"]


def break_call(project: Path) -> list[str]:
    append(project / "docs" / "annuaire.md", '\n{{ livrables(cible="tpi") }}\n')
    append(project / "docs" / "a-propos" / "index.md", "\n[[livrable:absent]]\n")
    return ["docs/annuaire.md:", "vouliez-vous dire « tpe »", "docs/a-propos/index.md:", "« absent » est inconnue"]


def break_template(project: Path) -> list[str]:
    append(project / "overrides" / "fiches" / "evenement.html", "{{ fiche.absent }}")
    return ["absent"]


def break_chrome(project: Path) -> list[str]:
    path = project / "overrides" / "main.html"
    path.write_text(path.read_text(encoding="utf-8").replace("SLOTteteSLOT", ""), encoding="utf-8")
    return ["slots of the page"]


def forget_page(project: Path) -> list[str]:
    (project / "docs" / "oubliee.md").write_text("# Oubliée\n", encoding="utf-8")
    return ["oubliee.md"]


def withdraw_what_is_there(project: Path) -> list[str]:
    for address in ("livrables/guide", "livrables/vieux-guide", "../../x", "livrables/a/b", "ailleurs/x", "guide"):
        append(
            project / "catalogue" / "retraits.yml", f'"{address}": {{"titre": "G", "le": "2026-01-01", "motif": "x"}}\n'
        )
    return [
        "retraits.yml:2:1: livrables/guide : l’ancien identifiant « guide » est celui d’une autre fiche (guide.yml)",
        "retraits.yml:3:1: livrables/vieux-guide : l’ancien identifiant « vieux-guide »",
        "retraits.yml:4:1: ../../x : « ../../x » n’a pas la forme attendue. Par exemple : livrables/ancien-guide.",
        "retraits.yml:5:1: livrables/a/b",
        "retraits.yml:6:1: ailleurs/x",
        "retraits.yml:7:1: guide",
    ]


def link_out_of_docs(project: Path) -> list[str]:
    (project / "docs" / "assets" / "secret.txt").symlink_to("/etc/hostname")
    return ["docs/assets/secret.txt"]


@pytest.mark.parametrize(
    "damage",
    [
        break_record,
        break_link_of_record,
        break_link_of_page,
        break_call,
        break_template,
        break_chrome,
        forget_page,
        withdraw_what_is_there,
        link_out_of_docs,
    ],
)
def test_what_goes_wrong_leaves_the_published_site_as_it_was(
    project: Path, damage: Callable[[Path], list[str]]
) -> None:
    old = read_tree(project / "site")
    expected = damage(project)
    result = run_prst(project, "construire")
    assert result.returncode == 1
    assert result.stdout == ""
    message = plain(result.stderr)
    assert [words for words in expected if words not in message] == []
    assert message.rstrip().endswith(NOTHING_PUBLISHED)
    assert read_tree(project / "site") == old
    assert not list(project.glob(".site.*"))


def test_a_mistake_is_told_without_a_traceback(project: Path) -> None:
    break_record(project)
    result = run_prst(project, "construire")
    assert "Traceback" not in result.stderr
    assert len([line for line in result.stderr.splitlines() if line.startswith("catalogue/")]) == 3


def test_hundreds_of_mistakes_are_all_told(project: Path) -> None:
    """More than a pipe holds, which would stop the build for ever."""
    count = 700
    write_catalogue(project / "catalogue", livrables={f"f{n}": {"format": "y" * 90} for n in range(count)})
    result = run_prst(project, "construire")
    assert result.returncode == 1
    assert len([line for line in result.stderr.splitlines() if line.startswith("catalogue/")]) == count


def test_an_interrupted_swap_is_mended_before_anything_else(project: Path) -> None:
    old = read_tree(project / "site")
    (project / "site").rename(project / ".site.ancien")
    write_mapping(project / ".site.nouveau" / "index.html", {"moitie": "x"})
    break_record(project)
    assert run_prst(project, "construire").returncode == 1
    assert read_tree(project / "site") == old
    assert not list(project.glob(".site.*"))


@pytest.mark.parametrize("folder", [".", "docs", "catalogue", "..", "mkdocs.yml", "docs/../."])
def test_a_folder_that_holds_something_else_is_not_replaced(
    project: Path, run: Callable[..., Result], folder: str
) -> None:
    before = read_tree(project)
    result = run("construire", "--sortie", folder)
    assert result.exit_code == 2
    assert "contient autre chose qu’un site publié" in plain(result.stderr)
    assert read_tree(project) == before


def test_a_checked_out_site_is_not_replaced(project: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    """Its history would go with it."""
    shutil.copytree(project / "site", tmp_path / "site")
    (tmp_path / "site" / ".git").mkdir()
    assert run("construire", "--sortie", tmp_path / "site").exit_code == 2
    assert (tmp_path / "site" / ".git").is_dir()


# MkDocs alone


def test_mkdocs_builds_the_same_site(project: Path, tmp_path: Path) -> None:
    result = run_mkdocs(project, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert result.returncode == 0, result.stderr
    assert read_tree(tmp_path / "site") == read_tree(project / "site")


@pytest.mark.parametrize("damage", [break_record, break_link_of_record, break_call])
def test_mkdocs_fails_on_mistakes_too(project: Path, tmp_path: Path, damage: Callable[[Path], list[str]]) -> None:
    damage(project)
    result = run_mkdocs(project, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert result.returncode == 1


# Same commit, same bytes


def test_same_project_same_bytes_anywhere(repository: Path, project: Path, tmp_path: Path) -> None:
    """Another path, time zone, language, hash seed, file order and time give the same files."""
    copy = tmp_path / "un autre dossier" / "é"
    create_project(copy, repository, **{kind: dict(reversed(list(records.items()))) for kind, records in SMALL.items()})
    result = run_prst(
        copy,
        "construire",
        TZ="Pacific/Kiritimati",
        LANG="tr_TR.UTF-8",
        LC_ALL="C",
        PYTHONHASHSEED="12345",
        SOURCE_DATE_EPOCH="1",
        HOME=str(tmp_path),
    )
    assert result.returncode == 0, result.stderr
    here, there = read_tree(project / "site"), read_tree(copy / "site")
    assert set(here) == set(there)
    assert [name for name in here if here[name] != there[name]] == []


# Checking


def test_verifier_says_that_all_is_well(run: Callable[..., Result]) -> None:
    result = run("verifier")
    assert result.exit_code == 0
    assert "rien à corriger" in result.stderr
    assert "--notes" in result.stderr


def test_verifier_tells_every_mistake_at_once(project: Path, run: Callable[..., Result]) -> None:
    expected = [*break_record(project)]
    result = run("verifier")
    assert result.exit_code == 1
    assert [words for words in expected if words not in plain(result.stdout)] == []
    assert "3 problèmes à corriger" in plain(result.stderr)


def test_verifier_tells_the_mistakes_of_written_pages(project: Path, run: Callable[..., Result]) -> None:
    expected = break_call(project)
    result = run("verifier")
    assert result.exit_code == 1
    assert [words for words in expected if words not in plain(result.stdout)] == []


def test_verifier_shows_notes_on_demand(run: Callable[..., Result]) -> None:
    assert run("verifier").stdout == ""
    result = run("verifier", "--notes")
    assert result.exit_code == 0
    assert "personne n’a encore confirmé ce contact" in result.stdout


@pytest.mark.parametrize("form", ["json", "gitlab"])
def test_verifier_speaks_to_machines(project: Path, run: Callable[..., Result], form: str) -> None:
    def errors() -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(run("verifier", "--format", form).stdout)
        return [row for row in rows if row.get("gravite", row.get("severity")) in ("erreur", "major")]

    assert errors() == []
    break_record(project)
    assert len(errors()) == 3


def test_verifier_annotates_on_github(project: Path, run: Callable[..., Result]) -> None:
    break_record(project)
    lines = run("verifier", "--format", "github").stdout.splitlines()
    assert [line for line in lines if not line.startswith(("::error file=", "::notice file="))] == []
    assert len([line for line in lines if line.startswith("::error")]) == 3


def test_verifier_may_show_one_file(project: Path, run: Callable[..., Result]) -> None:
    break_record(project)
    result = run("verifier", "catalogue/cibles/tpe.yml")
    assert result.exit_code == 1
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == ["catalogue/cibles/tpe.yml"]
    assert run("verifier", "catalogue/groupes/groupe.yml").exit_code == 0
    assert run("verifier", project / "catalogue" / "cibles" / "tpe.yml").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["catalogue/cibles/absente.yml"], "Fichier introuvable : catalogue/cibles/absente.yml"),
        (["--format", "xml"], "Choix possibles : texte, json, gitlab, github"),
        (["--depuis", "nulle-part"], "git"),
        (["--depuis", "--output=x"], "n’est pas une référence git"),
    ],
)
def test_verifier_says_what_it_does_not_know(run: Callable[..., Result], arguments: list[str], words: str) -> None:
    result = run("verifier", *arguments)
    assert result.exit_code == 2
    assert words in plain(result.stderr)


def test_a_page_in_another_encoding_is_told_like_a_mistake(project: Path, run: Callable[..., Result]) -> None:
    (project / "docs" / "annuaire.md").write_bytes("# Éte\n".encode("latin-1"))
    result = run("verifier")
    assert result.exit_code == 1
    assert "docs/annuaire.md:1:" in result.stdout
    assert "UTF-8" in result.stdout


def test_published_addresses_do_not_vanish_unannounced(project: Path, run: Callable[..., Result]) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x", "-c", "init.defaultBranch=main", "-C", str(project)]
    livrables = project / "catalogue" / "livrables"
    try:
        for command in (["init"], ["add", "catalogue"], ["commit", "-m", "x"]):
            subprocess.run([*git, *command], check=True, capture_output=True)
        assert run("verifier", "--depuis", "HEAD").exit_code == 0
        (livrables / "quiz.yml").rename(livrables / "jeu.yml")
        result = run("verifier", "--depuis", "HEAD")
        assert result.exit_code == 1
        assert "/livrables/quiz" in result.stdout
        append(livrables / "jeu.yml", 'anciens_ids: ["quiz"]\n')
        assert run("verifier", "--depuis", "HEAD").exit_code == 0
    finally:
        shutil.rmtree(project / ".git")


# Schemas


def test_schemas_are_written_for_editors(project: Path, run: Callable[..., Result]) -> None:
    result = run("schemas")
    assert result.exit_code == 0
    written = sorted((project / "catalogue" / "schemas").glob("*.schema.json"))
    assert f"{len(written)} schémas écrits" in plain(result.stdout)
    assert all(json.loads(path.read_text(encoding="utf-8"))["$schema"] for path in written)
    assert run("verifier").exit_code == 0


# Help


def test_every_command_and_option_is_explained_in_french(run: Callable[..., Result]) -> None:
    for command in ("construire", "verifier", "schemas"):
        result = run(command, "--help")
        assert result.exit_code == 0
        assert re.search(r"[éèàêç’]", result.stdout), command


# Letters


def test_lettre_writes_three_files_and_says_so(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("lettre", "--depuis", "2026-01-01", "--jusqu-a", "2026-01-31", "--sortie", tmp_path / "a" / "b")
    assert result.exit_code == 0, result.stderr
    assert "1 nouvelle ressource" in plain(result.stdout)
    assert sorted(read_tree(tmp_path / "a" / "b")) == ["lettre.eml", "lettre.html", "lettre.txt"]
    assert "https://essai.example.org/livrables/quiz/" in (tmp_path / "a" / "b" / "lettre.txt").read_text("utf-8")


def test_lettre_takes_the_address_of_the_forge(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRST_ADRESSE", "https://x.fr/projet/")
    assert run("lettre", "--depuis", "2026-01-01", "--sortie", tmp_path).exit_code == 0
    assert "https://x.fr/projet/livrables/quiz/" in (tmp_path / "lettre.html").read_text("utf-8")


def test_lettre_is_the_one_that_the_site_publishes(project: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    assert run("lettre", "--depuis", "2026-01-01", "--jusqu-a", "2026-01-31", "--sortie", tmp_path).exit_code == 0
    published = project / "site" / "lettre" / "2026-01"
    assert {name: (published / name).read_bytes() for name in read_tree(tmp_path)} == read_tree(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "Depuis quel jour"),
        (["--depuis", "2099-01-01"], 2, "n’est pas encore arrivé"),
        (["--depuis", "2026-01-01", "--cible", "tpi"], 2, "Vouliez-vous dire « tpe »"),
        (["--depuis", "2025-01-01", "--jusqu-a", "2025-01-31"], 1, "Aucune lettre n’est écrite"),
    ],
)
def test_lettre_that_cannot_be_made_says_why_and_writes_nothing(
    run: Callable[..., Result], tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    result = run("lettre", *arguments, "--sortie", tmp_path / "lettre")
    assert result.exit_code == code
    assert said in plain(result.stderr)
    assert not (tmp_path / "lettre").exists()


def test_lettre_of_a_catalogue_that_is_wrong_shows_what_is(project: Path, run: Callable[..., Result]) -> None:
    break_record(project)
    result = run("lettre", "--depuis", "2026-01-01")
    assert result.exit_code == 1
    assert "guide.yml:8:1: inconnue" in result.stderr
    assert not (project / "lettre").exists()


def test_lettre_that_cannot_be_written_says_where(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    result = run("lettre", "--depuis", "2026-01-01", "--sortie", tmp_path / "fichier")
    assert result.exit_code == 1
    assert "n’a pas pu être écrite" in result.stderr
    assert "Vérifiez" in result.stderr or "Déplacez" in result.stderr  # in French, with what to do
