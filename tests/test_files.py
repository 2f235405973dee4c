"""Every file of a project is read by one function: what is no regular file is refused, never waited for."""

import contextlib
import errno
import os
import pickle
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from prst.files import TooLargeError, UnreadableError, cause_of, is_pointer, read_file, size


def make_folder(path: Path) -> str:
    path.mkdir()
    return "dossier"


def make_pipe(path: Path) -> str:
    os.mkfifo(path)
    return "tube"


def make_socket(path: Path) -> str:
    with socket.socket(socket.AF_UNIX) as listening, contextlib.chdir(path.parent):  # its address must be short
        listening.bind(path.name)
    return "prise"


def make_link_to_itself(path: Path) -> str:
    path.symlink_to(path.name)
    return "tourne en rond"


def make_two_links(path: Path) -> str:
    path.symlink_to("autre")
    path.with_name("autre").symlink_to(path.name)
    return "tourne en rond"


def make_dead_link(path: Path) -> str:
    path.symlink_to("absent")
    return "ne mène nulle part"


def make_link_to_a_device(path: Path) -> str:
    path.symlink_to("/dev/zero")
    return "périphérique"


def make_link_to_a_pipe(path: Path) -> str:
    make_pipe(path.with_name("tube"))
    path.symlink_to("tube")
    return "tube"


WRONG: list[Callable[[Path], str]] = [
    make_folder,
    make_pipe,
    make_socket,
    make_link_to_itself,
    make_two_links,
    make_dead_link,
    make_link_to_a_device,
    make_link_to_a_pipe,
]
"""What may stand in the place of a file; each returns a word of what is said of it."""


def test_content_of_a_file_comes_as_it_is(tmp_path: Path) -> None:
    for content in (b"", b"\0\xff\r\n", bytes(range(256)) * 300):
        (tmp_path / "fichier").write_bytes(content)
        assert read_file(tmp_path / "fichier") == content


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_bytes(b"texte")
    (tmp_path / "lien").symlink_to("fichier")
    assert read_file(tmp_path / "lien") == b"texte"


@pytest.mark.parametrize("make", WRONG)
def test_what_is_no_file_is_refused_and_not_taken_for_absent(tmp_path: Path, make: Callable[[Path], str]) -> None:
    word = make(tmp_path / "fichier")
    with pytest.raises(UnreadableError) as refusal:
        read_file(tmp_path / "fichier")
    assert not isinstance(refusal.value, FileNotFoundError)
    assert word in str(refusal.value.strerror)
    assert refusal.value.code == "lecture"


def test_what_is_absent_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "absent")


def test_size_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_bytes(b"12345")
    assert read_file(tmp_path / "fichier", 5) == b"12345"
    with pytest.raises(TooLargeError) as refusal:
        read_file(tmp_path / "fichier", 4)
    assert refusal.value.code == "trop_gros"


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="no /proc")
def test_size_is_bounded_where_the_system_does_not_know_it() -> None:
    """Files of /proc say that they hold nothing."""
    assert read_file(Path("/proc/self/maps"))
    with pytest.raises(TooLargeError):
        read_file(Path("/proc/self/maps"), 10)


def test_what_is_not_permitted_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fichier").write_bytes(b"texte")

    def refuse(*_arguments: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(UnreadableError, match="l’accès n’en est pas permis"):
            read_file(tmp_path / "fichier")


def test_a_name_that_no_file_bears_is_refused() -> None:
    with pytest.raises(UnreadableError, match="aucun fichier"):
        read_file(Path("a\0b"))


def test_a_refusal_travels_between_processes() -> None:
    for refusal in (UnreadableError(errno.EINVAL, "c’est un dossier"), TooLargeError("1000 ko")):
        copy = pickle.loads(pickle.dumps(refusal))  # noqa: S301 - our own bytes
        assert (type(copy), copy.strerror, copy.limit) == (type(refusal), refusal.strerror, refusal.limit)


@pytest.mark.parametrize(
    "number",
    [errno.ENOSPC, errno.EFBIG, errno.EACCES, errno.EROFS, errno.ELOOP, errno.EMFILE, errno.EBUSY, errno.EDQUOT],
)
def test_a_system_speaks_french(number: int) -> None:
    cause, remedy = cause_of(OSError(number, os.strerror(number), "fichier"))
    assert os.strerror(number) not in cause
    assert cause
    assert remedy.endswith(".")


def test_a_cause_that_nobody_translated_is_told_all_the_same() -> None:
    assert cause_of(OSError(errno.ENOTTY, "Inappropriate ioctl"))[0] == "Inappropriate ioctl"
    assert cause_of(OSError("sans numéro"))[0] == "sans numéro"


def test_sizes_are_told_in_french() -> None:
    assert [size(1_000_000), size(100_000_000)] == ["1000 ko", "100 Mo"]


def test_a_pointer_of_git_lfs_is_known() -> None:
    assert is_pointer(b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n")
    assert not is_pointer(b"%PDF-1.7")
