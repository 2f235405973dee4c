"""Choosing among all deliverables: counts, order, address, chips, files; and the page without it."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from prst.analysis.holds import Holds
from prst.outputs import french
from prst.outputs.facettes import FACETTES, INCLUSIVE
from prst.outputs.pages.common import PER_PAGE
from prst.records.catalogue import Catalogue
from prst.records.dates import PartialDate
from prst.records.loading import load
from prst.records.model import Livrable
from tests.browser.chromium import DESKTOP, PHONE, Journal, faults, settle
from tests.catalogues import plain
from tests.oracle import Oracle, found_in

Choices = Mapping[str, Sequence[str]]
ENGINE = re.compile(r"/recherche/[0-9a-f]{12}/|/recherche/index\.json|/recherche\.js")
"""Whatever belongs to the search itself."""


@pytest.fixture(scope="module")
def address(published: Path, serve_folder: Callable[[Path], str]) -> str:
    """The address of the list of deliverables."""
    return f"{serve_folder(published)}/livrables/"


@pytest.fixture(scope="module")
def catalogue(exemple: Path) -> Catalogue:
    """The catalogue that the site shows."""
    found = load(exemple / "catalogue").catalogue
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def desktop(page: Page) -> None:
    """A wide window, where the panel is open."""
    page.set_viewport_size(DESKTOP)
    page.set_default_timeout(10_000)


def answers(holds: Holds, fiche: Livrable, choices: Choices) -> bool:
    """Whether a deliverable holds, of each facet, for one of the values chosen."""
    return all(
        any(not holds.around(name, value).isdisjoint(FACETTES[name].values(fiche)) for value in values)
        if FACETTES[name].section
        else set(FACETTES[name].values(fiche)) & set(values)
        for name, values in choices.items()
    )


def choose(catalogue: Catalogue, choices: Choices, among: Sequence[str] | None = None) -> list[Livrable]:
    """The deliverables that answer to choices, the most recent first; `among` those ids where it is given.

    Before that comes what was made for what is chosen, and last what concerns other regions only.
    """
    holds = Holds(catalogue)
    found = [
        fiche
        for fiche in catalogue.livrables.values()
        if answers(holds, fiche, choices) and (among is None or fiche.id in among)
    ]
    return sorted(found, key=lambda fiche: nearness(holds, fiche, choices))


def nearness(holds: Holds, fiche: Livrable, choices: Choices) -> list[int]:
    """How near what is chosen a deliverable is, in each facet where that makes a difference."""
    found = [0 if "territoires" in choices else int(not holds.here(fiche))]
    for name in (name for name in INCLUSIVE if name in choices):
        values = [value for value in getattr(holds.catalogue, name) if value in choices[name]]
        rows = zip_longest(*(holds.cercles(name, value) for value in values))
        cercles = [cercle for row in rows for cercle in row if cercle]
        titles = list(dict.fromkeys(cercle.titre for cercle in cercles))
        said = set(FACETTES[name].values(fiche))
        found.append(next((titles.index(one.titre) for one in cercles if said & set(one.ids)), len(titles)))
    return found


def find(catalogue: Catalogue, words: str) -> list[str]:
    """Ids of the deliverables that hold words, the best first, as lunr.py ranks them over records alone."""
    all_documents = found_in(catalogue)
    answer = Oracle(catalogue, all_documents, date.min).search(words, True)
    numbers = [number for number, _score in answer.found]
    fiches = [all_documents[number].fiche for number in numbers]
    return [fiche.id for fiche in fiches if isinstance(fiche, Livrable)]


def counts_in(page: Page) -> dict[str, dict[str, tuple[str, bool]]]:
    """For each facet and value: the count that is shown beside it, and whether the value is out of reach."""
    read: dict[str, list[tuple[str, str, bool]]] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-facette]")].map((bloc) => [
             bloc.dataset.facette,
             [...bloc.querySelectorAll("li")].map((li) =>
               [li.querySelector("input").value, li.querySelector(".facette-compte").textContent, li.hidden])]))"""
    )
    return {facet: {value: (count, hidden) for value, count, hidden in values} for facet, values in read.items()}


def shown(page: Page) -> list[str]:
    """Ids of the deliverables whose cards can be seen, in their order."""
    links = page.locator(".carte-titre a:visible").evaluate_all("links => links.map((link) => link.href)")
    return [link.rstrip("/").rpartition("/")[2] for link in links]


