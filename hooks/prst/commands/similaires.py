"""`prst similaires`: a deliverable, group or event that is being written, beside those that are near it."""

import json
import os
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import typer

from prst.analysis.contacts import Chaine, Contacts
from prst.analysis.derived import Derived
from prst.analysis.similar import Near, Similar, Subject, Subjects
from prst.files import cause_of
from prst.outputs import french
from prst.outputs.addresses import record_address
from prst.records.catalogue import Catalogue, values_at
from prst.records.loading import Loaded, load, read_draft
from prst.records.model import MODELS, Evenement, Groupe, Livrable, Record
from prst.records.problems import Problem, as_rows, as_text

SHOWN = 5
"""Records that an answer shows at most."""
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
SAME_EVENT = (
    "Est-ce le même\u00a0? Complétez sa fiche\u00a0: une date de plus s’y ajoute.\n"
    "Est-ce un autre\u00a0? Dites dans son titre ce qui le distingue\u00a0: le lieu, l’année, le public."
)
ALIKE_EVENT = "Lisez ces fiches\u00a0: deux rendez-vous proches gagnent à être annoncés ensemble."
TALK = (
    "Parlez-leur avant d’écrire la fiche-action\u00a0: qui fait quoi, qui sollicite qui, et quand.\n"
    "La page «\u00a0Ce que les groupes ont en commun\u00a0» du site dit ce qu’il y a à se dire."
)
STATES = ("statut", "etat")
"""Keys that say the state of a record."""
UNUSUAL = ("archive", "brouillon", "annule", "reporte", "termine")
"""States that are said of a record."""


def run(project: Path, fichier: Path, format: str) -> int:
    """Print what is near the record of a file; 1 where it cannot be compared, 2 where the question is wrong."""
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


class Proche(NamedTuple):
    """A record near the one that is being written."""

    fiche: Livrable | Evenement | Groupe
    raisons: tuple[str, ...]
    score: int | None = None
    """From 0 to 100; None of groups, which may share several things without being alike."""
    presque: bool = False
    """Whether it is probably the same."""


class Sorte(NamedTuple):
    """A kind of records that can be compared."""

    kind: str
    titre: str
    """The key of what it is called."""
    un: tuple[str, str]
    """One of them, and several, in French."""
    same: str
    alike: str


SORTES: Mapping[str, Sorte] = {
    one.kind: one
    for one in (
        Sorte("livrables", "titre", ("livrable", "livrables"), SAME, ALIKE),
        Sorte("evenements", "titre", ("événement", "événements"), SAME_EVENT, ALIKE_EVENT),
        Sorte("groupes", "nom", ("groupe", "groupes"), TALK, TALK),
    )
}


@dataclass(frozen=True)
class Answer:
    """What is near a record, best first, among how many, and what is wrong with its file."""

    sorte: Sorte
    titre: str
    proches: tuple[Proche, ...]
    compares: int
    problemes: tuple[Problem, ...]
    site: str
    """Address of the site, ending in a slash."""
    contacts: Contacts


def compare(path: Path, loaded: Loaded, project: Path) -> Answer:
    """Return what of the catalogue in `project` is near the record of a file, which may stand anywhere.

    The record of the file itself is left out. Raises DraftError where there is no title to compare, or no catalogue.
    """
    catalogue = loaded.sound
    if catalogue is None:
        raise DraftError(
            "Le catalogue ne peut pas être lu\u00a0: lancez «\u00a0prst verifier\u00a0», qui dit pourquoi."
        )
    sorte, tree, problems = _read(path, loaded, project)
    titre = _title_of(tree, sorte)
    if not titre:
        raise DraftError(_no_title(path, tree, problems, sorte))
    own = _own_id(path, project, sorte.kind)
    near, others = COMPARE[sorte.kind](catalogue, tree, titre, own)
    return Answer(
        sorte, titre, tuple(near[:SHOWN]), len(others - {own}), problems, catalogue.site.base, Contacts(catalogue)
    )


_Found = tuple[Sequence[Proche], Set[str]]
"""What is near, best first, and the ids of all that it was looked for among."""


def _near_deliverables(catalogue: Catalogue, tree: Mapping[str, Any], titre: str, own: str | None) -> _Found:
    others = {**catalogue.livrables, **catalogue.brouillons}
    found = Similar(others.values()).to(_subject(tree, titre), own, Subjects(catalogue))
    return [_as_near(near) for near in found], others.keys()


def _near_events(catalogue: Catalogue, tree: Mapping[str, Any], titre: str, own: str | None) -> _Found:
    others = catalogue.evenements
    return [_as_near(near) for near in Similar(others.values()).to(_subject(tree, titre), own)], others.keys()


def _near_groups(catalogue: Catalogue, tree: Mapping[str, Any], _titre: str, own: str | None) -> _Found:
    found = Derived(catalogue).recoupements.to(tree, own)
    reasons = (tuple(f"{motif.nom.lower()}\u00a0: {motif.dit}" for motif in one.motifs) for one in found)
    return [Proche(one.autre, why) for one, why in zip(found, reasons, strict=True)], catalogue.groupes.keys()


COMPARE: Mapping[str, Callable[[Catalogue, Mapping[str, Any], str, str | None], _Found]] = {
    "livrables": _near_deliverables,
    "evenements": _near_events,
    "groupes": _near_groups,
}


def _as_near(near: Near[Livrable] | Near[Evenement]) -> Proche:
    return Proche(near.fiche, near.raisons, near.score, near.is_very_near)


