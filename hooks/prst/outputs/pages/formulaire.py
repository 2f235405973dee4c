"""The form: plain HTML from the description of fields, a page for each kind of record, and the page that leads to them.

formulaire.js gives it its behaviour. Without JavaScript, a template to fill in and the address to send it to say it.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from prst.outputs import Output, french
from prst.outputs.addresses import FORM, form_address, root_from
from prst.outputs.classeurs import TEMPLATE
from prst.outputs.envoi import destination, shape_of
from prst.outputs.exemples import ids_of
from prst.outputs.pages import apercu, choices
from prst.outputs.pages.common import Pages
from prst.outputs.pages.declarer import TITLES
from prst.outputs.rubriques import Rubriques
from prst.records.catalogue import Catalogue
from prst.records.champs import Champ, champs_of
from prst.records.model import NATIONAL, VOCABULARIES
from prst.records.naming import keys_of_structures, names_of_structures
from prst.records.regles import table_of
from prst.records.schemas import SINGULAR
from prst.records.types import ALONE, BREAKABLE, RESERVED_IDS, fold
from prst.records.writing import text_of

BASE = FORM
SECTION = "contribuer"
"""The folder of written pages whose chrome the forms share."""
FEW = 20
"""Choices that are shown all; of more, one is looked for by typing."""

Groups = Sequence[tuple[str, str]]
"""Headings, each with the first of the fields that stand below it: the others follow in the order of the file."""


@dataclass(frozen=True, slots=True)
class Genre:
    """What is proposed: in the words of whoever proposes it."""

    kind: str
    titre: str
    un: str
    """« une ressource »: what the receipt and the mail call one."""
    quoi: str
    """What it is, and how little is needed."""
    groupes: Groups
    guide: str = "contribuer/"
    """The written page that says more."""

    @property
    def adresse(self) -> str:
        """Where its form stands."""
        return form_address(self.kind)


ABOUT_THE_RECORD = ("Suivi de la fiche", "source")
"""All kinds end with where the record comes from, and when it changed."""
GENRES: Mapping[str, Genre] = {
    genre.kind: genre
    for genre in (
        Genre(
            "livrables",
            "Proposer une ressource",
            "une ressource",
            "Un guide, une affiche, un webinaire, un outil. Cinq renseignements suffisent.",
            (
                ("L’essentiel", "titre"),
                ("Ce que l’entreprise y gagne", "promesse"),
                ("Sujets, secteurs et territoires", "themes"),
                ("Groupe et relais", "groupe"),
                ("Où la trouver", "liens"),
                ("Dates et publication", "date"),
                ("Mots-clés et droits", "mots_cles"),
                ("Textes que les relais enverront", "kit"),
                ABOUT_THE_RECORD,
            ),
            "contribuer/proposer-un-livrable/",
        ),
        Genre(
            "evenements",
            "Annoncer un événement",
            "un événement",
            "Un salon, un webinaire, une réunion. Un titre et une date suffisent.",
            (
                ("L’essentiel", "titre"),
                ("S’il revient, ou change de date", "recurrence"),
                ("Où, et qui organise", "lieu"),
                ("De quoi il s’agit, et pour qui", "description"),
                ("Ressources à diffuser", "livrables"),
                ("État, page et contact", "statut"),
                ABOUT_THE_RECORD,
            ),
            "contribuer/ajouter-un-evenement/",
        ),
        Genre(
            "relais",
            "Décrire un relais",
            "un relais",
            "Une chambre, une fédération, un service de santé au travail. Son nom et son type suffisent.",
            (
                ("L’essentiel", "nom"),
                ("Ce qu’il fait, et qui il touche", "description"),
                ("Où il agit", "secteurs"),
                ("Ses moyens de diffuser", "canaux"),
                ("Nos échanges avec lui", "sollicite"),
                ("Structure, contact et site", "structure"),
                ABOUT_THE_RECORD,
            ),
        ),
        Genre(
            "cibles",
            "Décrire une cible",
            "une cible",
            "Un public à qui s’adressent les ressources. Son nom suffit.",
            (
                ("L’essentiel", "nom"),
                ("Comment on la nomme", "accroche"),
                ("Qui elle comprend", "fait_partie_de"),
                ("Comment la toucher", "niveau_connaissance"),
                ("Qui l’entoure", "prescripteurs"),
                ("Sur le site", "icone"),
                ABOUT_THE_RECORD,
            ),
        ),
        Genre(
            "groupes",
            "Décrire un groupe de travail",
            "un groupe de travail",
            "Ce qu’il fait, qui le pilote, où il en est. Son nom suffit.",
            (
                ("L’essentiel", "nom"),
                ("Le plan et la fiche-action", "plan"),
                ("Qui y travaille", "pilotes"),
                ("Où il en est", "etat"),
                ("Sujets, publics et territoires", "themes"),
                ("Jalons et mesures", "jalons"),
                ("Sa présentation en une page", "pitch"),
                ABOUT_THE_RECORD,
            ),
        ),
        Genre(
            "enquetes",
            "Publier une enquête",
            "une enquête",
            "Ce qui a été demandé, à qui, et ce qui en est sorti. Un titre et une question suffisent.",
            (
                ("L’essentiel", "titre"),
                ("Résultats", "resultats"),
                ("Quand, et combien ont répondu", "date"),
                ("Comment, et ce que l’on en retient", "methode"),
                ("De quoi elle parle, et qui a répondu", "livrables"),
                ("L’outil et le rapport", "outil"),
                ABOUT_THE_RECORD,
            ),
        ),
        Genre(
            "structures",
            "Décrire une structure",
            "une structure",
            "Un organisme, et comment le joindre. Son nom et son type suffisent.",
            (
                ("L’essentiel", "nom"),
                ("Comment la joindre", "sigle"),
                ("Site et territoires", "url"),
                ("Si une autre a pris sa suite", "remplacee_par"),
                ("Qui travaille avec les groupes, et ce qu’elle peut offrir", "fonctions"),
                ABOUT_THE_RECORD,
            ),
        ),
        Genre(
            "retours",
            "Raconter un retour d’expérience",
            "un retour d’expérience",
            "Ce qui a été essayé, ce qui a marché ou non. Un titre, un moment, une phrase et une source suffisent.",
            (
                ("L’essentiel", "titre"),
                ("Ce qui a été essayé, et ce que vous feriez", "essai"),
                ("De quoi il s’agit, et pour qui", "themes"),
                ("Suivi de la fiche", "ajoute_le"),
            ),
            "contribuer/raconter-un-retour/",
        ),
        Genre(
            "diffusions",
            "Noter une diffusion",
            "une diffusion",
            "Ce que vous avez transmis, à qui, et ce que cela a donné. Quatre renseignements suffisent.",
            (
                ("L’essentiel", "date"),
                ("Pour qui, et ce que cela a donné", "cible"),
                ABOUT_THE_RECORD,
            ),
        ),
    )
}
"""What may be proposed, in the order in which it is offered."""

IN_A_FORM: Mapping[str, str] = {
    "cibles": "À qui cela s’adresse.",
    "format": "Sous quelle forme elle se présente.",
    "themes": "De quoi il est question.",
    "secteurs": "Pour quelles branches, si elle en vise.",
    "territoires": "Où cela vaut. Rien de coché : partout.",
    "statut": "",
    "pratique": "",
    "bilan": "",
    "etat": "",
    "genre": "",
    "leviers": "Ce qu’il peut actionner.",
    "phases": "À quel moment du travail cela sert : une ou deux suffisent.",
    "contact.a_confirmer": "Cochez si aucune coordonnée n’est encore connue.",
    "organisateur": "L’organisme qui organise. Choisissez-le dans la liste, ou écrivez son nom.",
    "contributeurs": "Les autres organismes qui y travaillent.",
    "cibles.cible": "Le public qu’il touche.",
    "a_confirmer": "Cochez si une coordonnée vient d’une source ancienne ou indirecte.",
    "exemple": "Cochez pour une fiche fictive : le site le dit où il la montre.",
    "date_a_confirmer": "Cochez tant que l’organisateur n’a pas annoncé la date.",
    "en_ligne": "Cochez si l’on y participe à distance.",
    "sollicite": "Un groupe l’a-t-il déjà sollicité ?",
    "repondu": "Une fois sollicité, a-t-il répondu ?",
    "debut": "Le jour, et l’heure si elle est connue ; ou le mois seul.",
    "fin": "Le dernier jour, ou l’heure de fin. Écrivez-la comme le début.",
    "autres_dates.debut": "Le jour, et l’heure si elle change ; ou le mois seul.",
    "modifications.statut": "",
    "autres_dates.statut": "",
    "recurrence": "Choisissez dans la liste. Autre chose se dit par une règle d’agenda (RRULE).",
    "saison": "Une occasion qui dure et revient chaque année. Le début est son premier jour, la première année.",
    "competences": "Ce qu’elle ou il peut apporter aux autres.",
    "recherche": "Ce qu’elle ou il aimerait trouver auprès des autres.",
    "fonctions.secteurs": "Les métiers que cette fonction connaît.",
    "fonctions.territoires": "Où elle agit, si ce n’est pas partout où agit sa structure.",
    "fonctions.groupes": "Les groupes auxquels elle contribue.",
    "jalons.date": "Le jour, le mois ou l’année prévus.",
    "jalons.etat": "Rien de choisi : les dates le disent.",
    "indicateurs.genre": "",
    "actions.etat": "",
    "actions.par": "Qui s’en charge. Choisissez-le dans la liste, ou écrivez son nom.",
    "revisions.cadre": "Cochez si le changement touche au cadre : il se valide de nouveau.",
    "releves.le": "Le jour, le mois ou l’année du relevé.",
    "questions.plusieurs_reponses": "Cochez si chacun pouvait en donner plusieurs.",
    "fichiers.chemin": "Le chemin du fichier dans docs/, une fois déposé.",
}
"""Help that is said otherwise where nobody writes a key, an id or a date of a file: by field, or by part and field."""
IN_THE_LIST = "Choisissez-le dans la liste, ou écrivez"
"""What is said of a name that is proposed, before « son nom »."""
DATES: Mapping[str, str] = {
    "day": "12/05/2026",
    "day_or_less": "12/05/2026, 05/2026 ou 2026",
    "when": "12/05/2026, ou 12/05/2026 à 14:30",
    "season": "du 01/06 au 15/09",
}
"""How a form writes dates, in the place of the model's examples."""
RECURRENCES: Mapping[str, str] = {
    "Chaque année, à la même date": "FREQ=YEARLY",
    "Chaque mois, le même jour": "FREQ=MONTHLY",
    "Chaque semaine": "FREQ=WEEKLY",
    "Le premier lundi du mois": "FREQ=MONTHLY;BYDAY=1MO",
    "Le premier mardi du mois": "FREQ=MONTHLY;BYDAY=1TU",
    "Le premier jeudi du mois": "FREQ=MONTHLY;BYDAY=1TH",
}
"""Rules that are proposed in words."""
SELDOM: Mapping[str, tuple[str, str]] = {
    "contact": ("suppleant", "publication_consentie"),
    "fonctions": ("nom", "publication_consentie"),
}
"""Fields of a part, from one to another, that few need: they are folded."""
ONE: Mapping[str, str] = {
    "liens": "un lien",
    "fichiers": "un fichier",
    "cibles": "un public",
    "canaux": "un canal",
    "pilotes": "un pilote",
    "fonctions": "une fonction",
    "jalons": "un jalon",
    "actions": "une action",
    "revisions": "une révision",
    "indicateurs": "un indicateur",
    "releves": "un relevé",
    "questions": "une question",
    "resultats": "une réponse",
    "modifications": "une modification",
    "autres_dates": "une date",
}
"""One of a list of parts."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be chosen, and other words that lead to it."""

    id: str
    nom: str
    phrase: str = ""
    autres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entree:
    """One field as the form shows it."""

    champ: Champ
    chemin: str
    """« contact-structure »: what its name and ids are made of."""
    controle: str
    aide: str
    exemple: str
    oblige: bool = False
    """Whether it has to be filled; one that is required in a part that may be left out is not."""
    options: tuple[Option, ...] = ()
    """All that is shown at once."""
    mots: tuple[tuple[str, str], ...] = ()
    """What is proposed while one types: words and ids."""
    noms: str = ""
    """Address of the names that are fetched when the field is reached."""
    entrees: tuple["Entree", ...] = ()
    replie: tuple["Entree", ...] = ()
    """Of a part, what few need; it stands before its last field."""
    un: str = ""


