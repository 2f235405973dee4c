"""Another region: its own catalogue and written pages, published under a path as the pages of forges are.

Nothing of the region that the program was written for is left on its pages, and nothing there is broken. One has
written everything itself; the other one is as `prst init` begins it.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from prst import projet
from prst.commands import init, verifier
from prst.links import LinkCollector
from prst.outputs.rubriques import Rubriques
from tests.browser.chromium import Journal, settle, violations
from tests.browser.serving import served
from tests.catalogues import (
    EXEMPLE,
    REPOSITORY,
    Fields,
    Kind,
    copy_exemple,
    copy_program,
    plain,
    read_tree,
    run_prst,
    write_catalogue,
)

SITE: Fields = {
    "region": "Bretagne",
    "nom": "Prévention Bretagne",
    "accroche": "Les ressources des partenaires, réunies",
    "adresse": "https://partenaires.example/depot/",
    "depot": "https://gitlab.com/partenaires/depot",
    "bureau": "oui",
    "editeur": {"nom": "Partenaires de Bretagne"},
    "contact": {"structure": "Partenaires de Bretagne", "courriel": "prevention@partenaires-bretagne.fr"},
    "departements": ["22", "29", "35", "56"],
    "copies": [],
    "couleurs": {"principale": "#1f2937", "accent": "#9d174d"},
    "mots": {"plan": "la stratégie bretonne"},
}
FICTIOUS: Fields = {"exemple": "oui", "ajoute_le": "2026-11-02"}
KINDS: dict[str, Kind] = {
    "cibles": {"criees": {"nom": "Criées et mareyeurs", "secteurs": ["peche"], **FICTIOUS}},
    "formats": {"guide": {"label": "Guide"}},
    "themes": {"froid": {"label": "Travail au froid"}},
    "secteurs": {"peche": {"label": "Pêche"}},
    "territoires": {
        "region": {"label": "Bretagne"},
        "national": {"label": "France entière"},
        "22": {"label": "Côtes-d’Armor", "region": "Bretagne"},
        "29": {"label": "Finistère", "region": "Bretagne"},
        "35": {"label": "Ille-et-Vilaine", "region": "Bretagne"},
        "56": {"label": "Morbihan", "region": "Bretagne"},
    },
    "livrables": {
        f"froid-{number}": {
            "titre": f"Trier le poisson au froid, volet {number}",
            "cibles": ["criees"],
            "themes": ["froid"],
            "territoires": ["29"],
            "relais": ["comite"],
            "groupe": "port",
            "contact": {"structure": "Partenaires de Bretagne", "a_confirmer": "oui"},
            **FICTIOUS,
        }
        for number in range(1, 4)
    },
    "relais": {"comite": {"cibles": [{"cible": "criees"}], "territoires": ["29"], "sollicite": "oui", **FICTIOUS}},
    "groupes": {"port": {"nom": "Groupe des ports", **FICTIOUS}},
    "evenements": {
        "journee": {"titre": "Journée des criées", "debut": "2027-03-09", "territoires": ["29"], **FICTIOUS}
    },
    "structures": {"port": {"nom": "Port d’essai", "fonctions": [{"role": "référente des ports"}], **FICTIOUS}},
    "retraits": {},
    "agendas": {},
}
ELSEWHERE = re.compile(r"Auvergne|(?<!’)\bAuRA\b|\bARA\b|Lyon|Saint-Étienne|Interstis|DREETS", re.IGNORECASE)
"""Words of the region that the program was written for."""
FIRST_REGION = "Auvergne-Rhône-Alpes"
PAGES = {
    "Accueil": "index.md",
    "Ressources": "livrables/index.md",
    "Formats": "formats/index.md",
    "Thèmes": "themes/index.md",
    "Secteurs": "secteurs/index.md",
    "Territoires": "territoires/index.md",
    "Vous êtes": "cibles/index.md",
    "Agenda": "agenda/index.md",
    "Relais": "relais/index.md",
    "Quand diffuser": "que-diffuser-quand/index.md",
    "Lettre": "lettre/index.md",
    "Structures": "structures/index.md",
    "Rester au courant": "rester-au-courant.md",
    "Couverture": "couverture.md",
    "Sur votre site": "integrer.md",
    "Tableau de bord": "tableau-de-bord.md",
    "Groupes": "groupes/index.md",
    "Enquêtes": "enquetes/index.md",
    "Annuaire": "annuaire.md",
    "Retours": "retours/index.md",
    "Outils": "boite-a-outils/index.md",
    "Contribuer": "contribuer/index.md",
    "Formulaire": "contribuer/formulaire.md",
    "Proposer": "contribuer/proposer-un-livrable.md",
    "Raconter": "contribuer/raconter-un-retour.md",
    "Annoncer": "contribuer/ajouter-un-evenement.md",
    "À propos": "a-propos/index.md",
    "État": "a-propos/etat-du-catalogue.md",
    "Données personnelles": "a-propos/donnees-personnelles.md",
    "Accessibilité": "a-propos/accessibilite.md",
    "Licence": "a-propos/licence-des-donnees.md",
    "Mentions légales": "a-propos/mentions-legales.md",
    "Pour vous": "pour-vous.md",
    "Rechercher": "recherche.md",
}
"""Pages of the region by their titles: those to which the program’s lead, named in CONTRIBUTING.md, and no other."""


def write_pages(docs: Path) -> None:
    """Puts the region's pages in the place of those that are there, and its menu beside them."""
    for page in docs.rglob("*.md"):
        page.unlink()
    for title, path in PAGES.items():
        head = f"title: {title}\ndescription: {title} en Bretagne.\n"
        home = "template: accueil.html\n" if path == "index.md" else ""
        first = "" if home else f"# {title}\n\n"
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(f"---\n{head}{home}---\n{first}Nos mots à nous.\n", encoding="utf-8")
    menu = [{title: path} for title, path in PAGES.items() if path not in ("recherche.md", "pour-vous.md")]
    own = yaml.safe_dump({"INHERIT": "programme.yml", "nav": menu}, allow_unicode=True, sort_keys=False)
    docs.with_name("mkdocs.yml").write_text(own, encoding="utf-8")


