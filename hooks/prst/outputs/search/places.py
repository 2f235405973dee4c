"""Places that a question may name, and the documents that hold there.

« 73 », « Savoie », « Chambéry » and « 73000 » all name one territory: what is asked for is then what holds there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from prst.analysis.holds import Holds
from prst.outputs.addresses import record_address
from prst.outputs.search.documents import Document
from prst.outputs.search.shards import rising
from prst.outputs.search.words import forms
from prst.records.catalogue import Catalogue
from prst.records.model import NATIONAL, REGION

COMMON = """
aube cher creuse die landes lot manche moulins nord orne reunion somme vienne
"""
"""Names that are words of every day too: beside other words their number leads to them, and not the name."""
MARK, ALONE = "@", "="
"""No word holds them: what a postal code begins with, and a common name, which a place has where it stands alone."""


def names(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the territories that each name stands for, by the words of the name that are searched for.

    Of departments outside the region, those alone that some record is for: « Manche » is a sleeve too. A name that the
    region has too is that of the region's: « Clermont » there is not in the Oise. The number of each is marked for what
    a postal code begins with.
    """
    common = frozenset(COMMON.split())
    ours = frozenset(catalogue.site.departements)
    found: dict[str, list[str]] = defaultdict(list)
    for identity, terme in catalogue.territoires.items():
        if identity == NATIONAL:
            continue
        found[identity + MARK].append(identity)
        if identity == REGION or identity in ours or _is_used(catalogue, identity):
            if identity != REGION:
                found[identity].append(identity)
            for name in (terme.label, *terme.synonymes, *terme.villes):
                words = forms(name)
                for form in {
                    " ".join(words),
                    " ".join({"saint": "st", "sainte": "ste"}.get(word, word) for word in words),
                }:
                    key = form + ALONE if form in common else form
                    if form and identity not in found[key]:
                        found[key].append(identity)
    near = {name: [one for one in identities if one in ours] or identities for name, identities in found.items()}
    return {name: identities for name, identities in sorted(near.items()) if identities}


def _is_used(catalogue: Catalogue, identity: str) -> bool:
    return any(
        catalogue.referring(kind, "territoires", identity) for kind in ("livrables", "relais", "groupes", "evenements")
    )


def places(holds: Holds, found: Iterable[Document]) -> Mapping[str, Any]:
    """Return by territory: label, address of its page or '', territories whose documents hold there, its own documents.

    A document of none holds everywhere.
    """
    catalogue = holds.catalogue
    own: dict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(found):
        for identity in getattr(document.fiche, "territoires", ()):
            own[identity].append(number)
    return {
        identity: [
            terme.label,
            record_address("territoires", identity) if catalogue.has_page("territoires", identity) else "",
            sorted(one for one in holds.around("territoires", identity) if one in own),
            rising(own[identity]),
        ]
        for identity, terme in catalogue.territoires.items()
    }
