"""`prst importer`: a spreadsheet is told row by row, and written when it is asked to; nothing is lost on the way."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prst.commands import exporter, importer
from prst.outputs import classeurs
from prst.records.loading import Proposed, load
from prst.records.model import MODELS
from prst.records.problems import Problem
from prst.records.reading import read
from prst.tableurs import importing, workbooks
from prst.tableurs.columns import all_names
from prst.tableurs.reading import Cellule, Classeur, Feuille, classeur_of, opened
from tests.catalogues import EXEMPLE, plain, read_tree, write_catalogue
from tests.tableurs.classeurs import xlsx

TODAY = date(2026, 11, 27)
HEADER = ["Titre", "Résumé", "Public", "Type", "Structure", "Mail"]
RIGHT = ["Accueillir un apprenti", "Un guide.", "garages", "Guide", "DREETS", "prevention@organisme.fr"]


def read_here(path: Path) -> Classeur:
    """A file read by the process of the test, which is sooner done than by one of its own."""
    return classeur_of(json.dumps(workbooks.answer(path.read_bytes(), all_names())).encode())


@dataclass
class Run:
    """What a run of the command said and left."""

    code: int
    said: str
    project: Path

    @property
    def report(self) -> Any:
        return json.loads(self.said)

    def values(self, name: str) -> Any:
        return read((self.project / "catalogue" / name).read_bytes()).value


Import = Callable[..., Run]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_catalogue(
        tmp_path / "catalogue",
        cibles={"garages": {"nom": "Garages", "synonymes": ["garagistes"]}, "tpe": {"nom": "TPE"}},
        formats={"guide": {"label": "Guide"}, "affiche": {"label": "Affiche"}},
        secteurs={"services": {"label": "Services"}},
        territoires={"01": {"label": "Ain"}, "42": {"label": "Loire"}, "region": {"label": "Région d’essai"}},
        livrables={
            "guide-chutes": {"titre": "Guide des chutes", "mots_cles": ["un", "deux"], "ajoute_le": "2026-01-05"}
        },
    )
    return tmp_path


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    def act(rows: Sequence[Sequence[Any]] | bytes, format: str = "json", **options: Any) -> Run:
        path = project / "inventaire.xlsx"
        path.write_bytes(rows if isinstance(rows, bytes) else xlsx(rows))
        chosen = {"ecrire": False, "partiel": False, "correspondances": None, "fiches": None, **options}
        code = importer.run(project, path, partial(read_here, path), format, today=TODAY, **chosen)
        return Run(code, "".join(capsys.readouterr()), project)

    return act


# Without loss


SEVERAL = """nom: Deux de chaque
fiche_action:
  actions:
    - intitule: Lire le guide
      etat: faite
    - intitule: Le faire relire
  revisions:
    - le: 2026-03-02
      objet: Un public de plus
      cadre: oui
    - le: 2026-04-02
      objet: Un public de moins
