"""Lessons: what was tried, and what came of it."""

from datetime import date

import pytest

from prst.records.loading import load
from prst.records.model import PHASE, Retour
from tests.catalogues import create_catalogue
from tests.records.folders import Folder, place_of
from tests.records.test_problems import assert_reads_well

RETOUR = "titre: Un essai avant le guide\nphases: [produire]\nsource: Bilan du groupe\n"
TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("a_marche: Le texte a raccourci.\n", []),
        ("n_a_pas_marche: Le rendez-vous a été reporté.\n", []),
        ("essai: Un brouillon montré.\n", [("n_a_pas_marche", "retour_muet")]),
        ("a_marche:\nn_a_pas_marche: \n", [("n_a_pas_marche", "retour_muet")]),
    ],
)
def test_a_lesson_says_what_worked_or_what_did_not(lines: str, told: list[tuple[str, str]], folder: Folder) -> None:
    folder.write("retours/a.yml", RETOUR + lines)
    found = load(folder.root).problems
    assert [(problem.field, problem.code) for problem in found if problem.code != "lu_valeur"] == told
    for problem in found:
        assert_reads_well(problem)


@pytest.mark.parametrize(
    ("day", "right"), [("2026-11-27", True), ("2026", True), ("2026-12", False), ("2026-11-28", False), ("2027", False)]
)
def test_a_lesson_is_of_the_past(day: str, right: bool, folder: Folder) -> None:
    folder.write("retours/a.yml", f"{RETOUR}a_marche: Oui.\ndate: {day}\n")
    found = load(folder.root, today=TODAY).problems
    assert [place_of(problem)[0::4] for problem in found] == ([] if right else [("retours/a.yml", "retour_futur")])
    assert all("2026-11-27" in problem.message and problem.line == 5 for problem in found)
    assert load(folder.root).problems == ()  # a build knows no clock


def test_a_long_lesson_is_not_sent_to_a_key_that_it_has_not(folder: Folder) -> None:
    folder.write("retours/a.yml", RETOUR + f"a_marche: {'très ' * 130}long\n")
    (problem,) = load(folder.root).problems
    assert (problem.field, problem.code) == ("a_marche", "string_too_long")
    assert "description" not in problem.remedy
    assert "d’où cela vient" in problem.remedy


def test_a_moment_is_one_of_five_and_is_named_once(folder: Folder) -> None:
    folder.write("retours/a.yml", RETOUR.replace("[produire]", "[inaugurer]") + "a_marche: Oui.\n")
    folder.write("retours/b.yml", RETOUR.replace("[produire]", "[Évaluer, relayer, evaluer]") + "a_marche: Oui.\n")
    unknown, double = load(folder.root).problems
    assert place_of(unknown) == ("retours/a.yml", 2, 10, "phases[1]", "literal_error")
    assert all(phase in unknown.remedy for phase in PHASE.libelles)
    assert place_of(double) == ("retours/b.yml", 2, 28, "phases[3]", "doublon")


def test_a_lesson_says_where_it_comes_from(folder: Folder) -> None:
    folder.write("retours/a.yml", "titre: Un essai\nphases: []\na_marche: Oui.\n")
    assert {(problem.field, problem.code) for problem in load(folder.root).problems} == {
        ("source", "missing"),
        ("phases", "too_short"),
    }


def test_the_latest_lessons_come_first() -> None:
    catalogue = create_catalogue(
        retours={"a": {"date": "2020"}, "b": {}, "c": {"date": "2023-12"}, "d": {"date": "2023"}}
    )
    assert list(catalogue.retours) == ["c", "d", "a", "b"]
    lesson: Retour = catalogue.retours["a"]
    assert [one.nom for one in lesson.les_choix("phases")] == ["Animer"]
