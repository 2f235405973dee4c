"""The catalogue: all records, and who refers to whom, computed once."""

import typing
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from prst.records.copies import Copie
from prst.records.dates import PartialDate
from prst.records.frequentation import Frequentation
from prst.records.liens import Liens
from prst.records.model import (
    MODELS,
    VOCABULARIES,
    WITHOUT_PAGE,
    Agenda,
    Cible,
    Diffusion,
    Enquete,
    Evenement,
    Groupe,
    Livrable,
    Partenaire,
    Record,
    Relais,
    Retour,
    Retrait,
    Site,
    Structure,
    Terme,
)
from prst.records.partenaires import CopiePartenaire
from prst.records.reseau import Reseau
from prst.records.types import Named, Reach, Reference, Written

HORIZON_YEARS = 3
"""Recurring events are shown this many years ahead of the catalogue's last change; a rebuild moves it on."""
WITNESSES = 2
CLOSE = 92
"""How many other records must have changed within how many days for a last change to be believed: a quarter."""
PAGE_THRESHOLD = 3
"""A vocabulary term other than a territory has a page of its own from this many deliverables on."""

_MARKS: Mapping[str, type[Reference | Named | Reach | Written]] = {
    "Reference": Reference,
    "Named": Named,
    "Reach": Reach,
    "Written": Written,
}

Pattern = tuple[str, ...]
"""Where a reference stands in a record: field names, and `*` for each item of a list."""


_EACH = ("*",)


def references_of(model: type[BaseModel]) -> tuple[tuple[Pattern, str], ...]:
    """Return where the records of a model refer to others: (pattern, target folder or vocabulary)."""
    return _marked(model, "Reference")


def names_of(model: type[BaseModel]) -> tuple[tuple[Pattern, str], ...]:
    """Return where the records of a model name others, by an id or in words: (pattern, target folder)."""
    return _marked(model, "Named")


def reached_by(model: type[BaseModel]) -> tuple[Pattern, ...]:
    """Return where the records of a model say whom to reach: a mailbox, a function, a structure."""
    return tuple(pattern for kind in ("Reach", "Named") for pattern, _target in _marked(model, kind))


def texts_of(model: type[BaseModel]) -> tuple[Pattern, ...]:
    """Return where the records of a model hold French that readers see."""
    return tuple(pattern for pattern, _target in _marked(model, "Written"))


@cache
def _marked(model: type[BaseModel], kind: str) -> tuple[tuple[Pattern, str], ...]:
    """Return where a model has fields that bear a mark of a kind, and what the mark targets."""

    def walk(annotation: Any, metadata: Sequence[Any], path: Pattern) -> Iterator[tuple[Pattern, str]]:
        for mark in metadata:
            if isinstance(mark, _MARKS[kind]):
                yield path, mark.target
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield from (((*path, *rest), target) for rest, target in _marked(annotation, kind))
        elif get_origin(annotation) is tuple:
            yield from walk(get_args(annotation)[0], (), (*path, "*"))
        elif get_origin(annotation) is typing.Annotated:
            inner, *marks = get_args(annotation)
            yield from walk(inner, marks, path)
        else:
            for part in get_args(annotation):
                yield from walk(part, (), path)

    return tuple(
        found for name, info in model.model_fields.items() for found in walk(info.annotation, info.metadata, (name,))
    )


