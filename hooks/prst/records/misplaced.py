"""What a file seems to be, whatever its folder, and what was left in it of the example that it was made from."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from prst.records.keys import plain
from prst.records.model import MODELS, Record
from prst.records.reading import Location
from prst.records.types import fold

KINDS: Mapping[str, str] = {
    "livrables": "une ressource",
    "cibles": "une cible",
    "relais": "un relais",
    "groupes": "un groupe de travail",
    "evenements": "un événement",
    "diffusions": "une diffusion",
    "enquetes": "une enquête",
    "structures": "une structure",
    "retours": "un retour d’expérience",
}
"""How a message names a record of each kind."""
LEFT = re.compile(
    r"[\[<(…. ]*(?:a completer|a preciser|lorem ipsum.*|xxx+|aaaa(?:-mm(?:-jj)?)?"
    r"|(?:nom|titre) d(?:e votre|e la|u|e l') ?(?:structure|relais|livrable|evenement|groupe|cible|ressource|organisme)"
    r"(?: en toutes lettres)?|votre (?:structure|titre|texte|courriel|adresse))[\]>)…. ]*"
)
HOST = re.compile(r"https?://(?:www\.)?(?:structure|votre-structure|votre-site|exemple)\.fr(?:[/?#].*)?", re.IGNORECASE)
"""Words and addresses of examples, with nothing else around them."""
_SIGNS = tuple(
    text.encode()
    for text in (
        *("ompléter", "ompleter", "réciser", "reciser", "AAAA", "XXX", "xxx", "psum"),
        *("structure.fr", "exemple.fr", "om d"),
    )
)
_YOURS = re.compile(
    rb"otre(?:-| |\xc2\xa0)?(?:structure|titre|texte|courriel|adresse|site"
    rb"|relais|livrable|\S{1,3}v\S{1,3}nement|groupe|cible|ressource|organisme)"
)
"""What a file holds that may hold some of it: looked for in its bytes, because nearly none does.

« Votre » alone stands in most promises.
"""


def may_hold_examples(content: bytes) -> bool:
    """Whether it is worth looking for what was left of an example in a file."""
    return any(sign in content for sign in _SIGNS) or _YOURS.search(content.lower()) is not None


def left_of_examples(tree: Any, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield where a value is still that of an example, and the value."""
    if isinstance(tree, str):
        if LEFT.fullmatch(fold(tree).strip()) or HOST.fullmatch(tree.strip()):
            yield location, tree
    elif isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from left_of_examples(value, (*location, key))


def kinds_of(key: str) -> str:
    """Return, for a message, which kinds of records have a key; '' where none does."""
    found = [said for kind, said in KINDS.items() if plain(key) in MODELS[kind].model_fields]
    return f" ici : elle est celle d’{' ou d’'.join(found)}" if 0 < len(found) < 3 else ""


def nearly(model: type[Record], tree: Any) -> bool:
    """Whether a tree is that of a record of a model but for one key: no other folder is to be proposed for it.

    One key is too many, or else a single one that it must have is missing, among several that it may have.
    """
    keys = {plain(str(key)) for key in tree} - {"id"}
    needed = {name for name, info in model.model_fields.items() if info.is_required() and name != "id"}
    unknown, missing = len(keys - model.model_fields.keys()), len(needed - keys)
    return (unknown, missing) in ((1, 0), (0, 1))


def kind_of(tree: Any) -> str:
    """Return the folder of the records that have the keys of a tree; '' where none or several do."""
    if not isinstance(tree, dict):
        return ""
    keys = {plain(str(key)) for key in tree} - {"id"}
    found = [
        kind
        for kind, model in MODELS.items()
        if keys
        and keys <= model.model_fields.keys()
        and {name for name, info in model.model_fields.items() if info.is_required() and name != "id"} <= keys
    ]
    return found[0] if len(found) == 1 else ""
