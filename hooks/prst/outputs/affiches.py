"""What shows a resource that relays pass on: an A4 poster, pictures for networks, the banner of a signature."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from prst.outputs import Output, images
from prst.outputs.addresses import record_address
from prst.outputs.imprimerie import Drawing, breakable, drawing
from prst.outputs.kits import ended, promise_of, summary_of, via
from prst.outputs.pages.rendering import icon
from prst.outputs.textes import shown
from prst.records.catalogue import Catalogue
from prst.records.model import Livrable

AFFICHE, IMAGE, CARRE, BANDEAU = "affiche.pdf", "image.png", "carre.png", "bandeau.png"
"""Their names, under the address of the resource."""
SQUARE, BANNER = (1080, 1080), (1200, 300)
"""Pixels of the picture that every network takes, and of the banner, which mails show at half its size: sharp on
screens of two pixels a point."""
NAMED, FEW = 4, 1
"""Targets that a poster names, and a picture; they count the others, but never one alone."""
POINTS = 3
"""Arguments of a kit that a poster gives: what fits beside the summary."""
TITLES = {
    AFFICHE: ("Affiche A4", "PDF"),
    IMAGE: ("Image pour les réseaux", "PNG"),
    CARRE: ("Image carrée pour les réseaux", "PNG"),
    BANDEAU: ("Bandeau de signature", "PNG"),
}
"""What each is called, and what it is."""


class Visuel(NamedTuple):
    """A file that shows a resource."""

    nom: str
    titre: str
    nature: str
    octets: int


class Bandeau(NamedTuple):
    """The last line of a mail."""

    nom: str
    dit: str
    """What it says, for who does not see it."""
    largeur: int
    hauteur: int
    html: str
    """What is copied into a signature, to be escaped where a page holds it. Its addresses are whole: it is read
    elsewhere."""


class Keeper(Protocol):
    """What makes drawings and keeps them."""

    def outputs(self, wanted: Sequence[Drawing]) -> Iterator[Output]:
        """Yield drawings; those that were not made yet are made first, all at once."""
        ...


class Visuels:
    """The files that show the resources of one catalogue which relays pass on; none of the others."""

    def __init__(self, catalogue: Catalogue, chosen: Callable[[], Collection[str]], keeper: Keeper) -> None:
        """Take what gives the ids of the resources that have some, and what draws."""
        self._catalogue = catalogue
        self._chosen = chosen
        self._keeper = keeper
        self.mark = ""
        """The region's mark as SVG; '' where there is none."""
        self._last: tuple[str, list[Output]] = ("", [])
        """What was asked for last, and its id: a page, which tells sizes, comes beside its files."""

    def fiches(self) -> Iterator[Livrable]:
        """Yield the resources that have some."""
        chosen = self._chosen()
        return (fiche for fiche in self._catalogue.livrables.values() if fiche.id in chosen)

    def has(self, fiche: Livrable) -> bool:
        """Whether a resource has some."""
        return fiche.id in self._chosen()

    def of(self, fiche: Livrable) -> list[Visuel]:
        """Return what a resource has, poster first; none where it has none."""
        if not self.has(fiche):
            return []
        made = zip(TITLES, self._files(fiche), strict=True)
        return [Visuel(name, *TITLES[name], len(file.content)) for name, file in made]

    def image(self, fiche: Livrable) -> str:
        """Return the path of the picture that its shared address shows; that of its format where it has none."""
        return record_address("livrables", fiche.id) + IMAGE if self.has(fiche) else images.of_format(fiche.format)

    def says(self, fiche: Livrable) -> str:
        """Return what that picture says, for who does not see it; '' where it is that of a format."""
        return alternative(fiche, self._catalogue) if self.has(fiche) else ""

    def files(self, fiche: Livrable) -> Iterator[Output]:
        """Yield the files of a resource, poster first; none where it has none."""
        if self.has(fiche):
            yield from self._files(fiche)

    def of_kit(self, fiche: Livrable, by: str, *, picture: bool) -> Iterator[Output]:
        """Yield the poster that is in the kit of a relay, and the picture for networks; nothing where it has none.

        The code of that poster says by which relay it was passed on, '' for any: paper is read too, and counted.
        """
        if self.has(fiche):
            poster, image = self.poster(fiche, by), self.drawings(fiche)[1:2] if picture else []
            yield from self._keeper.outputs([poster, *image])

    def _files(self, fiche: Livrable) -> list[Output]:
        if self._last[0] != fiche.id:
            self._last = fiche.id, list(self._keeper.outputs(self.drawings(fiche)))
        return self._last[1]

    def banner(self, fiche: Livrable) -> Bandeau | None:
        """Return the banner of a resource, None where it has none."""
        return banner(fiche, self._catalogue) if self.has(fiche) else None

    def drawings(self, fiche: Livrable) -> list[Drawing]:
        """Return what is to be drawn of a resource, poster first."""
        return drawings(fiche, self._catalogue, self.mark)

    def poster(self, fiche: Livrable, by: str) -> Drawing:
        """Return the poster of a resource, whose code says by which relay it was passed on."""
        return poster(fiche, self._catalogue, self.mark, by)


