"""The letter: what is new and what is coming, ready to paste into a mail, and a page for each month.

The reader's browser composes it by the same rules (docs/assets/javascripts/lettre.js), of what composer.py publishes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from css_inline import CSSInliner
from markupsafe import Markup, escape

from prst.analysis.digest import Digest
from prst.analysis.moments import coming_months
from prst.analysis.rendez_vous import RendezVous
from prst.outputs import Output, french
from prst.outputs.addresses import SECTIONS, record_address, root_from
from prst.outputs.courriels import draft, wrapped
from prst.outputs.kits import promise_of, sentences, summary_of, upto
from prst.outputs.pages.choices import Choix, targets, territories
from prst.outputs.pages.common import Pages
from prst.outputs.pages.pieces import WHOLE, Entree, Pieces, Rubrique
from prst.outputs.pages.rendez_vous import Dated, credit
from prst.records.model import Livrable, Site

BASE = "lettre/"
MONTHS = 12
"""Months whose letter stays published."""
HTML, TEXT, MAIL = "lettre.html", "lettre.txt", "lettre.eml"
"""Names of the three forms of a letter."""
COMPOSER = f"{BASE}composer.json"
"""Address of what the browser composes letters of."""
TO_PUSH = 4
"""Deliverables under a coming event."""
SUMMARY = 220
"""Characters of a summary, which ends with a sentence; one that has none so short is cut between two words."""
FAREWELL = "Reprenez cette lettre dans la vôtre, en tout ou en partie."
PARTS = {
    "nouveaux": ("Nouvelles ressources", "D’autres nouveautés sont sur le site", SECTIONS["livrables"].index),
    "mis_a_jour": ("Ressources mises à jour", "D’autres mises à jour sont sur le site", SECTIONS["livrables"].index),
    "a_venir": ("À venir", "D’autres rendez-vous sont dans l’agenda", SECTIONS["evenements"].index),
    "sures": ("Des valeurs sûres", "Toutes les ressources", SECTIONS["livrables"].index),
}
"""Parts of a letter, in the order that readers want: heading, what leads to what is left out, and where that is."""


_WHITE = re.compile(r"\s+", re.ASCII)
"""What separates words; a no-break space does not."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in its three forms."""

    sujet: str
    html: str
    texte: str
    courriel: bytes

    def files(self) -> Iterator[Output]:
        """Yield its files, beside each other."""
        yield Output(HTML, self.html.encode())
        yield Output(TEXT, self.texte.encode())
        yield Output(MAIL, self.courriel)


# What a letter says


def period(depuis: date, jusqua: date) -> str:
    """Return « novembre 2026 » for a whole month, else « du 1er octobre au 22 novembre 2026 »."""
    whole = depuis.day == 1 and jusqua + timedelta(days=1) == coming_months(depuis, 2)[1]
    return french.month(depuis) if whole else french.span(depuis, jusqua)


def slice_of(digest: Digest) -> str:
    """Return the names of the target and territory that a letter is for, or ''."""
    names = (digest.tranche.cible, digest.tranche.territoire)
    return ", ".join(one.intitule for one in names if one)


def subject(digest: Digest, site: Site) -> str:
    """Return the subject of a letter."""
    title = f"{site.nom}\u00a0: la lettre, {period(digest.depuis, digest.jusqua)}"
    name = slice_of(digest)
    return f"{title} ({name})" if name else title


def parts(pages: Pages, digest: Digest) -> list[Rubrique]:
    """Return the parts of a letter that have something to say."""
    found = []
    for name, told in digest.told.items():
        title, more, address = PARTS[name]
        left = len(getattr(digest, name)) > len(told)
        if told:
            lines = tuple(entry(one, pages) for one in told)
            found.append(Rubrique(title, lines, (more, address) if left else None))
    return found


def entry(told: Livrable | RendezVous, pages: Pages) -> Entree:
    """Return what a letter says of a deliverable or a rendez-vous."""
    return _deliverable(told, pages) if isinstance(told, Livrable) else _coming(told, pages)


def _deliverable(fiche: Livrable, pages: Pages) -> Entree:
    label = pages.catalogue.formats[fiche.format].label
    detail = f"{label}, {french.long_date(fiche.date)}" if fiche.date else label
    said = _WHITE.sub(" ", promise_of(fiche) or " ".join(summary_of(fiche)))
    text = upto(sentences(said), SUMMARY, lambda sentence: len(sentence) + 1) or french.shorten(said, SUMMARY)
    return Entree(fiche.titre, record_address(fiche.kind, fiche.id), detail, text)


def _coming(one: RendezVous, pages: Pages) -> Entree:
    """Return the line of a rendez-vous: what to pass on for it, or the names of the others that announce it."""
    dated = pages.dated(one)
    known = (pages.catalogue.livrables.get(identity) for identity in one.livrables)
    push = [fiche for fiche in known if fiche and fiche.actuel]
    return Entree(
        one.titre,
        dated.page or one.url,
        _when_and_where(dated, one.lieu or ("en ligne" if one.en_ligne else "")),
        credit(one.sources, dated=False),
        ressources=tuple((fiche.titre, record_address("livrables", fiche.id)) for fiche in push[:TO_PUSH]),
    )


def _when_and_where(dated: Dated, where: str) -> str:
    said = f"{dated.libelle}, {where}" if where else dated.libelle
    mark = dated.marque
    return f"{said[0].upper()}{said[1:]}{f' ({mark[0].lower()}{mark[1:]})' if mark else ''}"