def _read(path: Path, loaded: Loaded, project: Path) -> tuple[Sorte, Mapping[str, Any], tuple[Problem, ...]]:
    if not os.path.lexists(path):
        raise DraftError(f"Fichier introuvable\u00a0: {path}.")
    if path.exists() and not path.is_file():
        raise DraftError(f"{path} n’est pas un fichier\u00a0: indiquez celui d’une fiche.")
    folder = path.resolve().parent
    inside = folder.parent == (project / "catalogue").resolve()
    if inside and folder.name not in SORTES:
        raise DraftError(
            f"{path} est dans catalogue/{folder.name}/\u00a0: seuls les livrables, les groupes et les événements se "
            "comparent."
        )
    try:
        tree, problems = read_draft(path, loaded, folder.name if inside else "livrables")
        kind = folder.name if inside else _kind_of(tree)
        if kind != "livrables" and not inside:
            tree, problems = read_draft(path, loaded, kind)
    except OSError as error:
        raise DraftError(f"{path} ne peut pas être lu\u00a0: {cause_of(error)[0]}.") from None
    return SORTES[kind], tree, tuple(replace(problem, file=str(path)) for problem in problems)


def _kind_of(tree: Mapping[str, Any]) -> str:
    """Return the kind of a record that stands in no folder: the one that knows most of its keys."""
    known = {kind: len(tree.keys() & MODELS[kind].model_fields.keys()) for kind in SORTES}
    return max(SORTES, key=lambda kind: (SORTES[kind].titre in tree, known[kind]))


def _texts_at(tree: Mapping[str, Any], *pattern: str) -> list[str]:
    return [value for _location, value in values_at(tree, pattern) if isinstance(value, str)]


def _title_of(tree: Mapping[str, Any], sorte: Sorte) -> str:
    return " ".join("".join(_texts_at(tree, sorte.titre))[:TITLE_LENGTH].split())


def _subject(tree: Mapping[str, Any], titre: str) -> Subject:
    links = [*_texts_at(tree, "liens", "*", "url"), *_texts_at(tree, "url")]
    return Subject.of(titre, links, _texts_at(tree, "cibles", "*"), _texts_at(tree, "themes", "*"))


def _no_title(path: Path, tree: Mapping[str, Any], problems: Sequence[Problem], sorte: Sorte) -> str:
    """Return the sentence on a file without title: what keeps it from being read, where something does."""
    for problem in problems:
        if problem.code != "missing" and (not tree or problem.field == sorte.titre):
            return f"{path}\u00a0: {problem.message} {problem.remedy}"
    return (
        f"{path} n’a pas de «\u00a0{sorte.titre}\u00a0»\u00a0: ce n’est pas une fiche de {sorte.un[0]}, ou son titre "
        "reste à écrire."
    )


def _own_id(path: Path, project: Path, kind: str) -> str | None:
    """Return the id of the record that stands in the file, where it is in the catalogue."""
    place = path.resolve()
    return place.stem if place.parent == (project / "catalogue" / kind).resolve() else None


# What is answered


def _file(fiche: Record) -> str:
    return f"catalogue/{fiche.kind}/{fiche.id}.yml"


def _page(answer: Answer, fiche: Record) -> str | None:
    hidden = getattr(fiche, "statut", "") == "brouillon"
    return None if hidden else answer.site + record_address(fiche.kind, fiche.id)


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
        parts.append(answer.sorte.same if answer.proches[0].presque else answer.sorte.alike)
    if answer.problemes:
        count = french.plural(len(answer.problemes), "problème", "problèmes")
        parts.append(f"La fiche a aussi {count} à corriger\u00a0:\n{as_text(answer.problemes)}")
    return "\n\n".join(parts)


def _headline(answer: Answer) -> str:
    one, many = answer.sorte.un
    compared = french.plural(answer.compares, f"{one} comparé", f"{many} comparés")
    title = f"«\u00a0{answer.titre}\u00a0»"
    if not answer.proches:
        return f"{title}\u00a0: rien de proche dans le catalogue ({compared})."
    count = french.plural(len(answer.proches), f"{one} proche", f"{many} proches")
    return f"{title}\u00a0: {count} dans le catalogue ({compared})."


def _title(near: Proche) -> str:
    fiche = near.fiche
    statut = next((fiche.choix(key).nom.lower() for key in STATES if getattr(fiche, key, "") in UNUSUAL), "")
    how = "" if near.score is None else f" – {'presque le même' if near.presque else 'proche'}, {near.score} sur 100"
    return f"{fiche.intitule}{f' ({statut})' if statut else ''}{how}"


def _facts(answer: Answer, near: Proche) -> list[tuple[str, str]]:
    chain = answer.contacts.of(near.fiche)
    ways = ", ".join(_ways(chain).values()) or "coordonnées à confirmer"
    facts = [
        ("Pourquoi", (", " if near.score is not None else "\u00a0; ").join(near.raisons)),
        ("Fiche", _file(near.fiche)),
        ("Page", _page(answer, near.fiche) or ""),
        ("Contact", f"{chain.nommee} ({ways})" if chain.nommee else ""),
    ]
    return [(label, said) for label, said in facts if said]


def in_json(answer: Answer) -> str:
    """Return the answer as a JSON object, with French keys."""
    rows = [
        {
            "id": near.fiche.id,
            "titre": near.fiche.intitule,
            **({"statut": near.fiche.statut} if not isinstance(near.fiche, Groupe) else {}),
            "fichier": _file(near.fiche),
            "page": _page(answer, near.fiche),
            "score": near.score,
            "presque_le_meme": near.presque,
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
