"""Structures are written once: what names them by an id, in words, or by mistake."""

import pytest

from prst.records.checks import NAMES_TOLD
from prst.records.loading import load
from prst.records.naming import held_by, names_of_structures, nearest_structure
from tests.catalogues import create_catalogue
from tests.records.folders import LIVRABLE, Folder
from tests.records.test_problems import assert_reads_well

STRUCTURES = {
    "inrs": "nom: Institut national de recherche et de sécurité\nsigle: INRS\ntype: institut\n",
    "dreets-aura": "nom: DREETS Auvergne-Rhône-Alpes\nsigle: DREETS\ntype: État\nanciens_ids: [direccte-ra]\n",
    "dreets-hdf": "nom: DREETS Hauts-de-France\nsigle: DREETS\ntype: État\n",
}


@pytest.fixture
def structures(folder: Folder) -> Folder:
    for identity, text in STRUCTURES.items():
        folder.write(f"structures/{identity}.yml", text)
    return folder


def named(structure: str) -> str:
    """A deliverable whose contact is this structure, and says nothing else."""
    return LIVRABLE.partition("contact:")[0] + f"contact: {{structure: {structure}}}\n"


def test_the_id_of_a_structure_suffices_as_a_contact(structures: Folder) -> None:
    structures.write("livrables/a.yml", named("inrs"))
    assert structures.codes("livrables/a.yml") == []


@pytest.mark.parametrize(
    ("structure", "code", "remedy"),
    [
        ("INRS", "contact_muet", "courriel"),
        ("preveno", "contact_muet", "courriel"),
        ("dreets-auar", "inconnu", "« dreets-aura »"),
        ("direccte-ra", "inconnu", "« dreets-aura »"),
    ],
)
def test_what_leads_to_no_structure_is_told(structures: Folder, structure: str, code: str, remedy: str) -> None:
    structures.write("livrables/a.yml", named(structure))
    (problem,) = structures.problems("livrables/a.yml")
    assert problem.code == code
    assert remedy in problem.message + problem.remedy
    assert_reads_well(problem)


@pytest.mark.parametrize(
    ("file", "text", "field"),
    [
        ("groupes/a.yml", "nom: A\npilotes: [{structure: dreets-x}]\n", "pilotes[1].structure"),
        ("groupes/a.yml", "nom: A\ncontributeurs: [INRS, dreets-x]\n", "contributeurs[2]"),
        ("evenements/a.yml", "titre: A\ndebut: 2026-01-01\norganisateur: dreets-x\n", "organisateur"),
        ("relais/a.yml", "nom: A\ntype: B\nstructure: dreets-x\n", "structure"),
    ],
)
def test_a_wrong_id_is_told_wherever_a_structure_is_named(structures: Folder, file: str, text: str, field: str) -> None:
    structures.write(file, text)
    assert [(problem.field, problem.code) for problem in structures.problems(file)] == [(field, "inconnu")]


def test_where_no_structure_is_described_any_text_is_a_name(folder: Folder) -> None:
    folder.write("evenements/a.yml", "titre: A\ndebut: 2026-01-01\norganisateur: sst-01\n")
    assert folder.codes("evenements/a.yml") == []


# Successors


def test_a_ring_of_successors_is_told_of_each_of_its_members(folder: Folder) -> None:
    for identity, following in {"a": "b", "b": "c", "c": "a", "d": "a"}.items():
        folder.write(f"structures/{identity}.yml", f"nom: N{identity}\ntype: T\nremplacee_par: {following}\n")
    assert [folder.codes(f"structures/{identity}.yml") for identity in "abcd"] == [["remplacement_en_rond"]] * 3 + [[]]
    (problem,) = folder.problems("structures/b.yml")
    assert "(b → c → a → b)" in problem.message
    assert (problem.line, problem.field) == (3, "remplacee_par")
    assert_reads_well(problem)


