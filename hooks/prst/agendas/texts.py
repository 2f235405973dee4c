"""Texts of strangers' calendars: as their readers see them, as words are looked for in them, what they give away."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from html import unescape

from prst.agendas.lines import SEARCHED, value_of
from prst.agendas.zones import Lines
from prst.records.types import fold

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
"""What web sites leave in the titles of their calendars."""
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
_PICTURES = re.compile("[\U0001f000-\U0001faff]")
"""The blocks that Unicode fills with emoji, some each year: Python 3.11 takes the pink heart of 2022 for nothing."""
_APOSTROPHES = re.compile(r"[‘’‛ʼʹ′`´＇]")
_DASHES = re.compile(r"[‐‑‒–—―−﹣－]")

_MAIL = re.compile(r"[^\s@<>()\[\],;:\"'«»]{1,64}(?:@|%40)[^\s@<>()\[\],;:\"'«»]{1,100}\.[a-z]{2,24}\b", re.IGNORECASE)
_TELEPHONE = re.compile(
    r"(?<![\d.,/-])(?:(?:\+|00)\s?33[\s.-]?(?:\(0\)[\s.-]?)?[1-9]|0[1-9])(?:[\s./-]?\d{2}){4}(?!\d)"
    r"|(?<![\d+])\+(?!33)\d{1,3}(?:[\s./()-]{0,2}\d){7,12}(?!\d)"
)
_PERSON = re.compile(
    r"(?<!\bdu )(?<!\bde la )(?<![\w’'])(?:MM?\.|M(?:mes?|lles?|rs?|s)\.?|Monsieur|Madame|Mademoiselle|Docteur|Dr\.?|"
    r"Professeure?|Pr\.?|Maître|Me)\s+(?:[A-ZÀ-Þ]\.\s*)?[A-ZÀ-Þ][\w’'-]+"
)
"""A title before a name; streets have theirs after an article."""
_PASSWORD = re.compile(
    r"\b(?:mots? de passe|mdp|password|passcode|pwd|digicode|codes? d['’ ]?acc[eè]s|codes? (?:secrets?|confidentiels?|"
    r"pin)|codes? (?:de )?(?:la )?(?:porte|r[eé]union|conf[eé]rence|s[eé]curit[eé]))\b"
    r"|\bcode\s*(?:[:=]|n°)?\s*#?\d{3,}",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"[?&#;](?:pwd|passwd|password|pass|passcode|token|secret|auth|key|p)=[^&\s]|//[^/\s:@]+:[^/\s@]+@", re.IGNORECASE
)
"""What opens a meeting, in its address."""


def plain(text: str, cap: int = 250) -> str:
    """Return a text on one line, without what is invisible or turns the direction of writing."""
    text = _ENTITY.sub(lambda match: unescape(match[0]), text[: 20 * cap])
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(c for c in text if is_seen(c) or c.isspace()).split())[:cap].rstrip()


def is_seen(text: str) -> bool:
    """Whether each character shows. All emoji do, those too that this Python is too old to know."""
    return text.isprintable() or _PICTURES.sub("", text).isprintable()


def unescaped(value: str) -> str:
    """Return the text of a property (RFC 5545, section 3.3.11)."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def sought(text: str) -> str:
    """Return a text, or a word, in the form in which words are looked for: by letters, whatever their typography."""
    return " ".join(_DASHES.sub("-", _APOSTROPHES.sub("'", fold(text))).split())


def found_words(lines: Lines, words: Iterable[str]) -> list[str]:
    """Return those of the words that the texts of an event hold, at the beginning of one of theirs."""
    asked = {word: sought(word) for word in words}
    if not asked:
        return []
    values = (value_of([(name, line)], name) for name, line in lines if name in SEARCHED)
    read = sought(" \n ".join(plain(_TAG.sub(" ", unescaped(value)), len(value) or 1) for value in values))
    return [word for word, form in asked.items() if re.search(rf"(?<!\w){re.escape(form)}", read)]


def names_somebody(*texts: str | None) -> bool:
    """Whether a text looks as if it named a person, or gave a telephone or an e-mail address."""
    return any(pattern.search(text) for text in texts if text for pattern in (_MAIL, _TELEPHONE, _PERSON))


def opens_something(*texts: str | None) -> bool:
    """Whether a text looks as if it gave a password, or the address of a meeting with its password."""
    return any(pattern.search(text) for text in texts if text for pattern in (_PASSWORD, _KEY))


def identity(uid: str) -> str:
    """Return an identifier that names nobody: one that holds what may be an e-mail address is known by its hash."""
    return sha256(uid.encode("utf-8", "replace")).hexdigest()[:32] if _MAIL.search(uid) else uid
