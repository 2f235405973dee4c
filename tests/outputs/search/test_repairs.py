"""The words that a misspelt one may be taken for."""

from collections.abc import Sequence

import pytest

from prst.outputs.search.repairs import spelt
from tests.oracle import repaired, sound


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Harcèlement moral", "PRÉVENIR LE HARCÈLEMENT"], ["harcèlement", "moral"]),
        (["PLAN REGIONAL", "le plan régional"], ["plan", "régional"]),
        (["Avec l’OPPBTP", "OPPBTP"], ["OPPBTP"]),
        (["des AAA", "dix 2026 R402"], []),
    ],
)
def test_words_are_kept_as_they_are_written(texts: Sequence[str], expected: Sequence[str]) -> None:
    known = ("harcelement", "moral", "plan", "regional", "oppbtp", "aaa", "2026")
    assert spelt(texts, known) == list(expected)


def test_what_nothing_holds_is_no_remedy() -> None:
    assert spelt(["Harcèlement moral"], ["moral"]) == ["moral"]


KNOWN = (
    "accès", "alcool", "amiante", "cafés", "canal", "carrosserie", "échafaudage", "garage", "harcèlement",
    "manutention", "psychosociaux", "sécurité", "sert", "télétravail", "veut",
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("psicosociaux", "psychosociaux"),
        ("amainte", "amiante"),
        ("harcelment", "harcèlement"),
        ("alcol", "alcool"),
        ("garaje", "garage"),
        ("sekurite", "sécurité"),
        ("manutension", "manutention"),
        ("echafaudge", "échafaudage"),
        ("caces", ""),
        ("vert", ""),
        ("cannabis", ""),
        ("tms", ""),
        ("20200", ""),
    ],
)
def test_a_word_is_taken_for_what_sounds_alike(word: str, expected: str) -> None:
    assert repaired(word, KNOWN) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("eleveur", "élevage"),
        ("eleveuses", "élevage"),
        ("carrossier", "carrosserie"),
        ("mecaniciens", "mécanique"),
        ("soudure", "soudages"),
        ("alcoolisee", "alcool"),
        ("teletravailleur", "télétravail"),
        ("porteur", ""),
    ],
)
def test_a_word_is_taken_for_what_is_done_by_whom_it_names(word: str, expected: str) -> None:
    known = ("alcool", "carrosserie", "élevage", "élèves", "mécanique", "porte", "soudages", "télétravail")
    assert repaired(word, known) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("psycho", "psico"), ("photo", "foto"), ("risque", "risk"), ("gestion", "jestion"), ("travaux", "travo")],
)
def test_what_sounds_alike_is_told_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_what_sounds_otherwise_is_told_apart() -> None:
    assert len({sound(word) for word in ("vert", "sert", "veut", "caces", "acces", "cafes")}) == 6
