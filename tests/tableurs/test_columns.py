"""Each value of a record has a column, and a header means one field however people call it."""

from collections import Counter

import pytest

from prst.records.champs import Champ, champs_of
from prst.records.keys import CALLED
from prst.records.model import MODELS
from prst.tableurs.columns import FORMER, SHEETS, columns_of, counts_of, kind_of, names_of, pattern_of
from prst.tableurs.workbooks import named


def leaves(champs: tuple[Champ, ...]) -> int:
    return sum(leaves(champ.fields) if champ.type == "part" else 1 for champ in champs)


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_of_the_model_has_a_column_and_a_title_of_its_own(kind: str) -> None:
    columns = columns_of(kind)
    assert len(columns) == leaves(champs_of(kind)) + 1  # and the id
    assert len({named(column.titre) for column in columns}) == len(columns)
    names = names_of(kind)
    for column in columns:
        assert names.meant(column.titre) in ((pattern_of(column.path), None), (pattern_of(column.path), 0))
        assert names.meant(column.key) in ((pattern_of(column.path), None), (pattern_of(column.path), 0))


def test_parts_that_stand_several_times_have_columns_for_each() -> None:
    keys = [column.key for column in columns_of("livrables", {"liens": 3})]
    assert [key for key in keys if key.startswith("liens")] == [
        f"liens[{rank}].{name}" for rank in (1, 2, 3) for name in ("libelle", "url")
    ]
    third = next(column for column in columns_of("livrables", {"liens": 3}) if column.key == "liens[3].url")
    assert names_of("livrables").meant(third.titre) == (("liens", None, "url"), 2)


def test_parts_inside_a_part_are_counted_too() -> None:
    trees = (
        {"jalons": [{"intitule": "a"}], "fiche_action": {"actions": [{"intitule": "a"}, {"intitule": "b"}]}},
        {"jalons": [{"intitule": "a"}, {"intitule": "b"}], "fiche_action": {"revisions": [{}, {}, {"objet": "c"}]}},
    )
    counts = counts_of(trees)
    assert counts == {"jalons": 2, "fiche_action.actions": 2, "fiche_action.revisions": 3}
    second = next(one for one in columns_of("groupes", counts) if one.key == "fiche_action.actions[2].intitule")
    assert names_of("groupes").meant(second.titre) == (("fiche_action", "actions", None, "intitule"), 1)


def test_what_is_required_comes_first() -> None:
    first = [column.key for column in columns_of("livrables")[:6]]
    assert first == ["id", "titre", "resume", "cibles", "format", "contact.structure"]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Titre *", "titre"),
        ("INTITULÉ", "titre"),
        ("Public", "cibles"),
        ("Public(s) visé(s)", "cibles"),
        ("Lien", "liens.url"),
        ("Lien internet", "liens.url"),
        ("Structure", "contact.structure"),
        ("Mail", "contact.courriel"),
        ("E-mail", "contact.courriel"),
        ("Contact", "contact"),
        ("Thématique", "themes"),
        ("Mots clés", "mots_cles"),
        ("Départements", "territoires"),
        ("Résumé (deux lignes)", "resume"),
        ("Kit\u00a0: Brève", "kit.breve"),
    ],
)
def test_a_header_is_understood_by_its_synonyms(header: str, key: str) -> None:
    found = names_of("livrables").meant(header)
    assert found is not None
    assert ".".join(filter(None, found[0])) == key


def test_a_header_that_asks_is_known_by_its_first_words() -> None:
    names = names_of("livrables")
    assert (names.near("Cibles : à qui ?"), names.near("Format\nguide, affiche…")) == (("cibles",), ("format",))
    assert names.near("Contact : poste 12") is None


def test_a_header_that_says_nothing_is_not_understood() -> None:
    names = names_of("livrables")
    assert names.meant("Coût") is None
    assert names.near("Coût") is None
    assert names.near("Résummé") == ("resume",)


def place_of(key: str) -> tuple[str | None, ...]:
    return tuple(part or None for part in key.split("."))


def test_every_word_of_a_column_leads_to_a_field_that_some_kind_has() -> None:
    patterns = {pattern for kind in MODELS for pattern in (*names_of(kind).columns, *names_of(kind).asides)}
    heads = [key for key, called in CALLED.items() if called.sure or called.loose]
    assert [key for key in heads if place_of(key) not in patterns] == []


@pytest.mark.parametrize("kind", MODELS)
def test_no_word_is_the_head_of_two_columns(kind: str) -> None:
    names = names_of(kind)
    places = {*names.columns, *names.asides}
    ours = [(place_of(key), called) for key, called in CALLED.items() if place_of(key) in places]
    found = {(named(word), place) for place, called in ours for word in (*called.sure, *called.loose)}
    words = Counter(word for word, _place in found if not names.is_exact(word))
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("kind", MODELS)
def test_a_sheet_is_known_by_the_name_of_its_kind(kind: str) -> None:
    assert kind_of(SHEETS[kind]) == kind_of(kind) == kind
    assert kind_of("Feuil1") is None


@pytest.mark.parametrize(("kind", "header"), [(kind, header) for kind, names in FORMER.items() for header in names])
def test_columns_of_workbooks_of_before_are_read(kind: str, header: str) -> None:
    assert names_of(kind).is_exact(header)
    assert names_of(kind).meant(header) == (FORMER[kind][header], None)
