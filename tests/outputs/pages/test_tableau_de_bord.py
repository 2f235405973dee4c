"""The dashboard: each figure computed by hand, and what it says where there is none."""

import csv
import io
import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.tableau_de_bord import ACTS, BASE, Bord
from tests.analysis.test_diffusion import KINDS
from tests.catalogues import Kind, create_catalogue, create_pages, find_first, plain


def board(**changed: Any) -> LexborHTMLParser:
    return LexborHTMLParser(str(Bord(create_pages(create_catalogue(**{**KINDS, **changed}))).following()))


def files(**changed: Any) -> dict[str, list[list[str]]]:
    outputs = Bord(create_pages(create_catalogue(**{**KINDS, **changed}))).outputs()
    return {
        output.path: list(csv.reader(io.StringIO(output.content.decode("utf-8-sig")), delimiter=";"))
        for output in outputs
        if output.path.endswith(".csv")
    }


def figures(page: LexborHTMLParser) -> dict[str, str]:
    """Each figure of the top, by what it counts."""
    found = {}
    for part in page.css(".chiffres > div"):
        name = find_first(part.html or "", "dt").text(deep=False).strip()
        found[name] = plain(find_first(part.html or "", "dd").text())
    return found


def test_says_each_figure_and_how_it_is_counted() -> None:
    page = board()
    assert figures(page) == {
        "diffusions": "5",
        "personnes ou entreprises touchées": "au moins 390",
        "relais actifs": "2 sur 4",
        "ressources transmises au moins une fois": "2 sur 3",
        "délai médian avant la première diffusion": "272 jours",
        "diffusions faites à temps": "50 %",
    }
    rules = {f"#{node.attributes['id']}" for node in page.css("[aria-labelledby=regles] dl > div")}
    links = {node.attributes["href"] for node in page.css("a[href^='#regle-']")}
    assert links <= rules


def test_each_chart_says_its_message_and_has_its_table_and_its_file() -> None:
    page = board()
    heads = [plain(node.text().strip()) for node in page.css(".graphique h3")]
    assert heads == [
        "3 diffusions notées en 2026 (au 1er octobre 2026), contre 1 en 2025",
        "Entreprises du BTP : 2 diffusions sur 5",
        "1 diffusion sur 2 dont le bilan est dit a bien marché",
        "Ain : 4 diffusions sur 5, plus que tout autre lieu",
        "2 relais sur 4 ont transmis une ressource du 2 octobre 2025 au 1er octobre 2026",
    ]
    published = files()
    for figure in page.css(".graphique"):
        link = find_first(figure.html or "", "a[download]").attributes["href"] or ""
        rows = published[link.removeprefix("../")]
        table = LexborHTMLParser(figure.html or "").css("table tr")
        assert len(rows) == len(table) > 1
        drawing = find_first(figure.html or "", "svg[role=img]")
        for identity in (drawing.attributes["aria-labelledby"] or "").split():
            assert find_first(figure.html or "", f"#{identity}").text().strip()


def test_the_files_hold_what_was_noted() -> None:
    published = files()
    assert published[f"{BASE}annees.csv"][1] == ["2026", "3", "350", "2", "1", "0", "1", "1"]
    assert published[f"{BASE}publics.csv"][2] == ["Public non précisé", "3", "40", "1", "0", "0", "1", "2"]
    assert published[f"{BASE}relais.csv"][1:] == [
        ["Connus", "4"],
        ["Sollicités", "3"],
        ["Ont répondu", "3"],
        ["Actifs depuis douze mois", "2"],
        ["Actifs l’année d’avant aussi", "1"],
    ]
    assert [row[0] for row in published[ACTS]] == ["Date", "2026-06-01", "2026-05-12", "2026-05", "2025-09-30", "2023"]
    assert published[ACTS][2][1:7] == [
        "Guide", "CAPEB", "lettre d’information", "Entreprises du BTP", "350", "A bien marché",
    ]  # fmt: skip


def test_a_draft_that_was_passed_on_stays_unsaid() -> None:
    kinds: dict[str, Kind] = {
        "livrables": {**KINDS["livrables"], "secret": {"statut": "brouillon"}},
        "diffusions": {"x": {"livrable": "secret", "relais": "capeb", "bilan": "echec", "commentaire": "Vu."}},
    }
    published = files(**kinds)
    assert "secret" not in str(published)
    assert published[ACTS][1][1] == "Ressource en cours de rédaction"
    assert published[ACTS][1][-1] == ""
    assert "secret" not in (board(**kinds).html or "")


def test_an_empty_log_says_how_to_fill_it() -> None:
    page = board(diffusions={})
    assert "Aucune diffusion n’est encore notée" in find_first(page, ".vide").text()
    assert not page.css(".chiffres")
    assert plain(find_first(page, ".graphique h3").text()).startswith("Aucun relais n’a transmis de ressource")
    assert "2 fiches ne disent pas si leur relais a été sollicité" in plain(find_first(page, ".graphique .doux").text())
    assert sorted(files(diffusions={})) == [ACTS, f"{BASE}relais.csv"]


@pytest.mark.parametrize("kinds", [{"diffusions": {"a": {"date": "2026"}}}, {"relais": {}, "diffusions": {}}])
def test_one_act_or_no_relay_reads_well(kinds: Any) -> None:
    page = board(**kinds)
    assert "None" not in (page.html or "")
    assert page.css(".graphique")


