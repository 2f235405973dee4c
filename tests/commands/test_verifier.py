"""What `prst verifier` looks at besides the records: deliverables that are there twice, icons that do not exist."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from prst.cli import app
from prst.commands.verifier import run
from tests.catalogues import REPOSITORY, Kind, plain, write_catalogue

DAY = {"ajoute_le": "2026-01-01"}
KIT = {"mode_emploi": {"quand": "En juin"}, "arguments": ["C’est gratuit."], "article": "Un article."}
PASSED_ON = {"promesse": "Moins d’accidents.", "licence": "Licence Ouverte 2.0", "kit": KIT}
"""What of a deliverable leaves nothing to be noted of its kit."""
SAME = {"titre": "Guide des échafaudages", **PASSED_ON, **DAY}
ADDED: dict[str, Kind] = {"cibles": {"tpe": DAY}, "formats": {"guide": {}}, "themes": {"chutes": {}}}

WHOLE = {
    "region": "Region",
    "editeur": {"nom": "Réseau d’essai", "directeur_de_publication": "sa direction"},
    "hebergeur": {"nom": "Hébergeur d’essai", "adresse": "1 rue du Port"},
    "depot": "https://gitlab.com/essai/catalogue",
}
"""What of a site leaves nothing to be noted of it."""


@pytest.fixture
def verifier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Writes a catalogue in which only what a test gives may be noted, and checks it."""
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **kinds: Any) -> Result:
        write_catalogue(tmp_path / "catalogue", **{"site": WHOLE, **ADDED, **kinds})
        return CliRunner().invoke(app, ["verifier", *arguments], catch_exceptions=False)

    return run


# Twice the same


def test_a_pair_is_noted_once_in_the_file_of_the_later_one(verifier: Callable[..., Result]) -> None:
    livrables = {
        "a": {**SAME, "ajoute_le": "2026-02-01"},
        "b": SAME,
        "autre": {"titre": "Prévenir le bruit", **PASSED_ON, **DAY},
    }
    result = verifier("--notes", livrables=livrables)
    assert result.exit_code == 0
    assert plain(result.stdout) == (
        "catalogue/livrables/a.yml:1:8: titre : « Guide des échafaudages » (catalogue/livrables/b.yml) est presque le "
        "même livrable : même titre, même cible. Si c’est le même, gardez une seule fiche ; sinon, dites dans leurs "
        "titres ce qui les distingue.\n"
    )
    assert "rien à corriger (1 note)" in plain(result.stderr)


def test_a_draft_is_the_later_one(verifier: Callable[..., Result]) -> None:
    livrables = {"b": {**SAME, "ajoute_le": "2026-02-01"}, "a": {**SAME, "statut": "brouillon"}}
    assert verifier("--notes", livrables=livrables).stdout.startswith("catalogue/livrables/a.yml:1:8: ")


def test_an_archived_deliverable_stays_beside_what_took_its_place(verifier: Callable[..., Result]) -> None:
    assert verifier("--notes", livrables={"a": SAME, "b": {**SAME, "statut": "archive"}}).stdout == ""


# Kits


def test_what_a_kit_lacks_is_noted_once_a_record(verifier: Callable[..., Result]) -> None:
    livrables = {
        "a": {"licence": "libre", **DAY},
        "b": {"titre": "Bruit", **PASSED_ON, **DAY},
        "c": {"statut": "archive", **DAY},
    }
    result = verifier("--notes", livrables=livrables)
    assert (result.exit_code, plain(result.stdout)) == (
        0,
        "catalogue/livrables/a.yml:1:1: pour que les relais l’envoient telle quelle, il manque : promesse, "
        "kit.mode_emploi, kit.arguments, kit.article. Tout est facultatif ; « promesse » est la première phrase du "
        "courriel. Voir « kit » dans « Référence des fiches ».\n",
    )


# Whom to call