_BEFORE_ELEMENT = re.compile(r"\n +(?=<)")
_REFERRED = ("livrables", "cibles", "relais", "groupes", "structures")
"""Kinds that records refer to."""


class Formulaires:
    """The forms of one catalogue."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._catalogue = pages.catalogue

    def index(self) -> Markup:
        """Return what follows the sentence of `contribuer/formulaire.md`: what may be proposed."""
        return self._pages.fill("formulaires.html", racine=root_from(BASE), genres=GENRES.values(), modele=TEMPLATE)

    def form(self, genre: Genre) -> Iterator[Output]:
        """Yield the form of one kind."""
        yield self._page(genre)

    def outputs(self) -> Iterator[Output]:
        """Yield what forms ask for: what draws previews, the names that are too many to stand in a page, and ids."""
        yield from apercu.outputs(self._pages.env, self._pages.site)
        for kind in _REFERRED:
            if len(self._named(kind)) > FEW and (path := self._names_at(kind)) != TITLES:
                names = {one.id: one.nom for one in self._named(kind)}
                text = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
                yield Output(path, f"{text}\n".encode())

        for kind in GENRES:
            if kind != "diffusions":
                text = json.dumps(self._taken(kind), ensure_ascii=False, separators=(",", ":"))
                yield Output(_taken_at(kind), f"{text}\n".encode())

    def _taken(self, kind: str) -> dict[str, Any]:
        """Return what no other record of a kind may have, for the form to compare (regles.js, `Pris`).

        `ids` are those of records ("", the file has its name), and the former and withdrawn ones with the file that
        holds them. Targets have `mots`, the words that lead to each; groups `structures`, what each is called today.
        """
        records: Mapping[str, Any] = getattr(self._catalogue, kind)
        gone = (one.partition("/")[2] for one in self._catalogue.retraits if one.startswith(f"{kind}/"))
        ids = dict.fromkeys(gone, "retraits.yml")
        ids |= {old: f"{one.id}.yml" for one in records.values() for old in one.anciens_ids}
        found: dict[str, Any] = {"ids": dict(sorted({**ids, **dict.fromkeys(records, "")}.items()))}
        if kind == "cibles":
            synonyms = {fold(word): one.id for one in reversed([*records.values()]) for word in one.synonymes}
            found["mots"] = synonyms | {fold(one.nom): one.id for one in records.values()}
        if kind == "groupes":
            structures = self._catalogue.structures
            key_of, names = keys_of_structures(structures), names_of_structures(structures)
            found["structures"] = {
                "ids": {one: key_of(one) for one in structures},
                "noms": {name: key_of(one.id) for name, one in names.items()},
            }
        return found

    def addresses(self) -> list[str]:
        """Return the addresses of the forms."""
        return [genre.adresse for genre in GENRES.values()]

    def _page(self, genre: Genre) -> Output:
        to = destination(self._pages.site, self._pages.contacts)
        whole = text_of(genre.kind, _shown_without_javascript(genre.kind, self._catalogue))
        text = "".join(
            row for row in whole.splitlines(keepends=True) if not row.startswith("#")
        )  # for editors of files
        body = self._pages.fill(
            "formulaire.html",
            racine=root_from(genre.adresse),
            genre=genre,
            groupes=self._groups(genre),
            donnees=self._data(genre),
            seuls=ALONE,
            envoi=to,
            modele=text,
            courriel=_mail(to["courriel"], genre, text) if to["courriel"] else "",
        )
        return self._pages.plain_page(SECTION, genre.adresse, genre.titre, genre.quoi, _unindented(body))

    def _data(self, genre: Genre) -> Mapping[str, Any]:
        """Return what formulaire.js needs to know of a kind."""
        return {
            "kind": genre.kind,
            "schema": SINGULAR[genre.kind],
            "un": genre.un,
            "pris": {
                "reserves": RESERVED_IDS,
                "adresse": "" if genre.kind == "diffusions" else _taken_at(genre.kind),
            },
            "regles": table_of(genre.kind, plans=self._pages.site.plans if genre.kind == "groupes" else ()),
            "forme": shape_of(genre.kind),
            "destination": destination(self._pages.site, self._pages.contacts),
            "apercu": apercu.address_of(genre.kind),
        }

    def _groups(self, genre: Genre) -> list[tuple[str, list[Entree]]]:
        """Return the headings of a form, each with its fields in the order of the file."""
        firsts = {first: title for title, first in genre.groupes}
        groups: list[tuple[str, list[Entree]]] = []
        for champ in champs_of(genre.kind):
            if champ.name in firsts:
                groups.append((firsts[champ.name], []))
            if self._is_useful(champ):
                groups[-1][1].append(self._entree(champ))
        return [(title, found) for title, found in groups if found]

    def _entree(self, champ: Champ, above: str = "", within: bool = True) -> Entree:
        """Return a field as the form shows it; `within` is whether the part that holds it has to be there."""
        path = f"{above}.{champ.name}" if above else champ.name
        found = Entree(
            champ=champ,
            chemin=path.replace(".", "-"),
            controle=_control(champ),
            aide=BREAKABLE.sub("\u00a0", help_of(champ, path)),
            exemple=BREAKABLE.sub("\u00a0", _shown_example(champ, path)),
            oblige=champ.required and within,
        )
        if champ.fields:
            within = within and (champ.required or champ.several)
            inner = [self._entree(one, path, within) for one in champ.fields if self._is_useful(one)]
            few, seldom = _folded(champ.name, inner)
            return replace(found, entrees=tuple(few), replie=tuple(seldom), un=ONE.get(champ.name, ""))
        if champ.type == "recurrence":
            return replace(found, controle="parmi", mots=tuple(RECURRENCES.items()))
        if champ.reference:
            return self._to_choose(found)
        options = tuple(Option(value, libelle.nom, libelle.phrase) for value, libelle in champ.choices)
        return replace(found, options=options)

    def _to_choose(self, entree: Entree) -> Entree:
        """Return a field that takes ids with what may be chosen: few are shown, many are looked for."""
        champ = entree.champ
        options = self._named(champ.reference)
        if champ.reference == "territoires" and len(options) > FEW:
            near = self._pages.site.lieux
            shown = tuple(one for one in options if one.id in near)
            return replace(entree, options=shown, mots=_words(one for one in options if one.id not in near))
        if len(options) <= FEW and champ.type == "reference":
            return replace(entree, options=options)
        several = "lignes" if champ.type == "named" else "cases"
        found = replace(entree, controle=several if champ.several else "parmi")
        if len(options) <= FEW or champ.reference in VOCABULARIES:
            return replace(found, mots=_words(options))
        return replace(found, noms=self._names_at(champ.reference))

    def _named(self, target: str) -> tuple[Option, ...]:
        """Return what a vocabulary or folder holds, in the order in which one looks for it."""
        return self._names[target]

    def _names_at(self, kind: str) -> str:
        """Return where the names of the records of a kind are published; relays have those of resources already."""
        there = kind == "livrables" and not Rubriques.of(self._pages.site.sections).leaves(TITLES)
        return TITLES if there else f"{BASE}noms/{kind}.json"

    def _is_useful(self, champ: Champ) -> bool:
        """Whether there is something to choose in a field that takes nothing else."""
        return champ.required or champ.type != "reference" or bool(self._named(champ.reference))

    @cached_property
    def _names(self) -> Mapping[str, tuple[Option, ...]]:
        catalogue = self._catalogue
        found: dict[str, tuple[Option, ...]] = {}
        for kind in _REFERRED:
            records = (one for one in getattr(catalogue, kind).values() if not one.exemple)
            options = [Option(one.id, one.intitule, autres=tuple(getattr(one, "synonymes", ()))) for one in records]
            found[kind] = tuple(sorted(options, key=lambda one: french.sort_key(one.nom)))
        for name in VOCABULARIES:
            terms = getattr(catalogue, name).values()
            options = [Option(one.id, one.label, autres=one.synonymes) for one in terms]
            found[name] = tuple(sorted(options, key=lambda one: french.sort_key(one.nom)))
        places = [one.id for _region, group in choices.territories(self._pages) for one in group]
        order = [*dict.fromkeys([NATIONAL, *places])]
        found["territoires"] = tuple(sorted(found["territoires"], key=lambda one: order.index(one.id)))
        return found


def _taken_at(kind: str) -> str:
    """Return where the ids of a kind that are taken are published; what was sent to whom is not."""
    return f"{BASE}pris/{kind}.json"


def _words(options: Any) -> tuple[tuple[str, str], ...]:
    """Return the words that lead to each option: its name, then others, which say what they lead to."""
    found = {}
    for one in options:
        found[one.nom] = one.id
        for word in one.autres:
            if fold(word) != fold(one.nom):
                found.setdefault(f"{word} → {one.nom}", one.id)
    return tuple(found.items())


def _control(champ: Champ) -> str:
    """Return the kind of control that a field has."""
    if champ.type == "part":
        return "parties" if champ.several else "partie"
    if champ.several:
        return "cases" if champ.type in ("reference", "choice") else "lignes"
    if champ.type == "yes_no":
        return "oui" if champ.default == "non" else "choix"
    if champ.type in ("choice", "reference"):
        return "choix"
    if champ.type == "named":
        return "parmi"
    if champ.type in DATES:
        return "date"
    return "texte" if champ.type in ("paragraph", "prose", "message", "article", "markdown") else "ligne"


def help_of(champ: Champ, path: str) -> str:
    """Return the help of a field: said for a form where the model's speaks of keys, ids or the dates of a file."""
    short = ".".join(path.split(".")[-2:])
    text = IN_A_FORM.get(short, IN_A_FORM.get(champ.name, "") if champ.name in IN_A_FORM else None)
    if text is not None:
        return text
    if champ.type in ("day", "day_or_less", "when"):
        return champ.description.partition(" : A")[0].rstrip(".") + "."
    if champ.type == "named":
        what, _colon, named = champ.description.partition(" : un identifiant")
        return f"{what}. {IN_THE_LIST} son nom." if "ou son nom" in named else f"{what}."
    return champ.description


