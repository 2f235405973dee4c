"""The home page: targets, what is new, what comes next."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from prst.analysis.holds import Holds
from prst.outputs.addresses import SECTIONS
from prst.outputs.pages import choices
from prst.outputs.pages.common import Pages
from prst.outputs.pages.sections import counts, targets_here
from prst.records.catalogue import Catalogue
from prst.records.model import Livrable, Structure

TARGETS = 48
"""Targets on the home page, of any number: the list of all has a page of its own."""
EXAMPLES = 3
"""Questions that the home page proposes."""
NEWS = 3
"""Deliverables that the home page shows as new, or as worth discovering."""
RECENT = timedelta(days=92)
"""How long what entered the catalogue has just arrived; after that the home page shows what is worth discovering."""
LOTS = 3
"""Lots of what is worth discovering: the reader's month shows one of them (dates.js)."""


def news(holds: Holds, count: int) -> list[Livrable]:
    """Return the deliverables that entered the catalogue last; those of one day by their own date."""
    shown = (fiche for fiche in holds.catalogue.livrables.values() if fiche.actuel)

    def latest(fiche: Livrable) -> tuple[bool, int]:
        return not holds.here(fiche), -(fiche.ajoute_le.toordinal() if fiche.ajoute_le else 0)

    return sorted(shown, key=latest)[:count]


def home(pages: Pages, introduction: Markup) -> Markup:
    """Return the home page around its written introduction."""
    holds = pages.derived.holds
    recent = [(fiche, (fiche.ajoute_le or date.min) + RECENT) for fiche in news(holds, NEWS)]
    known = [fiche for fiche in pages.derived.journal.sure if holds.here(fiche)][: LOTS * NEWS]
    return pages.fill(
        "accueil.html",
        introduction=introduction,
        exemples=examples(pages.catalogue),
        choix=[un["cible"] for un in targets_here(pages)],
        autres=choices.other_words(pages, [un["cible"].id for un in targets_here(pages)]),
        cibles=_fullest(targets_here(pages)),
        nouveautes=[(pages.cards([fiche], "./"), last) for fiche, last in recent],
        jusqua=max((last for _fiche, last in recent), default=date.min),
        lots=[pages.cards(known[start : start + NEWS], "./") for start in range(0, len(known), NEWS)],
        occurrences=pages.coming(pages.catalogue.evenements.values()),
        nombres=counts(pages),
        partenaires=partners(pages),
        structures=publishers(pages),
        vide=SECTIONS["cibles"].vide,
    )


def partners(pages: Pages) -> list[Structure]:
    """Return the structures that take part in the plan, as they are called today, each once, in their order."""
    named = (pages.catalogue.structures[identity] for identity in pages.site.partenaires)
    return list({one.id: one for one in map(pages.contacts.current, named)}.values())


def publishers(pages: Pages) -> int:
    """Return how many structures the deliverables come from, those that one took the place of counted as that one."""
    chains = map(pages.contacts.of, pages.catalogue.livrables.values())
    return len({chain.actuelle.intitule if chain.actuelle else chain.nommee for chain in chains})


def _fullest(targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the targets for which there is most, in the order of the catalogue."""
    ranks = sorted(range(len(targets)), key=lambda rank: -targets[rank]["nombre"])[:TARGETS]
    return [targets[rank] for rank in sorted(ranks)]


def examples(catalogue: Catalogue) -> list[str]:
    """Return the questions that the home page proposes: of each of the fullest themes, the shortest everyday wording.

    A synonym of several words in small letters is what people say; one word of a vocabulary says too little.
    """
    counted = Counter(theme for fiche in catalogue.livrables.values() if fiche.actuel for theme in fiche.themes)
    fullest = [catalogue.themes[identity] for identity, _count in counted.most_common(EXAMPLES)]
    said = [[word for word in theme.synonymes if word[0].islower() and " " in word] for theme in fullest]
    return [min(words, key=len, default=theme.label) for theme, words in zip(fullest, said, strict=True)]
