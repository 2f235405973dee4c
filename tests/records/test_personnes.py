"""Who seems to be a person, where a function is asked for: noted everywhere, and seldom wrongly."""

import pytest

from prst.records.personnes import is_person, without_people
from tests.records.folders import LIVRABLE, MINIMAL, Folder
from tests.records.test_mending import read_as

PEOPLE = [
    "jean.dupont@gmail.com", "dupont.jean@organisme.fr", "j.dupont@organisme.fr",
    "marie-claire.durand@organisme.fr", "jean@organisme.fr", "jean-pierre.martin2@organisme.fr",
    "jean_dupont@organisme.fr", "mailto:paul.henri@organisme.fr",
]  # fmt: skip
NAMES = [
    "Mme Martin", "M. Dupont", "Dr Leroy", "Monsieur Jean Martin", "Jean Dupont", "Jean Dupont <accueil@organisme.fr>",
    "Marie-Claire Durand", "M. Dupont, chargé de mission", "Sophie Martin (DREETS)", "Mme MARTIN",
    "DREETS (Sophie Martin)", "DREETS – Jean Dupont", "INRS : Jean Dupont", "DUPONT Jean", "MARTIN Marie-Claire",
]  # fmt: skip
FUNCTIONS = [
    "adhesion@asmis.net", "hauts-de-france@agefiph.asso.fr", "prevention@partenaires-bretagne.fr",
    "prevention@structure.fr", "reseau-com@organisme-essai.fr", "contact@organisme.fr", "accueil.lyon@organisme.fr",
    "service.prevention@organisme.fr", "saint.martin@mairie.fr", "lycee.jean.moulin@academie.fr",
    "dr-ara.polet@dreets.gouv.fr", "a.info@organisme.fr", "e.sante@organisme.fr", "cci.ain@organisme.fr",
    "sst01@organisme.fr", "federation.btp38@gmail.com", "cfdt-42@orange.fr",
]  # fmt: skip
"""The mailboxes of the records that come with the program, and others of services."""
NAMED = [
    "Ain", "Agefiph", "Aract Auvergne-Rhône-Alpes", "Association nationale de l’audition", "Carsat Rhône-Alpes",
    "CEDEST et Carsat Hauts-de-France", "Chambre de métiers et de l’artisanat", "Délégation à la sécurité routière",
    "DIRECCTE Auvergne et Carsat Auvergne", "Direction générale du travail, Santé publique France, Météo-France",
    "Domaines skiables, employeurs de montagne", "LADAPT, Agefiph et FIPHFP", "MSA (caisses de la région)",
    "Medef Auvergne-Rhône-Alpes", "Ministère du Travail et INRS", "Nations unies", "Organisation mondiale de la santé",
    "Psycom et un collectif de partenaires", "Santé au travail Drôme Vercors", "Sirha", "Sommet de l’élevage",
    "Umih et Mildeca", "Fondation Pierre Deniker", "Hôpital Édouard Herriot", "Saint-Étienne Métropole",
    "chargée de prévention", "le secrétariat de la structure", "à désigner par l’éditeur", "M. le directeur",
    "médecin du travail", "Le service de santé au travail",
]  # fmt: skip


@pytest.mark.parametrize("text", [*PEOPLE, *NAMES])
def test_a_person_is_known_by_a_mailbox_or_a_name(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize("text", [*FUNCTIONS, *NAMED])
def test_services_places_and_organisations_are_none(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("Jean Dupont (DREETS)", "DREETS"),
        ("DREETS – Jean Dupont", "DREETS"),
        ("Marie Martin, Carsat Rhône-Alpes", "Carsat Rhône-Alpes"),
        ("M. Jean Dupont de la DREETS", "DREETS"),
        ("Mme Martin, jean.dupont@organisme.fr", ""),
        ("Jean Dupont", ""),
        ("Carsat, pôle de prévention", "Carsat, pôle de prévention"),
    ],
)
def test_what_stands_beside_a_person_is_left(text: str, structure: str) -> None:
    assert without_people(text) == structure


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Jean Dupont (Aract Auvergne-Rhône-Alpes)", "une personne ; écrivez seulement sa structure, « aract-aura »."),
        ("Jean Dupont (DREETS)", "une personne ; écrivez seulement sa structure, « DREETS »."),
        ("Jean Dupont", "semble être une personne."),
    ],
)
def test_a_person_named_with_a_structure_gets_the_structure_alone(written: str, told: str, folder: Folder) -> None:
    folder.write("structures/aract-aura.yml", "nom: Aract Auvergne-Rhône-Alpes\ntype: B\ncourriel: a@essai.fr\n")
    folder.write("groupes/a.yml", f"nom: A\npilotes: [{{structure: {written}}}]\n")
    about = [one for one in folder.load(notes=True).problems if one.file == "catalogue/groupes/a.yml"]
    (problem,) = (one for one in about if one.field == "pilotes[1].structure")
    assert problem.code == "personne"
    assert told in problem.message


