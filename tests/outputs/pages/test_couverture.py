"""The page of coverage: each figure worked out by hand, what it says where there is none, and its files."""

import csv
import io
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.couverture import BASE, LISTED, SHOWN, Tables
from tests.analysis.test_couverture import DEPARTMENTS, TERRITORIES, relay
from tests.catalogues import CONTACT, Fields, Kind, create_catalogue, create_pages, plain

SITE: Fields = {"departements": ["01", "02"]}
KINDS: dict[str, Kind] = {
    "territoires": {**TERRITORIES, "01": {"label": "Ain"}, "02": {"label": "Aisne"}},
    "cibles": {
        "tpe": {"nom": "Petites entreprises", "effectif": "20 000"},
        "garages": {"nom": "Garages", "fait_partie_de": "tpe", "effectif": "200"},
        "esat": {"nom": "Esat", "prescripteurs": ["Associations"], "financeurs": ["Agefiph"]},
        "mer": {"nom": "Gens de mer"},
    },
    "relais": {
        "ain": relay(1000, "01", nom="Chambre de l’Ain", contact=CONTACT, sollicite="oui"),
        "aisne": relay(1200, "02", nom="Chambre de l’Aisne", sollicite="non"),
        "federation": relay(300, "region", nom="Fédération"),
        "esat": {"nom": "Réseau Esat", "cibles": [{"cible": "esat"}], "adherents": "900", "sollicite": "oui"},
    },
    "livrables": {"guide": {"titre": "Guide", "cibles": ["tpe"]}, "nomme": {"relais": ["ain"]}},
    "groupes": {
        "marins": {"nom": "Groupe mer", "cibles": ["mer"], "pilotes": [{"structure": "X", "contact": CONTACT}]}
    },
    "diffusions": {"a": {"livrable": "nomme", "relais": "ain", "cible": "tpe", "touches": "40"}},
}


def tables(site: Fields = SITE, **changed: Kind) -> Tables:
    return Tables(create_pages(create_catalogue(site, **{**KINDS, **changed})))


def page(site: Fields = SITE, **changed: Kind) -> LexborHTMLParser:
    return LexborHTMLParser(str(tables(site, **changed).following()))


def words(html: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(plain(node.text()).split()) for node in html.css(selector)]


def rows(html: LexborHTMLParser, caption: str) -> list[list[str]]:
    """The rows of the table of a caption, as texts."""
    return [
        words(LexborHTMLParser(f"<table>{row.html}</table>"), "th, td") for row in html.css(f"table:has(#{caption}) tr")
    ]


def files(**changed: Kind) -> dict[str, list[list[str]]]:
    return {
        output.path.removeprefix(BASE): list(csv.reader(io.StringIO(output.content.decode("utf-8-sig")), delimiter=";"))
        for output in tables(**changed).outputs()
    }


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (["aisne"], "Chambre de l’Aisne a déjà transmis une ressource à cette cible, que sa fiche ne nomme pas. "
            "Demandez-lui combien il en touche."),
        (["ain", "aisne"], "Chambre de l’Ain et Chambre de l’Aisne ont déjà transmis une ressource à cette cible, "
            "que leurs fiches ne nomment pas. Demandez-leur combien ils en touchent."),
        (["ain", "aisne", "esat", "federation"], "Chambre de l’Ain, Chambre de l’Aisne, Fédération et 1 autre ont "
            "déjà transmis une ressource à cette cible, que leurs fiches ne nomment pas. Demandez-leur combien ils en "
            "touchent."),
    ],
)  # fmt: skip
def test_who_passed_on_to_a_target_that_no_relay_names_is_asked_how_many(who: list[str], said: str) -> None:
    acts: Kind = {one: {"livrable": "nomme", "relais": one, "cible": "mer"} for one in who}
    html = page(diffusions=acts)
    (line,) = (one for one in words(html, "#sans-relais p") if one.startswith("D’après le journal"))
    assert line == f"D’après le journal, {said}"


