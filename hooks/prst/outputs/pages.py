"""The pages of the catalogue: one per record, one per vocabulary term, and their lists of deliverables."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from math import ceil
from posixpath import splitext
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from prst.analysis.agenda import shared
from prst.analysis.moments import Moment, moments
from prst.analysis.neighbours import Neighbours
from prst.analysis.occurrences import (
    Occurrence,
    before,
    by_date,
    horizon,
    occurrences_of,
    reference_day,
    since,
)
from prst.analysis.similar import Similar
from prst.outputs import Output, french, metadata, rendering
from prst.outputs.addresses import (
    FACET_SECTIONS,
    SECTIONS,
    depth_of,
    edit_address,
    file_of,
    issue_address,
    page_address,
    record_address,
    root_from,
)
from prst.outputs.calendars import Calendars, web_links
from prst.outputs.facets import Facet, facet_of
from prst.outputs.gabarit import Gabarit
from prst.outputs.search import FACETS
from prst.records.agendas import EvenementExterne
from prst.records.catalogue import Catalogue
from prst.records.dates import PartialDate
from prst.records.model import Cible, Evenement, Groupe, Livrable, Record, Relais, Terme

PER_PAGE = 24
"""Cards on one page of a list: a multiple of one, two, three and four columns."""
PER_THEME = 6
"""Cards under each theme of a target's page, before the link to all of them."""
CARDS = Markup("\x01")
"""Stands for the cards of a list while the rest of the page is rendered.

The links of the rest are collected then: a card has one, to its record. No record can hold a control character.
"""
VERY_NEAR = 2
"""Deliverables that are probably the same, on the page of one."""
NEIGHBOURS = 4
"""Deliverables near another one that its page shows, those that are probably the same included."""
NEWEST = 3
"""Deliverables at the top of a target's page."""
CARRIED = 60
"""Lines of a list of what is to come. It shows the first few: dates.js shows others once those are over."""
ADDED = 2
"""Coming dates of an event that a web calendar is offered; the event's file has all of them."""
FILTERS = {"themes": "theme", "territoires": "territoire"}
"""Vocabularies by which the calendar is filtered, and what they are called in its address."""
PROGRAMME = "que-diffuser-quand/"
"""Address of what to pass on and when, before those of each target."""
RECORD_ROOT = root_from(record_address("livrables", "x"))
"""Way to the root from the page of any record."""

Chrome = Callable[[str, int], Gabarit]
"""Gives the Gabarit of a section of the site at a depth (number of folders)."""

_NATURES = {
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
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "dailymotion.com")


@dataclass(frozen=True)
class Link:
    """A link of a deliverable, as its page shows it."""

    libelle: str
    url: str
    hote: str
    nature: str
    copie: bool


@dataclass(frozen=True)
class Dated:
    """An occurrence and its French wording."""

    evenement: Evenement
    debut: Any
    fin: Any
    libelle: str
    lieu: str | None
    statut: str
    heures: str = ""
    """« De 9 h à 12 h 30 », or '' where no hour is known."""
    prevu: str = ""
    """The day that it was moved from."""


def _hours(start: PartialDate, end: PartialDate | None) -> str:
    if not start.has_time:
        return ""
    first = french.hour(start.hour, start.minute)
    return f"De {first} à {french.hour(end.hour, end.minute)}" if end and end.has_time else f"À {first}"