ajoute_le: 2026-01-05
"""
"""A record in which parts stand several times inside a part."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole catalogue, of which one record has two of each part inside a part."""
    folder = tmp_path_factory.mktemp("whole") / "catalogue"
    copytree(EXEMPLE / "catalogue", folder)
    (folder / "groupes" / "deux-de-chaque.yml").write_text(SEVERAL, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def exported(whole: Path) -> bytes:
    return classeurs.workbook(exporter.trees_of(whole))


def test_the_whole_catalogue_exported_and_imported_changes_nothing(
    exported: bytes, run: Import, project: Path, whole: Path
) -> None:
    copytree(whole, project / "catalogue", dirs_exist_ok=True)
    (project / "catalogue" / "livrables" / "guide-chutes.yml").unlink()
    for path in (project / "catalogue" / "cibles").glob("*.yml"):
        if not (whole / "cibles" / path.name).exists():
            path.unlink()
    before = read_tree(project / "catalogue")
    found = run(exported, ecrire=True)
    assert found.code == 0, found.said
    files = [path for kind in MODELS for path in (whole / kind).glob("*.yml")]
    assert found.report["inchangees"] == len(files)
    assert found.report["nouvelles"] == found.report["modifiees"] == []
    assert read_tree(project / "catalogue") == before


@pytest.mark.parametrize("worth_two", [1, 10**9], ids=["files made during the check", "files made at the end"])
def test_the_whole_catalogue_goes_into_an_empty_folder(
    worth_two: int, exported: bytes, run: Import, project: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "WORTH_TWO_PROCESSES", worth_two)
    copytree(whole, project / "catalogue", dirs_exist_ok=True)
    for kind in MODELS:
        for path in (project / "catalogue" / kind).glob("*.yml"):
            path.unlink()
    assert run(exported, ecrire=True).code == 0
    for kind in MODELS:
        ours = {path.name: read(path.read_bytes()).value for path in (whole / kind).glob("*.yml")}
        assert {
            path.name: read(path.read_bytes()).value for path in (project / "catalogue" / kind).glob("*.yml")
        } == ours


# What people write


def test_nothing_is_written_unless_it_is_asked_for(run: Import, project: Path) -> None:
    before = read_tree(project / "catalogue")
    found = run([HEADER, RIGHT], format="texte")
    assert found.code == 0
    assert "livrables : 1 nouvelle. Rien n’est encore écrit : relancez avec « --ecrire »." in plain(found.said)
    assert read_tree(project / "catalogue") == before


def test_a_row_becomes_a_record_that_passes_the_check(run: Import, project: Path) -> None:
    row = [
        "Accueillir un apprenti",
        "Un guide.",
        "les garagistes ; TPE",
        "Guide PDF",
        "DREETS",
        "prevention@organisme.fr",
    ]
    header = [*HEADER, "Lien", "Date", "Territoire"]
    found = run([header, [*row, "www.organisme.fr/g.pdf", datetime(2026, 4, 2), 1]], ecrire=True)
    assert found.code == 0, found.said
    assert found.values("livrables/accueillir-un-apprenti.yml") == {
        "titre": "Accueillir un apprenti",
        "resume": "Un guide.",
        "cibles": ["garages", "tpe"],
        "format": "guide",
        "contact": {"structure": "DREETS", "courriel": "prevention@organisme.fr"},
        "territoires": ["01"],
        "liens": [{"libelle": "Télécharger le document (PDF)", "url": "https://www.organisme.fr/g.pdf"}],
        "date": "2026-04-02",
        "ajoute_le": "2026-11-27",
    }
    assert load(project / "catalogue", today=TODAY).problems == ()
    guessed = {(one["mot"], one["lu"]) for one in found.report["devine"]}
    assert {("les garagistes", "garages"), ("Guide PDF", "guide"), ("1", "01")} <= guessed


def test_the_same_file_imported_again_changes_nothing(run: Import, project: Path) -> None:
    run([HEADER, RIGHT], ecrire=True)
    before = read_tree(project / "catalogue")
    found = run([HEADER, RIGHT], ecrire=True)
    assert (found.code, found.report["inchangees"]) == (0, 1)
    assert read_tree(project / "catalogue") == before


def test_words_that_nobody_knows_are_told_once_each(run: Import) -> None:
    rows = [[*RIGHT, "coiffure"], ["Affiche", *RIGHT[1:], "coiffure | Services"], ["Jeu", *RIGHT[1:], "plonge"]]
    found = run([[*HEADER, "Secteur d’activité"], *rows])
    assert found.code == 1
    assert found.report["pas_compris"] == [
        {"champ": "Secteurs", "mot": "coiffure", "fois": 2},
        {"champ": "Secteurs", "mot": "plonge", "fois": 1},
    ]
    assert [one["cellule"] for one in found.report["problemes"]] == ["G2", "G3", "G4"]
    assert {one["code"] for one in found.report["problemes"]} == {"inconnu"}


def test_problems_have_the_words_of_the_check_and_the_place_of_the_cell(run: Import) -> None:
    found = run([[], HEADER, RIGHT, ["Affiche", "Une affiche.", "garages", "Guide", "DREETS", "pas un courriel"]])
    (problem,) = found.report["problemes"]
    assert (problem["feuille"], problem["cellule"], problem["champ"]) == ("Feuille", "F4", "contact.courriel")
    assert (problem["code"], problem["gravite"]) == ("courriel", "erreur")
    assert "n’est pas une adresse de courriel" in problem["message"]


def test_a_column_that_is_missing_is_named(run: Import) -> None:
    found = run([["Titre", "Public"], ["Guide", "garages"]])
    remedies = {one["champ"]: one["remede"] for one in found.report["problemes"]}
    assert set(remedies) == {"resume", "format", "contact"}
    assert "« Résumé »" in remedies["resume"]
    assert "« Contact\u00a0: Structure »" in remedies["contact"]


# Beside what is there


def test_only_cells_that_changed_are_edited(run: Import, project: Path) -> None:
    path = project / "catalogue" / "livrables" / "guide-chutes.yml"
    path.write_text("# à relire\n" + path.read_text().replace('"Guide des chutes"', "'Guide des chutes'"))
    before = path.read_text()
    found = run([["Titre", "Mots-clés", "Résumé"], ["Guide des chutes", "un | deux", "Un autre résumé."]], ecrire=True)
    assert found.code == 0, found.said
    assert [one["champ"] for one in found.report["modifiees"][0]["changements"]] == ["resume", "modifie_le"]
    after = path.read_text().splitlines()
    assert [line for line in before.splitlines() if line not in after] == ['resume: "Résumé de guide-chutes."']


def test_a_record_is_known_by_its_id_or_by_its_title(run: Import) -> None:
    found = run([["Identifiant", "Titre"], ["guide-chutes", "Guide des chutes de hauteur"]], fiches="livrables")
    assert [one["fiche"] for one in found.report["modifiees"]] == ["catalogue/livrables/guide-chutes.yml"]
    found = run([["Titre", "Promesse"], ["guide des CHUTES", "Tenez debout."]])
    assert [one["fiche"] for one in found.report["modifiees"]] == ["catalogue/livrables/guide-chutes.yml"]


def test_an_empty_cell_changes_nothing_and_a_cell_can_be_cleared(run: Import) -> None:
    found = run([["Titre", "Mots-clés", "Promesse"], ["Guide des chutes", "", ""]])
    assert found.report["inchangees"] == 1
    found = run([["Titre", "Mots-clés"], ["Guide des chutes", "(vide)"]], ecrire=True)
    assert "mots_cles" not in found.values("livrables/guide-chutes.yml")


def test_what_is_probably_there_already_is_told(run: Import) -> None:
    found = run([HEADER, ["Le guide des chutes", "Un guide.", "garages", "Guide", "DREETS", "a@organisme.fr"]])
    assert [one["fichier"] for one in found.report["presque_doubles"]] == ["catalogue/livrables/guide-chutes.yml"]


def test_one_wrong_row_keeps_all_from_being_written_unless_the_right_ones_are_asked_for(
    run: Import, project: Path
) -> None:
    rows = [HEADER, RIGHT, ["Affiche", "Une affiche.", "plonge", "Affiche", "DREETS", "a@organisme.fr"]]
    before = read_tree(project / "catalogue")
    assert run(rows, ecrire=True).code == 1
    assert read_tree(project / "catalogue") == before
    found = run(rows, ecrire=True, partiel=True)
    assert (found.code, found.report["ecrit"]) == (1, True)
    assert set(read_tree(project / "catalogue")) - set(before) == {"livrables/accueillir-un-apprenti.yml"}


def test_right_rows_that_lead_to_a_wrong_one_are_left_out_too(run: Import, project: Path) -> None:
    content = xlsx(
        Relais=[
            ["Nom", "Type", "Territoires", "Inclus dans"],
            ["Un", "réseau", "ailleurs", ""],
            ["Deux", "réseau", "42", "un"],
        ],
    )
    found = run(content, ecrire=True, partiel=True)
    assert found.code == 1
    assert found.report["nouvelles"] == []
    assert not (project / "catalogue" / "relais").exists()


# What is wrong with tables


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([HEADER, RIGHT, RIGHT], "ligne_double"),
        ([HEADER, ["", *RIGHT[1:]]], "ligne_sans_nom"),
        ([["Identifiant", *HEADER], ["Pas un id", *RIGHT]], "identifiant_faux"),
        ([["Identifiant", *HEADER], ["index", *RIGHT]], "identifiant_reserve"),
        ([["Identifiant", *HEADER], ["CON", *RIGHT]], "identifiant_reserve"),
        ([HEADER, [*RIGHT, "perdu"]], "cellule_dehors"),
    ],
)
def test_rows_that_are_no_record_are_told(run: Import, rows: list[list[str]], code: str) -> None:
    found = run(rows)
    assert found.code == 1
    assert [one["code"] for one in found.report["problemes"]] == [code]


@pytest.mark.parametrize("identity", ["..", "-", "index"])
def test_a_right_id_is_proposed_for_a_wrong_one(run: Import, identity: str) -> None:
    (problem,) = run([["Identifiant", *HEADER], [identity, *RIGHT]]).report["problemes"]
    assert "« accueillir-un-apprenti »" in plain(problem["remede"])