def ready(page: Page, title: str | re.Pattern[str]) -> None:
    """Waits until the list says how many deliverables it has, and shows them."""
    expect(page.locator("#liste")).to_have_text(title)
    expect(page.locator(".explorer")).not_to_have_attribute("aria-busy", "true")


def total(count: int) -> str:
    """The title of a list of a single page."""
    return f"{count} ressources" if count > 1 else f"{count} ressource"


def box(page: Page, facet: str, value: str) -> Any:
    """The box of a value."""
    return page.locator(f'[data-facette="{facet}"] input[value="{value}"]')


def state(page: Page) -> str:
    """What the address says."""
    return str(page.evaluate("location.search"))


# Modules that know no page


CALCULATIONS = """async () => {
  const { select, upToDate, keepOrder } = await import("/recherche/facettes.js");
  const valeur = (id, numeros) => ({ id, label: id, adresse: "", numeros, paliers: [] });
  const facettes = [
    { nom: "themes", titre: "", valeurs: [valeur("tms", [0, 1, 2]), valeur("rps", [2, 3])] },
    { nom: "formats", titre: "", valeurs: [valeur("guide", [0, 3]), valeur("jeu", [1, 4])] },
  ];
  const choose = (choix, trouves = null) => {
    const choisis = new Map(Object.entries(choix).map(([nom, ids]) => [nom, new Set(ids)]));
    const { retenus, nombre, comptes, sans } = select(5, facettes, choisis, trouves);
    const parValeur = [...comptes].flatMap(([, un]) => [...un]);
    return [keepOrder([4, 3, 2, 1, 0], retenus), nombre, Object.fromEntries(parValeur), Object.fromEntries(sans)];
  };
  return {
    rien: choose({}),
    un: choose({ themes: ["tms"] }),
    ou: choose({ themes: ["tms", "rps"] }),
    et: choose({ themes: ["rps"], formats: ["jeu"] }),
    texte: choose({ themes: ["tms"] }, [4, 1]),
    jour: ["2026-03-02", "2026-03-03", "2026-03-04"].map((aujourdhui) =>
      upToDate(4, { archives: [1], aRevoir: [{ jour: "2026-03-03", numeros: [1, 2] }] }, aujourdhui)),
  };
}"""


def test_selection_is_that_of_a_hand(page: Page, modules: str) -> None:
    page.goto(modules)
    result = page.evaluate(CALCULATIONS)
    everything = {"tms": 3, "rps": 2, "guide": 2, "jeu": 2}
    assert result["rien"] == [[4, 3, 2, 1, 0], 5, everything, {}]
    assert result["un"] == [[2, 1, 0], 3, {"tms": 3, "rps": 2, "guide": 1, "jeu": 1}, {"themes": 5}]
    assert result["ou"] == [[3, 2, 1, 0], 4, {"tms": 3, "rps": 2, "guide": 2, "jeu": 1}, {"themes": 5}]
    assert result["et"] == [[], 0, {"tms": 1, "rps": 0, "guide": 1, "jeu": 0}, {"themes": 2, "formats": 2}]
    assert result["texte"] == [[1], 1, {"tms": 1, "rps": 0, "guide": 0, "jeu": 1}, {"themes": 2, "q": 3}]
    before, on, after = result["jour"]
    assert before == {"a-jour": [0, 2, 3], "a-revoir": [], "archive": [1]}
    assert on == after == {"a-jour": [0, 3], "a-revoir": [2], "archive": [1]}


WRITTEN = {
    "": "",
    "?q=": "",
    "?q=%20chute%20&themes=rps,tms": "?q=chute&themes=rps,tms",
    "?themes=tms&themes=rps,,%20tms%20": "?themes=rps,tms",
    "?page=0&tri=date&vue=autre": "",
    "?page=-1": "",
    "?page=1e9": "",
    "?page=2&tri=titre&vue=compacte": "?tri=titre&vue=compacte&page=2",
    "?tri=pertinence": "",
    "?q=l%C3%A0+%26+%3C&tri=date": "?q=l%C3%A0%20%26%20%3C&tri=date",
    "?__proto__=x&constructor=y&toString": "",
    "?q=%ED%A0%80%FF": "?q=%EF%BF%BD%EF%BF%BD%EF%BF%BD%EF%BF%BD",
}
"""What stands at the end of an address, and how the page writes it once it has read it."""


