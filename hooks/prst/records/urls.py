"""Addresses of the web as browsers read them, and why one cannot be published."""

import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network
from urllib.parse import parse_qsl, urlsplit

FORM = "Une adresse commence par https://, http://, mailto: ou tel: et ne contient pas d’espace."
COPIED = "Copiez l’adresse depuis la barre de votre navigateur."

_UNSAFE = re.compile(r"[\s<>\"\\^`{|}]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_LAST_LABEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}", re.ASCII)
_PLAIN_SITE = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[/?#]|$)", re.ASCII | re.IGNORECASE)
"""An address of which nothing but the name of the site can be wrong: neither user, port nor other letters."""
_OWN_NETWORK = re.compile(r"(?:^|\.)(?:localhost|local|internal|lan|intranet|corp|home|home\.arpa)$")
"""Names that mean something on one network only (RFC 6761, 6762, 8375), and those that its habits have added."""
_SHOWN_IN_GUIDES = tuple(map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")))
"""Addresses of documentation (RFC 5737): nobody's network."""
_MAIL_FIELDS = frozenset({"subject", "body"})
"""Fields that a link may fill in a message (RFC 6068, section 4: the others are not safe)."""


class AddressError(ValueError):
    """Why an address cannot be published: the end of a sentence, which may be empty, and what to do, in French."""

    def __init__(self, reason: str = "", remedy: str = FORM, href: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.href = href
        """The address, where it is one of several in a text."""


def check_web_address(text: str) -> None:
    """Raise AddressError unless a text is an address of http or https that everybody's browser opens.

    Browsers follow the URL Standard of the WHATWG (section 4.4), not RFC 3986: `0x7f.1` is a number to them, and `%40`
    in the name of a site is an @.
    """
    if len(text) > 2000:
        raise AddressError(" : elle dépasse 2 000 caractères", "Cherchez une adresse plus courte.")
    if _UNSAFE.search(text):
        raise AddressError
    if plain := _PLAIN_SITE.match(text):
        _check_site(plain[1])
        return
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise AddressError(" : aucun navigateur ne l’ouvre", COPIED) from None
    if "@" in parts.netloc or "%40" in parts.netloc:
        raise AddressError(
            " : ce qui précède « @ » est un nom d’utilisateur, et le site est ce qui suit",
            "Retirez ce qui va jusqu’à « @ », ou écrivez mailto: devant un courriel.",
        )
    if not host or "." not in host:
        raise AddressError
    _check_site(parts.netloc)


@lru_cache(maxsize=1 << 12)
def _check_site(netloc: str) -> None:
    """Raise AddressError unless a browser understands the name of a site, perhaps with its port, and may find it.

    The same few sites stand in thousands of addresses: it saves 0.2 s of processor in 10,000 records.
    """
    from ada_url import URL  # costs 20 ms, and not every command reads an address

    try:
        _check_host(URL(f"https://{netloc}").hostname)
    except ValueError as error:
        if isinstance(error, AddressError):
            raise
        raise AddressError(" : aucun navigateur ne l’ouvre", COPIED) from None


def _check_host(host: str) -> None:
    """Raise AddressError unless the name of a site, as a browser understood it, can be found from anywhere."""
    if host.startswith("["):
        raise AddressError(" : un site porte un nom, non un numéro", COPIED)
    labels = host.removesuffix(".").split(".")
    if labels[-1].isdigit():  # the standard's host parser has made it four numbers
        address = ip_address(host.removesuffix("."))
        shown = isinstance(address, IPv4Address) and any(address in network for network in _SHOWN_IN_GUIDES)
        if not address.is_global and not shown:
            raise AddressError(
                " : elle ne s’ouvre que sur un réseau privé", "Donnez une adresse que tout le monde peut ouvrir."
            )
    elif _OWN_NETWORK.search(host.removesuffix(".")):
        raise AddressError(
            " : elle ne s’ouvre que sur un réseau privé", "Donnez une adresse que tout le monde peut ouvrir."
        )
    elif len(host) > 253 or not _LAST_LABEL.fullmatch(labels[-1]) or not all(map(_LABEL.fullmatch, labels)):
        raise AddressError(" : le nom du site n’est pas possible", COPIED)


def mailbox_of(text: str) -> str:
    """Return the mailbox of a `mailto:` address. Raises AddressError where it writes to others, unseen or not."""
    if _UNSAFE.search(text) or len(text) > 2000:
        raise AddressError
    parts = urlsplit(text)
    fields = {name.lower() for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    if others := sorted(fields - _MAIL_FIELDS):
        raise AddressError(
            f" : elle remplit aussi « {', '.join(others)} » à l’insu de qui écrit",
            "Gardez la boîte aux lettres, et au plus « ?subject= » et « body= ».",
        )
    return parts.path


@lru_cache(maxsize=1 << 14)  # each save of a preview asks for those of all records
def host_of(url: str) -> str:
    """Return the name of the site of an address, as one says it; '' where the address names none."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removesuffix(".")


_PAGE_OF_FORGE = re.compile(r"(?:\.git|/-/.*|/(?:tree|blob|src/branch)/.*)?/*$")


def repository_of(address: str) -> str:
    """Return the address of a repository, of that from which it is cloned or of one of its pages."""
    address = re.sub(r"^(?:ssh://)?git@([^/:]+)(?::\d+/|[:/])", r"https://\1/", address.strip())
    return _PAGE_OF_FORGE.sub("", address, count=1)


PASSAGES = {
    "safelinks.protection.outlook.com": ("url",),
    "google.com": ("q", "url"),
    "google.fr": ("q", "url"),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "linkedin.com": ("url",),
    "slack-redir.net": ("url",),
    "urldefense.com": (),
    "urldefense.proofpoint.com": (),
}
"""Sites that mail programs and others put before the address of a link, and the field that says where it leads."""
_PASSES = re.compile(r"safelinks|/url\?|facebook\.com/l\.php|/redir|urldefense")


def passage(url: str) -> str | None:
    """Return where an address leads that passes by the site of a mail program, '' for one that hides it; else None."""
    if not _PASSES.search(url):
        return None
    parts = urlsplit(url)
    names = next((names for site, names in PASSAGES.items() if is_host(host_of(url), (site,))), None)
    if names is None or (host_of(url).startswith("google.") and parts.path != "/url"):
        return None
    fields = dict(parse_qsl(parts.query))
    if found := re.search(r"/v3/__(https?:/.+?)__;", url):
        return re.sub(r"^(https?:/)(?!/)", r"\1/", found[1])
    return next((fields[name] for name in names if fields.get(name, "").startswith(("http://", "https://"))), "")


def is_host(host: str, domains: Sequence[str]) -> bool:
    """Whether a site is one of some domains, or stands in one of them."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
