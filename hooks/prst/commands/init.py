"""`prst init`: the same program for another region or network, with a catalogue of its own to begin with."""

import hashlib
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import typer

from prst import ailleurs, projet
from prst.files import cause_of, read_file
from prst.records.couleurs import read_colour
from prst.records.dates import PARIS
from prst.records.fuseaux import OUTRE_MER, place_of, zone_of
from prst.records.loading import load
from prst.records.model import KINDS_OF, SECTIONS, Couleurs, Mots, kept_sections
from prst.records.problems import as_text, did_you_mean, nearest
from prst.records.reading import read
from prst.records.types import slugify
from prst.records.urls import repository_of
from prst.records.writing import single_quoted

DEPART = Path(__file__).resolve().parents[2] / "depart"
"""What a new catalogue begins with, in which `$…` stand for answers."""
RECORD = ".programme.json"
"""Beside mkdocs.yml: the written pages as they came with the program, by the hash of each."""


class AnswerError(Exception):
    """An answer that cannot be used: reason and remedy, in French."""


@dataclass(frozen=True)
class Question:
    """What is asked of whoever starts, under its name in a file of answers."""

    name: str
    text: str
    default: Callable[[Mapping[str, str]], str | None]
    several: bool = False


def _publisher(answers: Mapping[str, str]) -> str:
    return answers["region"] if answers["reseau"] else f"Partenaires du plan, {answers['region']}"


def _name(answers: Mapping[str, str]) -> str:
    return answers["region"] if answers["reseau"] else "Catalogue PRST"


def _motto(answers: Mapping[str, str]) -> str:
    return f"Ce que propose {answers['region']}" if answers["reseau"] else ACCROCHE


def _pages_address(answers: Mapping[str, str]) -> str:
    """Return where the pages of a forge are published by default (documentation of GitLab Pages and GitHub Pages)."""
    place = urlsplit(answers["depot"])
    owner, _, name = place.path.strip("/").partition("/")
    domain = {"gitlab.com": "gitlab.io", "github.com": "github.io"}.get(place.hostname or "")
    return f"https://{owner}.{domain}/{name}/" if domain and name else "https://catalogue-prst.example/"


NEAR_REGION = 84
"""Likeness of letters from which a name is a region that was mistyped: « Bretange », not « Bretagne Sud »."""
SIGLES = {
    "paca": "provence-alpes-cote-d-azur", "aura": "auvergne-rhone-alpes", "ara": "auvergne-rhone-alpes",
    "bfc": "bourgogne-franche-comte", "hdf": "hauts-de-france", "idf": "ile-de-france", "cvl": "centre-val-de-loire",
    "pdl": "pays-de-la-loire",
}  # fmt: skip
"""What regions are called for short, as `_named_as` gives their names."""
ACCROCHE = "Les ressources du plan régional santé au travail, au même endroit"
QUESTIONS = (
    Question("region", "Votre région, ou le nom de votre réseau", lambda _: None),
    Question("nom", "Le nom du site", _name),
    Question(
        "accroche",
        "Une phrase sous ce nom",
        _motto,
    ),
    Question("editeur", "Qui publie le site", _publisher),
    Question("courriel", "La boîte fonctionnelle où vous écrire (rien : à confirmer)", lambda _: ""),
    Question("depot", "L’adresse du dépôt, GitLab ou GitHub (rien : aucun encore)", lambda _: ""),
    Question("adresse", "L’adresse du site", _pages_address),
    Question("principale", "La couleur principale", lambda _: Couleurs().principale),
    Question("accent", "La couleur d’accent", lambda _: Couleurs().accent),
    Question("sections", f"Les sections gardées, parmi {', '.join(SECTIONS)} (rien : toutes)", lambda _: "", True),
    Question("plan", "Ce dont relèvent vos groupes, avec son article", lambda _: Mots().plan),
    Question("departements", "Vos départements, séparés par des espaces (rien : toute la France)", lambda _: "", True),
)
"""What is asked, in this order."""
NEXT = (
    ("cd {place} && make site", "installer, vérifier, publier dans site/ ; la dernière ligne dit quoi ouvrir"),
    (".venv/bin/prst verifier --notes", "lire ce qu’il reste à écrire, ligne par ligne"),
    ("git init -b main && git add --all && git commit -m 'Commencer le catalogue'", "puis l’envoyer à votre forge"),
)
"""The three next commands, and what each is for."""


