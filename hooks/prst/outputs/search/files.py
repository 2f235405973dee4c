"""The files of the search: its entry, the shards of its index, cards and facets."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from lunr.builder import Builder

from prst.analysis.derived import Derived
from prst.analysis.holds import ELSEWHERE, Cercle
from prst.analysis.occurrences import COMING_OF_EACH, Occurrence
from prst.outputs import Output, french
from prst.outputs.addresses import ELSEWHERE_BASE, asked_at
from prst.outputs.facettes import FACETTES, facet_values
from prst.outputs.search.documents import FIELDS, MANUAL, Document, Late, Written, documents, last_months, lateness
from prst.outputs.search.inverted import InvertedIndex
from prst.outputs.search.places import names, places
from prst.outputs.search.repairs import RULES
from prst.outputs.search.shards import ALPHABET, LAST, Shards, numbers, rising
from prst.outputs.search.terms import Reader
from prst.outputs.search.words import GENERAL, IRREGULAR, PREFIXES, STOP_WORDS, WHOM
from prst.records.catalogue import Catalogue
from prst.records.model import Evenement, Livrable
from prst.records.partenaires import Ressource

CARDS_A_FILE = 5
SUMMARY_LENGTH = 180
PLAIN_CARD = 4
"""Parts of a card without targets nor date."""
DATED_CARD = 7
"""Parts of the card of what holds in this region."""
FOLDER = "recherche/"
TIERS = {"titre": 0, "promesse": 1, "mots_cles": 2, "resume": 4, "cibles": 3, "corps": 4}
"""How near a document is to a question whose words all stand there, in half tiers; a tag has the later half.

