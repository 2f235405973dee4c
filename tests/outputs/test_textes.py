"""Markdown to plain text."""

import pytest
from hypothesis import given
from markupsafe import Markup, escape

from prst.outputs.pages.rendering import markdown
from prst.outputs.search.words import forms
from prst.outputs.textes import plain, searched, shown, whole
from tests.texts import HOSTILE, UNHURRIED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une phrase.", "Une phrase."),
        ("Une phrase\ncoupée.\n\nUne autre.", "Une phrase coupée.\n\nUne autre."),
        ("Un **gras**, un *léger*, du `code`.", "Un gras, un léger, du code."),
        ("Le [guide](https://exemple.fr/a_b) et <https://exemple.fr>.", "Le guide et https://exemple.fr."),
        ("## Pour qui\n\nTous.", "Pour qui\n\nTous."),
        (
            "Deux choses\u00a0:\n\n- une,\n- deux\n  lignes.\n\nFin.",
            "Deux choses\u00a0:\n\n– une,\n– deux lignes.\n\nFin.",
        ),
        ("| a | b |\n|---|---|\n| 1 | *2* |", "a, b\n1, 2"),
        ("> cité", "cité"),
        ("- un\n- deux\n\n> cité\n\n- trois\n\n  suite", "– un\n– deux\n\ncité\n\n– trois\nsuite"),
        ("![un plan](plan.png)", "un plan"),
        ("a\\*b AT&amp;T 1 < 2", "a*b AT&T 1 < 2"),
        ('Le [guide](https://a.fr/a_(b) "de l’Anact") et [autre][1].\n\n[1]: https://b.fr', "Le guide et autre."),
        ("fin de ligne  \nsuite", "fin de ligne\nsuite"),
        ("<b>brut</b>", "<b>brut</b>"),
    ],
)
def test_reads_as_the_page_does(text: str, expected: str) -> None:
    assert plain(text) == expected
    assert forms(searched(text)) == forms(expected)


@UNHURRIED
@given(HOSTILE)
def test_has_the_words_of_the_page(text: str) -> None:
    """Spaces and the marks of lists apart, what the page shows without its tags."""
    read = Markup(markdown(text)).striptags()
    assert "".join(plain(text).replace("– ", "").split()).replace(",", "") == "".join(read.split()).replace(",", "")


def test_links_tell_their_address_where_there_are_none() -> None:
    text = (
        'Le [*guide*](https://a.fr/g "t"), <https://b.fr>, <a@b.fr>, [c@d.fr](mailto:c@d.fr).\n\n- [un](https://c.fr)'
    )
    assert whole(text) == "Le guide (https://a.fr/g), https://b.fr, a@b.fr, c@d.fr.\n\n– un\u00a0: https://c.fr"
    assert whole("Sans lien.\n\nDu tout.") == "Sans lien.\n\nDu tout."


class OfItsOwn(str):
    """A text of another type."""

    __slots__ = ()


@pytest.mark.parametrize(
    "value", ["<b> & \"l’un\" 'l’autre'", "", 12, 0.5, None, True, Markup("<b>gras</b>"), OfItsOwn("a < b")]
)
def test_what_is_shown_is_what_markupsafe_escapes(value: object) -> None:
    assert shown(value) == str(escape(value))
