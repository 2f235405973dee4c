"""What a relay shows on its own site: a light page for a frame, per target, place, theme and for the agenda.

Such a page stores nothing, asks nobody but this site, and opens what it lists in a page of its own. It may be framed by
anybody: a static site cannot say by whom (`frame-ancestors` is ignored in a `<meta>`: CSP Level 3, section 6.4.2).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from markupsafe import Markup

from prst.outputs import Output, french
from prst.outputs.addresses import SECTIONS, file_of, record_address, root_from
from prst.outputs.pages.common import Pages
from prst.outputs.pages.rendez_vous import Dated
from prst.outputs.site_files import moved
from prst.records.model import Cible, Livrable, Terme

BASE = "integrer/"
SHOWN = 12
"""Resources, or events, of one frame: what a column of somebody's page holds."""
SECTIONS_SHOWN = {"cibles": "Publics", "territoires": "Territoires", "themes": "Thèmes"}
OEMBED, SHEET = "oembed.json", "integre.css"
WIDTH, HEIGHT = 600, 600
"""Pixels of a frame where neither the browser nor a script fits it: it takes the width that there is, and scrolls."""
STYLE = "width:100%;height:auto;min-height:25rem;border:0;frame-sizing:content-height"
"""A frame as high as what it shows (CSS Box Sizing Level 4, section 5.3), which a height that is given would forbid."""
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
HOST_SCRIPT = "assets/javascripts/integrer.js"


@dataclass(frozen=True, slots=True)
class Tranche:
    """What one frame shows."""

    nom: str
    """What a list calls it."""
    titre: str
    adresse: str
    """Of its light page."""
    complete: str
    """Address of the page that shows all."""
    section: str = ""
    identity: str = ""

    @property
    def choix(self) -> str:
        """What stands for it in the address of the page on which a frame is chosen."""
        return self.adresse.removeprefix(BASE)


AGENDA = Tranche("Tout l’agenda", "Prochains rendez-vous", f"{BASE}agenda/", SECTIONS["evenements"].index)


class Integrer:
    """The frames of one catalogue, and the page on which one is chosen."""

    def __init__(self, pages: Pages) -> None:
        """Take the pages of a catalogue."""
        self._pages = pages

    @cached_property
    def tranches(self) -> list[tuple[str, list[Tranche]]]:
        """All that can be framed, under headings."""
        catalogue = self._pages.catalogue
        groups = [("Agenda", [AGENDA])]
        for section, title in SECTIONS_SHOWN.items():
            known = getattr(catalogue, section).values()
            found = [slice_of(section, one) for one in known if self.shows(section, one)]
            groups += [(title, found)] if found else []
        return groups

    def shows(self, section: str, fiche: Cible | Terme) -> bool:
        """Whether a target or term can be framed: one that is not fictitious and has a page."""
        if section not in SECTIONS_SHOWN or getattr(fiche, "exemple", False):
            return False
        return section == "cibles" or self._pages.catalogue.has_page(section, fiche.id)

    def page(self) -> Markup:
        """Return what follows the introduction of `integrer.md`: the choice, the code, all that can be framed."""
        first = snippet(AGENDA, self._pages.site.base, self._pages.site.nom)
        return self._pages.fill(
            "integrer.html",
            racine=root_from(BASE),
            groupes=self.tranches,
            relais=[one for one in self._pages.catalogue.relais.values() if not one.exemple],
            code=first,
            ajuste=fitted(first, self._pages.site.base),
            script=self._pages.site.base + HOST_SCRIPT,
        )

    def outputs(self) -> Iterator[Output]:
        """Yield the page of each frame, what tells other sites how to show it (oEmbed 1.0), and their style sheet."""
        yield Output(f"{BASE}{SHEET}", self._pages.fill("integre_styles.html").encode())
        for _title, group in self.tranches:
            for one in group:
                yield self._framed(one)
                yield Output(one.adresse + OEMBED, self._oembed(one))
        published = {one.adresse for _title, group in self.tranches for one in group}
        for section in SECTIONS_SHOWN:  # other sites frame them for years
            yield from moved(self._pages.catalogue, section, f"{BASE}{section}/", published)

    def _framed(self, one: Tranche) -> Output:
        base = self._pages.site.base
        found = self._livrables(one)
        html = self._pages.fill(
            "integre.html",
            racine=root_from(one.adresse),
            tranche=one,
            canonique=base + one.complete,
            livrables=found[:SHOWN],
            rendez_vous=[] if one.section else self._coming(),
            suite=f"Voir les {french.plural(len(found), 'ressource', 'ressources')}" if len(found) > 1 else "Tout voir",
        )
        return Output(file_of(one.adresse), html.encode())

    def _livrables(self, one: Tranche) -> Sequence[Livrable]:
        """Return what is shown first, then the rest of what holds: that of a target as it is passed on to it."""
        if not one.section:
            return ()
        derived = self._pages.derived
        held = derived.holds.of("livrables", one.section, one.identity)
        first: Sequence[Livrable] = ()
        if one.section == "cibles":
            first = derived.selection.of_target(self._pages.catalogue.cibles[one.identity])
        known = {fiche.id: fiche for fiche in (*first, *held) if fiche.actuel and derived.holds.here(fiche)}
        return list(known.values())

    def _coming(self) -> list[Dated]:
        """Return the next date of each of the coming events."""
        events = [one for one in self._pages.catalogue.evenements.values() if not one.exemple]
        found: dict[str, Dated] = {}
        for one in self._pages.coming(events, len(events)):
            found.setdefault(one.rendez_vous.serie, one)
        return list(islice(found.values(), SHOWN))

    def _oembed(self, one: Tranche) -> bytes:
        site = self._pages.site
        told = {
            "version": "1.0",
            "type": "rich",
            "title": one.titre,
            "provider_name": site.nom,
            "provider_url": site.base,
            "width": WIDTH,
            "height": HEIGHT,
            "html": snippet(one, site.base, site.nom),
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode()


def slice_of(section: str, fiche: Cible | Terme) -> Tranche:
    """Return what a frame shows of a target or term."""
    page = record_address(section, fiche.id)
    title = f"{fiche.intitule}\u00a0: ressources en santé au travail"
    return Tranche(fiche.intitule, title, BASE + page, page, section, fiche.id)


def snippet(one: Tranche, base: str, site: str) -> str:
    """Return the HTML that a relay pastes: a frame that needs no script of its page, and a link in plain sight."""
    return str(
        Markup(
            '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" sandbox="{}" style="{}"></iframe>\n'
            '<p><a href="{}">{}</a></p>'
        ).format(
            base + one.adresse,
            f"{one.titre} ({site})",
            HEIGHT,
            SANDBOX,
            STYLE,
            base + one.complete,
            f"{one.titre} ({site})",
        )
    )


def fitted(code: str, base: str) -> str:
    """Return the same HTML with our script, which fits the frame in browsers that cannot do so by themselves."""
    framed = code.replace("<iframe ", '<iframe data-catalogue-prst="" ', 1)
    return str(Markup('{}\n<script src="{}" async></script>').format(Markup(framed), base + HOST_SCRIPT))


def discovery(one: Tranche, racine: str) -> Markup:
    """Return the link by which programs find how to show a page elsewhere (oEmbed 1.0, section 4), from that page."""
    link = Markup('<link rel="alternate" type="application/json+oembed" title="{}" href="{}">')
    return link.format(one.titre, racine + one.adresse + OEMBED)
