"""The figures of a month: which months are told, what is too small to be told, and what figures say of a relay."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prst.analysis.frequentation import by_livrable, by_relay, merged, monthly, months, through_relays
from prst.analysis.journaux import Lecture
from prst.records.frequentation import AUTRES, SANS_RELAIS, SMALLEST, Frequentation
from tests.catalogues import create_catalogue

TODAY = date(2026, 11, 27)
GUIDE, AFFICHE = ("vues", "livrables/guide"), ("telechargements", "livrables/guide")


def days(first: str, last: str) -> set[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=number) for number in range((end - begin).days + 1)}


# Which months


def test_a_month_is_told_once_it_is_over() -> None:
    found = months(Lecture(jours=days("2026-09-30", "2026-11-27")), TODAY)
    assert [(one.nom, one.complet) for one in found] == [("2026-09", False), ("2026-10", True)]
    assert [(one.figures.du.day, one.figures.au.day) for one in found] == [(30, 30), (1, 31)]
    assert months(Lecture(), TODAY) == []


def test_a_month_is_whole_where_the_logs_go_around_it() -> None:
    def whole(first: str, last: str) -> bool:
        return months(Lecture(jours=days(first, last)), TODAY)[0].complet

    assert whole("2026-10-01", "2026-10-31")
    assert not whole("2026-10-02", "2026-11-02")
    assert not whole("2026-10-01", "2026-10-30")


def test_days_without_a_line_are_told() -> None:
    seen = days("2026-10-01", "2026-10-31") - days("2026-10-12", "2026-10-13")
    assert months(Lecture(jours=seen), TODAY)[0].jours_vides == (date(2026, 10, 12), date(2026, 10, 13))


def test_a_month_of_which_some_lines_name_no_program_says_so() -> None:
    seen = days("2026-09-01", "2026-10-31")
    found = months(Lecture(jours=seen, sans_programme={"2026-10"}), TODAY)
    assert [one.figures.robots for one in found] == ["ecartes", "inconnus"]


# What is small


def test_what_is_under_five_is_in_one_sum_of_the_whole_month() -> None:
    rows = {GUIDE: {SANS_RELAIS: 40, "opco": 4, AUTRES: 5}, AFFICHE: {"opco": 3}}
    assert merged(rows) == ({"livrables/guide": {SANS_RELAIS: 40, AUTRES: 5}}, {}, 7)


def test_a_sum_that_is_small_itself_is_not_told() -> None:
    assert merged({GUIDE: {SANS_RELAIS: 40, "opco": 4}}) == ({"livrables/guide": {SANS_RELAIS: 40}}, {}, None)
    assert merged({GUIDE: {SANS_RELAIS: 2, "opco": 2}}) == ({}, {}, None)


_ROWS = st.dictionaries(
    st.tuples(st.sampled_from(("vues", "telechargements")), st.sampled_from(("livrables/a", "relais/b", "cibles/c"))),
    st.dictionaries(st.sampled_from((SANS_RELAIS, AUTRES, "opco", "cma")), st.integers(1, 12), min_size=1),
)


@given(_ROWS)
def test_no_figure_that_is_told_is_small_and_no_sum_is_of_one(rows: dict[tuple[str, str], dict[str, int]]) -> None:
    vues, taken, rest = merged(rows)
    told = [count for row in (*vues.values(), *taken.values()) for count in row.values()]
    small = [count for row in rows.values() for count in row.values() if count < SMALLEST]
    assert all(count >= SMALLEST for count in told)
    assert rest is None or (rest == sum(small) and rest >= SMALLEST and len(small) > 1)
    assert sum(told) + sum(small) == sum(count for row in rows.values() for count in row.values())


# What figures say


def test_figures_are_summed_over_months_and_former_ids() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"anciens_ids": ["vieux-guide"]}, "autre": {}}, relais={"opco": {"anciens_ids": ["opca"]}}
    )
    vues = (
        {
            "livrables/vieux-guide": {"opca": 10, SANS_RELAIS: 7},
            "livrables/parti": {"opco": 9},
            "cibles/tpe": {"x": 8},
        },
        {"livrables/guide": {"opco": 5, AUTRES: 6}},
    )
    for name, rows in zip(("2026-09", "2026-10"), vues, strict=True):
        month = Frequentation.model_construct(du=date(2026, 9, 1), au=date(2026, 9, 30), vues=rows, telechargements={})
        catalogue.frequentation[name] = month  # type: ignore[index]
    assert monthly(catalogue) == {date(2026, 9, 1): 10, date(2026, 10, 1): 11}
    assert by_relay(catalogue) == {"opco": {"guide": 15}}
    assert by_livrable(catalogue) == {"guide": {"opco": 15, SANS_RELAIS: 7, AUTRES: 6}}
    assert through_relays(by_livrable(catalogue)["guide"]) == 21
