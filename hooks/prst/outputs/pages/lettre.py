"""The letter: what is new and what is coming, ready to paste into a mail, and a page for each month."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import cached_property
from hashlib import sha256
from textwrap import wrap
from urllib.parse import urlsplit

from css_inline import CSSInliner
from markupsafe import Markup, escape

from prst.analysis.digest import Digest, Journal
from prst.analysis.moments import coming_months
from prst.analysis.rendez_vous import RendezVous
from prst.outputs import Output, french
from prst.outputs.addresses import SECTIONS, record_address, root_from
from prst.outputs.pages.common import Pages
from prst.outputs.pages.rendez_vous import credit
from prst.records.model import Groupe, Livrable, Relais, Site

BASE = "lettre/"
MONTHS = 12
"""Months whose letter stays published."""
HTML, TEXT, MAIL = "lettre.html", "lettre.txt", "lettre.eml"
"""Names of the three forms of a letter."""
SHOWN = {"nouveaux": 10, "mis_a_jour": 5, "arrives": 5, "a_venir": 8}
"""Lines of each part of a letter: one that is read to its end. What is left is counted, and stands on the site."""
TO_PUSH = 4
"""Deliverables under a coming event."""
SUMMARY = 220
"""Characters of a summary."""
WIDTH = 72
"""Columns of the plain text (RFC 3676, section 4.2, asks for 78 or fewer)."""
TO_FILL_IN = Address("Votre structure", "a-remplir", "expediteur.invalid")
"""Stands for a sender that nobody named; `.invalid` belongs to nobody (RFC 2606, section 2)."""

FAREWELL = "Reprenez cette lettre dans la vôtre, en tout ou en partie."


@dataclass(frozen=True, slots=True)
class Entree:
    """One record in a letter, or what others announce. Addresses are relative to the root of the site."""

    titre: str
    adresse: str
    """Where it is told of: elsewhere where others announce it, '' where they do not say."""
    detail: str = ""
    texte: str = ""
    ressources: tuple[tuple[str, str], ...] = ()
    """Titles and addresses of deliverables that go with an event."""

    def vers(self, racine: str) -> str:
        """Return the address from a page whose way to the root is `racine`; '' for none."""
        return racine + self.adresse if self.adresse and not urlsplit(self.adresse).scheme else self.adresse


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A part of a letter: a heading and its lines, and how many more the site has."""

    titre: str
    lignes: tuple[Entree, ...]
    autres: int
    suite: str
    """Address of the list in which the others are."""


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
    found = [
        _part("Nouvelles ressources", "livrables", digest.nouveaux, SHOWN["nouveaux"], pages),
        _part("Ressources mises à jour", "livrables", digest.mis_a_jour, SHOWN["mis_a_jour"], pages),
        _events(pages, digest),
        _part("Nouveaux relais et groupes de travail", "relais", digest.arrives, SHOWN["arrives"], pages),
    ]
    return [part for part in found if part.lignes]


def _part(titre: str, section: str, fiches: Sequence[Livrable | Relais | Groupe], count: int, pages: Pages) -> Rubrique:
    lines = tuple(_line(fiche, pages) for fiche in fiches[:count])
    return Rubrique(titre, lines, len(fiches) - len(lines), SECTIONS[section].index)


def _line(fiche: Livrable | Relais | Groupe, pages: Pages) -> Entree:
    address = record_address(fiche.kind, fiche.id)
    if isinstance(fiche, Livrable):
        label = pages.catalogue.formats[fiche.format].label
        detail = f"{label}, {french.long_date(fiche.date)}" if fiche.date else label
        return Entree(fiche.titre, address, detail, french.shorten(fiche.promesse or fiche.resume, SUMMARY))
    detail = fiche.type if isinstance(fiche, Relais) else f"Groupe de travail{f', {fiche.plan}' if fiche.plan else ''}"
    return Entree(fiche.nom, address, detail)


def _events(pages: Pages, digest: Digest) -> Rubrique:
    shown = digest.a_venir[: SHOWN["a_venir"]]
    lines = tuple(_coming(one, pages) for one in shown)
    return Rubrique("À venir", lines, len(digest.a_venir) - len(lines), SECTIONS["evenements"].index)


def _coming(one: RendezVous, pages: Pages) -> Entree:
    """Return the line of a rendez-vous: what to pass on for it, or the names of the others that announce it."""
    dated = pages.dated(one)
    known = (pages.catalogue.livrables.get(identity) for identity in one.livrables)
    push = [fiche for fiche in known if fiche and fiche.actuel]
    return Entree(
        one.titre,
        dated.page or one.url,
        _when_and_where(dated.libelle, one.lieu or ("en ligne" if one.en_ligne else "")),
        credit(one.sources, dated=False),
        ressources=tuple((fiche.titre, record_address("livrables", fiche.id)) for fiche in push[:TO_PUSH]),
    )


def _when_and_where(when: str, where: str) -> str:
    return f"{when[0].upper()}{when[1:]}{f', {where}' if where else ''}"


# Its three forms


