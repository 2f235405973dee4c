"""Two halves of a long work: what each gets, and what becomes of their results."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prst.side_by_side import from_both_ends, in_two

ITEMS = list(range(200))


def collect(items: Iterator[int]) -> tuple[int, list[int]]:
    """The process that took items, and which."""
    return os.getpid(), list(items)


def collect_slowly_when_alone(items: Iterator[int]) -> tuple[int, list[int]]:
    """As `collect`, where the first process is a hundred times slower than the second."""
    taken = []
    for item in items:
        taken.append(item)
        if multiprocessing.parent_process() is None:
            time.sleep(0.01)
    return os.getpid(), taken


def each_item_is_taken_once() -> None:
    """Each process takes items from one end."""
    with from_both_ends(ITEMS) as (first, second):
        (here, ours), (there, theirs) = in_two(collect, first, second)
    assert here == os.getpid() != there
    assert ours + theirs[::-1] == ITEMS


def the_quicker_process_takes_more() -> None:
    """A slow process leaves its items to the other."""
    with from_both_ends(ITEMS) as (first, second):
        (_, ours), (_, theirs) = in_two(collect_slowly_when_alone, first, second)
    assert ours + theirs[::-1] == ITEMS
    assert len(theirs) > len(ours)


def fail(half: str) -> str:
    """Fails in the half that says so."""
    if half == "fails":
        raise LookupError(half)
    return half


def an_exception_of_either_half_is_raised() -> None:
    """Whichever process it happens in."""
    for halves in (("fails", "works"), ("works", "fails")):
        with pytest.raises(LookupError, match="fails"):
            in_two(fail, *halves)


def stop(half: str) -> None:
    """Ends its process without a word, as the system does when memory is short."""
    if half == "stops":
        os._exit(1)


def a_process_that_ends_without_an_answer_is_noticed() -> None:
    """Rather than waited for."""
    with pytest.raises(RuntimeError, match="stopped without an answer"):
        in_two(stop, "works", "stops")


@pytest.mark.skipif(sys.platform != "linux", reason="one process does everything elsewhere")
@pytest.mark.parametrize(
    "rule",
    [
        each_item_is_taken_once,
        the_quicker_process_takes_more,
        an_exception_of_either_half_is_raised,
        a_process_that_ends_without_an_answer_is_noticed,
    ],
    ids=lambda rule: rule.__name__,
)
def test_in_two_processes(rule: Callable[[], None], repository: Path) -> None:
    # In an interpreter of its own: this one may have threads, beside which nothing is forked.
    code = f"import os; os.cpu_count = lambda: 2; from tests import test_side_by_side as t; t.{rule.__name__}()"
    path = os.pathsep.join([str(repository / "hooks"), str(repository)])
    subprocess.run([sys.executable, "-W", "error", "-c", code], env={**os.environ, "PYTHONPATH": path}, check=True)


def test_one_process_takes_everything_where_there_is_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    with from_both_ends(ITEMS) as (first, second):
        assert in_two(collect, first, second) == ((os.getpid(), ITEMS), (os.getpid(), []))


def test_iterators_alternate_until_nothing_is_left() -> None:
    with from_both_ends("abcde") as (first, second):
        assert [next(first), next(second), next(first)] == ["a", "e", "b"]
        assert (list(second), list(first)) == (["d", "c"], [])


def test_nothing_to_share_gives_nothing() -> None:
    nothing: list[int] = []
    with from_both_ends(nothing) as (first, second):
        assert (list(first), list(second)) == ([], [])
