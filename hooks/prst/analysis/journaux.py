"""Access logs of usual hosts, read line by line: how often each address was asked for, by whom it was passed on, when.

Nothing that a line says of its reader outlives it: neither the address nor the program that was used. Counters are all
there is in memory, and the salted hashes of the programs' names, so that each is judged once.

One regular expression rather than a library: those that are kept well (apachelogs) want to be told the format, know
nothing of Caddy, and take ten times as long to make an object of each line, of which three fields are needed.
"""

import gzip
import json
import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from hashlib import sha256
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple
from urllib.parse import unquote_to_bytes

from prst.records.dates import PARIS
from prst.records.frequentation import AUTRES, SANS_RELAIS

CHUNK = 1 << 20
LONGEST = 1 << 16
"""Bytes of a line: hosts cut addresses at 8 KiB, and a browser names itself in less than one."""
LONGEST_PROGRAM = 512
"""Bytes by which a browser names itself; what takes more is none."""
JUDGED = 100_000
"""Programs whose verdict is kept at once."""
BOMB = 300
"""A file that expands to more than this many times its size holds no lines: logs come to twenty."""
BOMB_FROM = 64 * CHUNK
YEARS = 10
"""How old a line may be."""
ANSWERED = frozenset((b"200", b"206", b"304"))
"""The page was sent, part of it, or the reader had it already (RFC 9110, sections 15.3.1, 15.3.7, 15.4.5)."""

_LINE = re.compile(
    rb"[^\[]*+(?:\[(?![0-9]{1,2}/)[^\[]*+)*+\[([0-9]{1,2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}):[0-9:]{5} ([+-][0-9]{4})\] "
    rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)" ([0-9]{3}) [0-9-]+'
    rb'(?: "[^"\\]*+(?:\\.[^"\\]*+)*+" "([^"\\]*+(?:\\.[^"\\]*+)*+)")?'
)
"""A line of the common or the combined format (Apache, "Log Files"), whose beginning, which names the reader, is
skipped, with its address in brackets (RFC 3986, section 3.2.2): hour and zone, request, status, program."""

_VIA = re.compile(rb"(?:^|[&?;])via=([^&?;#]*)")
"""A relay in the question of an address, which programs join to others by `?` and `&amp;` too."""
_AROUND = re.compile(rb"^[^a-z0-9]+|[^a-z0-9]+$")
"""What no id begins or ends with: spaces, and the signs of the sentence that a link was copied from."""
_BROWSER = re.compile(
    rb"Mozilla/[45]\.0 \((?!compatible\))|Opera/|(?:Lynx|ELinks|Links|w3m|Dillo|NetSurf|UCWEB)[/ ]", re.IGNORECASE
)
"""How browsers begin: by the system that they run on (Mozilla's "User-Agent"), but for a few without pictures."""
_DIGITS = re.compile(r"[0-9]+")
_NUMBERED = re.compile(r"[0-9]|\\[dw]")

_Refusal = Literal["illisibles", "a_venir", "anciennes"]
"""As what a line counts that has no day that can be."""

Sujet = tuple[str, str]
"""What is counted: `vues` or `telechargements`, and an address (`livrables/guide`)."""
Find = Callable[[bytes], Sujet | None]
"""Tells what a path, decoded, counts for."""


