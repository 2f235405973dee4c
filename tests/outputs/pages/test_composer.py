"""What a browser composes letters of: few lines of a large catalogue, and never one too few."""

import json
from typing import Any

from prst.analysis.digest import LITTLE, NEWS, SURE
from prst.outputs.pages import composer
from prst.outputs.pages.choices import targets, territories
from prst.outputs.pages.lettre import COMPOSER, Layouts
from tests.catalogues import Fields, Kind, create_catalogue, create_pages

LINK: Fields = {"liens": [{"libelle": "Lire", "url": "https://www.inrs.fr/guide"}]}


def published(site: Fields | None = None, **kinds: Kind) -> dict[str, Any]:
    pages = create_pages(create_catalogue(site, **kinds))
    return {output.path: json.loads(output.content) for output in composer.outputs(pages, Layouts(pages))}


def test_what_entered_at_once_is_told_by_its_first_lines_only() -> None:
    many: Kind = {f"n{rank:04}": {"ajoute_le": "2026-11-02", **LINK} for rank in range(600)}
    files = published(livrables=many)
    assert [fiche["adresse"] for fiche in files["lettre/2026-11/nouveautes.json"]["nouveaux"]] == [
        f"livrables/n{rank:04}/"
        for rank in range(NEWS + 1)  # one more, to tell that there are others
    ]
    assert len(files[COMPOSER]["sures"]) == SURE + LITTLE - 1


def test_each_target_and_territory_finds_its_own_lines_behind_the_others() -> None:
    many: Kind = {
        f"n{rank:03}": {
            "ajoute_le": "2026-11-02",
            "cibles": ["rare" if rank == 199 else "tpe"],
            "territoires": ["42"] if rank == 198 else ["69"],
        }
        for rank in range(200)
    }
    files = published(
        {"departements": ["42", "69"]},
        cibles={"tpe": {}, "rare": {}},
        territoires={code: {} for code in ("42", "69", "59", "region", "national")},
        livrables=many,
    )
    told = {fiche["adresse"] for fiche in files["lettre/2026-11/nouveautes.json"]["nouveaux"]}
    assert {"livrables/n198/", "livrables/n199/"} <= told
    assert len(told) == NEWS + 3


def test_one_file_for_each_month_that_has_a_letter() -> None:
    files = published(livrables={"a": {"ajoute_le": "2026-01-05", "modifie_le": "2026-11-02"}})
    assert list(files) == [COMPOSER, "lettre/2026-11/nouveautes.json", "lettre/2026-01/nouveautes.json"]
    assert files[COMPOSER]["mois"] == ["2026-11", "2026-01"]


def test_an_event_that_comes_back_is_written_once_with_its_dates() -> None:
    index = published(
        livrables={"a": {"modifie_le": "2026-11-02"}},
        evenements={"cafe": {"debut": "2026-10-06", "recurrence": "FREQ=WEEKLY;COUNT=90"}},
    )[COMPOSER]
    assert [serie["titre"] for serie in index["series"]] == ["Cafe"]
    assert [coming[1] for coming in index["a_venir"]][:2] == ["2026-11-03", "2026-11-10"]
    assert len(index["a_venir"]) == composer.TIMES


def test_what_the_calendar_announces_is_published_however_late_it_comes() -> None:
    days = {"loin": "2027-12-30", "plus-loin": "2029-03-01", "annee": "2027"}
    index = published(
        livrables={"a": {"modifie_le": "2026-01-02"}},
        evenements={name: {"debut": day} for name, day in days.items()},
    )[COMPOSER]
    assert [coming[1] for coming in index["a_venir"]] == ["2027-12-30", "2027-01-01", "2029-03-01"]


def test_choices_are_those_of_the_catalogue_by_region() -> None:
    pages = create_pages(
        create_catalogue(
            {"departements": ["42"]},
            cibles={"tpe": {"nom": "TPE", "anciens_ids": ["tpe-pme"]}, "fictive": {"exemple": "oui"}},
            territoires={
                "national": {"label": "France entière"},
                "42": {"label": "Loire"},
                "59": {"label": "Nord", "region": "Hauts-de-France"},
                "region": {"label": "Région d’essai"},
            },
        )
    )
    assert [(one.id, one.nom, one.anciens) for one in targets(pages)] == [("tpe", "TPE", ("tpe-pme",))]
    assert [(name, [one.nom for one in some]) for name, some in territories(pages)] == [
        ("Région d’essai", ["Région d’essai", "Loire"]),
        ("France", ["France entière"]),
        ("Hauts-de-France", ["Nord"]),
    ]
    loire = territories(pages)[0][1][1]
    assert loire.autour == ("42", "national", "region")