def _shown_example(champ: Champ, path: str) -> str:
    """Return an example that the help does not give already; what is chosen needs none."""
    chosen = champ.choices or champ.reference or champ.type == "recurrence"
    told = help_of(champ, path)
    if chosen or champ.fields or "xemple" in told or (champ.example and champ.example in told):
        return ""
    return DATES.get(champ.type, champ.example)


def _folded(name: str, entrees: Sequence[Entree]) -> tuple[list[Entree], list[Entree]]:
    """Return the fields of a part that are shown, and those that are folded before the last one."""
    if name not in SELDOM:
        return list(entrees), []
    names = [one.champ.name for one in entrees]
    first, last = (names.index(one) for one in SELDOM[name])
    return [*entrees[:first], *entrees[last + 1 :]], list(entrees[first : last + 1])


def _shown_without_javascript(kind: str, catalogue: Catalogue) -> dict[str, Any]:
    """Return what a record holds that is to be filled in by hand: what is required, with examples."""
    return {champ.name: _example(champ, catalogue) for champ in champs_of(kind) if champ.required}


def _example(champ: Champ, catalogue: Catalogue) -> Any:
    if champ.fields:
        ways = ("courriel",)
        inner = [one for one in champ.fields if one.required or one.name in ways]
        return {one.name: _example(one, catalogue) for one in inner}
    named = ids_of(catalogue, champ.reference)[:1] if champ.type == "reference" else []
    text = "".join(named) or champ.example or champ.title
    return [text] if champ.several else text


def _unindented(html: Markup) -> Markup:
    """Return HTML whose elements begin their lines: a form weighs 0.1 KiB less. Records keep their margins."""
    return Markup(_BEFORE_ELEMENT.sub("\n", html))


def _mail(courriel: str, genre: Genre, text: str) -> str:
    """Return the address of a mail that holds the record to be filled in (RFC 6068)."""
    body = f"Bonjour,\r\n\r\nJe propose {genre.un}.\r\n\r\n" + text.replace("\n", "\r\n")
    return f"mailto:{courriel}?subject={quote(genre.titre)}&body={quote(body)}"
