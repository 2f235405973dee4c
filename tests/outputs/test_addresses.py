"""Where things stand on the site."""

import pytest

from prst.outputs.addresses import (
    FACET_SECTIONS,
    RECORD_SECTIONS,
    SECTIONS,
    depth_of,
    edit_address,
    file_of,
    issue_address,
    page_address,
    record_address,
    root_from,
)
from prst.records.model import MODELS, VOCABULARIES


def test_every_kind_and_vocabulary_has_a_section() -> None:
    """Acts of diffusion have no page: they are shown on those of the deliverable and of the relay."""
    assert set(RECORD_SECTIONS) == set(MODELS) - {"diffusions"}
    assert set(FACET_SECTIONS) == set(VOCABULARIES)
    assert set(SECTIONS) == {*RECORD_SECTIONS, *FACET_SECTIONS}


@pytest.mark.parametrize("section", SECTIONS.values(), ids=lambda section: section.name)
def test_an_empty_list_says_so_in_a_sentence(section: object) -> None:
    vide = getattr(section, "vide", "")
    assert vide.startswith("Aucun")
    assert vide.endswith((".", "?"))


@pytest.mark.parametrize(
    ("address", "file", "depth", "root"),
    [
        ("", "index.html", 0, "./"),
        ("agenda/", "agenda/index.html", 1, "../"),
        ("livrables/guide/", "livrables/guide/index.html", 2, "../../"),
        ("livrables/page/2/", "livrables/page/2/index.html", 3, "../../../"),
        ("robots.txt", "robots.txt", 0, "./"),
        ("recherche/index.json", "recherche/index.json", 1, "../"),
    ],
)
def test_file_and_way_back_of_an_address(address: str, file: str, depth: int, root: str) -> None:
    assert (file_of(address), depth_of(address), root_from(address)) == (file, depth, root)


def test_first_page_of_a_list_is_the_list() -> None:
    assert page_address("livrables/", 1) == "livrables/"
    assert page_address("livrables/", 2) == "livrables/page/2/"
    assert record_address("livrables", "guide") == "livrables/guide/"


@pytest.mark.parametrize(
    ("repository", "start"),
    [
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/"),
        ("https://forge.exemple.fr/a/b/", "https://forge.exemple.fr/a/b/-/"),
        ("https://github.com/a/b", "https://github.com/a/b/"),
        ("https://GitHub.com:443/a/b/", "https://GitHub.com:443/a/b/"),
        ("https://www.github.com/a/b", "https://www.github.com/a/b/"),
        ("https://gitlab.example/github.com/x", "https://gitlab.example/github.com/x/-/"),
        ("https://github.com.example/a/b", "https://github.com.example/a/b/-/"),
        ("https://notgithub.com/a/b", "https://notgithub.com/a/b/-/"),
    ],
)
def test_forge_is_known_by_its_host(repository: str, start: str) -> None:
    assert edit_address(repository, "main", "catalogue/x.yml") == f"{start}edit/main/catalogue/x.yml"
    assert issue_address(repository) == f"{start}issues/new"


@pytest.mark.parametrize("repository", ["", None])
def test_without_repository_nothing_is_edited_in_a_forge(repository: str | None) -> None:
    assert edit_address(repository, "main", "catalogue/x.yml") == issue_address(repository) == ""
