"""What is kept costs time at most: it comes back as it was given, or not at all."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prst import cache as caching
from prst.cache import Cache, Files


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache with one entry, in a folder that did not exist."""
    kept = Cache(tmp_path / "cache" / "pages")
    kept.put("clé", b"contenu")
    return kept


def test_what_was_kept_comes_back_under_its_key_alone(cache: Cache) -> None:
    assert cache.get("clé") == b"contenu"
    assert cache.get("autre") is None
    cache.put("clé", b"")
    assert cache.get("clé") == b""


@pytest.mark.parametrize("key", ["", "../../dehors", "a/b", "a\nb", "é" * 1000, "\0"])
def test_a_key_is_any_text(cache: Cache, key: str) -> None:
    cache.put(key, b"x\ny")
    assert cache.get(key) == b"x\ny"
    assert len(list(cache.folder.iterdir())) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: content + b"\n",
        lambda content: b"\0" * len(content),
        lambda content: content.replace(b"contenu", b"contenv"),
        lambda content: content.replace(b"prst 1", b"prst 0"),
        lambda content: b"contenu",
    ],
    ids=["empty", "half", "short", "long", "zeros", "one-bit", "another-form", "bare"],
)
def test_what_is_spoilt_is_nothing_and_is_made_again(cache: Cache, spoil: Callable[[bytes], bytes]) -> None:
    path = cache.path_of("clé")
    path.write_bytes(spoil(path.read_bytes()))
    assert cache.get("clé") is None
    cache.put("clé", b"contenu")
    assert cache.get("clé") == b"contenu"


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0), st.integers(min_value=0, max_value=7))
def test_no_bit_can_change(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    cache = Cache(tmp_path_factory.getbasetemp() / "bits")
    cache.put("clé", b"contenu")
    path = cache.path_of("clé")
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 1 << bit
    path.write_bytes(content)
    assert cache.get("clé") is None


def test_the_entry_of_another_key_is_nothing(cache: Cache) -> None:
    cache.put("autre", b"autre contenu")
    cache.path_of("autre").replace(cache.path_of("clé"))
    assert cache.get("clé") is None


def in_its_way_stands_a_folder(path: Path) -> None:
    (path / "dedans").mkdir(parents=True)
    (path / "dedans" / "a.txt").write_text("x", encoding="utf-8")


def in_its_way_stands_a_pipe(path: Path) -> None:
    os.mkfifo(path)


def in_its_way_stands_a_loop(path: Path) -> None:
    path.symlink_to(path)


def in_its_way_stands_a_dead_link(path: Path) -> None:
    path.symlink_to("nulle-part")


def in_its_way_stands_what_nobody_may_read(path: Path) -> None:
    path.write_bytes(b"x")
    path.chmod(0)


@pytest.mark.parametrize(
    "obstruct",
    [
        in_its_way_stands_a_folder,
        in_its_way_stands_a_pipe,
        in_its_way_stands_a_loop,
        in_its_way_stands_a_dead_link,
        in_its_way_stands_what_nobody_may_read,
    ],
)
def test_what_stands_in_the_way_of_an_entry_is_removed(cache: Cache, obstruct: Callable[[Path], None]) -> None:
    path = cache.path_of("clé")
    path.unlink()
    obstruct(path)
    assert cache.get("clé") is None
    cache.put("clé", b"contenu")
    assert cache.get("clé") == b"contenu"


@pytest.mark.parametrize("target", ["un fichier", "un lien mort"])
def test_what_stands_in_the_way_of_the_folder_is_removed(tmp_path: Path, target: str) -> None:
    cache = Cache(tmp_path / "pages")
    if target == "un fichier":
        cache.folder.write_text("x", encoding="utf-8")
    else:
        cache.folder.symlink_to(tmp_path / "nulle-part")
    cache.put("clé", b"contenu")
    assert cache.get("clé") == b"contenu"


def test_what_stands_in_the_way_of_all_caches_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("à quelqu’un", encoding="utf-8")
    cache = Cache(tmp_path / ".cache" / "pages")
    cache.put("clé", b"contenu")
    assert cache.get("clé") is None
    assert (tmp_path / ".cache").read_text(encoding="utf-8") == "à quelqu’un"


def test_a_disk_that_refuses_costs_time_only(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(caching, "write_whole", refuse)
    cache.put("autre", b"x")
    assert (cache.get("autre"), cache.get("clé")) == (None, b"contenu")


def test_what_is_too_long_is_not_kept(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "LARGEST", 200)
    cache.put("long", b"x" * 300)
    assert not cache.path_of("long").exists()
    cache.path_of("clé").write_bytes(b"x" * 300)
    assert cache.get("clé") is None


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A cache whose files hold their content alone, with one entry."""
    kept = Files(tmp_path / "cache" / "pages")
    kept.put("clé", b"contenu")
    return kept


def test_a_file_that_is_kept_holds_its_content_and_nothing_else(files: Files) -> None:
    content, path = files.kept("clé") or (b"", "")
    assert content == files.get("clé") == Path(path).read_bytes() == b"contenu"
    assert (files.kept("autre"), files.get("autre")) == (None, None)
    assert Files(files.folder).get("clé") == b"contenu"


def test_a_kept_file_that_is_spoilt_or_of_another_key_is_nothing(files: Files) -> None:
    path = files.path_of("clé")
    path.write_bytes(b"contenv")
    assert (files.has("clé"), files.kept("clé")) == (True, None)
    files.put("clé", b"contenu")
    other = caching.name_of("autre").removesuffix(".garde")
    shutil.copy(files.path_of("clé"), files.folder / path.name.replace(path.name.partition("-")[0], other))
    assert (Files(files.folder).has("autre"), Files(files.folder).get("autre")) == (True, None)


def test_what_is_kept_anew_takes_the_place_of_what_was_spoilt(files: Files) -> None:
    files.path_of("clé").write_bytes(b"contenv")
    files.put("clé", b"autre contenu")
    assert Files(files.folder).get("clé") == b"autre contenu"
    assert len([*files.folder.iterdir()]) == 1


def test_a_file_that_others_may_not_read_is_not_published_itself(files: Files) -> None:
    files.path_of("clé").chmod(0o600)
    assert files.kept("clé") == (b"contenu", "")


def test_what_another_process_kept_is_seen_once_it_is_looked_for(files: Files) -> None:
    Files(files.folder).put("autre", b"x")
    assert not files.has("autre")
    files.look_again()
    assert files.get("autre") == b"x"


def test_what_seems_to_be_there_is_only_looked_at_when_it_is_asked_for(files: Files) -> None:
    assert not Files(files.folder / "absent").has("clé")
    files.path_of("clé").write_bytes(b"autre chose")
    assert (files.has("clé"), files.get("clé")) == (True, None)
    in_its_way_stands_a_folder(files.folder / f"{caching.name_of('b').removesuffix('.garde')}-x.garde")
    assert not Files(files.folder).has("b")


def aged(path: Path, days: int) -> None:
    """Dates a file some days back."""
    then = time.time() - days * caching.DAY
    os.utime(path, (then, then))


def test_what_nobody_asked_for_in_a_month_goes_and_nothing_else(cache: Cache) -> None:
    for key in ("demandée", "oubliée", "récente"):
        cache.put(key, b"x")
    former = cache.folder / "ancien.docx"
    former.write_bytes(b"x")
    for path, days in ((former, 31), (cache.path_of("oubliée"), 31), (cache.path_of("demandée"), 400)):
        aged(path, days)
    aged(cache.path_of("récente"), 29)
    assert cache.get("demandée") == b"x"
    cache.prune()
    kept = {cache.path_of(key).name for key in ("clé", "demandée", "récente")}
    assert {path.name for path in cache.folder.iterdir()} == {*kept, caching.PRUNED}


def test_old_files_are_looked_for_once_a_day_at_most(cache: Cache) -> None:
    cache.prune()
    path = cache.path_of("clé")
    aged(path, 31)
    cache.prune()
    assert path.exists()
    aged(cache.folder / caching.PRUNED, 2)
    cache.prune()
    assert not path.exists()


def test_a_folder_that_is_not_there_is_not_made_to_be_pruned(tmp_path: Path) -> None:
    Cache(tmp_path / "pages").prune()
    assert not (tmp_path / "pages").exists()