def run(
    project: Path,
    dossier: Path,
    given: Mapping[str, str],
    reponses: Path | None = None,
    programme: bool = False,
    today: date | None = None,
) -> int:
    """Start a project in a folder, or renew the program of one; 1 where that fails, 2 where the question is wrong."""
    target = Path(os.path.abspath(dossier))  # noqa: PTH100 - resolve() would follow links
    try:
        if programme:
            return _renew(project, target)
        _refuse_occupied(project, target)
        answers = _answers(project, {**_read_answers(reponses), **{k: v for k, v in given.items() if v}})
        answers["departements"] = _departments(project, answers["departements"])
        return _start(project, target, answers, today or datetime.now(ZoneInfo(zone_for(answers))).date())
    except AnswerError as error:
        typer.echo(str(error), err=True)
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        reason, remedy = cause_of(error)
        typer.echo(f"{error.filename or dossier} : {reason}. {remedy}", err=True)
        return 1


# Answers


def _read_answers(file: Path | None) -> dict[str, str]:
    """Return the answers of a file. Raises AnswerError, or OSError where it cannot be read."""
    if file is None:
        return {}
    reading = read(read_file(file))
    if reading.faults or not isinstance(reading.value, dict):
        raise AnswerError(f"{file} : ce fichier n’est pas une suite de lignes « clé: valeur ».")
    names = [question.name for question in QUESTIONS]
    answers = {}
    for name, value in reading.value.items():
        if name not in names:
            raise AnswerError(
                f"{file} : « {name} » n’est pas attendu{did_you_mean(name, names)}. Choix : {', '.join(names)}."
            )
        answers[name] = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return answers


