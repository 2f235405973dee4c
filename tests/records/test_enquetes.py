"""Surveys: numbers that can be true, and nothing of the persons who answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from prst.records.loading import load
from prst.records.model import Enquete
from prst.records.problems import NOTE, Problem
from tests.records.folders import Folder, place_of, sentence
from tests.records.test_problems import assert_reads_well

TODAY = date(2026, 11, 27)
HEAD = "titre: Le guide, six mois après\ngenre: impact\n"


def told(folder: Folder, text: str) -> list[Problem]:
    """What is said today of a survey."""
    folder.write("enquetes/guide.yml", text)
    found = [one for one in load(folder.root, today=TODAY, notes=True).problems if one.file.endswith("guide.yml")]
    for problem in found:
        assert_reads_well(problem)
    return [one for one in found if one.code != "sans_date_ajout"]


def survey(*results: Mapping[str, Any], several: str = "non", **fields: Any) -> Enquete:
    """A survey of one question."""
    questions = [{"question": "Utile ?", "plusieurs_reponses": several}]
    given = {"id": "a", "titre": "A", "genre": "flash", "questions": questions, "resultats": list(results)}
    return Enquete.model_validate({**given, **fields})


def code_of(*results: Mapping[str, Any], **fields: Any) -> str:
    """The code of what is wrong with a survey; '' where nothing is."""
    try:
        survey(*results, **fields)
    except ValidationError as error:
        return error.errors()[0]["type"]
    return ""


def test_a_question_is_enough(folder: Folder) -> None:
    assert told(folder, f"{HEAD}questions:\n  - question: Vous en êtes-vous servi ?\n") == []
    assert [one.code for one in told(folder, HEAD)] == ["missing"]


@pytest.mark.parametrize(
    ("answers", "asked", "code"), [("48", "48", ""), ("49", "48", "reponses_au_dela"), ("0", "0", ""), ("48", None, "")]
)
def test_no_more_answer_than_were_asked(answers: str, asked: str | None, code: str) -> None:
    assert code_of(reponses=answers, interroges=asked) == code


@pytest.mark.parametrize(
    ("numbers", "several", "code"),
    [
        ((30, 18), "non", ""),
        ((30, 19), "non", "resultats_au_dela"),
        ((30, 19), "oui", ""),
        ((60, 10), "oui", ""),  # one and the same may give an answer of several kinds
    ],
)
def test_results_add_up_to_the_answers(numbers: tuple[int, ...], several: str, code: str) -> None:
    results = [{"reponse": f"R{number}", "nombre": str(number)} for number in numbers]
    assert code_of(*results, several=several, reponses="48") == code


@pytest.mark.parametrize(
    ("shares", "several", "code"),
    [
        ((60, 40), "non", ""),
        ((34, 33, 34), "non", ""),  # rounded
        ((60, 45), "non", "parts_au_dela"),
        ((60, 45), "oui", ""),
        ((101,), "oui", "part_excessive"),
        ((-1,), "oui", "part_excessive"),
        (("93,5", "6,5"), "non", ""),
        (("93,5", "7,6"), "non", "parts_au_dela"),
    ],
)
def test_shares_add_up_to_the_whole(shares: tuple[int | str, ...], several: str, code: str) -> None:
    results = [{"reponse": f"R{rank}", "part": str(share)} for rank, share in enumerate(shares)]
    assert code_of(*results, several=several, reponses="48") == code


def test_a_result_has_a_figure_and_results_a_number_of_answers() -> None:
    assert code_of({"reponse": "Oui"}, reponses="48") == "resultat_sans_chiffre"
    assert code_of({"reponse": "Oui", "part": "80"}) == "resultats_sans_reponses"
    assert code_of({"reponse": "Oui", "nombre": "0"}, reponses="0") == "resultats_de_personne"
    assert code_of({"reponse": "Oui", "nombre": "3", "part": "10"}, reponses="30") == "resultat_deux_fois"


@pytest.mark.parametrize(("share", "code"), [("37,5", ""), ("38", ""), ("39", "resultats_au_dela")])
def test_numbers_and_shares_of_one_question_add_up_together(share: str, code: str) -> None:
    """Of 48 answers 18 are left: 37.5 %, which may have been rounded."""
    both = ({"reponse": "Oui", "nombre": "30"}, {"reponse": "Non", "part": share})
    assert code_of(*both, reponses="48") == code
    assert code_of(*both, several="oui", reponses="48") == ""


def test_an_answer_is_counted_once_for_each_question() -> None:
    twice = [{"reponse": name, "nombre": "3"} for name in ("Été", "ete")]
    assert code_of(*twice, reponses="48") == "reponse_double"
    questions = [{"question": "Utile ?"}, {"question": "Clair ?"}]
    other = {**twice[1], "question": "2"}
    assert code_of(twice[0], other, questions=questions, reponses="48") == ""


@pytest.mark.parametrize(("rank", "right"), [("1", True), ("0", False), ("2", False)])
def test_a_result_answers_a_question_that_was_asked(rank: str, right: bool) -> None:
    code = code_of({"reponse": "Oui", "nombre": "3", "question": rank}, reponses="48")
    assert code == ("" if right else "resultat_sans_question")


def test_each_question_is_added_up_on_its_own() -> None:
    questions = [{"question": "Utile ?"}, {"question": "Clair ?"}]
    results = [{"reponse": "Oui", "nombre": "30", "question": str(rank)} for rank in (1, 2)]
    assert code_of(*results, questions=questions, reponses="48") == ""
    found = survey(*results, questions=questions, reponses="48")
    assert [len(found.resultats_de(rank)) for rank in (1, 2)] == [1, 1]


def test_a_message_names_the_question_and_what_to_do(folder: Folder) -> None:
    results = "".join(f"  - reponse: {name}\n    nombre: {number}\n" for name, number in (("A", 30), ("B", 20)))
    questions = f"questions:\n  - question: Vous en êtes-vous servi ?\nresultats:\n{results}"
    (problem,) = told(folder, f"{HEAD}{questions}reponses: 48\n")
    assert place_of(problem)[1:5:3] == (10, "resultats_au_dela")
    assert "« Vous en êtes-vous servi ? » font 50, pour « 48 » réponses" in problem.message.replace("\u00a0", " ")
    assert "plusieurs_reponses: oui" in problem.remedy


@pytest.mark.parametrize(("day", "right"), [("2026-11-27", True), ("2026-11", True), ("2026-12", False)])
def test_what_was_answered_was_asked_before_today(day: str, right: bool, folder: Folder) -> None:
    text = f"{HEAD}questions:\n  - question: Utile ?\ndate: {day}\n"
    assert [one.code for one in told(folder, f"{text}reponses: 48\n")] == ([] if right else ["enquete_future"])
    assert told(folder, text) == []  # one that is to come may be told of


@pytest.mark.parametrize(("answers", "codes"), [(5, []), (4, ["enquete_petite"])])
def test_results_of_few_would_tell_who_answered_what(answers: int, codes: list[str], folder: Folder) -> None:
    question = "questions:\n  - question: Utile ?\nresultats:\n  - reponse: Oui\n    nombre: 3\n"
    found = told(folder, f"{HEAD}{question}reponses: {answers}\n")
    assert [(one.code, one.severity) for one in found] == [(code, NOTE) for code in codes]


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        (("0,34", "0,66"), ["part_en_fraction"]),
        (("0.333", "0.333", "0.333"), ["part_en_fraction"]),
        (("34", "66"), []),
        (("0,5", "99,5"), []),
        (("1",), []),
    ],
)
def test_shares_that_are_fractions_of_one_are_noted(parts: tuple[str, ...], codes: list[str], folder: Folder) -> None:
    rows = "".join(f"  - reponse: R{rank}\n    part: {part}\n" for rank, part in enumerate(parts))
    found = told(folder, f"{HEAD}reponses: 48\nquestions:\n  - question: Utile ?\nresultats:\n{rows}")
    assert [(one.code, one.severity) for one in found] == [(code, NOTE) for code in codes]
    if parts[0] == "0,34":
        assert found[0].field == "resultats[1].part"
        assert sentence(found[0]).endswith("Écrivez des pourcentages : « part: 34 ».")


def test_a_survey_holds_numbers_alone() -> None:
    """Nothing that somebody answered has a place in a record: no name, no mailbox, no text of one person."""
    assert not {"courriel", "nom", "contact", "verbatims"} & set(Enquete.model_fields)


def test_the_rate_is_that_of_those_who_were_asked() -> None:
    assert survey(reponses="48", interroges="120").taux == 40
    assert survey(reponses="15", interroges="120").taux == 13
    assert survey(reponses="48").taux is None
    assert survey(interroges="0").taux is None
