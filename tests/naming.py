"""Many small cases in one test: each test costs pytest and its workers more than a case does."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def naming(case: object) -> Iterator[None]:
    """Has a failure say of which case it is."""
    try:
        yield
    except Exception as error:
        error.add_note(f"case: {case}")
        raise