def test_a_structure_that_cannot_be_reached_is_noted_with_the_number_of_records_that_lead_to_it(
    verifier: Callable[..., Result],
) -> None:
    kinds: dict[str, Kind] = {
        "livrables": {
            "a": {"titre": "Bruit", "contact": {"structure": "ancienne"}, **DAY},
            "b": {"titre": "Chutes", "contact": {"structure": "muette"}, **DAY},
            "c": {"titre": "Chaleur", "contact": {"structure": "joignable"}, **DAY},
        },
        "structures": {
            "ancienne": {"remplacee_par": "muette", **DAY},
            "muette": {"url": "https://muette.fr/", **DAY},
            "joignable": {"telephone": "04 72 00 00 00", **DAY},
        },
    }
    result = verifier("--notes", **kinds)
    mute = [line for line in plain(result.stdout).splitlines() if "rien ne dit comment joindre" in line]
    assert len(mute) == 1
    assert mute[0].startswith(
        "catalogue/structures/muette.yml:1:6: nom : rien ne dit comment joindre cette structure : "
    )
    assert "2 fiches mènent à elle." in mute[0]
    assert "Contacts : 2 fiches mènent à quelqu’un d’autre que leur structure, 0 à personne.\n" in plain(result.stderr)


def test_chains_that_end_nowhere_are_counted(tmp_path: Path, verifier: Callable[..., Result]) -> None:
    verifier()
    muet = {"structure": "Ailleurs", "a_confirmer": "oui"}
    livrables: Kind = {"a": {"titre": "Bruit", "contact": muet, **DAY}}
    write_catalogue(tmp_path / "catalogue", {"contact": muet}, **{**ADDED, "livrables": livrables})
    result = CliRunner().invoke(app, ["verifier", "--notes"], catch_exceptions=False)
    assert "Contacts : 0 fiche mène à quelqu’un d’autre que leur structure, 1 à personne." in plain(result.stderr)


def test_notes_are_not_shown_unasked(verifier: Callable[..., Result]) -> None:
    result = verifier(livrables={"a": SAME, "b": SAME})
    assert (result.exit_code, result.stdout) == (0, "")
    assert "les notes se lisent avec --notes" in plain(result.stderr)