# Its three forms


class Layouts:
    """The layouts of one catalogue, each cut into its pieces once."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    @cached_property
    def page(self) -> Pieces:
        """What a letter is on a page."""
        return Pieces(str(self._pages.fill("_lettre.html")))

    @cached_property
    def mail(self) -> Pieces:
        """What it is in a mail: a document that mail programs show alike: tables of one column, no style sheet."""
        html = self._pages.fill("courriel.html", racine=str(escape(self._pages.site.base)), adieu=FAREWELL)
        inliner = CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
        return Pieces(inliner.inline(str(html)).rstrip() + "\n")


def create_letter(pages: Pages, digest: Digest, layouts: Layouts | None = None) -> Letter:
    """Return a letter: HTML with its looks in style attributes, plain text, and a mail that holds both."""
    return written(pages, subject(digest, pages.site), parts(pages, digest), layouts)


def written(pages: Pages, title: str, found: Sequence[Rubrique], layouts: Layouts | None = None) -> Letter:
    """Return a letter of a subject and of parts that have something to say."""
    site, mail = pages.site, (layouts or Layouts(pages)).mail
    html = str(mail.fill(WHOLE, titre=title, corps=mail.body(title, found, site.base)))
    text = plain_text(title, site, found)
    return Letter(title, html, text, draft("lettre", title, text, html, pages.contacts.region, pages.site.base))


def plain_text(title: str, site: Site, found: Sequence[Rubrique]) -> str:
    """Return a letter as lines of at most 72 columns; an address is never cut."""
    base = site.base
    blocks = [wrapped(title) + f"\n{base}"]
    for part in found:
        blocks.append(f"{part.titre.upper()}\n{'-' * len(part.titre)}")
        blocks += [_text_of(line, base) for line in part.lignes]
        if part.suite:
            blocks.append(wrapped(f"{part.suite[0]}\u00a0:") + f"\n{base}{part.suite[1]}")
    blocks.append(f"{wrapped(FAREWELL)}\n{base}{BASE}")
    return "\n\n".join(blocks) + "\n"


def _text_of(line: Entree, base: str) -> str:
    rows = [wrapped(line.titre, "* ", "  ")]
    rows += [wrapped(text, "  ") for text in (line.detail, line.texte) if text]
    rows += [f"  {address}"] if (address := line.vers(base)) else []
    for titre, adresse in line.ressources:
        rows += [wrapped(titre, "  - ", "    "), f"    {base}{adresse}"]
    return "\n".join(rows)


# Letters of the months


_Choices = tuple[Sequence[Choix], Sequence[Choix]]


class Letters:
    """The letters of the last months of a catalogue."""

    def __init__(self, pages: Pages, groupes: Callable[[], _Choices] | None = None) -> None:
        """Take what gives the themes and the groups of which a letter of pilots may tell, where there is one."""
        self._pages = pages
        self._groupes = groupes
        self.layouts = Layouts(pages)

    @cached_property
    def _digests(self) -> list[Digest]:
        found, journal = [], self._pages.derived.journal
        for first in journal.months(MONTHS):
            last = coming_months(first, 2)[1] - timedelta(days=1)
            found.append(journal.digest(first, last, coming_from=min(last, self._pages.derived.reference)))
        return [digest for digest in found if not digest.vide]

    def index(self) -> Markup:
        """Return the list of months that follows the introduction of `lettre/index.md`."""
        months = [
            {
                "nom": french.month(digest.depuis),
                "numero": f"{digest.depuis:%Y-%m}",
                "adresse": month_address(digest.depuis),
                "nouveaux": len(digest.nouveaux),
                "mis_a_jour": len(digest.mis_a_jour),
            }
            for digest in self._digests
        ]
        themes, groupes = self._groupes() if self._groupes else ((), ())
        return self._pages.fill(
            "lettres.html",
            racine=root_from(BASE),
            mois=months,
            cibles=targets(self._pages),
            territoires=territories(self._pages),
            themes=themes,
            groupes=groupes,
            index=COMPOSER,
        )

    def outputs(self) -> Iterator[Output]:
        """Yield the page of each month, and the three forms of its letter beside it."""
        for digest in self._digests:
            address = month_address(digest.depuis)
            letter = create_letter(self._pages, digest, self.layouts)
            yield self._page(address, digest)
            yield from (one._replace(path=f"{address}{one.path}") for one in letter.files())

    def _page(self, address: str, digest: Digest) -> Output:
        month = french.month(digest.depuis)
        title = f"La lettre {french.of_month(digest.depuis)}"
        body = self._pages.fill(
            "lettre.html",
            racine=root_from(address),
            titre=title,
            corps=self.layouts.page.body(title, parts(self._pages, digest), root_from(address)),
            formes={"html": HTML, "texte": TEXT, "courriel": MAIL},
            mois=f"{digest.depuis:%Y-%m}",
            index=COMPOSER,
        )
        text = (
            f"Les ressources de prévention arrivées en {month}, et ce qui venait ensuite, à reprendre dans vos lettres."
        )
        return self._pages.plain_page("relais", address, title, text, body)

    def addresses(self) -> list[str]:
        """Return the addresses of the pages of months."""
        return [month_address(digest.depuis) for digest in self._digests]


def month_address(first: date) -> str:
    """Return the address of the letter of a month."""
    return f"{BASE}{first:%Y-%m}/"
