"""`prst passer-la-main`: every record of a group to a new contact, in one change of a few lines each."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from prst.commands.changes import (
    Change,
    RequestError,
    carry_out,
    cautious,
    day_of,
    loaded_of,
    say,
    text_of_file,
)
from prst.outputs import french
from prst.records.catalogue import Catalogue
from prst.records.model import Contact, Groupe
from prst.records.naming import names_of_structures, nearest_structure
from prst.records.problems import did_you_mean, nearest
from prst.records.reading import Location
from prst.records.renaming import tree_of
from prst.records.types import fold
from prst.records.writing import edited

WAYS = ("courriel", "formulaire", "telephone")
GIVEN = ("structure", "role", *WAYS)
"""Keys of a contact that may be given."""
OF_A_PERSON = ("nom", "publication_consentie", "suppleant")
"""Keys of a contact that do not outlive a handing over."""


OF_A_PILOT = ("competences", "recherche")
"""Keys of a pilot that another structure does not take over: it says itself what it can offer."""


@dataclass(frozen=True)
class Handing:
    """Who hands over to whom."""

    groupe: Groupe
    contact: Mapping[str, str]
    """What is given of the new contact, by key; a structure by its id where it has a record."""
    ancien: frozenset[str]
    """How records may name the structure that hands over; all contacts of the group do where none is named."""
    remplace: str = ""
    """The same, as it was asked for."""


def run(project: Path, groupe: str, given: Mapping[str, str], remplace: str, jour: str, essai: bool) -> int:
    """Move the records of a group, and print what changed; 1 where it cannot be written, 2 where the question is wrong.

    `given` holds what is known of the new contact; where it is empty, it is asked for.
    """
    try:
        today = day_of(project, jour)
        catalogue = loaded_of(project).sound
        assert catalogue is not None  # noqa: S101 - loaded_of raises otherwise
        chosen = _group(groupe, catalogue)
        contact = {key: value.strip() for key, value in given.items() if value.strip()} or _asked()
        handing = Handing(chosen, _resolved(contact, catalogue), _names(remplace, catalogue), remplace.strip())
        change = change_of(project, handing, today.isoformat())
    except RequestError as error:
        typer.echo(str(error), err=True)
        return 2
    code = carry_out(project, change, today, essai=essai, tell=say)
    if code == 0 and not essai:
        count = french.plural(len(change.files), "fiche passe", "fiches passent")
        typer.echo(f"\n{count} la main. Relisez avec « git diff », puis enregistrez.")
    return code


def _asked() -> dict[str, str]:
    typer.echo("Le nouveau contact\u00a0: Entrée laisse vide.")
    fields = Contact.model_fields
    found = {
        key: str(typer.prompt(f"{fields[key].title} ({fields[key].description})", default="", show_default=False))
        for key in GIVEN
    }
    return {key: value.strip() for key, value in found.items() if value.strip()}


def _group(name: str, catalogue: Catalogue) -> Groupe:
    groups = catalogue.groupes
    given = name.strip().removesuffix(".yml").rpartition("/")[2]
    if known := catalogue.resolve("groupes", given):
        return groups[known]
    by_name = {fold(one.nom): one for one in groups.values()}
    if fold(name.strip()) in by_name:
        return by_name[fold(name.strip())]
    asked = did_you_mean(given, groups) or did_you_mean(fold(name), by_name) or "."
    raise RequestError(f"Le groupe « {name} » est inconnu{asked} Les groupes sont dans catalogue/groupes/.")


def _resolved(contact: Mapping[str, str], catalogue: Catalogue) -> dict[str, str]:
    """Return the contact with its structure by its id, where it has a record. Raises RequestError."""
    if not contact:
        raise RequestError(
            "Rien n’est dit du nouveau contact. Donnez au moins --structure ou --courriel, par exemple\u00a0: "
            "prst passer-la-main routier --structure oppbtp."
        )
    words = contact.get("structure")
    if words is None or words in catalogue.structures:
        return dict(contact)
    names = names_of_structures(catalogue.structures)
    if found := catalogue.resolve("structures", words):
        return {**contact, "structure": found}
    if fold(words) in names:
        return {**contact, "structure": names[fold(words)].id}
    near = catalogue.structures.get(nearest(words, catalogue.structures) or "")
    if near := near or nearest_structure(words, catalogue.structures):
        raise RequestError(
            f"--structure\u00a0: « {words} » est inconnue. Vouliez-vous dire « {near.id} » ({near.nom})\u00a0?"
        )
    return dict(contact)


def _names(words: str, catalogue: Catalogue) -> frozenset[str]:
    if not words.strip():
        return frozenset()
    identity = _resolved({"structure": words.strip()}, catalogue)["structure"]
    structure = catalogue.structures.get(identity)
    return frozenset({words.strip(), identity, *((structure.nom,) if structure else ())})


def change_of(project: Path, handing: Handing, jour: str) -> Change:
    """Return what a handing over does to the files of a project. Raises RequestError."""
    group = f"catalogue/groupes/{handing.groupe.id}.yml"
    names = [
        group,
        *(f"catalogue/livrables/{path.name}" for path in sorted((project / "catalogue/livrables").glob("*.yml"))),
    ]
    found: dict[str, bytes | None] = {}
    holders: set[str] = set()
    for name in names:
        text = text_of_file(project, name)
        if handing.groupe.id not in text and name != group:
            continue
        with cautious(name, f"le groupe « {handing.groupe.id} »"):
            tree = tree_of(text)
            kind, changing = ("groupes", _of_the_group) if name == group else ("livrables", _of_a_deliverable)
            holders |= _holders(kind, tree, handing.groupe)
            changes = dict(changing(tree, handing))
            changed = edited(kind, text, changes)
            if changed != text:
                found[name] = edited(kind, text, {**changes, ("modifie_le",): jour}).encode("utf-8")
    if not found:
        raise RequestError(_nothing(handing, holders))
    return Change(found, {})


def _holders(kind: str, tree: Mapping[str, Any], groupe: Groupe) -> set[str]:
    """Return the structures that a record of the group names as pilot or contact."""
    if kind == "groupes":
        parts = tree.get("pilotes") or ()
    else:
        parts = [tree.get("contact")] if tree.get("groupe") == groupe.id else []
    return {str(part["structure"]) for part in parts if isinstance(part, dict) and part.get("structure")}


def _nothing(handing: Handing, holders: Collection[str]) -> str:
    """Return why a handing over changes nothing, and what would."""
    nom = handing.groupe.nom
    if not holders and "structure" not in handing.contact:
        return f"Rien ne change\u00a0: le groupe « {nom} » n’a ni pilote ni contact. Donnez aussi --structure."
    if handing.ancien and not handing.ancien & set(holders):
        who = ", ".join(f"« {one} »" for one in sorted(holders))
        there = f"Y répondent\u00a0: {who}." if who else "Personne n’y répond encore\u00a0: retirez --remplace."
        return (
            f"Rien ne change\u00a0: « {handing.remplace} » n’est pilote ni contact d’aucune fiche de « {nom} ». {there}"
        )
    return f"Rien ne change\u00a0: les fiches de « {nom} » ont déjà ce contact."


def _of_a_deliverable(tree: Mapping[str, Any], handing: Handing) -> Iterator[tuple[Location, Any]]:
    """Yield what changes in a deliverable, nothing where it is of another group or has another contact."""
    contact = tree.get("contact")
    if tree.get("groupe") != handing.groupe.id or not isinstance(contact, dict):
        return
    if not handing.ancien or contact.get("structure") in handing.ancien:
        yield from _of_a_contact(("contact",), contact, handing.contact)


def _of_the_group(tree: Mapping[str, Any], handing: Handing) -> Iterator[tuple[Location, Any]]:
    """Yield what changes in the record of the group: its pilot. Raises RequestError where several could be meant."""
    pilots = [pilot if isinstance(pilot, dict) else {} for pilot in tree.get("pilotes") or ()]
    ranks = [rank for rank, one in enumerate(pilots) if not handing.ancien or one.get("structure") in handing.ancien]
    if len(ranks) > 1:
        names = " ou ".join(f"--remplace {pilots[rank].get('structure')}" for rank in ranks)
        raise RequestError(f"Ce groupe a plusieurs pilotes\u00a0: dites lequel passe la main, avec {names}.")
    structure = handing.contact.get("structure")
    if not ranks:
        if structure and not handing.ancien:
            yield ("pilotes", 0), _pilot(handing.contact)
        return
    rank = ranks[0]
    pilot = pilots[rank]
    if structure:
        yield ("pilotes", rank, "structure"), structure
    if structure and structure != pilot.get("structure"):
        yield from ((("pilotes", rank, key), None) for key in OF_A_PILOT if key in pilot)
    contact = pilot.get("contact")
    here: Location = ("pilotes", rank, "contact")
    if not any(handing.contact.get(key) for key in (*WAYS, "role")):
        if contact and structure:
            yield here, None  # the record of the structure says how to reach it
    elif isinstance(contact, dict):
        yield from _of_a_contact(here, contact, handing.contact)
    else:
        yield here, {"structure": pilot.get("structure"), **handing.contact}


def _pilot(contact: Mapping[str, str]) -> dict[str, Any]:
    more = any(contact.get(key) for key in (*WAYS, "role"))
    return {"structure": contact["structure"], **({"contact": dict(contact)} if more else {})}


def _of_a_contact(here: Location, old: Mapping[str, Any], new: Mapping[str, str]) -> Iterator[tuple[Location, Any]]:
    """Yield what changes in a contact: what is given, and what goes with the one that hands over.

    Another structure takes nothing over of what was said of the former one.
    """
    yield from (((*here, key), value) for key, value in new.items())
    moves = "structure" in new and new["structure"] != old.get("structure")
    gone: Sequence[str] = [*old] if moves else OF_A_PERSON
    yield from (((*here, key), None) for key in gone if key in old and key not in new)
    if not moves and any(new.get(key) for key in WAYS) and "a_confirmer" in old:
        yield (*here, "a_confirmer"), None
