"""Colours as people say them, as a style sheet writes them; and one of the same hue that can be read on white."""

import colorsys
import re
from collections.abc import Mapping

from prst.records.types import fold

ENOUGH_CONTRAST = 4.5
"""Contrast of a normal text with its background (WCAG 2.1, success criterion 1.4.3)."""
FORM = "^#[0-9a-fA-F]{6}$"
NAMED: Mapping[str, str] = {
    "bleu": "#1d4ed8", "bleu marine": "#1e3a8a", "bleu ciel": "#0369a1", "turquoise": "#0f766e", "cyan": "#0e7490",
    "vert": "#15803d", "vert fonce": "#14532d", "jaune": "#854d0e", "orange": "#c2410c", "marron": "#78350f",
    "rouge": "#b91c1c", "bordeaux": "#7f1d1d", "rose": "#be185d", "violet": "#6d28d9", "mauve": "#7e22ce",
    "gris": "#4b5563", "noir": "#111827",
    "blue": "#1d4ed8", "navy": "#1e3a8a", "green": "#15803d", "red": "#b91c1c", "purple": "#6d28d9", "black": "#111827",
}  # fmt: skip
"""A shade of each colour that people name, dark enough to be read on white."""
_RGB = re.compile(r"(?:rvb|rgba?)?\s*\(?\s*(\d{1,3})(?:\s*[,;/]\s*|\s+)(\d{1,3})(?:\s*[,;/]\s*|\s+)(\d{1,3})(.*?)\)?")
_OPAQUE = re.compile(r"\s*(?:[,/]\s*(?:1(?:\.0)?|100\s*%)\s*)?")
_HSL = re.compile(r"hsla?\s*\(\s*(\d{1,3})(?:deg|°)?[\s,]+(\d{1,3})\s*%[\s,]+(\d{1,3})\s*%\s*\)")


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of a colour (#rrggbb) with white (WCAG 2.1, "contrast ratio", "relative luminance")."""
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def read_colour(text: str) -> str:
    """Return the #rrggbb that a text says and that can be no other: figures without their sign, rgb(); '' for none."""
    said = fold(text).strip(" .;")
    if found := re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", said):
        return "#" + (found[1] if len(found[1]) == 6 else "".join(figure * 2 for figure in found[1]))
    named = re.match(r"rvb|rgb", said)
    found = _RGB.fullmatch(said) if named else None
    if found is None or not _OPAQUE.fullmatch(found[4]) or any(int(found[rank]) > 255 for rank in (1, 2, 3)):
        return ""
    return _written(*(int(found[rank]) / 255 for rank in (1, 2, 3)))


def near_colour(text: str) -> str:
    """Return the #rrggbb that a text probably means: hsl(), three numbers, a name; '' for none."""
    said = fold(text).strip(" .;")
    if found := _HSL.fullmatch(said):
        hue, strength, light = (int(found[rank]) for rank in (1, 2, 3))
        if strength <= 100 and light <= 100:
            return readable(_written(*colorsys.hls_to_rgb(hue % 360 / 360, light / 100, strength / 100)))
    if found := _RGB.fullmatch(said):
        return readable(read_colour(f"rgb({found[1]}, {found[2]}, {found[3]})"))
    if found := re.fullmatch(r"#?([0-9a-f]{6})[0-9a-f]{2}", said):
        return readable(f"#{found[1]}")
    words = re.sub(r"[\s-]+", " ", said)
    return NAMED.get(words) or next((NAMED[one] for one in words.split() if one in NAMED), "")


def readable(colour: str) -> str:
    """Return a colour, or the lightest of its hue that can be read on white; '' for none."""
    if not colour or contrast_with_white(colour) >= ENOUGH_CONTRAST:
        return colour
    hue, light, strength = colorsys.rgb_to_hls(*(int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)))
    shades = (_written(*colorsys.hls_to_rgb(hue, light * part / 100, strength)) for part in range(99, 0, -1))
    return next(shade for shade in shades if contrast_with_white(shade) >= ENOUGH_CONTRAST)


def quoted_colour(colour: str) -> str:
    """Return a colour as a file writes it, between the quotes without which it would be a comment; '' for none."""
    return f"'{colour}'" if colour else ""


def _written(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in (red, green, blue))
