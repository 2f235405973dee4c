"""`prst init`: what is asked, what is refused, and what the new project holds."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from prst.commands import init, verifier
from prst.records.fuseaux import place_of
from prst.records.loading import load
from tests.catalogues import copy_exemple, plain, read_tree

TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def whole(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the program and of the catalogue of the tests."""
    return copy_exemple(tmp_path_factory.mktemp("source") / "projet", repository)


@pytest.fixture(scope="module")
def source(whole: Path) -> Path:
    """The same with a few files of the program, so that less is copied where a test looks at a region's."""
    bulk = shutil.ignore_patterns("prst", "javascripts", "overrides", "stylesheets", ".cache")
    return shutil.copytree(whole, whole.with_name("peu"), ignore=bulk)


def start(source: Path, folder: Path, answers: dict[str, str], **options: Any) -> int:
    return init.run(source, folder, answers, today=TODAY, **options)


def site_of(folder: Path) -> Any:
    return yaml.safe_load((folder / "catalogue" / "site.yml").read_text(encoding="utf-8"))


def test_a_region_is_known_by_its_name(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(source, tmp_path / "occ", {"region": "occitanie"}) == 0
    site = site_of(tmp_path / "occ")
    assert (site["region"], len(site["departements"]), site["departements"][0]) == ("Occitanie", 13, "09")
    places = yaml.safe_load((tmp_path / "occ" / "catalogue" / "vocabulaires" / "territoires.yml").read_bytes())
    assert places["region"]["label"] == "Occitanie"
    assert set(places) == {"region", "national", *site["departements"]}
    told = plain(capsys.readouterr().out)
    assert [
        command
        for command, _what in init.NEXT
        if command.format(place=init.dossier_as_typed(tmp_path / "occ")) not in told
    ] == []


@pytest.mark.parametrize(
    ("given", "region"),
    [
        ("Réunion", "La Réunion"),
        ("ile de france", "Île-de-France"),
        ("Région Bretagne", "Bretagne"),
        ("région de la Réunion", "La Réunion"),
        ("PACA", "Provence-Alpes-Côte d’Azur"),
        ("Bretagne Sud", "Bretagne Sud"),
        ("DREETS Bretagne", "DREETS Bretagne"),
    ],
)
def test_a_region_is_known_without_its_article_and_hyphens(
    source: Path, tmp_path: Path, given: str, region: str
) -> None:
    start(source, tmp_path / "a", {"region": given})
    assert site_of(tmp_path / "a")["region"] == region


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Bretange", "Bretagne"),
        ("Occitannie", "Occitanie"),
        ("Pays de Loire", "Pays de la Loire"),
        ("Auvergne Rhône Alpe", "Auvergne-Rhône-Alpes"),
        ("Provence Alpes Cote d'Azure", "Provence-Alpes-Côte d’Azur"),
        ("Haut de France", "Hauts-de-France"),
    ],
)
def test_a_region_that_is_mistyped_is_proposed_and_no_network_is_begun(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str, meant: str
) -> None:
    assert start(source, tmp_path / "a", {"region": given}) == 2
    said = plain(capsys.readouterr().err)
    assert f"« {given} » n’est pas une région ; vouliez-vous dire « {meant} » ? Écrivez --region " in said
    assert not (tmp_path / "a").exists()
    assert start(source, tmp_path / "b", {"region": given, "departements": "35 22"}) == 0
    assert f"pour {given} (réseau, 2 départements)" in plain(capsys.readouterr().out)


@pytest.mark.parametrize(("answer", "region", "taken"), [
    (True, "Bretagne", "région, 4 départements"), (False, "Bretange", "réseau, toute la France"),
])  # fmt: skip
def test_whoever_is_there_says_which_region_is_meant(
    source: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: bool,
    region: str,
    taken: str,
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda _text, **_options: answer)
    monkeypatch.setattr("typer.prompt", lambda _text, default, **_options: "Bretange" if default is None else default)
    assert start(source, tmp_path / "a", {}) == 0
    assert f"pour {region} ({taken})" in plain(capsys.readouterr().out)
    assert site_of(tmp_path / "a")["region"] == region


