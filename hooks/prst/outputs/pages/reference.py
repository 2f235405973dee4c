"""The reference of who writes records: a page for each kind of file, made of the model, and the vocabularies in use."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from prst.outputs import Output, french
from prst.outputs.addresses import SECTIONS, record_address, root_from
from prst.outputs.exemples import SORTES, Sorte, example_of
from prst.outputs.pages.common import Pages
from prst.outputs.site_files import redirection
from prst.records.champs import Champ, fields_of
from prst.records.dates import parse_partial_date
from prst.records.model import MODELS, VOCABULARIES, Part

BASE = "contribuer/reference/"
"""Address of the list of kinds, before that of each."""
SECTION = "contribuer"
FORMER = "contribuer/toutes-les-cles/"
"""Where all of it stood on one page."""
TITLE = "Référence des fiches"
DESCRIPTION = (
    "Toutes les clés de chaque sorte de fiche, avec un exemple complet à copier, et les mots des vocabulaires."
)

ONE: Mapping[str, str] = {
    "word": "Un mot ou une expression",
    "line": "Une ligne de texte",
    "paragraph": "Un paragraphe",
    "prose": "Un paragraphe",
    "message": "Des paragraphes, sans mise en forme",
    "article": "Un texte long (Markdown)",
    "markdown": "Un texte long (Markdown)",
    "id": "Un identifiant : minuscules sans accent, chiffres et tirets",
    "url": "Une adresse complète, en https://, ou mailto: ou tel:",
    "site_address": "L’adresse d’un site, en https://",
    "zone": "Le nom d’un fuseau horaire (base IANA)",
    "mailbox": "Une adresse de courriel",
    "phone": "Un numéro de téléphone",
    "number": "Un nombre entier",
    "amount": "Un nombre, sans unité : 12 ou 12,5",
    "people": "Un nombre entier, sans unité",
    "year": "Une année, en quatre chiffres",
    "yes_no": "« oui » ou « non »",
    "day": "Un jour : AAAA-MM-JJ",
    "day_or_less": "Une date : AAAA, AAAA-MM ou AAAA-MM-JJ",
    "when": "Une date, avec l’heure si elle est connue : AAAA-MM, AAAA-MM-JJ ou AAAA-MM-JJTHH:MM",
    "season": "Deux jours de l’année : MM-JJ/MM-JJ",
    "lead_time": "Un nombre de semaines, ou de jours ouvrés",
    "recurrence": "Une règle de répétition (RRULE)",
    "reference": "Un identifiant",
    "named": "Un identifiant, ou un nom en toutes lettres",
    "choice": "Un de ces mots",
    "pattern": "Un texte d’une forme précise, comme l’exemple",
    "part": "Plusieurs lignes, décalées sous la clé",
}
"""What a value is, in words, by its type."""


def address_of(slug: str) -> str:
    """Return the address of the page of a kind."""
    return f"{BASE}{slug}/"


@dataclass(frozen=True)
class Bloc:
    """The keys of a kind, or of a part that stands in it."""

    ancre: str
    titre: str
    """'' for the kind itself."""
    champs: list[dict[str, Any]]


class Reference:
    """The pages of the reference of one catalogue."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._catalogue = pages.catalogue

    def index(self) -> Markup:
        """Return the list of kinds."""
        return self._pages.fill(
            "reference.html",
            racine=root_from(BASE),
            sortes=[
                {
                    "sorte": sorte,
                    "adresse": address_of(sorte.slug),
                    "cles": [champ.name for champ in _keys(sorte) if champ.required],
                    "combien": len(_keys(sorte)),
                }
                for sorte in SORTES
            ],
        )

    def outputs(self, written: Collection[str]) -> Iterator[Output]:
        """Yield the page of each kind; the list of them too, where no page of docs/, by its address, holds it."""
        for sorte in SORTES:
            title = f"Référence\u00a0: {sorte.titre.lower()}"
            text = f"Les clés, un exemple complet et ce que la vérification demande\u00a0: {sorte.titre.lower()}."
            yield self._pages.plain_page(SECTION, address_of(sorte.slug), title, text, self._page(sorte, title))
        if BASE not in written:
            body = Markup('<h1 id="titre">{}</h1>').format(TITLE) + self.index()
            yield self._pages.plain_page(SECTION, BASE, TITLE, DESCRIPTION, body)
        if FORMER not in written:
            yield redirection(FORMER, BASE, TITLE)

    def addresses(self) -> list[str]:
        """Return the addresses that search engines may know."""
        return [address_of(sorte.slug) for sorte in SORTES]

    def _page(self, sorte: Sorte, title: str) -> Markup:
        racine = root_from(address_of(sorte.slug))
        return self._pages.fill(
            "reference_sorte.html",
            racine=racine,
            titre=title,
            sorte=sorte,
            exemple=example_of(sorte, self._catalogue),
            blocs=list(self._blocs(sorte, racine)),
            vocabulaires=[self._terms(name, racine) for name in VOCABULARIES] if sorte.slug == "vocabulaire" else [],
        )

    def _blocs(self, sorte: Sorte, racine: str) -> Iterator[Bloc]:
        yield Bloc("cles", "", self.rows(_keys(sorte), racine, "cle"))
        yield from self._parts(_keys(sorte), "", racine)

    def _parts(self, fields: tuple[Champ, ...], path: str, racine: str) -> Iterator[Bloc]:
        for champ in fields:
            if champ.fields:
                name = f"{path}{champ.name}"
                anchor = f"cles-{name.replace('.', '-')}"
                yield Bloc(anchor, name, self.rows(champ.fields, racine, f"cle-{name.replace('.', '-')}"))
                yield from self._parts(champ.fields, f"{name}.", racine)

    def of_part(self, model: type[Part], racine: str) -> list[dict[str, Any]]:
        """Return the rows of a table of the keys of a part, those that are required first."""
        rows = self.rows(tuple(champ for champ in fields_of(model) if champ.name != "id"), racine)
        return sorted(rows, key=lambda row: not row["champ"].required)

    def rows(self, fields: tuple[Champ, ...], racine: str, anchor: str = "") -> list[dict[str, Any]]:
        """Return the rows of a table of keys; `anchor` begins the ids of its lines, where they have one."""
        return [
            {
                "champ": champ,
                "ancre": f"{anchor}-{champ.name}" if anchor else "",
                "valeur": _value(champ),
                "lieu": self._listed(champ, racine),
                "partie": f"#cles{anchor.removeprefix('cle')}-{champ.name}" if champ.fields and anchor else "",
                "affiche": self.shown(champ),
            }
            for champ in fields
        ]

    def _listed(self, champ: Champ, racine: str) -> tuple[str, str] | None:
        """Return where the ids are listed that a key takes, and what they are."""
        target = champ.reference
        if target in VOCABULARIES:
            return f"{racine}{address_of('vocabulaire')}#{target}", f"vocabulaires/{target}.yml"
        return (f"{racine}{SECTIONS[target].index}", f"{target}/") if target in SECTIONS else None

    def shown(self, champ: Champ) -> str:
        """Return how pages show the example of a key, where they do not show it as it is written."""
        if not champ.example:
            return ""
        if champ.type in ("day", "day_or_less", "when"):
            return french.long_date(parse_partial_date(champ.example))
        if champ.type in ("people", "number"):
            text = french.number(int(champ.example))
            return text if text != champ.example else ""
        return ""

    def _terms(self, name: str, racine: str) -> dict[str, Any]:
        catalogue = self._catalogue
        return {
            "nom": name,
            "titre": SECTIONS[name].title if name in SECTIONS else UNLISTED[name],
            "termes": [
                {
                    "terme": terme,
                    "adresse": racine + record_address(name, identity) if catalogue.has_page(name, identity) else "",
                    "emplois": sum(len(catalogue.referring(kind, name, identity)) for kind in MODELS),
                }
                for identity, terme in getattr(catalogue, name).items()
            ],
        }


UNLISTED = {"competences": "Compétences"}
"""What vocabularies without a section of their own are called."""


def _keys(sorte: Sorte) -> tuple[Champ, ...]:
    """Return the keys of a file of a kind, those that are required first."""
    fields = [champ for champ in fields_of(sorte.model) if not (sorte.cle and champ.name == "id")]
    return tuple(sorted(fields, key=lambda champ: not champ.required))


def _value(champ: Champ) -> str:
    """Return what a key takes and how much of it, such as « Une ligne de texte, 250 signes au plus »."""
    one = ONE[champ.type]
    limits = [f"{french.number(champ.longest)} signes au plus"] if champ.longest and champ.type not in _SHORT else []
    limits += [f"{champ.words} mots au plus"] if champ.words else []
    text = ", ".join([one, *limits])
    if not champ.several:
        return f"{text}."
    fewest = f"au moins {champ.fewest}, " if champ.fewest else ""
    return f"Une liste ({fewest}{champ.most} au plus), chaque élément sur sa ligne après un tiret. {text}."


_SHORT = ("id", "reference")
