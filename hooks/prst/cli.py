"""`prst …`: what pilots, editors and continuous integration run. Messages are French."""

from pathlib import Path
from typing import Annotated

import typer

# What a word does is imported when it is asked for: most of them build the records' models, which takes a while.

app = typer.Typer(
    name="prst",
    help="Le catalogue des livrables du plan régional santé au travail.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def project_folder() -> Path:
    """Return the nearest folder, from here up, that holds mkdocs.yml. Exits with a sentence where there is none."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    typer.echo("Aucun mkdocs.yml ici : lancez la commande depuis le dossier du catalogue.", err=True)
    raise typer.Exit(2)


@app.command()
def verifier(
    fichiers: Annotated[list[Path] | None, typer.Argument(help="Ne montrer que les problèmes de ces fichiers.")] = None,
    format: Annotated[str, typer.Option(help="Forme du rapport : texte, json, gitlab, github.")] = "texte",
    depuis: Annotated[
        str | None,
        typer.Option(
            metavar="REF", help="Vérifier aussi qu’aucune adresse publiée à cette référence git ne disparaît."
        ),
    ] = None,
    notes: Annotated[bool, typer.Option(help="Montrer aussi les notes, qui n’empêchent pas de publier.")] = False,
) -> None:
    """Vérifier toutes les fiches du catalogue, et dire comment réparer celles qui ne vont pas."""
    from prst.commands import verifier as command

    raise typer.Exit(command.run(project_folder(), fichiers or (), format, depuis, notes))


@app.command()
def similaires(
    fichier: Annotated[Path, typer.Argument(help="La fiche, même en cours d’écriture, où qu’elle soit.")],
    format: Annotated[str, typer.Option(help="Forme de la réponse : texte, json.")] = "texte",
) -> None:
    """Chercher dans le catalogue les livrables qui ressemblent à celui d’une fiche, avant de produire à nouveau."""
    from prst.commands import similaires

    raise typer.Exit(similaires.run(project_folder(), fichier, format))


@app.command()
def construire(
    sortie: Annotated[Path | None, typer.Option(help="Le dossier à publier (par défaut, site/).")] = None,
) -> None:
    """Vérifier le catalogue, construire le site à côté de celui qui est publié, puis le mettre à sa place."""
    from prst.commands import construire

    raise typer.Exit(construire.run(project_folder(), sortie))


@app.command()
def agendas(
    verifier: Annotated[bool, typer.Option("--verifier", help="Dire ce qui changerait, sans rien écrire.")] = False,
) -> None:
    """Demander à nouveau les calendriers extérieurs, et garder une copie de ceux qui sont bons."""
    from prst.commands import agendas as command

    raise typer.Exit(command.run(project_folder(), verifier))


@app.command()
def lettre(
    depuis: Annotated[str, typer.Option(metavar="JOUR", help="Le premier jour, par exemple 2026-10-01.")] = "",
    jusqu_a: Annotated[str, typer.Option(metavar="JOUR", help="Le dernier jour (par défaut, aujourd’hui).")] = "",
    cible: Annotated[str, typer.Option(help="Une seule cible : le nom de sa fiche, sans .yml.")] = "",
    territoire: Annotated[
        str, typer.Option(help="Un seul territoire : un code de département, region ou national.")
    ] = "",
    sortie: Annotated[Path | None, typer.Option(help="Le dossier de la lettre (par défaut, lettre/).")] = None,
) -> None:
    """Composer une lettre : ce qui est nouveau, ce qui vient, prêt à coller dans un message."""
    from prst.commands import lettre

    raise typer.Exit(lettre.run(project_folder(), depuis, jusqu_a, cible, territoire, sortie))


@app.command()
def schemas() -> None:
    """Écrire les schémas JSON des fiches dans catalogue/schemas/, pour l’aide à la saisie des éditeurs."""
    from prst.commands import schemas

    raise typer.Exit(schemas.run(project_folder()))


def main() -> None:
    """Run the command line."""
    app()
