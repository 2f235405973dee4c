"""What the communication network does: read where it is told, refused where it cannot be meant."""

from datetime import date

import pytest

from prst.records.loading import load
from prst.records.problems import NOTE
from tests.records.folders import Folder, sentence

FILE = "reseau-communication.yml"
TODAY = date(2026, 11, 27)
APPUI = "appuis:\n  - id: relecture\n    nom: Relire une affiche\n"
GROUP = ("groupes/chutes.yml", "nom: Chutes\n")


def told(folder: Folder, text: str, severity: str = "erreur") -> list[str]:
    """Line, field and code of what is wrong with the file, of one severity."""
    folder.write(FILE, text)
    loaded = load(folder.root, folder.project / "docs", notes=True, today=TODAY)
    return [
        f"{one.line} {one.field} {one.code}"
        for one in loaded.problems
        if one.file.endswith(FILE) and one.severity == severity
    ]


def test_a_network_is_read_whole(folder: Folder) -> None:
    folder.write(*GROUP)
    folder.write(
        FILE,
        "principes: [Anticiper.]\ncontact: {structure: Service, role: chargée de communication, a_confirmer: oui}\n"
        f"{APPUI}    delai: 10 Jours ouvrés\n    en_reunion: oui\n    faire_seul: [Regarder les modèles]\n"
        "demandes:\n  - {appui: relecture, objet: L’affiche, groupe: chutes, pour_le: 2027-03, etat: Acceptée}\n",
    )
    catalogue = folder.load().catalogue
    assert catalogue is not None
    assert catalogue.reseau is not None
    (appui,), (demande,) = catalogue.reseau.appuis, catalogue.reseau.demandes
    assert (appui.id, str(appui.delai), appui.en_reunion, appui.faire_seul) == (
        "relecture",
        "10 jours ouvrés",
        True,
        ("Regarder les modèles",),
    )
    assert (demande.groupe, str(demande.pour_le), demande.choix("etat").nom) == ("chutes", "2027-03", "Prise en charge")


@pytest.mark.parametrize("text", ["", "# rien\n", None])
def test_no_network_or_an_empty_one_leaves_the_rest_alone(text: str | None, folder: Folder) -> None:
    if text is not None:
        folder.write(FILE, text)
    loaded = folder.load()
    assert loaded.problems == ()
    assert loaded.catalogue is not None
    assert (loaded.catalogue.reseau is None) == (text is None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3 semaines", "3 semaines"),
        ("1 semaine", "1 semaine"),
        ("1 semaines", "1 semaine"),
        ("5 jours ouvrés", "5 jours ouvrés"),
        ("5 jours ouvres", "5 jours ouvrés"),
        ("1 jour ouvré", "1 jour ouvré"),
        ("52 semaines", "52 semaines"),
        ("260 jours ouvrés", "260 jours ouvrés"),
    ],
)
def test_a_lead_time_is_weeks_or_working_days(written: str, expected: str, folder: Folder) -> None:
    folder.write(FILE, f"{APPUI}    delai: {written}\n")
    catalogue = folder.load().catalogue
    assert catalogue is not None
    assert catalogue.reseau is not None
    assert str(catalogue.reseau.appuis[0].delai) == expected


@pytest.mark.parametrize(
    ("written", "code", "meant"),
    [
        ("2 mois", "delai", "« 8 semaines »"),
        ("un mois", "delai", "« 4 semaines »"),
        ("environ 3 semaines", "delai", "« 3 semaines »"),
        ("15 jours", "delai", "« 15 jours ouvrés »"),
        ("12 jours ouvrables", "delai", "« 12 jours ouvrés »"),
        ("20 mois", "delai", "n’est pas un délai."),
        ("bientôt", "delai", "n’est pas un délai."),
        ("3", "delai", "n’est pas un délai."),
        ("0 semaine", "delai_nul", ""),
        ("-3 semaines", "delai_nul", ""),
        ("53 semaines", "delai_excessif", ""),
        ("261 jours ouvrés", "delai_excessif", ""),
        ("9999 semaines", "delai_excessif", ""),
    ],
)
def test_a_lead_time_that_cannot_be_meant_is_refused(written: str, code: str, meant: str, folder: Folder) -> None:
    folder.write(FILE, f"{APPUI}    delai: {written}\n")
    (problem,) = folder.problems(FILE)
    assert (problem.line, problem.field, problem.code) == (4, "appuis[1].delai", code)
    assert meant in sentence(problem)


def test_two_kinds_of_help_have_two_ids(folder: Folder) -> None:
    text = f"{APPUI}  - id: relecture\n    nom: Relire un texte\n"
    assert told(folder, text) == ["4 appuis[2].id doublon"]


