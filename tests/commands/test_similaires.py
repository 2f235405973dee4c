"""`prst similaires`: what is said of a record that is being written, wherever it stands, whatever is wrong with it."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from prst.cli import app
from tests.catalogues import plain, write_catalogue, write_mapping

GUIDE = {
    "titre": "Guide des échafaudages roulants",
    "themes": ["chutes"],
    "contact": {"structure": "Carsat d’essai", "courriel": "prevention@carsat-essai.fr"},
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of a few deliverables, in which the command runs."""
    (tmp_path / "projet").mkdir()
    (tmp_path / "projet" / "mkdocs.yml").touch()
    write_catalogue(
        tmp_path / "projet" / "catalogue",
        livrables={
            "guide": GUIDE,
            "archive": {"titre": "Guide des échafaudages", "statut": "archive"},
            "en-cours": {
                "titre": "Échafaudages roulants",
                "statut": "brouillon",
                "contact": {"structure": "S", "a_confirmer": "oui"},
            },
            "bruit": {"titre": "Prévenir le bruit"},
        },
        cibles={"tpe": {}},
        groupes={"groupe": {}},
    )
    monkeypatch.chdir(tmp_path / "projet")
    return tmp_path / "projet"


@pytest.fixture
def similaires(project: Path) -> Callable[..., Result]:
    """Runs the command in the project."""
    return lambda *arguments: CliRunner().invoke(app, ["similaires", *map(str, arguments)], catch_exceptions=False)


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def draft(folder: Path, **fields: Any) -> Path:
    """A file with some lines of a record."""
    write_mapping(folder / "brouillon.yml", fields)
    return folder / "brouillon.yml"


# What is near


def test_answer_says_what_is_near_why_and_whom_to_call(tmp_path: Path, similaires: Callable[..., Result]) -> None:
    path = draft(tmp_path, titre="Guide de l'échafaudage roulant", themes=["chutes"], cibles=["tpe"])
    result = similaires(path)
    assert (result.exit_code, result.stderr) == (0, "")
    text = plain(result.stdout)
    first, best, second, third, *_ = text.split("\n\n")
    assert first == "« Guide de l'échafaudage roulant » : 3 livrables proches dans le catalogue (4 livrables comparés)."
    assert best.splitlines() == [
        "1. Guide des échafaudages roulants – presque le même, 90 sur 100",
        "   Pourquoi  même titre, même cible, même thème",
        "   Fiche     catalogue/livrables/guide.yml",
        "   Page      https://essai.example.org/livrables/guide/",
        "   Contact   Carsat d’essai (prevention@carsat-essai.fr)",
    ]
    assert "Échafaudages roulants (brouillon, pas encore publié)" in second + third
    assert "S (coordonnées à confirmer)" in second + third
    assert "Guide des échafaudages (archivé)" in second + third
    assert text.count("Page ") == 2
    assert "Est-ce le même ? Complétez la fiche existante plutôt que d’en créer une autre." in text


def test_what_is_only_near_is_to_be_read_first(tmp_path: Path, similaires: Callable[..., Result]) -> None:
    result = similaires(draft(tmp_path, titre="Prévenir le bruit et les vibrations des machines", cibles=["tpe"]))
    assert "Lisez ces fiches avant de produire" in plain(result.stdout)
    assert "Est-ce le même" not in result.stdout


def test_nothing_near_is_one_sentence(tmp_path: Path, similaires: Callable[..., Result]) -> None:
    fields = {"resume": "R.", "cibles": ["tpe"], "format": "guide", "contact": GUIDE["contact"]}
    result = similaires(draft(tmp_path, titre="Télétravail", **fields))
    assert result.exit_code == 0
    assert plain(result.stdout) == "« Télétravail » : rien de proche dans le catalogue (4 livrables comparés).\n"


def test_a_record_is_not_near_itself(project: Path, tmp_path: Path, similaires: Callable[..., Result]) -> None:
    own = project / "catalogue" / "livrables" / "guide.yml"
    for path in (own, own.relative_to(project), project / "catalogue" / "cibles" / ".." / "livrables" / "guide.yml"):
        result = similaires(path)
        assert result.exit_code == 0
        assert "1. Guide des échafaudages roulants" not in result.stdout
        assert "(3 livrables comparés)" in plain(result.stdout)
    copy = shutil.copy(own, tmp_path / "guide.yml")
    assert "1. Guide des échafaudages roulants – presque le même" in similaires(copy).stdout