def test_each_short_name_is_that_of_a_region(source: Path) -> None:
    assert set(init.SIGLES.values()) <= {init._named_as(one) for one in init._regions(source)}


@pytest.mark.parametrize(
    ("answer", "key", "written"),
    [
        ({"principale": "14532D"}, ("couleurs", "principale"), "#14532d"),
        ({"accent": "#842"}, ("couleurs", "accent"), "#884422"),
        ({"principale": "rgb(0, 80, 150)"}, ("couleurs", "principale"), "#005096"),
        ({"principale": "RVB 0/80/150"}, ("couleurs", "principale"), "#005096"),
        ({"accent": "rgba(0 80 150 / 1)"}, ("couleurs", "accent"), "#005096"),
        ({"adresse": "catalogue.fr"}, ("adresse",), "https://catalogue.fr"),
        ({"courriel": "Le réseau <reseau@dreets.gouv.fr>;"}, ("contact", "courriel"), "reseau@dreets.gouv.fr"),
        ({"depot": "git@gitlab.com:prst/sous/catalogue.git"}, ("depot",), "https://gitlab.com/prst/sous/catalogue"),
        ({"depot": "ssh://git@forge.fr:22/prst/x.git"}, ("depot",), "https://forge.fr/prst/x"),
        ({"depot": "https://gitlab.com/prst/x/-/tree/main"}, ("depot",), "https://gitlab.com/prst/x"),
        ({"depot": "https://github.com/prst/x/blob/main/a.md"}, ("depot",), "https://github.com/prst/x"),
        ({"region": "Réseau", "departements": "1, 7 et Rhône"}, ("departements",), ["01", "07", "69"]),
        ({"region": "Réseau", "departements": "La Réunion ; 2A"}, ("departements",), ["974", "2a"]),
        ({"region": "Réseau", "departements": "Territoire de Belfort"}, ("departements",), ["90"]),
        ({"sections": "agenda, relais et groupes"}, ("sections",), ["agenda", "relais", "groupes"]),
    ],
)
def test_answers_are_written_as_they_were_meant(
    source: Path, tmp_path: Path, answer: dict[str, str], key: tuple[str, ...], written: Any
) -> None:
    assert start(source, tmp_path / "a", {"region": "Bretagne", **answer}) == 0
    found = site_of(tmp_path / "a")
    for part in key:
        found = found[part]
    assert found == written
    assert load(tmp_path / "a" / "catalogue", today=TODAY, notes=False).problems == ()
    assert 'fill="#' in (tmp_path / "a" / "docs/assets/images/favicon.svg").read_text(encoding="utf-8")