MAIL = "jean.dupont@organisme-essai.fr"
PLACES = [
    ("livrables/a.yml", LIVRABLE.replace("prevention@", "jean.dupont@"), "contact.courriel"),
    (
        "livrables/a.yml",
        LIVRABLE.replace("  structure: Structure d’essai", "  structure: Mme Martin"),
        "contact.structure",
    ),
    ("livrables/a.yml", LIVRABLE + "  role: Mme Martin, chargée de prévention\n", "contact.role"),
    ("livrables/a.yml", LIVRABLE + "  suppleant: Jean Dupont\n", "contact.suppleant"),
    ("livrables/a.yml", LIVRABLE + f"  formulaire: mailto:{MAIL}\n", "contact.formulaire"),
    ("relais/a.yml", f"nom: A\ntype: B\ncontact: {{structure: C, courriel: {MAIL}}}\n", "contact.courriel"),
    ("structures/a.yml", f"nom: A\ntype: B\ncourriel: {MAIL}\n", "courriel"),
    ("structures/a.yml", f"nom: A\ntype: B\nfonctions: [{{role: C, courriel: {MAIL}}}]\n", "fonctions[1].courriel"),
    ("groupes/a.yml", "nom: A\npilotes: [{structure: Mme Martin}]\n", "pilotes[1].structure"),
    ("groupes/a.yml", "nom: A\ncontributeurs: [Jean Dupont]\n", "contributeurs[1]"),
    ("evenements/a.yml", "titre: A\ndebut: 2026-10\norganisateur: M. Dupont\n", "organisateur"),
    ("site.yml", MINIMAL["site.yml"].replace("a_confirmer: oui", f"courriel: {MAIL}"), "contact.courriel"),
    ("reseau-communication.yml", f"contact: {{structure: A, courriel: {MAIL}}}\n", "contact.courriel"),
]


@pytest.mark.parametrize(("name", "content", "field"), PLACES, ids=[f"{one[0]} {one[2]}" for one in PLACES])
def test_a_person_is_noted_wherever_a_contact_can_stand(name: str, content: str, field: str, folder: Folder) -> None:
    folder.write(name, content)
    problems = [one for one in folder.load(notes=True).problems if one.code == "personne"]
    assert [(one.file, one.field) for one in problems] == [(f"catalogue/{name}", field)]


def test_a_person_who_agreed_is_not_noted(folder: Folder) -> None:
    content = (
        LIVRABLE.replace("prevention@", "jean.dupont@") + "  nom: Jean Dupont\n  publication_consentie: 2026-01-05\n"
    )
    folder.write("livrables/a.yml", content)
    assert "personne" not in {one.code for one in folder.load(notes=True).problems}


CONTACT = LIVRABLE.partition("contact:")[0]


@pytest.mark.parametrize(
    "written", ["DREETS <a@essai.fr>", "DREETS, a@essai.fr", "DREETS (a@essai.fr)", "DREETS : a@essai.fr"]
)
def test_a_mailbox_beside_a_name_goes_to_its_own_key(written: str, folder: Folder) -> None:
    text, notes, errors = read_as(folder, "livrables/a.yml", f"{CONTACT}contact:\n  structure: {written}\n")
    assert (text, errors) == (f"{CONTACT}contact:\n  structure: DREETS\n  courriel: a@essai.fr\n", [])
    assert {"lu_partie"} <= {note.code for note in notes} <= {"lu_partie", "lu_texte"}


def test_it_goes_to_the_contact_of_a_part_that_has_one(folder: Folder) -> None:
    group = "nom: A\npilotes:\n  - structure: DREETS{}\n"
    text, _notes, errors = read_as(folder, "groupes/a.yml", group.format(" <a@essai.fr>"))
    contact = "\n    contact:\n      structure: DREETS\n      courriel: a@essai.fr"
    assert (text, errors) == (group.format(contact), [])


def test_a_second_mailbox_is_asked_about(folder: Folder) -> None:
    lines = "contact:\n  structure: DREETS <a@essai.fr>\n  courriel: b@essai.fr\n"
    _text, _notes, (error,) = read_as(folder, "livrables/a.yml", CONTACT + lines)
    assert error.code == "nom_et_courriel"
    assert "« structure: DREETS »" in error.remedy
