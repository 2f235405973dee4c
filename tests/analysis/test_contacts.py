"""The chain of contact: who answers, and after whom; nobody is left without the next best."""

from typing import Any

import pytest

from prst.analysis.contacts import ASKED, Chaine, Contacts, mute
from prst.records.catalogue import Catalogue
from tests.catalogues import CONTACT, create_catalogue

MUTE: dict[str, Any] = {"structure": "Structure d’ailleurs", "a_confirmer": "oui"}
SILENT: dict[str, Any] = {"editeur": {"nom": "Réseau"}, "contact": MUTE}
"""A site whose region cannot be reached."""
INRS = {"nom": "Institut de recherche", "sigle": "INRS", "telephone": "01 40 44 30 00"}
NAMED = {"nom": "Camille Personne", "publication_consentie": "2026-01-01"}


def chain(catalogue: Catalogue, kind: str = "livrables", identity: str = "guide", **options: bool) -> Chaine:
    return Contacts(catalogue).of(getattr(catalogue, kind)[identity], **options)


def told(found: Chaine) -> tuple[str, list[str]]:
    """Where a chain ends, and the names of those that it ends with."""
    return found.origine, [one.nom for one in found.qui]


# One step after the other


def test_the_way_of_the_record_itself_comes_first() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"contact": {**CONTACT, "structure": "inrs"}}}, structures={"inrs": INRS}
    )
    found = chain(catalogue)
    assert told(found) == ("fiche", ["Institut de recherche (INRS)"])
    assert (found.qui[0].courriel, found.qui[0].telephone) == (CONTACT["courriel"], None)
    assert not found.a_confirmer


@pytest.mark.parametrize("contact", [{"structure": "inrs"}, {"structure": "inrs", "a_confirmer": "oui"}])
def test_then_the_structure_answers(contact: dict[str, str]) -> None:
    found = chain(create_catalogue(livrables={"guide": {"contact": contact}}, structures={"inrs": INRS}))
    assert told(found) == ("structure", ["Institut de recherche (INRS)"])
    assert found.qui[0].telephone == "01 40 44 30 00"
    assert found.a_confirmer == ("a_confirmer" in contact)


def test_then_the_relays_of_its_place_and_its_targets_those_that_it_names_first() -> None:
    near = {"cibles": [{"cible": "tpe"}], "contact": CONTACT}
    catalogue = create_catalogue(
        {"departements": ["73", "69"]},
        livrables={"guide": {"contact": MUTE, "relais": ["nomme"], "territoires": ["73"]}},
        relais={
            "ailleurs": {**near, "territoires": ["59"]},
            "muet": {"cibles": [{"cible": "tpe"}], "territoires": ["73"]},
            "autre-public": {**near, "cibles": [{"cible": "btp"}]},
            "departement": {**near, "territoires": ["73"]},
            "region": {**near, "territoires": ["region"]},
            "nomme": {**near, "territoires": ["national"]},
            "exemple": {**near, "territoires": ["73"], "exemple": "oui"},
        },
        cibles={"tpe": {}, "btp": {}},
        territoires={code: {} for code in ("73", "69", "59", "region", "national")},
    )
    assert told(chain(catalogue)) == ("relais", ["Nomme", "Departement", "Region"])


def test_what_is_for_all_of_france_is_asked_for_in_the_region() -> None:
    near = {"cibles": [{"cible": "tpe"}], "contact": CONTACT}
    catalogue = create_catalogue(
        {"departements": ["73"]},
        livrables={"guide": {"contact": MUTE, "territoires": ["national"]}, "partout": {"contact": MUTE}},
        relais={"artois": {**near, "territoires": ["62"]}, "savoie": {**near, "territoires": ["73"]}},
        territoires={code: {} for code in ("73", "62", "national")},
    )
    assert told(chain(catalogue)) == told(chain(catalogue, identity="partout")) == ("relais", ["Savoie"])


