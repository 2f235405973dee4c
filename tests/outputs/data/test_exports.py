"""The catalogue as data."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from prst.outputs.data.exports import exports
from prst.outputs.data.tables import NUMBER, SUMMARY
from prst.records.catalogue import Catalogue
from prst.records.model import MODELS, VOCABULARIES
from tests.catalogues import create_catalogue
from tests.texts import HOSTILE, UNHURRIED

BASE = "https://essai.example.org/"

SMALL: dict[str, Any] = {
    "livrables": {
        "guide": {
            "titre": 'Guide ; "le vrai"',
            "promesse": "=1+1",
            "cibles": ["btp", "tpe"],
            "themes": ["chutes", "bruit"],
            "relais": ["capeb", "fictif"],
            "groupe": "ga",
            "liens": [{"libelle": "Lire", "url": "https://exemple.fr/a;b"}, {"libelle": "Voir", "url": "tel:3949"}],
            "fichiers": [{"libelle": "L’affiche", "chemin": "assets/affiche.pdf"}],
            "date": "2024-03",
            "description": "Un texte\n\n- long",
            "ajoute_le": "2026-01-05",
            "modifie_le": "2026-02-01",
            "contact": {
                "structure": "OPPBTP",
                "role": "Conseil",
                "courriel": "camille.personne@organisme-essai.fr",
                "telephone": "04 72 00 00 00",
                "suppleant": "Sa voisine",
                "nom": "Camille Personne",
                "publication_consentie": "2026-01-01",
            },
        },
        "minimal": {},
        "archive": {"statut": "archive"},
        "fictive": {"exemple": "oui", "relais": ["capeb"]},
        "brouillon": {"statut": "brouillon"},
    },
    "cibles": {"tpe": {"nom": "Très petites entreprises"}, "btp": {"nom": "Bâtiment", "icone": "material/hard-hat"}},
    "themes": {"chutes": {"label": "Chutes"}, "bruit": {"label": "Bruit"}},
    "relais": {"capeb": {"cibles": [{"cible": "btp", "portee": "1 500"}]}, "fictif": {"exemple": "oui"}},
    "groupes": {
        "ga": {
            "pilotes": [
                {
                    "structure": "DREETS",
                    "contact": {
                        "structure": "DREETS",
                        "courriel": "camille.personne@organisme-essai.fr",
                        "nom": "Camille Personne",
                        "publication_consentie": "2026-01-01",
                    },
                }
            ],
            "jalons": [
                {"date": "2026-06", "intitule": "Version 2", "livrable": "guide"},
                {"date": "2026-07", "intitule": "Essai", "livrable": "brouillon"},
            ],
        }
    },
    "evenements": {"matinee": {"debut": "2026-05-12T09:00", "en_ligne": "oui", "livrables": ["fictive", "guide"]}},
    "retours": {"essai": {"groupe": "ga", "cibles": ["btp"], "livrables": ["guide", "brouillon"], "date": "2025"}},
    "diffusions": {"envoi": {"livrable": "guide", "relais": "capeb", "touches": "1200"}},
    "enquetes": {"guide": {"livrables": ["fictive", "guide"], "reponses": "12"}},
    "structures": {
        "inrs": {
            "nom": "Institut",
            "sigle": "INRS",
            "telephone": "01 40 44 30 00",
            "fonctions": [
                {
                    "role": "préventeur",
                    "courriel": "camille.personne@organisme-essai.fr",
                    "telephone": "04 72 00 00 00",
                    "nom": "Camille Personne",
                    "publication_consentie": "2026-01-01",
                    "competences": ["animer"],
                },
                {"role": "accueil", "courriel": "accueil@organisme-essai.fr", "telephone": "04 72 00 00 00"},
            ],
        }
    },
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return create_catalogue(**SMALL)


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> dict[str, bytes]:
    return {output.path: output.content for output in exports(catalogue)}


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON (RFC 8259, section 6)")


def read_json(content: bytes) -> Any:
    return json.loads(content.decode("utf-8"), parse_constant=refuse)


def read_csv(content: bytes) -> list[dict[str, str]]:
    """The rows as a spreadsheet reads them: marked as UTF-8, semicolons, lines that end in CR LF."""
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def find_values(tree: Any) -> Iterator[Any]:
    """Every key and value of a JSON file, at any depth."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from find_values(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from find_values(value)
    else:
        yield tree


def test_each_list_has_its_files(files: dict[str, bytes]) -> None:
    pages = ("cibles/btp", "cibles/tpe", "relais/capeb", "groupes/ga", "formats/guide")
    assert set(files) == {
        *(f"{page}/livrables.{ending}" for page in pages for ending in ("csv", "json")),
        "catalogue.csv",
        "catalogue.json",
        "catalogue.jsonld",
        "datapackage.json",
    }


