"""What is published. Every producer yields `Output`s and touches neither the disk, the clock nor the network."""

from typing import NamedTuple


class Output(NamedTuple):
    """One file of the site: its path, relative and with forward slashes, and its bytes."""

    path: str
    content: bytes
    own: str = ""
    """Of a page whose chrome was published with another one, the HTML that only it has."""
    kept: str = ""
    """A file that holds its content already, and never changes: where the site may have it too, nothing is written."""
