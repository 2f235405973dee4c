"""A year full of events, in a real browser: all of it stands on paper, and a long list of dates folds."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import PHONE, faults
from tests.catalogues import create_project
from tests.conftest import publish

MONTHS = ("2026-12", *(f"2027-{month:02}" for month in range(1, 12)))
EVENTS = {f"e-{month}-{number}": f"{month}-{20 + number}" for month in MONTHS for number in range(5)}
MILESTONES = [{"date": "2027-01-21", "intitule": "Guide relu"}, {"date": "2027-12-09", "intitule": "Bilan"}]
WEEKLY = "evenements/permanence/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, repository: Path, serve_folder: Callable[[Path], str]) -> str:
    """Where a site is served that announces five events a month, and one every week."""
    folder = tmp_path_factory.mktemp("annee")
    guides = [f"guide-{number}" for number in range(6)]
    project = create_project(
        folder / "projet",
        repository,
        livrables={guide: {} for guide in guides},
        groupes={"ga": {"nom": "Chutes", "jalons": MILESTONES}},
        evenements={
            **{
                identity: {"debut": day, "cibles": ["tpe"], "livrables": guides, "ajoute_le": "2026-11-21"}
                for identity, day in EVENTS.items()
            },
            "permanence": {"debut": "2026-12-03", "recurrence": "FREQ=WEEKLY;COUNT=20"},
        },
    )
    publish(project, folder / "site")
    return serve_folder(folder / "site")


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
def test_no_occasion_of_the_year_is_lost_on_paper(page: Page, address: str, landscape: bool) -> None:
    page.goto(f"{address}/que-diffuser-quand/tpe/")
    shown = set(re.findall(r"evenements/(e-[0-9-]+)/", page.content()))
    assert len(shown) > len(EVENTS) * 3 / 4
    printed = page.pdf(format="A4", landscape=landscape)
    linked = set(re.findall(rb"/URI \([^)]*evenements/(e-[0-9-]+)/", printed))
    assert {identity.decode() for identity in linked} == shown


def test_what_is_over_ends_its_month(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-12-21T10:00:00+01:00")
    page.goto(f"{address}/que-diffuser-quand/tpe/")
    month = page.locator(".mois", has=page.locator("a[href$='/e-2026-12-0/']"))
    over = [one.locator(".marque", has_text="Terminé").is_visible() for one in month.locator(".moment").all()]
    assert over == sorted(over)
    assert True in over
    assert False in over


def test_what_is_missing_is_listed_on_paper(page: Page, address: str) -> None:
    """On a screen each list is folded."""
    page.goto(f"{address}/a-propos/etat-du-catalogue/")
    shown = set(re.findall(r'href="../../((?:livrables|evenements)/[a-z0-9-]+/)"', page.content()))
    assert shown
    printed = page.pdf(format="A4")
    linked = set(re.findall(rb"/URI \([^)]*/((?:livrables|evenements)/[a-z0-9-]+/)\)", printed))
    assert {identity.decode() for identity in linked} == shown


def test_dates_beyond_the_first_wait_behind_a_button(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-12-12T10:00:00+01:00")
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/{WEEKLY}")
    dates = page.locator("[aria-labelledby=quand] > ul.dates > li:visible")
    expect(dates).to_have_count(6)
    expect(dates.first).to_have_text("le 17 décembre 2026")
    assert faults(page) == []
    page.get_by_role("button", name="Voir les 12 autres dates").press("Enter")
    expect(dates).to_have_count(18)
    expect(dates.nth(6)).to_be_focused()
    expect(page.get_by_role("button", name="autres dates")).to_have_count(0)


def test_paper_shows_every_date_without_a_button(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-11-22T10:00:00+01:00")
    page.goto(f"{address}/{WEEKLY}")
    page.emulate_media(media="print")
    expect(page.locator("[aria-labelledby=quand] > ul.dates > li:visible")).to_have_count(20)
    expect(page.get_by_role("button", name="autres dates")).to_have_count(0)


def test_milestones_of_groups_are_shown_to_whoever_asks_among_the_other_dates(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-11-23T10:00:00+01:00")
    page.goto(f"{address}/agenda/")
    milestones = page.locator("[data-jalon]:visible")
    expect(page.get_by_label("Jalons des groupes")).to_have_value("")
    expect(milestones).to_have_count(0)
    expect(page.get_by_role("button", name="Tout afficher")).to_be_hidden()
    page.get_by_label("Jalons des groupes").select_option(label="Avec le reste")
    expect(page).to_have_url(f"{address}/agenda/?jalons=avec")
    january = page.locator("[data-mois='2027-01'] li:visible .rendez-vous-titre")
    titles = january.all_text_contents()
    assert titles.index("E 2027 01 1") < titles.index("Guide relu") < titles.index("E 2027 01 2")
    expect(page.locator("[data-mois='2027-12'] li:visible")).to_have_count(1)  # a month that had none of its own
    page.get_by_label("Jalons des groupes").select_option(label="Eux seuls")
    expect(page.locator(".rendez-vous-mois > li:visible")).to_have_count(2)
    page.goto(f"{address}/agenda/2027-01/?jalons=avec")
    expect(page.locator("td[data-jour='2027-01-21'] li:visible")).to_contain_text(
        ["E 2027 01 1", "Permanence", "Guide relu"]
    )
    page.clock.set_fixed_time("2027-01-22T10:00:00+01:00")
    page.goto(f"{address}/groupes/")
    expect(page.locator(".prochaine > span:visible")).to_have_text("Bilan (9 décembre 2027)")


def test_without_javascript_milestones_stand_apart(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/agenda/")
    assert page.locator("[data-liste] [data-jalon]").count() == 0
    page.get_by_text("Voir les jalons à venir").click()
    expect(page.locator("[data-jalons] li:visible")).to_have_count(2)
    page.context.close()
