"""`prst renommer`: the record moves, its address stays, and all that names it follows, to the byte."""

from pathlib import Path

import pytest

from prst.commands import renommer
from prst.records.loading import load
from tests.catalogues import plain
from tests.commands.projets import LIVRABLE, changed, create, everything, write


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create(tmp_path)


def test_a_record_moves_and_what_names_it_follows(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(project)
    assert renommer.run(project, "livrables/guide", "guide-des-gestes", "", False) == 0
    after = everything(project)
    moved = after.pop("catalogue/livrables/guide-des-gestes.yml")
    assert moved == before.pop("catalogue/livrables/guide.yml") + "anciens_ids:\n  - guide\n"
    assert changed(before, after) == {
        "catalogue/evenements/salon.yml": ["-   - guide", "+   - guide-des-gestes"],
        "catalogue/livrables/affiche.yml": [
            "-   Voir [le guide](../guide/) ou [l’autre](../guide-2/).",
            "+   Voir [le guide](../guide-des-gestes/) ou [l’autre](../guide-2/).",
        ],
        "docs/index.md": [
            "- Lire [[livrable:guide]], [[ livrable:guide | ceci ]] et `[[livrable:guide]]`.",
            "+ Lire [[livrable:guide-des-gestes]], [[ livrable:guide | ceci ]] et `[[livrable:guide]]`.",
        ],
    }
    assert "\r\n" in after["catalogue/livrables/affiche.yml"]
    catalogue = load(project / "catalogue").catalogue
    assert catalogue
    assert catalogue.resolve("livrables", "guide") == "guide-des-gestes"
    said = plain(capsys.readouterr().out)
    assert "« livrables/guide » s’appelle désormais « livrables/guide-des-gestes » ; 3 autres fichiers suivent." in said


def test_a_record_that_gets_its_former_name_back_is_as_it_was(project: Path) -> None:
    before = everything(project)
    renommer.run(project, "cibles/garages", "ateliers", "", False)
    assert renommer.run(project, "ateliers", "garages", "", False) == 0
    after = everything(project)
    kept = changed(before, after)
    assert kept == {"catalogue/cibles/garages.yml": ["+ anciens_ids:", "+   - ateliers"]}


@pytest.mark.parametrize("name", ["structures/inrs", "catalogue/structures/inrs.yml", "inrs"])
def test_structures_are_followed_where_they_are_named(project: Path, name: str) -> None:
    before = everything(project)
    assert renommer.run(project, name, "institut", "", False) == 0
    found = changed(before, everything(project))
    assert found["catalogue/groupes/routier.yml"] == [
        "-   - structure: inrs",
        "-       structure: inrs",
        "+   - structure: institut",
        "+       structure: institut",
    ]
    assert found["catalogue/livrables/guide.yml"] == ["-   structure: inrs", "+   structure: institut"]
    assert found["catalogue/evenements/salon.yml"] == ["- organisateur: inrs", "+ organisateur: institut"]


def test_a_targets_calls_of_written_pages_follow(project: Path) -> None:
    before = everything(project)
    assert renommer.run(project, "cibles/garages", "ateliers", "", False) == 0
    assert changed(before, everything(project))["docs/index.md"] == [
        '- {{ livrables(cible="garages", limite=2) }}',
        '+ {{ livrables(cible="ateliers", limite=2) }}',
    ]


def test_a_term_keeps_its_address_as_a_withdrawn_one_that_tells_the_new_one(project: Path) -> None:
    for name in ("un", "deux"):
        text = (project / "catalogue/livrables/guide.yml").read_text(encoding="utf-8")
        write(project, f"livrables/{name}.yml", text.replace("Guide des gestes", f"Autre sujet {name}"))
    write(project, "retraits.yml", "# Aucune fiche n’est retirée.\n")
    assert renommer.run(project, "tms", "troubles", "2026-02-03", False) == 0
    assert everything(project)["catalogue/retraits.yml"] == (
        "# Aucune fiche n’est retirée.\n"
        "themes/tms:\n"
        "  titre: Troubles musculo-squelettiques\n"
        "  le: 2026-02-03\n"
        "  motif: Ce mot s’écrit désormais autrement dans les adresses.\n"
        "  voir: themes/troubles\n"
    )
    catalogue = load(project / "catalogue").catalogue
    assert catalogue
    assert list(catalogue.themes) == ["troubles", "chutes"]
    assert {"themes/tms", "themes/troubles"} <= catalogue.addresses()


def test_a_trial_tells_all_and_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(project)
    assert renommer.run(project, "livrables/guide", "manuel", "", True) == 0
    assert everything(project) == before
    said = plain(capsys.readouterr().out)
    assert "catalogue/livrables/guide.yml → catalogue/livrables/manuel.yml\n  + anciens_ids:\n  +   - guide" in said
    assert "  -   - guide\n  +   - manuel" in said
    assert "Essai : rien n’est écrit. Sans « --essai », 4 fichiers changeraient." in said


def test_records_that_guides_show_to_copy_follow(project: Path) -> None:
    (project / "docs/contribuer").mkdir()
    shown = LIVRABLE.format(titre="À copier", more="")
    guide = f"# Proposer\n\nUne cible, comme `garages`.\n\n```yaml\n{shown}```\n"
    (project / "docs/contribuer/proposer.md").write_text(guide, encoding="utf-8")
    assert renommer.run(project, "cibles/garages", "garagistes", "", False) == 0
    assert everything(project)["docs/contribuer/proposer.md"] == guide.replace("[tpe, garages]", "[tpe, garagistes]")


def test_a_draft_has_no_former_address(project: Path) -> None:
    text = everything(project)["catalogue/livrables/guide-2.yml"]
    write(project, "livrables/guide-2.yml", text + "statut: brouillon\n")
    assert renommer.run(project, "guide-2", "essai", "", False) == 0
    assert "anciens_ids" not in everything(project)["catalogue/livrables/essai.yml"]


@pytest.mark.parametrize(
    ("ancien", "nouveau", "said"),
    [
        ("guides", "x", "« guides » n’est pas dans le catalogue ; vouliez-vous dire « guide » ? Écrivez le dossier"),
        (
            "livrable/guide",
            "x",
            "« livrable » n’est ni un dossier ni un vocabulaire ; vouliez-vous dire « livrables » ?",
        ),
        ("guide", "x", "Plusieurs choses s’appellent « guide » : écrivez « livrables/guide » ou « formats/guide »."),
        (
            "livrables/guide",
            "Guide 2026",
            "« Guide 2026 » n’est pas un identifiant : minuscules sans accent, chiffres ",
        ),
        ("livrables/guide", "guide", "« guide » s’appelle déjà ainsi."),
        ("livrables/guide", "guide-2", "« livrables/guide-2 » existe déjà. Choisissez un autre nom."),
        ("livrables/guide", "guide-2", "Notez « guide » dans les « anciens_ids » de « guide-2 », puis supprimez"),
        ("livrables/guide", "cibles/guide", "une fiche de livrables/ y reste."),
        ("livrables/guide", "index", "« index » est un nom réservé (une page du site"),
        ("livrables/guide", "Con", "« Con » est un nom réservé (Windows"),
        ("region", "aura", "Un territoire garde son code"),
    ],
)
def test_a_wrong_question_is_told_with_its_remedy(
    project: Path, capsys: pytest.CaptureFixture[str], ancien: str, nouveau: str, said: str
) -> None:
    before = everything(project)
    assert renommer.run(project, ancien, nouveau, "", False) == 2
    assert said in plain(capsys.readouterr().err)
    assert everything(project) == before


def test_a_name_that_another_record_has_borne_is_not_taken(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    renommer.run(project, "livrables/guide", "manuel", "", False)
    capsys.readouterr()
    assert renommer.run(project, "livrables/affiche", "guide", "", False) == 2
    assert "« guide » est un ancien nom de « livrables/manuel »" in plain(capsys.readouterr().err)
    assert renommer.run(project, "livrables/guide", "autre", "", False) == 2
    assert "s’appelle désormais « livrables/manuel »" in plain(capsys.readouterr().err)


def test_a_file_that_cannot_be_read_and_may_name_it_stops_all(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "livrables/casse.yml", "titre: a: b\nlivrable: guide\n")
    before = everything(project)
    assert renommer.run(project, "livrables/guide", "manuel", "", False) == 2
    assert "catalogue/livrables/casse.yml ne peut pas être lu, et nomme peut-être « guide »" in plain(
        capsys.readouterr().err
    )
    assert everything(project) == before


def test_nothing_is_written_where_something_would_be_wrong_afterwards(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "retraits.yml", "livrables/manuel:\n  titre: T\n  le: 2026-01-01\n  motif: M\n")
    before = everything(project)
    assert renommer.run(project, "livrables/guide", "manuel", "", False) == 1
    said = plain(capsys.readouterr().out)
    assert "catalogue/retraits.yml:1" in said
    assert "Rien n’est écrit : voilà ce qui n’irait plus ensuite." in said
    assert everything(project) == before
