"""What French typography is noted, what it should be, and what is left alone."""

import pytest

from prst.records.typography import slips
from tests.catalogues import plain
from tests.records.folders import LIVRABLE, Folder, place_of


@pytest.mark.parametrize(
    ("text", "code", "right"),
    [
        ("Les gestes de l'atelier", "apostrophe_droite", "l’atelier"),
        ("Aujourd'hui", "apostrophe_droite", "Aujourd’hui"),
        ("Parlons d'« aléas »", "apostrophe_droite", "d’«"),
        ('Dites "bonjour à tous" en arrivant', "guillemets_droits", "« bonjour à tous »"),
        ("Êtes-vous prêt? Oui", "espace_absente", "prêt ?"),
        ("Attention: chute", "espace_absente", "Attention :"),
        ("Le bruit; la poussière", "espace_absente", "bruit ;"),
        ("Un texte  à deux espaces", "espaces_doubles", "texte à"),
        ("Écrivez à DREETS Bretagne", "article_absent", "à la DREETS"),
        ("Demandez auprès de INRS", "article_absent", "auprès de l’INRS"),
        ("PLAN RÉGIONAL DE SANTÉ au travail", "titre_capitales", ""),
        ("À LIRE AVANT TOUTE EMBAUCHE", "titre_capitales", ""),
        ("Un guide <script>alert(1)</script>", "code_en_clair", ""),
        ("Gras : <b class='x'>ici</b>", "code_en_clair", ""),
        ('Un texte #read("/etc/passwd")', "code_en_clair", ""),
        ('#import "@preview/x"', "code_en_clair", ""),
        ("Il y a {{ nombre }} fiches", "code_en_clair", ""),
    ],
)
def test_slips_are_told_with_what_to_write(text: str, code: str, right: str) -> None:
    [(found, words, instead)] = slips("titre", text)
    assert (found, plain(instead)) == (code, right)
    assert words in text


@pytest.mark.parametrize(
    "text",
    [
        "L’atelier d’Ain : « prêt ? » Oui ; non !",
        "Voir https://exemple.fr/l'eau?a=1;b et contact@l'eau.fr",
        'Le code `l\'eau  "x"` reste',
        "Le code `<b>` ou `#read(1)`, voulu, reste",
        "Moins de <10 salariés, #santé #sécurité, <https://exemple.fr/a#b>, a < b > c",
        "| a  | b |\n|----|---|",
        "Une vis de 2'30 et 5\" de diamètre",
        "De 9:30 à 10:15, ratio 3:1",
        "Le nom de DREETS, publié par Carsat",
        "Guide INRS, OPPBTP, CNAM et FNTP",
        "Document unique DUERP",
        "Fin  \nde ligne (deux espaces de Markdown)",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert list(slips("titre", text)) == []


def test_capitals_are_looked_for_in_what_names_something() -> None:
    assert list(slips("resume", "LISEZ BIEN CECI AVANT TOUT")) == []


def test_a_slip_is_noted_where_it_stands_and_stops_nothing(folder: Folder) -> None:
    folder.write(
        "livrables/guide-chutes.yml", f"{LIVRABLE}promesse: Gagnez l'été\ndescription: Dites \"oui\" à l'oral.\n"
    )
    folder.write("vocabulaires/themes.yml", "chutes:\n  label: Chutes d'objets\n")
    loaded = folder.load(notes=True)
    assert loaded.catalogue
    codes = ("apostrophe_droite", "guillemets_droits")
    assert [place_of(one) for one in loaded.problems if one.code in codes] == [
        ("livrables/guide-chutes.yml", 9, 11, "promesse", "apostrophe_droite"),
        ("livrables/guide-chutes.yml", 10, 14, "description", "guillemets_droits"),
        ("livrables/guide-chutes.yml", 10, 14, "description", "apostrophe_droite"),
        ("vocabulaires/themes.yml", 2, 10, "chutes.label", "apostrophe_droite"),
    ]