def test_address_is_read_and_written_alike(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    read_and_write = """async (all) => {
      const { readAddress, writeAddress } = await import("/recherche/adresse.js");
      const facettes = ["themes", "formats"];
      return all.map((asked) => writeAddress(readAddress(asked, facettes), facettes));
    }"""
    assert dict(zip(WRITTEN, page.evaluate(read_and_write, list(WRITTEN)), strict=True)) == WRITTEN
    assert page.evaluate(read_and_write, list(WRITTEN.values())) == list(WRITTEN.values())


def test_file_of_a_list_is_read_back(page: Page, modules: str) -> None:
    page.goto(modules)
    rows = [["a;b", 'dit "non"', "deux\r\nlignes"], ["", "", ""], ["a", '"', ""]]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)
    found = page.evaluate('async (text) => (await import("/recherche/tableur.js")).rowsOf(text)', file.getvalue())
    assert [next(csv.reader(io.StringIO(row, newline=""), delimiter=";")) for row in found] == rows
    assert "".join(found) == file.getvalue()


def test_dates_read_as_on_the_other_cards(page: Page, modules: str) -> None:
    page.goto(f"{modules}/page.html")
    days = ["2026", "2026-03", "2026-03-01", "2026-12-31", "1999-08-10"]
    script = 'async (days) => days.map((await import("/recherche/affichage.js")).formatDate)'
    expected = [french.long_date(PartialDate(*map(int, day.split("-")))) for day in days]
    assert page.evaluate(script, days) == expected


# Counts and order

COMBINATIONS: list[Choices] = [
    {"cibles": ["tpe-pme"]},
    {"cibles": ["tpe-pme", "btp-artisans"], "formats": ["guide"]},
    {"formats": ["guide", "fiche"], "themes": ["tms", "rps"]},
    {"territoires": ["national"], "annees": ["2019", "2021", "2022"]},
    {"cibles": ["tpe-pme"], "themes": ["evaluation-risques"], "secteurs": ["btp"]},
]


def known(catalogue: Catalogue, choices: Choices) -> Choices:
    """The choices whose values some deliverable has: the catalogue changes."""
    used = {
        name: {v for fiche in catalogue.livrables.values() for v in facet.values(fiche)}
        for name, facet in FACETTES.items()
    }
    kept = {name: [value for value in values if value in used[name]] for name, values in choices.items()}
    return {name: values for name, values in kept.items() if values}


@pytest.mark.parametrize("wanted", COMBINATIONS, ids=str)
def test_counts_follow_what_is_chosen_in_other_facets(
    page: Page, journal: Journal, address: str, catalogue: Catalogue, wanted: Choices
) -> None:
    choices = known(catalogue, wanted)
    assert choices, "none of these values is used any more: name others"
    expected = choose(catalogue, choices)
    page.goto(f"{address}?" + "&".join(f"{name}={','.join(values)}" for name, values in choices.items()))
    ready(page, re.compile(rf"^{total(len(expected)).replace(' ', '.')}\b" if expected else "^Aucune ressource$"))
    counts, holds = counts_in(page), Holds(catalogue)
    for name, facet in FACETTES.items():
        others = {other: values for other, values in choices.items() if other != name}
        reachable = choose(catalogue, others)
        used = {value for fiche in catalogue.livrables.values() for value in facet.values(fiche)}
        assert set(counts.get(name, {})) >= used, name
        for value, (count, hidden) in counts.get(name, {}).items():
            number = sum(answers(holds, fiche, {name: [value]}) for fiche in reachable)
            assert count == str(number), (name, value)
            if not number and value not in choices.get(name, ()):
                assert hidden, (name, value)
            if value in choices.get(name, ()):
                assert not hidden, (name, value)
    assert shown(page) == [fiche.id for fiche in expected[:PER_PAGE]]
    assert journal.console == []


def headings(page: Page) -> list[str]:
    """The headings of the list, each with how many stand under it."""
    return [plain(text) for text in page.locator(".explorer-resultats .partie-palier").all_inner_texts()]