def test_notes_that_are_not_shown_are_not_looked_for(
    verifier: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prst.commands.ensemble.better", lambda *_: pytest.fail("looked for"))
    assert verifier(livrables={"a": SAME, "b": SAME}).exit_code == 0


def test_what_was_kept_of_a_check_only_spares_time(verifier: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    page = "# Accueil\n\n{{ livrables(limite=2) }}\n\n[x](absent.md)\n"
    (tmp_path / "docs" / "index.md").write_text(page, encoding="utf-8")
    shutil.copytree(REPOSITORY / "overrides" / "fiches", tmp_path / "overrides" / "fiches")
    told = verifier(livrables={"a": SAME})
    kept = list((tmp_path / ".cache" / "pages").iterdir())
    for number, path in enumerate(kept):
        path.write_bytes(path.read_bytes()[:-9] if number % 2 else b"import os")
    again = verifier(livrables={"a": SAME})
    assert kept
    assert (again.exit_code, again.output) == (told.exit_code, told.output) == (1, told.output)


def test_each_message_is_explained_once_on_a_page_that_is_named(
    verifier: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {one: {"cibles": ["absente"], "date": "bientôt", **DAY} for one in ("a", "b")}
    page = "https://essai.example.org/contribuer/messages/"
    told = verifier(livrables=wrong).stderr
    assert (told.count(f"{page}inconnu/\n"), told.count(f"{page}date/\n")) == (1, 1)
    monkeypatch.setenv("PRST_ADRESSE", "https://forge.example/catalogue")
    assert "https://forge.example/catalogue/contribuer/messages/inconnu/\n" in verifier(livrables=wrong).stderr
    assert "messages/" not in verifier(livrables={"a": SAME}).stderr


def test_of_one_record_nothing_else_is_read(verifier: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    livrables = {"a": {"cibles": ["absente"], **DAY}, "b": {"inconnue": "x"}}
    monkeypatch.setattr("prst.commands.ensemble.written_pages", lambda *_: pytest.fail("looked at"))
    result = verifier("catalogue/livrables/a.yml", livrables=livrables)
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["catalogue/livrables/a.yml"]
    assert "« absente » est inconnue" in plain(result.stdout)
    assert "1 problème à corriger dans ce qui est demandé, 1 fiche lue" in plain(result.stderr)


def test_of_one_record_no_page_is_made_ready() -> None:
    """What pages, calendars and pictures import takes as long as all the rest."""
    names = "import sys, prst.cli, prst.commands.verifier; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", names], capture_output=True, text=True, check=True)
    floors = ("building", "outputs", "written", "analysis", "agendas", "partenaires")
    assert [name for name in done.stdout.split() if name.startswith(tuple(f"prst.{one}" for one in floors))] == []


def test_a_record_that_changes_tomorrow_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_catalogue(tmp_path / "catalogue", **{**ADDED, "livrables": {"a": {"ajoute_le": "2027-11-21"}}})
    (tmp_path / "mkdocs.yml").touch()
    assert run(tmp_path, (), "texte", None, False, today=date(2026, 11, 27)) == 1
    assert "« 2027-11-21 » est après aujourd’hui (2026-11-27)" in plain(capsys.readouterr().out)
    assert run(tmp_path, (), "texte", None, False, today=date(2027, 11, 21)) == 0


def test_two_records_of_one_name_are_noted_in_the_file_of_the_later_id(verifier: Callable[..., Result]) -> None:
    """A group of another plan, and a structure that another one took the place of, may have had that name before."""
    result = verifier(
        "--notes",
        site={
            **WHOLE,
            "plans": [{"nom": "PRST 3", "debut": 2016, "fin": 2020}, {"nom": "PRST 4", "debut": 2021, "fin": 2025}],
        },
        groupes={
            "a": {"nom": "Chutes de hauteur", "plan": "PRST 4", **DAY},
            "b": {"nom": "Les chutes de hauteurs", "plan": "PRST 4", **DAY},
            "c": {"nom": "Chutes de hauteur", "plan": "PRST 3", **DAY},
        },
    )
    assert result.exit_code == 0
    assert [line for line in plain(result.stdout).splitlines() if "aussi le nom" in line] == [
        "catalogue/groupes/b.yml:1:6: nom : « Les chutes de hauteurs » est aussi le nom de catalogue/groupes/a.yml. Si "
        "les deux parlent de la même chose, gardez une seule fiche ; sinon, dites dans leurs noms ce qui les distingue."
    ]


def test_forges_show_notes_as_information(verifier: Callable[..., Result]) -> None:
    (row,) = json.loads(verifier("--format", "gitlab", livrables={"a": SAME, "b": SAME}).stdout)
    assert (row["check_name"], row["severity"]) == ("presque_double", "info")
    assert row["location"] == {"path": "catalogue/livrables/b.yml", "lines": {"begin": 1}}
    annotation = verifier("--format", "github", livrables={"a": SAME, "b": SAME}).stdout
    assert annotation.startswith("::notice file=catalogue/livrables/b.yml,line=1,")


def test_other_problems_do_not_hide_a_pair(verifier: Callable[..., Result]) -> None:
    result = verifier("--notes", livrables={"a": SAME, "b": SAME, "c": {"inconnue": "x", **DAY}})
    assert result.exit_code == 1
    assert "presque le même livrable" in plain(result.stdout)


# Icons


def test_an_icon_that_does_not_exist_is_noted_with_the_nearest_name(verifier: Callable[..., Result]) -> None:
    result = verifier(
        "--notes",
        cibles={"tpe": {"icone": "material/hard-hatt", **DAY}},
        formats={"guide": {"icone": "material/book"}, "fiche": {"icone": "fontawesome/solid/boook"}},
    )
    assert result.exit_code == 0
    assert [plain(line) for line in result.stdout.splitlines()] == [
        "catalogue/cibles/tpe.yml:2:8: icone : l’icône « material/hard-hatt » n’existe pas, et rien ne s’affiche à sa "
        "place ; vouliez-vous dire « material/hard-hat » ? Corrigez son nom, ou retirez la ligne.",
        "catalogue/vocabulaires/formats.yml:2:36: fiche.icone : l’icône « fontawesome/solid/boook » n’existe pas, et "
        "rien ne s’affiche à sa place ; vouliez-vous dire « fontawesome/solid/book » ? Corrigez son nom, ou retirez la "
        "ligne.",
    ]


# Only what is asked for


def test_files_of_another_project_are_not_said_to_be_right(
    verifier: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("ailleurs")
    found = verifier(str(elsewhere))
    assert found.exit_code == 2
    assert f"Hors de ce projet : {elsewhere}." in found.stderr
    assert verifier(str(elsewhere / "absent.yml")).stderr == f"Fichier introuvable : {elsewhere}/absent.yml.\n"