@pytest.mark.parametrize(
    ("header", "cells", "cell"),
    [(HEADER, RIGHT, "A2"), (["Identifiant", *HEADER], ["accueillir-un-apprenti", "Autre titre", *RIGHT[1:]], "A2")],
)
def test_an_id_that_was_withdrawn_is_told_by_its_cell_and_never_written(
    run: Import, project: Path, header: list[str], cells: list[str], cell: str
) -> None:
    (project / "catalogue" / "retraits.yml").write_text(
        "livrables/accueillir-un-apprenti:\n  titre: Ancien\n  le: 2026-01-01\n  motif: Périmé.\n"
    )
    found = run([header, cells], ecrire=True, partiel=True)
    assert [(one["code"], one["cellule"]) for one in found.report["problemes"]] == [("identifiant_retire", cell)]
    assert not (project / "catalogue" / "livrables" / "accueillir-un-apprenti.yml").exists()


def test_a_former_id_leads_to_the_present_one(run: Import, project: Path) -> None:
    path = project / "catalogue" / "livrables" / "guide-chutes.yml"
    path.write_text(path.read_text() + "anciens_ids: [vieux-guide]\n")
    (problem,) = run([["Identifiant", *HEADER], ["vieux-guide", *RIGHT]]).report["problemes"]
    assert problem["code"] == "identifiant_ancien"
    assert "« guide-chutes »" in plain(problem["remede"])


def test_what_makes_another_file_wrong_is_told_by_the_row_that_it_names() -> None:
    sheet: Any = type("Sheet", (), {"name": "Feuille"})()
    row = importing.Proposal("livrables", "guide", sheet, 3, {"titre": 2})
    told = Problem("catalogue/x.yml", 4, 1, "livrables/guide", "elle ne va pas.", "", "ancien_id_pris")
    found = importing._trouble_outside(told, [row])
    assert (found.cell, found.outside) == ("B3", False)
    assert importing._trouble_outside(replace(told, field="livrables/guide-deux"), [row]).outside


def test_formulas_without_value_and_errors_are_told_by_their_cell(run: Import) -> None:
    def formulas(_book: Any, sheet: Any) -> None:
        sheet.write_formula("A2", "=1/0", value="#REF!")

    found = run(xlsx([HEADER, ["", *RIGHT[1:]]], then=formulas))
    assert [(one["code"], one["cellule"]) for one in found.report["problemes"]][:1] == [("cellule_erreur", "A2")]


def test_merged_cells_hold_for_each_of_their_rows(run: Import) -> None:
    def merge(_book: Any, sheet: Any) -> None:
        sheet.merge_range("E2:E3", "DREETS")

    rows = [
        HEADER,
        ["Un", "Un guide.", "garages", "Guide", "", "a@organisme.fr"],
        ["Deux", "Deux.", "tpe", "Guide", "", "b@organisme.fr"],
    ]
    found = run(xlsx(rows, then=merge), ecrire=True)
    assert found.code == 0, found.said
    assert found.values("livrables/deux.yml")["contact"]["structure"] == "DREETS"
    assert "fusionnées" in found.report["notes"][0]


def test_a_sheet_without_a_known_header_is_left_out_beside_another_one(run: Import) -> None:
    cover = [["Inventaire des ressources"], ["Version de mars"]]
    found = run(xlsx(Garde=cover, Feuil1=[], Ressources=[HEADER, RIGHT]))
    assert (found.code, len(found.report["nouvelles"])) == (0, 1), found.said
    assert "la feuille « Garde » n’est pas lue" in plain(found.said)
    assert run(xlsx(Garde=cover)).code == 1


@pytest.mark.parametrize("unit", ["en milliers", "milliers de personnes", "millions"])
def test_a_column_that_counts_by_thousands_is_left_out_and_told(run: Import, unit: str) -> None:
    rows = [["Nom", "Type", "Cible", f"Portée ({unit})"], ["Chambre d’essai", "fédération", "garages", "12"]]
    found = run(xlsx(Relais=rows), format="texte", ecrire=True)
    assert "12 y vaut peut-être 12 000" in plain(found.said)
    assert "portee" not in str(found.values("relais/chambre-d-essai.yml"))
    whole = run(xlsx(Relais=[[*rows[0][:3], "Portée"], rows[1]]), ecrire=True)
    assert found.values("relais/chambre-d-essai.yml")["cibles"][0]["portee"] == "12", whole.said


EVENTS = ["Titre", "Date", "Heure", "Date de fin", "Heure de fin"]
DAY = "8 décembre 2026"


@pytest.mark.parametrize(
    ("cells", "start", "end"),
    [
        ([DAY, "14h"], "2026-12-08T14:00", None),
        ([DAY, "14:30:00"], "2026-12-08T14:30", None),
        ([DAY, "à partir de 9h"], "2026-12-08T09:00", None),
        ([DAY, 9], "2026-12-08T09:00", None),
        ([DAY, 0.604166667], "2026-12-08T14:30", None),
        ([DAY, "14h-16h"], "2026-12-08T14:00", "2026-12-08T16:00"),
        ([DAY, "de 9h30 à 12 h"], "2026-12-08T09:30", "2026-12-08T12:00"),
        ([DAY, "9h30", "", "12h"], "2026-12-08T09:30", "2026-12-08T12:00"),
        ([DAY, "9h", "9 décembre 2026", "17h"], "2026-12-08T09:00", "2026-12-09T17:00"),
        (["8/12/2026 14h", "14h"], "2026-12-08T14:00", None),
        ([DAY, "Toute la journée"], "2026-12-08", None),
        ([DAY, ""], "2026-12-08", None),
    ],
)
def test_hours_apart_from_their_day_are_read_with_it(
    run: Import, cells: list[Any], start: str, end: str | None
) -> None:
    found = run(xlsx(Événements=[EVENTS, ["Salon", *cells]]), ecrire=True)
    assert found.code == 0, found.said
    values = found.values("evenements/salon.yml")
    assert (values["debut"], values.get("fin")) == (start, end)
    columns = {one["nom"]: one["champ"] for one in found.report["feuilles"][0]["colonnes"]}
    assert (columns["Heure"], columns["Heure de fin"]) == ("debut.heure", "fin.heure")
    said = [one["lu"] for one in found.report["devine"]]
    assert ("14:00\u00a0– 16:00" in said) is (cells[1] == "14h-16h")


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ([DAY, "matin"], "heure_fausse", "C2"),
        ([DAY, "22h-2h"], "heure_fausse", "C2"),
        ([DAY, "9h-12h et 14h-17h"], "heure_fausse", "C2"),
        ([DAY, "14h-16h", "9 décembre 2026"], "heure_fausse", "C2"),
        (["8 et 9 décembre 2026", "14h"], "heure_jour", "C2"),
        (["décembre 2026", "14h"], "heure_jour", "C2"),
        (["8/12/2026 14h", "15h"], "heure_deux_fois", "C2"),
        ([DAY, "9h", "", "8h"], "fin", "E2"),
    ],
)
def test_hours_that_may_mean_two_things_are_told_and_not_written(
    run: Import, cells: list[Any], code: str, cell: str
) -> None:
    found = run(xlsx(Événements=[EVENTS, ["Salon", *cells]]), ecrire=True)
    problems = [(one["code"], one["cellule"]) for one in found.report["problemes"] if one["gravite"] == "erreur"]
    assert (found.code, [(one, where) for one, where in problems if one.startswith(code)]) == (1, problems[:1])
    assert problems[0][1] == cell
    assert not (found.project / "catalogue" / "evenements").exists()