def test_what_was_made_for_you_comes_under_its_heading_then_what_holds_for_you(
    page: Page, address: str, catalogue: Catalogue
) -> None:
    construction = Holds(catalogue).own("livrables", "cibles", "entreprises-btp")
    assert len(construction) == 10  # of which one was made for another region
    page.goto(f"{address}?cibles=entreprises-btp&territoires=73")
    expect(page.locator(".explorer-resultats")).to_be_visible()
    first, second = headings(page)
    assert re.sub(r"\s+", " ", first) == "Pour votre métier 9"
    assert second.startswith("Pour toute petite entreprise")
    assert {*shown(page)[:9]} < {fiche.id for fiche in construction}
    page.goto(f"{address}?territoires=73")
    expect(page.locator(".explorer-resultats")).to_be_visible()
    assert [re.sub(r"\s*\d+$", "", one) for one in headings(page)] == [
        "Dans votre département",
        "Dans votre région",
        "Partout",
    ]


def test_what_is_archived_comes_last_under_its_heading_however_near(
    page: Page, address: str, catalogue: Catalogue
) -> None:
    page.goto(f"{address}?cibles=dirigeants&territoires=region")
    expect(page.locator(".explorer-resultats")).to_be_visible()
    second = [int(re.findall(r"\d+$", one)[0]) for one in headings(page)][1]
    archived = [catalogue.livrables[one].statut == "archive" for one in shown(page)][-second:]
    assert archived == [*[False] * (second - 1), True]


def test_other_regions_come_last_and_can_be_left_out(page: Page, address: str, catalogue: Catalogue) -> None:
    holds = Holds(catalogue)
    far = [fiche for fiche in catalogue.livrables.values() if not holds.here(fiche)]
    near = [fiche for fiche in catalogue.livrables.values() if holds.here(fiche)]
    page.goto(f"{address}?regions=ici")
    ready(page, re.compile(rf"^{len(near)}\b"))
    expect(page.locator(".explorer-resultats .marque-lieu")).to_have_count(0)
    page.goto(f"{address}?regions=autres")
    ready(page, re.compile(rf"^{len(far)}\b"))
    assert shown(page) == [fiche.id for fiche in far[:PER_PAGE]]
    marks = page.locator(".explorer-resultats .marque-lieu").all_inner_texts()
    assert marks == [holds.elsewhere(fiche) for fiche in far[:PER_PAGE]]
    page.goto(f"{address}?cibles=tpe-pme&page=2")
    expect(page.locator(".explorer-resultats")).to_be_visible()
    assert headings(page)[-1].startswith("Autres régions")


def test_words_narrow_and_rank_with_facets(page: Page, address: str, catalogue: Catalogue) -> None:
    found = find(catalogue, "chute")
    format_id = catalogue.livrables[found[0]].format
    page.goto(f"{address}?q=chute&formats={format_id}")
    expected = [identity for identity in found if catalogue.livrables[identity].format == format_id]
    ready(page, total(len(expected)))
    assert sorted(shown(page)) == sorted(expected)
    everywhere = counts_in(page)["formats"]
    for value, (count, _hidden) in everywhere.items():
        assert count == str(sum(catalogue.livrables[identity].format == value for identity in found)), value
    assert "chute" in plain(page.locator(".carte mark").first.inner_text()).lower()
    expect(page.locator("#tri-ressources")).to_have_value("pertinence")
    page.locator("#tri-ressources").select_option("date")
    page.wait_for_url("**tri=date")
    ready(page, total(len(expected)))
    assert shown(page) == [fiche.id for fiche in choose(catalogue, {}, expected)]


def test_everything_can_be_sorted_by_title_and_leafed_through(page: Page, address: str, catalogue: Catalogue) -> None:
    holds = Holds(catalogue)
    by_title = sorted(
        catalogue.livrables.values(), key=lambda fiche: (not holds.here(fiche), french.sort_key(fiche.titre))
    )
    page.goto(address)
    page.locator("#tri-ressources").select_option("titre")
    expect(page.locator(".explorer-resultats")).to_be_visible()
    ids = [fiche.id for fiche in by_title]
    assert shown(page) == ids[:PER_PAGE]
    page.get_by_role("link", name="Page suivante").click()
    page.wait_for_url("**page=2")
    ready(page, re.compile("page 2 sur"))
    expect(page.locator("#liste")).to_be_focused()
    assert shown(page) == ids[PER_PAGE : 2 * PER_PAGE]
    page.go_back()
    ready(page, re.compile("page 1 sur"))
    assert shown(page) == ids[:PER_PAGE]


