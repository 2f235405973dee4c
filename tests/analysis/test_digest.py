"""What a letter tells: hand-computed periods and slices."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from prst.analysis.derived import Derived
from prst.analysis.digest import Digest, Journal, Tranche
from prst.records.catalogue import Catalogue
from prst.records.copies import Copie, EvenementExterne
from tests.catalogues import Kind, create_catalogue, create_external


def journal(catalogue: Catalogue, *externes: EvenementExterne) -> Journal:
    copies = {"salons": Copie(externes)} if externes else {}
    return Journal(catalogue, Derived(replace(catalogue, copies=copies)).rendez_vous)


def digest(depuis: str, jusqua: str, **kinds: Kind) -> Digest:
    return journal(create_catalogue(**kinds)).digest(date.fromisoformat(depuis), date.fromisoformat(jusqua))


def coming(found: Digest) -> list[str]:
    """What is announced: ids of our events, titles of those of others."""
    return [one.fiche[1] if one.fiche else one.titre for one in found.a_venir]


def ids(fiches: Any) -> list[str]:
    return [fiche.id for fiche in fiches]


def test_new_is_what_was_added_from_the_first_day_to_the_last_both_included() -> None:
    days = {"avant": "2026-09-30", "premier": "2026-10-01", "dernier": "2026-10-31", "apres": "2026-11-01"}
    found = digest("2026-10-01", "2026-10-31", livrables={name: {"ajoute_le": day} for name, day in days.items()})
    assert ids(found.nouveaux) == ["dernier", "premier"]
    assert found.mis_a_jour == ()


def test_updated_is_what_was_there_before() -> None:
    found = digest(
        "2026-10-01",
        "2026-10-31",
        livrables={
            "ancien": {"ajoute_le": "2026-01-05", "modifie_le": "2026-10-12"},
            "sans-ajout": {"modifie_le": "2026-10-13"},
            "nouveau": {"ajoute_le": "2026-10-02", "modifie_le": "2026-10-14"},
            "plus-tard": {"ajoute_le": "2026-01-05", "modifie_le": "2026-11-14"},
        },
    )
    assert ids(found.nouveaux) == ["nouveau"]
    assert ids(found.mis_a_jour) == ["sans-ajout", "ancien"]


def test_archived_drafts_and_fictitious_records_are_left_out() -> None:
    day = {"ajoute_le": "2026-10-02"}
    found = digest(
        "2026-10-01",
        "2026-10-31",
        livrables={
            "a": {**day, "statut": "archive"},
            "b": {**day, "statut": "brouillon"},
            "c": {**day, "exemple": "oui"},
        },
        relais={"r": {**day, "exemple": "oui"}},
        evenements={"e": {**day, "debut": "2026-11-12", "exemple": "oui"}},
    )
    assert found.vide


def test_partners_that_arrived_are_told() -> None:
    found = digest("2026-10-01", "2026-10-31", relais={"r": {"ajoute_le": "2026-10-02"}}, groupes={"g": {}})
    assert ids(found.arrives) == ["r"]
    assert not found.vide


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"debut": "2026-10-30"}, False),  # over
        ({"debut": "2026-10-30", "fin": "2026-11-02"}, True),  # goes on
        ({"debut": "2026-10-31"}, True),  # on the last day
        ({"debut": "2027-01-29"}, True),  # 90 days later
        ({"debut": "2027-01-30"}, False),
        ({"debut": "2026-12"}, True),
        ({"debut": "2026-12-01", "statut": "annule"}, False),
        ({"debut": "2026-12-01", "statut": "reporte"}, False),
    ],
)
def test_what_is_coming_is_not_over_on_the_last_day_and_begins_within_ninety_days(
    event: dict[str, str], told: bool
) -> None:
    found = digest("2026-10-01", "2026-10-31", evenements={"salon": event})
    assert coming(found) == (["salon"] if told else [])


def test_an_event_that_comes_back_is_told_once_with_its_next_day() -> None:
    weekly = {"debut": "2026-10-06", "recurrence": "FREQ=WEEKLY;COUNT=30"}
    found = digest("2026-10-01", "2026-10-31", evenements={"cafe": weekly})
    assert [str(one.quand) for one in found.a_venir] == ["2026-11-03"]


PLACES: Kind = {
    name: {"ajoute_le": "2026-10-02", "territoires": codes}
    for name, codes in {
        "a-rhone": ["69"],
        "b-loire": ["42"],
        "c-region": ["region"],
        "d-france": ["national"],
        "e-nord": ["59"],
        "f-partout": [],
    }.items()
}


@pytest.mark.parametrize(
    ("territoire", "kept"),
    [
        ("69", "acdf"),  # a department of the region, which comes with the region and with France
        ("59", "def"),  # one of another region
        ("region", "abcdf"),
        ("national", "df"),
    ],
)
def test_a_territory_takes_what_is_around_it(territoire: str, kept: str) -> None:
    codes: Kind = {code: {} for code in ("69", "42", "59", "region", "national")}
    catalogue = create_catalogue(site={"departements": ["42", "69"]}, livrables=PLACES, territoires=codes)
    tranche = Tranche(territoire=catalogue.territoires[territoire])
    found = journal(catalogue).digest(date(2026, 10, 1), date(2026, 10, 31), tranche)
    assert sorted(fiche.id[0] for fiche in found.nouveaux) == list(kept)


def test_a_target_takes_what_names_it() -> None:
    day = {"ajoute_le": "2026-10-02"}
    catalogue = create_catalogue(
        cibles={"tpe": {}, "btp": {}},
        livrables={"a": {**day, "cibles": ["btp"]}, "b": {**day, "cibles": ["tpe"]}},
        relais={"r": {**day, "cibles": [{"cible": "btp"}]}, "s": day},
        groupes={"g": {**day, "cibles": ["btp"]}},
        evenements={"e": {"debut": "2026-11-12", "cibles": ["btp"]}, "f": {"debut": "2026-11-12"}},
    )
    tranche = Tranche(cible=catalogue.cibles["btp"])
    found = journal(catalogue).digest(date(2026, 10, 1), date(2026, 10, 31), tranche)
    assert (ids(found.nouveaux), ids(found.arrives)) == (["a"], ["r", "g"])
    assert coming(found) == ["e"]


@pytest.mark.parametrize(
    ("cible", "territoire", "told"),
    [
        (None, None, ["e", "Salon d’ailleurs"]),
        ("tpe", None, ["Salon d’ailleurs"]),
        ("btp", None, ["e"]),
        (None, "69", ["e", "Salon d’ailleurs"]),
        (None, "59", ["e"]),
    ],
)
def test_what_others_announce_is_coming_too_for_those_whom_their_calendar_concerns(
    cible: str | None, territoire: str | None, told: list[str]
) -> None:
    catalogue = create_catalogue(
        cibles={"tpe": {}, "btp": {}},
        territoires={"69": {}, "59": {}},
        agendas={"salons": {"cibles": ["tpe"], "territoires": ["69"]}},
        evenements={"e": {"debut": "2026-11-12", "cibles": ["btp"]}},
    )
    others = [create_external(debut=date(2026, 11, day)) for day in (20, 27)]  # one event, on two days
    others += [create_external(uid="x", titre="Annulé", debut=date(2026, 11, 21), statut="annule")]
    tranche = Tranche(catalogue.cibles.get(cible or ""), catalogue.territoires.get(territoire or ""))
    found = journal(catalogue, *others).digest(date(2026, 10, 1), date(2026, 10, 31), tranche)
    assert coming(found) == told


def test_months_are_those_in_which_a_record_was_added_or_changed() -> None:
    catalogue = create_catalogue(
        livrables={
            "a": {"ajoute_le": "2026-01-31", "modifie_le": "2026-03-01"},
            "b": {"ajoute_le": "2026-04-01", "exemple": "oui"},
        },
        evenements={"e": {"ajoute_le": "2025-12-31"}},
        cibles={"tpe": {"ajoute_le": "2026-05-01"}},
    )
    assert journal(catalogue).months(12) == [date(2026, 3, 1), date(2026, 1, 1), date(2025, 12, 1)]
    assert journal(catalogue).months(2) == [date(2026, 3, 1), date(2026, 1, 1)]
