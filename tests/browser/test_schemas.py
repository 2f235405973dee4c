"""The patterns of the schemas are read by editors, in JavaScript."""

import json
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from prst.records.schemas import schemas


def find_patterns(tree: Any) -> Iterator[str]:
    """Every regular expression of a schema."""
    if isinstance(tree, dict):
        yield from [tree["pattern"]] if isinstance(tree.get("pattern"), str) else []
        yield from tree.get("patternProperties", ())
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from find_patterns(part)


def test_every_pattern_is_one_of_javascript_too(page: Page) -> None:
    patterns = sorted(set(find_patterns(json.loads(json.dumps(schemas())))))
    assert len(patterns) > 20
    compile_each = (
        "patterns => patterns.forEach((pattern) => new RegExp(pattern, 'u'))"  # as JSON Schema asks, and VS Code does
    )
    page.evaluate(compile_each, patterns)


def test_limits_of_length_are_found_in_no_time(page: Page) -> None:
    """A long text that is nearly right must not hold an editor up."""
    patterns = sorted(set(find_patterns(json.loads(json.dumps(schemas())))))
    texts = ["a" * 30_000, "a " * 15_000, " " * 30_000 + "\n", "https://a." + "a" * 30_000 + " ", "é-" * 15_000]
    page.set_default_timeout(20_000)
    page.evaluate(
        "([patterns, texts]) => patterns.map((p) => texts.map((text) => new RegExp(p, 'u').test(text)))",
        [patterns, texts],
    )
