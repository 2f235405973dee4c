"""What lunr.py answers on the whole index: the truth that the browser's answers are held to."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from lunr.builder import Builder
from lunr.pipeline import Pipeline
from lunr.query import QueryPresence
from lunr.token import Token
from rapidfuzz.distance import OSA

from prst.analysis.derived import Derived
from prst.outputs.search.documents import FIELDS, MANUAL, Document, Written, documents, last_months
from prst.outputs.search.files import TIERS, lateness_of
from prst.outputs.search.places import names
from prst.outputs.search.repairs import FAMILIES, NASALS, SOUNDS, VOWELS
from prst.outputs.search.terms import Reader
from prst.outputs.search.words import GENERAL, PREFIXES, WHOM, is_kept, stem
from prst.records.catalogue import Catalogue
from prst.records.model import Evenement
from prst.records.types import fold


def found_in(catalogue: Catalogue, written: Iterable[Written] = ()) -> list[Document]:
    """The documents of a catalogue, in the order in which the index numbers them."""
    return list(documents(Derived(catalogue), written))


def cut(question: str) -> tuple[list[str], list[str]]:
    """The words of a question to search for, and those of every text; acronyms in capitals are among the first."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", question[:200]) if not "\u0300" <= c <= "\u036f")
    words = [(word, fold(word)) for word in re.findall("[a-zA-Z0-9œŒæÆßẞ]+", bare)]
    shouted = all(word == word.upper() for word, _form in words)
    kept, common = [], []
    for word, form in words:
        acronym = not shouted and word.isupper() and word.isalpha() and len(form) > 1
        if acronym or is_kept(form):
            kept.append(form)
        elif len(form) > 1:
            common.append(form)
    return list(dict.fromkeys(kept))[:12], list(dict.fromkeys(common))[:12]


@cache
def sound(word: str) -> str:
    """How a folded word sounds."""
    for written, heard in SOUNDS:
        word = re.sub(written, heard, word)
    return word


@cache
def bones(word: str) -> str:
    """What is left of how a folded word sounds, without what is said in many ways."""
    return re.sub(VOWELS, "", re.sub(NASALS, "n", sound(word)))


def repaired(word: str, known: Sequence[str]) -> str:
    """The word that a misspelt one is taken for, as it is written; '' for none."""
    if len(word) < 4 or re.search("[0-9]", word):
        return ""
    alike, close = (1, 0) if len(word) < 6 else (2, 1) if len(word) < 9 else (3, 2)
    found = []
    for other, form in ((one, fold(one)) for one in known):
        far, same = OSA.distance(word, form), sound(word) == sound(form)
        if far <= alike and (same or (far <= close and bones(form) == bones(word))):
            found.append((2 * far + (not same), other))
    return min(found, key=lambda one: one[0])[1] if found else relative(word, known)


def relative(word: str, known: Sequence[str]) -> str:
    """The word of its family for what somebody does, as it is written; '' for none."""
    folded = dict(zip(map(fold, reversed(known)), reversed(known), strict=True))
    for endings, others in FAMILIES:
        if match := re.fullmatch(f"(.{{4,}}?)(?:{endings})s?", word):
            for one in others.split(" "):
                for form in (match[1] + one, f"{match[1]}{one}s"):
                    if form in folded:
                        return folded[form]
    return ""


CEDEX = re.compile("cedex( [0-9]{1,2})?(?= |$)")
DISTRICT = re.compile(
    "([0-9]{1,2}(er|e|eme|nd)( arr(ondissements?|d?t)?)?"
    "|(0?[0-9]|1[0-9]|20)( arr(ondissements?|d?t)?|$))(?= |$)"
)  # fmt: skip
"""What follows the name of a town in an address."""


