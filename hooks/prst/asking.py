"""A question to the web, put to public addresses only: who writes an address in a file must not reach our network."""

import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout

from prst.browsers import as_browsers_write

REDIRECTS = 5
"""Redirects that are followed from one address."""
LED_ELSEWHERE = frozenset((301, 302, 303, 307, 308))
"""What an answer is that names another address (RFC 9110, section 15.4)."""
_PORTS = {"https": 443, "http": 80}

Resolve = Callable[[str, int], Sequence[str]]


class AskingError(Exception):
    """Why there is no answer, as the beginning of a French sentence."""


class CutError(AskingError):
    """An answer that was begun or refused without a word: another question may be answered."""


@dataclass(frozen=True)
class Web:
    """How questions are put; `resolve`, `is_allowed` and `context` take the places of the system's in tests."""

    resolve: Resolve | None = None
    is_allowed: Callable[[str], bool] | None = None
    context: ssl.SSLContext | None = None
    schemes: Collection[str] = ("https",)


@dataclass(frozen=True)
class Deadline:
    """The longest time that may pass, from now on."""

    seconds: float
    begun: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Return the seconds that are left. Raises AskingError where none is."""
        left = self.begun + self.seconds - time.monotonic()
        if left <= 0:
            raise AskingError(self.over)
        return left

    @property
    def over(self) -> str:
        """What is said once the time is over."""
        return f"aucune réponse complète en {self.seconds:g} secondes"


@contextmanager
def answer(
    address: str, method: str, headers: Mapping[str, str], deadline: Deadline, web: Web
) -> Iterator[urllib3.BaseHTTPResponse]:
    """Give the answer to one question, not read yet; redirects are not followed. Raises AskingError.

    A name is looked up once: the address that was found public is the one that is connected to, under the name of the
    host (SNI, Host and certificate). Proxies of the environment are not asked. What goes wrong while the answer is
    read is raised in the same way.
    """
    _parts(address, web.schemes)  # as it is written first: what is odd is refused rather than mended
    scheme, host, port, target = _parts(as_browsers_write(address), web.schemes)
    try:
        found = (web.resolve or _resolve)(host, port)
    except (OSError, UnicodeError):
        raise AskingError(f"le nom «\u00a0{host}\u00a0» est introuvable") from None
    if not found or not all(map(web.is_allowed or is_public, found)):
        raise AskingError(f"«\u00a0{host}\u00a0» n’est pas à une adresse publique")
    try:
        timeout = Timeout(total=deadline.left())
        with _pool(scheme, found[0], host, port, timeout, web) as pool:
            named = f"[{host}]" if ":" in host else host
            response = pool.urlopen(
                method,
                target,
                headers={"Host": named if port == _PORTS[scheme] else f"{named}:{port}", **headers},
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                yield response
            finally:
                response.close()
    except ssl.SSLError:
        raise AskingError(_bad_certificate(host)) from None
    except (urllib3.exceptions.HTTPError, OSError, ValueError, zlib.error) as error:
        cut = isinstance(error, urllib3.exceptions.ProtocolError)
        raise (CutError if cut else AskingError)(_reason(error, host, deadline)) from None


def _pool(scheme: str, ip: str, host: str, port: int, timeout: Timeout, web: Web) -> HTTPConnectionPool:
    if scheme == "http":
        return HTTPConnectionPool(ip, port, timeout=timeout, retries=False)
    return HTTPSConnectionPool(
        ip,
        port,
        timeout=timeout,
        retries=False,
        ssl_context=web.context or ssl.create_default_context(),
        server_hostname=host,
        assert_hostname=host,
    )


def led_to(address: str, response: urllib3.BaseHTTPResponse) -> str | None:
    """Return the address to which an answer leads, None where it is no redirect. Raises AskingError."""
    location = response.headers.get("Location")
    if response.status not in LED_ELSEWHERE or not location:
        return None
    try:
        return as_browsers_write(urljoin(address, _as_utf8(location)))
    except ValueError:
        raise AskingError("son adresse n’en est pas une") from None


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


def _parts(address: str, schemes: Collection[str]) -> tuple[str, str, int, str]:
    """Return the scheme, host, port and target of a web address."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        host, port = None, 0
    if not host or re.search(r"[\x00-\x20\x7f]", address):
        raise AskingError("son adresse n’en est pas une")
    if parts.scheme not in schemes:
        raise AskingError(f"son adresse mène ailleurs qu’à {' ou '.join(f'{one}://' for one in schemes)}")
    if "@" in parts.netloc:
        raise AskingError("son adresse contient un nom ou un mot de passe")
    return parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _as_utf8(header: str) -> str:
    """Return a header that was read as Latin-1 as most servers write it."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _bad_certificate(host: str) -> str:
    return f"le certificat de «\u00a0{host}\u00a0» n’est pas valable"


def _reason(error: Exception, host: str, deadline: Deadline) -> str:
    if isinstance(error, urllib3.exceptions.SSLError):
        return _bad_certificate(host)
    if isinstance(error, urllib3.exceptions.TimeoutError) and not isinstance(
        error,
        urllib3.exceptions.NewConnectionError,  # a kind of timeout to urllib3
    ):
        return deadline.over
    if isinstance(error, urllib3.exceptions.ProtocolError | zlib.error):
        return "le fichier reçu est coupé ou illisible"
    return f"«\u00a0{host}\u00a0» ne répond pas"
