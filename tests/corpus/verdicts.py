"""What came of the cases of a corpus."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

Case = TypeVar("Case")


class Verdict(NamedTuple):
    """Whether a case held, and in what way, in a few words of French that others share; or else why it did not."""

    held: bool
    said: str


@dataclass
class Tally:
    """How many cases of a corpus were tried and held, in which ways, and those that failed."""

    tried: int = 0
    held: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)
    """Name or text of each case, and why it failed."""


def tally(cases: Iterable[tuple[str, Case]], judge: Callable[[Case], Verdict]) -> Tally:
    """Return what came of cases, each with its name; one over which the judge stumbles has failed."""
    found = Tally()
    for name, case in cases:
        found.tried += 1
        try:
            held, said = judge(case)
        except Exception as error:  # that none is raised is the first thing to hold
            held, said = False, f"{type(error).__name__} : {error}"
        if held:
            found.held[said] += 1
        else:
            found.failures.append((name, said))
    return found
