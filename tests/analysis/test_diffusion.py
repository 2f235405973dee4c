"""The figures of the dissemination log, each computed by hand on a small catalogue."""

from dataclasses import asdict
from typing import Any

import pytest

from prst.analysis.derived import Derived
from prst.analysis.diffusion import Adoption, Delai, Diffusions, Envois
from tests.catalogues import Kind, create_catalogue

ADDED = {"ajoute_le": "2026-10-01"}
KINDS: dict[str, Any] = {
    "site": {"departements": ["01", "38"]},
    "cibles": {"btp": {"nom": "Entreprises du BTP"}, "tpe": {"nom": "Petites entreprises"}},
    "territoires": {"01": {"label": "Ain"}, "38": {"label": "Isère"}, "region": {}},
    "livrables": {
        "guide": {"ajoute_le": "2026-02-01"},
        "affiche": {"ajoute_le": "2026-03-01"},
        "jeu": {"ajoute_le": "2026-10-01"},
        "ancien": {"statut": "archive", "ajoute_le": "2025-01-01"},
    },
    "relais": {
        "capeb": {"nom": "CAPEB", "territoires": ["01", "38"], **ADDED},
        "cci": {"nom": "CCI", "territoires": ["01"], "sollicite": "oui", **ADDED},
        "msa": {"nom": "MSA", "sollicite": "non"},
        "opco": {"nom": "OPCO", "territoires": ["region"]},
    },
    "evenements": {
        "semaine": {"debut": "2026-06-16", "a_envoyer_le": "2026-05-20", "livrables": ["guide"]},
        "annule": {"debut": "2026-03-16", "statut": "annule", "livrables": ["guide"]},
    },
    "diffusions": {
        "a": {
            "date": "2026-05-12",
            "livrable": "guide",
            "relais": "capeb",
            "canal": "lettre d’information",
            "cible": "btp",
            "touches": "350",
            "bilan": "a_marche",
        },
        "b": {"date": "2026-05", "livrable": "guide", "relais": "cci", "canal": "Lettre d'information", "cible": "btp"},
        "c": {"date": "2026-06-01", "livrable": "guide", "relais": "capeb", "canal": "réunion", "bilan": "echec"},
        "d": {"date": "2025-09-30", "livrable": "ancien", "relais": "capeb", "canal": "salon", "touches": "0"},
        "e": {"date": "2023", "livrable": "affiche", "relais": "opco", "canal": "salon", "touches": "40"},
        "fictive": {"date": "2026-05-13", "livrable": "jeu", "relais": "msa", "touches": "9999", "exemple": "oui"},
    },
}


def of(**changed: Any) -> Diffusions:
    return Derived(create_catalogue(**{**KINDS, **changed})).diffusions


def compte(actes: int, touches: int = 0, chiffres: int = 0, a_marche: int = 0, mitige: int = 0, echec: int = 0) -> Any:
    return {
        "actes": actes,
        "touches": touches,
        "chiffres": chiffres,
        "a_marche": a_marche,
        "mitige": mitige,
        "echec": echec,
    }


def rows(found: Diffusions, axe: str, annee: int | None = None) -> dict[str, Any]:
    return {row.libelle: asdict(row.compte) for row in found.par(axe, annee)}


def test_counts_acts_and_who_was_reached_and_takes_no_silence_for_zero() -> None:
    total = of().compte()
    assert asdict(total) == compte(5, 390, 3, a_marche=1, echec=1)
    assert (total.sans_chiffre, total.sans_bilan) == (2, 3)
    assert asdict(of().compte(2026)) == compte(3, 350, 1, a_marche=1, echec=1)
    assert asdict(of().compte(2024)) == compte(0)


def test_tells_each_year_and_those_between_in_which_nothing_was_noted() -> None:
    assert [(row.cle, row.compte.actes) for row in of().annees()] == [
        ("2026", 3),
        ("2025", 1),
        ("2024", 0),
        ("2023", 1),
    ]


def test_tells_what_each_target_channel_and_place_had() -> None:
    assert rows(of(), "cible") == {
        "Entreprises du BTP": compte(2, 350, 1, a_marche=1),
        "Public non précisé": compte(3, 40, 2, echec=1),
    }
    assert rows(of(), "canal") == {
        "Lettre d'information": compte(2, 350, 1, a_marche=1),
        "Salon": compte(2, 40, 2),
        "Réunion": compte(1, echec=1),
    }
    assert rows(of(), "territoire", 2026) == {
        "Ain": compte(3, 350, 1, a_marche=1, echec=1),
        "Isère": compte(2, 350, 1, a_marche=1, echec=1),
    }
    assert [row.libelle for row in of().par("livrable")] == ["Guide", "Affiche", "Ancien"]
    assert [row.compte.actes for row in of().par("relais")] == [3, 1, 1]


def test_rows_are_sorted_once_for_the_page_the_files_and_the_documents() -> None:
    log = of()
    assert log.par("relais", 2026) is log.par("relais", 2026)
    assert log.par("relais", 2026) != log.par("relais") != log.par("livrable")


def test_a_relay_that_passes_on_was_solicited_and_answered() -> None:
    """The reference day is 2026-10-01: « e » is of 2023, « d » of the twelve months before it."""
    assert of().reference.isoformat() == "2026-10-01"
    assert of().adoption() == Adoption(connus=4, sollicites=3, repondus=3, actifs=2, peut_etre=0, fideles=1)
    assert of().adoption(2026) == Adoption(connus=4, sollicites=3, repondus=3, actifs=2, peut_etre=0, fideles=1)
    assert of().adoption(2025) == Adoption(connus=4, sollicites=3, repondus=3, actifs=1, peut_etre=0, fideles=0)


