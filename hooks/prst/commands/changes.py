"""Changes to several files of a project: tried on a copy, told, then written together or not at all."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from difflib import unified_diff
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from prst.building import Build
from prst.commands.reading import today_in
from prst.files import cause_of, read_file
from prst.outputs import french
from prst.records.dates import parse_partial_date
from prst.records.loading import Loaded, Memory, Proposed, load
from prst.records.problems import NOTE, Problem, as_text
from prst.records.writing import UnsafeChangeError
from prst.whole import write_together
from prst.written.checks import check as check_pages


class RequestError(Exception):
    """What cannot be done as it was asked for: reason and remedy, in French."""


@dataclass(frozen=True)
class Change:
    """What a command would do to a project."""

    files: Mapping[str, bytes | None]
    """The new content of files, by their path in the project; None for one that goes."""
    moved: Mapping[str, str]
    """The new path of files that bear another name, by the former one."""


def tried(project: Path, change: Change, today: date) -> tuple[Problem, ...]:
    """Return what would be wrong with a project after a change, and is not now. Nothing of the project is touched."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("catalogue", "docs"):
            if (project / name).is_dir():
                shutil.copytree(project / name, copy / name, symlinks=True, copy_function=_link_or_copy)
        for path in project.glob("*.yml"):
            shutil.copy2(path, copy / path.name)
        (copy / "overrides").symlink_to((project / "overrides").resolve())
        write_together({copy / name: content for name, content in change.files.items()})
        after = _wrong(copy, today)
    if not after:
        return ()
    before = {_said(replace(one, file=change.moved.get(one.file, one.file))) for one in _wrong(project, today)}
    return tuple(sorted(one for one in after if _said(one) not in before))


class Attempt:
    """How changes are tried and written: each by itself."""

    def __init__(self, project: Path, today: date) -> None:
        self.project, self.today = project, today

    def wrong(self, change: Change) -> tuple[Problem, ...]:
        """Return what would be wrong after a change, and is not now."""
        return tried(self.project, change, self.today)

    def write(self, change: Change) -> None:
        """Write the files of a change. Raises OSError, and leaves all as it was."""
        write_together({self.project / name: content for name, content in change.files.items()})


class NotTogetherError(Exception):
    """Two changes are of one file: the second one asks for the first to be written."""


class Gathered(Attempt):
    """Changes that are tried together, once all are known, and written together: one reading for all."""

    def __init__(self, project: Path, today: date) -> None:
        super().__init__(project, today)
        self._memory = Memory()
        self._files: dict[str, bytes | None] = {}

    def wrong(self, change: Change) -> tuple[Problem, ...]:
        """Take a change in. Raises NotTogetherError."""
        if not self._files.keys().isdisjoint(change.files):
            raise NotTogetherError
        self._files |= change.files
        return ()

    def write(self, change: Change) -> None:
        """Leave a change to the end."""

    def loaded(self) -> Loaded:
        """Return the catalogue as it would be with what was taken in. Raises RequestError as `loaded_of`."""
        proposed = {self.project / name: Proposed(partial(bytes, one)) for name, one in self._files.items() if one}
        return loaded_of(self.project, memory=self._memory, proposed=proposed)

    def all_wrong(self) -> tuple[Problem, ...]:
        """Return what would be wrong after all changes, and is not now."""
        return tried(self.project, Change(self._files, {}), self.today) if self._files else ()

    def write_all(self) -> None:
        """Write all changes, or none. Raises OSError."""
        super().write(Change(self._files, {}))