@dataclass(frozen=True)
class Answer:
    """What a query finds: document numbers and scores, best first; the pages of the manual apart."""

    mode: str
    found: list[tuple[int, float]] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    place: str = ""
    manual: list[tuple[int, float]] = field(default_factory=list)
    whole: int = 0
    """How many hold every word; those that hold a part come after them."""
    nearly: int = 0
    """How many stand before these: all words but one in their title."""


Terms = dict[str, set[str]]
Found = list[tuple[int, float]]


def is_tag(term: str) -> bool:
    """Whether a term stands for a vocabulary term or target that records name, rather than for what texts say."""
    return term.startswith("~") and not term.endswith("=")


class Oracle:
    """lunr.py over the same terms, with every document in one index; what a word stands for is looked up in lists."""

    def __init__(self, catalogue: Catalogue, found: Sequence[Document], today: date) -> None:
        reader = Reader(catalogue, found)
        builder = Builder()
        for name, weight in FIELDS.items():
            builder.field(name, weight)
        for number, document in enumerate(found):
            builder.add({"id": number, **dict(zip(FIELDS, reader.read(document), strict=True))})
        meaning: dict[str, list[str]] = {}

        def expand(token: Token, *_rest: Any) -> list[Token]:
            return [Token(term, {}) for term in meaning[str(token)]]

        Pipeline.register_function(expand, "meaning")
        builder.search_pipeline.add(expand)
        self._documents = found
        self._meaning = meaning
        self._index = builder.build()
        terms = self._index.inverted_index
        self._many = builder.document_count > 2000
        self.forms: dict[str, set[str]] = {}
        tags = {tag: words for tag, words in reader.tags().items() if tag in terms}
        for term, words in [*reader.forms().items(), *tags.items()]:
            if term in terms:
                for word in words:
                    self.forms.setdefault(word, set()).add(term)
        self._tags = {tag: {stem(word) for word in words} for tag, words in tags.items()}
        self._spelt = reader.spelt(tags)
        self._joined = {*reader.compounds.asked()}
        self._names = names(catalogue)
        self._derived = derived = Derived(catalogue)
        self._holds = derived.holds
        ends = last_months(derived)
        self._over = {
            number
            for number, document in enumerate(found)
            if isinstance(document.fiche, Evenement) and ends[document.fiche.id] < f"{today:%Y-%m}"
        }

    def _exactly(self, word: str) -> set[str]:
        term = stem(word)
        own = {term} if term in self._index.inverted_index else set()
        return own | {tag for tag, terms in self._tags.items() if term in terms}

    def search(self, question: str, typing: bool = False) -> Answer:
        """Return the answer to a question whose last word, when `typing`, may be the beginning of one."""
        kept, common = cut(question)
        asked = kept or common
        place, several = self._place([word for word in kept if word not in WHOM.split()])
        naming = several if place else []
        said = [word for word in asked if word not in WHOM.split()]
        alone = bool(place) and {*naming} == {*said}
        others = [] if alone else [word for word in said if word not in naming]
        called = self._called(others, place) if said and said != asked else []
        asked = said if called or alone else asked
        words = asked if alone else [word for word in asked if word not in naming]
        exact, large = self._meant(question, asked, words, typing and not alone)
        words = [word for word in words if large[word] or is_kept(word)]
        words = [word for word in words if large[word] or word not in GENERAL.split()] or words
        if not place:  # one of several places that nothing names is not missing
            words = [word for word in words if large[word] or word not in several] or words
        if not words:
            return Answer("vide")
        corrections: dict[str, str] = {}
        if alone:
            for word in words:
                tag = {f"~territoires/{place}"} & {*self._index.inverted_index}
                exact[word], large[word] = exact[word] | tag, large[word] | tag
        else:
            words = self._cut_apart(words, exact, large)
            self._join(question, words, exact, large)
            corrections = self._correct(words, large)
        known = [word for word in words if large[word]]
        if not known:
            return Answer("et" if alone else "inconnu", place=place)
        self._meaning.update({word: sorted(terms) for word, terms in large.items()})
        absent = [] if alone else [word for word in words if word not in known]
        telling = self._telling(known, exact, large) or (not absent and known)
        if not telling:
            return Answer("inconnu", place=place)
        every = self._query(known, telling, exact, large) if alone or known == words else []
        asked_for = len(telling) + len(absent)
        few = asked_for == 1
        found, manual = self._sorted(every, telling, exact, large, place, asked_for, called)
        if alone:
            first = [one for one in found if one[0] in called]
            more = [(number, 0.0) for number in called if number not in {one[0] for one in first}]
            found = [*first, *more, *(one for one in found if one[0] not in called)]
        whole = len(found)
        all_far = not alone and self._are_far(found, telling, exact, large)
        nearly: list[tuple[int, float]] = []
        if (whole < 3 or all_far) and not few:
            some = self._query(known, [], exact, large)
            more, pages = self._sorted(some, telling, exact, large, place, asked_for, called)
            nearly, rest = self._beside(found, more, telling, exact, large, asked_for if all_far else 0)
            found = [*nearly, *found, *(rest if whole < 3 else [])]
            manual = manual or (pages if whole < 3 else [])
            if not (found or manual):
                return Answer("inconnu", place=place)
        return Answer("et" if whole or few else "ou", found, corrections, place, manual, whole, len(nearly))

    def _beside(
        self, found: Found, more: Found, words: Sequence[str], exact: Terms, large: Terms, asked_for: int
    ) -> tuple[Found, Found]:
        """What was not found by every word: what comes before (`asked_for`: how many there are), and the rest."""
        known = {number for number, _score in found}
        others = [one for one in more if one[0] not in known]
        nearly = [one for one in others if self._is_nearly(one[0], words, exact, large, asked_for)]
        return nearly, [one for one in others if one not in nearly]

    def _are_far(self, found: Sequence[tuple[int, float]], words: Sequence[str], exact: Terms, large: Terms) -> bool:
        """Whether something was found, and all of it is far."""
        return bool(found) and all(self._is_far(number, words, exact, large) for number, _score in found)

    def _is_far(self, number: int, words: Sequence[str], exact: Terms, large: Terms) -> bool:
        """Whether it holds words far from its title; or is no deliverable that serves now, and has tags alone."""
        tiers = [tier for word in words if (tier := self._tier(number, word, exact, large)) is not None]
        fiche, late = self._documents[number].fiche, self._late(number)
        serves = fiche is not None and fiche.kind == "livrables" and not late
        return max(tiers)[0] + late >= 2 or (not serves and all(tag for _tier, tag in tiers))

    def _late(self, number: int) -> int:
        return lateness_of(self._derived, self._documents[number]).tiers + (2 if number in self._over else 0)

    def _is_nearly(self, number: int, words: Sequence[str], exact: Terms, large: Terms, asked_for: int) -> bool:
        """Whether it is a deliverable that serves now, with all words but one in its title."""
        fiche = self._documents[number].fiche
        held = {word: tier for word in words if (tier := self._tier(number, word, exact, large)) is not None}
        told = [word for word in held if not re.fullmatch("[0-9]{1,2}", word)]
        near = len(held) == asked_for - 1 and len(told) > 1 and max(held.values())[0] == 0
        return near and fiche is not None and fiche.kind == "livrables" and not self._late(number)

    def _correct(self, words: Sequence[str], large: Terms) -> dict[str, str]:
        """The words that others are taken for, whose terms they are given."""
        found = {word: other for word in words if not large[word] and (other := repaired(word, self._spelt))}
        for word, other in found.items():
            large[word] |= self._exactly(fold(other))
        return found

    def _telling(self, words: Sequence[str], exact: Terms, large: Terms) -> list[str]:
        """The words that tell documents apart."""
        many = len(self._documents) / 8
        return [
            word
            for word in words
            if word not in GENERAL.split() and len(self._holding(exact[word] or large[word])) <= many
        ]

    def _called(self, words: Sequence[str], place: str) -> list[int]:
        """Relays and structures whose names hold all words; without words, the relays that act in the place."""

        def kind(number: int) -> str:
            fiche = self._documents[number].fiche
            return fiche.kind if fiche else ""

        def where(number: int) -> Sequence[str]:
            return getattr(self._documents[number].fiche, "territoires", ())

        def acts(number: int) -> bool:
            return self._holds.holds("territoires", place, self._documents[number].fiche)

        numbers = range(len(self._documents))
        if not words:
            here = [number for number in numbers if kind(number) == "relais" and where(number) and acts(number)]
            return sorted(here, key=lambda number: place not in where(number))
        inverted = self._index.inverted_index
        fields = {"relais": ["titre"], "structures": [*FIELDS]}
        return [
            number
            for number in numbers
            if not (place and where(number) and not acts(number))
            and all(
                any(
                    str(number) in inverted[term][name]
                    for term in self._exactly(word)
                    for name in fields.get(kind(number), ())
                )
                for word in words
            )
        ]

    def _holding(self, terms: Iterable[str]) -> set[str]:
        """The documents whose texts hold one of some terms."""
        inverted = self._index.inverted_index
        return {ref for term in terms if not term.startswith("~") for name in FIELDS for ref in inverted[term][name]}

    def _meant(self, question: str, asked: Sequence[str], words: Sequence[str], typing: bool) -> tuple[Terms, Terms]:
        """The terms of each word, and with them those of words that begin as the last one."""
        exact = {word: self._exactly(word) for word in words}
        large = {word: set(terms) for word, terms in exact.items()}
        last = asked[-1] if asked else ""
        if typing and last in large and len(last) >= (4 if self._many else 3) and fold(question).endswith(last):
            for form, terms in self.forms.items():
                if form.startswith(last):
                    large[last] |= terms
        return exact, large

    def _place(self, words: Sequence[str]) -> tuple[str, list[str]]:
        """The territory that words name, where it is one alone, and the words that name any."""
        named: list[str] = []
        each: list[set[str]] = []
        if re.search("(^| )[a-z]{1,5} [0-9][^ ]*$", " ".join(words)) and self._exactly("".join(words[-2:])):
            words = words[:-1]
        start = 0
        while start < len(words):
            found, used = self._place_at(words, start)
            if found:
                town, rest = " ".join(words[start : start + used]), " ".join(words[start + used :])
                cut_up = town in ("paris", "lyon", "marseille")
                if address := CEDEX.match(rest) or (cut_up and DISTRICT.match(rest)):
                    used += len(address[0].split())
                named += words[start : start + used]
                each.append(found)
            start += used or 1
        sure = {one for found in each if len(found) == 1 for one in found}
        identities = {one for found in each for one in (found & sure or found)}
        return identities.pop() if len(identities) == 1 else "", named

    def _place_at(self, words: Sequence[str], start: int) -> tuple[set[str], int]:
        """The territories that the words from one on name, and how many of them do."""
        letters = sum(not word[0].isdigit() for word in words)
        for end in range(min(len(words), start + 5), start, -1):
            name = " ".join(words[start:end])
            post = name.replace(" ", "") if re.fullmatch("[0-9]{2} ?[0-9]{3}", name) else ""
            code = ("2a" if post[2] in "01" else "2b") if post[:2] == "20" else post[: 2 + (post[:2] in ("97", "98"))]
            alone = self._names.get(f"{name}=", ()) if end - start == letters else ()
            found = self._names.get(f"{code}@" if post else name, alone)
            inside = end < len(words) and (" " in name if post else name[0].isdigit())
            after = self._place_at(words, end)[0] if inside else set()
            if found and not (inside and not (after if post else after & {*found})):
                return {*found}, end - start
        return set(), 0

    def _cut_apart(self, words: Sequence[str], exact: Terms, large: Terms) -> list[str]:
        """The words, where those that nothing holds give way to their letters and digits that something holds."""
        found: list[str] = []
        for word in words:
            parts = [part for part in re.findall("[a-z]+|[0-9]+", word) if is_kept(part)]
            mixed = re.search("[a-z]", word) and re.search("[0-9]", word)
            apart = not large[word] and mixed and parts and all(self._exactly(part) for part in parts)
            for part in parts if apart else [word]:
                if part not in large:
                    exact[part], large[part] = self._exactly(part), self._exactly(part)
                found.append(part)
        return list(dict.fromkeys(found))

    def _join(self, question: str, words: Sequence[str], exact: Terms, large: Terms) -> None:
        """Add the terms of what two words make as one."""
        pairs = list(pairwise(words))
        hyphens = fold(question[:200]).replace("\u2010", "-").replace("\u2011", "-")
        unknown = {word for word in words if not large[word]}
        for first, second in pairs:
            hyphen = re.search(f"(?<![a-z0-9-]){first}-{second}(?![a-z0-9-])", hyphens)
            if {first, second} & unknown or first in PREFIXES.split() or hyphen or first + second in self._joined:
                for word in (first, second):
                    exact[word] |= self._exactly(first + second)
                    large[word] |= self._exactly(first + second)

    def _tier(self, number: int, word: str, exact: Terms, large: Terms) -> tuple[int, int] | None:
        """The tier in which a document holds a word, and the half of it; None where it does not."""
        inverted = self._index.inverted_index
        tiers = [
            divmod((TIERS[name] if not exact[word] or term in exact[word] else 4) | is_tag(term), 2)
            for term in large[word]
            for name in FIELDS
            if str(number) in inverted[term][name]
        ]
        return min(tiers) if tiers else None

    def _sorted(
        self,
        found: Sequence[tuple[int, float]],
        telling: Sequence[str],
        exact: Terms,
        large: Terms,
        place: str,
        asked_for: int,
        called: Sequence[int],
    ) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        keyed = []
        for number, score in found:
            held = {word: tier for word in telling if (tier := self._tier(number, word, exact, large)) is not None}
            tiers = [*held.values()]
            numbers = [word for word in held if re.fullmatch("[0-9]{1,2}", word)]
            fiche = self._documents[number].fiche
            own = getattr(fiche, "territoires", ())
            if place and own and not self._holds.holds("territoires", place, fiche):
                continue
            few = asked_for == 1
            if not tiers or (not few and (len(numbers) == len(tiers) or (len(tiers) == 1 and tiers[0][0] == 2))):
                continue
            over = number in self._over
            late, far = lateness_of(self._derived, self._documents[number])
            late += 2 if over else 0
            key = (
                number not in called,
                -len(tiers) + (late > 1 and len(tiers) < asked_for),
                max(tiers)[0] + late,
                bool(late) or fiche is None or fiche.kind != "livrables",
                sum(tag for _tier, tag in tiers),
                far and not place,
                late,
                place not in own,
                -number if over else 0,
            )
            keyed.append((key, number, score))
        keyed.sort(key=lambda one: one[0])
        manual = {number for _key, number, _score in keyed if self._documents[number].address.startswith(MANUAL)}
        split: Mapping[bool, list[tuple[int, float]]] = {False: [], True: []}
        for _key, number, score in keyed:
            split[number in manual].append((number, score))
        return split[False], split[True]

    def _query(
        self, words: list[str], required: Sequence[str], exact: dict[str, set[str]], large: dict[str, set[str]]
    ) -> list[tuple[int, float]]:
        query = self._index.create_query()
        for word in words:
            query.term(word, presence=QueryPresence.REQUIRED if word in required else QueryPresence.OPTIONAL)
            if exact[word] and exact[word] < large[word]:
                for term in sorted(exact[word]):
                    query.term(term, boost=8, use_pipeline=False)
        return [(int(result["ref"]), result["score"]) for result in self._index.query(query)]
