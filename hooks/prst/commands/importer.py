"""`prst importer`: a spreadsheet to records, told row by row before anything is written."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import typer

from prst.analysis.similar import Similar
from prst.commands.reading import all_kept, today_in
from prst.files import UnreadableError
from prst.outputs import french
from prst.records.explications import page_of
from prst.records.loading import Loaded, Memory, load, words_of
from prst.records.model import MODELS, Livrable
from prst.records.problems import MESSAGES, NOTE
from prst.records.reading import Location, value_at
from prst.tableurs import importing, matching
from prst.tableurs.columns import SHEETS, key_of, names_of, path_of
from prst.tableurs.importing import Import, Importer, Proposal, Trouble
from prst.tableurs.matching import MappingError, Said, Sheet
from prst.tableurs.reading import Rows, UnusableError
from prst.tableurs.workbooks import letters, named
from prst.whole import write_together, write_whole

SHOWN = 40
"""Lines of one list of the report at most; the JSON has all."""
COMPARED = 2_000
"""New resources of which those that are near are looked for."""
NOT_COMPARED = (
    f"Plus de {french.number(COMPARED)} ressources nouvelles : celles qui se ressemblent ne sont pas cherchées ici. "
    "Une fois les fiches écrites, « prst verifier --notes » les dit."
)


@dataclass(frozen=True)
class Near:
    """A new resource that is probably one that is there already, or another row."""

    proposal: Proposal
    titre: str
    fichier: str
    raisons: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """All that is told of one run."""

    fichier: Path
    lecture: tuple[str, ...]
    """How the file was read."""
    sheets: tuple[Sheet, ...]
    found: Import
    kept: tuple[Proposal, ...]
    """What would be written, or was."""
    near: tuple[Near, ...]
    ecrit: bool
    correspondances: str = ""
    """A sentence on the file of correspondences."""
    site: str = ""
    """The address of the site where the messages of the check are explained."""


@all_kept()
def run(
    project: Path,
    fichier: Path,
    rows: Rows,
    format: str,
    ecrire: bool,
    partiel: bool,
    correspondances: Path | None,
    fiches: str | None,
    today: date | None = None,
) -> int:
    """Tell what a spreadsheet would change, and write it where it is asked to; `rows` gives its sheets.

    Returns 1 where something is to be mended (nothing is written then, unless right rows alone may be), 2 where the
    question is wrong.
    """
    if format not in FORMATS:
        typer.echo(f"Forme de rapport inconnue : « {format} ». Choix possibles : {', '.join(FORMATS)}.", err=True)
        return 2
    if fiches is not None and fiches not in MODELS:
        typer.echo(f"Sorte de fiches inconnue : « {fiches} ». Choix possibles : {', '.join(MODELS)}.", err=True)
        return 2
    today = today or today_in(project)
    try:
        report = report_of(project, fichier, rows, correspondances, fiches, partiel, today, ecrire)
    except FileNotFoundError as error:
        typer.echo(f"Fichier introuvable : {error.filename}.", err=True)
        return 2
    except UnreadableError as error:
        typer.echo(f"{fichier} : {error.strerror}.", err=True)
        return 1
    except (UnusableError, MappingError) as error:
        typer.echo(f"{fichier} : {error}" if isinstance(error, UnusableError) else str(error), err=True)
        return 1
    wrong = [one for one in report.found.troubles if one.severity != NOTE]
    if ecrire and report.kept and (partiel or not wrong):
        folder = project / "catalogue"
        importing.make(report.kept)
        write_together({folder / one.file: one.content for one in report.kept})
        report = replace(report, ecrit=True)
    typer.echo(FORMATS[format](report))
    return 1 if wrong or (correspondances and not correspondances.parent.is_dir()) else 0


def report_of(
    project: Path,
    fichier: Path,
    rows: Rows,
    correspondances: Path | None,
    fiches: str | None,
    partiel: bool,
    today: date,
    ecrire: bool = False,
) -> Report:
    """Return what a spreadsheet proposes to the catalogue of a project, and all that is told of it.

    A file of correspondences that is not there yet is written. `ecrire` tells that files are probably written then.
    Raises UnusableError, MappingError, OSError.
    """
    folder = project / "catalogue"
    if correspondances and correspondances.exists() and fichier.exists() and correspondances.samefile(fichier):
        raise MappingError(f"{correspondances} : c’est le tableau. Donnez un autre nom, qui finit par .yml.")
    said = matching.read_said(correspondances) if correspondances and correspondances.exists() else Said()
    docs, memory = project / "docs", Memory()
    loaded = load(folder, docs, today=today, memory=memory)
    classeur = rows()
    if loaded.sound is None:
        raise MappingError("Le catalogue ne peut pas être lu : lancez « prst verifier », qui dit pourquoi.")
    words = words_of(loaded)
    importer = Importer(folder, words, said, today, loaded)
    known, unread = matching.match_all(classeur.feuilles, said, words, fiches)
    sheets = tuple(known)
    if not sheets:
        raise MappingError(f"{fichier} : aucune feuille n’a de ligne remplie.")
    for sheet in sheets:
        importer.take(sheet)
        sheet.feuille = replace(sheet.feuille, rows=(), cellules=())  # what was taken is not kept twice
    notes, found = classeur.notes, importer.found
    found.notes += unread
    del classeur, importer
    check = partial(importing.check, folder=folder, docs=docs, today=today, before=loaded, memory=memory)
    checked = importing.made_meanwhile(found.proposals, partial(check, found)) if ecrire else check(found)
    wrong = importing.wrong_rows(found)
    kept = [one for one in found.proposals if (one.sheet.name, one.row) not in wrong]
    if partiel and wrong:
        kept = importing.right_only(found, check)
    told = ""
    if correspondances and not correspondances.parent.is_dir():
        told = f"Le dossier {correspondances.parent} n’existe pas : ce qui a été compris n’est pas écrit. Créez-le."
    elif correspondances and not correspondances.exists():
        write_whole(correspondances, matching.said_text(sheets, fichier.name).encode())
        told = f"Ce qui a été compris est écrit dans {correspondances} : corrigez-le, puis relancez la même commande."
    near = tuple(_near(found, checked)) if checked else ()
    if sum(one.kind == "livrables" and one.is_new for one in found.proposals) > COMPARED:
        found.notes.append(NOT_COMPARED)
    return Report(fichier, notes, sheets, found, tuple(kept), near, False, told, loaded.sound.site.base)


def _near(found: Import, checked: Loaded) -> Iterator[Near]:
    """Yield new resources that are very near others, once each."""
    catalogue = checked.catalogue or checked.sound
    new = {one.identity: one for one in found.proposals if one.kind == "livrables" and one.is_new}
    if catalogue is None or not new or len(new) > COMPARED:
        return
    current: list[Livrable] = [one for one in catalogue.livrables.values() if one.statut != "archive"]
    told = set()
    for fiche, near in Similar([*current, *catalogue.brouillons.values()]).pairs():
        for one, other in ((fiche, near.fiche), (near.fiche, fiche)):
            if one.id in new and one.id not in told and other.id not in told:
                told.add(one.id)
                yield Near(new[one.id], other.titre, f"catalogue/livrables/{other.id}.yml", near.raisons)
                break


# The report


def as_text(report: Report) -> str:
    """Return the report as people read it."""
    found, name = report.found, report.fichier.name
    wrong = [_line(name, one) for one in found.troubles if one.severity != NOTE]
    parts = [
        "\n".join(f"{name} : {note}" for note in report.lecture),
        *(_of_sheet(sheet) for sheet in report.sheets),
        _listed("À savoir", found.notes),
        _listed("Deviné, à relire", _guesses(found)),
        _listed("Pas compris : un terme nouveau, ou le synonyme d’un terme qui existe ?", _unknown(found)),
        _listed("Déjà au catalogue, ou presque", (_resemblance(one) for one in report.near)),
        _listed("Nouvelles fiches", (f"{one.file} ({_where(one)})" for one in report.kept if one.is_new)),
        _listed("Fiches modifiées", (line for one in report.kept if not one.is_new for line in _changes(one))),
        _listed("À corriger", wrong),
        _listed("Notes", (_line(name, one) for one in found.troubles if one.severity == NOTE)),
        report.correspondances,
        _end(report),
    ]
    return "\n\n".join(part for part in parts if part)


def _guesses(found: Import) -> Iterator[str]:
    for (name, word, value), count in found.guesses.most_common():
        yield f"{name} : « {_short(word)} » lu « {_short(value)} »{_times(count)}"


def _unknown(found: Import) -> Iterator[str]:
    for (name, word), count in found.unknown.most_common():
        yield f"{name} : « {_short(word)} »{_times(count)}"


def _resemblance(near: Near) -> str:
    return f"{_where(near.proposal)} : ressemble à « {near.titre} » ({near.fichier}) : {', '.join(near.raisons)}"


_GUESSED = {"nom": " (deviné d’après son nom)", "contenu": " (deviné d’après son contenu)"}


def _of_sheet(sheet: Sheet) -> str:
    """Return what a sheet holds, and each column that does not bear the very name of its field."""
    titles = {pattern: named(column.titre) for pattern, column in names_of(sheet.kind).columns.items()}
    lines, plain = [], 0
    for column, header in sheet.headers.items():
        name = f"  {letters(column)} « {' '.join(header.split())} »"
        meant = sheet.columns.get(column)
        if column in sheet.crosses:
            pattern, term = sheet.crosses[column]
            lines.append(f"{name} → {key_of(path_of(pattern, 0))} : {term}, où il y a une croix")
        elif meant is None:
            reason = sheet.left_out.get(column, "")
            lines.append(f"{name} n’est pas lue{f' : {reason}' if reason else ''}")
        elif titles.get(meant[0]) == named(header) or (None in meant[0] and column not in sheet.guessed):
            plain += 1
        else:
            lines.append(f"{name} → {key_of(path_of(*meant))}{_GUESSED.get(sheet.guessed.get(column, ''), '')}")
    first = f"Feuille « {sheet.name} » : {SHEETS[sheet.kind].lower()}, en-tête à la ligne {sheet.header}"
    return "\n".join([f"{first}, {french.plural(plain, 'colonne connue', 'colonnes connues')}", *lines])


def _listed(title: str, lines: Iterable[str]) -> str:
    lines = list(lines)
    if not lines:
        return ""
    more = (
        [f"  … et {french.number(len(lines) - SHOWN)} de plus : « --format json » les donne."]
        if len(lines) > SHOWN
        else []
    )
    return "\n".join([f"{title} ({french.number(len(lines))})", *(f"  {line}" for line in lines[:SHOWN]), *more])


def _times(count: int) -> str:
    return f" ×{count}" if count > 1 else ""


def _where(proposal: Proposal) -> str:
    return f"{proposal.sheet.name}, ligne {proposal.row}"


def _changes(proposal: Proposal) -> Iterator[str]:
    for place, value in proposal.changes.items():
        before = value_at(proposal.before, place)
        said = "retiré" if value is None else f"« {_short(value)} »"
        was = "ajouté : " if before is None else f"« {_short(before)} » devient "
        yield f"{proposal.file} : {key_of(place)} : {was}{said}"


def _short(value: Any) -> str:
    text = " | ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"


def _line(name: str, trouble: Trouble) -> str:
    field = f"{trouble.field} : " if trouble.field else ""
    return f"{name}, « {trouble.sheet} », {trouble.cell} : {field}{trouble.message} {trouble.remedy}".rstrip()


def _end(report: Report) -> str:
    parts = []
    for kind, new, changed in importing.by_kind(report.kept):
        counts = [french.plural(new, "nouvelle", "nouvelles")] if new else []
        counts += [french.plural(changed, "modifiée", "modifiées")] if changed else []
        parts.append(f"{SHEETS[kind].lower()} : {', '.join(counts)}")
    unchanged = report.found.unchanged
    same = french.plural(unchanged, "fiche déjà ainsi", "fiches déjà ainsi") if unchanged else ""
    wrong = len(importing.wrong_rows(report.found))
    if not report.found.proposals and not wrong:
        return "Rien à changer" + (f" ({same})." if same else ".")
    told = " ; ".join([*parts, *([same] if same else [])])
    if report.ecrit:
        rest = " Les lignes à corriger sont laissées de côté." if wrong else ""
        return f"Écrit. {told}.{rest} Ensuite : « prst verifier »."
    if wrong:
        rows = french.plural(wrong, "ligne", "lignes")
        return (
            f"{rows} à corriger ; rien n’est écrit. Corrigez le tableau et relancez, "
            "ou ajoutez « --ecrire --partiel » pour n’écrire que les lignes justes."
        )
    return f"{told}. Rien n’est encore écrit : relancez avec « --ecrire »."


def as_json(report: Report) -> str:
    """Return the report as a JSON object, with French keys."""
    found = report.found
    told = {
        "fichier": report.fichier.name,
        "ecrit": report.ecrit,
        "lecture": list(report.lecture),
        "feuilles": [_sheet_row(sheet) for sheet in report.sheets],
        "notes": found.notes,
        "devine": [
            {"champ": name, "mot": word, "lu": value, "fois": count}
            for (name, word, value), count in found.guesses.most_common()
        ],
        "pas_compris": [
            {"champ": name, "mot": word, "fois": count} for (name, word), count in found.unknown.most_common()
        ],
        "presque_doubles": [
            {
                "feuille": one.proposal.sheet.name,
                "ligne": one.proposal.row,
                "titre": one.titre,
                "fichier": one.fichier,
                "raisons": list(one.raisons),
            }
            for one in report.near
        ],
        "nouvelles": [_row_of(one) for one in report.kept if one.is_new],
        "modifiees": [
            {**_row_of(one), "changements": [_change(one, place, value) for place, value in one.changes.items()]}
            for one in report.kept
            if not one.is_new
        ],
        "inchangees": found.unchanged,
        "problemes": [
            {
                "feuille": one.sheet,
                "ligne": one.row,
                "colonne": one.column,
                "cellule": one.cell,
                "champ": one.field,
                "message": one.message,
                "remede": one.remedy,
                "code": one.code,
                "gravite": one.severity,
                **({"aide": page_of(one.code, report.site)} if one.code in MESSAGES else {}),
            }
            for one in found.troubles
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _sheet_row(sheet: Sheet) -> dict[str, Any]:
    columns: Sequence[tuple[int, str]] = tuple(sheet.headers.items())
    return {
        "feuille": sheet.name,
        "fiches": sheet.kind,
        "entete": sheet.header,
        "colonnes": [
            {
                "colonne": letters(column),
                "nom": header,
                "champ": key_of(path_of(*meant)) if (meant := sheet.meaning(column)) else None,
                "devine": sheet.guessed.get(column),
            }
            for column, header in columns
        ],
    }


def _row_of(proposal: Proposal) -> dict[str, Any]:
    return {"fiche": f"catalogue/{proposal.file}", "feuille": proposal.sheet.name, "ligne": proposal.row}


def _change(proposal: Proposal, place: Location, value: Any) -> dict[str, Any]:
    return {"champ": key_of(place), "avant": value_at(proposal.before, place), "apres": value}


FORMATS = {"texte": as_text, "json": as_json}
