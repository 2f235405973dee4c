"""A file is there whole, or as it was before."""

from pathlib import Path
from threading import Thread

import pytest

from prst.whole import write_whole


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
