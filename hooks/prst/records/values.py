"""Values that people wrote as they would say them, as the model wants them: where only one meaning is possible.

`MENDS` is the table: for each problem that the model finds, what is read instead.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, StringConstraints

from prst.records.couleurs import FORM as COLOUR
from prst.records.couleurs import read_colour
from prst.records.dates import Duree
from prst.records.keys import inner_model, is_list, plain
from prst.records.naming import Words, key_of
from prst.records.types import (
    AS_DAY,
    OTHER_SPACES,
    PAGE,
    Choix,
    Local,
    Named,
    Reference,
    Short,
    choix_of,
    fold,
    slugify,
)
from prst.records.typography import BULLETS
from prst.records.urls import repository_of

FEW_SIGNS = 80
"""Signs at most of a text that is a word or a few, such as a channel or a skill."""
MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_SHORT = {"janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_MONTH = {name: number for number, name in enumerate(MONTHS, 1)} | _SHORT
_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_RAISED = re.compile(r"[²³¹⁰-⁹₀-₉①-⓿]")
"""Figures that stand above or below others, or in a ring: never a digit of the number before them."""
_HOUR = r"\d{1,2}\s*(?:h|heures?|:)\s*\d{0,2}|midi"
_DATE = re.compile(
    rf"(?:le\s+)?(?:(?P<weekday>{_DAYS}),?\s+)?(?:le\s+)?(?:"
    r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<y2>\d{4})[/.-](?P<m2>\d{1,2})(?:[/.-](?P<d2>\d{1,2}))?"
    r"|(?P<m3>\d{1,2})[/.-](?P<y3>\d{4})"
    rf"|(?:(?P<d4>\d{{1,2}})(?:\s?er|°)?\s+)?(?P<m4>{_NAMES})\.?\s+(?P<y4>\d{{4}})|(?P<y5>\d{{4}}))"
    rf"(?:\s*,?\s*(?:[aà]|[aà] partir de|des|t)?\s*(?P<time>{_HOUR})(?::00)?)?",
    re.ASCII,
)
_TIME = re.compile(r"(?:[aà]\s+|des\s+)?(\d{1,2})\s*(?:h|heures?|:)\s*(\d{2})?(?::00)?", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})", re.ASCII)


@dataclass(frozen=True)
class Given:
    """A value that has a problem, and what is known of its field."""

    text: str
    field: Any
    """The pydantic field that it is given to, or of the list in which it is."""
    words: Words
    beside: Mapping[str, Any]
    """What stands beside it, by key."""

    @property
    def target(self) -> str:
        """The folder or vocabulary to which the field refers; '' where it does to none."""
        return target_of(self.field)


def target_of(field: Any) -> str:
    """Return the folder or vocabulary to which the ids of a field lead; '' for another field."""
    found = [one for one in _marks_of(field) if isinstance(one, Reference | Local)]
    return found[0].target if found and not _bears(field) else ""


def is_named(field: Any) -> bool:
    """Whether a field names a structure, by its id or in words."""
    return any(isinstance(one, Named) for one in _marks_of(field))


def _marks_of(field: Any) -> list[Any]:
    """Return what the type of a field, or of the items of its list, is marked with."""

    def marks(part: Any) -> Any:
        yield from getattr(part, "__metadata__", ())
        for inner in getattr(part, "__args__", ()):
            yield from marks(inner)

    return [*field.metadata, *marks(field.annotation)]


def _bears(field: Any) -> bool:
    """Whether a field is the id of the part in which it stands."""
    return any(isinstance(one, Local) and one.bears for one in field.metadata)


def _folded(text: str) -> str:
    return " ".join(_spaced(text).split())


def _spaced(text: str) -> str:
    """Return a text folded, with plain spaces. Figures above or below the line stay what they are: notes, powers."""
    return re.sub(f"[{OTHER_SPACES}]", " ", fold(_RAISED.sub(r"^\g<0>", text)))


_WHOSE = "heures? (?:de paris|locale)"
"""What people add to an hour."""


def says_paris(text: str) -> bool:
    """Whether a text says of an hour that it is that of Paris, which a site overseas has not."""
    return re.search("heures? de paris", _folded(text)) is not None


def french_date(text: str) -> str:
    """Return the date, with its hour where it has one, that a French text says; '' for none, or an ambiguous one.

    A day of the week that is not that of the date leaves both in doubt.
    """
    said = re.sub(rf"(?:\s*\(?{_WHOSE}\)?|\.)$", "", _folded(text))
    said = re.sub(r"(?<=[a-z])-(?=\d{4}$)", " ", said)  # « mars-2026 », as spreadsheets show it
    if turned := re.fullmatch(rf"(?:a |des )?({_HOUR}),? (le .+)", said):
        said = f"{turned[2]} a {turned[1]}"
    found = _DATE.fullmatch(said)
    if not found:
        return ""

    def part(name: str) -> str:
        return next((value for key, value in found.groupdict().items() if key.startswith(name) and value), "")

    month = found["m4"] and _MONTH[found["m4"]]
    year, number, day = part("y"), int(month or part("m") or 0), int(part("d") or 0)
    try:
        named = date(int(year), number or 1, day or 1).weekday()
    except ValueError:
        return ""
    if found["weekday"] and day and _DAYS.split("|")[named] != found["weekday"]:
        return ""
    iso = f"{year}{f'-{number:02}' if number else ''}{f'-{day:02}' if day else ''}"
    if not found["time"]:
        return iso
    hour = french_hour(found["time"])
    return f"{iso}T{hour}" if hour and day else ""


def french_hour(text: str) -> str:
    """Return the hour that a French text says as HH:MM; '' for none."""
    said = re.sub(rf"\s*\(?{_WHOSE}\)?$", "", _folded(text)).replace("midi", "12h")
    found = _TIME.fullmatch(said)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return ""
    return f"{int(found[1]):02}:{found[2] or '00'}"


def is_whole_day(text: str) -> bool:
    """Whether a text says in the place of hours that something lasts the whole day."""
    return (
        re.fullmatch(r"(?:toute )?(?:la )?journee(?: entiere| complete)?|[-–]", _folded(text).strip(" .")) is not None
    )


_DAY = rf"(?:(?:{_DAYS}) )?\d{{1,2}}(?: ?er|°)?"


LONGEST = 120
"""Characters of a text that says two dates or hours: each of its words may stand between them."""


def french_range(text: str, day: str = "") -> tuple[str, str]:
    """Return the first and last date, or hours of one day, that a French text says; two '' for anything else.

    `day` is the one of which a text says only the hours. Days of one month are apart by a dash or by « au »: « 8 et 15
    octobre » are two dates; two that follow each other are a range all the same.
    """
    said = _folded(text[: LONGEST + 1])
    if len(said) > LONGEST:
        return "", ""
    for found in re.finditer(r"(?= au | a |\s*[-–—]\s*|\s+/\s+| et le | et | jusqu'au | jusqu'a )", said):
        first = re.sub(r"^(?:du|de|entre le|entre) ", "", said[: found.start()])
        joint = re.match(r"\s*(?:[-–—/]|au|a|et le|et|jusqu'au|jusqu'a)\s*(?:le )?", said[found.start() :])
        last = said[found.start() + len(joint[0]) :] if joint else ""
        if (both := _both(first, last, day)) and _follow(*both, " et" in (joint[0] if joint else "")):
            return both
    return "", ""


def _both(first: str, last: str, day: str) -> tuple[str, str] | None:
    """Return the two ends of a range: what only the second one says holds for the first one too."""
    hours = re.fullmatch(rf"(?P<day>.*?)[ ,t]*(?:de )?\b(?P<hour>{_HOUR}|\d{{1,2}})", first)
    end = french_hour(last)
    if hours and end:
        whole = french_date(hours["day"])[:10] if hours["day"] else day
        start = french_hour(hours["hour"]) or french_hour(f"{hours['hour']}h")
        return (f"{whole}T{start}", f"{whole}T{end}") if start and len(whole) == 10 else None
    until = french_date(last)
    if re.fullmatch(_DAY, first) and len(until) == 10:
        start = french_date(f"{first} {MONTHS[int(until[5:7]) - 1]} {until[:4]}")
    else:
        start = french_date(first) or french_date(f"{first} {until[:4]}")
    return (start, until) if start and until and len(start) == len(until) else None


def _follow(first: str, last: str, side_by_side: bool) -> bool:
    """Whether an end comes after its start, and on the next day where the two are only named side by side."""
    if side_by_side and len(first) == 10:
        return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal() == 1
    return first < last


_ABOUT = re.compile(
    r"(?:mi|debut|fin|courant|vers)[ -](?:le )?|environ |(?:au )?(?:printemps|ete|automne|hiver|[ts][1-4]"
    r"|(?:[1-4](?:er|e|eme)|premier|second|deuxieme) (?:trimestre|semestre)) "
)


_PART_OF_A_DAY = r"(?:au |en |le |dans l[ae'] ?)?(?:matin|matinee|apres-midi|soir|soiree|journee)"
_UNKNOWN_END = re.compile(r"(\d{4}(?:-\d{2})?)-(?:[x?_]+|jj|mm(?:-jj)?)(?:-(?:[x?_]+|jj))?")
"""A day or month that its author left open: « 2026-03-XX »."""


def about(text: str) -> str:
    """Return the day, month or year within which a French text places something; '' for none.

    « mi-octobre 2026 », « mars-avril 2026 », « 2025-2026 », « 2026-03-XX », « 8 octobre 2026 au matin ».
    """
    said = _folded(text)
    if left_open := _UNKNOWN_END.fullmatch(said):
        return french_date(left_open[1])
    if moment := re.fullmatch(rf"(?:{_PART_OF_A_DAY} du (.+)|(.+?),? {_PART_OF_A_DAY})", said):
        day = french_date(moment[1] or moment[2])
        return day if len(day) == 10 else ""
    if years := re.fullmatch(r"(\d{4})\s*[-–/]\s*(\d{4})", said):
        return years[1] if int(years[2]) == int(years[1]) + 1 else ""
    if months := re.fullmatch(rf"({_NAMES})\s*(?:-|–|/| et | ou )\s*(?:{_NAMES}) (\d{{4}})", said):
        return french_date(f"{months[1]} {months[2]}")
    found = _ABOUT.match(said)
    return french_date(said[found.end() :]) if found else ""


def without_year(text: str) -> bool:
    """Whether a French text says a day or a month, and not of which year: « 1er mars », « mars », « 12/05 »."""
    said = _folded(text)
    if vague := _ABOUT.match(said):
        said = said[vague.end() :]
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}", said):
        return bool(french_date(f"{said}/2000"))
    return bool(re.search(rf"\b(?:{_NAMES})\.?$", said) and french_date(f"{said} 2000"))


_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?\d\d(?:\.\d+)?)?(?:[+-]\d\d:?\d\d)?)?", re.ASCII)


def stamped(text: str) -> str:
    """Return the day, with its hour there, that a program wrote in another form of ISO 8601; '' for other texts.

    An hour of Greenwich (« Z ») is not that of the place.
    """
    found = _STAMP.fullmatch(text.strip())
    day = french_date("-".join(found.groups()[:3])) if found else ""
    if not found or not found[4] or not day:
        return day
    hour = french_hour(f"{found[4]}:{found[5]}")
    return f"{day}T{hour}" if hour else ""


def of_another_weekday(text: str) -> tuple[str, str]:
    """Return the date of a text that names a day of the week which is not its own, and that day; two '' for others."""
    said = re.sub(rf"\b(?:{_DAYS}),?\s+", "", _folded(text), count=1)
    if said == _folded(text) or french_date(text) or french_range(text)[0]:
        return "", ""
    found = french_date(said) or french_range(said)[0]
    return (found, _DAYS.split("|")[date.fromisoformat(found[:10]).weekday()]) if len(found) >= 10 else ("", "")


_NUMBERED = (date(1954, 1, 1).toordinal(), date(2064, 1, 1).toordinal())
_DAY_ZERO = date(1899, 12, 30).toordinal()
"""From which spreadsheets count the days (ECMA-376, part 1, section 18.17.4.1)."""


def numbered_day(text: str) -> str:
    """Return the day that a spreadsheet keeps as a number, « 46082 », and may show so; '' for other texts."""
    found = re.fullmatch(r"(\d{5})(?:[.,]\d+)?", text.strip(), re.ASCII)
    day = _DAY_ZERO + int(found[1]) if found else 0
    return date.fromordinal(day).isoformat() if _NUMBERED[0] <= day < _NUMBERED[1] else ""


def full_year(text: str) -> str:
    """Return the date that a text such as « 02/04/26 » most probably is; '' for another text.

    « 10-mars-26 » is how a French spreadsheet shows a day unless it is told otherwise.
    """
    if month := re.fullmatch(rf"(?:(\d{{1,2}})[ -])?({_NAMES})\.?[ -](\d{{2}})", _folded(text)):
        return french_date(f"{month[1] or ''} {month[2]} 20{month[3]}".strip())
    found = _SHORT_YEAR.fullmatch(_folded(text))
    return french_date(f"{found[1]}/{found[2]}/20{found[3]}") if found else ""


def month_first(text: str) -> str:
    """Return the day that a text most probably is whose month comes before its day (« 12/25/2026 »); '' for others."""
    found = re.fullmatch(r"(\d\d?)[./-](\d\d?)[./-](\d{4})", text.strip(), re.ASCII)
    return french_date(f"{found[2]}/{found[1]}/{found[3]}") if found else ""


# The table: what is read of a text that has a problem; '' where it is not for us to say


def _word(given: Given) -> str:
    if _bears(given.field):
        return slugify(given.text)
    found = given.words.meant(given.target, given.text) if given.target else ()
    return found[0] if len(found) == 1 else ""


def day_beside(given: Given) -> str:
    """Return the whole day that « debut » says beside a value; '' for none."""
    start = given.beside.get("debut")
    day = french_date(start)[:10] if isinstance(start, str) else ""
    return day if len(day) == 10 else ""


def _midnight(given: Given) -> str:
    """A day with the hour at which it begins, as spreadsheets and programs write a day."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00)?", given.text.strip(), re.ASCII)
    return found[1] if found else ""


