"""The columns that a kind of record makes in a spreadsheet: one for each value that the model knows, nested or not.

Whoever writes a table of his own calls them otherwise (`records/keys.py`): `Names` finds what a header means.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from prst.records.champs import Champ, champs_of
from prst.records.keys import CALLED
from prst.records.model import LIST_CAP, MODELS, Record
from prst.records.reading import Location
from prst.records.types import fold
from prst.tableurs.workbooks import named

Pattern = tuple[str | None, ...]
"""A location in which None stands for any rank."""

SHEETS = {
    "livrables": "Livrables",
    "cibles": "Cibles",
    "relais": "Relais",
    "groupes": "Groupes",
    "evenements": "Événements",
    "diffusions": "Diffusions",
    "enquetes": "Enquêtes",
    "structures": "Structures",
    "retours": "Retours",
}
"""The sheet of each kind."""
CONTACT: Pattern = ("contact",)
"""A column that tells a whole contact in one cell."""
HOUR = "heure"
"""Ends what a column of hours means, which stand in records with the day before them: `debut.heure`."""
BETWEEN = "\u00a0: "
"""Between the names of a part and of its field in a header."""
REQUIRED = " *"
"""Ends the header of a column that every record must fill."""
_OF_WHAT = re.compile(
    r"\s+(?:de (?:la |cette )?(?:ressource|fiche|production)|du (?:document|livrable|support)|de l[’']outil)\b"
)
"""Ends headers that say of what they are, where the table is of nothing else."""
NEAR_ENOUGH = 88
"""Likeness of letters from which a header is taken for a name of a column."""


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column: where its values stand in a record, and what they are."""

    path: Location
    titre: str
    champ: Champ
    required: bool = False
    """Whether every record must have it."""

    @property
    def key(self) -> str:
        """The path as messages write it: `liens[1].url`."""
        return key_of(self.path)


def key_of(path: Location) -> str:
    """Return a path as messages write it: `liens[1].url`, where ranks count from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


IDENTIFIANT = Champ(
    "id",
    str(Record.model_fields["id"].title),
    "Le nom du fichier de la fiche, sans .yml. Laissez vide\u00a0: il vient du titre.",
    "id",
    longest=100,
)


def columns_of(kind: str, counts: Mapping[str, int] | None = None) -> tuple[Colonne, ...]:
    """Return the columns of a kind: the id, those that are required, then all others in the order of a file.

    `counts` says how many of each part that may stand several times there are, by the key of its path (`liens`: 3,
    `fiche_action.actions`: 2), else one.
    """
    found = [Colonne(("id",), IDENTIFIANT.title, IDENTIFIANT), *_walk(champs_of(kind), (), "", True, counts or {})]
    return tuple(sorted(found, key=lambda one: (one.path != ("id",), not one.required)))


def counts_of(trees: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many of each part some record has at most, as `columns_of` takes it, parts inside parts included."""
    counts: dict[str, int] = {}

    def count(value: Any, path: Location) -> None:
        if isinstance(value, Mapping):
            for name, one in value.items():
                count(one, (*path, name))
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            counts[key_of(path)] = max(counts.get(key_of(path), 1), len(value))
            for rank, one in enumerate(value):
                count(one, (*path, rank))

    for tree in trees:
        count(tree, ())
    return counts


def _walk(
    champs: Sequence[Champ], path: Location, title: str, required: bool, counts: Mapping[str, int]
) -> Iterator[Colonne]:
    for champ in champs:
        here, name = (*path, champ.name), f"{title}{champ.title}"
        needed = required and champ.required
        if champ.type != "part":
            yield Colonne(here, name, champ, needed)
        elif not champ.several:
            yield from _walk(champ.fields, here, name + BETWEEN, needed, counts)
        else:
            for rank in range(counts.get(key_of(here), 1)):
                yield from _walk(champ.fields, (*here, rank), f"{name} {rank + 1}{BETWEEN}", False, counts)


def pattern_of(path: Location) -> Pattern:
    """Return a path with any rank in the place of each."""
    return tuple(None if isinstance(part, int) else part for part in path)


def path_of(pattern: Pattern, rank: int) -> Location:
    """Return the path of a pattern with a rank."""
    return tuple(rank if part is None else part for part in pattern)


FORMER: Mapping[str, Mapping[str, Pattern]] = {
    "livrables": {"Kit : Courriel": ("kit", "message"), "Contact : Nom": ("contact", "nom")},
    "relais": {"Structure": ("structure",), "Contact : Nom": ("contact", "nom")},
    "groupes": {
        "Adresse": ("url",),
        "Fiche-action : Adresse": ("fiche_action", "url"),
        "Pilotes : Contact : Nom": ("pilotes", None, "contact", "nom"),
    },
    "evenements": {"Adresse": ("url",), "Contact : Nom": ("contact", "nom")},
    "structures": {"Fonctions : Nom": ("fonctions", None, "nom")},
}
"""What columns were called in workbooks that earlier versions exported."""


