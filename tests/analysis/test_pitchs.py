"""What a group says in one page: facts of its record and of the log, and silence where there are none."""

from datetime import date
from typing import Any

import pytest

from prst.analysis.derived import Derived
from prst.analysis.pitchs import Pitch, awaited, pitch_of
from tests.catalogues import create_catalogue

DAY = date(2026, 10, 1)


def pitch(groupe: Any, **kinds: Any) -> Pitch:
    catalogue = create_catalogue(groupes={"a": groupe, "b": {}}, **kinds)
    derived = Derived(catalogue)
    log = derived.exemples if catalogue.groupes["a"].exemple else derived.diffusions
    return pitch_of(catalogue.groupes["a"], catalogue, log, DAY)


def test_a_group_of_which_nothing_is_known_says_nothing() -> None:
    said = pitch({"plan": "PRST 4", "cibles": ["tpe"], "themes": ["chutes"], "etat": "en_panne"})
    assert not said.dit
    assert (said.but, said.produits, said.transmis, said.mesures, said.etape) == ("", (), None, (), None)


@pytest.mark.parametrize(
    "groupe",
    [
        {"description": "Il réunit ce qui existe."},
        {"fiche_action": {"objectif": "Moins d’accidents."}},
        {"pitch": {"en_bref": "Nous accueillons."}},
        {"pitch": {"difficulte": "Personne ne répond."}},
        {"pitch": {"demande": "Une heure."}},
        {"jalons": [{"date": "2027", "intitule": "Un guide"}]},
        {"jalons": [{"date": "2026", "intitule": "Un guide", "fait_le": "2026-02", "produit": "Un plan"}]},
    ],
)
def test_one_fact_is_enough_to_have_something_to_say(groupe: Any) -> None:
    assert pitch(groupe).dit


def test_its_own_words_go_before_those_of_its_sheet() -> None:
    sheet = {"fiche_action": {"objectif": "Réduire."}}
    assert pitch(sheet).but == "Réduire."
    assert pitch({**sheet, "pitch": {"en_bref": "Nous aidons."}}).but == "Nous aidons."


def step(day: str, **more: str) -> dict[str, str]:
    return {"date": day, "intitule": day, **more}


@pytest.mark.parametrize(
    ("steps", "found", "late"),
    [
        ([], None, False),
        ([step("2027-03"), step("2026-12-01"), step("2026-01", fait_le="2026-02")], "2026-12-01", False),
        ([step("2026-10-01")], "2026-10-01", False),
        ([step("2026-10")], "2026-10", False),
        ([step("2026")], "2026", False),
        ([step("2026-02"), step("2026-09-30")], "2026-09-30", True),
        ([step("2026-02"), step("2027")], "2027", False),
        ([step("2026-02", nouvelle_date="2027-01"), step("2027-02")], "2026-02", False),
        ([step("2027-01", etat="abandonne", raison="Un guide paraît")], None, False),
        ([step("2026-02", fait_le="2026-03")], None, False),
    ],
)
def test_what_comes_next_is_counted_from_the_day_of_reference(steps: Any, found: str | None, late: bool) -> None:
    said = pitch({"jalons": steps})
    assert (said.etape and said.etape.intitule) == found
    assert said.en_attente is late


def test_nothing_is_next_for_a_group_that_has_ended() -> None:
    said = pitch({"etat": "termine", "jalons": [step("2027")]})
    assert said.termine
    assert said.etape is None
    assert awaited(said.groupe, DAY) is None
    assert awaited(said.groupe.model_copy(update={"etat": "en_panne"}), DAY)


def test_it_produced_its_resources_then_what_its_milestones_gave() -> None:
    said = pitch(
        {
            "jalons": [
                step("2026-01", fait_le="2026-02", produit="Un plan"),
                step("2026-03", fait_le="2026-04", livrable="guide"),
                step("2026-03", fait_le="2026-05", livrable="autre"),
                step("2026-06", fait_le="2026-06"),
                step("2027-01", produit="À venir"),
            ]
        },
        livrables={
            "guide": {"titre": "Guide", "groupe": "a", "date": "2026-04"},
            "autre": {"titre": "Autre", "groupe": "b"},
        },
    )
    assert [(one.texte, str(one.quand), one.livrable) for one in said.produits] == [
        ("Guide", "2026-04", "guide"),
        ("Autre", "2026-05", "autre"),
        ("Un plan", "2026-02", ""),
    ]


LOG: dict[str, Any] = {
    "relais": {"r": {}, "s": {}, "faux": {"exemple": "oui"}},
    "livrables": {"guide": {"groupe": "a"}, "autre": {"groupe": "b"}, "seul": {}},
    "diffusions": {
        "un": {"date": "2025-09", "livrable": "guide", "relais": "r", "touches": "40"},
        "deux": {"date": "2026-03-12", "livrable": "guide", "relais": "r"},
        "trois": {"date": "2026-02", "livrable": "guide", "relais": "s", "touches": "0"},
        "ailleurs": {"date": "2026-08", "livrable": "autre", "relais": "s", "touches": "500"},
        "hors": {"date": "2026-08", "livrable": "seul", "relais": "s", "touches": "500"},
        "faux": {"date": "2026-09", "livrable": "guide", "relais": "faux", "touches": "9999"},
    },
}


def test_the_log_tells_what_was_passed_on_of_its_resources_alone() -> None:
    said = pitch({}, **LOG).transmis
    assert said
    assert (said.compte.actes, said.compte.touches, said.compte.sans_chiffre, said.relais) == (3, 40, 1, 2)
    assert (str(said.debut), str(said.fin)) == ("2025-09", "2026-03-12")


def test_what_nobody_noted_is_no_zero() -> None:
    assert pitch({}, livrables={"guide": {"groupe": "a"}}).transmis is None


def test_the_last_reading_counts_and_effects_come_first() -> None:
    said = pitch(
        {
            "indicateurs": [
                {"nom": "Réunions", "unite": "réunions", "genre": "suivi"},
                {"nom": "Accidents", "unite": "accidents", "genre": "resultat"},
                {"nom": "Jamais relevé"},
            ],
            "releves": [
                {"indicateur": "Accidents", "le": "2026-06", "valeur": "8"},
                {"indicateur": "Accidents", "le": "2025", "valeur": "12"},
                {"indicateur": "réunions", "le": "2026-01-10", "valeur": "3"},
            ],
        }
    )
    assert [(one.indicateur.nom, one.releve.valeur) for one in said.mesures] == [("Accidents", 8), ("Réunions", 3)]
