"""Values of records as cells, and cells as values: what is exported comes back as it was."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from prst.records.champs import Champ, Type
from prst.records.personnes import is_person, without_people
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
NOTHING = frozenset({
    "-", "–", "—", "/", "?", "??", "...", "…", "néant", "neant", "nc", "n.c.", "n/a", "n.a.", "s.o.", "s/o",
    "sans objet", "non renseigné", "non communiqué", "à compléter", "a completer", "à préciser", "aucun", "aucune",
})  # fmt: skip
"""What says that a cell holds nothing."""
LATER = frozenset({"à venir", "a venir", "en cours", "à définir", "prochainement", "à confirmer"})
"""What says so of an address or a number that is not known yet."""
_REACHED: frozenset[Type] = frozenset({"url", "mailbox", "phone"})
_SHORT = 16
"""Characters that the longest of these texts does not have."""
_BULLET = re.compile(r"^\s*[•–-]\s+|^\s*•")
_YES = dict.fromkeys(("x", "o", "yes", "vrai", "true", "1", "✓", "✔", "✗", "☑", "☒", "✅", "oui"), "oui")
_NO = dict.fromkeys(("n", "no", "faux", "false", "0", "☐", "non"), "non")


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
    if len(text) < _SHORT and says_nothing(text, champ):
        found.guesses = [(text.strip(), "rien")]
        return found
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


def says_nothing(text: str, champ: Champ) -> bool:
    """Whether the text of a cell says that it holds nothing: « néant », « NC »."""
    said = text.strip().casefold()
    return said in NOTHING or (champ.type in _REACHED and said in LATER)


def pieces(text: str, champ: Champ, words: Words) -> list[str]:
    """Return the values of a cell that may hold several: lines, or what bars, semicolons or, of ids, commas part.

    Of words that name records or terms, what is left is parted by other signs where each part is known.
    """
    found = _pieces(text, champ, words)
    if champ.type != "reference" or words is NO_WORDS:
        return found
    return [one for piece in found for one in _known_in(piece, champ.reference, words) or [piece]]


_SIGNS = (r"\s*[\n|;]\s*", ",", r"\s*/\s*", r"\s+et\s+", r"\s*[&+]\s*", r"\s+[-–—]\s+")
"""What people put between two values, the surest first."""


def _known_in(text: str, target: str, words: Words) -> list[str]:
    """Return the words of a text that each mean one thing, whatever parts them; none where one means nothing."""
    if words.meant(target, text):
        return [text]
    for sign in _SIGNS:
        parts = [_BULLET.sub("", part).strip() for part in re.split(sign, text)]
        parts = _joined([part for part in parts if part], target, words) if sign == "," else parts
        if len(parts) > 1 and (known := [_known_in(part, target, words) for part in parts if part]) and all(known):
            return [one for some in known for one in some]
    return []


def _joined(parts: Sequence[str], target: str, words: Words) -> list[str]:
    """Return what commas part, but for those that stand within a name: « Cafés, hôtels, restaurants »."""
    found, place = [], 0
    while place < len(parts):
        ends = range(min(len(parts), place + _LONGEST), place + 1, -1)
        end = next((end for end in ends if words.meant(target, ", ".join(parts[place:end]))), place + 1)
        found.append(", ".join(parts[place:end]))
        place = end
    return found


_LONGEST = 5
"""Parts that a name with commas has at most."""


def _pieces(text: str, champ: Champ, words: Words) -> list[str]:
    for sign in ("\n", "|", ";"):
        if sign in text:
            return [piece for one in text.split(sign) if (piece := _BULLET.sub("", one).strip())]
    text = text.strip()
    if champ.type == "named" and (names := names_in(text)):
        return list(names)
    if not text or champ.type in FREE - {"word"} or (champ.reference and words.meant(champ.reference, text)):
        return [text] if text else []
    parts = [piece for one in text.split(",") if (piece := one.strip())]
    return _joined(parts, champ.reference, words) if champ.type == "reference" else parts


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
    return _YES.get(said) or _NO.get(said) or text


def says_yes(said: str) -> bool:
    """Whether a folded text is a cross, or another word for yes."""
    return said in _YES


def says_no(said: str) -> bool:
    """Whether a folded text is a word for no, or the dash of an empty cell."""
    return said in _NO or said in ("-", "–")


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


def contact_of(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the fields of a contact that is written in one cell, and what of it is not kept.

    That is a second mailbox, number or address, and the name of a person, who has not agreed to stand there.
    """
    found, left = {}, []
    for key, form in (("courriel", _MAIL), ("formulaire", _WEB), ("telephone", _PHONE)):
        said = [one.rstrip(".") for one in form.findall(text)]
        if said:
            found[key] = said[0]
            left += said[1:]
            text = form.sub(" ", text)
    rest = re.sub(r"(?i)\b(?:tél|tel|mail|courriel|e-mail|contact)\.?\s*:?\s*(?=$|[\s,;|–-])", " ", text)
    if is_person(rest):
        named, rest = rest, without_people(rest)
        left.append(_plain(named.removesuffix(rest)) or _plain(named))
    rest = _plain(re.sub(r"^(?:ou|et)\b\s*|\s*\b(?:ou|et)$", "", _plain(rest)))
    return ({"structure": rest, **found} if rest else found), left


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[()<>\[\]|;\n]+", " ", text).split()).strip(" ,:–-/")
