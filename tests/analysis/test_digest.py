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
        evenements={"e": {**day, "debut": "2026-11-12", "exemple": "oui"}},
    )
    assert found.vide


def test_partners_that_arrived_are_no_news_for_those_who_read_a_letter() -> None:
    day = {"ajoute_le": "2026-10-02"}
    assert digest("2026-10-01", "2026-10-31", relais={"r": day}, groupes={"g": day}).vide


LINK: dict[str, Any] = {"liens": [{"libelle": "Lire", "url": "https://www.inrs.fr/guide"}]}
COPY: dict[str, Any] = {"liens": [{"libelle": "Lire", "url": "https://fr.copies.fr/guide"}]}


def test_a_letter_tells_eight_deliverables_and_six_events() -> None:
    found = digest(
        "2026-10-01",
        "2026-10-31",
        livrables={
            **{f"n{rank}": {"ajoute_le": "2026-10-02"} for rank in range(6)},
            **{f"c{rank}": {"ajoute_le": "2026-01-02", "modifie_le": "2026-10-02"} for rank in range(6)},
        },
        evenements={f"e{rank}": {"debut": f"2026-11-1{rank}"} for rank in range(8)},
    )
    assert {name: len(told) for name, told in found.told.items()} == {
        "nouveaux": 6,
        "mis_a_jour": 2,
        "a_venir": 6,
        "sures": 0,
    }
    assert (len(found.mis_a_jour), len(found.a_venir)) == (6, 8)


def test_new_deliverables_take_the_room_of_those_that_changed() -> None:
    many: Kind = {
        **{f"n{rank}": {"ajoute_le": "2026-10-02"} for rank in range(9)},
        "c": {"ajoute_le": "2026-01-02", "modifie_le": "2026-10-02"},
    }
    told = digest("2026-10-01", "2026-10-31", livrables=many).told
    assert (len(told["nouveaux"]), len(told["mis_a_jour"])) == (8, 0)


@pytest.mark.parametrize(("news", "recalled"), [(0, ["x", "y"]), (3, ["x", "y"]), (4, [])])
def test_two_sure_values_where_there_is_little_news(news: int, recalled: list[str]) -> None:
    old: dict[str, Any] = {"ajoute_le": "2025-03-02"}
    found = digest(
        "2026-10-01",
        "2026-10-31",
        livrables={
            **{f"n{rank}": {"ajoute_le": "2026-10-02", **LINK} for rank in range(news)},
            "x": {**old, **LINK},
            "y": {**old, **LINK},
            "z": {**old, **LINK},
        },
    )
    assert ids(found.sures) == recalled


@pytest.mark.parametrize(
    "unsure",
    [
        {},  # nothing to open
        COPY,  # by somebody who keeps copies of what others publish
        {"liens": [{"libelle": "Écrire", "url": "mailto:a@organisme.fr"}]},
        {**LINK, "format": "magazine"},
        {**LINK, "statut": "archive"},
        {**LINK, "exemple": "oui"},
    ],
)
def test_a_sure_value_helps_to_do_something_and_opens(unsure: dict[str, Any]) -> None:
    formats: Kind = {"guide": {}, "magazine": {"a_lire": "oui"}}
    assert digest("2026-10-01", "2026-10-31", livrables={"x": unsure}, formats=formats).vide
    ours = {**COPY, "fichiers": [{"libelle": "Le guide", "chemin": "guide.pdf"}]}
    (sure,) = digest("2026-10-01", "2026-10-31", livrables={"x": ours}).sures
    assert sure.id == "x"


def test_sure_values_are_the_last_reviewed_then_the_last_published_for_the_target() -> None:
    days: dict[str, dict[str, Any]] = {
        "a": {"ajoute_le": "2025-01-01", "date": "2024", "cibles": ["btp"]},
        "b": {"ajoute_le": "2025-01-01", "date": "2025-06", "cibles": ["btp"]},
        "c": {"ajoute_le": "2024-01-01", "modifie_le": "2025-05-01", "cibles": ["btp"]},
        "d": {"ajoute_le": "2026-01-01", "cibles": ["tpe"]},
        "e": {"cibles": ["btp"]},
    }
    catalogue = create_catalogue(
        cibles={"tpe": {}, "btp": {}}, livrables={name: {**fields, **LINK} for name, fields in days.items()}
    )
    known = journal(catalogue)
    assert ids(known.sure) == ["d", "c", "b", "a", "e"]
    found = known.digest(date(2026, 10, 1), date(2026, 10, 31), Tranche(cible=catalogue.cibles["btp"]))
    assert ids(found.sures) == ["c", "b"]


def test_what_was_made_for_the_target_comes_before_what_holds_for_it_too() -> None:
    catalogue = create_catalogue(
        site={"departements": ["42", "69"]},
        cibles={"tpe": {}, "garages": {"fait_partie_de": "tpe"}},
        territoires={code: {} for code in ("42", "69", "region", "national")},
        livrables={
            "large-partout": {"ajoute_le": "2026-10-09", "cibles": ["tpe"]},
            "large-ici": {"ajoute_le": "2026-10-08", "cibles": ["tpe"], "territoires": ["69"]},
            "ailleurs": {"ajoute_le": "2026-10-07", "cibles": ["garages"], "territoires": ["42"]},
            "garages-region": {"ajoute_le": "2026-10-06", "cibles": ["garages"], "territoires": ["region"]},
            "garages-ici": {"ajoute_le": "2026-10-05", "cibles": ["garages"], "territoires": ["69"]},
        },
    )
    tranche = Tranche(catalogue.cibles["garages"], catalogue.territoires["69"])
    found = journal(catalogue).digest(date(2026, 10, 1), date(2026, 10, 31), tranche)
    assert ids(found.nouveaux) == ["garages-region", "garages-ici", "large-partout", "large-ici"]


def test_what_is_over_on_the_day_of_reading_is_not_to_come() -> None:
    catalogue = create_catalogue(evenements={"hier": {"debut": "2026-11-03"}, "demain": {"debut": "2026-11-05"}})
    found = journal(catalogue).digest(date(2026, 10, 1), date(2026, 10, 31), coming_from=date(2026, 11, 4))
    assert coming(found) == ["demain"]


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


def test_what_is_known_by_its_year_alone_comes_at_the_end_of_that_year() -> None:
    days = {"annee": "2026", "decembre": "2026-12", "noel": "2026-12-24", "voeux": "2027-01-05", "prochaine": "2027"}
    found = digest("2026-10-01", "2026-10-31", evenements={name: {"debut": day} for name, day in days.items()})
    assert coming(found) == ["noel", "decembre", "annee", "voeux", "prochaine"]


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
        evenements={"e": {"debut": "2026-11-12", "cibles": ["btp"]}, "f": {"debut": "2026-11-12"}},
    )
    tranche = Tranche(cible=catalogue.cibles["btp"])
    found = journal(catalogue).digest(date(2026, 10, 1), date(2026, 10, 31), tranche)
    assert (ids(found.nouveaux), coming(found)) == (["a"], ["e"])


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
        relais={"r": {"ajoute_le": "2026-06-01"}},
    )
    assert journal(catalogue).months(12) == [date(2026, 3, 1), date(2026, 1, 1), date(2025, 12, 1)]
    assert journal(catalogue).months(2) == [date(2026, 3, 1), date(2026, 1, 1)]
