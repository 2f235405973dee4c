"""Whether the addresses of others still lead somewhere: what each is asked, and what a round of questions comes to.

A page that readers are sent to is asked for as a browser would ask, once in some weeks: this is no crawling, which
robots.txt (RFC 9309) is about. One question at a time for each host, with a pause between two.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urldefrag, urlsplit

from prst.asking import REDIRECTS, AskingError, CutError, Deadline, Web, answer, led_to
from prst.browsers import as_browsers_write
from prst.records import urls
from prst.records.catalogue import Catalogue
from prst.records.liens import Etat, Liens, LienSuivi, addresses_of

SECONDS = 20
"""Longest time for one address, all redirects included."""
LONGEST = 200
"""Signs of a reason: it may quote the name of a host."""
LASTING = frozenset((301, 308))
"""Redirects that say that the address has changed for good (RFC 9110, sections 15.4.2 and 15.4.9)."""
GONE = frozenset((404, 410))
TOO_OFTEN = 429
"""« Too Many Requests » (RFC 6585, section 4)."""
REFUSED = frozenset((401, 402, 403, 405, 406, 407, 418, 429, 451, 999))
"""What sites answer to programs, where a browser is often let in."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an address answers; `etat` is None where it leads to a page."""

    etat: Etat | None = None
    raison: str = ""
    vers: str | None = None


@dataclass(slots=True)
class Cite:
    """Where an address is cited."""

    fiches: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)


def cited(catalogue: Catalogue, pages: Iterable[tuple[str, str]] = ()) -> dict[str, Cite]:
    """Return where each address is cited, without its fragment: by records, and by (page, address) of written pages."""
    found: dict[str, Cite] = defaultdict(Cite)
    for fiche in catalogue.records():
        if fiche.exemple:
            continue
        for address in sorted({urldefrag(address).url for _place, address in addresses_of(fiche)}):
            found[address].fiches.append(f"{fiche.kind}/{fiche.id}")
    for page, address in sorted({(page, urldefrag(address).url) for page, address in pages}):
        found[address].pages.append(page)
    own = catalogue.site.base
    return {address: cite for address, cite in found.items() if not as_browsers_write(f"{address}/").startswith(own)}


# One address


def probe(address: str, agent: str, web: Web, seconds: float = SECONDS) -> Verdict:
    """Return what an address answers. Nothing is raised, and nothing of a page is read but its first byte."""
    deadline, lasting, successor, here = Deadline(seconds), True, None, address
    try:
        for _step in range(REDIRECTS + 1):
            status, following = _ask(here, agent, deadline, web)
            if following is None:
                return _judge(status, address, successor)
            lasting = lasting and status in LASTING
            successor = following if lasting else successor
            here = following
    except AskingError as error:
        return Verdict("injoignable", str(error))
    return Verdict("injoignable", f"plus de {REDIRECTS} redirections")


def _ask(address: str, agent: str, deadline: Deadline, web: Web) -> tuple[int, str | None]:
    """Return the status of an answer and where it leads; the head first, then one byte where that is refused.

    A site that has been asked too often is not asked again.
    """
    headers = {"User-Agent": agent, "Accept": "text/html, */*;q=0.5", "Accept-Language": "fr"}
    with suppress(CutError), answer(address, "HEAD", headers, deadline, web) as response:
        following = led_to(address, response)
        if following is not None or response.status < 400 or response.status == TOO_OFTEN:
            return response.status, following
    with answer(address, "GET", {**headers, "Range": "bytes=0-0"}, deadline, web) as response:
        return response.status, led_to(address, response)


def _judge(status: int, address: str, successor: str | None) -> Verdict:
    if status in GONE:
        return Verdict("mort", f"le serveur répond {status}")
    if status in REFUSED:
        return Verdict("refuse", f"le serveur répond {status}")
    if status >= 400 and status != 416:  # a page of no byte has no first one
        return Verdict("injoignable", f"le serveur répond {status}")
    if successor is None:
        return Verdict()
    if not _path(successor) and _path(address):
        return Verdict("deplace", "mène maintenant à l’accueil du site\u00a0: cherchez-y la page")
    try:
        urls.check_web_address(urldefrag(successor).url)
    except urls.AddressError:
        return Verdict("deplace", "le site annonce une nouvelle adresse, que personne ne peut écrire")
    return Verdict("deplace", "le site annonce une nouvelle adresse", urldefrag(successor).url)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path.strip("/") + parts.query


# A round


def in_turn(addresses: Iterable[str], known: Mapping[str, date], limit: int | None) -> list[list[str]]:
    """Return the addresses to ask, those of one host together: never asked first, then those asked longest ago."""
    order = sorted(addresses, key=lambda address: (known.get(address, date.min), address))
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in order[:limit]:
        hosts[urlsplit(address).netloc.lower()].append(address)
    return sorted(hosts.values(), key=lambda found: (-len(found), found))  # the longest first, to end together


def report(
    cites: Mapping[str, Cite], verdicts: Mapping[str, Verdict], before: Liens | None, today: date, *, answered: int
) -> Liens:
    """Return the report of a round: what was asked now, and what an earlier one said of the rest.

    Of the links that did not lead to their page at once, each keeps the first day on which it was seen so; one that
    nothing cites any more is left out. `answered` is how many others are known to answer.
    """
    former = {lien.adresse: lien for lien in before.liens} if before else {}
    found = []
    for address, cite in cites.items():
        verdict, old = verdicts.get(address), former.get(address)
        if verdict is None and old is not None:
            verdict = Verdict(old.etat, old.raison, old.vers)
        if verdict is not None and verdict.etat is not None:
            found.append(_followed(address, verdict, old, cite, today))
    order: Sequence[Etat] = ("mort", "deplace", "injoignable", "refuse")
    found.sort(key=lambda lien: (order.index(lien.etat), lien.adresse))
    return Liens.model_construct(le=today, verifies=answered + len(found), liens=tuple(found))


def _followed(address: str, verdict: Verdict, old: LienSuivi | None, cite: Cite, today: date) -> LienSuivi:
    same = old is not None and (old.etat == verdict.etat or {old.etat, verdict.etat} <= {"mort", "injoignable"})
    return LienSuivi.model_construct(
        adresse=address,
        etat=verdict.etat,
        raison=verdict.raison[:LONGEST],
        depuis=old.depuis if old is not None and same else today,
        vers=verdict.vers,
        fiches=tuple(cite.fiches),
        pages=tuple(cite.pages),
    )


def no_network(verdicts: Mapping[str, Verdict], least: int = 3) -> bool:
    """Whether so many addresses failed, and none answered, that it is we who are cut off."""
    return len(verdicts) >= least and all(one.etat == "injoignable" for one in verdicts.values())


Probe = Callable[[str], Verdict]