def _date(given: Given) -> str:
    day = day_beside(given)
    if hour := french_hour(given.text):
        return f"{day}T{hour}" if day else ""
    if found := french_date(given.text):
        return found
    later = french_date(f"{given.text} {day[:4]}") if day else ""  # « fin: 9 octobre »
    return later if len(later) == 10 and later > day else ""


def _choice(given: Given) -> str:
    choices = choix_of(given.field.annotation, given.field.metadata) or Choix()
    said = _ungendered(given.text.replace("_", " "))
    found = {
        name
        for name, choice in choices.libelles.items()
        for one in (name.replace("_", " "), choice.nom, choice.nom.split(",")[0], *choice.dits)
        if said and said == _ungendered(one)
    }
    return found.pop() if len(found) == 1 else ""


def choice_before(text: str, field: Any) -> str:
    """Return the choice by which a text begins: « publié le 3 mars », « brouillon (à relire) »; '' for none."""
    said = re.split(r"[\s_,;(]+", text.strip())[:4]
    found = (
        _choice(Given(" ".join(said[:count]), field, Words(lambda _target: ()), {}))
        for count in range(len(said), 0, -1)
    )
    return next(filter(None, found), "")


def _ungendered(said: str) -> str:
    """Return what is compared of a word that may agree with another: « terminée », « terminés »."""
    return re.sub(r"e*s?$", "", key_of(said))


