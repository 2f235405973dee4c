"""`prst schemas`: the JSON Schemas that help editors while typing."""

from pathlib import Path

import typer

from prst.records.schemas import write_schemas


def run(project: Path) -> int:
    """Write the schemas into catalogue/schemas/."""
    folder = project / "catalogue" / "schemas"
    names = write_schemas(folder)
    typer.echo(f"{len(names)} schémas écrits dans {folder}.")
    return 0