def _former(kind: str) -> dict[str, Pattern]:
    return {named(text): pattern for text, pattern in FORMER.get(kind, {}).items()}


def _asides(columns: Mapping[Pattern, Colonne]) -> Iterator[tuple[Pattern, Colonne]]:
    """Yield what a column may say that is no field by itself: a whole contact, the hours of a day."""
    if within := columns.get((*CONTACT, "structure")):
        yield CONTACT, Colonne((*CONTACT,), within.titre, within.champ)  # type: ignore[arg-type]
    for name in ("debut", "fin"):
        if (day := columns.get((name,))) and day.champ.type == "when":
            yield (name, HOUR), Colonne((name, HOUR), f"{day.titre}, {HOUR}", day.champ)


class Names:
    """What a header means for a kind of record."""

    def __init__(self, kind: str) -> None:
        self.columns = {pattern_of(column.path): column for column in columns_of(kind)}
        self.asides = dict(_asides(self.columns))
        self._exact = _former(kind)
        self._known: dict[str, Pattern] = {}
        for pattern, column in self.columns.items():
            for text in (" ".join(part or "" for part in pattern), re.sub(r" 1(?=\s)", "", column.titre)):
                self._exact.setdefault(named(text), pattern)
        self._known |= self._exact
        for key, called in CALLED.items():
            pattern = tuple(part or None for part in key.split("."))
            if pattern in self.columns or pattern in self.asides:
                for word in (*called.sure, *called.loose):
                    self._known.setdefault(named(word), pattern)
        leaves: dict[str, set[Pattern]] = {}
        for pattern, column in self.columns.items():
            for text in (str(pattern[-1]), column.champ.title):
                leaves.setdefault(named(text), set()).add(pattern)
        for text, patterns in leaves.items():
            if len(patterns) == 1:
                self._known.setdefault(text, next(iter(patterns)))

    def column(self, pattern: Pattern) -> Colonne:
        """Return the column of a pattern, or what one that is no field says. Raises KeyError for another one."""
        return self.columns.get(pattern) or self.asides[pattern]

    @property
    def known(self) -> frozenset[str]:
        """All names of columns, as `named` gives them."""
        return frozenset(self._known)

    def meant(self, header: str) -> tuple[Pattern, int | None] | None:
        """Return what a header names, and the rank that it says (« Lien 2 »); None for what is no name of a column."""
        for text in (header, re.sub(r"\([^)]*\)", " ", header)):
            said = named(text)
            if found := self._known.get(said):
                return found, None
            words = said.split()
            for place, word in enumerate(words):
                if word.isdigit() and 0 < int(word[:4]) <= LIST_CAP:
                    found = self._known.get(" ".join(words[:place] + words[place + 1 :]))
                    if found and None in found:
                        return found, int(word) - 1
        return None

    def is_exact(self, header: str) -> bool:
        """Whether a header is the very name of a column, whatever its rank, and not what some people call it."""
        return named(header) in self._exact or named(re.sub(r"\b\d+\b", " ", header)) in self._exact

    def near(self, header: str) -> Pattern | None:
        """Return what a header most probably names, by its first words or its letters: a guess."""
        head = named(re.split(r"[:?\n]", header)[0])
        if head in self._known and self._known[head] != CONTACT:  # « Cibles : à qui ? »
            return self._known[head]
        if bare := self._known.get(named(_OF_WHAT.sub("", re.sub(r"\([^)]*\)", " ", header)))):
            return bare if bare != CONTACT else None
        either = {self._known.get(named(part)) for part in re.split(r"\s*/\s*|\s+ou\s+", header)}
        if len(either) == 1 and (same := either.pop()):  # « Résumé / descriptif »
            return same
        from rapidfuzz import fuzz, process  # costs 80 ms, and most headers are known

        found = process.extractOne(named(header), self._known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        return self._known[found[0]] if found else None


@cache
def names_of(kind: str) -> Names:
    """Return what headers mean for a kind. Raises KeyError for another one."""
    return Names(kind)


@cache
def all_names() -> frozenset[str]:
    """Return all names of columns of all kinds."""
    return frozenset().union(*(names_of(kind).known for kind in MODELS))


def kind_of(sheet: str) -> str | None:
    """Return the kind that a sheet is called after, in the singular or not; None for another name."""
    said = named(sheet)
    return next((kind for kind, title in SHEETS.items() if said in (named(title), named(kind), fold(title))), None)
