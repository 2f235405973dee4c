"""The kit of a relay or a target: one archive of what to pass on, with a page that opens without the site.

What real campaign kits hold: texts to send, pictures, a letter, dates, and who does what with them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from itertools import chain

from markupsafe import escape

from prst.analysis.digest import Tranche
from prst.analysis.moments import Moment, coming_months
from prst.outputs import Output, affiches, french, kits
from prst.outputs.addresses import record_address
from prst.outputs.archives import Fichier, of_resource, path_of, within, zipped
from prst.outputs.imprimerie import Drawing
from prst.outputs.metadata import LICENCE
from prst.outputs.pages.choices import Lettre
from prst.outputs.pages.common import Pages
from prst.outputs.pages.lettre import Layouts, parts, plain_text, subject
from prst.outputs.pages.pieces import WHOLE
from prst.outputs.pages.programme import CALENDAR, Programme
from prst.records.frequentation import COUNTED
from prst.records.model import Cible, Livrable, Relais
from prst.records.types import ID_PATTERN

INDEX, MANIFEST = "index.html", "manifeste.json"
PICTURES = 6
"""Resources, the first ones, that come with their picture; a poster, which the others have too, weighs half of it."""
DRAWN, WEIGHT = 100_000_000, 125_000
"""Bytes of all posters and pictures in the kits of a site, and of those of one resource: a forge takes a gigabyte."""
NEWS = timedelta(days=92)
"""What the letter of a kit tells: the last three months, as much as a letter may span."""

BY_WHOM = "\0"
"""Stands for the relay in the links of texts, which are made once for all relays: no record can hold it."""
_MARK = kits.via("", BY_WHOM).encode()


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a page says of an archive; its bytes are not kept."""

    nom: str
    """Name of its file, beside the page."""
    taille: int
    ressources: int
    lettre: bool
    """Whether there is something to tell, in a letter."""
    dates: bool
    """Whether dates of sending are in it."""


