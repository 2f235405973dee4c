"""`prst similaires`: a record that is being written, beside the deliverables that are near it."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer

from prst.analysis.contacts import Chaine, Contacts
from prst.analysis.similar import Near, Similar, Subject, Subjects
from prst.files import cause_of
from prst.outputs import french
from prst.outputs.addresses import record_address
from prst.records.catalogue import values_at
from prst.records.loading import Loaded, load, read_draft
from prst.records.model import Livrable
from prst.records.problems import Problem, as_rows, as_text

SHOWN = 5
"""Deliverables that an answer shows at most."""
TITLE_LENGTH = 500
"""Characters of a title that are compared: twice what a record may have."""
SAME = (
    "Est-ce le même\u00a0? Complétez la fiche existante plutôt que d’en créer une autre.\n"
    "Est-ce autre chose\u00a0? Citez-la dans votre description, et dites dans votre titre ce qui les distingue."
)
ALIKE = (
    "Lisez ces fiches avant de produire\u00a0: l’une d’elles répond peut-être déjà au besoin.\n"
    "Sinon, citez dans votre description celle que la vôtre complète, et prévenez son contact."
)


def run(project: Path, fichier: Path, format: str) -> int:
    """Print what is near the deliverable of a file; 1 where it cannot be compared, 2 where the question is wrong."""
    if format not in FORMATS:
        choices = ", ".join(FORMATS)
        typer.echo(f"Forme de réponse inconnue : « {format} ». Choix possibles : {choices}.", err=True)
        return 2
    try:
        answer = compare(fichier, load(project / "catalogue"), project)
    except DraftError as error:
        typer.echo(str(error), err=True)
        return 1
    typer.echo(FORMATS[format](answer))
    return 0


class DraftError(Exception):
    """Nothing can be compared; its text says why, in one French sentence."""


@dataclass(frozen=True)
class Answer:
    """What is near a deliverable, best first, among how many, and what is wrong with its file."""

    titre: str
    proches: tuple[Near, ...]
    compares: int
    problemes: tuple[Problem, ...]
    site: str
    """Address of the site, ending in a slash."""
    contacts: Contacts


def compare(path: Path, loaded: Loaded, project: Path) -> Answer:
    """Return what of the catalogue in `project` is near the deliverable of a file, which may stand anywhere.

    The record of the file itself is left out. Raises DraftError where there is no title to compare, or no catalogue.
    """
    catalogue = loaded.sound
    if catalogue is None:
        raise DraftError(
            "Le catalogue ne peut pas être lu\u00a0: lancez «\u00a0prst verifier\u00a0», qui dit pourquoi."
        )
    tree, problems = _read(path, loaded, project)
    subject = _subject(tree)
    if not subject.titre:
        raise DraftError(_no_title(path, tree, problems))
    others = {**catalogue.livrables, **catalogue.brouillons}
    own = _own_id(path, project)
    near = Similar(others.values()).to(subject, own, Subjects(catalogue))
    return Answer(
        subject.titre,
        tuple(near[:SHOWN]),
        len(others.keys() - {own}),
        problems,
        catalogue.site.base,
        Contacts(catalogue),
    )


def _read(path: Path, loaded: Loaded, project: Path) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    if not os.path.lexists(path):
        raise DraftError(f"Fichier introuvable\u00a0: {path}.")
    if path.exists() and not path.is_file():
        raise DraftError(f"{path} n’est pas un fichier\u00a0: indiquez celui d’une fiche.")
    folder = path.resolve().parent
    if folder.parent == (project / "catalogue").resolve() and folder.name != "livrables":
        raise DraftError(f"{path} est dans catalogue/{folder.name}/\u00a0: seuls les livrables se comparent.")
    try:
        tree, problems = read_draft(path, loaded)
    except OSError as error:
        raise DraftError(f"{path} ne peut pas être lu\u00a0: {cause_of(error)[0]}.") from None
    return tree, tuple(replace(problem, file=str(path)) for problem in problems)


def _subject(tree: Mapping[str, Any]) -> Subject:
    def texts(*pattern: str) -> list[str]:
        return [value for _location, value in values_at(tree, pattern) if isinstance(value, str)]

    titre = " ".join("".join(texts("titre"))[:TITLE_LENGTH].split())
    return Subject.of(titre, texts("liens", "*", "url"), texts("cibles", "*"), texts("themes", "*"))


def _no_title(path: Path, tree: Mapping[str, Any], problems: Sequence[Problem]) -> str:
    """Return the sentence on a file without title: what keeps it from being read, where something does."""
    for problem in problems:
        if problem.code != "missing" and (not tree or problem.field == "titre"):
            return f"{path}\u00a0: {problem.message} {problem.remedy}"
    return (
        f"{path} n’a pas de «\u00a0titre\u00a0»\u00a0: ce n’est pas une fiche de livrable, ou son titre reste à écrire."
    )


def _own_id(path: Path, project: Path) -> str | None:
    """Return the id of the record that stands in the file, where it is in the catalogue."""
    place = path.resolve()
    return place.stem if place.parent == (project / "catalogue" / "livrables").resolve() else None


# What is answered


def _file(fiche: Livrable) -> str:
    return f"catalogue/livrables/{fiche.id}.yml"


def _page(answer: Answer, fiche: Livrable) -> str | None:
    return None if fiche.statut == "brouillon" else answer.site + record_address("livrables", fiche.id)


def _ways(chain: Chaine) -> dict[str, str]:
    """Return how to reach the structure of a record."""
    found = {
        name: getattr(one, name)
        for one in chain.qui
        if chain.directe
        for name in ("courriel", "telephone", "formulaire")
    }
    return {name: value for name, value in found.items() if value}


def in_french(answer: Answer) -> str:
    """Return the answer as text: best first, why, whom to call, what to do."""
    parts = [_headline(answer)]
    for number, near in enumerate(answer.proches, 1):
        parts.append(
            "\n".join([f"{number}. {_title(near)}", *(f"   {label:<9} {said}" for label, said in _facts(answer, near))])
        )
    if answer.proches:
        parts.append(SAME if answer.proches[0].is_very_near else ALIKE)
    if answer.problemes:
        count = french.plural(len(answer.problemes), "problème", "problèmes")
        parts.append(f"La fiche a aussi {count} à corriger\u00a0:\n{as_text(answer.problemes)}")
    return "\n\n".join(parts)


def _headline(answer: Answer) -> str:
    compared = french.plural(answer.compares, "livrable comparé", "livrables comparés")
    title = f"«\u00a0{answer.titre}\u00a0»"
    if not answer.proches:
        return f"{title}\u00a0: rien de proche dans le catalogue ({compared})."
    count = french.plural(len(answer.proches), "livrable proche", "livrables proches")
    return f"{title}\u00a0: {count} dans le catalogue ({compared})."


def _title(near: Near) -> str:
    statut = "" if near.fiche.statut == "publie" else f" ({near.fiche.choix('statut').nom.lower()})"
    how = "presque le même" if near.is_very_near else "proche"
    return f"{near.fiche.titre}{statut} – {how}, {near.score} sur 100"


def _facts(answer: Answer, near: Near) -> list[tuple[str, str]]:
    chain = answer.contacts.of(near.fiche)
    ways = ", ".join(_ways(chain).values()) or "coordonnées à confirmer"
    facts = [
        ("Pourquoi", ", ".join(near.raisons)),
        ("Fiche", _file(near.fiche)),
        ("Page", _page(answer, near.fiche) or ""),
        ("Contact", f"{chain.nommee} ({ways})"),
    ]
    return [(label, said) for label, said in facts if said]


def in_json(answer: Answer) -> str:
    """Return the answer as a JSON object, with French keys."""
    rows = [
        {
            "id": near.fiche.id,
            "titre": near.fiche.titre,
            "statut": near.fiche.statut,
            "fichier": _file(near.fiche),
            "page": _page(answer, near.fiche),
            "score": near.score,
            "presque_le_meme": near.is_very_near,
            "raisons": near.raisons,
            "contact": {"structure": chain.nommee, **_ways(chain)},
        }
        for near in answer.proches
        for chain in (answer.contacts.of(near.fiche),)
    ]
    value = {
        "titre": answer.titre,
        "compares": answer.compares,
        "proches": rows,
        "problemes": as_rows(answer.problemes),
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Answer], str]] = {"texte": in_french, "json": in_json}
