"""What a copy of an external calendar holds: events that others announce, and what is odd about the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from prst.records.dates import PARIS
from prst.records.model import Agenda
from prst.records.problems import NOTE, Problem, describe

FOLDER = "agendas"
"""Where the last good copies stand in the catalogue, beside DATES."""
DATES = "copies.json"
"""Day on which each copy last changed, by the id of its calendar: `prst agendas` writes it."""


@dataclass(frozen=True, slots=True)
class EvenementExterne:
    """One time that an event of an external calendar takes place. Its texts are a stranger’s: one line, unescaped."""

    uid: str
    titre: str
    debut: date
    fin: date
    """Last day, included."""
    heure_debut: datetime | None
    heure_fin: datetime | None
    """Hours of the site's time zone, None where days are all that is known."""
    lieu: str | None
    url: str | None
    statut: str
    """`confirme` or `annule`."""
    jour_prevu: date | None
    """For an event that recurs, the day that its rule gives, wherever it was moved."""
    provenance: tuple[str, ...]
    """Ids of the calendars that announce it, in the order of agendas.yml; the first one's words are shown."""
    a_confirmer: bool = False
    """Whether it is announced as tentative (RFC 5545, section 3.8.1.11)."""


@dataclass(frozen=True, slots=True)
class Copie:
    """The last good copy of a calendar, read."""

    evenements: tuple[EvenementExterne, ...] = ()
    """By date."""
    notes: tuple[Problem, ...] = ()
    """What is wrong with the copy: never a reason not to publish."""
    le: date | None = None
    """The day of the copy, where `prst agendas` noted it."""


def file_of(identity: str, agenda: Agenda) -> str:
    """Return the name of a calendar's copy in its folder."""
    return agenda.fichier or f"{identity}.ics"


def note(file: str, code: str, **values: Any) -> Problem:
    """Return the note of a problem with a copy, whose name is relative to the catalogue's agendas."""
    return Problem(f"catalogue/{FOLDER}/{file}", 1, 1, "", *describe(code, **values), code, NOTE)


def copy_of(
    identity: str,
    file: str,
    answer: Mapping[str, Any],
    le: date | None,
    limites: Mapping[str, str],
    zone: tzinfo = PARIS,
) -> Copie:
    """Return the copy of a calendar from what events.read_events says of its file; `limites` are those of its notes.

    Hours are those of `zone`, the site's.

    Raises ValueError, TypeError or KeyError where the answer is not of that form: a file of a cache may be anything.
    """
    evenements = tuple(
        EvenementExterne(
            uid=str(row["uid"]),
            titre=str(row["titre"]),
            debut=date.fromisoformat(row["debut"]),
            fin=date.fromisoformat(row["fin"]),
            heure_debut=_hour(row["heure_debut"], zone),
            heure_fin=_hour(row["heure_fin"], zone),
            lieu=None if row["lieu"] is None else str(row["lieu"]),
            url=None if row["url"] is None else str(row["url"]),
            statut="annule" if row["statut"] == "annule" else "confirme",
            jour_prevu=date.fromisoformat(row["jour_prevu"]) if row["jour_prevu"] else None,
            provenance=(identity,),
            a_confirmer=row["a_confirmer"] is True,
        )
        for row in answer["evenements"]
    )
    notes = tuple(note(file, str(row["code"]), **_counted(row), **limites) for row in answer["notes"])
    return Copie(evenements, notes, le)


def _hour(text: str | None, zone: tzinfo) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(zone) if text else None


def _counted(row: Mapping[str, Any]) -> dict[str, str]:
    count, example = int(row["nombre"]), str(row["exemple"])
    named = (
        f" («\u00a0{example}\u00a0»)"
        if example and count == 1
        else f" (le premier\u00a0: «\u00a0{example}\u00a0»)"
        if example
        else ""
    )
    return {"combien": f"{count} événement{'s' if count > 1 else ''}{named}"}