@cache
def _robots() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the names of crawler-user-agents, those with a digit apart."""
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA  # with the compiling, 30 ms of each check and build

    names = [str(one["pattern"]) for one in CRAWLER_USER_AGENTS_DATA]
    numbered = [name for name in names if _NUMBERED.search(name)]
    return re.compile("|".join(numbered)), re.compile("|".join(name for name in names if name not in numbered))


Comptes = dict[str, dict[Sujet, dict[str, int]]]
"""How often, by month (`AAAA-MM`), what was asked for, and the relay that led there."""


@dataclass(slots=True)
class Lecture:
    """What came of reading one log, or several."""

    comptes: Comptes = field(default_factory=dict)
    lignes: int = 0
    comptees: int = 0
    robots: int = 0
    autres: int = 0
    """Lines of pictures, other pages, faults, other methods than GET."""
    illisibles: int = 0
    """Lines of no known format, of no day that can be, or too long."""
    a_venir: int = 0
    """Lines of a day that has yet to come: a clock is wrong."""
    anciennes: int = 0
    """Lines that are too old to be of this site."""
    jours: set[date] = field(default_factory=set)
    """Days of which there are lines."""
    sans_programme: set[str] = field(default_factory=set)
    """Months of which lines were counted that do not tell a robot from a reader."""
    empreinte: bytes = b""
    """Of all lines, however they end and in whatever way they are packed."""
    fin: str = ""
    """Why the file was not read to its end, as the end of a French sentence."""

    def count(self, month: str, sujet: Sujet, relais: str, count: int = 1) -> None:
        """Count what was asked for once more."""
        row = self.comptes.setdefault(month, {}).setdefault(sujet, {})
        row[relais] = row.get(relais, 0) + count

    def add(self, other: "Lecture") -> None:
        """Count what another log came to as well."""
        for month, rows in other.comptes.items():
            for sujet, row in rows.items():
                for relais, count in row.items():
                    self.count(month, sujet, relais, count)
        self.jours |= other.jours
        self.sans_programme |= other.sans_programme
        for name in ("lignes", "comptees", "robots", "autres", "illisibles", "a_venir", "anciennes"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def sans_jour(self) -> int:
        """Lines of which nothing is known, for want of a day that can be."""
        return self.illisibles + self.a_venir + self.anciennes


class _Hour(NamedTuple):
    """What an hour of a log comes to where the site is."""

    mois: str
    jour: date


class Journaux:
    """Reads logs; `find` tells what a path counts for, `relais` are the ids that `?via=` may hold, former ones too.

    Days are those of `zone`, the site's.
    """

    def __init__(self, find: Find, relais: Mapping[str, str], today: date, zone: tzinfo = PARIS) -> None:
        self._find = find
        self._relais = {identity.encode(): now for identity, now in relais.items()}
        self._today = today
        self._zone = zone
        self._verdicts: dict[int, bool] = {}
        self._forms: dict[int, bool] = {}
        self._hours: dict[bytes, _Hour | _Refusal] = {}

    def read(self, path: Path) -> Lecture:
        """Return what a log comes to. Raises OSError where it cannot be opened; nothing that it holds is raised."""
        found, seen = Lecture(), sha256()
        with path.open("rb") as raw:
            try:
                for line in _lines(_unmarked(_chunks(raw))):
                    seen.update(b"\0" if line is None else line)
                    seen.update(b"\n")
                    self._take(line, found)
            except _StoppedError as error:
                found.fin = str(error)
        found.empreinte = seen.digest()
        return found

    def _take(self, line: bytes | None, found: Lecture) -> None:
        found.lignes += 1
        hit = None if line is None else _of_caddy(line) if line.startswith(b"{") else _of_line(line)
        hour = self._hour(hit.heure) if hit else "illisibles"
        if hit is None or not isinstance(hour, _Hour):
            setattr(found, str(hour), getattr(found, str(hour)) + 1)
            return
        found.jours.add(hour.jour)
        if hit.methode != b"GET" or hit.statut not in ANSWERED or (asked := self._asked(hit.cible)) is None:
            found.autres += 1
            return
        if hit.programme is None:
            found.sans_programme.add(hour.mois)
        elif self._is_robot(hit.programme):
            found.robots += 1
            return
        found.comptees += 1
        found.count(hour.mois, *asked)

    def _asked(self, target: bytes) -> tuple[Sujet, str] | None:
        """Return what was asked for, and the relay that led there."""
        path, _, query = target.partition(b"?")
        sujet = self._find(unquote_to_bytes(path) if b"%" in path else path)
        return (sujet, self._via(query) if query else SANS_RELAIS) if sujet else None

    def _via(self, query: bytes) -> str:
        """Return the first relay that a question names and that is known."""
        named = _VIA.findall(unquote_to_bytes(query.partition(b"#")[0]).lower())
        known = (self._relais.get(_AROUND.sub(b"", one)) for one in named)
        return next(filter(None, known), AUTRES if named else SANS_RELAIS)

    def _is_robot(self, program: bytes) -> bool:
        """Whether a program is a robot, or names itself as no browser does."""
        if len(program) > LONGEST_PROGRAM or not _BROWSER.match(program):
            return True
        key = hash(program)  # salted anew at each start: nobody can look a name up by it
        verdict = self._verdicts.get(key)
        if verdict is None:
            if len(self._verdicts) >= JUDGED:
                self._verdicts.clear()
            verdict = self._verdicts[key] = self._is_known_robot(program.decode("latin-1"))
        return verdict

    def _is_known_robot(self, program: str) -> bool:
        """Whether a program bears a name of crawler-user-agents.

        Browsers differ by the numbers of their versions above all: the thousand names without a digit are looked for in
        what is left of a program without those, which is the same for thousands.
        """
        with_digits, others = _robots()
        if with_digits.search(program):
            return True
        form = _DIGITS.sub("0", program)
        key = hash(form)
        verdict = self._forms.get(key)
        if verdict is None:
            if len(self._forms) >= JUDGED:
                self._forms.clear()
            verdict = self._forms[key] = bool(others.search(form))
        return verdict

    def _hour(self, written: bytes | float) -> _Hour | _Refusal:
        """Return the month and day of an hour, or what its line counts as where it is none, yet to come or very old."""
        key = written if isinstance(written, bytes) else b"%d" % (written // 3600)
        if key not in self._hours:
            if len(self._hours) >= JUDGED:
                self._hours.clear()
            self._hours[key] = self._read_hour(written)
        return self._hours[key]

    def _read_hour(self, written: bytes | float) -> _Hour | _Refusal:
        try:
            moment = (
                datetime.strptime(_in_english(written), "%d/%m/%Y:%H %z")
                if isinstance(written, bytes)
                else datetime.fromtimestamp(written, UTC)
            )
            day = moment.astimezone(self._zone).date()
        except (ValueError, OverflowError, OSError):
            return "illisibles"
        if day > self._today:
            return "a_venir"
        if day.year < self._today.year - YEARS:
            return "anciennes"
        return _Hour(f"{day:%Y-%m}", day)


_MONTHS = {
    name: number
    for number, name in enumerate(
        (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"), 1
    )
}


def _in_english(written: bytes) -> str:
    """Return an hour with the number of its month: the names that strptime knows hang on the machine."""
    day, month, rest = written.split(b"/", 2)
    return f"{day.decode()}/{_MONTHS.get(month, 0)}/{rest.decode()}"


# What a line says


class _Hit(NamedTuple):
    heure: bytes | float
    methode: bytes
    cible: bytes
    statut: bytes
    programme: bytes | None


def _of_line(line: bytes) -> _Hit | None:
    matched = _LINE.match(line)
    if not matched:
        return None
    hour, zone, request, status, program = matched.groups()
    method, _, rest = request.partition(b" ")
    return _Hit(b"%b %b" % (hour, zone), method, rest.partition(b" ")[0], status, program)


def _of_caddy(line: bytes) -> _Hit | None:
    """Return what a line of Caddy's says (its documentation, "Log", JSON)."""
    try:
        said = json.loads(line)
        request = said["request"]
        headers = request.get("headers")  # which a host may leave out, to keep nothing of its readers
        program = None if headers is None else (headers.get("User-Agent") or [""])[0].encode()
        hour = _moment(said["ts"])
        return _Hit(hour, request["method"].encode(), request["uri"].encode(), b"%d" % said["status"], program)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError):
        return None


