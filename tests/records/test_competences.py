"""Skills: a vocabulary that a catalogue may do without, and free words that are read as its terms."""

import pytest

from tests.records.folders import Folder

WORDS = (
    "animer-a-distance:\n  label: Animer à distance\n  synonymes: [distanciel]\nenquetes:\n  label: Mener une enquête\n"
)
CARSAT = "structures/carsat.yml"
NOM = "nom: Carsat\ntype: caisse\n"


@pytest.fixture
def words(folder: Folder) -> Folder:
    folder.write("vocabulaires/competences.yml", WORDS)
    return folder


def test_a_catalogue_may_do_without(folder: Folder) -> None:
    assert folder.codes() == []
    folder.write(CARSAT, NOM + "fonctions:\n  - role: préventeur\n    competences: [enquetes]\n")
    (problem,) = folder.problems()
    assert (problem.code, problem.field) == ("inconnu", "fonctions[1].competences[1]")
    assert "catalogue/vocabulaires/competences.yml" in problem.remedy


@pytest.mark.parametrize("written", ["animer-a-distance", "Animer à distance", "distanciel", "« Distanciel »"])
def test_words_are_read_as_the_term_that_they_mean(written: str, words: Folder) -> None:
    words.write("groupes/ga.yml", f"nom: A\npilotes:\n  - structure: X\n    competences:\n      - {written}\n")
    words.write(CARSAT, NOM + f"fonctions:\n  - role: préventeur\n    recherche:\n      - {written}\n")
    loaded = words.load()
    assert loaded.errors == ()
    assert loaded.catalogue is not None
    assert loaded.catalogue.groupes["ga"].pilotes[0].competences == ("animer-a-distance",)
    assert loaded.catalogue.structures["carsat"].fonctions[0].recherche == ("animer-a-distance",)


def test_a_function_in_one_word_is_read_as_its_role(words: Folder) -> None:
    words.write(CARSAT, NOM + "fonctions:\n  - préventeur\n")
    loaded = words.load()
    assert loaded.errors == ()
    assert loaded.catalogue is not None
    assert [one.role for one in loaded.catalogue.structures["carsat"].fonctions] == ["préventeur"]


def test_the_nearest_term_is_proposed(words: Folder) -> None:
    words.write("groupes/ga.yml", "nom: A\npilotes:\n  - structure: X\n    competences: [enquette]\n")
    (problem,) = words.problems()
    assert problem.code == "inconnu"
    assert "enquetes" in problem.message


def test_two_functions_may_offer_the_same_and_one_says_it_once(words: Folder) -> None:
    same = "  - role: préventeur\n    competences: [enquetes]\n"
    words.write(CARSAT, NOM + "fonctions:\n" + same * 2)
    assert words.codes() == []
    words.write(CARSAT, NOM + "fonctions:\n  - role: préventeur\n    competences: [enquetes, enquetes]\n")
    assert words.places() == [(CARSAT, 5, 29, "fonctions[1].competences[2]", "doublon")]
