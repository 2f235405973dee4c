"""Kits: what a relay passes on of a resource, ready to send: a mail, texts of two lengths, a post, an article.

The record's own texts (`kit`) come first, then those of its promise, its summary and its description, cut between two
sentences. What is missing is left out: nothing is filler. Contents follow the kits of French campaigns (Santé publique
France, « Guide à l’usage des partenaires »; Sécurité routière, « kit de communication »).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from prst.analysis.contacts import Chaine, Interlocuteur
from prst.analysis.derived import Derived
from prst.outputs import french
from prst.outputs.addresses import record_address
from prst.outputs.courriels import LONGEST
from prst.outputs.pages.rendering import markdown
from prst.outputs.textes import plain, shown, whole
from prst.records.model import Kit as WrittenTexts
from prst.records.model import Livrable, ModeEmploi
from prst.records.types import count_words, fold

BRIEF, LONGER = 40, 80
"""Words of the two texts for newsletters: an item among others, and one that stands out."""
POST, LINK = 280, 23
"""Signs of a post that every network takes, and those that each counts for a link, whatever its length."""
SUBJECT = 120
NEW = 0.4
"""Share of new words from which a sentence adds to the promise, which often says the summary again."""
NAMED = 3
"""Targets, or occasions, that a text names; it counts the others."""

ARCHIVED = "Cette ressource est archivée\u00a0: son contenu n’est plus tenu à jour. Ne la transmettez plus."
FICTITIOUS = "Cette fiche est un exemple\u00a0: il n’y a rien à transmettre."


class Lien(NamedTuple):
    """A link of a text: what it is called, and its whole address."""

    libelle: str
    url: str


class Titre(str):
    """A line that stands out where a text is laid out."""

    __slots__ = ()


_Line = str | Lien
_Block = Sequence[_Line]
"""A paragraph, by its lines."""


@dataclass(frozen=True, slots=True)
class Texte:
    """A text to send, plain and laid out; both say the same."""

    nom: str
    """`courriel`, `breve`, `paragraphe`, `reseaux` or `article`."""
    titre: str
    blocs: Sequence[_Block]
    """Paragraphs; those that end an article."""
    article: str = ""
    """Markdown."""
    objet: str = ""
    """Of a mail."""

    @property
    def texte(self) -> str:
        """The plain text: paragraphs one empty line apart."""
        end = "\n\n".join(["\n".join([_said(line) for line in block]) for block in self.blocs])
        return f"{whole(self.article)}\n\n{end}" if self.article else end

    @property
    def html(self) -> Markup:
        """The text as it is laid out: a record's own HTML is shown, never read."""
        end = "".join([f"<p>{'<br>'.join([_shown(line) for line in block])}</p>" for block in self.blocs])
        return Markup(f"{markdown(self.article)}{end}" if self.article else end)

    @property
    def mailto(self) -> str:
        """The address that opens a mail program with the text, as it stands (RFC 6068)."""
        return mailto(self.objet, self.texte)