@pytest.fixture(scope="module")
def project(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the region, published."""
    project = copy_program(tmp_path_factory.mktemp("bretagne") / "projet", repository)
    write_pages(project / "docs")
    write_catalogue(project / "catalogue", SITE, **KINDS)
    built = run_prst(project, "construire")
    assert built.returncode == 0, built.stdout + built.stderr
    return project


@pytest.fixture(scope="module")
def files(project: Path) -> dict[str, bytes]:
    """What is published, by path."""
    return read_tree(project / "site")


def test_its_catalogue_has_nothing_to_mend(project: Path) -> None:
    checked = run_prst(project, "verifier")
    assert (checked.returncode, checked.stdout) == (0, "")


def test_its_links_lead_somewhere_under_its_path(files: dict[str, bytes]) -> None:
    collector = LinkCollector(SITE["adresse"])
    for path, content in files.items():
        if path.endswith(".html"):
            collector.add(path, content)
    assert collector.broken(files.__contains__) == []
    assert b"/depot/livrables/" in files["404.html"]
    assert b"https://partenaires.example/depot/cibles/criees/" in files["cibles/criees/index.html"]


def test_nothing_of_the_first_region_is_left(files: dict[str, bytes]) -> None:
    readable = {
        path: content.decode() for path, content in files.items() if path.endswith((".html", ".json", ".xml", ".ics"))
    }
    assert {path: found[0] for path, text in readable.items() if (found := ELSEWHERE.search(text))} == {}
    assert "Bretagne" in readable["a-propos/mentions-legales/index.html"]


def test_its_groups_belong_to_what_it_calls_otherwise(files: dict[str, bytes]) -> None:
    """But where the key of a record, `plan`, is explained to who writes one."""
    pages = {path: plain(content.decode()) for path, content in files.items() if path.endswith(".html")}
    public = {path: text for path, text in pages.items() if not path.startswith(("contribuer/", "admin/"))}
    assert [path for path, text in public.items() if re.search(r"\b(?:le|du|au) plan\b", text)] == []
    assert "Oui, par un groupe de la stratégie bretonne" in public["relais/comite/index.html"]
    assert "Qui y prend part à la stratégie bretonne" in public["structures/port/index.html"]


def test_its_desk_is_whole(files: dict[str, bytes]) -> None:
    """The host of the pages hands over what `make bureau` joined, where the site asks for it."""
    folder = REPOSITORY / "hooks" / "javascripts" / "bureau" / "publie"
    joined = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path: files.get(f"admin/{path}") for path in joined} == joined
    names = {one["file"] for one in json.loads(files["admin/configuration.json"])["config"]["collections"][-1]["files"]}
    assert names == {f"docs/{path}" for path in PAGES.values()}


@pytest.mark.parametrize(
    "path", ["", "admin/", "cibles/criees/", "livrables/froid-1/", "agenda/2027-03/", "recherche/", "n-existe/pas/"]
)
def test_its_pages_are_whole_under_its_path(page: Page, journal: Journal, bretagne: str, path: str) -> None:
    page.goto(f"{bretagne}/{path}")
    settle(page)
    assert violations(page) == []
    assert page.locator("h1").count() == 1
    assert journal.third_parties(bretagne) == []
    assert [line for line in journal.console if "404" not in line] == []
    assert (
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--couleur-principale')").strip()
        == "#1f2937"
    )


@pytest.fixture(scope="module")
def bretagne(project: Path) -> Iterator[str]:
    """Where the site of the region is served."""
    with served(project / "site", "/depot/") as address:
        yield address


# As `prst init` begins it


def begin(repository: Path, folder: Path, answers: dict[str, str]) -> Path:
    """A project that `prst init` began, published."""
    source = copy_exemple(folder / "source", repository)
    for name in ("README.md", "publiccode.yml", "LICENCE-DONNEES.md"):
        shutil.copy(repository / name, source)
    assert init.run(source, folder / "projet", answers) == 0
    shutil.copy(source / "programme.yml", folder / "projet")  # which the menu of the tests builds upon
    built = run_prst(folder / "projet", "construire")
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "projet"


@pytest.fixture(scope="module")
def started(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that `prst init` began for another region, published."""
    return begin(repository, tmp_path_factory.mktemp("occitanie"), {"region": "Occitanie", "nom": "Le catalogue"})


def words_of_the_first_region() -> re.Pattern[str]:
    """Its name, its departments and their towns, as whole words."""
    places = yaml.safe_load((EXEMPLE / "catalogue" / "vocabulaires" / "territoires.yml").read_bytes()).values()
    own = [place for place in places if place.get("region") == FIRST_REGION]
    assert len(own) == 12
    words = {FIRST_REGION, "Auvergne", "AuRA", "Interstis", *(place["label"] for place in own)}
    words |= {town for place in own for town in place.get("villes", ())}
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words)))})(?![\w-])")


