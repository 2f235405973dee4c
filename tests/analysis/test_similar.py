"""Deliverables that are probably the same: what is found, what is left alone, and why."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prst.analysis import similar
from prst.analysis.similar import (
    COMMON_SUBJECT,
    NEAR,
    VERY_NEAR,
    Near,
    Similar,
    Subject,
    Subjects,
    normalise_link,
    subject_of,
)
from prst.records.catalogue import Catalogue
from prst.records.loading import load
from prst.records.model import Livrable
from tests.bench.catalogue import generate
from tests.catalogues import create_catalogue

LINK = "https://structure-essai.fr/guide.pdf"
ELSEWHERE: dict[str, Any] = {"cibles": ["btp"], "themes": ["bruit"]}
"""Another target and theme than those of `create`."""


def create(livrables: dict[str, dict[str, Any]]) -> Similar[Livrable]:
    """Deliverables for « tpe » about « chutes », unless they say otherwise."""
    catalogue = create_catalogue(
        livrables={key: {"cibles": ["tpe"], "themes": ["chutes"], **fields} for key, fields in livrables.items()},
        cibles={"tpe": {}, "btp": {}},
        themes={"chutes": {}, "bruit": {}},
    )
    return Similar(catalogue.livrables.values())


def compare(titre: str, other: str, **fields: Any) -> Near[Livrable] | None:
    """What is said of two titles, for the same target and theme unless the second record says otherwise."""
    found = create({"autre": {"titre": other, **fields}}).to(Subject.of(titre, [LINK], ["tpe"], ["chutes"]))
    return found[0] if found else None


# Links


@pytest.mark.parametrize(
    "url",
    [
        "http://structure.fr/guide",
        "https://www.structure.fr/guide/",
        "HTTPS://WWW.Structure.FR/guide#page=3",
        "https://structure.fr:443/guide?utm_source=lettre&utm_medium=courriel",
        "https://structure.fr./guide?fbclid=abc#:~:text=a",
        "  https://structure.fr/guide?",
    ],
)
def test_one_page_has_one_link(url: str) -> None:
    assert normalise_link(url) == "structure.fr/guide"


def test_other_pages_have_other_links() -> None:
    urls = [
        "https://structure.fr/guide",
        "https://structure.fr/Guide",
        "https://structure.fr/guide?page=2",
        "https://structure.fr/guide?page=3",
        "https://structure.fr:8080/guide",
        "https://guides.structure.fr/guide",
        "mailto:guide@structure.fr",
        "tel:0472000000",
    ]
    assert len({normalise_link(url) for url in urls}) == len(urls)


@given(st.text())
def test_any_text_has_a_link(url: str) -> None:
    assert normalise_link(f"https://{url}") == normalise_link(f" http://{url}")


# Titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Guide des échafaudages", "GUIDE DES ECHAFAUDAGES"),
        ("Guide des échafaudages", "Guide d’un échaffaudage"),
        ("Droit d’alerte et de retrait", "Retrait et alerte : vos droits"),
        ("Manutentions", "Manutentions (cahier détachable)"),
        ("Affiche « Le port du casque »", "Affiche : port du casque"),
        ("Guide des échafaudages", "Guide des échafaudages 2026"),
    ],
)
def test_titles_of_one_deliverable(one: str, other: str) -> None:
    near = compare(one, other)
    assert near
    assert near.is_very_near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Document unique : guide pour les garages", "Document unique : guide pour les boulangers"),
        ("Atlas des risques, édition 2014", "Atlas des risques, édition 2020"),
        ("Synthèse de l’atelier 4 du séminaire", "Synthèse de l’atelier 7 du séminaire"),
        ("Guide", "Guide des échafaudages roulants pour les chantiers de ravalement"),
        ("Bien choisir ses gants", "Prévenir le bruit"),
    ],
)
def test_titles_of_two_deliverables(one: str, other: str) -> None:
    near = compare(one, other)
    assert not near or not near.is_very_near


def test_another_edition_is_said_to_be_one() -> None:
    near = compare("Atlas des risques professionnels, édition 2014", "Atlas des risques professionnels : édition 2020")
    assert near
    assert "même titre à un numéro ou une date près" in near.raisons


# What else is shared


def test_each_likeness_adds_its_points_and_is_said() -> None:
    alone = compare("Guide des échafaudages", "Guide des échafaudages", **ELSEWHERE)
    assert alone == Near(alone.fiche, 80, ("même titre",)) if alone else pytest.fail("nothing found")
    every = compare("Guide des échafaudages", "Guide des échafaudages", liens=[{"libelle": "Lire", "url": f"{LINK}#a"}])
    assert every
    assert (every.score, every.raisons) == (100, ("même titre", "même lien", "même cible", "même thème"))


def test_a_link_alone_is_no_verdict() -> None:
    """Several deliverables of the real catalogue stand in one issue of a magazine."""
    liens = [{"libelle": "Lire", "url": LINK}]
    livrables = {"a": {"titre": "Guide des gants", "liens": liens}, "b": {"titre": "Bruit : agir", "liens": liens}}
    found = create(livrables)
    assert list(found.pairs()) == []
    assert found.to(Subject.of("Guide des gants", [LINK], ["tpe"], ["chutes"]), but="a") == []


def test_a_link_tips_the_balance() -> None:
    liens = [{"libelle": "Lire", "url": LINK}]
    titles = ("Webinaire : le risque chimique", "Le risque chimique dans les pressings")
    without, shared = compare(*titles), compare(*titles, liens=liens)
    assert without
    assert shared
    assert shared.score == without.score + 10


def test_a_link_that_many_share_counts_for_nothing() -> None:
    liens = [{"libelle": "Lire", "url": LINK}]
    fields = {"titre": "Les risques du chantier", "liens": liens}
    for count, shared in ((similar.LANDING_PAGE, True), (similar.LANDING_PAGE + 1, False)):
        found = create({f"fiche-{rank}": fields for rank in range(count)})
        assert {"même lien" in near.raisons for _fiche, near in found.pairs()} == {shared}


# Answers


def test_never_itself_and_best_first() -> None:
    livrables = {
        "a": {"titre": "Guide des échafaudages roulants"},
        "b": {"titre": "Guide des échafaudages", **ELSEWHERE},
        "c": {"titre": "Guide de l’échafaudage roulant"},
        "d": {"titre": "Prévenir le bruit"},
    }
    found = create(livrables)
    assert [near.fiche.id for near in found.of("a")] == ["c"]
    nears = found.to(Subject.of("Guide des échafaudages roulants", [], ["tpe"], ["chutes"]), but="a")
    assert [near.fiche.id for near in nears] == ["c", "b"]
    assert [near.score for near in nears] == sorted((near.score for near in nears), reverse=True)


def test_each_pair_is_told_once() -> None:
    found = create({name: {"titre": "Guide des échafaudages"} for name in ("c", "a", "b")})
    assert [(fiche.id, near.fiche.id) for fiche, near in found.pairs()] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_an_empty_catalogue_has_nothing_near() -> None:
    found: Similar[Livrable] = Similar([])
    assert list(found.pairs()) == []
    assert found.of("absent") == found.to(Subject("Guide")) == []


@given(st.lists(st.text(min_size=1, max_size=60), min_size=2, max_size=6))
def test_any_titles_can_be_compared(titles: list[str]) -> None:
    fiche = next(iter(create_catalogue(livrables={"a": {}}).livrables.values()))
    fiches = [fiche.model_copy(update={"id": str(rank), "titre": title}) for rank, title in enumerate(titles)]
    found = Similar(fiches)
    for one, near in found.pairs():
        assert VERY_NEAR <= near.score <= 100
        assert near.raisons
        assert one.id < near.fiche.id
    for one in fiches:
        assert all(NEAR <= near.score <= 100 for near in found.to(subject_of(one), one.id))
        twin = next(near for near in found.to(subject_of(one)) if near.fiche.id == one.id)
        assert twin.is_very_near


def test_a_title_that_every_deliverable_has_costs_no_square() -> None:
    count = 3 * similar.KEY_LIMIT
    found = create({f"fiche-{rank:03}": {"titre": "Guide des échafaudages"} for rank in range(count)})
    assert len(list(found.pairs())) == count - 1
    assert all(found.of(f"fiche-{rank:03}") for rank in range(count))


def test_keys_lead_to_every_pair_of_a_few_hundred_records(tmp_path: Path) -> None:
    """The comparison of each with each is the oracle. Made-up titles repeat each other's words more than real ones."""
    generate(tmp_path / "catalogue", 450)
    catalogue = load(tmp_path / "catalogue").catalogue
    assert catalogue
    fiches = list(catalogue.livrables.values())
    found = Similar(fiches)
    pairs = {(fiche.id, near.fiche.id) for fiche, near in found.pairs()}
    expected = {
        (min(fiche.id, near.fiche.id), max(fiche.id, near.fiche.id))
        for fiche in fiches
        for near in found.to(subject_of(fiche), fiche.id)
        if near.is_very_near
    }
    assert len(expected) > 10
    assert pairs == expected


