"""The catalogue: who refers to whom, in which order, and what has a page."""

from typing import Any

import pytest
from pydantic import BaseModel

from prst.records.catalogue import PAGE_THRESHOLD, Catalogue, Pattern, references_of, referred, values_at
from prst.records.model import (
    MODELS,
    Agenda,
    Cible,
    Contact,
    Diffusion,
    Enquete,
    Evenement,
    Groupe,
    Livrable,
    Relais,
    Retour,
    Retrait,
    Site,
    Structure,
    Terme,
)
from tests.catalogues import create_catalogue

REFERENCES: list[tuple[type[BaseModel], set[tuple[str, str]]]] = [
    (
        Livrable,
        {
            ("cibles.*", "cibles"),
            ("format", "formats"),
            ("themes.*", "themes"),
            ("secteurs.*", "secteurs"),
            ("territoires.*", "territoires"),
            ("groupe", "groupes"),
            ("relais.*", "relais"),
        },
    ),
    (Cible, {("fait_partie_de", "cibles"), ("comprend.*", "cibles"), ("secteurs.*", "secteurs")}),
    (
        Relais,
        {
            ("cibles.*.cible", "cibles"),
            ("secteurs.*", "secteurs"),
            ("territoires.*", "territoires"),
            ("inclus_dans.*", "relais"),
            ("recoupe.*", "relais"),
        },
    ),
    (
        Groupe,
        {
            ("themes.*", "themes"),
            ("cibles.*", "cibles"),
            ("territoires.*", "territoires"),
            ("jalons.*.livrable", "livrables"),
            ("pilotes.*.competences.*", "competences"),
            ("pilotes.*.recherche.*", "competences"),
        },
    ),
    (
        Evenement,
        {
            ("cibles.*", "cibles"),
            ("territoires.*", "territoires"),
            ("themes.*", "themes"),
            ("livrables.*", "livrables"),
        },
    ),
    (
        Retour,
        {("themes.*", "themes"), ("cibles.*", "cibles"), ("groupe", "groupes"), ("livrables.*", "livrables")},
    ),
    (
        Structure,
        {
            ("territoires.*", "territoires"),
            ("remplacee_par", "structures"),
            ("fonctions.*.competences.*", "competences"),
            ("fonctions.*.recherche.*", "competences"),
            ("fonctions.*.themes.*", "themes"),
            ("fonctions.*.secteurs.*", "secteurs"),
            ("fonctions.*.territoires.*", "territoires"),
            ("fonctions.*.groupes.*", "groupes"),
        },
    ),
    (Diffusion, {("livrable", "livrables"), ("relais", "relais"), ("cible", "cibles")}),
    (
        Enquete,
        {
            ("livrables.*", "livrables"),
            ("groupes.*", "groupes"),
            ("cibles.*", "cibles"),
            ("territoires.*", "territoires"),
        },
    ),
    (Agenda, {("cibles.*", "cibles"), ("territoires.*", "territoires")}),
    (Site, {("departements.*", "territoires"), ("partenaires.*", "structures")}),
    (Contact, set()),
    (Terme, {("fait_partie_de", "secteurs"), ("comprend.*", "secteurs")}),
    (Retrait, set()),
]
"""Where each model refers to others, read off the design by hand."""


@pytest.mark.parametrize(("model", "expected"), REFERENCES, ids=[model.__name__ for model, _ in REFERENCES])
def test_references_are_found_wherever_a_model_makes_them(
    model: type[BaseModel], expected: set[tuple[str, str]]
) -> None:
    found = references_of(model)
    assert {(".".join(pattern), target) for pattern, target in found} == expected
    assert len(found) == len(expected)


def test_every_kind_is_in_the_table() -> None:
    assert {*MODELS.values()} <= {model for model, _ in REFERENCES}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (("cible",), [(("cible",), "tpe")]),
        (("livrable",), [(("livrable",), "guide")]),
    ],
)
def test_a_value_is_found_at_its_field(pattern: Pattern, expected: list[Any]) -> None:
    catalogue = create_catalogue(
        livrables={"guide": {}}, relais={"opco": {}}, diffusions={"lettre": {"cible": "tpe", "livrable": "guide"}}
    )
    assert list(values_at(catalogue.diffusions["lettre"], pattern)) == expected