def test_the_first_line_says_the_least_and_what_it_is_of() -> None:
    assert words(page(), ".couverture-phare") == [
        "Au moins 11 % de la cible « Petites entreprises », seule chiffrée. "
        "Des 3 autres, une n’a aucun relais ; 2 ne sont pas comptées, faute de chiffres."
    ]


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({}, ""),
        ({"mer": {"effectif": "900"}}, " 1 autre n’a aucun relais."),
        ({"mer": {}, "air": {"effectif": "900"}}, " 2 autres n’ont aucun relais."),
        ({"port": {"effectif": "0"}}, " 1 autre n’a personne à toucher."),
        ({"mer": {}, "port": {"effectif": "0"}}, " Des 2 autres, une n’a aucun relais ; une n’a personne à toucher."),
        ({"toutes": {"comprend": ["tpe"], "effectif": "900"}}, " 1 autre n’est pas comptée, faute de chiffres."),
    ],
)
def test_it_says_why_others_are_not_counted(others: Kind, said: str) -> None:
    found = page(cibles={"tpe": {"effectif": "10"}, **others}, relais={"ain": relay(3, "01")}, groupes={})
    assert words(found, ".couverture-phare") == [f"Au moins 30 % de la cible « Tpe », seule chiffrée.{said}"]


def test_with_several_figures_it_is_the_least_of_all() -> None:
    both = {**relay(1000, "01"), "cibles": [{"cible": "tpe", "portee": "1000"}, {"cible": "garages", "portee": "150"}]}
    (said,) = words(page(relais={"ain": both}), ".couverture-phare")
    assert said.startswith(
        "Au moins 5 % de chacune des 2 cibles chiffrées ; la moins touchée est « Petites entreprises »."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"relais": {"a": {"adherents": "500", "cibles": [{"cible": "tpe"}]}}, "diffusions": {}, "livrables": {}},
            "Aucune part n’est encore connue Sur 4 cibles, 2 ont un effectif et aucune n’a encore de relais chiffré. "
            "Il faut les deux.",
        ),
        (
            {"cibles": {"tpe": {}}, "relais": {"ain": relay(3, "01")}, "groupes": {}},
            "Aucune part n’est encore connue Sur 1 cible, aucune n’a encore d’effectif et une seule a un relais "
            "chiffré. Il faut les deux.",
        ),
        (
            {"cibles": {"tpe": {}}, "relais": {}, "diffusions": {}, "livrables": {}, "groupes": {}},
            "Aucune part n’est encore connue Sur 1 cible, aucune n’a encore ni effectif ni relais chiffré. "
            "Il faut les deux.",
        ),
        (
            {"cibles": {"tpe": {"effectif": "1000"}}, "relais": {"ain": relay(3, "01")}, "groupes": {}},
            "Au moins 3 sur 1 000 de la cible « Tpe », seule chiffrée.",
        ),
    ],
)
def test_it_never_says_more_than_the_figures(changed: dict[str, Any], said: str) -> None:
    assert words(page(**changed), ".couverture-phare") == [said]


def test_a_column_without_any_figure_is_told_once() -> None:
    html = page(
        cibles={"tpe": {}, "mer": {}}, relais={"ain": {"cibles": [{"cible": "tpe"}]}}, groupes={}, diffusions={}
    )
    assert rows(html, "legende_cibles")[0] == ["Cible", "Relais"]
    (said,) = words(html, "#legende_cibles")
    assert said.endswith("Aucun nombre n’est encore noté pour ces colonnes : touchés, part, déjà transmis.")
    known = page(cibles={"tpe": {"effectif": "10"}}, relais={"ain": relay(3, "01")}, groupes={}, diffusions={})
    assert rows(known, "legende_cibles")[0] == ["Cible", "Relais", "Touchés", "Part"]


def test_each_target_has_its_row_with_a_figure_and_a_word_in_each_cell() -> None:
    html = page()
    found = rows(html, "legende_cibles")
    assert found == [
        ["Cible", "Relais", "Touchés", "Part", "Déjà transmis"],
        ["Esat", "1 un seul relais, non chiffré", "? non chiffré", "? effectif inconnu", "0 aucune diffusion notée"],
        [
            "Garages",
            "3 relais, non chiffrés",
            "? non chiffré",
            "? de 200",
            "0 aucune diffusion notée",
        ],
        ["Gens de mer", "0 aucun relais", "0 aucun relais", "? effectif inconnu", "0 aucune diffusion notée"],
        [
            "Petites entreprises",
            "3 relais, tous chiffrés",
            "Au moins 2 200 au plus 2 500",
            "De 11 % à 13 % de 20 000",
            "1 diffusion, 40 personnes ou entreprises",
        ],
    ]
    for cell in html.css("td"):
        assert cell.css_first("strong").text().strip()  # type: ignore[union-attr]
        assert plain(cell.text(deep=False)).strip()


