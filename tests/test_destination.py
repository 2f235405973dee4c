"""Where a site may be published: nothing of anybody else is ever replaced."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from prst import destination
from prst.destination import DROPPINGS, FORMER, MARK, DestinationError, look, mark

WRITTEN = {
    *FORMER,
    "livrables/guide/index.html",
    "livrables/guide/évaluation.pdf",
    "lettre/2026-01/lettre.txt",
    "CNAME",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of which a site was published, with a file of docs/ that is copied as it is."""
    project = tmp_path / "projet"
    for name in ("mkdocs.yml", "catalogue/site.yml", "docs/CNAME", "docs/livrables/guide/évaluation.pdf"):
        write(project / name)
    for name in WRITTEN:
        write(project / "site" / name)
    (project / "site" / MARK).write_bytes(mark(WRITTEN).content)
    return project


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def refusal(site: Path, project: Path) -> str:
    with pytest.raises(DestinationError) as refused:
        look(site, project)
    return str(refused.value)


@pytest.fixture(params=["marked", "of before there was a mark"])
def site(request: pytest.FixtureRequest, project: Path) -> Path:
    """Its site, or one like those that were published without a mark."""
    if request.param != "marked":
        (project / "site" / MARK).unlink()
    return project / "site"


def test_our_own_site_is_replaced(site: Path, project: Path) -> None:
    assert look(site, project) >= len(WRITTEN)


def test_what_is_not_there_or_empty_is_published_in(project: Path, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    for folder in (tmp_path / "vide", tmp_path / "absent", project / "public", tmp_path / "a" / "b"):
        assert look(folder, project) == 0


@pytest.mark.parametrize("name", sorted(DROPPINGS))
def test_what_systems_leave_everywhere_is_no_obstacle(site: Path, project: Path, tmp_path: Path, name: str) -> None:
    write(site / "livrables" / name)
    write(tmp_path / "vide" / name)
    assert look(site, project)
    assert look(tmp_path / "vide", project) == 0


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "index.php", ".htaccess", ".git/HEAD", "livrables/notes.txt", "livrables/guide/notes.html",
     "photos/image.png", "livrables/.cache/index.html", "notes.json"],
)  # fmt: skip
def test_a_file_that_we_did_not_write_is_named_and_kept(site: Path, project: Path, name: str) -> None:
    write(site / name)
    told = refusal(site, project)
    assert "contient autre chose qu’un site publié" in told
    assert name in told
    assert "docs/" in told


def test_the_former_index_of_the_search_is_ours(site: Path, project: Path) -> None:
    """It is kept for the readers of the former site, and stands in no mark."""
    write(site / "recherche" / ("a" * 12) / "formes.json")
    assert look(site, project)
    write(site / "recherche" / "notes.txt")
    assert "recherche/notes.txt" in refusal(site, project)


def test_an_empty_folder_that_somebody_made_is_named(site: Path, project: Path) -> None:
    (site / ".git").mkdir()
    assert ".git/" in refusal(site, project)


def test_a_link_that_somebody_made_is_named(site: Path, project: Path, tmp_path: Path) -> None:
    (site / "fichiers").symlink_to(tmp_path)
    (site / "index.html").unlink()
    (site / "index.html").symlink_to("404.html")
    if (site / MARK).exists():
        assert "fichiers (lien), index.html (lien)" in refusal(site, project)
    else:
        assert "fichiers (lien)" in refusal(site, project)


@pytest.mark.parametrize("names", [["sitemap.xml", "index.php"], ["index.html", "sitemap.xml"], sorted(FORMER)[1:]])
def test_what_only_looks_like_a_site_is_refused(project: Path, tmp_path: Path, names: list[str]) -> None:
    for name in names:
        write(tmp_path / "D" / name)
    assert "contient autre chose qu’un site publié" in refusal(tmp_path / "D", project)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b'{"fichiers": 1}', b"\xff", b"[" * 100_000])
def test_a_mark_that_says_nothing_marks_nothing(project: Path, tmp_path: Path, content: bytes) -> None:
    write(tmp_path / "D" / "index.html")
    (tmp_path / "D" / MARK).write_bytes(content)
    assert "contient autre chose" in refusal(tmp_path / "D", project)


def test_a_mark_covers_what_it_names_alone(project: Path, tmp_path: Path) -> None:
    write(tmp_path / "D" / "photo.jpg")
    (tmp_path / "D" / MARK).write_bytes((project / "site" / MARK).read_bytes())
    assert "photo.jpg" in refusal(tmp_path / "D", project)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


def make_file(path: Path) -> None:
    write(path)


def make_circle(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [make_pipe, make_socket, make_file, make_circle])
def test_what_is_no_folder_is_refused(project: Path, tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "sortie")
    assert "lien qui tourne" in (told := refusal(tmp_path / "sortie", project)) or "autre chose" in told
    (tmp_path / "lien").symlink_to("sortie")
    refusal(Path(os.path.realpath(tmp_path / "lien")), project)


def test_a_device_is_refused(project: Path) -> None:
    assert "périphérique" in refusal(Path("/dev/null"), project)


@pytest.mark.parametrize("name", [*destination.SOURCES, ".cache", ".git", ".site.nouveau"])
@pytest.mark.parametrize("below", ["", "/site", "/a/b"])
def test_nothing_is_published_within_what_a_site_is_made_from(project: Path, name: str, below: str) -> None:
    refusal(project / f"{name}{below}", project)
    assert not (project / name / "site").exists()


@pytest.mark.parametrize("name", ["sous", "livrables", "livrables/guide/x"])
def test_nothing_is_published_within_another_site(site: Path, project: Path, name: str) -> None:
    assert "autre" in refusal(site / name, project)


def test_nothing_is_published_where_the_next_site_will_be(project: Path) -> None:
    (project / "site").rename(project / "public")
    assert "dans un autre site" in refusal(project / "site" / "sous", project)


def test_a_project_beside_is_left_alone_too(project: Path, tmp_path: Path) -> None:
    write(tmp_path / "voisin" / "mkdocs.yml")
    assert "fait partie du catalogue" in refusal(tmp_path / "voisin" / "docs" / "site", project)
    assert look(tmp_path / "voisin" / "public", project) == 0


def test_a_site_that_holds_another_one_is_refused(site: Path, project: Path) -> None:
    write(site / "sous" / "index.html")
    (site / "sous" / MARK).write_bytes(mark({"index.html"}).content)
    assert "sous/index.html" in refusal(site, project)


def test_folders_around_the_project_are_refused(project: Path, tmp_path: Path) -> None:
    for folder in (project, tmp_path, Path("/")):
        assert "tout le catalogue" in refusal(folder, project)


def test_a_mounted_folder_is_told_before_anything_is_built(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "montage").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "montage")
    told = refusal(tmp_path / "montage", project)
    assert "point de montage" in told
    assert f"--sortie {tmp_path / 'montage' / 'site'}" in told
    assert look(tmp_path / "montage" / "site", project) == 0


def test_a_folder_that_cannot_be_looked_into_is_told(
    site: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    assert "l’accès n’en est pas permis" in refusal(site, project)


def test_the_mark_names_each_file_and_depends_on_nothing_else() -> None:
    assert mark(["b/a.html", "a.html", "b/é.html"]) == mark({"b/é.html", "a.html", "b/a.html"})
    assert mark(["a"]) != mark(["b"])
    assert mark([]).path == MARK
