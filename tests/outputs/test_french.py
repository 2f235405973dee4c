"""Dates, numbers and plurals as French writes them."""

from datetime import date

import pytest

from prst.outputs.french import (
    NBSP,
    cited,
    day_after,
    followed,
    from_to,
    iso,
    listed,
    long_date,
    measured,
    number,
    plural,
    shorten,
    sort_key,
    span,
    unbroken,
)
from prst.records.dates import parse_partial_date
from tests.catalogues import plain

THIN = "\u202f"
"""Narrow no-break space: thousands in French (CLDR)."""


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("2026", "2026"),
        ("2026-03", "mars 2026"),
        ("2026-08", "août 2026"),
        ("2026-03-03", "3 mars 2026"),
        ("2026-03-01", "1er mars 2026"),
        ("2026-03-11", "11 mars 2026"),
        ("2026-03-21", "21 mars 2026"),
        ("2026-03-03T14:30", f"3 mars 2026 à 14{NBSP}h{NBSP}30"),
        ("2026-03-03T14:05", f"3 mars 2026 à 14{NBSP}h{NBSP}05"),
        ("2026-03-01T09:00", f"1er mars 2026 à 9{NBSP}h"),
        ("2026-03-03T00:00", f"3 mars 2026 à 0{NBSP}h"),
    ],
)
def test_date_says_just_what_is_known(text: str, french: str) -> None:
    assert long_date(parse_partial_date(text)) == french


def test_day_is_written_like_a_full_date() -> None:
    assert long_date(date(2026, 12, 1)) == long_date(parse_partial_date("2026-12-01")) == "1er décembre 2026"


@pytest.mark.parametrize("text", ["2026", "2026-03", "2026-03-01", "2026-03-01T09:00"])
def test_iso_date_is_what_was_written(text: str) -> None:
    assert iso(parse_partial_date(text)) == text


def test_iso_day() -> None:
    assert iso(date(2026, 3, 1)) == "2026-03-01"


@pytest.mark.parametrize(
    ("first", "last", "french"),
    [
        ("2026-04-28", "2026-04-28", "le 28 avril 2026"),
        ("2026-05-01", "2026-05-01", "le 1er mai 2026"),
        ("2026-06-16", "2026-06-20", "du 16 au 20 juin 2026"),
        ("2026-06-01", "2026-06-05", "du 1er au 5 juin 2026"),
        ("2020-09-29", "2020-10-01", "du 29 septembre au 1er octobre 2020"),
        ("2020-10-01", "2020-11-01", "du 1er octobre au 1er novembre 2020"),
        ("2026-12-31", "2027-01-01", "du 31 décembre 2026 au 1er janvier 2027"),
        ("2026-06-16", "2027-06-16", "du 16 juin 2026 au 16 juin 2027"),
        ("2026-06-16", "2026-06-15", "le 16 juin 2026"),
    ],
)
def test_span_repeats_neither_month_nor_year(first: str, last: str, french: str) -> None:
    assert span(date.fromisoformat(first), date.fromisoformat(last)) == french


@pytest.mark.parametrize(
    ("value", "french"), [(0, "0"), (999, "999"), (1234, f"1{THIN}234"), (1234567, f"1{THIN}234{THIN}567")]
)
def test_thousands_stand_apart(value: int, french: str) -> None:
    assert number(value) == french


@pytest.mark.parametrize(
    ("count", "french"),
    [
        (0, f"0{NBSP}livrable"),
        (1, f"1{NBSP}livrable"),
        (2, f"2{NBSP}livrables"),
        (1500, f"1{THIN}500{NBSP}livrables"),
    ],
)
def test_zero_is_singular(count: int, french: str) -> None:
    assert plural(count, "livrable", "livrables") == french


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (320, "guides", "320 guides"),
        (1, "accidents", "1 (accidents)"),
        (0, "entreprises aidées", "0 (entreprises aidées)"),
        (-1.5, "jours", "-1,5 (jours)"),
        (-12, "jours", "-12 jours"),
        (2, "jours", "2 jours"),
        (1, "%", "1 %"),
        (1, "km", "1 km"),
        (0, "s", "0 s"),
        (12, None, "12"),
        (0.0004, "%", "0,0004 %"),
        (14.0004, "accidents", "14,0004 accidents"),
        (12500000, "vues", "12 500 000 vues"),
    ],
)
def test_a_unit_is_right_after_any_number(value: float, unit: str | None, said: str) -> None:
    assert plain(measured(value, unit)) == said


def test_accents_and_capitals_do_not_sort() -> None:
    words = ["Zoo", "étude", "Œuvre", "écran", "abeille", "Été", "ordre"]
    assert sorted(words, key=sort_key) == ["abeille", "écran", "Été", "étude", "Œuvre", "ordre", "Zoo"]


@pytest.mark.parametrize(
    ("first", "last", "french"),
    [
        ("janvier 2026", "mars 2026", "de janvier à mars 2026"),
        ("avril 2025", "octobre 2026", "d’avril 2025 à octobre 2026"),
        ("octobre 2026", "décembre 2026", "d’octobre à décembre 2026"),
        ("2024", "2026", "de 2024 à 2026"),
        ("2024", "1er mai 2026", "de 2024 au 1er mai 2026"),
        ("3 mars 2026", "1er avril 2026", "du 3 mars au 1er avril 2026"),
        ("août 2025", "14 mars 2026", "d’août 2025 au 14 mars 2026"),
    ],
)
def test_dates_in_words_are_joined_with_their_article(first: str, last: str, french: str) -> None:
    assert from_to(first, last) == french


def test_texts_that_have_commas_are_listed_with_semicolons() -> None:
    assert listed(["Cafés, hôtels", "TPE et PME"]) == f"Cafés, hôtels{NBSP}; TPE et PME"


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("Salon du BTP", "« Salon du BTP »"),
        ("Semaine de la « QVT »", "« Semaine de la “QVT” »"),
        ("« Stop » et « Feu »", "« “Stop” et “Feu” »"),
        ("Un seul «", "« Un seul « »"),
    ],
)
def test_guillemets_of_a_name_stand_in_those_around_it(text: str, french: str) -> None:
    assert plain(cited(text)) == french


@pytest.mark.parametrize(
    ("title", "french"),
    [
        ("Salon du BTP", "Salon du BTP, le 2 mai"),
        ("Et si on en parlait\u00a0?", "Et si on en parlait\u00a0? Le 2 mai"),
        ("Le bruit…", "Le bruit… Le 2 mai"),
    ],
)
def test_no_comma_follows_a_title_that_ends_as_a_sentence_does(title: str, french: str) -> None:
    assert followed(title, "le 2 mai") == french


def test_day_after_the_last_of_february() -> None:
    assert (day_after(date(2028, 2, 28)), day_after(date(2027, 2, 28))) == (date(2028, 2, 29), date(2027, 3, 1))


def test_a_text_is_cut_between_two_words() -> None:
    assert shorten("un deux trois", 13) == "un deux trois"
    assert shorten("un deux trois", 9) == "un deux…"
    assert shorten("a" * 20, 5) == "aaaaa…"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Métier par métier :\n\nPeintre", "Métier par métier\u00a0:\n\nPeintre"),
        ("« Oui » ?", "«\u00a0Oui\u00a0»\u00a0?"),
        ("à 14 h 30 ; puis", "à 14 h 30\u00a0; puis"),
        ("clé :valeur", "clé :valeur"),
        ("5 % !", "5\u00a0%\u00a0!"),
    ],
)
def test_high_punctuation_stays_with_its_word(text: str, right: str) -> None:
    assert unbroken(text) == right
