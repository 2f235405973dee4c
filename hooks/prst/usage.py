"""What typer says of a command line, in French: its help and its refusals; all of its English words stand here."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

HELP = "Montrer cette aide."
COMMAND = "COMMANDE [SUITE]..."
USAGE = "Utilisation\u00a0: "
SORTS: Mapping[str, str] = {
    "<bool>": "",  # nothing is to be given
    "<str>": "<texte>",
    "<int>": "<nombre entier>",
    "<int range>": "<nombre entier>",
    "<float>": "<nombre>",
    "<float range>": "<nombre>",
    "<path>": "<chemin>",
    "<list[str]>": "<textes>",
    "<list[Path]>": "<chemins>",
}
"""What typer says of the values of an argument or option."""
HEADINGS: Mapping[str, str] = {
    "DEFAULT_STRING": "[par défaut\u00a0: {}]",
    "REQUIRED_LONG_STRING": "[nécessaire]",
    "ARGUMENTS_PANEL_TITLE": "À donner",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commandes",
    "ERRORS_PANEL_TITLE": "Erreur",
    "ABORTED_TEXT": "Interrompu.",
    "RICH_HELP": "[blue]'{command_path} {help_option}'[/] montre l’aide.",
}
"""Words of a help page, by the name that typer gives them."""
REFUSALS: Mapping[str, str] = {
    r"Missing (?:argument|option|parameter) '(?P<a>[^']*)'.*": "Il manque « {a} ».",
    r"Missing command\.": "Il manque une commande.",
    r"No such command '(?P<a>.*?)'\.(?: Did you mean (?P<near>.*)\?)?": "« {a} » n’est pas une commande{near}.",
    r"No such option: (?P<a>\S+)(?: \(Possible options: (?P<near>.*)\))?": "« {a} » n’est pas une option{near}.",
    r"No such option: (?P<a>\S+) Did you mean (?P<near>.*)\?": "« {a} » n’est pas une option{near}.",
    r"Option '(?P<a>.*)' does not take a value\.": "« {a} » ne prend pas de valeur.",
    r"Option '(?P<a>.*)' requires (?:an argument|\d+ arguments)\.": "Il manque la valeur de « {a} ».",
    r"Got unexpected extra arguments?(?:\(s\))? \((?P<a>.*)\)": "« {a} » est de trop.",
    r"Invalid value for '(?P<a>.*?)': .*greater than or equal to (?P<b>\S+)": "« {a} »\u00a0: au moins {b}.",
    r"Invalid value for '(?P<a>.*?)': Input should be a valid integer.*": "« {a} »\u00a0: donnez un nombre entier.",
    r"Invalid value for '(?P<a>.*?)': Input should be a valid number.*": "« {a} »\u00a0: donnez un nombre.",
    r"Invalid value for '(?P<a>.*?)':.*": "« {a} »\u00a0: cette valeur ne convient pas.",
}
"""Refusals of typer, and ours; `near` is what was probably meant."""


def speak_french() -> None:
    """Give the words of help pages to typer, which reads them where it draws one."""
    from typer import rich_utils  # takes longer than all the rest: for help alone

    for name, words in HEADINGS.items():
        setattr(rich_utils, name, words)


def in_french(command: Any, ctx: Any) -> None:
    """Give French words to the help page of a command of typer."""
    command.format_usage = partial(_format_usage, command)
    for param in command.get_params(ctx):
        param.display_type_rich = partial(_sort_of, param.display_type_rich)
        if "--help" in param.opts:
            param.help = HELP


def _format_usage(command: Any, ctx: Any, formatter: Any) -> None:
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix=USAGE)


def _sort_of(said: Any, ctx: Any) -> str:
    words = str(said(ctx=ctx) or "")
    return SORTS.get(words, words)


def refusal(error: Any) -> str:
    """Return why typer refuses a command line, and where the help is."""
    said = str(error.format_message()).strip()
    for pattern, words in REFUSALS.items():
        if found := re.fullmatch(pattern, said, re.DOTALL):
            given = found.groupdict()
            near = " ou ".join(f"« {one.strip(' ' + chr(39))} »" for one in (given.get("near") or "").split(",") if one)
            asked = f"\u00a0; vouliez-vous dire {near}\u00a0?" if near else ""
            said = words.format(**{**given, "near": asked}).replace("\u00a0?.", "\u00a0?")
            break
    else:
        said = "Cette ligne de commande ne se lit pas."
    path = error.ctx.command_path if getattr(error, "ctx", None) else "prst"
    return f"{said} « {path} --help » montre l’aide."
