"""The page of each record and vocabulary term, and the further pages of their lists of deliverables."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from math import ceil
from posixpath import splitext
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from prst.analysis.diffusion import latest_first
from prst.analysis.holds import ELSEWHERE, Palier
from prst.analysis.moments import Moment
from prst.analysis.neighbours import Neighbours
from prst.analysis.occurrences import Occurrence, before
from prst.analysis.selection import changed
from prst.analysis.similar import Similar
from prst.analysis.starting import to_start_with
from prst.outputs import Output, french, images, kits, metadata
from prst.outputs.addresses import FACET_SECTIONS, SECTIONS, record_address, root_from
from prst.outputs.facettes import FACETTES, INCLUSIVE
from prst.outputs.listes import Liste, choices, chosen_at, liste_of, listed_at
from prst.outputs.pages import ailleurs, enquetes, integrer, retours
from prst.outputs.pages.choices import letters_of
from prst.outputs.pages.common import PER_PAGE, PROGRAMME, Pages
from prst.outputs.pages.dossiers import Dossiers
from prst.outputs.pages.groupes import BELOW, Groupes
from prst.outputs.pages.pitchs import Pitchs
from prst.outputs.pages.programme import CALENDAR
from prst.outputs.pages.rendez_vous import Dated, in_words
from prst.outputs.pages.web_calendars import web_links
from prst.outputs.pitchs import aim
from prst.outputs.site_files import redirection
from prst.records.model import (
    NATIONAL,
    REGION,
    Cible,
    Diffusion,
    Enquete,
    Evenement,
    Groupe,
    Livrable,
    Relais,
    Retour,
    Structure,
    Terme,
)
from prst.records.urls import host_of, is_host

FIRST = 6
"""Whole cards of a list on the page of a record, before the others, which take a line each: readers scroll phones."""
START = 6
"""Deliverables to begin with on a target's page."""
A_THEME = 3
"""Cards from which a theme has a heading of its own on a target's page."""
PER_THEME = 6
"""Cards under each theme of a target's page, before the link to all of them."""
CALLED = 4
"""Relays that the page of a target or place names first; one more is no reason to fold the rest."""
VERY_NEAR = 2
"""Deliverables that are probably the same, on the page of one."""
NEIGHBOURS = 4
"""Deliverables near another one that its page shows, those that are probably the same included."""
WIDER = 6
"""Cards of what holds for a target or place without having been made for it, before the link to all of them."""
FAR = 2
"""Cards of what concerns other regions only, on the page of a target or sector."""
SENDINGS = 8
"""Occasions on the page of a relay; relais.js shows the next three on the reader's day."""
AROUND = 12
"""Relays that the page of another one names of those that it contains or crosses."""
ADDED = 2
"""Coming dates of an event that a web calendar is offered; the event's file has all of them."""
ACTS_TOLD = 10
"""Acts of dissemination on the page of a relay or resource, the latest first; a file has all."""
FILTERS = {"themes": "theme", "territoires": "territoire"}
"""Vocabularies by which the calendar is filtered, and what they are called in its address."""

NATURES = {
    ".pdf": "PDF",
    ".doc": "document Word",
    ".docx": "document Word",
    ".odt": "document texte",
    ".xls": "tableur",
    ".xlsx": "tableur",
    ".ods": "tableur",
    ".ppt": "diaporama",
    ".pptx": "diaporama",
    ".zip": "archive ZIP",
    ".mp4": "vidéo",
    ".mp3": "audio",
    ".png": "image",
    ".jpg": "image",
}
"""What a link leads to, by the ending of its file."""
VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "dailymotion.com")


ASKED_OF_RELAYS: Mapping[str, str] = {
    "territoires": "où il agit",
    "canaux": "canaux",
    "leviers": "leviers",
    "pratique": "envoi à tous ou choisi",
    "moyens": "moyens",
    "priorites": "priorités",
    "sensibilite": "place de la prévention",
}
ASKED_OF_TARGETS: Mapping[str, str] = {
    "effectif": "combien elle compte",
    "niveau_connaissance": "ce qu’elle sait de la prévention",
    "moments": "les bons moments",
    "supports": "ce qu’elle lit ou regarde",
    "prescripteurs": "qui elle écoute",
    "donneurs_ordre": "qui lui passe commande",
    "financeurs": "qui la finance",
    "ambassadrices": "qui montre l’exemple",
}
"""What groups ask of relays and targets, by field: a page says what it does not know yet."""


