"""What a copy of a partner's catalogue holds: resources that others publish, as `prst moissonner` wrote them down."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from prst.records.problems import NOTE, Problem, describe
from prst.records.types import ID_LENGTH, is_id, slugify
from prst.records.urls import AddressError, check_web_address

FOLDER = "partenaires"
"""Where the last good copies stand in the catalogue."""
VERSION = 1
KEPT = 2_000
"""Resources that a partner gives at most: the first ones."""
LARGEST = 6 << 20
"""Bytes of the largest copy."""
LENGTHS = {"titre": 250, "resume": 600, "format": 80, "editeur": 250, "date": 10}
NAMED_CAP = 30
"""Targets or themes of one resource."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\s]+")
"""What no title needs: control characters, marks that turn text around, ends of lines."""
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ressource:
    """Something that a partner publishes. Its texts are a stranger’s: one line each, unescaped."""

    id: str
    """Made of what the partner calls it, as the id of a record."""
    titre: str
    adresse: str
    """Where it is: a web address that was checked."""
    resume: str = ""
    format: str = ""
    editeur: str = ""
    date: str = ""
    """AAAA, AAAA-MM or AAAA-MM-JJ."""
    cibles: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    """Words by which the partner calls whom it is for and what it is about."""
    liens: tuple[str, ...] = ()
    """Web addresses of the document itself."""


@dataclass(frozen=True, slots=True)
class CopiePartenaire:
    """The last good copy of a partner's catalogue."""

    ressources: tuple[Ressource, ...] = ()
    le: date | None = None
    """The day on which it last changed."""
    nom: str = ""
    """What the partner calls its catalogue."""
    licence: str = ""
    notes: tuple[Problem, ...] = ()


def plain(value: Any, limit: int) -> str:
    """Return a stranger's text on one line, without what cannot be seen, shortened; '' for what is none."""
    text = _UNSEEN.sub(" ", value).strip() if isinstance(value, str) else ""
    text = text.encode("utf-8", "ignore").decode("utf-8")
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def web_address(value: Any) -> str:
    """Return a web address that browsers open and that leads to the Internet, or ''."""
    text = value.strip() if isinstance(value, str) else ""
    with suppress(AddressError, ValueError):
        if urlsplit(text).scheme.lower() in ("http", "https"):
            check_web_address(text)
            return text
    return ""


def resource_of(row: Any) -> Ressource | None:
    """Return what a row of a stranger's file tells of a resource; None where it has no title or leads nowhere."""
    if not isinstance(row, dict):
        return None
    titre, adresse = plain(row.get("titre"), LENGTHS["titre"]), web_address(row.get("adresse"))
    if not titre or not adresse:
        return None
    said = plain(row.get("date"), 40)[:10]
    return Ressource(
        id=_id(row.get("id"), titre),
        titre=titre,
        adresse=adresse,
        resume=plain(row.get("resume"), LENGTHS["resume"]),
        format=plain(row.get("format"), LENGTHS["format"]),
        editeur=plain(row.get("editeur"), LENGTHS["editeur"]),
        date=said if _DATE.fullmatch(said) else "",
        cibles=_texts(row.get("cibles")),
        themes=_texts(row.get("themes")),
        liens=tuple(filter(None, map(web_address, _listed(row.get("liens"))))),
    )


def _id(value: Any, titre: str) -> str:
    text = value if isinstance(value, str) else ""
    return text if is_id(text) else slugify(text[:ID_LENGTH]) or slugify(titre) or "ressource"


def _listed(value: Any) -> list[Any]:
    return list(value[:NAMED_CAP]) if isinstance(value, list | tuple) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, (plain(one, LENGTHS["format"]) for one in _listed(value))))


def resources_of(rows: Any) -> Iterator[Ressource]:
    """Yield the resources of the rows of a stranger's file, KEPT at most, each with an id that no other has."""
    seen: set[str] = set()
    for row in rows if isinstance(rows, list) else ():
        if (one := resource_of(row)) is None:
            continue
        identity, number = one.id, 2
        while identity in seen:
            identity, number = f"{one.id[: ID_LENGTH - 6]}-{number}", number + 1
        seen.add(identity)
        yield one if identity == one.id else replace(one, id=identity)
        if len(seen) == KEPT:
            return


# Files


def path_of(catalogue_folder: Path, identity: str) -> Path:
    """Return the file of the copy of a partner."""
    return catalogue_folder / FOLDER / f"{identity}.json"


def as_json(copie: CopiePartenaire) -> bytes:
    """Return the text of a copy: the same resources give the same bytes."""
    rows = [{key: value for key, value in asdict(one).items() if value} for one in copie.ressources]
    head = {"version": VERSION, "nom": copie.nom, "licence": copie.licence, "le": str(copie.le) if copie.le else None}
    return f"{json.dumps({**head, 'ressources': rows}, ensure_ascii=False, indent=1)}\n".encode()


def read_copy(content: bytes) -> CopiePartenaire | None:
    """Return what a copy holds, as if a stranger had written it; None where it cannot be read."""
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(tree, dict) or tree.get("version") != VERSION or not isinstance(tree.get("ressources"), list):
        return None
    le = None
    with suppress(ValueError, TypeError):
        le = date.fromisoformat(tree.get("le"))  # type: ignore[arg-type]
    nom, licence = (plain(tree.get(name), LENGTHS["editeur"]) for name in ("nom", "licence"))
    return CopiePartenaire(tuple(resources_of(tree["ressources"])), le, nom, licence)


def note(file: str, code: str) -> Problem:
    """Return the note of a problem with a copy, whose name is relative to their folder."""
    return Problem(f"catalogue/{FOLDER}/{file}", 1, 1, "", *describe(code), code, NOTE)
