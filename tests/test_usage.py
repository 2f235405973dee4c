"""What typer says of a command line is French, whatever is wrong with it."""

import re

import pytest
from typer.testing import CliRunner

from prst.cli import app
from prst.records.schemas import SINGULAR
from prst.usage import refusal
from tests.catalogues import plain

ENGLISH = re.compile(
    r"\b(?:missing|such|invalid|error|required|default|show|try|commands?|does|got|input|usage|arguments?|exit"
    r"|bool|str|int|float|path|text|integer|file|directory|range|no-\w+|and|or|the|for|with|of)\b",
    re.IGNORECASE,
)
"""Words of typer's pages and refusals, and those that any English sentence holds."""
WORDS = sorted(str(one.name or one.callback.__name__) for one in app.registered_commands if one.callback)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("impoter",), "« impoter » n’est pas une commande ; vouliez-vous dire « importer »"),
        (("zzzzzz",), "« zzzzzz » n’est pas une commande. « prst --help » montre l’aide."),
        (("importer",), "Il manque « fichier ». « prst importer --help » montre l’aide."),
        (("--trac",), "« --trac » n’est pas une option ; vouliez-vous dire « --trace » ?"),
        (("liens", "--zz"), "« --zz » n’est pas une option."),
        (("liens", "--limit", "3"), "« --limit » n’est pas une option ; vouliez-vous dire « --limite »"),
        (("liens", "--limite", "x"), "« --limite » : donnez un nombre entier."),
        (("liens", "--limite", "0"), "« --limite » : au moins 1."),
        (("liens", "--minutes", "x"), "« --minutes » : donnez un nombre."),
        (("reparer", "--ecrire=1"), "« --ecrire » ne prend pas de valeur."),
        (("lettre", "--cible"), "Il manque la valeur de « --cible »."),
        (("schemas", "a"), "« a » est de trop."),
    ],
)
def test_a_refusal_is_french(words: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert said in plain(result.stderr)
    assert not ENGLISH.search(result.output)


@pytest.mark.parametrize("words", [(), ("--help",), *((word, "--help") for word in WORDS)])
def test_the_help_of_every_word_is_french(words: tuple[str, ...]) -> None:
    said = plain(CliRunner().invoke(app, words).output)
    assert "Montrer cette aide." in said
    assert "Utilisation : prst" in said
    assert ENGLISH.findall(said) == []


@pytest.mark.parametrize("word", WORDS)
def test_an_unknown_option_of_every_word_is_refused_in_french(word: str) -> None:
    for wrong in ("--inconnue", "--help=a"):
        result = CliRunner().invoke(app, [word, wrong])
        assert result.exit_code == 2
        assert ENGLISH.findall(result.output) == []


def test_a_refusal_of_which_nobody_knows_the_words_is_french() -> None:
    class UnknownError(Exception):
        def format_message(self) -> str:
            return "Something new is wrong."

    assert refusal(UnknownError()) == "Cette ligne de commande ne se lit pas. « prst --help » montre l’aide."


def test_the_help_of_a_new_record_names_each_kind() -> None:
    said = CliRunner().invoke(app, ["nouveau", "--help"]).output
    assert [one for one in SINGULAR.values() if one not in said] == []