def unsaid(fiche: Cible | Relais, asked: Mapping[str, str]) -> list[str]:
    """Return, in words, the fields of a record that say nothing."""
    return [words for name, words in asked.items() if not getattr(fiche, name) and getattr(fiche, name) != 0]


@dataclass(frozen=True)
class Link:
    """A link of a deliverable, as its page shows it."""

    libelle: str
    url: str
    hote: str
    nature: str
    copie: bool


class Actes(NamedTuple):
    """What was passed on, as the page of a relay or resource tells it."""

    derniers: Sequence[Diffusion]
    autres: int
    """How many are older than these."""


def describe_link(libelle: str, url: str, copies: Sequence[str]) -> Link:
    """Return a link with its host, its nature by its file ending, and whether its host only keeps copies."""
    parts = urlsplit(url)
    host = host_of(url)
    ending = splitext(parts.path)[1].lower()
    nature = NATURES.get(ending) or ("vidéo" if is_host(host, VIDEO_HOSTS) else "page web")
    if parts.scheme in ("mailto", "tel"):
        nature = {"mailto": "courriel", "tel": "téléphone"}[parts.scheme]
    return Link(libelle, url, host, nature, is_host(host, copies))


def _shared(values: Collection[str | None]) -> str:
    """Return the only value, or '' where there are several or none."""
    return (next(iter(values)) or "") if len(values) == 1 else ""


def _reach(relais: Relais, cible: str) -> int | None:
    """Return how many of a target a relay reaches; None where it says nothing."""
    return next((one.portee for one in relais.cibles if one.cible == cible), None)


def _without(html: Markup, *cards: Markup) -> str:
    """Return a page without its cards, whose links are known: each card has one, to its record."""
    found = str(html)
    for some in filter(None, cards):
        found = found.replace(str(some), "", 1)
    return found


def refining_address(base: str) -> str:
    """Return where the list of an address is chosen from further, relative to the root; '' where it cannot be."""
    section, _, identity = base.rstrip("/").partition("/")
    chosen = f"?{section}={identity}" if section in FACETTES else ""
    return f"{SECTIONS['livrables'].index}{chosen}" if chosen or not identity else ""


