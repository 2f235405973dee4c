"""A folder to a catalogue, or to everything that is wrong with it."""

import json
import os
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prst.records import loading
from prst.records.loading import Memory, Proposed, load
from prst.records.model import MODELS
from prst.records.problems import ERREUR, NOTE
from tests.catalogues import write_catalogue
from tests.records.folders import LIVRABLE, MINIMAL, Folder, place_of, sentence
from tests.records.mistakes import MISTAKES, Mistake, write_mistakes
from tests.test_files import WRONG

GUIDE = "livrables/guide.yml"
OPTIONAL = ["retraits.yml", "agendas.yml", "partenaires.yml", "reseau-communication.yml"]


def said(folder: Folder) -> list[Mistake]:
    """What is said of a catalogue, in the form of the table."""
    return [Mistake(*place_of(problem), sentence(problem)) for problem in folder.problems()]


# A good catalogue, a bad one


def test_the_least_catalogue_is_valid(folder: Folder) -> None:
    loaded = folder.load()
    assert (loaded.problems, loaded.errors) == ((), ())
    assert loaded.catalogue is not None
    assert loaded.catalogue is loaded.sound
    assert loaded.catalogue.livrables["guide-chutes"].titre == "Guide des chutes"
    assert loaded.catalogue.site.region == "Région d’essai"
    assert list(loaded.catalogue.territoires) == ["region", "01", "2a"]
    assert loaded.counts == {**dict.fromkeys(MODELS, 0), "livrables": 1, "cibles": 1}


def test_every_mistake_of_a_catalogue_is_told_at_once(folder: Folder) -> None:
    write_mistakes(folder)
    assert said(folder) == MISTAKES
    assert len({mistake.code for mistake in MISTAKES}) >= 20
    assert folder.load().catalogue is None


def test_two_processes_tell_what_one_tells(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    valid = folder.load()
    write_mistakes(folder)
    monkeypatch.setattr(loading, "WORTH_TWO_PROCESSES", 2)
    monkeypatch.setattr(loading, "LOT", 1)
    assert said(folder) == MISTAKES
    for path in folder.root.rglob("*"):
        if path.is_file() and path.relative_to(folder.root).as_posix() not in MINIMAL:
            path.unlink()
    folder.write_all(MINIMAL.items())
    assert folder.load() == valid


@pytest.mark.parametrize("worth_two", [2, 1000])
def test_what_is_done_meanwhile_is_done_once(worth_two: int, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "WORTH_TWO_PROCESSES", worth_two)
    done: list[int] = []
    assert load(folder.root, meanwhile=lambda: done.append(1)).catalogue
    assert done == [1]


def test_nothing_is_found_where_there_is_no_catalogue(tmp_path: Path) -> None:
    loaded = load(tmp_path / "catalogue")
    assert [(problem.file, problem.code) for problem in loaded.problems] == [("catalogue", "fichier_absent")]
    assert loaded.catalogue is None


def test_an_empty_folder_lacks_its_site_and_its_vocabularies(tmp_path: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    problems = load(tmp_path / "catalogue").problems
    assert {problem.code for problem in problems} == {"fichier_absent"}
    assert [problem.file.removeprefix("catalogue/") for problem in problems] == [
        "site.yml",
        "vocabulaires/formats.yml",
        "vocabulaires/secteurs.yml",
        "vocabulaires/territoires.yml",
        "vocabulaires/themes.yml",
    ]


@pytest.mark.parametrize("name", ["site.yml", "vocabulaires/formats.yml"])
def test_a_missing_file_is_all_that_is_told(name: str, folder: Folder) -> None:
    (folder.root / name).unlink()
    assert folder.places() == [(name, 1, 1, "", "fichier_absent")]


@pytest.mark.parametrize("name", ["formats", "themes", "secteurs", "territoires"])
def test_an_unreadable_vocabulary_makes_no_reference_unknown(name: str, folder: Folder) -> None:
    folder.write(GUIDE, LIVRABLE + "themes: [chutes]\nsecteurs: [batiment]\nterritoires: [region]\n")
    folder.write(f"vocabulaires/{name}.yml", "guide: [à fermer\n")
    assert folder.codes() == ["syntaxe"]


def test_a_wrong_term_is_not_unknown_as_well(folder: Folder) -> None:
    folder.write("vocabulaires/formats.yml", "guide:\n  labell: Guide\naffiche:\n  label: Affiche\n")
    assert folder.places() == [
        ("vocabulaires/formats.yml", 1, 1, "guide.label", "missing"),
        ("vocabulaires/formats.yml", 2, 3, "guide.labell", "extra_forbidden"),
    ]


def test_a_vocabulary_without_terms_knows_nothing(folder: Folder) -> None:
    folder.write("vocabulaires/formats.yml", "{}\n")
    (problem,) = folder.problems()
    assert "Rien n’est encore défini dans catalogue/vocabulaires/formats.yml." in problem.remedy


@pytest.mark.parametrize("name", OPTIONAL)
@pytest.mark.parametrize("content", ["", "# rien encore\n", "{}\n"])
def test_files_that_may_be_empty_may_be(name: str, content: str, folder: Folder) -> None:
    folder.write(name, content)
    assert folder.places() == []


# Faults that leave a file readable


def test_a_cut_text_hides_no_other_mistake_of_its_file(folder: Folder) -> None:
    folder.write(
        GUIDE,
        "titre: #Objectifs\nresume: Un # deux\ncouleur: rouge\ncibles: [*a]\nformat: !x guide\n"
        "date: hier\ndate: demain\n",
    )
    assert folder.places() == [
        (GUIDE, 1, 1, "contact", "missing"),
        (GUIDE, 1, 7, "titre", "diese"),
        (GUIDE, 2, 9, "resume", "diese"),
        (GUIDE, 3, 1, "couleur", "extra_forbidden"),
        (GUIDE, 4, 10, "cibles[1]", "ancre"),
        (GUIDE, 5, 9, "format", "etiquette"),
        (GUIDE, 7, 1, "date", "cle_double"),
    ]


def test_a_merge_key_is_no_unknown_key_as_well(folder: Folder) -> None:
    folder.write(GUIDE, LIVRABLE + "<<: {promesse: Moins d’accidents}\n")
    assert folder.places() == [(GUIDE, 9, 1, "<<", "ancre")]


def test_items_that_are_wrong_do_not_make_a_list_empty(folder: Folder) -> None:
    folder.write(GUIDE, LIVRABLE.replace("- tpe-btp", "- Zorro\n  - Bernardo"))
    assert folder.places() == [(GUIDE, 4, 5, "cibles[1]", "inconnu"), (GUIDE, 5, 5, "cibles[2]", "inconnu")]


# Names of files


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("Guide.yml", "guide.yml"),
        ("guide_chutes.yml", "guide-chutes.yml"),
        ("guide pratique.yml", "guide-pratique.yml"),
        ("guide.v2.yml", "guide-v2.yml"),
        ("guide.yaml", "guide.yml"),
        ("guide.YML", "guide.yml"),
        ("guide.txt", "guide.yml"),
        ("guide", "guide.yml"),
        ("-guide.yml", "guide.yml"),
        ("!.yml", ""),
        ("a" * 101 + ".yml", "a" * 100 + ".yml"),
    ],
)
def test_the_name_of_a_record_is_an_id(name: str, suggestion: str, folder: Folder) -> None:
    folder.write(f"livrables/{name}", LIVRABLE)
    ((*_place, code),) = folder.places()
    (message,) = [problem.message for problem in folder.problems()]
    assert code == "nom_de_fichier"
    assert f"« {name} »" in message
    assert (f"« {suggestion} » conviendrait" in message) == bool(suggestion)