def test_what_is_asked_for_is_a_kind_of_help_that_is_told(folder: Folder) -> None:
    text = f"{APPUI}demandes:\n  - appui: relectures\n    objet: L’affiche\n"
    assert told(folder, text) == ["5 demandes[1].appui inconnu"]
    (problem,) = folder.problems(FILE)
    assert "vouliez-vous dire « relecture »" in problem.message
    folder.write(FILE, "demandes: [{appui: relecture, objet: L’affiche}]\n")
    (problem,) = folder.problems(FILE)
    assert "Décrivez d’abord cette aide" in problem.remedy


def test_what_it_names_is_in_the_catalogue(folder: Folder) -> None:
    folder.write("structures/service-com.yml", "nom: Service\ntype: service\n")
    text = (
        f"contact:\n  structure: service-comm\n{APPUI}    contact:\n      structure: autre-chose\n"
        "demandes:\n  - appui: relecture\n    objet: L’affiche\n    groupe: absent\n"
    )
    assert told(folder, text) == [
        "2 contact.structure inconnu",
        "7 appuis[1].contact.structure inconnu",
        "11 demandes[1].groupe inconnu",
    ]


def test_the_pages_that_help_are_there(folder: Folder) -> None:
    (folder.project / "docs" / "la.md").write_text("# La\n")
    pages = f"{APPUI}    pages:\n      - libelle: La\n        chemin: la.md\n      - libelle: Là-bas\n        chemin: "
    assert told(folder, f"{pages}absente.md\n") == ["8 appuis[1].pages[2].chemin chemin_absent"]
    assert told(folder, f"{pages}../secret.md\n") == ["8 appuis[1].pages[2].chemin string_pattern_mismatch"]


def test_a_request_is_made_before_it_is_wanted_and_before_today(folder: Folder) -> None:
    request = f"{APPUI}demandes:\n  - appui: relecture\n    objet: L’affiche\n"
    text = f"{request}    demande_le: 2026-05-02\n    pour_le: 2026-05-01\n    etat: faite\n"
    assert told(folder, text) == ["8 demandes[1].pour_le fin_avant_debut"]
    assert told(folder, text.replace("pour_le: 2026-05-01", "pour_le: 2026-05")) == []
    assert told(folder, f"{request}    demande_le: 2026-11-28\n") == ["7 demandes[1].demande_le demande_future"]
    assert told(folder, f"{request}    demande_le: 2026-11-27\n") == []


@pytest.mark.parametrize(
    ("lines", "noted"),
    [
        ("pour_le: 2026-11-26", True),
        ("pour_le: 2026-11-26\n    etat: acceptee", True),
        ("pour_le: 2026-10", True),
        ("pour_le: 2026-11-27", False),
        ("pour_le: 2026-11", False),
        ("pour_le: 2026-11-26\n    etat: faite", False),
        ("pour_le: 2026-11-26\n    etat: refusee", False),
        ("etat: demandee", False),
    ],
)
def test_a_request_whose_day_is_over_is_noted_unless_it_is_settled(lines: str, noted: bool, folder: Folder) -> None:
    text = f"{APPUI}demandes:\n  - appui: relecture\n    objet: L’affiche\n    {lines}\n"
    assert told(folder, text, NOTE) == (["7 demandes[1].pour_le demande_passee"] if noted else [])
    assert load(folder.root, folder.project / "docs", today=TODAY).problems == ()  # nobody asked for notes


def test_a_network_with_a_mistake_leaves_the_records_to_be_shown(folder: Folder) -> None:
    folder.write(FILE, f"{APPUI}    delai: bientôt\n")
    loaded = folder.load()
    assert loaded.catalogue is None
    assert loaded.sound is not None
    assert loaded.sound.reseau is None
    assert loaded.sound.livrables


def test_one_mistake_hides_no_other_and_what_stands_twice_is_told_with_both_lines(folder: Folder) -> None:
    folder.write(
        "reseau-communication.yml",
        "appuis:\n  - id: relire\n    nom: A\n  - id: relire\n    nom: B\n  - id: zut\n    couleur: x\n"
        "demandes:\n  - appui: zut\n    objet: O\n  - appui: absent\n    objet: O\n"
        "  - appui: relire\n    objet: O\n    groupe: absent\n  - appui: zut\n    objet: o\n    etat: faite\n"
        "  - appui: zut\n    objet: P\n    demande_le: 2099-01-01\n",
    )
    problems = load(folder.root, today=date(2027, 1, 1)).problems
    assert [(one.line, one.code) for one in problems] == [
        (4, "doublon"),
        (6, "missing"),
        (7, "extra_forbidden"),
        (11, "inconnu"),
        (15, "inconnu"),
        (16, "demande_double"),
        (21, "demande_future"),
    ]
    assert "lignes 2 et 4" in problems[0].message
    assert "lignes 9 et 16" in problems[5].message
