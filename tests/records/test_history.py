"""What a commit published persists: addresses lead somewhere, a validated frame changes with a newer day."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from prst.cli import app
from prst.records.catalogue import Catalogue
from prst.records.history import HistoryError, UnknownReferenceError, load_at, reframed, vanished
from prst.records.model import MODELS
from prst.records.problems import ERREUR, NOTE
from tests.records.folders import LIVRABLE, Folder, place_of, sentence

RECORDS = {
    "livrables/ancien.yml": LIVRABLE,
    "cibles/artisans.yml": "nom: Artisans\n",
    "relais/opco.yml": "nom: OPCO\ntype: OPCO\n",
    "groupes/gt.yml": "nom: GT\n",
    "evenements/salon.yml": "titre: Salon\ndebut: 2026\n",
    "diffusions/lettre.yml": "date: 2026\nlivrable: guide-chutes\nrelais: opco\ncanal: lettre\n",
}
ADDRESSES = {
    ("livrables", "ancien"),
    ("livrables", "guide-chutes"),
    ("cibles", "artisans"),
    ("cibles", "tpe-btp"),
    ("relais", "opco"),
    ("groupes", "gt"),
    ("evenements", "salon"),
}


def ids_at(project: Path, reference: str) -> set[tuple[str, str]]:
    """Folder and id of the records that a reference gives an address to."""
    loaded = load_at(project, reference)
    catalogue = loaded.catalogue or loaded.sound
    assert isinstance(catalogue, Catalogue)
    parts = (address.partition("/") for address in catalogue.addresses())
    return {(kind, identity) for kind, _, identity in parts if kind in MODELS}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def history(folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Folder:
    """A project whose first commit, tagged `publie`, has a record of each kind."""
    for variable, value in {
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(tmp_path),
        "GIT_AUTHOR_NAME": "Essai",
        "GIT_AUTHOR_EMAIL": "essai@organisme-essai.fr",
        "GIT_COMMITTER_NAME": "Essai",
        "GIT_COMMITTER_EMAIL": "essai@organisme-essai.fr",
    }.items():
        monkeypatch.setenv(variable, value)
    for variable in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):  # set when a git hook runs the tests
        monkeypatch.delenv(variable, raising=False)
    folder.write_all(RECORDS.items())
    folder.write("livrables/LISEZMOI.md", "x")
    git(folder.project, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    git(folder.project, "tag", "publie")
    return folder


def commit(folder: Folder) -> None:
    git(folder.project, "add", "--all")
    git(folder.project, "commit", "--quiet", "--message=essai", "--allow-empty")


def gone(folder: Folder) -> list[str]:
    """The files whose addresses vanished since `publie`."""
    loaded = folder.load()
    assert loaded.problems == ()
    return [place_of(problem)[0] for problem in vanished(load_at(folder.project, "publie"), loaded)]


def rename(folder: Folder, old: str, new: str, more: str = "") -> None:
    content = (folder.root / old).read_text(encoding="utf-8")
    (folder.root / old).unlink()
    folder.write(new, content + more)


# What an earlier commit held


@pytest.mark.parametrize("reference", ["publie", "HEAD", "main", "publie~0", "refs/tags/publie"])
def test_a_commit_tells_its_addresses(reference: str, history: Folder) -> None:
    assert ids_at(history.project, reference) == ADDRESSES


def test_addresses_are_told_from_a_project_inside_a_repository(history: Folder) -> None:
    inner = history.project / "regions" / "essai"
    inner.mkdir(parents=True)
    (history.project / "catalogue").rename(inner / "catalogue")
    commit(history)
    assert ids_at(inner, "HEAD") == ADDRESSES


def test_a_wrong_record_of_an_earlier_commit_hides_no_other(history: Folder) -> None:
    history.write("livrables/été chaud.yml", LIVRABLE)
    commit(history)
    assert ids_at(history.project, "HEAD") == ADDRESSES


@pytest.mark.parametrize("reference", ["absente", "", "publie:catalogue", "main..publie", "deadbeef"])
def test_a_reference_that_git_does_not_know_is_told(reference: str, history: Folder) -> None:
    with pytest.raises(HistoryError, match=r"git n’a pas de catalogue à « .* »") as refusal:
        ids_at(history.project, reference)
    assert "GIT_DEPTH" not in str(refusal.value)  # there is nothing more to fetch


def test_no_reference_and_a_commit_without_a_catalogue_are_told_plainly(history: Folder) -> None:
    with pytest.raises(UnknownReferenceError, match=r"la référence est vide.*la variable qui la donne"):
        ids_at(history.project, "")
    (history.project / "catalogue").rename(history.project / "ailleurs")
    commit(history)
    with pytest.raises(HistoryError, match=r"pas encore de dossier « catalogue » à cet endroit") as refusal:
        ids_at(history.project, "HEAD")
    assert "pathspec" not in str(refusal.value)


def test_what_is_left_to_fetch_is_told(history: Folder, tmp_path: Path) -> None:
    commit(history)
    git(tmp_path, "clone", "--depth", "1", f"file://{history.project}", "peu-profond")
    with pytest.raises(UnknownReferenceError, match=r"git fetch --unshallow.*GIT_DEPTH: 0 ou fetch-depth: 0"):
        ids_at(tmp_path / "peu-profond", "a" * 40)


@pytest.mark.parametrize("reference", ["--help", "-h", "--output=trace"])
def test_a_reference_is_never_an_option(reference: str, history: Folder) -> None:
    with pytest.raises(HistoryError, match="n’est pas une référence git"):
        ids_at(history.project, reference)
    assert not (history.project / "trace").exists()


def test_a_folder_without_history_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(HistoryError, match="git n’a pas de catalogue"):
        ids_at(folder.project, "HEAD")


def test_the_absence_of_git_is_told(history: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HistoryError, match="git ne répond pas"):
        ids_at(history.project, "HEAD")


# What vanished since


def test_what_has_not_changed_has_not_vanished(history: Folder) -> None:
    assert gone(history) == []


def test_each_kind_that_has_pages_is_missed_when_it_goes(history: Folder) -> None:
    for name in RECORDS:
        (history.root / name).unlink()
    assert gone(history) == sorted(name for name in RECORDS if not name.startswith("diffusions/"))


def test_a_vanished_address_is_told_with_what_to_do(history: Folder) -> None:
    (history.root / "livrables/ancien.yml").unlink()
    (problem,) = vanished(load_at(history.project, "publie"), history.load())
    assert place_of(problem) == ("livrables/ancien.yml", 1, 1, "", "adresse_disparue")
    assert sentence(problem) == (
        "l’adresse publiée /livrables/ancien/ disparaîtrait. "
        "Notez-la dans « anciens_ids » de la fiche qui la remplace, ou dans catalogue/retraits.yml."
    )


def test_a_renamed_record_without_its_former_id_vanishes(history: Folder) -> None:
    rename(history, "livrables/ancien.yml", "livrables/nouveau.yml")
    assert gone(history) == ["livrables/ancien.yml"]


def test_a_renamed_record_with_its_former_id_does_not(history: Folder) -> None:
    rename(history, "livrables/ancien.yml", "livrables/nouveau.yml", "anciens_ids: [ancien]\n")
    assert gone(history) == []


def test_a_record_that_stands_in_for_another_keeps_its_address(history: Folder) -> None:
    (history.root / "livrables/ancien.yml").unlink()
    history.write("livrables/guide-chutes.yml", LIVRABLE + "anciens_ids: [ancien]\n")
    assert gone(history) == []


def test_a_former_id_counts_for_its_own_kind(history: Folder) -> None:
    (history.root / "livrables/ancien.yml").unlink()
    history.write("cibles/artisans.yml", "nom: Artisans\nanciens_ids: [ancien]\n")
    assert gone(history) == ["livrables/ancien.yml"]


def test_an_announced_withdrawal_is_no_loss(history: Folder) -> None:
    (history.root / "livrables/ancien.yml").unlink()
    history.write("retraits.yml", "livrables/ancien:\n  titre: Guide\n  le: 2026-01-01\n  motif: Remplacé.\n")
    assert gone(history) == []


def test_a_record_that_becomes_a_draft_vanishes(history: Folder) -> None:
    history.write("livrables/ancien.yml", LIVRABLE + "statut: brouillon\n")
    assert gone(history) == ["livrables/ancien.yml"]


@pytest.mark.parametrize("statut", ["brouillon", "Brouillon", "'brouillon'"])
def test_a_draft_had_no_address_to_lose(statut: str, history: Folder) -> None:
    for name in ("a", "b", "c"):
        history.write(f"livrables/{name}.yml", f"{LIVRABLE}statut: {statut}\n")
    commit(history)
    git(history.project, "tag", "--force", "publie")
    (history.root / "livrables/a.yml").unlink()
    history.write("livrables/b.yml", LIVRABLE)
    assert gone(history) == []


def test_a_mistake_elsewhere_hides_no_loss(history: Folder) -> None:
    (history.root / "livrables/ancien.yml").unlink()
    history.write("cibles/artisans.yml", "nom: ''\n")
    lost = [place_of(problem)[0] for problem in vanished(load_at(history.project, "publie"), history.load())]
    assert lost == ["livrables/ancien.yml"]


def test_a_record_keeps_all_the_names_that_it_has_borne(history: Folder) -> None:
    rename(history, "livrables/ancien.yml", "livrables/nouveau.yml", "anciens_ids: [ancien]\n")
    commit(history)
    git(history.project, "tag", "--force", "publie")
    (history.root / "livrables/nouveau.yml").unlink()
    history.write("livrables/troisieme.yml", LIVRABLE + "anciens_ids: [nouveau]\n")
    assert gone(history) == ["livrables/ancien.yml"]


def test_the_page_of_a_term_is_an_address_too(history: Folder) -> None:
    for name in ("a", "b", "c"):
        history.write(f"livrables/{name}.yml", LIVRABLE)
    commit(history)
    git(history.project, "tag", "--force", "publie")
    for name in ("a", "b", "c"):
        (history.root / f"livrables/{name}.yml").unlink()
    history.write("livrables/guide-chutes.yml", LIVRABLE + "anciens_ids: [a, b, c]\n")
    assert gone(history) == ["formats/guide.yml"]
    history.write("retraits.yml", "formats/guide:\n  titre: Guides\n  le: 2026-01-01\n  motif: Trop peu.\n")
    assert gone(history) == []


# prst verifier --depuis


@pytest.fixture
def verifier(history: Folder, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that runs `prst verifier` in the project, with arguments."""
    monkeypatch.chdir(history.project)
    return lambda *arguments: CliRunner().invoke(app, ["verifier", *arguments])


