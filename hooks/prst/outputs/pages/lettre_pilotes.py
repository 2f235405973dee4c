"""The letter of those who lead groups: their milestones, what they published and ask, what they learnt.

A letter of relays and companies tells none of it; its form leads here only where a reader asks for groups. Like that
letter it is composed here and in the reader's browser (docs/assets/javascripts/lettre-pilotes.js), by rules that are
figures and words of one file: what each part holds, by which days, how many lines.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from prst.analysis.digest import COMING, Tranche
from prst.analysis.gaps import by_group
from prst.analysis.holds import said
from prst.analysis.jalons import OPEN, Echeance, works
from prst.outputs import french
from prst.outputs.addresses import SECTIONS, record_address
from prst.outputs.pages.choices import Choix
from prst.outputs.pages.common import Pages
from prst.outputs.pages.jalons import phrase
from prst.outputs.pages.lettre import BASE, MONTHS, SUMMARY, entry, period
from prst.outputs.pages.pieces import Entree, Rubrique
from prst.outputs.pages.sections import by_name
from prst.outputs.rubriques import Rubriques
from prst.records.model import Groupe, Record

FILE = f"{BASE}pilotes.json"
"""Address of what the browser composes these letters of."""
LINES = 10
"""Lines of a part: a letter that is read to its end."""
ALL, THEME, GROUPE = "tous", "theme.", "groupe."
"""What a reader may choose: all groups, or, before an id, those of one theme or one group alone."""
PAST = timedelta(days=31 * MONTHS)
AHEAD = timedelta(days=365)
"""How far back and ahead letters tell of milestones."""
LATE = timedelta(days=31)
"""How long before the day of reference the published file tells of milestones to come."""


class Partie(NamedTuple):
    """A part of the letter: heading, what leads to what is left out, where that is, and which days count."""

    titre: str
    suite: str
    adresse: str
    quand: str
    """`periode` or `a_venir`; '' where what is told has no day."""


PARTS: Mapping[str, Partie] = {
    "attendus": Partie("Jalons attendus", "D’autres jalons sont dans l’agenda", "agenda/?jalons=avec", "a_venir"),
    "faits": Partie("Jalons atteints", "D’autres jalons sont sur la page des groupes", "groupes/", "periode"),
    "decales": Partie(
        "Jalons décalés ou abandonnés", "D’autres jalons sont sur la page des groupes", "groupes/", "periode"
    ),
    "ressources": Partie(
        "Nouveaux livrables des groupes",
        "D’autres nouveautés sont sur le site",
        SECTIONS["livrables"].index,
        "periode",
    ),
    "demandes": Partie("Ce que les groupes demandent", "Tous les pitchs", "groupes/pitchs/", ""),
    "retours": Partie("Nouveaux retours d’expérience", "Tous les retours", "retours/", "periode"),
    "a_faire": Partie("À faire dans les fiches", "Ce qui manque à chaque fiche", "a-propos/etat-du-catalogue/", ""),
}
"""Parts in the order in which they are told."""


class Nouvelle(NamedTuple):
    """What a letter may tell: in which part, on which days, and of whom."""

    partie: str
    entree: Entree
    debut: date | None = None
    fin: date | None = None
    groupe: str = ""
    themes: tuple[str, ...] = ()
    cibles: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DesGroupes:
    """The groups that are asked for: those of a theme, one alone, or all."""

    nom: str = ""
    theme: str = ""
    groupe: str = ""


class Pilotes:
    """What letters of pilots tell of one catalogue."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._catalogue = pages.catalogue
        self._rubriques = Rubriques.of(pages.site.sections)

    @cached_property
    def groupes(self) -> Sequence[Groupe]:
        """The groups that letters tell of, by name: made-up ones are left out, and all where the site shows none."""
        if self._rubriques.leaves(SECTIONS["groupes"].index):
            return []
        return [one for one in by_name(self._catalogue, "groupes") if not one.exemple]

    @cached_property
    def parties(self) -> Mapping[str, Partie]:
        """The parts of a letter, without those that lead to what the site leaves out."""
        return {name: part for name, part in PARTS.items() if not self._rubriques.leaves(part.adresse)}

    @cached_property
    def nouvelles(self) -> Sequence[Nouvelle]:
        """All that letters may tell, part by part: what is to come by date, what came the latest first."""
        everything = (self._milestones(), self._resources(), self._asked(), self._lessons(), self._to_do())
        return [one for found in everything for one in found if one.partie in self.parties]

    def _about(self, partie: str, groupe: Groupe | None, entree: Entree, **more: Any) -> Nouvelle:
        """Return what is told of a group, or of nobody's: it concerns whom its group works for."""
        if groupe is None:
            return Nouvelle(partie, entree, territoires=tuple(said("territoires", None)), **more)
        return Nouvelle(partie, entree, groupe=groupe.id, **{**_concerned(groupe), **more})

    def _milestones(self) -> Iterator[Nouvelle]:
        known = {one.id for one in self.groupes}
        found = [one for one in self._pages.derived.jalons if one.groupe.id in known]
        first, last = self._pages.derived.reference - PAST, self._pages.derived.reference + AHEAD
        by_end = sorted(found, key=lambda one: (one.jalon.attendu_le.last_day, one.titre, one.identite))
        for one in by_end:
            then = one.jalon.attendu_le
            if one.jalon.avancement in OPEN and then.last_day >= first and then.first_day <= last:
                yield self._step("attendus", one, then.first_day, then.last_day)
        for one in reversed(by_end):
            done = one.jalon.fait_le
            if one.jalon.avancement == "fait" and done and done.last_day >= first:
                yield self._step("faits", one, done.first_day, done.last_day)
        for one in reversed(by_end):
            planned = one.jalon.date
            if one.jalon.avancement in ("decale", "abandonne") and planned.last_day >= first:
                yield self._step("decales", one, planned.first_day, planned.last_day)

    def _step(self, partie: str, one: Echeance, first: date, last: date) -> Nouvelle:
        address = f"{record_address('groupes', one.groupe.id)}#jalons"
        given = [self._catalogue.livrables[known] for known in one.livrables if known in self._catalogue.livrables]
        links = tuple((fiche.titre, record_address("livrables", fiche.id)) for fiche in given if fiche.actuel)
        line = Entree(one.titre, address, one.groupe.nom, phrase(one.jalon), links)
        return self._about(partie, one.groupe, line, debut=first, fin=last)

    def _resources(self) -> Iterator[Nouvelle]:
        known = {one.id: one for one in self.groupes}
        found = [one for one in self._catalogue.livrables.values() if one.actuel and one.groupe in known]
        for fiche in _latest(found, self._pages.derived.reference - PAST):
            groupe = known[fiche.groupe or ""]
            line = entry(fiche, self._pages)
            line = Entree(line.titre, line.adresse, f"{groupe.nom}, {line.detail}", line.texte)
            places, targets = tuple(said("territoires", fiche)), tuple(said("cibles", fiche))
            days = {"debut": fiche.ajoute_le, "fin": fiche.ajoute_le}
            yield self._about("ressources", groupe, line, cibles=targets, territoires=places, **days)

    def _asked(self) -> Iterator[Nouvelle]:
        for groupe in self.groupes:
            if groupe.pitch and groupe.pitch.demande and works(groupe):
                address = f"{record_address('groupes', groupe.id)}pitch/"
                yield self._about("demandes", groupe, Entree(groupe.nom, address, texte=groupe.pitch.demande))

    def _lessons(self) -> Iterator[Nouvelle]:
        known = {one.id: one for one in self.groupes}
        found = [one for one in self._catalogue.retours.values() if not one.exemple]
        for retour in _latest(found, self._pages.derived.reference - PAST):
            groupe = known.get(retour.groupe or "")
            text = retour.nous_ferions or retour.a_marche or retour.n_a_pas_marche or ""
            line = Entree(
                retour.titre,
                record_address("retours", retour.id),
                groupe.nom if groupe else "",
                french.shorten(" ".join(text.split()), SUMMARY),
            )
            own = {name: ids for name in ("themes", "cibles") if (ids := getattr(retour, name))}
            yield self._about("retours", groupe, line, debut=retour.ajoute_le, fin=retour.ajoute_le, **own)

    def _to_do(self) -> Iterator[Nouvelle]:
        asked = by_group(self._pages.gaps)
        for groupe in self.groupes:
            if count := len(asked.get(groupe.id, ())):
                address = f"{record_address('groupes', groupe.id)}#a-faire"
                line = Entree(groupe.nom, address, french.plural(count, "question", "questions"))
                yield self._about("a_faire", groupe, line)

    # A letter

    def title(self, depuis: date, jusqua: date, tranche: Tranche, asked: DesGroupes) -> str:
        """Return the subject of a letter."""
        names = (asked.nom, *(one.intitule for one in (tranche.cible, tranche.territoire) if one))
        named = ", ".join(filter(None, names))
        title = f"{self._pages.site.nom}\u00a0: la lettre des pilotes, {period(depuis, jusqua)}"
        return f"{title} ({named})" if named else title

    def parts(self, depuis: date, jusqua: date, tranche: Tranche, asked: DesGroupes, *, today: date) -> list[Rubrique]:
        """Return the parts of a letter that have something to say."""
        journal = self._pages.derived.journal
        cible, place = (one.id if one else "" for one in (tranche.cible, tranche.territoire))
        concerns = journal.concerns(cible, place)
        themes = journal.around("themes", asked.theme) if asked.theme else None
        found: dict[str, list[Entree]] = {name: [] for name in PARTS}
        for one in self.nouvelles:
            if _counts(one, depuis, jusqua, today) and _of(one, themes, asked.groupe) and concerns(one):
                found[one.partie].append(one.entree)
        return [
            Rubrique(part.titre, tuple(lines[:LINES]), (part.suite, part.adresse) if len(lines) > LINES else None)
            for name, part in self.parties.items()
            if (lines := found[name])
        ]

    # For the browser

    @property
    def published(self) -> Mapping[str, Any]:
        """What the browser composes these letters of.

        What is said of each group is there once. What was to come before it was made comes no more, give or take the
        days by which the clock of a reader may be wrong.
        """
        first = self._pages.derived.reference - LATE
        told = [
            one for one in self.nouvelles if PARTS[one.partie].quand != "a_venir" or one.fin is None or one.fin >= first
        ]
        groupes = {one.id: _of_group(one) for one in self.groupes}
        return {
            "lignes": LINES,
            "jours": COMING.days,
            "parties": {name: list(part) for name, part in self.parties.items()},
            "groupes": groupes,
            "nouvelles": [_as_data(one, groupes.get(one.groupe, {})) for one in told],
        }

    def choices(self) -> tuple[Sequence[Choix], Sequence[Choix]]:
        """Return the themes on which some group works, and the groups."""
        around = self._pages.derived.journal.around
        named = {one for groupe in self.groupes for one in groupe.themes}
        themes = [
            Choix(THEME + one, terme.label, tuple(sorted(around("themes", one))))
            for one, terme in self._catalogue.themes.items()
            if not named.isdisjoint(around("themes", one))
        ]
        return themes, [Choix(GROUPE + one.id, one.nom, (one.id,)) for one in self.groupes]

    def asked(self, text: str) -> DesGroupes | None:
        """Return what an id of a choice asks for; None where nobody knows it."""
        if text == ALL:
            return DesGroupes()
        themes, groupes = self.choices()
        known = next((one for one in (*themes, *groupes) if one.id == text), None)
        if known is None:
            return None
        kind, _, identity = known.id.partition(".")
        return DesGroupes(known.nom, **{kind: identity})


