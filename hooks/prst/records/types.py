"""Field types of the records: every value comes as text and is typed here, never by YAML."""

import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from prst.records import markdown, urls
from prst.records.dates import FIRST_YEAR, LAST_YEAR, Duree, PartialDate, Saison, parse_partial_date
from prst.records.fuseaux import zone_names

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID_LENGTH = 100
_DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
RESERVED_IDS: Mapping[str, str] = {
    **dict.fromkeys(("page", "index", "pitchs"), "une page du site porte déjà ce nom"),
    **dict.fromkeys(_DEVICES, "Windows le garde pour lui : le dépôt ne pourrait pas y être copié"),
}
"""Ids that would collide with the addresses of list pages and of the pitches, or that Windows gives to no file,
whatever its extension (Microsoft, "Naming Files, Paths, and Namespaces"); and why, in French."""

_MARKS = re.compile("[\u0300-\u036f]+")
"""Combining diacritical marks: all that French has."""
OTHER_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that look like the one of the keyboard (Unicode category Zs), as Word and web pages put them in."""
_OTHER_SPACE = re.compile(f"[{OTHER_SPACES}]")
_SPACES = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
"""What a single space replaces; a lone space is left alone, which is most of them."""
BREAKABLE = re.compile(r" (?:(?=[:;?!»%][:;?!»]*(?:[ \u00a0\n.,;)…]|$))|(?<=« ))")
"""Spaces at which a line would break badly: before high punctuation, inside guillemets."""
ALONE = ":;?!«»–—-"
"""Punctuation that French writes between spaces."""
_ID = re.compile(ID_PATTERN, re.ASCII)
_EMAIL = re.compile(r"[A-Za-z0-9.!$'*+/^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", re.ASCII)
_EXAMPLES = r"(?:example(?:\.(?:org|com|net|fr))?|(?:exemple|structure|votre-structure)\.fr|invalid|test|localhost)"
_EXAMPLE_DOMAIN = re.compile(rf"(?:^|\.){_EXAMPLES}$")
"""Domains of RFC 2606, and those that our own guides show."""
_PHONE = re.compile(r"(?![1-9](?:[ .]?[0-9]){8}\s*$)\+?[0-9](?:[ .]?[0-9]){2,14}", re.ASCII)
"""Not nine figures without the 0 before them, which spreadsheets take for a number and drop."""
_NUMBER = re.compile(r"[0-9]{1,3}(?: ?[0-9]{3}){0,4}|[0-9]{1,9}", re.ASCII)
_AMOUNT = re.compile(r"[-\u2212]?(?:[0-9]{1,3}(?: ?[0-9]{3}){0,2}|[0-9]{1,9})(?:[.,][0-9]{1,4})?", re.ASCII)
"""A measured value of at most nine figures, with at most four decimals after a comma or a full stop."""
_PEOPLE = re.compile(r"[0-9]{1,2}(?: ?[0-9]{3}){0,2}|[0-9]{3}(?: ?[0-9]{3})?|[0-9]{1,8}", re.ASCII)
"""A count of people or companies: fewer than 100 million."""
_YES_NO = {"oui": True, "non": False, "true": True, "false": False}
_WEEKS, _WORKING_DAYS = 52, 260
"""Most of a lead time: a year."""
_LEAD_TIME = re.compile(r"(?P<nombre>-?\d{1,4}) ?(?:(?P<semaines>semaines?)|jours? ouvres?)", re.ASCII)
_RULE_PARTS = {
    "FREQ": r"YEARLY|MONTHLY|WEEKLY|DAILY",
    "INTERVAL": r"[1-9]\d{0,5}",
    "COUNT": r"[1-9]\d{0,5}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "WKST": r"MO|TU|WE|TH|FR|SA|SU",
    "BYDAY": r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)",
    "BYMONTH": r"\d{1,2}",
    **dict.fromkeys(("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"), r"[+-]?\d{1,3}"),
}
"""Parts of a recurrence rule (RFC 5545, section 3.3.10); those whose name begins with BY may be lists. dateutil takes
more than that, which no calendar reads; parts of hours would cost a build dear."""
_RULE_PART = re.compile(
    "|".join(
        rf"({name})=(?:{value}){f'(?:,(?:{value}))*' if name.startswith('BY') else ''}"
        for name, value in _RULE_PARTS.items()
    ),
    re.ASCII,
)


def percent(part: float, whole: float) -> int:
    """Return a part of a whole that is not zero, in percent; a half goes up, as people round: 12.5 gives 13.

    What is less than the whole is never said to be all of it: 99.6 gives 99.
    """
    rounded = int((200 * part + whole) // (2 * whole))
    return min(rounded, 99) if part < whole else rounded


def fold(text: str) -> str:
    """Return the text in lower case without accents, ligatures or typographic apostrophes, for comparisons.

    The browser's search does the same, step by step (hooks/javascripts/recherche/mots.js).
    """
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()  # browsers have no casefold()
    return text.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss").replace("’", "'")


@dataclass(frozen=True)
class Reference:
    """Marks a field whose value is the id of a record or of a vocabulary term."""

    target: str
    """Folder or vocabulary that holds the id: `cibles`, `formats`…"""


@dataclass(frozen=True)
class Named:
    """Marks a field whose value is the id of a record, or the name of something that has no record."""

    target: str
    """Folder that may hold the id."""


@dataclass(frozen=True)
class Local:
    """Marks an id that parts of one file bear, or by which others of the same file name them."""

    target: str
    """The list of the file that holds them."""
    bears: bool = False


@dataclass(frozen=True)
class Reach:
    """Marks a field by which somebody is reached: what stands there should be that of a function, of no person."""

    target: str = ""


@dataclass(frozen=True)
class Written:
    """Marks a field whose value is French that readers see, and whose typography is looked at."""

    target: str = ""


WRITTEN = Written()


@dataclass(frozen=True)
class Short:
    """Marks a text that is a word or two: commas part several of them that are written on one line."""


def _as_text(value: Any) -> str:
    """Return what is written in one word: a space that cannot be told from the keyboard's is read as that one."""
    if not isinstance(value, str):
        raise PydanticCustomError("texte_attendu", "expected a text")
    return (value if value.isascii() else _OTHER_SPACE.sub(" ", value)).strip()