def test_values_are_found_in_lists_with_their_place() -> None:
    relais = create_catalogue(
        cibles={"tpe": {}, "btp": {}}, relais={"opco": {"cibles": [{"cible": "btp"}, {"cible": "tpe", "portee": "9"}]}}
    ).relais["opco"]
    assert list(values_at(relais, ("cibles", "*", "cible"))) == [
        (("cibles", 0, "cible"), "btp"),
        (("cibles", 1, "cible"), "tpe"),
    ]
    assert list(values_at(relais, ("cibles", "*", "portee"))) == [(("cibles", 1, "portee"), 9)]
    assert list(values_at(relais, ("contact", "structure"))) == []


def test_what_a_record_refers_to_is_what_stands_at_its_references() -> None:
    catalogue = create_catalogue(
        cibles={"tpe": {}, "btp": {}},
        themes={"chutes": {}},
        livrables={"guide": {"cibles": ["tpe", "btp"], "themes": ["chutes"]}},
        relais={"opco": {"cibles": [{"cible": "btp"}, {"cible": "tpe"}]}},
        groupes={
            "gt": {
                "jalons": [{"date": "2026", "intitule": "Fin", "livrable": "guide"}, {"date": "2027", "intitule": "x"}]
            }
        },
        evenements={"salon": {}},
    )
    guide = catalogue.livrables["guide"]
    expected = [("cibles", "tpe"), ("cibles", "btp"), ("formats", guide.format), ("themes", "chutes")]
    assert sorted(referred(guide)) == sorted(expected)
    for record in catalogue.records():
        assert list(referred(record)) == [
            (target, identity)
            for pattern, target in references_of(type(record))
            for _location, identity in values_at(record, pattern)
        ]
    assert list(referred(catalogue.evenements["salon"])) == []


DATES = {
    "sans-date": {},
    "an-2025": {"date": "2025"},
    "an-2026": {"date": "2026"},
    "mars": {"date": "2026-03"},
    "neuf-mars": {"date": "2026-03-09"},
    "avril": {"date": "2026-04"},
    "dix-mars-b": {"date": "2026-03-10", "titre": "B"},
    "dix-mars-a": {"date": "2026-03-10", "titre": "A"},
}
NEWEST_FIRST = ["avril", "dix-mars-a", "dix-mars-b", "neuf-mars", "mars", "an-2026", "an-2025", "sans-date"]


def test_deliverables_come_newest_first() -> None:
    catalogue = create_catalogue(livrables=DATES)
    assert list(catalogue.livrables) == NEWEST_FIRST
    assert [fiche.id for fiche in catalogue.referring("livrables", "cibles", "tpe")] == NEWEST_FIRST
    assert [record.id for record in catalogue.records()] == [*NEWEST_FIRST, "tpe"]


def test_targets_come_by_rank_then_by_name() -> None:
    cibles = {
        "a": {"nom": "Zinc"},
        "b": {"nom": "Artisans"},
        "c": {"nom": "Cuivre", "ordre": "2"},
        "d": {"nom": "Dernier", "ordre": "10"},
        "e": {"nom": "Premier", "ordre": "0"},
    }
    assert list(create_catalogue(cibles=cibles).cibles) == ["e", "c", "d", "b", "a"]


def test_events_come_by_date() -> None:
    evenements = {"c": {"debut": "2026-06-16"}, "b": {"debut": "2026-06"}, "a": {"debut": "2026-06-16T09:00"}}
    assert list(create_catalogue(evenements=evenements).evenements) == ["b", "c", "a"]


def test_a_draft_is_nowhere_but_among_drafts() -> None:
    catalogue = create_catalogue(
        livrables={
            "guide": {},
            "projet": {"statut": "brouillon", "themes": ["chutes"]},
            "ancien": {"statut": "archive"},
        }
    )
    assert (list(catalogue.livrables), list(catalogue.brouillons)) == (["guide", "ancien"], ["projet"])
    assert [fiche.id for fiche in catalogue.referring("livrables", "cibles", "tpe")] == ["guide", "ancien"]
    assert catalogue.referring("livrables", "themes", "chutes") == ()
    assert "projet" not in {record.id for record in catalogue.records()}
    assert not catalogue.has_page("livrables", "projet")


