"""One command: its seconds, the peak memory of its process tree, and what it said when.

Run as a program (`python measure.py COMMAND…`, the answer is JSON), because Linux counts the memory of the process that
starts a command as the command's own: this one is small.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

INTERVAL = 0.05
"""Seconds between two looks at the memory."""
LINES_KEPT = 200
"""Of what a command tells: half of them its first, which say what it read, half its last."""


def measure(command: Sequence[str]) -> dict[str, Any]:
    """Run a command and return its `code`, `seconds`, `processor`, `others`, `memory` and `lines` (second and text).

    `processor` is the seconds of computing of the whole tree, on all cores, which a busy machine disturbs less.
    `others` is the number of cores that other programs kept busy meanwhile, 0 where the system does not tell.
    `memory`, in bytes, is the larger of two figures: the resident set of its largest process, which the kernel knows
    exactly, and the sum over the whole tree, looked at every 50 ms, in which memory that processes share counts once
    (Pss, Linux only; see proc(5), smaps_rollup).
    """
    busy = _busy()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    highest = [0]
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, ended, highest))
    watch.start()
    assert process.stdout is not None
    with process.stdout:
        lines = [(time.perf_counter() - start, line) for line in process.stdout]
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    watch.join()
    processor = usage.ru_utime + usage.ru_stime
    others = max(0.0, (_busy() - busy - processor) / seconds)
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {
        "code": process.returncode,
        "seconds": seconds,
        "processor": processor,
        "others": others,
        "memory": max(largest, highest[0]),
        "lines": lines if len(lines) <= LINES_KEPT else lines[: LINES_KEPT // 2] + lines[-LINES_KEPT // 2 :],
    }


def _busy() -> float:
    """Return the seconds of computing of the whole machine since it started (proc(5), stat); 0 elsewhere than Linux."""
    with suppress(OSError):
        user, nice, system, _idle, _iowait, *interrupts_and_stolen = map(
            int, Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]
        )
        return (user + nice + system + sum(interrupts_and_stolen)) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _watch(pid: int, ended: threading.Event, highest: list[int]) -> None:
    while not ended.wait(INTERVAL):
        highest[0] = max(highest[0], sum(_proportional_set(one) for one in _tree(pid)))


def _tree(pid: int) -> list[int]:
    """Return the process and its descendants; only the first where the system does not tell."""
    found = [pid]
    for one in found:  # grows while it is read
        with suppress(OSError):
            for children in Path(f"/proc/{one}/task").glob("*/children"):
                found += [int(child) for child in children.read_text().split()]
    return found


def _proportional_set(pid: int) -> int:
    """Return the bytes of a process, its share of what is shared; 0 once it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1:])))