# Names in words


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("INRS", "inrs"),
        ("inrs", "inrs"),
        ("Institut National de Recherche et de Securite", "inrs"),
        ("Ministère du Travail et INRS", "inrs"),
        ("DREETS Auvergne Rhone Alpes", "dreets-aura"),
        ("DREETS Hauts de France", "dreets-hdf"),
        ("DREETS", ""),
        ("Préventica", ""),
        ("Carsat Hauts-de-France", ""),
        ("DRETS Hauts de France", "dreets-hdf"),
        ("Jean Dupont (DREETS Hauts-de-France)", "dreets-hdf"),
        ("Marie Martin, INRS", "inrs"),
        ("Mme Durand de l’INRS", "inrs"),
        ("Jean Dupont", ""),
    ],
)
def test_words_propose_the_nearest_structure(structures: Folder, words: str, near: str) -> None:
    found = load(structures.root).catalogue
    assert found is not None
    nearest = nearest_structure(words, found.structures)
    assert (nearest.id if nearest else "") == near


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("DREETS Hauts-de-France et INRS", ["dreets-hdf", "inrs"]),
        ("inrs, avec la dreets hauts-de-france", ["inrs", "dreets-hdf"]),
        ("L’INRS (Institut national de recherche et de sécurité)", ["inrs"]),
        ("Une DREETS", []),
        ("Inrsia", []),
    ],
)
def test_words_hold_the_names_of_structures(structures: Folder, words: str, held: list[str]) -> None:
    found = load(structures.root).catalogue
    assert found is not None
    assert [one.id for one in held_by(words, names_of_structures(found.structures))] == held


def test_a_structure_in_words_is_noted_and_stops_nothing(structures: Folder) -> None:
    structures.write("evenements/a.yml", "titre: A\ndebut: 2026-01-01\norganisateur: Ministère et INRS\n")
    loaded = load(structures.root, notes=True)
    assert loaded.catalogue
    notes = [
        one for one in loaded.problems if one.code == "structure_en_mots" and one.file.endswith("evenements/a.yml")
    ]
    assert [(note.line, note.field) for note in notes] == [(3, "organisateur")]
    assert "« inrs »" in notes[0].message
    assert_reads_well(notes[0])


@pytest.mark.parametrize(("count", "told"), [(NAMES_TOLD, NAMES_TOLD), (199, 1)])
def test_many_structures_in_words_are_one_note_and_those_near_a_record_keep_theirs(
    structures: Folder, count: int, told: int
) -> None:
    names = "".join(f"  - Organisme {rank}\n" for rank in range(count))
    structures.write("groupes/a.yml", f"nom: A\najoute_le: 2026-01-01\ncontributeurs:\n{names}  - inrss\n")
    loaded = load(structures.root, notes=True)
    notes = [one for one in loaded.problems if one.file.endswith("groupes/a.yml")]
    assert len(notes) == told + 1
    assert [one.line for one in notes if "« inrs »" in one.message] == [4 + count]
    for note in notes:
        assert_reads_well(note)


def test_a_structure_that_a_record_names_often_counts_once(structures: Folder) -> None:
    several = NAMES_TOLD + 4
    names = "".join(f"  - Organisme {rank}\n" for rank in range(several))
    acts = "".join(f"    - {{intitule: Visite {rank}, par: organisme 0}}\n" for rank in range(5))
    structures.write("groupes/a.yml", f"nom: A\nfiche_action:\n  actions:\n{acts}contributeurs:\n{names}")
    structures.write("groupes/b.yml", f"nom: B\nfiche_action:\n  actions:\n{acts}{acts.replace('Visite', 'Appel')}")
    loaded = load(structures.root, notes=True)
    found = [one for one in loaded.problems if one.code.endswith("_en_mots") and "groupes/" in one.file]
    assert [(one.line, one.message) for one in found] == [
        (4, f"« organisme 0 » et {several - 1} autres structures de cette fiche sont écrites en toutes lettres."),
        (4, "« organisme 0 » est écrit en toutes lettres."),
    ]


def test_names_are_those_of_structures_or_the_words_themselves() -> None:
    catalogue = create_catalogue(
        structures={"inrs": {"nom": "Institut", "sigle": "INRS"}, "aract": {"nom": "Aract Sud", "sigle": "Aract"}}
    )
    names = [catalogue.nom_de(value) for value in ("inrs", "aract", "Ministère")]
    assert names == ["Institut (INRS)", "Aract Sud", "Ministère"]


def test_records_are_found_by_the_structure_that_they_name() -> None:
    catalogue = create_catalogue(
        livrables={"guide": {"contact": {"structure": "inrs"}}, "autre": {}},
        groupes={"ga": {"pilotes": [{"structure": "Un"}, {"structure": "inrs"}], "contributeurs": ["inrs"]}},
        structures={"inrs": {}},
    )
    for kind, identity in (("livrables", "guide"), ("groupes", "ga")):
        assert [one.id for one in catalogue.referring(kind, "structures", "inrs")] == [identity]
