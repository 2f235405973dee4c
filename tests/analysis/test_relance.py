"""What each structure is asked: about which records, what, and what it is told in return."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from prst.analysis.contacts import Contacts
from prst.analysis.derived import Derived
from prst.analysis.relance import Relance, relances
from prst.records.catalogue import Catalogue
from prst.records.liens import Liens, LienSuivi
from tests.catalogues import Kind, create_catalogue

TODAY, SINCE = date(2026, 11, 27), date(2025, 11, 27)
FRESH = {"ajoute_le": "2026-10-01"}
STRUCTURES: Kind = {"inrs": {"nom": "INRS", "courriel": "info@inrs-essai.fr", **FRESH}}
OF_INRS = {"contact": {"structure": "inrs"}, "liens": [{"libelle": "Lire", "url": "https://a.fr/guide"}], **FRESH}


def ask(catalogue: Catalogue, since: date = SINCE) -> dict[str, Relance]:
    derived = Derived(catalogue)
    return {one.cle: one for one in relances(derived, Contacts(catalogue), since, TODAY)}


def codes(one: Relance) -> dict[str, list[str]]:
    """The codes of the questions about each record."""
    return {
        f"{sujet.fiche.kind}/{sujet.fiche.id}": [question.code for question in sujet.questions] for sujet in one.sujets
    }


def of(structures: Kind = STRUCTURES, **kinds: Mapping[str, Mapping[str, object]]) -> dict[str, Relance]:
    return ask(create_catalogue(structures=structures, **kinds))


def test_a_structure_whose_records_hold_is_asked_nothing() -> None:
    assert of(livrables={"guide": OF_INRS}) == {}


def test_each_question_has_its_cause() -> None:
    found = of(
        livrables={
            "a": {**OF_INRS, "liens": []},
            "b": {**OF_INRS, "a_revoir_le": "2026-11-27"},
            "c": {**OF_INRS, "a_revoir_le": "2026-11-28"},
            "d": {**OF_INRS, "ajoute_le": "2024-01-01", "modifie_le": "2025-11-26"},
            "e": {
                **OF_INRS,
                "contact": {"structure": "inrs", "courriel": "guide@inrs-essai.fr", "a_confirmer": "oui"},
            },
        },
        relais={
            "r": {"structure": "inrs", "cibles": [{"cible": "tpe"}], **FRESH},
            "s": {"structure": "inrs", "cibles": [{"cible": "tpe", "portee": "500"}], **FRESH},
            "t": {"structure": "inrs", "cibles": [{"cible": "tpe", "portee": "0"}], **FRESH},
            "u": {"structure": "inrs", "cibles": [{"cible": "tpe", "portee": "0"}, {"cible": "btp"}], **FRESH},
        },
        cibles={"tpe": {}, "btp": {"nom": "BTP"}},
        evenements={
            "salon": {
                "organisateur": "inrs",
                "debut": "2026-12-10",
                "date_a_confirmer": "oui",
                **FRESH,
            }
        },
    )
    assert codes(found["inrs"]) == {
        "livrables/a": ["sans_lien"],
        "livrables/b": ["a_revoir"],
        "livrables/c": [],
        "livrables/d": ["ancienne"],
        "livrables/e": ["contact"],
        "relais/r": ["portee"],
        "relais/s": [],
        "relais/t": [],  # nobody is a figure
        "relais/u": ["portee"],
        "evenements/salon": ["date"],
        "structures/inrs": [],
    }
    (asked,) = next(one.questions for one in found["inrs"].sujets if one.fiche.id == "u")
    assert asked.valeurs == {"cibles": ["BTP"]}
    assert [one.titre for one in found["inrs"].a_venir] == ["Salon"]


def test_links_that_died_or_moved_are_asked_about_first() -> None:
    links = [{"libelle": "Lire", "url": f"https://{host}.fr/guide#page=2"} for host in "abcd"]
    catalogue = create_catalogue(structures=STRUCTURES, livrables={"guide": {**OF_INRS, "liens": links}})
    states = {"a": ("mort", None), "b": ("deplace", "https://b.fr/n"), "c": ("refuse", None)}
    liens = Liens.model_construct(
        le=TODAY,
        verifies=4,
        liens=tuple(
            LienSuivi.model_construct(
                adresse=f"https://{host}.fr/guide", etat=etat, raison="x", depuis=TODAY, vers=vers
            )
            for host, (etat, vers) in states.items()
        ),
    )
    found = ask(replace(catalogue, liens=liens))
    assert codes(found["inrs"])["livrables/guide"] == ["lien_mort", "lien_deplace"]


def test_a_way_that_nobody_confirmed_is_asked_about_once() -> None:
    unsure: Kind = {"inrs": {**STRUCTURES["inrs"], "a_confirmer": "oui"}}
    found = of(unsure, livrables={"a": OF_INRS, "b": OF_INRS})
    assert found["inrs"].contact_a_dire
    assert found["inrs"].courriel == "info@inrs-essai.fr"
    assert found["inrs"].demandes == []
    nowhere = of({"inrs": {"nom": "INRS", **FRESH}}, livrables={"a": OF_INRS})
    assert nowhere["inrs"].contact_a_dire
    assert nowhere["inrs"].courriel is None


def test_the_mailbox_of_a_person_is_no_address() -> None:
    person = {
        "structure": "inrs",
        "nom": "Camille Essai",
        "publication_consentie": "2026-01-01",
        "courriel": "camille.essai@inrs-essai.fr",
    }
    found = of(
        {"inrs": {"nom": "INRS", **FRESH}}, livrables={"a": {**OF_INRS, "contact": person, "ajoute_le": "2020-01-01"}}
    )
    assert found["inrs"].courriel is None
    assert "camille" not in repr([question for sujet in found["inrs"].sujets for question in sujet.questions])


def test_a_structure_without_a_way_of_its_own_is_reached_as_its_records_say() -> None:
    old = {"ajoute_le": "2020-01-01"}
    by_phone = {"contact": {"structure": "Mutuelle", "telephone": "04 72 00 00 00"}, **old}
    by_mail = {"contact": {"structure": "Mutuelle", "courriel": "prevention@mutuelle-essai.fr"}, **old}
    unsure = {"contact": {"structure": "Mutuelle", "courriel": "x@mutuelle-essai.fr", "a_confirmer": "oui"}, **old}
    found = of({}, relais={"a": by_phone, "b": by_mail, "c": by_mail})["mutuelle"]
    assert found.courriel == "prevention@mutuelle-essai.fr"
    assert found.contact
    assert found.contact.telephone == "04 72 00 00 00"
    assert of({}, relais={"a": unsure})["mutuelle"].courriel is None
    own = {**OF_INRS, "contact": {"structure": "inrs", "courriel": "guide@inrs-essai.fr"}, **old}
    assert of(livrables={"a": own})["inrs"].courriel == "info@inrs-essai.fr"  # its own goes first
    assert of({"inrs": {"nom": "INRS", **FRESH}}, livrables={"a": own})["inrs"].courriel == "guide@inrs-essai.fr"


def test_a_structure_is_one_by_whatever_name_it_bears() -> None:
    structures: Kind = {
        "aravis": {"nom": "Aravis", "remplacee_par": "aract", **FRESH},
        "aract": {"nom": "Aract", **FRESH},
        "carsat": {"nom": "Carsat", **FRESH},
    }
    old = {"ajoute_le": "2020-01-01"}
    found = of(
        structures,
        livrables={
            "a": {"contact": {"structure": "aravis"}, **old},
            "b": {"contact": {"structure": "Aract et Carsat", "a_confirmer": "oui"}, **old},
            "c": {"contact": {"structure": "Un collectif", "a_confirmer": "oui"}, **old},
            "d": {"contact": {"structure": "Un collectif !", "a_confirmer": "oui"}, **old},
        },
    )
    livrables = {
        key: [sujet.fiche.id for sujet in one.sujets if sujet.fiche.kind == "livrables"] for key, one in found.items()
    }
    assert livrables == {"aract": ["a", "b"], "carsat": ["b"], "un-collectif": ["c"], "un-collectif-2": ["d"]}


def test_what_is_over_archived_or_a_sample_is_not_asked_about() -> None:
    old = {**OF_INRS, "ajoute_le": "2020-01-01"}
    assert (
        of(
            livrables={
                "a": {**old, "statut": "archive"},
                "b": {**old, "exemple": "oui"},
                "c": {**old, "statut": "brouillon"},
            },
            evenements={"salon": {"organisateur": "inrs", "debut": "2025-12-10", "ajoute_le": "2020-01-01"}},
        )
        == {}
    )


def test_acts_of_its_relays_and_of_its_resources_are_told() -> None:
    catalogue = create_catalogue(
        structures=STRUCTURES,
        livrables={"guide": {**OF_INRS, "liens": []}, "autre": FRESH},
        relais={"sien": {"structure": "inrs", **FRESH}, "opco": FRESH},
        diffusions={
            "a": {"date": "2026-05-04", "livrable": "autre", "relais": "sien"},
            "b": {"date": "2026-06", "livrable": "guide", "relais": "opco"},
            "c": {"date": "2026-07", "livrable": "guide", "relais": "sien"},
            "d": {"date": "2026-07", "livrable": "autre", "relais": "opco"},
            "e": {"date": "2024-07", "livrable": "guide", "relais": "sien"},
            "f": {"date": "2026-07", "livrable": "guide", "relais": "sien", "exemple": "oui"},
        },
    )
    assert [acte.id for acte in ask(catalogue)["inrs"].transmis] == ["c", "b", "a"]
    assert [acte.id for acte in ask(catalogue, date(2026, 6, 30))["inrs"].transmis] == ["c", "b"]
