"""Records as YAML: what is written is read back as it was given, by us and by editors, and looks as records do."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from prst.records.model import MODELS
from prst.records.reading import FORBIDDEN, read
from prst.records.writing import order_of, text_of, without_empty
from tests.catalogues import EXEMPLE
from tests.records.editors import load_as_editors_do

LIVRABLE = "# yaml-language-server: $schema=../schemas/livrable.schema.json\n"
EXAMPLES = sorted(path for kind in MODELS for path in (EXEMPLE / "catalogue" / kind).glob("*.yml"))


def body(kind: str, **values: Any) -> str:
    """What a record's file says, without its first line."""
    first, _, rest = text_of(kind, values).partition("\n")
    assert first.startswith("# yaml-language-server: $schema=../schemas/")
    return rest


def reread(text: str) -> Any:
    """What the reader says of a text, which must have no fault."""
    reading = read(text.encode("utf-8"))
    assert [fault for fault in reading.faults if fault[2] != "vide"] == [], text
    return reading.value


# Rules


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Guide", "Guide"),
        (
            "Un texte (avec, des signes) « et d’autres » : dix\u00a0!",
            "'Un texte (avec, des signes) « et d’autres » : dix\u00a0!'",
        ),
        ("Quand\u00a0: demain", "'Quand\u00a0: demain'"),
        ("a:b", "a:b"),
        ("Guide #3", "'Guide #3'"),
        ("Guide#3", "Guide#3"),
        ("Fin :", "'Fin :'"),
        ("l'été : tous", "'l''été : tous'"),
        ("l'été", "l'été"),
        ("- tiret", "'- tiret'"),
        ("-", "'-'"),
        ("*gras*", "'*gras*'"),
        ("&", "'&'"),
        ("!important", "'!important'"),
        ("|", "'|'"),
        ("> cité", "'> cité'"),
        ("%TAG", "'%TAG'"),
        ("@prst", "'@prst'"),
        ("`code`", "'`code`'"),
        ("[lien]", "'[lien]'"),
        ('"cité"', "'\"cité\"'"),
        ("#Objectifs", "'#Objectifs'"),
        ("<<", "'<<'"),
        ("...", "'...'"),
        (" espace", "' espace'"),
        ("espace\u00a0", "'espace\u00a0'"),
        ("oui", "oui"),
        ("No", "'No'"),
        ("true", "'true'"),
        ("null", "'null'"),
        ("2026", "'2026'"),
        ("9.3", "'9.3'"),
        ("2026-11-21", "'2026-11-21'"),
        ("14:30", "'14:30'"),
        ("1e5", "'1e5'"),
        ("100 minutes", "100 minutes"),
        ("a\tb", '"a\\tb"'),
        ("a\rb", '"a\\rb"'),
        ("e\u0301te\u0301", "été"),
        ("deux\nlignes", "|-\n  deux\n  lignes"),
        ("deux\n\nlignes\n", "|\n  deux\n\n  lignes"),
        ("\ndeux", '"\\ndeux"'),
        ("deux\n\n", '"deux\\n\\n"'),
        ("deux\n  ", '"deux\\n  "'),
        ("caché\u200b", '"caché\\u200B"'),
    ],
)
def test_a_text_is_plain_where_nothing_in_it_can_surprise(text: str, written: str) -> None:
    assert body("livrables", titre=text) == f"titre: {written}\n"


@pytest.mark.parametrize(
    ("kind", "key", "text", "written"),
    [
        ("livrables", "date", "2015", "2015"),
        ("livrables", "ajoute_le", "2026-11-21", "2026-11-21"),
        ("evenements", "debut", "2026-11-21T14:30", "2026-11-21T14:30"),
        ("evenements", "saison", "06-01/09-15", "06-01/09-15"),
        ("evenements", "en_ligne", "true", "true"),
        ("cibles", "ordre", "130", "130"),
        ("cibles", "effectif", "12 000", "12 000"),
        ("structures", "telephone", "3646", "'3646'"),
        ("livrables", "inconnue", "2015", "'2015'"),
    ],
)
def test_only_what_the_model_keeps_as_a_text_is_quoted_for_looking_like_a_number(
    kind: str, key: str, text: str, written: str
) -> None:
    assert body(kind, **{key: text}) == f"{key}: {written}\n"