lunr's score counts among equals alone.
"""
KINDS = {
    "livrables": "Ressources",
    "cibles": "Publics",
    "relais": "Relais",
    "groupes": "Groupes",
    "evenements": "Rendez-vous",
    "enquetes": "Enquêtes",
    "structures": "Structures",
    "ailleurs": "Ailleurs",
    "pages": "Pages",
    "pilotes": "Pour les pilotes",
}
"""What readers choose among results, in the order of documents: sections, then vocabulary terms and written pages."""


def create_files(catalogue: Catalogue, written: Iterable[Written], derived: Derived | None = None) -> Iterator[Output]:
    """Yield the files of the search: its entry `recherche/index.json`, and a folder named after what it holds.

    The folder's name changes with its content, so that browsers may keep its files; the entry tells it. A document is
    known by its number; deliverables come first, those that serve their reader now before the others, each in the order
    of their list. `derived` is what is derived from the catalogue, where it is known already.
    """
    derived = derived or Derived(catalogue)
    found = list(documents(derived, written))
    reader = Reader(catalogue, found)
    index = InvertedIndex(list(FIELDS))
    for document in found:
        index.add(reader.read(document))
    tags = {tag: words for tag, words in reader.tags().items() if tag in index}
    known = {term: words for term, words in reader.forms().items() if term in index}
    shards = Shards(index, known, names(catalogue))
    fiches = [fiche for document in found if isinstance(fiche := document.fiche, Livrable)]
    contents = [
        *((f"termes/{place}.json", text) for place, text in enumerate(shards)),
        ("formes.json", _json({**RULES, "mots": " ".join(reader.spelt(tags))})),
        ("lieux.json", _json(places(derived.holds, found))),
        *((f"fiches/{place}.json", text) for place, text in enumerate(_cards(derived, found))),
        *((f"facettes/{name}.json", _json(facet)) for name, facet in _facets(derived, fiches)),
        ("titres.json", _json(_by_title(fiches))),
        *(("facettes/partenaires.json", _json(orders)) for orders in _orders_elsewhere(derived)),
    ]
    digest = sha256()
    for path, text in contents:
        digest.update(f"{path}\0{text}\0".encode())
    folder = f"{FOLDER}{digest.hexdigest()[:12]}/"
    for path, text in contents:
        yield Output(folder + path, text.encode())
    lunr = Builder()
    entry = {
        "dossier": folder,
        "documents": len(found),
        "sortes": _kinds(found),
        "champs": FIELDS,
        "rangs": [TIERS[name] for name in FIELDS],
        "apres": _after(derived, found),
        "finis": _over(derived, found),
        "composes": " ".join(reader.compounds.asked()),
        "prefixes": " ".join(PREFIXES.split()),
        "moyennes": index.average_lengths(),
        "k1": lunr._k1,
        "b": lunr._b,
        "termes": shards.firsts,
        "fiches": CARDS_A_FILE,
        "etiquettes": {tag: " ".join(words) for tag, words in tags.items()},
        "facettes": list(FACETTES),
        "vides": " ".join(STOP_WORDS.split()),
        "appels": " ".join(WHOM.split()),
        "generaux": GENERAL,
        "irreguliers": IRREGULAR,
        "chiffres": ALPHABET,
        "derniers": LAST,
    }
    yield Output(f"{FOLDER}index.json", _json(entry).encode())


def _kind(document: Document) -> str:
    if document.address.startswith(MANUAL):
        return "pilotes"
    if document.fiche:
        return document.fiche.kind
    return "ailleurs" if document.address.startswith(ELSEWHERE_BASE) else "pages"


def _kinds(found: Iterable[Document]) -> list[tuple[str, str, int]]:
    """Return (name, label, number of documents) of each kind."""
    counts = Counter(_kind(document) for document in found)
    return [(name, label, counts[name]) for name, label in KINDS.items() if name != "ailleurs" or counts[name]]


# What comes first


def lateness_of(derived: Derived, document: Document) -> Late:
    """Return how late a document comes."""
    if document.fiche:
        return lateness(derived, document.fiche)
    return Late(int(not document.tag), far=document.address.startswith(ELSEWHERE_BASE))


def _after(derived: Derived, found: Sequence[Document]) -> list[tuple[int, int, int, int]]:
    """Return the ranges of documents that come late: by how many tiers, whether of elsewhere, from, until."""
    ranges = []
    for late, group in groupby(range(len(found)), lambda number: lateness_of(derived, found[number])):
        members = list(group)
        if any(late):
            ranges.append((late.tiers, int(late.far), members[0], members[-1] + 1))
    return ranges


def _over(derived: Derived, found: Sequence[Document]) -> list[tuple[int, str, str]]:
    """Return of each row of events its first document, the first month in which one ends, and how many in each month.

    What is past on the reader's day is told of months alone: an entry of days would weigh as much as the rest. Events
    of other regions make a row of their own.
    """
    ends = last_months(derived)
    events = [number for number, document in enumerate(found) if isinstance(document.fiche, Evenement)]
    rows = []
    for _late, group in groupby(events, lambda number: lateness_of(derived, found[number])):
        members = list(group)
        counts = Counter(ends[fiche.id] for number in members if (fiche := found[number].fiche))
        first, last = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (min(counts), max(counts)))
        months = (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1))
        rows.append((members[0], min(counts), numbers(counts[month] for month in months)))
    return rows


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# Cards and facets


def _cards(derived: Derived, documents: Sequence[Document]) -> Iterator[str]:
    """Yield files of cards: [address, genre, title, summary], then where known [targets, date, archived, where, whom].

    `where` names the regions of what concerns none of this site's; `whom`, who is asked first and where.
    """
    for start in range(0, len(documents), CARDS_A_FILE):
        yield _json([_card(derived, document) for document in documents[start : start + CARDS_A_FILE]])


def _card(derived: Derived, document: Document) -> list[Any]:
    summary = french.shorten(document.summary, SUMMARY_LENGTH)
    card: list[Any] = [document.address, document.genre, document.title, summary]
    fiche = document.fiche
    if isinstance(fiche, Livrable):
        cibles = [derived.catalogue.cibles[identity].nom for identity in fiche.cibles]
        card += [cibles, french.iso(fiche.date) if fiche.date else "", int(fiche.statut == "archive")]
    elif isinstance(fiche, Evenement):
        card += [[], _days(derived, fiche), 0]
    if fiche is not None and hasattr(fiche, "territoires") and (where := derived.holds.elsewhere(fiche)):
        card += [*([[], "", 0] if len(card) == PLAIN_CARD else []), where]
    if isinstance(fiche, Livrable) and (asked := asked_at(derived.contacts, fiche)):
        card += [*([""] if len(card) == DATED_CARD else []), asked]
    return card


def _days(derived: Derived, evenement: Evenement) -> str | list[str]:
    """Return the days of an event that are to come, or its last one, each with its last day where that differs.

    A question mark ends those whose date is to be confirmed. Which of them is the next one, and whether all are over,
    is decided on the reader's day. One that is known of no day says what its record says. A day on which it does not
    take place is left out where there are others.
    """
    found = derived.occurrences[evenement.id]
    coming = derived.coming_of[evenement.id]
    known = [one for one in coming if one.statut == "confirme"][:COMING_OF_EACH] or coming[:1] or found[-1:]
    days = [f"{_day(one)}{'?' * one.a_confirmer}" for one in known]
    return days or french.iso(evenement.debut)


def _day(one: Occurrence) -> str:
    return str(one.quand) if str(one.quand) == str(one.fin) else f"{one.quand}/{one.fin}"


def _facets(derived: Derived, fiches: Sequence[Livrable]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (name, facet): its title, and its values as [id, label, address of its page or '', documents that name it].

    What contains a value follows it, from which the browser works out what holds. The last one, `etat`, tells which are
    archived, which are to be read again from which day on, because what is up to date is decided on the reader's day,
    and which concern other regions only. In the order of dates, what comes late in the index stands at the places of
    `tard`, one list for each lateness. What partners publish is numbered after ours, in the order of its documents.
    """
    holds = derived.holds
    for name, values in facet_values(holds, fiches):
        ranks = {value.id: rank for rank, value in enumerate(values)}
        theirs = _named_elsewhere(derived, name, len(fiches))
        listed = [
            [
                *(value.id, value.label, value.address),
                rising([*value.own, *theirs.get(value.id, ())]),
                *_circles(value.cercles, ranks),
            ]
            for value in values
        ]
        yield name, {"titre": FACETTES[name].title, "valeurs": listed}
    due: dict[str, list[int]] = defaultdict(list)
    for place, fiche in enumerate(fiches):
        if fiche.a_revoir_le:
            due[fiche.a_revoir_le.isoformat()].append(place)
    far = [place for place, fiche in enumerate(fiches) if not holds.here(fiche)]
    archived = [place for place, fiche in enumerate(fiches) if fiche.statut == "archive"]
    by_date = [lateness(derived, fiche) for fiche in holds.catalogue.livrables.values() if not fiche.exemple]
    later = [[place for place, late in enumerate(by_date) if late == level] for level in sorted({*by_date})[1:]]
    yield (
        "etat",
        {
            "archives": rising(archived),
            "a_revoir": [[day, rising(due[day])] for day in sorted(due)],
            "ailleurs": [ELSEWHERE.titre, rising(far)],
            "tard": [rising(places) for places in later],
        },
    )