def _latest(records: Collection[Any], first: date) -> Sequence[Any]:
    """Return the records that were added from a day on, the latest first."""
    added: list[Record] = [one for one in records if one.ajoute_le and one.ajoute_le >= first]
    return sorted(added, key=lambda one: one.ajoute_le or first, reverse=True)


def _counts(one: Nouvelle, depuis: date, jusqua: date, today: date) -> bool:
    """Whether the days of something are those that its part tells."""
    when = PARTS[one.partie].quand
    if one.debut is None or one.fin is None or not when:
        return not when
    first, last = (depuis, jusqua) if when == "periode" else (today, today + COMING)
    return one.fin >= first and one.debut <= last


def _of(one: Nouvelle, themes: Collection[str] | None, groupe: str) -> bool:
    if groupe:
        return one.groupe == groupe
    return themes is None or any(theme in themes for theme in one.themes)


def _concerned(groupe: Groupe) -> dict[str, tuple[str, ...]]:
    """Return whom what a group does concerns, and on what it works."""
    places = {name: tuple(said(name, groupe)) for name in ("cibles", "territoires")}
    return {"themes": groupe.themes, **places}


def _of_group(groupe: Groupe) -> dict[str, Any]:
    """Return what most of what is told of a group shares."""
    return {"detail": groupe.nom, **{name: value for name, value in _concerned(groupe).items() if value}}


def _as_data(one: Nouvelle, shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told, without what it shares with its group and what says nothing."""
    line = one.entree
    told = {name: getattr(line, name) for name in ("titre", "adresse", "detail", "texte", "ressources")}
    days = {name: day.isoformat() for name in ("debut", "fin") if (day := getattr(one, name))}
    about = {name: getattr(one, name) for name in ("groupe", "themes", "cibles", "territoires")}
    own = {name: value for name, value in {**told, **about}.items() if value != shared.get(name, type(value)())}
    return {"partie": one.partie, **days, **own}