def test_hours_without_a_day_are_told(run: Import) -> None:
    found = run(xlsx(Événements=[["Titre", "Heure"], ["Salon", "14h"]]))
    assert {one["code"] for one in found.report["problemes"]} == {"heure_seule", "missing"}


def test_a_column_of_hours_is_kept_in_the_file_of_correspondences(run: Import, project: Path) -> None:
    rows = [["Titre", "Date", "Début du salon"], ["Salon", DAY, "14h"]]
    path = project / "c.yml"
    run(xlsx(Événements=rows), correspondances=path)
    path.write_text(path.read_text().replace("'Début du salon': ''", "'Début du salon': debut.heure"))
    found = run(xlsx(Événements=rows), correspondances=path, ecrire=True)
    assert found.values("evenements/salon.yml")["debut"] == "2026-12-08T14:00"


@pytest.mark.parametrize(
    ("header", "cells", "told"),
    [
        ("Heure", [DAY, "14h heure de Paris"], "C2"),
        ("Heure", ["8/12/2026 à 14h (heure de Paris)", ""], "B2"),
        ("Heure (Paris)", [DAY, "14h"], ""),
        ("Heure de Paris", [DAY, "14h"], ""),
    ],
)
def test_hours_of_paris_are_never_taken_for_those_of_a_place_overseas(
    run: Import, project: Path, header: str, cells: list[str], told: str
) -> None:
    rows = xlsx(Événements=[["Titre", "Date", header], ["Salon", *cells]])
    assert run(rows, ecrire=True).values("evenements/salon.yml")["debut"] == "2026-12-08T14:00"
    (project / "catalogue" / "evenements" / "salon.yml").unlink()
    with (project / "catalogue" / "site.yml").open("a") as site:
        site.write("fuseau: Indian/Reunion\n")
    found = run(rows, ecrire=True)
    wrong = [(one["code"], one["cellule"]) for one in found.report["problemes"]]
    assert wrong == ([("heure_de_paris", told)] if told else [])
    if not told:
        assert found.values("evenements/salon.yml")["debut"] == "2026-12-08"
        said = plain(run(rows, format="texte").said)
        assert (
            "n’est pas lue : ses heures sont celles de Paris, et celles de ce site ne le sont pas (La Réunion)" in said
        )


REACHED = [{"cible": "garages", "portee": "1 200"}, {"cible": "tpe", "portee": "300"}]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("garages (1200)", [{"cible": "garages", "portee": "1200"}]),
        ("garagistes : environ 1 200 entreprises", REACHED[:1]),
        ("garages (1 200), TPE (300 adhérents)", REACHED),
        ("garages : 1 200 ; TPE : 300", REACHED),
        ("- garages (1 200)\n- TPE (300)", REACHED),
        ("garages, TPE", [{"cible": "garages"}, {"cible": "tpe"}]),
        ("garages", [{"cible": "garages"}]),
    ],
)
def test_targets_of_a_relay_that_one_cell_says_keep_their_reach(
    run: Import, text: str, targets: list[dict[str, str]]
) -> None:
    found = run(xlsx(Relais=[["Nom", "Type", "Cibles"], ["Chambre", "fédération", text]]), ecrire=True)
    assert found.code == 0, found.said
    assert found.values("relais/chambre.yml")["cibles"] == targets
    said = [one["lu"] for one in found.report["devine"]]
    assert sum("portée" in one for one in said) == sum("portee" in one for one in targets)


@pytest.mark.parametrize(("text", "code"), [("garages (10 à 20)", "inconnu"), ("garages, salons (5)", "inconnu")])
def test_targets_of_a_relay_that_nobody_knows_are_told(run: Import, text: str, code: str) -> None:
    found = run(xlsx(Relais=[["Nom", "Type", "Cibles"], ["Chambre", "fédération", text]]), ecrire=True)
    assert [one["code"] for one in found.report["problemes"] if one["gravite"] == "erreur"] == [code]


def test_a_table_of_groups_as_people_keep_it_is_read(run: Import) -> None:
    header = ["Nom", "Pilote", "Participants", "État", "Courriel", "Étape", "Échéance"]
    row = ["Chutes", "DREETS, copilote", "INRS, Carsat", "en cours", "a@essai.fr", "Publier le guide", "mars 2026"]
    found = run(xlsx(Groupes=[header, row]), ecrire=True)
    assert found.code == 0, found.said
    values = found.values("groupes/chutes.yml")
    contact = {"structure": "DREETS", "courriel": "a@essai.fr"}
    assert values["pilotes"] == [{"structure": "DREETS", "role": "copilote", "contact": contact}]
    assert (values["contributeurs"], values["etat"]) == (["INRS", "Carsat"], "au_travail")
    assert values["jalons"] == [{"date": "2026-03", "intitule": "Publier le guide"}]
    said = {one["lu"] for one in found.report["devine"]}
    assert {"structure DREETS, rôle copilote", "DREETS", "au_travail"} <= said
    assert found.report["pas_compris"] == []


@pytest.mark.parametrize(
    ("header", "cells", "pilot"),
    [
        (["Pilotes 1 : Structure"], ["DREETS, copilote"], {"structure": "DREETS, copilote"}),
        (
            ["Pilote", "Pilotes 1 : Rôle"],
            ["DREETS, copilote", "appui"],
            {"structure": "DREETS, copilote", "role": "appui"},
        ),
        (["Pilote"], ["Direction de l’eau, de l’air"], {"structure": "Direction de l’eau, de l’air"}),
    ],
)
def test_what_may_be_one_name_or_stands_in_a_column_of_ours_is_read_as_it_is(
    run: Import, header: list[str], cells: list[str], pilot: dict[str, str]
) -> None:
    found = run(xlsx(Groupes=[["Nom", *header], ["Chutes", *cells]]), ecrire=True)
    assert found.values("groupes/chutes.yml")["pilotes"] == [pilot], found.said


@pytest.mark.parametrize(("reach", "wrong"), [("1200", []), ("1 300", ["portee_deux_fois"])])
def test_a_reach_that_two_cells_say_is_one_or_is_told(run: Import, reach: str, wrong: list[str]) -> None:
    rows = [["Nom", "Type", "Cible", "Portée"], ["Chambre", "fédération", "garages (1 200)", reach]]
    assert [one["code"] for one in run(xlsx(Relais=rows)).report["problemes"]] == wrong