# The real catalogue


@pytest.fixture(scope="module")
def real(exemple: Path) -> Catalogue:
    catalogue = load(exemple / "catalogue").catalogue
    assert catalogue
    return catalogue


DIFFERENT = [
    ("oppbtp-plus", "oppbtp-prems"),
    ("page-prst3-risques-pme", "prst3-hdf-2016-2020"),
    ("prst3-hdf-2016-2020", "prst4-hdf"),
    ("atlas-hdf-2020", "prst3-hdf-2016-2020"),
    ("evaluation-prst2-rhone-alpes", "prst-auvergne-2010-2014"),
    ("synthese-atelier-4-lancement-prst4", "synthese-atelier-7-lancement-prst4"),
    ("etude-garages-npdc", "inrs-reparation-vehicules-legers"),
    ("cahier-manutentions", "cahier-droit-alerte"),
    ("inrs-oira-garages", "inrs-oira-restauration"),
    ("cahier-harcelement", "astil-amarok-esante"),
    ("presoa-podcasts", "preveno-sante-dirigeants"),
]
"""Read one beside the other: the likest titles, parts of one series, and two pairs that share an address."""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_deliverables_are_not_taken_for_one(one: str, other: str, real: Catalogue) -> None:
    found = Similar(real.livrables.values())
    nears = {near.fiche.id: near for near in found.to(subject_of(real.livrables[one]), one)}
    assert other not in nears or not nears[other].is_very_near


