"""What takes long to make is made once, wherever it is kept."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from prst.cache import Files
from prst.made import Made
from prst.outputs import Output


@dataclass(frozen=True)
class Slow:
    """An output that notes in a file, which every process sees, that it was made."""

    path: str
    notes: Path
    content: bytes = b"content"

    @property
    def key(self) -> str:
        return f"slow {self.content!r}"

    def make(self) -> Output:
        if self.content == b"refused":
            raise ValueError("refused")
        with self.notes.open("a") as notes:
            notes.write(f"{os.getpid()}\n")
        return Output(self.path, self.content)


@pytest.fixture(params=[True, False], ids=["folder", "memory"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Made:
    return Made(tmp_path / "garde" if request.param else None)


def times(notes: Path) -> int:
    return len(notes.read_text().splitlines()) if notes.exists() else 0


def test_outputs_keep_their_order_and_are_made_once_for_one_key(made: Made, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    wanted = [Slow(f"{number}.png", notes, b"%d" % (number % 3)) for number in range(7)]
    for _ in range(2):
        assert [one[:2] for one in made.outputs(wanted)] == [(one.path, one.content) for one in wanted]
    assert times(notes) == 3


def make_elsewhere(folder: Path, kept: bool) -> None:
    """The rule, for a process in which nothing else runs."""
    made = Made(folder / "garde" if kept else None)
    notes, told = folder / "notes", list[tuple[int, int]]()
    made.prepare([Slow("a", notes, b"a"), Slow("b", notes, b"b")], lambda done, total: told.append((done, total)))
    assert str(os.getpid()) not in notes.read_text().split()
    made.prepare([Slow("a", notes, b"a")])
    assert times(notes) == 2
    assert told[-1] == (2, 2)
    assert len(made.output(Slow("c", notes, b"abc")).content) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="no second process elsewhere")
@pytest.mark.parametrize("kept", [True, False], ids=["folder", "memory"])
def test_other_processes_make_what_is_missing(kept: bool, tmp_path: Path, repository: Path) -> None:
    """What they load does not stay in this one, which is asked in a process of its own: threads of tests forbid it."""
    code = (
        "import os; os.cpu_count = lambda: 2; from pathlib import Path; "
        f"from tests.test_made import make_elsewhere; make_elsewhere(Path({str(tmp_path)!r}), {kept})"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(repository), str(repository / "hooks")])}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=repository)


def test_a_spoilt_entry_is_made_again(tmp_path: Path) -> None:
    one = Slow("a", tmp_path / "notes")
    made = Made(tmp_path)
    made.prepare([one])
    path = Files(tmp_path).path_of(one.key)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert len(made.output(one).content) == len(b"content")
    assert made.output(one).content == b"content"
    assert times(one.notes) == 2


def test_an_output_says_in_which_file_it_is_kept(tmp_path: Path) -> None:
    one = Slow("a", tmp_path / "notes")
    assert Path(Made(tmp_path / "garde").output(one).kept).read_bytes() == b"content"
    assert not Made(None).output(one).kept


def test_a_folder_that_keeps_nothing_costs_memory_alone(tmp_path: Path) -> None:
    blocked = tmp_path / "fichier"
    blocked.mkdir()
    (blocked / "sous").write_text("")
    one = Slow("a", tmp_path / "notes")
    made = Made(blocked / "sous" / "dossier")
    assert [*made.outputs([one]), *made.outputs([one])] == [Output("a", b"content")] * 2
    assert times(one.notes) == 1


def test_a_folder_that_another_removes_meanwhile_costs_time_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`rm -rf .cache` while two builds run: what was half kept is gone, and each has what it made all the same."""
    folder, replace = tmp_path / "garde", Path.replace

    def removed(half: Path, target: Path) -> Path:
        shutil.rmtree(folder)
        return replace(half, target)

    monkeypatch.setattr(Path, "replace", removed)
    one = Slow("a", tmp_path / "notes")
    assert [*Made(folder).outputs([one])] == [Output("a", b"content")]
    assert not folder.exists()


def test_what_making_raises_is_raised_here(made: Made, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="refused"):
        made.prepare([Slow("a", tmp_path / "notes"), Slow("b", tmp_path / "notes", b"refused")])