@dataclass(frozen=True)
class Kit:
    """What a relay passes on of one resource."""

    fiche: Livrable
    lien: str
    """The page of the resource: its whole address, with the relay that passes it on where one is named."""
    chaine: Chaine
    """Whom to call; nobody who is named."""
    cibles: tuple[str, ...]
    occasions: tuple[str, ...]

    @cached_property
    def textes(self) -> Mapping[str, Texte]:
        """The texts by name: those that there is something for, the mail first."""
        made = (make(self) for _title, make in _TEXTS.values())
        return {text.nom: text for text in made if text}

    @property
    def courriel(self) -> str:
        """The `mailto:` address of the mail; of a shorter one where its text is too long for mail programs."""
        subject, link = self._subject, self.lien
        texts = (self.textes[name].texte for name in ("courriel", "paragraphe", "breve") if name in self.textes)
        found = (mailto(subject, text) for text in chain(texts, (link,)))
        return next((address for address in found if len(address) <= LONGEST), mailto("", link))

    @property
    def mode_emploi(self) -> list[tuple[str, str]]:
        """When, to whom and how it is passed on: title and text of what is known."""
        own = self._own.mode_emploi or ModeEmploi()
        known = {
            "quand": own.quand or (ended(f"À l’occasion\u00a0: {_few(self.occasions)}") if self.occasions else None),
            "a_qui": own.a_qui or (ended(_few(self.cibles)) if self.cibles else None),
            "comment": own.comment,
        }
        return [(str(ModeEmploi.model_fields[name].title), text) for name, text in known.items() if text]

    @property
    def seances(self) -> list[tuple[str, str]]:
        """What to do with it in a group: title and text of what is known."""
        own = {name: getattr(self._own, name) for name in ("en_une_heure", "en_une_demi_journee")}
        return [(str(WrittenTexts.model_fields[name].title), text) for name, text in own.items() if text]

    @property
    def arguments(self) -> tuple[str, ...]:
        """What to answer to a member who hesitates."""
        return self._own.arguments

    @property
    def texte_alternatif(self) -> str:
        """What its picture shows; '' where nobody said."""
        return self._own.texte_alternatif or ""

    @property
    def licence(self) -> str:
        """The terms of its reuse; '' where nobody said."""
        return self.fiche.licence or ""

    @property
    def qui(self) -> Interlocuteur | None:
        """Who answers for it directly, or None."""
        return self.chaine.qui[0] if self.chaine.directe and self.chaine.qui else None

    @property
    def _own(self) -> WrittenTexts:
        return self.fiche.kit or _NOTHING

    @property
    def _subject(self) -> str:
        return french.shorten(self.fiche.titre, SUBJECT)

    # The record's words

    @cached_property
    def _promise(self) -> str:
        return ended(promise_of(self.fiche))

    @cached_property
    def _sentences(self) -> list[str]:
        """What the record says, promise first, sentence by sentence, until its description makes a list."""
        said = [*sentences(self._promise), *self._summary]
        for paragraph in _prose(self.fiche.description or ""):
            if not (found := sentences(paragraph)) or not _ENDED.search(found[-1]):
                break
            said += found
        return said

    @cached_property
    def _summary(self) -> list[str]:
        """The sentences of the summary, without those that say what the title and the promise just said."""
        found = summary_of(self.fiche)
        if not self._promise:
            return found
        known = _words(f"{self.fiche.titre} {self._promise}")
        return [one for one in found if len((words := _words(one)) - known) >= NEW * len(words)]

    @property
    def _facts(self) -> str:
        """For whom it is; '' where its targets are not known."""
        return ended(f"Pour qui\u00a0? {_few(self.cibles)}") if self.cibles else ""

    @property
    def _see(self) -> Lien:
        return Lien("Voir la ressource", self.lien)

    # Texts

    def _mail(self) -> Texte | None:
        own, facts = self._own, [self._facts] if self._facts else []
        title = Titre(self.fiche.titre)
        blocks: list[_Block]
        if own.message:
            blocks = [block.split("\n") for block in own.message.split("\n\n")]
        elif said := own.paragraphe or own.breve:
            blocks = [[title], [ended(said), *facts]]
        else:  # a mail has room for a summary that says the promise again in other words
            blocks = [[self._promise]] if self._promise else []
            blocks += [[title, *([said] if (said := " ".join(summary_of(self.fiche))) else []), *facts]]
        if not (own.message and _GREETED.match(own.message)):
            blocks.insert(0, ["Bonjour,"])
        return self._text("courriel", [*blocks, [self._see], *_asked(self.qui)])

    def _brief(self) -> Texte | None:
        return self._of_newsletter("breve", self._own.breve, upto(self._sentences, BRIEF))

    def _longer(self) -> Texte | None:
        facts = self._facts
        said = ended(self._own.breve or "") or upto(self._sentences, LONGER - count_words(facts))
        return self._of_newsletter("paragraphe", self._own.paragraphe, f"{said} {facts}" if said and facts else said)

    def _of_newsletter(self, name: str, own: str | None, said: str) -> Texte | None:
        text = ended(own or said)
        return self._text(name, [[Titre(self.fiche.titre)], [text], [self._see]]) if text else None

    def _post(self) -> Texte | None:
        """Return the title, what to say and the link: as much of the second as every network takes."""
        room = POST - LINK - len(self.fiche.titre) - 1
        said = upto(self._sentences, room, lambda sentence: len(sentence) + 1)
        lines = [self._own.reseaux] if self._own.reseaux else [Titre(self.fiche.titre), *([said] if said else [])]
        return self._text("reseaux", [[*lines, Lien("", self.lien)]])

    def _article(self) -> Texte | None:
        text = self._own.article
        return Texte("article", _TEXTS["article"][0], [[self._see]], text) if text else None

    def _text(self, name: str, blocks: Sequence[_Block]) -> Texte:
        return Texte(name, _TEXTS[name][0], blocks, objet=self._subject if name == "courriel" else "")


