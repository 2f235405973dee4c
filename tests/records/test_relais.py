"""Relays say nothing that cannot be: whom they reach, within whom they stand, what they passed on."""

from datetime import date

import pytest
from pydantic import ValidationError

from prst.records.loading import check_draft, load
from prst.records.model import Cible, CibleTouchee, Relais
from prst.records.problems import NOTE, Problem
from tests.catalogues import plain
from tests.records.folders import LIVRABLE, Folder, place_of
from tests.records.test_problems import assert_reads_well

RELAIS = "nom: Chambre\ntype: chambre consulaire\n"
ACTE = "date: 2026-05-12\nlivrable: guide-chutes\nrelais: chambre\ncanal: lettre\n"
TODAY = date(2026, 11, 27)


@pytest.fixture
def relays(folder: Folder) -> Folder:
    """A target of 200, a relay of this region, and one of Corse-du-Sud."""
    site = (folder.root / "site.yml").read_text(encoding="utf-8")
    folder.write("site.yml", f"{site}departements: ['01']\n")
    folder.write("cibles/tpe-btp.yml", "nom: Petites entreprises du bâtiment\neffectif: 200\n")
    folder.write("relais/chambre.yml", RELAIS)
    folder.write("relais/federation.yml", RELAIS)
    return folder


def told(folder: Folder, name: str = "", *, notes: bool = False) -> list[Problem]:
    """What is wrong with the catalogue, today; each message reads well."""
    found = [
        problem
        for problem in load(folder.root, today=TODAY, notes=notes).problems
        if problem.file.endswith(name)
        and problem.code not in ("sans_date_ajout", "structure_en_mots")
        and not problem.file.endswith("site.yml")
    ]
    for problem in found:
        assert_reads_well(problem)
    return found


# What a relay says of itself


def test_a_relay_says_what_it_can_do_in_the_words_of_the_model() -> None:
    relais = Relais.model_validate(
        {"id": "a", "nom": "A", "type": "B", "leviers": ["Réseaux sociaux", "lettre", "aide-financière"]}
    )
    assert relais.leviers == ("reseaux_sociaux", "lettre", "aide_financiere")
    assert [one.nom for one in relais.les_choix("leviers")] == [
        "Réseaux sociaux",
        "Lettre d’information",
        "Aide financière",
    ]


@pytest.mark.parametrize(("text", "year"), [("2025", 2025), (" 1990 ", 1990)])
def test_a_year_has_four_digits(text: str, year: int) -> None:
    assert CibleTouchee.model_validate({"cible": "a", "annee": text}).annee == year


@pytest.mark.parametrize("text", ["25", "1899", "2101", "2025-01", "20250", "cette année"])
def test_what_is_no_year_is_told(text: str, relays: Folder) -> None:
    relays.write("relais/chambre.yml", f"{RELAIS}cibles:\n  - cible: tpe-btp\n    annee: {text}\n")
    (problem,) = told(relays)
    assert place_of(problem) == ("relais/chambre.yml", 5, 12, "cibles[1].annee", "annee")
    assert f"« {text} »" in problem.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-5", "nombre_negatif"),
        ("'- 1 200'", "nombre_negatif"),
        ("'\u22121 200'", "nombre_negatif"),
        ("100 000 000", "nombre_excessif"),
        ("123456789", "nombre_excessif"),
        ("'-'", "nombre"),
        ("1,5", "nombre"),
        ("presque tous", "nombre"),
    ],
)
def test_a_count_of_people_is_neither_negative_nor_absurd(text: str, code: str, relays: Folder) -> None:
    relays.write("relais/chambre.yml", f"{RELAIS}cibles:\n  - cible: tpe-btp\n    portee: {text}\n")
    (problem,) = told(relays)
    assert (problem.field, problem.code, problem.line) == ("cibles[1].portee", code, 5)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("99 999 999", 99_999_999), ("1\u202f200", 1200)])
