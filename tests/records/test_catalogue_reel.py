"""Nothing of the survey that the catalogue began with was lost: each of its facts is looked up in the records.

`depart.yml` is that survey, as it was received. The records are read here without the project's own reader.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from dateutil.rrule import rrulestr

from prst.records.types import fold
from tests.catalogues import EXEMPLE

HERE = Path(__file__).resolve().parent
CATALOGUE = EXEMPLE / "catalogue"
SURVEY: dict[str, list[dict[str, Any]]] = yaml.load((HERE / "depart.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
SURVEYED = "2026-11-21"
"""The day on which the survey became records."""
WORKSHOPS = {
    "seed:000_0821202183220ec9.txt": "Séminaire de lancement du PRST 4, synthèse de l’atelier 4",
    "seed:001_d6926753f3d0b2ba.txt": "Séminaire PRST du 1er décembre 2020, synthèse des ateliers",
    "seed:002_57e22a90ee8844a1.txt": "Séminaire de lancement du PRST 4, synthèse de l’atelier 7",
    "seed:004_c976bf7325bbeaf7.txt": "Bilan intermédiaire du PRST 4 Hauts-de-France, synthèse",
}
"""Titles of the documents that the survey names by a file."""
YEARLY = {
    "journee-mondiale-securite-sante-travail": ["2026-04-28", "2027-04-28", "2028-04-28"],
    "semaine-qvct": ["2026-06-15", "2027-06-21", "2028-06-19"],
    "semaine-europeenne-securite-sante-travail": ["2026-10-19", "2027-10-25", "2028-10-23"],
    "semaine-europeenne-emploi-personnes-handicapees": ["2026-11-16", "2027-11-15", "2028-11-20"],
}
"""Records that the survey did not hold, and the first days of their next occurrences."""
EXAMINED = {
    "livrables": "id titre resume format themes cibles secteurs territoires structure contact groupe relais url date "
    "source",
    "cibles": "id nom description secteur effectif source",
    "relais": "id nom type cibles canaux territoires url source",
    "groupes": "id nom plan fiche_action structures_pilotes source",
    "evenements": "id titre debut fin lieu territoires cibles organisateur url source",
}
"""Every key of the survey; `contact` holds only placeholders, which must not be published."""


def load_texts(path: Path) -> Any:
    """The content of a file, every scalar being the text that was written."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - makes texts, lists, dicts


def load_record(kind: str, fact: dict[str, Any]) -> dict[str, Any]:
    """The record of a fact, as long as nobody has corrected it since it was surveyed."""
    path = CATALOGUE / kind / f"{fact['id']}.yml"
    if not path.is_file():
        pytest.skip("renamed or withdrawn since the survey: `prst verifier --depuis` watches over its address")
    record: dict[str, Any] = load_texts(path)
    if record["modifie_le"] > SURVEYED:
        pytest.skip("corrected since the survey")
    return record


def each(kind: str) -> pytest.MarkDecorator:
    """Runs a test once for each record of the survey."""
    return pytest.mark.parametrize("fact", [pytest.param(fact, id=fact["id"]) for fact in SURVEY[kind]])


VOCABULARIES = {
    name: load_texts(CATALOGUE / "vocabulaires" / f"{name}.yml") for name in ("formats", "themes", "secteurs")
}


def find_terms(vocabulary: str, word: str) -> list[str]:
    """The ids of the terms that have the word as their label or as a synonym."""
    return [
        identity
        for identity, term in VOCABULARIES[vocabulary].items()
        if fold(word) in {fold(known) for known in (term["label"], *term.get("synonymes", ()))}
    ]


def missing(expected: list[str], found: list[str]) -> set[str]:
    return set(expected) - set(found)


# The whole


@pytest.mark.parametrize("kind", SURVEY)
def test_every_surveyed_record_is_a_file(kind: str) -> None:
    paths = list((CATALOGUE / kind).glob("*.yml"))
    former = [identity for path in paths for identity in load_texts(path).get("anciens_ids", [])]
    withdrawn = [address.removeprefix(f"{kind}/") for address in load_texts(CATALOGUE / "retraits.yml") or {}]
    found = [path.stem for path in paths] + former + withdrawn
    assert missing([fact["id"] for fact in SURVEY[kind]], found) == set()


@pytest.mark.parametrize(
    ("kind", "count"), [("livrables", 77), ("cibles", 18), ("relais", 30), ("groupes", 11), ("evenements", 23)]
)
def test_survey_is_whole(kind: str, count: int) -> None:
    assert len({fact["id"] for fact in SURVEY[kind]}) == count


@pytest.mark.parametrize("kind", SURVEY)
def test_every_key_of_the_survey_is_examined_here(kind: str) -> None:
    assert {key for fact in SURVEY[kind] for key in fact} == set(EXAMINED[kind].split())


@pytest.mark.parametrize(
    ("kind", "fact"), [pytest.param(kind, fact, id=f"{kind}/{fact['id']}") for kind in SURVEY for fact in SURVEY[kind]]
)
def test_source_is_named(kind: str, fact: dict[str, Any]) -> None:
    source = load_record(kind, fact)["source"]
    if fact["source"] in WORKSHOPS:
        assert source.startswith(WORKSHOPS[fact["source"]])
    else:
        assert source == fact["source"]


