"""The pitch of a group on paper and as a slide, and the booklet of all."""

import io
import json
from typing import Any

import pikepdf
import pytest

from prst.analysis.derived import Derived
from prst.analysis.pitchs import Pitch, pitch_of
from prst.outputs.imprimerie import Drawing
from prst.outputs.pitchs import (
    DIAPO,
    FEUILLE,
    SLIDE,
    drawings,
    feet,
    livret,
    measured,
    parts,
    period,
    planche,
    reached,
    whom,
)
from prst.records.catalogue import Catalogue
from prst.records.dates import parse_partial_date
from tests.analysis.test_pitchs import DAY, LOG
from tests.catalogues import create_catalogue, plain
from tests.drawings import all_drawn, drawn, letters_of
from tests.outputs.test_affiches import TITLES, tags
from tests.outputs.test_images import MARKED, size_of

A4 = 841.89, 595.28
"""Points of a landscape A4 page (ISO 216)."""
WHOLE: dict[str, Any] = {
    "nom": "Accueil",
    "plan": "PRST 4",
    "etat": "au_travail",
    "fiche_action": {"numero": "1.17"},
    "cibles": ["tpe"],
    "pilotes": [
        {
            "structure": "Carsat",
            "contact": {
                "structure": "x",
                "nom": "Une Personne",
                "publication_consentie": "2026-01-01",
                "courriel": "p@organisme-essai.fr",
            },
        }
    ],
    "jalons": [{"date": "2027-02", "intitule": "Le guide est remis"}],
    "indicateurs": [{"nom": "Guides remis", "unite": "guides", "attendu": "500"}],
    "releves": [{"indicateur": "Guides remis", "le": "2026-06", "valeur": "320"}],
    "pitch": {"en_bref": "Nous aidons.", "difficulte": "Peu répondent.", "demande": "Une heure."},
    "modifie_le": "2026-09-03",
}


def pitches(groupes: Any, **kinds: Any) -> tuple[Catalogue, list[Pitch]]:
    catalogue = create_catalogue(groupes={"b": {}, **groupes}, **kinds)
    derived = Derived(catalogue)
    return catalogue, [pitch_of(catalogue.groupes[one], catalogue, derived.diffusions, DAY) for one in groupes]


def opened(one: Drawing) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(drawn(one)))


def test_documents_name_who_publishes_them_and_not_its_id() -> None:
    catalogue, [pitch] = pitches(
        {"a": WHOLE},
        site={"editeur": {"nom": "reseau"}},
        structures={"reseau": {"nom": "Réseau d’essai"}},
    )
    for one in (drawings(pitch, catalogue, "")[0], livret([(pitch, True)], catalogue, "")):
        assert json.loads(one.shows)["auteur"] == "Réseau d’essai"


def test_a_page_says_all_that_is_known_with_its_dates_and_names_nobody() -> None:
    catalogue, [pitch] = pitches({"a": WHOLE}, **LOG)
    shown = planche(pitch, catalogue)
    said = {
        title: (plain(large), plain(text), [*map(plain, lines)]) for title, large, text, lines, _ in shown["parties"]
    }
    assert said == {
        "Ce que nous avons produit": ("", "", ["Guide"]),
        "Ce qui a été transmis": (
            "3 diffusions",
            "De septembre 2025 à mars 2026, par 2 relais. "
            "Au moins 40 personnes ou entreprises touchées, doublons compris : 1 diffusion ne dit pas combien.",
            [],
        ),
        "Ce que nous mesurons": ("", "", ["Guides remis : 320 guides en juin 2026 (attendu : 500 guides)"]),
        "Prochain jalon": ("février 2027", "Le guide est remis", []),
        "Ce qui nous freine": ("", "Peu répondent.", []),
        "Ce que nous vous demandons": ("", "Une heure.", []),
    }
    assert (shown["surtitre"], plain(shown["pour"])) == ("PRST 4, fiche-action 1.17, au travail", "Pour qui : Tpe")
    assert plain(shown["pied"]).splitlines() == [
        "Pilote : Carsat",
        "Fiche du 3 septembre 2026",
        "Catalogue d’essai, Région d’essai",
    ]
    drawn_of_it = [*drawings(pitch, catalogue, ""), livret([(pitch, True)], catalogue, "")]
    assert not any("Une Personne" in one.shows or "p@organisme" in one.shows for one in drawn_of_it)


