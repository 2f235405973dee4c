"""Values as people write them in records: right, nearly right and wrong ones, of every type that a field may have."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, get_args

from hypothesis import strategies as st
from pydantic import BaseModel

from prst.records.model import MODELS, Agenda, Retrait, Site, Terme
from prst.records.reseau import Reseau


def find_models(*annotations: Any) -> Iterator[type[BaseModel]]:
    """The models that stand in annotations, and in the fields of those."""
    for annotation in annotations:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
            for info in annotation.model_fields.values():
                yield from find_models(info.annotation)
        yield from find_models(*get_args(annotation))


def fields_of_each_type() -> Iterator[tuple[str, tuple[type[BaseModel], str]]]:
    """A field of each type of text that there is, by name."""
    seen: set[str] = set()
    for model in find_models(*MODELS.values(), Site, Terme, Retrait, Agenda, Reseau):
        for name, info in model.model_fields.items():
            typed = f"{info.annotation} {info.metadata}"
            if name != "id" and typed not in seen and not list(find_models(info.annotation)):
                seen.add(typed)
                yield f"{model.__name__}.{name}", (model, name)


FIELDS = dict(fields_of_each_type())
ANNOTATIONS = " ".join(str(model.model_fields[name].annotation) for model, name in FIELDS.values())
CHOICES = sorted(set(re.findall(r"'(\w+)'", ANNOTATIONS)))
ACCENTS = {"e": "éèêëE", "a": "àâäA", "c": "çC", "i": "îïI", "o": "ôöO", "u": "ùûU", "_": ("_", " ", "-", " - ", "")}


@st.composite
def spelled(draw: st.DrawFn, known: st.SearchStrategy[str]) -> str:
    """A word that is expected, in capitals here and there, with accents or spaces."""
    letters = [draw(st.sampled_from([char, char, char, *ACCENTS.get(char, char.upper())])) for char in draw(known)]
    return unicodedata.normalize("NFC", draw(st.sampled_from(["", "", " "])) + "".join(letters))


def one_of(*values: str) -> st.SearchStrategy[str]:
    """One of a few texts."""
    return st.sampled_from(values)


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts one after the other."""
    return st.tuples(*parts).map("".join)


TYPED = "abcdeéèêàçîôœ ABCDEÉ0123456789'’«»-_/.:,;!?()&@%+*\u00a0"
digits = st.text("0123456789", min_size=1, max_size=3)
two = st.integers(0, 32).map("{:02}".format)
years = st.integers(1890, 2110).map(str)
days = joined(years, one_of("-"), st.integers(0, 13).map("{:02}".format), one_of("-"), two)
hosts = one_of("structure-essai.fr", "structure.fr", "www.inrs.fr", "example.org", "Example.COM", "localhost", "fr", "")
VALUES = st.one_of(
    st.text(TYPED, max_size=12),
    st.builds(  # around each limit of length
        lambda count, sign, around: around + sign * count + around,
        st.sampled_from([1, 79, 80, 81, 100, 101, 249, 250, 251, 600, 601]),
        one_of("a", "1", "a ", "a  "),
        one_of("", " ", "\u00a0", "\n"),
    ),
    st.integers(-5, 10**16).map(str),
    joined(digits, one_of(" ", "\u00a0", "\u202f", "", ".", ","), digits),
    years,
    joined(years, one_of("-"), two),
    joined(one_of("", " "), days, one_of("", " ")),
    joined(days, one_of("T", " ", "t"), two, one_of(":00", ":59", ":60", "h30"), one_of("", ":00", "Z")),
    st.dates().map("{:%d/%m/%Y}".format),
    st.from_regex(r"\A[a-zA-Z0-9é]{1,4}(-{0,2}[a-z0-9]{1,4}){0,3}\Z"),  # identifiers
    one_of("01", "42", "2a", "2A", "971", "region", "Region"),
    joined(
        one_of("http://", "https://", "HTTPS://", "www.", "ftp://", "mailto:a@", "Mailto:x@", "mailto:", "tel:", "//"),
        hosts,
        one_of("", "/", ":80", "/a?b#c", "?x", "/é", "/@structure.fr", " ", "/<b>", "."),
        one_of("", "", "0472000000", "a@b.fr"),
    ),
    joined(st.text("abc.é_+- @", max_size=6), one_of("@"), hosts),
    joined(one_of("", "+", "00", "+33 ", "tel "), st.text("0123456789 .", max_size=18)),
    spelled(one_of("oui", "non", "true", "false", "yes", "no", "vrai", "on", "1", "0")),
    spelled(st.sampled_from(CHOICES)),
    joined(
        one_of("", "RRULE:", "rrule:", "X:"),
        one_of("FREQ=", "freq=", "FREK="),
        one_of("YEARLY", "yearly", "WEEKLY", "HOURLY", "MONTHLY;BYDAY=1MO", "DAıLY"),
        one_of("", ";INTERVAL=2", ";COUNT=3", ";X=1", ";until=2030-01-01", ";"),
    ),
    st.from_regex(r"\A#?[0-9a-fA-F]{5,7}\Z"),  # colours
    st.from_regex(r"\A(\.?[a-z0-9]{1,6}/){0,2}[a-zA-Z0-9._-]{1,8}(\.ics)?\Z"),  # paths, icons
    one_of("", " ", "~", "null", "NULL", "true", "False", "0x1f", "1e3", ".5", ".inf", "-1", "+1", "[]", "{}", "- a"),
)
"""Texts to write as the value of any key."""


def write(name: str, text: str, style: str, *, item: bool) -> str:
    """The lines of a file that give a value to a key, alone or as the item of a list."""
    if style == "block":
        lines = "".join(f"    {line}\n" for line in text.split("\n"))
        return f"{name}:\n  - |\n{lines}" if item else f"{name}: |\n{lines}"
    value = "'{}'".format(text.replace("'", "''").replace("\n", " ")) if style == "quoted" else text
    return f"{name}:\n  - {value}\n" if item else f"{name}: {value}\n"
