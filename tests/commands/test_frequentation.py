"""`prst frequentation`: what is written of logs, and what is said instead."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from prst.analysis.frequentation import Mois
from prst.commands import frequentation
from prst.commands.frequentation import finder, judge, summary
from prst.records.frequentation import Frequentation, as_yaml
from prst.records.loading import load
from tests.catalogues import create_catalogue, plain, write_catalogue

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
MONTH = "2025-10"
"""A month that is over, whenever the tests run."""


def lines(*targets: str, first: str = "2025-09-30", last: str = "2025-11-01") -> str:
    """A line of each day for each target, from somebody's address."""
    day, rows = date.fromisoformat(first), []
    while day <= date.fromisoformat(last):
        when = f"{day:%d}/{'JanFebMarAprMayJunJulAugSepOctNovDec'[day.month * 3 - 3 : day.month * 3]}/{day:%Y}:12:00:00"
        rows += [f'192.0.2.7 - - [{when} +0100] "GET {one} HTTP/1.1" 200 1 "-" "{FIREFOX}"' for one in targets]
        day += timedelta(days=1)
    return "\n".join(rows) + "\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "catalogue", livrables={"guide": {}}, relais={"opco": {}})
    (tmp_path / "access.log").write_text(
        lines(
            "/livrables/guide/", "/livrables/guide/?via=opco", "/livrables/guide/?via=jean", "/relais/opco/kit-opco.zip"
        )
    )
    return tmp_path


def run(project: Path, *journaux: str, mois: str = "", remplacer: bool = False, verifier: bool = False) -> int:
    paths = [project / name for name in journaux or ("access.log",)]
    return frequentation.run(project, paths, mois, remplacer, verifier)


def written(project: Path) -> dict[str, str]:
    folder = project / "catalogue" / "frequentation"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*"))}


def test_a_whole_month_is_written_and_read_back(project: Path) -> None:
    assert run(project) == 0
    assert list(written(project)) == [f"{MONTH}.yml"]
    loaded = load(project / "catalogue", notes=True, today=date(2026, 1, 1))
    assert [problem for problem in loaded.problems if "frequentation" in problem.file] == []
    assert loaded.catalogue is not None
    month = loaded.catalogue.frequentation[MONTH]
    assert month.vues == {"livrables/guide": {"sans_relais": 31, "opco": 31, "autres_relais": 31}}
    assert month.telechargements == {"relais/opco": {"sans_relais": 31}}
    assert as_yaml(month) == written(project)[f"{MONTH}.yml"]


def test_nothing_of_a_reader_is_written_or_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project)
    said = capsys.readouterr()
    for trace in ("192.0.2", "Firefox", "jean", "12:00"):
        assert trace not in "".join([said.out, said.err, *written(project).values()])


def test_a_dry_run_writes_nothing_and_says_the_same(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, verifier=True) == 0
    before = plain(capsys.readouterr().out)
    assert written(project) == {}
    run(project)
    after = plain(capsys.readouterr().out)
    assert f"Écrit : catalogue/frequentation/{MONTH}.yml" in after
    assert before == after.replace("Écrit :", "Serait écrit :")


def test_rotated_logs_come_in_any_order_and_the_same_one_counts_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project)
    whole = written(project)
    rows = (project / "access.log").read_text().splitlines(keepends=True)
    (project / "a.log").write_text("".join(rows[50:]))
    (project / "b.log").write_text("".join(rows[:50]))
    (project / "copie.log").write_text("".join(rows[:50]))
    capsys.readouterr()
    assert run(project, "a.log", "b.log", "copie.log", remplacer=True) == 0
    assert written(project) == whole
    said = plain(capsys.readouterr().out)
    assert f"copie.log : même contenu que {project / 'b.log'}, compté une seule fois." in said
    assert f"{MONTH} : déjà écrit, à l’identique." in said


def test_a_month_that_is_there_stays_unless_it_is_to_be_replaced(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project)
    before = written(project)
    (project / "access.log").write_text(lines("/livrables/guide/"))
    run(project)
    assert written(project) == before
    assert "déjà écrit avec d’autres nombres, laissé tel quel. Remplacez-le par --remplacer." in capsys.readouterr().out
    run(project, remplacer=True)
    assert "opco" not in written(project)[f"{MONTH}.yml"]


def test_a_month_in_part_is_written_only_where_it_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "access.log").write_text(lines("/livrables/guide/", first="2025-10-07", last="2025-10-20"))
    assert run(project) == 0
    assert written(project) == {}
    assert "les journaux ne couvrent que" in capsys.readouterr().out
    assert run(project, mois=MONTH) == 0
    assert "du: 2025-10-07\nau: 2025-10-20\n" in written(project)[f"{MONTH}.yml"]


