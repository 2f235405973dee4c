"""What commands say of a catalogue that they cannot read, before they ask or write anything."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from typer.testing import CliRunner

from prst.cli import app
from prst.commands.reading import today_in
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


@pytest.mark.parametrize(
    ("site", "hour", "day"),
    [
        ("fuseau: Indian/Reunion\n", 21, 2),
        ("fuseau: America/Miquelon\n", 1, 31),
        ("nom: Essai\n", 21, 1),
        ("fuseau: La Réunion\n", 21, 1),
        ("fuseau: [Indian/Reunion]\n", 21, 1),
        ("", 22, 2),
        (None, 21, 1),
    ],
)
def test_today_is_the_day_of_where_the_site_is(
    site: str | None, hour: int, day: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls(2026, 8, 1, hour, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr("prst.commands.reading.datetime", Clock)
    if site is not None:
        (tmp_path / "catalogue").mkdir()
        (tmp_path / "catalogue" / "site.yml").write_text(site, encoding="utf-8")
    assert today_in(tmp_path).day == day