ENDINGS = "fr|org|com|net|eu|info|bzh|alsace|corsica|re|gp|mq|gf|yt|nc|pf|be|ch|lu|coop"
"""How a name ends that can be nothing but a site: no file, and no word of French. The form's scripts hold the same."""
SITE = rf"(?i:(?:[a-z0-9-]+\.)+(?:{ENDINGS})(?:[/?#]\S*)?)"
"""An address that is written without https://, and can be nothing else."""
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\(a\)|\(arobase\)|@)\s*", re.IGNORECASE)


def _mailbox(given: Given) -> str:
    text = re.sub(f"[{OTHER_SPACES}]", " ", given.text).strip()
    text = text.rstrip(",; ")
    if within := re.fullmatch(r"[^<>@]*<\s*([^<>\s]+)\s*>|\[[^\]]*\]\(mailto:([^)\s]+)\)", text):
        text = within[1] or within[2]
    text = re.sub(r"^(?:mailto|(?:courriel|adresse|e-?mail|mail|m[eé]l)\s*):\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s*[\[(]\s*(?:point|dot)\s*[\])]\s*", ".", text, flags=re.IGNORECASE)
    text = _AT.sub("@", re.sub(r"\s*\([^()@\d]*\)$", "", text)).rstrip(".,; ")
    text = re.sub(rf"(?<=[a-z0-9]),(?=(?:{ENDINGS})$)", ".", text)
    return text if text.count("@") == 1 and not re.search(r"[\s,;/]", text) and text.isascii() else ""


_LOCAL = re.compile(r"file:|[a-z]:[\\/]|\\\\(?=\w)", re.IGNORECASE)
"""Begins the place of a file on a computer or on a network of one house."""


def is_local(text: str) -> bool:
    """Whether a text says where a file is on somebody's computer: nobody else can open it."""
    return _LOCAL.match(text.strip()) is not None


