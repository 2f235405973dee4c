"""The editors' desk: the page of Sveltia CMS, and its configuration made of the model.

Its options are those of the host's own schema (hooks/javascripts/bureau/sveltia-cms.schema.json). What it writes is
made by formats of ours (hooks/javascripts/bureau/fiches.js), which keep of a file all that was not changed.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from prst.outputs import Output
from prst.outputs.addresses import SECTIONS, root_from
from prst.outputs.addresses import forge_of as kind_of_forge
from prst.outputs.envoi import shape_of
from prst.outputs.images import MARK
from prst.outputs.pages.common import Pages
from prst.outputs.pages.formulaire import IN_THE_LIST, help_of
from prst.records.catalogue import Catalogue
from prst.records.champs import TYPES, Champ, champs_of
from prst.records.model import MODELS, VOCABULARIES, Site
from prst.records.schemas import SINGULAR
from prst.records.types import ID_LENGTH, ID_PATTERN

BASE = "admin/"
FILES = ("", "assets/")
CONFIGURATION = f"{BASE}configuration.json"
IMAGES = "assets/images"
"""Folder of docs/ that takes the pictures of written pages."""
PICTURE = 2 * 1024 * 1024
"""Bytes that a picture may weigh."""

Config = dict[str, Any]


NAMES = {"github": "GitHub", "gitlab": "GitLab", "gitea": "Gitea"}
"""Forges that the host knows, by their name for it."""
TOKENS = {
    "github": "settings/personal-access-tokens/new",
    "gitlab": "-/user_settings/personal_access_tokens",
    "gitea": "user/settings/applications",
}
"""Where each makes a token, from its address."""
DRAFTS = frozenset({"github", "gitlab"})
"""Forges in which the host keeps drafts apart, as merge requests."""


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the desk writes, and how one signs in there."""

    genre: str
    depot: str
    branche: str
    application: str
    """For GitLab: the id of the application that was declared there (OAuth with PKCE, RFC 7636); '' where none was."""

    @property
    def nom(self) -> str:
        """What the forge is called."""
        return NAMES[self.genre]

    @property
    def hote(self) -> str:
        """The address of the forge."""
        found = urlsplit(self.depot)
        return f"{found.scheme}://{found.netloc}"

    @property
    def api(self) -> str:
        """The host that the browser asks."""
        return "https://api.github.com" if self.genre == "github" else self.hote

    @property
    def jetons(self) -> str:
        """Where a token is made."""
        return f"{self.hote}/{TOKENS[self.genre]}"

    @property
    def relu(self) -> bool:
        """Whether what is saved waits for a review."""
        return self.genre in DRAFTS

    def as_backend(self) -> Config:
        """Return what the host is told of it."""
        path = urlsplit(self.depot).path.strip("/").removesuffix(".git")
        told: Config = {"name": self.genre, "repo": path, "branch": self.branche, "commit_messages": MESSAGES}
        if self.genre == "gitlab":
            told |= {"base_url": self.hote, "api_root": f"{self.hote}/api/v4"}
            told["graphql_api_root"] = f"{self.hote}/api/graphql"
        elif self.genre == "gitea":
            told |= {"base_url": self.hote, "api_root": f"{self.hote}/api/v1"}
        if self.application:
            return {**told, "auth_type": "pkce", "app_id": self.application, "auth_methods": ["oauth", "token"]}
        # GitHub gives a site without a server nothing but the token that its user pastes.
        return {**told, "auth_methods": ["token"]}


MESSAGES = {
    "create": "Ajoute {{collection}} « {{slug}} »",
    "update": "Modifie {{collection}} « {{slug}} »",
    "delete": "Retire {{collection}} « {{slug}} »",
    "uploadMedia": "Ajoute « {{path}} »",
    "deleteMedia": "Retire « {{path}} »",
}
"""Messages of commits."""