def test_cards_look_like_those_that_came_with_the_page(page: Page, address: str) -> None:
    """The icon too, and whatever is beneath: the same elements, classes and words."""
    read = """() => {
      const elements = (carte) => [...carte.querySelectorAll("*:not(svg *)")];
      const attributs = (un) => ["class", "href", "datetime"].map((nom) => un.getAttribute(nom));
      const texte = (un) => (un.children.length ? "" : un.textContent);
      return [...document.querySelectorAll(".carte")].filter((carte) => carte.checkVisibility()).map((carte) =>
        elements(carte).map((un) => [un.tagName, ...attributs(un), texte(un)]));
    }"""
    page.goto(address)
    made = page.evaluate(read)
    page.goto(f"{address}?etat=a-jour,a-revoir,archive")
    expect(page.locator(".explorer-resultats")).to_be_visible()
    shown_now = page.evaluate(read)
    assert len(made) == PER_PAGE

    def without_cut(cards: list[list[list[str]]]) -> list[list[list[str]]]:
        return [[[*rest, text[:100]] for *rest, text in card] for card in cards]  # summaries are cut in the index

    assert without_cut(shown_now) == without_cut(made)


# The address


def test_choices_survive_reload_back_and_forward(page: Page, address: str, catalogue: Catalogue) -> None:
    page.goto(address)
    steps = [("cibles", "tpe-pme"), ("formats", "fiche")]
    seen = []
    chosen: dict[str, list[str]] = {}
    for facet, value in steps:
        box(page, facet, value).check()
        chosen[facet] = [value]
        expected = choose(catalogue, chosen)
        ready(page, re.compile(rf"^{len(expected)}\b"))
        seen.append((state(page), shown(page)))
        assert seen[-1][1] == [fiche.id for fiche in expected[:PER_PAGE]]
    assert seen[-1][0] == "?cibles=tpe-pme&formats=fiche"
    page.reload()
    expect(page.locator(".explorer-resultats")).to_be_visible()
    assert shown(page) == seen[1][1]
    expect(box(page, "formats", "fiche")).to_be_checked()
    page.go_back()
    expect(box(page, "formats", "fiche")).not_to_be_checked()
    ready(page, re.compile(rf"^{len(choose(catalogue, {'cibles': ['tpe-pme']}))}\b"))
    assert shown(page) == seen[0][1]
    page.go_back()
    expect(page.locator(".explorer-toutes")).to_be_visible()
    expect(box(page, "cibles", "tpe-pme")).not_to_be_checked()
    page.go_forward()
    page.go_forward()
    expect(box(page, "formats", "fiche")).to_be_checked()
    ready(page, re.compile(rf"^{len(choose(catalogue, chosen))}\b"))
    assert shown(page) == seen[1][1]


def test_what_is_typed_in_one_go_is_one_step_back(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#q-ressources").press_sequentially("chute", delay=250)
    page.wait_for_url("**?q=chute")
    page.go_back()
    expect(page.locator("#q-ressources")).to_have_value("")
    assert page.url == address
    expect(page.locator(".explorer-toutes")).to_be_visible()


def test_canonical_address_stays(page: Page, address: str) -> None:
    page.goto(f"{address}?cibles=tpe-pme")
    expect(page.locator(".explorer-resultats")).to_be_visible()
    assert str(page.locator("link[rel=canonical]").get_attribute("href")).endswith("/livrables/")


@pytest.mark.parametrize(
    "query",
    [
        "?themes=<script>alert(1)</script>",
        f"?themes={'x' * 10_000}",
        f"?q={'a' * 10_000}",
        "?themes=tms&themes=rps&themes=tms&tri=titre&tri=date&page=2&page=x",
        "?page=999999&vue=compacte",
        "?themes=__proto__,constructor&__proto__=x&tri=<b>&vue=%00&page=NaN",
        "?q=%F0%9F%A6%BA&formats=,,,",
        "?q=<img src=x onerror=alert(1)>",
        "?q=le+la+les",
        "?q=%ED%A0%80",
    ],
)
def test_any_address_is_answered(page: Page, journal: Journal, address: str, query: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"something was executed: {dialog.message}"))
    page.goto(address)
    with page.expect_navigation():
        page.evaluate("(query) => location.search = query", query)
    settle(page)
    ready(page, re.compile("ressource"))
    answered = page.locator(".explorer-resultats:visible, .explorer-vide:visible")
    expect(answered).to_have_count(1)
    assert page.locator("main img, main script:not([src])").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]
    assert journal.console == []