@pytest.mark.parametrize(
    ("mois", "said"),
    [
        ("2025-13", "« 2025-13 » n’est pas un mois. Écrivez par exemple 2026-10."),
        ("2024-01", "ces journaux n’ont aucune ligne de 2024-01"),
        ("../../x", "n’est pas un mois"),
    ],
)
def test_a_month_that_cannot_be_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], mois: str, said: str
) -> None:
    assert run(project, mois=mois) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("days", "sorted_out", "said"),
    [
        (
            ("2099-01-01", "2099-01-02"),
            "2 lignes (2 datées de l’avenir)",
            "Aucune ligne de journal n’est d’aujourd’hui ou d’avant, et l’horloge de votre hébergeur avance "
            "peut-être : rien n’est écrit.",
        ),
        (("2001-01-01", "2001-01-01"), "1 ligne (1 de plus de 10 ans)", "Toutes les lignes ont plus de 10 ans : rien"),
    ],
)
def test_logs_of_another_time_say_so(
    days: tuple[str, str], sorted_out: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "access.log").write_text(lines("/livrables/guide/", first=days[0], last=days[1]))
    assert run(project) == 1
    told = capsys.readouterr()
    assert sorted_out in plain(told.out)
    assert said in plain(told.err)
    assert written(project) == {}


@pytest.mark.parametrize("path", ["/autre/page/", "/sous-chemin/livrables/guide/"])
def test_the_log_of_another_site_is_no_month_without_readers(
    project: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    (project / "autre.log").write_text(lines(path))
    assert run(project, "autre.log") == 1
    assert "sont-ils ceux de ce site" in plain(capsys.readouterr().err)
    assert written(project) == {}
    assert run(project, "autre.log", "access.log") == 0


def test_the_same_lines_count_once_however_they_end(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (project / "access.log").read_text()
    (project / "windows.log").write_bytes(text.replace("\n", "\r\n").encode())
    (project / "powershell.log").write_bytes(text.replace("\n", "\r\n").encode("utf-16"))
    assert run(project, "access.log", "windows.log", "powershell.log") == 0
    assert plain(capsys.readouterr().out).count("compté une seule fois") == 2


def test_a_file_that_is_none_stops_before_anything_is_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "access.log", "absent.log") == 2
    assert run(project, "catalogue") == 2
    (project / "binaire").write_bytes(bytes(range(256)) * 1000)
    assert run(project, "binaire") == 1
    assert "Aucune ligne de journal n’a été reconnue" in capsys.readouterr().err
    assert written(project) == {}


def test_a_day_without_a_line_is_told(tmp_path: Path) -> None:
    figures = Frequentation.model_construct(du=date(2025, 10, 1), au=date(2025, 10, 31))
    (verdict,) = judge([Mois(MONTH, figures, True, (date(2025, 10, 12),))], tmp_path, wanted=False, remplacer=False)
    assert plain(verdict.message).endswith("Aucune ligne le 12 octobre 2025 : manque-t-il un journal ?")
    assert plain(summary(figures)) == "0 vue, 0 téléchargement"


def test_pages_and_what_is_taken_away_are_found_under_the_address_of_the_site() -> None:
    catalogue = create_catalogue(
        {"adresse": "https://essai.org/prst/"},
        livrables={"guide": {"fichiers": [{"libelle": "Guide", "chemin": "assets/guide.pdf"}]}},
        relais={"opco": {}},
    )
    find = finder(catalogue)
    asked = {
        "livrables/guide/": ("vues", "livrables/guide"),
        "livrables/guide/index.html": ("vues", "livrables/guide"),
        "relais/opco/": ("vues", "relais/opco"),
        "cibles/tpe/": ("vues", "cibles/tpe"),
        "livrables/guide/affiche.pdf": ("telechargements", "livrables/guide"),
        "livrables/guide/kit/affiche.pdf": ("telechargements", "livrables/guide"),
        "relais/opco/kit-opco.zip": ("telechargements", "relais/opco"),
        "assets/guide.pdf": ("telechargements", "livrables/guide"),
        "livrables/autre/affiche.pdf": None,
        "livrables/guide/image.png": None,
        "relais/opco/flux.xml": None,
        "livrables/guide/../guide/affiche.pdf": None,
        "livrables/": None,
        "": None,
    }
    assert {path: find(f"/prst/{path}".encode()) for path in asked} == asked
    assert find(b"/livrables/guide/") is None


@pytest.mark.parametrize(
    ("site", "path"),
    [
        ("https://essai.fr:8443/sous/chemin", "/sous/chemin/"),
        ("https://essai.fr/a%20b/", "/a b/"),
        ("https://essai.fr/été/", "/été/"),
        ("https://essai.fr/x/../a/", "/a/"),
    ],
)
def test_a_site_may_stand_under_any_path(site: str, path: str) -> None:
    find = finder(create_catalogue({"adresse": site}, livrables={"guide": {}}))
    assert find(f"{path}livrables/guide/".encode()) == ("vues", "livrables/guide")


def test_the_head_of_a_month_says_who_wrote_it(project: Path) -> None:
    run(project)
    first, second, *_ = written(project)[f"{MONTH}.yml"].splitlines()
    assert first == "# yaml-language-server: $schema=../schemas/frequentation.schema.json"
    assert second.startswith("# Écrit par « prst frequentation »")