@pytest.mark.parametrize("name", ["page", "index", "con", "lpt9"])
def test_a_name_that_list_pages_need_or_windows_refuses_is_reserved(name: str, folder: Folder) -> None:
    folder.write(f"livrables/{name}.yml", LIVRABLE)
    assert folder.places() == [(f"livrables/{name}.yml", 1, 1, "", "nom_reserve")]


@pytest.mark.parametrize("name", ["CON.yml", "con.yml.txt", "Aux.yaml"])
def test_no_reserved_name_is_proposed_for_a_wrong_one(name: str, folder: Folder) -> None:
    folder.write(f"livrables/{name}", LIVRABLE)
    (problem,) = folder.problems()
    assert problem.code == "nom_reserve"
    assert "Windows" in problem.message


@pytest.mark.parametrize("name", ["vocabulaires/formats.yml", "vocabulaires/competences.yml", "agendas.yml"])
def test_entries_of_other_files_have_no_reserved_name_either(name: str, folder: Folder) -> None:
    content = (
        "con:\n  nom: A\n" if name == "agendas.yml" else MINIMAL["vocabulaires/formats.yml"] + "con:\n  label: A\n"
    )
    folder.write(name, content)
    assert [(one.code, one.field) for one in folder.problems(name)] == [("nom_reserve", "con")]


@pytest.mark.parametrize(
    ("name", "content", "sent"),
    [
        ("livrables/a.yml", LIVRABLE + f"promesse: {'a' * 251}\n", True),
        ("livrables/a.yml", LIVRABLE + f"description: {'mot ' * 30_000}\n", False),
        ("livrables/a.yml", LIVRABLE + f"  role: {'a' * 251}\n", False),
        ("retours/a.yml", f"titre: {'a' * 251}\nphases: [animer]\na_marche: B\nsource: C\n", False),
    ],
)
def test_a_long_text_is_sent_to_the_description_of_a_record_that_has_one(
    name: str, content: str, sent: bool, folder: Folder
) -> None:
    folder.write(name, content)
    (problem,) = [one for one in folder.problems() if one.code == "string_too_long"]
    assert ("« description »" in problem.remedy) == sent


def test_a_description_that_is_too_long_is_not_sent_to_itself(folder: Folder) -> None:
    folder.write("livrables/guide.yml", LIVRABLE + f"description: {'mot ' * 30_000}\n")
    (problem,) = [one for one in load(folder.root).problems if one.code == "string_too_long"]
    assert problem.field == "description"
    assert "description" not in problem.remedy


@pytest.mark.parametrize("name", [".DS_Store", ".guide.yml.swp", "LISEZMOI.md"])
def test_what_systems_and_editors_leave_is_ignored(name: str, folder: Folder) -> None:
    folder.write(name, "x")
    folder.write(f"livrables/{name}", "x")
    assert folder.places() == []


def case_matters(folder: Path) -> bool:
    """Whether a file system tells Guide from guide (those of macOS and Windows do not)."""
    (folder / "casse").touch()
    return not (folder / "CASSE").exists()


def test_two_names_that_differ_only_by_case_are_refused_and_hide_nothing(folder: Folder, tmp_path: Path) -> None:
    if not case_matters(tmp_path):
        pytest.skip("this file system does not let two such files be")
    folder.write("livrables/Guide.yml", LIVRABLE)
    folder.write(GUIDE, LIVRABLE + "couleur: rouge\n")
    assert folder.places() == [
        ("livrables/Guide.yml", 1, 1, "", "nom_de_fichier"),
        (GUIDE, 1, 1, "", "casse"),
        (GUIDE, 9, 1, "couleur", "extra_forbidden"),
    ]
    assert "« Guide.yml »" in folder.problems(GUIDE)[0].message


