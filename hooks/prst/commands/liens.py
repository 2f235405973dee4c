"""`prst liens`: whether the addresses that records and written pages name still lead somewhere."""

import json
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

import typer

from prst.analysis.liens import Cite, Probe, Verdict, cited, in_turn, no_network, probe, report
from prst.asking import Web
from prst.cache import Cache
from prst.commands.reading import sound_of, today_in
from prst.outputs import french
from prst.records import urls
from prst.records.catalogue import Catalogue
from prst.records.liens import ETAT, FILE, Liens, as_yaml
from prst.records.loading import load
from prst.whole import write_whole
from prst.written.checks import hidden_in
from prst.written.links import find

ASKED_AT_ONCE = 6
"""Hosts that are asked at the same time, each one address after the other."""
PAUSE = 1.0
"""Seconds between two questions to one host."""
TOLD_EACH = 25
"""Answers after which the progress is told."""
KNOWN = "connus"
"""Key under which the last answers are kept."""


def run(project: Path, limite: int | None, jours: int, minutes: float, verifier: bool, ask: Probe | None = None) -> int:
    """Ask the addresses that have not answered for some days, and write the report.

    Returns 1 where nothing answers at all, 2 where there is no catalogue to read. An interruption keeps what was found.
    """
    catalogue = sound_of(load(project / "catalogue"))
    if catalogue is None:
        return 2
    today = today_in(project)
    cites = cited(catalogue, links_of_pages(project / "docs"))
    memory = Memory(Cache(project / ".cache" / "liens"), cites)
    fresh = {address for address, day in memory.days.items() if today - day < timedelta(days=jours)}
    hosts = in_turn(cites.keys() - fresh, memory.days, limite)
    asked = sum(map(len, hosts))
    typer.echo(f"{french.plural(asked, 'adresse', 'adresses')} à demander, {french.number(len(fresh))} déjà connues.")
    verdicts: dict[str, Verdict] = {}
    try:
        for address, verdict in answers(hosts, ask or _probe_of(catalogue), minutes * 60):
            verdicts[address] = verdict
            _tell(address, verdict, len(verdicts), asked)
    finally:  # an interruption too
        if no_network(verdicts):
            typer.echo("Aucune adresse ne répond\u00a0: êtes-vous relié à Internet\u00a0? Rien n’est écrit.", err=True)
        else:
            found = _conclude(catalogue, cites, memory, verdicts, today)
            if not verifier:
                memory.keep(verdicts, today)
                write_whole(project / "catalogue" / FILE, as_yaml(found).encode())
                typer.echo(f"Écrit\u00a0: catalogue/{FILE}")
    if len(verdicts) < asked:
        typer.echo(f"Le temps est passé\u00a0: {french.number(asked - len(verdicts))} à demander la prochaine fois.")
    return 1 if no_network(verdicts) else 0


def _probe_of(catalogue: Catalogue) -> Probe:
    agent, web = f"catalogue-prst (+{catalogue.site.base})", Web(schemes=("https", "http"))
    return lambda address: probe(address, agent, web)


def _conclude(
    catalogue: Catalogue, cites: Mapping[str, Cite], memory: "Memory", verdicts: Mapping[str, Verdict], today: date
) -> Liens:
    """Say what a round came to, and return its report."""
    known = {**memory.verdicts, **verdicts}
    answered = sum(verdict.etat is None for verdict in known.values())
    found = report(cites, known, catalogue.liens, today, answered=answered)
    counts = Counter(lien.etat for lien in found.liens)
    said = [french.plural(answered, "adresse répond", "adresses répondent")]
    said += [f"{ETAT[etat].nom}\u00a0: {french.number(count)}" for etat, count in counts.items()]
    typer.echo(". ".join(said) + ".")
    return found


def _tell(address: str, verdict: Verdict, done: int, asked: int) -> None:
    if verdict.etat:
        more = f" : {verdict.vers}" if verdict.vers else ""
        typer.echo(f"  {ETAT[verdict.etat].nom}\u00a0: {address} ({verdict.raison}{more})")
    if done % TOLD_EACH == 0:
        typer.echo(f"  {french.number(done)} sur {french.number(asked)}…", err=True)


def links_of_pages(docs: Path) -> Iterator[tuple[str, str]]:
    """Yield (page, address) of the links of written pages to other sites."""
    for path in sorted(docs.rglob("*.md")):
        with suppress(OSError, UnicodeDecodeError):
            text = path.read_text(encoding="utf-8-sig")
            for link in find(text, hidden_in(text)):
                with suppress(urls.AddressError):
                    if link.href.lower().startswith(("http://", "https://")):
                        urls.check_web_address(link.href)
                        yield f"docs/{path.relative_to(docs).as_posix()}", link.href


# Asking


def answers(
    hosts: Sequence[Sequence[str]], ask: Probe, seconds: float, pause: float = PAUSE
) -> Iterator[tuple[str, Verdict]]:
    """Yield each address and what it answers, as answers come, until all have or the time is over.

    Hosts are asked side by side, the addresses of one after each other. Whoever stops iterating stops the questions.
    """
    waiting: SimpleQueue[Sequence[str]] = SimpleQueue()
    for host in hosts:
        waiting.put(host)
    found: SimpleQueue[tuple[str, Verdict] | None] = SimpleQueue()
    over, deadline = Event(), time.monotonic() + seconds

    def work() -> None:
        try:
            while not over.is_set():
                for address in waiting.get_nowait():
                    if over.is_set() or time.monotonic() > deadline:
                        break
                    found.put((address, ask(address)))
                    over.wait(pause)
        except Empty:
            pass
        finally:
            found.put(None)

    workers = [Thread(target=work, daemon=True) for _ in range(min(ASKED_AT_ONCE, len(hosts)))]
    for worker in workers:
        worker.start()
    left = len(workers)
    try:
        while left:
            one = found.get()
            if one is None:
                left -= 1
            else:
                yield one
    finally:
        over.set()


class Memory:
    """What addresses answered on what day; one that answers is asked again some weeks later only."""

    def __init__(self, cache: Cache, cites: Collection[str]) -> None:
        self._cache = cache
        self._rows: dict[str, tuple[date, Verdict]] = {}
        with suppress(ValueError, TypeError, AttributeError, KeyError):
            kept = json.loads(cache.get(KNOWN) or b"{}")
            for address, (day, verdict) in kept.items():
                if address in cites:
                    self._rows[address] = date.fromisoformat(day), Verdict(**verdict)

    @property
    def days(self) -> dict[str, date]:
        """The day on which each address was last found to lead to a page."""
        return {address: day for address, (day, verdict) in self._rows.items() if verdict.etat in (None, "deplace")}

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """What each of those answered."""
        return {address: self._rows[address][1] for address in self.days}

    def keep(self, verdicts: Mapping[str, Verdict], today: date) -> None:
        """Remember the answers of a round."""
        self._rows |= {address: (today, verdict) for address, verdict in verdicts.items()}
        rows = {address: (day.isoformat(), asdict(verdict)) for address, (day, verdict) in sorted(self._rows.items())}
        self._cache.put(KNOWN, json.dumps(rows).encode())
