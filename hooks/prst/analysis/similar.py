"""Deliverables, or events, that are probably the same as another one, or very near, and why."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, combinations
from math import fsum, log
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlencode

from rapidfuzz import fuzz

from prst.records.catalogue import Catalogue
from prst.records.model import Evenement, Livrable
from prst.records.types import fold

VERY_NEAR = 72
"""Score from which two deliverables are probably the same one. The 77 of the first real catalogue all differ, and their
nearest pair has 60; their titles, worded otherwise, have more than this as long as target and theme are the same."""
NEAR = 50
"""Score from which a pilot should have seen the other one before producing."""
POINTS = {"titre": 80, "lien": 10, "cible": 5, "theme": 5}
"""What each likeness adds to a score. A shared link is a hint only: different deliverables stand on one page."""
LANDING_PAGE = 2
"""Deliverables beyond which a shared link counts for nothing: it leads to a landing page."""
OTHER_NUMBER = 0.8
"""What remains of the likeness of titles whose numbers differ: another year, issue or reference of one series."""
OTHER_WORD = 0.9
"""What remains of the likeness of words where each title has one that the other has not: a series, trade by trade."""
SAME_WORD = 84
"""Likeness of letters from which two words that begin alike are one, with a mistake or another ending."""
COMMON_SUBJECT = 12
"""Deliverables beyond which a subject that titles name tells none from the others."""
KEY_WORDS = 5
"""Words of a title, the rarest first, by which others are found."""
KEY_LIMIT = 24
"""Deliverables that one key may lead to: what more of them share says little about each."""
KEY_LENGTH = 5
"""Letters of a word that stand for it in a key, so that endings and most mistakes do not matter."""

_WEB_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_DEFAULT_PORT = re.compile(r"\.?(?::(?:80|443)?)?\Z")
_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\([^()\d]*\)")
"""A part in brackets that holds no number, such as « (fiche détachable) »: it tells the form, not the subject."""
_EMPTY_WORDS = frozenset(
    _WORD.findall(
        "a au aux avec c ce ces comment d dans de des du elle en est et il ils l la le les leur leurs ma mes n ne nos "
        "notre on ou par pas pour qu que qui s sa se ses si son sont sur un une vos votre vous y"
    )
)
_CAMPAIGN = re.compile(r"utm_|mtm_|pk_|gclid|fbclid|msclkid")
"""Parameters by which senders follow a campaign: they do not change the page."""
_TITLE_REASONS = (
    (99.5, "même titre"),
    (80, "titre presque identique"),
    (50, "titre ressemblant"),
    (0, "mots en commun"),
)


class Subject(NamedTuple):
    """What is compared of a deliverable, whether it is in the catalogue or still being written."""

    titre: str
    liens: frozenset[str] = frozenset()
    """Normalised addresses."""
    cibles: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, titre: str, liens: Iterable[str], cibles: Iterable[str], themes: Iterable[str]) -> "Subject":
        """Return the subject with its links normalised."""
        return cls(titre, frozenset(map(normalise_link, liens)), frozenset(cibles), frozenset(themes))


Compared = TypeVar("Compared", bound=Livrable | Evenement)
"""What has a title, targets, themes and addresses."""


class Near(NamedTuple, Generic[Compared]):
    """A deliverable near another one: how near, from 0 to 100, and why, in French."""

    fiche: Compared
    score: int
    raisons: tuple[str, ...]

    @property
    def is_very_near(self) -> bool:
        """Whether it is probably the same deliverable."""
        return self.score >= VERY_NEAR


def normalise_link(url: str) -> str:
    """Return what tells an address from others: without scheme, www., final slash, fragment and campaign."""
    found = _WEB_ADDRESS.match(url.strip())
    if not found:
        return url.strip()
    host, path, query = found.groups()
    page = f"{_DEFAULT_PORT.sub('', host.lower())}{path.rstrip('/')}"
    if not query:
        return page
    kept = [(key, value) for key, value in parse_qsl(query, True) if not _CAMPAIGN.match(key.lower())]
    return f"{page}?{urlencode(kept)}" if kept else page


def subject_of(fiche: Livrable | Evenement) -> Subject:
    """Return what is compared of a record."""
    links = [lien.url for lien in fiche.liens] if isinstance(fiche, Livrable) else [fiche.url] if fiche.url else []
    return Subject.of(fiche.titre, links, fiche.cibles, fiche.themes)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith(("s", "x")) and len(word) > 3 else word


class _Compared:
    """A subject ready to compare: the words of its title without accents, plurals and empty words."""

    __slots__ = ("cibles", "liens", "numbers", "text", "themes", "weight", "words")

    def __init__(self, subject: Subject) -> None:
        titre, self.liens, self.cibles, self.themes = subject
        folded = fold(titre)
        found = _WORD.findall(_ASIDE.sub(" ", folded)) or _WORD.findall(folded) or [folded.strip()]
        words = [_singular(word) for word in found if word not in _EMPTY_WORDS] or found
        self.words = frozenset(words)
        self.text = " ".join(sorted(words))
        self.numbers = frozenset([word for word in self.words if not word.isalpha()])
        self.weight: float | None = None
        """Sum of the weights of its words, once it has been asked."""


class Subjects:
    """What titles are about, by the words of vocabularies and targets: « canicule » and « fortes chaleurs » are one."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Take the themes and targets of a catalogue, with their synonyms."""
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        named = [
            *((terme.label, (terme.label, *terme.synonymes)) for terme in catalogue.themes.values()),
            *((cible.nom, (cible.nom, *cible.synonymes)) for cible in catalogue.cibles.values()),
        ]
        for name, phrases in named:
            for words in filter(None, map(_in_order, phrases)):
                self._phrases[words[0]].append((words, name))

    def of(self, titre: str) -> frozenset[str]:
        """Return the names of the themes and targets that a title holds a word for."""
        words = _in_order(titre)
        return frozenset(
            name
            for place, word in enumerate(words)
            for phrase, name in self._phrases.get(word, ())
            if words[place : place + len(phrase)] == phrase
        )


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text without accents, plurals and empty words."""
    return frozenset(_in_order(text))


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word of a text as `words_of` has it, with how it is written; the first has no capital."""
    for rank, raw in enumerate(_WORD.findall(text)):
        written = raw if rank or not raw.istitle() else raw.lower()
        for word in _in_order(raw):
            yield word, written