def test_no_placeholder_mailbox_is_published() -> None:
    files = [path for path in CATALOGUE.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"example.org" in path.read_bytes().lower()] == []


# Deliverables


@each("livrables")
def test_livrable_keeps_its_text(fact: dict[str, Any]) -> None:
    record = load_record("livrables", fact)
    assert (record["titre"], record["resume"], record.get("date")) == (fact["titre"], fact["resume"], fact.get("date"))
    assert record["contact"]["structure"] == fact["structure"]


@each("livrables")
def test_livrable_keeps_its_references(fact: dict[str, Any]) -> None:
    record = load_record("livrables", fact)
    assert record.get("groupe") == fact.get("groupe")
    for key in ("cibles", "territoires", "relais"):
        assert missing(fact.get(key, []), record.get(key, [])) == set()


@each("livrables")
def test_livrable_keeps_its_address(fact: dict[str, Any]) -> None:
    addresses = [lien["url"] for lien in load_record("livrables", fact).get("liens", [])]
    assert missing([fact["url"]] if "url" in fact else [], addresses) == set()


@each("livrables")
def test_livrable_keeps_its_words(fact: dict[str, Any]) -> None:
    """Each free word of the survey belongs to one term, which the record carries.

    A word that the term's label does not say is also one of the record's own keywords.
    """
    record = load_record("livrables", fact)
    keywords = {fold(word) for word in record.get("mots_cles", [])}
    surveyed = {"formats": [fact["format"]], "themes": fact["themes"], "secteurs": fact.get("secteurs", [])}
    carried = {"formats": [record["format"]], "themes": record["themes"], "secteurs": record.get("secteurs", [])}
    for vocabulary, words in surveyed.items():
        for word in words:
            (identity,) = find_terms(vocabulary, word)
            assert identity in carried[vocabulary]
            assert fold(word) in fold(VOCABULARIES[vocabulary][identity]["label"]) or fold(word) in keywords


# Targets, relays, groups


@each("cibles")
def test_cible_keeps_its_text(fact: dict[str, Any]) -> None:
    record = load_record("cibles", fact)
    assert (record["nom"], record["description"]) == (fact["nom"], fact["description"])
    assert record.get("taille") == fact.get("effectif")


@each("cibles")
def test_cible_keeps_its_sectors(fact: dict[str, Any]) -> None:
    record = load_record("cibles", fact)
    for word in re.split(r", | et ", fact["secteur"]):
        (identity,) = find_terms("secteurs", word)
        assert identity in record["secteurs"]


@each("relais")
def test_relais_keeps_everything(fact: dict[str, Any]) -> None:
    record = load_record("relais", fact)
    assert (record["nom"], record["type"], record.get("url")) == (fact["nom"], fact["type"], fact.get("url"))
    assert missing(fact["cibles"], [touchee["cible"] for touchee in record["cibles"]]) == set()
    assert missing(fact["territoires"], record["territoires"]) == set()
    channels = [fold(canal["type"]) for canal in record.get("canaux", [])]
    assert missing([fold(channel) for channel in fact.get("canaux", [])], channels) == set()


@each("groupes")
def test_groupe_keeps_everything(fact: dict[str, Any]) -> None:
    record = load_record("groupes", fact)
    assert record["nom"] == fact["nom"]
    assert record["plan"].replace(" ", "") == fact["plan"]
    assert record.get("fiche_action", {}).get("numero") == fact.get("fiche_action")
    pilots = [pilote["structure"] for pilote in record.get("pilotes", [])]
    assert missing(fact.get("structures_pilotes", []), pilots) == set()


# Events


@each("evenements")
def test_evenement_keeps_its_text(fact: dict[str, Any]) -> None:
    record = load_record("evenements", fact)
    for key in ("titre", "debut", "organisateur", "url"):
        assert record.get(key) == fact.get(key)
    assert record.get("statut", "confirme") == ("reporte" if "reportée" in fact["titre"] else "confirme")


@each("evenements")
def test_evenement_keeps_its_end(fact: dict[str, Any]) -> None:
    """An event of one day need not say when it ends."""
    record = load_record("evenements", fact)
    assert record.get("fin", record["debut"]) == fact.get("fin", fact["debut"])


@each("evenements")
def test_evenement_keeps_its_place(fact: dict[str, Any]) -> None:
    record = load_record("evenements", fact)
    if fact.get("lieu") == "en ligne":
        assert record["en_ligne"] == "oui"
    else:
        assert record.get("lieu") == fact.get("lieu")


@each("evenements")
def test_evenement_keeps_its_references(fact: dict[str, Any]) -> None:
    record = load_record("evenements", fact)
    for key in ("cibles", "territoires"):
        assert missing(fact[key], record[key]) == set()


@pytest.mark.parametrize("identity", YEARLY)
def test_yearly_opportunity_comes_back(identity: str) -> None:
    record = load_record("evenements", {"id": identity})
    start = datetime.fromisoformat(record["debut"])
    occurrences = rrulestr(record["recurrence"], dtstart=start).xafter(start, count=3, inc=True)
    assert [day.date().isoformat() for day in occurrences] == YEARLY[identity]
    assert record["source"]


def test_european_week_is_week_43() -> None:
    first_days = [datetime.fromisoformat(day) for day in YEARLY["semaine-europeenne-securite-sante-travail"]]
    assert {(day.isocalendar().week, day.isoweekday()) for day in first_days} == {(43, 1)}
