"""Values of records as cells, and cells as values: what is exported comes back as it was."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from prst.records.champs import Champ, Type
from prst.records.types import fold, slugify
from prst.records.values import french_date, names_in
from prst.tableurs.accents import is_broken, restored
from prst.tableurs.reading import DATE, NUMBER, Cellule

BETWEEN = " | "
"""Between the values of one cell."""
CLEARED = "(vide)"
"""What a cell says to take away what the record says; an empty one changes nothing."""
FREE: frozenset[Type] = frozenset({"word", "line", "paragraph", "prose", "message", "article", "markdown", "named"})
"""Types of texts in which a comma is a comma."""
_DAYS: frozenset[Type] = frozenset({"day", "day_or_less", "when"})
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""Numbers of days that lost their format: from 1954 to 2119 (ECMA-376, part 1, section 18.17.4.1)."""
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""What breaks a line in Word, InDesign and mails, and stands in no record (hooks/javascripts/formulaire/textes.js)."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Signs that nobody sees, and that come with what is copied: they mean nothing in a text."""
_BULLET = re.compile(r"^\s*[•–-]\s+|^\s*•")
_YES = {"x": "oui", "o": "oui", "yes": "oui", "vrai": "oui", "true": "oui", "1": "oui", "✓": "oui", "✔": "oui"}
_NO = {"n": "non", "no": "non", "faux": "non", "false": "non", "0": "non"}


class Words(Protocol):
    """What words mean: `records.naming.Words`."""

    def meant(self, target: str, words: str) -> tuple[str, ...]:
        """Return the ids that some words mean."""


class _NoWords:
    def meant(self, _target: str, _words: str) -> tuple[str, ...]:
        return ()


NO_WORDS = _NoWords()
"""Where nobody knows a word."""


@dataclass(slots=True)
class Understood:
    """The value of a cell, what was read of which words, and the words that nobody knows."""

    value: Any = None
    guesses: Sequence[tuple[str, str]] = ()
    unknown: Sequence[str] = ()


# Values to cells


def cell_of(value: Any, champ: Champ) -> str:
    """Return the cell of a text or of a list of texts, of which `pieces` gives the same again.

    A list of which a text holds a sign that parts values has a line for each; a single one ends with an empty line.
    """
    if value is None:
        return ""
    if not isinstance(value, list):
        return str(value)
    texts = [_on_one_line(str(one)) for one in value]
    on_one_line = BETWEEN.join(texts)
    if pieces(on_one_line, champ, NO_WORDS) == texts:
        return on_one_line
    return "\n".join(texts) + ("\n" if len(texts) == 1 else "")


def _on_one_line(text: str) -> str:
    if "  " in text or "\n" in text or "\t" in text:
        text = re.sub(r"[ \t\r\n]+", " ", text)
    return text.strip(" ")  # no-break spaces stay


# Cells to values


def understand(cell: Cellule, champ: Champ, words: Words) -> Understood:
    """Return what a cell says, for a field. What is not understood stays as it is written: the check tells of it."""
    text = cell.texte
    if not text.isprintable():  # no sign that is looked for is printable, and most texts are
        text = _LINE_ENDS.sub("\n", _INVISIBLE.sub("", text))
    found = Understood()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if is_broken(text):
            found.guesses = [(text, text := restored(text))]
    if champ.type not in _READ and not champ.several:  # as most are
        found.value = _tidy(text, champ) or None
        return found
    if champ.several:
        given = pieces(text, champ, words)
        values = [_one(piece, cell, champ, words, found) for piece in given]
        found.value = list(dict.fromkeys(value for value in values if value)) or None
    else:
        found.value = _one(text, cell, champ, words, found) or None
    return found


def pieces(text: str, champ: Champ, words: Words) -> list[str]:
    """Return the values of a cell that may hold several: lines, or what bars, semicolons or, of ids, commas part."""
    for sign in ("\n", "|", ";"):
        if sign in text:
            return [piece for one in text.split(sign) if (piece := _BULLET.sub("", one).strip())]
    text = text.strip()
    if champ.type == "named" and (names := names_in(text)):
        return list(names)
    if not text or champ.type in FREE - {"word"} or (champ.reference and words.meant(champ.reference, text)):
        return [text] if text else []
    parts = [piece for one in text.split(",") if (piece := one.strip())]
    if len(parts) > 1 or champ.type != "reference":
        return parts
    for sign in (r"\s*/\s*", r"\s+et\s+", r"\s*\+\s*"):
        parts = [piece for one in re.split(sign, text) if (piece := one.strip())]
        if len(parts) > 1 and all(words.meant(champ.reference, part) for part in parts):
            return parts
    return [text]


