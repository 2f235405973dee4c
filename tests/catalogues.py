"""Small catalogues for tests: the records that a test names, filled up with the least that they need.

Values are written as in a file of the catalogue, where every scalar is a text: dates, numbers, `oui` and `non`.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel
from selectolax.lexbor import LexborHTMLParser, LexborNode

from prst.outputs import Output
from prst.outputs.addresses import SECTIONS
from prst.outputs.gabarit import Gabarit
from prst.outputs.pages import accueil, annuaire, etat, recherche, rester, sections
from prst.outputs.pages.agenda import Calendrier
from prst.outputs.pages.common import Pages
from prst.outputs.pages.couverture import Tables
from prst.outputs.pages.fiches import Fiches
from prst.outputs.pages.lettre import Letters
from prst.outputs.pages.programme import Programme
from prst.outputs.pages.reference import Reference
from prst.outputs.pages.rendering import environment
from prst.outputs.pages.tableau_de_bord import Bord
from prst.records.catalogue import Catalogue, references_of, values_at
from prst.records.copies import EvenementExterne
from prst.records.model import MODELS, VOCABULARIES, Agenda, Partenaire, Retrait, Site, Terme

REPOSITORY = Path(__file__).resolve().parents[1]
EXEMPLE = REPOSITORY / "tests" / "exemple"
"""A whole catalogue with its written pages, frozen for the tests; what the repository publishes is free to change."""
PROGRAMME = ("hooks", "overrides", "docs/assets/javascripts", "docs/assets/stylesheets")
"""Folders of the program, of which a site is built; mkdocs.yml comes with them."""
KEPT = "PRST_TESTS_GARDES"
"""Variable that names the folder where builds of tests keep what takes long to make, until the run ends."""
Fields = Mapping[str, Any]
"""What the file of a record says."""
Kind = Mapping[str, Fields]
"""Records of one folder, or parts of one file, by id."""

SITE: Fields = {
    "region": "Région d’essai",
    "nom": "Catalogue d’essai",
    "accroche": "Des fiches pour les tests",
    "adresse": "https://essai.example.org/",
    "depot": "https://gitlab.com/essai/catalogue",
    "editeur": {"nom": "Réseau d’essai"},
    "contact": {"structure": "Structure du site", "courriel": "site@organisme-essai.fr"},
    "copies": ["copies.fr"],
}
CONTACT: Fields = {"structure": "Structure d’essai", "courriel": "prevention@organisme-essai.fr"}
DEFAULTS: Mapping[str, Kind] = {
    "cibles": {"tpe": {}},
    "formats": {"guide": {}},
    "themes": {"chutes": {}},
    "secteurs": {"industrie": {}},
    "territoires": {"region": {}},
    "competences": {"animer": {}},
}
"""What there is of a kind that a test leaves out."""
PARTS: Mapping[str, type[BaseModel]] = {
    **dict.fromkeys(VOCABULARIES, Terme),
    "retraits": Retrait,
    "agendas": Agenda,
    "partenaires": Partenaire,
}
"""Classes of what stands in one file with others of its kind."""


def complete(kind: str, identity: str, fields: Fields, given: Mapping[str, Kind]) -> dict[str, Any]:
    """The fields of a record or part, with those that are required and were left out."""
    name = identity.replace("-", " ").capitalize()
    required: dict[str, Any] = {
        "livrables": {
            "titre": name,
            "resume": f"Résumé de {identity}.",
            "cibles": [next(iter(given["cibles"]), "")],
            "format": next(iter(given["formats"]), ""),
            "contact": CONTACT,
        },
        "cibles": {"nom": name},
        "relais": {"nom": name, "type": "fédération"},
        "groupes": {"nom": name},
        "evenements": {"titre": name, "debut": "2026-06-16"},
        "structures": {"nom": name, "type": "association"},
        "retours": {"titre": name, "phases": ["animer"], "a_marche": "Un essai.", "source": "Bilan d’essai"},
        "diffusions": {
            "date": "2026-05",
            "livrable": next(iter(given.get("livrables", {})), ""),
            "relais": next(iter(given.get("relais", {})), ""),
            "canal": "lettre d’information",
        },
        "enquetes": {"titre": name, "genre": "flash", "questions": [{"question": "Qu’en pensez-vous ?"}]},
        "retraits": {"titre": name, "le": "2026-02-01", "motif": "Une autre fiche la remplace."},
        "agendas": {"nom": name},
        "partenaires": {"nom": name, "url": f"https://{identity}.structure.fr/catalogue.json"},
        **{vocabulary: {"label": name} for vocabulary in VOCABULARIES},
    }
    return {**required[kind], **fields}


def complete_all(kinds: Mapping[str, Kind]) -> dict[str, dict[str, dict[str, Any]]]:
    """Every record of a catalogue, complete, by kind and id."""
    given = {**DEFAULTS, **kinds}
    return {
        kind: {identity: complete(kind, identity, fields, given) for identity, fields in records.items()}
        for kind, records in given.items()
    }


def create_catalogue(site: Fields | None = None, **kinds: Kind) -> Catalogue:
    """A catalogue of the given records. Its references must lead to something, as the loader would demand.

    >>> create_catalogue(livrables={"guide-chutes": {"themes": ["chutes"]}}).livrables["guide-chutes"].titre
    'Guide chutes'
    """
    records: dict[str, dict[str, Any]] = {}
    for kind, parts in complete_all(kinds).items():
        model: type[BaseModel] = PARTS.get(kind) or MODELS[kind]
        records[kind] = {
            identity: model.model_validate({"id": identity, **fields} if "id" in model.model_fields else fields)
            for identity, fields in parts.items()
        }
    for kind in MODELS:
        for record in records.get(kind, {}).values():
            for pattern, target in references_of(record.__class__):
                for location, known in values_at(record, pattern):
                    assert known in records.get(target, {}), f"{kind}/{record.id}, {location}: {known}"
    return Catalogue.of(Site.model_validate({**SITE, **(site or {})}), records)


def write_mapping(path: Path, fields: Fields) -> None:
    """Writes a YAML file. Values are JSON, which is YAML too: each text is quoted, so that nothing in it is special."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items()]
    path.write_text("".join(lines), encoding="utf-8")


