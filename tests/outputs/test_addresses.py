"""Where things stand on the site."""

from urllib.parse import parse_qs, urlsplit

import pytest

from prst.analysis.contacts import Contacts
from prst.outputs.addresses import (
    FACET_SECTIONS,
    RECORD_SECTIONS,
    SECTIONS,
    NewFile,
    NewIssue,
    asked_at,
    counted,
    depth_of,
    edit_address,
    file_of,
    form_address,
    issue_about,
    issue_address,
    new_file,
    new_issue,
    page_address,
    record_address,
    root_from,
)
from prst.records.model import MODELS, VOCABULARIES, WITHOUT_PAGE
from tests.catalogues import CONTACT, create_catalogue


def test_every_kind_and_vocabulary_has_a_section() -> None:
    """Acts of diffusion have no page: they are shown on those of the deliverable and of the relay."""
    assert set(RECORD_SECTIONS) == set(MODELS) - WITHOUT_PAGE
    assert set(FACET_SECTIONS) == set(VOCABULARIES) - WITHOUT_PAGE
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
        ("https://gitlab.essai.fr/github.com/x", "https://gitlab.essai.fr/github.com/x/-/"),
        ("https://github.com.essai.fr/a/b", "https://github.com.essai.fr/a/b/-/"),
        ("https://notgithub.com/a/b", "https://notgithub.com/a/b/-/"),
    ],
)
def test_forge_is_known_by_its_host(repository: str, start: str) -> None:
    assert edit_address(repository, "main", "catalogue/x.yml") == f"{start}edit/main/catalogue/x.yml"
    assert issue_address(repository) == f"{start}issues/new"


@pytest.mark.parametrize(
    "repository", ["https://codeberg.org/a/b", "https://forgejo.exemple.fr/a/b/", "https://gitea.com/a/b"]
)
def test_gitea_and_forgejo_have_pages_of_their_own(repository: str) -> None:
    start = repository.rstrip("/")
    assert edit_address(repository, "main", "catalogue/x.yml") == f"{start}/_edit/main/catalogue/x.yml"
    assert new_file(repository, "main") == NewFile(f"{start}/_new/main", "filename", "value")
    assert new_issue(repository) == NewIssue(f"{start}/issues/new", "title", "body")


@pytest.mark.parametrize("repository", ["", None, "https://forge.example/a/b", "https://example.org/a/b"])
def test_without_repository_nothing_is_edited_in_a_forge(repository: str | None) -> None:
    """Nor where one remains to be chosen."""
    assert edit_address(repository, "main", "catalogue/x.yml") == issue_address(repository) == ""
    assert new_file(repository, "main") is None
    assert new_issue(repository) is None
    assert issue_about(repository, "a", "b") == ""


def test_an_issue_names_what_it_is_about() -> None:
    address = issue_about("https://gitlab.com/a/b", "Fiche « A & B » (livrables/a)", "Sur https://a.fr/ :\n\n")
    assert address.startswith("https://gitlab.com/a/b/-/issues/new?")
    assert parse_qs(urlsplit(address).query) == {
        "issue[title]": ["Fiche « A & B » (livrables/a)"],
        "issue[description]": ["Sur https://a.fr/ :\n\n"],
    }


@pytest.mark.parametrize("kind", MODELS)
def test_a_form_opens_a_record(kind: str) -> None:
    address = form_address(kind, "a-1", confirming=True)
    assert address.startswith(form_address(kind))
    assert parse_qs(urlsplit(address).query) == {"modifier": [f"{kind}/a-1"], "confirmer": ["contact"]}


INRS = {"nom": "Institut de recherche", "sigle": "INRS", "telephone": "01 40 44 30 00"}
CARSAT = {"nom": "Carsat Rhône-Alpes", "sigle": "Carsat", "page_contact": "https://carsat.fr/contact"}
MUTE = {"structure": "Structure d’ailleurs", "a_confirmer": "oui"}
PERSON = {"nom": "Camille Personne", "publication_consentie": "2026-01-01", "courriel": "camille@organisme-essai.fr"}
RELAY = {"cibles": [{"cible": "tpe"}], "territoires": ["region"], "contact": CONTACT}
MAIL = f"mailto:{CONTACT['courriel']}"


@pytest.mark.parametrize(
    ("contact", "relais", "expected"),
    [
        (CONTACT, {}, ("Structure d’essai", MAIL)),
        ({"structure": "inrs", "courriel": CONTACT["courriel"]}, {}, ("INRS", MAIL)),
        ({"structure": "inrs"}, {}, ("INRS", "structures/inrs/")),
        ({"structure": "carsat"}, {}, ("Carsat Rhône-Alpes", "structures/carsat/")),
        ({"structure": "Ailleurs", "telephone": "04 72 00 00 00"}, {}, ("Ailleurs", "tel:0472000000")),
        ({"structure": "inrs", **PERSON}, {}, ("INRS", "structures/inrs/")),
        ({"structure": "Ailleurs", **PERSON}, {}, ("Ailleurs", "")),
        (MUTE, {"capeb": RELAY}, ("Capeb", "relais/capeb/")),
        (MUTE, {}, ("Structure du site", "mailto:site@organisme-essai.fr")),
    ],
)
def test_a_card_says_whom_to_ask_and_where(
    contact: dict[str, str], relais: dict[str, dict[str, object]], expected: tuple[str, str]
) -> None:
    structures = {"inrs": INRS, "carsat": CARSAT}
    catalogue = create_catalogue(livrables={"guide": {"contact": contact}}, relais=relais, structures=structures)
    assert asked_at(Contacts(catalogue), catalogue.livrables["guide"]) == expected


def test_a_card_names_nobody_where_the_chain_ends_nowhere() -> None:
    site = {"editeur": {"nom": "Réseau"}, "contact": MUTE}
    catalogue = create_catalogue(site, livrables={"guide": {"contact": MUTE}})
    assert asked_at(Contacts(catalogue), catalogue.livrables["guide"]) is None


def test_an_acronym_that_two_structures_bear_names_neither() -> None:
    structures = {"inrs": INRS, "autre": {**INRS, "nom": "Institut du Nord"}}
    catalogue = create_catalogue(livrables={"guide": {"contact": {"structure": "inrs"}}}, structures=structures)
    assert asked_at(Contacts(catalogue), catalogue.livrables["guide"]) == (
        "Institut de recherche (INRS)",
        "structures/inrs/",
    )


def test_records_are_counted_by_the_words_of_their_kinds() -> None:
    counts = {"livrables": 2, "relais": 1, "evenements": 1, "diffusions": 1, "cibles": 0}
    assert counted(counts) == "2 livrables, 1 relais, 1 événement, 1 diffusion"
