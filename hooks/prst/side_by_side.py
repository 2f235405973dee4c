"""Two halves of a long work in two processes, where the system can fork."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any, TypeVar

from prst.failures import StoppedError

Item = TypeVar("Item")
Half = TypeVar("Half")
Result = TypeVar("Result")
First = TypeVar("First")
Second = TypeVar("Second")


def in_two(work: Callable[[Half], Result], first: Half, second: Half) -> tuple[Result, Result]:
    """Return what `work` gives for each half; the result must pickle.

    The second half is worked on in a forked process, which sees all that this one holds without copying it. Elsewhere
    than on Linux, beside other threads, or on one core, both are worked on here, one after the other. An exception of
    either half is raised here.
    """
    if sys.platform != "linux" or threading.active_count() > 1 or (os.cpu_count() or 1) < 2:
        return work(first), work(second)
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    gc.freeze()  # what exists already is not visited by the collector, whose marks would copy every page of memory
    child = context.Process(target=_report, args=(work, second, sender))
    child.start()
    sender.close()
    try:
        ours = work(first)
        error, theirs = receiver.recv()
    except EOFError:
        raise StoppedError("the second process stopped without an answer: its own words stand above") from None
    except BaseException:
        child.terminate()
        raise
    finally:
        child.join()
    if error is not None:
        raise error
    return ours, theirs


def at_once(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """Return what two works give, the second of them in a forked process as `in_two` says."""

    def do(work: Callable[[], Any]) -> Any:
        return work()

    return in_two(do, first, second)


@contextmanager
def from_both_ends(items: Sequence[Item]) -> Iterator[tuple[Iterator[Item], Iterator[Item]]]:
    """Give two iterators that share items: one takes them from the start, the other from the end, until none is left.

    Each may be used in a process of its own, so that whichever is ahead does more, and both end together. Elsewhere
    than on Linux, where all is done in one, the first has them all.
    """
    if sys.platform != "linux":
        yield iter(items), iter(())
        return
    with TemporaryFile(buffering=0) as left:
        _write_count(left.fileno(), len(items))
        yield _take(items, left.fileno()), _take(reversed(items), left.fileno())


def _take(items: Iterable[Item], left: int) -> Iterator[Item]:
    """Yield items as long as the file says that some are left. Its lock goes with its process, however that ends."""
    import fcntl  # Windows has none

    for item in items:
        fcntl.lockf(left, fcntl.LOCK_EX)
        count = int.from_bytes(os.pread(left, 8, 0))
        if count:
            _write_count(left, count - 1)
        fcntl.lockf(left, fcntl.LOCK_UN)
        if not count:
            return
        yield item


def _write_count(file: int, count: int) -> None:
    os.pwrite(file, count.to_bytes(8), 0)


def _report(work: Callable[[Any], Any], half: Any, sender: Any) -> None:
    """Send what `work` gives, or the exception that it raises."""
    answer: tuple[Exception | None, Any]
    try:
        answer = None, work(half)
    except Exception as error:
        answer = error, None
    sender.send(answer)
    sender.close()
