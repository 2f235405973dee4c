"""`prst lettre`: one letter that somebody asks for, by days, target and territory as they were typed."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer

from prst import publishing
from prst.agendas.reading import with_copies
from prst.analysis.contacts import Contacts
from prst.analysis.derived import Derived
from prst.analysis.digest import Digest, Tranche
from prst.building import Build
from prst.commands.agendas import cache_of_copies
from prst.commands.reading import today_in
from prst.files import cause_of
from prst.outputs import french
from prst.outputs.pages.common import Pages
from prst.outputs.pages.lettre import HTML, MAIL, TEXT, Letter, create_letter, period, written
from prst.outputs.pages.lettre_pilotes import DesGroupes, Pilotes
from prst.records.catalogue import Catalogue
from prst.records.dates import parse_partial_date
from prst.records.loading import load, told_by_forge
from prst.records.model import Cible, Terme
from prst.records.problems import as_text, nearest
from prst.records.types import fold

COUNTED = {
    "nouveaux": ("nouvelle ressource", "nouvelles ressources"),
    "mis_a_jour": ("ressource mise à jour", "ressources mises à jour"),
    "a_venir": ("rendez-vous à venir", "rendez-vous à venir"),
    "sures": ("valeur sûre", "valeurs sûres"),
}
"""Parts of a digest, in one and in many."""
USE = {
    HTML: "à ouvrir dans un navigateur\u00a0: sélectionnez tout, copiez, collez dans votre outil d’envoi",
    TEXT: "le texte seul",
    MAIL: "un brouillon, à ouvrir dans Outlook ou Thunderbird",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is typed; '' is nothing."""

    depuis: str = ""
    jusqua: str = ""
    cible: str = ""
    territoire: str = ""
    pilotes: bool = False
    groupe: str = ""
    theme: str = ""


def run(project: Path, asked: Asked, sortie: Path | None) -> int:
    """Write the letter that is asked for; 1 where there is nothing to tell, 2 where the question is wrong."""
    folder = project / "lettre" if sortie is None else sortie
    loaded = load(project / "catalogue", site=told_by_forge(os.environ))
    if loaded.catalogue is None or loaded.errors:
        typer.echo(
            f"{as_text(loaded.errors)}\n\nAucune lettre n’est écrite\u00a0: corrigez d’abord les fiches.", err=True
        )
        return 1
    try:
        request = understand(loaded.catalogue, asked, today=today_in(project))
    except RequestError as error:
        typer.echo(str(error), err=True)
        return 2
    catalogue = with_copies(loaded.catalogue, project / "catalogue", cache_of_copies(project))
    pages = Build(catalogue, project / "overrides" / "fiches").pages
    try:
        letter, told = letter_of(pages, request)
        folder.mkdir(parents=True, exist_ok=True)
        publishing.write(letter.files(), folder)
    except RequestError as error:
        typer.echo(str(error), err=True)
        return 1
    except OSError as error:
        cause, remedy = cause_of(error)
        typer.echo(f"La lettre n’a pas pu être écrite dans {folder}\u00a0: {cause}. {remedy}".strip(), err=True)
        return 1
    region = Contacts(loaded.catalogue).region
    typer.echo(summary(told, request, str(folder), sender_known=bool(region and region.courriel)))
    return 0


class RequestError(Exception):
    """A letter that cannot be made as it was asked for: reason and remedy, in French."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a letter is to tell."""

    depuis: date
    jusqua: date
    tranche: Tranche
    today: date
    """What is over on this day is not to come."""
    groupes: DesGroupes | None = None
    """The groups of which a letter of pilots tells; None for the letter of relays and companies."""


def understand(catalogue: Catalogue, asked: Asked, *, today: date) -> Request:
    """Return what is asked for. Raises RequestError, which names the nearest valid term."""
    if not asked.depuis:
        raise RequestError("Depuis quel jour\u00a0? Par exemple\u00a0: prst lettre --depuis 2026-10-01.")
    first = _day("--depuis", asked.depuis, today)
    last = _day("--jusqu-a", asked.jusqua, today) if asked.jusqua else today
    if last < first:
        raise RequestError(
            f"La lettre finirait avant de commencer\u00a0: --depuis {first}, --jusqu-a {last}. Échangez les deux jours."
        )
    target = _target(catalogue, asked.cible) if asked.cible else None
    place = _territory(catalogue, asked.territoire) if asked.territoire else None
    return Request(first, last, Tranche(target, place), today, _groups(catalogue, asked))


def _groups(catalogue: Catalogue, asked: Asked) -> DesGroupes | None:
    if asked.groupe and asked.theme:
        raise RequestError("Une lettre est celle d’un groupe ou d’un thème\u00a0: gardez --groupe ou --theme.")
    if asked.groupe:
        known = catalogue.resolve("groupes", asked.groupe)
        if known is None:
            names = {identity: one.nom for identity, one in catalogue.groupes.items()}
            raise RequestError(_unknown("--groupe", asked.groupe, names, "catalogue/groupes/"))
        return DesGroupes(catalogue.groupes[known].nom, groupe=known)
    if asked.theme:
        theme = catalogue.themes.get(asked.theme.lower())
        if theme is None:
            names = {identity: one.label for identity, one in catalogue.themes.items()}
            raise RequestError(_unknown("--theme", asked.theme, names, "catalogue/vocabulaires/themes.yml"))
        return DesGroupes(theme.label, theme=theme.id)
    return DesGroupes() if asked.pilotes else None