def is_id(text: str) -> bool:
    """Whether a text may be the id of a record or term: those that `slugify` leaves as they are."""
    return bool(_ID.fullmatch(text)) and len(text) <= ID_LENGTH


def _parse_id(value: Any) -> str:
    return _id_of(_as_text(value))


@lru_cache(maxsize=1 << 15)
def _id_of(text: str) -> str:
    """Return an id: each stands in many records, and once in memory."""
    if not is_id(text):
        raise PydanticCustomError("id", "not an id", {"suggestion": slugify(text)})
    return sys.intern(text)


def slugify(text: str) -> str:
    """Return the id that resembles the text most; empty where nothing is left of it."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))[:ID_LENGTH].strip("-")


def _parse_url(value: Any) -> str:
    text = _as_text(value)
    scheme = text.partition(":")[0].lower()
    try:
        if scheme == "mailto":
            _parse_email(urls.mailbox_of(text))
        elif scheme != "tel":
            urls.check_web_address(text if scheme in ("http", "https") else "")
        elif " " in text or not _PHONE.fullmatch(text[4:]):
            raise urls.AddressError
    except urls.AddressError as error:
        raise PydanticCustomError("url", "not public", {"raison": error.reason, "remede": error.remedy}) from None
    return text


PAGE = re.compile(r"[^/]*\.(?:html?|php)$", re.IGNORECASE)
"""Ends the address of a page, to which no path can be added."""


def _parse_site_address(value: Any) -> str:
    text = _parse_url(value)
    if not text.lower().startswith(("http://", "https://")) or "?" in text or "#" in text or PAGE.search(text):
        raise PydanticCustomError("adresse_de_site", "not the address of a site, to which paths are added")
    return text


def _parse_zone(value: Any) -> str:
    try:
        return zone_names()[_as_text(value).casefold()]
    except KeyError:
        raise PydanticCustomError("fuseau_inconnu", "not in the time zone database") from None


def _parse_email(value: Any) -> str:
    text = _as_text(value)
    if len(text) > 254 or not _EMAIL.fullmatch(text):  # RFC 5321, section 4.5.3.1.3
        raise PydanticCustomError("courriel", "not a mailbox")
    if _EXAMPLE_DOMAIN.search(text.rpartition("@")[2].lower()):
        raise PydanticCustomError("courriel_exemple", "a mailbox of a reserved domain (RFC 2606)")
    return text


def _parse_phone(value: Any) -> str:
    text = _as_text(value)
    if not _PHONE.fullmatch(text):
        raise PydanticCustomError("telephone", "not a telephone number")
    return text


def _parse_number(value: Any) -> int:
    text = _as_text(value)
    if not _NUMBER.fullmatch(text):
        raise PydanticCustomError("nombre", "not a whole number")
    return int(re.sub(r"\D", "", text))


def _parse_amount(value: Any) -> float:
    text = _as_text(value)
    if not _AMOUNT.fullmatch(text):
        raise PydanticCustomError("valeur", "not a number")
    return float(text.replace(" ", "").replace(",", ".").replace("\u2212", "-"))


def _parse_people(value: Any) -> int:
    text = _as_text(value)
    if text[:1] in ("-", "\u2212") and _NUMBER.fullmatch(text[1:].lstrip()):
        raise PydanticCustomError("nombre_negatif", "less than nothing")
    number = _parse_number(text)
    if not _PEOPLE.fullmatch(text):
        raise PydanticCustomError("nombre_excessif", "more than there are people in France")
    return number


def _parse_year(value: Any) -> int:
    text = _as_text(value)
    if not re.fullmatch(_YEAR, text, re.ASCII):
        raise PydanticCustomError("annee", "not a year")
    return int(text)


def _parse_yes_no(value: Any) -> bool:
    if isinstance(value, bool):  # the default of a key that is absent
        return value
    try:
        return _YES_NO[_as_text(value).lower()]
    except KeyError:
        raise PydanticCustomError("oui_non", "neither yes nor no") from None


def _parse_partial(value: Any) -> PartialDate:
    try:
        return parse_partial_date(_as_text(value))
    except LookupError:
        raise PydanticCustomError("date_inexistante", "no such day") from None
    except PydanticCustomError:
        raise
    except ValueError as error:
        raise PydanticCustomError("date", "not a date", {"suggestion": str(error)}) from None


_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})", re.ASCII)
"""How forms write a day that they keep as a moment (RFC 3339): its first one, and where it was counted."""


def _parse_day_or_less(value: Any) -> PartialDate:
    midnight = _MIDNIGHT.fullmatch(value) if isinstance(value, str) else None
    parsed = _parse_partial(midnight[1] if midnight else value)
    if parsed.has_time:
        raise PydanticCustomError("date_sans_heure", "a date without hour is expected")
    return parsed


def _parse_day(value: Any) -> date:
    try:
        parsed = _parse_day_or_less(value)
    except PydanticCustomError as error:
        if error.type != "date":
            raise
        raise PydanticCustomError("date", "not a day", {**(error.context or {}), "jour": True}) from None
    if not parsed.is_full:
        raise PydanticCustomError("date_complete", "a full date is expected")
    return parsed.first_day


def _parse_season(value: Any) -> Saison:
    text = _as_text(value)
    if not _SEASON.fullmatch(text):
        raise PydanticCustomError("saison", "not two days of a year")
    month, day, last_month, last_day = (int(number) for number in re.findall(r"[0-9]+", text))
    return Saison((month, day), (last_month, last_day))


def _parse_lead_time(value: Any) -> Duree:
    text = _as_text(value)
    found = _LEAD_TIME.fullmatch(fold(text))
    if not found:
        raise PydanticCustomError("delai", "not a lead time", {"suggestion": _lead_time_meant(fold(text))})
    duree = Duree(int(found["nombre"]), bool(found["semaines"]))
    if duree.nombre < 1:
        raise PydanticCustomError("delai_nul", "no time at all")
    if duree.nombre > (_WEEKS if duree.en_semaines else _WORKING_DAYS):
        raise PydanticCustomError("delai_excessif", "more than a year")
    return duree


def _lead_time_meant(text: str) -> str:
    """Return the lead time that some words may mean, as it is to be written; '' for none."""
    said = re.fullmatch(r"(?:environ )?(\d{1,2}|une?) ?(mois|semaines?|jours?)(?: ouvrables?)?", text, re.ASCII)
    if not said:
        return ""
    count = int(said[1]) if said[1].isdecimal() else 1
    meant = Duree(count * 4, True) if said[2] == "mois" else Duree(count, said[2].startswith("semaine"))
    return str(meant) if 1 <= meant.nombre <= _WEEKS else ""


def _parse_recurrence(value: Any) -> str:
    from dateutil.rrule import rrulestr  # costs 40 ms and few records recur

    given = _as_text(value)
    text = re.sub(r"UNTIL=(\d{4})-(\d\d)-(\d\d)", r"UNTIL=\1\2\3", given.upper().removeprefix("RRULE:"))
    error = PydanticCustomError("recurrence", "not a recurrence rule (RFC 5545, section 3.3.10)")
    parts = [_RULE_PART.fullmatch(part) for part in text.split(";")]
    names = [part[part.lastindex] for part in parts if part and part.lastindex]
    if not given.isascii() or len(text) > 200:
        raise error
    if len(names) < len(parts) or len(set(names)) < len(names) or "FREQ" not in names:
        raise error
    if "COUNT" in text and "UNTIL" in text:  # "MUST NOT occur in the same 'recur'"
        raise error
    # dateutil would scan eight thousand years of days
    if re.search("FREQ=(DAILY|WEEKLY)", text) and re.search(r"BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYSETPOS", text):
        raise error
    try:  # some faults show only when dateutil looks for a day
        first = next(iter(rrulestr(text, dtstart=datetime(2024, 1, 1), ignoretz=True)), None)
    except (ValueError, TypeError, KeyError, AttributeError, LookupError, ArithmeticError):
        raise error from None
    if first is None and "UNTIL" not in text:
        raise error
    return text


def _fold_choice(value: Any) -> Any:
    return re.sub(r"[\s-]+", "_", fold(_as_text(value).strip()))


def _collapse(value: Any) -> Any:
    """Return a text on one line, as feeds, calendars and mail subjects want it, with French no-break spaces."""
    if not isinstance(value, str):
        return value
    if "  " in value or not value.isprintable():  # a quarter of the time of the search, which most texts are spared
        value = _SPACES.sub(" ", value)
    return BREAKABLE.sub("\u00a0", value.strip())


def _check_markdown(text: str) -> str:
    if markdown.crowded(text) is not None:
        raise PydanticCustomError("crochets", "takes too long to read")
    try:
        markdown.check(text)
    except urls.AddressError as error:
        values = {"lien": error.href, "raison": error.reason, "remede": error.remedy}
        raise PydanticCustomError("lien_de_fiche", "a link that leads nowhere", values) from None
    return text


def _check_whole_addresses(text: str) -> str:
    """Refuse relative links: what is passed on is read elsewhere."""
    for href in markdown.relative(text):
        values = {"lien": href, "raison": "", "remede": markdown.WHOLE}
        raise PydanticCustomError("lien_de_fiche", "a link that leads nowhere elsewhere", values)
    return text


_A_MAILBOX = r"[^\s@]@[^\s@]+\.[A-Za-z]{2}"
NAME_ALONE = f"(?!.*{_A_MAILBOX}).*"
"""A name beside which no mailbox stands, on one line."""


def _check_name(text: str) -> str:
    """Refuse a name with its mailbox, which has a key of its own."""
    if "@" in text and not re.fullmatch(NAME_ALONE, text):
        raise PydanticCustomError("nom_et_courriel", "a name and a mailbox")
    return text


def _tidy(text: str) -> str:
    """Return a text with one empty line between its paragraphs, and French no-break spaces."""
    lines = "\n".join(_collapse(line) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines)


def count_words(text: str) -> int:
    """Return how many words a text has; punctuation that stands alone, as French writes it, is none."""
    return sum(bool(one.strip(ALONE)) for one in text.split())


@dataclass(frozen=True)
class Words:
    """Bounds a text to a number of words, for the check and for editors alike."""

    most: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the text, whose words are then counted."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of editors: the bound of the text's length stands before that of its words."""
        found = handler(schema)
        length = str(found["pattern"]).removeprefix("^")
        one = rf"[{re.escape(ALONE)}]*[^\s{re.escape(ALONE)}]\S*"
        between = rf"\s+(?:[{re.escape(ALONE)}]+\s+)*"
        words = (
            rf"(?:[{re.escape(ALONE)}]+\s+)*{one}(?:{between}{one}){{0,{self.most - 1}}}(?:\s+[{re.escape(ALONE)}]+)*"
        )
        says = f"Écrivez un texte, de {self.most} mots au plus."
        return {**found, "pattern": rf"^(?={length})\s*{words}\s*$", "patternErrorMessage": says}

    def _check(self, text: str) -> str:
        count = count_words(text)
        if not 0 < count <= self.most:
            raise PydanticCustomError("trop_de_mots", "too many words", {"mots": count, "limite": self.most})
        return text


