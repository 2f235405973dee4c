"""Outputs to a folder: inside it, once each, and the published site whole at every moment."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from prst.outputs import Output
from prst.publishing import PublishingError, alone, beside, recover, refuse_twice, swap, write


def read_tree(folder: Path) -> dict[str, bytes]:
    """Content of each file by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make_tree(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site."""
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


STEPS = 3
"""What a swap does to the disk: two renames, and the removal of the old site."""


@pytest.mark.parametrize("step", range(1, STEPS + 1))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_interruption_at_any_step_leaves_one_whole_site(
    site: Path, new: Path, step: int, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
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
        patch.setattr(shutil, "rmtree", interrupt(shutil.rmtree))
        with pytest.raises(Interrupted):
            swap(new, site)
    assert calls == step
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
