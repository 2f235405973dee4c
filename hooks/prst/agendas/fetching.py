"""One file over https, from a public address only: who writes the address of a calendar must not reach our network."""

import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3 import HTTPSConnectionPool, Timeout

from prst.agendas.limits import IN_WORDS, SIZE_CAP
from prst.records.problems import describe

SECONDS = 15
"""Longest time from the first question to the last byte, all redirects included."""
REDIRECTS = 5
CHUNK = 1 << 16

Resolve = Callable[[str, int], Sequence[str]]


class FetchingError(Exception):
    """Why there is no file, as the beginning of a French sentence."""


def fetch(
    address: str,
    resolve: Resolve | None = None,
    is_allowed: Callable[[str], bool] | None = None,
    context: ssl.SSLContext | None = None,
) -> bytes:
    """Return the bytes behind an https address, decompressed. Raises FetchingError.

    Each name is looked up once: the address that was found public is the one that is connected to, under the name of
    the host (SNI, Host and certificate), and so again at each redirect. Proxies of the environment are not asked.
    `resolve`, `is_allowed` and `context` take the places of the system's in tests.
    """
    deadline = time.monotonic() + SECONDS
    context = context or ssl.create_default_context()
    for _step in range(REDIRECTS + 1):
        host, port, target = _parts(address)
        try:
            found = (resolve or _resolve)(host, port)
        except (OSError, UnicodeError):
            raise FetchingError(f"le nom «\u00a0{host}\u00a0» est introuvable") from None
        if not found or not all(map(is_allowed or is_public, found)):
            raise FetchingError(f"«\u00a0{host}\u00a0» n’est pas à une adresse publique")
        try:
            answer = _ask(found[0], host, port, target, context, deadline)
        except ssl.SSLError:
            raise FetchingError(f"le certificat de «\u00a0{host}\u00a0» n’est pas valable") from None
        except (urllib3.exceptions.HTTPError, OSError, ValueError, zlib.error) as error:
            raise FetchingError(_reason(error, host)) from None
        if isinstance(answer, bytes):
            return answer
        try:
            address = urljoin(address, answer)
        except ValueError:
            raise FetchingError("son adresse n’en est pas une") from None
    raise FetchingError(f"plus de {REDIRECTS} redirections")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the Internet: neither private, local, shared, reserved nor for a group.

    An IPv4 address that an IPv6 one carries (RFC 4291, section 2.5.5.2; RFC 3056; RFC 4380; RFC 6052) counts as well.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    carried: list[IPv4Address | IPv6Address | None] = []
    if isinstance(ip, IPv6Address):
        carried = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip.compressed.startswith("64:ff9b:"):
            carried.append(IPv4Address(int(ip) & 0xFFFFFFFF))
        if not int(ip) >> 32:  # the deprecated "compatible" addresses
            return False
    found = [one for one in carried if one is not None]
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        return is_public(str(ip.ipv4_mapped))
    return _is_global(ip) and all(map(_is_global, found))


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local)


def _resolve(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _parts(address: str) -> tuple[str, int, str]:
    """Return the host, port and target of an https address."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or 443
    except ValueError:
        host, port = None, 0
    if not host or re.search(r"[\x00-\x20\x7f]", address):
        raise FetchingError("son adresse n’en est pas une")
    if parts.scheme != "https":
        raise FetchingError("son adresse mène ailleurs qu’à https://")
    if "@" in parts.netloc:
        raise FetchingError("son adresse contient un nom ou un mot de passe")
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _ask(ip: str, host: str, port: int, target: str, context: ssl.SSLContext, deadline: float) -> bytes | str:
    """Return the bytes of a page, or the address to which it leads."""
    left = _left(deadline)
    with HTTPSConnectionPool(
        ip,
        port,
        timeout=Timeout(total=left),
        retries=False,
        ssl_context=context,
        server_hostname=host,
        assert_hostname=host,
    ) as pool:
        named = f"[{host}]" if ":" in host else host
        response = pool.urlopen(
            "GET",
            target,
            headers={
                "Host": named if port == 443 else f"{named}:{port}",
                "Accept": "text/calendar, */*;q=0.1",
                "Accept-Encoding": "gzip",
                "User-Agent": "catalogue-prst",
            },
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        try:
            if response.status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
                return _as_utf8(response.headers["Location"])
            if response.status != 200:
                raise FetchingError(f"le serveur répond {response.status}")
            encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
            if encoding not in ("identity", "gzip", "x-gzip", ""):
                raise FetchingError(f"le serveur comprime d’une façon inconnue («\u00a0{encoding[:20]}\u00a0»)")
            pieces = _pieces(response, deadline)
            return b"".join(_bounded(_expand(pieces) if "gzip" in encoding else pieces))
        finally:
            response.close()


def _as_utf8(header: str) -> str:
    """Return a header that was read as Latin-1 as most servers write it."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _pieces(response: urllib3.BaseHTTPResponse, deadline: float) -> Iterator[bytes]:
    """Yield the bytes of an answer as they come, before decompression."""
    while _left(deadline):
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
            raise FetchingError(_too_big())
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
        raise FetchingError("le fichier reçu est coupé")


def _bounded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    taken = 0
    for piece in pieces:
        taken += len(piece)
        if taken > SIZE_CAP:
            raise FetchingError(_too_big())
        yield piece


def _too_big() -> str:
    return describe("agenda_gros", **IN_WORDS)[0].removesuffix(".")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchingError(f"aucune réponse complète en {SECONDS} secondes")
    return left


def _reason(error: Exception, host: str) -> str:
    if isinstance(error, urllib3.exceptions.SSLError):
        return f"le certificat de «\u00a0{host}\u00a0» n’est pas valable"
    if isinstance(error, urllib3.exceptions.TimeoutError) and not isinstance(
        error,
        urllib3.exceptions.NewConnectionError,  # a kind of timeout to urllib3
    ):
        return f"aucune réponse complète en {SECONDS} secondes"
    if isinstance(error, urllib3.exceptions.ProtocolError | zlib.error):
        return "le fichier reçu est coupé ou illisible"
    return f"«\u00a0{host}\u00a0» ne répond pas"
