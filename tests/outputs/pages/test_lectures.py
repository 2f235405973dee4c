"""What logs say beside what relays say, computed by hand."""

from dataclasses import replace
from datetime import date

import pytest

from prst.analysis.derived import Derived
from prst.outputs.pages.lectures import declared_and_read, lectures
from prst.outputs.pages.tableau_de_bord import BASE, READ, Bord
from prst.records.catalogue import Catalogue
from prst.records.frequentation import SANS_RELAIS, Frequentation
from prst.records.liens import Liens
from tests.analysis.test_diffusion import KINDS
from tests.catalogues import create_catalogue, create_pages, plain


def counted(months: dict[str, dict[str, dict[str, int]]]) -> Catalogue:
    """A catalogue with the figures of some months: views by address and relay."""
    figures = {
        name: Frequentation.model_construct(
            du=date(2026, 9, 1), au=date(2026, 9, 30), vues=rows, telechargements={"livrables/guide": {"capeb": 6}}
        )
        for name, rows in months.items()
    }
    return replace(create_catalogue(**KINDS), frequentation=figures)


SEPTEMBER = {"livrables/guide": {"capeb": 12, SANS_RELAIS: 50}, "cibles/btp": {"capeb": 9}}
OCTOBER = {"livrables/guide": {"capeb": 5}, "livrables/jeu": {"msa": 7}}


def test_tells_each_month_what_was_read_by_a_link_that_was_passed_on() -> None:
    chart = lectures(counted({"2026-10": OCTOBER, "2026-09": SEPTEMBER}), BASE)
    assert chart is not None
    assert chart.tableau.lignes == (("septembre 2026", 12), ("octobre 2026", 12))
    assert plain(chart.message) == "En octobre 2026, au moins 12 lectures par un lien que des relais ont transmis"
    assert chart.dessin.genre == "barres"


@pytest.mark.parametrize(
    ("months", "kind"),
    [(("2025-12", "2026-01", "2026-02"), "courbe"), (("2025-12", "2026-02", "2026-03"), "barres")],
)
def test_no_curve_is_drawn_across_a_month_that_nobody_counted(months: tuple[str, ...], kind: str) -> None:
    chart = lectures(counted(dict.fromkeys(months, OCTOBER)), BASE)
    assert chart is not None
    assert chart.dessin.genre == kind


def test_puts_what_was_read_beside_what_relays_say() -> None:
    catalogue = counted({"2026-09": SEPTEMBER, "2026-10": OCTOBER})
    assert declared_and_read(catalogue, Derived(catalogue).diffusions).lignes == (
        ("CAPEB", 3, 350, 17, 12),
        ("MSA", None, None, 7, None),
        ("CCI", 1, None, None, None),
        ("OPCO", 1, 40, None, None),
    )


def test_the_dashboard_shows_logs_and_links_where_they_were_counted() -> None:
    catalogue = replace(
        counted({"2026-09": SEPTEMBER}), liens=Liens.model_validate({"le": "2026-11-12", "verifies": "88"})
    )
    bord = Bord(create_pages(catalogue))
    page = plain(str(bord.following()))
    assert "Ce que disent les journaux".lower() in page.lower()
    assert "0 à revoir, 88 vérifiés, le 12 novembre 2026" in page
    assert {READ, f"{BASE}lectures.csv"} <= {output.path for output in bord.outputs()}
    without = Bord(create_pages(create_catalogue(**KINDS)))
    assert "regle-lectures" not in str(without.following())
    assert READ not in {output.path for output in without.outputs()}