def drawings(fiche: Livrable, catalogue: Catalogue, mark: str) -> list[Drawing]:
    """Return the poster, the pictures and the banner of a resource; `mark` is the region's as SVG, or ''."""
    place, site = record_address("livrables", fiche.id), catalogue.site
    terme = catalogue.formats[fiche.format]
    title, text = said(fiche)
    publics = named(fiche, catalogue, FEW)
    card: dict[str, Any] = {
        **images.of_site(site, mark),
        "icone": _icon(terme.icone),
        "titre": breakable(title),
        "texte": breakable(text or " ".join(summary_of(fiche))),
        "pour": breakable(f"Pour qui\u00a0: {' · '.join(publics)}") if publics else "",
    }
    banner = {**card, "pied": [terme.label, site.nom, site.region]}
    return [
        poster(fiche, catalogue, mark),
        drawing(place + IMAGE, images.TEMPLATE, {**card, "sorte": "partage", "taille": images.SHARED}),
        drawing(place + CARRE, images.TEMPLATE, {**card, "sorte": "partage", "taille": SQUARE}),
        drawing(place + BANDEAU, images.TEMPLATE, {**banner, "sorte": "bandeau", "taille": BANNER}),
    ]


def poster(fiche: Livrable, catalogue: Catalogue, mark: str, by: str = "") -> Drawing:
    """Return the poster of a resource; its code says by which relay it was passed on, where one is named."""
    shows = {
        **_poster(fiche, catalogue, by),
        "site": {**images.of_site(catalogue.site, mark), "nom": catalogue.site.nom},
    }
    return drawing(record_address("livrables", fiche.id) + AFFICHE, "affiche", shows)


def _poster(fiche: Livrable, catalogue: Catalogue, by: str) -> dict[str, Any]:
    """Return what the poster of a resource shows of it. What is read there is its plain address, easier to type."""
    site = catalogue.site
    address = site.base + record_address("livrables", fiche.id)
    counted = via(address, by)
    terme = catalogue.formats[fiche.format]
    title, text = said(fiche)
    author = catalogue.nom_de(fiche.contact.structure)
    lines = [
        f"Proposée par\u00a0: {author}",
        *([f"Réutilisation\u00a0: {fiche.licence}"] if fiche.licence else []),
        f"{site.nom}, {site.region}",
    ]
    return {
        "titre": fiche.titre,
        "auteur": author,
        "description": fiche.promesse or fiche.resume,
        "format": breakable(terme.label),
        "icone": _icon(terme.icone),
        "gros": breakable(title),
        "petit": breakable(text),
        "pour": [breakable(name) for name in named(fiche, catalogue, NAMED)],
        "phrases": [breakable(one) for one in summary_of(fiche)],
        "points": [breakable(one) for one in fiche.kit.arguments[:POINTS]] if fiche.kit else [],
        "code_dit": f"Code QR\u00a0: il ouvre {counted}",
        "adresse": counted,
        "adresse_courte": address.partition("://")[2].rstrip("/"),
        "lignes": breakable("\n".join(lines)),
    }


def said(fiche: Livrable) -> tuple[str, str]:
    """Return what is written large of a resource, and below: its promise and title, or its title alone."""
    promise = promise_of(fiche)
    return (promise, fiche.titre) if promise else (fiche.titre, "")


def named(fiche: Livrable, catalogue: Catalogue, most: int) -> list[str]:
    """Return the names of its first targets, and how many there are besides."""
    names = [catalogue.cibles[one].nom for one in fiche.cibles if one in catalogue.cibles]
    more = len(names) - most
    return names if more <= 1 else [*names[:most], f"et {more} autres publics"]


def alternative(fiche: Livrable, catalogue: Catalogue) -> str:
    """Return what a picture of a resource says, for who does not see it: the words that it shows."""
    title, text = said(fiche)
    parts = [title, text, catalogue.formats[fiche.format].label, catalogue.site.nom]
    return " ".join(ended(part) for part in parts if part)


def banner(fiche: Livrable, catalogue: Catalogue) -> Bandeau:
    """Return the banner of a resource. Attributes rather than styles give its size: mail programs keep these."""
    url = catalogue.site.base + record_address("livrables", fiche.id)
    width, height = (side // 2 for side in BANNER)
    says = alternative(fiche, catalogue)
    image = f'<img src="{shown(url + BANDEAU)}" alt="{shown(says)}" width="{width}" height="{height}">'
    return Bandeau(BANDEAU, says, width, height, f'<a href="{shown(url)}">{image}</a>')


@lru_cache(maxsize=256)
def _icon(name: str | None) -> str:
    return str(icon(name))