def _in_order(text: str) -> tuple[str, ...]:
    return tuple(_singular(word) for word in _WORD.findall(fold(text)) if word not in _EMPTY_WORDS)


class Similar(Generic[Compared]):
    """Finds what is near among deliverables.

    One subject is compared with each of them. All of them are compared with each other by way of keys: the beginnings
    of the rarest words of a title, in pairs where one leads to more than KEY_LIMIT deliverables; all its words
    together; its links. A title has a bounded number of keys, and a key gives each deliverable a bounded number of
    others, so that the comparisons grow with the number of deliverables and not with its square. What is lost are
    titles, not identical, of which every pair of words is very common.
    """

    def __init__(self, fiches: Iterable[Compared], before: "Similar[Compared] | None" = None) -> None:
        """Take deliverables; those that were among others `before`, as the same objects, are ready already."""
        self._fiches = {fiche.id: fiche for fiche in fiches}
        ready = before._ready_among(self._fiches) if before else {}
        self._compared = {
            identity: ready.get(identity) or _Compared(subject_of(fiche)) for identity, fiche in self._fiches.items()
        }
        counts = Counter(chain.from_iterable([one.words for one in self._compared.values()]))
        self._linking = Counter(chain.from_iterable([one.liens for one in self._compared.values()]))
        self._rarity = {word: log(1 + len(self._fiches) / count) for word, count in counts.items()}
        self._rarest = log(1 + len(self._fiches))
        self._prepared: Mapping[str, list[tuple[str, int, tuple[str, ...]]]] | None = None

    def _ready_among(self, fiches: Mapping[str, Compared]) -> dict[str, _Compared]:
        same = [identity for identity, fiche in fiches.items() if self._fiches.get(identity) is fiche]
        for identity in same:
            self._compared[identity].weight = None  # other words are rare among others
        return {identity: self._compared[identity] for identity in same}

    def to(self, subject: Subject, but: str | None = None, subjects: Subjects | None = None) -> list[Near[Compared]]:
        """Return what is near a subject, best first; `but` is the id of the record that it is, where it is one.

        With `subjects`, titles that say the same in other words come last.
        """
        found = self._compare_all(_Compared(subject), but, NEAR)
        return found + (self._about_the_same(subject, subjects, {but, *(one.fiche.id for one in found)}))

    def _about_the_same(
        self, subject: Subject, subjects: Subjects | None, but: Collection[str | None]
    ) -> list[Near[Compared]]:
        asked = subjects.of(subject.titre) if subjects else frozenset[str]()
        if not subjects or not asked:
            return []
        named = {
            identity: shared for identity, one in self._fiches.items() if (shared := subjects.of(one.titre) & asked)
        }
        counts = Counter(chain.from_iterable(named.values()))
        telling = {
            identity: [name for name in shared if counts[name] <= COMMON_SUBJECT] for identity, shared in named.items()
        }
        return sorted(
            (
                Near(self._fiches[identity], NEAR, (f"même sujet\u00a0: {', '.join(sorted(names))}",))
                for identity, names in telling.items()
                if names and identity not in but
            ),
            key=lambda near: (-len(telling[near.fiche.id]), near.fiche.id),
        )

    def _compare_all(self, one: _Compared, but: str | None, least: int) -> list[Near[Compared]]:
        found = [
            Near(self._fiches[identity], *likeness)
            for identity, other in self._compared.items()
            if identity != but and (likeness := self._compare(one, other, least))
        ]
        return sorted(found, key=_best_first)

    def prepare(self) -> None:
        """Compare all deliverables with each other now: sooner done than one by one, where all are asked."""
        self._prepared = self._all_very_near()

    def of(self, identity: str) -> list[Near[Compared]]:
        """Return what is very near a record, best first."""
        if self._prepared is None:
            return self._compare_all(self._compared[identity], identity, VERY_NEAR)
        near = self._prepared.get(identity, ())
        return sorted((Near(self._fiches[other], score, reasons) for other, score, reasons in near), key=_best_first)

    def pairs(self) -> Iterator[tuple[Compared, Near[Compared]]]:
        """Yield each pair that is very near once, in the order of ids."""
        if self._prepared is None:
            self.prepare()
        for identity in sorted(self._prepared or ()):
            for near in self.of(identity):
                if identity < near.fiche.id:
                    yield self._fiches[identity], near

    # Comparing

    def _all_very_near(self) -> Mapping[str, list[tuple[str, int, tuple[str, ...]]]]:
        """Id, score and reasons of what is very near each deliverable, by its id."""
        found: dict[str, list[tuple[str, int, tuple[str, ...]]]] = defaultdict(list)
        for one, other in self._candidates():
            likeness = self._compare(self._compared[one], self._compared[other], VERY_NEAR)
            if likeness:
                found[one].append((other, *likeness))
                found[other].append((one, *likeness))
        return dict(found)

    def _compare(self, one: _Compared, other: _Compared, least: int) -> tuple[int, tuple[str, ...]] | None:
        """Return the score of two deliverables and its reasons, or None where it is below the least."""
        points = 0
        links = not one.liens.isdisjoint(other.liens) and any(
            self._linking[link] <= LANDING_PAGE for link in one.liens & other.liens
        )
        if links:
            points += POINTS["lien"]
        if not one.cibles.isdisjoint(other.cibles):
            points += POINTS["cible"]
        if not one.themes.isdisjoint(other.themes):
            points += POINTS["theme"]
        needed = 200 * (least - 0.5 - points) / POINTS["titre"] - 100  # were all words the same
        letters = fuzz.ratio(one.text, other.text, score_cutoff=max(needed, 0))
        if letters < needed:
            return None
        likeness, reason = self._likeness(one, other, letters)
        score = round(points + POINTS["titre"] * likeness / 100)
        if score < least:
            return None
        shared = {"même lien": links, "même cible": one.cibles & other.cibles, "même thème": one.themes & other.themes}
        return score, (reason, *(wording for wording, those in shared.items() if those))

    def _likeness(self, one: _Compared, other: _Compared, letters: float) -> tuple[float, str]:
        """Return how alike two titles are, from 0 to 100, and how that is said."""
        likeness = (letters + self._likeness_of_words(one, other)) / 2
        if one.numbers - other.numbers and other.numbers - one.numbers:
            likeness *= OTHER_NUMBER
            if one.words - one.numbers == other.words - other.numbers:
                return likeness, "même titre à un numéro ou une date près"
        return likeness, next(wording for least, wording in _TITLE_REASONS if likeness >= least)

    def _likeness_of_words(self, one: _Compared, other: _Compared) -> float:
        """Return the weight of shared words, from 0 to 100: half of both titles', half of the shorter one's.

        A rare word weighs more than one that stands in many titles.
        """
        same = one.words & other.words
        mine = its = self._weight(same)
        alone = sorted(one.words - same - one.numbers)
        left = sorted(other.words - same - other.numbers)
        for word in tuple(alone):
            begun = [found for found in left if found[0] == word[0]]
            found = max(begun, key=partial(fuzz.ratio, word)) if begun else ""
            if fuzz.ratio(word, found) >= SAME_WORD:
                mine += self._weight((word,))
                its += self._weight((found,))
                alone.remove(word)
                left.remove(found)
        weight, its_weight = self._whole(one), self._whole(other)
        shorter = mine / weight if weight <= its_weight else its / its_weight
        likeness = 50 * (mine + its) / (weight + its_weight) + 50 * shorter
        return likeness * OTHER_WORD if alone and left else likeness

    def _weight(self, words: Iterable[str]) -> float:
        rarity, rarest = self._rarity, self._rarest
        return fsum([rarity.get(word, rarest) for word in words])  # whatever the order of a set

    def _whole(self, one: _Compared) -> float:
        if one.weight is None:
            one.weight = self._weight(one.words)
        return one.weight

    # Finding whom to compare

    def _candidates(self) -> Iterable[tuple[str, str]]:
        """Return the pairs of deliverables that have a key in common.

        Where too many have the same title or link, each is paired with the first.
        """
        pairs: set[tuple[str, str]] = set()
        for key, ids in self._index().items():
            if len(ids) <= KEY_LIMIT:
                pairs.update(combinations(ids, 2))
            elif isinstance(key, str):
                pairs.update((ids[0], other) for other in ids[1:])
        return pairs

    def _index(self) -> Mapping[str | tuple[str, ...], list[str]]:
        """Deliverables by key, always in the same order. Keys made of words are tuples."""
        begins = {identity: {word[:KEY_LENGTH] for word in one.words} for identity, one in self._compared.items()}
        counts = Counter(chain.from_iterable(begins.values()))
        index: dict[str | tuple[str, ...], list[str]] = defaultdict(list)
        for identity, one in self._compared.items():
            ranked = sorted([(counts[begin], begin) for begin in begins[identity]])[:KEY_WORDS]
            for count, begin in ranked:
                if count <= KEY_LIMIT:
                    index[begin,].append(identity)
            for pair in combinations(sorted([begin for count, begin in ranked if count > KEY_LIMIT]), 2):
                index[pair].append(identity)
            for key in (one.text, *one.liens):
                index[key].append(identity)
        return index


def _best_first(near: Near[Any]) -> tuple[int, str]:
    return -near.score, near.fiche.id
