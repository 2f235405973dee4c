"""Atom feeds (RFC 4287): what is new or has changed in each list of deliverables."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from heapq import nsmallest
from io import StringIO
from typing import Any

from feedgenerator import Atom1Feed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator
from markupsafe import escape

from prst.analysis.derived import Derived
from prst.outputs import Output, french
from prst.outputs.addresses import record_address
from prst.outputs.gabarit import Gabarit, slot
from prst.outputs.kits import ended
from prst.outputs.listes import WHOLE, Liste, listes, livrables_of
from prst.outputs.metadata import LICENCE
from prst.outputs.pages.jalons import told_in_calendar
from prst.records.catalogue import Catalogue
from prst.records.model import Groupe, Livrable

NEWEST = 50
"""Entries of a feed: readers keep the earlier ones, and its page lists them all."""
_SLOTS = frozenset({"titre", "page", "id", "resume", "modifie"})
_DAYS = {"updated": "modifie", "published": "ajoute"}
"""Elements of an entry whose text is a day, and the slot of each: the library writes nothing but days there."""


class _Feed(Atom1Feed):  # type: ignore[misc]  # the library ships no types
    """A feed that changed on a given day: the library takes the clock's where there is no entry."""

    def latest_post_date(self) -> date:
        """Return that day."""
        changed: date = self.feed["changed"]
        return changed


def feeds(catalogue: Catalogue, derived: Derived | None = None) -> Iterator[Output]:
    """Yield the feed of the whole catalogue, then that of each list that has a page, under its former addresses too.

    An entry is dated by its record alone. Left out are records that do not say when they were added or changed, because
    nothing could tell whether they are news, and archived ones, which nobody should pass on.
    """
    writer = _Writer(derived or Derived(catalogue))
    for liste in (WHOLE, *listes(catalogue)):
        feed = writer.feed(liste)
        yield feed
        for former in _former_ids(catalogue, liste):
            yield feed._replace(path=liste.flux.replace(liste.page, record_address(liste.section, former), 1))


def _former_ids(catalogue: Catalogue, liste: Liste) -> tuple[str, ...]:
    """Return the ids that the record of a list has borne: who follows it under one of them goes on doing so."""
    fiche = getattr(catalogue, liste.section)[liste.identity] if liste.section else None
    found: tuple[str, ...] = getattr(fiche, "anciens_ids", ())
    return found


