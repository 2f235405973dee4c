"""Keys that the model does not have, read as those that were meant: other words, hours apart, pairs, parts set flat."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from prst.records.keys import inner_model, plain, spellings
from prst.records.lines import Edit
from prst.records.model import (
    Canal,
    CibleTouchee,
    Contact,
    Fonction,
    Indicateur,
    Jalon,
    Lien,
    Pilote,
    Releve,
    Resultat,
)
from prst.records.places import Place
from prst.records.reading import Location, Reading
from prst.records.values import (
    OFTEN,
    ROLES,
    SITE,
    about,
    french_date,
    french_hour,
    french_range,
    is_whole_day,
    named_like,
    part_of,
)
from prst.records.writing import scalar


def key_edit(reading: Reading, text: str, location: Location, name: str) -> Edit:
    """Return the change of a key that is read as another."""
    start, end = reading.key_spans[location]
    end += len(text[end:]) - len(text[end:].lstrip(" "))
    return Edit(start, end, name, "lu_cle", {"value": str(location[-1]), "lu": name}, (*location[:-1], name))


_PAIRS: Mapping[type[BaseModel], tuple[str, Callable[[str], Any], str, str]] = {
    Lien: ("libelle", bool, "url", rf"(?i:(?:https?://|www\.)\S+|{SITE})"),
    Jalon: ("date", lambda said: french_date(said) or about(said), "intitule", r".*\w.*"),
    Resultat: ("reponse", bool, "part", r"\d[\d.,]* ?%"),
    CibleTouchee: ("cible", bool, "portee", r"[\d\s]+"),
    Pilote: ("structure", bool, "role", rf"(?i:{ROLES})"),
    Canal: ("type", bool, "frequence", rf"(?i:{OFTEN})"),
    Fonction: ("role", bool, "courriel", r"[^\s@]+@[^\s@]+"),
    Indicateur: ("nom", bool, "attendu", r"\d[\d\s.,]*"),
}
"""Parts of which two keys are written as one: what the first must be, and the form of the second."""


def _pair(model: type[BaseModel], value: Mapping[str, Any]) -> dict[str, str]:
    """Return the two keys that one is read as: « Le guide: https://… », « 2026-03: Premier guide »."""
    ((key, inside),) = value.items()
    if named_like(key, spellings(model)) or not isinstance(inside, str):
        return {}
    if model.__name__ == "Plan":  # « PRST 4 : 2021-2025 »
        return part_of(f"{key} : {inside}", model)
    if model.__name__ in ("Jalon", "AutreDate") and french_date(inside) and not french_date(key):
        return part_of(f"{key} : {inside}", model)
    if model not in _PAIRS:
        return {}
    first, is_one, second, form = _PAIRS[model]
    return {first: key.strip(), second: inside} if is_one(key.strip()) and re.fullmatch(form, inside) else {}


def _measured(model: type[BaseModel], record: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, str]:
    """Return a measure that says its day and its value, where the group has one indicator: « mars 2026 : 120 »."""
    ((key, inside),) = value.items()
    indicators = record.get("indicateurs")
    if model is not Releve or not isinstance(indicators, list) or not isinstance(inside, str):
        return {}
    names = [one.get("nom") for one in indicators if isinstance(one, dict)]
    said = re.fullmatch(r"(.+?)\s*[,(–-]\s*(.+?)\)?", key)  # « Guides remis, mars 2026 »
    name, when = (said[1], said[2]) if said and said[1] in names else (names[0] if len(names) == 1 else None, key)
    day = french_date(when)
    return {"indicateur": name, "le": day, "valeur": inside} if name and day and re.match(r"-?\d", inside) else {}


