"""French typography that keyboards get wrong: what is said of it, and how it is written instead.

The reader already mends spaces: several become one, and those before high punctuation and inside guillemets do not
break (`types.py`). What is left changes what somebody typed, and so is only noted. Apostrophes, guillemets and capitals
are the publisher's, not the document's (Lexique des règles typographiques en usage à l’Imprimerie nationale): they are
noted in cited titles too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BULLETS = "•·▪●◦‣\uf0b7\uf0a7\uf0d8\uf0fc"
"""Signs that begin the items of a list; the last four are those of Word, of its fonts Symbol and Wingdings."""
TITLES = frozenset({"titre", "nom", "label", "libelle"})
"""Fields that name something."""
_LA = "Cramif DREETS DRIEETS DDETS DDETSPP DIRECCTE CARSAT Carsat CGSS CPAM CNAM Cnam MSA CCI CMA FFB CAPEB Capeb"
_ELIDED = "INRS OPPBTP ANACT Anact ARACT Aract AGEFIPH Agefiph ANSES Anses ARS Umih UMIH"
_PLACED = r"\b(à|À|auprès de|Auprès de)"
"""Words after which one of these always bears its article."""
_LOUD, _GAP = r"[^\W\d_a-zà-ÿœ]", "[ '’-]+"
"""A capital, and what stands between two words: acronyms come one after the other only between commas."""
_NOT_FRENCH = re.compile(r"\S+://\S+|\S+@\S+|`[^`]*`|<[^>]*>|#\w+\([^)]*\)|^.*\|.*$", re.MULTILINE)
"""Addresses, code, and tables, whose columns are aligned by spaces."""
_CODE = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>|<!--|#[a-z]\w*(?:\([^)]*\)|\[)|#(?:import|include) \"|\{[{%]")
"""Tags of HTML, calls of Typst and of Jinja: what would be done elsewhere is shown here as it stands."""
_QUOTED = re.compile(r"`[^`]*`")
"""What Markdown shows as code, on purpose."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that is not written so, and what takes its place."""

    code: str
    """Its message, in problems.py."""
    wrong: re.Pattern[str]
    right: str
    """As `re.sub` takes it; '' where only somebody who reads can tell."""
    titles: bool = False
    """Whether only what names something is looked at."""


RULES = (
    Rule("apostrophe_droite", re.compile(r"(?<=[^\W\d_])'(?=[\w«])"), "’"),
    Rule("guillemets_droits", re.compile(r'"([^"\n]+)"'), "«\u00a0\\1\u00a0»"),
    Rule("espace_absente", re.compile(r"(?<=[^\W_])(?=[;?!](?:\s|$))|(?<=[^\W\d_])(?=:(?:\s|$))"), "\u00a0"),
    Rule("espaces_doubles", re.compile(r"(?<=\S)  +(?=\S)"), " "),
    Rule("article_absent", re.compile(rf"{_PLACED} ({'|'.join(_LA.split())})\b"), r"\1 la \2"),
    Rule("article_absent", re.compile(rf"{_PLACED} ({'|'.join(_ELIDED.split())})\b"), r"\1 l’\2"),
    Rule(
        "titre_capitales",
        re.compile(rf"(?:{_LOUD}{{4,}}{_GAP}(?:{_LOUD}{{1,3}}{_GAP})*){{2}}{_LOUD}{{4,}}"),
        "",
        titles=True,
    ),
)


def slips(field: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (code, words, how they are written instead) of the first of each kind of slip in a field.

    The last one is '' where it takes a reader to tell.
    """
    if _CODE.search(text) and (found := _CODE.search(_QUOTED.sub(lambda one: " " * len(one[0]), text))):
        yield "code_en_clair", found[0], ""
    seen: set[str] = set()
    french = _NOT_FRENCH.sub(lambda found: "\n" * len(found[0]), text)
    for rule in RULES:
        if rule.code in seen or (rule.titles and field not in TITLES):
            continue
        if found := rule.wrong.search(french):
            seen.add(rule.code)
            start, end = _words(text, found.start(), found.end())
            words = text[start:end]
            yield rule.code, words, rule.wrong.sub(rule.right, words) if rule.right else ""


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words begin and end that hold a part of a text."""
    before, after = text.rfind(" ", 0, start) + 1, text.find(" ", end)
    return before, after if after > 0 else len(text)