def address_within(text: str) -> str:
    """Return the one address that stands among words, or with spaces in the name of its site; '' for none.

    Of a text that begins by one, words that follow without a sign may be the rest of the name of a file.
    """
    found = dict.fromkeys(re.findall(r"(?:https?://|www\.)[^\s<>()\[\]\"«»,;]+", text, re.IGNORECASE))
    whole = [one for one in found if one.lower().startswith("http")] or [f"https://{one}" for one in found]
    whole = [one.rstrip(".") for one in whole]
    joined = re.sub(r"(?<=[./])\s+|\s+(?=[./])", "", text.strip())
    if joined != text.strip() and re.fullmatch(r"https?://\S+", joined, re.IGNORECASE):
        return joined
    after = re.match(r"\s*(?:https?://|www\.)\S+?(?=\s|[,;]|$)(?!\s+[(–—]|[,;]\s)", text, re.IGNORECASE)
    return whole[0] if len(whole) == 1 and whole[0] != text.strip() and not after else ""


def mailbox_within(text: str) -> str:
    """Return the address of the one mailbox that stands among words; '' for none."""
    found = set(re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text, re.ASCII))
    return f"mailto:{found.pop()}" if len(found) == 1 and " " in text.strip() else ""


def _shown_twice(text: str) -> str:
    """Return the address of a link whose words are that address, as Outlook copies it; '' for another text."""
    found = re.fullmatch(r"([^\s<>]+)\s*<(https?://[^\s<>]+)>", text, re.IGNORECASE)
    shown, led = (one.lower().split("://")[-1].rstrip("/") for one in found.groups()) if found else ("", "")
    return found[2] if found and shown == led else ""


def _address(given: Given) -> str:
    text = given.text.strip()
    if re.match(r"(?:ssh://)?git@[\w.-]+[:/]\S+$", text):  # from where a repository is cloned
        return repository_of(text)
    if re.match(r"https?:[\\/]{2}\w", text, re.IGNORECASE) and "\\" in text:  # as browsers read it (WHATWG, 4.4)
        return text.replace("\\", "/")
    if twice := _shown_twice(text):
        return twice
    if link := re.fullmatch(r"\[[^\]]*\]\((\S+)\)|<(\S+)>", text):
        return link[1] or link[2]
    if re.fullmatch(r"https?:/?/?[^\s/]+\.\S+|https?//:?\S+", text, re.IGNORECASE):
        rest = re.sub(r"^https?[:/]*", "", text, flags=re.IGNORECASE)
        return f"https://{rest}" if text.lower().startswith("https") else ""
    if re.fullmatch(r"webcals?://[^\s/]+\.\S+", text, re.IGNORECASE):  # how calendars are subscribed to
        return re.sub(r"^webcals?", "https", text, flags=re.IGNORECASE)
    if re.fullmatch(r"www\.[^\s/?#]+\.[a-z]{2,}(?:[/?#]\S*)?", text, re.IGNORECASE):
        return f"https://{text}"
    if re.fullmatch(SITE, text):
        return f"https://{text}"
    if re.fullmatch(r"https?://\S+\s+", f"{text} ") and text.endswith((",", ";")):
        return text.rstrip(",; ")
    return _mailbox(given) and f"mailto:{_mailbox(given)}" if "@" in text else ""


def _site(given: Given) -> str:
    """Return the address of the folder in which a page stands that is given for the address of a site.

    An address without https:// is read as that of a page is.
    """
    text = given.text.strip()
    if not re.match("https?:", text, re.IGNORECASE):
        text = _address(given)
        return PAGE.sub("", text) if text.startswith("https://") else ""
    return PAGE.sub("", text) if re.match(r"https?://[^/?#]+/", text, re.IGNORECASE) and PAGE.search(text) else ""


_FIRST = {
    "courriel": re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[a-z]{2,}", re.IGNORECASE),
    "telephone": re.compile(r"(?:\+\d{2} ?|0)\d(?:[ .-]?\d{2}){4}"),
    "nombre": re.compile(r"\d{1,3}(?: \d{3})+|\d+"),
}
_MORE_THAN_DIGITS = re.compile(
    r"\d *[.,] *\d|[-\u2212]\d|\d[a-z]+\+?\d|\d *[\^*×/]+ *\d|\d *[%‰]"
    rf"|\d *(?:{_RAISED.pattern}|[¼-¾⅐-⅞])|\d \d(?!\d\d(?!\d))",
    re.IGNORECASE,
)
"""A decimal, less than nothing, a power, a product, a fraction, a share, figures that are apart otherwise than by
thousands: its first digits say another number."""


def first_of(code: str, text: str) -> str:
    """Return the first of several mailboxes or numbers that a text holds, or a number among words; '' for none."""
    said = re.sub(f"[{OTHER_SPACES}]", " ", text)
    found = _FIRST[code].search(said)
    if not found or found[0] == said.strip() or (code == "courriel" and said.count("@") < 2):
        return ""
    return "" if code == "nombre" and _MORE_THAN_DIGITS.search(said) else found[0]


def _phone(given: Given) -> str:
    text = _spaced(given.text)
    text = re.sub(r"^tel(?:ephone)?\.? ?:? ?", "", text).replace("(0)", "")
    text = re.sub(r"\s*\([^)0-9]*\)$", "", text)  # (standard)
    digits = re.sub(r"[ ./–-]+", " ", text).strip()
    if re.fullmatch(r"[1-9](?: ?\d){8}", digits):  # a spreadsheet dropped the 0 before them
        return f"0{digits}"
    return digits if re.fullmatch(r"\+?\d+(?: \d+)*", digits) and 6 <= len(re.sub(r"\D", "", digits)) <= 13 else ""


_TIMES = {
    "k": 1_000,
    "millier": 1_000,
    "mille": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "milliard": 1_000_000_000,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "centaine": 100,
}
"""What a French text counts by."""
_MANY = re.compile(
    rf"(-?\d[\d ]*)(?:[.,](\d{{1,6}}))? ?({'|'.join(sorted(_TIMES, key=len, reverse=True))})s?\b(?! *[²³])(?: (.+))?"
)
_NUMERAL = re.compile(
    r"\b(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|trente|quarante|cinquante|soixante|cents?|mille|et|\d+)\b"
)


