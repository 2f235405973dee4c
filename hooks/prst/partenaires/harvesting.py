"""The copies of partners' catalogues, asked for again: a partner that fails keeps its last good copy."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from prst.agendas import fetching
from prst.agendas.outcomes import Fetch, Outcome, fetch_all
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


def harvest(catalogue: Catalogue, catalogue_folder: Path, fetch: Fetch | None = None) -> list[Outcome[CopiePartenaire]]:
    """Return what came of asking each partner; nothing is written. All are asked at once."""
    received = fetch_all(
        {identity: one.url for identity, one in catalogue.partenaires.items()},
        fetch or partial(fetching.fetch, accept=ACCEPT),
    )
    return [
        _outcome(identity, one, received[identity], _copy_at(path_of(catalogue_folder, identity)))
        for identity, one in catalogue.partenaires.items()
    ]


def write_copies(outcomes: Iterable[Outcome[CopiePartenaire]], catalogue_folder: Path, today: date) -> None:
    """Write the copies that changed, with their day."""
    for one in outcomes:
        if one.content is not None:
            (catalogue_folder / FOLDER).mkdir(exist_ok=True)
            write_whole(path_of(catalogue_folder, one.identity), as_json(replace(one.content, le=today)))


def _copy_at(path: Path) -> CopiePartenaire | None:
    try:
        return read_copy(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


def _outcome(
    identity: str, one: Partenaire, received: bytes | str, before: CopiePartenaire | None
) -> Outcome[CopiePartenaire]:
    """Return what a partner came to: `received` is its bytes, or why there are none."""
    refusal, answer = (received, {}) if isinstance(received, str) else _read(received)
    if refusal:
        return Outcome.of_refusal(identity, one.nom, refusal, kept=before is not None)
    kept = tuple(found for found in resources_of(answer["ressources"]) if _has_one_of(one.mots, found))
    copie = CopiePartenaire(kept, None, plain(answer.get("nom"), 250), plain(answer.get("licence"), 250))
    count = f"{len(kept)} ressource{'s' if len(kept) > 1 else ''}" if kept else "aucune ressource"
    more = f"\u00a0; {answer['trop']} de plus ne sont pas reprises" if answer.get("trop") else ""
    same = before is not None and replace(before, le=None) == copie
    return Outcome.of_copy(identity, one.nom, f"({count}{more}).", copie, kept=before is not None, same=same)


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