def _parse_code(value: Any) -> str:
    text = _as_text(value)
    return _parse_id(text.lower() if text.isascii() else text)  # the INSEE code of Corse-du-Sud is 2A


# What editors are told of each type (JSON Schema). An editor types a plain scalar before it asks the schema, as YAML
# 1.2 does (section 10.3.2): `9.3` is a number by then, `true` a boolean. What the parsers above accept is accepted,
# however an editor typed it; what they refuse is refused, as far as a schema can tell.


def any_case(pattern: str) -> str:
    """Return the regular expression of words in capitals or not: JSON Schema knows no flags."""
    return re.sub("[a-z]", lambda found: f"[{found[0].upper()}{found[0]}]", pattern)


def spelled_like(choice: str) -> str:
    """Return the regular expression of what `Choice` reads as a choice."""
    accented = {char: "".join(one for one in map(chr, range(0xC0, 0x100)) if fold(one) == char) for char in choice}
    letters = (r"(?:_|[\s-]+)" if char == "_" else f"[{char}{char.upper()}{accented[char]}]" for char in choice)
    return rf"^\s*{''.join(letters)}\s*$"


def _schema(pattern: str, says: str, *types: str, **more: Any) -> WithJsonSchema:
    """Return the schema of a text that matches the pattern; `says` is what Visual Studio Code tells otherwise."""
    return WithJsonSchema(
        {"type": ["string", *types] if types else "string", "pattern": pattern, "patternErrorMessage": says, **more}
    )


