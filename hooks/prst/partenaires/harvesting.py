"""The copies of partners' catalogues, asked for again: a partner that fails keeps its last good copy."""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from prst.agendas import fetching
from prst.agendas.refreshing import fetch_all
from prst.apart import ask
from prst.records.catalogue import Catalogue
from prst.records.model import Partenaire
from prst.records.partenaires import FOLDER, CopiePartenaire, as_json, path_of, plain, read_copy, resources_of
from prst.records.types import fold
from prst.whole import write_whole

READER = "prst.partenaires.reading"
"""The module that the process runs."""
ACCEPT = "application/ld+json, application/json, */*;q=0.1"
WHY = {
    "page": "le fichier reçu est une page web, non un catalogue (cherchez l’adresse de son catalogue.json)",
    "illisible": "le fichier reçu n’est pas du JSON",
    "autre": "le fichier reçu n’est ni le catalogue.json d’un site comme celui-ci, ni un catalogue DCAT",
    "vide": "aucune de ses ressources n’a à la fois un titre et une adresse que l’on puisse ouvrir",
    "lent": "le fichier reçu demande trop de temps ou de mémoire",
}
"""Why nothing is kept of a file, by what the process says."""

Fetch = Callable[[str], bytes]


@dataclass(frozen=True)
class Outcome:
    """What asking one partner came to, in French."""

    identity: str
    nom: str
    message: str
    failed: bool = False
    copie: CopiePartenaire | None = None
    """The new copy, where there is one to write."""
    kept: bool = True
    """Whether a good copy of it exists, this one or an earlier one."""


def harvest(catalogue: Catalogue, catalogue_folder: Path, fetch: Fetch | None = None) -> list[Outcome]:
    """Return what came of asking each partner; nothing is written. All are asked at once."""
    received = fetch_all(
        {identity: one.url for identity, one in catalogue.partenaires.items()},
        fetch or partial(fetching.fetch, accept=ACCEPT),
    )
    return [
        _outcome(identity, one, received[identity], _copy_at(path_of(catalogue_folder, identity)))
        for identity, one in catalogue.partenaires.items()
    ]


def is_failure(outcomes: Collection[Outcome]) -> bool:
    """Whether somebody should look: no partner answers any more, or one has no copy yet and gives none."""
    return any(not one.kept for one in outcomes) or (bool(outcomes) and all(one.failed for one in outcomes))


def write_copies(outcomes: Iterable[Outcome], catalogue_folder: Path, today: date) -> None:
    """Write the copies that changed, with their day."""
    for one in outcomes:
        if one.copie is not None:
            (catalogue_folder / FOLDER).mkdir(exist_ok=True)
            write_whole(path_of(catalogue_folder, one.identity), as_json(replace(one.copie, le=today)))


def _copy_at(path: Path) -> CopiePartenaire | None:
    try:
        return read_copy(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


def _outcome(identity: str, one: Partenaire, received: bytes | str, before: CopiePartenaire | None) -> Outcome:
    """Return what a partner came to: `received` is its bytes, or why there are none."""
    refusal, answer = (received, {}) if isinstance(received, str) else _read(received)
    if refusal:
        end = "la dernière bonne copie est gardée" if before else "il n’en existe encore aucune copie"
        return Outcome(identity, one.nom, f"{refusal}\u00a0; {end}.", failed=True, kept=before is not None)
    kept = tuple(found for found in resources_of(answer["ressources"]) if _has_one_of(one.mots, found))
    copie = CopiePartenaire(kept, None, plain(answer.get("nom"), 250), plain(answer.get("licence"), 250))
    count = f"{len(kept)} ressource{'s' if len(kept) > 1 else ''}" if kept else "aucune ressource"
    more = f"\u00a0; {answer['trop']} de plus ne sont pas reprises" if answer.get("trop") else ""
    if before is not None and replace(before, le=None) == copie:
        return Outcome(identity, one.nom, f"rien de nouveau ({count}{more}).")
    what = "première copie" if before is None else "copie refaite"
    return Outcome(identity, one.nom, f"{what} ({count}{more}).", copie=copie)


def _has_one_of(words: Collection[str], one: Any) -> bool:
    text = fold(" ".join((one.titre, one.resume, *one.themes, *one.cibles)))
    return not words or any(fold(word) in text for word in words)


def _read(content: bytes) -> tuple[str, dict[str, Any]]:
    """Return why nothing is kept of a file, and what it holds, as a process of its own says it."""
    ended = ask(READER, content)
    try:
        answer = json.loads(ended.output)
    except ValueError:
        return WHY["lent"], {}
    return WHY.get(answer.get("refus"), ""), answer