SHOWN = [
    ("oppbtp-plus", "oppbtp-prems"),
    ("etude-garages-npdc", "inrs-reparation-vehicules-legers"),
    ("prst3-hdf-2016-2020", "prst4-hdf"),
    ("aravis-fiche-27-pret-personnel", "aravis-formes-atypiques"),
]
"""Different, but who makes one should know the other."""


@pytest.mark.parametrize(("one", "other"), SHOWN)
def test_near_deliverables_are_shown_to_their_authors(one: str, other: str, real: Catalogue) -> None:
    found = Similar(real.livrables.values())
    assert other in {near.fiche.id for near in found.to(subject_of(real.livrables[one]), one)}


REWORDED = [
    ("Guide amiante pour la gestion des bâtiments", "guide-amiante-gestion-batiments"),
    ("Prévenir le risque amiante dans la gestion de bâtiments", "guide-amiante-gestion-batiments"),
    ("Mémento santé sécurité des jeunes en formation professionnelle", "memento-jeunes"),
    ("Kit pour organiser la Semaine de la QVT en interne", "anact-kit-sqvct-2022"),
    ("L’apprenti et sa santé au travail", "fiche-apprenti"),
    ("Droit de retrait, droit d'alerte", "cahier-droit-alerte"),
    ("Challenge 100 minutes pour la vie", "challenge-100-minutes-mobile"),
    ("Boîte à outils GRH en PME n° 6 : la santé au travail", "aravis-boite-outils-grh-6"),
    ("Réparation et entretien des véhicules légers", "inrs-reparation-vehicules-legers"),
    ("La couleur dans les lieux de travail", "inrs-ed40"),
    ("La manutention", "cahier-manutentions"),
]
"""Titles as another pilot would word them, and the record that they must find first."""


