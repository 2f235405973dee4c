"""One file over https, from a public address only, neither for ever nor into all memory."""

import ssl
import zlib
from collections.abc import Callable, Iterator

import urllib3

from prst.agendas.limits import IN_WORDS, SIZE_CAP
from prst.asking import REDIRECTS, AskingError, Deadline, Resolve, Web, answer, led_to
from prst.records.problems import describe

SECONDS = 15
"""Longest time from the first question to the last byte, all redirects included."""
CHUNK = 1 << 16
ACCEPT = "text/calendar, */*;q=0.1"
HEADERS = {"Accept-Encoding": "gzip", "User-Agent": "catalogue-prst"}


def fetch(
    address: str,
    resolve: Resolve | None = None,
    is_allowed: Callable[[str], bool] | None = None,
    context: ssl.SSLContext | None = None,
    accept: str = ACCEPT,
) -> bytes:
    """Return the bytes behind an https address, decompressed. Raises AskingError.

    Each name is looked up once, and so again at each redirect. `resolve`, `is_allowed` and `context` take the places
    of the system's in tests.
    """
    deadline, web = Deadline(SECONDS), Web(resolve, is_allowed, context or ssl.create_default_context())
    for _step in range(REDIRECTS + 1):
        with answer(address, "GET", {"Accept": accept, **HEADERS}, deadline, web) as response:
            following = led_to(address, response)
            if following is None:
                return _content(response, deadline)
            address = following
    raise AskingError(f"plus de {REDIRECTS} redirections")


def _content(response: urllib3.BaseHTTPResponse, deadline: Deadline) -> bytes:
    if response.status != 200:
        raise AskingError(f"le serveur répond {response.status}")
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise AskingError(f"le serveur comprime d’une façon inconnue («\u00a0{encoding[:20]}\u00a0»)")
    pieces = _pieces(response, deadline)
    return b"".join(_bounded(_expand(pieces) if "gzip" in encoding else pieces))


def _pieces(response: urllib3.BaseHTTPResponse, deadline: Deadline) -> Iterator[bytes]:
    """Yield the bytes of an answer as they come, before decompression."""
    while deadline.left():
        piece = response.read1(CHUNK, decode_content=False)
        if not piece:
            return
        yield piece


def _expand(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what gzip bytes (RFC 1952) expand to, never much at once: a bomb stops at the cap, not in memory."""
    machine = zlib.decompressobj(wbits=31)
    taken = 0
    for piece in pieces:
        taken += len(piece)
        if taken > SIZE_CAP:
            raise AskingError(_too_big())
        rest = piece
        while rest:
            if machine.eof:
                if not rest.startswith(b"\x1f"):  # what follows the last member is padding
                    return
                machine = zlib.decompressobj(wbits=31)
            yield machine.decompress(rest, CHUNK)
            rest = machine.unconsumed_tail or machine.unused_data
    yield machine.flush()
    if not machine.eof:
        raise AskingError("le fichier reçu est coupé")


def _bounded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    taken = 0
    for piece in pieces:
        taken += len(piece)
        if taken > SIZE_CAP:
            raise AskingError(_too_big())
        yield piece


def _too_big() -> str:
    return describe("agenda_gros", **IN_WORDS)[0].removesuffix(".")