@pytest.mark.parametrize(
    ("moved", "said"),
    [("2027-03", "Le guide est remis (prévu d’abord : février 2027)"), ("2027-02", "Le guide est remis")],
)
def test_a_milestone_is_said_to_have_moved_where_its_date_is_another(moved: str, said: str) -> None:
    step = {"date": "2027-02", "intitule": "Le guide est remis", "nouvelle_date": moved}
    _catalogue, [pitch] = pitches({"a": {"jalons": [step]}})
    assert [plain(one.texte) for one in parts(pitch)] == [said]


def test_the_line_above_a_name_begins_as_a_line_does() -> None:
    catalogue, [pitch] = pitches({"a": {"etat": "tres_actif"}})
    assert planche(pitch, catalogue)["surtitre"] == "Très actif"


def test_a_page_has_no_part_for_what_nobody_said() -> None:
    _catalogue, [pitch] = pitches({"a": {"jalons": [{"date": "2026-02", "intitule": "Un guide"}]}})
    assert [(one.titre, one.grand, one.texte) for one in parts(pitch)] == [
        ("Jalon attendu", "février 2026", "Un guide")
    ]


def crowded(text: str, rank: int) -> dict[str, Any]:
    """A group that says as much as it may."""
    return {
        "nom": text[:200],
        "plan": text[:80],
        "fiche_action": {"numero": text[:80], "objectif": (f"{text} " * 40)[:560]},
        "cibles": [f"c{rank}-{other}" for other in range(200)],
        "pilotes": [{"structure": text[:200]}] * 9,
        "jalons": [
            {"date": "2027", "intitule": text[:240]},
            *({"date": "2026", "intitule": "x", "fait_le": "2026", "produit": text[:240]} for _ in range(9)),
        ],
        "indicateurs": [{"nom": text[:240], "unite": text[:80]}],
        "releves": [{"indicateur": text[:240], "le": "2026", "valeur": "1"}],
        "pitch": {"difficulte": text[:190], "demande": text[:190]},
    }


def test_a_pitch_is_one_page_whatever_it_says() -> None:
    groups = {f"g{rank}": crowded(text, rank) for rank, text in enumerate(TITLES.values())}
    targets = {
        f"c{rank}-{other}": {"nom": text[:180]} for rank, text in enumerate(TITLES.values()) for other in range(200)
    }
    catalogue, found = pitches(groups, cibles={"tpe": {}, **targets})
    pdf = opened(livret([(one, True) for one in found], catalogue, ""))
    assert len(pdf.pages) == 1 + len(TITLES)
    for page in pdf.pages:
        assert [float(one) for one in page.mediabox][2:] == pytest.approx(A4, abs=0.01)
    assert size_of(drawn(drawings(found[2], catalogue, "")[1])) == SLIDE


def test_several_structures_that_lead_are_pilots() -> None:
    catalogue, [pitch] = pitches({"a": {"pilotes": [{"structure": "Carsat"}, {"structure": "Cfa"}]}})
    assert plain(feet(pitch, catalogue)).splitlines()[0] == "Pilotes : Carsat, Cfa"


def test_targets_and_productions_are_named_or_counted_never_one_alone() -> None:
    many: dict[str, Any] = {f"c{rank}": {} for rank in range(200)}
    livrables: dict[str, Any] = {f"l{rank}": {"groupe": "a"} for rank in range(6)}
    _catalogue, [pitch] = pitches({"a": {"cibles": [*many]}}, cibles={"tpe": {}, **many}, livrables=livrables)
    assert whom(pitch).endswith("C4 · et 195 autres publics")
    [part] = parts(pitch)
    assert plain(part.grand) == "6 réalisations"
    assert part.lignes == ("L0", "L1", "L2", "et 3 autres réalisations")
    assert part.liens == ("livrables/l0/", "livrables/l1/", "livrables/l2/", "groupes/a/")
    _catalogue, [four] = pitches({"a": {}}, livrables={name: livrables[name] for name in [*livrables][:4]})
    assert parts(four)[0].lignes == ("L0", "L1", "L2", "L3")