def test_keys_come_in_the_models_order_and_what_is_empty_is_left_out() -> None:
    values = {
        "inconnue": "x",
        "modifie_le": "2026-11-21",
        "contact": {"role": "", "courriel": None},
        "liens": [{"url": "https://a.fr", "libelle": "Lire"}, {"libelle": ""}],
        "cibles": ["01", "", "tpe"],
        "resume": None,
        "kit": {"arguments": [], "mode_emploi": {"comment": "Ainsi", "quand": "Demain"}},
        "titre": "T",
    }
    assert body("livrables", **values) == (
        "titre: T\n"
        "cibles:\n  - '01'\n  - tpe\n"
        "liens:\n  - libelle: Lire\n    url: https://a.fr\n"
        "kit:\n  mode_emploi:\n    quand: Demain\n    comment: Ainsi\n"
        "modifie_le: 2026-11-21\n"
        "inconnue: x\n"
    )


def test_a_text_that_passes_110_columns_is_folded_at_108() -> None:
    fits, words = "m" * 103, "m" * 50 + " " + "n" * 57 + " fin"
    assert body("livrables", titre=fits) == f"titre: {fits}\n"
    assert body("livrables", titre=f"{fits} n") == f"titre: >-\n  {fits} n\n"  # as long as one line of the block can be
    assert body("livrables", titre=words) == f"titre: >-\n  {words.removesuffix(' fin')}\n  fin\n"
    in_a_list = body("livrables", liens=[{"libelle": words, "url": "https://a.fr/" + "b" * 120}])
    assert in_a_list == (
        f"liens:\n  - libelle: >-\n      {words.removesuffix(' fin')}\n      fin\n    url: https://a.fr/{'b' * 120}\n"
    )


@pytest.mark.parametrize("text", ["m" * 120, "deux  espaces " * 10, "m" * 110 + " "])
def test_what_folding_would_change_stays_on_its_line(text: str) -> None:
    assert body("livrables", titre=text).count("\n") == 1
    assert reread(body("livrables", titre=text)) == {"titre": text}


def test_the_records_own_keys_come_before_those_that_all_kinds_have() -> None:
    for kind, model in MODELS.items():
        assert list(order_of(model))[-5:] == ["source", "ajoute_le", "modifie_le", "anciens_ids", "exemple"], kind
        assert "id" not in order_of(model)


# What is written is read back

SIGNS = st.sampled_from(
    [*" \n\t:#-?*&!|>%@'\"[]{},`~=<.+\\", "oui", "no", "01", "2026-01-01", "mot", "é", "\u00a0", "a" * 60]
)
TEXT = st.one_of(st.lists(SIGNS, max_size=12).map("".join), st.text(max_size=12)).map(
    lambda text: unicodedata.normalize("NFC", text)
)
GOOD = TEXT.filter(lambda text: not FORBIDDEN.search(text))
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "titre": GOOD,
        "description": GOOD,
        "date": GOOD,
        "cibles": st.lists(GOOD, max_size=3),
        "liens": st.lists(st.fixed_dictionaries({}, optional={"libelle": GOOD, "url": GOOD}), max_size=2),
        "kit": st.fixed_dictionaries(
            {}, optional={"message": GOOD, "mode_emploi": st.fixed_dictionaries({"quand": GOOD})}
        ),
    },
)


@given(values=VALUES)
@example(values={"titre": "a\n\tb"})
@example(values={"titre": "a\n   \nb"})
@example(values={"cibles": ["a\nb", "c"], "liens": [{"libelle": "x\n", "url": "---\n..."}]})
def test_what_is_written_is_read_back(values: dict[str, Any]) -> None:
    assert reread(text_of("livrables", values)) == without_empty(values)


@given(values=VALUES.map(lambda values: {key: one for key, one in values.items() if key != "date"}))
def test_editors_read_the_texts_that_we_do(values: dict[str, Any]) -> None:
    text = text_of("livrables", values)
    assert load_as_editors_do(text) == yaml.safe_load(text) == without_empty(values)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_character_that_the_reader_refuses_is_told_and_not_lost(text: str) -> None:
    found = read(text_of("livrables", {"titre": f"a{text}\u200b"}).encode("utf-8"))
    assert [code for _at, _location, code, _values in found.faults] == ["caractere"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_record_of_the_example_says_the_same_once_written_again(path: Path) -> None:
    values = reread(path.read_text(encoding="utf-8"))
    text = text_of(path.parent.name, values)
    assert reread(text) == values
    assert text == text_of(path.parent.name, reread(text))


def test_records_look_as_the_shipped_ones() -> None:
    path = EXEMPLE / "catalogue" / "livrables"
    same = [
        one
        for one in path.glob("*.yml")
        if text_of("livrables", reread(one.read_text("utf-8"))) == one.read_text("utf-8")
    ]
    assert len(same) > len(list(path.glob("*.yml"))) * 0.8
