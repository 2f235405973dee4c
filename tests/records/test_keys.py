"""What people call a field leads to it, and to it alone."""

from collections import Counter

import pytest
from pydantic import BaseModel

from prst.records.keys import CALLED, keys_of, models_in, plain, spellings
from prst.records.model import MODELS, Agenda, Retrait, Site, Terme
from prst.records.reseau import Reseau

FILES: tuple[type[BaseModel], ...] = (*MODELS.values(), Site, Terme, Retrait, Agenda, Reseau)
PARTS = {part.__name__: part for model in FILES for part in models_in(model)}
PLACE_OR_PAGE = {"adresse"}
"""Words that mean one field where a part has it, else another one: a place before a page."""


def claims(part: type[BaseModel]) -> Counter[str]:
    """How many fields of a part each word is said to mean, but for its own keys."""
    fields = [name for name in part.model_fields if name != "id"]
    meant = {
        (plain(word), next(key for key in keys_of(path) if key in fields))
        for path, called in CALLED.items()
        if set(keys_of(path)) & set(fields)
        for word in (*called.sure, *called.keys)
    }
    return Counter(word for word, _key in meant if word not in fields)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_no_word_leads_to_two_fields(part: type[BaseModel]) -> None:
    assert {word for word, count in claims(part).items() if count > 1} <= PLACE_OR_PAGE


def test_no_word_is_said_twice_of_a_field() -> None:
    for path, called in CALLED.items():
        words = [plain(word) for degree in called for word in degree]
        assert len(words) == len(set(words)), path


def test_every_word_of_a_key_leads_to_a_field() -> None:
    for path, called in CALLED.items():
        meant = {spellings(part).get(plain(word)) for part in PARTS.values() for word in (*called.sure, *called.keys)}
        assert not (called.sure or called.keys) or meant & set(keys_of(path)), path


@pytest.mark.parametrize(
    ("part", "word", "key"),
    [
        ("Contact", "E-mail", "courriel"),
        ("Livrable", "À qui s’adresse-t-il ?", "cibles"),
        ("Livrable", "lien", "liens"),
        ("Lien", "lien", "url"),
        ("Releve", "date", "le"),
        ("Jalon", "motif", "raison"),
        ("Question", "texte", "question"),
        ("Evenement", "adresse", "lieu"),
        ("Structure", "adresse", "url"),
        ("Livrable", "document", None),  # but above a column
        ("Structure", "contact", None),
    ],
)
def test_a_word_leads_to_the_field_that_the_part_has(part: str, word: str, key: str | None) -> None:
    assert spellings(PARTS[part]).get(plain(word)) == key
