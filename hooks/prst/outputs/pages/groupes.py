"""What the page of a group shows besides its record and its deliverables."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from markupsafe import Markup

from prst.analysis.gaps import Gap, by_group
from prst.analysis.jalons import in_time, late_ones, open_ones
from prst.outputs import Output, fiche_action
from prst.outputs.addresses import record_address, root_from
from prst.outputs.french import long_date
from prst.outputs.pages import indicateurs, parcours, reseau
from prst.outputs.pages.common import Pages
from prst.outputs.pages.jalons import Jalons, became, jalons_of
from prst.outputs.pages.papiers import Papiers, latest
from prst.outputs.pages.recoupements import Recoupes
from prst.outputs.site_files import redirection
from prst.records.model import FRAME, Action, Groupe

ACTIONS = 6
"""Actions of one state that are read at once, where there are more; the others are folded."""
AWAITED = 3
"""Milestones that a new pilot is told of."""
PAPERS = {"lettre-de-mission": "lettre de mission", "passation": "fiche de passation"}
"""Papers that a new pilot is given, and what a link to each says."""
SHEET = "fiche-action/"
"""Address of the sheet alone, below that of its group."""
BELOW = (SHEET, "pitch/")
"""Pages below that of a group, whose addresses live as long."""


class Groupes:
    """What is worked out once for the pages of all groups."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._last: tuple[Groupe, Jalons | None] | None = None
        self._catalogue = pages.catalogue
        self._recoupes = Recoupes(pages)
        self._papiers = Papiers(pages)

    def shown(self, groupe: Groupe) -> dict[str, Any]:
        """Return what groupe.html and its parts show of a group, by the names that they have there."""
        neighbours, others = self._recoupes.of(groupe)
        return {
            "indicateurs": indicateurs.of(groupe),
            "voisins": neighbours,
            "autres_voisins": others,
            "pages_ecrites": self._pages.written,
            "champ_du_formulaire": self._pages.field_at,
            "a_faire": self._to_do.get(groupe.id, ()),
            "feuille": self._sheet(groupe),
            "jalons": self._jalons(groupe),
            "contribuent": self._pages.derived.annuaire.contribuent(groupe),
            "nouveau": self._newcomer(groupe),
            "solliciter": reseau.form_at(self._pages),
        }

    def sheets(self, groupe: Groupe) -> Iterator[Output]:
        """Yield the page of the sheet alone, and where its former addresses lead."""
        if sheet := self.sheet(groupe):
            yield sheet
        page = record_address("groupes", groupe.id)
        for former in groupe.anciens_ids:
            yield redirection(record_address("groupes", former) + SHEET, page + SHEET * bool(sheet), groupe.intitule)

    def sheet(self, groupe: Groupe) -> Output | None:
        """Return the page of the action sheet alone, which prints; None where it says nothing."""
        feuille = self._sheet(groupe)
        if feuille is None:
            return None
        page = record_address("groupes", groupe.id)
        address = page + SHEET
        number = groupe.fiche_action.numero if groupe.fiche_action else None
        title = f"Fiche-action{f' {number}' if number else ''}\u00a0: {groupe.nom}"
        body = self._pages.fill(
            "fiche_action.html",
            racine=root_from(address),
            fiche=groupe,
            page=page,
            contribuent=self._pages.derived.annuaire.contribuent(groupe),
            cibles=self._pages.of("cibles", groupe.cibles),
            feuille={
                **feuille,
                "actions": fiche_action.action_rows(groupe, self._catalogue),
                "jalons": [(one.intitule, long_date(one.date), became(one)) for one in in_time(groupe)],
                "indicateurs": fiche_action.indicator_rows(groupe),
            },
        )
        description = "Le cadre de l’action, ce que fait le groupe et ce qui a changé, sur une feuille à imprimer."
        return self._pages.plain_page("groupes", address, title, description, body, indexed=False)

    def _sheet(self, groupe: Groupe) -> dict[str, Any] | None:
        """Return what pages show of the action sheet besides its texts; None where it says nothing."""
        sheet = groupe.fiche_action
        if sheet is None or not sheet.dit_quelque_chose:
            return None
        by_state = groupby(fiche_action.actions(groupe), key=lambda action: action.etat)
        return {
            "cadre": any(getattr(sheet, name) for name in FRAME),
            "etats": [_of_state(state, list(found)) for state, found in by_state],
            "revisions": sorted(sheet.revisions, key=lambda one: one.le, reverse=True),
            "seule": record_address("groupes", groupe.id) + SHEET,
            "word": self._papiers.of(groupe).get("fiche-action", ""),
        }

    def _newcomer(self, groupe: Groupe) -> dict[str, Any] | None:
        """Return what a new pilot is told on the page of a group; None where the region tells no path."""
        if self._path is None:
            return None
        papers = self._papiers.of(groupe)
        return {
            **self._path,
            "papiers": [(label, papers[name]) for name, label in PAPERS.items() if name in papers],
            "jalons": open_ones(groupe, self._pages.derived.reference)[:AWAITED],
            "passes": late_ones(groupe, self._pages.derived.reference)[:AWAITED],
            "livrables": latest(self._catalogue.referring("livrables", "groupes", groupe.id)),
        }

    @cached_property
    def _path(self) -> dict[str, Markup] | None:
        """The path as pages of groups show it, in two parts; None where the region tells none."""
        path = parcours.read(self._pages.parcours)
        if not path.etapes:
            return None
        racine = root_from(record_address("groupes", "x"))
        return {
            part: self._pages.fill("_parcours.html", racine=racine, parcours=path, partie=part).rstrip()
            for part in ("parcours", "evaluation")
        }

    def files(self, groupe: Groupe) -> Iterator[Output]:
        """Yield the files of the tables of its page."""
        jalons = self._jalons(groupe)
        if jalons and jalons.frise:
            yield jalons.frise.fichier
        yield from indicateurs.files(groupe)

    def _jalons(self, groupe: Groupe) -> Jalons | None:
        """Return the milestones of a group, and keep them until the next: its page and its files follow each other."""
        if self._last is None or self._last[0] is not groupe:
            self._last = groupe, jalons_of(self._pages.catalogue, groupe, self._pages.derived.reference)
        return self._last[1]

    @cached_property
    def _to_do(self) -> Mapping[str, Sequence[Gap]]:
        return by_group(self._pages.gaps)


def _of_state(state: str, actions: Sequence[Action]) -> dict[str, Any]:
    """Return the actions of one state under its name: those that are shown, and those that are folded."""
    name, over = fiche_action.STATES[state]
    shown = 0 if over else len(actions) if len(actions) <= ACTIONS + 1 else ACTIONS
    return {"nom": name, "nombre": len(actions), "finies": over, "montrees": actions[:shown], "suite": actions[shown:]}
