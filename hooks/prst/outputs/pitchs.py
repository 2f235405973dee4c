"""The pitch of a group on paper and on a screen: an A4 page, a slide, and one booklet of all, drawn by pitch.typ."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from prst.analysis.diffusion import Compte
from prst.analysis.holds import ELSEWHERE
from prst.analysis.jalons import gap
from prst.analysis.pitchs import Mesure, Pitch, Transmis
from prst.outputs import Output, french, images
from prst.outputs.addresses import record_address
from prst.outputs.affiches import Keeper
from prst.outputs.imprimerie import Drawing, all_breakable, breakable, drawing
from prst.outputs.textes import plain
from prst.records.catalogue import Catalogue
from prst.records.dates import PartialDate

BASE = "groupes/pitchs/"
"""Address of the page of all."""
FEUILLE, DIAPO, LIVRET = "pitch.pdf", "pitch.png", "livret.pdf"
"""Names of the page to print and of the slide, under the address of a pitch; of the booklet, under BASE."""
SLIDE = (1920, 1080)
"""Pixels of the slide: 16:9, as projectors and meetings at a distance show it."""
NAMED, LISTED, MEASURED = 5, 3, 3
"""Targets that a page names, things produced and indicators that it lists; others are counted, never one alone."""
TEMPLATE = "pitch"


class Fichier(NamedTuple):
    """A file that can be downloaded."""

    nom: str
    octets: int


@dataclass(frozen=True, slots=True)
class Partie:
    """A part of the page: a heading, then a figure or a date, a sentence and lines, as far as there are some."""

    titre: str
    grand: str = ""
    texte: str = ""
    lignes: tuple[str, ...] = ()
    liens: tuple[str, ...] = ()
    """Where each line leads, relative to the root; '' where it leads nowhere."""
    fort: bool = False
    """Whether it is what those who read are asked."""
    jusqua: str = ""
    """The day from whose end on a page says that its date is over, as ISO 8601; '' where nothing has one."""


def address_of(identity: str) -> str:
    """Return the address of the pitch of a group."""
    return f"{record_address('groupes', identity)}pitch/"


class Feuilles:
    """What is drawn of the pitches of one catalogue."""

    def __init__(self, catalogue: Catalogue, keeper: Keeper) -> None:
        """Take what draws and keeps."""
        self._catalogue = catalogue
        self._keeper = keeper
        self.mark = ""
        """The region's mark as SVG; '' where there is none."""
        self._wanted: dict[str, tuple[str, list[Drawing]]] = {}
        """What is drawn of each pitch, and the mark with which: all is asked for before pages are made."""
        self._last: tuple[str, list[Output]] = ("", [])
        """What was asked for last, and the id of its group: a page, which tells weights, comes beside its files."""

    def wanted(self, pitch: Pitch) -> list[Drawing]:
        """Return what is drawn of a pitch, the page first; nothing where it has nothing to say."""
        mark, known = self._wanted.get(pitch.groupe.id, ("", None))
        if known is None or mark != self.mark:
            known = drawings(pitch, self._catalogue, self.mark) if pitch.dit else []
            self._wanted[pitch.groupe.id] = self.mark, known
        return known

    def files(self, pitch: Pitch) -> list[Output]:
        """Return what is drawn of a pitch."""
        if self._last[0] != pitch.groupe.id:
            self._last = pitch.groupe.id, list(self._keeper.outputs(self.wanted(pitch)))
        return self._last[1]

    def of(self, pitch: Pitch) -> list[Fichier]:
        """Return the name and the weight of each file of a pitch."""
        return [_named(one) for one in self.files(pitch)]

    def livret(self, pitchs: Sequence[tuple[Pitch, bool]]) -> Drawing | None:
        """Return the booklet of all, each with whether it concerns this region; None where nobody has anything to say.

        Made-up groups are not in it: it is read by those who govern the plan.
        """
        real = [(one, here) for one, here in pitchs if one.dit and not one.groupe.exemple]
        return livret(real, self._catalogue, self.mark) if real else None

    def made(self, wanted: Iterable[Drawing]) -> Iterator[Output]:
        """Yield drawings."""
        return self._keeper.outputs([*wanted])


def _named(output: Output) -> Fichier:
    return Fichier(output.path.rpartition("/")[2], len(output.content))