def test_unknown_choice_is_left_out_with_a_word(page: Page, address: str, catalogue: Catalogue) -> None:
    page.goto(f"{address}?themes=nulle-part&cibles=tpe-pme")
    ready(page, re.compile(rf"^{len(choose(catalogue, {'cibles': ['tpe-pme']}))}\b"))
    expect(page.get_by_text("demande un choix qui n’existe pas")).to_be_visible()
    expect(page.locator(".jeton")).to_have_count(1)
    box(page, "cibles", "tpe-pme").uncheck()
    expect(page.get_by_text("demande un choix qui n’existe pas")).to_have_count(0)
    assert state(page) == ""


# Chips


def test_chips_take_choices_back_and_keep_the_focus(page: Page, address: str, catalogue: Catalogue) -> None:
    page.goto(f"{address}?q=chute&formats=fiche,guide&cibles=tpe-pme")
    chips = page.locator(".jeton")
    expect(chips).to_have_count(4)
    label = catalogue.cibles["tpe-pme"].nom
    chip = page.get_by_role("button", name=re.compile(rf"^Retirer Pour qui.: {label}"))
    chip.focus()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(3)
    expect(page.locator(".jeton:focus")).to_have_count(1)
    expect(box(page, "cibles", "tpe-pme")).not_to_be_checked()
    assert state(page) == "?q=chute&formats=fiche,guide"
    page.get_by_role("button", name=re.compile("^Retirer les mots")).click()
    expect(chips).to_have_count(2)
    expect(page.locator("#q-ressources")).to_have_value("")
    ready(page, re.compile(rf"^{len(choose(catalogue, {'formats': ['fiche', 'guide']}))}\b"))
    page.get_by_role("button", name="Tout effacer").click()
    expect(chips.first).to_be_hidden()
    expect(page.locator(".explorer-toutes")).to_be_visible()
    expect(page.locator("#liste")).to_be_focused()
    assert state(page) == ""


def test_the_number_of_results_is_announced(page: Page, address: str, catalogue: Catalogue) -> None:
    page.goto(address)
    status = page.locator(".explorer-annonce[role=status]")
    expect(status).to_have_text("")
    box(page, "cibles", "tpe-pme").check()
    expect(status).to_contain_text(f"{len(choose(catalogue, {'cibles': ['tpe-pme']}))} ressources")


def test_a_box_is_ticked_however_slowly_it_is_clicked(page: Page, address: str) -> None:
    """The panel takes the counts of the whole catalogue, and moves, while the button of the mouse is down."""
    page.goto(address)
    wanted = box(page, "cibles", "tpe-pme")
    wanted.hover()
    with page.expect_response(lambda answer: "/facettes/" in answer.url):
        page.mouse.down()
    settle(page)
    page.mouse.up()
    expect(wanted).to_be_checked()
    expect(page.locator(".explorer-jetons li")).to_have_count(1)


# Nothing found


def test_nothing_found_says_which_choice_to_take_back(page: Page, address: str, catalogue: Catalogue) -> None:
    by_format = {name: choose(catalogue, {"formats": [name]}) for name in catalogue.formats}
    by_theme = {name: choose(catalogue, {"themes": [name]}) for name in catalogue.themes}
    format_id, theme_id = next(
        (one, other)
        for one, first in by_format.items()
        for other, second in by_theme.items()
        if first and len(second) > len(first) and not choose(catalogue, {"formats": [one], "themes": [other]})
    )
    page.goto(f"{address}?formats={format_id}&themes={theme_id}")
    ready(page, "Aucune ressource")
    ways = page.locator(".explorer-pistes li")
    best = f"Retirer « {catalogue.formats[format_id].label} » : {total(len(by_theme[theme_id]))}"
    assert plain(ways.first.inner_text()) == best
    expect(page.locator(".explorer-vide").get_by_role("link", name="voir toutes les ressources")).to_be_visible()
    expect(page.locator(".explorer-vide").get_by_role("link", name="relais près de chez vous")).to_be_visible()
    expect(page.locator(".explorer-emporter")).to_be_hidden()
    ways.first.get_by_role("button").click()
    ready(page, re.compile(rf"^{len(by_theme[theme_id])}\b"))
    assert state(page) == f"?themes={theme_id}"
    expect(page.locator("#liste")).to_be_focused()