def test_the_program_misses_vanished_addresses_on_demand(history: Folder, verifier: Any) -> None:
    rename(history, "livrables/ancien.yml", "livrables/nouveau.yml")
    assert verifier().exit_code == 0
    result = verifier("--depuis", "publie")
    assert result.exit_code == 1
    assert "catalogue/livrables/ancien.yml:1:1: l’adresse publiée /livrables/ancien/ disparaîtrait." in result.stdout
    (history.root / "livrables/nouveau.yml").write_text(LIVRABLE + "anciens_ids: [ancien]\n", encoding="utf-8")
    assert verifier("--depuis", "publie").exit_code == 0


def test_the_program_refuses_a_reference_that_is_not_there(verifier: Any) -> None:
    result = verifier("--depuis", "absente")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "git n’a pas de catalogue à « absente »" in result.stderr


def test_another_reference_takes_the_place_of_one_that_a_forced_push_replaced(history: Folder, verifier: Any) -> None:
    gone_commit = "1234567890123456789012345678901234567890"
    rename(history, "livrables/ancien.yml", "livrables/nouveau.yml")
    result = verifier("--depuis", gone_commit, "--a-defaut", "publie")
    assert result.exit_code == 1
    assert "/livrables/ancien/ disparaîtrait" in result.stdout
    assert "envoi forcé" in result.stderr
    assert "comparées à « publie »" in result.stderr
    result = verifier("--depuis", gone_commit, "--a-defaut", "HEAD~99", "--format", "json")
    assert result.exit_code == 0
    assert "ne sont comparées à rien" in result.stderr


