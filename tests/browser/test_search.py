"""The browser's search answers as lunr.py does over the whole index."""

import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from prst import publishing
from prst.outputs.search.files import create_files
from prst.outputs.search.words import forms, stem
from prst.records.catalogue import Catalogue
from prst.records.loading import load
from tests.bench.catalogue import generate
from tests.browser.chromium import Journal
from tests.catalogues import create_catalogue
from tests.oracle import Oracle, found_in

SCRIPTS = Path(__file__).resolve().parents[2] / "docs" / "assets" / "javascripts"
RECORDS = 400
TODAY = date(2026, 11, 27)
"""The day of the reader: what is past depends on it."""
ASK = """async ([questions, racine]) => {
  const reponses = [];
  for (const [rang, [question, frappe, neuf]] of questions.entries()) {
    const recherche = await import(`${racine}assets/javascripts/recherche/recherche.js?${neuf ? rang : ""}`);
    const moteur = neuf || !globalThis.moteur ? await recherche.ready(racine) : globalThis.moteur;
    globalThis.moteur = moteur;
    const { mode, resultats, complets, presque, corrections, lieu } = await moteur.search(question, { frappe });
    const trouves = resultats.map(({ numero, score }) => [numero, score]);
    reponses.push({ mode, corrections, lieu: lieu?.id ?? "", complets, presque, trouves });
  }
  return reponses;
}"""
"""Answers questions one after the other, some of them with an engine that has read nothing yet."""


