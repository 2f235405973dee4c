"""What stands in docs/ and cannot be published is told before anything reads it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from prst.records.docs import LARGEST_ATTACHMENT, unreadable
from prst.records.problems import NOTE
from tests.test_files import WRONG


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of written pages in which all is well."""
    docs = tmp_path / "docs"
    (docs / "guide").mkdir(parents=True)
    (docs / "index.md").write_text("# Accueil\n", encoding="utf-8")
    (docs / "guide" / "guide.pdf").write_bytes(b"%PDF-1.7\n\xff")
    return docs


def told(docs: Path) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.line, problem.code) for problem in unreadable(docs)]


def test_nothing_is_told_where_all_is_well(docs: Path, tmp_path: Path) -> None:
    (docs / "lien.md").symlink_to("index.md")
    (docs / "autre").symlink_to("guide")
    (docs / "dossier.md").mkdir()
    assert told(docs) == []
    assert told(tmp_path / "absent") == []


@pytest.mark.parametrize("name", ["guide/page.md", "guide/guide.pdf.txt"])
@pytest.mark.parametrize("make", [make for make in WRONG if make.__name__ != "make_folder"])
def test_what_is_no_file_is_refused(docs: Path, name: str, make: Callable[[Path], str]) -> None:
    word = make(docs / name)
    problems = {problem.file: problem for problem in unreadable(docs)}
    problem = problems[f"docs/{name}"]
    assert word in problem.message or problem.code == "lien_ailleurs"
    assert problem.severity != NOTE


@pytest.mark.parametrize("target", ["/etc", "/etc/hostname", "../..", "../../autre.md"])
def test_a_link_that_leads_out_of_the_folder_is_refused(docs: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "autre.md").write_text("# Autre\n", encoding="utf-8")
    (docs / "guide" / "lien").symlink_to(target)
    assert told(docs) == [("docs/guide/lien", 1, "lien_ailleurs")]


@pytest.mark.parametrize("target", [".", "..", "../guide"])
def test_a_link_to_a_folder_that_holds_it_is_refused(docs: Path, target: str) -> None:
    (docs / "guide" / "lien").symlink_to(target)
    assert told(docs) == [("docs/guide/lien", 1, "lien_en_rond")]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("# Bon\n\nÉté\n".encode("latin-1"), 3),
        ("# Été\n".encode("utf-16"), 1),
        (b"\xef\xbb\xbf# Bon\n\xff\n", 2),
    ],
)
def test_a_page_in_another_encoding_is_refused_at_its_line(docs: Path, content: bytes, line: int) -> None:
    (docs / "index.md").write_bytes(content)
    assert told(docs) == [("docs/index.md", line, "encodage")]


def test_sizes_are_bounded(docs: Path) -> None:
    (docs / "index.md").write_bytes(b"a" * 1_000_001)
    with (docs / "guide" / "guide.pdf").open("ab") as file:
        file.truncate(LARGEST_ATTACHMENT + 1)
    assert told(docs) == [("docs/guide/guide.pdf", 1, "trop_lourd"), ("docs/index.md", 1, "trop_lourd")]


@pytest.mark.parametrize("name", ["guide/guide.pdf", "guide/page.md", "guide/image.png"])
def test_what_git_lfs_has_not_fetched_is_refused_with_the_remedy(docs: Path, name: str) -> None:
    (docs / name).write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", encoding="utf-8"
    )
    (problem,) = unreadable(docs)
    assert (problem.file, problem.code) == (f"docs/{name}", "pointeur")
    assert "git lfs pull" in problem.remedy


def test_an_empty_file_is_noted(docs: Path) -> None:
    (docs / "guide" / "guide.pdf").write_bytes(b"")
    (problem,) = unreadable(docs)
    assert (problem.file, problem.code, problem.severity) == ("docs/guide/guide.pdf", "fichier_vide", NOTE)


def test_a_folder_that_cannot_be_read_is_told(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "guide":
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    (problem,) = unreadable(docs)
    assert (problem.file, problem.code) == ("docs/guide", "lecture")
    assert "permis" in problem.message


def test_hidden_files_are_left_alone(docs: Path) -> None:
    os.mkfifo(docs / ".tube")
    assert told(docs) == []
