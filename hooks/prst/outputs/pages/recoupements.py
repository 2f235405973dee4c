"""What groups have in common: a table of all pairs, and what each pair should tell each other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from prst.analysis.recoupements import Recoupement
from prst.outputs import Output, french
from prst.outputs.addresses import record_address, root_from
from prst.outputs.charts import Tableau, table_file
from prst.outputs.kits import quoted
from prst.outputs.pages.common import Pages
from prst.records.model import Groupe

BASE = "recoupements/"
TITLE = "Ce que les groupes ont en commun"
DESCRIPTION = (
    "Les groupes qui partagent des cibles, des relais, des structures ou des sujets, et ce qu’ils ont à se dire."
)
CROSSED = 16
"""Groups that a table of all with all can show: more are read as a list, and in the file."""
SHOWN = 40
"""Pairs that the page tells, what weighs most first."""
UNFOLDED = 6
"""Of these, the pairs that are read at once: the others unfold."""
IN_FILE = 5000
"""Pairs of the file, which are all of those of a hundred groups: beyond, those that share least tell nothing more."""
ON_A_GROUP = 4
"""Groups that the page of one names; the others stand on the page of all."""


class Case(NamedTuple):
    """A cell of the table: how many kinds of things are shared, and where that is told; 0 for nothing."""

    combien: int
    ancre: str


class Duo(NamedTuple):
    """A pair, as pages show it."""

    recoupement: Recoupement
    ancre: str
    courriel: str
    """A mail to those of the two that have a mailbox; '' where neither has."""
    a_qui: str
    """To whom it is: « aux deux groupes », or « au groupe « Accueil » » where one alone has a mailbox."""
    a_l_autre: bool
    """Whether the second of the two gets it: on the page of the first one, nobody writes to that one alone."""


class Recoupes:
    """What pages say of the groups that have something in common."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def of(self, groupe: Groupe) -> tuple[Sequence[Duo], int]:
        """Return the groups that the page of one names, and how many others share something with it."""
        recoupements = self._pages.derived.recoupements
        found = recoupements.of(groupe.id, ON_A_GROUP)
        return [self._duo(one) for one in found], recoupements.count(groupe.id) - len(found)

    def outputs(self) -> Iterator[Output]:
        """Yield the page of all pairs, and their file; nothing where no two groups share anything."""
        pairs = self._pages.derived.recoupements.pairs
        if not pairs:
            return
        shown = [self._duo(one) for one in pairs[:SHOWN]]
        crossed = self._crossed(pairs)
        body = self._pages.fill(
            "recoupements.html",
            racine=root_from(BASE),
            titre=TITLE,
            duos=shown[:UNFOLDED],
            suite=shown[UNFOLDED:],
            montrees=len(shown),
            total=len(pairs),
            dans_le_fichier=min(len(pairs), IN_FILE),
            groupes=crossed,
            case=_cells(pairs, shown) if crossed else {},
            fichier="recoupements.csv",
        )
        yield self._pages.plain_page("groupes", BASE, TITLE, DESCRIPTION, body)
        yield table_file(f"{BASE}recoupements.csv", _table(pairs[:IN_FILE]))

    def addresses(self) -> list[str]:
        """Return the address of the page, where there is one."""
        return [BASE] if self._pages.derived.recoupements.pairs else []

    def _crossed(self, pairs: Sequence[Recoupement]) -> list[Groupe]:
        """Return the groups of the table, in the order of their names; none where they are too many for a screen."""
        found = {groupe.id: groupe for one in pairs for groupe in (one.groupe, one.autre)}
        rows = sorted(found.values(), key=lambda groupe: french.sort_key(groupe.nom))
        return rows if len(rows) <= CROSSED else []

    def _duo(self, one: Recoupement) -> Duo:
        own, others = self._boxes(one.groupe), self._boxes(one.autre)
        alone = one.groupe if own else one.autre
        whom = "aux deux groupes" if own and others else f"au groupe «\u00a0{alone.nom}\u00a0»"
        return Duo(one, anchor_of(one), self._mail(one, [*own, *others]), whom, bool(others))

    def _boxes(self, groupe: Groupe) -> list[str]:
        """Return the mailboxes of those who answer for a group, none where others would have to pass it on."""
        chain = self._pages.contacts.of(groupe, persons=False)
        return [qui.courriel for qui in chain.qui if qui.courriel] if chain.directe else []

    def _mail(self, one: Recoupement, boxes: Sequence[str]) -> str:
        """Return a mail to groups that says what they share and what to agree on (RFC 6068); '' without a mailbox."""
        if not boxes:
            return ""
        base = self._pages.site.base
        lines = [
            "Bonjour,",
            "",
            f"Nos deux groupes, «\u00a0{one.groupe.nom}\u00a0» et «\u00a0{one.autre.nom}\u00a0», ont en commun\u00a0:",
            *(f"- {motif.nom.lower()}\u00a0: {motif.dit}. {one.a_se_dire(motif)}" for motif in one.motifs),
            "",
            "Pouvons-nous en parler une demi-heure\u00a0?",
            "",
            *(f"{base}{record_address('groupes', groupe.id)}" for groupe in (one.groupe, one.autre)),
        ]
        subject = f"{one.groupe.nom} et {one.autre.nom}\u00a0: ce que nous avons en commun"
        body = quoted("\r\n".join(lines))
        return f"mailto:{','.join(map(quoted, dict.fromkeys(boxes)))}?subject={quoted(subject)}&body={body}"


def anchor_of(one: Recoupement) -> str:
    """Return the id of a pair on the page of all, whichever comes first."""
    return "--".join(sorted((one.groupe.id, one.autre.id)))


def _cells(pairs: Sequence[Recoupement], shown: Sequence[Duo]) -> dict[tuple[str, str], Case]:
    told = {duo.ancre for duo in shown}
    return {
        (one.groupe.id, one.autre.id): Case(len(one.motifs), anchor if anchor in told else "")
        for one in pairs
        for anchor in (anchor_of(one),)
    }


def _table(pairs: Sequence[Recoupement]) -> Tableau:
    rows = (
        (one.groupe.nom, one.autre.nom, motif.nom, " | ".join(motif.noms), one.a_se_dire(motif))
        for one in pairs
        for motif in one.motifs
    )
    return Tableau(("Groupe", "Autre groupe", "En commun", "Quoi", "À se dire"), tuple(rows))
