"""The table of rules: nothing that the model looks at is left out of it, and what it says can be read in a form."""

import json
import re
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, field_validator

from prst.records.champs import fields_of
from prst.records.model import MODELS, Part, about
from prst.records.problems import ELSEWHERE, MESSAGES, OF_KEYS
from prst.records.regles import BETWEEN, IN_A_FORM, TOGETHER, between, table_of
from prst.records.types import Line

OF_A_FILE = {"extra_forbidden", "model_type", "tuple_type", "string_type", "texte_attendu"}
"""What no form can give, but a file that was opened in it."""
each_kind = pytest.mark.parametrize("kind", MODELS)


@each_kind
def test_each_kind_has_a_table_that_json_can_hold(kind: str) -> None:
    table = table_of(kind)
    assert json.loads(json.dumps(table, allow_nan=False)) == table
    assert [field["name"] for field in table["parts"][table["model"]]] == [
        champ.name for champ in fields_of(MODELS[kind])
    ]


def test_a_validator_without_a_rule_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds one to the model is told at once that forms would not know of it."""

    def looks_odd(text: str) -> str:
        return text

    class Alone(Part):
        mot: Annotated[Line, AfterValidator(looks_odd)] | None = about("Mot", "Un mot.")

    class Together(Part):
        mot: Line | None = about("Mot", "Un mot.")

        @field_validator("mot")
        @classmethod
        def _looks_odd_there(cls, value: Any) -> Any:
            return value

    for model, name in ((Alone, "looks_odd"), (Together, "_looks_odd_there")):
        monkeypatch.setitem(MODELS, "essais", model)
        with pytest.raises(KeyError, match=name):
            table_of("essais")


def test_each_rule_between_fields_is_one_of_the_model() -> None:
    def parts(model: type[Part]) -> set[type[Part]]:
        return {model, *(inner for one in model.__subclasses__() for inner in parts(one))}

    used = {name for model in parts(Part) for field in model.model_fields for name in between(model, field)}
    assert set(BETWEEN) <= used


def test_the_browser_knows_each_rule(repository: Path) -> None:
    script = (repository / "hooks" / "javascripts" / "formulaire" / "regles.js").read_text(encoding="utf-8")
    value, between, together = re.findall(
        r"^const (?:VALUE|BETWEEN|TOGETHER) = \{(.*?)^\};", script, re.DOTALL | re.MULTILINE
    )
    known = {"rules": set(re.findall(r"^  (\w+)(?:\(|: \()", value, re.MULTILINE))}
    known["between"] = set(re.findall(r"^  (\w+)\(", between, re.MULTILINE))
    assert {rule["rule"] for rule in TOGETHER.values()} == set(re.findall(r"^  \*(\w+)\(", together, re.MULTILINE))
    for kind in MODELS:
        for fields in table_of(kind)["parts"].values():
            for field in fields:
                for where, names in known.items():
                    assert {rule["rule"] for rule in field.get(where, ())} <= names, field["name"]


@each_kind
def test_a_form_speaks_of_labels_where_the_check_speaks_of_keys_and_lines(kind: str) -> None:
    table = table_of(kind)
    labels = {field["name"] for fields in table["parts"].values() for field in fields}
    for code, said in table["messages"].items():
        for text in said:
            assert not {found for found in re.findall(r"«[ \u00a0]([a-z_]+)", text) if found in labels}, code
            assert code in OF_A_FILE or not re.search(r"(?:la|cette) ligne|deux lignes|AAAA|\.yml", text), code
    plain = table_of(kind, in_a_form=False)["messages"]
    message, remedy = MESSAGES["string_too_long"]
    of_keys = {
        code: [message, remedy.replace("{ou}", ELSEWHERE)] for code in plain if code.startswith("string_too_long ")
    }
    of_keys |= {f"{code} {key}": [MESSAGES[code][0], said] for (code, key), said in OF_KEYS.items()}
    assert plain == {code: of_keys.get(code) or list(MESSAGES[code]) for code in table["messages"]}


def test_what_a_form_says_otherwise_is_a_remedy_of_the_check() -> None:
    assert set(IN_A_FORM) <= set(MESSAGES)