def _text(limit: int, one: str, without: str = "") -> WithJsonSchema:
    """Return the schema of a text of `limit` signs at most, of which `one` takes one; spaces around it do not count.

    `without` is what may not stand in it.
    """
    lacks = rf"(?![\s\S]*{without})" if without else ""
    pattern = rf"^{lacks}\s*\S(?:{one}{{0,{limit - 2}}}\S)?\s*$"
    return _schema(pattern, f"Écrivez un texte, de {limit} signes au plus.", "number", "boolean")


def _up_to(limit: int) -> str:
    """Return the beginning of a pattern for a word of at most `limit` signs; spaces around it do not count."""
    return rf"(?=\S{{1,{limit}}}\s*$)"


_ONE = r"(?:[^ \t\r\n]|[ \t\r\n]+(?![ \t\r\n]))"
"""A sign of a text on one line: spaces that follow each other are one."""
_DIGITS = 15
"""The most that a `Number` or a `Phone` has."""
_MONTH = "(?:0[1-9]|1[0-2])"
_YEAR = "(?:19[0-9]{2}|20[0-9]{2}|2100)"
_DAY = f"{_YEAR}-(?:{_MONTH}-(?:0[1-9]|[12][0-9])|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)"
_TIME = "[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::00)?"
_DAY_OF_YEAR = rf"(?:{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
"""A day that every year has."""
_SEASON = re.compile(rf"{_DAY_OF_YEAR}/{_DAY_OF_YEAR}")
_YEARS = {"minimum": FIRST_YEAR, "maximum": LAST_YEAR}
_SPACE = f"[ {OTHER_SPACES}]"
_SIGN = r'[^\s<>"\\^`{|}]'
_HOST = r"[^/?#@]*\.[^/?#@]*"
_AFTER = rf"(?:[?#]{_SIGN}*)?\s*$"
_EXAMPLE = rf"(?:[^?#]*\.)?{any_case(_EXAMPLES)}"

