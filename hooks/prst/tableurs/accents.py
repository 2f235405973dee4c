"""Texts whose UTF-8 was once read as Windows-1252: « Ã© » for « é », « â€™ » for « ’ »."""

import re

_FOLLOWING = "".join(bytes([one]).decode("cp1252", "ignore") or chr(one) for one in range(0x80, 0xC0))
_TWICE = re.compile(rf"[Â-ß][{re.escape(_FOLLOWING)}]|[à-ï][{re.escape(_FOLLOWING)}]{{2}}")
"""A sign of which each byte became a sign."""


def is_broken(text: str) -> bool:
    """Whether a text shows what becomes of its accents where its encoding was mistaken."""
    return not text.isascii() and ("Ã" in text or "â€" in text) and _TWICE.search(text) is not None


def restored(text: str) -> str:
    """Return a text with its accents."""
    return _TWICE.sub(_sign, text).replace("Ã ", "à ")  # whose second sign was taken for a space


def _sign(found: re.Match[str]) -> str:
    content = b"".join(
        one.encode("cp1252") if one.encode("cp1252", "ignore") else bytes([ord(one)]) for one in found[0]
    )
    return content.decode("utf-8", "replace") if "\ufffd" not in content.decode("utf-8", "replace") else found[0]
