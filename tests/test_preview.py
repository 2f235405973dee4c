"""A preview makes each file when it is asked for, of what was read last."""

import os
from pathlib import Path
from typing import Any

import pytest

from prst.building import Build
from prst.preview import Preview, Watched, as_page, made_when_asked
from tests.catalogues import TEMPLATES, create_catalogue, create_pages


@pytest.fixture
def build() -> Build:
    return make_build({"guide": {"titre": "Premier titre"}})


def make_build(livrables: dict[str, dict[str, Any]]) -> Build:
    catalogue = create_catalogue(livrables=livrables)
    return Build(catalogue, TEMPLATES, chrome=create_pages(catalogue)._chrome)


def test_what_came_went_or_changed_is_told_once(tmp_path: Path) -> None:
    folder, alone = tmp_path / "docs", tmp_path / "mkdocs.yml"
    (folder / "sous").mkdir(parents=True)
    for path in (kept := folder / "a.md", gone := folder / "sous" / "b.md", alone):
        path.write_text("un", encoding="utf-8")
    watched = Watched(folder, alone)
    assert watched.changed() == set()
    gone.unlink()
    (new := folder / "sous" / "c.md").write_text("un", encoding="utf-8")
    alone.write_text("deux", encoding="utf-8")
    os.utime(kept, ns=(1, 1))
    assert watched.changed() == {kept, gone, new, alone}
    assert watched.changed() == set()


def test_a_file_is_made_once_until_something_else_is_shown(tmp_path: Path, build: Build) -> None:
    asked = []

    def render(path: str) -> bytes:
        asked.append(path)
        return b"<title>Accueil</title>"

    preview = Preview(tmp_path, build, ["index.html"], render)
    for _ in range(2):
        assert preview.make("index.html") == []
        preview.make("livrables/guide/index.html")
    assert asked == ["index.html"]
    assert "Premier titre" in (tmp_path / "livrables/guide/index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "catalogue.csv").exists()
    preview.make("catalogue.csv")
    assert "Premier titre" in (tmp_path / "catalogue.csv").read_text(encoding="utf-8-sig")

    preview.renew(make_build({"autre": {"titre": "Autre"}}), ["index.html"])
    preview.make("index.html")
    preview.make("livrables/guide/index.html")
    preview.make("catalogue.csv")
    assert asked == ["index.html"] * 2
    assert not (tmp_path / "livrables/guide/index.html").exists()
    assert "Premier titre" not in (tmp_path / "catalogue.csv").read_text(encoding="utf-8-sig")


def test_broken_links_of_a_page_are_told_with_it(tmp_path: Path, build: Build) -> None:
    html = b"""<a href="livrables/guide/">x</a><a href="livrables/absent/">x</a><a href="flux.xml">x</a>"""
    preview = Preview(tmp_path, build, ["index.html"], lambda _path: html)
    assert [link.href for link in preview.make("index.html")] == ["livrables/absent/"]


def test_pages_to_which_a_page_leads_are_not_made_for_that(tmp_path: Path, build: Build) -> None:
    asked = []

    def render(path: str) -> bytes:
        asked.append(path)
        return b"""<a href="/agenda/">x</a><a href="/absente/">x</a>"""

    preview = Preview(tmp_path, build, ["index.html", "agenda/index.html"], render)
    assert [link.href for link in preview.make("index.html")] == ["/absente/"]
    assert asked == ["index.html"]


def test_every_producer_keeps_to_its_place(build: Build) -> None:
    """Otherwise a preview would not find what it gives."""
    build.fiches.prepare()
    stray = {
        (producer.name, output.path)
        for producer in build.producers()
        for output in producer.give()
        if not producer.may_give(output.path)
    }
    assert stray == set()


def test_what_changes_while_it_is_sent_is_sent_anew() -> None:
    versions = iter("abbb")
    made: list[str] = []
    sent: list[tuple[str, list[Any]]] = []

    def send(_environ: Any, start_response: Any) -> list[bytes]:
        start_response(f"200 {len(made)}", [])
        return [b"corps"]

    answer = made_when_asked(send, "/projet/", made.append, lambda: next(versions))
    body = answer({"PATH_INFO": "/projet/livrables/"}, lambda status, headers: sent.append((status, headers)))
    assert (made, sent, body) == (["livrables/index.html"] * 2, [("200 2", [])], [b"corps"])


@pytest.mark.parametrize("address", ["/livereload/1/2", "/ailleurs/x"])
def test_other_addresses_are_left_to_the_server(address: str) -> None:
    answer = made_when_asked(lambda environ, _start: environ, "/projet/", pytest.fail, pytest.fail)
    assert answer({"PATH_INFO": address}, None) == {"PATH_INFO": address}


def test_an_address_cannot_climb_out_of_the_site() -> None:
    made: list[str] = []
    answer = made_when_asked(lambda _environ, start: start("200", []), "/", made.append, lambda: 0)
    answer({"PATH_INFO": "/../../etc/passwd"}, lambda *_: None)
    assert made == ["etc/passwd"]


def test_a_failure_is_shown_and_cannot_inject() -> None:
    page = as_page(ValueError("<script>x</script>"))
    assert "&lt;script&gt;x" in page
    assert "<script>" not in page