def _many(text: str) -> str:
    """Return how many « 1,2 million » is; '' of a text that counts by nothing, or says more of it in words."""
    found = _MANY.fullmatch(text)
    if not found or _NUMERAL.search(found[4] or ""):
        return ""
    decimals = found[2] or ""
    whole, rest = divmod(int(found[1].replace(" ", "") + decimals) * _TIMES[found[3]], 10 ** len(decimals))
    return "" if rest else f"{whole:,}".replace(",", " ")


def _counts(text: str) -> bool:
    """Whether a text counts by more than its figures say."""
    return _MANY.match(text) is not None


def _number(given: Given) -> str:
    text = re.sub(r"^(?:environ|env\.|~|≈|\+/-) ?", "", _folded(given.text))
    text = re.sub(r"(?<=\d) *\( *\d+(?:[.,]\d+)? ?% *\)$", "", text)  # pages count the share
    text = re.sub(r"^une? (?=[a-z]+aine\b|millier\b|million\b)", "1 ", text)
    if _counts(text):
        return _many(text)
    if grouped := re.fullmatch(
        r"(\d{1,3}(?:([.,'])\d{3})(?:\2\d{3})*)(?: .*)?", text
    ):  # no part of a person is counted
        text = text.replace(grouped[1], re.sub(r"[.,']", " ", grouped[1]))
    found = re.fullmatch(r"(\d[\d ]*)(?:\s+[^\W\d]+(?:\s+[^\W\d]+)?)?", text)
    return found[1].strip() if found else ""


def amount_and_unit(text: str) -> tuple[str, str]:
    """Return the number and the unit that a text says, « 500 guides », « 80 % »; two '' for other texts."""
    found = re.fullmatch(r"(-?\d[\d ]*(?:[.,]\d+)?)\s*(%|[^\W\d]+(?:\s+[^\W\d]+)?)", text.strip())
    return (found[1].strip(), found[2]) if found and not _counts(_folded(text)) else ("", "")


def _amount(given: Given) -> str:
    text = _folded(given.text)
    if _counts(text) and not re.search(r"\d ?m\b", text):  # metres
        return _many(text)
    found = re.fullmatch(r"(-?\d[\d ]*(?:[.,]\d+)?)\s*(?:%|[^\W\d]+(?:\s+[^\W\d]+)?)", _folded(given.text))
    return found[1].strip() if found else ""


_YES = {"yes": "oui", "no": "non", "vrai": "oui", "faux": "non", "o": "oui", "n": "non", "on": "oui", "off": "non"}


def _yes_no(given: Given) -> str:
    return _YES.get(_folded(given.text), "")


def _year(given: Given) -> str:
    found = re.fullmatch(r"(?:en |annee )?(\d{4})", _folded(given.text))
    return found[1] if found and found[1] != given.text else ""


_FEW = ("une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")


def _lead_time(given: Given) -> str:
    text = _folded(given.text)
    found = re.fullmatch(rf"(\d{{1,2}}|{'|'.join(_FEW)})\s*(?:(sem)(?:\.|aines?)?|j(?:ours?|\.)? ouvres?)", text)
    if not found:
        return ""
    count = int(found[1]) if found[1].isdecimal() else _FEW.index(found[1]) + 1
    return str(Duree(count, bool(found[2])))


