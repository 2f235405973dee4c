"""The pages are HTML without errors, as the standard's parser and its commonest rules see them."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser.test_site import PAGES
from tests.catalogues import MAIL


def file_of(site: Path, path: str) -> Path:
    """Return the file of one of the PAGES."""
    file = site / path.partition("?")[0] / "index.html"
    return file if file.is_file() else site / "404.html"


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_parses_without_error(published: Path, path: str) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(file_of(published, path).read_bytes())
    assert [(position, code) for position, code, _values in parser.errors] == []


def test_every_page_keeps_the_rules_that_parsers_do_not_check(published: Path) -> None:
    faults = []
    for file in published.rglob("*.html"):
        tree = LexborHTMLParser(file.read_bytes())
        if tree.css_first("meta[http-equiv=refresh]") or file.as_posix().endswith(MAIL):
            continue
        name = file.relative_to(published).as_posix()
        identities = Counter(node.attributes["id"] for node in tree.css("[id]"))
        faults += [f"{name}: id {identity} twice" for identity, count in identities.items() if count > 1]
        faults += [f"{name}: {node.tag} without a name" for node in tree.css("img:not([alt]),iframe:not([title])")]
        faults += [f"{name}: style or handler inline" for _ in tree.css("[style],[onclick],[onload],[onerror],style")]
        faults += [f"{name}: empty tabindex" for _ in tree.css('[tabindex=""]')]
        levels = [int((node.tag or "h0")[1]) for node in tree.css("h1,h2,h3,h4,h5,h6")]
        faults += [f"{name}: h{after} after h{before}" for before, after in pairwise(levels) if after > before + 1]
        if levels.count(1) != 1:
            faults.append(f"{name}: {levels.count(1)} h1")
        if not tree.css_first("title") or not tree.css_first("html[lang=fr]"):
            faults.append(f"{name}: no title or no language")
    assert faults == []


BADLY_BROKEN = re.compile(r"\w [:;?!»]|« \w")
"""A space at which a line would end before high punctuation, or inside guillemets."""
SHOWN_AS_TYPED = "script, style, code, pre, textarea, svg, kbd, samp"


def test_no_line_ends_before_high_punctuation_or_inside_guillemets(published: Path) -> None:
    """Whoever wrote the text: a template, the program, a page, a record and its Markdown."""
    faults = []
    for file in published.rglob("index.html"):
        body = LexborHTMLParser(file.read_bytes()).body
        assert body is not None
        for node in body.css(SHOWN_AS_TYPED):
            node.decompose()
        found = (BADLY_BROKEN.search(line) for line in body.text(separator="\n").splitlines())
        faults += [f"{file.relative_to(published)}: {one.string}" for one in found if one]
    assert faults == []


def test_no_page_runs_an_inline_script(published: Path) -> None:
    for file in published.rglob("*.html"):
        tree = LexborHTMLParser(file.read_bytes())
        if tree.css_first("meta[http-equiv=refresh]") or file.as_posix().endswith(MAIL):
            continue
        policy = tree.css_first('meta[http-equiv="Content-Security-Policy"]')
        assert policy is not None, file
        content = policy.attributes["content"] or ""
        assert "script-src 'self';" in content
        assert "unsafe" not in content
        for script in tree.css("script:not([src])"):
            assert script.attributes.get("type") in ("application/ld+json", "application/json"), file