def test_a_new_catalogue_has_nothing_to_mend(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.run(started, (), "texte", None, notes=False) == 0
    assert capsys.readouterr().out == ""


def test_no_word_of_the_first_region_is_in_a_new_catalogue(started: Path) -> None:
    """Neither published, nor in a file that the region is to write."""
    pattern = words_of_the_first_region()
    published = read_tree(started / "site")
    written = {path: (started / path).read_bytes() for path in projet.files_of(started, projet.REGION)}
    texts = {
        path: content.decode()
        for path, content in {**published, **written}.items()
        if path.endswith((".html", ".json", ".jsonld", ".csv", ".xml", ".ics", ".txt", ".eml", ".md", ".yml"))
    }
    assert len(texts) > 100
    assert {path: found[0] for path, text in texts.items() if (found := pattern.search(text))} == {}


# A network that has events and relays only


@pytest.fixture(scope="module")
def network(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What such a network publishes; a build that has a broken link publishes nothing."""
    answers = {"region": "Réseau de l’habitat", "accroche": "Qui fait quoi, et quand", "sections": "agenda, relais"}
    project = begin(repository, tmp_path_factory.mktemp("reseau"), answers)
    assert verifier.run(project, (), "texte", None, notes=False) == 0
    return read_tree(project / "site")


def test_a_network_publishes_nothing_of_what_it_leaves_out(network: dict[str, bytes]) -> None:
    left_out = Rubriques.of(["agenda", "relais"])
    assert [path for path in network if left_out.leaves(path.removesuffix("index.html"))] == []
    assert {"agenda/index.html", "relais/relais-d-exemple/index.html", "recherche/index.html"} <= network.keys()


def test_a_network_leads_to_nothing_that_it_leaves_out(network: dict[str, bytes]) -> None:
    """Neither by links, which the build follows, nor by the files that scripts make links of.

    Templates of previews are left out: they name all sections, and are filled in with what is typed alone.
    """
    named = re.compile(r'["/](?:livrables|formats|themes|secteurs|cibles|groupes|annuaire|boite-a-outils|lettre)/[?"]')
    texts = {path: text for path, text in network.items() if not path.startswith("contribuer/formulaire/apercu/")}
    readable = {path: text.decode() for path, text in texts.items() if path.endswith((".html", ".json", ".xml"))}
    assert {path: found[0] for path, text in readable.items() if (found := named.search(text))} == {}


def test_the_pages_of_a_network_speak_of_what_it_has(network: dict[str, bytes]) -> None:
    home, lost = network["index.html"].decode(), network["404.html"].decode()
    for page in (home, lost):
        assert "Un lieu, un nom, un mot" in page
        assert not re.search("Vous êtes|Ressources|Pilotes|risque, un mot", page)
    assert "Prochains rendez-vous" in home
    assert "Voir les relais" in home
