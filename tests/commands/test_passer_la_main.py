"""`prst passer-la-main`: the contact lines of a group's records change, and no other line."""

from pathlib import Path
from typing import Any

import pytest

from prst.commands import passer_la_main
from tests.catalogues import plain
from tests.commands.projets import changed, create, everything, write

JOUR = "2026-11-20"
DEUX_PILOTES = "nom: Groupe routier\npilotes:\n  - structure: inrs\n  - structure: Une association # un nom\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create(tmp_path)


def run(project: Path, groupe: str = "routier", remplace: str = "", essai: bool = False, **given: str) -> int:
    """Runs the command on a day of its own."""
    return passer_la_main.run(project, groupe, given, remplace, JOUR, essai)


def test_another_structure_takes_nothing_over_of_the_former_contact(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(project)
    assert run(project, structure="dreets") == 0
    after = everything(project)
    contact = ["-   structure: inrs", '-   courriel: "prevention@inrs-essai.fr"', "+   structure: dreets"]
    assert changed(before, after) == {
        "catalogue/groupes/routier.yml": [
            "-   - structure: inrs",
            "-     contact:",
            "-       structure: inrs",
            "-       courriel: groupe@inrs-essai.fr",
            "+   - structure: dreets",
            f"+ modifie_le: {JOUR}",
        ],
        "catalogue/livrables/affiche.yml": [
            *contact[:2],
            "- modifie_le: 2026-01-02",
            contact[2],
            f"+ modifie_le: {JOUR}",
        ],
        "catalogue/livrables/guide.yml": [*contact, f"+ modifie_le: {JOUR}"],
    }
    assert after["catalogue/livrables/affiche.yml"].count("\r\n") == after["catalogue/livrables/affiche.yml"].count(
        "\n"
    )
    assert "3 fiches passent la main." in plain(capsys.readouterr().out)
    assert run(project, structure="dreets") == 2  # twice
    assert "Rien ne change" in plain(capsys.readouterr().err)


def test_another_mailbox_leaves_the_rest_of_a_contact(project: Path) -> None:
    text = everything(project)["catalogue/livrables/guide.yml"]
    person = "  telephone: 04 00 00 00 00\n  nom: Quelqu’un\n  publication_consentie: 2026-01-01\n  a_confirmer: oui\n"
    write(project, "livrables/guide.yml", text.replace("groupe:", f"{person}groupe:"))
    before = everything(project)
    assert run(project, courriel="nouvelle@inrs-essai.fr", role="Accueil") == 0
    found = changed(before, everything(project))
    assert found["catalogue/livrables/guide.yml"] == [
        '-   courriel: "prevention@inrs-essai.fr"',
        "-   nom: Quelqu’un",
        "-   publication_consentie: 2026-01-01",
        "-   a_confirmer: oui",
        "+   role: Accueil",
        "+   courriel: nouvelle@inrs-essai.fr",
        f"+ modifie_le: {JOUR}",
    ]
    assert found["catalogue/groupes/routier.yml"] == [
        "-       courriel: groupe@inrs-essai.fr",
        "+       role: Accueil",
        "+       courriel: nouvelle@inrs-essai.fr",
        f"+ modifie_le: {JOUR}",
    ]


def test_a_structure_is_found_by_its_name(project: Path) -> None:
    assert run(project, groupe="Groupe routier", structure="direction regionale") == 0
    assert "structure: dreets" in everything(project)["catalogue/livrables/guide.yml"]


def test_one_of_several_pilots_hands_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "groupes/routier.yml", DEUX_PILOTES.replace(" # un nom", ""))
    before = everything(project)
    assert run(project, structure="dreets") == 2
    said = plain(capsys.readouterr().err)
    assert "dites lequel passe la main, avec --remplace inrs ou --remplace Une association." in said
    assert everything(project) == before
    assert run(project, structure="dreets", remplace="Une association") == 0
    assert list(changed(before, everything(project))) == ["catalogue/groupes/routier.yml"]
    after = everything(project)
    assert run(project, structure="dreets", remplace="Institut national") == 1
    assert "« dreets » est citée deux fois" in plain(capsys.readouterr().out)  # it leads the group already
    assert everything(project) == after