def test_a_folder_in_the_place_of_a_record_is_refused(folder: Folder) -> None:
    (folder.root / "livrables" / "dossier.yml").mkdir()
    (problem,) = folder.problems()
    assert place_of(problem) == ("livrables/dossier.yml", 1, 1, "", "dossier_de_trop")
    assert "conviendrait" not in problem.message


@pytest.mark.parametrize("name", ["livrable/guide.yml", "notes.txt", "Livrables/guide.yml"])
def test_what_is_in_no_known_folder_is_told(name: str, folder: Folder, tmp_path: Path) -> None:
    if name[0] == "L" and not case_matters(tmp_path):
        pytest.skip("on this file system, that is the right folder")
    folder.write(name, LIVRABLE)
    assert folder.places() == [(name.split("/")[0], 1, 1, "", "dossier_inconnu")]
    assert ("vouliez-vous dire « livrables »" in sentence(folder.problems()[0])) == ("/" in name)


def test_a_file_in_the_place_of_a_folder_is_told(folder: Folder) -> None:
    folder.write("groupes", "nom: A\n")
    assert folder.places() == [("groupes", 1, 1, "", "dossier_inconnu")]


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are in Unicode on this system")
def test_a_name_that_is_not_in_utf_8_is_told(folder: Folder) -> None:
    Path(os.fsdecode(os.fsencode(folder.root / "livrables") + b"/guide-\xe9.yml")).touch()
    (problem,) = folder.problems()
    assert problem.code == "nom_de_fichier"
    str(problem).encode("utf-8")


# Symbolic links and what cannot be read