_WEEKDAYS = dict(zip(_DAYS.split("|"), ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
_RANK = {
    "premier": 1,
    "1er": 1,
    "deuxieme": 2,
    "second": 2,
    "2e": 2,
    "troisieme": 3,
    "3e": 3,
    "quatrieme": 4,
    "4e": 4,
    "dernier": -1,
}
_EVERY = {
    "semaine": "WEEKLY", "hebdomadaire": "WEEKLY", "15 jour": "WEEKLY;INTERVAL=2", "quinze jour": "WEEKLY;INTERVAL=2",
    "deux semaine": "WEEKLY;INTERVAL=2", "2 semaine": "WEEKLY;INTERVAL=2", "deux moi": "MONTHLY;INTERVAL=2",
    "2 moi": "MONTHLY;INTERVAL=2", "trimestre": "MONTHLY;INTERVAL=3", "trimestriel": "MONTHLY;INTERVAL=3",
    "semestre": "MONTHLY;INTERVAL=6", "semestriel": "MONTHLY;INTERVAL=6",
    "deux an": "YEARLY;INTERVAL=2", "2 an": "YEARLY;INTERVAL=2",
}  # fmt: skip
"""What French says of how often something comes back, in the words of RFC 5545, section 3.3.10."""
_OFTEN = {"an": "YEARLY", "annee": "YEARLY", "annuel": "YEARLY", "moi": "MONTHLY", "mensuel": "MONTHLY"}


def _recurrence(given: Given) -> str:
    said = re.sub(r"^(?:tous les|toutes les|chaque|une fois par|le|les) ", "", _folded(given.text))
    if day := re.fullmatch(rf"({_DAYS})s?", said):
        return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[day[1]]}"
    if day := re.fullmatch(rf"({'|'.join(_RANK)})s? ({_DAYS})s? (?:du|de chaque|par) mois", said):
        return f"FREQ=MONTHLY;BYDAY={_RANK[day[1]]}{_WEEKDAYS[day[2]]}"
    if day := re.fullmatch(rf"une? ({_DAYS}|semaine) sur deux", said):
        return f"FREQ=WEEKLY;INTERVAL=2{f';BYDAY={_WEEKDAYS[day[1]]}' if day[1] in _WEEKDAYS else ''}"
    found = re.fullmatch(r"([a-z0-9 ]+?)(?:lement|s|le)?", said)
    often = (_OFTEN | _EVERY).get(found[1]) if found else ""
    return f"FREQ={often}" if often else ""


def recurrence_in(text: str) -> str:
    """Return the rule of a text that says how often something comes back, with its hour or not; '' for others."""
    said = re.sub(rf",? (?:a |de |des )?(?:{_HOUR})(?:\s*(?:-|–|a)\s*(?:{_HOUR}))?$", "", _folded(text))
    return _recurrence(Given(said, None, Words(lambda _target: ()), {}))


def days_in(text: str) -> list[str]:
    """Return the days that a text says one after the other: « 8, 9 et 15 octobre 2026 »; none for fewer than two."""
    found = re.fullmatch(r"(?:les? )?((?:\d{1,2}(?:er)?(?:, ?| et ))+\d{1,2}(?:er)?) (.+)", _folded(text))
    days = [french_date(f"{day} {found[2]}") for day in re.findall(r"\d+", found[1])] if found else []
    return days if days == sorted(days) and all(len(day) == 10 for day in days) else []


def follow(days: Sequence[str]) -> bool:
    """Whether each day is the one after that before it."""
    ranks = [date.fromisoformat(day).toordinal() for day in days]
    return all(after - before == 1 for before, after in pairwise(ranks))


def _season(given: Given) -> str:
    """« du 1er juin au 15 septembre », « 01/06 - 15/09 »: two days of each year."""
    found = re.fullmatch(r"(?:du )?(.+?)(?: au |\s*[-–—]\s*| a )(.+)", _folded(given.text))
    ends = [french_date(f"{day}{'/' if '/' in day else ' '}2028") for day in found.groups()] if found else []
    return "/".join(end[5:] for end in ends) if ends and all(len(end) == 10 for end in ends) else ""


def _form(given: Given) -> str:
    """A colour without its sign, a path or an icon as they are written elsewhere."""
    text = given.text.strip().replace("\\", "/")
    icon = text.strip(":").lower()
    if named := re.fullmatch(
        r"(?:https?://(?:www\.)?pictogrammers\.com/library/mdi/icon/|mdi[-:/])([a-z0-9-]+)/?", icon
    ):
        return f"material/{named[1]}"
    pattern = str(given.field)
    if COLOUR in pattern:
        return read_colour(text)
    if re.fullmatch("[a-z]+(?:-[a-z0-9]+)+", icon) and icon != text:  # :material-hard-hat:
        return icon.replace("-", "/", 1)
    return icon if "/" in icon and icon != text else text.strip("/")


MENDS: Mapping[str, tuple[str, Callable[[Given], str]]] = {
    "id": ("lu_mot", _word),
    "inconnu": ("lu_mot", _word),
    "literal_error": ("lu_mot", _choice),
    "date": ("lu_date", _date),
    "date_sans_heure": ("lu_date", _midnight),
    "annee": ("lu_valeur", _year),
    "courriel": ("lu_valeur", _mailbox),
    "url": ("lu_valeur", _address),
    "adresse_de_site": ("lu_valeur", _site),
    "telephone": ("lu_valeur", _phone),
    "nombre": ("lu_valeur", _number),
    "valeur": ("lu_valeur", _amount),
    "oui_non": ("lu_valeur", _yes_no),
    "delai": ("lu_valeur", _lead_time),
    "saison": ("lu_valeur", _season),
    "recurrence": ("lu_valeur", _recurrence),
    "string_pattern_mismatch": ("lu_valeur", _form),
}
"""What is read of a text in which the model finds a problem, by its code, and the note that says so."""


REFUSED = frozenset({*MENDS, "model_type", "tuple_type"}) - {"inconnu", "nombre", "delai"}
"""Codes of a text that its field does not take, but for those whose remedy says already when to leave it out."""


# Lists and parts that are written as one text


def names_in(text: str) -> tuple[str, ...]:
    """Return the organisations that a text names one after the other; none where a comma may be of one name.

    « Direction de l’économie, de l’emploi et du travail » is one: what follows a comma in it begins in small letters.
    """
    names = [part.strip() for part in re.split(r"[,;\n]|\bet(?= [A-ZÀ-Ý])", text.rstrip("."))]
    apart = re.search("[,;\n]", text) and all(re.match(r"[A-ZÀ-Ý0-9]", name) for name in names)
    return tuple(names) if apart else ()


NOTHING = re.compile(
    r"[-–—/.?]+|aucune?s?|neant|rien|sans(?: objet)?|n ?[/.]? ?[acrd]|nsp"
    r"|(?:non |in|pas (?:encore )?)(?:connu|renseigne|communique|precise|disponible|defini|determine)e?s?"
)
"""What people write, folded, where they have nothing to write."""


def says_nothing(text: str) -> bool:
    """Whether a text says that there is nothing to say: « aucun », « inconnue », « N/A »."""
    return NOTHING.fullmatch(_folded(text).strip(" ().")) is not None


_ACRONYMS = r"[A-Z0-9]{3,}(?: (?:et|/|\+) [A-Z0-9]{3,})+"
"""Organisations by their initials, « OPPBTP et INRS »: « Santé et Travail » may be one."""


def unquoted(text: str) -> str:
    """Return a text without the French quotes that stand around the whole of it."""
    found = re.fullmatch(rf"\s*«[\s{OTHER_SPACES}]*([^«»]*[^«»\s{OTHER_SPACES}])[\s{OTHER_SPACES}]*»\s*", text)
    return found[1] if found else text


_EACH_QUOTED = re.compile(r"\s*[«“][^«»“”]+[»”](?:(?:\s*[,;]\s*|\s+et\s+)[«“][^«»“”]+[»”])+\s*")


def items_of(text: str, field: Any, words: Words) -> tuple[str, ...]:
    """Return the items of a list that is written as one text; none where it may be a sentence with commas."""
    target = target_of(field)
    inner = inner_model(field.annotation)
    if target and len(words.meant(target, text)) == 1:
        return (text,)
    means = _meant_by(field, target, words)
    if inner is None and not means and not _is_short(field):
        return (names_in(text) if is_named(field) else ()) if re.search("[,;]", text) else (text,)
    text = unquoted(text)
    if _EACH_QUOTED.fullmatch(text):  # « échelle », « escabeau »
        return tuple(one.strip() for one in re.findall("[«“]([^«»“”]+)[»”]", text))
    numbered = re.sub(r"(?m)^\s*\d{1,2}[.)]\s+", "", text)
    parts = [part.strip(f" -–{BULLETS}") for part in re.split(rf"\s*[,;\n{BULLETS}]\s*", numbered)]
    if inner is not None and re.search(r"https?://\S+\s+(?:et\s+)?https?://", text):
        parts = re.findall(r"https?://[^\s,;]+", text)
    if inner is not None and inner.__name__ == "Pilote":
        parts = re.findall("[^ /+]{3,}", text) if re.fullmatch(_ACRONYMS, text) else list(names_in(text) or (text,))
    if len(parts) > 1 and means and not means(parts[-1]):
        last = [part for part in re.split(r"(?:^|\s+)(?:et|ou)\s+", parts[-1]) if part]  # « garages, artisans et TPE »
        parts = [*parts[:-1], *last] if all(map(means, last)) else parts
    for apart in (r"\s+(?:et|ou)\s+", r"\s+(?:et|ou|/|\+|\||[-–—])\s+|/", r"\s+") if means and len(parts) == 1 else ():
        several = [part for part in re.split(apart, text) if part]
        if len(parts) == 1 and means and all(map(means, several)):
            parts = several
    return tuple(part for part in parts if part)


def _meant_by(field: Any, target: str, words: Words) -> Callable[[str], Any] | None:
    """Return what tells whether a text is an item of a list of ids, choices or days; None for other lists."""
    if target:
        return lambda part: words.meant(target, part)
    if choix_of(field.annotation, field.metadata):
        return lambda part: _choice(Given(part, field, words, {}))
    if inner_model(field.annotation) is None and AS_DAY in _marks_of(field):
        return lambda part: len(french_date(part)) == 10
    return None


def _is_short(field: Any) -> bool:
    """Whether the items of a list are words rather than sentences."""
    return choix_of(field.annotation, field.metadata) is not None or any(
        isinstance(one, Short) or (isinstance(one, StringConstraints) and 0 < (one.max_length or 0) <= FEW_SIGNS)
        for one in _marks_of(field)
    )


_WAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Contact": (
        ("courriel", r"\S+@\S+"),
        ("formulaire", rf"(?:https?://|www\.)\S+|{SITE}"),
        ("telephone", r"\+?[\d .]{8,}"),
        ("structure", ".+"),
    ),
    "Lien": (("url", rf"(?:https?://|www\.)\S+|mailto:\S+|{SITE}"),),
    "Fichier": (("chemin", r"[\w./\\-]+\.[a-z]{3,4}"),),
    "CibleTouchee": (("cible", ".+"),),
    "Canal": (("type", ".+"),),
    "Pilote": (("structure", ".+"),),
    "Fonction": (("role", ".+"),),
    "FicheAction": (("numero", r".{1,40}"),),
    "Indicateur": (("nom", ".+"),),
    "Action": (("intitule", ".+"),),
    "Question": (("question", ".+"),),
    "AutreDate": (("debut", r".*\d.*"),),
    "Terme": (("label", ".+"),),
    "Couleurs": (("principale", rf"{COLOUR.strip('^$')}|(?i:rgba?|rvb) ?\(.*\)"),),
    "Agenda": (("url", r"(?:https?|webcals?)://\S+"),),
    "Partenaire": (("url", r"https?://\S+"),),
    "Plan": (("nom", ".+"),),
    "OutilNumerique": (("nom", ".+"),),
    "Organisme": (("nom", ".+"),),
}
"""The key to which a text belongs that stands in the place of a part, by the form that it has."""
LINK = "Consulter la ressource"
_WORDS = {"Lien": LINK, "Fichier": "Télécharger le document"}
"""What is written of a link or a file whose text nobody gave."""


