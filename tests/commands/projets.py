"""Small projects for the commands that change records: files written as people write them, comments and all."""

from pathlib import Path

from prst.records.loading import load
from tests.catalogues import REPOSITORY, write_catalogue

LIVRABLE = """\
# yaml-language-server: $schema=../schemas/livrable.schema.json
titre: {titre}
resume: Un résumé.
# à qui il sert
cibles: [tpe, garages]
format: guide
contact:
  structure: inrs
  courriel: "prevention@inrs-essai.fr"
{more}"""
GROUPE = """\
nom: Groupe routier
pilotes:
  - structure: inrs
    role: pilote
    # la boîte du groupe
    contact:
      structure: inrs
      courriel: groupe@inrs-essai.fr
"""


def create(folder: Path) -> Path:
    """A project with three deliverables, of which a group has produced two, an event and a written page."""
    write_catalogue(
        folder / "catalogue",
        structures={
            "inrs": {"nom": "Institut national", "courriel": "contact@inrs-essai.fr"},
            "dreets": {"nom": "Direction régionale", "courriel": "contact@dreets-essai.fr"},
        },
        cibles={"tpe": {}, "garages": {"fait_partie_de": "tpe"}},
        relais={"carsat": {"structure": "inrs"}},
        formats={"guide": {"label": "Guide"}, "fiche": {"label": "Fiche"}},
        themes={"tms": {"label": "Troubles musculo-squelettiques"}, "chutes": {"label": "Chutes"}},
    )
    write(folder, "groupes/routier.yml", GROUPE)
    write(
        folder,
        "livrables/guide.yml",
        LIVRABLE.format(titre="Guide des gestes", more="groupe: routier\nthemes: [tms]\n"),
    )
    write(
        folder,
        "livrables/affiche.yml",
        LIVRABLE.format(
            titre="Affiche",
            more="description: |\n  Voir [le guide](../guide/) ou [l’autre](../guide-2/).\ngroupe: routier\n"
            "kit:\n  breve: Une brève.\nmodifie_le: 2026-01-02\n",
        ).replace("\n", "\r\n"),
    )
    write(folder, "livrables/guide-2.yml", LIVRABLE.format(titre="Tout autre chose", more="ajoute_le: 2026-01-01\n"))
    write(
        folder, "evenements/salon.yml", "titre: Salon\ndebut: 2026-05-12\norganisateur: inrs\nlivrables:\n  - guide\n"
    )
    (folder / "docs").mkdir()
    page = "# Accueil\n\nLire [[livrable:guide]], [[ livrable:guide | ceci ]] et `[[livrable:guide]]`.\n\n"
    page += '{{ livrables(cible="garages", limite=2) }}\n'
    (folder / "docs" / "index.md").write_text(page, encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Essai\nnav:\n  - index.md\n", encoding="utf-8")
    (folder / "overrides").symlink_to(REPOSITORY / "overrides")
    assert load(folder / "catalogue").errors == ()
    return folder


def write(folder: Path, name: str, text: str) -> None:
    """Writes a file of the catalogue, byte for byte."""
    path = folder / "catalogue" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def everything(folder: Path) -> dict[str, str]:
    """The text of each file of the catalogue and of docs/, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for part in ("catalogue", "docs")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    }


def changed(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """The lines that changed, by file: those that went behind « - », those that came behind « + »."""
    found = {}
    for name in sorted({**before, **after}):
        old, new = before.get(name, "").splitlines(), after.get(name, "").splitlines()
        lines = [f"- {line}" for line in old if line not in new] + [f"+ {line}" for line in new if line not in old]
        if before.get(name) != after.get(name):
            found[name] = lines
    return found