def test_a_record_that_is_a_link_is_refused_unread(folder: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("mot_de_passe: azerty\n", encoding="utf-8")
    (folder.root / GUIDE).symlink_to(secret)
    expected = "ce fichier est un lien vers un autre. Copiez le fichier lui-même dans le catalogue."
    assert said(folder) == [Mistake(GUIDE, 1, 1, "", "lien_symbolique", expected)]


@pytest.mark.parametrize("name", ["site.yml", "vocabulaires/themes.yml", "retraits.yml", "agendas.yml"])
def test_no_file_of_the_catalogue_is_a_link(name: str, folder: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("mot_de_passe: azerty\n", encoding="utf-8")
    (folder.root / name).unlink(missing_ok=True)
    (folder.root / name).symlink_to(secret)
    assert folder.places() == [(name, 1, 1, "", "lien_symbolique")]


@pytest.mark.parametrize("name", ["relais", "vocabulaires"])
def test_no_folder_of_the_catalogue_is_a_link(name: str, folder: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    (elsewhere / "secret.yml").write_text("mot_de_passe: azerty\n", encoding="utf-8")
    for path in MINIMAL:
        if path.startswith(f"{name}/"):
            (folder.root / path).rename(elsewhere / Path(path).name)
    if (folder.root / name).exists():
        (folder.root / name).rmdir()
    (folder.root / name).symlink_to(elsewhere, target_is_directory=True)
    assert folder.places() == [(name, 1, 1, "", "lien_symbolique")]


def test_a_file_that_cannot_be_read_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    open_file = os.open

    def deny(path: Path, *options: Any) -> int:
        if Path(path).name == "guide-chutes.yml":
            raise PermissionError(13, "Permission denied")
        return open_file(path, *options)

    monkeypatch.setattr(os, "open", deny)
    (problem,) = folder.problems()
    assert place_of(problem) == ("livrables/guide-chutes.yml", 1, 1, "", "lecture")
    assert "(l’accès n’en est pas permis)" in problem.message


@pytest.mark.parametrize("name", [GUIDE, "cibles/autre.yml", "site.yml", "vocabulaires/themes.yml", *OPTIONAL])
@pytest.mark.parametrize("make", WRONG)
def test_what_is_no_file_is_refused_wherever_it_stands(name: str, make: Callable[[Path], str], folder: Folder) -> None:
    """Rather than waited for, or taken for absent where a file may be."""
    path = folder.root / name
    path.unlink(missing_ok=True)
    word = make(path)
    problems = [problem for problem in folder.problems() if problem.file == f"catalogue/{name}"]
    assert [problem.code for problem in problems] in (["lecture"], ["lien_symbolique"], ["dossier_de_trop"])
    assert problems[0].code != "lecture" or word in problems[0].message


@pytest.mark.parametrize("name", OPTIONAL)
def test_files_that_may_be_absent_may(name: str, folder: Folder) -> None:
    assert not (folder.root / name).exists()
    assert folder.problems() == []


@pytest.mark.parametrize("name", [GUIDE, "site.yml", *OPTIONAL])
def test_a_file_is_read_up_to_a_size(name: str, folder: Folder) -> None:
    folder.write(name, b"#" * 1_000_001)
    assert (name, 1, 1, "", "trop_gros") in folder.places()


@pytest.mark.parametrize("name", [GUIDE, "site.yml", *OPTIONAL])
def test_a_file_that_git_lfs_has_not_fetched_is_told_with_the_remedy(name: str, folder: Folder) -> None:
    folder.write(name, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")
    problem = next(problem for problem in folder.problems(name) if problem.code == "pointeur")
    assert "git lfs pull" in problem.remedy


def test_a_folder_that_cannot_be_read_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: Path) -> Any:
        if Path(path).name == "cibles":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert ("cibles", 1, 1, "", "lecture") in folder.places()


# Between records


@pytest.mark.parametrize(
    ("lines", "column", "field", "nearest"),
    [
        ("cibles: [tpe-bpt]", 10, "cibles[1]", "tpe-btp"),
        ("format: guidde", 9, "format", "guide"),
        ("themes: [bruit, chuttes]", 17, "themes[2]", "chutes"),
        ("secteurs: [battiment]", 12, "secteurs[1]", "batiment"),
        ("territoires: ['01', regio]", 21, "territoires[2]", "region"),
        ("groupe: gt-chutees", 9, "groupe", "gt-chutes"),
        ("relais: [opcoo]", 10, "relais[1]", "opco"),
        ("groupe: zzz", 9, "groupe", ""),
    ],
)
def test_an_unknown_reference_is_told_with_the_nearest_id(
    lines: str, column: int, field: str, nearest: str, folder: Folder
) -> None:
    folder.write("groupes/gt-chutes.yml", "nom: GT\n")
    folder.write("relais/opco.yml", "nom: OPCO\ntype: OPCO\n")
    key = lines.split(":")[0]
    kept = LIVRABLE.replace("cibles:\n  - tpe-btp\n", "cibles: [tpe-btp]\n").splitlines()
    folder.write(GUIDE, "\n".join([lines, *(line for line in kept if not line.startswith(f"{key}:"))]))
    (problem,) = folder.problems()
    assert place_of(problem) == (GUIDE, 1, column, field, "inconnu")
    assert (f"vouliez-vous dire « {nearest} » ?" in problem.message) == bool(nearest)


@pytest.mark.parametrize(
    ("name", "content", "line", "field"),
    [
        ("cibles/a.yml", "nom: A\nsecteurs: [zzz]\n", 2, "secteurs[1]"),
        ("relais/a.yml", "nom: A\ntype: B\ncibles:\n  - cible: tpe-btp\n  - cible: zzz\n", 5, "cibles[2].cible"),
        (
            "groupes/a.yml",
            "nom: A\njalons:\n  - date: 2026\n    intitule: B\n    livrable: zzz\n",
            5,
            "jalons[1].livrable",
        ),
        ("evenements/a.yml", "titre: A\ndebut: 2026\nlivrables: [guide-chutes, zzz]\n", 3, "livrables[2]"),
        ("diffusions/a.yml", "date: 2026\nlivrable: guide-chutes\nrelais: zzz\ncanal: C\n", 3, "relais"),
        ("agendas.yml", "a:\n  nom: A\n  territoires: [zzz]\n", 3, "a.territoires[1]"),
        ("site.yml", MINIMAL["site.yml"] + "departements: ['01', '98']\n", 9, "departements[2]"),
    ],
)
def test_every_kind_of_file_has_its_references_checked(
    name: str, content: str, line: int, field: str, folder: Folder
) -> None:
    folder.write(name, content)
    assert [(*place[:2], *place[3:]) for place in folder.places()] == [(name, line, field, "inconnu")]


def test_a_wrong_record_is_not_unknown_as_well(folder: Folder) -> None:
    folder.write("cibles/tpe-btp.yml", "nom: ''\n")
    assert folder.codes() == ["string_too_short"]


def test_many_choices_are_counted_rather_than_listed(folder: Folder) -> None:
    for index in range(13):
        folder.write(f"cibles/cible-{index}.yml", "nom: A\n")
    folder.write(GUIDE, LIVRABLE.replace("tpe-btp", "zzz"))
    assert [problem.remedy for problem in folder.problems()] == [
        "Les 14 valeurs possibles sont dans catalogue/cibles/."
    ]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("territoires: ['2a', '2A']", ["territoires[2]"]),
        ("themes: [chutes, bruit, chutes, chutes]", ["themes[3]", "themes[4]"]),
        ("relais: [opco, opco]", ["relais[2]"]),
    ],
)
def test_an_item_stands_once_in_a_list(text: str, fields: list[str], folder: Folder) -> None:
    folder.write("relais/opco.yml", "nom: OPCO\ntype: OPCO\n")
    folder.write(GUIDE, f"{LIVRABLE}{text}\n")
    assert [place[3:] for place in folder.places()] == [(field, "doublon") for field in fields]


def test_two_milestones_may_lead_to_one_deliverable(folder: Folder) -> None:
    milestone = "  - date: 2026\n    intitule: A\n    livrable: guide-chutes\n"
    folder.write("groupes/gt.yml", f"nom: GT\njalons:\n{milestone}{milestone}")
    assert folder.places() == []


def test_a_former_id_leads_to_one_record(folder: Folder) -> None:
    folder.write("livrables/a.yml", LIVRABLE + "anciens_ids: [vieux, guide-chutes, tpe-btp]\n")
    folder.write("livrables/b.yml", LIVRABLE + "anciens_ids: [vieux]\n")
    folder.write("cibles/c.yml", "nom: C\nanciens_ids: [vieux]\n")
    assert said(folder) == [
        Mistake(
            "livrables/a.yml",
            9,
            22,
            "anciens_ids[2]",
            "ancien_id_pris",
            "l’ancien identifiant « guide-chutes » est celui d’une autre fiche (guide-chutes.yml). "
            "Une adresse ne mène qu’à une fiche : retirez l’un des deux.",
        ),
        Mistake(
            "livrables/b.yml",
            9,
            15,
            "anciens_ids[1]",
            "ancien_id_pris",
            "l’ancien identifiant « vieux » est celui d’une autre fiche (a.yml). "
            "Une adresse ne mène qu’à une fiche : retirez l’un des deux.",
        ),
    ]


@pytest.mark.parametrize("value", ["autre", "guide", "[a]", "{a: b}"])
def test_the_id_is_not_written_in_the_record(value: str, folder: Folder) -> None:
    folder.write(GUIDE, f"titre: A\nid: {value}\n" + LIVRABLE.partition("\n")[2])
    assert folder.places() == [(GUIDE, 2, 1, "id", "id_dans_la_fiche")]


def test_an_id_without_value_is_as_though_it_were_not_written(folder: Folder) -> None:
    folder.write(GUIDE, f"id:\n{LIVRABLE}")
    assert folder.places() == []


def test_a_word_leads_to_one_term_without_regard_to_accents(folder: Folder) -> None:
    folder.write(
        "vocabulaires/themes.yml",
        "chutes:\n  label: Chutes\n  synonymes: [chutes, Glissade]\n"
        "bruit:\n  label: Bruit\n  synonymes:\n    - sonore\n    - glissadé\n"
        "sonore:\n  label: SONORE\n",
    )
    folder.write("vocabulaires/secteurs.yml", "batiment:\n  label: Chutes\n")
    assert folder.places() == [
        ("vocabulaires/themes.yml", 8, 7, "bruit.synonymes[2]", "synonyme_double"),
        ("vocabulaires/themes.yml", 10, 10, "sonore.label", "synonyme_double"),
    ]


def test_a_published_file_is_in_docs(folder: Folder) -> None:
    folder.write(GUIDE, LIVRABLE + "fichiers:\n  - libelle: A\n    chemin: assets/guide.pdf\n")
    assert folder.places() == [(GUIDE, 11, 13, "fichiers[1].chemin", "chemin_absent")]
    (folder.project / "docs" / "assets").mkdir()
    (folder.project / "docs" / "assets" / "guide.pdf").touch()
    assert folder.places() == []
    assert load(folder.root).problems == ()  # where docs/ is not given, nothing is looked for


WITHDRAWN = "titre: Guide\n  le: 2026-01-01\n  motif: Il est remplacé.\n"


@pytest.mark.parametrize(
    "address",
    [
        "guide",
        "livrables/",
        "autres/guide",
        "diffusions/lettre",
        "../../tmp/x",
        "livrables/../x",
        "/a",
    ],
)
def test_what_is_withdrawn_is_an_address_of_the_site(address: str, folder: Folder) -> None:
    folder.write("retraits.yml", f"'{address}':\n  {WITHDRAWN}")
    assert [place[:4] for place in folder.places()] == [("retraits.yml", 1, 1, address)]
    folder.write("retraits.yml", f"'':\n  {WITHDRAWN}")
    assert len(folder.places()) == 1


def test_what_is_withdrawn_is_not_published_as_well(folder: Folder) -> None:
    folder.write("livrables/a.yml", LIVRABLE + "anciens_ids: [vieux]\n")
    folder.write(
        "retraits.yml",
        "".join(f"livrables/{identity}:\n  {WITHDRAWN}" for identity in ("perdu", "vieux", "guide-chutes")),
    )
    assert [place[:4] for place in folder.places()] == [
        ("retraits.yml", 5, 1, "livrables/vieux"),
        ("retraits.yml", 9, 1, "livrables/guide-chutes"),
    ]


def test_a_wrong_field_hides_no_unknown_reference(folder: Folder) -> None:
    folder.write(GUIDE, LIVRABLE.replace("tpe-btp", "tpe-bpt") + "date: hier\n")
    assert folder.places() == [(GUIDE, 4, 5, "cibles[1]", "inconnu"), (GUIDE, 9, 7, "date", "date")]


def test_a_vocabulary_that_nobody_reads_is_told(folder: Folder) -> None:
    folder.write("vocabulaires/format.yml", "guide:\n  label: Guide\n")
    assert [place[0] for place in folder.places()] == ["vocabulaires/format.yml"]


def test_the_id_is_not_written_in_a_term(folder: Folder) -> None:
    folder.write("vocabulaires/secteurs.yml", "batiment:\n  label: Bâtiment\n  id: autre\n")
    assert [place[:4] for place in folder.places()] == [("vocabulaires/secteurs.yml", 3, 3, "batiment.id")]


# Notes, and what can be shown in spite of problems

DRAFT = LIVRABLE + "statut: brouillon\najoute_le: 2026-01-01\n"


def test_notes_stop_nothing(folder: Folder) -> None:
    folder.write("livrables/projet.yml", DRAFT)
    folder.write("livrables/a.yml", LIVRABLE.replace("courriel: prevention@organisme-essai.fr", "a_confirmer: oui"))
    folder.write("evenements/salon.yml", "titre: A\ndebut: 2026\nlivrables: [projet]\najoute_le: 2026-01-01\n")
    loaded = folder.load(notes=True)
    assert [place_of(problem) for problem in loaded.problems] == [
        ("cibles/tpe-btp.yml", 1, 1, "", "sans_date_ajout"),
        ("evenements/salon.yml", 3, 13, "livrables[1]", "vers_brouillon"),
        ("livrables/a.yml", 1, 1, "", "sans_date_ajout"),
        ("livrables/a.yml", 8, 16, "contact.a_confirmer", "contact_a_confirmer"),
        ("livrables/guide-chutes.yml", 1, 1, "", "sans_date_ajout"),
        ("site.yml", 1, 1, "", "site_a_completer"),
        ("site.yml", 6, 1, "contact", "site_sans_issue"),
    ]
    assert {problem.severity for problem in loaded.problems} == {NOTE}
    assert loaded.errors == ()
    assert loaded.catalogue is not None
    assert folder.problems() == []


def test_sound_records_can_be_shown_in_spite_of_the_others(folder: Folder) -> None:
    folder.write("cibles/artisans.yml", "nom: ''\n")
    folder.write("livrables/b.yml", LIVRABLE.replace("tpe-btp", "artisans"))
    folder.write("evenements/salon.yml", "titre: A\ndebut: 2026\nlivrables: [b]\n")
    folder.write("evenements/forum.yml", "titre: A\ndebut: 2026\nlivrables: [guide-chutes]\n")
    for notes in (False, True):
        loaded = folder.load(notes=notes)
        assert [place_of(problem) for problem in loaded.errors] == [
            ("cibles/artisans.yml", 1, 6, "nom", "string_too_short")
        ]
        assert loaded.catalogue is None
        assert loaded.sound is not None
        assert {record.id for record in loaded.sound.records()} == {"guide-chutes", "tpe-btp", "forum"}
    assert {problem.severity for problem in loaded.errors} == {ERREUR}


@pytest.mark.parametrize("name", ["site.yml", "vocabulaires/formats.yml"])
def test_nothing_can_be_shown_without_site_or_vocabulary(name: str, folder: Folder) -> None:
    folder.write(name, "a: [b\n")
    assert folder.load().sound is None


def test_keys_of_the_site_can_be_replaced(folder: Folder) -> None:
    loaded = load(folder.root, site={"adresse": "https://essai.structure.fr/"})
    assert loaded.catalogue is not None
    assert loaded.catalogue.site.adresse == "https://essai.structure.fr/"
    assert [problem.code for problem in load(folder.root, site={"adresse": "essai"}).problems] == ["url"]


# Any content

KEYS = sorted({key for model in MODELS.values() for key in model.model_fields} | {"inventee", "<<", "2", "é"})
SCALARS = st.sampled_from(
    ["a", "tpe-btp", "", "2026", "2026-02-30", "oui", "9" * 5000, "https://a.fr", "x" * 700, " ", "é\n"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(MODELS)), st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6))
