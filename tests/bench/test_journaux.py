"""The log of the benchmark is one that a host could have written."""

from datetime import date
from pathlib import Path

import pytest

from prst.analysis.journaux import Journaux
from tests.bench.journaux import write_log

LAST = date(2026, 11, 26)


@pytest.mark.parametrize("caddy", [False, True], ids=["combined", "caddy"])
def test_a_log_holds_readers_robots_and_noise(tmp_path: Path, caddy: bool) -> None:
    write_log(tmp_path / "a.log", 2000, ["guide", "autre"], ["opco"], LAST, 1, caddy=caddy)
    known = {f"/livrables/{name}/".encode(): ("vues", f"livrables/{name}") for name in ("guide", "autre")}
    found = Journaux(known.get, {"opco": "opco"}, date(2026, 11, 27)).read(tmp_path / "a.log")
    assert (found.lignes, found.illisibles) == (2000, 0)
    assert min(found.comptees, found.robots, found.autres) > 50
    assert list(found.comptes) == ["2026-09", "2026-10", "2026-11"]
    assert {relais for rows in found.comptes.values() for row in rows.values() for relais in row} == {
        "opco",
        "sans_relais",
    }


def test_the_same_seed_gives_the_same_log(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_log(tmp_path / name, 100, ["guide"], ["opco"], LAST, 1)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