def _link_or_copy(source: str, target: str) -> None:
    """Give a file another name rather than copy it, where the disk is the same: what changes here is replaced."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _said(problem: Problem) -> tuple[str, str, str]:
    return problem.file, problem.code, problem.message


def _wrong(project: Path, today: date) -> list[Problem]:
    loaded = load(project / "catalogue", project / "docs", today=today)
    problems = [*loaded.problems]
    if (catalogue := loaded.sound) and (project / "docs").is_dir():
        build = Build(catalogue, project / "overrides" / "fiches")
        build.pages.broken = loaded.broken
        problems += check_pages(project, build)
    return [problem for problem in problems if problem.severity != NOTE]


def carry_out(
    project: Path,
    change: Change,
    today: date,
    *,
    essai: bool,
    tell: Callable[[str], None],
    attempt: Attempt | None = None,
) -> int:
    """Try a change, tell what it does line by line, and write it unless `essai` says that it was a trial.

    Return 0 where it was written or could be, 1 where something would be wrong afterwards or a file refuses.
    """
    attempt = attempt or Attempt(project, today)
    if problems := attempt.wrong(change):
        tell(as_text(problems))
        tell("\nRien n’est écrit\u00a0: voilà ce qui n’irait plus ensuite. Corrigez-le, puis relancez.")
        return 1
    tell("\n".join(told(project, change)))
    if essai:
        count = french.plural(len(change.files) - len(change.moved), "fichier changerait", "fichiers changeraient")
        tell(f"\nEssai\u00a0: rien n’est écrit. Sans «\u00a0--essai\u00a0», {count}.")
        return 0
    try:
        attempt.write(change)
    except OSError as error:
        tell(not_written(error))
        return 1
    return 0


def not_written(error: OSError) -> str:
    """Return the sentence on a file that could not be written."""
    cause, remedy = cause_of(error)
    return f"Rien n’est écrit\u00a0: {error.filename or 'un fichier'}\u00a0: {cause}. {remedy}"


def told(project: Path, change: Change) -> Sequence[str]:
    """Return what a change does, file by file: the lines that go and those that come."""
    lines = []
    former = {new: old for old, new in change.moved.items()}
    for name, content in sorted(change.files.items()):
        if content is None:
            continue
        source = project / former.get(name, name)
        before = source.read_bytes().decode("utf-8").splitlines() if source.exists() else []
        after = content.decode("utf-8").splitlines()
        lines.append(f"{former[name]} → {name}" if name in former else name)
        changed = unified_diff(before, after, n=0, lineterm="")
        lines += [f"  {line[0]} {line[1:]}" for line in changed if line[:3] not in ("---", "+++") and line[0] in "+-"]
    return lines


def text_of_file(project: Path, name: str) -> str:
    """Return the text of a file of a project, line ends and byte order mark included. Raises RequestError."""
    try:
        return read_file(project / name).decode("utf-8")
    except OSError as error:
        raise RequestError(f"{name} ne peut pas être lu\u00a0: {cause_of(error)[0]}.") from None
    except UnicodeDecodeError:
        raise RequestError(f"{name} n’est pas écrit en UTF-8. Enregistrez-le à nouveau dans cet encodage.") from None


@contextmanager
def cautious(name: str, named: str) -> Iterator[None]:
    """Raise RequestError where a file cannot be read or changed; `named` is what it probably names."""
    try:
        yield
    except UnsafeChangeError:
        raise RequestError(
            f"{name} est écrit d’une façon que cette commande ne sait pas changer sans rien perdre. "
            f"Changez-y vous-même {named}, puis relancez."
        ) from None
    except ValueError:
        raise RequestError(
            f"{name} ne peut pas être lu, et nomme peut-être {named}\u00a0: corrigez-le d’abord. "
            "« prst verifier » dit comment."
        ) from None


def day_of(project: Path, text: str) -> date:
    """Return the day that a change of a project bears, by default today. Raises RequestError."""
    today = today_in(project)
    try:
        found = parse_partial_date(text) if text else None
    except (LookupError, ValueError):
        raise RequestError(f"--jour\u00a0: « {text} » n’est pas un jour. Écrivez par exemple {today}.") from None
    if found is None:
        return today
    if not found.is_full or found.first_day > today:
        raise RequestError(f"--jour\u00a0: « {text} » n’est pas un jour passé. Écrivez par exemple {today}.")
    return found.first_day


def loaded_of(
    project: Path, *, memory: Memory | None = None, proposed: Mapping[Path, Proposed] | None = None
) -> Loaded:
    """Return the catalogue of a project, by `load`. Raises RequestError where its site or a term is unreadable."""
    loaded = load(project / "catalogue", project / "docs", memory=memory, proposed=proposed)
    if loaded.sound is None:
        raise RequestError(f"{as_text(loaded.errors)}\n\nLe catalogue ne peut pas être lu\u00a0: corrigez-le d’abord.")
    return loaded


def say(text: str) -> None:
    """Print some text."""
    typer.echo(text)