def test_a_count_of_people_may_be_written_in_thousands(text: str, number: int) -> None:
    assert CibleTouchee.model_validate({"cible": "a", "portee": text}).portee == number
    assert Cible.model_validate({"id": "a", "nom": "A", "effectif": text}).effectif == number


@pytest.mark.parametrize(("lines", "right"), [("sollicite: oui\n", True), ("sollicite: non\n", False), ("", False)])
@pytest.mark.parametrize("answer", ["oui", "non"])
def test_a_relay_answers_when_it_is_asked(lines: str, right: bool, answer: str, relays: Folder) -> None:
    relays.write("relais/chambre.yml", f"{RELAIS}{lines}repondu: {answer}\n")
    assert [problem.code for problem in told(relays)] == ([] if right else ["reponse_sans_demande"])


def test_an_answer_hides_no_mistake_of_the_question() -> None:
    with pytest.raises(ValidationError) as raised:
        Relais.model_validate({"id": "a", "nom": "A", "type": "B", "sollicite": "parfois", "repondu": "oui"})
    assert [error["type"] for error in raised.value.errors()] == ["oui_non"]


# Whom it reaches


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("leviers: [lettre, visite, Lettre]\n", (3, "leviers[3]")),
        ("cibles:\n  - cible: tpe-btp\n  - cible: tpe-btp\n", (5, "cibles[2].cible")),
        ("recoupe: [federation, federation]\n", (3, "recoupe[2]")),
        ("inclus_dans: [federation, federation]\n", (3, "inclus_dans[2]")),
    ],
)
def test_what_a_relay_says_twice_is_told(lines: str, place: tuple[int, str], relays: Folder) -> None:
    relays.write("relais/chambre.yml", RELAIS + lines)
    assert [(problem.line, problem.field, problem.code) for problem in told(relays)] == [(*place, "doublon")]


@pytest.mark.parametrize("key", ["cibles:\n  - cible", "inclus_dans", "recoupe"])
def test_what_a_relay_names_is_known(key: str, relays: Folder) -> None:
    relays.write("relais/chambre.yml", f"{RELAIS}{key}: {'zzz' if 'cible' in key else '[zzz]'}\n")
    (problem,) = told(relays)
    assert problem.code == "inconnu"


@pytest.mark.parametrize(
    ("portee", "places", "codes"),
    [
        ("200", "['01']", []),
        ("201", "['01']", ["portee_au_dela"]),
        ("201", "['01', '2A']", ["portee_au_dela"]),
        ("201", "[region]", ["portee_au_dela"]),
        ("201", "[]", ["portee_au_dela"]),
        ("201", "['2A']", []),  # the headcount is that of this region
    ],
)
def test_no_relay_reaches_more_than_there_are(portee: str, places: str, codes: list[str], relays: Folder) -> None:
    cibles = f"cibles:\n  - cible: tpe-btp\n    portee: {portee}\n"
    relays.write("relais/chambre.yml", f"{RELAIS}{cibles}territoires: {places}\n")
    found = told(relays)
    assert [problem.code for problem in found] == codes
    assert [(problem.line, problem.column, problem.field) for problem in found] == [(5, 13, "cibles[1].portee")] * len(
        codes
    )
    assert all("200 (cibles/tpe-btp.yml)" in problem.message for problem in found)


def test_nobody_can_be_reached_where_there_is_nobody(relays: Folder) -> None:
    relays.write("cibles/tpe-btp.yml", "nom: A\neffectif: 0\n")
    relays.write("relais/chambre.yml", f"{RELAIS}cibles:\n  - cible: tpe-btp\n    portee: 1\n")
    assert [problem.code for problem in told(relays)] == ["portee_au_dela"]


def test_a_relay_is_not_within_itself(relays: Folder) -> None:
    relays.write("relais/chambre.yml", f"{RELAIS}inclus_dans: [chambre]\nrecoupe:\n  - federation\n  - chambre\n")
    assert [place_of(problem)[1:] for problem in told(relays)] == [
        (3, 15, "inclus_dans[1]", "partie_de_soi"),
        (6, 5, "recoupe[2]", "recoupe_soi"),
    ]


