"""The documents hold what they say: commands, options, targets of make, files, examples."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
import typer.main
import yaml

from prst import __version__
from prst.cli import app
from prst.records.loading import load
from prst.records.model import MODELS
from prst.records.reading import read
from tests.catalogues import plain
from tests.guides import DOCUMENTS, OUR_GUIDES, TEXTS

EXPLAINED_BY_MAKE = {"help"}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every document for people who maintain or edit the site, by path."""
    return TEXTS


def find_code(text: str) -> str:
    """What a document shows as code, a line each."""
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    return "\n".join([*fenced, *inline])


def find_commands() -> dict[str, list[click.Parameter]]:
    """The options and arguments of each command of prst."""
    group: Any = typer.main.get_command(app)
    return {name: list(command.params) for name, command in group.commands.items()}


def find_options() -> list[tuple[str, str]]:
    return [
        (name, option)
        for name, parameters in find_commands().items()
        for parameter in parameters
        for option in parameter.opts
        if option.startswith("--") and not option.startswith("--no-") and option != "--help"
    ]


def find_targets(repository: Path) -> set[str]:
    """The targets of make that somebody may name."""
    return set(re.findall(r"^([a-z]+):", (repository / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


# Documents


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_is_there_and_has_a_title(repository: Path, name: str) -> None:
    assert (repository / name).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md"])
def test_document_fits_on_a_page_or_two(repository: Path, name: str) -> None:
    prose = re.sub(
        r"(?s)```.*?```", "", (repository / name).read_text(encoding="utf-8")
    )  # a map is looked things up in
    assert len(prose.split()) < 2500


def test_nothing_is_left_to_write(texts: dict[str, str]) -> None:
    left = {
        path: found
        for path, text in texts.items()
        if (found := re.findall(r"@@\w+@@|\bTODO\b|\bFIXME\b|\bTBD\b", text))
    }
    assert left == {}


@OUR_GUIDES
def test_links_lead_to_files(repository: Path, texts: dict[str, str]) -> None:
    """Those of docs/ are checked with the site."""
    for path in DOCUMENTS:
        for href in re.findall(r"\]\(([^)#\s]+)[^)]*\)", texts[path]):
            if "://" not in href:
                assert (repository / path).parent.joinpath(href).exists(), f"{path}: {href}"


@OUR_GUIDES
def test_named_files_exist(repository: Path, texts: dict[str, str]) -> None:
    """Paths in code, as `hooks/prst/building.py`."""
    folders = ("hooks", "tests", "docs", "overrides", "catalogue", "prst")
    for path in ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"):
        for name in re.findall(rf"(?<![\w/.])((?:{'|'.join(folders)})/[\w/.-]+\.\w+)", find_code(texts[path])):
            places = (repository / name, repository / "hooks" / name)
            assert any(place.exists() for place in places) or "livrables/accueil.yml" in name, f"{path}: {name}"


def test_files_that_tests_name_exist(repository: Path) -> None:
    """What a docstring or a comment of theirs sends its reader to."""
    spoken = re.compile(r'""".*?"""|#[^\n]*', re.DOTALL)
    named = re.compile(r"(?<![\w/.])tests/[\w/-]+(?:\.py)?(?![\w.*{<])")
    lost = {
        (path.name, name)
        for path in sorted((repository / "tests").rglob("*.py"))
        for words in spoken.findall(path.read_text(encoding="utf-8"))
        for name in named.findall(words)
        if not (repository / name).exists()
    }
    assert lost == set()


def test_changelog_names_the_version(repository: Path, texts: dict[str, str]) -> None:
    assert f'version = "{__version__}"' in (repository / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(rf"^## \[?(?:{re.escape(__version__)}|Unreleased)\b", texts["CHANGELOG.md"], re.MULTILINE)


# Commands


def test_the_readme_has_a_line_for_each_command(texts: dict[str, str]) -> None:
    """And in it, or in another line of the same command, each of its options."""
    lines = re.findall(r"^\| (`prst [a-z-]+.*)$", texts["README.md"], re.MULTILINE)
    told = {name: [line for line in lines if re.match(rf"`prst {name}\b(?!-)", line)] for name in find_commands()}
    assert {name for name, found in told.items() if not found} == set()
    assert [one for one in find_options() if not any(f"{one[1]}" in line for line in told[one[0]])] == []


@OUR_GUIDES
@pytest.mark.parametrize("command", find_commands())
def test_command_is_documented(texts: dict[str, str], command: str) -> None:
    assert [path for path, text in texts.items() if re.search(rf"\bprst {command}\b", text)]


@OUR_GUIDES
@pytest.mark.parametrize(("command", "option"), find_options())
def test_option_is_documented(texts: dict[str, str], command: str, option: str) -> None:
    assert [path for path, text in texts.items() if re.search(rf"{option}\b", find_code(text))]


@pytest.mark.parametrize("command", find_commands())
def test_command_explains_itself_and_its_options(command: str) -> None:
    group: Any = typer.main.get_command(app)
    assert group.commands[command].help
    assert [parameter.name for parameter in find_commands()[command] if not getattr(parameter, "help", "")] == []


def test_documents_name_no_other_command(texts: dict[str, str]) -> None:
    known = find_commands()
    for path, text in texts.items():
        for line in find_code(text).splitlines():
            for command, rest in re.findall(r"\bprst ([a-z-]+)\b([^|;&]*)", line):
                assert command in known, f"{path}: {line}"
                options = {option for parameter in known[command] for option in parameter.opts}
                assert set(re.findall(r"--[a-z-]+", rest)) <= options, f"{path}: {line}"


# make


def test_documents_name_no_other_target_of_make(repository: Path, texts: dict[str, str]) -> None:
    targets = find_targets(repository)
    for path, text in texts.items():
        named = set(re.findall(r"(?:^|[\s`;&])make ([a-z]+)", find_code(text), re.MULTILINE))
        assert named <= targets, path


def test_each_target_is_explained(repository: Path, texts: dict[str, str]) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"make ([a-z]+)", makefile.partition("help:")[2].partition("\n\n")[0]))
    assert find_targets(repository) - explained - EXPLAINED_BY_MAKE <= {"setup"}
    assert explained <= find_targets(repository)


@pytest.mark.parametrize("target", ["site", "test", "serve"])
def test_the_first_targets_are_in_the_readme(texts: dict[str, str], target: str) -> None:
    assert re.search(rf"\bmake {target}\b", find_code(texts["README.md"]))


def test_forges_call_targets_of_make(repository: Path) -> None:
    """So that what passes there passes on any machine."""
    workflows = sorted((repository / ".github" / "workflows").glob("*.yml"))
    for name in (repository / ".gitlab-ci.yml", *workflows):
        text = name.read_text(encoding="utf-8")
        assert yaml.safe_load(text)
        assert set(re.findall(r"\bmake ([a-z]+)", text)) <= find_targets(repository)
        assert re.search(r"\bmake (?:site|test|check|setup)\b", text)


def test_a_forced_push_does_not_stop_a_publication(repository: Path) -> None:
    """The commit before it is gone: wherever addresses are compared with one, another takes its place."""
    texts = {
        path.relative_to(repository).as_posix(): path.read_text(encoding="utf-8")
        for path in (
            repository / "Makefile",
            repository / ".gitlab-ci.yml",
            *sorted((repository / ".github" / "workflows").glob("*.yml")),
        )
    }
    comparing = {name: re.findall(r"^(?!\s*#).*--depuis=.*", text, re.MULTILINE) for name, text in texts.items()}
    assert {name: len(lines) for name, lines in comparing.items() if lines} == {
        "Makefile": 1,
        ".gitlab-ci.yml": 1,
        ".github/workflows/publier.yml": 1,
    }
    for lines in comparing.values():
        assert [line for line in lines if "--a-defaut=HEAD~1" not in line] == []


def test_one_scheduled_job_has_a_secret_and_no_other(repository: Path) -> None:
    gitlab = yaml.safe_load((repository / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    secret = [name for name, job in gitlab.items() if "JETON" in json.dumps(job)]
    assert secret == ["agendas"]
    scheduled = '$CI_PIPELINE_SOURCE == "schedule" && $TACHE == "agendas"'
    assert gitlab["agendas"]["rules"] == [{"if": scheduled}]
    for name in ("contenu", "programme", "pages"):
        assert gitlab[name]["rules"][0] == {"if": scheduled, "when": "never"}, name
    for path in sorted((repository / ".github" / "workflows").glob("*.yml")):
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {"contents": "read"}
        writing = [
            name for name, job in workflow["jobs"].items() if "token" in json.dumps(job.get("steps", [])).lower()
        ]
        assert writing == (["agendas"] if path.stem == "agendas" else [])


def test_the_weekly_job_refreshes_calendars_and_catalogues_of_partners_in_a_bounded_time(repository: Path) -> None:
    """And what is drawn for the site is kept by the job that publishes alone, up to some weight."""
    gitlab = yaml.safe_load((repository / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    github = repository / ".github" / "workflows"
    weekly = yaml.safe_load((github / "agendas.yml").read_text(encoding="utf-8"))["jobs"]["agendas"]["steps"]
    commands = [step.get("run", "") for step in weekly]
    assert [one for one in commands if one.endswith(("prst agendas", "prst moissonner"))] == [
        ".venv/bin/prst agendas",
        ".venv/bin/prst moissonner",
    ]
    (harvesting,) = [step for step in weekly if "moissonner" in step.get("run", "").partition("\n")[0]]
    assert harvesting["timeout-minutes"] <= 30
    assert "timeout 20m .venv/bin/prst moissonner || CODE=$?" in gitlab["agendas"]["script"]
    for text in (commands[-1], json.dumps(gitlab["agendas"]["script"])):
        assert "git add --all catalogue" in text
    publishing = yaml.safe_load((github / "publier.yml").read_text(encoding="utf-8"))["jobs"]
    kept = [name for name, job in {**gitlab, **publishing}.items() if ".cache/pages" in json.dumps(job)]
    assert kept == ["pages", "site"]
    for job in (gitlab["pages"]["script"], [step.get("run", "") for step in publishing["site"]["steps"]]):
        assert any("du -sm .cache/pages" in line and "rm -r .cache/pages" in line for line in job)


def test_publishing_depends_on_what_is_published_and_not_on_the_tests(repository: Path) -> None:
    gitlab = yaml.safe_load((repository / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert gitlab["pages"]["needs"] == ["contenu"]
    github = yaml.safe_load((repository / ".github" / "workflows" / "publier.yml").read_text(encoding="utf-8"))["jobs"]
    assert [github[name].get("needs") for name in ("contenu", "site", "publier")] == [None, "contenu", "site"]
    for job in (gitlab["contenu"], gitlab["pages"], *github.values()):
        assert "make test" not in json.dumps(job)
        assert "changes" not in json.dumps(job.get("rules", ()))


def test_the_tests_run_where_the_program_changes_and_only_there(repository: Path) -> None:
    """The paths of both forges are the same, and CONTRIBUTING.md says which are a region's."""
    gitlab = yaml.safe_load((repository / ".gitlab-ci.yml").read_text(encoding="utf-8"))["programme"]
    github = yaml.safe_load((repository / ".github" / "workflows" / "programme.yml").read_text(encoding="utf-8"))
    (paths,) = [rule["changes"] for rule in gitlab["rules"] if "changes" in rule]
    starts = github[True]  # YAML 1.1 reads `on` as a boolean
    assert (
        [path.replace("/**/*", "/**") for path in paths] == starts["push"]["paths"] == starts["pull_request"]["paths"]
    )
    for path in (
        "hooks/prst/cli.py",
        "overrides/main.html",
        "tests/conftest.py",
        "docs/assets/javascripts/dates.js",
        "Makefile",
    ):
        assert any(
            Path(path).match(pattern.replace("**", "*")) or path.startswith(pattern.rstrip("*"))
            for pattern in starts["push"]["paths"]
        ), path
    for path in ("catalogue/site.yml", "catalogue/livrables/a.yml", "docs/index.md", "docs/boite-a-outils/index.md"):
        assert not any(
            path.startswith(pattern.rstrip("*")) for pattern in starts["push"]["paths"] if pattern[0] != "*"
        ), path


# Examples


@pytest.fixture(scope="module")
def example(texts: dict[str, str]) -> str:
    """The record that the README shows. Whether such examples would be admitted is the matter of test_examples.py."""
    (block,) = re.findall(r"^```yaml\n(.*?)^```", texts["README.md"], re.DOTALL | re.MULTILINE)
    return str(block).replace("@structure.fr", "@organisme-essai.fr")  # the mailbox shown is refused


def test_readme_shows_the_fewest_keys(example: str) -> None:
    required = {name for name, field in MODELS["livrables"].model_fields.items() if field.is_required()} - {"id"}
    assert set(read(example.encode()).value) == required


def test_readme_shows_a_message_as_it_is_told(
    exemple: Path, texts: dict[str, str], example: str, tmp_path: Path
) -> None:
    shutil.copytree(exemple / "catalogue", tmp_path / "catalogue")
    path = tmp_path / "catalogue" / "livrables" / "accueil.yml"
    written = example.replace("garages", "garajes").replace("Nom de votre structure", "Structure d’essai")
    path.write_text(written, encoding="utf-8")
    (problem,) = load(tmp_path / "catalogue").problems
    shown = [line for line in texts["README.md"].splitlines() if line.startswith("catalogue/livrables/accueil.yml:")]
    assert [plain(str(problem))] == [plain(line) for line in shown]