def drawings(pitch: Pitch, catalogue: Catalogue, mark: str) -> list[Drawing]:
    """Return the A4 page and the slide of a pitch; `mark` is the region's as SVG, or ''."""
    place, groupe = address_of(pitch.groupe.id), pitch.groupe
    given: dict[str, Any] = {
        **_common(catalogue, mark, [pitch]),
        "titre": f"{groupe.nom}\u00a0: le pitch",
        "planches": [planche(pitch, catalogue)],
    }
    return [
        drawing(place + FEUILLE, TEMPLATE, {**given, "sorte": "feuille"}),
        drawing(place + DIAPO, TEMPLATE, {**given, "sorte": "diapo", "taille": SLIDE}),
    ]


def livret(pitchs: Sequence[tuple[Pitch, bool]], catalogue: Catalogue, mark: str) -> Drawing:
    """Return the booklet: what it is, a table of contents, and a page for each group, those of this region first."""
    site = catalogue.site
    ordered = sorted(pitchs, key=lambda one: not one[1])
    far = any(not here for _one, here in ordered)
    given: dict[str, Any] = {
        **_common(catalogue, mark, [one for one, _here in ordered]),
        "titre": "Les groupes de travail, une page chacun",
        "sous_titre": f"{site.nom}, {site.region}. {french.plural(len(ordered), 'groupe', 'groupes')}.",
        "parties": [site.region, ELSEWHERE.titre] if far else [""],
        "planches": [{**planche(one, catalogue), "partie": int(not here)} for one, here in ordered],
    }
    return drawing(BASE + LIVRET, TEMPLATE, {**given, "sorte": "livret"})


def _common(catalogue: Catalogue, mark: str, pitchs: Sequence[Pitch]) -> dict[str, Any]:
    site = catalogue.site
    return {
        "site": {**images.of_site(site, mark), "nom": site.nom, "region": site.region},
        "auteur": catalogue.nom_de(site.editeur.nom),
        "adresses": [site.base + address_of(one.groupe.id) for one in pitchs],
    }


def planche(pitch: Pitch, catalogue: Catalogue) -> dict[str, Any]:
    """Return what one page shows: only what is known, each text with places where it may break."""
    groupe, site = pitch.groupe, catalogue.site
    address = site.base + address_of(groupe.id)
    above = ", ".join(line_of(pitch))
    shown = {
        "nom": groupe.nom,
        "surtitre": above[:1].upper() + above[1:],
        "bref": aim(pitch),
        "pour": whom(pitch),
        "parties": [[one.titre, one.grand, one.texte, list(one.lignes), one.fort] for one in parts(pitch)],
        "pied": feet(pitch, catalogue),
        "code_dit": f"Code QR\u00a0: il ouvre {address}",
        "adresse_courte": address.partition("://")[2].rstrip("/"),
    }
    return {**all_breakable(shown), "adresse": address, "titre": breakable(groupe.nom), "partie": 0}


def line_of(pitch: Pitch) -> list[str]:
    """Return what stands above the name: that it is made up, plan, sheet and state, as far as they are said."""
    groupe = pitch.groupe
    number = groupe.fiche_action.numero if groupe.fiche_action else None
    state = groupe.choix("etat").nom if groupe.etat else ""
    sheet = f"fiche-action {number}" if number else ""
    return [one for one in ("Exemple" if groupe.exemple else "", groupe.plan or "", sheet, state.lower()) if one]


def aim(pitch: Pitch) -> str:
    """Return what the group does: what it says in brief, else the first paragraph of its description."""
    return pitch.but or plain(pitch.groupe.description or "").partition("\n")[0]


def parts(pitch: Pitch) -> list[Partie]:
    """Return the parts of the page that have something to say, in the order in which a group would tell them."""
    return [
        *_produced(pitch),
        *([passed_on(pitch.transmis)] if pitch.transmis else []),
        *_measured(pitch),
        *_next(pitch),
        *([Partie("Ce qui nous freine", texte=pitch.difficulte)] if pitch.difficulte else []),
        *([Partie("Ce que nous vous demandons", texte=pitch.demande, fort=True)] if pitch.demande else []),
    ]


def whom(pitch: Pitch) -> str:
    """Return for whom the group works, on one line."""
    names = _some([one.nom for one in pitch.cibles], NAMED, "publics")
    return f"Pour qui\u00a0: {' · '.join(names)}" if names else ""