def test_words_that_lead_to_a_mailbox_give_it(run: Import) -> None:
    def link(_book: Any, sheet: Any) -> None:
        sheet.write_url("F2", "mailto:prevention@organisme.fr?subject=Guide", string="Nous écrire")

    found = run(xlsx([HEADER, [*RIGHT[:5], ""]], then=link), ecrire=True)
    assert found.code == 0, found.said
    assert found.values("livrables/accueillir-un-apprenti.yml")["contact"]["courriel"] == "prevention@organisme.fr"


def test_a_title_that_leads_to_an_address_gives_the_link(run: Import) -> None:
    def link(_book: Any, sheet: Any) -> None:
        sheet.write_url("A2", "https://organisme.fr/guide", string="Un guide")

    found = run(xlsx([HEADER, ["", *RIGHT[1:]]], then=link), ecrire=True)
    assert found.code == 0, found.said
    (address,) = found.values("livrables/un-guide.yml")["liens"]
    assert address["url"] == "https://organisme.fr/guide"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "garages",
        "=1+1",
        "https://a.fr/",
        "2026",
        "a: b",
        "- x",
        "# y",
        "\u202ex",
        "(vide)",
        "Exemple : x",
        "oui",
        "|;\n",
        "“x”",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(TEXTS, min_size=6, max_size=6), min_size=1, max_size=3))
def test_no_cell_makes_it_fail_or_write_what_the_check_refuses(project: Path, rows: list[list[str]]) -> None:
    path = project / "cellules.csv"
    texts = [text for row in [HEADER, *rows] for text in row]
    table: list[tuple[int, list[int]]] = [(number, []) for number in range(1, len(rows) + 2)]
    for rank, text in enumerate(texts):
        table[rank // 6][1].extend((rank % 6 + 1, rank) if text.strip() else ())
    feuille = Feuille("Feuille", table, [*map(Cellule, texts)])
    before = read_tree(project / "catalogue")
    report = importer.report_of(project, path, lambda: Classeur((feuille,)), None, None, True, TODAY)
    assert read_tree(project / "catalogue") == before
    for proposal in report.kept:
        name = f"catalogue/{proposal.file}"
        proposed = {project / name: Proposed(partial(getattr, proposal, "content"))}
        found = load(project / "catalogue", today=TODAY, proposed=proposed)
        assert [problem for problem in found.errors if problem.file == name] == []


def test_columns_may_be_questions_as_surveys_ask_them(run: Import, project: Path) -> None:
    asked = {
        "Titre": "Accueillir un apprenti",
        "De quoi s’agit-il ?": "Un guide.",
        "À qui cela s’adresse ?": "garages",
        "Type": "Guide",
        "Réalisé par": "DREETS",
        "Mail": "prevention@organisme.fr",
        "Où le trouver ?": "https://www.dreets.gouv.fr/guide",
    }
    found = run([list(asked), list(asked.values())], ecrire=True)
    assert found.code == 0, found.said
    values = found.values("livrables/accueillir-un-apprenti.yml")
    assert (values["resume"], values["cibles"], values["contact"]["structure"]) == ("Un guide.", ["garages"], "DREETS")
    assert values["liens"][0]["url"] == "https://www.dreets.gouv.fr/guide"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Prix", "Quantité"], ["1", "2"]], "aucun en-tête connu"),
        ([["Nom", "Type"], ["Un", "réseau"]], "--fiches"),
        ([], "aucune feuille n’a de ligne remplie"),
    ],
)
def test_a_table_that_says_nothing_known_is_told(run: Import, rows: list[list[str]], words: str) -> None:
    found = run(rows)
    assert found.code == 1
    assert words in plain(found.said)


def test_the_question_is_checked(run: Import, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([HEADER], fiches="guides").code == 2
    assert run([HEADER], format="xml").code == 2
    path = project / "absent.xlsx"
    with opened(path) as rows:
        assert importer.run(project, path, rows, "texte", False, False, None, None, TODAY) == 2
    assert "introuvable" in capsys.readouterr().err


# Correspondences


def test_what_was_understood_is_written_and_read_back(run: Import, project: Path) -> None:
    path = project / "inventaire.yml"
    rows = [["Inventaire"], [*HEADER, "Coût", "Public 2"], [*RIGHT, "10 €", "salons"]]
    assert run(rows, correspondances=path).code == 0
    text = path.read_text()
    assert "entete: 2" in text
    assert "'Coût': ''" in text
    text = text.replace("'Public 2': ''", "'Public 2': cibles").replace("'Coût': ''", "'Coût': promesse")
    text = re.sub(
        r"(?m)^      # contact.a_confirmer: oui", "      contact.a_confirmer: oui\n      contact.role: accueil", text
    )
    path.write_text(text.replace("mots:\n", "mots:\n  cibles:\n    'salons': tpe\n"))
    found = run(rows, correspondances=path, ecrire=True)
    assert found.code == 0, found.said
    values = found.values("livrables/accueillir-un-apprenti.yml")
    assert values["cibles"] == ["garages", "tpe"]
    assert values["promesse"] == "10 €"
    assert values["contact"] == {
        "structure": "DREETS", "role": "accueil", "courriel": "prevention@organisme.fr", "a_confirmer": "oui",
    }  # fmt: skip


def test_columns_of_one_name_are_told_apart(run: Import, project: Path) -> None:
    path = project / "c.yml"
    rows = [[*HEADER, "Lien", "Lien", "-", "-"], [*RIGHT, "https://organisme.fr/a", "https://organisme.fr/b", "1", "2"]]
    run(rows, correspondances=path)
    assert "'Lien (colonne H)': liens[2].url" in path.read_text()
    path.write_text(path.read_text().replace("'Lien (colonne G)': liens[1].url", "'Lien (colonne G)': ''"))
    found = run(rows, correspondances=path, ecrire=True)
    assert found.code == 0, found.said
    assert [one["url"] for one in found.values("livrables/accueillir-un-apprenti.yml")["liens"]] == [rows[1][7]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("feuilles: [", "ne se lit pas"),
        ("autre: 1\n", "feuilles"),
        ("feuilles:\n  Feuille:\n    fiches: guides\n", "fiches"),
        ("feuilles:\n  Feuille:\n    fiches: livrables\n    couleur: vert\n", "couleur"),
        ("feuilles:\n  Feuille:\n    fiches: livrables\n    entete: 7\n", "ligne 7"),
        ("feuilles:\n  Feuille:\n    fiches: livrables\n    colonnes:\n      Titre: prix\n", "n’est pas une clé"),
    ],
)
def test_a_wrong_file_of_correspondences_is_told(run: Import, project: Path, text: str, words: str) -> None:
    (project / "c.yml").write_text(text)
    found = run([HEADER, RIGHT], correspondances=project / "c.yml")
    assert found.code == 1
    assert words in plain(found.said)