def test_words_that_nothing_holds_lead_to_the_whole_site(page: Page, address: str) -> None:
    page.goto(f"{address}?q=xqzwvk")
    ready(page, "Aucune ressource")
    link = page.get_by_role("link", name="cherchez-les sur tout le site")
    expect(link).to_have_attribute("href", "../recherche/?q=xqzwvk")


# What is taken away


def test_the_file_holds_exactly_what_is_shown(page: Page, journal: Journal, address: str, catalogue: Catalogue) -> None:
    holds = Holds(catalogue)
    expected = sorted(
        choose(catalogue, {"cibles": ["tpe-pme"]}),
        key=lambda fiche: (not holds.here(fiche), french.sort_key(fiche.titre)),
    )
    assert len(expected) > PER_PAGE
    page.goto(f"{address}?cibles=tpe-pme&tri=titre")
    ready(page, re.compile(rf"^{len(expected)}\b"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger cette liste (CSV)").click()
    assert re.fullmatch(r"ressources-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))
    whole = page.request.get(f"{address.removesuffix('livrables/')}catalogue.csv").body().decode("utf-8-sig")
    known = {row["id"]: row for row in csv.DictReader(io.StringIO(whole, newline=""), delimiter=";")}
    assert rows == [known[fiche.id] for fiche in expected]
    assert {"liens", "territoires", "themes", "contact_courriel"} <= set(rows[0])
    assert [url for url in journal.requests if url.endswith("/catalogue.csv")][1:] == []
    expect(page.locator(".explorer-fait")).to_contain_text(f"{len(expected)} ressources")


def test_the_whole_list_can_be_kept_without_a_choice(page: Page, address: str, catalogue: Catalogue) -> None:
    page.goto(f"{address}?vue=compacte")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger cette liste (CSV)").click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    titles = [row["titre"] for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")]
    holds = Holds(catalogue)
    assert titles == [
        fiche.titre for fiche in sorted(catalogue.livrables.values(), key=lambda one: nearness(holds, one, {}))
    ]


def test_the_link_is_copied_or_shown(page: Page, address: str) -> None:
    page.goto(f"{address}?themes=tms,nulle-part&cibles=tpe-pme")
    expect(page.locator(".jeton")).to_have_count(2)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy = page.get_by_role("button", name="Copier le lien de cette liste")
    copy.click()
    expect(page.locator(".explorer-fait")).to_contain_text("Lien copié")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}?cibles=tpe-pme&themes=tms"
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    copy.click()
    expect(page.get_by_label("Copiez cette adresse")).to_be_focused()
    expect(page.get_by_label("Copiez cette adresse")).to_have_value(f"{address}?cibles=tpe-pme&themes=tms")


# Loading


def test_nothing_of_the_search_is_loaded_before_it_is_touched(page: Page, journal: Journal, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(300)
    assert [url for url in journal.requests if ENGINE.search(url)] == []
    with page.expect_response(ENGINE):
        page.locator("#q-ressources").focus()
    assert journal.third_parties(address.removesuffix("/livrables/")) == []


def test_failure_leaves_the_whole_list_and_a_way_on(page: Page, address: str, catalogue: Catalogue) -> None:
    page.route("**/recherche/**/facettes/*.json", lambda route: route.abort())
    page.goto(f"{address}?cibles=tpe-pme")
    expect(page.get_by_text("Vos choix n’ont pas pu s’appliquer")).to_be_visible()
    expect(page.locator(".explorer-toutes")).to_be_visible()
    expect(page.locator("#liste")).to_contain_text(f"{len(catalogue.livrables)} ressources")
    page.unroute_all()
    page.get_by_role("button", name="Réessayer").click()
    ready(page, re.compile(rf"^{len(choose(catalogue, {'cibles': ['tpe-pme']}))}\b"))
    expect(page.get_by_text("Vos choix n’ont pas pu s’appliquer")).to_be_hidden()
    expect(page.locator("#liste")).to_be_focused()


def test_failure_to_load_the_engine_is_said_too(page: Page, address: str) -> None:
    page.route("**/recherche/index.json", lambda route: route.fulfill(status=500))
    page.goto(address)
    box(page, "formats", "guide").check()
    expect(page.get_by_text("Vos choix n’ont pas pu s’appliquer")).to_be_visible()
    assert state(page) == "?formats=guide"


# Everybody


def test_the_panel_is_chosen_from_with_the_keyboard(page: Page, address: str, catalogue: Catalogue) -> None:
    page.goto(address)
    page.locator("#q-ressources").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator('[data-facette="cibles"] > summary')).to_be_focused()
    settle(page)
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.type") == "search":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    first = str(page.evaluate("document.activeElement.value"))
    ready(page, re.compile(rf"^{len(choose(catalogue, {'cibles': [first]}))}\b"))
    assert page.evaluate("document.activeElement.checked") is True
    assert state(page) == f"?cibles={first}"


