"""Dates, numbers and plurals as French writes them."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from prst.records.dates import PartialDate
from prst.records.types import BREAKABLE, fold

NBSP = "\u00a0"
_DAY = re.compile(r"\d+(?:er)? \D")
"""How a date begins that has a day."""
_GUILLEMETS = re.compile(r"«\s*(.*?)\s*»")


def unbroken(text: str) -> str:
    """Return a text whose lines end neither before high punctuation nor inside guillemets."""
    return BREAKABLE.sub(NBSP, text)


@lru_cache(maxsize=4096)
def long_date(value: date | PartialDate) -> str:
    """Return « 3 mars 2026 », « mars 2026 » or « 2026 », with the hour where it is known (« à 14 h 30 »)."""
    if not value.month:
        return f"{value.year}"
    if not value.day:
        return f"{_month_name(value.month)} {value.year}"
    text = f"{_day(value.day)} {_month_name(value.month)} {value.year}"
    if isinstance(value, date) or not value.has_time:
        return text
    return f"{text} à {hour(value.hour, value.minute)}"


def hour(hours: int, minutes: int) -> str:
    """Return « 9 h » or « 14 h 30 »."""
    return f"{hours}{NBSP}h{f'{NBSP}{minutes:02}' if minutes else ''}"


def month(first: date) -> str:
    """Return « novembre 2026 »."""
    return f"{_month_name(first.month)} {first.year}"


@cache
def _month_name(number: int) -> str:
    """Return the name of a month: Babel takes 40 µs for a whole date, and a site has thousands of days."""
    return format_date(date(2000, number, 1), "MMMM", locale="fr")


def of(text: str) -> str:
    """Return « de mars 2026 » or « d’octobre 2026 »."""
    return f"d’{text}" if text[0] in "ao" else f"de {text}"


def from_to(first: str, last: str) -> str:
    """Return « de janvier à mars 2026 » or « du 3 mars au 1er avril 2026 » of two dates in words.

    A year that they share is said once.
    """
    start = first.removesuffix(f" {last[-4:]}")
    since = f"du {start}" if _DAY.match(start) else of(start)
    return f"{since} {'au' if _DAY.match(last) else 'à'} {last}"


def of_month(first: date) -> str:
    """Return « de novembre 2026 » or « d’avril 2026 »."""
    return of(month(first))


def listed(texts: Iterable[str]) -> str:
    """Return several texts as one: « Cafés, hôtels ; TPE et PME », since each may have commas of its own."""
    return f"{NBSP}; ".join(texts)


def cited(text: str) -> str:
    """Return a name between guillemets: « Semaine de la “QVT” », since those of its own would stand in them."""
    inner = _GUILLEMETS.sub(r"“\1”", text)
    return f"«{NBSP}{inner}{NBSP}»"


def followed(title: str, text: str) -> str:
    """Return a title and what is said of it: « Salon, le 2 mai », but « Et si on en parlait ? Le 2 mai »."""
    return f"{title} {text[:1].upper()}{text[1:]}" if title.endswith(("?", "!", "…", ".")) else f"{title}, {text}"


def copied(name: str, day: date | None) -> str:
    """Return a name with the day of its copy, where that is known: « Salons (copie du 3 mars 2026) »."""
    return f"{name} (copie du {long_date(day)})" if day else name


def _day(number: int) -> str:
    return "1er" if number == 1 else str(number)


@lru_cache(maxsize=4096)
def span(first: date, last: date) -> str:
    """Return « le 28 avril 2026 », « du 16 au 20 juin 2026 », « du 29 septembre au 1er octobre 2020 »."""
    if last <= first:
        return f"le {long_date(first)}"
    if first.year != last.year:
        start = long_date(first)
    elif first.month != last.month:
        start = f"{_day(first.day)} {_month_name(first.month)}"
    else:
        start = _day(first.day)
    return f"du {start} au {long_date(last)}"


def night(first: PartialDate, last: PartialDate) -> str:
    """Return « du 5 janvier à 22 h au 6 janvier 2027 à 2 h » of two days with their hours."""
    start = long_date(first)
    if first.year == last.year:
        start = start.replace(f" {first.year}", "", 1)
    return f"du {start} au {long_date(last)}"


def iso(value: date | PartialDate) -> str:
    """Return the ISO 8601 text of a date, for `<time datetime>` and metadata."""
    return str(value)


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """Return the number with French thousands separators."""
    return format_decimal(value, locale="fr")


def weight(octets: int) -> str:
    """Return « 850 ko » or « 1,2 Mo », as file managers count: a thousand octets make a kilo-octet."""
    if octets < 999_500:
        return f"{max(round(octets / 1000), 1)}{NBSP}ko"
    return f"{format_decimal(round(octets / 1_000_000, 1), locale='fr')}{NBSP}Mo"


def share(percents: float, part: float) -> str:
    """Return a share of a whole, already rounded: « 40 % »; a part that is not nothing is never said to be 0 %."""
    return f"{'moins de 1' if part > 0 and not percents else number(percents)}{NBSP}%"


def plural(count: float, one: str, many: str) -> str:
    """Return « 1 livrable », « 3 livrables »; zero is singular in French."""
    return f"{number(count)}{NBSP}{one if count < 2 else many}"


def on(day: PartialDate) -> str:
    """Return « le 12 octobre 2026 », « en octobre 2026 » or « en 2026 »."""
    return f"{'le' if day.is_full else 'en'} {long_date(day)}"


def unit_forms(unit: str) -> tuple[str, str]:
    """Return a unit as it stands after a number that French has in the singular, and after any other.

    Who writes « accidents » or « entreprises aidées » writes it once: « 1 (accidents) » is right whatever the word.
    """
    first = unit.split()[0]
    return (f"({unit})" if len(first) > 2 and first[-1] in "sx" else unit), unit


def amount(value: float) -> str:
    """Return a measured value with all its decimals, of which records have four at most: « 0,0004 » is not nothing."""
    return format_decimal(value, format="#,##0.####", locale="fr")


def measured(value: float, unit: str | None) -> str:
    """Return a value with its unit, as it is said everywhere: « 320 guides », « 1 (guides) », « -12 % »."""
    if not unit:
        return amount(value)
    one, many = unit_forms(unit)
    return f"{amount(value)}{NBSP}{one if abs(value) < 2 else many}"


def day_after(value: date) -> date:
    """Return the next day: all-day ends are exclusive in calendars (RFC 5545, section 3.6.1)."""
    return value + timedelta(days=1)


def sort_key(text: str) -> str:
    """Return the key by which French sorts a text: accents and capitals do not count (ISO 14651, first level)."""
    return fold(text)


def shorten(text: str, length: int) -> str:
    """Return a text of at most `length` characters and an ellipsis, cut between two words where it has some."""
    if len(text) <= length:
        return text
    cut = text[:length].rpartition(" ")[0] or text[:length]
    return f"{cut.rstrip(' ,;:.')}…"