_PER_SECOND = ((1e16, 1e9), (1e11, 1e3), (0.0, 1.0))
"""From which number on a moment is counted in how many parts of a second: those of 1973 and later are told apart."""


def _moment(written: Any) -> float:
    """Return the seconds since 1970 of a moment, in each form of Caddy's (its documentation, "time_format").

    One without a zone is of the universal time, which Caddy writes unless it is told otherwise.
    """
    if isinstance(written, str):
        is_common = written[2:3] == "/"  # otherwise the dashes of a day may be strokes
        moment = (
            datetime.strptime(_in_english(written.encode()), "%d/%m/%Y:%H:%M:%S %z")
            if is_common
            else datetime.fromisoformat(written.replace("/", "-"))
        )
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    if not isfinite(written):
        raise ValueError(written)
    return float(written) / next((parts for least, parts in _PER_SECOND if written >= least), 1.0)


# Bytes to lines


class _StoppedError(Exception):
    """Why the rest of a file cannot be read."""


def _chunks(raw: IO[bytes]) -> Iterator[bytes]:
    """Yield the content of a file, expanded where it is gzip (RFC 1952)."""
    packed = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    stream: Any = gzip.GzipFile(fileobj=raw) if packed else raw
    taken = 0
    while True:
        try:
            chunk = stream.read1(CHUNK)  # what a file that is cut holds before its end is not lost
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise _StoppedError("la suite du fichier est coupée ou abîmée") from None
        if not chunk:
            return
        taken += len(chunk)
        if packed and taken > BOMB_FROM and taken > BOMB * raw.tell():
            raise _StoppedError("la suite du fichier se décompresse en bien trop grand")
        yield chunk


def _unmarked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the content of a file as UTF-8 without a mark: `>` of Windows' PowerShell writes UTF-16."""
    first = next(chunks, b"")
    if not first.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        yield first.removeprefix(BOM_UTF8)
        yield from chunks
        return
    decoder = getincrementaldecoder("utf-16")("replace")
    for chunk in chain([first], chunks):
        yield decoder.decode(chunk).encode("utf-8", "replace")


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of a file that are not empty; None for one that is too long to be kept."""
    rest, is_long = b"", False
    for chunk in chunks:
        first, *lines = chunk.split(b"\n")
        if not lines:
            is_long = is_long or len(rest) + len(first) > LONGEST
            rest = b"" if is_long else rest + first
            continue
        yield from _whole(rest + first, is_long)
        rest, is_long = lines.pop(), False
        for line in lines:
            yield from _whole(line, False)
        if len(rest) > LONGEST:
            rest, is_long = b"", True
    yield from _whole(rest, is_long)


def _whole(line: bytes, is_long: bool) -> Iterator[bytes | None]:
    if is_long or len(line) > LONGEST:
        yield None
    elif line := line.strip(b"\r\n\0 "):
        yield line