def test_any_record_is_loaded_or_told(folder: Folder, kind: str, fields: dict[str, Any]) -> None:
    path = folder.write(f"{kind}/quelconque.yml", json.dumps(fields))  # JSON is YAML
    try:
        for problem in folder.problems():
            assert problem.message
            assert problem.line >= 1
            assert problem.column >= 1
    finally:
        path.unlink()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["site.yml", "agendas.yml", "retraits.yml", "vocabulaires/territoires.yml"]),
    st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: f"2A: {{label: {text}}}\n".encode())),
)
def test_any_other_file_is_loaded_or_told(folder: Folder, name: str, content: bytes) -> None:
    folder.write(name, content)
    folder.load()


# Who reads again and again


def test_what_did_not_change_is_not_read_again(folder: Folder) -> None:
    memory = Memory()
    folder.write("livrables/un.yml", LIVRABLE)
    folder.write("livrables/deux.yml", LIVRABLE)
    first = load(folder.root, memory=memory).catalogue
    folder.write("livrables/deux.yml", LIVRABLE + "promesse: Autre chose\n")
    second = load(folder.root, memory=memory).catalogue
    assert first
    assert second
    assert second.livrables["un"] is first.livrables["un"]
    assert second.livrables["deux"].promesse == "Autre chose"
    assert second == load(folder.root).catalogue


