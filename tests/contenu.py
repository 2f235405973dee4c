"""Looks at a built site in a real browser: one page of each kind, in light and in dark.

    python -m tests.contenu [site]

It asks nothing of the records but that axe-core finds their pages accessible: it is for the content of any region,
where the tests are for the program. What it finds is told in French, to whoever submits a record or a page.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright
from selectolax.lexbor import LexborHTMLParser

from tests.browser.chromium import (
    DESKTOP,
    FLAGS,
    PHONE,
    RULES,
    NoChromiumError,
    Violation,
    provide_chromium,
    violations,
)
from tests.browser.serving import served

SCHEMES = (("light", "en clair", DESKTOP, RULES), ("dark", "en sombre", PHONE, ["color-contrast"]))
"""Colours, what they are called, the window, and the rules: the structure of a page is the same in the dark."""
SAME = dict.fromkeys(("formats", "secteurs", "territoires", "themes"), "termes")
"""Sections whose pages are of one kind."""
MAIL = "lettre.html"
"""A letter to paste is a mail rather than a page."""
SAID = {
    "color-contrast": "un texte se détache trop peu de son fond",
    "empty-heading": "un titre est vide",
    "empty-table-header": "une colonne de tableau n’a pas de titre",
    "frame-title": "un cadre (iframe) n’a pas de titre",
    "heading-order": "un niveau de titre est sauté",
    "image-alt": "une image n’a pas de texte de remplacement",
    "image-redundant-alt": "le texte de remplacement d’une image répète le texte qui la suit",
    "link-in-text-block": "un lien ne se distingue du texte que par sa couleur",
    "link-name": "un lien n’a pas de texte",
    "page-has-heading-one": "la page n’a pas de titre",
}
"""What the content of a page may cause, by rule of axe-core; others are told in its own words."""


class Fault(NamedTuple):
    """What is wrong with a page."""

    page: str
    scheme: str
    violation: Violation

    def __str__(self) -> str:
        """One line of French."""
        rule, help_text, places = self.violation
        return f"{self.page or 'accueil'} ({self.scheme}) : {SAID.get(rule, help_text)} [{rule}] : {', '.join(places)}"


def choose_pages(site: Path) -> list[str]:
    """The addresses of one page of each kind, the one that holds most; pages that only lead elsewhere are left out."""
    largest: dict[tuple[str, int], tuple[int, str]] = {}
    for path in site.rglob("*.html"):
        content = path.read_bytes()
        if path.name == MAIL or b'http-equiv="refresh"' in content:
            continue
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        section, _, rest = address.partition("/")
        kind = (SAME.get(section, section), rest.count("/"))
        largest[kind] = max(largest.get(kind, (0, "")), (len(content), address))
    return sorted(address for _size, address in largest.values())


def find_base(site: Path) -> str:
    """The path of the address under which the site is to be published, from the home page's own address."""
    home = LexborHTMLParser((site / "index.html").read_bytes()).css_first("link[rel=canonical]")
    return urlsplit((home.attributes.get("href") if home else "") or "/").path or "/"


def look(browser: Browser, site: str, addresses: list[str]) -> Iterator[Fault]:
    """Yields what is wrong with pages of a site that is served."""
    page = browser.new_page(reduced_motion="reduce")
    for address in addresses:
        page.goto(f"{site}/{address}")
        for scheme, said, viewport, rules in SCHEMES:
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.evaluate("document.getAnimations().forEach((one) => one.finish())")  # colours that fade into others
            yield from (Fault(address, said, violation) for violation in violations(page, rules))


def main(site: Path) -> int:
    """Tells what is wrong with a site; the exit status."""
    start = perf_counter()
    addresses = choose_pages(site)
    try:
        chromium = provide_chromium(print)
    except NoChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    with served(site, find_base(site)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        faults = list(look(browser, address, addresses))
        browser.close()
    for fault in faults:
        print(fault)
    found = f"{len(faults)} défaut{'s' if len(faults) > 1 else ''} à corriger" if faults else "rien à corriger"
    seconds = f"{perf_counter() - start:.0f} s"
    print(f"{len(addresses)} pages regardées, une de chaque sorte, en clair et en sombre : {found} ({seconds}).")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