Word = Annotated[str, StringConstraints(min_length=1, max_length=80), BeforeValidator(_collapse), _text(80, _ONE)]
Line = Annotated[
    str, WRITTEN, StringConstraints(min_length=1, max_length=250), BeforeValidator(_collapse), _text(250, _ONE)
]
Somebody = Annotated[Line, Reach()]
"""Who answers: a function rather than a person."""
Term = Annotated[Line, Short()]
"""A word by which something is called."""
Paragraph = Annotated[
    str, WRITTEN, StringConstraints(min_length=1, max_length=600), BeforeValidator(_collapse), _text(600, _ONE)
]
Markdown = Annotated[
    str,
    WRITTEN,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    AfterValidator(_check_markdown),
    _text(20_000, r"[\s\S]"),
]
Prose = Annotated[
    str, WRITTEN, StringConstraints(min_length=1, max_length=2_000), BeforeValidator(_collapse), _text(2_000, _ONE)
]
"""One paragraph that is passed on; `Words` bounds it."""
Message = Annotated[
    str,
    WRITTEN,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000),
    AfterValidator(_tidy),
    _text(4_000, r"[\s\S]"),
]
"""Paragraphs without any mark, as a mail holds them."""
Article = Annotated[
    str,
    WRITTEN,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=6_000),
    AfterValidator(_check_markdown),
    AfterValidator(_check_whole_addresses),
    _text(6_000, r"[\s\S]"),
]
"""Markdown that is read elsewhere: its links say the whole address."""
Id = Annotated[
    str,
    PlainValidator(_parse_id),
    _schema(rf"^\s*{_up_to(ID_LENGTH)}{ID_PATTERN}\s*$", "Écrivez un identifiant.", "integer", "boolean", minimum=0),
]
Url = Annotated[
    str,
    PlainValidator(_parse_url),
    _schema(
        rf"^\s*(?={_SIGN}{{1,2000}}\s*$)(?:{any_case('https?')}://{_HOST}(?:[/?#]|$)|{any_case('tel')}:{_PHONE.pattern}{_AFTER}"
        rf"|{any_case('mailto')}:(?!//|[^?#]*@{_EXAMPLE}(?:[?#]|$)){_EMAIL.pattern}{_AFTER})",
        "Écrivez une adresse complète, qui commence par https://.",
    ),
]
SiteAddress = Annotated[
    str,
    PlainValidator(_parse_site_address),
    _schema(
        rf"^\s*(?={_SIGN}{{1,2000}}\s*$)(?!.*[.](?:{any_case('html?|php')})\s*$){any_case('https?')}://{_HOST}(?:/[^?#]*)?$",
        "Écrivez l’adresse d’un site, qui commence par https://, sans « ? » ni « # ».",
    ),
]
Zone = Annotated[
    str,
    PlainValidator(_parse_zone),
    _schema(r"^\s*[A-Za-z][A-Za-z0-9_+/-]+\s*$", "Écrivez le nom d’un fuseau horaire, comme Indian/Reunion."),
]
"""A name of the time zone database (IANA)."""
Email = Annotated[
    str,
    Reach(),
    PlainValidator(_parse_email),
    _schema(
        rf"^\s*{_up_to(254)}(?![^@]*@{_EXAMPLE}\s*$){_EMAIL.pattern}\s*$",
        "Écrivez l’adresse d’une boîte fonctionnelle.",
    ),
]
Phone = Annotated[
    str,
    PlainValidator(_parse_phone),
    _schema(
        rf"^\s*{_PHONE.pattern.replace('[ .]', f'[ .{OTHER_SPACES}]')}\s*$",
        "Écrivez un numéro de téléphone.",
        "number",
        minimum=0,
        maximum=10**_DIGITS - 1,
    ),
]
Number = Annotated[
    int,
    PlainValidator(_parse_number),
    _schema(
        rf"^\s*(?:{_NUMBER.pattern.replace(' ', _SPACE)})\s*$",
        "Écrivez un nombre entier.",
        "integer",
        minimum=0,
        maximum=10**_DIGITS - 1,
    ),
]
Amount = Annotated[
    float,
    PlainValidator(_parse_amount),
    _schema(
        rf"^\s*(?:{_AMOUNT.pattern.replace(' ', _SPACE)})\s*$",
        "Écrivez un nombre, sans unité.",
        "number",
        minimum=1 - 10**9,
        maximum=10**9 - 1,
    ),
]
"""A measured value, perhaps with decimals or less than nothing."""
Share = Annotated[
    Amount,
    _schema(
        rf"^\s*(?=(?:{_AMOUNT.pattern.replace(' ', _SPACE)})\s*$)(?:[-\u2212][0\s]+(?:[.,]0+)?"
        r"|[0\s]*(?:100(?:[.,]0+)?|[0-9]{1,2}(?:[.,][0-9]+)?))\s*$",
        "Écrivez un pourcentage, de 0 à 100, sans signe.",
        "number",
        minimum=0,
        maximum=100,
    ),
]
"""A value in percent."""
People = Annotated[
    int,
    PlainValidator(_parse_people),
    _schema(
        rf"^\s*(?:{_PEOPLE.pattern.replace(' ', _SPACE)})\s*$",
        "Écrivez un nombre entier, sans unité.",
        "integer",
        minimum=0,
        maximum=10**8 - 1,
    ),
]
"""How many people or companies there are, or were reached."""
Year = Annotated[
    int,
    PlainValidator(_parse_year),
    _schema(rf"^\s*{_YEAR}\s*$", "Écrivez les quatre chiffres d’une année.", "integer", **_YEARS),
]
YesNo = Annotated[
    bool,
    PlainValidator(_parse_yes_no),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["oui", "non"]},
                {"type": "boolean"},
                {"type": "string", "pattern": rf"^\s*(?:{any_case('|'.join(_YES_NO))})\s*$"},
            ]
        }
    ),
]
YES = {"anyOf": [{"const": True}, {"type": "string", "pattern": rf"^\s*(?:{any_case('oui|true')})\s*$"}]}
"""The schema of a `YesNo` that says yes."""
AS_DAY = PlainValidator(_parse_day)
"""Marks a field whose value is a whole day."""
Day = Annotated[date, AS_DAY, _schema(rf"^\s*{_DAY}\s*$", "Écrivez AAAA-MM-JJ.")]
DayOrLess = Annotated[
    PartialDate,
    PlainValidator(_parse_day_or_less),
    _schema(rf"^\s*(?:{_DAY}|{_YEAR}(?:-{_MONTH})?)\s*$", "Écrivez AAAA-MM-JJ, AAAA-MM ou AAAA.", "integer", **_YEARS),
]
When = Annotated[
    PartialDate,
    PlainValidator(_parse_partial),
    _schema(
        rf"^\s*(?:{_DAY}(?:{_TIME})?|{_YEAR}(?:-{_MONTH})?)\s*$",
        "Écrivez AAAA-MM-JJ, AAAA-MM-JJTHH:MM, AAAA-MM ou AAAA.",
        "integer",
        **_YEARS,
    ),
]
Season = Annotated[
    Saison,
    PlainValidator(_parse_season),
    _schema(rf"^\s*{_SEASON.pattern}\s*$", "Écrivez MM-JJ/MM-JJ, par exemple 06-01/09-15."),
]
Delai = Annotated[
    Duree,
    PlainValidator(_parse_lead_time),
    _schema(
        rf"^\s*(?:0*(?:[1-9]|[1-4][0-9]|5[0-2]){_SPACE}?{any_case('semaines?')}"
        rf"|0*(?:[1-9]|[1-9][0-9]|1[0-9]{{2}}|2[0-5][0-9]|260){_SPACE}?{any_case('jours? ouvr')}[eEéÉ][sS]?)\s*$",
        "Écrivez un délai, par exemple « 3 semaines » ou « 10 jours ouvrés ».",
    ),
]
"""How long beforehand something is to be asked for."""
Recurrence = Annotated[
    str,
    PlainValidator(_parse_recurrence),
    _schema(
        rf"(?:^|[:;]){any_case('freq')}=(?:{any_case('yearly|monthly|weekly|daily')})(?:;|\s*$)",
        "Écrivez une règle, par exemple FREQ=YEARLY.",
        maxLength=210,
    ),
]
Choice = BeforeValidator(_fold_choice)
"""Before a Literal: accents, capitals and spaces of the written choice do not matter."""