def test_each_reference_is_followed_back() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"groupe": "gt", "relais": ["opco"], "themes": ["chutes"], "territoires": ["region"]}},
        groupes={"gt": {"jalons": [{"date": "2026", "intitule": "J", "livrable": "guide"}]}},
        relais={"opco": {"cibles": [{"cible": "tpe"}, {"cible": "tpe", "portee": "9"}]}},
        evenements={"salon": {"livrables": ["guide"], "cibles": ["tpe"]}},
        diffusions={"lettre": {}},
    )
    expected = [
        ("livrables", "groupes", "gt", ["guide"]),
        ("livrables", "relais", "opco", ["guide"]),
        ("livrables", "themes", "chutes", ["guide"]),
        ("livrables", "formats", "guide", ["guide"]),
        ("livrables", "territoires", "region", ["guide"]),
        ("groupes", "livrables", "guide", ["gt"]),
        ("relais", "cibles", "tpe", ["opco"]),  # once, though it says so twice
        ("evenements", "livrables", "guide", ["salon"]),
        ("evenements", "cibles", "tpe", ["salon"]),
        ("diffusions", "livrables", "guide", ["lettre"]),
        ("diffusions", "relais", "opco", ["lettre"]),
        ("diffusions", "cibles", "tpe", []),
        ("livrables", "groupes", "absent", []),
    ]
    for kind, target, identity, ids in expected:
        assert [record.id for record in catalogue.referring(kind, target, identity)] == ids


@pytest.mark.parametrize("vocabulary", ["formats", "themes", "secteurs"])
def test_a_term_has_a_page_from_three_deliverables_on(vocabulary: str) -> None:
    key = "format" if vocabulary == "formats" else vocabulary

    def catalogue(count: int, drafts: int = 0) -> Catalogue:
        terms: Any = {"a": {}, "b": {}}
        livrables = {
            f"guide-{index}": {
                key: "a" if key == "format" else ["a"],
                "statut": "publie" if index < count else "brouillon",
            }
            for index in range(count + drafts)
        }
        return create_catalogue(livrables=livrables, **{vocabulary: terms})

    assert PAGE_THRESHOLD == 3
    assert [catalogue(count).has_page(vocabulary, "a") for count in (0, 2, 3, 4)] == [False, False, True, True]
    assert not catalogue(2, drafts=5).has_page(vocabulary, "a")
    assert not catalogue(3).has_page(vocabulary, "b")


def test_each_territory_that_something_names_has_a_page() -> None:
    territoires: Any = {identity: {} for identity in ("region", "national", "69", "01", "59", "75", "2a", "13")}
    catalogue = create_catalogue(
        site={"departements": ["01"]},
        territoires=territoires,
        livrables={"guide": {"territoires": ["69"]}},
        relais={"opco": {"territoires": ["59"]}},
        evenements={"salon": {"territoires": ["75"]}},
        agendas={"salons": {"territoires": ["2a"]}},
    )
    found = {identity for identity in territoires if catalogue.has_page("territoires", identity)}
    assert found == {"region", "national", "69", "01", "59", "75", "2a"}
    assert not create_catalogue(territoires=territoires).named("territoires")


def test_deliverables_of_other_regions_come_last() -> None:
    catalogue = create_catalogue(
        site={"departements": ["01"]},
        territoires={"region": {}, "national": {}, "01": {}, "59": {}},
        livrables={
            "ailleurs": {"date": "2026", "territoires": ["59"]},
            "partout": {"date": "2020"},
            "ici-aussi": {"date": "2022", "territoires": ["59", "01"]},
            "ailleurs-aussi": {"date": "2024", "territoires": ["59"]},
        },
    )
    assert list(catalogue.livrables) == ["ici-aussi", "partout", "ailleurs", "ailleurs-aussi"]


def test_a_record_has_a_page_unless_it_is_a_dissemination() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {}},
        groupes={"gt": {}},
        relais={"opco": {}},
        evenements={"salon": {}},
        diffusions={"lettre": {}},
    )
    present = [
        ("livrables", "guide"),
        ("cibles", "tpe"),
        ("groupes", "gt"),
        ("relais", "opco"),
        ("evenements", "salon"),
    ]
    assert all(catalogue.has_page(kind, identity) for kind, identity in present)
    assert not any(catalogue.has_page(kind, "absent") for kind, _ in present)
    assert not catalogue.has_page("diffusions", "lettre")


def test_published_records_come_kind_by_kind() -> None:
    catalogue = create_catalogue(
        structures={"s": {}},
        evenements={"salon": {}},
        groupes={"gt": {}},
        relais={"opco": {}},
        livrables={"guide": {}},
        diffusions={"l": {}},
        retours={"r": {}},
        enquetes={"e": {}},
    )
    assert [record.kind for record in catalogue.records()] == list(MODELS)