def pairs_of(
    model: type[BaseModel] | None, given: Mapping[str, Any], record: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Return the parts that the keys of a mapping are, each with its value; none where one of them is no such pair."""
    each = ({key: value} for key, value in given.items())
    found = [_pair(model, one) or _measured(model, record, one) for one in each] if model else []
    return found if found and all(found) else []


_HOURS = {"heure": 0, "heures": 0, "horaire": 0, "horaires": 0, "heure_de_debut": 1, "heure_debut": 1}
_LAST_HOUR = ("heure_de_fin", "heure_fin")
"""Keys of hours, which a model that has « debut » writes with their day."""


def _hours(
    model: type[BaseModel], reading: Reading, text: str, location: Location, value: Mapping[str, Any]
) -> Iterator[Edit]:
    """Yield what says « heure: 14h-17h » with the day of « debut », and takes the line of its hour away."""
    written = {plain(key): key for key in value if isinstance(value[key], str)}
    start, day = (*location, "debut"), french_date(value["debut"]) if isinstance(value.get("debut"), str) else ""
    first = next((written[key] for key in _HOURS if key in written), "")
    if not first or first in model.model_fields or len(day) != 10 or location in reading.between_braces:
        return
    last = next((written[key] for key in _LAST_HOUR if key in written), "")
    if not last and is_whole_day(value[first]):
        row = f"{first}: {value[first]}"
        noted = {"value": row, "lu": f"debut: {value['debut']}"}
        yield Edit(*Place(reading, text, (*location, first)).line, "", "lu_date", noted, (*location, first))
        return
    hour, end = french_hour(value[first]), french_hour(value[last]) if last else ""
    begins, ends = (f"{day}T{hour}" if hour else "", f"{day}T{end}" if end else "")
    if not hour and not last:
        begins, ends = french_range(value[first], day)
    if not begins or (last and not ends) or (ends and "fin" in value):
        return
    place = Place(reading, text, start)
    yield place.value(begins, "lu_date", f"{day}, {value[first]}")
    for key, said in ((first, ends if not last else ""), (last, ends)):
        if key:
            line = Place(reading, text, (*location, key)).line
            code, told = ("lu_date", f"fin: {said}") if said else ("lu_date", f"debut: {begins}")
            instead = f"{' ' * place.margin}fin: {said}\n" if said else ""
            yield Edit(*line, instead, code, {"value": f"{key}: {value[key]}", "lu": told}, (*location, key))


def _flat(
    model: type[BaseModel], reading: Reading, text: str, location: Location, value: Mapping[str, Any]
) -> Iterator[Edit]:
    """Yield what sets lines off under the key of their part: « structure » and « courriel » without « contact »."""
    if location or "contact" not in model.model_fields or "contact" in value:
        return
    inner = spellings(Contact)
    found = [key for key in value if not named_like(key, spellings(model)) and named_like(key, inner)]
    rows = [Place(reading, text, (key,)).line for key in found if isinstance(value[key], str)]
    if not any(named_like(key, inner) == "structure" for key in found) or len(rows) != len(found):
        return
    if any(before[1] != after[0] for before, after in pairwise(rows)):
        return  # lines of others stand between them
    for index, (start, end) in enumerate(rows):
        written = text[start:end].strip()
        said = {"value": written, "lu": f"contact: {written}"}
        yield Edit(start, start, "  " if index else "contact:\n  ", "lu_partie", said, (found[index],))


_POSTAL = re.compile(r"^(?!\S*\.\S*$).*\d.*\s")
"""A postal address: words and a number."""


_LEADS = re.compile("liens?_|telecharger_|consulter_|voir_|lire_")
"""Begins a key that says where to go: « Lien vers le guide »."""


def _link(
    model: type[BaseModel], reading: Reading, text: str, value: Mapping[str, Any], given: tuple[str, str]
) -> Iterator[Edit]:
    """Yield what a key in words and its address are read as: a link, or the page of what has but one."""
    key, address = given
    if not re.fullmatch(_PAIRS[Lien][3], address):
        return
    if "liens" in model.model_fields and "liens" not in value:
        noted = {"value": f"{key}: {address}", "lu": f"liens: libelle: {key}, url: {address}"}
        lines = f"liens:\n  - libelle: {scalar(key)}\n    url: {scalar(address)}\n"
        yield Edit(*Place(reading, text, (key,)).line, lines, "lu_partie", noted, ("liens",))
    elif "url" in model.model_fields and "url" not in value:
        yield key_edit(reading, text, (key,), "url")


def _is_of_another(name: str, key: str, value: Any) -> bool:
    """Whether the value of a key shows that it does not mean what it is called: a postal address, somebody's name."""
    if name == "url" and plain(key) == "adresse":
        return isinstance(value, str) and bool(_POSTAL.search(value))
    return name == "courriel" and plain(key) == "contact" and not (isinstance(value, str) and "@" in value)


def meant_keys(model: type[BaseModel], reading: Reading, text: str, location: Location, value: Any) -> Iterator[Edit]:
    """Yield the keys of the model that written ones are, in a part and in those within it."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from meant_keys(model, reading, text, (*location, index), item)
    elif isinstance(value, dict):
        yield from _of_part(model, reading, text, location, value)


def _of_part(
    model: type[BaseModel], reading: Reading, text: str, location: Location, value: Mapping[str, Any]
) -> Iterator[Edit]:
    taken = set(value)
    known = spellings(model)
    if any(edits := [*_hours(model, reading, text, location, value), *_flat(model, reading, text, location, value)]):
        yield from edits
        return
    if len(value) == 1 and location and (pair := _pair(model, value) or _measured(model, reading.value, value)):
        yield Place(reading, text, location).part(pair)
        return
    for key, inside in value.items():
        name = key if key in model.model_fields else named_like(key, known)
        if _is_of_another(name, key, inside):
            continue
        if not name and not location and isinstance(inside, str) and _LEADS.match(plain(key)):
            yield from _link(model, reading, text, value, (key, inside))
        if name != key and name and name not in taken:
            taken.add(name)
            yield key_edit(reading, text, (*location, key), name)
        if name and (inner := inner_model(model.model_fields[name].annotation)):
            yield from meant_keys(inner, reading, text, (*location, key), inside)