def test_answer_can_be_parsed(tmp_path: Path, similaires: Callable[..., Result]) -> None:
    answer = json.loads(similaires(draft(tmp_path, titre="Guide des échafaudages roulants"), "--format", "json").stdout)
    assert (answer["titre"], answer["compares"]) == ("Guide des échafaudages roulants", 4)
    assert answer["proches"][0] == {
        "id": "guide",
        "titre": "Guide des échafaudages roulants",
        "statut": "publie",
        "fichier": "catalogue/livrables/guide.yml",
        "page": "https://essai.example.org/livrables/guide/",
        "score": 80,
        "presque_le_meme": True,
        "raisons": ["même titre"],
        "contact": {"structure": "Carsat d’essai", "courriel": "prevention@carsat-essai.fr"},
    }
    assert {row["champ"] for row in answer["problemes"]} == {"cibles", "contact", "format", "resume"}
    assert next(row["page"] for row in answer["proches"] if row["id"] == "en-cours") is None


def test_only_the_best_are_shown(project: Path, tmp_path: Path, similaires: Callable[..., Result]) -> None:
    write_catalogue(project / "catalogue", livrables={f"guide-{rank}": GUIDE for rank in range(20)})
    text = similaires(draft(tmp_path, titre=GUIDE["titre"])).stdout
    assert "5. Guide" in text
    assert "6. Guide" not in text


def test_a_named_person_is_not_shown(project: Path, tmp_path: Path, similaires: Callable[..., Result]) -> None:
    contact = {
        "structure": "Structure",
        "nom": "Personne Nommée",
        "publication_consentie": "2026-01-01",
        "a_confirmer": "oui",
    }
    write_catalogue(project / "catalogue", livrables={"guide": {**GUIDE, "contact": contact}})
    for form in ("texte", "json"):
        assert "Nommée" not in similaires(draft(tmp_path, titre=GUIDE["titre"]), "--format", form).stdout


# What is wrong with the draft


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titre: Guide des échafaudages\nresume: a: b\n", ":2:9: "),
        (
            "titre: Guide des échafaudages\nthemes:\n  - chute\n",
            "« chute » est lu « chutes » (Chutes)",
        ),
        ("titre: Guide des échafaudages\nliens: https://x.fr\nthemes: 3\n", "themes[1] : « 3 » est inconnue"),
        ("titre: Guide des échafaudages\ntitre: Guide des échafaudages\n", "figure déjà plus haut"),
        ("id: guide\ntitre: Guide des échafaudages\n", "l’identifiant ne s’écrit pas dans la fiche"),
        (f"titre: Guide des échafaudages ({'en bois ' * 40})\n", "le texte dépasse 250 caractères"),
        ("titre: Guide des échafaudages\nliens:\n  - url: 'https://[x'\n", "liens[1].url : "),
        ("titre: Guide des échafaudages\nthemes: [chutes\n", "un signe de ponctuation manque"),
    ],
)
def test_a_draft_with_mistakes_is_compared_all_the_same(
    text: str, told: str, tmp_path: Path, similaires: Callable[..., Result]
) -> None:
    result = similaires(write(tmp_path / "brouillon.yml", text))
    assert result.exit_code == 0
    assert "1. Guide des échafaudages" in result.stdout
    assert "à corriger" in result.stdout
    assert told in plain(result.stdout)
    assert "Traceback" not in result.stdout + result.stderr


def test_problems_of_the_catalogue_do_not_prevent_an_answer(
    project: Path, tmp_path: Path, similaires: Callable[..., Result]
) -> None:
    write_mapping(project / "catalogue" / "livrables" / "bruit.yml", {"titre": "Sans rien d’autre"})
    assert "1. Guide des échafaudages roulants" in similaires(draft(tmp_path, titre=GUIDE["titre"])).stdout


