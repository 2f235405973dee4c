"""What a group says of its sheet, milestones and readings holds together."""

from datetime import date

import pytest

from prst.records.loading import load
from prst.records.model import Groupe, Jalon
from prst.records.problems import ERREUR, NOTE
from tests.catalogues import plain
from tests.records.folders import MINIMAL, Folder

TODAY = date(2026, 6, 15)
PLANS = "plans: [{nom: PRST 4, debut: 2021, fin: 2025}]\n"


def told(folder: Folder, text: str) -> list[tuple[str, str, str]]:
    """Where, what and how grave, of a group that says this."""
    folder.write("site.yml", MINIMAL["site.yml"] + PLANS)
    folder.write("structures/ancien.yml", "nom: Ancien\ntype: A\nremplacee_par: nouveau\n")
    folder.write("structures/nouveau.yml", "nom: Nouveau\ntype: A\n")
    folder.write("groupes/gt.yml", f"nom: GT\nplan: prst 4\najoute_le: 2026-01-01\n{text}")
    found = load(folder.root, notes=True, today=TODAY).problems
    return [(one.field, one.code, one.severity) for one in found if one.file.endswith("groupes/gt.yml")]


SAID = [
    ("jalons: [{date: 2020-11, intitule: A}]", "jalons[1].date", "jalon_avant_plan", ERREUR),
    ("jalons: [{date: 2021, intitule: A, fait_le: 2020}]", "jalons[1].fait_le", "jalon_avant_plan", ERREUR),
    ("jalons: [{date: 2021, intitule: A, nouvelle_date: 2012}]", "jalons[1].nouvelle_date", "jalon_avant_plan", ERREUR),
    ("jalons: [{date: 2052, intitule: A}]", "jalons[1].date", "jalon_apres_plan", NOTE),
    (
        "jalons: [{date: 2021, intitule: A, nouvelle_date: 2021}]",
        "jalons[1].nouvelle_date",
        "jalon_sans_ecart",
        NOTE,
    ),
    ("jalons: [{date: 2021, intitule: Été}, {date: 2021, intitule: ete}]", "jalons[2]", "doublon", NOTE),
    ("fiche_action: {actions: [{intitule: A}, {intitule: A}]}", "fiche_action.actions[2]", "doublon", NOTE),
    ("fiche_action: {resultats_attendus: [A, A]}", "fiche_action.resultats_attendus[2]", "doublon", NOTE),
    (
        "fiche_action: {cadre_valide_le: 2026-01-20, valide_par: Mme Durand}",
        "fiche_action.valide_par",
        "personne",
        NOTE,
    ),
    ("jalons: [{date: 2026-05, intitule: A}, {date: 2025, intitule: B}]", "jalons[2].date", "jalons_en_desordre", NOTE),
    ("jalons: [{date: 2026-05, intitule: A, fait_le: 2026-06-16}]", "jalons[1].fait_le", "fait_futur", ERREUR),
    ("fiche_action: {cadre_valide_le: 2026-06-16}", "fiche_action.cadre_valide_le", "fait_futur", ERREUR),
    (
        "fiche_action: {revisions: [{le: 2026-06-16, objet: A}]}",
        "fiche_action.revisions[1].le",
        "fait_futur",
        ERREUR,
    ),
    (
        "indicateurs: [{nom: A, unite: B}]\nreleves: [{indicateur: a, le: 2026-07, valeur: 1}]",
        "releves[1].le",
        "fait_futur",
        ERREUR,
    ),
    (
        "fiche_action: {cadre_valide_le: 2026-01-20, revisions: [{le: 2026-01-21, objet: A, cadre: oui}]}",
        "fiche_action.cadre_valide_le",
        "cadre_a_valider",
        NOTE,
    ),
    ("indicateurs: [{nom: Été}, {nom: ete}]", "indicateurs[2].nom", "indicateur_double", ERREUR),
    ("contributeurs: [ancien, nouveau]", "contributeurs[2]", "doublon", ERREUR),
    ("pilotes: [{structure: nouveau}, {structure: ancien, role: Pilote}]", "pilotes[2].structure", "doublon", ERREUR),
]
NOT_SAID = [
    "pilotes: [{structure: nouveau}, {structure: ancien, role: copilote}]\ncontributeurs: [nouveau]",
    "jalons: [{date: 2021, intitule: A}, {date: 2021-03, intitule: B}]",
    "jalons: [{date: 2026-06, intitule: A, fait_le: 2026-06-15}, {date: 2026-06, intitule: B, fait_le: 2026-06}]",
    "fiche_action: {cadre_valide_le: 2026-01-20, revisions: [{le: 2026-01-20, objet: A, cadre: oui}]}",
    "fiche_action: {cadre_valide_le: 2026-01-20, revisions: [{le: 2026-03-01, objet: A}]}",
    "fiche_action: {objectif: A}",
    "fiche_action: {actions: [{intitule: A, par: ancien}, {intitule: A, par: nouveau}]}",
    "jalons: [{date: 2021, intitule: A}, {date: 2022, intitule: A}, {date: 2028, intitule: A}]",
    "indicateurs: [{nom: A}]",
    "indicateurs: [{nom: A, unite: '%'}]\nreleves: [{indicateur: A, le: 2026, valeur: '-1 200,25'}]",
]