@pytest.mark.parametrize(
    ("bilans", "message"),
    [
        ([""], "Aucun bilan n’est dit : on ne sait pas encore ce qui marche"),
        (["echec"], "La seule diffusion dont le bilan est dit n’a pas bien marché"),
        (["a_marche", ""], "La seule diffusion dont le bilan est dit a bien marché"),
        (["echec", "mitige"], "Aucune des 2 diffusions dont le bilan est dit n’a bien marché"),
        (["a_marche", "mitige"], "1 diffusion sur 2 dont le bilan est dit a bien marché"),
        (["a_marche", "a_marche"], "2 diffusions sur 2 dont le bilan est dit ont bien marché"),
    ],
)
def test_what_worked_is_said_in_the_number_that_french_asks_for(bilans: list[str], message: str) -> None:
    acts: Kind = {
        f"a{rank}": {"date": "2026-05-02", **({"bilan": one} if one else {})} for rank, one in enumerate(bilans)
    }
    assert message in [plain(node.text()) for node in board(diffusions=acts).css("h3")]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2026-05-02", "2025-05-02"], "en 2026, dont 1 l’année d’avant aussi"),
        (["2026-05-02"], "en 2026, aucun l’année d’avant"),
        (["2026"], "en 2026, aucun l’année d’avant"),
    ],
)
def test_who_was_active_the_year_before_is_counted_or_nobody(days: list[str], said: str) -> None:
    catalogue = create_catalogue(**{**KINDS, "diffusions": {f"a{day}": {"date": day} for day in days}})
    pages = {one.path: one.content.decode() for one in Bord(create_pages(catalogue)).outputs() if "html" in one.path}
    year = LexborHTMLParser(pages[f"{BASE}bilan-2026/index.html"])
    assert any(plain(node.text()).strip() == said for node in year.css(".chiffres dt .doux")), said


def test_a_sample_is_marked_and_counted_nowhere() -> None:
    text = plain(find_first(board(), "[aria-labelledby=exemples]").text())
    assert "1 diffusion fictive montre" in text
    assert "9 999" in text
    assert "9999" not in str(files())
    assert re.search(r"Exemple .+, .+, par .+, 9 999", " ".join(text.split()))


def test_hostile_texts_are_shown_as_texts() -> None:
    act = {"date": "2026-05-02", "canal": "<b>salon</b>", "bilan": "echec", "commentaire": "<script>x</script>"}
    page = board(diffusions={"a": act})
    assert not page.css("script, b")
    assert "<script>x</script>" in page.text()


def test_tells_what_ages_and_leads_to_the_one_list_of_it() -> None:
    page = board(livrables={**KINDS["livrables"], "guide": {"a_revoir_le": "2026-01-01"}})
    section = find_first(page, "[aria-labelledby=continuite]")
    assert "Livrables dont la relecture est due 1" in " ".join(plain(section.text()).split())
    assert find_first(section.html or "", "a").attributes["href"] == "../a-propos/etat-du-catalogue/#continuite"
    sample = {"exemple": "oui", "pilotes": [{"structure": "Cfa"}]}
    groups = {"a": {"pilotes": [{"structure": "Carsat"}]}, "fictif": sample}
    mixed = find_first(board(groupes=groups), "[aria-labelledby=continuite]")
    assert "Groupes avec un seul pilote 1" in " ".join(plain(mixed.text()).split())
    fresh = board(livrables={}, diffusions={}, evenements={}, groupes={"fictif": sample})
    assert "Rien ne vieillit" in find_first(fresh, "[aria-labelledby=continuite]").text()


def test_each_year_with_facts_has_its_review_and_no_other() -> None:
    board_of = Bord(create_pages(create_catalogue(**KINDS)))
    assert board_of.addresses() == [f"{BASE}bilan-{year}/" for year in (2026, 2025, 2023)]
    pages = {output.path: output.content.decode() for output in board_of.outputs() if output.path.endswith(".html")}
    assert sorted(pages) == [f"{BASE}bilan-{year}/index.html" for year in (2023, 2025, 2026)]
    year = LexborHTMLParser(pages[f"{BASE}bilan-2026/index.html"])
    assert figures(year)["diffusions"] == "3"
    assert figures(year)["relais actifs"] == "2 sur 4"
    rules = {f"#{node.attributes['id']}" for node in year.css("[aria-labelledby=regles] dl > div")}
    told = {node.attributes["href"] for node in year.css("a[href^='#regle-']")}
    assert rules == told
    links = {node.attributes["href"] for node in year.css("a[download]")}
    published = {f"../../{made.path}" for made in board_of.documents()} | {f"../../{path}" for path in files()}
    assert links <= published
    assert f"../../{BASE}bilan-2026.docx" in links
    assert "Aucune année n’a encore de fait" in find_first(board(diffusions={}), "[aria-labelledby=bilans]").text()


def test_a_long_table_ends_on_the_page_and_goes_on_in_its_file() -> None:
    targets: Kind = {f"c{number}": {} for number in range(60)}
    acts: Kind = {f"a{number}": {"livrable": "guide", "cible": f"c{number}"} for number in range(60)}
    kinds: dict[str, Any] = {"cibles": targets, "livrables": {"guide": {}}, "evenements": {}, "diffusions": acts}
    table = find_first(board(**kinds), "#graphique-publics details")
    assert len(table.css("tbody tr")) == 50
    assert "50 premières lignes sur 60" in plain(table.text())
    assert len(files(**kinds)[f"{BASE}publics.csv"]) == 61
