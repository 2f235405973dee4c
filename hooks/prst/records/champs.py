"""What each field of the model is, for all that asks somebody to fill it in: forms, the editors' desk, spreadsheets.

The model says it once in pydantic's terms; here it stands as plain facts, with nothing left to know about pydantic.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, TypeGuard, get_args, get_origin, get_type_hints

from pydantic import WithJsonSchema

from prst.records import types
from prst.records.model import MODELS, Part, Record, in_order
from prst.records.types import Choix, Libelle, Named, Reference, Words, choix_of

Type = Literal[
    "word", "line", "paragraph", "prose", "message", "article", "markdown",
    "id", "url", "site_address", "mailbox", "phone", "number", "amount", "people", "year", "yes_no",
    "day", "day_or_less", "when", "season", "lead_time", "recurrence",
    "zone", "reference", "named", "choice", "pattern", "part",
]  # fmt: skip
"""What a value is: the types of records/types.py, or a choice, a text of a given form, a part that has fields."""

TYPES: Mapping[Type, Any] = {
    "word": types.Word,
    "line": types.Line,
    "paragraph": types.Paragraph,
    "prose": types.Prose,
    "message": types.Message,
    "article": types.Article,
    "markdown": types.Markdown,
    "id": types.Id,
    "url": types.Url,
    "site_address": types.SiteAddress,
    "mailbox": types.Email,
    "phone": types.Phone,
    "number": types.Number,
    "amount": types.Amount,
    "people": types.People,
    "year": types.Year,
    "yes_no": types.YesNo,
    "day": types.Day,
    "day_or_less": types.DayOrLess,
    "when": types.When,
    "season": types.Season,
    "lead_time": types.Delai,
    "recurrence": types.Recurrence,
    "zone": types.Zone,
}
"""Field types by name; a field's own begins with the marks of one of them."""


@dataclass(frozen=True, slots=True)
class Champ:
    """One field: what it is called, what it takes, and how much of it."""

    name: str
    """The key that records write."""
    title: str
    description: str
    """One sentence or two, in French: what to write there."""
    type: Type
    """Of the value, or of each value of a list."""
    required: bool = False
    several: bool = False
    """Whether it is a list."""
    example: str = ""
    """A value as a record writes it; '' where none is given."""
    default: str = ""
    """What a key that is absent means, as a record writes it."""
    choices: tuple[tuple[str, Libelle], ...] = ()
    """For a choice, and for yes or no: what the record writes, and what it is called."""
    reference: str = ""
    """Folder or vocabulary that holds the ids that it takes; a `named` field also takes a name in words."""
    fields: tuple["Champ", ...] = ()
    """For a part: its own fields, in the order of the file."""
    longest: int | None = None
    """Characters that a text may have."""
    words: int | None = None
    """Words that a text may have."""
    fewest: int = 0
    """Values that a list needs."""
    most: int | None = None
    """Values that a list may have."""
    pattern: str = ""
    """For a text of a given form: a regular expression of the whole."""
    least: int | None = None
    """For a number."""
    greatest: int | None = None


YES_NO = (("oui", Libelle("Oui")), ("non", Libelle("Non")))


@cache
def champs_of(kind: str) -> tuple[Champ, ...]:
    """Return the fields of a record kind (`livrables`…), as `fields_of`. Raises KeyError for another kind."""
    return fields_of(MODELS[kind])


@cache
def fields_of(model: type[Part]) -> tuple[Champ, ...]:
    """Return the fields of a part in the order of a file: its own, then those that all records have but their id."""
    hints = get_type_hints(model, include_extras=True)
    unwritten = {"id"} if issubclass(model, Record) else set()
    return tuple(_champ(model, name, hints[name]) for name in in_order(model) if name not in unwritten)


def value_of(model: type[Part], name: str) -> tuple[Any, list[Any]]:
    """Return the type of one value of a field, which is a class for a part, and the marks that pydantic reads there."""
    inner, _several = _bare(get_type_hints(model, include_extras=True)[name])
    return get_args(inner)[0] if get_origin(inner) is Annotated else inner, list(_marks(inner))


def _champ(model: type[Part], name: str, hint: Any) -> Champ:
    info = model.model_fields[name]
    _inner, several = _bare(hint)
    part, marks = value_of(model, name)
    choix = choix_of(part, marks)
    kind = _type_of(marks, part, choix)
    examples = info.examples or ()
    counted = info.metadata if several else []
    bounded = marks if kind in ("number", "amount", "people", "year") else []
    return Champ(
        name=name,
        title=str(info.title),
        description=str(info.description),
        type=kind,
        required=info.is_required(),
        several=several,
        example=str(examples[0]) if examples else "",
        default=_written(info.default) if not info.is_required() else "",
        choices=tuple(choix.libelles.items()) if choix else YES_NO if kind == "yes_no" else (),
        reference=next((mark.target for mark in marks if isinstance(mark, Reference | Named)), ""),
        fields=fields_of(part) if _is_part(part) else (),
        longest=_first(marks, "max_length") or (types.ID_LENGTH if kind in ("id", "reference") else None),
        words=_first([mark for mark in marks if isinstance(mark, Words)], "most"),
        fewest=_first(counted, "min_length") or 0,
        most=_first(counted, "max_length"),
        pattern=_first(marks, "pattern") or "",
        least=_first_of_schema(bounded, "minimum"),
        greatest=_first_of_schema(bounded, "maximum"),
    )


def _bare(hint: Any) -> tuple[Any, bool]:
    """Return the type of one value, without what says that there may be none or several, and whether there may be."""
    if get_origin(hint) is Annotated:
        return hint, False
    inner = [one for one in get_args(hint) if one not in (NoneType, ...)]
    if get_origin(hint) is tuple:
        return _bare(inner[0])[0], True
    return _bare(inner[0]) if inner and get_origin(hint) is not Literal else (hint, False)


def _marks(hint: Any) -> Iterator[Any]:
    """Yield the marks of a type; a pydantic `Field` among them holds some."""
    for mark in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
        yield mark
        yield from getattr(mark, "metadata", ())


def _type_of(marks: list[Any], part: Any, choix: Choix | None) -> Type:
    if choix:
        return "choice"
    if _is_part(part):
        return "part"
    for mark in marks:
        if isinstance(mark, Reference):
            return "reference"
        if isinstance(mark, Named):
            return "named"
    for name, known in TYPES.items():
        given = get_args(known)[1:]
        if all(any(mark is one for one in marks) for mark in given):
            return name
    if _first(marks, "pattern"):
        return "pattern"
    raise TypeError(f"champs.TYPES has no type for {part} with {marks}")


def _is_part(part: Any) -> TypeGuard[type[Part]]:
    return isinstance(part, type) and issubclass(part, Part)


def _first(marks: list[Any], name: str) -> Any:
    return next((found for mark in marks if (found := getattr(mark, name, None)) is not None), None)


def _first_of_schema(marks: list[Any], name: str) -> Any:
    """Return a bound of the JSON Schema that a type gives: its parser holds it otherwise."""
    schemas = (mark.json_schema or {} for mark in marks if isinstance(mark, WithJsonSchema))
    return next((schema[name] for schema in schemas if name in schema), None)


def _written(default: Any) -> str:
    if isinstance(default, bool):
        return "oui" if default else "non"
    return default if isinstance(default, str) else ""