# What was validated since

FRAMED = """\
nom: GT
cibles:
  - tpe-btp
fiche_action:
  numero: '1.2'
  objectif: Réduire les accidents des nouveaux.
  resultats_attendus:
    - Un guide remis
    - Un essai mené
  perimetre: La région
  cadre_valide_le: 2026-01-20
"""
GROUP = "groupes/cadre.yml"
UNTOUCHED = [
    FRAMED.replace("numero: '1.2'", "numero: '1.3'\n  moyens: Un graphiste\n  actions: [{intitule: Relire}]"),
    FRAMED.replace("des nouveaux.", "des\n    nouveaux. "),
    FRAMED.replace("Réduire", "Reduire").replace("La région", "la région"),
    FRAMED.replace("    - Un guide remis\n    - Un essai mené", "    - Un essai mené\n    - Un guide remis"),
    FRAMED.replace("2026-01-20", "2026-03-02").replace("La région", "L’Ain"),
    FRAMED + "pilotes: [{structure: Un autre}]\nindicateurs: [{nom: Guides remis}]\n",
]
REFRAMED = [
    (FRAMED.replace("La région", "L’Ain"), 10, 14, "fiche_action.perimetre", "La région"),
    (FRAMED.replace("Un essai mené", "Une enquête"), 9, 7, "fiche_action.resultats_attendus[2]", "Un guide remis"),
    (FRAMED.replace("    - Un essai mené\n", ""), 7, 3, "fiche_action.resultats_attendus", "Un guide remis ; Un essai"),
    (FRAMED.replace("  - tpe-btp", "  - tpe-btp\n  - artisans"), 4, 5, "cibles[2]", "tpe-btp"),
    (FRAMED.replace("  perimetre: La région\n", ""), 4, 1, "fiche_action.perimetre", "La région"),
    (
        FRAMED.replace("La région", "L’Ain").replace("2026-01-20", "2026-03-02")
        + "  revisions: [{le: 2026-05-04, objet: L’Ain d’abord, cadre: oui}]\n",
        10,
        14,
        "fiche_action.perimetre",
        "La région",
    ),
    (
        FRAMED.replace("objectif: Réduire", "objectif: Compter").replace("2026-01-20", "2026-01-19"),
        6,
        13,
        "",
        "Réduire",
    ),
    (
        FRAMED.replace("objectif: Réduire", "objectif: Compter").replace("  cadre_valide_le: 2026-01-20\n", ""),
        6,
        13,
        "",
        "",
    ),
]


