"""Places that questions name, and what holds there."""

import json
from typing import Any

import pytest

from prst.outputs.search.files import create_files
from prst.outputs.search.places import names
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue
from tests.outputs.search.test_documents import rising

TERRITOIRES: dict[str, dict[str, Any]] = {
    "region": {"label": "Auvergne-Rhône-Alpes", "synonymes": ["AuRA"]},
    "national": {"label": "France entière"},
    "43": {"label": "Haute-Loire", "villes": ["Le Puy-en-Velay", "Le Puy", "Saint-Germain"]},
    "73": {"label": "Savoie", "villes": ["Chambéry", "Saint-Germain"]},
    "50": {"label": "Manche", "villes": ["Saint-Lô"]},
    "59": {"label": "Nord", "villes": ["Lille", "Le Puy"]},
    "2b": {"label": "Haute-Corse", "villes": ["Bastia"]},
}


@pytest.fixture
def catalogue() -> Catalogue:
    livrables: dict[str, dict[str, Any]] = {
        "d-ici": {"territoires": ["73"], "date": "2026"},
        "d-a-cote": {"territoires": ["43"], "date": "2025"},
        "de-la-region": {"territoires": ["region"], "date": "2024"},
        "de-france": {"territoires": ["national"], "date": "2023"},
        "de-nulle-part": {"date": "2022"},
        "du-nord": {"territoires": ["59"], "date": "2021"},
    }
    return create_catalogue(
        {"departements": ["43", "73"]}, territoires=TERRITOIRES, livrables=livrables, cibles={"tpe": {}}
    )


def test_a_place_is_named_in_many_ways(catalogue: Catalogue) -> None:
    found = names(catalogue)
    for name in ("73", "savoie", "chambery", "73@"):
        assert found[name] == ["73"], name
    assert found["puy velay"] == ["43"]
    assert found["auvergne rhone alpes"] == found["aura"] == ["region"]
    assert found["lille"] == found["59"] == ["59"]


def test_a_town_of_two_departments_names_both(catalogue: Catalogue) -> None:
    assert names(catalogue)["saint germain"] == names(catalogue)["st germain"] == ["43", "73"]


def test_a_town_of_the_region_comes_before_one_of_its_name_elsewhere(catalogue: Catalogue) -> None:
    assert names(catalogue)["puy"] == ["43"]


def test_words_of_every_day_name_no_place(catalogue: Catalogue) -> None:
    """A postal code alone tells a department without records, and a number one whose name is a common word."""
    found = names(catalogue)
    assert {"manche", "50", "saint lo", "nord", "bastia", "2b", "france entiere", "region"} & {*found} == set()
    assert found["50@"] == ["50"]
    assert found["nord="] == ["59"]
    assert "manche=" not in found
    assert found["2b@"] == ["2b"]


def test_the_browser_reads_what_holds_where(catalogue: Catalogue) -> None:
    contents = {output.path: output.content for output in create_files(catalogue, ())}
    [lieux] = [json.loads(content) for path, content in contents.items() if path.endswith("/lieux.json")]
    label, address, holds, own = lieux["73"]
    assert (label, address, holds, rising(own)) == ("Savoie", "territoires/73/", ["73", "national", "region"], [0])
    assert set(lieux) == {*TERRITOIRES}