def test_the_table_itself_is_no_file_of_correspondences(run: Import, project: Path) -> None:
    found = run([HEADER, RIGHT], correspondances=project / "inventaire.xlsx")
    assert found.code == 1
    assert "c’est le tableau. Donnez un autre nom, qui finit par .yml." in plain(found.said)


def test_a_folder_of_correspondences_that_is_not_there_is_told_after_the_report(run: Import, project: Path) -> None:
    found = run([HEADER, RIGHT], format="texte", correspondances=project / "absent" / "x.yml")
    report, _, told = plain(found.said).partition("Le dossier ")
    assert (found.code, "accueillir-un-apprenti" in report) == (1, True)
    assert "absent n’existe pas" in told


def test_columns_without_a_name_that_is_known_are_told_by_what_they_hold(run: Import) -> None:
    rows = [
        [f"Guide {n}", "Un.", "garages", "Guide", "DREETS", f"https://organisme.fr/{n}", f"a{n}@organisme.fr"]
        for n in (1, 2, 3)
    ]
    found = run([["Titre", "Résumé", "Public", "Type", "Structure", "Où", "Qui"], *rows])
    (sheet,) = found.report["feuilles"]
    assert [(one["champ"], one["devine"]) for one in sheet["colonnes"]][-2:] == [
        ("liens[1].url", "contenu"),
        ("contact.courriel", "contenu"),
    ]


# As people lay tables out


def _new(found: Run) -> set[str]:
    return {Path(one["fiche"]).stem for one in found.report["nouvelles"]}


def _wrong(found: Run) -> list[tuple[str, str]]:
    return [(one["code"], one["cellule"]) for one in found.report["problemes"] if one["gravite"] != "note"]


GROUPED = [
    ["Titre", "Résumé", "Public", "Type", "Contact", "", "Diffusion", ""],
    ["", "", "", "", "Structure", "Mail", "Date de parution", "Lien"],
    ["Un", "Un guide.", "garages", "Guide", "DREETS", "a@organisme.fr", "2024", "https://organisme.fr/g"],
]


def _groups(_book: Any, sheet: Any) -> None:
    for area, text in (("A1:A2", "Titre"), ("E1:F1", "Contact"), ("G1:H1", "Diffusion")):
        sheet.merge_range(area, text)


@pytest.mark.parametrize("then", [None, _groups])
def test_a_header_on_two_lines_is_read_as_one_and_read_back(run: Import, project: Path, then: Any) -> None:
    path = project / "c.yml"
    for _again in range(2):
        found = run(xlsx(GROUPED, then=then), correspondances=path, ecrire=True)
        assert (_wrong(found), found.report["feuilles"][0]["entete"]) == ([], 2)
    values = found.values("livrables/un.yml")
    assert values["contact"] == {"structure": "DREETS", "courriel": "a@organisme.fr"}
    assert (values["date"], values["liens"][0]["url"]) == ("2024", "https://organisme.fr/g")


