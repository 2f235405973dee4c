"""Publishing on broken machines: one French line says why, and the published site stays as it was."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from prst.destination import MARK
from tests.catalogues import calm_environment, create_project, plain, put_back, read_tree, run_prst

NOTHING_PUBLISHED = "Rien n’a été publié : le site précédent reste en place."


@pytest.fixture(scope="module")
def shared(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A project that was published once, and a copy of what its tests may change."""
    project = create_project(tmp_path_factory.mktemp("machines") / "projet", repository, livrables={"guide": {}})
    (project / ".cache" / "pages").unlink(missing_ok=True)  # damaged here: not for all tests
    result = run_prst(project, "construire")
    assert result.returncode == 0, result.stderr
    return project, shutil.copytree(project, project.with_name("original"))


@pytest.fixture
def project(shared: tuple[Path, Path]) -> Iterator[Path]:
    """A published project, for one test to break."""
    project, original = shared
    yield project
    for name in ("catalogue", "docs", "overrides", "site", ".cache"):
        put_back(project / name, original / name)
    for leftover in project.glob(".site.*"):
        shutil.rmtree(leftover, ignore_errors=True)


OLD_FOLDERS = {
    "a-propos", "agenda", "annuaire", "assets", "boite-a-outils", "cibles", "contribuer", "evenements", "formats",
    "groupes", "livrables", "que-diffuser-quand", "recherche", "relais", "secteurs", "territoires", "themes",
}  # fmt: skip
OLD_FILES = {".html", ".css", ".js", ".json", ".jsonld", ".csv", ".xml", ".ics", ".eml", ".docx", ".txt", ".svg"}


def had_before_there_was_a_mark(path: Path) -> bool:
    """Whether sites of the first version held a file of this kind."""
    return path.suffix in OLD_FILES and (len(path.parts) == 1 or path.parts[0] in OLD_FOLDERS)


def test_what_was_published_without_a_mark_is_recognised_once(project: Path) -> None:
    old = read_tree(project / "site")
    (project / "site" / MARK).unlink()
    for path in sorted((project / "site").rglob("*"), reverse=True):  # files before their folders
        if path.is_file() and not had_before_there_was_a_mark(path.relative_to(project / "site")):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    assert run_prst(project, "construire").returncode == 0
    assert read_tree(project / "site") == old


def test_files_that_somebody_added_are_named_and_kept(project: Path) -> None:
    (project / "site" / "CNAME").write_text("prst.example.org\n", encoding="utf-8")
    old = read_tree(project / "site")
    result = run_prst(project, "construire")
    assert result.returncode == 2
    assert "CNAME" in result.stderr
    assert read_tree(project / "site") == old
    (project / "site" / "CNAME").rename(project / "docs" / "CNAME")
    assert run_prst(project, "construire").returncode == 0
    assert (project / "site" / "CNAME").read_text(encoding="utf-8") == "prst.example.org\n"
    assert run_prst(project, "construire").returncode == 0


