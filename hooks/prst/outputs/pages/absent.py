"""Written pages without what leads nowhere: to a section that a network leaves out, to a record of another region.

A line of a list or table that begins with such a link is about it, and goes; elsewhere the words of the link stay.
"""

import re
from collections.abc import Callable

from prst.outputs.pages.written import Call, code_spans, find_calls

_LINK = re.compile(r"(?<![!\\])\[(?P<text>[^\[\]\n]*)\]\((?P<href>[^()\s]+)(?:\s+\"[^\"\n]*\")?\)")
_BEGINS = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+|\|[ \t]*)(?:☐ )?(?:\*\*)?")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_HEADING = re.compile(r"(#{1,6})[ \t]")

Gone = Callable[[Call], bool]
"""Whether what a call or citation of a written page asks for is not there."""


def without_links(text: str, gone: Callable[[str], bool]) -> str:
    """Return a page without its Markdown links to addresses that are gone."""
    hidden = code_spans(text)
    found = [
        (one.start(), one.end(), one["text"])
        for one in _LINK.finditer(text)
        if gone(one["href"]) and not any(start <= one.start() < end for start, end in hidden)
    ]
    return _without(text, found)


def without_calls(text: str, gone: Gone) -> str:
    """Return a page without its calls and citations of what is gone."""
    calls = [one for one in find_calls(text) if isinstance(one, Call) and gone(one)]
    return _without(text, [(one.start, one.end, str(one.arguments.get("text") or "")) for one in calls])


def _without(text: str, found: list[tuple[int, int, str]]) -> str:
    """Return a text with pieces replaced by words; those that a line is about take it with them."""
    if not found:
        return text
    lost: set[int] = set()
    for start, end, words in sorted(found, reverse=True):
        line = text.count("\n", 0, start)
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        before, after = text[begin:start], text[end : stop if stop >= 0 else len(text)]
        if _BEGINS.fullmatch(before) or not (before.strip() or after.strip()):
            lost.add(line)
        text = text[:start] + words + text[end:]
    return _without_lines(text.split("\n"), lost)


def _without_lines(lines: list[str], lost: set[int]) -> str:
    for number in sorted(lost):
        if _ITEM.match(lines[number]):  # and what goes on under it
            indent = len(lines[number]) - len(lines[number].lstrip())
            for following in range(number + 1, len(lines)):
                line = lines[following]
                if not line.strip() or len(line) - len(line.lstrip()) <= indent:
                    break
                lost.add(following)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_without_empty_headings(lines, lost)))


def _without_empty_headings(lines: list[str], lost: set[int]) -> list[str]:
    """Return the lines that stay: a heading of which all that stood under it is lost goes too."""
    for number in reversed(range(len(lines))):
        heading = _HEADING.match(lines[number])
        if heading is None:
            continue
        under = []
        for following in range(number + 1, len(lines)):
            other = _HEADING.match(lines[following])
            if other and len(other[1]) <= len(heading[1]):
                break
            under.append(following)
        if lost & set(under) and all(one in lost or not lines[one].strip() for one in under):
            lost.add(number)
    return [line for number, line in enumerate(lines) if number not in lost]


RECORDS = frozenset({"cible", "groupe", "relais"})
"""Arguments that name a record."""


def of_no_record(text: str) -> str:
    """Return a page that holds in any region: it cites no record."""
    return without_calls(text, lambda call: call.name == "[[" or bool(RECORDS & call.arguments.keys()))
