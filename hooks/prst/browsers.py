"""Web addresses as browsers write them (WHATWG, "URL Standard")."""

import re
from functools import lru_cache

_AS_WRITTEN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?", re.ASCII)
"""An address that browsers leave as it is."""


@lru_cache(maxsize=1 << 12)
def as_browsers_write(address: str) -> str:
    """Return a web address in the form in which browsers ask for it, in which two of one page are mostly the same.

    The name of the site is in small letters of ASCII (RFC 5891), without the port of its scheme, the path without
    dots that lead up, in percents. What is no address is returned as it is.
    """
    if _AS_WRITTEN.fullmatch(address):
        return address
    from ada_url import URL  # costs 20 ms, and few addresses are odd

    try:
        return str(URL(address).href)
    except ValueError:
        return address
