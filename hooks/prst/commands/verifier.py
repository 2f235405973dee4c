"""What `prst verifier` looks at besides the records one by one: written pages, icons, what is there twice."""

from collections.abc import Iterator
from pathlib import Path

from prst.analysis.similar import Similar
from prst.building import Build
from prst.outputs.pages.rendering import icon_exists, icon_names
from prst.records.catalogue import Catalogue
from prst.records.loading import Loaded
from prst.records.model import VOCABULARIES, Livrable
from prst.records.problems import NOTE, Problem, describe, did_you_mean, field_name
from prst.records.reading import Location, read


def written_pages(loaded: Loaded, project: Path) -> list[Problem]:
    """Return what is wrong with the calls of the pages of docs/."""
    catalogue = loaded.catalogue or loaded.sound
    if catalogue is None:
        return []
    site = Build(catalogue, project / "overrides" / "fiches")
    site.pages.broken = loaded.broken
    problems: list[Problem] = []
    for path in sorted((project / "docs").rglob("*.md")):
        name = path.relative_to(project).as_posix()
        try:
            problems += site.check_written(path.read_text(encoding="utf-8-sig"), name)
        except UnicodeDecodeError:
            problems.append(Problem(name, 1, 1, "", *describe("encodage"), "encodage"))
        except OSError as error:
            problems.append(Problem(name, 1, 1, "", *describe("lecture", raison=error.strerror), "lecture"))
    return problems


def notes(loaded: Loaded, project: Path) -> list[Problem]:
    """Return what might be better but stops no publication: icons that Material does not bundle, near duplicates."""
    catalogue = loaded.catalogue or loaded.sound
    return [] if catalogue is None else [*_missing_icons(catalogue, project), *_near_duplicates(catalogue, project)]


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


def _place_in_time(fiche: Livrable) -> tuple[bool, int, str]:
    return fiche.statut == "brouillon", fiche.ajoute_le.toordinal() if fiche.ajoute_le else 0, fiche.id


def _note(project: Path, file: str, location: Location, code: str, **values: str) -> Problem:
    name = f"catalogue/{file}"
    line, column = read((project / name).read_bytes()).position(location)
    return Problem(name, line, column, field_name(location), *describe(code, **values), code, NOTE)
