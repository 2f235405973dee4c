"""Strangers asked at once for their files, calendars or catalogues, and what came of each."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from threading import Thread
from typing import Any, Generic, Self, TypeVar

from prst.agendas import fetching
from prst.asking import AskingError

Fetch = Callable[[str], bytes]
Copy = TypeVar("Copy")


@dataclass(frozen=True)
class Outcome(Generic[Copy]):
    """What asking one source came to, in French."""

    identity: str
    nom: str
    message: str
    failed: bool = False
    content: Copy | None = None
    """The new copy, where there is one to write."""
    kept: bool = True
    """Whether a good copy of it exists, this one or an earlier one."""

    @classmethod
    def of_refusal(cls, identity: str, nom: str, refusal: str, *, kept: bool) -> Self:
        """Return what came of a source that gives no copy, and why; `kept` tells whether there is an earlier one."""
        end = "la dernière bonne copie est gardée" if kept else "il n’en existe encore aucune copie"
        return cls(identity, nom, f"{refusal}\u00a0; {end}.", failed=True, kept=kept)

    @classmethod
    def of_copy(cls, identity: str, nom: str, told: str, content: Copy, *, kept: bool, same: bool) -> Self:
        """Return what came of a source that gives a copy, and what that holds.

        `kept` tells whether there is an earlier one, and `same` whether it says nothing else.
        """
        if same:
            return cls(identity, nom, f"rien de nouveau {told}")
        return cls(identity, nom, f"{'copie refaite' if kept else 'première copie'} {told}", content=content)


def is_failure(outcomes: Collection[Outcome[Any]]) -> bool:
    """Whether somebody should look: no source answers any more, or one has no copy yet and gives none.

    A source that is out of reach now and then is no failure: its copy is there, and pages show the day of it.
    """
    return any(not outcome.kept for outcome in outcomes) or (bool(outcomes) and all(o.failed for o in outcomes))


def fetch_all(addresses: Mapping[str, str], fetch: Fetch) -> dict[str, bytes | str]:
    """Return the bytes behind each address, or a sentence that says why there are none, after SECONDS at most."""
    received: dict[str, bytes | str] = {}

    def ask(identity: str, address: str) -> None:
        try:
            received[identity] = fetch(address)
        except AskingError as error:
            received[identity] = str(error)
        except Exception as error:  # a server may send whatever no library foresees
            received[identity] = f"sa réponse est incompréhensible ({type(error).__name__})"

    # threads that nobody waits for at the end: looking up a name cannot be interrupted
    threads = [Thread(target=ask, args=item, daemon=True) for item in addresses.items()]
    deadline = time.monotonic() + fetching.SECONDS
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(deadline - time.monotonic(), 0))
    late = f"aucune réponse complète en {fetching.SECONDS} secondes"
    return {identity: received.get(identity, late) for identity in addresses}
