"""The records that guides show to copy: one that the check refuses is the worst of teachers."""

from collections.abc import Iterator
from dataclasses import replace

from prst.outputs.pages.modeles_a_copier import TO_REPLACE, find, of_this_catalogue
from prst.records.catalogue import Catalogue
from prst.records.loading import check_text
from prst.records.problems import Problem

GUIDES = "contribuer/"
"""Folder of the pages that teach how to write a record."""
NEEDED = {"livrables": ("cibles", "formats"), "diffusions": ("livrables", "relais")}
"""What a record of a kind cannot do without."""
SAID = frozenset({"courriel_exemple", "exemple_laisse"})
"""What is wrong with examples on purpose: nobody should publish the mailbox nor the names that they show."""


def check(page: str, name: str, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is wrong with the records that a guide shows, as readers see them; `name` is its path in docs/."""
    for modele in find(page) if name.startswith(GUIDES) else ():
        if not all(getattr(catalogue, target) for target in NEEDED.get(modele.kind, ())):
            continue  # nothing to name yet
        first = page.count("\n", 0, modele.start)
        text = of_this_catalogue(modele, catalogue, filled=True)  # what is to be replaced would be looked for by words
        for problem in check_text(modele.kind, text.encode(), catalogue):
            if problem.code not in SAID and not TO_REPLACE.search(problem.message):
                yield replace(problem, file=f"docs/{name}", line=first + problem.line, correction=None)
