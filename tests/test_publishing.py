"""Outputs to a folder: inside it, once each, and the published site whole at every moment."""

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from prst import publishing
from prst.outputs import Output
from prst.publishing import PublishingError, alone, beside, prepare, recover, refuse_twice, swap, write


def read_tree(folder: Path) -> dict[str, bytes]:
    """Content of each file by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make_tree(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(params=["in one step", "in two renames"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published site, on a system that exchanges two names in one step, and on one that does not."""
    if request.param == "in two renames":
        monkeypatch.setattr(publishing, "_swap_names", lambda one, other: False)
    return make_tree(tmp_path / "site", index="ancien", livrables__guide="ancien guide")


@pytest.fixture
def new(site: Path) -> Path:
    """The next one, built beside it."""
    return make_tree(beside(site), index="nouveau")


# Writing


def test_outputs_are_written_where_they_say(tmp_path: Path) -> None:
    outputs = [
        Output("index.html", b"a"),
        Output("livrables/guide/index.html", b"b"),
        Output("livrables/x.docx", b"\0"),
    ]
    assert write(outputs, tmp_path / "site") == {output.path for output in outputs}
    assert read_tree(tmp_path / "site") == {output.path: output.content for output in outputs}


def test_outputs_are_written_as_they_come(tmp_path: Path) -> None:
    """A catalogue of ten thousand pages never stands in memory."""

    def produce() -> Iterator[Output]:
        yield Output("a.html", b"a")
        assert (tmp_path / "a.html").read_bytes() == b"a"
        yield Output("b.html", b"b")

    assert write(produce(), tmp_path) == {"a.html", "b.html"}


def test_a_site_has_the_very_file_that_is_kept_where_it_may(tmp_path: Path) -> None:
    (tmp_path / "garde").write_bytes(b"x")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "there.png").write_bytes(b"of docs")
    paths = ("a/new.png", "there.png", "gone.png")
    outputs = [Output(path, b"x", kept=str(tmp_path / ("absent" if path == "gone.png" else "garde"))) for path in paths]
    write(outputs, tmp_path / "site", linked=True)
    write(outputs[:1], tmp_path / "preview")
    assert [(tmp_path / "site" / path).read_bytes() for path in paths] == [b"x"] * 3
    assert (tmp_path / "garde").stat().st_nlink == 2
    assert (tmp_path / "garde").samefile(tmp_path / "site" / paths[0])


def test_each_output_is_seen(tmp_path: Path) -> None:
    seen: list[str] = []
    write([Output("a.html", b""), Output("b.html", b"")], tmp_path, lambda output: seen.append(output.path))
    assert seen == ["a.html", "b.html"]


@pytest.mark.parametrize(
    "path",
    [
        "../x.html",
        "a/../../x.html",
        "a/../x.html",
        "livrables/../../../x.html",
        "{tmp}/x.html",
        "{tmp}/a/x.html",
        "..",
        "a\\x.html",
        "..\\x.html",
        "a\x00.html",
        "a/\x00/x.html",
    ],
)
@pytest.mark.parametrize("before", [[], ["a.html", "a/a.html", "livrables/a.html"]], ids=["first", "later"])
def test_an_address_that_leaves_the_folder_is_refused(tmp_path: Path, path: str, before: list[str]) -> None:
    site = tmp_path / "un" / "deux" / "site"
    path = path.replace("{tmp}", str(tmp_path))
    with pytest.raises(PublishingError, match="Adresse refusée"):
        write([*(Output(name, b"") for name in before), Output(path, b"x")], site)
    assert b"x" not in read_tree(tmp_path).values()


def test_an_address_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match=r"Deux pages ont la même adresse : a/index\.html"):
        write([Output("a/index.html", b"1"), Output("b.html", b""), Output("a/index.html", b"2")], tmp_path)
    assert (tmp_path / "a" / "index.html").read_bytes() == b"1"


def test_addresses_written_by_two_processes_are_refused_too() -> None:
    refuse_twice(set())
    with pytest.raises(PublishingError, match="Deux pages ont la même adresse : a"):
        refuse_twice({"b", "a"})


# Swapping


def test_the_next_site_is_built_on_the_same_disk_and_out_of_sight(tmp_path: Path) -> None:
    assert beside(tmp_path / "site") == tmp_path / ".site.nouveau"


def test_swap_publishes_the_new_site_and_leaves_nothing_beside(site: Path, new: Path) -> None:
    swap(new, site)
    assert read_tree(site) == {"index": b"nouveau"}
    assert list(site.parent.iterdir()) == [site]


def test_first_site_is_published_too(tmp_path: Path) -> None:
    swap(make_tree(tmp_path / ".site.nouveau", index="nouveau"), tmp_path / "site")
    assert read_tree(tmp_path) == {"site/index": b"nouveau"}


