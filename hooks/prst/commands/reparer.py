"""`prst reparer`: writes right what the check reads otherwise than it is written."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import typer

from prst.outputs import french
from prst.records.loading import load
from prst.records.problems import ERREUR
from prst.whole import write_together


def run(project: Path, fichiers: Sequence[Path], ecrire: bool) -> int:
    """Show what would be written, or write it; 2 where a file is not there.

    Errors are left as they are: `prst verifier` tells them, and nobody but their author knows what was meant.
    """
    if missing := sorted(str(path) for path in fichiers if not path.exists()):
        typer.echo(f"Fichier introuvable : {', '.join(missing)}.", err=True)
        return 2
    loaded = load(project / "catalogue")
    wanted = {path.resolve() for path in fichiers} or {project.resolve()}
    mended = {path: text for path, text in _texts(loaded.mended).items() if _is_under(path, wanted)}
    left = sum(problem.severity == ERREUR and _is_under(project / problem.file, wanted) for problem in loaded.problems)
    if not mended:
        typer.echo(f"Rien à réparer : tout est lu comme c’est écrit.{_left(left)}", err=True)
        return 0
    count = french.plural(len(mended), "fichier", "fichiers")
    if ecrire:
        write_together({path: text.encode() for path, text in mended.items()})
        typer.echo("\n".join(path.relative_to(project).as_posix() for path in mended))
        typer.echo(f"{count} à jour. Relisez, puis lancez « prst verifier ».{_left(left)}", err=True)
        return 0
    for path, text in mended.items():
        typer.echo(_difference(path, text, path.relative_to(project).as_posix()))
    typer.echo(f"Rien n’est écrit. Pour réparer {count} ainsi : prst reparer --ecrire{_left(left)}", err=True)
    return 0


def _is_under(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.resolve().is_relative_to(one) for one in folders)


def _left(count: int) -> str:
    """Say how many problems are left to whoever knows what was meant."""
    if not count:
        return ""
    problems = french.plural(count, "problème", "problèmes")
    return f"\nIl reste {problems} que ceci ne répare pas : « prst verifier » dit quoi écrire."


def _texts(mended: Mapping[Path, str]) -> Mapping[Path, str]:
    """Return the text of the files that are read otherwise than they are written, with their own line breaks."""
    return {
        path: re.sub(r"(?<!\r)\n", "\r\n", text) if b"\r\n" in path.read_bytes() else text
        for path, text in sorted(mended.items())
    }


def _difference(path: Path, text: str, name: str) -> str:
    """Return the lines that change, as `git diff` shows them."""
    before = path.read_bytes().decode("utf-8-sig").splitlines()
    return "\n".join(difflib.unified_diff(before, text.splitlines(), name, name, n=0, lineterm=""))