class Searched:
    """A catalogue, its index as published, and lunr.py over the same documents."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        (folder / "index.html").write_text('<!doctype html><title>.</title><link rel="icon" href="data:,">')
        publishing.write(create_files(catalogue, ()), folder)
        shutil.copytree(SCRIPTS, folder / "assets/javascripts")
        self.folder = folder
        self.documents = found_in(catalogue)
        self.oracle = Oracle(catalogue, self.documents, TODAY)

    def words(self, chance: random.Random) -> list[str]:
        """Words of the title and summary of some document."""
        while True:
            document = chance.choice(self.documents)
            if words := forms(f"{document.title} {document.summary}"):
                return words


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    """A catalogue of several shards, made of the words of the real one."""
    generate(tmp_path_factory.mktemp("genere") / "catalogue", RECORDS)
    folder = tmp_path_factory.getbasetemp() / "genere0" / "catalogue"
    catalogue = load(folder).catalogue
    assert catalogue is not None
    return Searched(catalogue, tmp_path_factory.mktemp("index"))


def mistyped(word: str, chance: random.Random) -> str:
    """The word with one typing error."""
    place = chance.randrange(len(word))
    return chance.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place:],
            word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :],
            word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
        ]
    )


def made_up(searched: Searched, count: int) -> list[tuple[str, bool]]:
    """Questions: words of documents, alone and together, mistyped, begun, and words that nobody wrote."""
    chance = random.Random(2026)
    questions = []
    for number in range(count):
        words = [chance.choice(searched.words(chance)) for _ in range(chance.choice((1, 1, 2, 2, 3)))]
        kind = number % 6
        if kind == 1:
            words[-1] = mistyped(words[-1], chance)
        elif kind == 2:
            words[-1] = words[-1][: max(3, len(words[-1]) - chance.randrange(4))]
        elif kind == 3:
            words.append("xqzwvk")
        questions.append((" ".join(words), kind == 2))
    return questions


REAL = (
    "securite chantier", "TMS", "duerp", "document unique", "chute d'hauteur", "l’employeur", "amainte",
    "troubles musculo squelettiques", "AT/MP", "QVT", "garage", "travaux", "maux de dos", "lombalgie", "tpe btp", "69",
    "burn out", "burn-out", "burnout", "auto diagnostic", "btp 73", "73 salariés", "chutes Savoie",
    "haute savoie", "38000", "20200", "97400", "rhône loire", "psicosociaux", "harcelment", "caces", "numéro vert",
    "chute haute savoie licorne", "2a", "harcelment tracteur", "38 000", "38 000 grenoble", "38 000 salariés", "Lyon 3",
    "duerp lyon 3eme", "lyon 3e arrondissement chute", "lyon 3 salariés", "69423 Lyon Cedex 03", "grenoble cedex 9",
    "accident du travail tracteur", "travail", "santé au travail", "formateur garagiste chauffeur", "L4121-1",
)  # fmt: skip


def ask(page: Page, base: str, questions: Sequence[tuple[str, bool, bool]]) -> list[dict[str, Any]]:
    page.clock.set_fixed_time(datetime.combine(TODAY, time(12)))
    page.goto(f"{base}/")
    answers: list[dict[str, Any]] = page.evaluate(ASK, [questions, f"{base}/"])
    return answers


def test_ranking_is_that_of_lunr(
    page: Page, journal: Journal, serve_folder: Callable[[Path], str], searched: Searched
) -> None:
    base = serve_folder(searched.folder)
    questions = [(question, typing) for question, typing in made_up(searched, 300) if forms(question)]
    questions += [(question, typing) for question in REAL for typing in (False, True)]
    answers = ask(page, base, [(*question, number % 5 == 0) for number, question in enumerate(questions)])
    modes = set()
    for (question, typing), answer in zip(questions, answers, strict=True):
        expected = searched.oracle.search(question, typing)
        modes.add((expected.mode, bool(expected.corrections)))
        assert answer["mode"] == expected.mode, question
        assert answer["corrections"] == expected.corrections, question
        assert answer["lieu"] == expected.place, question
        assert (answer["complets"], answer["presque"]) == (expected.whole, expected.nearly), question
        assert [number for number, _score in answer["trouves"]] == [number for number, _score in expected.found], (
            question
        )
        scores = [score for _number, score in expected.found]
        assert [score for _number, score in answer["trouves"]] == pytest.approx(scores, rel=1e-12), question
    assert modes >= {("et", False), ("et", True), ("ou", False), ("ou", True), ("inconnu", False)}
    assert journal.console == []


HERE, FAR = {"territoires": ["region"]}, {"territoires": ["59"]}
ORDERED: Mapping[str, Mapping[str, Any]] = {
    "titre": {"titre": "Le bruit", **HERE},
    "titre-loin": {"titre": "Le bruit", **FAR},
    "promesse": {"promesse": "Moins de bruit", **HERE},
    "promesse-loin": {"promesse": "Moins de bruit", **FAR},
    "mot-cle": {"mots_cles": ["bruit"], **HERE},
    "mot-cle-loin": {"mots_cles": ["bruit"], **FAR},
    "theme": {"themes": ["bruit"], **HERE},
    "theme-loin": {"themes": ["bruit"], **FAR},
    "texte": {"resume": "Du bruit.", **HERE},
    "texte-loin": {"resume": "Du bruit.", **FAR},
    "archive": {"titre": "Le bruit", "statut": "archive", **HERE},
    "archive-loin": {"titre": "Le bruit", "statut": "archive", **FAR},
}
"""Deliverables in the order in which « bruit » finds them: in each half of a tier the region's first, archived last."""


def test_what_concerns_other_regions_only_comes_after_what_is_as_near(
    page: Page, serve_folder: Callable[[Path], str], tmp_path: Path
) -> None:
    given = {identity: {"titre": "Un guide", "resume": ".", **fields} for identity, fields in ORDERED.items()}
    territoires = {"region": {}, "59": {"label": "Nord"}}
    catalogue = create_catalogue(
        livrables=dict(reversed(given.items())), themes={"bruit": {"label": "Le bruit"}}, territoires=territoires
    )
    searched = Searched(catalogue, tmp_path)
    [there, answer] = ask(page, serve_folder(tmp_path), [("bruit 59", False, True), ("bruit", False, True)])

    def ids(found: dict[str, Any]) -> list[str]:
        return [searched.documents[number].address.split("/")[1] for number, _score in found["trouves"]]

    assert [one for one in ids(answer) if one in ORDERED] == list(ORDERED)
    assert ids(there)[0] == "titre-loin", "whoever names the place is not told of another one"


