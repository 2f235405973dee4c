"""Time zones: their names, those of the places of France, and how one says whose hours they count."""

from datetime import datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from prst.records.dates import PARIS

OUTRE_MER = {
    "971": ("America/Guadeloupe", "Guadeloupe"),
    "972": ("America/Martinique", "Martinique"),
    "973": ("America/Cayenne", "Guyane"),
    "974": ("Indian/Reunion", "La Réunion"),
    "975": ("America/Miquelon", "Saint-Pierre-et-Miquelon"),
    "976": ("Indian/Mayotte", "Mayotte"),
    "977": ("America/Guadeloupe", "Saint-Barthélemy"),
    "978": ("America/Guadeloupe", "Saint-Martin"),
    "984": ("Indian/Kerguelen", "Kerguelen"),
    "986": ("Pacific/Wallis", "Wallis-et-Futuna"),
    "987": ("Pacific/Tahiti", "Polynésie française"),
    "988": ("Pacific/Noumea", "Nouvelle-Calédonie"),
}
"""The zone and the name of each department and territory that has other hours than Paris, by its Insee code."""
_OVERSEAS = ("97", "98")
"""How the codes of all of them begin, those that are not named here included."""


def zone_of(code: str) -> str:
    """Return the zone of a department or territory by its Insee code; '' for one of overseas that nobody lives in.

    What is no such code, as that of a whole region, has the hours of Paris.
    """
    return OUTRE_MER[code][0] if code in OUTRE_MER else "" if code.startswith(_OVERSEAS) else PARIS.key


def place_of(zone: str) -> str:
    """Return whose hours a zone counts, as one says it in French: « Paris », « La Réunion », « Tokyo »."""
    city = zone.rpartition("/")[2].replace("_", " ")
    return next((name for known, name in OUTRE_MER.values() if known == zone), city)


def same_hour(code: str, moment: datetime) -> bool:
    """Whether clocks in a department or territory show, at a moment, what those of its own zone do."""
    zone = zone_of(code)
    return bool(zone) and moment.astimezone(ZoneInfo(zone)).utcoffset() == moment.utcoffset()


@cache
def zone_names() -> dict[str, str]:
    """Return the names of the time zone database (IANA), by themselves in small letters."""
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name.casefold(): name for name in names}


@cache
def said() -> dict[str, str]:
    """Return the zones of places by what people call them: a whole name, a city, a French department."""
    names = [name for name in zone_names().values() if "/" in name and not name.startswith("Etc/")]
    cities = {name.rpartition("/")[2].replace("_", " "): name for name in names}
    return {**{name: name for name in names}, **cities, **{place: zone for zone, place in OUTRE_MER.values()}}
