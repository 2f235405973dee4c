"""What guides show to copy names what the catalogue has."""

import pytest

from prst.outputs.pages.modeles_a_copier import adapted, find, of_this_catalogue, with_records
from prst.written.examples import check
from tests.catalogues import create_catalogue

HEAD = "# yaml-language-server: $schema=../schemas/{}.schema.json\n"
LIVRABLE = (
    f"# Proposer\n\n```yaml\n{HEAD.format('livrable')}titre: 'Accueillir : au garage'\nresume: Une liste.\n"
    "cibles:\n  - garages\n  - apprentis\nformat: guide\n"
    "contact:\n  structure: Nom de votre structure\n  courriel: prevention@structure.fr\n```\n\nSuite.\n"
)
RELAIS = (
    f"```yaml\n{HEAD.format('relais')}nom: Une chambre\ntype: chambre\ncibles:\n  - cible: garages\n    portee: 6\n"
    "territoires:\n  - '42'\ninclus_dans: [nom-du-relais]\n```\n"
)


def test_a_name_that_is_there_stays() -> None:
    catalogue = create_catalogue(cibles={"garages": {}, "apprentis": {}})
    assert adapted(LIVRABLE, catalogue) == LIVRABLE


def test_names_are_those_of_the_catalogue_and_no_other_byte_changes() -> None:
    catalogue = create_catalogue(cibles={"criees": {}, "fermes": {}, "apprentis": {}}, formats={"outil": {}})
    right = LIVRABLE.replace("- garages", "- criees").replace("format: guide", "format: outil")
    assert adapted(LIVRABLE, catalogue) == right


def test_a_structure_is_one_of_the_catalogue_where_it_has_some() -> None:
    shown = LIVRABLE.replace("Nom de votre structure", "carsat-ra")
    cibles: dict[str, dict[str, str]] = {"garages": {}, "apprentis": {}}
    assert adapted(shown, create_catalogue(cibles=cibles)) == shown
    elsewhere = create_catalogue(cibles=cibles, structures={"carsat-bretagne": {"nom": "Carsat Bretagne"}})
    assert adapted(shown, elsewhere) == shown.replace("carsat-ra", "carsat-bretagne")
    assert adapted(LIVRABLE, elsewhere) == LIVRABLE
    assert list(check(shown, "contribuer/proposer.md", elsewhere)) == []


def test_a_record_to_copy_follows_what_it_names() -> None:
    page = f"Les garages, `garages`.\n\n{LIVRABLE}\n{RELAIS}"
    right = page.replace("- garages", "- garagistes").replace("cible: garages", "cible: garagistes")
    assert with_records(page, "cibles", "garages", "garagistes") == right
    assert with_records(page, "themes", "garages", "garagistes") == page


def test_where_there_is_less_to_name_less_is_named() -> None:
    catalogue = create_catalogue(cibles={"criees": {}})
    assert "cibles:\n  - criees\nformat" in adapted(LIVRABLE, catalogue)
    none = adapted(RELAIS, create_catalogue(cibles={}))
    assert "cibles" not in none
    assert "inclus_dans: [nom-du-relais]" in none


def test_what_is_to_be_replaced_is_filled_in_for_the_check_alone() -> None:
    catalogue = create_catalogue(cibles={"garages": {}}, relais={"capeb": {}})
    (modele,) = find(RELAIS)
    assert "inclus_dans: [capeb]" in of_this_catalogue(modele, catalogue, filled=True)
    assert "inclus_dans: [nom-du-relais]" in of_this_catalogue(modele, catalogue)


def test_places_are_those_of_the_region() -> None:
    places = {"region": {}, "29": {"region": "Bretagne"}}
    catalogue = create_catalogue({"departements": ["29"]}, territoires=places, cibles={"criees": {}})
    assert "'29'" in adapted(RELAIS, catalogue) or "\n  - '29'" in adapted(RELAIS, catalogue)


@pytest.mark.parametrize("page", [LIVRABLE, RELAIS])
@pytest.mark.parametrize("cibles", [{"criees": {}}, {"garages": {}, "apprentis": {}}, {}])
def test_what_is_shown_is_accepted_in_any_region(page: str, cibles: dict[str, dict[str, str]]) -> None:
    assert list(check(page, "contribuer/proposer.md", create_catalogue(cibles=cibles))) == []


@pytest.mark.parametrize(
    ("wrong", "line", "code"),
    [
        (LIVRABLE.replace("resume: Une liste.\n", ""), 5, "missing"),
        (LIVRABLE.replace("resume:", "résumer:"), 6, "extra_forbidden"),
        (LIVRABLE.replace("  - garages\n", "  - [garages\n"), 8, "syntaxe"),
    ],
)
def test_what_would_be_refused_is_told_at_its_line(wrong: str, line: int, code: str) -> None:
    found = list(check(wrong, "contribuer/proposer.md", create_catalogue(cibles={"garages": {}, "apprentis": {}})))
    assert (found[0].file, code in [one.code for one in found]) == ("docs/contribuer/proposer.md", True)
    assert line in [one.line for one in found]
    assert list(check(wrong, "a-propos/index.md", create_catalogue())) == []