def test_a_web_server_reads_the_site_whatever_the_umask(project: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        result = run_prst(project, "construire", "--sortie", str(tmp_path / "site"))
    finally:
        os.umask(before)
    assert result.returncode == 0, result.stderr
    modes = {path.stat().st_mode & 0o777 for path in [tmp_path / "site", *(tmp_path / "site").rglob("*")]}
    assert {mode & 0o444 for mode in modes} == {0o444}


def sitecustomize(tmp_path: Path, code: str) -> dict[str, str]:
    """The environment of processes that run some code before anything else, as a broken machine would."""
    (tmp_path / "machine").mkdir(exist_ok=True)
    (tmp_path / "machine" / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": str(tmp_path / "machine")}


IN_MKDOCS = "import sys\nif 'mkdocs' in ' '.join(sys.orig_argv):\n"
BROKEN = {
    "a full disk": ("    import os, errno\n    def mkdir(*_, **__): raise OSError(errno.ENOSPC, 'No space left')\n"
                    "    os.mkdir = os.makedirs = mkdir\n", "isque est plein"),
    "a file too large": ("    import resource\n    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n",
                         "ulimit -f"),
    "no memory": ("    import yaml\n    def parse(*_, **__): raise MemoryError\n    yaml.CSafeLoader = parse\n",
                  "La mémoire manque"),
    "a process that the system ends": ("    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)\n",
                                       "sans doute faute de mémoire"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_machine_is_told_in_one_line_and_leaves_the_site(project: Path, tmp_path: Path, kind: str) -> None:
    code, words = BROKEN[kind]
    old = read_tree(project / "site")
    path = sitecustomize(tmp_path, IN_MKDOCS + code)["PYTHONPATH"]
    result = run_prst(project, "construire", PYTHONPATH=f"{path}:{project / 'hooks'}")
    assert result.returncode == 1
    assert words in plain(result.stderr)
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 3  # the reason, nothing, what became of the site
    assert result.stderr.rstrip().endswith(NOTHING_PUBLISHED)
    assert read_tree(project / "site") == old
    assert not list(project.glob(".site.*"))


def test_the_traceback_of_a_failure_is_there_for_who_asks(project: Path) -> None:
    template = project / "overrides" / "fiches" / "livrable.html"
    template.write_text(template.read_text(encoding="utf-8") + "{{ fiche.absent }}", encoding="utf-8")
    assert "Traceback" not in run_prst(project, "construire").stderr
    assert "Traceback" in run_prst(project, "construire", "--trace").stderr


def test_an_interruption_is_one_line_and_leaves_nothing(project: Path, tmp_path: Path) -> None:
    slow = f"    import pathlib, time\n    pathlib.Path({str(tmp_path / 'commence')!r}).touch()\n    time.sleep(60)\n"
    machine = sitecustomize(tmp_path, IN_MKDOCS + slow)["PYTHONPATH"]
    old = read_tree(project / "site")
    process = subprocess.Popen(
        [sys.executable, "-m", "prst", "construire"],
        cwd=project,
        env={**calm_environment(project), "PYTHONPATH": f"{machine}:{project / 'hooks'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # tests that a shell runs in the background ignore an interruption, and so would what they start
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    end = time.monotonic() + 60
    while not (tmp_path / "commence").exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.5)  # the command has started the build, and waits for what it tells
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (130, "")
    assert plain(errors).strip() == f"Interrompu. {NOTHING_PUBLISHED}"
    assert read_tree(project / "site") == old
    assert not list(project.glob(".site.*"))


def test_an_interruption_while_the_program_is_loaded_is_one_line_too(repository: Path, tmp_path: Path) -> None:
    """What `prst` runs, as it is installed."""
    (command,) = entry_points(group="console_scripts", name="prst")
    code = (
        "import os, signal, sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'prst.cli': os.kill(os.getpid(), signal.SIGINT)\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sys.meta_path.insert(0, Interrupted())\n"
    )
    machine = sitecustomize(tmp_path, code)["PYTHONPATH"]
    for started in (["-m", "prst"], ["-c", f"import {command.module}; {command.module}.{command.attr}()"]):
        process = subprocess.run(
            [sys.executable, *started],
            env={**calm_environment(repository), "PYTHONPATH": f"{machine}:{repository / 'hooks'}"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (process.returncode, process.stdout, process.stderr) == (130, "", "\nInterrompu.\n")


def test_a_publication_whose_starter_is_killed_still_keeps_others_out(project: Path, tmp_path: Path) -> None:
    """The process that builds has the lock too."""
    code = (
        "    import pathlib, time\n"
        f"    here = pathlib.Path({str(tmp_path)!r})\n    (here / 'commence').touch()\n"
        "    while not (here / 'continue').exists(): time.sleep(0.01)\n"
    )
    slow = sitecustomize(tmp_path, IN_MKDOCS + code)["PYTHONPATH"]
    told = tmp_path / "dit"
    end = time.monotonic() + 60
    while (
        not (tmp_path / "commence").exists() and time.monotonic() < end
    ):  # what a test before left may still be ending
        with told.open("w", encoding="utf-8") as errors:
            process = subprocess.Popen(
                [sys.executable, "-m", "prst", "construire"],
                cwd=project,
                env={**calm_environment(project), "PYTHONPATH": f"{slow}:{project / 'hooks'}"},
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        while not (tmp_path / "commence").exists() and process.poll() is None:
            time.sleep(0.01)
    assert (tmp_path / "commence").exists(), told.read_text(encoding="utf-8")
    process.kill()
    process.wait()
    result = run_prst(project, "construire")
    assert result.returncode == 1
    assert "Une autre publication est en cours" in result.stderr
    (tmp_path / "continue").touch()
    end = time.monotonic() + 60
    while "Une autre publication" in (result := run_prst(project, "construire")).stderr and time.monotonic() < end:
        time.sleep(0.2)
    assert result.returncode == 0, result.stderr
    assert not list(project.glob(".site.*"))


@pytest.mark.parametrize("command", [["verifier"], ["similaires", "catalogue/livrables/guide.yml"]])
def test_checking_needs_nothing_that_windows_has_not(project: Path, tmp_path: Path, command: list[str]) -> None:
    path = sitecustomize(tmp_path, "import sys\nsys.modules['fcntl'] = None\n")["PYTHONPATH"]
    result = run_prst(project, *command, PYTHONPATH=f"{path}:{project / 'hooks'}")
    assert result.returncode == 0, result.stderr


def spoil_entries(cache: Path) -> None:
    """Changes each entry in one of four ways: its last byte, nothing left, that of another, a folder in its place."""
    paths = sorted(cache.rglob("*.garde"))
    for path in paths[::4]:
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    for path in paths[1::4]:
        path.write_bytes(b"")
    exchanged = paths[2::4]
    contents = [path.read_bytes() for path in exchanged]
    for path, other in zip(exchanged, [*contents[1:], contents[0]], strict=True):
        path.write_bytes(other)
    for path in paths[3::4]:
        path.unlink()
        (path / "x").mkdir(parents=True)


def replace_cache_by_a_file(cache: Path) -> None:
    shutil.rmtree(cache)
    cache.write_text("x", encoding="utf-8")


def replace_folders_by_files(cache: Path) -> None:
    for path in list(cache.iterdir()):
        shutil.rmtree(path)
        path.write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [spoil_entries, replace_cache_by_a_file, replace_folders_by_files],
)
def test_a_cache_costs_time_only(project: Path, damage: Callable[[Path], None]) -> None:
    old = read_tree(project / "site")
    assert len(list((project / ".cache").rglob("*.garde"))) > 10
    damage(project / ".cache")
    assert run_prst(project, "construire").returncode == 0
    assert read_tree(project / "site") == old
