"""The description of fields says what the check will hold its reader to."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Annotated, Any, cast, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError

from prst.records.champs import Champ, champs_of, fields_of
from prst.records.keys import inner_model, is_list
from prst.records.model import MODELS, VOCABULARIES, Part, Record
from tests.naming import naming


def parts(model: type[Part] = Part) -> Iterator[type[Part]]:
    """Every class of the model, `Part` and `Record` apart."""
    for inner in model.__subclasses__():
        if inner is not Record and inner.__module__ == Part.__module__:
            yield inner
        yield from parts(inner)


Rule = Callable[[type[Part], Champ], None]


def each_field(wanted: Callable[[Champ], Any]) -> Callable[[Rule], Callable[[], None]]:
    """Makes a test of the fields of all parts that are wanted."""
    found = [(model, champ) for model in parts() for champ in fields_of(model) if wanted(champ)]
    assert found

    def test_of(rule: Rule) -> Callable[[], None]:
        def test() -> None:
            for model, champ in found:
                with naming(f"{model.__name__}.{champ.name}"):
                    rule(model, champ)

        return test

    return test_of


hints = cache(partial(get_type_hints, include_extras=True))


def check_of(model: type[Part], champ: Champ) -> TypeAdapter[Any]:
    """What reads a field of the model, without the rules between fields."""
    return TypeAdapter(hints(model)[champ.name])


def reads(check: TypeAdapter[Any], value: Any) -> bool:
    try:
        check.validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", MODELS)
def test_a_record_has_all_its_fields_its_own_first_and_never_its_id(kind: str) -> None:
    names = [champ.name for champ in champs_of(kind)]
    own = MODELS[kind].__annotations__  # lessons must say where they come from: it is theirs
    common = [name for name in Record.model_fields if name != "id" and name not in own]
    assert sorted(names) == sorted(name for name in MODELS[kind].model_fields if name != "id")
    assert names[-len(common) :] == common


@pytest.mark.parametrize("model", list(parts()), ids=lambda model: model.__name__)
def test_each_field_says_what_it_is_for(model: type[Part]) -> None:
    for champ in fields_of(model):
        info = model.model_fields[champ.name]
        assert (champ.title, champ.description) == (info.title, info.description)
        assert champ.required == info.is_required()
        assert not champ.reference or champ.reference in (*MODELS, *VOCABULARIES)
        assert bool(champ.fields) == (champ.type == "part")
        assert bool(champ.reference) == (champ.type in ("reference", "named"))


@each_field(lambda champ: champ.default)
def test_what_an_absent_key_means_can_be_written(model: type[Part], champ: Champ) -> None:
    assert check_of(model, champ).validate_python(champ.default) == model.model_fields[champ.name].default


@each_field(lambda champ: champ.choices)
def test_the_check_takes_each_choice_and_no_other(model: type[Part], champ: Champ) -> None:
    check = check_of(model, champ)
    for value, _libelle in champ.choices:
        assert reads(check, [value] if champ.several else value)
    assert not reads(check, ["autre chose"] if champ.several else "autre chose")


@each_field(lambda champ: champ.longest and champ.type != "pattern")
def test_a_text_may_be_as_long_as_it_says_and_no_longer(model: type[Part], champ: Champ) -> None:
    check = check_of(model, champ)
    at, over = "a" * (champ.longest or 0), "a" * ((champ.longest or 0) + 1)
    assert reads(check, [at] if champ.several else at)
    assert not reads(check, [over] if champ.several else over)


@each_field(lambda champ: champ.words)
def test_a_text_may_have_as_many_words_as_it_says_and_no_more(model: type[Part], champ: Champ) -> None:
    check = check_of(model, champ)
    assert reads(check, "un " * (champ.words or 0))
    assert not reads(check, "un " * ((champ.words or 0) + 1))


@each_field(lambda champ: champ.several)
def test_a_list_may_have_as_many_values_as_it_says_and_no_more(model: type[Part], champ: Champ) -> None:
    field = TypeAdapter(Annotated[tuple[Any, ...], *model.model_fields[champ.name].metadata])
    assert champ.most is not None
    assert [reads(field, ["x"] * count) for count in (champ.fewest, champ.most, champ.most + 1)] == [True, True, False]
    assert not champ.fewest or not reads(field, ["x"] * (champ.fewest - 1))


@each_field(lambda champ: champ.type in ("number", "amount", "people", "year"))
def test_a_number_has_the_bounds_that_it_says(model: type[Part], champ: Champ) -> None:
    check = check_of(model, champ)
    assert champ.least is not None
    assert champ.greatest is not None
    assert all(reads(check, str(bound)) for bound in (champ.least, champ.greatest))
    assert not any(reads(check, str(beyond)) for beyond in (champ.least - 1, champ.greatest + 1))


@pytest.mark.parametrize("model", list(parts()), ids=lambda model: model.__name__)
def test_bounds_stand_where_they_mean_something(model: type[Part]) -> None:
    for champ in fields_of(model):
        assert bool(champ.pattern) == (champ.type == "pattern")
        assert (champ.most is not None) == champ.several
        assert (champ.greatest is not None) == (champ.type in ("number", "amount", "people", "year"))


@each_field(lambda champ: champ.type not in ("reference", "named", "choice", "yes_no", "part"))
def test_each_value_that_somebody_writes_has_an_example_that_is_read(model: type[Part], champ: Champ) -> None:
    """But for mailboxes, whose example is refused so that nobody publishes it."""
    assert champ.example
    value = (champ.example,) if champ.several else champ.example
    assert reads(check_of(model, champ), value) == (champ.type != "mailbox")


@pytest.mark.parametrize("model", list(MODELS.values()), ids=lambda model: model.kind)
def test_no_two_fields_of_a_form_are_called_the_same(model: type[Record]) -> None:
    """A list of parts is apart: each has its own frame, which says what it is of."""

    def titles(part: type[Part]) -> Iterator[str]:
        for name, info in part.model_fields.items():
            if name != "id":
                yield info.title or name
            inner = inner_model(info.annotation)
            if inner and not is_list(info.annotation):
                yield from titles(cast("type[Part]", inner))

    said = list(titles(model))
    assert sorted(said) == sorted(set(said))
