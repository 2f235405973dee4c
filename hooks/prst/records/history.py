"""Published addresses persist: what an earlier commit published is there, redirected, or announced as withdrawn."""

import io
import subprocess
import tarfile
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from prst.records.loading import Loaded, load
from prst.records.problems import Problem, describe


class HistoryError(Exception):
    """Git cannot tell what an earlier commit held; the message says why, in French."""


class UnknownReferenceError(HistoryError):
    """No commit bears this name here."""


def load_at(project: Path, reference: str) -> Loaded:
    """Return the catalogue of a git reference. Raises HistoryError when git has none."""
    if reference.startswith("-"):
        raise HistoryError(f"« {reference} » n’est pas une référence git.")
    try:
        result = subprocess.run(
            ["git", "archive", "--format=tar", reference, "catalogue"],
            cwd=project,
            capture_output=True,
            check=False,
            timeout=300,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HistoryError(f"git ne répond pas ({error}).") from error
    if result.returncode and _git(project, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}") is None:
        raise UnknownReferenceError(
            f"git n’a pas de catalogue à « {reference} », que ce dépôt ne connaît pas. {_remedy(project)}"
        )
    if result.returncode:
        said = result.stderr.decode(errors="replace").strip()
        raise HistoryError(f"git n’a pas de catalogue à « {reference} » : {said}")
    with TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(result.stdout)) as archive:
        for member in archive:
            if content := archive.extractfile(member) if member.isfile() else None:
                path = Path(folder, member.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
        return load(Path(folder, "catalogue"))


def _git(project: Path, *words: str) -> str | None:
    """Return what git answers, None where it refuses."""
    with suppress(OSError, subprocess.TimeoutExpired):
        result = subprocess.run(["git", *words], cwd=project, capture_output=True, check=False, timeout=60)
        return None if result.returncode else result.stdout.decode(errors="replace").strip()
    return None


def _remedy(project: Path) -> str:
    """Return what to do about a reference that git does not know: fetch it, only where something is left to fetch."""
    match _git(project, "rev-parse", "--is-shallow-repository"):
        case "true":
            return (
                "L’historique n’est pas entier : récupérez-le (git fetch --unshallow ; en intégration continue, "
                "GIT_DEPTH: 0 ou fetch-depth: 0)."
            )
        case "false":
            return (
                "L’historique est entier : un envoi forcé a peut-être remplacé ce commit, ou le nom est faux. "
                "Choisissez une référence que montre « git log »."
            )
        case _:
            return "Lancez la commande dans un dépôt git."


def vanished(project: Path, reference: str, loaded: Loaded) -> list[Problem]:
    """Return a problem for each address published at a reference that would vanish unannounced.

    Addresses are those of records, of their former ids, of withdrawn records, and of the terms that had a page. A
    record that is wrong now has not vanished: its own problem is told.
    """
    before = load_at(project, reference)
    then = before.catalogue or before.sound
    published = then.addresses() if then else set()
    kept = {f"{kind}/{identity}" for kind, identities in loaded.broken.items() for identity in identities}
    if now := loaded.catalogue or loaded.sound:
        kept |= now.addresses()
    problems = []
    for address in sorted(published - kept):
        message, remedy = describe("adresse_disparue", value=address)
        problems.append(Problem(f"catalogue/{address}.yml", 1, 1, "", message, remedy, "adresse_disparue"))
    return problems
