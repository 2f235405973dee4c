"""Mails that ask a structure whether its records still hold, in plain text and in HTML, and a summary of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from css_inline import CSSInliner

from prst.analysis.relance import Question, Relance, Sujet
from prst.outputs import Output, french
from prst.outputs.addresses import SECTIONS, form_address, record_address
from prst.outputs.courriels import draft, wrapped
from prst.outputs.pages.common import Pages
from prst.records.model import BILAN, Diffusion, Record

SUMMARY = "resume.md"
"""Name of the summary."""
ASKED = 50
"""Records that a mail asks about, those that hurt their readers most first: nobody answers five hundred questions, and
mail programs cut what is over 100 kB."""
OTHERS = 20
"""Records about which nothing is asked that a mail names; the page of the structure names all."""

BEGINNING = (
    "{site} ({region}) présente au public ce que «\u00a0{nom}\u00a0» publie, organise ou transmet. Pouvez-vous relire "
    "{combien}\u00a0? Le plus simple\u00a0: répondez à ce message, en une ligne par fiche. Ce qui est juste n’a besoin "
    "que d’un «\u00a0oui\u00a0»."
)
QUESTIONS: Mapping[str, str] = {
    "lien_mort": "Ce lien ne mène plus nulle part\u00a0: {adresse} Quelle adresse le remplace\u00a0?",
    "lien_deplace": "{adresse} mène maintenant à {vers} Est-ce la bonne page\u00a0?",
    "contact": "Est-ce bien le contact à donner\u00a0: {voies}\u00a0?",
    "sans_lien": "Où peut-on la lire ou la télécharger\u00a0?",
    "a_revoir": "Elle était à relire le {jour}\u00a0: son contenu est-il à jour\u00a0?",
    "portee": "Combien de personnes ou d’entreprises touchez-vous vraiment, parmi\u00a0: {cibles}\u00a0?",
    "date": "La date est-elle confirmée\u00a0?",
    "ancienne": "Rien n’y a changé depuis le {jour}\u00a0: est-elle encore juste\u00a0?",
}
"""What is asked, by the code of the question."""


URGENT = tuple(QUESTIONS)
"""The codes of questions, what hurts readers most first."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """A record in a mail."""

    titre: str
    nature: str
    page: str
    modifier: str
    """The form that corrects it."""
    confirmer: str
    """The mail that says that all is right, or the form that does where the region has no mailbox."""
    questions: tuple[str, ...]


def outputs(pages: Pages, found: Sequence[Relance], since: date) -> Iterator[Output]:
    """Yield the draft of each mail, and the summary of all."""
    for one in found:
        yield Output(f"{one.cle}.eml", mail(pages, one, since))
    yield Output(SUMMARY, summary(found, since).encode())


def mail(pages: Pages, one: Relance, since: date) -> bytes:
    """Return the draft to one structure."""
    told = _told(pages, one, since)
    html = str(pages.fill("relance.html", racine=pages.site.base, **told))
    inliner = CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
    region = pages.contacts.region
    return draft(
        "relance",
        told["titre"],
        plain_text(told),
        inliner.inline(html).rstrip() + "\n",
        region,
        pages.site.base,
        one.courriel,
    )


def _told(pages: Pages, one: Relance, since: date) -> dict[str, Any]:
    """Return what a mail says, for its two forms."""
    others = [sujet for sujet in one.sujets if not sujet.questions]
    asked = sorted(one.demandes, key=lambda sujet: min(map(URGENT.index, (found.code for found in sujet.questions))))
    base, count = pages.site.base, french.plural(len(one.sujets), "fiche", "fiches")
    return {
        "titre": f"{pages.site.nom}\u00a0: vos fiches à relire ({one.nom})",
        "debut": BEGINNING.format(
            site=pages.site.nom,
            region=pages.site.region,
            nom=one.nom,
            combien=count,
        ),
        "contact": _contact(one),
        "demandes": [_line(pages, sujet) for sujet in asked[:ASKED]],
        "autres": [_line(pages, sujet) for sujet in others[:OTHERS]],
        "reste": _rest(one, len(asked[ASKED:]) + len(others[OTHERS:]), base),
        "a_venir": [
            (found.titre, pages.dated(found).libelle, base + record_address("evenements", found.evenement.id))
            for found in one.a_venir
        ],
        "transmis": [_act(pages, acte) for acte in one.transmis],
        "depuis": french.long_date(since),
        "fin": f"Merci. Tout ce qui est publié\u00a0: {base}",
    }


def _contact(one: Relance) -> str:
    contact = one.contact
    ways = [way for way in (contact.courriel, contact.telephone, contact.formulaire) if way] if contact else []
    if not ways:
        return (
            "Aujourd’hui, le site ne dit pas comment vous joindre. Donnez-nous une boîte fonctionnelle, une page de "
            "contact ou un accueil téléphonique\u00a0: jamais la ligne d’une personne."
        )
    question = " Est-ce juste\u00a0?" if one.contact_a_dire else ""
    return f"Aujourd’hui, le site dit de vous joindre ainsi\u00a0: {', '.join(ways)}.{question}"


def _rest(one: Relance, count: int, base: str) -> tuple[str, str] | None:
    if count <= 0:
        return None
    page = record_address("structures", one.structure.id) if one.structure else ""
    return f"Et {french.plural(count, 'autre fiche', 'autres fiches')}", base + page


def _line(pages: Pages, sujet: Sujet) -> Ligne:
    fiche, site = sujet.fiche, pages.site
    region = pages.contacts.region
    mailbox = region.courriel if region else None
    return Ligne(
        titre=fiche.intitule,
        nature=SECTIONS[fiche.kind].title_one,
        page=site.base + record_address(fiche.kind, fiche.id),
        modifier=site.base + form_address(fiche.kind, fiche.id),
        confirmer=_mailto(mailbox, "Tout est juste", fiche)
        or site.base + form_address(fiche.kind, fiche.id, confirming=True),
        questions=tuple(_asked(question) for question in sujet.questions),
    )


def _asked(question: Question) -> str:
    return QUESTIONS[question.code].format_map({name: _worded(value) for name, value in question.valeurs.items()})


def _worded(value: Any) -> str:
    if isinstance(value, date):
        return french.long_date(value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _mailto(mailbox: str | None, what: str, fiche: Record) -> str:
    """Return the mail about a record that a reader has but to send (RFC 6068)."""
    subject = f"{what}\u00a0: {french.shorten(fiche.intitule, 80)} ({fiche.kind}/{fiche.id})"
    return f"mailto:{quote(mailbox, safe='@')}?subject={quote(subject)}" if mailbox else ""


def _act(pages: Pages, acte: Diffusion) -> str:
    known = pages.catalogue
    parts = [french.long_date(acte.date), known.relais[acte.relais].nom, acte.canal]
    livrable = known.livrables.get(acte.livrable)
    parts += [f"«\u00a0{livrable.titre}\u00a0»"] if livrable else []
    reached = "personne ou entreprise touchée", "personnes ou entreprises touchées"
    parts += [french.plural(acte.touches, *reached)] if acte.touches is not None else []
    parts += [BILAN[acte.bilan].nom.lower()] if acte.bilan else []
    return ", ".join(parts)


def plain_text(told: Mapping[str, Any]) -> str:
    """Return a mail as lines of at most 72 columns; an address is never cut."""
    blocks = ["Bonjour,", wrapped(told["debut"]), wrapped(told["contact"])]
    asked = [_text_of(line) for line in told["demandes"]]
    blocks += [_headed("Ce que nous vous demandons", asked)] if asked else []
    others = [_text_of(line) for line in told["autres"]]
    others += [f"{told['reste'][0]}\u00a0:\n  {told['reste'][1]}"] if told["reste"] else []
    blocks += [_headed("Vos autres fiches" if asked else "Vos fiches", others)] if others else []
    coming = [
        f"{wrapped(titre, '* ', '  ')}\n{wrapped(quand, '  ')}\n  {page}" for titre, quand, page in told["a_venir"]
    ]
    blocks += [_headed("Vos rendez-vous à venir", coming)] if coming else []
    acts = [wrapped(acte, "* ", "  ") for acte in told["transmis"]]
    blocks += [_headed(f"Ce qui a été transmis depuis le {told['depuis']}", acts)] if acts else []
    return "\n\n".join([*blocks, wrapped(told["fin"])]) + "\n"


def _headed(title: str, blocks: Sequence[str]) -> str:
    return "\n\n".join([f"{title.upper()}\n{'-' * len(title)}", *blocks])


def _text_of(line: Ligne) -> str:
    rows = [wrapped(f"{line.titre} ({line.nature.lower()})", "* ", "  ")]
    rows += [wrapped(question, "  - ", "    ") for question in line.questions]
    rows += [f"  Voir\u00a0: {line.page}"]
    if line.confirmer.startswith("http"):  # a mail is answered as it stands
        rows.append(f"  Tout est juste\u00a0: {line.confirmer}")
    rows += [f"  Corriger\u00a0: {line.modifier}"]
    return "\n".join(rows)


def summary(found: Sequence[Relance], since: date) -> str:
    """Return the table of the drafts: to whom each goes, and where nobody knows."""
    known = [one for one in found if one.courriel]
    rows = [
        "# Relances",
        "",
        f"{french.plural(len(found), 'brouillon', 'brouillons')}, dont {french.number(len(known))} avec un "
        f"destinataire. Rien n’est envoyé\u00a0: ouvrez chaque fichier, relisez, envoyez. Compté depuis le "
        f"{french.long_date(since)}.",
        "",
        "| Structure | Brouillon | À qui | Fiches | À relire |",
        "|---|---|---|---|---|",
    ]
    for one in found:
        cells = (one.nom, f"{one.cle}.eml", _to(one), str(len(one.sujets)), str(len(one.demandes)))
        rows.append(f"| {' | '.join(' '.join(cell.replace('|', ' ').split()) for cell in cells)} |")
    return "\n".join(rows) + "\n"


def _to(one: Relance) -> str:
    if one.courriel:
        return one.courriel
    contact = one.contact
    way = (contact.formulaire or contact.telephone) if contact else None
    return f"à trouver ; on la joint par {way}" if way else "à trouver"