@pytest.fixture
def framed(history: Folder) -> Folder:
    """A project that published a group whose frame was validated."""
    history.write(GROUP, FRAMED)
    return published(history)


def published(folder: Folder) -> Folder:
    commit(folder)
    git(folder.project, "tag", "--force", "publie")
    return folder


def changed_frames(folder: Folder, text: str) -> list[Any]:
    folder.write(GROUP, text)
    loaded = folder.load()
    assert loaded.problems == ()
    return reframed(folder.project, load_at(folder.project, "publie"), loaded)


@pytest.mark.parametrize("text", UNTOUCHED)
def test_a_frame_stays_whatever_lives_around_it(framed: Folder, text: str) -> None:
    assert changed_frames(framed, text) == []


@pytest.mark.parametrize(("text", "line", "column", "field", "before"), REFRAMED)
def test_a_frame_that_was_validated_changes_with_a_newer_day(
    framed: Folder, text: str, line: int, column: int, field: str, before: str
) -> None:
    (problem,) = changed_frames(framed, text)
    assert (problem.file, problem.line, problem.column) == (f"catalogue/{GROUP}", line, column)
    assert (problem.code, problem.severity) == ("cadre_change", ERREUR)
    assert problem.field == (field or "fiche_action.objectif")
    # Of a day that is newer, but not than the last revision, it is that day that is told: it is in the file.
    assert f"validé le {'2026-03-02' if '2026-03-02' in text else '2026-01-20'}" in problem.message
    assert before in problem.message
    assert "cadre_valide_le" in problem.remedy
    assert "par les instances du plan, puis" in problem.remedy