def test_a_record_that_went_wrong_is_shown_as_it_was(folder: Folder) -> None:
    memory = Memory()
    folder.write("livrables/un.yml", LIVRABLE)
    before = load(folder.root, memory=memory).catalogue
    folder.write("livrables/un.yml", LIVRABLE + "inconnue: x\n")
    for _ in range(2):
        loaded = load(folder.root, memory=memory)
        assert loaded.catalogue is None
        assert [problem.code for problem in loaded.errors] == ["extra_forbidden"]
        assert before
        assert loaded.sound
        assert loaded.sound.livrables["un"] == before.livrables["un"]
    (folder.root / "livrables" / "un.yml").unlink()
    assert (after := load(folder.root, memory=memory).catalogue)
    assert "un" not in after.livrables


def test_what_is_left_of_another_region_is_noted(folder: Folder) -> None:
    folder.write("site.yml", MINIMAL["site.yml"].replace("Région d’essai", "Corse") + "departements: ['01', 2a]\n")
    folder.write(
        "vocabulaires/territoires.yml",
        "region:\n  label: Auvergne-Rhône-Alpes\n'01':\n  label: Ain\n  region: Auvergne-Rhône-Alpes\n"
        "2a:\n  label: Corse-du-Sud\n  region: Corse\n",
    )
    found = [place_of(problem) for problem in folder.load(notes=True).problems]
    assert [(file, field, code) for file, _line, _column, field, code in found if "." in field or "[" in field] == [
        ("site.yml", "departements[1]", "departement_ailleurs"),
        ("vocabulaires/territoires.yml", "region.label", "region_autrement"),
    ]

    folder.write(
        "vocabulaires/territoires.yml", "region:\n  label: Corse\n'01':\n  label: Ain\n2a:\n  label: Corse-du-Sud\n"
    )
    assert not [
        one for one in folder.load(notes=True).problems if one.code in ("departement_ailleurs", "region_autrement")
    ]


def test_the_region_is_held_to_its_departments_and_to_its_name_among_places(folder: Folder) -> None:
    """Where the vocabulary knows the region of site.yml, the remedy is the list to write."""
    folder.write("site.yml", MINIMAL["site.yml"].replace("Région d’essai", "Corse") + "departements: ['01']\n")
    folder.write(
        "vocabulaires/territoires.yml",
        "region:\n  label: Auvergne-Rhône-Alpes\n'01':\n  label: Ain\n  region: Auvergne-Rhône-Alpes\n"
        "2a:\n  label: Corse-du-Sud\n  region: Corse\n2b:\n  label: Haute-Corse\n  region: Corse\n",
    )
    first, second = folder.load().errors
    assert "departements: ['2a', '2b']" in first.remedy
    assert "label: Corse" in second.remedy


def test_a_section_left_out_is_empty_and_one_that_is_kept_has_what_it_is_about(folder: Folder) -> None:
    folder.write("site.yml", MINIMAL["site.yml"] + "sections: [agenda, couverture]\n")
    folder.write("livrables/un.yml", LIVRABLE)
    found = {(problem.code, problem.field): str(problem) for problem in folder.load().errors}
    assert {code for code, _field in found} == {"section_sans", "section_pleine"}
    assert "contient livrables/guide-chutes.yml et 1 autre." in found["section_pleine", "sections"]
    assert {field for code, field in found if code == "section_sans"} == {"sections[2]"}
    folder.write("site.yml", MINIMAL["site.yml"] + "sections: [livrables, cibles]\n")
    folder.write("retours/un.yml", "titre: Un\nphases: [animer]\na_marche: Oui.\nsource: Bilan\n")
    (lessons,) = folder.load().errors
    assert "boite_a_outils" in lessons.message  # lessons go with the toolbox
    (folder.root / "retours/un.yml").unlink()
    folder.write("site.yml", MINIMAL["site.yml"] + "sections: [agande]\n")
    (unknown,) = folder.load().errors
    assert "vouliez-vous dire « agenda »" in sentence(unknown)