@pytest.mark.parametrize(("structure", "kept"), [("dreets", False), ("inrs", True)])
def test_another_structure_does_not_offer_what_the_former_one_could(project: Path, structure: str, kept: bool) -> None:
    write(project, "vocabulaires/competences.yml", "animer:\n  label: Animer\n")
    skills = "    competences:\n      - animer\n    recherche:\n      - animer\n"
    write(project, "groupes/routier.yml", f"nom: Groupe routier\npilotes:\n  - structure: inrs\n{skills}")
    assert run(project, structure=structure, courriel="a@dreets-essai.fr") == 0
    text = everything(project)["catalogue/groupes/routier.yml"]
    assert ("competences" in text, "recherche" in text) == (kept, kept)


def test_a_group_without_pilot_gets_one(project: Path) -> None:
    write(project, "groupes/routier.yml", "nom: Groupe routier\n")
    assert run(project, structure="dreets", courriel="a@dreets-essai.fr") == 0
    assert everything(project)["catalogue/groupes/routier.yml"] == (
        "nom: Groupe routier\npilotes:\n  - structure: dreets\n    contact:\n      structure: dreets\n"
        f"      courriel: a@dreets-essai.fr\nmodifie_le: {JOUR}\n"
    )


def test_the_pilot_that_a_group_gets_keeps_the_role_that_is_given(project: Path) -> None:
    write(project, "groupes/routier.yml", "nom: Groupe routier\n")
    assert run(project, structure="dreets", role="Chargée de prévention") == 0
    assert everything(project)["catalogue/groupes/routier.yml"] == (
        "nom: Groupe routier\npilotes:\n  - structure: dreets\n    contact:\n      structure: dreets\n"
        f"      role: Chargée de prévention\nmodifie_le: {JOUR}\n"
    )


def test_nobody_to_change_is_told_with_who_is_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, structure="dreets", remplace="Une association") == 2
    said = plain(capsys.readouterr().err)
    assert "« Une association » n’est pilote ni contact d’aucune fiche de « Groupe routier »." in said
    assert "Y répondent : « inrs »." in said
    write(project, "groupes/vide.yml", "nom: Groupe vide\n")
    assert run(project, groupe="vide", role="Accueil") == 2
    assert "n’a ni pilote ni contact. Donnez aussi --structure." in plain(capsys.readouterr().err)


def test_a_trial_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(project)
    assert run(project, structure="dreets", essai=True) == 0
    assert everything(project) == before
    said = plain(capsys.readouterr().out)
    assert "catalogue/livrables/guide.yml\n  -   structure: inrs\n" in said
    assert "Sans « --essai », 3 fichiers changeraient." in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"groupe": "routiers", "structure": "dreets"}, "« routiers » est inconnu ; vouliez-vous dire « routier » ?"),
        ({"structure": "dreet"}, "« dreet » est inconnue. Vouliez-vous dire « dreets » (Direction régionale) ?"),
        ({"structure": "dreets", "remplace": "inr"}, "« inr » est inconnue. Vouliez-vous dire « inrs »"),
    ],
)
def test_a_wrong_question_is_told_with_its_remedy(
    project: Path, capsys: pytest.CaptureFixture[str], given: dict[str, Any], said: str
) -> None:
    before = everything(project)
    assert run(project, **given) == 2
    assert said in plain(capsys.readouterr().err)
    assert everything(project) == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"courriel": "pas une adresse"}, "« pas une adresse » n’est pas une adresse de courriel."),
        ({"structure": "Un collectif"}, "on ne sait pas comment joindre ce contact."),
    ],
)
def test_what_the_check_would_refuse_is_not_written(
    project: Path, capsys: pytest.CaptureFixture[str], given: dict[str, Any], said: str
) -> None:
    before = everything(project)
    assert run(project, **given) == 1
    out = plain(capsys.readouterr().out)
    assert said in out
    assert "Rien n’est écrit" in out
    assert everything(project) == before


def test_without_options_the_contact_is_asked_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["dreets", "", "a@dreets-essai.fr", "", ""])
    monkeypatch.setattr("typer.prompt", lambda *_words, **_options: next(answers))
    assert run(project) == 0
    assert "courriel: a@dreets-essai.fr" in everything(project)["catalogue/livrables/guide.yml"]
