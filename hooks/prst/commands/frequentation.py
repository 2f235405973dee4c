"""`prst frequentation`: access logs to the figures of each month that is over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import typer

from prst.analysis.frequentation import Mois, months
from prst.analysis.journaux import YEARS, Find, Journaux, Lecture
from prst.commands.reading import sound_of, today_in
from prst.files import cause_of
from prst.outputs import french
from prst.outputs.addresses import file_of, record_address
from prst.records.catalogue import Catalogue
from prst.records.frequentation import COUNTED, FOLDER, Frequentation, as_yaml, month_of
from prst.records.loading import load
from prst.whole import write_whole

DOWNLOADS = ("zip", "pdf", "docx")
"""Endings of what somebody takes away. Pictures and feeds are left out: pages and programs ask for them."""


def run(project: Path, journaux: Sequence[Path], mois: str, remplacer: bool, verifier: bool) -> int:
    """Write the months that logs cover, or only say what would be.

    Returns 1 where no line can be read or none is of this site, 2 where the question is wrong.
    """
    if mois and not month_of(mois):
        typer.echo(f"--mois\u00a0: « {mois} » n’est pas un mois. Écrivez par exemple 2026-10.", err=True)
        return 2
    catalogue = sound_of(load(project / "catalogue"))
    if catalogue is None:
        return 2
    today = today_in(project)
    total = read_all(journaux, catalogue, today)
    if total is None:
        return 2
    if total.lignes == total.sans_jour:
        typer.echo(f"{refused(total)}\u00a0: rien n’est écrit.", err=True)
        return 1
    if not total.comptees + total.robots:
        base = catalogue.site.base
        typer.echo(
            f"Aucune page de {base} dans ces journaux, sont-ils ceux de ce site\u00a0? Rien n’est écrit.", err=True
        )
        return 1
    chosen = [one for one in months(total, today) if mois in ("", one.nom)]
    if mois and not chosen:
        typer.echo(f"--mois\u00a0: ces journaux n’ont aucune ligne de {mois}, ou ce mois n’est pas fini.", err=True)
        return 2
    folder = project / "catalogue" / FOLDER
    write(judge(chosen, folder, wanted=bool(mois), remplacer=remplacer), folder, verifier=verifier)
    return 0


def refused(total: Lecture) -> str:
    """Return why no line of some logs counts."""
    if total.a_venir:
        return (
            "Aucune ligne de journal n’est d’aujourd’hui ou d’avant, et l’horloge de votre hébergeur avance peut-être"
        )
    return (
        f"Toutes les lignes ont plus de {YEARS} ans" if total.anciennes else "Aucune ligne de journal n’a été reconnue"
    )


def read_all(journaux: Sequence[Path], catalogue: Catalogue, today: date) -> Lecture | None:
    """Return what logs come to together, each told about; None where one cannot be read at all."""
    relais = {identity: identity for identity in catalogue.relais}
    relais |= {old: one.id for one in catalogue.relais.values() for old in one.anciens_ids}
    reader, total = Journaux(finder(catalogue), relais, today, catalogue.site.zone), Lecture()
    seen: dict[bytes, Path] = {}
    for path in journaux:
        if not path.is_file():
            typer.echo(f"{path}\u00a0: ce fichier n’existe pas, ou n’en est pas un.", err=True)
            return None
        try:
            lecture = reader.read(path)
        except OSError as error:
            typer.echo(f"{path}\u00a0: {cause_of(error)[0]}.", err=True)
            return None
        twin = seen.setdefault(lecture.empreinte, path)
        if twin is not path:
            typer.echo(f"{path}\u00a0: même contenu que {twin}, compté une seule fois.")
            continue
        typer.echo(told(path, lecture))
        total.add(lecture)
    return total


def finder(catalogue: Catalogue) -> Find:
    """Return what tells which record a path of the site counts for, and whether as a page or as a file of it."""
    base = unquote(urlsplit(catalogue.site.base).path)
    known = {f"{kind}/{identity}": kind for kind in COUNTED for identity in getattr(catalogue, kind)}
    exact = {}
    for address in known:
        page = record_address(*address.split("/"))
        exact[f"{base}{page}".encode()] = exact[f"{base}{file_of(page)}".encode()] = ("vues", address)
    for fiche in catalogue.livrables.values():
        for fichier in fiche.fichiers:
            exact[f"{base}{fichier.chemin}".encode()] = ("telechargements", f"livrables/{fiche.id}")
    taken = {address.encode(): ("telechargements", address) for address in known}
    file = re.compile(
        rf"{re.escape(base)}((?:{'|'.join(COUNTED)})/[a-z0-9-]+)/(?:[\w-]+/)?[\w.-]+\.(?:{'|'.join(DOWNLOADS)})".encode()
    )

    def find(path: bytes) -> tuple[str, str] | None:
        if found := exact.get(path):
            return found
        matched = file.fullmatch(path)
        return taken.get(matched[1]) if matched else None

    return find


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a month."""

    mois: str
    message: str
    content: bytes = b""
    """Its file, where there is one to write."""