def write_catalogue(folder: Path, site: Fields | None = None, **kinds: Kind) -> Path:
    """Writes the given records as the files of a catalogue, in the place of those that are there."""
    shutil.rmtree(folder, ignore_errors=True)
    write_mapping(folder / "site.yml", {**SITE, **(site or {})})
    for kind, parts in complete_all(kinds).items():
        if kind in MODELS:
            for identity, fields in parts.items():
                write_mapping(folder / kind / f"{identity}.yml", fields)
        elif kind in VOCABULARIES:
            write_mapping(folder / "vocabulaires" / f"{kind}.yml", parts)
        else:
            write_mapping(folder / f"{kind}.yml", parts)
    return folder


def copy_program(folder: Path, repository: Path) -> Path:
    """Makes a project that holds the program and the written pages of the tests, but no catalogue yet.

    The code is copied, so that a project is the same thing wherever it stands.
    """
    for name in PROGRAMME:
        shutil.copytree(repository / name, folder / name, ignore=shutil.ignore_patterns("*.egg-info", "node_modules"))
    shutil.copy(repository / "mkdocs.yml", folder / "programme.yml")
    shutil.copy(EXEMPLE / "mkdocs.yml", folder)
    shutil.copytree(EXEMPLE / "docs", folder / "docs", dirs_exist_ok=True)
    if kept := os.environ.get(KEPT):  # drawing the same posters again takes longer than all the rest of a build
        (folder / ".cache").mkdir()
        (folder / ".cache" / "pages").symlink_to(kept)
    return folder


def copy_exemple(folder: Path, repository: Path) -> Path:
    """Makes a project of the program, and of the catalogue and the written pages of the tests."""
    copy_program(folder, repository)
    shutil.copytree(EXEMPLE / "catalogue", folder / "catalogue")
    return folder


def create_project(folder: Path, repository: Path, site: Fields | None = None, **kinds: Kind) -> Path:
    """Makes a project that builds like the repository, around a small catalogue; its pages hold only a title."""
    copy_program(folder, repository)
    for page in sorted((folder / "docs").rglob("*.md")):
        page.write_text(_head_and_title(page.read_text(encoding="utf-8")), encoding="utf-8")
    write_catalogue(folder / "catalogue", site, **kinds)
    return folder


def _head_and_title(markdown: str) -> str:
    """The front matter of a written page, and its first title."""
    _, head, body = markdown.split("---\n", 2)
    titles = [line for line in body.splitlines() if line.startswith("# ")]
    return f"---\n{head}---\n{titles[0] if titles else ''}\n"