_NOTHING = WrittenTexts()
_TEXTS: Mapping[str, tuple[str, Callable[[Kit], Texte | None]]] = {
    "courriel": ("Courriel", Kit._mail),
    "breve": ("Brève de lettre d’information", Kit._brief),
    "paragraphe": ("Paragraphe de lettre d’information", Kit._longer),
    "reseaux": ("Réseaux sociaux", Kit._post),
    "article": ("Article prêt à paraître", Kit._article),
}
"""Title of each text, and what makes it; in the order in which they are shown."""


def kit_of(fiche: Livrable, derived: Derived, relais: str = "") -> Kit:
    """Return the kit of a resource, whose links tell by which relay (its id) they were passed on, if one is named.

    Its occasions are those that are still to come on the day of reference.
    """
    catalogue, coming = derived.catalogue, derived.coming_of
    address = catalogue.site.base + record_address("livrables", fiche.id)
    names = (catalogue.cibles[one].nom for one in fiche.cibles if one in catalogue.cibles)
    pushing = catalogue.referring("evenements", "livrables", fiche.id)
    events = (one.titre for one in pushing if coming[one.id] and not one.exemple)
    chain = derived.contacts.of(fiche, persons=False)
    return Kit(fiche, via(address, relais), chain, tuple(names), tuple(dict.fromkeys(events)))


def promise_of(fiche: Livrable) -> str:
    """Return the promise of a resource; '' without one, and where it says the title over again."""
    return "" if _same(fiche.promesse or "", fiche.titre) else fiche.promesse or ""


def summary_of(fiche: Livrable) -> list[str]:
    """Return the sentences of the summary of a resource that are neither its title nor one of its promise."""
    known = [fiche.titre, *sentences(promise_of(fiche))]
    return [one for one in sentences(ended(fiche.resume)) if not any(_same(one, said) for said in known)]


def via(address: str, relais: str) -> str:
    """Return an address that tells by which relay it was passed on; the same where none is named."""
    return f"{address}?via={quote(relais, safe='')}" if relais else address


def refusal(fiche: Livrable) -> str:
    """Return why a resource is not to be passed on, in a sentence; '' for one that is."""
    return ARCHIVED if fiche.statut == "archive" else FICTITIOUS if fiche.exemple else ""


def mailto(subject: str, text: str) -> str:
    """Return the address that opens a mail to whomever its sender chooses (RFC 6068, sections 2 and 5)."""
    body = quoted(text.replace("\n", "\r\n"))
    return f"mailto:?subject={quoted(subject)}&body={body}" if subject else f"mailto:?body={body}"


def quoted(text: str) -> str:
    """Return a text as an address writes it (RFC 3986, section 2.1)."""
    return text.translate(_QUOTED)


class _Quoted(dict[int, str]):
    """Each sign as an address writes it, worked out once: quoting a whole mail takes as long as the rest of a kit."""

    def __missing__(self, sign: int) -> str:
        self[sign] = quote(chr(sign), safe="")
        return self[sign]


_QUOTED = _Quoted()


def lacking(fiche: Livrable) -> list[str]:
    """Return the keys that would make a better kit, those that help most first; none where nothing is passed on."""
    if refusal(fiche):
        return []
    own = fiche.kit or _NOTHING
    wanted = {
        "promesse": fiche.promesse,
        "licence": fiche.licence,
        "kit.mode_emploi": own.mode_emploi,
        "kit.arguments": own.arguments,
        "kit.article": own.article,
    }
    return [name for name, value in wanted.items() if not value]


# Sentences

