"""What the pages of the catalogue share: their chrome, cards, links to terms, and what each event comes to."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from math import ceil
from typing import Any

import jinja2
from markupsafe import Markup

from prst.analysis.derived import Derived
from prst.analysis.gaps import Gap, gaps
from prst.analysis.occurrences import since
from prst.analysis.rendez_vous import RendezVous
from prst.outputs import Output, metadata
from prst.outputs.addresses import (
    addresses_of,
    asked_at,
    depth_of,
    file_of,
    form_address,
    issue_about,
    page_address,
    record_address,
    root_from,
)
from prst.outputs.affiches import Visuels
from prst.outputs.calendars import Calendars
from prst.outputs.gabarit import Gabarit
from prst.outputs.listes import Liste, listed_at
from prst.outputs.pages import declarer, rendering
from prst.outputs.pages.rendez_vous import Dated, word
from prst.outputs.pages.reperes import Reperes, landmarks
from prst.outputs.rubriques import Rubriques
from prst.records.catalogue import Catalogue
from prst.records.champs import champs_of
from prst.records.model import Evenement, Livrable, Record

PER_PAGE = 20
"""Cards on one page of a list: a multiple of one, two, three and four columns."""
SHOWN = 5
"""Events that a list of what is to come shows, unless it says otherwise."""
EACH = 12
"""Coming dates of one event that such a list holds: dates.js shows the next one once the first is over, and each event
once, so that those that recur must not take the room of the others."""
PROGRAMME = "que-diffuser-quand/"
"""Address of what to pass on and when, before those of each target."""
RECORD_ROOT = root_from(record_address("livrables", "x"))
"""Way to the root from the page of any record."""

Chrome = Callable[[str, int], Gabarit]
"""Gives the Gabarit of a section of the site at a depth (number of folders)."""


class Pages:
    """Pages of one catalogue. HTML that several pages show (cards, occurrences) is rendered once."""

    def __init__(self, catalogue: Catalogue, env: jinja2.Environment, chrome: Chrome) -> None:
        self.catalogue = catalogue
        self.site = catalogue.site
        self.derived = Derived(catalogue)
        self.contacts = self.derived.contacts
        env.globals["contacts"] = self.contacts
        env.globals["declaration"] = lambda relais: declarer.of_relay(relais, self.derived, self.contacts.written_to)
        self.env = env
        self._rubriques = Rubriques.of(catalogue.site.sections)
        self._chrome = chrome
        self._templates: dict[str, Callable[[Mapping[str, Any]], str]] = {}
        self._cards: dict[str, str] = {}
        self._term_links: dict[tuple[str, str], str] = {}
        self._dated: dict[str, Dated] = {}
        self._chromes_shown: set[tuple[str, int]] = set()
        self.written: Collection[str] = ()
        """Addresses of written pages: a region may leave some out."""
        self.sheets: Mapping[str, str] = {}
        """The style sheets that pages ask for besides the one of all, by the start of their address."""
        self.modeles: Mapping[str, tuple[str, str, str]] = {}
        """Address, title and Markdown of each template of the toolbox, by the file of its page."""
        self.parcours = ""
        """The Markdown of the path of a new pilot; '' where the region has none."""
        self.visuels: Visuels | None = None
        """What shows the resources that relays pass on; nothing draws it where there is none."""
        self.broken: Mapping[str, Collection[str]] = {}
        """Ids of records that exist but cannot be shown, by section: a preview and `prst verifier` go on without."""

    # What several pages share

    @cached_property
    def reperes(self) -> Reperes:
        """Public holidays, and the school holidays of this region."""
        return landmarks(self.catalogue)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What the catalogue does not say yet, what ages, and what hangs on one person."""
        return gaps(self.catalogue, self.contacts, self.derived.reference, self.derived.couverture)

    @cached_property
    def places_elsewhere(self) -> Mapping[tuple[str, str], str]:
        """Where each resource of a partner is shown, by the ids of both."""
        copies = self.catalogue.ailleurs.items()
        return {(partner, one.id): place for partner, copie in copies for one, place in addresses_of(partner, copie)}

    @cached_property
    def calendars(self) -> Calendars:
        """The calendar files that pages link to."""
        known = self.derived
        return Calendars(
            self.catalogue, known.occurrences, known.announced, known.reference, known.holds, known.jalons_de
        )

    def fill(self, name: str, racine: str = "./", **context: Any) -> Markup:
        """Return the HTML of a template of overrides/fiches/, for a page whose way to the root is `racine`."""
        return Markup(self._fill(name, context).replace(rendering.ROOT, racine))

    def _fill(self, name: str, context: Mapping[str, Any]) -> str:
        if name not in self._templates:
            self._templates[name] = rendering.template(self.env, name)
        return self._rubriques.html(self._templates[name](context), self.site.base)

    def card(self, fiche: Livrable) -> str:
        """Return the card of a deliverable, in which ROOT stands for the way to the root."""
        html = self._cards.get(fiche.id)
        if html is None:
            html = self._cards[fiche.id] = self._fill(
                "carte.html",
                {
                    "fiche": fiche,
                    "format": self.catalogue.formats[fiche.format],
                    "cibles": self.of("cibles", fiche.cibles),
                    "ailleurs": self.derived.holds.elsewhere(fiche),
                    "contact": asked_at(self.contacts, fiche),
                },
            )
        return html

    def cards(self, fiches: Iterable[Livrable], racine: str) -> Markup:
        """Return the cards of deliverables one after the other; '' for none."""
        return Markup("".join([self.card(fiche) for fiche in fiches]).replace(rendering.ROOT, racine))

    def coming(self, events: Iterable[Evenement], shown: int = SHOWN) -> list[Dated]:
        """Return what comes next of events, by date, with its French wording, for a list that shows `shown` of them."""
        wanted = {event.id for event in events}
        found = since((one for one in self.derived.to_come if one.evenement.id in wanted), self.derived.reference, EACH)
        return [self.dated(occurrence) for occurrence in islice(found, shown * EACH)]

    def dated(self, one: RendezVous) -> Dated:
        """Return a rendez-vous with its French wording, which is found once."""
        known = self._dated.get(one.identite)
        if known is None:
            known = self._dated[one.identite] = word(one)
        return known

    def of(self, target: str, ids: Sequence[str]) -> list[Any]:
        """Return the records or terms of ids, in their order, without those that cannot be shown."""
        known = getattr(self.catalogue, target)
        return [known[identity] for identity in ids if identity in known]

    def terms(self, target: str, ids: Sequence[str]) -> Markup:
        """Return links from a record's page to where what holds for vocabulary terms is listed."""
        return Markup(", ".join([self._term(target, identity) for identity in ids]))

    def _term(self, target: str, identity: str) -> str:
        link = self._term_links.get((target, identity))
        if link is None:
            link = self._term_links[target, identity] = self.fill(
                "_terme.html",
                racine=RECORD_ROOT,
                terme=getattr(self.catalogue, target)[identity],
                adresse=listed_at(self.catalogue, target, identity),
            ).strip()
        return link

    def help(self, fiche: Record, racine: str = RECORD_ROOT) -> dict[str, Any]:
        """Return where a record is corrected, its contact confirmed, and a mistake in it reported."""
        subject = f"Fiche « {fiche.intitule} » ({fiche.kind}/{fiche.id})"
        page = self.site.base + record_address(fiche.kind, fiche.id)
        asked = self.contacts.written_to
        issue = issue_about(self.site.depot, subject, f"Sur {page} :\n\n")
        ways = (metadata.report_address(asked, subject) if asked and asked.courriel else "", issue)
        return {
            "modifier": racine + form_address(fiche.kind, fiche.id),
            "confirmer": racine + form_address(fiche.kind, fiche.id, confirming=True),
            "signaler": next(filter(None, ways), metadata.report_address(asked, subject)),
        }

    def page(
        self, section: str, address: str, *, title: str, description: str, body: Markup, head: Markup, own: str = ""
    ) -> Output:
        """Return a whole page: chrome of the section at the depth of the address, filled.

        `own` is what of the body does not stand on another page, where that is less than all of it.
        """
        depth = depth_of(address)
        content = self._chrome(section, depth).fill(
            {"titre": title, "resume": description, "corps": body, "tete": self._head(head, address)}
        )
        own = (own or str(body)) if (section, depth) in self._chromes_shown else ""
        self._chromes_shown.add((section, depth))
        return Output(file_of(address), content, own)

    def _head(self, head: Markup, address: str) -> Markup:
        return Markup(self._rubriques.html(head + self.own_sheet(address)))

    def own_sheet(self, address: str) -> Markup:
        """Return the link to the style sheet that a page asks for besides the one of all, if there is one."""
        found = (sheet for start, sheet in self.sheets.items() if address.startswith(start))
        link = Markup('<link rel="stylesheet" href="{}">').format
        return Markup("").join(link(root_from(address) + sheet) for sheet in found)

    def field_at(self, kind: str, field: str) -> str:
        """Return the place of a field on the form of its kind; '' of one in which there is nothing to choose yet."""
        champ = next(one for one in champs_of(kind) if one.name == field.partition("-")[0])
        if champ.required or champ.type != "reference":
            return f"#f-{field}-aide"
        named: Mapping[str, Any] = getattr(self.catalogue, champ.reference)
        return f"#f-{field}-aide" if any(not getattr(one, "exemple", False) for one in named.values()) else ""

    def plain_page(
        self, section: str, address: str, title: str, description: str, body: Markup, *, indexed: bool = True
    ) -> Output:
        """Return a whole page whose head says no more than its title and description."""
        head = self.head(title, description, address, indexed)
        return self.page(section, address, title=title, description=description, body=body, head=head)

    def head(
        self, title: str, description: str, address: str, indexed: bool = True, followed: Liste | None = None
    ) -> Markup:
        """Return the head of a page that has a title, a description and perhaps a list to follow."""
        head = metadata.head(
            title=title, description=description, url=self.site.base + address, site=self.site, indexed=indexed
        )
        return head + metadata.feed_link(followed.title, root_from(address) + followed.flux) if followed else head

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