def forge_of(site: Site) -> Forge | None:
    """Return where the desk of a site writes, None for a site that has none."""
    genre = kind_of_forge(site.depot)
    if not site.bureau or not site.depot or not genre:
        return None
    application = site.bureau_application if genre == "gitlab" else None
    return Forge(genre, site.depot.rstrip("/"), site.branche, application or "")


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' blob: data:; connect-src 'self' blob: data: {api}; base-uri 'none'; form-action 'none'"
)
"""Content-Security-Policy of the desk's page: the host writes style elements, and asks the forge alone."""
GUIDE = "contribuer/pour-les-editeurs/"


def page(pages: Pages, sheet: str, written: Collection[str]) -> str:
    """Return the page of the desk; `sheet` is the address of the site's style sheet."""
    forge = forge_of(pages.catalogue.site)
    return pages.fill(
        "bureau.html",
        forge=forge,
        politique=POLICY.format(api=forge.api if forge else ""),
        feuille=sheet,
        racine=root_from(BASE),
        guide=GUIDE if GUIDE in written else "",
        poids=WEIGHT,
    )


WEIGHT = "0,8 Mo"
"""What a browser asks for the first time, as servers send it: a test measures it."""


def outputs(catalogue: Catalogue, pages: Mapping[str, str], page: str, files: Mapping[str, bytes]) -> Iterator[Output]:
    """Yield the desk: its page, its configuration, and the files of its host by path."""
    yield Output(f"{BASE}index.html", page.encode())
    yield Output(CONFIGURATION, json.dumps(described(catalogue, pages), ensure_ascii=False).encode())
    for path, content in files.items():
        yield Output(f"{BASE}{path}", content)


def described(catalogue: Catalogue, pages: Mapping[str, str]) -> dict[str, Any]:
    """Return what the desk's script reads: the host's configuration, and the keys of each collection.

    `pages` holds the titles of written pages by their path in docs/.
    """
    shapes: dict[str, Any] = {kind: shape_of(kind) for kind in MODELS}
    return {"config": configuration(catalogue, pages), "formes": {**shapes, PAGES: dict.fromkeys(HEAD, True)}}


def configuration(catalogue: Catalogue, pages: Mapping[str, str]) -> Config:
    """Return the host's configuration."""
    site = catalogue.site
    forge = forge_of(site)
    return {
        "load_config_file": False,
        "backend": forge.as_backend() if forge else {"name": "test-repo"},
        "publish_mode": "editorial_workflow" if forge and forge.relu else "simple",
        "app_title": f"Bureau – {site.nom}",
        "site_url": site.adresse,
        "logo": {"src": f"{root_from(BASE)}{MARK}"},
        "show_preview_links": False,
        "media_folder": f"docs/{IMAGES}",
        "public_folder": f"/{IMAGES}",
        "media_libraries": {
            "default": {"config": {"max_file_size": PICTURE, "slugify_filename": True}},
            "stock_assets": {"providers": []},
        },
        "slug": {"encoding": "ascii", "clean_accents": True, "lowercase": True, "maxlength": ID_LENGTH},
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True},
        "collections": [*(_records(catalogue, kind) for kind in MODELS), _pages(pages)],
    }


# Records

ICONS = {
    "livrables": "description",
    "cibles": "groups",
    "relais": "campaign",
    "groupes": "diversity_3",
    "evenements": "event",
    "diffusions": "send",
    "enquetes": "bar_chart",
    "structures": "apartment",
    "retours": "forum",
}
"""Icons of collections, which the host's font holds (Material Symbols)."""
NAMED = {"livrables": ("livrable", "livrables"), "diffusions": ("diffusion", "diffusions")}
"""What those who write records call a kind, where pages have another name for it, or none."""
FILE_NAME = "Le nom du fichier, sans « .yml » ; il sera dans l’adresse de la page."
LETTERS = "Des minuscules sans accent, des chiffres, des tirets."


