"""A file is there whole, or as it was before."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from prst import whole
from prst.outputs import Output
from prst.publishing import write
from prst.whole import write_all, write_together, write_whole


def test_what_is_written_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for content in (b"un", b"deux"):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_what_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    with pytest.raises(OSError, match="dossier"):
        write_whole(tmp_path / "dossier", b"x")
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "absent" / "a.txt", b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["dossier"]


@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit there")
@pytest.mark.parametrize(
    "action",
    [
        lambda path: write_all(str(path), b"x" * 5_000),
        lambda path: write_whole(path, b"x" * 5_000),
        lambda path: write_together({path: b"x" * 5_000}),
        lambda path: write([Output(path.name, b"x" * 5_000)], path.parent),
    ],
    ids=["alone", "whole", "together", "published"],
)
def test_a_file_of_which_the_disk_takes_a_part_is_told(action: Callable[[Path], object], tmp_path: Path) -> None:
    """A disk that fills up takes what it can, and refuses what comes next only; so does a limit."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            action(tmp_path / "a.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_many_that_write_one_file_leave_one_of_theirs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    contents = [bytes([65 + rank]) * 100_000 for rank in range(8)]
    threads = [Thread(target=write_whole, args=(path, content)) for content in contents * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in contents
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_another_process_may_write_the_same_file_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds that share what they keep, a build and its preview: neither takes the other's half away."""
    path, replace = tmp_path / "a.txt", Path.replace
    other = f"from pathlib import Path; from prst.whole import write_whole; write_whole(Path({str(path)!r}), b'two')"
    between = []

    def interleaved(half: Path, target: Path) -> Path:
        subprocess.run([sys.executable, "-c", other], check=True, env={"PYTHONPATH": ":".join(sys.path)})
        between.append(path.read_bytes())
        return replace(half, target)

    monkeypatch.setattr(Path, "replace", interleaved)
    write_whole(path, b"one")
    assert (between, path.read_bytes()) == ([b"two"], b"one")
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def everything(folder: Path) -> dict[str, bytes | None]:
    """What a folder holds, hidden files too; None for a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_several_files_are_written_moved_and_removed_together(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"un")
    (tmp_path / "b").write_bytes(b"deux")
    write_together({tmp_path / "a": None, tmp_path / "b": b"2", tmp_path / "c" / "d": b"3", tmp_path / "absent": None})
    assert everything(tmp_path) == {"b": b"2", "c": None, "c/d": b"3"}


@pytest.mark.parametrize("error", [OSError(28, "plein"), KeyboardInterrupt()])
@pytest.mark.parametrize("after", range(7))
def test_a_failure_in_the_middle_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int, error: BaseException
) -> None:
    for name in "abc":
        (tmp_path / name).write_bytes(name.encode())
    before = everything(tmp_path)
    calls = iter(range(100))

    def failing(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def once(path: str, to: object) -> object:
            if ".old" not in path and next(calls) == after:
                raise error
            return real(path, to)

        monkeypatch.setattr(owner, name, once)

    failing(whole, "write_all")
    failing(os, "replace")
    changes = {tmp_path / "a": b"1", tmp_path / "b": None, tmp_path / "c": b"3", tmp_path / "d" / "e": b"4"}
    if after < 6:  # three files are written beside their place, then put there
        with pytest.raises(type(error)):
            write_together(changes)
        assert everything(tmp_path) == before
    else:
        write_together(changes)
        assert everything(tmp_path) == {"a": b"1", "c": b"3", "d": None, "d/e": b"4"}