@pytest.mark.parametrize("failing", [1, 2])
def test_a_rename_that_fails_leaves_the_old_site_as_it_was(
    site: Path, new: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, rename, calls = read_tree(site), Path.rename, 0

    def fail_once(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(errno.EACCES, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_once)
    monkeypatch.setattr(publishing, "_swap_names", lambda one, other: False)
    with pytest.raises(PublishingError, match="l’ancien reste en place"):
        swap(new, site)
    assert read_tree(site) == old


def test_a_new_site_that_is_gone_leaves_the_old_one_as_it_was(site: Path, new: Path) -> None:
    old = read_tree(site)
    shutil.rmtree(new)
    with pytest.raises(PublishingError):
        swap(new, site)
    assert read_tree(site.parent) == {f"site/{name}": content for name, content in old.items()}


# Interruptions


class Interrupted(BaseException):
    """The machine stops."""


STEPS = {"in one step": 3, "in two renames": 5}
"""What a swap asks of the disk: an exchange, or its refusal and two renames; then the old site aside, and away."""


@pytest.mark.parametrize("step", range(1, max(STEPS.values()) + 1))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_interruption_at_any_step_leaves_one_whole_site(
    site: Path, new: Path, step: int, moment: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = STEPS[request.node.callspec.params["site"]]
    old, next_one, calls = read_tree(site), read_tree(new), 0

    def interrupt(function: object) -> object:
        def step_or_stop(*args: object, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls == step and moment == "before":
                raise Interrupted
            result = function(*args, **kwargs)  # type: ignore[operator]
            if calls == step:
                raise Interrupted
            return result

        return step_or_stop

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", interrupt(Path.rename))
        patch.setattr(publishing, "_swap_names", interrupt(publishing._swap_names))
        patch.setattr(shutil, "rmtree", interrupt(shutil.rmtree))
        with suppress(Interrupted):
            swap(new, site)
    assert calls == min(step, steps)
    recover(site)
    assert read_tree(site) in (old, next_one)
    assert list(site.parent.iterdir()) == [site]


def test_an_interruption_while_the_old_site_is_removed(site: Path, new: Path) -> None:
    """Half of the old site is left beside the new one."""
    site.rename(site.with_name(".site.ancien"))
    new.rename(site)
    (site.with_name(".site.ancien") / "index").unlink()
    recover(site)
    assert read_tree(site.parent) == {"site/index": b"nouveau"}


def test_an_interruption_while_the_next_site_is_built(site: Path, new: Path) -> None:
    old = read_tree(site)
    recover(site)
    assert read_tree(site.parent) == {f"site/{name}": content for name, content in old.items()}


def test_recovery_touches_nothing_where_nothing_went_wrong(site: Path) -> None:
    neighbour = make_tree(site.with_name("autre"), index="autre")
    before, times = read_tree(site.parent), os.stat(site / "index").st_mtime_ns  # noqa: PTH116
    recover(site)
    assert read_tree(site.parent) == before
    assert (site / "index").stat().st_mtime_ns == times
    assert neighbour.is_dir()


def test_recovery_of_a_site_that_was_never_published(tmp_path: Path) -> None:
    recover(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


# One at a time


def test_two_publications_of_a_site_never_run_together(tmp_path: Path) -> None:
    with (
        alone(tmp_path / "site"),
        pytest.raises(PublishingError, match="Une autre publication est en cours"),
        alone(tmp_path / "site"),
    ):
        pass


def test_publications_in_two_folders_do(tmp_path: Path) -> None:
    (tmp_path / "autre").mkdir()
    with alone(tmp_path / "site"), alone(tmp_path / "autre" / "site"):
        assert list(tmp_path.iterdir()) == [tmp_path / "autre"]  # the lock leaves no file


def test_a_publication_that_failed_leaves_room_for_the_next(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), alone(tmp_path / "site"):
        raise ZeroDivisionError
    with alone(tmp_path / "site"):
        pass


# The index of the search


def index(name: str) -> dict[str, str]:
    """The search of a site, as files."""
    return {"recherche__index.json": f'{{"dossier": "recherche/{name}/"}}', f"recherche__{name}__formes.json": name}


def folders(site: Path) -> set[str]:
    return {path.name for path in (site / "recherche").iterdir() if path.is_dir()}


def publish(site: Path, name: str) -> None:
    swap(make_tree(beside(site), **index(name)), site)


def test_former_index_stays_for_one_publication(site: Path) -> None:
    """A page that is open, or a cache, still asks for its files."""
    first, second, third = ("a" * 12, "b" * 12, "c" * 12)
    publish(site, first)
    assert folders(site) == {first}
    publish(site, second)
    assert folders(site) == {first, second}
    assert (site / "recherche" / first / "formes.json").read_text(encoding="utf-8") == first
    publish(site, third)
    assert folders(site) == {second, third}
    publish(site, third)
    assert folders(site) == {third}


@pytest.mark.parametrize("entry", ["", "[]", "{}", '{"dossier": 1}', '{"dossier": "../"}', '{"dossier": "recherche/"}'])
def test_an_entry_that_names_no_index_keeps_nothing(site: Path, entry: str) -> None:
    make_tree(site, **{"recherche__index.json": entry, f"recherche__{'a' * 12}__formes.json": ""})
    publish(site, "b" * 12)
    assert folders(site) == {"b" * 12}


def test_a_publication_lives_as_long_as_the_last_of_its_processes(tmp_path: Path) -> None:
    """The process that builds inherits the lock: it may outlive the one that started it."""
    with alone(tmp_path / "site") as lock:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(lock,))
    with pytest.raises(PublishingError, match="Une autre publication est en cours"), alone(tmp_path / "site"):
        pass
    child.communicate(b"\n")
    with alone(tmp_path / "site"):
        pass


def test_a_folder_that_cannot_be_locked_is_not_taken_for_another_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(OSError, match="No locks"), alone(tmp_path / "site"):
        pass


# What is left of earlier publications


def leave_file(path: Path) -> None:
    path.write_text("x", encoding="utf-8")


def leave_link(path: Path) -> None:
    path.symlink_to(path.parent / "site")


def leave_dead_link(path: Path) -> None:
    path.symlink_to("absent")


def leave_pipe(path: Path) -> None:
    os.mkfifo(path)


def leave_folder(path: Path) -> None:
    make_tree(path, a__b="x")


@pytest.mark.parametrize("name", [".site.nouveau", ".site.ancien"])
@pytest.mark.parametrize("leave", [leave_file, leave_link, leave_dead_link, leave_pipe, leave_folder])
def test_whatever_is_left_in_the_way_goes(site: Path, name: str, leave: Callable[[Path], None]) -> None:
    before = read_tree(site)
    leave(site.with_name(name))
    assert recover(site) == []
    assert list(site.parent.iterdir()) == [site]
    prepare(site)
    assert read_tree(site) == before


def test_an_empty_folder_does_not_hide_the_site_that_was_moved_away(site: Path) -> None:
    before = read_tree(site)
    site.rename(site.with_name(".site.ancien"))
    site.mkdir()
    recover(site)
    assert read_tree(site) == before


def test_a_leftover_that_cannot_be_removed_is_set_aside_and_told(
    site: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rmtree = shutil.rmtree

    def refuse(path: Path, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", refuse)
        (told,) = recover(site)
        assert ".site.reste-1" in told
        assert "l’accès n’en est pas permis" in told
        assert len(swap(make_tree(beside(site), index="encore"), site)) == 2  # the former site stays too
    assert read_tree(site) == {"index": b"encore"}
    assert rmtree is shutil.rmtree
    assert recover(site) == []
    assert list(site.parent.iterdir()) == [site]


def test_a_leftover_that_cannot_even_be_moved_stops_the_publication(
    site: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    before = read_tree(site)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PublishingError, match=r"\.site\.nouveau gêne la publication"):
        recover(site)
    assert read_tree(site) == before


def test_a_folder_that_only_may_be_read_is_removed(site: Path, new: Path) -> None:
    (site / "livrables").chmod(0o555)
    assert swap(new, site) == []
    assert list(site.parent.iterdir()) == [site]


def test_a_large_site_is_removed_while_nobody_waits(site: Path, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two publications in a row disturb neither each other nor what is removed."""
    monkeypatch.setattr(publishing, "SMALL", 0)
    assert swap(new, site) == []
    assert swap(make_tree(beside(site), index="encore"), site) == []
    assert recover(site) == []
    assert read_tree(site) == {"index": b"encore"}
    end = time.monotonic() + 60
    while list(site.parent.glob(".site.*")) and time.monotonic() < end:
        time.sleep(0.02)
    assert list(site.parent.iterdir()) == [site]


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EACCES, errno.EROFS])
def test_a_refusal_to_swap_is_told_in_french(
    site: Path, new: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> bool:
        raise OSError(number, os.strerror(number))

    before = read_tree(site)
    monkeypatch.setattr(publishing, "_swap_names", refuse)
    with pytest.raises(PublishingError) as refusal:
        swap(new, site)
    assert os.strerror(number) not in str(refusal.value)
    assert ("--sortie" in str(refusal.value)) == (number == errno.EBUSY)
    assert read_tree(site) == before