def test_relays_are_not_within_each_other_in_a_ring(relays: Folder) -> None:
    relays.write("relais/chambre.yml", f"{RELAIS}inclus_dans: [federation]\n")
    relays.write("relais/federation.yml", f"{RELAIS}inclus_dans: [reseau]\n")
    relays.write("relais/reseau.yml", f"{RELAIS}inclus_dans: [chambre]\n")
    (problem,) = told(relays)
    assert problem.code == "partie_en_rond"
    assert "chambre → federation → reseau → chambre" in problem.message
    assert problem.remedy == (
        "L’un d’eux est le plus large : retirez la ligne qui le met dans un autre, et gardez les autres."
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "cibles: [{cible: tpe-btp, portee: []}]",
            "une seule valeur est attendue ici, et c’est une liste qui est écrite. Écrivez la valeur sur la même "
            "ligne, après les deux-points. Par exemple « portee: 800 ». Sans valeur, retirez la ligne.",
        ),
        (
            "adherents: {a: b}",
            "une seule valeur est attendue ici, et ce sont des lignes « clé: valeur » qui sont écrites. Écrivez la "
            "valeur sur la même ligne, après les deux-points. Par exemple « adherents: 1500 ».",
        ),
        (
            "moyens: []",
            "un texte est attendu ici, et c’est une liste qui est écrite. Écrivez la valeur sur la même ligne, après "
            "les deux-points. Par exemple « moyens: une journée par mois ». Sans valeur, retirez la ligne.",
        ),
    ],
)
def test_a_list_in_the_place_of_a_value_is_told_with_what_such_a_value_is(line: str, said: str, relays: Folder) -> None:
    relays.write("relais/chambre.yml", f"{RELAIS}{line}\n")
    (problem,) = told(relays)
    assert plain(f"{problem.message} {problem.remedy}") == plain(said)


def test_a_relay_that_reaches_more_than_what_contains_it_is_noted(relays: Folder) -> None:
    def write(name: str, portee: int, more: str = "") -> None:
        cibles = f"cibles:\n  - cible: tpe-btp\n    portee: {portee}\n"
        relays.write(f"relais/{name}.yml", f"{RELAIS}{cibles}{more}")

    write("federation", 50)
    write("chambre", 60, "inclus_dans: [federation]\n")
    write("autre", 50, "inclus_dans: [federation]\n")
    assert told(relays) == []
    (problem,) = told(relays, notes=True)
    assert place_of(problem) == ("relais/chambre.yml", 5, 13, "cibles[1].portee", "portee_incluse")
    assert problem.severity == NOTE


def test_an_act_that_reached_more_than_there_are_is_noted(relays: Folder) -> None:
    relays.write("cibles/tpe-btp.yml", "nom: A\neffectif: 200\n")
    for name, said in (
        ("a", "cible: tpe-btp\ntouches: 201"),
        ("b", "touches: 201"),
        ("c", "cible: tpe-btp\ntouches: 200"),
    ):
        relays.write(f"diffusions/{name}.yml", f"{ACTE.replace('lettre', name)}{said}\n")
    assert told(relays) == []
    (problem,) = told(relays, notes=True)
    assert place_of(problem) == ("diffusions/a.yml", 6, 10, "touches", "portee_au_dela")
    assert "200 (cibles/tpe-btp.yml)" in problem.message


def test_a_target_larger_than_what_it_is_part_of_is_noted(relays: Folder) -> None:
    relays.write("cibles/tpe-btp.yml", "nom: A\neffectif: 200\n")
    relays.write("cibles/couvreurs.yml", "nom: B\neffectif: 201\nfait_partie_de: tpe-btp\n")
    relays.write("cibles/macons.yml", "nom: C\neffectif: 200\nfait_partie_de: tpe-btp\n")
    assert told(relays) == []
    (problem,) = told(relays, notes=True)
    assert place_of(problem) == ("cibles/couvreurs.yml", 2, 11, "effectif", "effectif_inclus")


