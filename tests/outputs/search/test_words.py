"""French words, their terms, and what means the same."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prst.outputs.search.words import IRREGULAR, Compounds, SameMeaning, Words, forms, more_forms, same_meaning, stem
from prst.records.loading import load
from prst.records.model import Terme


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sécurité", ["securite"]),
        ("SÉCURITÉ", ["securite"]),
        ("l'employeur", ["employeur"]),
        ("L’EMPLOYEUR", ["employeur"]),
        ("chute d'hauteur", ["chute", "hauteur"]),
        ("aujourd’hui", []),
        ("cœur, œuvre et ex æquo", ["coeur", "oeuvre", "ex", "aequo"]),
        ("troubles musculo-squelettiques", ["troubles", "musculo", "squelettiques"]),
        ("AT/MP", ["at", "mp"]),
        ("n° 3", ["3"]),
        ("e\u0301tude", ["etude"]),
        ("la ﬁche", ["fiche"]),
        ("été", ["ete"]),
        ("", []),
        ("~~~ * « » 🦺", []),
    ],
)
def test_forms_are_words_without_accents_or_stop_words(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    "family",
    [
        ("sécurité", "sécurités"),
        ("prévention", "préventions", "préventif"),
        ("formé", "formée", "formées", "former"),
        ("fumée", "fumées"),
        ("année", "années"),
        ("garage", "garages", "garagiste"),
        ("travail", "travaux"),
        ("mal", "maux"),
        ("œil", "yeux"),
        ("employeur", "employeurs"),
        ("éleveur", "éleveurs", "éleveuse", "éleveuses"),
    ],
)
def test_words_of_a_family_share_their_stem(family: Sequence[str]) -> None:
    assert len({stem(form) for word in family for form in forms(word)}) == 1


@pytest.mark.parametrize(
    "pair",
    [("médecine", "médecins"), ("poste", "posture"), ("rural", "rue"), ("mission", "mince"), ("éleveuse", "élève")],
)
def test_words_of_other_families_do_not(pair: tuple[str, str]) -> None:
    one, other = (stem(form) for word in pair for form in forms(word))
    assert one != other


def test_irregular_plurals_are_folded() -> None:
    for plural, singular in IRREGULAR.items():
        assert [plural] == forms(plural)
        assert [singular] == forms(singular)
        assert stem(plural) == stem(singular)


@given(st.text(max_size=200))
def test_any_text_gives_ascii_words(text: str) -> None:
    for form in forms(text):
        assert form.isascii()
        assert form.isalnum()
        assert form == form.lower()


def test_terms_keep_their_order_and_their_number() -> None:
    words = Words()
    assert words.terms("Le garage, les garages et la santé") == ("garag", "garag", "sant")
    assert words.forms() == {"garag": ["garage", "garages"], "sant": ["sante"]}


def term(label: str, *synonyms: str) -> Terme:
    return Terme(id="un-terme", label=label, synonymes=synonyms)


@pytest.mark.parametrize(
    ("terme", "expected"),
    [
        (term("Risques psychosociaux (RPS)", "RPS", "stress"), ["RPS", "Risques psychosociaux"]),
        (term("Qualité", "QVT", "qualité de vie au travail", "télétravail"), ["QVT", "qualité de vie au travail"]),
        (term("Document (DUERP)", "DUERP", "document unique"), ["DUERP", "document unique", "Document"]),
        (term("Fortes chaleurs", "canicule"), []),
        (term("Dossier", "DTA"), []),
        (term("Hôtels", "CHR", "CHRD"), ["CHR", "CHRD"]),
    ],
    ids=lambda value: value.label if isinstance(value, Terme) else "",
)
def test_acronyms_stand_for_the_phrases_they_spell(terme: Terme, expected: list[str]) -> None:
    assert same_meaning(terme) == expected


def test_a_phrase_is_found_whole() -> None:
    words = Words()
    others = SameMeaning({"=duerp": ["DUERP", "document unique"], "=rps": ["RPS"]})
    assert list(others.of(words.terms("Le document unique, en RPS"))) == ["=duerp", "=rps"]
    assert list(others.of(words.terms("Un document qui est rare, unique"))) == []
    assert list(others.of(words.terms("document"))) == []
    assert list(others.of(())) == []


@pytest.mark.parametrize(
    ("vocabulary", "identity", "both"),
    [
        ("themes", "tms", ("TMS", "troubles musculo-squelettiques")),
        ("themes", "evaluation-des-risques", ("DUERP", "document unique")),
        ("themes", "risques-psychosociaux", ("RPS", "risques psychosociaux")),
        ("themes", "qvct", ("QVCT", "QVT")),
        ("themes", "accidents-du-travail", ("AT/MP", "accidents du travail et maladies professionnelles")),
        ("secteurs", "btp", ("BTP", "Bâtiment et travaux publics")),
    ],
)
def test_acronyms_of_the_field_are_known(exemple: Path, vocabulary: str, identity: str, both: Sequence[str]) -> None:
    catalogue = load(exemple / "catalogue").catalogue
    assert set(both) <= set(same_meaning(getattr(catalogue, vocabulary)[identity]))


@pytest.mark.parametrize("text", ["Évitons le burn-out !", "le burn\u2011out", "Burn-Out"])
def test_a_hyphen_makes_one_word_too(text: str) -> None:
    assert "burnout" in more_forms(text)


@pytest.mark.parametrize("text", ["celui-ci", "a-t-il", "au-delà", "mi-air", "Hauts-de-France"])
def test_a_hyphen_between_small_words_makes_none(text: str) -> None:
    assert more_forms(text) == []


def test_words_written_apart_are_one_where_another_text_writes_them_so() -> None:
    compounds = Compounds(["Évitons le burnout !", "télé-travail", "charge mentale"])
    assert compounds.of(["le", "burn", "out", "et", "la", "charge", "de", "travail"]) == ["burnout"]
    assert compounds.of(["en", "tele", "travail"]) == ["teletravail"]
    assert compounds.asked() == ["burnout"]
