"""`prst relancer`: what is asked of it, what it writes, and what it leaves alone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prst.analysis.contacts import Contacts
from prst.analysis.derived import Derived
from prst.analysis.relance import Relance, relances
from prst.commands import relancer
from prst.commands.relancer import RequestError, chosen, since_day
from prst.records.catalogue import Catalogue
from tests.catalogues import REPOSITORY, create_catalogue, plain, write_catalogue

TODAY = date(2026, 11, 27)
OLD = {"ajoute_le": "2020-01-01"}
KINDS: dict[str, Any] = {
    "structures": {
        "inrs": {"nom": "INRS", "sigle": "Institut", **OLD},
        "vide": {"nom": "Vide", "courriel": "a@vide-essai.fr"},
    },
    "livrables": {"guide": {"contact": {"structure": "inrs"}, **OLD}},
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "catalogue", **KINDS)
    (tmp_path / "overrides").symlink_to(REPOSITORY / "overrides")
    return tmp_path


def test_drafts_and_a_summary_are_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert relancer.run(project, project / "relances" / "a", "", "") == 0
    assert sorted(path.name for path in (project / "relances" / "a").iterdir()) == ["inrs.eml", "resume.md"]
    assert "1 brouillon écrit dans" in plain(capsys.readouterr().out)


def test_what_is_there_is_never_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project / "relances"
    relancer.run(project, folder, "", "")
    assert relancer.run(project, folder, "", "") == 0  # the same again
    (folder / "inrs.eml").write_text("Relu et changé.")
    assert relancer.run(project, folder, "", "") == 1
    assert "contient déjà inrs.eml : rien n’est écrit" in plain(capsys.readouterr().err)
    assert (folder / "inrs.eml").read_text() == "Relu et changé."


def test_a_folder_that_cannot_be_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "fichier").write_text("x")
    assert relancer.run(project, project / "fichier" / "dedans", "", "") == 1
    said = capsys.readouterr().err
    assert "n’ont pas pu être écrits" in said
    assert "une partie de son chemin n’est pas un dossier. Vérifiez le chemin." in said


def test_nothing_to_ask_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert relancer.run(project, project / "relances", "vide", "") == 1
    assert "Aucun brouillon n’est écrit." in capsys.readouterr().out
    assert not (project / "relances").exists()


@pytest.mark.parametrize(
    ("structure", "depuis", "said"),
    [
        ("inrss", "", "« inrss » est inconnue. Vouliez-vous dire « inrs » (INRS"),
        ("", "hier", "« hier » n’est pas un jour. Écrivez par exemple 2026-01-31."),
        ("", "2026-01", "« 2026-01 » n’est pas un jour"),
        ("", "2099-01-01", "n’est pas encore arrivé"),
    ],
)
def test_a_wrong_question_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], structure: str, depuis: str, said: str
) -> None:
    assert relancer.run(project, project / "relances", structure, depuis) == 2
    assert said in plain(capsys.readouterr().err)


def test_a_year_ago_is_the_same_day() -> None:
    assert since_day("", TODAY) == date(2025, 11, 27)
    assert since_day("", date(2028, 2, 29)) == date(2027, 2, 28)
    assert since_day("2026-01-31", TODAY) == date(2026, 1, 31)


def found(catalogue: Catalogue) -> list[Relance]:
    return relances(Derived(catalogue), Contacts(catalogue), date(2025, 11, 27), TODAY)


def test_a_structure_is_named_by_its_id_a_former_one_or_that_of_its_draft() -> None:
    catalogue = create_catalogue(
        structures={"inrs": {"anciens_ids": ["institut"], **OLD}},
        livrables={
            "a": {"contact": {"structure": "inrs"}},
            "b": {"contact": {"structure": "Un collectif", "a_confirmer": "oui"}},
        },
    )
    for name, expected in {"inrs": "inrs", "institut": "inrs", "un-collectif": "un-collectif"}.items():
        assert [one.cle for one in chosen(found(catalogue), catalogue, name)] == [expected]
    with pytest.raises(RequestError, match="inconnue"):
        chosen(found(catalogue), catalogue, "zzzz")
