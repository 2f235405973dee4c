"""« Que diffuser, quand »: the twelve coming months, whole and for each target, and calendars of dates of sending."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from prst.analysis.agenda import uid
from prst.analysis.jalons import that_give
from prst.analysis.moments import MONTHS, Moment, coming_months
from prst.outputs import Output, french
from prst.outputs.addresses import record_address, root_from
from prst.outputs.calendars import Abonnement, calendar_file, reminder
from prst.outputs.kits import ended
from prst.outputs.pages import rendering
from prst.outputs.pages.choices import targets, territories
from prst.outputs.pages.common import PROGRAMME, Pages
from prst.outputs.pages.rendez_vous import in_words
from prst.outputs.site_files import moved
from prst.records.model import Cible, Livrable

CALENDAR = "envois.ics"
"""Name of a calendar, beside the page that it goes with."""
JUST_OUT = 3
"""Months before the first one, of which what groups gave is told besides what they are to give."""
SHOWN = 30
"""Occasions of one month on the page of all targets, before it sends to those of each target."""


class Programme:
    """The occasions of one catalogue. The HTML and the calendar entry of each are made once, for all targets."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._base = pages.site.base
        self._lines: dict[str, str] = {}
        self._entries: dict[str, bytes] = {}

    # Pages

    def index(self) -> Markup:
        """Return the months that follow the introduction of `que-diffuser-quand/index.md`."""
        months = self._by_month(self._pages.derived.moments, self._pages.catalogue.livrables.values(), SHOWN)
        return self._pages.fill(
            "moments.html",
            racine=root_from(PROGRAMME),
            mois=months,
            sources=self._sources(months),
            sans_mois=self.shown(moment for moment in self._pages.derived.moments if moment.mois is None),
            cibles=[
                {
                    "cible": cible,
                    "nombre": len(self._pages.derived.moments_for(cible)),
                    "adresse": self._address_of(cible),
                    "ressources": sum(
                        fiche.actuel for fiche in self._pages.derived.holds.of("livrables", "cibles", cible.id)
                    ),
                }
                for cible in self._pages.catalogue.cibles.values()
            ],
            abonnement=self.subscription,
            **self._choices(),
            a_paraitre=self._given_by_groups(),
        )

    def _given_by_groups(self, cible: Cible | None = None) -> list[dict[str, Any]]:
        """Return what groups gave lately and are to give in the twelve months, for a target where one is named.

        What was archived since is not to be passed on.
        """
        months = coming_months(self._pages.derived.reference, MONTHS + 1)
        before = 12 * months[0].year + months[0].month - 1 - JUST_OUT
        found = that_give(self._pages.derived.jalons, date(before // 12, before % 12 + 1, 1), months[-1])
        holds, known = self._pages.derived.holds, self._pages.catalogue.livrables
        return [
            {"un": one, "ressource": fiche}
            for one in found
            for fiche in (known.get(one.jalon.livrable or ""),)
            if (fiche is None or fiche.actuel) and (cible is None or holds.holds("cibles", cible.id, one.groupe))
        ]

    def _choices(self) -> dict[str, Any]:
        """Return what a reader may choose: targets, those that have a page, and territories."""
        return {
            "choix": targets(self._pages),
            "pages": {cible.id for cible in self._pages.derived.with_programme},
            "territoires": territories(self._pages),
        }

    @property
    def subscription(self) -> Abonnement:
        """The calendar of the dates of sending for all targets."""
        return self.subscription_at(PROGRAMME, "")

    def subscription_at(self, address: str, nom: str) -> Abonnement:
        """Return the calendar of dates of sending that stands beside a page."""
        path = f"{address}{CALENDAR}"
        return Abonnement(nom, path, self._base + path)

    def outputs(self) -> Iterator[Output]:
        """Yield the page and the calendar of each target that has something to be told, and the calendar of all."""
        nom = self._pages.site.nom
        yield self.calendar(f"{PROGRAMME}{CALENDAR}", f"{nom}\u00a0: que diffuser, quand", self._pages.derived.moments)
        for cible in self._pages.derived.with_programme:
            found = self._pages.derived.moments_for(cible)
            yield self._page(cible, found)
            name = f"Que diffuser, quand\u00a0: {cible.nom}"
            dates = self.calendar(f"{self._address_of(cible)}{CALENDAR}", name, found)
            yield dates
            yield from (dates._replace(path=f"{PROGRAMME}{former}/{CALENDAR}") for former in cible.anciens_ids)
        published = {self._address_of(cible) for cible in self._pages.derived.with_programme}
        yield from moved(self._pages.catalogue, "cibles", PROGRAMME, published)

    def addresses(self) -> list[str]:
        """Return the addresses of the pages of targets that search engines may know."""
        return [self._address_of(cible) for cible in self._pages.derived.with_programme if not cible.exemple]

    def _address_of(self, cible: Cible) -> str:
        return f"{PROGRAMME}{cible.id}/"

    def _page(self, cible: Cible, found: Sequence[Moment]) -> Output:
        address = self._address_of(cible)
        racine = root_from(address)
        title = f"Que diffuser, quand\u00a0: {cible.nom}"
        months = self._by_month(found, self._pages.derived.holds.of("livrables", "cibles", cible.id))
        body = self._pages.fill(
            "moments_cible.html",
            racine=racine,
            fiche=cible,
            mois=months,
            sources=self._sources(months),
            sans_mois=self.shown(moment for moment in found if moment.mois is None),
            abonnement=self.subscription_at(address, cible.nom),
            **self._choices(),
            a_paraitre=self._given_by_groups(cible),
        )
        text = ended(f"Douze mois de ressources et d’occasions à transmettre\u00a0: {cible.nom}")
        return self._pages.plain_page("relais", address, title, text, body)

    def _by_month(
        self, found: Iterable[Moment], fiches: Iterable[Livrable], shown: int | None = None
    ) -> list[dict[str, Any]]:
        """Return each of the twelve months: its days, holidays, occasions as HTML, and how many are not shown.

        A season is an occasion in the month in which to send for it, and is named in the others that it covers. A month
        without any proposes one of `fiches`, which needs no occasion: another one each month.
        """
        found = list(found)
        here = self._pages.derived.holds.here
        sure = [fiche for fiche in fiches if fiche.actuel and here(fiche)][:MONTHS]
        seasons = {moment.evenement.id: moment.evenement for moment in found if moment.evenement.saison}
        by_month: dict[date, list[Moment]] = {month: [] for month in coming_months(self._pages.derived.reference)}
        for moment in found:
            if moment.mois:
                by_month[moment.mois].append(moment)
        return [
            {
                "debut": month,
                "fin": last,
                "reperes": [one for one in self._pages.reperes.periodes if one.touches(month, last)],
                "moments": self.shown(some[:shown]),
                "autres": len(some) - len(some[:shown]),
                "en_cours": [
                    evenement
                    for evenement in seasons.values()
                    if evenement.id not in {moment.evenement.id for moment in some}
                    and any(
                        one.debut <= last and one.fin >= month for one in self._pages.derived.occurrences[evenement.id]
                    )
                ],
                "sure": sure[rank % len(sure)] if sure else None,
            }
            for rank, (month, some) in enumerate(by_month.items())
            for last in (coming_months(month, 2)[1] - timedelta(days=1),)
        ]

    def _sources(self, months: Iterable[dict[str, Any]]) -> list[str]:
        """Return the calendars that tell the holidays of months, each with the day of its copy, once."""
        return list(dict.fromkeys(source for month in months for one in month["reperes"] for source in one.sources))

    def shown(self, found: Iterable[Moment]) -> list[Markup]:
        """Return the HTML of occasions, in which ROOT stands for the way to the root."""
        return [Markup(self._line(moment)) for moment in found]

    def _line(self, moment: Moment) -> str:
        """Return the HTML of an occasion, in which ROOT stands for the way to the root."""
        line = self._lines.get(moment.occurrence.identite)
        if line is None:
            rendez_vous = self._pages.dated(moment.occurrence)
            line = self._lines[moment.occurrence.identite] = self._pages.fill(
                "_moment.html",
                racine=rendering.ROOT,
                moment=moment,
                rendez_vous=rendez_vous,
                cibles=[self._pages.catalogue.cibles[identity] for identity in moment.evenement.cibles],
            )
        return line

    # Calendars

    def calendar(self, path: str, name: str, found: Iterable[Moment]) -> Output:
        """Return a calendar of the dates of sending of what there is to send (RFC 5545)."""
        entries = [
            self._entry(moment, moment.jour)
            for moment in found
            if moment.jour and moment.livrables and not moment.evenement.exemple
        ]
        return Output(path, calendar_file(name, self._base + path, entries, self._pages.site.zone))

    def _entry(self, moment: Moment, day: date) -> bytes:
        """Return the entry of an occasion; it stays the same one when its date moves."""
        entry = self._entries.get(moment.occurrence.identite)
        if entry is None:
            evenement = moment.evenement
            entry = self._entries[moment.occurrence.identite] = reminder(
                uid(f"{moment.occurrence.identite}.envoi", self._pages.site.base),
                evenement.modifie_le or evenement.ajoute_le,
                f"À diffuser\u00a0: {evenement.titre}",
                self._description(moment, in_words(self._pages.dated(moment.occurrence))),
                f"{self._base}{record_address('evenements', evenement.id)}",
                day,
            )
        return entry

    def _description(self, moment: Moment, when: str) -> str:
        advice = "Date d’envoi conseillée" if moment.conseille else "Date d’envoi demandée"
        rows = [f"- {fiche.titre}\n  {self._base}{record_address('livrables', fiche.id)}" for fiche in moment.livrables]
        told = french.followed(moment.evenement.titre, when)
        return "\n".join([f"{told}. {advice}.", "", "Ressources à transmettre\u00a0:", *rows])
