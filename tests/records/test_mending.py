"""What mail, Word and people write is read where only one meaning is possible, and said with what to write instead."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prst.records.champs import value_of
from prst.records.loading import load
from prst.records.mending import mended
from prst.records.model import MODELS, VOCABULARIES, Agenda, Livrable, Part
from prst.records.naming import Words, key_of
from prst.records.problems import MESSAGES, NOTE, Problem
from prst.records.reading import read
from prst.records.reseau import Reseau
from prst.records.schemas import schema_of
from prst.records.shapes import FILES, Shape, of_records
from prst.records.types import Choix, choix_of
from tests.records.editors import Editor, load_as_editors_do
from tests.records.folders import LIVRABLE, MINIMAL, Folder, sentence

GUIDE = "livrables/guide.yml"
EVENT = "evenements/salon.yml"
RELAY = "relais/chambre.yml"

NAMES = {
    "cibles/garages.yml": "nom: Garages et réparation automobile\nsynonymes: [garagistes, mécaniciens]\n",
    "cibles/tpe-pme.yml": "nom: TPE et PME, tous secteurs\nsynonymes: [TPE, PME, TPE/PME]\n",
    "cibles/apprentis.yml": "nom: Apprentis\nsynonymes: [jeunes]\n",
    "relais/cma.yml": "nom: Chambre de métiers\ntype: chambre consulaire\n",
    "structures/oppbtp.yml": "nom: Organisme de prévention\ntype: organisme\nsigle: OPPBTP\n",
    "vocabulaires/formats.yml": "guide:\n  label: Guide\n  synonymes: [manuel]\naffiche:\n"
    "  label: Affiche ou dépliant\n  synonymes: [affiche, dépliant]\n",
    "vocabulaires/territoires.yml": "region:\n  label: Auvergne-Rhône-Alpes\n'01':\n  label: Ain\n"
    "'69':\n  label: Rhône\n'42':\n  label: Loire\n2a:\n  label: Corse-du-Sud\n",
}


@pytest.fixture
def named(folder: Folder) -> Folder:
    """A catalogue of which some terms have names and synonyms."""
    folder.write_all(NAMES.items())
    return folder


def read_as(folder: Folder, name: str, content: str) -> tuple[str, list[Problem], list[Problem]]:
    """How a file is read, as text; the notes that say so; what else is wrong with it."""
    path = folder.write(name, content)
    loaded = load(folder.root)
    problems = [problem for problem in loaded.problems if problem.file.endswith(name)]
    return (
        loaded.mended.get(path, content),
        [problem for problem in problems if problem.severity == NOTE],
        [problem for problem in problems if problem.severity != NOTE],
    )


NB = "\u00a0"
FORMAT = "format: guide\n"
PHONE = "04 72 00 00 00"

# Lines: the code of the note, what is written after a good record, and how it is read
LINES = [
    ("lu_espace", f"promesse{NB}: Rien\n", "promesse: Rien\n"),
    ("lu_espace", f"promesse:{NB}Rien\n", "promesse: Rien\n"),
    ("lu_espace", "promesse\u202f: Rien\n", "promesse: Rien\n"),
    ("lu_espace", f"themes:\n{NB}{NB}- chutes\n", "themes:\n  - chutes\n"),
    ("lu_espace", f"themes:\n  -{NB}chutes\n", "themes:\n  - chutes\n"),
    ("lu_espace", f"description: |\n{NB}{NB}Un texte.\n", "description: |\n  Un texte.\n"),
    ("lu_tabulation", "themes:\n\t- chutes\n", "themes:\n  - chutes\n"),
    ("lu_tabulation", "description: |\n\tUn texte.\n", "description: |\n  Un texte.\n"),
    ("lu_decalage", "description: |\nUn texte.\n", "description: |\n  Un texte.\n"),
    ("lu_decalage", "themes:\n  - chutes\n - bruit\n", "themes:\n  - chutes\n  - bruit\n"),
    ("lu_decalage", "themes:\n  - chutes\n   - bruit\n", "themes:\n  - chutes\n  - bruit\n"),
    ("lu_decalage", "promesse: Rien\n  date: 2026\n", "promesse: Rien\ndate: 2026\n"),
    ("lu_decalage", "kit:\nbreve: Deux mots.\n", "kit:\n  breve: Deux mots.\n"),
    (
        "lu_decalage",
        "liens:\n  - libelle: A\n  url: https://a.fr/b\n",
        "liens:\n  - libelle: A\n    url: https://a.fr/b\n",
    ),
    ("lu_puce", "themes:\n• chutes\n", "themes:\n- chutes\n"),
    ("lu_puce", "themes:\n  – chutes\n  – bruit\n", "themes:\n  - chutes\n  - bruit\n"),
    ("lu_puce", "themes:\n  · chutes\n", "themes:\n  - chutes\n"),
    ("lu_puce", "themes:\n  - • chutes\n", "themes:\n  - chutes\n"),
    ("lu_puce", "themes:\n  -chutes\n", "themes:\n  - chutes\n"),
    ("lu_puce", "themes:\n  * chutes\n", "themes:\n  - chutes\n"),
    ("lu_puce", "themes:\n  - [x] chutes\n", "themes:\n  - chutes\n"),
    ("lu_puce", "themes:\n  [x] chutes\n", "themes:\n  - chutes\n"),
    ("lu_case", "themes:\n  - bruit\n  - [ ] chutes\n", "themes:\n  - bruit\n"),
    ("lu_deux_points", "promesse:Rien\n", "promesse: Rien\n"),
    ("lu_deux_points", 'promesse:"Rien"\n', 'promesse: "Rien"\n'),
    ("lu_guillemets", "promesse: “Rien”\n", "promesse: Rien\n"),
    ("lu_guillemets", "promesse: “Rien : rien”\n", "promesse: 'Rien : rien'\n"),
    ("lu_guillemets", "promesse: ‘Rien’\n", "promesse: Rien\n"),
    ("lu_guillemets", "promesse: 'L'apprenti'\n", "promesse: L'apprenti\n"),
    ("lu_guillemets", 'promesse: "Le "bon" geste"\n', 'promesse: Le "bon" geste\n'),
    ("lu_guillemets", 'promesse: "Rien\n', "promesse: Rien\n"),
    ("lu_guillemets", 'promesse: "Rien" du tout\n', "promesse: '\"Rien\" du tout'\n"),
    ("lu_texte", "promesse: Rien : rien\n", "promesse: 'Rien : rien'\n"),
    ("lu_texte", "promesse: « Rien : rien »\n", "promesse: '« Rien : rien »'\n"),
    ("lu_texte", "promesse: Rien : rien\n  et rien\n", "promesse: 'Rien : rien\n  et rien'\n"),
    ("lu_texte", "promesse: [NOUVEAU] Rien\n", "promesse: '[NOUVEAU] Rien'\n"),
    ("lu_texte", "promesse: **Rien**\n", "promesse: '**Rien**'\n"),
    ("lu_texte", "promesse: > 50 salariés\n", "promesse: '> 50 salariés'\n"),
    ("lu_texte", "promesse: & Cie\n", "promesse: '& Cie'\n"),
    ("lu_texte", "promesse: - 20 %\n", "promesse: '- 20 %'\n"),
    ("lu_texte", "promesse: @prevention\n", "promesse: '@prevention'\n"),
    ("lu_texte", "mots_cles:\n  - un : deux\n", "mots_cles:\n  - 'un : deux'\n"),
    ("lu_cle", "Promesse: Rien\n", "promesse: Rien\n"),
    ("lu_cle", "PROMESSE : Rien\n", "promesse: Rien\n"),
    ("lu_cle", "Thèmes: [chutes]\n", "themes: [chutes]\n"),
    ("lu_cle", "theme: [chutes]\n", "themes: [chutes]\n"),
    ("lu_cle", "Mots-clés: [a]\n", "mots_cles: [a]\n"),
    ("lu_cle", "À revoir le: 2026-01-01\n", "a_revoir_le: 2026-01-01\n"),
    ("lu_mot", "territoires: [Rhône]\n", "territoires: ['69']\n"),
    ("lu_mot", "territoires: [rhone]\n", "territoires: ['69']\n"),
    ("lu_mot", "territoires: [42 Loire]\n", "territoires: ['42']\n"),
    ("lu_mot", "territoires: [Loire (42)]\n", "territoires: ['42']\n"),
    ("lu_mot", "territoires: [1]\n", "territoires: ['01']\n"),
    ("lu_mot", "territoires: [Auvergne-Rhône-Alpes]\n", "territoires: [region]\n"),
    ("lu_mot", "relais: [La chambre de métiers]\n", "relais: [cma]\n"),
    ("lu_mot", "statut: Publiée\n", "statut: publie\n"),
    ("lu_date", "date: 02/04/2026\n", "date: 2026-04-02\n"),
    ("lu_date", "date: 2 avril 2026\n", "date: 2026-04-02\n"),
    ("lu_date", "date: 1er avril 2026\n", "date: 2026-04-01\n"),
    ("lu_date", "date: mars 2026\n", "date: 2026-03\n"),
    ("lu_date", "date: 03/2026\n", "date: 2026-03\n"),
    ("lu_date", "date: 2026-4-2\n", "date: 2026-04-02\n"),
    ("lu_date", "date: 2026/04/02\n", "date: 2026-04-02\n"),
    ("lu_date", "ajoute_le: 2 août 2026\n", "ajoute_le: 2026-08-02\n"),
    ("lu_liste", "themes: chutes, bruit\n", "themes:\n  - chutes\n  - bruit\n"),
    ("lu_liste", "themes: chutes\n", "themes:\n  - chutes\n"),
    ("lu_liste", "themes: chutes et bruit\n", "themes:\n  - chutes\n  - bruit\n"),
    ("lu_liste", "themes:\n  - chutes, bruit\n", "themes:\n  - chutes\n  - bruit\n"),
    ("lu_liste", "mots_cles: échelle; escabeau\n", "mots_cles:\n  - échelle\n  - escabeau\n"),
    (
        "lu_liste",
        "liens:\n  libelle: A\n  url: https://a.fr/b\n",
        "liens:\n  - libelle: A\n    url: https://a.fr/b\n",
    ),
    (
        "lu_partie",
        "liens: https://a.fr/b\n",
        "liens:\n  - libelle: Consulter la ressource\n    url: https://a.fr/b\n",
    ),
    ("lu_valeur", "groupe:\n  - chutes-btp\n", "groupe: chutes-btp\n"),
    ("lu_valeur", "exemple: yes\n", "exemple: oui\n"),
    (
        "lu_valeur",
        "liens:\n  - libelle: A\n    url: '[le guide](https://a.fr/b)'\n",
        "liens:\n  - libelle: A\n    url: https://a.fr/b\n",
    ),
    (
        "lu_valeur",
        "liens:\n  - libelle: A\n    url: www.organisme.fr/b\n",
        "liens:\n  - libelle: A\n    url: https://www.organisme.fr/b\n",
    ),
]


@pytest.mark.parametrize(("code", "before", "after"), LINES, ids=[f"{one[0]} {one[1]!r}" for one in LINES])
def test_a_line_is_read_as_it_was_meant(code: str, before: str, after: str, named: Folder) -> None:
    """What is read needs no second look, and editors accept it: what they underline is what a note tells."""
    named.write("groupes/chutes-btp.yml", "nom: Chutes\n")
    text, notes, errors = read_as(named, GUIDE, LIVRABLE + before)
    assert (text, errors) == (LIVRABLE + after, [])
    assert {note.code for note in notes} == {code}
    assert all(note.correction for note in notes)
    assert read_as(named, GUIDE, text) == (text, [], [])
    assert list(Editor(schema_of(Livrable, "")).iter_errors(load_as_editors_do(text))) == []


@pytest.mark.parametrize(
    ("key", "written", "read"),
    [
        ("format: guide", "format: Guide PDF", "format: guide"),
        ("format: guide", "format: Dépliant", "format: affiche"),
        ("format: guide", "format: Affiche ou dépliant", "format: affiche"),
        ("format: guide", "Format : Les guides", "format: guide"),
        ("  - tpe-btp", "  - les garagistes", "  - garages"),
        ("  - tpe-btp", "  - garagiste", "  - garages"),
        ("  - tpe-btp", "  - TPE/PME", "  - tpe-pme"),
        ("  - tpe-btp", "  - Garages et réparation automobile", "  - garages"),
        ("  structure: Structure d’essai", "  Structure: OPPBTP", "  structure: OPPBTP"),
        (
            "  courriel: prevention@organisme-essai.fr",
            "  mail: prevention @ organisme-essai.fr",
            "  courriel: prevention@organisme-essai.fr",
        ),
        (
            "  courriel: prevention@organisme-essai.fr",
            "  courriel: prevention (at) organisme-essai.fr",
            "  courriel: prevention@organisme-essai.fr",
        ),
        (
            "  courriel: prevention@organisme-essai.fr",
            "  courriel: <prevention@organisme-essai.fr>",
            "  courriel: prevention@organisme-essai.fr",
        ),
        (
            "  courriel: prevention@organisme-essai.fr",
            "  courriel: prevention@organisme-essai,bzh",
            "  courriel: prevention@organisme-essai.bzh",
        ),
        ("contact:\n  structure", "contact:\nstructure", "contact:\n  structure"),
    ],
)
def test_words_of_a_record_are_read(key: str, written: str, read: str, named: Folder) -> None:
    assert key in LIVRABLE
    text, _notes, errors = read_as(named, GUIDE, LIVRABLE.replace(key, written))
    assert (text, errors) == (LIVRABLE.replace(key, read), [])


def _choices(part: type[Part], seen: set[type[Part]]) -> Iterator[Choix]:
    if part in seen:
        return
    seen.add(part)
    for name, info in part.model_fields.items():
        if choix := choix_of(info.annotation, info.metadata):
            yield choix
        inner = value_of(part, name)[0]
        if isinstance(inner, type) and issubclass(inner, Part):
            yield from _choices(inner, seen)


def test_what_people_write_for_a_choice_means_no_other_of_its_field() -> None:
    """A word of two choices would be read as neither."""
    models: tuple[type[Part], ...] = (*MODELS.values(), Reseau, Agenda)
    seen: set[type[Part]] = set()
    for choix in chain.from_iterable(_choices(model, seen) for model in models):
        said = Counter(
            word
            for name, libelle in choix.libelles.items()
            for word in {key_of(one).rstrip("e") for one in (name.replace("_", " "), libelle.nom, *libelle.dits)}
        )
        assert [word for word, count in said.items() if count > 1] == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("debut: 08/10/2026 à 8h30\n", "debut: 2026-10-08T08:30\n"),
        ("debut: 2026-10-08T8:30\n", "debut: 2026-10-08T08:30\n"),
        ("debut: 2026-10-08 8h\n", "debut: 2026-10-08T08:00\n"),
        ("debut: jeudi 8 octobre 2026\n", "debut: 2026-10-08\n"),
        ("debut: 2026-10-08T08:30\nfin: 10h\n", "debut: 2026-10-08T08:30\nfin: 2026-10-08T10:00\n"),
        ("Date: 2026-10-08\n", "debut: 2026-10-08\n"),
        ("debut: 2026-10-08\nen ligne : Oui\n", "debut: 2026-10-08\nen_ligne: Oui\n"),
        ("debut: 2026-10-08\nstatut: Annulée\n", "debut: 2026-10-08\nstatut: annule\n"),
    ],
)
def test_days_and_hours_of_an_event_are_read(written: str, read: str, named: Folder) -> None:
    text, _notes, errors = read_as(named, EVENT, "titre: Salon\n" + written)
    assert (text, errors) == ("titre: Salon\n" + read, [])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("cibles:\n  - garages\n", "cibles:\n  - cible: garages\n"),
        ("cibles: garagistes, TPE\n", "cibles:\n  - cible: garages\n  - cible: tpe-pme\n"),
        ("adherents: 1 200 entreprises\n", "adherents: 1 200\n"),
        ("canaux: lettre, réunion\n", "canaux:\n  - type: lettre\n  - type: réunion\n"),
        ("leviers: [Lettre d’information]\n", "leviers: [lettre]\n"),
        (
            "contact: {structure: A, telephone: Tél. 04-72-00-00-00}\n",
            "contact: {structure: A, telephone: 04 72 00 00 00}\n",
        ),
    ],
)
def test_parts_of_a_relay_are_read(written: str, read: str, named: Folder) -> None:
    text, _notes, errors = read_as(named, RELAY, "nom: Chambre\ntype: chambre\n" + written)
    assert (text, errors) == ("nom: Chambre\ntype: chambre\n" + read, [])


def test_what_a_mail_makes_of_a_whole_record_is_read(named: Folder) -> None:
    text, notes, errors = read_as(
        named,
        GUIDE,
        f"```yaml\nTitre{NB}: Guide : tome 2\nRésumé{NB}:{NB}Deux phrases.\nCibles :\n• les garagistes\n– TPE/PME\n"
        "Format : Guide PDF\nContact :\n\tstructure : OPPBTP\n\tmail : prevention@organisme-essai.fr\n"
        "Liens : https://organisme-essai.fr/a\nDate : 2 avril 2026\n```\n",
    )
    assert errors == []
    assert text == (
        "titre: 'Guide : tome 2'\nresume: Deux phrases.\ncibles:\n- garages\n- tpe-pme\nformat: guide\ncontact:\n"
        "  structure : OPPBTP\n  courriel: prevention@organisme-essai.fr\nliens:\n  - libelle: Consulter la ressource\n"
        "    url: https://organisme-essai.fr/a\ndate: 2026-04-02\n"
    )
    assert "lu_cloture" in {note.code for note in notes}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("contact: OPPBTP <a@essai.fr>\n", "contact:\n  structure: OPPBTP\n  courriel: a@essai.fr\n"),
        ("contact: OPPBTP, a@essai.fr\n", "contact:\n  structure: OPPBTP\n  courriel: a@essai.fr\n"),
        ("contact: OPPBTP : a@essai.fr\n", "contact:\n  structure: OPPBTP\n  courriel: a@essai.fr\n"),
        (f"contact: OPPBTP – {PHONE}\n", f"contact:\n  structure: OPPBTP\n  telephone: '{PHONE}'\n"),
    ],
)
def test_who_answers_and_the_mailbox_in_one_text_are_two_keys(written: str, read: str, named: Folder) -> None:
    relay = "nom: Chambre\ntype: chambre\n"
    text, _notes, errors = read_as(named, RELAY, relay + written)
    assert (text, errors) == (relay + read, [])


def test_several_names_in_one_text_are_asked_about(named: Folder) -> None:
    text, _notes, errors = read_as(named, RELAY, "nom: Chambre\ntype: chambre\ncontact: Accueil, OPPBTP, a@essai.fr\n")
    assert "structure:" not in text
    assert [error.field for error in errors] == ["contact"]


@pytest.mark.parametrize(
    "written",
    [
        "  - Voir le guide : https://a.fr/b\n",
        "  - https://a.fr/b Voir le guide\n",
        "  - Voir le guide (https://a.fr/b)\n",
        "  - Voir le guide https://a.fr/b\n",
    ],
)
def test_a_link_as_people_type_it_is_two_keys(written: str, named: Folder) -> None:
    text, _notes, errors = read_as(named, GUIDE, LIVRABLE + "liens:\n" + written)
    assert (text, errors) == (LIVRABLE + "liens:\n  - libelle: Voir le guide\n    url: https://a.fr/b\n", [])


@pytest.mark.parametrize("host", ["essai.fr", "essai.bzh", "essai.re", "Essai.BZH"])
@pytest.mark.parametrize("rest", ["", "/b", "?b=1"])
def test_a_link_without_its_beginning_is_two_keys_too(host: str, rest: str, named: Folder) -> None:
    """Whatever the ending of its site that the model reads as an address."""
    text, _notes, errors = read_as(named, GUIDE, LIVRABLE + f"liens:\n  - Voir le guide: {host}{rest}\n")
    expected = f"liens:\n  - libelle: Voir le guide\n    url: https://{host}{rest}\n"
    assert (text, errors) == (LIVRABLE + expected, [])


def test_a_space_before_the_first_key_is_one_note_at_its_place(named: Folder) -> None:
    text, notes, errors = read_as(named, GUIDE, " " + LIVRABLE)
    assert (text, errors) == (LIVRABLE, [])
    assert [(note.code, note.line, note.column) for note in notes] == [("lu_decalage", 1, 1)]


def test_a_title_wholly_in_french_quotes_is_read_without_them(named: Folder) -> None:
    title = "titre: Guide des chutes"
    text, notes, errors = read_as(named, GUIDE, LIVRABLE.replace(title, f"titre: «{NB}Guide des chutes{NB}»"))
    assert (text, errors) == (LIVRABLE, [])
    assert [note.code for note in notes] == ["lu_guillemets"]
    for kept in ("« Accueillir » un apprenti", "« A » et « B »"):
        assert read_as(named, GUIDE, LIVRABLE.replace(title, f"titre: {kept}"))[1:] == ([], [])


# Other files of the catalogue that a person writes

SITE, TERMS, NETWORK = MINIMAL["site.yml"], "vocabulaires/themes.yml", "reseau-communication.yml"
REST_OF_SITE = SITE.replace("region: Région d’essai\n", "")
OTHERS = [
    ("lu_cle", "site.yml", f"Région{NB}: Région d’essai\n{REST_OF_SITE}", SITE),
    ("lu_guillemets", "site.yml", SITE + "accroche: “Tout : ici”\n", SITE + "accroche: 'Tout : ici'\n"),
    ("lu_texte", "site.yml", SITE + "couleurs:\n  accent: #a8480f\n", SITE + "couleurs:\n  accent: '#a8480f'\n"),
    ("lu_valeur", "site.yml", SITE + "couleurs:\n  accent: a8480f\n", SITE + "couleurs:\n  accent: '#a8480f'\n"),
    ("lu_partie", "site.yml", SITE + "couleurs: '#a8480f'\n", SITE + "couleurs:\n  principale: '#a8480f'\n"),
    (
        "lu_valeur",
        "site.yml",
        SITE + "couleurs:\n  accent: rgb(168, 72, 15)\n",
        SITE + "couleurs:\n  accent: '#a8480f'\n",
    ),
    (
        "lu_valeur",
        "site.yml",
        SITE.replace("https://catalogue.structure.fr/", "https://catalogue.structure.fr/a/index.html"),
        SITE.replace("https://catalogue.structure.fr/", "https://catalogue.structure.fr/a/"),
    ),
    ("lu_mot", "site.yml", SITE + "departements: [Ain, 2A]\n", SITE + "departements: ['01', 2A]\n"),
    ("lu_mot", "site.yml", SITE + "partenaires:\n  - OPPBTP\n", SITE + "partenaires:\n  - oppbtp\n"),
    (
        "lu_partie",
        "site.yml",
        SITE + "plans:\n  - PRST 4 (2021-2025)\n",
        SITE + "plans:\n  - nom: PRST 4\n    debut: '2021'\n    fin: '2025'\n",
    ),
    ("lu_valeur", TERMS, "chutes:\n  - label: A\n", "chutes:\n    label: A\n"),
    ("lu_liste", "site.yml", SITE + "copies: a.fr, b.fr\n", SITE + "copies:\n  - a.fr\n  - b.fr\n"),
    ("lu_partie", TERMS, "chutes: Chutes\n", "chutes:\n  label: Chutes\n"),
    ("lu_partie", TERMS, "- Chutes\n- Bruit\n", "chutes:\n  label: Chutes\nbruit:\n  label: Bruit\n"),
    ("lu_cle", TERMS, "Chutes à vélo:\n  label: A\n", "chutes-a-velo:\n  label: A\n"),
    ("lu_cle", TERMS, "chutes:\n  Libellé : A\n", "chutes:\n  label: A\n"),
    ("lu_cle", TERMS, "chutes:\n  nom: A\n", "chutes:\n  label: A\n"),
    ("lu_decalage", TERMS, "chutes:\nlabel: A\nbruit:\n  label: B\n", "chutes:\n  label: A\nbruit:\n  label: B\n"),
    ("lu_decalage", TERMS, "chutes:\n  label: A\n    icone: a/b\n", "chutes:\n  label: A\n  icone: a/b\n"),
    ("lu_tabulation", TERMS, "chutes:\n\tlabel: A\n", "chutes:\n  label: A\n"),
    ("lu_espace", TERMS, f"chutes:\n  label{NB}: A\n", "chutes:\n  label: A\n"),
    ("lu_deux_points", TERMS, "chutes\n  label: A\nbruit:\n  label: B\n", "chutes:\n  label: A\nbruit:\n  label: B\n"),
    (
        "lu_deux_points",
        TERMS,
        "bruit:\n  label: B\n- chutes\n  label: A\n",
        "bruit:\n  label: B\nchutes:\n  label: A\n",
    ),
    ("lu_valeur", TERMS, "a:\n  label: A\n  icone: mdi-account\n", "a:\n  label: A\n  icone: material/account\n"),
    (
        "lu_valeur",
        TERMS,
        "a:\n  label: A\n  icone: https://pictogrammers.com/library/mdi/icon/account/\n",
        "a:\n  label: A\n  icone: material/account\n",
    ),
    ("lu_valeur", "site.yml", SITE + "depot: git@gitlab.com:a/b.git\n", SITE + "depot: https://gitlab.com/a/b\n"),
    ("lu_citation", TERMS, "> chutes:\n>   label: A\n>\n", "chutes:\n  label: A\n\n"),
    ("lu_cloture", TERMS, "```yaml\nchutes:\n  label: A\n```\n", "chutes:\n  label: A\n"),
    (
        "lu_valeur",
        TERMS,
        "chutes:\n  label: A\n  icone: ':material-hard-hat:'\n",
        "chutes:\n  label: A\n  icone: material/hard-hat\n",
    ),
    (
        "lu_liste",
        TERMS,
        "chutes:\n  label: A\n  synonymes: b, c\n",
        "chutes:\n  label: A\n  synonymes:\n    - b\n    - c\n",
    ),
    (
        "lu_mot",
        "vocabulaires/secteurs.yml",
        "btp:\n  label: Bâtiment\ncouvreurs:\n  label: A\n  fait_partie_de: Bâtiment\n",
        "btp:\n  label: Bâtiment\ncouvreurs:\n  label: A\n  fait_partie_de: btp\n",
    ),
    (
        "lu_valeur",
        "agendas.yml",
        "salons:\n  nom: A\n  url: webcal://a.fr/b.ics\n",
        "salons:\n  nom: A\n  url: https://a.fr/b.ics\n",
    ),
    (
        "lu_mot",
        "agendas.yml",
        "salons:\n  nom: A\n  cibles: [garagistes]\n  territoires: [Rhône]\n",
        "salons:\n  nom: A\n  cibles: [garages]\n  territoires: ['69']\n",
    ),
    (
        "lu_cle",
        "partenaires.yml",
        "voisine:\n  nom: A\n  adresse: https://a.fr/c.json\n",
        "voisine:\n  nom: A\n  url: https://a.fr/c.json\n",
    ),
    (
        "lu_date",
        "retraits.yml",
        "livrables/vieux:\n  titre: A\n  le: 2 avril 2026\n  motif: B\n",
        "livrables/vieux:\n  titre: A\n  le: 2026-04-02\n  motif: B\n",
    ),
    (
        "lu_cle",
        "retraits.yml",
        "https://a.fr/livrables/vieux/:\n  titre: A\n  le: 2026-04-02\n  motif: B\n",
        "livrables/vieux:\n  titre: A\n  le: 2026-04-02\n  motif: B\n",
    ),
    (
        "lu_valeur",
        NETWORK,
        "appuis:\n  - id: a\n    nom: A\n    delai: trois semaines\n",
        "appuis:\n  - id: a\n    nom: A\n    delai: 3 semaines\n",
    ),
    (
        "lu_mot",
        NETWORK,
        "appuis:\n  - id: a\n    nom: Relire une affiche\ndemandes:\n  - appui: Relire une affiche\n    objet: B\n",
        "appuis:\n  - id: a\n    nom: Relire une affiche\ndemandes:\n  - appui: a\n    objet: B\n",
    ),
    (
        "lu_date",
        NETWORK,
        "appuis:\n  - id: a\n    nom: A\ndemandes:\n  - appui: a\n    objet: B\n    pour_le: juin 2026\n",
        "appuis:\n  - id: a\n    nom: A\ndemandes:\n  - appui: a\n    objet: B\n    pour_le: 2026-06\n",
    ),
]


@pytest.mark.parametrize(("code", "name", "before", "after"), OTHERS, ids=[f"{one[0]} {one[2]!r}" for one in OTHERS])
def test_other_files_are_read_as_they_were_meant(code: str, name: str, before: str, after: str, named: Folder) -> None:
    named.write("livrables/guide-chutes.yml", LIVRABLE)
    text, notes, errors = read_as(named, name, before)
    assert (text, errors) == (after, [])
    assert {note.code for note in notes} == {code}
    assert all(note.correction for note in notes)
    assert read_as(named, name, text) == (text, [], [])


def test_entries_under_the_name_of_their_file_are_read_without_it(named: Folder) -> None:
    named.write("livrables/guide-chutes.yml", LIVRABLE)
    text, notes, errors = read_as(named, TERMS, "themes:\n  chutes:\n    label: A\n  bruit:\n    label: B\n")
    assert (text, errors) == ("chutes:\n  label: A\nbruit:\n  label: B\n", [])
    assert {note.code for note in notes} == {"lu_cloture", "lu_decalage"}


def test_each_file_that_a_person_writes_is_read_so() -> None:
    assert {name for _code, name, _before, _after in OTHERS} >= set(FILES) - {
        f"vocabulaires/{name}.yml" for name in VOCABULARIES
    }


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        (TERMS, "chutes:\n  label: [A\nbruit:\n  label: B\n  zut: C\n", ["syntaxe", "extra_forbidden"]),
        ("agendas.yml", "salons:\n  nom: [A\n  url: ftp://a.fr\nzut:\n  nom: A\n  url: b\n", ["syntaxe", "url", "url"]),
        (
            "site.yml",
            SITE + "accroche: [A\nzut: bleu\nbureau: peut-être\n",
            ["syntaxe", "extra_forbidden", "oui_non"],
        ),
    ],
)
def test_a_line_that_cannot_be_read_hides_no_other_there_either(
    name: str, content: str, codes: list[str], named: Folder
) -> None:
    _text, _notes, errors = read_as(named, name, content)
    assert sorted(error.code for error in errors) == sorted(codes)


def test_what_may_be_an_entry_of_its_own_stays_one(named: Folder) -> None:
    """« region » is a term of places, and a key of each."""
    _text, notes, errors = read_as(
        named, "vocabulaires/territoires.yml", NAMES["vocabulaires/territoires.yml"] + "'03': A\n"
    )
    assert ([note.code for note in notes], errors) == (["lu_partie"], [])


# What has several meanings asks, and shows what to write


@pytest.mark.parametrize(
    ("before", "code", "says"),
    [
        ("date: 02/04/26\n", "date", "« 2026-04-02 »"),
        ("promesse: Guide # 3\n", "diese", "« promesse: 'Guide # 3' »"),
        ("promesse: structure: A\n", "syntaxe", "« promesse: 'structure: A' »"),
        ("kit:\n  arguments: Oui, mais\n", "tuple_type", "« - Oui, mais »"),
        ("contact2: b\n", "extra_forbidden", "« contact »"),
        ("groupe: Zorro\n", "inconnu", "Rien n’est encore défini dans catalogue/groupes/"),
        ("territoires: [Loire et Rhône et Jura]\n", "inconnu", "« 42 » ou « 69 »"),
        ("themes: chutes et escabeaux\n", "inconnu", "« chutes »"),
        ("themes:\n  chutes: oui\n  bruit: un peu\n", "texte_attendu", "une seule valeur"),
        ("promesse: [un, deux]\n", "string_type", "« promesse: un, deux »"),
        ("promesse:\n  un: deux\n", "string_type", "« promesse: deux »"),
        ("date: lundi\n", "date", "n’est pas une date."),
        ("date: 2026-03-15T12:00:00Z\n", "date", "n’est pas une date."),
    ],
)
def test_what_has_several_meanings_is_asked(before: str, code: str, says: str, named: Folder) -> None:
    _text, _notes, errors = read_as(named, GUIDE, LIVRABLE + before)
    assert [error.code for error in errors] == [code]
    assert says in sentence(errors[0])


def test_a_word_of_two_targets_lists_them(named: Folder) -> None:
    named.write("cibles/artisans.yml", "nom: Artisans\npour: petites\n")
    named.write("cibles/commerces.yml", "nom: Commerces\npour: petites\n")
    _text, _notes, (error,) = read_as(named, GUIDE, LIVRABLE.replace("- tpe-btp", "- petites"))
    assert error.code == "plusieurs_sens"
    assert "« artisans » (Artisans), « commerces » (Commerces)" in sentence(error)


def test_a_word_is_proposed_only_if_it_exists(named: Folder) -> None:
    for words in ("Guide pratique", "Observatoire", "guide-pdf-2", "Jeu de cartes", "..."):
        _text, _notes, errors = read_as(named, GUIDE, LIVRABLE.replace("format: guide", f"format: {words}"))
        proposed = sentence(errors[0]).split("vouliez-vous dire")[1:]
        assert all("« guide »" in one or "« affiche »" in one for one in proposed), proposed


# What is wrong elsewhere is told all the same


def test_a_line_that_cannot_be_read_hides_no_other(named: Folder) -> None:
    text = (
        LIVRABLE.replace("format: guide", "format: guidde\nthemes: [chutes")
        + "Bonjour,\ndate: bientôt\ncouleur: rouge\n"
    )
    _text, _notes, errors = read_as(named, GUIDE, text)
    assert [(error.line, error.code) for error in errors] == [
        (5, "inconnu"),
        (6, "syntaxe"),
        (10, "syntaxe"),
        (11, "date"),
        (12, "extra_forbidden"),
    ]
    assert not any("La suite du fichier" in error.remedy for error in errors)


def test_a_line_without_key_hides_no_other(named: Folder) -> None:
    _text, _notes, errors = read_as(named, GUIDE, f"Bonjour,\n{LIVRABLE}Cordialement\n".replace(FORMAT, ""))
    assert [(error.line, error.code) for error in errors] == [(1, "syntaxe"), (2, "missing"), (9, "syntaxe")]


def test_the_key_of_a_line_that_cannot_be_read_is_not_said_to_be_missing(named: Folder) -> None:
    _text, _notes, errors = read_as(named, GUIDE, LIVRABLE.replace("format: guide", "format: [guide"))
    assert [error.code for error in errors] == ["syntaxe"]


def test_other_problems_stand_where_they_are_written(named: Folder) -> None:
    text = f"```\n{LIVRABLE}cibles2: x\n```\n".replace("  - tpe-btp", "• tpe-btp, garages").replace(
        "guide\n", "Guide\n"
    )
    _text, _notes, errors = read_as(named, GUIDE, text)
    assert [(error.line, error.column, error.code) for error in errors] == [(10, 1, "extra_forbidden")]


# Right files are left alone


RIGHT = [
    "description: |\n  Thèmes\n    - chutes\n",
    "description: |\n  • un\n  – deux : trois\n  Titre : x\n  ```\n",
    "description: >-\n  • un\n\n  -deux\n",
    "promesse: un texte\n  – qui continue\n  • encore\n",
    'promesse: "un\n  deux : trois"\n',
    "promesse: « Rien »\n",
    "# Titre : x\n",
    "themes:\n- chutes\n- bruit\n",
    "liens:\n  - url: https://a.fr/b\n    libelle: A\n",
    "liens: [{libelle: A, url: 'https://a.fr/b'}]\n",
    "promesse: l’« œuvre » à 50 %\n",
    "liens:\n  - libelle: A\n    url: https://a.fr/b\ndescription: |\n  Voir\n  - Guide\n    url: x\n",
    "mots_cles:\n  - un - deux\n  - un | deux\n  - aucun\n",
    "promesse: 'aucun'\n",
    'promesse: de 9h / 17h, "ici" et "là"\n',
    "promesse: 34 (68 %)\n",
    "liens:\n  - libelle: Le guide (mars 2026)\n    url: https://a.fr/b\n",
    "description: |\n  liens:\n  - libelle: x\n    - url: y\n",
]


@pytest.mark.parametrize("lines", RIGHT)
def test_what_is_right_is_not_touched_though_another_line_is_mended(lines: str, named: Folder) -> None:
    text, notes, errors = read_as(named, GUIDE, LIVRABLE.replace("format: guide", "format: Guide") + lines)
    assert (text, errors) == (LIVRABLE + lines, [])
    assert [note.code for note in notes] == ["lu_mot"]


@pytest.mark.parametrize(
    "code", sorted({code for code in MESSAGES if code.startswith("lu_")} - {"lu_cloture", "lu_citation"})
)
def test_each_way_of_reading_has_its_lines(code: str) -> None:
    assert code in {one[0] for one in LINES}


# Any input

SIGNS = st.text(st.sampled_from("ab é:#-?[]{}&*!|>'\"%@`,.~<=\\\n\r\t•–“”\u00a0"), max_size=80)
ROWS = st.lists(
    st.sampled_from(
        [
            *("titre: a", "Titre : b: c", "cibles:", "• garages", "  - tpe", "   - x: y", "contact:", "structure: A"),
            *(
                "resume: >-",
                "  texte",
                "\t- z",
                "``" + "`",
                "liens: https://a.fr",
                "date: 2 mai 2026",
                "'",
                '"a" b',
                "[",
                "?",
            ),
            *(
                "themes: [a",
                "kit: {breve: x",
                "  url: y",
                "---",
                "&a b",
                "# c",
                "",
                "a: |",
                "\u00a0\u00a0- b",
                "format:guide",
            ),
        ]
    ),
    max_size=14,
).map("\n".join)


@given(
    st.sampled_from([of_records(Livrable), *FILES.values()]),
    st.one_of(st.binary(max_size=120), SIGNS.map(str.encode), ROWS.map(str.encode)),
)
def test_any_content_is_mended_or_told(shape: Shape, content: bytes) -> None:
    """What is read is what the mended text says, and everything that is told stands in the file."""
    found = mended(content, shape, Words(lambda target: [("garages", ("garagistes",))] if target == "cibles" else []))
    size = len(found.written)
    assert all(0 <= mend.start <= mend.end <= size for mend in found.mends)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for (line, column), _location, code, _values in found.reading.faults:
        assert 1 <= line <= lines + 1
        assert column >= 1
        assert code in MESSAGES
    if found.mends and not found.reading.faults:
        assert read(found.text.encode()).value == found.reading.value
    assert found.reading.faults or found.reading.value is not None


@pytest.mark.parametrize("row", ["• a\n", "a : b: c\n", "a: [b\n"])
def test_a_file_full_of_mistakes_is_told_in_a_short_time(row: str, named: Folder) -> None:
    for size in (90_000, 110_000):
        started = process_time()
        _text, _notes, errors = read_as(named, GUIDE, f"cibles:\n{row * (size // len(row))}")
        assert errors
        assert process_time() - started < 5


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (EVENT, "titre: A\ndebut: " + "8 - " * 10_000),
        (EVENT, "titre: A\ndebut: 2026-01-01\nautres_dates:\n  - " + "a, " * 20_000 + "(mars 2026"),
        ("groupes/essai.yml", "nom: A\njalons:\n  - " + "a : " * 150),
        ("groupes/essai.yml", "nom: A\npilotes:\n" + "  - DREETS\n    role: x\n" * 4_000),
    ],
)
def test_a_long_value_is_told_in_a_short_time(name: str, line: str, named: Folder) -> None:
    """Each of its words might stand between two dates, or two keys."""
    started = process_time()
    read_as(named, name, f"{line.strip()}\n")
    assert process_time() - started < 5
