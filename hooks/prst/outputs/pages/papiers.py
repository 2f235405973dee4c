"""The papers of a group: its action sheet, its handover sheet and a letter of mission, filled in by its record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from prst.analysis.annuaire import Membre
from prst.analysis.jalons import in_time, late_ones, open_ones, unsettled, works
from prst.outputs import Output, fiche_action, modeles, prerempli
from prst.outputs.addresses import record_address
from prst.outputs.french import long_date
from prst.outputs.pages.common import Pages
from prst.outputs.pages.jalons import became
from prst.outputs.prerempli import Faits
from prst.records.model import Groupe, Jalon, Livrable, Pilote

TEMPLATES = {
    "fiche-action": "boite-a-outils/modeles/fiche-action.md",
    "passation": "boite-a-outils/modeles/passation.md",
    "lettre-de-mission": "boite-a-outils/modeles/lettre-de-mission.md",
}
"""Written page of the template of each paper."""
LAST = 5
"""Deliverables that a handover sheet names, the last first."""
TASKS = 3
"""Actions that go on that a handover sheet names for each structure."""
COLON = "\u00a0: "
NEIGHBOURS = 10
"""Groups that an action sheet names, what weighs most first."""
NOBODY = "(nom)"
"""Room for a name, which whoever fills the paper in writes."""


@dataclass(frozen=True)
class Paper:
    """A Word document to be made of a template and of what a record says."""

    path: str
    titre: str
    modele: str
    """The Markdown of its template."""
    faits: Faits

    @cached_property
    def key(self) -> str:
        """What its bytes depend on: filling the template in takes longer than to look whether that was done."""
        return modeles.key_of(self.titre, prerempli.key_of(self.modele, self.faits))

    def make(self) -> Output:
        """Return it (ECMA-376)."""
        return modeles.document(self.path.removesuffix(".docx"), self.titre, prerempli.filled(self.modele, self.faits))


def latest(livrables: Iterable[Livrable]) -> list[Livrable]:
    """Return the last deliverables of some, from the most recent on; those without any date come after the others."""
    return sorted(livrables, key=lambda one: one.date.last_day if one.date else date.min, reverse=True)[:LAST]


class Papiers:
    """The papers of the groups of one catalogue."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._catalogue = pages.catalogue

    def of(self, groupe: Groupe) -> Mapping[str, str]:
        """Return the address of each paper of a group by its name; none of what its record would fill in nothing."""
        sheet = groupe.fiche_action is not None and groupe.fiche_action.dit_quelque_chose
        speaks = sheet or groupe.pilotes or self._contributing(groupe) or groupe.jalons or self._livrables(groupe)
        given = [("fiche-action", sheet), ("passation", speaks), ("lettre-de-mission", speaks)]
        base = record_address("groupes", groupe.id)
        return {name: f"{base}{name}.docx" for name, says in given if says and TEMPLATES[name] in self._pages.modeles}

    def outputs(self) -> Iterator[Paper]:
        """Yield the papers of all groups."""
        says = {"fiche-action": self._sheet, "passation": self._handover, "lettre-de-mission": self._letter}
        known = {name: self._pages.modeles[page] for name, page in TEMPLATES.items() if page in self._pages.modeles}
        titles = {name: title.rpartition(COLON)[2].capitalize() for name, (_address, title, _markdown) in known.items()}
        templates = {name: modeles.parted(markdown)[0] for name, (_address, _title, markdown) in known.items()}
        for groupe in self._catalogue.groupes.values():
            for name, path in self.of(groupe).items():
                yield Paper(path, f"{titles[name]}{COLON}{groupe.nom}", templates[name], says[name](groupe))

    def _livrables(self, groupe: Groupe) -> list[Livrable]:
        return list(self._catalogue.referring("livrables", "groupes", groupe.id))

    def _targets(self, groupe: Groupe) -> str:
        return fiche_action.listed([cible.nom for cible in self._pages.of("cibles", groupe.cibles)])

    def _sheet(self, groupe: Groupe) -> Faits:
        sheet = groupe.fiche_action
        if sheet is None:
            return Faits()
        changed = groupe.modifie_le or groupe.ajoute_le
        validated = long_date(sheet.cadre_valide_le) if sheet.cadre_valide_le else ""
        if sheet.cadre_revu_le:
            validated += f", à revalider\u00a0: révision du {long_date(sheet.cadre_revu_le)}"
        return Faits(
            cases={
                "Groupe": groupe.nom,
                "Numéro et plan": ", ".join(filter(None, (sheet.numero, groupe.plan))),
                "Mise à jour le": long_date(changed) if changed else "",
                "Objectif": sheet.objectif or "",
                "Cibles visées": self._targets(groupe),
                "Résultats attendus": fiche_action.listed(sheet.resultats_attendus),
                "Périmètre": sheet.perimetre or "",
                "Validé le": validated,
                "Validé par": sheet.valide_par or "",
            },
            textes={"Moyens": sheet.moyens or "", "Écarts": sheet.ecarts or ""},
            grilles={
                "Groupes voisins": [
                    {"Groupe": one.autre.nom, "En commun": ", ".join(motif.dit for motif in one.motifs)}
                    for one in self._pages.derived.recoupements.of(groupe.id, NEIGHBOURS)
                ],
                "Pilotes et contributeurs": self._members(groupe),
                "Actions": [
                    {"Action": what, "Par": who, "État": state}
                    for what, who, state in fiche_action.action_rows(groupe, self._catalogue)
                ],
                "Jalons": [
                    {
                        "Jalon": jalon.intitule,
                        "Prévu": long_date(jalon.date),
                        "Où en est-il": became(jalon),
                        "Ce qui en sort": self._produced(jalon),
                    }
                    for jalon in in_time(groupe)
                ],
                "Indicateurs": [
                    {
                        "Indicateur": one.nom,
                        "Suivi ou résultat": one.choix("genre").nom if one.genre else "",
                        "Valeur attendue": fiche_action.measured(one.attendu, one.unite),
                        "Dernier relevé": fiche_action.last_reading(groupe, one),
                    }
                    for one in groupe.indicateurs
                ],
                "Révisions": [
                    {"Le": long_date(one.le), "Ce qui a changé": one.objet, "Cadre": "oui" if one.cadre else "non"}
                    for one in sheet.revisions
                ],
            },
        )

    def _members(self, groupe: Groupe) -> list[Mapping[str, str]]:
        """Return who works in a group: its pilots, and the others."""
        pilots = [
            {
                "Structure": self._catalogue.nom_de(pilote.structure),
                "Rôle": pilote.role or "pilote",
                "Suppléant": (pilote.contact.suppleant if pilote.contact else None) or "",
            }
            for pilote in groupe.pilotes
        ]
        return [*pilots, *({"Structure": one.nommee, "Rôle": one.role} for one in self._contributing(groupe))]

    def _contributing(self, groupe: Groupe) -> tuple[Membre, ...]:
        """Return who works in a group besides its pilots, as its page names them."""
        return self._pages.derived.annuaire.contribuent(groupe)

    def _produced(self, jalon: Jalon) -> str:
        fiche = self._catalogue.livrables.get(jalon.livrable or "")
        return fiche.titre if fiche else jalon.produit or ""

    def _handover(self, groupe: Groupe) -> Faits:
        sheet = groupe.fiche_action
        number = sheet.numero if sheet else None
        livrables = self._livrables(groupe)
        relays = {one: None for livrable in livrables for one in livrable.relais}
        return Faits(
            cases={
                "Nom du groupe et numéro de fiche-action": ", ".join(filter(None, (groupe.nom, number))),
                "Objectif": (sheet.objectif if sheet else None) or "",
                "Cible principale": self._targets(groupe),
                "État": groupe.choix("etat").nom if groupe.etat else "",
                "Adresse de la page du groupe dans le catalogue": (
                    self._pages.site.base + record_address("groupes", groupe.id)
                ),
            },
            grilles={
                "Où en sommes-nous": [
                    *(
                        {
                            "Jalon ou livrable": jalon.intitule,
                            "État": state,
                            "Date": long_date(jalon.attendu_le),
                        }
                        for jalon, state in self._awaited(groupe)
                    ),
                    *(
                        {
                            "Jalon ou livrable": one.titre,
                            "État": str(one.choix("statut").nom).lower(),
                            "Date": long_date(one.date) if one.date else "",
                        }
                        for one in latest(livrables)
                    ),
                ],
                "Qui fait quoi": self._tasks(groupe),
                "Relais et partenaires": [{"Relais": one.nom} for one in self._pages.of("relais", list(relays))],
                "Dates à ne pas manquer": [
                    {"Date": long_date(jalon.attendu_le), "Quoi": jalon.intitule}
                    for jalon in open_ones(groupe, self._pages.derived.reference)
                ],
            },
        )

    def _awaited(self, groupe: Groupe) -> Iterator[tuple[Jalon, str]]:
        """Yield the milestones that are still to be reached with their state; those that are late come last.

        Of a group that has ended it is still to be said what became of them.
        """
        day = self._pages.derived.reference
        if not works(groupe):
            yield from ((jalon, became(jalon) or "à dire") for jalon in unsettled(groupe))
        for jalon in open_ones(groupe, day):
            yield jalon, became(jalon) or "à venir"
        for jalon in late_ones(groupe, day):
            moved = became(jalon).rstrip(".")
            yield jalon, f"{moved}. Date passée" if moved else "date passée"

    def _tasks(self, groupe: Groupe) -> list[Mapping[str, str]]:
        """Return who works in a group, where the function can be written to, and on what."""
        busy: dict[str, list[str]] = defaultdict(list)
        for action in fiche_action.actions(groupe):
            if action.etat == "en_cours" and action.par:
                busy[self._catalogue.nom_de(action.par)].append(action.intitule)
        name = self._catalogue.nom_de
        ways = {name(pilote.structure): self._way_to(pilote) for pilote in groupe.pilotes}
        others = [one.nommee for one in self._contributing(groupe)]
        return [
            {
                "Nom et structure": f"{NOBODY}, {one}",
                "Contact": ways.get(one, ""),
                "Tâche en cours": fiche_action.listed(busy[one][:TASKS]) + "\u2026" * (len(busy[one]) > TASKS),
            }
            for one in dict.fromkeys([*ways, *others, *busy])
        ]

    def _way_to(self, pilote: Pilote) -> str:
        chaine = self._pages.contacts.of_pilot(pilote, persons=False)
        qui = chaine.qui[0] if chaine.directe and chaine.qui else None
        return (qui.courriel or qui.telephone or qui.formulaire or "") if qui else ""

    def _letter(self, groupe: Groupe) -> Faits:
        sheet = groupe.fiche_action
        return Faits(
            mots={
                "nom du groupe": groupe.nom,
                "numéro": (sheet.numero if sheet else None) or "",
                "objectif de la fiche-action": ((sheet.objectif if sheet else None) or "").rstrip(".").strip(),
            }
        )