def test_rows_are_those_of_the_list(files: dict[str, bytes]) -> None:
    for page, expected in {"cibles/btp": ["guide"], "cibles/tpe": ["archive", "guide", "minimal"]}.items():
        assert sorted(row["id"] for row in read_json(files[f"{page}/livrables.json"])["livrables"]) == expected
        assert sorted(row["id"] for row in read_csv(files[f"{page}/livrables.csv"])) == expected


def test_json_says_whose_it_is_and_how_to_cite_it(files: dict[str, bytes]) -> None:
    found = read_json(files["cibles/btp/livrables.json"])
    found.pop("livrables")
    assert found == {
        "version": 1,
        "titre": "Catalogue d’essai\u00a0: Bâtiment",
        "adresse": f"{BASE}cibles/btp/",
        "editeur": "Réseau d’essai",
        "licence": "Licence Ouverte 2.0",
        "licence_url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        "modifie_le": "2026-02-01",
    }


def test_a_deliverable_in_json(files: dict[str, bytes]) -> None:
    whole = next(row for row in read_json(files["catalogue.json"])["livrables"] if row["id"] == "guide")
    assert whole == {
        "id": "guide",
        "adresse": f"{BASE}livrables/guide/",
        "titre": 'Guide\u00a0; "le vrai"',
        "promesse": "=1+1",
        "resume": "Résumé de guide.",
        "format": "guide",
        "cibles": ["btp", "tpe"],
        "themes": ["chutes", "bruit"],
        "secteurs": [],
        "territoires": [],
        "date": "2024-03",
        "statut": "publie",
        "contact": {  # the person who is named stays out: the region answers
            "structure": "OPPBTP",
            "role": "Conseil",
            "repond": "Structure du site",
            "courriel": "site@organisme-essai.fr",
            "telephone": None,
            "formulaire": None,
        },
        "ajoute_le": "2026-01-05",
        "modifie_le": "2026-02-01",
        "description": "Un texte\n\n- long",
        "groupe": "ga",
        "relais": ["capeb"],
        "liens": [{"libelle": "Lire", "url": "https://exemple.fr/a;b"}, {"libelle": "Voir", "url": "tel:3949"}],
        "fichiers": [{"libelle": "L’affiche", "url": f"{BASE}assets/affiche.pdf"}],
        "a_revoir_le": None,
        "mots_cles": [],
        "licence": None,
        "kit": None,
        "source": None,
        "anciens_ids": [],
        "structures": [],
    }
    (summary,) = read_json(files["cibles/btp/livrables.json"])["livrables"]
    assert summary == {name: whole[name] for name in SUMMARY}


def test_a_deliverable_in_a_spreadsheet(files: dict[str, bytes]) -> None:
    whole = next(row for row in read_csv(files["catalogue.csv"]) if row["id"] == "guide")
    assert whole == {
        "id": "guide",
        "adresse": f"{BASE}livrables/guide/",
        "titre": 'Guide\u00a0; "le vrai"',
        "promesse": "'=1+1",
        "resume": "Résumé de guide.",
        "format": "Guide",
        "cibles": "Bâtiment | Très petites entreprises",
        "themes": "Chutes | Bruit",
        "secteurs": "",
        "territoires": "",
        "date": "2024-03",
        "statut": "publie",
        "contact_structure": "OPPBTP",
        "contact_role": "Conseil",
        "contact_repond": "Structure du site",
        "contact_courriel": "site@organisme-essai.fr",
        "contact_telephone": "",
        "contact_formulaire": "",
        "ajoute_le": "2026-01-05",
        "modifie_le": "2026-02-01",
        "groupe": "Ga",
        "relais": "Capeb",
        "liens": "https://exemple.fr/a;b | tel:3949",
        "fichiers": f"{BASE}assets/affiche.pdf",
        "a_revoir_le": "",
        "mots_cles": "",
        "licence": "",
        "source": "",
    }
    (row,) = read_csv(files["cibles/btp/livrables.csv"])
    assert list(row.items()) == list(whole.items())[: len(row)]


def test_a_functional_mailbox_leaves(files: dict[str, bytes]) -> None:
    row = next(row for row in read_csv(files["catalogue.csv"]) if row["id"] == "minimal")
    assert row["contact_courriel"] == "prevention@organisme-essai.fr"


def test_no_person_and_no_telephone_of_a_record_leaves(files: dict[str, bytes]) -> None:
    """Nor the mailbox of somebody who is named, wherever the contact stands in a record."""
    for path, content in files.items():
        for word in (b"ersonne@", b"Camille", b"04 72", b"voisine", b"publication_consentie"):
            assert word not in content, path