def _elsewhere(derived: Derived) -> list[Ressource]:
    """Return what partners publish, in the order of its documents."""
    return [one for copie in derived.catalogue.ailleurs.values() for one in copie.ressources]


def _named_elsewhere(derived: Derived, facet: str, first: int) -> Mapping[str, list[int]]:
    """Return the numbers of what partners publish by the values of one of our facets that they name."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(_elsewhere(derived), first):
        years = (one.date[:4],) if one.date else ()
        named = {"cibles": one.cibles, "themes": one.themes}
        values = derived.ailleurs.ids(facet, named[facet]) if facet in named else years if facet == "annees" else ()
        for value in dict.fromkeys(values):
            found[value].append(place)
    return found


def _orders_elsewhere(derived: Derived) -> Iterator[dict[str, str]]:
    """Yield the orders of what partners publish among itself, once, where there is any: by date and by title."""
    found = _elsewhere(derived)
    if found:
        by_date = sorted(range(len(found)), key=lambda place: found[place].date, reverse=True)
        by_title = sorted(range(len(found)), key=lambda place: french.sort_key(found[place].titre))
        yield {"date": numbers(by_date), "titre": numbers(by_title)}


def _circles(cercles: Iterable[Cercle], ranks: Mapping[str, int]) -> Iterator[list[Any]]:
    """Yield [[heading, ranks of the values for which what is made holds], …], once, where there is something to say."""
    said = [[cercle.titre, [ranks[one] for one in cercle.ids if one in ranks]] for cercle in cercles]
    if said:
        yield said


def _by_title(fiches: Sequence[Livrable]) -> str:
    """Return the numbers of deliverables in the order of their titles."""
    return numbers(sorted(range(len(fiches)), key=lambda place: french.sort_key(fiches[place].titre)))
