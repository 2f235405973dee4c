"""An event is shown once, whoever announces it, and all who do are named."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from prst.analysis.agenda import COMPARED, announced, is_near, territories_around, uid
from prst.analysis.occurrences import occurrences_of
from prst.analysis.rendez_vous import RendezVous
from prst.records.catalogue import Catalogue
from prst.records.copies import Copie, EvenementExterne
from tests.catalogues import Kind, create_catalogue, create_external

LAST = date(2028, 12, 31)


def externe(agenda: str, titre: str, debut: str = "2026-06-16", **fields: Any) -> EvenementExterne:
    """An event of an external calendar."""
    known: dict[str, Any] = {"uid": f"{titre}-{debut}@{agenda}", "lieu": None, "url": None, "provenance": (agenda,)}
    return create_external(titre=titre, debut=date.fromisoformat(debut), **{**known, **fields})


def create(*events: EvenementExterne, agendas: Kind | None = None, **kinds: Kind) -> Catalogue:
    """A catalogue whose calendars a, b and c announce events."""
    catalogue = create_catalogue(agendas=agendas or {"a": {}, "b": {}, "c": {}}, **kinds)
    for identity in catalogue.agendas:
        copie = Copie(tuple(one for one in events if one.provenance == (identity,)))
        catalogue = replace(catalogue, copies={**catalogue.copies, identity: copie})
    return catalogue


def announce(catalogue: Catalogue, nature: str = "evenements") -> list[RendezVous]:
    """What only others announce."""
    ours = [one for event in catalogue.evenements.values() for one in occurrences_of(event, LAST)]
    return announced(catalogue, ours, nature)


def find(catalogue: Catalogue, nature: str = "evenements") -> list[tuple[str, tuple[str, ...]]]:
    """Title and calendars of what only others announce."""
    found = announce(catalogue, nature)
    return [(one.titre, tuple(source.identite for source in one.sources)) for one in found]


# Once


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Semaine de la QVCT", "Semaine de la QVCT", True),
        ("Semaine de la QVCT", "SEMAINE DE LA QVCT", True),
        ("Préventica Lyon", "Preventica, Lyon 2026", True),
        ("Journée « santé au travail »", "Journée de santé au travail", True),
        ("Semaine de la QVCT", "Semaine du handicap", False),
        ("Atelier 1 : le bruit", "Atelier 2 : le bruit", False),
        ("Webinaire", "Webinaire sur les chutes de hauteur", False),
    ],
)
def test_same_day_and_about_the_same_title_is_the_same(first: str, second: str, same: bool) -> None:
    found = find(create(externe("a", first), externe("b", second)))
    assert found == ([(first, ("a", "b"))] if same else sorted([(first, ("a",)), (second, ("b",))]))


def test_another_day_is_another_event() -> None:
    assert len(find(create(externe("a", "Salon"), externe("b", "Salon", "2026-06-17")))) == 2


def test_the_same_uid_is_the_same_whatever_the_title() -> None:
    found = find(create(externe("a", "Salon", uid="x"), externe("b", "Autre nom", uid="x")))
    assert found == [("Salon", ("a", "b"))]


def test_occurrences_of_one_uid_stay_apart() -> None:
    found = find(create(externe("a", "Salon", uid="x"), externe("a", "Salon", "2027-06-16", uid="x")))
    assert found == [("Salon", ("a",)), ("Salon", ("a",))]


def test_one_calendar_tells_its_own_events_apart() -> None:
    hour = datetime(2026, 6, 16, 9, tzinfo=ZoneInfo("Europe/Paris"))
    morning = externe("a", "Permanence", heure_debut=hour, uid="x")
    evening = externe("a", "Permanence", heure_debut=hour.replace(hour=18), uid="y")
    assert len(find(create(morning, evening))) == 2


def test_two_events_of_one_calendar_stay_two_though_it_gives_them_one_uid() -> None:
    found = find(create(externe("a", "Rentrée", uid="x"), externe("a", "Bilan", uid="x")))
    assert found == [("Bilan", ("a",)), ("Rentrée", ("a",))]


def test_three_calendars_are_all_named_in_their_order() -> None:
    found = find(create(externe("c", "Salon"), externe("a", "Salon"), externe("b", "SALON")))
    assert found == [("Salon", ("a", "b", "c"))]


def test_events_come_by_date() -> None:
    events = [externe("a", "B", "2026-02-01"), externe("b", "A", "2026-01-01"), externe("a", "C", "2026-01-15")]
    assert [titre for titre, _ in find(create(*events))] == ["A", "C", "B"]


# Ours


def test_an_event_of_ours_is_shown_instead_of_others() -> None:
    catalogue = create(
        externe("a", "Salon de la prévention"),
        externe("b", "Autre nom", uid=uid("salon", "https://essai.example.org/")),
        evenements={"salon": {"titre": "Salon de la prévention", "debut": "2026-06-16"}},
    )
    assert announce(catalogue) == []


def test_one_day_of_ours_that_recurs_is_known_by_its_uid() -> None:
    own = uid("salon.20270616", "https://essai.example.org/")
    catalogue = create(
        externe("a", "Autre nom", "2027-06-16", uid=own),
        evenements={"salon": {"debut": "2026-06-16", "recurrence": "FREQ=YEARLY"}},
    )
    assert announce(catalogue) == []


def test_an_older_copy_of_ours_is_ours_whatever_its_day() -> None:
    own = uid("salon", "https://essai.example.org/")
    catalogue = create(
        externe("a", "Salon d’avant", "2026-05-01", uid=own), evenements={"salon": {"debut": "2026-06-16"}}
    )
    assert announce(catalogue) == []


def test_what_recurs_is_known_by_the_uid_of_its_first_id() -> None:
    own = uid("ancien", "https://essai.example.org/")
    catalogue = create(
        externe("a", "Autre nom", "2027-06-16", uid=own),
        evenements={"salon": {"debut": "2026-06-16", "recurrence": "FREQ=YEARLY", "anciens_ids": ["ancien"]}},
    )
    assert announce(catalogue) == []


def test_uid_names_the_site() -> None:
    assert uid("salon.2", "https://essai.example.org:8080/catalogue/") == "salon.2@essai.example.org"


# Holidays


def test_holidays_are_apart_from_events() -> None:
    catalogue = create(externe("a", "Salon"), externe("b", "Ascension"), agendas={"a": {}, "b": {"nature": "reperes"}})
    assert find(catalogue) == [("Salon", ("a",))]
    assert find(catalogue, "reperes") == [("Ascension", ("b",))]


def test_holidays_of_zones_are_the_same_only_where_they_end_together() -> None:
    zones = {name: {"nature": "reperes"} for name in ("a", "b", "c")}
    ends = {"a": date(2026, 7, 1), "b": date(2026, 7, 1), "c": date(2026, 7, 8)}
    catalogue = create(*(externe(name, "Vacances", fin=end) for name, end in ends.items()), agendas=zones)
    assert find(catalogue, "reperes") == [("Vacances", ("a", "b")), ("Vacances", ("c",))]


# Where and for whom


def test_targets_and_territories_are_those_of_all_calendars() -> None:
    catalogue = create(
        externe("a", "Salon"),
        externe("b", "Salon"),
        agendas={
            "a": {"cibles": ["tpe"], "territoires": ["69"]},
            "b": {"cibles": ["rh", "tpe"], "territoires": ["42", "69"]},
        },
        cibles={"tpe": {}, "rh": {}},
        territoires={"region": {}, "69": {}, "42": {}},
    )
    [found] = announce(catalogue)
    assert (found.cibles, found.territoires) == (("tpe", "rh"), ("69", "42"))


@pytest.mark.parametrize(
    ("where", "near"),
    [([], True), (["region"], True), (["69"], True), (["67"], False), (["67", "69"], True)],
)
def test_what_has_a_part_in_this_region_is_near(where: list[str], near: bool) -> None:
    catalogue = create_catalogue({"departements": ["69"]})
    assert is_near(catalogue, where) is near


# Bounds


def test_a_day_of_thousands_of_events_takes_no_longer_than_it_must() -> None:
    crowd = [externe(agenda, f"Essai {chr(97 + n % 26)} {n}") for agenda in ("a", "b", "c") for n in range(2000)]
    found = find(create(*crowd))
    assert len(found) == 2000  # equal titles are found however many there are
    assert COMPARED < 2000


def test_what_is_around_a_territory() -> None:
    catalogue = create_catalogue(
        {"departements": ["01", "69"]}, territoires={"region": {}, "national": {}, "69": {}, "01": {}, "75": {}}
    )
    assert territories_around(catalogue, "69") == {"69", "region", "national"}
    assert territories_around(catalogue, "75") == {"75", "national"}
    assert territories_around(catalogue, "region") == {"region", "national", "01", "69"}
    assert territories_around(catalogue, "national") == {"national"}