def test_a_function_is_told_with_what_it_offers_and_a_mailbox_where_nobody_is_named(files: dict[str, bytes]) -> None:
    (inrs,) = read_json(files["catalogue.json"])["structures"]
    empty: dict[str, Any] = {name: [] for name in ("recherche", "themes", "secteurs", "territoires", "groupes")}
    assert inrs["fonctions"] == [
        {**empty, "role": "préventeur", "courriel": None, "competences": ["animer"]},
        {**empty, "role": "accueil", "courriel": "accueil@organisme-essai.fr", "competences": []},
    ]


def test_every_kind_and_vocabulary_is_there(files: dict[str, bytes]) -> None:
    whole = read_json(files["catalogue.json"])
    assert {*MODELS, *VOCABULARIES} <= set(whole)
    assert whole["region"] == "Région d’essai"
    (event,) = whole["evenements"]
    assert (event["debut"], event["en_ligne"], event["adresse"]) == (
        "2026-05-12T09:00",
        True,
        f"{BASE}evenements/matinee/",
    )
    assert whole["relais"][0]["cibles"] == [{"cible": "btp", "portee": 1500, "source": None, "annee": None}]
    assert whole["diffusions"][0]["touches"] == 1200
    assert "adresse" not in whole["diffusions"][0]
    assert {terme["id"]: terme["adresse"] for name in VOCABULARIES for terme in whole[name]} == {
        "guide": f"{BASE}formats/guide/",
        "chutes": None,
        "bruit": None,
        "industrie": None,
        "region": None,
        "animer": None,
    }


def test_a_season_is_as_it_was_written() -> None:
    catalogue = create_catalogue(evenements={"ete": {"debut": "2026-06-01", "saison": "06-01/09-15"}})
    whole = next(output for output in exports(catalogue) if output.path == "catalogue.json")
    (evenement,) = json.loads(whole.content)["evenements"]
    assert evenement["saison"] == "06-01/09-15"


def test_keys_are_always_the_same(files: dict[str, bytes]) -> None:
    whole = read_json(files["catalogue.json"])
    for kind in MODELS:
        assert len({tuple(row) for row in whole[kind]}) == 1


def test_examples_and_drafts_stay_out_and_nothing_leads_to_them(files: dict[str, bytes]) -> None:
    """An id that no record of the file bears would be a broken link."""
    for path, content in files.items():
        if path.endswith(".json"):
            assert {"fictif", "fictive", "brouillon"} & {str(value) for value in find_values(read_json(content))} <= (
                {"brouillon"} if path == "datapackage.json" else set()
            ), path
    whole = read_json(files["catalogue.json"])
    assert whole["evenements"][0]["livrables"] == ["guide"]
    assert [step["livrable"] for step in whole["groupes"][0]["jalons"]] == ["guide", None]


def test_milestones_say_their_state_as_pages_do_where_their_dates_tell_it() -> None:
    steps = [
        {"date": "2026-01", "intitule": "A"},
        {"date": "2026-01", "intitule": "B", "fait_le": "2026-02"},
        {"date": "2026-01", "intitule": "C", "nouvelle_date": "2026-03"},
        {"date": "2026-01", "intitule": "D", "etat": "abandonne", "raison": "Trop cher."},
    ]
    files = {one.path: one.content for one in exports(create_catalogue(groupes={"ga": {"jalons": steps}}))}
    told = [(one["intitule"], one["etat"]) for one in read_json(files["catalogue.json"])["groupes"][0]["jalons"]]
    assert told == [("A", "prevu"), ("B", "fait"), ("C", "decale"), ("D", "abandonne")]


@UNHURRIED
@given(text=HOSTILE)
def test_any_text_comes_through(text: str) -> None:
    catalogue = create_catalogue(
        livrables={"l": {"titre": text, "resume": text, "mots_cles": [text]}}, cibles={"tpe": {"nom": text}}
    )
    fiche = catalogue.livrables["l"]
    files = {output.path: output.content for output in exports(catalogue)}
    (found,) = read_json(files["catalogue.json"])["livrables"]
    assert (found["titre"], found["resume"], found["mots_cles"]) == (fiche.titre, fiche.resume, [*fiche.mots_cles])
    for path in ("catalogue.csv", "cibles/tpe/livrables.csv"):
        (row,) = read_csv(files[path])
        assert row["titre"] in (fiche.titre, f"'{fiche.titre}")
        assert NUMBER.fullmatch(row["cibles"]) or row["cibles"].lstrip()[0] not in "=+-@＝＋－＠"


def test_an_empty_catalogue_has_files_too() -> None:
    files = {output.path: output.content for output in exports(create_catalogue(cibles={}))}
    assert read_json(files["catalogue.json"])["livrables"] == []
    assert read_csv(files["catalogue.csv"]) == []


def test_the_same_catalogue_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert {output.path: output.content for output in exports(create_catalogue(**SMALL))} == files
