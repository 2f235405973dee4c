"""Terms that stand over columns of crosses, or are the name of a sheet."""

from collections.abc import Iterator, Mapping, Sequence

from prst.records.types import fold
from prst.tableurs.cells import Words, says_no, says_yes, understand
from prst.tableurs.columns import Names, Pattern
from prst.tableurs.headers import group_of
from prst.tableurs.reading import Cellule

FIELDS = ("cibles", "territoires", "secteurs", "themes", "leviers")
"""What people give a column of crosses for each term of, the likeliest first."""
OF_SHEETS = ("cibles", "themes", "secteurs", "territoires")
"""What people give a sheet for each term of."""


def fields_of(names: Names, among: Sequence[str]) -> Iterator[Pattern]:
    """Yield the lists of terms that a kind of record has."""
    for name in among:
        for pattern, column in names.columns.items():
            if pattern[0] == name and (column.champ.several or pattern[-1] == "cible"):
                yield pattern


def term_of(text: str, pattern: Pattern, names: Names, words: Words) -> str:
    """Return the term that a text means in a list; '' where it means none, or several."""
    champ = names.columns[pattern].champ
    found = understand(Cellule(text), champ, words)
    values = found.value if isinstance(found.value, list) else [found.value]
    return str(values[0]) if len(values) == 1 and values[0] and not found.unknown else ""


def crosses_of(
    headers: Mapping[int, str], samples: Mapping[int, Sequence[str]], taken: set[Pattern], names: Names, words: Words
) -> dict[int, tuple[Pattern, str]]:
    """Return, of columns that say but yes or no, the list and the term that each stands for.

    Columns of one list are those of their group, or of the list in which most of them are terms.
    """
    waiting = {column: headers[column] for column, texts in samples.items() if _are_crosses(texts, headers[column])}
    fields = list(fields_of(names, FIELDS))
    found: dict[int, tuple[Pattern, str]] = {}
    for column, header in waiting.items():
        group, own = group_of(header)
        meant = names.meant(group) if group else None
        pattern = next((one for one in fields if meant and one[0] == meant[0][0]), None)
        if pattern and (term := term_of(own, pattern, names, words)):
            found[column] = pattern, term
    while rest := [column for column in waiting if column not in found]:
        free = [one for one in fields if one not in taken and one not in {pattern for pattern, _term in found.values()}]
        known = [
            {
                column: (one, term)
                for column in rest
                if (term := term_of(group_of(waiting[column])[1], one, names, words))
            }
            for one in free
        ]
        best = max(known, key=len, default={})
        if not best:
            break
        found |= best
    return found


def _are_crosses(texts: Sequence[str], header: str) -> bool:
    """Whether texts are crosses; in a group of columns nobody may have made one in this."""
    said = [fold(text) for text in texts]
    return (any(map(says_yes, said)) or group_of(header)[0] != "") and all(
        says_yes(one) or says_no(one) for one in said
    )
