"""Groups that have something in common, what, and what they should tell each other (workshop A1, « recouvrements »)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from math import log
from typing import Any, NamedTuple

from prst.analysis.holds import Holds, said
from prst.analysis.jalons import works
from prst.analysis.similar import spellings, words_of
from prst.records.model import Groupe, Structure
from prst.records.naming import names_of_structures
from prst.records.types import fold

COMMON_WORDS, COMMON_SHARE = 3, 0.4
"""Words that two objectives share, and the share of the shorter one's, from which they are near: « entreprise » and
« prévention » are in most."""
LETTERS = 5
"""Letters of a word that may tell something."""
ORDINARY = 0.34
"""Share of the groups beyond which a word of an objective tells nothing; of few groups, none does."""
FEW_GROUPS = 6
EVERYBODY = 60
"""Groups beyond which a thing that they share is no reason by itself to bring two of them together: it is told of those
that share something else."""
NAMED = 8
"""Things in common that are named; the others are counted."""


TOGETHER, APART, OVER = "ensemble", "ailleurs", "termine"
"""How two groups stand to each other: at work with some place in common, in places apart, or one of them has ended."""


class Sorte(NamedTuple):
    """A kind of thing that two groups may share."""

    nom: str
    """How it is called, before what is shared."""
    poids: float
    """How much it matters, beside how rare it is."""
    a_se_dire: Mapping[str, str]
    """What to agree on, by how the two groups stand to each other."""


SORTES: Mapping[str, Sorte] = {
    "cibles": Sorte(
        "Mêmes cibles",
        3,
        {
            TOGETHER: "Qui les interroge, qui les invite, et quand\u00a0?",
            APART: "Elles ne sont pas au même endroit\u00a0: qu’est-ce qui marche auprès d’elles\u00a0?",
            OVER: "Que leur a déjà proposé le groupe terminé, et qu’en a-t-il appris\u00a0?",
        },
    ),
    "objectif": Sorte(
        "Objectifs proches",
        3,
        {
            TOGETHER: "Où s’arrête le travail de l’un, où commence celui de l’autre\u00a0?",
            APART: "Qu’est-ce que l’un a déjà fait que l’autre peut reprendre\u00a0?",
            OVER: "Qu’a fait le groupe terminé, et que reste-t-il à faire\u00a0?",
        },
    ),
    "relais": Sorte(
        "Mêmes relais",
        2,
        {
            TOGETHER: "Sollicitez-les ensemble, avec un seul calendrier d’envois.",
            APART: "Que leur a déjà demandé chacun, et qu’ont-ils répondu\u00a0?",
            OVER: "Que leur a demandé le groupe terminé, et qu’ont-ils répondu\u00a0?",
        },
    ),
    "structures": Sorte(
        "Mêmes structures",
        2,
        {
            TOGETHER: "Les mêmes personnes y siègent\u00a0: peut-on joindre des réunions\u00a0?",
            APART: "Les mêmes personnes y siègent peut-être\u00a0: qui peut en parler aux deux groupes\u00a0?",
            OVER: "Qui s’y souvient du groupe terminé, et sait où sont ses travaux\u00a0?",
        },
    ),
    "secteurs": Sorte(
        "Mêmes secteurs",
        1,
        dict.fromkeys((TOGETHER, APART, OVER), "Quels livrables servent déjà ces métiers, et lesquels manquent\u00a0?"),
    ),
    "themes": Sorte(
        "Mêmes thèmes",
        1,
        {
            **dict.fromkeys(
                (TOGETHER, APART), "Qui produit quoi sur le sujet, et qu’est-ce que l’autre peut reprendre\u00a0?"
            ),
            OVER: "Qu’a produit le groupe terminé sur le sujet, et que peut-on en reprendre\u00a0?",
        },
    ),
}
"""What groups may share, in the order in which it is told."""


class Sujet(NamedTuple):
    """What is compared of a group, whether it is in the catalogue or still being written: ids, and words."""

    cibles: frozenset[str] = frozenset()
    relais: frozenset[str] = frozenset()
    structures: frozenset[str] = frozenset()
    secteurs: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    objectif: frozenset[str] = frozenset()
    """Words of its name and of its objective."""


class Motif(NamedTuple):
    """What two groups share of one kind."""

    sorte: str
    noms: tuple[str, ...]
    """What it is, in words."""

    @property
    def nom(self) -> str:
        """How that kind of thing is called."""
        return SORTES[self.sorte].nom

    @property
    def dit(self) -> str:
        """What is shared, in one phrase."""
        more = len(self.noms) - NAMED
        return ", ".join(self.noms[:NAMED]) + (f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else "")


class Recoupement(NamedTuple):
    """Two groups, and what they share."""

    groupe: Groupe
    autre: Groupe
    motifs: tuple[Motif, ...]
    poids: float
    situation: str = TOGETHER
    """How the two stand to each other, of TOGETHER, APART and OVER."""

    def a_se_dire(self, motif: Motif) -> str:
        """Return what to agree on about something that they share."""
        return SORTES[motif.sorte].a_se_dire[self.situation]

    @property
    def reversed(self) -> "Recoupement":
        """The same, told to the other one."""
        return self._replace(groupe=self.autre, autre=self.groupe)


class Recoupements:
    """What the groups of one catalogue share.

    A sample is compared with samples only; two groups that have ended have nothing more to tell each other.
    """

    def __init__(self, holds: Holds) -> None:
        self._holds = holds
        self._catalogue = holds.catalogue
        self._groupes: Mapping[str, Groupe] = self._catalogue.groupes
        self._in_words: dict[str, str] = {}
        """Structures that have no record, as they were first written."""
        self._sharers: dict[tuple[str, str], Sequence[tuple[str, str]]] = {}
        self._told: dict[tuple[str, tuple[str, ...]], tuple[Motif, float]] = {}
        """What is told of things that some pair shares, which many others share too, and what it weighs."""
        self._known_things: dict[tuple[str, str], tuple[str, float]] = {}
        """The name of a thing and how rare it is: with a long log, hundreds of pairs share each."""
        self._meet: dict[tuple[Collection[str], Collection[str]], bool] = {}
        """Whether places of one group and of another have some in common: few are said by many groups."""

    def of(self, identity: str, most: int | None = None) -> Sequence[Recoupement]:
        """Return the groups that share something with one, what weighs most first; `most` of them, or all."""
        found = self._by_group.get(identity, ())[:most]
        groupe = self._groupes.get(identity)
        return tuple(one if one.groupe is groupe else one.reversed for one in found)

    def count(self, identity: str) -> int:
        """Return how many groups share something with one."""
        return len(self._by_group.get(identity, ()))

    @cached_property
    def pairs(self) -> Sequence[Recoupement]:
        """Each pair of groups that share something, once, what weighs most first."""
        found = (one for identity in self._groupes for one in self._compare(self._subjects[identity], identity))
        return sorted(found, key=_heaviest)

    def prepare(self) -> None:
        """Compare all groups now, once, before the work is shared between two processes."""
        self._by_group  # noqa: B018 - kept from now on

    def to(self, tree: Mapping[str, Any], but: str | None = None) -> Sequence[Recoupement]:
        """Return the groups that share something with one that is being written, read as a tree of texts."""
        return self._compare(self.subject(tree), but=but)

    @cached_property
    def _by_group(self) -> Mapping[str, Sequence[Recoupement]]:
        found: dict[str, list[Recoupement]] = defaultdict(list)
        for one in self.pairs:
            found[one.groupe.id].append(one)
            found[one.autre.id].append(one)
        return dict(found)

    # What a group is about

    def subject(self, tree: Mapping[str, Any]) -> Sujet:
        """Return what is compared of a group that is being written."""
        sheet = tree.get("fiche_action")
        pilots = [one.get("structure") for one in _parts(tree.get("pilotes"))]
        texts = (tree.get("nom"), sheet.get("objectif") if isinstance(sheet, Mapping) else None)
        return Sujet(
            cibles=frozenset(_texts(tree.get("cibles"))),
            themes=frozenset(_texts(tree.get("themes"))),
            structures=self._known((*_texts(pilots), *_texts(tree.get("contributeurs")))),
            secteurs=self._sectors(_texts(tree.get("cibles"))),
            objectif=_telling(*_texts(texts)),
        )

    @cached_property
    def _subjects(self) -> Mapping[str, Sujet]:
        return {identity: self._subject_of(groupe) for identity, groupe in self._groupes.items()}

    def _subject_of(self, groupe: Groupe) -> Sujet:
        """Return what a group is about, by its record and what it produced."""
        made = self._catalogue.referring("livrables", "groupes", groupe.id)
        relays = {one for fiche in made for one in fiche.relais}
        relays |= {
            act.relais for fiche in made for act in self._catalogue.referring("diffusions", "livrables", fiche.id)
        }
        return Sujet(
            cibles=frozenset(groupe.cibles) or frozenset(one for fiche in made for one in fiche.cibles),
            relais=frozenset(relays),
            structures=self._known(self._takes_part(groupe)),
            secteurs=self._sectors(groupe.cibles, (one for fiche in made for one in fiche.secteurs)),
            themes=frozenset(groupe.themes),
            objectif=_telling(*_said_of(groupe)),
        )

    def _takes_part(self, groupe: Groupe) -> Iterator[str]:
        """Yield the structures that lead a group, contribute to it, or have a function that does."""
        yield from (pilote.structure for pilote in groupe.pilotes)
        yield from groupe.contributeurs
        yield from (structure.id for structure in self._catalogue.referring("structures", "groupes", groupe.id))

    def _known(self, names: Iterable[str]) -> frozenset[str]:
        """Return structures by one name each: the one that took the place of another, or the folded words."""
        return frozenset(map(self._structure, names))

    def _structure(self, name: str) -> str:
        found = self._catalogue.structure(name) or self._structures.get(fold(name))
        seen: set[str] = set()
        while found and found.id not in seen:  # two may be said to replace each other, which the check tells
            seen.add(found.id)
            found = self._catalogue.structures.get(found.remplacee_par or "", found)
        if found:
            return found.id
        self._in_words.setdefault(fold(name), name)
        return fold(name)

    @cached_property
    def _structures(self) -> Mapping[str, Structure]:
        return names_of_structures(self._catalogue.structures)

    def _sectors(self, cibles: Iterable[str], named: Iterable[str] = ()) -> frozenset[str]:
        """Return the trades of targets and those that are named; what contains all of them is none."""
        targets = (self._catalogue.cibles.get(one) for one in cibles)
        found = chain(named, (sector for one in targets if one for sector in one.secteurs))
        return frozenset(found) - self._holds.for_all("secteurs")

    # Comparing

    def _compare(self, subject: Sujet, identity: str = "", but: str | None = None) -> Sequence[Recoupement]:
        """Return what a subject shares with groups; with those that follow it, where it is that of one of them."""
        own = self._groupes.get(identity)
        pairs = []
        for other, shared in self._shared_by(subject, identity).items():
            groupe = self._groupes[other]
            if other == but or (own and (own.exemple != groupe.exemple or not (works(own) or works(groupe)))):
                continue
            motifs, weight = self._reasons(subject, other, shared)
            if motifs:
                pairs.append(Recoupement(own or groupe, groupe, motifs, weight, self._situation(own or groupe, groupe)))
        return pairs if own else sorted(pairs, key=_heaviest)

    def _situation(self, one: Groupe, other: Groupe) -> str:
        """Return how two groups stand to each other."""
        if not (works(one) and works(other)):
            return OVER
        places = said("territoires", one), said("territoires", other)
        if places not in self._meet:
            self._meet[places] = self._holds.share("territoires", *places)
        return TOGETHER if self._meet[places] else APART

    def _shared_by(self, subject: Sujet, identity: str) -> Mapping[str, Mapping[str, set[str]]]:
        """Return what groups share with a subject, by kind; of the group `identity`, those that follow it."""
        shared: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        common: list[tuple[str, Sequence[tuple[str, str]]]] = []
        for sorte in SORTES:
            for value in getattr(subject, sorte):
                found = self._sharing(sorte, value)
                if len(found) - bool(identity) > EVERYBODY:
                    common.append((sorte, found))
                    continue
                for other, what in found:
                    if other > identity:
                        shared[other][sorte].add(what)
        for sorte, found in common:
            for other, what in found:
                if other in shared:
                    shared[other][sorte].add(what)
        return shared

    def _sharing(self, sorte: str, value: str) -> Sequence[tuple[str, str]]:
        """Return the groups that share a value, each with the id of what they share: of two, the narrower one."""
        key = sorte, value
        if key not in self._sharers:
            self._sharers[key] = tuple(self._found(sorte, value))
        return self._sharers[key]

    def _found(self, sorte: str, value: str) -> Iterator[tuple[str, str]]:
        if sorte not in ("cibles", "secteurs"):
            for other in self._index[sorte].get(value, ()):
                yield other, value
            return
        around = self._holds.around(sorte, value)
        for wider in around:
            for other in self._index[sorte].get(wider, ()):
                yield other, value
        for part, groups in self._index[sorte].items():
            if part not in around and self._holds.is_part(sorte, part, value):
                for other in groups:
                    yield other, part

    @cached_property
    def _index(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        found: dict[str, dict[str, list[str]]] = {sorte: defaultdict(list) for sorte in SORTES}
        for identity, subject in self._subjects.items():
            for sorte in SORTES:
                for value in sorted(getattr(subject, sorte)):
                    found[sorte][value].append(identity)
        most = max(FEW_GROUPS, ORDINARY * len(self._groupes))
        found["objectif"] = {word: groups for word, groups in found["objectif"].items() if len(groups) <= most}
        return found

    def _reasons(
        self, subject: Sujet, other: str, shared: Mapping[str, Collection[str]]
    ) -> tuple[tuple[Motif, ...], float]:
        motifs, weight = [], 0.0
        for sorte in SORTES:
            if not (found := shared.get(sorte)):
                continue
            if sorte == "objectif" and not _are_near(found, subject.objectif, self._subjects[other].objectif):
                continue
            key = sorte, tuple(sorted(found))
            if key not in self._told:
                self._told[key] = self._tell(*key)
            motif, more = self._told[key]
            motifs.append(motif)
            weight += more
        return tuple(motifs), weight

    def _tell(self, sorte: str, values: Sequence[str]) -> tuple[Motif, float]:
        """Return what is told of things that are shared, and what they weigh: the rarer, the more."""
        found = [self._thing(sorte, value) for value in values]
        motif = Motif(sorte, tuple([name for name, _rarity in found]))
        return motif, SORTES[sorte].poids * sum(sorted([rarity for _name, rarity in found]))

    def _thing(self, sorte: str, value: str) -> tuple[str, float]:
        key = sorte, value
        if key not in self._known_things:
            sharing = len(self._index[sorte].get(value, ()))
            self._known_things[key] = self._name(sorte, value), log(1 + len(self._groupes) / max(1, sharing))
        return self._known_things[key]

    def _name(self, sorte: str, value: str) -> str:
        if sorte == "objectif":
            return self._spelled.get(value, value)
        named = getattr(self._catalogue, sorte).get(value)
        return named.intitule if named else self._in_words.get(value, value)

    @cached_property
    def _spelled(self) -> Mapping[str, str]:
        """Words that are compared, as some group writes them: with their accents, and whole."""
        found: dict[str, str] = {}
        for groupe in self._groupes.values():
            for text in _said_of(groupe):
                for word, written in spellings(text):
                    found.setdefault(word, written)
        return found


def _said_of(groupe: Groupe) -> Iterator[str]:
    """Yield the texts that tell what a group is about."""
    yield groupe.nom
    if groupe.fiche_action and groupe.fiche_action.objectif:
        yield groupe.fiche_action.objectif


def _are_near(words: Collection[str], one: Collection[str], other: Collection[str]) -> bool:
    return len(words) >= COMMON_WORDS and len(words) >= COMMON_SHARE * min(len(one), len(other))


def _telling(*texts: str | None) -> frozenset[str]:
    """Return the words of texts that may tell what they are about: no numbers, nor what is as short as « PRST »."""
    return frozenset(
        word for word in words_of(" ".join(filter(None, texts))) if word.isalpha() and len(word) >= LETTERS
    )


def _heaviest(one: Recoupement) -> tuple[bool, float, str, str]:
    """Order those who can work together first: the others have something to tell, and nothing to share out."""
    return one.situation != TOGETHER, -one.poids, one.groupe.id, one.autre.id


def _texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a value of a tree that may be anything."""
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def _parts(value: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in chain(value if isinstance(value, list) else ()) if isinstance(one, Mapping))