# What cannot be compared


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "le fichier est vide"),
        (b"# seulement un commentaire\n", "le fichier est vide"),
        (b"Bonjour\n", "une fiche est faite de lignes"),
        (b"- a\n- b\n", "une fiche est faite de lignes"),
        (b"resume: Petites entreprises\n", "n’a pas de « titre »"),
        (b"titre:\n", "n’a pas de « titre »"),
        (b"titre:\n  - a\n  - b\n", "un texte est attendu"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "n’est pas écrit en UTF-8"),
        (b"titre: Guide\x00\n", "le caractère invisible"),
        (b"[" * 30_000, "trop de niveaux"),
        (b"titre: " + b"a" * 10_000_000, "le fichier dépasse"),
    ],
    ids=range(11),
)
def test_a_file_without_title_is_one_sentence(
    content: bytes, told: str, tmp_path: Path, similaires: Callable[..., Result]
) -> None:
    result = similaires(write(tmp_path / "brouillon.yml", content))
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in plain(result.stderr)
    assert len(result.stderr.splitlines()) == 1


def test_what_is_no_file_is_one_sentence(project: Path, tmp_path: Path, similaires: Callable[..., Result]) -> None:
    os.mkfifo(tmp_path / "tube")
    for path, told in (
        (tmp_path / "absent.yml", "Fichier introuvable"),
        (tmp_path, "n’est pas un fichier"),
        (tmp_path / "tube", "n’est pas un fichier"),
        (project / "catalogue" / "cibles" / "tpe.yml", "seuls les livrables, les groupes et les événements"),
    ):
        result = similaires(path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert told in plain(result.stderr)
        assert len(result.stderr.splitlines()) == 1


def test_a_catalogue_that_cannot_be_read_is_one_sentence(
    project: Path, tmp_path: Path, similaires: Callable[..., Result]
) -> None:
    (project / "catalogue" / "site.yml").unlink()
    result = similaires(draft(tmp_path, titre="Guide"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "lancez « prst verifier »" in plain(result.stderr)


def test_a_wrong_form_is_a_wrong_call(tmp_path: Path, similaires: Callable[..., Result]) -> None:
    result = similaires(draft(tmp_path, titre="Guide"), "--format", "xml")
    assert result.exit_code == 2
    assert "Choix possibles : texte, json." in plain(result.stderr)


# Groups and events


def test_a_group_is_told_what_it_shares_and_with_whom(project: Path, similaires: Callable[..., Result]) -> None:
    write_catalogue(
        project / "catalogue",
        groupes={
            "apprentis": {
                "nom": "Apprentis",
                "cibles": ["tpe"],
                "pilotes": [
                    {"structure": "Carsat", "contact": {"structure": "Carsat", "courriel": "gt@carsat-essai.fr"}}
                ],
            }
        },
    )
    path = project / "catalogue" / "groupes" / "nouveau.yml"
    write_mapping(path, {"nom": "Jeunes", "cibles": ["tpe"], "contributeurs": ["carsat"]})
    text = plain(similaires(path).stdout)

    assert text.startswith("« Jeunes » : 1 groupe proche dans le catalogue (")
    assert "1. Apprentis\n   Pourquoi  mêmes cibles : " in text
    assert "mêmes structures : " in text
    assert "Contact   Carsat (gt@carsat-essai.fr)" in text
    assert "Parlez-leur avant d’écrire la fiche-action" in text
    assert "Jeunes" not in text.split("\n", 1)[1]


def test_an_event_is_compared_with_events(project: Path, tmp_path: Path, similaires: Callable[..., Result]) -> None:
    write_catalogue(
        project / "catalogue",
        evenements={"salon": {"titre": "Salon de la prévention des chutes", "debut": "2026-10-08"}},
    )
    path = draft(tmp_path, titre="Salon de prévention des chutes", debut="2026-11-08")
    answer = json.loads(similaires(path, "--format", "json").stdout)

    assert [row["id"] for row in answer["proches"]] == ["salon"]
    assert answer["proches"][0]["fichier"] == "catalogue/evenements/salon.yml"
    assert answer["proches"][0]["presque_le_meme"]
    assert answer["problemes"] == []
