"""`prst agendas` and `prst moissonner` tell what is wrong in the file that they read, and nowhere else."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from prst.cli import app
from tests.catalogues import plain, write_catalogue


@pytest.mark.parametrize(("word", "name"), [("agendas", "agendas"), ("moissonner", "partenaires")])
def test_a_wrong_record_of_the_same_name_is_none_of_theirs(
    word: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_catalogue(tmp_path / "catalogue", livrables={name: {"ajoute_le": "bientôt"}})
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, [word], catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "il n’y a rien à demander" in plain(result.stdout)