def _records(catalogue: Catalogue, kind: str) -> Config:
    """Return the collection of the records of a kind: their file's name is asked for, never made of a title."""
    one, many = NAMED.get(kind) or (SECTIONS[kind].one, SECTIONS[kind].many)
    champs = champs_of(kind)
    names = [champ.name for champ in champs]
    title = next(name for name in ("titre", "nom", "livrable") if name in names)
    return {
        "name": kind,
        "label": many.capitalize(),
        "label_singular": one.capitalize(),
        "icon": ICONS[kind],
        "folder": f"catalogue/{kind}",
        "extension": "yml",
        "format": f"fiche-{SINGULAR[kind]}",
        "create": True,
        "delete": False,  # an address that goes is announced in retraits.yml
        "publish": False,
        "identifier_field": title,
        "summary": f"{{{{{title}}}}}" if title != "livrable" else "{{date}} {{relais}}",
        "slug": {
            "editable": ["create"],
            "hint": f"{FILE_NAME} {LETTERS}",
            "pattern": [f"^(?=.{{1,{ID_LENGTH}}}$){ID_PATTERN}$", LETTERS],
        },
        "sortable_fields": {"fields": [name for name in (title, "date", "debut", "modifie_le") if name in names]},
        "thumbnail": False,
        "aliases_field": False,
        "fields": [_field(catalogue, champ, champ.name) for champ in champs],
    }


def _field(catalogue: Catalogue, champ: Champ, path: str) -> Config:
    """Return the field of the host for one of the model's; `path` holds the names of the parts in which it stands."""
    field: Config = {"name": champ.name, "label": champ.title, "required": champ.required}
    if hint := _hint(champ, path):
        field["hint"] = hint
    if champ.name == "ajoute_le":
        field["default"] = "{{now}}"
    widget = _widget(catalogue, champ, path)
    if not champ.several:
        return {**field, **widget}
    bounds = {key: value for key, value in (("min", champ.fewest), ("max", champ.most)) if value}
    if widget["widget"] in ("select", "relation"):
        return {**field, **widget, "multiple": True, **bounds}
    field |= {"widget": "list", "label_singular": champ.title.lower(), **bounds}
    if widget["widget"] == "object":
        return {**field, "fields": widget["fields"], "summary": f"{{{{fields.{champ.fields[0].name}}}}}"}
    if widget["widget"] == "string":
        return field
    return {**field, "field": {"name": champ.name, "label": champ.title, "required": True, **widget}}


IDS = re.compile(r"(?:^|\s*:\s+)(?:un|des|un ou plusieurs) identifiants? de [a-z]+/[a-z]*(?:/|\.yml)", re.IGNORECASE)
"""What a description says of ids, which the desk lets its users choose by their names."""


ADDRESSES = re.compile(r"https?://[^\s,)]+[^\s,).]|[\w.-]+@[\w-]+\.[\w.-]*\w")
"""Addresses of examples: the host makes links of those that are not code, which lead nowhere and stop the keyboard."""


def _hint(champ: Champ, path: str) -> str:
    """Return what stands under a field: the form's words where the model's tell of ids, which nobody types here.

    The desk proposes no names, as the form does.
    """
    if champ.type == "reference":
        return IDS.sub("", champ.description).strip(" .:").removeprefix("\u00a0:").strip()
    text = champ.description
    if champ.type in ("choice", "named"):
        text = help_of(champ, path).replace(IN_THE_LIST, "Écrivez")
    if champ.example and champ.example not in text and "xemple" not in text:
        text = f"{text} Exemple : {champ.example}"
    return ADDRESSES.sub(r"`\g<0>`", text)


def _widget(catalogue: Catalogue, champ: Champ, path: str) -> Config:
    """Return the options by which the host asks for one value."""
    if champ.type == "part":
        return {
            "widget": "object",
            "fields": [_field(catalogue, one, f"{path}.{one.name}") for one in champ.fields],
            **_folded(champ),
        }
    if champ.reference in VOCABULARIES:
        terms = getattr(catalogue, champ.reference).values()
        return _select((terme.id, terme.label) for terme in terms)
    if champ.type == "reference":
        name = "titre" if "titre" in MODELS[champ.reference].model_fields else "nom"
        shown = {"display_fields": [name], "search_fields": [name]}
        return {"widget": "relation", "collection": champ.reference, "value_field": "{{slug}}", **shown}
    if champ.choices:
        return _select((value, libelle.nom) for value, libelle in champ.choices)
    if champ.type == "day":
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    widget: Config = {"widget": WIDGETS.get(champ.type, "string")}
    if champ.longest and widget["widget"] != "richtext":
        widget["maxlength"] = champ.longest
    if widget["widget"] == "string" and (pattern := _pattern(champ)):
        widget["pattern"] = pattern
    return widget | EXACT.get(widget["widget"], {})