def _some(lines: Sequence[str], most: int, others: str) -> list[str]:
    more = len(lines) - most
    return [*lines] if more <= 1 else [*lines[:most], f"et {french.number(more)} autres {others}"]


def _produced(pitch: Pitch) -> list[Partie]:
    if not pitch.produits:
        return []
    lines = [f"{one.texte} ({french.long_date(one.quand)})" if one.quand else one.texte for one in pitch.produits]
    count = french.plural(len(lines), "réalisation", "réalisations") if len(lines) > 1 else ""
    shown = _some(lines, LISTED, "réalisations")
    links = [record_address("livrables", one.livrable) if one.livrable else "" for one in pitch.produits]
    if len(shown) < len(lines):
        links[LISTED:] = [record_address("groupes", pitch.groupe.id)]
    return [Partie("Ce que nous avons produit", count, lignes=tuple(shown), liens=tuple(links))]


def passed_on(transmis: Transmis) -> Partie:
    """Return what the log tells, with its dates; whom nobody counted is said not to be counted."""
    total = transmis.compte
    when, relays = period(transmis.debut, transmis.fin), french.plural(transmis.relais, "relais", "relais")
    text = f"{when}, par {relays}. {reached(total)}"
    return Partie("Ce qui a été transmis", french.plural(total.actes, "diffusion", "diffusions"), text)


def period(first: PartialDate, last: PartialDate) -> str:
    """Return « En mars 2026 » or « D’octobre 2025 à mars 2026 », as precisely as the months are known."""
    start, end = (french.month(one.first_day) if one.month else str(one.year) for one in (first, last))
    if start == end:
        return f"En {start}"
    said = french.from_to(start, end)
    return f"{said[0].upper()}{said[1:]}"


def reached(total: Compte) -> str:
    """Return whom acts reached, in a sentence."""
    if not total.chiffres:
        return "Personne n’a encore compté qui a été touché."
    who = french.plural(total.touches, "personne ou entreprise touchée", "personnes ou entreprises touchées")
    who += ", doublons compris" if total.doublons else ""
    if not total.sans_chiffre:
        return f"{who[0].upper()}{who[1:]}."
    silent = french.plural(total.sans_chiffre, "diffusion ne dit", "diffusions ne disent")
    return f"Au moins {who}\u00a0: {silent} pas combien."


def _measured(pitch: Pitch) -> list[Partie]:
    lines = _some([measured(one) for one in pitch.mesures], MEASURED, "indicateurs suivis")
    return [Partie("Ce que nous mesurons", lignes=tuple(lines))] if lines else []


def measured(mesure: Mesure) -> str:
    """Return « Guides remis : 320 guides en juin 2026 (attendu : 500 guides) »."""
    indicateur, releve = mesure.indicateur, mesure.releve
    unit, target = indicateur.unite, indicateur.attendu
    wanted = "" if target is None else f" (attendu\u00a0:\u00a0{french.measured(target, unit)})"
    return f"{indicateur.nom}\u00a0: {french.measured(releve.valeur, unit)} {french.on(releve.le)}{wanted}"


def _next(pitch: Pitch) -> list[Partie]:
    if not pitch.etape:
        return []
    title = "Jalon attendu" if pitch.en_attente else "Prochain jalon"
    first, when = pitch.etape.date, pitch.etape.attendu_le
    planned = f" (prévu d’abord\u00a0: {french.long_date(first)})" if gap(first, when).nombre else ""
    text = f"{pitch.etape.intitule}{planned}"
    return [Partie(title, french.long_date(when), text, jusqua=when.last_day.isoformat())]


def feet(pitch: Pitch, catalogue: Catalogue) -> str:
    """Return who leads the group, by structure, and the day on which its record was last changed."""
    groupe = pitch.groupe
    pilots: Collection[str] = dict.fromkeys(catalogue.nom_de(one.structure) for one in groupe.pilotes)
    day = groupe.modifie_le or groupe.ajoute_le
    parts = [
        f"Pilote{'s' * (len(pilots) > 1)}\u00a0: {', '.join(_some([*pilots], 3, 'structures'))}" if pilots else "",
        f"Fiche du {french.long_date(day)}" if day else "",
        f"{catalogue.site.nom}, {catalogue.site.region}",
    ]
    return "\n".join(one for one in parts if one)
