"""The documents that teach how to use the program: README.md and its like, and the guides of docs/contribuer/.

The guides stand among the pages of the site, which another region replaces. They are held to account only where they
are this program's own: in the region that they were written for, and all of them.
"""

import pytest

from tests.catalogues import EXEMPLE, REPOSITORY
from tests.guard import reading_documents

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
"""Documents of the program, in every region."""
GUIDES = "docs/contribuer"
OUR_REGION = "\nregion: Auvergne-Rhône-Alpes\n"


def read_guides() -> dict[str, str]:
    """The guides for pilots and editors, and the instructions that stand beside records, by path.

    Empty where another region has its own.
    """
    expected = {path.name for path in (EXEMPLE / GUIDES).glob("*.md")}
    with reading_documents():
        site = REPOSITORY / "catalogue" / "site.yml"
        if not site.is_file() or OUR_REGION not in site.read_text(encoding="utf-8"):
            return {}
        guides = sorted((REPOSITORY / GUIDES).glob("*.md"))
        if not expected <= {path.name for path in guides}:
            return {}
        paths = [*guides, *sorted((REPOSITORY / "catalogue").rglob("LISEZMOI.md"))]
        return {path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8") for path in paths}


TEXTS = {
    **{name: (REPOSITORY / name).read_text(encoding="utf-8") for name in DOCUMENTS},
    **read_guides(),
}
"""The text of every document, by path."""
OUR_GUIDES = pytest.mark.skipif(len(TEXTS) == len(DOCUMENTS), reason="another region has guides of its own")
"""Marks tests of what only the guides say."""
