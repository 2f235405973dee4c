"""`prst liens`: whom it asks, what it keeps and what it writes. Nothing here asks the network."""

import threading
import time
from pathlib import Path

import pytest

from prst.analysis.liens import Verdict
from prst.commands import liens
from prst.commands.liens import answers
from prst.records.liens import Liens, as_yaml
from prst.records.loading import load
from tests.catalogues import plain, write_catalogue

DEAD = Verdict("mort", "le serveur répond 404")
MOVED = Verdict("deplace", "le site annonce une nouvelle adresse", "https://a.fr/neuf?x=1:2")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(liens, "PAUSE", 0)
    monkeypatch.setattr(answers, "__defaults__", (0,))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    links = [{"libelle": "Lire", "url": f"https://{host}.fr/guide"} for host in "abc"]
    write_catalogue(tmp_path / "catalogue", livrables={"guide": {"ajoute_le": "2026-01-01", "liens": links}})
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Accueil\n\n[D](https://d.fr/), `[code](https://code.fr/)`.\n")
    return tmp_path


class Web:
    """Answers what a test says, and remembers what it was asked."""

    def __init__(self, **verdicts: Verdict) -> None:
        self.verdicts = verdicts
        self.asked: list[str] = []

    def __call__(self, address: str) -> Verdict:
        host = address.removeprefix("https://")[0]
        self.asked.append(host)
        return self.verdicts.get(host, Verdict())


def run(project: Path, web: Web, limite: int | None = None, minutes: float = 1, *, jours: int = 30) -> int:
    return liens.run(project, limite, jours, minutes, False, web)


def read(project: Path) -> Liens:
    loaded = load(project / "catalogue")
    assert loaded.catalogue is not None, loaded.problems
    assert loaded.catalogue.liens is not None
    return loaded.catalogue.liens


def test_the_report_is_written_and_read_back(project: Path) -> None:
    assert run(project, Web(a=MOVED, b=DEAD, d=DEAD)) == 0
    found = read(project)
    assert [(one.adresse, one.etat, one.vers, one.fiches, one.pages) for one in found.liens] == [
        ("https://b.fr/guide", "mort", None, ("livrables/guide",), ()),
        ("https://d.fr/", "mort", None, (), ("docs/index.md",)),
        ("https://a.fr/guide", "deplace", MOVED.vers, ("livrables/guide",), ()),
    ]
    assert found.verifies == 4
    assert as_yaml(found) == (project / "catalogue" / "liens.yml").read_text(encoding="utf-8")


def test_the_check_of_records_shows_the_line_and_what_to_write(project: Path) -> None:
    run(project, Web(a=MOVED, b=DEAD))
    told = [plain(str(one)) for one in load(project / "catalogue", notes=True).problems]
    assert next(line for line in told if "liens[1].url" in line).endswith(f"a changé d’adresse. Écrivez : {MOVED.vers}")
    assert "ne mène nulle part depuis le" in next(line for line in told if "liens[2].url" in line)
    assert not [line for line in told if "liens[3].url" in line]


def test_what_answers_is_not_asked_again_soon(project: Path) -> None:
    run(project, Web(b=DEAD))
    again = Web()
    run(project, again)
    assert again.asked == ["b"]
    assert read(project).liens == ()
    assert read(project).verifies == 4
    run(project, late := Web(), jours=0)
    assert sorted(late.asked) == ["a", "b", "c", "d"]


def test_a_limit_leaves_the_rest_for_the_next_time(project: Path) -> None:
    run(project, first := Web(), limite=2)
    run(project, second := Web(), limite=2)
    assert sorted(first.asked + second.asked) == ["a", "b", "c", "d"]


def test_no_time_asks_nobody_and_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, web := Web(), minutes=0)
    assert web.asked == []
    assert plain(capsys.readouterr().out).endswith("Le temps est passé : 4 à demander la prochaine fois.\n")


def test_an_interruption_keeps_what_was_found(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = liens._tell

    def interrupted(address: str, verdict: Verdict, done: int, asked: int) -> None:
        told(address, verdict, done, asked)
        if done == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(liens, "_tell", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(project, Web(a=DEAD, b=DEAD, c=DEAD, d=DEAD))
    assert len(read(project).liens) == 2


def test_a_machine_that_is_cut_off_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_catalogue(
        project / "catalogue",
        livrables={"guide": {"liens": [{"libelle": "Lire", "url": f"https://{host}.fr/"} for host in "abcdef"]}},
    )
    down = Verdict("injoignable", "« a.fr » ne répond pas")
    assert run(project, Web(**dict.fromkeys("abcdef", down))) == 1
    assert "êtes-vous relié à Internet" in capsys.readouterr().err
    assert not (project / "catalogue" / "liens.yml").exists()


def test_a_dry_run_writes_nothing(project: Path) -> None:
    assert liens.run(project, None, 30, 1, True, Web(a=DEAD)) == 0
    assert not (project / "catalogue" / "liens.yml").exists()
    assert not (project / ".cache").exists()


def test_a_memory_that_is_spoilt_is_none(project: Path) -> None:
    run(project, Web())
    for path in (project / ".cache" / "liens").iterdir():
        path.write_bytes(b"{")
    run(project, web := Web())
    assert len(web.asked) == 4


def test_one_host_is_asked_one_thing_at_a_time() -> None:
    busy: set[str] = set()
    lock = threading.Lock()

    def ask(address: str) -> Verdict:
        host = address[0]
        with lock:
            assert host not in busy
            busy.add(host)
        time.sleep(0.01)
        with lock:
            busy.discard(host)
        return Verdict()

    hosts = [[f"{host}{number}" for number in range(5)] for host in "abcdefgh"]
    assert len(list(answers(hosts, ask, 10))) == 40
    assert list(answers([], ask, 10)) == []