def test_a_sum_of_several_acts_says_that_it_may_count_somebody_twice() -> None:
    acts: Kind = {
        one: {"livrable": "nomme", "relais": one, "cible": "garages", "touches": "150"} for one in ("ain", "federation")
    }
    (row,) = (one for one in rows(page(diffusions=acts), "legende_cibles") if one[0] == "Garages")
    assert row[-1] == "2 diffusions, 300 personnes ou entreprises, doublons compris"  # of a headcount of 200


def test_what_is_exact_has_one_share_and_departments_their_official_code() -> None:
    kinds: dict[str, Kind] = {
        "cibles": {"tpe": {"nom": "Petites", "effectif": "3"}},
        "relais": {"a": {"cibles": [{"cible": "tpe", "portee": "1"}], "territoires": ["2a"]}},
        "territoires": {**TERRITORIES, "2a": {"label": "Corse-du-Sud"}},
    }
    site: Fields = {"departements": ["2a"]}
    kinds |= {"diffusions": {}, "livrables": {}, "groupes": {}}
    assert rows(page(site, **kinds), "legende_cibles")[1][2:4] == ["1 personne ou entreprise", "33 % de 3"]
    found = {one.path: one.content.decode("utf-8-sig") for one in tables(site, **kinds).outputs()}
    assert "Petites;2A;Corse-du-Sud;1;1;1\r\n" in found[f"{BASE}lieux.csv"]


def test_a_list_with_nothing_to_do_says_only_that() -> None:
    html = page(cibles={"tpe": {}}, relais={"a": relay(3)}, livrables={}, diffusions={}, groupes={})
    assert words(html, "#sans-relais > p") == ["Rien à faire ici."]
    assert not html.css("#sans-relais ul, #sans-passeur ul")
    assert len(html.css("#un-seul-relais li, #jamais-sollicites li")) == 2


def test_a_place_that_is_no_department_has_no_code() -> None:
    kinds: dict[str, Kind] = {"territoires": {**TERRITORIES, "pays-basque": {"label": "Pays basque"}}}
    site: Fields = {"departements": ["01", "pays-basque"]}
    assert rows(page(site, **kinds), "legende_lieux")[0] == ["Cible", "01 (01)", "Pays basque"]


def test_the_most_is_not_known_where_a_relay_gave_no_figure_or_reaches_a_part() -> None:
    """What silent relays reach is missing, and no zero; who reaches a part reaches some of the whole."""
    cibles: Kind = {
        "tpe": {"nom": "Petites entreprises", "effectif": "1000"},
        "garages": {"nom": "Garages", "fait_partie_de": "tpe"},
        "toutes": {"nom": "Toutes", "comprend": ["tpe"], "effectif": "5000"},
    }
    relays: Kind = {
        "a": {"cibles": [{"cible": "tpe", "portee": "80"}]},
        "b": {"cibles": [{"cible": "tpe", "portee": "40"}]},
        "c": {"cibles": [{"cible": "garages", "portee": "30"}]},
    }
    html = page(cibles=cibles, relais=relays, diffusions={}, livrables={}, groupes={})
    assert {row[0]: row[1:4] for row in rows(html, "legende_cibles")[1:]} == {
        "Garages": ["3 relais, dont 1 chiffré", "Au moins 30 par les relais chiffrés", "? effectif inconnu"],
        "Petites entreprises": [
            "2 relais, tous chiffrés ; 1 autre d’une partie",
            "Au moins 80 au plus 120 par les relais chiffrés",
            "Au moins 8 % de 1 000",
        ],
        "Toutes": ["0 aucun, mais 3 relais d’une partie", "? une partie seulement", "? de 5 000"],
    }
    assert words(html, "#sans-relais li > p:first-child") == ["Toutes : 3 relais n’en touchent qu’une partie"]
    assert words(html, ".couverture-qui > p")[:1] == [
        "Entre 80 et 120 touchés par les relais chiffrés ; environ 117 si les publics se recoupent au hasard "
        "(Petites entreprises)."
    ]
    found = files(cibles=cibles, relais=relays, diffusions={}, livrables={}, groupes={})["cibles.csv"]
    assert {row[0]: row[4:10] for row in found[1:]} == {
        "Garages": ["30", "30", "", "", "", "relais chiffrés seulement"],
        "Petites entreprises": ["80", "120", "117", "8", "12", "relais chiffrés seulement"],
        "Toutes": ["", "", "", "", "", "une partie seulement"],
    }


