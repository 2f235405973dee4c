"""French text to the terms that a search compares, the same in Python and in the browser."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import Stemmer

from prst.records.model import Terme
from prst.records.types import fold

STOP_WORDS = """
ai ainsi alors apres au aucun aucune aujourd aupres aussi autre autres aux avant avec avez avoir avons bien car ce
ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment dans de des depuis doit donc dont du elle
elles en encore entre es est et etaient etait etant etc etre eu eux fait faire font hui il ils je jusqu jusque la le
les leur leurs lors lorsqu lorsque lui ma mais me meme memes mes moins mon ne ni nos notre nous on ont ou par parce
pas pendant peut peuvent plus pour pourquoi presqu puis puisqu puisque qu quand que quel quelle quelles quelque
quelques quels qui quoi quoiqu quoique sa sans se selon ses si son sont sous sur ta te tes toi ton tous tout toute
toutes tres tu un une vers via vos votre vous
bonjour bonsoir devez devons dis dites dois doivent faut merci moi peux stp svp veux voudrais
"""
"""Words that every text has, and those of who speaks to somebody.

Not « été », which is a season too, nor « afin » and the like, which are rare.
"""
_STOP_WORDS = frozenset(STOP_WORDS.split())
WHOM = """
appeler contact contacter contacts coordonnees interlocuteur interlocutrice joindre numero relais tel telephone
telephoner
"""
"""Words that ask whom to call, where what is beside them names a place, a relay or a structure."""
GENERAL = (
    "agent agents animer besoin besoins cherche chercher collegue collegues concerner connaitre employe employes "
    "entreprise entreprises eviter grand grande grandes grands jour jours mettre nouveau nouveaux nouvel nouvelle "
    "nouvelles ouvrier ouvriere ouvrieres ouvriers personnel petit petite petites petits place proteger reduire "
    "salarie salariee salariees salaries savoir travaille travaillent travailler travaillons trouver"
)
"""Words for those whom all of it is about, and of how one asks: they tell nothing beside others.

So do words that most texts have. Where nothing holds the others, nothing is found.
"""

IRREGULAR = {
    "travaux": "travail",
    "maux": "mal",
    "baux": "bail",
    "soupiraux": "soupirail",
    "vantaux": "vantail",
    "vitraux": "vitrail",
    "yeux": "oeil",
    "medecine": "medecinal",
    "eleveuse": "eleveur",
    "eleveuses": "eleveurs",
}
"""Plurals that Snowball leaves apart from their singular, and words that it takes for others (« éleveuse », « élève »).

Whoever asks for « médecine du travail » looks for a service, not for what is written for doctors.
"""

_FORM = re.compile("[a-z0-9]+")
_DIGIT = re.compile("[0-9]")
_snowball = Stemmer.Stemmer("french")


def forms(text: str) -> list[str]:
    """Return the words of a text as they are written, without case, accents, apostrophes or stop words.

    Elided words (« l’ », « d’ ») go as single letters do; single digits stay.
    """
    return [form for form in _FORM.findall(fold(text)) if is_kept(form)]


_WORD = re.compile(r"[^\W_]+")
_CAPITALS = re.compile("[A-Z]{2}")
_SHOUTED = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(word.upper() for word in _STOP_WORDS if len(word) > 1))})(?![^\W_])"
)
_APART = re.compile(r"(?<![^\W_])(?:([A-Z]{1,5})[\s.-]{1,2}([0-9]+)|([0-9]+)\s([A-Za-z]?[A-Z]{1,2}))(?![^\W_])")
"""A reference or a measure: capitals and digits that are written apart, « ED 6087 », « L. 4121 », « 90 dB »."""
_ORDINAL = re.compile("[0-9]+(?:er|re|e|eme|nd|nde)")
_PARTS = re.compile("[a-z]+|[0-9]+")
_HYPHENATED = re.compile(
    r"(?<![^\W_])(?<![-\u2010\u2011])([^\W\d_]+)[-\u2010\u2011]([^\W\d_]+)(?![^\W_]|[-\u2010\u2011])"
)
PREFIXES = """
agro anti audio auto bio co cyber eco electro extra hydro hyper infra inter intra macro medico micro mini mono multi
musculo para photo pluri poly post pre psycho radio re semi socio super sur tele thermo ultra video web
"""
"""Beginnings that some write apart from what follows: « auto diagnostic »."""
_JOINED_LENGTH = 6
"""Letters of the shortest word that two make."""


def more_forms(text: str) -> list[str]:
    """Return what else a text is found by: words spelt otherwise, and acronyms that are stop words elsewhere.

    « ED 6087 » is « ed6087 » too, and « ED6087 » « ed » and « 6087 »; « burn-out » is « burnout » too. « marquage CE »
    has « ce »: capitals among other words tell an acronym, not in a title that is all in capitals.
    """
    found = _hyphenated(text)
    if _DIGIT.search(text):
        for form in _FORM.findall(fold(text)):
            parts = _PARTS.findall(form)
            if len(parts) > 1 and not _ORDINAL.fullmatch(form):
                found += [part for part in parts if is_kept(part)]
        for match in _APART.finditer(text):
            if fold(match[4] or "") not in _STOP_WORDS:  # « en 2026 LE »
                found.append(fold("".join(filter(None, match.groups()))))
    return found + _acronyms(text)


def _hyphenated(text: str) -> list[str]:
    """Return the words that a hyphen makes of two: « burnout » of « burn-out »."""
    return [word for pair in _HYPHENATED.findall(text) if (word := _joined(*map(fold, pair)))]


def _joined(first: str, second: str) -> str:
    """Return the word that two folded ones make; '' where one of them is a word of every text, or both are short."""
    word = first + second
    return word if len(word) >= _JOINED_LENGTH and first not in _STOP_WORDS and second not in _STOP_WORDS else ""


class Compounds:
    """Words that some write as one and others as two: « burnout », « burn-out », « burn out »."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Learn them from the texts that name things."""
        self._whole: set[str] = set()
        self._hyphenated: set[str] = set()
        for text in texts:
            self._whole.update(_FORM.findall(fold(text)))
            self._hyphenated.update(_hyphenated(text))
        self._known = self._whole | self._hyphenated
        self._apart: set[str] = set()

    def of(self, words: Sequence[str]) -> list[str]:
        """Return the words that the folded ones of a text make where another text writes them as one."""
        known = self._known
        found = [
            first + second for first, second in pairwise(words) if first + second in known and _joined(first, second)
        ]
        self._apart.update(found)
        return found

    def asked(self) -> list[str]:
        """Return those that a question in two words must be told of: a text has them as one."""
        return sorted((self._hyphenated | self._apart) & self._whole)


