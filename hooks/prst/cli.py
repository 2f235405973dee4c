"""`prst …`: what pilots, editors and continuous integration run. Messages are French."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from prst.failures import TRACE, explain
from prst.usage import COMMAND, in_french, refusal, speak_french

# What a word does is imported when it is asked for: most of them build the records' models, which takes a while.

TRACE_OPTION = "--trace"


@contextmanager
def _refused_in_french() -> Iterator[None]:
    """Say in French why a command line is refused, and exit with 2."""
    try:
        yield
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        typer.echo(refusal(error), err=True)
        raise typer.Exit(2) from None


class _InFrench(TyperGroup):
    """The words of `prst`: what nobody expected is told in one French line, and an interruption too."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the option of the group wherever it is written."""
        if not args or "--help" in args:
            speak_french()
            in_french(self, ctx)
        if not args:
            return super().parse_args(ctx, args)
        with _refused_in_french():
            return super().parse_args(ctx, sorted(args, key=lambda word: word != TRACE_OPTION))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return what a word names, with its help page in French."""
        if found := super().get_command(ctx, cmd_name):
            in_french(found, ctx)
        return found

    def invoke(self, ctx: Any) -> Any:
        """Do what a word says; exit with 1 where that fails, with 130 where it is interrupted."""
        try:
            with _refused_in_french():
                return super().invoke(ctx)
        except (KeyboardInterrupt, typer.Abort):
            typer.echo("\nInterrompu.", err=True)
            raise typer.Exit(130) from None
        except Exception as error:
            if hasattr(error, "exit_code") or isinstance(error, BrokenPipeError) or os.environ.get(TRACE):
                raise  # typer has words of its own, or knows what to do
            typer.echo(explain(error), err=True)
            raise typer.Exit(1) from None


app = typer.Typer(
    name="prst",
    cls=_InFrench,
    help="Le catalogue des livrables du plan régional santé au travail.",
    subcommand_metavar=COMMAND,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(
    trace: Annotated[
        bool, typer.Option(TRACE_OPTION, help="Montrer où un échec s’est produit, pour qui connaît le programme.")
    ] = False,
) -> None:
    """Le catalogue des livrables du plan régional santé au travail."""
    if trace:
        os.environ[TRACE] = "1"


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
            metavar="REF",
            help="Vérifier aussi qu’aucune adresse publiée à cette référence git ne disparaît, et qu’aucun cadre "
            "validé n’a changé sans nouvelle validation.",
        ),
    ] = None,
    a_defaut: Annotated[
        str | None, typer.Option(metavar="REF", help="Comparer à cette référence si celle de --depuis n’existe pas.")
    ] = None,
    notes: Annotated[
        bool, typer.Option("--notes", help="Montrer aussi les notes, qui n’empêchent pas de publier.")
    ] = False,
) -> None:
    """Vérifier toutes les fiches du catalogue, et dire comment réparer celles qui ne vont pas."""
    from prst.commands import verifier as command

    raise typer.Exit(command.run(project_folder(), fichiers or (), format, depuis, notes, a_defaut))


@app.command()
def reparer(
    fichiers: Annotated[list[Path] | None, typer.Argument(help="Ne réparer que ces fichiers ou dossiers.")] = None,
    ecrire: Annotated[bool, typer.Option("--ecrire", help="Écrire, au lieu de montrer ce qui le serait.")] = False,
) -> None:
    """Écrire comme il faut ce que la vérification lit autrement que ce n’est écrit."""
    from prst.commands import reparer as command

    raise typer.Exit(command.run(project_folder(), fichiers or (), ecrire))


@app.command()
def similaires(
    fichier: Annotated[Path, typer.Argument(help="La fiche, même en cours d’écriture, où qu’elle soit.")],
    format: Annotated[str, typer.Option(help="Forme de la réponse : texte, json.")] = "texte",
) -> None:
    """Chercher ce qui ressemble à une fiche de livrable, de groupe ou d’événement, avant de produire à nouveau."""
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
def moissonner(
    verifier: Annotated[bool, typer.Option("--verifier", help="Dire ce qui changerait, sans rien écrire.")] = False,
) -> None:
    """Demander à nouveau les catalogues des partenaires, et garder une copie de ceux qui sont bons."""
    from prst.commands import moissonner as command

    raise typer.Exit(command.run(project_folder(), verifier))


@app.command()
def lettre(
    depuis: Annotated[str, typer.Option(metavar="JOUR", help="Le premier jour, par exemple 2026-10-01.")] = "",
    jusqu_a: Annotated[str, typer.Option(metavar="JOUR", help="Le dernier jour (par défaut, aujourd’hui).")] = "",
    cible: Annotated[str, typer.Option(help="Une seule cible : le nom de sa fiche, sans .yml.")] = "",
    territoire: Annotated[
        str, typer.Option(help="Un seul territoire : un code de département, region ou national.")
    ] = "",
    pilotes: Annotated[
        bool, typer.Option("--pilotes", help="Celle des pilotes : jalons, demandes et retours des groupes.")
    ] = False,
    groupe: Annotated[str, typer.Option(help="Celle des pilotes, d’un seul groupe : sa fiche, sans .yml.")] = "",
    theme: Annotated[str, typer.Option(help="Celle des pilotes, d’un seul thème : son identifiant.")] = "",
    sortie: Annotated[Path | None, typer.Option(help="Le dossier de la lettre (par défaut, lettre/).")] = None,
) -> None:
    """Composer une lettre : ce qui est nouveau, ce qui vient, prêt à coller dans un message."""
    from prst.commands import lettre

    asked = lettre.Asked(depuis, jusqu_a, cible, territoire, pilotes, groupe, theme)
    raise typer.Exit(lettre.run(project_folder(), asked, sortie))


@app.command()
def frequentation(
    journaux: Annotated[
        list[Path], typer.Argument(help="Les journaux d’accès de l’hébergeur, comprimés (.gz) ou non, dans tout ordre.")
    ],
    mois: Annotated[
        str, typer.Option(metavar="AAAA-MM", help="Un seul mois, même si les journaux ne le couvrent pas en entier.")
    ] = "",
    remplacer: Annotated[bool, typer.Option("--remplacer", help="Remplacer un mois déjà écrit.")] = False,
    verifier: Annotated[bool, typer.Option("--verifier", help="Dire ce qui serait écrit, sans rien écrire.")] = False,
) -> None:
    """Compter les lectures de chaque page, par relais, dans des journaux d’accès, sans rien garder de personne.

    Par exemple : prst frequentation /var/log/nginx/access.log*
    """
    from prst.commands import frequentation as command

    raise typer.Exit(command.run(project_folder(), journaux, mois, remplacer, verifier))


@app.command()
def liens(
    limite: Annotated[int | None, typer.Option(min=1, help="Combien d’adresses demander au plus.")] = None,
    jours: Annotated[
        int, typer.Option(min=0, help="Ne pas redemander ce qui a répondu depuis moins de jours que cela.")
    ] = 30,
    minutes: Annotated[float, typer.Option(min=0, help="S’arrêter après ce temps\u00a0; le reste attend.")] = 10,
    verifier: Annotated[bool, typer.Option("--verifier", help="Dire ce que l’on trouve, sans rien écrire.")] = False,
) -> None:
    """Demander si les adresses que citent les fiches et les pages mènent encore quelque part.

    Par exemple : prst liens --limite 50
    """
    from prst.commands import liens as command

    raise typer.Exit(command.run(project_folder(), limite, jours, minutes, verifier))


@app.command()
def relancer(
    dossier: Annotated[Path, typer.Argument(help="Où écrire les brouillons : un dossier nouveau, ou vide.")],
    structure: Annotated[str, typer.Option(help="Une seule structure : le nom de sa fiche, sans .yml.")] = "",
    depuis: Annotated[
        str,
        typer.Option(
            metavar="JOUR",
            help="Faire relire ce qui n’a pas changé depuis ce jour, et dire ce qui a été transmis depuis "
            "(par défaut, un an).",
        ),
    ] = "",
) -> None:
    """Préparer un courriel par structure, qui lui demande de relire ses fiches. Rien n’est envoyé.

    Par exemple : prst relancer relances/2026-11
    """
    from prst.commands import relancer

    raise typer.Exit(relancer.run(project_folder(), dossier, structure, depuis))


@app.command()
def nouveau(
    sorte: Annotated[
        str, typer.Argument(help="livrable, evenement, relais, cible, structure, groupe, retour, enquete ou diffusion.")
    ],
    depuis: Annotated[
        str, typer.Option(metavar="FICHIER", help="Partir de ce qu’un fichier dit déjà (- : ce qui arrive en entrée).")
    ] = "",
    champ: Annotated[
        list[str] | None,
        typer.Option(
            "--champ",
            metavar="CLÉ=VALEUR",
            help="Ce que l’on sait d’un champ : titre=…, contact.structure=…, liens.1.url=…",
        ),
    ] = None,
    identifiant: Annotated[
        str, typer.Option("--id", help="Le nom du fichier, sans .yml (proposé d’après le titre).")
    ] = "",
    jour: Annotated[str, typer.Option(metavar="JOUR", help="Le jour de l’ajout (par défaut, aujourd’hui).")] = "",
    sans_question: Annotated[
        bool, typer.Option("--sans-question", help="Ne rien demander : écrire, ou dire ce qui manque.")
    ] = False,
) -> None:
    """Écrire une nouvelle fiche, question par question ; rien n’est remplacé, rien de ce qui est tapé n’est perdu.

    Par exemple : prst nouveau livrable
    """
    from prst.commands import nouveau as command

    asked = command.Asked(sorte, depuis, champ or (), identifiant, jour, not sans_question)
    raise typer.Exit(command.run(project_folder(), asked))


@app.command()
def recevoir(
    fichier: Annotated[str, typer.Argument(help="Le message : un courriel (.eml), un texte, ou - pour l’entrée.")],
    sorte: Annotated[str, typer.Option(help="livrable, evenement, relais… si le message ne le dit pas.")] = "",
    jour: Annotated[str, typer.Option(metavar="JOUR", help="Le jour du changement (par défaut, aujourd’hui).")] = "",
    essai: Annotated[bool, typer.Option("--essai", help="Montrer ce qui serait écrit, sans rien écrire.")] = False,
) -> None:
    """Écrire les fiches qu’un courriel, une demande ou un formulaire contient, et dire ce qui n’est pas compris.

    Par exemple : prst recevoir message.eml --essai
    """
    from prst.commands import recevoir as command

    raise typer.Exit(command.run(project_folder(), fichier, sorte, jour, essai))


@app.command()
def renommer(
    ancien: Annotated[
        str, typer.Argument(help="Le dossier et le nom de la fiche, par exemple livrables/guide-chutes.")
    ],
    nouveau: Annotated[str, typer.Argument(help="Son nouveau nom, par exemple guide-chutes-2026.")],
    jour: Annotated[str, typer.Option(metavar="JOUR", help="Le jour du changement (par défaut, aujourd’hui).")] = "",
    essai: Annotated[bool, typer.Option("--essai", help="Montrer ce qui changerait, sans rien écrire.")] = False,
) -> None:
    """Donner un autre nom à une fiche : son ancienne adresse y mène, et tout ce qui la cite suit.

    Par exemple : prst renommer livrables/guide-chutes guide-chutes-2026 --essai
    """
    from prst.commands import renommer as command

    raise typer.Exit(command.run(project_folder(), ancien, nouveau, jour, essai))


@app.command(name="passer-la-main")
def passer_la_main(
    groupe: Annotated[str, typer.Argument(help="Le groupe : le nom de sa fiche, sans .yml.")],
    structure: Annotated[
        str, typer.Option(help="La structure qui répond désormais : son nom, ou celui de sa fiche.")
    ] = "",
    role: Annotated[str, typer.Option(help="La fonction qui répond, par exemple « chargée de prévention ».")] = "",
    courriel: Annotated[str, typer.Option(help="Sa boîte fonctionnelle.")] = "",
    formulaire: Annotated[str, typer.Option(help="L’adresse de son formulaire de contact.")] = "",
    telephone: Annotated[str, typer.Option(help="Son standard ou son accueil.")] = "",
    remplace: Annotated[
        str, typer.Option(metavar="STRUCTURE", help="Ne changer que les contacts de cette structure, et ce pilote.")
    ] = "",
    jour: Annotated[str, typer.Option(metavar="JOUR", help="Le jour du changement (par défaut, aujourd’hui).")] = "",
    essai: Annotated[bool, typer.Option("--essai", help="Montrer ce qui changerait, sans rien écrire.")] = False,
) -> None:
    """Donner un nouveau contact à toutes les fiches d’un groupe ; sans option, la commande le demande.

    Par exemple : prst passer-la-main routier --structure oppbtp --courriel prevention@oppbtp.fr --essai
    """
    from prst.commands import passer_la_main as command

    given = {
        "structure": structure,
        "role": role,
        "courriel": courriel,
        "formulaire": formulaire,
        "telephone": telephone,
    }
    raise typer.Exit(command.run(project_folder(), groupe, given, remplace, jour, essai))


@app.command()
def schemas() -> None:
    """Écrire les schémas JSON des fiches dans catalogue/schemas/, pour l’aide à la saisie des éditeurs."""
    from prst.commands import schemas

    raise typer.Exit(schemas.run(project_folder()))


@app.command()
def init(
    dossier: Annotated[Path, typer.Argument(help="Le dossier du nouveau catalogue : nouveau, ou vide.")],
    region: Annotated[str, typer.Option(help="La région, ou le nom du réseau.")] = "",
    nom: Annotated[str, typer.Option(help="Le nom du site.")] = "",
    accroche: Annotated[str, typer.Option(help="La phrase sous ce nom.")] = "",
    editeur: Annotated[str, typer.Option(help="Qui publie le site.")] = "",
    courriel: Annotated[str, typer.Option(help="La boîte fonctionnelle où écrire.")] = "",
    depot: Annotated[str, typer.Option(help="L’adresse du dépôt, GitLab ou GitHub.")] = "",
    adresse: Annotated[str, typer.Option(help="L’adresse du site.")] = "",
    principale: Annotated[str, typer.Option(help="La couleur principale, par exemple #14532d.")] = "",
    accent: Annotated[str, typer.Option(help="La couleur d’accent, par exemple #b45309.")] = "",
    plan: Annotated[
        str,
        typer.Option(help="Ce dont relèvent les groupes, avec son article, par exemple « la stratégie régionale »."),
    ] = "",
    departements: Annotated[
        str, typer.Option(help="Leurs codes, séparés par des espaces ; ceux de la région sont connus.")
    ] = "",
    sections: Annotated[
        str, typer.Option(help="Celles que garde un réseau qui n’a pas tout, par exemple « agenda,relais ».")
    ] = "",
    reponses: Annotated[Path | None, typer.Option(help="Un fichier de ces mêmes réponses, « clé: valeur ».")] = None,
    programme: Annotated[
        bool,
        typer.Option(
            "--programme", help="Mettre le programme d’un catalogue déjà commencé à cette version, et rien d’autre."
        ),
    ] = False,
) -> None:
    """Commencer le catalogue d’une autre région ou d’un réseau, avec un exemple de chaque sorte de fiche.

    Par exemple : prst init ../occitanie --region Occitanie
    """
    from prst.commands import init as command

    options = locals()
    given = {name: options[name] for name in command.NAMES}  # each question has its option
    raise typer.Exit(command.run(project_folder(), dossier, given, reponses, programme))


@app.command()
def importer(
    fichier: Annotated[Path, typer.Argument(help="Le tableau : .xlsx, .ods ou .csv.")],
    ecrire: Annotated[bool, typer.Option("--ecrire", help="Écrire les fiches ; sans cela, rien ne change.")] = False,
    partiel: Annotated[
        bool, typer.Option("--partiel", help="Écrire les lignes justes, même si d’autres sont à corriger.")
    ] = False,
    correspondances: Annotated[
        Path | None,
        typer.Option(
            metavar="FICHIER",
            help="Ce que veulent dire les colonnes et les mots (.yml) : lu s’il existe, écrit sinon.",
        ),
    ] = None,
    fiches: Annotated[
        str | None, typer.Option(help="Ce que décrit le tableau, s’il ne le dit pas : livrables, relais…")
    ] = None,
    format: Annotated[str, typer.Option(help="Forme du rapport : texte, json.")] = "texte",
) -> None:
    """Lire un inventaire tenu dans un tableur, dire ce que l’on en comprend, et en faire des fiches.

    Par exemple : prst importer inventaire.xlsx --correspondances inventaire.yml
    """
    from prst.tableurs.reading import opened

    project = project_folder()
    with opened(fichier) as rows:  # it is read while the rest is imported
        from prst.commands import importer as command

        raise typer.Exit(command.run(project, fichier, rows, format, ecrire, partiel, correspondances, fiches))


@app.command()
def exporter(
    fichier: Annotated[Path | None, typer.Argument(help="Le classeur à écrire (par défaut, catalogue.xlsx).")] = None,
    modele: Annotated[
        bool, typer.Option("--modele", help="Écrire plutôt un modèle d’inventaire vide, à remplir.")
    ] = False,
    remplacer: Annotated[bool, typer.Option("--remplacer", help="Écraser un fichier qui existe.")] = False,
) -> None:
    """Écrire tout le catalogue dans un classeur, une feuille par sorte de fiche, que « prst importer » sait relire."""
    from prst.commands import exporter as command

    raise typer.Exit(command.run(project_folder(), fichier, modele, remplacer))
