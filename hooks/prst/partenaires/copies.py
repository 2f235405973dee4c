"""The copies of partners' catalogues, as a build finds them."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from prst.browsers import as_browsers_write
from prst.records.catalogue import Catalogue
from prst.records.partenaires import FOLDER, LARGEST, CopiePartenaire, note, path_of, read_copy
from prst.records.problems import Problem


def with_partners(catalogue: Catalogue, catalogue_folder: Path) -> Catalogue:
    """Return the catalogue with what the last good copies of its partners hold. Nothing is raised or fetched."""
    if not catalogue.partenaires:
        return catalogue
    copies = {identity: _copy_at(path_of(catalogue_folder, identity)) for identity in catalogue.partenaires}
    base = catalogue.site.base
    return replace(catalogue, ailleurs={identity: _without_ours(copie, base) for identity, copie in copies.items()})


def _without_ours(copie: CopiePartenaire, base: str) -> CopiePartenaire:
    """Return a copy without what it says stands under our own address: ours is shown, and the rest leads nowhere."""
    kept = tuple(one for one in copie.ressources if not as_browsers_write(one.adresse).lower().startswith(base.lower()))
    return copie if len(kept) == len(copie.ressources) else replace(copie, ressources=kept)


def _copy_at(path: Path) -> CopiePartenaire:
    code = "partenaire_absent"
    with suppress(OSError):
        if not path.is_symlink() and path.is_file():
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
            copie = read_copy(content) if len(content) <= LARGEST else None
            if copie is not None:
                return copie
            code = "partenaire_illisible"
    return CopiePartenaire(notes=(note(path.name, code),))


def strays(catalogue: Catalogue, catalogue_folder: Path) -> list[Problem]:
    """Return a note for each file among the copies that no partner has."""
    folder = catalogue_folder / FOLDER
    known = {f"{identity}.json" for identity in catalogue.partenaires} | {"LISEZMOI.md"}
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [note(name, "partenaire_orphelin") for name in names if name not in known and not name.startswith(".")]