WEIGHED: Mapping[str, str] = {
    "exact": "Le droit d’alerte au travail",
    "sans": "Le droit d’alerte expliqué",
    "droit": "Le droit à la formation",
    "travail": "Le travail de nuit",
    "article": "Article 1 du guide",
    **{f"autre-{number}": "Un guide du travail" for number in range(30)},
}
"""Titles by id: what most of them hold tells none from the others."""


@pytest.mark.parametrize(
    ("question", "expected", "whole"),
    [
        ("alerte travail", ["exact", "sans"], 2),
        ("droit alerte travail", ["exact", "sans", "droit"], 2),
        ("droit nuit", ["travail", "droit", "exact", "sans"], 0),
        ("alerte 1", ["exact", "sans"], 0),
        ("droit formation", ["droit", "exact", "sans"], 1),
    ],
)
def test_few_results_are_completed_and_a_word_that_is_everywhere_decides_nothing(
    page: Page,
    serve_folder: Callable[[Path], str],
    weighed: Searched,
    question: str,
    expected: Sequence[str],
    whole: int,
) -> None:
    [answer] = ask(page, serve_folder(weighed.folder), [(question, False, True)])
    found = [weighed.documents[number].address.split("/")[1] for number, _score in answer["trouves"]]
    assert (sorted(found[:whole]), sorted(found[whole:])) == (sorted(expected[:whole]), sorted(expected[whole:]))
    assert answer["complets"] == whole


CALLED: Mapping[str, Mapping[str, Any]] = {
    "nomme": {"titre": "Burnout : la fiche"},
    "moins": {"titre": "La fiche du stress"},
    "archive": {"titre": "Burnout : la fiche d’avant", "statut": "archive"},
}
"""Deliverables of which none holds « médecin », as three days do by their target: two words of three, or one."""


def test_what_is_called_so_comes_before_days_that_hold_every_word_by_their_themes(
    page: Page, serve_folder: Callable[[Path], str], tmp_path: Path
) -> None:
    livrables = {identity: {"resume": ".", "cibles": ["pme"], **fields} for identity, fields in CALLED.items()}
    cibles: Mapping[str, Any] = {"pme": {"nom": "PME"}, "spst": {"nom": "Préventeurs", "synonymes": ["médecins"]}}
    days = {f"jour-{n}": {"titre": f"Journée {n}", "themes": ["usure"], "cibles": ["spst"]} for n in range(3)}
    autres = {f"autre-{n}": {"titre": "Un guide", "resume": ".", "cibles": ["pme"]} for n in range(40)}
    themes = {"usure": {"label": "Usure", "synonymes": ["burnout", "fiche"]}}
    catalogue = create_catalogue(livrables={**livrables, **autres}, cibles=cibles, themes=themes, evenements=days)
    searched = Searched(catalogue, tmp_path)
    [answer] = ask(page, serve_folder(tmp_path), [("médecin fiche burnout", False, True)])
    found = [searched.documents[number].address.split("/")[1] for number, _score in answer["trouves"]]
    assert found[0] == "nomme"
    assert sorted(found[1:]) == sorted(days)
    assert (answer["presque"], answer["complets"]) == (1, 3)