def test_what_is_for_a_whole_is_proposed_to_who_reaches_a_part_of_it() -> None:
    html = page(
        cibles={"tpe": {}, "garages": {"fait_partie_de": "tpe"}},
        relais={"syndicat": {"nom": "Syndicat", "cibles": [{"cible": "garages"}]}},
        livrables={"guide": {"titre": "Guide", "cibles": ["tpe"]}},
        diffusions={},
        groupes={},
    )
    assert words(html, "#sans-passeur li") == ["Guide À proposer à : Syndicat"]


def test_tables_say_what_their_rows_and_columns_are_and_can_be_scrolled_by_keyboard() -> None:
    html = page()
    tables_ = html.css("table")
    assert len(tables_) >= 4
    for table in tables_:
        inner = LexborHTMLParser(table.html or "")
        assert {node.attributes.get("scope") for node in inner.css("th")} == {"col", "row"}
        caption = inner.css_first("caption")
        assert caption
        frame = table.parent
        assert frame
        assert frame.attributes["tabindex"] == "0"
        assert frame.attributes["aria-labelledby"] == caption.attributes["id"]


def test_each_target_names_its_relays_the_farthest_reaching_first() -> None:
    html = page()
    assert [row[0] for row in rows(html, "legende-tpe")[1:]] == [
        "Chambre de l’Aisne Aisne",
        "Chambre de l’Ain Ain",
        "Fédération Region",
    ]
    assert rows(html, "legende-tpe")[2][1:] == ["1 000 personnes ou entreprises", "1 diffusion"]
    assert rows(html, "legende-garages")[1][1] == "? par « Petites entreprises », non chiffré"
    assert (
        "Entre 2 200 et 2 500 touchés ; environ 2 467 si les publics se recoupent au hasard (Petites entreprises)."
        in words(html, ".couverture-qui p")
    )


def test_a_place_tells_relays_of_the_region_from_those_of_the_place() -> None:
    assert rows(page(), "legende_lieux") == [
        ["Cible", "Ain (01)", "Aisne (02)"],
        ["Esat", "1 relais, région seulement", "1 relais, région seulement"],
        ["Garages", "2 relais, non chiffrés", "2 relais, non chiffrés"],
        ["Gens de mer", "0 aucun relais", "0 aucun relais"],
        ["Petites entreprises", "2 relais, au moins 1 000", "2 relais, au moins 1 200"],
    ]


def test_lists_say_whom_to_call_and_what_to_do() -> None:
    html = page()
    lines = {node.attributes["id"]: LexborHTMLParser(node.html or "") for node in html.css(".couverture-liste")}
    said = {name: words(inner, ".couverture-lignes > li") for name, inner in lines.items()}
    (alone,) = said["sans-relais"]
    assert alone.startswith("Gens de mer Sa fiche ne dit pas encore")
    assert "À appeler : Groupe mer, qui travaille pour elle prevention@organisme-essai.fr" in alone
    (single,) = said["un-seul-relais"]
    assert single.startswith("Esat : Réseau Esat")
    assert "ceux qu’elle écoute (Associations), ses financeurs (Agefiph)." in single
    (resource,) = said["sans-passeur"]
    assert resource.startswith(
        "Guide À proposer à : Chambre de l’Aisne, Chambre de l’Ain prevention@organisme-essai.fr,"
    )
    assert [one.split(" fédération")[0] for one in said["jamais-sollicites"]] == ["Chambre de l’Aisne", "Fédération"]
    assert "Jamais sollicité." in said["jamais-sollicites"][0]
    assert "On ne sait pas s’il l’a été." in said["jamais-sollicites"][1]
    for node in html.css(".chiffres a"):
        assert html.css(f"{node.attributes['href']}")