def judge(found: Sequence[Mois], folder: Path, *, wanted: bool, remplacer: bool) -> list[Verdict]:
    """Return what becomes of each month: written where it is whole or `wanted`, and once.

    A month that is there stays as it is: two states of it, from logs that were not the same, would tell by their
    difference what each leaves unsaid.
    """
    return [_judge(one, folder / f"{one.nom}.yml", wanted, remplacer) for one in found]


def write(verdicts: Sequence[Verdict], folder: Path, *, verifier: bool) -> None:
    """Say what becomes of each month, and write its file unless that is only to be said."""
    for verdict in verdicts:
        typer.echo(verdict.message)
    if not verdicts:
        typer.echo("Aucun mois fini dans ces journaux\u00a0: un mois s’écrit quand il est passé.")
    for verdict in verdicts:
        if verdict.content:
            if not verifier:
                folder.mkdir(exist_ok=True)
                write_whole(folder / f"{verdict.mois}.yml", verdict.content)
            what = "Serait écrit" if verifier else "Écrit"
            typer.echo(f"{what}\u00a0: catalogue/{FOLDER}/{verdict.mois}.yml")


def _judge(one: Mois, path: Path, wanted: bool, remplacer: bool) -> Verdict:
    content = as_yaml(one.figures).encode()
    if not one.complet and not wanted:
        return Verdict(
            one.nom,
            f"{one.nom}\u00a0: les journaux ne couvrent que {french.span(one.figures.du, one.figures.au)}\u00a0; "
            f"rien n’est écrit. Ajoutez le journal qui manque, ou demandez-le tel quel par --mois {one.nom}.",
        )
    if path.is_file():
        if path.read_bytes() == content:
            return Verdict(one.nom, f"{one.nom}\u00a0: déjà écrit, à l’identique.")
        if not remplacer:
            return Verdict(
                one.nom,
                f"{one.nom}\u00a0: déjà écrit avec d’autres nombres, laissé tel quel. Remplacez-le par --remplacer.",
            )
    gap = f" Aucune ligne {_days(one)}\u00a0: manque-t-il un journal\u00a0?" if one.jours_vides else ""
    return Verdict(one.nom, f"{one.nom}\u00a0: {summary(one.figures)}.{gap}", content)


def _days(one: Mois) -> str:
    days = one.jours_vides
    first = f"le {french.long_date(days[0])}"
    return first if len(days) == 1 else f"{first} et {french.plural(len(days) - 1, 'autre jour', 'autres jours')}"


def summary(figures: Frequentation) -> str:
    """Return what a month comes to, in figures that may be told."""
    vues, taken = (sum(sum(row.values()) for row in rows.values()) for rows in (figures.vues, figures.telechargements))
    parts = [french.plural(vues, "vue", "vues"), french.plural(taken, "téléchargement", "téléchargements")]
    if few := figures.moins_de_5:
        parts += [f"{french.plural(few, 'autre réunie', 'autres réunies')} (moins de 5 par adresse et par relais)"]
    more = ", robots non reconnus" if figures.robots == "inconnus" else ""
    return f"{', '.join(parts)}{more}"


def told(path: Path, lecture: Lecture) -> str:
    """Return how the lines of a log were sorted."""
    sorts = (
        ("comptée", "comptées", lecture.comptees),
        ("d’un robot", "de robots", lecture.robots),
        ("d’autre chose", "d’autre chose", lecture.autres),
        ("datée de l’avenir", "datées de l’avenir", lecture.a_venir),
        (f"de plus de {YEARS} ans", f"de plus de {YEARS} ans", lecture.anciennes),
        ("illisible", "illisibles", lecture.illisibles),
    )
    lines = french.plural(lecture.lignes, "ligne", "lignes")
    said = ", ".join(f"{french.number(count)} {one if count < 2 else many}" for one, many, count in sorts if count)
    end = f"\u00a0; {lecture.fin}" if lecture.fin else ""
    return f"{path}\u00a0: {lines}{f' ({said})' if said else ''}{end}."
