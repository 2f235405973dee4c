"""The pitch of each group as a page, with questions to its pilot where something is missing, and the page of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from prst.analysis.pitchs import Pitch, pitch_of
from prst.outputs import Output, pitchs
from prst.outputs.addresses import form_address, root_from
from prst.outputs.imprimerie import Drawing
from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import by_name
from prst.outputs.pitchs import BASE, Feuilles, Fichier, address_of
from prst.outputs.search.documents import Written
from prst.outputs.site_files import redirection
from prst.records.model import Groupe, kept_sections

ADVICE = "boite-a-outils/pitch/"
"""The written page that tells how to make a pitch."""
TITLE = "Les pitchs des groupes"
DESCRIPTION = "Ce que fait chaque groupe de travail, où il en est et ce qu’il demande, en une page chacun."


class Question(NamedTuple):
    """What a pilot is asked where the pitch says nothing."""

    texte: str
    formulaire: str
    """Address of the form that takes the answer, relative to the root, and the place of its field there."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """A group in the list of all."""

    pitch: Pitch
    bref: str
    adresse: str
    ailleurs: str
    """The regions that it concerns, where this one is none of them."""


class Pitchs:
    """The pitches of one catalogue."""

    def __init__(self, pages: Pages, feuilles: Feuilles | None = None) -> None:
        """Take what draws pages and slides, where there is something that does."""
        self._pages = pages
        self._catalogue = pages.catalogue
        self._feuilles = feuilles
        self._known: dict[str, Pitch] = {}

    def of(self, groupe: Groupe) -> Pitch:
        """Return what a group says; samples of the log count for made-up groups alone."""
        known = self._known.get(groupe.id)
        if known is None:
            derived = self._pages.derived
            log = derived.exemples if groupe.exemple else derived.diffusions
            known = self._known[groupe.id] = pitch_of(groupe, self._catalogue, log, derived.reference)
        return known

    @cached_property
    def _all(self) -> list[Pitch]:
        """All pitches, by name, those of this region first."""
        here = self._pages.derived.holds.here
        return [self.of(one) for one in sorted(by_name(self._catalogue, "groupes"), key=lambda one: not here(one))]

    # What is drawn

    def drawings(self) -> list[Drawing]:
        """Return all that is drawn: two of each pitch that has something to say, and the booklet."""
        if not self._feuilles:
            return []
        booklet = self._livret()
        return [*(one for pitch in self._all for one in self._feuilles.wanted(pitch)), *([booklet] if booklet else [])]

    def files(self, groupe: Groupe) -> Sequence[Output]:
        """Return what is drawn of the pitch of a group."""
        return self._feuilles.files(self.of(groupe)) if self._feuilles else ()

    def _livret(self) -> Drawing | None:
        here = self._pages.derived.holds.here
        return self._feuilles.livret([(one, here(one.groupe)) for one in self._all]) if self._feuilles else None

    # Pages

    def page(self, groupe: Groupe) -> Iterator[Output]:
        """Yield the page of the pitch of a group, and what leads to it from where it stood before."""
        pitch, address = self.of(groupe), address_of(groupe.id)
        racine, title = root_from(address), f"{groupe.nom}\u00a0: le pitch"
        description = pitchs.aim(pitch) or f"{groupe.nom}, en une page."
        body = self._pages.fill(
            "pitch.html",
            racine=racine,
            fiche=groupe,
            pitch=pitch,
            bref=pitchs.aim(pitch),
            surtitre=pitchs.line_of(pitch),
            parties=pitchs.parts(pitch),
            questions=list(self.questions(pitch)),
            fichiers=self._feuilles.of(pitch) if self._feuilles else [],
            tous=BASE,
            conseils=ADVICE if ADVICE in self._pages.written else "",
        )
        indexed = pitch.dit and not groupe.exemple
        yield self._pages.plain_page("groupes", address, title, description, body, indexed=indexed)
        for former in groupe.anciens_ids:
            yield redirection(address_of(former), address, title)

    def questions(self, pitch: Pitch) -> Iterator[Question]:
        """Yield what is missing, as questions to the pilot; none is an order, and what cannot be is not asked."""
        form = form_address("groupes", pitch.groupe.id)
        goes_on, sections = not pitch.termine, kept_sections(self._pages.site.sections)
        asked = (
            (not pitchs.aim(pitch), "pitch-en_bref", "Que faites-vous, pour qui ne vous connaît pas\u00a0?"),
            ("cibles" in sections and not pitch.cibles, "cibles", "Pour qui travaillez-vous\u00a0?"),
            (goes_on and not pitch.etape, "jalons", "Quel est votre prochain jalon, et pour quand\u00a0?"),
            (
                pitch.en_attente,
                "jalons",
                "Ce jalon était attendu\u00a0: est-il atteint, ou reporté à quand\u00a0?",
            ),
            (goes_on and not pitch.difficulte, "pitch-difficulte", "Qu’est-ce qui vous freine\u00a0?"),
            (
                goes_on and not pitch.demande,
                "pitch-demande",
                "Que demandez-vous à ceux qui vous écoutent\u00a0?",
            ),
        )
        yield from (
            Question(text, form + self._pages.field_at("groupes", field)) for missing, field, text in asked if missing
        )
        if not pitch.produits:
            text = "Qu’avez-vous déjà produit, même en cours de route\u00a0?"
            yield Question(text, form_address("livrables"))
        elif not pitch.transmis:
            text = "Qui a transmis vos livrables, et qui ont-ils touché\u00a0? Rien n’est encore noté."
            yield Question(text, form_address("diffusions"))

    def outputs(self) -> Iterator[Output]:
        """Yield the page of all, and the booklet."""
        booklet = self._livret()
        made = [*self._feuilles.made([booklet])] if self._feuilles and booklet else []
        yield self._index(made)
        yield from made

    def _index(self, made: Sequence[Output]) -> Output:
        elsewhere = self._pages.derived.holds.elsewhere
        lines = [Ligne(one, pitchs.aim(one), address_of(one.groupe.id), elsewhere(one.groupe)) for one in self._all]
        body = self._pages.fill(
            "pitchs.html",
            racine=root_from(BASE),
            lignes=[one for one in lines if one.pitch.dit],
            muets=[one for one in lines if not one.pitch.dit and not one.pitch.termine],
            livret=Fichier(pitchs.LIVRET, len(made[0].content)) if made else None,
            compte=sum(one.pitch.dit and not one.pitch.groupe.exemple for one in lines),
            conseils=ADVICE if ADVICE in self._pages.written else "",
        )
        return self._pages.plain_page("groupes", BASE, TITLE, DESCRIPTION, body)

    def found(self) -> list[Written]:
        """Return the page of all as the search reads it, where there is something on it."""
        return [Written(BASE, TITLE, DESCRIPTION, "")] if self.addresses() else []

    def addresses(self) -> list[str]:
        """Return the addresses of pages that search engines are told: of all, and of each that has something to say."""
        told = [address_of(one.groupe.id) for one in self._all if one.dit and not one.groupe.exemple]
        return [BASE, *told] if told else []