def test_long_facets_unfold_and_are_searched(page: Page, address: str, catalogue: Catalogue) -> None:
    page.goto(address)
    facet = page.locator('[data-facette="cibles"]')
    used = [cible for cible in catalogue.cibles if choose(catalogue, {"cibles": [cible]})]
    assert len(used) > 8
    expect(facet.locator("li:visible")).to_have_count(8)
    more = facet.get_by_role("button", name="Voir plus")
    more.click()
    expect(facet.locator("li:visible")).to_have_count(len(used))
    expect(facet.get_by_role("button", name="Voir moins")).to_have_attribute("aria-expanded", "true")
    facet.get_by_label("Chercher dans la liste").fill("ARTISÀN")
    names = [
        cible.nom for cible in catalogue.cibles.values() if cible.id in used and "artisan" in french.sort_key(cible.nom)
    ]
    expect(facet.locator("li:visible")).to_have_count(len(names))


def test_a_phone_opens_the_panel_and_comes_back_to_the_list(page: Page, address: str, catalogue: Catalogue) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    expect(box(page, "cibles", "tpe-pme")).to_be_hidden()
    page.locator(".explorer-panneau > summary").click()
    box(page, "cibles", "tpe-pme").check()
    box(page, "formats", "fiche").check()
    expected = choose(catalogue, {"cibles": ["tpe-pme"], "formats": ["fiche"]})
    expect(page.locator(".explorer-panneau > summary")).to_have_text("Filtrer (2)")
    page.get_by_role("button", name=f"Voir les {len(expected)} ressources").click()
    expect(box(page, "cibles", "tpe-pme")).to_be_hidden()
    expect(page.locator("#liste")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(
    "query", ["", "?q=chute&cibles=tpe-pme", "?q=xqzwvk&formats=guide", "?vue=compacte&cibles=tpe-pme&page=2"]
)
def test_every_state_is_accessible_and_silent(page: Page, journal: Journal, address: str, query: str) -> None:
    for scheme, viewport in (("light", DESKTOP), ("dark", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{address}{query}")
        if viewport is PHONE:
            page.locator(".explorer-panneau > summary").click()
        else:
            page.locator("#q-ressources").focus()
        for facet in page.locator(".facette").all():
            facet.evaluate("facet => { facet.open = true; }")
        settle(page)
        assert faults(page) == [], (query, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "the page scrolls sideways"
    assert journal.console == []
    assert journal.third_parties(address.removesuffix("/livrables/")) == []


def test_paper_has_the_list_and_not_the_panel(page: Page, address: str) -> None:
    page.goto(f"{address}?cibles=tpe-pme")
    expect(page.locator(".explorer-resultats")).to_be_visible()
    page.emulate_media(media="print")
    for part in (".explorer-recherche", ".explorer-panneau", ".explorer-reglages", ".explorer-emporter"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".explorer-resultats .carte").first).to_be_visible()
    expect(page.locator(".jeton")).to_be_visible()


def test_without_javascript_facets_lead_to_their_pages(
    without_scripts: Page, address: str, catalogue: Catalogue
) -> None:
    page = without_scripts
    page.set_viewport_size(DESKTOP)
    page.goto(address)
    expect(page.locator("#q-ressources")).to_be_hidden()
    expect(page.locator(".explorer-reglages")).to_be_hidden()
    page.locator(".explorer-panneau > summary").click()
    page.locator('[data-facette="cibles"] a').first.click()
    busiest = max(catalogue.cibles, key=lambda cible: len(choose(catalogue, {"cibles": [cible]})))
    assert page.url == address.replace("livrables/", f"cibles/{busiest}/")


def test_the_page_of_a_term_leads_to_its_filter(page: Page, address: str, catalogue: Catalogue) -> None:
    page.goto(address.replace("livrables/", "formats/guide/"))
    page.get_by_role("link", name="Affiner cette liste").click()
    ready(page, re.compile(rf"^{len(choose(catalogue, {'formats': ['guide']}))}\b"))
    expect(box(page, "formats", "guide")).to_be_checked()