def values_at(value: Any, pattern: Pattern) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield (location, value) of what stands at a pattern of a record, or of the tree that was read of a wrong one.

    What is absent, or not of the form that the pattern expects, is left out.
    """
    if value is None:
        return
    if not pattern:
        yield (), value
    elif pattern[0] == "*":
        for index, item in enumerate(value if isinstance(value, tuple | list) else ()):
            for location, found in values_at(item, pattern[1:]):
                yield (index, *location), found
    else:
        inner = value.get(pattern[0]) if isinstance(value, dict) else getattr(value, pattern[0], None)
        for location, found in values_at(inner, pattern[1:]):
            yield (pattern[0], *location), found


def referred(part: BaseModel) -> Iterator[tuple[str, str]]:
    """Yield (target, identity) of each reference of a record.

    The same as `values_at` finds at them, without the places: every record is asked twice, and this takes a third of
    the time.
    """
    fields = vars(part)
    for pattern, target in references_of(type(part)):
        value = fields[pattern[0]]
        if not value:
            continue
        if len(pattern) == 1:
            yield target, value
        elif pattern[1:] == _EACH:
            for identity in value:
                yield target, identity
        else:
            for _location, identity in values_at(value, pattern[1:]):
                yield target, identity


def named(part: BaseModel) -> Iterator[tuple[str, str]]:
    """Yield (target, what is written) of each field of a record that names another by an id or in words."""
    for pattern, target in names_of(type(part)):
        for _location, value in values_at(part, pattern):
            yield target, value


Former = Mapping[tuple[str, str], str]
"""The ids that records have today, by their kind and a former id."""


def former_ids(records: Iterable[Record]) -> Former:
    """Return what the former ids of some records lead to."""
    return {(one.kind, former): one.id for one in records for former in one.anciens_ids}


def _newest_first(fiche: Livrable | Retour) -> tuple[int, int, int, str]:
    date = fiche.date or PartialDate(0)
    return (-date.year, -date.month, -date.day, fiche.titre)


def _latest_survey_first(item: tuple[str, Enquete]) -> tuple[int, int, int, str]:
    day = item[1].date or PartialDate(0)
    return (-day.year, -day.month, -day.day, item[1].titre)


def _elsewhere(site: Site) -> Callable[[Livrable], bool]:
    """Return what tells the deliverables that concern other regions only: what names no territory is for anywhere."""
    here = site.lieux
    return lambda fiche: bool(fiche.territoires) and here.isdisjoint(fiche.territoires)


@dataclass(frozen=True)
class Catalogue:
    """Checked records by id.

    Deliverables come most recent first, then archived ones, then those of other regions likewise; drafts stay apart.
    """

    site: Site
    livrables: Mapping[str, Livrable] = field(default_factory=dict)
    cibles: Mapping[str, Cible] = field(default_factory=dict)
    relais: Mapping[str, Relais] = field(default_factory=dict)
    groupes: Mapping[str, Groupe] = field(default_factory=dict)
    evenements: Mapping[str, Evenement] = field(default_factory=dict)
    diffusions: Mapping[str, Diffusion] = field(default_factory=dict)
    enquetes: Mapping[str, Enquete] = field(default_factory=dict)
    structures: Mapping[str, Structure] = field(default_factory=dict)
    retours: Mapping[str, Retour] = field(default_factory=dict)
    formats: Mapping[str, Terme] = field(default_factory=dict)
    themes: Mapping[str, Terme] = field(default_factory=dict)
    secteurs: Mapping[str, Terme] = field(default_factory=dict)
    territoires: Mapping[str, Terme] = field(default_factory=dict)
    competences: Mapping[str, Terme] = field(default_factory=dict)
    retraits: Mapping[str, Retrait] = field(default_factory=dict)
    agendas: Mapping[str, Agenda] = field(default_factory=dict)
    copies: Mapping[str, Copie] = field(default_factory=dict)
    """What the external calendars hold, by id, in the order of agendas.yml; empty until somebody reads them."""
    partenaires: Mapping[str, Partenaire] = field(default_factory=dict)
    ailleurs: Mapping[str, CopiePartenaire] = field(default_factory=dict)
    """What partners publish, by id, in the order of partenaires.yml; empty until somebody reads their copies."""
    frequentation: Mapping[str, Frequentation] = field(default_factory=dict)
    """How often addresses were asked for, by month (`AAAA-MM`), the first one first."""
    liens: Liens | None = None
    """What came of asking the addresses of others, last time."""
    reseau: Reseau | None = None
    """What the communication network does for groups; None where no file tells."""
    brouillons: Mapping[str, Livrable] = field(default_factory=dict)
    _referring: Mapping[tuple[str, str, str], list[Any]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, site: Site, records: Mapping[str, Mapping[str, Any]]) -> "Catalogue":
        """Return the catalogue of records by folder and id, in the order in which pages list them."""
        kinds: dict[str, Any] = dict(records)
        livrables = sorted(kinds.pop("livrables", {}).values(), key=_newest_first)
        livrables.sort(key=lambda fiche: fiche.statut == "archive")
        livrables.sort(key=_elsewhere(site))
        kinds["livrables"] = {fiche.id: fiche for fiche in livrables if fiche.statut != "brouillon"}
        kinds["brouillons"] = {fiche.id: fiche for fiche in livrables if fiche.statut == "brouillon"}
        kinds["cibles"] = dict(
            sorted(
                kinds.get("cibles", {}).items(),
                key=lambda item: (item[1].ordre if item[1].ordre is not None else 10**9, item[1].nom),
            )
        )
        lessons = sorted(kinds.get("retours", {}).values(), key=_newest_first)
        kinds["retours"] = {fiche.id: fiche for fiche in lessons}
        kinds["evenements"] = dict(sorted(kinds.get("evenements", {}).items(), key=lambda item: item[1].debut))
        kinds["enquetes"] = dict(sorted(kinds.get("enquetes", {}).items(), key=_latest_survey_first))
        referring: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
        for kind in MODELS:
            for fiche in kinds.get(kind, {}).values():
                found = dict.fromkeys(referred(fiche))
                found |= dict.fromkeys(
                    (target, value) for target, value in named(fiche) if value in kinds.get(target, ())
                )
                for target, identity in found:
                    referring[kind, target, identity].append(fiche)
        return cls(site=site, **kinds, _referring=dict(referring))

    def referring(self, kind: str, target: str, identity: str) -> Sequence[Any]:
        """Return the records of a kind that refer to the record or term `identity` of `target`, in list order."""
        return self._referring.get((kind, target, identity), ())

    def structure(self, named: str | None) -> Structure | None:
        """Return the structure that a field names by its id; None where it names one in words, or none."""
        return self.structures.get(named) if named else None

    def nom_de(self, named: str) -> str:
        """Return the name of the structure that a field names, by its id or in words."""
        structure = self.structures.get(named)
        return structure.intitule if structure else named

    @cached_property
    def former(self) -> Former:
        """What the former ids of its records lead to."""
        return former_ids(self.records())

    def resolve(self, target: str, identity: str) -> str | None:
        """Return the id of the record or term that bears this id or has borne it; None where nothing has."""
        return identity if identity in getattr(self, target) else self.former.get((target, identity))

    def addresses(self) -> set[str]:
        """Return every address that the catalogue gives, such as `livrables/guide`, redirections included."""
        found = {f"{kind}/{former}" for kind, former in self.former} | set(self.retraits)
        for target in (*MODELS, *VOCABULARIES):
            found |= {f"{target}/{identity}" for identity in getattr(self, target) if self.has_page(target, identity)}
        return found

    def has_page(self, target: str, identity: str) -> bool:
        """Whether a record or vocabulary term has an address of its own: of the territories, each that is named."""
        if target in WITHOUT_PAGE:
            return False
        if target == "territoires":
            return identity in self.named(target)
        if target in VOCABULARIES:
            return len(self.referring("livrables", target, identity)) >= PAGE_THRESHOLD
        return identity in getattr(self, target)

    def has_files(self, target: str, identity: str) -> bool:
        """Whether what holds for a record or term is published as files too: feed, table, calendar.

        A territory of another region has its page alone: its files would hold once more all that is for all of France.
        """
        ours = target != "territoires" or identity in self.site.lieux
        return ours and self.has_page(target, identity)

    def named(self, target: str) -> Collection[str]:
        """Return the ids of a vocabulary that something names: a record, a calendar, or site.yml.

        With the departments of site.yml comes what contains them.
        """
        return self._named[target]

    @cached_property
    def _named(self) -> Mapping[str, Collection[str]]:
        found: dict[str, set[str]] = {name: set() for name in VOCABULARIES}
        for _kind, target, identity in self._referring:
            if target in found:
                found[target].add(identity)
        for agenda in self.agendas.values():
            if agenda.nature == "evenements":  # school holidays name every department
                found["territoires"].update(agenda.territoires)
        if self.site.departements:
            found["territoires"] |= self.site.lieux
        return {name: {identity for identity in getattr(self, name) if identity in ids} for name, ids in found.items()}

    def records(self) -> Iterator[Record]:
        """Yield every record that is published, kind by kind."""
        for kind in MODELS:
            yield from getattr(self, kind).values()


# The days that a catalogue speaks of


def reference_day(catalogue: Catalogue) -> date:
    """Return the last day on which several records were added or changed.

    Pages count from it rather than from the day of the build, so that the same commit gives the same bytes. A day is
    believed when WITNESSES other records changed within the CLOSE days before it: one wrong year in one record would
    otherwise move the whole agenda, and hide the year that is coming. The price is small: after a long silence, the
    day moves on with the third record that changes. A catalogue too young or too quiet for that makes do with one
    witness, then with the last day but one.
    """
    changes = (record.modifie_le or record.ajoute_le for record in catalogue.records())
    days = sorted((day for day in changes if day), reverse=True)
    for witnesses in (WITNESSES, 1):
        for day, witness in zip(days, days[witnesses:], strict=False):
            if (day - witness).days <= CLOSE:
                return day
    return days[min(len(days), 2) - 1] if days else date(2026, 1, 1)


def horizon(reference: date) -> date:
    """Return the last day of the horizon: the end of a year, so that it seldom moves."""
    return date(reference.year + HORIZON_YEARS, 12, 31)


def window(catalogue: Catalogue) -> tuple[date, date]:
    """Return the first and the last day between which external calendars are read: two years back at most."""
    reference = reference_day(catalogue)
    return date(reference.year - 1, 1, 1), horizon(reference)