class _Writer:
    """Renders each entry once: a deliverable stands in ten feeds."""

    def __init__(self, derived: Derived) -> None:
        catalogue = derived.catalogue
        self._catalogue = catalogue
        self._derived = derived
        self._base = catalogue.site.base
        self._reference = derived.reference
        self._entries: dict[str, bytes] = {}
        self._editeur = derived.contacts.editeur
        shown = [fiche for fiche in catalogue.livrables.values() if fiche.actuel]
        news = [(changed, fiche) for fiche in shown if (changed := fiche.modifie_le or fiche.ajoute_le)]
        news.sort(key=lambda item: item[0], reverse=True)
        self._news = news
        self._ranks = {fiche.id: rank for rank, (_changed, fiche) in enumerate(news)}

    def feed(self, liste: Liste) -> Output:
        """Return the feed of a list: its newest entries, the last changed first."""
        ranks, site = self._ranks, self._catalogue.site
        editeur = self._editeur
        found = {ranks[fiche.id] for fiche in self._told(liste) if fiche.id in ranks}
        news = [
            (changed, self._entry(fiche)) for changed, fiche in (self._news[rank] for rank in nsmallest(NEWEST, found))
        ]
        if liste.section == "groupes":
            own = self._milestones(self._catalogue.groupes[liste.identity])
            news = sorted([*news, *own], key=lambda item: item[0], reverse=True)[:NEWEST]
        head = _Feed(
            title=f"{site.nom}\u00a0: {liste.title}",
            link=self._base + liste.page,
            description="Ressources ajoutées ou mises à jour",
            language="fr",
            author_name=editeur.nom,
            author_email=editeur.courriel,
            author_link=editeur.site,
            feed_url=self._base + liste.flux,
            feed_guid=self._base + liste.flux,
            feed_copyright=LICENCE.name,
            changed=news[0][0] if news else self._reference,
        ).writeString("utf-8")
        head, end, _ = head.rpartition("</feed>")
        entries = [entry for _changed, entry in news]
        return Output(liste.flux, b"\n".join((head.encode(), *entries, end.encode(), b"")))

    def _told(self, liste: Liste) -> Sequence[Livrable]:
        """Return the deliverables of a list; for a relay, the last of all that it can pass on, whoever chose it."""
        if liste.section == "relais":
            return self._derived.selection.news_of_relay(self._catalogue.relais[liste.identity], NEWEST)
        return livrables_of(self._derived.holds, liste)

    def _milestones(self, groupe: Groupe) -> Iterator[tuple[date, bytes]]:
        """Yield the milestones that a group reached, with their day: pilots read no letter, and follow groups here."""
        page = self._base + record_address("groupes", groupe.id)
        for one in self._derived.jalons_de[groupe.id]:
            if one.jalon.avancement == "fait" and not one.exemple:
                given = f"<p>{escape(one.jalon.produit)}</p>" if one.jalon.produit else ""
                values = {
                    "titre": f"Jalon atteint\u00a0: {one.titre}",
                    "page": page,
                    "id": f"{self._base}groupes/#{one.identite}",
                    "resume": f"<p>{escape(told_in_calendar(one))}</p>{given}",
                    "modifie": str(one.debut),
                }
                yield one.debut, _entry_form(added=False).fill(values) + b"</entry>"

    def _entry(self, fiche: Livrable) -> bytes:
        entry = self._entries.get(fiche.id)
        if entry is None:
            entry = self._entries[fiche.id] = self._render(fiche)
        return entry

    def _render(self, fiche: Livrable) -> bytes:
        catalogue = self._catalogue
        # Its first name: an entry whose id changes with the record's would be news again (RFC 4287, section 4.2.6).
        first = fiche.anciens_ids[0] if fiche.anciens_ids else fiche.id
        values = {
            "titre": fiche.titre,
            "page": self._base + record_address("livrables", fiche.id),
            "id": self._base + record_address("livrables", first),
            "resume": self._summary(fiche),
            "modifie": str(fiche.modifie_le or fiche.ajoute_le),
        }
        if fiche.ajoute_le:
            values["ajoute"] = str(fiche.ajoute_le)
        labels = [catalogue.formats[fiche.format].label, *(catalogue.themes[theme].label for theme in fiche.themes)]
        return b"".join((_entry_form("ajoute" in values).fill(values), *map(_category, labels), b"</entry>"))

    def _summary(self, fiche: Livrable) -> str:
        """Return what a reader shows of a deliverable, as HTML that is a text here (RFC 4287, section 3.1.1.2)."""
        names = [cible.nom for one in fiche.cibles if not (cible := self._catalogue.cibles[one]).exemple]
        lines = [fiche.promesse, fiche.resume, f"Pour qui\u00a0? {ended(french.listed(names))}" if names else None]
        return "".join([f"<p>{escape(line)}</p>" for line in lines if line])


# Rendering each entry took the library longer than all the rest: it renders the form of one, which is then filled.


class _Elements(SimplerXMLGenerator):  # type: ignore[misc]  # the library ships no types
    """Writes elements, and a slot in the place of each day."""

    def addQuickElement(self, name: str, contents: str | None = None, attrs: Any = None) -> None:
        """Write an element; RFC 3339 asks for an hour, and a day of ours has none."""
        super().addQuickElement(name, f"{slot(_DAYS[name])}T00:00:00Z" if name in _DAYS else contents, attrs)


@cache
def _entry_form(added: bool) -> Gabarit:
    """Return an entry up to its categories; `added` tells whether it says when it was added."""
    feed: Any = Atom1Feed("", "", None)
    feed.add_item(
        title=slot("titre"),
        link=slot("page"),
        description=slot("resume"),
        unique_id=slot("id"),
        pubdate=date.min if added else None,
        updateddate=date.min,
    )

    def render(handler: Any) -> None:
        handler.startElement("entry", {})
        feed.add_item_elements(handler, feed.items[0])

    return Gabarit(_xml(render), _SLOTS | {"ajoute"} if added else _SLOTS)


@cache
def _category(label: str) -> bytes:
    return _xml(lambda handler: handler.addQuickElement("category", "", {"term": label})).encode()


def _xml(render: Callable[[Any], None]) -> str:
    """Return what is rendered by the library's own generator."""
    text = StringIO()
    render(_Elements(text, "utf-8", short_empty_elements=True))
    return text.getvalue()
