"""Coverage: whom relays reach of each target, where, and what to do where too few do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup

from prst.analysis.couverture import Cellule, Couverte, Couverture, Etendue, Touche
from prst.outputs import Output, french
from prst.outputs.addresses import record_address, root_from
from prst.outputs.charts import Tableau, table_file
from prst.outputs.facettes import code_of, official
from prst.outputs.pages.common import Pages
from prst.outputs.pages.tableau_de_bord import Regle, reached
from prst.records.model import REGION, Cible, Relais

BASE = "couverture/"
"""Address of the page; its file is `couverture.md`."""
SHOWN = 5
"""Relays that the page names for each target, the farthest reaching first; its file names all."""
LISTED = 30
"""Lines of a list of what is to be done."""
NAMED = 3
"""Relays that are named for a resource."""
NOT_COUNTED = "non chiffré"
COUNTED = " par les relais chiffrés"
PEOPLE = ("personne ou entreprise", "personnes ou entreprises")
LEVERS = (
    ("prescripteurs", "ceux qu’elle écoute"),
    ("donneurs_ordre", "ses donneurs d’ordre"),
    ("financeurs", "ses financeurs"),
    ("ambassadrices", "des entreprises ambassadrices"),
)
"""What a target's record says of those on whom one can lean besides relays."""
OF_TARGETS = (
    "Cible", "Effectif", "Relais", "Relais chiffrés", "Touchés, au moins", "Touchés, au plus",
    "Estimation (recoupement au hasard)", "Part au moins (%)", "Part au plus (%)", "Remarque",
    "Diffusions", "Touchés par les diffusions", "Adresse",
)  # fmt: skip
"""Columns of the file of targets."""
REGLES = (
    Regle(
        "regle-portee",
        "Portée",
        "Ce qu’un relais touche réellement d’une cible dans la région, d’après sa fiche\u00a0: jamais son nombre "
        "d’adhérents. Sans chiffre, il est «\u00a0non chiffré\u00a0»\u00a0: ce n’est pas un zéro.",
    ),
    Regle(
        "regle-au-moins",
        "Au moins",
        "La plus grande somme de relais qui ne peuvent pas toucher les mêmes\u00a0: ceux de départements ou de "
        "secteurs différents. Un relais inclus dans un autre, ou qui en recoupe un, ne s’y ajoute pas. La vérité est "
        "égale ou plus grande.",
    ),
    Regle(
        "regle-au-plus",
        "Au plus",
        "La somme de toutes les portées, sans dépasser l’effectif de la cible. Un relais inclus dans un autre n’y "
        "ajoute rien. Ce que touchent des relais non chiffrés n’y est pas\u00a0: le plus n’est alors pas connu.",
    ),
    Regle(
        "regle-estimation",
        "Estimation",
        "Entre les deux, ce que l’on compterait si les publics se recoupaient au hasard. C’est une hypothèse, non une "
        "mesure.",
    ),
    Regle(
        "regle-lieux",
        "Par lieu",
        "Les relais qui agissent dans le département, ceux de toute la région compris. Le nombre touché ne compte que "
        "ceux qui n’agissent que là\u00a0: on ignore comment les autres se répartissent.",
    ),
    Regle(
        "regle-relais",
        "Quels relais",
        "Ceux de la région et de toute la France. Un relais qui touche une cible plus large touche aussi celle-ci, "
        "sans que l’on sache combien\u00a0; celui qui n’en touche qu’une partie se dit à part. Ceux d’autres régions "
        "et les exemples ne comptent pas.",
    ),
    Regle(
        "regle-transmis",
        "Déjà transmis",
        "Ce que dit le journal des diffusions pour cette cible. Qui est touché par deux diffusions compte deux "
        "fois\u00a0: la somme peut dépasser l’effectif. L’écart avec la portée est ce qui reste à faire.",
    ),
)


class Lieu(NamedTuple):
    """A column of the table of places."""

    code: str
    nom: str
    numero: str
    """« (73) » for a department; '' for another place."""


@dataclass(frozen=True)
class Case:
    """A cell: its figure, its word, and how it is coloured, from 0 for nothing."""

    chiffre: str
    mot: str
    niveau: int