def test_what_is_no_department_is_told_before_anything_is_written(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(source, tmp_path / "a", {"region": "Réseau", "departements": "69, Rone"}) == 2
    assert "« Rone » n’est pas un département ; vouliez-vous dire « Rhône » ?" in plain(capsys.readouterr().err)
    assert not (tmp_path / "a").exists()


def test_what_the_network_of_a_plan_does_is_for_each_region_to_tell(source: Path, tmp_path: Path) -> None:
    assert (source / "catalogue" / "reseau-communication.yml").is_file()
    start(source, tmp_path / "a", {"region": "Bretagne"})
    assert not (tmp_path / "a" / "catalogue" / "reseau-communication.yml").exists()


@pytest.mark.parametrize("region", ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"])
def test_a_region_of_one_department_has_two_places_with_a_name_each(source: Path, tmp_path: Path, region: str) -> None:
    assert start(source, tmp_path / "a", {"region": region}) == 0
    places = yaml.safe_load((tmp_path / "a" / "catalogue" / "vocabulaires" / "territoires.yml").read_bytes())
    (code,) = site_of(tmp_path / "a")["departements"]
    assert (places["region"]["label"], places[code]["label"]) == (region, f"{region} (département)")


@pytest.mark.parametrize(
    ("answers", "zone"),
    [
        ({"region": "La Réunion"}, "Indian/Reunion"),
        ({"region": "Guadeloupe"}, "America/Guadeloupe"),
        ({"region": "Mon réseau", "departements": "974"}, "Indian/Reunion"),
        ({"region": "Antilles", "departements": "972 971"}, "America/Martinique"),
        ({"region": "Nouvelle-Calédonie"}, "Pacific/Noumea"),
        ({"region": "Bretagne"}, None),
        ({"region": "Mon réseau"}, None),
    ],
)
def test_a_region_overseas_has_its_own_hours(
    source: Path, tmp_path: Path, answers: dict[str, str], zone: str | None
) -> None:
    assert start(source, tmp_path / "a", answers) == 0
    assert site_of(tmp_path / "a").get("fuseau") == zone
    event = (tmp_path / "a" / "catalogue" / "evenements" / "rencontre-d-exemple.yml").read_text(encoding="utf-8")
    assert f"à une heure de {place_of(zone or 'Europe/Paris')}." in event


def test_each_kind_has_one_example_that_is_marked(source: Path, tmp_path: Path) -> None:
    start(source, tmp_path / "a", {"region": "Bretagne"})
    records = [path for path in (tmp_path / "a" / "catalogue").glob("*/*.yml") if path.parent.name != "vocabulaires"]
    assert sorted(path.parent.name for path in records) == [
        "cibles", "diffusions", "evenements", "groupes", "livrables", "relais", "retours", "structures"
    ]  # fmt: skip
    assert [path for path in records if "exemple: oui" not in path.read_text(encoding="utf-8")] == []


def test_what_only_the_region_knows_is_named_by_the_check(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start(whole, tmp_path / "a", {"region": "Bretagne"})
    verifier.run(tmp_path / "a", (), "texte", None, notes=True, today=TODAY)
    told = plain(capsys.readouterr().out)
    assert "docs/a-propos/accessibilite.md:" in told
    assert "a été établie le" not in (tmp_path / "a" / "docs/a-propos/accessibilite.md").read_text(encoding="utf-8")


def test_answers_come_from_a_file_and_options_come_first(source: Path, tmp_path: Path) -> None:
    file = tmp_path / "reponses.yml"
    file.write_text(
        "region: Réseau de l’habitat\nnom: Les rendez-vous\ndepot: https://github.com/nous/agenda\n"
        "courriel: bonjour@reseau-habitat.fr\ndepartements: ['22', 2A]\naccent: '#7c2d12'\nplan: l’accord\n",
        encoding="utf-8",
    )
    assert start(source, tmp_path / "a", {"nom": "L’agenda : le nôtre"}, reponses=file) == 0
    site = site_of(tmp_path / "a")
    assert (site["nom"], site["adresse"]) == ("L’agenda : le nôtre", "https://nous.github.io/agenda/")
    assert (site["contact"]["courriel"], site["departements"]) == ("bonjour@reseau-habitat.fr", ["22", "2a"])
    assert site["couleurs"]["accent"] == "#7c2d12"
    assert site["mots"] == {"plan": "l’accord"}
    assert "#7c2d12" in (tmp_path / "a" / "docs" / "assets" / "images" / "favicon.svg").read_text()


@pytest.mark.parametrize(("who", "name"), [("Bretagne", "Catalogue PRST"), ("Réseau ESS santé", "Réseau ESS santé")])
def test_a_network_that_gives_no_name_has_its_own(source: Path, tmp_path: Path, who: str, name: str) -> None:
    assert start(source, tmp_path / "a", {"region": who}) == 0
    assert site_of(tmp_path / "a")["nom"] == name


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Écrivez par exemple --region Occitanie"),
        ({"region": "Bretagne", "principale": "#ffff00"}, "couleurs.principale"),
        ({"region": "Bretagne", "principale": "rouge"}, "couleurs.principale"),
        ({"region": "Bretagne", "principale": "rouge"}, "vouliez-vous dire « '#b91c1c' » ?"),
        ({"region": "Bretagne", "accent": "Bleu marine"}, "vouliez-vous dire « '#1e3a8a' » ?"),
        ({"region": "Bretagne", "accent": "hsl(208, 100%, 29%)"}, "vouliez-vous dire « '#004f94' » ?"),
        ({"region": "Bretagne", "accent": "0, 80, 150"}, "vouliez-vous dire « '#005096' » ?"),
        ({"region": "Bretagne", "accent": "rgba(0, 80, 150, .5)"}, "vouliez-vous dire « '#005096' » ?"),
        ({"region": "Bretagne", "principale": "rgb(255, 224, 0)"}, "plus foncée, par exemple « '#857400' »"),
        ({"region": "Bretagne", "courriel": "pas une boîte"}, "contact.courriel"),
        ({"region": "Bretagne", "departements": "22 zz"}, "departements"),
        ({"region": "Bretagne", "depot": "github"}, "depot"),
        ({"region": "Bretagne", "plan": "stratégie"}, "mots.plan"),
    ],
)
def test_an_answer_that_does_not_hold_leaves_nothing(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], answers: dict[str, str], said: str
) -> None:
    assert start(source, tmp_path / "a", answers) == 2
    assert said in plain(capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("regio: Bretagne\n", "« regio » n’est pas attendu ; vouliez-vous dire « region » ?"),
        ("Bretagne\n", "n’est pas une suite de lignes « clé: valeur »"),
        ("region: [\n", "n’est pas une suite de lignes « clé: valeur »"),
    ],
)
def test_a_file_of_answers_is_explained(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (tmp_path / "r.yml").write_text(text, encoding="utf-8")
    assert start(source, tmp_path / "a", {}, reponses=tmp_path / "r.yml") == 2
    assert said in plain(capsys.readouterr().err)
    assert start(source, tmp_path / "a", {}, reponses=tmp_path / "none.yml") == 1


def test_what_is_there_is_never_overwritten(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mine.txt").write_text("À moi.")
    assert start(source, tmp_path / "a", {"region": "Bretagne"}) == 2
    assert "quelque chose est déjà là" in plain(capsys.readouterr().err)
    assert start(source, source / "inside", {"region": "Bretagne"}) == 2
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    assert start(source, tmp_path / "empty", {"region": "Bretagne"}) == 0


def test_a_later_version_touches_no_record_and_no_page_that_was_changed(
    whole: Path, repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    start(whole, mine, {"region": "Bretagne"})
    (mine / "docs" / "couverture.md").write_text("Nos mots.", encoding="utf-8")
    (mine / "docs" / "annuaire.md").unlink()
    before = read_tree(mine)
    later = copy_exemple(tmp_path / "later", repository)
    (later / "README.md").write_text("# Suite\n\n![Une image](docs/a.png)\n\nTexte.\n", encoding="utf-8")
    (later / "hooks" / "new.py").write_text("")
    for page in ("couverture", "annuaire", "recherche", "nouvelle"):
        (later / "docs" / f"{page}.md").write_text("Suite.", encoding="utf-8")
    assert init.run(later, mine, {}, programme=True) == 0
    after = read_tree(mine)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {"README.md", "hooks/new.py", "docs/recherche.md", "docs/nouvelle.md", init.RECORD}
    assert after["README.md"] == b"# Suite\n\nTexte.\n"
    assert "docs/couverture.md" in plain(capsys.readouterr().out)
    assert set(json.loads(after[init.RECORD])) >= {"docs/nouvelle.md", "docs/annuaire.md"}


def test_a_folder_is_named_from_where_one_stands(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the guide does: beside the clone."""
    monkeypatch.chdir(source)
    assert start(source, Path("../voisin"), {"region": "Bretagne"}) == 0
    assert (source.parent / "voisin" / "mkdocs.yml").is_file()
    assert "cd ../voisin && make site" in capsys.readouterr().out
    assert start(source, Path("dedans"), {"region": "Bretagne"}) == 2


def test_only_a_catalogue_is_renewed(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init.run(source, tmp_path / "none", {}, programme=True) == 2
    assert "aucun catalogue ici" in plain(capsys.readouterr().err)
    assert init.run(source, source, {}, programme=True) == 2