def _answers(project: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Return every answer, those that are not given asked for, or taken by default where nobody can be asked."""
    regions = _regions(project)
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        known, default = given.get(question.name), question.default(answers)
        if question.name == "departements":
            default = " ".join(regions.get(answers["region"], ()))
        if known is None and not (question.name == "departements" and default):
            known = _ask(question, default)
        answer = (default or "" if known is None else known).strip()
        answers[question.name] = MEANT[question.name](answer) if question.name in MEANT else answer
        if question.name == "region":
            named = _region_meant(answers["region"], regions, "departements" in given)
            answers |= {"region": named or answers["region"], "reseau": "" if named else "oui"}
    return answers


def _region_meant(answer: str, regions: Collection[str], has_places: bool) -> str:
    """Return the region that an answer names, '' for a network.

    Raises AnswerError for one that is nearly a region, where nobody is there to say which of the two is meant: a
    network that has its own departments is one.
    """
    by_name = {_named_as(one): one for one in regions}
    said = _named_as(answer)
    if found := by_name.get(SIGLES.get(said, said)):
        return found
    near = by_name.get(nearest(said, by_name, NEAR_REGION), "")
    if not near or has_places:
        return ""
    question = f"« {answer} » n’est pas une région ; vouliez-vous dire « {near} » ?"
    if sys.stdin.isatty():
        return near if typer.confirm(question, default=True) else ""
    raise AnswerError(
        f"{question} Écrivez --region {shlex.quote(near)} ; ou, si c’est le nom d’un réseau, donnez aussi ses "
        "départements, par exemple --departements '69 42'."
    )


def zone_for(answers: Mapping[str, str]) -> str:
    """Return the time zone of whoever starts: that of their first department, or of the place that they name."""
    named = [code for code, (_zone, place) in OUTRE_MER.items() if _named_as(place) == _named_as(answers["region"])]
    codes = ailleurs.codes_of(answers) or named
    return (zone_of(codes[0]) if codes else "") or PARIS.key


def _named_as(region: str) -> str:
    """Return what is compared of the name of a region: « Ile de France », « Réunion », « Région Bretagne »."""
    return re.sub(r"^(?:region-)?(?:(?:la|le|les|l|de|du|d)-)*", "", slugify(region))


def _colour(answer: str) -> str:
    """Return a colour as a style sheet of ours writes it, where an answer can mean one only."""
    return read_colour(answer) or answer


MEANT: Mapping[str, Callable[[str], str]] = {"depot": repository_of, "principale": _colour, "accent": _colour}
"""How answers are read that go into other files too: those of the catalogue are read by the check."""


def _departments(project: Path, answer: str) -> str:
    """Return the codes of departments that are written by code or name. Raises AnswerError for anything else."""
    places = read(read_file(project / "catalogue" / "vocabulaires" / "territoires.yml")).value
    known = {code: str(place.get("label", "")) for code, place in places.items() if place.get("region")}
    by_name = {slugify(label): code for code, label in known.items()} | {code: code for code in known}
    by_name |= {code.lstrip("0"): code for code in known}
    apart = re.split(r"[,;\n]|\bet\b", answer) if re.search(r"[,;]", answer) else [answer]
    said = [one for part in apart for one in ([part] if slugify(part) in by_name else ailleurs.words_of(part))]
    wrong = next((one for one in said if slugify(one) not in by_name), "")
    if wrong:
        raise AnswerError(
            f"departements : « {wrong} » n’est pas un département{did_you_mean(wrong, known.values())}. "
            "Écrivez son code, comme 69 ou 2A."
        )
    return " ".join(dict.fromkeys(by_name[slugify(one)] for one in said))


def _ask(question: Question, default: str | None) -> str:
    """Return what a person answers. Raises AnswerError where nobody is there and nothing can be supposed."""
    if sys.stdin.isatty():
        return str(typer.prompt(question.text, default=default, show_default=bool(default)))
    if default is None:
        raise AnswerError(f"{question.text} ? Écrivez par exemple --{question.name} Occitanie.")
    return default


def _regions(project: Path) -> dict[str, list[str]]:
    """Return the departments of each region, as the vocabulary of places knows them."""
    found: dict[str, list[str]] = {}
    places = read(read_file(project / "catalogue" / "vocabulaires" / "territoires.yml")).value
    for code, place in places.items() if isinstance(places, dict) else ():
        if isinstance(place, dict) and isinstance(region := place.get("region"), str):
            found.setdefault(region, []).append(code)
    return found


# The new project


def _refuse_occupied(project: Path, target: Path) -> None:
    if target.is_relative_to(project) or project.is_relative_to(target):
        raise AnswerError(f"{target} : choisissez un dossier hors de celui-ci, par exemple ../catalogue.")
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise AnswerError(f"{target} : quelque chose est déjà là. Choisissez un dossier nouveau, ou vide.")


def _start(project: Path, target: Path, answers: Mapping[str, str], today: date) -> int:
    """Write a project beside its place, check it, and put it there."""
    half = target.with_name(f".{target.name}.nouveau")
    shutil.rmtree(half, ignore_errors=True)
    try:
        half.mkdir(parents=True)
        ailleurs.copy_region(project, half, answers)
        write_record(half)
        _write_start(half, answers, today)
        loaded = load(half / "catalogue", half / "docs", today=today)
        if loaded.errors:
            typer.echo(as_text(loaded.errors), err=True)
            typer.echo("Ces réponses ne conviennent pas : rien n’est écrit.", err=True)
            typer.echo("Changez-les, ou laissez-les vides en attendant, puis relancez.", err=True)
            return 2
        for path, text in loaded.mended.items():  # what is read otherwise than it was answered
            path.write_text(text, encoding="utf-8")
        projet.copy_program(project, half)
        if target.exists():
            target.rmdir()
        half.replace(target)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    place = dossier_as_typed(target)
    typer.echo(
        f"« {answers['nom']} », pour {answers['region']} ({_taken(answers)}), commence dans {place}. Ensuite :\n"
    )
    for command, what in NEXT:
        typer.echo(f"  # {what}\n  {command.format(place=place)}")
    return 0


def _taken(answers: Mapping[str, str]) -> str:
    """Return what was taken of who starts: a region or a network, and where it is."""
    count = len(ailleurs.codes_of(answers))
    places = f"{count} département{'s' if count > 1 else ''}" if count else "toute la France"
    return f"{'réseau' if answers['reseau'] else 'région'}, {places}"


def dossier_as_typed(target: Path) -> str:
    """Return a folder as a shell takes it, short where it is near."""
    here = Path.cwd()
    near = target.relative_to(here.parent) if target.is_relative_to(here.parent) else None
    text = f"../{near}" if near and not target.is_relative_to(here) else str(target)
    return text if re.fullmatch(r"[\w./-]+", text) else "'" + text.replace("'", "'\\''") + "'"


def _write_start(half: Path, answers: Mapping[str, str], today: date) -> None:
    """Write the identity of the site and an example of each kind."""
    values = {name: single_quoted(answer) for name, answer in answers.items()}
    values["depot"] = f"depot: {values['depot']}" if answers["depot"] else "# depot: https://gitlab.com/vous/catalogue"
    values["joindre"] = f"courriel: {values['courriel']}" if answers["courriel"] else "a_confirmer: oui"
    codes = ", ".join(map(single_quoted, ailleurs.codes_of(answers)))
    values["departements"] = f"\n# Codes Insee.\ndepartements: [{codes}]\n" if codes else ""
    zone = zone_for(answers)
    values["lieu_des_heures"] = place_of(zone)
    if zone != PARIS.key:
        values["departements"] += f"\n# Celui de toutes les heures : fiches, pages, calendriers.\nfuseau: {zone}\n"
    chosen = ailleurs.words_of(answers["sections"])
    values["sections"] = (
        f"\n# Ce que le site garde ; sans cette ligne, tout.\nsections: [{', '.join(chosen)}]\n" if chosen else ""
    )
    if answers["plan"] != Mots().plan:
        values["sections"] += f"\n# Ce que votre réseau nomme autrement.\nmots:\n  plan: {values['plan']}\n"
    kept = kept_sections(chosen)
    values |= {"jour": today.isoformat(), "annee": str(today.year + 1)}
    values |= {"cibles": "cibles: [public-d-exemple]", "cibles_du_relais": "cibles:\n  - cible: public-d-exemple"}
    if "cibles" not in kept:
        values |= {"cibles": "", "cibles_du_relais": ""}
    for path in projet.files_of(DEPART, ("catalogue",)):
        if not _is_kept(path, kept):
            continue
        text = Template((DEPART / path).read_text(encoding="utf-8")).substitute(values)
        if path.count("/") > 1:
            text = text.replace("\n\n", "\n")  # where an answer is empty
        (half / path).parent.mkdir(parents=True, exist_ok=True)
        (half / path).write_text(text, encoding="utf-8")


def _is_kept(path: str, kept: Collection[str]) -> bool:
    """Whether a file of a new catalogue is of a section that the site has; an act is of two."""
    kind = path.split("/")[1]
    needed = {"diffusions": {"livrables", "relais"}, **{held: {name} for name, held in KINDS_OF.items()}}
    return needed.get(kind, set()) <= set(kept)


# Later versions of the program


def _renew(project: Path, target: Path) -> int:
    """Put this version of the program into a project, and its pages in the place of those that nobody changed."""
    if not (target / projet.MENU).is_file():
        raise AnswerError(f"{target} : aucun catalogue ici. Sans --programme, « prst init » en commence un.")
    if target == project:
        raise AnswerError("Lancez cette commande depuis la version nouvelle, avec le dossier de votre catalogue.")
    before = read_record(target)
    projet.copy_program(project, target)
    readme = target / "README.md"
    readme.write_text(ailleurs.PICTURE.sub("", readme.read_text(encoding="utf-8")), encoding="utf-8")
    kept = []
    for path in projet.files_of(project, ("docs",)):
        if projet.owner(path) != "région" or not path.endswith(".md") or path in ailleurs.CHANGED:
            continue
        text = ailleurs.neutral((project / path).read_text(encoding="utf-8"))
        there = target / path
        if there.is_file() and hash_of(there.read_bytes()) != before.get(path):
            kept.append(path)
        elif there.is_file() or path not in before:
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_text(text, encoding="utf-8")
            before[path] = hash_of(text.encode())
    _write_record(target, before)
    typer.echo(f"Le programme de {target} est celui-ci. Vos fiches et vos textes sont comme ils étaient.")
    if kept:
        typer.echo(f"Pages que vous avez changées, à comparer si vous le souhaitez : {', '.join(kept)}.")
    typer.echo("Relisez ce qui change (« git diff »), puis lancez « make contenu ».")
    return 0


def hash_of(content: bytes) -> str:
    """Return what tells one content of a page from another."""
    return hashlib.sha256(content).hexdigest()


def write_record(project: Path) -> None:
    """Note the written pages of a project as they are."""
    paths = [path for path in projet.files_of(project, ("docs",)) if path.endswith(".md")]
    _write_record(project, {path: hash_of((project / path).read_bytes()) for path in paths})


def _write_record(project: Path, pages: Mapping[str, str]) -> None:
    (project / RECORD).write_text(json.dumps(dict(sorted(pages.items())), indent=1) + "\n", encoding="utf-8")


def read_record(project: Path) -> dict[str, str]:
    """Return the hashes that were noted; none where there is no record to be read."""
    try:
        found: Any = json.loads((project / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(path): str(known) for path, known in found.items()} if isinstance(found, dict) else {}


NAMES: Sequence[str] = tuple(question.name for question in QUESTIONS)
"""Names of the answers, which are those of the options."""
