"""What an earlier commit published holds: addresses persist, and frames that were validated stay as they were.

An address is there, redirected, or announced as withdrawn. A framing field of an action sheet changes with a newer
validation.
"""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from prst.records.catalogue import Catalogue
from prst.records.loading import Loaded, load
from prst.records.model import FRAME, Groupe
from prst.records.placing import Placing
from prst.records.problems import NOTE, Problem, describe
from prst.records.reading import Location
from prst.records.types import fold

RECALLED = 80
"""Characters of what was written before, in a message."""
NOBODY_NAMED = "les instances du plan"
"""Who validates a frame of which nobody says it."""


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
    if result.returncode:
        raise _refusal(project, reference, result.stderr.decode(errors="replace").strip())
    with TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(result.stdout)) as archive:
        for member in archive:
            if content := archive.extractfile(member) if member.isfile() else None:
                path = Path(folder, member.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
        return load(Path(folder, "catalogue"))


def _refusal(project: Path, reference: str, said: str) -> HistoryError:
    """Return why git gives no catalogue of a reference; what it says itself only where we know no more."""
    told = f"git n’a pas de catalogue à « {reference} »"
    if not reference.strip():
        return UnknownReferenceError(
            f"{told} : la référence est vide. En intégration continue, c’est la variable qui la donne ; ailleurs, "
            "choisissez une référence que montre « git log »."
        )
    if _git(project, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}") is None:
        return UnknownReferenceError(f"{told}, que ce dépôt ne connaît pas. {_remedy(project)}")
    if not _git(project, "ls-tree", "-r", "--name-only", reference, "--", "catalogue"):
        return HistoryError(
            f"{told} : il n’y avait pas encore de dossier « catalogue » à cet endroit. Choisissez une référence plus "
            "récente, que montre « git log catalogue »."
        )
    return HistoryError(f"{told} : {said}")


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


def since(project: Path, reference: str, loaded: Loaded) -> list[Problem]:
    """Return what is wrong with the changes since a reference. Raises HistoryError when git does not know it."""
    before = load_at(project, reference)
    return [*vanished(before, loaded), *reframed(project, before, loaded)]


def vanished(before: Loaded, loaded: Loaded) -> list[Problem]:
    """Return a problem for each address published before that would vanish unannounced.

    Addresses are those of records, of their former ids, of withdrawn records, and of the terms that had a page. A
    record that is wrong now has not vanished: its own problem is told.
    """
    then = before.sound
    published = then.addresses() if then else set()
    kept = {f"{kind}/{identity}" for kind, identities in loaded.broken.items() for identity in identities}
    if now := loaded.sound:
        kept |= now.addresses()
    problems = []
    for address in sorted(published - kept):
        message, remedy = describe("adresse_disparue", value=address)
        problems.append(Problem(f"catalogue/{address}.yml", 1, 1, "", message, remedy, "adresse_disparue"))
    return problems


def reframed(project: Path, before: Loaded, loaded: Loaded) -> list[Problem]:
    """Return a problem for each framing field of a group that changed without a newer validation (workshop A1).

    An error where the frame had been validated: the page would go on saying so of what nobody validated. Elsewhere a
    note, for the group is still writing it.
    """
    then, now = before.sound, loaded.sound
    placing = Placing(project / "catalogue")
    for old in then.groupes.values() if then and now else ():
        new = now.groupes.get(now.resolve("groupes", old.id) or "") if now else None
        if now is None or new is None or _is_newly_validated(old, new):
            continue
        if new.id != old.id and then and new.id in then.groupes:
            continue  # merged into a group that was already there, whose own frame is compared with what it was
        path = project / "catalogue" / "groupes" / f"{new.id}.yml"
        day = _last_validated(old, new)
        who = (old.fiche_action.valide_par if old.fiche_action else None) or NOBODY_NAMED
        for location, said in _differing(old, new, now):
            if day:
                placing.add(path, None, location, "cadre_change", jour=day.isoformat(), par=who, avant=said or "rien")
            elif said:
                placing.add(path, None, location, "cadre_en_cours", NOTE, avant=said)
    return placing.problems


def _last_validated(old: Groupe, new: Groupe) -> date | None:
    """Return the last day on which a frame that had been validated is said to be; None for one that never was."""
    then, now = (one.fiche_action.cadre_valide_le if one.fiche_action else None for one in (old, new))
    return max(then, now) if then and now else then


def _is_newly_validated(old: Groupe, new: Groupe) -> bool:
    """Whether a frame was validated since, and not before its last revision: such a day validates what it was then."""
    if not new.fiche_action or new.fiche_action.cadre_revu_le:
        return False
    then, now = (one.fiche_action.cadre_valide_le if one.fiche_action else None for one in (old, new))
    return now is not None and (then is None or now > then)


def _differing(old: Groupe, new: Groupe, now: Catalogue) -> Iterator[tuple[Location, str]]:
    """Yield where each framing field that changed stands now, and what it said before, shortened."""
    targets = tuple(now.resolve("cibles", one) or one for one in old.cibles)
    fields: list[tuple[Location, Any, Any]] = [(("cibles",), targets, new.cibles)]
    for name in FRAME:
        before, after = (getattr(one.fiche_action, name, None) or () for one in (old, new))
        fields.append((("fiche_action", name), before, after))
    for place, *both in fields:
        before, after = ((value,) if isinstance(value, str) else value for value in both)
        known, read = ({_read(one) for one in some} for some in (before, after))
        if known != read:
            added = [rank for rank, one in enumerate(after) if _read(one) not in known]
            said = " ; ".join(before).rstrip(".")
            where = place if isinstance(both[1], str) or not added else (*place, added[0])
            yield where, said[:RECALLED] + "…" * (len(said) > RECALLED)


def _read(text: str) -> str:
    """Return a text as it is compared: another order, line, accent or apostrophe changes no frame."""
    return " ".join(fold(text).split())