_URL = r"(?:https?://|www\.)[^\s()<>]+"
_AROUND = r"[\s:,;()<>\[\]|–—-]*"
_TWO: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Contact": ("structure", (r"(?P<courriel>[^\s@<>(),;:]+@[^\s@<>(),;:]+)", r"(?P<telephone>\+?\d[\d .]{6,}\d)")),
    "Lien": ("libelle", (rf"(?P<url>{_URL})",)),
}
"""Parts of which two keys stand in one text, as in a mail: « Nom <courriel> », « Le guide : https://… »."""


def _bare(words: str, text: str) -> str:
    """Return words without the signs that set them off from an address; brackets of their own stay."""
    bare = re.sub(rf"^{_AROUND}|{_AROUND}$", "", words)
    return f"{bare})" if bare.count("(") > bare.count(")") and f"{bare})" in text else bare


_SEVERAL = re.compile(r"[,;@/]|\d[\d .]{6,}\d")
"""In who answers: more than one name, or another way to reach them."""


def _two_of(text: str, model: str) -> dict[str, str]:
    """Return the words and the address that a text holds, where it holds one address at one of its ends."""
    name, forms = _TWO.get(model, ("", ()))
    for form in forms:
        if len(re.findall(form, text)) != 1:
            continue
        for order in (
            rf"(?P<words>.+?){_AROUND}(?<![\w/.]){form}{_AROUND}",
            rf"{form}(?=[,;]?[\s>)]){_AROUND}(?P<words>.+)",
        ):
            found = re.fullmatch(order, text)
            words = _bare(found["words"], text) if found else ""
            if found and words and not (name == "structure" and _SEVERAL.search(words)):
                key = next(key for key in found.groupdict() if key != "words")
                return {name: words, key: found[key].rstrip(".,;")}
    return {}


def _three_of(text: str, model: str) -> dict[str, str]:
    """Return who answers, and each way to reach them, where commas or dashes set apart a text that says all of them."""
    parts = [part.strip() for part in re.split(r"\s*[,;|]\s*|\s+[–—-]\s+", text) if part.strip()]
    if model != "Contact" or len(parts) < 3:
        return {}
    found = [next((key for key, form in _WAYS[model] if re.fullmatch(form, part)), "") for part in parts]
    return dict(zip(found, parts, strict=True)) if len({*found}) == len(found) and found[0] == "structure" else {}