class Tables:
    """What the page and its files say of one catalogue."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._terms = pages.catalogue.territoires

    @property
    def couverture(self) -> Couverture:
        """How far relays reach each target."""
        return self._pages.derived.couverture

    def following(self) -> Markup:
        """Return what follows the introduction of `couverture.md`."""
        found = self.couverture
        return self._pages.fill(
            "couverture.html",
            racine=root_from(BASE),
            base=BASE,
            phare=headline(found),
            couvertes=found.cibles,
            colonnes=columns(found.cibles),
            muettes=[title for title, _cell in COLUMNS if title not in dict(columns(found.cibles))],
            ouverte=is_open,
            portee=reach_of,
            lieux_de=self.places_of,
            montres=SHOWN,
            nommes=NAMED,
            lieux=self.lieux,
            cases=self.cells,
            listes=self.lists(),
            limite=LISTED,
            agir=self.help_for,
            passeurs=self.relays_for,
            a_proposer=lambda relais: len(self._pages.derived.selection.of_relay(relais)),
            sans_fiche=NOT_COUNTED,
            regles=REGLES,
        )

    # Places

    @cached_property
    def lieux(self) -> list[Lieu]:
        """The departments of the region; none where site.yml names none."""
        return [
            Lieu(one, self._terms[one].label, code_of("territoires", one))
            for one in self.couverture.lieux
            if one != REGION
        ]

    def cells(self, couverte: Couverte) -> list[Case]:
        """Return the row of a target in the table of places."""
        found = self.couverture.in_places(couverte)
        return [cell(found[lieu.code]) for lieu in self.lieux]

    def places_of(self, relais: Relais) -> str:
        """Return where a relay acts, in words."""
        names = [self._terms[one].label for one in relais.territoires]
        if not names:
            return "Toute la France"
        return ", ".join(names) if len(names) <= NAMED else french.plural(len(names), "département", "départements")

    # What is to be done

    def lists(self) -> list[dict[str, Any]]:
        """Return the four lists, each with the id of its heading."""
        found = self.couverture
        return [
            {"id": "sans-relais", "titre": "Cibles sans relais", "fiches": found.sans_relais},
            {"id": "un-seul-relais", "titre": "Cibles avec un seul relais", "fiches": found.un_seul_relais},
            {"id": "sans-passeur", "titre": "Ressources sans relais", "fiches": found.sans_passeur},
            {"id": "jamais-sollicites", "titre": "Relais jamais sollicités", "fiches": found.jamais_sollicites},
        ]

    def help_for(self, cible: Cible) -> dict[str, Any]:
        """Return on whom one can lean to reach a target, and the groups that work for it."""
        groups = self._pages.derived.holds.of("groupes", "cibles", cible.id)
        return {
            "appuis": [(title, getattr(cible, name)) for name, title in LEVERS if getattr(cible, name)],
            "groupes": [one for one in groups if not one.exemple][:1],
            "modifier": self._pages.help(cible, root_from(BASE))["modifier"],
        }

    def relays_for(self, fiche: Any) -> list[Relais]:
        """Return the first relays that could pass a resource on."""
        return self.couverture.for_resource(fiche)[:NAMED]

    # Files

    def outputs(self) -> Iterator[Output]:
        """Yield the files behind the tables and lists."""
        yield table_file(f"{BASE}cibles.csv", self._targets())
        yield table_file(f"{BASE}relais.csv", self._pairs())
        yield table_file(f"{BASE}lieux.csv", self._places())
        yield table_file(f"{BASE}a-faire.csv", self._to_do())

    def _targets(self) -> Tableau:
        return Tableau(OF_TARGETS, tuple(map(self._target, self.couverture.cibles)))

    def _target(self, one: Couverte) -> tuple[str | int | None, ...]:
        found = one.etendue if one.etendue and not one.etendue.contredite else None
        part = (found.part if found else None) or (None, None)
        return (
            one.cible.nom,
            one.cible.effectif,
            len(one.touches),
            one.chiffres,
            found.au_moins if found else None,
            found.au_plus if found else None,
            found.estimation if found else None,
            *part,
            _remark(one),
            one.actes.actes,
            one.actes.touches if one.actes.chiffres else None,
            self._pages.site.base + record_address("cibles", one.cible.id),
        )

    def _pairs(self) -> Tableau:
        head = (
            "Cible",
            "Relais",
            "Type",
            "Lieux",
            "Portée",
            "Source",
            "Année",
            "Par la cible plus large",
            "Diffusions",
        )
        return Tableau(
            head,
            tuple(
                (
                    couverte.cible.nom,
                    one.relais.nom,
                    one.relais.type,
                    self.places_of(one.relais),
                    one.portee,
                    None if one.par else one.figure.source,
                    None if one.par else one.figure.annee,
                    one.par.nom if one.par else None,
                    one.actes,
                )
                for couverte in self.couverture.cibles
                for one in couverte.touches
            ),
        )

    def _places(self) -> Tableau:
        return Tableau(
            ("Cible", "Code", "Lieu", "Relais", "Dont pas de toute la région", "Touchés par eux seuls, au moins"),
            tuple(
                (couverte.cible.nom, official(lieu.code) or lieu.code, lieu.nom, *cells[lieu.code])
                for couverte in self.couverture.cibles
                for cells in [self.couverture.in_places(couverte)]
                for lieu in self.lieux
            ),
        )

    def _to_do(self) -> Tableau:
        rows = []
        for one in self.lists():
            for fiche in one["fiches"]:
                record = fiche.cible if isinstance(fiche, Couverte) else fiche
                rows.append(
                    (one["titre"], record.intitule, self._pages.site.base + record_address(record.kind, record.id))
                )
        return Tableau(("À faire", "Fiche", "Adresse"), tuple(rows))


# Words


def headline(couverture: Couverture) -> tuple[str, str]:
    """Return what the page says first, and what that is of: no more than figures allow."""
    total, known = len(couverture.cibles), couverture.chiffrees
    if not known:
        counted = sum(one.cible.effectif is not None for one in couverture.cibles)
        figures = sum(one.chiffres > 0 for one in couverture.cibles)
        both = (
            f"{_having(counted, 'un effectif', 'd’effectif')} et "
            f"{_having(figures, 'un relais chiffré', 'de relais chiffré')}"
            if counted or figures
            else "aucune n’a encore ni effectif ni relais chiffré"
        )
        return (
            "Aucune part n’est encore connue",
            f"Sur {french.plural(total, 'cible', 'cibles')}, {both}. Il faut les deux.",
        )
    lowest = min(known, key=lambda one: (one.etendue.part if one.etendue else None) or (0, 0))
    said = _least(lowest.etendue) if lowest.etendue else ""
    others = _others([one for one in couverture.cibles if one not in known])
    if len(known) == 1:
        return said, f"de la cible {french.cited(lowest.cible.nom)}, seule chiffrée.{others}"
    return said, (
        f"de chacune des {french.number(len(known))} cibles chiffrées\u00a0; la moins touchée est "
        f"{french.cited(lowest.cible.nom)}.{others}"
    )


def _others(some: Sequence[Couverte]) -> str:
    """Return why the first line does not count some targets: one that nobody reaches lacks no figure."""
    empty = [one for one in some if one.deserte]
    without = [one for one in some if one.sans_personne and one not in empty]
    counts = (
        (len(without), "n’a aucun relais", "n’ont aucun relais"),
        (
            len(some) - len(without) - len(empty),
            "n’est pas comptée, faute de chiffres",
            "ne sont pas comptées, faute de chiffres",
        ),
        (len(empty), "n’a personne à toucher", "n’ont personne à toucher"),
    )
    told = [(count, one if count == 1 else more) for count, one, more in counts if count]
    if len(told) < 2:
        return "".join(f" {french.plural(count, 'autre', 'autres')} {words}." for count, words in told)
    each = "\u00a0; ".join(f"{'une' if count == 1 else french.number(count)} {words}" for count, words in told)
    return f" Des {french.number(len(some))} autres, {each}."


def _having(count: int, what: str, none: str) -> str:
    """Return how many of some targets have something, in words."""
    if not count:
        return f"aucune n’a encore {none}"
    return f"une seule a {what}" if count == 1 else f"{french.number(count)} ont {what}"


def _least(etendue: Etendue) -> str:
    part = etendue.part
    if part and part[0]:
        return f"Au moins {part[0]}\u00a0%"
    return f"Au moins {french.number(etendue.au_moins)} sur {french.number(etendue.effectif or 0)}"


def _remark(couverte: Couverte) -> str | None:
    """Return what the figures of a target do not say by themselves."""
    if couverte.etendue and couverte.etendue.contredite:
        return "chiffres contradictoires"
    if couverte.etendue and is_open(couverte):
        return "relais chiffrés seulement"
    return "une partie seulement" if couverte.parties and not couverte.touches else None


def extent(couverte: Couverte) -> Case:
    """Return how many of a target are reached."""
    found = couverte.etendue
    if couverte.sans_personne:
        return Case("0", "aucun relais", 0)
    if not couverte.touches:
        return Case("?", "une partie seulement", 1)
    if found is None:
        return Case("?", NOT_COUNTED, 1)
    if found.contredite:
        return Case("?", "chiffres contradictoires", 1)
    least, most = french.number(found.au_moins), french.number(found.au_plus)
    by = COUNTED if is_open(couverte) else ""
    if found.au_moins < found.au_plus:
        return Case(f"Au moins {least}", f"au plus {most}{by}", 3)
    return Case(f"Au moins {least}", by.strip(), 3) if by else Case(least, PEOPLE[found.au_moins > 1], 3)


def is_open(couverte: Couverte) -> bool:
    """Whether more may be reached than the most that figures come to: some relays gave none."""
    found = couverte.etendue
    return found is not None and couverte.silencieuse and not (found.effectif and found.au_plus >= found.effectif)


def share(couverte: Couverte) -> Case:
    """Return the part of a target that is reached, and what it is a part of."""
    found, effectif = couverte.etendue, couverte.cible.effectif
    if effectif is None:
        return Case("?", "effectif inconnu", 1)
    of_all = f"de {french.number(effectif)}"
    if not effectif:
        return Case("0", "personne à toucher", 1)
    if couverte.sans_personne:
        return Case("0\u00a0%", of_all, 0)
    if not found or not found.part:
        return Case("?", of_all, 1)
    least, most = found.part
    if is_open(couverte):
        at_least = f"{least}\u00a0%" if least or not found.au_moins else french.number(found.au_moins)
        return Case(f"Au moins {at_least}", of_all, 2 + (least >= 50))
    low = "Moins de 1\u00a0%" if not least and found.au_moins else f"{least}\u00a0%"
    exact = found.au_moins == found.au_plus
    words = (
        low if exact or least == most or (not least and most == 1) else f"De {low[0].lower()}{low[1:]} à {most}\u00a0%"
    )
    return Case(words, of_all, 2 + (least >= 50))


def relays_of(couverte: Couverte) -> Case:
    """Return how many relays reach a target."""
    count = len(couverte.touches)
    if couverte.sans_personne:
        return Case("0", "aucun relais", 0)
    if not count:
        return Case("0", f"aucun, mais {french.plural(len(couverte.parties), 'relais', 'relais')} d’une partie", 1)
    counted = "un seul relais" if count == 1 else "relais"
    told = couverte.chiffres
    if told in (0, count):
        figures = _agreeing(NOT_COUNTED if not told else "chiffré" if count == 1 else "tous chiffré", count)
    else:
        figures = f"dont {french.plural(told, 'chiffré', 'chiffrés')}"
    rest = len(couverte.parties)
    parts = f"\u00a0; {french.plural(rest, 'autre', 'autres')} d’une partie" if rest else ""
    return Case(french.number(count), f"{counted}, {figures}{parts}", 1 if count == 1 else 2)


def passed_on(couverte: Couverte) -> Case:
    """Return what was really passed on to a target."""
    acts = couverte.actes
    if not acts.actes:
        return Case("0", "aucune diffusion notée", 0)
    words = "diffusion" if acts.actes == 1 else "diffusions"
    people = f"{reached(acts)}{f' {PEOPLE[acts.touches > 1]}' if acts.chiffres else ''}"
    people += ", doublons compris" if acts.doublons else ""
    return Case(french.number(acts.actes), f"{words}, {people}", 2)


COLUMNS: Sequence[tuple[str, Callable[[Couverte], Case]]] = (
    ("Relais", relays_of),
    ("Touchés", extent),
    ("Part", share),
    ("Déjà transmis", passed_on),
)
"""The columns of the table of targets."""
_SAYS: Mapping[str, Callable[[Couverte], bool]] = {
    "Touchés": lambda one: one.etendue is not None,
    "Part": lambda one: one.cible.effectif is not None,
    "Déjà transmis": lambda one: one.actes.actes > 0,
}
"""Whether a target has a figure in a column that may have none at all."""


def columns(couvertes: Sequence[Couverte]) -> list[tuple[str, Callable[[Couverte], Case]]]:
    """Return the columns that have a figure for some target: on a phone the others hide those that have."""
    return [one for one in COLUMNS if one[0] not in _SAYS or any(map(_SAYS[one[0]], couvertes))]


def reach_of(touche: Touche) -> Case:
    """Return how many of a target a relay reaches."""
    if touche.par:
        return Case("?", f"par «\u00a0{touche.par.nom}\u00a0», {NOT_COUNTED}", 1)
    if touche.portee is None:
        return Case("?", NOT_COUNTED, 1)
    return Case(french.number(touche.portee), PEOPLE[touche.portee > 1], 3 if touche.portee else 0)


def cell(found: Cellule) -> Case:
    """Return who reaches a target in a place."""
    count = french.number(found.relais)
    if not found.relais:
        return Case("0", "aucun relais", 0)
    words = "relais"
    if not found.proches:
        return Case(count, f"{words}, région seulement", 1)
    if found.au_moins is None:
        return Case(count, f"{words}, {_agreeing(NOT_COUNTED, found.relais)}", 2)
    return Case(count, f"{words}, au moins {french.number(found.au_moins)}", 3)


def _agreeing(words: str, count: int) -> str:
    """Return « non chiffré » or « non chiffrés », as for so many relays."""
    return words if count < 2 else f"{words}s"
