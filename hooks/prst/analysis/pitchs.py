"""What a group can say of itself in one page: from its record, its resources and the log, and nothing else.

What nobody wrote or counted is missing, never zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prst.analysis.diffusion import Compte, Diffusions
from prst.analysis.jalons import is_late, late_ones, open_ones, works
from prst.records.catalogue import Catalogue
from prst.records.dates import PartialDate
from prst.records.model import Cible, Diffusion, Groupe, Indicateur, Jalon, Releve


@dataclass(frozen=True, slots=True)
class Produit:
    """Something that a group produced: a resource of the catalogue, or what came of a milestone."""

    texte: str
    quand: PartialDate | None
    livrable: str = ""
    """Id of the resource."""


@dataclass(frozen=True, slots=True)
class Transmis:
    """What the log says of the resources of a group."""

    compte: Compte
    debut: PartialDate
    fin: PartialDate
    relais: int
    """How many relays passed something on."""


@dataclass(frozen=True, slots=True)
class Mesure:
    """The last reading of an indicator."""

    indicateur: Indicateur
    releve: Releve


@dataclass(frozen=True, slots=True)
class Pitch:
    """What a group says in one page."""

    groupe: Groupe
    but: str
    """What it does, in its own words or those of its action sheet; '' where neither says."""
    cibles: tuple[Cible, ...]
    produits: tuple[Produit, ...]
    """Its resources, then what its milestones gave besides; of each the latest first."""
    transmis: Transmis | None
    """None where the log holds nothing: nobody counted."""
    mesures: tuple[Mesure, ...]
    """Those of effects first."""
    etape: Jalon | None
    """The next milestone, else the last of those that were expected and that nobody says reached."""
    en_attente: bool
    """Whether its date is over."""

    @property
    def difficulte(self) -> str:
        """What slows the group down."""
        return (self.groupe.pitch and self.groupe.pitch.difficulte) or ""

    @property
    def demande(self) -> str:
        """What it asks of those who listen."""
        return (self.groupe.pitch and self.groupe.pitch.demande) or ""

    @property
    def termine(self) -> bool:
        """Whether the group has ended its work: nothing is next."""
        return not works(self.groupe)

    @property
    def dit(self) -> bool:
        """Whether it says more than a name and for whom: what has nothing to say is not put on paper."""
        said = self.but or self.groupe.description or self.difficulte or self.demande
        return bool(said or self.produits or self.mesures or self.etape)


def pitch_of(groupe: Groupe, catalogue: Catalogue, diffusions: Diffusions, reference: date) -> Pitch:
    """Return what a group says; what comes next is counted from the day of reference."""
    words, sheet = groupe.pitch, groupe.fiche_action
    step = awaited(groupe, reference)
    return Pitch(
        groupe,
        but=(words and words.en_bref) or (sheet and sheet.objectif) or "",
        cibles=tuple(catalogue.cibles[one] for one in groupe.cibles if one in catalogue.cibles),
        produits=produced(groupe, catalogue),
        transmis=_passed_on(diffusions.par_groupe.get(groupe.id, ())),
        mesures=_measured(groupe),
        etape=step,
        en_attente=bool(step and is_late(step, reference)),
    )


def awaited(groupe: Groupe, reference: date) -> Jalon | None:
    """Return the milestone that comes next, else the last of those whose date is over and that are not reached."""
    return next(iter([*open_ones(groupe, reference), *late_ones(groupe, reference)]), None)


def produced(groupe: Groupe, catalogue: Catalogue) -> tuple[Produit, ...]:
    """Return the resources of a group in their order, and what milestones gave that is none of them.

    Samples are those of made-up groups alone.
    """
    own = [
        Produit(one.titre, one.date, one.id)
        for one in catalogue.referring("livrables", "groupes", groupe.id)
        if groupe.exemple or not one.exemple
    ]
    known = {one.livrable for one in own}
    done = []
    for one in groupe.jalons:
        fiche = catalogue.livrables.get(one.livrable or "")
        text = fiche.titre if fiche else one.produit or ""
        if one.avancement == "fait" and text and one.livrable not in known:
            done.append(Produit(text, one.fait_le, fiche.id if fiche else ""))
    done.sort(key=lambda one: one.quand.last_day if one.quand else date.min, reverse=True)
    return (*own, *done)


def _passed_on(acts: Sequence[Diffusion]) -> Transmis | None:
    if not acts:
        return None
    total = Compte()
    for one in acts:
        total.add(one)
    dates = [one.date for one in acts]
    first, last = min(dates, key=lambda one: one.first_day), max(dates, key=lambda one: one.last_day)
    return Transmis(total, first, last, len({one.relais for one in acts}))


def _measured(groupe: Groupe) -> tuple[Mesure, ...]:
    """Return the last reading of each indicator that has one."""
    found = []
    for indicateur in sorted(groupe.indicateurs, key=lambda one: one.genre != "resultat"):
        if readings := groupe.releves_de(indicateur):
            found.append(Mesure(indicateur, readings[-1]))
    return tuple(found)