def _tidy(text: str, champ: Champ) -> str:
    return text if champ.type in ("markdown", "message", "article") else _on_one_line(text)


def _one(text: str, cell: Cellule, champ: Champ, words: Words, found: Understood) -> str:
    text = _tidy(text, champ)
    read = _READ.get(champ.type)
    if not text or read is None:
        return text
    value = read(text, cell, champ, words)
    if value is None:
        found.unknown = [*found.unknown, text]
        return text
    if value != text and value != slugify(text):  # what differs by capitals and accents alone is no guess
        found.guesses = [*found.guesses, (text, value)]
    return value


def _reference(text: str, _cell: Cellule, champ: Champ, words: Words) -> str | None:
    known = words.meant(champ.reference, text)
    return known[0] if len(known) == 1 else None


def _choice(text: str, _cell: Cellule, champ: Champ, _words: Words) -> str | None:
    said = fold(text)
    for value, label in champ.choices:
        if said in (
            value,
            value.replace("_", " "),
            fold(label.nom).split(",")[0],
            *map(fold, (label.nom, *label.dits)),
        ):
            return value
    return None


def _yes_no(text: str, _cell: Cellule, _champ: Champ, _words: Words) -> str:
    said = fold(text)
    return _YES.get(said) or _NO.get(said) or (said if said in ("oui", "non") else text)


def day_in(text: str, sort: str) -> str:
    """Return the date that a cell says, with its hour where it has one; '' for none."""
    if sort == NUMBER and text.isdigit() and _FIRST_SERIAL < int(text) < _LAST_SERIAL:
        return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
    return french_date(text)


def _day(text: str, cell: Cellule, _champ: Champ, _words: Words) -> str:
    return _year_as_day(text, cell) or day_in(text, cell.sorte) or text


def _year_as_day(text: str, cell: Cellule) -> str:
    """Return the year of a cell that shows it as a day of 1905, which it is the number of; '' for another cell."""
    if cell.sorte != DATE or not text.startswith("1905-"):
        return ""
    return str((date.fromisoformat(text[:10]) - date(1899, 12, 30)).days)


def _phone(text: str, cell: Cellule, _champ: Champ, _words: Words) -> str:
    if cell.sorte == NUMBER and re.fullmatch("[1-9][0-9]{8}", text):
        return f"0{text}"  # what a number keeps of 04 72 00 00 00
    return text


def _url(text: str, cell: Cellule, _champ: Champ, _words: Words) -> str:
    if cell.adresse and not re.match(r"(?:https?://|www\.)", text, re.IGNORECASE):
        return cell.adresse
    return f"https://{text}" if re.fullmatch(r"www\.[^\s/]+\.[a-z]{2,}(?:/\S*)?", text, re.IGNORECASE) else text


def _mailbox(text: str, cell: Cellule, _champ: Champ, _words: Words) -> str:
    if "@" not in text and cell.adresse.lower().startswith("mailto:"):  # « Nous écrire », which leads to it
        text = cell.adresse.partition("?")[0]
    return re.sub(r"^mailto:\s*", "", text, flags=re.IGNORECASE)


_READ: Mapping[Type, Callable[[str, Cellule, Champ, Words], str | None]] = {
    "reference": _reference,
    "choice": _choice,
    "yes_no": _yes_no,
    **dict.fromkeys(_DAYS, _day),
    "phone": _phone,
    "url": _url,
    "mailbox": _mailbox,
}
"""How a text is read by the type of its field; None for words that nobody knows."""


# One cell for a whole contact

_MAIL = re.compile(r"[^\s<>()\[\];,:|]+@[^\s<>()\[\];,|]+")
_PHONE = re.compile(r"(?<![\d])(?:\+\d{1,3}[ .]?)?\(?0?\)?\d(?:[ .-]?\d{2}){4}(?!\d)")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def contact_of(text: str) -> dict[str, str]:
    """Return the fields of a contact that is written in one cell: a mailbox, a number, an address, and who answers."""
    found = {}
    for key, form in (("courriel", _MAIL), ("formulaire", _WEB), ("telephone", _PHONE)):
        if place := form.search(text):
            found[key] = place[0].rstrip(".")
            text = text[: place.start()] + " " + text[place.end() :]
    rest = re.sub(r"(?i)\b(?:tél|tel|mail|courriel|e-mail|contact)\.?\s*:?\s*(?=$|[\s,;|–-])", " ", text)
    rest = " ".join(re.sub(r"[()<>\[\]|;\n]+", " ", rest).split()).strip(" ,:–-/")
    return {"structure": rest, **found} if rest else found
