"""The style sheets, joined: what nearly every page asks for is one request, whose address changes with its content."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

import lightningcss

from prst.outputs import Output
from prst.records.model import Couleurs
from prst.records.problems import Problem, describe, did_you_mean

FOLDER = "assets/stylesheets/"
"""Where the sheets are, and where they are published: what they name by a relative address stays where it was."""
PATH = f"{FOLDER}site.css"
"""The joined sheet. Its name never changes, so that a page kept in a cache from before a publication still finds it."""

APART: Mapping[str, str] = {
    "agenda/": f"{FOLDER}grille.css",
    "annuaire/": f"{FOLDER}annuaire.css",
    "boite-a-outils/solliciter-": f"{FOLDER}formulaire.css",
    "boite-a-outils/solliciter-le-reseau-communication/": f"{FOLDER}reseau.css",
    "contribuer/formulaire/": f"{FOLDER}formulaire.css",
    "couverture/": f"{FOLDER}couverture.css",
    "recoupements/": f"{FOLDER}couverture.css",
    "enquetes/": f"{FOLDER}graphique.css",
    "groupes": f"{FOLDER}groupe.css",
    "groupes/": f"{FOLDER}graphique.css",
    "relais/": f"{FOLDER}relais.css",
    "tableau-de-bord/": f"{FOLDER}graphique.css",
}
"""Sheets that pages below an address ask for besides: months and figures take many rules, and few pages show them."""

BROWSERS = ("safari >= 15.4", "firefox >= 102", "chrome >= 100")
"""Browsers of 2022 on, for which sheets are made small.

For none in particular, lightningcss writes what Safari does not read: the line below links and its thickness as one
property, and widths of screens as ranges.
"""

_FAILURE = re.compile(r"(?:Parsing stylesheet failed: )?(.*?)(?: at [^:]*:(\d+):(\d+))?", re.DOTALL)


def joined(couleurs: Couleurs, sheets: Mapping[str, str]) -> tuple[list[Output], list[Problem]]:
    """Return the sheet of all pages, then those that some pages ask for besides, and what is wrong.

    They hold texts by their file, in order, the region's colours first. Each is read on its own, so that a brace left
    open ends with its file. A preview shows the rules that can be read (CSS Syntax Level 3, section 2.2).
    """
    parts = [colours(couleurs)]
    others: list[Output] = []
    problems: list[Problem] = []
    for file, text in sheets.items():
        try:
            minified = lightningcss.process_stylesheet(text, browsers_list=[*BROWSERS])
        except ValueError as error:
            problems.append(_problem(file, str(error)))
            minified = lightningcss.process_stylesheet(text, error_recovery=True, browsers_list=[*BROWSERS])
        if "@import" in minified:
            problems.append(Problem(file, 1, 1, "", *describe("style_import"), "style_import"))
        path = file.removeprefix("docs/")
        if path in APART.values():
            others.append(Output(path, minified.encode()))
        else:
            parts.append(minified)
    return [Output(PATH, "".join(parts).encode()), *others], problems


def apart(sheets: Iterable[Output]) -> dict[str, str]:
    """Return what pages below some addresses are to ask for besides the sheet of all, by the start of their address."""
    found = {sheet.path: address(sheet) for sheet in sheets}
    return {start: found[path] for start, path in APART.items() if path in found}


def colours(couleurs: Couleurs) -> str:
    """Return the style sheet that holds the two colours of the region."""
    return f":root{{--couleur-principale:{couleurs.principale};--couleur-accent:{couleurs.accent}}}"


def address(sheet: Output) -> str:
    """Return what pages ask for: the path of the sheet, and a query that no cache has seen with other content."""
    return f"{sheet.path}?{sha256(sheet.content).hexdigest()[:8]}"


def absent(path: str, known: Iterable[str]) -> Problem:
    """Return what to say of a sheet that mkdocs.yml names and the site does not have."""
    message, remedy = describe("style_absent", value=path, nearest=did_you_mean(path, known))
    return Problem("mkdocs.yml", 1, 1, "extra_css", message, remedy, "style_absent")


def _problem(file: str, error: str) -> Problem:
    """Return what the library says of a sheet; its lines start at 0."""
    reason, line, column = _FAILURE.fullmatch(error).groups("0")  # type: ignore[union-attr]  # it matches any text
    message, remedy = describe("style", raison=reason)
    return Problem(file, int(line) + 1, max(int(column), 1), "", message, remedy, "style")
