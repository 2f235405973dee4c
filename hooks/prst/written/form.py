"""What a page would show otherwise than its author sees it: lists of another dialect, calls without their signs."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from prst.outputs.pages.written import CALLS, EXPLAINED, KINDS
from prst.records.markdown import crowded
from prst.records.problems import Problem, describe

_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?) ")
_NAMES = "|".join(name for name in CALLS if name.isalpha())
_SPACES = "[ \u00a0\u202f]*"
_BRACES = re.compile(
    rf"(?:(?<![{{\\])\{{|(?P<two>\{{\{{)|\\\{{\\?\{{){_SPACES}(?:{_NAMES})[ ]*"
    rf"\([^{{}}\n]*\){_SPACES}(?P<end>(?:\\?\}})*)"
)
_CITED = "|".join((*KINDS, *EXPLAINED))
_BRACKETS = re.compile(
    rf"(?<![\[\\])(?:\[(?:{_CITED}):[a-z0-9-]+(?:\|[^\[\]\n]*)?\]{{1,2}}(?![\](:\[])"
    rf"|\[\[(?:{_CITED}):[a-z0-9-]+(?:\|[^\[\]\n]*)?\](?!\])"
    rf"|\\\[\\?\[(?:{_CITED}):[^\[\]\n]*\\?\]\\?\])"
)
_TWO_BRACKETS = re.compile(r"\[\[(?P<inside>[^\[\]\n]{1,250})\]\](?!\()")
_CITATION = re.compile(r"[a-z]+:[^\]|\n]{1,120}(?:\|[^\]\n]{1,250})?")
DEEPEST = 20
"""Levels of quotations or lists: the time that they take grows faster than their number."""


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def check(text: str, begin: int, file: str, hidden: Callable[[int], bool]) -> Iterator[Problem]:
    """Yield what is wrong with the form of a page whose header ends at `begin`."""

    def problem(offset: int, code: str, **values: str) -> Problem:
        line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        return Problem(file, line, column, "", *describe(code, **values), code)

    if (place := crowded(text[begin:])) is not None:
        yield problem(begin + place, "crochets")
        return
    if deep := re.search(rf"^(?:[ ]*>){{{DEEPEST},}}", text, re.MULTILINE):
        yield problem(deep.start(), "trop_de_niveaux")
        return
    patterns = (_BRACES, _BRACKETS, _TWO_BRACKETS)
    for found in (one for pattern in patterns for one in pattern.finditer(text, begin)):
        groups = found.groupdict()
        if "inside" in groups and _CITATION.fullmatch(found["inside"]):
            continue
        if "two" in groups and found["two"] and found["end"] == "}}":
            continue
        if not hidden(found.start()):
            yield problem(found.start(), "appel_mal_ecrit", value=found[0])
    yield from _lists(text, begin, file)


def _lists(text: str, begin: int, file: str) -> Iterator[Problem]:
    """Yield the lists that Python-Markdown, which makes the site, does not see where CommonMark sees them.

    It wants an empty line before a list, and four spaces for each level (its documentation, "Differences").
    """
    lines = _without_admonitions([*[""] * text.count("\n", 0, begin), *text[begin:].split("\n")])
    tokens = _parser().parse("\n".join(lines))
    depth = quoted = 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "blockquote_open":
            quoted += 1
        elif token.type == "blockquote_close":
            quoted -= 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "ordered_list_open" and token.map and int(token.attrs.get("start", 1)) > 1 and not quoted:
            number = str(token.attrs["start"])
            values = describe("liste_recommencee", value=number)
            yield Problem(file, token.map[0] + 1, 1, "", *values, "liste_recommencee")
        elif token.map and not quoted and (code := _fault(before, token, depth, lines)):
            yield Problem(file, token.map[0] + 1, 1, "", *describe(code), code)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1


def _fault(before: Token | None, token: Token, depth: int, lines: list[str]) -> str:
    opens = token.type in ("bullet_list_open", "ordered_list_open")
    if not token.map or before is None:
        return ""
    line = lines[token.map[0]].expandtabs(4)
    if opens and not depth:
        return "liste_collee" if before.type == "paragraph_close" and lines[token.map[0] - 1].strip() else ""
    inside = opens or (token.type == "paragraph_open" and depth and before.type != "list_item_open")
    if inside and len(line) - len(line.lstrip()) < 4 * depth:
        return "liste_decalee" if before.type != "list_item_open" else ""
    return ""


def _without_admonitions(lines: list[str]) -> list[str]:
    """Return the lines with what stands in admonitions moved to the margin: CommonMark would take it for code."""
    found, inside = [], False
    for line in lines:
        if _ADMONITION.match(line):
            inside = True
            found.append("")
            continue
        inside = inside and (not line.strip() or line.startswith("    "))
        found.append(line[4:] if inside else line)
    return found