@pytest.mark.parametrize(("titre", "identity"), REWORDED)
def test_a_title_worded_otherwise_is_recognised(titre: str, identity: str, real: Catalogue) -> None:
    fiche = real.livrables[identity]
    first = Similar(real.livrables.values()).to(Subject.of(titre, [], fiche.cibles, fiche.themes))[0]
    assert (first.fiche.id, first.is_very_near) == (identity, True)


SERIES = [
    ("Fiche métier maçon : les risques du chantier", "Fiche métier couvreur : les risques du chantier"),
    (
        "Prévenir les troubles musculosquelettiques dans les salons de coiffure",
        "Prévenir les troubles musculosquelettiques dans les boulangeries",
    ),
    (
        "Prévention des risques professionnels dans les métiers de la coiffure",
        "Prévention des risques professionnels dans les métiers de la boulangerie",
    ),
    ("Guide TMS : agir en 2023", "Guide TMS : agir en 2024"),
]
"""Titles of series, which differ by a trade or a year."""


@pytest.mark.parametrize(("one", "other"), SERIES)
def test_parts_of_a_series_are_near_but_not_the_same(one: str, other: str, real: Catalogue) -> None:
    """Beside real titles, whose words say which ones are common."""
    mold = real.livrables["cahier-manutentions"]
    pair = [
        mold.model_copy(update={"id": name, "titre": title, "liens": ()}) for name, title in (("a", one), ("b", other))
    ]
    nears = {near.fiche.id: near for near in Similar([*real.livrables.values(), *pair]).to(subject_of(pair[0]), "a")}
    assert not nears["b"].is_very_near


def test_first_survey_holds_nothing_twice(exemple: Path) -> None:
    """Each of the likest pairs was read: none is one deliverable with two records."""
    catalogue = load(exemple / "catalogue").catalogue
    assert catalogue
    assert [(fiche.id, near.fiche.id) for fiche, near in Similar(catalogue.livrables.values()).pairs()] == []


def test_score_does_not_depend_on_who_is_compared_with_whom(real: Catalogue) -> None:
    found = Similar(real.livrables.values())
    scores = {
        (one, near.fiche.id): near.score
        for one, fiche in real.livrables.items()
        for near in found.to(subject_of(fiche), one)
    }
    assert scores
    for one, other in combinations(real.livrables, 2):
        assert scores.get((one, other)) == scores.get((other, one))


# Other words for the same


def about(titre: str, titles: list[str]) -> list[Near[Livrable]]:
    """What is near a title in a catalogue whose themes and targets have synonyms."""
    catalogue = create_catalogue(
        livrables={f"l{index:02}": {"titre": one, "cibles": ["tpe"]} for index, one in enumerate(titles)},
        cibles={"tpe": {}, "apprentis": {"nom": "Apprentis et jeunes", "synonymes": ["apprenti"]}},
        themes={"crise": {"label": "Travail en période de crise", "synonymes": ["fortes chaleurs", "canicule"]}},
    )
    return Similar(catalogue.livrables.values()).to(Subject.of(titre, [], [], []), None, Subjects(catalogue))


@pytest.mark.parametrize(
    ("titre", "other", "subject"),
    [
        ("Affiche canicule", "Enquête sur le travail en période de fortes chaleurs", "Travail en période de crise"),
        ("Les canicules", "Travailler par forte chaleur", "Travail en période de crise"),
        ("Accueillir un apprenti", "L’apprenti et la santé au travail (fiche détachable)", "Apprentis et jeunes"),
    ],
)
def test_other_words_of_one_subject_are_near(titre: str, other: str, subject: str) -> None:
    (near,) = about(titre, [other, "Prévenir les chutes de hauteur", "La chaleur des relations au travail"])
    assert (near.fiche.titre, near.raisons) == (other, (f"même sujet\u00a0: {subject}",))
    assert not near.is_very_near


def test_a_subject_of_most_titles_tells_none_from_the_others() -> None:
    assert (
        about("Affiche canicule", [f"Fortes chaleurs en {year}" for year in range(2000, 2001 + COMMON_SUBJECT)]) == []
    )
