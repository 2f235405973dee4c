"""Sections that a network leaves out: which addresses go with each, and HTML without the links that lead there."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from prst.outputs import Output
from prst.records.model import SECTIONS, kept_sections

ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "livrables": ("livrables/", "formats/", "themes/", "secteurs/", "flux.xml", "contribuer/proposer-un-livrable/"),
    "cibles": ("cibles/", "contribuer/formulaire/cible/"),
    "relais": ("relais/", "contribuer/formulaire/relais/"),
    "agenda": ("agenda/", "evenements/", "contribuer/ajouter-un-evenement/", "contribuer/formulaire/evenement/"),
    "groupes": ("groupes/", "annuaire/", "recoupements/", "contribuer/formulaire/groupe/"),
    "enquetes": ("enquetes/", "contribuer/formulaire/enquete/"),
    "pour_vous": ("pour-vous/",),
    "couverture": ("couverture/",),
    "tableau_de_bord": ("tableau-de-bord/",),
    "que_diffuser_quand": ("que-diffuser-quand/",),
    "lettre": ("lettre/", "contribuer/preparer-la-lettre/"),
    "integrer": ("integrer/",),
    "boite_a_outils": (
        "boite-a-outils/",
        "retours/",
        "contribuer/formulaire/retour/",
        "contribuer/raconter-un-retour/",
    ),
}
"""What each section has, by the start of its addresses."""
FORMS = ("contribuer/formulaire/livrable/", "contribuer/formulaire/diffusion/")
"""Forms of what is about resources."""
INDEX_ALONE: Mapping[str, str] = {"territoires/": "livrables"}
"""List pages that go with a section, while pages below them stay."""
_WAY = r"(?:\.\.?/|\x00)*"


class Rubriques(NamedTuple):
    """What of the site is left out."""

    starts: tuple[str, ...] = ()
    """Beginnings of addresses."""
    alone: tuple[str, ...] = ()
    """Whole addresses."""

    @classmethod
    def of(cls, chosen: Collection[str]) -> "Rubriques":
        """Return what the sections of a site leave out; nothing where it names none, which means all of them."""
        kept = kept_sections(chosen)
        starts = [start for name, addresses in ADDRESSES.items() if name not in kept for start in addresses]
        starts += FORMS if "livrables" not in kept else ()
        if "relais" not in kept and "cibles" not in kept:
            starts.append("contribuer/decrire-un-relais-ou-une-cible/")
        return cls(tuple(starts), tuple(alone for alone, name in INDEX_ALONE.items() if name not in kept))

    def leaves(self, address: str) -> bool:
        """Whether an address of the site, relative to its root, is of a section that is left out."""
        path = re.split(r"[?#]", address, maxsplit=1)[0]
        return path.startswith(self.starts) or path in self.alone

    def html(self, text: str, base: str = "") -> str:
        """Return HTML without what leads to a section that is left out.

        An item of a list that begins with such a link is about it, and goes; so do buttons, and links that go further.
        Elsewhere the words of the link stay. `base` is the site's own address, before which mails write theirs.
        """
        if not self.starts and not self.alone:
            return text
        for pattern, instead in _patterns(self, base):
            text = pattern.sub(instead, text)
        return text

    def outputs(self, given: Iterable[Output]) -> Iterator[Output]:
        """Yield what is published of outputs."""
        return (one for one in given if not self.leaves(one.path.removesuffix("index.html")))


def _patterns(rubriques: Rubriques, base: str) -> list[tuple[re.Pattern[str], str]]:
    starts = "|".join(map(re.escape, rubriques.starts))
    alone = "|".join(map(re.escape, rubriques.alone)) or "(?!)"
    way = rf"(?:{_WAY}|{re.escape(base)})" if base else _WAY
    href = rf'href="{way}(?:(?:{starts})[^"]*|(?:{alone})(?:[?#][^"]*)?)"'
    link = rf"<a\b[^>]*\b{href}[^>]*>"
    return [
        (re.compile(rf"<link\b[^>]*\b{href}[^>]*>"), ""),
        (re.compile(rf"\s*<li\b[^>]*>\s*{link}(?:(?!</?li\b).)*</li>", re.DOTALL), ""),
        (re.compile(rf'\s*<p class="suite">\s*{link}(?:(?!</?p\b).)*</p>', re.DOTALL), ""),
        (re.compile(rf'<a\b(?=[^>]*\bclass="bouton\b)[^>]*\b{href}[^>]*>(?:(?!</a>).)*</a>', re.DOTALL), ""),
        (re.compile(rf"{link}((?:(?!</a>).)*)</a>", re.DOTALL), r"\1"),
    ]


class Kept:
    """Which sections a site has, for templates: `{% if section.relais %}`."""

    def __init__(self, chosen: Collection[str]) -> None:
        self._chosen = tuple(chosen)

    @cached_property
    def _kept(self) -> frozenset[str]:
        return kept_sections(self._chosen)

    def __getitem__(self, name: str) -> bool:
        """Whether the site has a section. Raises KeyError for what is none."""
        if name not in SECTIONS:
            raise KeyError(name)
        return name in self._kept
