"""`prst exporter`: the whole catalogue as one workbook, or the template of an inventory."""

from pathlib import Path
from typing import Any

import typer

from prst.files import read_file
from prst.outputs import classeurs, french
from prst.records.loading import load
from prst.records.model import MODELS
from prst.records.problems import as_text
from prst.records.reading import MAX_BYTES, read
from prst.tableurs.columns import SHEETS
from prst.whole import write_whole

SOURCES = ("catalogue", "docs", "overrides", "hooks")
"""Folders of which the site is made: a file that is no source breaks what reads them."""
TEMPLATE, WORKBOOK = Path("modele-inventaire.xlsx"), Path("catalogue.xlsx")


def run(project: Path, fichier: Path | None, modele: bool, remplacer: bool) -> int:
    """Write a workbook and say so; 1 where nothing could be written, 2 for a wrong question."""
    target = fichier or (TEMPLATE if modele else WORKBOOK)
    if target.suffix.lower() != ".xlsx":
        typer.echo(f"« {target} » : le classeur s’écrit au format .xlsx ; donnez-lui un nom qui finit ainsi.", err=True)
        return 2
    if folder := next((one for one in SOURCES if target.resolve().is_relative_to((project / one).resolve())), ""):
        typer.echo(
            f"« {target} » : {folder}/ ne contient que ce que le site publie, et un classeur y arrêterait tout. "
            f"Écrivez-le ailleurs, par exemple « {target.name} ».",
            err=True,
        )
        return 2
    if target.exists() and not remplacer:
        typer.echo(f"« {target} » existe déjà. Pour l’écraser, ajoutez « --remplacer ».", err=True)
        return 1
    loaded = load(project / "catalogue")
    if loaded.catalogue is None:
        typer.echo(as_text(loaded.errors), err=True)
        typer.echo("\nRien n’est écrit : corrigez d’abord ces fiches.", err=True)
        return 1
    if modele:
        write_whole(target, classeurs.template(loaded.catalogue))
        typer.echo(f"Modèle à remplir : {target}. Ensuite : « prst importer {target} ».")
        return 0
    records = trees_of(project / "catalogue")
    try:
        content = classeurs.workbook(records)
    except classeurs.TooLongError as error:
        typer.echo(f"{error} Rien n’est écrit.", err=True)
        return 1
    write_whole(target, content)
    told = ", ".join(f"{SHEETS[kind]} {french.number(len(found))}" for kind, found in records.items() if found)
    typer.echo(f"{target} : {told}.")
    return 0


def trees_of(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what the files of all records say, by kind and id. The catalogue must be right."""
    return {
        kind: {
            path.stem: read(read_file(path, MAX_BYTES), positions=False).value
            for path in sorted((folder / kind).glob("*.yml"))
        }
        for kind in MODELS
    }
