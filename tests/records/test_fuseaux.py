"""Time zones: every name of the database is one, and what people write instead leads to it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from prst.records.fuseaux import OUTRE_MER, place_of, same_hour, zone_names, zone_of
from prst.records.loading import load
from tests.catalogues import create_catalogue
from tests.records.folders import MINIMAL, Folder


def test_a_site_has_the_hours_of_paris_or_of_the_zone_that_it_names() -> None:
    assert create_catalogue().site.zone.key == "Europe/Paris"
    for name in ("Indian/Reunion", " indian/reunion ", "INDIAN/REUNION"):
        assert create_catalogue(site={"fuseau": name}).site.zone == ZoneInfo("Indian/Reunion")


def test_every_zone_is_found() -> None:
    assert {name.casefold() for name in available_timezones()} - {"localtime", "posixrules"} <= zone_names().keys()
    for name in zone_names().values():
        ZoneInfo(name)
    for zone, _place in OUTRE_MER.values():
        assert zone in zone_names().values()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("La Réunion", "Indian/Reunion"),
        ("Indien/Réunion", "Indian/Reunion"),
        ("Guyane", "America/Cayenne"),
        ("America/Martinque", "America/Martinique"),
        ("Saint Pierre et Miquelon", "America/Miquelon"),
        ("Nouvelle-Calédonie", "Pacific/Noumea"),
        ("Europe/Pari", "Europe/Paris"),
        ("GMT+4", ""),  # whose name in the database means the contrary
        ("UTC +04:00", ""),
        ("n’importe quoi", ""),
    ],
)
def test_the_nearest_zone_is_proposed(written: str, meant: str, folder: Folder) -> None:
    folder.write("site.yml", f"{MINIMAL['site.yml']}fuseau: {written}\n")
    (problem,) = folder.problems("site.yml")
    assert problem.code == "fuseau_inconnu"
    asked = f" ; vouliez-vous dire « {meant} » ?" if meant else "."
    assert problem.message.replace("\u00a0", " ") == f"« {written} » n’est pas un fuseau horaire{asked}"
    assert "Indian/Reunion" in problem.remedy


@pytest.mark.parametrize(
    ("code", "zone"),
    [("974", "Indian/Reunion"), ("978", "America/Guadeloupe"), ("69", "Europe/Paris"), ("989", "")],
)
def test_a_department_has_its_zone(code: str, zone: str) -> None:
    assert zone_of(code) == zone


def test_clocks_that_show_the_same_hour_are_told_by_the_moment() -> None:
    summer, winter = (datetime(2026, month, 1, 12, tzinfo=UTC).astimezone(ZoneInfo("Africa/Cairo")) for month in (7, 1))
    assert same_hour("976", summer)
    assert not same_hour("976", winter)
    assert not same_hour("989", winter)


def test_a_zone_is_called_by_its_place() -> None:
    assert [place_of(zone) for zone in ("Europe/Paris", "America/Guadeloupe", "America/New_York", "UTC")] == [
        "Paris",
        "Guadeloupe",
        "New York",
        "UTC",
    ]


EVENT = "titre: Webinaire\najoute_le: 2026-01-02\ndebut: {}\n"


@pytest.mark.parametrize("written", ["2026-10-08 14h (heure de Paris)", "8 octobre 2026 à 14 h (heure de Paris)"])
def test_an_hour_of_paris_is_none_of_a_site_overseas(written: str, folder: Folder) -> None:
    folder.write("site.yml", f"{MINIMAL['site.yml']}fuseau: Indian/Reunion\n")
    folder.write("evenements/a.yml", EVENT.format(written))
    (problem,) = folder.problems("evenements/a.yml")
    assert (problem.code, problem.severity, problem.field) == ("heure_de_paris", "erreur", "debut")
    assert "(La Réunion)" in problem.message
    loaded = load(folder.root)
    assert loaded.mended == {}
    assert loaded.sound is not None
    assert "a" not in loaded.sound.evenements


def test_an_hour_of_paris_is_one_of_a_site_there_and_local_ones_are_of_all(folder: Folder) -> None:
    folder.write("evenements/a.yml", EVENT.format("8 octobre 2026 à 14 h (heure de Paris)"))
    assert "heure_de_paris" not in folder.codes("evenements/a.yml")
    folder.write("site.yml", f"{MINIMAL['site.yml']}fuseau: Indian/Reunion\n")
    folder.write("evenements/a.yml", EVENT.format("8 octobre 2026 à 14 h (heure locale)"))
    assert "heure_de_paris" not in folder.codes("evenements/a.yml")
