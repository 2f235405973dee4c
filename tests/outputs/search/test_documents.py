"""What the search publishes."""

import json
from typing import Any

from prst.outputs.search.documents import FIELDS, Written
from prst.outputs.search.files import KINDS, SUMMARY_LENGTH, create_files
from prst.outputs.search.words import stem
from prst.records.catalogue import Catalogue
from tests.catalogues import create_catalogue
from tests.outputs.search.test_shards import read

GUIDE = {
    "titre": "Chutes de hauteur",
    "resume": "Ce que dit la loi.",
    "promesse": "Moins d’accidents",
    "mots_cles": ["échafaudage"],
    "description": "Un long **texte** sur les garde-corps.",
    "format": "guide",
    "themes": ["chutes"],
}


def rising(text: str) -> list[int]:
    total, found = -1, []
    for gap in read(text):
        total += gap + 1
        found.append(total)
    return found


class Files:
    """The files of a search, read."""

    def __init__(self, catalogue: Catalogue, *written: Written) -> None:
        self.contents = {output.path: output.content for output in create_files(catalogue, written)}
        self.entry = json.loads(self.contents["recherche/index.json"])

    def read(self, name: str) -> Any:
        return json.loads(self.contents[f"{self.entry['dossier']}{name}.json"])

    def cards(self) -> list[list[Any]]:
        count = -(-self.entry["documents"] // self.entry["fiches"])
        return [card for place in range(count) for card in self.read(f"fiches/{place}")]

    def found(self, word: str) -> dict[str, list[str]]:
        """Addresses of the documents that hold a folded word, or a tag, by field."""
        cards = self.cards()
        for place in range(len(self.entry["termes"])):
            for entry in self.read(f"termes/{place}"):
                if entry[0] == (word if word[0] == "~" else stem(word)):
                    documents = [rising(text) for text in entry[2::3]]
                    return {
                        name: [cards[number][0] for number in numbers]
                        for name, numbers in zip(FIELDS, documents, strict=False)
                        if numbers
                    }
        return {}


def test_each_text_counts_in_its_field() -> None:
    files = Files(create_catalogue(livrables={"guide": GUIDE}, cibles={"tpe": {"nom": "Petites entreprises"}}))
    address = ["livrables/guide/"]
    for word, field in (
        ("chutes", "titre"),
        ("accidents", "promesse"),
        ("echafaudage", "mots_cles"),
        ("loi", "resume"),
        ("texte", "corps"),
        ("~themes/chutes", "mots_cles"),
        ("~formats/guide", "promesse"),
        ("~cibles/tpe", "cibles"),
    ):
        assert files.found(word).get(field) == address, word
    assert list(files.entry["champs"].values()) == sorted(files.entry["champs"].values(), reverse=True)


def test_tags_lead_from_labels_and_synonyms() -> None:
    themes = {"chutes": {"label": "Chutes de hauteur", "synonymes": ["échelle", "travail en hauteur"]}}
    files = Files(create_catalogue(livrables={"guide": GUIDE}, themes=themes))
    assert files.entry["etiquettes"]["~themes/chutes"] == "chutes echelle hauteur travail"


def test_tags_that_nothing_bears_are_left_out() -> None:
    themes = {"chutes": {}, "bruit": {"label": "Bruit"}}
    assert "~themes/bruit" not in Files(create_catalogue(livrables={"guide": GUIDE}, themes=themes)).entry["etiquettes"]


def test_an_acronym_in_a_text_counts_as_what_it_stands_for() -> None:
    themes = {"duerp": {"label": "Évaluation (DUERP)", "synonymes": ["DUERP", "document unique", "papiers"]}}
    livrables = {
        "en-toutes-lettres": {"titre": "Mon document unique"},
        "en-sigle": {"titre": "Mon DUERP"},
        "autre": {"titre": "Mes papiers"},
    }
    files = Files(create_catalogue(livrables=livrables, themes=themes))
    found = files.found("~themes/duerp=")["mots_cles"]
    assert sorted(found) == ["livrables/en-sigle/", "livrables/en-toutes-lettres/"]
    assert files.entry["etiquettes"]["~themes/duerp="] == "document duerp evaluation unique"


def test_tags_that_the_same_words_lead_to_stand_together() -> None:
    duerp = {"label": "Évaluation (DUERP)", "synonymes": ["DUERP", "document unique"]}
    themes = {"amiante": {}, "duerp": duerp, "duerp-tpe": {}}
    livrables = {name: {"titre": "Mon DUERP", "themes": [name]} for name in themes}
    files = Files(create_catalogue(livrables=livrables, themes=themes))
    tags = [entry[0] for entry in files.read("termes/0") if entry[0].startswith("~themes/duerp")]
    assert tags == ["~themes/duerp", "~themes/duerp-tpe", "~themes/duerp="]


def test_deliverables_come_first_and_examples_are_not_found() -> None:
    livrables = {"vrai": {"titre": "Vrai"}, "faux": {"titre": "Faux", "exemple": "oui"}}
    files = Files(create_catalogue(livrables=livrables, relais={"un-relais": {"nom": "Un relais"}}))
    assert [card[0] for card in files.cards()] == ["livrables/vrai/", "cibles/tpe/", "relais/un-relais/"]
    assert files.entry["sortes"][0] == ["livrables", "Ressources", 1]
    assert files.found("faux") == {}


def test_drafts_are_not_found() -> None:
    files = Files(create_catalogue(livrables={"brouillon": {"statut": "brouillon"}}))
    assert [card[0] for card in files.cards()] == ["cibles/tpe/"]


def test_every_kind_is_found_and_says_what_it_is() -> None:
    catalogue = create_catalogue(
        livrables={"l": {**GUIDE, "promesse": "Gagnez une heure"}},
        cibles={"tpe": {"nom": "Petites entreprises", "accroche": "Vous dirigez"}},
        relais={"r": {"type": "Chambre", "cibles": [{"cible": "tpe"}]}},
        groupes={"g": {"plan": "PRST 4"}},
        evenements={"e": {"organisateur": "OIT"}},
        formats={"guide": {"label": "Guide"}},
    )
    files = Files(catalogue)
    assert [(card[0], card[1], card[3]) for card in files.cards()] == [
        ("livrables/l/", "Guide", "Gagnez une heure"),
        ("cibles/tpe/", "Cible", "Vous dirigez"),
        ("relais/r/", "Relais", "Chambre"),
        ("groupes/g/", "Groupe", "PRST 4"),
        ("evenements/e/", "Événement", "OIT"),
    ]
    assert files.found("petites")["cibles"] == ["relais/r/"]


def test_a_structure_is_only_found_in_its_body_so_that_what_it_published_comes_first() -> None:
    contact = {"structure": "inrs", "a_confirmer": "oui"}
    structures = {"inrs": {"nom": "Institut de recherche", "sigle": "INRS", "type": "institut"}}
    files = Files(create_catalogue(livrables={"guide": {**GUIDE, "contact": contact}}, structures=structures))
    found = files.found("inrs")
    assert {field: pages for field, pages in found.items() if pages} == {
        "corps": ["livrables/guide/", "structures/inrs/"]
    }


def test_kinds_follow_the_order_of_documents() -> None:
    """The search page takes the numbers of a kind to be one after the other."""
    catalogue = create_catalogue(
        livrables=dict.fromkeys("abc", GUIDE),
        relais={"r": {}},
        groupes={"g": {}},
        evenements={"e": {}},
        enquetes={"q": {}},
        structures={"s": {}},
        retours={"essai": {}},
    )
    written = [Written(address, "Page", "", "") for address in ("contribuer/", "role/", "", "livrables/")]
    files = Files(catalogue, *written)
    kinds = [name for name, _label, count in files.entry["sortes"] for _document in range(count)]
    folders = [card[0].partition("/")[0] for card in files.cards()]
    manual = {"contribuer": "pilotes", "retours": "pilotes"}
    assert kinds == [folder if folder in KINDS else manual.get(folder, "pages") for folder in folders]
    assert set(kinds) == set(KINDS) - {"ailleurs"}  # of partners: partenaires/test_harvesting.py
    assert kinds.count("pages") == 3  # the format and the theme that three deliverables bear have pages too


def test_a_person_is_not_found() -> None:
    contact = {
        "structure": "Structure d’essai",
        "nom": "Camille Dupont",
        "publication_consentie": "2026-01-01",
        "courriel": "prevention@organisme-essai.fr",
    }
    files = Files(create_catalogue(livrables={"guide": {**GUIDE, "contact": contact}}))
    assert files.found("structure") == {"corps": ["livrables/guide/"]}
    assert not any(b"amille" in content or b"camil" in content for content in files.contents.values())


def test_functions_are_found_by_what_they_offer_in_whatever_words_and_not_by_what_they_look_for() -> None:
    files = Files(
        create_catalogue(
            competences={
                "animer": {"label": "Animer à distance", "synonymes": ["visioconférence"]},
                "enquetes": {"label": "Mener une enquête"},
            },
            structures={
                "s": {"fonctions": [{"role": "préventrice", "competences": ["animer"], "recherche": ["enquetes"]}]}
            },
            groupes={"g": {"pilotes": [{"structure": "X", "competences": ["animer"]}]}},
        )
    )
    for word in ("distance", "visioconference"):
        assert files.found(word) == {"corps": ["groupes/g/", "structures/s/"]}
    assert files.found("preventrice") == {"corps": ["structures/s/"]}
    assert files.found("enquete") == {}


def test_written_pages_are_found_by_their_words() -> None:
    markdown = (
        "# Rôle\n\nUn [pilote](https://example.org/tunnel) anime.\n\n{{ livrables(cible='carreleur') }} {: .classe }"
    )
    files = Files(create_catalogue(), Written("role/", "Rôle du pilote", "Ce qu’il fait.", markdown))
    assert files.found("anime") == {"corps": ["role/"]}
    for word in ("tunnel", "carreleur", "classe"):
        assert files.found(word) == {}
    assert files.cards()[-1] == ["role/", "Page", "Rôle du pilote", "Ce qu’il fait."]


def test_cards_say_what_a_result_is() -> None:
    long = "mot " * 60
    livrables = {"guide": {**GUIDE, "promesse": long.strip(), "date": "2024-03", "statut": "archive"}}
    files = Files(create_catalogue(livrables=livrables, formats={"guide": {"label": "Guide"}}))
    address, genre, title, summary, cibles, date, archived, where, whom = files.cards()[0]
    assert (address, genre, title, date, archived) == ("livrables/guide/", "Guide", "Chutes de hauteur", "2024-03", 1)
    assert (where, whom) == ("", ["Structure d’essai", "mailto:prevention@organisme-essai.fr"])
    assert cibles == [create_catalogue().cibles["tpe"].nom]
    assert summary.endswith("mot…")
    assert len(summary) <= SUMMARY_LENGTH


def test_facets_hold_the_deliverables_of_each_value() -> None:
    livrables: dict[str, dict[str, Any]] = {
        "b": {"titre": "Béta", "date": "2024", "themes": ["chutes"], "a_revoir_le": "2027-01-01"},
        "a": {"titre": "Alpha", "date": "2023", "statut": "archive"},
        "c": {"titre": "Élan", "date": "2022", "themes": ["chutes", "bruit"]},
    }
    themes = {"bruit": {"label": "Bruit"}, "chutes": {"label": "Chutes"}, "route": {"label": "Route"}}
    files = Files(create_catalogue(livrables=livrables, themes=themes))
    facet = files.read("facettes/themes")
    assert facet["titre"] == "Thème"
    assert [(*value[:3], rising(value[3])) for value in facet["valeurs"]] == [
        ("bruit", "Bruit", "", [1]),
        ("chutes", "Chutes", "", [0, 1]),
    ]
    assert [value[0] for value in files.read("facettes/annees")["valeurs"]] == ["2024", "2023", "2022"]
    state = files.read("facettes/etat")
    assert rising(state["archives"]) == [2]
    assert [(day, rising(text)) for day, text in state["a_revoir"]] == [("2027-01-01", [0])]
    assert read(files.read("titres")) == [2, 0, 1]


def test_a_value_leads_to_its_page_where_it_has_one() -> None:
    livrables = {f"guide-{number}": {"themes": ["chutes"]} for number in range(3)}
    [value] = Files(create_catalogue(livrables=livrables)).read("facettes/themes")["valeurs"]
    assert value[2] == "themes/chutes/"


def test_an_empty_catalogue_is_an_index_too() -> None:
    files = Files(create_catalogue(livrables={}, cibles={}))
    assert files.entry["documents"] == sum(count for _name, _label, count in files.entry["sortes"]) == 0
    assert files.entry["termes"] == []


def test_the_folder_changes_with_its_content_alone() -> None:
    one, same = Files(create_catalogue(livrables={"guide": GUIDE})), Files(create_catalogue(livrables={"guide": GUIDE}))
    other = Files(create_catalogue(livrables={"guide": {**GUIDE, "titre": "Autre"}}))
    assert one.contents == same.contents
    assert one.entry["dossier"] != other.entry["dossier"]
    assert all(path.startswith((one.entry["dossier"], "recherche/index.json")) for path in one.contents)


def test_parameters_are_those_of_lunr() -> None:
    entry = Files(create_catalogue()).entry
    assert (entry["k1"], entry["b"]) == (1.2, 0.75)  # lunr.py's documentation, "Builder"