def test_a_reach_without_its_target_is_told_where_it_goes(relays: Folder) -> None:
    relays.write("relais/chambre.yml", f"{RELAIS}portée: 300\ncourriel: accueil@chambre-essai.fr\n")
    found = told(relays)
    assert [problem.message.partition(".")[0] for problem in found] == [
        "cette clé est inconnue ici ; elle se met sous « cibles »",
        "cette clé est inconnue ici ; elle se met sous « contact »",
    ]
    assert all("mettez-la à sa place" in problem.remedy for problem in found)


def test_a_name_in_short_leads_to_the_records_that_hold_it(relays: Folder) -> None:
    relays.write("relais/chambre.yml", "nom: Chambres consulaires (CCI, CMA)\ntype: chambre\n")
    relays.write("diffusions/a.yml", ACTE.replace("relais: chambre", "relais: CCI"))
    (problem,) = told(relays)
    assert (problem.code, "vouliez-vous dire « chambre » ?" in problem.message) == ("inconnu", True)


def test_a_reach_is_of_a_year_that_has_begun(relays: Folder) -> None:
    for name, year in (("chambre", 2026), ("federation", 2027)):
        relays.write(f"relais/{name}.yml", f"{RELAIS}cibles:\n  - cible: tpe-btp\n    annee: {year}\n")
    assert [place_of(problem)[0::4] for problem in told(relays)] == [("relais/federation.yml", "annee_future")]


# What was passed on


@pytest.mark.parametrize(
    ("day", "right"), [("2026-11-27", True), ("2026-11", True), ("2026", True), ("2026-11-28", False), ("2027", False)]
)
def test_what_was_passed_on_was_before_today(day: str, right: bool, relays: Folder) -> None:
    relays.write("diffusions/a.yml", ACTE.replace("2026-05-12", day))
    found = told(relays)
    assert [problem.code for problem in found] == ([] if right else ["diffusion_future"])
    assert all("2026-11-27" in problem.message and problem.line == 1 for problem in found)
    assert load(relays.root).problems == ()  # a build knows no clock


def test_an_act_is_told_once(relays: Folder) -> None:
    relays.write("diffusions/a.yml", ACTE)
    relays.write("diffusions/b.yml", f"{ACTE}ajoute_le: 2026-06-01\n")
    relays.write("diffusions/c.yml", f"{ACTE}cible: tpe-btp\n")
    relays.write("diffusions/d.yml", ACTE.replace("canal: lettre", "canal: réunion"))
    (problem,) = told(relays)
    assert place_of(problem) == ("diffusions/b.yml", 1, 1, "", "diffusion_double")
    assert "diffusions/a.yml" in problem.message
    relays.write("diffusions/b.yml", ACTE.replace("canal: lettre", "canal: Lettre"))  # counted as the same channel
    assert [place_of(problem) for problem in told(relays)] == [("diffusions/b.yml", 1, 1, "", "diffusion_double")]


@pytest.mark.parametrize(
    ("changed", "noted"),
    [
        ("", True),
        ("modifie_le: 2026-05-11\n", True),
        ("modifie_le: 2026-05-12\n", True),
        ("modifie_le: 2026-06-01\n", False),
    ],
)
def test_an_act_for_what_is_archived_is_noted_unless_it_was_before(changed: str, noted: bool, relays: Folder) -> None:
    relays.write("livrables/guide-chutes.yml", f"{LIVRABLE}statut: archive\n{changed}")
    relays.write("diffusions/a.yml", ACTE)
    assert told(relays) == []
    found = told(relays, notes=True)
    assert [(problem.line, problem.code) for problem in found] == ([(2, "diffusion_archivee")] if noted else [])


def test_an_act_may_lead_to_what_was_published(relays: Folder) -> None:
    relays.write("diffusions/a.yml", f"{ACTE}lien: https://organisme-essai.fr/lettre\n")
    relays.write("diffusions/b.yml", f"{ACTE}lien: la lettre de mars\n")
    assert [place_of(problem)[0::4] for problem in told(relays)] == [("diffusions/b.yml", "url")]