def test_a_title_over_a_whole_table_is_no_group(run: Import) -> None:
    def merge(_book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:B1", "Contacts")

    rows = [["Contacts"], ["Nom", "Type"], ["Un", "réseau"]]
    for then in (None, merge):
        assert _new(run(xlsx(then=then, Relais=rows))) == {"un"}


CROSSED = ["Titre", "Résumé", "Type", "Structure", "Mail"]
CELLS = ["Un guide.", "Guide", "DREETS", "a@organisme.fr"]


def test_columns_of_crosses_make_lists_and_are_read_back(run: Import, project: Path) -> None:
    path = project / "c.yml"
    rows = [
        [*CROSSED, "garages", "TPE", "Ain", "42"],
        ["Un", *CELLS, "X", "", "x", True],
        ["Deux", *CELLS, "oui", "OUI", "", "non"],
        ["Trois", *CELLS, "peut-être", "x"],
    ]
    run(rows[:3], correspondances=path)
    assert "'TPE': 'cibles = tpe'" in path.read_text()
    for correspondances in (None, path):
        found = run(rows[:3], correspondances=correspondances, ecrire=True)
        assert _wrong(found) == [], found.said
        assert found.values("livrables/un.yml")["cibles"] == ["garages"]
        assert found.values("livrables/un.yml")["territoires"] == ["01", "42"]
        assert found.values("livrables/deux.yml")["cibles"] == ["garages", "tpe"]
        assert "territoires" not in found.values("livrables/deux.yml")
    found = run(rows, correspondances=path)
    assert _wrong(found) == [("croix_fausse", "F4")]
    assert "« TPE » → cibles : tpe, où il y a une croix" in plain(run(rows[:3], format="texte").said)


def test_crosses_under_a_group_are_of_its_list_and_relays_have_theirs(run: Import) -> None:
    rows = [
        ["", "", "Départements", "", "", ""],
        ["Nom", "Type", "01", "42", "garages", "TPE"],
        ["Un", "réseau", "", "x", "x", "x"],
    ]
    found = run(xlsx(Relais=rows), ecrire=True)
    assert _wrong(found) == [], found.said
    values = found.values("relais/un.yml")
    assert (values["territoires"], values["cibles"]) == (["42"], [{"cible": "garages"}, {"cible": "tpe"}])


def test_a_survey_has_a_column_for_each_answer(run: Import) -> None:
    text = (
        '"id. ID de la réponse","Q1. Titre","Q2. Résumé","Q3[SQ1]. Public visé [TPE]",'
        '"Q3[SQ2]. Public visé [garages]","Q4. Type","Q5. Structure","Q6. Mail"\n'
        '"1","Un","Un guide.","Non","Oui","Guide","DREETS","a@organisme.fr"\n'
    )
    found = run(text.encode(), ecrire=True)
    assert _wrong(found) == [], found.said
    assert found.values("livrables/un.yml")["cibles"] == ["garages"]


def test_sheets_that_are_called_after_a_term_give_it_and_a_year_is_told(run: Import) -> None:
    sheets: Any = {"garages": [CROSSED, ["Un", *CELLS]], "2025": [HEADER, ["Deux", *RIGHT[1:]]]}
    content = xlsx(**sheets)
    found = run(content, ecrire=True)
    assert _wrong(found) == [], found.said
    assert found.values("livrables/un.yml")["cibles"] == ["garages"]
    assert [" donne « Cibles » (garages) " in plain(note) for note in found.report["notes"]] == [True, False]
    assert "l’année de son nom n’est reprise dans aucune fiche" in found.report["notes"][1]


def test_rows_that_are_no_record_are_left_out_and_told(run: Import) -> None:
    rows = [
        HEADER,
        ["CHUTES"],
        RIGHT,
        HEADER,
        ["Deux", *RIGHT[1:]],
        ["Total : 2"],
        ["TOTAL", "", "", 2],
        [],
        ["Légende : en gris, épuisé"],
    ]
    found = run(rows)
    assert (_wrong(found), _new(found)) == ([], {"accueillir-un-apprenti", "deux"})
    told = plain("\n".join(found.report["notes"]))
    assert "lignes 2, 9 : un texte seul sur sa ligne n’est pas une fiche" in told
    assert "« CHUTES », « Légende : en gris, épuisé »" in told
    assert "ligne 4 : l’en-tête y est répété" in told
    assert "lignes 6, 7 : un total n’est pas une fiche" in told


def test_a_title_that_the_catalogue_has_may_stand_alone(run: Import) -> None:
    found = run([[*HEADER, "Promesse"], ["Guide des chutes"], ["Guide des échelles"]])
    assert (found.report["inchangees"], _wrong(found)) == (1, [])
    assert "« Guide des échelles »" in plain(found.report["notes"][0])


def test_names_alone_are_groups_where_a_group_needs_no_more(run: Import) -> None:
    found = run(xlsx(Groupes=[["Nom", "Plan", "Objectif"], ["Chutes"], ["Bruit"], ["Total"], ["Source : la DREETS"]]))
    assert _new(found) == {"chutes", "bruit"}


def test_lines_about_a_table_are_no_records(run: Import) -> None:
    rows = [HEADER, RIGHT, ["Sous-total chutes", "", "", "", 2, "3"], [], ["Rempli par :", "le secrétariat"]]
    found = run(rows)
    assert (_wrong(found), len(_new(found))) == ([], 1)
    assert [" total " in note for note in found.report["notes"]] == [True, False]


def test_sums_without_a_word_are_no_record(run: Import) -> None:
    found = run(xlsx(Relais=[["Nom", "Type", "Adhérents", "Salariés"], ["Un", "réseau", 3, 4], ["", "", 3, 4]]))
    assert (_wrong(found), _new(found)) == ([], {"un"})


@pytest.mark.parametrize(
    ("header", "cells", "key", "expected"),
    [
        (
            ["Action", "Échéance"],
            ["Écrire un guide", "06/2026"],
            "jalons",
            [{"date": "2026-06", "intitule": "Écrire un guide"}],
        ),
        (["Action"], ["Écrire un guide"], "fiche_action", {"actions": [{"intitule": "Écrire un guide"}]}),
        (["Action"], ["9.3"], "fiche_action", {"numero": "9.3"}),
        (["Action"], ["n° 9.3"], "fiche_action", {"numero": "n° 9.3"}),
    ],
)
def test_actions_of_groups_are_numbers_steps_or_what_they_do(
    run: Import, header: list[str], cells: list[str], key: str, expected: Any
) -> None:
    found = run(xlsx(Groupes=[["Nom", *header], ["Chutes", *cells]]), ecrire=True)
    assert _wrong(found) == [], found.said
    assert found.values("groupes/chutes.yml")[key] == expected


def test_an_empty_column_takes_no_name_from_one_that_is_filled(run: Import) -> None:
    header = ["ID", "Nom", "Titre de la ressource", *HEADER[1:]]
    found = run([header, ["1", "", *RIGHT], ["2", "", "Deux", *RIGHT[1:]]])
    assert (_wrong(found), _new(found)) == ([], {"accueillir-un-apprenti", "deux"})


def test_the_title_tells_resources_from_relays(run: Import) -> None:
    columns = ["Public", "Type", "Structure", "Mail"]
    for title, kind in (("Titre", "livrables"), ("Nom", "relais")):
        found = run([[title, *columns], ["Un", "garages", "Guide", "DREETS", "a@organisme.fr"]])
        assert found.report["feuilles"][0]["fiches"] == kind


def test_another_table_below_is_not_read_under_the_first_header(run: Import) -> None:
    rows = [
        ["Nom", "Type"],
        ["Un", "réseau"],
        [],
        ["Structure", "Téléphone", "Mail"],
        ["A", "04 72 00 00 00", "a@b.fr"],
    ]
    found = run(xlsx(Relais=rows), ecrire=True, partiel=True)
    assert (_wrong(found), _new(found)) == ([("autre_tableau", "ligne 4")], {"un"})


def test_what_stands_above_a_header_is_told(run: Import) -> None:
    found = run([["Inventaire 2025", "DREETS"], [], HEADER, RIGHT])
    assert [plain(note) for note in found.report["notes"]] == [
        "Feuille « Feuille », au-dessus de l’en-tête, pas lu : « Inventaire 2025 », « DREETS »."
    ]


def test_idem_is_what_stands_above(run: Import) -> None:
    rows = [HEADER, RIGHT, ["Deux", "Deux.", "idem", "″", "Idem", '"'], ["Trois", "idem", "TPE", *RIGHT[3:]]]
    found = run(rows, ecrire=True)
    assert _wrong(found) == [], found.said
    assert found.values("livrables/deux.yml")["contact"] == {"structure": "DREETS", "courriel": RIGHT[5]}
    assert found.values("livrables/trois.yml")["resume"] == "Deux."
    assert {"champ": "Type", "mot": "idem", "lu": "Guide", "fois": 1} in found.report["devine"]
    assert _wrong(run([HEADER, ["Un", "idem", *RIGHT[2:]]])) == [("idem_seul", "B2")]


STEPS = [["Nom", "Étape", "Échéance"], ["Chutes", "Lancer", "01/2026"], ["Chutes", "Enquêter", "03/2026"]]


def test_several_rows_of_a_record_make_its_parts(run: Import) -> None:
    found = run(xlsx(Groupes=STEPS), ecrire=True)
    assert (_wrong(found), _new(found)) == ([], {"chutes"})
    steps = [{"date": "2026-01", "intitule": "Lancer"}, {"date": "2026-03", "intitule": "Enquêter"}]
    assert found.values("groupes/chutes.yml")["jalons"] == steps
    assert run(xlsx(Groupes=STEPS)).report["inchangees"] == 1
    more = run(xlsx(Groupes=[*STEPS, ["Chutes", "Publier", "06/2026"]]), ecrire=True)
    assert len(more.report["modifiees"]) == 1
    assert [one["intitule"] for one in more.values("groupes/chutes.yml")["jalons"]] == ["Lancer", "Enquêter", "Publier"]


def test_what_rows_of_a_record_repeat_is_there_once(run: Import) -> None:
    rows = [["Nom", "Pilote", "Action"], ["Chutes", "DREETS", "Écrire"], ["Chutes", "DREETS", "Former"]]
    found = run(xlsx(Groupes=rows), ecrire=True)
    assert _wrong(found) == [], found.said
    values = found.values("groupes/chutes.yml")
    assert values["pilotes"] == [{"structure": "DREETS"}]
    assert values["fiche_action"]["actions"] == [{"intitule": "Écrire"}, {"intitule": "Former"}]


def test_a_wrong_row_of_a_record_is_told_by_its_cell_and_keeps_it_from_being_written(run: Import) -> None:
    found = run(xlsx(Groupes=[*STEPS[:2], ["Chutes", "Enquêter", "bientôt"]]), ecrire=True, partiel=True)
    assert (_wrong(found), _new(found)) == ([("date", "C3")], set())


@pytest.mark.parametrize(
    "rows",
    [
        [*STEPS, STEPS[2]],
        [["Nom", "Plan", "Étape", "Échéance"], ["Chutes", "PRST 4", "A", "2026"], ["Chutes", "PRST 5", "B", "2027"]],
    ],
)
def test_rows_that_say_the_same_or_otherwise_of_a_record_are_told(run: Import, rows: list[list[str]]) -> None:
    assert [code for code, _cell in _wrong(run(xlsx(Groupes=rows)))] == ["ligne_double"]


def test_a_table_with_more_columns_below_does_not_hide_the_first_one(run: Import) -> None:
    rows = [["Nom", "Type"], ["Un", "réseau"], [], ["Structure", "Téléphone", "Mail"]]
    assert _new(run(xlsx(Relais=rows))) == {"un"}


@pytest.mark.parametrize("codes", [["ED 6340", "R 402"], [1, 2], ["2024-01", "2024-02"]])
def test_references_are_no_names_of_files(run: Import, codes: list[Any]) -> None:
    rows = [["Référence", *HEADER], [codes[0], *RIGHT], [codes[1], "Deux", *RIGHT[1:]]]
    found = run(rows)
    assert (_wrong(found), _new(found)) == ([], {"accueillir-un-apprenti", "deux"})
    assert "« Référence » n’est pas lue" in plain(run(rows, format="texte").said)
    rows[1][0], rows[2][0] = "apprenti", "second"
    assert _new(run(rows)) == {"apprenti", "second"}


def test_a_column_without_a_name_that_all_rows_fill_is_told_once(run: Import) -> None:
    found = run([["", *HEADER], [1, *RIGHT], [2, "Deux", *RIGHT[1:]]])
    assert (_wrong(found), len(_new(found))) == ([], 2)
    assert found.report["feuilles"][0]["colonnes"][-1]["colonne"] == "A"


def test_a_sheet_without_a_column_of_titles_is_no_table_of_records(run: Import) -> None:
    lists = [["Publics", "Thèmes", "Types"], ["garages", "chutes", "Guide"]]
    found = run(xlsx(Inventaire=[HEADER, RIGHT], Listes=lists))
    assert (_wrong(found), len(_new(found))) == ([], 1)
    assert "la feuille « Listes » n’est pas lue : aucune colonne ne donne le titre" in plain(found.report["notes"][0])
    refused = run(xlsx(Listes=lists))
    assert refused.code == 1
    assert "Nommez cette colonne « Titre »" in plain(refused.said)


def test_a_table_that_is_turned_is_told(run: Import) -> None:
    found = run([[header, cell] for header, cell in zip(HEADER, RIGHT, strict=True)])
    assert found.code == 1
    assert "« Transposer »" in plain(found.said)


def test_relays_are_called_after_their_organisation_and_answer_for_themselves(run: Import) -> None:
    header = ["Nom", "Prénom", "Organisme", "Type", "Mail", "Nb adhérents"]
    rows = [header, ["DURAND", "Paul", "Fédération", "réseau", "contact@organisme.fr", "env. 320"]]
    found = run(xlsx(Relais=rows), ecrire=True)
    assert _wrong(found) == [], found.said
    values = found.values("relais/federation.yml")
    assert (values["nom"], values["contact"]) == ("Fédération", {"structure": "Fédération", "courriel": rows[1][4]})
    assert "DURAND" not in str(values)


def test_only_a_header_is_told(run: Import) -> None:
    found = run([["Inventaire"], HEADER])
    assert "il n’y a aucune ligne sous l’en-tête" in found.report["notes"][1]


def test_addresses_that_are_not_read_are_told_and_that_of_a_title_is_kept(run: Import) -> None:
    def links(_book: Any, sheet: Any) -> None:
        sheet.write_url("A2", "https://organisme.fr/guide", string="Un")
        sheet.write_url("B2", "https://organisme.fr/resume", string="Un guide.")
        sheet.write_url("F2", "mailto:autre@organisme.fr", string="a@organisme.fr")
        sheet.write_url("G2", "https://www.organisme.fr/lien/", string="https://organisme.fr/lien")

    found = run(xlsx([[*HEADER, "Lien"], ["", "", *RIGHT[2:5], "", ""]], then=links), ecrire=True)
    assert _wrong(found) == [], found.said
    urls = [one["url"] for one in found.values("livrables/un.yml")["liens"]]
    assert urls == ["https://organisme.fr/lien", "https://organisme.fr/guide"]
    assert [plain(note).split(" : ")[0] for note in found.report["notes"]] == [
        "Feuille « Feuille », B2",
        "Feuille « Feuille », F2",
    ]


def test_a_contact_in_one_cell_names_no_person_and_one_mailbox(run: Import) -> None:
    header = [*HEADER[:4], "Contact (nom, mail)"]
    rows = [header, [*RIGHT[:4], "Mme Claire Martin (DREETS), a@organisme.fr ou b@organisme.fr"]]
    found = run(rows, ecrire=True)
    assert _wrong(found) == [], found.said
    assert found.values("livrables/accueillir-un-apprenti.yml")["contact"] == {
        "structure": "DREETS",
        "courriel": "a@organisme.fr",
    }
    left = [one["lu"] for one in found.report["devine"] if "pas repris" in one["lu"]]
    assert ["b@organisme.fr" in left[0], "Claire Martin" in left[1]] == [True, True]


# The template


def test_the_example_of_a_template_is_left_out(run: Import, project: Path) -> None:
    catalogue = load(project / "catalogue").catalogue
    assert catalogue is not None
    found = run(classeurs.template(catalogue))
    assert found.code == 0, found.said
    assert found.report["nouvelles"] == []
    assert len([one for one in found.report["notes"] if "exemple" in one]) == len(classeurs.OF_TEMPLATE)


def test_what_was_not_compared_is_told(run: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [HEADER, RIGHT, ["Guide des échelles", *RIGHT[1:]]]
    assert "ne sont pas cherchées ici" not in run(rows, format="texte").said
    monkeypatch.setattr(importer, "COMPARED", 1)
    assert "ne sont pas cherchées ici" in run(rows, format="texte").said