ROLES = r"(?:co-?)?pilotes?|(?:co-?)?anima(?:teur|trice)s?|rapporteu(?:r|se)s?|référente?s?|appui|secrétariat"
"""What a structure is in a group, as people add it to its name."""
OFTEN = (
    r"(?:chaque|tous les|toutes les|une fois|deux fois|\d+ fois) .*?"
    r"|(?:bi)?(?:mensuel|trimestriel|semestriel|annuel)(?:le)?s?|(?:bi)?hebdomadaires?|quotidien(?:ne)?s?|ponctuel(?:le)?s?"
)
"""How often something is sent, as people add it to what it is."""
REACHED = re.compile(
    r"(?P<cible>.*?[^\W\d].*?)(?:\s*[(:]|\s[-–—])\s*(?:env(?:\.|iron)\s*)?"
    r"(?P<portee>(?!(?:19|20)\d\d\s*\)?$)\d[\d\s]*)(?<!\s)"
    r"\s*(?:entreprises?|[ée]tablissements?|adh[ée]rents?|personnes?|contacts?)?\s*\)?",
    re.IGNORECASE,
)
"""A target and how many it reaches: « garages (1 200 entreprises) »; not « garages (2025) », which may be a year."""
_FORMS = {
    "Plan": re.compile(r"(?P<nom>.+?)[\s:,(]+(?P<debut>\d{4})\s*[-–/à]\s*(?P<fin>\d{4})\)?"),
    "CibleTouchee": REACHED,
    "Pilote": re.compile(rf"(?P<structure>.+?)(?:\s*[,:(]|\s[-–—])\s*(?P<role>{ROLES})\s*\)?", re.IGNORECASE),
    "Canal": re.compile(rf"(?P<type>.+?)(?:\s*[,:(]|\s[-–—])\s*(?P<frequence>{OFTEN})\s*\)?", re.IGNORECASE),
    "Resultat": re.compile(
        r"(?P<reponse>.*[^\W\d].*?)(?:(?:\s*[,:(]|\s[-–—]|\s)\s*(?P<part>\d[\d.,]*) ?%"
        r"|\s*[(:]\s*(?P<nombre>\d(?: ?\d)*)(?: ?(?:réponses?|personnes?))?)\s*\)?"
    ),
    "Fonction": re.compile(r"(?P<role>.+?)(?:\s*[,:(<]|\s[-–—])\s*(?P<courriel>[^\s@<>(),;:]+@[^\s@<>(),;:]+)\s*[)>]?"),
}
"""Parts of which all keys stand in one text: « PRST 4 (2021-2025) »."""


_DATED = {
    "Jalon": ("date", "intitule", r"\s*[:,–—-]?\s+"),
    "AutreDate": ("debut", "lieu", r"(?:\s*,\s*|\s+)(?:à |au |aux )?"),
}
"""Parts that people write as a date and what takes place then or where, and what stands between the two."""


def _after_a_date(text: str, when: str, what: str, between: str) -> dict[str, str]:
    """Return the two keys of a text that begins with a date: « 2026-03 Publier le guide », « 9 mars 2026 à Lyon »."""
    words = text.split(" ")
    for count in range(min(len(words) - 1, 6), 0, -1):
        said = " ".join(words[:count])
        day, rest = french_date(said.rstrip(" ,:–—-")), text[len(said.rstrip(" ,:–—-")) :]
        found = re.fullmatch(rf"{between}(?P<rest>[^\W\d].*)", rest) if day else None
        if found:
            return {when: day, what: found["rest"]}
    return {}


LONGEST_PART = 600
"""Characters of a text that says the keys of a part."""


def _before_a_date(text: str, when: str, what: str) -> dict[str, str]:
    """Return the two keys of a text that ends with a date: « Diagnostic (mars 2026) », « Lyon : 9 novembre 2026 »."""
    found = re.fullmatch(r"(?P<what>.+?)(?:\s*[(:,]|\s[-–—])\s*(?P<when>[^():,]{4,40})\)?", text)
    day = french_date(found["when"]) if found else ""
    words = found["what"].strip() if found else ""
    return {when: day, what: words} if day and re.search(r"[^\W\d]", words) else {}


def _dated(text: str, model: str) -> dict[str, str]:
    """Return the keys of a part that is written as its date and what takes place then or where."""
    if model not in _DATED:
        return {}
    when, what, between = _DATED[model]
    return _after_a_date(text, when, what, between) or _before_a_date(text, when, what)


def part_of(text: str, model: type[BaseModel]) -> dict[str, str]:
    """Return the keys of a part that is written as one text; none where nobody can tell."""
    if len(text) > LONGEST_PART:
        return {}
    if model.__name__ == "Appui" and slugify(text):
        return {"id": slugify(text), "nom": text}
    text = (model.__name__ == "Lien" and _shown_twice(text)) or text
    if (
        share := re.fullmatch(r"(\d[\d.,]* ?%)\s*(?:[:–-]\s*|de\s+|d’)?(\D.*)", text)
        if model.__name__ == "Resultat"
        else None
    ):
        text = f"{share[2]} {share[1]}"
    if several := _two_of(text, model.__name__) or _three_of(text, model.__name__):
        return several
    if model.__name__ in _FORMS and (found := _FORMS[model.__name__].fullmatch(text)):
        return {key: value for key, value in found.groupdict().items() if value}
    if dated := _dated(text, model.__name__):
        return dated
    if model.__name__ == "Contact" and "@" in text and re.search(r"\s", text):
        return {}
    for key, form in _WAYS.get(model.__name__, ()):
        if re.fullmatch(form, text):
            return {"libelle": _WORDS[model.__name__], key: text} if model.__name__ in _WORDS else {key: text}
    return {}


def is_of_list(field: Any) -> bool:
    """Whether a field holds a list."""
    return is_list(field.annotation)


def named_like(key: str, spellings: Mapping[str, str]) -> str:
    """Return the key of the model that a written one is; '' for none."""
    said = plain(key)
    return spellings.get(said) or spellings.get(said.rstrip("s")) or ""
