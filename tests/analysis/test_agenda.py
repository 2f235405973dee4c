"""An event is shown once, whoever announces it, and all who do are named."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from prst.analysis.agenda import COMPARED, announced, uid
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


def test_what_others_call_tentative_is_to_be_confirmed() -> None:
    unsure, cancelled = (
        externe("a", "Salon", a_confirmer=True),
        externe("a", "Foire", statut="annule", a_confirmer=True),
    )
    found = {one.titre: one.a_confirmer for one in announce(create(unsure, cancelled))}
    assert found == {"Salon": True, "Foire": False}


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


# What keeps two events of a day apart

LABELS: Kind = {
    "region": {"label": "Auvergne-Rhône-Alpes"},
    "national": {"label": "France entière"},
    "01": {"label": "Ain"},
    "38": {"label": "Isère"},
    "42": {"label": "Loire"},
    "43": {"label": "Haute-Loire"},
    "45": {"label": "Loiret", "region": "Centre-Val de Loire"},
    "69": {"label": "Rhône"},
    "73": {"label": "Savoie"},
    "74": {"label": "Haute-Savoie"},
}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, 16, hour, minute, tzinfo=ZoneInfo("Europe/Paris"))


def count(first: dict[str, Any], second: dict[str, Any], places: Any = ((), ())) -> int:
    """How many events there are, where two calendars announce one each."""
    fields = [{"titre": "Matinée de prévention", **one} for one in (first, second)]
    agendas = {name: {"territoires": list(codes)} for name, codes in zip("ab", places, strict=True)}
    externes = [externe(name, one.pop("titre"), **one) for name, one in zip("ab", fields, strict=True)]
    site = {"departements": ["01", "38", "42", "43", "69", "73", "74"]}
    catalogue = create_catalogue(site, agendas=agendas, territoires=LABELS)
    copies = {one.provenance[0]: Copie((one,)) for one in externes}
    return len(announce(replace(catalogue, copies=copies)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Journée prévention BTP Loire", "Journée prévention BTP Haute-Loire"),
        ("Journée prévention BTP dans la Loire", "Journée prévention BTP dans le Loiret"),
        ("Rencontre des préventeurs de l’Ain", "Rencontre des préventeurs de l’Isère"),
        ("Rendez-vous annuel TMS Savoie", "Rendez-vous annuel TMS Haute-Savoie"),
        ("Journée régionale des préventeurs, Savoie", "Journée régionale des préventeurs, Auvergne-Rhône-Alpes"),
        ("Les rencontres de la santé au travail de Valence", "Les rencontres de la santé au travail de Chambéry"),
        ("Formation des référents en prévention, matin", "Formation des référents en prévention, après-midi"),
        ("Formation des référents en prévention, groupe A", "Formation des référents en prévention, groupe B"),
        ("Formation des référents en prévention", "Formation des référents en prévention B"),
        ("Journée des préventeurs d’Isère Nord", "Journée des préventeurs d’Isère Sud"),
        ("Forum prévention de Haute-Vienne", "Forum prévention de Vienne"),  # which no vocabulary here names
    ],
)
def test_titles_that_name_other_places_or_parts_are_of_two_events(first: str, second: str) -> None:
    assert count({"titre": first}, {"titre": second}) == 2
    assert count({"titre": second}, {"titre": first}) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Journée prévention BTP Haute-Loire", "Journée de prévention BTP, Haute Loire"),
        ("Rencontre des préventeurs de l’Ain", "Rencontres des préventeurs de l'Ain 2026"),
        ("Semaine pour la qualité de vie au travail", "Semaine de la qualité de vie au travail"),
        ("Rencontres santé travail en Savoie", "Rencontres santé-travail, Savoie"),
        ("Journée de prévention du bruit", "Journée de prevention du bruit !"),
    ],
)
def test_titles_that_differ_in_their_writing_alone_are_of_one_event(first: str, second: str) -> None:
    assert count({"titre": first}, {"titre": second}) == 1
    assert count({"titre": second}, {"titre": first}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lyon", "Grenoble"),
        ("Saint-Étienne", "Le Puy-en-Velay"),
        ("12 rue de la République, 69002 Lyon", "12 rue de la République, 42000 Saint-Étienne"),
        ("Lyon", "8 rue de Lyon, 42000 Saint-Étienne"),
        ("Lyon", "8 rue de Lyon, Saint-Étienne"),
        ("Chambre de métiers, Valence", "Chambre de métiers, Chambéry"),
        ("CCI de Valence", "CCI de Chambéry"),
        ("Valence, salle des fêtes", "Chambéry, salle des fêtes"),
        ("38000 Grenoble", "38400 Saint-Martin-d’Hères"),
        ("En ligne", "Lyon"),
        ("Savoie", "Haute-Savoie"),
        ("Saint-Étienne", "Saint-Chamond"),
    ],
)
def test_other_places_are_other_events(first: str, second: str) -> None:
    assert count({"lieu": first}, {"lieu": second}) == 2
    assert count({"lieu": second}, {"lieu": first}) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lyon", "12 rue Garibaldi, 69003 Lyon"),
        ("LYON", "Lyon (69)"),
        ("Lyon 3e", "12 rue Garibaldi 69003 LYON CEDEX 03"),
        ("Eurexpo, Chassieu", "Eurexpo, avenue Louis-Blériot, 69680 Chassieu"),
        ("Espace Tête d’Or, Lyon", "12 rue Garibaldi, 69003 Lyon"),
        ("12 rue Garibaldi, 69003 Lyon", "Maison des entreprises, 12 rue Garibaldi, Lyon"),
        ("Salle Rameau, Lyon", "Lyon - salle Rameau"),
        ("Bourg-en-Bresse", "Bourg en Bresse, Ainterexpo"),
        ("Visioconférence", "En ligne"),
        ("https://teams.microsoft.com/l/1", "Webinaire"),
        ("Lyon et en ligne", "Lyon"),
        ("Lyon et en ligne", "Visioconférence"),
        ("Lyon", None),
        ("38 000 Grenoble", "Grenoble, France"),
    ],
)
def test_a_place_written_otherwise_is_the_same(first: str | None, second: str | None) -> None:
    assert count({"lieu": first}, {"lieu": second}) == 1
    assert count({"lieu": second}, {"lieu": first}) == 1


@pytest.mark.parametrize(
    ("first", "second", "events"),
    [(at(9), at(14), 2), (at(9), at(9, 30), 2), (at(9), at(9), 1), (at(9), None, 1), (None, at(14), 1)],
)
def test_hours_that_both_say_must_agree(first: datetime | None, second: datetime | None, events: int) -> None:
    assert count({"heure_debut": first}, {"heure_debut": second}) == events


@pytest.mark.parametrize(
    ("places", "lieu", "events"),
    [
        ((("42",), ("43",)), None, 2),
        ((("42",), ("42", "69")), None, 1),
        ((("42",), ("region",)), None, 1),
        ((("42",), ("national",)), None, 1),
        ((("42",), ()), None, 1),
        ((("42",), ("69",)), "Lyon", 1),  # both say where: a partner announces what is elsewhere
    ],
)
def test_territories_keep_events_apart_where_no_place_is_known(places: Any, lieu: str | None, events: int) -> None:
    assert count({"lieu": lieu}, {"lieu": lieu}, places) == events


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"heure_debut": at(14), "lieu": "Grenoble"}, True),
        ({"lieu": "Grenoble"}, True),
        ({"heure_debut": at(14)}, True),
        ({"heure_debut": at(9), "lieu": "12 rue Garibaldi, 69003 Lyon"}, False),
        ({"lieu": "Lyon"}, False),
        ({}, False),
    ],
)
def test_another_event_of_the_name_of_ours_is_kept(fields: dict[str, Any], kept: bool) -> None:
    ours = {"titre": "Matinée de prévention", "debut": "2026-06-16T09:00", "lieu": "Lyon"}
    catalogue = create(externe("a", "Matinée de prévention", **fields), evenements={"matinee": ours})
    assert len(announce(catalogue)) == kept


def test_what_one_calendar_tells_apart_another_does_not_join() -> None:
    vague = externe("a", "Permanence")
    several = [externe("b", "Permanence", uid=f"{town}", lieu=town) for town in ("Lyon", "Grenoble")]
    assert find(create(vague, *several)) == [("Permanence", ("a", "b")), ("Permanence", ("b",))]
    alike = [externe("b", "Permanence", uid=str(number)) for number in (1, 2)]
    assert find(create(vague, *alike)) == [("Permanence", ("a", "b")), ("Permanence", ("b",))]


def test_what_the_first_calendar_leaves_out_another_adds() -> None:
    [found] = announce(create(externe("a", "Salon"), externe("b", "SALON", lieu="Lyon", heure_debut=at(9), url="x:")))
    assert (found.titre, found.lieu, found.heure_debut, found.url) == ("Salon", "Lyon", at(9), "x:")
    three = [externe(name, "Salon", lieu=lieu) for name, lieu in (("a", None), ("b", "Lyon"), ("c", "Grenoble"))]
    assert [one.lieu for one in announce(create(*three))] == ["Lyon", "Grenoble"]


def test_two_titles_of_one_uid_each_find_their_own_in_another_calendar() -> None:
    events = [externe(name, titre, uid="x") for name in ("a", "b") for titre in ("Rentrée", "Bilan")]
    assert find(create(*events)) == [("Bilan", ("a", "b")), ("Rentrée", ("a", "b"))]


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


# Bounds


def test_a_day_of_thousands_of_events_takes_no_longer_than_it_must() -> None:
    crowd = [externe(agenda, f"Essai {chr(97 + n % 26)} {n}") for agenda in ("a", "b", "c") for n in range(2000)]
    found = find(create(*crowd))
    assert len(found) == 2000  # equal titles are found however many there are
    assert COMPARED < 2000