@dataclass(frozen=True)
class Libelle:
    """What a choice is called, a sentence on what it means where pages say one, and what else people write for it."""

    nom: str
    phrase: str = ""
    dits: tuple[str, ...] = ()


class Choix:
    """Marks a field that takes one of some choices, with the label of each: the words of a Literal, in its order."""

    def __init__(self, **libelles: Libelle) -> None:
        self.libelles = libelles

    def __getitem__(self, value: str) -> Libelle:
        """Return what a choice is called."""
        return self.libelles[value]


def choix_of(annotation: Any, metadata: Sequence[Any] = ()) -> Choix | None:
    """Return the choices that the annotation of a field marks, or None."""
    marks = [mark for mark in metadata if isinstance(mark, Choix)]
    return marks[0] if marks else next(filter(None, (_marked(part) for part in get_args(annotation))), None)


def _marked(part: Any) -> Choix | None:
    return choix_of(part, part.__metadata__) if get_origin(part) is Annotated else None


CibleId = Annotated[Id, Reference("cibles")]
LivrableId = Annotated[Id, Reference("livrables")]
RelaisId = Annotated[Id, Reference("relais")]
GroupeId = Annotated[Id, Reference("groupes")]
StructureId = Annotated[Id, Reference("structures")]
StructureNommee = Annotated[
    Line,
    Named("structures"),
    AfterValidator(_check_name),
    _text(250, _ONE, _A_MAILBOX),
]
FormatId = Annotated[Id, Reference("formats")]
ThemeId = Annotated[Id, Reference("themes")]
SecteurId = Annotated[Id, Reference("secteurs")]
CompetenceId = Annotated[Id, Reference("competences")]
TerritoireId = Annotated[
    str,
    PlainValidator(_parse_code),
    _schema(
        rf"^\s*{_up_to(ID_LENGTH)}{ID_PATTERN.replace('a-z', 'A-Za-z')}\s*$",
        "Écrivez un code de département.",
        "integer",
        "boolean",
        minimum=0,
    ),
    Reference("territoires"),
]
