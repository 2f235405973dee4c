"""« Pour vous »: what a browser is given to answer with, for each target."""

import json
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from prst.outputs.pages.choices import other_words
from prst.outputs.pages.pour_vous import SHOWN, outputs, page
from tests.catalogues import Kind, create_catalogue, create_pages

CIBLES: Kind = {
    "tpe": {"nom": "Petites entreprises", "pour": "toute petite entreprise"},
    "garages": {"nom": "Garages", "fait_partie_de": "tpe"},
    "essai": {"nom": "Fictive", "exemple": "oui"},
}
LIVRABLES: Kind = {
    "pont": {"titre": "Pont élévateur", "cibles": ["garages"], "promesse": "Levez sans risque."},
    "duerp": {"titre": "Document unique", "cibles": ["tpe"], "territoires": ["region"]},
    "vieux": {"titre": "Vieux guide", "cibles": ["tpe"], "statut": "archive"},
}
RELAIS: Kind = {
    "cma": {
        "nom": "Chambre",
        "type": "chambre",
        "cibles": [{"cible": "tpe"}],
        "territoires": ["01"],
        "contact": {"structure": "Chambre", "courriel": "accueil@organisme-essai.fr", "telephone": "04 72 00 00 00"},
    },
    "fictif": {"exemple": "oui"},
}
TERRITOIRES: Kind = {"01": {"label": "Ain"}, "region": {"label": "Région"}, "national": {"label": "France entière"}}


def read(**kinds: Kind) -> dict[str, Any]:
    """The files by name."""
    pages = create_pages(create_catalogue(cibles=CIBLES, territoires=TERRITOIRES, **kinds))
    files = {output.path: json.loads(output.content) for output in outputs(pages)}
    return {path.removeprefix("pour-vous/").removesuffix(".json"): value for path, value in files.items()}


def test_each_target_has_what_was_made_for_it_then_what_holds_for_it() -> None:
    files = read(livrables=LIVRABLES)
    groups = files["cibles/garages"]["groupes"]
    assert [(group["titre"], [fiche["titre"] for fiche in group["fiches"]]) for group in groups] == [
        ("Pour votre métier", ["Pont élévateur"]),
        ("Pour toute petite entreprise", ["Document unique"]),
    ]
    first, second = (group["fiches"][0] for group in groups)
    assert (first["resume"], first["territoires"]) == ("Levez sans risque.", ["national"])
    assert second["territoires"] == ["region"]
    assert set(files) == {"noms", "relais", "rendez-vous", "tous", "cibles/garages", "cibles/tpe"}


def test_a_file_holds_the_first_of_each_place_and_no_more() -> None:
    places = ["national", "region", "region", "national"]
    many = {f"g{number:02}": {"cibles": ["tpe"], "territoires": [places[number % 4]]} for number in range(80)}
    (group,) = read(livrables=many)["cibles/tpe"]["groupes"]
    found = [fiche["territoires"][0] for fiche in group["fiches"]]
    assert {place: found.count(place) for place in places} == dict.fromkeys(places, SHOWN)


def test_what_serves_at_once_comes_before_what_is_read_or_has_no_link() -> None:
    link = [{"libelle": "Ouvrir", "url": "https://exemple.fr/guide"}]
    livrables: Kind = {
        "etude": {"cibles": ["tpe"], "format": "etude", "date": "2026", "liens": link},
        "sans-lien": {"cibles": ["tpe"], "date": "2025"},
        "outil": {"cibles": ["tpe"], "date": "2020", "liens": link},
    }
    (group,) = read(livrables=livrables, formats={"guide": {}, "etude": {"a_lire": "oui"}})["cibles/tpe"]["groupes"]
    found = [(fiche["adresse"].split("/")[1], fiche["sert"]) for fiche in group["fiches"]]
    assert found == [("outil", True), ("etude", False), ("sans-lien", False)]


def test_what_names_another_public_comes_after_what_is_for_this_one() -> None:
    livrables: Kind = {
        "appli": {"cibles": ["apprentis", "garages"], "date": "2026"},
        "pont": {"cibles": ["garages", "tpe"], "date": "2020"},
    }
    cibles: Kind = {**CIBLES, "apprentis": {}}
    pages = create_pages(create_catalogue(cibles=cibles, territoires=TERRITOIRES, livrables=livrables))
    files = {output.path: json.loads(output.content) for output in outputs(pages)}
    (group,) = files["pour-vous/cibles/garages.json"]["groupes"]
    assert [fiche["adresse"] for fiche in group["fiches"]] == ["livrables/pont/", "livrables/appli/"]


def test_relays_say_whom_and_where_they_reach() -> None:
    (relay,) = read(relais=RELAIS)["relais"]
    assert [way["href"] for way in relay["voies"]] == ["mailto:accueil@organisme-essai.fr", "tel:0472000000"]
    assert (relay["titre"], relay["type"], relay["cibles"], relay["territoires"]) == (
        "Chambre",
        "chambre",
        ["tpe"],
        ["01"],
    )


def test_names_are_known_by_former_ids_too() -> None:
    cibles = {**CIBLES, "garages": {"nom": "Garages", "anciens_ids": ["ateliers"]}}
    files = create_pages(create_catalogue(cibles=cibles, territoires=TERRITOIRES))
    (names,) = (json.loads(one.content) for one in outputs(files) if one.path == "pour-vous/noms.json")
    assert names["cibles"] == {"ateliers": "Garages", "garages": "Garages", "tpe": "Petites entreprises"}
    assert names["territoires"] == {"region": "Région", "01": "Ain", "national": "France entière"}


def test_without_javascript_the_page_leads_to_each_target_and_to_the_places_of_the_region() -> None:
    catalogue = create_catalogue(cibles=CIBLES, territoires=TERRITOIRES, relais=RELAIS)
    tree = LexborHTMLParser(str(page(create_pages(catalogue))))
    links = [link.attributes["href"] for link in tree.css(".pour-vous-sans a")]
    places = ["../livrables/?territoires=region", "../territoires/"]
    assert links == ["../cibles/garages/", "../cibles/tpe/", *places]


def test_other_words_are_those_of_the_sectors_of_one_target_alone() -> None:
    """Each once: neither the name of a target, nor one word and its plural."""
    cibles = {
        "garages": {"nom": "Garages", "secteurs": ["automobile", "tous"]},
        "tpe": {"nom": "Petites entreprises", "secteurs": ["tous"]},
    }
    secteurs: Kind = {
        "automobile": {"label": "Automobile", "synonymes": ["garage", "carrosserie", "carrosseries"]},
        "tous": {"label": "Tous métiers"},
    }
    pages = create_pages(create_catalogue(cibles=cibles, secteurs=secteurs))
    words = [(word, cible.id) for word, cible in other_words(pages, cibles)]
    assert words == [("Automobile", "garages"), ("Carrosserie", "garages")]
