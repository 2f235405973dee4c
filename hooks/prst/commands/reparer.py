"""`prst reparer`: writes right what the check reads otherwise than it is written."""

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from prst.outputs import french
from prst.records.loading import load
from prst.whole import write_together


def run(project: Path, fichiers: Sequence[Path], ecrire: bool) -> int:
    """Show what would be written, or write it; 2 where a file is not there.

    Errors are left as they are: `prst verifier` tells them, and nobody but their author knows what was meant.
    """
    wanted = {path.resolve() for path in fichiers}
    if missing := sorted(str(path) for path in fichiers if not path.exists()):
        typer.echo(f"Fichier introuvable : {', '.join(missing)}.", err=True)
        return 2
    mended = {
        path: text
        for path, text in repaired(project).items()
        if not wanted or any(path.resolve().is_relative_to(one) for one in wanted)
    }
    if not mended:
        typer.echo("Rien à réparer : tout est lu comme c’est écrit.", err=True)
        return 0
    count = french.plural(len(mended), "fiche", "fiches")
    if ecrire:
        write_together({path: text.encode() for path, text in mended.items()})
        typer.echo("\n".join(path.relative_to(project).as_posix() for path in mended))
        typer.echo(f"{count} à jour. Relisez-les, puis lancez « prst verifier ».", err=True)
        return 0
    for path, text in mended.items():
        typer.echo(_difference(path, text, path.relative_to(project).as_posix()))
    typer.echo(f"Rien n’est écrit. Pour réparer {count} ainsi : prst reparer --ecrire", err=True)
    return 0


def repaired(project: Path) -> Mapping[Path, str]:
    """Return the text of the files that are read otherwise than they are written, as they are read.

    Their own line breaks are kept.
    """
    mended = load(project / "catalogue").mended
    return {
        path: re.sub(r"(?<!\r)\n", "\r\n", text) if b"\r\n" in path.read_bytes() else text
        for path, text in sorted(mended.items())
    }


def _difference(path: Path, text: str, name: str) -> str:
    """Return the lines that change, as `git diff` shows them."""
    before = path.read_bytes().decode("utf-8-sig").splitlines()
    return "\n".join(difflib.unified_diff(before, text.splitlines(), name, name, n=0, lineterm=""))
