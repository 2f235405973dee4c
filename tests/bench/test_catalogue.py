"""The catalogues of the benchmark are correct, of the size asked for, and always the same."""

from hashlib import sha256
from pathlib import Path

import pytest

from prst.records.loading import load
from tests.bench.catalogue import generate

COUNT = 300


def fingerprint(folder: Path) -> dict[str, str]:
    """The files of a folder, each with a hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small catalogue."""
    folder = tmp_path_factory.mktemp("bench") / "catalogue"
    generate(folder, COUNT, seed=1)
    return folder


def test_every_record_is_correct(folder: Path) -> None:
    loaded = load(folder)
    assert [str(problem) for problem in loaded.errors] == []
    assert sum(loaded.counts.values()) == COUNT


def test_counts_are_those_of_the_files(tmp_path: Path) -> None:
    counts = generate(tmp_path / "catalogue", COUNT)
    assert {kind: count for kind, count in load(tmp_path / "catalogue").counts.items() if count} == counts


def test_records_use_what_the_model_offers(folder: Path) -> None:
    catalogue = load(folder).catalogue
    assert catalogue is not None
    for key in ("promesse", "description", "themes", "secteurs", "groupe", "relais", "liens", "date", "anciens_ids"):
        assert any(getattr(fiche, key) for fiche in catalogue.livrables.values()), key
    assert {len(fiche.cibles) for fiche in catalogue.livrables.values()} >= {1, 2, 3}
    assert any(evenement.recurrence for evenement in catalogue.evenements.values())


def test_same_seed_gives_same_bytes(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path / "same", COUNT, seed=1)
    assert fingerprint(tmp_path / "same") == fingerprint(folder)
    generate(tmp_path / "other", COUNT, seed=2)
    assert fingerprint(tmp_path / "other") != fingerprint(folder)


def test_real_records_are_kept_whole(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fewer than the real catalogue"):
        generate(tmp_path / "catalogue", 20)
    assert not (tmp_path / "catalogue").exists()


def test_acts_come_on_top_and_are_correct(tmp_path: Path) -> None:
    counts = generate(tmp_path / "catalogue", COUNT, acts=60)
    loaded = load(tmp_path / "catalogue")
    assert [str(problem) for problem in loaded.errors] == []
    assert {kind: count for kind, count in loaded.counts.items() if count} == {**counts, "diffusions": 60}


def test_groups_may_be_many_and_have_many_milestones(tmp_path: Path) -> None:
    generate(tmp_path / "catalogue", COUNT, groups=30, milestones=10)
    loaded = load(tmp_path / "catalogue")
    assert [str(problem) for problem in loaded.errors] == []
    assert loaded.catalogue is not None
    groups = loaded.catalogue.groupes.values()
    assert len(groups) == 30
    assert max(len(group.jalons) for group in groups) == 10