_BETWEEN = re.compile(r"(?<=[.!?…])(?P<quote>\s?»|\))?[ \u00a0\u202f]+(?=[«“\"(]?[\u00a0\u202f ]?[A-ZÀ-ÖØ-ÞŒ])")
"""Where one sentence may end and the next begin."""
_ENDED = re.compile(r"[.!?…](?:[ \u00a0\u202f]?»)?$|(?:^|[.!?…][ \u00a0\u202f])\([^()]*[.!?…]\)$")
"""What ends as a sentence does: quoted words and an aside that stand in a sentence are not its end."""
_SMALL = re.compile(r"[a-zà-öø-ÿœ]+(?![\w.@])")
"""A first word without any capital, which no brand or address is (« monDOCunique », « www.inrs.fr »)."""
_LOOSE = " \u00a0\u202f,;:–-"
"""What no sentence ends with."""
_GREETED = re.compile(r"bonjour\b", re.IGNORECASE)
"""A mail of a record's own that greets already, though it is asked not to."""
_WORD = re.compile(r"\b(?:[a-z]{4}|[a-z]*\d+)")
_TOOLS = frozenset({"pour", "dans", "avec", "leur", "vous", "votr", "sans", "sous", "dont", "elle", "cett", "lors"})
_SHORT = re.compile(
    r"(?:^|[\s(’'«-])(?:[A-ZÀ-Þ]|MM?|Mmes?|Mlles?|Drs?|Prs?|art|cf|env|etc|ex|fig|ill|n|no|p|pp|vol|chap|éd|av|bd|st|ste|tél)\.$",
    re.IGNORECASE,
)
"""What ends with a point that ends no sentence: initials and abbreviations."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph. Where it is not sure that one ends, none does."""
    found, start, text = [], 0, text.strip()
    for match in _BETWEEN.finditer(text):
        end = match.start() + len(match["quote"] or "")
        if not _SHORT.search(text[start : match.start()]):
            found.append(text[start:end])
            start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def upto(said: Iterable[str], most: int, measure: Callable[[str], int] = count_words) -> str:
    """Return as many of the first sentences as a bound allows, by words unless said otherwise; '' where none fits."""
    kept: list[str] = []
    for sentence in said:
        most -= measure(sentence)
        if most < 0:
            break
        kept.append(sentence)
    return " ".join(kept)


def _words(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a text that say something."""
    return frozenset(_WORD.findall(fold(text))) - _TOOLS


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same word for word, whatever their capitals, accents and last point."""
    return fold(one).strip(f"{_LOOSE}.") == fold(other).strip(f"{_LOOSE}.")


def ended(text: str) -> str:
    """Return a text that begins and ends as a sentence does."""
    text = text.strip()
    if _SMALL.match(text):
        text = text[0].upper() + text[1:]
    return text if not text or _ENDED.search(text) else f"{text.rstrip(_LOOSE)}."


def _prose(text: str) -> Iterator[str]:
    """Yield the paragraphs of a Markdown text, until there is something else: a list, a table, a heading."""
    for block in re.split(r"\n[ \t]*\n", text):
        if re.match(r"\s*(?:[#>|`~*+<-]|\d+[.)])|\s{4}", block):
            break
        yield " ".join(plain(block).split())


def _few(names: Sequence[str]) -> str:
    """Return the first names of a list, and how many there are besides."""
    more = len(names) - NAMED
    shown = list(names[:NAMED] if more > 1 else names[: NAMED + 1])  # one more is as soon named as counted
    return french.listed([*shown, *([f"et {more} autres"] if more > 1 else [])])


def _asked(qui: Interlocuteur | None) -> list[_Block]:
    """Return whom to ask, as a line; nothing where there is no way to."""
    ways = [way for way in (qui.telephone, qui.courriel) if way] if qui else []
    if qui and ways:
        return [[f"Une question\u00a0? {qui.nom}\u00a0: {', '.join(ways)}"]]
    return [[Lien(f"Une question\u00a0? {qui.nom}", qui.formulaire)]] if qui and qui.formulaire else []


# Layouts


def _said(line: _Line) -> str:
    if isinstance(line, Lien):
        return f"{line.libelle}\u00a0: {line.url}" if line.libelle else line.url
    return line


def _shown(line: _Line) -> str:
    """Return the HTML of a line, as text: a record's own HTML is shown, never read."""
    if isinstance(line, Lien):
        return f'<a href="{shown(line.url)}">{shown(line.libelle or line.url)}</a>'
    return f"<strong>{shown(str(line))}</strong>" if isinstance(line, Titre) else shown(line)
