"""`prst moissonner` asks partners, keeps what is good, and says what is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from prst.agendas import fetching
from prst.asking import AskingError
from prst.cli import app
from prst.partenaires.harvesting import ACCEPT
from tests.catalogues import Fields, plain, write_catalogue

CONTENT = b'{"version": 1, "livrables": [{"id": "a", "titre": "A", "adresse": "https://ailleurs.fr/a/"}]}'
Run = Callable[..., Result]


@pytest.fixture
def moissonner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in a project of some partners, whose answer is given."""

    def run(*arguments: str, answer: bytes | str = CONTENT, **partenaires: Fields) -> Result:
        def fetch(_address: str, accept: str) -> bytes:
            assert accept == ACCEPT
            if isinstance(answer, str):
                raise AskingError(answer)
            return answer

        write_catalogue(tmp_path / "catalogue", partenaires=partenaires)
        (tmp_path / "mkdocs.yml").touch()
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(fetching, "fetch", fetch)
        return CliRunner().invoke(app, ["moissonner", *arguments], catch_exceptions=False)

    return run


def test_a_copy_is_kept_and_told(moissonner: Run, tmp_path: Path) -> None:
    result = moissonner(voisine={})
    assert (result.exit_code, plain(result.stdout)) == (0, "Voisine : première copie (1 ressource).\n")
    assert (tmp_path / "catalogue" / "partenaires" / "voisine.json").is_file()


def test_nothing_is_written_where_one_only_asks_what_would_change(moissonner: Run, tmp_path: Path) -> None:
    assert moissonner("--verifier", voisine={}).exit_code == 0
    assert not (tmp_path / "catalogue" / "partenaires").exists()


def test_a_partner_that_never_answered_is_a_failure(moissonner: Run) -> None:
    result = moissonner(voisine={}, answer="« voisine.structure.fr » ne répond pas")
    assert result.exit_code == 1
    assert "ne répond pas ; il n’en existe encore aucune copie." in plain(result.stderr)


def test_what_is_wrong_in_the_list_is_told_and_nobody_is_asked_for_it(moissonner: Run) -> None:
    result = moissonner(voisine={"url": "http://voisine.structure.fr/"}, autre={})
    assert result.exit_code == 1
    assert "catalogue/partenaires.yml:1:" in result.stderr
    assert "Voisine" not in result.stdout


def test_without_partners_there_is_nothing_to_ask(moissonner: Run) -> None:
    result = moissonner()
    assert (result.exit_code, "il n’y a rien à demander" in plain(result.stdout)) == (0, True)
