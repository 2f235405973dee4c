"""What the catalogue does not say yet."""

import re

import pytest

from prst.analysis.gaps import RULES, gaps
from prst.records.model import MODELS
from tests.catalogues import CONTACT, Kind, create_catalogue

TO_CONFIRM = {"structure": "Structure d’essai", "a_confirmer": "oui"}
WHOLE: dict[str, Kind] = {
    "livrables": {
        "entier": {
            "cibles": ["tpe"],
            "liens": [{"libelle": "Lire", "url": "https://a.fr/"}],
            "date": "2020",
            "promesse": "Moins d’accidents.",
            "licence": "Licence Ouverte 2.0",
            "relais": ["chambre"],
            "groupe": "pilotes",
        }
    },
    "cibles": {"tpe": {}},
    "relais": {"chambre": {"contact": CONTACT, "cibles": [{"cible": "tpe"}]}},
    "groupes": {"pilotes": {"pilotes": [{"structure": "DREETS"}]}},
}
LACKING: dict[str, Kind] = {
    "livrables": {"muet": {"contact": TO_CONFIRM}, "fichier": {"fichiers": [{"libelle": "Lire", "chemin": "a.pdf"}]}},
    "cibles": {"seule": {}},
    "relais": {"sans-contact": {}, "a-confirmer": {"contact": TO_CONFIRM}},
    "groupes": {"vide": {}},
}


def test_whole_catalogue_has_no_gap() -> None:
    assert gaps(create_catalogue(**WHOLE)) == []


def test_each_gap_names_the_records_that_have_it() -> None:
    catalogue = create_catalogue(**{kind: {**WHOLE[kind], **LACKING[kind]} for kind in WHOLE})
    found = {gap.message: [fiche.id for fiche in gap.fiches] for gap in gaps(catalogue)}
    assert {message: sorted(ids) for message, ids in found.items()} == {
        "Livrables dont le contact est à confirmer": ["muet"],
        "Livrables sans lien ni fichier": ["muet"],
        "Livrables sans date de parution": ["fichier", "muet"],
        "Livrables sans promesse": ["fichier", "muet"],
        "Livrables sans conditions de réutilisation": ["fichier", "muet"],
        "Livrables sans relais": ["fichier", "muet"],
        "Cibles qu’aucun relais ne touche": ["seule"],
        "Cibles sans livrable": ["seule"],
        "Relais associés à aucun livrable": ["a-confirmer", "sans-contact"],
        "Groupes sans pilote connu": ["vide"],
        "Groupes sans livrable": ["vide"],
    }
    assert len(found) == len(RULES)


def test_a_draft_has_no_gap_and_fills_none() -> None:
    catalogue = create_catalogue(livrables={"brouillon": {"contact": TO_CONFIRM, "statut": "brouillon"}})
    assert [gap.message for gap in gaps(catalogue)] == ["Cibles qu’aucun relais ne touche", "Cibles sans livrable"]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule[1]) for rule in RULES])
def test_each_gap_says_how_to_help(rule: tuple[str, str, str, object]) -> None:
    kind, message, remedy, _ = rule
    assert kind in MODELS
    assert message[0].isupper()
    assert re.search(r"[.?]$", remedy)