def test_a_named_relay_of_elsewhere_is_better_than_none() -> None:
    catalogue = create_catalogue(
        SILENT,
        livrables={"guide": {"contact": MUTE, "relais": ["artois"], "territoires": ["73"]}},
        relais={"artois": {"contact": CONTACT, "territoires": ["62"]}},
        territoires={"73": {}, "62": {}},
    )
    assert told(chain(catalogue)) == ("relais", ["Artois"])


def test_relays_are_few() -> None:
    many = {f"relais-{number}": {"cibles": [{"cible": "tpe"}], "contact": CONTACT} for number in range(ASKED + 2)}
    assert len(chain(create_catalogue(livrables={"guide": {"contact": MUTE}}, relais=many)).qui) == ASKED


def test_then_the_region_answers() -> None:
    found = chain(create_catalogue(livrables={"guide": {"contact": MUTE}}))
    assert told(found) == ("region", ["Structure du site"])
    assert found.nommee == "Structure d’ailleurs"
    assert found.a_confirmer


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ({"contact": {"structure": "inrs"}}, "Institut de recherche (INRS)"),
        ({"contact": MUTE, "editeur": {"nom": "inrs"}}, "Institut de recherche (INRS)"),
        ({"contact": MUTE, "editeur": {"nom": "Réseau", "courriel": "a@organisme-essai.fr"}}, "Réseau"),
    ],
)
def test_the_region_answers_by_its_own_chain(site: dict[str, Any], name: str) -> None:
    region = Contacts(create_catalogue(site, structures={"inrs": INRS})).region
    assert region is not None
    assert region.nom == name


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ({"contact": {**CONTACT, "structure": "inrs"}}, "Institut de recherche (INRS)"),
        ({"contact": {"structure": "carsat"}}, "Carsat"),
        (
            {"contact": {"structure": "inrs"}, "editeur": {"nom": "Réseau", "courriel": "a@organisme-essai.fr"}},
            "Réseau",
        ),
        ({"contact": {"structure": "inrs"}, "editeur": {"nom": "Réseau"}}, None),
    ],
)
def test_the_site_is_written_to_by_the_first_of_the_region_that_has_a_mailbox_or_a_page(
    site: dict[str, Any], name: str | None
) -> None:
    structures = {"inrs": INRS, "carsat": {"nom": "Carsat", "page_contact": "https://exemple.fr/contact"}}
    found = Contacts(create_catalogue(site, structures=structures)).written_to
    assert (found.nom if found else None) == name


def test_a_chain_that_ends_nowhere_says_so() -> None:
    found = chain(create_catalogue(SILENT, livrables={"guide": {"contact": MUTE}}))
    assert told(found) == ("", [])


def test_a_site_is_told_beside_the_next_best() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"contact": {"structure": "carsat"}}}, structures={"carsat": {"url": "https://carsat.fr/"}}
    )
    found = chain(catalogue)
    assert (found.site, told(found)) == ("https://carsat.fr/", ("region", ["Structure du site"]))


# Structures that were replaced


def test_the_successor_answers_even_of_a_successor() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"contact": {"structure": "cram"}}},
        structures={
            "cram": {"remplacee_par": "carsat-ra", "telephone": "04 00 00 00 00"},
            "carsat-ra": {"remplacee_par": "carsat"},
            "carsat": {"telephone": "04 72 00 00 00"},
        },
    )
    found = chain(catalogue)
    assert (found.nommee, told(found)) == ("Cram", ("structure", ["Carsat"]))
    assert found.qui[0].telephone == "04 72 00 00 00"
    assert found.actuelle == catalogue.structures["carsat"]


def test_a_ring_that_nobody_checked_ends() -> None:
    ring = {"a": {"remplacee_par": "b"}, "b": {"remplacee_par": "a"}}
    found = chain(create_catalogue(livrables={"guide": {"contact": {"structure": "a"}}}, structures=ring))
    assert told(found) == ("region", ["Structure du site"])


# Names in words