def test_long_lists_end_and_their_file_goes_on() -> None:
    many = {f"r{number}": relay(None, "region") for number in range(LISTED + 5)}
    html = page(relais=many, diffusions={}, livrables={})
    asked = LexborHTMLParser(html.css("#jamais-sollicites")[0].html or "")
    assert len(asked.css(".couverture-lignes > li")) == LISTED
    assert "Et 5 autres, dans le fichier." in words(asked, "p")
    assert len(rows(html, "legende-tpe")) == SHOWN + 1
    published = files(relais=many, diffusions={}, livrables={})
    assert sum(row[0] == "Relais jamais sollicités" for row in published["a-faire.csv"]) == LISTED + 5
    assert sum(row[0] == "Petites entreprises" for row in published["relais.csv"]) == LISTED + 5


def test_files_hold_what_is_known_and_nothing_else() -> None:
    published = files()
    assert published["cibles.csv"][4] == [
        "Petites entreprises", "20000", "3", "3", "2200", "2500", "2467", "11", "13", "", "1", "40",
        "https://essai.example.org/cibles/tpe/",
    ]  # fmt: skip
    assert published["cibles.csv"][1][4:10] == [""] * 6
    assert published["relais.csv"][1] == ["Esat", "Réseau Esat", "fédération", "Toute la France", "", "", "", "", "0"]
    assert published["lieux.csv"][-1] == ["Petites entreprises", "02", "Aisne", "2", "1", "1200"]
    assert [row[:2] for row in published["a-faire.csv"][1:3]] == [
        ["Cibles sans relais", "Gens de mer"],
        ["Cibles avec un seul relais", "Esat"],
    ]


def test_figures_that_contradict_each_other_are_told_and_not_counted() -> None:
    relays = {"a": relay(150, "01"), "b": relay(150, "02")}
    changed: dict[str, Kind] = {"relais": relays, "cibles": {"tpe": {"effectif": "200"}}, "groupes": {}}
    changed |= {"livrables": {}, "diffusions": {}}
    html = page(**changed)
    assert rows(html, "legende_cibles")[1][2:4] == ["? chiffres contradictoires", "? de 200"]
    assert words(html, ".couverture-phare")[0].startswith("Aucune part n’est encore connue")
    assert files(**changed)["cibles.csv"][1][4:10] == ["", "", "", "", "", "chiffres contradictoires"]


@pytest.mark.parametrize(
    ("effectif", "portee", "expected"),
    [
        ("0", "0", "0 personne à toucher"),
        ("1000", "3", "Moins de 1 % de 1 000"),
        ("1000", "500", "50 % de 1 000"),
        ("1000", "1000", "100 % de 1 000"),
        ("1000", "0", "0 % de 1 000"),
    ],
)
def test_a_share_is_said_as_it_is(effectif: str, portee: str, expected: str) -> None:
    html = page(cibles={"tpe": {"effectif": effectif}}, relais={"ain": relay(int(portee), "01")}, groupes={})
    assert rows(html, "legende_cibles")[1][3] == expected


def test_nothing_at_all_says_where_to_begin() -> None:
    empty: dict[str, Kind] = {kind: {} for kind in ("cibles", "relais", "livrables", "groupes", "diffusions")}
    html = page(site={}, **empty)
    assert words(html, ".vide") == ["Aucune cible n’est encore décrite. Commencez par un nom."]
    assert words(html, ".chiffres dd") == ["0"] * 4
    assert not html.css("table")
    without_relay = page(relais={}, livrables={}, diffusions={})
    assert "Aucun relais ne touche encore une cible." in words(without_relay, ".vide")[0]


def test_a_region_without_departments_has_no_table_of_places() -> None:
    assert not page(site={}).css("#par-lieu")


def test_the_page_stays_small_however_many_relays_reach_however_many_targets() -> None:
    targets = {f"c{number}": {"nom": f"Cible de nom ordinaire {number}", "effectif": "90000"} for number in range(50)}
    relays = {
        f"r{number}": {
            "nom": f"Fédération de nom ordinaire {number}",
            "territoires": [f"{number % 12 + 1:02}"],
            "cibles": [{"cible": f"c{(number * step) % 50}", "portee": "120"} for step in (1, 7) if number % 50],
        }
        for number in range(500)
    }
    kinds: dict[str, Kind] = {"cibles": targets, "relais": relays, "livrables": {}, "groupes": {}, "diffusions": {}}
    site = {"departements": DEPARTMENTS}
    html = str(tables(site, **kinds).following())
    assert len(html) < 220 * 1024
    assert len(LexborHTMLParser(html).css(".couverture-lieux td")) == 50 * 12
