"""Texts that every file must carry unharmed, for hypothesis."""

from hypothesis import settings
from hypothesis import strategies as st

PIECES = (
    "]]>", "<b>", "&amp;", '"', "'", ";", "|", "\\", "\\u0041", "SLOTidSLOT", "0001-01-01", "=1+1", "+33",
    "-2", "@x", "＝1", '=HYPERLINK("https://exemple.fr","x")', "🦺", "e\u0301", "\u2028", "\u00a0", "{{", "%s", "NaN",
)  # fmt: skip
LONGEST = 80
"""Of the shortest texts of a record, key words."""
HOSTILE = (
    st.lists(
        st.one_of(
            st.sampled_from(PIECES),
            st.characters(blacklist_categories=["Cs", "Cc", "Cn"], blacklist_characters="\ufeff"),
        ),
        min_size=1,
        max_size=6,
    )
    .map(lambda pieces: "".join(pieces)[:LONGEST])
    .filter(lambda text: bool(text.strip()))
)
"""Texts that a record can hold: the reader refuses control characters, surrogates and non-characters."""
UNHURRIED = settings(deadline=None)
"""A test must not fail because the machine is busy."""
