"""Where things stand on the site: one table for pages, links, sitemap and messages."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from prst.analysis.contacts import Chaine, Contacts, Interlocuteur
from prst.records.model import Record


@dataclass(frozen=True)
class Section:
    """A part of the site: the records of a kind, or the terms of a vocabulary."""

    name: str
    """Folder of the catalogue, and first part of the addresses of its records."""
    index: str
    """Address of the list page, ending in a slash."""
    one: str
    many: str
    vide: str
    """What an empty list says, and what to do about it."""
    title_one: str
    """What companies and relays call one of them: « livrable » is a word of those who write records."""
    title: str


def _section(
    name: str, one: str, many: str, vide: str, index: str = "", title_one: str = "", title: str = ""
) -> Section:
    return Section(
        name, index or f"{name}/", one, many, vide, title_one or one.capitalize(), title or many.capitalize()
    )


SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        _section(
            "livrables",
            "livrable",
            "livrables",
            "Aucune ressource pour l’instant. Vous en avez produit une\u00a0? Cinq renseignements suffisent.",
            title_one="Ressource",
            title="Ressources",
        ),
        _section("cibles", "cible", "cibles", "Aucune cible n’est encore décrite. Un nom suffit pour commencer."),
        _section(
            "relais",
            "relais",
            "relais",
            "Aucun relais n’est encore décrit. Vous en connaissez un\u00a0? Son nom et son type suffisent.",
        ),
        _section(
            "groupes",
            "groupe",
            "groupes",
            "Aucun groupe de travail n’est encore décrit. Vous en pilotez un\u00a0? Son nom suffit.",
        ),
        _section(
            "evenements",
            "événement",
            "événements",
            "Aucun rendez-vous annoncé. Vous en organisez un\u00a0? Un titre et une date suffisent.",
            index="agenda/",
        ),
        _section(
            "structures",
            "structure",
            "structures",
            "Aucune structure n’est encore décrite. Son nom et son type suffisent.",
        ),
        _section(
            "formats",
            "format",
            "formats",
            "Aucun format n’est encore utilisé. Chacun paraît ici avec sa première ressource.",
        ),
        _section(
            "themes",
            "thème",
            "thèmes",
            "Aucun thème n’est encore utilisé. Chacun paraît ici avec sa première ressource.",
        ),
        _section(
            "secteurs",
            "secteur",
            "secteurs",
            "Aucun secteur n’est encore utilisé. Chacun paraît ici avec sa première ressource.",
        ),
        _section(
            "territoires",
            "territoire",
            "territoires",
            "Aucun territoire n’est encore utilisé. Chacun paraît ici avec sa première ressource.",
        ),
    )
}

RECORD_SECTIONS = ("livrables", "cibles", "relais", "groupes", "evenements", "structures")
FACET_SECTIONS = ("formats", "themes", "secteurs", "territoires")


def record_address(section: str, identity: str) -> str:
    """Return the address of a record or term, relative to the root of the site."""
    return f"{section}/{identity}/"


def page_address(base: str, number: int) -> str:
    """Return the address of one page of a paginated list; the first is the list itself."""
    return base if number == 1 else f"{base}page/{number}/"


def file_of(address: str) -> str:
    """Return the file that a server sends for an address: directory addresses end in a slash."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def depth_of(address: str) -> int:
    """Return how many folders deep an address is."""
    return address.count("/")


def root_from(address: str) -> str:
    """Return the relative way from an address to the root of the site, ending in a slash."""
    return "../" * depth_of(address) or "./"


def edit_address(repository: str | None, branch: str, path: str) -> str:
    """Return where a file is edited in the forge's own editor, or '' where no repository is named."""
    return _in_forge(repository, f"edit/{branch}/{path}")


def asked_at(contacts: Contacts, fiche: Record) -> tuple[str, str] | None:
    """Return who is asked first about a record, and where: a mail, a form, a telephone, or a page of the site.

    The address is '' where only the page of the record says it, as of a person; None where the chain ends nowhere.
    """
    chaine = contacts.of(fiche)
    if not chaine.qui:
        return None
    one = chaine.qui[0]
    return contacts.short_name(one), _place_of(one, chaine)


def _place_of(one: Interlocuteur, chaine: Chaine) -> str:
    if one.relais:
        return record_address("relais", one.relais.id)
    named = chaine.origine == "fiche" and chaine.contact and chaine.contact.nom
    if one.structure and (named or chaine.origine != "fiche"):
        return record_address("structures", one.structure.id)
    ways = (one.courriel and f"mailto:{one.courriel}", one.formulaire, one.telephone and f"tel:{one.telephone}")
    return "" if named else next(filter(None, ways), "").replace(" ", "")


def issue_address(repository: str | None) -> str:
    """Return where an issue is opened in the forge, or '' where no repository is named."""
    return _in_forge(repository, "issues/new")


@dataclass(frozen=True, slots=True)
class NewFile:
    """The page of a forge where a file is created, and what its address may say of it."""

    page: str
    nom: str
    """Parameter of the file's name."""
    contenu: str
    """Parameter of its content; '' where the forge takes none."""


def new_file(repository: str | None, branch: str) -> NewFile | None:
    """Return where a file is created in the forge, or None where no repository is named.

    GitHub takes `filename` and `value`. GitLab takes `file_name` alone: it no longer reads the content from an address
    (gitlab-org/gitlab issues 337038 and 532221).
    """
    page = _in_forge(repository, f"new/{branch}")
    if not page:
        return None
    return NewFile(page, "filename", "value") if _is_github(repository) else NewFile(page, "file_name", "")


def _is_github(repository: str | None) -> bool:
    return bool(repository) and urlsplit(repository or "").hostname in ("github.com", "www.github.com")


def _in_forge(repository: str | None, page: str) -> str:
    """Return a page of a repository.

    GitLab's form is used for any forge but GitHub (GitLab documentation, "Web editor"; GitHub's `/edit/`).
    """
    if not repository:
        return ""
    between = "/" if _is_github(repository) else "/-/"
    return f"{repository.rstrip('/')}{between}{page}"
