"""Published addresses persist: what an earlier commit published is there, redirected, or announced as withdrawn."""

import subprocess
from pathlib import Path, PurePosixPath

from prst.records.loading import Loaded
from prst.records.model import MODELS
from prst.records.problems import Problem, describe
from prst.records.reading import read
from prst.records.types import fold

ADDRESSED = frozenset(MODELS) - {"diffusions"}


class HistoryError(Exception):
    """Git cannot tell what an earlier commit held; the message says why, in French."""


def ids_at(root: Path, reference: str) -> set[tuple[str, str]]:
    """Return (folder, id) of the records at a git reference. Raises HistoryError when git cannot tell."""
    if reference.startswith("-"):
        raise HistoryError(f"« {reference} » n’est pas une référence git.")
    try:
        result = subprocess.run(
            ["git", "ls-tree", "-r", "--name-only", "-z", reference, "--", "catalogue/"],
            cwd=root,
            capture_output=True,
            check=False,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HistoryError(f"git ne répond pas ({error}).") from error
    if result.returncode:
        raise HistoryError(
            f"git ne connaît pas « {reference} » : {result.stderr.decode(errors='replace').strip()}\n"
            "En intégration continue, récupérez tout l’historique (GIT_DEPTH: 0, fetch-depth: 0)."
        )
    found = set()
    for name in result.stdout.decode(errors="replace").split("\0"):
        path = PurePosixPath(name)
        if len(path.parts) == 3 and path.suffix == ".yml" and path.parts[1] in ADDRESSED:
            found.add((path.parts[1], path.stem))
    return found


def was_draft(root: Path, reference: str, address: str) -> bool:
    """Whether the record at an address (`livrables/guide`) was a draft at a git reference: it had no page then."""
    result = subprocess.run(
        ["git", "show", f"{reference}:./catalogue/{address}.yml"],
        cwd=root,
        capture_output=True,
        check=False,
        timeout=60,
    )
    value = read(result.stdout).value
    return isinstance(value, dict) and fold(str(value.get("statut", "")).strip()) == "brouillon"


def vanished(root: Path, reference: str, loaded: Loaded) -> list[Problem]:
    """Return a problem for each address published at a reference that would vanish unannounced.

    Drafts have no address, so that one which becomes a draft vanishes too.
    """
    catalogue = loaded.catalogue
    if catalogue is None:
        return []
    kept: set[tuple[str, str]] = set()
    for kind in ADDRESSED:
        for record in getattr(catalogue, kind).values():
            kept |= {(kind, record.id), *((kind, former) for former in record.anciens_ids)}
    problems = []
    for kind, identity in sorted(ids_at(root, reference) - kept):
        address = f"{kind}/{identity}"
        if address not in catalogue.retraits and not was_draft(root, reference, address):
            message, remedy = describe("adresse_disparue", value=address)
            problems.append(Problem(f"catalogue/{address}.yml", 1, 1, "", message, remedy, "adresse_disparue"))
    return problems
