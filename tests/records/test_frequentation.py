"""The file of a month: what is read, and what is said of one that was changed by hand."""

from datetime import date
from pathlib import Path

import pytest

from prst.records.frequentation import Frequentation, as_yaml
from prst.records.loading import Loaded, load
from prst.records.reading import MAX_BYTES
from tests.catalogues import plain, write_catalogue

TODAY = date(2026, 11, 27)
GOOD = """du: 2026-10-01
au: 2026-10-31
vues: |
  livrables/guide: opco 12, sans_relais 40
moins_de_5: 7
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "catalogue", livrables={"guide": {}}, relais={"opco": {"anciens_ids": ["opca"]}})
    (tmp_path / "catalogue" / "frequentation").mkdir()
    return tmp_path / "catalogue"


def read(folder: Path, text: str, name: str = "2026-10.yml") -> Loaded:
    (folder / "frequentation" / name).write_text(text, encoding="utf-8")
    return load(folder, notes=True, today=TODAY)


def told(loaded: Loaded) -> list[str]:
    return [plain(str(problem)) for problem in loaded.problems if "frequentation" in problem.file]


def test_a_month_is_read(folder: Path) -> None:
    loaded = read(folder, GOOD)
    assert told(loaded) == []
    assert loaded.catalogue is not None
    month = loaded.catalogue.frequentation["2026-10"]
    assert month.vues == {"livrables/guide": {"opco": 12, "sans_relais": 40}}
    assert (month.robots, month.moins_de_5, month.telechargements) == ("ecartes", 7, {})


def test_months_come_in_order(folder: Path) -> None:
    for name in ("2026-10", "2025-12", "2026-02"):
        text = GOOD.replace("2026-10", name).replace("-31", "-28")
        loaded = read(folder, text, f"{name}.yml")
    assert loaded.catalogue is not None
    assert list(loaded.catalogue.frequentation) == ["2025-12", "2026-02", "2026-10"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("opco 12", "opco -12", "vues : la ligne 1 n’a pas la forme attendue (« livrables/guide: opco -12, sans"),
        ("opco 12", "opco 4", "« livrables/guide » y porte le nombre 4 : moins de 5, ce pourrait être quelqu’un."),
        ("opco 12", "opco 0", "y porte le nombre 0"),
        ("opco 12", "opco 12, opco 13", "« livrables/guide » y est deux fois"),
        ("livrables/guide", "evenements/guide", "la ligne 1 n’a pas la forme attendue"),
        ("livrables/guide", "../../etc", "la ligne 1 n’a pas la forme attendue"),
        ("moins_de_5: 7", "moins_de_5: -7", "moins_de_5 : "),
        ("au: 2026-10-31", "au: 2026-11-02", "au : le 2026-11-02 n’est pas un jour de 2026-10."),
        ("au: 2026-10-31", "au: 2026-10-32", "au : "),
        ("du: 2026-10-01\n", "", "du : il manque."),
        ("moins_de_5", "moins_de_six", "moins_de_six : cette clé est inconnue"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(folder: Path, before: str, after: str, said: str) -> None:
    loaded = read(folder, GOOD.replace(before, after))
    assert loaded.catalogue is None
    (problem,) = told(loaded)
    assert said in problem
    assert problem.startswith("catalogue/frequentation/2026-10.yml:")


@pytest.mark.parametrize("name", ["2026-13.yml", "2026-10.yaml", "octobre.yml", "2026-1.yml"])
def test_a_file_is_named_after_its_month(folder: Path, name: str) -> None:
    assert "n’est pas le nom d’un mois" in "".join(told(read(folder, GOOD, name)))


def test_a_month_cannot_be_to_come(folder: Path) -> None:
    text = GOOD.replace("2026-10", "2026-11").replace("-31", "-30")
    assert "ce mois va jusqu’au 2026-11-30, et nous sommes le 2026-11-27" in told(read(folder, text, "2026-11.yml"))[0]


def test_what_left_the_catalogue_is_a_note(folder: Path) -> None:
    text = GOOD.replace("opco 12", "opca 12, parti 9").replace("moins", "  livrables/retire: sans_relais 9\nmoins")
    loaded = read(folder, text)
    assert loaded.catalogue is not None
    (problem,) = told(loaded)
    assert "2 de ces noms ne sont plus au catalogue : livrables/retire, relais/parti." in problem


def test_a_month_may_be_larger_than_what_somebody_writes(folder: Path) -> None:
    row = {f"relais-numero-{number:02}": 12345 for number in range(50)}
    vues = {f"livrables/une-ressource-{number:05}": row for number in range(1500)}
    month = Frequentation.model_construct(du=date(2026, 10, 1), au=date(2026, 10, 31), vues=vues)
    (folder / "frequentation" / "2026-10.yml").write_text(as_yaml(month), encoding="utf-8")
    assert (folder / "frequentation" / "2026-10.yml").stat().st_size > MAX_BYTES
    loaded = load(folder)
    assert loaded.catalogue is not None
    assert loaded.catalogue.frequentation["2026-10"].vues == vues
