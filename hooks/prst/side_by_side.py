"""Two halves of a long work in two processes, where the system can fork."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

Half = TypeVar("Half")
Result = TypeVar("Result")


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
        raise RuntimeError("the second process stopped without an answer: its own words stand above") from None
    except BaseException:
        child.terminate()
        raise
    finally:
        child.join()
    if error is not None:
        raise error
    return ours, theirs


def _report(work: Callable[[Any], Any], half: Any, sender: Any) -> None:
    """Send what `work` gives, or the exception that it raises."""
    answer: tuple[Exception | None, Any]
    try:
        answer = None, work(half)
    except Exception as error:
        answer = error, None
    sender.send(answer)
    sender.close()