def test_the_remedy_names_who_validated_the_frame(history: Folder) -> None:
    history.write(GROUP, f"{FRAMED}  valide_par: le comité d’essai\n")
    published(history)
    (problem,) = changed_frames(history, f"{FRAMED}  valide_par: quelqu’un\n".replace("La région", "L’Ain"))
    assert "Faites valider le changement par le comité d’essai, puis" in problem.remedy


def test_each_field_of_a_frame_is_told(framed: Folder) -> None:
    text = FRAMED.replace("La région", "L’Ain").replace("Réduire", "Compter").replace("- tpe-btp", "- artisans")
    told = [problem.field for problem in changed_frames(framed, text)]
    assert told == ["cibles[1]", "fiche_action.objectif", "fiche_action.perimetre"]


def test_a_frame_that_is_still_being_written_is_but_noted(history: Folder) -> None:
    draft = FRAMED.replace("  cadre_valide_le: 2026-01-20\n", "").replace("  perimetre: La région\n", "")
    history.write(GROUP, draft)
    published(history)
    assert changed_frames(history, f"{draft}  perimetre: La région\n") == []
    (problem,) = changed_frames(history, draft.replace("Réduire", "Compter"))
    assert (problem.line, problem.code, problem.severity) == (6, "cadre_en_cours", NOTE)
    assert changed_frames(history, FRAMED.replace("Réduire", "Compter")) == []


def test_a_frame_follows_its_group_and_its_targets_to_other_ids(framed: Folder) -> None:
    rename(framed, "cibles/tpe-btp.yml", "cibles/batiment.yml", "anciens_ids: [tpe-btp]\n")
    for name in ("ancien", "guide-chutes"):
        framed.write(f"livrables/{name}.yml", LIVRABLE.replace("tpe-btp", "batiment"))
    rename(framed, GROUP, "groupes/autre.yml")
    text = FRAMED.replace("tpe-btp", "batiment") + "anciens_ids: [cadre]\n"
    framed.write("groupes/autre.yml", text)
    assert reframed(framed.project, load_at(framed.project, "publie"), framed.load()) == []
    framed.write("groupes/autre.yml", text.replace("La région", "L’Ain"))
    (problem,) = reframed(framed.project, load_at(framed.project, "publie"), framed.load())
    assert place_of(problem) == ("groupes/autre.yml", 10, 14, "fiche_action.perimetre", "cadre_change")


def test_a_group_that_was_merged_into_another_leaves_the_frame_of_that_one_alone(history: Folder) -> None:
    """Its own frame ended with it: nothing changed in that of the group that bears its former id now."""
    other = "nom: Autre\nfiche_action:\n  objectif: Prévenir le bruit\n"
    history.write(GROUP, FRAMED)
    history.write("groupes/autre.yml", other)
    published(history)
    (history.project / "catalogue" / GROUP).unlink()
    history.write("groupes/autre.yml", f"{other}anciens_ids: [{Path(GROUP).stem}]\n")
    assert reframed(history.project, load_at(history.project, "publie"), history.load()) == []
    history.write("groupes/autre.yml", f"{other.replace('bruit', 'froid')}anciens_ids: [{Path(GROUP).stem}]\n")
    (problem,) = reframed(history.project, load_at(history.project, "publie"), history.load())
    assert (problem.code, problem.severity) == ("cadre_en_cours", NOTE)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("texte", f"catalogue/{GROUP}:10:14: fiche_action.perimetre : "),
        ("gitlab", '"begin": 10'),
        ("github", f"::error file=catalogue/{GROUP},line=10,col=14"),
    ],
)
def test_the_program_shows_a_changed_frame_on_its_line(framed: Folder, verifier: Any, form: str, expected: str) -> None:
    framed.write(GROUP, FRAMED.replace("La région", "L’Ain"))
    result = verifier("--depuis", "publie", "--format", form)
    assert result.exit_code == 1
    assert expected in result.stdout
