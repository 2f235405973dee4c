"""What a forge runs for reviewers (.ci/relire): the target's program on the records of a proposal, none of its code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.catalogues import plain, write_catalogue

RECORD = "titre: Un guide\n"
PRST = """#!/bin/sh
sh hooks/programme.sh "$@"
case "$1" in verifier) grep -rl FAUX catalogue && echo 'à corriger' >&2 && exit 1; echo 'rien à corriger' >&2;; esac
exit 0
"""
"""Stands for the program: what it does is in hooks/, where a hostile branch would change it."""


class Proposal:
    """A clone of a small project, in which branches are prepared and judged."""

    def __init__(self, folder: Path, repository: Path) -> None:
        self.folder = folder
        self._script = repository / ".ci" / "relire"
        self.write("hooks/programme.sh", 'echo "sain $1" >>"$JOURNAL"\n')
        self.write("mkdocs.yml", "nav: []\n")
        self.write(".ci/relire", self._script.read_text(encoding="utf-8"))
        self.write(".gitignore", "/.venv/\n/relecture.md\n/rapport.txt\n/conclusion.txt\n")
        self.write("catalogue/schemas/a.json", "{}\n")
        self.write("docs/assets/javascripts/a.js", "1\n")
        self.write("docs/index.md", "# Accueil\n")
        self.write("catalogue/livrables/un.yml", RECORD)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()
        self.write(".venv/bin/prst", PRST)
        (folder / ".venv" / "bin" / "prst").chmod(0o755)
        self.git("checkout", "--quiet", "-b", "proposition")

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def git(self, *words: str) -> str:
        names = ("-c", "user.name=Essai", "-c", "user.email=essai@organisme-essai.fr")
        done = subprocess.run(["git", *names, *words], cwd=self.folder, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Proposer")

    def judge(self, **environment: str) -> tuple[int, str, list[str]]:
        """The exit status, the summary, and what of the program ran."""
        self.commit()
        journal = self.folder.with_name("journal.txt")
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "JOURNAL": str(journal), **environment}
        script = shutil.copy(self._script, self.folder.with_name("relire"))
        done = subprocess.run(
            ["bash", script, "main", "proposition"],
            cwd=self.folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        ran = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
        return done.returncode, (self.folder / "relecture.md").read_text(encoding="utf-8"), ran


@pytest.fixture
def proposal(repository: Path, tmp_path: Path) -> Proposal:
    return Proposal(tmp_path / "clone", repository)


def test_a_good_proposal_is_summed_up_with_what_is_near(proposal: Proposal) -> None:
    proposal.write("catalogue/livrables/deux.yml", RECORD)
    proposal.write("docs/index.md", "# Bonjour\n")
    code, summary, ran = proposal.judge()
    assert (code, ran) == (0, ["sain verifier", "sain similaires", "sain construire"])
    assert "rien à corriger" in summary
    assert "### catalogue/livrables/deux.yml" in summary
    assert "change le programme" not in summary
    assert (proposal.folder / "docs" / "index.md").read_text(encoding="utf-8") == "# Bonjour\n"


def test_what_is_wrong_with_its_records_is_told(proposal: Proposal) -> None:
    proposal.write("catalogue/livrables/deux.yml", "FAUX ``` ici\n")
    code, summary, _ran = proposal.judge()
    assert code == 1
    assert "catalogue/livrables/deux.yml" in summary
    assert "à corriger" in summary


HOSTILE = {
    "hooks/programme.sh": 'echo "pirate $1" >>"$JOURNAL"\n',
    "hooks/autre.py": "import os\n",
    ".ci/relire": "exit 0\n",
    "Makefile": "setup:\n\techo pirate\n",
    "mkdocs.yml": "hooks: [pirate.py]\n",
    ".github/workflows/relire.yml": "on: push\n",
    "catalogue/schemas/a.json": '{"pirate": 1}\n',
    "docs/assets/javascripts/a.js": "pirate\n",
    "docs/assets/javascripts/b.js": "pirate\n",
}


def test_nothing_that_a_proposal_brings_is_run_and_each_file_is_named(proposal: Proposal) -> None:
    for path, text in HOSTILE.items():
        proposal.write(path, text)
    proposal.write("catalogue/livrables/deux.yml", RECORD)
    code, summary, ran = proposal.judge()
    assert code == 1
    assert ran == ["sain verifier", "sain similaires", "sain construire"]
    assert [path for path in HOSTILE if f"`{path}`" not in summary] == []
    assert "pirate" not in (proposal.folder / "docs/assets/javascripts/a.js").read_text(encoding="utf-8")
    assert not (proposal.folder / "docs/assets/javascripts/b.js").exists()


ACTIVE = {
    "docs/programme.js": "alert(1)\n",
    "docs/jeu/index.html": "<p>Un jeu</p>\n",
    "docs/Page.HTM": "<p>Un jeu</p>\n",
    "docs/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>\n',
    "docs/rond.svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle onload = "alert(1)"/></svg>\n',
    "docs/index.md": "# Accueil\n\n<img src=x onerror=alert(1)>\n",
    "docs/lien.md": "# Lien\n\n[ici](JavaScript:alert)\n",
    "docs/style.css": "body { display: none }\n",
    "docs/_redirects": "/* https://a.fr 302\n",
    "docs/.gitattributes": "* filter=autre\n",
    "catalogue/notes.md": "<iframe src=a></iframe>\n",
}
"""What a browser or a host would run or obey; nothing of a record is."""
HARMLESS = {
    "docs/été.md": "# L’été : on s’arrête\n\n« on = oui », [le guide](index.md)\n",
    "docs/trait.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>\n',
    "docs/guide.pdf": "%PDF-1.7\n",
    "catalogue/livrables/script.yml": "titre: <script> n’est qu’un mot\n",
}


def test_what_a_browser_would_run_is_of_the_program(proposal: Proposal) -> None:
    for path, text in {**ACTIVE, **HARMLESS}.items():
        proposal.write(path, text)
    code, summary, _ran = proposal.judge()
    assert code == 1
    assert [path for path in ACTIVE if f"- `{path}`" not in summary] == []
    assert [path for path in HARMLESS if f"- `{path}`" in summary] == []
    left = {path for path in ACTIVE if (proposal.folder / path).exists()}
    assert left == {"docs/index.md"}
    assert (proposal.folder / "docs/index.md").read_text(encoding="utf-8") == "# Accueil\n"
    assert (proposal.folder / "docs/été.md").exists()


def test_a_name_with_a_line_break_is_no_other_file(proposal: Proposal) -> None:
    proposal.write("docs/a\ncatalogue/b.js", "1\n")
    proposal.write("docs/c\n::error::d.md", "# D\n")
    code, summary, _ran = proposal.judge(GITHUB_ACTIONS="true")
    assert code == 1
    assert summary.count("- `") == 2
    assert not any(line.startswith("::") for line in summary.splitlines())


def test_what_the_target_received_since_is_there(proposal: Proposal) -> None:
    """A proposal that began before other records came takes none of them away."""
    proposal.write("catalogue/livrables/deux.yml", RECORD)
    proposal.commit()
    proposal.git("checkout", "--quiet", "main")
    proposal.write("catalogue/livrables/trois.yml", RECORD)
    proposal.commit()
    proposal.git("checkout", "--quiet", "proposition")
    proposal.write("catalogue/livrables/quatre.yml", RECORD)
    code, _summary, _ran = proposal.judge()
    found = {path.stem for path in (proposal.folder / "catalogue" / "livrables").iterdir()}
    assert (code, found) == (0, {"un", "deux", "trois", "quatre"})


def test_where_both_changed_one_line_the_proposal_is_judged_alone(proposal: Proposal) -> None:
    proposal.write("catalogue/livrables/un.yml", "titre: A\n")
    proposal.commit()
    proposal.git("checkout", "--quiet", "main")
    proposal.write("catalogue/livrables/un.yml", "titre: B\n")
    proposal.commit()
    proposal.git("checkout", "--quiet", "proposition")
    proposal.write("catalogue/livrables/deux.yml", RECORD)
    code, _summary, _ran = proposal.judge()
    assert (code, (proposal.folder / "catalogue/livrables/un.yml").read_text(encoding="utf-8")) == (0, "titre: A\n")


def test_a_record_that_leads_elsewhere_is_not_looked_at(proposal: Proposal) -> None:
    (proposal.folder / "catalogue/livrables/deux.yml").symlink_to("/etc/passwd")
    _code, summary, ran = proposal.judge()
    assert ran == ["sain verifier", "sain construire"]
    assert "deux.yml" not in summary


def test_whoever_keeps_the_program_may_change_it_and_is_told_what(proposal: Proposal) -> None:
    proposal.write("hooks/programme.sh", 'echo "autre $1" >>"$JOURNAL"\n')
    code, summary, ran = proposal.judge(MAINTIENT="oui")
    assert (code, ran[0]) == (0, "sain verifier")
    assert "`hooks/programme.sh`" in summary


@pytest.mark.parametrize("folder", ["docs", "catalogue", "docs/assets"])
def test_a_folder_that_leads_elsewhere_is_refused(proposal: Proposal, folder: str) -> None:
    shutil.rmtree(proposal.folder / folder)
    (proposal.folder / folder).symlink_to(proposal.folder / "hooks")
    code, summary, ran = proposal.judge()
    assert (code, ran) == (1, [])
    assert "est un lien vers un autre dossier" in summary
    assert (proposal.folder / "hooks" / "programme.sh").is_file()


def test_a_frame_that_changes_after_its_validation_is_named_with_its_line_and_who_validates(
    proposal: Proposal, tmp_path: Path
) -> None:
    """The real program over real records: nothing here stands for it."""
    proposal.git("checkout", "--quiet", "main")
    sheet = {"objectif": "Réduire les chutes", "cadre_valide_le": "2026-01-20", "valide_par": "le comité d’essai"}
    write_catalogue(proposal.folder / "catalogue", groupes={"chutes": {"nom": "Chutes", "fiche_action": sheet}})
    proposal.commit()
    proposal.git("checkout", "--quiet", "-B", "proposition")
    record = proposal.folder / "catalogue" / "groupes" / "chutes.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("Réduire", "Compter"), encoding="utf-8")
    line = next(rank for rank, one in enumerate(record.read_text(encoding="utf-8").splitlines(), 1) if "Compter" in one)
    program = f'#!/bin/sh\n[ "$1" = construire ] || exec "{sys.executable}" -m prst "$@"\n'
    proposal.write(".venv/bin/prst", program)

    code, summary, _ran = proposal.judge()

    assert code == 1
    assert f"catalogue/groupes/chutes.yml:{line}:" in summary
    said = plain(" ".join(summary.split()))
    assert "le cadre a été validé le 2026-01-20, et ceci a changé depuis (avant : Réduire les chutes)" in said
    assert "Faites valider le changement par le comité d’essai" in said


GITLAB = shutil.which("gitlab-ci-local")
"""Runs the jobs of .gitlab-ci.yml on this machine (npm, Node.js 22); it copies files with rsync."""


@pytest.mark.skipif(not GITLAB or not shutil.which("rsync"), reason="gitlab-ci-local and rsync are not installed")
@pytest.mark.parametrize("path", ["docs/autre.md", "hooks/programme.sh"])
def test_gitlab_runs_the_review_of_a_fork(proposal: Proposal, repository: Path, path: str) -> None:
    """The job as it is written, without the image and packages that a runner brings."""
    job = yaml.safe_load((repository / ".gitlab-ci.yml").read_text(encoding="utf-8"))["relire"]
    proposal.git("checkout", "--quiet", "main")
    proposal.write(".gitlab-ci.yml", yaml.safe_dump({"stages": ["verifier"], "relire": job}))
    proposal.write("prst.sh", PRST)
    proposal.write("Makefile", "setup:\n\tmkdir -p .venv/bin && install -m 755 prst.sh .venv/bin/prst\n")
    proposal.write(".gitignore", "/.venv/\n/relecture.md\n/rapport.txt\n/conclusion.txt\n/.gitlab-ci-local*\n")
    proposal.commit()
    base = proposal.git("rev-parse", "HEAD")
    proposal.git("checkout", "--quiet", "-B", "proposition")
    proposal.write(path, 'echo "pirate $1" >>"$JOURNAL"\n')
    proposal.commit()
    journal = proposal.folder.with_name("journal.txt")
    told = {
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_MERGE_REQUEST_PROJECT_ID": "1",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "2",
        "CI_BUILDS_DIR": str(proposal.folder.parent),
        "JOURNAL": str(journal),
    }
    options = [word for name, value in told.items() for word in ("--variable", f"{name}={value}")]
    done = subprocess.run(
        [GITLAB or "", "--force-shell-executor", "--ignore-predefined-vars", ",".join(told), *options, "relire"],
        cwd=proposal.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is path.startswith("docs/"), done.stdout + done.stderr
    assert journal.read_text(encoding="utf-8").splitlines() == ["sain verifier", "sain construire"]


def test_forges_take_the_review_from_the_target_branch(repository: Path) -> None:
    """GitHub runs the target's workflow; GitLab's job takes the script from there, and then the program."""
    github = (repository / ".github" / "workflows" / "relire.yml").read_text(encoding="utf-8")
    assert "pull_request_target:" in github
    assert "ref: ${{ github.event.pull_request.base.sha }}" in github
    assert "secrets." not in github
    gitlab = (repository / ".gitlab-ci.yml").read_text(encoding="utf-8")
    assert 'git show "$CI_MERGE_REQUEST_DIFF_BASE_SHA:.ci/relire"' in gitlab