def create_letter(pages: Pages, digest: Digest) -> Letter:
    """Return a letter: HTML with its looks in style attributes, plain text, and a mail that holds both."""
    site = pages.site
    title, found = subject(digest, site), parts(pages, digest)
    html, text = _html(pages, title, found), plain_text(title, site, found)
    return Letter(title, html, text, _mail(title, site, html, text))


def _html(pages: Pages, title: str, found: Sequence[Rubrique]) -> str:
    """Return a whole document that mail programs show alike: tables of one column, no style sheet, no image."""
    base = str(escape(pages.site.base))
    html = pages.fill("courriel.html", racine=base, titre=title, parties=found, autres=others, adieu=FAREWELL)
    inliner = CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
    return inliner.inline(str(html)).rstrip() + "\n"


def plain_text(title: str, site: Site, found: Sequence[Rubrique]) -> str:
    """Return a letter as lines of at most 72 columns; an address is never cut."""
    base = site.base
    blocks = [_wrapped(title) + f"\n{base}"]
    for part in found:
        blocks.append(f"{part.titre.upper()}\n{'-' * len(part.titre)}")
        blocks += [_text_of(line, base) for line in part.lignes]
        if part.autres:
            blocks.append(_wrapped(f"{others(part.autres)}\u00a0:") + f"\n{base}{part.suite}")
    blocks.append(f"{_wrapped(FAREWELL)}\n{base}{BASE}")
    return "\n\n".join(blocks) + "\n"


def others(count: int) -> str:
    """Return « Et 3 autres sur le site »."""
    return f"Et {french.number(count)}\u00a0autre{'s' if count > 1 else ''} sur le site"


def _text_of(line: Entree, base: str) -> str:
    rows = [_wrapped(line.titre, "* ", "  ")]
    rows += [_wrapped(text, "  ") for text in (line.detail, line.texte) if text]
    rows += [f"  {address}"] if (address := line.vers(base)) else []
    for titre, adresse in line.ressources:
        rows += [_wrapped(titre, "  - ", "    "), f"    {base}{adresse}"]
    return "\n".join(rows)


def _wrapped(text: str, first: str = "", following: str | None = None) -> str:
    return "\n".join(
        wrap(
            text,
            WIDTH,
            initial_indent=first,
            subsequent_indent=first if following is None else following,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _mail(title: str, site: Site, html: str, text: str) -> bytes:
    """Return a draft that holds the plain text and the HTML (RFC 5322; RFC 2046, section 5.1.4).

    It has no date, which its sender's program gives, and its identity hangs on what it says: same letter, same bytes.
    """
    host = urlsplit(site.adresse).hostname
    digest = sha256(f"{title}\0{text}\0{html}".encode()).hexdigest()[:32]
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _one_line(title)
    mail["From"] = sender(site)
    mail["Message-ID"] = f"<lettre.{digest}@{host}>"
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"lettre-{digest}")
    return mail.as_bytes()


def sender(site: Site) -> Address:
    """Return the functional mailbox of the site, never a person; without one, an address that says to fill it in."""
    if not site.contact.courriel:
        return TO_FILL_IN
    return Address(_one_line(site.contact.structure), addr_spec=site.contact.courriel)


def _one_line(text: str) -> str:
    """Return a text that a header may hold: Unicode has more line ends than RFC 5322."""
    return re.sub(r"\s+", " ", text)


# Letters of the months


class Letters:
    """The letters of the last months of a catalogue."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    @cached_property
    def _digests(self) -> list[Digest]:
        journal = Journal(self._pages.catalogue, self._pages.derived.rendez_vous)
        found = []
        for first in journal.months(MONTHS):
            last = coming_months(first, 2)[1] - timedelta(days=1)
            found.append(journal.digest(first, last, coming_from=min(last, self._pages.derived.reference)))
        return [digest for digest in found if not digest.vide]

    def index(self) -> Markup:
        """Return the list of months that follows the introduction of `lettre/index.md`."""
        months = [
            {
                "nom": french.month(digest.depuis),
                "adresse": month_address(digest.depuis),
                "nouveaux": len(digest.nouveaux),
                "mis_a_jour": len(digest.mis_a_jour),
            }
            for digest in self._digests
        ]
        return self._pages.fill("lettres.html", racine=root_from(BASE), mois=months)

    def outputs(self) -> Iterator[Output]:
        """Yield the page of each month, and the three forms of its letter beside it."""
        for digest in self._digests:
            address = month_address(digest.depuis)
            letter = create_letter(self._pages, digest)
            yield self._page(address, digest)
            for path, content, _ in letter.files():
                yield Output(f"{address}{path}", content)

    def _page(self, address: str, digest: Digest) -> Output:
        month = french.month(digest.depuis)
        title = f"La lettre {french.of_month(digest.depuis)}"
        body = self._pages.fill(
            "lettre.html",
            racine=root_from(address),
            titre=title,
            parties=parts(self._pages, digest),
            autres=others,
            formes={"html": HTML, "texte": TEXT, "courriel": MAIL},
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