# What was renamed


def test_a_record_that_is_named_as_it_was_called_before_is_told_by_its_name_of_today(relays: Folder) -> None:
    relays.write("livrables/guide-chutes.yml", f"{LIVRABLE}anciens_ids: [vieux-guide]\n")
    relays.write("relais/federation.yml", f"{RELAIS}anciens_ids: [ancienne]\n")
    relays.write("relais/chambre.yml", f"{RELAIS}recoupe: [ancienne]\n")
    relays.write("diffusions/a.yml", ACTE.replace("guide-chutes", "vieux-guide"))
    found = told(relays)
    assert [(*place_of(problem)[0::4], problem.remedy) for problem in found] == [
        ("diffusions/a.yml", "inconnu", "Elle s’appelle maintenant « guide-chutes » : écrivez ce nom."),
        ("relais/chambre.yml", "inconnu", "Elle s’appelle maintenant « federation » : écrivez ce nom."),
    ]


def test_a_draft_is_told_the_name_of_today_too(relays: Folder) -> None:
    relays.write("livrables/guide-chutes.yml", f"{LIVRABLE}anciens_ids: [vieux-guide]\n")
    draft = ACTE.replace("guide-chutes", "vieux-guide").encode()
    _tree, (problem,) = check_draft(draft, "diffusions", relays.root / "diffusions" / "a.yml", load(relays.root))
    assert "« guide-chutes »" in problem.remedy


@pytest.mark.parametrize(
    "text", ["120²", "12¹", "1 20³", "12₀", "①", "1½", "1 00", "1 20 0", "12, 5", "１２¹"], ids=range(10)
)
def test_notes_powers_and_fractions_are_no_digits_of_a_number(text: str, relays: Folder) -> None:
    relays.write("relais/chambre.yml", f"{RELAIS}adherents: {text}\n")
    (problem,) = told(relays)
    assert problem.code == "nombre"
    assert "vouliez-vous" not in problem.message


def test_a_note_is_no_digit_of_a_telephone_number(relays: Folder) -> None:
    contact = "contact:\n  structure: Chambre\n  telephone: 04 72 00 00 00¹\n"
    relays.write("relais/chambre.yml", f"{RELAIS}{contact}")
    assert [problem.code for problem in told(relays)] == ["telephone"]


# Rings


def test_rings_that_share_a_relay_are_two(relays: Folder) -> None:
    for name, wider in (("r0", "[r1, r2]"), ("r1", "[r0]"), ("r2", "[r0]")):
        relays.write(f"relais/{name}.yml", f"{RELAIS}inclus_dans: {wider}\n")
    assert [problem.code for problem in told(relays)] == ["partie_en_rond"] * 2


def test_what_leads_to_a_ring_of_successors_is_no_part_of_it(relays: Folder) -> None:
    for name, now in (("s0", "s1"), ("s1", "s2"), ("s2", "s1")):
        relays.write(f"structures/{name}.yml", f"nom: {name}\ntype: association\nremplacee_par: {now}\n")
    assert [place_of(problem)[0::4] for problem in told(relays)] == [
        ("structures/s1.yml", "remplacement_en_rond"),
        ("structures/s2.yml", "remplacement_en_rond"),
    ]


def test_a_former_id_leads_to_the_record_that_bore_it_not_to_the_nearest_letters(relays: Folder) -> None:
    relays.write("relais/cma-2a.yml", f"{RELAIS}anciens_ids: [chambre-metiers-2a]\n")
    relays.write("relais/chambre-metiers-2b.yml", RELAIS)
    relays.write("livrables/guide-chutes.yml", LIVRABLE)
    relays.write("diffusions/acte.yml", ACTE.replace("relais: chambre", "relais: chambre-metiers-2a"))
    (problem,) = told(relays, "acte.yml")
    assert plain(problem.message) == "« chambre-metiers-2a » est inconnue."
    assert problem.remedy == "Elle s’appelle maintenant « cma-2a » : écrivez ce nom."