@pytest.mark.parametrize(("text", "field", "code", "severity"), SAID)
def test_what_cannot_be_is_told_where_it_is_written(
    folder: Folder, text: str, field: str, code: str, severity: str
) -> None:
    assert told(folder, text) == [(field, code, severity)]


@pytest.mark.parametrize(("plan", "said"), [("PRST4", " ; vouliez-vous dire « PRST 4 » ?"), ("Autre chose", ".")])
def test_a_plan_that_site_yml_does_not_name_is_told_with_those_that_it_does(
    folder: Folder, plan: str, said: str
) -> None:
    folder.write("site.yml", MINIMAL["site.yml"] + PLANS)
    folder.write("groupes/gt.yml", f"nom: GT\nplan: {plan}\najoute_le: 2026-01-01\n")
    (one,) = [one for one in load(folder.root, notes=True, today=TODAY).problems if one.code == "plan_inconnu"]
    assert (one.field, one.severity) == ("plan", NOTE)
    assert plain(one.message) == f"« {plan} » n’est le nom d’aucun plan de site.yml{said}"
    assert "PRST 4" in one.remedy


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_may_be_is_not(folder: Folder, text: str) -> None:
    assert told(folder, text) == []


@pytest.mark.parametrize(
    ("given", "state", "expected"),
    [
        ({}, "prevu", "2026-03"),
        ({"fait_le": "2026-04"}, "fait", "2026-03"),
        ({"nouvelle_date": "2026-09"}, "decale", "2026-09"),
        ({"nouvelle_date": "2026-09", "fait_le": "2026-10"}, "fait", "2026-09"),
        ({"raison": "A", "etat": "abandonne"}, "abandonne", "2026-03"),
    ],
)
def test_a_milestone_is_where_its_dates_say(given: dict[str, str], state: str, expected: str) -> None:
    jalon = Jalon.model_validate({"date": "2026-03", "intitule": "A", **given})
    assert (jalon.avancement, str(jalon.attendu_le)) == (state, expected)


def test_values_are_read_as_french_writes_them() -> None:
    read = Groupe.model_validate(
        {"id": "g", "nom": "G", "releves": [{"indicateur": "A", "le": "2026", "valeur": "\u22121 200,5"}]}
    )
    assert read.releves[0].valeur == -1200.5


def test_readings_are_read_in_order_of_time_whatever_the_record_and_a_year_after_its_last_day() -> None:
    days = ("2025", "2026", "2025-12-31", "2025-12", "2024-02")
    groupe = Groupe.model_validate(
        {
            "id": "g",
            "nom": "G",
            "indicateurs": [{"nom": "Élèves formés", "unite": "élèves"}, {"nom": "B", "unite": "jours"}],
            "releves": [
                {"indicateur": "B", "le": "2027", "valeur": "1"},
                *({"indicateur": "eleves formes", "le": day, "valeur": "1"} for day in days),
            ],
        }
    )
    found = groupe.releves_de(groupe.indicateurs[0])
    assert [str(one.le) for one in found] == ["2024-02", "2025-12-31", "2025-12", "2025", "2026"]