def test_structures_that_words_name_answer_in_their_order() -> None:
    contact = {"structure": "Carsat du Nord, DREETS et Institut de recherche", "a_confirmer": "oui"}
    catalogue = create_catalogue(
        livrables={"guide": {"contact": contact}},
        structures={
            "inrs": INRS,
            "carsat": {"nom": "Carsat du Nord", "url": "https://carsat.fr/"},
            "dreets": {"nom": "Direction régionale", "sigle": "DREETS", "telephone": "04 72 00 00 00"},
        },
    )
    found = chain(catalogue)
    assert told(found) == ("structure", ["Direction régionale (DREETS)"])
    assert (found.nommee, found.structure) == (contact["structure"], None)


# Every kind


def test_a_relay_answers_by_its_structure() -> None:
    catalogue = create_catalogue(
        relais={"un": {"structure": "inrs"}, "deux": {"contact": MUTE, "structure": "inrs"}, "trois": {}},
        structures={"inrs": INRS},
    )
    origins = [chain(catalogue, "relais", identity).origine for identity in ("un", "deux", "trois")]
    assert origins == ["structure", "structure", "region"]


def test_a_group_answers_by_the_first_pilot_that_can() -> None:
    catalogue = create_catalogue(
        groupes={"ga": {"pilotes": [{"structure": "Muette"}, {"structure": "inrs", "contact": CONTACT}]}, "seul": {}},
        structures={"inrs": INRS},
    )
    assert told(chain(catalogue, "groupes", "ga")) == ("fiche", ["Structure d’essai"])
    assert told(chain(catalogue, "groupes", "seul")) == ("region", ["Structure du site"])
    assert chain(catalogue, "groupes", "seul").nommee == ""


def test_an_event_answers_by_who_organises_it() -> None:
    catalogue = create_catalogue(evenements={"salon": {"organisateur": "inrs"}}, structures={"inrs": INRS})
    assert told(chain(catalogue, "evenements", "salon")) == ("structure", ["Institut de recherche (INRS)"])


# Persons


def test_the_mailbox_of_somebody_who_is_named_is_left_out_where_persons_are() -> None:
    named = {**CONTACT, **NAMED}
    catalogue = create_catalogue(
        {"contact": {**CONTACT, **NAMED}, "editeur": {"nom": "Réseau"}},
        livrables={"guide": {"contact": named}},
        relais={"chambre": {"contact": named, "cibles": [{"cible": "tpe"}]}},
    )
    assert told(chain(catalogue)) == ("fiche", ["Structure d’essai"])
    assert told(chain(catalogue, persons=False)) == ("", [])


# What is missing


def test_mute_structures_come_with_the_records_that_they_do_not_answer_for() -> None:
    catalogue = create_catalogue(
        livrables={
            "a": {"contact": {"structure": "ancienne"}},
            "b": {"contact": {"structure": "carsat"}},
            "c": {"contact": MUTE},
            "d": {},
        },
        structures={"carsat": {}, "ancienne": {"remplacee_par": "carsat"}},
    )
    rows = mute(catalogue, Contacts(catalogue))
    assert [(row.nom, [fiche.id for fiche in row.fiches], row.sans_issue) for row in rows] == [
        ("Carsat", ["a", "b"], False),
        ("Structure d’ailleurs", ["c"], False),
    ]
    nowhere = create_catalogue(SILENT, livrables={"a": {"contact": MUTE}})
    assert [row.sans_issue for row in mute(nowhere, Contacts(nowhere))] == [True]


def test_a_survey_leads_to_its_structure_else_to_the_pilots_of_its_groups() -> None:
    pilot = {"structure": "carsat", "contact": {**CONTACT, "structure": "carsat"}}
    given: dict[str, Any] = {
        "groupes": {"g": {"pilotes": [pilot]}},
        "structures": {"carsat": {"nom": "Carsat"}, "inrs": INRS},
        "enquetes": {"a": {"groupes": ["g"]}, "b": {"groupes": ["g"], "structure": "inrs"}},
    }
    catalogue = create_catalogue(**given)
    assert told(chain(catalogue, "enquetes", "a")) == ("fiche", ["Carsat"])
    assert told(chain(catalogue, "enquetes", "b")) == ("structure", ["Institut de recherche (INRS)"])