@pytest.fixture(scope="module")
def weighed(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    """Resources of which most hold one word."""
    livrables = {identity: {"titre": title, "resume": "."} for identity, title in WEIGHED.items()}
    return Searched(create_catalogue(livrables=livrables), tmp_path_factory.mktemp("pesees"))


SPELT: Mapping[str, str] = {
    "ensemble": "Guide ED6087 des garages",
    "separe": "Guide (ED 6087) des garages",
    "lettre": "La couleur (ED 69)",
    "norme": "La norme ISO45001",
    "norme-apart": "La norme ISO 45001",
    "caces": "Conduire avec le CACES R486",
    "caces-point": "Recommandation R.486",
    "code": "Article L. 4121-1 du code",
    "bruit": "Plus de 90 dB",
    "marquage": "Le marquage CE des machines",
    "crie": "CE QUE DIT LA LOI",
    "plan": "Le PRST 4",
}
"""Titles by id; each is a deliverable with nothing else to find it by."""
ASKED: Mapping[str, set[str]] = {
    "ED6087": {"ensemble", "separe"},
    "ed 6087": {"ensemble", "separe"},
    "ED-6087": {"ensemble", "separe"},
    "ed 69": {"lettre"},
    "iso45001": {"norme", "norme-apart"},
    "ISO 45001": {"norme", "norme-apart"},
    "R486": {"caces", "caces-point"},
    "r 486": {"caces", "caces-point"},
    "L4121": {"code"},
    "L.4121": {"code"},
    "90dB": {"bruit"},
    "90 db": {"bruit"},
    "prst4": {"plan"},
    "PRST 4": {"plan"},
    "6087 garages": {"ensemble", "separe"},
    "marquage CE": {"marquage"},
    "CE": {"marquage"},
    "ce": {"marquage"},
    "MARQUAGE CE": {"marquage"},
    "marquage de ce guide": {"marquage"},
    "marquage POUR les machines": {"marquage"},
    "marquage MÊME": {"marquage"},
    "la": set(),
    "le la les": set(),
}
"""Ids of what each question finds."""


def test_references_and_acronyms_are_found_as_people_write_them(
    page: Page, journal: Journal, serve_folder: Callable[[Path], str], tmp_path: Path
) -> None:
    livrables: dict[str, dict[str, Any]] = {
        identity: {"titre": title, "resume": "."} for identity, title in SPELT.items()
    }
    livrables["lettre"]["territoires"] = ["69"]
    territoires = {"region": {}, "69": {"label": "Rhône"}}
    searched = Searched(create_catalogue(livrables=livrables, territoires=territoires), tmp_path)
    base = serve_folder(searched.folder)
    for typing in (False, True):
        answers = ask(page, base, [(question, typing, number == 0) for number, question in enumerate(ASKED)])
        for (question, expected), answer in zip(ASKED.items(), answers, strict=True):
            whole = answer["trouves"][: answer["complets"]]
            found = {searched.documents[number].address.split("/")[1] for number, _score in whole}
            oracle = searched.oracle.search(question, typing)
            assert answer["mode"] == oracle.mode, question
            assert [number for number, _score in answer["trouves"]] == [number for number, _ in oracle.found], question
            if not typing:
                assert found == expected, question
    assert journal.console == []


ENDINGS = (
    "", "s", "e", "es", "ee", "ees", "er", "ant", "ante", "ation", "ations", "ement", "ements", "ite", "ites", "eur",
    "euse", "euses", "if", "ive", "al", "aux", "ique", "iste", "able", "erait", "issons", "ons", "yeux", "x", "ier",
)  # fmt: skip


def test_stems_are_those_of_python(page: Page, serve_folder: Callable[[Path], str], searched: Searched) -> None:
    """PyStemmer here, Snowball's JavaScript there: a word that they cut otherwise would find nothing."""
    known = {word for document in searched.documents for texts in document.texts for text in texts if text
             for word in forms(text)}  # fmt: skip
    words = sorted(known | {word[: len(word) // 2 + 2] + ending for word in known for ending in ENDINGS})
    assert len(words) > 20_000
    base = serve_folder(searched.folder)
    page.goto(f"{base}/")
    script = """async ([words, racine]) => {
      const { ready } = await import(`${racine}assets/javascripts/recherche/recherche.js`);
      const moteur = await ready(racine);
      return words.map((word) => moteur.stem(word));
    }"""
    stems = page.evaluate(script, [words, f"{base}/"])
    assert [(word, found) for word, found in zip(words, stems, strict=True) if found != stem(word)] == []
