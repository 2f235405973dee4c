"""Where things stand on the site: one table for pages, links, sitemap and messages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from prst.analysis.contacts import Chaine, Contacts, Interlocuteur
from prst.records.model import Record
from prst.records.partenaires import CopiePartenaire, Ressource
from prst.records.schemas import SINGULAR
from prst.records.urls import repository_of

FORM = "contribuer/formulaire/"
"""The page that leads to the forms; each stands below it."""


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
            "enquetes",
            "enquête",
            "enquêtes",
            "Aucune enquête n’est encore décrite. Un titre et une question suffisent.",
        ),
        _section(
            "structures",
            "structure",
            "structures",
            "Aucune structure n’est encore décrite. Son nom et son type suffisent.",
        ),
        _section(
            "retours",
            "retour",
            "retours",
            "Aucun retour d’expérience pour l’instant. Vous avez essayé quelque chose ? Cinq minutes suffisent.",
            title_one="Retour d’expérience",
            title="Retours d’expérience",
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

RECORD_SECTIONS = ("livrables", "cibles", "relais", "groupes", "evenements", "enquetes", "structures", "retours")
FACET_SECTIONS = ("formats", "themes", "secteurs", "territoires")


def counted(counts: Mapping[str, int]) -> str:
    """Return how many records of each kind there are, in words; kinds without any are left out."""
    return ", ".join(f"{count} {_named(kind, count)}" for kind, count in counts.items() if count)


def _named(kind: str, count: int) -> str:
    if kind not in SECTIONS:
        return kind if count > 1 else kind.removesuffix("s")
    return SECTIONS[kind].many if count > 1 else SECTIONS[kind].one


def record_address(section: str, identity: str) -> str:
    """Return the address of a record or term, relative to the root of the site."""
    return f"{section}/{identity}/"


ELSEWHERE_BASE = "ailleurs/"
"""Address of what partners publish, before that of each partner."""
ELSEWHERE_A_PAGE = 100
"""Resources of a partner on one page."""


def addresses_of(partner: str, copie: CopiePartenaire) -> Iterator[tuple[Ressource, str]]:
    """Yield each resource of a partner, with its place on the page of our site that shows it."""
    for rank, one in enumerate(copie.ressources):
        page = page_address(f"{ELSEWHERE_BASE}{partner}/", rank // ELSEWHERE_A_PAGE + 1)
        yield one, f"{page}#r-{one.id}"  # no id of a page begins so


def page_address(base: str, number: int) -> str:
    """Return the address of one page of a paginated list; the first is the list itself."""
    return base if number == 1 else f"{base}page/{number}/"


def file_of(address: str) -> str:
    """Return the file that a server sends for an address: directory addresses end in a slash."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def address_of(name: str) -> str:
    """Return the address of a written page (MkDocs, `use_directory_urls`)."""
    stem = name.removesuffix(".md")
    folder, _, last = stem.rpartition("/")
    if last in ("index", "README"):
        return f"{folder}/" if folder else ""
    return f"{stem}/"


def depth_of(address: str) -> int:
    """Return how many folders deep an address is."""
    return address.count("/")


def root_from(address: str) -> str:
    """Return the relative way from an address to the root of the site, ending in a slash."""
    return "../" * depth_of(address) or "./"


def form_address(kind: str, identity: str = "", *, confirming: bool = False) -> str:
    """Return the address of the form of a kind, relative to the root; of an id, where it opens that record.

    `confirming` is for who says that the contact of the record is right (hooks/javascripts/formulaire/reprise.js).
    """
    page = f"{FORM}{SINGULAR[kind]}/"
    asked = f"?modifier={kind}/{identity}" + ("&confirmer=contact" if confirming else "")
    return page + asked if identity else page


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


def issue_about(repository: str | None, title: str, text: str) -> str:
    """Return where an issue is opened in the forge with its title and text, or '' where no repository is named."""
    issue = new_issue(repository)
    return f"{issue.page}?{urlencode({issue.titre: title, issue.texte: text})}" if issue else ""


@dataclass(frozen=True, slots=True)
class NewFile:
    """The page of a forge where a file is created, and what its address may say of it."""

    page: str
    nom: str
    """Parameter of the file's name."""
    contenu: str
    """Parameter of its content; '' where the forge takes none."""


def new_file(repository: str | None, branch: str) -> NewFile | None:
    """Return where a file is created in the forge, or None where no repository is named."""
    page = _in_forge(repository, f"new/{branch}")
    return NewFile(page, *_FORGES[forge_of(repository)].fichier) if page else None


@dataclass(frozen=True, slots=True)
class NewIssue:
    """The page of a forge where an issue is opened, and the parameters of its title and text."""

    page: str
    titre: str
    texte: str


def new_issue(repository: str | None) -> NewIssue | None:
    """Return where an issue is opened in the forge, or None where no repository is named."""
    page = issue_address(repository)
    return NewIssue(page, *_FORGES[forge_of(repository)].demande) if page else None


@dataclass(frozen=True, slots=True)
class _Forge:
    """How a kind of forge writes the addresses of its pages."""

    between: str
    """What stands between a repository and a page that edits."""
    fichier: tuple[str, str]
    demande: tuple[str, str]


_FORGES = {
    "github": _Forge("/", ("filename", "value"), ("title", "body")),
    # GitLab no longer reads the content of a file from an address (gitlab-org/gitlab issues 337038 and 532221).
    "gitlab": _Forge("/-/", ("file_name", ""), ("issue[title]", "issue[description]")),
    # Gitea and Forgejo took the names of GitHub (go-gitea/gitea pull request 16556).
    "gitea": _Forge("/_", ("filename", "value"), ("title", "body")),
}
"""By kind. GitLab's documentation: "Web editor", "Create issues"; GitHub's: "Creating an issue from a URL query"."""
_GITEA_HOST = re.compile(r"(?:.+\.)?(?:codeberg\.org|gitea\.com)|(?:gitea|forgejo)\..+")

_RESERVED_HOST = re.compile(r"(?:^|\.)(?:example|invalid|test|localhost|example\.(?:com|net|org))$")


def forge_of(repository: str | None) -> str:
    """Return the kind of forge that holds a repository, by its host; '' where no repository is named.

    A forge that is neither GitHub nor known for Gitea or Forgejo is taken for GitLab. A reserved domain (RFC 2606)
    says that the repository remains to be chosen.
    """
    host = urlsplit(repository or "").hostname or ""
    if not host or _RESERVED_HOST.search(host):
        return ""
    if host in ("github.com", "www.github.com"):
        return "github"
    return "gitea" if _GITEA_HOST.fullmatch(host) else "gitlab"


def _in_forge(repository: str | None, page: str) -> str:
    """Return a page of a repository, '' where none is named, or none yet."""
    genre = forge_of(repository)
    if not repository or not genre:
        return ""
    between = "/" if genre == "gitea" and page.startswith("issues") else _FORGES[genre].between
    return f"{repository_of(repository)}{between}{page}"
