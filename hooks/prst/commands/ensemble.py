"""What `prst verifier` looks at besides the records: written pages, icons, copies of strangers, what is there twice."""

from collections.abc import Iterator
from pathlib import Path

from prst.agendas.reading import stray_copies, with_copies
from prst.ailleurs import TO_COMPLETE
from prst.analysis.contacts import Contacts, mute
from prst.analysis.similar import Similar
from prst.building import Build
from prst.commands.agendas import cache_of_copies
from prst.files import read_file
from prst.outputs import french, kits
from prst.outputs.pages.rendering import icon_exists, icon_names
from prst.partenaires.copies import strays as partners_strays
from prst.partenaires.copies import with_partners
from prst.records.catalogue import Catalogue
from prst.records.copies import note
from prst.records.loading import Loaded
from prst.records.model import VOCABULARIES, Groupe, Livrable, Structure
from prst.records.naming import key_of
from prst.records.placing import reading_with_positions
from prst.records.problems import NOTE, Problem, describe, did_you_mean, field_name
from prst.records.reading import Location
from prst.records.types import fold
from prst.written.checks import check as check_pages

NAMED = ("cibles", "relais", "groupes", "structures")
"""Kinds that readers tell apart by their name alone."""


def notes_of_copies(loaded: Loaded, project: Path) -> list[Problem]:
    """Return what is noted of the copies of strangers' calendars and of partners' catalogues."""
    catalogue = loaded.sound
    if catalogue is None:
        return []
    copies = with_copies(catalogue, project / "catalogue", cache_of_copies(project)).copies.values()
    strays = [note(name, "agenda_orphelin") for name in stray_copies(catalogue, project / "catalogue")]
    partners = with_partners(catalogue, project / "catalogue").ailleurs.values()
    return [
        *(problem for copie in copies for problem in copie.notes),
        *(problem for copie in partners for problem in copie.notes),
        *strays,
        *partners_strays(catalogue, project / "catalogue"),
    ]


def written_pages(loaded: Loaded, project: Path) -> list[Problem]:
    """Return what is wrong with the pages of docs/ and their menu."""
    catalogue = loaded.sound
    if catalogue is None:
        return []
    kept = project / ".cache" / "pages"  # where builds keep compiled templates too, which takes 0.2 s
    build = Build(catalogue, project / "overrides" / "fiches", kept)
    build.pages.broken = loaded.broken
    return check_pages(project, build)


def better(loaded: Loaded, project: Path) -> list[Problem]:
    """Return what might be better but stops no publication: absent icons, near duplicates, poor kits."""
    catalogue = loaded.sound
    if catalogue is None:
        return []
    return [
        *_missing_icons(catalogue, project),
        *_near_duplicates(catalogue, project),
        *_same_names(catalogue, project),
        *_mute_structures(catalogue, project),
        *_incomplete_kits(catalogue),
        *_left_to_write(project),
    ]


def _left_to_write(project: Path) -> Iterator[Problem]:
    """Yield a note for each line of a written page that a new region has to complete (`prst init`)."""
    for page in sorted((project / "docs").rglob("*.md")):
        try:
            lines = read_file(page).decode("utf-8", "replace").splitlines()
        except OSError:
            continue  # told by records.docs
        name = page.relative_to(project).as_posix()
        for number, line in enumerate(lines, 1):
            if line.startswith(TO_COMPLETE):
                yield Problem(name, number, 1, "", *describe("a_completer"), "a_completer", NOTE)


def _mute_structures(catalogue: Catalogue, project: Path) -> Iterator[Problem]:
    """Yield a note for each structure that does not tell how to be reached, though records lead to it."""
    for row in mute(catalogue, Contacts(catalogue)):
        if row.structure:
            count = french.plural(len(row.fiches), "fiche mène à elle", "fiches mènent à elle")
            yield _note(project, f"structures/{row.structure.id}.yml", ("nom",), "structure_muette", combien=count)


def _incomplete_kits(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a note for each deliverable that lacks some of what relays send."""
    for fiche in catalogue.livrables.values():
        if missing := kits.lacking(fiche):
            told = describe("kit_incomplet", manques=", ".join(missing))
            yield Problem(f"catalogue/livrables/{fiche.id}.yml", 1, 1, "", *told, "kit_incomplet", NOTE)


def chains(loaded: Loaded) -> str:
    """Return how many records lead to nobody, or only to somebody else than their structure."""
    catalogue = loaded.sound
    if catalogue is None:
        return ""
    contacts = Contacts(catalogue)
    rows = mute(catalogue, contacts)
    away = sum(len(row.fiches) for row in rows)
    nowhere = sum(not contacts.of(fiche).origine for row in rows for fiche in row.fiches)
    if not away:
        return "Contacts : chaque fiche mène à sa structure."
    elsewhere = french.plural(away - nowhere, "fiche mène", "fiches mènent")
    return f"Contacts : {elsewhere} à quelqu’un d’autre que leur structure, {french.number(nowhere)} à personne."


def _missing_icons(catalogue: Catalogue, project: Path) -> Iterator[Problem]:
    named: list[tuple[str, Location, str | None]] = [
        (f"cibles/{cible.id}.yml", ("icone",), cible.icone) for cible in catalogue.cibles.values()
    ]
    for vocabulary in VOCABULARIES:
        for terme in getattr(catalogue, vocabulary).values():
            named.append((f"vocabulaires/{vocabulary}.yml", (terme.id, "icone"), terme.icone))
    for file, location, name in named:
        if name and not icon_exists(name):
            nearest = did_you_mean(name, icon_names())
            yield _note(project, file, location, "icone_absente", value=name, nearest=nearest)


def _near_duplicates(catalogue: Catalogue, project: Path) -> Iterator[Problem]:
    """Yield a note for each pair of deliverables that are probably the same, in the file of the later one.

    An archived deliverable is left out: it is kept beside what took its place.
    """
    current = [fiche for fiche in catalogue.livrables.values() if fiche.statut != "archive"]
    for fiche, near in Similar([*current, *catalogue.brouillons.values()]).pairs():
        later, other = sorted((fiche, near.fiche), key=_place_in_time, reverse=True)
        yield _note(
            project,
            f"livrables/{later.id}.yml",
            ("titre",),
            "presque_double",
            value=other.titre,
            fichier=f"catalogue/livrables/{other.id}.yml",
            raisons=", ".join(near.raisons),
        )


def _same_names(catalogue: Catalogue, project: Path) -> Iterator[Problem]:
    """Yield a note for each record whose name another one of its kind has already, articles and plurals apart.

    A structure that another one replaces, and a group of another plan, may have had that name before.
    """
    for kind in NAMED:
        first: dict[tuple[str, str], str] = {}
        for identity, record in getattr(catalogue, kind).items():
            if isinstance(record, Structure) and record.remplacee_par:
                continue
            plan = fold(record.plan or "") if isinstance(record, Groupe) else ""
            other = first.setdefault((key_of(record.nom), plan), identity)
            if other != identity:
                told = {"value": record.nom, "fichier": f"catalogue/{kind}/{other}.yml"}
                yield _note(project, f"{kind}/{identity}.yml", ("nom",), "nom_double", **told)


def _place_in_time(fiche: Livrable) -> tuple[bool, int, str]:
    return fiche.statut == "brouillon", fiche.ajoute_le.toordinal() if fiche.ajoute_le else 0, fiche.id


def _note(project: Path, file: str, location: Location, code: str, **values: str) -> Problem:
    name = f"catalogue/{file}"
    line, column = reading_with_positions(project / name).position(location)
    return Problem(name, line, column, field_name(location), *describe(code, **values), code, NOTE)