def test_a_pitch_is_read_by_screen_readers() -> None:
    """What PDF/UA-1 (ISO 14289-1, clauses 5 and 7) asks and another program than the compiler can see."""
    catalogue, [pitch] = pitches({"a": WHOLE}, **LOG)
    page, slide = drawings(pitch, catalogue, MARKED)
    assert (page.path, slide.path) == (f"groupes/a/pitch/{FEUILLE}", f"groupes/a/pitch/{DIAPO}")
    pdf = opened(page)
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.Lang == "fr-FR"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert plain(metadata["dc:title"]) == "Accueil : le pitch"
        assert metadata["pdfuaid:part"] == "1"
    found = tags(pdf)
    assert (found.count("/H1"), found.count("/H2"), found.count("/Figure"), found.count("/Link")) == (1, 6, 1, 1)
    assert found.index("/H1") < found.index("/H2") < found.index("/Figure") < found.index("/Link")
    assert [str(one.A.URI) for one in pdf.pages[0].Annots] == ["https://essai.example.org/groupes/a/pitch/"]


def test_what_is_copied_of_a_page_has_no_unseen_characters() -> None:
    said = {"en_bref": "Voir https://essai.example.org/groupes/accueil-des-apprentis/", "demande": "incompressible" * 9}
    catalogue, [pitch] = pitches({"a": {**WHOLE, "nom": "incompressible" * 9, "pitch": said}}, **LOG)
    for one in (drawings(pitch, catalogue, "")[0], livret([(pitch, True)], catalogue, "")):
        assert "\u200b" in one.shows
        assert "\u200b" not in letters_of(drawn(one)), one.path
        assert "e" in letters_of(drawn(one))


def test_a_booklet_has_a_table_of_contents_and_a_page_for_each_group_those_of_this_region_first() -> None:
    catalogue, [a, b] = pitches({"a": WHOLE, "c": {**WHOLE, "nom": "Ailleurs"}})
    made = livret([(b, False), (a, True)], catalogue, MARKED)
    pdf = opened(made)
    assert made.path == "groupes/pitchs/livret.pdf"
    assert len(pdf.pages) == 3
    found = tags(pdf)
    assert (found.count("/H1"), found.count("/TOCI")) == (1, 2)
    with pdf.open_outline() as outline:
        [whole] = outline.root
        assert [one.title for one in whole.children] == ["Accueil", "Ailleurs"]


def test_the_same_facts_give_the_same_bytes_whatever_the_day_of_the_rest() -> None:
    """A day of reference that moves makes nothing anew, as long as the same milestone comes next."""
    catalogue, [pitch] = pitches({"a": WHOLE}, **LOG)
    later = pitch_of(pitch.groupe, catalogue, Derived(catalogue).diffusions, DAY.replace(month=12))
    once, again = (drawings(one, catalogue, MARKED) for one in (pitch, later))
    assert [one.key for one in once] == [one.key for one in again]
    assert all_drawn(once) == all_drawn(again)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-03-02", "2026-03-28", "En mars 2026"),
        ("2025", "2025", "En 2025"),
        ("2025-08", "2026-03-28", "D’août 2025 à mars 2026"),
        ("2025", "2026-01", "De 2025 à janvier 2026"),
    ],
)
def test_a_period_is_as_precise_as_its_months_are(first: str, last: str, said: str) -> None:
    assert period(parse_partial_date(first), parse_partial_date(last)) == said


def test_whom_acts_reached_is_said_as_far_as_they_tell() -> None:
    _catalogue, [whole] = pitches({"a": {}}, **LOG)
    assert whole.transmis
    total = whole.transmis.compte
    assert plain(reached(total)).startswith("Au moins 40 personnes")
    total.chiffres = total.actes
    assert plain(reached(total)) == "40 personnes ou entreprises touchées, doublons compris."
    total.actes = total.chiffres = 1
    assert plain(reached(total)) == "40 personnes ou entreprises touchées."
    total.chiffres = 0
    assert reached(total) == "Personne n’a encore compté qui a été touché."


def test_a_reading_has_its_unit_its_day_and_what_was_expected() -> None:
    _catalogue, [pitch] = pitches(
        {
            "a": {
                "indicateurs": [{"nom": "Part", "unite": "%", "attendu": "80,5"}, {"nom": "Jours"}],
                "releves": [
                    {"indicateur": "Part", "le": "2026-06-01", "valeur": "62,5"},
                    {"indicateur": "Jours", "le": "2025", "valeur": "3"},
                ],
            }
        }
    )
    assert [plain(measured(one)) for one in pitch.mesures] == [
        "Part : 62,5 % le 1er juin 2026 (attendu : 80,5 %)",
        "Jours : 3 en 2025",
    ]
