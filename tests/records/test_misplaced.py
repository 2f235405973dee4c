"""What was left of an example in a file, and what a file seems to be."""

import pytest

from prst.records.misplaced import kind_of, left_of_examples, may_hold_examples, nearly
from prst.records.model import Relais, Structure

LEFT = (
    *(
        "à compléter",
        "À compléter",
        "[à compléter]",
        "a completer",
        "A preciser",
        "(À préciser)",
        "à préciser…",
        "Lorem ipsum dolor sit amet",
    ),
    *("xxx", "XXXX", "AAAA", "AAAA-MM", "AAAA-MM-JJ", "Nom de votre structure", "nom du relais", "Nom de la structure"),
    *("Titre de votre livrable", "Votre titre", "votre structure", "votre courriel", "votre adresse"),
    *("https://structure.fr/", "http://www.exemple.fr/guide", "https://votre-site.fr"),
)
MEANT = (
    "Guide à compléter avec votre équipe",
    "Un titre",
    "Réseau",
    "https://www.inrs.fr/",
    "Votre métier, vos risques",
)


@pytest.mark.parametrize("quoted", ["{}", '"{}"', "'{}'"])
@pytest.mark.parametrize("text", LEFT)
def test_no_file_hides_what_was_left_of_an_example(text: str, quoted: str) -> None:
    """The bytes of a file are looked at first: they must let through whatever would be found."""
    assert list(left_of_examples({"liens": [{"libelle": text}]})) == [(("liens", 0, "libelle"), text)]
    assert may_hold_examples(f"titre: {quoted.format(text)} # suite\n".encode())


@pytest.mark.parametrize("text", MEANT)
def test_what_somebody_meant_is_no_example(text: str) -> None:
    assert list(left_of_examples({"titre": text})) == []


@pytest.mark.parametrize(
    ("tree", "kind"),
    [
        ({"titre": "", "debut": ""}, "evenements"),
        ({"Titre": "", "Début": ""}, "evenements"),
        ({"titre": ""}, ""),
        ({}, ""),
        ([], ""),
    ],
)
def test_keys_tell_of_which_kind_a_record_is(tree: object, kind: str) -> None:
    assert kind_of(tree) == kind


def test_a_record_that_lacks_one_key_is_of_its_folder_whatever_other_kind_asks_for_less() -> None:
    """A group has to say its name alone: a structure without its type would be sent among groups."""
    structure = {"nom": "Chambre", "url": "https://www.inrs.fr/"}
    assert kind_of(structure) == "groupes"
    assert nearly(Structure, structure)
    assert nearly(Relais, structure)
    assert not nearly(Structure, {"nom": "Groupe", "plan": "PRST 4", "pilotes": []})