class Dossiers:
    """The archives of one catalogue, each made when it is asked for: hundreds of them would not fit in memory."""

    def __init__(self, pages: Pages, programme: Programme | None = None) -> None:
        self._pages = pages
        self.programme = programme or Programme(pages)
        """Whose lines and calendar entries the pages of relays show too."""
        self._layouts = Layouts(pages)
        self._texts: dict[str, list[Fichier]] = {}
        self._letters: dict[Lettre, tuple[bytes, bytes] | None] = {}

    def of(
        self,
        fiche: Relais | Cible,
        livrables: Sequence[Livrable],
        moments: Sequence[Moment],
        lettre: Lettre,
        dates: bytes,
    ) -> tuple[Dossier, Output] | None:
        """Return the kit of a relay or target, and its archive; None for an example and where nothing holds."""
        if fiche.exemple or not livrables:
            return None
        via = fiche.id if isinstance(fiche, Relais) else ""
        letter = list(self._letter_of(lettre, via))
        found = [*self._of_resources(livrables, via), *letter]
        if b"BEGIN:VEVENT" in dates:
            found.append(Fichier(path_of(CALENDAR), "Les dates d’envoi, pour votre agenda", dates))
        kept, left = within(found)
        name = f"kit-{fiche.id}.zip"
        parts = {one.nom: one.contenu for one in kept}
        parts[INDEX] = self._index(fiche, livrables, moments, kept, left, via).encode()
        parts[MANIFEST] = self._manifest(fiche, livrables, parts, kept, via).encode()
        archive = zipped(parts, self._pages.derived.reference, first=INDEX)
        dossier = Dossier(name, len(archive), len(livrables), bool(letter), path_of(CALENDAR) in parts)
        return dossier, Output(record_address(fiche.kind, fiche.id) + name, archive)

    # What it holds

    def _of_resources(self, livrables: Sequence[Livrable], via: str) -> Iterator[Fichier]:
        """Yield the files about deliverables, each in a folder that tells its rank: programs sort by name."""
        for rank, fiche in enumerate(livrables, 1):
            shown = self._shown(fiche, via, picture=rank <= PICTURES) if rank <= self._drawn else ()
            for one in (*self._texts_of(fiche, via), *shown):
                name = path_of("ressources", f"{rank:02}-{fiche.id}", one.nom)
                yield one._replace(nom=name, ressource=fiche.id)

    @cached_property
    def _drawn(self) -> int:
        """How many resources of a kit come with what shows them: all, unless kits are many and the site grows heavy."""
        catalogue = self._pages.catalogue
        made = sum(not one.exemple for one in chain(catalogue.relais.values(), catalogue.cibles.values()))
        return max(DRAWN // (WEIGHT * max(made, 1)), 1)

    def drawings(self) -> Iterator[Drawing]:
        """Yield the posters of the kits of relays, whose codes say by whom they were passed on."""
        visuels, selection = self._pages.visuels, self._pages.derived.selection
        if visuels is None:
            return
        for relais in self._pages.catalogue.relais.values():
            passed = selection.of_relay(relais)[: self._drawn] if not relais.exemple else ()
            yield from (visuels.poster(fiche, relais.id) for fiche in passed if visuels.has(fiche))

    def _shown(self, fiche: Livrable, via: str, *, picture: bool) -> Iterator[Fichier]:
        """Yield the poster of a deliverable, and its picture for networks."""
        visuels = self._pages.visuels
        if visuels is None:
            return
        for output in visuels.of_kit(fiche, via, picture=picture):
            name = output.path.rpartition("/")[2]
            title, nature = affiches.TITLES[name]
            yield Fichier(name, f"{title} ({nature})", output.content, image=True)

    def _texts_of(self, fiche: Livrable, via: str) -> Iterator[Fichier]:
        """Yield the texts to send of a deliverable: laid out on a page, and as they stand."""
        if fiche.id not in self._texts:
            kit = kits.kit_of(fiche, self._pages.derived, BY_WHOM)
            image = affiches.alternative(fiche, self._pages.catalogue) if self._pages.visuels else ""
            page = self._pages.fill("textes.html", racine=str(escape(self._pages.site.base)), kit=kit, image=image)
            self._texts[fiche.id] = [
                Fichier("textes.html", "Les textes à envoyer, mis en forme", str(page).encode()),
                Fichier("textes.txt", "Les mêmes, sans mise en forme", _joined(kit.textes.values()).encode()),
            ]
        said = kits.via("", via).encode()
        for one in self._texts[fiche.id]:
            yield one._replace(contenu=one.contenu.replace(_MARK, said))

    def _letter_of(self, one: Lettre, via: str) -> Iterator[Fichier]:
        """Yield a letter as a web page to paste, and as text; nothing where there is nothing to tell.

        Its links to what logs count say by whom it was sent.
        """
        if one not in self._letters:
            catalogue, derived, site = self._pages.catalogue, self._pages.derived, self._pages.site
            tranche = Tranche(catalogue.cibles.get(one.cible), catalogue.territoires.get(one.territoire))
            digest = derived.journal.digest(derived.reference - NEWS, derived.reference, tranche)
            title, told, mail = subject(digest, site), parts(self._pages, digest), self._layouts.mail
            page = mail.fill(WHOLE, titre=title, corps=mail.body(title, told, site.base))
            self._letters[one] = (str(page).encode(), plain_text(title, site, told).encode()) if told else None
        said = kits.via("", via).encode()
        if (made := self._letters[one]) is None:
            return
        html, text = (self._counted.sub(lambda found: found[0] + said, content) for content in made)
        name = f"lettre-{'-'.join(filter(None, (one.cible, one.territoire))) or 'tout'}"
        yield Fichier(path_of(f"{name}.html"), french.followed(one.titre, "à coller dans un courriel"), html)
        yield Fichier(path_of(f"{name}.txt"), french.followed(one.titre, "sans mise en forme"), text)

    @cached_property
    def _counted(self) -> re.Pattern[bytes]:
        """Finds the whole addresses of records whose readings logs count (records/frequentation.py)."""
        return re.compile(
            rf"{re.escape(self._pages.site.base)}(?:{'|'.join(COUNTED)})/{ID_PATTERN}/(?![^\s\"<)])".encode()
        )

    # What tells of it

    def _index(
        self,
        fiche: Relais | Cible,
        livrables: Sequence[Livrable],
        moments: Sequence[Moment],
        kept: Sequence[Fichier],
        left: Sequence[Fichier],
        via: str,
    ) -> str:
        """Return the page of an archive: no script, links relative to the archive, or whole to the site."""
        soon = coming_months(self._pages.derived.reference, 3)

        def address_of(one: Livrable) -> str:
            return kits.via(record_address("livrables", one.id), via)

        html = self._pages.fill(
            "dossier.html",
            racine=str(escape(self._pages.site.base)),
            fiche=fiche,
            adresse=record_address(fiche.kind, fiche.id),
            jour=self._pages.derived.reference,
            ressources=[
                {
                    "fiche": one,
                    "texte": kits.promise_of(one) or " ".join(kits.summary_of(one)),
                    "format": self._pages.catalogue.formats[one.format].label,
                    "fichiers": of_resource(kept, one.id),
                    "laisses": of_resource(left, one.id),
                    "adresse": address_of(one),
                }
                for one in livrables
            ],
            envois=[
                (one, [(fiche.titre, address_of(fiche)) for fiche in one.livrables])
                for one in moments
                if one.mois in soon and one.livrables and not one.evenement.exemple
            ],
            communs=of_resource(kept, ""),
            dates=any(one.nom == path_of(CALENDAR) for one in kept),
            lettre=any(one.nom != path_of(CALENDAR) for one in of_resource(kept, "")),
            laisses=len(left),
            visuels=any(one.nom.endswith(affiches.AFFICHE) for one in kept),
            manifeste=MANIFEST,
            licence=LICENCE,
        )
        return str(html)

    def _manifest(
        self,
        fiche: Relais | Cible,
        livrables: Sequence[Livrable],
        parts: dict[str, bytes],
        kept: Sequence[Fichier],
        via: str,
    ) -> str:
        """Return what a program reads: each resource with its licence and link, each file with its hash."""
        base = self._pages.site.base
        titles = {INDEX: "Le contenu du kit", **{one.nom: one.titre for one in kept}}
        content = {
            "titre": fiche.intitule,
            "site": self._pages.site.nom,
            "adresse": base + record_address(fiche.kind, fiche.id),
            "date": self._pages.derived.reference.isoformat(),
            "licence": {"nom": LICENCE.name, "adresse": LICENCE.url},
            "ressources": [
                {
                    "id": one.id,
                    "titre": one.titre,
                    "adresse": kits.via(base + record_address("livrables", one.id), via),
                    "licence": one.licence or "",
                    "fichiers": [file.nom for file in of_resource(kept, one.id)],
                }
                for one in livrables
            ],
            "fichiers": [
                {
                    "nom": name,
                    "titre": titles[name],
                    "taille": len(content),
                    "sha256": sha256(content).hexdigest(),
                }
                for name, content in sorted(parts.items())
            ],
        }
        return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def _joined(texts: Iterable[kits.Texte]) -> str:
    """Return texts one after the other, each under its title, that of a mail with its subject."""
    return "\n\n\n".join(map(_headed, texts)) + "\n"


def _headed(text: kits.Texte) -> str:
    subject = f"Objet\u00a0: {text.objet}\n\n" if text.objet else ""
    return f"{text.titre.upper()}\n{'-' * len(text.titre)}\n\n{subject}{text.texte}"
