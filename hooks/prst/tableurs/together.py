"""Cells that say one thing together, as hours and their day; one that says two things, as « garages (1200) »."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from prst.records.keys import inner_model
from prst.records.model import MODELS
from prst.records.reading import Location
from prst.records.values import REACHED, french_hour, french_range, is_whole_day, part_of
from prst.tableurs.cells import Words, day_in, pieces
from prst.tableurs.columns import HOUR, Colonne, Names, key_of, pattern_of
from prst.tableurs.reading import NUMBER, Cellule

Written = dict[Location, tuple[Colonne, Cellule]]
"""The cells of a row by the place that they fill."""


@dataclass
class Together:
    """What was read of cells that say something together."""

    guesses: list[tuple[str, str, str]] = field(default_factory=list)
    """A field, the words, and what they are read as."""
    wrong: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    """A field, the code of what is wrong, and what its message quotes."""


def join_hours(written: Written) -> Together:
    """Put the hours of a row to the days that they are of."""
    found = Together()
    hours = {str(place[0]): written.pop(place) for place in [one for one in written if one[-1] == HOUR]}
    for name in ("debut", "fin"):
        if name in hours and not is_whole_day(hours[name][1].texte):
            _join(name, hours, written, found)
    return found


def hour_of(cell: Cellule) -> str:
    """Return the hour that a cell says as HH:MM, a part of a day or a number of hours included; '' for none."""
    text = cell.texte.strip()
    if cell.sorte == NUMBER and re.fullmatch(r"0[.,]\d+", text):
        minutes = round(float(text.replace(",", ".")) * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}" if minutes < 24 * 60 else ""
    text = re.sub("^à partir de ", "", text, flags=re.IGNORECASE)
    return french_hour(f"{text}h" if re.fullmatch(r"\d{1,2}", text) else text)


def _join(name: str, hours: Mapping[str, tuple[Colonne, Cellule]], written: Written, found: Together) -> None:
    """Write the hour of a start or of an end with its day, and both where one cell says both."""
    column, cell = hours[name]
    text, own, start = " ".join(cell.texte.split()), (name,), ("debut",)
    place = own if own in written else start
    day, said = _day_of(written.get(place))
    hour = hour_of(cell)
    both = ("", "") if hour or len(hours) > 1 or name == "fin" else french_range(text, day[:10])
    until, _said = _day_of(written.get(("fin",)))
    begins = f"{day[:10]}T{hour}" if hour else both[0]
    if len(day) < 10:
        code = "heure_jour" if said else "heure_seule"
    elif not begins or (both[1] and until not in ("", day[:10], both[1])):
        code = "heure_fausse"
    elif place == own and len(day) > 10 and day != begins:
        code = "heure_deux_fois"
    else:
        if text != hour:
            found.guesses.append((column.titre, text, " – ".join(one[11:] for one in (begins, both[1]) if one)))
        model = written[place][0]
        if said != day:
            found.guesses.append((model.champ.title, said, day))
        written[own] = Colonne(own, model.titre, model.champ), Cellule(begins)
        if both[1]:
            written["fin",] = Colonne(("fin",), model.titre, model.champ), Cellule(both[1])
        return
    found.wrong.append((column.key, code, {"value": text, "autre": said}))


def _day_of(given: tuple[Colonne, Cellule] | None) -> tuple[str, str]:
    """Return the date that a cell says, with its hour where it has one, '' for none; and its words."""
    text = " ".join(given[1].texte.split()) if given else ""
    return (day_in(text, given[1].sorte) if given else ""), text


def part_targets(written: Written, names: Names, words: Words) -> Together:
    """Put the targets that one cell of a relay says at places of their own, each with the reach that stands by it."""
    found = Together()
    for place in [one for one in written if len(one) == 3]:
        column, cell = written[place]
        if column.champ.type != "reference" or column.champ.several:
            continue
        known = [_with_reach(piece, column, names, words) for piece in pieces(cell.texte, column.champ, words)]
        if not any(one for one, _reach in known) or (len(known) == 1 and not known[0][1]):
            continue
        _spread(written, names, place, known, found)
    return found


def part_texts(written: Written, kind: str, names: Names, loose: Collection[Location]) -> Together:
    """Set apart what one cell says of a part, « DREETS, copilote », in columns that do not bear the names of ours."""
    found = Together()
    for place in [one for one in loose if len(one) == 3 and one in written]:
        column, cell = written[place]
        inner = inner_model(MODELS[kind].model_fields[str(place[0])].annotation)
        said = part_of(" ".join(cell.texte.split()), inner) if inner else {}
        beside: dict[Location, str] = {(*place[:2], name): text for name, text in said.items()}
        if len(said) < 2 or place not in beside or any(one in written for one in beside if one != place):
            continue
        told = []
        for here, text in beside.items():
            model = names.columns[pattern_of(here)]
            written[here] = Colonne(here, model.titre, model.champ), Cellule(text)
            told.append(f"{model.champ.title.lower()} {text}")
        found.guesses.append((column.titre, cell.texte, ", ".join(told)))
    return found


def name_contacts(written: Written, names: Names) -> Together:
    """Give the contact of a part the structure that the part names, where a row says but how to reach it."""
    found = Together()
    for place in [one for one in written if len(one) == 4 and one[2] == "contact"]:
        above, within = place[:2], place[:3]
        here = (*within, "structure")
        if here in written or (*above, "structure") not in written:
            continue
        model, text = names.columns[pattern_of(here)], written[*above, "structure"][1].texte
        written[here] = Colonne(here, model.titre, model.champ), Cellule(text)
        found.guesses.append((model.titre, "(aucune structure pour le contact)", text))
    return found


def name_own_contact(written: Written, names: Names) -> Together:
    """Give the contact of a relay the name of the relay, where a row says but how to reach it."""
    found = Together()
    here = ("contact", "structure")
    if ("nom",) in written and any(place[0] == "contact" for place in written) and here not in written:
        model, text = names.columns[here], written["nom",][1].texte
        written[here] = Colonne(here, model.titre, model.champ), Cellule(text)
        found.guesses.append((model.titre, "(aucune structure pour le contact)", text))
    return found


def _with_reach(text: str, column: Colonne, names: Names, words: Words) -> tuple[str, str]:
    """Return the words of a target and its reach; '' for the reach of one that says none, or is itself unknown."""
    said = REACHED.fullmatch(text) if (column.path[0], None, "portee") in names.columns else None
    if said and not words.meant(column.champ.reference, text) and words.meant(column.champ.reference, said["cible"]):
        return said["cible"], " ".join(said["portee"].split())
    return text, ""


def _spread(written: Written, names: Names, place: Location, known: list[tuple[str, str]], found: Together) -> None:
    column, cell = written.pop(place)
    above, last = place[0], place[2]
    for (target, reach), rank in zip(known, _ranks(written, place), strict=False):
        here: Location = (above, rank, last)
        written[here] = Colonne(here, column.titre, column.champ), Cellule(target)
        if not reach:
            continue
        beside: Location = (above, rank, "portee")
        model = names.columns[pattern_of(beside)]
        found.guesses.append((column.titre, cell.texte, f"{target}, {model.champ.title.lower()} {reach}"))
        if beside in written and re.sub(r"\D", "", written[beside][1].texte) != re.sub(r"\D", "", reach):
            autre = written[beside][1].texte
            found.wrong.append((key_of(beside), "portee_deux_fois", {"value": cell.texte, "autre": autre}))
        written.setdefault(beside, (Colonne(beside, model.titre, model.champ), Cellule(reach)))


def _ranks(written: Written, place: Location) -> Iterator[int]:
    """Yield the rank of a place, then those that no cell fills."""
    first = int(place[1])
    yield first
    taken = [int(one[1]) for one in written if len(one) == 3 and one[0] == place[0]]
    rank = max([first, *taken])
    while True:
        rank += 1
        yield rank
