"""What is derived from a catalogue and asked for by many: each once."""

from datetime import date
from functools import cached_property

from prst.analysis.agenda import announced
from prst.analysis.ailleurs import Ailleurs
from prst.analysis.annuaire import Annuaire
from prst.analysis.contacts import Contacts
from prst.analysis.couverture import Couverture
from prst.analysis.diffusion import Diffusions
from prst.analysis.digest import Journal
from prst.analysis.holds import Holds
from prst.analysis.jalons import Echeance, of_group
from prst.analysis.moments import Moment, for_target, moments
from prst.analysis.occurrences import Occurrence, occurrences_of, since
from prst.analysis.recoupements import Recoupements
from prst.analysis.rendez_vous import RendezVous, order
from prst.analysis.selection import Selection
from prst.records.catalogue import Catalogue, horizon, reference_day
from prst.records.model import Cible


class Derived:
    """What a catalogue comes to."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @cached_property
    def holds(self) -> Holds:
        """What holds for each place, target and term."""
        return Holds(self.catalogue)

    @cached_property
    def ailleurs(self) -> Ailleurs:
        """What partners publish that is near ours."""
        return Ailleurs(self.catalogue)

    @cached_property
    def contacts(self) -> Contacts:
        """Whom to call about each record."""
        return Contacts(self.catalogue, self.holds)

    @cached_property
    def annuaire(self) -> Annuaire:
        """Who takes part in the plan, and what each can offer the others."""
        return Annuaire(self.catalogue, self.contacts, self.holds)

    @cached_property
    def reference(self) -> date:
        """The day from which « new » and « next » are counted without JavaScript."""
        return reference_day(self.catalogue)

    @cached_property
    def occurrences(self) -> dict[str, list[Occurrence]]:
        """Occurrences up to the horizon, by the id of their event."""
        last, zone = horizon(self.reference), self.catalogue.site.zone
        return {event.id: list(occurrences_of(event, last, zone)) for event in self.catalogue.evenements.values()}

    @cached_property
    def coming_of(self) -> dict[str, list[Occurrence]]:
        """What is to come of each event, in order."""
        first = self.reference
        return {one: list(since(sorted(found, key=order), first)) for one, found in self.occurrences.items()}

    @cached_property
    def to_come(self) -> list[Occurrence]:
        """What is to come of all events, in order; a season is an occasion, and nobody meets there."""
        found = (one for dates in self.coming_of.values() for one in dates if not one.evenement.saison)
        return sorted(found, key=order)

    @cached_property
    def announced(self) -> list[RendezVous]:
        """What only others announce, by date."""
        if not any(self.catalogue.agendas[identity].nature == "evenements" for identity in self.catalogue.copies):
            return []
        return announced(self.catalogue, (one for found in self.occurrences.values() for one in found))

    @cached_property
    def rendez_vous(self) -> list[RendezVous]:
        """All there is in the calendar, whoever holds or announces it, in order."""
        ours = (one for found in self.occurrences.values() for one in found if not one.evenement.saison)
        return sorted([*ours, *self.announced], key=order)

    @cached_property
    def jalons_de(self) -> dict[str, list[Echeance]]:
        """The milestones of each group, as its record has them, by the id of the group."""
        return {identity: list(of_group(groupe)) for identity, groupe in self.catalogue.groupes.items()}

    @cached_property
    def jalons(self) -> list[Echeance]:
        """The milestones of all groups, by month, day and title: apart from what companies read.

        What a group left when it ended is not among them: its own page tells it, and asks.
        """
        return sorted((one for found in self.jalons_de.values() for one in found if not one.laisse), key=order)

    @cached_property
    def journal(self) -> Journal:
        """What happened in the catalogue, day by day, and what is to come."""
        return Journal(self.catalogue, self.rendez_vous)

    @cached_property
    def diffusions(self) -> Diffusions:
        """The figures of what was really passed on."""
        return Diffusions(self.holds, self.occurrences, self.reference)

    @cached_property
    def exemples(self) -> Diffusions:
        """The same of the samples, which never mix with what took place."""
        return Diffusions(self.holds, self.occurrences, self.reference, exemples=True)

    @cached_property
    def recoupements(self) -> Recoupements:
        """What groups have in common."""
        return Recoupements(self.holds)

    @cached_property
    def couverture(self) -> Couverture:
        """How far relays reach each target."""
        return Couverture(self.holds, self.diffusions)

    @cached_property
    def moments(self) -> list[Moment]:
        """What relays should pass on in the coming twelve months, by date of sending."""
        return moments(self.catalogue, self.occurrences, self.reference)

    @cached_property
    def passed_on(self) -> frozenset[str]:
        """Ids of the resources that some relay can choose, or that have a kit: drawing these is worth its time."""
        own = (fiche.id for fiche in self.catalogue.livrables.values() if fiche.kit and fiche.actuel)
        return frozenset((*(fiche.id for fiche in self.selection.to_pass_on()), *own))

    @cached_property
    def selection(self) -> Selection:
        """What each relay can pass on, and what there is to pass on to each target."""
        return Selection(self.holds, self.journal, self.moments, self.reference)

    @cached_property
    def with_programme(self) -> list[Cible]:
        """The targets that have a page of what to pass on and when: something is known of their year."""
        return [one for one in self.catalogue.cibles.values() if one.moments or self.moments_for(one)]

    def moments_for(self, cible: Cible) -> list[Moment]:
        """Return the occasions of the coming twelve months that hold for a target."""
        return for_target(self.moments, cible.id, self.holds)