def test_a_relay_that_says_so_has_answered() -> None:
    relays: Kind = {
        "oui": {"sollicite": "oui", "repondu": "oui"},
        "non": {"sollicite": "oui", "repondu": "non"},
        "la": {},
    }
    found = of(relais=relays, diffusions={}).adoption()
    assert (found.connus, found.sollicites, found.repondus, found.actifs) == (3, 2, 1, 0)


@pytest.mark.parametrize(
    ("day", "actifs", "peut_etre"),
    [
        ("2025-10-01", 0, 0),
        ("2025-10-02", 1, 0),
        ("2025-10", 0, 1),
        ("2025", 0, 1),
        ("2025-11", 1, 0),
        ("2026", 1, 0),
        ("2026-10-09", 1, 0),
    ],
)
def test_who_is_active_is_told_of_days_alone(day: str, actifs: int, peut_etre: int) -> None:
    found = of(diffusions={"a": {"date": day, "livrable": "guide", "relais": "msa"}}).adoption()
    assert (found.actifs, found.peut_etre) == (actifs, peut_etre)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2026-02-11"], Delai(10, 1, 0, 0)),
        (["2026-02-11", "2026-02-06"], Delai(5, 1, 0, 0)),
        (["2026-02-11", "2026-02"], Delai(None, 0, 1, 0)),
        (["2026-03"], Delai(None, 0, 1, 0)),
        (["2026-02-01", "2026-02"], Delai(0, 1, 0, 0)),
        (["2026-01-31", "2026-02-11"], Delai(None, 0, 0, 1)),
        (["2025"], Delai(None, 0, 0, 1)),
    ],
)
def test_a_resource_waits_from_its_entry_to_its_first_act(days: list[str], expected: Delai) -> None:
    acts = {f"a{number}": {"date": day, "livrable": "guide"} for number, day in enumerate(days)}
    assert of(diffusions=acts).delai() == expected


def test_the_median_is_that_of_resources_first_passed_on_in_the_period() -> None:
    acts = {
        "a": {"date": "2026-02-11", "livrable": "guide"},
        "b": {"date": "2026-03-31", "livrable": "affiche"},
        "c": {"date": "2025-01-03", "livrable": "ancien"},
    }
    assert of(diffusions=acts).delai() == Delai(10, 3, 0, 0)
    assert of(diffusions=acts).delai(2026) == Delai(20, 2, 0, 0)
    without: Kind = {"guide": {}}
    assert of(livrables=without, diffusions={"a": {"livrable": "guide"}}, evenements={}).delai().sans_jour == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-20", Envois(1, 0, 0)),
        ("2026-05-21", Envois(0, 1, 0)),
        ("2026-06-16", Envois(0, 1, 0)),
        ("2026-06-17", Envois(0, 0, 0)),
        ("2026-02-17", Envois(1, 0, 0)),
        ("2026-02-16", Envois(0, 0, 0)),
        ("2026-05", Envois(0, 0, 1)),
        ("2026-04", Envois(1, 0, 0)),
        ("2026", Envois(0, 0, 1)),
    ],
)
def test_an_act_comes_by_the_send_by_date_of_the_next_occasion(day: str, expected: Envois) -> None:
    assert of(diffusions={"a": {"date": day, "livrable": "guide"}}).envois() == expected


def test_says_the_share_that_came_in_time() -> None:
    assert of().envois() == Envois(1, 1, 1)
    assert of().envois().part == 50
    assert of(evenements={}).envois().part is None


def test_says_how_many_resources_were_passed_on() -> None:
    """Neither the archived one nor the fictitious act counts."""
    assert of().relayees() == (2, 3)


def test_what_is_of_another_region_counts_once_it_took_part() -> None:
    places = {one: {"label": one} for one in ("region", "01", "59")}
    far = {"territoires": ["59"]}
    found = Derived(
        create_catalogue(
            {"departements": ["01"]},
            territoires=places,
            relais={"ici": {"territoires": ["01"]}, "loin": far, "actif": far},
            livrables={"guide": {"territoires": ["01"]}, "lointain": far, "repris": far},
            diffusions={"a": {"livrable": "repris", "relais": "actif"}},
        )
    ).diffusions
    assert found.adoption().connus == 2
    assert found.relayees() == (1, 2)


def test_samples_are_apart_and_so_is_what_a_sample_passes_on() -> None:
    samples = Derived(create_catalogue(**KINDS)).exemples
    assert [acte.id for acte in samples.actes] == ["fictive"]
    relais = {**KINDS["relais"], "capeb": {"exemple": "oui"}}
    assert [acte.id for acte in of(relais=relais).actes] == ["b", "e"]


def test_an_empty_log_has_no_figures() -> None:
    empty = of(diffusions={})
    assert empty.annees() == empty.par("cible") == []
    assert empty.delai() == Delai(None, 0, 0, 0)
    assert empty.adoption() == Adoption(
        connus=4, sollicites=1, repondus=0, actifs=0, peut_etre=0, fideles=0, non_dits=2
    )
    nothing = Derived(create_catalogue()).diffusions
    assert (nothing.relayees(), nothing.adoption().connus) == ((0, 0), 0)