@pytest.mark.parametrize("content", ["", "# rien\n", None])
def test_a_vocabulary_that_is_empty_or_gone_has_one_remedy(folder: Folder, content: str | None) -> None:
    if content is None:
        (folder.root / "vocabulaires" / "themes.yml").unlink()
    else:
        folder.write("vocabulaires/themes.yml", content)
    (problem,) = [one for one in folder.load().errors if one.file.endswith("themes.yml")]
    assert "au moins un mot" in problem.remedy


# What forms leave empty


@pytest.mark.parametrize(
    "line",
    [
        "promesse: ''",
        'date: ""',
        "groupe: ''",
        "fichiers: null",
        "fichiers: ''",
        "themes: ~",
        "statut: ''",
        "exemple: ''",
        "description: ''",
        "modifie_le: ''",
        "modifie_le: 2026-11-21T00:00:00.000Z",
        "liens: [{libelle: A, url: https://organisme-essai.fr/}]\nlicence:",
    ],
)
def test_an_optional_key_that_a_form_left_empty_is_absent(line: str, folder: Folder) -> None:
    folder.write("livrables/a.yml", f"{LIVRABLE}{line}\n")
    assert folder.problems() == []


def test_a_part_of_a_record_may_have_empty_keys_too(folder: Folder) -> None:
    folder.write("livrables/a.yml", LIVRABLE.replace("  courriel", "  role: ''\n  telephone: null\n  courriel"))
    assert folder.problems() == []


@pytest.mark.parametrize("value", ["", " ''", " null"])
def test_a_required_key_left_empty_is_told(value: str, folder: Folder) -> None:
    folder.write("livrables/a.yml", re.sub("^titre:.*", f"titre:{value}", LIVRABLE))
    assert folder.codes() == ["string_too_short" if "'" in value else "missing"]


@pytest.mark.parametrize("value", ["", " ''", " null", " []", " {}"])
def test_an_unknown_key_left_empty_is_told(value: str, folder: Folder) -> None:
    folder.write("livrables/a.yml", f"{LIVRABLE}promese:{value}\n")
    assert folder.codes() == ["extra_forbidden"]


def test_a_term_without_label_is_told(folder: Folder) -> None:
    folder.write("vocabulaires/themes.yml", "chutes:\n  label: Chutes\nbruit:\n")
    assert folder.places() == [("vocabulaires/themes.yml", 3, 1, "bruit", "model_type")]


# Links in a record's text


@pytest.mark.parametrize(
    "link",
    [
        "[le guide](guide.pdf)",
        "[plus bas](#suite)",
        "[livrables](/livrables/)",
        "[livrables](../livrables/)",
        "[INRS](www.inrs.fr)",
        "[sans]()",
        "[le guide][1]\n\n  [1]: guide.pdf",
        "[disque](C:\\guide.pdf)",
        "[réseau](//serveur/guide.pdf)",
        "[poste](http://192.168.0.257/)",
        "<ftp://organisme-essai.fr/guide>",
    ],
)
def test_a_link_of_a_text_leads_somewhere_from_everywhere(link: str, folder: Folder) -> None:
    folder.write("livrables/a.yml", f"{LIVRABLE}description: |\n  Voir {link}.\n")
    assert [place_of(problem) for problem in load(folder.root, today=date(2026, 11, 27)).problems] == [
        ("livrables/a.yml", LIVRABLE.count("\n") + 1, 14, "description", "lien_de_fiche")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[le guide](https://organisme-essai.fr/guide.pdf#page=2)",
        "<https://organisme-essai.fr>",
        "[écrire](mailto:prevention@organisme-essai.fr)",
        "[appeler](tel:3949)",
        "`[le guide](guide.pdf)`",
        "[un autre](../guide-chutes/)",
        "[une cible](../../cibles/tpe-btp/)",
        "[tout](../../livrables/)",
        "cases [à cocher] (voir plus bas)",
    ],
)
def test_a_text_may_lead_to_the_web_and_show_what_is_no_link(text: str, folder: Folder) -> None:
    folder.write("livrables/a.yml", f"{LIVRABLE}description: |\n  Voir {text}.\n")
    assert load(folder.root, today=date(2026, 11, 27)).problems == ()


# A day that has not come


def test_a_record_cannot_have_changed_after_today(folder: Folder) -> None:
    today = date(2026, 11, 27)
    folder.write("livrables/a.yml", f"{LIVRABLE}ajoute_le: 2026-11-28\nmodifie_le: 2062-11-21\n")
    folder.write("livrables/b.yml", f"{LIVRABLE}ajoute_le: 2026-11-26\nmodifie_le: 2026-11-27\n")
    problems = load(folder.root, today=today).problems
    assert [(problem.file, problem.field, problem.code) for problem in problems] == [
        ("catalogue/livrables/a.yml", "ajoute_le", "date_future"),
        ("catalogue/livrables/a.yml", "modifie_le", "date_future"),
    ]
    assert "2026-11-27" in problems[0].message
    assert load(folder.root).problems == ()  # a build knows no clock


# What is part of what


