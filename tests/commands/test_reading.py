"""What commands say of a catalogue that they cannot read, before they ask or write anything."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from prst.cli import app
from tests.catalogues import read_tree, write_catalogue


@pytest.mark.parametrize(
    "words",
    [["agendas"], ["moissonner"], ["frequentation", "access.log"], ["liens"], ["relancer", "brouillons"]],
    ids=" ".join,
)
def test_a_catalogue_that_cannot_be_read_stops_the_command(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_catalogue(tmp_path / "catalogue", agendas={"a": {}}, partenaires={"voisine": {}})
    (tmp_path / "catalogue" / "site.yml").write_text("nom: Essai\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    before = read_tree(tmp_path)
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "catalogue/site.yml:1:" in result.stderr
    assert read_tree(tmp_path) == before