def _is_host(host: str, domains: Sequence[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def describe_link(libelle: str, url: str, copies: Sequence[str]) -> Link:
    """Return a link with its host, its nature by its file ending, and whether its host only keeps copies."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removesuffix(".")
    ending = splitext(parts.path)[1].lower()
    nature = _NATURES.get(ending) or ("vidéo" if _is_host(host, _VIDEO_HOSTS) else "page web")
    if parts.scheme in ("mailto", "tel"):
        nature = {"mailto": "courriel", "tel": "téléphone"}[parts.scheme]
    return Link(libelle, url, host, nature, _is_host(host, copies))


def refining_address(base: str) -> str:
    """Return where the list of an address is chosen from further, relative to the root; '' where it cannot be."""
    section, _, identity = base.rstrip("/").partition("/")
    chosen = f"?{section}={identity}" if section in FACETS else ""
    return f"{SECTIONS['livrables'].index}{chosen}" if chosen or not identity else ""


class Pages:
    """Pages of one catalogue. HTML that several pages show (cards, occurrences) is rendered once."""

    def __init__(self, catalogue: Catalogue, env: jinja2.Environment, chrome: Chrome) -> None:
        self.catalogue = catalogue
        self.site = catalogue.site
        self._env = env
        self._chrome = chrome
        self._templates: dict[str, Callable[[Mapping[str, Any]], str]] = {}
        self._cards: dict[str, str] = {}
        self._term_links: dict[tuple[str, str], str] = {}
        self._dated: dict[int, tuple[Occurrence, Dated]] = {}
        self._chromes_shown: set[tuple[str, int]] = set()
        self.broken: Mapping[str, Collection[str]] = {}
        """Ids of records that exist but cannot be shown, by section: a preview and `prst verifier` go on without."""
        self._base = self.site.adresse.rstrip("/") + "/"

    # What several pages share

    @cached_property
    def reference(self) -> Any:
        """The day from which « new » and « next » are counted without JavaScript."""
        return reference_day(self.catalogue)

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self.catalogue)

    @cached_property
    def _similar(self) -> Similar:
        return Similar(self.catalogue.livrables.values())

    def _near(self, fiche: Livrable) -> list[tuple[Livrable, bool]]:
        """Return the deliverables near another one, and whether each is probably the same; those come first."""
        same = [near.fiche for near in self._similar.of(fiche.id) if near.fiche.statut == "publie"][:VERY_NEAR]
        near = {one.id: (one, True) for one in same}
        for neighbour in self._neighbours.of(fiche, NEIGHBOURS):
            near.setdefault(neighbour.id, (neighbour, False))
        return list(near.values())[:NEIGHBOURS]

    @cached_property
    def occurrences(self) -> dict[str, list[Occurrence]]:
        """Occurrences up to the horizon, by the id of their event."""
        last = horizon(self.reference)
        return {event.id: list(occurrences_of(event, last)) for event in self.catalogue.evenements.values()}

    @cached_property
    def moments(self) -> list[Moment]:
        """What relays should pass on in the coming twelve months, by date of sending."""
        return moments(self.catalogue, self.occurrences, self.reference)

    @cached_property
    def with_programme(self) -> list[Cible]:
        """The targets that have a page of what to pass on and when: something is known of their year."""
        named = {cible for moment in self.moments for cible in moment.evenement.cibles}
        return [cible for cible in self.catalogue.cibles.values() if cible.moments or cible.id in named]

    @cached_property
    def externes(self) -> tuple[EvenementExterne, ...]:
        """What only others announce."""
        if not any(self.catalogue.agendas[identity].nature == "evenements" for identity in self.catalogue.copies):
            return ()
        return shared((one for found in self.occurrences.values() for one in found), self.catalogue).externes

    @cached_property
    def calendars(self) -> Calendars:
        """The calendar files that pages link to."""
        return Calendars(self.catalogue, self.occurrences, self.externes, self.reference)

    def fill(self, name: str, racine: str = "./", **context: Any) -> Markup:
        """Return the HTML of a template of overrides/fiches/, for a page whose way to the root is `racine`."""
        return Markup(self._fill(name, context).replace(rendering.ROOT, racine))

    def _fill(self, name: str, context: Mapping[str, Any]) -> str:
        if name not in self._templates:
            self._templates[name] = rendering.template(self._env, name)
        return self._templates[name](context)

    def card(self, fiche: Livrable) -> str:
        """Return the card of a deliverable, in which ROOT stands for the way to the root."""
        html = self._cards.get(fiche.id)
        if html is None:
            html = self._cards[fiche.id] = self._fill(
                "carte.html",
                {
                    "fiche": fiche,
                    "format": self.catalogue.formats[fiche.format],
                    "cibles": self._of("cibles", fiche.cibles),
                },
            )
        return html

    def cards(self, fiches: Iterable[Livrable], racine: str) -> Markup:
        """Return the cards of deliverables one after the other; '' for none."""
        return Markup("".join([self.card(fiche) for fiche in fiches]).replace(rendering.ROOT, racine))

    @cached_property
    def _coming(self) -> dict[str, list[Occurrence]]:
        """What is to come of each event, by date."""
        return {identity: since(by_date(found), self.reference) for identity, found in self.occurrences.items()}

    @cached_property
    def _to_come(self) -> list[Occurrence]:
        """What is to come of all events, by date."""
        return by_date(occurrence for found in self._coming.values() for occurrence in found)

    def coming(self, events: Iterable[Evenement]) -> list[Dated]:
        """Return what comes next of events, by date, with its French wording; CARRIED at most."""
        wanted = {event.id for event in events}
        found = (occurrence for occurrence in self._to_come if occurrence.evenement.id in wanted)
        return [self.dated(occurrence) for occurrence in islice(found, CARRIED)]

    def dated(self, occurrence: Occurrence) -> Dated:
        """Return an occurrence with its French wording, which is found once."""
        known = self._dated.get(id(occurrence))  # comparing two occurrences compares their events, field by field
        if known is None:
            known = self._dated[id(occurrence)] = occurrence, self._word(occurrence)
        return known[1]

    @staticmethod
    def _word(occurrence: Occurrence) -> Dated:
        start, end = occurrence.quand, occurrence.jusqua
        if not occurrence.complete:
            wording = french.long_date(start)
            if end and end != start:
                wording = f"{'d’' if wording[0] in 'ao' else 'de '}{wording} à {french.long_date(end)}"
            else:
                wording = f"en {wording}"
        elif occurrence.debut == occurrence.fin and start.has_time and not occurrence.jour_prevu:
            wording = f"le {french.long_date(start)}"
        else:
            wording = french.span(occurrence.debut, occurrence.fin)
        return Dated(
            occurrence.evenement,
            occurrence.debut,
            occurrence.fin,
            wording,
            occurrence.lieu,
            occurrence.statut,
            heures=_hours(start, end),
            prevu=french.long_date(occurrence.jour_prevu) if occurrence.deplacee and occurrence.jour_prevu else "",
        )

    def _of(self, target: str, ids: Sequence[str]) -> list[Any]:
        known = getattr(self.catalogue, target)
        return [known[identity] for identity in ids if identity in known]

    def _terms(self, target: str, ids: Sequence[str]) -> Markup:
        """Return links from a record's page to vocabulary terms, or plain names where they have no page."""
        return Markup(", ".join([self._term(target, identity) for identity in ids]))

    def _term(self, target: str, identity: str) -> str:
        link = self._term_links.get((target, identity))
        if link is None:
            link = self._term_links[target, identity] = self.fill(
                "_terme.html",
                racine=RECORD_ROOT,
                vocabulaire=target,
                terme=getattr(self.catalogue, target)[identity],
                page=self.catalogue.has_page(target, identity),
            ).strip()
        return link

    def _help(self, fiche: Record) -> dict[str, str]:
        """Return where a record is corrected and where a mistake in it is reported."""
        path = f"catalogue/{fiche.kind}/{fiche.id}.yml"
        subject = f"Fiche « {fiche.intitule} » ({fiche.kind}/{fiche.id})"
        return {
            "modifier": edit_address(self.site.depot, self.site.branche, path),
            "signaler": metadata.report_address(self.site.contact, subject) or issue_address(self.site.depot),
        }

    def page(
        self, section: str, address: str, *, title: str, description: str, body: Markup, head: Markup, own: str = ""
    ) -> Output:
        """Return a whole page: chrome of the section at the depth of the address, filled.

        `own` is what of the body does not stand on another page, where that is less than all of it.
        """
        depth = depth_of(address)
        content = self._chrome(section, depth).fill(
            {"titre": title, "resume": description, "corps": body, "tete": head}
        )
        own = (own or str(body)) if (section, depth) in self._chromes_shown else ""
        self._chromes_shown.add((section, depth))
        return Output(file_of(address), content, own)

    def plain_page(self, section: str, address: str, title: str, description: str, body: Markup) -> Output:
        """Return a whole page whose head says no more than its title and description."""
        head = self._head(title, description, address)
        return self.page(section, address, title=title, description=description, body=body, head=head)

    def _head(
        self, title: str, description: str, address: str, indexed: bool = True, followed: Facet | None = None
    ) -> Markup:
        head = metadata.head(
            title=title, description=description, url=self._base + address, site_name=self.site.nom, indexed=indexed
        )
        return head + metadata.feed_link(followed.title, root_from(address) + followed.flux) if followed else head

    # Records

    def tasks(self) -> list[Callable[[], Iterable[Output]]]:
        """Return the work that gives every page but the first of each list, which are written pages.

        Lists come last: they show the same cards, which one process renders for all of them.
        """
        catalogue = self.catalogue
        everything = list(catalogue.livrables.values())
        self._similar.prepare()  # once, before the work is shared between two processes
        return [
            *(partial(self._one, self.livrable, fiche) for fiche in everything),
            *(partial(self._one, self.evenement, fiche) for fiche in catalogue.evenements.values()),
            self.retraits,
            *(partial(self.groupe, fiche) for fiche in catalogue.groupes.values()),
            *(partial(self.relais, fiche) for fiche in catalogue.relais.values()),
            *(partial(self.cible, fiche) for fiche in catalogue.cibles.values()),
            *(
                partial(self.terme, vocabulary, terme)
                for vocabulary in FACET_SECTIONS
                for terme in getattr(catalogue, vocabulary).values()
                if catalogue.has_page(vocabulary, terme.id)
            ),
            partial(self._list_pages, "livrables", SECTIONS["livrables"].index, everything),
        ]

    @staticmethod
    def _one(page: Callable[[Any], Output], fiche: Any) -> Iterable[Output]:
        return (page(fiche),)

    def all(self) -> Iterator[Output]:
        """Yield every page of `tasks`."""
        for task in self.tasks():
            yield from task()

    def livrable(self, fiche: Livrable) -> Output:
        """Return the page of a deliverable."""
        address = record_address("livrables", fiche.id)
        racine = root_from(address)
        body = self.fill(
            "livrable.html",
            fiche=fiche,
            racine=racine,
            format=self._terms("formats", (fiche.format,)),
            icone=self.catalogue.formats[fiche.format].icone,
            cibles=self._of("cibles", fiche.cibles),
            themes=self._terms("themes", fiche.themes),
            secteurs=self._terms("secteurs", fiche.secteurs),
            territoires=self._terms("territoires", fiche.territoires),
            groupe=self.catalogue.groupes.get(fiche.groupe or ""),
            relais=self._of("relais", fiche.relais),
            liens=[describe_link(lien.libelle, lien.url, self.site.copies) for lien in fiche.liens],
            proches=self._near(fiche),
            evenements=self.catalogue.referring("evenements", "livrables", fiche.id),
            diffusions=self.catalogue.referring("diffusions", "livrables", fiche.id),
            **self._help(fiche),
        )
        return self.page(
            "livrables",
            address,
            title=fiche.titre,
            description=fiche.promesse or fiche.resume,
            body=body,
            head=metadata.of_livrable(fiche, self.catalogue, self._base + address),
        )

    def cible(self, cible: Cible) -> Iterator[Output]:
        """Yield the landing page of a target, and the pages of its whole list where the first cannot hold it."""
        address = record_address("cibles", cible.id)
        racine = root_from(address)
        fiches = self.catalogue.referring("livrables", "cibles", cible.id)
        groups = self._by_theme(fiches)
        everything = len(fiches) > sum(min(len(group), PER_THEME) for _theme, group in groups)
        followed = facet_of("cibles", cible)
        relais = [
            {"relais": one, "portee": next(c.portee for c in one.cibles if c.cible == cible.id)}
            for one in self.catalogue.referring("relais", "cibles", cible.id)
        ]
        events = self.coming(self.catalogue.referring("evenements", "cibles", cible.id))
        body = self.fill(
            "cible.html",
            fiche=cible,
            racine=racine,
            groupes_par_theme=[
                (theme, self.cards(group[:PER_THEME], racine), len(group), self._all_of(racine, cible, group))
                for theme, group in groups
            ],
            recents=self.cards(fiches[:NEWEST], racine),
            occurrences=events,
            relais=relais,
            nombre=len(fiches),
            total=len(fiches),
            suivre=followed,
            toutes=f"{racine}{address}page/1/" if everything else "",
            affiner=refining_address(address),
            abonnement=self.calendars.of("cibles", cible.id),
            programme=f"{PROGRAMME}{cible.id}/" if cible in self.with_programme else "",
            secteurs=self._terms("secteurs", cible.secteurs),
            **self._help(cible),
        )
        description = cible.accroche or f"{french.plural(len(fiches), 'livrable', 'livrables')} pour {cible.nom}."
        yield self.page(
            "cibles",
            address,
            title=cible.nom,
            description=description,
            body=body,
            head=self._head(cible.nom, description, address, not cible.exemple, followed),
        )
        if everything:
            yield from self._list_pages("cibles", address, fiches, cible.nom, first=1, indexed=not cible.exemple)

    def _by_theme(self, fiches: Sequence[Livrable]) -> list[tuple[Terme | None, list[Livrable]]]:
        """Return deliverables under their first theme, the fullest theme first, and last those that have none."""
        groups: dict[str, list[Livrable]] = defaultdict(list)
        for fiche in fiches:
            groups[fiche.themes[0] if fiche.themes else ""].append(fiche)
        order = sorted(groups, key=lambda theme: (not theme, -len(groups[theme]), theme))
        return [(self.catalogue.themes.get(theme), groups[theme]) for theme in order]

    def _all_of(self, racine: str, cible: Cible, group: Sequence[Livrable]) -> str:
        return f"{racine}{record_address('cibles', cible.id)}page/1/" if len(group) > PER_THEME else ""

    def relais(self, relais: Relais) -> Iterator[Output]:
        """Yield the page of a relay, and the further pages of what it can pass on."""
        address = record_address("relais", relais.id)
        fiches = self.catalogue.referring("livrables", "relais", relais.id)
        yield from self._paginated(
            "relais",
            address,
            relais.nom,
            f"{relais.nom}, {relais.type}\u00a0: qui il touche et ce qu’il peut transmettre.",
            "relais.html",
            fiches,
            facet_of("relais", relais),
            fiche=relais,
            cibles=[{"cible": self.catalogue.cibles[one.cible], "portee": one.portee} for one in relais.cibles],
            territoires=self._terms("territoires", relais.territoires),
            secteurs=self._terms("secteurs", relais.secteurs),
            diffusions=self.catalogue.referring("diffusions", "relais", relais.id),
            **self._help(relais),
        )

    def groupe(self, groupe: Groupe) -> Iterator[Output]:
        """Yield the page of a working group, and the further pages of what it produced."""
        yield from self._paginated(
            "groupes",
            record_address("groupes", groupe.id),
            groupe.nom,
            f"Groupe de travail{f' du {groupe.plan}' if groupe.plan else ''}\u00a0: pilotes, étapes et livrables.",
            "groupe.html",
            self.catalogue.referring("livrables", "groupes", groupe.id),
            facet_of("groupes", groupe),
            fiche=groupe,
            voisins=self._near_groups(groupe),
            occurrences=self.coming(self.calendars.events("groupes", groupe.id)),
            abonnement=self.calendars.of("groupes", groupe.id),
            territoires=self._terms("territoires", groupe.territoires),
            cibles=self._of("cibles", groupe.cibles),
            themes=self._terms("themes", groupe.themes),
            **self._help(groupe),
        )

    def _near_groups(self, groupe: Groupe) -> list[Groupe]:
        """Return the groups to get in touch with early: same target, or same pilot structure (workshop A1)."""
        pilots = {pilote.structure for pilote in groupe.pilotes}
        themes, cibles = set(groupe.themes), set(groupe.cibles)
        near = []
        for other in self.catalogue.groupes.values():
            if other.id != groupe.id and (
                themes & set(other.themes)
                or cibles & set(other.cibles)
                or pilots & {p.structure for p in other.pilotes}
            ):
                near.append(other)
        return near[:NEIGHBOURS]

    def evenement(self, evenement: Evenement) -> Output:
        """Return the page of an event."""
        address = record_address("evenements", evenement.id)
        racine = root_from(address)
        found = self.occurrences[evenement.id]
        coming = self._coming[evenement.id]
        shown = [self.dated(one) for one in coming or before(found, self.reference)]
        hours = {one.heures for one in shown}
        body = self.fill(
            "evenement.html",
            fiche=evenement,
            racine=racine,
            occurrences=shown,
            heures=hours.pop() if len(hours) == 1 else "",
            apres=max((one.fin for one in shown), default=None),
            livrables=self.cards(self._of("livrables", evenement.livrables), racine),
            cibles=self._of("cibles", evenement.cibles),
            territoires=self._terms("territoires", evenement.territoires),
            themes=self._terms("themes", evenement.themes),
            calendrier=self.calendars.of_event(evenement),
            ajouter=self._to_add(coming, self._base + address),
            **self._help(evenement),
        )
        return self.page(
            "evenements",
            address,
            title=evenement.titre,
            description=f"{evenement.titre}, {self.dated(found[0]).libelle}." if found else evenement.titre,
            body=body,
            head=metadata.of_evenement(evenement, coming or found, self.catalogue, self._base + address),
        )

    def _to_add(self, coming: Iterable[Occurrence], url: str) -> list[tuple[Dated, list[tuple[str, str]]]]:
        """Return the coming dates of an event that takes place, with their links to web calendars."""
        sure = [one for one in coming if one.complete and one.statut == "confirme" and not one.evenement.exemple]
        return [(self.dated(one), web_links(one, url)) for one in sure[:ADDED]]

    def terme(self, vocabulary: str, terme: Terme) -> Iterator[Output]:
        """Yield the pages of a vocabulary term that is used enough to have some."""
        yield from self._paginated(
            vocabulary,
            record_address(vocabulary, terme.id),
            terme.label,
            terme.description or f"Les livrables\u00a0: {terme.label}.",
            "terme.html",
            self.catalogue.referring("livrables", vocabulary, terme.id),
            facet_of(vocabulary, terme),
            terme=terme,
            vocabulaire=vocabulary,
            occurrences=self.coming(self.calendars.events(vocabulary, terme.id)),
            abonnement=self.calendars.of(vocabulary, terme.id),
            choisis=f"?{FILTERS[vocabulary]}={terme.id}" if vocabulary in FILTERS else "",
        )

    def retraits(self) -> Iterator[Output]:
        """Yield a page for each address that was withdrawn."""
        for address, retrait in self.catalogue.retraits.items():
            section, _, identity = address.partition("/")
            full = record_address(section, identity)
            body = self.fill(
                "retrait.html",
                retrait=retrait,
                racine=root_from(full),
                voir=retrait.voir or "",
                voir_titre=self._title_at(retrait.voir or ""),
            )
            yield self.page(
                section if section in SECTIONS else "livrables",
                full,
                title=retrait.titre,
                description=f"Cette fiche a été retirée du catalogue\u00a0: {retrait.motif}",
                body=body,
                head=self._head(retrait.titre, retrait.motif, full, indexed=False),
            )

    def _title_at(self, address: str) -> str:
        section, _, identity = address.partition("/")
        record = getattr(self.catalogue, section, {}).get(identity) if section in SECTIONS else None
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
        followed: Facet | None,
        **context: Any,
    ) -> Iterator[Output]:
        """Yield a page whose list of deliverables may go on over further pages."""
        racine = root_from(address)
        indexed = not getattr(context.get("fiche"), "exemple", False)
        own = self.fill(
            template,
            racine=racine,
            affiner=refining_address(address),
            cartes=CARDS if fiches else "",
            pagination=self.pagination(address, racine, 1, len(fiches)),
            total=len(fiches),
            suivre=followed,
            **context,
        )
        body = self._with_cards(own, fiches[:PER_PAGE], racine)
        yield self.page(
            section,
            address,
            title=title,
            description=description,
            body=body,
            head=self._head(title, description, address, indexed, followed),
            own=own,
        )
        yield from self._list_pages(section, address, fiches, title=title, indexed=indexed)

    def _with_cards(self, html: Markup, fiches: Sequence[Livrable], racine: str) -> Markup:
        """Return the HTML with cards in their place."""
        return Markup(html.replace(CARDS, self.cards(fiches, racine)))

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
        heading = f"{title}\u00a0: tous les livrables" if title else "Livrables"
        for number in range(first, pages + 1):
            address = f"{base}page/{number}/"
            racine = root_from(address)
            shown = f"{heading} (page {number} sur {pages})"
            description = f"{shown}."
            own = Markup('<h1 id="titre">{}</h1>').format(shown) + self.fill(
                "liste.html",
                racine=racine,
                cartes=CARDS,
                pagination=self.pagination(base, racine, number, len(fiches), first_is_list=first == 1),
                total=len(fiches),
                suivre=None,
                vide="",
                affiner=refining_address(base),
            )
            yield self.page(
                section,
                address,
                title=shown,
                description=description,
                body=self._with_cards(own, fiches[(number - 1) * PER_PAGE : number * PER_PAGE], racine),
                head=self._head(shown, description, address, indexed),
                own=own,
            )

    def pagination(
        self, base: str, racine: str, number: int, total: int, first_is_list: bool = False
    ) -> dict[str, Any] | None:
        """Return the links between the pages of a list, or None where one page is enough."""
        pages = ceil(total / PER_PAGE)
        if pages < 2:
            return None

        def url(page: int) -> str:
            return racine + (f"{base}page/{page}/" if first_is_list else page_address(base, page))

        shown = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
        return {
            "page": number,
            "pages": pages,
            "precedente": url(number - 1) if number > 1 else "",
            "suivante": url(number + 1) if number < pages else "",
            "liens": [(page, url(page), page == number) for page in shown],
        }
