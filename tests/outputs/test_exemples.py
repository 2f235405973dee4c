"""The whole record that the reference shows of each kind is one that the check accepts, in any region."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from prst.outputs import exemples
from prst.outputs.exemples import APART, SORTES, Sorte, example_of, filled, ids_of
from prst.records.catalogue import Catalogue
from prst.records.champs import Champ, fields_of
from prst.records.loading import load
from prst.records.model import VOCABULARIES
from prst.records.problems import ERREUR
from tests import test_autre_region as autre
from tests.catalogues import EXEMPLE, create_catalogue, write_catalogue

TODAY = date(2026, 11, 27)


def write_region(folder: Path, region: str) -> Path:
    """The folder of the catalogue of the tests, or of another region's, which has one record of most kinds."""
    if region == "exemple":
        return Path(shutil.copytree(EXEMPLE / "catalogue", folder))
    return write_catalogue(folder, autre.SITE, **autre.KINDS)


def place_of(sorte: Sorte, folder: Path) -> Path:
    """Where the example of a kind would be written."""
    if sorte.slug == "vocabulaire":
        return folder / "vocabulaires" / "formats.yml"
    path = folder.parent / sorte.fichier
    return path / "exemple-de-la-reference.yml" if sorte.fichier.endswith("/") else path


@pytest.mark.parametrize("region", ["exemple", "autre"])
def test_the_example_of_each_kind_is_accepted(region: str, tmp_path: Path) -> None:
    folder = write_region(tmp_path / "catalogue", region)
    catalogue = load(folder).catalogue
    assert catalogue
    written = []
    for sorte in SORTES:
        path = place_of(sorte, folder)
        before = path.read_text(encoding="utf-8") if sorte.cle and path.exists() else ""
        path.parent.mkdir(exist_ok=True)
        path.write_text(before + "\n" + example_of(sorte, catalogue), encoding="utf-8")
        written.append(path.relative_to(tmp_path).as_posix())
    problems = load(folder, EXEMPLE / "docs", today=TODAY).problems
    assert [str(one) for one in problems if one.file in written and one.severity == ERREUR] == []
    assert [str(one) for one in problems if one.severity == ERREUR] == []


def each_key(fields: tuple[Champ, ...]) -> list[str]:
    return [name for champ in fields for name in (champ.name, *each_key(champ.fields))]


@pytest.mark.parametrize("sorte", SORTES, ids=lambda sorte: sorte.slug)
def test_an_example_has_all_keys_each_explained(sorte: Sorte) -> None:
    text = example_of(sorte, _small())
    keys = re.findall(r"^[ #-]*?(\w+):(?: |$)", text, re.MULTILINE)
    wanted = [name for name in each_key(fields_of(sorte.model)) if not (sorte.cle and name == "id")]
    assert [name for name in wanted if name not in keys] == []
    for champ in fields_of(sorte.model):
        if not (sorte.cle and champ.name == "id"):
            assert f"# {champ.title}{' (obligatoire)' if champ.required else ''}. " in text


def test_what_is_shown_apart_is_a_key_of_the_model() -> None:
    places = {
        f"{owner}.{champ.name}"
        for sorte in SORTES
        for owner, fields in ((sorte.slug, fields_of(sorte.model)), *_parts(fields_of(sorte.model)))
        for champ in fields
    }
    assert set(APART) <= places


def _parts(fields: tuple[Champ, ...]) -> list[tuple[str, tuple[Champ, ...]]]:
    return [pair for one in fields if one.fields for pair in ((one.name, one.fields), *_parts(one.fields))]


def _small() -> Catalogue:
    return create_catalogue(
        {"departements": ["01"]},
        livrables={"guide": {}},
        relais={"relais": {}},
        groupes={"groupe": {}},
        structures={"structure": {}},
        territoires={"region": {}, "01": {}},
    )


def test_names_in_braces_become_ids_of_the_catalogue() -> None:
    assert filled("{cible} {format} {relais} {groupe} {territoire}", _small()) == "tpe guide relais groupe region"
    assert filled("{groupe}", create_catalogue()) == "mon-groupe"
    assert not set(VOCABULARIES) - {f"{name}s" for name in ("format", "theme", "secteur", "territoire", "competence")}


def test_examples_choose_from_the_first_records_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exemples, "FIRST_ONES", 2)
    archived = {"statut": "archive"}
    mixed = create_catalogue(livrables={"a": archived, "b": {}, "c": {"exemple": "oui"}, "d": {}, "e": {}})
    assert ids_of(mixed, "livrables") == ["b", "d"]
    none_stays = create_catalogue(livrables={"a": archived, "b": archived, "c": archived})
    assert ids_of(none_stays, "livrables") == ["a", "b"]