def _day(option: str, text: str, today: date) -> date:
    try:
        parsed = parse_partial_date(text)
    except LookupError:
        raise RequestError(f"{option}\u00a0: « {text} » n’existe pas dans le calendrier.") from None
    except ValueError as error:
        example = str(error) or "2026-10-01"
        raise RequestError(f"{option}\u00a0: « {text} » n’est pas un jour. Écrivez par exemple {example}.") from None
    if not parsed.is_full:
        raise RequestError(f"{option}\u00a0: écrivez le jour en entier, par exemple {parsed.first_day}.")
    if parsed.first_day > today:
        raise RequestError(
            f"{option}\u00a0: le {french.long_date(parsed.first_day)} n’est pas encore arrivé. "
            f"Une lettre dit ce qui est déjà entré au catalogue\u00a0: choisissez un jour jusqu’au {today}."
        )
    return parsed.first_day


def _target(catalogue: Catalogue, text: str) -> Cible:
    known = catalogue.resolve("cibles", text)
    if known is None:
        names = {identity: cible.nom for identity, cible in catalogue.cibles.items()}
        raise RequestError(_unknown("--cible", text, names, "catalogue/cibles/"))
    return catalogue.cibles[known]


def _territory(catalogue: Catalogue, text: str) -> Terme:
    known = catalogue.territoires.get(text.lower())
    if known is None:
        names = {identity: terme.label for identity, terme in catalogue.territoires.items()}
        raise RequestError(_unknown("--territoire", text, names, "catalogue/vocabulaires/territoires.yml"))
    return known


def _unknown(option: str, text: str, names: Mapping[str, str], where: str) -> str:
    """Return what to say about a term that is not known; the name that pages show leads to its id."""
    by_name = {fold(name): identity for identity, name in names.items()}
    near = nearest(text, names) or by_name.get(nearest(fold(text), by_name) or "")
    question = f" Vouliez-vous dire « {near} » ({names[near]})\u00a0?" if near else ""
    return f"{option}\u00a0: « {text} » est inconnu.{question} Les valeurs possibles sont dans {where}."


def letter_of(pages: Pages, request: Request) -> tuple[Letter, Sequence[str]]:
    """Return a letter, and what is said of what it tells. Raises RequestError where that is nothing."""
    if request.groupes is None:
        digest = digest_of(pages.derived, request)
        return create_letter(pages, digest), counted(digest)
    pilotes, given = Pilotes(pages), (request.depuis, request.jusqua, request.tranche, request.groupes)
    found = pilotes.parts(*given, today=request.today)
    if not found:
        raise RequestError(_nothing(request))
    return written(pages, pilotes.title(*given), found), [f"{part.titre}\u00a0: {len(part.lignes)}" for part in found]


def digest_of(derived: Derived, request: Request) -> Digest:
    """Return what there is to tell. Raises RequestError where that is nothing."""
    digest = derived.journal.digest(request.depuis, request.jusqua, request.tranche, coming_from=request.today)
    if digest.vide:
        raise RequestError(_nothing(request))
    return digest


def _nothing(request: Request) -> str:
    remedies = ["reculez --depuis"]
    remedies += ["retirez --cible"] if request.tranche.cible else []
    remedies += ["retirez --territoire"] if request.tranche.territoire else []
    if request.groupes and request.groupes.nom:
        remedies.append(f"retirez --{'theme' if request.groupes.theme else 'groupe'}")
    return (
        f"Rien de nouveau {_when(request)}{_for(request)}, et rien à venir dans les trois mois. "
        f"Aucune lettre n’est écrite\u00a0: {' ou '.join(remedies)}."
    )


def _when(request: Request) -> str:
    text = period(request.depuis, request.jusqua)
    return text if text.startswith(("du ", "le ")) else f"en {text}"


def _for(request: Request) -> str:
    names = [one.intitule for one in (request.tranche.cible, request.tranche.territoire) if one]
    names += [request.groupes.nom] if request.groupes and request.groupes.nom else []
    return f" pour {', '.join(f'« {name} »' for name in names)}" if names else ""


def counted(digest: Digest) -> list[str]:
    """Return how many things of each part there are, and how many of them a letter tells."""
    rows = []
    for name, (one, many) in COUNTED.items():
        if count := len(getattr(digest, name)):
            told = len(digest.told[name])
            more = f", dont {french.number(told)} dans la lettre" if told < count else ""
            rows.append(f"{french.plural(count, one, many)}{more}")
    return rows


def summary(told: Sequence[str], request: Request, folder: str, *, sender_known: bool) -> str:
    """Return what the command says once a letter is written."""
    rows = [f"Ce qui est arrivé {_when(request)}{_for(request)}\u00a0:", *(f"  {one}" for one in told)]
    rows += ["", f"Écrit dans {folder}\u00a0:", *(f"  {name:<13}{use}" for name, use in USE.items())]
    if not sender_known:
        rows += [
            "",
            "L’expéditeur du brouillon est à remplir\u00a0: catalogue/site.yml n’a pas de courriel de contact.",
        ]
    return "\n".join(rows)
