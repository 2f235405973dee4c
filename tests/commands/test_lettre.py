"""A letter that somebody asks for: what is understood, and what is said where it is not."""

from datetime import date
from typing import Any

import pytest

from prst.analysis.digest import Digest, Tranche
from prst.commands.lettre import Asked, Request, RequestError, counted, digest_of, letter_of, summary, understand
from prst.outputs.pages.lettre_pilotes import DesGroupes
from prst.records.catalogue import Catalogue
from tests.catalogues import Kind, create_catalogue, create_pages, plain

TODAY = date(2026, 11, 22)
TERRITORIES: Kind = {"69": {"label": "Rhône"}, "2a": {"label": "Corse-du-Sud"}, "region": {"label": "Région"}}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return create_catalogue(
        cibles={"garages": {"nom": "Garages", "anciens_ids": ["garagistes"]}, "btp": {"nom": "Entreprises du BTP"}},
        livrables={"guide": {"ajoute_le": "2026-11-02", "cibles": ["garages"]}},
        territoires=TERRITORIES,
        themes={"bruit": {"label": "Bruit au travail"}},
        groupes={
            "ouie": {
                "nom": "Ouïe",
                "anciens_ids": ["son"],
                "themes": ["bruit"],
                "jalons": [{"date": "2026-12-01", "intitule": "Essai"}],
            },
        },
    )


def ask(
    catalogue: Catalogue,
    depuis: str = "2026-11-01",
    jusqua: str = "",
    cible: str = "",
    lieu: str = "",
    pilotes: bool = False,
    groupe: str = "",
    theme: str = "",
) -> Request:
    return understand(catalogue, Asked(depuis, jusqua, cible, lieu, pilotes, groupe, theme), today=TODAY)


def test_a_letter_goes_up_to_today(catalogue: Catalogue) -> None:
    assert ask(catalogue) == Request(date(2026, 11, 1), TODAY, Tranche(), TODAY)
    assert ask(catalogue, jusqua="2026-11-10").jusqua == date(2026, 11, 10)
    assert ask(catalogue, depuis="2026-11-22").depuis == TODAY


@pytest.mark.parametrize("name", ["garages", "garagistes"])
def test_a_target_is_known_by_its_id_and_its_former_ones(catalogue: Catalogue, name: str) -> None:
    assert ask(catalogue, cible=name).tranche.cible == catalogue.cibles["garages"]


@pytest.mark.parametrize("code", ["2a", "2A"])
def test_a_territory_is_known_by_its_code(catalogue: Catalogue, code: str) -> None:
    assert ask(catalogue, lieu=code).tranche.territoire == catalogue.territoires["2a"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"depuis": ""}, "Par exemple : prst lettre --depuis 2026-10-01"),
        ({"depuis": "01/11/2026"}, "Écrivez par exemple 2026-11-01"),
        ({"depuis": "hier"}, "« hier » n’est pas un jour"),
        ({"depuis": "2026-02-30"}, "« 2026-02-30 » n’existe pas dans le calendrier"),
        ({"depuis": "2026-11"}, "écrivez le jour en entier, par exemple 2026-11-01"),
        ({"depuis": "2026-11-23"}, "le 23 novembre 2026 n’est pas encore arrivé"),
        ({"jusqua": "2027-01-01"}, "--jusqu-a : le 1er janvier 2027 n’est pas encore arrivé"),
        ({"jusqua": "2026-10-31"}, "finirait avant de commencer"),
        ({"cible": "garage"}, "Vouliez-vous dire « garages » (Garages) ?"),
        ({"cible": "entreprise du btp"}, "Vouliez-vous dire « btp » (Entreprises du BTP) ?"),
        ({"cible": "zzzz"}, "« zzzz » est inconnu. Les valeurs possibles sont dans catalogue/cibles/."),
        ({"groupe": "oui"}, "Vouliez-vous dire « ouie » (Ouïe) ?"),
        ({"theme": "brui"}, "Vouliez-vous dire « bruit » (Bruit au travail) ?"),
        ({"theme": "zzzz"}, "Les valeurs possibles sont dans catalogue/vocabulaires/themes.yml."),
        ({"theme": "bruit", "groupe": "ouie"}, "gardez --groupe ou --theme"),
        ({"lieu": "rhone"}, "Vouliez-vous dire « 69 » (Rhône) ?"),
    ],
)
def test_what_is_not_understood_is_said_with_what_to_do(catalogue: Catalogue, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(RequestError) as error:
        ask(catalogue, **asked)
    assert said in plain(str(error.value))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, None),
        ({"pilotes": True}, DesGroupes()),
        ({"groupe": "son"}, DesGroupes("Ouïe", groupe="ouie")),
        ({"theme": "bruit", "pilotes": True}, DesGroupes("Bruit au travail", theme="bruit")),
    ],
)
def test_the_letter_of_pilots_is_written_where_it_is_asked_for(
    catalogue: Catalogue, asked: dict[str, Any], expected: DesGroupes | None
) -> None:
    request = ask(catalogue, **asked)
    assert request.groupes == expected
    letter, told = letter_of(create_pages(catalogue), request)
    assert ("la lettre des pilotes" in letter.sujet) == (expected is not None)
    assert (b"groupes/ouie/#jalons" in letter.courriel.replace(b"=\r\n", b"")) == (expected is not None)
    assert any("Jalons attendus" in one for one in told) == (expected is not None)


def test_where_pilots_have_nothing_to_read_it_says_what_to_change(catalogue: Catalogue) -> None:
    with pytest.raises(RequestError) as error:
        letter_of(create_pages(catalogue), ask(catalogue, groupe="ouie", cible="btp"))
    assert "pour « Entreprises du BTP », « Ouïe »" in plain(str(error.value))
    assert "retirez --cible ou retirez --groupe" in str(error.value)


def find(catalogue: Catalogue, request: Request) -> Digest:
    return digest_of(create_pages(catalogue).derived, request)


def test_nothing_to_tell_is_said_with_what_to_change(catalogue: Catalogue) -> None:
    with pytest.raises(RequestError) as error:
        find(catalogue, ask(catalogue, depuis="2026-11-10", cible="garages", lieu="69"))
    assert plain(str(error.value)) == (
        "Rien de nouveau du 10 au 22 novembre 2026 pour « Garages », « Rhône », et rien à venir dans les trois mois. "
        "Aucune lettre n’est écrite : reculez --depuis ou retirez --cible ou retirez --territoire."
    )


def test_summary_counts_what_there_is_and_says_what_to_do_with_the_files() -> None:
    many: Kind = {f"fiche-{number:02}": {"ajoute_le": "2026-10-05"} for number in range(12)}
    catalogue = create_catalogue(
        livrables={**many, "ancien": {"ajoute_le": "2026-01-06", "modifie_le": "2026-10-06"}},
        evenements={"demain": {"debut": "2026-11-23"}, "hier": {"debut": "2026-11-21"}},
    )
    request = ask(catalogue, "2026-10-01", "2026-10-31")
    text = plain(summary(counted(find(catalogue, request)), request, "lettre", sender_known=False))
    assert text.splitlines()[:4] == [
        "Ce qui est arrivé en octobre 2026 :",
        "  12 nouvelles ressources, dont 8 dans la lettre",
        "  1 ressource mise à jour, dont 0 dans la lettre",
        "  1 rendez-vous à venir",
    ]
    assert "lettre.eml   un brouillon" in text
    assert "L’expéditeur du brouillon est à remplir" in text
    assert "expéditeur" not in summary(counted(find(catalogue, request)), request, "lettre", sender_known=True)