class Fiches:
    """The pages of the records of one catalogue."""

    def __init__(
        self,
        pages: Pages,
        compared: Similar[Livrable] | None = None,
        dossiers: Dossiers | None = None,
        pitchs: Pitchs | None = None,
    ) -> None:
        """Take the pages of a catalogue; deliverables `compared` before need not be made ready for it again."""
        self._pages = pages
        self._catalogue = pages.catalogue
        self._dossiers = dossiers or Dossiers(pages)
        self._groupes = Groupes(pages)
        self._pitchs = pitchs or Pitchs(pages)
        self.compared = compared

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self._catalogue)

    @cached_property
    def _similar(self) -> Similar[Livrable]:
        self.compared = Similar(self._catalogue.livrables.values(), self.compared)
        return self.compared

    def _near(self, fiche: Livrable) -> list[tuple[Livrable, bool]]:
        """Return the deliverables near another one, and whether each is probably the same; those come first."""
        same = [near.fiche for near in self._similar.of(fiche.id) if near.fiche.statut == "publie"][:VERY_NEAR]
        near = {one.id: (one, True) for one in same}
        for neighbour in self._neighbours.of(fiche, NEIGHBOURS):
            near.setdefault(neighbour.id, (neighbour, False))
        return list(near.values())[:NEIGHBOURS]

    # Records

    def tasks(self) -> Iterator[tuple[str, Callable[[], Iterable[Output]]]]:
        """Yield the works that give every page but the first of each list, each with the folder of its pages.

        The first of each list is a written page. Lists come last: they show the same cards, which one process renders
        for all of them.
        """
        catalogue = self._catalogue
        of_one_page: Mapping[str, Callable[[Any], Output]] = {
            "livrables": self.livrable,
            "evenements": self.evenement,
            "retours": self.retour,
        }
        with_a_list: Mapping[str, Callable[[Any], Iterable[Output]]] = {
            "groupes": self.groupe,
            "relais": self.relais,
            "cibles": self.cible,
            "enquetes": self.enquete,
            "structures": self.structure,
        }
        for kind, page in of_one_page.items():
            for fiche in getattr(catalogue, kind).values():
                yield record_address(kind, fiche.id), partial(self._one, page, fiche)
        yield "", self.retraits
        for kind, pages in with_a_list.items():
            for fiche in getattr(catalogue, kind).values():
                yield record_address(kind, fiche.id), partial(pages, fiche)
        for vocabulary in FACET_SECTIONS:
            for terme in getattr(catalogue, vocabulary).values():
                if catalogue.has_page(vocabulary, terme.id):
                    yield record_address(vocabulary, terme.id), partial(self.terme, vocabulary, terme)
        base, everything = SECTIONS["livrables"].index, list(catalogue.livrables.values())
        yield f"{base}page/", partial(self._list_pages, "livrables", base, everything)

    def prepare(self) -> None:
        """Compare all deliverables and all groups now, once, before the work is shared between two processes."""
        self._similar.prepare()
        self._pages.derived.recoupements.prepare()
        self._pages.derived.ailleurs.prepare()

    @staticmethod
    def _one(page: Callable[[Any], Output], fiche: Any) -> Iterable[Output]:
        return (page(fiche),)

    def livrable(self, fiche: Livrable) -> Output:
        """Return the page of a deliverable."""
        address = record_address("livrables", fiche.id)
        racine = root_from(address)
        refus = kits.refusal(fiche)
        visuels = self._pages.visuels
        body = self._pages.fill(
            "livrable.html",
            fiche=fiche,
            refus=refus,
            kit=None if refus else kits.kit_of(fiche, self._pages.derived),
            code=fiche.id in self._pages.derived.passed_on,
            visuels=visuels.of(fiche) if visuels else [],
            bandeau=visuels.banner(fiche) if visuels else None,
            racine=racine,
            format=self._pages.terms("formats", (fiche.format,)),
            icone=self._catalogue.formats[fiche.format].icone,
            cibles=self._pages.of("cibles", fiche.cibles),
            themes=self._pages.terms("themes", fiche.themes),
            secteurs=self._pages.terms("secteurs", fiche.secteurs),
            territoires=self._pages.terms("territoires", fiche.territoires),
            groupe=self._catalogue.groupes.get(fiche.groupe or ""),
            relais=self._here_first("relais", fiche.relais),
            ailleurs=self._pages.derived.holds.elsewhere,
            liens=[describe_link(lien.libelle, lien.url, self._pages.site.copies) for lien in fiche.liens],
            proches=self._near(fiche),
            voisines=ailleurs.near(self._pages, fiche.id),
            evenements=self._catalogue.referring("evenements", "livrables", fiche.id),
            diffusions=self._acts_of(fiche),
            enquetes=enquetes.in_short(self._catalogue.referring("enquetes", "livrables", fiche.id)),
            **self._pages.help(fiche),
        )
        return self._pages.page(
            "livrables",
            address,
            title=fiche.titre,
            description=fiche.promesse or fiche.resume,
            body=body,
            head=metadata.of_livrable(
                fiche,
                self._catalogue,
                self._pages.site.base + address,
                visuels.image(fiche) if visuels else images.of_format(fiche.format),
                visuels.says(fiche) if visuels else "",
            ),
        )

    def _here_first(self, section: str, ids: Sequence[str]) -> list[Any]:
        """Return the records of ids, those that have a part in this region first."""
        return sorted(self._pages.of(section, ids), key=lambda fiche: not self._pages.derived.holds.here(fiche))

    def cible(self, cible: Cible) -> Iterator[Output]:
        """Yield the landing page of a target, and the pages of what was made for it where the first cannot hold it."""
        address = record_address("cibles", cible.id)
        racine = root_from(address)
        holds = self._pages.derived.holds
        own, paliers = holds.own("livrables", "cibles", cible.id), holds.paliers("livrables", "cibles", cible.id)
        total = holds.count("livrables", "cibles", cible.id)
        mine = [palier for palier in paliers if palier.cercle.ids == (cible.id,)]
        fiches = mine[0].fiches if mine else ()
        start = to_start_with(holds, cible.id, self._pages.derived.reference, START)
        shown = {fiche.id for fiche in start}
        rest = [fiche for fiche in fiches if fiche.id not in shown]
        groups = self._by_theme(rest)
        everything = len(own) > len(fiches) or any(len(group) > PER_THEME for _theme, group in groups)
        followed = liste_of(self._catalogue, "cibles", cible)
        chosen = self._pages.derived.selection.of_target(cible)
        moments, letter = self._pages.derived.moments_for(cible), letters_of(self._pages, cible)[0]
        dates = self._dates_of(cible, moments).content
        dossier, archive = self._dossiers.of(cible, chosen, moments, letter, dates) or (None, None)
        body = self._pages.fill(
            "cible.html",
            dossier=dossier,
            fiche=cible,
            racine=racine,
            titre_propre=mine[0].titre if rest and len(paliers) > 1 else "",
            groupes_par_theme=[
                (theme, self._pages.cards(group[:PER_THEME], racine), len(group)) for theme, group in groups
            ],
            debut=self._pages.cards(start, racine),
            propres=len(rest),
            paliers=self._wider("cibles", cible.id, racine, shown),
            occurrences=self._pages.coming(self._pages.calendars.events("cibles", cible.id)),
            **self._relays("cibles", cible.id),
            total=total,
            suivre=followed,
            toutes=f"{racine}{address}page/1/" if everything else "",
            affiner=refining_address(address),
            abonnement=self._pages.calendars.of("cibles", cible.id),
            programme=f"{PROGRAMME}{cible.id}/" if cible in self._pages.derived.with_programme else "",
            plus_larges=self._pages.of("cibles", holds.wider("cibles", cible.id)),
            comprises=[one for one in self._catalogue.cibles.values() if holds.is_part("cibles", one.id, cible.id)],
            secteurs=self._pages.terms("secteurs", cible.secteurs),
            retours=holds.of("retours", "cibles", cible.id),
            enquetes=holds.of("enquetes", "cibles", cible.id),
            inconnus=unsaid(cible, ASKED_OF_TARGETS),
            **self._pages.help(cible),
        )
        count = french.plural(total, "ressource à transmettre", "ressources à transmettre")
        description = cible.accroche or kits.ended(f"{count}\u00a0: {cible.nom}")
        yield self._pages.page(
            "cibles",
            address,
            title=cible.nom,
            description=description,
            body=body,
            head=self._pages.head(cible.nom, description, address, not cible.exemple, followed)
            + self._discovery("cibles", cible),
        )
        if archive:
            yield archive
        if everything:
            yield from self._list_pages("cibles", address, own, cible.nom, first=1, indexed=not cible.exemple)

    def _wider(
        self, section: str, identity: str, racine: str, above: Collection[str] = frozenset()
    ) -> list[dict[str, Any]]:
        """Return what holds for a target or term without having been made for it: some cards, and where all are.

        What stands above on the page, by id, is not shown again.
        """
        holds = self._pages.derived.holds
        first = holds.cercles(section, identity)[0]
        found = []
        for palier in holds.paliers("livrables", section, identity):
            left = [fiche for fiche in palier.fiches if fiche.id not in above]
            shown = FAR if palier.cercle == ELSEWHERE else WIDER
            if left and palier.cercle != first:
                found.append(
                    {
                        "titre": palier.titre,
                        "cartes": self._pages.cards(left[:shown], racine),
                        "nombre": len(left),
                        "total": len(palier.fiches),
                        "suite": racine + self._all_for(section, identity, palier) if len(left) > shown else "",
                    }
                )
        return found

    def _all_for(self, section: str, identity: str, palier: Palier) -> str:
        """Return where all of what holds for one reason is listed."""
        ids = palier.cercle.ids
        if palier.cercle == ELSEWHERE:
            return f"{chosen_at(section, identity)}&regions=autres"
        return listed_at(self._catalogue, section, ids[0]) if len(ids) == 1 else chosen_at(section, identity)

    def _relays(self, section: str, identity: str) -> dict[str, Any]:
        """Return the relays that hold for a target or a place, and how far each reaches the target.

        `appeler` are those to call first, those that can be reached before the others, where they are many; `relais`
        the others, under headings.
        """
        paliers = self._pages.derived.holds.paliers("relais", section, identity)
        here = [one for palier in paliers if palier.cercle != ELSEWHERE for one in palier.fiches]
        reachable = sorted(here, key=lambda one: not self._pages.contacts.of(one).directe)
        first = reachable[:CALLED] if len(here) > CALLED + 1 else []

        def reached(relays: Iterable[Relais]) -> list[tuple[Relais, int | None]]:
            return [(one, _reach(one, identity) if section == "cibles" else None) for one in relays]

        others = [
            {
                "titre": palier.titre,
                "ailleurs": palier.cercle == ELSEWHERE,
                "relais": reached(one for one in palier.fiches if one not in first),
            }
            for palier in paliers
        ]
        return {"appeler": reached(first), "relais": [palier for palier in others if palier["relais"]]}

    def _by_theme(self, fiches: Sequence[Livrable]) -> list[tuple[Terme | None, list[Livrable]]]:
        """Return deliverables under their first theme, the fullest theme first.

        Last come those that have none, or whose theme has too few here for a heading.
        """
        counts = Counter(fiche.themes[0] for fiche in fiches if fiche.themes)
        groups: dict[str, list[Livrable]] = defaultdict(list)
        for fiche in fiches:
            theme = fiche.themes[0] if fiche.themes else ""
            groups[theme if counts[theme] >= A_THEME else ""].append(fiche)
        order = sorted(groups, key=lambda theme: (not theme, -len(groups[theme]), theme))
        return [(self._catalogue.themes.get(theme), groups[theme]) for theme in order]

    def _around(self, relais: Relais) -> list[tuple[str, list[Relais], int]]:
        """Return what the relays around one are to it, whichever of the two says so; the first, and how many more."""
        naming: Sequence[Relais] = self._catalogue.referring("relais", "relais", relais.id)
        kept = [one for one in naming if relais.exemple or not one.exemple]
        common = dict.fromkeys((*relais.recoupe, *(one.id for one in kept if relais.id in one.recoupe)))
        found = (
            ("Fait partie de", relais.inclus_dans),
            ("Comprend", [one.id for one in kept if relais.id in one.inclus_dans]),
            ("Public commun avec", tuple(common)),
        )
        return [(titre, self._pages.of("relais", ids[:AROUND]), len(ids[AROUND:])) for titre, ids in found if ids]

    def relais(self, relais: Relais) -> Iterator[Output]:
        """Yield the page of a relay, its kit, its calendar of dates of sending, and the pages of all that names it."""
        address = record_address("relais", relais.id)
        racine = root_from(address)
        derived = self._pages.derived
        selection = derived.selection
        chosen, moments = selection.of_relay(relais), selection.occasions_of_relay(relais)
        own = self._catalogue.referring("livrables", "relais", relais.id)
        left = {fiche.id for fiche in own} - {fiche.id for fiche in chosen}
        letters = letters_of(self._pages, relais)
        dates = self._dates_of(relais, moments)
        dossier, archive = self._dossiers.of(relais, chosen, moments, letters[0], dates.content) or (None, None)
        followed = liste_of(self._catalogue, "relais", relais)
        cards = self._pages.cards(chosen, racine)
        facets = [("cibles", [one.cible for one in relais.cibles]), ("territoires", relais.territoires)]
        body = self._pages.fill(
            "relais.html",
            fiche=relais,
            racine=racine,
            cibles=[(self._catalogue.cibles[one.cible], one) for one in relais.cibles],
            autour=self._around(relais),
            territoires=self._pages.terms("territoires", relais.territoires),
            secteurs=self._pages.terms("secteurs", relais.secteurs),
            dossier=dossier,
            nouveautes=[(changed(fiche), fiche) for fiche in selection.news_of_relay(relais)],
            envois=self._dossiers.programme.shown([moment for moment in moments if moment.mois][:SENDINGS]),
            cartes=cards,
            choisies=len(chosen),
            toutes=f"{racine}{address}page/1/" if left else "",
            confiees=len(own),
            explorer=f"{SECTIONS['livrables'].index}?{choices(facets)}".rstrip("?"),
            lettres=letters,
            abonnement=None if relais.exemple else self._dossiers.programme.subscription_at(address, relais.nom),
            suivre=followed,
            diffusions=self._acts_of(relais),
            transmis=relais.id in (derived.exemples if relais.exemple else derived.diffusions).passeurs,
            inconnus=unsaid(relais, ASKED_OF_RELAYS),
            **self._pages.help(relais),
        )
        description = f"{relais.nom}, {relais.type}\u00a0: ce qu’il peut transmettre à ses adhérents, et qui il touche."
        yield self._pages.page(
            "relais",
            address,
            title=relais.nom,
            description=description,
            body=body,
            head=self._pages.head(relais.nom, description, address, not relais.exemple, followed),
            own=_without(body, cards),
        )
        if archive:
            yield archive
        if not relais.exemple:
            yield from (dates._replace(path=f"{record_address('relais', one)}{CALENDAR}") for one in relais.anciens_ids)
            yield dates
        if left:
            yield from self._list_pages("relais", address, own, relais.nom, first=1, indexed=not relais.exemple)

    def _acts_of(self, fiche: Livrable | Relais) -> Actes | None:
        """Return what its page tells of what was passed on, of a resource or by a relay; None where nothing was."""
        found = latest_first(self._catalogue.referring("diffusions", fiche.kind, fiche.id))
        return Actes(found[:ACTS_TOLD], len(found[ACTS_TOLD:])) if found else None

    def _dates_of(self, fiche: Relais | Cible, moments: Sequence[Moment]) -> Output:
        """Return the calendar of what is to be sent, beside the page of a relay or target."""
        name = f"{fiche.intitule}\u00a0: que diffuser, quand"
        return self._dossiers.programme.calendar(f"{record_address(fiche.kind, fiche.id)}{CALENDAR}", name, moments)

    def groupe(self, groupe: Groupe) -> Iterator[Output]:
        """Yield the pages of a working group: its own, further ones, its sheet and pitch, the files of its tables."""
        yield from self._paginated(
            "groupes",
            record_address("groupes", groupe.id),
            groupe.nom,
            aim(self._pitchs.of(groupe)) or f"Groupe de travail{f' du {groupe.plan}' if groupe.plan else ''}.",
            "groupe.html",
            self._catalogue.referring("livrables", "groupes", groupe.id),
            liste_of(self._catalogue, "groupes", groupe),
            fiche=groupe,
            retours=self._catalogue.referring("retours", "groupes", groupe.id),
            enquetes=enquetes.in_short(self._catalogue.referring("enquetes", "groupes", groupe.id)),
            occurrences=self._pages.coming(self._pages.calendars.events("groupes", groupe.id)),
            abonnement=self._pages.calendars.of("groupes", groupe.id),
            territoires=self._pages.terms("territoires", groupe.territoires),
            cibles=self._pages.of("cibles", groupe.cibles),
            themes=self._pages.terms("themes", groupe.themes),
            parle=self._pitchs.of(groupe).dit,
            **self._groupes.shown(groupe),
            **self._pages.help(groupe),
        )
        yield from self._groupes.sheets(groupe)
        yield from self._pitchs.page(groupe)
        yield from self._groupes.files(groupe)

    def evenement(self, evenement: Evenement) -> Output:
        """Return the page of an event."""
        address = record_address("evenements", evenement.id)
        racine = root_from(address)
        found = self._pages.derived.occurrences[evenement.id]
        coming = self._pages.derived.coming_of[evenement.id]
        shown = [self._pages.dated(one) for one in coming or before(found, self._pages.derived.reference)]
        places = {one.lieu for one in shown} or {evenement.lieu}
        said = f"{french.followed(evenement.titre, in_words(shown[0]))}." if shown else evenement.titre
        body = self._pages.fill(
            "evenement.html",
            fiche=evenement,
            racine=racine,
            occurrences=shown,
            heures=_shared({one.heures for one in shown}),
            lieu=_shared(places),
            ailleurs=len(places) > 1,
            apres=max((one.fin for one in shown), default=None),
            livrables=self._pages.cards(self._pages.of("livrables", evenement.livrables), racine),
            cibles=self._pages.of("cibles", evenement.cibles),
            territoires=self._pages.terms("territoires", evenement.territoires),
            themes=self._pages.terms("themes", evenement.themes),
            calendrier=self._pages.calendars.of_event(evenement),
            ajouter=self._to_add(coming, self._pages.site.base + address),
            **self._pages.help(evenement),
        )
        return self._pages.page(
            "evenements",
            address,
            title=evenement.titre,
            description=said,
            body=body,
            head=metadata.of_evenement(
                evenement, coming or found, self._catalogue, self._pages.site.base + address, said
            ),
        )

    def retour(self, retour: Retour) -> Output:
        """Return the page of a lesson."""
        address = record_address("retours", retour.id)
        said = retour.nous_ferions or retour.a_marche or retour.n_a_pas_marche or retour.titre
        body = self._pages.fill(
            "retour.html",
            fiche=retour,
            racine=root_from(address),
            cibles=self._pages.of("cibles", retour.cibles),
            themes=self._pages.terms("themes", retour.themes),
            groupe=self._catalogue.groupes.get(retour.groupe or ""),
            livrables=self._pages.of("livrables", retour.livrables),
            proches=retours.near(self._pages, retour),
            **self._pages.help(retour),
        )
        return self._pages.plain_page("retours", address, retour.titre, said, body, indexed=not retour.exemple)

    def enquete(self, enquete: Enquete) -> Iterator[Output]:
        """Yield the page of a survey, and the table of each of its questions."""
        address = record_address("enquetes", enquete.id)
        questions = enquetes.charts_of(enquete)
        answered = enquetes.answered(enquete)
        said = f"{enquete.choix('genre').nom}\u00a0: {answered or 'ce qui a été demandé'}."
        body = self._pages.fill(
            "enquete.html",
            fiche=enquete,
            racine=root_from(address),
            questions=questions,
            compte=answered,
            non_mesure=enquetes.unmeasured(enquete),
            livrables=self._pages.of("livrables", enquete.livrables),
            groupes=self._pages.of("groupes", enquete.groupes),
            cibles=self._pages.of("cibles", enquete.cibles),
            territoires=self._pages.terms("territoires", enquete.territoires),
            ailleurs=self._pages.derived.holds.elsewhere(enquete),
            **self._pages.help(enquete),
        )
        yield self._pages.plain_page("enquetes", address, enquete.titre, said, body, indexed=not enquete.exemple)
        yield from (chart.fichier for _question, chart in questions if chart)

    def structure(self, structure: Structure) -> Iterator[Output]:
        """Yield the page of a structure, and the further pages of what it published.

        One that took the place of others shows what these published too: it answers for that.
        """
        address = record_address("structures", structure.id)
        current = self._pages.contacts.current(structure)
        before = [one for one in self._replaced.get(structure.id, ()) if one is not structure]
        name = structure.intitule
        yield from self._paginated(
            "structures",
            address,
            name,
            f"{name}, {structure.type}\u00a0: comment la joindre, ce qu’elle publie, ses groupes et ses rendez-vous.",
            "structure.html",
            self._naming("livrables", structure, before),
            None,
            fiche=structure,
            actuelle=current,
            anciennes=before,
            chaine=self._pages.contacts.of(structure),
            fonctions=[one for each in (structure, *before) for one in each.fonctions],
            relais=self._naming("relais", structure, before),
            groupes=self._naming("groupes", structure, before),
            evenements=self._naming("evenements", structure, before),
            enquetes=self._naming("enquetes", structure, before),
            territoires=self._pages.terms("territoires", structure.territoires),
            machine=metadata.of_structure(structure, self._catalogue, self._pages.site.base + address),
            **self._pages.help(structure),
        )

    @cached_property
    def _replaced(self) -> Mapping[str, Sequence[Structure]]:
        """The structures that each one stands for today: itself, and those that it replaced."""
        found: dict[str, list[Structure]] = defaultdict(list)
        for one in self._catalogue.structures.values():
            found[self._pages.contacts.current(one).id].append(one)
        return found

    def _naming(self, kind: str, structure: Structure, before: Sequence[Structure]) -> Sequence[Any]:
        """Return the records of a kind that name a structure or one that it replaced, in list order."""
        own = self._catalogue.referring(kind, "structures", structure.id)
        if not before:
            return own
        ids = {
            one.id for each in (structure, *before) for one in self._catalogue.referring(kind, "structures", each.id)
        }
        return [fiche for identity, fiche in getattr(self._catalogue, kind).items() if identity in ids]

    def _to_add(self, coming: Iterable[Occurrence], url: str) -> list[tuple[Dated, list[tuple[str, str]]]]:
        """Return the coming dates of an event that takes place, with their links to web calendars."""
        sure = [one for one in coming if one.complete and one.statut == "confirme" and not one.evenement.exemple]
        return [(self._pages.dated(one), web_links(one, url)) for one in sure[:ADDED]]

    def terme(self, vocabulary: str, terme: Terme) -> Iterator[Output]:
        """Yield the pages of a vocabulary term that is used enough to have some."""
        address, holds = record_address(vocabulary, terme.id), self._pages.derived.holds
        place, inclusive = vocabulary == "territoires", vocabulary in INCLUSIVE
        own = holds.own("livrables", vocabulary, terme.id)
        yield from self._paginated(
            vocabulary,
            address,
            terme.label,
            terme.description or f"Les ressources\u00a0: {terme.label}.",
            "terme.html",
            [fiche for fiche in own if place or holds.here(fiche)] if inclusive else own,
            liste_of(self._catalogue, vocabulary, terme),
            total=holds.count("livrables", vocabulary, terme.id),
            terme=terme,
            vocabulaire=vocabulary,
            genre=FACETTES[vocabulary].title,
            titre_propre=holds.cercles(vocabulary, terme.id)[0].titre,
            paliers=self._wider(vocabulary, terme.id, root_from(address)) if inclusive else [],
            **(self._relays(vocabulary, terme.id) if place else {"appeler": [], "relais": []}),
            voisins=self._near_places(terme) if place else [],
            retours=holds.of("retours", vocabulary, terme.id) if vocabulary == "themes" else [],
            occurrences=self._pages.coming(self._pages.calendars.events(vocabulary, terme.id)),
            abonnement=self._pages.calendars.of(vocabulary, terme.id),
            choisis=f"?{FILTERS[vocabulary]}={terme.id}" if vocabulary in FILTERS else "",
            machine=self._discovery(vocabulary, terme),
        )

    def _discovery(self, section: str, fiche: Cible | Terme) -> Markup:
        """Return what tells programs how to show a page on another site; '' where it cannot be."""
        if section not in integrer.SECTIONS_SHOWN or getattr(fiche, "exemple", False):
            return Markup("")
        one = integrer.slice_of(section, fiche)
        return integrer.discovery(one, root_from(one.complete))

    def _near_places(self, terme: Terme) -> list[Terme]:
        """Return the region and the other departments of a department's region, or all those of this region."""
        catalogue, departments = self._catalogue, self._catalogue.site.departements
        if terme.id in (REGION, NATIONAL) or terme.id in departments:
            near = [*((REGION,) if terme.id != REGION else ()), *(departments if terme.id != NATIONAL else ())]
        else:
            near = [one.id for one in catalogue.territoires.values() if one.region and one.region == terme.region]
        return [
            catalogue.territoires[one] for one in near if one != terme.id and catalogue.has_page("territoires", one)
        ]

    def retraits(self) -> Iterator[Output]:
        """Yield a page for each address that was withdrawn."""
        for address, retrait in self._catalogue.retraits.items():
            section, _, identity = address.partition("/")
            full = record_address(section, identity)
            body = self._pages.fill(
                "retrait.html",
                retrait=retrait,
                racine=root_from(full),
                voir=retrait.voir or "",
                voir_titre=self._title_at(retrait.voir or ""),
            )
            yield self._pages.page(
                section if section in SECTIONS else "livrables",
                full,
                title=retrait.titre,
                description=f"Cette fiche a été retirée du catalogue\u00a0: {retrait.motif}",
                body=body,
                head=self._pages.head(retrait.titre, retrait.motif, full, indexed=False),
            )
            if section == "groupes":
                yield from (redirection(full + below, full, retrait.titre) for below in BELOW)

    def _title_at(self, address: str) -> str:
        section, _, identity = address.partition("/")
        record = getattr(self._catalogue, section, {}).get(identity) if section in SECTIONS else None
        return record.intitule if record else address

    # Lists

    def _paginated(
        self,
        section: str,
        address: str,
        title: str,
        description: str,
        template: str,
        fiches: Sequence[Livrable],
        followed: Liste | None,
        *,
        fiche: Groupe | Structure | None = None,
        total: int | None = None,
        machine: str = "",
        **context: Any,
    ) -> Iterator[Output]:
        """Yield a page whose list of deliverables may go on over further pages; `machine` ends its head.

        It is the page of `fiche`, where it is that of a record; `total` is how many hold, where they are more than
        those of the list.
        """
        racine = root_from(address)
        indexed = not getattr(fiche, "exemple", False)
        cards, lines = (self._pages.cards(part, racine) for part in (fiches[:FIRST], fiches[FIRST:PER_PAGE]))
        body = self._pages.fill(
            template,
            racine=racine,
            affiner=refining_address(address),
            cartes=cards,
            lignes=lines,
            pagination=self._pages.pagination(address, racine, 1, len(fiches)),
            propres=len(fiches),
            suivre=followed,
            fiche=fiche,
            total=len(fiches) if total is None else total,
            **context,
        )
        yield self._pages.page(
            section,
            address,
            title=title,
            description=description,
            body=body,
            head=self._pages.head(title, description, address, indexed, followed) + machine,
            own=_without(body, cards, lines),
        )
        yield from self._list_pages(section, address, fiches, title=title, indexed=indexed)

    def _list_pages(
        self,
        section: str,
        base: str,
        fiches: Sequence[Livrable],
        title: str = "",
        first: int = 2,
        indexed: bool = True,
    ) -> Iterator[Output]:
        """Yield the pages `first` and following of a list; the ones before are made elsewhere."""
        pages = ceil(len(fiches) / PER_PAGE)
        heading = f"{title}\u00a0: toutes les ressources" if title else "Ressources"
        for number in range(first, pages + 1):
            address = f"{base}page/{number}/"
            racine = root_from(address)
            shown = f"{heading} (page {number} sur {pages})"
            description = f"{shown}."
            cards = self._pages.cards(fiches[(number - 1) * PER_PAGE : number * PER_PAGE], racine)
            body = Markup('<h1 id="titre">{}</h1>').format(shown) + self._pages.fill(
                "liste.html",
                racine=racine,
                cartes=cards,
                pagination=self._pages.pagination(base, racine, number, len(fiches), first_is_list=first == 1),
                total=len(fiches),
                suivre=None,
                vide="",
                affiner=refining_address(base),
            )
            yield self._pages.page(
                section,
                address,
                title=shown,
                description=description,
                body=body,
                head=self._pages.head(shown, description, address, indexed),
                own=_without(body, cards),
            )