def run_prst(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the project's own `prst`, away from what the forge says about this repository."""
    return subprocess.run(
        [sys.executable, "-m", "prst", *arguments],
        cwd=project,
        env={**calm_environment(project), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def run_mkdocs(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs MkDocs in the project."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=project,
        env=calm_environment(project),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def calm_environment(project: Path) -> dict[str, str]:
    """The environment of a command of the project: nothing that continuous integration says about this repository."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PRST_", "CI", "GITHUB", "GITLAB"))
    }
    return {**kept, "PYTHONPATH": str(project / "hooks"), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}


def create_external(**fields: Any) -> EvenementExterne:
    """An event that the calendar `salons` announces: a fair of two days in Lyon, except for the fields that are given.

    It ends on its first day where only that one is given.
    """
    first = fields.get("debut", date(2026, 7, 2))
    values: dict[str, Any] = {
        "uid": "abc@ailleurs.fr",
        "titre": "Salon d’ailleurs",
        "debut": first,
        "fin": first if "debut" in fields else date(2026, 7, 3),
        "heure_debut": None,
        "heure_fin": None,
        "lieu": "Lyon",
        "url": "https://exemple.fr/salon",
        "statut": "confirme",
        "jour_prevu": None,
        "provenance": ("salons",),
    }
    return EvenementExterne(**{**values, **fields})


def plain(text: str) -> str:
    """A text, without regard to which spaces are no-break ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def find_first(html: str | bytes | LexborHTMLParser, selector: str) -> LexborNode:
    """The first element of a page that matches; there must be one."""
    node = (html if isinstance(html, LexborHTMLParser) else LexborHTMLParser(html)).css_first(selector)
    assert node is not None, f"nothing matches {selector}"
    return node


def put_back(folder: Path, original: Path) -> None:
    """Makes a folder what another one is; to copy thousands of files that nobody changed would take longer."""
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        folder.mkdir()
    wanted = {entry.name: entry for entry in os.scandir(original)}
    for entry in list(os.scandir(folder)):
        right = wanted.get(entry.name)
        if right is None or entry.is_symlink() or entry.is_dir() != right.is_dir():
            shutil.rmtree(entry) if entry.is_dir(follow_symlinks=False) else Path(entry).unlink()
        elif not entry.is_dir() and is_other(entry, right):
            Path(entry).unlink()  # rather than written over: it may be one with a file that is kept
    for entry in wanted.values():
        here = folder / entry.name
        if entry.is_dir():
            put_back(here, Path(entry))
        elif not here.exists():
            shutil.copy2(entry, here)


def is_other(file: os.DirEntry[str], original: os.DirEntry[str]) -> bool:
    """Whether a file is not what another one is."""
    here, there = file.stat(), original.stat()
    if (here.st_mode, here.st_size) != (there.st_mode, there.st_size):
        return True
    return here.st_mtime_ns != there.st_mtime_ns and Path(file).read_bytes() != Path(original).read_bytes()


def read_tree(folder: Path) -> dict[str, bytes]:
    """The content of every file of a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


MAIL = "/lettre.html"
"""End of the path of a letter to paste: a mail and no page, which tests/outputs/pages/test_lettre.py looks at."""


TEMPLATES = REPOSITORY / "overrides" / "fiches"
CHROME = "SLOTteteSLOT SLOTtitreSLOT SLOTresumeSLOT SLOTcorpsSLOT"
"""The least that a page can be: what differs from one page to the next."""


def create_pages(catalogue: Catalogue) -> Pages:
    """The pages of a catalogue, with the project's templates and no chrome around them."""
    return Pages(
        catalogue, environment(TEMPLATES, catalogue, compiled_templates()), lambda section, depth: Gabarit(CHROME)
    )


@cache
def compiled_templates() -> Path:
    """A folder for compiled templates, until the tests end: compiling them takes longer than all the rest."""
    if kept := os.environ.get(KEPT):
        return Path(kept)
    folder = Path(mkdtemp(prefix="catalogues-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def render_pages(catalogue: Catalogue) -> dict[str, str]:
    """The HTML of every page of a catalogue by address; twice the same address is a failure.

    >>> sorted(render_pages(create_catalogue(livrables={"guide-chutes": {}})))
    ['cibles/tpe/', 'livrables/guide-chutes/']
    """
    pages: dict[str, str] = {}
    for output in every_page(Fiches(create_pages(catalogue))):
        address = output.path.removesuffix("index.html")
        assert address not in pages, address
        pages[address] = output.content.decode()
    return pages


def render_months(catalogue: Catalogue) -> dict[str, str]:
    """The HTML of each month of the calendar, by address."""
    outputs = Calendrier(create_pages(catalogue)).month_pages()
    return {output.path.removesuffix("index.html"): output.content.decode() for output in outputs}


def every_page(fiches: Fiches) -> Iterator[Output]:
    """Yield the pages of all records and terms, without the files that are made with them."""
    for _place, task in fiches.tasks():
        yield from (output for output in task() if output.path.endswith(".html"))


def render_lists(catalogue: Catalogue) -> dict[str, str]:
    """What follows the introduction of each written page that ends in a list, by address."""
    pages = create_pages(catalogue)
    return {
        **{
            section.index: str(sections.index(pages, name))
            for name, section in SECTIONS.items()
            if name != "evenements"
        },
        "agenda/": str(Calendrier(pages).following()),
        "": str(accueil.home(pages, Markup(""))),
        "annuaire/": str(annuaire.directory(pages)),
        "que-diffuser-quand/": str(Programme(pages).index()),
        "lettre/": str(Letters(pages).index()),
        "couverture/": str(Tables(pages).following()),
        "tableau-de-bord/": str(Bord(pages).following()),
        "rester-au-courant/": str(rester.ways(pages, Programme(pages))),
        "recherche/": str(recherche.search(pages)),
        "a-propos/etat-du-catalogue/": str(etat.state(pages)),
        "contribuer/reference/": str(Reference(pages).index()),
    }
