"""Dates of the precision that their author had."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prst.records.dates import PartialDate, parse_partial_date

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31))
partial_dates = st.one_of(
    days.map(lambda day: PartialDate(day.year)),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year, day.month, day.day)),
    moments.map(lambda m: PartialDate(m.year, m.month, m.day, m.hour, m.minute)),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", PartialDate(2026)),
        ("2026-03", PartialDate(2026, 3)),
        ("2026-03-09", PartialDate(2026, 3, 9)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("2026-03-09T14:30", PartialDate(2026, 3, 9, 14, 30)),
        ("2026-03-09 14:30", PartialDate(2026, 3, 9, 14, 30)),
        ("2026-03-09T14:30:00", PartialDate(2026, 3, 9, 14, 30)),
        ("2026-03-09T00:00", PartialDate(2026, 3, 9, 0, 0)),
        (" 2026 ", PartialDate(2026)),
        ("1900", PartialDate(1900)),
        ("2100-12-31", PartialDate(2100, 12, 31)),
    ],
)
def test_each_precision_is_read(text: str, expected: PartialDate) -> None:
    assert parse_partial_date(text) == expected


@given(partial_dates)
def test_a_date_is_written_as_it_was_read(parsed: PartialDate) -> None:
    assert parse_partial_date(str(parsed)) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2025-02-29",
        "2026-04-31",
        "2026-13",
        "2026-00",
        "2026-01-00",
        "2026-01-32",
        "2026-01-01T25:00",
        "2026-01-01T24:00",
        "2026-01-01T10:60",
        "0000",
        "1899-12-31",
    ],
)
def test_a_day_that_does_not_exist_is_told_apart_from_what_is_no_date(text: str) -> None:
    with pytest.raises(LookupError):
        parse_partial_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "20260101",
        "2026-1",
        "2026-1-1",
        "2026/01/01",
        "2026-01-01T10",
        "2026-01-01T10:00Z",
        "2026-01-01T10:00+02:00",
        "2026-01-01T10:00:30",
        "-2026",
        "2026 bis",
        "mars 2026",
        "3 mars 2026",
        "٢٠٢٦",
        "2026/12/31",
    ],
)
def test_what_is_no_date_is_refused_without_suggestion(text: str) -> None:
    with pytest.raises(ValueError, match=r"\A\Z"):
        parse_partial_date(text)


@pytest.mark.parametrize("text", ["31/02/2026", "12/25/2026", "0.1.2026"])
def test_a_french_day_that_no_year_has_does_not_exist(text: str) -> None:
    with pytest.raises(LookupError):
        parse_partial_date(text)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("31/12/2026", "2026-12-31"),
        ("1/2/2026", "2026-02-01"),
        ("01.02.2026", "2026-02-01"),
        ("01-02-2026", "2026-02-01"),
        (" 31/12/2026 ", "2026-12-31"),
    ],
)
def test_a_french_date_is_suggested_in_iso_form(text: str, suggestion: str) -> None:
    with pytest.raises(ValueError, match=rf"\A{suggestion}\Z"):
        parse_partial_date(text)


@given(st.one_of(st.text(), st.from_regex(r"\d{1,5}[-/.T ]\d{1,3}([-/.]\d{1,5})?([T ]\d\d:\d\d)?", fullmatch=True)))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        parsed = parse_partial_date(text)
    except (ValueError, LookupError):
        return
    assert parsed.first_day <= parsed.last_day


def test_the_less_is_known_the_earlier_it_sorts() -> None:
    ordered = ["2019", "2019-01", "2019-01-01", "2019-01-01T00:00", "2019-01-01T10:00", "2019-01-02", "2019-02", "2020"]
    assert [str(parsed) for parsed in sorted(map(parse_partial_date, reversed(ordered)))] == ordered


@given(partial_dates, partial_dates)
def test_dates_sort_by_their_first_moment(one: PartialDate, other: PartialDate) -> None:
    if one.moment < other.moment:
        assert one < other


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2026-03-09", date(2026, 3, 9), date(2026, 3, 9)),
        ("2026-03-09T23:59", date(2026, 3, 9), date(2026, 3, 9)),
        ("2100", date(2100, 1, 1), date(2100, 12, 31)),
        ("2100-12", date(2100, 12, 1), date(2100, 12, 31)),
    ],
)
def test_a_date_spans_the_days_that_it_may_be(text: str, first: date, last: date) -> None:
    parsed = parse_partial_date(text)
    assert (parsed.first_day, parsed.last_day) == (first, last)


@given(days.filter(lambda day: day.year < date.max.year))
def test_the_day_after_a_month_is_in_the_next_one(day: date) -> None:
    following = PartialDate(day.year, day.month).last_day + timedelta(days=1)
    assert (following.day, following.month) == (1, day.month % 12 + 1)


def test_what_is_known_of_a_date_can_be_asked() -> None:
    year, day, moment = map(parse_partial_date, ("2026", "2026-03-09", "2026-03-09T00:00"))
    assert [parsed.is_full for parsed in (year, day, moment)] == [False, True, True]
    assert [parsed.has_time for parsed in (year, day, moment)] == [False, False, True]
    assert (year.moment, moment.moment) == (datetime(2026, 1, 1), datetime(2026, 3, 9))