def _folded(champ: Champ) -> Config:
    return {} if champ.required or champ.several else {"collapsed": "auto"}


def _select(options: Any) -> Config:
    return {"widget": "select", "options": [{"label": label, "value": value} for value, label in options]}


WIDGETS = {"paragraph": "text", "prose": "text", "message": "text", "article": "richtext", "markdown": "richtext"}
"""The host's field for a type of value; a text on one line for all others."""
EXACT: Mapping[str, Config] = {
    "string": {"use_emoji_autocomplete": False},
    "text": {"use_emoji_autocomplete": False},
    "richtext": {"modes": ["raw"]},
}
"""What keeps the host from writing something else than what was typed, such as Markdown in its own way."""
FREE = frozenset({"word", "line", "named"})
"""Types of which nothing but the length is bounded."""


def _pattern(champ: Champ) -> list[str] | None:
    """Return the form that a text on one line takes, and what is said where it has another."""
    if champ.type in FREE:
        return None
    form, says = (champ.pattern, champ.description) if champ.pattern else _form(champ.type)
    return [form if champ.required else f"^$|{form}", says] if form else None


@cache
def _form(kind: str) -> tuple[str, str]:
    """Return the regular expression of a type as editors are told of it, and its French sentence."""
    schema = TypeAdapter(TYPES[kind]).json_schema()  # type: ignore[index]
    return str(schema.get("pattern", "")), str(schema.get("patternErrorMessage", ""))


# Written pages

PAGES = "pages"
IMAGES_ADDED = "images"
"""Field of the pictures that a page's format adds to its text (fiches.js)."""
HEAD = ("title", "description")
"""Keys of the head of a written page that the desk shows; it keeps the others."""


def _pages(titles: Mapping[str, str]) -> Config:
    """Return the collection of the written pages, by path. A new one also needs its place in the menu."""
    files = [_page(path, title) for path, title in sorted(titles.items())]
    return {
        "name": PAGES,
        "label": "Pages du site",
        "label_singular": "Page du site",
        "icon": "article",
        "publish": False,
        "files": files,
    }


def _page(path: str, title: str) -> Config:
    up = "../" * path.count("/")
    return {
        "name": path.removesuffix(".md").replace("/", "_"),
        "label": f"{title or path} ({path})",
        "file": f"docs/{path}",
        "format": "page-frontmatter",
        "media_folder": f"/docs/{IMAGES}",
        "public_folder": f"{up}{IMAGES}",
        "fields": [
            {
                "name": "title",
                "label": "Titre",
                "widget": "string",
                "hint": "Le titre que montrent les moteurs de recherche, les partages et le menu.",
                "required": False,
                **EXACT["string"],
            },
            {
                "name": "description",
                "label": "Description",
                "widget": "text",
                "hint": "Une phrase, pour les moteurs de recherche et les partages : 160 caractères au plus.",
                "required": False,
                "maxlength": 300,
                **EXACT["text"],
            },
            {
                "name": "body",
                "label": "Texte",
                "widget": "richtext",
                "hint": "En Markdown. Le site remplace les appels entre accolades et les noms entre crochets doubles.",
                "required": True,
                **EXACT["richtext"],
            },
            {
                "name": IMAGES_ADDED,
                "label": "Images à ajouter",
                "label_singular": "image",
                "widget": "list",
                "hint": "Elles se placent à la fin du texte : une fois la page enregistrée et rouverte, déplacez-les.",
                "required": False,
                "fields": [
                    {"name": "fichier", "label": "Fichier", "widget": "image", "required": True},
                    {
                        "name": "texte",
                        "label": "Ce qu’elle montre",
                        "widget": "string",
                        "hint": "Pour qui ne la voit pas.",
                        "required": True,
                        **EXACT["string"],
                    },
                ],
            },
        ],
    }


Files = Callable[[], Mapping[str, bytes]]
"""What gives the files of the host by path, when they are asked for."""
