"""`prst nouveau`: what is asked, said at once, kept when somebody stops, and written where nothing stands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from prst.commands import nouveau, questions
from prst.commands.nouveau import Asked
from prst.records.loading import load
from tests.catalogues import plain
from tests.commands.projets import create, everything, write

JOUR = "2026-11-20"
KNOWN = (
    "titre=Guide du bruit",
    "resume=Un résumé.",
    "cibles=les garages, TPE",
    "format=Guide",
    "contact.structure=inrs",
    "liens.1.libelle=Lire",
    "liens.1.url=https://www.inrs.fr/bruit",
)
BRUIT = """\
# yaml-language-server: $schema=../schemas/livrable.schema.json
titre: Guide du bruit
resume: Un résumé.
cibles:
  - garages
  - tpe
format: guide
contact:
  structure: inrs
liens:
  - libelle: Lire
    url: https://www.inrs.fr/bruit
ajoute_le: 2026-11-20
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create(tmp_path)


Typing = Callable[..., None]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Types answers one after the other; after the last, the end of what is typed."""

    def of(*answers: str) -> None:
        left: Iterator[str] = iter(answers)

        def prompt(text: str) -> str:
            typer.echo(text)
            try:
                return next(left)
            except StopIteration:
                raise typer.Abort from None

        monkeypatch.setattr(questions, "prompt", prompt)
        monkeypatch.setattr(nouveau, "prompt", prompt)

    return of


def ask(project: Path, sorte: str = "livrable", **known: str) -> int:
    """Runs the command with its questions."""
    return nouveau.run(project, Asked(sorte, known.get("depuis", ""), (), known.get("identifiant", ""), JOUR, True))


def give(project: Path, *champs: str, sorte: str = "livrable", depuis: str = "", identifiant: str = "") -> int:
    """Runs the command without questions."""
    return nouveau.run(project, Asked(sorte, depuis, champs, identifiant, JOUR, False))


def new(project: Path, name: str) -> str:
    """The text of a file that was written."""
    return (project / "catalogue" / name).read_text(encoding="utf-8")


# Questions


def test_a_record_is_written_answer_by_answer(project: Path, typed: Typing, capsys: pytest.CaptureFixture[str]) -> None:
    typed(
        "?",
        "Guide du bruit",
        "",  # a required answer
        "Un résumé.",
        "les garages, chaussures",  # one of them is unknown: asked again
        "garages, 2",
        "guide",
        "inrs",
        "",
        "liens, 6",
        "Lire",
        "bruit",
        "https://www.inrs.fr/bruit",
        "n",
        "chutes",  # the sixth of the list is the group, and no group is called so
        "",
        "",
        "",
    )
    assert ask(project) == 0
    said = plain(capsys.readouterr().out)
    assert "Le titre du livrable, tel qu’il figure sur le document." in said
    assert "Cette réponse est nécessaire." in said
    assert "« les garages » est lu « garages »" in said
    assert "✗ « chaussures » est inconnue" in said
    assert "✗ « bruit » n’est pas une adresse utilisable." in said
    assert "catalogue/livrables/guide-du-bruit.yml est écrit." in said
    assert "Sa page sera https://essai.example.org/livrables/guide-du-bruit/" in said
    assert new(project, "livrables/guide-du-bruit.yml") == BRUIT
    assert load(project / "catalogue").errors == ()
    assert not (project / ".cache/nouveau/livrable.yml").exists()


def test_what_is_near_is_told_while_it_is_typed(
    project: Path, typed: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("Guide des gestes")
    with pytest.raises(typer.Abort):
        ask(project)
    said = plain(capsys.readouterr().out)
    assert "Déjà au catalogue, et proche :\n  – Guide des gestes (catalogue/livrables/guide.yml)" in said


def test_an_interruption_loses_nothing(project: Path, typed: Typing, capsys: pytest.CaptureFixture[str]) -> None:
    typed("Guide du bruit", "Un résumé.")
    with pytest.raises(typer.Abort):
        ask(project)
    assert "Ce que vous avez tapé est gardé : relancez « prst nouveau livrable »." in plain(capsys.readouterr().err)
    assert "catalogue/livrables/guide-du-bruit.yml" not in everything(project)
    typed("o", "garages, tpe", "guide", "inrs", "", "")
    with pytest.raises(typer.Abort):
        ask(project)
    assert "Ce que vous avez tapé est gardé" in plain(capsys.readouterr().err)
    typed("o", "", "bruit")
    assert ask(project) == 0
    assert "Une fiche commencée attend (« Guide du bruit »). La reprendre ?" in plain(capsys.readouterr().out)
    assert not list((project / ".cache/nouveau").iterdir())
    assert new(project, "livrables/bruit.yml").startswith(BRUIT.partition("liens")[0])


def test_what_was_begun_and_is_not_taken_up_stays(project: Path, typed: Typing) -> None:
    for answers in (("Guide du bruit",), ("non", "Guide du vent")):
        typed(*answers)
        with pytest.raises(typer.Abort):
            ask(project)
    kept = {path.name: path.read_text(encoding="utf-8") for path in (project / ".cache/nouveau").iterdir()}
    assert "Guide du bruit" in kept["livrable-avant.yml"]
    assert "Guide du vent" in kept["livrable.yml"]


def test_a_contact_that_cannot_be_reached_is_asked_for_more(
    project: Path, typed: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("T", "R", "garages", "guide", "Un collectif", "", "courriel", "a@collectif-essai.fr", "", "", "")
    assert ask(project) == 0
    assert "✗ on ne sait pas comment joindre ce contact." in plain(capsys.readouterr().out)
    assert "  structure: Un collectif\n  courriel: a@collectif-essai.fr\n" in new(project, "livrables/t.yml")


def test_long_texts_have_several_lines_and_a_part_that_is_begun_can_be_left(project: Path, typed: Typing) -> None:
    typed("Salon du bruit", "12 mai 2027", "description, contact, url", "Un.", "", "Deux.", ".", "", "", "", "")
    assert ask(project, "évènement") == 0
    assert new(project, "evenements/salon-du-bruit.yml") == (
        "# yaml-language-server: $schema=../schemas/evenement.schema.json\n"
        "titre: Salon du bruit\ndebut: 2027-05-12\ndescription: |-\n  Un.\n\n  Deux.\najoute_le: 2026-11-20\n"
    )


def test_a_name_that_is_taken_is_asked_for_again(
    project: Path, typed: Typing, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("Affiche", "R", "garages", "guide", "inrs", "", "", "Affiche !", "affiche", "")
    assert ask(project) == 0
    said = plain(capsys.readouterr().out)
    assert "(Entrée : affiche-2)" in said
    assert "✗ « Affiche ! » n’est pas un nom de fiche : minuscules sans accent, chiffres et tirets." in said
    assert "✗ « affiche » : catalogue/livrables/affiche.yml existe déjà. Choisissez un autre nom." in said
    assert new(project, "livrables/affiche-2.yml")


# Without questions


def test_what_is_given_is_written_without_a_question(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert give(project, *KNOWN) == 0
    assert new(project, "livrables/guide-du-bruit.yml") == BRUIT
    assert "cibles[1] : « les garages » est lu « garages »" in plain(capsys.readouterr().out)


@pytest.mark.parametrize(
    "cibles",
    [
        ("cibles=garages", "cibles=tpe"),
        ("Cible=garages", "Cible=TPE"),
        ("cibles.2=tpe", "cibles.1=garages"),
    ],
)
def test_a_list_takes_an_option_for_each_value(project: Path, cibles: tuple[str, ...]) -> None:
    assert give(project, *KNOWN[:2], *cibles, *KNOWN[3:]) == 0
    assert new(project, "livrables/guide-du-bruit.yml") == BRUIT


def test_repeated_options_that_hold_several_values_are_all_read(project: Path) -> None:
    assert give(project, *KNOWN, "themes=tms, chutes", "mots_cles=bruit, oreille", "mots_cles=casque") == 0
    text = new(project, "livrables/guide-du-bruit.yml")
    assert "themes:\n  - tms\n  - chutes\n" in text
    assert "mots_cles:\n  - bruit\n  - oreille\n  - casque\n" in text


def test_what_nothing_names_yet_is_kept_without_a_name(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "../.cache/nouveau/livrable.yml", "titre: Commencé\n")
    assert give(project, *KNOWN[1:]) == 1
    said = plain(capsys.readouterr().err)
    assert "« prst nouveau livrable --depuis .cache/nouveau/livrable-a-completer.yml »" in said
    assert ".cache/nouveau/livrable-a-completer.yml:" in said
    assert (project / ".cache/nouveau/livrable.yml").read_text(encoding="utf-8") == "titre: Commencé\n"


def test_a_structure_that_has_a_record_is_named_by_its_id(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert give(project, *KNOWN[:4], "contact.structure=l’Institut national", *KNOWN[5:]) == 0
    assert new(project, "livrables/guide-du-bruit.yml") == BRUIT
    assert "contact.structure : « l’Institut national » est lu « inrs »." in plain(capsys.readouterr().out)


def test_a_file_as_people_write_it_is_a_beginning(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "recu.txt"
    path.write_text(
        "Titre: Guide du bruit\nRésumé: Un résumé.\ncibles:\n• garages\n• TPE\nformat: Guide\n"
        "contact:\n  structure: inrs\n",
        encoding="utf-8",
    )
    assert give(project, *KNOWN[5:], depuis=str(path)) == 0
    assert new(project, "livrables/guide-du-bruit.yml") == BRUIT


LONG = "Un titre qui n’en finit pas de dire tout ce que contient la ressource et plus encore"


@pytest.mark.parametrize(
    ("sorte", "champs", "name"),
    [
        (
            "diffusion",
            ("date=2026-10", "livrable=guide", "relais=carsat", "canal=Mot"),
            "diffusions/2026-10-carsat-guide-mot",
        ),
        ("structure", ("nom=Office d’essai", "sigle=OE", "type=association"), "structures/oe"),
        (
            "livrables",
            (f"titre={LONG}", *KNOWN[1:]),
            "livrables/un-titre-qui-n-en-finit-pas-de-dire-tout-ce-que-contient-la",
        ),
        ("groupe", ("nom=Groupe routier",), "groupes/groupe-routier"),
    ],
)
def test_each_kind_has_a_name_of_its_own(project: Path, sorte: str, champs: tuple[str, ...], name: str) -> None:
    assert give(project, *champs, sorte=sorte) == 0
    assert new(project, f"{name}.yml")


@pytest.mark.parametrize(
    ("champs", "options", "said"),
    [
        (("titre",), {}, "--champ : « titre ». Écrivez clé=valeur"),
        (("=x",), {}, "--champ : « =x ». Écrivez clé=valeur"),
        (("contact..role=x",), {}, "Écrivez clé=valeur"),
        (("liens.0.url=x",), {}, "--champ : « 0 ». Les éléments d’une liste se comptent à partir de 1."),
        (("liens.3.url=x",), {}, "« liens.3.url » : il manque liens.1."),
        (("liens.1.url=x", "liens.99999999999.url=x"), {}, "il manque liens.2."),
        (("titre.x=x",), {}, "--champ : titre n’a pas de sous-clé. Écrivez titre=…"),
        (("cibles.x=x",), {}, "--champ : cibles n’a pas de sous-clé. Écrivez cibles=…"),
        (("cible.1.x=x",), {}, "--champ : cibles.1 n’a pas de sous-clé. Écrivez cibles.1=…"),
        (("contact.1=x",), {}, "--champ : contact n’est pas une liste."),
        (("titre=x", "titre=y"), {}, "--champ : « titre » est donné 2 fois, et n’a qu’une valeur."),
        (("liens.1.url=x", "liens.1.url=y"), {}, "« liens.1.url » est donné 2 fois"),
        (("contact.structure=x", "contact=y"), {}, "« contact » et « contact.structure » disent deux fois"),
        (KNOWN, {"identifiant": "guide"}, "« guide » : catalogue/livrables/guide.yml existe déjà."),
        (KNOWN, {"identifiant": "Guide Été"}, "« Guide Été » n’est pas un nom de fiche"),
        (KNOWN, {"identifiant": "index"}, "« index » : ce nom est réservé (une page du site porte déjà ce nom)."),
        (KNOWN, {"identifiant": "Nul.yml"}, "« Nul » : ce nom est réservé (Windows le garde pour lui"),
        (KNOWN, {"sorte": "livre"}, "« livre » n’est pas une sorte de fiche"),
        (KNOWN, {"depuis": "absent.yml"}, "--depuis : absent.yml : il n’existe pas."),
    ],
)
def test_a_wrong_question_is_told_with_its_remedy(
    project: Path, capsys: pytest.CaptureFixture[str], champs: tuple[str, ...], options: dict[str, str], said: str
) -> None:
    before = everything(project)
    assert give(project, *champs, **options) == 2
    assert said in plain(capsys.readouterr().err)
    assert everything(project) == before


def test_what_is_wrong_is_told_as_the_check_does_and_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(project)
    assert give(project, "titre=Guide du bruit", "cibles=garage du coin") == 1
    said = plain(capsys.readouterr().err)
    assert "resume : il manque." in said
    assert "cibles" in said
    assert "« prst nouveau livrable --depuis .cache/nouveau/guide-du-bruit.yml --id guide-du-bruit »" in said
    assert everything(project) == before
    kept = project / ".cache/nouveau/guide-du-bruit.yml"
    write(project, "../a-completer.yml", kept.read_text(encoding="utf-8").replace("garage du coin", "garages"))
    assert give(project, *KNOWN[1:2], *KNOWN[3:], depuis=str(project / "a-completer.yml")) == 0


def test_what_only_the_whole_catalogue_can_tell_is_told_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ("date=2027-10-01", "livrable=guide", "relais=carsat", "canal=Réunion")
    assert give(project, *given, sorte="diffusion") == 1
    assert ".cache/nouveau/2027-10-01-carsat-guide-reunion.yml:2" in plain(capsys.readouterr().err)
    assert "catalogue/diffusions" not in "".join(everything(project))