def _acronyms(text: str) -> list[str]:
    """Return the stop words of a text that stand in capitals beside words that do not."""
    if not (_CAPITALS.search(text) and _SHOUTED.search(text)):
        return []
    words = _WORD.findall(text)
    shouted = [len(word) > 1 and word.isupper() for word in words]
    found = []
    for place, word in enumerate(words):
        if _SHOUTED.fullmatch(word):
            beside = [shouted[other] for other in (place - 1, place + 1) if 0 <= other < len(words)]
            if not (beside and all(beside)):
                found.append(word.lower())
    return found


def is_kept(form: str) -> bool:
    """Whether a folded word is searched for."""
    return form not in _STOP_WORDS and (len(form) > 1 or form.isdigit())


def stem(form: str) -> str:
    """Return the term that a folded word counts as (Snowball, French algorithm).

    Snowball tells « formée » from « forme » by an accent that a folded word has lost: its ending goes first.
    """
    form = IRREGULAR.get(form, form)
    if len(whole := form.removesuffix("s")) > 4 and whole.endswith("ee"):
        form = whole[:-1]
    return str(_snowball.stemWord(form))


class _Terms(dict[str, str]):
    """The term of each word that was met; '' for one that is not searched for."""

    def __missing__(self, form: str) -> str:
        self[form] = stem(form) if is_kept(form) else ""
        return self[form]


class Words:
    """The terms of texts, and the words that gave each: a text that many records share is read once."""

    def __init__(self, compounds: Compounds | None = None) -> None:
        self.compounds = compounds or Compounds()
        self._terms = _Terms()
        self._others: dict[str, str] = {}
        self.terms = lru_cache(maxsize=4096)(self._read)
        """Gives the terms of a text, in order, as many times as they come."""

    def _add(self, form: str) -> str:
        """Return the term of a word that stands in no text as it is written here."""
        return self._others.setdefault(form, stem(form))

    def _read(self, text: str) -> tuple[str, ...]:
        known = self._terms
        words = _FORM.findall(fold(text))
        terms = [term for form in words if (term := known[form])]
        # behind the others, which phrases of one meaning find side by side
        others = more_forms(text)
        terms += [self._add(form) for form in others]
        terms += [self._add(form) for form in self.compounds.of(words) if form not in others]
        return tuple(terms)

    def forms(self) -> dict[str, list[str]]:
        """Return the words that were met, sorted, by their term."""
        found: dict[str, list[str]] = {}
        for form, term in sorted({**self._terms, **self._others}.items()):
            if term:
                found.setdefault(term, []).append(form)
        return found


def same_meaning(terme: Terme) -> list[str]:
    """Return the acronyms of a vocabulary term and what they stand for; [] for a term without acronym.

    « DUERP » stands for the synonyms whose first letters spell its beginning, « document unique », and for a label that
    ends in its name, « Risques psychosociaux (RPS) ». Other synonyms are near, not the same.
    """
    acronyms = [word for word in terme.synonymes if word.isupper() and len(word) <= ACRONYM_LENGTH]
    spelt = ["".join(forms(acronym)) for acronym in acronyms]
    phrases = [
        phrase
        for phrase in terme.synonymes
        if len(initials := "".join(form[0] for form in forms(phrase))) > 1
        and any(letters.startswith(initials) for letters in spelt)
    ]
    before, mark, name = terme.label.rpartition(" (")
    if mark and name.rstrip(")") in acronyms:
        phrases.append(before)
    return [*acronyms, *phrases] if phrases or len(acronyms) > 1 else []


ACRONYM_LENGTH = 6


class SameMeaning:
    """Finds the phrases of a text that have others of the same meaning, such as an acronym and what it stands for."""

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        self._starting: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for tag, phrases in groups.items():
            for phrase in phrases:
                terms = tuple(stem(form) for form in forms(phrase))
                if terms:
                    self._starting.setdefault(terms[0], []).append((terms, tag))

    def of(self, terms: Sequence[str]) -> Iterator[str]:
        """Yield the tag of each group that has a phrase among the terms of a text."""
        starting = self._starting
        for place, term in enumerate(terms):
            for phrase, tag in starting.get(term, ()):
                if tuple(terms[place : place + len(phrase)]) == phrase:
                    yield tag