def test_a_ring_is_told_once_with_its_way_and_what_is_unknown_is_named(folder: Folder) -> None:
    folder.write("cibles/macons.yml", "nom: Maçons\nfait_partie_de: artisans\n")
    folder.write("cibles/artisans.yml", "nom: Artisans\nfait_partie_de: petites\n")
    folder.write("cibles/petites.yml", "nom: Petites\nfait_partie_de: macons\ncomprend: [grande, artisans]\n")
    found = [(problem.file, problem.code, problem.message) for problem in folder.problems()]
    assert found == [
        (
            "catalogue/cibles/artisans.yml",
            "partie_en_rond",
            "cela tourne en rond : artisans → petites → macons → artisans.",
        ),
        (
            "catalogue/cibles/petites.yml",
            "inconnu",
            "« grande » est inconnue.",
        ),
    ]


# Files that are proposed


def test_a_proposed_file_is_checked_as_if_it_stood_there(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "catalogue", livrables={"guide": {}})
    right = (folder / "livrables" / "guide.yml").read_bytes()
    proposed = {
        folder / "livrables" / "nouveau.yml": Proposed(lambda: right),
        folder / "livrables" / "guide.yml": Proposed(lambda: right + b'promesse: ""\nprix: 3\n'),
        folder / "relais" / "faux.yml": Proposed(lambda: b"nom: Un relais\n", lambda: {"nom": "Un relais"}),
    }
    found = load(folder, proposed=proposed)
    assert {(problem.file, problem.field) for problem in found.errors} == {
        ("catalogue/livrables/guide.yml", "prix"),
        ("catalogue/relais/faux.yml", "type"),
    }
    assert found.sound is not None
    assert "nouveau" in found.sound.livrables
    assert not (folder / "livrables" / "nouveau.yml").exists()


def test_what_is_proposed_is_not_remembered(tmp_path: Path) -> None:
    folder, memory = write_catalogue(tmp_path / "catalogue", livrables={"guide": {}}), Memory()
    guide = folder / "livrables" / "guide.yml"
    before = load(folder, memory=memory).catalogue
    for added in (b"promesse: Autre chose\n", b"inconnue: x\n"):
        content = guide.read_bytes() + added
        found = load(folder, memory=memory, proposed={guide: Proposed(partial(bytes, content))})
        assert found.catalogue != before
        assert load(folder, memory=memory).catalogue == before


# What a site still lacks


WHOLE = (
    MINIMAL["site.yml"].replace(
        "  nom: Réseau d’essai\n", "  nom: Réseau d’essai\n  directeur_de_publication: sa direction\n"
    )
    + "depot: https://gitlab.com/essai/catalogue\nhebergeur: {nom: Hébergeur, adresse: 1 rue du Port}\n"
)
DEPOT = "depot: https://gitlab.com/essai/catalogue\n"


def notes_of_site(folder: Folder, old: str = "", new: str = "") -> dict[str, str]:
    """The notes on site.yml, by code, where other lines take the place of some."""
    assert old in WHOLE
    folder.write("site.yml", WHOLE.replace(old, new) if old else WHOLE)
    found = folder.load(notes=True).problems
    return {problem.code: problem.message for problem in found if problem.file == "catalogue/site.yml"}


def test_a_site_to_which_nobody_can_propose_anything_is_told(folder: Folder) -> None:
    mailbox = "  courriel: prevention@organisme-essai.fr\n"
    assert notes_of_site(folder) == {}
    assert notes_of_site(folder, DEPOT).keys() == {"site_sans_issue"}
    assert "site_sans_issue" in notes_of_site(folder, DEPOT, "depot: https://forge.example/a\n")
    assert notes_of_site(folder, f"  a_confirmer: oui\n{DEPOT}", mailbox) == {}


def test_what_the_legal_page_lacks_is_told(folder: Folder) -> None:
    told = notes_of_site(folder, "hebergeur: {nom: Hébergeur, adresse: 1 rue du Port}\n")
    assert "hebergeur" in told["site_a_completer"]
    assert "depot" in notes_of_site(folder, "https://gitlab.com/", "https://forge.example/")["site_a_completer"]
    told = notes_of_site(folder, "sa direction", "à désigner")
    assert "editeur.directeur_de_publication" in told["site_a_completer"]


# One of many


TITLES = [
    "titre: Guide des chutes graves\n",
    "titre: 'Guide des\n  chutes graves'\n",
    'titre: "Guide des\n\n  chutes graves"\n',
    "titre:\n  Guide des\n  chutes graves\n",
    "titre: >-\n  Guide des\n\n  chutes graves\n",
    "titre: Guide des # chutes\n",
    "titre: [Guide\n",
    "\ufefftitre: Guide des chutes graves\n",
]
"""How the title of a record that is not asked for may be written, rightly or not."""


@pytest.mark.parametrize("title", TITLES)
def test_names_of_other_records_mean_to_one_file_what_they_mean_to_all(folder: Folder, title: str) -> None:
    """The words that name other records are all that is read of them where one file is asked for."""
    folder.write("livrables/autre.yml", LIVRABLE.replace("titre: Guide des chutes\n", title))
    salon = "titre: Salon\ndebut: 2026-05\nlivrables:\n  - guide des chutes graves\n  - guide des chuttes\n"
    path = folder.write("evenements/salon.yml", salon)
    alone = [sentence(problem) for problem in load(folder.root, only=[path]).problems]
    assert alone == [sentence(problem) for problem in folder.problems("salon.yml")]
    assert len(alone) == 2


# What nothing is wrong with is read once


@pytest.mark.parametrize("promise", ["Une affiche pour votre structure, à compléter.", "Suivez votre groupe."])
def test_words_of_examples_in_a_sentence_are_no_reason_to_mend(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, promise: str
) -> None:
    monkeypatch.setattr(loading._Loader, "_take", lambda *_: pytest.fail("mended"))
    folder.write("livrables/autre.yml", f"{LIVRABLE}promesse: {promise}\n")
    assert folder.problems() == []
